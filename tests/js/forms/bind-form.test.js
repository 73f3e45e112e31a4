// bindForm in real browsers: typed into, left, submitted, reset, disposed of; and what a screen reader finds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowsers } from "./in-browsers.js";

const FORM = `
<form novalidate>
  <label>Reference <input name="merchantIdScanReference"></label>
  <label for="country">Country</label> <input id="country" name="country" aria-describedby="hint"> <span id="hint">Three letters</span>
  <label>Document
    <select name="idType"><option value="">Choose</option><option>PASSPORT</option><option>DRIVING_LICENSE</option></select>
  </label>
  <label>State <input name="usState"></label>
  <p data-netverify-for="usState">Said by the server</p>
  <label>Callback <input name="callbackUrl" maxlength="80" autocomplete="url"></label>
  <label>First name <input name="firstName"></label>
  <label>Unknown <input name="colour" required value="green"></label>
  <button name="send">Send</button>
  <button name="draft" formnovalidate>Save</button>
  <button type="reset" name="clear">Clear</button>
</form>`;

const CHOICES = `
<form novalidate>
  <fieldset>
    <legend>Document</legend>
    <label><input type="radio" name="idType" value="PASSPORT"> Passport</label>
    <label><input type="radio" name="idType" value="passport"> Wrong</label>
  </fieldset>
  <label>Number <input name="number"></label>
  <button name="send">Send</button>
</form>`;

const codes = (shown) => Object.fromEntries(Object.entries(shown).map(([field, { codes }]) => [field, codes]));

inBrowsers("bindForm", ({ page, start, type, clear, leave, click, shown, control, submitted, lastReport, settle, accessible }) => {
  test("the table's attributes are set, and the page's own stay", async () => {
    await start(FORM);
    const attributes = await page().$$eval("form [name]:not(button)", (controls) =>
      Object.fromEntries(
        controls.map((control) => [
          control.name,
          ["maxlength", "required", "autocomplete", "spellcheck", "inputmode"].map((name) => control.getAttribute(name)),
        ]),
      ),
    );
    assert.deepEqual(attributes, {
      merchantIdScanReference: ["100", "", "off", "false", null],
      country: ["3", "", "off", "false", null],
      idType: [null, "", null, null, null],
      usState: ["100", null, "off", "false", null],
      callbackUrl: ["80", null, "url", "false", "url"],
      firstName: ["100", null, "off", "false", null],
      colour: [null, "", null, null, null],
    });
    // Inside a label a text would be read as part of the control's name.
    assert.equal(await page().$("label [data-netverify-for]"), null);
    await accessible();
  });

  test("nothing is shown at first, and the custom validity is there", async () => {
    await start(FORM);
    assert.deepEqual(await shown(), { usState: { severity: null, codes: [], text: "Said by the server" } });
    const country = await control("country");
    assert.equal(country.valid, false);
    assert.match(country.message, /^country is required/);
    assert.equal(country.invalid, null);
    assert.deepEqual(country.description, ["Three letters", ""]);
    assert.equal((await control("firstName")).valid, true);
    assert.deepEqual(codes(await shown()).country, undefined);
  });

  test("what more typing can fix is quiet until the control is left", async () => {
    await start(FORM);
    await type("country", "US");
    assert.equal((await shown()).country, undefined);
    assert.equal((await control("country")).valid, false);
    await leave();
    const { country } = await shown();
    assert.deepEqual([country.severity, country.codes], ["error", ["unknown_country"]]);
    const { invalid, message, description } = await control("country");
    assert.equal(invalid, "true");
    assert.deepEqual(description, ["Three letters", country.text]);
    assert.equal(message, country.text);
    await accessible();
    // From now on it follows every key.
    await type("country", "A");
    assert.equal((await shown()).country, undefined);
    assert.deepEqual([(await control("country")).invalid, (await control("country")).message], [null, ""]);
  });

  test("what no typing can fix is shown at once", async () => {
    await start(FORM);
    await type("callbackUrl", "http");
    assert.equal((await shown()).callbackUrl, undefined);
    await type("callbackUrl", "://a");
    assert.deepEqual(codes(await shown()).callbackUrl, ["url_scheme"]);
    await clear("callbackUrl");
    assert.equal((await shown()).callbackUrl, undefined);
    // An emptied control is as quiet as one that was never filled in.
    await type("country", "us");
    assert.deepEqual(codes(await shown()).country, ["unknown_country"]);
    await clear("country");
    assert.equal((await shown()).country, undefined);
    assert.match((await control("country")).message, /^country is required/);
  });

  test("validateOn: a form that is quiet until a control is left, or until it is submitted", async () => {
    await start(FORM, { validateOn: "change" });
    await type("callbackUrl", "http://");
    assert.equal((await shown()).callbackUrl, undefined);
    await leave();
    assert.deepEqual(codes(await shown()).callbackUrl[0], "url_syntax");
    await start(FORM, { validateOn: "submit" });
    await type("callbackUrl", "http://");
    await leave();
    assert.equal((await shown()).callbackUrl, undefined);
    await click("send");
    assert.deepEqual(codes(await shown()).callbackUrl[0], "url_syntax");
  });

  test("a suggestion is a button", async () => {
    await start(FORM);
    await type("country", "us");
    await leave();
    await accessible();
    const button = await page().waitForSelector("[data-netverify-suggestion=country]");
    assert.equal(await button.evaluate(({ textContent, type }) => `${type} ${textContent}`), "button USA");
    await button.click();
    const country = await control("country");
    assert.deepEqual([country.value, country.valid, country.focused], ["USA", true, true]);
    assert.equal((await shown()).country, undefined);
    assert.equal(await page().$("[data-netverify-suggestion]"), null);
  });

  test("a page can offer a suggestion by itself", async () => {
    await start(FORM);
    await page().evaluate(() =>
      window.state.form.addEventListener("netverify:suggestion", (event) => {
        event.preventDefault();
        window.state.suggestions.push([event.target.name, event.detail.violation.code, event.detail.violation.suggestion]);
        window.apply = event.detail.apply;
      }),
    );
    await type("country", "us");
    await leave();
    assert.deepEqual(await page().evaluate(() => window.state.suggestions), [["country", "unknown_country", "USA"]]);
    assert.equal(await page().$("[data-netverify-suggestion]"), null);
    await page().evaluate(() => window.apply());
    assert.equal((await control("country")).value, "USA");
  });

  test("a suggestion goes into a radio group and a select, where they have it", async () => {
    await start(CHOICES);
    await page().click("[value=passport]");
    await page().click("[data-netverify-suggestion=idType]");
    assert.equal((await control("idType")).value, "PASSPORT");
    assert.equal(await page().$("[data-netverify-suggestion]"), null);
    await accessible();
    await start(`<form><label>Document <select name="idType"><option>passport</option><option>VISA</option></select></label></form>`);
    await page().select("[name=idType]", "passport");
    await page().evaluate(() => window.state.form.elements.idType.dispatchEvent(new Event("change", { bubbles: true })));
    assert.deepEqual(codes(await shown()).idType, ["not_in_enum"]);
    assert.equal(await page().$("[data-netverify-suggestion]"), null);
  });

  test("a field that shows its text is checked again when another one changes", async () => {
    await start(FORM);
    await page().select("[name=idType]", "PASSPORT");
    await type("usState", "Kosovo");
    await leave();
    assert.equal((await shown()).usState, undefined);
    await page().select("[name=idType]", "DRIVING_LICENSE");
    assert.deepEqual(codes(await shown()), { usState: ["unknown_us_state"] });
    await page().select("[name=idType]", "PASSPORT");
    assert.deepEqual(await shown(), {});
  });

  test("a warning is shown and blocks nothing", async () => {
    await start(FORM);
    await page().select("[name=idType]", "PASSPORT");
    await type("merchantIdScanReference", "order-1");
    await type("country", "USA");
    await type("firstName", "<b>Zoe</b>");
    assert.equal((await shown()).firstName, undefined);
    await leave();
    const { firstName } = await shown();
    assert.deepEqual([firstName.severity, firstName.codes], ["warning", ["suspicious_markup"]]);
    assert.deepEqual([(await control("firstName")).invalid, (await control("firstName")).valid], [null, true]);
    await click("send");
    assert.deepEqual(await submitted(), ["send"]);
    const { valid, violations } = await lastReport();
    assert.deepEqual([valid, violations.map(({ field }) => field)], [true, ["firstName"]]);
  });

  test("novalidate: a form with errors is not submitted, and its first error is focused", async () => {
    await start(FORM);
    await type("merchantIdScanReference", "order-1");
    await click("send");
    assert.deepEqual(await submitted(), []);
    assert.deepEqual(codes(await shown()), { country: ["required"], idType: ["required"] });
    assert.equal((await control("country")).focused, true);
    await accessible();
    await type("country", "USA");
    await page().select("[name=idType]", "PASSPORT");
    assert.deepEqual(await shown(), {});
    await page().focus("[name=country]");
    await page().keyboard.press("Enter");
    assert.deepEqual(await submitted(), ["send"]);
    await click("send");
    assert.deepEqual(await submitted(), ["send", "send"]);
  });

  test("the browser's own bubbles: the form is held by its validity, and the texts are shown too", async () => {
    await start(FORM.replace("<form novalidate>", "<form>").replace("Said by the server", ""));
    await click("send");
    assert.deepEqual(await submitted(), []);
    assert.deepEqual(codes(await shown()), {
      merchantIdScanReference: ["required"],
      country: ["required"],
      idType: ["required"],
    });
    assert.equal((await control("merchantIdScanReference")).focused, true);
    await type("merchantIdScanReference", "order-1");
    await type("country", "USA");
    await page().select("[name=idType]", "PASSPORT");
    // A script fixes what it had broken, and reports it to nobody.
    await page().evaluate(() => {
      const { country } = window.state.form.elements;
      country.value = "??";
      country.dispatchEvent(new Event("input", { bubbles: true }));
      country.value = "DEU";
    });
    await click("send");
    assert.deepEqual(await submitted(), ["send"]);
  });

  test("formnovalidate submits as it is", async () => {
    await start(FORM);
    await click("draft");
    assert.deepEqual(await submitted(), ["draft"]);
    assert.deepEqual(codes(await shown()).country, undefined);
  });

  test("what the browser has against a value holds the form as well", async () => {
    await start(`<form novalidate><label>Number <input name="number" pattern="[A-Z]+"></label> <button name="send">Send</button></form>`);
    await type("number", "12");
    assert.deepEqual(await shown(), {});
    await click("send");
    assert.deepEqual(await submitted(), []);
    assert.equal((await shown()).number.severity, "error");
    assert.equal((await control("number")).invalid, "true");
    assert.notEqual((await shown()).number.text, "");
    await clear("number");
    await type("number", "AB");
    assert.deepEqual(await shown(), {});
    await click("send");
    assert.deepEqual(await submitted(), ["send"]);
  });

  test("a reset form is as at first", async () => {
    await start(FORM);
    await type("country", "us");
    await click("send");
    assert.notDeepEqual(await shown(), {});
    await click("clear");
    await settle(() => Object.keys(window.shown()).length === 0);
    assert.deepEqual(await page().$("[aria-invalid], [data-netverify-suggestion]"), null);
    assert.equal((await control("country")).valid, false);
    // A reset that the page does not let happen changes nothing.
    await type("country", "us");
    await leave();
    await page().evaluate(() => window.state.form.addEventListener("reset", (event) => event.preventDefault()));
    await click("clear");
    await page().evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
    assert.deepEqual(codes(await shown()).country, ["unknown_country"]);
  });

  test("controls may come, go and be disabled later", async () => {
    await start(FORM);
    await page().evaluate(() =>
      window.state.form.insertAdjacentHTML("afterbegin", `<label>Number <input name="personalNumber"></label>`),
    );
    await page().focus("[name=personalNumber]");
    assert.equal(await page().$eval("[name=personalNumber]", ({ maxLength }) => maxLength), 14);
    await type("personalNumber", "\u{1F600}".repeat(7));
    await page().evaluate(() => window.state.form.elements.country.remove());
    await click("send");
    assert.deepEqual(codes(await shown()), { merchantIdScanReference: ["required"], idType: ["required"] });
    assert.equal(await page().$("[data-netverify-for=country]"), null);
    await page().evaluate(() => {
      const { idType, merchantIdScanReference } = window.state.form.elements;
      idType.disabled = merchantIdScanReference.disabled = true;
    });
    await click("send");
    assert.deepEqual(await shown(), {});
    assert.deepEqual(await submitted(), ["send"]);
  });

  test("the page's settings and the rest of the request are asked for at each check", async () => {
    const html = `<form novalidate><label>Customer <input name="customerId"></label> <label>State <input name="usState"></label></form>`;
    await start(html, { request: { idType: "DRIVING_LICENSE" }, settings: { screening: false } });
    assert.equal((await control("customerId")).required, false);
    await type("usState", "Kosovo");
    await leave();
    assert.deepEqual(codes(await shown()), { usState: ["unknown_us_state"] });
    await page().evaluate(() => {
      window.state.settings = { screening: true };
      window.state.form.dispatchEvent(new Event("change"));
    });
    assert.deepEqual([(await control("customerId")).required, (await control("customerId")).valid], [true, false]);
    assert.deepEqual((await lastReport()).violations.map(({ field, code }) => `${field} ${code}`), [
      "customerId required",
      "usState unknown_us_state",
    ]);
  });


  test("the disposer takes everything back", async () => {
    const html = FORM.replace(`name="firstName"`, `name="firstName" data-own`) + "";
    await start(html);
    await page().evaluate(() => {
      window.dispose();
      window.state.form.elements.firstName.setCustomValidity("The page's own");
      window.state.before = window.state.form.outerHTML;
      window.bind();
    });
    await type("country", "us");
    await click("send");
    assert.notDeepEqual(await shown(), {});
    const left = await page().evaluate(() => {
      window.dispose();
      window.dispose();
      const { form, before } = window.state;
      return { same: form.outerHTML === before, own: form.elements.firstName.validationMessage, country: form.elements.country.validity.customError };
    });
    assert.deepEqual(left, { same: true, own: "The page's own", country: false });
    const count = (await page().evaluate(() => window.state.reports)).length;
    await type("country", "x");
    await leave();
    await page().evaluate(() => window.state.form.requestSubmit());
    assert.equal((await page().evaluate(() => window.state.reports)).length, count);
    assert.deepEqual(await submitted(), [null]);
    assert.equal(await page().evaluate(() => window.state.form.outerHTML === window.state.before), true);
    // And it can be bound again.
    await page().evaluate(() => window.bind());
    assert.equal((await control("country")).required, true);
  });

  test("no report holds a value", async () => {
    await start(FORM);
    for (const field of ["merchantIdScanReference", "country", "usState", "callbackUrl", "firstName"]) await type(field, "Qzx<b>");
    await click("send");
    const { values, reports } = await page().evaluate(() => ({
      values: [...window.state.form.elements].filter(({ name }) => name === "usState").map(({ value }) => value),
      reports: JSON.stringify(window.state.reports),
    }));
    assert.deepEqual(values, ["Qzx<b>"]);
    assert.equal(reports.includes("Qzx"), false);
  });
});

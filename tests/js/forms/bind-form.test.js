// bindForm in real browsers: typed into, left, submitted, reset, disposed of; and what a screen reader finds.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../harness/browsers.js";
import { entryFile, PACKAGE } from "../harness/package.js";
import { browserProgram, HERE, ROOT } from "../harness/programs.js";
import { serve } from "../harness/serve.js";

const IMAGES = JSON.parse(readFileSync(join(ROOT, "tests/vectors/images.json"), "utf8"));

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

const PICTURES = `
<form novalidate>
  <label>Front <input type="file" name="frontsideImage"></label>
  <label>Type <select name="frontsideImageMimeType"><option value=""></option><option>image/jpeg</option><option>image/png</option><option>image/jpg</option></select></label>
  <label>Face <input type="file" name="faceImage"></label>
  <fieldset>
    <legend>Extract</legend>
    <label><input type="checkbox" name="enabledFields" value="idDob"> Date of birth</label>
    <label><input type="checkbox" name="enabledFields" value="idFaceMatch"> Face match</label>
  </fieldset>
  <button name="send">Send</button>
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

for (const name of ["chromium", "firefox"]) {
  const missing = browserProgram(name) === null && process.env.CI !== "true";
  describe(`bindForm in ${name}`, { skip: missing && `${name} is not installed` }, () => {
    let server, browser, page;

    before(async () => {
      server = await serve({
        mounts: {
          "/": join(HERE, "forms/"),
          "/package/": PACKAGE,
          "/axe.js": join(HERE, "node_modules/axe-core/axe.min.js"),
        },
      });
      browser = await launch(name);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    /** A fresh page with this form, bound. */
    const start = async (html, options) => {
      page ??= await browser.newPage();
      const entry = `/package/${entryFile("./browser", ["import"])}`;
      await page.goto(`${server.url}/bind-form.html?entry=${encodeURIComponent(entry)}`);
      await page.waitForSelector("[data-ready]");
      await page.evaluate((html, options) => window.start(html, options), html, options);
    };
    const type = async (control, text) => {
      await page.click(`[name=${control}]`);
      await page.keyboard.type(text);
    };
    const clear = (control) => page.$eval(`[name=${control}]`, (input) => {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const leave = () => page.evaluate(() => document.activeElement.blur());
    const click = (control) => page.click(`[name=${control}]`);
    const shown = () => page.evaluate(() => window.shown());
    const control = (name) => page.evaluate((name) => window.control(name), name);
    const submitted = () => page.evaluate(() => window.state.submitted);
    const lastReport = () => page.evaluate(() => window.state.reports.at(-1));
    const settle = async (condition, ...args) => {
      await page.waitForFunction(condition, { timeout: 5000, polling: 10 }, ...args);
    };
    const accessible = async () => {
      const violations = await page.evaluate(async () => {
        if (!window.axe) {
          const script = document.createElement("script");
          script.src = "/axe.js";
          document.head.append(script);
          await new Promise((resolve) => (script.onload = resolve));
        }
        const result = await window.axe.run("form");
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
      });
      assert.deepEqual(violations, []);
    };

    test("the table's attributes are set, and the page's own stay", async () => {
      await start(FORM);
      const attributes = await page.$$eval("form [name]:not(button)", (controls) =>
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
      assert.equal(await page.$("label [data-netverify-for]"), null);
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
      const button = await page.waitForSelector("[data-netverify-suggestion=country]");
      assert.equal(await button.evaluate(({ textContent, type }) => `${type} ${textContent}`), "button USA");
      await button.click();
      const country = await control("country");
      assert.deepEqual([country.value, country.valid, country.focused], ["USA", true, true]);
      assert.equal((await shown()).country, undefined);
      assert.equal(await page.$("[data-netverify-suggestion]"), null);
    });

    test("a page can offer a suggestion by itself", async () => {
      await start(FORM);
      await page.evaluate(() =>
        window.state.form.addEventListener("netverify:suggestion", (event) => {
          event.preventDefault();
          window.state.suggestions.push([event.target.name, event.detail.violation.code, event.detail.violation.suggestion]);
          window.apply = event.detail.apply;
        }),
      );
      await type("country", "us");
      await leave();
      assert.deepEqual(await page.evaluate(() => window.state.suggestions), [["country", "unknown_country", "USA"]]);
      assert.equal(await page.$("[data-netverify-suggestion]"), null);
      await page.evaluate(() => window.apply());
      assert.equal((await control("country")).value, "USA");
    });

    test("a suggestion goes into a radio group and a select, where they have it", async () => {
      await start(CHOICES);
      await page.click("[value=passport]");
      await page.click("[data-netverify-suggestion=idType]");
      assert.equal((await control("idType")).value, "PASSPORT");
      assert.equal(await page.$("[data-netverify-suggestion]"), null);
      await accessible();
      await start(`<form><label>Document <select name="idType"><option>passport</option><option>VISA</option></select></label></form>`);
      await page.select("[name=idType]", "passport");
      await page.evaluate(() => window.state.form.elements.idType.dispatchEvent(new Event("change", { bubbles: true })));
      assert.deepEqual(codes(await shown()).idType, ["not_in_enum"]);
      assert.equal(await page.$("[data-netverify-suggestion]"), null);
    });

    test("a field that shows its text is checked again when another one changes", async () => {
      await start(FORM);
      await page.select("[name=idType]", "PASSPORT");
      await type("usState", "Kosovo");
      await leave();
      assert.equal((await shown()).usState, undefined);
      await page.select("[name=idType]", "DRIVING_LICENSE");
      assert.deepEqual(codes(await shown()), { usState: ["unknown_us_state"] });
      await page.select("[name=idType]", "PASSPORT");
      assert.deepEqual(await shown(), {});
    });

    test("a warning is shown and blocks nothing", async () => {
      await start(FORM);
      await page.select("[name=idType]", "PASSPORT");
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
      await page.select("[name=idType]", "PASSPORT");
      assert.deepEqual(await shown(), {});
      await page.focus("[name=country]");
      await page.keyboard.press("Enter");
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
      await page.select("[name=idType]", "PASSPORT");
      // A script fixes what it had broken, and reports it to nobody.
      await page.evaluate(() => {
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
      assert.deepEqual(await page.$("[aria-invalid], [data-netverify-suggestion]"), null);
      assert.equal((await control("country")).valid, false);
      // A reset that the page does not let happen changes nothing.
      await type("country", "us");
      await leave();
      await page.evaluate(() => window.state.form.addEventListener("reset", (event) => event.preventDefault()));
      await click("clear");
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
      assert.deepEqual(codes(await shown()).country, ["unknown_country"]);
    });

    test("controls may come, go and be disabled later", async () => {
      await start(FORM);
      await page.evaluate(() =>
        window.state.form.insertAdjacentHTML("afterbegin", `<label>Number <input name="personalNumber"></label>`),
      );
      await page.focus("[name=personalNumber]");
      assert.equal(await page.$eval("[name=personalNumber]", ({ maxLength }) => maxLength), 14);
      await type("personalNumber", "\u{1F600}".repeat(7));
      await page.evaluate(() => window.state.form.elements.country.remove());
      await click("send");
      assert.deepEqual(codes(await shown()), { merchantIdScanReference: ["required"], idType: ["required"] });
      assert.equal(await page.$("[data-netverify-for=country]"), null);
      await page.evaluate(() => {
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
      await page.evaluate(() => {
        window.state.settings = { screening: true };
        window.state.form.dispatchEvent(new Event("change"));
      });
      assert.deepEqual([(await control("customerId")).required, (await control("customerId")).valid], [true, false]);
      assert.deepEqual((await lastReport()).violations.map(({ field, code }) => `${field} ${code}`), [
        "customerId required",
        "usState unknown_us_state",
      ]);
    });

    test("a photo is read and checked by its bytes", async () => {
      await start(PICTURES);
      assert.equal(await page.$eval("[name=frontsideImage]", ({ accept }) => accept), "image/jpeg,image/png");
      await page.evaluate((gif) => window.choose("frontsideImage", gif, "image/jpeg"), IMAGES.gif);
      await settle(() => window.shown().frontsideImage !== undefined);
      assert.deepEqual(codes(await shown()), { frontsideImage: ["image_format"] });
      assert.equal((await control("frontsideImage")).invalid, "true");
      await accessible();
      await click("send");
      assert.deepEqual(await submitted(), []);
      await page.evaluate((png) => window.choose("frontsideImage", png, "image/png"), IMAGES["good.png"]);
      await settle(() => window.shown().frontsideImageMimeType !== undefined);
      assert.deepEqual(codes(await shown()), { frontsideImageMimeType: ["mime_mismatch"] });
      await page.click("[data-netverify-suggestion=frontsideImageMimeType]");
      await settle(() => Object.keys(window.shown()).length === 0);
      assert.equal((await control("frontsideImageMimeType")).value, "image/png");
      await page.select("[name=frontsideImageMimeType]", "image/jpg");
      await settle(() => window.shown().frontsideImageMimeType !== undefined);
      await settle(() => window.state.reports.at(-1).violations.length > 0);
      assert.deepEqual(codes(await shown()), { frontsideImageMimeType: ["not_in_enum"] });
      await page.select("[name=frontsideImageMimeType]", "image/png");
      await settle(() => Object.keys(window.shown()).length === 0);
      await click("send");
      await settle(() => window.state.submitted.length > 0);
      assert.deepEqual(await submitted(), ["send"]);
      const { valid, images } = await lastReport();
      assert.deepEqual([valid, images.frontsideImage.format], [true, "png"]);
    });

    test("a photo that another one replaces is not read on, and a submission waits for the last", async () => {
      await start(PICTURES);
      await page.evaluate(
        (gif, jpeg) => {
          window.holdReading();
          window.choose("frontsideImage", gif, "image/gif");
          window.choose("frontsideImage", jpeg, "image/jpeg");
        },
        IMAGES.gif,
        IMAGES["good.jpg"],
      );
      await click("send");
      await click("send");
      assert.deepEqual(await submitted(), []);
      assert.deepEqual(await page.evaluate(() => [window.state.reports.length, window.aborted]), [1, 1]);
      await page.evaluate(() => window.readOn());
      await settle(() => window.state.submitted.length > 0);
      // Time for what must not come.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      assert.deepEqual(await submitted(), ["send"]);
      const reports = await page.evaluate(() => window.state.reports);
      assert.equal(reports.some(({ violations }) => violations.some(({ code }) => code === "image_format")), false);
      assert.deepEqual(await shown(), {});
    });

    test("the disposer ends the reading of a photo", async () => {
      await start(PICTURES);
      const left = await page.evaluate(async (gif) => {
        window.holdReading();
        window.choose("frontsideImage", gif, "image/gif");
        window.dispose();
        window.readOn();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return [window.aborted, window.state.form.outerHTML === window.state.before, window.state.reports.length];
      }, IMAGES.gif);
      assert.deepEqual(left, [1, true, 1]);
    });

    test("photos as base64 in hidden controls", async () => {
      await start(`
        <form novalidate>
          <input type="hidden" name="frontsideImage" value="${IMAGES["good.jpg"]}">
          <input type="hidden" name="backsideImage" value="${IMAGES["good.jpg"]}">
          <label>Country <input name="country" value="USA"></label>
          <button name="send">Send</button>
        </form>`);
      await click("send");
      assert.deepEqual(await submitted(), ["send"]);
      assert.deepEqual(codes(await shown()), { backsideImage: ["image_reused"] });
      await page.evaluate((gif) => (window.state.form.elements.frontsideImage.value = gif), IMAGES.gif);
      await click("send");
      assert.deepEqual(await submitted(), ["send"]);
      assert.deepEqual(codes(await shown()), { frontsideImage: ["image_format"] });
    });

    test("rules between a photo and other fields", async () => {
      await start(PICTURES);
      assert.equal((await control("faceImage")).required, false);
      await page.click("[value=idFaceMatch]");
      assert.equal((await control("faceImage")).required, true);
      await click("send");
      assert.deepEqual(codes(await shown()), { frontsideImage: ["required"], faceImage: ["required"] });
      await page.evaluate(
        (front, face) => {
          window.choose("frontsideImage", front, "image/jpeg");
          window.choose("faceImage", face, "image/jpeg");
        },
        IMAGES["good.jpg"],
        IMAGES["other.jpg"],
      );
      await settle(() => Object.keys(window.shown()).length === 0);
      // Two tokens are one value; now the face is of no use, which is no error.
      await page.click("[value=idDob]");
      assert.deepEqual(await shown(), {});
      await page.click("[value=idFaceMatch]");
      assert.deepEqual(await shown(), {
        faceImage: { ...(await shown()).faceImage, severity: "warning", codes: ["face_image_unused"] },
      });
    });

    test("a file that cannot be read is an error in the browser's words", async () => {
      await start(PICTURES);
      await page.evaluate((jpeg) => {
        Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("It is gone.", "NotReadableError"));
        window.choose("frontsideImage", jpeg, "image/jpeg");
      }, IMAGES["good.jpg"]);
      await settle(() => window.shown().frontsideImage !== undefined);
      assert.equal((await shown()).frontsideImage.text, "It is gone.");
      await click("send");
      assert.deepEqual(await submitted(), []);
      assert.equal((await lastReport()).valid, false);
    });

    test("the disposer takes everything back", async () => {
      const html = FORM.replace(`name="firstName"`, `name="firstName" data-own`) + "";
      await start(html);
      await page.evaluate(() => {
        window.dispose();
        window.state.form.elements.firstName.setCustomValidity("The page's own");
        window.state.before = window.state.form.outerHTML;
        window.bind();
      });
      await type("country", "us");
      await click("send");
      assert.notDeepEqual(await shown(), {});
      const left = await page.evaluate(() => {
        window.dispose();
        window.dispose();
        const { form, before } = window.state;
        return { same: form.outerHTML === before, own: form.elements.firstName.validationMessage, country: form.elements.country.validity.customError };
      });
      assert.deepEqual(left, { same: true, own: "The page's own", country: false });
      const count = (await page.evaluate(() => window.state.reports)).length;
      await type("country", "x");
      await leave();
      await page.evaluate(() => window.state.form.requestSubmit());
      assert.equal((await page.evaluate(() => window.state.reports)).length, count);
      assert.deepEqual(await submitted(), [null]);
      assert.equal(await page.evaluate(() => window.state.form.outerHTML === window.state.before), true);
      // And it can be bound again.
      await page.evaluate(() => window.bind());
      assert.equal((await control("country")).required, true);
    });

    test("no report holds a value", async () => {
      await start(FORM);
      for (const field of ["merchantIdScanReference", "country", "usState", "callbackUrl", "firstName"]) await type(field, "Qzx<b>");
      await click("send");
      const { values, reports } = await page.evaluate(() => ({
        values: [...window.state.form.elements].filter(({ name }) => name === "usState").map(({ value }) => value),
        reports: JSON.stringify(window.state.reports),
      }));
      assert.deepEqual(values, ["Qzx<b>"]);
      assert.equal(reports.includes("Qzx"), false);
    });
  });
}

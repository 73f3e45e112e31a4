// bindForm in real browsers: photos, as files and as base64.

import assert from "node:assert/strict";
import { test } from "node:test";
import { IMAGES, inBrowsers } from "./in-browsers.js";

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

const codes = (shown) => Object.fromEntries(Object.entries(shown).map(([field, { codes }]) => [field, codes]));

inBrowsers("bindForm: photos", ({ page, start, click, shown, control, submitted, lastReport, settle, accessible }) => {
  test("a photo is read and checked by its bytes", async () => {
    await start(PICTURES);
    assert.equal(await page().$eval("[name=frontsideImage]", ({ accept }) => accept), "image/jpeg,image/png");
    await page().evaluate((gif) => window.choose("frontsideImage", gif, "image/jpeg"), IMAGES.gif);
    await settle(() => window.shown().frontsideImage !== undefined);
    assert.deepEqual(codes(await shown()), { frontsideImage: ["image_format"] });
    assert.equal((await control("frontsideImage")).invalid, "true");
    await accessible();
    await click("send");
    assert.deepEqual(await submitted(), []);
    await page().evaluate((png) => window.choose("frontsideImage", png, "image/png"), IMAGES["good.png"]);
    await settle(() => window.shown().frontsideImageMimeType !== undefined);
    assert.deepEqual(codes(await shown()), { frontsideImageMimeType: ["mime_mismatch"] });
    await page().click("[data-netverify-suggestion=frontsideImageMimeType]");
    await settle(() => Object.keys(window.shown()).length === 0);
    assert.equal((await control("frontsideImageMimeType")).value, "image/png");
    await page().select("[name=frontsideImageMimeType]", "image/jpg");
    await settle(() => window.shown().frontsideImageMimeType !== undefined);
    await settle(() => window.state.reports.at(-1).violations.length > 0);
    assert.deepEqual(codes(await shown()), { frontsideImageMimeType: ["not_in_enum"] });
    await page().select("[name=frontsideImageMimeType]", "image/png");
    await settle(() => Object.keys(window.shown()).length === 0);
    await click("send");
    await settle(() => window.state.submitted.length > 0);
    assert.deepEqual(await submitted(), ["send"]);
    const { valid, images } = await lastReport();
    assert.deepEqual([valid, images.frontsideImage.format], [true, "png"]);
  });

  test("a photo that another one replaces is not read on, and a submission waits for the last", async () => {
    await start(PICTURES);
    await page().evaluate(
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
    assert.deepEqual(await page().evaluate(() => [window.state.reports.length, window.aborted]), [1, 1]);
    await page().evaluate(() => window.readOn());
    await settle(() => window.state.submitted.length > 0);
    // Time for what must not come.
    await page().evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    assert.deepEqual(await submitted(), ["send"]);
    const reports = await page().evaluate(() => window.state.reports);
    assert.equal(reports.some(({ violations }) => violations.some(({ code }) => code === "image_format")), false);
    assert.deepEqual(await shown(), {});
  });

  test("the disposer ends the reading of a photo", async () => {
    await start(PICTURES);
    const left = await page().evaluate(async (gif) => {
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
    await page().evaluate((gif) => (window.state.form.elements.frontsideImage.value = gif), IMAGES.gif);
    await click("send");
    assert.deepEqual(await submitted(), ["send"]);
    assert.deepEqual(codes(await shown()), { frontsideImage: ["image_format"] });
  });

  test("rules between a photo and other fields", async () => {
    await start(PICTURES);
    assert.equal((await control("faceImage")).required, false);
    await page().click("[value=idFaceMatch]");
    assert.equal((await control("faceImage")).required, true);
    await click("send");
    assert.deepEqual(codes(await shown()), { frontsideImage: ["required"], faceImage: ["required"] });
    await page().evaluate(
      (front, face) => {
        window.choose("frontsideImage", front, "image/jpeg");
        window.choose("faceImage", face, "image/jpeg");
      },
      IMAGES["good.jpg"],
      IMAGES["other.jpg"],
    );
    await settle(() => Object.keys(window.shown()).length === 0);
    // Two tokens are one value; now the face is of no use, which is no error.
    await page().click("[value=idDob]");
    assert.deepEqual(await shown(), {});
    await page().click("[value=idFaceMatch]");
    assert.deepEqual(await shown(), {
      faceImage: { ...(await shown()).faceImage, severity: "warning", codes: ["face_image_unused"] },
    });
  });

  test("a file that cannot be read is an error in the browser's words", async () => {
    await start(PICTURES);
    await page().evaluate((jpeg) => {
      Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("It is gone.", "NotReadableError"));
      window.choose("frontsideImage", jpeg, "image/jpeg");
    }, IMAGES["good.jpg"]);
    await settle(() => window.shown().frontsideImage !== undefined);
    assert.equal((await shown()).frontsideImage.text, "It is gone.");
    await click("send");
    assert.deepEqual(await submitted(), []);
    assert.equal((await lastReport()).valid, false);
  });
});

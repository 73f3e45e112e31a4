// The whole way in each browser: photos by file, drop, paste and camera; what is wrong with them; the fixes; the request.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browserProgram } from "../js/harness/programs.js";
import { launch } from "./harness/browsers.js";
import { makeFiles } from "./harness/files.js";
import { check, drive } from "./harness/page.js";

let files;
before(async () => {
  files = await makeFiles(["photo20", "wide"]);
});
after(() => files?.remove());

const ALL = ["chromium", "firefox", "webkit"];
const wanted = process.env.NETVERIFY_BROWSERS?.split(",") ?? ALL;

for (const name of wanted) {
  const missing = browserProgram(name) === null;
  const skip = missing && process.env.CI !== "true" ? `${name} is not installed` : false;

  describe(name, { skip, timeout: 600_000 }, () => {
    let browser;
    let page;
    before(async () => {
      browser = await launch(name, { downloads: files.folder });
      page = drive(browser);
    });
    after(() => browser?.close());

    test("photos, fixes, the form, and a request that passes on the command line", async () => {
      await page.open();
      assert.deepEqual(await page.verdict(), {
        title: "Not complete yet",
        violations: ["merchantIdScanReference required", "frontsideImage required", "country required", "idType required"],
      });

      // A file whose name lies about its bytes.
      await page.choose("frontsideImage", files.at("png-called.jpg"));
      await page.shows("frontsideImage", "mime_mismatch");
      assert.deepEqual(await page.facts("frontsideImage"), ["PNG", "640 × 404", "26.5 KiB"]);
      await page.fix("frontsideImage", "Declare image/png");
      await page.shows("frontsideImage");

      // A photograph that says where it was taken is dropped.
      await page.drop("backsideImage", "located.jpg", "image/jpeg", files.bytes("located.jpg"));
      await page.shows("backsideImage", "image_has_location");
      await page.fix("backsideImage", "Strip the location");
      await page.shows("backsideImage");
      assert.match(await page.note("backsideImage"), /metadata removed/i);

      await browser.click(".photo[data-field=faceImage] .actions button");
      await page.press("Take the photo");
      await page.press("Retake");
      await page.press("Take the photo");
      await page.press("Use this photo");
      await page.shows("faceImage");
      assert.equal((await page.facts("faceImage"))[0], "JPEG");

      await browser.type("#merchantIdScanReference", "order-2026-000123");
      await page.select("idType", "DRIVING_LICENSE");
      await browser.type("#country", "usa");
      await page.fix("country", "Use USA");
      await browser.type("#usState", "Washington");
      await page.fix("usState", "Use WA");
      await page.lists();
      assert.equal((await page.verdict()).title, "Valid");

      // The settings count at once.
      await browser.evaluate(() => document.querySelector("[name=faceMatch][value=disabled]").click());
      await browser.click("[value=idFaceMatch]");
      await page.lists("enabledFields face_match_disabled");
      await browser.evaluate(() => document.querySelector("[name=faceMatch][value=enabled]").click());
      await page.lists();

      const request = await page.download();
      const { frontsideImage, backsideImage, faceImage, ...rest } = JSON.parse(request);
      assert.deepEqual(rest, {
        merchantIdScanReference: "order-2026-000123",
        country: "USA",
        idType: "DRIVING_LICENSE",
        frontsideImageMimeType: "image/png",
        faceImageMimeType: "image/jpeg",
        backsideImageMimeType: "image/jpeg",
        enabledFields: "idFaceMatch",
        usState: "WA",
      });
      assert.equal(frontsideImage, files.bytes("card.png").toString("base64"));
      for (const image of [backsideImage, faceImage]) assert.match(image, /^[A-Za-z0-9+/]{1000,}=*$/);
      const command = await page.command();
      assert.match(command, /^netverify check --face-match enabled --today \d{4}-\d\d-\d\d request\.json$/);
      const { status, report } = check(request, command);
      assert.deepEqual([status, report.valid, report.violations], [0, true, []]);
    });

    test("photos that cannot be used, and those that can be fixed", async () => {
      await page.open();
      for (const [file, code, format] of [
        ["empty.jpg", "mime_without_image required", "– 0 bytes"],
        ["scan.pdf", "image_format", "PDF 35 bytes"],
        ["truncated.jpg", "image_truncated", "JPEG 37.1 KiB"],
        ["phone.heic", "image_format", "HEIC 3.9 KiB"],
      ]) {
        await page.choose("frontsideImage", files.at(file));
        await page.shows("frontsideImage", ...code.split(" "));
        const [kind, , size] = await page.facts("frontsideImage");
        assert.equal(`${kind} ${size}`, format, file);
      }
      // A HEIC that this browser cannot read stays what it is, and the page says so.
      await page.fix("frontsideImage", "Convert to JPEG");
      await page.waitFor(() => document.querySelector(".note span").textContent === "Nothing could be done about it here.");
      await page.shows("frontsideImage", "image_format");

      await page.choose("frontsideImage", files.at("wide.jpg"));
      await page.shows("frontsideImage", "image_side_too_long");
      assert.equal((await page.facts("frontsideImage"))[1], "9000 × 400");
      await page.fix("frontsideImage", "Shrink it");
      await page.shows("frontsideImage");
      assert.match((await page.facts("frontsideImage"))[1], /^7999 × 35[56]$/);

      await page.choose("frontsideImage", files.at("photo20.jpg"));
      await page.shows("frontsideImage", "image_too_many_bytes");
      await page.fix("frontsideImage", "Shrink it");
      await page.shows("frontsideImage");
      assert.match(await page.note("frontsideImage"), /compressed.*It was 2\d\.\d MiB/i);
      // And back.
      await browser.click(".photo[data-field=frontsideImage] .note button");
      await page.shows("frontsideImage", "image_too_many_bytes");

      // What is pasted goes to the card that has the focus, else to the first that is empty.
      await browser.evaluate(() => document.activeElement.blur());
      await page.paste("face.jpg", "image/jpeg", files.bytes("face.jpg"));
      await page.shows("backsideImage");
      await browser.click(".photo[data-field=backsideImage] .remove");
      await page.waitFor(() => !document.querySelector("[data-field=backsideImage]").classList.contains("filled"));
    });

    test("nothing is sent, and nothing is kept", async () => {
      await page.open();
      const found = await browser.evaluate(async () => {
        const refused = await fetch("/").then(
          () => "was fetched",
          () => "refused",
        );
        return [refused, localStorage.length, sessionStorage.length, document.cookie];
      });
      assert.deepEqual(found, ["refused", 0, 0, ""]);
    });

    test("no script has failed", async () => {
      const mine = (await browser.complaints()).filter((text) => !/Content.Security.Policy|connect-src|Refused to connect|Fetch API cannot load|NetworkError/.test(text));
      assert.deepEqual(mine, []);
    });
  });

  describe(`${name}, its camera refused`, { skip, timeout: 120_000 }, () => {
    let browser;
    before(async () => {
      browser = await launch(name, { camera: "refused", downloads: files.folder });
    });
    after(() => browser?.close());

    test("the page says so and offers a file", async () => {
      const page = drive(browser);
      await page.open();
      await browser.click(".photo[data-field=frontsideImage] .actions button");
      await page.waitFor(() => document.querySelector("dialog.camera").dataset.state === "refused");
      const { message, buttons } = await browser.evaluate(() => ({
        message: document.querySelector(".camera-message").textContent,
        buttons: [...document.querySelectorAll("dialog.camera .actions button:not([hidden])")].map((button) => button.textContent),
      }));
      assert.match(message, /^Access to the camera was refused\./);
      assert.deepEqual(buttons, ["Choose a file", "Try again"]);
      await page.press("Close");
      await page.waitFor(() => document.querySelector("dialog.camera") === null);
    });
  });
}

// The page in Chromium: what takes no large picture and no other browser.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browserProgram, ROOT } from "../js/harness/programs.js";
import { serve } from "../js/harness/serve.js";
import { launch, until } from "./harness/browsers.js";
import { makeFiles } from "./harness/files.js";
import { check, drive, URL_OF_PAGE } from "./harness/page.js";
import { DIST } from "./harness/serve.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const missing = browserProgram("chromium") === null;

describe("the page", { skip: missing && process.env.CI !== "true" ? "chromium is not installed" : false, timeout: 300_000 }, () => {
  let browser;
  let page;
  let files;
  before(async () => {
    files = await makeFiles([]);
    browser = await launch("chromium", { downloads: files.folder });
    page = drive(browser);
  });
  after(async () => {
    await browser?.close();
    files?.remove();
  });

  const field = (name) =>
    browser.evaluate((name) => {
      const row = document.querySelector(`.field[data-field=${name}]`);
      const control = document.getElementById(name);
      return {
        codes: [...row.querySelectorAll(".remarks li")].map(({ dataset }) => dataset.code),
        invalid: control.getAttribute("aria-invalid"),
        help: row.querySelector(".help").textContent,
        value: control.value,
      };
    }, name);

  async function load(file) {
    await browser.click("#open-samples");
    await browser.page.locator(`::-p-xpath(//dialog[@open]//code[text()="${file}"]/..)`).click();
    await page.waitFor((file) => document.getElementById("as-loaded-name").textContent === file, file);
  }

  const { samples } = JSON.parse(readFileSync(join(ROOT, "tests/samples/index.json"), "utf8"));

  test("every sample gets the verdict of its index", async () => {
    await page.open();
    for (const { file, expected } of samples) {
      await load(file);
      await page.lists(...expected.violations.map(([field, code]) => `${field ?? ""} ${code}`));
      const { title } = await page.verdict();
      const warned = expected.violations.length > 0;
      assert.equal(title, !expected.valid ? "Not valid" : warned ? "Valid, with warnings" : "Valid", file);
    }
  });

  test("a sample comes to the same on the command line, by the command that is shown", async () => {
    await page.open();
    for (const file of ["face-match-missing-face.json", "screening-without-customer.json", "byte-order-mark.json"]) {
      await load(file);
      const { violations } = samples.find((sample) => sample.file === file).expected;
      await page.lists(...violations.map(([field, code]) => `${field ?? ""} ${code}`));
      const body = readFileSync(join(ROOT, "tests/samples", file));
      const { report } = check(body, await page.command());
      assert.deepEqual(report.violations.map(({ field, code }) => [field, code]), violations, file);
    }
  });

  test("what is wrong with a body as a whole is fixed by rewriting it", async () => {
    await page.open();
    for (const file of ["double-encoded.json", "byte-order-mark.json", "duplicate-field.json", "wrong-type.json"]) {
      await load(file);
      await page.waitFor(() => !document.getElementById("rewrite").hidden);
      await browser.click("#rewrite");
      await page.lists();
    }
    await load("unknown-fields.json");
    await page.waitFor(() => document.querySelector('[data-field="front_side_image"] .fix') !== null);
    await browser.click('[data-field="front_side_image"] .fix');
    await page.lists("locale unknown_field");
  });

  const openFile = async (name, bytes) => {
    writeFileSync(files.at(name), bytes);
    await browser.click("#open-samples");
    await browser.choose("#request-file", files.at(name));
    await page.waitFor((name) => document.getElementById("as-loaded-name").textContent === name, name);
  };

  test("a request file is checked by its bytes", async () => {
    await page.open();
    const good = readFileSync(join(ROOT, "tests/samples/kosovo-passport.json"), "utf8");
    const request = JSON.stringify({ ...JSON.parse(good), lastName: "Müller" });
    await openFile("good.json", request);
    await page.lists();
    // What a page shows of them is text in UTF-8: it is not what they are.
    for (const [name, bytes] of Object.entries({
      "latin-1.json": Buffer.from(request, "latin1"),
      "picture.json": Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
      "text.json": "country=USA",
      "empty.json": "",
    })) {
      await openFile(name, bytes);
      await page.lists(" malformed_json");
      assert.equal((await page.verdict()).title, "Not valid", name);
      const { report } = check(bytes, await page.command());
      assert.deepEqual(report.violations.map(({ code }) => code), ["malformed_json"], name);
    }
  });

  test("a request file that cannot be read is reported, and one that can is then read", async () => {
    await page.open();
    const shown = () => browser.evaluate(() => {
      const error = document.getElementById("request-file-error");
      return document.getElementById("samples").open && !error.hidden && error.textContent;
    });
    const folder = files.at("folder.json");
    mkdirSync(folder);
    await browser.click("#open-samples");
    await browser.choose("#request-file", folder);
    await until(async () => /^The file cannot be read\./.test(await shown()));
    await browser.click("#close-samples");
    await browser.click("#open-samples");
    assert.equal(await shown(), false);
    // Dropped, and gone when it is read.
    const drop = (isGone) =>
      browser.evaluate((isGone) => {
        const { arrayBuffer } = Blob.prototype;
        if (isGone) Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["{}"], "dropped.json"));
        document.getElementById("samples").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        Blob.prototype.arrayBuffer = arrayBuffer;
      }, isGone);
    await drop(true);
    await until(async () => /^The file cannot be read\./.test(await shown()));
    await drop(false);
    await page.waitFor(() => document.getElementById("as-loaded-name").textContent === "dropped.json");
    assert.equal(await shown(), false);
  });

  test("a photo that is a folder is reported as such", async () => {
    await page.open();
    const folder = files.at("folder.jpg");
    mkdirSync(folder);
    await page.choose("frontsideImage", folder);
    await until(async () => /^The image cannot be read: it is a folder, /.test(await page.note("frontsideImage")));
    assert.equal((await page.facts("frontsideImage"))[0], "–");
  });

  test("what is no domain is left out and reported, and stops no check", async () => {
    await page.open();
    await browser.type("#callbackUrl", "https://hooks.example.net/a");
    await browser.type("#callbackDomains", "https://example.net, example.net");
    await page.waitFor(() => / --callback-domain example\.net /.test(document.getElementById("command").textContent));
    await browser.page.focus("#callbackUrl");
    const help = () => browser.evaluate(() => document.getElementById("callbackDomains-help").textContent);
    assert.match(await help(), /^One of these is not a host name/);
    assert.equal(await browser.evaluate(() => document.querySelector('#violations [data-code="url_foreign_domain"]')), null);
    await browser.type("#callbackDomains", "x.org");
    await page.waitFor(() => document.querySelector('#violations [data-code="url_foreign_domain"]') !== null);
    await browser.evaluate(() => {
      const input = document.getElementById("callbackDomains");
      input.value = "";
      input.dispatchEvent(new Event("input"));
    });
    assert.match(await help(), /^If there are any/);
    await page.waitFor(() => document.querySelector('#violations [data-code="url_foreign_domain"]') === null);
  });

  test("an image's text in the wrong dialect is encoded again", async () => {
    await page.open();
    for (const [file, code] of [
      ["data-uri.json", "base64_data_uri"],
      ["line-broken-base64.json", "base64_whitespace"],
      ["url-safe-base64.json", "base64_url_safe"],
    ]) {
      await load(file);
      await page.shows("frontsideImage", code);
      await page.fix("frontsideImage", "Encode it again");
      await page.lists();
    }
    await load("gif-image.json");
    await page.fix("frontsideImage", "Convert to JPEG");
    await page.waitFor(() => document.getElementById("verdict-title").textContent === "Valid");
  });

  test("a field is quiet while more typing could fix it, and shows all once it was left", async () => {
    await page.open();
    await browser.type("#dob", "1990-02-2");
    assert.deepEqual(await field("dob"), { codes: [], invalid: null, help: "The customer's date of birth, YYYY-MM-DD.", value: "1990-02-2" });
    await browser.type("#dob", "9");
    await page.waitFor(() => document.getElementById("dob").getAttribute("aria-invalid") === "true");
    assert.deepEqual((await field("dob")).codes, ["date_calendar"]);
    await browser.type("#usState", "Slov");
    assert.deepEqual((await field("usState")).codes, []);
    await page.select("idType", "PASSPORT");
    assert.deepEqual((await field("usState")).codes, []);
    await browser.page.focus("#usState");
    await browser.page.focus("#number");
    assert.deepEqual((await field("usState")).codes, ["unknown_us_state"]);
    // An optional field that was only walked through has nothing to report, a required one has.
    await browser.page.focus("#merchantIdScanReference");
    await browser.page.focus("#customerId");
    await browser.page.focus("#firstName");
    assert.deepEqual([(await field("merchantIdScanReference")).codes, (await field("customerId")).codes], [["required"], []]);
  });

  test("fields that depend on others", async () => {
    await page.open();
    const before = (await field("usState")).help;
    await page.select("idType", "DRIVING_LICENSE");
    const licence = (await field("usState")).help;
    await page.select("idType", "PASSPORT");
    assert.equal(new Set([before, licence, (await field("usState")).help]).size, 3);
    await browser.click("#screening");
    await page.waitFor(() => document.getElementById("customerId").getAttribute("aria-required") === "true");
    await page.lists(
      "merchantIdScanReference required",
      "frontsideImage required",
      "country required",
      "customerId required",
    );
    await browser.type("#callbackUrl", "https://hooks.example.net/a");
    await browser.type("#callbackDomains", "example.com, example.org");
    await page.waitFor(() => document.querySelector('#violations [data-code="url_foreign_domain"]') !== null);
    await page.waitFor(() =>
      / --screening on --today \S+ --callback-domain example\.com --callback-domain example\.org /.test(document.getElementById("command").textContent),
    );
  });

  test("checkboxes and the text beside them are one value", async () => {
    await page.open();
    await browser.click("[value=idNumber]");
    await browser.click("[value=idDob]");
    assert.equal((await field("enabledFields")).value, "idNumber,idDob");
    await browser.type("#enabledFields", ",dob,");
    await browser.page.focus("#number");
    assert.deepEqual((await field("enabledFields")).codes, ["unknown_token", "empty_token"]);
    await page.fix("enabledFields", "Use idDob");
    await page.waitFor(() => document.querySelector("[data-field=enabledFields] [data-code=duplicate_token]") !== null);
    for (let i = 0; i < 2; i++) await page.fix("enabledFields", "Remove it");
    assert.deepEqual([(await field("enabledFields")).value, (await field("enabledFields")).codes], ["idNumber,idDob", []]);
    await browser.click("[value=idNumber]");
    assert.equal((await field("enabledFields")).value, "idDob");
  });

  test("a country is found by its name", async () => {
    await page.open();
    const options = () => browser.evaluate(() => [...document.querySelectorAll("#country-list:not([hidden]) li")].map((li) => li.textContent));
    await browser.page.focus("#country");
    await browser.page.keyboard.press("ArrowDown");
    assert.equal((await options()).length, 250);
    await browser.page.keyboard.press("Escape");
    assert.deepEqual(await options(), []);
    await browser.type("#country", "cote");
    assert.deepEqual(await options(), ["Côte d’IvoireCIV"]);
    await browser.page.keyboard.press("ArrowDown");
    await browser.page.keyboard.press("Enter");
    assert.deepEqual([(await field("country")).value, (await field("country")).help], ["CIV", "Côte d’Ivoire"]);
  });

  test("nothing is fetched once the page has loaded", async () => {
    await page.open();
    const requested = [];
    browser.page.on("request", (request) => requested.push(request.url()));
    await page.choose("frontsideImage", files.at("located.jpg"));
    await page.shows("frontsideImage", "image_has_location");
    await page.fix("frontsideImage", "Strip the location");
    await page.shows("frontsideImage");
    await load("many-mistakes.json");
    await page.download("many-mistakes");
    browser.page.removeAllListeners("request");
    // The worker that fixes came with the page: the browser has it.
    const kept = await browser.evaluate(() =>
      performance.getEntriesByType("resource").flatMap(({ name, transferSize }) => (transferSize === 0 ? [name] : [])),
    );
    assert.deepEqual(requested.filter((url) => !url.startsWith("blob:") && !kept.includes(url)), []);
    assert.equal(kept.some((url) => url.includes("prepare-worker")), true);
  });

  test("the request is copied whole", async () => {
    await page.open();
    await browser.page.browserContext().overridePermissions(new URL(URL_OF_PAGE).origin, ["clipboard-read", "clipboard-sanitized-write"]);
    await load("png-with-mime-type.json");
    await browser.click("#copy-request");
    await page.waitFor(() => document.getElementById("copied").textContent === "The request was copied.");
    const copied = await browser.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, readFileSync(join(ROOT, "tests/samples/png-with-mime-type.json"), "utf8"));
  });

  for (const scheme of ["light", "dark"]) {
    test(`axe finds nothing to complain of: ${scheme}`, async () => {
      await browser.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const complaints = async (state) => {
        // The policy lets no script into the page but by the debugger.
        await browser.evaluate(AXE);
        const { violations } = await browser.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${state}: ${id}: ${target}: ${failureSummary}`));
        assert.deepEqual(found, []);
      };
      await page.open();
      await complaints("empty");
      for (const width of [1280, 390]) {
        await browser.page.setViewport({ width, height: 800 });
        await load("many-mistakes.json");
        await page.shows("frontsideImage", "image_too_small", "not_in_enum");
        await complaints(`with problems, ${width}`);
      }
      await load("gps-location.json");
      await complaints("a warning");
      await browser.page.setViewport({ width: 1280, height: 900 });
      await load("face-match.json");
      await page.shows("faceImage");
      await complaints("valid");
      await browser.click("#open-samples");
      await complaints("samples");
      await browser.click("#close-samples");
      await browser.page.focus("#country");
      await browser.page.keyboard.press("ArrowDown");
      await complaints("countries");
      await browser.click(".photo[data-field=backsideImage] .actions button");
      await page.waitFor(() => document.querySelector("dialog.camera").dataset.state === "live");
      await complaints("camera");
      await page.press("Close");
    });
  }

  test("the whole way by keyboard alone", async () => {
    await page.open();
    const { keyboard } = browser.page;
    const focused = () => browser.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    /** Goes on by the Tab key until it is there. */
    const tabTo = async (wanted) => {
      for (let steps = 0; steps < 120; steps++) {
        if ((await focused()) === wanted) return;
        await keyboard.press("Tab");
      }
      assert.fail(`the Tab key does not lead to ${wanted}`);
    };

    await keyboard.press("Tab");
    assert.equal(await focused(), "Skip to the photos");
    await keyboard.press("Enter");
    assert.equal(await focused(), "main");

    await tabTo("frontsideImage-file");
    // On a busy machine Chromium now and then takes the first press for nobody's.
    let chooser;
    for (let presses = 0; !chooser && presses < 3; presses++) {
      const opened = browser.page.waitForFileChooser({ timeout: 5000 }).catch(() => undefined);
      await keyboard.press("Space");
      chooser = await opened;
    }
    assert.ok(chooser, "no file chooser opens");
    await chooser.accept([files.at("png-called.jpg")]);
    await page.shows("frontsideImage", "mime_mismatch");
    await tabTo("Declare image/png");
    await keyboard.press("Enter");
    await page.shows("frontsideImage");
    assert.equal(await focused(), "frontsideImageMimeType");

    await tabTo("Camera for: Face");
    await keyboard.press("Enter");
    await until(async () => (await focused()) === "Take the photo");
    await keyboard.press("Enter");
    await until(async () => (await focused()) === "Use this photo");
    await keyboard.press("Enter");
    await page.shows("faceImage");
    // The dialog gives the focus back.
    assert.equal(await focused(), "Camera for: Face");

    await tabTo("idType");
    await keyboard.type("ID");
    await tabTo("country");
    await keyboard.type("germ");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await tabTo("merchantIdScanReference");
    await keyboard.type("kyc@example.com");
    await page.lists("merchantIdScanReference contains_email");
    // Back from the verdict to the field.
    await browser.page.focus("#verdict-title");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    assert.equal(await focused(), "merchantIdScanReference");
    await keyboard.down("Control");
    await keyboard.press("a");
    await keyboard.up("Control");
    await keyboard.type("order-1");
    await page.lists();
    await tabTo("download-request");
    const request = await browser.saved(() => keyboard.press("Enter"));
    const { status } = check(request, await page.command());
    assert.equal(status, 0);
  });

  test("a reader of the screen hears what has happened", async () => {
    await page.open();
    await page.choose("frontsideImage", files.at("located.jpg"));
    const heard = (id, wanted) => page.waitFor((id, wanted) => document.getElementById(id).textContent === wanted, id, wanted);
    await heard("announcer", "Front side: Chosen. JPEG, 640 × 404 pixels, 21.5 KiB. 1 problem.");
    await heard("verdict-status", "Not complete yet. 3 to fill in, 1 warning");
    await page.fix("frontsideImage", "Strip the location");
    await page.waitFor(() => /^Front side: Fixed: .*Nothing is wrong with it\.$/.test(document.getElementById("announcer").textContent));
  });

  test("a narrow page never scrolls sideways", async () => {
    for (const width of [320, 390, 768, 1100]) {
      await browser.page.setViewport({ width, height: 800 });
      await page.open();
      await load("many-mistakes.json");
      await page.shows("frontsideImage", "image_too_small", "not_in_enum");
      const wide = await browser.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `at ${width} pixels the page is ${wide} wide`);
    }
    await browser.page.setViewport({ width: 1280, height: 900 });
  });

  test("every answer of the demo's server has the policy, and what is not there is not found", async () => {
    const { body, ...page } = await answer("");
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(body)[1];
    assert.match(page.policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; .*; connect-src 'none'; .*; frame-ancestors 'none'$/);
    const { policy } = page;
    assert.deepEqual(page, { status: 200, type: "text/html", policy });
    assert.deepEqual({ ...(await answer(script)), body: "" }, { status: 200, type: "text/javascript", policy, body: "" });
    for (const path of ["none", "assets/none.js", "assets/%2e%2e/%2e%2e/package.json"]) {
      const { status, policy: sent } = await answer(path);
      assert.deepEqual([status, sent], [404, policy], path);
    }

    async function answer(path) {
      const response = await fetch(new URL(path, URL_OF_PAGE));
      const header = (name) => response.headers.get(name);
      const type = header("Content-Type")?.split(";")[0];
      return { status: response.status, type, policy: header("Content-Security-Policy"), body: await response.text() };
    }
  });

  test("a static host that sends no header, from a folder of its own", async () => {
    const host = await serve({ mounts: { "/some/folder/": DIST }, policy: "" });
    try {
      await browser.goto(`${host.url}/some/folder/`);
      await page.waitFor(() => document.documentElement.dataset.ready === "true");
      await load("kosovo-passport.json");
      await page.lists();
      assert.equal(await browser.evaluate(() => fetch("/").then(() => "fetched", () => "refused")), "refused");
    } finally {
      await host.close();
    }
  });

  test("no script has failed", async () => {
    const mine = (await browser.complaints()).filter((text) => !/connect-src|Refused to connect|Fetch API cannot load/.test(text));
    assert.deepEqual(mine, []);
  });
});

// Draws the page at three widths, light and dark: empty, with problems, valid. Started by `cargo xtask demo --screenshots`.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../js/harness/programs.js";
import { launchChromium } from "./harness/browsers.js";
import { servePage } from "./harness/serve.js";

const folder = process.env.NETVERIFY_SCREENSHOTS;
if (!folder) throw new Error("start this by `cargo xtask demo --screenshots DIR`");
const url = await servePage();

const WIDTHS = [390, 768, 1440];
const SCHEMES = ["light", "dark"];
const STATES = { empty: undefined, problems: "many-mistakes.json", valid: "us-driving-licence.json" };

/** The page's clock: the pictures are the same on every day. */
const DAY = Date.UTC(2026, 0, 15, 12);

const browser = await launchChromium({ args: ["--force-device-scale-factor=1", "--hide-scrollbars"] });
try {
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      for (const [state, sample] of Object.entries(STATES)) {
        const page = await open(width, width < 600 ? 844 : 900, scheme);
        if (sample) await loadSample(page, sample);
        await draw(page, `${state}-${width}-${scheme}`, true);
      }
    }
  }
  const page = await open(1280, 880, "light");
  await loadRequest(page, readmeRequest());
  await draw(page, "demo", false);
} finally {
  await browser.close();
}

async function open(width, height, scheme) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.evaluateOnNewDocument((day) => {
    globalThis.Date = class extends Date {
      constructor(...given) {
        super(...(given.length === 0 ? [day] : given));
      }
    };
  }, DAY);
  await page.goto(url);
  await page.waitForSelector("[data-ready]");
  return page;
}

async function draw(page, name, whole) {
  await page.waitForFunction(() => !document.querySelector(".photo.filled .frame canvas[hidden]"));
  await page.evaluate(() => document.activeElement?.blur());
  await page.mouse.move(0, 0);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  if (whole) await page.screenshot({ path: join(folder, `${name}-whole.png`), fullPage: true });
  console.log(path);
  await page.close();
}

/** The request of the README's picture: something to be fixed on each photo, and in the form. */
function readmeRequest() {
  const sample = (file) => JSON.parse(readFileSync(join(ROOT, "tests/samples", file), "utf8"));
  const picture = (file) => readFileSync(join(ROOT, "tests/samples/pictures", file)).toString("base64");
  return {
    merchantIdScanReference: "order-2026-000123",
    frontsideImage: sample("gps-location.json").frontsideImage,
    faceImage: picture("face.jpg"),
    country: "D",
    idType: "ID_CARD",
    backsideImage: picture("licence-back.jpg"),
    backsideImageMimeType: "image/png",
    enabledFields: "idNumber,idLastname,idFaceMatch",
    expiry: "31.12.2030",
  };
}

async function loadRequest(page, request) {
  const file = join(folder, "demo.json");
  writeFileSync(file, JSON.stringify(request));
  const input = await page.$("#request-file");
  await input.uploadFile(file);
  await page.waitForSelector("#rewrite:not([hidden])", { visible: true });
  await page.click("#rewrite");
  await page.waitForFunction(() => document.getElementById("as-loaded").hidden);
  rmSync(file);
}

async function loadSample(page, file) {
  await page.click("#open-samples");
  const button = await page.waitForSelector(`xpath///dialog[@open]//code[text()="${file}"]/..`);
  await button.click();
  await page.waitForFunction((name) => document.getElementById("as-loaded-name").textContent === name, {}, file);
}

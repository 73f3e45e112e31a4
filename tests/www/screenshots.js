// Draws the page at three widths, light and dark: empty, with problems, valid. Started by `cargo xtask demo --screenshots`.

import { join } from "node:path";
import { launchChromium } from "./harness/browsers.js";

const { NETVERIFY_WWW: url, NETVERIFY_SCREENSHOTS: folder } = process.env;
if (!url || !folder) throw new Error("start this by `cargo xtask demo --screenshots DIR`");

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
        const page = await browser.newPage();
        await page.setViewport({ width, height: width < 600 ? 844 : 900 });
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
        if (sample) await loadSample(page, sample);
        await page.evaluate(() => document.activeElement?.blur());
        const path = join(folder, `${state}-${width}-${scheme}.png`);
        await page.screenshot({ path });
        await page.screenshot({ path: path.replace(".png", "-whole.png"), fullPage: true });
        console.log(path);
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
}

async function loadSample(page, file) {
  await page.click("#open-samples");
  const button = await page.waitForSelector(`xpath///dialog[@open]//code[text()="${file}"]/..`);
  await button.click();
  await page.waitForFunction((name) => document.getElementById("as-loaded-name").textContent === name, {}, file);
  await page.waitForFunction(() => !document.querySelector(".capture.filled .frame canvas[hidden]"));
}

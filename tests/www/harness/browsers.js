// The browsers, without a window and each with a profile of its own that is thrown away. One way to drive all three.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { browserProgram, CHROMIUM_OPTIONS } from "../../js/harness/programs.js";
import { launchWebKit } from "../../js/harness/webkit.js";

/** Chromium; `args` are more of its flags. */
export function launchChromium({ args = [] } = {}) {
  return puppeteer.launch({
    executablePath: browserProgram("chromium") ?? "chromium",
    headless: true,
    // A photograph's base64 takes its time.
    protocolTimeout: 300_000,
    args: [...CHROMIUM_OPTIONS, ...args],
  });
}

const CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const REFUSED = ["--use-fake-device-for-media-stream", "--deny-permission-prompts"];

/**
 * Launches a browser with one page.
 *
 * @param {import("../../js/harness/programs.js").BrowserName} name
 * @param {{ camera?: "fake" | "refused", downloads: string }} options `downloads` is the folder that files are saved to
 */
export async function launch(name, { camera = "fake", downloads }) {
  if (name === "webkit") return ofWebKit(await launchWebKit(browserProgram("webkit")), camera);
  const browser =
    name === "chromium"
      ? await launchChromium({ args: camera === "fake" ? CAMERA : REFUSED })
      : await puppeteer.launch({
          browser: "firefox",
          executablePath: browserProgram("firefox") ?? "firefox",
          headless: true,
          extraPrefsFirefox: {
            "media.navigator.streams.fake": true,
            "media.navigator.permission.disabled": camera === "fake",
            "permissions.default.camera": camera === "fake" ? 1 : 2,
            "browser.download.dir": downloads,
            "browser.download.folderList": 2,
          },
        });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  if (name === "chromium") {
    const session = await browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  }
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return {
    page,
    complaints: async () => complaints,
    goto: (url) => page.goto(url),
    evaluate: (script, ...args) => page.evaluate(script, ...args),
    click: (selector) => page.locator(selector).click(),
    type: (selector, text) => page.type(selector, text),
    async choose(selector, file) {
      const input = await page.$(selector);
      await input.uploadFile(file);
    },
    /** What is saved by `act` under a name that begins so. */
    async saved(act, begin = "request") {
      const before = new Set(readdirSync(downloads));
      await act();
      const fresh = await until(() => {
        // A browser writes to a file of another name first.
        const name = readdirSync(downloads).find((file) => !before.has(file) && file.startsWith(begin) && file.endsWith(".json"));
        return name && statSync(join(downloads, name)).size > 0 ? name : null;
      });
      return readFileSync(join(downloads, fresh), "utf8");
    },
    close: () => browser.close(),
  };
}

/** What WebKitGTK's driver has no command for is stubbed in the page: the camera, and what is saved. */
async function ofWebKit(browser, camera) {
  const page = await browser.newPage();
  const stub = (camera) => {
    window.complaints = [];
    addEventListener("error", ({ message }) => window.complaints.push(message));
    addEventListener("unhandledrejection", ({ reason }) => window.complaints.push(String(reason)));
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      window.saved = blob.text();
      return createObjectURL(blob);
    };
    const getUserMedia = async () => {
      if (camera === "refused") throw new DOMException("Refused", "NotAllowedError");
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [1280, 720];
      const context = canvas.getContext("2d");
      setInterval(() => {
        context.fillStyle = "#c33";
        context.fillRect(0, 0, 1280, 720);
        context.fillStyle = "#3c3";
        context.fillRect(200, 200, 100 + (Date.now() % 500), 200);
      }, 50);
      return canvas.captureStream(20);
    };
    const enumerateDevices = async () => [{ kind: "videoinput" }];
    Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia, enumerateDevices }, configurable: true });
  };
  return {
    page,
    complaints: () => page.evaluate("() => window.complaints"),
    async goto(url) {
      await page.goto(url);
      await page.evaluate(String(stub), camera);
    },
    evaluate: (script, ...args) => page.evaluate(String(script), ...args),
    click: (selector) => page.click(selector),
    type: (selector, text) => page.type(selector, text),
    choose: (selector, file) => page.type(selector, file),
    async saved(act) {
      await page.evaluate("() => { window.saved = undefined; }");
      await act();
      await until(() => page.evaluate("() => window.saved !== undefined"));
      return page.evaluate("() => window.saved");
    },
    close: () => browser.close(),
  };
}

/** Waits until it gives something. */
export async function until(ask, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const given = await ask();
    if (given) return given;
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s in vain for ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// The browsers: launched without a window, with a profile of their own that is thrown away.

import puppeteer from "puppeteer-core";
import { browserProgram, CHROMIUM_OPTIONS } from "./programs.js";
import { launchWebKit } from "./webkit.js";

/**
 * Launches a browser. Chromium's and Firefox's pages are puppeteer's; WebKit's have `goto`, `evaluate` and `close` only.
 *
 * `camera`: pages get a camera without asking: Chromium's shows the file of this name (Y4M), Firefox's a moving pattern.
 *
 * @param {import("./programs.js").BrowserName} name
 * @param {{ camera?: string, args?: string[] }} [options]
 */
export async function launch(name, { camera, args = [] } = {}) {
  const program = browserProgram(name);
  if (program === null) throw new Error(`${name} is not installed`);
  if (name === "webkit") return launchWebKit(program);
  if (name === "firefox") {
    return puppeteer.launch({
      browser: "firefox",
      executablePath: program,
      headless: true,
      args,
      extraPrefsFirefox:
        camera === undefined ? {} : { "media.navigator.streams.fake": true, "media.navigator.permission.disabled": true },
    });
  }
  const device = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${camera}`,
  ];
  return puppeteer.launch({
    browser: "chrome",
    executablePath: program,
    headless: true,
    args: [...CHROMIUM_OPTIONS, ...(camera === undefined ? [] : device), ...args],
  });
}

// The browsers, without a window and each with a profile of its own that is thrown away.

import puppeteer from "puppeteer-core";
import { findProgram } from "../../js/harness/programs.js";

const PROGRAMS = {
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
  webkit: ["WebKitWebDriver"],
};

/** The program of a browser, or null where it is not installed. */
export function browserProgram(name) {
  return findProgram(...PROGRAMS[name]);
}

/** Chromium; `args` are more of its flags. */
export function launchChromium({ args = [] } = {}) {
  return puppeteer.launch({
    executablePath: browserProgram("chromium") ?? "chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A container's /dev/shm is often too small for a page with a large image.
      "--disable-dev-shm-usage",
      ...args,
    ],
  });
}

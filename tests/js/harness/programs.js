// Where the programs are that the tests start.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder tests/js. */
export const HERE = fileURLToPath(new URL("..", import.meta.url));
/** The project's root. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What Chromium is started with, whatever it is to do. */
export const CHROMIUM_OPTIONS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A container's /dev/shm is often too small for a page with a 15 MB image.
  "--disable-dev-shm-usage",
];

/** The file of the first of these programs that is installed here by npm or is on the PATH; else null. */
export function findProgram(...names) {
  const folders = [join(HERE, "node_modules/.bin"), ...(process.env.PATH ?? "").split(delimiter)];
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // It is not there: the next one may be.
      }
    }
  }
  return null;
}

const BROWSERS = {
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
  webkit: ["WebKitWebDriver"],
};

/** @typedef {keyof typeof BROWSERS} BrowserName */

/**
 * The program of a browser, or null where it is not installed.
 *
 * @param {BrowserName} name
 */
export function browserProgram(name) {
  return findProgram(...BROWSERS[name]);
}

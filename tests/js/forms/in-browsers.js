// A form bound in real browsers, and what the tests do with it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { launch } from "../harness/browsers.js";
import { entryFile, PACKAGE } from "../harness/package.js";
import { browserProgram, HERE, ROOT } from "../harness/programs.js";
import { serve } from "../harness/serve.js";

/** Images in base64, by their name in the vectors. */
export const IMAGES = JSON.parse(readFileSync(join(ROOT, "tests/vectors/images.json"), "utf8"));

/**
 * Describes tests in Chromium and in Firefox.
 *
 * @param title what they are about
 * @param define makes the tests, of a form that is opened and used by the functions it gets
 */
export function inBrowsers(title, define) {
  for (const name of ["chromium", "firefox"]) {
    const missing = browserProgram(name) === null && process.env.CI !== "true";
    describe(`${title} in ${name}`, { skip: missing && `${name} is not installed` }, () => define(open(name)));
  }
}

function open(name) {
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
  return { page: () => page, start, type, clear, leave, click, shown, control, submitted, lastReport, settle, accessible };
}

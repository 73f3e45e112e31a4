/** What is measured in Chromium: the workloads in one page, and cold starts in pages of their own. */

import { once } from "node:events";
import { createServer } from "node:http";
import puppeteer from "puppeteer-core";
import { CHROMIUM_OPTIONS, findProgram } from "../../tests/js/harness/programs.js";
import { bundleForPage, entries } from "./bundles.js";
import { VALID } from "./inputs.js";
import { compareStarts } from "./starts.js";

/** A page that is isolated from others has a clock with steps of 5 µs instead of 100 µs. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cache-Control": "no-store",
  "Content-Type": "text/html; charset=utf-8",
};

/** The longest that a workload may take in a page. */
const PATIENCE = 600_000;

/** Serves an empty page on a free port of this machine. */
async function serve() {
  const server = createServer((_, response) => response.writeHead(200, HEADERS).end("<!doctype html><title>bench</title>"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** In a page: the milliseconds from before a script is compiled and run until after its first verdict. */
function startInPage(code, request) {
  const script = document.createElement("script");
  script.textContent = code;
  const start = performance.now();
  document.head.append(script);
  const valid = globalThis.contender.isValid(request);
  const end = performance.now();
  if (valid !== true) throw new Error("the request is valid");
  return end - start;
}

/** Launches Chromium; gives null where it is not installed. */
export async function launch() {
  const executablePath = findProgram("chromium", "chromium-browser", "google-chrome");
  if (executablePath === null) return null;
  const browser = await puppeteer.launch({ executablePath, headless: true, protocolTimeout: PATIENCE, args: CHROMIUM_OPTIONS });
  const server = await serve();

  /** Does something in a page of a context of its own: of a process, and without what another one has cached. */
  async function inPage(work) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await page.goto(server.url);
      if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error("the page is not isolated");
      return await work(page);
    } finally {
      await context.close();
    }
  }

  return {
    // It names itself by the name of what is made of it.
    version: (await browser.version()).replace("Chrome/", "Chromium "),

    /** Has `work` run workloads by name, all in one page; first all contenders must agree there. */
    workloads: (work) =>
      inPage(async (page) => {
        await page.evaluate(bundleForPage('import "./page.js";'));
        const inputs = await page.evaluate(() => globalThis.bench.agree());
        await work((name, settings) => page.evaluate((...of) => globalThis.bench.run(...of), name, settings));
        return inputs;
      }),

    /** The rows of cold starts, each in a page of its own. */
    cold(settings) {
      const start = (contents) => {
        const code = bundleForPage(contents);
        return () => inPage((page) => page.evaluate(startInPage, code, VALID));
      };
      const nothing = { name: "a script of nothing", run: start("export const isValid = () => true;") };
      const contenders = Object.entries(entries()).map(([name, contents]) => ({ name, run: start(contents) }));
      return compareStarts("cold script and first verdict, bundled", [...contenders, nothing], settings);
    },

    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** What is measured in Chromium: the workloads in one page; cold scripts and navigations in a page of their own each. */

import { once } from "node:events";
import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";
import puppeteer from "puppeteer-core";
import { CHROMIUM_OPTIONS, findProgram } from "../../tests/js/harness/programs.js";
import { script, scripts } from "./bundles.js";
import { VALID } from "./inputs.js";
import { measure } from "./measure.js";
import { compare } from "./rows.js";

/** Slow 4G: 1.6 Mbit/s, and 150 ms from a request to its response. */
const SLOW_4G = { download: 1.6e6 / 8, upload: 1.6e6 / 8, latency: 150 };
const CPU_SLOWDOWN = 4;
/** At most 0.85 of zod's time, and less than ajv's. */
const NAVIGATION_AIMS = { "zod 4, import { z }": 1 / 0.85, "ajv 8 + ajv-formats": 1 };
const COLD_AIMS = { "zod 4": 2 };

/** A page that is isolated from others has a clock with steps of 5 µs instead of 100 µs. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cache-Control": "no-store",
  "Content-Encoding": "br",
};

/** Serves texts by their paths on a free port of this machine, compressed. */
async function serve(texts) {
  const bodies = new Map(Object.entries(texts).map(([path, text]) => [path, brotliCompressSync(text)]));
  const server = createServer(({ url }, response) => {
    const type = url.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(bodies.has(url) ? 200 : 404, { ...HEADERS, "Content-Type": type }).end(bodies.get(url));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** Returns a page and its script, which checks a request as soon as it is there, by their paths. */
function pageOf(code, i) {
  const verdict = `globalThis.verdict={valid:bundle.isValid(${JSON.stringify(VALID)}),ms:performance.now()};`;
  return { [`/${i}/`]: `<!doctype html><title>bench</title><script src="/${i}/app.js"></script>`, [`/${i}/app.js`]: code + verdict };
}

/** In a page: returns the verdict on a request, and the milliseconds from before a script is compiled until after it. */
function startInPage(code, request) {
  const element = document.createElement("script");
  element.textContent = code;
  const start = performance.now();
  document.head.append(element);
  const valid = bundle.isValid(request);
  return { valid, ms: performance.now() - start };
}

/** Launches Chromium; returns null where it is not installed. */
export async function launch() {
  const executablePath = findProgram("chromium", "chromium-browser", "google-chrome");
  if (executablePath === null) return null;
  // All workloads are one call.
  const options = { headless: true, protocolTimeout: 900_000, args: CHROMIUM_OPTIONS };
  const browser = await puppeteer.launch({ executablePath, ...options });
  const codes = scripts();
  const pages = Object.assign({ "/": "<!doctype html><title>bench</title>" }, ...Object.values(codes).map(pageOf));
  const { server, origin } = await serve(pages);

  /** Opens a page in a context of its own, with a process of its own and without a cache, and does something in it. */
  async function inPage(path, work, prepare = async () => {}) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await prepare(page);
      await page.goto(origin + path);
      if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error("the page is not isolated");
      return await work(page);
    } finally {
      await context.close();
    }
  }

  const cold = (name) => inPage("/", (page) => page.evaluate(startInPage, codes[name], VALID));

  /** Returns the verdict, and the milliseconds from the beginning of a navigation until after it. */
  const navigate = (name) =>
    inPage(`/${Object.keys(codes).indexOf(name)}/`, (page) => page.evaluate(() => globalThis.verdict), async (page) => {
      await page.emulateNetworkConditions(SLOW_4G);
      await page.emulateCPUThrottling(CPU_SLOWDOWN);
    });

  /** Returns the rows of what has a page for each time, ours first. */
  async function starts(workload, start, aims, rounds) {
    const run = (name) => async () => {
      const { valid, ms } = await start(name);
      if (valid !== true) throw new Error(`${name}: the request is valid`);
      return { overriddenDuration: ms };
    };
    const contenders = ["netverify-rules", ...Object.keys(aims)].map((name) => ({ name, run: run(name) }));
    return compare(workload, await measure(contenders, { rounds }), aims);
  }

  return {
    version: (await browser.version()).replace("Chrome/", "Chromium "),
    /** Returns on how many inputs all contenders agree in a page, and the rows of the workloads if there are settings. */
    workloads: (settings) =>
      inPage("/", async (page) => {
        await page.evaluate(script('export * from "./workloads.js";'));
        const inputs = await page.evaluate(() => bundle.agree());
        return { inputs, rows: settings && (await page.evaluate((of) => bundle.workloads(of), settings)) };
      }),
    starts: async (settings) => [
      ...(await starts("cold script and first verdict", cold, COLD_AIMS, settings.starts)),
      ...(await starts("navigation to first verdict, slow 4G", navigate, NAVIGATION_AIMS, Math.min(settings.starts, 7))),
    ],
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

// What takes longer than `npm test` may: WebKitGTK, and one application for each bundler and framework, each built from the
// packed package and run. `npm run matrix`, or `node matrix.js vite next` for some of it.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./harness/browsers.js";
import { BUNDLERS, bundleWorker, versionOf, viteServer, WAYS } from "./harness/bundlers.js";
import { gatherData } from "./harness/data.js";
import { buildAndServe } from "./harness/next.js";
import { INSTALLED, installPacked } from "./harness/packed.js";
import { runPage } from "./harness/page.js";
import { browserProgram, findProgram } from "./harness/programs.js";
import { runAll, WEBKIT } from "./harness/runtimes.js";
import { serve } from "./harness/serve.js";
import { Table } from "./harness/table.js";
import { askWorkerd } from "./harness/workerd.js";

const PARTS = ["webkitgtk", ...Object.keys(BUNDLERS), "workerd", "next"];
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`error: no such part: ${unknown.join(", ")}; there are ${PARTS.join(", ")}`);
  process.exit(2);
}
const wanted = (part) => asked.length === 0 || asked.includes(part);

await installPacked();
const data = gatherData();
const output = mkdtempSync(join(tmpdir(), "netverify-apps-"));
const table = new Table();

try {
  if (wanted("webkitgtk")) await runAll(WEBKIT, table, data.folder);
  if (browserProgram("chromium") === null) {
    table.skip("Chromium, for the applications", 1, "apt-get install chromium");
  } else {
    const browser = await launch("chromium");
    try {
      await applications(browser);
    } finally {
      await browser.close();
    }
  }
  if (wanted("workerd")) await bundledWorker();
} finally {
  rmSync(output, { recursive: true });
  data.remove();
}
process.exitCode = table.end("matrix") ? 0 : 1;

async function applications(browser) {
  for (const [name, build] of Object.entries(BUNDLERS).filter(([name]) => wanted(name))) {
    const title = `${name} ${versionOf(name)}`;
    const folder = mkdtempSync(join(output, `${name}-`));
    const server = await serve({ mounts: { "/": folder, "/data/": data.folder } });
    try {
      let built;
      for (const way of WAYS) {
        await table.row(title, way, async () => {
          built ??= build(folder);
          await built;
          return runPage(browser, server, `/${way}.html`);
        });
      }
      if (name === "vite") await development(browser, server, title);
    } finally {
      await server.close();
    }
  }
  if (wanted("next")) for (const bundler of ["turbopack", "webpack"]) await next(browser, bundler);
}

async function development(browser, server, title) {
  const vite = await viteServer(server.url);
  try {
    for (const way of WAYS) {
      await table.row(`${title} serve`, way, () => runPage(browser, server, new URL(`${way}.html`, vite.url).href));
    }
  } finally {
    await vite.close();
  }
}

async function next(browser, bundler) {
  const title = `next ${versionOf("next")} ${bundler}`;
  const server = await serve({ mounts: { "/data/": data.folder } });
  let application;
  const running = async () => (application ??= buildAndServe(bundler, server.url));
  const post = async (path) => {
    const { url } = await running();
    const response = await fetch(url + path, { method: "POST", body: readFileSync(data.cases) });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return response.json();
  };
  try {
    await table.row(title, "server", () => post("/api/node"));
    await table.row(title, "edge", () => post("/api/edge"));
    await table.row(title, "client", async () => runPage(browser, server, `${(await running()).url}/client`));
  } finally {
    await application?.then(({ close }) => close()).catch(() => {});
    await server.close();
  }
}

async function bundledWorker() {
  const program = findProgram("workerd");
  if (program === null) {
    table.skip("workerd", 1, "npm ci in tests/js");
    return;
  }
  await table.row("workerd of esbuild", "workerd", async () => {
    const file = join(output, "worker.js");
    await bundleWorker(file);
    return askWorkerd(program, {
      "worker.js": file,
      "netverify.wasm": join(INSTALLED, "dist/netverify.wasm"),
      "data/cases.json": data.cases,
    });
  });
}

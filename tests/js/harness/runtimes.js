// The runtimes that the vectors run in, each in several ways.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { launch } from "./browsers.js";
import { entryFile, PACKAGE } from "./package.js";
import { runPage } from "./page.js";
import { browserProgram, findProgram, HERE } from "./programs.js";
import { serve, STRICT_POLICY } from "./serve.js";
import { askWorkerd, modulesOf } from "./workerd.js";

const execute = promisify(execFile);
/** No way takes a tenth of this. */
const TIMEOUT = 300_000;

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} install how it is had
 * @property {() => string | null} program
 * @property {string[]} ways
 * @property {(program: string, data: string) => Promise<Session>} open
 *
 * @typedef {object} Session
 * @property {string} version
 * @property {(way: string) => Promise<Result>} run
 * @property {() => Promise<void>} close
 *
 * @typedef {{ cases: number, passed: number, calls: number, failures: object[] }} Result
 */

/** @returns {Runtime} */
function onConsole(name, find, flags, ways) {
  return {
    name,
    install: "npm ci in tests/js",
    program: find,
    ways,
    async open(program, data) {
      const { stdout: version } = await execute(program, ["--version"]);
      return {
        version: version.match(/\d[\d.]*/)[0],
        async run(way) {
          const command = [...flags, join(HERE, "runners/console.js"), way, join(data, "cases.json")];
          const { stdout } = await execute(program, command, { maxBuffer: 2 ** 26, timeout: TIMEOUT });
          return JSON.parse(stdout);
        },
        async close() {},
      };
    },
  };
}

/** @type {Runtime} */
const workerd = {
  name: "workerd",
  install: "npm ci in tests/js",
  program: () => findProgram("workerd"),
  ways: ["workerd"],
  async open(program, data) {
    const { stdout } = await execute(program, ["--version"]);
    return {
      version: stdout.trim().split(" ").at(-1),
      run() {
        const entries = [".", "./http"].map((entry) => entryFile(entry, ["workerd"]));
        return askWorkerd(program, {
          "runners/workerd-worker.js": join(HERE, "runners/workerd-worker.js"),
          "run-vectors.js": join(HERE, "run-vectors.js"),
          ...packageModules(entries),
          "runners/data/cases.json": join(data, "cases.json"),
        });
      },
      async close() {},
    };
  },
};

/** A name is looked up beside the module that imports it: the entry gets the package's name, its neighbours lie there too. */
function packageModules([main, http]) {
  const [folder] = main.split("/");
  const { [`runners/${main.slice(folder.length + 1)}`]: _, ...others } = modulesOf(join(PACKAGE, folder), "runners/");
  return {
    "runners/netverify-rules": join(PACKAGE, main),
    "runners/netverify-rules-http": join(PACKAGE, http),
    ...others,
  };
}

const PAGES = ["page", "slim", "worker", "copies", "reload", "forbidden"];

/** @returns {Runtime} */
function browser(name, title, debian) {
  return {
    name: title,
    install: `apt-get install ${debian}`,
    program: () => browserProgram(name),
    ways: PAGES,
    async open(_, data) {
      const server = await serve({
        mounts: {
          "/": join(HERE, "pages/"),
          "/forbidden.html": join(HERE, "pages/vectors.html"),
          "/run-vectors.js": join(HERE, "run-vectors.js"),
          "/package/": PACKAGE,
          "/copy/": PACKAGE,
          "/data/": data,
        },
        policies: { "/forbidden.html": STRICT_POLICY.replace(" 'wasm-unsafe-eval'", "") },
      });
      const running = await launch(name);
      return {
        version: (await running.version()).match(/\d[\d.]*/)[0],
        async run(way) {
          const entry = `/package/${entryFile(way === "slim" ? "./slim" : ".", ["import"])}`;
          const page = way === "forbidden" ? "forbidden" : "vectors";
          const result = await runPage(running, server, `/${page}.html?way=${way}&entry=${encodeURIComponent(entry)}`);
          return way === "forbidden" ? refused(result) : result;
        },
        async close() {
          await running.close();
          await server.close();
        },
      };
    },
  };
}

/** A policy without 'wasm-unsafe-eval' is an error that names its cause; it also shows that the policy is in force. */
function refused({ thrown }) {
  const named = thrown !== null && /Content.Security.Policy|CSP|wasm-unsafe-eval|unsafe-eval/i.test(thrown);
  const failure = { case: "a policy without 'wasm-unsafe-eval'", call: "validate", expected: "an error that names it", found: thrown };
  return { cases: 1, passed: named ? 1 : 0, calls: 1, failures: named ? [] : [failure] };
}

const WAYS = ["import", "require", "slim", "worker"];

/** The runtimes of every test run. */
export const RUNTIMES = [
  onConsole("Node", () => process.execPath, [], WAYS),
  onConsole("Deno", () => findProgram("deno"), ["run", "--quiet", "--no-remote", "--node-modules-dir=manual", "--allow-read"], WAYS),
  onConsole("Bun", () => findProgram("bun"), [], WAYS),
  workerd,
  browser("chromium", "Chromium", "chromium"),
  browser("firefox", "Firefox", "firefox-esr"),
];

/** WebKitGTK needs a screen of its own and many packages of Debian: it is left to the matrix. */
export const WEBKIT = browser("webkit", "WebKitGTK", "webkit2gtk-driver xvfb");

/**
 * Runs the vectors in a runtime in all its ways, a row of the table for each.
 *
 * @param {Runtime} runtime
 * @param {import("./table.js").Table} table
 * @param {string} data the folder of data
 */
export async function runAll(runtime, table, data) {
  const program = runtime.program();
  if (program === null) {
    table.skip(runtime.name, runtime.ways.length, runtime.install);
    return;
  }
  let session;
  try {
    session = await runtime.open(program, data);
  } catch (error) {
    await table.row(runtime.name, "start", () => Promise.reject(error));
    return;
  }
  try {
    for (const way of runtime.ways) {
      await table.row(`${runtime.name} ${session.version}`, way, () => session.run(way));
    }
  } finally {
    await session.close();
  }
}

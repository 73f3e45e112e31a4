/**
 * Measures the npm package `netverify-rules` beside what one would use instead of it, in Node and in Chromium: zod 4, ajv 8,
 * valibot and joi with the same rules as far as each can say them, atob, regular expressions, image-size and
 * probe-image-size. BENCHMARKS.md says how each row is measured.
 *
 *     cargo xtask pkg                       builds the package that is measured, pkg/dist
 *     npm ci
 *     npm run bench                         everything, about six minutes
 *     npm run bench -- --quick              a short run: figures of the right size, no more
 *     npm run bench -- --markdown FILE      writes the tables between their marks in FILE, too
 *     npm run bench -- --only short,cold    some of the workloads
 *     npm run check                         only whether all give the same verdicts
 *
 * First all contenders must agree on every input of inputs.js: on valid or not, and on the fields that have an error. Then
 * each workload runs them in one process, after a warm-up, round by round in another order each time. The rules stand in
 * rules.js, how each library says them in contenders/.
 */

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { between, isReached, markdown } from "./claims.js";
import { writeWords } from "./words.js";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    check: { type: "boolean" },
    markdown: { type: "string" },
    only: { type: "string" },
  },
});

const FULL = { rounds: 61, sample: 5, warmUp: 300, starts: 25 };
const QUICK = { rounds: 9, sample: 1, warmUp: 30, starts: 5 };
/** From which load on the other core's work is felt. */
const BUSY = 0.5;

function prepare() {
  if (!existsSync(new URL("../../pkg/dist", import.meta.url))) {
    throw new Error("pkg/dist is not there: build it with `cargo xtask pkg`");
  }
  // No dependency in package.json: its lock would have to follow every change of the package's own.
  const link = new URL("../node_modules/netverify-rules", import.meta.url);
  if (!existsSync(link)) symlinkSync("../../pkg", link, "dir");
  const build = new URL("../build/", import.meta.url);
  mkdirSync(build, { recursive: true });
  writeWords(build);
}

/** What did not take part in what is measured. */
const TOOLS = ["puppeteer-core"];

/** The date, what was measured where, and what is to be known of the figures. */
function about(load, chromium) {
  const version = (name) => {
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    return `${name} ${JSON.parse(readFileSync(file, "utf8")).version}`;
  };
  const { devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const contenders = Object.keys(devDependencies).filter((name) => !TOOLS.includes(name));
  const processors = cpus();
  const { node, v8 } = process.versions;
  const machine = [
    processors[0]?.model.trim(),
    `${processors.length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${platform()} ${release()} ${arch()}`,
  ];
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${node} (V8 ${v8}), ${chromium?.version ?? "no Chromium"}.`,
    `Machine: ${machine.join(", ")}.`,
    `${["netverify-rules", ...contenders].map(version).join(", ")}.`,
    ...(load > BUSY ? [`The machine had other work: its load was ${load.toFixed(1)} at the start.`] : []),
    ...(options.quick ? ["A quick run: figures of the right size, no more."] : []),
  ].join("\n");
}

/** Which workloads were asked for. */
function chosenOf(workloads) {
  const names = [...Object.keys(workloads), "cold", "sizes"];
  const chosen = options.only?.split(",") ?? names;
  if (chosen.some((name) => !names.includes(name))) throw new Error(`--only takes ${names.join(", ")}`);
  return { shared: chosen.filter((name) => name in workloads), has: (name) => chosen.includes(name) };
}

async function main() {
  const load = loadavg()[0];
  prepare();
  // Only now: they import what was prepared.
  const { WORKLOADS, agree } = await import("./workloads.js");
  const { launch } = await import("./chromium.js");
  const chosen = chosenOf(WORKLOADS);
  const inputs = agree();
  console.log(`All contenders agree on ${inputs} inputs in Node.`);
  const chromium = await launch();
  if (chromium === null) console.log("Chromium is not installed: nothing is measured in it.");
  try {
    if (options.check) {
      const there = await chromium?.workloads(() => {});
      if (there !== undefined) console.log(`All contenders agree on ${there} inputs in Chromium.`);
      return;
    }
    const sections = await measureAll(WORKLOADS, chosen, chromium);
    report(`${about(load, chromium)}\n`, sections);
  } finally {
    await chromium?.close();
  }
}

/** Measures what was chosen; gives sections, each with a title and rows. */
async function measureAll(workloads, chosen, chromium) {
  const settings = options.quick ? QUICK : FULL;
  const say = (name, where) => console.error(`measuring: ${name}, ${where}`);
  const sections = [];

  const node = [];
  const { cold, probeStream } = await import("./node.js");
  for (const name of chosen.shared) {
    say(name, "Node");
    node.push(...(await workloads[name](settings, probeStream)));
  }
  if (chosen.has("cold")) {
    say("cold", "Node");
    node.push(...(await cold(settings)));
  }
  sections.push({ title: `Node ${process.versions.node}`, rows: node });

  if (chromium !== null) {
    const rows = [];
    await chromium.workloads(async (run) => {
      for (const name of chosen.shared) {
        say(name, "Chromium");
        rows.push(...(await run(name, settings)));
      }
    });
    if (chosen.has("cold")) {
      say("cold", "Chromium");
      rows.push(...(await chromium.cold(settings)));
    }
    sections.push({ title: chromium.version, rows });
  }

  if (chosen.has("sizes")) {
    const { sizes } = await import("./bundles.js");
    const { rows, bytes } = sizes();
    sections.push({ title: "Sizes in a browser, in bytes", rows, more: bytes });
  }
  return sections.filter(({ rows }) => rows.length > 0);
}

/** Prints the sections, and writes them to the file that was asked for. */
function report(head, sections) {
  const parts = sections.map(({ title, rows, more }) => [`### ${title}\n`, markdown(rows), ...(more ? [more] : [])]);
  const text = [head, ...parts.flat()].join("\n");
  console.log(`\n${text}`);
  const claims = sections.flatMap(({ rows }) => rows).filter(({ wanted }) => wanted !== undefined);
  console.log(`${claims.length} rows with an aim, ${claims.filter((row) => !isReached(row)).length} not reached`);
  if (options.markdown !== undefined) {
    const old = existsSync(options.markdown) ? readFileSync(options.markdown, "utf8") : "";
    writeFileSync(options.markdown, between(old, text));
  }
}

await main();

/**
 * Measures the npm package `netverify-rules` and what one would use instead of it, in Node and in Chromium. BENCHMARKS.md says
 * how each row is measured. First all contenders must agree on every input of cases.js: on valid or not, and on the fields
 * that have an error. Their rules are in rules.js, how each library says them in contenders/.
 */

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { between, holds, markdown } from "./rows.js";
import { writeWords } from "./words.js";

const flag = { type: "boolean" };
const { values: options } = parseArgs({ options: { quick: flag, check: flag, strict: flag, markdown: { type: "string" } } });

/** `time` and `warmUp` are milliseconds; `starts` are the rounds of cold scripts. */
const settings = options.quick
  ? { rounds: 9, time: 1, warmUp: 100, starts: 5 }
  : { rounds: 61, time: 5, warmUp: 300, starts: 25 };

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

/** Returns the date, the versions and the machine. */
function about(load, chromium) {
  const { devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const contenders = ["ajv", "ajv-formats", "valibot", "zod"].map((name) => `${name} ${devDependencies[name]}`);
  const versions = [`Node ${process.versions.node}`, chromium?.version ?? "no Chromium", ...contenders].join(", ");
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${load.toFixed(1)} at the start`;
  return `${new Date().toISOString().slice(0, 10)}, ${versions}, ${machine}, ${settings.rounds} rounds.\n`;
}

const load = loadavg()[0];
prepare();
// Only now: they import what was prepared.
const { workloads, agree } = await import("./workloads.js");
const { launch } = await import("./chromium.js");
const { sizes } = await import("./bundles.js");
console.log(`All contenders agree on ${agree()} inputs in Node.`);
const chromium = await launch();
if (chromium === null) console.log("Chromium is not installed: nothing is measured in it.");
try {
  const there = await chromium?.workloads(options.check ? null : settings);
  if (there !== undefined) console.log(`All contenders agree on ${there.inputs} inputs in Chromium.`);
  if (!options.check) {
    const within = (place, rows) => rows.map((row) => ({ ...row, workload: `${row.workload}, ${place}` }));
    const rows = [
      ...within("Node", await workloads(settings)),
      ...within("Chromium", [...(there?.rows ?? []), ...((await chromium?.starts(settings)) ?? [])]),
      ...sizes(),
    ];
    const text = `${about(load, chromium)}\n${markdown(rows)}`;
    const missed = rows.filter((row) => !holds(row)).length;
    console.log(`\n${text}\n${missed} of ${rows.length} aims missed`);
    if (options.strict && missed > 0) process.exitCode = 1;
    const file = options.markdown;
    if (file !== undefined) writeFileSync(file, between(readFileSync(file, "utf8"), text));
  }
} finally {
  await chromium?.close();
}

/**
 * Measures the npm package `netverify-rules` beside what one would use instead of it: zod 4, ajv 8, valibot and joi with
 * the same rules as far as each can say them, atob, regular expressions, image-size and probe-image-size.
 *
 *     cargo xtask pkg                       builds the package that is measured, pkg/dist
 *     npm ci
 *     npm run bench                         everything, about five minutes
 *     npm run bench -- --quick              a short run: figures of the right size, no more
 *     npm run bench -- --markdown FILE      writes the tables as Markdown, too
 *     npm run bench -- --only short,cold    some of the workloads
 *     npm run check                         only whether all give the same verdicts
 *
 * First all contenders must agree on every input of inputs.js: on valid or not, and on the fields that have an error. Then
 * each workload runs them in one process, after a warm-up, round by round in another order each time; what is printed is
 * the median of the rounds, the middle half of them, and the median by ours: above 1, it takes longer than ours. Short
 * requests are 64 different ones out of JSON, so code, tables and texts are in the processor's caches. The rules stand in
 * rules.js, how each library says them in contenders/. All contenders report every violation, with a text for each.
 *
 * What no library says without a detour is left out of their rules, which makes them faster, not slower: the images'
 * headers, blank optional fields, MIME types against the bytes, all warnings and suggestions.
 */

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { asMarkdown, asText, sizeTable } from "./render.js";
import { writeWords } from "./words.js";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    check: { type: "boolean" },
    markdown: { type: "string" },
    only: { type: "string" },
  },
});

const FULL = { rounds: 61, sample: 5, warmUp: 500, starts: 31 };
const QUICK = { rounds: 9, sample: 2, warmUp: 50, starts: 5 };
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

function about(load) {
  const version = (name) => {
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    return `${name} ${JSON.parse(readFileSync(file, "utf8")).version}`;
  };
  const { devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const processors = cpus();
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node} (V8 ${process.versions.v8}), ${platform()} ${release()} ${arch()}.`,
    `${processors.length} × ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    `${["netverify-rules", ...Object.keys(devDependencies)].map(version).join(", ")}.`,
    ...(load > BUSY ? [`Preliminary: the machine had other work (load ${load.toFixed(1)} at the start).`] : []),
    ...(options.quick ? ["Preliminary: a quick run."] : []),
  ];
}

async function main() {
  const load = loadavg()[0];
  prepare();
  // Only now: they import what was prepared.
  const { WORKLOADS, agree } = await import("./workloads.js");
  const agreed = `All contenders agree on ${agree()} inputs.`;
  if (options.check) return console.log(agreed);

  const settings = options.quick ? QUICK : FULL;
  const chosen = options.only?.split(",") ?? [...Object.keys(WORKLOADS), "sizes"];
  const unknown = chosen.filter((name) => !(name in WORKLOADS) && name !== "sizes");
  if (unknown.length > 0) throw new Error(`--only takes ${[...Object.keys(WORKLOADS), "sizes"].join(", ")}`);

  const head = [...about(load), `${agreed} Medians of ${settings.rounds} rounds; × ours: above 1, it takes longer.`];
  console.log(`${head.join("\n")}\n`);
  const tables = [];
  for (const name of chosen) {
    const made = name === "sizes" ? await sizesTable() : await WORKLOADS[name](settings);
    for (const table of [made].flat()) {
      tables.push(table);
      console.log(asText(table));
    }
  }
  if (options.markdown !== undefined) {
    const text = [
      "# Benchmarks of the npm package",
      "",
      ...head.map((line) => `${line}  `),
      "",
      ...tables.map(asMarkdown),
    ];
    writeFileSync(options.markdown, text.join("\n"));
  }
}

async function sizesTable() {
  const { sizes } = await import("./bundles.js");
  const note = "What a page loads for `validate`: bundled by esbuild, minified, with the rules.";
  return sizeTable("Size in a browser", note, sizes());
}

await main();

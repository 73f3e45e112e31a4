// The shared vectors in every runtime: `npm test`, or `node run.js deno firefox` for some of them.

import { gatherData } from "./harness/data.js";
import { entryFile } from "./harness/package.js";
import { RUNTIMES, runAll } from "./harness/runtimes.js";
import { Table } from "./harness/table.js";

const asked = process.argv.slice(2).map((name) => name.toLowerCase());
const known = RUNTIMES.map(({ name }) => name.toLowerCase());
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`error: no such runtime: ${unknown.join(", ")}; there are ${known.join(", ")}`);
  process.exit(2);
}

try {
  entryFile(".", ["import"]);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(1);
}

const data = gatherData();
const table = new Table();
try {
  for (const runtime of RUNTIMES) {
    if (asked.length > 0 && !asked.includes(runtime.name.toLowerCase())) continue;
    await runAll(runtime, table, data.folder);
  }
} finally {
  data.remove();
}
process.exitCode = table.end("vectors") ? 0 : 1;

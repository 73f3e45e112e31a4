/** A process that imports one contender and asks it for its first verdict. Prints both times, in milliseconds. */

import { readFileSync } from "node:fs";

const [, , module, request] = process.argv;
const value = JSON.parse(readFileSync(request, "utf8"));
const start = performance.now();
const { isValid } = await import(module);
const imported = performance.now();
const valid = isValid(value);
const judged = performance.now();
if (valid !== true) throw new Error("the request is valid");
process.stdout.write(JSON.stringify([imported - start, judged - imported]));

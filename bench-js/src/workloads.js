/** What is measured in Node and in a browser alike. */

import { memory } from "./instances.js";
import { checkImage } from "netverify-rules";
import { CASES } from "./cases.js";
import * as ajv from "./contenders/ajv.js";
import * as netverify from "./contenders/netverify.js";
import * as valibot from "./contenders/valibot.js";
import * as zod from "./contenders/zod.js";
import * as inputs from "./inputs.js";
import { measure } from "./measure.js";
import { compare, limit } from "./rows.js";

const CONTENDERS = { "netverify-rules": netverify, "zod 4": zod, "ajv 8": ajv, valibot };

function equal(name, found, expected) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${name} gives ${a}, not ${b}`);
}

/** Checks whether all contenders give the expected verdict for every input; returns how many inputs there are. */
export function agree() {
  for (const [change, wrong] of CASES) {
    const request = JSON.parse(JSON.stringify({ ...inputs.VALID, ...change }));
    for (const [name, library] of Object.entries(CONTENDERS)) {
      const of = `${name}, on ${JSON.stringify(change).slice(0, 200)},`;
      const fields = library.errors(request).map(library.fieldOf).filter((field) => field !== null);
      equal(of, [...new Set(fields)].sort(), wrong.toSorted());
      equal(of, library.isValid(request), wrong.length === 0);
      if (wrong.length > 0) equal(`${of} with texts,`, library.texts(request) > 0, true);
    }
  }
  return CASES.length;
}

/** Requests that differ, checked in one call: a browser's clock has steps of 5 µs. */
const POOL = 64;

/** Returns the rows of short objects: the time of one call on each contender. */
async function short(workload, changes, call, settings) {
  const pool = inputs.requests(POOL, changes);
  const contenders = Object.entries(CONTENDERS).map(([name, library]) => {
    const check = library[call];
    return { name, run: () => pool.reduce((sum, request) => sum + check(request), 0) };
  });
  const measured = await measure(contenders, settings);
  const each = measured.map(({ name, samples }) => ({ name, samples: samples.map((ms) => ms / POOL) }));
  return compare(workload, each, { "zod 4": 1, "ajv 8": 1, valibot: 1 });
}

/** What WebAssembly may have at most: it never holds the whole of a photo. */
const MAX_MEMORY_BYTES = 2_000_000;

async function base64(settings) {
  // As a JSON parser leaves it: one piece in V8's heap.
  const text = JSON.parse(JSON.stringify(inputs.toBase64(inputs.jpeg(14_100_000))));
  equal("checkImage", checkImage(text).valid, true);
  const contenders = [
    { name: "netverify-rules", run: () => checkImage(text).valid },
    { name: "atob", run: () => atob(text).length },
  ];
  const workload = `${(text.length / 1e6).toFixed(1)} MB of base64`;
  const measured = await measure(contenders, { ...settings, rounds: Math.min(settings.rounds, 21) });
  return [
    ...compare(workload, measured, { atob: 2 }),
    limit("memory of WebAssembly after that", memory(), MAX_MEMORY_BYTES),
  ];
}

/** Runs all workloads; returns their rows. */
export async function workloads(settings) {
  return [
    ...(await short("short valid object", {}, "isValid", settings)),
    ...(await short("short object, four violations", inputs.MISTAKES, "texts", settings)),
    ...(await base64(settings)),
  ];
}

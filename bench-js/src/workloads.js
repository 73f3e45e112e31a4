/** What is measured in Node and in a browser alike: who takes part in it, and what is to be reached. */

import { memory } from "./instances.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { imageSize } from "image-size";
import Joi from "joi";
import { checkBlob, checkImage, validateJson } from "netverify-rules";
import probe from "probe-image-size/sync.js";
import * as v from "valibot";
import * as z from "zod";
import { compareTimes, grouped, limit } from "./claims.js";
import * as ajv from "./contenders/ajv.js";
import * as ajvTuned from "./contenders/ajv-tuned.js";
import * as joi from "./contenders/joi.js";
import * as netverify from "./contenders/netverify.js";
import * as valibot from "./contenders/valibot.js";
import * as zod from "./contenders/zod.js";
import * as inputs from "./inputs.js";
import { measure } from "./measure.js";
import { isBase64 } from "./rules.js";

const AJV = "ajv 8, enum lists";
const TUNED = "ajv 8, tuned with Sets";

const CONTENDERS = {
  "netverify-rules": netverify,
  "zod 4": zod,
  [AJV]: ajv,
  [TUNED]: ajvTuned,
  valibot,
  joi,
};

/** A contender for each library, whose calls `make` makes. */
const ofEach = (make) => Object.entries(CONTENDERS).map(([name, library]) => ({ name, run: make(library) }));

function equal(name, found, expected) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${name} says ${a}, not ${b}`);
}

/** Whether all say the same of every input, and what is expected: gives how many inputs there are. */
export function agree() {
  for (const [change, wrong] of inputs.CASES) {
    const request = JSON.parse(JSON.stringify({ ...inputs.VALID, ...change }));
    for (const [name, library] of Object.entries(CONTENDERS)) {
      const of = `${name}, on ${JSON.stringify(change).slice(0, 200)},`;
      equal(of, [...new Set(library.wrongFields(request))].sort(), wrong.toSorted());
      equal(of, library.isValid(request), wrong.length === 0);
      // Warnings, which no other one has, have texts too.
      if (wrong.length > 0) equal(`${of} with texts,`, library.texts(request) > 0, true);
    }
  }
  for (const [field, values] of Object.entries(inputs.FIELD_VALUES)) {
    const verdicts = ofEach(({ field: of }) => of(field)).map(({ name, run }) => [
      name,
      values.map((value) => run(value)),
    ]);
    for (const [name, found] of verdicts) equal(`${name}, of ${field},`, found, verdicts[0][1]);
  }
  return inputs.CASES.length + Object.values(inputs.FIELD_VALUES).flat().length;
}

/** As many requests as differ, so that none is judged by what was found of the last; a power of two. */
const POOL = 64;

async function short(settings) {
  const pool = inputs.requests(POOL);
  const contenders = ofEach(({ isValid }) => (i) => isValid(pool[i % POOL]));
  const wanted = { "zod 4": 1, [AJV]: 1, valibot: 1 };
  return compareTimes("short valid object", await measure(contenders, settings), wanted);
}

async function violations(settings) {
  const pool = inputs.requests(POOL, inputs.MISTAKES);
  const contenders = ofEach(({ texts }) => (i) => texts(pool[i % POOL]));
  const wanted = { "zod 4": 1, [AJV]: 1, valibot: 1 };
  return compareTimes("short object with four violations", await measure(contenders, settings), wanted);
}

async function json(settings) {
  const pool = inputs.requests(POOL).map((request) => JSON.stringify(request));
  const [, ...others] = ofEach(
    ({ isValid }) =>
      (i) =>
        isValid(JSON.parse(pool[i % POOL])),
  );
  const ours = { name: "netverify-rules", run: (i) => validateJson(pool[i % POOL]).valid };
  return compareTimes("short valid JSON text", await measure([ours, ...others], settings));
}

async function keystrokes(field, text, settings, wanted) {
  const keys = inputs.keystrokes(text);
  const contenders = ofEach(({ field: of }) => {
    const check = of(field);
    return (i) => check(keys[i % keys.length]);
  });
  return compareTimes(`keystroke on ${field}`, await measure(contenders, settings), wanted);
}

/** Runs who can, and says of who cannot how it fails. */
async function measureAble(contenders, settings) {
  const failures = new Map();
  for (const { name, run } of contenders) {
    try {
      equal(name, run(0), true);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failures.set(name, error.name);
    }
  }
  const able = await measure(
    contenders.filter(({ name }) => !failures.has(name)),
    settings,
  );
  return [...able, ...[...failures].map(([name, failed]) => ({ name, failed }))];
}

/** So much that few rounds take long. */
const large = (settings) => ({ ...settings, rounds: Math.min(settings.rounds, 21) });

/** A text as a JSON parser leaves it: one piece in V8's heap. */
const parsed = (text) => JSON.parse(JSON.stringify(text));

/** What WebAssembly may have at most: of a photograph, it must never hold the whole. */
const MOST_MEMORY = 2_000_000;

async function base64(settings) {
  const text = parsed(inputs.toBase64(inputs.jpeg(14_100_000, 20_000)));
  const zodType = z.base64();
  const valibotType = v.pipe(v.string(), v.base64());
  const joiType = Joi.string().base64();
  const byte = fullFormats.byte;
  const contenders = [
    { name: "netverify-rules", run: () => checkImage(text).valid },
    { name: "atob", run: () => atob(text).length > 0 },
    { name: "zod 4, base64()", run: () => zodType.safeParse(text).success },
    { name: "a regular expression", run: () => isBase64(text) },
    { name: "joi, base64()", run: () => joiType.validate(text).error === undefined },
    { name: "ajv-formats, byte", run: () => byte(text) },
    { name: "valibot, base64()", run: () => v.is(valibotType, text) },
  ];
  const workload = `${(text.length / 1e6).toFixed(1)} MB of base64, checked`;
  const rows = compareTimes(workload, await measureAble(contenders, large(settings)), {
    atob: 2,
  });
  return [...rows, limit(`${workload}: memory of WebAssembly`, memory(), MOST_MEMORY)];
}

async function wholeRequest(settings) {
  const image = inputs.toBase64(inputs.jpeg(14_100_000, 20_000));
  const request = parsed({ ...inputs.VALID, frontsideImage: image });
  const contenders = ofEach(
    ({ isValid }) =>
      () =>
        isValid(request),
  );
  for (const { name, run } of contenders) equal(name, run(), true);
  return compareTimes("an object with that text", await measure(contenders, large(settings)));
}

const SIZE = [3000, 2000];
const sizeOfOurs = (report) => Object.values(report.images).flatMap(({ width, height }) => [width, height]);
const sizeOf = ({ width, height }) => [width, height];

async function bytes(settings) {
  const photograph = inputs.jpeg(14_000_000, 20_000);
  const contenders = [
    { name: "netverify-rules", run: () => sizeOfOurs(checkImage(photograph)) },
    { name: "image-size", run: () => sizeOf(imageSize(photograph)) },
    { name: "probe-image-size, sync", run: () => sizeOf(probe(photograph)) },
  ];
  for (const { name, run } of contenders) equal(name, run(), SIZE);
  return compareTimes("a JPEG of 14 MB, Uint8Array", await measure(contenders, settings));
}

/** Has every reading of the blob and of its slices told. */
function watched(blob, tell) {
  for (const name of ["arrayBuffer", "text", "stream", "bytes"]) {
    const read = blob[name];
    if (read === undefined) continue;
    blob[name] = () => {
      tell(blob.size);
      return read.call(blob);
    };
  }
  const { slice } = blob;
  blob.slice = (...range) => watched(slice.apply(blob, range), tell);
  return blob;
}

/** `probe` gives the dimensions of an image in a blob, where there is who does that. */
async function blob(settings, probe) {
  const photograph = new Blob([inputs.jpeg(14_000_000, 20_000)]);
  const bytesOf = async (part) => new Uint8Array(await part.arrayBuffer());
  const contenders = [
    { name: "netverify-rules", run: async () => sizeOfOurs(await checkBlob(photograph)) },
    {
      name: "image-size, of the first 64 KiB",
      run: async () => sizeOf(imageSize(await bytesOf(photograph.slice(0, 65_536)))),
    },
    { name: "image-size, of all bytes", run: async () => sizeOf(imageSize(await bytesOf(photograph))) },
    ...(probe ? [{ name: "probe-image-size, of the stream", run: async () => sizeOf(await probe(photograph)) }] : []),
  ].map((contender) => ({ ...contender, isAsync: true }));
  for (const { name, run } of contenders) equal(name, await run(), SIZE);
  let read = 0;
  await checkBlob(
    watched(photograph.slice(), (size) => {
      read += size;
    }),
  );
  const workload = "size of a JPEG of 14 MB, Blob";
  return [
    ...compareTimes(workload, await measure(contenders, large(settings))),
    { workload: `${workload}: bytes read`, contender: "", ours: `${grouped(read)} B`, theirs: "" },
  ];
}

/** The workloads by their names on the command line; each gives its rows. */
export const WORKLOADS = {
  short,
  violations,
  "key-url": (settings) => keystrokes("callbackUrl", inputs.VALID.callbackUrl, settings),
  "key-country": (settings) => keystrokes("country", "DEU", settings),
  json,
  base64,
  request: wholeRequest,
  bytes,
  blob,
};

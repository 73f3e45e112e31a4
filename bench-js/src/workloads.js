/** What is measured, and who takes part in it. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { imageSize } from "image-size";
import Joi from "joi";
import { checkBlob, checkImage, validateJson } from "netverify-rules";
import probe from "probe-image-size";
import * as v from "valibot";
import * as z from "zod";
import { bundleForNode, entries } from "./bundles.js";
import * as ajv from "./contenders/ajv.js";
import * as joi from "./contenders/joi.js";
import * as netverify from "./contenders/netverify.js";
import * as valibot from "./contenders/valibot.js";
import * as zod from "./contenders/zod.js";
import * as inputs from "./inputs.js";
import { measure, measureOnce } from "./measure.js";
import { grouped, timeTable } from "./render.js";
import { isBase64 } from "./rules.js";

export const CONTENDERS = {
  "netverify-rules": netverify,
  "zod 4": zod,
  "ajv 8": ajv,
  valibot,
  joi,
};

/** A contender for each library, whose calls `make` makes. */
const ofEach = (make) => Object.entries(CONTENDERS).map(([name, library]) => ({ name, run: make(library) }));

function equal(name, found, expected) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${name} says ${a}, not ${b}`);
}

/** Whether all say the same of every input, and what is expected. */
export function agree() {
  for (const [change, wrong] of inputs.CASES) {
    const request = JSON.parse(JSON.stringify({ ...inputs.VALID, ...change }));
    for (const [name, library] of Object.entries(CONTENDERS)) {
      const of = `${name}, on ${JSON.stringify(change).slice(0, 200)},`;
      equal(of, [...new Set(library.wrongFields(request))].sort(), wrong.toSorted());
      equal(of, library.isValid(request), wrong.length === 0);
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

async function short(settings) {
  const pool = inputs.requests(64);
  const rows = await measure(
    ofEach(
      ({ validate }) =>
        (i) =>
          validate(pool[i & 63]),
    ),
    settings,
  );
  return timeTable("A short valid request", "An object in, ten texts and an image of 280 bytes.", rows);
}

async function json(settings) {
  const pool = inputs.requests(64).map((request) => JSON.stringify(request));
  const others = ofEach(
    ({ validate }) =>
      (i) =>
        validate(JSON.parse(pool[i & 63])),
  ).slice(1);
  const ours = { name: "netverify-rules", run: (i) => validateJson(pool[i & 63]) };
  const rows = await measure([ours, ...others], settings);
  return timeTable("The same as JSON text", "netverify-rules by validateJson, the others after JSON.parse.", rows);
}

async function violations(settings) {
  const pool = inputs.requests(64, inputs.MISTAKES);
  const rows = await measure(
    ofEach(
      ({ validate }) =>
        (i) =>
          validate(pool[i & 63]),
    ),
    settings,
  );
  return timeTable("A short request with four violations", "All four are found, with their texts.", rows);
}

async function keystrokes(field, text, settings) {
  const keys = inputs.keystrokes(text);
  const rows = await measure(
    ofEach(({ field: of }) => {
      const check = of(field);
      return (i) => check(keys[i % keys.length]);
    }),
    settings,
  );
  const note = `${keys.length} keys, each with the field's own check; the time is one key's.`;
  return timeTable(`Keystrokes on ${field}`, note, rows);
}

/** Runs who can, and says of who cannot how it fails. */
async function measureAble(contenders, settings) {
  const failures = new Map();
  for (const { name, run } of contenders) {
    try {
      run(0);
    } catch (error) {
      failures.set(name, `${error.name}`);
    }
  }
  const able = await measure(
    contenders.filter(({ name }) => !failures.has(name)),
    settings,
  );
  return [...able, ...[...failures].map(([name, failed]) => ({ name, failed }))];
}

/** A text as a JSON parser leaves it: one piece in V8's heap. */
const parsed = (text) => JSON.parse(JSON.stringify(text));

async function base64(settings) {
  const text = parsed(inputs.jpeg(14_100_000, 20_000).toString("base64"));
  const zodType = z.base64();
  const valibotType = v.pipe(v.string(), v.base64());
  const joiType = Joi.string().base64();
  const byte = fullFormats.byte;
  const contenders = [
    { name: "netverify-rules, checkImage", run: () => checkImage(text).valid },
    { name: "atob", run: () => atob(text).length > 0 },
    { name: "a regular expression", run: () => isBase64(text) },
    { name: "zod 4, z.base64()", run: () => zodType.safeParse(text).success },
    { name: "joi, string().base64()", run: () => joiType.validate(text).error === undefined },
    { name: "ajv-formats, byte", run: () => byte(text) },
    { name: "valibot, base64()", run: () => v.is(valibotType, text) },
  ];
  const rows = await measureAble(contenders, settings);
  const note = `${grouped(text.length)} characters. Only netverify-rules reads the image in it; the others see whether it is base64.`;
  return timeTable("A base64 text of 18.8 MB", note, rows, text.length);
}

async function wholeRequest(settings) {
  const request = parsed({ ...inputs.VALID, frontsideImage: inputs.jpeg(14_100_000, 20_000).toString("base64") });
  const rows = await measure(
    ofEach(
      ({ validate }) =>
        () =>
          validate(request),
    ),
    settings,
  );
  return timeTable("A request with that text", "", rows, request.frontsideImage.length);
}

const SIZE = [3000, 2000];
const sizeOfOurs = (report) => Object.values(report.images).flatMap(({ width, height }) => [width, height]);
const sizeOf = ({ width, height }) => [width, height];

async function bytes(settings) {
  const photograph = new Uint8Array(inputs.jpeg(14_000_000, 20_000));
  const contenders = [
    { name: "netverify-rules, checkImage", run: () => sizeOfOurs(checkImage(photograph)) },
    { name: "image-size", run: () => sizeOf(imageSize(photograph)) },
    { name: "probe-image-size, sync", run: () => sizeOf(probe.sync(photograph)) },
  ];
  for (const { name, run } of contenders) equal(name, run(), SIZE);
  const note = "netverify-rules looks for the end of the image, too; the others read up to its size.";
  return timeTable("A JPEG of 14 MB as Uint8Array", note, await measure(contenders, settings));
}

async function blob(settings) {
  const photograph = new Blob([inputs.jpeg(14_000_000, 20_000)]);
  const bytesOf = async (part) => new Uint8Array(await part.arrayBuffer());
  const contenders = [
    { name: "netverify-rules, checkBlob", run: async () => sizeOfOurs(await checkBlob(photograph)) },
    {
      name: "image-size, of the first 64 KiB",
      run: async () => sizeOf(imageSize(await bytesOf(photograph.slice(0, 65_536)))),
    },
    { name: "image-size, of all bytes", run: async () => sizeOf(imageSize(await bytesOf(photograph))) },
    {
      name: "probe-image-size, of the stream",
      run: async () => sizeOf(await probe(Readable.fromWeb(photograph.stream()))),
    },
  ].map((contender) => ({ ...contender, isAsync: true }));
  for (const { name, run } of contenders) equal(name, await run(), SIZE);
  const note = "A Blob in memory.";
  return timeTable("A JPEG of 14 MB as Blob", note, await measure(contenders, settings));
}

async function cold({ starts }) {
  const folder = new URL("../build/", import.meta.url);
  const request = fileURLToPath(new URL("request.json", folder));
  writeFileSync(request, JSON.stringify(inputs.VALID));
  writeFileSync(new URL("nothing.mjs", folder), "export const isValid = () => true;\n");
  const child = fileURLToPath(new URL("cold.js", import.meta.url));
  const start = (module) => () => {
    const times = JSON.parse(execFileSync(process.execPath, [child, module.href, request]));
    return times[0] * 1e6 + times[1] * 1e6;
  };
  const names = { "netverify-rules": "netverify", "zod 4": "zod", "ajv 8": "ajv", valibot: "valibot", joi: "joi" };
  const nothing = { name: "a module of nothing", run: start(new URL("nothing.mjs", folder)) };
  const installed = Object.entries(names).map(([name, file]) => ({
    name,
    run: start(new URL(`contenders/${file}.js`, import.meta.url)),
  }));
  const bundled = Object.entries(entries()).map(([name, contents], i) => {
    const file = new URL(`bundle-${i}.cjs`, folder);
    bundleForNode(contents, file);
    return { name, run: start(file) };
  });
  const note = `Import, and the first verdict on a short valid request; ${starts} processes each, the files in the disk's cache, Node's own start not counted.`;
  return [
    timeTable("Cold start, as installed", note, await measureOnce([...installed, nothing], starts)),
    timeTable("Cold start, bundled to one file", note, await measureOnce([...bundled, nothing], starts)),
  ];
}

/** The workloads by their names on the command line. */
export const WORKLOADS = {
  short,
  json,
  violations,
  "key-url": (settings) => keystrokes("callbackUrl", inputs.VALID.callbackUrl, settings),
  "key-country": (settings) => keystrokes("country", "DEU", settings),
  base64,
  request: wholeRequest,
  bytes,
  blob,
  cold,
};

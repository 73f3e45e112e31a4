/** What a bundler makes of each contender: for the sizes, and for the cold start of a server that is one file. */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Ajv, _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { buildSync } from "esbuild";
import { compareSizes, grouped, limit, table } from "./claims.js";
import * as formats from "./contenders/ajv-formats.js";
import { schema } from "./contenders/ajv-schema.js";

const SOURCES = fileURLToPath(new URL("./", import.meta.url));

/** Ajv's answer to cold starts and to pages that allow no `eval`: its checks as code, made when the page is built. */
function compiledAhead() {
  const code = { source: true, esm: true, formats: _`require("./contenders/ajv-formats.js")` };
  const ajv = new Ajv({ allErrors: true, formats: { ...formats }, code });
  return `${standaloneCode.default(ajv, ajv.compile(schema))}\nexport { validate as isValid };`;
}

/** The module of each contender that a page or a server would bundle. */
export function entries() {
  const contender = (file) => `export { isValid } from "./contenders/${file}.js";`;
  return {
    "netverify-rules": contender("netverify"),
    "zod 4": contender("zod"),
    "ajv 8": contender("ajv"),
    "ajv 8, compiled ahead": compiledAhead(),
    valibot: contender("valibot"),
    joi: contender("joi"),
  };
}

function bundle(contents, options) {
  const stdin = { contents, resolveDir: SOURCES };
  const [file] = buildSync({
    stdin,
    bundle: true,
    minify: true,
    write: false,
    logLevel: "error",
    ...options,
  }).outputFiles;
  return file.contents;
}

/** One file for Node, at that place. */
export function bundleForNode(contents, file) {
  writeFileSync(file, bundle(contents, { platform: "node", format: "cjs", target: "node20" }));
}

/** A script for a page, whose exports are the global `contender`. */
export function bundleForPage(contents) {
  const options = { platform: "browser", format: "iife", globalName: "globalThis.contender", target: "es2022" };
  return new TextDecoder().decode(bundle(contents, options));
}

/** What the default entry is to have at most, all of it. */
const MOST_GZIP = 60_000;
const MOST_BROTLI = 53_000;

const forBrowser = (contents) => bundle(contents, { platform: "browser", format: "esm", target: "es2022" });
const gzip = (...files) => sum(files.map((file) => gzipSync(file, { level: 9 }).length));
const brotli = (...files) => sum(files.map((file) => brotliCompressSync(file).length));
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The rows of what a browser loads, and their text: the bytes of each bundle, minified and compressed. */
export function sizes() {
  const { "netverify-rules": ours, ...others } = entries();
  const wasm = readFileSync(createRequire(import.meta.url).resolve("netverify-rules/netverify.wasm"));
  const all = [forBrowser('export * from "netverify-rules";')];
  const bundles = Object.entries(others).map(([name, contents]) => [name, [forBrowser(contents)]]);
  const rows = [
    limit("default entry, gzip, all its exports", gzip(...all), MOST_GZIP),
    limit("default entry, brotli, all its exports", brotli(...all), MOST_BROTLI),
    ...compareSizes(
      "default entry, gzip",
      [["netverify-rules", all], ...bundles].map(([name, files]) => ({ name, size: gzip(...files) })),
    ),
  ];
  const bytes = [
    ["netverify-rules, all exports", all],
    ["netverify-rules, validate", [forBrowser(ours)]],
    ["netverify-rules/slim, with its .wasm", [forBrowser('export { init, validate } from "netverify-rules/slim";'), wasm]],
    ...bundles,
    ["of each of these five, the lists of words", [forBrowser('export * from "../build/words.js";')]],
  ].map(([name, files]) => {
    const minified = sum(files.map(({ length }) => length));
    return [name, ...[minified, gzip(...files), brotli(...files)].map(grouped)];
  });
  return { rows, bytes: table([["bundle", "minified", "gzip -9", "brotli"], ...bytes]) };
}

/** What a bundler makes of each contender: for the sizes, and for the cold start of a server that is one file. */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Ajv, _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { buildSync } from "esbuild";
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

const sizeOf = (name, ...files) => ({
  name,
  raw: sum(files.map((file) => file.length)),
  gzip: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
  brotli: sum(files.map((file) => brotliCompressSync(file).length)),
});

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The sizes of bundles for a browser. */
export function sizes() {
  const forBrowser = (contents) => bundle(contents, { platform: "browser", format: "esm", target: "es2022" });
  const { "netverify-rules": ours, ...others } = entries();
  const wasm = createRequire(import.meta.url).resolve("netverify-rules/netverify.wasm");
  const slim = forBrowser('export { init, validate } from "netverify-rules/slim";');
  return [
    sizeOf("netverify-rules", forBrowser(ours)),
    sizeOf("netverify-rules, all exports", forBrowser('export * from "netverify-rules";')),
    sizeOf("netverify-rules/slim and its .wasm", slim, readFileSync(wasm)),
    ...Object.entries(others).map(([name, contents]) => sizeOf(name, forBrowser(contents))),
    sizeOf("of each of these, the lists of words", forBrowser('export * from "../build/words.js";')),
  ];
}

/** What a bundler makes of each contender for a page. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { limit } from "./rows.js";

const SOURCES = fileURLToPath(new URL("./", import.meta.url));

/** Returns a minified bundle of a module's text. */
function build(contents, options) {
  const stdin = { contents, resolveDir: SOURCES };
  const settings = { bundle: true, minify: true, write: false, logLevel: "error", platform: "browser", target: "es2022" };
  return buildSync({ stdin, ...settings, ...options }).outputFiles[0].contents;
}

/** Returns a script for a page, whose exports are the global `bundle`. */
export const script = (contents) =>
  new TextDecoder().decode(build(contents, { format: "iife", globalName: "globalThis.bundle" }));

const contender = (file) => `export { isValid } from "./contenders/${file}.js";`;

/** The scripts that check a request, by contender. */
export function scripts() {
  // Most code imports zod in this way, of which a bundler leaves nothing out.
  const zod = readFileSync(new URL("contenders/zod.js", import.meta.url), "utf8")
    .replace("import * as z from", "import { z } from")
    .replace('"../rules.js"', '"./rules.js"');
  return {
    "netverify-rules": script(contender("netverify")),
    "zod 4": script(contender("zod")),
    "zod 4, import { z }": script(zod),
    "ajv 8 + ajv-formats": script(contender("ajv")),
  };
}

const MAX_GZIP_BYTES = 60_000;
const MAX_BROTLI_BYTES = 53_000;

/** Returns the rows of what a browser loads: all that the default entry exports. */
export function sizes() {
  const entry = build('export * from "netverify-rules";', { format: "esm" });
  return [
    limit("default entry, gzip -9", gzipSync(entry, { level: 9 }).length, MAX_GZIP_BYTES),
    limit("default entry, brotli", brotliCompressSync(entry).length, MAX_BROTLI_BYTES),
  ];
}

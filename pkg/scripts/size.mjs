/**
 * Bundles the default entry of the installed package as an app would, and prints what it weighs. Started by
 * `cargo xtask pkg size` as `node scripts/size.mjs FOLDER CEILING`; FOLDER holds the package in its node_modules.
 */
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [, , folder, ceiling] = process.argv;

const apps = {
  "import { validate }": `import { validate } from "netverify-rules"; globalThis.check = validate;`,
  "import * as all": `import * as all from "netverify-rules"; globalThis.all = all;`,
  "import { init, validate } from slim": `import { init, validate } from "netverify-rules/slim"; globalThis.check = [init, validate];`,
  "import * as all from browser": `import * as all from "netverify-rules/browser"; globalThis.all = all;`,
  "import * as all from fields": `import * as all from "netverify-rules/fields"; globalThis.all = all;`,
  "import * as all from codes": `import * as all from "netverify-rules/codes"; globalThis.all = all;`,
};

const bundle = async (contents) => {
  const result = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
};

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const row = (...cells) => console.log(cells.map((cell, i) => String(cell)[i ? "padStart" : "padEnd"](i ? 9 : 36)).join(""));
const weigh = (name, bytes) => {
  const gzip = gzipSync(bytes, { level: 9 }).length;
  row(name, bytes.length, gzip, brotli(bytes));
  return gzip;
};

row("bytes of", "raw", "gzip -9", "brotli");
let most = 0;
for (const [name, contents] of Object.entries(apps)) {
  const gzip = weigh(name, await bundle(contents));
  // The ceiling is for the default entry, however much of it is taken.
  if (!name.includes("from")) most = Math.max(most, gzip);
}
weigh("netverify.wasm alone", await readFile(join(folder, "node_modules/netverify-rules/dist/netverify.wasm")));

const verdict = `the default entry has ${most} bytes in gzip, of ${ceiling} at most`;
if (most > Number(ceiling)) {
  console.error(`Too large: ${verdict}.`);
  process.exitCode = 1;
} else {
  console.log(`Small enough: ${verdict}.`);
}

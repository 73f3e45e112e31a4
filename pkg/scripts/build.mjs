/**
 * Bundles each entry of the package into dist. Started by `cargo xtask pkg` as `node scripts/build.mjs MODULE.wasm`; the types
 * are left to tsc.
 */
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ascii } from "./ascii.mjs";

/** The entries that `import` finds, and those that `require` finds, too. */
const esm = ["module", "index", "workerd", "slim", "browser", "prepare-worker", "http", "http-workerd", "fields", "codes"];
const edge = ["edge", "http-edge"];
const cjs = ["module", "index", "http", "fields", "codes"];

const source = fileURLToPath(new URL("../src", import.meta.url));
const dist = fileURLToPath(new URL("../dist", import.meta.url));

/**
 * The module of WebAssembly stays beside the entry, under this query: the bundler of whoever uses the package knows what to
 * do with it.
 */
const besides = (query) => ({
  name: "wasm",
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path: path + query, external: true })),
});

/** Or it is held as text. */
const { text, frequent } = ascii(await readFile(process.argv[2]));
const held = {
  name: "held",
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\.wasm\?ascii$/ }, ({ path }) => ({ path, namespace: "held" }));
    const contents = `export const text = "${text}", frequent = ${JSON.stringify(frequent)};`;
    onLoad({ filter: /^/, namespace: "held" }, () => ({ contents }));
  },
};

const named = (names) => names.map((name) => ({ in: `${name}.ts`, out: name }));

const bundle = (entryPoints, format, outdir, query = "") =>
  build({
    absWorkingDir: source,
    entryPoints,
    outdir,
    format,
    bundle: true,
    // No more than this: with the white space esbuild takes the notes by which a bundler drops what an app leaves unused.
    minifySyntax: true,
    target: "es2022",
    platform: "neutral",
    plugins: [besides(query), held],
    // The default entry stays beside that for pages, and the module beside all: an app that has several has each once.
    external: ["./index.js", "./module.js"],
    logLevel: "warning",
  });

await rm(dist, { recursive: true, force: true });
await mkdir(`${dist}/cjs`, { recursive: true });
await Promise.all([
  bundle(named(esm), "esm", dist),
  bundle(named(edge), "esm", dist, "?module"),
  bundle(named(cjs), "cjs", `${dist}/cjs`),
  writeFile(`${dist}/cjs/package.json`, `{ "type": "commonjs", "sideEffects": false }\n`),
]);

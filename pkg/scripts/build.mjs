/**
 * Bundles each entry of the package into dist. Started by `cargo xtask pkg`; the types are left to tsc.
 */
import { build } from "esbuild";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The entries that `import` finds, and those that `require` finds, too. */
const esm = ["index", "workerd", "slim", "browser", "prepare-worker", "http", "http-workerd", "fields", "codes"];
const edge = ["edge", "http-edge"];
const cjs = ["index", "http", "fields", "codes"];

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

const bundle = (names, format, outdir, query = "") =>
  build({
    absWorkingDir: source,
    entryPoints: names.map((name) => `${name}.ts`),
    outdir,
    format,
    bundle: true,
    // No more than this: with the white space esbuild takes the notes by which a bundler drops what an app leaves unused.
    minifySyntax: true,
    target: "es2022",
    platform: "neutral",
    plugins: [besides(query)],
    // The default entry stays beside that for pages: an app that has both has one file, and one module in it.
    external: ["./index.js"],
    logLevel: "warning",
  });

await rm(dist, { recursive: true, force: true });
await mkdir(`${dist}/cjs`, { recursive: true });
await Promise.all([
  bundle(esm, "esm", dist),
  bundle(edge, "esm", dist, "?module"),
  bundle(cjs, "cjs", `${dist}/cjs`),
  writeFile(`${dist}/cjs/package.json`, `{ "type": "commonjs", "sideEffects": false }\n`),
]);

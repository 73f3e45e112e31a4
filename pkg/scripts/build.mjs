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
/** The entries that servers find by either: as the others, but with the modules that are made for them. */
const node = [
  { in: "index.ts", out: "node" },
  { in: "http.ts", out: "http-node" },
];

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

/** The modules of WebAssembly that the entries for servers hold. */
const fast = {
  name: "fast",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/modules\.js$/ }, () => ({ path: `${source}/modules-fast.ts` })),
};

const named = (names) => names.map((name) => ({ in: `${name}.ts`, out: name }));

const bundle = (entryPoints, format, outdir, ...plugins) =>
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
    plugins,
    // The default entry stays beside that for pages: an app that has both has one file, and one module in it.
    external: ["./index.js"],
    logLevel: "warning",
  });

await rm(dist, { recursive: true, force: true });
await mkdir(`${dist}/cjs`, { recursive: true });
await Promise.all([
  bundle(named(esm), "esm", dist, besides("")),
  bundle(named(edge), "esm", dist, besides("?module")),
  bundle(named(cjs), "cjs", `${dist}/cjs`),
  bundle(node, "esm", dist, fast),
  bundle(node, "cjs", `${dist}/cjs`, fast),
  writeFile(`${dist}/cjs/package.json`, `{ "type": "commonjs", "sideEffects": false }\n`),
]);

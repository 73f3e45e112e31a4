/**
 * Bundles each entry of the package into dist. Started by `cargo xtask pkg` as `node scripts/build.mjs MODULE.wasm`; the types
 * are left to tsc.
 */
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ascii } from "./ascii.mjs";

const source = fileURLToPath(new URL("../src", import.meta.url));
const dist = fileURLToPath(new URL("../dist", import.meta.url));

/** Lets the entries import the module from another file than `module.ts`. */
const moduleFrom = (file) => ({
  name: "module-from",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/module\.js$/ }, () => ({ path: `${source}/${file}` })),
});

/**
 * Leaves the WebAssembly file beside the entry, under this query: the bundler of whoever uses the package knows what to do
 * with it.
 */
const beside = (query) => ({
  name: "wasm",
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path: path + query, external: true })),
});

/** Holds the WebAssembly file as text. */
const { text, frequent } = ascii(await readFile(process.argv[2]));
const held = {
  name: "held",
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\.wasm\?ascii$/ }, ({ path }) => ({ path, namespace: "held" }));
    const contents = `export const text = "${text}", frequent = ${JSON.stringify(frequent)};`;
    onLoad({ filter: /^/, namespace: "held" }, () => ({ contents }));
  },
};

/** Bundles entries: `entries` gives the source file of each output. */
const bundle = (entries, options) =>
  build({
    absWorkingDir: source,
    entryPoints: Object.entries(entries).map(([out, name]) => ({ in: `${name}.ts`, out })),
    outdir: dist,
    format: "esm",
    bundle: true,
    // No more than this: with the white space esbuild takes the notes by which a bundler drops what an app leaves unused.
    minifySyntax: true,
    target: "es2022",
    platform: "neutral",
    logLevel: "warning",
    ...options,
  });

const same = (...names) => Object.fromEntries(names.map((name) => [name, name]));
/** The default entry stays beside that for pages, and the module beside all: an app that has several has each once. */
const inlined = { plugins: [held], external: ["./index.js", "./module.js"] };
const imported = (query) => ({ plugins: [moduleFrom("module-import.ts"), beside(query)] });

await rm(dist, { recursive: true, force: true });
await mkdir(`${dist}/cjs`, { recursive: true });
await Promise.all([
  bundle(same("module", "index", "browser", "prepare-worker", "http", "fields", "codes"), inlined),
  bundle(same("module", "index", "http", "fields", "codes"), { ...inlined, format: "cjs", outdir: `${dist}/cjs` }),
  bundle(same("slim"), { plugins: [moduleFrom("module-init.ts")] }),
  bundle({ workerd: "index", "http-workerd": "http" }, imported("")),
  // The bundlers of Next.js take a WebAssembly file by this query only.
  bundle({ edge: "index", "http-edge": "http" }, imported("?module")),
  writeFile(`${dist}/cjs/package.json`, `{ "type": "commonjs", "sideEffects": false }\n`),
]);

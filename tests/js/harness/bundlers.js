// The bundlers: each builds the applications of apps/src into a folder that is then served as it is.

import { copyFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { APPS, INSTALLED } from "./packed.js";

const SOURCE = join(APPS, "src");
/** The applications. */
export const WAYS = ["inlined", "slim", "browser"];
const entries = Object.fromEntries(WAYS.map((way) => [way, join(SOURCE, `${way}.js`)]));

const require = createRequire(join(APPS, "package.json"));
/** A tool of the applications, which this file's folder does not have. */
const tool = (name) => import(pathToFileURL(require.resolve(name)).href);
export const versionOf = (name) => require(`${name}/package.json`).version;

/** Pages for a bundler that makes none. */
function writePages(folder, attributes) {
  for (const way of WAYS) {
    const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${way}</title>`;
    writeFileSync(join(folder, `${way}.html`), `${head}<script ${attributes} src="${way}.js"></script></html>`);
  }
}

/** Rollup and esbuild leave the slim entry's .wasm and the worker where they are: an application copies them beside its bundle. */
function copyNeighbours(folder) {
  for (const name of ["netverify.wasm", "prepare-worker.js"]) copyFileSync(join(INSTALLED, "dist", name), join(folder, name));
}

/** Starts Vite's development server, which passes data and reports on to the tests' own. */
export async function viteServer(harness) {
  const { createServer } = await tool("vite");
  const server = await createServer({
    root: SOURCE,
    configFile: false,
    logLevel: "error",
    cacheDir: join(APPS, "node_modules/.vite"),
    // The package changes without its version: what was prepared of it before is of no use.
    optimizeDeps: { force: true },
    server: { host: "127.0.0.1", port: 0, fs: { allow: [join(APPS, "..")] }, proxy: { "/data": harness, "/reports": harness } },
  });
  await server.listen();
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}

/** Builds the worker that is given to workerd as wrangler would: bundled, its .wasm a module of its own. */
export async function bundleWorker(file) {
  const { build } = await tool("esbuild");
  await build({
    entryPoints: [join(SOURCE, "workerd.js")],
    outfile: file,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm", "data/*"],
    logLevel: "error",
  });
}

/** Bundlers by their packages' names; each is given the folder to build into. */
export const BUNDLERS = {
  async vite(folder) {
    const { build } = await tool("vite");
    await build({
      root: SOURCE,
      configFile: false,
      logLevel: "error",
      build: { outDir: folder, emptyOutDir: false, rollupOptions: { input: WAYS.map((way) => join(SOURCE, `${way}.html`)) } },
    });
  },

  async webpack(folder) {
    const { default: webpack } = await tool("webpack");
    const compiler = webpack({
      mode: "production",
      context: SOURCE,
      entry: entries,
      output: { path: folder, filename: "[name].js" },
      performance: false,
    });
    const stats = await new Promise((resolve, reject) => {
      compiler.run((error, stats) => (error ? reject(error) : resolve(stats)));
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
    writePages(folder, "defer");
  },

  async rollup(folder) {
    const [{ rollup }, { nodeResolve }] = await Promise.all([tool("rollup"), tool("@rollup/plugin-node-resolve")]);
    const warnings = [];
    const bundle = await rollup({
      input: entries,
      plugins: [nodeResolve({ browser: true })],
      onwarn: ({ message }) => warnings.push(message),
    });
    await bundle.write({ dir: folder, format: "es", entryFileNames: "[name].js" });
    await bundle.close();
    if (warnings.length > 0) throw new Error(warnings.join("\n"));
    writePages(folder, 'type="module"');
    copyNeighbours(folder);
  },

  async esbuild(folder) {
    const { build } = await tool("esbuild");
    const { warnings } = await build({
      entryPoints: Object.values(entries),
      outdir: folder,
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      logLevel: "silent",
    });
    if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
    writePages(folder, 'type="module"');
    copyNeighbours(folder);
  },
};

// The built entries: they have the same exports, each takes the module in its own way, and a bundler drops what is not named.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("..", import.meta.url));

/** What esbuild says of an app that has this one line, taken under these conditions for a platform, and what it makes of it. */
async function bundled(line, conditions = [], platform = "browser") {
  const { metafile, outputFiles } = await build({
    stdin: { contents: line, resolveDir: folder },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    conditions,
    platform,
    external: ["*.wasm", "*.wasm?module"],
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  const modules = output.imports.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  return { exports: output.exports.sort(), modules, text: outputFiles[0].text };
}

/** Where each entry has the module from. */
const MODULES = { import: [], node: [], workerd: ["netverify.wasm"], "edge-light": ["netverify.wasm?module"] };

/** How a module of WebAssembly begins in base64. */
const BEGINS = Buffer.from("\0asm\x01\0").toString("base64");

test("every condition gives the same exports, and the module as its runtime takes it", async () => {
  const everywhere = [];
  for (const [entry, one] of Object.entries({ "netverify-rules": "validate", "netverify-rules/http": "validateHead" })) {
    const all = `export * from "${entry}";`;
    const { exports } = await bundled(all);
    assert.ok(exports.includes(one));
    everywhere.push(...exports);
    for (const [condition, modules] of Object.entries(MODULES)) {
      const found = await bundled(all, [condition]);
      assert.deepEqual([found.exports, found.modules], [exports, modules], condition);
    }
  }
  const slim = await bundled(`export * from "netverify-rules/slim";`);
  assert.deepEqual(slim.exports, [...everywhere, "bindForm", "init"].sort());
});

test("a server's entries hold the module as it is, and no page takes one of them", async () => {
  for (const entry of ["netverify-rules", "netverify-rules/http"]) {
    for (const line of [`export * from "${entry}";`, `globalThis.all = require("${entry}");`]) {
      const holds = async (conditions, platform) => (await bundled(line, conditions, platform)).text.includes(BEGINS);
      assert.ok(await holds([], "node"), line);
      assert.ok(!(await holds([], "browser")), line);
      // What bundlers for workers and for edges ask for beside.
      for (const runtime of ["workerd", "edge-light"]) assert.ok(!(await holds([runtime, "node"], "neutral")), line);
    }
  }
});

test("what an app does not name is not in its bundle", async () => {
  const marks = ["~standard", "draft-2020-12"];
  for (const condition of Object.keys(MODULES)) {
    const all = await bundled(`export * from "netverify-rules";`, [condition]);
    const one = await bundled(`export { validate } from "netverify-rules";`, [condition]);
    const held = ({ text }) => marks.filter((mark) => text.includes(mark));
    assert.deepEqual(held(all), marks, condition);
    assert.deepEqual(held(one), [], condition);
  }
});

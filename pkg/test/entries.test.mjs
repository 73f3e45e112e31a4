// The built entries: they have the same exports, each takes the module in its own way, and a bundler drops what is not named.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { build } from "esbuild";
import { ascii } from "../scripts/ascii.mjs";

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
const MODULES = { import: [], workerd: ["netverify.wasm"], "edge-light": ["netverify.wasm?module"] };

test("every condition gives the same exports, and the module as its runtime takes it", async () => {
  const everywhere = [];
  for (const [entry, one] of Object.entries({ "netverify-rules": "validate", "netverify-rules/http": "validateHeaders" })) {
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

test("the module is held once, as the one text, and not at all where the runtime takes the file", async () => {
  const module = readFileSync(new URL("../dist/netverify.wasm", import.meta.url));
  const { text } = ascii(module);
  const counted = async (line, ...options) => (await bundled(line, ...options)).text.split(text).length - 1;
  const entries = ["netverify-rules", "netverify-rules/http", "netverify-rules/browser"];
  for (const platform of ["node", "browser"]) {
    for (const line of [
      entries.map((entry, at) => `import * as entry${at} from "${entry}"; globalThis.all${at} = entry${at};`).join("\n"),
      `globalThis.all = [require("netverify-rules"), require("netverify-rules/http")];`,
    ]) {
      assert.equal(await counted(line, [], platform), 1, `${platform}: ${line}`);
    }
  }
  for (const condition of ["workerd", "edge-light"]) {
    for (const entry of entries.slice(0, 2)) assert.equal(await counted(`export * from "${entry}";`, [condition]), 0, condition);
  }
  assert.equal(await counted(`export * from "netverify-rules/slim";`), 0);
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

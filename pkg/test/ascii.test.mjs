// Bytes as text: what the build writes is what the entries read, whatever the bytes are, and no bundler has to escape any of it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { build } from "esbuild";
import { ascii } from "../scripts/ascii.mjs";

const source = fileURLToPath(new URL("../src/ascii.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [source], write: false, format: "esm" });
const { bytesOf } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

const module = readFileSync(new URL("../dist/netverify.wasm", import.meta.url));
const all = Uint8Array.from(Array(256).keys());

test("bytes are the same again, and nothing of their text needs to be escaped", () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * at * 2654435761) >>> 24);
  for (const bytes of [new Uint8Array(), all, all.toReversed(), noise, new Uint8Array(9).fill(255), module]) {
    const { text, frequent } = ascii(bytes);
    assert.match(text, /^[ -~]*$/);
    assert.doesNotMatch(text, /["$'<\\`]/);
    assert.deepEqual(bytesOf(text, frequent), Uint8Array.from(bytes));
  }
});

test("frequent bytes have one character each, and text is its own", () => {
  const { text } = ascii(module);
  assert.ok(text.length < module.length * 1.1, `${text.length} characters for ${module.length} bytes`);
  for (const own of ["merchantIdScanReference", "frontsideImage"]) assert.ok(text.includes(own), own);
});

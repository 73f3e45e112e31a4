// prepareImage where there is no browser: whatever does not need one is done, and nothing breaks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkBlob } from "../dist/index.js";
import { prepareImage } from "../dist/browser.js";

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const blob = (name, type = "") => new Blob([Buffer.from(images[name], "base64")], { type });

test("what cannot be decoded is given back with what the checks say of it", async () => {
  for (const name of ["good.jpg", "gif", "truncated.jpg", "8000x400.jpg", "bad-crc.png", "pdf"]) {
    const given = blob(name, "image/jpeg");
    const { blob: got, report, changes, before } = await prepareImage(given, { field: "backsideImage", strip: true });
    assert.equal(got, given, name);
    assert.deepEqual([report, before, changes], [await checkBlob(given, { field: "backsideImage" }), report, []], name);
  }
});

test("a signal that is given up already stops it before anything is reported", async () => {
  const reported = [];
  const reason = new Error("enough");
  await assert.rejects(prepareImage(blob("good.jpg"), { signal: AbortSignal.abort(reason), onProgress: (at) => reported.push(at) }), reason);
  assert.deepEqual(reported, []);
});

test("a file that cannot be read rejects with what the platform says", async () => {
  const gone = new Blob(["x"]);
  gone.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException("It is gone", "NotReadableError")) });
  await assert.rejects(prepareImage(gone), { name: "NotReadableError" });
});

test("an option out of its range is refused, and its value is not repeated", async () => {
  const wrong = [[{ longestSide: 300 }, RangeError], [{ maxBytes: 2 ** 24 }, RangeError], [{ type: "image/gif" }, TypeError]];
  for (const [options, kind] of wrong) {
    const error = await prepareImage(blob("good.jpg"), options).catch((error) => error);
    assert.ok(error instanceof kind, JSON.stringify(options));
    assert.ok(!error.message.includes(String(Object.values(options)[0])), error.message);
  }
});

test("the entry leaves the checks to the default entry", () => {
  const source = readFileSync(new URL("../dist/browser.js", import.meta.url), "utf8");
  assert.match(source, /from "\.\/index\.js"/);
  assert.ok(!source.includes("WebAssembly.Module"));
  assert.doesNotMatch(readFileSync(new URL("../dist/prepare-worker.js", import.meta.url), "utf8"), /\bimport\b/);
});

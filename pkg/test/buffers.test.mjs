// Bytes that are elsewhere, shared or another window's; files that do not give theirs; and work that is stopped: a violation
// or a rejection that says why, and never a success for what was not read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { prepareImage } from "../dist/browser.js";
import * as api from "netverify-rules";

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const jpeg = images["good.jpg"];
const bytes = Uint8Array.from(Buffer.from(jpeg, "base64"));
const codes = (report) => report.violations.map(({ field, code }) => `${field} ${code}`);

/** Everything that holds these bytes, with a view on the middle of a buffer. */
function holders(Classes) {
  const { ArrayBuffer, DataView, Uint8Array, Uint16Array, SharedArrayBuffer } = Classes;
  const even = bytes.length & ~1;
  const all = {};
  for (const [name, Buffer] of Object.entries({ ArrayBuffer, SharedArrayBuffer })) {
    const buffer = new Buffer(even + 8);
    const view = new Uint8Array(buffer, 4, even);
    view.set(bytes.subarray(0, even));
    const exact = new Buffer(even);
    new Uint8Array(exact).set(view);
    Object.assign(all, {
      [name]: exact,
      [`Uint8Array of ${name}`]: view,
      [`Uint16Array of ${name}`]: new Uint16Array(buffer, 4, even / 2),
      [`DataView of ${name}`]: new DataView(buffer, 4, even),
    });
  }
  return all;
}

const context = createContext({});
const classes = Object.fromEntries(
  ["ArrayBuffer", "DataView", "Uint8Array", "Uint16Array", "SharedArrayBuffer"].map((name) => [name, runInContext(name, context)]),
);

/** Buffers and views whose bytes were transferred. */
function transferred() {
  const make = (of) => {
    const copy = bytes.slice();
    const value = of(copy.buffer);
    structuredClone(copy.buffer, { transfer: [copy.buffer] });
    assert.equal(copy.length, 0);
    return value;
  };
  return [(buffer) => buffer, (buffer) => new Uint8Array(buffer), (buffer) => new DataView(buffer), (buffer) => new Uint16Array(buffer, 2, 4)].map(make);
}

describe("the default entry", () => {
  const { checkBlob, checkImage, toImageFields, validate, validateField, validateJson } = api;

  test("bytes are read whatever holds them, whatever window it is of", async () => {
    const even = bytes.length & ~1;
    const expected = checkImage(bytes.subarray(0, even));
    const text = Buffer.from(bytes.subarray(0, even)).toString("base64");
    assert.equal(expected.images.frontsideImage.width, 640);
    for (const Classes of [globalThis, classes]) {
      for (const [what, value] of Object.entries(holders(Classes))) {
        assert.deepEqual(checkImage(value), expected, what);
        assert.equal((await toImageFields("faceImage", value)).faceImage, text, what);
        assert.deepEqual(codes(validateJson(value)), ["null malformed_json"], what);
      }
      const json = new TextEncoder().encode(`{"country":"usa"}`);
      for (const Buffer of [Classes.ArrayBuffer, Classes.SharedArrayBuffer]) {
        const buffer = new Buffer(json.length);
        new Classes.Uint8Array(buffer).set(json);
        assert.ok(codes(validateJson(buffer)).includes("country unknown_country"));
      }
    }
  });

  test("a buffer that was transferred has nothing in it", async () => {
    for (const value of transferred()) {
      assert.equal(checkImage(value).valid, false);
      assert.deepEqual(codes(checkImage(value)), codes(checkImage(new Uint8Array())));
      assert.deepEqual(codes(validateJson(value)), ["null malformed_json"]);
      assert.deepEqual(codes(validate(value)), ["null not_an_object"]);
      assert.deepEqual(codes(validateField("firstName", value)), ["firstName wrong_type"]);
      await assert.rejects(toImageFields("frontsideImage", value), { name: "TypeError", message: /^netverify-rules: .*transferred/ });
    }
  });

  test("a buffer that is transferred while it is read is no image", async () => {
    const large = new Uint8Array(4 * 1024 * 1024);
    large.set(bytes);
    const onProgress = () => void (large.length && structuredClone(large.buffer, { transfer: [large.buffer] }));
    await assert.rejects(toImageFields("frontsideImage", large, { onProgress }), { name: "NotReadableError", message: /^netverify-rules: / });
    // Nothing of it is left in the way of the next.
    assert.equal((await toImageFields("frontsideImage", bytes)).frontsideImage, jpeg);
  });

  const fails = new DOMException("The file could not be read.", "NotReadableError");
  /** A file that has so many bytes, and each of whose slices gives what is said here. */
  const fileOf = (read) =>
    Object.defineProperties(new Blob([bytes]), {
      size: { value: 10_000_000 },
      slice: { value: (from, to) => ({ arrayBuffer: () => read(from, to) }) },
    });
  /** A picture that goes on: what a check reads at first. */
  const start = new Uint8Array(30 * 1024).fill(0x55);
  start.set(bytes.subarray(0, -2));
  const FILES = () => ({
    "one that fails": fileOf(() => Promise.reject(fails)),
    "one that fails at once": fileOf(() => { throw fails; }),
    "one that fails later": fileOf((from) => (from ? Promise.reject(fails) : Promise.resolve(start.buffer))),
  });

  test("a file that cannot be read is reported as such", async () => {
    for (const [what, broken] of Object.entries(FILES())) {
      for (const read of [checkBlob, (blob) => toImageFields("frontsideImage", blob), prepareImage]) {
        await assert.rejects(read(broken), (error) => {
          assert.equal(error.name, "NotReadableError", `${what}: ${error}`);
          assert.match(error.message, /^netverify-rules: the image cannot be read/);
          return error.cause === fails;
        });
      }
    }
    // A part of an image would be taken for all of it.
    const short = fileOf(() => Promise.resolve(new ArrayBuffer(0)));
    await assert.rejects(toImageFields("frontsideImage", short), { name: "NotReadableError" });
    assert.equal((await checkBlob(short)).valid, false);
  });

  test("what is no file is refused in words", async () => {
    for (const value of [undefined, null, "text", jpeg, 1, {}, [], new Map(), { size: 1 }, Symbol("x")]) {
      for (const read of [checkBlob, (blob) => toImageFields("frontsideImage", blob), prepareImage]) {
        await assert.rejects(read(value), { name: "TypeError", message: /^netverify-rules: that is not a Blob or File/ });
      }
    }
  });

  test("work is stopped at once, also where a file never gives its bytes", async () => {
    // Nothing else keeps Node from ending.
    const alive = setInterval(() => {}, 1000);
    const hanging = () => fileOf(() => new Promise(() => {}));
    const later = () => fileOf((from) => (from ? new Promise(() => {}) : Promise.resolve(start.buffer)));
    const reads = [checkBlob, (blob, options) => toImageFields("frontsideImage", blob, options), prepareImage];
    for (const read of reads) {
      for (const make of [hanging, later]) {
        const controller = new AbortController();
        const stopped = assert.rejects(read(make(), { signal: controller.signal }), { name: "AbortError" });
        setTimeout(() => controller.abort(), 5);
        await stopped;
        const reason = new Error("enough");
        await assert.rejects(read(make(), { signal: AbortSignal.abort(reason) }), reason);
        await assert.rejects(read(make(), { signal: AbortSignal.timeout(5) }), { name: "TimeoutError" });
      }
      // Stopped with the last byte: what nobody waits for any more is no success.
      const controller = new AbortController();
      const onProgress = () => controller.abort();
      await assert.rejects(read(new Blob([bytes]), { signal: controller.signal, onProgress }), { name: "AbortError" });
    }
    for (const source of [bytes, bytes.buffer]) {
      await assert.rejects(toImageFields("frontsideImage", source, { signal: AbortSignal.abort() }), { name: "AbortError" });
    }
    clearInterval(alive);
  });

  test("a signal is left alone when the work is done", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args) => { listeners++; addEventListener.apply(signal, args); };
    signal.removeEventListener = (...args) => { listeners--; removeEventListener.apply(signal, args); };
    await checkBlob(new Blob([bytes, new Uint8Array(5_000_000)]), { signal });
    await toImageFields("frontsideImage", new Blob([bytes]), { signal });
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(listeners, 0);
  });
});

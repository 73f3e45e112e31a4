// A body that arrives in pieces gets the report of the whole, and takes no more memory than a short one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, test } from "node:test";

// The package does not show its instances: their memories are caught where they are made.
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args, newTarget) {
    const instance = Reflect.construct(target, args, newTarget);
    memories.push(instance.exports.memory);
    return instance;
  },
});
const { validateJson, validateJsonStream } = await import("netverify-rules");

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const request = { merchantIdScanReference: "r-1", frontsideImage: images["good.jpg"], country: "usa", idType: "PASSPORT", firstName: "Zoë 😀", odd: [1] };
const body = Buffer.from(JSON.stringify(request));

function* pieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const codes = (report) => report.violations.map(({ field, code }) => `${field} ${code}`);

describe("a body that arrives in pieces", () => {
  test("gets the report of the whole, from every kind of stream", async () => {
    const whole = validateJson(body);
    assert.deepEqual(codes(whole), ["country unknown_country", "odd unknown_field"]);
    for (const size of [1, 7, 100, 65_535, body.length]) {
      const streams = {
        node: Readable.from(pieces(body, size)),
        web: Readable.toWeb(Readable.from(pieces(body, size))),
        reader: { getReader: () => new ReadableStream({ start: (to) => { for (const piece of pieces(body, size)) to.enqueue(piece); to.close(); } }).getReader() },
        blob: new Blob([body]).stream(),
        generator: (async function* () { yield* pieces(body, size); })(),
        buffers: (async function* () { for (const piece of pieces(body, size)) yield Uint8Array.from(piece).buffer; })(),
      };
      for (const [kind, stream] of Object.entries(streams)) assert.deepEqual(await validateJsonStream(stream), whole, `${kind}, ${size}`);
    }
  });

  test("is cut at every place", async () => {
    for (const text of ['{"firstName":"é\\ud83d\\ude00\\u00e9😀"}', '{"dob":1,"dob":null} ', '{"a":tru}', "", '"{}"']) {
      const bytes = Buffer.from(text);
      for (let at = 0; at <= bytes.length; at++) {
        const stream = Readable.from([bytes.subarray(0, at), bytes.subarray(at)]);
        assert.deepEqual(await validateJsonStream(stream), validateJson(text), `${text}, ${at}`);
      }
    }
  });

  test("is empty where there is none", async () => {
    assert.deepEqual(await validateJsonStream(null), validateJson(""));
    assert.deepEqual(await validateJsonStream(new Request("http://localhost").body), validateJson(""));
  });

  test("does not disturb what is checked meanwhile", async () => {
    let send;
    const slow = new ReadableStream({ start: (to) => { send = to; } });
    send.enqueue(body.subarray(0, 40));
    const report = validateJsonStream(slow);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const between = await Promise.all([validateJsonStream(Readable.from([body])), validateJson('{"country":"USA"}')]);
    send.enqueue(body.subarray(40));
    send.close();
    assert.deepEqual(await report, between[0]);
    assert.deepEqual(between[0], validateJson(body));
  });

  test("takes the settings of its own call", async () => {
    const listed = JSON.stringify({ ...request, enabledFields: "idFaceMatch" });
    for (const settings of [{ faceMatch: "disabled" }, undefined]) {
      assert.deepEqual(await validateJsonStream(Readable.from([Buffer.from(listed)]), settings), validateJson(listed, settings));
    }
    await assert.rejects(validateJsonStream(Readable.from([body]), { faceMatch: "perhaps" }), TypeError);
  });

  test("what is no stream of bytes, or fails, is rejected", async () => {
    for (const wrong of [undefined, 1, {}, Readable.from(["{}"]), [body, 1][Symbol.iterator]()]) {
      await assert.rejects(validateJsonStream(wrong), { name: "TypeError", message: /^netverify-rules: that is not a stream/ });
    }
    const failing = new ReadableStream({ pull: (to) => to.error(new RangeError("cut off")) });
    await assert.rejects(validateJsonStream(failing), { name: "RangeError", message: "cut off" });
  });

  test("is not read on where it is too long, and holds little memory", async () => {
    const megabyte = new Uint8Array(1 << 20).fill(0x20);
    let given = 0;
    let cancelled = false;
    const endless = new ReadableStream({ pull: (to) => { given++; to.enqueue(megabyte); }, cancel: () => { cancelled = true; } });
    assert.deepEqual(codes(await validateJsonStream(endless)), ["null too_long"]);
    assert.ok(cancelled && given < 70, `${given} MiB`);

    const jpeg = Buffer.concat([Buffer.from(images["good.jpg"], "base64").subarray(0, -2), Buffer.alloc(47_000_000), Buffer.from([0xff, 0xd9])]);
    const long = Buffer.from(JSON.stringify({ ...request, frontsideImage: jpeg.toString("base64") }));
    assert.ok(long.length > 62_000_000);
    memories.length = 0;
    const report = await validateJsonStream(Readable.from(pieces(long, 16_384)));
    assert.deepEqual(report, validateJson(long));
    assert.equal(report.images.frontsideImage.bytes, jpeg.length);
    assert.ok(memories[0].buffer.byteLength < 2_000_000, `${memories[0].buffer.byteLength} bytes`);
  });
});

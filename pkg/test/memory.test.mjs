// What one call in a thousand takes: texts of a size that nobody should send. They are reported as any other mistake, and the
// memory that they took is given back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// The package does not show its instances: they are caught where they are made. None is held on to, so that one that the
// package lets go of is gone.
const made = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args, newTarget) {
    const instance = Reflect.construct(target, args, newTarget);
    made.push(new WeakRef(instance.exports.memory));
    return instance;
  },
});
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const api = { ...(await import("netverify-rules")), ...(await import("netverify-rules/http")) };

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const jpeg = images["good.jpg"];
const good = { merchantIdScanReference: "r-1", frontsideImage: jpeg, country: "USA", idType: "PASSPORT" };
const codes = (report) => report.violations.map(({ field, code }) => `${field} ${code}`);

const MEGABYTE = 1024 * 1024;
/** The most that crosses to WebAssembly at once, as README.md says. */
const MOST = 64 * MEGABYTE;
/** The longest text that V8 has. */
const LONGEST = 2 ** 29 - 24;

/** How many bytes the modules have that anybody still holds. */
async function held() {
  // What a weak reference was asked for stays until the task ends.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  return made.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
}

describe("the entries without initialisation", () => {
  const { checkBlob, checkImage, toImageFields, validate, validateField, validateJson, validateResponse } = api;
  const oversized = (report, actual) => {
    assert.deepEqual(report.violations.map(({ field, code, params }) => ({ field, code, params })), [
      { field: null, code: "too_long", params: { max: MOST, actual } },
    ]);
    assert.equal(report.valid, false);
  };

  test("a large body is checked, and its memory is given back", async () => {
    validate(good);
    const before = await held();
    assert.ok(before < 4 * MEGABYTE, `${before} bytes for two instances at most`);
    const body = JSON.stringify({ ...good, unknown: "x".repeat(40 * MEGABYTE) });
    for (const whole of [body, Buffer.from(body)]) {
      assert.deepEqual(codes(validateJson(whole)), ["unknown unknown_field"]);
      assert.ok((await held()) <= before, `${await held()} bytes after, ${before} before`);
      assert.deepEqual(codes(validate(good)), []);
    }
  });

  test("an instance whose memory is given back is used to its end by who is in the middle of something", async () => {
    const file = new Blob([Buffer.from(jpeg, "base64"), Buffer.alloc(2 * MEGABYTE)]);
    let calls = 0;
    const report = await checkBlob(file, { onProgress: () => void (calls++ || validateJson(" ".repeat(40 * MEGABYTE))) });
    assert.ok(report.valid && calls > 0);
    assert.deepEqual(report.images.frontsideImage, checkImage(await file.arrayBuffer()).images.frontsideImage);
  });

  test("names and texts of any number and length take memory in proportion, and leave none behind", async () => {
    const before = await held();
    const hostile = {
      "escaped names": (n) => `{${Array.from({ length: n }, (_, i) => `"\\u0061${i}":1`)}}`,
      "repeated names": (n) => `{${'"\\u0061":1,'.repeat(n)}"b":1}`,
      "escaped texts": (n) => `{"firstName":"${"\\u0061".repeat(n)}"}`,
      "names of images": (n) => `{${'"frontsideImage":"AAAA",'.repeat(n)}"b":1}`,
      "one quotation mark after another": (n) => `{"a":${'"Image'.repeat(n)}`,
      "blanks before a colon": (n) => `{"aImage"${" ".repeat(n)}`,
    };
    const taken = async (text, call) => {
      made.length = 0;
      // The peak is the size of the one that is let go of: it is looked at before anything can be collected.
      call(text);
      return Math.max(0, ...made.map((memory) => memory.deref()?.buffer.byteLength ?? 0));
    };
    for (const [what, make] of Object.entries(hostile)) {
      for (const call of [validateJson, (text) => validateJson(Buffer.from(text))]) {
        const text = make(200_000);
        const peak = await taken(text, call);
        assert.ok(peak < 12 * text.length + 2 * MEGABYTE, `${what}: ${peak} bytes for ${text.length}`);
      }
    }
    assert.ok((await held()) <= before + 32 * MEGABYTE);
  });

  test("what is too long to cross at once is reported, and not thrown", () => {
    oversized(validateJson(" ".repeat(MOST + 1)), MOST + 1);
    oversized(validateJson(Buffer.alloc(MOST + 1, " ")), MOST + 1);
    oversized(validateResponse(" ".repeat(MOST + 1)), MOST + 1);
    assert.deepEqual(codes(validateResponse(`{"timestamp":1}`)), ["timestamp response_field", "jumioIdScanReference response_field"]);
    const names = Object.keys(good).reduce((sum, key) => sum + key.length, 0) + "firstName".length;
    const others = Object.values(good).reduce((sum, text) => sum + text.length, 0);
    const text = "x".repeat(MOST);
    oversized(validate({ ...good, firstName: text }), names + others + MOST);
    oversized(validateField("firstName", text), "firstName".length + MOST);
    // Six characters of JSON for each: more than any text can have.
    oversized(validate({ firstName: "\x01".repeat(LONGEST) }), "firstName".length + LONGEST);
    oversized(validate({ firstName: ["y".repeat(LONGEST)] }), "firstName".length + LONGEST);
    oversized(validate({ ["n".repeat(LONGEST)]: "" }), LONGEST);
    // Just short enough.
    assert.deepEqual(codes(validateField("lastName", "x".repeat(MOST - "lastName".length))), ["lastName too_long"]);
  });

  test("images of any length are reported as what they are", async () => {
    const length = LONGEST - (LONGEST % 4);
    const huge = "A".repeat(length);
    const tooMany = ["frontsideImage image_too_many_bytes", "frontsideImage image_format"];
    for (const report of [checkImage(huge), validate({ ...good, frontsideImage: huge }), validateField("frontsideImage", huge)]) {
      assert.deepEqual(codes(report).sort(), tooMany.toSorted());
      assert.equal(report.violations.find(({ code }) => code === "image_too_many_bytes").params.actual, (length / 4) * 3);
    }
    assert.ok((await held()) < 40 * MEGABYTE);
    const bytes = new Uint8Array((MOST / 4) * 3 + 1);
    for (const image of [bytes, new Blob([bytes])]) {
      await assert.rejects(toImageFields("faceImage", image), { name: "RangeError", message: /^netverify-rules: .*50331649 bytes.*50331648/ });
    }
    assert.deepEqual(codes(await checkBlob(new Blob([bytes]))).sort(), tooMany.toSorted());
  });
});

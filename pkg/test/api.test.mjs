// The package's calls, on the built package: what goes in, what comes out, and what must never be thrown.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  checkBlob,
  checkImage,
  fieldSchema,
  requestSchema,
  toImageFields,
  validate,
  validateField,
  validateJson,
} from "../dist/index.js";
import { validateHead, validateResponse } from "../dist/http.js";

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const jpeg = images["good.jpg"];
const good = { merchantIdScanReference: "r-1", frontsideImage: jpeg, country: "USA", idType: "PASSPORT" };
const codes = (report) => report.violations.map(({ field, code }) => `${field} ${code}`);

test("a valid request is valid, as an object and as JSON", () => {
  for (const report of [validate(good), validateJson(JSON.stringify(good)), validateJson(Buffer.from(JSON.stringify(good)))]) {
    assert.deepEqual(report, {
      valid: true,
      violations: [],
      images: { frontsideImage: { format: "jpeg", width: 640, height: 400, bytes: Buffer.from(jpeg, "base64").length } },
    });
  }
});

test("settings decide what must be there", () => {
  assert.deepEqual(codes(validate(good, { faceMatch: "enabled", screening: true })), ["faceImage required", "customerId required"]);
  const callbackUrl = "https://api.example.com/cb";
  assert.deepEqual(codes(validate({ ...good, callbackUrl }, { callbackDomains: ["example.org"] })), ["callbackUrl url_foreign_domain"]);
  assert.deepEqual(codes(validate({ ...good, expiry: "2026-01-01" }, { today: "2026-01-02" })), ["expiry document_expired"]);
  assert.deepEqual(codes(validate(good)), [], "settings of one call are not those of the next");
});

test("a field is judged while it is typed", () => {
  const [violation] = validateField("country", "US").violations;
  assert.equal(violation.suggestion, "USA");
  assert.equal(violation.incomplete, true);
  assert.equal(validateField("usState", "Washington", { request: { idType: "DRIVING_LICENSE" } }).violations[0].suggestion, "WA");
});

test("what JSON cannot hold is a violation and no exception", () => {
  const cycle = { ...good };
  cycle.userConsent = cycle;
  const getter = Object.defineProperty({ ...good }, "firstName", { enumerable: true, get() { throw new Error("no"); } });
  const wrong = (value) => codes(validate({ ...good, firstName: value }));
  for (const value of [() => 1, Symbol("x"), 10n, 5, true, [], {}, new Uint8Array(3), new Map(), NaN]) {
    assert.deepEqual(wrong(value), ["firstName wrong_type"], typeof value);
  }
  assert.deepEqual(wrong(undefined), []);
  assert.deepEqual(wrong(null), []);
  assert.deepEqual(codes(validate(getter)), ["firstName wrong_type"]);
  assert.ok(Array.isArray(validate(cycle).violations));
  for (const value of [undefined, null, 1, 1n, "x", [], () => 1, Symbol("x")]) {
    assert.deepEqual(codes(validate(value)), ["null not_an_object"]);
  }
});

test("a prototype is neither read nor changed", () => {
  const inherited = Object.create({ firstName: "<script>" }, Object.getOwnPropertyDescriptors(good));
  assert.deepEqual(codes(validate(inherited)), []);
  const report = validate(JSON.parse(`{"__proto__": {"polluted": 1}, "constructor": 1}`));
  assert.ok(codes(report).includes("__proto__ unknown_field"));
  assert.equal({}.polluted, undefined);
});

test("NUL and half surrogate pairs go by as JSON would have them", () => {
  assert.deepEqual(codes(validate({ ...good, firstName: "a\0b" })), ["firstName control_character"]);
  assert.deepEqual(codes(validate({ ...good, firstName: "\ud800" })), ["null malformed_json"]);
});

test("images: bytes, text and blobs get the same facts", async () => {
  const bytes = Buffer.from(jpeg, "base64");
  const facts = { format: "jpeg", width: 640, height: 400, bytes: bytes.length };
  for (const report of [checkImage(bytes), checkImage(jpeg), await checkBlob(new Blob([bytes]))]) {
    assert.deepEqual(report.images.frontsideImage, facts);
    assert.ok(report.valid);
  }
  assert.deepEqual(codes(checkImage(Buffer.from("GIF89a"), { field: "faceImage" })), ["faceImage image_format"]);
  await assert.rejects(checkBlob(new Blob([bytes]), { signal: AbortSignal.abort() }));
});

test("an image becomes fields, with the MIME type of its bytes", async () => {
  const png = Buffer.from(images["good.png"], "base64");
  const fields = await toImageFields("frontsideImage", new Blob([png], { type: "image/jpeg" }));
  assert.deepEqual(fields, { frontsideImage: images["good.png"], frontsideImageMimeType: "image/png" });
  assert.ok(validate({ ...good, ...fields }).valid);
});

test("schemas turn errors into issues and let warnings pass", async () => {
  const bad = await requestSchema()["~standard"].validate({ ...good, country: "usa" });
  assert.deepEqual(bad.issues.map(({ path, code, suggestion }) => [path, code, suggestion]), [[["country"], "unknown_country", "USA"]]);
  const warned = await requestSchema()["~standard"].validate({ ...good, locale: "en" });
  assert.equal(warned.issues, undefined);
  assert.equal((await fieldSchema("dob")["~standard"].validate("1990-02-30")).issues.length, 1);
});

test("the head and the response", () => {
  assert.equal(validateHead([["Accept", "text/html"]], 0).violations.length, 5);
  assert.deepEqual(codes(validateResponse("{}")), ["timestamp response_field", "jumioIdScanReference response_field"]);
});

test("nothing of a value is repeated", () => {
  const secret = "qxzjkwvq";
  const request = Object.fromEntries(Object.keys(good).concat("firstName", "callbackUrl", "dob").map((name) => [name, secret]));
  assert.ok(!JSON.stringify(validate(request)).includes(secret.slice(0, 4)));
});

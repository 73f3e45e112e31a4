// The package's calls, on the built package, what goes in, what comes out, and what must never be thrown.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import * as rules from "netverify-rules";
import * as http from "netverify-rules/http";

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const jpeg = images["good.jpg"];
const good = { merchantIdScanReference: "r-1", frontsideImage: jpeg, country: "USA", idType: "PASSPORT" };
const codes = (report) => report.violations.map(({ field, code }) => `${field} ${code}`);

const api = { ...rules, ...http };

describe("the entries without initialisation", () => {
  const { checkBlob, checkImage, fieldSchema, requestSchema, toImageFields, validate, validateField, validateJson } = api;
  const { validateHeaders, validateResponse } = api;

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

  test("a field is checked while it is typed", () => {
    const [violation] = validateField("country", "US").violations;
    assert.equal(violation.suggestion, "USA");
    assert.equal(violation.incomplete, true);
    assert.equal(validateField("usState", "Washington", { request: { idType: "DRIVING_LICENSE" } }).violations[0].suggestion, "WA");
  });

  test("a report is its reader's own: what is done to it changes no other", () => {
    const request = { ...good, country: "usa", personalNumber: "AB1234567890123", idType: "passport", enabledFields: "idDob,,idDob" };
    const first = validate(request);
    const text = JSON.stringify(first);
    for (let i = 0; i < 3; i++) {
      const report = validate(request);
      assert.equal(JSON.stringify(report), text);
      for (const violation of report.violations) {
        for (const value of Object.values(violation.params ?? {})) if (Array.isArray(value)) value.length = 0;
        Object.assign(violation, { message: "", code: "", params: Object.assign(violation.params ?? {}, { max: 0 }) });
      }
      report.violations.length = 1;
      report.images.frontsideImage.width = 1;
    }
    assert.equal(JSON.stringify(first), text);
  });

  test("violations that differ in a number, a word or a suggestion alone are told apart", () => {
    const one = (name, value, request) => validateField(name, value, { request }).violations.map(({ message }) => message);
    const messages = () => [
      [15, 16, 15, 300_000, 600_000].map((length) => one("personalNumber", "1".repeat(length))),
      [1, true, [], {}, 1].map((value) => one("firstName", value)),
      ["usa", "deu", "Germany", "u", "usa"].map((value) => one("country", value)),
      ["idDob,iddob", "iddob", "idDob,idnumber", "idDob,x"].map((value) => one("enabledFields", value)),
      ["firstName", "lastName"].map((name) => one("customerId", "for Annika", { [name]: "Annika" })),
    ];
    const first = messages();
    assert.ok(first.flat().every((found) => found.length > 0));
    assert.deepEqual(messages(), first);
    assert.match(first[0][4].join(), /600000/);
    const differing = first.map((found) => new Set(found.map(String)).size);
    assert.deepEqual(differing, [4, 4, 4, 4, 2]);
  });

  test("settings are read at each call, also of the same object", () => {
    const settings = { callbackDomains: ["example.com"] };
    const url = { ...good, callbackUrl: "https://api.example.com/cb" };
    assert.deepEqual(codes(validate(url, settings)), []);
    settings.callbackDomains[0] = "example.org";
    assert.deepEqual(codes(validate(url, settings)), ["callbackUrl url_foreign_domain"]);
    assert.deepEqual(codes(validate(url)), []);
  });

  test("a value belongs to its name, whatever reading it does", () => {
    const later = { get firstName() { delete later.lastName; return "Zoë"; }, lastName: "<b>", ...good, dob: 1 };
    assert.deepEqual(codes(validate(later)), ["dob wrong_type"]);
    const throwing = { get firstName() { return "<b>"; }, get lastName() { throw new Error("no"); }, ...good };
    assert.deepEqual(codes(validate(throwing)), ["firstName suspicious_markup", "lastName wrong_type"]);
  });

  test("long images of the same bytes are found, in whatever order they are given, and not those of an earlier request", () => {
    const long = Buffer.concat([Buffer.from(jpeg, "base64"), Buffer.alloc(20_000)]).toString("base64");
    const { frontsideImage, ...rest } = good;
    const reused = (request) => codes(validate(request)).filter((code) => code.endsWith("image_reused"));
    assert.deepEqual(reused({ backsideImage: long, ...rest, frontsideImage: long }), ["backsideImage image_reused"]);
    assert.deepEqual(reused({ ...rest, frontsideImage: jpeg, backsideImage: long }), []);
    assert.deepEqual(reused({ ...rest, faceImage: `${long.slice(0, 76)}\n${long.slice(76)}`, backsideImage: long }), ["backsideImage image_reused"]);
  });

  test("a field is checked alike with all of the request and with what its rules read", () => {
    const request = { ...good, firstName: "Anna", dob: "1990-05-17" };
    assert.deepEqual(codes(validateField("customerId", "for Anna", { request })), ["customerId possible_personal_data"]);
    assert.deepEqual(codes(validateField("frontsideImageMimeType", "image/png", { request })), ["frontsideImageMimeType mime_mismatch"]);
    // There is no JSON of such a request.
    assert.deepEqual(codes(validateField("dob", "1990-05-17", { request: { firstName: "\ud800" } })), ["null malformed_json"]);
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

  test("texts of all lengths and characters are read as JSON has them", () => {
    const units = ["a", "\0", "\x7f", "\x80", "é", "\u07ff", "\u0800", "日", "😀", "\ud800", "\udc00"];
    // Around what is written unit by unit, what a byte of the length holds, and what all lengths have room for.
    const lengths = [0, 1, 2, 95, 96, 97, 127, 128, 129, 5450, 5451, 5460, 5461, 8191, 16_000, 16_383, 22_000];
    for (const unit of units) {
      for (const length of lengths) {
        const text = unit.repeat(length);
        for (const lastName of [text, `${text}b`, `b${text}`, `${text}\0b`]) {
          const request = { ...good, firstName: lastName.slice(0, 3), lastName, customerId: "c-1" };
          assert.deepEqual(validate(request), validateJson(JSON.stringify(request)), `${JSON.stringify(unit)}, ${length} times`);
        }
      }
    }
  });

  test("names and texts are read as JSON has them, wherever the input buffer ends", () => {
    // Some 65 400 bytes of it, and as many more as the name has.
    const numbers = new Array(21_800).fill(0);
    for (let length = 90; length < 150; length++) {
      for (const last of [{ dob: "", firstName: "é" }, { "": "", dob: "" }, { dob: ["", {}], "": 0 }]) {
        const request = { ["n".repeat(length)]: numbers, b: 0, ...last };
        assert.deepEqual(validate(request), validateJson(JSON.stringify(request)), `${length}, ${JSON.stringify(last)}`);
      }
    }
  });

  test("NUL and half surrogate pairs go by as JSON would have them", () => {
    assert.deepEqual(codes(validate({ ...good, firstName: "a\0b" })), ["firstName control_character"]);
    const half = (report) => report.violations.map(({ code, params: { reason, offset } }) => `${code} ${reason} ${offset}`);
    for (const text of ["\ud800", "é\udc00", "a\ude00\ud83d", "\ud83d\ud83d\ude00", `${"x".repeat(40_000)}\ud800`]) {
      const before = 14 + Buffer.byteLength(text.slice(0, text.search(/\p{Surrogate}/u)));
      const expected = [`malformed_json surrogate ${before}`];
      assert.deepEqual(half(validate({ firstName: text })), expected);
      // As text, not escaped.
      assert.deepEqual(half(validateJson(`{"firstName":"${text}"}`)), expected);
      assert.deepEqual(half(validateJson(`{"firstName":"${text}`)), expected);
    }
    // Behind backslashes that are escaped, or are not.
    for (const [text, offset] of [["\\\ud800", 14], ["\\\\\ud800", 16], ["\\\\\\\ud800", 16]]) {
      assert.deepEqual(half(validateJson(`{"firstName":"${text}"}`)), [`malformed_json surrogate ${offset}`]);
    }
    for (const text of ["\ud800", "{\ud800}", `{"a":\ud800}`, `{"a":1}\udc00`]) assert.deepEqual(codes(validateJson(text)), ["null malformed_json"]);
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

  test("the headers and the response", () => {
    assert.equal(validateHeaders([["Accept", "text/html"]], 0).violations.length, 5);
    assert.deepEqual(codes(validateResponse("{}")), ["timestamp response_field", "jumioIdScanReference response_field"]);
  });

  test("nothing of a value is repeated", () => {
    const secret = "qxzjkwvq";
    const request = Object.fromEntries(Object.keys(good).concat("firstName", "callbackUrl", "dob").map((name) => [name, secret]));
    assert.ok(!JSON.stringify(validate(request)).includes(secret.slice(0, 4)));
  });
});

// What is no object of fields, though JavaScript calls it an object, and what resists being read: always a violation that says
// what to do, and never an exception.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import * as api from "netverify-rules";

const images = JSON.parse(readFileSync(new URL("../../tests/vectors/images.json", import.meta.url), "utf8"));
const good = { merchantIdScanReference: "r-1", frontsideImage: images["good.jpg"], country: "USA", idType: "PASSPORT" };
const codes = (report) => report.violations.map(({ field, code }) => `${field} ${code}`);

/** What Node has no class of, as a page has it. */
const tagged = (tag, members = {}) => Object.create({ [Symbol.toStringTag]: tag }, Object.getOwnPropertyDescriptors(members));

const form = new FormData();
for (const [name, value] of Object.entries(good)) form.set(name, value);

const FOREIGN = {
  form_data: [form, new FormData()],
  form_element: [tagged("HTMLFormElement", { 0: {} })],
  url_search_params: [new URLSearchParams(good)],
  map: [new Map(Object.entries(good)), new (class extends Map {})()],
  set: [new Set()],
  headers: [new Headers()],
  request: [new Request("https://example.com/", { method: "POST", body: JSON.stringify(good) })],
  response: [new Response(JSON.stringify(good))],
  blob: [new Blob([JSON.stringify(good)]), new File(["{}"], "request.json")],
  bytes: [new Uint8Array(3), new ArrayBuffer(3), new SharedArrayBuffer(3), new DataView(new ArrayBuffer(3)), Buffer.from("{}")],
  event: [
    new Event("submit"),
    new MessageEvent("message"),
    tagged("SubmitEvent", { isTrusted: true }),
    // As React hands it out.
    new (class SyntheticEvent { nativeEvent = tagged("PointerEvent"); isPropagationStopped = () => false; })(),
  ],
  promise: [Promise.resolve(good), (async () => good)()],
};

const elsewhere = createContext({});
const inOtherRealm = (code) => runInContext(code, elsewhere);

describe("the default entry", () => {
  const { requestSchema, validate, validateField, validateJson } = api;
  const kindIn = (report) => {
    const [{ field, code, params }, ...others] = report.violations;
    assert.deepEqual([field, code, others.length, report.valid], [null, "not_an_object", 0, false], JSON.stringify(report));
    return params.actual;
  };

  test("what holds fields, but not as its own, is reported with its kind and what to call instead", () => {
    for (const [kind, values] of Object.entries(FOREIGN)) {
      for (const value of values) {
        const report = validate(value);
        assert.equal(kindIn(report), kind);
        assert.match(report.violations[0].message, /: (pass|call|check|await) /, kind);
        assert.equal(kindIn(validateField("idType", "VISA", { request: value })), kind);
        const { issues } = requestSchema()["~standard"].validate(value);
        assert.deepEqual(issues.map(({ code }) => code), ["not_an_object"]);
      }
    }
  });

  test("what is said to do fixes it", async () => {
    const { request: [request], response: [response], blob: [blob] } = FOREIGN;
    const fixed = [
      validate(Object.fromEntries(form)),
      validate(Object.fromEntries(new URLSearchParams(good))),
      validate(Object.fromEntries(new Map(Object.entries(good)))),
      validateJson(await request.clone().arrayBuffer()),
      validateJson(await response.clone().arrayBuffer()),
      validateJson(await blob.arrayBuffer()),
      validateJson(Buffer.from(JSON.stringify(good))),
      validate(await FOREIGN.promise[0]),
    ];
    for (const report of fixed) assert.deepEqual(codes(report), []);
  });

  test("those of another window are reported, too", () => {
    for (const [code, kind] of Object.entries({
      "new Map()": "map",
      "new Set()": "set",
      "new Uint8Array(2)": "bytes",
      "new ArrayBuffer(2)": "bytes",
      "Promise.resolve()": "promise",
      "[]": "array",
    })) {
      assert.equal(kindIn(validate(inOtherRealm(code))), kind, code);
    }
    elsewhere.json = JSON.stringify(good);
    assert.deepEqual(codes(validate(inOtherRealm("JSON.parse(json)"))), []);
  });

  test("objects of fields of any make are read", () => {
    class Fields { constructor() { Object.assign(this, good); } get country2() { return "x"; } }
    const named = Object.defineProperty({ ...good }, Symbol.toStringTag, { value: "Fields" });
    const withEvent = { ...good, nativeEvent: 1 };
    assert.deepEqual(codes(validate(withEvent)), ["nativeEvent unknown_field"]);
    for (const request of [new Fields(), named, new Proxy(good, {}), Object.assign(Object.create(null), good), Object.create({}, Object.getOwnPropertyDescriptors(good))]) {
      assert.deepEqual(codes(validate(request)), []);
      assert.deepEqual(codes(validateField("idType", "VISA", { request })), []);
    }
  });

  test("a field's request that is no object is reported as a request is, and none is none", () => {
    for (const [value, actual] of [[[], "array"], ["x", "string"], [1, "number"], [true, "boolean"], [1n, "number"]]) {
      assert.equal(kindIn(validateField("country", "USA", { request: value })), actual);
    }
    for (const context of [undefined, null, {}, { request: undefined }, { request: null }, { request: {} }]) {
      assert.deepEqual(codes(validateField("country", "USA", context)), []);
      assert.deepEqual(codes(validateField("country", "usa", context)), ["country unknown_country"]);
    }
  });

  test("what resists being read is a violation and no exception", () => {
    const no = () => { throw new Error("no"); };
    const resists = (target) => new Proxy(target, Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, no])));
    const revoked = (target) => { const { proxy, revoke } = Proxy.revocable(target, {}); revoke(); return proxy; };
    const proxies = [resists({}), resists([]), revoked({}), revoked([]), new Proxy([], { get: no }), new Proxy([1], { getOwnPropertyDescriptor: no })];
    const hugeLength = new Proxy([], { get: (target, key) => (key === "length" ? Infinity : target[key]) });
    const cycle = [];
    cycle.push(cycle, { cycle });
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, i]));
    const throwing = { get a() { return no(); }, b: { get c() { return no(); } } };
    const named = { toString: no, valueOf: no, toJSON: no, [Symbol.toPrimitive]: no, [Symbol("s")]: 1 };
    const tag = new (class { get [Symbol.toStringTag]() { return no(); } })();
    const values = [
      ...proxies, hugeLength, cycle, wide, throwing, named, tag, new Array(2 ** 32 - 1), new Array(300_000).fill(0), Symbol("x"),
      Symbol.iterator, 10n ** 1000n, () => 1, class {}, NaN, -0, Infinity, new Date(NaN), /x/, new Error("x"), new WeakMap(), globalThis,
    ];
    for (const [i, value] of values.entries()) {
      const wrong = `firstName wrong_type`;
      assert.deepEqual(codes(validate({ ...good, firstName: value })), [wrong], `value ${i}`);
      assert.deepEqual(codes(validateField("firstName", value)), [wrong], `value ${i}`);
      for (const report of [validate(value), validateField("idType", "VISA", { request: value }), validateField("country", "USA", { request: { country: value, idType: value, x: value } })]) {
        assert.ok(Array.isArray(report.violations), `value ${i}`);
      }
    }
    const deep = {};
    for (let i = 0, at = deep; i < 100_000; i++) at = at.next = {};
    // As its JSON is, which no stack could write.
    assert.deepEqual(codes(validate({ ...good, firstName: deep })), ["null malformed_json"]);
  });
});

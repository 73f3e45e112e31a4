// The settings come from the programmer: a wrong one fails at once, and says what is accepted.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { fieldSchema, requestSchema, validate, validateField, validateJson } from "netverify-rules";

const codes = (report) => report.violations.map(({ code }) => code);
const NAMES = ["faceMatch", "addressExtraction", "screening", "today", "callbackDomains"];

describe("settings", () => {
  const CALLS = [
    (settings) => validate({}, settings),
    (settings) => validateJson("{}", settings),
    (settings) => validateJson("not JSON", settings),
    (settings) => validate(new Map(), settings),
    (settings) => validateField("country", "USA", { settings }),
    (settings) => requestSchema(settings)["~standard"].validate({}),
    (settings) => fieldSchema("country", { settings })["~standard"].validate("USA"),
  ];
  /** Every call must refuse these settings by a TypeError that says all of this. */
  const refused = (settings, ...said) => {
    for (const call of CALLS) {
      assert.throws(() => call(settings), (error) => {
        assert.ok(error instanceof TypeError && error.name === "TypeError", String(error));
        for (const part of ["netverify-rules: ", ...said]) assert.ok(error.message.includes(part), `${error.message}: ${part}`);
        return true;
      });
    }
  };
  const foreign = (domains, host) =>
    codes(validateField("callbackUrl", `https://${host}/cb`, { settings: { callbackDomains: domains } })).includes("url_foreign_domain");

  test("a domain is what it is, whatever character is in it", () => {
    for (const domain of ["example.com\0evil.org", "example.com,evil.org", "example.com\nevil.org", "example.com evil.org", "\0", "a.b\0"]) {
      refused({ callbackDomains: [domain] }, "settings.callbackDomains[0]", "example.com");
      refused({ callbackDomains: ["example.com", domain] }, "settings.callbackDomains[1]");
    }
    // No other setting is changed by one, either.
    refused({ faceMatch: "unknown\0enabled" }, "settings.faceMatch");
    refused({ today: "2026-01-01\0evil.org" }, "settings.today");
    assert.ok(foreign(["example.com"], "evil.org"));
    assert.ok(!foreign(["example.com", "evil.org"], "evil.org"));
  });

  test("domains are names of hosts of at least two labels, in a list", () => {
    for (const domain of ["https://example.com", "", "com", "example.com/", "example.com:443", "203.0.113.7", "a..b", "münchen.de", "\ud800.de"]) {
      refused({ callbackDomains: ["example.org", domain] }, "settings.callbackDomains[1]", "list of the names of hosts of at least two labels");
    }
    for (const domain of [undefined, null, 1, {}, ["example.com"], Symbol("x")]) refused({ callbackDomains: [domain] }, "settings.callbackDomains[0]");
    refused({ callbackDomains: [, "example.com"] }, "settings.callbackDomains[0]");
    for (const list of ["example.com", "", null, {}, new Set(["example.com"]), 0, false]) {
      refused({ callbackDomains: list }, "settings.callbackDomains ", "list of the names of hosts");
    }
    for (const list of [[], ["example.com"], ["*.EXAMPLE.com."], Object.freeze([".example.com"]), undefined]) {
      assert.ok(!foreign(list, "api.example.com"), String(list));
    }
  });

  test("words are the words there are", () => {
    for (const setting of ["faceMatch", "addressExtraction"]) {
      for (const value of ["on", "Enabled", "", " enabled", true, null, 1, {}, ["enabled"], new String("enabled")]) {
        refused({ [setting]: value }, `settings.${setting} `, '"unknown", "enabled" or "disabled"');
      }
      for (const value of ["unknown", "enabled", "disabled", undefined]) assert.ok(validate({}, { [setting]: value }));
    }
    for (const value of ["true", "false", "", null, 0, 1, {}]) refused({ screening: value }, "settings.screening ", "true or false");
    for (const value of [new Date(), "2026-02-30", "2026-1-1", "", "today", 20260101, null, "2026-01-01T00:00:00Z"]) {
      refused({ today: value }, "settings.today ", "YYYY-MM-DD");
    }
  });

  test("a name that is none is refused, and so is what is no object", () => {
    for (const setting of ["facematch", "face_match", "callbackDomain", "", "__proto__x", "toString", "x".repeat(1000)]) {
      refused({ [setting]: undefined }, "there is no setting", ...NAMES);
    }
    const none = [new Map([["faceMatch", "enabled"]]), new URLSearchParams("faceMatch=enabled"), new FormData(), new Date(), Promise.resolve({}), new Uint8Array(), runInNewContext("new Map()")];
    for (const settings of ["enabled", [], ["enabled"], 1, true, Symbol("x"), () => 1, ...none]) refused(settings, "must be an object", ...NAMES);
    const module = Object.defineProperty({ screening: true }, Symbol.toStringTag, { value: "Module" });
    class Account { get screening() { return true; } }
    for (const settings of [module, new Account(), runInNewContext("({ screening: true })"), new Proxy({ screening: true }, {})]) {
      assert.ok(codes(validate({}, settings)).length > codes(validate({})).length);
    }
    for (const settings of [undefined, null, {}, Object.create(null), Object.create({ more: 1 })]) assert.ok(validate({}, settings));
  });

  test("what was refused changes no other call", () => {
    const settings = { screening: true, faceMatch: "enabled", callbackDomains: ["example.com"] };
    const before = JSON.stringify(validate({}, settings));
    refused({ ...settings, screening: false, callbackDomains: ["example.org", "com"] });
    assert.equal(JSON.stringify(validate({}, settings)), before);
    refused({ ...settings, today: "tomorrow" });
    assert.deepEqual(codes(validate({})), ["required", "required", "required", "required"]);
    // A failure of the caller's is no failure of the module: what is being read meanwhile goes on.
    assert.equal(JSON.stringify(validate({}, settings)), before);
  });

  test("ten thousand domains are as good as one", () => {
    const domains = Array.from({ length: 10_000 }, (_, i) => `d${i}.example.com`);
    assert.ok(!foreign(domains, "a.d9999.example.com"));
    assert.ok(foreign(domains, "d10000.example.com"));
    domains[5000] += "\0";
    refused({ callbackDomains: domains }, "settings.callbackDomains[5000]");
  });
});

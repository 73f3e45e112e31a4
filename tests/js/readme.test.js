// Every example of README.md and pkg/README.md is compiled by the strict compiler, and runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { place, settle, submit, type } from "./forms/dom.js";
import { blocks, compile, example, nameless } from "./forms/examples.js";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { createApp, h } from "vue";
import { requestSchema, validate } from "netverify-rules";
import { entryFile, PACKAGE } from "./harness/package.js";
import { ROOT } from "./harness/programs.js";
import { serve } from "./harness/serve.js";

const IMAGES = JSON.parse(readFileSync(join(ROOT, "tests/vectors/images.json"), "utf8"));
const GOOD = { merchantIdScanReference: "order-1", frontsideImage: IMAGES["good.jpg"], country: "USA", idType: "PASSPORT" };

const file = (name) => new File([Buffer.from(IMAGES[name], "base64")], name);
const codes = ({ violations }) => violations.map(({ code }) => code);
const alerts = (where) => [...where.querySelectorAll("[role=alert]")].map(({ textContent }) => textContent).filter(Boolean);

/** Each example by its name: what it exports is handed over. */
const RUNS = {
  first: async (_, printed) => {
    const { violations } = validate({ country: "usa", idType: "PASSPORT", merchantIdScanReference: "order-2026-000123" });
    assert.equal(violations.length, 2);
    assert.deepEqual(printed, violations.map(({ field, message }) => `${field}: ${message}`));
  },

  translate: async ({ translate }) => {
    const { violations } = validate({ ...GOOD, frontsideImage: IMAGES["300x200.jpg"], country: "US", idType: "" });
    const translated = Object.fromEntries(violations.map((violation) => [violation.code, translate(violation)]));
    assert.match(translated.image_too_small, /300 × 200 Pixel/);
    assert.equal(translated.required, "Bitte ausfüllen.");
    assert.match(translated.unknown_country, /USA/);
  },

  settings: async ({ report }) => {
    assert.ok(codes(report).includes("url_foreign_domain"));
    assert.deepEqual(
      report.violations.filter(({ code, params }) => code === "required" && params.because !== "always").map(({ field }) => field),
      ["faceImage", "customerId"],
    );
  },

  react: async ({ DocumentForm }) => {
    const where = place();
    const sent = [];
    const acting = (what) => act(async () => {
      what();
      await settle();
    });
    await act(() => createRoot(where).render(createElement(DocumentForm, { send: (request) => sent.push(request) })));
    const form = where.querySelector("form");
    await acting(() => type(form.elements.merchantIdScanReference, "order-1"));
    await acting(() => type(form.elements.country, "usa"));
    await acting(() => submit(form));
    const { violations } = validate({ ...GOOD, country: "usa", frontsideImage: undefined });
    assert.deepEqual(alerts(where).sort(), violations.map(({ message }) => message).sort());
    const input = form.querySelector("[type=file]");
    Object.defineProperty(input, "files", { value: [file("good.png")] });
    await acting(() => input.dispatchEvent(new window.Event("change", { bubbles: true })));
    await acting(() => type(form.elements.country, "USA"));
    await acting(() => submit(form));
    assert.deepEqual(alerts(where), []);
    assert.deepEqual(sent.map(({ frontsideImage, ...rest }) => [frontsideImage === IMAGES["good.png"], rest]), [
      [true, { merchantIdScanReference: "order-1", country: "USA", idType: "PASSPORT", frontsideImageMimeType: "image/png" }],
    ]);
  },

  vue: async ({ default: component }) => {
    const where = place();
    const sent = [];
    const photos = { frontsideImage: GOOD.frontsideImage, frontsideImageMimeType: "image/jpeg" };
    createApp(() => h(component, { photos, onSend: (request) => sent.push(request) })).mount(where);
    const form = where.querySelector("form");
    const [reference, country] = form.querySelectorAll("input");
    type(country, "usa");
    submit(form);
    await settle();
    const expected = validate({ country: "usa" }).violations.filter(({ field }) => ["merchantIdScanReference", "country"].includes(field));
    assert.deepEqual(alerts(where), expected.map(({ message }) => message));
    type(reference, "order-1");
    type(country, "USA");
    await settle();
    submit(form);
    await settle();
    assert.deepEqual(alerts(where), []);
    assert.deepEqual(sent.map((request) => ({ ...request })), [{ ...GOOD, ...photos }]);
  },

  "vee-validate-4": async ({ forVeeValidate4 }) => {
    const schema = forVeeValidate4(requestSchema());
    assert.deepEqual((await schema.parse(GOOD)).errors, []);
    const { errors } = await schema.parse({ ...GOOD, country: "usa" });
    assert.deepEqual(errors, [{ path: "country", errors: [validate({ ...GOOD, country: "usa" }).violations[0].message] }]);
  },

  plain: async () => {
    // The module binds the form that it finds: it is there before the example is run, see below.
    const { country, frontsideImage } = document.forms[0].elements;
    assert.deepEqual([country.maxLength, country.required, frontsideImage.accept], [3, true, "image/jpeg,image/png"]);
    type(country, "usa");
    assert.match(document.querySelector("[data-netverify-for=country]").textContent, /USA/);
    const { dispose } = await example("plain");
    dispose();
    const bare = document.createElement("div");
    bare.innerHTML = blocks.get("form").code;
    assert.equal(document.forms[0].outerHTML, bare.firstElementChild.outerHTML);
  },

  photo: async ({ photo }) => {
    await assert.rejects(photo(file("gif")), /neither JPEG nor PNG/);
    const fields = await photo(file("good.png"), new AbortController().signal);
    assert.deepEqual(fields, { frontsideImage: IMAGES["good.png"], frontsideImageMimeType: "image/png" });
  },

  // Here is no browser: what passes is given back, what does not is reported. In browsers it is tried by prepare/.
  fix: async ({ fix }) => {
    const shown = [];
    await assert.rejects(fix(file("gif"), (text) => shown.push(text)), /neither JPEG nor PNG/);
    assert.equal(shown[0], "checking 0 %");
    const fields = await fix(file("good.png"), () => {}, new AbortController().signal);
    assert.deepEqual(fields, { changes: [], frontsideImage: IMAGES["good.png"], frontsideImageMimeType: "image/png" });
  },

  server: async ({ server }) => {
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const post = (body) => fetch(`http://127.0.0.1:${server.address().port}/`, { method: "POST", body });
      const accepted = await post(JSON.stringify({ ...GOOD, faceImage: IMAGES["other.jpg"] }));
      assert.deepEqual([accepted.status, (await accepted.json()).valid], [200, true]);
      const refused = await post(JSON.stringify(GOOD));
      assert.deepEqual([refused.status, codes(await refused.json())], [422, ["required"]]);
      // The server answers before it has heard all: to the client that may be a broken connection.
      const long = await post(new Uint8Array(65 * 1024 * 1024)).then((answer) => answer.json(), () => undefined);
      assert.deepEqual(long ? codes(long) : ["too_long"], ["too_long"]);
      // It goes on answering others.
      assert.equal((await post(JSON.stringify(GOOD))).status, 422);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },

  headers: async ({ report, response }) => {
    assert.deepEqual([codes(report), codes(response)], [[], ["response_field"]]);
  },

  edge: async ({ default: worker }) => {
    const ask = (body) => worker.fetch(new Request("https://edge.example/", { method: "POST", body }));
    assert.equal((await ask(JSON.stringify(GOOD))).status, 200);
    const response = await ask("{");
    assert.deepEqual([response.status, codes(await response.json())], [422, ["malformed_json"]]);
  },

  slim: async ({ report }) => {
    assert.deepEqual(report, validate({ country: "XKX" }));
  },

  "slim-at": async () => {
    const slim = await import("netverify-rules/slim");
    assert.deepEqual(slim.validate(GOOD), validate(GOOD));
  },

  fields: async ({ mandatory }) => {
    assert.deepEqual(mandatory, ["merchantIdScanReference", "frontsideImage", "country", "idType"]);
  },

  javascript: async (_, printed) => {
    assert.deepEqual(printed, ["frontsideImage required undefined", "country unknown_country USA"]);
  },
};

test("README: the examples compile", () => {
  assert.equal(compile().errors, "");
});

test("README: every example has a run, and every run an example", () => {
  assert.deepEqual(nameless, []);
  const examples = [...blocks].filter(([, { language }]) => language !== "html").map(([name]) => name);
  assert.deepEqual(Object.keys(RUNS), examples);
});

for (const [name, check] of Object.entries(RUNS)) {
  test(`README: ${name}`, async (context) => {
    const printed = [];
    if (name === "plain") place().outerHTML = blocks.get("form").code;
    const files = name === "slim-at" && (await serve({ mounts: { "/assets/netverify.wasm": join(PACKAGE, entryFile("./netverify.wasm", [])) } }));
    if (files) globalThis.location = new URL(files.url);
    const log = context.mock.method(console, "log", (line) => printed.push(line));
    try {
      await check(await example(name), printed);
    } finally {
      log.mock.restore();
      if (files) await files.close();
      delete globalThis.location;
    }
  });
}

// What a form library must do with the package's schema: the same for each of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { requestSchema, validate } from "netverify-rules";

const { "good.jpg": PICTURE } = JSON.parse(readFileSync(new URL("../../vectors/images.json", import.meta.url), "utf8"));

/** The fields of the form under test, all empty. */
export const EMPTY = {
  merchantIdScanReference: "",
  frontsideImage: "",
  faceImage: "",
  country: "",
  idType: "",
  usState: "",
  firstName: "",
};

const GOOD = {
  merchantIdScanReference: "order-2026-000123",
  frontsideImage: PICTURE,
  country: "USA",
  idType: "DRIVING_LICENSE",
  usState: "WA",
};

/** The message that a form shows at each field: that of its first error. */
function messages(values, settings) {
  const shown = {};
  for (const { field, severity, message } of validate(values, settings).violations) {
    if (severity === "error") shown[field] ??= message;
  }
  return shown;
}

/**
 * Declares the tests of a library.
 *
 * `mount(schema, onValid)` renders a form with the fields of {@link EMPTY} and gives what drives it: `fill(values)`,
 * `submit()` and `errors()`, the messages that are shown, by field. `onValid` gets the values of a valid form.
 */
export function scenario(library, mount) {
  const run = async (settings) => {
    const submitted = [];
    const form = await mount(requestSchema(settings), (values) => submitted.push({ ...values }));
    return { ...form, submitted };
  };

  test(`${library}: an empty form shows all that it lacks`, async () => {
    const form = await run();
    await form.submit();
    const expected = messages(EMPTY);
    assert.deepEqual(Object.keys(expected), ["merchantIdScanReference", "frontsideImage", "country", "idType"]);
    assert.deepEqual(await form.errors(), expected);
    assert.equal(form.submitted.length, 0);
  });

  test(`${library}: a mistake is shown with its suggestion, and fixed`, async () => {
    const form = await run();
    await form.fill({ ...GOOD, country: "usa" });
    await form.submit();
    assert.deepEqual(await form.errors(), messages({ ...GOOD, country: "usa" }));
    assert.match((await form.errors()).country, /USA/);
    await form.fill({ country: "USA" });
    await form.submit();
    assert.deepEqual(await form.errors(), {});
    assert.deepEqual(form.submitted, [{ ...EMPTY, ...GOOD }]);
  });

  test(`${library}: a rule that reads two fields`, async () => {
    const form = await run();
    const values = { ...GOOD, usState: "Kosovo" };
    await form.fill(values);
    await form.submit();
    assert.deepEqual(await form.errors(), messages(values));
    assert.equal(form.submitted.length, 0);
    await form.fill({ idType: "PASSPORT" });
    await form.submit();
    assert.deepEqual(await form.errors(), {});
    assert.equal(form.submitted.length, 1);
  });

  test(`${library}: the account's settings`, async () => {
    const settings = { faceMatch: "enabled" };
    const form = await run(settings);
    await form.fill(GOOD);
    await form.submit();
    const expected = messages({ ...EMPTY, ...GOOD }, settings);
    assert.deepEqual(Object.keys(expected), ["faceImage"]);
    assert.deepEqual(await form.errors(), expected);
    assert.equal(form.submitted.length, 0);
  });

  test(`${library}: a warning does not block`, async () => {
    const values = { ...GOOD, firstName: "<b>Zoe</b>" };
    assert.equal(validate(values).violations.some(({ code }) => code === "suspicious_markup"), true);
    const form = await run();
    await form.fill(values);
    await form.submit();
    assert.deepEqual(await form.errors(), {});
    assert.deepEqual(form.submitted, [{ ...EMPTY, ...values }]);
  });
}

// React 19: react-hook-form with its Standard Schema resolver, and TanStack Form.

import assert from "node:assert/strict";
import { test } from "node:test";
import { leave, place, settle, submit, type } from "./dom.js";
import { EMPTY, scenario } from "./scenario.js";
import { act, createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { revalidateLogic, useForm as useTanStackForm } from "@tanstack/react-form";
import { fieldSchema } from "netverify-rules";

const NAMES = Object.keys(EMPTY);

async function render(element) {
  const where = place();
  await act(() => createRoot(where).render(element));
  const form = where.querySelector("form");
  const acting = (what) => act(async () => {
    what();
    await settle();
  });
  return {
    fill: async (values) => {
      for (const [name, value] of Object.entries(values)) await acting(() => type(form.elements[name], value));
    },
    leave: (name) => acting(() => leave(form.elements[name])),
    submit: () => acting(() => submit(form)),
    errors: () => Object.fromEntries([...form.querySelectorAll("[role=alert]")].map((alert) => [alert.id, alert.textContent])),
    codes: () => [...form.querySelectorAll("[role=alert]")].map((alert) => alert.dataset.code),
  };
}

function HookForm({ schema, onValid }) {
  const { register, handleSubmit, formState } = useForm({ defaultValues: EMPTY, resolver: standardSchemaResolver(schema) });
  return h(
    "form",
    { onSubmit: handleSubmit(onValid), noValidate: true },
    NAMES.map((name) => [
      h("input", { key: name, ...register(name) }),
      formState.errors[name] && h("p", { key: `${name}-error`, id: name, role: "alert" }, formState.errors[name].message),
    ]),
    h("button", null, "Send"),
  );
}

function TanStackForm({ schema, onValid, fields = {} }) {
  const form = useTanStackForm({
    defaultValues: EMPTY,
    validationLogic: revalidateLogic(),
    validators: schema && { onDynamic: schema },
    onSubmit: ({ value }) => onValid(value),
  });
  const onSubmit = (event) => {
    event.preventDefault();
    void form.handleSubmit();
  };
  return h(
    "form",
    { onSubmit, noValidate: true },
    NAMES.map((name) =>
      h(form.Field, { key: name, name, validators: fields[name] && { onBlur: fields[name] } }, ({ state, handleChange, handleBlur }) => [
        h("input", { key: name, name, value: state.value, onChange: (event) => handleChange(event.target.value), onBlur: handleBlur }),
        state.meta.errors.slice(0, 1).map(({ code, message }) => h("p", { key: "error", id: name, role: "alert", "data-code": code }, message)),
      ]),
    ),
    h("button", null, "Send"),
  );
}

scenario("react-hook-form", (schema, onValid) => render(h(HookForm, { schema, onValid })));
scenario("TanStack React Form", (schema, onValid) => render(h(TanStackForm, { schema, onValid })));

test("TanStack React Form: one field by its own schema, with its code", async () => {
  const form = await render(h(TanStackForm, { onValid: () => {}, fields: { country: fieldSchema("country") } }));
  await form.fill({ country: "QQQ" });
  assert.deepEqual(form.codes(), []);
  await form.leave("country");
  assert.deepEqual(form.codes(), ["unknown_country"]);
  await form.fill({ country: "DEU" });
  await form.leave("country");
  assert.deepEqual(form.codes(), []);
});

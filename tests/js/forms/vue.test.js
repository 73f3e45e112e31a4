// Vue 3: vee-validate 5 takes the schema as it is, vee-validate 4 by the adapter of the README; and TanStack Form.

import assert from "node:assert/strict";
import { test } from "node:test";
import { place, settle, submit, type } from "./dom.js";
import { EMPTY, scenario } from "./scenario.js";
import { createApp, h } from "vue";
import { useForm as useVee5 } from "vee-validate";
import { useForm as useVee4 } from "vee-validate-4";
import { revalidateLogic, useForm as useTanStackForm } from "@tanstack/vue-form";
import { fieldSchema } from "netverify-rules";
import { example } from "./examples.js";

const NAMES = Object.keys(EMPTY);
const { forVeeValidate4 } = await example("vee-validate-4");

async function render(component) {
  const where = place();
  const app = createApp(component);
  app.config.warnHandler = (message) => {
    throw new Error(message);
  };
  app.mount(where);
  const form = where.querySelector("form");
  await settle();
  return {
    fill: async (values) => {
      for (const [name, value] of Object.entries(values)) type(form.elements[name], value);
      await settle();
    },
    submit: async () => {
      submit(form);
      await settle();
    },
    errors: () => Object.fromEntries([...form.querySelectorAll("[role=alert]")].map((alert) => [alert.id, alert.textContent])),
  };
}

function input(name, value, onInput) {
  return h("input", { name, value, onInput: (event) => onInput(event.target.value) });
}

function alert(name, message) {
  return message && h("p", { id: name, role: "alert" }, message);
}

function veeForm(useForm, validationSchema, onValid) {
  return {
    setup() {
      const { handleSubmit, errors, defineField } = useForm({ initialValues: EMPTY, validationSchema });
      const models = NAMES.map((name) => [name, defineField(name)[0]]);
      const onSubmit = handleSubmit(onValid);
      return () =>
        h("form", { onSubmit, novalidate: true }, [
          ...models.map(([name, model]) => [input(name, model.value, (value) => (model.value = value)), alert(name, errors.value[name])]),
          h("button", "Send"),
        ]);
    },
  };
}

function tanStackForm(schema, onValid, fields = {}) {
  return {
    setup() {
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
      const control = (name) => ({ field, state }) => [
        input(name, state.value, field.handleChange),
        alert(name, state.meta.errors[0]?.message),
      ];
      return () =>
        h("form", { onSubmit, novalidate: true }, [
          ...NAMES.map((name) => h(form.Field, { name, validators: fields[name] && { onChange: fields[name] } }, { default: control(name) })),
          h("button", "Send"),
        ]);
    },
  };
}

scenario("vee-validate 5", (schema, onValid) => render(veeForm(useVee5, schema, onValid)));
scenario("vee-validate 4", (schema, onValid) => render(veeForm(useVee4, forVeeValidate4(schema), onValid)));
scenario("TanStack Vue Form", (schema, onValid) => render(tanStackForm(schema, onValid)));

test("TanStack Vue Form: one field by its own schema", async () => {
  const form = await render(tanStackForm(undefined, () => {}, { country: fieldSchema("country") }));
  await form.fill({ country: "usa" });
  assert.match(form.errors().country, /USA/);
  await form.fill({ country: "USA" });
  assert.deepEqual(form.errors(), {});
});

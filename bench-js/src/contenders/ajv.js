import { Ajv } from "ajv";
import * as formats from "./ajv-formats.js";
import { schema } from "./ajv-schema.js";

const ajv = new Ajv({ allErrors: true, formats: { ...formats } });
const check = ajv.compile(schema);

export const validate = (request) => ({ valid: check(request), errors: check.errors });
export const isValid = (request) => check(request);
export const wrongFields = (request) =>
  (validate(request).errors ?? [])
    // `if` only repeats what `then` has said.
    .filter(({ keyword }) => keyword !== "if")
    .map(({ instancePath, params }) => params.missingProperty ?? instancePath.slice(1));
export const field = (name) => ajv.compile(schema.properties[name]);

import { Ajv } from "ajv";
import { checksOf } from "./ajv-checks.js";
import * as formats from "./ajv-formats.js";
import { schema } from "./ajv-schema.js";

const ajv = new Ajv({ allErrors: true, formats: { ...formats } });

export const { isValid, texts, wrongFields, field } = checksOf(ajv, schema);

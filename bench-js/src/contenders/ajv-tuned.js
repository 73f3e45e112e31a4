/**
 * Ajv as someone would have it who has measured it: a long list of words is asked as a Set, where `enum` compares one word
 * after the other; code points are counted only where there are more code units than the maximum; expressions go without
 * the flag `u`.
 */

import { Ajv, _ } from "ajv";
import * as rules from "../rules.js";
import { checksOf } from "./ajv-checks.js";
import * as formats from "./ajv-formats.js";
import { schemaWith } from "./ajv-schema.js";

const among = {
  keyword: "among",
  type: "string",
  schemaType: "array",
  code(context) {
    const words = context.gen.scopeValue("obj", { ref: new Set(context.schema) });
    context.fail(_`!${words}.has(${context.data})`);
  },
};

const atMost = {
  keyword: "atMost",
  type: "string",
  schemaType: "number",
  code(context) {
    const { data, schema: max } = context;
    const fits = context.gen.scopeValue("func", { ref: rules.fits });
    context.fail(_`${data}.length > ${max} && !${fits}(${data}, ${max})`);
  },
};

const ajv = new Ajv({ allErrors: true, unicodeRegExp: false, formats: { ...formats }, keywords: [among, atMost] });
const schema = schemaWith({ among: (words) => ({ among: words }), atMost: (max) => ({ atMost: max }) });

export const { isValid, texts, wrongFields, field } = checksOf(ajv, schema);

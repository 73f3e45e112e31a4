/** Requests and fields as Standard Schemas (https://standardschema.dev), version 1 with the JSON Schema part of 1.1. */

import { validate, validateField, type FieldContext } from "./api.js";
import type { FieldName, NetverifyRequest, Report, Settings, Violation } from "./generated/types.js";
import { schema } from "./generated/schema.js";

/** An error, as form libraries take it. Warnings are not issues. */
export interface Issue {
  /** The English sentence. */
  readonly message: string;
  /** The field, in a request. */
  readonly path?: readonly string[];
  /** What is wrong. */
  readonly code: Violation["code"];
  /** The code's parameters. */
  readonly params?: Violation["params"];
  /** What to write instead, where one answer is certain. */
  readonly suggestion?: string;
}

/** What the validation of a Standard Schema returns. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

/** The options for a JSON Schema. */
export interface JsonSchemaOptions {
  /** The dialect: `draft-2020-12` or `draft-07`. */
  readonly target: "draft-2020-12" | "draft-07" | (string & {});
  /** Ignored here. */
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

/** A Standard Schema that also gives its JSON Schema. */
export interface Schema<Input, Output = Input> {
  /** What the specification asks for. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly validate: (value: unknown) => SchemaResult<Output>;
    readonly jsonSchema: {
      readonly input: (options: JsonSchemaOptions) => Record<string, unknown>;
      readonly output: (options: JsonSchemaOptions) => Record<string, unknown>;
    };
  };
}

/**
 * Returns a Standard Schema of a request. What it refuses has errors; the value that it passes is the one it was given.
 *
 * @typeParam Input the form's values, where they are not those of a request
 *
 * @example
 * ```ts
 * const { handleSubmit } = useForm({ resolver: standardSchemaResolver(requestSchema({ faceMatch: "disabled" })) });
 * ```
 */
export function requestSchema<Input = NetverifyRequest>(settings?: Settings): Schema<Input, NetverifyRequest> {
  return standard((value) => validate(value, settings), schema, true);
}

/** Returns a Standard Schema of one field: what {@link requestSchema} would say of that field. */
export function fieldSchema<Input = string>(name: FieldName, context?: FieldContext): Schema<Input> {
  return standard((value) => validateField(name, value, context), schema.properties[name], false);
}

const DIALECTS: Readonly<Record<string, string>> = {
  "draft-2020-12": "https://json-schema.org/draft/2020-12/schema",
  "draft-07": "http://json-schema.org/draft-07/schema#",
};

function standard<Input, Output>(check: (value: unknown) => Report, json: object, hasPath: boolean): Schema<Input, Output> {
  const jsonSchema = ({ target }: JsonSchemaOptions): Record<string, unknown> => {
    const $schema = DIALECTS[target];
    if ($schema === undefined) throw new Error("netverify-rules: there is a JSON Schema of draft-2020-12 and draft-07 only");
    return { $schema, ...structuredClone(json) };
  };
  return {
    "~standard": {
      version: 1,
      vendor: "netverify-rules",
      validate: (value) => {
        const { valid, violations } = check(value);
        if (valid) return { value: value as Output };
        return { issues: violations.filter(({ severity }) => severity === "error").map((error) => issue(error, hasPath)) };
      },
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

function issue({ field, message, code, params, suggestion }: Violation, hasPath: boolean): Issue {
  return {
    message,
    ...(hasPath && field !== null && { path: [field] }),
    code,
    ...(params && { params }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

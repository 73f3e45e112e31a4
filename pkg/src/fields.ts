/**
 * The table of fields as plain data, without WebAssembly.
 *
 * @packageDocumentation
 */

import { docs } from "./generated/docs.js";
import { fields as specs } from "./generated/fields.js";
import type { FieldSpec } from "./generated/types.js";

export type { FieldName, FieldSpec, ImageFieldName, Kind, Requirement } from "./generated/types.js";

/** One field of the request, with what it is for. */
export interface Field extends FieldSpec {
  /** What it is for, in one sentence. */
  readonly doc: string;
}

/** Every field, in the guide's order. */
export const fields: readonly Field[] = /* @__PURE__ */ specs.map((spec) => ({ ...spec, doc: docs[spec.name] }));

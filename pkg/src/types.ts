/** The types of every entry that checks. */

export type { Api, FieldContext, Json } from "./api.js";
export type * from "./generated/types.js";
export type { ImageFields, ImageOptions, ReadOptions } from "./images.js";
export type { FieldSchema, Issue, JsonSchemaOptions, RequestSchema, Schema, SchemaResult } from "./schema.js";

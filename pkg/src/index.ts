/**
 * Every rule of the performNetverify ID-verification API, checked before a request is sent.
 *
 * This entry is built for each way of loading the WebAssembly module (see `scripts/build.mjs`): there is nothing to initialise
 * and nothing to await.
 *
 * @packageDocumentation
 */

export { checkBlob, checkImage, toImageFields, validate, validateField, validateJson, validateJsonStream } from "./api.js";
export type { ByteStream, FieldContext, Json } from "./api.js";
export type * from "./generated/types.js";
export type { ImageFields, ImageOptions, ReadOptions } from "./images.js";
export { fieldSchema, requestSchema } from "./schema.js";
export type { Issue, JsonSchemaOptions, Schema, SchemaResult } from "./schema.js";

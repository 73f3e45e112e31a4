/**
 * Every rule of the performNetverify ID-verification API, checked before a request is sent.
 *
 * This entry holds the WebAssembly module as text: there is nothing to initialise and nothing to await.
 *
 * @packageDocumentation
 */

// First: gzip codes a text block by block, and where code and the module meet in one it does well by neither. At the start they
// meet once.
import { load } from "./module.js";
import { createApi, type Api } from "./api.js";
import { createFieldSchema, createRequestSchema, type FieldSchema, type RequestSchema } from "./schema.js";

export type * from "./types.js";

const api = /* @__PURE__ */ createApi(load);

/** Checks a request: any value of JavaScript. See {@link Api.validate}. */
export const validate: Api["validate"] = api.validate;
/** Checks a request's body: text or bytes. See {@link Api.validateJson}. */
export const validateJson: Api["validateJson"] = api.validateJson;
/** Checks a request's body while it arrives. See {@link Api.validateJsonStream}. */
export const validateJsonStream: Api["validateJsonStream"] = api.validateJsonStream;
/** Checks one field while it is typed. See {@link Api.validateField}. */
export const validateField: Api["validateField"] = api.validateField;
/** Checks a photo: bytes or base64. See {@link Api.checkImage}. */
export const checkImage: Api["checkImage"] = api.checkImage;
/** Checks a photo in a file, slice by slice. See {@link Api.checkBlob}. */
export const checkBlob: Api["checkBlob"] = api.checkBlob;
/** Makes a request's fields of a photo. See {@link Api.toImageFields}. */
export const toImageFields: Api["toImageFields"] = api.toImageFields;
/** Gives a request as a Standard Schema. See {@link RequestSchema}. */
export const requestSchema: RequestSchema = /* @__PURE__ */ createRequestSchema(api);
/** Gives one field as a Standard Schema. See {@link FieldSchema}. */
export const fieldSchema: FieldSchema = /* @__PURE__ */ createFieldSchema(api);

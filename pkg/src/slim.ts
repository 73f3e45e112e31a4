/**
 * Every rule of the performNetverify ID-verification API, checked before a request is sent.
 *
 * This entry has the WebAssembly module beside it, in `netverify.wasm`: {@link init} must have ended before the first call.
 *
 * @packageDocumentation
 */

import { createApi, type Api } from "./api.js";
import { createBindForm, type BindForm } from "./bind-form.js";
import type { Load } from "./bindings.js";
import { createHttpApi, type HttpApi } from "./http-api.js";
import { createFieldSchema, createRequestSchema, type FieldSchema, type RequestSchema } from "./schema.js";

export type { BindForm, BindFormOptions, SuggestionDetail } from "./bind-form.js";
export type { HeadersLike, HttpApi } from "./http-api.js";
export type * from "./types.js";

/**
 * Where the module comes from: its address, an answer that brings it, its bytes, or the module. A relative address counts
 * from the page or the worker, as `fetch` has it.
 */
export type WasmSource = string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module;

let compiled: WebAssembly.Module | undefined;

const load: Load = () => {
  if (compiled) return compiled;
  throw new Error("netverify-rules/slim: init() must have ended before the first call");
};
const api = /* @__PURE__ */ createApi(load);
const httpApi = /* @__PURE__ */ createHttpApi(load);

/**
 * Loads the module. Once it was loaded, nothing is done; after a failure it can be tried again.
 *
 * @param source where it comes from; the file beside this one, where nothing is said
 *
 * @example
 * ```ts
 * await init(new URL("/assets/netverify.wasm", location.href));
 * ```
 */
export async function init(source?: WasmSource): Promise<void> {
  compiled ??= await compile(await (source ?? new URL("./netverify.wasm", import.meta.url)));
}

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
/** Checks the headers of a request. See {@link HttpApi.validateHeaders}. */
export const validateHeaders: HttpApi["validateHeaders"] = httpApi.validateHeaders;
/** Checks the service's response. See {@link HttpApi.validateResponse}. */
export const validateResponse: HttpApi["validateResponse"] = httpApi.validateResponse;
/** Gives a request as a Standard Schema. See {@link RequestSchema}. */
export const requestSchema: RequestSchema = /* @__PURE__ */ createRequestSchema(api);
/** Gives one field as a Standard Schema. See {@link FieldSchema}. */
export const fieldSchema: FieldSchema = /* @__PURE__ */ createFieldSchema(api);
/** Checks a plain HTML form. See {@link BindForm}. */
export const bindForm: BindForm = /* @__PURE__ */ createBindForm(api);

async function compile(source: Awaited<WasmSource>): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (source instanceof Response) return compileResponse(source);
  // Node fetches no files.
  const files = `${source}`.startsWith("file:") && (globalThis as Node).process?.getBuiltinModule?.("node:fs/promises");
  return files ? WebAssembly.compile(await files.readFile(new URL(source))) : compileResponse(await fetch(source));
}

/** What Node has beside the web's globals; no bundler looks for a module here. */
interface Node {
  readonly process?: {
    getBuiltinModule?(name: string): { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> } | undefined;
  };
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`netverify-rules/slim: the module was not found: ${response.status}`);
  // Servers that do not know the type are frequent.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

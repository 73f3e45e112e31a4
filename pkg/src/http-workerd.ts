/**
 * The headers of a request and the service's response, checked where they are: on a server.
 *
 * This entry imports the WebAssembly module, for runtimes that do not compile bytes.
 *
 * @packageDocumentation
 */

import { createHttpApi, type HttpApi } from "./http-api.js";
import module from "./netverify.wasm";

export type { HeadersLike, HttpApi } from "./http-api.js";
export type { Json } from "./api.js";
export type { Report, Violation } from "./generated/types.js";

const api = /* @__PURE__ */ createHttpApi(() => module);

/** Checks the headers of a request. See {@link HttpApi.validateHeaders}. */
export const validateHeaders: HttpApi["validateHeaders"] = api.validateHeaders;
/** Checks the service's response. See {@link HttpApi.validateResponse}. */
export const validateResponse: HttpApi["validateResponse"] = api.validateResponse;

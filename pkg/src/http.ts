/**
 * The headers of a request and the service's response, checked where they are: on a server.
 *
 * A browser must not call the service, so the default entry has no calls for it. Both have the same WebAssembly module.
 *
 * @packageDocumentation
 */

import { createHttpApi, type HttpApi } from "./http-api.js";
import { load } from "./module.js";

export type { HeadersLike, HttpApi } from "./http-api.js";
export type { Json } from "./api.js";
export type { Report, Violation } from "./generated/types.js";

const api = /* @__PURE__ */ createHttpApi(load);

/** Checks the headers of a request. See {@link HttpApi.validateHeaders}. */
export const validateHeaders: HttpApi["validateHeaders"] = api.validateHeaders;
/** Checks the service's response. See {@link HttpApi.validateResponse}. */
export const validateResponse: HttpApi["validateResponse"] = api.validateResponse;

/**
 * Every rule of the performNetverify ID-verification API, checked before a request is sent.
 *
 * This entry has the WebAssembly module beside it, in `netverify.wasm`: {@link init} must have ended before the first call.
 *
 * @packageDocumentation
 */

export { bindForm, type BindFormOptions, type SuggestionDetail } from "./bind-form.js";
export { validateHeaders, validateResponse, type HeadersLike } from "./http.js";
export * from "./index.js";
export { init, type WasmSource } from "./module-init.js";

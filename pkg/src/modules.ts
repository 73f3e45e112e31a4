/**
 * The WebAssembly modules that the entries hold as text: compiled for size and compressed, for pages. `modules-fast.ts` has
 * those of servers.
 */

import { wasmPacked as httpPacked, wasmSize as httpSize } from "./generated/http-wasm.js";
import { wasmPacked as rulesPacked, wasmSize as rulesSize } from "./generated/rules-wasm.js";
import { inlined } from "./inlined.js";

/** Compiles the module of the default entry. */
export const rules = (): WebAssembly.Module => inlined(rulesPacked, rulesSize);

/** Compiles the module of the entry for what goes around a request. */
export const http = (): WebAssembly.Module => inlined(httpPacked, httpSize);

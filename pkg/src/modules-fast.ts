/**
 * The WebAssembly modules that the entries for servers hold as text: compiled for speed, and not compressed, for nobody
 * downloads them. The build puts this in the place of `modules.ts`.
 */

import { wasm as httpText } from "./generated/http-fast-wasm.js";
import { wasm as rulesText } from "./generated/rules-fast-wasm.js";
import { decoded } from "./decoded.js";
import type * as small from "./modules.js";

/** Compiles the module of the default entry. */
export const rules: typeof small.rules = () => new WebAssembly.Module(decoded(rulesText));

/** Compiles the module of the entry for what goes around a request. */
export const http: typeof small.http = () => new WebAssembly.Module(decoded(httpText));

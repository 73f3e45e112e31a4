/** The WebAssembly module as the entries hold it that have nothing to initialise: as text, once for all of them. */

import { bytesOf } from "./ascii.js";
import { frequent, text } from "./netverify.wasm?ascii";

let compiled: WebAssembly.Module | undefined;

/** Compiles it, at the first call. */
export const load = (): WebAssembly.Module => (compiled ??= new WebAssembly.Module(bytesOf(text, frequent)));

/** The WebAssembly module as an import, for runtimes that do not compile bytes. */

import module from "./netverify.wasm";

export const load = (): WebAssembly.Module => module;

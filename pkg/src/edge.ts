/**
 * Every rule of the performNetverify ID-verification API, checked before a request is sent.
 *
 * This entry is `workerd.ts` for the edge of Next.js, whose bundlers take a WebAssembly module by `?module` only: the build
 * writes that behind the module's name, which TypeScript could not find a file by.
 *
 * @packageDocumentation
 */

export * from "./workerd.js";

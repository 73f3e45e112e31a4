/**
 * The headers of a request and the service's response, checked where they are: on a server.
 *
 * This entry is `http-workerd.ts` for the edge of Next.js, whose bundlers take a WebAssembly module by `?module` only: the build
 * writes that behind the module's name, which TypeScript could not find a file by.
 *
 * @packageDocumentation
 */

export * from "./http-workerd.js";

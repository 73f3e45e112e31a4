/**
 * Writes the WebAssembly module as text into the package's source. Started by `cargo xtask pkg` as
 * `node scripts/inline.mjs FROM.wasm TO.ts`.
 */
import zopfli from "@gfx/zopfli";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { inflateRawSync } from "node:zlib";

const [, , from, to] = process.argv;
const wasm = await readFile(from);
// gzip finds little to do in base64; so what goes by base64 is deflated beforehand, and as well as can be.
const deflated = Buffer.from(await zopfli.deflateAsync(wasm, { numiterations: 15 }));
if (!inflateRawSync(deflated).equals(wasm)) throw new Error("what was deflated is not what it was");
await mkdir(dirname(to), { recursive: true });
await writeFile(
  to,
  `/** The bytes of the WebAssembly module. */
export const wasmSize: number = ${wasm.length};

/** The module, deflated (RFC 1951), in base64. */
export const wasmDeflated: string = "${deflated.toString("base64")}";
`,
);

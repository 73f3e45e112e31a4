/** The module of WebAssembly that an entry holds as text. */

import { decompress } from "./lzma.js";
import { join } from "./streams.js";

/**
 * Compiles it.
 *
 * @param compressed its bytes, sorted by kind, in LZMA, in base64
 * @param lengths how many there are of each kind
 */
export function inlined(compressed: string, lengths: readonly number[]): WebAssembly.Module {
  const text = atob(compressed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const size = lengths.reduce((sum, length) => sum + length, 0);
  return new WebAssembly.Module(join(decompress(bytes, size), lengths));
}

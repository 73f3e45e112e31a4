/** The module of WebAssembly that an entry holds as text. */

import type { Decoder } from "./border.js";
import { wasm as unpacker } from "./generated/unpack-wasm.js";

/** What `crates/unpack` exports. */
interface Unpacker {
  readonly memory: WebAssembly.Memory;
  packed(): number;
  unpack(size: number): number;
}

/**
 * Compiles it. What is packed is unpacked by another module: at the first call nobody has compiled JavaScript, which so
 * would take ten times as long.
 *
 * @param packed its bytes as `crates/unpack` takes them, in base64
 * @param size how many they are
 */
export function inlined(packed: string, size: number): WebAssembly.Module {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(unpacker, MASK)));
  const { memory, packed: place, unpack } = exports as unknown as Unpacker;
  const into: Decoder = new Uint8Array(memory.buffer, place());
  if (!into.setFromBase64?.(packed)) into.set(bytesOf(atob(packed), 0));
  return new WebAssembly.Module(new Uint8Array(memory.buffer, unpack(size), size));
}

/** What `crates/glue` has masked the unpacking module's bytes by. */
const MASK = 101;

/** A byte for each character, unmasked. */
function bytesOf(text: string, mask: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i) ^ mask;
  return bytes;
}

/** The module of WebAssembly that an entry holds as text. */

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
 * @param packed its bytes as `crates/unpack` takes them, masked, in base64
 * @param size how many they are
 */
export function inlined(packed: string, size: number): WebAssembly.Module {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(unpacker)));
  const { memory, packed: place, unpack } = exports as unknown as Unpacker;
  new Uint8Array(memory.buffer).set(bytesOf(atob(packed)), place());
  return new WebAssembly.Module(new Uint8Array(memory.buffer, unpack(size), size));
}

/** A byte for each character; `crates/glue` has masked them. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i) ^ 101;
  return bytes;
}

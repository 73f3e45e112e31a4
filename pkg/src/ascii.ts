/** Bytes that are held as printable ASCII, as `scripts/ascii.mjs` writes them. */

/** The characters, in order; each of the last two, 125 and 126 in ASCII, begins the two characters of a byte. */
const CHARACTERS = " !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

/**
 * Returns the bytes.
 *
 * @param text a character for each byte that is frequent, two for the others
 * @param frequent the bytes that have one character each, in the order of the characters
 */
export function bytesOf(text: string, frequent: readonly number[]): Uint8Array<ArrayBuffer> {
  const rare = [...Array(256).keys()].filter((byte) => !frequent.includes(byte));
  const half = Math.ceil(rare.length / 2);
  // What a character means, at its code; behind 125 at that and 128, behind 126 at that and 256.
  const table = new Uint8Array(384);
  [frequent, rare.slice(0, half), rare.slice(half)].forEach((bytes, group) => {
    bytes.forEach((byte, at) => (table[128 * group + CHARACTERS.charCodeAt(at)] = byte));
  });
  // Written over: at the first call nobody has compiled JavaScript, and an element is read sooner than a character.
  const codes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at]!;
    codes[length++] = table[code < 125 ? code : 128 * (code - 124) + codes[++at]!]!;
  }
  return codes.subarray(0, length);
}

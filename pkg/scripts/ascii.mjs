/**
 * Writes bytes as printable ASCII: a character for each byte that is frequent, two for the others. gzip and brotli compress
 * that as well as the bytes themselves, which no base64 does. `src/ascii.ts` reads it.
 */

/** What no text of JavaScript or HTML needs escaped, in order. */
const SAFE = [...Array(95).keys()].map((at) => String.fromCharCode(32 + at)).filter((one) => !`"$'<\\\``.includes(one));
/** The last two of them each begin the two characters of a byte. */
const FIRST = SAFE.slice(-2);
const SINGLE = SAFE.slice(0, -2);

/** A byte that is a character of its own counts as so many more: what is text stays text. */
const BONUS = 100;

/**
 * Gives the text, and the bytes that have one character each, in the order of the characters.
 *
 * @param {Uint8Array} bytes
 */
export function ascii(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const own = (byte) => SINGLE.includes(String.fromCharCode(byte));
  for (const byte of counts.keys()) if (own(byte)) counts[byte] += BONUS;
  const ranked = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const chosen = ranked.slice(0, SINGLE.length);
  const others = chosen.filter((byte) => !own(byte)).sort((a, b) => a - b);
  const frequent = SINGLE.map((one) => {
    const code = one.charCodeAt(0);
    return chosen.includes(code) ? code : others.shift();
  });

  const codes = new Array(256);
  frequent.forEach((byte, at) => (codes[byte] = SINGLE[at]));
  const rare = [...codes.keys()].filter((byte) => codes[byte] === undefined);
  const half = Math.ceil(rare.length / 2);
  rare.forEach((byte, at) => (codes[byte] = FIRST[Math.floor(at / half)] + SAFE[at % half]));
  return { text: Array.from(bytes, (byte) => codes[byte]).join(""), frequent };
}

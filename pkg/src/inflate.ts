/** Undoes DEFLATE (RFC 1951), at once: what browsers have for it makes one wait. */

/** The order in which the lengths of codes are told (section 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The most bits of a code. */
const MOST = 15;

/**
 * Gives the bytes that were deflated. They are the package's own, so nothing about them is checked.
 *
 * @param from what was deflated
 * @param size how many bytes it was
 */
export function inflate(from: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(size);
  let at = 0;
  let next = 0;
  let bits = 0;
  let held = 0;

  const fill = (count: number): void => {
    for (; held < count; held += 8) bits |= from[next++]! << held;
  };
  const drop = (count: number): void => {
    bits >>>= count;
    held -= count;
  };
  const take = (count: number): number => {
    fill(count);
    const value = bits & ((1 << count) - 1);
    drop(count);
    return value;
  };
  const symbol = (table: Uint16Array): number => {
    fill(MOST);
    const entry = table[bits & ((1 << MOST) - 1)]!;
    drop(entry & 15);
    return entry >> 4;
  };

  for (let last = 0; !last; ) {
    last = take(1);
    const kind = take(2);
    if (kind === 0) {
      drop(held & 7);
      const length = take(16);
      // Behind the length comes its complement; bytes that were read too early are given back.
      next += 2 - held / 8;
      bits = held = 0;
      to.set(from.subarray(next, next + length), at);
      at += length;
      next += length;
      continue;
    }
    let literals = 288;
    const lengths: number[] = [];
    if (kind === 1) {
      for (let i = 0; i < 320; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : i < 288 ? 8 : 5);
    } else {
      literals = take(5) + 257;
      const all = literals + take(5) + 1;
      const orders: number[] = [];
      for (let i = 0, count = take(4) + 4; i < count; i++) orders[ORDER[i]!] = take(3);
      const order = tableOf(orders);
      while (lengths.length < all) {
        const said = symbol(order);
        const length = said < 16 ? said : said === 16 ? lengths.at(-1)! : 0;
        const count = said < 16 ? 1 : said === 16 ? take(2) + 3 : said === 17 ? take(3) + 3 : take(7) + 11;
        for (let i = 0; i < count; i++) lengths.push(length);
      }
    }
    const table = tableOf(lengths.slice(0, literals));
    const distances = tableOf(lengths.slice(literals));
    for (let said; (said = symbol(table)) !== 256; ) {
      if (said < 256) {
        to[at++] = said;
        continue;
      }
      const length = said === 285 ? 258 : valueOf(said - 257, 2) + 3;
      const distance = valueOf(symbol(distances), 1) + 1;
      for (const end = at + length; at < end; at++) to[at] = to[at - distance]!;
    }
  }
  return to;

  /** The length or the distance that a symbol stands for, less the least; `digits` bits of it tell the value's first bits. */
  function valueOf(said: number, digits: number): number {
    const extra = (said >> digits) - 1;
    return extra < 1 ? said : (((1 << digits) + (said & ((1 << digits) - 1))) << extra) + take(extra);
  }
}

/** The symbol and, in the last four bits, the length of the code that each sequence of bits begins with (section 3.2.2). */
function tableOf(lengths: readonly number[]): Uint16Array {
  const table = new Uint16Array(1 << MOST);
  for (let length = 1, code = 0; length <= MOST; length++, code <<= 1) {
    lengths.forEach((of, symbol) => {
      if (of !== length) return;
      let first = 0;
      for (let i = 0; i < length; i++) first |= ((code >> i) & 1) << (length - 1 - i);
      for (let i = first; i < table.length; i += 1 << length) table[i] = (symbol << 4) | length;
      code++;
    });
  }
  return table;
}

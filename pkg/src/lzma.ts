/**
 * Undoes LZMA, at once: what browsers have for compressed data makes one wait, and knows DEFLATE only, which takes an eighth
 * more. The settings are those of `crates/glue`: lc 2, lp 0, pb 0, no header, no end marker.
 */

/** Bits of the last byte that choose how a literal is read. */
const LC = 2;

/** Where each kind of probability begins in one list of them. */
const IS_MATCH = 0;
const IS_REP = 12;
const IS_REP_G0 = 24;
const IS_REP_G1 = 36;
const IS_REP_G2 = 48;
const IS_REP0_LONG = 60;
const SLOT = 72;
const SPECIAL = SLOT + 4 * 64;
const ALIGN = SPECIAL + 115;
const LENGTH = ALIGN + 16;
const REP_LENGTH = LENGTH + 274;
const LITERAL = REP_LENGTH + 274;

/** A probability of one half, of this many. */
const HALF = 1024;
const WHOLE = 2048;

/** What is read bit by bit. It is a class, as engines are quicker with fields than with what closures share. */
class Bits {
  readonly #from: Uint8Array;
  readonly #probabilities = new Uint16Array(LITERAL + (0x300 << LC)).fill(HALF);
  #range = 0xffffffff;
  #code = 0;
  // The first byte is always 0.
  #next = 1;

  constructor(from: Uint8Array) {
    this.#from = from;
    while (this.#next < 5) this.#take();
  }

  #take(): void {
    this.#code = ((this.#code << 8) | this.#from[this.#next++]!) >>> 0;
  }

  #fill(): void {
    if (this.#range < 0x1000000) {
      this.#range = (this.#range << 8) >>> 0;
      this.#take();
    }
  }

  bit(of: number): number {
    const probability = this.#probabilities[of]!;
    const bound = (this.#range >>> 11) * probability;
    const isOne = this.#code >= bound;
    if (isOne) {
      this.#range -= bound;
      this.#code -= bound;
      this.#probabilities[of] = probability - (probability >> 5);
    } else {
      this.#range = bound;
      this.#probabilities[of] = probability + ((WHOLE - probability) >> 5);
    }
    this.#fill();
    return isOne ? 1 : 0;
  }

  /** So many bits, the highest first. */
  tree(of: number, bits: number): number {
    let read = 1;
    for (let i = 0; i < bits; i++) read = (read << 1) | this.bit(of + read);
    return read - (1 << bits);
  }

  /** So many bits, the lowest first. */
  reversed(of: number, bits: number): number {
    let value = 0;
    for (let i = 0, read = 1; i < bits; i++) {
      const one = this.bit(of + read);
      read = (read << 1) | one;
      value |= one << i;
    }
    return value;
  }

  /** So many bits that are as likely as not. */
  direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      value = (value << 1) | (isOne ? 1 : 0);
      this.#fill();
    }
    return value;
  }

  length(of: number): number {
    return !this.bit(of) ? this.tree(of + 2, 3) : !this.bit(of + 1) ? 8 + this.tree(of + 10, 3) : 16 + this.tree(of + 18, 8);
  }

  distance(length: number): number {
    const slot = this.tree(SLOT + (Math.min(length, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const first = (2 | (slot & 1)) << bits;
    return slot < 14
      ? first + this.reversed(SPECIAL + first - slot, bits)
      : first + (this.direct(bits - 4) << 4) + this.reversed(ALIGN, 4);
  }
}

/**
 * Gives the bytes that were compressed. They are the package's own, so nothing about them is checked.
 *
 * @param from what was compressed
 * @param size how many bytes it was
 */
export function decompress(from: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(size);
  const bits = new Bits(from);
  let at = 0;
  let state = 0;
  let rep0 = 0;
  let rep1 = 0;
  let rep2 = 0;
  let rep3 = 0;

  while (at < size) {
    if (!bits.bit(IS_MATCH + state)) {
      const of = LITERAL + 0x300 * (at ? to[at - 1]! >> (8 - LC) : 0);
      let read = 1;
      if (state > 6) {
        // Behind a match, the byte that would have continued it tells what this one is not.
        for (let expected = to[at - rep0 - 1]!, wanted = 0, one = 0; read < 0x100 && wanted === one; expected <<= 1) {
          wanted = (expected >> 7) & 1;
          one = bits.bit(of + ((1 + wanted) << 8) + read);
          read = (read << 1) | one;
        }
      }
      while (read < 0x100) read = (read << 1) | bits.bit(of + read);
      to[at++] = read;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count = 1;
    if (bits.bit(IS_REP + state)) {
      if (bits.bit(IS_REP_G0 + state)) {
        let again = rep1;
        if (bits.bit(IS_REP_G1 + state)) {
          again = rep2;
          if (bits.bit(IS_REP_G2 + state)) {
            again = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = again;
      } else if (!bits.bit(IS_REP0_LONG + state)) {
        count = 0;
      }
      state = count ? (state < 7 ? 8 : 11) : state < 7 ? 9 : 11;
      count = count ? bits.length(REP_LENGTH) + 2 : 1;
    } else {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      count = bits.length(LENGTH);
      state = state < 7 ? 7 : 10;
      rep0 = bits.distance(count);
      count += 2;
    }
    for (const end = at + count; at < end; at++) to[at] = to[at - rep0 - 1]!;
  }
  return to;
}

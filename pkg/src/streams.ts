/**
 * Puts the bytes of a WebAssembly module back in their order. `crates/glue` sorts them by kind, for each kind is much like
 * itself and compresses better alone: what names a local, a constant, an offset in memory or a block, and all the rest.
 */

const LOCAL = 0;
const CONSTANT = 1;
const OFFSET = 2;
const BRANCH = 3;
const REST = 4;

/** The section that holds the functions. */
const CODE = 10;

/**
 * Gives the module. It is the package's own, and `crates/glue` has refused what is not known here.
 *
 * @param from the bytes, one kind behind the other
 * @param lengths how many there are of each
 */
export function join(from: Uint8Array, lengths: readonly number[]): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(from.length);
  const next = lengths.map((_, kind) => lengths.slice(0, kind).reduce((sum, length) => sum + length, 0));
  let at = 0;
  const byte = (kind: number): number => (to[at++] = from[next[kind]!++]!);
  const bytes = (count: number): void => {
    for (const end = at + count; at < end; ) byte(REST);
  };
  /** A number in LEB128; it is asked for where it is small. */
  const number = (kind: number): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const read = byte(kind);
      value |= (read & 0x7f) << shift;
      if (read < 0x80) return value;
    }
  };
  const numbers = (count: number): void => {
    while (count-- > 0) number(REST);
  };

  bytes(8);
  while (at < to.length) {
    const section = byte(REST);
    const length = number(REST);
    if (section !== CODE) {
      bytes(length);
      continue;
    }
    for (let functions = number(REST); functions > 0; functions--) {
      const end = number(REST) + at;
      numbers(2 * number(REST));
      while (at < end) {
        const instruction = byte(REST);
        if (instruction >= 0x20 && instruction <= 0x22) {
          number(LOCAL);
        } else if (instruction >= 0x28 && instruction <= 0x3e) {
          number(REST);
          number(OFFSET);
        } else if (instruction === 0x41 || instruction === 0x42) {
          number(CONSTANT);
        } else if (instruction === 0x0c || instruction === 0x0d) {
          number(BRANCH);
        } else if (instruction === 0x0e) {
          numbers(number(REST) + 1);
        } else if (instruction === 0xfc) {
          // Of bulk memory: copying takes two memories, filling one.
          const operation = number(REST);
          numbers(operation < 10 ? 0 : 12 - operation);
        } else {
          // Blocks, calls, globals and the size of the memory take one number, calls by a table two.
          numbers(instruction === 0x11 ? 2 : ONE.includes(instruction) ? 1 : 0);
        }
      }
    }
  }
  return to;
}

const ONE = [0x02, 0x03, 0x04, 0x10, 0x23, 0x24, 0x3f, 0x40];

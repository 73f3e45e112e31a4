//! Undoes what `crates/glue` does to the WebAssembly module that the npm package holds as text: LZMA, and bytes sorted by kind.
//!
//! It is a small module of WebAssembly itself, which goes before: at the first call no engine has compiled JavaScript, which
//! would take ten times as long. What browsers have for compressed data makes one wait, and knows DEFLATE only, which takes an
//! eighth more.
//!
//! LZMA's settings are lc 2, lp 0 and pb 0; there is no header and no end marker. Nothing of what is given is checked: it is the
//! package's own, and `crates/glue` has unpacked it by this same code, its places checked, before it wrote it down.

#![cfg_attr(target_family = "wasm", no_std)]

mod places;
#[cfg(target_family = "wasm")]
mod platform;

use places::{at, at_mut};

/// How many bytes can be given at most.
pub const MOST_PACKED: usize = 1 << 16;

/// How many can come of them at most.
pub const MOST: usize = 1 << 17;

/// The kinds of bytes, each of which is much like itself: what names a local, a constant, an offset in memory or an enclosing
/// block, and all the rest.
pub const KINDS: usize = 5;

/// All the rest. It begins with a number: how many bytes stand before the number of functions.
pub const REST: usize = 4;

/// How many forms of instructions stand before the first kind; a byte each. Its last three bits are the kind of the
/// instruction's last number, plus one, or 0 where all of them are among the rest; the others, how many these are. The second
/// half is that of the instructions of vectors.
pub const FORMS: usize = 512;

/// A branch by a table: so many numbers more as the first of them says.
pub const TABLE: usize = 0x0E;

/// What stands before the instructions of a second table, of which [`FORMS`] has the first from [`FIRST_BULK`] on.
pub const BULK: usize = 0xFC;

/// See [`BULK`]. No instruction of the first table has these numbers.
pub const FIRST_BULK: usize = 0xF0;

/// What stands before an instruction of vectors.
pub const VECTOR: usize = 0xFD;

/// Where their forms begin.
pub const FIRST_VECTOR: usize = 256;

/// Instead of how many numbers follow: sixteen bytes do.
pub const SIXTEEN: u8 = 31;

/// Bits of the last byte that choose how a literal is read.
const LC: usize = 2;

/// Where each kind of probability begins in one list of them.
const IS_MATCH: usize = 0;
const IS_REP: usize = 12;
const IS_REP_G0: usize = 24;
const IS_REP_G1: usize = 36;
const IS_REP_G2: usize = 48;
const IS_REP0_LONG: usize = 60;
const SLOT: usize = 72;
const SPECIAL: usize = SLOT + 4 * 64;
const ALIGN: usize = SPECIAL + 115;
const LENGTH: usize = ALIGN + 16;
const REP_LENGTH: usize = LENGTH + 274;
const LITERAL: usize = REP_LENGTH + 274;
const COUNT: usize = LITERAL + (0x300 << LC);

/// A probability of one half, of 2048.
const HALF: i32 = 1024;
/// What a probability moves towards. It is odd for the bit 1, and a 32nd of the way is rounded as LZMA does.
const ZERO: i32 = HALF;
const ONE: i32 = 31 - HALF;

/// How a value's bits follow each other.
const UP: u32 = 1;
const DOWN: u32 = u32::MAX;

/// What is being unpacked. It unpacks once.
///
/// What is named most stands first: a small address is a short one.
#[repr(C)]
pub struct Unpacker {
    taken: usize,
    made: usize,
    packed: Packed,
    /// How far each probability is from a half.
    probabilities: [i16; COUNT],
    /// What LZMA gives. A byte stands before it that is none of it, so that there is one before the first.
    sorted: [u8; 1 + MOST],
    module: [u8; MOST],
}

/// What is given, as memory has it.
#[repr(C)]
pub struct Packed {
    /// LZMA's, as it begins: all ones.
    pub range: u32,
    /// What LZMA begins with: the four bytes behind the first, which is always 0.
    pub code: u32,
    /// Where the first byte of each kind stands behind LZMA, counted from 1; then, the next one.
    pub next: [u32; KINDS],
    /// What LZMA goes on with.
    pub bytes: [u8; MOST_PACKED],
}

impl Unpacker {
    /// One that is given nothing yet.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Unpacker {
            taken: 0,
            made: 0,
            packed: Packed { range: 0, code: 0, next: [0; KINDS], bytes: [0; MOST_PACKED] },
            probabilities: [0; COUNT],
            sorted: [0; 1 + MOST],
            module: [0; MOST],
        }
    }

    /// Where what is packed is to be put.
    pub fn packed(&mut self) -> &mut Packed {
        &mut self.packed
    }

    /// Unpacks a module of so many bytes, and gives its first.
    pub fn unpack(&mut self, size: usize) -> &u8 {
        self.expand(FORMS + 2 + size);
        let start = self.join(size);
        at(&self.module, start)
    }

    /// The module, once it is unpacked.
    pub fn module(&self, size: usize) -> &[u8] {
        &self.module[self.made - size..self.made]
    }

    /// Undoes LZMA, of so many bytes.
    fn expand(&mut self, size: usize) {
        // The last distances, each less one.
        let (mut rep0, mut rep1, mut rep2, mut rep3) = (0, 0, 0, 0);
        let mut state = 0;
        let mut place = 1;
        while place <= size {
            if !self.is(IS_MATCH + state) {
                let of = LITERAL + 0x300 * (usize::from(*at(&self.sorted, place - 1)) >> (8 - LC));
                // Behind a match, the byte that would have continued it tells what this one is not.
                let mut expected = usize::from(*at(&self.sorted, place - 1 - rep0));
                let mut matched = if state > 6 { 0x100 } else { 0 };
                let mut read = 1;
                while read < 0x100 {
                    expected <<= 1;
                    let wanted = expected & matched;
                    let bit = self.bit(of + matched + wanted + read);
                    read = read << 1 | bit;
                    matched &= wanted ^ bit.wrapping_sub(1);
                }
                *at_mut(&mut self.sorted, place) = read as u8;
                place += 1;
                state = match state {
                    0..4 => 0,
                    4..10 => state - 3,
                    _ => state - 6,
                };
                continue;
            }
            let length;
            if self.is(IS_REP + state) {
                if self.is(IS_REP_G0 + state) {
                    let again;
                    if self.is(IS_REP_G1 + state) {
                        if self.is(IS_REP_G2 + state) {
                            again = rep3;
                            rep3 = rep2;
                        } else {
                            again = rep2;
                        }
                        rep2 = rep1;
                    } else {
                        again = rep1;
                    }
                    rep1 = rep0;
                    rep0 = again;
                    length = 2 + self.length(REP_LENGTH);
                } else if self.is(IS_REP0_LONG + state) {
                    length = 2 + self.length(REP_LENGTH);
                } else {
                    length = 1;
                }
                state = if state < 7 { if length > 1 { 8 } else { 9 } } else { 11 };
            } else {
                rep3 = rep2;
                rep2 = rep1;
                rep1 = rep0;
                let coded = self.length(LENGTH);
                length = 2 + coded;
                state = if state < 7 { 7 } else { 10 };
                rep0 = self.distance(coded);
            }
            for _ in 0..length {
                *at_mut(&mut self.sorted, place) = *at(&self.sorted, place - 1 - rep0);
                place += 1;
            }
        }
    }

    // A call for every bit would take as long as the bit, where an engine compiles in a hurry.
    #[inline(always)]
    fn fill(&mut self) {
        if self.packed.range < 1 << 24 {
            self.packed.range <<= 8;
            self.packed.code = self.packed.code << 8 | u32::from(*at(&self.packed.bytes, self.taken));
            self.taken += 1;
        }
    }

    /// The next bit, by the probability of that place.
    #[inline(never)]
    fn bit(&mut self, of: usize) -> usize {
        self.fill();
        let probability = at_mut(&mut self.probabilities, of);
        let from = i32::from(*probability);
        let mut bound = (self.packed.range >> 11) * (HALF + from) as u32;
        let mut towards = ZERO;
        if self.packed.code >= bound {
            self.packed.code -= bound;
            bound = self.packed.range - bound;
            towards = ONE;
        }
        self.packed.range = bound;
        *probability = (from + ((towards - from) >> 5)) as i16;
        (towards & 1) as usize
    }

    fn is(&mut self, of: usize) -> bool {
        self.bit(of) != 0
    }

    /// So many bits. The first is the value's bit of that place, and each other stands a step on.
    #[inline(never)]
    fn tree(&mut self, of: usize, bits: u32, mut place: u32, step: u32) -> usize {
        let (mut value, mut read) = (0, 1_usize);
        while read >> bits == 0 {
            let bit = self.bit(of + read);
            read = read << 1 | bit;
            value |= bit << place;
            place = place.wrapping_add(step);
        }
        value
    }

    /// So many bits that are as likely as not.
    fn direct(&mut self, bits: u32) -> usize {
        let mut value = 0;
        for _ in 0..bits {
            self.fill();
            self.packed.range >>= 1;
            let bit = self.packed.code >= self.packed.range;
            if bit {
                self.packed.code -= self.packed.range;
            }
            value = value << 1 | usize::from(bit);
        }
        value
    }

    /// A length, less two.
    #[inline(never)]
    fn length(&mut self, of: usize) -> usize {
        let (mut first, mut bits) = (0, 3);
        if self.is(of) {
            first = 8;
            if self.is(of + 1) {
                first = 16;
                bits = 8;
            }
        }
        first + self.tree(of + 2 + first, bits, bits - 1, DOWN)
    }

    /// A distance, less one, of a match of that length, less two.
    fn distance(&mut self, length: usize) -> usize {
        let slot = self.tree(SLOT + (length.min(3) << 6), 6, 5, DOWN);
        if slot < 4 {
            return slot;
        }
        let bits = (slot as u32 >> 1) - 1;
        let first = (2 | (slot & 1)) << bits;
        if slot < 14 {
            first + self.tree(SPECIAL + first - slot, bits, 0, UP)
        } else {
            first + (self.direct(bits - 4) << 4) + self.tree(ALIGN, 4, 0, UP)
        }
    }

    /// Puts the bytes back in their order, and gives where the module begins among them.
    fn join(&mut self, size: usize) -> usize {
        let before = self.number(REST);
        let start = self.made;
        self.bytes(before);
        for _ in 0..self.number(REST) {
            let length = self.number(REST);
            let end = self.made + length;
            let locals = self.number(REST);
            self.numbers(2 * locals);
            while self.made < end {
                self.instruction();
            }
        }
        self.bytes(start + size - self.made);
        start
    }

    fn instruction(&mut self) {
        let mut instruction = self.byte(REST);
        if instruction == BULK {
            instruction = FIRST_BULK + self.number(REST);
        } else if instruction == VECTOR {
            instruction = FIRST_VECTOR + self.number(REST);
        }
        let form = usize::from(*at(&self.sorted, 1 + instruction));
        if form == usize::from(SIXTEEN) << 3 {
            return self.bytes(16);
        }
        let count = if instruction == TABLE { self.number(REST) } else { 0 };
        self.numbers(count + (form >> 3));
        if form & 7 != 0 {
            self.number((form & 7) - 1);
        }
    }

    /// The next byte of a kind, which comes into the module.
    #[inline(never)]
    fn byte(&mut self, kind: usize) -> usize {
        let next = at_mut(&mut self.packed.next, kind);
        let byte = *at(&self.sorted, *next as usize);
        *next += 1;
        *at_mut(&mut self.module, self.made) = byte;
        self.made += 1;
        usize::from(byte)
    }

    #[inline(never)]
    fn bytes(&mut self, count: usize) {
        for _ in 0..count {
            self.byte(REST);
        }
    }

    /// A number in LEB128; it is asked for where it is small.
    #[inline(never)]
    fn number(&mut self, kind: usize) -> usize {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte(kind);
            value |= (byte & 0x7F) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
        }
    }

    #[inline(never)]
    fn numbers(&mut self, count: usize) {
        for _ in 0..count {
            self.number(REST);
        }
    }
}

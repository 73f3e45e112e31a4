//! The 128-bit vectors of WebAssembly. A module that has them is refused by an engine that does not, so nothing is chosen
//! when the program runs.

#![allow(unsafe_code)]

use crate::blocks::{Blocks, blocks};
use crate::classes::{COLUMNS, ROWS};
use crate::vector::{Vector, methods};
use core::arch::wasm32::*;

const WIDTH: usize = 16;

pub(crate) static SIMD128: Blocks = blocks!("simd128", v128, decode);

#[target_feature(enable = "simd128")]
#[inline]
fn load(from: &[u8; WIDTH]) -> v128 {
    // SAFETY: an array of 16 bytes can be read whole, and the load asks for no alignment.
    unsafe { v128_load(from.as_ptr().cast()) }
}

/// Returns the [classes](ROWS) of the bytes.
#[target_feature(enable = "simd128")]
#[inline]
fn classes(bytes: v128) -> v128 {
    let columns = u8x16_swizzle(load(&COLUMNS), v128_and(bytes, u8x16_splat(0x0F)));
    v128_and(columns, u8x16_swizzle(load(&ROWS), u8x16_shr(bytes, 4)))
}

/// What is added to a character to give its value, by the character's upper four bits; a slash is counted one lower.
const TO_VALUE: [u8; 16] = [0, 16, 19, 4, 191, 191, 185, 185, 0, 0, 0, 0, 0, 0, 0, 0];

/// Returns the 24 bits that each four characters encode, the first character's highest.
#[target_feature(enable = "simd128")]
#[inline]
fn groups(characters: v128) -> v128 {
    // All bits set are -1.
    let row = u8x16_add(u8x16_shr(characters, 4), u8x16_eq(characters, u8x16_splat(b'/')));
    let values = u8x16_add(characters, u8x16_swizzle(load(&TO_VALUE), row));
    // Two values of six bits make twelve, and two of these 24; the last byte is the lowest.
    let twelve = v128_or(i16x8_shl(v128_and(values, u16x8_splat(0x3F)), 6), u16x8_shr(values, 8));
    i32x4_dot_i16x8(twelve, i32x4_splat(1 << 16 | 1 << 12))
}

/// Decodes whole groups of 16 characters; returns how many bytes they are.
#[target_feature(enable = "simd128")]
fn decode(text: &[u8], out: &mut [u8]) -> Option<usize> {
    let mut least = u8x16_splat(0xFF);
    for (characters, bytes) in text.as_chunks().0.iter().zip(out.as_chunks_mut::<12>().0) {
        let characters = load(characters);
        least = u8x16_min(least, classes(characters));
        let groups = groups(characters);
        let in_order = u8x16_shuffle::<2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0, 0, 0, 0>(groups, groups);
        // SAFETY: eight bytes and four more can be written to an array of twelve, and the stores ask for no alignment.
        unsafe {
            v128_store64_lane::<0>(in_order, bytes.as_mut_ptr().cast());
            v128_store32_lane::<2>(in_order, bytes.as_mut_ptr().add(8).cast());
        }
    }
    u8x16_all_true(least).then_some(text.len() / 16 * 12)
}

/// Returns the length of whole vectors at the beginning in which no [marker](crate::marker) begins.
#[target_feature(enable = "simd128")]
pub(crate) fn clear(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(block) = bytes.get(length..).and_then(|rest| rest.first_chunk::<{ WIDTH + 1 }>()) {
        let (Some(these), Some(behind)) = (block.first_chunk(), block.last_chunk()) else { break };
        let prefix = u8x16_eq(load(these), u8x16_splat(0xFF));
        if v128_any_true(v128_and(prefix, u8x16_ne(load(behind), u8x16_splat(0)))) {
            break;
        }
        length += WIDTH;
    }
    length
}

impl Vector for v128 {
    const WIDTH: usize = WIDTH;

    methods! {
        fn load(from: *const u8) -> Self = v128_load(from.cast());
        fn store(self, to: *mut u8) = v128_store(to.cast(), self);
        // There is no such hint.
        fn prefetch(_from: *const u8) = ();
        fn splat(byte: u8) -> Self = u8x16_splat(byte);
        fn splat_group(group: [u8; 4]) -> Self = u32x4_splat(u32::from_le_bytes(group));
        fn equal(self, other: Self) -> Self = u8x16_eq(self, other);
        fn less(self, other: Self) -> Self = i8x16_lt(self, other);
        fn min(self, other: Self) -> Self = u8x16_min(self, other);
        fn and(self, other: Self) -> Self = v128_and(self, other);
        fn and_not(self, other: Self) -> Self = v128_andnot(self, other);
        fn or(self, other: Self) -> Self = v128_or(self, other);
        fn has_zero(self) -> bool = !u8x16_all_true(self);
        fn is_zero(self) -> bool = !v128_any_true(self);
        fn mask(self) -> u64 = u8x16_bitmask(self).into();
        fn classes(self) -> Self = classes(self);
        fn bytes(self, seen: &mut Self) -> Self = {
            *seen = u8x16_min(*seen, classes(self));
            let groups = groups(self);
            u8x16_shuffle::<2, 1, 0, 0, 6, 5, 4, 4, 10, 9, 8, 8, 14, 13, 12, 12>(groups, groups)
        };
        fn before(self, earlier: Self) -> Self =
            u8x16_shuffle::<15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30>(earlier, self);
    }
}

//! NEON, which every 64-bit ARM has.

#![allow(unsafe_code)]

use crate::blocks::{Blocks, blocks};
use crate::classes::{COLUMNS, ROWS};
use crate::vector::{Vector, methods};
use core::arch::aarch64::*;

pub(crate) static NEON: Blocks = blocks!("neon", uint8x16_t, |_, _| Some(0));

/// The bits of eight bytes, twice.
const BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

/// What is added to a character to give its value, by its row; at 1, moved there, for the slash alone.
const TO_VALUE: [u8; 16] = [0, 16, 19, 4, 191, 191, 185, 185, 0, 0, 0, 0, 0, 0, 0, 0];

/// In which order the bytes of a group are, the lowest of which is the last one.
const ORDER: [u8; 16] = [2, 1, 0, 0, 6, 5, 4, 4, 10, 9, 8, 8, 14, 13, 12, 12];

impl Vector for uint8x16_t {
    const WIDTH: usize = 16;

    methods! {
        fn load(from: *const u8) -> Self = vld1q_u8(from);
        fn store(self, to: *mut u8) = vst1q_u8(to, self);
        // There is no stable way to give the hint; these machines look far ahead by themselves.
        fn prefetch(_from: *const u8) = ();
        fn splat(byte: u8) -> Self = vdupq_n_u8(byte);
        fn splat_group(group: [u8; 4]) -> Self = vreinterpretq_u8_u32(vdupq_n_u32(u32::from_le_bytes(group)));
        fn equal(self, other: Self) -> Self = vceqq_u8(self, other);
        fn less(self, other: Self) -> Self = vcltq_s8(vreinterpretq_s8_u8(self), vreinterpretq_s8_u8(other));
        fn min(self, other: Self) -> Self = vminq_u8(self, other);
        fn and(self, other: Self) -> Self = vandq_u8(self, other);
        fn and_not(self, other: Self) -> Self = vbicq_u8(self, other);
        fn or(self, other: Self) -> Self = vorrq_u8(self, other);
        fn has_zero(self) -> bool = vminvq_u8(self) == 0;
        fn is_zero(self) -> bool = vmaxvq_u8(self) == 0;
        fn mask(self) -> u64 = {
            let bits = vandq_u8(vcltzq_s8(vreinterpretq_s8_u8(self)), vld1q_u8(BITS.as_ptr()));
            u64::from(vaddv_u8(vget_high_u8(bits))) << 8 | u64::from(vaddv_u8(vget_low_u8(bits)))
        };
        fn classes(self) -> Self = {
            let columns = vqtbl1q_u8(vld1q_u8(COLUMNS.as_ptr()), vandq_u8(self, vdupq_n_u8(0x0F)));
            vandq_u8(columns, vqtbl1q_u8(vld1q_u8(ROWS.as_ptr()), vshrq_n_u8::<4>(self)))
        };
        fn bytes(self, seen: &mut Self) -> Self = {
            *seen = seen.min(self.classes());
            // All bits set are -1.
            let row = vaddq_u8(vshrq_n_u8::<4>(self), vceqq_u8(self, vdupq_n_u8(b'/')));
            let values = vaddq_u8(self, vqtbl1q_u8(vld1q_u8(TO_VALUE.as_ptr()), row));
            // Two values of six bits make twelve, and two of these 24. The bits above them end up in the highest byte,
            // which is not taken.
            let values = vreinterpretq_u16_u8(values);
            let twelve = vreinterpretq_u32_u16(vsliq_n_u16::<6>(vshrq_n_u16::<8>(values), values));
            let groups = vsliq_n_u32::<12>(vshrq_n_u32::<16>(twelve), twelve);
            vqtbl1q_u8(vreinterpretq_u8_u32(groups), vld1q_u8(ORDER.as_ptr()))
        };
        fn before(self, earlier: Self) -> Self = vextq_u8::<15>(earlier, self);
    }
}

//! NEON, which every 64-bit ARM has.

#![allow(unsafe_code)]

use crate::classes::{COLUMNS, ROWS};
use crate::plain::{self, Plain};
use crate::slashes::{self, Squeeze};
use crate::vector::Vector;
use crate::walk::{self, Walk};
use core::arch::aarch64::*;

pub(crate) fn plain(text: &[u8]) -> usize {
    // SAFETY: NEON belongs to the architecture.
    unsafe { plain::plain::<uint8x16_t>(text) }
}

pub(crate) fn walk(text: &[u8], prefix: &mut bool) -> usize {
    // SAFETY: as in `plain`.
    unsafe { walk::walk::<uint8x16_t>(text, prefix) }
}

pub(crate) fn unescape(text: &[u8], out: &mut [u8]) -> (usize, usize) {
    // SAFETY: as in `plain`.
    unsafe { slashes::unescape::<uint8x16_t>(text, out) }
}

// SAFETY of every block in the implementation: NEON belongs to the architecture, and for a load or a store the
// caller promises that the bytes can be read or written.

impl Vector for uint8x16_t {
    const WIDTH: usize = 16;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller's promise; the load asks for no alignment.
        unsafe { vld1q_u8(from) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: the caller's promise; the store asks for no alignment.
        unsafe { vst1q_u8(to, self) }
    }

    #[inline(always)]
    unsafe fn prefetch(_: *const u8) {
        // There is no stable way to give the hint; these machines look far ahead by themselves.
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: see above, as in all that follow.
        unsafe { vdupq_n_u8(byte) }
    }

    #[inline(always)]
    unsafe fn splat_group(group: [u8; 4]) -> Self {
        // SAFETY: see above.
        unsafe { vreinterpretq_u8_u32(vdupq_n_u32(u32::from_le_bytes(group))) }
    }

    #[inline(always)]
    unsafe fn equal(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe { vceqq_u8(self, other) }
    }

    #[inline(always)]
    unsafe fn less(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe { vcltq_s8(vreinterpretq_s8_u8(self), vreinterpretq_s8_u8(other)) }
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe { vandq_u8(self, other) }
    }

    #[inline(always)]
    unsafe fn and_not(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe { vbicq_u8(self, other) }
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe { vorrq_u8(self, other) }
    }

    #[inline(always)]
    unsafe fn has_zero(self) -> bool {
        // SAFETY: see above.
        unsafe { vminvq_u8(self) == 0 }
    }

    #[inline(always)]
    unsafe fn is_zero(self) -> bool {
        // SAFETY: see above.
        unsafe { vmaxvq_u8(self) == 0 }
    }

    #[inline(always)]
    unsafe fn mask(self) -> u64 {
        const BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
        // SAFETY: see above; an array of 16 bytes is loaded whole.
        let (low, high) = unsafe {
            let highest = vcltzq_s8(vreinterpretq_s8_u8(self));
            let bits = vandq_u8(highest, vld1q_u8(BITS.as_ptr()));
            (vaddv_u8(vget_low_u8(bits)), vaddv_u8(vget_high_u8(bits)))
        };
        u64::from(high) << 8 | u64::from(low)
    }
}

impl Plain for uint8x16_t {
    #[inline(always)]
    unsafe fn classes(self) -> Self {
        // SAFETY: see above; an array of 16 bytes is loaded whole.
        unsafe {
            let columns = vqtbl1q_u8(vld1q_u8(COLUMNS.as_ptr()), vandq_u8(self, vdupq_n_u8(0x0F)));
            vandq_u8(columns, vqtbl1q_u8(vld1q_u8(ROWS.as_ptr()), vshrq_n_u8::<4>(self)))
        }
    }

    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe { vminq_u8(self, other) }
    }
}

/// What is added to a character to give its value, by its row; at 1, moved there, for the slash alone.
const TO_VALUE: [u8; 16] = [0, 16, 19, 4, 191, 191, 185, 185, 0, 0, 0, 0, 0, 0, 0, 0];

/// In which order the bytes of a group stand, the lowest of which is the last one.
const ORDER: [u8; 16] = [2, 1, 0, 0, 6, 5, 4, 4, 10, 9, 8, 8, 14, 13, 12, 12];

impl Walk for uint8x16_t {
    #[inline(always)]
    unsafe fn bytes(self, seen: &mut Self) -> Self {
        // SAFETY: see above; arrays of 16 bytes are loaded whole.
        unsafe {
            *seen = seen.min(self.classes());
            // All bits set are -1.
            let row = vaddq_u8(vshrq_n_u8::<4>(self), vceqq_u8(self, vdupq_n_u8(b'/')));
            let values = vaddq_u8(self, vqtbl1q_u8(vld1q_u8(TO_VALUE.as_ptr()), row));
            // Two values of six bits make twelve, and two of these 24. The bits above them come to stand in the highest byte,
            // which is not taken.
            let values = vreinterpretq_u16_u8(values);
            let twelve = vreinterpretq_u32_u16(vsliq_n_u16::<6>(vshrq_n_u16::<8>(values), values));
            let groups = vsliq_n_u32::<12>(vshrq_n_u32::<16>(twelve), twelve);
            vqtbl1q_u8(vreinterpretq_u8_u32(groups), vld1q_u8(ORDER.as_ptr()))
        }
    }

    #[inline(always)]
    unsafe fn before(self, earlier: Self) -> Self {
        // SAFETY: see above.
        unsafe { vextq_u8::<15>(earlier, self) }
    }
}

impl Squeeze for uint8x16_t {}

//! The vectors of AVX2.

use crate::classes::{COLUMNS, ROWS};
use crate::vector::{Vector, methods};
use core::arch::x86_64::*;

impl Vector for __m256i {
    const WIDTH: usize = 32;

    methods! {
        fn load(from: *const u8) -> Self = _mm256_loadu_si256(from.cast());
        fn store(self, to: *mut u8) = _mm256_storeu_si256(to.cast(), self);
        fn prefetch(from: *const u8) = _mm_prefetch::<_MM_HINT_T0>(from.cast());
        fn splat(byte: u8) -> Self = _mm256_set1_epi8(byte as i8);
        fn splat_group(group: [u8; 4]) -> Self = _mm256_set1_epi32(i32::from_le_bytes(group));
        fn equal(self, other: Self) -> Self = _mm256_cmpeq_epi8(self, other);
        fn less(self, other: Self) -> Self = _mm256_cmpgt_epi8(other, self);
        fn min(self, other: Self) -> Self = _mm256_min_epu8(self, other);
        fn and(self, other: Self) -> Self = _mm256_and_si256(self, other);
        fn and_not(self, other: Self) -> Self = _mm256_andnot_si256(other, self);
        fn or(self, other: Self) -> Self = _mm256_or_si256(self, other);
        fn has_zero(self) -> bool = _mm256_movemask_epi8(_mm256_cmpeq_epi8(self, _mm256_setzero_si256())) != 0;
        fn is_zero(self) -> bool = _mm256_testz_si256(self, self) != 0;
        fn mask(self) -> u64 = u64::from(_mm256_movemask_epi8(self) as u32);
        fn classes(self) -> Self = {
            let table = |table: &[u8; 16]| _mm256_broadcastsi128_si256(_mm_loadu_si128(table.as_ptr().cast()));
            let row = _mm256_and_si256(_mm256_srli_epi16::<4>(self), _mm256_set1_epi8(0x0F));
            // A byte that is not ASCII, whose highest bit is set, finds a zero.
            let columns = _mm256_shuffle_epi8(table(&COLUMNS), self);
            _mm256_and_si256(columns, _mm256_shuffle_epi8(table(&ROWS), row))
        };
        fn bytes(self, seen: &mut Self) -> Self = {
            *seen = seen.min(self.classes());
            let order = _mm_setr_epi8(2, 1, 0, 0, 6, 5, 4, 4, 10, 9, 8, 8, 14, 13, 12, 12);
            _mm256_shuffle_epi8(groups(self), _mm256_broadcastsi128_si256(order))
        };
        fn before(self, earlier: Self) -> Self =
            _mm256_alignr_epi8::<15>(self, _mm256_permute2x128_si256::<0x21>(earlier, self));
    }
}

/// Returns the 24 bits that each four characters encode, the first character's highest.
///
/// # Safety
/// The machine has AVX2.
#[inline(always)]
pub(super) unsafe fn groups(characters: __m256i) -> __m256i {
    // SAFETY: the caller's promise.
    unsafe {
        // By row, what is to be added to a character to make it its value; at 1, moved there, for the slash alone.
        let offsets = _mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
        let row = _mm256_and_si256(_mm256_srli_epi16::<4>(characters), _mm256_set1_epi8(0x0F));
        let row = _mm256_add_epi8(row, _mm256_cmpeq_epi8(characters, _mm256_set1_epi8(b'/' as i8)));
        let offset = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(offsets), row);
        let values = _mm256_add_epi8(characters, offset);
        // Two values of 6 bits make 12, two of these make 24.
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x0140_0140));
        _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000))
    }
}

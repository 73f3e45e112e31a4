//! The vectors of AVX-512 with VBMI and VBMI2.

use crate::classes::{COLUMNS, ROWS};
use crate::scalar::VALUES;
use crate::vector::{Vector, methods};
use core::arch::x86_64::*;

impl Vector for __m512i {
    const WIDTH: usize = 64;
    const AHEAD: usize = 8192;
    const ROOM: usize = Self::WIDTH;

    methods! {
        fn load(from: *const u8) -> Self = _mm512_loadu_si512(from.cast());
        fn store(self, to: *mut u8) = _mm512_storeu_si512(to.cast(), self);
        // Into the second cache: the first would have to keep it for long.
        fn prefetch(from: *const u8) = _mm_prefetch::<_MM_HINT_T1>(from.cast());
        fn splat(byte: u8) -> Self = _mm512_set1_epi8(byte as i8);
        fn splat_group(group: [u8; 4]) -> Self = _mm512_set1_epi32(i32::from_le_bytes(group));
        fn equal(self, other: Self) -> Self = _mm512_movm_epi8(_mm512_cmpeq_epi8_mask(self, other));
        fn less(self, other: Self) -> Self = _mm512_movm_epi8(_mm512_cmplt_epi8_mask(self, other));
        fn min(self, other: Self) -> Self = _mm512_min_epu8(self, other);
        fn and(self, other: Self) -> Self = _mm512_and_si512(self, other);
        fn and_not(self, other: Self) -> Self = _mm512_andnot_si512(other, self);
        fn or(self, other: Self) -> Self = _mm512_or_si512(self, other);
        fn has_zero(self) -> bool = _mm512_testn_epi8_mask(self, self) != 0;
        fn is_zero(self) -> bool = _mm512_test_epi8_mask(self, self) == 0;
        fn mask(self) -> u64 = _mm512_movepi8_mask(self);
        fn classes(self) -> Self = {
            let table = |table: &[u8; 16]| _mm512_broadcast_i32x4(_mm_loadu_si128(table.as_ptr().cast()));
            let row = _mm512_and_si512(_mm512_srli_epi16::<4>(self), _mm512_set1_epi8(0x0F));
            // A byte that is not ASCII, whose highest bit is set, finds a zero.
            let columns = _mm512_shuffle_epi8(table(&COLUMNS), self);
            _mm512_and_si512(columns, _mm512_shuffle_epi8(table(&ROWS), row))
        };
        fn bytes(self, seen: &mut Self) -> Self = {
            // The values of the ASCII characters are two vectors.
            let (low, high) = (Self::load(VALUES.as_ptr()), Self::load(VALUES.as_ptr().add(64)));
            let values = _mm512_permutex2var_epi8(low, self, high);
            // The highest bit is set of what is not ASCII, and of the value of what is not of the alphabet.
            *seen = _mm512_ternarylogic_epi32::<0x10>(*seen, self, values);
            // Two values of 6 bits make 12, two of these make 24.
            let pairs = _mm512_maddubs_epi16(values, _mm512_set1_epi32(0x0140_0140));
            let groups = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x0001_1000));
            let order = _mm_setr_epi8(2, 1, 0, 0, 6, 5, 4, 4, 10, 9, 8, 8, 14, 13, 12, 12);
            _mm512_shuffle_epi8(groups, _mm512_broadcast_i32x4(order))
        };
        fn is_alphabet(seen: Self) -> bool = _mm512_movepi8_mask(seen) == u64::MAX;
        fn before(self, earlier: Self) -> Self =
            _mm512_alignr_epi8::<15>(self, _mm512_alignr_epi32::<12>(self, earlier));
        fn copy_without(self, _from: *const u8, to: *mut u8, left_out: u64) =
            _mm512_maskz_compress_epi8(!left_out, self).store(to);
    }
}

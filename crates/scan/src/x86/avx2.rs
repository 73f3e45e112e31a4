//! The vectors of AVX2.

use crate::classes::{COLUMNS, ROWS};
use crate::plain::Plain;
use crate::slashes::Squeeze;
use crate::vector::Vector;
use crate::walk::Walk;
use core::arch::x86_64::*;

// SAFETY of every block in the implementations: the caller promises the instructions, and for a load or a store
// that the bytes can be read or written.

impl Vector for __m256i {
    const WIDTH: usize = 32;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller's promises; the load asks for no alignment.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: the caller's promises; the store asks for no alignment.
        unsafe { _mm256_storeu_si256(to.cast(), self) }
    }

    #[inline(always)]
    unsafe fn prefetch(from: *const u8) {
        // SAFETY: it is a hint, of whatever address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(from.cast()) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: the caller's promise, as in all that follow.
        unsafe { _mm256_set1_epi8(byte as i8) }
    }

    #[inline(always)]
    unsafe fn splat_group(group: [u8; 4]) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_set1_epi32(i32::from_le_bytes(group)) }
    }

    #[inline(always)]
    unsafe fn equal(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_cmpeq_epi8(self, other) }
    }

    #[inline(always)]
    unsafe fn less(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_cmpgt_epi8(other, self) }
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_and_si256(self, other) }
    }

    #[inline(always)]
    unsafe fn and_not(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_andnot_si256(other, self) }
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_or_si256(self, other) }
    }

    #[inline(always)]
    unsafe fn has_zero(self) -> bool {
        // SAFETY: see `splat`.
        unsafe { _mm256_movemask_epi8(_mm256_cmpeq_epi8(self, _mm256_setzero_si256())) != 0 }
    }

    #[inline(always)]
    unsafe fn is_zero(self) -> bool {
        // SAFETY: see `splat`.
        unsafe { _mm256_testz_si256(self, self) != 0 }
    }

    #[inline(always)]
    unsafe fn mask(self) -> u64 {
        // SAFETY: see `splat`.
        u64::from(unsafe { _mm256_movemask_epi8(self) } as u32)
    }
}

impl Plain for __m256i {
    #[inline(always)]
    unsafe fn classes(self) -> Self {
        // SAFETY: see `splat`; an array of 16 bytes is loaded whole.
        unsafe {
            let table = |table: &[u8; 16]| _mm256_broadcastsi128_si256(_mm_loadu_si128(table.as_ptr().cast()));
            let row = _mm256_and_si256(_mm256_srli_epi16::<4>(self), _mm256_set1_epi8(0x0F));
            // A byte that is not ASCII, whose highest bit is set, finds a zero.
            let columns = _mm256_shuffle_epi8(table(&COLUMNS), self);
            _mm256_and_si256(columns, _mm256_shuffle_epi8(table(&ROWS), row))
        }
    }

    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_min_epu8(self, other) }
    }
}

impl Walk for __m256i {
    #[inline(always)]
    unsafe fn bytes(self, seen: &mut Self) -> Self {
        // SAFETY: see `splat`.
        unsafe {
            *seen = seen.min(self.classes());
            let order = _mm_setr_epi8(2, 1, 0, 0, 6, 5, 4, 4, 10, 9, 8, 8, 14, 13, 12, 12);
            _mm256_shuffle_epi8(groups(self), _mm256_broadcastsi128_si256(order))
        }
    }

    #[inline(always)]
    unsafe fn before(self, earlier: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_alignr_epi8::<15>(self, _mm256_permute2x128_si256::<0x21>(earlier, self)) }
    }
}

impl Squeeze for __m256i {}

/// The 24 bits that each four characters encode, the first character's highest.
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

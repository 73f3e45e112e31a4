//! AVX2 and AVX-512.

#![allow(unsafe_code)]

use crate::classes::{COLUMNS, ROWS};
use crate::vector::{self, Vector};
use core::arch::x86_64::*;

/// The proof that the machine has AVX2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Avx2(()))
    }

    pub(crate) fn plain(self, text: &[u8], seek: bool) -> usize {
        // SAFETY: there is no `Avx2` without the feature.
        unsafe { plain_avx2(text, seek) }
    }

    pub(crate) fn escaped(self, text: &[u8], seek: bool) -> (usize, usize) {
        // SAFETY: as in `plain`.
        unsafe { escaped_avx2(text, seek) }
    }

    pub(crate) fn decode(self, text: &[u8], out: &mut [u8]) -> Option<usize> {
        // SAFETY: as in `plain`.
        unsafe { decode_avx2(text, out) }
    }
}

/// The proof that the machine has AVX-512, as far as it is used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Avx512 {
    pub(crate) avx2: Avx2,
}

impl Avx512 {
    pub(crate) fn detect() -> Option<Self> {
        let avx512 = std::arch::is_x86_feature_detected!("avx512f") && std::arch::is_x86_feature_detected!("avx512bw");
        Avx2::detect().filter(|_| avx512).map(|avx2| Avx512 { avx2 })
    }

    pub(crate) fn plain(self, text: &[u8], seek: bool) -> usize {
        // SAFETY: there is no `Avx512` without the features.
        unsafe { plain_avx512(text, seek) }
    }

    pub(crate) fn escaped(self, text: &[u8], seek: bool) -> (usize, usize) {
        // SAFETY: as in `plain`.
        unsafe { escaped_avx512(text, seek) }
    }
}

#[target_feature(enable = "avx2")]
fn plain_avx2(text: &[u8], seek: bool) -> usize {
    // SAFETY: the function has the feature.
    unsafe { vector::plain::<__m256i>(text, seek) }
}

#[target_feature(enable = "avx2")]
fn escaped_avx2(text: &[u8], seek: bool) -> (usize, usize) {
    // SAFETY: the function has the feature.
    unsafe { vector::escaped::<__m256i>(text, seek) }
}

#[target_feature(enable = "avx512f,avx512bw")]
fn plain_avx512(text: &[u8], seek: bool) -> usize {
    // SAFETY: the function has the features.
    unsafe { vector::plain::<__m512i>(text, seek) }
}

#[target_feature(enable = "avx512f,avx512bw")]
fn escaped_avx512(text: &[u8], seek: bool) -> (usize, usize) {
    // SAFETY: the function has the features.
    unsafe { vector::escaped::<__m512i>(text, seek) }
}

// SAFETY of every block in the two implementations: the caller promises the instructions, and for a load that the bytes can
// be read.

impl Vector for __m256i {
    const WIDTH: usize = 32;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller's promises; the load asks for no alignment.
        unsafe { _mm256_loadu_si256(from.cast()) }
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
    unsafe fn equal(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_cmpeq_epi8(self, other) }
    }

    #[inline(always)]
    unsafe fn equal_groups(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_cmpeq_epi32(self, other) }
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
    unsafe fn min(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_min_epu8(self, other) }
    }

    #[inline(always)]
    unsafe fn min_pairs(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_min_epu16(self, other) }
    }

    #[inline(always)]
    unsafe fn has_pair_up_to(self, most: u16) -> bool {
        // SAFETY: see `splat`.
        unsafe {
            let above = _mm256_subs_epu16(self, _mm256_set1_epi16(most as i16));
            _mm256_movemask_epi8(_mm256_cmpeq_epi16(above, _mm256_setzero_si256())) != 0
        }
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm256_sub_epi8(self, other) }
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

    #[inline(always)]
    unsafe fn sum(self) -> usize {
        // SAFETY: see `splat`; the array has room for a vector.
        unsafe {
            let mut sums = [0u64; 4];
            _mm256_storeu_si256(sums.as_mut_ptr().cast(), _mm256_sad_epu8(self, _mm256_setzero_si256()));
            sums.iter().sum::<u64>() as usize
        }
    }
}

impl Vector for __m512i {
    const WIDTH: usize = 64;
    const AHEAD: usize = 8192;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller's promises; the load asks for no alignment.
        unsafe { _mm512_loadu_si512(from.cast()) }
    }

    #[inline(always)]
    unsafe fn prefetch(from: *const u8) {
        // Into the second cache: the first would have to keep it for long.
        // SAFETY: it is a hint, of whatever address.
        unsafe { _mm_prefetch::<_MM_HINT_T1>(from.cast()) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: the caller's promise, as in all that follow.
        unsafe { _mm512_set1_epi8(byte as i8) }
    }

    #[inline(always)]
    unsafe fn splat_group(group: [u8; 4]) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_set1_epi32(i32::from_le_bytes(group)) }
    }

    #[inline(always)]
    unsafe fn classes(self) -> Self {
        // SAFETY: see `splat`; an array of 16 bytes is loaded whole.
        unsafe {
            let table = |table: &[u8; 16]| _mm512_broadcast_i32x4(_mm_loadu_si128(table.as_ptr().cast()));
            let row = _mm512_and_si512(_mm512_srli_epi16::<4>(self), _mm512_set1_epi8(0x0F));
            // A byte that is not ASCII, whose highest bit is set, finds a zero.
            let columns = _mm512_shuffle_epi8(table(&COLUMNS), self);
            _mm512_and_si512(columns, _mm512_shuffle_epi8(table(&ROWS), row))
        }
    }

    #[inline(always)]
    unsafe fn equal(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_movm_epi8(_mm512_cmpeq_epi8_mask(self, other)) }
    }

    #[inline(always)]
    unsafe fn equal_groups(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_maskz_set1_epi32(_mm512_cmpeq_epi32_mask(self, other), -1) }
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_and_si512(self, other) }
    }

    #[inline(always)]
    unsafe fn and_not(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_andnot_si512(other, self) }
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_or_si512(self, other) }
    }

    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_min_epu8(self, other) }
    }

    #[inline(always)]
    unsafe fn min_pairs(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_min_epu16(self, other) }
    }

    #[inline(always)]
    unsafe fn has_pair_up_to(self, most: u16) -> bool {
        // SAFETY: see `splat`.
        unsafe { _mm512_cmple_epu16_mask(self, _mm512_set1_epi16(most as i16)) != 0 }
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        // SAFETY: see `splat`.
        unsafe { _mm512_sub_epi8(self, other) }
    }

    #[inline(always)]
    unsafe fn has_zero(self) -> bool {
        // SAFETY: see `splat`.
        unsafe { _mm512_testn_epi8_mask(self, self) != 0 }
    }

    #[inline(always)]
    unsafe fn is_zero(self) -> bool {
        // SAFETY: see `splat`.
        unsafe { _mm512_test_epi8_mask(self, self) == 0 }
    }

    #[inline(always)]
    unsafe fn mask(self) -> u64 {
        // SAFETY: see `splat`.
        unsafe { _mm512_movepi8_mask(self) }
    }

    #[inline(always)]
    unsafe fn sum(self) -> usize {
        // SAFETY: see `splat`.
        unsafe { _mm512_reduce_add_epi64(_mm512_sad_epu8(self, _mm512_setzero_si512())) as usize }
    }
}

/// Characters that are decoded at once, and the bytes they make.
const CHARACTERS: usize = 32;
const BYTES: usize = CHARACTERS / 4 * 3;

/// Decodes whole groups of characters into as many bytes as they make; how many bytes that is.
#[target_feature(enable = "avx2")]
fn decode_avx2(text: &[u8], out: &mut [u8]) -> Option<usize> {
    // SAFETY: the function has the feature.
    let mut least = unsafe { __m256i::splat(0xFF) };
    let mut done = 0;
    let mut vectors = text.as_chunks().0.iter();
    // The last eight bytes of each vector are written over by the next.
    while let Some(room) = out.get_mut(done..).and_then(|rest| rest.first_chunk_mut())
        && let Some(characters) = vectors.next()
    {
        least = decode_vector(characters, room, least);
        done += BYTES;
    }
    // For the last one or two there is too little room.
    while let Some(rest) = text.get(done / 3 * 4..).filter(|rest| !rest.is_empty()) {
        let (mut characters, mut bytes) = ([b'A'; CHARACTERS], [0; CHARACTERS]);
        let length = rest.len().min(CHARACTERS);
        characters[..length].copy_from_slice(&rest[..length]);
        least = decode_vector(&characters, &mut bytes, least);
        let length = length / 4 * 3;
        out[done..done + length].copy_from_slice(&bytes[..length]);
        done += length;
    }
    // SAFETY: the function has the feature.
    (!unsafe { least.has_zero() }).then_some(done)
}

/// Decodes characters into the first bytes of the room; gives the least of `least` and their classes.
#[target_feature(enable = "avx2")]
#[inline]
fn decode_vector(characters: &[u8; CHARACTERS], room: &mut [u8; CHARACTERS], least: __m256i) -> __m256i {
    // By row, what is to be added to a character to make it its value; at 1, moved there, for the slash alone.
    let offsets = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0));
    // The three bytes of each group of four, in the order in which they are written.
    let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    // SAFETY: both arrays are as long as a vector, and the function has the feature.
    unsafe {
        let characters = __m256i::load(characters.as_ptr());
        let row = _mm256_and_si256(_mm256_srli_epi16::<4>(characters), _mm256_set1_epi8(0x0F));
        let row = _mm256_add_epi8(row, _mm256_cmpeq_epi8(characters, _mm256_set1_epi8(b'/' as i8)));
        let values = _mm256_add_epi8(characters, _mm256_shuffle_epi8(offsets, row));
        // Two values of 6 bits make 12, two of these make 24.
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x0140_0140));
        let groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
        let bytes = _mm256_shuffle_epi8(groups, order);
        let bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7));
        _mm256_storeu_si256(room.as_mut_ptr().cast(), bytes);
        least.min(characters.classes())
    }
}

/// [`crate::scalar::plain_part`], by the instructions that every x86-64 has; where it does not end in a whole vector, what all of
/// these are.
#[inline]
pub(crate) fn plain_part(bytes: &[u8]) -> Result<(usize, bool), (usize, bool)> {
    const WIDTH: usize = 16;
    let mut beyond_ascii = 0;
    for (number, block) in bytes.as_chunks::<WIDTH>().0.iter().enumerate() {
        // SAFETY: SSE2 is there, an array of 16 bytes can be read whole, and the load asks for no alignment.
        let (ends, high) = unsafe {
            let block = _mm_loadu_si128(block.as_ptr().cast());
            let quote = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'"' as i8));
            let backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'\\' as i8));
            let control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
            let ends = _mm_or_si128(_mm_or_si128(quote, backslash), control);
            (_mm_movemask_epi8(ends), _mm_movemask_epi8(block))
        };
        if ends != 0 {
            // Of this block, only what stands before the end.
            beyond_ascii |= high & (ends ^ (ends - 1)) >> 1;
            return Ok((number * WIDTH + ends.trailing_zeros() as usize, beyond_ascii == 0));
        }
        beyond_ascii |= high;
    }
    Err((bytes.len() / WIDTH * WIDTH, beyond_ascii == 0))
}

/// [`crate::scalar::marks`], by the instructions that every x86-64 has.
#[inline]
pub(crate) fn marks(bytes: &[u8; 16]) -> [u16; 3] {
    // SAFETY: SSE2 is there, an array of 16 bytes can be read whole, and the load asks for no alignment.
    unsafe {
        let bytes = _mm_loadu_si128(bytes.as_ptr().cast());
        let within = |bytes: __m128i, first: u8, count: i8| {
            let place = _mm_sub_epi8(bytes, _mm_set1_epi8(first as i8));
            _mm_cmpeq_epi8(_mm_min_epu8(place, _mm_set1_epi8(count - 1)), place)
        };
        let letters = within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), b'a', 26);
        let parts = _mm_or_si128(within(bytes, b'-', 3), within(bytes, b'(', 2));
        let parts = _mm_or_si128(parts, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b' ' as i8)));
        [within(bytes, b'0', 10), letters, parts].map(|kind| _mm_movemask_epi8(kind) as u16)
    }
}

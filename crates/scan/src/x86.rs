//! AVX2 and AVX-512.

#![allow(unsafe_code)]

mod avx2;
mod avx512;

use crate::plain::Plain;
use crate::vector::Vector;
use crate::{plain, slashes, walk};
use avx2::groups;
use core::arch::x86_64::*;

/// The proof that the machine has AVX2, and BMI1 and POPCNT, which are older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        let bits = std::arch::is_x86_feature_detected!("bmi1") && std::arch::is_x86_feature_detected!("popcnt");
        (bits && std::arch::is_x86_feature_detected!("avx2")).then_some(Avx2(()))
    }

    pub(crate) fn plain(self, text: &[u8]) -> usize {
        // SAFETY: there is no `Avx2` without the feature.
        unsafe { plain_avx2(text) }
    }

    pub(crate) fn walk(self, text: &[u8], prefix: &mut bool) -> usize {
        // SAFETY: as in `plain`.
        unsafe { walk_avx2(text, prefix) }
    }

    pub(crate) fn unescape(self, text: &[u8], out: &mut [u8]) -> (usize, usize) {
        // SAFETY: as in `plain`.
        unsafe { unescape_avx2(text, out) }
    }

    pub(crate) fn decode(self, text: &[u8], out: &mut [u8]) -> Option<usize> {
        // SAFETY: as in `plain`.
        unsafe { decode_avx2(text, out) }
    }
}

/// The proof that the machine has AVX-512, as far as [`plain()`](crate::plain()) uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Avx512 {
    pub(crate) avx2: Avx2,
    /// Whether it has VBMI and VBMI2, too, which the walk and the unescaping use.
    pub(crate) vbmi: Option<Vbmi>,
}

/// The proof that the machine has AVX-512 with VBMI and VBMI2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Vbmi(());

impl Avx512 {
    pub(crate) fn detect() -> Option<Self> {
        if !std::arch::is_x86_feature_detected!("avx512f") || !std::arch::is_x86_feature_detected!("avx512bw") {
            return None;
        }
        let vbmi =
            std::arch::is_x86_feature_detected!("avx512vbmi") && std::arch::is_x86_feature_detected!("avx512vbmi2");
        Avx2::detect().map(|avx2| Avx512 { avx2, vbmi: vbmi.then_some(Vbmi(())) })
    }

    pub(crate) fn plain(self, text: &[u8]) -> usize {
        // SAFETY: there is no `Avx512` without the features.
        unsafe { plain_avx512(text) }
    }

    pub(crate) fn walk(self, text: &[u8], prefix: &mut bool) -> usize {
        if self.vbmi.is_none() {
            return self.avx2.walk(text, prefix);
        }
        // SAFETY: there is no `Vbmi` without the features.
        unsafe { walk_avx512(text, prefix) }
    }

    pub(crate) fn unescape(self, text: &[u8], out: &mut [u8]) -> (usize, usize) {
        if self.vbmi.is_none() {
            return self.avx2.unescape(text, out);
        }
        // SAFETY: there is no `Vbmi` without the features.
        unsafe { unescape_avx512(text, out) }
    }
}

#[target_feature(enable = "avx2")]
fn plain_avx2(text: &[u8]) -> usize {
    // SAFETY: the function has the feature.
    unsafe { plain::plain::<__m256i>(text) }
}

#[target_feature(enable = "avx2")]
fn walk_avx2(text: &[u8], prefix: &mut bool) -> usize {
    // SAFETY: the function has the feature.
    unsafe { walk::walk::<__m256i>(text, prefix) }
}

#[target_feature(enable = "avx2,bmi1,popcnt")]
fn unescape_avx2(text: &[u8], out: &mut [u8]) -> (usize, usize) {
    // SAFETY: the function has the features.
    unsafe { slashes::unescape::<__m256i>(text, out) }
}

#[target_feature(enable = "avx512f,avx512bw")]
fn plain_avx512(text: &[u8]) -> usize {
    // SAFETY: the function has the features.
    unsafe { plain::plain::<__m512i>(text) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
fn walk_avx512(text: &[u8], prefix: &mut bool) -> usize {
    // SAFETY: the function has the features.
    unsafe { walk::walk::<__m512i>(text, prefix) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,popcnt")]
fn unescape_avx512(text: &[u8], out: &mut [u8]) -> (usize, usize) {
    // SAFETY: the function has the features.
    unsafe { slashes::unescape::<__m512i>(text, out) }
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
    // The three bytes of each group of four, in the order in which they are written.
    let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    // SAFETY: both arrays are as long as a vector, and the function has the feature.
    unsafe {
        let characters = __m256i::load(characters.as_ptr());
        let bytes = _mm256_shuffle_epi8(groups(characters), order);
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

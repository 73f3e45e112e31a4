//! AVX2 and AVX-512.

#![allow(unsafe_code)]

mod avx2;
mod avx512;

use crate::blocks::{Blocks, blocks};
use crate::scalar::SCALAR;
use crate::vector::Vector;
use avx2::groups;
use core::arch::x86_64::*;

pub(crate) static AVX2: Blocks = blocks!("avx2,bmi1,popcnt", __m256i, decode_avx2);
static AVX512: Blocks = blocks!("avx2,avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,popcnt", __m512i, decode_avx2);

/// Returns the widest that the machine has.
pub(crate) fn detect() -> &'static Blocks {
    macro_rules! has {
        ($($feature:tt)*) => { $(std::arch::is_x86_feature_detected!($feature))&&* };
    }
    match has!("avx2" "bmi1" "popcnt") {
        // Benchmarks measure AVX2 on a machine with AVX-512 as well.
        true if !cfg!(avx2_only) && has!("avx512f" "avx512bw" "avx512vbmi" "avx512vbmi2") => &AVX512,
        true => &AVX2,
        false => &SCALAR,
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
            // Of this block, only what is before the end.
            beyond_ascii |= high & (ends ^ (ends - 1)) >> 1;
            return Ok((number * WIDTH + ends.trailing_zeros() as usize, beyond_ascii == 0));
        }
        beyond_ascii |= high;
    }
    Err((bytes.len() / WIDTH * WIDTH, beyond_ascii == 0))
}

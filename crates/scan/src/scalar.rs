//! The scalar half: byte by byte, and group by group.

use crate::blocks::Blocks;

/// No vectors: all is left to the scalar half, or done by it.
#[cfg_attr(any(all(target_arch = "aarch64", target_endian = "little"), target_arch = "wasm32"), allow(dead_code))]
pub(crate) static SCALAR: Blocks = Blocks { plain, walk: |_, _| 0, unescape: |_, _| (0, 0), decode: |_, _| Some(0) };

const NONE: u8 = 0xFF;

/// The value of each byte in the standard alphabet; [`NONE`] for all others.
pub(crate) static VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [NONE; 256];
    let mut i = 0;
    while i < 64 {
        values[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    values
}

fn is_alphabet(byte: u8) -> bool {
    VALUES[usize::from(byte)] != NONE
}

/// Returns how many characters at the beginning are of the standard alphabet: what [`crate::plain()`] says, without vector instructions.
#[must_use]
pub(crate) fn plain(text: &[u8]) -> usize {
    text.iter().take_while(|&&byte| is_alphabet(byte)).count()
}

/// As [`crate::marker`], byte by byte.
#[must_use]
pub(crate) fn marker(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len()).find(|&at| bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) != Some(&0))
}

/// As [`crate::walk()`], group by group.
#[must_use]
pub(crate) fn walk(text: &[u8], prefix: &mut bool) -> usize {
    let (mut length, mut behind_ff) = (0, *prefix);
    for bytes in text.as_chunks::<4>().0.iter().map_while(|&four| bytes(four)) {
        // Most groups have nothing to ask about.
        if behind_ff || bytes.contains(&0xFF) {
            let behind = [behind_ff, bytes[0] == 0xFF, bytes[1] == 0xFF];
            if behind.iter().zip(bytes).any(|(&behind, byte)| behind && is_marker(byte)) {
                break;
            }
        }
        behind_ff = bytes[2] == 0xFF;
        length += 4;
    }
    *prefix = behind_ff;
    length
}

/// Checks whether that byte behind 0xFF makes it a marker that leads out of entropy-coded data. A zero is stuffed, another 0xFF fills
/// up, and TEM and RST0 to RST7 have no segment.
const fn is_marker(byte: u8) -> bool {
    !matches!(byte, 0x00 | 0x01 | 0xD0..=0xD7 | 0xFF)
}

/// Bytes that are read one by one before blocks are tried again: more than any vector's block.
const STEP_BYTES: usize = if cfg!(target_arch = "wasm32") { 64 } else { 256 };

/// [`crate::walk()`], stepping over blocks where these instructions can.
pub(crate) fn walk_with(text: &[u8], prefix: &mut bool, blocks: &Blocks) -> usize {
    let mut at = 0;
    // Blocks stop in the middle only where the walk ends: one step by groups leads there.
    loop {
        at += blocks.walk(text.get(at..).unwrap_or(&[]), prefix);
        let step = text.get(at..text.len().min(at + STEP_BYTES)).unwrap_or(&[]);
        let passed = walk(step, prefix);
        at += passed;
        if passed < STEP_BYTES {
            return at;
        }
    }
}

/// [`crate::unescape_slashes`], by vectors where these instructions can.
pub(crate) fn unescape_with(text: &[u8], out: &mut [u8], blocks: &Blocks) -> (usize, usize) {
    let (mut read, mut written) = blocks.unescape(text, out);
    for slot in out.get_mut(written..).unwrap_or(&mut []) {
        let (byte, length) = match text.get(read..).unwrap_or(&[]) {
            [b'\\', b'/', ..] => (b'/', 2),
            &[byte @ (b' '..=0x7F), ..] if byte != b'"' && byte != b'\\' => (byte, 1),
            _ => break,
        };
        *slot = byte;
        read += length;
        written += 1;
    }
    (read, written)
}

/// Returns the length of whole blocks at the beginning in which no [marker](crate::marker) begins.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn clear(bytes: &[u8]) -> usize {
    const BLOCK: usize = 32;
    let behind = bytes.get(1..).unwrap_or(&[]);
    let blocks = bytes.as_chunks::<BLOCK>().0.iter().zip(behind.as_chunks::<BLOCK>().0);
    // Whole blocks are asked one question, which most of them answer with no.
    let begins = |(these, behind): &(&[u8; BLOCK], &[u8; BLOCK])| {
        these.iter().zip(*behind).fold(false, |any, (&byte, &next)| any | ((byte == 0xFF) & (next != 0)))
    };
    blocks.take_while(|block| !begins(block)).count() * BLOCK
}

/// Returns the length of what is unescaped in a JSON string, and whether it is ASCII.
#[inline]
pub(crate) fn plain_part(bytes: &[u8]) -> (usize, bool) {
    let end = bytes.iter().take_while(|&&byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count();
    (end, bytes.get(..end).is_some_and(<[u8]>::is_ascii))
}

/// Returns the same in words of eight bytes; where it does not end in one of these, what all of them are.
#[cfg(any(not(any(target_arch = "x86_64", target_arch = "wasm32")), test))]
pub(crate) fn plain_part_in_words(bytes: &[u8]) -> Result<(usize, bool), (usize, bool)> {
    let is_ascii = |end| bytes.get(..end).is_some_and(<[u8]>::is_ascii);
    for (number, word) in bytes.as_chunks().0.iter().enumerate() {
        let ends = ends_in_word(u64::from_le_bytes(*word));
        if ends != 0 {
            let end = number * 8 + ends.trailing_zeros() as usize / 8;
            return Ok((end, is_ascii(end)));
        }
    }
    let whole = bytes.len() / 8 * 8;
    Err((whole, is_ascii(whole)))
}

/// Returns the highest bit of each byte of a word that ends the plain part of a string. Above the first such byte, bits of others may be
/// set, too.
#[cfg(any(not(any(target_arch = "x86_64", target_arch = "wasm32")), test))]
const fn ends_in_word(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let (quote, backslash) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    let found = (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash)
        | (word.wrapping_sub(ONES * 0x20) & !word);
    found & (ONES << 7)
}

/// Returns the bytes that four characters encode; `None` where they are not all of the standard alphabet.
pub(crate) fn bytes(four: [u8; 4]) -> Option<[u8; 3]> {
    let values = four.map(|byte| VALUES[usize::from(byte)]);
    (values.iter().fold(0, |all, value| all | value) < 0x80).then(|| joined(values))
}

/// Four values of six bits each.
fn joined([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}

/// As [`crate::decode`], without vector instructions.
#[must_use]
pub(crate) fn decode(text: &[u8], out: &mut [u8]) -> bool {
    if !text.len().is_multiple_of(4) || out.len() != text.len() / 4 * 3 {
        return false;
    }
    let mut all = 0;
    for (four, three) in text.as_chunks::<4>().0.iter().zip(out.as_chunks_mut::<3>().0) {
        let values = four.map(|byte| VALUES[usize::from(byte)]);
        all |= values.iter().fold(0, |all, value| all | value);
        *three = joined(values);
    }
    all < 0x80
}

//! The characters of base64, and texts that are reduced to them.

use super::Base64Image;

pub(super) const WHITE_SPACE: u8 = 0x80;
pub(super) const URL_SAFE_MINUS: u8 = 0x81;
pub(super) const URL_SAFE_UNDERSCORE: u8 = 0x82;
pub(super) const PAD: u8 = 0x83;
pub(super) const NONE: u8 = 0xFF;

/// The value of each byte in the standard alphabet; from 0x80 on, what else it is.
pub(super) static VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [NONE; 256];
    let mut i = 0;
    while i < 64 {
        values[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    values[b' ' as usize] = WHITE_SPACE;
    let mut control = 0x09;
    while control <= 0x0D {
        values[control] = WHITE_SPACE;
        control += 1;
    }
    values[b'-' as usize] = URL_SAFE_MINUS;
    values[b'_' as usize] = URL_SAFE_UNDERSCORE;
    values[b'=' as usize] = PAD;
    values
}

/// Decodes a short text of strict base64, byte by byte; `false` where it is none.
pub(crate) fn decode_base64(text: &[u8], mut take: impl FnMut(u8)) -> bool {
    let pads = text.iter().rev().take(2).take_while(|&&byte| byte == b'=').count();
    if !text.len().is_multiple_of(4) {
        return false;
    }
    let (mut bits, mut count) = (0u32, 0);
    for &byte in text.get(..text.len() - pads).unwrap_or(&[]) {
        let value = VALUES[usize::from(byte)];
        if value >= 64 {
            return false;
        }
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            take((bits >> count) as u8);
        }
    }
    // Bits behind the last byte must be zeros.
    bits & ((1 << count) - 1) == 0
}

/// Reduces base64 texts to what those of the same bytes share: the standard alphabet, without head, white space and padding.
///
/// ```
/// use netverify_rules::{Base64Cleaner, Base64Reader};
///
/// let clean = |text: &str| -> String {
///     let mut reader = Base64Reader::new();
///     reader.push(text.as_bytes());
///     let mut cleaner = Base64Cleaner::new(&reader.finish());
///     text.bytes().filter_map(|byte| cleaner.clean(byte)).map(char::from).collect()
/// };
/// assert_eq!(clean("data:image/gif;base64,R0l-\nOD=="), clean("R0l+OD=="));
/// assert_eq!(clean("R0l OD=="), clean("R0l+OD=="));
/// ```
#[derive(Debug, Clone)]
pub struct Base64Cleaner {
    /// Bytes of the head that are still to come.
    head: u64,
    blanks_are_pluses: bool,
}

impl Base64Cleaner {
    /// A cleaner at the beginning of the text that was read.
    #[must_use]
    pub const fn new(read: &Base64Image) -> Self {
        Base64Cleaner { head: read.head_len, blanks_are_pluses: read.plus_lost }
    }

    /// What is kept of the next byte.
    pub const fn clean(&mut self, byte: u8) -> Option<u8> {
        if self.head > 0 {
            self.head -= 1;
            return None;
        }
        match VALUES[byte as usize] {
            WHITE_SPACE if self.blanks_are_pluses && byte == b' ' => Some(b'+'),
            WHITE_SPACE | PAD => None,
            URL_SAFE_MINUS => Some(b'+'),
            URL_SAFE_UNDERSCORE => Some(b'/'),
            _ => Some(byte),
        }
    }
}

/// The value of a character of the standard alphabet.
pub(in crate::image) fn value(character: u8) -> u8 {
    VALUES[usize::from(character)]
}

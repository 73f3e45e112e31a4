//! The characters of base64, and short texts of them.

pub(super) const WHITE_SPACE: u8 = 0x80;
pub(super) const URL_SAFE_MINUS: u8 = 0x81;
pub(super) const URL_SAFE_UNDERSCORE: u8 = 0x82;
pub(super) const PAD: u8 = 0x83;
pub(super) const NONE: u8 = 0xFF;

/// By each byte, its value.
static VALUES: [u8; 256] = values();

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
        let value = value(byte);
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

/// Returns the value of a character of the standard alphabet; from 0x80 on, what else it is.
pub(super) const fn value(character: u8) -> u8 {
    VALUES[character as usize]
}

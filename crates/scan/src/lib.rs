//! The loops over many bytes, as wide as the machine's vector instructions are: over the base64 of an image of many
//! megabytes, and over the strings of a JSON text.
//!
//! Of base64, [`plain()`] says how far it goes, [`decode`] decodes a piece, [`walk()`] steps through the scan data of a JPEG,
//! exactly, without writing down what it decodes, and [`unescape_slashes`] makes of a text with `\/` one that it can step
//! through. [`marker`] finds where such data ends in bytes. [`string_end`] and [`ascii_string`] find the end of a JSON string.
//!
//! All of it is written in plain Rust, in `scalar`, and what pays over vectors, for AVX-512 and AVX2 (chosen when the program
//! runs), NEON and WebAssembly. The loops over vectors only step over blocks in which nothing is remarkable; the scalar half
//! does the rest, so that each gives the same.
//!
//! ```
//! let text = br#"/9j/4AAQSkZJRg==","country":"USA"}"#;
//! assert!(netverify_scan::plain(text) <= 14);
//! let mut bytes = [0; 9];
//! assert!(netverify_scan::decode(&text[..12], &mut bytes));
//! assert_eq!(bytes, *b"\xFF\xD8\xFF\xE0\0\x10JFI");
//! assert_eq!(netverify_scan::string_end(text), 16);
//! ```

// Which instructions an x86 machine has is asked of the standard library.
#![cfg_attr(not(any(target_arch = "x86_64", test)), no_std)]

mod blocks;
mod classes;
#[cfg(all(target_arch = "aarch64", target_endian = "little"))]
mod neon;
mod plain;
mod scalar;
mod slashes;
mod vector;
mod walk;
#[cfg(target_arch = "wasm32")]
mod wasm;
#[cfg(target_arch = "x86_64")]
mod x86;

use blocks::Blocks;

/// Decodes `text`, a multiple of 4 characters of base64, into `out`, which has room for its bytes. `false` where there is
/// anything but the standard alphabet in it, or the lengths do not fit; what is in `out` then is of no use.
///
/// ```
/// let mut bytes = [0; 3];
/// assert!(netverify_scan::decode(b"/9j/", &mut bytes));
/// assert_eq!(bytes, [0xFF, 0xD8, 0xFF]);
/// ```
#[must_use]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn decode(text: &[u8], out: &mut [u8]) -> bool {
    if !text.len().is_multiple_of(4) || out.len() != text.len() / 4 * 3 {
        return false;
    }
    let Some(done) = detect().decode(text, out) else { return false };
    let (text, out) = (text.get(done / 3 * 4..).unwrap_or(&[]), out.get_mut(done..).unwrap_or(&mut []));
    scalar::decode(text, out)
}

/// Returns how many characters at the beginning of `text` are seen to be of the standard alphabet. Behind them there are at most
/// 255 more before one that is not, or before the end.
///
/// ```
/// assert_eq!(netverify_scan::plain(&[b'/'; 1024]), 1024);
/// assert!(netverify_scan::plain(b"R0lGODlh\r\n") <= 8);
/// ```
#[must_use]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn plain(text: &[u8]) -> usize {
    detect().plain(text)
}

/// Returns how many bytes at the beginning are unescaped text of a JSON string: all up to a quote, a backslash or a control character.
///
/// ```
/// assert_eq!(netverify_scan::string_end(br#"Zo\u00eb","lastName":"#), 2);
/// assert_eq!(netverify_scan::string_end("Zoë".as_bytes()), 4);
/// ```
#[must_use]
#[inline]
pub fn string_end(bytes: &[u8]) -> usize {
    plain_part(bytes).0
}

/// Returns the JSON string whose opening quote is before these bytes, if it is without escapes and all ASCII.
///
/// ```
/// assert_eq!(netverify_scan::ascii_string(br#"O'Brien","dob":"#), Some("O'Brien"));
/// assert_eq!(netverify_scan::ascii_string(br#"Zo\u00eb","dob":"#), None);
/// assert_eq!(netverify_scan::ascii_string("Zoë\"".as_bytes()), None);
/// ```
#[must_use]
#[inline]
pub fn ascii_string(bytes: &[u8]) -> Option<&str> {
    let (length, is_ascii) = plain_part(bytes);
    let (text, [b'"', ..]) = bytes.split_at_checked(length)? else { return None };
    is_ascii.then(|| as_str(text))
}

/// Returns the length of what is without escapes, and whether it is ASCII.
#[inline]
fn plain_part(bytes: &[u8]) -> (usize, bool) {
    #[cfg(target_arch = "x86_64")]
    let found = x86::plain_part(bytes);
    #[cfg(not(any(target_arch = "x86_64", target_arch = "wasm32")))]
    let found = scalar::plain_part_in_words(bytes);
    #[cfg(target_arch = "wasm32")]
    let found = Err((0, true));
    match found {
        Ok(part) => part,
        Err((plain, is_ascii)) => {
            let (more, rest_is_ascii) = scalar::plain_part(bytes.get(plain..).unwrap_or(&[]));
            (plain + more, is_ascii & rest_is_ascii)
        }
    }
}

/// Returns the place of the first byte in a JPEG's entropy-coded data that may begin a marker: `0xFF`, and behind it anything but
/// the zero that makes it data, or nothing.
///
/// ```
/// assert_eq!(netverify_scan::marker(&[1, 0xFF, 0, 2, 0xFF, 0xD9]), Some(4));
/// assert_eq!(netverify_scan::marker(&[1, 0xFF, 0, 2, 0xFF]), Some(4));
/// assert_eq!(netverify_scan::marker(&[1, 0xFF, 0, 2]), None);
/// ```
#[must_use]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn marker(bytes: &[u8]) -> Option<usize> {
    #[cfg(target_arch = "wasm32")]
    let clear = wasm::clear(bytes);
    #[cfg(not(target_arch = "wasm32"))]
    let clear = scalar::clear(bytes);
    scalar::marker(bytes.get(clear..)?).map(|at| clear + at)
}

/// Returns how many characters at the beginning of `text` encode entropy-coded data of a JPEG: groups of four of the standard
/// alphabet, up to the one that ends the data, by a byte behind `0xFF` that makes it a marker. A stuffed zero, another
/// `0xFF`, which fills up, and the markers without a segment within the data, RST0 to RST7 and TEM, do not end it.
///
/// `prefix` says whether the byte before `text` is `0xFF`, and afterwards, whether the last one passed is.
///
/// ```
/// let mut prefix = false;
/// // 01 02 03 FF 00 04 05 06 FF D3 07 FF, and D9.
/// assert_eq!(netverify_scan::walk(b"AQID/wAEBQb/0wf/2QAA", &mut prefix), 16);
/// assert!(prefix);
/// assert_eq!(netverify_scan::walk(b"2QAA", &mut prefix), 0);
/// assert_eq!(netverify_scan::walk(b"ANkA", &mut prefix), 4);
/// assert!(!prefix);
/// ```
#[must_use]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn walk(text: &[u8], prefix: &mut bool) -> usize {
    scalar::walk_with(text, prefix, detect())
}

/// Copies what is unescaped in a JSON string, or `\/` for a slash, while it is ASCII and there is room for it. How much
/// was read, and how much written.
///
/// ```
/// let mut out = [0; 8];
/// assert_eq!(netverify_scan::unescape_slashes(br#"\/9j\/4AA","#, &mut out), (9, 7));
/// assert_eq!(&out[..7], b"/9j/4AA");
/// assert_eq!(netverify_scan::unescape_slashes(br"a\n", &mut out), (1, 1));
/// assert_eq!(netverify_scan::unescape_slashes(br"ab\/", &mut out[..2]), (2, 2));
/// ```
#[must_use]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn unescape_slashes(text: &[u8], out: &mut [u8]) -> (usize, usize) {
    scalar::unescape_with(text, out, detect())
}

/// Returns the loops over the widest vectors that the machine has.
fn detect() -> &'static Blocks {
    #[cfg(target_arch = "x86_64")]
    return x86::detect();
    #[cfg(all(target_arch = "aarch64", target_endian = "little"))]
    return &neon::NEON;
    #[cfg(target_arch = "wasm32")]
    return &wasm::SIMD128;
    #[cfg(not(any(
        target_arch = "x86_64",
        target_arch = "wasm32",
        all(target_arch = "aarch64", target_endian = "little")
    )))]
    return &scalar::SCALAR;
}

/// ASCII as text.
#[inline]
fn as_str(text: &[u8]) -> &str {
    debug_assert!(text.is_ascii());
    // SAFETY: the caller passes bytes that were found to be ASCII, which is UTF-8.
    #[allow(unsafe_code)]
    unsafe {
        core::str::from_utf8_unchecked(text)
    }
}

#[cfg(test)]
mod tests;

//! What is found where a picture belongs: texts that are no base64 at all, though some are written in its letters.

use super::info::ImageFormat;

/// As many of the first characters of a text are looked at.
pub(super) const SNIFFED_CHARACTERS: usize = 256;

/// Returns what a text is that holds no picture in base64, by its first [`SNIFFED_CHARACTERS`] bytes; `whole` says that there are no
/// more.
pub(super) fn instead_of_base64(text: &[u8], whole: bool) -> Option<ImageFormat> {
    if is_placeholder(text, whole) {
        Some(ImageFormat::Placeholder)
    } else if is_hex(text) {
        Some(ImageFormat::Hex)
    } else {
        None
    }
}

/// Words for a missing value or for a picture, without what is neither letter nor digit, a bar behind each.
const WORDS: &str = "undefined|null|nan|none|nil|true|false|string|base64|base64string|yourbase64string|base64image|\
                     yourbase64image|base64encodedimage|base64encodedstring|";

/// More letters and digits than any of them has.
const MAX_WORD_LENGTH: usize = 20;

/// The beginnings of addresses and of objects that were printed instead of read, a bar behind each. Each has a character that
/// base64 lacks.
const PREFIXES: &str = "file:|blob:|http:|https:|content:|www.|./|../|~/|.\\|..\\|\\\\|[object |[b@|[i@|system.|<buffer|\
                          <_io.|<class |<memory|resource id|#<|java.|android.|promise {|blob {|file {|function |{{|${|";

/// The folders that absolute paths begin with, a bar behind each. Base64 could begin so, too.
const ROOTS: &str = "tmp|var|home|users|root|storage|sdcard|data|mnt|media|private|opt|srv|usr|uploads|images|img|assets|\
                     static|";

/// The endings of the names of files, a bar behind each.
const SUFFIXES: &str =
    ".jpg|.jpeg|.jpe|.jfif|.png|.gif|.bmp|.webp|.heic|.heif|.avif|.tif|.tiff|.pdf|.svg|.jp2|.tmp|.bin|.txt|.b64|";

/// Checks whether the text is a value that is none, a printed object, a path or an address.
#[inline(never)]
pub(super) fn is_placeholder(text: &[u8], whole: bool) -> bool {
    let is_around = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`');
    let start = text.iter().position(|byte| !is_around(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !is_around(byte)).map_or(start, |last| last + 1);
    let text = text.get(start..end).unwrap_or(&[]);
    let is_drive = matches!(text, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    if is_drive || has_scheme(text) || any_entry(PREFIXES, &mut |with| starts_with(text, with)) {
        return true;
    }
    if !whole || text.iter().any(u8::is_ascii_control) {
        return false;
    }
    // A path from one of the usual folders on, or one that ends with a file's name.
    let path = text.strip_prefix(b"/").unwrap_or(&[]);
    let mut is_root = |root: &[u8]| starts_with(path, root) && path.get(root.len()) == Some(&b'/');
    let mut is_ending = |with: &[u8]| {
        let at = text.len().checked_sub(with.len());
        at.and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(with))
    };
    is_word(text) || any_entry(ROOTS, &mut is_root) || any_entry(SUFFIXES, &mut is_ending)
}

/// Checks whether it begins as an address does: letters, digits and `+-.`, and `://`.
fn has_scheme(text: &[u8]) -> bool {
    let is_other = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.');
    let end = text.iter().take(24).position(is_other).unwrap_or(0);
    end > 1 && text.get(end..).is_some_and(|rest| rest.starts_with(b"://"))
}

fn is_word(text: &[u8]) -> bool {
    let mut letters = [0; MAX_WORD_LENGTH];
    let mut length = 0;
    for byte in text.iter().filter(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()) {
        let Some(letter) = letters.get_mut(length) else { return false };
        *letter = *byte;
        length += 1;
    }
    let letters = letters.get(..length).unwrap_or(&letters);
    any_entry(WORDS, &mut |word| word.eq_ignore_ascii_case(letters))
}

/// Checks whether one of the entries of a list, each of which has a bar behind it, is as wanted. Not generic, so that it is compiled
/// once.
#[inline(never)]
fn any_entry(list: &str, is_wanted: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    let mut rest = list;
    while let Some((entry, behind)) = rest.split_once('|') {
        if is_wanted(entry.as_bytes()) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Checks whether bytes begin with that text, in any case.
#[inline(never)]
pub(super) fn starts_with(bytes: &[u8], text: &[u8]) -> bool {
    bytes.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
}

/// Checks whether it is a JPEG or PNG in hexadecimal digits, as far as the text goes: with or without `0x` or `\x` before the first
/// byte or each, and with blanks, commas or colons between them.
#[inline(never)]
pub(super) fn is_hex(text: &[u8]) -> bool {
    let (mut first, mut digits) = (0u32, 0);
    let mut rest = text;
    while let [byte, behind @ ..] = rest {
        rest = behind;
        match byte {
            b'0' if matches!(behind, [b'x' | b'X', ..]) && digits % 2 == 0 => rest = behind.get(1..).unwrap_or(&[]),
            b'\\' => {
                let behind = behind.strip_prefix(b"\\").unwrap_or(behind);
                match behind {
                    [b'x' | b'X', behind @ ..] => rest = behind,
                    _ => return false,
                }
            }
            b' ' | b',' | b':' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b'[' | b']' | b'{' | b'}' => {}
            _ => {
                let Some(value) = char::from(*byte).to_digit(16) else { return false };
                if digits < 8 {
                    first = first << 4 | value;
                }
                digits += 1;
            }
        }
    }
    digits >= 8 && (first >> 8 == 0xFF_D8_FF || first == 0x8950_4E47)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    #[test]
    fn placeholders_are_recognised() {
        for text in [
            "undefined",
            "Undefined",
            " null\n",
            "NaN",
            "None",
            "nil",
            "[object Object]",
            "[object Promise]",
            "[object File]",
            "[object Blob]",
            "YOURBASE64STRING",
            "\"YOURBASE64STRING\"",
            "<YOUR BASE64 STRING>",
            "YOUR_BASE64_STRING",
            "string",
            "C:\\fakepath\\photo.jpg",
            "d:/scans/front",
            "\\\\server\\share\\x",
            "/storage/emulated/0/DCIM/x",
            "/var/www/phpA1b2C3",
            "./front",
            "uploads/front.PNG",
            "my passport.jpeg",
            "file:///x.jpg",
            "blob:https://example.com/0f1f5e1a",
            "HTTPS://cdn.example.com/x",
            "http:x",
            "content://media/external/images/1",
            "s3://bucket/key",
            "//cdn.example.com/x.jpg",
            "System.Byte[]",
            "[B@6d06d69c",
            "<Buffer ff d8 ff e0>",
            "{{frontsideImage}}",
            "${image}",
            "Resource id #3",
        ] {
            assert!(is_placeholder(text.as_bytes(), true), "{text}");
        }
        for text in [
            "",
            "/9j/4AAQSkZJRg==",
            "/9j/tmp/",
            "iVBORw0KGgo=",
            "R0lGODlh",
            "undefinedundefined",
            "nulls",
            "data",
            "data:image/jpeg;base64,AAAA",
            "/varAAAA",
            "://",
            "jpg",
            "<svg/>",
            "{\"a\":1}",
        ] {
            assert!(!is_placeholder(text.as_bytes(), true), "{text}");
        }
        // That a text goes on shows that it is no word and no path, but an address can be long.
        assert!(!is_placeholder(b"undefined", false) && !is_placeholder(b"/var/a", false));
        assert!(is_placeholder(b"https://example.com/a?signature=", false));
    }

    #[test]
    fn hexadecimal_digits_are_recognised() {
        for text in [
            "ffd8ffe000104a46",
            "FFD8FFE1",
            "0xffd8ffe0",
            "\\xffd8ffe0",
            "\\\\xffd8ffe0",
            "\\xff\\xd8\\xff\\xe0",
            "0xFF, 0xD8, 0xFF, 0xDB",
            "ff d8 ff e0 00",
            "FF:D8:FF:E0",
            "89504e470d0a1a0a",
            "ffd8ffe00",
        ] {
            assert!(is_hex(text.as_bytes()), "{text}");
        }
        for text in ["", "ffd8ff", "ffd8ffzz", "ffd8fe00", "deadbeef", "\\uffd8", "89504e48", "0x", "xffd8ffe0"] {
            assert!(!is_hex(text.as_bytes()), "{text}");
        }
    }

    proptest! {
        /// Fails where a picture could be taken for a placeholder.
        #[test]
        fn base64_of_some_length_is_none(bytes in proptest::collection::vec(any::<u8>(), 16..200)) {
            let text = ::base64::engine::general_purpose::STANDARD.encode(&bytes);
            prop_assert!(!is_placeholder(text.as_bytes(), text.len() <= SNIFFED_CHARACTERS), "{}", text);
        }

        #[test]
        fn pictures_in_hexadecimal_are_recognised(bytes in proptest::collection::vec(any::<u8>(), 1..100), prefix in "|0x|\\\\x", upper in any::<bool>()) {
            let digits: String = [&[0xFF, 0xD8, 0xFF][..], &bytes].concat().iter().map(|byte| format!("{byte:02x}")).collect();
            let text = prefix + &if upper { digits.to_uppercase() } else { digits };
            prop_assert_eq!(instead_of_base64(text.as_bytes(), true), Some(ImageFormat::Hex));
        }
    }
}

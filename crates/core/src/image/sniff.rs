//! What bytes that are neither JPEG nor PNG are, as far as their first ones show.

use super::alphabet::value;
use super::info::ImageFormat;
use super::placeholder::{SNIFFED_CHARACTERS, is_hex, is_placeholder, starts_with};

pub(super) const PNG_SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
pub(super) const JPEG_SIGNATURE: &[u8; 3] = b"\xFF\xD8\xFF";

/// A picture that begins before this byte is said to be shifted.
const MAX_SHIFT_BYTES: usize = 64;

/// As many characters of base64 are decoded to see whether a picture was encoded twice, and the bytes they make.
const SNIFFED_BASE64_CHARACTERS: usize = 64;
const SNIFFED_BASE64_BYTES: usize = SNIFFED_BASE64_CHARACTERS / 4 * 3;

/// Returns the format by the first kilobyte, and the byte at which a shifted picture begins; `whole` says that there are no
/// more bytes.
pub(super) fn foreign(start: &[u8], whole: bool) -> (ImageFormat, u8) {
    let format =
        picture(start).or_else(|| text(start, whole)).or_else(|| is_mangled(start).then_some(ImageFormat::TextMangled));
    match (format, shift(start)) {
        (Some(format), _) => (format, 0),
        (None, Some(offset)) => (ImageFormat::Shifted, offset),
        (None, None) => (ImageFormat::Unknown, 0),
    }
}

/// Returns the formats of pictures and documents that begin with bytes of their own.
fn picture(start: &[u8]) -> Option<ImageFormat> {
    const MAGIC: [(&[u8], ImageFormat); 15] = [
        (b"GIF87a", ImageFormat::Gif),
        (b"GIF89a", ImageFormat::Gif),
        (b"BM", ImageFormat::Bmp),
        (b"II*\0", ImageFormat::Tiff),
        (b"MM\0*", ImageFormat::Tiff),
        (b"II+\0", ImageFormat::Tiff),
        (b"MM\0+", ImageFormat::Tiff),
        (b"%PDF-", ImageFormat::Pdf),
        (b"\0\0\0\x0cjP  \r\n\x87\n", ImageFormat::Jp2),
        (b"\xFF\x4F\xFF\x51", ImageFormat::Jp2),
        (b"\0\0\0\x0cJXL \r\n\x87\n", ImageFormat::Jxl),
        (b"\xFF\x0A", ImageFormat::Jxl),
        (b"\0\0\x01\0", ImageFormat::Ico),
        (b"\0\0\x02\0", ImageFormat::Ico),
        (b"8BPS", ImageFormat::Psd),
    ];
    let at = |offset: usize, bytes: &[u8]| start.get(offset..).is_some_and(|rest| rest.starts_with(bytes));
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| at(0, magic)) {
        Some(*format)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(ImageFormat::Webp)
    } else if at(4, b"ftyp") {
        iso_media(start)
    } else {
        None
    }
}

/// HEIC or AVIF by the brands of an ISO base media file (ISO/IEC 23008-12, annex B). HEIF's general brands are common to
/// both, so a brand of AVIF decides.
fn iso_media(start: &[u8]) -> Option<ImageFormat> {
    let length = start.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = start.get(8..length.clamp(12, 256).min(start.len())).unwrap_or(&[]);
    // Behind the major brand is its version.
    let mut brands = brands.chunks_exact(4).enumerate().filter(|(i, _)| *i != 1).map(|(_, brand)| brand);
    let mut format = None;
    for brand in &mut brands {
        match brand {
            b"avif" | b"avis" => return Some(ImageFormat::Avif),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                format = Some(ImageFormat::Heic)
            }
            _ => {}
        }
    }
    format
}

/// Returns what a text is that came in a picture's place.
fn text(start: &[u8], whole: bool) -> Option<ImageFormat> {
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let beginning = text.get(..SNIFFED_CHARACTERS).unwrap_or(text);
    if start.is_empty() {
        Some(ImageFormat::Empty)
    } else if is_svg(text) {
        Some(ImageFormat::Svg)
    } else if is_html(text) {
        Some(ImageFormat::Html)
    } else if is_json(text) {
        Some(ImageFormat::Json)
    } else if is_data_uri(beginning) {
        Some(ImageFormat::DataUri)
    } else if is_hex(beginning) {
        Some(ImageFormat::Hex)
    } else if is_base64(text) {
        Some(ImageFormat::Base64)
    } else if is_placeholder(beginning, whole && beginning.len() == text.len()) {
        Some(ImageFormat::Placeholder)
    } else {
        None
    }
}

/// Checks whether it is a text that begins an SVG document: `<svg`, or another beginning of XML with `<svg` soon after.
fn is_svg(text: &[u8]) -> bool {
    let xml = [&b"<?xml"[..], b"<!--", b"<!DOCTYPE"].iter().any(|start| text.starts_with(start));
    // The name ends here, or it is another one.
    let is_root = |at: &[u8]| at.starts_with(b"<svg") && at.get(4).is_none_or(|next| !next.is_ascii_alphanumeric());
    // A page may hold drawings.
    is_root(text) || (xml && !is_html(text) && text.windows(5).any(is_root))
}

/// Checks whether it is markup that has one of the elements that HTML begins with.
fn is_html(text: &[u8]) -> bool {
    const ELEMENTS: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
    let holds = |element: &&[u8]| {
        text.windows(element.len() + 1)
            .any(|at| starts_with(at, element) && at.last().is_some_and(|next| !next.is_ascii_alphanumeric()))
    };
    text.starts_with(b"<") && ELEMENTS.iter().any(holds)
}

/// Checks whether it begins as a JSON object or array does.
fn is_json(text: &[u8]) -> bool {
    let (inner, starts): (_, &[u8]) = match text {
        [b'{', inner @ ..] => (inner, b"\"}"),
        [b'[', inner @ ..] => (inner, b"\"[]{-0123456789"),
        _ => return false,
    };
    inner.trim_ascii_start().first().is_some_and(|first| starts.contains(first))
}

fn is_data_uri(text: &[u8]) -> bool {
    let prefix = text.split(|byte| *byte == b',').next().unwrap_or(text);
    starts_with(text, b"data:") || (prefix.len() < text.len() && is_data_uri_prefix(prefix))
}

/// Checks whether what is before a comma is the prefix of a `data:` URI without its first word: it ends with `base64`, or names
/// an image's type.
pub(super) fn is_data_uri_prefix(prefix: &[u8]) -> bool {
    let prefix = prefix.trim_ascii();
    let ending = prefix.len().checked_sub(6).and_then(|at| prefix.get(at..)).unwrap_or(&[]);
    ending.eq_ignore_ascii_case(b"base64") || starts_with(prefix, b"image/")
}

/// Checks whether it is base64, of either alphabet, of something that is known.
fn is_base64(text: &[u8]) -> bool {
    let text = match text {
        [b'b', b'"' | b'\'', text @ ..] | [b'"' | b'\'', text @ ..] => text,
        text => text,
    };
    let (mut bits, mut count) = (0u32, 0u32);
    let mut once = [0; SNIFFED_BASE64_BYTES];
    let mut places = once.iter_mut();
    for &byte in text.iter().filter(|byte| !byte.is_ascii_whitespace()).take(SNIFFED_BASE64_CHARACTERS) {
        let value = match byte {
            b'-' => 62,
            b'_' => 63,
            b'=' | b'"' | b'\'' => break,
            byte => value(byte),
        };
        if value >= 64 {
            return false;
        }
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count.is_multiple_of(4) {
            let [_, group @ ..] = bits.to_be_bytes();
            for byte in group {
                if let Some(place) = places.next() {
                    *place = byte;
                }
            }
        }
    }
    let length = SNIFFED_BASE64_BYTES - places.len();
    let once = once.get(..length).unwrap_or(&once);
    if once.starts_with(JPEG_SIGNATURE) || once.starts_with(b"\x89PNG") {
        return true;
    }
    // Two letters are too few to recognise a bitmap by, where every text has some.
    let format = picture(once).filter(|_| length >= 12 && !once.starts_with(b"BM"));
    format.is_some() || (length >= 12 && is_base64(once))
}

/// Checks whether a JPEG or PNG went through a decoder or encoder of texts, by what each makes of the bytes it begins with.
fn is_mangled(start: &[u8]) -> bool {
    const MADE: [&[u8]; 11] = [
        // The replacement character, and a question mark for each byte that is not ASCII.
        b"\xEF\xBF\xBD",
        b"????\0",
        b"?PNG",
        // Latin-1 or Windows-1252 as UTF-8, and as UTF-16 of either order.
        b"\xC3\xBF\xC3\x98\xC3\xBF",
        b"\xC2\x89PNG",
        b"\xE2\x80\xB0PNG",
        b"\xFF\0\xD8\0\xFF\0",
        b"\0\xFF\0\xD8\0\xFF",
        b"\x89\0P\0N\0G\0",
        b"\0\x89\0P\0N\0G",
        // Without the eighth bit.
        b"\x09PNG",
    ];
    let mut marks = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"].into_iter();
    let text = marks.find_map(|mark| start.strip_prefix(mark)).unwrap_or(start);
    // PNG's line breaks are there to show that somebody has changed them.
    let changed_breaks = start.starts_with(b"\x89PNG") && !PNG_SIGNATURE.starts_with(start);
    changed_breaks || MADE.iter().any(|made| text.starts_with(made))
}

/// Returns the byte at which a JPEG or PNG begins that has others before it.
fn shift(start: &[u8]) -> Option<u8> {
    let begins = |offset: &u8| {
        let rest = start.get(usize::from(*offset)..).unwrap_or(&[]);
        rest.starts_with(JPEG_SIGNATURE) || rest.starts_with(PNG_SIGNATURE)
    };
    (1..MAX_SHIFT_BYTES as u8).find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use ::base64::engine::general_purpose::{STANDARD, URL_SAFE};

    fn sniffed(bytes: &[u8]) -> (&'static str, u8) {
        let (format, offset) = foreign(bytes, true);
        (format.as_str(), offset)
    }

    const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xDB\0\x43";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80";

    #[test]
    fn formats_are_sniffed() {
        for (bytes, format) in [
            (&b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 "[..], "jp2"),
            (b"\xFF\x4F\xFF\x51\0", "jp2"),
            (b"\xFF\x0A\xFA", "jxl"),
            (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
            (b"\0\0\x01\0\x01\0\x10\x10", "ico"),
            (b"8BPS\0\x01", "psd"),
            (b"", "empty"),
            (b"<!DOCTYPE html><svg>", "html"),
            (b"\xEF\xBB\xBF\n<HTML lang=en>", "html"),
            (b"<!-- x --><html>", "html"),
            (b"<header>", "unknown"),
            (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "unknown"),
            (b" {\"error\": \"x\"}", "json"),
            (b"{}", "json"),
            (b"[255,216,255]", "json"),
            (b"[x]", "unknown"),
            (b"{x}", "unknown"),
            (b"data:image/jpeg;base64,/9j/", "data_uri"),
            (b"image/png;base64,iVBO", "data_uri"),
            (b"ffd8ffe000104a464946", "hex"),
            (b"\\xffd8ffe000104a464946", "hex"),
            (b"undefined", "placeholder"),
            (b"[object Object]", "placeholder"),
            (b"/9j/4AAQSkZJRg==", "base64"),
            (b"\"/9j/4AAQSkZJRg==\"", "base64"),
            (b"b'/9j/4AAQSkZJRg=='", "base64"),
            (b"iVBORw0KGgoAAAANSUhEUgAA", "base64"),
            (b"R0lGODlhAQABAAAAADs=", "base64"),
            (b"Hello, world", "unknown"),
            (b"QkFCQUJBQkFCQUJB", "unknown"),
            (b"\xFF\xD8", "unknown"),
            (b"\x89PNG", "unknown"),
            (b"????", "unknown"),
        ] {
            assert_eq!(sniffed(bytes), (format, 0), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_picture_that_was_encoded_twice_is_sniffed() {
        for picture in [JPEG, PNG] {
            let once = STANDARD.encode(picture);
            assert_eq!(sniffed(once.as_bytes()), ("base64", 0));
            assert_eq!(sniffed(STANDARD.encode(&once).as_bytes()), ("base64", 0));
            assert_eq!(sniffed(URL_SAFE.encode(picture).as_bytes()), ("base64", 0));
            let lines: Vec<&[u8]> = once.as_bytes().chunks(20).collect();
            assert_eq!(sniffed(&lines.join(&b"\r\n"[..])), ("base64", 0));
        }
    }

    /// By the encodings that programs take for granted.
    #[test]
    fn a_picture_that_was_read_as_text_is_sniffed() {
        for picture in [JPEG, PNG] {
            let utf8 = String::from_utf8_lossy(picture).into_owned();
            let latin: String = picture.iter().map(|&byte| char::from(byte)).collect();
            let ascii: Vec<u8> = picture.iter().map(|&byte| if byte < 0x80 { byte } else { b'?' }).collect();
            let little: Vec<u8> = latin.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = latin.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let (marked_little, marked_big) = ([b"\xFF\xFE", &little[..]].concat(), [b"\xFE\xFF", &big[..]].concat());
            for mangled in [utf8.as_bytes(), latin.as_bytes(), &ascii, &little, &big, &marked_little, &marked_big] {
                assert_eq!(sniffed(mangled), ("text_mangled", 0), "{}", mangled.escape_ascii());
            }
        }
        assert_eq!(sniffed(b"\x89PNG\n\x1a\n\0\0\0\x0dIHDR"), ("text_mangled", 0));
        assert_eq!(sniffed(b"\x89PNG\r\r\n\x1a\r\n\0\0\0\x0dIHDR"), ("text_mangled", 0));
    }

    #[test]
    fn a_picture_that_begins_later_is_sniffed() {
        for (picture, name) in [(JPEG, "JPEG"), (PNG, "PNG")] {
            for before in [1, 2, 63, 64, 200] {
                let bytes = [&vec![b'\n'; before], picture].concat();
                let expected = if before < 64 { ("shifted", before as u8) } else { ("unknown", 0) };
                assert_eq!(sniffed(&bytes), expected, "{name} behind {before}");
            }
        }
        assert_eq!(sniffed(&[b"\xEF\xBB\xBF", JPEG].concat()), ("shifted", 3));
        assert_eq!(sniffed(b"\nJFIF"), ("unknown", 0));
    }
}

//! What bytes that are neither JPEG nor PNG are, as far as their first ones tell.

use super::ImageFormat;

/// The format by the first kilobyte.
pub(super) fn foreign(head: &[u8]) -> ImageFormat {
    let at = |offset: usize, bytes: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(bytes));
    if at(0, b"GIF87a") || at(0, b"GIF89a") {
        ImageFormat::Gif
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        ImageFormat::Webp
    } else if at(4, b"ftyp") {
        iso_media(head)
    } else if at(0, b"BM") {
        ImageFormat::Bmp
    } else if [&b"II*\0"[..], b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|magic| at(0, magic)) {
        ImageFormat::Tiff
    } else if at(0, b"%PDF-") {
        ImageFormat::Pdf
    } else if is_svg(head) {
        ImageFormat::Svg
    } else {
        ImageFormat::Unknown
    }
}

/// HEIC or AVIF by the brands of an ISO base media file (ISO/IEC 23008-12, annex B). HEIF's general brands are common to
/// both, so a brand of AVIF decides.
fn iso_media(head: &[u8]) -> ImageFormat {
    let length = head.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = head.get(8..length.clamp(12, 256).min(head.len())).unwrap_or(&[]);
    // Behind the major brand stands its version.
    let mut brands = brands.chunks_exact(4).enumerate().filter(|(i, _)| *i != 1).map(|(_, brand)| brand);
    let mut format = ImageFormat::Unknown;
    for brand in &mut brands {
        match brand {
            b"avif" | b"avis" => return ImageFormat::Avif,
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => format = ImageFormat::Heic,
            _ => {}
        }
    }
    format
}

/// Whether it is a text that begins an SVG document: `<svg`, or another beginning of XML with `<svg` soon after.
fn is_svg(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let xml = [&b"<?xml"[..], b"<!--", b"<!DOCTYPE"].iter().any(|start| text.starts_with(start));
    // The name ends here, or it is another one.
    let is_root = |at: &[u8]| at.starts_with(b"<svg") && at.get(4).is_none_or(|next| !next.is_ascii_alphanumeric());
    is_root(text) || (xml && text.windows(5).any(is_root))
}

//! The rules that the contenders' own checks lack, written by hand as one would for one service. Warnings, suggestions,
//! positions and the order of a report are not asked of them.

use base64_simd::STANDARD;

const ID_TYPES: [&str; 4] = ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"];
#[rustfmt::skip]
const TOKENS: [&str; 9] = [
    "idNumber", "idFirstName", "idLastName", "idDob", "idExpiry", "idUsState", "idPersonalNumber", "idFaceMatch", "idAddress",
];

/// Checks whether a text has no control character.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// Checks whether a text has content, no control character and no e-mail address.
pub(crate) fn is_reference(text: &str) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || "._-+".contains(char);
    let has_email = text.match_indices('@').any(|(at, _)| {
        let host = text[at + 1..].split(|char| !is_word(char)).next().unwrap_or("");
        text[..at].ends_with(is_word) && host.contains('.')
    });
    !text.trim().is_empty() && is_plain(text) && !has_email
}

/// Checks whether a text is a code of ISO 3166-1 alpha-3, or XKX.
pub(crate) fn is_country(text: &str) -> bool {
    text == "XKX" || text.parse::<netverify_rules::Country>().is_ok()
}

pub(crate) fn is_id_type(text: &str) -> bool {
    ID_TYPES.contains(&text)
}

pub(crate) fn are_tokens(text: &str) -> bool {
    text.len() <= 100 && text.split(',').all(|token| TOKENS.contains(&token.trim_matches(' ')))
}

pub(crate) fn is_date(text: &str) -> bool {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *text.as_bytes() else { return false };
    let is_number = [a, b, c, d, e, f, g, h].iter().all(u8::is_ascii_digit);
    let number = |digits: &[u8]| digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit & 0xF));
    let (year, month, day) = (number(&[a, b, c, d]), number(&[e, f]), number(&[g, h]));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    is_number && year > 0 && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// Checks whether a text is an https URL with a host name, without user, port, query and fragment.
pub(crate) fn is_callback_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_label = |label: &str| {
        (1..64).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    let numeric = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    scheme.eq_ignore_ascii_case("https")
        && text.len() <= 255
        && host.len() < 254
        && host.split('.').all(is_label)
        && !host.rsplit('.').next().is_some_and(numeric)
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte))
}

/// Characters at the beginning that hold the headers of an image, and at its end the marker behind its data.
const SNIFF_CHARS: usize = 64 << 10;
const MAX_IMAGE_BYTES: usize = 15 << 20;

/// Returns the width and height of an image in base64, if it is a JPEG or PNG with an end and sides that the service takes: all
/// of the text is checked, its beginning and its end are decoded.
pub(crate) fn image_size(text: &str) -> Option<(u32, u32)> {
    let text = text.as_bytes();
    STANDARD.check(text).ok()?;
    if text.len() / 4 * 3 > MAX_IMAGE_BYTES + 2 {
        return None;
    }
    let first = STANDARD.decode_to_vec(&text[..text.len().min(SNIFF_CHARS)]).ok()?;
    let last = STANDARD.decode_to_vec(&text[text.len().saturating_sub(SNIFF_CHARS) / 4 * 4..]).ok()?;
    let end: &[u8] = if first.starts_with(&[0xFF, 0xD8]) { &[0xFF, 0xD9] } else { b"IEND\xAE\x42\x60\x82" };
    memchr::memmem::rfind(&last, end)?;
    let size = imagesize::blob_size(&first).ok()?;
    let (longest, shortest) = (size.width.max(size.height), size.width.min(size.height));
    ((301..8000).contains(&longest) && shortest > 0).then_some((size.width as u32, size.height as u32))
}

pub(crate) fn is_image(text: &str) -> bool {
    image_size(text).is_some()
}

//! The guide's errors, checked by hand as one would for one service: what the contenders' own vocabulary of checks lacks.
//! Warnings, suggestions, positions and the order of a report are not asked of them.

use base64_simd::STANDARD;

const ID_TYPES: [&str; 4] = ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"];
const TOKENS: [&str; 9] = [
    "idNumber",
    "idFirstName",
    "idLastName",
    "idDob",
    "idExpiry",
    "idUsState",
    "idPersonalNumber",
    "idFaceMatch",
    "idAddress",
];

pub(crate) fn has_content(text: &str) -> bool {
    !text.trim().is_empty()
}

/// At most so many characters, none of them a control character.
pub(crate) fn is_text(text: &str, max: usize) -> bool {
    (text.len() <= max || text.chars().count() <= max) && !text.chars().any(char::is_control)
}

/// Whether an e-mail address stands in it.
pub(crate) fn has_email(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let is_word = |char: char| char.is_alphanumeric() || "._-+".contains(char);
        let host = text[at + 1..].split(|char| !is_word(char)).next().unwrap_or("");
        text[..at].ends_with(is_word) && host.contains('.')
    })
}

/// ISO 3166-1 alpha-3, and XKX.
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
    let bytes = text.as_bytes();
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *bytes else { return false };
    if ![a, b, c, d, e, f, g, h].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |digits: &[u8]| digits.iter().fold(0u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    let (year, month, day) = (number(&[a, b, c, d]), number(&[e, f]), number(&[g, h]));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// https, a host name, no user, port, query or fragment.
pub(crate) fn is_callback_url(text: &str) -> bool {
    let Some(rest) =
        text.split_once("://").filter(|(scheme, _)| scheme.eq_ignore_ascii_case("https")).map(|(_, rest)| rest)
    else {
        return false;
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_label = |label: &str| {
        (1..64).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    let numeric = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 255
        && host.len() < 254
        && host.split('.').all(is_label)
        && !host.rsplit('.').next().is_some_and(numeric)
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte))
}

/// Characters whose bytes surely have an image's headers.
const HEAD: usize = 64 << 10;
const LARGEST: usize = 15 << 20;

/// The size of an image in strict base64, if it is a JPEG or PNG with an end and sides that the service takes: all of the text
/// is checked, its beginning is decoded.
pub(crate) fn image_size(text: &str) -> Option<(u32, u32)> {
    let text = text.as_bytes();
    STANDARD.check(text).ok()?;
    if text.len() / 4 * 3 > LARGEST + 2 {
        return None;
    }
    let head = STANDARD.decode_to_vec(&text[..text.len().min(HEAD)]).ok()?;
    let tail = STANDARD.decode_to_vec(&text[text.len().saturating_sub(HEAD) / 4 * 4..]).ok()?;
    let end: &[u8] = if head.starts_with(&[0xFF, 0xD8]) { &[0xFF, 0xD9] } else { b"IEND\xAE\x42\x60\x82" };
    memchr::memmem::rfind(&tail, end)?;
    let size = imagesize::blob_size(&head).ok()?;
    let (longest, shortest) = (size.width.max(size.height), size.width.min(size.height));
    ((301..8000).contains(&longest) && shortest > 0).then_some((size.width as u32, size.height as u32))
}

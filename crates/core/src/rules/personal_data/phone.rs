//! Telephone numbers: in international form, or in US form with its separators.

use super::words::{continues_after, continues_before, ends_with, word_after, word_before};
use crate::char_classes::fits;

/// Checks whether `+` and 8 to 15 digits, a few separators between them, start at this plus. A `+` after a letter or digit
/// adds, offsets or joins.
pub(super) fn starts_international(text: &str, plus: usize) -> bool {
    if word_before(text, plus) || ends_with(text, plus, b'+') {
        return false;
    }
    let (mut digits, mut separators) = (0, 0);
    // A dot with digits around it is a decimal point: `+48.85661` is a coordinate. Two dots around one group separate groups.
    let (mut has_point, mut has_dots, mut after_dot) = (false, false, false);
    let mut at = plus + 1;
    while let Some(byte) = text.as_bytes().get(at) {
        at += 1;
        match byte {
            b'0'..=b'9' => {
                if digits == 15 || (digits == 0 && *byte == b'0') {
                    return false;
                }
                digits += 1;
                separators = 0;
                let ends = digits >= 8 && (!word_after(text, at) || has_extension(text, at));
                if ends && (!has_point || has_dots) && !begins_with_point(text, at) {
                    return true;
                }
            }
            b'(' if digits == 0 && separators == 0 => separators = 1,
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' if digits > 0 && separators < 3 => {
                let is_point = separators == 0 && begins_with_point(text, at - 1);
                has_dots |= is_point && after_dot;
                has_point |= is_point;
                after_dot = is_point;
                separators += 1;
            }
            _ => return false,
        }
    }
    false
}

/// Checks whether a dot and a digit are there.
fn begins_with_point(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at..), Some([b'.', b'0'..=b'9', ..]))
}

/// Checks whether `415-555-2671`, `(415) 555-2671`, `(415) 5552671` or `1-415-555-2671` has its area where these digits start. Area
/// and exchange do not begin with 0 or 1.
pub(super) fn starts_us(text: &str, start: usize) -> bool {
    const LAYOUTS: [&[u8]; 5] = [b"ndd_ndd_dddd", b"ndd)ndd_dddd", b"ndd)_ndd_dddd", b"ndd)ndddddd", b"ndd)_ndddddd"];
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let Some(layout) = LAYOUTS.into_iter().find(|layout| fits(layout, rest)) else { return false };
    let in_parentheses = fits(b"xxx)", layout);
    if in_parentheses && !ends_with(text, start, b'(') {
        return false;
    }
    let end = start + layout.len();
    // A space separates two numbers, unless this one is written with spaces itself.
    let joins: &[u8] = if ends_with(text, end - 4, b' ') { b" -." } else { b"-." };
    (in_parentheses || !continues_before(text, start, joins) || follows_country_code(text, start, joins))
        && (!continues_after(text, end, joins) || has_extension(text, end))
}

/// Checks whether a `1` of its own is before, as in `1-415-555-2671`, or `001`.
fn follows_country_code(text: &str, at: usize, joins: &[u8]) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let length = match before {
        [.., b'0', b'0', b'1', _] => 4,
        [.., b'1', _] => 2,
        _ => return false,
    };
    before.last().is_some_and(|separator| joins.contains(separator)) && !continues_before(text, at - length, joins)
}

/// Checks whether an extension follows a number without a blank: `x123`, `ext12`, `ext. 12`, `extension 12`. After a blank it is a
/// word of its own, and no part of what is looked for.
fn has_extension(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (word, rest) = rest.split_at_checked(letters).unwrap_or_default();
    let is_word = [&b"x"[..], b"ext", b"extn", b"extension"].into_iter().any(|known| word.eq_ignore_ascii_case(known));
    let separators = rest.iter().take_while(|byte| matches!(byte, b' ' | b'.' | b':')).take(2).count();
    let rest = rest.get(separators..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).take(7).count();
    is_word && digits > 0 && !word_after(text, at + letters + separators + digits)
}

#[cfg(test)]
mod tests {
    use super::super::holds;

    fn found(text: &str) -> bool {
        holds(text, "phone")
    }

    #[test]
    fn international() {
        for text in "+4915112345678 | +49 151 12345678 | +49 (0)151 12345678 | +49-151-12345678 | +49/151/12345678 | \
            +49.151.12345678 | +1 (415) 555-2671 | +1-415-555-2671 | +(49)15112345678 | +12345678 | \
            +123456789012345 | tel:+4915112345678 | call +4915112345678, please | ref-+4915112345678 | \
            /cb/+4915112345678 | +4915112345678-2026 | +4915112345678 2026-11-23-000123 | é +4915112345678 | \
            +4915112345678_x | +4915112345678. | +1234567 +4915112345678 | +1.415.555.2671 | +1 415.555.2671 | \
            +49.151.12345678. 7 | +14155552671x123 | +1 415 555 2671 x5 | +1-415-555-2671 ext. 12 | \
            +1-415-555-2671ext.12 | +48.8566, +33142685300"
            .split(" | ")
        {
            assert!(found(text), "{text}");
        }
        for text in [
            "+1234567",
            "+1234567890123456",
            "+0123456789",
            "+ 4915112345678",
            "+-4915112345678",
            "a+4915112345678",
            "1+4915112345678",
            "é+4915112345678",
            "C++20261123",
            "1.0.0+20130313144700",
            "2026-11-23T03:15:00+00:00",
            "2026-11-23T03:15:00.123456789+01:00",
            "2026-11-23 03:15:00 +0000",
            "+4915112345678a",
            "+4915112345678é",
            "+1 2 3    45678",
            "+49:151:12345678",
            // A decimal point: a coordinate or an amount.
            "+48.8566,+2.3522",
            "+48.856613,+2.352222",
            "+48.856613 +2.352222",
            "+48.856613, 2.352222",
            "+48.856613 2.352222",
            "+48.856613/-2.352222",
            "+48.856613-002.352222/",
            "+40.20361-075.00417CRSWGS_84/",
            "+4851.5130+00221.1330/",
            "+485130.78-0022113.30/",
            "geo:+48.856613,+2.352222",
            "+48.85661300",
            "+48.856613.",
            "+12345678.90",
            "+1.4155552671",
            "+14155552671x",
            "+14155552671xy123",
            "+14155552671x12345678",
            "+14155552671ex12",
            "+",
            "+4",
            "004915112345678",
            "4915112345678",
        ] {
            assert!(!found(text), "{text}");
        }
    }

    #[test]
    fn us() {
        for text in "415-555-2671 | (415) 555-2671 | (415)555-2671 | (415)-555-2671 | (415-555-2671) | 415.555.2671 | \
            415 555 2671 | 415 555-2671 | 1-415-555-2671 | 1 415 555 2671 | 1 (415) 555-2671 | tel(415) 555-2671 | \
            customer-415-555-2671 | customer_415-555-2671_x | order 12 415-555-2671 | 415-555-2671 12 | \
            415-555-2671, 2026 | /cb/415-555-2671/2026 | 415-555-2671. | 999-999-9999 | (415) 5552671 | \
            (415)5552671 | 1(415)5552671 | 001-415-555-2671 | 001 415 555 2671 | 415-555-2671x123 | \
            415-555-2671 x123 | 415.555.2671x1 | 415 555 2671X12345 | (415)555-2671x0123 | (415) 5552671ext12 | \
            415-555-2671 ext. 12 | 415-555-2671ext. 12 | 415-555-2671 ext 12 | 415-555-2671 extension 12 | \
            415-555-2671extension 12 | 415-555-2671, ext: 12 | 1-415-555-2671x99, call"
            .split(" | ")
        {
            assert!(found(text), "{text}");
        }
        for text in
            "4155552671 | 115-555-2671 | 015-555-2671 | 415-155-2671 | 415-055-2671 | 415--555-2671 | 415/555/2671 | \
            415-555-267 | 415-555-26711 | 3415-555-2671 | a415-555-2671 | 415-555-2671a | 415-555-2671é | \
            2026-415-555-2671 | 21-415-555-2671 | 2-1-415-555-2671 | 415-555-2671-01 | 1.415.555.2671.3 | \
            12 415 555 2671 | 415 555 2671 12 | (415 5552671 | 415) 5552671 | (415) 555267 | (415) 55526711 | \
            (415) 1552671 | (115) 5552671 | 415-5552671 | 415 5552671 | 2001-415-555-2671 | 7-001-415-555-2671 | \
            415-555-2671xyz | 415-555-2671x | 415-555-2671x12a | 415-555-2671text12 | 302-1234567-1234567 | \
            112-4455667-1234567 | 415) 555 | 555-2671 | 192.168.100.200 | 2026-11-23-000123 | \
            12345678-1234-1234-1234-123456789012"
                .split(" | ")
        {
            assert!(!found(text), "{text}");
        }
    }
}

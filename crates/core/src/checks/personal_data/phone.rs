//! Telephone numbers: in international form, or in US form with its separators.

use super::{continues_after, continues_before, ends_with, word_after, word_before};
use crate::bytes::fits;

/// Whether `+` and 8 to 15 digits, a few separators between them, start at this plus. A `+` behind a letter or digit
/// adds, offsets or joins.
pub(super) fn starts_international(text: &str, plus: usize) -> bool {
    if word_before(text, plus) || ends_with(text, plus, b'+') {
        return false;
    }
    let (mut digits, mut separators) = (0, 0);
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
                if digits >= 8 && !word_after(text, at) {
                    return true;
                }
            }
            b'(' if digits == 0 && separators == 0 => separators = 1,
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' if digits > 0 && separators < 3 => separators += 1,
            _ => return false,
        }
    }
    false
}

/// Whether `415-555-2671`, `(415) 555-2671` or `1-415-555-2671` has its area where these digits start. Area and exchange
/// do not begin with 0 or 1.
pub(super) fn starts_us(text: &str, start: usize) -> bool {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let (layout, in_parentheses): (&[u8], _) = match rest {
        [_, _, _, b')', b'0'..=b'9', ..] => (b"ndd)ndd.dddd", true),
        [_, _, _, b')', ..] => (b"ndd).ndd.dddd", true),
        _ => (b"ndd.ndd.dddd", false),
    };
    if !fits(layout, rest) || (in_parentheses && !ends_with(text, start, b'(')) {
        return false;
    }
    let end = start + layout.len();
    // A space parts two numbers, unless this one is written with spaces itself.
    let joins: &[u8] = if ends_with(text, end - 4, b' ') { b" -." } else { b"-." };
    (in_parentheses || !continues_before(text, start, joins) || follows_country_code(text, start, joins))
        && !continues_after(text, end, joins)
}

/// Whether a `1` of its own stands before, as in `1-415-555-2671`.
fn follows_country_code(text: &str, at: usize, joins: &[u8]) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    matches!(before, [.., b'1', separator] if joins.contains(separator)) && !continues_before(text, at - 2, joins)
}

#[cfg(test)]
mod tests {
    use super::super::holds;

    fn found(text: &str) -> bool {
        holds(text, "phone")
    }

    #[test]
    fn international() {
        for text in [
            "+4915112345678",
            "+49 151 12345678",
            "+49 (0)151 12345678",
            "+49-151-12345678",
            "+49/151/12345678",
            "+49.151.12345678",
            "+1 (415) 555-2671",
            "+1-415-555-2671",
            "+(49)15112345678",
            "+12345678",
            "+123456789012345",
            "tel:+4915112345678",
            "call +4915112345678, please",
            "ref-+4915112345678",
            "/cb/+4915112345678",
            "+4915112345678-2026",
            "+4915112345678 2026-11-23-000123",
            "é +4915112345678",
            "+4915112345678_x",
            "+4915112345678.",
            "+1234567 +4915112345678",
        ] {
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
        for text in [
            "415-555-2671",
            "(415) 555-2671",
            "(415)555-2671",
            "(415)-555-2671",
            "(415-555-2671)",
            "415.555.2671",
            "415 555 2671",
            "415 555-2671",
            "1-415-555-2671",
            "1 415 555 2671",
            "1 (415) 555-2671",
            "tel(415) 555-2671",
            "customer-415-555-2671",
            "customer_415-555-2671_x",
            "order 12 415-555-2671",
            "415-555-2671 12",
            "415-555-2671, 2026",
            "/cb/415-555-2671/2026",
            "415-555-2671.",
            "999-999-9999",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "4155552671",
            "115-555-2671",
            "015-555-2671",
            "415-155-2671",
            "415-055-2671",
            "415--555-2671",
            "415/555/2671",
            "415-555-267",
            "415-555-26711",
            "3415-555-2671",
            "a415-555-2671",
            "415-555-2671a",
            "415-555-2671é",
            "2026-415-555-2671",
            "21-415-555-2671",
            "2-1-415-555-2671",
            "415-555-2671-01",
            "1.415.555.2671.3",
            "12 415 555 2671",
            "415 555 2671 12",
            "(415 5552671",
            "415) 555",
            "555-2671",
            "192.168.100.200",
            "2026-11-23-000123",
            "12345678-1234-1234-1234-123456789012",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}

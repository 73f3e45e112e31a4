//! US social security numbers.

use super::words::{continues_after, continues_before};
use crate::char_classes::fits;

/// Checks whether `123-45-6789`, in the ranges that can be assigned, is where these digits start: with hyphens, blanks or dots,
/// the same twice.
pub(super) fn starts(text: &str, start: usize) -> bool {
    let number = text.as_bytes().get(start..).unwrap_or_default();
    // A blank separates two numbers, unless this one is written with blanks itself.
    let joins: &[u8] = if fits(b"xxx x", number) { b" -." } else { b"-." };
    fits(b"ddd_dd_dddd", number)
        && number.get(3) == number.get(6)
        && !fits(b"9", number)
        && !fits(b"000", number)
        && !fits(b"666", number)
        && !fits(b"xxxx00", number)
        && !fits(b"xxxxxxx0000", number)
        && !continues_before(text, start, joins)
        && !continues_after(text, start + 11, joins)
}

#[cfg(test)]
mod tests {
    use super::super::holds;

    fn found(text: &str) -> bool {
        holds(text, "ssn")
    }

    #[test]
    fn numbers() {
        for text in "123-45-6789 | 001-01-0001 | 899-99-9999 | 665-12-3456 | 667-12-3456 | ssn:123-45-6789 | \
            customer-123-45-6789 | (123-45-6789) | é 123-45-6789-x | 12 123-45-6789 12 | 123-45-6789. | \
            /2026/123-45-6789/ | 123 45 6789 | 123.45.6789 | ssn 123 45 6789 | ssn:123.45.6789. | 899 99 9999, 12"
            .split(" | ")
        {
            assert!(found(text), "{text}");
        }
        for text in "000-12-3456 | 666-12-3456 | 900-12-3456 | 999-12-3456 | 123-00-6789 | 123-45-0000 | 123456789 | \
            123-45 6789 | 123 45-6789 | 123.45-6789 | 123/45/6789 | 123_45_6789 | 123  45 6789 | 000 12 3456 | \
            666.12.3456 | 900 12 3456 | 123.00.6789 | 123 45 0000 | 1 123 45 6789 | 123 45 6789 1 | 12.123.45.6789 | \
            123.45.6789.1 | 2026-123 45 6789 | 123-456-789 | 123-45-678 | 123-45-67890 | 1123-45-6789 | \
            a123-45-6789 | é123-45-6789 | 123-45-6789a | 123-45-6789-1 | 2024-123-45-6789 | 1.123-45-6789 | \
            INV-2024-123-45-6789 | 12a-45-6789 | "
            .split(" | ")
        {
            assert!(!found(text), "{text}");
        }
    }
}

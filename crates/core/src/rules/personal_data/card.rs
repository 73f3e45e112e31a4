//! Payment card numbers.

use super::words::{continues_after, continues_before, ends_with};
use crate::char_classes::fits;

const MIN_DIGITS: usize = 13;
const MAX_DIGITS: usize = 19;

/// Checks whether one starts where these digits do: an issuer's first digits and lengths, its grouping or none, and a fitting
/// check digit.
pub(super) fn starts(text: &str, start: usize) -> bool {
    let mut number = [0; MAX_DIGITS];
    let (mut length, mut at) = (0, start);
    let mut separator = None;
    // The lengths of the groups so far, a hexadecimal digit each.
    let mut grouping = 0u32;
    loop {
        let mut group = 0;
        while let Some(digit @ b'0'..=b'9') = text.as_bytes().get(at) {
            let Some(slot) = number.get_mut(length) else { return false };
            *slot = *digit;
            (length, at, group) = (length + 1, at + 1, group + 1);
        }
        grouping = (grouping << 4) + group;
        if length >= MIN_DIGITS
            && number.get(..length).is_some_and(is_card)
            && stands_alone(text, start, at, separator, grouping)
        {
            return true;
        }
        match text.as_bytes().get(at) {
            // No issuer has a group of another length before the last one: `1-1-1-1` is left at its first.
            Some(byte @ (b' ' | b'-')) if matches!(group, 3 | 4 | 6) && *separator.get_or_insert(*byte) == *byte => {
                at += 1
            }
            _ => return false,
        }
    }
}

/// Checks whether an issuer groups so, and nothing around the digits makes them a part of something else.
fn stands_alone(text: &str, start: usize, end: usize, separator: Option<u8>, grouping: u32) -> bool {
    if separator.is_none() {
        // Thirteen digits after a plus are a telephone number, and a dot and a digit at either end make it an amount.
        let after_plus = end - start < 16 && ends_with(text, start, b'+');
        return !after_plus && !continues_before(text, start, b".") && !continues_after(text, end, b".");
    }
    // After spaces, a short group is the expiry date or the security code rather than more of the number.
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let short = !fits(b"xdddd", rest);
    let joins: &[u8] = if separator == Some(b' ') && short { b"-." } else { b" -." };
    matches!(grouping, 0x4444 | 0x465 | 0x464 | 0x4_4443 | 0x4333 | 0x6D)
        && !continues_before(text, start, b" -.")
        && !continues_after(text, end, joins)
}

fn is_card(digits: &[u8]) -> bool {
    has_issuer(digits) && passes_luhn(digits)
}

fn has_issuer(digits: &[u8]) -> bool {
    let first = digits.iter().take(4).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    match first {
        // Visa
        4000..=4999 => matches!(digits.len(), 13 | 16 | 19),
        // Mastercard
        5100..=5599 | 2221..=2720 => digits.len() == 16,
        // American Express
        3400..=3499 | 3700..=3799 => digits.len() == 15,
        // Diners Club
        3000..=3059 | 3095 | 3600..=3699 | 3800..=3999 => digits.len() == 14,
        // JCB; Discover; UnionPay; Maestro, whose shorter numbers are any number
        3528..=3589 | 6011 | 6440..=6599 | 6200..=6299 | 5000..=5099 | 5600..=5899 | 6304 | 6759 | 6761..=6763 => {
            (16..=MAX_DIGITS).contains(&digits.len())
        }
        _ => false,
    }
}

fn passes_luhn(digits: &[u8]) -> bool {
    let (mut sum, mut factor) = (0, 1);
    for digit in digits.iter().rev() {
        let product = u32::from(digit - b'0') * factor;
        sum += product / 10 + product % 10;
        factor = 3 - factor;
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::super::holds;

    fn found(text: &str) -> bool {
        holds(text, "card")
    }

    #[test]
    fn numbers() {
        for text in "4111111111111111 | 4222222222222 | 4000000000000000006 | 5555555555554444 | 2221000000000009 | \
            2720999999999996 | 378282246310005 | 340000000000009 | 30569309025904 | 38520000023237 | 36148900647913 | \
            6011111111111117 | 6500000000000002 | 6440000000000005 | 3530111333300000 | 6200000000000005 | \
            6759649826438453 | 5018000000000009 | 4111 1111 1111 1111 | 4111-1111-1111-1111 | 3782 822463 10005 | \
            3056 930902 5904 | 4000 0000 0000 0000 006 | 4222 222 222 222 | ORD-4111111111111111 | \
            2026-4111111111111111 | ORD-4111-1111-1111-1111-x | card:4111111111111111; | card+4111111111111111 | \
            4915112345678 | é 4111111111111111 | 4111 1111 1111 1111 12/27 | 4111 1111 1111 1111 123 | \
            card_4111111111111111_x | 4111111111111111."
            .split(" | ")
        {
            assert!(found(text), "{text}");
        }
        for text in [
            "4111111111111112",
            "4111-1111-1111-1112",
            "411111111111111",
            "41111111111111111",
            "+4915112345678",
            "1111111111111117",
            "0000000000000000",
            "9111111111111111",
            "2220000000000000",
            "2721000000000004",
            "a4111111111111111",
            "4111111111111111a",
            "é4111111111111111",
            "04111111111111111",
            "0.4111111111111111",
            "4111111111111111.5",
            "4111 1111-1111 1111",
            "4111  1111 1111 1111",
            "4111.1111.1111.1111",
            "41111111 11111111",
            "411-1111-1111-11111",
            "2026-4111-1111-1111-1111",
            "4111-1111-1111-1111-2",
            "4111 1111 1111 1111 2026",
            "DE12 4111 1111 1111 1111 00",
            // What references are made of.
            "1234567890",
            "1234567890123456",
            "1763867700",
            "1763867700000",
            "1763867700000000",
            "1763867700000000000",
            "20261123031500",
            "20261123031500123",
            "175928847299117063",
            "INV-2024-0001-5678",
            "49015420323751",
            "490154203237518",
            "",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}

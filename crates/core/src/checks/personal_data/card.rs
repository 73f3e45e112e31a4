//! Payment card numbers.

use super::{continues_after, continues_before, digit_runs};

const MOST_DIGITS: usize = 19;

/// How issuers group a number of more than one group.
const GROUPINGS: [&[usize]; 6] = [&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3], &[4, 3, 3, 3], &[6, 13]];

/// Whether the text holds one: an issuer's first digits and lengths, its grouping or none, and a fitting check digit.
pub(super) fn found(text: &str) -> bool {
    digit_runs(text).any(|(start, rest)| {
        is_ungrouped(text, start, rest) || GROUPINGS.iter().any(|grouping| is_grouped(text, start, rest, grouping))
    })
}

fn is_ungrouped(text: &str, start: usize, rest: &[u8]) -> bool {
    let length = rest.iter().take(MOST_DIGITS + 1).take_while(|byte| byte.is_ascii_digit()).count();
    // Thirteen digits behind a plus are a telephone number, and a dot and a digit at either end make it an amount.
    let after_plus = length < 16 && text.get(..start).is_some_and(|before| before.ends_with('+'));
    rest.get(..length).is_some_and(is_card)
        && !after_plus
        && !continues_before(text, start, b".")
        && !continues_after(text, start + length, b".")
}

fn is_grouped(text: &str, start: usize, rest: &[u8], grouping: &[usize]) -> bool {
    let mut digits = [0; MOST_DIGITS];
    let (mut length, mut at) = (0, 0);
    let mut separator = None;
    for &size in grouping {
        if at > 0 {
            let Some(byte @ (b' ' | b'-')) = rest.get(at) else { return false };
            if *separator.get_or_insert(*byte) != *byte {
                return false;
            }
            at += 1;
        }
        let (Some(group), Some(slot)) = (rest.get(at..at + size), digits.get_mut(length..length + size)) else {
            return false;
        };
        slot.copy_from_slice(group);
        length += size;
        at += size;
    }
    if !digits.get(..length).is_some_and(is_card) {
        return false;
    }
    let end = start + at;
    // After spaces, a short group is the expiry date or the security code rather than more of the number.
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let short = rest.iter().skip(1).take(4).take_while(|byte| byte.is_ascii_digit()).count() < 4;
    let joins: &[u8] = if separator == Some(b' ') && short { b"-." } else { b" -." };
    !continues_before(text, start, b" -.") && !continues_after(text, end, joins)
}

fn is_card(digits: &[u8]) -> bool {
    digits.iter().all(u8::is_ascii_digit) && has_issuer(digits) && passes_luhn(digits)
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
            (16..=MOST_DIGITS).contains(&digits.len())
        }
        _ => false,
    }
}

fn passes_luhn(digits: &[u8]) -> bool {
    let sum = digits.iter().rev().enumerate().fold(0, |sum, (i, digit)| {
        let digit = u32::from(digit - b'0') * if i % 2 == 0 { 1 } else { 2 };
        sum + digit / 10 + digit % 10
    });
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for text in [
            "4111111111111111",
            "4222222222222",
            "4000000000000000006",
            "5555555555554444",
            "2221000000000009",
            "2720999999999996",
            "378282246310005",
            "340000000000009",
            "30569309025904",
            "38520000023237",
            "36148900647913",
            "6011111111111117",
            "6500000000000002",
            "6440000000000005",
            "3530111333300000",
            "6200000000000005",
            "6759649826438453",
            "5018000000000009",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "3782 822463 10005",
            "3056 930902 5904",
            "4000 0000 0000 0000 006",
            "4222 222 222 222",
            "ORD-4111111111111111",
            "2026-4111111111111111",
            "ORD-4111-1111-1111-1111-x",
            "card:4111111111111111;",
            "card+4111111111111111",
            "4915112345678",
            "é 4111111111111111",
            "4111 1111 1111 1111 12/27",
            "4111 1111 1111 1111 123",
            "card_4111111111111111_x",
            "4111111111111111.",
        ] {
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

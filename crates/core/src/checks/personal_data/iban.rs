//! International bank account numbers, ISO 13616.

use super::{word_after, word_before};

/// The lengths of the numbers in the IBAN registry, and behind each the countries that have it.
const LENGTHS: &[u8] = b"15NO16BE18DKFIFKFOGLNLSD19MKSI20ATBAEEKZLTLUMNXK21CHHRLILV22BGBHCRDEGBGEIEMERSVA23AEGIILIQ\
    OMSOTL24ADCZESMDPKROSASESKTNVG25LYPTST26ISTR27BIDJFRGRITMCMRSM28ALAZBYCYDOGTHNHULBNIPLSV29BREGPSQAUA30JOKWMUYE31\
    MTSC32LC33RU";

/// Whether one starts at this letter, in one piece or in groups of four, in capital or in small letters.
pub(super) fn starts(text: &str, start: usize) -> bool {
    // The cheap questions first: they turn down nearly all.
    match text.as_bytes().get(start..) {
        Some([first, second, b'0'..=b'9', b'0'..=b'9', ..]) => {
            !word_before(text, start) && is_iban(text, start, length([*first, *second]))
        }
        _ => false,
    }
}

/// How many characters a number of the country has; none where the country has no such numbers.
fn length(country: [u8; 2]) -> usize {
    let country = country.map(|letter| letter.to_ascii_uppercase());
    let mut length = 0;
    for pair in LENGTHS.chunks_exact(2) {
        match pair {
            [tens @ b'0'..=b'9', ones] => length = usize::from(tens - b'0') * 10 + usize::from(ones - b'0'),
            _ if *pair == country => return length,
            _ => {}
        }
    }
    0
}

fn is_iban(text: &str, start: usize, length: usize) -> bool {
    let mut at = start;
    let (mut remainder, mut head, mut checks) = (0, 0, 0);
    let (mut capital, mut small) = (false, false);
    for i in 0..length {
        let mut next = text.as_bytes().get(at);
        if i > 0 && i % 4 == 0 && matches!(next, Some(b' ' | b'-')) {
            at += 1;
            next = text.as_bytes().get(at);
        }
        let Some(byte) = next else { return false };
        capital |= byte.is_ascii_uppercase();
        small |= byte.is_ascii_lowercase();
        let Some(value) = char::from(*byte).to_digit(36) else { return false };
        remainder = append(remainder, value);
        at += 1;
        if i < 4 {
            checks = checks * 10 + value;
        }
        if i == 3 {
            (head, remainder) = (remainder, 0);
        }
    }
    // The first four come last: two letters of two digits each, and two check digits, which are never 00, 01 or 99.
    let whole = (remainder * (10u32.pow(6) % 97) + head) % 97;
    whole == 1 && matches!(checks % 100, 2..=98) && !(capital && small) && !word_after(text, at)
}

/// The remainder by 97 once the value's one or two digits are written behind the number.
fn append(remainder: u32, value: u32) -> u32 {
    (remainder * if value < 10 { 10 } else { 100 } + value) % 97
}

#[cfg(test)]
mod tests {
    use super::super::holds;
    use super::*;

    fn found(text: &str) -> bool {
        holds(text, "iban")
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        let (lengths, mut countries): (Vec<&[u8]>, Vec<&[u8]>) =
            LENGTHS.chunks(2).partition(|pair| pair[0].is_ascii_digit());
        assert!(lengths.is_sorted_by(|a, b| a < b));
        countries.sort_unstable();
        assert!(countries.is_sorted_by(|a, b| a < b));
        assert_eq!(countries.len(), 89);
        for country in countries {
            let length = length([country[0], country[1]]);
            assert!((15..=33).contains(&length), "{country:?} {length:?}");
        }
        assert_eq!((length(*b"NO"), length(*b"de"), length(*b"RU"), length(*b"ZZ")), (15, 22, 33, 0));
    }

    #[test]
    fn numbers() {
        for text in [
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "DE89-3704-0044-0532-0130-00",
            "de89370400440532013000",
            "GB29NWBK60161331926819",
            "GB29 NWBK 6016 1331 9268 19",
            "gb29 nwbk 6016 1331 9268 19",
            "FR1420041010050500013M02606",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
            "LC55HEMM000100010012001200023015",
            "ref DE89370400440532013000, 12",
            "ref-DE89370400440532013000-x",
            "x_DE89370400440532013000_x",
            "éé DE89370400440532013000 é",
            "/DE89370400440532013000/",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "DE88370400440532013000",
            "DE8937040044053201300",
            "DE893704004405320130000",
            "ZZ89370400440532013000",
            "aDE89370400440532013000",
            "éDE89370400440532013000",
            "DE89370400440532013000a",
            "DE89370400440532013000é",
            "De89370400440532013000",
            "GB29nwbk60161331926819",
            "DE89 37040 0440 5320 1300 0",
            "DE89  3704 0044 0532 0130 00",
            "DE89_3704_0044_0532_0130_00",
            "DE89.3704.0044.0532.0130.00",
            "DE8é370400440532013000",
            // A remainder of 1, but check digits that nobody computes.
            "DE00500105175407324931",
            "DE89",
            "DE",
            "",
        ] {
            assert!(!found(text), "{text}");
        }
    }

    #[test]
    fn check_digits_are_never_00_01_or_99() {
        // One of the hundred pairs, and the pair 97 from it where there is one, leaves the remainder 1.
        let passing =
            |account: u32| (0..100).filter(|c| found(&format!("DE{c:02}37040044{account:010}"))).collect::<Vec<u32>>();
        for account in 0..300 {
            let pairs = passing(account);
            assert!(pairs.len() == 1 && (2..=98).contains(&pairs[0]), "{account}: {pairs:?}");
        }
    }
}

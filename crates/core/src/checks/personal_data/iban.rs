//! International bank account numbers, ISO 13616.

use super::{word_after, word_before};

/// The countries of the IBAN registry and the length of their numbers.
const LENGTHS: &str = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18\
    FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27\
    MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25\
    SV28TL23TN24TR26UA29VA22VG24XK20YE30";

/// Whether the text holds one, in one piece or in groups of four, in capital or in small letters.
pub(super) fn found(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).enumerate().any(|(start, head)| {
        let [first, second, checks @ ..] = head else { return false };
        // The cheap questions first: they turn down nearly all.
        first.is_ascii_alphabetic()
            && checks.iter().all(u8::is_ascii_digit)
            && !word_before(text, start)
            && length([*first, *second]).is_some_and(|length| is_iban(text, start, length))
    })
}

fn length(country: [u8; 2]) -> Option<usize> {
    let country = country.map(|letter| letter.to_ascii_uppercase());
    let entry = LENGTHS.as_bytes().chunks_exact(4).find(|entry| entry.starts_with(&country))?;
    let digit = |at: usize| entry.get(at).map(|digit| usize::from(digit - b'0'));
    Some(digit(2)? * 10 + digit(3)?)
}

fn is_iban(text: &str, start: usize, length: usize) -> bool {
    let mut at = start;
    let (mut remainder, mut head) = (0, 0);
    let (mut capital, mut small) = (false, false);
    for i in 0..length {
        let mut next = text.as_bytes().get(at).copied();
        if i > 0 && i % 4 == 0 && matches!(next, Some(b' ' | b'-')) {
            at += 1;
            next = text.as_bytes().get(at).copied();
        }
        let Some(byte) = next else { return false };
        capital |= byte.is_ascii_uppercase();
        small |= byte.is_ascii_lowercase();
        let Some(value) = char::from(byte).to_digit(36) else { return false };
        remainder = append(remainder, value);
        at += 1;
        if i == 3 {
            (head, remainder) = (remainder, 0);
        }
    }
    // The first four come last: two letters of two digits each, and two check digits, which are never 00, 01 or 99.
    let checks = text.get(start + 2..start + 4).and_then(|checks| checks.parse::<u32>().ok());
    let whole = (remainder * (10u32.pow(6) % 97) + head) % 97;
    whole == 1
        && checks.is_some_and(|checks| (2..=98).contains(&checks))
        && !(capital && small)
        && !word_after(text, at)
}

/// The remainder by 97 once the value's one or two digits are written behind the number.
fn append(remainder: u32, value: u32) -> u32 {
    (remainder * if value < 10 { 10 } else { 100 } + value) % 97
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        let countries: Vec<&[u8]> = LENGTHS.as_bytes().chunks(4).map(|entry| &entry[..2]).collect();
        assert!(countries.is_sorted_by(|a, b| a < b));
        assert_eq!(countries.len(), 89);
        for country in countries {
            let length = length([country[0], country[1]]);
            assert!(length.is_some_and(|length| (15..=33).contains(&length)), "{country:?} {length:?}");
        }
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

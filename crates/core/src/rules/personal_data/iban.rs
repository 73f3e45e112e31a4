//! International bank account numbers, ISO 13616.

use super::words::{word_after, word_before};

/// What follows the check digits by the IBAN registry: how many digits (`n`), letters (`a`) or of both (`c`), and after it
/// the countries whose numbers have that structure.
const STRUCTURES: &str = "11nNO;12nBE;14nDKFIFOGLSD;2a12nFK;4a10nNL;15nSI;3n10c2nMK;16nATBAEELTMNXK;3n13cKZLU;17nHR;\
    4a13cLV;5n12cCHLI;18nCRDEMERSVA;2a16nGE;4a14cBH;4a14nGBIE;4a6n8cBG;19nAEILSOTL;3n16cOM;4a15cGI;4a15nIQ;20cMD;\
    20nCZESSESKTN;2n18cSA;4a16cPKRO;4a16nVG;8n12cAD;21nLYPTST;22nIS;6n16cTR;10n11c2nFRMC;1a10n12cITSM;23nBIDJMR;\
    7n16cGR;24cGT;24nHUPL;4a20cAZ;4a20nHNNISV;4c20nDO;4c4n16cBY;4n20cLB;8n16cALCY;23n1a1cBR;25nEG;4a21cPSQA;6n19cUA;\
    4a19n3aMU;4a22cKW;4a4n18cJOYE;4a20n3aSC;4a5n18cMT;4a24cLC;14n15cRU";

/// The length of a group, where a number is written in groups.
const GROUP_LENGTH: usize = 4;

/// Checks whether one starts at this letter, in one piece or in groups of four, in capital or in small letters.
pub(super) fn starts(text: &str, start: usize) -> bool {
    // The cheap checks first: they rule out nearly all.
    match text.as_bytes().get(start..) {
        Some(rest @ [first, second, b'0'..=b'9', b'0'..=b'9', ..]) => {
            !word_before(text, start)
                && length(structure([*first, *second]), rest).is_some_and(|length| !word_after(text, start + length))
        }
        _ => false,
    }
}

/// Returns the structure of the country's numbers; nothing where it has none.
fn structure(country: [u8; 2]) -> &'static [u8] {
    let country = country.map(|letter| letter.to_ascii_uppercase());
    for row in STRUCTURES.as_bytes().split(|byte| *byte == b';') {
        let countries = row.iter().position(u8::is_ascii_uppercase).unwrap_or(0);
        let (structure, countries) = row.split_at_checked(countries).unwrap_or_default();
        if countries.chunks_exact(2).any(|known| *known == country) {
            return structure;
        }
    }
    &[]
}

/// Returns how many bytes the number takes with which the text begins, where it is one of that structure. A UUID, whose
/// groups have eight, four and twelve characters, holds none: what is grouped is so from end to end.
fn length(structure: &[u8], text: &[u8]) -> Option<usize> {
    let (mut at, mut place) = (0, 0);
    let (mut remainder, mut start, mut checks) = (0, 0, 0);
    let (mut capital, mut small) = (false, false);
    let mut separator = None;
    let mut count = 0;
    for class in b"2a2n".iter().chain(structure) {
        if class.is_ascii_digit() {
            count = count * 10 + (class - b'0');
            continue;
        }
        for _ in 0..count {
            let mut byte = *text.get(at)?;
            if place == GROUP_LENGTH && matches!(byte, b' ' | b'-') {
                separator = Some(byte);
            }
            if separator.is_some() && place % GROUP_LENGTH == 0 {
                if separator != Some(byte) {
                    return None;
                }
                at += 1;
                byte = *text.get(at)?;
            }
            capital |= byte.is_ascii_uppercase();
            small |= byte.is_ascii_lowercase();
            let of_class = match class {
                b'n' => byte.is_ascii_digit(),
                b'a' => byte.is_ascii_alphabetic(),
                _ => true,
            };
            let value = char::from(byte).to_digit(36).filter(|_| of_class)?;
            remainder = append(remainder, value);
            (at, place) = (at + 1, place + 1);
            if place <= GROUP_LENGTH {
                checks = checks * 10 + value;
            }
            if place == GROUP_LENGTH {
                (start, remainder) = (remainder, 0);
            }
        }
        count = 0;
    }
    // The first four come last: two letters of two digits each, and two check digits, which are never 00, 01 or 99.
    let whole = (remainder * (10u32.pow(6) % 97) + start) % 97;
    (whole == 1 && matches!(checks % 100, 2..=98) && !(capital && small) && place > GROUP_LENGTH).then_some(at)
}

/// Returns the remainder by 97 once the value's one or two digits are written after the number.
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

    /// The rows of the table: how long a number is, and of which countries.
    fn rows() -> Vec<(usize, &'static str)> {
        let row = |row: &'static str| {
            let (structure, countries) = row.split_at(row.find(|c: char| c.is_ascii_uppercase()).expect("a country"));
            let counts = structure.split_terminator(['n', 'a', 'c']);
            (4 + counts.map(|count| count.parse::<usize>().expect("a count")).sum::<usize>(), countries)
        };
        STRUCTURES.split(';').map(row).collect()
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        let rows = rows();
        assert!(rows.is_sorted_by(|(a, _), (b, _)| a <= b));
        let mut countries: Vec<&str> = Vec::new();
        for (length, of_row) in rows {
            assert!((15..=33).contains(&length), "{of_row} {length}");
            assert_eq!(of_row.len() % 2, 0, "{of_row}");
            countries.extend((0..of_row.len()).step_by(2).map(|at| &of_row[at..at + 2]));
        }
        countries.sort_unstable();
        assert!(countries.is_sorted_by(|a, b| a < b));
        assert_eq!(countries.len(), 89);
        assert_eq!((structure(*b"NO"), structure(*b"de"), structure(*b"ZZ")), (&b"11n"[..], &b"18n"[..], &b""[..]));
    }

    /// A number of that country with right check digits: `account` after them.
    fn number(country: &str, account: &str) -> String {
        let of_checks = |checks: u32| format!("{country}{checks:02}{account}");
        (2..99)
            .map(of_checks)
            .find(|number| {
                let moved = format!("{}{}", &number[4..], &number[..4]);
                moved.chars().fold(0, |rest, c| append(rest, c.to_digit(36).expect("a character"))) == 1
            })
            .expect("check digits")
    }

    #[test]
    fn every_country_has_its_classes() {
        for row in STRUCTURES.split(';') {
            let (structure, countries) = row.split_at(row.find(|c: char| c.is_ascii_uppercase()).expect("a country"));
            let mut classes = String::new();
            for part in structure.split_inclusive(['n', 'a', 'c']) {
                let (count, class) = part.split_at(part.len() - 1);
                classes += &class.repeat(count.parse().expect("a count"));
            }
            for country in (0..countries.len()).step_by(2).map(|at| &countries[at..at + 2]) {
                let account = |wrong: usize| {
                    let of = |(at, class)| match (class, at == wrong) {
                        ('a', false) | ('n', true) => 'K',
                        ('c', _) if at % 2 == 0 => 'Q',
                        _ => '7',
                    };
                    classes.chars().enumerate().map(of).collect::<String>()
                };
                let right = number(country, &account(usize::MAX));
                assert!(found(&right) && found(&right.to_lowercase()), "{right}");
                for separator in [" ", "-"] {
                    let groups = |text: &str| {
                        text.as_bytes()
                            .chunks(4)
                            .map(|group| String::from_utf8_lossy(group).into_owned())
                            .collect::<Vec<_>>()
                    };
                    let grouped = groups(&right);
                    assert!(found(&grouped.join(separator)), "{right}");
                    // One separator too few.
                    assert!(
                        !found(&format!("{}{}", grouped[..2].join(separator), grouped[2..].join(separator))),
                        "{right}"
                    );
                    assert!(!found(&format!("{}{}", grouped[0], grouped[1..].join(separator))), "{right}");
                }
                for (at, class) in classes.chars().enumerate() {
                    let wrong = number(country, &account(at));
                    assert_eq!(found(&wrong), class == 'c', "{wrong}");
                }
            }
        }
    }

    #[test]
    fn numbers() {
        for text in "DE89370400440532013000 | DE89 3704 0044 0532 0130 00 | DE89-3704-0044-0532-0130-00 | \
            de89370400440532013000 | GB29NWBK60161331926819 | GB29 NWBK 6016 1331 9268 19 | \
            gb29 nwbk 6016 1331 9268 19 | FR1420041010050500013M02606 | NO9386011117947 | \
            MT84MALT011000012345MTLCAST001S | LC55HEMM000100010012001200023015 | ref DE89370400440532013000, 12 | \
            ref-DE89370400440532013000-x | x_DE89370400440532013000_x | éé DE89370400440532013000 é | \
            /DE89370400440532013000/"
            .split(" | ")
        {
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
            "DE89 3704-0044-0532-0130-00",
            "DE89370400440532 0130 00",
            "DE89 370400440532013000",
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

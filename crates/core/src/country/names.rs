//! The words of a name, and the comparison that sees through how a name is written.
//!
//! A name is reduced to its [`Words`]: letters without accents, capitals where words begin. Two names are the same when
//! their letters are, from the first word on or turned (`Korea, Republic of`, `Republic of Korea`). So each name is
//! in the tables once, and `Republic of` once for all republics.

use crate::string_table::find_entry;

/// More letters than any known name has.
const MAX_LETTERS: usize = 96;

/// Words that mean nothing, and abbreviations after what they mean.
const SHORT_WORDS: &str = "|the|of|and;saint|st;islands|is;republic|rep;democratic|dem;federated|fed;states|sts;";

/// The longest of those that are replaced.
const MAX_SHORT_WORD_LENGTH: usize = 3;

/// The words of a name, without case, accents, punctuation, articles, `of` and `and`.
pub(crate) struct Words {
    /// A capital begins a word.
    letters: [u8; MAX_LETTERS],
    len: usize,
}

impl Words {
    /// Reads a text in one pass. `None` where it has a character that no name has, or too many letters.
    pub(crate) fn read(text: &str) -> Option<Words> {
        let mut words = Words { letters: [0; MAX_LETTERS], len: 0 };
        let mut start = 0;
        for char in text.chars() {
            match fold(char) {
                FOREIGN => return None,
                NOTHING => {}
                SPACE => start = words.end_word(start)?,
                letter => words.push(letter)?,
            }
        }
        words.end_word(start)?;
        Some(words)
    }

    /// Returns the letters of all words.
    pub(crate) fn letters(&self) -> &[u8] {
        self.letters.get(..self.len).unwrap_or_default()
    }

    /// Checks whether they are the words of that name.
    pub(crate) fn are(&self, name: &str) -> bool {
        // Of what is known nothing is abbreviated: no name has fewer bytes than letters.
        name.len() >= self.len && self.read_known(name).is_some_and(|name| self.same(&name))
    }

    /// Returns what is left without that phrase; `None` where it is not there, or nothing else is.
    pub(crate) fn without(&self, phrase: &str) -> Option<Words> {
        let phrase = self.read_known(phrase)?;
        let start = (0..self.len).find(|start| {
            let ends_a_word = phrase.len < self.len && self.starts_at(start + phrase.len);
            ends_a_word && self.starts_at(*start) && self.continue_with(*start, &phrase)
        })?;
        let mut rest = Words { letters: [0; MAX_LETTERS], len: 0 };
        for place in phrase.len..self.len {
            rest.push(self.letter(start + place))?;
        }
        Some(rest)
    }

    /// Reads a known text whose first word may be one of these: most are told apart by their first letter. Of what is
    /// known no first word is left out.
    fn read_known(&self, text: &str) -> Option<Words> {
        let first = text.bytes().next()?;
        let begins_a_word = !first.is_ascii() || self.letters().contains(&first.to_ascii_uppercase());
        if begins_a_word { Words::read(text) } else { None }
    }

    fn push(&mut self, letter: u8) -> Option<()> {
        *self.letters.get_mut(self.len)? = letter;
        self.len += 1;
        Some(())
    }

    /// Ends the word that began at `start`: leaves out what carries no meaning, writes out abbreviations. Gives the start
    /// of the next word.
    fn end_word(&mut self, start: usize) -> Option<usize> {
        let word = self.letters.get(start..self.len)?;
        let full = match word.len() {
            0..=MAX_SHORT_WORD_LENGTH => find_entry(SHORT_WORDS, &mut |_, short| short.as_bytes() == word),
            _ => None,
        };
        if let Some((_, full)) = full {
            self.len = start;
            for letter in full.bytes() {
                self.push(letter)?;
            }
        }
        if let Some(first) = self.letters.get_mut(start..self.len)?.first_mut() {
            first.make_ascii_uppercase();
        }
        Some(self.len)
    }

    /// Returns the letter at that place, which may be once round.
    fn letter(&self, place: usize) -> u8 {
        let place = if place < self.len { place } else { place - self.len };
        self.letters.get(place).copied().unwrap_or(0)
    }

    fn starts_at(&self, place: usize) -> bool {
        self.letter(place).is_ascii_uppercase()
    }

    /// Checks whether the letters from `start` on, and round, begin with those.
    fn continue_with(&self, start: usize, letters: &Words) -> bool {
        (0..letters.len).all(|place| self.letter(start + place).eq_ignore_ascii_case(&letters.letter(place)))
    }

    /// Checks whether the letters are the same from some word on, round to it; where they are turned, both must have words there.
    fn same(&self, other: &Words) -> bool {
        self.len == other.len
            && (0..self.len).any(|start| {
                self.starts_at(start) && other.starts_at(self.len - start) && self.continue_with(start, other)
            })
    }
}

/// What [`fold`] gives for what is no letter.
const SPACE: u8 = b' ';
const NOTHING: u8 = 0;
const FOREIGN: u8 = b'?';

/// Returns the small letter that a character is, without its accent; `SPACE` between words; `NOTHING` for what is passed over;
/// `FOREIGN` for a character that no name has.
fn fold(char: char) -> u8 {
    // À to ÿ; ? where there is no one letter to write instead.
    const LATIN_1: &[u8; 64] = b"aaaaaa?ceeeeiiii?nooooo?ouuuuy??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";
    match char {
        'a'..='z' | 'A'..='Z' => char as u8 | 0x20,
        'À'..='ÿ' => LATIN_1.get(char as usize - 'À' as usize).copied().unwrap_or(FOREIGN),
        'İ' | 'ı' => b'i',
        'ệ' => b'e',
        // Apostrophes, combining marks, and what cannot be seen.
        '\'' | '`' | '´' | 'ʻ' | 'ʼ' | '\u{2018}'..='\u{201B}' | '\u{2032}' => NOTHING,
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => NOTHING,
        '-' | '.' | ',' | '(' | ')' | '[' | ']' | '&' | '_' | '*' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' => SPACE,
        _ if char.is_whitespace() => SPACE,
        _ => FOREIGN,
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{FORMS, OTHER_NAMES};
    use super::super::{Country, at, find_short_name};
    use super::*;

    fn found(text: &str) -> Option<&'static str> {
        Country::from_any_name(text).map(Country::alpha3)
    }

    /// Every name of the tables with its country: the short names, and the others.
    fn names() -> [Vec<(Country, &'static str)>; 2] {
        let (mut short, mut other) = (Vec::new(), Vec::new());
        find_short_name(&mut |country, name| {
            short.push((country, name));
            false
        });
        find_entry(OTHER_NAMES, &mut |row, entry| {
            if !entry.is_empty() && !entry.starts_with(['=', '/']) {
                other.push((at(row), entry));
            }
            false
        });
        [short, other]
    }

    #[test]
    fn no_two_countries_share_a_name() {
        let names = names().concat();
        let read = |(country, name)| (country, name, Words::read(name).expect(name));
        let names: Vec<_> = names.into_iter().map(read).collect();
        for (country, name, words) in &names {
            for (other, other_name, other_words) in &names {
                assert!(country == other || !words.same(other_words), "{name} is {other_name}");
                // The quick way out of `are` holds for it.
                assert_eq!(words.are(other_name), words.same(other_words), "{name}, {other_name}");
            }
            assert_eq!(found(name), Some(country.alpha3()), "{name}");
        }
    }

    #[test]
    fn every_row_is_needed() {
        let [short, other] = names();
        for (_, name) in other {
            let words = Words::read(name).expect(name);
            assert!(!short.iter().any(|(_, short)| words.are(short)), "{name}");
        }
        assert_eq!(find_entry(FORMS, &mut |_, phrase| Words::read(phrase).is_none_or(|words| words.len == 0)), None);
    }

    #[test]
    fn names_are_known_in_any_writing() {
        for (code, writings) in [
            ("AUT", "Republic of Austria|AUSTRIA|Austria, Republic of|Republic of Austria (the)"),
            ("ALA", "Åland Islands|Aland Islands|A\u{30A}land Islands|\u{C5}LAND ISLANDS|Åland"),
            ("AUS", "Commonwealth of Australia"),
            ("BES", "Bonaire, Sint Eustatius & Saba|Caribbean Netherlands"),
            ("BHS", "Bahamas (the)|The Bahamas|Bahamas, The|the Commonwealth of The Bahamas"),
            ("BIH", "Bosnia & Herzegovina|Bosnia-Herzegovina|BOSNIA AND HERZEGOVINA"),
            ("BLM", "Saint Barthelemy|St. Barthélemy|St Barthélemy|Saint Barthe\u{301}lemy"),
            ("BOL", "Bolivia|Plurinational State of Bolivia|bolivia (plurinational state of)"),
            ("CIV", "Cote d'Ivoire|CÔTE D’IVOIRE|Cote D Ivoire|Co\u{302}te d`Ivoire|Côte dʼIvoire|Côte d‘Ivoire"),
            ("CIV", "Ivory Coast|The Ivory Coast|Republic of Côte d'Ivoire"),
            (
                "COD",
                "Congo, Democratic Republic of the|Congo (Democratic Republic of the)|Congo (the Democratic Republic of the)",
            ),
            (
                "COD",
                "The Democratic Republic of the Congo|Democratic Republic of Congo|Congo, Dem. Rep.|DR Congo|Congo DR",
            ),
            ("COD", "Congo - Kinshasa|Congo (Kinshasa)|Zaire|Republic of Zaire|D.R. Congo"),
            ("COG", "Congo|The Congo|Republic of the Congo|Congo, Republic of the|Congo, Rep.|Congo (Brazzaville)"),
            ("CPV", "Cape Verde|cabo verde|Republic of Cape Verde"),
            ("CUW", "Curacao|curaçao|Curac\u{327}ao"),
            ("CZE", "Czech Republic|The Czech Republic|Czech Rep."),
            ("DMA", "Commonwealth of Dominica"),
            ("DOM", "The Dominican Republic|dominican  republic"),
            ("FLK", "Falkland Islands (the) [Malvinas]|Falkland Islands|Falkland Islands (Islas Malvinas)"),
            ("FSM", "Micronesia|Federated States of Micronesia|Micronesia, Fed. Sts."),
            ("GBR", "United Kingdom|U.K.|Great Britain|The United Kingdom of Great Britain & Northern Ireland"),
            ("GEO", "georgia|Republic of Georgia"),
            ("GIN", "guinea|Republic of Guinea"),
            ("GMB", "The Gambia|Gambia (the)|Republic of The Gambia"),
            ("GNB", "Guinea Bissau|guinea-bissau|Guinea\u{2010}Bissau|Republic of Guinea-Bissau"),
            ("GNQ", "Guinea, Equatorial|Republic of Equatorial Guinea"),
            ("HKG", "Hong Kong SAR|Hong Kong S.A.R., China|China, Hong Kong Special Administrative Region|HongKong"),
            ("HKG", "Hong Kong Special Administrative Region of the People's Republic of China"),
            ("IRL", "Republic of Ireland|Éire"),
            ("IRN", "Iran|Islamic Republic of Iran|Iran, Islamic Rep.|Iran (the Islamic Republic of)"),
            ("KNA", "St. Kitts and Nevis|St Kitts & Nevis|Federation of Saint Kitts and Nevis"),
            ("KOR", "South Korea|Korea, South|Korea (South)|Republic of Korea|Korea (the Republic of)|Korea Republic"),
            ("LAO", "Laos|Lao PDR|Lao People’s Democratic Republic|Lao Peoples Democratic Republic"),
            ("LCA", "St Lucia|St. Lucia|St.Lucia"),
            ("MAC", "Macau|Macau SAR|Macao SAR China|Macao, China"),
            ("MAF", "St. Martin|Saint Martin|French part of Saint Martin"),
            ("MDA", "Moldova|Republic of Moldova"),
            (
                "MKD",
                "Macedonia|Macedonia (the former Yugoslav Republic of)|FYROM|Republic of Macedonia|F.Y.R. Macedonia",
            ),
            ("MMR", "Burma|Myanmar (Burma)|Burma (Myanmar)|Republic of the Union of Myanmar"),
            (
                "NLD",
                "Netherlands (Kingdom of the)|Netherlands, Kingdom of the|The Netherlands|Netherlands, the|Holland",
            ),
            ("NRU", "Naoero|Republic of Naoero|naoero"),
            ("PNG", "Independent State of Papua New Guinea"),
            ("PRK", "North Korea|Korea, Dem. People's Rep.|Democratic People’s Republic of Korea|DPRK"),
            ("PRK", "Korea (the Democratic People's Republic of)"),
            ("PSE", "Palestine|State of Palestine|the State of Palestine|Palestinian Territory, Occupied"),
            ("REU", "Reunion|RÉUNION|Re\u{301}union"),
            ("RUS", "Russia|Russian  Federation|Russian\u{A0}Federation"),
            ("STP", "São Tomé and Príncipe|São Tomé & Príncipe|Sao Tome & Principe"),
            ("SWZ", "Swaziland|Kingdom of Swaziland|Eswatini (Swaziland)|eSwatini"),
            ("SXM", "Sint Maarten|St. Maarten"),
            ("SYR", "Syria"),
            ("TLS", "East Timor|Timor Leste|Democratic Republic of Timor-Leste"),
            ("TUR", "Turkey|Turkiye|TÜRKİYE|Tu\u{308}rkiye|Türkıye|Turkey (Türkiye)|Republic of Turkey"),
            (
                "TWN",
                "Taiwan|Taiwan, China|Taiwan, Republic of China|Republic of China (Taiwan)|Republic of China|China, Taiwan Province",
            ),
            ("TZA", "Tanzania|Tanzania, the United Republic of"),
            ("USA", "United States of America|the United States|U.S.A.|U.S."),
            ("VAT", "Vatican|Vatican City|Holy See (Vatican City)|The Holy See|State of the Vatican City"),
            ("VEN", "Venezuela|Venezuela, RB"),
            ("VGB", "British Virgin Islands"),
            ("VIR", "U.S. Virgin Islands|US Virgin Islands|Virgin Islands (US)|Virgin Islands of the United States"),
            ("VNM", "Vietnam|Viet-Nam|Việt Nam|Socialist Republic of Vietnam"),
            ("XKX", "KOSOVO|Republic of Kosovo|\u{200B}Kosovo"),
        ] {
            for writing in writings.split('|') {
                assert_eq!(found(writing), Some(code), "{writing}");
            }
        }
    }

    #[test]
    fn what_is_only_near_a_name_is_unknown() {
        for text in [
            "",
            " ",
            "the",
            "of",
            "Atlantis",
            "Republic of",
            "Kingdom of",
            "The Republic of the",
            "Republic of Atlantis",
            "Kingdom of Germany",
            "Democratic Republic of Germany",
            "United",
            "Guin",
            "Korea",
            "Virgin Islands",
            "Northern Ireland",
            "Republic of Northern Ireland",
            "England",
            "America",
            "Saint",
            "South",
            "New Guinea",
            "Bissau",
            "Maarten",
            "German",
            "Germanyy",
            "Germany 1",
            "Germany?",
            "Ger many x",
            "ynamreG",
            "An Om",
            "Yugoslavia",
            "Serbia and Montenegro",
            "Soviet Union",
            "Germany, France",
            "Deutschland",
            "Ελλάδα",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_once_and_in_bounded_room() {
        assert_eq!(found(&format!("{}Germany{}", " ".repeat(1 << 20), ".".repeat(1 << 20))), Some("DEU"));
        assert_eq!(found(&"the ".repeat(1 << 18)), None);
        assert_eq!(found(&"a".repeat(1 << 20)), None);
        assert_eq!(found(&"\u{301}".repeat(1 << 20)), None);
        assert_eq!(found(&"st ".repeat(1 << 18)), None);
        for len in MAX_LETTERS - 2..=MAX_LETTERS + 2 {
            assert_eq!(Words::read(&"x".repeat(len)).is_some(), len <= MAX_LETTERS, "{len}");
            assert_eq!(found(&format!("{} st", "x".repeat(len))), None);
        }
    }
}

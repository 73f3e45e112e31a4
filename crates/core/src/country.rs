//! Countries: the codes and short names of ISO 3166-1 as it is today, and Kosovo.

mod names;
mod table;

pub(crate) use names::Words;

use crate::string_table::find_entry;
use core::fmt;
use core::ops::Range;
use core::str::FromStr;
use table::{CODES, FORMS, LENGTHS, NAMES, OTHER_NAMES};

/// A country of ISO 3166-1, or Kosovo.
///
/// ```
/// use netverify_rules::Country;
///
/// let country: Country = "TUR".parse()?;
/// assert_eq!(country.name(), "Türkiye");
/// assert!("TR".parse::<Country>().is_err());
/// # Ok::<(), netverify_rules::ParseCountryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Country(
    /// Its place in the table.
    u8,
);

/// The bytes of a row of [`CODES`]: an alpha-3 and an alpha-2 code.
const ROW: usize = 5;
const ALPHA3: usize = 3;

/// The rows of [`CODES`].
const ROWS: &[[u8; ROW]] = CODES.as_bytes().as_chunks().0;

/// Kosovo's place: after the countries of the standard.
const KOSOVO: u8 = (ROWS.len() - 1) as u8;

/// Why a text is no [`Country`]: it is no alpha-3 code in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 3166-1 alpha-3 code in upper case, nor XKX")]
#[non_exhaustive]
pub struct ParseCountryError;

impl Country {
    /// Kosovo, which the API knows as `XKX`; XK and XKX are user-assigned codes.
    pub const KOSOVO: Country = Country(KOSOVO);

    /// Returns the country with that alpha-3 code, by exact case.
    #[must_use]
    pub fn from_alpha3(code: &str) -> Option<Country> {
        let &[a, b, c] = code.as_bytes() else { return None };
        let code = u32::from_be_bytes([0, a, b, c]);
        let alpha3 = |&[a, b, c, ..]: &[u8; ROW]| u32::from_be_bytes([0, a, b, c]);
        let (kosovo, sorted) = ROWS.split_last()?;
        let place = sorted.binary_search_by_key(&code, alpha3).ok();
        place.map(at).or_else(|| (alpha3(kosovo) == code).then_some(Country::KOSOVO))
    }

    /// Every country: those of ISO 3166-1 in the order of their alpha-3 codes, then Kosovo.
    pub fn all() -> impl Iterator<Item = Country> {
        (0..=KOSOVO).map(Country)
    }

    /// The alpha-2 code, such as `DE`.
    #[must_use]
    pub fn alpha2(self) -> &'static str {
        self.code(ALPHA3..ROW)
    }

    /// The alpha-3 code, such as `DEU`.
    #[must_use]
    pub fn alpha3(self) -> &'static str {
        self.code(0..ALPHA3)
    }

    fn code(self, part: Range<usize>) -> &'static str {
        let row = usize::from(self.0) * ROW;
        CODES.get(row + part.start..row + part.end).unwrap_or("")
    }

    /// The English short name as iso-codes writes it today, such as `Germany` or `Korea, Republic of`.
    #[must_use]
    pub fn name(self) -> &'static str {
        find_short_name(&mut |country, _| country == self).map_or("", |(_, name)| name)
    }

    /// Checks whether a text is a country's alpha-2 code, its alpha-3 code or its short name in a writing that is published.
    pub(crate) fn is_code_or_short_name(text: &str) -> bool {
        let bytes = text.as_bytes();
        match *bytes {
            [_, _] => ROWS.iter().any(|[_, _, _, alpha2 @ ..]| alpha2 == bytes),
            [_, _, _] => Country::from_alpha3(text).is_some(),
            _ => is_short_name(bytes),
        }
    }

    /// Checks whether a text is the beginning of an alpha-3 code.
    pub(crate) fn begins_alpha3(text: &str) -> bool {
        ROWS.iter().any(|[alpha3 @ .., _, _]| alpha3.starts_with(text.as_bytes()))
    }

    /// Checks whether a text is the beginning of what [`Country::is_code_or_short_name`] takes.
    pub(crate) fn begins_code_or_short_name(text: &str) -> bool {
        Country::begins_alpha3(text)
            || ROWS.iter().any(|[_, _, _, alpha2 @ ..]| alpha2.starts_with(text.as_bytes()))
            || find_short_name(&mut |_, name| name.as_bytes().starts_with(text.as_bytes())).is_some()
    }

    /// Returns the country that a code in another case, a withdrawn one or one of another list certainly means.
    pub(crate) fn from_typo(text: &str) -> Option<Country> {
        let code = bare_code(text);
        let is_typo = |entry: &str| entry.strip_prefix('=').is_some_and(|typo| typo.eq_ignore_ascii_case(code));
        Country::from_code_in_any_case(text)
            .or_else(|| find_entry(OTHER_NAMES, &mut |_, entry| is_typo(entry)).map(|(row, _)| at(row)))
    }

    /// Returns the country that has the code in any case, filled up like a machine-readable line's or not.
    pub(crate) fn from_code_in_any_case(text: &str) -> Option<Country> {
        let code = bare_code(text).as_bytes();
        let has_code =
            |[alpha3 @ .., a, b]: &[u8; ROW]| alpha3.eq_ignore_ascii_case(code) || [*a, *b].eq_ignore_ascii_case(code);
        ROWS.iter().position(has_code).map(at)
    }

    /// Returns the country that a text names, in any writing that is known.
    pub(crate) fn from_any_name(text: &str) -> Option<Country> {
        Country::from_words(&Words::read(text)?)
    }

    /// Returns the country that the words name, alone or with the words of its official form.
    pub(crate) fn from_words(words: &Words) -> Option<Country> {
        let mut found = find_name(words);
        if found.is_none() {
            find_entry(FORMS, &mut |form, phrase| {
                let named = words.without(phrase).and_then(|rest| find_name(&rest));
                found = named.filter(|country| country.has_form(form));
                found.is_some()
            });
        }
        found
    }

    /// Checks whether an official name of that form is or was the country's.
    fn has_form(self, form: usize) -> bool {
        let of_form = |entry: &str| match entry.as_bytes() {
            [b'/', marks @ ..] => marks.iter().any(|mark| usize::from(mark.wrapping_sub(b'@')) == form),
            _ => false,
        };
        find_entry(OTHER_NAMES, &mut |row, entry| at(row) == self && of_form(entry)).is_some()
    }
}

/// Returns a code without white space around it and without the filler of machine-readable lines: Germany's code there is
/// `D<<`.
fn bare_code(text: &str) -> &str {
    text.trim().trim_end_matches('<')
}

/// Returns the country in that row of the table.
fn at(row: usize) -> Country {
    Country(row as u8)
}

/// Returns the country of that name, without regard to forms.
fn find_name(words: &Words) -> Option<Country> {
    let short = find_short_name(&mut |_, name| words.are(name));
    // The entries that are no names begin with a character that no name has.
    let other = || find_entry(OTHER_NAMES, &mut |_, name| words.are(name)).map(|(row, _)| at(row));
    short.map(|(country, _)| country).or_else(other)
}

/// Returns a name's length, and whether it is its country's first.
fn length(entry: u8) -> (usize, bool) {
    (usize::from(entry & 0x7F), entry < 0x80)
}

/// Returns the first short name that is taken, with its country.
fn find_short_name(takes: &mut dyn FnMut(Country, &'static str) -> bool) -> Option<(Country, &'static str)> {
    let (mut start, mut countries) = (0, 0);
    for &entry in &LENGTHS {
        let (length, is_first) = length(entry);
        countries += usize::from(is_first);
        let country = at(countries - 1);
        let name = NAMES.get(start..start + length)?;
        if takes(country, name) {
            return Some((country, name));
        }
        start += length;
    }
    None
}

/// Checks whether a text is a short name. Most values are, so this looks at the lengths alone and the first letters.
fn is_short_name(text: &[u8]) -> bool {
    let mut rest = NAMES.as_bytes();
    LENGTHS.iter().any(|&entry| {
        let (name, after) = rest.split_at_checked(length(entry).0).unwrap_or_default();
        rest = after;
        name.len() == text.len() && name.first() == text.first() && name == text
    })
}

/// Checks whether the provider extracts addresses from that document: the guide's table of supported documents, and India's ID
/// card and all three of Italy's, which the provider's callback page has added since.
#[must_use]
pub fn address_extraction_supported(country: Country, id_type: &str) -> bool {
    let countries = match id_type {
        "ID_CARD" => "DEUESPFRAIDNINDITAMEXMLTMYSPERROUSGPUSA",
        "DRIVING_LICENSE" => "AUSBHRCANFRAGBRIRLITAMLTPERUSA",
        "PASSPORT" => "FRAITA",
        _ => "",
    };
    let (codes, _) = countries.as_bytes().as_chunks::<ALPHA3>();
    codes.iter().any(|code| code == country.alpha3().as_bytes())
}

impl FromStr for Country {
    type Err = ParseCountryError;

    fn from_str(text: &str) -> Result<Country, ParseCountryError> {
        Country::from_alpha3(text).ok_or(ParseCountryError)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.alpha3())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_codes_are_in_the_alphabets_order() {
        assert!(ROWS[..usize::from(KOSOVO)].is_sorted_by(|[before @ .., _, _], [code @ .., _, _]| before < code));
        for country in Country::all() {
            assert_eq!(Country::from_alpha3(country.alpha3()), Some(country));
        }
    }

    proptest! {
        #[test]
        fn codes_are_found_as_row_by_row(text in r"[ \t]?(?:[A-Za-z]{0,4}<{0,2}|[=|;/@\[é\x00a-z]{0,3}|[XK]{0,3})\n?") {
            let codes = |country: Country| [country.alpha3(), country.alpha2()];
            let rows: Vec<_> = Country::all().map(codes).collect();
            let code = text.trim().trim_end_matches('<');
            prop_assert_eq!(Country::from_alpha3(&text), rows.iter().position(|[alpha3, _]| *alpha3 == text).map(at));
            prop_assert_eq!(Country::begins_alpha3(&text), rows.iter().any(|[alpha3, _]| alpha3.starts_with(&text)));
            let known = rows.iter().position(|codes| codes.iter().any(|known| known.eq_ignore_ascii_case(code)));
            let is_typo = |entry: &str| entry.strip_prefix('=').is_some_and(|typo| typo.eq_ignore_ascii_case(code));
            let typo = || find_entry(OTHER_NAMES, &mut |_, entry| is_typo(entry)).map(|(row, _)| row);
            prop_assert_eq!(Country::from_typo(&text), known.or_else(typo).map(at));
        }
    }

    #[test]
    fn every_typo_is_found_in_its_row() {
        let mut typos = 0;
        find_entry(OTHER_NAMES, &mut |row, entry| {
            if let Some(typo) = entry.strip_prefix('=') {
                typos += 1;
                assert!(typo.len() <= ALPHA3, "{typo}");
                assert_eq!(Country::from_typo(&typo.to_lowercase()), Some(at(row)), "{typo}");
            }
            false
        });
        assert_eq!(typos, OTHER_NAMES.matches('=').count());
    }

    #[test]
    fn every_country_has_a_row_in_both_tables_of_names() {
        let (mut last, mut names) = (None, String::new());
        find_short_name(&mut |country, name| {
            last = Some(country);
            names.push_str(name);
            false
        });
        assert_eq!((last, names.as_str()), (Some(Country::KOSOVO), NAMES));
        assert_eq!(OTHER_NAMES.matches(';').count(), ROWS.len());
        let forms = FORMS.matches(';').count() - 1;
        assert!(Country::all().any(|country| country.has_form(forms)));
    }

    #[test]
    fn the_text_of_the_error_holds_nothing_of_the_input() {
        let error = "secret".parse::<Country>().expect_err("no code");
        assert_eq!(error.to_string(), "not an ISO 3166-1 alpha-3 code in upper case, nor XKX");
        assert_eq!("XKX".parse::<Country>().map(|country| country.to_string()), Ok("XKX".to_owned()));
    }

    #[test]
    fn addresses_are_extracted_from_the_documents_of_the_table() {
        const TABLE: [(&str, [bool; 3]); 18] = [
            ("AUS", [false, true, false]),
            ("BHR", [false, true, false]),
            ("CAN", [false, true, false]),
            ("FRA", [true, true, true]),
            ("DEU", [true, false, false]),
            ("IDN", [true, false, false]),
            ("IND", [true, false, false]),
            ("IRL", [false, true, false]),
            ("ITA", [true, true, true]),
            ("MYS", [true, false, false]),
            ("MLT", [true, true, false]),
            ("MEX", [true, false, false]),
            ("PER", [true, true, false]),
            ("ROU", [true, false, false]),
            ("SGP", [true, false, false]),
            ("ESP", [true, false, false]),
            ("GBR", [false, true, false]),
            ("USA", [true, true, false]),
        ];
        for country in Country::all() {
            let row = TABLE.iter().find(|(code, _)| *code == country.alpha3());
            let expected = row.map_or([false; 3], |(_, expected)| *expected);
            let supported =
                ["ID_CARD", "DRIVING_LICENSE", "PASSPORT"].map(|it| address_extraction_supported(country, it));
            assert_eq!(supported, expected, "{country}");
            for id_type in ["VISA", "passport", ""] {
                assert!(!address_extraction_supported(country, id_type), "{country}");
            }
        }
    }
}

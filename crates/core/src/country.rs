//! Countries: the codes and short names of ISO 3166-1 as it stands today, and Kosovo.

mod names;
mod table;

pub(crate) use names::Words;

use core::cmp::Ordering;
use core::fmt;
use core::ops::Range;
use core::str::FromStr;
use table::{CODES, NAMES};

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

/// Kosovo's place: behind the countries of the standard.
const LAST: u8 = (CODES.len() / ROW - 1) as u8;

/// Why a text is no [`Country`]: it is no alpha-3 code in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 3166-1 alpha-3 code in upper case, nor XKX")]
#[non_exhaustive]
pub struct ParseCountryError;

impl Country {
    /// Kosovo, which the API knows as `XKX`; XK and XKX are user-assigned codes.
    pub const KOSOVO: Country = Country(LAST);

    /// The country with that alpha-3 code, by exact case.
    #[must_use]
    pub fn from_alpha3(code: &str) -> Option<Country> {
        let (mut low, mut high) = (0, LAST);
        while low < high {
            let middle = Country(low.midpoint(high));
            match middle.alpha3().cmp(code) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle.0 + 1,
                Ordering::Greater => high = middle.0,
            }
        }
        (code == Country::KOSOVO.alpha3()).then_some(Country::KOSOVO)
    }

    /// Every country: those of ISO 3166-1 in the order of their alpha-3 codes, then Kosovo.
    pub fn all() -> impl Iterator<Item = Country> {
        (0..=LAST).map(Country)
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
        self.short_names().next().unwrap_or("")
    }

    /// The short name in every writing that is published today: [`Country::name`] first.
    pub(crate) fn short_names(self) -> impl Iterator<Item = &'static str> {
        NAMES.split(';').nth(usize::from(self.0)).unwrap_or("").split('|')
    }

    /// The country that a code in another case, a withdrawn one or one of another list certainly means.
    pub(crate) fn from_slip(text: &str) -> Option<Country> {
        let mut buffer = [0; 3];
        let code = upper_code(text, &mut buffer)?;
        Country::all()
            .find(|country| country.alpha3() == code || country.alpha2() == code)
            .or_else(|| names::look_up(SLIPS, |slip| slip == code))
    }

    /// The country that a text names, in any writing that is known.
    pub(crate) fn from_any_name(text: &str) -> Option<Country> {
        Country::from_words(&Words::read(text)?)
    }

    /// The country that the words name.
    pub(crate) fn from_words(words: &Words) -> Option<Country> {
        names::find(words)
    }
}

/// Codes that are written for a country and are no ISO 3166-1 code today: machine-readable documents' (D, GBD, UNK),
/// withdrawn ones with one successor (ROM, ZAR), and sport's, the EU's and everyday ones that no other country shares.
const SLIPS: &str = "DEU D|DDR|GER;GBR UK|GBD|GBN|GBO|GBP|GBS|ENG|NIR|SCO|SCT|WAL|WLS;XKX RKS|UNK|KOS|KSV|KVX|XKK|XKO;\
    ARE UAE;ATA ATB|ATN;BEN DHY;BFA HVO;BGR BUL;BLR BYS;CHE SUI;CHL CHI;CHN PRC;COD DRC|ZAR;CRI CRC;DJI AFI;DNK DEN;\
    DZA ALG;FRA FXX;GRC EL|GRE;HRV CRO;IDN INA;IND SKM;JPN JAP;KIR CTE;KOR ROK;KWT KUW;LKA SRI;LVA LAT;MMR BUR;\
    MYS MAS;NGA NGR;NLD NED;NPL NEP;PAN PCZ;PHL PHI;PRT POR;ROU ROM;SAU KSA;SGP SIN;SVN SLO;TLS TMP;TWN TPE;\
    UMI JTN|MID|PUS|WAK;URY URU;VNM VDR|VIE;VUT NHB;YEM YMD;ZAF RSA;ZWE RHO|ZIM";

/// A code's letters in upper case, without the white space around them; `None` when more than three bytes are left.
pub(crate) fn upper_code<'b>(text: &str, buffer: &'b mut [u8; 3]) -> Option<&'b str> {
    let text = text.trim();
    let code = buffer.get_mut(..text.len())?;
    code.copy_from_slice(text.as_bytes());
    code.make_ascii_uppercase();
    core::str::from_utf8(code).ok()
}

/// Whether the provider extracts addresses from that document: the guide's table of supported documents, and India's ID
/// card and all three of Italy's, which the provider's callback page has added since.
#[must_use]
pub fn address_extraction_supported(country: Country, id_type: &str) -> bool {
    let (id_card, driving_license, passport) = match country.alpha3() {
        "FRA" | "ITA" => (true, true, true),
        "MLT" | "PER" | "USA" => (true, true, false),
        "DEU" | "ESP" | "IDN" | "IND" | "MEX" | "MYS" | "ROU" | "SGP" => (true, false, false),
        "AUS" | "BHR" | "CAN" | "GBR" | "IRL" => (false, true, false),
        _ => return false,
    };
    match id_type {
        "ID_CARD" => id_card,
        "DRIVING_LICENSE" => driving_license,
        "PASSPORT" => passport,
        _ => false,
    }
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

    #[test]
    fn slips_are_no_codes_and_stand_once() {
        let mut seen = Vec::new();
        for row in SLIPS.split(';') {
            let (code, slips) = row.split_once(' ').expect("a code and slips");
            assert!(Country::from_alpha3(code).is_some(), "{code}");
            for slip in slips.split('|') {
                assert!(Country::all().all(|country| country.alpha2() != slip && country.alpha3() != slip), "{slip}");
                assert!(!seen.contains(&slip), "{slip}");
                seen.push(slip);
                assert_eq!(Country::from_slip(slip).map(Country::alpha3), Some(code));
            }
        }
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

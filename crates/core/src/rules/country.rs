//! The country that issued the document.

use super::Reporter;
use super::us_state::is_state_of_usa;
use crate::codes::Code;
use crate::country::Country;

/// Returns the country of an ISO 3166-1 alpha-3 code or XKX, and reports any other text.
pub(crate) fn check(text: &str, reporter: &mut Reporter<'_>) -> Option<Country> {
    let country = Country::from_alpha3(text);
    if country.is_some() {
        return country;
    }
    let meant = Country::from_typo(text).or_else(|| Country::from_any_name(text)).map(Country::alpha3);
    let meant = meant.or_else(|| is_state_of_usa(text).then_some("USA"));
    reporter.add(Code::UnknownCountry).suggest(meant).incomplete(Country::begins_alpha3(text));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Field;
    use crate::report::{Violation, Violations};

    fn run(text: &str) -> Vec<Violation> {
        let mut violations = Violations::new();
        check(text, &mut Reporter::new(Field::Country, &mut violations));
        violations.into_vec()
    }

    #[test]
    fn only_the_codes_are_legal() {
        let mut legal = 0;
        let letters = || b'A'..=b'Z';
        for code in letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c]))) {
            let code = std::str::from_utf8(&code).expect("ASCII");
            let known = Country::all().any(|country| country.alpha3() == code);
            assert_eq!(run(code).is_empty(), known, "{code}");
            legal += usize::from(known);
        }
        assert_eq!(legal, 250);
    }

    #[test]
    fn what_is_meant_is_suggested_where_it_is_certain() {
        for (text, suggestion, incomplete) in [
            ("usa", Some("USA"), false),
            ("Usa", Some("USA"), false),
            (" USA ", Some("USA"), false),
            ("USA\n", Some("USA"), false),
            ("US", Some("USA"), true),
            ("us", Some("USA"), false),
            ("XK", Some("XKX"), true),
            ("xkx", Some("XKX"), false),
            ("RKS", Some("XKX"), false),
            ("UNK", Some("XKX"), false),
            ("D", Some("DEU"), true),
            ("D<<", Some("DEU"), false),
            ("d<", Some("DEU"), false),
            ("USA<", Some("USA"), false),
            ("<<<", None, false),
            ("<", None, false),
            ("D<D", None, false),
            ("GBN", Some("GBR"), false),
            ("GBO", Some("GBR"), false),
            ("GBP", Some("GBR"), false),
            ("GBS", Some("GBR"), false),
            ("UAE", Some("ARE"), false),
            ("USA-CA", Some("USA"), false),
            ("US-CA", Some("USA"), false),
            ("CA, USA", Some("USA"), false),
            ("USA-XX", None, false),
            ("XX, USA", None, false),
            ("CA, CAN", None, false),
            ("UK", Some("GBR"), true),
            ("GBD", Some("GBR"), false),
            ("ROM", Some("ROU"), false),
            ("ZAR", Some("COD"), false),
            ("GER", Some("DEU"), false),
            ("RSA", Some("ZAF"), false),
            // Split between successors, or of no country.
            ("SUN", None, false),
            ("YUG", None, false),
            ("SCG", None, false),
            ("CSK", None, false),
            ("ANT", None, false),
            ("GEL", None, false),
            ("XXX", None, false),
            ("UNO", None, false),
            ("EUE", None, false),
            ("Germany", Some("DEU"), false),
            ("germany ", Some("DEU"), false),
            ("United States", Some("USA"), false),
            ("U.S.A.", Some("USA"), false),
            ("Kosovo", Some("XKX"), false),
            ("Türkiye", Some("TUR"), false),
            ("Georgia", Some("GEO"), false),
            ("Korea", None, false),
            ("California", None, false),
            ("U", None, true),
            ("u", None, false),
            ("Q", None, true),
            ("XX", None, false),
            ("840", None, false),
            ("ＵＳＡ", None, false),
            ("Ü", None, false),
        ] {
            let [violation] = &run(text)[..] else { panic!("{text}") };
            assert_eq!(violation.code(), Code::UnknownCountry);
            assert_eq!((violation.suggestion(), violation.is_incomplete()), (suggestion, incomplete), "{text}");
        }
    }
}

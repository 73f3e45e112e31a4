//! The US state that the document names; for a passport or an ID card also the country.

use super::Reporter;
use crate::codes::Code;
use crate::country::{Country, Words};
use crate::string_table::find_entry;

/// The state codes of ISO 3166-2:US.
const CODES: &str = "AKALARASAZCACOCTDCDEFLGAGUHIIAIDILINKSKYLAMAMDMEMIMNMOMPMSMTNCNDNENHNJNMNVNYOHOKORPAPR\
    RISCSDTNTXUMUTVAVIVTWAWIWVWY";
const CODE_LENGTH: usize = 2;

/// The states' names, a row for each code. The outlying areas are countries too, and named there.
const NAMES: &str = "Alaska;Alabama;Arkansas;;Arizona;California;Colorado;Connecticut;\
    District of Columbia|Washington DC;Delaware;Florida;Georgia;;Hawaii;Iowa;Idaho;Illinois;Indiana;Kansas;Kentucky;\
    Louisiana;Massachusetts;Maryland;Maine;Michigan;Minnesota;Missouri;;Mississippi;Montana;North Carolina;\
    North Dakota;Nebraska;New Hampshire;New Jersey;New Mexico;Nevada;New York;Ohio;Oklahoma;Oregon;Pennsylvania;;\
    Rhode Island;South Carolina;South Dakota;Tennessee;Texas;;Utah;Virginia;;Vermont;Washington;Wisconsin;\
    West Virginia;Wyoming;";

/// Reports a text that is no state, and where a country may be named, none either. `id_type` is one of the legal ones, or
/// `None`. For a visa, and without an idType, the guide gives no rule.
pub(crate) fn check(text: &str, id_type: Option<&str>, reporter: &mut Reporter<'_>) {
    let or_country = match id_type {
        Some("DRIVING_LICENSE") => false,
        Some("PASSPORT" | "ID_CARD") => true,
        _ => return,
    };
    let is_code = text.as_bytes().try_into().is_ok_and(|code| codes().contains(&code));
    if is_code || (or_country && Country::is_code_or_short_name(text)) {
        return;
    }
    let begins_code = codes().iter().any(|code| code.starts_with(text.as_bytes()));
    let incomplete = begins_code || (or_country && Country::begins_code_or_short_name(text));
    let (code, suggestion) = other_writing(text, or_country);
    reporter.add(code).suggest(suggestion).incomplete(incomplete);
}

/// Returns what to report of a text that is not legal, and what to suggest.
fn other_writing(text: &str, or_country: bool) -> (Code, Option<&'static str>) {
    let mut meant = code(text.trim().as_bytes());
    let words = Words::read(text);
    if or_country && meant.is_none() {
        if let Some(country) = Country::from_code_in_any_case(text) {
            // As many letters as were written: de is DE, and deu is DEU.
            let is_alpha2 = country.alpha2().eq_ignore_ascii_case(text.trim());
            meant = Some(if is_alpha2 { country.alpha2() } else { country.alpha3() });
        } else if let Some(country) = words.as_ref().and_then(Country::from_words) {
            return (Code::CountryNameVariant, Some(country.name()));
        } else {
            meant = Country::from_typo(text).map(Country::alpha3);
        }
    }
    (Code::UnknownUsState, meant.or_else(|| state(words.as_ref()?)))
}

/// Returns the code of the state that the words name or are the code of, with its country or alone: `WA`, `W.A.`, `US-WA`,
/// `WA, USA`.
fn state(words: &Words) -> Option<&'static str> {
    state_alone(words).or_else(|| state_of_usa(words))
}

/// Returns the code of the state that the words name together with the United States.
fn state_of_usa(words: &Words) -> Option<&'static str> {
    const COUNTRY: [&str; 4] = ["USA", "US", "United States of America", "United States"];
    COUNTRY.iter().find_map(|country| state_alone(&words.without(country)?))
}

fn state_alone(words: &Words) -> Option<&'static str> {
    let letters = words.letters();
    let by_code = match letters {
        [b'U', b'S' | b's', state @ ..] if state.len() == CODE_LENGTH => code(state),
        _ => code(letters),
    };
    by_code
        .or_else(|| state_by_name(words))
        .or_else(|| state_by_name(&words.without("State")?))
        .or_else(|| outlying_area(Country::from_words(words)?))
}

/// Checks whether a text names a state together with the United States: `USA-CA`, `CA, USA`.
pub(crate) fn is_state_of_usa(text: &str) -> bool {
    Words::read(text).is_some_and(|words| state_of_usa(&words).is_some())
}

fn state_by_name(words: &Words) -> Option<&'static str> {
    let (row, _) = find_entry(NAMES, &mut |_, name| words.are(name))?;
    code_at(row)
}

/// Returns the code of an outlying area, which has no name here: it is its alpha-2 code.
fn outlying_area(country: Country) -> Option<&'static str> {
    let code = country.alpha2();
    find_entry(NAMES, &mut |row, name| name.is_empty() && code_at(row) == Some(code)).map(|_| code)
}

fn codes() -> &'static [[u8; CODE_LENGTH]] {
    CODES.as_bytes().as_chunks().0
}

/// Returns the code that a text is in any case.
fn code(text: &[u8]) -> Option<&'static str> {
    code_at(codes().iter().position(|code| code.eq_ignore_ascii_case(text))?)
}

fn code_at(row: usize) -> Option<&'static str> {
    CODES.get(row * CODE_LENGTH..row * CODE_LENGTH + CODE_LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Field;
    use crate::report::Violations;
    use serde_json::Value;

    const UNKNOWN: Code = Code::UnknownUsState;
    const VARIANT: Code = Code::CountryNameVariant;

    /// The code, the suggestion and whether it is incomplete.
    type Found = Option<(Code, Option<String>, bool)>;

    fn run(text: &str, id_type: Option<&str>) -> Found {
        let mut violations = Violations::new();
        check(text, id_type, &mut Reporter::new(Field::UsState, &mut violations));
        assert!(violations.len() <= 1, "{text}");
        let violation = violations.pop()?;
        Some((violation.code(), violation.suggestion().map(str::to_owned), violation.is_incomplete()))
    }

    fn found(code: Code, suggestion: Option<&str>, incomplete: bool) -> Found {
        Some((code, suggestion.map(str::to_owned), incomplete))
    }

    /// Checks rows of the form `text > suggestion`, where the suggestion may be nothing.
    fn check_rows(id_types: &[&str], code: Code, incomplete: bool, rows: &str) {
        for (row, id_type) in rows.split(" | ").flat_map(|row| id_types.iter().map(move |id_type| (row, id_type))) {
            let (text, suggestion) = row.split_once(" > ").expect("a row");
            let suggestion = Some(suggestion).filter(|suggestion| *suggestion != "nothing");
            assert_eq!(run(text, Some(id_type)), found(code, suggestion, incomplete), "{text}");
        }
    }

    fn iso_codes() -> Value {
        serde_json::from_str(include_str!("../../../../tests/iso-codes.json")).expect("JSON")
    }

    #[test]
    fn the_codes_are_those_of_iso_3166_2() {
        let iso = iso_codes();
        let us = iso["us"].as_object().expect("an object");
        assert_eq!(us.len(), 57);
        assert!(codes().iter().eq(us.keys().map(String::as_bytes)));
        assert_eq!(NAMES.matches(';').count(), 57);
        for (code, name) in us {
            let name = name.as_str().expect("a name");
            for id_type in ["DRIVING_LICENSE", "PASSPORT", "ID_CARD"] {
                assert_eq!(run(code, Some(id_type)), None);
            }
            for writing in
                [name, &name.to_uppercase(), &format!(" {name}"), &format!("US-{code}"), &format!("us-{code} ")]
            {
                let found = run(writing, Some("DRIVING_LICENSE"));
                assert_eq!(found, Some((UNKNOWN, Some(code.clone()), false)), "{writing}");
            }
            let lower = run(&code.to_lowercase(), Some("DRIVING_LICENSE"));
            assert_eq!(lower, Some((UNKNOWN, Some(code.clone()), false)));
        }
    }

    #[test]
    fn a_driving_license_names_a_state_only() {
        let letters = || b'A'..=b'Z';
        let legal = letters()
            .flat_map(|a| letters().map(move |b| [a, b]))
            .filter(|code| run(std::str::from_utf8(code).expect("ASCII"), Some("DRIVING_LICENSE")).is_none());
        assert_eq!(legal.count(), 57);
        check_rows(
            &["DRIVING_LICENSE"],
            UNKNOWN,
            false,
            "wa > WA | Wa > WA | \x20WA  > WA | WA\u{A0} > WA | W.A. > WA | US-WA > WA | us_wa > WA | USWA > WA | \
             USA-WA > WA | usa wa > WA | WA, USA > WA | CA, USA > CA | WA/US > WA | Washington, USA > WA | \
             California, United States of America > CA | Georgia, U.S.A. > GA | Washington, D.C., USA > DC | \
             Puerto Rico, USA > PR | US-XX > nothing | USA-XX > nothing | XX, USA > nothing | CA, CAN > nothing | \
             USAWA > nothing | CA-BC > nothing | washington > WA | Washington State > WA | \
             State of Washington > WA | Washington D.C. > DC | Washington, DC > DC | district of columbia > DC | \
             Hawaiʻi > HI | Carolina, North > NC | West  Virginia > WV | Georgia > GA | US Virgin Islands > VI | \
             Porto > nothing | Germany > nothing | Kosovo > nothing | State of Palestine > nothing | \
             USA > nothing | US > nothing | GBR > nothing | XK > nothing | FM > nothing | AE > nothing | \
             Virgin > nothing | State > nothing | Washingto > nothing | w > nothing | B > nothing | 12 > nothing | \
             WAA > nothing",
        );
        assert_eq!(run("W", Some("DRIVING_LICENSE")), found(UNKNOWN, None, true));
    }

    #[test]
    fn a_passport_names_a_state_or_a_country() {
        for text in
            "WA | DE | US | XK | DEU | XKX | Kosovo | Germany | Georgia | Congo | Guam | Türkiye | Côte d'Ivoire | \
            Bolivia, Plurinational State of | Bolivia (Plurinational State of) | \
            Congo, The Democratic Republic of the | Congo (Democratic Republic of the) | Palestine, State of | \
            Palestine (State of) | Taiwan (Province of China) | Virgin Islands (U.S.) | United Kingdom | \
            United Kingdom of Great Britain and Northern Ireland | United States | United States of America | \
            Holy See | Holy See (Vatican City State)"
                .split(" | ")
        {
            for id_type in ["PASSPORT", "ID_CARD"] {
                assert_eq!(run(text, Some(id_type)), None, "{text}");
            }
        }
        check_rows(
            &["PASSPORT", "ID_CARD"],
            VARIANT,
            false,
            "Swaziland > Eswatini | Turkey > Türkiye | Macedonia > North Macedonia | \
             Macedonia (the former Yugoslav Republic of) > North Macedonia | Bahamas (the) > Bahamas | \
             The Gambia > Gambia | Congo, Democratic Republic of the > Congo, The Democratic Republic of the | \
             Netherlands (Kingdom of the) > Netherlands | Naoero > Nauru | germany > Germany | Germany  > Germany | \
             georgia > Georgia | Tu\u{308}rkiye > Türkiye | Côte d’Ivoire > Côte d'Ivoire | kosovo > Kosovo | \
             Republic of Kosovo > Kosovo | U.S.A. > United States | DRC > Congo, The Democratic Republic of the | \
             United Kingdom (UK) > United Kingdom | United States of America (USA) > United States | \
             France, Metropolitan > France | German Democratic Republic > Germany | uk > United Kingdom | \
             UAE > United Arab Emirates",
        );
        check_rows(
            &["PASSPORT", "ID_CARD"],
            VARIANT,
            true,
            "Bolivia > Bolivia, Plurinational State of | UK > United Kingdom | \
             Bolivia ( > Bolivia, Plurinational State of",
        );
        check_rows(
            &["PASSPORT", "ID_CARD"],
            UNKNOWN,
            false,
            "New Mexico > NM | California > CA | State of Georgia > GA | Washington D.C. > DC | US-WA > WA | \
             wa > WA | de > DE | fr > FR | deu > DEU | \x20DEU > DEU | xk > XK | USA-CA > CA | CA, USA > CA | \
             Georgia, USA > GA | D<< > DEU | GBD > GBR | us > US | usa > USA | Atlantis > nothing | \
             guin > nothing | Northern Ireland > nothing | YUG > nothing",
        );
        check_rows(
            &["PASSPORT", "ID_CARD"],
            UNKNOWN,
            true,
            "Korea > nothing | United > nothing | Guin > nothing | W > nothing",
        );
    }

    #[test]
    fn every_name_of_iso_codes_is_known() {
        let iso = iso_codes();
        let legal = |text: &str| run(text, Some("PASSPORT")).is_none();
        for entry in iso["countries"].as_array().expect("an array") {
            let name = entry["name"].as_str().expect("a name");
            let exact = [name, entry["alpha_2"].as_str().expect("a code"), entry["alpha_3"].as_str().expect("a code")];
            assert!(exact.into_iter().all(legal), "{name}");
            let variant = |text: &str, name: &str| {
                let verdict = run(text, Some("ID_CARD"));
                assert!(
                    verdict
                        .as_ref()
                        .is_some_and(|(code, suggestion, _)| *code == VARIANT && suggestion.as_deref() == Some(name)),
                    "{text}: {verdict:?}"
                );
            };
            for key in ["official_name", "common_name"] {
                if let Some(other) = entry[key].as_str() {
                    let is_short_name = ["GBR", "USA"].contains(&entry["alpha_3"].as_str().unwrap_or_default());
                    if other == name || (is_short_name && key == "official_name") {
                        assert!(legal(other), "{other}");
                    } else {
                        variant(other, name);
                    }
                    variant(&other.to_lowercase(), name);
                }
            }
            variant(&name.to_uppercase(), name);
            variant(&format!("The {name}"), name);
            variant(&format!("{name} (the)"), name);
            variant(&format!(" {name}"), name);
            if name.contains(' ') {
                variant(&name.replace(' ', "  "), name);
                variant(&name.replace(' ', "\u{A0}"), name);
                variant(&name.replace(' ', "-"), name);
            }
            // A list is not inverted: it has no second writing.
            let list = name.contains(" and ") || name.starts_with("Congo");
            if let Some((base, rest)) = name.split_once(", ").filter(|_| !list) {
                assert!(legal(&format!("{base} ({rest})")), "{name}");
                variant(&format!("{rest} {base}"), name);
            }
            if !name.is_ascii() {
                let decomposed: String = name.chars().map(decompose).collect();
                assert_ne!(decomposed, name);
                variant(&decomposed, name);
                variant(&decomposed.chars().filter(char::is_ascii).collect::<String>(), name);
            }
        }
    }

    /// The canonical decomposition of the letters that names have.
    fn decompose(char: char) -> String {
        let (base, mark) = match char {
            'Å' => ('A', '\u{30A}'),
            'é' => ('e', '\u{301}'),
            'ç' => ('c', '\u{327}'),
            'ô' => ('o', '\u{302}'),
            'ü' => ('u', '\u{308}'),
            _ => return char.to_string(),
        };
        String::from_iter([base, mark])
    }

    #[test]
    fn without_a_rule_nothing_is_reported() {
        for id_type in [None, Some("VISA"), Some("passport")] {
            for text in ["Atlantis", "wa", "Turkey"] {
                assert_eq!(run(text, id_type), None);
            }
        }
    }

    #[test]
    fn a_prefix_of_any_legal_value_is_incomplete() {
        for legal in Country::all().flat_map(|country| [country.name(), country.alpha3(), country.alpha2()]) {
            for (end, _) in legal.char_indices().skip(1) {
                let prefix = &legal[..end];
                assert!(run(prefix, Some("PASSPORT")).is_none_or(|(_, _, incomplete)| incomplete), "{prefix}");
            }
            let longer = run(&format!("{legal}x"), Some("PASSPORT"));
            assert!(longer.is_none_or(|(_, _, incomplete)| !incomplete), "{legal}x");
        }
    }

    #[test]
    fn a_megabyte_is_read_in_one_pass() {
        for id_type in ["PASSPORT", "DRIVING_LICENSE"] {
            for text in ["a", "é", "the ", "st ", "United States "] {
                assert_eq!(run(&text.repeat(1 << 20), Some(id_type)), found(UNKNOWN, None, false), "{text}");
            }
            let padded = format!("{}WA", " ".repeat(1 << 20));
            assert_eq!(run(&padded, Some(id_type)), found(UNKNOWN, Some("WA"), false));
        }
    }
}

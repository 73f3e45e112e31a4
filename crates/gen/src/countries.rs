//! The core's table of countries: the codes are those of the `isocountry` crate, the names are as they stand today.

use isocountry::CountryCode;
use std::fmt::Write;

/// The most letters of a name that stand on one line of the table.
const LINE: usize = 100;

/// Kosovo has no code in ISO 3166-1: XK and XKX are user-assigned.
const KOSOVO: (&str, &str, &str) = ("XKX", "XK", "Kosovo");

/// Where iso-codes writes a short name otherwise than the `isocountry` crate, whose names are older.
fn rewritten(code: CountryCode) -> Option<&'static str> {
    Some(match code {
        CountryCode::BOL => "Bolivia, Plurinational State of",
        CountryCode::COD => "Congo, The Democratic Republic of the",
        CountryCode::FSM => "Micronesia, Federated States of",
        CountryCode::GBR => "United Kingdom",
        CountryCode::IRN => "Iran, Islamic Republic of",
        CountryCode::KOR => "Korea, Republic of",
        CountryCode::MDA => "Moldova, Republic of",
        CountryCode::MKD => "North Macedonia",
        CountryCode::PRK => "Korea, Democratic People's Republic of",
        CountryCode::SWZ => "Eswatini",
        CountryCode::TUR => "Türkiye",
        CountryCode::USA => "United States",
        CountryCode::VAT => "Holy See (Vatican City State)",
        CountryCode::VEN => "Venezuela, Bolivarian Republic of",
        CountryCode::VGB => "Virgin Islands, British",
        CountryCode::VIR => "Virgin Islands, U.S.",
        _ => return None,
    })
}

/// The short name in every writing that is published today, iso-codes' first.
fn short_names(code: CountryCode) -> Vec<&'static str> {
    let first = rewritten(code).unwrap_or_else(|| code.name());
    let other = match code {
        // Renamed: the crate's name is a former one.
        CountryCode::MKD | CountryCode::SWZ | CountryCode::TUR => first,
        CountryCode::PSE => "Palestine (State of)",
        CountryCode::TWN => "Taiwan (Province of China)",
        CountryCode::TZA => "Tanzania (United Republic of)",
        _ => code.name(),
    };
    if other == first { vec![first] } else { vec![first, other] }
}

/// The source of `crates/core/src/country/table.rs`.
pub(crate) fn table() -> String {
    let rows = CountryCode::iter_alpha3().map(|code| (code.alpha3(), code.alpha2(), short_names(*code).join("|")));
    let rows: Vec<_> = rows.chain([(KOSOVO.0, KOSOVO.1, KOSOVO.2.to_owned())]).collect();
    let codes: Vec<String> = rows.iter().map(|(alpha3, alpha2, _)| format!("{alpha3}{alpha2}")).collect();
    let names: Vec<String> = rows.iter().map(|(.., names)| names.clone()).collect();
    let mut table = String::from(
        "// Printed by `cargo xtask gen` from the crate `isocountry` and what has been renamed since it was published.\n",
    );
    constant(
        &mut table,
        "Each country's alpha-3 code with its alpha-2 code behind it, by alpha-3; Kosovo's last.",
        "CODES",
        &codes,
        "",
    );
    constant(
        &mut table,
        "Their short names in every writing that is published, iso-codes' first.",
        "NAMES",
        &names,
        ";",
    );
    table
}

/// Adds a text constant of those parts to the table.
fn constant(table: &mut String, doc: &str, name: &str, parts: &[String], separator: &str) {
    let mut lines = vec![String::new()];
    for (i, part) in parts.iter().enumerate() {
        let full = lines.last().is_some_and(|line| line.len() + part.len() > LINE);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(part);
            line.push_str(if i + 1 < parts.len() { separator } else { "" });
        }
    }
    // Writing to a String cannot fail.
    let _ = write!(table, "\n/// {doc}\npub(super) const {name}: &str = \"\\\n    {}\";\n", lines.join("\\\n    "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use netverify_rules::{Country, Draft, Field, Settings, validate_field};

    #[test]
    fn what_is_rewritten_differs_from_the_frozen_name() {
        for code in CountryCode::iter() {
            assert!(rewritten(*code).is_none_or(|name| name != code.name()), "{code:?}");
        }
    }

    /// What was a short name when the crate was published is at least known for what it is.
    #[test]
    fn frozen_names_are_known_to_the_core() {
        let passport = Draft::new().with(Field::IdType, "PASSPORT");
        for code in CountryCode::iter() {
            let country = Country::from_alpha3(code.alpha3()).expect("a country");
            let report = validate_field(Field::UsState, code.name(), &passport, &Settings::default());
            let legal = short_names(*code).contains(&code.name());
            let suggestion = report.violations().first().and_then(|violation| violation.suggestion());
            assert_eq!(suggestion, (!legal).then_some(country.name()), "{}", code.name());
        }
    }
}

//! The countries against the info of Debian's iso-codes, which `tests/iso-codes.json` is an extract of.

use netverify_rules::Country;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

fn extract() -> Value {
    serde_json::from_str(include_str!("../../../tests/iso-codes.json")).expect("JSON")
}

fn text<'v>(entry: &'v Value, key: &str) -> &'v str {
    entry[key].as_str().unwrap_or_else(|| panic!("{key} in {entry}"))
}

#[test]
fn codes_and_names_are_those_of_iso_codes() {
    let extract = extract();
    let entries = extract["countries"].as_array().expect("an array");
    assert_eq!(entries.len(), 249);
    for entry in entries {
        let country = Country::from_alpha3(text(entry, "alpha_3")).expect("a country");
        assert_eq!(country.alpha3(), text(entry, "alpha_3"));
        assert_eq!(country.alpha2(), text(entry, "alpha_2"));
        assert_eq!(country.name(), text(entry, "name"));
    }
    let all: Vec<&str> = Country::all().map(Country::alpha3).collect();
    let iso = entries.iter().map(|entry| text(entry, "alpha_3"));
    assert_eq!(all, iso.chain(["XKX"]).collect::<Vec<_>>());
}

#[test]
fn kosovo_is_a_country() {
    let kosovo = Country::from_alpha3("XKX").expect("Kosovo");
    assert_eq!((kosovo.alpha2(), kosovo.name()), ("XK", "Kosovo"));
}

#[test]
fn nothing_else_is_a_code() {
    let letters = || 'A'..='Z';
    let codes =
        letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| String::from_iter([a, b, c]))));
    assert_eq!(codes.filter(|code| Country::from_alpha3(code).is_some()).count(), 250);
    for text in ["", "US", "usa", "USA ", " USA", "USAA", "840", "ＵＳＡ"] {
        assert_eq!(Country::from_alpha3(text), None, "{text}");
        assert!(text.parse::<Country>().is_err());
    }
}

/// Where the package is installed in the extract's version, the extract is what it says.
#[test]
fn the_extract_is_what_the_installed_package_says() {
    let extract = extract();
    let version = format!("Version: {}", text(&extract, "version"));
    let installed = fs::read_to_string("/usr/share/pkgconfig/iso-codes.pc").unwrap_or_default();
    if !installed.lines().any(|line| line == version) {
        eprintln!("iso-codes is not installed in the extract's version: not compared");
        return;
    }
    let read = |part: &str| -> Option<Value> {
        let json = fs::read_to_string(format!("/usr/share/iso-codes/json/iso_{part}.json")).ok()?;
        Some(serde_json::from_str::<Value>(&json).expect("JSON")[part].take())
    };
    let (Some(countries), Some(subdivisions)) = (read("3166-1"), read("3166-2")) else {
        eprintln!("iso-codes is installed without its JSON: not compared");
        return;
    };

    let keys = ["alpha_2", "alpha_3", "name", "official_name", "common_name"];
    let info = |list: &Value| -> BTreeMap<String, Vec<Option<String>>> {
        let entries = list.as_array().expect("an array").iter();
        let info = |entry: &Value| keys.map(|key| entry[key].as_str().map(str::to_owned)).to_vec();
        entries.map(|entry| (text(entry, "alpha_3").to_owned(), info(entry))).collect()
    };
    assert_eq!(info(&extract["countries"]), info(&countries));

    let us: serde_json::Map<String, Value> = subdivisions
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|entry| Some((text(entry, "code").strip_prefix("US-")?.to_owned(), entry["name"].clone())))
        .collect();
    assert_eq!(extract["us"], Value::Object(us));
}

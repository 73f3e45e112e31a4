//! What holds for every input: no panic, the same report each time, and nothing of the request in it.

use netverify_rules::{
    Feature, Field, RawRequest, Settings, validate_field, validate_json, validate_raw_field, validate_raw_request,
    validate_response,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn settings() -> Settings {
    Settings::default()
        .with_face_match(Feature::Enabled)
        .with_screening(true)
        .with_today("2026-11-23".parse().expect("a date"))
        .with_callback_domain("example.com")
        .expect("a domain")
}

const SAMPLE: &str = r#"{"merchantIdScanReference":"order-7781","frontsideImage":"\/9j\/4AAQSkZJRg==","country":"USA",
"idType":"PASSPORT","enabledFields":"idNumber, idFaceMatch","callbackUrl":"https://api.example.com/cb","firstName":"Zo\u00eb",
"usState":"Germany","dob":"1990-02-28","number":"+49 151 23456789","additionalChecks":{"watchlistScreening":{"enableSearch":"true"}},
"custom":[1,2.5e3,null,{"x":"\ud83d\ude00"}]}"#;

/// Values that come near to something in every check.
fn value() -> impl Strategy<Value = String> {
    let pieces = vec![
        "https://",
        "HTTP://",
        "example.com",
        "localhost",
        ":443",
        "?",
        "#",
        "@",
        "%41",
        "%",
        "/",
        ".",
        "..",
        "[::1]",
        "127.1",
        "xn--",
        "USA",
        "usa",
        "XKX",
        "idDob",
        "idFaceMatch",
        ",",
        " ",
        "1990-02-28",
        "2026",
        "-",
        "+49",
        "415-555-2671",
        "123-45-6789",
        "4111111111111111",
        "DE89370400440532013000",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "data:",
        "image/png",
        ";base64,",
        "/9j/",
        "AAAA",
        "=",
        "iVBORw0KGgo",
        "\n",
        "\u{0}",
        "é",
        "\u{1f600}",
        "<b",
        "javascript:",
        "anna@example.org",
        "Washington",
        "Bolivia",
        "Côte d'Ivoire",
        "(the)",
        "Republic of",
    ];
    proptest::collection::vec(
        prop_oneof![3 => proptest::sample::select(pieces).prop_map(str::to_owned), 1 => ".{0,3}"],
        0..8,
    )
    .prop_map(|pieces| pieces.concat())
}

fn field() -> impl Strategy<Value = Field> {
    proptest::sample::select(Field::ALL.to_vec())
}

/// A field, and a value that its rules and those of others distinguish from the next.
fn near_to(field: Field) -> impl Strategy<Value = (Field, String)> {
    let doc = field.doc();
    let mut known: Vec<&str> = doc.valid.iter().copied().chain(doc.invalid.iter().map(|(bad, _)| *bad)).collect();
    if field.image_index().is_some() {
        known.extend(["/9j/4AAQSkZJRg==", "iVBORw0KGgo="]);
    }
    if field == Field::EnabledFields {
        known.extend(["idFaceMatch", "idAddress", "idAddress", "idAddress"]);
    }
    if field == Field::IdType {
        known.push("VISA");
    }
    prop_oneof![
        3 => proptest::sample::select(known).prop_map(str::to_owned),
        1 => value(),
        // The same in several fields: one holds the own value of another.
        1 => Just("Zoë O'Brien P12345678 1990-02-28 AB123456789012".to_owned()),
    ]
    .prop_map(move |value| (field, value))
}

fn raw(values: &[(Field, String)]) -> RawRequest<'_> {
    values.iter().fold(RawRequest::new(), |raw, (field, value)| raw.with(*field, value.as_str()))
}

proptest! {
    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..256)) {
        let _ = validate_json(&bytes, &settings()).to_json();
        let _ = validate_response(&bytes).to_json();
    }

    #[test]
    fn mutated_bodies_never_panic_and_are_checked_alike(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 1..6),
    ) {
        let mut body = SAMPLE.as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(body.len() + 1);
            match kind {
                0 if at < body.len() => body[at] = byte,
                1 if at < body.len() => {
                    body.remove(at);
                }
                2 => body.truncate(at),
                _ => body.insert(at, byte),
            }
        }
        let once = validate_json(&body, &settings());
        prop_assert_eq!(&once, &validate_json(&body, &settings()));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&once.to_json()).is_ok());
    }

    /// A raw request, the body that is written of it, and its fields one by one get the same verdicts.
    #[test]
    fn every_way_in_checks_alike(values in proptest::collection::vec((field(), value()), 0..8)) {
        let raw = raw(&values);
        let report = validate_raw_request(&raw, &settings());
        prop_assert_eq!(&report, &validate_json(raw.to_json().as_bytes(), &settings()));
        for field in Field::ALL {
            let Some(text) = raw.get(field) else { continue };
            let alone = validate_field(field, text, &raw, &settings());
            let in_whole: Vec<_> = report.of(field).cloned().collect();
            prop_assert_eq!(alone.violations(), in_whole.as_slice());
        }
    }

    /// What a field's rules do not read makes no difference to it.
    #[test]
    fn rules_read_what_they_say(values in proptest::collection::vec(field().prop_flat_map(near_to), 0..24)) {
        let all = raw(&values);
        for field in Field::ALL {
            let mut read = all.clone();
            for other in Field::ALL {
                if field.reads() & 1 << other.index() == 0 {
                    read.remove(other);
                }
            }
            let of = |raw| validate_raw_field(field, raw, &settings());
            prop_assert_eq!(of(&all), of(&read), "{}", field.name());
        }
    }

    /// The same report whether the characters of a body are escaped or not.
    #[test]
    fn escapes_change_nothing(values in proptest::collection::vec((field(), value()), 0..6)) {
        let plain = raw(&values).to_json();
        let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&plain).expect("JSON");
        let escaped: Vec<String> = members
            .iter()
            .map(|(name, value)| {
                let units = value.as_str().expect("a text").encode_utf16();
                format!("\"{name}\":\"{}\"", units.map(|unit| format!("\\u{unit:04x}")).collect::<String>())
            })
            .collect();
        let escaped = format!("{{{}}}", escaped.join(","));
        prop_assert_eq!(validate_json(plain.as_bytes(), &settings()), validate_json(escaped.as_bytes(), &settings()));
    }

    /// No four characters of a value are in the report: here of values whose letters no word of ours has side by side (XKX is one).
    #[test]
    fn nothing_of_a_value_is_repeated(values in proptest::collection::vec((field(), "[qxzjwvQXZJWV%@:/.,+-]{4,40}"), 1..22)) {
        let report = validate_raw_request(&raw(&values), &settings()).to_json();
        assert_no_piece(&values, &report)?;
    }

    /// As before, of values that come near to something in every check. Suggestions and the words of messages are ours.
    #[test]
    fn nothing_of_a_likely_value_is_repeated(values in proptest::collection::vec((field(), value(), "[qxzjQXZJ]{4,9}"), 1..22)) {
        let values: Vec<(Field, String)> =
            values.into_iter().map(|(field, value, secret)| (field, format!("{value}{secret}"))).collect();
        let report = validate_raw_request(&raw(&values), &settings());
        let secrets: Vec<(Field, String)> = values
            .iter()
            .map(|(field, value)| (*field, value.chars().rev().take_while(|c| "qxzjQXZJ".contains(*c)).collect::<String>()))
            .map(|(field, secret)| (field, secret.chars().rev().collect()))
            .collect();
        assert_no_piece(&secrets, &report.to_json())?;
        assert_no_piece(&secrets, &format!("{report:?}"))?;
    }
}

fn assert_no_piece(values: &[(Field, String)], report: &str) -> Result<(), TestCaseError> {
    let pieces: BTreeSet<String> = values
        .iter()
        .flat_map(|(_, value)| {
            let chars: Vec<char> = value.chars().collect();
            chars.windows(4).map(|piece| piece.iter().collect()).collect::<Vec<String>>()
        })
        // Four marks in a row, such as `://` and a dot, are no one's data.
        .filter(|piece: &String| piece.chars().any(char::is_alphabetic))
        .filter(|piece| !piece.starts_with("://") && !piece.contains(":/"))
        .collect();
    for piece in pieces {
        prop_assert!(!report.contains(&piece), "{piece:?} stands in the report");
    }
    Ok(())
}

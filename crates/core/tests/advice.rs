//! What the advice says is done here by a program: the violation that it is for must then be gone, and no other come.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use netverify_rules::{Code, Report, Settings, validate_headers, validate_json};
use serde_json::{Map, Value, json};

fn picture(name: &str) -> String {
    let images: Map<String, Value> =
        serde_json::from_str(include_str!("../../../tests/vectors/images.json")).expect("images");
    images[name].as_str().expect("a picture").to_owned()
}

fn report(field: &str, value: &Value, settings: &Settings) -> Report {
    let mut request = json!({
        "merchantIdScanReference": "vector-1", "frontsideImage": picture("good.jpg"), "country": "USA", "idType": "PASSPORT",
    });
    request[field] = value.clone();
    validate_json(request.to_string().as_bytes(), settings)
}

/// The base64 text of the picture, in each way that it is sent wrongly, and the advice for it as a program.
type Wrong = (Code, Option<&'static str>, fn(&str) -> String, fn(&str) -> String);

fn bytes(text: &str) -> Vec<u8> {
    STANDARD.decode(text).expect("base64")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("ASCII"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("digits")).collect()
}

fn behind_last_comma(text: &str) -> String {
    text.rsplit(',').next().expect("a part").to_owned()
}

fn decoded_text(text: &str) -> String {
    String::from_utf8(bytes(text)).expect("a text")
}

const WRONG: [Wrong; 16] = [
    (Code::Base64DataUri, None, |good| format!("data:image/jpeg;base64,{good}"), behind_last_comma),
    (Code::Base64DataUri, None, |good| format!("image/jpeg;base64,{good}"), behind_last_comma),
    (Code::Base64DataUri, None, |good| format!("data:image/png;base64,data:;base64,{good}"), behind_last_comma),
    (Code::Base64Whitespace, None, |good| good.replace("AAAA", "AAAA\r\n"), |text| text.split_whitespace().collect()),
    (Code::Base64Whitespace, None, |good| format!("{good}    "), |text| text.split_whitespace().collect()),
    (Code::Base64PlusLost, None, |good| good.replace('+', " "), |text| text.replace(' ', "+")),
    (
        Code::Base64UrlSafe,
        None,
        |good| good.replace('+', "-").replace('/', "_"),
        |text| text.replace('-', "+").replace('_', "/"),
    ),
    (Code::Base64Alphabet, None, |good| format!("\"{good}\""), |text| text.trim_matches('"').to_owned()),
    (
        Code::Base64Alphabet,
        None,
        |good| good.replace('+', "%2B").replace('/', "%2F"),
        |text| text.replace("%2B", "+").replace("%2F", "/"),
    ),
    (
        Code::Base64Padding,
        None,
        |good| STANDARD.encode([&bytes(good)[..], b"x"].concat()).trim_end_matches('=').to_owned(),
        |text| format!("{text}=="),
    ),
    (Code::ImageFormat, Some("base64"), |good| STANDARD.encode(good), decoded_text),
    (Code::ImageFormat, Some("hex"), |good| hex(&bytes(good)), |text| STANDARD.encode(from_hex(text))),
    (
        Code::ImageFormat,
        Some("hex"),
        |good| STANDARD.encode(hex(&bytes(good))),
        |text| STANDARD.encode(from_hex(&decoded_text(text))),
    ),
    (
        Code::ImageFormat,
        Some("data_uri"),
        |good| STANDARD.encode(format!("data:image/jpeg;base64,{good}")),
        |text| behind_last_comma(&decoded_text(text)),
    ),
    (
        Code::ImageFormat,
        Some("shifted"),
        |good| STANDARD.encode([b"\r\n", &bytes(good)[..]].concat()),
        |text| STANDARD.encode(&bytes(text)[2..]),
    ),
    (Code::ImageFormat, Some("placeholder"), |_| "undefined".to_owned(), |_| picture("good.jpg")),
];

#[test]
fn advice_for_an_image_that_is_written_wrongly_fixes_it() {
    let good = picture("good.jpg");
    for (code, word, spoil, fix) in WRONG {
        let wrong = spoil(&good);
        let found = report("frontsideImage", &Value::String(wrong.clone()), &Settings::default());
        let [violation] = found.violations() else { panic!("{code:?}: {:?}", found.violations()) };
        assert_eq!(violation.code(), code);
        let words: Vec<String> = violation.params().map(|(_, value)| format!("{value:?}")).collect();
        assert!(word.is_none_or(|word| words.iter().any(|found| found.contains(word))), "{word:?}: {words:?}");
        let fixed = report("frontsideImage", &Value::String(fix(&wrong)), &Settings::default());
        assert!(fixed.is_clean(), "{}\n{:?}", violation.fix(), fixed.violations());
    }
}

/// To remove the blanks, as for other white space, would make another picture of it.
#[test]
fn lost_pluses_are_not_to_be_removed() {
    let wrong = picture("good.jpg").replace('+', " ");
    let removed = report("frontsideImage", &Value::String(wrong.replace(' ', "")), &Settings::default());
    assert!(!removed.is_clean());
    let found = report("frontsideImage", &Value::String(wrong), &Settings::default());
    assert!(found.violations()[0].fix().starts_with("Put a + in the place of each blank"));
}

#[test]
fn suggestions_are_taken() {
    for (field, value) in [
        ("country", "usa"),
        ("country", "UK"),
        ("idType", "DRIVERS_LICENSE"),
        ("usState", "US-WA"),
        ("usState", "Turkey"),
        ("frontsideImageMimeType", "image/jpg"),
        ("callbackGranularity", "onfinish"),
        (
            "enabledFields",
            "idNumber,   idFirstName,   idLastName,   idDob,   idExpiry,   idUsState,   idPersonalNumber,   idFaceMatch",
        ),
    ] {
        let settings = Settings::default().with_face_match(netverify_rules::Feature::Disabled);
        let found = report(field, &json!(value), &settings);
        let violation = found.errors().chain(found.warnings()).next().expect("a violation");
        let suggestion = violation.suggestion().unwrap_or_else(|| panic!("{field}: {violation}"));
        let fixed = report(field, &json!(suggestion), &settings);
        assert!(fixed.violations().iter().all(|other| other.code() != violation.code()), "{field}: {suggestion}");
    }
}

/// The values that the advice for each header names.
#[test]
fn advice_for_headers_is_taken() {
    let body = "Zoë";
    let good = [
        ("Accept", "application/json"),
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Length", "4"),
        ("Authorization", "Basic dG9rZW46c2VjcmV0"),
        ("User-Agent", "Acme Onboarding/2.3"),
    ];
    let wrong = [
        ("Accept", "text/html"),
        ("Content-Type", "text/json"),
        ("Content-Length", "3"),
        ("Authorization", "Bearer x"),
    ];
    for (name, value) in wrong {
        let headers = good.map(|(known, good)| (known, if known == name { value } else { good }));
        let found = validate_headers(headers, body.len() as u64);
        let [violation] = found.violations() else { panic!("{name}: {:?}", found.violations()) };
        assert_eq!(violation.code(), Code::HeaderValue);
        assert!(violation.to_string().starts_with(&format!("The header {name} ")), "{violation}");
        assert!(violation.fix().contains(match name {
            "Content-Length" => "number of bytes",
            "Authorization" => "\"Basic\"",
            _ => "application/json",
        }));
        let without = good.into_iter().filter(|(known, _)| *known != name);
        let missing = validate_headers(without, body.len() as u64);
        assert!(missing.violations()[0].fix().contains(name), "{name}");
    }
    assert!(validate_headers(good, body.len() as u64).is_clean());
}

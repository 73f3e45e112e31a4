//! A request that comes as names and values gets the report of its JSON.

use base64::Engine as _;
use netverify_rules::{Code, Field, JsonType, ObjectReader, Report, Settings, validate_json, validate_raw_field};
use serde_json::Value;
use shared::{cases, image};

mod shared;

/// Gives a text in pieces of so many bytes, cut between characters.
fn in_pieces(text: &str, size: usize, mut take: impl FnMut(&[u8], bool)) {
    let mut rest = text;
    loop {
        let end = (size.min(rest.len())..=rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let (piece, later) = rest.split_at(end);
        take(piece.as_bytes(), later.is_empty());
        if later.is_empty() {
            return;
        }
        rest = later;
    }
}

fn give(reader: &mut ObjectReader, value: &Value, size: usize) {
    match value {
        Value::Null => reader.scalar(JsonType::Null, false),
        Value::Bool(is_true) => reader.scalar(JsonType::Boolean, *is_true),
        Value::Number(_) => reader.scalar(JsonType::Number, false),
        Value::String(text) => in_pieces(text, size, |piece, is_last| reader.text(piece, is_last)),
        Value::Array(values) => {
            reader.open(JsonType::Array);
            values.iter().for_each(|value| give(reader, value, size));
            reader.close();
        }
        Value::Object(members) => {
            reader.open(JsonType::Object);
            for (name, value) in members {
                in_pieces(name, size, |piece, is_last| reader.name(piece, is_last));
                give(reader, value, size);
            }
            reader.close();
        }
    }
}

/// The bodies of all vectors that are JSON, with their names and settings.
fn requests() -> Vec<(String, Value, Settings)> {
    let json = |body: Vec<u8>| serde_json::from_slice::<Value>(&body).ok();
    let request = |case: shared::Case| Some((case.title(), case.body().and_then(json)?, case.settings));
    let all: Vec<_> = cases().into_iter().filter_map(request).collect();
    assert!(all.len() > 900, "{}", all.len());
    all
}

fn is_malformed(report: &Report) -> bool {
    report.violations().iter().any(|violation| violation.code() == Code::MalformedJson)
}

/// One reader for all: it must forget what it read before.
#[test]
fn every_request_gets_the_report_of_its_json() {
    let mut reader = ObjectReader::new();
    for (name, request, settings) in requests() {
        let expected = validate_json(request.to_string().as_bytes(), &settings);
        if is_malformed(&expected) {
            continue;
        }
        for size in [1, 7, usize::MAX] {
            give(&mut reader, &request, size);
            assert_eq!(reader.report(None, &settings), expected, "{name}, in pieces of {size}");
            reader.clear();
        }
    }
}

#[test]
fn one_field_gets_what_the_request_would_say_of_it() {
    let mut reader = ObjectReader::new();
    reader.open(JsonType::Object);
    reader.member(Field::IdType, b"DRIVING_LICENSE");
    reader.member(Field::UsState, b"W");
    reader.close();
    let raw = netverify_rules::RawRequest::new().with(Field::IdType, "DRIVING_LICENSE").with(Field::UsState, "W");
    let settings = Settings::default();
    assert_eq!(reader.report(Some(Field::UsState), &settings), validate_raw_field(Field::UsState, &raw, &settings));
}

#[test]
fn decoded_bytes_are_as_good_as_their_text() {
    let text = image("good.jpg");
    let bytes = base64::engine::general_purpose::STANDARD.decode(&text).expect("base64");
    let whole = bytes.len() / 3 * 3 - 3;
    let mut reader = ObjectReader::new();
    let mut report = |is_decoded: bool| {
        reader.open(JsonType::Object);
        reader.name(b"frontsideImage", true);
        reader.text(b"", false);
        let from = if is_decoded {
            assert!(reader.decoded(&bytes[..whole]));
            whole / 3 * 4
        } else {
            0
        };
        reader.text(&text.as_bytes()[from..], true);
        reader.close();
        let report = reader.report(None, &Settings::default());
        reader.clear();
        report
    };
    let (decoded, read) = (report(true), report(false));
    assert_eq!(decoded, read);
    assert!(read.image(Field::FrontsideImage).is_some_and(|info| info.size.is_ok()));
    // Only an image's text can be given so.
    reader.open(JsonType::Object);
    reader.name(b"firstName", true);
    assert!(!reader.decoded(&bytes[..whole]));
    reader.text(b"", false);
    assert!(!reader.decoded(&bytes[..whole]));
}

#[test]
fn of_an_image_that_is_present_only_its_presence_is_checked() {
    let mut reader = ObjectReader::new();
    reader.open(JsonType::Object);
    reader.present(Field::FrontsideImage);
    reader.member(Field::FrontsideImageMimeType, b"image/png");
    reader.present(Field::FaceImage);
    reader.present(Field::Country);
    reader.member(Field::EnabledFields, b"idDob");
    reader.close();
    let report = reader.report(None, &Settings::default());
    let found: Vec<_> = report.violations().iter().map(|found| (found.field(), found.code())).collect();
    let expected = [
        (Field::MerchantIdScanReference, Code::Required),
        (Field::FaceImage, Code::FaceImageUnused),
        (Field::Country, Code::Required),
        (Field::IdType, Code::Required),
    ];
    assert_eq!(found, expected.map(|(field, code)| (Some(field), code)));
    assert_eq!(report.images().count(), 0);
}

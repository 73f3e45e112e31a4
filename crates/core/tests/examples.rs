//! The examples of the codes: each bad one gets its code, and each good one does not.

use netverify_rules::{Code, CodeSpec, Example, Report, Settings, validate_headers, validate_json, validate_response};
use serde_json::{Map, Value};

fn object(text: &str) -> Map<String, Value> {
    let images: Map<String, Value> =
        serde_json::from_str(include_str!("../../../tests/vectors/images.json")).expect("images");
    let text = ["good.jpg", "other.jpg", "good.png"].iter().fold(text.to_owned(), |text, name| {
        text.replace(&format!("<{name}>"), images[*name].as_str().expect("a picture"))
    });
    serde_json::from_str(&text).expect("an example is a JSON object")
}

/// Returns the report on an example that is not a picture in words.
fn report(example: Example) -> Option<Report> {
    match example {
        Example::Request { fields, settings: given } => {
            let mut request = object(Example::BASE_REQUEST);
            request.extend(object(fields));
            request.retain(|_, value| !value.is_null());
            let settings = if given.is_empty() { "{}" } else { given };
            let settings: Settings = serde_json::from_str(settings).expect("settings");
            Some(validate_json(Value::Object(request).to_string().as_bytes(), &settings))
        }
        Example::Body(body) => Some(validate_json(body.as_bytes(), &Settings::default())),
        Example::Headers(lines) => {
            let headers = lines.lines().map(|line| line.split_once(": ").expect("a name and a value"));
            Some(validate_headers(headers, 12))
        }
        Example::Response(text) => Some(validate_response(text.as_bytes())),
        Example::Image(_) => None,
        other => panic!("{other:?} is run by no test"),
    }
}

fn has(report: &Report, code: Code) -> bool {
    report.violations().iter().any(|violation| violation.code() == code)
}

#[test]
fn the_base_request_is_clean() {
    let base = report(Example::Request { fields: "{}", settings: "" }).expect("a request");
    assert!(base.is_clean(), "{base:?}");
}

#[test]
fn bad_examples_get_their_code_and_good_ones_do_not() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let CodeSpec { name, bad_example, good_example, .. } = code.spec();
        for (example, is_bad) in [(bad_example, true), (good_example, false)] {
            let Some(report) = report(*example) else { continue };
            if has(&report, code) != is_bad {
                wrong.push(format!("{name}: {example:?} gets {:?}", report.violations()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn settings_of_the_examples_are_needed() {
    for &code in Code::ALL {
        if let Example::Request { fields, settings } = code.spec().bad_example
            && !settings.is_empty()
        {
            let report = report(Example::Request { fields, settings: "" }).expect("a request");
            assert!(!has(&report, code), "{}", code.as_str());
        }
    }
}

#[test]
fn both_examples_are_of_a_kind_and_differ() {
    for CodeSpec { name, bad_example, good_example, .. } in Code::ALL.iter().map(|code| code.spec()) {
        assert_eq!(std::mem::discriminant(bad_example), std::mem::discriminant(good_example), "{name}");
        assert_ne!(bad_example, good_example, "{name}");
    }
}

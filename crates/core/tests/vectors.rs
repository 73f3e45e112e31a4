//! The shared vectors: every case of `tests/vectors`, which the runners of other languages read too.
//!
//! A case holds one input and the complete list of the violations it gets. Texts may be built: `{"repeat": [T, n]}`,
//! `{"concat": [T, …]}`, `{"image": "name of an image in images.json"}`.

use base64::Engine as _;
use netverify_rules::{
    Code, Field, RawRequest, Report, validate_field, validate_headers, validate_image, validate_json, validate_response,
};
use serde_json::Value;
use shared::{Runner, files, settings};
use std::collections::BTreeSet;

mod shared;

fn report_on(runner: &Runner, case: &Value) -> Report {
    let settings = settings(case);
    if let Some(body) = runner.body(case) {
        return validate_json(&body, &settings);
    }
    if let Some(typed) = case.get("field") {
        let mut raw = RawRequest::new();
        for (name, value) in typed.get("request").and_then(Value::as_object).into_iter().flatten() {
            raw.set(Field::from_name(name).expect("a field"), runner.text(value));
        }
        let field = Field::from_name(typed["name"].as_str().expect("a name")).expect("a field");
        return validate_field(field, &runner.text(&typed["value"]), &raw, &settings);
    }
    if let Some(image) = case.get("image") {
        let bytes = base64::engine::general_purpose::STANDARD.decode(runner.text(image)).expect("base64");
        return validate_image(Field::FrontsideImage, &bytes, case.get("declared").and_then(Value::as_str));
    }
    if let Some(head) = case.get("head") {
        let headers = head["headers"].as_array().expect("headers").iter();
        let pairs = headers.map(|pair| (pair[0].as_str().expect("a name"), pair[1].as_str().expect("a value")));
        return validate_headers(pairs, head["body_length"].as_u64().expect("a length"));
    }
    validate_response(runner.text(&case["response"]).as_bytes())
}

/// A report's violations in the form that vectors have: what follows from the code is left out.
fn violations(report: &Report) -> Value {
    let mut report: Value = serde_json::from_str(&report.to_json()).expect("a report is JSON");
    let mut list = report["violations"].take();
    for violation in list.as_array_mut().expect("a list") {
        let violation = violation.as_object_mut().expect("an object");
        violation.remove("message");
        violation.remove("severity");
    }
    list
}

#[test]
fn every_case_gets_its_violations() {
    let runner = Runner::new();
    let mut failures = Vec::new();
    let mut count = 0;
    for (file, vectors) in files() {
        let mut names = BTreeSet::new();
        for case in vectors["cases"].as_array().expect("cases") {
            count += 1;
            let name = case["name"].as_str().expect("a name");
            assert!(names.insert(name), "{file}: two cases are called {name}");
            let report = report_on(&runner, case);
            for violation in report.violations() {
                for (param, _) in violation.code().params() {
                    let is_there = param.is_optional(violation.code()) || violation.get(*param).is_some();
                    assert!(is_there, "{file}: {name}: {:?} without {param:?}", violation.code());
                }
            }
            let found = violations(&report);
            if found != case["expect"] {
                failures.push(format!("{file}: {name}\n  expected {}\n  found    {found}", case["expect"]));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 0, "no cases were found");
}

/// But for names that the API does not know: the report keeps a copy of each.
#[test]
fn a_valid_request_takes_no_heap() {
    let runner = Runner::new();
    let (mut warned, mut clean) = (0, 0);
    for (file, vectors) in files() {
        for case in vectors["cases"].as_array().expect("cases") {
            let Some(body) = runner.body(case) else { continue };
            let settings = settings(case);
            let mut report = Report::default();
            let heap = allocation_counter::measure(|| report = validate_json(&body, &settings));
            if report.is_valid() && !report.violations().iter().any(|violation| violation.code() == Code::UnknownField)
            {
                assert_eq!(heap.count_total, 0, "{file}: {}", case["name"]);
                *(if report.is_clean() { &mut clean } else { &mut warned }) += 1;
            }
        }
    }
    assert!(warned > 0 && clean > 0, "{warned} cases with warnings, {clean} without");
}

/// `image_corrupt` needs the feature `decode`, which other languages do not have: it is tested beside its code.
const NOT_IN_VECTORS: [Code; 1] = [Code::ImageCorrupt];

#[test]
fn every_code_has_a_case_on_either_side() {
    let (mut triggered, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for (file, vectors) in files() {
        for case in vectors["cases"].as_array().expect("cases") {
            let expected: BTreeSet<&str> =
                case["expect"].as_array().expect("a list").iter().filter_map(|v| v["code"].as_str()).collect();
            triggered.extend(expected.iter().map(|code| Code::from_name(code).expect("a code")));
            for near in case.get("near").and_then(Value::as_array).into_iter().flatten() {
                let near = near.as_str().expect("a code");
                assert!(!expected.contains(near), "{file}: {} is no near miss of {near}", case["name"]);
                missed.insert(Code::from_name(near).unwrap_or_else(|| panic!("{file}: no code {near}")));
            }
        }
    }
    for code in Code::ALL.iter().filter(|code| !NOT_IN_VECTORS.contains(code)) {
        assert!(triggered.contains(code), "no case triggers {}", code.as_str());
        assert!(missed.contains(code), "no case says that it nearly triggers {} (\"near\")", code.as_str());
    }
}

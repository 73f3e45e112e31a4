//! The shared vectors: every case of `tests/vectors`, which the runners of other languages run too.

use netverify_rules::{Code, Report, validate_json};
use serde_json::Value;
use shared::{cases, violations};
use std::collections::BTreeSet;

mod shared;

#[test]
fn every_case_gets_its_violations() {
    let (mut failures, mut titles) = (Vec::new(), BTreeSet::new());
    for case in cases() {
        let (title, expected, report) = (case.title(), &case.json["expect"], case.report());
        for violation in report.violations() {
            for spec in violation.code().spec().params {
                let is_there = spec.optional || violation.get(spec.param).is_some();
                assert!(is_there, "{title}: {:?} without {:?}", violation.code(), spec.param);
            }
        }
        let found = violations(&report);
        if found != *expected {
            failures.push(format!("{title}\n  expected {expected}\n  found    {found}"));
        }
        assert!(titles.insert(title), "two cases are called {}: {}", case.file, case.name);
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), titles.len(), failures.join("\n"));
    assert!(!titles.is_empty(), "no cases were found");
}

/// But for names that the API does not know: the report keeps a copy of each.
#[test]
fn a_valid_request_takes_no_heap() {
    let (mut warned, mut clean) = (0, 0);
    for case in cases() {
        let Some(body) = case.body() else { continue };
        let mut report = Report::default();
        let heap = allocation_counter::measure(|| report = validate_json(&body, &case.settings));
        if report.is_valid() && !report.violations().iter().any(|violation| violation.code() == Code::UnknownField) {
            assert_eq!(heap.count_total, 0, "{}", case.title());
            *(if report.is_clean() { &mut clean } else { &mut warned }) += 1;
        }
    }
    assert!(warned > 0 && clean > 0, "{warned} cases with warnings, {clean} without");
}

/// `image_corrupt` needs the feature `decode`, which other languages do not have: it is tested beside its code.
const NOT_IN_VECTORS: [Code; 1] = [Code::ImageCorrupt];

#[test]
fn every_code_has_a_case_on_either_side() {
    let (mut triggered, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for case in cases() {
        let title = case.title();
        let expected = case.json["expect"].as_array().expect("a list").iter();
        let expected: BTreeSet<&str> = expected.filter_map(|violation| violation["code"].as_str()).collect();
        triggered.extend(expected.iter().map(|code| Code::from_name(code).expect("a code")));
        for near in case.json.get("near").and_then(Value::as_array).into_iter().flatten() {
            let near = near.as_str().expect("a code");
            assert!(!expected.contains(near), "{title} is no near miss of {near}");
            missed.insert(Code::from_name(near).unwrap_or_else(|| panic!("{title}: no code {near}")));
        }
    }
    for code in Code::ALL.iter().filter(|code| !NOT_IN_VECTORS.contains(code)) {
        assert!(triggered.contains(code), "no case triggers {}", code.as_str());
        assert!(missed.contains(code), "no case says that it nearly triggers {} (\"near\")", code.as_str());
    }
}

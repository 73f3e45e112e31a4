//! The shared vectors: every case of `tests/vectors`, which the runners of other languages read too.
//!
//! A case holds one input and the complete list of the violations it gets. Texts may be built: `{"repeat": [T, n]}`,
//! `{"concat": [T, …]}`, `{"image": "name of an image in images.json"}`.

use base64::Engine as _;
use netverify_rules::{
    Code, Draft, Field, Report, Settings, validate_field, validate_head, validate_image, validate_json,
    validate_response,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn read(name: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The files of cases, by name.
fn files() -> Vec<(String, Value)> {
    let entries = std::fs::read_dir(folder()).expect("tests/vectors");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.retain(|name| name.ends_with(".json") && name != "images.json");
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(&name))).collect()
}

struct Runner {
    images: Value,
}

impl Runner {
    fn text(&self, template: &Value) -> String {
        if let Some(text) = template.as_str() {
            return text.to_owned();
        }
        let (operation, operands) = template.as_object().and_then(|object| object.iter().next()).expect("a template");
        match operation.as_str() {
            "repeat" => self.text(&operands[0]).repeat(operands[1].as_u64().expect("a number") as usize),
            "concat" => operands.as_array().expect("a list").iter().map(|part| self.text(part)).collect(),
            "image" => {
                let name = operands.as_str().expect("a name");
                self.images[name].as_str().unwrap_or_else(|| panic!("no image {name}")).to_owned()
            }
            other => panic!("unknown operation {other}"),
        }
    }

    /// The value of a request's field: a template for a text, anything else as it stands.
    fn field(&self, value: &Value) -> Value {
        match value {
            Value::Object(object)
                if object.len() == 1 && ["repeat", "concat", "image"].iter().any(|key| object.contains_key(*key)) =>
            {
                Value::String(self.text(value))
            }
            other => other.clone(),
        }
    }

    fn request(&self, fields: &Map<String, Value>) -> String {
        let mut request = json!({
            "merchantIdScanReference": "vector-1",
            "frontsideImage": {"image": "good.jpg"},
            "country": "USA",
            "idType": "PASSPORT",
        });
        let object = request.as_object_mut().expect("an object");
        for (name, value) in fields {
            object.insert(name.clone(), value.clone());
        }
        object.retain(|_, value| !value.is_null());
        for value in object.values_mut() {
            *value = self.field(value);
        }
        request.to_string()
    }

    /// The body of a case that is about one: the fields of a request, a text, or bytes in base64.
    fn body(&self, case: &Value) -> Option<Vec<u8>> {
        if let Some(fields) = case.get("request") {
            return Some(self.request(fields.as_object().expect("fields")).into_bytes());
        }
        if let Some(bytes) = case.get("body_base64") {
            return Some(base64::engine::general_purpose::STANDARD.decode(self.text(bytes)).expect("base64"));
        }
        case.get("body").map(|body| self.text(body).into_bytes())
    }

    fn report(&self, case: &Value) -> Report {
        let settings = settings(case);
        if let Some(body) = self.body(case) {
            return validate_json(&body, &settings);
        }
        if let Some(typed) = case.get("field") {
            let mut draft = Draft::new();
            for (name, value) in typed.get("request").and_then(Value::as_object).into_iter().flatten() {
                draft.set(Field::from_name(name).expect("a field"), self.text(value));
            }
            let field = Field::from_name(typed["name"].as_str().expect("a name")).expect("a field");
            return validate_field(field, &self.text(&typed["value"]), &draft, &settings);
        }
        if let Some(image) = case.get("image") {
            let bytes = base64::engine::general_purpose::STANDARD.decode(self.text(image)).expect("base64");
            return validate_image(Field::FrontsideImage, &bytes, case.get("declared").and_then(Value::as_str));
        }
        if let Some(head) = case.get("head") {
            let headers = head["headers"].as_array().expect("headers").iter();
            let pairs = headers.map(|pair| (pair[0].as_str().expect("a name"), pair[1].as_str().expect("a value")));
            return validate_head(pairs, head["body_length"].as_u64().expect("a length"));
        }
        validate_response(self.text(&case["response"]).as_bytes())
    }
}

fn settings(case: &Value) -> Settings {
    match case.get("settings") {
        Some(settings) => serde_json::from_value(settings.clone()).expect("settings"),
        None => Settings::default(),
    }
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
    let runner = Runner { images: read("images.json") };
    let mut failures = Vec::new();
    let mut count = 0;
    for (file, vectors) in files() {
        let mut names = BTreeSet::new();
        for case in vectors["cases"].as_array().expect("cases") {
            count += 1;
            let name = case["name"].as_str().expect("a name");
            assert!(names.insert(name), "{file}: two cases are called {name}");
            let report = runner.report(case);
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
    let runner = Runner { images: read("images.json") };
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

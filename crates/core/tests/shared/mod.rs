//! The cases of `tests/vectors`, which hold one input each and the complete list of the violations that it gets.
//!
//! Texts may be templates: `{"repeat": [T, n]}`, `{"concat": [T, …]}`, `{"image": "name of an image in images.json"}`.

// Each test uses a part of this.
#![allow(dead_code)]

use base64::Engine as _;
use netverify_rules::{
    Field, RawRequest, Report, Settings, validate_field, validate_headers, validate_image, validate_json,
    validate_response,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// A case. Its images are texts already, and its request is whole.
pub(crate) struct Case {
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) settings: Settings,
    pub(crate) json: Value,
}

/// Returns every case, file by file.
pub(crate) fn cases() -> Vec<Case> {
    let images = read("images.json");
    let entries = std::fs::read_dir(folder()).expect("tests/vectors");
    let mut files: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    files.retain(|name| name.ends_with(".json") && name != "images.json");
    files.sort();
    let of_file = |file: &String| {
        let Value::Array(cases) = read(file)["cases"].take() else { panic!("{file}: no cases") };
        cases.into_iter().map(|case| Case::new(file, case, &images)).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

/// Returns the base64 text of an image of `images.json`.
pub(crate) fn image(name: &str) -> String {
    read("images.json")[name].as_str().expect("an image").to_owned()
}

impl Case {
    fn new(file: &str, mut json: Value, images: &Value) -> Case {
        if let Some(fields) = json.get_mut("request") {
            *fields = whole_request(fields.take());
        }
        put_images(&mut json, images);
        let settings = json.get("settings").map(|settings| serde_json::from_value(settings.clone()).expect("settings"));
        let name = json["name"].as_str().expect("a name").to_owned();
        Case { file: file.to_owned(), name, settings: settings.unwrap_or_default(), json }
    }

    /// Returns the file and the name.
    pub(crate) fn title(&self) -> String {
        format!("{}: {}", self.file, self.name)
    }

    /// Returns the body of a case that is about a request's.
    pub(crate) fn body(&self) -> Option<Vec<u8>> {
        if let Some(Value::Object(mut members)) = self.json.get("request").cloned() {
            for value in members.values_mut().filter(|value| is_template(value)) {
                *value = text(value).into();
            }
            return Some(Value::Object(members).to_string().into_bytes());
        }
        let bytes = self.json.get("body_base64").map(|base64| decoded(&text(base64)));
        bytes.or_else(|| self.json.get("body").map(|body| text(body).into_bytes()))
    }

    /// Returns the body of a case that is about a response.
    pub(crate) fn response(&self) -> Option<Vec<u8>> {
        self.json.get("response").map(|body| text(body).into_bytes())
    }

    /// Returns the report that the case gets.
    pub(crate) fn report(&self) -> Report {
        if let Some(body) = self.body() {
            return validate_json(&body, &self.settings);
        }
        if let Some(typed) = self.json.get("field") {
            let field = |name: &str| Field::from_name(name).expect("a field");
            let mut raw = RawRequest::new();
            for (name, value) in typed.get("request").and_then(Value::as_object).into_iter().flatten() {
                raw.set(field(name), text(value));
            }
            return validate_field(field(&text(&typed["name"])), &text(&typed["value"]), &raw, &self.settings);
        }
        if let Some(image) = self.json.get("image") {
            let declared = self.json.get("declared").and_then(Value::as_str);
            return validate_image(Field::FrontsideImage, &decoded(&text(image)), declared);
        }
        if let Some(headers) = self.json.get("headers").and_then(Value::as_array) {
            let pairs =
                headers.iter().map(|pair| (pair[0].as_str().expect("a name"), pair[1].as_str().expect("a value")));
            return validate_headers(pairs, self.json["body_length"].as_u64().expect("a length"));
        }
        validate_response(&self.response().expect("an unknown kind of case"))
    }
}

/// Returns a report's violations in the form that vectors have: what follows from the code is left out.
pub(crate) fn violations(report: &Report) -> Value {
    let mut report: Value = serde_json::from_str(&report.to_json()).expect("a report is JSON");
    let mut list = report["violations"].take();
    for violation in list.as_array_mut().expect("a list") {
        let violation = violation.as_object_mut().expect("an object");
        violation.remove("message");
        violation.remove("severity");
    }
    list
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn read(name: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn decoded(base64: &str) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(base64).expect("base64")
}

/// Builds the text of a template.
fn text(template: &Value) -> String {
    match template {
        Value::String(text) => text.clone(),
        Value::Object(object) if is_template(template) => match (object.get("repeat"), object.get("concat")) {
            (Some(operands), _) => text(&operands[0]).repeat(operands[1].as_u64().expect("a number") as usize),
            (_, operands) => operands.and_then(Value::as_array).expect("a list").iter().map(text).collect(),
        },
        other => panic!("a text or a template is expected, not {other}"),
    }
}

fn is_template(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| object.len() == 1 && (object.contains_key("repeat") || object.contains_key("concat")))
}

/// Puts the texts of images where they are named.
fn put_images(value: &mut Value, images: &Value) {
    match value {
        Value::Object(object) if object.len() == 1 && object.contains_key("image") => {
            let image = object["image"].as_str().and_then(|name| images.get(name));
            *value = image.unwrap_or_else(|| panic!("no image {}", object["image"])).clone();
        }
        Value::Object(object) => object.values_mut().for_each(|value| put_images(value, images)),
        Value::Array(values) => values.iter_mut().for_each(|value| put_images(value, images)),
        _ => {}
    }
}

/// Returns a valid request with these fields laid over it; `null` takes a field away.
fn whole_request(fields: Value) -> Value {
    let mut request = json!({
        "merchantIdScanReference": "vector-1",
        "frontsideImage": {"image": "good.jpg"},
        "country": "USA",
        "idType": "PASSPORT",
    });
    let Value::Object(fields) = fields else { panic!("a request is an object") };
    let members = request.as_object_mut().expect("an object");
    members.extend(fields);
    members.retain(|_, value| !value.is_null());
    request
}

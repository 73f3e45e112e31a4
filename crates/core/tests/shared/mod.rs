//! The cases of `tests/vectors`, for the tests that run them.

use base64::Engine as _;
use netverify_rules::Settings;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn read(name: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The files of cases, by name.
pub(crate) fn files() -> Vec<(String, Value)> {
    let entries = std::fs::read_dir(folder()).expect("tests/vectors");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.retain(|name| name.ends_with(".json") && name != "images.json");
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(&name))).collect()
}

/// Puts cases together.
pub(crate) struct Runner {
    images: Value,
}

impl Runner {
    pub(crate) fn new() -> Self {
        Runner { images: read("images.json") }
    }

    pub(crate) fn text(&self, template: &Value) -> String {
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
    pub(crate) fn body(&self, case: &Value) -> Option<Vec<u8>> {
        if let Some(fields) = case.get("request") {
            return Some(self.request(fields.as_object().expect("fields")).into_bytes());
        }
        if let Some(bytes) = case.get("body_base64") {
            return Some(base64::engine::general_purpose::STANDARD.decode(self.text(bytes)).expect("base64"));
        }
        case.get("body").map(|body| self.text(body).into_bytes())
    }
}

/// The settings of a case.
pub(crate) fn settings(case: &Value) -> Settings {
    match case.get("settings") {
        Some(settings) => serde_json::from_value(settings.clone()).expect("settings"),
        None => Settings::default(),
    }
}

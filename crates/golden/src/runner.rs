//! What a case of `tests/vectors` means.
//!
//! Texts may be built: `{"repeat": [T, n]}`, `{"concat": [T, …]}`, `{"image": "name of an image in images.json"}`.

use base64::Engine as _;
use netverify_rules::{
    Field, RawRequest, Report, Settings, validate_field, validate_headers, validate_image, validate_json,
    validate_response,
};
use serde_json::{Map, Value, json};
use std::error::Error;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Runs cases.
pub(crate) struct Runner {
    images: Value,
}

impl Runner {
    /// `images` is what `images.json` holds.
    pub(crate) fn new(images: Value) -> Self {
        Runner { images }
    }

    /// The report that the case gets.
    pub(crate) fn report(&self, case: &Value) -> Result<Report> {
        let settings: Settings = match case.get("settings") {
            Some(settings) => serde_json::from_value(settings.clone())?,
            None => Settings::default(),
        };
        if let Some(fields) = case.get("request") {
            let body = self.request(fields.as_object().ok_or("a request is an object")?)?;
            return Ok(validate_json(body.as_bytes(), &settings));
        }
        if let Some(body) = case.get("body") {
            return Ok(validate_json(self.text(body)?.as_bytes(), &settings));
        }
        if let Some(bytes) = case.get("body_base64") {
            return Ok(validate_json(&self.bytes(bytes)?, &settings));
        }
        if let Some(typed) = case.get("field") {
            let mut raw = RawRequest::new();
            for (name, value) in typed.get("request").and_then(Value::as_object).into_iter().flatten() {
                raw.set(Field::from_name(name).ok_or("an unknown field")?, self.text(value)?);
            }
            let field = typed["name"].as_str().and_then(Field::from_name).ok_or("an unknown field")?;
            return Ok(validate_field(field, &self.text(&typed["value"])?, &raw, &settings));
        }
        if let Some(image) = case.get("image") {
            let bytes = self.bytes(image)?;
            return Ok(validate_image(Field::FrontsideImage, &bytes, case.get("declared").and_then(Value::as_str)));
        }
        if let Some(head) = case.get("head") {
            let headers: Vec<(String, String)> = serde_json::from_value(head["headers"].clone())?;
            let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            return Ok(validate_headers(pairs, head["body_length"].as_u64().ok_or("no length")?));
        }
        let response = case.get("response").ok_or("an unknown kind of case")?;
        Ok(validate_response(self.text(response)?.as_bytes()))
    }

    /// The bytes that a text is the base64 of.
    fn bytes(&self, template: &Value) -> Result<Vec<u8>> {
        Ok(base64::engine::general_purpose::STANDARD.decode(self.text(template)?)?)
    }

    fn text(&self, template: &Value) -> Result<String> {
        if let Some(text) = template.as_str() {
            return Ok(text.to_owned());
        }
        let (operation, operands) =
            template.as_object().and_then(|object| object.iter().next()).ok_or("a text or a template is expected")?;
        match operation.as_str() {
            "repeat" => {
                let times = operands[1].as_u64().ok_or("repeat takes a number")?;
                Ok(self.text(&operands[0])?.repeat(usize::try_from(times)?))
            }
            "concat" => operands.as_array().ok_or("concat takes a list")?.iter().map(|part| self.text(part)).collect(),
            "image" => {
                Ok(operands.as_str().and_then(|name| self.images[name].as_str()).ok_or("no such image")?.to_owned())
            }
            other => Err(format!("unknown operation {other}").into()),
        }
    }

    /// The body with those fields laid over a request that is correct; `null` takes a field away.
    fn request(&self, fields: &Map<String, Value>) -> Result<String> {
        let mut request = json!({
            "merchantIdScanReference": "vector-1",
            "frontsideImage": {"image": "good.jpg"},
            "country": "USA",
            "idType": "PASSPORT",
        });
        let object = request.as_object_mut().ok_or("an object")?;
        object.extend(fields.clone());
        object.retain(|_, value| !value.is_null());
        for value in object.values_mut().filter(|value| is_template(value)) {
            *value = Value::String(self.text(value)?);
        }
        Ok(request.to_string())
    }
}

fn is_template(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.len() == 1 && ["repeat", "concat", "image"].iter().any(|operation| object.contains_key(*operation))
    })
}

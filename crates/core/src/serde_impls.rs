//! `Serialize` and `Deserialize`, behind the feature `serde`.
//!
//! A request and its objects are read as JSON text, by the reader of bodies: serde's own errors would repeat values.

use crate::choices::{CallbackGranularity, Feature, IdType, MimeType, Token};
use crate::codes::Code;
use crate::country::Country;
use crate::date::Date;
use crate::fields::Field;
use crate::json_object::JsonObject;
use crate::raw_request::RawRequest;
use crate::report::Report;
use crate::request::{InvalidRequest, Request};
use crate::settings::{InvalidSetting, Settings};
use alloc::borrow::Cow;
use alloc::string::ToString;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

macro_rules! by_word {
    ($($name:ident: $what:literal;)+) => {
        $(impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Value::deserialize(deserializer)?;
                let text = value.as_str().ok_or_else(|| D::Error::custom(concat!($what, " is expected, as a string")))?;
                text.parse().map_err(D::Error::custom)
            }
        })+
    };
}

by_word! {
    IdType: "an idType";
    MimeType: "a MIME type";
    CallbackGranularity: "a callback granularity";
    Token: "a token of enabledFields";
    Feature: "a feature";
    Country: "a country";
    Date: "a date";
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Through a value of any type: serde's own messages for another type would repeat it, and not say what is accepted.
        let given = Value::deserialize(deserializer)?;
        settings(&given).map_err(D::Error::custom)
    }
}

fn settings(given: &Value) -> Result<Settings, InvalidSetting> {
    let mut settings = Settings::new();
    for (name, value) in given.as_object().ok_or(InvalidSetting::Name)? {
        let feature = |error| value.as_str().and_then(|text| text.parse::<Feature>().ok()).ok_or(error);
        match name.as_str() {
            "faceMatch" => settings.face_match = feature(InvalidSetting::FaceMatch)?,
            "addressExtraction" => settings.address_extraction = feature(InvalidSetting::AddressExtraction)?,
            "screening" => settings.screening = value.as_bool().ok_or(InvalidSetting::Screening)?,
            // As it is written where no day is set.
            "today" if value.is_null() => {}
            "today" => {
                let day = value.as_str().and_then(|text| text.parse().ok());
                settings = settings.with_today(day.ok_or(InvalidSetting::Today)?);
            }
            "callbackDomains" => {
                for domain in value.as_array().ok_or(InvalidSetting::CallbackDomains)? {
                    let domain = domain.as_str().ok_or(InvalidSetting::CallbackDomains)?;
                    settings = settings.with_callback_domain(domain)?;
                }
            }
            _ => return Err(InvalidSetting::Name),
        }
    }
    Ok(settings)
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// With the members of [`Report::to_json`].
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<Value>(&self.to_json()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl Serialize for Request<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = self.to_raw();
        let mut map = serializer.serialize_map(None)?;
        for field in Field::ALL {
            if let Some(text) = raw.get(field) {
                map.serialize_entry(field.name(), text)?;
            }
        }
        for (name, object) in JsonObject::FIELDS.into_iter().zip([&self.additional_checks, &self.user_consent]) {
            if let Some(object) = object {
                map.serialize_entry(name, object)?;
            }
        }
        map.end()
    }
}

/// Borrows the texts where the format is serde_json's and its input is a text or bytes.
impl<'de: 'a, 'a> Deserialize<'de> for Request<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = match json_text(deserializer)? {
            Cow::Borrowed(text) => RawRequest::from_json(text.as_bytes()),
            Cow::Owned(text) => RawRequest::from_json(text.as_bytes()).map(RawRequest::into_owned),
        };
        let raw = raw.map_err(|report| D::Error::custom(InvalidRequest::new(*report)))?;
        // The bits of the objects are behind those of the fields.
        let mut names = Field::ALL.map(Field::name).into_iter().chain(JsonObject::FIELDS).enumerate();
        if let Some((_, name)) = names.find(|(bit, _)| raw.repeated & (1 << bit) != 0) {
            return Err(D::Error::duplicate_field(name));
        }
        Request::typed(raw).map_err(|field| {
            D::Error::custom(format_args!(
                "{} is missing or not as expected: {}",
                field.name(),
                field.spec().check.sentence()
            ))
        })
    }
}

impl Serialize for JsonObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue =
            serde_json::from_str(self.as_str()).map_err(|_| S::Error::custom("an object that is not JSON"))?;
        raw.serialize(serializer)
    }
}

/// Keeps the text as it is where the format is serde_json's; from another format, the object is written again.
impl<'de: 'a, 'a> Deserialize<'de> for JsonObject<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        JsonObject::new(json_text(deserializer)?).map_err(D::Error::custom)
    }
}

/// The name by which serde_json is asked for a value's own text: that of its `RawValue`, whose `Deserialize` takes no other
/// format.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Reads a value as JSON: as it is written where the format is serde_json's, and else as it would be written.
fn json_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_newtype_struct(RAW_VALUE, JsonText)
}

struct JsonText;

/// Takes values that are no objects. The errors for them depend on their type alone.
macro_rules! take {
    ($($visit:ident($($type:ty)?) $text:literal;)+) => {
        $(fn $visit<E>(self $(, _: $type)?) -> Result<Self::Value, E> {
            Ok(Cow::Borrowed($text))
        })+
    };
}

impl<'de> Visitor<'de> for JsonText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    take! {
        visit_unit() "null";
        visit_none() "null";
        visit_bool(bool) "true";
        visit_i64(i64) "0";
        visit_i128(i128) "0";
        visit_u64(u64) "0";
        visit_u128(u128) "0";
        visit_f64(f64) "0";
        visit_str(&str) "\"\"";
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        json_text(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Ok(Cow::Owned(Value::deserialize(deserializer)?.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        #[derive(serde::Deserialize)]
        #[serde(transparent)]
        struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

        let mut members = serde_json::Map::new();
        while let Some(name) = map.next_key()? {
            match name {
                Value::String(name) if name == RAW_VALUE => return Ok(map.next_value::<Text<'de>>()?.0),
                Value::String(name) => members.insert(name, map.next_value()?),
                _ => return Err(A::Error::custom("the names of an object must be strings")),
            };
        }
        Ok(Cow::Owned(Value::Object(members).to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn requests_borrow_their_texts_where_they_can() {
        let body =
            json!({"merchantIdScanReference": "r\n", "frontsideImage": "AAAA", "country": "USA", "idType": "VISA"});
        let text = body.to_string();
        let request: Request<'_> = serde_json::from_str(&text).expect("a request");
        assert!(matches!(request.frontside_image, Cow::Borrowed("AAAA")));
        assert!(matches!(request.merchant_id_scan_reference, Cow::Owned(_)));
        let mut reader = serde_json::Deserializer::from_reader(text.as_bytes());
        assert_eq!(Request::deserialize(&mut reader).expect("a request"), request);
        assert_eq!(Request::deserialize(&body).expect("a request"), request);
        assert_eq!(serde_json::to_string(&request).expect("JSON"), request.to_json());
    }

    #[test]
    fn errors_say_what_is_expected() {
        let error = |body: &str| serde_json::from_str::<Request<'_>>(body).expect_err("no request").to_string();
        let required = "\"merchantIdScanReference\":\"r\",\"frontsideImage\":\"AAAA\",\"idType\":\"VISA\"";
        for (body, expected) in [
            (format!("{{{required},\"country\":\"usa\"}}"), "country is missing or not as expected: ISO 3166-1"),
            (format!("{{{required},\"country\":1}}"), "country is missing or not as expected: ISO 3166-1"),
            (format!("{{{required}}}"), "country is missing or not as expected: ISO 3166-1"),
            ("{\"dob\":\"\",\"dob\":\"\"}".to_owned(), "duplicate field `dob`"),
            ("{\"userConsent\":{},\"userConsent\":{}}".to_owned(), "duplicate field `userConsent`"),
            ("[]".to_owned(), "the request is not valid: body not_an_object"),
            ("1".to_owned(), "the request is not valid: body not_an_object"),
        ] {
            assert!(error(&body).starts_with(expected), "{body}: {}", error(&body));
        }
    }

    #[test]
    fn settings_are_read_as_they_are_written() {
        let settings = Settings::new()
            .with_face_match(Feature::Enabled)
            .with_address_extraction(Feature::Disabled)
            .with_screening(true)
            .with_today(Date::new(2026, 3, 1).expect("a date"))
            .with_callback_domain("example.com")
            .expect("a domain");
        let written = json!({
            "faceMatch": "enabled",
            "addressExtraction": "disabled",
            "screening": true,
            "today": "2026-03-01",
            "callbackDomains": ["example.com"],
        });
        assert_eq!(serde_json::to_value(&settings).expect("JSON"), written);
        assert_eq!(serde_json::from_value::<Settings>(written).expect("settings"), settings);
        for settings in [Settings::new(), settings] {
            let text = serde_json::to_string(&settings).expect("JSON");
            assert_eq!(serde_json::from_str::<Settings>(&text).expect("settings"), settings);
        }
        assert_eq!(serde_json::from_str::<Settings>("{}").expect("settings"), Settings::new());
    }

    #[test]
    fn wrong_settings_fail_and_say_what_is_accepted() {
        for (given, expected) in [
            (json!({"face_match": "enabled"}), InvalidSetting::Name),
            (json!({"facematch": "enabled"}), InvalidSetting::Name),
            (json!({"other": 1}), InvalidSetting::Name),
            (json!("secret"), InvalidSetting::Name),
            (json!([]), InvalidSetting::Name),
            (json!(null), InvalidSetting::Name),
            (json!({"faceMatch": "secret"}), InvalidSetting::FaceMatch),
            (json!({"faceMatch": true}), InvalidSetting::FaceMatch),
            (json!({"faceMatch": null}), InvalidSetting::FaceMatch),
            (json!({"addressExtraction": "on"}), InvalidSetting::AddressExtraction),
            (json!({"screening": "true"}), InvalidSetting::Screening),
            (json!({"screening": 1}), InvalidSetting::Screening),
            (json!({"today": "secret"}), InvalidSetting::Today),
            (json!({"today": "2026-02-29"}), InvalidSetting::Today),
            (json!({"today": 20260301}), InvalidSetting::Today),
            (json!({"callbackDomains": "example.com"}), InvalidSetting::CallbackDomains),
            (json!({"callbackDomains": ["com"]}), InvalidSetting::CallbackDomains),
            (json!({"callbackDomains": ["https://example.com"]}), InvalidSetting::CallbackDomains),
            (json!({"callbackDomains": [""]}), InvalidSetting::CallbackDomains),
            (json!({"callbackDomains": ["example.com", 1]}), InvalidSetting::CallbackDomains),
            (json!({"callbackDomains": ["example.com\u{0}evil.org"]}), InvalidSetting::CallbackDomains),
            (json!({"callbackDomains": null}), InvalidSetting::CallbackDomains),
        ] {
            let error = serde_json::from_value::<Settings>(given.clone()).expect_err("no settings");
            assert_eq!(error.to_string(), expected.message(), "{given}");
        }
    }
}

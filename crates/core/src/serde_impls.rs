//! `Serialize` and `Deserialize`, behind the feature `serde`.

use crate::choices::{CallbackGranularity, Feature, IdType, MimeType, Token};
use crate::codes::Code;
use crate::country::Country;
use crate::date::Date;
use crate::fields::Field;
use crate::json_object::JsonObject;
use crate::raw_request::{FieldValue, RawRequest};
use crate::report::Report;
use crate::request::Request;
use crate::settings::{InvalidSetting, Settings};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

/// Refuses values that are not text. serde's own messages for these types would repeat the value.
macro_rules! refuse {
    ($($visit:ident($type:ty) $what:literal)+) => {
        $(fn $visit<E: de::Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(self.refused($what))
        })+
    };
    () => {
        refuse! {
            visit_bool(bool) "a boolean"
            visit_i64(i64) "a number"
            visit_i128(i128) "a number"
            visit_u64(u64) "a number"
            visit_u128(u128) "a number"
            visit_f64(f64) "a number"
        }
    };
}

/// Reads a text, borrowed where the format lends it; `None` for null. It is the value of what is named.
#[derive(Clone, Copy)]
struct TextOf(&'static str);

impl TextOf {
    fn refused<E: de::Error>(self, what: &str) -> E {
        E::custom(format_args!("{}: a string is expected, not {what}", self.0))
    }
}

impl<'de> DeserializeSeed<'de> for TextOf {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TextOf {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as a string", self.0)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    refuse!();
}

macro_rules! by_word {
    ($($name:ident: $what:literal;)+) => {
        $(impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = TextOf($what).deserialize(deserializer)?;
                let text = text.ok_or_else(|| de::Error::custom(concat!($what, " is expected, not null")))?;
                $name::from_str(&text).map_err(de::Error::custom)
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
        let given = serde_json::Value::deserialize(deserializer)?;
        settings(&given).map_err(de::Error::custom)
    }
}

fn settings(given: &serde_json::Value) -> Result<Settings, InvalidSetting> {
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
        serde_json::from_str::<serde_json::Value>(&self.to_json()).map_err(S::Error::custom)?.serialize(serializer)
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

impl<'de: 'a, 'a> Deserialize<'de> for Request<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A format that is told to expect a map repeats what it finds instead.
        deserializer.deserialize_any(RequestVisitor)
    }
}

struct RequestVisitor;

impl RequestVisitor {
    fn refused<E: de::Error>(self, what: &str) -> E {
        E::custom(format_args!("a request is an object of fields, not {what}"))
    }
}

impl<'de> Visitor<'de> for RequestVisitor {
    type Value = Request<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of a performNetverify request")
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Self::Value, E> {
        Err(self.refused("a string"))
    }

    refuse!();

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut raw = RawRequest::new();
        let mut objects = [None, None];
        while let Some(name) = map.next_key_seed(TextOf("a field's name"))? {
            let name = name.unwrap_or_default();
            if let Some(field) = Field::from_name(&name) {
                if !matches!(raw.value(field), FieldValue::Absent) {
                    return Err(de::Error::duplicate_field(field.name()));
                }
                if let Some(text) = map.next_value_seed(TextOf(field.name()))? {
                    raw.set(field, text);
                }
            } else if let Some((name, object)) =
                JsonObject::FIELDS.into_iter().zip(&mut objects).find(|(known, _)| *known == name)
            {
                if object.is_some() {
                    return Err(de::Error::duplicate_field(name));
                }
                *object = map.next_value_seed(ObjectOf(name))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let mut request = Request::typed(raw)
            .map_err(|field| de::Error::custom(format_args!("{} is missing or not of its type", field.name())))?;
        [request.additional_checks, request.user_consent] = objects;
        Ok(request)
    }
}

/// The name by which serde_json is asked for a value's own text: that of its `RawValue`, whose `Deserialize` takes no other
/// format.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Reads a JSON object as it is written, where the format is serde_json's, and else as it would be written; `None` for null. It
/// is the value of what is named.
#[derive(Clone, Copy)]
struct ObjectOf(&'static str);

impl ObjectOf {
    fn refused<E: de::Error>(self, what: &str) -> E {
        E::custom(format_args!("{}: an object is expected, not {what}", self.0))
    }

    fn parsed<'a, E: de::Error>(self, text: Cow<'a, str>) -> Result<Option<JsonObject<'a>>, E> {
        if text == "null" {
            return Ok(None);
        }
        let object = JsonObject::new(text);
        object.map(Some).map_err(|_| E::custom(format_args!("{}: a JSON object is expected", self.0)))
    }
}

impl<'de> DeserializeSeed<'de> for ObjectOf {
    type Value = Option<JsonObject<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(RAW_VALUE, self)
    }
}

impl<'de> Visitor<'de> for ObjectOf {
    type Value = Option<JsonObject<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as an object", self.0)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        self.parsed(Cow::Owned(value.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some(name) = map.next_key_seed(TextOf("a name"))? {
            let name = name.unwrap_or_default();
            if name == RAW_VALUE {
                let text = map.next_value_seed(TextOf(self.0))?;
                return self.parsed(text.unwrap_or_default());
            }
            members.insert(name.into_owned(), map.next_value()?);
        }
        self.parsed(Cow::Owned(serde_json::Value::Object(members).to_string()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Self::Value, E> {
        Err(self.refused("a string"))
    }

    refuse!();
}

impl Serialize for JsonObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &serde_json::value::RawValue =
            serde_json::from_str(self.as_str()).map_err(|_| S::Error::custom("an object that is not JSON"))?;
        raw.serialize(serializer)
    }
}

/// Keeps the text as it is where the format is serde_json's; from another format, the object is written anew.
impl<'de: 'a, 'a> Deserialize<'de> for JsonObject<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = ObjectOf("a JSON object").deserialize(deserializer)?;
        object.ok_or_else(|| de::Error::custom("a JSON object is expected, not null"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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

//! `Serialize` and `Deserialize`, behind the feature `serde`.

use crate::choices::{CallbackGranularity, IdType, MimeType, Token};
use crate::codes::Code;
use crate::country::Country;
use crate::date::Date;
use crate::draft::{Draft, Value};
use crate::fields::Field;
use crate::names::OBJECTS;
use crate::report::Report;
use crate::request::Request;
use crate::settings::{Feature, InvalidSetting, Settings};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

/// A text, borrowed where the format lends it; `None` for null.
struct Text<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor).map(Text)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or null")
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

    // serde's own messages for other types would repeat the value.
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
        Err(E::custom("a boolean where a string is expected"))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Self::Value, E> {
        Err(E::custom("a number where a string is expected"))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Self::Value, E> {
        Err(E::custom("a number where a string is expected"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
        Err(E::custom("a number where a string is expected"))
    }
}

macro_rules! by_word {
    ($($name:ident: $expected:literal;)+) => {
        $(impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Text::deserialize(deserializer)?.0.ok_or_else(|| de::Error::custom($expected))?;
                $name::from_str(&text).map_err(de::Error::custom)
            }
        })+
    };
}

by_word! {
    IdType: "an idType is expected";
    MimeType: "a MIME type is expected";
    CallbackGranularity: "a callback granularity is expected";
    Token: "a token of enabledFields is expected";
    Country: "a country is expected";
    Date: "a date is expected";
}

impl Serialize for Feature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Feature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?.0.unwrap_or_default();
        text.parse().map_err(de::Error::custom)
    }
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
        let draft = self.to_draft();
        let mut map = serializer.serialize_map(None)?;
        for field in Field::ALL {
            if let Some(text) = draft.get(field) {
                map.serialize_entry(field.name(), text)?;
            }
        }
        for (name, object) in OBJECTS.into_iter().zip(&draft.objects) {
            if let Some(object) = object {
                let value: serde_json::Value =
                    serde_json::from_str(object).map_err(|_| S::Error::custom("an object that is not JSON"))?;
                map.serialize_entry(name, &value)?;
            }
        }
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Request<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RequestVisitor)
    }
}

struct RequestVisitor;

impl<'de> Visitor<'de> for RequestVisitor {
    type Value = Request<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of a performNetverify request")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut draft = Draft::new();
        while let Some(Text(name)) = map.next_key()? {
            let name = name.unwrap_or_default();
            if let Some(field) = Field::from_name(&name) {
                if !matches!(draft.value(field), Value::Absent) {
                    return Err(de::Error::duplicate_field(field.name()));
                }
                if let Text(Some(text)) = map.next_value()? {
                    draft.set(field, text);
                }
            } else if let Some(object) = OBJECTS.iter().position(|known| *known == name) {
                let value: serde_json::Value = map.next_value()?;
                draft.objects[object] = (!value.is_null()).then(|| Cow::Owned(value.to_string()));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Request::typed(draft)
            .map_err(|field| de::Error::custom(format_args!("{} is missing or not of its type", field.name())))
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

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
use crate::settings::Feature;
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

//! The key by which a caller tells the reports.

use crate::text;
use netverify_rules::Field;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The longest value that is copied, as it stands in the line.
const LONGEST: usize = 256;

/// Reads the name of the key. Its errors do not repeat the text.
pub(crate) fn parse_id(name: &str) -> Result<Arc<str>, &'static str> {
    let plain = |name: &str| -> String {
        name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if name.is_empty() || name.len() > 64 || !name.bytes().all(is_name) {
        return Err("it must be a name of at most 64 letters, digits, underscores, hyphens and dots");
    }
    if name == Field::MerchantIdScanReference.name() {
        return Ok(name.into());
    }
    // Nor one that only looks different: its value is a person's all the same.
    if Field::ALL.iter().any(|field| plain(field.name()) == plain(name)) {
        return Err("of the fields of a request only merchantIdScanReference may be copied, by exactly that name");
    }
    Ok(name.into())
}

/// Returns the value of the first key of that name in the line's outermost object, as JSON. `None`: there is none, or it is
/// neither a string nor a number, or too long.
pub(super) fn find(line: &[u8], name: &str) -> Option<String> {
    struct Search<'n> {
        name: &'n str,
        found: Option<String>,
    }

    impl<'de> Visitor<'de> for &mut Search<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<Cow<'_, str>>()? {
                if key == self.name {
                    self.found = copied(map.next_value::<&RawValue>()?.get());
                    return Err(A::Error::custom("found"));
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    impl<'de> DeserializeSeed<'de> for &mut Search<'_> {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_map(self)
        }
    }

    let mut search = Search { name, found: None };
    // Reading ends with an error where it is found. What is wrong with the line is the report's to say.
    let _ = search.deserialize(&mut serde_json::Deserializer::from_slice(line));
    search.found
}

fn copied(json: &str) -> Option<String> {
    match json.bytes().next()? {
        _ if json.len() > LONGEST => None,
        b'"' => {
            let value: String = serde_json::from_str(json).ok()?;
            let mut copy = String::new();
            text::push_json(&mut copy, &value);
            Some(copy)
        }
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_are_copied() {
        let find = |line: &str| find(line.as_bytes(), "order");
        assert_eq!(
            find(r#"{"a":[{"order":1}],"order":"x\u001b\n\u202e\"y"}"#).as_deref(),
            Some(r#""x\u001b\n\u202e\"y""#)
        );
        assert_eq!(find(r#"{"order": 12345678901234567890.50 }"#).as_deref(), Some("12345678901234567890.50"));
        assert_eq!(find(r#"{"order":-1,"order":2,"broken"#).as_deref(), Some("-1"));
        assert_eq!(find(r#"{"ord\u0065r":"x"}"#).as_deref(), Some("\"x\""));
        for line in [
            "",
            "[]",
            "{}",
            "{\"orders\":1}",
            "{\"order\":null}",
            "{\"order\":{}}",
            "{\"order\":[1]}",
            "{\"order\":tru",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
        let value = |length| format!("{{\"order\":\"{}\"}}", "x".repeat(length));
        assert!(find(&value(LONGEST - 2)).is_some() && find(&value(LONGEST - 1)).is_none());
    }

    #[test]
    fn no_field_of_the_request_but_one() {
        for name in ["order", "order_id", "my.key-2", "merchantIdScanReference"] {
            assert_eq!(parse_id(name).as_deref(), Ok(name));
        }
        for name in
            ["", "a b", "é", "firstName", "first_name", "FIRSTNAME", "merchantidscanreference", "frontsideImage"]
        {
            assert!(parse_id(name).is_err(), "{name}");
        }
        assert!(parse_id(&"x".repeat(65)).is_err());
    }
}

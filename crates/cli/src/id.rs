//! The key of the caller's own in each request of `--ndjson`, by whose value the reports are known.

use netverify_rules::Field;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// The longest value that is copied, as it is written in the line.
const MAX_ID_BYTES: usize = 256;

/// Reads the name of the key. Its errors do not repeat the text.
pub(crate) fn parse_name(name: &str) -> Result<Arc<str>, &'static str> {
    let plain = |name: &str| name.replace(['_', '-', '.'], "").to_ascii_lowercase();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if name.is_empty() || name.len() > 64 || !name.bytes().all(is_name) {
        return Err("it must be a name of at most 64 letters, digits, underscores, hyphens and dots");
    }
    // A name that only looks different is refused, too: its value is a person's all the same.
    let is_field = Field::ALL.iter().any(|field| plain(field.name()) == plain(name));
    if is_field && name != Field::MerchantIdScanReference.name() {
        return Err("of the fields of a request only merchantIdScanReference may be copied, by exactly that name");
    }
    Ok(name.into())
}

/// Returns the value of the key in the line's object as it is written there. `None`: there is no such key, its value is neither
/// a string nor a number, or it is too long.
pub(crate) fn find(line: &[u8], name: &str) -> Option<Box<RawValue>> {
    let members: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_slice(line).ok()?;
    let value = *members.get(name)?;
    let is_scalar = value.get().starts_with(|first: char| matches!(first, '"' | '-' | '0'..='9'));
    (is_scalar && value.get().len() <= MAX_ID_BYTES).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_numbers_are_copied() {
        let long = |length| format!("{{\"order\":\"{}\"}}", "x".repeat(length));
        for (line, expected) in [
            (r#"{"a":[{"order":1}],"order":"x\u001b\n\u202e\"y"}"#, Some(r#""x\u001b\n\u202e\"y""#)),
            (r#"{"order": 12345678901234567890.50 }"#, Some("12345678901234567890.50")),
            (r#"{"order":-1}"#, Some("-1")),
            (r#"{"ord\u0065r":"x"}"#, Some("\"x\"")),
            ("", None),
            ("[]", None),
            ("{}", None),
            ("{\"orders\":1}", None),
            ("{\"order\":null}", None),
            ("{\"order\":{}}", None),
            ("{\"order\":[1]}", None),
            ("{\"order\":tru", None),
            (&long(MAX_ID_BYTES - 1), None),
        ] {
            assert_eq!(find(line.as_bytes(), "order").as_deref().map(RawValue::get), expected, "{line}");
        }
        assert!(find(long(MAX_ID_BYTES - 2).as_bytes(), "order").is_some());
    }

    #[test]
    fn no_field_of_the_request_but_one() {
        for name in ["order", "order_id", "my.key-2", "merchantIdScanReference"] {
            assert_eq!(parse_name(name).as_deref(), Ok(name));
        }
        let long = "x".repeat(65);
        for name in
            ["", "a b", "é", "firstName", "first_name", "FIRSTNAME", "merchantidscanreference", "frontsideImage", &long]
        {
            assert!(parse_name(name).is_err(), "{name}");
        }
    }
}

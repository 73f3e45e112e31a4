//! The objects of a request that are passed on as they are.

use crate::body::is_object;
use alloc::borrow::Cow;
use core::fmt;

/// The text of one JSON object, such as the value of `additionalChecks`. It is passed on as it is.
///
/// ```
/// use netverify_rules::JsonObject;
///
/// let consent = JsonObject::new(r#"{"userLocation": {"country": "USA"}}"#)?;
/// assert_eq!(consent.as_str(), r#"{"userLocation": {"country": "USA"}}"#);
/// assert!(JsonObject::new(r#"{},"country":"AFG""#).is_err());
/// # Ok::<(), netverify_rules::ParseObjectError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct JsonObject<'a>(Cow<'a, str>);

/// A text is not one JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a JSON object is expected")]
pub struct ParseObjectError;

impl<'a> JsonObject<'a> {
    /// The names of the objects that later revisions of the API take beside the fields.
    pub const FIELDS: [&'static str; 2] = ["additionalChecks", "userConsent"];

    /// Reads a text that is one JSON object.
    ///
    /// # Errors
    /// [`ParseObjectError`] when it is anything else, or nested so deeply that a body with it would be malformed.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, ParseObjectError> {
        let text = text.into();
        if is_object(&text, 1) { Ok(JsonObject(text)) } else { Err(ParseObjectError) }
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Shows the length alone: the text may hold personal data.
impl fmt::Debug for JsonObject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonObject({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_object_is_one() {
        for text in ["{}", " {\"a\": [1.10, {}]}\n", "{\"a\":\"}\"}"] {
            assert_eq!(JsonObject::new(text).map(|object| object.as_str().to_owned()), Ok(text.to_owned()));
        }
        for text in [
            "",
            " ",
            "{\"a\":1",
            "{},\"country\":\"AFG\"",
            "{}{}",
            "\"text\"",
            "[]",
            "null",
            "1",
            "{'a':1}",
            "{\"a\":1,}",
        ] {
            assert_eq!(JsonObject::new(text), Err(ParseObjectError), "{text}");
        }
    }

    #[test]
    fn it_is_no_deeper_than_a_body_may_be() {
        let nested = |levels: usize| format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        assert!(JsonObject::new(nested(63)).is_ok());
        assert!(JsonObject::new(nested(64)).is_err());
    }

    #[test]
    fn its_length_is_shown() {
        assert_eq!(
            JsonObject::new("{\"a\":1}").map(|object| format!("{object:?}")),
            Ok("JsonObject(7 bytes)".to_owned())
        );
    }
}

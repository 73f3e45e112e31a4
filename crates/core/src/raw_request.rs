//! A request as it is: every field as text, valid or not.

use crate::body::json_type::JsonType;
use crate::body::string::{Chunk, JsonStr};
use crate::char_classes::CharClasses;
use crate::fields::{Check, Field};
#[cfg(feature = "decode")]
use crate::image::Base64Cleaner;
use crate::image::{Base64Image, Base64Reader};
use crate::json::put_escaped;
use crate::json_object::JsonObject;
use crate::unknown::{Name, UnknownNames};
use alloc::borrow::Cow;
use alloc::string::String;
#[cfg(feature = "decode")]
use alloc::vec::Vec;
use core::fmt;

/// Returns the bit of one of the objects of later revisions in [`RawRequest::repeated`].
pub(crate) const fn object_bit(object: usize) -> u32 {
    1 << (Field::ALL.len() + object)
}

/// The value of a field, as far as it is known.
#[derive(Debug, Clone, Default)]
pub(crate) enum FieldValue<'a> {
    /// Not there, or null.
    #[default]
    Absent,
    /// An image's text has no classes: no rule asks for them.
    Text { text: Cow<'a, str>, classes: CharClasses },
    /// A JSON string that can be too long to be copied where it has escapes: an image's.
    Json(JsonStr<'a>),
    /// An image that was read elsewhere, piece by piece: it is in [`RawRequest::images`].
    Image,
    /// No string.
    Wrong(JsonType),
}

impl<'a> FieldValue<'a> {
    /// Returns the text of that field as a value.
    pub(crate) fn text(field: Field, text: Cow<'a, str>) -> FieldValue<'a> {
        let classes = match field.spec().check {
            Check::Image => CharClasses::default(),
            _ => CharClasses::of(&text),
        };
        FieldValue::Text { text, classes }
    }

    #[cold]
    fn is_white_space(&self) -> bool {
        match (self, self.plain()) {
            (_, Some(text)) => text.chars().all(char::is_whitespace),
            (FieldValue::Json(string), None) => {
                string.chunks().all(|chunk| chunk.encode(&mut [0; 4]).chars().all(char::is_whitespace))
            }
            _ => false,
        }
    }

    /// Returns the text, where it has no escapes.
    fn plain(&self) -> Option<&str> {
        match self {
            FieldValue::Text { text, .. } => Some(text),
            FieldValue::Json(string) => string.plain(),
            FieldValue::Absent | FieldValue::Image | FieldValue::Wrong(_) => None,
        }
    }

    /// Returns the pieces of the text.
    fn pieces(&self) -> Option<impl Iterator<Item = Chunk<'_>>> {
        let (text, chunks) = match (self, self.plain()) {
            (_, Some(text)) => (Some(Chunk::Text(text)), None),
            (FieldValue::Json(string), None) => (None, Some(string.chunks())),
            _ => return None,
        };
        Some(text.into_iter().chain(chunks.into_iter().flatten()))
    }
}

/// Checks whether the first byte shows that a text is not blank, as that of nearly every one does.
fn begins_with_content(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_graphic)
}

/// The content of a field, as a check sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldState<'d> {
    Absent,
    /// A text of nothing but white space.
    Blank,
    /// A text with content; `None` for an image, which is read as a stream.
    Content(Option<&'d str>),
    Wrong(JsonType),
}

/// A request as it is: every field as text, valid or not.
///
/// A form, an importer or a test fills a raw request; [`validate_raw_request`](crate::validate_raw_request) says what is wrong with it, and
/// [`Request::from_raw`](crate::Request::from_raw) makes a typed request of it.
///
/// ```
/// use netverify_rules::{RawRequest, Field, Settings, validate_raw_request};
///
/// let raw = RawRequest::new().with(Field::Country, "usa").with(Field::IdType, "PASSPORT");
/// let report = validate_raw_request(&raw, &Settings::default());
/// assert_eq!(report.of(Field::Country).next().unwrap().suggestion(), Some("USA"));
/// assert!(report.of(Field::IdType).next().is_none());
/// ```
///
/// Its `Debug` shows the fields and the lengths of their values, and no value.
#[derive(Clone, Default)]
pub struct RawRequest<'a> {
    pub(crate) values: [FieldValue<'a>; Field::ALL.len()],
    /// Whether additionalChecks asks for a watch-list search.
    pub(crate) watchlist_search: bool,
    /// additionalChecks and userConsent as JSON, to be passed on.
    pub(crate) objects: [Option<Cow<'a, str>>; 2],
    /// Names that the API does not know, in the order they came.
    pub(crate) unknown: UnknownNames,
    /// Whether the body seems to wrap a request, and in what: a word of `wrapped_request`.
    pub(crate) wrapper: Option<&'static str>,
    /// The fields, by a bit at [`Field::index`], and behind them the objects, whose names occur twice.
    pub(crate) repeated: u32,
    /// What was read of the images that were given without their text.
    images: [Option<Base64Image>; 3],
}

impl<'a> RawRequest<'a> {
    /// Returns a raw request without any field.
    #[must_use]
    pub fn new() -> Self {
        RawRequest::default()
    }

    /// Sets a field's text; an image's is its base64.
    pub fn set(&mut self, field: Field, value: impl Into<Cow<'a, str>>) {
        *self.value_mut(field) = FieldValue::text(field, value.into());
    }

    /// Returns the request with a field's text.
    #[must_use]
    pub fn with(mut self, field: Field, value: impl Into<Cow<'a, str>>) -> Self {
        self.set(field, value);
        self
    }

    /// Takes a field out.
    pub fn remove(&mut self, field: Field) {
        *self.value_mut(field) = FieldValue::Absent;
    }

    /// Returns a field's text. `None` where it is absent, where it is no string, and for an image that was not given as text.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.value(field).plain()
    }

    /// Gives an image that was read piece by piece by a [`Base64Reader`], instead of its text.
    pub fn set_image(&mut self, field: Field, image: Base64Image) {
        *self.value_mut(field) = FieldValue::Image;
        if let Some(slot) = field.image_index().and_then(|index| self.images.get_mut(index)) {
            *slot = Some(image);
        }
    }

    /// Gives a field a value that is no string, as a body may do.
    pub fn set_wrong_type(&mut self, field: Field, actual: JsonType) {
        *self.value_mut(field) = if actual == JsonType::Null { FieldValue::Absent } else { FieldValue::Wrong(actual) };
    }

    /// Says whether `additionalChecks` asks for a watch-list search, which makes `customerId` mandatory.
    pub fn set_watchlist_search(&mut self, asked: bool) {
        self.watchlist_search = asked;
    }

    /// Returns the same request without a copy of its texts.
    pub(crate) fn borrowed(&self) -> RawRequest<'_> {
        RawRequest {
            values: core::array::from_fn(|i| match &self.values[i] {
                FieldValue::Text { text, classes } => FieldValue::Text { text: Cow::Borrowed(text), classes: *classes },
                other => other.clone(),
            }),
            watchlist_search: self.watchlist_search,
            images: self.images,
            ..RawRequest::new()
        }
    }

    /// Returns the same request with copies of the texts that it borrows.
    #[cfg(feature = "serde")]
    pub(crate) fn into_owned(self) -> RawRequest<'static> {
        RawRequest {
            values: self.values.map(|value| match value {
                FieldValue::Text { text, classes } => FieldValue::Text { text: Cow::Owned(text.into_owned()), classes },
                FieldValue::Json(string) => {
                    FieldValue::Text { text: Cow::Owned(string.text().into_owned()), classes: CharClasses::default() }
                }
                FieldValue::Wrong(actual) => FieldValue::Wrong(actual),
                FieldValue::Absent => FieldValue::Absent,
                FieldValue::Image => FieldValue::Image,
            }),
            objects: self.objects.map(|object| object.map(|object| Cow::Owned(object.into_owned()))),
            watchlist_search: self.watchlist_search,
            unknown: self.unknown,
            wrapper: self.wrapper,
            repeated: self.repeated,
            images: self.images,
        }
    }

    /// Adds a name that the API does not know. The first 32 different ones are kept, and the others are counted.
    pub fn add_unknown(&mut self, name: impl Into<Cow<'a, str>>) {
        let mut unknown = Name::new();
        unknown.push(name.into().as_bytes());
        self.unknown.add(&unknown);
    }

    pub(crate) fn value(&self, field: Field) -> &FieldValue<'a> {
        &self.values[field.index()]
    }

    pub(crate) fn value_mut(&mut self, field: Field) -> &mut FieldValue<'a> {
        &mut self.values[field.index()]
    }

    /// Returns what base64 and headers say of a field's value, where it is a text or was read already.
    pub(crate) fn read_image(&self, field: Field) -> Option<Base64Image> {
        match self.value(field) {
            FieldValue::Image | FieldValue::Json(_) => self.images.get(field.image_index()?).copied().flatten(),
            FieldValue::Text { text, .. } => {
                let mut reader = Base64Reader::new();
                reader.push(text.as_bytes());
                Some(reader.conclude())
            }
            FieldValue::Absent | FieldValue::Wrong(_) => None,
        }
    }

    /// Returns the base64 text of an image without prefix, white space and padding, for a decoder.
    #[cfg(feature = "decode")]
    pub(crate) fn clean_base64(&self, field: Field) -> Option<Vec<u8>> {
        let read = self.read_image(field).filter(|read| read.image.is_some())?;
        let mut cleaner = Base64Cleaner::new(&read);
        let mut clean = Vec::new();
        for piece in self.value(field).pieces()? {
            clean.extend(piece.encode(&mut [0; 4]).bytes().filter_map(|byte| cleaner.clean(byte)));
        }
        Some(clean)
    }

    pub(crate) fn state(&self, field: Field) -> FieldState<'_> {
        let value = self.value(field);
        if let Some(content) = value.plain().filter(|text| begins_with_content(text)) {
            return FieldState::Content(Some(content));
        }
        match value {
            FieldValue::Absent => FieldState::Absent,
            FieldValue::Wrong(actual) => FieldState::Wrong(*actual),
            FieldValue::Text { .. } | FieldValue::Json(_) if value.is_white_space() => FieldState::Blank,
            FieldValue::Text { .. } | FieldValue::Json(_) | FieldValue::Image => FieldState::Content(value.plain()),
        }
    }

    /// Returns the text of a field that has content.
    pub(crate) fn content(&self, field: Field) -> Option<&str> {
        match self.state(field) {
            FieldState::Content(text) => text,
            _ => None,
        }
    }

    /// Returns the body that the service takes: one JSON object with the fields that are set, in the guide's order.
    ///
    /// Fields that are no strings, and images that were given without their text, are left out.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("{");
        let mut separator = "";
        for field in Field::ALL {
            let Some(pieces) = self.value(field).pieces() else { continue };
            json.push_str(separator);
            json.push('"');
            json.push_str(field.name());
            json.push_str("\":\"");
            for piece in pieces {
                put_escaped(piece.encode(&mut [0; 4]), &mut json);
            }
            json.push('"');
            separator = ",";
        }
        for (name, object) in JsonObject::FIELDS.iter().zip(&self.objects) {
            let Some(object) = object else { continue };
            json.extend([separator, "\"", name, "\":", object]);
            separator = ",";
        }
        json.push('}');
        json
    }
}

impl RawRequest<'_> {
    /// Writes the fields that are set, and how long they are.
    pub(crate) fn describe(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct(name);
        for field in Field::ALL {
            match self.value(field) {
                FieldValue::Absent => continue,
                FieldValue::Text { text, .. } if field.image_index().is_none() => {
                    fields.field(field.name(), &format_args!("{} characters", text.chars().count()))
                }
                FieldValue::Text { text, .. } => fields.field(field.name(), &format_args!("{} bytes", text.len())),
                FieldValue::Json(string) => fields.field(field.name(), &format_args!("{} bytes", string.raw_len())),
                FieldValue::Image => fields.field(field.name(), &format_args!("an image")),
                FieldValue::Wrong(actual) => fields.field(field.name(), &format_args!("{}", actual.as_str())),
            };
        }
        for (name, object) in JsonObject::FIELDS.iter().zip(&self.objects) {
            if let Some(object) = object {
                fields.field(name, &format_args!("{} bytes", object.len()));
            }
        }
        fields.finish()
    }
}

impl fmt::Debug for RawRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe("RawRequest", f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut raw = RawRequest::new().with(Field::FirstName, "a\"b\\c\u{1}é\u{2028}").with(Field::Country, "USA");
        raw.set_wrong_type(Field::Dob, JsonType::Number);
        let json: serde_json::Value = serde_json::from_str(&raw.to_json()).expect("JSON");
        assert_eq!(json["firstName"], "a\"b\\c\u{1}é\u{2028}");
        assert_eq!(json.as_object().map(serde_json::Map::len), Some(2));
        assert!(raw.to_json().starts_with("{\"country\""), "the guide's order");
    }

    #[test]
    fn null_is_absence() {
        let mut raw = RawRequest::new().with(Field::Dob, "1990-01-01");
        raw.set_wrong_type(Field::Dob, JsonType::Null);
        assert!(matches!(raw.state(Field::Dob), FieldState::Absent));
    }
}

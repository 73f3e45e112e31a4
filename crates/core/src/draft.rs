//! A request as it is: every field as text, legal or not.

use crate::body::{Chunk, JsonStr, JsonType};
use crate::checks::Check;
use crate::composition::Composition;
use crate::fields::Field;
#[cfg(feature = "decode")]
use crate::image::Base64Cleaner;
use crate::image::{Base64Image, Base64Reader};
use crate::json::put_escaped;
use crate::unknown::{Name, UnknownNames};
use alloc::borrow::Cow;
use alloc::string::String;
#[cfg(feature = "decode")]
use alloc::vec::Vec;
use core::fmt;

/// The value of a field, as far as it is known.
#[derive(Debug, Clone, Default)]
pub(crate) enum Value<'a> {
    /// Not there, or null.
    #[default]
    Absent,
    /// What it is made of is known for those kinds of fields whose rules ask.
    Text { text: Cow<'a, str>, made_of: Composition },
    /// A JSON string that can be too long to be copied where it has escapes: an image's.
    Json(JsonStr<'a>),
    /// An image that was read elsewhere, piece by piece: it stands in [`Draft::images`].
    Image,
    /// No string.
    Wrong(JsonType),
}

impl<'a> Value<'a> {
    /// The text of that field.
    pub(crate) fn text(field: Field, text: Cow<'a, str>) -> Value<'a> {
        let made_of = match field.spec().check {
            Check::Image | Check::Country | Check::OneOf(_) | Check::Tokens => Composition::default(),
            Check::Text | Check::Reference | Check::CallbackUrl | Check::UsState | Check::Date => {
                Composition::of(&text)
            }
        };
        Value::Text { text, made_of }
    }

    #[cold]
    fn is_white_space(&self) -> bool {
        match (self, self.plain()) {
            (_, Some(text)) => text.chars().all(char::is_whitespace),
            (Value::Json(string), None) => {
                string.chunks().all(|chunk| chunk.encode(&mut [0; 4]).chars().all(char::is_whitespace))
            }
            _ => false,
        }
    }

    /// The text, where it is there as it is.
    fn plain(&self) -> Option<&str> {
        match self {
            Value::Text { text, .. } => Some(text),
            Value::Json(string) => string.plain(),
            Value::Absent | Value::Image | Value::Wrong(_) => None,
        }
    }

    /// The pieces of the text.
    fn pieces(&self) -> Option<impl Iterator<Item = Chunk<'_>>> {
        let (text, chunks) = match (self, self.plain()) {
            (_, Some(text)) => (Some(Chunk::Text(text)), None),
            (Value::Json(string), None) => (None, Some(string.chunks())),
            _ => return None,
        };
        Some(text.into_iter().chain(chunks.into_iter().flatten()))
    }
}

/// Whether the first byte shows that a text is not blank, as that of nearly every one does.
fn begins_with_content(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_graphic)
}

/// What stands in a field, as a check sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Presence<'d> {
    Absent,
    /// A text of nothing but white space.
    Blank,
    /// A text with content; `None` for an image, which is read as a stream.
    Content(Option<&'d str>),
    Wrong(JsonType),
}

/// A request as it is: every field as text, legal or not.
///
/// A form, an importer or a test fills a draft; [`validate_draft`](crate::validate_draft) says what is wrong with it, and
/// [`Request::from_draft`](crate::Request::from_draft) makes a typed request of it.
///
/// ```
/// use netverify_rules::{Draft, Field, Settings, validate_draft};
///
/// let draft = Draft::new().with(Field::Country, "usa").with(Field::IdType, "PASSPORT");
/// let report = validate_draft(&draft, &Settings::default());
/// assert_eq!(report.of(Field::Country).next().unwrap().suggestion(), Some("USA"));
/// assert!(report.of(Field::IdType).next().is_none());
/// ```
///
/// Its `Debug` tells the fields and the lengths of their values, and no value.
#[derive(Clone, Default)]
pub struct Draft<'a> {
    pub(crate) values: [Value<'a>; Field::ALL.len()],
    /// Whether additionalChecks asks for a watch-list search.
    pub(crate) watchlist_search: bool,
    /// additionalChecks and userConsent as JSON, to be passed on.
    pub(crate) objects: [Option<Cow<'a, str>>; 2],
    /// Names that the API does not know, in the order they came.
    pub(crate) unknown: UnknownNames,
    /// Whether the body seems to wrap a request, and in what: a word of `wrapped_request`.
    pub(crate) wrapper: Option<&'static str>,
    /// The fields, by a bit at [`Field::index`], and behind them the objects, whose names stood twice.
    pub(crate) repeated: u32,
    /// What was read of the images that were given without their text.
    images: [Option<Base64Image>; 3],
}

impl<'a> Draft<'a> {
    /// A draft without any field.
    #[must_use]
    pub fn new() -> Self {
        Draft::default()
    }

    /// Sets a field's text; an image's is its base64.
    pub fn set(&mut self, field: Field, value: impl Into<Cow<'a, str>>) {
        *self.value_mut(field) = Value::text(field, value.into());
    }

    /// The draft with a field's text.
    #[must_use]
    pub fn with(mut self, field: Field, value: impl Into<Cow<'a, str>>) -> Self {
        self.set(field, value);
        self
    }

    /// Takes a field out.
    pub fn remove(&mut self, field: Field) {
        *self.value_mut(field) = Value::Absent;
    }

    /// A field's text. `None` where it is absent, where it is no string, and for an image that was not given as text.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.value(field).plain()
    }

    /// Gives an image that was read piece by piece by a [`Base64Reader`], instead of its text.
    pub fn set_image(&mut self, field: Field, image: Base64Image) {
        *self.value_mut(field) = Value::Image;
        if let Some(slot) = field.image_index().and_then(|index| self.images.get_mut(index)) {
            *slot = Some(image);
        }
    }

    /// Gives a field a value that is no string, as a body may do.
    pub fn set_wrong_type(&mut self, field: Field, actual: JsonType) {
        *self.value_mut(field) = if actual == JsonType::Null { Value::Absent } else { Value::Wrong(actual) };
    }

    /// Says whether `additionalChecks` asks for a watch-list search, which makes `customerId` mandatory.
    pub fn set_watchlist_search(&mut self, asked: bool) {
        self.watchlist_search = asked;
    }

    /// The same draft without a copy of its texts.
    pub(crate) fn borrowed(&self) -> Draft<'_> {
        Draft {
            values: core::array::from_fn(|i| match &self.values[i] {
                Value::Text { text, made_of } => Value::Text { text: Cow::Borrowed(text), made_of: *made_of },
                other => other.clone(),
            }),
            watchlist_search: self.watchlist_search,
            images: self.images,
            ..Draft::new()
        }
    }

    /// Adds a name that the API does not know. The first 32 different ones are kept, and the others are counted.
    pub fn add_unknown(&mut self, name: impl Into<Cow<'a, str>>) {
        let mut unknown = Name::new();
        unknown.push(name.into().as_bytes());
        self.unknown.add(&unknown);
    }

    pub(crate) fn value(&self, field: Field) -> &Value<'a> {
        &self.values[field.index()]
    }

    pub(crate) fn value_mut(&mut self, field: Field) -> &mut Value<'a> {
        &mut self.values[field.index()]
    }

    /// What base64 and headers say of a field's value, where it is a text or was read already.
    pub(crate) fn read_image(&self, field: Field) -> Option<Base64Image> {
        match self.value(field) {
            Value::Image | Value::Json(_) => self.images.get(field.image_index()?).copied().flatten(),
            Value::Text { text, .. } => {
                let mut reader = Base64Reader::new();
                reader.push(text.as_bytes());
                Some(reader.conclude())
            }
            Value::Absent | Value::Wrong(_) => None,
        }
    }

    /// The base64 text of an image without head, white space and padding, for a decoder.
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

    pub(crate) fn presence(&self, field: Field) -> Presence<'_> {
        let value = self.value(field);
        if let Some(content) = value.plain().filter(|text| begins_with_content(text)) {
            return Presence::Content(Some(content));
        }
        match value {
            Value::Absent => Presence::Absent,
            Value::Wrong(actual) => Presence::Wrong(*actual),
            Value::Text { .. } | Value::Json(_) if value.is_white_space() => Presence::Blank,
            Value::Text { .. } | Value::Json(_) | Value::Image => Presence::Content(value.plain()),
        }
    }

    /// The text of a field that has content.
    pub(crate) fn content(&self, field: Field) -> Option<&str> {
        match self.presence(field) {
            Presence::Content(text) => text,
            _ => None,
        }
    }

    /// The body that the service takes: one JSON object with the fields that are set, in the guide's order.
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
                put_escaped(piece.encode(&mut [0; 4]), &mut |piece| json.push_str(piece));
            }
            json.push('"');
            separator = ",";
        }
        for (name, object) in crate::names::OBJECTS.iter().zip(&self.objects) {
            let Some(object) = object else { continue };
            json.extend([separator, "\"", name, "\":", object]);
            separator = ",";
        }
        json.push('}');
        json
    }
}

impl Draft<'_> {
    /// Writes the fields that are set, and how long they are.
    pub(crate) fn describe(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct(name);
        for field in Field::ALL {
            match self.value(field) {
                Value::Absent => continue,
                Value::Text { text, .. } if field.image_index().is_none() => {
                    fields.field(field.name(), &format_args!("{} characters", text.chars().count()))
                }
                Value::Text { text, .. } => fields.field(field.name(), &format_args!("{} bytes", text.len())),
                Value::Json(string) => fields.field(field.name(), &format_args!("{} bytes", string.raw_len())),
                Value::Image => fields.field(field.name(), &format_args!("an image")),
                Value::Wrong(actual) => fields.field(field.name(), &format_args!("{}", actual.as_str())),
            };
        }
        for (name, object) in crate::names::OBJECTS.iter().zip(&self.objects) {
            if let Some(object) = object {
                fields.field(name, &format_args!("{} bytes", object.len()));
            }
        }
        fields.finish()
    }
}

impl fmt::Debug for Draft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe("Draft", f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut draft = Draft::new().with(Field::FirstName, "a\"b\\c\u{1}é\u{2028}").with(Field::Country, "USA");
        draft.set_wrong_type(Field::Dob, JsonType::Number);
        let json: serde_json::Value = serde_json::from_str(&draft.to_json()).expect("JSON");
        assert_eq!(json["firstName"], "a\"b\\c\u{1}é\u{2028}");
        assert_eq!(json.as_object().map(serde_json::Map::len), Some(2));
        assert!(draft.to_json().starts_with("{\"country\""), "the guide's order");
    }

    #[test]
    fn null_is_absence() {
        let mut draft = Draft::new().with(Field::Dob, "1990-01-01");
        draft.set_wrong_type(Field::Dob, JsonType::Null);
        assert!(matches!(draft.presence(Field::Dob), Presence::Absent));
    }
}

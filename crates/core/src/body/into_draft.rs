//! The members of a body, taken into a draft.

use super::{JsonStr, JsonType, Malformed, Reader, Top, Value, Visitor, read_text, read_text_at};
use crate::arena::Arena;
use crate::codes::{Code, Param};
use crate::draft::{Draft, Presence, Value as FieldValue};
use crate::fields::Field;
use crate::image::Base64Image;
use crate::names::OBJECTS;
use crate::report::{ParamValue, Report, Subject};
use crate::unknown::UnknownName;
use alloc::borrow::Cow;
use alloc::boxed::Box;

/// Bytes enough for every name that is known.
const LONGEST_NAME: usize = 32;

/// The fields that every request has.
pub(crate) const REQUIRED: [Field; 4] =
    [Field::MerchantIdScanReference, Field::FrontsideImage, Field::Country, Field::IdType];

/// The bit of one of the objects of later revisions in [`Draft::repeated`].
pub(crate) const fn object_bit(object: usize) -> u32 {
    1 << (Field::ALL.len() + object)
}

/// An image whose text was taken out of a body and read apart, by a [`Base64Reader`](crate::Base64Reader).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageApart {
    /// The byte of the body where the empty string begins that stands in its place.
    pub at: usize,
    /// What was read.
    pub image: Base64Image,
    /// Images of the same bytes have the same number here.
    pub group: usize,
}

impl<'a> Draft<'a> {
    /// The fields of a body.
    ///
    /// # Errors
    /// The report that says why, where it is no JSON object.
    pub fn from_json(body: &'a [u8]) -> Result<Self, Box<Report>> {
        let mut draft = Draft::new();
        draft.read(body, Arena::none())?;
        Ok(draft)
    }

    /// As [`from_json`](Self::from_json), into an empty draft, which is large to be moved about.
    pub(crate) fn read(&mut self, body: &'a [u8], arena: Arena<'a>) -> Result<(), Box<Report>> {
        let mut report = Report::default();
        let mut visitor = BodyVisitor::new(self, arena, &[]);
        match super::read(body, &mut visitor) {
            Ok(Top::Object) => {
                let wrapper = visitor.wrapper();
                self.wrapper = wrapper;
                return Ok(());
            }
            Ok(top) => not_an_object(top, &mut report),
            Err(malformed) => malformed.report(body, &mut report),
        }
        Err(Box::new(report))
    }

    /// The fields of a body that its long images were taken out of.
    ///
    /// `None` where only the whole body tells what is to be said: it is no JSON object, one of the empty strings is not an
    /// image's value, or another image is still in it.
    ///
    /// ```
    /// use netverify_rules::{Base64Reader, Draft, Field, ImageApart, Settings, validate_draft};
    ///
    /// let mut reader = Base64Reader::new();
    /// reader.push(b"R0lGODlhAQABAAAAADs=");
    /// let apart = [ImageApart { at: 18, image: reader.finish(), group: 0 }];
    /// let body = br#"{"frontsideImage":"","country":"USA"}"#;
    /// let draft = Draft::from_json_and_images(body, &apart).unwrap();
    /// let report = validate_draft(&draft, &Settings::default());
    /// assert_eq!(report.of(Field::FrontsideImage).next().unwrap().code().as_str(), "image_format");
    /// ```
    #[must_use]
    pub fn from_json_and_images(body: &'a [u8], apart: &[ImageApart]) -> Option<Self> {
        let mut draft = Draft::new();
        let mut read = BodyVisitor::new(&mut draft, Arena::none(), apart);
        let Ok(Top::Object) = super::read(body, &mut read) else { return None };
        let wrapper = read.wrapper();
        let BodyVisitor { found, groups, .. } = read;
        draft.wrapper = wrapper;
        let in_text = |field| matches!(draft.presence(field), Presence::Content(_)) && draft.value(field).is_text();
        if found != apart.len() || (found > 0 && Field::IMAGES.into_iter().any(in_text)) {
            return None;
        }
        let group = |field: &Field| match draft.value(*field) {
            FieldValue::Image => field.image_index().and_then(|index| groups[index]),
            _ => None,
        };
        let groups = Field::IMAGES.each_ref().map(group);
        for (i, field) in Field::IMAGES.into_iter().enumerate() {
            let same = (0..i).find(|&earlier| groups[i].is_some() && groups[earlier] == groups[i]);
            if let Some(earlier) = same {
                draft.set_same_image(field, Field::IMAGES[earlier]);
            }
        }
        Some(draft)
    }
}

/// Takes the members of a body into a draft.
struct BodyVisitor<'a, 'i> {
    draft: &'i mut Draft<'a>,
    arena: Arena<'a>,
    /// The names met so far, by their bits in [`Draft::repeated`].
    seen: u32,
    apart: &'i [ImageApart],
    /// How many of those apart were met as values of images.
    found: usize,
    /// The [`ImageApart::group`] of each image that is apart.
    groups: [Option<usize>; 3],
    /// Whether an object in the body has names of a request.
    holds_request: bool,
    /// Whether `log` is that of a HAR file; whether `info` and `item` are those of a Postman export.
    log: bool,
    info: bool,
    item: bool,
}

impl<'a, 'i> BodyVisitor<'a, 'i> {
    fn new(draft: &'i mut Draft<'a>, arena: Arena<'a>, apart: &'i [ImageApart]) -> Self {
        let (holds_request, log, info, item) = (false, false, false, false);
        BodyVisitor { draft, arena, seen: 0, apart, found: 0, groups: [None; 3], holds_request, log, info, item }
    }

    /// The image apart that stands for the value at that byte.
    fn image_at(&mut self, field: Field, at: usize) -> Option<Base64Image> {
        let group = self.groups.get_mut(field.image_index()?)?;
        let apart = self.apart.iter().find(|apart| apart.at == at);
        *group = apart.map(|apart| apart.group);
        self.found += usize::from(apart.is_some());
        apart.map(|apart| apart.image)
    }

    fn see(&mut self, bit: u32) {
        self.draft.repeated |= self.seen & bit;
        self.seen |= bit;
    }

    /// Reads a value that is not looked into, but for the names of a request.
    fn skip(&mut self, reader: &mut Reader<'a>) -> Result<Value<'a>, Malformed> {
        let value = reader.skip()?;
        self.holds_request |= reader.inside().has_request();
        Ok(value)
    }

    fn field(&mut self, field: Field, reader: &mut Reader<'a>) -> Result<FieldValue<'a>, Malformed> {
        let at = reader.position();
        if field.image_index().is_none()
            && let Some(text) = reader.simple_string()
        {
            return Ok(FieldValue::text(field, Cow::Borrowed(text)));
        }
        Ok(match self.skip(reader)? {
            Value::String(string) if field.image_index().is_some() => {
                if let Some(text) = string.plain()
                    && let Some(image) = self.image_at(field, at)
                    && text.is_empty()
                {
                    self.draft.set_image(field, image);
                    return Ok(FieldValue::Image);
                }
                FieldValue::Json(string)
            }
            Value::String(string) => FieldValue::text(field, self.arena.text(string)),
            Value::Scalar(JsonType::Null, _) => FieldValue::Absent,
            Value::Scalar(actual, _) => FieldValue::Wrong(actual),
            Value::Array => FieldValue::Wrong(JsonType::Array),
            Value::Object => FieldValue::Wrong(JsonType::Object),
        })
    }

    fn object(&mut self, object: usize, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        self.see(object_bit(object));
        let start = reader.position();
        self.skip(reader)?;
        let text = reader.since(start);
        if object == 0 {
            self.draft.watchlist_search = asks_for_search(text);
        }
        self.draft.objects[object] = Some(Cow::Borrowed(text));
        Ok(())
    }

    fn unknown(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        self.draft.unknown.add(UnknownName::Json(name));
        match self.skip(reader)? {
            Value::Object => {
                self.log |= name.is("log") && reader.inside().has_entries();
                self.info |= name.is("info") && reader.inside().has_schema_or_id();
            }
            Value::Array => self.item |= name.is("item"),
            _ => {}
        }
        Ok(())
    }

    /// What the body is, where it has none of the names that every request has: a word of the parameter `where`.
    fn wrapper(&self) -> Option<&'static str> {
        let required = REQUIRED.into_iter().fold(0, |bits, field| bits | 1 << field.index());
        if self.seen & required != 0 {
            None
        } else if self.log {
            Some("har")
        } else if self.info && self.item {
            Some("postman")
        } else {
            self.holds_request.then_some("object")
        }
    }
}

impl<'a> Visitor<'a> for BodyVisitor<'a, '_> {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        let mut buffer = [0; LONGEST_NAME];
        let known = name.within(&mut buffer).unwrap_or_default();
        if let Some(field) = Field::from_name(known) {
            self.see(1 << field.index());
            // Where a name stands twice, the last value is the one that most services read.
            let value = self.field(field, reader)?;
            *self.draft.value_mut(field) = value;
            return Ok(());
        }
        match OBJECTS.iter().position(|object| *object == known) {
            Some(object) => self.object(object, reader),
            None => self.unknown(name, reader),
        }
    }
}

/// Looks for `watchlistScreening.enableSearch` in additionalChecks. A search is asked for unless that is `"false"`.
struct AdditionalChecks<'r> {
    asked: &'r mut bool,
}

impl<'a> Visitor<'a> for AdditionalChecks<'_> {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        if !name.is("watchlistScreening") {
            return reader.skip().map(|_| ());
        }
        let mut disabled = false;
        let mut search = |name: JsonStr<'a>, reader: &mut Reader<'a>| {
            let value = reader.skip()?;
            if name.is("enableSearch") {
                disabled = match value {
                    Value::String(text) => text.is("false"),
                    Value::Scalar(JsonType::Boolean, truth) => !truth,
                    _ => false,
                };
            }
            Ok(())
        };
        let value = reader.value(&mut search)?;
        *self.asked = value == Value::Object && !disabled;
        Ok(())
    }
}

/// Whether additionalChecks, as JSON, asks for a watch-list search.
pub(crate) fn asks_for_search(additional_checks: &str) -> bool {
    let mut asked = false;
    read_text(additional_checks, &mut AdditionalChecks { asked: &mut asked }).is_ok() && asked
}

/// Reports a body whose top value is no object.
pub(crate) fn not_an_object(top: Top<'_>, report: &mut Report) {
    let (actual, double_encoded) = match top {
        Top::Object => (JsonType::Object, false),
        Top::Other(actual) => (actual, false),
        Top::String(string) => (JsonType::String, holds_an_object(string)),
    };
    let violation = report.add(Subject::Body, Code::NotAnObject).param(Param::Actual, actual.as_str());
    if double_encoded {
        violation.param(Param::DoubleEncoded, ParamValue::Flag);
    }
}

/// Checks whether a JSON string holds the text of a JSON object: the mark of a body that was encoded twice.
fn holds_an_object(string: JsonStr<'_>) -> bool {
    is_object(&string.text(), 0)
}

/// Checks whether a text is one JSON object, on that level of another one.
pub(crate) fn is_object(text: &str, depth: u32) -> bool {
    fn skip<'a>(_: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        reader.skip().map(|_| ())
    }
    matches!(read_text_at(text, depth, &mut skip), Ok(Top::Object))
}

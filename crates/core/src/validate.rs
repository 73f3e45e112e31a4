//! The ways in: a JSON body, a draft, one field, one image.

use crate::arena::{Arena, Room};
use crate::body::{self, JsonStr, JsonType, Malformed, Reader, Top, Visitor};
use crate::checks::{Sink, choice, image};
use crate::choices::MimeType;
use crate::codes::{Code, Param};
use crate::cross::Context;
use crate::draft::{Draft, Presence, Value};
use crate::fields::Field;
use crate::image::{Base64Image, ImageFacts, ImageReader};
use crate::names::{OBJECTS, nearest_field, shown};
#[cfg(feature = "decode")]
use crate::report::Violation;
use crate::report::{ParamValue, Report, Subject};
use crate::settings::Settings;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BinaryHeap;
use alloc::vec;

/// The most unknown names that are listed.
const MAX_UNKNOWN: usize = 32;

/// Checks a request's body: the bytes that would be sent.
///
/// The body's strings are not copied, however long they are. Whatever is wrong with it is in the report, also when it is
/// no JSON at all; nothing is returned as an error and no input panics. The time is linear in the length of the body.
///
/// See "Request parameters" in the [guide](crate#the-guide) and [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259).
///
/// ```
/// use netverify_rules::{Code, Settings, validate_json};
///
/// let report = validate_json(br#"{"country": "XKX", "idType": "PASSPORT"}"#, &Settings::default());
/// let missing: Vec<_> = report.errors().map(|violation| violation.field().unwrap().name()).collect();
/// assert_eq!(missing, ["merchantIdScanReference", "frontsideImage"]);
/// ```
#[must_use]
pub fn validate_json(body: &[u8], settings: &Settings) -> Report {
    let mut room = Room::default();
    let mut draft = Draft::new();
    match draft.read(body, Arena::of(&mut room)) {
        Ok(()) => validate_draft(&draft, settings),
        Err(report) => *report,
    }
}

/// Checks a request whose fields are given one by one, as a form has them.
///
/// ```
/// use netverify_rules::{Draft, Field, Settings, validate_draft};
///
/// let draft = Draft::new().with(Field::Dob, "1990-02-30");
/// let report = validate_draft(&draft, &Settings::default());
/// assert_eq!(report.of(Field::Dob).next().unwrap().code().as_str(), "date_calendar");
/// ```
#[must_use]
pub fn validate_draft(draft: &Draft<'_>, settings: &Settings) -> Report {
    let mut report = Report::default();
    let context = Context::new(draft, settings);
    for field in Field::ALL {
        if draft.repeated & (1 << field.index()) != 0 {
            report.add(Subject::Field(field), Code::DuplicateField);
        }
        context.check_whole(field, &mut report);
    }
    check_other_names(draft, &mut report);
    report
}

/// Checks one field's value while it is typed: all that a report of the whole request would say of that field.
///
/// The rules that read other fields read them in `draft`, which may be empty; its own value of `field` is not looked at.
/// A violation that more typing could mend [is incomplete](crate::Violation::is_incomplete).
///
/// ```
/// use netverify_rules::{Draft, Field, Settings, validate_field};
///
/// let draft = Draft::new().with(Field::IdType, "DRIVING_LICENSE");
/// let report = validate_field(Field::UsState, "W", &draft, &Settings::default());
/// assert!(report.violations()[0].is_incomplete());
/// assert!(validate_field(Field::UsState, "WA", &draft, &Settings::default()).is_clean());
/// ```
#[must_use]
pub fn validate_field(field: Field, value: &str, draft: &Draft<'_>, settings: &Settings) -> Report {
    let mut draft = draft.borrowed();
    draft.set(field, value);
    validate_draft_field(field, &draft, settings)
}

/// As [`validate_field`], of the value that stands in the draft, which may be absent or no text.
///
/// ```
/// use netverify_rules::{Code, Draft, Field, JsonType, Settings, validate_draft_field};
///
/// let mut draft = Draft::new();
/// draft.set_wrong_type(Field::Dob, JsonType::Number);
/// let report = validate_draft_field(Field::Dob, &draft, &Settings::default());
/// assert_eq!(report.violations()[0].code(), Code::WrongType);
/// ```
#[must_use]
pub fn validate_draft_field(field: Field, draft: &Draft<'_>, settings: &Settings) -> Report {
    let mut report = Report::default();
    Context::new(draft, settings).check_whole(field, &mut report);
    report
}

/// Checks a capture before it is encoded: the raw bytes of a file.
///
/// `field` is the one that it is meant for, one of [`Field::IMAGES`]; with another field nothing is checked. `declared` is
/// the MIME type that the request will declare; with `None` the declaration is not checked, for it can still follow the
/// bytes.
///
/// ```
/// use netverify_rules::{Code, Field, validate_image};
///
/// let report = validate_image(Field::FrontsideImage, b"GIF89a", None);
/// assert_eq!(report.violations()[0].code(), Code::ImageFormat);
/// ```
#[must_use]
pub fn validate_image(field: Field, bytes: &[u8], declared: Option<&str>) -> Report {
    let mut reader = ImageReader::new();
    reader.push(bytes);
    validate_image_facts(field, &reader.finish(), declared)
}

/// As [`validate_image`], of an image that was read piece by piece by an [`ImageReader`].
///
/// ```
/// use netverify_rules::{Field, ImageReader, validate_image_facts};
///
/// let mut reader = ImageReader::new();
/// for piece in [b"GIF", b"89a"] {
///     reader.push(piece);
/// }
/// assert!(!validate_image_facts(Field::FaceImage, &reader.finish(), None).is_valid());
/// ```
#[must_use]
pub fn validate_image_facts(field: Field, facts: &ImageFacts, declared: Option<&str>) -> Report {
    let mut report = Report::default();
    if field.image_index().is_some() {
        image::check_facts(facts, &mut Sink::new(field, &mut report.violations));
        add_facts(field, facts, declared, &mut report);
    }
    report
}

/// As [`validate_image_facts`], of an image that is a base64 text, read piece by piece by a [`Base64Reader`].
///
/// ```
/// use netverify_rules::{Base64Reader, Code, Field, validate_base64_image};
///
/// let mut reader = Base64Reader::new();
/// reader.push(b"R0lGODlh AQABAAAAADs=");
/// let report = validate_base64_image(Field::FaceImage, &reader.finish(), None);
/// let codes: Vec<Code> = report.violations().iter().map(|violation| violation.code()).collect();
/// assert_eq!(codes, [Code::Base64Whitespace, Code::ImageFormat]);
/// ```
///
/// [`Base64Reader`]: crate::Base64Reader
#[must_use]
pub fn validate_base64_image(field: Field, image: &Base64Image, declared: Option<&str>) -> Report {
    let mut report = Report::default();
    if field.image_index().is_some() {
        image::check(image, None, &mut Sink::new(field, &mut report.violations));
        if let Some(facts) = &image.image {
            add_facts(field, facts, declared, &mut report);
        }
    }
    report
}

/// Puts an image's facts into its report, and judges the MIME type that is declared for it.
fn add_facts(field: Field, facts: &ImageFacts, declared: Option<&str>, report: &mut Report) {
    let (Some(slot), Some(mime_type)) = (field.image_index(), field.mime_type_of_image()) else { return };
    report.images[slot] = Some(*facts);
    if let Some(declared) = declared {
        let mut sink = Sink::new(mime_type, &mut report.violations);
        choice::check(declared, MimeType::NAMES, &mut sink);
        image::check_mime(Some(declared), facts, &mut sink);
    }
}

/// The bit of one of the objects of later revisions in [`Draft::repeated`].
const fn object_bit(object: usize) -> u32 {
    1 << (Field::ALL.len() + object)
}

/// The violations of names that are no fields: repeated ones and unknown ones.
fn check_other_names(draft: &Draft<'_>, report: &mut Report) {
    for (object, name) in OBJECTS.into_iter().enumerate() {
        if draft.repeated & object_bit(object) != 0 {
            report.add(Subject::Other(Cow::Borrowed(name)), Code::DuplicateField);
        }
    }
    let unknown = &draft.unknown;
    if unknown.is_empty() {
        return;
    }
    // By name, then by place: the first of equal names speaks for all. A heap sorts in a tenth of the code that the standard
    // library's sorts take, and a browser loads it.
    let by_name: BinaryHeap<(&str, usize)> = unknown.iter().enumerate().map(|(place, name)| (&**name, place)).collect();
    let mut counts = vec![0; unknown.len()];
    let (mut last, mut first) = ("", unknown.len());
    for (name, place) in by_name.into_sorted_vec() {
        if name != last || first == unknown.len() {
            (last, first) = (name, place);
        }
        if let Some(count) = counts.get_mut(first) {
            *count += 1;
        }
    }
    let (mut listed, mut rest, mut duplicates) = (0, 0, 0);
    for (name, count) in unknown.iter().zip(counts).filter(|(_, count)| *count > 0) {
        if listed == MAX_UNKNOWN {
            rest += 1;
            duplicates += usize::from(count > 1);
            continue;
        }
        listed += 1;
        let subject = Subject::Other(Cow::Owned(shown(name)));
        if count > 1 {
            report.add(subject.clone(), Code::DuplicateField);
        }
        report.add(subject, Code::UnknownField).suggest(nearest_field(name));
    }
    for (code, omitted) in [(Code::DuplicateField, duplicates), (Code::UnknownField, rest)] {
        if omitted > 0 {
            report.add(Subject::Body, code).param(Param::Omitted, omitted);
        }
    }
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
    fn read(&mut self, body: &'a [u8], arena: Arena<'a>) -> Result<(), Box<Report>> {
        let mut report = Report::default();
        match body::read(body, &mut BodyVisitor::new(self, arena, &[])) {
            Ok(Top::Object) => return Ok(()),
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
        let Ok(Top::Object) = body::read(body, &mut read) else { return None };
        let BodyVisitor { found, groups, .. } = read;
        let in_text = |field| matches!(draft.presence(field), Presence::Content(_)) && draft.value(field).is_text();
        if found != apart.len() || (found > 0 && Field::IMAGES.into_iter().any(in_text)) {
            return None;
        }
        let group = |field: &Field| match draft.value(*field) {
            Value::Image => field.image_index().and_then(|index| groups[index]),
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
}

impl<'a, 'i> BodyVisitor<'a, 'i> {
    fn new(draft: &'i mut Draft<'a>, arena: Arena<'a>, apart: &'i [ImageApart]) -> Self {
        BodyVisitor { draft, arena, seen: 0, apart, found: 0, groups: [None; 3] }
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
}

impl<'a> Visitor<'a> for BodyVisitor<'a, '_> {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        let field = match name.plain() {
            Some(name) => Field::from_name(name),
            None => Field::from_name(&self.arena.text(name)),
        };
        if let Some(field) = field {
            self.see(1 << field.index());
            let at = reader.position();
            if field.image_index().is_none()
                && let Some(text) = reader.simple_string()
            {
                *self.draft.value_mut(field) = Value::text(field, Cow::Borrowed(text));
                return Ok(());
            }
            // Where a name stands twice, the last value is the one that most services read.
            *self.draft.value_mut(field) = match reader.skip()? {
                body::Value::String(string) if field.image_index().is_some() => {
                    if let Some(text) = string.plain()
                        && let Some(image) = self.image_at(field, at)
                        && text.is_empty()
                    {
                        self.draft.set_image(field, image);
                        return Ok(());
                    }
                    Value::Json(string)
                }
                body::Value::String(string) => Value::text(field, self.arena.text(string)),
                body::Value::Scalar(JsonType::Null, _) => Value::Absent,
                body::Value::Scalar(actual, _) => Value::Wrong(actual),
                body::Value::Array => Value::Wrong(JsonType::Array),
                body::Value::Object => Value::Wrong(JsonType::Object),
            };
            return Ok(());
        }
        let name = self.arena.text(name);
        let Some(object) = OBJECTS.iter().position(|known| *known == name) else {
            self.draft.add_unknown(name);
            return reader.skip().map(|_| ());
        };
        self.see(object_bit(object));
        let start = reader.position();
        if object == 0 {
            self.draft.watchlist_search = false;
            reader.value(&mut AdditionalChecks { asked: &mut self.draft.watchlist_search })?;
        } else {
            reader.skip()?;
        }
        self.draft.objects[object] = Some(Cow::Borrowed(reader.since(start)));
        Ok(())
    }
}

/// Looks for `watchlistScreening.enableSearch` in additionalChecks. A search is asked for unless that is `"false"`.
struct AdditionalChecks<'r> {
    asked: &'r mut bool,
}

impl<'a> Visitor<'a> for AdditionalChecks<'_> {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        if name.text() != "watchlistScreening" {
            return reader.skip().map(|_| ());
        }
        let mut disabled = false;
        let mut search = |name: JsonStr<'a>, reader: &mut Reader<'a>| {
            let value = reader.skip()?;
            if name.text() == "enableSearch" {
                disabled = match value {
                    body::Value::String(text) => text.text() == "false",
                    body::Value::Scalar(JsonType::Boolean, truth) => !truth,
                    _ => false,
                };
            }
            Ok(())
        };
        let value = reader.value(&mut search)?;
        *self.asked = value == body::Value::Object && !disabled;
        Ok(())
    }
}

/// Whether additionalChecks, as JSON, asks for a watch-list search.
pub(crate) fn asks_for_search(additional_checks: &str) -> bool {
    let mut asked = false;
    body::read_text(additional_checks, &mut AdditionalChecks { asked: &mut asked }).is_ok() && asked
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

impl Malformed {
    /// Reports a body that is no JSON.
    pub(crate) fn report(self, body: &[u8], report: &mut Report) {
        let Malformed(offset) = self;
        let (line, column) = body::line_and_column(body, offset);
        let violation = report.add(Subject::Body, Code::MalformedJson);
        violation.param(Param::Line, line).param(Param::Column, column).param(Param::Offset, offset);
    }
}

/// Whether a JSON string holds the text of a JSON object: the mark of a body that was encoded twice.
fn holds_an_object(string: JsonStr<'_>) -> bool {
    fn skip<'a>(_: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        reader.skip().map(|_| ())
    }
    matches!(body::read_text(&string.text(), &mut skip), Ok(Top::Object))
}

/// As [`validate_json`], and decodes each image whose headers can be read: `image_corrupt`.
///
/// Decoding takes time and memory for every pixel: at most 512 MiB for one image, one image at a time.
#[cfg(feature = "decode")]
#[must_use]
pub fn validate_json_fully(body: &[u8], settings: &Settings) -> Report {
    use base64::Engine as _;

    let draft = match Draft::from_json(body) {
        Ok(draft) => draft,
        Err(report) => return *report,
    };
    let mut report = validate_draft(&draft, settings);
    for field in Field::IMAGES {
        let Presence::Content(_) = draft.presence(field) else { continue };
        let Some(text) = draft.value(field).clean_base64() else { continue };
        if let Ok(bytes) = base64::engine::general_purpose::STANDARD_NO_PAD.decode(text) {
            add_corrupt(field, &bytes, &mut report);
        }
    }
    report
}

/// As [`validate_image`], and decodes the image if its headers can be read: `image_corrupt`.
///
/// Decoding takes time and memory for every pixel: at most 512 MiB.
#[cfg(feature = "decode")]
#[must_use]
pub fn validate_image_fully(field: Field, bytes: &[u8], declared: Option<&str>) -> Report {
    let mut report = validate_image(field, bytes, declared);
    add_corrupt(field, bytes, &mut report);
    report
}

/// Decodes an image and puts `image_corrupt` behind `image_truncated`, where the table has it.
#[cfg(feature = "decode")]
fn add_corrupt(field: Field, bytes: &[u8], report: &mut Report) {
    // A side that is too long is said already, and not worth the memory.
    let fits = |(width, height): (u32, u32)| width.max(height) <= crate::image::MAX_SIDE;
    let readable = report.image(field).is_some_and(|facts| facts.size.is_ok_and(fits));
    if !readable {
        return;
    }
    let Err(corrupt) = crate::image::decode::decode(bytes) else { return };
    let place = report
        .violations
        .iter()
        .position(|other| other.field().is_some_and(|f| f > field || (f == field && other.code() > Code::ImageCorrupt)))
        .unwrap_or(report.violations.len());
    let mut violation = Violation::new(Subject::Field(field), Code::ImageCorrupt);
    violation.param(Param::Reason, corrupt.as_str());
    report.violations.insert(place, violation);
}

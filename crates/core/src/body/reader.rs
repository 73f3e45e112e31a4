//! A request's body in pieces of any size, and the request that is in it.

use super::members::{Members, Slot};
use super::tokenizer::Tokenizer;
use crate::engine::validate_raw_request;
use crate::fields::Field;
#[cfg(feature = "decode")]
use crate::raw_request::FieldState;
use crate::raw_request::{FieldValue, RawRequest};
use crate::report::Report;
#[cfg(feature = "decode")]
use crate::rules::image::add_corrupt;
use crate::settings::Settings;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use core::ops::Range;

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
    let mut reader = BodyReader::new();
    reader.push(body);
    reader.conclude(settings)
}

/// As [`validate_json`], and decodes each image whose headers can be read: `image_corrupt`.
///
/// Decoding takes time for every pixel, and for progressive JPEGs memory: an eighth of a byte for each of their coefficients.
#[cfg(feature = "decode")]
#[must_use]
pub fn validate_json_fully(body: &[u8], settings: &Settings) -> Report {
    use base64::Engine as _;

    let raw = match RawRequest::from_json(body) {
        Ok(raw) => raw,
        Err(report) => return *report,
    };
    let mut report = validate_raw_request(&raw, settings);
    for field in Field::IMAGES {
        let FieldState::Content(_) = raw.state(field) else { continue };
        let Some(text) = raw.clean_base64(field) else { continue };
        if let Ok(bytes) = base64::engine::general_purpose::STANDARD_NO_PAD.decode(text) {
            add_corrupt(field, &bytes, &mut report);
        }
    }
    report
}

/// Checks a request's body while it arrives, in pieces of any size.
///
/// It keeps the texts of the fields and no image: of 20 MB of base64 it looks at every character as it passes, and then knows
/// what the image is. The report is that of [`validate_json`](crate::validate_json) on the whole body, wherever it was cut.
///
/// ```
/// use netverify_rules::{BodyReader, Code, Settings};
///
/// let mut reader = BodyReader::new();
/// for piece in [&b"{\"country\": \"US"[..], b"A\", \"idType\": \"PASSPORT\"}"] {
///     reader.push(piece);
/// }
/// let report = reader.finish(&Settings::default());
/// assert!(report.errors().all(|violation| violation.code() == Code::Required));
/// ```
#[derive(Clone)]
pub struct BodyReader {
    tokenizer: Tokenizer,
    pub(super) members: Members,
}

/// Shows how many bytes were read, and none of them.
impl core::fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "BodyReader({} bytes)", self.tokenizer.before)
    }
}

impl Default for BodyReader {
    fn default() -> Self {
        BodyReader::new()
    }
}

impl BodyReader {
    /// Returns a reader at the beginning of a body.
    #[must_use]
    pub const fn new() -> Self {
        BodyReader { tokenizer: Tokenizer::new(0), members: Members::new() }
    }

    /// Reads the next bytes of the body.
    pub fn push(&mut self, piece: &[u8]) {
        self.tokenizer.push(piece, &mut self.members);
    }

    /// Returns the report on the body, now that all of it was pushed.
    #[must_use]
    pub fn finish(mut self, settings: &Settings) -> Report {
        self.conclude(settings)
    }

    /// Returns what [`finish`](Self::finish) returns, without moving the reader, which holds some kilobytes.
    pub(crate) fn conclude(&mut self, settings: &Settings) -> Report {
        if let Err(report) = self.end() {
            return *report;
        }
        let mut raw = RawRequest::new();
        self.members.put_into(&mut raw);
        validate_raw_request(&raw, settings)
    }

    /// Ends the body. Where it is no JSON object, the report says so.
    pub(super) fn end(&mut self) -> Result<(), Box<Report>> {
        self.members.top.end(&mut self.tokenizer)
    }
}

impl Members {
    /// Puts the request, without the texts of its images, into an empty raw request.
    pub(super) fn put_into<'t>(&'t self, request: &mut RawRequest<'t>) {
        let texts = self.texts.as_str();
        let text = |place: &Range<usize>, _: &Range<u64>| Cow::Borrowed(texts.get(place.clone()).unwrap_or(""));
        let image = |field: Field, is_blank: bool, _: &Range<u64>| {
            // What is blank is so with whatever white space.
            if is_blank { FieldValue::text(field, Cow::Borrowed("")) } else { FieldValue::Image }
        };
        self.fill(request, text, image);
    }

    /// Puts the values of the fields, and what else a body says, into an empty raw request. `text` gives the text of those places, of which
    /// the second is in the body; `image` the value of an image's field that is blank or was read.
    pub(super) fn fill<'t>(
        &self,
        request: &mut RawRequest<'t>,
        text: impl Fn(&Range<usize>, &Range<u64>) -> Cow<'t, str>,
        image: impl Fn(Field, bool, &Range<u64>) -> FieldValue<'t>,
    ) {
        for (field, slot) in self.fields() {
            let value = match slot {
                Slot::Absent => continue,
                Slot::Text { place, raw } => FieldValue::text(field, text(place, raw)),
                Slot::Image { raw } => {
                    let read = self.image(field);
                    if let Some(read) = read {
                        request.set_image(field, read);
                    }
                    image(field, read.is_none(), raw)
                }
                Slot::Present => FieldValue::Image,
                Slot::Wrong(actual) => FieldValue::Wrong(*actual),
            };
            *request.value_mut(field) = value;
        }
        request.unknown = self.unknown.clone();
        request.watchlist_search = self.asks_for_search();
        request.repeated = self.repeated;
        request.wrapper = self.wrapper();
    }
}

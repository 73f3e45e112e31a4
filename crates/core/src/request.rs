//! The typed request: what a backend holds when nothing is left to check.

use crate::body::asks_for_search;
use crate::choices::{CallbackGranularity, IdType, MimeType, ParseChoiceError, Token};
use crate::country::Country;
use crate::date::Date;
use crate::engine::{validate_raw_field, validate_raw_request};
use crate::fields::{Field, field_table};
use crate::image::{ImageFormat, ImageReader};
use crate::json_object::JsonObject;
use crate::raw_request::{FieldState, FieldValue, RawRequest};
use crate::report::Report;
use crate::rules::tokens;
use crate::settings::Settings;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use base64::Engine as _;
use core::fmt;
use core::str::FromStr;

/// A request that was not accepted: the report says why.
///
/// Its text names the codes and fields of the errors, never a value of the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the request is not valid: {}", summary(report))]
pub struct InvalidRequest {
    report: Box<Report>,
}

impl InvalidRequest {
    pub(crate) fn new(report: Report) -> Self {
        InvalidRequest { report: Box::new(report) }
    }

    /// Returns all that was found.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns all that was found.
    #[must_use]
    pub fn into_report(self) -> Report {
        *self.report
    }
}

fn summary(report: &Report) -> String {
    let mut summary = String::new();
    for violation in report.errors() {
        if !summary.is_empty() {
            summary.push_str(", ");
        }
        summary.push_str(violation.target().name().unwrap_or("body"));
        summary.push(' ');
        summary.push_str(violation.code().as_str());
    }
    summary
}

/// A set of [`Token`]s: the value of `enabledFields`.
///
/// ```
/// use netverify_rules::{EnabledFields, Token};
///
/// let fields: EnabledFields = [Token::Dob, Token::Number].into_iter().collect();
/// assert!(fields.contains(Token::Dob));
/// assert_eq!(fields.to_string(), "idNumber,idDob");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct EnabledFields(u16);

impl EnabledFields {
    /// Checks whether the token is in the set.
    #[must_use]
    pub const fn contains(self, token: Token) -> bool {
        self.0 & (1 << token as u16) != 0
    }

    /// Returns the tokens of the set, in the guide's order.
    pub fn iter(self) -> impl Iterator<Item = Token> {
        Token::ALL.iter().copied().filter(move |token| self.contains(*token))
    }
}

impl FromIterator<Token> for EnabledFields {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        EnabledFields(tokens.into_iter().fold(0, |set, token| set | 1 << token as u16))
    }
}

impl<I: IntoIterator<Item = Token>> From<I> for EnabledFields {
    fn from(tokens: I) -> Self {
        tokens.into_iter().collect()
    }
}

impl FromStr for EnabledFields {
    type Err = ParseChoiceError;

    fn from_str(text: &str) -> Result<Self, ParseChoiceError> {
        tokens::split(text).map(str::parse::<Token>).collect()
    }
}

impl fmt::Display for EnabledFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, token) in self.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { "," })?;
            f.write_str(token.as_str())?;
        }
        Ok(())
    }
}

/// The type of a value that a kind of check allows.
macro_rules! value_type {
    (Country) => { Country };
    (Date) => { Date };
    (Tokens) => { EnabledFields };
    ((OneOf $words:ident)) => { $words };
    ($text:ident) => { Cow<'a, str> };
}

/// The type of an argument that gives such a value. It is the value's own where that may be parsed in its place.
macro_rules! argument_type {
    (Tokens) => { impl Into<EnabledFields> };
    (Country) => { Country };
    (Date) => { Date };
    ((OneOf $words:ident)) => { $words };
    ($text:ident) => { impl Into<Cow<'a, str>> };
}

macro_rules! request {
    ($(
        $(required $required:ident)? $(optional $optional:ident)?: $field:ident = $name:literal,
        $check:tt,
        $(required $requirement:ident,)? $(max $max:literal,)? $(default $default:literal,)?
        $doc:literal,
        valid $valid:tt,
        invalid $invalid:tt;
    )+) => {
        /// A request whose fields have their types.
        ///
        /// [`Request::from_json`] and [`RequestBuilder::build`] give one only when no rule is broken. Its texts are borrowed
        /// from the body where they have no escapes there.
        ///
        /// `Deserialize` (feature `serde`) checks the types alone; [`validate`] checks the rest.
        ///
        /// See "Request parameters" in the [guide](crate#the-guide).
        ///
        /// Its `Debug` shows the fields and the lengths of their values, and no value.
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Request<'a> {
            $(#[doc = $doc] pub $($required: value_type!($check))? $($optional: Option<value_type!($check)>)?,)+
            /// `additionalChecks`, passed on as it is. What is not an object in a body is left out.
            pub additional_checks: Option<JsonObject<'a>>,
            /// `userConsent`, passed on as it is. What is not an object in a body is left out.
            pub user_consent: Option<JsonObject<'a>>,
        }

        impl<'a> Request<'a> {
            /// Begins a request with the fields that every request has. `frontside_image` is base64;
            /// [`RequestBuilder::image_bytes`] takes an image's bytes instead.
            pub fn builder($($($required: argument_type!($check),)?)+) -> RequestBuilder<'a> {
                RequestBuilder {
                    request: Request {
                        $($($required: $required.into(),)? $($optional: None,)?)+
                        additional_checks: None,
                        user_consent: None,
                    },
                }
            }

            /// Reads the types of a raw request's values; the first field whose value has another type is the error.
            pub(crate) fn typed(mut raw: RawRequest<'a>) -> Result<Self, Field> {
                let objects = core::mem::take(&mut raw.objects);
                let [additional_checks, user_consent] = objects.map(|object| JsonObject::new(object?).ok());
                Ok(Request {
                    $($($required: take(&mut raw, Field::$field)?.ok_or(Field::$field)?,)?
                    $($optional: take(&mut raw, Field::$field)?,)?)+
                    additional_checks,
                    user_consent,
                })
            }

            /// Returns the request as a raw request: every field as text.
            #[must_use]
            pub fn to_raw(&self) -> RawRequest<'_> {
                let mut raw = RawRequest::new();
                $($(raw.set(Field::$field, self.$required.text());)?
                $(if let Some(value) = &self.$optional {
                    raw.set(Field::$field, value.text());
                })?)+
                let objects = [&self.additional_checks, &self.user_consent];
                raw.watchlist_search = self.additional_checks.as_ref().is_some_and(|object| asks_for_search(object.as_str()));
                raw.objects = objects.map(|object| object.as_ref().map(|object| Cow::Borrowed(object.as_str())));
                raw
            }
        }

        impl<'a> RequestBuilder<'a> {
            $($(#[doc = concat!("Sets `", $name, "`. ", $doc)]
            pub fn $optional(mut self, value: argument_type!($check)) -> Self {
                self.request.$optional = Some(value.into());
                self
            })?)+
        }
    };
}

field_table!(request);

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_raw().describe("Request", f)
    }
}

/// Takes a field's value out of the raw request; `Ok(None)` where it has no content.
fn take<'a, T: Value<'a>>(raw: &mut RawRequest<'a>, field: Field) -> Result<Option<T>, Field> {
    if let FieldState::Absent | FieldState::Blank = raw.state(field) {
        return Ok(None);
    }
    let text = match core::mem::take(raw.value_mut(field)) {
        FieldValue::Text { text, .. } => Some(text),
        FieldValue::Json(string) => Some(string.text()),
        FieldValue::Absent | FieldValue::Image | FieldValue::Wrong(_) => None,
    };
    text.and_then(T::read).map(Some).ok_or(field)
}

/// A typed value and its text.
trait Value<'a>: Sized {
    fn read(text: Cow<'a, str>) -> Option<Self>;
    fn text(&self) -> Cow<'_, str>;
}

impl<'a> Value<'a> for Cow<'a, str> {
    fn read(text: Cow<'a, str>) -> Option<Self> {
        Some(text)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! values {
    ($($type:ident: $text:expr;)+) => {
        $(impl<'a> Value<'a> for $type {
            fn read(text: Cow<'a, str>) -> Option<Self> {
                text.parse().ok()
            }

            fn text(&self) -> Cow<'_, str> {
                let text: fn(&$type) -> Cow<'static, str> = $text;
                text(self)
            }
        })+
    };
}

values! {
    Country: |country| Cow::Borrowed(country.alpha3());
    IdType: |value| Cow::Borrowed(value.as_str());
    MimeType: |value| Cow::Borrowed(value.as_str());
    CallbackGranularity: |value| Cow::Borrowed(value.as_str());
    EnabledFields: |fields| Cow::Owned(fields.to_string());
    Date: |date| Cow::Owned(date.to_string());
}

/// Checks a typed request: the rules that its types do not settle.
///
/// ```
/// use netverify_rules::{Country, IdType, Request, Settings, validate};
///
/// let built = Request::builder("order-1", "R0lGODlhAQABAAAAADs=", Country::KOSOVO, IdType::Passport).unchecked();
/// let report = validate(&built, &Settings::default());
/// assert_eq!(report.errors().next().unwrap().code().as_str(), "image_format");
/// ```
#[must_use]
pub fn validate(request: &Request<'_>, settings: &Settings) -> Report {
    validate_raw_request(&request.to_raw(), settings)
}

impl<'a> Request<'a> {
    /// Reads the request in a body, if no rule is broken. Warnings do not hinder it.
    ///
    /// Fields that the API does not know, which are warnings, are not in it.
    ///
    /// # Errors
    /// [`InvalidRequest`], with the report, when [`validate_json`](crate::validate_json) finds an error in the body.
    ///
    /// ```
    /// use netverify_rules::{Request, Settings};
    ///
    /// let rejected = Request::from_json(br#"{"country": "XKX"}"#, &Settings::default()).unwrap_err();
    /// assert_eq!(
    ///     rejected.to_string(),
    ///     "the request is not valid: merchantIdScanReference required, frontsideImage required, idType required"
    /// );
    /// ```
    pub fn from_json(body: &'a [u8], settings: &Settings) -> Result<Self, InvalidRequest> {
        let raw = RawRequest::from_json(body).map_err(|report| InvalidRequest { report })?;
        Self::from_raw(raw, settings)
    }

    /// Reads the values of a raw request, if no rule is broken. Warnings do not hinder it.
    ///
    /// # Errors
    /// [`InvalidRequest`], with the report, when [`validate_raw_request`] finds an error, and when an image was
    /// [given without its text](RawRequest::set_image).
    pub fn from_raw(raw: RawRequest<'a>, settings: &Settings) -> Result<Self, InvalidRequest> {
        let report = validate_raw_request(&raw, settings);
        if !report.is_valid() {
            return Err(InvalidRequest::new(report));
        }
        Request::typed(raw).map_err(|untyped| {
            // A valid raw request lacks nothing but the text of an image: without it the field might as well be absent.
            let mut report = report;
            let missing = validate_raw_field(untyped, &RawRequest::new(), &Settings::default());
            report.violations.extend(missing.violations);
            InvalidRequest::new(report)
        })
    }

    /// Returns the body that the service takes.
    ///
    /// ```
    /// use netverify_rules::{Country, IdType, Request};
    ///
    /// let request = Request::builder("order-1", "AAAA", Country::KOSOVO, IdType::Passport).unchecked();
    /// assert_eq!(
    ///     request.to_json(),
    ///     r#"{"merchantIdScanReference":"order-1","frontsideImage":"AAAA","country":"XKX","idType":"PASSPORT"}"#
    /// );
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_raw().to_json()
    }
}

/// Builds a [`Request`], field by field.
///
/// ```
/// use netverify_rules::{Country, Field, IdType, Request, Settings, Token};
///
/// # let scan = include_bytes!("../tests/good.jpg");
/// let request = Request::builder("order-1", "", "USA".parse()?, IdType::DrivingLicense)
///     .image_bytes(Field::FrontsideImage, scan)
///     .us_state("WA")
///     .enabled_fields([Token::Number, Token::Dob])
///     .build(&Settings::default())?;
/// assert_eq!(request.us_state.as_deref(), Some("WA"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct RequestBuilder<'a> {
    request: Request<'a>,
}

impl<'a> RequestBuilder<'a> {
    /// Sets `additionalChecks`.
    pub fn additional_checks(mut self, object: JsonObject<'a>) -> Self {
        self.request.additional_checks = Some(object);
        self
    }

    /// Sets `userConsent`.
    pub fn user_consent(mut self, object: JsonObject<'a>) -> Self {
        self.request.user_consent = Some(object);
        self
    }

    /// Encodes an image's bytes into one of [`Field::IMAGES`] and sets the MIME type that the bytes have. With another
    /// field nothing is set.
    pub fn image_bytes(mut self, field: Field, bytes: &[u8]) -> Self {
        let mut reader = ImageReader::new();
        reader.push(bytes);
        let mime_type = match reader.finish().format {
            ImageFormat::Jpeg => Some(MimeType::Jpeg),
            ImageFormat::Png => Some(MimeType::Png),
            _ => None,
        };
        let text = Cow::Owned(base64::engine::general_purpose::STANDARD.encode(bytes));
        let request = &mut self.request;
        match field {
            Field::FrontsideImage => {
                request.frontside_image = text;
                request.frontside_image_mime_type = mime_type;
            }
            Field::FaceImage => {
                request.face_image = Some(text);
                request.face_image_mime_type = mime_type;
            }
            Field::BacksideImage => {
                request.backside_image = Some(text);
                request.backside_image_mime_type = mime_type;
            }
            _ => {}
        }
        self
    }

    /// Returns the request, if no rule is broken.
    ///
    /// # Errors
    /// [`InvalidRequest`], with the report, when [`validate`] finds an error.
    pub fn build(self, settings: &Settings) -> Result<Request<'a>, InvalidRequest> {
        let report = validate(&self.request, settings);
        if report.is_valid() { Ok(self.request) } else { Err(InvalidRequest::new(report)) }
    }

    /// Returns the request as it is, unchecked: for [`validate`], or for tests that need a broken one.
    #[must_use]
    pub fn unchecked(self) -> Request<'a> {
        self.request
    }
}

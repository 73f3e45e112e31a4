//! The typed request: what a backend holds when nothing is left to check.

use crate::body::asks_for_search;
use crate::choices::{CallbackGranularity, IdType, MimeType, Token};
use crate::country::Country;
use crate::date::Date;
use crate::fields::Field;
use crate::image::{ImageFormat, ImageReader};
use crate::json_object::JsonObject;
use crate::raw_request::{FieldState, FieldValue, RawRequest};
use crate::report::Report;
use crate::rules::cross_field::Context;
use crate::rules::tokens;
use crate::settings::Settings;
use crate::validate::validate_raw_request;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use base64::Engine as _;
use core::fmt;

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

    /// All that was found.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// All that was found.
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
    /// Whether the token is in the set.
    #[must_use]
    pub const fn contains(self, token: Token) -> bool {
        self.0 & (1 << token as u16) != 0
    }

    /// The tokens of the set, in the guide's order.
    pub fn iter(self) -> impl Iterator<Item = Token> {
        Token::ALL.iter().copied().filter(move |token| self.contains(*token))
    }
}

impl FromIterator<Token> for EnabledFields {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        EnabledFields(tokens.into_iter().fold(0, |set, token| set | 1 << token as u16))
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

macro_rules! request {
    (required { $($(#[$rdoc:meta])* $rname:ident: $rtype:ty = $rfield:ident, $rread:ident;)+ }
     optional { $($(#[$odoc:meta])* $oname:ident: $otype:ty = $ofield:ident, $oread:ident;)+ }) => {
        /// A request whose fields have their types.
        ///
        /// [`Request::from_json`] and [`RequestBuilder::build`] give one only when no rule is broken. Its texts are borrowed
        /// from the body where they stand there without escapes.
        ///
        /// `Deserialize` (feature `serde`) gives the types alone; [`validate`] still tells what the types do not.
        ///
        /// See "Request parameters" in the [guide](crate#the-guide).
        ///
        /// Its `Debug` tells the fields and the lengths of their values, and no value.
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Request<'a> {
            $($(#[$rdoc])* pub $rname: $rtype,)+
            $($(#[$odoc])* pub $oname: Option<$otype>,)+
            /// `additionalChecks`, passed on as it is. What is not an object in a body is left out.
            pub additional_checks: Option<JsonObject<'a>>,
            /// `userConsent`, passed on as it is. What is not an object in a body is left out.
            pub user_consent: Option<JsonObject<'a>>,
        }

        impl<'a> Request<'a> {
            /// The types of a raw request's values; the first field that has none of its type is the error.
            pub(crate) fn typed(mut raw: RawRequest<'a>) -> Result<Self, Field> {
                let objects = core::mem::take(&mut raw.objects);
                let [additional_checks, user_consent] = objects.map(|object| JsonObject::new(object?).ok());
                Ok(Request {
                    $($rname: take(&mut raw, Field::$rfield)?.and_then($rread).ok_or(Field::$rfield)?,)+
                    $($oname: match take(&mut raw, Field::$ofield)? {
                        Some(text) => Some($oread(text).ok_or(Field::$ofield)?),
                        None => None,
                    },)+
                    additional_checks,
                    user_consent,
                })
            }

            /// The request as a raw request: every field as text.
            #[must_use]
            pub fn to_draft(&self) -> RawRequest<'_> {
                let mut raw = RawRequest::new();
                $(raw.set(Field::$rfield, self.$rname.text());)+
                $(if let Some(value) = &self.$oname {
                    raw.set(Field::$ofield, value.text());
                })+
                let objects = [&self.additional_checks, &self.user_consent];
                raw.watchlist_search = self.additional_checks.as_ref().is_some_and(|object| asks_for_search(object.as_str()));
                raw.objects = objects.map(|object| object.as_ref().map(|object| Cow::Borrowed(object.as_str())));
                raw
            }
        }
    };
}

request! {
    required {
        /// Your reference for the scan.
        merchant_id_scan_reference: Cow<'a, str> = MerchantIdScanReference, Some;
        /// The front side of the document, in base64.
        frontside_image: Cow<'a, str> = FrontsideImage, Some;
        /// The country that issued the document.
        country: Country = Country, parse;
        /// The kind of document.
        id_type: IdType = IdType, parse;
    }
    optional {
        /// The person's face, in base64.
        face_image: Cow<'a, str> = FaceImage, Some;
        /// The MIME type of `frontside_image`; `None` is `image/jpeg`.
        frontside_image_mime_type: MimeType = FrontsideImageMimeType, parse;
        /// The MIME type of `face_image`; `None` is `image/jpeg`.
        face_image_mime_type: MimeType = FaceImageMimeType, parse;
        /// The back side of the document, in base64.
        backside_image: Cow<'a, str> = BacksideImage, Some;
        /// The MIME type of `backside_image`; `None` is `image/jpeg`.
        backside_image_mime_type: MimeType = BacksideImageMimeType, parse;
        /// What is extracted.
        enabled_fields: EnabledFields = EnabledFields, parse_tokens;
        /// Your criterion for reports.
        merchant_reporting_criteria: Cow<'a, str> = MerchantReportingCriteria, Some;
        /// Your identifier of the customer.
        customer_id: Cow<'a, str> = CustomerId, Some;
        /// Where the result is sent.
        callback_url: Cow<'a, str> = CallbackUrl, Some;
        /// The customer's first name.
        first_name: Cow<'a, str> = FirstName, Some;
        /// The customer's last name.
        last_name: Cow<'a, str> = LastName, Some;
        /// The US state, or the country.
        us_state: Cow<'a, str> = UsState, Some;
        /// When the document expires.
        expiry: Date = Expiry, parse;
        /// The document's number.
        number: Cow<'a, str> = Number, Some;
        /// The customer's date of birth.
        dob: Date = Dob, parse;
        /// When callbacks are sent; `None` is `onFinish`.
        callback_granularity: CallbackGranularity = CallbackGranularity, parse;
        /// The document's personal number.
        personal_number: Cow<'a, str> = PersonalNumber, Some;
    }
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_draft().describe("Request", f)
    }
}

/// A field's text, taken out of the raw request; `Ok(None)` where it has no content.
fn take<'a>(raw: &mut RawRequest<'a>, field: Field) -> Result<Option<Cow<'a, str>>, Field> {
    if let FieldState::Absent | FieldState::Blank = raw.state(field) {
        return Ok(None);
    }
    match core::mem::take(raw.value_mut(field)) {
        FieldValue::Text { text, .. } => Ok(Some(text)),
        FieldValue::Json(string) => Ok(Some(string.text())),
        FieldValue::Absent | FieldValue::Image | FieldValue::Wrong(_) => Err(field),
    }
}

fn parse<T: core::str::FromStr>(text: Cow<'_, str>) -> Option<T> {
    text.parse().ok()
}

fn parse_tokens(text: Cow<'_, str>) -> Option<EnabledFields> {
    tokens::split(&text).map(|token| token.parse::<Token>().ok()).collect()
}

/// The text of a typed value.
trait AsText {
    fn text(&self) -> Cow<'_, str>;
}

impl AsText for Cow<'_, str> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! as_text {
    ($($name:ident: $text:expr),+) => {
        $(impl AsText for $name {
            fn text(&self) -> Cow<'_, str> {
                let text: fn(&$name) -> Cow<'static, str> = $text;
                text(self)
            }
        })+
    };
}

as_text! {
    Country: |country| Cow::Borrowed(country.alpha3()),
    IdType: |value| Cow::Borrowed(value.as_str()),
    MimeType: |value| Cow::Borrowed(value.as_str()),
    CallbackGranularity: |value| Cow::Borrowed(value.as_str()),
    EnabledFields: |fields| Cow::Owned(fields.to_string()),
    Date: |date| Cow::Owned(date.to_string())
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
    validate_raw_request(&request.to_draft(), settings)
}

impl<'a> Request<'a> {
    /// The request in a body, if no rule is broken. Warnings do not hinder it.
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
        Self::from_draft(raw, settings)
    }

    /// The request of a raw request, if no rule is broken. Warnings do not hinder it.
    ///
    /// # Errors
    /// [`InvalidRequest`], with the report, when [`validate_raw_request`] finds an error, and when an image was
    /// [given without its text](RawRequest::set_image).
    pub fn from_draft(raw: RawRequest<'a>, settings: &Settings) -> Result<Self, InvalidRequest> {
        let report = validate_raw_request(&raw, settings);
        if !report.is_valid() {
            return Err(InvalidRequest::new(report));
        }
        Request::typed(raw).map_err(|untyped| {
            // A valid raw lacks nothing but the text of an image: without it the field might as well be absent.
            let mut report = report;
            let mut missing = RawRequest::new();
            missing.remove(untyped);
            Context::new(&missing, &Settings::default()).check(untyped, &mut report);
            InvalidRequest::new(report)
        })
    }

    /// The body that the service takes.
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
        self.to_draft().to_json()
    }

    /// Begins a request with the fields that every request has. `frontside_image` is base64;
    /// [`RequestBuilder::image_bytes`] takes an image's bytes instead.
    pub fn builder(
        merchant_id_scan_reference: impl Into<Cow<'a, str>>,
        frontside_image: impl Into<Cow<'a, str>>,
        country: Country,
        id_type: IdType,
    ) -> RequestBuilder<'a> {
        RequestBuilder {
            request: Request {
                merchant_id_scan_reference: merchant_id_scan_reference.into(),
                frontside_image: frontside_image.into(),
                country,
                id_type,
                face_image: None,
                frontside_image_mime_type: None,
                face_image_mime_type: None,
                backside_image: None,
                backside_image_mime_type: None,
                enabled_fields: None,
                merchant_reporting_criteria: None,
                customer_id: None,
                callback_url: None,
                first_name: None,
                last_name: None,
                us_state: None,
                expiry: None,
                number: None,
                dob: None,
                callback_granularity: None,
                personal_number: None,
                additional_checks: None,
                user_consent: None,
            },
        }
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

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)+) => {
        $($(#[$doc])*
        pub fn $name(mut self, value: impl Into<$type>) -> Self {
            self.request.$name = Some(value.into());
            self
        })+
    };
}

impl<'a> RequestBuilder<'a> {
    setters! {
        /// Sets `faceImage`, in base64.
        face_image: Cow<'a, str>;
        /// Sets `backsideImage`, in base64.
        backside_image: Cow<'a, str>;
        /// Sets `frontsideImageMimeType`.
        frontside_image_mime_type: MimeType;
        /// Sets `faceImageMimeType`.
        face_image_mime_type: MimeType;
        /// Sets `backsideImageMimeType`.
        backside_image_mime_type: MimeType;
        /// Sets `merchantReportingCriteria`.
        merchant_reporting_criteria: Cow<'a, str>;
        /// Sets `customerId`.
        customer_id: Cow<'a, str>;
        /// Sets `callbackUrl`.
        callback_url: Cow<'a, str>;
        /// Sets `firstName`.
        first_name: Cow<'a, str>;
        /// Sets `lastName`.
        last_name: Cow<'a, str>;
        /// Sets `usState`.
        us_state: Cow<'a, str>;
        /// Sets `expiry`.
        expiry: Date;
        /// Sets `number`.
        number: Cow<'a, str>;
        /// Sets `dob`.
        dob: Date;
        /// Sets `callbackGranularity`.
        callback_granularity: CallbackGranularity;
        /// Sets `personalNumber`.
        personal_number: Cow<'a, str>;
        /// Sets `additionalChecks`.
        additional_checks: JsonObject<'a>;
        /// Sets `userConsent`.
        user_consent: JsonObject<'a>;
    }

    /// Sets `enabledFields`.
    pub fn enabled_fields(mut self, tokens: impl IntoIterator<Item = Token>) -> Self {
        self.request.enabled_fields = Some(tokens.into_iter().collect());
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

    /// The request, if no rule is broken.
    ///
    /// # Errors
    /// [`InvalidRequest`], with the report, when [`validate`] finds an error.
    pub fn build(self, settings: &Settings) -> Result<Request<'a>, InvalidRequest> {
        let report = validate(&self.request, settings);
        if report.is_valid() { Ok(self.request) } else { Err(InvalidRequest::new(report)) }
    }

    /// The request as it is, unchecked: for [`validate`], or for tests that need a broken one.
    #[must_use]
    pub fn unchecked(self) -> Request<'a> {
        self.request
    }
}

//! The engine: per field whether it must be there, the rules that hold for every text, its own rule, and then the rules
//! that read two fields.

use crate::char_classes::CharClasses;
use crate::choices::{IdType, Token};
use crate::codes::{Code, Param};
use crate::country::Country;
use crate::fields::{Check, Field, FieldSpec, PERSONAL_FIELDS, Requirement};
use crate::image::{Base64Image, ImageInfo};
use crate::json_object::JsonObject;
use crate::raw_request::{FieldState, FieldValue, RawRequest, object_bit};
use crate::report::{Report, Target};
use crate::rules::personal_data::OwnValue;
use crate::rules::{
    Reporter, callback_url, choice, country, cross_field, date, image, personal_data, text, tokens, us_state,
};
use crate::settings::Settings;
use crate::suggest::{nearest_field, shown};
use alloc::borrow::Cow;
use core::cell::OnceCell;

/// Checks a request whose fields are given one by one, as a form has them.
///
/// ```
/// use netverify_rules::{RawRequest, Field, Settings, validate_raw_request};
///
/// let raw = RawRequest::new().with(Field::Dob, "1990-02-30");
/// let report = validate_raw_request(&raw, &Settings::default());
/// assert_eq!(report.of(Field::Dob).next().unwrap().code().as_str(), "date_calendar");
/// ```
#[must_use]
pub fn validate_raw_request(raw: &RawRequest<'_>, settings: &Settings) -> Report {
    let mut report = Report::default();
    let context = Context::new(raw, settings);
    let is_missing = |field: Field| matches!(raw.value(field), FieldValue::Absent);
    let mut required = Field::ALL.into_iter().filter(|field| field.spec().requirement == Requirement::Required);
    if let Some(wrapper) = raw.wrapper
        && required.all(is_missing)
    {
        report.add(Target::Body, Code::WrappedRequest).param(Param::Where, wrapper);
    }
    for field in Field::ALL {
        if raw.repeated & (1 << field.index()) != 0 {
            report.add(Target::Field(field), Code::DuplicateField);
        }
        context.check(field, &mut report);
    }
    check_other_names(raw, &mut report);
    report
}

/// Checks one field's value while it is typed: all that a report of the whole request would say of that field.
///
/// The rules that read other fields read them in `raw`, which may be empty; its own value of `field` is not looked at.
/// A violation that more typing could fix [is incomplete](crate::Violation::is_incomplete).
///
/// ```
/// use netverify_rules::{RawRequest, Field, Settings, validate_field};
///
/// let raw = RawRequest::new().with(Field::IdType, "DRIVING_LICENSE");
/// let report = validate_field(Field::UsState, "W", &raw, &Settings::default());
/// assert!(report.violations()[0].is_incomplete());
/// assert!(validate_field(Field::UsState, "WA", &raw, &Settings::default()).is_clean());
/// ```
#[must_use]
pub fn validate_field(field: Field, value: &str, raw: &RawRequest<'_>, settings: &Settings) -> Report {
    let mut raw = raw.borrowed();
    raw.set(field, value);
    validate_raw_field(field, &raw, settings)
}

/// Checks one field as [`validate_field`] does, by the value in the raw request, which may be absent or no text.
///
/// ```
/// use netverify_rules::{Code, RawRequest, Field, JsonType, Settings, validate_raw_field};
///
/// let mut raw = RawRequest::new();
/// raw.set_wrong_type(Field::Dob, JsonType::Number);
/// let report = validate_raw_field(Field::Dob, &raw, &Settings::default());
/// assert_eq!(report.violations()[0].code(), Code::WrongType);
/// ```
#[must_use]
pub fn validate_raw_field(field: Field, raw: &RawRequest<'_>, settings: &Settings) -> Report {
    let mut report = Report::default();
    Context::new(raw, settings).check(field, &mut report);
    report
}

/// Reports the names that are not in the table: repeated ones and unknown ones.
fn check_other_names(raw: &RawRequest<'_>, report: &mut Report) {
    for (object, name) in JsonObject::FIELDS.into_iter().enumerate() {
        if raw.repeated & object_bit(object) != 0 {
            report.add(Target::UnknownName(Cow::Borrowed(name)), Code::DuplicateField);
        }
    }
    for (beginning, is_repeated) in raw.unknown.listed() {
        let target = Target::UnknownName(Cow::Owned(shown(beginning)));
        if is_repeated {
            report.add(target.clone(), Code::DuplicateField);
        }
        report.add(target, Code::UnknownField).suggest(nearest_field(beginning));
    }
    if raw.unknown.omitted() > 0 {
        report.add(Target::Body, Code::UnknownField).param(Param::Omitted, raw.unknown.omitted());
    }
}

/// What the rules of one request read.
struct Context<'c> {
    raw: &'c RawRequest<'c>,
    settings: &'c Settings,
    /// What was read of the three images, each when it is first asked for.
    images: [OnceCell<Option<Base64Image>>; 3],
}

impl<'c> Context<'c> {
    fn new(raw: &'c RawRequest<'c>, settings: &'c Settings) -> Self {
        Context { raw, settings, images: Default::default() }
    }

    /// Checks one field, and adds what is found to the report.
    fn check(&self, field: Field, report: &mut Report) {
        let spec = field.spec();
        // Most fields of most requests are left out.
        if spec.requirement != Requirement::Optional || !matches!(self.raw.value(field), FieldValue::Absent) {
            self.check_value(field, spec, report);
        }
        // A MIME type that is left out has a default, which may not be that of the image.
        if spec.default.is_some()
            && let Some(image) = field.image_of_mime_type()
            && let FieldState::Absent | FieldState::Blank = self.raw.state(field)
            && let Some(info) = self.image_info(image)
        {
            cross_field::check_mime(None, info, &mut Reporter::new(field, &mut report.violations));
        }
    }

    #[inline(never)]
    fn check_value(&self, field: Field, spec: &FieldSpec, report: &mut Report) {
        let mut reporter = Reporter::new(field, &mut report.violations);
        match (self.raw.state(field), self.raw.value(field)) {
            (FieldState::Content(Some(text)), FieldValue::Text { classes, .. }) if spec.check != Check::Image => {
                check_common(spec, text, *classes, &mut reporter);
                self.check_text(field, spec, text, *classes, &mut reporter);
            }
            (FieldState::Content(_), _) => self.check_image(field, report),
            (FieldState::Wrong(actual), _) => {
                reporter.add(Code::WrongType).param(Param::Expected, "string").param(Param::Actual, actual.as_str());
            }
            (absent @ (FieldState::Absent | FieldState::Blank), _) => {
                let is_blank = matches!(absent, FieldState::Blank);
                if let Some(because) = self.required(spec.requirement) {
                    // White space begins nothing but free text. A form's field that is still empty is not a mistake.
                    let incomplete = is_blank && field.image_index().is_none();
                    reporter.add(Code::Required).param(Param::Because, because).incomplete(incomplete);
                } else if is_blank {
                    reporter.add(Code::Empty);
                }
            }
        }
    }

    /// Returns why a field must be there, if it must.
    fn required(&self, requirement: Requirement) -> Option<&'static str> {
        match requirement {
            Requirement::Required => Some("always"),
            Requirement::WithFaceMatch => {
                let enabled_fields = self.raw.state(Field::EnabledFields);
                cross_field::face_match_applies(enabled_fields, self.settings.face_match).then_some("face_match")
            }
            Requirement::WithScreening => (self.settings.screening || self.raw.watchlist_search).then_some("screening"),
            Requirement::Optional => None,
        }
    }

    /// Checks a text by the rule of its field, and by those that read another field with it.
    #[inline(always)]
    fn check_text(
        &self,
        field: Field,
        spec: &FieldSpec,
        text: &str,
        classes: CharClasses,
        reporter: &mut Reporter<'_>,
    ) {
        match spec.check {
            Check::Text | Check::Image => {}
            Check::Reference => {
                personal_data::check_email(text, classes, reporter);
                personal_data::check(text, classes, self.own_values(), reporter);
            }
            Check::Country => {
                if let Some(country) = country::check(text, reporter) {
                    cross_field::check_visa(country, self.raw.content(Field::IdType), reporter);
                }
            }
            Check::OneOf(allowed) => {
                choice::check(text, allowed, reporter);
                if let Some(image) = field.image_of_mime_type() {
                    self.check_mime_type(text, image, reporter);
                }
            }
            Check::Tokens => {
                let listed = tokens::check(text, reporter);
                cross_field::check_face_match(listed, self.settings.face_match, reporter);
                if listed.has(Token::Address) {
                    let country = self.raw.content(Field::Country).and_then(Country::from_alpha3);
                    let document = country.zip(self.id_type());
                    cross_field::check_address(document, self.settings.address_extraction, reporter);
                }
            }
            Check::CallbackUrl => {
                personal_data::check_url(text, classes, self.own_values(), reporter);
                callback_url::check(text, spec.max, self.settings.callback_domains(), reporter);
            }
            Check::UsState => us_state::check(text, self.id_type(), reporter),
            Check::Date => date::check(text, field, self.settings.today, reporter),
        }
    }

    /// Returns idType, where it is one of the four.
    fn id_type(&self) -> Option<&str> {
        self.raw.content(Field::IdType).filter(|text| IdType::NAMES.contains(text))
    }

    /// Returns the request's own personal data, to be looked for where none may be.
    fn own_values(&self) -> impl Iterator<Item = OwnValue<'_>> {
        PERSONAL_FIELDS.into_iter().filter_map(|field| match self.raw.value(field) {
            FieldValue::Text { text, classes } => Some(OwnValue { field, text, classes: *classes }),
            _ => None,
        })
    }

    /// Returns what was read of an image; `None` where there is none.
    fn image(&self, field: Field) -> Option<&Base64Image> {
        let read = || match self.raw.state(field) {
            FieldState::Content(_) => self.raw.read_image(field),
            _ => None,
        };
        self.images.get(field.image_index()?)?.get_or_init(read).as_ref()
    }

    fn image_info(&self, field: Field) -> Option<&ImageInfo> {
        self.image(field)?.image.as_ref()
    }

    fn check_image(&self, field: Field, report: &mut Report) {
        let image = self.image(field);
        let info = image.and_then(|image| image.image);
        if let (Some(info), Some(slot)) = (info, field.image_index().and_then(|i| report.images.get_mut(i))) {
            *slot = Some(info);
        }
        let mut reporter = Reporter::new(field, &mut report.violations);
        if let Some(image) = image {
            let mut earlier = Field::IMAGES.into_iter().take_while(|earlier| *earlier != field);
            let same_as = earlier.find(|earlier| self.image(*earlier).is_some_and(|other| image.is_same(other)));
            image::check(image, same_as, &mut reporter);
        }
        if field == Field::FaceImage
            && let Some(enabled_fields) = self.raw.content(Field::EnabledFields)
        {
            cross_field::check_face_image(enabled_fields, &mut reporter);
        }
    }

    /// Checks a MIME type that is there against its image.
    fn check_mime_type(&self, declared: &str, image: Field, reporter: &mut Reporter<'_>) {
        match self.raw.state(image) {
            FieldState::Content(_) => {
                if let Some(info) = self.image_info(image) {
                    cross_field::check_mime(Some(declared), info, reporter);
                }
            }
            FieldState::Absent | FieldState::Blank => {
                reporter.add(Code::MimeWithoutImage);
            }
            FieldState::Wrong(_) => {}
        }
    }
}

/// Checks a text by the rules that hold for every one of its kind.
fn check_common(spec: &FieldSpec, text: &str, classes: CharClasses, reporter: &mut Reporter<'_>) {
    let is_too_long = text::check_length(text, spec.max, reporter);
    match spec.check {
        Check::Date | Check::Image => {}
        Check::Tokens => {
            // The raw text counts, spaces too: where only they make it too long, the tokens without them are suggested.
            if is_too_long && let [.., violation] = reporter.violations() {
                violation.suggest(spec.max.and_then(|max| tokens::compact(text, usize::from(max))));
            }
            text::check_control(text, classes, reporter);
        }
        Check::Country | Check::OneOf(_) | Check::CallbackUrl => text::check_control(text, classes, reporter),
        Check::Text | Check::Reference | Check::UsState => {
            text::check_control(text, classes, reporter);
            text::check_invisible(text, classes, reporter);
            text::check_markup(text, classes, reporter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Violation;

    /// A copy reports it, too; a request that has a field does not.
    #[test]
    fn a_wrapped_request_is_reported() {
        let is_reported = |raw: &RawRequest<'_>| {
            let report = validate_raw_request(raw, &Settings::default());
            let first = report.violations().first().map(Violation::code);
            first == Some(Code::WrappedRequest)
        };
        let body = br#"{"faceImage":"","request":{"country":"USA","idType":"PASSPORT"}}"#;
        let mut raw = RawRequest::from_json(body).expect("an object");
        assert!(is_reported(&raw));
        assert!(is_reported(&raw.clone()));
        raw.set(Field::Country, "USA");
        assert!(!is_reported(&raw));
    }
}

//! How a field is judged: whether it must be there, its own checks, and every rule that reads two fields or the settings.
//!
//! A rule that reads several fields is reported at one of them and stands with that field here. It runs when the fields it
//! reads are usable, not when all are.

use crate::char_classes::CharClasses;
use crate::choices::{Feature, Token};
use crate::codes::{Code, Param};
use crate::country::{Country, address_extraction_supported};
use crate::fields::{self, Field};
use crate::image::Base64Image;
use crate::raw_request::{FieldState, FieldValue, RawRequest};
use crate::report::Report;
use crate::rules::personal_data::OwnValue;
use crate::rules::tokens::Listed;
use crate::rules::{
    Check, Reporter, callback_url, choice, country, date, image, personal_data, text, tokens, us_state,
};
use crate::settings::Settings;
use core::cell::OnceCell;

/// The fields whose own value [`Code::PossiblePersonalData`] looks for.
pub(crate) const OWN: [Field; 5] =
    [Field::FirstName, Field::LastName, Field::Number, Field::Dob, Field::PersonalNumber];

/// What the rules read.
pub(crate) struct Context<'c> {
    raw: &'c RawRequest<'c>,
    settings: &'c Settings,
    /// What was read of the three images, each when it is first asked for.
    images: [OnceCell<Option<Base64Image>>; 3],
    /// What enabledFields lists, when it is first asked for.
    listed: OnceCell<Listed>,
}

impl<'c> Context<'c> {
    pub(crate) fn new(raw: &'c RawRequest<'c>, settings: &'c Settings) -> Self {
        Context { raw, settings, images: Default::default(), listed: OnceCell::new() }
    }

    /// Judges one field and adds what it finds to the report.
    #[inline(never)]
    pub(crate) fn check(&self, field: Field, report: &mut Report) {
        let check = field.spec().check;
        let mut reporter = Reporter::new(field, &mut report.violations);
        match (self.raw.state(field), self.raw.value(field)) {
            (FieldState::Content(Some(text)), FieldValue::Text { classes, .. }) if check != Check::Image => {
                self.check_text(field, check, text, *classes, &mut reporter);
            }
            (FieldState::Content(_), _) => self.check_image(field, report),
            (FieldState::Wrong(actual), _) => {
                reporter.add(Code::WrongType).param(Param::Expected, "string").param(Param::Actual, actual.as_str());
            }
            (absent @ (FieldState::Absent | FieldState::Blank), _) => {
                let blank = matches!(absent, FieldState::Blank);
                match self.required(field) {
                    Some(because) => {
                        // Blanks are the beginning of nothing but free text; that a form field is empty still is no fault.
                        let typed = blank && field.image_index().is_none();
                        reporter.add(Code::Required).param(Param::Because, because).incomplete(typed);
                    }
                    None if blank => {
                        reporter.add(Code::Empty);
                    }
                    None => {}
                }
            }
        }
    }

    /// Why a field must be there, if it must.
    fn required(&self, field: Field) -> Option<&'static str> {
        match field.spec().requirement {
            fields::Requirement::Required => Some("always"),
            fields::Requirement::WithFaceMatch => self.face_match_applies().then_some("face_match"),
            fields::Requirement::WithScreening => {
                (self.settings.screening || self.raw.watchlist_search).then_some("screening")
            }
            fields::Requirement::Optional => None,
        }
    }

    /// What enabledFields lists, whose text this is.
    fn listed(&self, text: &str) -> Listed {
        *self.listed.get_or_init(|| Listed::of(text))
    }

    fn face_match_applies(&self) -> bool {
        match self.raw.state(Field::EnabledFields) {
            FieldState::Content(Some(tokens)) => {
                self.listed(tokens).has(Token::FaceMatch) && self.settings.face_match != Feature::Disabled
            }
            FieldState::Absent | FieldState::Blank => self.settings.face_match == Feature::Enabled,
            FieldState::Content(None) | FieldState::Wrong(_) => false,
        }
    }

    #[inline(always)]
    fn check_text(&self, field: Field, check: Check, text: &str, classes: CharClasses, reporter: &mut Reporter<'_>) {
        let max = field.spec().max;
        let is_legal_word = match check {
            Check::Country => Country::from_alpha3(text).is_some(),
            Check::OneOf(allowed) => allowed.contains(&text),
            _ => false,
        };
        let are_legal_words = check == Check::Tokens && self.listed(text).is_legal();
        // In one of fixed words there is nothing that is wrong in any text.
        if !is_legal_word {
            let too_long = text::check_length(text, max, reporter);
            // The raw text counts, spaces too; where only they make it too long, the same tokens without them are suggested.
            if too_long
                && check == Check::Tokens
                && let [.., violation] = reporter.violations()
            {
                violation.suggest(max.and_then(|max| tokens::compact(text, usize::from(max))));
            }
            match check {
                Check::Date => {}
                Check::Tokens if are_legal_words => {}
                Check::Country | Check::OneOf(_) | Check::Tokens => {
                    text::check_control(text, CharClasses::of(text), reporter)
                }
                _ => text::check_control(text, classes, reporter),
            }
        }
        if let Check::Text | Check::Reference | Check::UsState = check {
            text::check_invisible(text, classes, reporter);
            text::check_markup(text, classes, reporter);
        }
        match check {
            Check::Text => {}
            Check::Reference => {
                personal_data::check_email(text, classes, reporter);
                personal_data::check(text, classes, self.own_values(), reporter);
            }
            Check::Country => {
                if !is_legal_word {
                    country::check(text, reporter);
                } else if self.raw.content(Field::IdType) == Some("VISA") {
                    country::check_visa(text, reporter);
                }
            }
            Check::OneOf(allowed) => {
                if !is_legal_word {
                    choice::check(text, allowed, reporter);
                }
                if let Some(image) = field.image_of_mime_type() {
                    self.check_mime_type(image, Some(text), reporter);
                }
            }
            Check::Tokens => {
                if !are_legal_words {
                    tokens::check(text, reporter);
                }
                self.check_features(text, reporter);
            }
            Check::CallbackUrl => {
                personal_data::check_url(text, classes, self.own_values(), reporter);
                callback_url::check(text, max, self.settings.callback_domains(), reporter);
            }
            Check::UsState => us_state::check(text, self.id_type(), reporter),
            Check::Date => {
                let meaning = if field == Field::Dob { date::Meaning::Birth } else { date::Meaning::Expiry };
                date::check(text, meaning, self.settings.today, reporter);
            }
            Check::Image => {}
        }
    }

    /// idType, where it is a legal one.
    fn id_type(&self) -> Option<&str> {
        let Check::OneOf(allowed) = Field::IdType.spec().check else { return None };
        self.raw.content(Field::IdType).filter(|text| allowed.contains(text))
    }

    /// The request's own personal data, to be looked for where none may be.
    fn own_values(&self) -> impl Iterator<Item = OwnValue<'_>> {
        OWN.into_iter().filter_map(|field| match self.raw.value(field) {
            FieldValue::Text { text, classes } => Some(OwnValue { field, text, classes: *classes }),
            _ => None,
        })
    }

    /// What was read of an image; `None` where there is none.
    fn image(&self, field: Field) -> Option<&Base64Image> {
        let read = || match self.raw.state(field) {
            FieldState::Content(_) => self.raw.read_image(field),
            _ => None,
        };
        self.images.get(field.image_index()?)?.get_or_init(read).as_ref()
    }

    fn check_image(&self, field: Field, report: &mut Report) {
        let image = self.image(field);
        let info = image.and_then(|image| image.image);
        if let (Some(info), Some(slot)) = (info, field.image_index().and_then(|i| report.images.get_mut(i))) {
            *slot = Some(info);
        }
        let mut reporter = Reporter::new(field, &mut report.violations);
        if let Some(image) = image {
            image::check(image, self.same_as(field, image), &mut reporter);
        }
        if field == Field::FaceImage
            && let FieldState::Content(Some(tokens)) = self.raw.state(Field::EnabledFields)
            && !self.listed(tokens).has(Token::FaceMatch)
        {
            reporter.add(Code::FaceImageUnused);
        }
    }

    /// An earlier image of the request with the same bytes.
    fn same_as(&self, field: Field, image: &Base64Image) -> Option<&'static str> {
        let earlier = Field::IMAGES.into_iter().take_while(|earlier| *earlier != field);
        let same = |earlier: &Field| self.image(*earlier).is_some_and(|other| image.is_same(other));
        earlier.into_iter().find(same).map(Field::name)
    }

    /// The rules that read an image and its MIME type, which is absent or has content.
    fn check_mime_type(&self, image: Field, declared: Option<&str>, reporter: &mut Reporter<'_>) {
        match self.raw.state(image) {
            FieldState::Content(_) => {
                if let Some(info) = self.image(image).and_then(|image| image.image.as_ref()) {
                    image::check_mime(declared, info, reporter);
                }
            }
            FieldState::Absent | FieldState::Blank if declared.is_some() => {
                reporter.add(Code::MimeWithoutImage);
            }
            _ => {}
        }
    }

    /// The rules that hold enabledFields against the account and the document.
    fn check_features(&self, text: &str, reporter: &mut Reporter<'_>) {
        let listed = self.listed(text);
        if self.settings.face_match == Feature::Disabled && listed.has(Token::FaceMatch) {
            reporter.add(Code::FaceMatchDisabled);
        }
        if listed.has(Token::Address) {
            if self.settings.address_extraction == Feature::Disabled {
                reporter.add(Code::AddressExtractionDisabled);
            }
            let country = self.raw.content(Field::Country).and_then(Country::from_alpha3);
            if let (Some(country), Some(id_type)) = (country, self.id_type())
                && !address_extraction_supported(country, id_type)
            {
                reporter.add(Code::AddressUnsupported);
            }
        }
    }

    /// The rule of a MIME type that is absent and has a default: the image may be of the other type.
    pub(crate) fn check_default_mime_type(&self, field: Field, report: &mut Report) {
        if let Some(image) = field.image_of_mime_type()
            && let FieldState::Absent | FieldState::Blank = self.raw.state(field)
        {
            self.check_mime_type(image, None, &mut Reporter::new(field, &mut report.violations));
        }
    }

    /// Judges one field as it is typed or sent: all that a report says of it.
    #[inline]
    pub(crate) fn check_whole(&self, field: Field, report: &mut Report) {
        let spec = field.spec();
        // Most fields of most requests are left out.
        if spec.requirement != fields::Requirement::Optional || !matches!(self.raw.value(field), FieldValue::Absent) {
            self.check(field, report);
        }
        if spec.default.is_some() {
            self.check_default_mime_type(field, report);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_values_are_those_of_the_codes_vocabulary() {
        assert_eq!(OWN.map(Field::name), Code::PossiblePersonalData.words(Param::Source));
    }
}

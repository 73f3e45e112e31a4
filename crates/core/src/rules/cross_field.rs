//! Rules that read two fields, or a field and the settings. Each is reported at one of them, and runs when the fields it
//! reads are usable, not when all are.

use super::Reporter;
use super::tokens::{self, Listed};
use crate::choices::{Feature, MimeType, Token};
use crate::codes::{Code, Param};
use crate::country::{Country, address_extraction_supported};
use crate::image::{ImageFormat, ImageInfo};
use crate::raw_request::FieldState;

/// Checks whether Face match applies to the request, which makes faceImage mandatory.
pub(crate) fn face_match_applies(enabled_fields: FieldState<'_>, face_match: Feature) -> bool {
    match enabled_fields {
        FieldState::Content(Some(text)) => tokens::has(text, Token::FaceMatch) && face_match != Feature::Disabled,
        FieldState::Absent | FieldState::Blank => face_match == Feature::Enabled,
        FieldState::Content(None) | FieldState::Wrong(_) => false,
    }
}

/// Reports a face image that enabledFields makes no use of.
pub(crate) fn check_face_image(enabled_fields: &str, reporter: &mut Reporter<'_>) {
    if !tokens::has(enabled_fields, Token::FaceMatch) {
        reporter.add(Code::FaceImageUnused);
    }
}

/// Reports idFaceMatch where the account has no Face match.
pub(crate) fn check_face_match(listed: Listed, face_match: Feature, reporter: &mut Reporter<'_>) {
    if face_match == Feature::Disabled && listed.has(Token::FaceMatch) {
        reporter.add(Code::FaceMatchDisabled);
    }
}

/// Reports idAddress where the account or the document does not support it. `document` is its country and idType, where both
/// are legal.
pub(crate) fn check_address(
    document: Option<(Country, &str)>,
    address_extraction: Feature,
    reporter: &mut Reporter<'_>,
) {
    if address_extraction == Feature::Disabled {
        reporter.add(Code::AddressExtractionDisabled);
    }
    if document.is_some_and(|(country, id_type)| !address_extraction_supported(country, id_type)) {
        reporter.add(Code::AddressUnsupported);
    }
}

/// Reports a visa of a country whose visas are not supported.
pub(crate) fn check_visa(country: Country, id_type: Option<&str>, reporter: &mut Reporter<'_>) {
    if id_type == Some("VISA") && !matches!(country.alpha3(), "USA" | "CHN") {
        reporter.add(Code::VisaCountry);
    }
}

/// Reports a MIME type, declared or by default, that is not that of the image.
pub(crate) fn check_mime(declared: Option<&str>, info: &ImageInfo, reporter: &mut Reporter<'_>) {
    let detected = match info.format {
        ImageFormat::Jpeg => MimeType::Jpeg,
        ImageFormat::Png => MimeType::Png,
        _ => return,
    };
    let Ok(declared) = declared.map_or(Ok(MimeType::Jpeg), str::parse::<MimeType>) else { return };
    if declared != detected {
        let (declared, detected) = (declared.as_str(), detected.as_str());
        let violation = reporter.add(Code::MimeMismatch);
        violation.param(Param::Declared, declared).param(Param::Detected, detected).suggest(Some(detected));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Field;
    use crate::report::Violations;

    #[test]
    fn visas_of_two_countries_pass() {
        for country in Country::all() {
            for (id_type, passes) in
                [(Some("VISA"), matches!(country.alpha3(), "USA" | "CHN")), (Some("PASSPORT"), true), (None, true)]
            {
                let mut violations = Violations::new();
                check_visa(country, id_type, &mut Reporter::new(Field::Country, &mut violations));
                let codes: Vec<Code> = violations.iter().map(|violation| violation.code()).collect();
                assert_eq!(codes, if passes { vec![] } else { vec![Code::VisaCountry] }, "{country} {id_type:?}");
            }
        }
    }
}

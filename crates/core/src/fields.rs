//! The table: every field of the request in the guide's order, with what it means, when it must be there, how long it
//! may be, what checks it, and examples of both kinds. The examples run as tests and stand in the documentation.

use crate::choices::{CallbackGranularity, IdType, MimeType, Token};
use crate::codes::Code;
use crate::rules::Check;
use crate::rules::cross_field::OWN;
use crate::string_table;
use alloc::string::String;

/// When a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requirement {
    /// In every request.
    Required,
    /// When Face match applies to the request.
    WithFaceMatch,
    /// When Screening applies to the request.
    WithScreening,
    /// Never.
    Optional,
}

impl Requirement {
    /// The rule in words.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Requirement::Required => "required",
            Requirement::WithFaceMatch => "required when Face match applies",
            Requirement::WithScreening => "required when Screening applies",
            Requirement::Optional => "optional",
        }
    }
}

impl Check {
    /// Returns what it takes, in the words of the documentation.
    #[must_use]
    pub fn sentence(self) -> String {
        let fixed = match self {
            Check::OneOf(words) => return ["one of ", &words.join(", ")].concat(),
            Check::Tokens => return ["tokens with commas between them: ", &Token::NAMES.join(", ")].concat(),
            Check::Text => "text",
            Check::Reference => "text without personal data",
            Check::Image => "JPEG or PNG in base64: at most 15 MiB, each side under 8000 pixels, the longest over 300",
            Check::Country => "ISO 3166-1 alpha-3 code, or XKX",
            Check::CallbackUrl => "https URL of a host name, without port, query, fragment, user and personal data",
            Check::UsState => "by idType: US state, or for a passport or ID card also a country",
            Check::Date => "date, YYYY-MM-DD",
        };
        fixed.into()
    }
}

/// One row of the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct FieldSpec {
    /// The name in the request's JSON.
    pub name: &'static str,
    /// When it must be there.
    pub requirement: Requirement,
    /// The most Unicode code points it may have; `None` where the guide gives no number.
    pub max: Option<u16>,
    /// What checks its value.
    pub check: Check,
    /// What the service assumes when it is absent.
    pub default: Option<&'static str>,
}

/// What is said of a field to those who read of it: apart from its row, for no check needs it.
#[derive(Debug)]
#[non_exhaustive]
pub struct FieldDoc {
    /// What it is for, in one sentence.
    pub doc: &'static str,
    /// Values that pass in a minimal request.
    pub good: &'static [&'static str],
    /// Values that do not, and the code each of them gets.
    pub bad: &'static [(&'static str, Code)],
}

macro_rules! fields {
    ($(
        $variant:ident = $name:literal, $requirement:ident, $max:expr, $check:expr, default $default:expr,
        $doc:literal,
        good $good:expr,
        bad $bad:expr;
    )+) => {
        /// A field of the request, in the guide's order.
        ///
        /// See "Request parameters" in the [performNetverify guide](crate#the-guide).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`: ", $doc)] $variant,)+
        }

        impl Field {
            /// Every field, in the guide's order.
            pub const ALL: [Field; 21] = [$(Field::$variant),+];

            /// Its row of the table.
            #[must_use]
            pub fn spec(self) -> &'static FieldSpec {
                static SPECS: [FieldSpec; Field::ALL.len()] = [$(FieldSpec {
                    // The same text as all names are, and not another.
                    name: string_table::nth(NAMES, &ENDS, Field::$variant as usize),
                    requirement: Requirement::$requirement, max: $max, check: $check, default: $default,
                }),+];
                &SPECS[self as usize]
            }

            /// What it is for, and examples.
            #[must_use]
            pub fn doc(self) -> &'static FieldDoc {
                match self {
                    $(Field::$variant => {
                        static DOC: FieldDoc = FieldDoc { doc: $doc, good: $good, bad: $bad };
                        &DOC
                    })+
                }
            }

            /// Its name in the request's JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                string_table::nth(NAMES, &ENDS, self as usize)
            }
        }

        const NAMES: &str = concat!($($name, "\0"),+);
        static ENDS: [u16; Field::ALL.len()] = string_table::ends(NAMES);
        static BY_LENGTH: [u32; LONGEST_NAME + 1] = string_table::by_length(&string_table::ends::<{ Field::ALL.len() }>(NAMES));
    };
}

fields! {
    MerchantIdScanReference = "merchantIdScanReference", Required, Some(100), Check::Reference, default None,
        "Your reference for the scan, without personal data.",
        good &["order-2026-000123", "6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c"],
        bad &[("anna@example.com", Code::ContainsEmail), (" ", Code::Required)];
    FrontsideImage = "frontsideImage", Required, None, Check::Image, default None,
        "The front side of the document, JPEG or PNG, in base64.",
        good &[],
        bad &[("", Code::Required), ("data:image/jpeg;base64,AAAA", Code::Base64DataUri), ("R0lGODlhAQABAAAAADs=", Code::ImageFormat)];
    FaceImage = "faceImage", WithFaceMatch, None, Check::Image, default None,
        "The face of the person, JPEG or PNG, in base64.",
        good &[],
        bad &[("%PDF", Code::Base64Alphabet)];
    Country = "country", Required, Some(3), Check::Country, default None,
        "The country that issued the document: ISO 3166-1 alpha-3, or XKX for Kosovo.",
        good &["USA", "DEU", "XKX"],
        bad &[("usa", Code::UnknownCountry), ("US", Code::UnknownCountry), ("RKS", Code::UnknownCountry)];
    IdType = "idType", Required, Some(255), Check::OneOf(IdType::NAMES), default None,
        "The kind of document.",
        good &["PASSPORT", "DRIVING_LICENSE", "ID_CARD"],
        bad &[("passport", Code::NotInEnum), ("DRIVERS_LICENSE", Code::NotInEnum)];
    FrontsideImageMimeType = "frontsideImageMimeType", Optional, None, Check::OneOf(MimeType::NAMES), default Some("image/jpeg"),
        "The MIME type of frontsideImage.",
        good &["image/jpeg"],
        bad &[("image/jpg", Code::NotInEnum), ("image/png", Code::MimeMismatch)];
    FaceImageMimeType = "faceImageMimeType", Optional, None, Check::OneOf(MimeType::NAMES), default Some("image/jpeg"),
        "The MIME type of faceImage.",
        good &[],
        bad &[("PNG", Code::NotInEnum), ("image/png", Code::MimeWithoutImage)];
    BacksideImage = "backsideImage", Optional, None, Check::Image, default None,
        "The back side of the document, JPEG or PNG, in base64.",
        good &[],
        bad &[("AAA", Code::Base64Padding)];
    BacksideImageMimeType = "backsideImageMimeType", Optional, None, Check::OneOf(MimeType::NAMES), default Some("image/jpeg"),
        "The MIME type of backsideImage.",
        good &[],
        bad &[("jpeg", Code::NotInEnum)];
    EnabledFields = "enabledFields", Optional, Some(100), Check::Tokens, default None,
        "What is extracted from the document, separated by commas.",
        good &["idNumber,idFirstName", "idDob, idExpiry"],
        bad &[("idnumber", Code::UnknownToken), ("idDob,,idExpiry", Code::EmptyToken), ("idDob,idDob", Code::DuplicateToken)];
    MerchantReportingCriteria = "merchantReportingCriteria", Optional, Some(100), Check::Text, default None,
        "Your own criterion for reports.",
        good &["campaign A/B <3"],
        bad &[("<script>", Code::SuspiciousMarkup)];
    CustomerId = "customerId", WithScreening, Some(100), Check::Reference, default None,
        "Your identifier of the customer, without personal data.",
        good &["c-48151623"],
        bad &[("anna@example.com", Code::ContainsEmail)];
    CallbackUrl = "callbackUrl", Optional, Some(255), Check::CallbackUrl, default None,
        "Where the result is sent: https, a host name, no port, query or fragment.",
        good &["https://api.example.com/netverify/callback"],
        bad &[
            ("http://api.example.com/", Code::UrlScheme),
            ("https://203.0.113.7/", Code::UrlHostIsIp),
            ("https://api.example.com:443/", Code::UrlPort),
            ("https://api.example.com/?id=1", Code::UrlQuery),
        ];
    FirstName = "firstName", Optional, Some(100), Check::Text, default None,
        "The customer's first name.",
        good &["Zoë", "D'Arcy"],
        bad &[("a\tb", Code::ControlCharacter)];
    LastName = "lastName", Optional, Some(100), Check::Text, default None,
        "The customer's last name.",
        good &["O'Brien", "Müller & Söhne"],
        bad &[("<b>Bold</b>", Code::SuspiciousMarkup)];
    UsState = "usState", Optional, Some(100), Check::UsState, default None,
        "The US state, or for a passport or ID card also the country, that the document names.",
        good &["WA", "Kosovo", "Germany", "DE", "DEU"],
        bad &[("Atlantis", Code::UnknownUsState), ("Turkey", Code::CountryNameVariant)];
    Expiry = "expiry", Optional, None, Check::Date, default None,
        "When the document expires, YYYY-MM-DD.",
        good &["2031-02-28"],
        bad &[("31.12.2030", Code::DateFormat), ("2030-02-30", Code::DateCalendar), ("2101-01-01", Code::DateImplausible)];
    Number = "number", Optional, Some(100), Check::Text, default None,
        "The document's number.",
        good &["P12345678"],
        bad &[("  ", Code::Empty)];
    Dob = "dob", Optional, None, Check::Date, default None,
        "The customer's date of birth, YYYY-MM-DD.",
        good &["1990-02-28"],
        bad &[("1990-2-28", Code::DateFormat), ("0001-01-01", Code::DateImplausible)];
    CallbackGranularity = "callbackGranularity", Optional, Some(255), Check::OneOf(CallbackGranularity::NAMES), default Some("onFinish"),
        "Whether a callback is sent at the end only, or also when the images are received.",
        good &["onFinish", "onAllSteps"],
        bad &[("onfinish", Code::NotInEnum)];
    PersonalNumber = "personalNumber", Optional, Some(14), Check::Text, default None,
        "The document's personal number.",
        good &["AB123456789012"],
        bad &[("123456789012345", Code::TooLong)];
}

/// The length of `merchantReportingCriteria`.
const LONGEST_NAME: usize = 25;

/// A bit for each of these fields.
const fn bits(mut fields: &[Field]) -> u32 {
    let mut bits = 0;
    while let [field, rest @ ..] = fields {
        bits |= 1 << field.index();
        fields = rest;
    }
    bits
}

impl Field {
    /// The fields that hold an image.
    pub const IMAGES: [Field; 3] = [Field::FrontsideImage, Field::FaceImage, Field::BacksideImage];

    /// The field of that name, by exact case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Field> {
        string_table::position(NAMES, &ENDS, &BY_LENGTH, name).and_then(|index| Field::ALL.get(index).copied())
    }

    /// Its place in the table, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its place among [`Field::IMAGES`]; `None` for a field that holds no image.
    #[must_use]
    pub const fn image_index(self) -> Option<usize> {
        match self {
            Field::FrontsideImage => Some(0),
            Field::FaceImage => Some(1),
            Field::BacksideImage => Some(2),
            _ => None,
        }
    }

    /// For a MIME type's field, the image it speaks of.
    #[must_use]
    pub const fn image_of_mime_type(self) -> Option<Field> {
        match self {
            Field::FrontsideImageMimeType => Some(Field::FrontsideImage),
            Field::FaceImageMimeType => Some(Field::FaceImage),
            Field::BacksideImageMimeType => Some(Field::BacksideImage),
            _ => None,
        }
    }

    /// The fields that its rules read, its own among them: a bit each, at [`Field::index`]. What else a raw request holds makes no
    /// difference to [`validate_raw_field`](crate::validate_raw_field).
    ///
    /// ```
    /// use netverify_rules::Field;
    ///
    /// assert_eq!(Field::Dob.reads(), 1 << Field::Dob.index());
    /// assert_eq!(Field::UsState.reads(), 1 << Field::UsState.index() | 1 << Field::IdType.index());
    /// ```
    #[must_use]
    pub fn reads(self) -> u32 {
        const IMAGES: u32 = bits(&Field::IMAGES) | bits(&[Field::EnabledFields]);
        let others = match self.spec().check {
            Check::Reference | Check::CallbackUrl => const { bits(&OWN) },
            Check::Country | Check::UsState => const { bits(&[Field::IdType]) },
            Check::Tokens => const { bits(&[Field::Country, Field::IdType]) },
            Check::Image => IMAGES,
            Check::OneOf(_) if self.image_of_mime_type().is_some() => IMAGES,
            Check::OneOf(_) | Check::Text | Check::Date => 0,
        };
        others | 1 << self.index()
    }

    /// For an image's field, the field of its MIME type.
    #[must_use]
    pub const fn mime_type_of_image(self) -> Option<Field> {
        match self {
            Field::FrontsideImage => Some(Field::FrontsideImageMimeType),
            Field::FaceImage => Some(Field::FaceImageMimeType),
            Field::BacksideImage => Some(Field::BacksideImageMimeType),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_its_own_order() {
        for (i, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field.index(), i);
            assert_eq!(Field::from_name(field.name()), Some(field));
            assert_eq!(field.spec().name, field.name());
        }
    }
}

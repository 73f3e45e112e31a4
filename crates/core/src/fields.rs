//! The table: every field of the request in the guide's order.

use crate::choices::{CallbackGranularity, IdType, MimeType, Token};
use crate::codes::Code;
use crate::image::limits::{longest_side_over, max_mebibytes, side_under};
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
    /// Returns the rule in words.
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

/// The rule that checks a field's value. A new one makes the compiler ask for how it runs, its JSON Schema, its type and its
/// sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Check {
    /// Free text.
    Text,
    /// Free text that must hold no personal data.
    Reference,
    /// A base64 image.
    Image,
    /// An ISO 3166-1 alpha-3 code, or XKX.
    Country,
    /// One of fixed words.
    OneOf(&'static [&'static str]),
    /// The tokens of enabledFields.
    Tokens,
    /// A callback URL that must hold no personal data.
    CallbackUrl,
    /// A US state, or by idType a country.
    UsState,
    /// A date.
    Date,
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
            Check::Image => concat!(
                "JPEG or PNG in base64: at most ",
                max_mebibytes!(),
                " MiB, each side under ",
                side_under!(),
                " pixels, the longest over ",
                longest_side_over!()
            ),
            Check::Country => "ISO 3166-1 alpha-3 code, or XKX",
            Check::CallbackUrl => "https URL of a host name, without port, query, fragment, user and personal data",
            Check::UsState => "by idType: US state, or for a passport or ID card also a country",
            Check::Date => "date, YYYY-MM-DD",
        };
        fixed.into()
    }
}

/// What the checks read of a row of the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct FieldSpec {
    /// When it must be there.
    pub requirement: Requirement,
    /// The most Unicode code points it may have; `None` where the guide gives no number.
    pub max: Option<u16>,
    /// What checks its value.
    pub check: Check,
    /// What the service assumes when it is absent.
    pub default: Option<&'static str>,
}

/// What a row of the table says to readers. It is apart from [`FieldSpec`], for no check needs it.
#[derive(Debug)]
#[non_exhaustive]
pub struct FieldDoc {
    /// What it is for, in one sentence.
    pub doc: &'static str,
    /// Values that are valid in a minimal request.
    pub valid: &'static [&'static str],
    /// Values that are not, and the code each of them gets.
    pub invalid: &'static [(&'static str, Code)],
}

/// Gives the rows of the table to a macro, which makes items of them: `Field` and what belongs to it here, and `Request` and
/// its builder in `request.rs`. A row is all that a field needs.
///
/// It begins with whether every request has the field, its name in `Request`, in [`Field`] and in JSON, and what checks it.
/// `required` says when an optional field must be there, `max` how many Unicode code points it may have at most, `default` what
/// the service assumes when it is absent. The examples run as tests and are part of the documentation.
macro_rules! field_table {
    ($rows:ident) => {
        $rows! {
            required merchant_id_scan_reference: MerchantIdScanReference = "merchantIdScanReference", Reference, max 100,
                "Your reference for the scan, without personal data.",
                valid ["order-2026-000123", "6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c"],
                invalid [("anna@example.com", ContainsEmail), (" ", Required)];
            required frontside_image: FrontsideImage = "frontsideImage", Image,
                "The front side of the document, JPEG or PNG, in base64.",
                valid [],
                invalid [("", Required), ("data:image/jpeg;base64,AAAA", Base64DataUri), ("R0lGODlhAQABAAAAADs=", ImageFormat)];
            optional face_image: FaceImage = "faceImage", Image, required WithFaceMatch,
                "The face of the person, JPEG or PNG, in base64.",
                valid [],
                invalid [("%PDF", Base64Alphabet)];
            required country: Country = "country", Country, max 3,
                "The country that issued the document: ISO 3166-1 alpha-3, or XKX for Kosovo.",
                valid ["USA", "DEU", "XKX"],
                invalid [("usa", UnknownCountry), ("US", UnknownCountry), ("RKS", UnknownCountry)];
            required id_type: IdType = "idType", (OneOf IdType), max 255,
                "The kind of document.",
                valid ["PASSPORT", "DRIVING_LICENSE", "ID_CARD"],
                invalid [("passport", NotInEnum), ("DRIVERS_LICENSE", NotInEnum)];
            optional frontside_image_mime_type: FrontsideImageMimeType = "frontsideImageMimeType", (OneOf MimeType), default "image/jpeg",
                "The MIME type of frontsideImage.",
                valid ["image/jpeg"],
                invalid [("image/jpg", NotInEnum), ("image/png", MimeMismatch)];
            optional face_image_mime_type: FaceImageMimeType = "faceImageMimeType", (OneOf MimeType), default "image/jpeg",
                "The MIME type of faceImage.",
                valid [],
                invalid [("PNG", NotInEnum), ("image/png", MimeWithoutImage)];
            optional backside_image: BacksideImage = "backsideImage", Image,
                "The back side of the document, JPEG or PNG, in base64.",
                valid [],
                invalid [("AAA", Base64Padding)];
            optional backside_image_mime_type: BacksideImageMimeType = "backsideImageMimeType", (OneOf MimeType), default "image/jpeg",
                "The MIME type of backsideImage.",
                valid [],
                invalid [("jpeg", NotInEnum)];
            optional enabled_fields: EnabledFields = "enabledFields", Tokens, max 100,
                "What is extracted from the document, separated by commas.",
                valid ["idNumber,idFirstName", "idDob, idExpiry"],
                invalid [("idnumber", UnknownToken), ("idDob,,idExpiry", EmptyToken), ("idDob,idDob", DuplicateToken)];
            optional merchant_reporting_criteria: MerchantReportingCriteria = "merchantReportingCriteria", Text, max 100,
                "Your own criterion for reports.",
                valid ["campaign A/B <3"],
                invalid [("<script>", SuspiciousMarkup)];
            optional customer_id: CustomerId = "customerId", Reference, required WithScreening, max 100,
                "Your identifier of the customer, without personal data.",
                valid ["c-48151623"],
                invalid [("anna@example.com", ContainsEmail)];
            optional callback_url: CallbackUrl = "callbackUrl", CallbackUrl, max 255,
                "Where the result is sent: https, a host name, no port, query or fragment.",
                valid ["https://api.example.com/netverify/callback"],
                invalid [
                    ("http://api.example.com/", UrlScheme),
                    ("https://203.0.113.7/", UrlHostIsIp),
                    ("https://api.example.com:443/", UrlPort),
                    ("https://api.example.com/?id=1", UrlQuery),
                ];
            optional first_name: FirstName = "firstName", Text, max 100,
                "The customer's first name.",
                valid ["Zoë", "D'Arcy"],
                invalid [("a\tb", ControlCharacter)];
            optional last_name: LastName = "lastName", Text, max 100,
                "The customer's last name.",
                valid ["O'Brien", "Müller & Söhne"],
                invalid [("<b>Bold</b>", SuspiciousMarkup)];
            optional us_state: UsState = "usState", UsState, max 100,
                "The US state, or for a passport or ID card also the country, that the document names.",
                valid ["WA", "Kosovo", "Germany", "DE", "DEU"],
                invalid [("Atlantis", UnknownUsState), ("Turkey", CountryNameVariant)];
            optional expiry: Expiry = "expiry", Date,
                "When the document expires, YYYY-MM-DD.",
                valid ["2031-02-28"],
                invalid [("31.12.2030", DateFormat), ("2030-02-30", DateCalendar), ("2101-01-01", DateImplausible)];
            optional number: Number = "number", Text, max 100,
                "The document's number.",
                valid ["P12345678"],
                invalid [("  ", Empty)];
            optional dob: Dob = "dob", Date,
                "The customer's date of birth, YYYY-MM-DD.",
                valid ["1990-02-28"],
                invalid [("1990-2-28", DateFormat), ("0001-01-01", DateImplausible)];
            optional callback_granularity: CallbackGranularity = "callbackGranularity", (OneOf CallbackGranularity), max 255, default "onFinish",
                "Whether a callback is sent at the end only, or also when the images are received.",
                valid ["onFinish", "onAllSteps"],
                invalid [("onfinish", NotInEnum)];
            optional personal_number: PersonalNumber = "personalNumber", Text, max 14,
                "The document's personal number.",
                valid ["AB123456789012"],
                invalid [("123456789012345", TooLong)];
        }
    };
}
pub(crate) use field_table;

macro_rules! requirement {
    (required $name:ident) => {
        Requirement::Required
    };
    (optional $name:ident) => {
        Requirement::Optional
    };
    (optional $name:ident $requirement:ident) => {
        Requirement::$requirement
    };
}

macro_rules! check {
    ((OneOf $words:ident)) => {
        Check::OneOf($words::NAMES)
    };
    ($check:ident) => {
        Check::$check
    };
}

macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

macro_rules! field {
    ($(
        $(required $required:ident)? $(optional $optional:ident)?: $field:ident = $name:literal,
        $check:tt,
        $(required $requirement:ident,)? $(max $max:literal,)? $(default $default:literal,)?
        $doc:literal,
        valid $valid:tt,
        invalid [$(($invalid:literal, $code:ident)),+ $(,)?];
    )+) => {
        /// A field of the request, in the guide's order.
        ///
        /// See "Request parameters" in the [performNetverify guide](crate#the-guide).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`: ", $doc)] $field,)+
        }

        impl Field {
            /// Every field, in the guide's order.
            pub const ALL: [Field; [$($name),+].len()] = [$(Field::$field),+];

            /// Returns its name in the request's JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Field::$field => $name,)+ }
            }

            /// Returns its row of the table.
            #[must_use]
            pub fn spec(self) -> &'static FieldSpec {
                static SPECS: [FieldSpec; Field::ALL.len()] = [$(FieldSpec {
                    requirement: requirement!($(required $required)? $(optional $optional)? $($requirement)?),
                    max: optional!($($max)?),
                    check: check!($check),
                    default: optional!($($default)?),
                }),+];
                &SPECS[self as usize]
            }

            /// Returns what it is for, and examples.
            #[must_use]
            pub fn doc(self) -> &'static FieldDoc {
                match self {
                    $(Field::$field => {
                        &const { FieldDoc { doc: $doc, valid: &$valid, invalid: &[$(($invalid, Code::$code)),+] } }
                    })+
                }
            }
        }
    };
}

field_table!(field);

/// The fields that hold personal data, which other fields must not repeat.
pub(crate) const PERSONAL_FIELDS: [Field; 5] =
    [Field::FirstName, Field::LastName, Field::Number, Field::Dob, Field::PersonalNumber];

/// Returns a bit for each of these fields.
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

    /// The fields of their MIME types, in the same order.
    const MIME_TYPES: [Field; 3] =
        [Field::FrontsideImageMimeType, Field::FaceImageMimeType, Field::BacksideImageMimeType];

    /// Returns the field of that name, by exact case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Returns its place in the table, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns its place among [`Field::IMAGES`]; `None` for a field that holds no image.
    #[must_use]
    pub fn image_index(self) -> Option<usize> {
        Field::IMAGES.iter().position(|image| *image == self)
    }

    /// Returns the field of the image whose MIME type this field holds; `None` for another field.
    #[must_use]
    pub fn image_of_mime_type(self) -> Option<Field> {
        let index = Field::MIME_TYPES.iter().position(|mime_type| *mime_type == self)?;
        Field::IMAGES.get(index).copied()
    }

    /// Returns the field of the MIME type of this field's image; `None` for a field that holds no image.
    #[must_use]
    pub fn mime_type_of_image(self) -> Option<Field> {
        Field::MIME_TYPES.get(self.image_index()?).copied()
    }

    /// Returns the fields that its rules read, its own among them: a bit each, at [`Field::index`]. What else a raw request holds
    /// makes no difference to [`validate_raw_field`](crate::validate_raw_field).
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
            Check::Reference | Check::CallbackUrl => const { bits(&PERSONAL_FIELDS) },
            Check::Country | Check::UsState => const { bits(&[Field::IdType]) },
            Check::Tokens => const { bits(&[Field::Country, Field::IdType]) },
            Check::Image => IMAGES,
            Check::OneOf(_) if self.image_of_mime_type().is_some() => IMAGES,
            Check::OneOf(_) | Check::Text | Check::Date => 0,
        };
        others | 1 << self.index()
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
        }
    }

    #[test]
    fn fields_of_personal_data_are_the_vocabulary_of_the_codes() {
        assert_eq!(PERSONAL_FIELDS.map(Field::name), Code::PossiblePersonalData.words(crate::codes::Param::Source));
    }
}

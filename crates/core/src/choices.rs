//! The fixed sets of words: idType, MIME types, callback granularity, the tokens of enabledFields, and what a setting says of a
//! feature.

use core::fmt;
use core::str::FromStr;

/// A text is none of the words of a fixed set. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of the {} values of {field}", allowed.len())]
pub struct ParseChoiceError {
    field: &'static str,
    allowed: &'static [&'static str],
}

impl ParseChoiceError {
    /// Returns the words that are allowed.
    #[must_use]
    pub const fn allowed(&self) -> &'static [&'static str] {
        self.allowed
    }
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident of $field:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub enum $name { $($(#[$variant_doc])* $variant,)+ }

            impl $name {
                /// Every value, in the guide's order.
                pub const ALL: &'static [$name] = &[$($name::$variant),+];
                /// The words of all values, in the guide's order.
                pub const NAMES: &'static [&'static str] = &[$($word),+];

                /// Returns the word.
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self { $($name::$variant => $word,)+ }
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl FromStr for $name {
                type Err = ParseChoiceError;

                /// Returns the value of a word, by exact case.
                fn from_str(text: &str) -> Result<Self, ParseChoiceError> {
                    let found = Self::ALL.iter().copied().find(|value| value.as_str() == text);
                    found.ok_or(ParseChoiceError { field: $field, allowed: Self::NAMES })
                }
            }
        )+
    };
}

choices! {
    /// The kind of document: `idType`.
    IdType of "idType" {
        /// `PASSPORT`
        Passport = "PASSPORT",
        /// `DRIVING_LICENSE`
        DrivingLicense = "DRIVING_LICENSE",
        /// `ID_CARD`
        IdCard = "ID_CARD",
        /// `VISA`
        Visa = "VISA",
    }

    /// The MIME type of an image.
    MimeType of "a MIME type" {
        /// `image/jpeg`, the default
        Jpeg = "image/jpeg",
        /// `image/png`
        Png = "image/png",
    }

    /// When callbacks are sent: `callbackGranularity`.
    CallbackGranularity of "callbackGranularity" {
        /// `onFinish`, the default: after the whole verification
        OnFinish = "onFinish",
        /// `onAllSteps`: also when the images are received
        OnAllSteps = "onAllSteps",
    }

    /// What is extracted from the document: a token of `enabledFields`.
    Token of "enabledFields" {
        /// `idNumber`
        Number = "idNumber",
        /// `idFirstName`
        FirstName = "idFirstName",
        /// `idLastName`
        LastName = "idLastName",
        /// `idDob`
        Dob = "idDob",
        /// `idExpiry`
        Expiry = "idExpiry",
        /// `idUsState`
        UsState = "idUsState",
        /// `idPersonalNumber`
        PersonalNumber = "idPersonalNumber",
        /// `idFaceMatch`: needs Face match on the account, and `faceImage`
        FaceMatch = "idFaceMatch",
        /// `idAddress`: needs address extraction on the account
        Address = "idAddress",
    }

    /// Whether the account has a feature.
    #[derive(Default)]
    Feature of "a setting" {
        /// `unknown`, the default: the caller does not know, and nothing is concluded from it
        #[default]
        Unknown = "unknown",
        /// `enabled`: the account has it
        Enabled = "enabled",
        /// `disabled`: the account does not have it
        Disabled = "disabled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_parse_by_exact_case() {
        assert_eq!("ID_CARD".parse(), Ok(IdType::IdCard));
        let error = "id_card".parse::<IdType>().expect_err("wrong case");
        assert_eq!(error.to_string(), "not one of the 4 values of idType");
        assert_eq!(error.allowed(), IdType::NAMES);
        assert_eq!(Token::Address.to_string(), "idAddress");
    }
}

//! The kinds of check, a file each.
//!
//! A check judges one value that is there and not blank. It sees nothing but that value, and the few other fields that
//! its rule names; it never decides whether a value must be there (that is [`crate::rules::cross_field`]'s).

pub(crate) mod callback_url;
pub(crate) mod choice;
pub(crate) mod country;
pub(crate) mod cross_field;
pub(crate) mod date;
pub(crate) mod http;
pub(crate) mod image;
pub(crate) mod personal_data;
pub(crate) mod text;
pub(crate) mod tokens;
pub(crate) mod us_state;

use crate::codes::Code;
use crate::fields::Field;
use crate::report::{self, Target, Violation, Violations};

/// A kind of check. Adding one makes the compiler ask for how it runs, its JSON Schema, its type and its sentence.
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

/// Takes the violations of one field.
pub(crate) struct Reporter<'r> {
    field: Field,
    out: &'r mut Violations,
}

impl<'r> Reporter<'r> {
    pub(crate) fn new(field: Field, out: &'r mut Violations) -> Self {
        Reporter { field, out }
    }

    /// Reports a violation, to be completed where it stands.
    pub(crate) fn add(&mut self, code: Code) -> &mut Violation {
        report::add(self.out, Target::Field(self.field), code)
    }

    /// The violations so far.
    pub(crate) fn violations(&mut self) -> &mut [Violation] {
        self.out
    }
}

//! The kinds of check, a file each.
//!
//! A check judges one value that is there and not blank. It sees nothing but that value, and the few other fields that
//! its rule names; it never decides whether a value must be there (that is [`crate::cross`]'s).

pub(crate) mod callback_url;
pub(crate) mod choice;
pub(crate) mod country;
pub(crate) mod date;
pub(crate) mod image;
pub(crate) mod personal_data;
pub(crate) mod text;
pub(crate) mod tokens;
pub(crate) mod us_state;

use crate::codes::Code;
use crate::report::{Subject, Violation};
use alloc::vec::Vec;

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
pub(crate) struct Sink<'r> {
    subject: Subject,
    out: &'r mut Vec<Violation>,
}

impl<'r> Sink<'r> {
    pub(crate) fn new(subject: impl Into<Subject>, out: &'r mut Vec<Violation>) -> Self {
        Sink { subject: subject.into(), out }
    }

    /// A violation of this sink's field, to be completed and given to [`Sink::push`].
    pub(crate) fn violation(&self, code: Code) -> Violation {
        Violation::new(self.subject.clone(), code)
    }

    /// Reports a violation.
    pub(crate) fn push(&mut self, violation: Violation) {
        self.out.push(violation);
    }

    /// The number of violations so far.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// Completes the violations from the one of that number on.
    pub(crate) fn amend(&mut self, from: usize, mut change: impl FnMut(Violation) -> Violation) {
        for violation in self.out.iter_mut().skip(from) {
            *violation = change(violation.clone());
        }
    }

    /// Reports a violation that has neither parameters nor a suggestion.
    pub(crate) fn code(&mut self, code: Code) {
        self.push(self.violation(code));
    }
}

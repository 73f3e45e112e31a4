//! The rules, a file per kind.
//!
//! A rule checks one value that is there and not blank. It sees nothing but that value and the few other fields that it
//! names; whether a value must be there is decided by the [engine](crate::engine).

pub(crate) mod callback_url;
pub(crate) mod choice;
pub(crate) mod country;
pub(crate) mod cross_field;
pub(crate) mod date;
pub(crate) mod headers;
pub(crate) mod image;
pub(crate) mod personal_data;
pub(crate) mod response;
pub(crate) mod text;
pub(crate) mod tokens;
pub(crate) mod us_state;

use crate::codes::Code;
use crate::fields::Field;
use crate::report::{self, Target, Violation, Violations};

/// Collects the violations of one field.
pub(crate) struct Reporter<'r> {
    field: Field,
    out: &'r mut Violations,
}

impl<'r> Reporter<'r> {
    pub(crate) fn new(field: Field, out: &'r mut Violations) -> Self {
        Reporter { field, out }
    }

    /// Reports a violation, and returns it to be completed.
    pub(crate) fn add(&mut self, code: Code) -> &mut Violation {
        report::add(self.out, Target::Field(self.field), code)
    }

    /// Returns the violations so far.
    pub(crate) fn violations(&mut self) -> &mut [Violation] {
        self.out
    }
}

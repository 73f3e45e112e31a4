//! The codes: one entry holds all that there is to know about a code, in a file for each group.
//!
//! A new code takes its entry and the rule that reports it. The variants of [`Code`], their order and every table come from
//! the entries.

/// Makes the specs of a file's entries, and the macro of that file, which appends their variants to those of the files
/// before and calls the next file's macro. The last one is `code_enum`.
macro_rules! codes {
    (@file ($d:tt) $file:ident, $group:ident, $($variant:ident {
        name: $name:literal, severity: $severity:ident, rule: $rule:expr, $($rest:tt)+
    }),+ $(,)?) => {
        pub(super) const CODES: &[crate::codes::CodeSpec] = &[$(crate::codes::CodeSpec {
            group: crate::codes::Group::$group,
            name: $name,
            severity: crate::codes::Severity::$severity,
            rule: $rule,
            $($rest)+
        }),+];

        macro_rules! $file {
            ($d next:ident $d($d later:ident)*; $d($d before:tt)*) => {
                $d next! { $d($d later)*; $d($d before)* $($variant $name $severity $rule,)+ }
            };
        }
    };
    ($file:ident, $($rest:tt)+) => { codes! { @file ($) $file, $($rest)+ } };
}

macro_rules! code_enum {
    (; $($variant:ident $name:literal $severity:ident $rule:expr,)+) => {
        /// What is wrong. The names are stable: they are what programs match on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $rule] $variant,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// Returns the name in a report, such as `image_too_small`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                string_table::nth(concat!($($name, "\0"),+), self as usize)
            }

            /// Returns whether a request with this violation can still be valid.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

/// Takes the files in the order of their codes.
macro_rules! files {
    ($first:ident $($later:ident)+) => {
        $first! { $($later)+ code_enum; }
        const FILES: &[&[CodeSpec]] = &[$first::CODES, $($later::CODES),+];
    };
}

#[macro_use]
mod base64;
#[macro_use]
mod body;
#[macro_use]
mod callback_url;
#[macro_use]
mod choice;
#[macro_use]
mod cross_field;
#[macro_use]
mod date;
mod entry;
#[macro_use]
mod http;
#[macro_use]
mod image;
mod param;
#[cfg(test)]
mod tests;
#[macro_use]
mod text;
#[macro_use]
mod tokens;

// For the rules of the codes, which are the documentation of `Code`.
use crate::image::limits::{longest_side_over, max_mebibytes, side_under};
use crate::string_table;
pub(crate) use callback_url::URL_REASONS;
pub use entry::{CodeSpec, Example, Group, Severity};
pub(crate) use http::HEADERS;
pub use param::{Param, ParamSpec, ParamType, ParamValue, Word};

files! { body text choice date tokens callback_url base64 image cross_field http }

/// How many codes there are.
pub(crate) const COUNT: usize = Code::ALL.len();

/// The specs of all files. Whatever is not read from here while the program runs is not part of it.
static SPECS: [CodeSpec; COUNT] = {
    let mut specs = [FILES[0][0]; COUNT];
    let (mut files, mut count) = (FILES, 0);
    while let [codes, later @ ..] = files {
        let mut codes = *codes;
        while let [spec, rest @ ..] = codes {
            specs[count] = *spec;
            (codes, count) = (rest, count + 1);
        }
        files = later;
    }
    specs
};

/// The most parameters that a code has.
pub(crate) const MAX_PARAMS: usize = 4;

/// The names of each code's parameters.
static PARAMS: [[Option<Param>; MAX_PARAMS]; COUNT] = {
    let (mut names, mut code) = ([[None; MAX_PARAMS]; COUNT], 0);
    while code < COUNT {
        let (params, mut index) = (SPECS[code].params, 0);
        while index < params.len() {
            names[code][index] = Some(params[index].param);
            index += 1;
        }
        code += 1;
    }
    names
};

impl Code {
    /// Returns the code of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// Returns all that there is to know about it.
    #[must_use]
    pub const fn spec(self) -> &'static CodeSpec {
        &SPECS[self as usize]
    }

    /// Returns the names of its parameters alone: their words and the rest of the spec are for those who read of them.
    pub(crate) fn param_names(self) -> impl Iterator<Item = Param> {
        PARAMS[self as usize].iter().map_while(|param| *param)
    }

    /// Returns the words that a parameter can be, for a constant: without their phrases and fixes.
    pub(crate) const fn words<const WORDS: usize>(self, param: Param) -> [&'static str; WORDS] {
        let mut params = self.spec().params;
        while let [spec, rest @ ..] = params {
            if spec.param as usize == param as usize {
                let (mut names, mut number) = ([""; WORDS], 0);
                while number < spec.words().len() {
                    names[number] = spec.words()[number].name;
                    number += 1;
                }
                assert!(number == WORDS, "as many words as are asked for");
                return names;
            }
            params = rest;
        }
        panic!("no such parameter")
    }
}

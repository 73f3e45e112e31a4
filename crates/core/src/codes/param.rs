//! The parameters of violations.

use crate::string_table;

macro_rules! params {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// The name of a parameter of a violation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Param {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Param {
            /// Returns the name in a report's `params`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                string_table::nth(concat!($($name, "\0"),+), self as usize)
            }
        }
    };
}

params! {
    Line = "line", Column = "column", Offset = "offset",
    Expected = "expected", Actual = "actual", DoubleEncoded = "double_encoded",
    Omitted = "omitted", Because = "because",
    Max = "max", Min = "min", Index = "index",
    Kind = "kind", Source = "source", Allowed = "allowed",
    Detected = "detected", Declared = "declared", Reason = "reason",
    Width = "width", Height = "height", SameAs = "same_as", Name = "name",
    Where = "where",
}

/// The value of a violation's parameter. It never holds a part of the request's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamValue {
    /// A count, a length, a position.
    Number(u64),
    /// `true`.
    Flag,
    /// A word of a fixed vocabulary.
    Word(&'static str),
    /// All words of a fixed vocabulary.
    Words(&'static [&'static str]),
}

impl From<u64> for ParamValue {
    fn from(number: u64) -> Self {
        ParamValue::Number(number)
    }
}

impl From<usize> for ParamValue {
    fn from(number: usize) -> Self {
        ParamValue::Number(number as u64)
    }
}

impl From<u32> for ParamValue {
    fn from(number: u32) -> Self {
        ParamValue::Number(u64::from(number))
    }
}

impl From<&'static str> for ParamValue {
    fn from(word: &'static str) -> Self {
        ParamValue::Word(word)
    }
}

impl From<&'static [&'static str]> for ParamValue {
    fn from(words: &'static [&'static str]) -> Self {
        ParamValue::Words(words)
    }
}

/// A parameter of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParamSpec {
    /// Its name.
    pub param: Param,
    /// What it can hold.
    pub kind: ParamType,
    /// Whether a violation can be without it.
    pub optional: bool,
    /// The sentence where it is set, in the place of the code's.
    pub message: Option<&'static str>,
}

/// What a parameter of a violation can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamType {
    /// A whole number, never negative.
    Number,
    /// `true`, or left out.
    Flag,
    /// One word of the vocabulary.
    Word(&'static [Word]),
    /// A list of words, fixed per field.
    Words,
}

/// A word that a parameter can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// The word in a report.
    pub name: &'static str,
    /// What it is in a sentence, which can have parameters of its own.
    pub phrase: &'static str,
    /// How to fix a violation with this word, where the code's fix is another.
    pub fix: Option<&'static str>,
}

impl Word {
    /// Checks whether it is itself in a sentence.
    pub(crate) const fn is_plain(&self) -> bool {
        let (name, phrase) = (self.name.as_bytes(), self.phrase.as_bytes());
        let mut same = 0;
        while same < name.len() && same < phrase.len() && name[same] == phrase[same] {
            same += 1;
        }
        same == name.len() && same == phrase.len()
    }
}

/// Returns a parameter that is a number.
pub(super) const fn number(param: Param) -> ParamSpec {
    ParamSpec { param, kind: ParamType::Number, optional: false, message: None }
}

/// Returns a parameter that is `true` or left out, and the sentence where it is set.
pub(super) const fn flag(param: Param, message: &'static str) -> ParamSpec {
    ParamSpec { param, kind: ParamType::Flag, optional: true, message: Some(message) }
}

/// Returns a parameter that is one of these words.
pub(super) const fn one_of(param: Param, words: &'static [Word]) -> ParamSpec {
    ParamSpec { param, kind: ParamType::Word(words), optional: false, message: None }
}

/// Returns a parameter that is a list of words.
pub(super) const fn list(param: Param) -> ParamSpec {
    ParamSpec { param, kind: ParamType::Words, optional: false, message: None }
}

/// Returns a word, what it is in a sentence, and how to fix what it says; empty where the code's fix applies.
pub(super) const fn word(name: &'static str, phrase: &'static str, fix: &'static str) -> Word {
    Word { name, phrase, fix: if fix.is_empty() { None } else { Some(fix) } }
}

/// Returns a word that is itself in a sentence.
pub(super) const fn plain(name: &'static str) -> Word {
    word(name, name, "")
}

impl ParamSpec {
    /// Returns it as one that a violation can be without.
    pub(super) const fn optional(self) -> Self {
        ParamSpec { optional: true, ..self }
    }

    /// Returns it as one that a violation can be without, and that has a sentence of its own.
    pub(super) const fn optional_with(self, message: &'static str) -> Self {
        ParamSpec { optional: true, message: Some(message), ..self }
    }

    /// Returns the words that it can be; none of a number, a flag or a list.
    #[must_use]
    pub const fn words(&self) -> &'static [Word] {
        match self.kind {
            ParamType::Word(words) => words,
            _ => &[],
        }
    }

    /// Checks whether it can have that value.
    pub(crate) fn takes(&self, value: ParamValue) -> bool {
        match (self.kind, value) {
            (ParamType::Number, ParamValue::Number(_))
            | (ParamType::Flag, ParamValue::Flag)
            | (ParamType::Words, ParamValue::Words(_)) => true,
            (_, ParamValue::Word(given)) => self.words().iter().any(|word| word.name == given),
            _ => false,
        }
    }
}

//! The body of a request: JSON in pieces of any size, and what is kept of it. An image of 20 MB is never copied.
//!
//! The reader of JSON is strict and its own, for what a general parser does not give: pieces, the place of a fault and its reason,
//! the depth limit, names that stand twice, and no kilobyte of a browser's download spent on numbers and trees.

mod from_slice;
mod image_text;
mod inside;
mod malformed;
mod members;
mod object_reader;
mod reader;
mod string;
mod strings;
mod texts;
mod tokenizer;
mod top;

pub(crate) use from_slice::{asks_for_search, is_object};
pub(crate) use members::{REQUIRED, object_bit};
pub use object_reader::ObjectReader;
pub use reader::BodyReader;
pub(crate) use string::{Chunk, JsonStr};
pub(crate) use tokenizer::{Handler, JsonValue, Tokenizer};
pub(crate) use top::Top;

/// The deepest nesting that is read, the top value included.
const MAX_DEPTH: u32 = 64;

/// The types of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// The name in a report.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            JsonType::Null => "null",
            JsonType::Boolean => "boolean",
            JsonType::Number => "number",
            JsonType::String => "string",
            JsonType::Array => "array",
            JsonType::Object => "object",
        }
    }
}

#[cfg(test)]
mod differential;

#[cfg(test)]
mod seen;

#[cfg(test)]
mod tests;

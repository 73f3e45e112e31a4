//! The body of a request: JSON in pieces of any size, and what is kept of it. An image of 20 MB is never copied.
//!
//! The reader of JSON is strict and its own, for what a general parser does not give: pieces, the place of a fault and its reason,
//! the depth limit, names that occur twice, and no kilobyte of a browser's download spent on numbers and trees.

mod from_slice;
mod image_text;
mod inside;
pub(crate) mod json_type;
pub(crate) mod malformed;
mod members;
mod object_reader;
mod reader;
pub(crate) mod string;
mod strings;
mod texts;
mod tokenizer;
mod top;

pub(crate) use from_slice::asks_for_search;
pub use json_type::JsonType;
pub use object_reader::ObjectReader;
#[cfg(feature = "decode")]
pub use reader::validate_json_fully;
pub use reader::{BodyReader, validate_json};
pub(crate) use tokenizer::{Handler, JsonValue, Tokenizer};
pub(crate) use top::{Top, is_object};

#[cfg(test)]
mod differential;

#[cfg(test)]
mod seen;

#[cfg(test)]
mod tests;

//! What is said of a base64 text, and what is left of it without its dialect.

use super::alphabet::{PAD, URL_SAFE_MINUS, URL_SAFE_UNDERSCORE, WHITE_SPACE, value};
use super::info::{ImageFormat, ImageInfo};

/// What a base64 text is, and the image in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Base64Image {
    /// The length of the text, in bytes.
    pub text_len: u64,
    /// Whether it begins with the prefix of a `data:` URI, with or without that word.
    pub data_uri: bool,
    /// The length in bytes of that prefix, its comma and what is before it included.
    pub prefix_len: u64,
    /// The place of the first white space, in code points from 0.
    pub whitespace: Option<u64>,
    /// Whether the blanks are where `+` was: the text went through the decoding of a form. The image is that of the text with
    /// `+` in their place, and white space is not spoken of.
    pub plus_lost: bool,
    /// The place of the first `-` or `_`.
    pub url_safe: Option<u64>,
    /// The place of the first character that no alphabet of base64 has.
    pub alphabet: Option<u64>,
    /// Whether padding is missing, misplaced or not canonical.
    pub padding: bool,
    /// What the text is where it is no base64, in which case nothing else is said of it: a placeholder, or a picture in
    /// hexadecimal digits.
    pub instead: Option<ImageFormat>,
    /// A digest of some of the decoded bytes, the first and the last among them.
    pub(super) samples: u64,
    /// What the decoded bytes are; `None` where the text cannot be decoded to its end.
    pub image: Option<ImageInfo>,
}

impl Base64Image {
    /// Checks whether two texts, however they are written, have the same image, by its length, its headers and some of its bytes.
    ///
    /// ```
    /// use netverify_rules::Base64Reader;
    ///
    /// let read = |text: &str| {
    ///     let mut reader = Base64Reader::new();
    ///     reader.push(text.as_bytes());
    ///     reader.finish()
    /// };
    /// let image = read("R0lGODlhAQABAAAAADs=");
    /// assert!(image.is_same(&read("R0lGODlhAQAB\nAAAAADs=")));
    /// assert!(!image.is_same(&read("R0lGODlhAQACAAAAADs=")));
    /// ```
    #[must_use]
    pub fn is_same(&self, other: &Base64Image) -> bool {
        self.image.is_some() && self.image == other.image && self.samples == other.samples
    }
}

/// Reduces base64 texts to what those of the same bytes share: the standard alphabet, without prefix, white space and padding.
///
/// ```
/// use netverify_rules::{Base64Cleaner, Base64Reader};
///
/// let clean = |text: &str| -> String {
///     let mut reader = Base64Reader::new();
///     reader.push(text.as_bytes());
///     let mut cleaner = Base64Cleaner::new(&reader.finish());
///     text.bytes().filter_map(|byte| cleaner.clean(byte)).map(char::from).collect()
/// };
/// assert_eq!(clean("data:image/gif;base64,R0l-\nOD=="), clean("R0l+OD=="));
/// assert_eq!(clean("R0l OD=="), clean("R0l+OD=="));
/// ```
#[derive(Debug, Clone)]
pub struct Base64Cleaner {
    /// Bytes of the prefix that are still to come.
    prefix: u64,
    blanks_are_pluses: bool,
}

impl Base64Cleaner {
    /// A cleaner at the beginning of the text that was read.
    #[must_use]
    pub const fn new(read: &Base64Image) -> Self {
        Base64Cleaner { prefix: read.prefix_len, blanks_are_pluses: read.plus_lost }
    }

    /// Returns what is kept of the next byte.
    pub const fn clean(&mut self, byte: u8) -> Option<u8> {
        if self.prefix > 0 {
            self.prefix -= 1;
            return None;
        }
        match value(byte) {
            WHITE_SPACE if self.blanks_are_pluses && byte == b' ' => Some(b'+'),
            WHITE_SPACE | PAD => None,
            URL_SAFE_MINUS => Some(b'+'),
            URL_SAFE_UNDERSCORE => Some(b'/'),
            _ => Some(byte),
        }
    }
}

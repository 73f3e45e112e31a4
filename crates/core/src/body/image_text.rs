//! The text of an image in a body, read as it passes.

use crate::image::{Base64Image, Base64Reader};

#[derive(Debug, Clone)]
pub(super) struct ImageText {
    reader: Base64Reader,
    /// Whether there was nothing but white space so far.
    is_blank: bool,
}

impl ImageText {
    pub(super) const fn new() -> Self {
        ImageText { reader: Base64Reader::new(), is_blank: true }
    }

    /// Reads more of the text, unescaped and not cut within a character.
    pub(super) fn push(&mut self, text: &[u8]) {
        if self.is_blank {
            self.is_blank = !text.first().is_some_and(u8::is_ascii_graphic)
                && core::str::from_utf8(text).is_ok_and(|text| text.chars().all(char::is_whitespace));
        }
        self.reader.push(text);
    }

    /// Reads bytes that somebody else has decoded, as [`Base64Reader::push_decoded`] takes them.
    pub(super) fn push_decoded(&mut self, bytes: &[u8]) -> bool {
        let is_taken = self.reader.push_decoded(bytes);
        self.is_blank &= !is_taken;
        is_taken
    }

    /// Reads what is clean base64 at the beginning of what is in the body; returns how many bytes that is.
    pub(super) fn run(&mut self, rest: &[u8]) -> usize {
        self.reader.run(rest)
    }

    /// Returns what the text is; `None` for nothing but white space.
    pub(super) fn end(&mut self) -> Option<Base64Image> {
        (!self.is_blank).then(|| self.reader.conclude())
    }
}

//! Many short texts in one: a browser would download eight bytes of pointer and length for each, and they do not compress.

/// A text that is put together while the crate is compiled: once to count its bytes, and once with room for just these.
pub(crate) struct Builder<const BYTES: usize> {
    bytes: [u8; BYTES],
    pub(crate) length: usize,
}

impl<const BYTES: usize> Builder<BYTES> {
    pub(crate) const fn new() -> Self {
        Builder { bytes: [0; BYTES], length: 0 }
    }

    pub(crate) const fn push(&mut self, text: &str) {
        let mut bytes = text.as_bytes();
        while let [byte, rest @ ..] = bytes {
            self.bytes[self.length] = *byte;
            self.length += 1;
            bytes = rest;
        }
    }

    pub(crate) const fn push_all(&mut self, mut texts: &[&str]) {
        while let [text, rest @ ..] = texts {
            self.push(text);
            texts = rest;
        }
    }

    /// Returns the text, all of whose bytes were pushed.
    pub(crate) const fn as_str(&self) -> &str {
        assert!(self.length == BYTES);
        match core::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(_) => panic!("pieces of text are a text"),
        }
    }
}

/// Returns the text of that number, where their ends are not known: no bytes of a download for those, and quick enough for what
/// is reported. Empty where there is none.
pub(crate) const fn nth(all: &str, number: usize) -> &str {
    let (mut start, mut end, mut before) = (0, 0, number);
    while end < all.len() {
        if all.as_bytes()[end] == 0 {
            if before == 0 {
                break;
            }
            (start, before) = (end + 1, before - 1);
        }
        end += 1;
    }
    let Some((text, _)) = all.split_at_checked(end) else { return "" };
    match text.split_at_checked(start) {
        Some((_, text)) => text,
        None => "",
    }
}

/// Returns the row of the first entry that is taken, and the row's first entry, in a table of the form `one|two;three;`.
pub(crate) fn find_entry(
    table: &'static str,
    takes: &mut dyn FnMut(usize, &'static str) -> bool,
) -> Option<(usize, &'static str)> {
    for (row, entries) in table.split_terminator(';').enumerate() {
        let mut entries = entries.split('|');
        let first = entries.clone().next()?;
        if entries.any(|entry| takes(row, entry)) {
            return Some((row, first));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        const ALL: &str = "one\0\0thrée\0two\0";
        assert_eq!([0, 1, 2, 3, 4].map(|number| nth(ALL, number)), ["one", "", "thrée", "two", ""]);
    }

    #[test]
    fn entries_are_found_with_the_first_of_their_row() {
        let row = |wanted: &str| find_entry("a|b;;|c;", &mut |_, entry| entry == wanted);
        assert_eq!(row("b"), Some((0, "a")));
        assert_eq!(row(""), Some((1, "")));
        assert_eq!(row("c"), Some((2, "")));
        assert_eq!(row("d"), None);
    }
}

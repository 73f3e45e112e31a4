//! Texts that are lists: cut at a byte, and searched. Each is compiled once, where the standard library's searching and
//! splitting would be compiled for every use and loaded by every browser.

/// What stands before the first such byte, which is ASCII, and what stands behind it, if it is there.
pub(crate) fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    let cut = text.bytes().position(|byte| byte == separator);
    cut.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)))).unwrap_or((text, None))
}

/// The parts of a text between separators, without the blanks around each.
pub(crate) struct Split<'t> {
    rest: Option<&'t str>,
    separator: u8,
    blanks: [u8; 2],
}

impl<'t> Split<'t> {
    /// The separator and the blanks are ASCII.
    pub(crate) fn new(text: &'t str, separator: u8, blanks: [u8; 2]) -> Self {
        Split { rest: Some(text), separator, blanks }
    }

    /// Whether the part before was the last.
    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_none()
    }
}

impl<'t> Iterator for Split<'t> {
    type Item = &'t str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'t str> {
        let (part, rest) = cut(self.rest?, self.separator);
        self.rest = rest;
        Some(trim(part, self.blanks))
    }
}

/// The text without those bytes at its ends; they are ASCII.
pub(crate) fn trim(text: &str, blanks: [u8; 2]) -> &str {
    let is_other = |byte: u8| !blanks.contains(&byte);
    let start = text.bytes().position(is_other).unwrap_or(0);
    let end = text.bytes().rposition(is_other).map_or(0, |last| last + 1);
    text.get(start..end).unwrap_or("")
}

/// The row of the first entry that is taken, and the row's first entry, in a table of the form `one|two;three;`.
pub(crate) fn find_entry(
    table: &'static str,
    takes: &mut dyn FnMut(usize, &'static str) -> bool,
) -> Option<(usize, &'static str)> {
    let (mut row, mut start, mut first) = (0, 0, None);
    for (end, byte) in table.bytes().enumerate() {
        if !matches!(byte, b'|' | b';') {
            continue;
        }
        let entry = table.get(start..end)?;
        let head = *first.get_or_insert(entry);
        if takes(row, entry) {
            return Some((row, head));
        }
        start = end + 1;
        if byte == b';' {
            row += 1;
            first = None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_first_separator() {
        assert_eq!(cut("a=b=c", b'='), ("a", Some("b=c")));
        assert_eq!(cut("é=", b'='), ("é", Some("")));
        assert_eq!(cut("é", b'='), ("é", None));
        assert_eq!(cut("", b'='), ("", None));
    }

    #[test]
    fn parts_are_given_without_blanks() {
        for (text, parts) in [("", vec![""]), ("a", vec!["a"]), (" a ,\tb c\t,, é", vec!["a", "b c", "", "é"])] {
            assert_eq!(Split::new(text, b',', *b" \t").collect::<Vec<_>>(), parts, "{text:?}");
        }
        let mut parts = Split::new("a,", b',', [b' '; 2]);
        assert_eq!((parts.next(), parts.is_at_end()), (Some("a"), false));
        assert_eq!((parts.next(), parts.is_at_end()), (Some(""), true));
        assert_eq!(parts.next(), None);
        assert_eq!(trim(" \t ", *b" \t"), "");
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

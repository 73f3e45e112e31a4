//! Text searched and split by its bytes. What is looked for is ASCII; the standard library's searches through `str` would
//! cost the browser kilobytes for it.

/// The pieces between those bytes that are `at`: one at least.
pub(crate) fn split(bytes: &[u8], at: u8) -> impl Iterator<Item = &[u8]> {
    bytes.split(move |byte| *byte == at)
}

/// What stands before the first `at`, and what after it.
pub(crate) fn cut(bytes: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    match bytes.iter().position(|byte| *byte == at) {
        Some(found) => (bytes.get(..found).unwrap_or_default(), bytes.get(found + 1..)),
        None => (bytes, None),
    }
}

/// What stands before the last `at`, and what after it; all of it is after where there is none.
pub(crate) fn cut_last(bytes: &[u8], at: u8) -> (Option<&[u8]>, &[u8]) {
    match bytes.iter().rposition(|byte| *byte == at) {
        Some(found) => (bytes.get(..found), bytes.get(found + 1..).unwrap_or_default()),
        None => (None, bytes),
    }
}

/// How many code points the text has.
pub(crate) fn count_chars(text: &[u8]) -> usize {
    // Every byte but those that continue a character.
    text.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}

/// The character that starts at this offset.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at this offset.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether the bytes begin as the layout says: `d` stands for a digit, `n` for one from 2 on, `a` for a capital letter,
/// `s` for a sex, `.` for what parts the groups of a number, `x` for anything, and all else for itself.
pub(crate) fn fits(layout: &[u8], bytes: &[u8]) -> bool {
    let fits = |(place, byte): (&u8, &u8)| match place {
        b'd' => byte.is_ascii_digit(),
        b'n' => matches!(byte, b'2'..=b'9'),
        b'a' => byte.is_ascii_uppercase(),
        b's' => matches!(byte, b'M' | b'F' | b'X'),
        b'.' => matches!(byte, b' ' | b'-' | b'.'),
        b'x' => true,
        itself => itself == byte,
    };
    bytes.len() >= layout.len() && layout.iter().zip(bytes).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_there_is_no_cut() {
        assert_eq!(cut(b"a:b:c", b':'), (&b"a"[..], Some(&b"b:c"[..])));
        assert_eq!(cut(b"a:", b':'), (&b"a"[..], Some(&b""[..])));
        assert_eq!(cut(b":", b':'), (&b""[..], Some(&b""[..])));
        assert_eq!(cut(b"a", b':'), (&b"a"[..], None));
        assert_eq!(cut(b"", b':'), (&b""[..], None));
    }

    #[test]
    fn layouts() {
        for (layout, bytes, expected) in [
            ("dna-s.x", "02A-M.!", true),
            ("dna-s.x", "92Z-X ?more", true),
            ("dna-s.x", "02A-M.", false),
            ("d", "a", false),
            ("n", "1", false),
            ("n", "9", true),
            ("a", "z", false),
            ("-", "_", false),
            ("s", "W", false),
            (".", "-", true),
            (".", "/", false),
            ("", "", true),
        ] {
            assert_eq!(fits(layout.as_bytes(), bytes.as_bytes()), expected, "{layout} {bytes}");
        }
    }

    proptest! {
        #[test]
        fn as_the_standard_library_does_it(text in "[a:é日😀]{0,12}", at in 0usize..40) {
            prop_assert_eq!(count_chars(text.as_bytes()), text.chars().count());
            let pieces: Vec<&[u8]> = text.split(':').map(str::as_bytes).collect();
            prop_assert_eq!(split(text.as_bytes(), b':').collect::<Vec<_>>(), pieces);
            let (before, after) = text.split_once(':').map_or((text.as_str(), None), |(a, b)| (a, Some(b.as_bytes())));
            prop_assert_eq!(cut(text.as_bytes(), b':'), (before.as_bytes(), after));
            let (before, after) = text.rsplit_once(':').map_or((None, text.as_str()), |(a, b)| (Some(a.as_bytes()), b));
            prop_assert_eq!(cut_last(text.as_bytes(), b':'), (before, after.as_bytes()));
            let halves = text.split_at_checked(at);
            prop_assert_eq!(char_before(&text, at), halves.and_then(|(before, _)| before.chars().last()));
            prop_assert_eq!(char_at(&text, at), halves.and_then(|(_, after)| after.chars().next()));
        }
    }
}

//! Where words and numbers of a text begin, and where they go on.

use crate::char_classes::{CharClasses, is_word};

const IN_WORD: CharClasses = CharClasses::LETTERS.with(CharClasses::DIGITS);

/// Returns where runs of ASCII letters and digits begin, and their first bytes. What is before one may be a letter beyond
/// ASCII.
pub(super) fn word_starts(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    core::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(|byte| IN_WORD.hold(*byte))?;
        let word = bytes.get(start..)?;
        at = start + word.iter().position(|byte| !IN_WORD.hold(*byte)).unwrap_or(word.len());
        Some((start, *word.first()?))
    })
}

/// Checks whether eight digits, or what separates the groups of a number, are there: no phone, ssn, card or date has fewer.
#[inline]
pub(super) fn is_number(text: &str, start: usize) -> bool {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b' ' | b'(' | b')' | b'-' | b'.' | b'/');
    text.as_bytes().get(start..).and_then(<[u8]>::first_chunk::<8>).is_some_and(|number| number.iter().all(is_part))
}

/// Checks whether a letter or digit is directly before `at`.
pub(super) fn word_before(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(is_word)
}

/// Checks whether a letter or digit is directly at `at`, after what ends there.
pub(super) fn word_after(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|after| after.chars().next()).is_some_and(is_word)
}

/// Checks whether this byte is directly before `at`.
pub(super) fn ends_with(text: &str, at: usize, byte: u8) -> bool {
    text.as_bytes().get(..at).is_some_and(|before| before.ends_with(&[byte]))
}

/// Checks whether a number that starts at `at` is the rest of a longer one: a letter or digit touches it, or one of
/// `separators` is between it and a digit, as in an order number. After a word, as in `customer-123`, a new number begins.
pub(super) fn continues_before(text: &str, at: usize, separators: &[u8]) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    word_before(text, at)
        || matches!(before, [.., digit, separator] if separators.contains(separator) && digit.is_ascii_digit())
}

/// Checks whether a number that ends before `at` goes on, in the same sense.
pub(super) fn continues_after(text: &str, at: usize, separators: &[u8]) -> bool {
    let after = text.as_bytes().get(at..).unwrap_or_default();
    word_after(text, at)
        || matches!(after, [separator, digit, ..] if separators.contains(separator) && digit.is_ascii_digit())
}

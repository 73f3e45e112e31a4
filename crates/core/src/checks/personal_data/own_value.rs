//! The request's own values, found again in a field that must not hold them.

use crate::SHORT_WAYS;
use crate::composition::Composition;
use crate::letters::is_word;

/// The longest value that is looked for, in code points: a longer one is too long for its field.
const LONGEST: usize = 100;

/// The fewest letters and digits that are told from anything.
const FEWEST: usize = 3;

/// Up to this length, in bytes, a text is searched in the plain way.
const SHORT: usize = 512;

/// Whether the text holds the value as a word or words of its own, without regard to case. `made_of` is what both are made of.
pub(super) fn found(text: &str, value: &str, made_of: Composition) -> bool {
    let value = value.trim();
    if SHORT_WAYS && text.len() <= SHORT && !made_of.has(Composition::BEYOND_ASCII) {
        return found_in_short(text.as_bytes(), value.as_bytes());
    }
    let Some(pattern) = Pattern::new(value) else { return false };
    // For the characters read last, each at its number's place: whether it was a letter or digit.
    let mut words = [false; (LONGEST + 1).next_power_of_two()];
    let mut matched = 0;
    // Whether the value was just read, and nothing stands before it that it would be a part of.
    let mut whole = false;
    for (number, c) in text.chars().enumerate() {
        let is_word = is_word(c);
        if whole && !(pattern.ends_with_word && is_word) {
            return true;
        }
        words[number % words.len()] = is_word;
        matched = pattern.advance(matched, folded(c));
        // Before the text's start there is no word: that place is not yet written.
        let before = words[number.wrapping_sub(pattern.length) % words.len()];
        whole = matched == pattern.length && !(pattern.starts_with_word && before);
    }
    whole
}

/// As [`found`], for texts that are usual: what a search compares twice is not worth a table that avoids it.
fn found_in_short(text: &[u8], value: &[u8]) -> bool {
    let ([first, ..], [.., last]) = (value, value) else { return false };
    if value.len() > LONGEST || value.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() < FEWEST {
        return false;
    }
    text.iter().enumerate().any(|(at, byte)| {
        // But for the bit that is a letter's case: what differs elsewhere is told apart the quickest way.
        if (byte ^ first) & !0x20 != 0 {
            return false;
        }
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let (here, behind) = rest.split_at_checked(value.len()).unwrap_or_default();
        let goes_on = |inner: &u8, outer: Option<&u8>| {
            inner.is_ascii_alphanumeric() && outer.is_some_and(u8::is_ascii_alphanumeric)
        };
        here.eq_ignore_ascii_case(value) && !goes_on(first, before.last()) && !goes_on(last, behind.first())
    })
}

/// The character without its case, in the alphabets that names on documents are written in. The standard library's
/// table of all alphabets would cost the browser six kilobytes.
fn folded(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let point = u32::from(c);
    let folded = match point {
        // Latin, Greek and Cyrillic
        0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => point + 32,
        0x400..=0x40F => point + 80,
        // Armenian, Georgian
        0x531..=0x556 => point + 48,
        0x1C90..=0x1CBA | 0x1CBD..=0x1CBF => point - 3008,
        // Both of Turkish's: capital I belongs to either.
        0x130 | 0x131 => 0x69,
        0x178 => 0xFF,
        0x18F => 0x259,
        0x1E9E => 0xDF,
        // Greek with an accent, and the final sigma
        0x386 => 0x3AC,
        0x388..=0x38A => point + 37,
        0x38C => 0x3CC,
        0x38E | 0x38F => point + 63,
        0x3C2 => 0x3C3,
        0x4C0 => 0x4CF,
        // Capital and small letters in turns, the capital at an even place or at an odd one
        0x100..=0x12F
        | 0x132..=0x137
        | 0x14A..=0x177
        | 0x198..=0x199
        | 0x1A0..=0x1A5
        | 0x1DE..=0x1EF
        | 0x1F8..=0x21F
        | 0x222..=0x233
        | 0x460..=0x481
        | 0x48A..=0x4BF
        | 0x4D0..=0x52F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => point | 1,
        0x139..=0x148 | 0x179..=0x17E | 0x1AF..=0x1B0 | 0x1B3..=0x1B6 | 0x1CD..=0x1DC | 0x4C1..=0x4CE => {
            (point + 1) & !1
        }
        _ => point,
    };
    char::from_u32(folded).unwrap_or(c)
}

/// A value to look for by Knuth, Morris and Pratt: a long text is read once, whatever it repeats.
struct Pattern {
    chars: [char; LONGEST],
    /// For each number of matched characters but 0, how many of them still match when the next one does not.
    shorter: [u8; LONGEST],
    length: usize,
    /// Whether its first and its last character is a letter or digit.
    starts_with_word: bool,
    ends_with_word: bool,
}

impl Pattern {
    /// `None` where it is too long, or too short: less than [`FEWEST`] letters and digits.
    fn new(value: &str) -> Option<Self> {
        let mut pattern = Pattern {
            chars: ['\0'; LONGEST],
            shorter: [0; LONGEST],
            length: 0,
            starts_with_word: false,
            ends_with_word: false,
        };
        let (mut matched, mut words) = (0, 0);
        for written in value.chars() {
            let c = folded(written);
            let is_word = is_word(written);
            words += usize::from(is_word);
            pattern.ends_with_word = is_word;
            *pattern.chars.get_mut(pattern.length)? = c;
            if pattern.length == 0 {
                pattern.starts_with_word = is_word;
            } else {
                matched = pattern.advance(matched, c);
            }
            *pattern.shorter.get_mut(pattern.length)? = matched as u8;
            pattern.length += 1;
        }
        (words >= FEWEST).then_some(pattern)
    }

    /// How many characters match once `c` follows those that do.
    fn advance(&self, mut matched: usize, c: char) -> usize {
        loop {
            if matched < self.length && self.chars.get(matched) == Some(&c) {
                return matched + 1;
            }
            let Some(before) = matched.checked_sub(1) else { return 0 };
            matched = self.shorter.get(before).copied().map_or(0, usize::from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::personal_data::may_hold;
    use proptest::prelude::*;

    fn found(text: &str, value: &str) -> bool {
        let [of_text, of_value] = [text, value].map(Composition::of);
        let found = super::found(text, value, of_text | of_value);
        assert!(!found || may_hold(of_text, of_value), "{value} in {text} is ruled out");
        found
    }

    #[test]
    fn words() {
        for (text, value) in [
            ("anna-2026", "Anna"),
            ("ANNA", "anna"),
            ("anna_smith", "Anna"),
            ("anna_smith", "SMITH"),
            ("2026-anna", "Anna"),
            ("hanna anna", "Anna"),
            ("annaanna anna", "Anna"),
            ("annabel+anna", "Anna"),
            ("x/anna/y", " Anna "),
            ("anna maria 7", "Anna Maria"),
            ("ref-1990-02-28", "1990-02-28"),
            ("P12345678", "P12345678"),
            ("id p12345678.", "P12345678"),
            ("o'brien-1", "O'Brien"),
            ("müller", "MÜLLER"),
            ("zoë-1", "Zoë"),
            ("νικος", "ΝΙΚΟΣ"),
            ("ΝΙΚΟΣ", "Νικος"),
            ("иванов/7", "ИВАНОВ"),
            ("李小明 7", "李小明"),
            ("izmir", "İzmir"),
            ("ışık", "IŞIK"),
            ("nguyễn", "NGUYỄN"),
            ("სოფია", "ᲡᲝᲤᲘᲐ"),
            ("J.R.R. 7", "J.R.R."),
            ("J.R.R.7", "J.R.R."),
            ("-a-b-c-", "a-b-c"),
            ("aab-aab-aac", "aab-aac"),
        ] {
            assert!(found(text, value), "{value} in {text}");
        }
        for (text, value) in [
            ("hanna", "Anna"),
            ("annabel", "Anna"),
            ("anna2026", "Anna"),
            ("2026anna", "Anna"),
            ("éanna", "Anna"),
            ("annaé", "Anna"),
            ("annaanna", "Anna"),
            ("an na", "Anna"),
            ("ana", "Anna"),
            ("ann", "Anna"),
            ("", "Anna"),
            ("al-1", "Al"),
            ("a-b", "a-b"),
            ("---", "---"),
            ("x", ""),
            ("1990-02-281", "1990-02-28"),
            ("19900228", "1990-02-28"),
            ("客户李小明", "李小明"),
            ("strasse", "straße"),
            ("zoe", "Zoë"),
        ] {
            assert!(!found(text, value), "{value} in {text}");
        }
    }

    #[test]
    fn capital_and_small_letters_are_one() {
        let scripts = [0x0..=0x17F, 0x386..=0x3CE, 0x400..=0x58F, 0x1C90..=0x1CBF, 0x1E00..=0x1EFF, 0x218..=0x21B];
        for c in scripts.into_iter().flatten().filter_map(char::from_u32) {
            let lower = c.to_lowercase().next().unwrap_or(c);
            assert_eq!(folded(c), folded(lower), "{c} {:04X}", u32::from(c));
        }
        // What is folded onto another letter is a form of that letter.
        for c in '\0'..=char::MAX {
            let same_upper = folded(c).to_uppercase().eq(c.to_uppercase());
            assert!(same_upper || matches!(c, 'İ' | 'ẞ'), "{c} {:04X}", u32::from(c));
        }
    }

    #[test]
    fn values_of_every_length_and_no_longer() {
        for length in 3..=100 {
            let value = "ab".repeat(50)[..length].to_owned();
            assert!(found(&format!("x-{value}-x"), &value), "{length}");
            assert!(!found(&format!("xx{value}-x"), &value), "{length}");
        }
        let value = "a".repeat(101);
        assert!(!found(&value, &value));
    }

    #[test]
    fn what_repeats_is_read_once() {
        let text = "a-".repeat(5_000_000);
        let value = format!("{}b", "a-".repeat(49));
        assert!(!found(&text, &value));
    }

    proptest! {
        #[test]
        fn found_as_the_plain_way_finds(text in "[ab'-]{0,24}", value in "[ab'-]{3,6}") {
            let word = |at: Option<char>| at.is_some_and(is_word);
            let expected = value.chars().filter(|c| c.is_alphanumeric()).count() >= 3
                && (0..text.len()).any(|at| {
                    text[at..].starts_with(&value)
                        && !(value.starts_with(is_word) && word(text[..at].chars().next_back()))
                        && !(value.ends_with(is_word) && word(text[at + value.len()..].chars().next()))
                });
            prop_assert_eq!(found(&text, &value), expected);
            prop_assert_eq!(found(&format!("{text}–"), &value), expected, "beyond ASCII");
        }
    }
}

//! The request's own values, found again in a field that must not hold them.

use super::fold::folded;
use super::{OwnValue, word_after, word_before};
use crate::SHORT_WAYS;
use crate::bytes::fits;
use crate::composition::Composition;
use crate::fields::Field;
use crate::letters::is_word;

/// The longest value that is looked for, in letters without accents: a longer one is too long for its field.
const LONGEST: usize = 100;

/// The fewest letters and digits that are told from anything.
const FEWEST: usize = 3;

/// Up to this length, in bytes, a text is searched in the plain way.
const SHORT: usize = 512;

/// Whether the text, which is made of that, holds the value as a word or words of its own, without regard to case, accents
/// and normalisation form.
pub(super) fn found(text: &str, made_of: Composition, value: OwnValue<'_>) -> bool {
    // The quick question first: it turns down nearly all.
    let is_dob = value.field == Field::Dob;
    if !may_hold(made_of, value.made_of, is_dob) {
        return false;
    }
    let written = value.text.trim();
    if is_dob && written.len() == DATE.len() && fits(DATE, written.as_bytes()) {
        return holds_date(text, written.as_bytes());
    }
    if SHORT_WAYS && text.len() <= SHORT && !(made_of | value.made_of).has(Composition::BEYOND_ASCII) {
        return found_in_short(text.as_bytes(), written.as_bytes());
    }
    let Some(pattern) = Pattern::new(written) else { return false };
    // For the letters read last, each at its number's place: whether it was a letter or digit.
    let mut words = [false; (LONGEST + 1).next_power_of_two()];
    let (mut number, mut matched) = (0usize, 0);
    // Whether the value was just read, and nothing stands before it that it would be a part of.
    let mut whole = false;
    for c in text.chars() {
        let is_word = is_word(c);
        for letter in folded(c).into_iter().take_while(|letter| *letter != '\0') {
            if whole && !(pattern.ends_with_word && is_word) {
                return true;
            }
            words[number % words.len()] = is_word;
            matched = pattern.advance(matched, letter);
            // Before the text's start there is no word: that place is not yet written.
            let before = words[number.wrapping_sub(pattern.length) % words.len()];
            whole = matched == pattern.length && !(pattern.starts_with_word && before);
            number += 1;
        }
    }
    whole
}

/// Whether all letters and digits of the value may be in the text, and what stands between them in names.
fn may_hold(text: Composition, value: Composition, is_dob: bool) -> bool {
    const LETTERS: Composition = Composition::LETTERS.with(Composition::APOSTROPHE);
    const NAME: Composition = LETTERS.with(Composition::DIGITS).with(Composition::HYPHEN);
    // A date can be written without its hyphens.
    let wanted = value.and(if is_dob { Composition::DIGITS } else { NAME });
    // A character beyond ASCII may be any letter with an accent, or an apostrophe.
    let foreign = text.has(Composition::BEYOND_ASCII);
    wanted.is_of(text | if foreign { LETTERS } else { Composition::default() })
}

/// The layout of a date.
const DATE: &[u8] = b"dddd-dd-dd";

/// Whether the date stands in the text: as it is, without hyphens, or with its day or its month first.
fn holds_date(text: &str, date: &[u8]) -> bool {
    // For each form the places of its digits in the date.
    const FORMS: [&[u8]; 6] = [b"0123-56-89", b"01235689", b"89.56.0123", b"89/56/0123", b"89-56-0123", b"56/89/0123"];
    let is_written = |form: &[u8], at: usize| {
        let here = text.as_bytes().get(at..at + form.len()).unwrap_or_default();
        let fits = |(place, byte): (&u8, &u8)| match place {
            b'0'..=b'9' => date.get(usize::from(place - b'0')) == Some(byte),
            separator => separator == byte,
        };
        !here.is_empty()
            && form.iter().zip(here).all(fits)
            && !word_before(text, at)
            && !word_after(text, at + form.len())
    };
    let bytes = text.bytes().enumerate();
    bytes.filter(|(_, byte)| byte.is_ascii_digit()).any(|(at, _)| FORMS.iter().any(|form| is_written(form, at)))
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
            let is_word = is_word(written);
            let letters = folded(written);
            // An accent is no letter of its own, nor is what a Korean syllable goes on with.
            let begins = !matches!(letters, ['\0' | '\u{1160}'..='\u{11FF}', ..]);
            words += usize::from(is_word && begins);
            for letter in letters.into_iter().take_while(|letter| *letter != '\0') {
                pattern.ends_with_word = is_word;
                *pattern.chars.get_mut(pattern.length)? = letter;
                if pattern.length == 0 {
                    pattern.starts_with_word = is_word;
                } else {
                    matched = pattern.advance(matched, letter);
                }
                *pattern.shorter.get_mut(pattern.length)? = matched as u8;
                pattern.length += 1;
            }
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
    use proptest::prelude::*;

    /// In a text with a character beyond ASCII hardly anything is ruled out, and nothing is searched in the plain way.
    fn found_of(field: Field, text: &str, value: &str) -> bool {
        let own = OwnValue { field, text: value, made_of: Composition::of(value) };
        let found = |text: &str| super::found(text, Composition::of(text), own);
        assert_eq!(found(text), found(&format!("{text} –")), "{value} in {text}");
        found(text)
    }

    fn found(text: &str, value: &str) -> bool {
        found_of(Field::FirstName, text, value)
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
            ("zoe-7", "Zoë"),
            ("zoe\u{308}", "Zoë"),
            ("zoë", "Zoe\u{308}"),
            ("zoë", "Zoe"),
            ("jose-7", "José"),
            ("JOSE\u{301} 7", "josé"),
            ("strasse", "straße"),
            ("STRASSE", "straße"),
            ("straße", "STRASSE"),
            ("lukasz-7", "Łukasz"),
            ("wojcik", "Wójcik"),
            ("Wo\u{301}jcik", "wojcik"),
            ("anna\u{301}", "Anna"),
            ("o’brien", "O'Brien"),
            ("o'brien", "O’Brien"),
            ("андреи", "Андрей"),
            ("андреи\u{306}-7", "АНДРЕЙ"),
            ("νίκος", "ΝΙΚΟΣ"),
            ("\u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}\u{1109}\u{116E}", "김철수"),
            ("김철수", "\u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}\u{1109}\u{116E}"),
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
            ("28.02.1990", "1990-02-28"),
            ("客户李小明", "李小明"),
            ("zoea", "Zoë"),
            ("zoe\u{308}a", "Zoë"),
            ("e\u{301}zoe", "Zoë"),
            ("ézoe", "Zoë"),
            ("zo", "Zoë"),
            ("zoé a", "Zoea"),
            ("stras", "straß"),
            ("straßee", "strasse"),
            ("e\u{301}l", "él"),
            ("김철", "김철"),
            ("\u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}", "\u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}"),
            ("김철수", "김처수"),
        ] {
            assert!(!found(text, value), "{value} in {text}");
        }
    }

    #[test]
    fn dates_of_birth() {
        for text in [
            "1990-02-28",
            "19900228",
            "28.02.1990",
            "28/02/1990",
            "02/28/1990",
            "28-02-1990",
            "ref-19900228-7",
            "c_28.02.1990_x",
            "dob:02/28/1990.",
            "7 28-02-1990 7",
            "é 19900228",
            "190019900228 19900228",
            "19900228x 28.02.1990",
        ] {
            assert!(found_of(Field::Dob, text, "1990-02-28"), "{text}");
            assert!(found_of(Field::Dob, text, " 1990-02-28 "), "{text}");
            // Of another field it is looked for as it is.
            assert_eq!(found_of(Field::Number, text, "1990-02-28"), text == "1990-02-28", "{text}");
        }
        for text in [
            "",
            "1990",
            "1990-02-27",
            "19900227",
            "1990022",
            "199002281",
            "119900228",
            "a19900228",
            "19900228a",
            "19900228T101500",
            "é19900228",
            "19900228é",
            "1990.02.28",
            "1990/02/28",
            "28.2.1990",
            "28 02 1990",
            "28.02.90",
            "28.02-1990",
            "28.02/1990",
            "02.28.1990",
            "28021990",
            "02281990",
            "1990-28-02",
            "28.02.1991",
            "28-02-19900",
        ] {
            assert!(!found_of(Field::Dob, text, "1990-02-28"), "{text}");
        }
        // What is no date is looked for as it is.
        assert!(found_of(Field::Dob, "28.02.1990", "28.02.1990") && !found_of(Field::Dob, "1990-02-28", "28.02.1990"));
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
        }
    }
}

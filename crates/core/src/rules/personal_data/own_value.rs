//! The request's own values, found again in a field that must not hold them.

use super::fold::folded;
use super::words::{word_after, word_before, word_starts};
use crate::char_classes::{CharClasses, fits, is_word};
use crate::fields::Field;

/// A value of the request itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnValue<'v> {
    pub(crate) field: Field,
    pub(crate) text: &'v str,
    pub(crate) classes: CharClasses,
}

/// The longest value that is looked for, in letters without accents: a longer one is too long for its field.
const LONGEST: usize = 100;

/// The fewest letters and digits that are told from anything.
const FEWEST: usize = 3;

/// Whether the text, which is made of that, holds the value as a word or words of its own, without regard to case, accents,
/// normalisation form and what stands between the words.
pub(super) fn found(text: &str, classes: CharClasses, value: OwnValue<'_>) -> bool {
    // The quick question first: it turns down nearly all.
    let is_dob = value.field == Field::Dob;
    if !may_hold(classes, value.classes, is_dob) {
        return false;
    }
    let written = value.text.trim();
    if is_dob && written.len() == DATE.len() && fits(DATE, written.as_bytes()) {
        return holds_date(text, written.as_bytes());
    }
    if !may_begin(text, classes, written) {
        return false;
    }
    let Some(pattern) = Pattern::new(written) else { return false };
    // What stands before the text's first word ends no other word.
    let mut matched = 1;
    read_letters(text, &mut |letter| {
        matched = pattern.advance(matched, letter);
        matched == pattern.length
    })
}

/// Whether all letters and digits of the value may be in the text.
fn may_hold(text: CharClasses, value: CharClasses, is_dob: bool) -> bool {
    // A date can be written without its hyphens.
    let letters = if is_dob { CharClasses::default() } else { CharClasses::LETTERS };
    // A character beyond ASCII may be any letter with an accent.
    let foreign = if text.has(CharClasses::BEYOND_ASCII) { CharClasses::LETTERS } else { CharClasses::default() };
    value.and(CharClasses::DIGITS.with(letters)).is_of(text.with(foreign))
}

/// Whether a word of the text, which is made of that, may begin as the value does.
fn may_begin(text: &str, classes: CharClasses, value: &str) -> bool {
    let Some(first) = value.bytes().find(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()) else { return false };
    // A character beyond ASCII may be that letter with an accent, and end a word.
    !first.is_ascii()
        || classes.has(CharClasses::BEYOND_ASCII)
        || text.bytes().enumerate().any(|(at, byte)| (byte ^ first) & !0x20 == 0 && !word_before(text, at))
}

/// Hands over the letters and digits of a text without case and accents, and a blank behind each word, until it is told to stop;
/// says whether it was.
fn read_letters(text: &str, stop_at: &mut dyn FnMut(char) -> bool) -> bool {
    let mut last = BLANK;
    let mut stops = |letter: char, is_word: bool| {
        let letter = if is_word { letter } else { BLANK };
        let follows = letter != BLANK || last != BLANK;
        last = letter;
        follows && stop_at(letter)
    };
    for c in text.chars().chain([BLANK]) {
        if c.is_ascii() {
            if stops(c.to_ascii_lowercase(), c.is_ascii_alphanumeric()) {
                return true;
            }
            continue;
        }
        for letter in folded(c).into_iter().take_while(|letter| *letter != '\0') {
            if stops(letter, is_word(letter)) {
                return true;
            }
        }
    }
    false
}

/// Stands for all that is between words.
const BLANK: char = ' ';

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
        !here.is_empty() && form.iter().zip(here).all(fits) && !word_after(text, at + form.len())
    };
    let is_here = |at| !word_before(text, at) && FORMS.iter().any(|form| is_written(form, at));
    word_starts(text).any(|(at, first)| first.is_ascii_digit() && is_here(at))
}

/// A value to look for by Knuth, Morris and Pratt: a long text is read once, whatever it repeats. A blank stands at both ends.
struct Pattern {
    chars: [char; LONGEST + 2],
    /// For each number of matched characters but 0, how many of them still match when the next one does not.
    shorter: [u8; LONGEST + 2],
    length: usize,
}

impl Pattern {
    /// `None` where it is too long, or too short: less than [`FEWEST`] letters and digits.
    fn new(value: &str) -> Option<Self> {
        // An accent is no letter of its own, nor is what a Korean syllable goes on with.
        let begins = |c: &char| is_word(*c) && !matches!(folded(*c), ['\0' | '\u{1160}'..='\u{11FF}', ..]);
        if value.chars().filter(begins).count() < FEWEST {
            return None;
        }
        let mut pattern = Pattern { chars: [BLANK; LONGEST + 2], shorter: [0; LONGEST + 2], length: 1 };
        let mut matched = 0;
        let is_too_long = read_letters(value, &mut |letter| {
            matched = pattern.advance(matched, letter);
            let at = pattern.length;
            let (Some(char), Some(shorter)) = (pattern.chars.get_mut(at), pattern.shorter.get_mut(at)) else {
                return true;
            };
            (*char, *shorter) = (letter, matched as u8);
            pattern.length += 1;
            false
        });
        (!is_too_long).then_some(pattern)
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

    /// In a text with a character beyond ASCII hardly anything is ruled out.
    fn found_of(field: Field, text: &str, value: &str) -> bool {
        let own = OwnValue { field, text: value, classes: CharClasses::of(value) };
        let found = |text: &str| super::found(text, CharClasses::of(text), own);
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
            ("anna-maria", "Anna Maria"),
            ("ANNA_MARIA", "Anna-Maria"),
            ("anna+maria/7", "Anna  Maria"),
            ("x anna, maria", "Anna\u{A0}Maria"),
            ("o-brien", "O'Brien"),
            ("o’brien", "Oʼbrien"),
            ("garcia_marquez", "García Márquez"),
            ("علی-رضا", "علی\u{200C}رضا"),
            ("p 123 456", "P-123-456"),
            ("-a-b c-", "(a) b.c!"),
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
            ("annamaria", "Anna-Maria"),
            ("anna-maria", "Annamaria"),
            ("anna-x-maria", "Anna Maria"),
            ("maria-anna", "Anna Maria"),
            ("joanna-maria", "Anna Maria"),
            ("anna-marian", "Anna Maria"),
            ("obrien", "O'Brien"),
            ("P123456", "P 123 456"),
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
            let words = |text: &str| {
                let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
                words.map(str::to_owned).collect::<Vec<_>>()
            };
            let (text_words, value_words) = (words(&text), words(&value));
            let expected =
                value_words.concat().len() >= 3 && text_words.windows(value_words.len()).any(|words| words == value_words);
            prop_assert_eq!(found(&text, &value), expected);
        }
    }
}

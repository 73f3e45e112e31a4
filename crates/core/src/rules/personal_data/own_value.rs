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
const MAX_VALUE_LENGTH: usize = 100;

/// The fewest letters and digits that are looked for: fewer are in any text.
const MIN_VALUE_LENGTH: usize = 3;

/// Checks whether the text, which has these classes, holds the value as a word or words of its own, without regard to case, accents,
/// normalisation form and what is between the words.
pub(super) fn found(text: &str, classes: CharClasses, value: OwnValue<'_>) -> bool {
    // The quick check first: it rules out nearly all.
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
    // What is before the text's first word ends no other word.
    let mut matched = 1;
    read_letters(text, &mut |letter| {
        matched = pattern.advance(matched, letter);
        matched == pattern.length
    })
}

/// Checks whether all letters and digits of the value may be in the text.
fn may_hold(text: CharClasses, value: CharClasses, is_dob: bool) -> bool {
    // A date can be written without its hyphens.
    let letters = if is_dob { CharClasses::default() } else { CharClasses::LETTERS };
    // A character beyond ASCII may be any letter with an accent.
    let foreign = if text.has(CharClasses::BEYOND_ASCII) { CharClasses::LETTERS } else { CharClasses::default() };
    value.and(CharClasses::DIGITS.with(letters)).is_of(text.with(foreign))
}

/// Checks whether a word of the text, which has these classes, may begin as the value does.
fn may_begin(text: &str, classes: CharClasses, value: &str) -> bool {
    let Some(first) = value.bytes().find(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()) else { return false };
    // A character beyond ASCII may be that letter with an accent, and end a word.
    !first.is_ascii()
        || classes.has(CharClasses::BEYOND_ASCII)
        || text.bytes().enumerate().any(|(at, byte)| (byte ^ first) & !0x20 == 0 && !word_before(text, at))
}

/// Reads the letters and digits of a text without case and accents, and a blank after each word, until `stop_at` says so.
/// Returns whether it did.
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

/// The sign of all that is between words.
const BLANK: char = ' ';

/// The layout of a date.
const DATE: &[u8] = b"dddd-dd-dd";

/// Checks whether the date is in the text: as it is, without hyphens, or with its day or its month first.
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

/// A value to look for by Knuth, Morris and Pratt: a long text is read once, whatever it repeats. A blank is at both ends.
struct Pattern {
    chars: [char; MAX_VALUE_LENGTH + 2],
    /// For each number of matched characters but 0, how many of them still match when the next one does not.
    shorter: [u8; MAX_VALUE_LENGTH + 2],
    length: usize,
}

impl Pattern {
    /// Returns the pattern of a value; `None` where it is too long, or too short: less than [`MIN_VALUE_LENGTH`] letters and digits.
    fn new(value: &str) -> Option<Self> {
        // An accent is no letter of its own, nor is what a Korean syllable goes on with.
        let begins = |c: &char| is_word(*c) && !matches!(folded(*c), ['\0' | '\u{1160}'..='\u{11FF}', ..]);
        if value.chars().filter(begins).count() < MIN_VALUE_LENGTH {
            return None;
        }
        let mut pattern =
            Pattern { chars: [BLANK; MAX_VALUE_LENGTH + 2], shorter: [0; MAX_VALUE_LENGTH + 2], length: 1 };
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

    /// Returns how many characters match once `c` follows those that do.
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

    /// Checks rows of the form `value in text`.
    fn assert_each(is_found: bool, rows: &str) {
        for row in rows.split(" | ") {
            let (value, text) = row.split_once(" in ").expect("a row");
            assert_eq!(found(text, value), is_found, "{row}");
        }
    }

    #[test]
    fn words() {
        assert_each(
            true,
            "Anna in anna-2026 | anna in ANNA | Anna in anna_smith | SMITH in anna_smith | Anna in 2026-anna | \
             Anna in hanna anna | Anna in annaanna anna | Anna in annabel+anna | \x20Anna  in x/anna/y | \
             Anna Maria in anna maria 7 | 1990-02-28 in ref-1990-02-28 | P12345678 in P12345678 | \
             P12345678 in id p12345678. | O'Brien in o'brien-1 | MÜLLER in müller | Zoë in zoë-1 | ΝΙΚΟΣ in νικος | \
             Νικος in ΝΙΚΟΣ | ИВАНОВ in иванов/7 | 李小明 in 李小明 7 | İzmir in izmir | IŞIK in ışık | Zoë in zoe-7 | \
             Zoë in zoe\u{308} | Zoe\u{308} in zoë | Zoe in zoë | José in jose-7 | josé in JOSE\u{301} 7 | \
             straße in strasse | straße in STRASSE | STRASSE in straße | Łukasz in lukasz-7 | Wójcik in wojcik | \
             wojcik in Wo\u{301}jcik | Anna in anna\u{301} | O'Brien in o’brien | O’Brien in o'brien | \
             Андрей in андреи | АНДРЕЙ in андреи\u{306}-7 | ΝΙΚΟΣ in νίκος | \
             김철수 in \u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}\u{1109}\u{116E} | \
             \u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}\u{1109}\u{116E} in 김철수 | NGUYỄN in nguyễn | \
             ᲡᲝᲤᲘᲐ in სოფია | J.R.R. in J.R.R. 7 | J.R.R. in J.R.R.7 | a-b-c in -a-b-c- | aab-aac in aab-aab-aac | \
             Anna Maria in anna-maria | Anna-Maria in ANNA_MARIA | Anna  Maria in anna+maria/7 | \
             Anna\u{A0}Maria in x anna, maria | O'Brien in o-brien | Oʼbrien in o’brien | \
             García Márquez in garcia_marquez | علی\u{200C}رضا in علی-رضا | P-123-456 in p 123 456 | \
             (a) b.c! in -a-b c-",
        );
        assert_each(
            false,
            "Anna in hanna | Anna in annabel | Anna in anna2026 | Anna in 2026anna | Anna in éanna | \
             Anna in annaé | Anna in annaanna | Anna in an na | Anna in ana | Anna in ann | Anna in  | Al in al-1 | \
             a-b in a-b | --- in --- | \x20in x | 1990-02-28 in 1990-02-281 | 1990-02-28 in 19900228 | \
             1990-02-28 in 28.02.1990 | 李小明 in 客户李小明 | Zoë in zoea | Zoë in zoe\u{308}a | Zoë in e\u{301}zoe | \
             Zoë in ézoe | Zoë in zo | Zoea in zoé a | straß in stras | strasse in straßee | él in e\u{301}l | \
             김철 in 김철 | \
             \u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF} in \u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF} | \
             김처수 in 김철수 | Anna-Maria in annamaria | Annamaria in anna-maria | Anna Maria in anna-x-maria | \
             Anna Maria in maria-anna | Anna Maria in joanna-maria | Anna Maria in anna-marian | \
             O'Brien in obrien | P 123 456 in P123456",
        );
    }

    #[test]
    fn dates_of_birth() {
        for text in "1990-02-28 | 19900228 | 28.02.1990 | 28/02/1990 | 02/28/1990 | 28-02-1990 | ref-19900228-7 | \
            c_28.02.1990_x | dob:02/28/1990. | 7 28-02-1990 7 | é 19900228 | 190019900228 19900228 | \
            19900228x 28.02.1990"
            .split(" | ")
        {
            assert!(found_of(Field::Dob, text, "1990-02-28"), "{text}");
            assert!(found_of(Field::Dob, text, " 1990-02-28 "), "{text}");
            // Of another field it is looked for as it is.
            assert_eq!(found_of(Field::Number, text, "1990-02-28"), text == "1990-02-28", "{text}");
        }
        for text in " | 1990 | 1990-02-27 | 19900227 | 1990022 | 199002281 | 119900228 | a19900228 | 19900228a | \
            19900228T101500 | é19900228 | 19900228é | 1990.02.28 | 1990/02/28 | 28.2.1990 | 28 02 1990 | 28.02.90 | \
            28.02-1990 | 28.02/1990 | 02.28.1990 | 28021990 | 02281990 | 1990-28-02 | 28.02.1991 | 28-02-19900"
            .split(" | ")
        {
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
        fn values_are_found_as_by_plain_code(text in "[ab'-]{0,24}", value in "[ab'-]{3,6}") {
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

//! Fields with a fixed set of values.

use super::Reporter;
use crate::char_classes::is_word;
use crate::codes::{Code, Param};
use crate::string_table::find_entry;
use crate::suggest::nearest;

/// Each word with its usual typos that differ in more than case and separators: letters and digits in lower case.
const TYPOS: &str = "DRIVING_LICENSE|driverslicense|driverslicence|driverlicense|driverlicence|dl;\
    ID_CARD|identitycard|nationalid|id;image/jpeg|imagejpg|imagepjpeg|jpg|jpeg;image/png|imagexpng|png;\
    onAllSteps|allsteps;onFinish|finish;";

/// More letters and digits than any word or typo has.
const MAX_LETTERS: usize = 16;

/// Reports a text that is none of the allowed words.
pub(crate) fn check(text: &str, allowed: &'static [&'static str], reporter: &mut Reporter<'_>) {
    if allowed.contains(&text) {
        return;
    }
    let incomplete = allowed.iter().any(|word| word.starts_with(text));
    let violation = reporter.add(Code::NotInEnum).param(Param::Allowed, allowed);
    violation.suggest(suggestion(text, allowed)).incomplete(incomplete);
}

/// Returns the word that a text means.
fn suggestion(text: &str, allowed: &'static [&'static str]) -> Option<&'static str> {
    let mut letters = [0; MAX_LETTERS];
    let mut length = 0;
    for char in text.chars().filter(|char| is_word(*char)) {
        // No word has a letter that is not ASCII.
        *letters.get_mut(length)? = if char.is_ascii() { char.to_ascii_lowercase() as u8 } else { 0 };
        length += 1;
    }
    let letters = letters.get(..length)?;
    let find = |wanted: &dyn Fn(&'static str) -> bool| allowed.iter().copied().find(|word| wanted(word));
    let written = find(&|word| is_written(word, letters)).or_else(|| {
        let (_, meant) = find_entry(TYPOS, &mut |_, typo| is_written(typo, letters))?;
        find(&|word| word == meant)
    });
    // Of a MIME type one letter makes another: image/mng is no typo.
    let has_typos = !allowed.iter().any(|word| word.contains('/'));
    written.or_else(|| nearest(text, allowed).filter(|_| has_typos))
}

/// Checks whether these are a word's letters and digits, in lower case.
fn is_written(word: &str, letters: &[u8]) -> bool {
    word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()).eq(letters.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID_TYPES: &[&str] = &["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"];
    const MIME_TYPES: &[&str] = &["image/jpeg", "image/png"];

    #[test]
    fn typos_are_recognised() {
        for (text, allowed, expected) in [
            ("passport", ID_TYPES, Some("PASSPORT")),
            ("DRIVERS_LICENSE", ID_TYPES, Some("DRIVING_LICENSE")),
            ("driving-licence", ID_TYPES, Some("DRIVING_LICENSE")),
            ("Id Card", ID_TYPES, Some("ID_CARD")),
            (" VISA\n", ID_TYPES, Some("VISA")),
            ("PASPORT", ID_TYPES, Some("PASSPORT")),
            ("Pasaport", ID_TYPES, Some("PASSPORT")),
            ("DRIVING_LISENSE", ID_TYPES, Some("DRIVING_LICENSE")),
            ("ID_CRAD", ID_TYPES, Some("ID_CARD")),
            ("VISAS", ID_TYPES, Some("VISA")),
            ("onFinsh", &["onFinish", "onAllSteps"], Some("onFinish")),
            ("RESIDENCE_PERMIT", ID_TYPES, None),
            ("PASS", ID_TYPES, None),
            ("VIP", ID_TYPES, None),
            ("image/svg", MIME_TYPES, None),
            ("image/jp2", MIME_TYPES, None),
            ("image/mng", MIME_TYPES, None),
            ("image/jpg", MIME_TYPES, Some("image/jpeg")),
            ("IMAGE/PNG", MIME_TYPES, Some("image/png")),
            ("image/gif", MIME_TYPES, None),
            ("jpg", ID_TYPES, None),
            ("", ID_TYPES, None),
            ("VISÄ", ID_TYPES, Some("VISA")),
            ("driving license of the state", ID_TYPES, None),
        ] {
            assert_eq!(suggestion(text, allowed), expected, "{text}");
        }
    }
}

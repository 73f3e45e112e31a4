//! Fields with a fixed set of values.

use super::Reporter;
use crate::char_class::is_word;
use crate::codes::{Code, Param};
use crate::split::find_entry;
use crate::suggest::Nearest;

/// Behind each word its usual slips that are no mere matter of case or separators: letters and digits in lower case.
const SLIPS: &str = "DRIVING_LICENSE|driverslicense|driverslicence|driverlicense|driverlicence|dl;\
    ID_CARD|identitycard|nationalid|id;image/jpeg|imagejpg|imagepjpeg|jpg|jpeg;image/png|imagexpng|png;\
    onAllSteps|allsteps;onFinish|finish;";

/// More letters and digits than any word or slip has.
const LONGEST: usize = 16;

pub(crate) fn check(text: &str, allowed: &'static [&'static str], reporter: &mut Reporter<'_>) {
    if allowed.contains(&text) {
        return;
    }
    let incomplete = allowed.iter().any(|word| word.starts_with(text));
    let violation = reporter.add(Code::NotInEnum).param(Param::Allowed, allowed);
    violation.suggest(suggestion(text, allowed)).incomplete(incomplete);
}

fn suggestion(text: &str, allowed: &'static [&'static str]) -> Option<&'static str> {
    let mut letters = [0; LONGEST];
    let mut length = 0;
    for char in text.chars().filter(|char| is_word(*char)) {
        // A letter that is not ASCII stays what no word has.
        *letters.get_mut(length)? = if char.is_ascii() { char.to_ascii_lowercase() as u8 } else { 0 };
        length += 1;
    }
    let letters = letters.get(..length)?;
    let find = |wanted: &dyn Fn(&'static str) -> bool| allowed.iter().copied().find(|word| wanted(word));
    let written = find(&|word| is_written(word, letters)).or_else(|| {
        let (_, meant) = find_entry(SLIPS, &mut |_, slip| is_written(slip, letters))?;
        find(&|word| word == meant)
    });
    written.or_else(|| {
        let mut nearest = Nearest::to(text)?;
        // Of a MIME type one letter makes another: image/mng is no slip.
        let is_word = |word: &&&'static str| !word.as_bytes().contains(&b'/');
        allowed.iter().filter(is_word).for_each(|word| nearest.offer(word));
        nearest.found()
    })
}

/// Whether those are a word's letters and digits, in lower case.
fn is_written(word: &str, letters: &[u8]) -> bool {
    word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()).eq(letters.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID_TYPES: &[&str] = &["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"];
    const MIME_TYPES: &[&str] = &["image/jpeg", "image/png"];

    #[test]
    fn slips_are_recognised() {
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

//! Names that are nearly right, and names that are shown.

use crate::fields::Field;
use alloc::string::String;

/// The objects that later revisions of the API take.
pub(crate) const OBJECTS: [&str; 2] = ["additionalChecks", "userConsent"];

/// The longest name that is looked up; a longer one is no slip.
const LONGEST: usize = 40;

/// The field's name that the unknown name seems to mean.
pub(crate) fn nearest_field(name: &str) -> Option<&'static str> {
    nearest(name, Field::ALL.into_iter().map(Field::name).chain(OBJECTS))
}

/// The one of the known words that a name seems to mean: the same but for case and separators, or one or two letters
/// away. `None` where there is none, or two are equally near.
pub(crate) fn nearest(name: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let mut folded = [0u8; LONGEST];
    let mut length = 0;
    for char in name.chars().filter(|char| !matches!(char, '_' | '-' | ' ' | '.' | '\t')) {
        *folded.get_mut(length)? = if char.is_ascii() { char.to_ascii_lowercase() as u8 } else { b'?' };
        length += 1;
    }
    let folded = folded.get(..length)?;
    let mut best = None;
    let mut best_distance = usize::MAX;
    for word in known {
        let distance = distance(folded, word.as_bytes());
        // In a short name two other letters make another name.
        if distance > 2 || distance * 3 > word.len().min(length.max(1) + 1) {
            continue;
        }
        if distance < best_distance {
            best = Some(word);
            best_distance = distance;
        } else if distance == best_distance {
            best = None;
        }
    }
    best
}

/// The number of letters to insert, leave out, change or swap with their neighbour; the case of `word` is ignored.
fn distance(name: &[u8], word: &[u8]) -> usize {
    if name.len().abs_diff(word.len()) > 2 {
        return usize::MAX;
    }
    // Three rows of the optimal string alignment's matrix.
    let (mut before, mut last, mut row) = ([0usize; LONGEST + 1], [0usize; LONGEST + 1], [0usize; LONGEST + 1]);
    let columns = name.len().min(LONGEST);
    for (column, cell) in last.iter_mut().enumerate() {
        *cell = column;
    }
    for (i, letter) in word.iter().map(u8::to_ascii_lowercase).enumerate() {
        row[0] = i + 1;
        for j in 0..columns {
            let change = usize::from(name[j] != letter);
            let mut cell = (last[j] + change).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && name[j - 1] == letter && name[j] == word[i - 1].to_ascii_lowercase();
            if swapped {
                cell = cell.min(before[j - 1] + 1);
            }
            row[j + 1] = cell;
        }
        (before, last, row) = (last, row, before);
    }
    last[columns]
}

/// The most characters of an unknown name that are shown.
const SHOWN: usize = 64;

/// An unknown name as a report may show it: what is not printable ASCII is escaped, and after 64 characters it is cut.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = String::new();
    for char in name.chars() {
        let before = shown.len();
        match char {
            '\\' | '"' => shown.extend(['\\', char]),
            ' '..='~' => shown.push(char),
            _ => shown.extend(char.escape_unicode()),
        }
        if shown.len() > SHOWN {
            // The last character but one makes room for the sign that something is missing.
            shown.truncate(before.min(SHOWN - 1));
            shown.push('…');
            break;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_field_names() {
        for (name, expected) in [
            ("frontSideImage", Some("frontsideImage")),
            ("front_side_image", Some("frontsideImage")),
            ("FrontsideImage", Some("frontsideImage")),
            ("DOB", Some("dob")),
            ("dbo", Some("dob")),
            ("contry", Some("country")),
            ("callbackURL", Some("callbackUrl")),
            ("callback_uri", Some("callbackUrl")),
            ("idtype", Some("idType")),
            ("additional_checks", Some("additionalChecks")),
            ("fristName", Some("firstName")),
            ("foo", None),
            ("id", None),
            ("", None),
            ("x", None),
            ("name", None),
            ("frontsideImageFrontsideImageFrontsideImage", None),
        ] {
            assert_eq!(nearest_field(name), expected, "{name}");
        }
    }

    #[test]
    fn names_are_shown_safely() {
        assert_eq!(shown("plain_name"), "plain_name");
        assert_eq!(shown("a\"b\\c\n\u{202e}"), "a\\\"b\\\\c\\u{a}\\u{202e}");
        let long = shown(&"x".repeat(65));
        assert_eq!((long.chars().count(), long.ends_with("x…")), (64, true));
        assert_eq!(shown(&"x".repeat(64)), "x".repeat(64));
        assert_eq!(shown(&"é".repeat(100)).chars().count(), 61, "an escape is not cut in two");
    }
}

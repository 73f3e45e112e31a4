//! Names that are nearly right, and names that are shown.

use crate::fields::Field;
use crate::json_object::JsonObject;
use alloc::string::String;
use alloc::vec::Vec;

/// The longest name that is compared; a longer one is no typo.
const MAX_NAME_LENGTH: usize = 40;

/// Returns the field's name that an unknown name seems to mean.
pub(crate) fn nearest_field(name: &str) -> Option<&'static str> {
    let mut known = Vec::from(Field::ALL.map(Field::name));
    known.extend(JsonObject::FIELDS);
    nearest(name, &known)
}

/// Returns the one of the known words that a name seems to mean: the same but for case and separators, or one or two letters
/// away. `None` where there is none, or two are equally near.
pub(crate) fn nearest(name: &str, words: &[&'static str]) -> Option<&'static str> {
    let mut letters = [0; MAX_NAME_LENGTH];
    let mut length = 0;
    for char in name.chars().filter(|char| !matches!(char, '_' | '-' | ' ' | '.' | '\t')) {
        *letters.get_mut(length)? = if char.is_ascii() { char.to_ascii_lowercase() as u8 } else { b'?' };
        length += 1;
    }
    let letters = letters.get(..length)?;
    let (mut nearest, mut least) = (None, usize::MAX);
    for &word in words {
        let distance = distance(letters, word.as_bytes());
        // In a short name two other letters make another name.
        if distance <= least && distance <= 2 && distance * 3 <= word.len().min(length.max(1) + 1) {
            nearest = (distance < least).then_some(word);
            least = distance;
        }
    }
    nearest
}

/// Returns the number of letters to insert, leave out, change or swap with their neighbour; the case of `word` is ignored.
fn distance(name: &[u8], word: &[u8]) -> usize {
    /// Over [`MAX_NAME_LENGTH`], and a power of two: an index modulo that needs no check.
    const ROW: usize = 64;
    /// In the place of the letter before the first.
    const NO_LETTER: u8 = 0xFF;
    if name.len().abs_diff(word.len()) > 2 {
        return usize::MAX;
    }
    // Three rows of the optimal string alignment's matrix.
    let (mut before, mut last, mut row) = ([0usize; ROW], core::array::from_fn(|column| column), [0usize; ROW]);
    let mut letter_before = NO_LETTER;
    for (i, letter) in word.iter().map(u8::to_ascii_lowercase).enumerate() {
        row[0] = i + 1;
        let mut own_before = NO_LETTER;
        for (j, &own) in name.iter().enumerate() {
            let (left, here) = (j % ROW, (j + 1) % ROW);
            let mut cell = (last[left] + usize::from(own != letter)).min(last[here] + 1).min(row[left] + 1);
            if own_before == letter && own == letter_before {
                cell = cell.min(before[j.wrapping_sub(1) % ROW] + 1);
            }
            row[here] = cell;
            own_before = own;
        }
        letter_before = letter;
        (before, last, row) = (last, row, before);
    }
    last[name.len() % ROW]
}

/// The most characters of an unknown name that are shown.
const MAX_SHOWN_CHARS: usize = 64;

/// Returns an unknown name as a report may show it: what is not printable ASCII is escaped, and after 64 characters it is cut.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = String::new();
    for char in name.chars() {
        let before = shown.len();
        match char {
            ' '..='~' => {
                if matches!(char, '\\' | '"') {
                    shown.push('\\');
                }
                shown.push(char);
            }
            _ => escape(char, &mut shown),
        }
        if shown.len() > MAX_SHOWN_CHARS {
            // The last character but one makes room for the sign that something is missing.
            shown.truncate(before.min(MAX_SHOWN_CHARS - 1));
            shown.push('…');
            break;
        }
    }
    shown
}

/// Writes `\u{202e}`.
fn escape(char: char, out: &mut String) {
    out.push_str("\\u{");
    for shift in (0..24).step_by(4).rev() {
        let digits = u32::from(char) >> shift;
        if digits > 0 || shift == 0 {
            out.push(char::from_digit(digits & 0xF, 16).unwrap_or('0'));
        }
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_of_field_names() {
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
            ("dobxx", None),
            ("xxdob", None),
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
        assert_eq!(shown("\0\u{10ffff}"), "\\u{0}\\u{10ffff}");
        let long = shown(&"x".repeat(65));
        assert_eq!((long.chars().count(), long.ends_with("x…")), (64, true));
        assert_eq!(shown(&"x".repeat(64)), "x".repeat(64));
        assert_eq!(shown(&"é".repeat(100)).chars().count(), 61, "an escape is not cut in two");
    }
}

//! Names that are nearly right, and names that are shown.

use crate::fields::Field;
use crate::json_object::JsonObject;
use alloc::string::String;

/// The longest name that is looked up; a longer one is no slip.
const LONGEST: usize = 40;

/// The field's name that the unknown name seems to mean.
pub(crate) fn nearest_field(name: &str) -> Option<&'static str> {
    let mut nearest = Nearest::to(name)?;
    Field::ALL.iter().for_each(|field| nearest.offer(field.name()));
    JsonObject::FIELDS.iter().for_each(|object| nearest.offer(object));
    nearest.found()
}

/// Looks for the one of the known words that a name seems to mean: the same but for case and separators, or one or two
/// letters away.
pub(crate) struct Nearest {
    /// The name's letters in lower case.
    letters: [u8; LONGEST],
    length: usize,
    best: Option<&'static str>,
    distance: usize,
}

impl Nearest {
    /// `None` for a name that is too long to be a slip.
    pub(crate) fn to(name: &str) -> Option<Nearest> {
        let mut nearest = Nearest { letters: [0; LONGEST], length: 0, best: None, distance: usize::MAX };
        for char in name.chars().filter(|char| !matches!(char, '_' | '-' | ' ' | '.' | '\t')) {
            let letter = if char.is_ascii() { char.to_ascii_lowercase() as u8 } else { b'?' };
            *nearest.letters.get_mut(nearest.length)? = letter;
            nearest.length += 1;
        }
        Some(nearest)
    }

    /// Compares a known word.
    #[inline(never)]
    pub(crate) fn offer(&mut self, word: &'static str) {
        let distance = distance(self.letters.get(..self.length).unwrap_or(&[]), word.as_bytes());
        // In a short name two other letters make another name.
        if distance > 2 || distance * 3 > word.len().min(self.length.max(1) + 1) {
            return;
        }
        if distance < self.distance {
            self.best = Some(word);
            self.distance = distance;
        } else if distance == self.distance {
            self.best = None;
        }
    }

    /// The word that is meant; `None` where there is none, or two are equally near.
    pub(crate) fn found(self) -> Option<&'static str> {
        self.best
    }
}

/// The number of letters to insert, leave out, change or swap with their neighbour; the case of `word` is ignored.
fn distance(name: &[u8], word: &[u8]) -> usize {
    /// Over [`LONGEST`], and a power of two: an index modulo that needs no check.
    const ROW: usize = 64;
    /// Stands where no letter is before; it is no letter itself.
    const NONE: u8 = 0xFF;
    if name.len().abs_diff(word.len()) > 2 {
        return usize::MAX;
    }
    // Three rows of the optimal string alignment's matrix.
    let (mut before, mut last, mut row) = ([0usize; ROW], core::array::from_fn(|column| column), [0usize; ROW]);
    let mut letter_before = NONE;
    for (i, letter) in word.iter().map(u8::to_ascii_lowercase).enumerate() {
        row[0] = i + 1;
        let mut own_before = NONE;
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
const SHOWN: usize = 64;

/// An unknown name as a report may show it: what is not printable ASCII is escaped, and after 64 characters it is cut.
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
        if shown.len() > SHOWN {
            // The last character but one makes room for the sign that something is missing.
            shown.truncate(before.min(SHOWN - 1));
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

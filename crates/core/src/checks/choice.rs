//! Fields with a fixed set of values.

use super::Sink;
use crate::codes::{Code, Param};

/// Usual slips that are no mere matter of case or separators: letters and digits in lower case, and what is meant.
const ALIASES: &[(&str, &str)] = &[
    ("driverslicense", "DRIVING_LICENSE"),
    ("driverslicence", "DRIVING_LICENSE"),
    ("driverlicense", "DRIVING_LICENSE"),
    ("driverlicence", "DRIVING_LICENSE"),
    ("drivinglicence", "DRIVING_LICENSE"),
    ("dl", "DRIVING_LICENSE"),
    ("identitycard", "ID_CARD"),
    ("nationalid", "ID_CARD"),
    ("id", "ID_CARD"),
    ("imagejpg", "image/jpeg"),
    ("imagepjpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("imagexpng", "image/png"),
    ("png", "image/png"),
    ("allsteps", "onAllSteps"),
    ("finish", "onFinish"),
];

pub(crate) fn check(text: &str, allowed: &'static [&'static str], sink: &mut Sink<'_>) {
    if allowed.contains(&text) {
        return;
    }
    let incomplete = allowed.iter().any(|word| word.starts_with(text));
    let violation = sink.add(Code::NotInEnum).param(Param::Allowed, allowed);
    violation.suggest(suggestion(text, allowed)).incomplete(incomplete);
}

fn suggestion(text: &str, allowed: &'static [&'static str]) -> Option<&'static str> {
    let near = |word: &str| folded(text).eq(folded(word));
    allowed.iter().copied().find(|word| near(word)).or_else(|| {
        let (_, meant) = ALIASES.iter().find(|(slip, _)| near(slip))?;
        allowed.iter().copied().find(|word| word == meant)
    })
}

/// The letters and digits, in lower case.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|char| char.is_alphanumeric()).map(|char| char.to_ascii_lowercase())
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
            ("RESIDENCE_PERMIT", ID_TYPES, None),
            ("image/jpg", MIME_TYPES, Some("image/jpeg")),
            ("IMAGE/PNG", MIME_TYPES, Some("image/png")),
            ("image/gif", MIME_TYPES, None),
            ("jpg", ID_TYPES, None),
            ("", ID_TYPES, None),
        ] {
            assert_eq!(suggestion(text, allowed), expected, "{text}");
        }
    }
}

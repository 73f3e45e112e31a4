//! Free text: its length, control characters, and what looks like markup.

use super::Sink;
use crate::bytes::{char_at, char_before, count_chars};
use crate::codes::{Code, Param};
use crate::composition::Composition;
use crate::letters::{is_letter, is_word};

/// `too_long` by code points; where those fit and the UTF-16 code units do not, `too_long_utf16`. Says whether it is the
/// former.
pub(crate) fn check_length(text: &str, max: Option<u16>, sink: &mut Sink<'_>) -> bool {
    let Some(max) = max.map(usize::from) else { return false };
    // A text never has more code points or UTF-16 code units than bytes.
    if text.len() <= max {
        return false;
    }
    let code_points = count_chars(text.as_bytes());
    // Characters of four bytes, and no others, take two UTF-16 code units.
    let utf16_units = code_points + text.bytes().filter(|byte| *byte >= 0xF0).count();
    let (code, actual) = if code_points > max {
        (Code::TooLong, code_points)
    } else if utf16_units > max {
        (Code::TooLongUtf16, utf16_units)
    } else {
        return false;
    };
    sink.add(code).param(Param::Max, max).param(Param::Actual, actual);
    code == Code::TooLong
}

/// `control_character`, with the position of the first one.
pub(crate) fn check_control(text: &str, made_of: Composition, sink: &mut Sink<'_>) {
    // One beyond ASCII can be a control character, too.
    if !made_of.has(Composition::CONTROL.with(Composition::BEYOND_ASCII)) {
        return;
    }
    let mut last = 0;
    for (at, byte) in text.bytes().enumerate() {
        // U+0080 to U+009F are C2 80 to C2 9F.
        if byte < 0x20 || byte == 0x7F || (last == 0xC2 && byte < 0xA0) {
            let before = text.as_bytes().get(..at).unwrap_or_default();
            // C2 alone counts as a character already.
            let index = count_chars(before) - usize::from(last == 0xC2);
            sink.add(Code::ControlCharacter).param(Param::Index, index);
            return;
        }
        last = byte;
    }
}

/// `suspicious_markup`: what a filter against script injection would trip over.
pub(crate) fn check_markup(text: &str, made_of: Composition, sink: &mut Sink<'_>) {
    if !made_of.has(Composition::LESS.with(Composition::COLON)) {
        return;
    }
    let suspicious = |(at, byte)| match byte {
        b'<' => char_at(text, at + 1).is_some_and(|next| matches!(next, '/' | '!') || is_letter(next)),
        b':' => ends_script(text, at),
        _ => false,
    };
    if text.bytes().enumerate().any(suspicious) {
        sink.add(Code::SuspiciousMarkup);
    }
}

/// Whether `javascript` in any case, a word of its own, ends before the colon.
fn ends_script(text: &str, colon: usize) -> bool {
    const SCHEME: &[u8] = b"javascript";
    let Some(start) = colon.checked_sub(SCHEME.len()) else { return false };
    text.as_bytes().get(start..colon).is_some_and(|word| word.eq_ignore_ascii_case(SCHEME))
        && !char_before(text, start).is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Field;
    use crate::report::{ParamValue, Violation, Violations};
    use proptest::prelude::*;

    fn run(check: impl Fn(&mut Sink<'_>)) -> Vec<Violation> {
        let mut out = Violations::new();
        check(&mut Sink::new(Field::Number, &mut out));
        out.into_vec()
    }

    fn length(text: &str, max: u16) -> Option<(Code, u64)> {
        let out = run(|sink| {
            check_length(text, Some(max), sink);
        });
        assert!(out.len() <= 1);
        out.first().map(|violation| {
            assert_eq!(violation.get(Param::Max), Some(ParamValue::Number(max.into())));
            match violation.get(Param::Actual) {
                Some(ParamValue::Number(actual)) => (violation.code(), actual),
                other => panic!("actual is {other:?}"),
            }
        })
    }

    fn control(text: &str) -> Option<ParamValue> {
        let out = run(|sink| check_control(text, Composition::of(text), sink));
        assert!(out.len() <= 1);
        out.first().and_then(|violation| violation.get(Param::Index))
    }

    fn markup(text: &str) -> bool {
        let out = run(|sink| check_markup(text, Composition::of(text), sink));
        assert!(out.len() <= 1);
        !out.is_empty()
    }

    #[test]
    fn lengths_are_counted_in_code_points() {
        for (unit, bytes) in [("a", 1), ("é", 2), ("日", 3)] {
            assert_eq!(unit.len(), bytes);
            assert_eq!(length(&unit.repeat(100), 100), None, "{unit}");
            assert_eq!(length(&unit.repeat(101), 100), Some((Code::TooLong, 101)), "{unit}");
        }
        assert_eq!(length(&"😀".repeat(50), 100), None);
        assert_eq!(length(&"😀".repeat(51), 100), Some((Code::TooLongUtf16, 102)));
        assert_eq!(length(&"😀".repeat(100), 100), Some((Code::TooLongUtf16, 200)));
        assert_eq!(length(&"😀".repeat(101), 100), Some((Code::TooLong, 101)));
        assert_eq!(length(&format!("{}😀", "a".repeat(13)), 14), Some((Code::TooLongUtf16, 15)));
        assert_eq!(length(&format!("{}😀", "a".repeat(12)), 14), None);
        // A combining mark is a code point of its own; nothing is normalised.
        assert_eq!(length(&"e\u{301}".repeat(51), 100), Some((Code::TooLong, 102)));
        assert!(
            run(|sink| {
                check_length(&"a".repeat(1_000_000), None, sink);
            })
            .is_empty()
        );
    }

    #[test]
    fn control_characters_are_found_at_their_code_point() {
        for (text, index) in [
            ("plain", None),
            ("", None),
            ("\0", Some(0)),
            ("a\tb", Some(1)),
            ("a\nb\tc", Some(1)),
            ("ab\u{1F}", Some(2)),
            ("a b~", None),
            ("é\u{7F}", Some(1)),
            ("日本\u{80}", Some(2)),
            ("£\u{A0}§\u{9F}", Some(3)),
            ("\u{85}", Some(0)),
            ("\u{A0}", None),
            ("££££", None),
            ("Âđ", None),
            ("😀\r\n", Some(1)),
            // Formats, not controls: General_Category Cf.
            ("a\u{200B}\u{202E}\u{FEFF}\u{2028}", None),
        ] {
            assert_eq!(control(text), index.map(ParamValue::Number), "{text:?}");
        }
    }

    #[test]
    fn markup_is_told_from_arithmetic() {
        for (text, suspicious) in [
            ("<b>Bold</b>", true),
            ("</b", true),
            ("<!--", true),
            ("<!DOCTYPE html>", true),
            ("a<b", true),
            ("<Ü", true),
            ("<ж", true),
            ("<<script", true),
            ("< <i", true),
            ("<", false),
            ("<3", false),
            ("A/B <3", false),
            ("a < b", false),
            ("<?xml", false),
            ("<_", false),
            ("<=>", false),
            ("<-", false),
            ("->", false),
            ("b>", false),
            ("<😀", false),
            ("&lt;b&gt;", false),
            ("O'Brien", false),
            ("Müller & Söhne", false),
            ("javascript:alert(1)", true),
            ("JaVaScRiPt:x", true),
            ("x=javascript:", true),
            ("é javascript:", true),
            ("_javascript:", true),
            ("javascript", false),
            ("javascript course: 1", false),
            ("javascript :", false),
            ("java script:", false),
            ("vbscript:", false),
            ("notjavascript:", false),
            ("éjavascript:", false),
            ("avascript:", false),
            ("日本語java:", false),
            ("::::", false),
        ] {
            assert_eq!(markup(text), suspicious, "{text:?}");
        }
    }

    #[test]
    fn every_control_character_and_its_neighbours() {
        for point in 0..=0x17Fu32 {
            let Some(c) = char::from_u32(point) else { continue };
            assert_eq!(control(&format!("é{c}")).is_some(), c.is_control(), "U+{point:04X}");
        }
    }

    #[test]
    fn twenty_megabytes_are_read_once() {
        for unit in ["<", ":", "£", "javascript", "<3 ", "a"] {
            let text = unit.repeat(20_000_000 / unit.len());
            assert!(control(&text).is_none() && !markup(&text), "{unit}");
            assert!(length(&text, 100).is_some());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_as_the_plain_way_says(text in any::<String>()) {
            let expected = text.chars().position(char::is_control).map(|index| ParamValue::Number(index as u64));
            prop_assert_eq!(control(&text), expected);
            let chars: Vec<char> = text.chars().collect();
            let opens = chars.windows(2).any(|w| w[0] == '<' && (is_letter(w[1]) || w[1] == '/' || w[1] == '!'));
            prop_assert!(!opens || markup(&text));
            let (points, units) = (text.chars().count() as u64, text.encode_utf16().count() as u64);
            let expected = match (points > 5, units > 5) {
                (true, _) => Some((Code::TooLong, points)),
                (false, true) => Some((Code::TooLongUtf16, units)),
                (false, false) => None,
            };
            prop_assert_eq!(length(&text, 5), expected);
        }
    }
}

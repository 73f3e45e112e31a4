//! Free text: its length, control and invisible characters, and what looks like markup.

use super::Reporter;
use crate::char_classes::{CharClasses, is_letter, is_word};
use crate::codes::{Code, Param};

/// Reports `too_long` by code points, or where those fit and the UTF-16 code units do not, `too_long_utf16`. Returns whether it
/// is the former.
pub(crate) fn check_length(text: &str, max: Option<u16>, reporter: &mut Reporter<'_>) -> bool {
    let Some(max) = max.map(usize::from) else { return false };
    // A text never has more code points or UTF-16 code units than bytes.
    if text.len() <= max {
        return false;
    }
    let code_points = count_chars(text);
    let utf16_units = text.chars().map(char::len_utf16).sum();
    let (code, actual) = if code_points > max {
        (Code::TooLong, code_points)
    } else if utf16_units > max {
        (Code::TooLongUtf16, utf16_units)
    } else {
        return false;
    };
    reporter.add(code).param(Param::Max, max).param(Param::Actual, actual);
    code == Code::TooLong
}

/// Returns the number of code points. The standard library's way is quicker, and would cost the browser half a kilobyte.
pub(crate) fn count_chars(text: &str) -> usize {
    text.bytes().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}

/// Reports `control_character`, with the position of the first one.
pub(crate) fn check_control(text: &str, classes: CharClasses, reporter: &mut Reporter<'_>) {
    if classes.has(CharClasses::CONTROL.with(CharClasses::BEYOND_ASCII))
        && let Some(index) = text.chars().position(char::is_control)
    {
        reporter.add(Code::ControlCharacter).param(Param::Index, index);
    }
}

/// Reports `invisible_character`, with the position of the first one.
pub(crate) fn check_invisible(text: &str, classes: CharClasses, reporter: &mut Reporter<'_>) {
    // ASCII has none.
    if !classes.has(CharClasses::BEYOND_ASCII) {
        return;
    }
    let joins = |c: char| !c.is_ascii() && is_letter(c);
    let (mut index, mut before) = (0usize, ' ');
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let found = match c {
            // The joiners are spelling in Persian and in the scripts of India, where letters are on both sides.
            '\u{200C}' | '\u{200D}' => !(joins(before) && chars.clone().next().is_some_and(joins)),
            _ => is_invisible(c),
        };
        if found {
            reporter.add(Code::InvisibleCharacter).param(Param::Index, index);
            return;
        }
        (index, before) = (index + 1, c);
    }
}

/// Checks whether a character other than a joiner shows nothing, or nothing that others see.
fn is_invisible(c: char) -> bool {
    match u32::from(c) {
        0xAD | 0x200B | 0x200E | 0x200F | 0x2028..=0x202E | 0x2060..=0x2064 | 0x2066..=0x2069 | 0xFEFF => true,
        // Private use, what is never a character, and tags.
        0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xE0000..=0xE007F | 0xF0000.. => true,
        point => point & 0xFFFE == 0xFFFE,
    }
}

/// Reports `suspicious_markup`: what a filter against script injection would reject.
pub(crate) fn check_markup(text: &str, classes: CharClasses, reporter: &mut Reporter<'_>) {
    if !classes.has(CharClasses::LESS.with(CharClasses::COLON)) {
        return;
    }
    let is_suspicious = |(at, byte)| match (byte, text.split_at_checked(at)) {
        (b'<', Some((_, tag))) => tag.chars().nth(1).is_some_and(|next| matches!(next, '/' | '!') || is_letter(next)),
        (b':', Some((before, _))) => ends_with_script(before),
        _ => false,
    };
    if text.bytes().enumerate().any(is_suspicious) {
        reporter.add(Code::SuspiciousMarkup);
    }
}

/// Checks whether the last word of a text is `javascript` in any case.
fn ends_with_script(text: &str) -> bool {
    const SCHEME: &[u8] = b"javascript";
    let start = text.len().saturating_sub(SCHEME.len());
    text.as_bytes().get(start..).is_some_and(|word| word.eq_ignore_ascii_case(SCHEME))
        && !text.get(..start).and_then(|before| before.chars().next_back()).is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::ParamValue;
    use crate::fields::Field;
    use crate::report::{Violation, Violations};
    use proptest::prelude::*;

    fn run(check: impl Fn(&mut Reporter<'_>)) -> Vec<Violation> {
        let mut out = Violations::new();
        check(&mut Reporter::new(Field::Number, &mut out));
        out.into_vec()
    }

    fn length(text: &str, max: u16) -> Option<(Code, u64)> {
        let out = run(|reporter| {
            check_length(text, Some(max), reporter);
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
        let out = run(|reporter| check_control(text, CharClasses::of(text), reporter));
        assert!(out.len() <= 1);
        out.first().and_then(|violation| violation.get(Param::Index))
    }

    fn invisible(text: &str) -> Option<ParamValue> {
        let out = run(|reporter| check_invisible(text, CharClasses::of(text), reporter));
        assert!(out.len() <= 1);
        out.first().and_then(|violation| violation.get(Param::Index))
    }

    fn markup(text: &str) -> bool {
        let out = run(|reporter| check_markup(text, CharClasses::of(text), reporter));
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
            run(|reporter| {
                check_length(&"a".repeat(1_000_000), None, reporter);
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
    fn invisible_characters_are_found_at_their_code_point() {
        for (text, index) in [
            ("", None),
            ("plain", None),
            ("Zoë", None),
            ("a\u{AD}b", Some(1)),
            ("\u{FEFF}a", Some(0)),
            ("é\u{200B}", Some(1)),
            ("😀日\u{E000}\u{AD}", Some(2)),
            // Joiners.
            ("می\u{200C}خواهم", None),
            ("क्\u{200D}ष", None),
            ("é\u{200D}ü", None),
            ("\u{200C}می", Some(0)),
            ("می\u{200C}", Some(2)),
            ("می\u{200C} خ", Some(2)),
            ("می\u{200C}\u{200C}خ", Some(2)),
            ("é\u{200D}a", Some(1)),
            ("a\u{200D}é", Some(1)),
            ("ab\u{200C}cd", Some(2)),
            ("👨\u{200D}👩", Some(1)),
            // A variation selector is no joiner, and shows.
            ("❤\u{FE0F}", None),
        ] {
            assert_eq!(invisible(text), index.map(ParamValue::Number), "{text:?}");
        }
    }

    #[test]
    fn every_invisible_character_and_its_neighbours() {
        // First and last.
        let mut ranges = vec![
            (0xAD, 0xAD),
            (0x200B, 0x200F),
            (0x2028, 0x202E),
            (0x2060, 0x2064),
            (0x2066, 0x2069),
            (0xE000, 0xF8FF),
            (0xFDD0, 0xFDEF),
            (0xFEFF, 0xFEFF),
            (0xE0000, 0xE007F),
            (0xF0000, 0x10_FFFF),
        ];
        ranges.extend((0..=16).map(|plane| (plane << 16 | 0xFFFE, plane << 16 | 0xFFFF)));
        for c in '\0'..=char::MAX {
            let expected = ranges.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)));
            let text = c.encode_utf8(&mut [0; 4]).to_owned();
            assert_eq!(invisible(&text).is_some(), expected, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn markup_is_not_arithmetic() {
        for text in
            "<b>Bold</b> | </b | <!-- | <!DOCTYPE html> | a<b | <Ü | <ж | <<script | < <i | javascript:alert(1) | \
            JaVaScRiPt:x | x=javascript: | é javascript: | _javascript:"
                .split(" | ")
        {
            assert!(markup(text), "{text:?}");
        }
        for text in
            "< | <3 | A/B <3 | a < b | <?xml | <_ | <=> | <- | -> | b> | <😀 | &lt;b&gt; | O'Brien | Müller & Söhne | \
            javascript | javascript course: 1 | javascript : | java script: | vbscript: | notjavascript: | \
            éjavascript: | avascript: | 日本語java: | ::::"
                .split(" | ")
        {
            assert!(!markup(text), "{text:?}");
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
        for unit in ["<", ":", "£", "javascript", "<3 ", "a", "ی\u{200C}"] {
            let text = unit.repeat(20_000_000 / unit.len()) + unit.get(..2).unwrap_or_default();
            assert!(control(&text).is_none() && invisible(&text).is_none() && !markup(&text), "{unit}");
            assert!(length(&text, 100).is_some());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_checked_as_by_plain_code(text in any::<String>()) {
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

//! Texts that others chose, such as names of files, made harmless where they are printed.

use serde::Serialize;
use std::fmt::Write as _;

/// Checks whether a character would change how a terminal shows what is around it: control characters, those that set the
/// direction of writing, separators of lines, and characters without a width.
fn is_special(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns the text with its [special](is_special) characters escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        if is_special(char) {
            shown.extend(char.escape_default());
        } else {
            shown.push(char);
        }
    }
    shown
}

/// Returns a value as JSON. What is special to a terminal is escaped there, too, and still reads as itself.
pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> String {
    let json = serde_json::to_string(value).expect("no value here can fail to be JSON");
    let mut shown = String::with_capacity(json.len());
    for char in json.chars() {
        if is_special(char) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(char);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[2J\n\u{202e}gpj\u{2066}.\u{200b}\u{feff}\u{7f}\u{85}\u{2028}\u{e0041}\u{61c}";

    #[test]
    fn nothing_special_is_left() {
        assert!(!escaped(HOSTILE).contains(is_special));
        assert_eq!(escaped("a\u{1b}[2Jb\u{202e}\n.json"), "a\\u{1b}[2Jb\\u{202e}\\n.json");
        assert_eq!(escaped("Zoë 请求 \u{1f642}.json"), "Zoë 请求 \u{1f642}.json");
    }

    #[test]
    fn json_reads_as_the_text() {
        for text in [HOSTILE, "\"\\/\t\r\u{0}", "Zoë"] {
            let json = json(text);
            assert!(!json.contains(is_special), "{json:?}");
            assert_eq!(serde_json::from_str::<String>(&json).expect("a JSON string"), text);
        }
    }
}

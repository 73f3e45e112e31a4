//! The escapes of a URL, which may hide personal data.

use super::super::callback_url::escaped_byte;
use crate::char_classes::CharClasses;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// Returns a URL with its escapes read.
pub(super) fn unescaped(text: &str, classes: CharClasses) -> Cow<'_, str> {
    if !classes.has(CharClasses::PERCENT) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escape = match rest {
            [b'%', high, low, after @ ..] => escaped_byte(*high, *low).map(|byte| (byte, after)),
            _ => None,
        };
        let (byte, after) = escape.unwrap_or((*byte, after));
        bytes.push(byte);
        rest = after;
    }
    Cow::Owned(lossy(&bytes))
}

/// Returns what `String::from_utf8_lossy` does, which alone would cost the browser half a kilobyte.
fn lossy(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Err(error) = core::str::from_utf8(rest)
        && let Some((valid, invalid)) = rest.split_at_checked(error.valid_up_to())
    {
        text.extend_from_slice(valid);
        text.extend_from_slice("\u{FFFD}".as_bytes());
        rest = error.error_len().and_then(|length| invalid.get(length..)).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn escapes_are_read_back(text in any::<String>()) {
            let escaped = text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
            prop_assert_eq!(unescaped(&escaped, CharClasses::of(&escaped)), text);
        }
    }
}

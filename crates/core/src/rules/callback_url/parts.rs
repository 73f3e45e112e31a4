//! The parts of a URL by RFC 3986, and which characters they may have.

use super::findings::{Problem, Reason};
use crate::char_classes::CharClasses;

/// A label of a host name: letters, digits and hyphens. A character outside ASCII may be in any part: it is
/// `url_non_ascii` that says what is wrong with it.
pub(super) const IN_LABEL: CharClasses =
    CharClasses::LETTERS.with(CharClasses::DIGITS).with(CharClasses::HYPHEN).with(CharClasses::BEYOND_ASCII);
/// The name of a host as people write it.
pub(super) const IN_HOST: CharClasses = IN_LABEL.with(CharClasses::DOT);
/// Every part may have the colon besides RFC 3986's `unreserved` and `sub-delims`.
pub(super) const IN_USERINFO: CharClasses =
    IN_HOST.with(CharClasses::DELIMITER).with(CharClasses::PLUS).with(CharClasses::COLON);
pub(super) const IN_PATH: CharClasses = IN_USERINFO.with(CharClasses::AT).with(CharClasses::SLASH);
/// The query and the fragment.
pub(super) const IN_QUERY: CharClasses = IN_PATH.with(CharClasses::QUESTION);

/// What ends a path, and what ends an authority.
const AFTER_PATH: CharClasses = CharClasses::QUESTION.with(CharClasses::HASH);
const AFTER_AUTHORITY: CharClasses = AFTER_PATH.with(CharClasses::SLASH);

/// Returns what is before the first `at`, and what is after it.
pub(super) fn cut(bytes: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    match position(bytes, |byte| byte == at) {
        Some(found) => (bytes.get(..found).unwrap_or_default(), bytes.get(found + 1..)),
        None => (bytes, None),
    }
}

/// Returns what is before the last `at`, and what is after it; without one, all is after it.
pub(super) fn cut_last(bytes: &[u8], at: u8) -> (Option<&[u8]>, &[u8]) {
    match bytes.iter().rposition(|byte| *byte == at) {
        Some(found) => (bytes.get(..found), bytes.get(found + 1..).unwrap_or_default()),
        None => (None, bytes),
    }
}

/// Returns the place of the first byte that is searched for.
pub(super) fn position(text: &[u8], is_one: impl Fn(u8) -> bool) -> Option<usize> {
    text.iter().position(|byte| is_one(*byte))
}

/// A part of a URL, and the offset at which it starts.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) start: usize,
    pub(super) bytes: &'t [u8],
}

impl<'t> Part<'t> {
    /// Returns the part without its first bytes.
    pub(super) fn skip(self, count: usize) -> Self {
        Part { start: self.start + count, bytes: self.bytes.get(count..).unwrap_or_default() }
    }

    /// Returns what is before the first byte of these classes, and the rest.
    fn until(self, classes: CharClasses) -> (Self, Self) {
        let end = position(self.bytes, |byte| classes.hold(byte)).unwrap_or(self.bytes.len());
        (Part { start: self.start, bytes: self.bytes.get(..end).unwrap_or_default() }, self.skip(end))
    }

    /// Returns what is before the first `at`, and what is after it.
    pub(super) fn cut(self, at: u8) -> (Self, Option<Self>) {
        let (bytes, after) = cut(self.bytes, at);
        (Part { start: self.start, bytes }, after.map(|_| self.skip(bytes.len() + 1)))
    }
}

/// The parts of a URL.
pub(super) struct UriParts<'t> {
    pub(super) scheme: Option<Part<'t>>,
    pub(super) authority: Option<Part<'t>>,
    pub(super) path: Part<'t>,
    pub(super) query: Option<Part<'t>>,
    pub(super) fragment: Option<Part<'t>>,
}

impl<'t> UriParts<'t> {
    /// Returns the parts of a text by RFC 3986, appendix B. It splits any text; whether the parts are legal is checked later.
    pub(super) fn of(text: &'t [u8]) -> Self {
        let mut rest = Part { start: 0, bytes: text };
        let (mut scheme, mut authority) = (None, None);
        let (before, after) = rest.until(AFTER_AUTHORITY.with(CharClasses::COLON));
        if !before.bytes.is_empty()
            && let [b':', ..] = after.bytes
        {
            (scheme, rest) = (Some(before), after.skip(1));
        }
        if let [b'/', b'/', ..] = rest.bytes {
            let (until_path, after) = rest.skip(2).until(AFTER_AUTHORITY);
            (authority, rest) = (Some(until_path), after);
        }
        let (path, rest) = rest.until(AFTER_PATH);
        let (query, fragment) = rest.cut(b'#');
        let query = query.bytes.starts_with(b"?").then(|| query.skip(1));
        UriParts { scheme, authority, path, query, fragment }
    }
}

/// Returns the URL from its host on; the whole text where it has no user or password.
pub(in crate::rules) fn after_userinfo(text: &str) -> &str {
    let Some(authority) = UriParts::of(text.as_bytes()).authority else { return text };
    let (Some(userinfo), _) = cut_last(authority.bytes, b'@') else { return text };
    text.get(authority.start + userinfo.len() + 1..).unwrap_or(text)
}

/// Returns the byte that `%` and these two digits mean.
pub(in crate::rules) fn escaped_byte(high: u8, low: u8) -> Option<u8> {
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    Some((high * 16 + low) as u8)
}

/// Returns the first problem of a part: a character that it may not have, a broken escape, or one of a control character.
pub(super) fn first_problem(part: Part<'_>, allowed: CharClasses) -> Option<Problem> {
    // No escape is before the first byte that is not allowed, for `%` is one.
    let first = position(part.bytes, |byte| !allowed.hold(byte))?;
    let mut rest = part.bytes.get(first..)?;
    let mut last_escape = 0;
    while let [byte, after @ ..] = rest {
        let at = part.start + part.bytes.len() - rest.len();
        rest = after;
        let mut escape = 0;
        if *byte == b'%' {
            let [high, low, after @ ..] = after else { return Some((Reason::Escape, at)) };
            let Some(value) = escaped_byte(*high, *low) else { return Some((Reason::Escape, at)) };
            if value < 0x20 || value == 0x7F {
                return Some((Reason::ControlEscape, at));
            }
            // U+0080 to U+009F are the control characters that UTF-8 writes as C2 80 to C2 9F.
            if last_escape == 0xC2 && matches!(value, 0x80..=0x9F) {
                return Some((Reason::ControlEscape, at - b"%C2".len()));
            }
            (rest, escape) = (after, value);
        } else if !allowed.hold(*byte) {
            return Some((Reason::Character, at));
        }
        last_escape = escape;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_user_is_left_out() {
        for (text, rest) in [
            ("https://user@host.co/a@b", "host.co/a@b"),
            ("https://u:p@q@host.co/", "host.co/"),
            ("//u@host/", "host/"),
            ("https://host.co/a@b", "https://host.co/a@b"),
            ("https://host.co?a@b", "https://host.co?a@b"),
            ("mailto:a@b.co", "mailto:a@b.co"),
            ("a@b.co//c@d.co", "a@b.co//c@d.co"),
            ("a//b@c", "a//b@c"),
            ("", ""),
        ] {
            assert_eq!(after_userinfo(text), rest, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn parts_start_where_they_are(text in "([a-c]{0,2}[:/?#@]{0,2}){0,6}") {
            let UriParts { scheme, authority, path, query, fragment } = UriParts::of(text.as_bytes());
            for part in [scheme, authority, Some(path), query, fragment].into_iter().flatten() {
                prop_assert_eq!(&text.as_bytes()[part.start..part.start + part.bytes.len()], part.bytes);
            }
        }
    }
}

//! The parts of a URL by RFC 3986, and which characters may stand in them.

use super::{Problem, Reason};
use crate::ascii::{cut, cut_last};

/// Where a byte may stand, a bit for each place. A character outside ASCII may stand where any text may: it is
/// `url_non_ascii`'s business.
const PLACES: [u8; 256] = {
    let mut places = [IN_ANY_PART | IN_HOST | IN_LABEL; 256];
    let sets: [(&[u8], u8); 6] = [
        (b"0123456789", IN_ANY_PART | IN_HOST | IN_LABEL | IN_HEX | IN_PORT),
        (b"ABCDEFabcdef", IN_ANY_PART | IN_HOST | IN_LABEL | IN_HEX),
        (b"GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz-", IN_ANY_PART | IN_HOST | IN_LABEL),
        (b"._", IN_ANY_PART | IN_HOST),
        (b"~!$&'()*+,;=:", IN_ANY_PART),
        (b"@/", IN_PATH | IN_QUERY),
    ];
    let mut byte = 0;
    while byte < 128 {
        places[byte] = 0;
        byte += 1;
    }
    let mut i = 0;
    while i < sets.len() {
        let (set, place) = sets[i];
        let mut j = 0;
        while j < set.len() {
            places[set[j] as usize] = place;
            j += 1;
        }
        i += 1;
    }
    places[b'?' as usize] = IN_QUERY;
    places
};
/// A label of a host name: letters, digits and hyphens.
pub(super) const IN_LABEL: u8 = 1;
/// The name of a host as people write it.
pub(super) const IN_HOST: u8 = 1 << 1;
pub(super) const IN_USERINFO: u8 = 1 << 2;
pub(super) const IN_PATH: u8 = 1 << 3;
/// The query and the fragment.
pub(super) const IN_QUERY: u8 = 1 << 4;
/// Every part lets the colon stand besides RFC 3986's `unreserved` and `sub-delims`.
const IN_ANY_PART: u8 = IN_USERINFO | IN_PATH | IN_QUERY;
/// A number in hexadecimal digits.
pub(super) const IN_HEX: u8 = 1 << 5;
pub(super) const IN_PORT: u8 = 1 << 6;

pub(super) fn may_stand(byte: u8, place: u8) -> bool {
    PLACES[usize::from(byte)] & place != 0
}

pub(super) fn all_may_stand(text: &[u8], place: u8) -> bool {
    text.iter().all(|byte| may_stand(*byte, place))
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

    /// Returns what stands before the first byte that is searched for, and the rest.
    fn until(self, is_one: impl Fn(u8) -> bool) -> (Self, Self) {
        let end = position(self.bytes, is_one).unwrap_or(self.bytes.len());
        (Part { start: self.start, bytes: self.bytes.get(..end).unwrap_or_default() }, self.skip(end))
    }

    /// Returns what stands before the first `at`, and what after it.
    pub(super) fn cut(self, at: u8) -> (Self, Option<Self>) {
        let (bytes, after) = cut(self.bytes, at);
        (Part { start: self.start, bytes }, after.map(|_| self.skip(bytes.len() + 1)))
    }
}

pub(super) struct UriParts<'t> {
    pub(super) scheme: Option<Part<'t>>,
    pub(super) authority: Option<Part<'t>>,
    pub(super) path: Part<'t>,
    pub(super) query: Option<Part<'t>>,
    pub(super) fragment: Option<Part<'t>>,
}

impl<'t> UriParts<'t> {
    /// RFC 3986, appendix B. It splits any text; whether the parts are legal is asked later.
    pub(super) fn of(text: &'t [u8]) -> Self {
        let mut rest = Part { start: 0, bytes: text };
        let (mut scheme, mut authority) = (None, None);
        let (before, behind) = rest.until(|byte| matches!(byte, b':' | b'/' | b'?' | b'#'));
        if !before.bytes.is_empty()
            && let [b':', ..] = behind.bytes
        {
            (scheme, rest) = (Some(before), behind.skip(1));
        }
        if let [b'/', b'/', ..] = rest.bytes {
            let (until_path, behind) = rest.skip(2).until(|byte| matches!(byte, b'/' | b'?' | b'#'));
            (authority, rest) = (Some(until_path), behind);
        }
        let (path, rest) = rest.until(|byte| matches!(byte, b'?' | b'#'));
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

/// Returns the byte that `%` and these two digits stand for.
pub(in crate::rules) fn escaped_byte(high: u8, low: u8) -> Option<u8> {
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    Some((high * 16 + low) as u8)
}

/// Returns the first problem of a part: a character that may not stand there, a broken escape, or one of a control character.
pub(super) fn first_problem(part: Part<'_>, place: u8) -> Option<Problem> {
    // No escape stands before the first byte that may not stand there, for `%` is one.
    let first = position(part.bytes, |byte| !may_stand(byte, place))?;
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
        } else if !may_stand(*byte, place) {
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
        fn parts_start_where_they_stand(text in "([a-c]{0,2}[:/?#@]{0,2}){0,6}") {
            let UriParts { scheme, authority, path, query, fragment } = UriParts::of(text.as_bytes());
            for part in [scheme, authority, Some(path), query, fragment].into_iter().flatten() {
                prop_assert_eq!(&text.as_bytes()[part.start..part.start + part.bytes.len()], part.bytes);
            }
        }
    }
}

//! E-mail addresses, as people write them, `local@label.label.tld`, and as RFC 5321 does: the local part in quotation
//! marks, or an IP address in brackets for the domain.

use super::super::callback_url::{is_ipv4, is_ipv6};
use crate::char_classes::{is_letter, is_word};

/// The most bytes of an address in brackets that are read: no address has so many.
const MAX_LITERAL_LENGTH: usize = 64;

/// Checks whether the text holds one.
pub(super) fn found(text: &str) -> bool {
    // Whether what was read last can be the end of a local part, and the domain that is read after such a one.
    let mut local = false;
    let mut domain: Option<Domain> = None;
    let mut quotes = Quotes::default();
    let mut chars = text.chars();
    loop {
        let at = text.len() - chars.as_str().len();
        let next = chars.next();
        // The text's end ends a label, like any character that none has.
        let c = next.unwrap_or(' ');
        let is_word = is_word(c);
        if !is_word
            && c != '-'
            && let Some(read) = &mut domain
        {
            let label = text.get(read.label..at).unwrap_or_default();
            if read.is_whole_with(label) {
                return true;
            }
            if c != '.' || !read.goes_on_behind(label, at + 1) {
                domain = None;
            }
        }
        if c == '@' && local {
            if begins_with_literal(chars.as_str()) {
                return true;
            }
            domain = Some(Domain { label: at + 1, labels: 0, numbers: 0 });
        }
        // Of the characters that RFC 5322 allows, `/ = ? & #` do not count at the end: in a URL they end a part, as in
        // `/@name`.
        local = is_word
            || quotes.close_with(c)
            || (local
                && matches!(
                    c,
                    '!' | '$' | '%' | '\'' | '*' | '+' | '-' | '.' | '^' | '_' | '`' | '{' | '|' | '}' | '~'
                ));
        if next.is_none() {
            return false;
        }
    }
}

/// Checks whether a text begins with `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
fn begins_with_literal(text: &str) -> bool {
    let Some((b'[', rest)) = text.as_bytes().split_first() else { return false };
    let end = rest.iter().take(MAX_LITERAL_LENGTH).position(|byte| *byte == b']');
    let Some(literal) = end.and_then(|end| rest.get(..end)) else { return false };
    match literal.split_at_checked(5) {
        Some((tag, address)) if tag.eq_ignore_ascii_case(b"IPv6:") => is_ipv6(address),
        _ => is_ipv4(literal),
    }
}

/// Quotation marks, as they open and close.
#[derive(Default)]
struct Quotes {
    is_open: bool,
    /// Whether something is after the one that opened.
    is_filled: bool,
    /// Whether the next character is escaped.
    is_escape: bool,
}

impl Quotes {
    /// Reads a character, and returns whether it closes a pair of marks with something between them.
    fn close_with(&mut self, c: char) -> bool {
        let ends = c == '"' && !self.is_escape;
        let closes = ends && self.is_open && self.is_filled;
        self.is_filled = self.is_open && !ends;
        self.is_escape = self.is_open && c == '\\' && !self.is_escape;
        self.is_open ^= ends;
        closes
    }
}

/// A domain that is being read: two or more labels, the last one of letters or an A-label. What follows that is no part
/// of the address.
struct Domain {
    /// Where the label that is being read starts.
    label: usize,
    /// How many labels are before it, and how many of those start with a digit.
    labels: usize,
    numbers: usize,
}

impl Domain {
    /// Checks whether this label can be the last one.
    fn is_whole_with(&self, label: &str) -> bool {
        // `lib@1.0.final` is a version: no domain is all numbers.
        let is_version = self.numbers > 1 && self.numbers == self.labels;
        self.labels > 0 && !is_version && begins_like_top_level(label)
    }

    /// Reads this label as one before the last, where it can be one; the next starts at `next`.
    fn goes_on_behind(&mut self, label: &str, next: usize) -> bool {
        self.label = next;
        self.labels += 1;
        self.numbers += usize::from(label.as_bytes().first().is_some_and(u8::is_ascii_digit));
        !matches!(label.as_bytes(), [] | [b'-', ..])
    }
}

/// Checks whether a label has two or more letters up to its's end or a hyphen: `a@example.com-2026` holds an address, `pkg@1.rc1` none.
fn begins_like_top_level(label: &str) -> bool {
    let mut letters = 0;
    for c in label.chars() {
        if c == '-' {
            break;
        }
        if !is_letter(c) {
            return false;
        }
        letters += 1;
    }
    // An A-label begins with letters, too, but it does not end with their hyphens.
    letters >= 2 && !label.eq_ignore_ascii_case("xn--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in "anna@example.com | a@b.co | ANNA.SMITH+tag@Mail.Example.COM | order anna@example.com, 12 | \
            ref:anna@example.com | <anna@example.com> | mailto:anna@example.com?target=x | anna@example.com. | \
            anna@example.com_2026 | anna@example.com-2026 | anna_@example.com | o'brien@example.ie | anna@163.com | \
            anna@1and1.de | anna@4.2.example.com | müller@bücher.de | почта@пример.рф | anna@xn--bcher-kva.xn--p1ai | \
            x@@anna@example.com | git@github.com:org/repo | a@b@c.de | (anna@example.com) | \
            \"anna smith\"@example.com | ref \"anna smith\"@example.com 7 | \"anna\\\"smith\"@example.com | \
            \"\\\\\"@example.com | \"anna@home\"@example.com | say \"hi\" to \"anna smith\"@example.com | \
            \" \"@example.com | anna@[192.0.2.1] | \"anna smith\"@[192.0.2.1] | <anna@[192.0.2.1]> | \
            anna@[IPv6:2001:db8::1] | anna@[ipv6:::1] | anna@[IPv6:2001:0db8:85a3:0000:0000:8a2e:0370:7334] | \
            anna@[IPv6:::ffff:192.0.2.1]"
            .split(" | ")
        {
            assert!(found(text), "{text}");
        }
        for text in
            "anna@example | @anna | @anna.smith | a@b | a@b.c | user@host | x@1.2 | pkg@1.2.3 | pkg@1.2.3-rc.1 | \
            pkg@1.0.0-beta.rc | lib@1.0.final | pkg@1.rc1 | @scope/pkg@2.0.1 | /@anna.smith | q=@anna.smith | \
            anna @example.com | anna@ example.com | anna@.example.com | anna@example..com | anna@-example.com | \
            anna@example. | anna@my_host.com | anna.example.com | anna%40example.com | a@b.xn-- | @ | @@ | \
            -@example.com | \"@example.com | \"\"@example.com | \"anna\" @example.com | \"anna\" \"@example.com | \
            \"anna\\\"@example.com | \"anna smith\"@example | @[192.0.2.1] | anna @[192.0.2.1] | anna@[192.0.2] | \
            anna@[192.0.2.256] | anna@[192.0.2.1 | anna@[192.0.2.1 ] | anna@192.0.2.1 | anna@[2001:db8::1] | \
            anna@[IPv6:2001:db8::1 | anna@[IPv6:2001:db8] | anna@[IPv6:] | anna@[] | anna@[0] | list@[1] | "
                .split(" | ")
        {
            assert!(!found(text), "{text}");
        }
    }
}

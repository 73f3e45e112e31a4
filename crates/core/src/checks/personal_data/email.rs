//! E-mail addresses, as people write them: `local@label.label.tld`.

use crate::letters::{is_letter, is_word};

/// Whether the text holds one.
pub(super) fn found(text: &str) -> bool {
    // Whether what was read last can be the end of a local part, and the domain that is read behind such a one.
    let mut local = false;
    let mut domain: Option<Domain> = None;
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
            domain = Some(Domain { label: at + 1, labels: 0, numbers: 0 });
        }
        // Of the characters that RFC 5322 allows, `/ = ? & #` do not count at the end: in a URL they end a part, as in
        // `/@name`.
        local = is_word
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

/// A domain that is being read: two or more labels, the last one of letters or an A-label. What follows that is no part
/// of the address.
struct Domain {
    /// Where the label that is being read starts.
    label: usize,
    /// How many labels stand before it, and how many of those start with a digit.
    labels: usize,
    numbers: usize,
}

impl Domain {
    /// Whether this label can be the last one.
    fn is_whole_with(&self, label: &str) -> bool {
        // `lib@1.0.final` is a version: no domain is all numbers.
        let is_version = self.numbers > 1 && self.numbers == self.labels;
        self.labels > 0 && !is_version && begins_like_top_level(label)
    }

    /// Takes this label for one before the last, where it can be one; the next starts at `next`.
    fn goes_on_behind(&mut self, label: &str, next: usize) -> bool {
        self.label = next;
        self.labels += 1;
        self.numbers += usize::from(label.as_bytes().first().is_some_and(u8::is_ascii_digit));
        !matches!(label.as_bytes(), [] | [b'-', ..])
    }
}

/// Two or more letters up to the label's end or a hyphen: `a@example.com-2026` holds an address, `pkg@1.rc1` none.
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
        for text in [
            "anna@example.com",
            "a@b.co",
            "ANNA.SMITH+tag@Mail.Example.COM",
            "order anna@example.com, 12",
            "ref:anna@example.com",
            "<anna@example.com>",
            "mailto:anna@example.com?subject=x",
            "anna@example.com.",
            "anna@example.com_2026",
            "anna@example.com-2026",
            "anna_@example.com",
            "o'brien@example.ie",
            "anna@163.com",
            "anna@1and1.de",
            "anna@4.2.example.com",
            "müller@bücher.de",
            "почта@пример.рф",
            "anna@xn--bcher-kva.xn--p1ai",
            "x@@anna@example.com",
            "git@github.com:org/repo",
            "a@b@c.de",
            "(anna@example.com)",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "anna@example",
            "@anna",
            "@anna.smith",
            "a@b",
            "a@b.c",
            "user@host",
            "x@1.2",
            "pkg@1.2.3",
            "pkg@1.2.3-rc.1",
            "pkg@1.0.0-beta.rc",
            "lib@1.0.final",
            "pkg@1.rc1",
            "@scope/pkg@2.0.1",
            "/@anna.smith",
            "q=@anna.smith",
            "anna @example.com",
            "anna@ example.com",
            "anna@.example.com",
            "anna@example..com",
            "anna@-example.com",
            "anna@example.",
            "anna@my_host.com",
            "anna.example.com",
            "anna%40example.com",
            "a@b.xn--",
            "@",
            "@@",
            "-@example.com",
            "",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}

//! E-mail addresses, as people write them: `local@label.label.tld`.

/// Whether the text holds one.
pub(super) fn found(text: &str) -> bool {
    let mut rest = text;
    while let Some((local, domain)) = rest.split_once('@') {
        if ends_like_local_part(local) && begins_like_domain(domain) {
            return true;
        }
        rest = domain;
    }
    false
}

/// Of the characters that RFC 5322 allows, `/ = ? & #` do not count at the end: in a URL they end a part, as in
/// `/@name`.
fn ends_like_local_part(text: &str) -> bool {
    let local = text.chars().rev().take_while(|c| c.is_alphanumeric() || "!$%'*+-.^_`{|}~".contains(*c));
    local.into_iter().any(char::is_alphanumeric)
}

/// Two or more labels, the last one of letters or an A-label. What follows it is no part of the address.
fn begins_like_domain(text: &str) -> bool {
    let mut rest = text;
    let (mut labels, mut numbers) = (0, 0);
    loop {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
        let (label, after) = rest.split_at(end);
        if label.is_empty() || label.starts_with('-') {
            return false;
        }
        // `lib@1.0.final` is a version: no domain is all numbers.
        let is_version = numbers > 1 && numbers == labels;
        if labels > 0 && !is_version && begins_like_top_level(label) {
            return true;
        }
        labels += 1;
        numbers += usize::from(label.starts_with(|c: char| c.is_ascii_digit()));
        let Some(after) = after.strip_prefix('.') else { return false };
        rest = after;
    }
}

/// Two or more letters up to the label's end or a hyphen: `a@example.com-2026` holds an address, `pkg@1.rc1` none.
fn begins_like_top_level(label: &str) -> bool {
    if label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--")) {
        return label.len() > 4;
    }
    let word = label.split('-').next().unwrap_or_default();
    word.chars().nth(1).is_some() && word.chars().all(char::is_alphabetic)
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

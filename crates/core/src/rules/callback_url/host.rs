//! The host name of the callback URL, and the domains that it may belong to.

use super::address::{as_read_by_browsers, ends_in_number};
use super::findings::{FOREIGN_DOMAIN, Findings, HOST_IS_IP, Problem, Reason, UNREACHABLE_HOST};
use super::parts::{IN_HOST, IN_LABEL, Part, cut_last, position};
use super::punycode;
use alloc::string::String;

/// The last labels of names that no public resolver answers: special-use names, and those that are usual in private networks.
const UNREACHABLE: [&str; 13] = [
    "localhost",
    "local",
    "test",
    "example",
    "invalid",
    "internal",
    "onion",
    "alt",
    "lan",
    "home",
    "corp",
    "localdomain",
    "intranet",
];

const MAX_HOST_LENGTH: usize = 253;
const MAX_LABEL_LENGTH: usize = 63;

/// Checks a host that is no address in brackets.
pub(super) fn check(host: Part<'_>, domains: &[String], found: &mut Findings) {
    if host.bytes.is_empty() {
        return found.add_problem(Some((Reason::Authority, host.start)));
    }
    let name = host.bytes.strip_suffix(b".").unwrap_or(host.bytes);
    let problem = name_problem(Part { start: host.start, bytes: name });
    found.add_problem(problem);
    if name.is_empty() {
        return;
    }
    let read = as_read_by_browsers(host.bytes);
    let is_ip = ends_in_number(&read);
    let end = read.len() - (host.bytes.len() - name.len());
    let has_dot = read.iter().take(end).any(|byte| *byte == b'.');
    if is_ip {
        found.add(HOST_IS_IP);
    }
    // With an escape or a character that no host has, nobody knows which name is meant.
    let readable = problem.is_none() || name.iter().all(|byte| IN_HOST.hold(*byte));
    if readable && !is_ip && (!has_dot || is_unreachable(name)) {
        found.add(UNREACHABLE_HOST);
    }
    if (readable || is_ip) && is_foreign(name, domains) {
        found.add(FOREIGN_DOMAIN);
    }
}

/// Returns the first problem of a host name; its trailing dot is left out.
fn name_problem(name: Part<'_>) -> Option<Problem> {
    let mut start = name.start;
    for label in name.bytes.split(|byte| *byte == b'.') {
        let problem = label_problem(Part { start, bytes: label });
        if problem.is_some() {
            return problem;
        }
        start += label.len() + 1;
    }
    // How long a name is once its letters outside ASCII are written in Punycode, is not known here.
    let too_long = name.bytes.len() > MAX_HOST_LENGTH && name.bytes.is_ascii();
    too_long.then_some((Reason::HostLength, name.start))
}

/// Returns the first problem of a label: letters, digits and inner hyphens, 1 to 63 of them; after `xn--`, Punycode.
fn label_problem(label: Part<'_>) -> Option<Problem> {
    if let Some(at) = position(label.bytes, |byte| !IN_LABEL.hold(byte)) {
        let is_escape = label.bytes.get(at) == Some(&b'%');
        let reason = if is_escape { Reason::Escape } else { Reason::HostCharacter };
        return Some((reason, label.start + at));
    }
    if !label.bytes.is_ascii() {
        return None;
    }
    let reason = match label.bytes {
        [] | [b'-', ..] => Reason::Label,
        bytes if bytes.len() > MAX_LABEL_LENGTH => Reason::Label,
        [b'x' | b'X', b'n' | b'N', b'-', b'-', code @ ..] if !punycode::is_permitted(code) => Reason::Punycode,
        [.., b'-'] => Reason::Label,
        _ => return None,
    };
    Some((reason, label.start))
}

/// Checks whether nobody on the public internet reaches a name.
pub(super) fn is_unreachable(name: &[u8]) -> bool {
    let (_, last) = cut_last(name, b'.');
    UNREACHABLE.iter().any(|label| last.eq_ignore_ascii_case(label.as_bytes())) || is_below(name, b"home.arpa")
}

/// Checks whether a name is the domain or is below it, without regard to case.
fn is_below(name: &[u8], domain: &[u8]) -> bool {
    let Some((before, tail)) = name.len().checked_sub(domain.len()).and_then(|start| name.split_at_checked(start))
    else {
        return false;
    };
    matches!(before, [] | [.., b'.']) && tail.eq_ignore_ascii_case(domain)
}

/// Checks whether domains are set, and the name belongs to none of them.
pub(super) fn is_foreign(name: &[u8], domains: &[String]) -> bool {
    !domains.is_empty() && !domains.iter().any(|domain| is_below(name, domain.as_bytes()))
}

/// Checks whether a text is a host name of at least two labels, which no client reads as an IP address.
pub(crate) fn is_domain(text: &str) -> bool {
    let mut found = Findings::default();
    check(Part { start: 0, bytes: text.as_bytes() }, &[], &mut found);
    found.codes & !UNREACHABLE_HOST == 0 && text.is_ascii() && text.contains('.') && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_belongs_to_a_domain_by_whole_labels() {
        for (name, domain, expected) in [
            ("example.com", "example.com", true),
            ("API.Example.COM", "example.com", true),
            ("notexample.com", "example.com", false),
            ("example.com.evil.org", "example.com", false),
            ("com", "example.com", false),
            ("", "example.com", false),
        ] {
            assert_eq!(is_below(name.as_bytes(), domain.as_bytes()), expected, "{name} {domain}");
        }
    }

    #[test]
    fn a_domain_is_a_host_name_of_two_labels() {
        for text in ["example.com", "a.b.example.org", "xn--bcher-kva.example", "intranet.local", "A.CO", "r3---sn.co"]
        {
            assert!(is_domain(text), "{text}");
        }
        for text in " | . | com | com. | example.com. | .example.com | *.example.com | https://example.com | \
            example.com/cb | example.com:443 | user@example.com | a_b.com | a..com | -a.com | a b.com | \x20a.com | \
            bücher.de | xn--a.com | 127.0.0.1 | a.1 | [::1] | example.com\0evil.org | a%2e.com"
            .split(" | ")
        {
            assert!(!is_domain(text), "{text:?}");
        }
        assert!(!is_domain(&format!("{}com", "a.".repeat(126))));
        assert!(is_domain(&format!("{}com", "a.".repeat(125))));
    }
}

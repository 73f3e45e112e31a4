//! A URL as a whole: its parts, each checked where it is, from left to right.

use super::address;
use super::findings::{
    FOREIGN_DOMAIN, FRAGMENT, Findings, HOST_IS_IP, NON_ASCII, PORT, Problem, QUERY, Reason, SCHEME, USERINFO,
};
use super::host;
use super::parts::{IN_LABEL, IN_PATH, IN_QUERY, IN_USERINFO, Part, UriParts, cut, cut_last, first_problem, position};
use alloc::string::String;

/// Returns all that is found in a URL.
pub(super) fn find(text: &[u8], domains: &[String]) -> Findings {
    let parts = UriParts::of(text);
    let mut found = Findings::default();
    if !text.is_ascii() {
        found.add(NON_ASCII);
    }
    let scheme_problem = match parts.scheme {
        Some(scheme) => scheme_problem(scheme.bytes),
        None => Some((Reason::Scheme, 0)),
    };
    found.add_problem(scheme_problem);
    if let Some(scheme) = parts.scheme
        && scheme_problem.is_none()
        && !scheme.bytes.eq_ignore_ascii_case(b"https")
    {
        found.add(SCHEME);
    }
    let path_problem = first_problem(parts.path, IN_PATH);
    match parts.authority {
        Some(authority) => check_authority(authority, domains, &mut found),
        // What is in the place of the slashes is a more exact reason than that they are missing.
        None if path_problem.is_some_and(|(_, at)| at == parts.path.start) => {}
        None => found.add_problem(Some((Reason::Authority, parts.path.start))),
    }
    found.add_problem(path_problem);
    for (part, code) in [(parts.query, QUERY), (parts.fragment, FRAGMENT)] {
        if let Some(part) = part {
            found.add(code);
            found.add_problem(first_problem(part, IN_QUERY));
        }
    }
    found
}

/// Returns the first problem of a text in the place of a scheme, which begins the URL.
fn scheme_problem(scheme: &[u8]) -> Option<Problem> {
    let is_wrong = |at: usize, byte: u8| match byte {
        b'0'..=b'9' | b'+' | b'-' | b'.' => at == 0,
        _ => !IN_LABEL.hold(byte),
    };
    let (at, byte) = scheme.iter().copied().enumerate().find(|(at, byte)| is_wrong(*at, *byte))?;
    // What no part of a URL has came in by accident; else the scheme is missing, or another text is before it.
    let reason = if IN_PATH.hold(byte) || byte == b'%' { Reason::Scheme } else { Reason::Character };
    Some((reason, at))
}

fn check_authority(authority: Part<'_>, domains: &[String], found: &mut Findings) {
    // The last `@`, as every client reads it: one before that is an illegal character of the user's name.
    let (userinfo, host) = cut_last(authority.bytes, b'@');
    let mut host = authority.skip(authority.bytes.len() - host.len());
    if let Some(userinfo) = userinfo {
        found.add(USERINFO);
        found.add_problem(first_problem(Part { start: authority.start, bytes: userinfo }, IN_USERINFO));
    }
    let mut literal = None;
    if let [b'[', rest @ ..] = host.bytes {
        let (inside, Some(after)) = cut(rest, b']') else {
            return found.add_problem(Some((Reason::HostCharacter, host.start)));
        };
        literal = Some(Part { start: host.start + 1, bytes: inside });
        host = host.skip(host.bytes.len() - after.len());
    }
    let (host, port) = host.cut(b':');
    if literal.is_some() && !host.bytes.is_empty() {
        return found.add_problem(Some((Reason::HostCharacter, host.start)));
    }
    if let Some(port) = port {
        found.add(PORT);
        if port.bytes.contains(&b':') {
            // Most likely an IPv6 address without its brackets: nobody knows where the host ends.
            return found.add_problem(port_problem(port));
        }
    }
    match literal {
        Some(literal) => check_literal(literal, domains, found),
        None => host::check(host, domains, found),
    }
    found.add_problem(port.and_then(port_problem));
}

/// Checks what is in brackets: an IPv6 address, or a later version's.
fn check_literal(literal: Part<'_>, domains: &[String], found: &mut Findings) {
    // A zone is no part of RFC 3986, but what has one is an address all the same.
    let (address, zone) = literal.cut(b'%');
    if !address::is_ipv6(address.bytes) && (zone.is_some() || !address::is_future(literal.bytes)) {
        // The bracket before it: no name has one.
        return found.add_problem(Some((Reason::HostCharacter, literal.start - 1)));
    }
    found.add(HOST_IS_IP);
    if host::is_foreign(literal.bytes, domains) {
        found.add(FOREIGN_DOMAIN);
    }
    found.add_problem(zone.map(|zone| (Reason::Escape, zone.start - 1)));
}

fn port_problem(port: Part<'_>) -> Option<Problem> {
    let at = position(port.bytes, |byte| !byte.is_ascii_digit())?;
    Some((Reason::Character, port.start + at))
}

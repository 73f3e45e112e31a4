//! The callback URL, checked by RFC 3986 as it is written.
//!
//! Split by hand: a field wants all findings at once, where a parser (fluent-uri, url) stops at the first or repairs.

mod address;
mod host;
mod incomplete;
mod parts;
#[cfg(test)]
mod properties;
mod punycode;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod tests;

use super::Reporter;
use crate::ascii::{count_chars, cut, cut_last};
use crate::codes::{Code, Param, URL_REASONS};
pub(super) use address::{is_ipv4, is_ipv6};
use alloc::string::String;
pub(crate) use host::is_domain;
use parts::{IN_LABEL, IN_PATH, IN_PORT, IN_QUERY, IN_USERINFO, Part, UriParts, first_problem, may_stand, position};
pub(super) use parts::{after_userinfo, escaped_byte};

/// The codes in the report's order: a set of them is a `u16` with a bit for each.
const CODES: [Code; 10] = [
    Code::UrlSyntax,
    Code::UrlScheme,
    Code::UrlNonAscii,
    Code::UrlHostIsIp,
    Code::UrlPort,
    Code::UrlQuery,
    Code::UrlFragment,
    Code::UrlUserinfo,
    Code::UrlUnreachableHost,
    Code::UrlForeignDomain,
];
const SYNTAX: u16 = 1;
const SCHEME: u16 = 1 << 1;
const NON_ASCII: u16 = 1 << 2;
const HOST_IS_IP: u16 = 1 << 3;
const PORT: u16 = 1 << 4;
const QUERY: u16 = 1 << 5;
const FRAGMENT: u16 = 1 << 6;
const USERINFO: u16 = 1 << 7;
const UNREACHABLE_HOST: u16 = 1 << 8;
const FOREIGN_DOMAIN: u16 = 1 << 9;

/// Why a text is not a URL with a usable host, in the order of [`URL_REASONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Scheme,
    Authority,
    HostCharacter,
    Label,
    HostLength,
    Punycode,
    Escape,
    ControlEscape,
    Character,
}

/// A reason, and the offset of the byte where it is wrong.
type Problem = (Reason, usize);

/// What was found in a URL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Findings {
    /// A bit for each of [`CODES`].
    codes: u16,
    /// The first problem of syntax.
    problem: Option<Problem>,
}

impl Findings {
    fn add(&mut self, code: u16) {
        self.codes |= code;
    }

    /// The parts are checked from left to right: the first problem is the leftmost.
    fn add_problem(&mut self, problem: Option<Problem>) {
        if problem.is_some() {
            self.codes |= SYNTAX;
            self.problem = self.problem.or(problem);
        }
    }
}

/// Checks for all `url_…` codes. `max` is the field's: more typing cannot complete a URL that is full. The domains are those
/// of the settings.
pub(crate) fn check(text: &str, max: Option<u16>, domains: &[String], reporter: &mut Reporter<'_>) {
    let found = find(text.as_bytes(), domains);
    if found.codes == 0 {
        return;
    }
    let incomplete = incomplete::codes(text.as_bytes(), max, domains, found.codes);
    for (bit, code) in CODES.into_iter().enumerate() {
        if found.codes & (1 << bit) == 0 {
            continue;
        }
        let violation = reporter.add(code).incomplete(incomplete & (1 << bit) != 0);
        if let (Code::UrlSyntax, Some((reason, at))) = (code, found.problem) {
            let word = URL_REASONS.get(reason as usize).copied().unwrap_or_default();
            let index = count_chars(text.as_bytes().get(..at).unwrap_or_default());
            violation.param(Param::Reason, word).param(Param::Index, index);
        }
    }
}

fn find(text: &[u8], domains: &[String]) -> Findings {
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
        // What stands in the place of the slashes is a more exact reason than that they are missing.
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
    let stands = |at: usize, byte: u8| match byte {
        b'0'..=b'9' | b'+' | b'-' | b'.' => at > 0,
        _ => may_stand(byte, IN_LABEL),
    };
    let (at, byte) = scheme.iter().copied().enumerate().find(|(at, byte)| !stands(*at, *byte))?;
    // What no part of a URL has came in by accident; else the scheme is missing, or another text stands before it.
    let reason = if may_stand(byte, IN_PATH) || byte == b'%' { Reason::Scheme } else { Reason::Character };
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
            // Most likely an IPv6 address without its brackets: where the host ends, nobody can say.
            return found.add_problem(port_problem(port));
        }
    }
    match literal {
        Some(literal) => address::check_literal(literal, domains, found),
        None => host::check(host, domains, found),
    }
    found.add_problem(port.and_then(port_problem));
}

fn port_problem(port: Part<'_>) -> Option<Problem> {
    let at = position(port.bytes, |byte| !may_stand(byte, IN_PORT))?;
    Some((Reason::Character, port.start + at))
}

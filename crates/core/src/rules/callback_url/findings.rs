//! What is found in a URL: a set of codes, and the first problem of its syntax.

use crate::codes::Code;

/// The codes in the report's order: a set of them is a `u16` with a bit for each.
pub(super) const CODES: [Code; 10] = [
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
pub(super) const SYNTAX: u16 = 1;
pub(super) const SCHEME: u16 = 1 << 1;
pub(super) const NON_ASCII: u16 = 1 << 2;
pub(super) const HOST_IS_IP: u16 = 1 << 3;
pub(super) const PORT: u16 = 1 << 4;
pub(super) const QUERY: u16 = 1 << 5;
pub(super) const FRAGMENT: u16 = 1 << 6;
pub(super) const USERINFO: u16 = 1 << 7;
pub(super) const UNREACHABLE_HOST: u16 = 1 << 8;
pub(super) const FOREIGN_DOMAIN: u16 = 1 << 9;

/// Why a text is not a URL with a usable host, in the order of [`URL_REASONS`](crate::codes::URL_REASONS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
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

/// A reason, and the offset of the byte that is wrong.
pub(super) type Problem = (Reason, usize);

/// What is found in a URL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Findings {
    /// A bit for each of [`CODES`].
    pub(super) codes: u16,
    /// The first problem of syntax.
    pub(super) problem: Option<Problem>,
}

impl Findings {
    pub(super) fn add(&mut self, code: u16) {
        self.codes |= code;
    }

    /// Adds a problem of syntax. The parts are checked from left to right: the first problem is the leftmost.
    pub(super) fn add_problem(&mut self, problem: Option<Problem>) {
        if problem.is_some() {
            self.codes |= SYNTAX;
            self.problem = self.problem.or(problem);
        }
    }
}

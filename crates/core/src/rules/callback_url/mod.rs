//! The callback URL, checked by RFC 3986 as it is written.
//!
//! Split by hand: a field wants all findings at once, where a parser (fluent-uri, url) stops at the first or repairs.

mod address;
mod findings;
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
mod uri;

use super::Reporter;
use super::text::count_chars;
use crate::codes::{Code, Param, URL_REASONS};
pub(super) use address::{is_ipv4, is_ipv6};
use alloc::string::String;
use findings::CODES;
pub(crate) use host::is_domain;
pub(super) use parts::{after_userinfo, escaped_byte};

/// Checks for all `url_…` codes. `max` is the field's: more typing cannot complete a URL that is full. The domains are those
/// of the settings.
pub(crate) fn check(text: &str, max: Option<u16>, domains: &[String], reporter: &mut Reporter<'_>) {
    let found = uri::find(text.as_bytes(), domains);
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
            let index = count_chars(text.get(..at).unwrap_or_default());
            violation.param(Param::Reason, word).param(Param::Index, index);
        }
    }
}

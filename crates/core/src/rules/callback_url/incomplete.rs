//! What more typing could still complete.

use super::findings::UNREACHABLE_HOST;
use super::host::is_unreachable;
use super::parts::cut;
use super::uri::find;
use alloc::string::String;
use alloc::vec::Vec;

const VALID_START: &[u8] = b"https://";

/// Returns which of the codes more typing could resolve: those that some continuation is free of while it has no error.
///
/// Only the end of what was typed can be unfinished, so a few continuations are enough: the rest of `https://`, a
/// letter after a hyphen, the digits of an escape, the rest of a Punycode label, and the rest of a domain.
pub(super) fn codes(text: &[u8], max: Option<u16>, domains: &[String], found: u16) -> u16 {
    let typed = text.len().min(VALID_START.len());
    let (start, missing) = VALID_START.split_at(typed);
    let (scheme, host) = text.split_at(typed);
    let max = max.map_or(usize::MAX, usize::from);
    if text.len() >= max || !text.is_ascii() || !scheme.eq_ignore_ascii_case(start) {
        return 0;
    }
    let mut attempts = Attempts { typed: [text, missing], max, found, resolved: 0, longer: Vec::new() };
    let in_host = !host.iter().any(|byte| b"/?#@:".contains(byte));
    // "bkt" or "bus" is Punycode for a character that is allowed, whatever is before the hyphen; "a" ends any number.
    for finish in [&b"a"[..], b"", b"bkt", b"-bkt", b"bus", b"-bus", b"41", b"1"] {
        if in_host {
            attempts.with_domain(finish, b".", domains, b"");
        }
        attempts.attempt([finish, b"", b""], domains);
    }
    let mut begun = host;
    if in_host {
        attempts.with_domain(b"", b"", domains, b"");
        while !begun.is_empty() {
            attempts.with_domain(b"", b"", domains, begun);
            begun = cut(begun, b'.').1.unwrap_or_default();
        }
    }
    attempts.resolved
}

struct Attempts<'t> {
    /// What was typed, and what is missing of `https://`.
    typed: [&'t [u8]; 2],
    max: usize,
    found: u16,
    resolved: u16,
    longer: Vec<u8>,
}

impl Attempts<'_> {
    /// Tries the rest of a domain that begins like that: of the shortest, and of the shortest that is reachable. No
    /// other one does better: it only leaves less room.
    fn with_domain(&mut self, finish: &[u8], dot: &[u8], domains: &[String], begun: &[u8]) {
        if domains.is_empty() && begun.is_empty() {
            return self.attempt([finish, dot, b"co"], domains);
        }
        for reachable in [false, true] {
            if self.is_done() || (reachable && self.found & UNREACHABLE_HOST == 0) {
                return;
            }
            let mut shortest: Option<&[u8]> = None;
            for domain in domains {
                let domain = domain.as_bytes();
                if shortest.is_none_or(|shortest| domain.len() < shortest.len())
                    && domain.get(..begun.len()).is_some_and(|same| same.eq_ignore_ascii_case(begun))
                    && !(reachable && is_unreachable(domain))
                {
                    shortest = Some(domain);
                }
            }
            if let Some(rest) = shortest.and_then(|domain| domain.get(begun.len()..)) {
                // A host below a domain of the settings is not foreign.
                self.attempt([finish, dot, rest], &[]);
            }
        }
    }

    /// As a rule the first continuation is enough: what is typed is most often a host, and nothing else is wrong with it.
    fn is_done(&self) -> bool {
        self.resolved == self.found
    }

    fn attempt(&mut self, continuation: [&[u8]; 3], domains: &[String]) {
        if self.is_done() {
            return;
        }
        self.longer.clear();
        for part in self.typed.iter().chain(&continuation) {
            self.longer.extend_from_slice(part);
        }
        let left = find(&self.longer, domains).codes;
        if self.longer.len() <= self.max && left & !UNREACHABLE_HOST == 0 {
            self.resolved |= self.found & !left;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::punycode::is_permitted;

    #[test]
    fn some_end_completes_punycode_of_any_length() {
        for length in 0..=55 {
            let before = if length == 0 { String::new() } else { format!("{}-", "a".repeat(length)) };
            assert!(["bkt", "bus"].iter().any(|end| is_permitted(format!("{before}{end}").as_bytes())), "{length}");
        }
    }
}

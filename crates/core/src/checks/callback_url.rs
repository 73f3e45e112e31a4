//! The callback URL, judged by RFC 3986 as it is written.
//!
//! Split by hand: a field wants all findings at once, where a parser (fluent-uri, url) stops at the first or repairs.

use super::Sink;
use crate::bytes::{cut, cut_last, split};
use crate::codes::Code;
use crate::composition::Composition;
use alloc::string::String;
use alloc::vec::Vec;

/// The findings, in the report's order: a set of them is a `u16` with a bit for each.
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

/// The names that no public resolver answers, and nothing below them either.
const UNREACHABLE: &[u8] = b"localhost local test example invalid internal home.arpa";

/// The length of the shortest last label of those.
const SHORTEST_UNREACHABLE: usize = {
    let (mut at, mut length, mut shortest) = (0, 0, usize::MAX);
    while at < UNREACHABLE.len() {
        length = if matches!(UNREACHABLE[at], b' ' | b'.') { 0 } else { length + 1 };
        at += 1;
        if (at == UNREACHABLE.len() || UNREACHABLE[at] == b' ') && length < shortest {
            shortest = length;
        }
    }
    shortest
};

const LEGAL_START: &[u8] = b"https://";
const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;

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
/// A label of a host's name: letters, digits and hyphens.
const IN_LABEL: u8 = 1;
/// The name of a host as people write it.
const IN_HOST: u8 = 1 << 1;
const IN_USERINFO: u8 = 1 << 2;
const IN_PATH: u8 = 1 << 3;
/// The query and the fragment.
const IN_QUERY: u8 = 1 << 4;
/// Every part lets the colon stand besides RFC 3986's `unreserved` and `sub-delims`.
const IN_ANY_PART: u8 = IN_USERINFO | IN_PATH | IN_QUERY;
/// A number in hexadecimal digits.
const IN_HEX: u8 = 1 << 5;
const IN_PORT: u8 = 1 << 6;

fn may_stand(byte: u8, place: u8) -> bool {
    PLACES[usize::from(byte)] & place != 0
}

fn all_may_stand(text: &[u8], place: u8) -> bool {
    text.iter().all(|byte| may_stand(*byte, place))
}

/// All `url_…` codes. `max` is the field's, as a URL that is full cannot be mended by more typing.
pub(crate) fn check(text: &str, made_of: Composition, max: Option<u16>, domains: &[String], sink: &mut Sink<'_>) {
    if !made_of.has(Composition::BEYOND_ASCII) && is_plain(text.as_bytes(), domains) {
        return;
    }
    let found = judge(text.as_bytes(), domains);
    if found == 0 {
        return;
    }
    let mendable = mendable(text.as_bytes(), max, domains, found);
    for (bit, code) in CODES.into_iter().enumerate() {
        if found & (1 << bit) != 0 {
            sink.add(code).incomplete(mendable & (1 << bit) != 0);
        }
    }
}

/// Whether the URL is as nearly all are, and nothing is to be found: `https`, a name of two labels or more whose last begins
/// with a letter, and a path without escapes. The text is ASCII.
fn is_plain(text: &[u8], domains: &[String]) -> bool {
    let Some(rest) = text.strip_prefix(LEGAL_START) else { return false };
    let (host, _) = cut(rest, b'/');
    let path = rest.get(host.len()..).unwrap_or_default();
    let (Some(_), last) = cut_last(host, b'.') else { return false };
    // The names that are reserved are told by their length first: most others are shorter.
    let reserved = || split(UNREACHABLE, b' ').any(|special| is_below(host, special));
    host.len() <= MAX_HOST
        && last.first().is_some_and(u8::is_ascii_alphabetic)
        && split(host, b'.').all(|label| !matches!(label, [_, _, b'-', b'-', ..]) && is_label(label))
        && all_may_stand(path, IN_PATH)
        && (last.len() < SHORTEST_UNREACHABLE || !reserved())
        && !is_foreign(host, domains)
}

/// The URL from its host on; the whole text where it has no user or password.
pub(super) fn after_userinfo(text: &str) -> &str {
    let Parts { authority: Some(authority), .. } = Parts::of(text.as_bytes()) else { return text };
    let (Some(userinfo), _) = cut_last(authority, b'@') else { return text };
    // The first slashes are those before the authority: no scheme has one.
    let slashes = cut(text.as_bytes(), b'/').0.len();
    text.get(slashes + 2 + userinfo.len() + 1..).unwrap_or(text)
}

/// The byte that `%` and these two digits stand for.
pub(super) fn escaped_byte(high: u8, low: u8) -> Option<u8> {
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    Some((high * 16 + low) as u8)
}

struct Parts<'t> {
    scheme: Option<&'t [u8]>,
    authority: Option<&'t [u8]>,
    path: &'t [u8],
    query: Option<&'t [u8]>,
    fragment: Option<&'t [u8]>,
}

impl<'t> Parts<'t> {
    /// RFC 3986, appendix B. It splits any text; whether the parts are legal is asked later.
    fn of(text: &'t [u8]) -> Self {
        let (rest, fragment) = cut(text, b'#');
        let (mut path, query) = cut(rest, b'?');
        let (mut scheme, mut authority) = (None, None);
        if let (before, Some(after)) = cut(path, b':')
            && !before.is_empty()
            && !before.contains(&b'/')
        {
            (scheme, path) = (Some(before), after);
        }
        if let [b'/', b'/', rest @ ..] = path {
            let until_slash = cut(rest, b'/').0;
            (authority, path) = (Some(until_slash), rest.get(until_slash.len()..).unwrap_or_default());
        }
        Parts { scheme, authority, path, query, fragment }
    }
}

fn judge(text: &[u8], domains: &[String]) -> u16 {
    let parts = Parts::of(text);
    let mut found = 0;
    if !text.is_ascii() {
        found |= NON_ASCII;
    }
    match parts.scheme {
        Some(scheme) if is_scheme(scheme) => {
            if !scheme.eq_ignore_ascii_case(b"https") {
                found |= SCHEME;
            }
        }
        _ => found |= SYNTAX,
    }
    if parts.query.is_some() {
        found |= QUERY;
    }
    if parts.fragment.is_some() {
        found |= FRAGMENT;
    }
    if !well_written(parts.path, IN_PATH)
        || !well_written(parts.query.unwrap_or_default(), IN_QUERY)
        || !well_written(parts.fragment.unwrap_or_default(), IN_QUERY)
    {
        found |= SYNTAX;
    }
    match parts.authority {
        Some(authority) => found | judge_authority(authority, domains),
        None => found | SYNTAX,
    }
}

fn is_scheme(text: &[u8]) -> bool {
    !text.first().is_some_and(|first| matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.'))
        && text.iter().all(|byte| matches!(byte, b'+' | b'.') || may_stand(*byte, IN_LABEL))
}

/// Whether a part holds only what may stand there, and whole escapes of no control character.
fn well_written(part: &[u8], place: u8) -> bool {
    let mut rest = part;
    let mut last_escape = 0;
    while let [byte, after @ ..] = rest {
        rest = after;
        let mut escape = 0;
        if *byte == b'%' {
            let [high, low, after @ ..] = after else { return false };
            let Some(value) = escaped_byte(*high, *low) else { return false };
            // U+0080 to U+009F are the control characters that UTF-8 writes as C2 80 to C2 9F.
            if value < 0x20 || value == 0x7F || (last_escape == 0xC2 && matches!(value, 0x80..=0x9F)) {
                return false;
            }
            (rest, escape) = (after, value);
        } else if !may_stand(*byte, place) {
            return false;
        }
        last_escape = escape;
    }
    true
}

fn judge_authority(authority: &[u8], domains: &[String]) -> u16 {
    let mut found = 0;
    // The last `@`, as every client reads it: one before that is an illegal character of the user's name.
    let (userinfo, mut host) = cut_last(authority, b'@');
    if let Some(userinfo) = userinfo {
        found |= USERINFO;
        if !well_written(userinfo, IN_USERINFO) {
            found |= SYNTAX;
        }
    }
    let mut literal = None;
    if let [b'[', rest @ ..] = host {
        let (inside, Some(after)) = cut(rest, b']') else { return found | SYNTAX };
        (literal, host) = (Some(inside), after);
    }
    let (host, port) = cut(host, b':');
    if literal.is_some() && !host.is_empty() {
        return found | SYNTAX;
    }
    if let Some(port) = port {
        found |= PORT;
        if !all_may_stand(port, IN_PORT) {
            found |= SYNTAX;
        }
        if port.contains(&b':') {
            // Most likely an IPv6 address without its brackets: where the host ends, nobody can say.
            return found;
        }
    }
    found
        | match literal {
            Some(literal) => judge_literal(literal, domains),
            None => judge_host(host, domains),
        }
}

/// What stands in brackets: an IPv6 address, or a later version's.
fn judge_literal(literal: &[u8], domains: &[String]) -> u16 {
    // A zone is no part of RFC 3986, but what has one is an address all the same.
    let (address, zone) = cut(literal, b'%');
    let mut found = 0;
    if is_ipv6(address) || (zone.is_none() && is_future_address(literal)) {
        found |= HOST_IS_IP;
        if is_foreign(literal, domains) {
            found |= FOREIGN_DOMAIN;
        }
    }
    if found == 0 || zone.is_some() {
        found |= SYNTAX;
    }
    found
}

/// RFC 3986's `IPv6address`. The standard library's parser would cost the browser more than these lines.
pub(super) fn is_ipv6(text: &[u8]) -> bool {
    // Whether `::` stands for some of the groups of 16 bits.
    let (mut rest, mut elided) = match text {
        [b':', b':', after @ ..] => (after, true),
        _ => (text, false),
    };
    let mut groups = 0;
    while !rest.is_empty() || !elided {
        let (group, after) = cut(rest, b':');
        // At the address's end, two groups may be written as IPv4.
        if after.is_none() && is_ipv4(group) {
            groups += 2;
        } else if matches!(group.len(), 1..=4) && all_may_stand(group, IN_HEX) {
            groups += 1;
        } else {
            return false;
        }
        rest = match after {
            Some([b':', after @ ..]) if !elided => {
                elided = true;
                after
            }
            None => break,
            Some([]) => return false,
            Some(after) => after,
        };
    }
    if elided { groups <= 7 } else { groups == 8 }
}

/// RFC 3986's `IPv4address`: no leading zeros.
pub(super) fn is_ipv4(text: &[u8]) -> bool {
    let mut octets = 0;
    for octet in split(text, b'.') {
        let mut value = 0;
        for byte in octet {
            value = value * 10 + u32::from(byte.wrapping_sub(b'0'));
            if !byte.is_ascii_digit() || value > 255 {
                return false;
            }
        }
        if octet.is_empty() || (octet.len() > 1 && octet.starts_with(b"0")) {
            return false;
        }
        octets += 1;
    }
    octets == 4
}

/// RFC 3986's `IPvFuture`.
fn is_future_address(literal: &[u8]) -> bool {
    let (version, Some(address)) = cut(literal, b'.') else { return false };
    let [b'v' | b'V', version @ ..] = version else { return false };
    !version.is_empty()
        && all_may_stand(version, IN_HEX)
        && !address.is_empty()
        && address.is_ascii()
        && all_may_stand(address, IN_USERINFO)
}

fn judge_host(host: &[u8], domains: &[String]) -> u16 {
    let name = host.strip_suffix(b".").unwrap_or(host);
    if name.is_empty() {
        return SYNTAX;
    }
    let mut found = 0;
    // How long a name is once its letters outside ASCII are written in Punycode, is not known here.
    if !split(name, b'.').all(is_label) || (name.len() > MAX_HOST && name.is_ascii()) {
        found |= SYNTAX;
    }
    let Read { ends_in_number: is_ip, dotted } = Read::of(host);
    if is_ip {
        found |= HOST_IS_IP;
    }
    // With an escape or a character that no host has, the name that is meant is anybody's guess.
    let readable = all_may_stand(name, IN_HOST);
    if readable && !is_ip && (!dotted || split(UNREACHABLE, b' ').any(|special| is_below(name, special))) {
        found |= UNREACHABLE_HOST;
    }
    if (readable || is_ip) && is_foreign(name, domains) {
        found |= FOREIGN_DOMAIN;
    }
    found
}

/// Letters, digits and inner hyphens, 1 to 63 of them; behind `xn--`, Punycode that decodes.
fn is_label(label: &[u8]) -> bool {
    if !all_may_stand(label, IN_LABEL) {
        return false;
    }
    if !label.is_ascii() {
        return true;
    }
    let punycode = match label {
        [b'x' | b'X', b'n' | b'N', b'-', b'-', code @ ..] => Some(code),
        _ => None,
    };
    matches!(label.len(), 1..=MAX_LABEL)
        && !label.starts_with(b"-")
        && !label.ends_with(b"-")
        && punycode.is_none_or(decodes)
}

/// What a browser makes of a host, legal or not.
struct Read {
    /// Whether it takes the host for an IPv4 address: the WHATWG URL Standard's "ends in a number". As there, escapes and
    /// full-width forms are read first, and `0x` alone is a number.
    ends_in_number: bool,
    /// Whether a dot parts the host, and not only ends it.
    dotted: bool,
}

impl Read {
    fn of(host: &[u8]) -> Self {
        #[derive(Clone, Copy, PartialEq)]
        enum Label {
            Empty,
            Zero,
            Decimal,
            Hex,
            Name,
        }
        let (mut before, mut label) = (Label::Empty, Label::Empty);
        let mut dotted = false;
        let mut rest = host;
        while let [written, after @ ..] = rest {
            let mut read = u32::from(*written);
            rest = after;
            match (written, after) {
                (b'%', [high, low, after @ ..]) => {
                    if let Some(escaped) = escaped_byte(*high, *low) {
                        (read, rest) = (escaped.into(), after);
                    }
                }
                // A character that UTF-8 writes in three bytes.
                (0xE0..=0xEF, [middle, last, after @ ..]) => {
                    let point = (read & 0xF) << 12 | (u32::from(*middle) & 0x3F) << 6 | (u32::from(*last) & 0x3F);
                    rest = after;
                    read = match point {
                        // The ideographic full stop, and its half-width form.
                        0x3002 | 0xFF61 => u32::from(b'.'),
                        // The full-width forms of `!` to `~` follow each other as those do; any other is a letter.
                        _ => point.wrapping_sub(0xFEE0),
                    };
                }
                _ => {}
            }
            let read = u8::try_from(read).unwrap_or(b'z');
            if read == b'.' {
                dotted |= *written != b'.' || !rest.is_empty();
                (before, label) = (label, Label::Empty);
                continue;
            }
            label = match (label, read) {
                (Label::Empty, b'0') => Label::Zero,
                (Label::Empty | Label::Zero | Label::Decimal, b'0'..=b'9') => Label::Decimal,
                (Label::Zero, b'x' | b'X') => Label::Hex,
                (Label::Hex, _) if read.is_ascii_hexdigit() => Label::Hex,
                _ => Label::Name,
            };
        }
        let last = if label == Label::Empty { before } else { label };
        Read { ends_in_number: matches!(last, Label::Zero | Label::Decimal | Label::Hex), dotted }
    }
}

/// Whether the name is the domain or stands below it, without regard to case.
fn is_below(name: &[u8], domain: &[u8]) -> bool {
    let Some(start) = name.len().checked_sub(domain.len()) else { return false };
    let Some((head, tail)) = name.split_at_checked(start) else { return false };
    matches!(head, [] | [.., b'.']) && tail.eq_ignore_ascii_case(domain)
}

/// A domain that was set, without what people write around it: `*.example.com`, `.example.com.`. Empty, it is none.
fn bare(domain: &str) -> &[u8] {
    let domain = domain.trim().as_bytes();
    let domain = domain.strip_prefix(b"*").unwrap_or(domain);
    let domain = domain.strip_prefix(b".").unwrap_or(domain);
    domain.strip_suffix(b".").unwrap_or(domain)
}

fn is_foreign(name: &[u8], domains: &[String]) -> bool {
    let mut foreign = false;
    for domain in domains {
        let domain = bare(domain);
        if !domain.is_empty() {
            if is_below(name, domain) {
                return false;
            }
            foreign = true;
        }
    }
    foreign
}

/// RFC 3492, section 6.2: whether what follows `xn--` stands for a label with a character outside ASCII. Each label has
/// one writing in Punycode only, so what decodes would be encoded the same.
fn decodes(code: &[u8]) -> bool {
    let (basic, mut digits) = cut_last(code, b'-');
    // A delimiter that delimits nothing is no digit either.
    if digits.is_empty() || basic.is_some_and(<[u8]>::is_empty) {
        return false;
    }
    let (mut length, mut point, mut at, mut bias) = (basic.map_or(0, <[u8]>::len) as u64, 0x80, 0, 72);
    while !digits.is_empty() {
        let start = at;
        let (mut weight, mut k) = (1, 36u64);
        loop {
            let [next, after @ ..] = digits else { return false };
            digits = after;
            // `a` to `z` are 0 to 25, `0` to `9` are 26 to 35.
            let Some(digit) = char::from(*next).to_digit(36) else { return false };
            let digit = u64::from((digit + 26) % 36);
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            at += digit * weight;
            let ends = digit < threshold;
            if !ends {
                weight *= 36 - threshold;
            }
            // More than 32 bits are an error; no single step leaves 64.
            if at.max(weight) > u64::from(u32::MAX) {
                return false;
            }
            if ends {
                break;
            }
            k += 36;
        }
        length += 1;
        bias = adapt(at - start, length, start == 0);
        point += at / length;
        // Every character but a surrogate; nor is a label with a control character a name: `xn--a` is U+0080.
        if !matches!(point, 0xA0..=0xD7FF | 0xE000..=0x10_FFFF) {
            return false;
        }
        at = at % length + 1;
    }
    true
}

/// RFC 3492, section 6.1.
fn adapt(delta: u64, length: u64, first: bool) -> u64 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

/// Which of the findings more typing could mend: those that some continuation is free of while it has no error.
///
/// Only the end of what was typed can be unfinished, so a few continuations stand for all: the rest of `https://`, a
/// letter after a hyphen, the digits of an escape, the rest of a Punycode label, and the rest of a domain.
fn mendable(text: &[u8], max: Option<u16>, domains: &[String], found: u16) -> u16 {
    let max = max.map_or(usize::MAX, usize::from);
    let typed = text.len().min(LEGAL_START.len());
    let (start, missing) = LEGAL_START.split_at(typed);
    let (head, host) = text.split_at(typed);
    if text.len() >= max || !text.is_ascii() || !head.eq_ignore_ascii_case(start) {
        return 0;
    }
    let mut mended = 0;
    let mut longer = Vec::new();
    let mut attempt = |continuation: &[u8], dot: &[u8], domain: &[u8]| {
        // As a rule the first continuation is enough: what is typed is most often a host, and nothing else is wrong with it.
        if mended == found {
            return;
        }
        longer.clear();
        for part in [text, missing, continuation, dot, domain] {
            longer.extend_from_slice(part);
        }
        let left = judge(&longer, domains);
        if longer.len() <= max && left & !UNREACHABLE_HOST == 0 {
            mended |= found & !left;
        }
    };
    let in_host = !host.iter().any(|byte| b"/?#@:".contains(byte));
    // Where any domain will do, the shortest leaves the most room.
    let mut shortest: &[u8] = b"";
    for domain in domains {
        let domain = bare(domain);
        if !domain.is_empty() && domain.is_ascii() && (shortest.is_empty() || domain.len() < shortest.len()) {
            shortest = domain;
        }
    }
    if shortest.is_empty() {
        shortest = b"co";
    }
    // "bbz" is Punycode for one character, whatever stands before the hyphen; "a" ends any number that was begun.
    for finish in split(b"a  bbz -bbz 41 1", b' ') {
        if in_host {
            attempt(finish, b".", shortest);
        }
        attempt(finish, b"", b"");
    }
    if !in_host {
        return mended;
    }
    attempt(shortest, b"", b"");
    let mut begun = host;
    while !begun.is_empty() {
        for domain in domains {
            if let Some((same, rest)) = bare(domain).split_at_checked(begun.len())
                && same.eq_ignore_ascii_case(begun)
            {
                attempt(rest, b"", b"");
            }
        }
        begun = cut(begun, b'.').1.unwrap_or_default();
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Severity;
    use crate::fields::Field;
    use crate::report::{Violation, Violations};
    use proptest::prelude::*;

    const MAX: Option<u16> = Some(255);

    fn violations(text: &str, domains: &[&str]) -> Vec<Violation> {
        let domains: Vec<String> = domains.iter().map(|domain| (*domain).to_owned()).collect();
        let mut out = Violations::new();
        check(text, Composition::of(text), MAX, &domains, &mut Sink::new(Field::CallbackUrl, &mut out));
        out.into_vec()
    }

    /// The codes without `url_`, a `~` before those that more typing could mend.
    fn found(text: &str, domains: &[&str]) -> String {
        let words = violations(text, domains).iter().map(verdict).collect::<Vec<_>>();
        words.join(" ")
    }

    fn verdict(violation: &Violation) -> String {
        let mark = if violation.is_incomplete() { "~" } else { "" };
        format!("{mark}{}", violation.code().as_str().trim_start_matches("url_"))
    }

    fn table(rows: &[(&str, &str)]) {
        for (text, expected) in rows {
            assert_eq!(found(text, &[]), *expected, "{text:?}");
        }
    }

    #[test]
    fn the_bits_are_in_the_order_of_the_codes() {
        let bits =
            [SYNTAX, SCHEME, NON_ASCII, HOST_IS_IP, PORT, QUERY, FRAGMENT, USERINFO, UNREACHABLE_HOST, FOREIGN_DOMAIN];
        for (i, bit) in bits.into_iter().enumerate() {
            assert_eq!(bit, 1 << i);
            assert_eq!(bit == UNREACHABLE_HOST, CODES[i].severity() == Severity::Warning);
        }
        assert!(CODES.is_sorted());
    }

    #[test]
    fn the_shortest_reserved_label_is_found() {
        let last = |name: &[u8]| cut_last(name, b'.').1.len();
        assert_eq!(Some(SHORTEST_UNREACHABLE), split(UNREACHABLE, b' ').map(last).min());
    }

    #[test]
    fn legal() {
        table(
            &[
                "https://api.example.com",
                "https://api.example.com/",
                "https://api.example.com/netverify/callback",
                "HTTPS://API.EXAMPLE.COM/",
                "hTTpS://api.example.com/",
                "https://api.example.com./cb",
                "https://example.com",
                "https://example.org/a//b/./../c",
                "https://api.example.com//",
                "https://a.co/-._~!$&'()*+,;=:@",
                "https://a.co/%20%41%C3%9C%ff%FF%80",
                "https://a.co/:443/x",
                "https://a.co/user@host",
                "https://xn--bcher-kva.example.com/",
                "https://XN--BCHER-KVA.example.com/",
                "https://xn--mnchen-3ya.de/",
                "https://xn--fsqu00a.xn--0zwm56d/",
                "https://xn--ls8h.la/",
                "https://r3---sn-ab.example.com/",
                "https://ab--cd.co/",
                "https://1and1.de/",
                "https://123.co/",
                "https://0x.co/",
                "https://1.2.3.4.co/",
                "https://a.0xg/",
                "https://a.1a/",
                "https://localhost.com/",
                "https://local.co/",
                "https://mytest.dev/",
                "https://nonlocal.nonexample/",
                "https://arpa.home/",
                "https://home.arpa.co/",
            ]
            .map(|text| (text, "")),
        );
        let label = "a".repeat(63);
        let host = [label.as_str(), &label, &label, &"b".repeat(61)].join(".");
        assert_eq!(host.len(), 253);
        assert_eq!(judge(format!("https://{host}/").as_bytes(), &[]), 0);
        assert_eq!(judge(format!("https://{host}./").as_bytes(), &[]), 0);
        assert_eq!(judge(format!("https://{host}b/").as_bytes(), &[]), SYNTAX);
        assert_eq!(judge(format!("https://{label}.co/").as_bytes(), &[]), 0);
        assert_eq!(judge(format!("https://{label}a.co/").as_bytes(), &[]), SYNTAX);
    }

    #[test]
    fn no_url_with_an_authority() {
        table(&[
            ("api.example.com/cb", "syntax"),
            ("/cb", "syntax"),
            ("//api.example.com/cb", "syntax"),
            ("https:api.example.com", "syntax"),
            ("https:/api.example.com", "syntax"),
            ("https:///cb", "syntax"),
            ("https://./cb", "syntax"),
            ("https://?x", "syntax query"),
            ("https://#x", "syntax fragment"),
            ("://api.example.com", "syntax"),
            (" https://api.example.com/", "syntax"),
            ("https ://api.example.com/", "syntax"),
            ("1https://api.example.com/", "syntax"),
            ("mailto:a@b", "syntax scheme"),
            ("javascript:alert(1)", "syntax scheme"),
            ("localhost:3000/cb", "syntax scheme"),
            ("data:text/html,x", "syntax scheme"),
            ("file:///etc/hosts", "syntax scheme"),
            ("https:\\\\api.example.com\\cb", "syntax"),
            ("nonsense", "syntax"),
            ("a/b:c", "syntax"),
            ("?https://api.example.com", "syntax query"),
        ]);
    }

    #[test]
    fn scheme() {
        table(&[
            ("http://api.example.com/", "scheme"),
            ("HTTP://api.example.com/", "scheme"),
            ("ftp://api.example.com/", "scheme"),
            ("wss://api.example.com/", "scheme"),
            ("httpss://api.example.com/", "scheme"),
            ("git+ssh-2.0://api.example.com/", "scheme"),
            ("httpѕ://api.example.com/", "scheme non_ascii"),
        ]);
    }

    #[test]
    fn characters_and_escapes() {
        for c in "\"<>\\^`{|} \t\n\r\0\u{7F}[]".chars() {
            assert_eq!(found(&format!("https://api.example.com/a{c}b"), &[]), "syntax", "{c:?}");
            assert_eq!(found(&format!("https://api.exa{c}mple.com/b"), &[]), "syntax", "{c:?}");
            assert_eq!(found(&format!("https://api.example.com/?a{c}b"), &[]), "syntax query", "{c:?}");
            assert_eq!(found(&format!("https://api.example.com/#a{c}b"), &[]), "syntax fragment", "{c:?}");
            assert_eq!(found(&format!("https://a{c}b@api.example.com/"), &[]), "syntax userinfo", "{c:?}");
            assert_eq!(found(&format!("https://api.example.com/{c}"), &[]), "syntax", "{c:?}");
        }
        for c in "!$&'()*+,;=_~%".chars() {
            assert_eq!(found(&format!("https://api.exa{c}mple.com/b"), &[]), "syntax", "{c:?}");
        }
        table(&[
            ("https://a.co/%G1", "syntax"),
            ("https://a.co/%2/", "syntax"),
            ("https://a.co/%%41", "syntax"),
            ("https://a.co/%4/1", "syntax"),
            ("https://a.co/%+1", "syntax"),
            ("https://a.co/%00", "syntax"),
            ("https://a.co/%0d%0a", "syntax"),
            ("https://a.co/%1F", "syntax"),
            ("https://a.co/%7f", "syntax"),
            ("https://a.co/%C2%85", "syntax"),
            ("https://a.co/%C2%A0", ""),
            ("https://a.co/%C3%85", ""),
            ("https://a.co/%C2/%85", ""),
            ("https://a.co/?%0A", "syntax query"),
            ("https://a.co/#%", "syntax fragment"),
            ("https://%61.co/", "syntax"),
            ("https://a%2Fb.co/", "syntax"),
            ("https://a.co/ü", "non_ascii"),
            ("https://a.co/\u{85}", "non_ascii"),
            ("https://a.co/?ü", "non_ascii query"),
            ("https://a.co/ü ", "syntax non_ascii"),
        ]);
    }

    #[test]
    fn host_names() {
        table(&[
            ("https://a..co/", "syntax"),
            ("https://.a.co/", "syntax"),
            ("https://a.co../", "syntax"),
            ("https://-a.co/", "syntax"),
            ("https://a-.co/", "syntax"),
            ("https://a_b.co/", "syntax"),
            ("https://bücher.de/", "non_ascii"),
            ("https://-bücher.de/", "non_ascii"),
            ("https://bü_cher.de/", "syntax non_ascii"),
            ("https://bücher..de/", "syntax non_ascii"),
            ("https://例え。テスト/", "non_ascii"),
            ("https://münchen/", "non_ascii unreachable_host"),
            ("https://müller.local/", "non_ascii unreachable_host"),
            ("https://xn--.co/", "syntax"),
            ("https://xn--a.co/", "syntax"),
            ("https://xn---.co/", "syntax"),
            ("https://xn--a-.co/", "syntax"),
            ("https://xn--abc-.co/", "syntax"),
            ("https://xn--999999999.co/", "syntax"),
            ("https://xn--zzzzzzzzzzzzzzzzzz.co/", "syntax"),
            ("https://api.Xn--.co/", "syntax"),
        ]);
    }

    #[test]
    fn addresses() {
        table(
            &[
                "https://127.0.0.1/",
                "https://127.0.0.1./",
                "https://203.0.113.7/cb",
                "https://127.1/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f.1/",
                "https://0x7F000001/",
                "https://0X7f.0x0.0.1/",
                "https://0x/",
                "https://0/",
                "https://256.256.256.256/",
                "https://1.2.3.4.5/",
                "https://api.example.1/",
                "https://api.example.09/",
                "https://api.example.0xF/",
                "https://99999999999999999999/",
                "https://[::1]/",
                "https://[2001:db8::1]/cb",
                "https://[2001:DB8:0:0:0:0:0:1]",
                "https://[::ffff:127.0.0.1]/",
                "https://[v1.fe]/",
                "https://[vAF.a:b]/",
            ]
            .map(|text| (text, "host_is_ip")),
        );
        table(&[
            ("https://１２７.0.0.1/", "non_ascii host_is_ip"),
            ("https://127.0.0.１/", "non_ascii host_is_ip"),
            ("https://127。0。0。1/", "non_ascii host_is_ip"),
            ("https://127.0.0.%31/", "syntax host_is_ip"),
            ("https://127.0.0%2e1/", "syntax host_is_ip"),
            ("https://127..1/", "syntax host_is_ip"),
            ("https://127.0.0.1../", "syntax"),
            ("https://[::1/", "syntax"),
            ("https://::1]/", "syntax port"),
            ("https://[]/", "syntax"),
            ("https://[::1::2]/", "syntax"),
            ("https://[1.2.3.4]/", "syntax"),
            ("https://[12345::]/", "syntax"),
            ("https://[example.com]/", "syntax"),
            ("https://[v.a]/", "syntax"),
            ("https://[vg.a]/", "syntax"),
            ("https://[v1.]/", "syntax"),
            ("https://[v1.a@]/", "syntax userinfo"),
            ("https://[fe80::1%25eth0]/", "syntax host_is_ip"),
            ("https://[::1]x/", "syntax"),
            ("https://[::1]:443/", "host_is_ip port"),
            ("https://[::1]:/", "host_is_ip port"),
            ("https://::1/", "syntax port"),
            ("https://2001:db8::1/", "syntax port"),
            ("https://fe80::1/cb", "syntax port"),
        ]);
    }

    #[test]
    fn port_query_fragment_userinfo() {
        table(&[
            ("https://a.co:443/", "port"),
            ("https://a.co:8443", "port"),
            ("https://a.co:/", "port"),
            ("https://a.co:99999/", "port"),
            ("https://a.co:x/", "syntax port"),
            ("https://a.co:80:90/", "syntax port"),
            ("https://:443/", "syntax port"),
            ("https://a.co?", "query"),
            ("https://a.co/?", "query"),
            ("https://a.co/?a=b&c=d/?e", "query"),
            ("https://a.co/#", "fragment"),
            ("https://a.co#f", "fragment"),
            ("https://a.co/#f?g", "fragment"),
            ("https://a.co/?q#f", "query fragment"),
            ("https://a.co/##", "syntax fragment"),
            ("https://user@a.co/", "userinfo"),
            ("https://user:pass@a.co/", "userinfo"),
            ("https://@a.co/", "userinfo"),
            ("https://:@a.co/", "userinfo"),
            ("https://user@/", "syntax userinfo"),
            ("https://a@b@a.co/", "syntax userinfo"),
            ("https://a.co\\@b.co/", "syntax userinfo"),
            ("https://a.co%40b.co/", "syntax"),
            ("https://u%40v@a.co/", "userinfo"),
            ("https://u%0@a.co/", "syntax userinfo"),
            ("https://u:p@a.co:1/?q#f", "port query fragment userinfo"),
            ("http://ü:p@127.1:1/?q#f ", "syntax scheme non_ascii host_is_ip port query fragment userinfo"),
            ("ws://u@localhost:1?#", "scheme port query fragment userinfo unreachable_host"),
        ]);
    }

    #[test]
    fn hosts_that_nobody_reaches() {
        for host in [
            "localhost",
            "LOCALHOST",
            "localhost.",
            "a.localhost",
            "intranet",
            "intranet.",
            "a.local",
            "A.LOCAL.",
            "a.test",
            "api.example",
            "a.b.invalid",
            "a.internal",
            "home.arpa",
            "router.home.arpa",
            "Router.Home.Arpa.",
            "test",
            "com",
        ] {
            assert_eq!(found(&format!("https://{host}/"), &[]), "unreachable_host", "{host}");
        }
        for host in ["example.com", "example.net", "a.example.org", "a.local.co", "arpa.co", "ahome.arpa", "a.attest"] {
            assert_eq!(found(&format!("https://{host}/"), &[]), "", "{host}");
        }
        table(&[("https://my_host.local/", "syntax unreachable_host"), ("https://my host/", "syntax")]);
    }

    #[test]
    fn domains() {
        for (text, domains, expected) in [
            ("https://example.com/", &["example.com"][..], ""),
            ("https://API.Example.COM/", &["example.com"], ""),
            ("https://api.example.com./", &["EXAMPLE.com."], ""),
            ("https://a.b.example.com/", &["*.example.com"], ""),
            ("https://example.com/", &[" .example.com"], ""),
            ("https://b.co/", &["a.co", "b.co"], ""),
            ("https://b.co/", &[], ""),
            ("https://b.co/", &["", ".", "*."], ""),
            ("https://b.co/", &["", "a.co"], "foreign_domain"),
            ("https://notexample.com/", &["example.com"], "foreign_domain"),
            ("https://example.com.evil.org/", &["example.com"], "foreign_domain"),
            ("https://com/", &["example.com"], "unreachable_host foreign_domain"),
            ("https://example.com@evil.org/", &["example.com"], "userinfo foreign_domain"),
            ("https://evil.org/example.com", &["example.com"], "foreign_domain"),
            ("https://127.0.0.1/", &["example.com"], "host_is_ip foreign_domain"),
            ("https://[::1]/", &["example.com"], "host_is_ip foreign_domain"),
            ("https://bücher.de/", &["example.com"], "non_ascii foreign_domain"),
            ("https://bücher.example.com/", &["example.com"], "non_ascii"),
            ("https://a_b.org/", &["example.com"], "syntax foreign_domain"),
            ("https://a b.org/", &["example.com"], "syntax"),
            ("https:///", &["example.com"], "syntax"),
            ("/cb", &["example.com"], "syntax"),
            ("http://b.co:1/", &["a.co"], "scheme port foreign_domain"),
        ] {
            assert_eq!(found(text, domains), expected, "{text:?} in {domains:?}");
        }
    }

    #[test]
    fn what_more_typing_mends() {
        table(&[
            ("", "~syntax"),
            ("h", "~syntax"),
            ("HTT", "~syntax"),
            ("http", "~syntax"),
            ("http:", "syntax scheme"),
            ("http://", "syntax scheme"),
            ("https", "~syntax"),
            ("https:", "~syntax"),
            ("https:/", "~syntax"),
            ("https://", "~syntax"),
            ("https:\\", "syntax"),
            ("https:/a", "syntax"),
            ("httpx", "syntax"),
            ("hé", "syntax non_ascii"),
            ("https://a", "~unreachable_host"),
            ("https://api", "~unreachable_host"),
            ("https://api/", "unreachable_host"),
            ("https://localhost", "~unreachable_host"),
            ("https://printer.local", "~unreachable_host"),
            ("https://printer.local/", "unreachable_host"),
            ("https://api.", "~unreachable_host"),
            ("https://api-", "~syntax ~unreachable_host"),
            ("https://api-/", "syntax unreachable_host"),
            ("https://api.example.", "~unreachable_host"),
            ("https://api.exampl.", ""),
            ("https://api.example.com.", ""),
            ("https://api.example.com-", "~syntax"),
            ("https://1", "~host_is_ip"),
            ("https://1.2.3.4", "~host_is_ip"),
            ("https://1.2.3.4.", "~host_is_ip"),
            ("https://1.2.3.4/", "host_is_ip"),
            ("https://0x7", "~host_is_ip"),
            ("https://[", "syntax"),
            ("https://[::1]", "host_is_ip"),
            ("https://.", "syntax"),
            ("https://a..", "syntax"),
            ("https://-", "syntax unreachable_host"),
            ("https://x", "~unreachable_host"),
            ("https://xn-", "~syntax ~unreachable_host"),
            ("https://xn--", "~syntax ~unreachable_host"),
            ("https://xn--m", "~syntax ~unreachable_host"),
            ("https://xn--mnchen-", "~syntax ~unreachable_host"),
            ("https://xn--mnchen-3", "~syntax ~unreachable_host"),
            ("https://xn--mnchen-3y", "~syntax ~unreachable_host"),
            ("https://xn--mnchen-3ya", "~unreachable_host"),
            ("https://xn--/", "syntax unreachable_host"),
            ("https://user:", "port unreachable_host"),
            ("https://api.example.com:", "port"),
            ("https://user@", "syntax userinfo"),
            ("https://api.example.com/%", "~syntax"),
            ("https://api.example.com/%4", "~syntax"),
            ("https://api.example.com/%C", "~syntax"),
            ("https://api.example.com/%0", "syntax"),
            ("https://api.example.com/%1", "syntax"),
            ("https://api.example.com/%G", "syntax"),
            ("https://api.example.com/% ", "syntax"),
            ("https://api.example.com/ %", "syntax"),
            ("https://api.example.com/?", "query"),
            ("https://api.example.com/?%", "syntax query"),
            ("https://api.example.test/%", "~syntax unreachable_host"),
            ("http://api.example.com/%", "syntax scheme"),
            ("https://api.example.com/ü", "non_ascii"),
        ]);
        let domains = ["example.com", "api.example.org"];
        for (text, expected) in [
            ("https://", "~syntax"),
            ("https://ex", "~unreachable_host ~foreign_domain"),
            ("https://api.exam", "~foreign_domain"),
            ("https://example.org", "~foreign_domain"),
            ("https://example.org/", "foreign_domain"),
            ("https://evil.org-", "~syntax ~foreign_domain"),
            ("https://example.com/%", "~syntax"),
        ] {
            assert_eq!(found(text, &domains), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_full_cannot_be_mended() {
        let path = |length: usize, end: &str| {
            let start = "https://api.example.com/";
            format!("{start}{}{end}", "a".repeat(length - start.len() - end.len()))
        };
        assert_eq!(found(&path(253, "%"), &[]), "~syntax");
        assert_eq!(found(&path(254, "%"), &[]), "syntax");
        assert_eq!(found(&path(254, "%4"), &[]), "~syntax");
        assert_eq!(found(&path(255, "%4"), &[]), "syntax");
        assert_eq!(found(&path(1_000_000, "%4"), &[]), "syntax");
        let label = "a".repeat(62);
        assert_eq!(found(&format!("https://{label}-"), &[]), "syntax unreachable_host");
        // Room for the domain that was begun, none for another one after it.
        let host = format!("{}exampl", "a.".repeat(115));
        assert_eq!(found(&format!("https://{host}"), &["example.com"]), "~foreign_domain");
        assert_eq!(found(&format!("https://aaaaaaaaaaaa{host}"), &["example.com"]), "foreign_domain");
    }

    #[test]
    fn punycode() {
        // RFC 3492, section 7.1, and labels in use.
        for code in [
            "egbpdaj6bu4bxfgehfvwxn",
            "ihqwcrb4cv8a8dqg056pqjye",
            "Proprostnemluvesky-uyb24dma41a",
            "4dbcagdahymbxekheh6e0a7fei0b",
            "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
            "b1abfaaepdrnnbgefbaDotcwatmq2g4l",
            "PorqunopuedensimplementehablarenEspaol-fmd56a",
            "3B-ww4c5e180e575a65lsy2b",
            "2-u9tlzr9756bt3uc0v",
            "d9juau41awczczp",
            "tda",
            "bcher-kva",
            "i-7iq",
            "ls8h",
            "-a-0g1a",
        ] {
            assert!(decodes(code.as_bytes()), "{code}");
        }
        for code in [
            "",
            "a",
            "b",
            "-",
            "--",
            "abc",
            "abc-",
            "a-",
            "-tda",
            "tda-",
            "t",
            "bcher-kv",
            "bcher-kv_",
            "0",
            "99999999",
            "ib9b",
            "9999999999999",
        ] {
            assert!(!decodes(code.as_bytes()), "{code}");
        }
        for length in 0..=59 {
            let code = if length == 0 { "bbz".to_owned() } else { format!("{}-bbz", "a".repeat(length)) };
            assert!(decodes(code.as_bytes()), "{code}");
        }
    }

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

    /// Labels that Punycode is given for have none of their own.
    fn host() -> impl Strategy<Value = String> {
        let label = prop_oneof![
            "[a-zA-Z0-9]([a-zA-Z0-9-]{0,12}[a-zA-Z0-9])?".prop_filter("no A-label", |label| {
                !label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"))
            }),
            "[a-z0-9]{63}",
            Just("xn--bcher-kva".to_owned()),
            Just("XN--fsqu00a".to_owned()),
            Just("xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa".to_owned()),
        ];
        (proptest::collection::vec(label, 1..4), "[a-zA-Z]{2,8}", "\\.?").prop_filter_map(
            "reachable",
            |(labels, top, dot)| {
                let host = format!("{}.{top}", labels.join("."));
                let special = split(UNREACHABLE, b' ').any(|special| is_below(host.as_bytes(), special));
                (!special && host.len() <= 200).then(|| host + &dot)
            },
        )
    }

    fn path() -> impl Strategy<Value = String> {
        let segment = "([a-zA-Z0-9._~!$&'()*+,;=:@-]|%[2-6][0-9A-Fa-f]|%[3-9a-fA-F][0-9a-eA-E]|/){0,12}";
        proptest::option::of(segment)
            .prop_map(|segment| segment.map(|segment| format!("/{segment}")).unwrap_or_default())
    }

    fn legal_url() -> impl Strategy<Value = String> {
        ("[hH][tT][tT][pP][sS]://", host(), path()).prop_map(|parts| parts.0 + &parts.1 + &parts.2).prop_filter(
            "no control character",
            |url| {
                let controls = ["%7f", "%7F", "%c2%8", "%C2%8", "%c2%9", "%C2%9"];
                url.len() <= 255 && !controls.iter().any(|control| url.contains(control))
            },
        )
    }

    proptest! {
        #[test]
        fn ipv6_is_read_as_the_standard_library_reads_it(
            text in "((0|1|af|0DB8|12345|g|::|::|:){1,2}:){0,7}(::)?(1|ff|1\\.2\\.3\\.[0-9]{1,3}|01\\.2\\.3\\.4|1\\.2\\.3)?",
            address in any::<std::net::Ipv6Addr>(),
        ) {
            prop_assert_eq!(is_ipv6(text.as_bytes()), text.parse::<std::net::Ipv6Addr>().is_ok(), "{}", text);
            prop_assert!(is_ipv6(address.to_string().as_bytes()));
        }

        #[test]
        fn any_text_is_judged(text in any::<String>(), domain in any::<String>()) {
            violations(&text, &[&domain]);
            after_userinfo(&text);
        }

        /// The short way says nothing else than the long one.
        #[test]
        fn what_is_plain_is_legal(
            host in "([a1x-]{0,3}\\.|xn--[a-z]{1,3}\\.|localhost\\.|test\\.){0,3}(com|Test|internal|home\\.arpa|1|0x1|x--|[a-z:@%]{0,2})\\.?",
            path in "(/[a@:._-]{0,2}|/%41|\\?|#|\\[| ){0,2}",
            domain in "(a|x|com|1\\.com)?",
        ) {
            let (text, domains) = (format!("https://{host}{path}"), [domain]);
            prop_assert!(!is_plain(text.as_bytes(), &domains) || judge(text.as_bytes(), &domains) == 0, "{}", text);
        }

        #[test]
        fn any_text_of_the_alphabet_is_judged(text in "(https://)?[a1x0%@:/?#\\[\\].nü\\\\ -]{0,40}") {
            let all = violations(&text, &[]);
            prop_assert!(all.iter().map(Violation::code).is_sorted());
            for violation in &all {
                prop_assert_eq!(all.iter().filter(|other| other.code() == violation.code()).count(), 1);
            }
            let starts_well = text.starts_with("https://") || LEGAL_START.starts_with(text.as_bytes());
            prop_assert!(starts_well || all.iter().all(|violation| !violation.is_incomplete()));
        }

        #[test]
        fn a_legal_url_has_no_violation_and_its_prefixes_can_be_mended(url in legal_url()) {
            prop_assert_eq!(found(&url, &[]), "");
            for end in 0..url.len() {
                for violation in violations(&url[..end], &[]) {
                    prop_assert!(violation.is_incomplete(), "{} of {}", verdict(&violation), &url[..end]);
                }
            }
        }

        #[test]
        fn so_they_can_where_domains_are_set(host in host(), domain in host(), path in path()) {
            let url = format!("https://{}.{domain}{path}", host.trim_end_matches('.'));
            prop_assume!(url.len() <= 255 && judge(url.as_bytes(), &[]) == 0);
            for end in 0..=url.len() {
                for violation in violations(&url[..end], &["other.co", &domain]) {
                    let verdict = verdict(&violation);
                    prop_assert!(end < url.len() && violation.is_incomplete(), "{verdict} of {}", &url[..end]);
                }
            }
        }
    }
}

//! Hosts that are IP addresses, in brackets or in any form that a browser reads as one.

use super::host::is_foreign;
use super::parts::{IN_HEX, IN_USERINFO, Part, all_may_stand, escaped_byte, position};
use super::{FOREIGN_DOMAIN, Findings, HOST_IS_IP, Reason};
use crate::ascii::{cut, split};
use alloc::string::String;

/// What stands in brackets: an IPv6 address, or a later version's.
pub(super) fn check_literal(literal: Part<'_>, domains: &[String], found: &mut Findings) {
    // A zone is no part of RFC 3986, but what has one is an address all the same.
    let (address, zone) = literal.cut(b'%');
    if !is_ipv6(address.bytes) && (zone.is_some() || !is_future_address(literal.bytes)) {
        // The bracket before it: no name has one.
        return found.add_problem(Some((Reason::HostCharacter, literal.start - 1)));
    }
    found.add(HOST_IS_IP);
    if is_foreign(literal.bytes, domains) {
        found.add(FOREIGN_DOMAIN);
    }
    found.add_problem(zone.map(|zone| (Reason::Escape, zone.start - 1)));
}

/// RFC 3986's `IPv6address`. The standard library's parser would cost the browser more than these lines.
pub(in crate::rules) fn is_ipv6(text: &[u8]) -> bool {
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
pub(in crate::rules) fn is_ipv4(text: &[u8]) -> bool {
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

/// What a browser makes of a host, legal or not.
pub(super) struct Reading {
    /// Whether it takes the host for an IPv4 address: the WHATWG URL Standard's "ends in a number". As there, escapes and
    /// full-width forms are read first, and `0x` alone is a number.
    pub(super) ends_in_number: bool,
    /// Whether a dot parts the host, and not only ends it.
    pub(super) dotted: bool,
}

impl Reading {
    pub(super) fn of(host: &[u8]) -> Self {
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
            rest = after;
            let mut read = u32::from(*written);
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
            if label == Label::Name {
                // Only its end is of interest.
                let end = position(rest, |byte| matches!(byte, b'.' | b'%' | 0xE0..=0xEF));
                rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
            }
        }
        let last = if label == Label::Empty { before } else { label };
        Reading { ends_in_number: matches!(last, Label::Zero | Label::Decimal | Label::Hex), dotted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ipv6_is_read_as_the_standard_library_reads_it(
            text in "((0|1|af|0DB8|12345|g|::|::|:){1,2}:){0,7}(::)?(1|ff|1\\.2\\.3\\.[0-9]{1,3}|01\\.2\\.3\\.4|1\\.2\\.3)?",
            address in any::<std::net::Ipv6Addr>(),
        ) {
            prop_assert_eq!(is_ipv6(text.as_bytes()), text.parse::<std::net::Ipv6Addr>().is_ok(), "{}", text);
            prop_assert!(is_ipv6(address.to_string().as_bytes()));
        }
    }
}

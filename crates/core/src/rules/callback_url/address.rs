//! Hosts that are IP addresses, in brackets or in any form that a browser reads as one.

use super::parts::{IN_USERINFO, cut, cut_last, escaped_byte};
use crate::char_classes::CharClasses;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Checks whether a text is RFC 3986's `IPv6address`. The standard library's parser would cost the browser more than these
/// lines.
pub(in crate::rules) fn is_ipv6(text: &[u8]) -> bool {
    // Whether there is a `::`, in the place of some of the groups of 16 bits.
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
        } else if matches!(group.len(), 1..=4) && group.iter().all(u8::is_ascii_hexdigit) {
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

/// Checks whether a text is RFC 3986's `IPv4address`: no leading zeros.
pub(in crate::rules) fn is_ipv4(text: &[u8]) -> bool {
    let mut octets = 0;
    for octet in text.split(|byte| *byte == b'.') {
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

/// Checks whether a text is RFC 3986's `IPvFuture`.
pub(super) fn is_future(literal: &[u8]) -> bool {
    let (version, Some(address)) = cut(literal, b'.') else { return false };
    let [b'v' | b'V', version @ ..] = version else { return false };
    !version.is_empty()
        && version.iter().all(u8::is_ascii_hexdigit)
        && !address.is_empty()
        && address.is_ascii()
        && address.iter().all(|byte| IN_USERINFO.hold(*byte))
}

/// Returns a host as a browser reads it: escapes as their bytes, full-width characters as the usual ones, and every other
/// character of three bytes as a letter.
pub(super) fn as_read_by_browsers(host: &[u8]) -> Cow<'_, [u8]> {
    const REWRITTEN: CharClasses = CharClasses::PERCENT.with(CharClasses::BEYOND_ASCII);
    if !host.iter().any(|byte| REWRITTEN.hold(*byte)) {
        return Cow::Borrowed(host);
    }
    let mut read = Vec::with_capacity(host.len());
    let mut rest = host;
    while let [byte, after @ ..] = rest {
        let (byte, after) = match (byte, after) {
            (b'%', [high, low, next @ ..]) => escaped_byte(*high, *low).map_or((b'%', after), |byte| (byte, next)),
            (0xE0..=0xEF, [middle, last, next @ ..]) => {
                let bits = |byte: u8, mask: u8| u32::from(byte & mask);
                let byte = match bits(*byte, 0xF) << 12 | bits(*middle, 0x3F) << 6 | bits(*last, 0x3F) {
                    // The ideographic full stop, and its half-width form.
                    0x3002 | 0xFF61 => b'.',
                    // The full-width forms of `!` to `~` are in the same order.
                    point => u8::try_from(point.wrapping_sub(0xFEE0)).unwrap_or(b'z'),
                };
                (byte, next)
            }
            _ => (*byte, after),
        };
        read.push(byte);
        rest = after;
    }
    Cow::Owned(read)
}

/// Checks whether a browser takes a host, as it reads it, for an IPv4 address: the WHATWG URL Standard's "ends in a number".
/// As there, `0x` alone is a number.
pub(super) fn ends_in_number(host: &[u8]) -> bool {
    let host = host.strip_suffix(b".").unwrap_or(host);
    match cut_last(host, b'.').1 {
        [b'0', b'x' | b'X', digits @ ..] => digits.iter().all(u8::is_ascii_hexdigit),
        digits => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
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

//! Every half gives what the scalar one gives.

pub(crate) mod portable;
mod slashes;
mod walk;

use super::*;
use crate::scalar::SCALAR;
use crate::vector::Vector;
use portable::Portable;
use proptest::prelude::*;
use proptest::sample::select;

static PORTABLE: [Blocks; 3] = [portable::blocks::<16>(), portable::blocks::<32>(), portable::blocks::<64>()];

/// Returns all that can step over blocks here, and their names.
fn all() -> Vec<(&'static str, &'static Blocks)> {
    let mut all: Vec<_> = ["16 bytes", "32 bytes", "64 bytes"].into_iter().zip(&PORTABLE).collect();
    let widest = detect();
    if !std::ptr::eq(widest, &SCALAR) {
        all.push(("the widest", widest));
        #[cfg(target_arch = "x86_64")]
        all.push(("AVX2", &x86::AVX2));
    }
    all
}

#[test]
fn classes_match_the_alphabet() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for byte in 0..=255u8 {
        // SAFETY: it takes no instructions that a machine could lack.
        #[allow(unsafe_code)]
        let class = unsafe { Portable([byte; 1]).classes().0[0] };
        assert_eq!(class != 0, ALPHABET.contains(&byte), "{byte}: {class}");
    }
}

/// Each byte at each place of a block is seen by every half: those that are not of the alphabet end it, the others do not.
#[test]
fn every_byte_is_checked_at_every_place() {
    let mut text = vec![b'B'; 600];
    for (name, blocks) in all() {
        for place in 0..300 {
            for byte in 0..=255 {
                text[place] = byte;
                let end = if byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/' { 600 } else { place };
                assert_eq!(scalar::plain(&text), end, "{byte} at {place}");
                let length = blocks.plain(&text);
                assert!(length <= end && end - length < 256, "{}, {byte} at {place}: {length}", name);
            }
            text[place] = b'B';
        }
    }
}

#[test]
fn every_byte_of_a_string_is_checked_at_every_place() {
    for (before, behind) in [(b'a', b'a'), (0x7F, b'"'), (0x80, 0x80), (0xFF, b'"'), (b'a', 0x80)] {
        for place in 0..50 {
            for byte in 0..=255 {
                let mut bytes = [before; 50];
                bytes[place] = byte;
                bytes[place + 1..].fill(behind);
                let ends = |&byte: &u8| byte < 0x20 || byte == b'"' || byte == b'\\';
                let part = |end: usize| (end, bytes[..end].is_ascii());
                let end = bytes.iter().position(ends).unwrap_or(bytes.len());
                assert_eq!(plain_part(&bytes), part(end), "{byte:#x} at {place}");
                assert_eq!(scalar::plain_part(&bytes), part(end), "{byte:#x} at {place}");
                let expected = if end < 48 { Ok(part(end)) } else { Err(part(48)) };
                assert_eq!(scalar::plain_part_in_words(&bytes), expected, "{byte:#x} at {place}");
                let is_string = part(end).1 && bytes.get(end) == Some(&b'"');
                assert_eq!(ascii_string(&bytes).map(str::as_bytes), is_string.then_some(&bytes[..end]));
            }
        }
    }
}

fn encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = bytes.as_chunks::<3>().0.iter();
    let values = groups.flat_map(|[a, b, c]| [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63]);
    values.map(|value| char::from(ALPHABET[usize::from(value)])).collect()
}

/// Texts of base64, with what matters in them and what ends them.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [r"\/", r"\/\/", "/", "AA", "A", "Zg", "xYz", "mAgY", "aBcDeFg", "+9z", "QQQQ"];
    let odd =
        ["=", "==", "\"", "\\", r"\\", r"\n", "-", "_", " ", "\u{e9}", ":", "@", "[", "`", "{", "\u{7f}", "\0", "Á"];
    let filler = (select(b"Bkz07+".to_vec()), 0..200usize).prop_map(|(byte, count)| vec![byte; count]);
    let piece = select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec());
    let odd = select(odd.to_vec()).prop_map(|odd| odd.as_bytes().to_vec());
    proptest::collection::vec(prop_oneof![4 => filler, 8 => piece, 1 => odd], 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Fails where more is taken for base64 than is, or where a block that is base64 is not seen to be.
    #[test]
    fn plain_text_is_the_same_by_every_half(text in texts(), offset in 0..40usize) {
        let text = text.get(offset..).unwrap_or(&[]);
        let expected = scalar::plain(text);
        for length in all().iter().map(|(_, blocks)| blocks.plain(text)).chain([crate::plain(text)]) {
            prop_assert!(length <= expected && expected - length < 256, "{} of {}", length, expected);
        }
    }

    /// Fails where a marker is stepped over, or where a stuffed byte is taken for one.
    #[test]
    fn a_marker_is_found_where_it_is_byte_by_byte(bytes in proptest::collection::vec(prop_oneof![8 => Just(1u8), 1 => Just(0), 1 => Just(0xFF), 1 => any::<u8>()], 0..200), quiet in 0..100usize) {
        let bytes = [vec![2; quiet], bytes].concat();
        prop_assert_eq!(marker(&bytes), scalar::marker(&bytes));
    }

    /// Fails where the end of a JSON string is missed, or seen where it is not.
    #[test]
    fn a_string_ends_where_it_does_byte_by_byte(quiet in proptest::collection::vec(0x20..=0xFFu8, 0..80), rest in proptest::collection::vec(any::<u8>(), 0..40)) {
        let bytes = [quiet, rest].concat();
        let expected = scalar::plain_part(&bytes);
        prop_assert_eq!(plain_part(&bytes), expected);
        let whole = bytes.len() / 8 * 8;
        let in_words = if expected.0 < whole { Ok(expected) } else { Err((whole, bytes[..whole].is_ascii())) };
        prop_assert_eq!(scalar::plain_part_in_words(&bytes), in_words);
    }

    #[test]
    fn decoding_is_the_same_by_every_half(bytes in proptest::collection::vec(any::<u8>(), 0..400), odd in proptest::option::of((any::<prop::sample::Index>(), any::<u8>()))) {
        let bytes = &bytes[..bytes.len() / 3 * 3];
        let mut text = encode(bytes).into_bytes();
        if let (Some((at, byte)), false) = (odd, text.is_empty()) {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let (mut one, mut other) = (vec![0; bytes.len()], vec![0; bytes.len()]);
        let accepted = decode(&text, &mut one);
        prop_assert_eq!(accepted, scalar::decode(&text, &mut other));
        if accepted {
            prop_assert_eq!(&one, &other);
            if odd.is_none() {
                prop_assert_eq!(&one[..], bytes);
            }
        }
        prop_assert!(!decode(&text, &mut vec![0; bytes.len() + 1]));
    }
}

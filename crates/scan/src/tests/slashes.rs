//! Leaving out the backslashes before slashes.

use super::{all, texts};
use crate::scalar::{self, SCALAR};
use proptest::prelude::*;

/// Returns what is to come out, and how much of the text it is: by a loop of its own.
fn expected(text: &[u8], room: usize) -> (usize, Vec<u8>) {
    let (mut read, mut out) = (0, Vec::new());
    while out.len() < room && read < text.len() {
        let escaped = text[read..].starts_with(br"\/");
        let byte = text[read + usize::from(escaped)];
        if !escaped && (!byte.is_ascii() || byte < 0x20 || byte == b'"' || byte == b'\\') {
            break;
        }
        out.push(byte);
        read += 1 + usize::from(escaped);
    }
    (read, out)
}

/// Each byte at each place, before a slash and before a letter: what ends the text does, and nothing else.
#[test]
fn every_byte_is_copied_or_ends_it_at_every_place() {
    for behind in [b'a', b'/'] {
        let mut text = [b'a'; 400];
        for place in 0..200 {
            text[place + 1] = behind;
            for byte in 0..=255 {
                text[place] = byte;
                let (read, copy) = expected(&text, 400);
                for (name, blocks) in all().into_iter().chain([("scalar", &SCALAR)]) {
                    let mut out = [0; 400];
                    let (got, written) = scalar::unescape_with(&text, &mut out, blocks);
                    assert_eq!((got, &out[..written]), (read, &copy[..]), "{}, {byte} at {place}", name);
                }
            }
            text[place..place + 2].fill(b'a');
        }
    }
}

/// Fails where the vectors leave to the bytes what is theirs.
#[test]
fn vectors_copy_all_but_the_end() {
    let text = br"\/a\/\/bcd\/e".repeat(100);
    for (name, blocks) in all() {
        let (read, _) = blocks.unescape(&text, &mut [0; 2_000]);
        assert!(text.len() - read <= 128, "{name}: {read} of {}", text.len());
    }
}

proptest! {
    /// Fails where a byte is lost or written twice, where an end is not seen, or where the room is overstepped.
    #[test]
    fn slashes_are_unescaped_by_every_half(text in texts(), offset in 0..70usize, room in prop_oneof![Just(20_000), 0..2_000usize, 0..200usize]) {
        let text = text.get(offset..).unwrap_or(&[]);
        let (read, copy) = expected(text, room);
        for (name, blocks) in all().into_iter().chain([("scalar", &SCALAR)]) {
            let mut out = vec![0; room];
            let (got, written) = scalar::unescape_with(text, &mut out, blocks);
            prop_assert_eq!((got, &out[..written]), (read, &copy[..]), "{}", name);
        }
    }
}

//! The walk through entropy-coded data.

use super::{all, encode};
use crate::scalar;
use proptest::prelude::*;
use proptest::sample::select;

/// Fails where a marker is stepped over, or where a byte within the data is taken for one.
#[test]
fn a_walk_checks_every_byte_at_every_place() {
    let mut bytes = vec![b'q'; 450];
    for place in 0..270 {
        bytes[place] = 0xFF;
        for byte in 0..=255 {
            bytes[place + 1] = byte;
            let text = encode(&bytes);
            let is_marker = ![0, 1, 0xFF].contains(&byte) && !(0xD0..=0xD7).contains(&byte);
            // A second 0xFF makes a marker of the byte behind it.
            let marker = if is_marker { Some(place + 1) } else { (byte == 0xFF).then_some(place + 2) };
            let end = marker.map_or(text.len(), |at| at / 3 * 4);
            for (name, blocks) in all() {
                let passed = scalar::walk_with(text.as_bytes(), &mut false, blocks);
                assert_eq!(passed, end, "{}, {byte:#x} at {place}", name);
            }
        }
        bytes[place..place + 2].fill(b'q');
    }
}

/// Fails where a character that is none of the alphabet is stepped over, or where one that is ends a walk.
#[test]
fn a_walk_checks_every_character_at_every_place() {
    let mut text = vec![b'B'; 600];
    for place in 0..300 {
        for byte in 0..=255 {
            text[place] = byte;
            let end = if scalar::plain(&text) == 600 { 600 } else { place / 4 * 4 };
            for (name, blocks) in all() {
                assert_eq!(scalar::walk_with(&text, &mut false, blocks), end, "{}, {byte} at {place}", name);
            }
        }
        text[place] = b'B';
    }
}

/// Bytes that are dense in what matters to a walk, with few markers that end it.
fn scan_data() -> impl Strategy<Value = Vec<u8>> {
    let within = [
        &b"\xFF\0"[..],
        b"\xFF\xD0",
        b"\xFF\xD7",
        b"\xFF\x01",
        b"\xFF\xFF\0",
        b"\xFF\xFF\xFF\xD3",
        b"\0",
        b"\xD4",
        b"\x01\x02",
    ];
    let ends =
        [&b"\xFF\xD9"[..], b"\xFF\xCF", b"\xFF\xD8", b"\xFF\x02", b"\xFF\xFE", b"\xFF\xFF\xC0", b"\xFF\x08", b"\xFF"];
    let quiet = (1..0xFFu8, 0..150usize).prop_map(|(byte, count)| vec![byte; count]);
    let within = select(within.to_vec()).prop_map(<[u8]>::to_vec);
    let ends = select(ends.to_vec()).prop_map(<[u8]>::to_vec);
    let piece = prop_oneof![8 => quiet, 24 => within, 1 => ends];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| {
        let bytes = pieces.concat();
        bytes[..bytes.len() / 3 * 3].to_vec()
    })
}

proptest! {
    /// Fails where a marker is stepped over, a byte within the data taken for one, or the byte before the text forgotten.
    #[test]
    fn a_walk_ends_where_it_does_byte_by_byte(bytes in scan_data(), odd in proptest::option::weighted(0.3, (any::<prop::sample::Index>(), any::<u8>())), offset in 0..40usize, prefix: bool) {
        let mut text = [vec![b'/'; offset], encode(&bytes).into_bytes()].concat();
        let (mut end, mut behind) = (0, prefix);
        for group in bytes.as_chunks::<3>().0 {
            let before = [u8::from(behind) * 0xFF, group[0], group[1]];
            if before.iter().zip(group).any(|(&before, &byte)| before == 0xFF && ![0, 1, 0xFF].contains(&byte) && byte & 0xF8 != 0xD0) {
                break;
            }
            behind = group[2] == 0xFF;
            end += 4;
        }
        if let (Some((at, byte)), 4..) = (odd, end) {
            let at = at.index(end);
            text[offset + at] = byte;
            // The groups before it are passed as before; of it and the others only the halves' agreement is asked.
            end = at / 4 * 4;
        }
        let text = &text[offset..];
        let mut expected_prefix = prefix;
        let expected = scalar::walk(text, &mut expected_prefix);
        match odd {
            None => prop_assert_eq!((expected, expected_prefix), (end, behind)),
            Some(_) => prop_assert!(expected >= end),
        }
        for (name, blocks) in all() {
            let mut behind = prefix;
            let length = scalar::walk_with(text, &mut behind, blocks);
            prop_assert_eq!((length, behind), (expected, expected_prefix), "{}", name);
            let (mut in_blocks, mut behind) = (prefix, prefix);
            let length = blocks.walk(text, &mut in_blocks);
            prop_assert_eq!(scalar::walk(&text[..length], &mut behind), length, "{}", name);
            prop_assert_eq!(in_blocks, behind, "{}", name);
            prop_assert!(expected - length < 256, "{}", name);
        }
    }
}

//! JPEGs that are hard to step through, for the tests.

use proptest::prelude::*;
use proptest::sample::select;

pub(super) const HEADERS: [u8; 37] = [
    0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 1, 0x90, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA, 0, 12, 3, 1,
    0, 2, 0x11, 3, 0x11, 0, 63, 0, 0x5A, 0x5A,
];
/// With a place.
pub(super) const EXIF: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0\0\x02\0\x02\0\x05\0\0\0\x03\0\0\0\0\0\x04\0\x05\0\0\0\x03\0\0\0\0\0\0\0\0";

/// Returns what is written over the scan data, at so many bytes before its end.
fn patch() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let place = prop_oneof![0..12usize, 0..9_000usize, 60_000..76_000usize, 0..250_000usize];
    let length = prop_oneof![0..40u16, Just(0xFFFF), any::<u16>()];
    let segment = (select(vec![0xE1u8, 0xC4, 0xDA, 0xDD, 0xFE, 0xC0]), length.clone())
        .prop_map(|(marker, length)| [&[0xFF, marker][..], &length.to_be_bytes()].concat());
    let exif =
        length.prop_map(|length| [&[0xFF, 0xE1][..], &length.max(2 + EXIF.len() as u16).to_be_bytes(), EXIF].concat());
    let mark = select(vec![&[0xFFu8, 0xD9][..], &[0xFF, 0xFF, 0xD9], &[0xFF, 0], &[0xFF], &[0xD9], &[0xFF, 0xD0]]);
    let patch = prop_oneof![3 => mark.prop_map(<[u8]>::to_vec), 3 => segment, 1 => exif];
    (place, patch)
}

/// JPEGs with scan data of all lengths, with and without EXIF, over which something is written.
pub(super) fn jpegs() -> impl Strategy<Value = Vec<u8>> {
    let before = proptest::collection::vec(prop_oneof![Just(0u8), Just(1), any::<u8>()], 0..6);
    let scan = prop_oneof![0..3_000usize, 140_000..260_000usize];
    let patches = proptest::collection::vec(patch(), 0..5);
    (before, any::<bool>(), scan, patches).prop_map(|(before, with_exif, scan, patches)| {
        let mut bytes = HEADERS[..2].to_vec();
        if with_exif {
            bytes.extend([0xFF, 0xE1, 0, 2 + EXIF.len() as u8]);
            bytes.extend(EXIF);
        }
        bytes.extend(&HEADERS[2..]);
        bytes.extend(before);
        // Slashes are in it, too.
        bytes.extend((0..scan).map(|i| (i as u32).wrapping_mul(0x9E37_79B1).rotate_left(9) as u8 & 0xFB));
        bytes.extend([0xFF, 0xD9]);
        for (place, patch) in patches {
            let at = bytes.len().saturating_sub(place + patch.len()).max(HEADERS.len());
            bytes.splice(at..(at + patch.len()).min(bytes.len()), patch);
        }
        bytes
    })
}

/// Short JPEGs of all kinds of segments, most of them whole, over which something may be written.
pub(super) fn short_jpegs() -> impl Strategy<Value = Vec<u8>> {
    let marker = prop_oneof![3 => select(vec![0xE0u8, 0xDB, 0xC4, 0xFE]), 1 => select(vec![0xC0, 0xC2, 0xC4, 0xD8, 0xE1, 0xDA, 0xD0, 1]), 1 => any::<u8>()];
    let content = prop_oneof![proptest::collection::vec(any::<u8>(), 0..40), Just(EXIF.to_vec())];
    let segments = proptest::collection::vec((marker, content), 0..5);
    let scan = proptest::collection::vec(prop_oneof![6 => Just(1u8), 1 => any::<u8>()], 0..100);
    let marks = select(vec![
        &[0xFFu8, 0xD9][..],
        &[0xFF, 0, 2, 0xFF, 0xD3, 0xFF, 0xD9],
        &[0xFF, 0xD0, 0xFF, 0, 0xFF, 0xD9, 0xFF],
        &[0xFF],
    ]);
    let spoilt = proptest::option::weighted(0.3, (any::<prop::sample::Index>(), any::<u8>()));
    (segments, scan, marks, spoilt).prop_map(|(segments, scan, marks, spoilt)| {
        let mut bytes = HEADERS[..2].to_vec();
        for (marker, content) in segments {
            bytes.extend([&[0xFF, marker, 0, 2 + content.len() as u8][..], &content].concat());
        }
        bytes.extend(&HEADERS[2..]);
        bytes.extend([&scan[..], marks].concat());
        if let Some((at, byte)) = spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    })
}

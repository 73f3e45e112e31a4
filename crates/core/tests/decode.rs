//! The full decode: `image_corrupt`.
#![cfg(feature = "decode")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use netverify_rules::{Code, Field, Report, Settings, validate_image_fully, validate_json_fully};
use proptest::prelude::*;

fn picture(name: &str) -> Vec<u8> {
    let images: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/vectors/images.json")).expect("images");
    STANDARD.decode(images[name].as_str().expect("a picture")).expect("base64")
}

fn codes(report: &Report) -> Vec<Code> {
    report.violations().iter().map(netverify_rules::Violation::code).collect()
}

fn of_image(bytes: &[u8]) -> Vec<Code> {
    codes(&validate_image_fully(Field::FrontsideImage, bytes, None))
}

fn body(image: &str) -> String {
    format!(r#"{{"merchantIdScanReference":"r","frontsideImage":"{image}","country":"USA","idType":"PASSPORT"}}"#)
}

#[test]
fn sound_pictures_decode() {
    for name in ["good.jpg", "good.png", "progressive.jpg", "cmyk.jpg", "palette.png", "rgba.png"] {
        assert_eq!(of_image(&picture(name)), [], "{name}");
        let followed = [picture(name), b"behind the end".repeat(100)].concat();
        assert_eq!(of_image(&followed), [], "{name}, followed by other bytes");
    }
}

#[test]
fn damaged_pictures_do_not() {
    // Headers that promise a picture, and no picture behind them.
    for name in ["301x200.jpg", "301x200.png", "bad-idat-crc.png"] {
        assert!(of_image(&picture(name)).contains(&Code::ImageCorrupt), "{name}");
    }
}

/// Small pictures, of standard Huffman tables, restart markers, progressive coding and three scans.
const SMALL: [&str; 4] = ["standard-tables.jpg", "restarts.jpg", "progressive-restarts.jpg", "three-scans.jpg"];

/// The place of the first segment of that marker.
fn segment(bytes: &[u8], marker: u8) -> std::ops::Range<usize> {
    let start = bytes.windows(2).position(|pair| pair == [0xFF, marker]).expect("a segment");
    start..start + 2 + usize::from(u16::from_be_bytes([bytes[start + 2], bytes[start + 3]]))
}

fn put(bytes: &[u8], at: usize, what: &[u8]) -> Vec<u8> {
    [&bytes[..at], what, &bytes[at..]].concat()
}

fn is_corrupt(bytes: &[u8]) -> bool {
    of_image(bytes).contains(&Code::ImageCorrupt)
}

#[test]
fn what_libjpeg_decodes_is_not_corrupt() {
    for name in SMALL {
        let bytes = picture(name);
        assert_eq!(of_image(&bytes), [Code::ImageTooSmall], "{name}");
        let (frame, end) = (segment(&bytes, 0xDB).start, bytes.len() - 2);
        for (what, bytes) in [
            ("a DNL segment before the frame", put(&bytes, frame, b"\xFF\xDC\0\x04\0\x28")),
            ("comments of length 0 and 1", put(&bytes, frame, b"\xFF\xFE\0\0\xFF\xFE\0\x01")),
            ("fill bytes", put(&bytes, frame, &[0xFF; 9])),
            ("some bytes before the end", put(&bytes, end, &[7; 7])),
            ("zeros before the end", put(&bytes, end, &[0; 100])),
            ("fill bytes before the end", put(&bytes, end, b"\xFF\xFF")),
            ("a fill byte before each stuffed one", {
                let data = segment(&bytes, 0xDA).end;
                let pairs = bytes.windows(2).enumerate().skip(data).filter(|(_, pair)| *pair == [0xFF, 0]);
                pairs.rev().fold(bytes.clone(), |bytes, (at, _)| put(&bytes, at, &[0xFF]))
            }),
        ] {
            assert_eq!(of_image(&bytes), [Code::ImageTooSmall], "{name}, {what}");
        }
    }
}

/// As a camera's stream sends it: the tables are known.
#[test]
fn motion_jpeg_has_no_huffman_tables() {
    let mut bytes = picture("standard-tables.jpg");
    for _ in 0..4 {
        let table = segment(&bytes, 0xC4);
        bytes.drain(table);
    }
    assert!(!bytes.windows(2).any(|pair| pair == [0xFF, 0xC4]));
    assert_eq!(of_image(&bytes), [Code::ImageTooSmall]);
    // Those of the standard, and no others.
    let other = picture("good.jpg");
    let tables = segment(&other, 0xC4).start..segment(&other, 0xDA).start;
    assert!(is_corrupt(&[&other[..tables.start], &other[tables.end..]].concat()));
}

#[test]
fn four_components_may_have_one_identifier() {
    let mut bytes = picture("cmyk.jpg");
    let (frame, scan) = (segment(&bytes, 0xC0).start, segment(&bytes, 0xDA).start);
    for i in 0..4 {
        bytes[frame + 10 + 3 * i] = 1;
        bytes[scan + 5 + 2 * i] = 1;
    }
    assert_eq!(of_image(&bytes), []);
    // But no scan names one more often than it is there.
    bytes[frame + 10] = 2;
    assert!(is_corrupt(&bytes));
}

#[test]
fn damaged_scans_are_corrupt() {
    for name in SMALL {
        let bytes = picture(name);
        let (frame, scan, end) = (segment(&bytes, 0xDB).start, segment(&bytes, 0xDA), bytes.len() - 2);
        let changed = |at: usize, byte: u8| {
            let mut bytes = bytes.clone();
            bytes[at] = byte;
            bytes
        };
        let tables = segment(&bytes, 0xC4);
        for (what, bytes) in [
            ("too little data", [&bytes[..scan.end + 20], &bytes[end..]].concat()),
            ("much behind the data", put(&bytes, end, &[7; 20])),
            ("a marker in the data", put(&bytes, scan.end + 20, b"\xFF\xD5")),
            ("a component that is not there", changed(scan.start + 5, 77)),
            ("a Huffman table that is not there", changed(scan.start + 6, 0x32)),
            ("more codes than fit", changed(tables.start + 5, 3)),
            ("a Huffman table of number 9", changed(tables.start + 4, 9)),
            ("a scan header that is too long", changed(scan.start + 3, bytes[scan.start + 3] + 1)),
            ("a reserved marker", put(&bytes, frame, b"\xFF\xF0\0\x02")),
            ("a restart interval of three bytes", put(&bytes, frame, b"\xFF\xDD\0\x05\0\0\0")),
        ] {
            assert!(is_corrupt(&bytes), "{name}, {what}");
        }
    }
    let bytes = picture("restarts.jpg");
    let (restart, end) = (bytes.windows(2).position(|pair| pair == [0xFF, 0xD1]).expect("a restart"), bytes.len() - 2);
    let mut changed = bytes.clone();
    changed[restart + 1] = 0xD4;
    assert!(is_corrupt(&changed), "a restart marker that is not due");
    assert!(is_corrupt(&[&bytes[..restart], &bytes[end..]].concat()), "an end where a restart is due");
    let bytes = picture("three-scans.jpg");
    let frame = &bytes[segment(&bytes, 0xC0)];
    let second = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    assert!(is_corrupt(&put(&bytes, second, frame)), "a second frame header behind a scan");
    assert!(
        is_corrupt(&put(&bytes, second, b"\xFF\xC4\0\x01")),
        "a table behind a scan that does not count its length"
    );
    let bytes = picture("good.jpg");
    let end = bytes.len() - 2;
    let again = put(&bytes, end, &bytes[segment(&bytes, 0xDA).start..end]);
    assert!(is_corrupt(&again), "another scan of all components");
}

#[test]
fn of_arithmetic_coding_all_but_the_data_is_read() {
    let bytes = picture("sof9.jpg");
    let scan = segment(&bytes, 0xDA).start;
    let changed = |at: usize, byte: u8| [&bytes[..at], &[byte], &bytes[at + 1..]].concat();
    assert_eq!(of_image(&put(&bytes, scan, b"\xFF\xCC\0\x06\0\x10\x10\x05")), []);
    for (what, bytes) in [
        ("a component that is not there", changed(scan + 5, 77)),
        ("a scan header that is too long", changed(scan + 3, bytes[scan + 3] + 1)),
        ("a bound under the other", put(&bytes, scan, b"\xFF\xCC\0\x04\0\x01")),
        ("a condition of a table that is none", put(&bytes, scan, b"\xFF\xCC\0\x04\x20\x10")),
        ("half a condition", put(&bytes, scan, b"\xFF\xCC\0\x03\0")),
        ("a reserved marker", put(&bytes, scan, b"\xFF\xF0\0\x02")),
    ] {
        assert!(is_corrupt(&bytes), "{what}");
    }
}

/// The chunks of a PNG, without their lengths and CRCs.
fn chunks(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    bytes = &bytes[8..];
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let length = 4 + u32::from_be_bytes(*length) as usize;
        chunks.push(rest[..length].to_vec());
        bytes = &rest[length + 4..];
    }
    chunks
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let crc = |chunk: &[u8]| {
        !chunk.iter().fold(!0u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
        })
    };
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in chunks {
        bytes.extend((chunk.len() as u32 - 4).to_be_bytes());
        bytes.extend(chunk);
        bytes.extend(crc(chunk).to_be_bytes());
    }
    bytes
}

#[test]
fn pngs_decode_as_libpng_decodes_them() {
    for name in ["good.png", "palette.png"] {
        let whole = picture(name);
        let sound = chunks(&whole);
        let data = sound.iter().position(|chunk| chunk.starts_with(b"IDAT")).expect("data");
        let end = sound.len() - 1;
        let with = |at: usize, chunk: &[u8]| {
            let mut chunks = sound.clone();
            chunks.insert(at, chunk.to_vec());
            png(&chunks)
        };
        let changed = |at: usize, change: &dyn Fn(&mut Vec<u8>)| {
            let mut chunks = sound.clone();
            change(&mut chunks[at]);
            png(&chunks)
        };
        let split = |between: &[&[u8]]| {
            let (first, second) = sound[data].split_at(20);
            let mut chunks = sound.clone();
            chunks[data] = [b"IDAT", second].concat();
            between.iter().rev().for_each(|chunk| chunks.insert(data, chunk.to_vec()));
            chunks.insert(data, first.to_vec());
            png(&chunks)
        };
        for (what, bytes) in [
            ("the same", png(&sound)),
            ("an animation's chunks out of place", with(data, b"fdAT\0\0\0\x09")),
            ("a wrong ancillary chunk", with(1, b"cICP\x01")),
            ("an unknown ancillary chunk", with(end, b"vpAg")),
            ("a row too many", changed(0, &|header| header[11] -= 1)),
            ("something behind the compressed data", changed(data, &|data| data.extend([0; 9]))),
            ("data in parts", split(&[b"IDAT"])),
        ] {
            assert_eq!(of_image(&bytes), [], "{name}, {what}");
        }
        let mut wrong_crc = whole.clone();
        *wrong_crc.last_mut().expect("a byte") ^= 1;
        for (what, bytes) in [
            ("a wrong CRC of IEND", wrong_crc),
            ("a second header", with(data, &sound[0])),
            ("an unknown critical chunk", with(data, b"ABCD")),
            ("a name with a digit", with(data, b"a1cd")),
            ("an empty palette", with(1, b"PLTE")),
            ("two palettes", png(&[&sound[..1], &vec![b"PLTEabc".to_vec(); 2], &sound[1..]].concat())),
            ("a chunk amid the data", split(&[b"tEXta\0b"])),
            ("too little data", changed(data, &|data| data.truncate(data.len() / 2))),
            ("a wrong check value", changed(data, &|data| *data.last_mut().expect("a byte") ^= 1)),
            ("a wrong compression method", changed(data, &|data| data[4] ^= 1)),
            ("one row more", changed(0, &|header| header[11] += 1)),
            ("a wrong check value behind a row too many", {
                let mut chunks = sound.clone();
                chunks[0][11] -= 1;
                *chunks[data].last_mut().expect("a byte") ^= 1;
                png(&chunks)
            }),
            ("other passes", changed(0, &|header| header[16] ^= 1)),
        ] {
            assert!(is_corrupt(&bytes), "{name}, {what}");
        }
        assert_eq!(of_image(&whole[..whole.len() / 2]), [Code::ImageTruncated], "{name}");
    }
}

#[test]
fn what_is_cut_off_is_truncated_and_no_more() {
    for name in SMALL {
        let bytes = picture(name);
        let whole = [&bytes[..bytes.len() - 40], &bytes].concat();
        for cut in [&bytes[..bytes.len() - 2], &bytes[..bytes.len() - 40], &whole] {
            assert_eq!(of_image(cut), [Code::ImageTruncated, Code::ImageTooSmall], "{name}");
        }
    }
}

/// A JPEG of so many scans, each of a few bytes.
fn scans(count: usize) -> Vec<u8> {
    let header = picture("301x200.jpg");
    let frame_end = header.windows(2).position(|marker| marker == b"\xFF\xDA").expect("a scan");
    let (frame, scan) = header.split_at(frame_end);
    [frame, &scan[..scan.len() - 2].repeat(count), b"\xFF\xD9"].concat()
}

#[test]
fn a_bomb_of_scans_is_not_decoded() {
    let report = validate_image_fully(Field::FrontsideImage, &scans(10_000), None);
    assert_eq!(
        report.violations()[0].to_string(),
        "frontsideImage does not decode: it would need too much time or memory."
    );
}

#[test]
fn kinds_that_few_decoders_know_are_not_called_corrupt() {
    for name in ["sof3.jpg", "sof9.jpg", "12-bit.jpg"] {
        assert_eq!(of_image(&picture(name)), [], "{name}");
    }
}

#[test]
fn what_has_no_readable_header_is_not_decoded() {
    for name in ["gif", "signature.jpg", "bad-crc.png", "dnl.jpg", "8000x400.jpg"] {
        assert!(!of_image(&picture(name)).contains(&Code::ImageCorrupt), "{name}");
    }
}

#[test]
fn a_body_is_decoded_too_and_the_table_s_order_is_kept() {
    let settings = Settings::default();
    let good = STANDARD.encode(picture("good.jpg"));
    assert!(validate_json_fully(body(&good).as_bytes(), &settings).is_clean());
    assert!(validate_json_fully(body(&good.replace('/', "\\/")).as_bytes(), &settings).is_clean());
    let small = STANDARD.encode(picture("300x200.jpg"));
    let report = validate_json_fully(body(&small).replace("USA", "QQQ").as_bytes(), &settings);
    assert_eq!(codes(&report), [Code::ImageCorrupt, Code::ImageTooSmall, Code::UnknownCountry]);
    let lines = format!("data:image/jpeg;base64,{}\\n{}", &good[..40], &good[40..]);
    let report = validate_json_fully(body(&lines).as_bytes(), &settings);
    assert_eq!(codes(&report), [Code::Base64DataUri, Code::Base64Whitespace]);
    assert_eq!(codes(&validate_json_fully(b"[", &settings)), [Code::MalformedJson]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mutated_pictures_never_panic(
        name in proptest::sample::select(vec!["good.jpg", "good.png", "progressive.jpg", "cmyk.jpg", "palette.png"]),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = picture(name);
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = of_image(&bytes);
    }
}

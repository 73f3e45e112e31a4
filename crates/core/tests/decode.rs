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

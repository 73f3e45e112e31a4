//! The readers that take pieces, called in any order and with any length: nothing overflows or panics.

use netverify_rules::{Base64Reader, Field, ImageReader, validate_base64_image, validate_image_info};
use proptest::prelude::*;

/// Overflow must panic in these tests, or they show nothing.
#[test]
#[should_panic(expected = "overflow")]
fn overflow_is_checked() {
    assert_eq!(std::hint::black_box(u64::MAX) + std::hint::black_box(1), 0);
}

#[derive(Debug, Clone)]
enum Call {
    Push(Vec<u8>),
    /// To that byte, whatever is wanted.
    SkipTo(u64),
    /// What is not wanted, but for so many bytes.
    SkipBut(u64),
}

fn length() -> impl Strategy<Value = u64> {
    const END: u64 = u64::MAX;
    let extreme =
        [0, 1, 2, 3, 4, 131_069, 131_070, 1 << 32, 1 << 63, END / 4, END / 3, END / 4 * 3, END - 4, END - 1, END];
    prop_oneof![proptest::sample::select(extreme.to_vec()), 0..200_000u64, any::<u64>()]
}

/// Beginnings of images and of their segments and chunks, some of which claim lengths that nothing has.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"",
        b"\xFF\xD8\xFF",
        b"\xFF\xD8\xFF\xC0\0\x11\x08\x01\x90\x02\x80\x03\x01\x22\0\x02\x11\x01\x03\x11\x01",
        b"\xFF\xE1\xFF\xFFExif\0\0II*\0\xFF\xFF\xFF\xFF",
        b"\xFF\xE1\0\x0CExif\0\0MM\0*",
        b"\xFF\xDA\0\x0C\x03\x01\0\x02\x11\x03\x11\0\x3F\0",
        b"\xFF\xDA\xFF\xFF",
        b"\xFF\xD9",
        b"\xFF",
        b"\x89PNG\r\n\x1a\n",
        b"\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\x90\x08\x02\0\0\0\xb1\x91\x46\x72",
        b"\xFF\xFF\xFF\xFFIDAT",
        b"\xFF\xFF\xFF\xFFeXIfMM\0*\xFF\xFF\xFF\xFF",
        b"\xFF\xFF\xFF\xFFIEND",
        b"GIF89a",
        b"\0\0\0\x18ftypheic",
        b"Z",
    ];
    prop_oneof![
        3 => proptest::sample::select(pieces).prop_map(<[u8]>::to_vec),
        1 => (any::<u8>(), 0..3000usize).prop_map(|(byte, count)| vec![byte; count]),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ]
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let call = prop_oneof![
        3 => piece().prop_map(Call::Push),
        1 => length().prop_map(Call::SkipTo),
        1 => length().prop_map(Call::SkipBut),
    ];
    proptest::collection::vec(call, 0..12)
}

/// Pieces of base64 and of what is written in its place.
fn texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
    use base64::Engine as _;
    let encoded = |bytes: Vec<u8>| base64::engine::general_purpose::STANDARD.encode(bytes).into_bytes();
    let others: Vec<&[u8]> =
        vec![b"data:", b"data:image/jpeg;base64,", b"=", b"==", b" ", b"\n", b"-", b"_", b"!", b"\xC3", b"A", b"ZZ"];
    let text = prop_oneof![
        3 => piece().prop_map(encoded),
        1 => proptest::sample::select(others).prop_map(<[u8]>::to_vec),
        1 => (any::<u8>(), 0..3000usize).prop_map(|(byte, count)| vec![byte; count]),
    ];
    proptest::collection::vec(text, 0..12)
}

proptest! {
    #[test]
    fn an_image_reader_takes_any_calls(calls in calls()) {
        let mut reader = ImageReader::new();
        let mut least = 0u64;
        for call in &calls {
            match call {
                Call::Push(bytes) => {
                    reader.push(bytes);
                    least = least.saturating_add(bytes.len() as u64);
                }
                Call::SkipTo(offset) => {
                    let wanted = reader.wants();
                    least = least.max(if wanted.is_empty() { *offset } else { wanted.start.min(*offset) });
                    reader.skip_to(*offset);
                }
                Call::SkipBut(count) => {
                    let wanted = reader.wants();
                    let end = if wanted.is_empty() { u64::MAX } else { wanted.start };
                    let offset = end.saturating_sub(*count);
                    least = least.max(offset);
                    reader.skip_to(offset);
                }
            }
        }
        let info = reader.clone().finish();
        prop_assert_eq!(info.bytes, least);
        for declared in [None, Some("image/png")] {
            let report = validate_image_info(Field::FaceImage, &info, declared);
            prop_assert!(report.to_json().len() > 20);
        }
    }

    #[test]
    fn a_base64_reader_takes_any_calls(texts in texts(), decoded in piece()) {
        let mut reader = Base64Reader::new();
        let mut given = 0u64;
        for (number, text) in texts.iter().enumerate() {
            // Whole groups of three, now and then.
            let bytes = &decoded[..decoded.len() / 3 * 3];
            if number % 3 == 1 && reader.push_decoded(bytes) {
                given += bytes.len() as u64 / 3 * 4;
            }
            reader.push(text);
            given += text.len() as u64;
        }
        let image = reader.finish();
        prop_assert_eq!(image.text_len, given);
        let report = validate_base64_image(Field::FaceImage, &image, Some("image/jpeg"));
        prop_assert!(report.to_json().len() > 20);
    }
}

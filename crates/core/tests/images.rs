//! Images in pieces: whatever they are cut into, and whatever they claim, the answer is that of the whole.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use netverify_rules::{Base64Image, Base64Reader, ImageFormat, ImageInfo, ImageReader, Unreadable};
use proptest::prelude::*;

/// The pictures of the shared vectors.
fn pictures() -> Vec<Vec<u8>> {
    let text = include_str!("../../../tests/vectors/images.json");
    let images: std::collections::BTreeMap<String, String> = serde_json::from_str(text).expect("images");
    images.values().map(|base64| STANDARD.decode(base64).expect("base64")).collect()
}

fn picture() -> impl Strategy<Value = Vec<u8>> {
    proptest::sample::select(pictures())
}

fn whole(bytes: &[u8]) -> ImageInfo {
    let mut reader = ImageReader::new();
    reader.push(bytes);
    reader.finish()
}

fn whole_text(text: &[u8]) -> Base64Image {
    let mut reader = Base64Reader::new();
    reader.push(text);
    reader.finish()
}

/// The same bytes cut at the given places.
fn cut<'b>(bytes: &'b [u8], cuts: &[prop::sample::Index]) -> Vec<&'b [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = 0;
    for place in places {
        pieces.push(&bytes[from..place]);
        from = place;
    }
    pieces.push(&bytes[from..]);
    pieces
}

fn mutated(mut bytes: Vec<u8>, edits: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    for (at, byte, kind) in edits {
        let at = at.index(bytes.len().max(1));
        match kind {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 => bytes.insert(at.min(bytes.len()), *byte),
            2 if at < bytes.len() => bytes.truncate(at),
            _ => bytes.extend([*byte; 7]),
        }
    }
    bytes
}

fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, u8)>> {
    proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 0..4)
}

fn cuts() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    proptest::collection::vec(any::<prop::sample::Index>(), 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn pieces_of_bytes(picture in picture(), edits in edits(), cuts in cuts()) {
        let bytes = mutated(picture, &edits);
        let mut reader = ImageReader::new();
        for piece in cut(&bytes, &cuts) {
            reader.push(piece);
        }
        prop_assert_eq!(reader.finish(), whole(&bytes));
    }

    #[test]
    fn byte_by_byte_and_by_skipping(picture in picture(), edits in edits()) {
        let bytes = mutated(picture, &edits);
        let (mut single, mut skipping) = (ImageReader::new(), ImageReader::new());
        bytes.iter().for_each(|byte| single.push(&[*byte]));
        let mut at = 0;
        while at < bytes.len() {
            let wanted = skipping.wants();
            skipping.skip_to(bytes.len() as u64);
            if wanted.is_empty() {
                break;
            }
            at = wanted.start.min(bytes.len() as u64) as usize;
            // As few as are wanted, or some.
            let count = if wanted.end - wanted.start < 20 { wanted.end - wanted.start } else { 3 };
            let end = (at + count as usize).min(bytes.len());
            skipping.push(&bytes[at..end]);
            at = end;
        }
        prop_assert_eq!(single.finish(), whole(&bytes));
        prop_assert_eq!(skipping.finish(), whole(&bytes));
    }

    #[test]
    fn pieces_of_text(picture in picture(), edits in edits(), cuts in cuts(), prefix in "(data:image/png;base64,|image/png; base64,|dat| |https:|0x|)", line in 1..2000usize, lost in any::<bool>()) {
        let encoded = STANDARD.encode(picture);
        let encoded = if lost { encoded.replace('+', " ") } else { encoded };
        let lines: Vec<&[u8]> = encoded.as_bytes().chunks(line).collect();
        let text = mutated([prefix.into_bytes(), lines.join(&b'\n')].concat(), &edits);
        let mut reader = Base64Reader::new();
        for piece in cut(&text, &cuts) {
            reader.push(piece);
        }
        prop_assert_eq!(reader.finish(), whole_text(&text));
    }

    /// What a strict decoder takes is clean, what it refuses is not, and the bytes are the same.
    #[test]
    fn base64_agrees_with_a_decoder(text in "[A-D+/8=]{0,24}|[A-Za-z0-9+/]{0,3000}(==|=|)|[ -~]{0,9}", bytes in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let read = whole_text(text.as_bytes());
        // A word such as `null` is base64, too.
        prop_assume!(read.instead.is_none());
        let clean = !read.plus_lost && read.whitespace.is_none() && read.url_safe.is_none() && read.alphabet.is_none() && !read.padding && !read.data_uri;
        let decoded = STANDARD.decode(&text);
        prop_assert_eq!(clean, decoded.is_ok(), "{}", text);
        if let Ok(decoded) = decoded {
            prop_assert_eq!(read.image, Some(whole(&decoded)));
        }
        prop_assert_eq!(whole_text(STANDARD.encode(&bytes).as_bytes()).image, Some(whole(&bytes)));
    }

    #[test]
    fn any_bytes_behind_a_signature(bytes in proptest::collection::vec(any::<u8>(), 0..600), signature in 0..4usize) {
        let signature: &[u8] = [&b"\xFF\xD8\xFF"[..], b"\xFF\xD8\xFF\xE1\0\x80Exif\0\0", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftyp"][signature];
        let all = [signature, &bytes].concat();
        prop_assert_eq!(whole(&all).bytes, all.len() as u64);
    }
}

#[test]
fn endless_markers() {
    let markers = [b"\xFF\xD8".to_vec(), b"\xFF\xFE\0\x02".repeat(5_000_000)].concat();
    let info = whole(&markers);
    assert_eq!((info.format, info.size), (ImageFormat::Jpeg, Err(Unreadable::NoFrameHeader)));
    let fill = [b"\xFF\xD8".to_vec(), vec![0xFF; 20_000_000]].concat();
    assert_eq!(whole(&fill).complete, Some(false));
    let scans =
        [b"\xFF\xD8\xFF\xC0\0\x0b\x08\x02\0\x02\0\x01\x01\x11\0".to_vec(), b"\xFF\xDA\0\x02\xFF\0".repeat(3_000_000)]
            .concat();
    assert_eq!((whole(&scans).size, whole(&scans).complete), (Ok((512, 512)), Some(false)));
}

#[test]
fn endless_chunks_and_claims() {
    let chunks = [b"\x89PNG\r\n\x1a\n".to_vec(), b"\0\0\0\0abcd\0\0\0\0".repeat(1_000_000)].concat();
    assert_eq!(whole(&chunks).complete, Some(false));
    let claim = [&b"\x89PNG\r\n\x1a\n"[..], b"\xFF\xFF\xFF\xFFIDAT"].concat();
    assert_eq!(whole(&claim).size, Err(Unreadable::BadHeader));
    assert!(std::mem::size_of::<ImageReader>() < 4096 && std::mem::size_of::<Base64Reader>() < 4096, "a few kilobytes");
}

/// Fails, by taking minutes, where each prefix or blank begins the reading again.
#[test]
fn endless_prefixes_and_blanks() {
    for piece in ["base64,A A", "data:,", "A base64, ", "A ", " A\n", "image/jpeg;base64,+ "] {
        let text = piece.repeat(1_000_000);
        let read = whole_text(text.as_bytes());
        assert_eq!(read.text_len, text.len() as u64);
        assert!(read.alphabet.is_some() || read.plus_lost || read.whitespace.is_some(), "{piece}");
    }
}

#[test]
fn exif_that_leads_nowhere() {
    for entries in [0u16, 1, 0xFFFF] {
        for offset in [0u32, 8, 0x7FFF_FFFF, u32::MAX] {
            let tiff = [
                b"II*\0".as_slice(),
                &offset.to_le_bytes(),
                &entries.to_le_bytes(),
                &b"\x25\x88\x04\0\x01\0\0\0\x02\0\0\0".repeat(50),
            ]
            .concat();
            let length = u16::try_from(tiff.len() + 8).expect("a short segment").to_be_bytes();
            let jpeg = [
                b"\xFF\xD8\xFF\xE1",
                length.as_slice(),
                b"Exif\0\0",
                &tiff,
                b"\xFF\xC0\0\x0b\x08\x02\0\x02\0\x01\x01\x11\0",
            ]
            .concat();
            assert_eq!(whole(&jpeg).size, Ok((512, 512)), "{entries} entries at {offset}");
        }
    }
}

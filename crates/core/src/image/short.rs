//! A short text of strict base64, and an ordinary JPEG in it: decoded at once, and walked where it stands.

use super::base64::{BLOCK, DECODED, value};
use super::jpeg::findings_of_whole;
use super::{Base64Image, ImageFormat};

/// What [`Base64Reader`](super::Base64Reader) would say of the text; `None` where it is to be asked.
pub(crate) fn read_short(text: &[u8]) -> Option<Base64Image> {
    let (groups, last) = text.split_last_chunk::<4>()?;
    if text.len() > BLOCK || !text.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = [0; DECODED];
    let whole = groups.len() / 4 * 3;
    if !netverify_scan::decode(groups, bytes.get_mut(..whole)?) {
        return None;
    }
    let (pads, last) = match *last {
        [a, b, b'=', b'='] => (2, [a, b, b'A', b'A']),
        [a, b, c, b'='] => (1, [a, b, c, b'A']),
        last => (0, last),
    };
    let values = last.map(value);
    let group = values.iter().fold(0, |group, &value| group << 6 | u32::from(value & 0x3F));
    let [_, group @ ..] = group.to_be_bytes();
    *bytes.get_mut(whole..)?.first_chunk_mut()? = group;
    let (bytes, spare) = bytes.get(..whole + 3)?.split_at_checked(whole + 3 - pads)?;
    if values.iter().any(|&value| value > 0x3F) || spare.iter().any(|&byte| byte != 0) {
        return None;
    }
    let b"\xFF\xD8" = bytes.first_chunk()? else { return None };
    let facts = findings_of_whole(bytes.get(2..)?)?.facts(ImageFormat::Jpeg, bytes.len() as u64);
    Some(Base64Image::clean(text.len() as u64, facts))
}

#[cfg(test)]
mod tests {
    use super::super::Base64Reader;
    use super::super::jpegs::{HEAD, short_jpegs};
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    fn stream(text: &[u8]) -> Base64Image {
        let mut reader = Base64Reader::new();
        reader.push(text);
        reader.finish()
    }

    #[test]
    fn a_whole_jpeg_is_read_at_once() {
        for more in 0..3 {
            let bytes = [&HEAD[..], &[0xFF, 0xD0, 1, 0xFF, 0, 0xFF, 0xD9], &[0; 3][..more]].concat();
            let text = ::base64::engine::general_purpose::STANDARD.encode(bytes);
            assert_eq!(read_short(text.as_bytes()), Some(stream(text.as_bytes())));
        }
        assert_eq!(read_short(b"R0lGODlhAQABAAAAADs="), None);
    }

    proptest! {
        /// Fails where the short way says anything else than the long one.
        #[test]
        fn a_short_text_is_read_as_the_stream_is(bytes in short_jpegs(), spoilt in proptest::option::of((any::<prop::sample::Index>(), any::<u8>()))) {
            let mut text = ::base64::engine::general_purpose::STANDARD.encode(bytes).into_bytes();
            if let Some((at, byte)) = spoilt {
                let at = at.index(text.len());
                text[at] = byte;
            }
            if let Some(image) = read_short(&text) {
                prop_assert_eq!(image, stream(&text));
            }
        }

        #[test]
        fn the_last_group_is_judged_as_in_the_stream(tail in "[A-D/+w8=:-]{4}") {
            let bytes = [&HEAD[..], &[0x11, 0xFF, 0xD9, 0, 0]].concat();
            let text = ::base64::engine::general_purpose::STANDARD.encode(bytes) + &tail;
            if let Some(image) = read_short(text.as_bytes()) {
                prop_assert_eq!(image, stream(text.as_bytes()));
            }
        }
    }
}

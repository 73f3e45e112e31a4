//! A base64 text that is known to be clean from end to end: of a JPEG or PNG of many megabytes only what is asked for is
//! decoded, which are its headers and, of a JPEG, the last of its bytes.

use super::base64::{BLOCK, DECODED, value};
use super::end::EndFinder;
use super::{Base64Image, ImageReader};
use netverify_scan::Run;

/// The last bytes that are looked at for a JPEG's end: those in which a segment could cover it, and some more for what
/// stands behind it.
const LAST: usize = (1 << 16) + (1 << 13);

/// What [`Base64Reader`](super::Base64Reader) would say of the text; `None` where it would say that the padding is wrong.
pub(crate) fn read_run(run: Run<'_>) -> Option<Base64Image> {
    let text = run.text.as_bytes();
    let characters = text.get(..text.len() - run.pads)?;
    let length = characters.len() - run.escapes;
    let (pads, spare_bits) = match length % 4 {
        0 => (0, 0),
        2 => (2, 4),
        3 => (1, 2),
        _ => return None,
    };
    let last = characters.last().map_or(0, |&last| value(last));
    if length == 0 || run.pads != pads || last & ((1 << spare_bits) - 1) != 0 {
        return None;
    }
    let bytes = length / 4 * 3 + (length % 4).saturating_sub(1);
    let mut reader = ImageReader::new();
    let mut decoder = Decoder { characters, escaped: run.escapes > 0, drop: 0 };
    let mut left = bytes;
    let mut end_looked_for = false;
    while left > 0 {
        let skippable = usize::try_from(reader.skippable()).unwrap_or(usize::MAX).min(left);
        if skippable > 0 {
            reader.skip(skippable as u64);
            left -= skippable;
            if left > 0 {
                decoder.skip(skippable);
            }
            continue;
        }
        let in_scan = reader.in_scan().filter(|had_exif| *had_exif || !run.exif);
        if in_scan.is_some() && left > 2 * LAST && !end_looked_for {
            end_looked_for = true;
            if has_end(characters, length, run.escapes > 0) {
                reader.end_is_known();
                continue;
            }
        }
        let mut decoded = [0; DECODED];
        let decoded = decoder.next(&mut decoded);
        reader.push(decoded);
        left = left.saturating_sub(decoded.len().max(1));
    }
    Some(Base64Image::clean((length + pads) as u64, reader.conclude()))
}

/// Whether the [`LAST`] bytes, or about as many, show the end marker. There are `length` characters, escapes not counted.
fn has_end(characters: &[u8], length: usize, escaped: bool) -> bool {
    let wanted = LAST.div_ceil(3) * 4;
    // One in 64 characters of compressed data is a slash. Where there are more, what is looked at is less.
    let taken = if escaped { wanted + wanted / 32 } else { wanted };
    let mut start = characters.len().saturating_sub(taken);
    if escaped && start > 0 && characters.get(start - 1..).is_some_and(|from| from.starts_with(br"\/")) {
        start += 1;
    }
    let Some(last) = characters.get(start..) else { return false };
    let escapes = if escaped { last.iter().filter(|&&byte| byte == b'\\').count() } else { 0 };
    let place = length - (last.len() - escapes);
    let mut decoder = Decoder { characters: last, escaped, drop: 0 };
    // On to where a group begins.
    decoder.step(place.next_multiple_of(4) - place);
    let mut finder = EndFinder::new();
    loop {
        let mut decoded = [0; DECODED];
        match decoder.next(&mut decoded) {
            [] => return finder.finish(),
            decoded if finder.push(decoded) => return true,
            _ => {}
        }
    }
}

/// Decodes the characters from where a group of four begins.
struct Decoder<'t> {
    characters: &'t [u8],
    /// Whether some slashes have a backslash before them.
    escaped: bool,
    /// Bytes of the next group that were skipped.
    drop: usize,
}

impl Decoder<'_> {
    /// The next bytes; none at the end.
    fn next<'o>(&mut self, out: &'o mut [u8; DECODED]) -> &'o [u8] {
        let mut gathered = [b'A'; BLOCK];
        let mut length = 0;
        if self.escaped {
            while length < BLOCK {
                let rest = self.characters.get(..BLOCK - length).unwrap_or(self.characters);
                let piece = rest.iter().position(|&byte| byte == b'\\').unwrap_or(rest.len());
                if let (Some(to), Some(from)) = (gathered.get_mut(length..length + piece), rest.get(..piece)) {
                    to.copy_from_slice(from);
                }
                length += piece;
                let escape = usize::from(piece < rest.len());
                self.characters = self.characters.get(piece + escape..).unwrap_or(&[]);
                if self.characters.is_empty() {
                    break;
                }
            }
        } else {
            let (now, later) = self.characters.split_at(self.characters.len().min(BLOCK));
            self.characters = later;
            length = now.len();
            if let Some(to) = gathered.get_mut(..length) {
                to.copy_from_slice(now);
            }
        }
        // What is missing of the last group was filled up.
        let groups = length.div_ceil(4);
        let bytes = length / 4 * 3 + (length % 4).saturating_sub(1);
        if let (Some(four), Some(three)) = (gathered.get(..groups * 4), out.get_mut(..groups * 3)) {
            let clean = netverify_scan::decode(four, three);
            debug_assert!(clean, "a run is of the alphabet");
        }
        let drop = core::mem::take(&mut self.drop);
        out.get(drop..bytes).unwrap_or(&[])
    }

    /// Steps over so many bytes. There are more.
    fn skip(&mut self, bytes: usize) {
        let bytes = self.drop + bytes;
        self.drop = bytes % 3;
        self.step(bytes / 3 * 4);
    }

    /// Steps over so many characters.
    fn step(&mut self, mut count: usize) {
        if self.escaped {
            // As many bytes as characters are missing hold them or some of them, until none is.
            while count > 0 {
                let (now, later) = self.characters.split_at(self.characters.len().min(count));
                self.characters = later;
                if now.is_empty() {
                    break;
                }
                count -= now.len() - now.iter().filter(|&&byte| byte == b'\\').count();
            }
        } else {
            self.characters = self.characters.get(count..).unwrap_or(&[]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Base64Reader;
    use super::super::jpegs::{HEAD, jpegs, short_jpegs};
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    /// What is said of the bytes, by the run and by the stream.
    fn both(bytes: &[u8], escaped: bool) -> (Option<Base64Image>, Base64Image) {
        let text = ::base64::engine::general_purpose::STANDARD.encode(bytes);
        let mut reader = Base64Reader::new();
        reader.push(text.as_bytes());
        let written = if escaped { text.replace('/', r"\/") } else { text };
        let run = netverify_scan::run(written.as_bytes(), true);
        assert_eq!(run.text, written);
        (read_run(run), reader.finish())
    }

    proptest! {
        /// Fails where the short way to the end of a JPEG, or past EXIF, leads elsewhere than the long one.
        #[test]
        fn a_run_is_read_as_the_stream_is(bytes in prop_oneof![jpegs(), short_jpegs()], escaped in any::<bool>()) {
            let (run, stream) = both(&bytes, escaped);
            prop_assert_eq!(run, Some(stream));
        }

        #[test]
        fn chunks_of_a_png_are_stepped_over(lengths in proptest::collection::vec(0..5_000usize, 0..8), escaped in any::<bool>(), cut in 0..30usize) {
            let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\0\0\0\x02\0\x08\x02\0\0\0\x7b\x1a\x43\xad".to_vec();
            for length in lengths {
                bytes.extend((length as u32).to_be_bytes());
                bytes.extend(b"IDAT");
                bytes.extend((0..length + 4).map(|i| (i as u32).wrapping_mul(0x9E37_79B1).rotate_left(9) as u8));
            }
            bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
            bytes.truncate(bytes.len() - cut);
            let (run, stream) = both(&bytes, escaped);
            prop_assert_eq!(run, Some(stream));
        }

        #[test]
        fn padding_is_judged_as_in_the_stream(text in "[/+Aw8]{0,9}={0,3}") {
            let mut reader = Base64Reader::new();
            reader.push(text.as_bytes());
            let run = netverify_scan::run(text.as_bytes(), false);
            prop_assume!(run.text == text);
            if let Some(image) = read_run(run) {
                prop_assert_eq!(image, reader.finish());
            } else {
                prop_assert!(text.is_empty() || reader.finish().padding, "{}", text);
            }
        }
    }

    /// What makes the reading of many megabytes quick: their end alone shows that they are whole.
    #[test]
    fn the_end_of_a_long_scan_is_enough() {
        let mut bytes = HEAD.to_vec();
        bytes.resize(300_000, 0x5A);
        bytes.extend([0xFF, 0xD9]);
        bytes.resize(305_000, 0);
        let ends = |bytes: &[u8]| {
            let text = ::base64::engine::general_purpose::STANDARD_NO_PAD.encode(bytes);
            let found = has_end(text.as_bytes(), text.len(), false);
            assert_eq!(has_end(text.replace('/', r"\/").as_bytes(), text.len(), true), found);
            found
        };
        assert!(ends(&bytes));
        // A table between scans is a segment that ends before; one that is as long as can be may cover the end.
        bytes[280_000..280_006].copy_from_slice(&[0xFF, 0xC4, 0, 20, 0, 0]);
        assert!(ends(&bytes));
        bytes[280_002] = 0xFF;
        assert!(!ends(&bytes));
    }
}

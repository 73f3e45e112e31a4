//! An image's bytes, in pieces of any size.

use super::end::MAX_SEGMENT;
use super::jpeg::Jpeg;
use super::png::Png;
use super::{ImageFacts, ImageFormat, Unreadable, sniff};

/// The first bytes that are kept to tell the format.
const HEAD: usize = 1024;
pub(super) const PNG_SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
pub(super) const JPEG_SIGNATURE: &[u8; 3] = b"\xFF\xD8\xFF";

/// The last bytes that are looked at for a JPEG's end: those in which a segment could cover it, and some more for what
/// stands behind it.
const LAST: u64 = MAX_SEGMENT + (1 << 11);

/// Reads an image piece by piece: its format, its dimensions, whether it is whole, and what EXIF says.
///
/// It keeps about a kilobyte, whatever the image claims of its own lengths, and looks at no pixel. Pieces of any size give
/// the same facts.
///
/// See [ITU-T T.81](https://www.w3.org/Graphics/JPEG/itu-t81.pdf) and [PNG](https://www.w3.org/TR/png-3/).
///
/// ```
/// use netverify_rules::{ImageFormat, ImageReader};
///
/// let mut reader = ImageReader::new();
/// reader.push(b"\x89PNG\r\n");
/// reader.push(b"\x1a\n");
/// let facts = reader.finish();
/// assert_eq!(facts.format, ImageFormat::Png);
/// assert!(facts.size.is_err());
/// assert_eq!(facts.complete, Some(false));
/// ```
#[derive(Clone)]
pub struct ImageReader {
    head: [u8; HEAD],
    head_length: usize,
    bytes: u64,
    /// As many there will be; 0 where nobody knows.
    length: u64,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Too few bytes to tell.
    Unknown,
    Jpeg(Jpeg),
    Png(Png),
    Foreign,
}

/// What a format's reader found.
pub(super) struct Findings {
    pub(super) size: Result<(u32, u32), Unreadable>,
    pub(super) complete: Option<bool>,
    pub(super) grayscale: bool,
    pub(super) orientation: u8,
    pub(super) has_location: bool,
}

impl Findings {
    /// What it is that they were found in.
    pub(super) fn facts(self, format: ImageFormat, bytes: u64) -> ImageFacts {
        let Findings { size, complete, grayscale, orientation, has_location } = self;
        ImageFacts { format, size, bytes, complete, orientation, grayscale, has_location, offset: 0 }
    }
}

/// Tells how many bytes were read, and none of them.
impl core::fmt::Debug for ImageReader {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ImageReader({} bytes)", self.bytes)
    }
}

impl Default for ImageReader {
    fn default() -> Self {
        ImageReader::new()
    }
}

impl ImageReader {
    /// A reader at the beginning of an image.
    #[must_use]
    pub const fn new() -> Self {
        ImageReader::of_length(0)
    }

    /// A reader of an image of so many bytes, which saves what can be saved: of a JPEG with EXIF most of its pixels' data are
    /// [skippable](ImageReader::skippable), for as a rule its last bytes show that it is whole. Where they do not, the facts
    /// [are open](ImageFacts::is_open).
    ///
    /// ```
    /// use netverify_rules::ImageReader;
    ///
    /// # let image = b"\x89PNG\r\n\x1a\n";
    /// let read = |mut reader: ImageReader| {
    ///     reader.push(image);
    ///     reader.finish()
    /// };
    /// let mut facts = read(ImageReader::of_length(image.len() as u64));
    /// if facts.is_open() {
    ///     facts = read(ImageReader::new());
    /// }
    /// ```
    #[must_use]
    pub const fn of_length(length: u64) -> Self {
        ImageReader { head: [0; HEAD], head_length: 0, bytes: 0, length, kind: Kind::Unknown }
    }

    /// Goes on with the image's next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        // What was stepped over may be any number of bytes.
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        self.take(bytes);
    }

    /// Takes bytes that are counted.
    fn take(&mut self, mut bytes: &[u8]) {
        match &mut self.kind {
            Kind::Jpeg(jpeg) => {
                jpeg.push(bytes);
                if jpeg.in_scan() == Some(true) {
                    self.leap();
                }
            }
            Kind::Png(png) => png.push(bytes),
            Kind::Foreign => self.keep(&mut bytes, HEAD),
            Kind::Unknown => {
                self.keep(&mut bytes, PNG_SIGNATURE.len());
                if self.head_length == PNG_SIGNATURE.len() {
                    self.kind = self.kind_of_head();
                    self.take(bytes);
                }
            }
        }
    }

    /// Steps over a JPEG's entropy-coded data, if most of it is still to come; whether it does so now.
    fn leap(&mut self) -> bool {
        let left = self.length.saturating_sub(self.bytes);
        match &mut self.kind {
            Kind::Jpeg(jpeg) if left > 2 * LAST => {
                jpeg.leap(left - LAST);
                true
            }
            _ => false,
        }
    }

    /// The same though there was no EXIF: the caller looks for it, and [gives up](Self::give_up) where there may be some.
    pub(super) fn leap_without_exif(&mut self) -> bool {
        self.in_scan() == Some(false) && self.leap()
    }

    /// Leaves open whether a JPEG is whole.
    pub(super) fn give_up(&mut self) {
        if let Kind::Jpeg(jpeg) = &mut self.kind {
            jpeg.give_up();
        }
    }

    /// Keeps bytes for the head, up to a length of it.
    fn keep(&mut self, bytes: &mut &[u8], up_to: usize) {
        let room = self.head.get_mut(self.head_length..up_to).unwrap_or(&mut []);
        let (now, later) = bytes.split_at(bytes.len().min(room.len()));
        if let Some(to) = room.get_mut(..now.len()) {
            to.copy_from_slice(now);
        }
        self.head_length += now.len();
        *bytes = later;
    }

    fn head(&self) -> &[u8] {
        self.head.get(..self.head_length).unwrap_or(&self.head)
    }

    fn kind_of_head(&self) -> Kind {
        let head = self.head();
        if head.starts_with(JPEG_SIGNATURE) {
            let mut jpeg = Jpeg::new();
            // Its third byte is the prefix of the first marker.
            jpeg.push(head.get(2..).unwrap_or(&[]));
            Kind::Jpeg(jpeg)
        } else if head == PNG_SIGNATURE {
            Kind::Png(Png::new())
        } else {
            Kind::Foreign
        }
    }

    /// How many of the coming bytes need not be read: [`ImageReader::skip`] may step over as many. `u64::MAX` says that
    /// nothing that comes matters but its length.
    #[must_use]
    pub fn skippable(&self) -> u64 {
        match &self.kind {
            Kind::Jpeg(jpeg) => jpeg.skippable(),
            Kind::Png(png) => png.skippable(),
            Kind::Foreign if self.head_length == HEAD => u64::MAX,
            Kind::Foreign | Kind::Unknown => 0,
        }
    }

    /// Steps over `count` bytes of the image, at most as many as are [skippable](ImageReader::skippable). They count as
    /// there.
    pub fn skip(&mut self, count: u64) {
        let count = count.min(self.skippable());
        self.bytes = self.bytes.saturating_add(count);
        match &mut self.kind {
            Kind::Jpeg(jpeg) => jpeg.skip(count),
            Kind::Png(png) => png.skip(count),
            Kind::Foreign | Kind::Unknown => {}
        }
    }

    /// [`Jpeg::in_scan`], of a JPEG.
    pub(super) fn in_scan(&self) -> Option<bool> {
        match &self.kind {
            Kind::Jpeg(jpeg) => jpeg.in_scan(),
            _ => None,
        }
    }

    /// [`Jpeg::end_is_known`], of a JPEG.
    pub(super) fn end_is_known(&mut self) {
        if let Kind::Jpeg(jpeg) = &mut self.kind {
            jpeg.end_is_known();
        }
    }

    /// What the image is, now that all its bytes have been pushed.
    #[must_use]
    pub fn finish(mut self) -> ImageFacts {
        self.conclude()
    }

    /// Returns what [`finish`](Self::finish) returns, without moving the reader.
    pub(super) fn conclude(&mut self) -> ImageFacts {
        if let Kind::Unknown = self.kind {
            self.kind = self.kind_of_head();
        }
        match &mut self.kind {
            Kind::Jpeg(jpeg) => jpeg.finish().facts(ImageFormat::Jpeg, self.bytes),
            Kind::Png(png) => png.finish().facts(ImageFormat::Png, self.bytes),
            Kind::Foreign | Kind::Unknown => {
                let size = Err(Unreadable::NoFrameHeader);
                let findings = Findings { size, complete: None, grayscale: false, orientation: 1, has_location: false };
                let (format, offset) = sniff::foreign(self.head(), self.bytes <= HEAD as u64);
                ImageFacts { offset, ..findings.facts(format, self.bytes) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Base64Reader;
    use super::super::jpegs::{EXIF, HEAD, jpegs};
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    fn facts(bytes: &[u8], mut reader: ImageReader, piece: usize) -> (ImageFacts, u64) {
        let mut at = 0;
        let mut pushed = 0;
        while at < bytes.len() {
            let skippable = reader.skippable().min((bytes.len() - at) as u64);
            reader.skip(skippable);
            at += skippable as usize;
            let next = &bytes[at..(at + piece).min(bytes.len())];
            reader.push(next);
            at += next.len();
            pushed += next.len() as u64;
        }
        (reader.finish(), pushed)
    }

    proptest! {
        /// Fails where the last bytes of an image lead elsewhere than all of them.
        #[test]
        fn a_known_length_changes_no_fact(bytes in jpegs(), piece in 1..40_000usize, spoilt in proptest::option::of((any::<prop::sample::Index>(), any::<u8>()))) {
            let length = bytes.len() as u64;
            let (all, _) = facts(&bytes, ImageReader::new(), piece);
            prop_assert!(!all.is_open());
            let (short, _) = facts(&bytes, ImageReader::of_length(length), piece);
            prop_assert!(short.is_open() || short == all, "{:?} {:?}", short, all);

            let mut text = ::base64::engine::general_purpose::STANDARD.encode(&bytes).into_bytes();
            if let Some((at, byte)) = spoilt {
                let at = at.index(text.len());
                text[at] = byte;
            }
            // Most pieces end with a group of four.
            let of_text = if piece % 8 == 0 { piece + 1 } else { piece.next_multiple_of(4) };
            let read = |mut reader: Base64Reader| {
                text.chunks(of_text).for_each(|piece| reader.push(piece));
                reader.finish()
            };
            let all = read(Base64Reader::new());
            let short = read(Base64Reader::of_length(text.len() as u64));
            prop_assert!(short.image.is_some_and(|facts| facts.is_open()) || short == all, "{:?} {:?}", short, all);
        }
    }

    /// Behind a character that is stepped over, EXIF is no longer in groups of four from the piece's beginning on.
    #[test]
    fn exif_is_not_missed_behind_white_space() {
        let mut bytes = HEAD.to_vec();
        bytes.resize(600_000, 0x5A);
        bytes.extend([0xFF, 0xE1, 0, 2 + EXIF.len() as u8]);
        bytes.extend(EXIF);
        bytes.resize(1_000_000, 0x5A);
        bytes.extend([0xFF, 0xD9]);
        let text = ::base64::engine::general_purpose::STANDARD.encode(&bytes);
        let read = |text: &str, mut reader: Base64Reader| {
            text.as_bytes().chunks(1 << 16).for_each(|piece| reader.push(piece));
            reader.finish().image.expect("it can be decoded")
        };
        for place in [0, 1, 2, 3].map(|more| 790_000 + more) {
            // At the end of the piece groups end again.
            let text = format!("{}\n{}\n\n\n{}", &text[..place], &text[place..810_000], &text[810_000..]);
            assert!(read(&text, Base64Reader::new()).has_location);
            assert!(read(&text, Base64Reader::of_length(text.len() as u64)).is_open());
        }
        // Without it nothing is open: of a JPEG without EXIF the last bytes are enough, too.
        bytes[600_004] = b'F';
        let text = ::base64::engine::general_purpose::STANDARD.encode(&bytes);
        let short = read(&text, Base64Reader::of_length(text.len() as u64));
        assert_eq!(short, read(&text, Base64Reader::new()));
    }

    /// What makes a photograph of many megabytes quick to check; and what must not be taken for its end.
    #[test]
    fn of_a_whole_photograph_little_is_read() {
        let exif = [0xFF, 0xE1, 0, 12, b'E', b'x', b'i', b'f', 0, 0, b'M', b'M', 0, 42];
        let mut bytes = [&HEAD[..2], &exif, &HEAD[2..]].concat();
        bytes.resize(1_000_000, 0x5A);
        let end = bytes.len();
        bytes.extend([0xFF, 0xD9]);
        bytes.resize(end + 2000, 0);
        let short = |bytes: &[u8]| facts(bytes, ImageReader::of_length(bytes.len() as u64), 30 * 1024);
        let (whole, read) = short(&bytes);
        assert_eq!((whole.complete, whole.bytes), (Some(true), end as u64 + 2000));
        assert!(read < 100_000, "{read} bytes");
        // The end is cut off, too far from the last bytes, or within what could be a segment.
        assert!(short(&bytes[..end + 1]).0.is_open());
        assert!(short(&[&bytes[..], &[0; 2000]].concat()).0.is_open());
        bytes[end - 0xFFFF..end - 0xFFFF + 4].copy_from_slice(&[0xFF, 0xE2, 0xFF, 0xFF]);
        assert!(short(&bytes).0.is_open());
    }
}

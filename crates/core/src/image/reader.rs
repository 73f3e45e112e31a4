//! An image's bytes, in pieces of any size.

use super::jpeg::Jpeg;
use super::png::Png;
use super::{ImageFormat, ImageInfo, Unreadable, sniff};
use core::ops::Range;

/// How many of the first bytes are kept to recognise the format.
const SNIFF_BYTES: usize = 1024;
pub(super) const PNG_SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
pub(super) const JPEG_SIGNATURE: &[u8; 3] = b"\xFF\xD8\xFF";

/// Reads an image piece by piece: its format, its dimensions, whether it is whole, and what EXIF says.
///
/// It keeps about a kilobyte, whatever the image claims of its own lengths, and looks at no pixel. Pieces of any size give
/// the same info.
///
/// See [ITU-T T.81](https://www.w3.org/Graphics/JPEG/itu-t81.pdf) and [PNG](https://www.w3.org/TR/png-3/).
///
/// ```
/// use netverify_rules::{ImageFormat, ImageReader};
///
/// let mut reader = ImageReader::new();
/// reader.push(b"\x89PNG\r\n");
/// reader.push(b"\x1a\n");
/// let info = reader.finish();
/// assert_eq!(info.format, ImageFormat::Png);
/// assert!(info.size.is_err());
/// assert_eq!(info.complete, Some(false));
/// ```
#[derive(Clone)]
pub struct ImageReader {
    start: [u8; SNIFF_BYTES],
    start_length: usize,
    bytes: u64,
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
    pub(super) fn info(self, format: ImageFormat, bytes: u64) -> ImageInfo {
        let Findings { size, complete, grayscale, orientation, has_location } = self;
        ImageInfo { format, size, bytes, complete, orientation, grayscale, has_location, offset: 0 }
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
        ImageReader { start: [0; SNIFF_BYTES], start_length: 0, bytes: 0, kind: Kind::Unknown }
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
            Kind::Jpeg(jpeg) => jpeg.push(bytes),
            Kind::Png(png) => png.push(bytes),
            Kind::Foreign => self.keep(&mut bytes, SNIFF_BYTES),
            Kind::Unknown => {
                self.keep(&mut bytes, PNG_SIGNATURE.len());
                if self.start_length == PNG_SIGNATURE.len() {
                    self.kind = self.kind_by_start();
                    self.take(bytes);
                }
            }
        }
    }

    /// Keeps the first bytes, up to so many of them.
    fn keep(&mut self, bytes: &mut &[u8], up_to: usize) {
        let room = self.start.get_mut(self.start_length..up_to).unwrap_or(&mut []);
        let (now, later) = bytes.split_at(bytes.len().min(room.len()));
        if let Some(to) = room.get_mut(..now.len()) {
            to.copy_from_slice(now);
        }
        self.start_length += now.len();
        *bytes = later;
    }

    fn start(&self) -> &[u8] {
        self.start.get(..self.start_length).unwrap_or(&self.start)
    }

    fn kind_by_start(&self) -> Kind {
        let start = self.start();
        if start.starts_with(JPEG_SIGNATURE) {
            let mut jpeg = Jpeg::new();
            // Its third byte is the prefix of the first marker.
            jpeg.push(start.get(2..).unwrap_or(&[]));
            Kind::Jpeg(jpeg)
        } else if start == PNG_SIGNATURE {
            Kind::Png(Png::new())
        } else {
            Kind::Foreign
        }
    }

    /// Returns the next bytes that the reader needs, by their offsets from the image's beginning. More may be needed behind them.
    /// The range is empty when only the length still matters.
    ///
    /// ```
    /// use netverify_rules::ImageReader;
    ///
    /// let mut reader = ImageReader::new();
    /// // The head of a PNG, whose first chunk is not IHDR but claims 1,000 bytes.
    /// reader.push(b"\x89PNG\r\n\x1a\n\0\0\x03\xE8tEXt");
    /// // Behind its data and CRC, the length and the type of the next one.
    /// assert_eq!(reader.wants(), 1020..1028);
    /// reader.skip_to(1020);
    /// reader.push(b"\0\0\0\0IEND\xAE\x42\x60\x82");
    /// assert!(reader.wants().is_empty());
    /// ```
    #[must_use]
    pub fn wants(&self) -> Range<u64> {
        let (gap, count) = match &self.kind {
            Kind::Jpeg(jpeg) => jpeg.wants(),
            Kind::Png(png) => png.wants(),
            Kind::Foreign => (0, (SNIFF_BYTES - self.start_length) as u64),
            Kind::Unknown => (0, (PNG_SIGNATURE.len() - self.start_length) as u64),
        };
        let start = self.bytes.saturating_add(gap);
        start..start.saturating_add(count)
    }

    /// Steps over the bytes up to that offset, as far as they are not [wanted](ImageReader::wants). They count as there.
    pub fn skip_to(&mut self, offset: u64) {
        let count = offset.saturating_sub(self.bytes).min(self.unwanted());
        self.skip(count);
    }

    /// Returns how many of the coming bytes are not wanted; `u64::MAX` where none is.
    pub(super) fn unwanted(&self) -> u64 {
        let wanted = self.wants();
        if wanted.is_empty() { u64::MAX } else { wanted.start - self.bytes }
    }

    /// Steps over bytes that are [unwanted](Self::unwanted).
    pub(super) fn skip(&mut self, count: u64) {
        self.bytes = self.bytes.saturating_add(count);
        match &mut self.kind {
            Kind::Jpeg(jpeg) => jpeg.skip(count),
            Kind::Png(png) => png.skip(count),
            Kind::Foreign | Kind::Unknown => {}
        }
    }

    /// [`Jpeg::scan_prefix`], of a JPEG.
    pub(super) fn scan_prefix(&self) -> Option<bool> {
        match &self.kind {
            Kind::Jpeg(jpeg) => jpeg.scan_prefix(),
            _ => None,
        }
    }

    /// [`Jpeg::walked`], over so many bytes.
    pub(super) fn walked(&mut self, count: u64, prefix: bool) {
        self.bytes = self.bytes.saturating_add(count);
        if let Kind::Jpeg(jpeg) = &mut self.kind {
            jpeg.walked(prefix);
        }
    }

    /// What the image is, now that all its bytes have been pushed.
    #[must_use]
    pub fn finish(mut self) -> ImageInfo {
        self.conclude()
    }

    /// Returns what [`finish`](Self::finish) returns, without moving the reader.
    pub(super) fn conclude(&mut self) -> ImageInfo {
        if let Kind::Unknown = self.kind {
            self.kind = self.kind_by_start();
        }
        match &mut self.kind {
            Kind::Jpeg(jpeg) => jpeg.finish().info(ImageFormat::Jpeg, self.bytes),
            Kind::Png(png) => png.finish().info(ImageFormat::Png, self.bytes),
            Kind::Foreign | Kind::Unknown => {
                let size = Err(Unreadable::NoFrameHeader);
                let findings = Findings { size, complete: None, grayscale: false, orientation: 1, has_location: false };
                let (format, offset) = sniff::foreign(self.start(), self.bytes <= SNIFF_BYTES as u64);
                ImageInfo { offset, ..findings.info(format, self.bytes) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Base64Reader;
    use super::super::jpegs::{jpegs, short_jpegs};
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is stepped over, of bytes or of their text, changes no fact.
        #[test]
        fn pieces_and_their_text_have_the_same_facts(bytes in prop_oneof![jpegs(), short_jpegs()], piece in 1..40_000usize) {
            let mut whole = ImageReader::new();
            whole.push(&bytes);
            let whole = whole.finish();

            let mut reader = ImageReader::new();
            let mut rest = &bytes[..];
            while !rest.is_empty() {
                let skipped = reader.unwanted().min(rest.len() as u64);
                reader.skip(skipped);
                rest = &rest[skipped as usize..];
                let (now, later) = rest.split_at(piece.min(rest.len()));
                reader.push(now);
                rest = later;
            }
            prop_assert_eq!(reader.finish(), whole);

            let text = ::base64::engine::general_purpose::STANDARD.encode(&bytes);
            let mut reader = Base64Reader::new();
            text.as_bytes().chunks(piece).for_each(|piece| reader.push(piece));
            prop_assert_eq!(reader.finish().image, Some(whole));
        }
    }
}

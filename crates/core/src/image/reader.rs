//! An image's bytes, in pieces of any size.

use super::gather::{Gather, take_up_to};
use super::info::{ImageInfo, Unreadable};
use super::jpeg::Jpeg;
use super::png::Png;
use super::sniff::{self, JPEG_SIGNATURE, PNG_SIGNATURE};
use alloc::vec::Vec;
use core::ops::Range;

/// How many of the first bytes are kept to recognise a format that is neither JPEG nor PNG.
const SNIFF_BYTES: usize = 1024;

/// Reads an image piece by piece: its format, its dimensions, whether it is whole, and what EXIF says.
///
/// It keeps a kilobyte at most, whatever the image claims of its own lengths, and looks at no pixel. Pieces of any size give
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
    bytes: u64,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// Too few bytes to recognise.
    Unknown(Gather<{ PNG_SIGNATURE.len() }>),
    Jpeg(Jpeg),
    Png(Png),
    /// With the first bytes.
    Foreign(Vec<u8>),
}

impl Kind {
    /// Returns what an image is that begins so.
    fn by_signature(start: &[u8]) -> Kind {
        if start.starts_with(JPEG_SIGNATURE) {
            let mut jpeg = Jpeg::new();
            // Its third byte is the prefix of the first marker.
            jpeg.push(start.get(2..).unwrap_or(&[]));
            Kind::Jpeg(jpeg)
        } else if start == PNG_SIGNATURE {
            Kind::Png(Png::new())
        } else {
            Kind::Foreign(start.to_vec())
        }
    }
}

/// Shows how many bytes were read, and none of them.
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
        ImageReader { bytes: 0, kind: Kind::Unknown(Gather::new(PNG_SIGNATURE.len())) }
    }

    /// Reads the image's next bytes.
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
            Kind::Foreign(start) => start.extend(take_up_to((SNIFF_BYTES - start.len()) as u64, &mut bytes)),
            Kind::Unknown(start) => {
                if start.take(&mut bytes) {
                    self.kind = Kind::by_signature(&start.bytes);
                    self.take(bytes);
                }
            }
        }
    }

    /// Returns the next bytes that the reader needs, by their offsets from the image's beginning. More may be needed behind them.
    /// The range is empty when only the length still matters.
    ///
    /// ```
    /// use netverify_rules::ImageReader;
    ///
    /// let mut reader = ImageReader::new();
    /// // The signature of a PNG, whose first chunk is not IHDR but claims 1,000 bytes.
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
            Kind::Foreign(start) => (0, (SNIFF_BYTES - start.len()) as u64),
            Kind::Unknown(start) => (0, start.missing() as u64),
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
            Kind::Foreign(_) | Kind::Unknown(_) => {}
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

    /// Returns what the image is, now that all its bytes have been pushed.
    #[must_use]
    pub fn finish(mut self) -> ImageInfo {
        self.conclude()
    }

    /// Returns what [`finish`](Self::finish) returns, without moving the reader.
    pub(super) fn conclude(&mut self) -> ImageInfo {
        match &self.kind {
            Kind::Unknown(start) => {
                self.kind = Kind::by_signature(start.so_far());
                self.conclude()
            }
            Kind::Jpeg(jpeg) => jpeg.finish(self.bytes),
            Kind::Png(png) => png.finish(self.bytes),
            Kind::Foreign(start) => {
                let (format, offset) = sniff::foreign(start, self.bytes <= SNIFF_BYTES as u64);
                ImageInfo {
                    format,
                    size: Err(Unreadable::NoFrameHeader),
                    bytes: self.bytes,
                    complete: None,
                    orientation: 1,
                    grayscale: false,
                    has_location: false,
                    offset,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::base64::Base64Reader;
    use crate::image::jpegs::{jpegs, short_jpegs};
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

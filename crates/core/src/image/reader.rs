//! An image's bytes, in pieces of any size.

use super::jpeg::Jpeg;
use super::png::Png;
use super::{ImageFacts, ImageFormat, Unreadable, sniff};

/// The first bytes that are kept to tell the format.
const HEAD: usize = 1024;
const PNG_SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
const JPEG_SIGNATURE: &[u8; 3] = b"\xFF\xD8\xFF";

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
#[derive(Debug, Clone)]
pub struct ImageReader {
    head: [u8; HEAD],
    head_length: usize,
    bytes: u64,
    kind: Kind,
}

#[derive(Debug, Clone)]
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
    pub(super) exif: Option<(u8, bool)>,
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
        ImageReader { head: [0; HEAD], head_length: 0, bytes: 0, kind: Kind::Unknown }
    }

    /// Goes on with the image's next bytes.
    pub fn push(&mut self, mut bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        match &mut self.kind {
            Kind::Jpeg(jpeg) => jpeg.push(bytes),
            Kind::Png(png) => png.push(bytes),
            Kind::Foreign => self.keep(&mut bytes, HEAD),
            Kind::Unknown => {
                self.keep(&mut bytes, PNG_SIGNATURE.len());
                if self.head_length == PNG_SIGNATURE.len() {
                    self.kind = self.kind_of_head();
                    self.bytes -= bytes.len() as u64;
                    self.push(bytes);
                }
            }
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
        if let Kind::Unknown = self.kind {
            self.kind = self.kind_of_head();
        }
        let (format, findings) = match &self.kind {
            Kind::Jpeg(jpeg) => (ImageFormat::Jpeg, jpeg.finish()),
            Kind::Png(png) => (ImageFormat::Png, png.finish()),
            Kind::Foreign | Kind::Unknown => {
                let findings =
                    Findings { size: Err(Unreadable::NoFrameHeader), complete: None, grayscale: false, exif: None };
                (sniff::foreign(self.head()), findings)
            }
        };
        let (orientation, has_location) = findings.exif.unwrap_or((1, false));
        ImageFacts {
            format,
            size: findings.size,
            bytes: self.bytes,
            complete: findings.complete,
            orientation,
            grayscale: findings.grayscale,
            has_location,
        }
    }
}

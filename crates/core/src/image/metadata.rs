//! What the metadata of a picture say: how it is turned, and whether they hold a place.

use super::exif::Exif;
use super::gather::take_up_to;
use super::xmp::Xmp;

/// A reader of all EXIF blocks and XMP packets of a picture, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Metadata {
    pub(super) exif: Exif,
    pub(super) xmp: Xmp,
    /// Whether what is being read is XMP, and the bytes that are left of it.
    in_xmp: bool,
    left: u64,
}

impl Metadata {
    pub(super) const fn new() -> Self {
        Metadata { exif: Exif::new(), xmp: Xmp::new(), in_xmp: false, left: 0 }
    }

    /// Begins an EXIF block of that length.
    pub(super) fn begin_exif(&mut self, length: u64) {
        self.exif.begin();
        (self.in_xmp, self.left) = (false, length);
    }

    /// Begins an XMP packet of that length, or goes on with the packet before it.
    pub(super) fn begin_xmp(&mut self, length: u64, goes_on: bool) {
        if !goes_on {
            self.xmp.begin();
        }
        (self.in_xmp, self.left) = (true, length);
    }

    /// Returns how many bytes are left of what is being read.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Reads what is there of it; returns whether that is all.
    pub(super) fn read(&mut self, from: &mut &[u8]) -> bool {
        let bytes = take_up_to(self.left, from);
        if self.in_xmp {
            self.xmp.push(bytes)
        } else {
            self.exif.push(bytes)
        }
        self.left -= bytes.len() as u64;
        self.left == 0
    }

    /// Checks whether there is a place in any of them.
    pub(super) fn has_location(&self) -> bool {
        self.exif.has_location || self.xmp.has_location
    }
}

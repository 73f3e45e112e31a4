//! What the metadata of a picture tell: how it is turned, and whether they hold a place.

use super::exif::Exif;
use super::gather::take_up_to;
use super::xmp::Xmp;

/// A reader of all EXIF blocks and XMP packets of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Metadata {
    exif: Exif,
    has_exif: bool,
    xmp: Xmp,
}

impl Metadata {
    pub(super) const fn new() -> Self {
        Metadata { exif: Exif::new(), has_exif: false, xmp: Xmp::new() }
    }

    /// Begins an EXIF block.
    pub(super) fn begin_exif(&mut self) {
        if core::mem::replace(&mut self.has_exif, true) {
            self.exif.begin_another();
        }
    }

    /// Reads what is there of the bytes that are left of an EXIF block; returns how many then are.
    pub(super) fn exif(&mut self, left: u64, from: &mut &[u8]) -> u64 {
        let block = take_up_to(left, from);
        self.exif.push(block);
        left - block.len() as u64
    }

    /// Begins an XMP packet.
    pub(super) fn begin_xmp(&mut self) {
        self.xmp.begin();
    }

    /// Reads what is there of the bytes that are left of an XMP packet; returns how many then are.
    pub(super) fn xmp(&mut self, left: u64, from: &mut &[u8]) -> u64 {
        let packet = take_up_to(left, from);
        self.xmp.push(packet);
        left - packet.len() as u64
    }

    /// The orientation of the first EXIF block, 1 to 8; 1 where there is none.
    pub(super) fn orientation(&self) -> u8 {
        self.exif.orientation()
    }

    /// Whether there is a place in any of them.
    pub(super) fn has_location(&self) -> bool {
        self.exif.has_location() || self.xmp.has_location()
    }
}

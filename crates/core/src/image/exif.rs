//! EXIF, as far as the rules ask: the orientation, and whether there is a place: coordinates, or the name of an area.
//!
//! The block is walked as it streams by ([TIFF 6.0](https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf),
//! section 2): from the header to IFD0, from there to the GPS IFD.

use super::gather::{Gather, Skip};

const ORIENTATION: u16 = 0x0112;
const GPS_IFD: u16 = 0x8825;
const GPS_LATITUDE: u16 = 2;
const GPS_LONGITUDE: u16 = 4;
const GPS_DEST_LATITUDE: u16 = 0x14;
const GPS_DEST_LONGITUDE: u16 = 0x16;
const GPS_AREA_INFORMATION: u16 = 0x1C;
const SHORT: u16 = 3;
const ENTRY_BYTES: usize = 12;
const HEADER_BYTES: u32 = 8;

/// A reader of EXIF blocks, from their TIFF headers on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exif {
    state: State,
    gather: Gather<ENTRY_BYTES>,
    /// Bytes to step over before the next are gathered.
    skip: Skip,
    /// The position in the block.
    at: u64,
    big_endian: bool,
    /// That of the first block, 1 to 8; 1 where there is none.
    pub(super) orientation: u8,
    /// How many blocks were begun, as far as more than one.
    blocks: u8,
    gps_ifd: Option<u32>,
    /// Whether the GPS directory has a latitude, and a longitude.
    has_latitude: bool,
    has_longitude: bool,
    /// Whether there was a place in any of the blocks.
    pub(super) has_location: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Header,
    Count { gps: bool },
    Entry { gps: bool, left: u16 },
    Done,
}

impl Exif {
    pub(super) const fn new() -> Self {
        Exif {
            state: State::Header,
            gather: Gather::new(8),
            skip: Skip(0),
            at: 0,
            big_endian: false,
            orientation: 1,
            blocks: 0,
            gps_ifd: None,
            has_latitude: false,
            has_longitude: false,
            has_location: false,
        }
    }

    /// Begins a block.
    pub(super) fn begin(&mut self) {
        let Exif { orientation, has_location, blocks, .. } = *self;
        *self = Exif { orientation, has_location, blocks: blocks.saturating_add(1), ..Exif::new() };
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && self.state != State::Done {
            let before = bytes.len();
            self.skip.over(&mut bytes);
            let is_full = self.skip.0 == 0 && self.gather.take(&mut bytes);
            self.at += (before - bytes.len()) as u64;
            if is_full {
                self.step();
            }
        }
    }

    /// Returns a number of the gathered bytes.
    fn u16(&self, at: usize) -> u16 {
        let bytes = &self.gather.bytes;
        let pair = [bytes[at], bytes[at + 1]];
        if self.big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    }

    /// Returns the same of four bytes.
    fn u32(&self, at: usize) -> u32 {
        let bytes = &self.gather.bytes;
        let four = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        if self.big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
    }

    /// Goes on behind what was gathered.
    fn step(&mut self) {
        match self.state {
            State::Header => {
                self.big_endian = match &self.gather.bytes[..2] {
                    b"II" => false,
                    b"MM" => true,
                    _ => return self.state = State::Done,
                };
                if self.u16(2) != 42 {
                    return self.state = State::Done;
                }
                let ifd0 = self.u32(4);
                self.go_to(ifd0, false);
            }
            State::Count { gps } => self.next_entry(gps, self.u16(0)),
            State::Entry { gps, left } => {
                let tag = self.u16(0);
                if gps {
                    // Some phones write empty entries.
                    if self.u32(4) > 0 {
                        self.gps_entry(tag);
                    }
                } else if tag == ORIENTATION && self.u16(2) == SHORT && self.blocks == 1 {
                    let value = self.u16(8);
                    self.orientation = if let 1..=8 = value { value as u8 } else { 1 };
                } else if tag == GPS_IFD {
                    // Nothing can be in the header.
                    self.gps_ifd = Some(self.u32(8)).filter(|ifd| *ifd >= HEADER_BYTES);
                }
                self.next_entry(gps, left - 1);
            }
            State::Done => {}
        }
    }

    /// Notes an entry of the GPS directory. Its version, map datum, date, altitude or direction alone are no place.
    fn gps_entry(&mut self, tag: u16) {
        match tag {
            GPS_LATITUDE => self.has_latitude = true,
            GPS_LONGITUDE => self.has_longitude = true,
            GPS_DEST_LATITUDE | GPS_DEST_LONGITUDE | GPS_AREA_INFORMATION => self.has_location = true,
            _ => {}
        }
        self.has_location |= self.has_latitude && self.has_longitude;
    }

    fn next_entry(&mut self, gps: bool, left: u16) {
        if left > 0 {
            self.gather = Gather::new(ENTRY_BYTES);
            self.state = State::Entry { gps, left };
        } else if let (false, Some(gps_ifd)) = (gps, self.gps_ifd) {
            self.go_to(gps_ifd, true);
        } else {
            self.state = State::Done;
        }
    }

    fn go_to(&mut self, ifd: u32, gps: bool) {
        match u64::from(ifd).checked_sub(self.at) {
            Some(ahead) => {
                self.skip = Skip(ahead);
                self.gather = Gather::new(2);
                self.state = State::Count { gps };
            }
            None => {
                // What has streamed by is gone. A pointer to a place is then taken for a place.
                self.has_location |= gps;
                self.state = State::Done;
            }
        }
    }
}

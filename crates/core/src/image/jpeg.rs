//! The markers of a JPEG ([ITU-T T.81](https://www.w3.org/Graphics/JPEG/itu-t81.pdf), annex B), walked as they stream by.

use super::gather::{Gather, Skip};
use super::info::{ImageFormat, ImageInfo, Unreadable};
use super::metadata::Metadata;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const DQT: u8 = 0xDB;
const DNL: u8 = 0xDC;
const TEM: u8 = 0x01;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const EXIF: &[u8; 6] = b"Exif\0\0";
/// What the names of both XMP segments begin with; the letter behind it says which of them it is.
const XMP: &[u8; 21] = b"http://ns.adobe.com/x";
/// What is left of the names behind that letter; an extended segment goes on with a digest, a length and an offset.
const XMP_REST: u64 = "p/1.0/\0".len() as u64;
const EXTENDED_XMP_REST: u64 = "p/extension/\0".len() as u64 + 32 + 4 + 4;

/// The most components that a picture has: those of CMYK.
const MAX_COMPONENTS: usize = 4;
/// The bytes of a frame header before its components, and those of a component.
const FRAME_FIXED_BYTES: usize = 6;
const FRAME_COMPONENT_BYTES: usize = 3;
/// The most bytes of a frame header's content.
const MAX_FRAME_BYTES: usize = FRAME_FIXED_BYTES + MAX_COMPONENTS * FRAME_COMPONENT_BYTES;
/// The bytes of a scan header that name its components.
const SCAN_HEADER_BYTES: usize = 1 + 2 * MAX_COMPONENTS;
const APP1_NAME_BYTES: usize = XMP.len() + 1;

/// A reader of a JPEG, from behind its SOI marker on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jpeg {
    state: State,
    gather: Gather<APP1_NAME_BYTES>,
    skip: Skip,
    /// What a decoder stumbles over before the first scan.
    error: Option<Unreadable>,
    frame: Option<Frame>,
    /// The quantisation tables that there are before the first scan, a bit each.
    tables: u8,
    scans: u32,
    metadata: Metadata,
    /// Whether the end marker was found.
    is_complete: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a marker; `0xFF` was met.
    Marker { prefix: bool },
    /// In entropy-coded data; `0xFF` was met.
    Scan { prefix: bool },
    /// Before a segment's length.
    Length { marker: u8 },
    /// In a frame header of that many bytes.
    Frame { marker: u8, length: u64 },
    /// Before the number of a quantisation table, in a segment with that many bytes left.
    Table { left: u64 },
    /// In the header of the first scan, of that many bytes.
    ScanHeader { length: u64 },
    /// At the name of an APP1 segment of that many bytes.
    App1 { length: u64 },
    /// In EXIF or XMP.
    Metadata,
    /// Nothing more is looked at.
    Done,
}

/// A frame header that a decoder takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Its marker.
    marker: u8,
    /// The bits of a sample.
    #[cfg(feature = "decode")]
    precision: u8,
    size: (u32, u32),
    components: u8,
    /// The identifier of each component, its sampling factors and the number of its quantisation table.
    specifications: [(u8, u8, u8); MAX_COMPONENTS],
}

/// Checks whether the marker begins a frame header: SOF0 to SOF15 without DHT, JPG and DAC.
pub(super) const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Checks whether the process of that frame header is lossless (SOF3, 7, 11 and 15), and quantises nothing.
const fn is_lossless(marker: u8) -> bool {
    marker & 3 == 3
}

impl Frame {
    /// Reads the content of a frame header, which has that length.
    fn read(marker: u8, length: u64, content: &[u8; APP1_NAME_BYTES]) -> Result<Frame, Unreadable> {
        let [precision, a, b, c, d, components, specifications @ ..] = *content;
        let known = matches!(components, 1 | 3 | 4)
            && length == FRAME_FIXED_BYTES as u64 + FRAME_COMPONENT_BYTES as u64 * u64::from(components)
            && match is_lossless(marker) {
                true => matches!(precision, 2..=16),
                false => matches!(precision, 8 | 12),
            };
        if !known {
            return Err(Unreadable::BadHeader);
        }
        let mut known = [(0, 0, 0); MAX_COMPONENTS];
        let specifications = specifications.as_chunks::<FRAME_COMPONENT_BYTES>().0.iter().take(components.into());
        for (to, &[id, sampling, table]) in known.iter_mut().zip(specifications) {
            if !matches!((sampling >> 4, sampling & 0xF, table), (1..=4, 1..=4, 0..=3)) {
                return Err(Unreadable::BadHeader);
            }
            *to = (id, sampling, table);
        }
        let (height, width) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        if height == 0 || width == 0 {
            return Err(Unreadable::ZeroDimension);
        }
        Ok(Frame {
            marker,
            #[cfg(feature = "decode")]
            precision,
            size: (width.into(), height.into()),
            components,
            specifications: known,
        })
    }

    /// Checks whether every component that a scan names has its quantisation table among those.
    fn is_quantised(&self, scan: &[u8], tables: u8) -> bool {
        let named = |id| scan.as_chunks::<2>().0.iter().any(|&[name, _]| name == id);
        is_lossless(self.marker)
            || self.components().filter(|(id, ..)| named(*id)).all(|(.., table)| tables >> table & 1 == 1)
    }

    /// Returns the identifier of each component, its sampling factors and the number of its quantisation table.
    pub(super) fn components(&self) -> impl Iterator<Item = (u8, u8, u8)> {
        self.specifications.iter().copied().take(self.components.into())
    }

    /// Returns the frame header of that content.
    #[cfg(feature = "decode")]
    pub(super) fn of(marker: u8, content: &[u8]) -> Result<Frame, Unreadable> {
        let mut gathered = [0; APP1_NAME_BYTES];
        gathered.iter_mut().zip(content).for_each(|(to, &byte)| *to = byte);
        Frame::read(marker, content.len() as u64, &gathered)
    }

    #[cfg(feature = "decode")]
    pub(super) fn is_progressive(&self) -> bool {
        matches!(self.marker, 0xC2 | 0xCA)
    }

    #[cfg(feature = "decode")]
    pub(super) fn is_arithmetic(&self) -> bool {
        matches!(self.marker, 0xC9 | 0xCA)
    }

    /// Width and height.
    #[cfg(feature = "decode")]
    pub(super) fn size(&self) -> (u32, u32) {
        self.size
    }
}

impl Jpeg {
    pub(super) const fn new() -> Self {
        Jpeg {
            state: State::Marker { prefix: false },
            gather: Gather::new(2),
            skip: Skip(0),
            error: None,
            frame: None,
            tables: 0,
            scans: 0,
            metadata: Metadata::new(),
            is_complete: false,
        }
    }

    /// Returns how many of the coming bytes are not looked at, and how many behind them are, at least; none where nothing is any more.
    pub(super) fn wants(&self) -> (u64, u64) {
        let count = match self.state {
            State::Done => return (0, 0),
            State::Scan { .. } => u64::MAX,
            State::Marker { prefix } => 2 - u64::from(prefix),
            State::Metadata => self.metadata.left(),
            _ => self.gather.missing() as u64,
        };
        // A segment of no bytes ends when the next one comes.
        (self.skip.0, count.max(1))
    }

    /// Steps over bytes that are not looked at.
    pub(super) fn skip(&mut self, count: u64) {
        self.skip.0 = self.skip.0.saturating_sub(count);
    }

    /// In entropy-coded data, whether the byte before is the prefix of a marker.
    pub(super) fn scan_prefix(&self) -> Option<bool> {
        match self.state {
            State::Scan { prefix } if self.skip.0 == 0 => Some(prefix),
            _ => None,
        }
    }

    /// Goes on behind entropy-coded data in which somebody else has found no marker.
    pub(super) fn walked(&mut self, prefix: bool) {
        self.state = State::Scan { prefix };
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.skip.0 > 0 {
                self.skip.over(&mut bytes);
                continue;
            }
            match self.state {
                State::Done => return,
                State::Scan { prefix: false } => {
                    let Some(at) = netverify_scan::marker(bytes) else { return };
                    bytes = bytes.get(at + 1..).unwrap_or(&[]);
                    self.state = State::Scan { prefix: true };
                }
                State::Scan { prefix: true } | State::Marker { .. } => {
                    let Some((&byte, rest)) = bytes.split_first() else { return };
                    bytes = rest;
                    self.byte(byte);
                }
                State::Metadata => {
                    if self.metadata.read(&mut bytes) {
                        self.state = State::Marker { prefix: false };
                    }
                }
                State::Length { .. }
                | State::Frame { .. }
                | State::Table { .. }
                | State::ScanHeader { .. }
                | State::App1 { .. } => {
                    if self.gather.take(&mut bytes) {
                        self.segment();
                    }
                }
            }
        }
    }

    /// A byte where a marker is looked for, or behind `0xFF` in a scan.
    fn byte(&mut self, byte: u8) {
        let in_scan = matches!(self.state, State::Scan { .. });
        let go_on = |prefix| if in_scan { State::Scan { prefix } } else { State::Marker { prefix } };
        let prefix = matches!(self.state, State::Scan { .. } | State::Marker { prefix: true });
        self.state = match byte {
            0xFF => go_on(true),
            // Stray bytes before a marker are passed over, as decoders do.
            _ if !prefix => go_on(false),
            // A stuffed byte, or a marker without a segment.
            0x00 | TEM | 0xD0..=0xD7 => go_on(false),
            SOI if self.scans == 0 => {
                self.fail(Unreadable::SecondStart);
                go_on(false)
            }
            // Another picture begins where this one should go on.
            SOI => State::Done,
            EOI => {
                self.is_complete = self.scans > 0;
                State::Done
            }
            marker => {
                self.gather = Gather::new(2);
                State::Length { marker }
            }
        };
    }

    /// Notes what a decoder stumbles over, the first of it. Behind the first scan header nothing is asked of the segments.
    fn fail(&mut self, error: Unreadable) {
        if self.scans == 0 {
            self.error.get_or_insert(error);
        }
    }

    /// Goes on behind the gathered bytes of a segment.
    fn segment(&mut self) {
        let bytes = &self.gather.bytes;
        self.state = match self.state {
            State::Length { marker } => {
                let length = u64::from(u16::from_be_bytes([bytes[0], bytes[1]])).checked_sub(2);
                // Decoders take these for empty where their length is too short to count itself.
                if length.is_none() && marker < APP0 && marker != DNL {
                    self.fail(if is_frame(marker) { Unreadable::BadHeader } else { Unreadable::BadSegment });
                }
                self.begin(marker, length.unwrap_or(0))
            }
            State::Frame { marker, length } => {
                match Frame::read(marker, length, bytes) {
                    _ if self.frame.is_some() => self.fail(Unreadable::SecondFrame),
                    Err(error) => self.fail(error),
                    Ok(frame) => self.frame = Some(frame),
                }
                self.step_over(length.saturating_sub(MAX_FRAME_BYTES as u64))
            }
            State::Table { left } => {
                let (is_wide, number) = (bytes[0] >> 4 > 0, bytes[0] & 0xF);
                let table = if is_wide { 128 } else { 64 };
                if let Some(left) = left.checked_sub(1 + table) {
                    self.tables |= 1u8.checked_shl(number.into()).unwrap_or(0);
                    self.skip = Skip(table);
                    self.before_table(left)
                } else {
                    self.step_over(left - 1)
                }
            }
            State::ScanHeader { length } => {
                let named = bytes.get(1..SCAN_HEADER_BYTES).and_then(|named| named.get(..2 * usize::from(bytes[0])));
                match &self.frame {
                    None => self.fail(Unreadable::NoFrameHeader),
                    Some(frame) if !frame.is_quantised(named.unwrap_or(&[]), self.tables) => {
                        self.fail(Unreadable::NoQuantizationTable);
                    }
                    Some(_) => {}
                }
                self.scan(length.saturating_sub(SCAN_HEADER_BYTES as u64))
            }
            State::App1 { length } => self.app1(length),
            other => other,
        };
    }

    /// Goes on behind the name of an APP1 segment of that length.
    fn app1(&mut self, length: u64) -> State {
        let left = length.saturating_sub(APP1_NAME_BYTES as u64);
        let name = &self.gather.bytes;
        if let Some(mut content) = name.strip_prefix(EXIF) {
            self.metadata.begin_exif(length - EXIF.len() as u64);
            self.metadata.read(&mut content);
            return State::Metadata;
        }
        // An extended segment goes on where the one before it ended.
        let (rest, goes_on) = match name.strip_prefix(XMP) {
            Some(b"a") => (XMP_REST, false),
            Some(b"m") => (EXTENDED_XMP_REST, true),
            _ => return self.step_over(left),
        };
        self.skip = Skip(rest.min(left));
        self.metadata.begin_xmp(left.saturating_sub(rest), goes_on);
        State::Metadata
    }

    /// Goes into a segment of that marker, whose content has that length.
    fn begin(&mut self, marker: u8, length: u64) -> State {
        let (wanted, state) = match marker {
            SOS if self.scans == 0 => (SCAN_HEADER_BYTES, State::ScanHeader { length }),
            SOS => return self.scan(length),
            DQT if self.scans == 0 => return self.before_table(length),
            APP1 if length >= EXIF.len() as u64 => (APP1_NAME_BYTES, State::App1 { length }),
            marker if is_frame(marker) && self.scans == 0 => (MAX_FRAME_BYTES, State::Frame { marker, length }),
            _ => return self.step_over(length),
        };
        self.gather = Gather::new(wanted.min(usize::try_from(length).unwrap_or(wanted)));
        state
    }

    fn before_table(&mut self, left: u64) -> State {
        self.gather = Gather::new(1);
        if left > 0 { State::Table { left } } else { State::Marker { prefix: false } }
    }

    /// Goes on behind that many bytes of a scan header.
    fn scan(&mut self, left: u64) -> State {
        self.scans = self.scans.saturating_add(1);
        self.skip = Skip(left);
        State::Scan { prefix: false }
    }

    fn step_over(&mut self, length: u64) -> State {
        self.skip = Skip(length);
        State::Marker { prefix: false }
    }

    /// Returns the number of scans so far.
    #[cfg(feature = "decode")]
    pub(super) fn scans(&self) -> u32 {
        self.scans
    }

    /// Checks whether it is of the kinds that libjpeg knows: baseline, extended or progressive coding of 8 bits.
    #[cfg(feature = "decode")]
    pub(super) fn is_common(&self) -> bool {
        matches!(self.frame, Some(Frame { marker: 0xC0..=0xC2 | 0xC9 | 0xCA, precision: 8, .. }))
    }

    /// Returns what was found, now that all of so many bytes were there.
    pub(super) fn finish(&self, bytes: u64) -> ImageInfo {
        let size = match (self.error, &self.frame) {
            (Some(error), _) => Err(error),
            (None, None) => Err(Unreadable::NoFrameHeader),
            (None, Some(frame)) => Ok(frame.size),
        };
        ImageInfo {
            format: ImageFormat::Jpeg,
            size,
            bytes,
            complete: Some(self.is_complete),
            orientation: self.metadata.exif.orientation,
            grayscale: size.is_ok() && self.frame.is_some_and(|frame| frame.components == 1),
            has_location: self.metadata.has_location(),
            offset: 0,
        }
    }
}

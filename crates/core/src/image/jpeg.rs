//! The markers of a JPEG ([ITU-T T.81](https://www.w3.org/Graphics/JPEG/itu-t81.pdf), annex B), walked as they stream by.

use super::Unreadable;
use super::exif::Exif;
use super::gather::{Gather, Skip, give_exif};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const TEM: u8 = 0x01;
const APP1: u8 = 0xE1;
const EXIF: &[u8; 6] = b"Exif\0\0";

/// A reader of a JPEG, from behind its SOI marker on.
#[derive(Debug, Clone)]
pub(super) struct Jpeg {
    state: State,
    gather: Gather<8>,
    skip: Skip,
    size: Option<Result<(u32, u32), Unreadable>>,
    scans: u32,
    /// The frame header's marker, bits of a sample and number of components.
    frame: Option<(u8, u8, u8)>,
    exif: Option<Exif>,
    end: Option<bool>,
    finder: EndFinder,
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
    /// At the first six bytes of an APP1 segment, with that many behind them.
    App1 { rest: u64 },
    /// In EXIF, with that many bytes left.
    Exif { left: u64 },
    /// At the last bytes, or before them: what was between is stepped over, and the end marker alone is looked for.
    Last,
    /// Nothing more is looked at.
    Done,
}

/// Whether the marker begins a frame header: SOF0 to SOF15 without DHT, JPG and DAC.
const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Width and height, by the first bytes of a frame header's content, and its length.
const fn frame_size(length: u64, [_, b, c, d, e, components]: [u8; 6]) -> Result<(u32, u32), Unreadable> {
    let (height, width) = (u16::from_be_bytes([b, c]), u16::from_be_bytes([d, e]));
    if length < 6 + 3 * components as u64 || components == 0 {
        Err(Unreadable::BadHeader)
    } else if height == 0 || width == 0 {
        Err(Unreadable::ZeroDimension)
    } else {
        Ok((width as u32, height as u32))
    }
}

/// What a [`Jpeg`] finds in bytes from behind the SOI marker on, if they are the whole of an ordinary JPEG without EXIF. `None`
/// leaves all else to it.
pub(super) fn findings_of_whole(mut bytes: &[u8]) -> Option<super::Findings> {
    let mut frame = None;
    let mut scan = loop {
        let [0xFF, marker, high, low, content @ ..] = bytes else { return None };
        let length = u16::from_be_bytes([*high, *low]).checked_sub(2)?;
        bytes = content.get(usize::from(length)..)?;
        match *marker {
            // What has no length, or more of a meaning than its length.
            0x00 | TEM | 0xD0..=EOI | APP1 | 0xFF => return None,
            SOS => break bytes,
            marker if is_frame(marker) && frame.is_none() => {
                let header = *content.first_chunk()?;
                frame = Some((frame_size(length.into(), header).ok()?, header[5]));
            }
            _ => {}
        }
    };
    let (size, components) = frame?;
    loop {
        let [0xFF, marker, behind @ ..] = scan.get(netverify_scan::marker(scan)?..)? else { return None };
        match *marker {
            EOI => break,
            0xD0..=0xD7 => scan = behind,
            _ => return None,
        }
    }
    Some(super::Findings { size: Ok(size), complete: Some(true), grayscale: components == 1, exif: None })
}

impl Jpeg {
    pub(super) const fn new() -> Self {
        Jpeg {
            state: State::Marker { prefix: false },
            gather: Gather::new(2),
            skip: Skip(0),
            size: None,
            scans: 0,
            frame: None,
            exif: None,
            end: Some(false),
            finder: EndFinder::new(),
        }
    }

    /// How many of the coming bytes are not looked at.
    pub(super) fn skippable(&self) -> u64 {
        if self.state == State::Done { u64::MAX } else { self.skip.0 }
    }

    /// Steps over bytes that are [not looked at](Self::skippable).
    pub(super) fn skip(&mut self, count: u64) {
        self.skip.0 = self.skip.0.saturating_sub(count);
    }

    /// Whether it is in entropy-coded data, where all that is still to be found is EXIF, unless there was some, and the end.
    /// `Some(true)` where there was EXIF.
    pub(super) fn in_scan(&self) -> Option<bool> {
        matches!(self.state, State::Scan { .. }).then_some(self.exif.is_some())
    }

    /// Takes what comes for read: the end marker is there, and no EXIF before it that is still asked for.
    pub(super) fn end_is_known(&mut self) {
        self.end = Some(true);
        self.state = State::Done;
    }

    /// Leaves open whether the image is whole.
    pub(super) fn give_up(&mut self) {
        self.end = None;
        self.state = State::Done;
    }

    /// Steps over so many bytes, from [entropy-coded data](Self::in_scan) on, to where the end shall be looked for. There was
    /// EXIF, or somebody else looks for it; and there are more bytes than that.
    pub(super) fn leap(&mut self, count: u64) {
        self.skip = Skip(count);
        self.state = State::Last;
        self.end = None;
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.skip.0 > 0 {
                self.skip.over(&mut bytes);
                continue;
            }
            match self.state {
                State::Done => return,
                State::Last => {
                    if self.finder.push(bytes) {
                        self.end_is_known();
                    }
                    return;
                }
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
                State::Exif { left } => {
                    let left = give_exif(&mut self.exif, left, &mut bytes);
                    self.state = if left > 0 { State::Exif { left } } else { State::Marker { prefix: false } };
                }
                State::Length { .. } | State::Frame { .. } | State::App1 { .. } => {
                    if let Some(gathered) = self.gather.take(&mut bytes) {
                        self.segment(&gathered);
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
            // A stuffed byte, or a marker that stands alone.
            0x00 | TEM | 0xD0..=0xD7 | SOI => go_on(false),
            EOI => {
                self.size.get_or_insert(Err(Unreadable::NoFrameHeader));
                self.end = Some(self.scans > 0);
                State::Done
            }
            marker => {
                self.gather = Gather::new(2);
                State::Length { marker }
            }
        };
    }

    /// The gathered bytes of a segment.
    fn segment(&mut self, bytes: &[u8; 8]) {
        let [a, b, c, d, e, f, ..] = *bytes;
        self.state = match self.state {
            State::Length { marker } => match u64::from(u16::from_be_bytes([a, b])).checked_sub(2) {
                None if self.size.is_none() => {
                    self.size = Some(Err(Unreadable::BadSegment));
                    self.end = None;
                    State::Done
                }
                // Behind the frame header decoders take it for an empty one and look for the end.
                None => self.step_over(0),
                Some(length) if is_frame(marker) && self.size.is_none() => {
                    if length < 6 {
                        self.size = Some(Err(Unreadable::BadHeader));
                        self.step_over(length)
                    } else {
                        self.gather = Gather::new(6);
                        State::Frame { marker, length }
                    }
                }
                Some(length) if marker == SOS => {
                    self.size.get_or_insert(Err(Unreadable::NoFrameHeader));
                    self.scans = self.scans.saturating_add(1);
                    self.skip = Skip(length);
                    State::Scan { prefix: false }
                }
                Some(length) if marker == APP1 && length >= 6 && self.exif.is_none() => {
                    self.gather = Gather::new(6);
                    State::App1 { rest: length - 6 }
                }
                Some(length) => self.step_over(length),
            },
            State::Frame { marker, length } => {
                self.frame = Some((marker, a, f));
                self.size = Some(frame_size(length, [a, b, c, d, e, f]));
                self.step_over(length - 6)
            }
            State::App1 { rest } if [a, b, c, d, e, f] == *EXIF && rest > 0 => {
                self.exif = Some(Exif::new());
                State::Exif { left: rest }
            }
            State::App1 { rest } => self.step_over(rest),
            other => other,
        };
    }

    fn step_over(&mut self, length: u64) -> State {
        self.skip = Skip(length);
        State::Marker { prefix: false }
    }

    /// The number of scans so far.
    #[cfg(feature = "decode")]
    pub(super) fn scans(&self) -> u32 {
        self.scans
    }

    /// Whether it is of the kinds that decoders commonly know: baseline, extended or progressive Huffman coding of 8 bits.
    #[cfg(feature = "decode")]
    pub(super) fn is_common(&self) -> bool {
        matches!(self.frame, Some((0xC0..=0xC2, 8, 1 | 3 | 4)))
    }

    pub(super) fn finish(&mut self) -> super::Findings {
        if matches!(self.state, State::Last) && self.finder.finish() {
            self.end = Some(true);
        }
        super::Findings {
            size: self.size.unwrap_or(Err(Unreadable::NoFrameHeader)),
            complete: self.end,
            grayscale: matches!(self.frame, Some((_, _, 1))) && matches!(self.size, Some(Ok(_))),
            exif: self.exif.as_ref().map(Exif::finish),
        }
    }
}

/// The most bytes from a marker's prefix on to the end of its segment.
pub(super) const MAX_SEGMENT: u64 = 2 + 0xFFFF;

/// Looks for an end marker that is surely met by who reads the JPEG from its beginning, in its last bytes alone.
///
/// Who reads from the beginning passes over whole segments, so an end marker within one is none. But whatever segment covers
/// a place has its own marker at most 64 KiB before it. Where all that looks like a segment's marker in these bytes, be it
/// one or not, has a length that ends before the place, no segment covers it: the reader comes by, in a scan or between
/// segments, and takes it for the end.
#[derive(Debug, Clone)]
pub(super) struct EndFinder {
    /// The position behind the bytes so far.
    at: u64,
    /// Where the last of what looks like segments ends.
    covered: u64,
    /// The last four bytes, the last of them lowest; others without a prefix instead of those that were stepped over.
    last: u32,
}

impl EndFinder {
    /// At a place in entropy-coded data or behind it.
    pub(super) const fn new() -> Self {
        EndFinder { at: 0, covered: 0, last: 0 }
    }

    /// Goes on with the next bytes; whether there is an end marker in them.
    pub(super) fn push(&mut self, mut bytes: &[u8]) -> bool {
        let mut found = false;
        while let Some((&byte, rest)) = bytes.split_first() {
            self.at += 1;
            self.last = self.last << 8 | u32::from(byte);
            bytes = rest;
            let [prefix, marker, length @ ..] = self.last.to_be_bytes();
            if prefix == 0xFF {
                found |= self.marker(self.at.saturating_sub(4), marker, length);
            }
            if marker != 0xFF && !length.contains(&0xFF) {
                let clear = netverify_scan::marker(bytes).unwrap_or(bytes.len());
                self.at += clear as u64;
                bytes = bytes.get(clear..).unwrap_or(&[]);
            }
        }
        found
    }

    /// Whether the last bytes of all are an end marker.
    pub(super) fn finish(&mut self) -> bool {
        self.push(&[0; 3])
    }

    fn marker(&mut self, at: u64, marker: u8, length: [u8; 2]) -> bool {
        match marker {
            EOI => at >= MAX_SEGMENT && self.covered <= at,
            0x00 | 0xFF | TEM | 0xD0..=SOI => false,
            _ => {
                let end = at + 2 + u64::from(u16::from_be_bytes(length)).max(2);
                self.covered = self.covered.max(end);
                false
            }
        }
    }
}

//! The chunks of a PNG ([W3C Portable Network Graphics](https://www.w3.org/TR/png-3/), section 5), walked as they stream by.

use super::gather::{Gather, Skip};
use super::info::{ImageFormat, ImageInfo, Unreadable};
use super::metadata::Metadata;

const IHDR_LENGTH: usize = 13;
/// The bytes of a chunk's CRC.
const CRC_BYTES: u64 = 4;
/// The colour type whose samples are indices of a palette.
const PALETTE: u8 = 3;
/// The keyword of XMP, and that the text behind it is not compressed.
const XMP: &[u8; 19] = b"XML:com.adobe.xmp\0\0";

/// A reader of a PNG, from behind its signature on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Png {
    state: State,
    gather: Gather<{ XMP.len() }>,
    skip: Skip,
    size: Option<Result<(u32, u32), Unreadable>>,
    colour_type: u8,
    has_palette: bool,
    has_data: bool,
    metadata: Metadata,
    complete: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a chunk's length and type.
    Chunk,
    /// In IHDR's data and CRC.
    Header,
    /// In EXIF or XMP.
    Metadata,
    /// At the keyword of an international text of that many bytes.
    Text { length: u64 },
    /// At the CRC of IEND.
    End,
    /// Nothing more is looked at.
    Done,
}

impl Png {
    pub(super) const fn new() -> Self {
        Png {
            state: State::Chunk,
            gather: Gather::new(8),
            skip: Skip(0),
            size: None,
            colour_type: 0,
            has_palette: false,
            has_data: false,
            metadata: Metadata::new(),
            complete: false,
        }
    }

    /// Returns how many of the coming bytes are not looked at, and how many behind them are, at least; none where nothing is any more.
    pub(super) fn wants(&self) -> (u64, u64) {
        let count = match self.state {
            State::Done => return (0, 0),
            State::Metadata => self.metadata.left(),
            _ => self.gather.missing() as u64,
        };
        // A chunk of no bytes ends when the next one comes.
        (self.skip.0, count.max(1))
    }

    /// Steps over bytes that are not looked at.
    pub(super) fn skip(&mut self, count: u64) {
        self.skip.0 = self.skip.0.saturating_sub(count);
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.skip.0 > 0 {
                self.skip.over(&mut bytes);
                continue;
            }
            match self.state {
                State::Done => return,
                State::Metadata => {
                    if self.metadata.read(&mut bytes) {
                        self.state = self.step_over(CRC_BYTES);
                    }
                }
                State::Chunk | State::Header | State::Text { .. } | State::End => {
                    if self.gather.take(&mut bytes) {
                        self.step();
                    }
                }
            }
        }
    }

    /// Behind this many bytes the next chunk begins.
    fn step_over(&mut self, length: u64) -> State {
        self.skip = Skip(length);
        self.gather = Gather::new(8);
        State::Chunk
    }

    /// Goes on behind what was gathered.
    fn step(&mut self) {
        let bytes = &self.gather.bytes;
        self.state = match self.state {
            State::Chunk => self.chunk(),
            State::Header => {
                self.colour_type = bytes[9];
                self.size = Some(size_in(bytes));
                self.step_over(0)
            }
            State::Text { length } => {
                let left = length - XMP.len() as u64;
                if bytes == XMP {
                    self.metadata.begin_xmp(left, false);
                    State::Metadata
                } else {
                    self.step_over(left + CRC_BYTES)
                }
            }
            State::End => {
                self.complete = self.has_data;
                State::Done
            }
            other => other,
        };
    }

    /// Goes into a chunk whose length and type were gathered.
    fn chunk(&mut self) -> State {
        let [a, b, c, d, kind @ ..] = *self.gather.bytes.first_chunk::<8>().unwrap_or(&[0; 8]);
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        if self.size.is_none() {
            if kind == *b"IHDR" && length == IHDR_LENGTH as u64 {
                self.gather = Gather::new(IHDR_LENGTH + CRC_BYTES as usize);
                return State::Header;
            }
            self.size = Some(Err(Unreadable::BadHeader));
        }
        match &kind {
            b"PLTE" => self.has_palette |= matches!(length, 3..=768) && length % 3 == 0,
            b"IDAT" => {
                if self.colour_type == PALETTE && !self.has_palette && self.size.is_some_and(|size| size.is_ok()) {
                    self.size = Some(Err(Unreadable::NoPalette));
                }
                self.has_data |= length > 0;
            }
            b"IEND" => {
                self.skip = Skip(length);
                self.gather = Gather::new(CRC_BYTES as usize);
                return State::End;
            }
            b"eXIf" => {
                self.metadata.begin_exif(length);
                return State::Metadata;
            }
            b"iTXt" if length >= XMP.len() as u64 => {
                self.gather = Gather::new(XMP.len());
                return State::Text { length };
            }
            _ => {}
        }
        self.step_over(length + CRC_BYTES)
    }

    /// Returns what was found, now that all of so many bytes were there.
    pub(super) fn finish(&self, bytes: u64) -> ImageInfo {
        ImageInfo {
            format: ImageFormat::Png,
            size: self.size.unwrap_or(Err(Unreadable::BadHeader)),
            bytes,
            complete: Some(self.complete),
            orientation: self.metadata.exif.orientation,
            grayscale: matches!((self.size, self.colour_type), (Some(Ok(_)), 0 | 4)),
            has_location: self.metadata.has_location(),
            offset: 0,
        }
    }
}

/// Returns the width and the height in an IHDR chunk, of its data and CRC.
fn size_in(header: &[u8; XMP.len()]) -> Result<(u32, u32), Unreadable> {
    let four = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (width, height) = (four(0), four(4));
    let [depth, colour_type, compression, filter, interlace] = [8, 9, 10, 11, 12].map(|at| header[at]);
    if crc(b"IHDR", &header[..IHDR_LENGTH]) != four(IHDR_LENGTH) {
        Err(Unreadable::BadCrc)
    } else if !is_legal(depth, colour_type) || compression != 0 || filter != 0 || interlace > 1 {
        Err(Unreadable::BadHeader)
    } else if width == 0 || height == 0 {
        Err(Unreadable::ZeroDimension)
    } else {
        Ok((width, height))
    }
}

/// Checks whether the colour type allows that many bits of a sample or palette index (table 11.1).
fn is_legal(depth: u8, colour_type: u8) -> bool {
    match colour_type {
        0 => matches!(depth, 1 | 2 | 4 | 8 | 16),
        PALETTE => matches!(depth, 1 | 2 | 4 | 8),
        2 | 4 | 6 => matches!(depth, 8 | 16),
        _ => false,
    }
}

/// Returns the CRC of a chunk (annex D). The headers need it of one short chunk, so bits do and no table is carried.
pub(super) fn crc(kind: &[u8], data: &[u8]) -> u32 {
    !kind.iter().chain(data).fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

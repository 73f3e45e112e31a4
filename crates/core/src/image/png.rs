//! The chunks of a PNG ([W3C Portable Network Graphics](https://www.w3.org/TR/png-3/), section 5), walked as they stream by.

use super::Unreadable;
use super::gather::{Gather, Skip};
use super::metadata::Metadata;

const IHDR_LENGTH: u32 = 13;
/// The bytes of a chunk's CRC.
const CRC: u64 = 4;
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
    /// In EXIF, with that many bytes left.
    Exif { left: u64 },
    /// At the keyword of an international text of that many bytes.
    Text { length: u64 },
    /// In XMP, with that many bytes left.
    Xmp { left: u64 },
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
            State::Exif { left } | State::Xmp { left } => left,
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
                State::Exif { left } => {
                    let left = self.metadata.exif(left, &mut bytes);
                    self.state = if left > 0 { State::Exif { left } } else { self.step_over(CRC) };
                }
                State::Xmp { left } => {
                    let left = self.metadata.xmp(left, &mut bytes);
                    self.state = if left > 0 { State::Xmp { left } } else { self.step_over(CRC) };
                }
                State::Chunk | State::Header | State::Text { .. } | State::End => {
                    if let Some(gathered) = self.gather.take(&mut bytes) {
                        self.step(&gathered);
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

    fn step(&mut self, bytes: &[u8; XMP.len()]) {
        let four = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        self.state = match self.state {
            State::Chunk => {
                let length = u64::from(four(0));
                let kind = &bytes[4..8];
                if self.size.is_none() {
                    if kind == b"IHDR" && four(0) == IHDR_LENGTH {
                        self.gather = Gather::new(17);
                        return self.state = State::Header;
                    }
                    self.size = Some(Err(Unreadable::BadHeader));
                }
                match kind {
                    b"PLTE" => {
                        self.has_palette |= matches!(length, 3..=768) && length % 3 == 0;
                        self.step_over(length + CRC)
                    }
                    b"IDAT" => {
                        if self.colour_type == PALETTE
                            && !self.has_palette
                            && self.size.is_some_and(|size| size.is_ok())
                        {
                            self.size = Some(Err(Unreadable::NoPalette));
                        }
                        self.has_data |= length > 0;
                        self.step_over(length + CRC)
                    }
                    b"IEND" => {
                        self.skip = Skip(length);
                        self.gather = Gather::new(CRC as usize);
                        State::End
                    }
                    b"eXIf" => {
                        self.metadata.begin_exif();
                        State::Exif { left: length }
                    }
                    b"iTXt" if length >= XMP.len() as u64 => {
                        self.gather = Gather::new(XMP.len());
                        State::Text { length }
                    }
                    _ => self.step_over(length + CRC),
                }
            }
            State::Header => {
                let (width, height) = (four(0), four(4));
                let [depth, colour_type, compression, filter, interlace] =
                    [bytes[8], bytes[9], bytes[10], bytes[11], bytes[12]];
                self.colour_type = colour_type;
                self.size = Some(if crc(b"IHDR", &bytes[..13]) != four(13) {
                    Err(Unreadable::BadCrc)
                } else if !is_legal(depth, colour_type) || compression != 0 || filter != 0 || interlace > 1 {
                    Err(Unreadable::BadHeader)
                } else if width == 0 || height == 0 {
                    Err(Unreadable::ZeroDimension)
                } else {
                    Ok((width, height))
                });
                self.step_over(0)
            }
            State::Text { length } => {
                let left = length - XMP.len() as u64;
                if bytes == XMP {
                    self.metadata.begin_xmp();
                    State::Xmp { left }
                } else {
                    self.step_over(left + CRC)
                }
            }
            State::End => {
                self.complete = self.has_data;
                State::Done
            }
            other => other,
        };
    }

    pub(super) fn finish(&self) -> super::Findings {
        super::Findings {
            size: self.size.unwrap_or(Err(Unreadable::BadHeader)),
            complete: Some(self.complete),
            grayscale: matches!((self.size, self.colour_type), (Some(Ok(_)), 0 | 4)),
            orientation: self.metadata.orientation(),
            has_location: self.metadata.has_location(),
        }
    }
}

/// Whether the colour type allows that many bits of a sample or palette index (table 11.1).
fn is_legal(depth: u8, colour_type: u8) -> bool {
    match colour_type {
        0 => matches!(depth, 1 | 2 | 4 | 8 | 16),
        PALETTE => matches!(depth, 1 | 2 | 4 | 8),
        2 | 4 | 6 => matches!(depth, 8 | 16),
        _ => false,
    }
}

/// The CRC of a chunk (annex D). The headers need it of one short chunk, so bits do and no table is carried.
pub(super) fn crc(kind: &[u8], data: &[u8]) -> u32 {
    !kind.iter().chain(data).fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

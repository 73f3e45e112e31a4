//! The chunks of a PNG ([W3C Portable Network Graphics](https://www.w3.org/TR/png-3/), section 5), walked as they stream by.

use super::Unreadable;
use super::exif::Exif;
use super::gather::{Gather, Skip, give_exif};

const IHDR_LENGTH: u32 = 13;

/// A reader of a PNG, from behind its signature on.
#[derive(Debug, Clone)]
pub(super) struct Png {
    state: State,
    gather: Gather<17>,
    skip: Skip,
    size: Option<Result<(u32, u32), Unreadable>>,
    grayscale: bool,
    exif: Option<Exif>,
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
            grayscale: false,
            exif: None,
            complete: false,
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

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.skip.0 > 0 {
                self.skip.over(&mut bytes);
                continue;
            }
            match self.state {
                State::Done => return,
                State::Exif { left } => {
                    let left = give_exif(&mut self.exif, left, &mut bytes);
                    self.state = if left > 0 { State::Exif { left } } else { self.step_over(4) };
                }
                State::Chunk | State::Header | State::End => {
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

    fn step(&mut self, bytes: &[u8; 17]) {
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
                    b"IEND" => {
                        self.skip = Skip(length);
                        self.gather = Gather::new(4);
                        State::End
                    }
                    b"eXIf" if self.exif.is_none() && length > 0 => {
                        self.exif = Some(Exif::new());
                        State::Exif { left: length }
                    }
                    _ => self.step_over(length + 4),
                }
            }
            State::Header => {
                let (width, height) = (four(0), four(4));
                self.grayscale = matches!(bytes[9], 0 | 4);
                self.size = Some(if crc(b"IHDR", &bytes[..13]) != four(13) {
                    Err(Unreadable::BadCrc)
                } else if width == 0 || height == 0 {
                    Err(Unreadable::ZeroDimension)
                } else {
                    Ok((width, height))
                });
                self.step_over(0)
            }
            State::End => {
                self.complete = true;
                State::Done
            }
            other => other,
        };
    }

    pub(super) fn finish(&self) -> super::Findings {
        super::Findings {
            size: self.size.unwrap_or(Err(Unreadable::BadHeader)),
            complete: Some(self.complete),
            grayscale: self.grayscale && matches!(self.size, Some(Ok(_))),
            exif: self.exif.as_ref().map(Exif::finish),
        }
    }
}

/// The CRC of a chunk (annex D). It is taken of one short chunk, so bits do and no table is carried.
fn crc(kind: &[u8], data: &[u8]) -> u32 {
    !kind.iter().chain(data).fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

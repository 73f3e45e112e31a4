//! The chunks and the compressed data of a PNG ([W3C Portable Network Graphics](https://www.w3.org/TR/png-3/), sections 5 and 10),
//! read as far as shows whether libpng decodes it: no sample is computed, and memory does not depend on the size.
//!
//! As in libpng, nothing that is wrong with an ancillary chunk matters, and neither does what is behind the pixels.

use super::damaged::Damaged;
use super::png::crc;
use alloc::boxed::Box;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// The colour type whose samples are indices of a palette.
const PALETTE: u8 = 3;
/// The bytes that are decompressed at once.
const BUFFER_BYTES: usize = 1 << 15;
/// The decompressed bytes behind the last scanline that are read for the check value behind them.
const MAX_SURPLUS_BYTES: usize = 1 << 20;
/// The most that a chunk's length can be.
const MAX_CHUNK_BYTES: u32 = i32::MAX as u32;
/// The highest number of a filter.
const MAX_FILTER: u8 = 4;

/// Checks whether the picture decodes, up to where the bytes end. `bytes` begin behind the signature.
pub(super) fn check(mut bytes: &[u8]) -> Result<(), Damaged> {
    let mut pixels: Option<Pixels> = None;
    let (mut has_palette, mut is_behind_data) = (false, false);
    loop {
        let Some((&[a, b, c, d], rest)) = bytes.split_first_chunk() else { return Ok(()) };
        let length = u32::from_be_bytes([a, b, c, d]);
        let Some((kind, rest)) = rest.split_first_chunk::<4>() else { return Ok(()) };
        let Some((data, rest)) = rest.split_at_checked(length as usize) else { return Ok(()) };
        let Some((&sum, rest)) = rest.split_first_chunk() else { return Ok(()) };
        bytes = rest;
        let is_critical = kind[0].is_ascii_uppercase();
        let is_sound = || crc(kind, data) == u32::from_be_bytes(sum);
        if length > MAX_CHUNK_BYTES || !kind.iter().all(u8::is_ascii_alphabetic) || is_critical && !is_sound() {
            return Err(Damaged);
        }
        is_behind_data |= kind != b"IDAT" && pixels.as_ref().is_some_and(|pixels| pixels.has_begun);
        match (kind, &mut pixels) {
            (b"IHDR", None) => pixels = Some(Pixels::new(data.as_array().ok_or(Damaged)?)),
            (b"PLTE", Some(_)) if !has_palette && length > 0 => has_palette = true,
            // What goes on behind another chunk is passed over.
            (b"IDAT", Some(_)) if is_behind_data => {}
            (b"IDAT", Some(pixels)) => pixels.push(data)?,
            // Without any data the picture is cut off.
            (b"IEND", Some(pixels)) => {
                return if !pixels.has_begun || pixels.is_complete() { Ok(()) } else { Err(Damaged) };
            }
            _ if is_critical => return Err(Damaged),
            _ => {}
        }
    }
}

/// The scanlines of a picture, as they are decompressed.
struct Pixels {
    size: (u32, u32),
    bits_per_pixel: u64,
    /// The passes that are still to come, the next of them last.
    passes: &'static [Pass],
    /// The scanlines of this pass that are still to come, and the bytes of each, the filter's number included.
    rows: u32,
    row_length: u64,
    /// The bytes of this scanline that are still to come.
    left: u64,
    inflater: Box<InflateState>,
    buffer: Box<[u8]>,
    has_begun: bool,
    /// The decompressed bytes of pieces that went on behind the last scanline.
    surplus: usize,
    /// Whether the compressed data ended, or went on for long behind the last scanline.
    has_ended: bool,
}

/// The first column and row of a pass, and the steps from one to the next.
type Pass = (u32, u32, u32, u32);
const WHOLE: [Pass; 1] = [(0, 0, 1, 1)];
/// The passes of Adam7, the first of them last.
const ADAM7: [Pass; 7] =
    [(0, 1, 1, 2), (1, 0, 2, 2), (0, 2, 2, 4), (2, 0, 4, 4), (0, 4, 4, 8), (4, 0, 8, 8), (0, 0, 8, 8)];

impl Pixels {
    fn new(header: &[u8; 13]) -> Pixels {
        let &[a, b, c, d, e, f, g, h, depth, colour_type, _, _, interlace] = header;
        let channels = match colour_type {
            0 | PALETTE => 1,
            4 => 2,
            2 => 3,
            _ => 4,
        };
        Pixels {
            size: (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])),
            bits_per_pixel: channels * u64::from(depth),
            passes: if interlace > 0 { &ADAM7 } else { &WHOLE },
            rows: 0,
            row_length: 0,
            left: 0,
            inflater: InflateState::new_boxed(DataFormat::Zlib),
            buffer: alloc::vec![0; BUFFER_BYTES].into(),
            has_begun: false,
            surplus: 0,
            has_ended: false,
        }
    }

    /// Reads the next compressed bytes.
    fn push(&mut self, mut data: &[u8]) -> Result<(), Damaged> {
        self.has_begun = true;
        while !self.has_ended {
            let result = inflate(&mut self.inflater, data, &mut self.buffer, MZFlush::None);
            data = data.get(result.bytes_consumed..).unwrap_or(&[]);
            if !self.rows_of(result.bytes_written)? {
                self.surplus += result.bytes_written;
            }
            match result.status {
                Ok(MZStatus::StreamEnd) => self.has_ended = true,
                _ if self.surplus > MAX_SURPLUS_BYTES => self.has_ended = true,
                Ok(_) if result.bytes_written > 0 => {}
                Ok(_) | Err(MZError::Buf) => return Ok(()),
                Err(_) => return Err(Damaged),
            }
        }
        Ok(())
    }

    /// Steps over so many decompressed bytes; whether all of them are the picture's.
    fn rows_of(&mut self, count: usize) -> Result<bool, Damaged> {
        let mut at = 0;
        while at < count {
            if self.left == 0 {
                if !self.begin_row() {
                    return Ok(false);
                }
                if self.buffer.get(at).is_none_or(|&filter| filter > MAX_FILTER) {
                    return Err(Damaged);
                }
            }
            let step = self.left.min((count - at) as u64);
            self.left -= step;
            at += step as usize;
        }
        Ok(true)
    }

    /// Begins the next scanline; whether there is one.
    fn begin_row(&mut self) -> bool {
        while self.rows == 0 {
            let Some((&(x, y, across, down), rest)) = self.passes.split_last() else { return false };
            self.passes = rest;
            let count = |side: u32, first: u32, step: u32| side.saturating_sub(first).div_ceil(step);
            let (width, height) = (count(self.size.0, x, across), count(self.size.1, y, down));
            self.row_length = 1 + (u64::from(width) * self.bits_per_pixel).div_ceil(8);
            self.rows = if width > 0 { height } else { 0 };
        }
        self.rows -= 1;
        self.left = self.row_length;
        true
    }

    /// Checks whether all scanlines were there, and the compressed data came to its end.
    fn is_complete(&mut self) -> bool {
        self.has_ended && self.left == 0 && !self.begin_row()
    }
}

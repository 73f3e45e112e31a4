//! The entropy-coded data of a JPEG ([ITU-T T.81](https://www.w3.org/Graphics/JPEG/itu-t81.pdf), annexes F and G), decoded as far as shows
//! whether libjpeg decodes it: no sample is computed, and memory is taken only for progressive coding, a bit for each coefficient.
//!
//! What decoders pass over passes here too: fill bytes, missing Huffman tables of a baseline JPEG, a component's identifier that
//! is there twice, scan parameters of a baseline JPEG, runs behind the last coefficient, and some bytes behind a scan's last.
//! Of arithmetic coding only what precedes the data of each scan is read.

use super::damaged::Damaged;
use super::huffman::{Bits, End, Table, behind_stuffed};
use super::huffman_defaults::{AC_CHROMINANCE, AC_LUMINANCE, DC_CHROMINANCE, DC_LUMINANCE};
use super::jpeg::{Frame, is_frame};
use alloc::vec;
use alloc::vec::Vec;

/// The bytes behind the last of a scan that are passed over, whatever they are: cameras fill up to their unit of writing.
const MAX_LEFT_OVER_BYTES: u32 = 8;
/// The most blocks of an interleaved scan's unit.
const MAX_UNIT_BLOCKS: u32 = 10;
const BLOCK_COEFFICIENTS: u32 = 64;
/// Where as many bytes are left for each block of a unit, libjpeg-turbo decodes it in its fast way.
const FAST_BLOCK_BYTES: u32 = 512;

/// What the segments before a scan say.
#[derive(Default)]
struct Tables {
    /// Huffman tables, of each class; no table where one was given that is none.
    dc: [Option<Option<Table>>; 4],
    ac: [Option<Option<Table>>; 4],
    /// The quantisation tables that there are, a bit each.
    quantisation: u8,
    restart_interval: u32,
}

/// What a frame header says, and its scans so far.
struct Picture {
    is_progressive: bool,
    is_arithmetic: bool,
    /// Whether a scan of a baseline JPEG had all components: decoders expect no other behind it.
    is_complete: bool,
    components: Vec<Component>,
    /// The number of units across and down.
    units: (u32, u32),
}

/// A component of the frame.
struct Component {
    id: u8,
    quantisation: u8,
    /// Blocks of a unit, across and down.
    across: u32,
    down: u32,
    /// Blocks of the component, without those that fill up units.
    width: u32,
    height: u32,
    /// Which coefficients of each block are not zero, in progressive coding.
    history: Vec<u64>,
}

/// A scan's component, its tables, and its parameters.
struct Scan<'t> {
    dc: Option<&'t Table>,
    ac: Option<&'t Table>,
    parameters: Parameters,
}

#[derive(Clone, Copy)]
struct Parameters {
    is_progressive: bool,
    first: u32,
    last: u32,
    /// Whether it refines what scans before it gave.
    refines: bool,
}

/// Checks whether all scans decode: those up to the end marker, or to where the bytes end. `bytes` begin behind the SOI marker.
pub(super) fn check(mut bytes: &[u8]) -> Result<(), Damaged> {
    let mut tables = Tables::default();
    let mut picture: Option<Picture> = None;
    loop {
        let Some((marker, behind)) = next_marker(bytes) else { return Ok(()) };
        bytes = behind;
        match marker {
            0xD0..=0xD7 | 0x01 => continue,
            // Another picture begins: this one is cut off.
            0xD8 | 0xD9 => return Ok(()),
            _ => {}
        }
        let Some((&length, behind)) = bytes.split_first_chunk() else { return Ok(()) };
        let length = usize::from(u16::from_be_bytes(length));
        if length < 2 && !matches!(marker, 0xDC | 0xE0..) {
            return Err(Damaged);
        }
        let length = length.saturating_sub(2);
        let Some((content, behind)) = behind.split_at_checked(length) else { return Ok(()) };
        bytes = behind;
        match (marker, &mut picture) {
            (0xC4, _) => tables.define_huffman(content)?,
            (0xDB, _) => tables.define_quantisation(content)?,
            (0xDD, _) => tables.restart_interval = u16::from_be_bytes(*content.as_array().ok_or(Damaged)?).into(),
            (0xDA, Some(picture)) => match picture.scan(content, bytes, &mut tables) {
                Ok(behind) => bytes = behind,
                Err(End::OfBytes) => return Ok(()),
                Err(End::Damaged) => return Err(Damaged),
            },
            (0xC0..=0xC2 | 0xC9 | 0xCA, None) => {
                picture = Some(Picture::new(&Frame::of(marker, content).map_err(|_| Damaged)?)?)
            }
            (0xDA, None) => return Err(Damaged),
            (marker, _) if is_frame(marker) => return Err(Damaged),
            (0xCC, _) => check_conditioning(content)?,
            // DNL, APPn and COM say nothing of the data; what else there is, decoders refuse.
            (0xDC | 0xE0..=0xEF | 0xFE, _) => {}
            _ => return Err(Damaged),
        }
    }
}

/// Checks the values of a DAC segment, by which arithmetic coding is conditioned.
fn check_conditioning(content: &[u8]) -> Result<(), Damaged> {
    let (pairs, []) = content.as_chunks::<2>() else { return Err(Damaged) };
    let is_legal = |&[kind, value]: &[u8; 2]| kind < 32 && (kind >= 16 || value & 0xF <= value >> 4);
    if pairs.iter().all(is_legal) { Ok(()) } else { Err(Damaged) }
}

/// Returns the next marker, and what is behind it.
fn next_marker(mut bytes: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        bytes = bytes.get(bytes.iter().position(|&byte| byte == 0xFF)?..)?;
        bytes = bytes.get(bytes.iter().position(|&byte| byte != 0xFF)?..)?;
        match bytes {
            [0, rest @ ..] => bytes = rest,
            [marker, rest @ ..] => return Some((*marker, rest)),
            [] => return None,
        }
    }
}

impl Picture {
    fn new(frame: &Frame) -> Result<Picture, Damaged> {
        let (width, height) = frame.size();
        let specifications = || frame.components();
        let most =
            |of: fn(u8) -> u8| u32::from(specifications().map(|(_, sampling, _)| of(sampling)).max().unwrap_or(1));
        let (across, down) = (most(|sampling| sampling >> 4), most(|sampling| sampling & 0xF));
        let components = specifications().map(|(id, sampling, quantisation)| {
            let (h, v) = (u32::from(sampling >> 4), u32::from(sampling & 0xF));
            // libjpeg enlarges by whole factors only.
            if across % h != 0 || down % v != 0 {
                return Err(Damaged);
            }
            let blocks = |side: u32, own: u32, most: u32| (side * own).div_ceil(most).div_ceil(8);
            let (width, height) = (blocks(width, h, across), blocks(height, v, down));
            Ok(Component { id, quantisation, across: h, down: v, width, height, history: Vec::new() })
        });
        Ok(Picture {
            is_progressive: frame.is_progressive(),
            is_arithmetic: frame.is_arithmetic(),
            is_complete: false,
            components: components.collect::<Result<_, _>>()?,
            units: (width.div_ceil(8 * across), height.div_ceil(8 * down)),
        })
    }

    /// Reads a scan; returns what is behind it.
    fn scan<'b>(&mut self, header: &[u8], data: &'b [u8], tables: &mut Tables) -> Result<&'b [u8], End> {
        let (&count, rest) = header.split_first().ok_or(Damaged)?;
        let (named, rest) = rest.split_at_checked(2 * usize::from(count)).ok_or(Damaged)?;
        let &[first, last, approximation] = rest.as_array().ok_or(Damaged)?;
        let (high, low) = (approximation >> 4, approximation & 0xF);
        let Picture { is_progressive, is_arithmetic, .. } = *self;
        if self.is_complete {
            return Err(End::Damaged);
        }
        if !is_progressive {
            self.is_complete = usize::from(count) == self.components.len();
            tables.complete();
        }
        let parameters = Parameters { is_progressive, first: first.into(), last: last.into(), refines: high > 0 };
        let band_is_legal = if first == 0 { last == 0 } else { first <= last && last < 64 && count == 1 };
        let step_is_legal = (high == 0 || low + 1 == high) && low <= 13;
        if !matches!(count, 1..=4) || is_progressive && !(band_is_legal && step_is_legal) {
            return Err(End::Damaged);
        }
        let mut taken = [false; 4];
        let mut order: Vec<(usize, Scan<'_>)> = Vec::new();
        for &[id, selectors] in named.as_chunks::<2>().0 {
            let place = self.components.iter().zip(taken).position(|(component, taken)| component.id == id && !taken);
            let place = place.ok_or(Damaged)?;
            if let (Some(taken), Some(component)) = (taken.get_mut(place), self.components.get_mut(place)) {
                *taken = true;
                if tables.quantisation >> component.quantisation & 1 == 0 {
                    return Err(End::Damaged);
                }
                if is_progressive && !is_arithmetic && component.history.is_empty() {
                    component.history = vec![0; component.width as usize * component.height as usize];
                }
            }
            let dc = tables.dc.get(usize::from(selectors >> 4)).and_then(|table| table.as_ref()?.as_ref());
            let ac = tables.ac.get(usize::from(selectors & 0xF)).and_then(|table| table.as_ref()?.as_ref());
            let (needs_dc, needs_ac) = (!is_progressive || first == 0 && high == 0, !is_progressive || first > 0);
            let lacks_table = needs_dc && !dc.is_some_and(Table::is_of_dc) || needs_ac && ac.is_none();
            if lacks_table && !is_arithmetic {
                return Err(End::Damaged);
            }
            order.push((place, Scan { dc, ac, parameters }));
        }
        // Whatever bits are read by an arithmetic decoder, they mean something.
        if is_arithmetic { Ok(data) } else { self.blocks(data, &order, tables.restart_interval) }
    }

    /// Reads the blocks of a scan.
    fn blocks<'b>(
        &mut self,
        data: &'b [u8],
        order: &[(usize, Scan<'_>)],
        restart_interval: u32,
    ) -> Result<&'b [u8], End> {
        let alone = match order {
            [(place, _)] => self.components.get(*place).map(|component| (component.width, component.height)),
            _ => None,
        };
        let (across, down) = alone.unwrap_or(self.units);
        let in_unit: u32 = order
            .iter()
            .filter_map(|(place, _)| self.components.get(*place))
            .map(|component| component.across * component.down)
            .sum();
        if alone.is_none() && in_unit > MAX_UNIT_BLOCKS {
            return Err(End::Damaged);
        }
        let blocks = if alone.is_some() { 1 } else { in_unit };
        let fast = if self.is_progressive { usize::MAX } else { (FAST_BLOCK_BYTES * blocks) as usize };
        let mut bits = Bits::new(data);
        let (mut end_of_band_run, mut until_restart, mut restarts) = (0, restart_interval, 0u8);
        for unit in 0..across * down {
            if restart_interval > 0 && until_restart == 0 {
                bits = Bits::new(restart(bits, restarts)?);
                (end_of_band_run, until_restart, restarts) = (0, restart_interval, (restarts + 1) % 8);
            }
            until_restart = until_restart.saturating_sub(1);
            bits.take_any_above(fast);
            for (place, scan) in order {
                let Some(component) = self.components.get_mut(*place) else { continue };
                let count = if alone.is_some() { 1 } else { component.across * component.down };
                for _ in 0..count {
                    // Coefficients beside the first have scans with one component, whose units are its blocks.
                    let history = component.history.get_mut(unit as usize);
                    scan.block(&mut bits, history.unwrap_or(&mut 0), &mut end_of_band_run)?;
                }
            }
        }
        let (rest, unread) = bits.rest();
        behind_data(rest, unread)
    }
}

impl Tables {
    fn define_huffman(&mut self, mut content: &[u8]) -> Result<(), Damaged> {
        while let Some((&[kind], rest)) = content.split_first_chunk() {
            let (counts, rest) = rest.split_first_chunk::<16>().ok_or(Damaged)?;
            let count = counts.iter().map(|&count| usize::from(count)).sum::<usize>();
            let (symbols, rest) = rest.split_at_checked(count).filter(|_| count <= 256).ok_or(Damaged)?;
            let of_class = if kind & 0x10 > 0 { &mut self.ac } else { &mut self.dc };
            let slot = of_class.get_mut(usize::from(kind & !0x10)).ok_or(Damaged)?;
            *slot = Some(Table::new(counts, symbols));
            content = rest;
        }
        Ok(())
    }

    fn define_quantisation(&mut self, mut content: &[u8]) -> Result<(), Damaged> {
        while let Some((&kind, rest)) = content.split_first() {
            let size = if kind >> 4 > 0 { 128 } else { 64 };
            content = rest.get(size..).filter(|_| kind & 0xF < 4).ok_or(Damaged)?;
            self.quantisation |= 1 << (kind & 0xF);
        }
        Ok(())
    }

    /// Takes the usual Huffman tables for those that are missing.
    fn complete(&mut self) {
        let [dc0, dc1, ..] = &mut self.dc;
        let [ac0, ac1, ..] = &mut self.ac;
        let usual: [(_, &[u8]); 4] =
            [(dc0, &DC_LUMINANCE), (dc1, &DC_CHROMINANCE), (ac0, &AC_LUMINANCE), (ac1, &AC_CHROMINANCE)];
        for (slot, table) in usual {
            slot.get_or_insert_with(|| {
                let (counts, symbols) = table.split_first_chunk()?;
                Table::new(counts, symbols)
            });
        }
    }
}

/// Returns what is behind the marker of the restart that is due.
fn restart(bits: Bits<'_>, number: u8) -> Result<&[u8], End> {
    let (rest, unread) = bits.rest();
    match next_marker(behind_data(rest, unread)?) {
        None => Err(End::OfBytes),
        Some((marker, behind)) if marker == 0xD0 + number => Ok(behind),
        Some(_) => Err(End::Damaged),
    }
}

/// Steps to the marker behind data of which all has been read. Many bytes before it are data that was read out of step.
fn behind_data(mut rest: &[u8], unread: u32) -> Result<&[u8], End> {
    let (mut left_over, mut is_filling) = (unread, true);
    loop {
        rest = match rest {
            [] => return Err(End::OfBytes),
            [0xFF, ..] => match behind_stuffed(rest) {
                Some(rest) => rest,
                None => break,
            },
            [byte, rest @ ..] => {
                is_filling &= *byte == 0;
                rest
            }
        };
        left_over = left_over.saturating_add(1);
    }
    if left_over > MAX_LEFT_OVER_BYTES && !is_filling { Err(End::Damaged) } else { Ok(rest) }
}

impl Scan<'_> {
    /// Reads a block, whose coefficients that are not zero are `history`.
    fn block(&self, bits: &mut Bits<'_>, history: &mut u64, end_of_band_run: &mut u32) -> Result<(), End> {
        let Parameters { is_progressive, first, refines, .. } = self.parameters;
        match (is_progressive, first, refines) {
            (false, ..) => {
                self.dc(bits)?;
                self.band(bits, 1, BLOCK_COEFFICIENTS - 1, &mut 0, &mut 0)
            }
            (true, 0, false) => self.dc(bits),
            (true, 0, true) => bits.take(1).map(drop),
            (true, _, false) => self.band(bits, first, self.parameters.last, history, end_of_band_run),
            (true, _, true) => self.refine(bits, history, end_of_band_run),
        }
    }

    fn dc(&self, bits: &mut Bits<'_>) -> Result<(), End> {
        let count = bits.symbol(self.dc.ok_or(Damaged)?)?;
        bits.take(count.into()).map(drop)
    }

    /// Reads coefficients for the first time.
    fn band(&self, bits: &mut Bits<'_>, first: u32, last: u32, history: &mut u64, run: &mut u32) -> Result<(), End> {
        if *run > 0 {
            *run -= 1;
            return Ok(());
        }
        let table = self.ac.ok_or(Damaged)?;
        let mut at = first;
        while at <= last {
            let symbol = bits.symbol(table)?;
            let (zeros, count) = (u32::from(symbol >> 4), u32::from(symbol & 0xF));
            if count > 0 {
                at += zeros;
                bits.take(count)?;
                *history |= 1u64.checked_shl(at).unwrap_or(0);
            } else if zeros == 15 {
                at += 15;
            } else {
                // The end of the band, and in progressive coding of those of blocks that follow.
                if self.parameters.is_progressive {
                    *run = (1 << zeros) + bits.take(zeros)? - 1;
                }
                break;
            }
            at += 1;
        }
        Ok(())
    }

    /// Reads a bit more of coefficients.
    fn refine(&self, bits: &mut Bits<'_>, history: &mut u64, run: &mut u32) -> Result<(), End> {
        let Parameters { first, last, .. } = self.parameters;
        let table = self.ac.ok_or(Damaged)?;
        let mut at = first;
        while *run == 0 && at <= last {
            let symbol = bits.symbol(table)?;
            let (mut zeros, count) = (u32::from(symbol >> 4), symbol & 0xF);
            match count {
                0 if zeros < 15 => {
                    *run = (1 << zeros) + bits.take(zeros)?;
                    break;
                }
                0 => {}
                1 => drop(bits.take(1)?),
                _ => return Err(End::Damaged),
            }
            while at <= last {
                if *history >> at & 1 == 1 {
                    bits.take(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if count > 0 {
                *history |= 1u64.checked_shl(at).unwrap_or(0);
            }
            at += 1;
        }
        if *run > 0 {
            for at in at..=last {
                if *history >> at & 1 == 1 {
                    bits.take(1)?;
                }
            }
            *run -= 1;
        }
        Ok(())
    }
}

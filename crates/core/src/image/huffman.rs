//! Huffman codes of a JPEG, and the bits that they are in.

use super::damaged::Damaged;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// The bits of a code that are looked up at once.
const LOOKUP_BITS: u32 = 9;
const LOOKUP: usize = 1 << LOOKUP_BITS;

/// A Huffman table, by which symbols are decoded.
#[derive(Clone)]
pub(super) struct Table {
    /// The length of a code and its symbol, by the bits that begin with it; length 0 where the code is longer than that.
    lookup: Box<[(u8, u8); LOOKUP]>,
    /// For each length: behind the last of its codes, and what is to be added to a code for the place of its symbol.
    lengths: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Table {
    /// Returns the table with so many codes of each length; `None` where there are more than fit.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Table> {
        let mut table = Table { lookup: Box::new([(0, 0); LOOKUP]), lengths: [(0, 0); 17], symbols: symbols.to_vec() };
        let (mut code, mut place) = (0u32, 0u32);
        for (length, &count) in (1u32..).zip(counts) {
            let end = code + u32::from(count);
            // No code is all ones.
            if end >= 1 << length {
                return None;
            }
            if let Some(row) = table.lengths.get_mut(length as usize) {
                *row = (end, place as i32 - code as i32);
            }
            for code in code..end {
                let symbol = *symbols.get(place as usize)?;
                place += 1;
                if let Some(shift) = LOOKUP_BITS.checked_sub(length) {
                    let from = (code as usize) << shift;
                    table.lookup.get_mut(from..from + (1 << shift))?.fill((length as u8, symbol));
                }
            }
            code = end << 1;
        }
        Some(table)
    }

    /// Checks whether every symbol is a number of bits that a DC difference can have.
    pub(super) fn is_of_dc(&self) -> bool {
        self.symbols.iter().all(|&symbol| symbol <= 15)
    }
}

/// Returns what is behind a byte of ones and the zero that is stuffed behind it; `None` where that is no such byte but a marker. As in
/// libjpeg, fill bytes may precede either.
pub(super) fn behind_stuffed(bytes: &[u8]) -> Option<&[u8]> {
    let at = bytes.iter().position(|&byte| byte != 0xFF)?;
    bytes.get(at..)?.strip_prefix(&[0])
}

/// The bits of entropy-coded data, from the first byte of a restart interval on.
pub(super) struct Bits<'b> {
    bytes: &'b [u8],
    buffer: u64,
    count: u32,
    /// Whether bits that are no code are taken for a zero.
    takes_any: bool,
}

/// Where bits were asked for and there are none.
pub(super) enum End {
    /// All bytes have been read: the image is cut off.
    OfBytes,
    /// Before a marker, or in a code that no table has.
    Damaged,
}

impl From<Damaged> for End {
    fn from(_: Damaged) -> End {
        End::Damaged
    }
}

impl<'b> Bits<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Bits { bytes, buffer: 0, count: 0, takes_any: false }
    }

    /// Takes bits that are no code for a zero, as libjpeg-turbo does without a word where more bytes are left than these.
    pub(super) fn take_any_above(&mut self, bytes: usize) {
        self.takes_any = self.bytes.len() + self.count as usize / 8 >= bytes;
    }

    /// Fills the buffer as far as there are bytes before a marker.
    fn fill(&mut self) {
        while self.count <= 56 {
            let (byte, rest) = match self.bytes {
                [] => return,
                [0xFF, ..] => match behind_stuffed(self.bytes) {
                    Some(rest) => (0xFF, rest),
                    None => return,
                },
                [byte, rest @ ..] => (*byte, rest),
            };
            self.buffer = self.buffer << 8 | u64::from(byte);
            self.count += 8;
            self.bytes = rest;
        }
    }

    /// Returns the next bits, 0 to 16 of them.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, End> {
        if self.count < count {
            self.fill();
        }
        let Some(left) = self.count.checked_sub(count) else { return Err(self.end()) };
        self.count = left;
        Ok((self.buffer >> left) as u32 & ((1 << count) - 1))
    }

    /// Returns the symbol of the next code.
    pub(super) fn symbol(&mut self, table: &Table) -> Result<u8, End> {
        if self.count < 16 {
            self.fill();
        }
        if let Some(left) = self.count.checked_sub(LOOKUP_BITS) {
            let ahead = (self.buffer >> left) as usize & (LOOKUP - 1);
            if let Some(&(length @ 1.., symbol)) = table.lookup.get(ahead) {
                self.count -= u32::from(length);
                return Ok(symbol);
            }
        }
        let mut code = 0;
        for &(end, offset) in table.lengths.iter().skip(1) {
            code = code << 1 | self.take(1)?;
            if code < end {
                let place = usize::try_from(code as i32 + offset).ok();
                return place.and_then(|place| table.symbols.get(place).copied()).ok_or(End::Damaged);
            }
        }
        // The bit that shows that it is none is gone, too.
        if self.takes_any { self.take(1).map(|_| 0) } else { Err(End::Damaged) }
    }

    fn end(&self) -> End {
        // Where another picture begins, this one is cut off.
        if let [] | [_] | [0xFF, 0xD8, ..] = self.bytes { End::OfBytes } else { End::Damaged }
    }

    /// Returns the bytes behind those of which a bit was taken.
    pub(super) fn rest(self) -> (&'b [u8], u32) {
        (self.bytes, self.count / 8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_that_are_no_code_are_a_zero_where_many_bytes_are_left() {
        let mut counts = [0; 16];
        counts[0] = 1;
        let table = Table::new(&counts, &[7]).expect("a table");
        // Seventeen bits that begin with no code, and what is behind them.
        let data = [0xAA, 0xAA, 0xAA, 0x2A];
        let read = |above: usize| {
            let mut bits = Bits::new(&data);
            bits.take_any_above(above);
            (bits.symbol(&table).ok(), bits.take(15).ok())
        };
        assert_eq!(read(4), (Some(0), Some(0x2A2A)));
        assert_eq!(read(5).0, None);
        assert_eq!(Bits::new(&[0x70]).symbol(&table).ok(), Some(7));
    }
}

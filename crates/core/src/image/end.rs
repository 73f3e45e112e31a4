//! The end marker of a JPEG, looked for from behind.

use super::jpeg::{EOI, SOI, TEM};

/// The most bytes from a marker's prefix on to the end of its segment.
pub(super) const MAX_SEGMENT: u64 = 2 + 0xFFFF;

/// Looks for an end marker that is surely met by who reads the JPEG from its beginning, in its last bytes alone.
///
/// Who reads from the beginning passes over whole segments, so an end marker within one is none. But whatever segment covers
/// a place has its own marker at most 64 KiB before it. Where all that looks like a segment's marker in these bytes, be it
/// one or not, has a length that ends before the place, no segment covers it: the reader comes by, in a scan or between
/// segments, and takes it for the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct EndFinder {
    /// The position behind the bytes so far.
    at: u64,
    /// Where the last of what looks like segments ends.
    covered: u64,
    /// The last four bytes, the last of them lowest; others without a prefix instead of those that were stepped over.
    last: u32,
    /// Whether something that looks like the beginning of another picture was met.
    is_interrupted: bool,
}

impl EndFinder {
    /// A search from a place in entropy-coded data or behind it.
    pub(super) const fn new() -> Self {
        EndFinder { at: 0, covered: 0, last: 0, is_interrupted: false }
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
            EOI => at >= MAX_SEGMENT && self.covered <= at && !self.is_interrupted,
            // Another picture. Whether the one that is read ended before it does not show here.
            SOI => {
                self.is_interrupted = true;
                false
            }
            0x00 | 0xFF | TEM | 0xD0..=0xD7 => false,
            _ => {
                let end = at + 2 + u64::from(u16::from_be_bytes(length)).max(2);
                self.covered = self.covered.max(end);
                false
            }
        }
    }
}

//! Names that the API does not know: the first ones, and how many more there are.

use alloc::vec::Vec;

/// The most unknown names that are listed.
const MAX_UNKNOWN_NAMES: usize = 32;

/// The most characters of a name that matter to a report: one more than are shown.
const BEGINNING_CHARS: usize = 65;

/// A name that is read in pieces. However long it is, no more of it is kept than is shown, and a hash of the rest.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    kept: [u8; Name::KEPT],
    kept_length: usize,
    /// The length of all of it, and the hash of what is not kept.
    length: u64,
    hash: u64,
}

impl Name {
    /// The bytes of the longest beginning.
    const KEPT: usize = 4 * BEGINNING_CHARS;

    pub(crate) const fn new() -> Self {
        Name { kept: [0; Name::KEPT], kept_length: 0, length: 0, hash: 0xCBF2_9CE4_8422_2325 }
    }

    /// Begins another name.
    pub(crate) fn clear(&mut self) {
        (self.kept_length, self.length, self.hash) = (0, 0, Name::new().hash);
    }

    pub(crate) fn push(&mut self, text: &[u8]) {
        let room = self.kept.get_mut(self.kept_length..).unwrap_or(&mut []);
        let (kept, rest) = text.split_at(text.len().min(room.len()));
        if let Some(room) = room.get_mut(..kept.len()) {
            room.copy_from_slice(kept);
            self.kept_length += kept.len();
        }
        self.hash = fnv(self.hash, rest);
        self.length += text.len() as u64;
    }

    fn kept(&self) -> &[u8] {
        self.kept.get(..self.kept_length).unwrap_or(&self.kept)
    }

    /// Returns the name, or what is kept of a longer one.
    pub(crate) fn as_str(&self) -> &str {
        let kept = self.kept();
        match core::str::from_utf8(kept) {
            Ok(text) => text,
            // It is cut within a character.
            Err(error) => core::str::from_utf8(kept.get(..error.valid_up_to()).unwrap_or(&[])).unwrap_or(""),
        }
    }

    /// Returns the name up to the first character that is not shown.
    fn beginning(&self) -> &str {
        let kept = self.as_str();
        let end = kept.char_indices().nth(BEGINNING_CHARS).map_or(kept.len(), |(end, _)| end);
        kept.get(..end).unwrap_or(kept)
    }

    fn is_same(&self, other: &Name) -> bool {
        (self.length, self.hash) == (other.length, other.hash) && self.kept() == other.kept()
    }
}

/// FNV-1a, 64 bits.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

#[derive(Debug, Clone)]
struct Listed {
    name: Name,
    is_repeated: bool,
}

/// The unknown names of a body. However many there are, and however long, it keeps what is shown of [`MAX_UNKNOWN_NAMES`] of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnknownNames {
    listed: Vec<Listed>,
    omitted: u64,
}

impl UnknownNames {
    pub(crate) const fn new() -> Self {
        UnknownNames { listed: Vec::new(), omitted: 0 }
    }

    /// Adds a name: it is one of those listed, or listed, or only counted.
    pub(crate) fn add(&mut self, name: &Name) {
        if let Some(same) = self.listed.iter_mut().find(|listed| listed.name.is_same(name)) {
            same.is_repeated = true;
        } else if self.listed.len() < MAX_UNKNOWN_NAMES {
            self.listed.push(Listed { name: name.clone(), is_repeated: false });
        } else {
            self.omitted += 1;
        }
    }

    /// Returns the beginnings of the names that are listed, in the order they came, each with whether it came again.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&str, bool)> {
        self.listed.iter().map(|listed| (listed.name.beginning(), listed.is_repeated))
    }

    /// Returns how many names more there were.
    pub(crate) fn omitted(&self) -> u64 {
        self.omitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_all_that_they_are() {
        let mut unknown = UnknownNames::default();
        let long = "é".repeat(70);
        let longer = "é".repeat(200);
        let names =
            ["a", &format!("{long}b"), &format!("{long}c"), &long, &format!("{longer}b"), &format!("{longer}c")];
        for piece in [1, 2, 300] {
            for text in names {
                let mut name = Name::new();
                name.push(b"another");
                name.clear();
                text.as_bytes().chunks(piece).for_each(|piece| name.push(piece));
                unknown.add(&name);
            }
            let is_again = piece > 1;
            let listed: Vec<_> = unknown.listed().collect();
            let shown = &long[..2 * BEGINNING_CHARS];
            let expected = [
                ("a", is_again),
                (shown, is_again),
                (shown, is_again),
                (shown, is_again),
                (shown, is_again),
                (shown, is_again),
            ];
            assert_eq!(listed, expected);
        }
        assert_eq!(unknown.omitted(), 0);
    }
}

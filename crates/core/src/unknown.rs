//! Names that the API does not know: the first ones, and how many more there are.

use crate::body::JsonStr;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The most unknown names that are listed.
const MAX_LISTED: usize = 32;

/// The most characters of a name that matter to a report: one more than are shown.
const BEGINNING: usize = 65;

/// A name as it came, not copied.
#[derive(Debug, Clone)]
pub(crate) enum UnknownName<'a> {
    Json(JsonStr<'a>),
    Text(Cow<'a, str>),
}

impl UnknownName<'_> {
    /// Returns the name up to the first character that is not shown.
    pub(crate) fn beginning(&self) -> String {
        match self {
            UnknownName::Json(string) => string.chars().take(BEGINNING).collect(),
            UnknownName::Text(text) => text.chars().take(BEGINNING).collect(),
        }
    }

    /// Gives the bytes of the name, in pieces.
    fn bytes(&self, take: &mut dyn FnMut(u8)) {
        match self {
            UnknownName::Json(string) => {
                string.chunks().for_each(|chunk| chunk.encode(&mut [0; 4]).bytes().for_each(&mut *take));
            }
            UnknownName::Text(text) => text.bytes().for_each(take),
        }
    }

    fn hash(&self) -> u64 {
        // FNV-1a, 64 bits.
        let mut hash = 0xCBF2_9CE4_8422_2325;
        self.bytes(&mut |byte| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        hash
    }

    fn is_same(&self, other: &UnknownName<'_>) -> bool {
        fn plain<'n>(name: &'n UnknownName<'_>) -> Option<&'n str> {
            match name {
                UnknownName::Json(string) => string.plain(),
                UnknownName::Text(text) => Some(text),
            }
        }
        match (plain(self), plain(other)) {
            (Some(one), Some(other)) => one == other,
            _ => self.chars().eq(other.chars()),
        }
    }

    fn chars(&self) -> impl Iterator<Item = char> {
        let (json, text) = match self {
            UnknownName::Json(string) => (Some(string.chars()), None),
            UnknownName::Text(text) => (None, Some(text.chars())),
        };
        json.into_iter().flatten().chain(text.into_iter().flatten())
    }
}

#[derive(Debug, Clone)]
struct Listed<'a> {
    name: UnknownName<'a>,
    hash: u64,
    is_repeated: bool,
}

/// The unknown names of a body. However many there are, it keeps [`MAX_LISTED`] of them, and none of them is copied.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnknownNames<'a> {
    listed: Vec<Listed<'a>>,
    omitted: u64,
}

impl<'a> UnknownNames<'a> {
    /// Adds a name: it is one of those listed, or listed, or only counted.
    pub(crate) fn add(&mut self, name: UnknownName<'a>) {
        let hash = name.hash();
        // One name at most is compared, so that no choice of names makes this slow.
        if let Some(same) = self.listed.iter_mut().find(|listed| listed.hash == hash)
            && same.name.is_same(&name)
        {
            same.is_repeated = true;
        } else if self.listed.len() < MAX_LISTED {
            self.listed.push(Listed { name, hash, is_repeated: false });
        } else {
            self.omitted += 1;
        }
    }

    /// Returns the names that are listed, in the order they came, each with whether it came again.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&UnknownName<'a>, bool)> {
        self.listed.iter().map(|listed| (&listed.name, listed.is_repeated))
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
    fn names_of_one_hash_are_compared() {
        let names = ["8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ"];
        let [one, other] = names.map(|name| UnknownName::Text(name.into()));
        assert_eq!(one.hash(), other.hash());
        let mut unknown = UnknownNames::default();
        for name in [&one, &other, &one] {
            unknown.add(name.clone());
        }
        let listed: Vec<_> = unknown.listed().map(|(name, is_repeated)| (name.beginning(), is_repeated)).collect();
        assert_eq!(listed, [(names[0].to_owned(), true), (names[1].to_owned(), false)]);
    }
}

//! A request inside something else: the names that tell, looked for while nested values are stepped over.

use super::JsonStr;

/// The names of the fields that every request has, then those that tell a HAR file and a Postman export.
const NAMES: [&str; 7] =
    ["merchantIdScanReference", "frontsideImage", "country", "idType", "entries", "schema", "_postman_id"];
const REQUIRED: u8 = 0b1111;
const ENTRIES: u8 = 1 << 4;
const SCHEMA_OR_ID: u8 = 0b11 << 5;

/// How many levels below the top object a request is looked for.
const LEVELS: usize = 3;

/// What is known of the objects that a reader has stepped over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Inside {
    /// The names met in the object that was read last on each level, a bit each.
    met: [u8; LEVELS],
    /// Whether any of the objects has two names of a request.
    request: bool,
}

impl Inside {
    fn on(&mut self, depth: u32) -> Option<&mut u8> {
        // The top object has depth 1.
        self.met.get_mut((depth as usize).checked_sub(2)?)
    }

    /// Begins an object.
    pub(super) fn begin(&mut self, depth: u32) {
        if let Some(met) = self.on(depth) {
            *met = 0;
        }
    }

    /// Takes a name of the object that was begun last on that depth, and whether its value is an array.
    pub(super) fn name(&mut self, depth: u32, name: JsonStr<'_>, is_array: bool) {
        let Some(met) = self.on(depth) else { return };
        let bit = (0..).zip(NAMES).find(|(_, known)| name.is(known)).map_or(0, |(number, _)| 1 << number);
        if bit != ENTRIES || is_array {
            *met |= bit;
        }
        self.request |= (*met & REQUIRED).count_ones() > 1;
    }

    /// Checks whether an object that was stepped over has two names of a request.
    pub(crate) fn has_request(&self) -> bool {
        self.request
    }

    /// Checks whether the object that was read last as a member of the top object has an array of that name.
    pub(crate) fn has_entries(&self) -> bool {
        self.met.first().is_some_and(|met| met & ENTRIES != 0)
    }

    /// Checks whether that object tells a collection's schema or number, as Postman writes them.
    pub(crate) fn has_schema_or_id(&self) -> bool {
        self.met.first().is_some_and(|met| met & SCHEMA_OR_ID != 0)
    }
}

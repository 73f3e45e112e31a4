//! A request inside something else: the names that show it, looked for in nested objects.

/// The names of the fields that every request has, then those that show a HAR file and a Postman export.
const NAMES: [&str; 7] =
    ["merchantIdScanReference", "frontsideImage", "country", "idType", "entries", "schema", "_postman_id"];
const REQUIRED: u8 = 0b1111;
const ENTRIES: u8 = 1 << 4;
const SCHEMA_OR_ID: u8 = 0b11 << 5;

/// How many levels below the top object a request is looked for.
const MAX_LEVELS: usize = 3;

/// What is known of the nested objects of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside {
    /// The names met in the object that was read last on each level, a bit each.
    met: [u8; MAX_LEVELS],
    /// Whether any of the objects has two names of a request.
    request: bool,
}

impl Inside {
    /// The depth of the deepest objects that are looked into; the top object's is 1.
    pub(super) const DEEPEST: u32 = 1 + MAX_LEVELS as u32;

    pub(super) const fn new() -> Self {
        Inside { met: [0; MAX_LEVELS], request: false }
    }

    /// Returns the bit of a name; 0 for one that shows nothing.
    pub(super) fn bit(name: &str) -> u8 {
        (0..).zip(NAMES).find(|(_, known)| *known == name).map_or(0, |(number, _)| 1 << number)
    }

    fn on(&mut self, depth: u32) -> Option<&mut u8> {
        self.met.get_mut((depth as usize).checked_sub(2)?)
    }

    /// Begins an object of that depth.
    pub(super) fn begin(&mut self, depth: u32) {
        if let Some(met) = self.on(depth) {
            *met = 0;
        }
    }

    /// Takes the bit of a name in the object that was begun last at that depth, and whether its value is an array.
    pub(super) fn name(&mut self, depth: u32, bit: u8, is_array: bool) {
        let Some(met) = self.on(depth) else { return };
        if bit != ENTRIES || is_array {
            *met |= bit;
        }
        self.request |= (*met & REQUIRED).count_ones() > 1;
    }

    /// Checks whether an object has two names of a request.
    pub(super) fn has_request(&self) -> bool {
        self.request
    }

    /// Checks whether the object that was read last as a member of the top object has an array of that name.
    pub(super) fn has_entries(&self) -> bool {
        self.met.first().is_some_and(|met| met & ENTRIES != 0)
    }

    /// Checks whether that object has a collection's schema or number, as Postman writes them.
    pub(super) fn has_schema_or_id(&self) -> bool {
        self.met.first().is_some_and(|met| met & SCHEMA_OR_ID != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Requirement};

    /// Fails where a row of the table becomes required, or no longer is, and this list is forgotten.
    #[test]
    fn the_first_names_are_those_of_required_fields() {
        let is_required = |field: &Field| field.spec().requirement == Requirement::Required;
        let required: Vec<&str> = Field::ALL.into_iter().filter(is_required).map(Field::name).collect();
        assert_eq!(NAMES[..REQUIRED.count_ones() as usize], required);
    }
}

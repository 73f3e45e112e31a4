//! Where texts with escapes are unescaped to, so that an ordinary body is read without the heap.

use crate::body::JsonStr;
use alloc::borrow::Cow;

/// More than the texts of a request may hold between them, in a script of two bytes a character.
const SIZE: usize = 2048;

/// The memory of an [`Arena`], on the stack of whoever reads. It is written to only when the first text needs it.
pub(crate) type Room = Option<[u8; SIZE]>;

/// Gives out its room from the beginning on, and never takes it back.
pub(crate) struct Arena<'a> {
    untouched: Option<&'a mut Room>,
    free: &'a mut [u8],
}

impl<'a> Arena<'a> {
    pub(crate) fn of(room: &'a mut Room) -> Self {
        Arena { untouched: Some(room), free: &mut [] }
    }

    /// One without room, for what outlives its reader.
    pub(crate) fn none() -> Self {
        Arena { untouched: None, free: &mut [] }
    }

    /// A string's text; copied only where it has escapes, and to the heap only where it finds no room.
    pub(crate) fn text(&mut self, string: JsonStr<'a>) -> Cow<'a, str> {
        match string.plain() {
            // WebAssembly reads into drafts that stay, and its heap is as quick.
            _ if cfg!(target_arch = "wasm32") => string.text(),
            Some(text) => Cow::Borrowed(text),
            None => self.unescaped(string).map_or_else(|| string.text(), Cow::Borrowed),
        }
    }

    fn unescaped(&mut self, string: JsonStr<'a>) -> Option<&'a str> {
        if let Some(room) = self.untouched.take() {
            self.free = room.insert([0; SIZE]);
        }
        let mut length = 0;
        for chunk in string.chunks() {
            let mut char = [0; 4];
            let piece = chunk.encode(&mut char).as_bytes();
            self.free.get_mut(length..length + piece.len())?.copy_from_slice(piece);
            length += piece.len();
        }
        let (text, free) = core::mem::take(&mut self.free).split_at_mut_checked(length)?;
        self.free = free;
        core::str::from_utf8(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Malformed, Reader, Reason, Top, read};
    use proptest::prelude::*;

    fn string(json: &str) -> JsonStr<'_> {
        match read(json.as_bytes(), &mut |_: JsonStr<'_>, _: &mut Reader<'_>| {
            Err(Malformed { offset: 0, reason: Reason::Syntax })
        }) {
            Ok(Top::String(string)) => string,
            other => panic!("{json}: {other:?}"),
        }
    }

    proptest! {
        /// Several texts in one room, of which some find none any more.
        #[test]
        fn a_text_is_the_same_wherever_it_stands(texts in prop::collection::vec("(.|[\\\\\"\n]|[a-z]{0,90}){0,40}", 1..8)) {
            let json: Vec<String> = texts.iter().map(|text| serde_json::to_string(text).expect("JSON")).collect();
            let mut room = Room::default();
            let mut arena = Arena::of(&mut room);
            let found: Vec<Cow<'_, str>> = json.iter().map(|json| arena.text(string(json))).collect();
            prop_assert_eq!(&found, &texts);
            let mut arena = Arena::none();
            for (json, text) in json.iter().zip(&texts) {
                prop_assert_eq!(&arena.text(string(json)), text);
            }
        }
    }

    #[test]
    fn the_room_is_used_up_and_no_more() {
        let (half, rest) =
            (format!("\"\\n{}\"", "a".repeat(SIZE / 2 - 1)), format!("\"\\t{}\"", "b".repeat(SIZE / 2 - 2)));
        let mut room = Room::default();
        let mut arena = Arena::of(&mut room);
        assert!(matches!(arena.text(string("\"plain\"")), Cow::Borrowed("plain")));
        assert!(arena.untouched.is_some(), "nothing is written for a text without escapes");
        assert!(matches!(arena.text(string(&half)), Cow::Borrowed(_)));
        assert!(matches!(arena.text(string(&rest)), Cow::Borrowed(_)));
        assert!(matches!(arena.text(string(r#""\u00e9""#)), Cow::Owned(_)), "one byte is left");
        assert!(matches!(arena.text(string(r#""\n""#)), Cow::Borrowed("\n")), "and is not lost by that");
        assert!(matches!(arena.text(string(r#""\n""#)), Cow::Owned(_)));
    }
}

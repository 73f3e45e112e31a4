//! What is read of a JSON text, as far as the tests compare it.

use super::json_type::JsonType;
use super::malformed::Malformed;
use super::tokenizer::{Handler, JsonValue, Tokenizer};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    String(String),
    Boolean(bool),
    Other(JsonType),
    /// The members of the top object.
    Members(Vec<(String, Seen)>),
}

/// Takes what is read, member by member where they are whole, or not.
struct Collect {
    by_members: bool,
    top: Option<Seen>,
    name: Vec<u8>,
    text: Vec<u8>,
    in_name: bool,
}

impl Collect {
    fn put(&mut self, depth: u32, value: Seen) {
        match (depth, &mut self.top) {
            (0, top) => *top = Some(value),
            (1, Some(Seen::Members(members))) => members.push((text(&self.name), value)),
            _ => {}
        }
    }
}

impl Handler for Collect {
    fn begin_name(&mut self, depth: u32) {
        self.in_name = depth == 1;
        if depth == 1 {
            self.name.clear();
        }
    }

    fn end_name(&mut self, _: u32) {
        self.in_name = false;
    }

    fn text(&mut self, text: &[u8]) {
        assert!(std::str::from_utf8(text).is_ok(), "characters are not cut");
        if self.in_name {
            self.name.extend(text);
        } else {
            self.text.extend(text);
        }
    }

    fn value(&mut self, depth: u32, value: JsonValue) {
        self.text.clear();
        match value.kind {
            JsonType::String => {}
            JsonType::Object if depth == 0 => self.put(0, Seen::Members(Vec::new())),
            JsonType::Boolean if depth == 1 => self.put(1, Seen::Boolean(value.is_true)),
            kind => self.put(depth, Seen::Other(kind)),
        }
    }

    fn end_value(&mut self, depth: u32, kind: JsonType, _: u64) {
        if kind == JsonType::String {
            self.put(depth, Seen::String(text(&self.text)));
        }
    }

    fn member(&mut self, name: &str, value: &str, _: u64) -> bool {
        if self.by_members {
            self.name = name.into();
            self.put(1, Seen::String(value.into()));
        }
        self.by_members
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Reads a text in pieces, each of at most as many bytes as `next` says.
pub(super) fn read(body: &[u8], by_members: bool, mut next: impl FnMut() -> usize) -> Result<Seen, Malformed> {
    let mut tokenizer = Tokenizer::new(0);
    let mut collect = Collect { by_members, top: None, name: Vec::new(), text: Vec::new(), in_name: false };
    let mut rest = body;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(next().clamp(1, rest.len()));
        tokenizer.push(now, &mut collect);
        rest = later;
    }
    tokenizer.end()?;
    Ok(collect.top.expect("a value"))
}

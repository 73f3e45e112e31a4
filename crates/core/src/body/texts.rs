//! The texts of a body's fields.

use alloc::vec::Vec;

/// More than the texts of most requests hold between them.
const SHORT_BYTES: usize = 1024;

/// Texts end to end: without the heap as long as they are short.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    short: [u8; SHORT_BYTES],
    length: usize,
    /// All of them, once there is no room.
    long: Vec<u8>,
}

impl Texts {
    pub(super) const fn new() -> Self {
        Texts { short: [0; SHORT_BYTES], length: 0, long: Vec::new() }
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.length = 0;
        self.long = Vec::new();
    }

    /// The length of all so far.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    #[inline]
    pub(super) fn push(&mut self, text: &[u8]) {
        let end = self.length + text.len();
        match self.short.get_mut(self.length..end) {
            Some(room) if self.long.is_empty() => room.copy_from_slice(text),
            _ => self.push_long(text),
        }
        self.length = end;
    }

    #[cold]
    fn push_long(&mut self, text: &[u8]) {
        if self.long.is_empty() {
            self.long.extend_from_slice(self.short.get(..self.length).unwrap_or(&[]));
        }
        if self.long.capacity() - self.long.len() < text.len() {
            // A text of megabytes would take twice as much if its room were doubled.
            self.long.reserve_exact(text.len().max(SHORT_BYTES).max(self.long.len() / 8));
        }
        self.long.extend_from_slice(text);
    }

    /// All of them as text.
    pub(super) fn as_str(&self) -> &str {
        let all = if self.long.is_empty() { self.short.get(..self.length).unwrap_or(&[]) } else { &self.long };
        core::str::from_utf8(all).unwrap_or("")
    }
}

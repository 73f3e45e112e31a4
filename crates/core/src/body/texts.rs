//! The texts of a body's fields.

#[cfg(target_arch = "wasm32")]
use alloc::vec::Vec;

/// More than the texts of most requests hold between them.
const SHORT_BYTES: usize = 1024;

/// Without the heap as long as the texts are short; a browser is better off with the standard library's vectors alone.
#[cfg(not(target_arch = "wasm32"))]
type Bytes = smallvec::SmallVec<[u8; SHORT_BYTES]>;
#[cfg(not(target_arch = "wasm32"))]
const EMPTY: Bytes = Bytes::new_const();
#[cfg(target_arch = "wasm32")]
type Bytes = Vec<u8>;
#[cfg(target_arch = "wasm32")]
const EMPTY: Bytes = Bytes::new();

/// Texts end to end.
#[derive(Debug, Clone)]
pub(super) struct Texts(Bytes);

impl Texts {
    pub(super) const fn new() -> Self {
        Texts(EMPTY)
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        if self.0.capacity() > SHORT_BYTES {
            self.0 = EMPTY;
        }
        self.0.clear();
    }

    /// Returns the length of all so far.
    pub(super) fn length(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(super) fn push(&mut self, text: &[u8]) {
        if self.0.capacity() - self.0.len() < text.len() {
            self.grow(text.len());
        }
        self.0.extend_from_slice(text);
    }

    #[cold]
    fn grow(&mut self, count: usize) {
        // A text of megabytes would take twice as much if its room were doubled.
        self.0.reserve_exact(count.max(SHORT_BYTES).max(self.0.len() / 8));
    }

    /// Returns all of them as text.
    pub(super) fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("")
    }
}

//! An allocator that can count, a thread at a time. While it does not, it costs one look at a flag, so that times are
//! measured as they are.

#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What happened on the heap while something ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Heap {
    /// How often memory was asked for; to make a block larger counts.
    pub(crate) allocations: u64,
    /// The bytes asked for in all; of a block made larger, what was added.
    pub(crate) bytes: u64,
    /// The most bytes held at once.
    pub(crate) peak: u64,
    held: u64,
}

impl Heap {
    fn taken(mut self, bytes: usize) -> Self {
        self.allocations += 1;
        self.bytes += bytes as u64;
        self.held += bytes as u64;
        self.peak = self.peak.max(self.held);
        self
    }

    fn given_back(mut self, bytes: usize) -> Self {
        // What was taken before the counting began can be given back during it.
        self.held = self.held.saturating_sub(bytes as u64);
        self
    }
}

thread_local! {
    /// What was counted so far, while this thread counts.
    static COUNTED: Cell<Option<Heap>> = const { Cell::new(None) };
}

/// Counts what `work` does on the heap in this thread.
pub(crate) fn count<T>(work: impl FnOnce() -> T) -> (T, Heap) {
    COUNTED.set(Some(Heap::default()));
    let result = work();
    (result, COUNTED.take().unwrap_or_default())
}

fn note(event: impl FnOnce(Heap) -> Heap) {
    if let Some(heap) = COUNTED.get() {
        COUNTED.set(Some(event(heap)));
    }
}

struct Counting;

#[global_allocator]
static GLOBAL: Counting = Counting;

// SAFETY: every call goes to the system's allocator as it came; counting touches no memory but its own cell, which takes
// no memory from the heap.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(|heap| heap.taken(layout.size()));
        // SAFETY: the caller keeps this function's contract, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(|heap| heap.taken(layout.size()));
        // SAFETY: as in `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        note(|heap| match new_size.checked_sub(layout.size()) {
            Some(added) => heap.taken(added),
            None => heap.given_back(layout.size() - new_size),
        });
        // SAFETY: as in `alloc`.
        unsafe { System.realloc(block, layout, new_size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        note(|heap| heap.given_back(layout.size()));
        // SAFETY: as in `alloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

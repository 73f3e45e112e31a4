//! The memory that is allotted: blocks end to end, of which the first that suffices is taken.
//!
//! A call of the border needs a few dozen blocks and gives back nearly all of them, so a list that is walked from its
//! beginning is as quick as sorted ones, and a fraction of their code. What stands free side by side is put together on
//! the way: the memory does not grow over calls.

use core::alloc::Layout;
use core::mem::size_of;
use core::ptr::{copy_nonoverlapping, null_mut, with_exposed_provenance_mut};

/// What lengths and addresses of blocks are multiples of: no type that is used here is aligned to more.
const UNIT: usize = 8;

/// Before what is handed out stands the block's length, this included, and [`TAKEN`].
const HEAD: usize = UNIT;

/// In a block's head: it is in use.
const TAKEN: usize = 1;

const _: () = assert!(size_of::<usize>() <= HEAD);

/// The memory that a [`Heap`] has.
///
/// # Safety
/// From [`Memory::start`] up to what [`Memory::grow`] gave last, all bytes are there for the heap alone, and stay. Both are
/// multiples of eight, and what `grow` gives is more than its `end`.
pub(crate) unsafe trait Memory {
    /// Where it begins.
    fn start(&self) -> usize;

    /// Makes more of it usable than up to `end`, by `length` bytes if none is at hand anyway. Gives where it ends then; `None`
    /// where there is no more.
    fn grow(&mut self, end: usize, length: usize) -> Option<usize>;
}

/// Allots memory.
pub(crate) struct Heap<M> {
    memory: M,
    /// Where the last block ends; 0 before the first.
    end: usize,
}

impl<M: Memory> Heap<M> {
    pub(crate) const fn new(memory: M) -> Self {
        Heap { memory, end: 0 }
    }

    /// Takes a block for that layout. Null: there is no memory, or it would be aligned to more than all others.
    pub(crate) fn take(&mut self, layout: Layout) -> *mut u8 {
        if layout.align() > UNIT {
            return null_mut();
        }
        let need = needed(layout.size());
        let mut at = self.memory.start();
        loop {
            if at >= self.end {
                let Some(end) = self.memory.grow(at, need) else { return null_mut() };
                // SAFETY: `at` is where the memory began or ended before, and it has grown behind it.
                unsafe { *head(at) = end - at };
                self.end = end;
            }
            // SAFETY: a block begins here: the first one, or where the one before it ends.
            let found = unsafe { *head(at) & TAKEN == 0 && self.fit(at, need) };
            if found {
                return with_exposed_provenance_mut(at + HEAD);
            }
            // SAFETY: as above.
            at += unsafe { *head(at) } & !TAKEN;
        }
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// It was taken from here, and is not in use any more.
    pub(crate) unsafe fn give_back(&mut self, block: *mut u8) {
        // SAFETY: before what was handed out stands the block's head.
        unsafe { *head(block.expose_provenance() - HEAD) &= !TAKEN };
    }

    /// Makes a block longer or shorter, where it stands if it can. Null: there is no memory, and it is as it was.
    ///
    /// # Safety
    /// It was taken from here for that layout.
    pub(crate) unsafe fn resize(&mut self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let at = block.expose_provenance() - HEAD;
        // SAFETY: before what was handed out stands the block's head. It stays in use, also where it does not suffice.
        unsafe {
            if self.fit(at, needed(size)) {
                return block;
            }
            *head(at) |= TAKEN;
        }
        // SAFETY: a layout of that size is the caller's business, and it did not fit, so it is larger than the one before.
        unsafe {
            let moved = self.take(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                copy_nonoverlapping(block, moved, layout.size());
                self.give_back(block);
            }
            moved
        }
    }

    /// Puts the free blocks behind a block to it. If it then is as long as needed, it is taken, and the rest of it is free.
    ///
    /// # Safety
    /// A block begins there. `need` is a multiple of [`UNIT`].
    unsafe fn fit(&self, at: usize, need: usize) -> bool {
        // SAFETY: where a block ends, another begins, or it is the end of all. Lengths are multiples of `UNIT`, so a rest has
        // room for its head.
        unsafe {
            let mut length = *head(at) & !TAKEN;
            while at + length < self.end && *head(at + length) & TAKEN == 0 {
                length += *head(at + length);
            }
            let fits = length >= need;
            if fits && length > need {
                *head(at + need) = length - need;
                length = need;
            }
            *head(at) = length | usize::from(fits);
            fits
        }
    }
}

/// The length of a block for so many bytes. No layout has so many that this would overflow.
fn needed(size: usize) -> usize {
    (size + HEAD + UNIT - 1) & !(UNIT - 1)
}

fn head(at: usize) -> *mut usize {
    with_exposed_provenance_mut(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 1 << 16;

    /// Memory out of which more is made available step by step.
    struct Room {
        words: Vec<u64>,
        length: usize,
    }

    // SAFETY: the vector is never lengthened.
    unsafe impl Memory for Room {
        fn start(&self) -> usize {
            self.words.as_ptr().expose_provenance()
        }

        fn grow(&mut self, end: usize, length: usize) -> Option<usize> {
            let length = end - self.start() + length.next_multiple_of(256);
            (length <= ROOM).then(|| {
                self.length = length;
                self.start() + length
            })
        }
    }

    fn heap() -> Heap<Room> {
        Heap::new(Room { words: vec![0; ROOM / 8], length: 0 })
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, 8).expect("a layout")
    }

    /// A block, and the byte that all of it holds.
    struct Block {
        at: *mut u8,
        size: usize,
        byte: u8,
    }

    impl Block {
        fn fill(&self) {
            // SAFETY: so many bytes were taken.
            unsafe { self.at.write_bytes(self.byte, self.size) };
        }

        fn is_whole(&self, size: usize) -> bool {
            // SAFETY: as above, and they were written.
            unsafe { core::slice::from_raw_parts(self.at, size.min(self.size)) }.iter().all(|byte| *byte == self.byte)
        }
    }

    #[test]
    fn blocks_never_overlap_and_keep_what_they_hold() {
        let mut heap = heap();
        let mut blocks: Vec<Block> = Vec::new();
        // A generator of numbers that look like chance.
        let mut state = 1_u32;
        let mut number = move |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        for round in 0..20_000_u32 {
            let size = 1 + number(200) as usize;
            let which = number(40) as usize;
            match blocks.get_mut(which) {
                Some(block) if number(2) == 0 => {
                    // SAFETY: it was taken from this heap for that layout.
                    let moved = unsafe { heap.resize(block.at, layout(block.size), size) };
                    assert!(!moved.is_null());
                    block.at = moved;
                    assert!(block.is_whole(size), "what was there is there, in round {round}");
                    block.size = size;
                    block.fill();
                }
                Some(_) => {
                    let block = blocks.swap_remove(which);
                    assert!(block.is_whole(block.size), "round {round}");
                    // SAFETY: it was taken from this heap.
                    unsafe { heap.give_back(block.at) };
                }
                None => {
                    let at = heap.take(layout(size));
                    assert!(!at.is_null() && at.addr().is_multiple_of(UNIT));
                    let block = Block { at, size, byte: round as u8 };
                    block.fill();
                    blocks.push(block);
                }
            }
            assert!(blocks.iter().all(|block| block.is_whole(block.size)), "round {round}");
        }
        assert!(heap.memory.length < ROOM / 2, "what is given back is used again: {}", heap.memory.length);
    }

    #[test]
    fn a_block_grows_where_it_stands_into_what_is_free_behind_it() {
        let mut heap = heap();
        let [first, second, third] = [24, 24, 24].map(|size| heap.take(layout(size)));
        // SAFETY: each was taken from this heap for that layout.
        unsafe {
            heap.give_back(second);
            assert_eq!(heap.resize(first, layout(24), 56), first);
            assert_ne!(heap.resize(first, layout(56), 64), first);
            assert_eq!(heap.resize(third, layout(24), 8), third);
        }
        assert_eq!(heap.take(layout(40)), first, "what moved away is free");
    }

    #[test]
    fn what_cannot_be_had_is_refused_and_nothing_is_lost() {
        let mut heap = heap();
        let block = heap.take(layout(ROOM / 2));
        assert!(heap.take(layout(ROOM / 2)).is_null());
        // SAFETY: it was taken from this heap for that layout.
        assert!(unsafe { heap.resize(block, layout(ROOM / 2), 2 * ROOM) }.is_null());
        assert_ne!(heap.take(layout(8)), block, "it is still taken");
        assert!(heap.take(Layout::from_size_align(8, 16).expect("a layout")).is_null());
    }
}

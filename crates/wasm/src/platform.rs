//! What WebAssembly without the standard library takes: memory, an end, and one place for what outlasts a call. The
//! standard library's own are made for threads and for messages that nobody here would read: a quarter of the module.

use core::cell::UnsafeCell;

#[cfg(target_family = "wasm")]
mod memory {
    use super::Alone;
    use crate::heap::{Heap, Memory};
    use core::alloc::{GlobalAlloc, Layout};
    use core::arch::wasm32::{memory_grow, memory_size};

    const PAGE: usize = 1 << 16;

    unsafe extern "C" {
        /// Stands where the linker has put all that it knows of.
        static __heap_base: u8;
    }

    /// The memory behind what the linker knows of.
    struct Pages;

    // SAFETY: nothing but this has memory behind `__heap_base`, which the linker aligns to 16; memory only ever grows.
    unsafe impl Memory for Pages {
        fn start(&self) -> usize {
            (&raw const __heap_base).expose_provenance()
        }

        fn grow(&mut self, end: usize, length: usize) -> Option<usize> {
            // What the module begins with is more than the linker needed.
            let pages = memory_size::<0>();
            let at_hand = pages * PAGE;
            if at_hand > end {
                return Some(at_hand);
            }
            let more = length.div_ceil(PAGE);
            // The address behind a 65536th page would be no number of 32 bits.
            (pages + more < PAGE && memory_grow::<0>(more) == pages).then(|| (pages + more) * PAGE)
        }
    }

    #[global_allocator]
    static HEAP: Alone<Heap<Pages>> = Alone::new(Heap::new(Pages));

    // SAFETY: blocks are as long as asked for, aligned, and nobody else's until they are given back: see heap.rs.
    unsafe impl GlobalAlloc for Alone<Heap<Pages>> {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            self.with(|heap| heap.take(layout))
        }

        unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
            // SAFETY: the caller gives back what it took.
            self.with(|heap| unsafe { heap.give_back(block) });
        }

        unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            // SAFETY: as above.
            self.with(|heap| unsafe { heap.resize(block, layout, size) })
        }
    }
}

/// JavaScript makes a new instance after a trap; a message would have to repeat what was being checked.
#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// A place that one caller at a time comes to.
pub(crate) struct Alone<T>(UnsafeCell<T>);

// SAFETY: the module has one thread, as it is built without atomics and imports no memory. On other targets this crate is
// only compiled, to be linted; nothing calls it.
unsafe impl<T> Sync for Alone<T> {}

impl<T> Alone<T> {
    pub(crate) const fn new(value: T) -> Self {
        Alone(UnsafeCell::new(value))
    }

    pub(crate) fn with<R>(&self, act: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: nothing else holds it. To the state every export comes once and goes before it returns; the module imports
        // nothing, so that no export is called while one is under way; and after a trap, which leaves this early, JavaScript calls
        // none of the instance's exports again (`failed` in pkg/src/border.ts). To the heap come its three functions, which call
        // nothing that allocates.
        act(unsafe { &mut *self.0.get() })
    }
}

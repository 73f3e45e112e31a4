//! What WebAssembly without the standard library takes: memory, an end, and one place for what outlasts a call. The
//! standard library's own are made for threads and for messages that nobody here would read: a quarter of the module.

use core::cell::UnsafeCell;

/// It finds a free block in a bounded number of steps, however many there are: what a request holds decides what is allocated.
#[cfg(target_family = "wasm")]
#[global_allocator]
static HEAP: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

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
        // none of the instance's exports again (`failed` in pkg/src/bindings.ts).
        act(unsafe { &mut *self.0.get() })
    }
}

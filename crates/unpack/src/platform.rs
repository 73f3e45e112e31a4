//! What the module exports. JavaScript calls each once, and never again.

use crate::{Packed, Unpacker};

static mut UNPACKER: Unpacker = Unpacker::new();

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Where what is packed is to be put.
#[unsafe(no_mangle)]
extern "C" fn packed() -> *mut Packed {
    // SAFETY: the module has one thread and imports nothing: no export is called while another is under way, and none of them
    // leaves a reference behind.
    unsafe { (&mut *&raw mut UNPACKER).packed() }
}

/// Unpacks a module of so many bytes, and gives where it is.
#[unsafe(no_mangle)]
extern "C" fn unpack(size: usize) -> *const u8 {
    // SAFETY: as above.
    unsafe { (&mut *&raw mut UNPACKER).unpack(size) }
}

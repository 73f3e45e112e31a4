//! The loop over blocks that are nothing but the alphabet, the same for every width.

#![allow(unsafe_code)]

use crate::vector::{VECTORS, Vector, prefetch_block};

/// Returns the length of the whole blocks at the beginning of `text` that are nothing but the alphabet.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn plain<V: Vector>(text: &[u8]) -> usize {
    let block = VECTORS * V::WIDTH;
    let mut at = 0;
    // SAFETY: the machine has the instructions, by the caller's promise; and each load ends within a block that lies within
    // the text, by the loop's condition.
    unsafe {
        while text.len() - at >= block {
            let from = text.as_ptr().add(at);
            prefetch_block::<V>(from);
            let mut least = V::splat(0xFF);
            for i in 0..VECTORS {
                least = least.min(V::load(from.add(i * V::WIDTH)).classes());
            }
            if least.has_zero() {
                break;
            }
            at += block;
        }
    }
    at
}

//! Places in lists that are not checked where it counts: in WebAssembly, which keeps what is wrong inside its own memory.

/// What stands at a place.
#[inline(always)]
pub(crate) fn at<T>(list: &[T], place: usize) -> &T {
    if cfg!(target_family = "wasm") {
        // SAFETY: `crates/glue` has unpacked the same bytes where the places are checked, and would not have written down what
        // leads out of a list.
        unsafe { list.get_unchecked(place) }
    } else {
        &list[place]
    }
}

/// The same, to be changed.
#[inline(always)]
pub(crate) fn at_mut<T>(list: &mut [T], place: usize) -> &mut T {
    if cfg!(target_family = "wasm") {
        // SAFETY: as above.
        unsafe { list.get_unchecked_mut(place) }
    } else {
        &mut list[place]
    }
}

//! Whether there is memory for something large. What asks first can say so; what does not ends with the process.

use std::io;

/// What must remain free beside something large, for reports and everything else that is small.
const HEADROOM: usize = 8 << 20;
/// Below this size nobody asks.
const SMALL: usize = 1 << 20;

/// Checks whether so many bytes more could be taken now, with some to spare. Nothing of them is touched.
pub(crate) fn is_available(bytes: usize) -> bool {
    let mut probe: Vec<u8> = Vec::new();
    probe.try_reserve_exact(bytes.saturating_add(HEADROOM)).is_ok()
}

/// Checks whether so many bytes more could be taken. Few are not asked for.
pub(crate) fn suffices_for(bytes: usize) -> bool {
    bytes < SMALL || is_available(bytes)
}

/// Checks whether a body can be checked. Its texts are copied, with room for an eighth more; in a URL what is escaped is once more.
pub(crate) fn suffices_to_check(body: &[u8]) -> bool {
    let length = body.len();
    // What no body needs is asked for first: to look through a large one takes its time.
    if suffices_for(length.saturating_mul(32)) {
        return true;
    }
    let copies = if memchr::memchr(b'%', body).is_some() { 4 } else { 2 };
    suffices_for(length.saturating_mul(copies))
}

/// The failure to get memory, as a failure to read.
pub(crate) fn exhausted() -> io::Error {
    io::ErrorKind::OutOfMemory.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_there_can_be_is_not_available() {
        assert!(is_available(0) && suffices_for(SMALL) && suffices_to_check(b"{}"));
        assert!(!is_available(usize::MAX) && !suffices_for(usize::MAX / 2));
    }
}

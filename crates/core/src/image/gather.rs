//! Bytes that belong together, out of pieces of any size.

/// Gathers up to `N` bytes.
#[derive(Debug, Clone)]
pub(super) struct Gather<const N: usize> {
    bytes: [u8; N],
    length: usize,
    wanted: usize,
}

impl<const N: usize> Gather<N> {
    pub(super) const fn new(wanted: usize) -> Self {
        Gather { bytes: [0; N], length: 0, wanted: if wanted < N { wanted } else { N } }
    }

    /// Takes what is still wanted from the front of `from`. Once all is there it is given out, zeros behind it.
    pub(super) fn take(&mut self, from: &mut &[u8]) -> Option<[u8; N]> {
        let step = from.len().min(self.wanted - self.length);
        let (now, later) = from.split_at(step);
        if let Some(to) = self.bytes.get_mut(self.length..self.length + step) {
            to.copy_from_slice(now);
        }
        *from = later;
        self.length += step;
        (self.length == self.wanted).then_some(self.bytes)
    }
}

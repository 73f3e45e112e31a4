//! Bytes that belong together, and bytes that nobody asks for, out of pieces of any size.

/// Takes up to so many bytes from the front of `from`.
pub(super) fn take_up_to<'b>(count: u64, from: &mut &'b [u8]) -> &'b [u8] {
    let (now, later) = from.split_at(from.len().min(usize::try_from(count).unwrap_or(usize::MAX)));
    *from = later;
    now
}

/// Bytes that are still to be stepped over.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Skip(pub(super) u64);

impl Skip {
    /// Steps over what is there of them.
    pub(super) fn over(&mut self, from: &mut &[u8]) {
        self.0 -= take_up_to(self.0, from).len() as u64;
    }
}

/// Gathers up to `N` bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gather<const N: usize> {
    /// What was gathered, zeros behind it.
    pub(super) bytes: [u8; N],
    length: usize,
    wanted: usize,
}

impl<const N: usize> Gather<N> {
    pub(super) const fn new(wanted: usize) -> Self {
        Gather { bytes: [0; N], length: 0, wanted: if wanted < N { wanted } else { N } }
    }

    /// Returns how many bytes are still to come.
    pub(super) fn missing(&self) -> usize {
        self.wanted - self.length
    }

    /// Takes what is still wanted from the front of `from`; returns whether all is there.
    pub(super) fn take(&mut self, from: &mut &[u8]) -> bool {
        let now = take_up_to(self.missing() as u64, from);
        if let Some(to) = self.bytes.get_mut(self.length..self.length + now.len()) {
            to.copy_from_slice(now);
        }
        self.length += now.len();
        self.length == self.wanted
    }

    /// Returns what is there so far.
    pub(super) fn so_far(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&self.bytes)
    }
}

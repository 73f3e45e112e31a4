//! What the decoders of both formats say.

/// Data that does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

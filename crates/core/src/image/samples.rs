//! Some of an image's bytes, by which two images of one length and the same headers are distinguished.

/// How many of the first bytes are sampled.
const START_BYTES: u64 = 3 * 1024;
/// Behind them some are sampled at every so many.
const SAMPLE_INTERVAL_BYTES: u64 = 3 * 64 * 1024;
/// Those, and the last of all.
const SAMPLE_BYTES: usize = 48;

/// The characters that encode a sample.
const SAMPLE_CHARACTERS: usize = SAMPLE_BYTES / 3 * 4;

/// A digest of the samples, the same for any pieces.
#[derive(Debug, Clone)]
pub(super) struct Samples {
    /// Bytes so far.
    at: u64,
    hash: u64,
    /// The sampled bytes that are not in the hash: fewer than 16.
    word: u128,
    word_length: usize,
    last: [u8; SAMPLE_BYTES],
}

impl Samples {
    pub(super) const fn new() -> Self {
        Samples { at: 0, hash: 0, word: 0, word_length: 0, last: [0; SAMPLE_BYTES] }
    }

    /// Returns how many of the coming bytes are not sampled.
    #[inline]
    pub(super) fn gap(&self) -> u64 {
        let place = self.at % SAMPLE_INTERVAL_BYTES;
        if self.at < START_BYTES || place < SAMPLE_BYTES as u64 { 0 } else { SAMPLE_INTERVAL_BYTES - place }
    }

    /// Returns how many of the coming bytes are sampled, where the next one is.
    fn due(&self) -> u64 {
        if self.at < START_BYTES {
            START_BYTES - self.at
        } else {
            SAMPLE_BYTES as u64 - self.at % SAMPLE_INTERVAL_BYTES
        }
    }

    /// Reads the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.keep_last(bytes);
        let mut rest = bytes;
        while !rest.is_empty() {
            let gap = self.gap();
            let count = if gap > 0 { gap } else { self.due() }.min(rest.len() as u64);
            let (now, later) = rest.split_at(count as usize);
            if gap == 0 {
                self.sample(now);
            }
            self.at += count;
            rest = later;
        }
    }

    /// Steps over the bytes that whole groups of four characters encode; none of them is [sampled](Self::gap) but as the last.
    pub(super) fn step_over(&mut self, text: &[u8]) {
        self.at += text.len() as u64 / 4 * 3;
        let last = text.get(text.len().saturating_sub(SAMPLE_CHARACTERS)..).unwrap_or(text);
        let mut bytes = [0; SAMPLE_BYTES];
        if let Some(bytes) = bytes.get_mut(..last.len() / 4 * 3)
            && netverify_scan::decode(last, bytes)
        {
            self.keep_last(bytes);
        }
    }

    #[inline]
    fn keep_last(&mut self, bytes: &[u8]) {
        if let Some(last) = bytes.last_chunk() {
            self.last = *last;
            return;
        }
        self.last.copy_within(bytes.len().., 0);
        if let Some(room) = self.last.get_mut(SAMPLE_BYTES - bytes.len()..) {
            room.copy_from_slice(bytes);
        }
    }

    fn sample(&mut self, bytes: &[u8]) {
        let (first, rest) = bytes.split_at(bytes.len().min((16 - self.word_length) % 16));
        first.iter().for_each(|byte| self.word = self.word << 8 | u128::from(*byte));
        self.word_length += first.len();
        if self.word_length == 16 {
            self.mix(self.word);
            (self.word, self.word_length) = (0, 0);
        }
        let (words, rest) = rest.as_chunks();
        words.iter().for_each(|word| self.mix(u128::from_be_bytes(*word)));
        rest.iter().for_each(|byte| self.word = self.word << 8 | u128::from(*byte));
        self.word_length += rest.len();
    }

    fn mix(&mut self, word: u128) {
        let product = u128::from(self.hash ^ word as u64) * u128::from((word >> 64) as u64 ^ 0x9E37_79B9_7F4A_7C15);
        self.hash = (product as u64 ^ (product >> 64) as u64).rotate_left(23);
    }

    /// Returns the digest.
    pub(super) fn digest(&self) -> u64 {
        let mut digest = Samples { word: 0, word_length: 0, ..self.clone() };
        digest.mix(self.word);
        digest.sample(&self.last);
        digest.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    fn digest(bytes: &[u8]) -> u64 {
        let mut samples = Samples::new();
        samples.push(bytes);
        samples.digest()
    }

    /// Bytes, and the places where they are cut.
    fn cut_bytes() -> impl Strategy<Value = (Vec<u8>, Vec<usize>)> {
        let length = prop_oneof![0..200usize, 0..10_000usize, 0..600_000usize];
        let cuts = proptest::collection::vec(prop_oneof![1..20usize, 1..5_000usize, 1..300_000usize], 1..20);
        (length, cuts).prop_map(|(length, cuts)| {
            ((0..length).map(|i| (i as u32).wrapping_mul(0x9E37_79B1).rotate_left(9) as u8).collect(), cuts)
        })
    }

    proptest! {
        #[test]
        fn it_is_the_same_in_any_pieces((bytes, cuts) in cut_bytes()) {
            let mut samples = Samples::new();
            let mut rest = &bytes[..];
            for cut in cuts.iter().cycle() {
                let groups = (samples.gap() as usize).min(rest.len()).min(*cut) / 3 * 3;
                if samples.at.is_multiple_of(3) && groups > 0 {
                    let (now, later) = rest.split_at(groups);
                    samples.step_over(::base64::engine::general_purpose::STANDARD.encode(now).as_bytes());
                    rest = later;
                }
                let (now, later) = rest.split_at((*cut).min(rest.len()));
                samples.push(now);
                rest = later;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(samples.digest(), digest(&bytes));
        }
    }

    #[test]
    fn another_byte_at_the_beginning_the_end_or_a_fixed_place_is_seen() {
        for length in [1, 7, 8, 9, 47, 48, 49, 3072, 3073, 500_000] {
            let bytes = vec![7; length];
            let every = SAMPLE_INTERVAL_BYTES as usize;
            let seen = [
                0,
                length - 1,
                length.saturating_sub(SAMPLE_BYTES),
                3071.min(length - 1),
                every,
                every + SAMPLE_BYTES - 1,
                2 * every,
            ];
            for place in seen.into_iter().filter(|place| *place < length) {
                let mut other = bytes.clone();
                other[place] = 8;
                assert_ne!(digest(&bytes), digest(&other), "{place} of {length}");
            }
        }
    }
}

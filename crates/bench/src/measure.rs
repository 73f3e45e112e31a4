//! Times of contenders in turns, and ratios of the same round. Criterion and Divan measure one contender after the other,
//! for seconds each, and give no ratio: on a machine that is shared, what changes meanwhile would be in it.

use std::time::{Duration, Instant};

/// What the caches hold when a contender begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caches {
    /// What it read a moment ago.
    Warm,
    /// Other memory, as when a body has just been received.
    Cold,
}

/// More than the last cache of common machines.
const EVICTED_BYTES: usize = 96 << 20;
/// As many calls as take this long are one sample, where the caches are warm.
const SAMPLE: Duration = Duration::from_millis(5);

/// Returns the times of each contender, one a round; each round begins with another contender.
pub(crate) fn times(work: &[&dyn Fn()], caches: Caches, rounds: usize) -> Vec<Vec<Duration>> {
    let mut evicted = vec![1u8; if caches == Caches::Cold { EVICTED_BYTES } else { 0 }];
    let calls = |work: &dyn Fn()| {
        work();
        let start = Instant::now();
        work();
        if caches == Caches::Cold { 1 } else { (SAMPLE.div_duration_f64(start.elapsed()) as u32).max(1) }
    };
    let calls: Vec<u32> = work.iter().map(|work| calls(work)).collect();
    let mut times = vec![Vec::new(); work.len()];
    for round in 0..rounds {
        for turn in 0..work.len() {
            let i = (turn + round) % work.len();
            if caches == Caches::Cold {
                evicted.iter_mut().step_by(64).for_each(|byte| *byte = byte.wrapping_add(1));
                std::hint::black_box(&evicted);
            } else {
                work[i]();
            }
            let start = Instant::now();
            (0..calls[i]).for_each(|_| work[i]());
            times[i].push(start.elapsed() / calls[i]);
        }
    }
    times
}

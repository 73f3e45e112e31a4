//! Times, by rounds: in each every contender runs, in a new order, so that whatever slows the machine down slows all of them.

use std::time::{Duration, Instant};

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) rounds: usize,
    /// A contender that is quicker is run as often as it takes.
    pub(crate) at_least: Duration,
}

/// What the caches hold when a contender begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caches {
    /// Whatever it read just before: itself, a moment ago.
    Warm,
    /// Other memory, more than they have room for.
    Cold,
}

/// More than the last cache of common machines.
const OTHER: usize = 96 << 20;

/// The median time of each.
pub(crate) fn medians(work: &[&dyn Fn()], caches: Caches, effort: Effort) -> Vec<Duration> {
    let mut other = vec![1u8; if caches == Caches::Cold { OTHER } else { 0 }];
    let repeats: Vec<u32> = work
        .iter()
        .map(|work| {
            work();
            let start = Instant::now();
            work();
            let once = start.elapsed().as_nanos().max(1);
            if caches == Caches::Cold { 1 } else { (effort.at_least.as_nanos() / once).max(1) as u32 }
        })
        .collect();
    let mut times = vec![Vec::new(); work.len()];
    let mut order: Vec<usize> = (0..work.len()).collect();
    let mut chance = 0x9E37_79B9_7F4A_7C15u64;
    for _ in 0..effort.rounds {
        for last in (1..order.len()).rev() {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            order.swap(last, (chance >> 33) as usize % (last + 1));
        }
        for &i in &order {
            if caches == Caches::Cold {
                other.iter_mut().step_by(64).for_each(|byte| *byte = byte.wrapping_add(1));
                std::hint::black_box(&other);
            } else {
                work[i]();
            }
            let start = Instant::now();
            for _ in 0..repeats[i] {
                work[i]();
            }
            times[i].push(start.elapsed() / repeats[i]);
        }
    }
    times.into_iter().map(median).collect()
}

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

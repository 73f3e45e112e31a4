//! How many instructions checks take, which does not depend on what else the machine does, and so can be held to a limit where
//! a time cannot: for common requests, and for inputs made to hurt.

use crate::debian;
use crate::shell::{Outcome, announce, build_example, empty_folder, output, read, target_directory};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is checked, by the bytes of its image, and the most instructions that it may take: at most a twentieth more than it
/// took when this was written.
const LIMITS: [(&str, u64, u64); 2] = [("a short request", 112, 17_000), ("a request of 4 MB", 3_000_000, 3_405_000)];

/// The larger hostile input of each case is eight times the smaller one, of 4 KiB about. What is done for any input makes the
/// ratio smaller; a quadratic step makes it 64.
const MAX_HOSTILE_RATIO: f64 = 9.0;
const LARGER_HOSTILE_BYTES: u64 = 8 * 4096;
const MAX_INSTRUCTIONS_PER_BYTE: u64 = 1000;

/// `cargo xtask instructions`.
pub(crate) fn check() -> Outcome {
    if !debian::has(&[("valgrind", "valgrind")])? {
        return Ok(());
    }
    check_hostile()?;
    if !has_avx2() {
        announce("      left out: the limits are those of machines with AVX2");
        return Ok(());
    }
    let example = build_example("instructions")?;
    for (what, image, limit) in LIMITS {
        // What starting and making the request takes is in both.
        let (few, many) = (count(&example, image, 2)?, count(&example, image, 12)?);
        let taken = many.saturating_sub(few) / 10;
        println!("{what}: {taken} instructions, at most {limit}");
        if taken > limit {
            return Err(format!("{what} takes {taken} instructions, more than the {limit} that it may"));
        }
    }
    Ok(())
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_avx2() -> bool {
    false
}

/// Checks whether every case of the example `hostile` takes instructions in proportion to its input.
fn check_hostile() -> Outcome {
    let cases = count_hostile(&build_example("hostile")?)?;
    let (mut wrong, mut worst) = (Vec::new(), 0.0_f64);
    for (name, few, many) in &cases {
        let (ratio, per_byte) = (*many as f64 / *few as f64, many / LARGER_HOSTILE_BYTES);
        worst = worst.max(ratio);
        if ratio > MAX_HOSTILE_RATIO {
            wrong.push(format!("{name}: {few} instructions, and {ratio:.1} times as many for eight times the input"));
        }
        if per_byte > MAX_INSTRUCTIONS_PER_BYTE {
            wrong.push(format!("{name}: {per_byte} instructions for a byte, more than {MAX_INSTRUCTIONS_PER_BYTE}"));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    println!("{} hostile inputs: at most {worst:.2} times the instructions for eight times the input", cases.len());
    Ok(())
}

/// Returns the name of each case, and the instructions that it took at either size.
fn count_hostile(example: &Path) -> Outcome<Vec<(String, u64, u64)>> {
    let folder = target_directory()?.join("instructions");
    empty_folder(&folder)?;
    // Callgrind writes down what was counted since the last time at the end of each of two functions, of which one makes an input
    // and the other checks it. Symbols are looked up at the start, not within what is counted.
    let mut command = callgrind(&folder.join("counts").display().to_string());
    command.args(["--dump-after=hostile::counted_*", "-q"]).arg(example).env("LD_BIND_NOW", "1");
    let names = output(&mut command)?;
    let at = |number: usize| total(&read(&folder.join(format!("counts.{number}")))?, "totals:");
    // The first part is of what is done once only; then, for each size, an input is made and checked.
    let cases =
        (0..).zip(names.lines()).map(|(case, name)| Ok((name.to_owned(), at(4 * case + 3)?, at(4 * case + 5)?)));
    cases.collect()
}

/// Returns the instructions for a request with an image of so many bytes, checked so many times.
fn count(example: &Path, image: u64, times: u64) -> Outcome<u64> {
    let mut command = callgrind("/dev/null");
    // The total is written to standard output; the details are not asked for.
    command.arg("--log-fd=1").arg(example).args([image.to_string(), times.to_string()]);
    total(&output(&mut command)?, "Collected :")
}

fn callgrind(to: &str) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", &format!("--callgrind-out-file={to}")]).stdin(Stdio::null());
    command
}

/// Returns the number behind that word.
fn total(counts: &str, word: &str) -> Outcome<u64> {
    let number = counts.lines().find_map(|line| line.split_once(word)?.1.trim().parse().ok());
    number.ok_or_else(|| format!("callgrind did not say how many instructions it counted:\n{counts}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_found() {
        assert_eq!(total("==7== Events    : Ir\n==7== Collected : 1234567\n", "Collected :"), Ok(1_234_567));
        assert_eq!(total("events: Ir\nsummary: 7\n\ntotals: 1234\n", "totals:"), Ok(1234));
        assert!(total("summary: 7\n", "totals:").is_err());
    }
}

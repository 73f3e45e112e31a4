//! How many instructions a check takes: a number that does not depend on what else the machine does, and so can be held to
//! a limit where a time cannot.

use crate::debian;
use crate::shell::{Outcome, announce, built, cargo, find_program, output};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is checked, by the bytes of its image, and the most instructions that it may take: at most a twentieth more than it
/// took when this was written.
const LIMITS: [(&str, u64, u64); 2] = [("a short request", 112, SHORT), ("a request of 4 MB", 3_000_000, LONG)];
const SHORT: u64 = 17_000;
const LONG: u64 = 3_405_000;

pub(crate) fn check() -> Outcome {
    if find_program("valgrind").is_none() {
        if std::env::var("CI").is_ok_and(|ci| ci == "true") {
            debian::install(&["valgrind"])?;
        } else {
            announce("      left out: valgrind is missing (on Debian: the package valgrind)");
            return Ok(());
        }
    }
    crate::linear::check()?;
    if !has_avx2() {
        announce("      left out: the limits are those of machines with AVX2");
        return Ok(());
    }
    let arguments = ["build", "--locked", "--release", "--package", "netverify-rules", "--example", "instructions"];
    let message = ["--message-format=json-render-diagnostics"];
    let example = built(&mut cargo(arguments.into_iter().chain(message))?, "instructions", |message| {
        message["executable"].as_str()
    })?;
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

fn count(example: &Path, image: u64, times: u64) -> Outcome<u64> {
    let mut command = Command::new("valgrind");
    // Callgrind writes its total to standard error; the details are not asked for.
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1"]).arg(example);
    command.args([image.to_string(), times.to_string()]).stdin(Stdio::null());
    let told = output(&mut command)?;
    collected(&told).ok_or_else(|| format!("valgrind did not say how many instructions it counted:\n{told}"))
}

/// The number in callgrind's line `Collected : 123`.
fn collected(told: &str) -> Option<u64> {
    told.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_found() {
        assert_eq!(collected("==7== \n==7== Events    : Ir\n==7== Collected : 1234567\n"), Some(1_234_567));
        assert_eq!(collected("==7== Killed\n"), None);
    }
}

//! Whether a check takes time linear in its input: the instructions for inputs made to hurt, at two sizes.

use crate::shell::{Outcome, built, cargo, output, read, target_directory};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The larger input of each case is eight times the smaller one. What is done for any input makes the ratio smaller; a quadratic
/// step makes it 64.
const MOST: f64 = 9.0;

/// The most instructions for a byte of the larger input, of so many bytes about.
const LARGER: u64 = 8 * 4096;
const MOST_FOR_A_BYTE: u64 = 1000;

/// Counts the instructions of every case of the example `hostile`.
pub(crate) fn check() -> Outcome {
    let arguments = ["build", "--locked", "--release", "--package", "netverify-rules", "--example", "hostile"];
    let message = ["--message-format=json-render-diagnostics"];
    let example =
        built(&mut cargo(arguments.into_iter().chain(message))?, "hostile", |message| message["executable"].as_str())?;
    let folder = target_directory()?.join("instructions");
    let fail = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(fail)?;
    }
    fs::create_dir_all(&folder).map_err(fail)?;
    let cases = count(&example, &folder)?;
    fs::remove_dir_all(&folder).map_err(fail)?;
    let mut wrong = Vec::new();
    for (name, few, many) in &cases {
        let ratio = *many as f64 / *few as f64;
        if ratio > MOST {
            wrong.push(format!("{name}: {few} instructions, and {ratio:.1} times as many for eight times the input"));
        }
        if many / LARGER > MOST_FOR_A_BYTE {
            wrong.push(format!("{name}: {} instructions for a byte, more than {MOST_FOR_A_BYTE}", many / LARGER));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    let worst = cases.iter().map(|(_, few, many)| *many as f64 / *few as f64).fold(0.0, f64::max);
    println!("{} hostile inputs: at most {worst:.2} times the instructions for eight times the input", cases.len());
    Ok(())
}

/// The name of each case, and what it took at either size.
fn count(example: &Path, folder: &Path) -> Outcome<Vec<(String, u64, u64)>> {
    let counts = folder.join("counts");
    let mut command = Command::new("valgrind");
    // Callgrind writes down what was counted since the last time at the end of each of two functions, of which one makes an input
    // and the other checks it.
    command.args(["--tool=callgrind", "--dump-after=hostile::counted_*", "-q"]);
    command.arg(format!("--callgrind-out-file={}", counts.display())).arg(example);
    // Symbols are looked up at the start, not within what is counted.
    command.env("LD_BIND_NOW", "1").stdin(Stdio::null());
    let names = output(&mut command)?;
    let at = |number: usize| -> Outcome<u64> {
        let told = read(&folder.join(format!("counts.{number}")))?;
        total(&told).ok_or_else(|| format!("callgrind did not say what it counted in part {number}"))
    };
    // The first part is of what is done once only; then, for each size, an input is made and checked.
    (0..).zip(names.lines()).map(|(case, name)| Ok((name.to_owned(), at(4 * case + 3)?, at(4 * case + 5)?))).collect()
}

/// The number in a line `totals: 123`.
fn total(told: &str) -> Option<u64> {
    told.lines().find_map(|line| line.strip_prefix("totals:")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_found() {
        assert_eq!(total("events: Ir\nsummary: 7\n\ntotals: 1234\n"), Some(1234));
        assert_eq!(total("summary: 7\n"), None);
    }
}

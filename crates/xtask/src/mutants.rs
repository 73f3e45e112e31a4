//! `cargo xtask mutants`: whether the tests notice small changes of the code, by cargo-mutants.

use crate::shell::{Outcome, announce, cargo, json, read, run, target_directory, works};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that is installed where none is there.
const VERSION: &str = "27.1.0";

/// The percentage of the viable mutants that the tests must catch.
const WANTED: usize = 95;

/// Changes the code of these files, all of the core's and the command line's if none is named, bit by bit, and runs the tests of
/// each change. `options` are `--shard K/N`, for every N-th of them, and the files, as globs.
pub(crate) fn mutants(options: &[&str]) -> Outcome {
    let (shard, files) = match options {
        ["--shard", shard, files @ ..] => (Some(*shard), files),
        files => (None, files),
    };
    if let Some(option) = files.iter().find(|file| file.starts_with('-')) {
        return Err(format!("mutants takes --shard K/N and then files, not {option}"));
    }
    let output = target_directory()?.join("mutants");
    let mut command = program()?;
    command.args(["mutants", "--package", "netverify-rules", "--package", "netverify", "--all-features"]);
    command.args([
        "--profile",
        "mutants",
        "--baseline",
        "run",
        "--minimum-test-timeout",
        "60",
        "--no-shuffle",
        "--output",
    ]);
    command.arg(&output);
    command.args(shard.into_iter().flat_map(|shard| ["--sharding", "round-robin", "--shard", shard]));
    command.args(files.iter().flat_map(|file| ["--file", file]));
    // The documented examples are slow to link, and say what the other tests say.
    command.args(["--", "--tests"]);
    command.env("PROPTEST_CASES", "64").env("PROPTEST_RNG_SEED", "20260101").env("NETVERIFY_FUZZ_INPUTS", "2000");
    // It fails where a mutant is missed; how many may be is said here.
    let outcome = run(&mut command);
    let report = output.join("mutants.out/outcomes.json");
    let Ok(text) = read(&report) else { return outcome };
    judge(&json(&text, "outcomes.json")?)
}

/// Returns cargo-mutants, installed if need be.
fn program() -> Outcome<Command> {
    let folder = target_directory()?.join("tools");
    let own = folder.join("bin/cargo-mutants");
    let path = if works(Command::new("cargo-mutants").args(["mutants", "--version"])) {
        PathBuf::from("cargo-mutants")
    } else {
        if !own.is_file() {
            install(&folder)?;
        }
        own
    };
    let mut command = Command::new(path);
    command.current_dir(crate::shell::root()?);
    Ok(command)
}

fn install(folder: &Path) -> Outcome {
    announce(&format!("cargo-mutants is missing: installing {VERSION} into {}", folder.display()));
    run(cargo(["install", "--locked", "cargo-mutants", "--version", VERSION, "--root"])?.arg(folder))
}

/// Says how many mutants the tests caught. An error where these are too few.
fn judge(outcomes: &Value) -> Outcome {
    let count = |name: &str| outcomes[name].as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let (caught, missed) = (count("caught") + count("timeout"), count("missed"));
    let viable = caught + missed;
    if viable == 0 {
        return Err("no mutant could be built: are these files of crates/core or crates/cli?".to_owned());
    }
    let survivors = outcomes["outcomes"].as_array().into_iter().flatten();
    for outcome in survivors.filter(|outcome| outcome["summary"] == "MissedMutant") {
        println!("missed: {}", outcome["scenario"]["Mutant"]["name"].as_str().unwrap_or("a mutant without a name"));
    }
    let verdict = format!("the tests catch {caught} of {viable} viable mutants, {WANTED} % are wanted");
    if caught * 100 < viable * WANTED {
        return Err(verdict);
    }
    println!("{verdict}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nineteen_of_twenty_must_be_caught() {
        assert!(judge(&json!({"caught": 18, "timeout": 1, "missed": 1, "unviable": 7})).is_ok());
        assert!(judge(&json!({"caught": 18, "timeout": 0, "missed": 1, "unviable": 7})).is_err());
        assert!(judge(&json!({"caught": 0, "missed": 0, "unviable": 7})).is_err());
    }

    #[test]
    fn options_are_files() {
        assert!(mutants(&["--shard", "0/8", "--in-place"]).is_err_and(|error| error.contains("not --in-place")));
    }
}

//! `cargo xtask mutants`: whether the tests notice small changes of the code, by cargo-mutants.

use crate::shell::{Outcome, announce, cargo, json, read, root, run, target_directory, works};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// The version that is installed where none is there.
const VERSION: &str = "27.1.0";

const OPTIONS: &str = "mutants --package=netverify-rules --package=netverify --all-features --profile=mutants --baseline=run \
     --minimum-test-timeout=60 --no-shuffle";

/// The percentage of the viable mutants that the tests must catch.
const MIN_CAUGHT_PERCENT: u64 = 95;

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
    let mut command = Command::new(program()?);
    command.args(OPTIONS.split(' ')).arg("--output").arg(&output).current_dir(root()?);
    command.args(shard.into_iter().flat_map(|shard| ["--sharding", "round-robin", "--shard", shard]));
    command.args(files.iter().flat_map(|file| ["--file", file]));
    // The documented examples are slow to link, and say what the other tests say.
    command.args(["--", "--tests"]);
    command.env("PROPTEST_CASES", "64").env("PROPTEST_RNG_SEED", "20260101").env("NETVERIFY_FUZZ_INPUTS", "2000");
    // It fails where a mutant is missed; how many may be is said here.
    let outcome = run(&mut command);
    let Ok(text) = read(&output.join("mutants.out/outcomes.json")) else { return outcome };
    check(&json(&text, "outcomes.json")?)
}

/// Returns cargo-mutants, installed if need be.
fn program() -> Outcome<PathBuf> {
    if works(Command::new("cargo-mutants").args(["mutants", "--version"])) {
        return Ok("cargo-mutants".into());
    }
    let folder = target_directory()?.join("tools");
    let own = folder.join("bin/cargo-mutants");
    if !own.is_file() {
        announce(&format!("cargo-mutants is missing: installing {VERSION} into {}", folder.display()));
        run(cargo(["install", "--locked", "cargo-mutants", "--version", VERSION, "--root"])?.arg(folder))?;
    }
    Ok(own)
}

/// Checks whether the tests caught enough mutants.
fn check(outcomes: &Value) -> Outcome {
    let count = |name: &str| outcomes[name].as_u64().unwrap_or(0);
    let caught = count("caught") + count("timeout");
    let viable = caught + count("missed");
    if viable == 0 {
        return Err("no mutant could be built: are these files of crates/core or crates/cli?".to_owned());
    }
    let survivors = outcomes["outcomes"].as_array().into_iter().flatten();
    for outcome in survivors.filter(|outcome| outcome["summary"] == "MissedMutant") {
        println!("missed: {}", outcome["scenario"]["Mutant"]["name"].as_str().unwrap_or("a mutant without a name"));
    }
    let verdict = format!("the tests catch {caught} of {viable} viable mutants, {MIN_CAUGHT_PERCENT} % are wanted");
    if caught * 100 < viable * MIN_CAUGHT_PERCENT {
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
        assert!(check(&json!({"caught": 18, "timeout": 1, "missed": 1, "unviable": 7})).is_ok());
        assert!(check(&json!({"caught": 18, "timeout": 0, "missed": 1, "unviable": 7})).is_err());
        assert!(check(&json!({"caught": 0, "missed": 0, "unviable": 7})).is_err());
    }

    #[test]
    fn options_are_files() {
        assert!(mutants(&["--shard", "0/8", "--in-place"]).is_err_and(|error| error.contains("not --in-place")));
    }
}

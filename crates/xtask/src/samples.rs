//! The samples: drawn anew, checked against their index, and shown.

use crate::shell::{Outcome, announce, build_netverify, cargo, read, root, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const DIRECTORY: &str = "tests/samples";

/// `cargo xtask samples`.
pub(crate) fn draw() -> Outcome {
    run(&mut cargo(["run", "--locked", "--package", "netverify-samples", "--", DIRECTORY])?)?;
    println!("{DIRECTORY} is current");
    Ok(())
}

/// `cargo xtask samples --check`.
pub(crate) fn check() -> Outcome {
    let netverify = build_netverify(false)?;
    let samples = index(&root()?)?;
    let mut wrong = Vec::new();
    for sample in &samples {
        if let Err(difference) = sample.check(&netverify) {
            wrong.push(format!("{}: {difference}", sample.path));
        }
    }
    conclude(samples.len(), &wrong)
}

/// `cargo xtask demo`.
pub(crate) fn demo() -> Outcome {
    announce("Building `netverify` with all optimisation (about two minutes the first time) …");
    let netverify = build_netverify(true)?;
    let samples = index(&root()?)?;
    announce(&format!("Checking the {} requests of {DIRECTORY}, valid ones and broken ones.", samples.len()));
    let mut wrong = Vec::new();
    let start = Instant::now();
    for sample in &samples {
        announce(&format!("\n── {}", sample.title));
        let mut command = sample.command(&netverify, "text")?;
        announce(&format!("$ netverify {}", sample.arguments("text").join(" ")));
        let shown = command.status().map_err(|error| format!("`netverify` cannot be started: {error}"))?;
        let expected = sample.expected_in_words();
        match sample.check(&netverify) {
            Ok(()) if shown.code() == Some(sample.exit_code()) => {
                println!("✓ expected: {expected}; and so it came out")
            }
            Ok(()) => {
                println!("✗ expected: {expected}; but as text it ended with {shown}");
                wrong.push(format!("{}: as text it ended with {shown}", sample.path));
            }
            Err(difference) => {
                println!("✗ expected: {expected}; but {difference}");
                wrong.push(format!("{}: {difference}", sample.path));
            }
        }
    }
    println!("\nEach sample was checked twice, as text and as JSON, in {:.1} s in all.", start.elapsed().as_secs_f64());
    conclude(samples.len(), &wrong)
}

fn conclude(count: usize, wrong: &[String]) -> Outcome {
    if wrong.is_empty() {
        announce(&format!("{count} samples: each got the verdict that {DIRECTORY}/index.json gives."));
        return Ok(());
    }
    Err(format!("{} of {count} samples came out otherwise than expected:\n  {}", wrong.len(), wrong.join("\n  ")))
}

/// One request, and what its check says.
struct Sample {
    path: String,
    title: String,
    flags: Vec<String>,
    valid: bool,
    /// Field (null for the body as a whole) and code.
    violations: Vec<(Value, Value)>,
}

fn index(root: &Path) -> Outcome<Vec<Sample>> {
    let path: PathBuf = [root, Path::new(DIRECTORY), Path::new("index.json")].iter().collect();
    let index: Value = serde_json::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let samples = index["samples"].as_array().map(Vec::as_slice).unwrap_or_default();
    samples
        .iter()
        .map(|entry| Sample::from_index(entry).ok_or_else(|| format!("{DIRECTORY}/index.json: not a sample: {entry}")))
        .collect()
}

impl Sample {
    fn from_index(entry: &Value) -> Option<Sample> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let pair = |value: &Value| match value.as_array()?.as_slice() {
            [field, code] => Some((field.clone(), code.clone())),
            _ => None,
        };
        let expected = &entry["expected"];
        Some(Sample {
            path: format!("{DIRECTORY}/{}", entry["file"].as_str()?),
            title: text(&entry["title"])?,
            flags: entry["flags"].as_array()?.iter().map(text).collect::<Option<_>>()?,
            valid: expected["valid"].as_bool()?,
            violations: expected["violations"].as_array()?.iter().map(pair).collect::<Option<_>>()?,
        })
    }

    fn arguments<'a>(&'a self, format: &'a str) -> Vec<&'a str> {
        let fixed = ["check", "--format", format, "--today", "none"];
        fixed.into_iter().chain(self.flags.iter().map(String::as_str)).chain([self.path.as_str()]).collect()
    }

    fn command(&self, netverify: &Path, format: &str) -> Outcome<Command> {
        let mut command = Command::new(netverify);
        command.args(self.arguments(format)).current_dir(root()?).stdin(Stdio::null());
        Ok(command)
    }

    fn exit_code(&self) -> i32 {
        i32::from(!self.valid)
    }

    fn expected_in_words(&self) -> String {
        let verdict = if self.valid { "valid" } else { "not valid" };
        let count = match self.violations.len() {
            0 => "nothing to say".to_owned(),
            1 => "1 violation".to_owned(),
            count => format!("{count} violations"),
        };
        format!("{verdict}, {count}")
    }

    /// Checks the sample as JSON; the error says what is other than the index says.
    fn check(&self, netverify: &Path) -> Outcome {
        let output = self.command(netverify, "json")?.output().map_err(|error| error.to_string())?;
        if output.status.code() != Some(self.exit_code()) {
            let complaint = String::from_utf8_lossy(&output.stderr);
            return Err(format!("it ended with {} {}", output.status, complaint.trim()));
        }
        let report: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("no report: {error}"))?;
        self.compare(&report)
    }

    fn compare(&self, report: &Value) -> Outcome {
        if report["valid"] != self.valid {
            return Err(format!("its report says valid: {}", report["valid"]));
        }
        let violations = report["violations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let found: Vec<_> = violations.iter().map(|found| (found["field"].clone(), found["code"].clone())).collect();
        if found == self.violations {
            return Ok(());
        }
        let list = |pairs: &[(Value, Value)]| {
            let words: Vec<String> = pairs.iter().map(|(field, code)| format!("{field} {code}")).collect();
            if words.is_empty() { "nothing".to_owned() } else { words.join(", ").replace('"', "") }
        };
        Err(format!("it says {} instead of {}", list(&found), list(&self.violations)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_is_compared_in_full() {
        let entry = json!({
            "file": "a.json", "title": "A", "flags": ["--strict"],
            "expected": { "valid": false, "violations": [[null, "malformed_json"], ["country", "required"]] }
        });
        let sample = Sample::from_index(&entry).expect("a sample");
        assert_eq!(sample.arguments("json").last(), Some(&"tests/samples/a.json"));
        let body = json!({ "field": null, "code": "malformed_json" });
        let country = json!({ "field": "country", "code": "required" });
        for (valid, violations, same) in [
            (false, json!([body, country]), true),
            (true, json!([body, country]), false),
            (false, json!([country, body]), false),
            (false, json!([body]), false),
            (false, json!(null), false),
        ] {
            let report = json!({ "valid": valid, "violations": violations });
            assert_eq!(sample.compare(&report).is_ok(), same, "{report}");
        }
        assert!(Sample::from_index(&json!({ "file": "a.json" })).is_none());
    }
}

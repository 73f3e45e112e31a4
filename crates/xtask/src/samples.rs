//! The samples: drawn anew, and checked against their index.

use crate::shell::{Outcome, announce, build_netverify, cargo, read, root, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
            flags: entry["flags"].as_array()?.iter().map(text).collect::<Option<_>>()?,
            valid: expected["valid"].as_bool()?,
            violations: expected["violations"].as_array()?.iter().map(pair).collect::<Option<_>>()?,
        })
    }

    fn arguments(&self) -> Vec<&str> {
        let fixed = ["check", "--format", "json", "--today", "none"];
        fixed.into_iter().chain(self.flags.iter().map(String::as_str)).chain([self.path.as_str()]).collect()
    }

    fn command(&self, netverify: &Path) -> Outcome<Command> {
        let mut command = Command::new(netverify);
        command.args(self.arguments()).current_dir(root()?).stdin(Stdio::null());
        Ok(command)
    }

    fn exit_code(&self) -> i32 {
        i32::from(!self.valid)
    }

    /// Checks the sample as JSON; the error says what is other than the index says.
    fn check(&self, netverify: &Path) -> Outcome {
        let output = self.command(netverify)?.output().map_err(|error| error.to_string())?;
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
            "file": "a.json", "flags": ["--strict"],
            "expected": { "valid": false, "violations": [[null, "malformed_json"], ["country", "required"]] }
        });
        let sample = Sample::from_index(&entry).expect("a sample");
        assert_eq!(sample.arguments().last(), Some(&"tests/samples/a.json"));
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

//! Prints the JSON of the native report of every case of `tests/vectors`, one line a case:
//! `{"file": …, "name": …, "report": "the report's JSON, as a text"}`.
//!
//! The report is kept as a text because it is compared byte for byte.

mod runner;

use runner::Runner;
use serde_json::Value;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    match print() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let runner = Runner::new(read(&folder.join("images.json"))?);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in files(&folder)? {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let vectors = read(&path)?;
        for case in vectors["cases"].as_array().ok_or_else(|| format!("{file}: no cases"))? {
            let name = &case["name"];
            let report = runner.report(case).map_err(|error| format!("{file}: {name}: {error}"))?;
            writeln!(out, "{}", serde_json::json!({ "file": file, "name": name, "report": report.to_json() }))?;
        }
    }
    out.flush()?;
    Ok(())
}

/// The files of cases, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<Result<Vec<PathBuf>, _>>()?;
    files.retain(|path| path.extension().is_some_and(|end| end == "json") && !path.ends_with("images.json"));
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

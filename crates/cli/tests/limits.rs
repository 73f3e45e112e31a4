//! Little memory: something is said, and the rest is checked.

#![cfg(target_os = "linux")]

mod common;

use common::{Run, file, finish, request};
use serde_json::json;
use std::process::Command;

/// Runs the program with so many KiB of address space.
fn run_within(kib: u32, arguments: &[&str]) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v \"$1\"; shift; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_netverify")]);
    finish(command.arg(kib.to_string()).args(arguments), b"")
}

fn long_line(bytes: usize, filler: &str) -> String {
    format!("{{\"number\":\"{}\"}}", filler.repeat(bytes / filler.len()))
}

#[test]
fn a_line_without_memory_is_left_out_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = request(json!({}));
    // Escapes make the checks copy the text.
    for filler in ["x", "\\n"] {
        let long = long_line(40_000_000, filler);
        let path = file(folder.path(), "requests.ndjson", format!("{good}\n{long}\n{good}\n"));
        for kib in [30_000, 70_000, 150_000] {
            let run = run_within(kib, &["check", "--ndjson", &path]);
            let reports = run.reports();
            assert_eq!(reports.len(), 3, "{kib}: {}", run.err);
            let valid: Vec<bool> = reports.iter().map(|report| report["valid"] == true).collect();
            assert_eq!(valid, [true, false, true], "{kib}");
            if run.status == 2 {
                assert_eq!(reports[1]["line"], 2);
                assert!(reports[1]["error"].as_str().is_some_and(|error| error.contains("memory")), "{}", run.out);
                assert!(run.err.contains("line 2: not checked, there is not enough memory for it"), "{}", run.err);
            } else {
                assert_eq!(run.status, 1, "{kib}: {}", run.err);
            }
        }
        assert_eq!(run_within(40_000, &["check", "--ndjson", &path]).status, 2);
    }
}

#[test]
fn many_short_lines_need_little() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), "requests.ndjson", "{}\n".repeat(100_000));
    let run = run_within(120_000, &["check", "--ndjson", &path]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(run.out.lines().count(), 100_000);
}

#[test]
fn a_file_without_memory_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for filler in ["x", "\\n"] {
        let path = file(folder.path(), "request.json", long_line(40_000_000, filler));
        for kib in [30_000, 60_000, 110_000] {
            let run = run_within(kib, &["check", "--format", "json", &path]);
            assert!([1, 2].contains(&run.status), "{kib}: {run:?}");
            assert_eq!(run.out.is_empty(), run.status == 2, "{kib}");
        }
        assert_eq!(run_within(40_000, &["check", &path]).status, 2);
        assert_eq!(run_within(1_000_000, &["check", &path]).status, 1);
    }
}

#[test]
fn names_count_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let many: Vec<String> = (0..1_000_000).map(|i| format!("\"k{i}\":1")).collect();
    let many = file(folder.path(), "many.json", format!("{{{}}}", many.join(",")));
    let long = file(folder.path(), "long.json", format!("{{\"{}\":1}}", "a\\n".repeat(8_000_000)));
    for path in [many, long] {
        for kib in [40_000, 60_000, 80_000, 110_000] {
            for arguments in [&["check", "--format", "json"][..], &["check", "--ndjson"]] {
                let run = run_within(kib, &[arguments, &[&path]].concat());
                assert!([1, 2].contains(&run.status), "{kib} {arguments:?} {path}: {run:?}");
                assert_eq!(run.err.contains("not enough memory"), run.status == 2, "{kib}");
            }
        }
    }
}

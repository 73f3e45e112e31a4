//! Large input: it is checked with little memory, or left out alone.

#![cfg(target_os = "linux")]

mod common;

use common::{Run, base64, codes, file, finish, jpeg, request};
use serde_json::json;
use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::process::Command;

/// Runs the program with so many KiB of address space.
fn run_within(kib: u32, arguments: &[&str]) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v \"$1\"; shift; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_netverify")]);
    // Else each thread reserves addresses that it does not use.
    finish(command.env("MALLOC_ARENA_MAX", "1").arg(kib.to_string()).args(arguments), b"")
}

/// Returns a picture of 15 MiB: what follows its end does not count.
fn large_jpeg(height: u16) -> Vec<u8> {
    let mut bytes = jpeg(640, height);
    bytes.resize(15 << 20, 0);
    bytes
}

#[test]
fn a_body_of_60_mb_takes_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let images = [400, 401, 402].map(|height| base64(&large_jpeg(height)));
    let body = request(json!({"frontsideImage": images[0], "faceImage": images[1], "backsideImage": images[2]}));
    assert!(body.len() > 60_000_000);
    let body = file(folder.path(), "request.json", body);
    let picture = file(folder.path(), "front.jpg", large_jpeg(400));
    for arguments in [["check", &body], ["image", &picture]] {
        let run = run_within(20_000, &arguments);
        assert!(run.status == 0 && run.out.ends_with(": valid\n"), "{run:?}");
    }
    let missing = run_within(20_000, &["check", "--decode", &body]);
    assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    assert!(missing.err.ends_with("request.json: there is not enough memory for it\n"), "{}", missing.err);
}

#[test]
fn many_short_lines_need_little() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), "requests.ndjson", "{}\n".repeat(60_000));
    let run = run_within(30_000, &["check", "--ndjson", "--jobs", "2", &path]);
    assert_eq!((run.status, run.out.lines().count()), (1, 60_000), "{}", run.err);
    assert!(run.out.len() > 30_000 << 10);
}

#[test]
fn a_line_beyond_512_mib_is_left_out_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("requests.ndjson");
    let mut requests = File::create(&path).expect("a file");
    let line = request(json!({})) + "\n";
    requests.write_all(line.as_bytes()).expect("written");
    // A hole, which the program reads as zeros.
    requests.seek(SeekFrom::Current((512 << 20) + 1)).expect("moved");
    requests.write_all(format!("\n{line}").as_bytes()).expect("written");
    let path = path.to_str().expect("UTF-8");
    let run = common::run(&["check", "--ndjson", path]);
    assert_eq!(run.status, 2, "{run:?}");
    let reports = run.reports();
    assert_eq!(reports.iter().map(|report| report["line"].clone()).collect::<Vec<_>>(), [1, 2, 3]);
    assert!([&reports[0], &reports[2]].into_iter().all(|report| codes(report).is_empty()), "{}", run.out);
    let message = format!("{path}, line 2: not checked, it is longer than 512 MiB");
    assert_eq!(reports[1]["error"], message);
    assert_eq!(run.err, format!("error: {message}\n3 requests: 2 valid, 1 not read\n"));
}

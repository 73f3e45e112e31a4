//! The samples of `tests/samples`: each gets the verdict that its index gives.

use common::{codes, run};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

mod common;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect(name)
}

/// Returns what `index.json` says of each sample.
fn index() -> Vec<Value> {
    let mut index: Value = serde_json::from_str(&read("index.json")).expect("JSON");
    serde_json::from_value(index["samples"].take()).expect("a list")
}

/// Fully decoded, too: no picture is damaged otherwise than its title says.
#[test]
fn each_sample_gets_its_verdict() {
    for sample in index() {
        let text = |value: &Value| value.as_str().map_or("-".to_owned(), str::to_owned);
        let (file, expected) = (text(&sample["file"]), &sample["expected"]);
        let path = folder().join(&file).display().to_string();
        let flags: Vec<String> = sample["flags"].as_array().expect("flags").iter().map(text).collect();
        let violations = expected["violations"].as_array().expect("violations").iter();
        let violations: Vec<String> =
            violations.map(|found| format!("{} {}", text(&found[0]), text(&found[1]))).collect();
        for decode in [&[][..], &["--decode"]] {
            let mut arguments = vec!["check", "--format", "json", "--today", "none"];
            arguments.extend(flags.iter().map(String::as_str).chain(decode.iter().copied()).chain([path.as_str()]));
            let found = run(&arguments);
            assert_eq!(found.report()["valid"], expected["valid"], "{file}");
            assert_eq!(found.status, i32::from(expected["valid"] == false), "{file}");
            assert_eq!(codes(&found.report()), violations, "{file}");
        }
    }
}

#[test]
fn the_index_names_every_sample_once() {
    let index = index();
    let names: BTreeSet<&str> = index.iter().filter_map(|sample| sample["file"].as_str()).collect();
    assert_eq!(names.len(), index.len());
    let files = std::fs::read_dir(folder()).expect("tests/samples");
    let files: BTreeSet<String> =
        files.map(|file| file.expect("an entry").file_name().into_string().expect("a name")).collect();
    let expected: BTreeSet<&str> = names.into_iter().chain(["index.json", "pictures"]).collect();
    assert!(files.iter().eq(expected), "{files:?}");
}

/// What no verdict shows: these samples are of what is written, not of what is meant.
#[test]
fn samples_are_written_as_their_titles_say() {
    let slashes = read("escaped-slashes.json");
    assert!(slashes.contains(r"image\/jpeg") && !slashes.replace(r"\/", "").contains('/'));
    assert!(read("byte-order-mark.json").starts_with('\u{FEFF}'));
    let broken: Value = serde_json::from_str(&read("line-broken-base64.json")).expect("JSON");
    assert!(broken["frontsideImage"].as_str().expect("text").lines().all(|line| line.len() <= 76));
}

//! Nothing that is given on the command line comes out again but names of files.

mod common;

use common::{Run, file, jpeg, program, request, run, run_with};
use serde_json::json;
use std::path::Path;

/// Values as they are given by mistake: with hyphens before them, with blanks, with what a terminal would act on.
const VALUES: [&str; 10] = [
    "zq9-vwkx-1990",
    "-zq9vwkx1990",
    "--zq9-vwkx-1990",
    "--zq9=vwkx",
    "-qzq9vwkx",
    "Zqvw Kxjq",
    "zqvw@kxjq.xq",
    "zq9=vwkx",
    "\u{1b}[31mzqvw\u{202e}kxjq",
    "{\"zqvw\":\"kxjq\"}",
];

/// Checks that no four characters in a row of the value were printed.
fn assert_silent(run: &Run, value: &str, arguments: &[&str]) {
    let chars: Vec<char> = value.chars().collect();
    for part in chars.windows(4) {
        let part: String = part.iter().collect();
        assert!(!run.out.contains(&part) && !run.err.contains(&part), "{part:?} of {arguments:?} in {run:?}");
    }
}

const SETTINGS: [&str; 6] =
    ["--face-match", "--address-extraction", "--screening", "--today", "--callback-domain", "--color"];

fn options(command: &str) -> Vec<&'static str> {
    match command {
        "check" => [&["--format", "--jobs", "--id"], &SETTINGS[..]].concat(),
        "image" => vec!["--format", "--declared", "--field", "--color"],
        "build" => [&["--reference", "--country", "--id-type", "--set"], &SETTINGS[..]].concat(),
        _ => vec!["--format", "--color"],
    }
}

/// What a command needs beside what is tried.
fn needed(command: &str, folder: &Path) -> Vec<String> {
    let front = file(folder, "front.jpg", jpeg(640, 400));
    let body = file(folder, "body.json", request(json!({})));
    match command {
        "check" => vec![body],
        "image" => vec![front],
        "build" => vec!["--front".to_owned(), front],
        _ => Vec::new(),
    }
}

#[test]
fn no_value_of_an_option_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    for command in ["check", "image", "build", "explain"] {
        let needed = needed(command, folder.path());
        let needed: Vec<&str> = needed.iter().map(String::as_str).collect();
        for option in options(command) {
            for value in VALUES {
                let glued = format!("{option}={value}");
                // One letter less, and a letter more.
                let typo = format!("{}={value}", &option[..option.len() - 1]);
                let (typo_apart, longer) = (&option[..option.len() - 1], format!("{option}x={value}"));
                for given in [&[option, value][..], &[&glued], &[&typo], &[typo_apart, value], &[&longer]] {
                    let ndjson: &[&str] = if command == "check" { &["--ndjson"] } else { &[] };
                    let arguments = [&[command][..], given, &needed, ndjson].concat();
                    assert_silent(&run(&arguments), value, &arguments);
                }
            }
        }
    }
}

#[test]
fn no_field_that_is_set_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let front = file(folder.path(), "front.jpg", jpeg(640, 400));
    for value in VALUES {
        for set in [format!("{value}=x"), format!("country={value}"), format!("number={value}"), format!("={value}")] {
            let arguments = ["build", "--front", &front, "--set", &set];
            assert_silent(&run(&arguments), value, &arguments);
        }
    }
    let typo = run(&["build", "--front", &front, "--set", "firstname=Zqvwkx"]);
    assert!(typo.err.contains("did you mean firstName") && !typo.err.contains("firstname"), "{}", typo.err);
}

#[test]
fn no_argument_without_a_place_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let front = file(folder.path(), "front.jpg", jpeg(640, 400));
    for value in VALUES {
        for arguments in [
            &[value][..],
            &["--color", value],
            &["help", value],
            &["help", "check", value],
            &["--version", value],
            &["explain", value],
            &["explain", "country", value],
            &["completions", value],
            &["completions", "bash", value],
            &["build", value],
            &["build", "--front", &front, "--", value],
            &["build", "--front", &front, "--reference", "a", value],
            &["build", "--front", &front, "--force=yes", value],
            &["check", "--strict", "--no-such", value, "-x"],
        ] {
            // What belongs to no option is a file of check, whose name may be printed.
            if arguments[0] == "check" && !value.starts_with('-') {
                continue;
            }
            assert_silent(&run(arguments), value, arguments);
        }
    }
}

#[test]
fn what_is_wrong_is_said_without_it() {
    for (arguments, parts) in [
        (&["check", "--formt", "json"][..], &["'number 2'", "'--format'", "Usage: netverify check"][..]),
        (&["build", "--reference", "--zq"], &["'number 3'", "--option=-value", "Usage: netverify build"]),
        (&["build", "--front", "x", "--referense=zq"], &["'number 4'", "argument exists: '--reference'"]),
        (&["check", "--format", "xml"], &["'--format <FORMAT>'", "values: text, json"]),
        (&["check", "--format"], &["a value is required for '--format <FORMAT>'"]),
        (&["check", "--today", "2026-02-30"], &["'--today <DATE>'", "YYYY-MM-DD"]),
        (&["check", "--callback-domain", "https://x.example"], &["'--callback-domain <DOMAIN>'", "host name"]),
        (&["check", "--strict", "--strict"], &["'--strict' cannot be used multiple times"]),
        (&["check", "--strict=yes"], &["unexpected value '…' for '--strict'"]),
        (&["check", "--id", "order"], &["required arguments were not provided", "--ndjson"]),
        (&["build"], &["required arguments were not provided", "--front <FILE>"]),
        (&["zqvwkx"], &["unrecognized subcommand", "are check, image, build, explain, completions"]),
        (&["chekc"], &["a similar subcommand exists: 'check'", "Usage: netverify "]),
        (&["completions", "cmd"], &["'<SHELL>'", "values: bash"]),
    ] {
        let run = run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        for part in parts {
            assert!(run.err.contains(part), "{part:?} is not in {}", run.err);
        }
    }
}

#[test]
#[cfg(unix)]
fn names_of_files_are_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "a\u{1b}[2J\r\u{202e}gpj\u{2066}\u{200b}.json";
    let special = |char: char| char.is_control() && char != '\n' || "\u{202e}\u{2066}\u{200b}".contains(char);
    let bad = file(folder.path(), name, "{}");
    let good = file(folder.path(), "good.json", request(json!({})));
    let front = file(folder.path(), "\u{202e}front\u{7}.jpg", jpeg(640, 400));
    let missing = format!("{bad}x");
    for arguments in [
        &["check", bad.as_str(), &good][..],
        &["check", "--format", "json", &bad, &good, &missing],
        &["check", "--ndjson", &bad, &good, &missing],
        &["check", "--ndjson", "--format", "text", &bad, &good],
        &["check", folder.path().to_str().expect("UTF-8")],
        &["check", &missing],
        &["image", &front, &missing],
        &["image", "--format", "json", &front, &missing],
        &["build", "--front", &missing],
        &["build", "--front", &front, "--reference", "x", "-o", &bad],
        &["check", &front],
    ] {
        let run = run(arguments);
        assert!(!run.out.contains(special) && !run.err.contains(special), "{arguments:?}: {run:?}");
    }
    // A program still gets the name itself.
    assert_eq!(run(&["check", "--format", "json", &bad, &good]).reports()[0]["file"], bad);
    assert_eq!(run(&["check", "--ndjson", &bad, &good]).reports()[0]["file"], bad);
    assert_eq!(program().arg(bad).output().expect("it runs").status.code(), Some(2));
}

#[test]
fn names_in_the_request_are_harmless() {
    let body = "{\"a\\u001b[2J\\u202egpj\u{202e}\":1}";
    for arguments in [&["check", "-"][..], &["check", "--ndjson", "--format", "text", "-"]] {
        let run = run_with(body.as_bytes(), arguments);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{run:?}");
    }
}

//! `netverify explain` and `netverify completions`: output and exit status.

mod common;

use common::run;
use netverify_rules::{Code, Field};

#[test]
fn a_code_or_a_field() {
    for (name, beginning, parts) in [
        (
            "unknown_country",
            "error[unknown_country]\n",
            &[
                "\nWhy\n",
                "\nWhat to do\n",
                "\nBreaks it\n  {\"country\":\"UK\"}\n",
                "\nDoes not\n",
                "\nSource\n  Guide",
            ][..],
        ),
        ("document_expired", "warning[document_expired]\n", &["with the settings {\"today\":\"2026-01-01\"}"]),
        (
            "callbackGranularity",
            "callbackGranularity: optional\n",
            &["one of onFinish, onAllSteps", "onFinish is assumed", "\"onfinish\"  error[not_in_enum]"],
        ),
    ] {
        let run = run(&["explain", name]);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        assert!(run.out.starts_with(beginning), "{}", run.out);
        for part in parts {
            assert!(run.out.contains(part), "{part:?} is not in\n{}", run.out);
        }
    }
}

#[test]
fn everything() {
    let run = run(&["explain"]);
    assert_eq!(run.status, 0);
    for name in Code::ALL.iter().map(|code| code.as_str()).chain(Field::ALL.map(Field::name)) {
        assert!(run.out.lines().any(|line| line.trim_start().starts_with(name)), "{name}");
    }
}

#[test]
fn everything_for_a_program() {
    let all = run(&["explain", "--format", "json"]);
    let lines = all.reports();
    assert_eq!((all.status, lines.len()), (0, Code::ALL.len() + Field::ALL.len()));
    for (line, code) in lines.iter().zip(Code::ALL) {
        assert_eq!(line["code"], code.as_str());
        for member in ["severity", "rule", "why", "fix", "invalid", "valid", "source"] {
            assert!(line[member].as_str().is_some_and(|text| !text.is_empty()), "{member} of {line}");
        }
        assert_eq!(run(&["explain", code.as_str(), "--format", "json"]).report(), *line);
    }
    for (line, field) in lines.iter().skip(Code::ALL.len()).zip(Field::ALL) {
        assert_eq!(line["field"], field.name());
        assert!(line["about"].is_string() && line["requirement"].is_string() && line["check"].is_string(), "{line}");
    }
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = run(&["completions", shell]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{shell}");
        assert!(run.out.contains("face-match"), "{shell}");
    }
    // The names too, where the shell's scripts can hold values.
    for shell in ["bash", "zsh"] {
        assert!(run(&["completions", shell]).out.contains("url_host_is_ip"), "{shell}");
    }
    assert_eq!(run(&["completions", "cmd"]).status, 2);
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for (name, others) in [
        ("image_too_small", &["IMAGE_TOO_SMALL", "image-too-small", "imageTooSmall", "image too small"][..]),
        ("usState", &["usstate", "USSTATE"]),
    ] {
        let right = run(&["explain", name]);
        for other in others {
            assert_eq!((right.status, &right.out), (0, &run(&["explain", other]).out), "{other}");
        }
    }
    for typo in ["image_to_small", "image_too_smal"] {
        let run = run(&["explain", typo]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains("did you mean image_too_small"), "{}", run.err);
    }
}

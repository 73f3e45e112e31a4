//! `netverify check --ndjson`: output and exit status.

mod common;

use common::{codes, file, program, request, run, run_with, start};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};

#[test]
fn a_report_a_line_in_order() {
    let (good, bad) = (request(json!({})), request(json!({"country": "usa"})));
    // Lines of different length, so that workers finish out of order.
    let long = request(json!({"number": "x".repeat(300_000)}));
    let kinds = [(&good, true), (&bad, false), (&long, false)];
    let count = 3_000;
    let chosen: Vec<_> = (0..count).map(|i| if i % 50 == 0 { kinds[2] } else { kinds[i % 2] }).collect();
    let input: String = chosen.iter().flat_map(|(body, _)| [body.as_str(), "\n"]).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let named = file(folder.path(), "requests.ndjson", &input);
    // The answers of a file are gathered.
    for run in [run_with(input.as_bytes(), &["check", "--ndjson", "-"]), run(&["check", "--ndjson", &named])] {
        assert_eq!(run.status, 1);
        let reports = run.reports();
        assert_eq!(reports.len(), count);
        for (i, (report, (_, valid))) in reports.iter().zip(&chosen).enumerate() {
            assert_eq!((&report["line"], &report["valid"]), (&json!(i + 1), &json!(valid)));
        }
        assert!(run.out.starts_with("{\"line\":1,\"valid\":"));
    }
}

#[test]
fn a_line_s_report_is_that_of_check() {
    let bodies = [request(json!({"country": "usa", "dob": "x"})), "[]".to_owned(), "{\"country\":".to_owned()];
    let run = run_with((bodies.join("\n") + "\n").as_bytes(), &["check", "--ndjson"]);
    for (i, (mut report, body)) in run.reports().into_iter().zip(&bodies).enumerate() {
        assert_eq!(report.as_object_mut().and_then(|report| report.remove("line")), Some(json!(i + 1)));
        assert_eq!(report, run_with(body.as_bytes(), &["check", "--format", "json", "-"]).report());
    }
}

#[test]
fn blank_lines_are_counted_and_skipped() {
    let good = request(json!({}));
    let input = format!("\n{good}\r\n  \t\n\n{good}");
    let run = run_with(input.as_bytes(), &["check", "--ndjson", "-"]);
    assert_eq!(run.status, 0);
    let lines: Vec<Value> = run.reports().iter().map(|report| report["line"].clone()).collect();
    assert_eq!(lines, [json!(2), json!(5)]);
    assert_eq!(run.err, "2 requests: 2 valid\n");
    assert_eq!(run_with(b"", &["check", "--ndjson"]).err, "0 requests: 0 valid\n");
}

#[test]
fn a_summary_by_code_on_standard_error() {
    let lines = [
        request(json!({"country": "usa"})),
        request(json!({"country": "usa", "dob": "x"})),
        request(json!({"firstName": ""})),
        request(json!({})),
    ];
    let run = run_with(lines.join("\n").as_bytes(), &["check", "--ndjson"]);
    let expected = "4 requests: 2 valid, 2 not valid\n        2  error[unknown_country]\n        1  warning[empty]\n        \
                    1  error[date_format]\n";
    assert_eq!((run.status, run.err.as_str()), (1, expected));
    let strict = run_with(lines[2].as_bytes(), &["check", "--ndjson", "--strict"]);
    assert_eq!(strict.status, 1);
    assert!(strict.err.starts_with("1 request: 0 valid, 1 valid, but not clean\n"), "{}", strict.err);
}

#[test]
fn a_short_line_each_for_a_person() {
    let lines = [request(json!({})), request(json!({"country": "usa", "firstName": ""})), "[]".to_owned()];
    let run = run_with(lines.join("\n").as_bytes(), &["check", "--ndjson", "--format", "text"]);
    let expected = "line 1: valid\nline 2: not valid: country unknown_country, firstName empty\n\
                    line 3: not valid: body not_an_object\n";
    assert_eq!(run.out, expected);
}

#[test]
fn several_files_have_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = file(folder.path(), "one.ndjson", request(json!({})) + "\n");
    let two = file(folder.path(), "two.ndjson", "\n{}\n");
    let missing = folder.path().join("missing");
    let missing = missing.to_str().expect("UTF-8");
    let run = run(&["check", "--ndjson", &one, missing, &two]);
    assert_eq!(run.status, 2);
    let places: Vec<(Value, Value)> =
        run.reports().iter().map(|report| (report["file"].clone(), report["line"].clone())).collect();
    assert_eq!(places, [(json!(one), json!(1)), (json!(missing), Value::Null), (json!(two), json!(2))]);
    assert!(run.reports()[1]["error"].is_string() && run.out.lines().all(|line| line.starts_with("{\"file\":")));
    assert!(run.err.contains(&format!("cannot read {missing}: ")), "{}", run.err);
}

#[test]
fn a_line_may_be_long() {
    let long = format!("{{\"country\":\"{}\"}}", "A".repeat(20_000_000));
    let input = format!("{}\n{long}\n{}\n", request(json!({})), request(json!({})));
    let run = run_with(input.as_bytes(), &["check", "--ndjson"]);
    let reports = run.reports();
    assert_eq!(reports.iter().map(|report| report["valid"] == true).collect::<Vec<_>>(), [true, false, true]);
    assert!(codes(&reports[1]).contains(&"country too_long".to_owned()));
}

#[test]
fn an_answer_comes_before_the_input_ends() {
    let mut child = start(program().args(["check", "--ndjson", "-"]));
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for number in 1..=3 {
        stdin.write_all(b"{}\n").expect("written");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("read");
        assert!(line.starts_with(&format!("{{\"line\":{number},")), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().expect("the program ends").code(), Some(1));
}

#[test]
fn nobody_reading_ends_it_quietly() {
    let mut child = start(program().args(["check", "--ndjson", "-"]));
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    // It ends although its input does not.
    while stdin.write_all(b"{}\n{}\n").is_ok() {}
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.code().is_some(), "killed by a signal");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn any_number_of_threads_says_the_same() {
    let bodies: Vec<String> = (0..500).map(|i| request(json!({"number": "x".repeat(i * 37 % 9000)}))).collect();
    let input = bodies.join("\n");
    let one = run_with(input.as_bytes(), &["check", "--ndjson", "--jobs", "1"]);
    for jobs in ["2", "7", "64"] {
        let more = run_with(input.as_bytes(), &["check", "--ndjson", "--jobs", jobs]);
        assert_eq!((more.status, &more.out, &more.err), (one.status, &one.out, &one.err), "{jobs}");
    }
    for jobs in ["0", "-1", "1025", "many", ""] {
        let wrong = run(&["check", "--ndjson", "--jobs", jobs]);
        assert_eq!(wrong.status, 2, "{jobs}");
    }
    assert_eq!(run(&["check", "--jobs", "2"]).status, 2);
}

#[test]
fn a_key_of_the_caller_is_copied() {
    let with = |key: Value| request(json!({"orderId": key}));
    let lines = [
        with(json!("a\"\u{202e}b")),
        with(json!(17)),
        request(json!({})),
        with(json!({"x": "y"})),
        with(json!(null)).replace("\"country\"", "\"orderId\":true,\"country\""),
        with(json!("x".repeat(1000))),
        "{\"orderId\":\"early\",".to_owned(),
        "[]".to_owned(),
    ];
    let input = lines.join("\n");
    let run = run_with(input.as_bytes(), &["check", "--ndjson", "--id", "orderId"]);
    let ids: Vec<Value> = run.reports().iter().map(|report| report["id"].clone()).collect();
    assert_eq!(ids, [&[json!("a\"\u{202e}b"), json!(17)][..], &[const { Value::Null }; 6]].concat());
    assert!(!run.out.contains('\u{202e}') && run.out.starts_with("{\"line\":1,\"id\":"), "{}", run.out);
    // The key is the caller's own, and no reason to complain; others are.
    assert_eq!(codes(&run.reports()[0]), [""; 0]);
    let strict = run_with(lines[0].as_bytes(), &["check", "--ndjson", "--id", "orderId", "--strict"]);
    assert_eq!(strict.status, 0);
    let other = run_with(lines[0].as_bytes(), &["check", "--ndjson", "--id", "order", "--strict"]);
    assert_eq!((other.status, codes(&other.reports()[0])), (1, vec!["orderId unknown_field".to_owned()]));

    let reference = run_with(lines[2].as_bytes(), &["check", "--ndjson", "--id", "merchantIdScanReference"]);
    assert_eq!(reference.reports()[0]["id"], "scan-000123");
    let text = run_with(lines[1].as_bytes(), &["check", "--ndjson", "--id", "orderId", "--format", "text"]);
    assert_eq!(text.out, "line 1 (id 17): valid\n");
}

#[test]
fn no_field_of_the_request_is_a_key() {
    for name in
        ["firstName", "FIRSTNAME", "first_name", "number", "callbackUrl", "merchant_id_scan_reference", "a b", ""]
    {
        let run = run(&["check", "--ndjson", "--id", name]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{name}");
    }
    assert_eq!(run(&["check", "--id", "orderId"]).status, 2);
}

#[test]
fn help_is_in_each_violation() {
    let body = request(json!({"country": "usa", "firstName": ""}));
    let plain = run_with(body.as_bytes(), &["check", "--format", "json", "-"]).report();
    for arguments in [&["--format", "json", "-"][..], &["--ndjson"]] {
        let mut helped =
            run_with(body.as_bytes(), &[&["check", "--help-texts"][..], arguments].concat()).reports().remove(0);
        for violation in helped["violations"].as_array_mut().expect("violations") {
            let help = violation.as_object_mut().and_then(|violation| violation.remove("help")).expect("help");
            assert!(help.as_str().is_some_and(|help| help.len() > 10), "{help}");
        }
        helped.as_object_mut().and_then(|report| report.remove("line"));
        assert_eq!(helped, plain);
    }
}

#[test]
fn one_request_over_several_lines_has_a_note() {
    let hint = "no line is JSON: a request that is written over several lines is checked without --ndjson";
    for (body, has_note) in [("{\n \"country\": \"USA\"\n}", true), ("{}\n{", false), ("{", false), ("[]\n{\n}", false)]
    {
        let run = run_with(body.as_bytes(), &["check", "--ndjson", "-"]);
        assert_eq!(run.err.contains(hint), has_note, "{body}: {}", run.err);
    }
}

/// Sends a signal as a terminal does.
#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
}

#[test]
#[cfg(unix)]
fn an_interruption_ends_with_the_summary() {
    let mut child = start(program().args(["check", "--ndjson", "-"]));
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    // The second line never ends.
    stdin.write_all(b"{}\n{\"country\":").expect("written");
    let mut line = String::new();
    stdout.read_line(&mut line).expect("read");
    interrupt(&child);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(130));
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut stdout, &mut rest).expect("read");
    assert_eq!(rest, "");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.starts_with("1 request: 0 valid, 1 not valid\n"), "{err}");
    assert!(err.ends_with("interrupted: the rest was not checked\n"), "{err}");
}

#[test]
#[cfg(unix)]
fn an_interruption_ends_the_wait_for_a_writer() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let mut child = program().args(["check", "--ndjson"]).arg(pipe).spawn().expect("the program starts");
    // Long enough to have begun to wait, which cannot be seen from here.
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(child.try_wait().expect("a child"), None, "it waits");
    interrupt(&child);
    for _ in 0..50 {
        if let Some(status) = child.try_wait().expect("a child") {
            assert!(!status.success());
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    child.kill().expect("killed");
    panic!("it goes on waiting");
}

#[test]
#[cfg(unix)]
fn an_interruption_leaves_no_gap() {
    let body = request(json!({"number": "x".repeat(2_000)})) + "\n";
    let mut child = start(program().args(["check", "--ndjson", "--jobs", "4", "-"]));
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || while stdin.write_all(body.as_bytes()).is_ok() {});
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut lines = Vec::new();
    let mut line = String::new();
    while stdout.read_line(&mut line).expect("read") > 0 {
        lines.push(serde_json::from_str::<Value>(&line).expect("JSON")["line"].clone());
        line.clear();
        if lines.len() == 100 {
            interrupt(&child);
        }
    }
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    assert_eq!(output.status.code(), Some(130));
    let count = lines.len();
    assert_eq!(lines, (1..=count).map(|line| json!(line)).collect::<Vec<_>>());
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.starts_with(&format!("{count} requests: ")), "{err}");
}

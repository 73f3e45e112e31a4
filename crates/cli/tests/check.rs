//! `netverify check`: output and exit status.

mod common;

use common::{base64, codes, damaged_png, file, finish, jpeg, png, program, request, run, run_with, start};
use netverify_rules::Field;
use serde_json::json;
use std::process::Stdio;

#[test]
fn a_valid_request_in_json() {
    let run = run_with(request(json!({})).as_bytes(), &["check", "--format", "json", "-"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let bytes = jpeg(640, 400).len();
    assert_eq!(
        run.report(),
        json!({
            "valid": true,
            "violations": [],
            "images": {"frontsideImage": {"format": "jpeg", "width": 640, "height": 400, "bytes": bytes}},
        })
    );
}

#[test]
fn an_invalid_request_in_json() {
    let body = request(json!({"country": "usa", "frontsideImage": base64(&jpeg(300, 200))}));
    let run = run_with(body.as_bytes(), &["check", "--format", "json", "-"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    let report = run.report();
    assert_eq!(report["valid"], false);
    assert_eq!(codes(&report), ["frontsideImage image_too_small", "country unknown_country"]);
    assert_eq!(report["violations"][0]["params"], json!({"min": 301, "width": 300, "height": 200}));
    assert_eq!(report["violations"][1]["suggestion"], "USA");
}

#[test]
fn a_report_for_a_person() {
    let body = request(json!({
        "country": "usa",
        "frontsideImage": base64(&jpeg(300, 200)),
        "usState": "Turkey",
        "colour": "red",
    }));
    let run = run_with(body.as_bytes(), &["check", "-"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    let size = jpeg(300, 200).len();
    for line in [
        format!("frontsideImage: JPEG, 300 × 200 pixels, {size} bytes").as_str(),
        "  error[image_too_small]: frontsideImage is 300 × 200 pixels; its longest side must be over 300 pixels.",
        "country",
        "usState",
        "colour",
        "  warning[unknown_field]: colour is not a field of performNetverify.",
        "2 errors, 2 warnings in standard input: not valid",
    ] {
        assert!(run.out.lines().any(|found| found == line), "{line:?} is not in\n{}", run.out);
    }
    let found: Vec<&str> = run.out.lines().filter(|line| line.contains("]: ")).collect();
    let help = run.out.lines().filter(|line| line.starts_with("    help: ")).count();
    assert_eq!((found.len(), help), (4, 4), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'));
}

#[test]
fn errors_come_first_within_a_field() {
    let body = request(json!({"enabledFields": "idDob,idDob,idName"}));
    let run = run_with(body.as_bytes(), &["check", "-"]);
    let position = |code: &str| run.out.find(code).unwrap_or_else(|| panic!("{code} in {}", run.out));
    assert!(position("error[unknown_token]") < position("warning[duplicate_token]"));
}

#[test]
fn a_clean_request_shows_its_images_and_the_verdict() {
    let size = jpeg(640, 400).len();
    let expected = format!("frontsideImage: JPEG, 640 × 400 pixels, {size} bytes\n\nstandard input: valid\n");
    // Standard input is read without a file, too.
    for arguments in [&["check", "-"][..], &["check"]] {
        let run = run_with(request(json!({})).as_bytes(), arguments);
        assert_eq!((run.status, run.out.as_str()), (0, expected.as_str()));
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let body = request(json!({"country": "usa"}));
    let coloured = run_with(body.as_bytes(), &["check", "--color", "always", "-"]);
    assert!(coloured.out.contains("\u{1b}[1m\u{1b}[31merror"), "{:?}", coloured.out);
    let forced = finish(program().args(["check", "-"]).env("CLICOLOR_FORCE", "1"), body.as_bytes());
    assert!(forced.out.contains('\u{1b}'));
    for (name, value) in [("NO_COLOR", "1"), ("CLICOLOR", "0")] {
        let plain = finish(program().args(["check", "-"]).env(name, value), body.as_bytes());
        assert!(!plain.out.contains('\u{1b}'), "{name}");
    }
    let json = run_with(body.as_bytes(), &["--color", "always", "check", "--format", "json", "-"]);
    assert!(!json.out.contains('\u{1b}'));
}

#[test]
fn no_value_of_the_request_is_printed() {
    let secret = "Qzx7Wvy9Secret";
    let mut values = serde_json::Map::new();
    for field in Field::ALL {
        values.insert(field.name().to_owned(), format!("<b>{secret}@{secret}.com, {secret}\t").into());
    }
    values.insert("unknown".to_owned(), secret.into());
    let body = serde_json::Value::Object(values).to_string();
    for arguments in
        [["check", "-", "--format", "text"], ["check", "-", "--format", "json"], ["check", "-", "--ndjson", "--strict"]]
    {
        let run = run_with(body.as_bytes(), &arguments);
        assert_eq!(run.status, 1);
        for part in [secret, "Qzx7", "Wvy9", "Secr"] {
            assert!(!run.out.contains(part) && !run.err.contains(part), "{part} in {run:?}");
        }
    }
}

#[test]
fn files_and_what_they_are_called() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = file(folder.path(), "good.json", request(json!({})));
    let bad = file(folder.path(), "bad.json", request(json!({"country": null})));
    let one = run(&["check", &bad]);
    assert_eq!(one.status, 1);
    assert!(one.out.ends_with(&format!("1 error in {bad}: not valid\n")), "{}", one.out);

    let both = run(&["check", "--format", "json", &good, &bad]);
    assert_eq!(both.status, 1);
    let found: Vec<_> = both.reports().iter().map(|report| (report["file"].clone(), report["valid"].clone())).collect();
    assert_eq!(found, [(json!(good), json!(true)), (json!(bad), json!(false))]);
    assert!(both.out.lines().all(|line| line.starts_with("{\"file\":")), "{}", both.out);

    let text = run(&["check", &good, &bad]);
    assert!(text.out.starts_with(&format!("── {good}\n\n")), "{}", text.out);
    assert!(text.out.contains(&format!("\n── {bad}\n\n")), "{}", text.out);
    assert!(text.out.ends_with("2 files: 1 valid, 1 not valid\n"), "{}", text.out);
}

#[test]
fn what_cannot_be_read_does_not_hide_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = file(folder.path(), "bad.json", request(json!({"country": null})));
    let missing = folder.path().join("missing.json");
    let missing = missing.to_str().expect("UTF-8");
    let run = run(&["check", "--format", "json", missing, &bad]);
    assert_eq!(run.status, 2);
    let reports = run.reports();
    assert_eq!(reports[0]["file"], missing);
    assert!(reports[0]["error"].as_str().is_some_and(|error| error.contains("no such file")), "{}", run.out);
    assert_eq!(codes(&reports[1]), ["country required"]);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.starts_with(&format!("error: cannot read {missing}: ")), "{}", run.err);
    // Alone, a file has a report on standard output or nothing.
    let alone = common::run(&["check", "--format", "json", missing]);
    assert_eq!((alone.status, alone.out.as_str(), alone.err.lines().count()), (2, "", 1));
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    for arguments in [
        &["check", "--no-such-flag"][..],
        &["check", "--format", "xml", "-"],
        &["check", "--today", "2026-02-30", "-"],
        &["check", "--face-match", "on", "-"],
        &["no-such-command"],
        &[],
    ] {
        let run = run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{run:?}");
    }
}

#[test]
fn strict_counts_warnings_and_changes_no_report() {
    let body = request(json!({"firstName": ""}));
    let lax = run_with(body.as_bytes(), &["check", "--format", "json", "-"]);
    let strict = run_with(body.as_bytes(), &["check", "--format", "json", "--strict", "-"]);
    assert_eq!((lax.status, strict.status), (0, 1));
    assert_eq!(lax.out, strict.out);
    assert_eq!(strict.report()["valid"], true);
    let text = run_with(body.as_bytes(), &["check", "--strict", "-"]);
    assert!(text.out.ends_with("1 warning in standard input: valid, but not clean (--strict)\n"), "{}", text.out);
    let clean = run_with(request(json!({})).as_bytes(), &["check", "--strict", "-"]);
    assert_eq!(clean.status, 0);
}

/// The verdict and the exit status do not depend on how they are printed.
#[test]
fn every_format_has_the_same_verdict() {
    const FORMATS: [&[&str]; 4] =
        [&["--format", "text"], &["--format", "json"], &["--ndjson"], &["--ndjson", "--format", "text"]];
    let expired = request(json!({"expiry": "2001-01-01"}));
    let empty = request(json!({"firstName": ""}));
    let wrong = request(json!({"country": "usa", "expiry": "2001-01-01"}));
    for (body, settings, status, warned) in [
        (&expired, &[][..], 0, false),
        (&expired, &["--strict"], 0, false),
        (&expired, &["--today", "none", "--strict"], 0, false),
        (&expired, &["--today", "today"], 0, true),
        (&expired, &["--today", "today", "--strict"], 1, true),
        (&expired, &["--today", "2001-01-01", "--strict"], 0, false),
        (&expired, &["--today", "2001-01-02", "--strict"], 1, true),
        (&empty, &[], 0, false),
        (&empty, &["--strict"], 1, false),
        (&wrong, &["--today", "today"], 1, true),
        (&wrong, &[], 1, false),
    ] {
        for format in FORMATS {
            let run = run_with(body.as_bytes(), &[&["check", "-"], format, settings].concat());
            assert_eq!(run.status, status, "{format:?} {settings:?}");
            assert_eq!(run.out.contains("document_expired"), warned, "{format:?} {settings:?}: {}", run.out);
        }
    }
}

#[test]
fn settings_reach_the_rules() {
    let address = json!({"country": "FRA", "enabledFields": "idAddress"});
    let callback = json!({"callbackUrl": "https://api.example.com/"});
    for (changes, arguments, expected) in [
        (json!({}), &["--face-match", "enabled"][..], &["faceImage required"][..]),
        (json!({}), &["--face-match", "disabled"], &[]),
        (json!({}), &["--screening", "on"], &["customerId required"]),
        (json!({}), &["--screening", "off"], &[]),
        (address.clone(), &["--address-extraction", "disabled"], &["enabledFields address_extraction_disabled"]),
        (address, &["--address-extraction", "enabled"], &[]),
        (callback.clone(), &["--callback-domain", "example.org"], &["callbackUrl url_foreign_domain"]),
        (callback, &["--callback-domain", "example.org", "--callback-domain", "example.com"], &[]),
    ] {
        let arguments = [&["check", "--format", "json", "-"], arguments].concat();
        assert_eq!(run_with(request(changes).as_bytes(), &arguments).codes(), expected, "{arguments:?}");
    }
}

#[test]
fn hostile_input_gets_a_report() {
    let deep = b"[".repeat(2_000_000);
    let long = [b"{\"country\":\"".to_vec(), b"A".repeat(60_000_000), b"\"}".to_vec()].concat();
    let garbage = b"\xff\x00\xfe garbage ".repeat(1_000_000);
    let quotes = b"\"".repeat(1_000_000);
    for (name, body) in [
        ("empty", &b""[..]),
        ("no UTF-8", b"{\"country\":\"\xff\xfe\"}"),
        ("byte order mark", b"\xef\xbb\xbf{}"),
        ("nul", b"\0"),
        ("deep", &deep),
        ("long", &long),
        ("garbage", &garbage),
        ("quotes", &quotes),
    ] {
        let run = run_with(body, &["check", "--format", "json", "-"]);
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{name}");
        assert_eq!(run.report()["valid"], false, "{name}");
        assert_eq!(run_with(body, &["check", "-"]).status, 1, "{name}");
    }
}

#[test]
fn nobody_reading_is_no_crash() {
    let body = request(json!({"country": "usa"}));
    for format in ["text", "json"] {
        let mut child = start(program().args(["check", "--format", format, "-"]));
        drop(child.stdout.take());
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), body.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.code().is_some(), "killed by a signal");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_is_full_is_said() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let mut child = program()
        .args(["check", "--format", "json", "-"])
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let status = child.wait().expect("the program ends");
    let err = std::io::read_to_string(child.stderr.take().expect("a pipe")).expect("UTF-8");
    assert_eq!(status.code(), Some(2));
    assert!(err.starts_with("error: cannot write to standard output: "), "{err}");
}

#[test]
fn damage_is_found_where_it_is_asked_for() {
    let with = |bytes: &[u8]| request(json!({"frontsideImage": base64(bytes), "frontsideImageMimeType": "image/png"}));
    let check = |body: &str, arguments: &[&str]| {
        run_with(body.as_bytes(), &[&["check", "--format", "json", "-"], arguments].concat())
    };
    let (good, damaged) = (with(&png(640, 10)), with(&damaged_png(640, 10)));
    assert_eq!(check(&good, &["--decode"]).codes(), [""; 0]);
    assert_eq!(check(&damaged, &[]).codes(), [""; 0]);
    let run = check(&damaged, &["--decode"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.codes(), ["frontsideImage image_corrupt"]);
}

#[test]
fn help_teaches() {
    for (arguments, example) in [
        (&["--help"][..], "netverify check request.json"),
        (&["check", "--help"], "netverify check --ndjson requests.ndjson"),
        (&["image", "--help"], "netverify image front.jpg"),
        (&["build", "--help"], "netverify build --front front.jpg"),
        (&["explain", "--help"], "netverify explain usState"),
    ] {
        let run = run(arguments);
        assert_eq!(run.status, 0);
        assert!(run.out.contains("Examples:") && run.out.contains(example), "{}", run.out);
    }
    assert_eq!(run(&["--version"]).out, format!("netverify {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_empty_name_and_the_count_of_omitted_ones_are_printed() {
    let names: Vec<String> = (0..32).map(|number| format!("\"u{number}\":0")).collect();
    let run = run_with(format!("{{\"\":0,\"\":1,{}}}", names.join(",")).as_bytes(), &["check", "-"]);
    for part in [
        "the empty name\n",
        "The empty name stands more than once in the body.",
        "The empty name is not a field of performNetverify.",
        "More of unknown_field that are not listed: 1.",
    ] {
        assert!(run.out.contains(part), "{part} is not in {}", run.out);
    }
}

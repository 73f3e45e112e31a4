//! Folders, exports of other tools, and files that are no requests.

mod common;

use common::{Run, base64, codes, file, jpeg, png, request, run, run_with};
use serde_json::{Value, json};
use std::fs::create_dir;

/// The files and what became of them.
fn found(run: &Run) -> Vec<(String, bool)> {
    let reports = run.reports();
    reports.iter().map(|line| (line["file"].as_str().unwrap_or("-").to_owned(), line["valid"] == true)).collect()
}

#[test]
fn a_folder_is_all_requests_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    for name in ["sub", "sub/deep", ".hidden", "empty"] {
        create_dir(at(name)).expect("a folder");
    }
    let files = ["b.json", "a.JSON", "sub/deep/c.json"].map(|name| file(folder.path(), name, request(json!({}))));
    for name in ["notes.txt", ".hidden/d.json", ".e.json", "requests.ndjson", "json"] {
        file(folder.path(), name, "x");
    }
    let root = folder.path().to_str().expect("UTF-8");
    let json = run(&["check", "--format", "json", root]);
    let expected = [1, 0, 2].map(|index: usize| (files[index].clone(), true));
    assert_eq!((json.status, found(&json)), (0, expected.to_vec()));
    let text = run(&["check", root]);
    assert!(text.out.ends_with("3 files: 3 valid\n"), "{}", text.out);
    // One file is named even where it is the only one: the caller did not.
    let deep = run(&["check", "--format", "json", &at("sub")]);
    assert_eq!(found(&deep), [(files[2].clone(), true)]);

    let lines = run(&["check", "--ndjson", root]);
    assert_eq!((lines.status, found(&lines)), (1, vec![(at("requests.ndjson"), false)]));
    for arguments in [&["check", "--format", "json"][..], &["check", "--ndjson"]] {
        let empty = run(&[arguments, &[&at("empty")]].concat());
        assert_eq!((empty.status, empty.reports()[0]["file"].clone()), (2, json!(at("empty"))));
        assert!(empty.err.contains("has no file that ends in ."), "{}", empty.err);
    }
}

#[test]
#[cfg(unix)]
fn links_in_a_folder_make_no_loop() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    create_dir(at("sub")).expect("a folder");
    let real = file(folder.path(), "sub/real.json", request(json!({})));
    symlink(folder.path(), at("sub/up")).expect("a link");
    symlink(at("sub"), at("sub/self")).expect("a link");
    symlink(&real, at("link.json")).expect("a link");
    assert!(std::process::Command::new("mkfifo").arg(at("fifo.json")).status().expect("mkfifo runs").success());
    symlink("/dev/zero", at("zero.json")).expect("a link");
    let run = run(&["check", "--format", "json", folder.path().to_str().expect("UTF-8")]);
    let link = at("link.json").to_str().expect("UTF-8").to_owned();
    assert_eq!((run.status, found(&run)), (0, vec![(link, true), (real, true)]));
}

/// Of what seems to be a request it must not be thought that it was checked.
#[test]
#[cfg(unix)]
fn links_that_lead_nowhere_are_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    file(folder.path(), "real.json", request(json!({})));
    std::os::unix::fs::symlink("nowhere", folder.path().join("dangling.json")).expect("a link");
    std::os::unix::fs::symlink("nowhere", folder.path().join("dangling.txt")).expect("a link");
    let run = run(&["check", folder.path().to_str().expect("UTF-8")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("dangling.json: there is no such file") && !run.err.contains(".txt"), "{}", run.err);
    assert!(run.out.ends_with("2 files: 1 valid, 1 not read\n"), "{}", run.out);
}

const ENDPOINT: &str = "https://netverify.com/api/netverify/v2/performNetverify";

fn har(entries: Vec<Value>) -> String {
    let entries: Vec<Value> = entries.into_iter().map(|request| json!({"request": request, "response": {}})).collect();
    json!({"log": {"version": "1.2", "entries": entries}}).to_string()
}

fn har_request(url: &str, body: &str) -> Value {
    json!({"method": "POST", "url": url, "headers": [], "postData": {"mimeType": "application/json", "text": body}})
}

#[test]
fn requests_of_a_har_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = "Zqvwkxjq";
    let mut encoded = har_request(ENDPOINT, &base64(request(json!({"country": "usa"})).as_bytes()));
    encoded["postData"]["encoding"] = json!("base64");
    let mut headers = har_request(&format!("{ENDPOINT}?who={secret}"), &request(json!({"firstName": secret})));
    headers["headers"] =
        json!([{"name": ":authority", "value": secret}, {"name": "content-type", "value": "text/plain"}]);
    let mut asked = har_request(ENDPOINT, "");
    asked["method"] = json!("OPTIONS");
    let mut without = har_request(ENDPOINT, "");
    without.as_object_mut().expect("an object").remove("postData");
    let other = har_request("https://example.com/?next=/performNetverify", secret);
    let good = har_request(ENDPOINT, &request(json!({})));
    let text = har(vec![other, good, asked, encoded, headers, without]);
    let path = file(folder.path(), "recorded.har", text);

    let run = run(&["check", "--format", "json", &path]);
    assert_eq!(run.status, 2);
    let lines = run.reports();
    let entries: Vec<_> = lines.iter().map(|line| (line["file"].clone(), line["entry"].clone())).collect();
    assert_eq!(entries, [2, 4, 5, 6].map(|entry| (json!(path), json!(entry))));
    assert!(run.out.starts_with("{\"file\":"), "{}", run.out);
    assert_eq!((lines[0]["valid"].clone(), codes(&lines[0])), (json!(true), Vec::new()));
    assert_eq!(codes(&lines[1]), ["country unknown_country"]);
    assert_eq!((lines[2]["valid"].clone(), codes(&lines[2])), (json!(false), vec!["- header_value".to_owned()]));
    assert!(lines[3]["error"].as_str().is_some_and(|error| error.contains("no body")), "{}", run.out);
    assert!(!run.out.contains(secret) && !run.err.contains(secret));

    let text = common::run(&["check", &path]);
    assert!(text.out.contains(&format!("── {path}, entry 4\n")), "{}", text.out);
    assert!(text.out.contains("the headers\n  error[header_value]"), "{}", text.out);
    assert!(text.out.ends_with("4 requests: 1 valid, 2 not valid, 1 not read\n"), "{}", text.out);
    assert!(text.err.contains("entry 6: the export holds no body"), "{}", text.err);
}

#[test]
fn requests_of_a_postman_collection() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = "Zqvwkxjq";
    let item = |url: Value, body: String| {
        json!({"name": secret, "request": {"method": "POST", "url": url, "header": [],
            "body": {"mode": "raw", "raw": body}}})
    };
    let collection = json!({
        "info": {"name": secret, "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [
            {"name": secret, "request": "https://example.com/"},
            {"name": "folder", "item": [
                {"name": "folder", "item": [item(json!({"raw": "{{base}}/performNetverify"}), request(json!({})))]},
                item(json!(ENDPOINT), request(json!({"country": "usa"}))),
            ]},
        ],
    });
    for text in [collection.to_string(), format!("\u{feff}{collection}")] {
        let path = file(folder.path(), "collection.json", text);
        let run = run(&["check", "--format", "json", &path]);
        let lines = run.reports();
        assert_eq!(run.status, 1);
        assert_eq!(lines.iter().map(|line| line["entry"].clone()).collect::<Vec<_>>(), [json!(2), json!(3)]);
        assert_eq!(lines.iter().map(|line| line["valid"] == true).collect::<Vec<_>>(), [true, false]);
        assert!(!run.out.contains(secret) && !run.err.contains(secret));
    }
}

#[test]
fn an_export_without_a_request_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = har_request("https://example.com/performNetverifyStatus", "{}");
    for (text, kind) in [
        (har(vec![other]), "a HAR file"),
        (har(Vec::new()), "a HAR file"),
        (
            json!({"info": {}, "item": [{"request": {"url": "https://example.com"}}]}).to_string(),
            "a Postman collection",
        ),
    ] {
        let path = file(folder.path(), "export.json", text);
        let run = run(&["check", &path]);
        assert_eq!(run.status, 2, "{run:?}");
        let expected = format!("{path} is {kind} without a request to performNetverify");
        assert!(run.err.contains(&expected), "{}", run.err);
    }
    // What only looks like one is checked as it is.
    for text in ["{\"log\":1}", "{\"item\":{}}", "{\"country\":\"USA\",\"log\":{\"entries\":[]}}"] {
        let run = run_with(text.as_bytes(), &["check", "--format", "json", "-"]);
        assert_eq!(run.status, 1, "{text}");
        assert_eq!(run.report()["valid"], false);
    }
}

#[test]
fn what_is_no_request_has_a_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let two = request(json!({})) + "\n" + &request(json!({})) + "\n";
    for (name, bytes, hint) in [
        ("front.jpg", jpeg(640, 400), "netverify image FILE"),
        ("front.json", png(640, 10), "netverify build --front FILE"),
        ("requests.json", two.into_bytes(), "netverify check --ndjson FILE"),
    ] {
        let path = file(folder.path(), name, bytes);
        let text = run(&["check", &path]);
        assert_eq!(text.status, 1, "{name}");
        assert!(text.err.starts_with(&format!("note: {path}: ")) && text.err.contains(hint), "{}", text.err);
        // For a program the report says it all.
        let json = run(&["check", "--format", "json", &path]);
        assert_eq!((json.status, json.err.as_str(), json.report()["valid"].clone()), (1, "", json!(false)), "{name}");
    }
    let missing = run(&["check", "no-such-file.json"]);
    assert!(missing.err.contains("no-such-file.json: there is no such file or folder"), "{}", missing.err);
    // An empty file gets a report, and the advice there.
    let empty = run(&["check", &file(folder.path(), "empty.json", "")]);
    assert_eq!(empty.status, 1);
    assert!(empty.out.contains("    help: "), "{}", empty.out);
}

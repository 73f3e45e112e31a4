//! Requests in what other tools export: HAR files, and collections of Postman.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use netverify_rules::{Field, Report, validate_headers};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What the path of the URL of a request to the endpoint has in it.
const ENDPOINT: &str = "performNetverify";

/// The requests to the endpoint that a file holds.
#[derive(Debug)]
pub(crate) struct Export {
    /// What the file is.
    pub(crate) kind: &'static str,
    pub(crate) entries: Vec<Entry>,
}

/// A request of an export.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its place among all requests of the file, those to other addresses included, from 1. It has no other name here: an
    /// address or the name of an item may hold what a report must not.
    pub(crate) number: usize,
    /// The body, or why there is none that can be checked.
    pub(crate) body: Result<Vec<u8>, &'static str>,
    headers: Vec<(String, String)>,
}

impl Entry {
    /// Returns the report on the headers, where there are any.
    pub(crate) fn check_headers(&self) -> Option<Report> {
        let length = self.body.as_ref().map_or(0, Vec::len) as u64;
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        (!self.headers.is_empty()).then(|| validate_headers(headers, length))
    }
}

/// Checks whether a file that begins so may be an export, for which all of it must be read.
pub(crate) fn may_begin_with(beginning: &[u8]) -> bool {
    ["\"log\"", "\"info\"", "\"item\""].iter().any(|name| memmem::find(beginning, name.as_bytes()).is_some())
}

/// Returns the requests to the endpoint, if the text is an export. A request itself is none.
pub(crate) fn read(text: &[u8]) -> Option<Export> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let file: Map<String, Value> = serde_json::from_slice(text).ok()?;
    if file.keys().any(|name| Field::from_name(name).is_some()) {
        return None;
    }
    if let Some(entries) = file.get("log").and_then(|log| log["entries"].as_array()) {
        let entries = (1..).zip(entries).filter_map(|(number, entry)| har_entry(number, entry));
        return Some(Export { kind: "a HAR file", entries: entries.collect() });
    }
    let items = file.get("item")?.as_array().filter(|_| file.contains_key("info"))?;
    let (mut number, mut entries) = (0, Vec::new());
    add_postman_entries(items, &mut number, &mut entries);
    Some(Export { kind: "a Postman collection", entries })
}

fn har_entry(number: usize, entry: &Value) -> Option<Entry> {
    let (request, body) = (&entry["request"], &entry["request"]["postData"]);
    let Some(url) = request["url"].as_str() else {
        return odd_entry(number, entry, "it is not as the HAR format has it");
    };
    if !is_sent_to_endpoint(request, url) {
        return None;
    }
    let is_base64 = body["encoding"].as_str().is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
    let body = match body["text"].as_str() {
        None => Err("the export holds no body: record it again with the body"),
        Some(text) if is_base64 => STANDARD.decode(text).map_err(|_| "its body is not base64, as its encoding says"),
        Some(text) => Ok(text.as_bytes().to_vec()),
    };
    Some(Entry { number, body, headers: headers(&request["headers"], "name") })
}

/// Reads the requests of a folder and all folders in it. The reader of JSON bounds how deep they are.
fn add_postman_entries(items: &[Value], number: &mut usize, entries: &mut Vec<Entry>) {
    for item in items {
        if let Some(request) = item.get("request") {
            *number += 1;
            entries.extend(postman_entry(*number, request));
        }
        add_postman_entries(item["item"].as_array().map_or(&[], Vec::as_slice), number, entries);
    }
}

fn postman_entry(number: usize, request: &Value) -> Option<Entry> {
    // A request may be an address alone, which is then fetched.
    let url = request.as_object()?.get("url")?;
    let segment = |segment: &Value| format!("/{}", segment.as_str().or(segment["value"].as_str()).unwrap_or_default());
    let url = match (url.as_str().or(url["raw"].as_str()), &url["path"]) {
        (Some(text), _) => Cow::Borrowed(text),
        (None, Value::Array(path)) => path.iter().map(segment).collect(),
        (None, path @ Value::String(_)) => segment(path).into(),
        (None, _) => return odd_entry(number, request, "it is not as Postman's format has it"),
    };
    if !is_sent_to_endpoint(request, &url) {
        return None;
    }
    let body = &request["body"];
    let is_raw = body["mode"].as_str().is_none_or(|mode| mode == "raw");
    let body = body["raw"].as_str().filter(|_| is_raw).map(|text| text.as_bytes().to_vec());
    let body = body.ok_or("it has no raw body: in Postman, choose Body, raw, JSON");
    Some(Entry { number, body, headers: headers(&request["header"], "key") })
}

/// Returns an entry for a request without an address that can be read, if it names the endpoint anywhere.
fn odd_entry(number: usize, value: &Value, reason: &'static str) -> Option<Entry> {
    value.to_string().contains(ENDPOINT).then(|| Entry { number, body: Err(reason), headers: Vec::new() })
}

/// Checks whether the path of a URL names the endpoint, and a body is sent: a browser asks by OPTIONS whether it may. The host
/// may be a variable, as in `{{baseUrl}}/performNetverify`.
fn is_sent_to_endpoint(request: &Value, url: &str) -> bool {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let behind_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let is_sent = request["method"].as_str().is_none_or(|method| !method.eq_ignore_ascii_case("OPTIONS"));
    is_sent && behind_scheme.split('/').skip(1).any(|segment| segment == ENDPOINT)
}

/// Returns the headers that are sent: not those that are switched off, nor those with a variable in them. Headers may be one
/// text, or null; those are not read.
fn headers(headers: &Value, name: &str) -> Vec<(String, String)> {
    let sent = headers.as_array().into_iter().flatten().filter(|header| header["disabled"] != true);
    let sent =
        sent.filter_map(|header| Some((header[name].as_str()?.to_owned(), header["value"].as_str()?.to_owned())));
    sent.filter(|(_, value)| !value.contains("{{")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_path_names_the_endpoint() {
        for (url, is_endpoint) in [
            ("https://netverify.com/api/netverify/v2/performNetverify", true),
            ("https://proxy.example/performNetverify/?x=1", true),
            ("{{baseUrl}}/performNetverify#top", true),
            ("", false),
            ("performNetverify", false),
            ("https://performNetverify/", false),
            ("https://netverify.com/api/netverify/v2/performNetverifyStatus", false),
            ("https://netverify.com/api?next=/performNetverify", false),
            ("https://netverify.com/#/performNetverify", false),
        ] {
            assert_eq!(is_sent_to_endpoint(&json!({"method": "POST"}), url), is_endpoint, "{url}");
            assert!(!is_sent_to_endpoint(&json!({"method": "options"}), url), "{url}");
        }
    }

    #[test]
    fn a_request_is_no_export() {
        for text in [
            "",
            "[]",
            "{}",
            "{\"log\"",
            r#"{"country":"USA","log":{"entries":[]}}"#,
            r#"{"logs":{}}"#,
            r#"{"log":1}"#,
            r#"{"item":[]}"#,
            r#"{"info":{},"item":[],"country":"USA"}"#,
        ] {
            assert!(read(text.as_bytes()).is_none(), "{text}");
        }
        for (text, kind) in [
            ("\u{feff} {\"log\":{\"entries\":[]}}", "a HAR file"),
            (r#"{"info":{"name":"x"},"item":[]}"#, "a Postman collection"),
        ] {
            let export = read(text.as_bytes()).expect("an export");
            assert_eq!((export.kind, export.entries.len()), (kind, 0));
            assert!(may_begin_with(text.as_bytes()));
        }
    }

    #[test]
    fn entries_are_numbered_among_all() {
        let har = br#"{"log":{"entries":[{"request":{"url":"https://a/"}},{"odd":1},{"odd":"/performNetverify"},
            {"request":{"url":"https://a/performNetverify","postData":{"text":"e30=","encoding":"base64"}}},
            {"request":{"method":"OPTIONS","url":"https://a/performNetverify"}},
            {"request":{"method":"POST","url":"https://a/performNetverify"}}]}}"#;
        let entries = read(har).expect("a HAR file").entries;
        let found: Vec<_> = entries.iter().map(|entry| (entry.number, entry.body.clone().ok())).collect();
        assert_eq!(found, [(3, None), (4, Some(b"{}".to_vec())), (6, None)]);

        let collection = br#"{"info":{},"item":[{"request":"https://a/performNetverify"},{"item":[{"item":[
            {"request":{"url":"{{base}}/performNetverify","body":{"mode":"raw","raw":"{}"},"header":"A: b"}},
            {"request":{"url":{"raw":"https://a/performNetverify"},"body":{"mode":"formdata"}}}]},
            {"request":{"url":{"path":["v2",{"type":"any","value":"performNetverify"}, 1]},"body":{"raw":"[]"},
                "header":[{"key":"Accept","value":"text/html"},{"key":"X","value":null,"disabled":null},{"key":"Content-Type","value":"{{type}}"},
                    {"key":"User-Agent","value":"curl/8","disabled":true}]}},
            {"request":{"url":["performNetverify"]}},{"request":{"url":{"path":"performNetverify"}}}]}]}"#;
        let entries = read(collection).expect("a collection").entries;
        let found: Vec<_> = entries.iter().map(|entry| (entry.number, entry.body.clone().ok())).collect();
        assert_eq!(found, [(2, Some(b"{}".to_vec())), (3, None), (4, Some(b"[]".to_vec())), (5, None), (6, None)]);
        assert_eq!(entries[2].headers, [("Accept".to_owned(), "text/html".to_owned())]);
        assert!(entries[0].check_headers().is_none() && entries[2].check_headers().is_some());
    }
}

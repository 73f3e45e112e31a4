//! Requests in what other tools export: HAR files, and collections of Postman.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use netverify_rules::{Field, Report, validate_headers};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// What the path of the URL of a request to the endpoint has in it.
const ENDPOINT: &str = "performNetverify";

/// A kind of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Har,
    Postman,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Har => "a HAR file",
            Kind::Postman => "a Postman collection",
        }
    }
}

/// The requests to the endpoint that a file holds.
#[derive(Debug)]
pub(crate) struct Export {
    pub(crate) kind: Kind,
    pub(crate) entries: Vec<Entry>,
}

/// One request of an export.
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
    /// The report on the headers, where there are any.
    pub(crate) fn check_headers(&self) -> Option<Report> {
        let length = self.body.as_ref().map_or(0, Vec::len) as u64;
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        (!self.headers.is_empty()).then(|| validate_headers(headers, length))
    }
}

/// Returns the requests to the endpoint, if the text is an export. A request itself is none.
pub(crate) fn read(text: &[u8]) -> Option<Export> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    match kind(text)? {
        Kind::Har => {
            let har: Har<'_> = serde_json::from_slice(text).ok()?;
            let entries = (1..).zip(har.log.entries).filter_map(|(number, entry)| har_entry(number, entry.get()));
            Some(Export { kind: Kind::Har, entries: entries.collect() })
        }
        Kind::Postman => {
            let collection: Collection<'_> = serde_json::from_slice(text).ok()?;
            let (mut entries, mut number) = (Vec::new(), 0);
            postman_entries(&collection.item, &mut number, &mut entries);
            Some(Export { kind: Kind::Postman, entries })
        }
    }
}

/// Tells by the names of the outermost object what a text may be. Of a request only the first name is read.
fn kind(text: &[u8]) -> Option<Kind> {
    struct Names(Option<Kind>);

    impl<'de> Visitor<'de> for &mut Names {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key::<Cow<'_, str>>()? {
                self.0 = match &*name {
                    "log" => Some(Kind::Har),
                    "item" => Some(Kind::Postman),
                    name if Field::from_name(name).is_some() => return Err(A::Error::custom("a request")),
                    _ => None,
                };
                if self.0.is_some() {
                    return Err(A::Error::custom("known"));
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    impl<'de> DeserializeSeed<'de> for &mut Names {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_map(self)
        }
    }

    // Of a text in quotation marks, all of it would be copied to be refused.
    if !text.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    let mut names = Names(None);
    // Reading ends with an error as soon as it is known.
    let _ = names.deserialize(&mut serde_json::Deserializer::from_slice(text));
    names.0
}

#[derive(Deserialize)]
struct Har<'t> {
    #[serde(borrow)]
    log: Log<'t>,
}

#[derive(Deserialize)]
struct Log<'t> {
    /// Each is read by itself: one that is odd does not hide the others.
    #[serde(borrow)]
    entries: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct HarEntry {
    request: HarRequest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HarRequest {
    method: Option<String>,
    url: String,
    #[serde(default, deserialize_with = "lenient")]
    headers: Vec<Header>,
    post_data: Option<PostData>,
}

#[derive(Deserialize)]
struct PostData {
    text: Option<String>,
    encoding: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    #[serde(alias = "key")]
    name: String,
    value: Option<String>,
    disabled: Option<bool>,
}

fn har_entry(number: usize, text: &str) -> Option<Entry> {
    let Ok(HarEntry { request }) = serde_json::from_str(text) else {
        // Without its address nobody can tell whether it counts, unless the address is somewhere in it.
        let body = Err("it is not as the HAR format has it");
        return text.contains(ENDPOINT).then(|| Entry { number, body, headers: Vec::new() });
    };
    if !is_sent(request.method.as_deref()) || !is_endpoint(&request.url) {
        return None;
    }
    let body = match request.post_data {
        None | Some(PostData { text: None, .. }) => Err("the export holds no body: record it again with the body"),
        Some(PostData { text: Some(text), encoding: Some(encoding) }) if encoding.eq_ignore_ascii_case("base64") => {
            STANDARD.decode(text).map_err(|_| "its body is not base64, as its encoding says")
        }
        Some(PostData { text: Some(text), .. }) => Ok(text.into_bytes()),
    };
    Some(Entry { number, body, headers: headers(request.headers) })
}

#[derive(Deserialize)]
struct Collection<'t> {
    #[serde(rename = "info")]
    _info: IgnoredAny,
    #[serde(borrow)]
    item: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct Item<'t> {
    #[serde(borrow)]
    item: Option<Vec<&'t RawValue>>,
    #[serde(borrow)]
    request: Option<&'t RawValue>,
}

#[derive(Deserialize)]
struct PostmanRequest {
    method: Option<String>,
    url: Option<Url>,
    #[serde(default, deserialize_with = "lenient")]
    header: Vec<Header>,
    body: Option<PostmanBody>,
}

#[derive(Deserialize)]
struct PostmanBody {
    mode: Option<String>,
    raw: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Url {
    Text(String),
    Parts { raw: Option<String>, path: Option<UrlPath> },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum UrlPath {
    Text(String),
    Segments(Vec<Segment>),
}

/// A segment may be a variable with a description.
#[derive(Deserialize)]
#[serde(untagged)]
enum Segment {
    Text(String),
    Described { value: String },
    Other(IgnoredAny),
}

impl Segment {
    fn text(&self) -> &str {
        match self {
            Segment::Text(text) | Segment::Described { value: text } => text,
            Segment::Other(_) => "",
        }
    }
}

/// Headers may stand in one text, or be null; those are not read.
fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Header>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Headers {
        List(Vec<Header>),
        Other(IgnoredAny),
    }
    Ok(match Headers::deserialize(deserializer)? {
        Headers::List(headers) => headers,
        Headers::Other(_) => Vec::new(),
    })
}

/// Reads the requests of a folder and all folders in it. The reader of JSON bounds how deep they are.
fn postman_entries(items: &[&RawValue], number: &mut usize, entries: &mut Vec<Entry>) {
    for item in items {
        let Ok(Item { item, request }) = serde_json::from_str(item.get()) else { continue };
        if let Some(request) = request {
            *number += 1;
            entries.extend(postman_entry(*number, request.get()));
        }
        postman_entries(&item.unwrap_or_default(), number, entries);
    }
}

fn postman_entry(number: usize, text: &str) -> Option<Entry> {
    let Ok(request) = serde_json::from_str::<PostmanRequest>(text) else {
        let body = Err("it is not as Postman's format has it");
        // A request may be an address alone, which is then fetched.
        return (text.starts_with('{') && text.contains(ENDPOINT)).then(|| Entry { number, body, headers: Vec::new() });
    };
    let url = match request.url? {
        Url::Text(text) | Url::Parts { raw: Some(text), .. } => text,
        Url::Parts { path: Some(UrlPath::Text(path)), .. } => format!("/{path}"),
        Url::Parts { path: Some(UrlPath::Segments(path)), .. } => {
            path.iter().map(|segment| format!("/{}", segment.text())).collect()
        }
        Url::Parts { .. } => return None,
    };
    if !is_sent(request.method.as_deref()) || !is_endpoint(&url) {
        return None;
    }
    let body = match request.body {
        Some(PostmanBody { mode, raw: Some(raw) }) if mode.as_deref().is_none_or(|mode| mode == "raw") => {
            Ok(raw.into_bytes())
        }
        _ => Err("it has no raw body: in Postman, choose Body, raw, JSON"),
    };
    Some(Entry { number, body, headers: headers(request.header) })
}

/// Checks whether a request sends a body: a browser asks by OPTIONS whether it may.
fn is_sent(method: Option<&str>) -> bool {
    !method.is_some_and(|method| method.eq_ignore_ascii_case("OPTIONS"))
}

/// Checks whether the path of a URL names the endpoint. The host may be a variable, as in `{{baseUrl}}/performNetverify`.
fn is_endpoint(url: &str) -> bool {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let behind_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    behind_scheme.split('/').skip(1).any(|segment| segment == ENDPOINT)
}

/// The headers that are sent: not those that are switched off, nor those that a variable stands for.
fn headers(headers: Vec<Header>) -> Vec<(String, String)> {
    let sent = headers.into_iter().filter(|header| header.disabled != Some(true));
    let sent = sent.filter_map(|header| Some((header.name, header.value?)));
    sent.filter(|(_, value)| !value.contains("{{")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_the_endpoint() {
        for url in [
            "https://netverify.com/api/netverify/v2/performNetverify",
            "https://proxy.example/performNetverify/?x=1",
            "{{baseUrl}}/performNetverify#top",
        ] {
            assert!(is_endpoint(url), "{url}");
        }
        for url in [
            "",
            "performNetverify",
            "https://performNetverify/",
            "https://netverify.com/api/netverify/v2/performNetverifyStatus",
            "https://netverify.com/api?next=/performNetverify",
            "https://netverify.com/#/performNetverify",
        ] {
            assert!(!is_endpoint(url), "{url}");
        }
    }

    #[test]
    fn a_request_is_no_export() {
        for text in [
            "",
            "[]",
            "{}",
            "{\"log\"",
            r#"{"country":"USA","log":{}}"#,
            r#"{"logs":{}}"#,
            r#"{"log":1}"#,
            r#"{"item":[],"country":"USA"}"#,
        ] {
            assert!(read(text.as_bytes()).is_none(), "{text}");
        }
        let empty = read(b"\xef\xbb\xbf {\"log\":{\"entries\":[]}}").expect("a HAR file");
        assert_eq!((empty.kind, empty.entries.len()), (Kind::Har, 0));
        let empty = read(br#"{"info":{"name":"x"},"item":[]}"#).expect("a collection");
        assert_eq!((empty.kind, empty.entries.len()), (Kind::Postman, 0));
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
                    {"key":"User-Agent","value":"curl/8","disabled":true}]}}]}]}"#;
        let entries = read(collection).expect("a collection").entries;
        let found: Vec<_> = entries.iter().map(|entry| (entry.number, entry.body.clone().ok())).collect();
        assert_eq!(found, [(2, Some(b"{}".to_vec())), (3, None), (4, Some(b"[]".to_vec()))]);
        assert_eq!(entries[2].headers, [("Accept".to_owned(), "text/html".to_owned())]);
        assert!(entries[0].check_headers().is_none() && entries[2].check_headers().is_some());
    }
}

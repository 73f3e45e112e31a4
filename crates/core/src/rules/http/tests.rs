//! Headers one by one, and responses.

use super::*;
use crate::report::ParamValue;

fn codes(changed: &str, value: Option<&str>) -> Vec<&'static str> {
    let good = [
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("Content-Length", "12"),
        ("Authorization", "Basic dG9rZW46c2VjcmV0"),
        ("User-Agent", "Acme KYC/1.4.2"),
    ];
    let headers = good.iter().filter_map(|(name, kept)| {
        let value = if *name == changed { value? } else { kept };
        Some((*name, value))
    });
    validate_headers(headers, 12).violations().iter().map(|violation| violation.code().as_str()).collect()
}

#[test]
fn the_headers_stand_where_they_are_looked_for() {
    let places = [ACCEPT, CONTENT_TYPE, CONTENT_LENGTH, AUTHORIZATION];
    assert_eq!(places.map(|place| HEADERS[place]), ["Accept", "Content-Type", "Content-Length", "Authorization"]);
}

#[test]
fn every_header_is_needed() {
    for name in HEADERS {
        assert_eq!(codes(name, None), ["header_missing"], "{name}");
    }
    assert!(codes("", None).is_empty());
}

#[test]
fn values_are_judged() {
    for (name, value, expected) in [
        ("Accept", "*/*", ""),
        ("Accept", "text/html, Application/*;q=0.5", ""),
        ("Accept", "text/html", "header_value"),
        ("Accept", "application/json;q=0, */*", "header_value"),
        ("Accept", "application/json ; q=0.0", "header_value"),
        ("Accept", "", "header_value"),
        ("Content-Type", "application/json; charset=UTF-8", ""),
        ("Content-Type", "application/json;charset=\"utf-8\"", ""),
        ("Content-Type", "application/json; charset=latin1", "header_value"),
        ("Content-Type", "text/json", "header_value"),
        ("Content-Length", "13", "header_value"),
        ("Content-Length", "+12", "header_value"),
        ("Content-Length", "012", ""),
        ("Content-Length", "12a", "header_value"),
        ("Content-Length", "", "header_value"),
        ("Content-Length", "0", "header_value"),
        ("Content-Length", "99999999999999999999999", "header_value"),
        ("Authorization", "basic  dG9rZW46c2VjcmV0", ""),
        ("Authorization", "Basic dG9rZW46", "header_value"),
        ("Authorization", "Basic OnNlY3JldA==", "header_value"),
        ("Authorization", "Basic dG9rZW4=", "header_value"),
        ("Authorization", "Basic !", "header_value"),
        ("Authorization", "Bearer dG9rZW46c2VjcmV0", "header_value"),
        ("Authorization", "Basic", "header_value"),
        ("User-Agent", "Acme Corp KYC/v2 (Linux)", ""),
        ("User-Agent", "Acme KYC", "generic_user_agent"),
        ("User-Agent", "curl/8.5.0", "generic_user_agent"),
        ("User-Agent", "python-requests/2.32 Acme/1", "generic_user_agent"),
        ("User-Agent", "Mozilla/5.0 (X11) Gecko/20100101", "generic_user_agent"),
        ("User-Agent", "YourCompany YourApp/v1.0", "generic_user_agent"),
        ("User-Agent", "Acme (KYC/1.0)", "generic_user_agent"),
        ("User-Agent", " ", "header_missing"),
    ] {
        assert_eq!(codes(name, Some(value)).concat(), expected, "{name}: {value}");
    }
}

#[test]
fn a_header_stands_once() {
    let valid = [
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("Content-Length", "12"),
        ("Authorization", "Basic dG9rZW46c2VjcmV0"),
        ("User-Agent", "Acme KYC/1.4.2"),
    ];
    let report = |name: &str, value: &str| {
        let report = validate_headers(valid.into_iter().chain([(name, value)]), 12);
        let names = report.violations().iter().map(|violation| (violation.code(), violation.get(Param::Name)));
        names.collect::<Vec<_>>()
    };
    for (name, value) in &valid[1..] {
        let wrong = [(Code::HeaderValue, Some(ParamValue::Word(name)))];
        assert_eq!(report(&name.to_lowercase(), value), wrong, "{name} twice");
    }
    assert_eq!(report("content-length", "13"), [(Code::HeaderValue, Some(ParamValue::Word("Content-Length")))]);
    for (name, value) in [
        ("accept", "application/json"),
        ("Accept", "text/html"),
        ("Accept", "*/*;q=0"),
        ("user-agent", " "),
        ("X-Request-Id", "1"),
        ("Host", "netverify.com"),
    ] {
        assert_eq!(report(name, value), [], "{name}: {value}");
    }
    let refused = [(Code::HeaderValue, Some(ParamValue::Word("Accept")))];
    assert_eq!(report("Accept", "application/json;q=0"), refused);
}

#[test]
fn a_range_of_any_line_decides_on_accept() {
    for (lines, expected) in [
        (["*/*", "text/html"], ""),
        (["text/html", "*/*"], ""),
        (["text/html", "text/plain"], "header_value"),
        (["application/json;q=0", "*/*"], "header_value"),
        (["*/*", "application/json;q=0"], "header_value"),
        (["*/*;q=0", "application/json"], ""),
    ] {
        let rest = [
            ("Content-Type", "application/json;"),
            ("Content-Length", "12"),
            ("Authorization", "Basic dG9rZW46c2VjcmV0"),
            ("User-Agent", "Acme KYC/1.4.2"),
        ];
        let report = validate_headers(lines.map(|line| ("Accept", line)).into_iter().chain(rest), 12);
        let codes: Vec<_> = report.violations().iter().map(|violation| violation.code().as_str()).collect();
        assert_eq!(codes.concat(), expected, "{lines:?}");
    }
}

#[test]
fn defaults_of_libraries_name_nobody() {
    for value in [
        "curl/8.5.0",
        "Wget/1.21.4",
        "python-requests/2.32.3",
        "Python-urllib/3.12",
        "Python/3.11 aiohttp/3.9.1",
        "python-httpx/0.27.0",
        "axios/1.7.2",
        "node",
        "node-fetch",
        "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
        "undici",
        "okhttp/4.12.0",
        "Java/17.0.11",
        "Java-http-client/21.0.3",
        "Apache-HttpClient/4.5.14 (Java/17.0.11)",
        "Jakarta Commons-HttpClient/3.1",
        "Go-http-client/1.1",
        "reqwest/0.12.4",
        "Dart/3.4 (dart:io)",
        "PostmanRuntime/7.39.0",
        "GuzzleHttp/7",
        "RestSharp/111.2.0.0",
        "libwww-perl/6.77",
        "Faraday v2.9.0",
        "Ruby",
        "rest-client/2.1.0 (linux x86_64) ruby/3.3.1p55",
        "Acme curl/8.5.0",
        "Acme Go-http-client/2.0 (linux)",
        "YOURCOMPANY YOURAPP/v1.0",
        "YourCompany YourApp/v1.0",
        "Example Corp SampleApp/1.0.1",
        "Acme yourapp/2.0",
    ] {
        assert_eq!(codes("User-Agent", Some(value)), ["generic_user_agent"], "{value}");
    }
    for value in ["Acme Onboarding/2.3", "Acme KYC/1.4 okhttp/4.12.0", "Acme Java-Onboarding/1.0", "Söhne & Co App/v2"]
    {
        assert_eq!(codes("User-Agent", Some(value)), [""; 0], "{value}");
    }
}

#[test]
fn responses() {
    let uuid = "01234567-89ab-cdef-0123-456789ABCDEF";
    for (timestamp, reference, expected) in [
        ("2017-08-16T10:37:44.623Z", uuid, 0),
        ("2017-08-16T10:37:44Z", uuid, 1),
        ("2017-08-16 10:37:44.623Z", uuid, 1),
        ("2017-02-29T10:37:44.623Z", uuid, 1),
        ("2017-08-16T24:00:00.000Z", uuid, 1),
        ("2017-08-16T10:37:44.623+00:00", uuid, 1),
        ("2017-08-16T10:37:44.623Z", "01234567-89ab-cdef-0123-456789ABCDE", 1),
        ("2017-08-16T10:37:44.623Z", "0123456789ab-cdef-0123-456789ABCDEF--", 1),
        ("", "", 2),
    ] {
        let body = format!(r#"{{"timestamp":"{timestamp}","jumioIdScanReference":"{reference}","other":1}}"#);
        assert_eq!(validate_response(body.as_bytes()).violations().len(), expected, "{body}");
    }
    assert_eq!(validate_response(b"").violations()[0].code(), Code::MalformedJson);
    assert_eq!(validate_response(b"\"{}\"").violations()[0].code(), Code::NotAnObject);
    assert_eq!(validate_response(b"{\"timestamp\":1}").violations().len(), 2);
}

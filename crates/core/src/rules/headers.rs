//! The headers of the request, and where to send it.

use crate::char_classes::{is_word, trim_matches};
use crate::codes::{Code, HEADERS, Param};
use crate::image::decode_base64;
use crate::report::{Report, Target};

/// A region of the service: where requests are sent.
///
/// ```
/// use netverify_rules::Region;
///
/// assert_eq!(Region::Eu.endpoint(), "https://lon.netverify.com/api/netverify/v2/performNetverify");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// United States.
    Us,
    /// Europe.
    Eu,
    /// Singapore.
    Sgp,
}

impl Region {
    /// Every region.
    pub const ALL: [Region; 3] = [Region::Us, Region::Eu, Region::Sgp];

    /// The name in the guide.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Region::Us => "US",
            Region::Eu => "EU",
            Region::Sgp => "SGP",
        }
    }

    /// Scheme and host.
    #[must_use]
    pub const fn base_url(self) -> &'static str {
        match self {
            Region::Us => "https://netverify.com",
            Region::Eu => "https://lon.netverify.com",
            Region::Sgp => "https://core-sgp.jumio.com",
        }
    }

    /// The URL that requests are posted to.
    #[must_use]
    pub const fn endpoint(self) -> &'static str {
        match self {
            Region::Us => "https://netverify.com/api/netverify/v2/performNetverify",
            Region::Eu => "https://lon.netverify.com/api/netverify/v2/performNetverify",
            Region::Sgp => "https://core-sgp.jumio.com/api/netverify/v2/performNetverify",
        }
    }
}

/// Checks the headers of a request. `body_length` is the body's length in bytes.
///
/// Header names are compared without case. Nothing of a header's value is repeated in the report.
///
/// See "HTTP request" in the [guide](crate#the-guide), [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110) and
/// [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617).
///
/// ```
/// use netverify_rules::{Code, validate_headers};
///
/// let headers = [
///     ("accept", "application/json"),
///     ("content-type", "application/json"),
///     ("content-length", "1234"),
///     ("authorization", "Basic dG9rZW46c2VjcmV0"),
/// ];
/// let report = validate_headers(headers, 1234);
/// assert_eq!(report.violations()[0].code(), Code::HeaderMissing);
/// assert_eq!(report.violations()[0].to_string(), "The header User-Agent is missing.");
/// ```
#[must_use]
pub fn validate_headers<'h>(headers: impl IntoIterator<Item = (&'h str, &'h str)>, body_length: u64) -> Report {
    let mut read =
        Headers { body_length, verdicts: [None; HEADERS.len()], accept_rank: 0, has_generic_user_agent: false };
    for (name, value) in headers {
        read.read(name, value);
    }
    read.report()
}

// The headers' places in `HEADERS`.
const ACCEPT: usize = 0;
const CONTENT_TYPE: usize = 1;
const CONTENT_LENGTH: usize = 2;
const AUTHORIZATION: usize = 3;

/// Returns a text without the spaces and tabs around it.
fn trim(text: &str) -> &str {
    trim_matches(text, |char| matches!(char, ' ' | '\t'))
}

/// What was read of the headers.
struct Headers {
    body_length: u64,
    /// Beside [`HEADERS`]: whether the header is valid, once it was there.
    verdicts: [Option<bool>; HEADERS.len()],
    /// How specific the media range is that decided on Accept.
    accept_rank: usize,
    has_generic_user_agent: bool,
}

impl Headers {
    fn read(&mut self, name: &str, value: &str) {
        let name = name.trim();
        let Some(header) = HEADERS.iter().position(|known| known.eq_ignore_ascii_case(name)) else { return };
        let value = trim(value);
        // Two lines of one of the others leave open which one counts, even where they say the same: what a proxy and the service
        // read differently is how requests are smuggled. Accept may be sent in several lines, which count as one list.
        let is_repeated = header != ACCEPT && self.verdicts.get(header).is_some_and(Option::is_some);
        let is_valid = match header {
            ACCEPT => self.accepts_json(value),
            CONTENT_TYPE => is_json(value),
            CONTENT_LENGTH => is_number(value, self.body_length),
            AUTHORIZATION => is_basic(value),
            _ if value.is_empty() => return,
            _ => {
                self.has_generic_user_agent |= !names_an_application(value);
                true
            }
        };
        if let Some(verdict) = self.verdicts.get_mut(header) {
            *verdict = Some(is_valid && !is_repeated);
        }
    }

    /// Reads a list of media ranges, and returns whether those so far admit application/json
    /// ([RFC 9110, section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)).
    fn accepts_json(&mut self, value: &str) -> bool {
        /// How much a range says of application/json; the most specific one decides.
        const RANGES: [&str; 3] = ["*/*", "application/*", "application/json"];
        let mut is_admitted = self.verdicts.first().copied().flatten().unwrap_or(false);
        for range in value.split(',') {
            let mut parts = range.split(';').map(trim);
            let kind = parts.next().unwrap_or("");
            let Some(rank) = RANGES.iter().position(|known| known.eq_ignore_ascii_case(kind)) else { continue };
            let is_refused = parts.filter_map(|part| part.split_once('=')).any(|(name, weight)| {
                let is_zero = weight.trim().bytes().all(|byte| matches!(byte, b'0' | b'.'));
                is_zero && name.trim().eq_ignore_ascii_case("q")
            });
            if rank >= self.accept_rank {
                self.accept_rank = rank;
                is_admitted = !is_refused;
            }
        }
        is_admitted
    }

    fn report(&self) -> Report {
        let mut report = Report::default();
        for (name, verdict) in HEADERS.iter().zip(self.verdicts) {
            let code = match verdict {
                None => Code::HeaderMissing,
                Some(false) => Code::HeaderValue,
                Some(true) => continue,
            };
            report.add(Target::Body, code).param(Param::Name, *name);
        }
        if self.has_generic_user_agent {
            report.add(Target::Body, Code::GenericUserAgent);
        }
        report
    }
}

/// Checks whether a Content-Type is application/json, with no charset but UTF-8.
fn is_json(value: &str) -> bool {
    let mut parts = value.split(';').map(trim);
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        // A semicolon with nothing after it is no parameter.
        && parts.filter(|part| !part.is_empty()).all(|part| {
            let (name, charset) = part.split_once('=').unwrap_or((part, ""));
            let unquoted = charset.strip_prefix('"').and_then(|charset| charset.strip_suffix('"'));
            name.eq_ignore_ascii_case("charset") && unquoted.unwrap_or(charset).eq_ignore_ascii_case("utf-8")
        })
}

/// Checks whether a text is that number in decimal digits; it may have leading zeros.
fn is_number(value: &str, number: u64) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit()) && value.parse() == Ok(number)
}

/// Checks whether a value is Basic with base64 of `token:secret`, both of them non-empty.
fn is_basic(value: &str) -> bool {
    let Some((scheme, credentials)) = value.split_once(' ') else { return false };
    // What is decoded is counted and not kept: nobody needs the secret.
    let (mut before_colon, mut after_colon, mut has_colon) = (0, 0, false);
    let is_base64 =
        decode_base64(trim_matches(credentials, |char| char == ' ').as_bytes(), |byte| match (has_colon, byte) {
            (false, b':') => has_colon = true,
            (false, _) => before_colon += 1,
            (true, _) => after_colon += 1,
        });
    scheme.eq_ignore_ascii_case("basic") && is_base64 && before_colon > 0 && after_colon > 0
}

/// Products of HTTP libraries and tools, which send them where nobody has set a User-Agent: none is a company's application.
const LIBRARIES: &str = "curl wget httpie insomnia postmanruntime python python-requests python-urllib urllib3 aiohttp httpx axios \
    got node node-fetch node.js undici superagent deno bun okhttp retrofit java java-http-client apache-httpclient \
    apache-httpasyncclient commons-httpclient httpclient jersey resttemplate reactornetty go-http-client go-resty reqwest hyper \
    ureq isahc dart dio ruby faraday rest-client httparty typhoeus guzzlehttp symfony php restsharp flurl libwww-perl lwp \
    winhttp powershell cfnetwork alamofire mozilla applewebkit chrome safari gecko";

/// Checks whether a User-Agent has the form `Company App/version`, with an application that is no library, and is not the
/// guide's own placeholder.
fn names_an_application(value: &str) -> bool {
    const PLACEHOLDERS: [&str; 4] = ["YourCompany", "YourApp", "Example Corp", "SampleApp"];
    let is_placeholder = |placeholder: &&str| {
        let mut parts = value.as_bytes().windows(placeholder.len());
        parts.any(|part| part.eq_ignore_ascii_case(placeholder.as_bytes()))
    };
    if PLACEHOLDERS.iter().any(is_placeholder) {
        return false;
    }
    let mut words = value.split(' ').filter(|word| !word.is_empty());
    // A library's default begins with its own product, such as `curl/8.5`; here the company's name comes first.
    let has_company = words.next().is_some_and(|word| !word.contains('/') && word.chars().any(is_word));
    let is_product = |word: &str| {
        let Some((name, version)) = word.split_once('/') else { return false };
        let has_version = matches!(version.as_bytes(), [b'0'..=b'9', ..] | [b'v' | b'V', b'0'..=b'9', ..]);
        let is_library = || LIBRARIES.split(' ').any(|known| known.eq_ignore_ascii_case(name));
        !name.is_empty() && has_version && !is_library()
    };
    has_company && words.take_while(|word| !word.starts_with('(')).any(is_product)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::ParamValue;

    const VALID: [(&str, &str); 5] = [
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("Content-Length", "12"),
        ("Authorization", "Basic dG9rZW46c2VjcmV0"),
        ("User-Agent", "Acme KYC/1.4.2"),
    ];

    /// Returns the codes of valid headers of which one has another value, or several.
    fn codes(changed: &str, values: &[&'static str]) -> Vec<&'static str> {
        let lines = VALID.iter().flat_map(|(name, value)| {
            let values = if *name == changed { values.to_vec() } else { vec![*value] };
            values.into_iter().map(|value| (*name, value))
        });
        validate_headers(lines, 12).violations().iter().map(|violation| violation.code().as_str()).collect()
    }

    #[test]
    fn the_places_are_those_of_the_headers() {
        let places = [ACCEPT, CONTENT_TYPE, CONTENT_LENGTH, AUTHORIZATION];
        assert_eq!(places.map(|place| HEADERS[place]), ["Accept", "Content-Type", "Content-Length", "Authorization"]);
    }

    #[test]
    fn every_header_is_needed() {
        for name in HEADERS {
            assert_eq!(codes(name, &[]), ["header_missing"], "{name}");
        }
        assert!(codes("", &[]).is_empty());
    }

    #[test]
    fn values_are_checked() {
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
            assert_eq!(codes(name, &[value]).concat(), expected, "{name}: {value}");
        }
    }

    #[test]
    fn a_header_is_sent_once() {
        let report = |name: &str, value: &str| {
            let report = validate_headers(VALID.into_iter().chain([(name, value)]), 12);
            let names = report.violations().iter().map(|violation| (violation.code(), violation.get(Param::Name)));
            names.collect::<Vec<_>>()
        };
        for (name, value) in &VALID[1..] {
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
            assert_eq!(codes("Accept", &lines).concat(), expected, "{lines:?}");
        }
    }

    #[test]
    fn defaults_of_libraries_are_generic() {
        for value in
            "curl/8.5.0 | Wget/1.21.4 | python-requests/2.32.3 | Python-urllib/3.12 | Python/3.11 aiohttp/3.9.1 | \
            python-httpx/0.27.0 | axios/1.7.2 | node | node-fetch | \
            node-fetch/1.0 (+https://github.com/bitinn/node-fetch) | undici | okhttp/4.12.0 | Java/17.0.11 | \
            Java-http-client/21.0.3 | Apache-HttpClient/4.5.14 (Java/17.0.11) | Jakarta Commons-HttpClient/3.1 | \
            Go-http-client/1.1 | reqwest/0.12.4 | Dart/3.4 (dart:io) | PostmanRuntime/7.39.0 | GuzzleHttp/7 | \
            RestSharp/111.2.0.0 | libwww-perl/6.77 | Faraday v2.9.0 | Ruby | \
            rest-client/2.1.0 (linux x86_64) ruby/3.3.1p55 | Acme curl/8.5.0 | Acme Go-http-client/2.0 (linux) | \
            YOURCOMPANY YOURAPP/v1.0 | YourCompany YourApp/v1.0 | Example Corp SampleApp/1.0.1 | Acme yourapp/2.0"
                .split(" | ")
        {
            assert_eq!(codes("User-Agent", &[value]), ["generic_user_agent"], "{value}");
        }
        for value in
            ["Acme Onboarding/2.3", "Acme KYC/1.4 okhttp/4.12.0", "Acme Java-Onboarding/1.0", "Söhne & Co App/v2"]
        {
            assert_eq!(codes("User-Agent", &[value]), [""; 0], "{value}");
        }
    }
}

//! The head of the request, the response, and where to send it.

use crate::body::{Handler, JsonType, JsonValue, Tokenizer, Top};
use crate::char_class::is_word;
use crate::codes::{Code, HEADERS, Param};
use crate::date::Date;
use crate::image::decode_base64 as decode;
use crate::message::decimal;
use crate::report::{Report, Target};
use crate::split::{Split, cut, trim};
use crate::unknown::Name;
use alloc::borrow::Cow;

/// Where the service stands.
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

/// Checks the head of a request: its headers, and `body_length`, the body's length in bytes.
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
    let mut head = Head { body_length, verdicts: [None; HEADERS.len()], accept_rank: 0, generic: false };
    for (name, value) in headers {
        head.read(name, value);
    }
    head.report()
}

// The headers' places in `HEADERS`.
const ACCEPT: usize = 0;
const CONTENT_TYPE: usize = 1;
const CONTENT_LENGTH: usize = 2;
const AUTHORIZATION: usize = 3;

/// Spaces and tabs, which may stand around what a header holds.
const BLANKS: [u8; 2] = *b" \t";
const BLANK: [u8; 2] = *b"  ";

/// What was read of a head.
struct Head {
    body_length: u64,
    /// Beside [`HEADERS`]: whether the header is good, once it was there.
    verdicts: [Option<bool>; HEADERS.len()],
    /// How specific the media range is that decided on Accept.
    accept_rank: usize,
    generic: bool,
}

impl Head {
    fn read(&mut self, name: &str, value: &str) {
        let name = name.trim();
        let Some(header) = HEADERS.iter().position(|known| known.eq_ignore_ascii_case(name)) else { return };
        let value = trim(value, BLANKS);
        // Two lines of one of the others leave open which one counts, even where they say the same: what a proxy and the service
        // read differently is how requests are smuggled. Accept may be sent in several lines, which count as one list.
        let repeated = header != ACCEPT && self.verdicts.get(header).is_some_and(Option::is_some);
        let valid = match header {
            ACCEPT => self.accepts_json(value),
            CONTENT_TYPE => is_json(value),
            CONTENT_LENGTH => is_number(value, self.body_length),
            AUTHORIZATION => is_basic(value),
            _ if value.is_empty() => return,
            _ => {
                self.generic |= !names_an_application(value);
                true
            }
        };
        if let Some(verdict) = self.verdicts.get_mut(header) {
            *verdict = Some(valid && !repeated);
        }
    }

    /// Reads a list of media ranges, and returns whether those so far admit application/json
    /// ([RFC 9110, section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)).
    fn accepts_json(&mut self, value: &str) -> bool {
        /// How much a range says of application/json; the most specific one decides.
        const RANGES: [&str; 3] = ["*/*", "application/*", "application/json"];
        let mut admitted = self.verdicts.first().copied().flatten().unwrap_or(false);
        for range in Split::new(value, b',', BLANKS) {
            let mut parts = Split::new(range, b';', BLANKS);
            let kind = parts.next().unwrap_or("");
            let Some(specific) = RANGES.iter().position(|known| known.eq_ignore_ascii_case(kind)) else { continue };
            let refused = parts.any(|part| {
                let (name, weight) = cut(part, b'=');
                name.trim().eq_ignore_ascii_case("q")
                    && weight.is_some_and(|weight| weight.trim().bytes().all(|byte| matches!(byte, b'0' | b'.')))
            });
            if specific >= self.accept_rank {
                self.accept_rank = specific;
                admitted = !refused;
            }
        }
        admitted
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
        if self.generic {
            report.add(Target::Body, Code::GenericUserAgent);
        }
        report
    }
}

/// Whether a Content-Type is application/json, with no charset but UTF-8.
fn is_json(value: &str) -> bool {
    let mut parts = Split::new(value, b';', BLANKS);
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        && parts.all(|part| {
            // A semicolon with nothing behind it is no parameter.
            if part.is_empty() {
                return true;
            }
            let (name, charset) = cut(part, b'=');
            let charset = match charset.unwrap_or("").as_bytes() {
                [b'"', inner @ .., b'"'] => inner,
                plain => plain,
            };
            name.eq_ignore_ascii_case("charset") && charset.eq_ignore_ascii_case(b"utf-8")
        })
}

/// Whether it is that number in decimal digits; zeros may lead.
fn is_number(value: &str, number: u64) -> bool {
    let mut value = value.as_bytes();
    while let [b'0', rest @ ..] = value
        && !rest.is_empty()
    {
        value = rest;
    }
    let mut is_same = false;
    decimal(number, &mut |digits| is_same = digits.as_bytes() == value);
    is_same
}

/// Whether it is Basic with base64 of `token:secret`, both of them non-empty.
fn is_basic(value: &str) -> bool {
    let (scheme, credentials) = cut(value, b' ');
    let Some(credentials) = credentials.filter(|_| scheme.eq_ignore_ascii_case("basic")) else { return false };
    // What is decoded goes by and is not kept: the secret is nobody's business.
    let (mut before_colon, mut behind_colon, mut colon) = (0, 0, false);
    let is_base64 = decode(trim(credentials, BLANK).as_bytes(), |byte| match (colon, byte) {
        (false, b':') => colon = true,
        (false, _) => before_colon += 1,
        (true, _) => behind_colon += 1,
    });
    is_base64 && before_colon > 0 && behind_colon > 0
}

/// Products of HTTP libraries and tools, which send them where nobody has set a User-Agent: none is a company's application.
const LIBRARIES: &str = "curl wget httpie insomnia postmanruntime python python-requests python-urllib urllib3 aiohttp httpx axios \
    got node node-fetch node.js undici superagent deno bun okhttp retrofit java java-http-client apache-httpclient \
    apache-httpasyncclient commons-httpclient httpclient jersey resttemplate reactornetty go-http-client go-resty reqwest hyper \
    ureq isahc dart dio ruby faraday rest-client httparty typhoeus guzzlehttp symfony php restsharp flurl libwww-perl lwp \
    winhttp powershell cfnetwork alamofire mozilla applewebkit chrome safari gecko";

/// Whether a User-Agent has the form `Company App/version`, with an application that is no library, and is not the guide's own
/// placeholder.
fn names_an_application(value: &str) -> bool {
    const PLACEHOLDERS: [&str; 4] = ["YourCompany", "YourApp", "Example Corp", "SampleApp"];
    let is_placeholder = |placeholder: &&str| {
        let mut windows = value.as_bytes().windows(placeholder.len());
        windows.any(|window| window.eq_ignore_ascii_case(placeholder.as_bytes()))
    };
    if PLACEHOLDERS.iter().any(is_placeholder) {
        return false;
    }
    let mut words = Split::new(value, b' ', BLANK).filter(|word| !word.is_empty());
    // A library's default begins with its own product, such as `curl/8.5`; here the company's name comes first.
    let company = words.next().is_some_and(|word| cut(word, b'/').1.is_none() && word.chars().any(is_word));
    let is_product = |word: &str| {
        let (name, version) = cut(word, b'/');
        let version = version.unwrap_or("").as_bytes();
        let is_library = || Split::new(LIBRARIES, b' ', BLANK).any(|known| known.eq_ignore_ascii_case(name));
        let has_version = matches!(version, [b'0'..=b'9', ..] | [b'v' | b'V', b'0'..=b'9', ..]);
        !name.is_empty() && has_version && !is_library()
    };
    company && words.take_while(|word| !word.starts_with('(')).any(is_product)
}

/// Checks the service's response: the bytes of its body.
///
/// Fields that the guide does not name are passed over.
///
/// See "Response" in the [guide](crate#the-guide).
///
/// ```
/// use netverify_rules::validate_response;
///
/// let response = br#"{"timestamp": "2017-08-16T10:37:44.623Z", "jumioIdScanReference": "not-a-uuid"}"#;
/// let report = validate_response(response);
/// assert_eq!(report.violations()[0].target().name(), Some("jumioIdScanReference"));
/// ```
#[must_use]
pub fn validate_response(body: &[u8]) -> Report {
    let mut tokenizer = Tokenizer::new(0);
    let mut response = Response::new();
    tokenizer.push(body, &mut response);
    if let Err(report) = response.top.end(&mut tokenizer) {
        return *report;
    }
    let mut report = Report::default();
    for (name, is_valid) in RESPONSE_FIELDS.into_iter().zip(response.is_valid) {
        if !is_valid {
            report.add(Target::UnknownName(Cow::Borrowed(name)), Code::ResponseField);
        }
    }
    report
}

const RESPONSE_FIELDS: [&str; 2] = ["timestamp", "jumioIdScanReference"];

struct Response {
    top: Top,
    /// The name or the text that is read, if it is that of a member.
    text: Name,
    is_read: bool,
    /// The member whose value comes next, by its place in [`RESPONSE_FIELDS`], as is what is valid.
    member: Option<usize>,
    is_valid: [bool; 2],
}

impl Response {
    const fn new() -> Self {
        Response { top: Top::new(), text: Name::new(), is_read: false, member: None, is_valid: [false; 2] }
    }

    fn set(&mut self, is_valid: bool) {
        if let Some(slot) = self.member.and_then(|member| self.is_valid.get_mut(member)) {
            *slot = is_valid;
        }
    }
}

impl Handler for Response {
    fn begin_name(&mut self, depth: u32) {
        self.is_read = depth == 1;
        self.text.clear();
    }

    fn end_name(&mut self, depth: u32) {
        if depth == 1 {
            self.member = RESPONSE_FIELDS.iter().position(|name| *name == self.text.as_str());
        }
    }

    fn value(&mut self, depth: u32, value: JsonValue) {
        match depth {
            0 => self.top.begin(value.kind),
            1 => self.set(false),
            _ => {}
        }
        self.is_read = depth == 1;
        self.text.clear();
    }

    fn text(&mut self, text: &[u8]) {
        if self.is_read {
            self.text.push(text);
        } else {
            self.top.push(text);
        }
    }

    fn end_value(&mut self, depth: u32, kind: JsonType, _end: u64) {
        if depth == 1 && kind == JsonType::String {
            let text = self.text.as_str();
            let is_valid = if self.member == Some(0) { is_timestamp(text) } else { is_uuid(text) };
            self.set(is_valid);
        }
    }
}

/// Whether it is `YYYY-MM-DDThh:mm:ss.SSSZ`, a day of the calendar and a time of the day.
fn is_timestamp(text: &str) -> bool {
    // Texts of equal form compare like the numbers in them; 60 is a leap second.
    let within = |range: core::ops::Range<usize>, max: &str| text.get(range).is_some_and(|part| part <= max);
    has_form(text, b"0000-00-00T00:00:00.000Z")
        && text.get(..10).is_some_and(|date| date.parse::<Date>().is_ok())
        && within(11..13, "23")
        && within(14..16, "59")
        && within(17..19, "60")
}

/// Whether it is 36 characters of the form of a UUID ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-4)).
fn is_uuid(text: &str) -> bool {
    has_form(text, b"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

/// Whether a text has that form: `0` is a digit, `x` a hexadecimal one, anything else is itself.
fn has_form(text: &str, form: &[u8]) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            _ => byte == *form,
        })
}

#[cfg(test)]
mod tests;

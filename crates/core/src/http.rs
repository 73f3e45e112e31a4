//! The head of the request, the response, and where to send it.

use crate::body::{self, JsonStr, Malformed, Reader, Top, Visitor};
use crate::codes::{Code, HEADERS, Param};
use crate::date::Date;
use crate::image::decode_base64 as decode;
use crate::report::{Report, Subject};
use crate::validate::not_an_object;
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
/// use netverify_rules::{Code, validate_head};
///
/// let headers = [
///     ("accept", "application/json"),
///     ("content-type", "application/json"),
///     ("content-length", "1234"),
///     ("authorization", "Basic dG9rZW46c2VjcmV0"),
/// ];
/// let report = validate_head(headers, 1234);
/// assert_eq!(report.violations()[0].code(), Code::HeaderMissing);
/// assert_eq!(report.violations()[0].to_string(), "The header User-Agent is missing.");
/// ```
#[must_use]
pub fn validate_head<'h>(headers: impl IntoIterator<Item = (&'h str, &'h str)>, body_length: u64) -> Report {
    let mut values: [Option<bool>; HEADERS.len()] = [None; HEADERS.len()];
    let mut generic = false;
    for (name, value) in headers {
        let Some(header) = HEADERS.iter().position(|known| known.eq_ignore_ascii_case(name.trim())) else { continue };
        let value = value.trim_matches([' ', '\t']);
        let good = match HEADERS[header] {
            "Accept" => accepts_json(value),
            "Content-Type" => is_json(value),
            "Content-Length" => content_length(value) == Some(body_length),
            "Authorization" => is_basic(value),
            _ if value.is_empty() => continue,
            _ => {
                generic |= !names_an_application(value);
                true
            }
        };
        // Accept may be sent in several lines that count as one list; of the others every line must be good.
        let verdict = &mut values[header];
        *verdict = Some(match *verdict {
            None => good,
            Some(before) if HEADERS[header] == "Accept" => before || good,
            Some(before) => before && good,
        });
    }
    let mut report = Report::default();
    for (name, verdict) in HEADERS.iter().zip(values) {
        let code = match verdict {
            None => Code::HeaderMissing,
            Some(false) => Code::HeaderValue,
            Some(true) => continue,
        };
        report.add(Subject::Body, code).param(Param::Name, *name);
    }
    if generic {
        report.add(Subject::Body, Code::GenericUserAgent);
    }
    report
}

/// Whether a list of media ranges admits application/json ([RFC 9110, section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)).
fn accepts_json(value: &str) -> bool {
    /// How much a range says of application/json; the most specific one decides.
    const RANGES: [&str; 3] = ["*/*", "application/*", "application/json"];
    let mut best = None;
    for range in value.split(',') {
        let mut parts = range.split(';').map(|part| part.trim_matches([' ', '\t']));
        let kind = parts.next().unwrap_or("");
        let Some(specific) = RANGES.iter().position(|known| known.eq_ignore_ascii_case(kind)) else { continue };
        let refused = parts.filter_map(|part| part.split_once('=')).any(|(name, weight)| {
            name.trim().eq_ignore_ascii_case("q") && weight.trim().trim_matches(['0', '.']).is_empty()
        });
        if best.is_none_or(|(rank, _)| specific >= rank) {
            best = Some((specific, !refused));
        }
    }
    best.is_some_and(|(_, admitted)| admitted)
}

/// Whether a Content-Type is application/json, with no charset but UTF-8.
fn is_json(value: &str) -> bool {
    let mut parts = value.split(';').map(|part| part.trim_matches([' ', '\t']));
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    is_json
        && parts.all(|part| {
            part.split_once('=').is_some_and(|(name, charset)| {
                let charset = charset.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(charset);
                name.eq_ignore_ascii_case("charset") && charset.eq_ignore_ascii_case("utf-8")
            })
        })
}

fn content_length(value: &str) -> Option<u64> {
    // `parse` alone would take a sign.
    value.bytes().all(|byte| byte.is_ascii_digit()).then(|| value.parse().ok()).flatten()
}

/// Whether it is Basic with base64 of `token:secret`, both of them non-empty.
fn is_basic(value: &str) -> bool {
    let Some((scheme, credentials)) = value.split_once(' ') else { return false };
    if !scheme.eq_ignore_ascii_case("basic") {
        return false;
    }
    // What is decoded goes by and is not kept: the secret is nobody's business.
    let (mut before_colon, mut behind_colon, mut colon) = (0, 0, false);
    let is_base64 = decode(credentials.trim_start_matches(' ').as_bytes(), |byte| match (colon, byte) {
        (false, b':') => colon = true,
        (false, _) => before_colon += 1,
        (true, _) => behind_colon += 1,
    });
    is_base64 && before_colon > 0 && behind_colon > 0
}

/// Whether a User-Agent has the form `Company App/version` and is not the guide's own placeholder.
fn names_an_application(value: &str) -> bool {
    const PLACEHOLDERS: [&str; 4] = ["YourCompany", "YourApp", "Example Corp", "SampleApp"];
    if PLACEHOLDERS.iter().any(|placeholder| value.contains(placeholder)) {
        return false;
    }
    let mut words = value.split(' ').filter(|word| !word.is_empty());
    // A library's default begins with its own product, such as `curl/8.5`; here the company's name comes first.
    let company = words.next().is_some_and(|word| !word.contains('/') && word.chars().any(char::is_alphanumeric));
    let product = |word: &str| {
        word.split_once('/').is_some_and(|(name, version)| {
            let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
            !name.is_empty() && version.starts_with(|first: char| first.is_ascii_digit())
        })
    };
    company && words.take_while(|word| !word.starts_with('(')).any(product)
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
/// assert_eq!(report.violations()[0].subject().name(), Some("jumioIdScanReference"));
/// ```
#[must_use]
pub fn validate_response(body: &[u8]) -> Report {
    let mut report = Report::default();
    let mut response = Response { good: [false; 2] };
    let top = body::read(body, &mut response);
    match top {
        Ok(Top::Object) => {
            for (name, good) in RESPONSE_FIELDS.into_iter().zip(response.good) {
                if !good {
                    report.add(Subject::Other(Cow::Borrowed(name)), Code::ResponseField);
                }
            }
        }
        Ok(top) => not_an_object(top, &mut report),
        Err(malformed) => malformed.report(body, &mut report),
    }
    report
}

const RESPONSE_FIELDS: [&str; 2] = ["timestamp", "jumioIdScanReference"];

struct Response {
    /// By the place in [`RESPONSE_FIELDS`].
    good: [bool; 2],
}

impl<'a> Visitor<'a> for Response {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        let value = reader.skip()?;
        let name = name.text();
        let text = match value {
            body::Value::String(string) => string.text(),
            _ => Cow::Borrowed(""),
        };
        match name.as_ref() {
            "timestamp" => self.good[0] = is_timestamp(&text),
            "jumioIdScanReference" => self.good[1] = is_uuid(&text),
            _ => {}
        }
        Ok(())
    }
}

/// Whether it is `YYYY-MM-DDThh:mm:ss.SSSZ`, a day of the calendar and a time of the day.
fn is_timestamp(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let pattern = b"00:00:00.000Z";
    let matches = time.len() == pattern.len()
        && time.bytes().zip(pattern).all(|(byte, &wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte == wanted,
        });
    // Texts of equal form compare like the numbers in them; 60 is a leap second.
    let within = |range: core::ops::Range<usize>, max: &str| time.get(range).is_some_and(|part| part <= max);
    date.parse::<Date>().is_ok() && matches && within(0..2, "23") && within(3..5, "59") && within(6..8, "60")
}

/// Whether it is 36 characters of the form of a UUID ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-4)).
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        validate_head(headers, 12).violations().iter().map(|violation| violation.code().as_str()).collect()
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
}

//! The codes of the request's headers and the response.

use super::Code;
use super::Param::Name;
use super::entry::{Example, HEADER};
use super::param::{one_of, word};

/// Headers that are valid with a body of 12 bytes.
const GOOD_HEADERS: &str = "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
    Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: Acme Onboarding/2.3";

codes!(
    http,
    Http,
    HeaderMissing {
        name: "header_missing",
        severity: Error,
        rule: "A header that the service asks for is missing.",
        message: "The header {name} is missing.",
        params: &[one_of(
            Name,
            &[
                word("Accept", "Accept", "Send \"Accept: application/json\"."),
                word("Content-Type", "Content-Type", "Send \"Content-Type: application/json\"."),
                word(
                    "Content-Length",
                    "Content-Length",
                    "Send Content-Length with the number of bytes of the body, which most clients do where the \
                            body is given as a whole and not as a stream.",
                ),
                word(
                    "Authorization",
                    "Authorization",
                    "Send \"Authorization: Basic\" and the base64 text of your API token, a colon and your API \
                            secret.",
                ),
                word(
                    "User-Agent",
                    "User-Agent",
                    "Send a User-Agent that names your company, your application and its version, like \"Acme \
                            Onboarding/2.3\".",
                ),
            ],
        ),],
        why: "A call without one of the five headers is answered with 403 Forbidden.",
        fix: "Send Accept, Content-Type, Content-Length, Authorization and User-Agent.",
        section: HEADER,
        bad_example: Example::Headers(
            "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                Authorization: Basic dG9rZW46c2VjcmV0",
        ),
        good_example: Example::Headers(GOOD_HEADERS),
    },
    HeaderValue {
        name: "header_value",
        severity: Error,
        rule: "A header has a value that the service refuses, or stands more than once; Accept may.",
        message: "The header {name}.",
        params: &[one_of(
            Name,
            &[
                word(
                    "Accept",
                    "Accept does not admit application/json",
                    "Send \"Accept: application/json\": what is accepted now leaves JSON out or refuses it.",
                ),
                word(
                    "Content-Type",
                    "Content-Type is not application/json in UTF-8, or is sent more than once",
                    "Send \"Content-Type: application/json\" once, alone or with \"; charset=utf-8\".",
                ),
                word(
                    "Content-Length",
                    "Content-Length is not the length of the body in bytes, or is sent more than once",
                    "Give the number of bytes of the body as it is sent, in UTF-8 and not in characters, once, \
                            or let the HTTP client count them.",
                ),
                word(
                    "Authorization",
                    "Authorization is not Basic with the base64 text of token:secret, or is sent more than once",
                    "Write \"Basic\", a blank and the standard base64 text, padding included, of your API token, \
                            a colon and your API secret; neither may be empty. Send the header once.",
                ),
                word("User-Agent", "User-Agent is sent more than once", "Send User-Agent once."),
            ],
        ),],
        why: "A call whose headers do not fit what it sends is suspicious, and answered with 403 Forbidden. Of a \
            header that stands twice, a proxy and the service may each read another line.",
        fix: "Give the header the value that the guide asks for, once.",
        section: "Guide, request header; RFC 9110, RFC 7617",
        bad_example: Example::Headers(
            "Accept: application/json\nContent-Type: text/plain\nContent-Length: 12\n\
                Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: Acme Onboarding/2.3",
        ),
        good_example: Example::Headers(GOOD_HEADERS),
    },
    GenericUserAgent {
        name: "generic_user_agent",
        severity: Warning,
        rule: "The User-Agent does not name company, application and version.",
        message: "The User-Agent does not name your company and application: write it like \"Company App/1.0\".",
        params: &[],
        why: "The provider asks for a User-Agent that names your company, to find your calls when something goes \
            wrong. A library's default or the guide's placeholder names nobody.",
        fix: "Write your company, your application (not the library that sends the request) and its version, like \
            \"Acme Onboarding/2.3\".",
        section: HEADER,
        bad_example: Example::Headers(
            "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: curl/8.5.0",
        ),
        good_example: Example::Headers(GOOD_HEADERS),
    },
    ResponseField {
        name: "response_field",
        severity: Error,
        rule: "A field of the response is missing or not in its documented form.",
        message: "{field} is missing in the response, or not in its documented form.",
        params: &[],
        why: "Both fields of the response are documented to the letter. Another form means that something else \
            answered, a proxy for instance, and that there is no scan to wait for.",
        fix: "Look at the whole answer and at who sent it; do not store it as the scan's reference.",
        section: "Guide, response parameters",
        bad_example: Example::Response(
            r#"{"timestamp":"2026-01-01 10:37:44","jumioIdScanReference":"0f1f5e1a-2b3c-4c52-8d53-6f1c1f0e9f0a"}"#
        ),
        good_example: Example::Response(
            r#"{"timestamp":"2026-01-01T10:37:44.623Z","jumioIdScanReference":"0f1f5e1a-2b3c-4c52-8d53-6f1c1f0e9f0a"}"#
        ),
    },
);

/// The headers that the service asks for.
pub(crate) const HEADERS: &[&str] = &Code::HeaderMissing.words::<5>(Name);

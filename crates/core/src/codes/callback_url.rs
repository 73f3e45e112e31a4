//! The codes of the callback URL.

use super::Code;
use super::Param::{Index, Reason};
use super::entry::{fields, with};
use super::param::{number, one_of, word};

const CALLBACK: &str = "Guide, callback URL";

codes!(
    callback_url,
    Url,
    UrlSyntax {
        name: "url_syntax",
        severity: Error,
        rule: "Not an absolute URL with a usable host: RFC 3986, and for the host the rules of host names.",
        message: "{field} is not an absolute URL with a usable host: {reason} (position {index}, counted from 0).",
        params: &[
            one_of(
                Reason,
                &[
                    word(
                        "scheme",
                        "it does not begin with a scheme, such as https:",
                        "Begin the URL with https://, with nothing before it.",
                    ),
                    word(
                        "authority",
                        "after the scheme, // or the host name is missing",
                        "Write two slashes behind https: and the whole host name behind them.",
                    ),
                    word(
                        "host_character",
                        "the host name has another character than letters, digits, hyphens and dots",
                        "Use a host name of letters, digits, hyphens and dots only: rename a host that has an \
                            underscore, and write a slash, not a back-slash, behind the host.",
                    ),
                    word(
                        "label",
                        "a label of the host name is empty, over 63 characters, or has a hyphen at an end",
                        "Remove dots that stand twice or first and hyphens at the ends of a label, and use a host \
                            name whose labels have at most 63 characters.",
                    ),
                    word(
                        "host_length",
                        "the host name is longer than 253 characters",
                        "Use a host name of at most 253 characters.",
                    ),
                    word(
                        "punycode",
                        "a label of the host name begins with xn-- but is not valid Punycode",
                        "Convert the internationalised name to Punycode anew, with a library for IDNA and in lower \
                            case, or remove xn-- where none is meant.",
                    ),
                    word(
                        "escape",
                        "a % is not followed by two hexadecimal digits, or stands in the host name",
                        "In the path, write a percent sign itself as %25 and every escape with two hexadecimal \
                            digits; in the host name, write the character that is meant.",
                    ),
                    word(
                        "control_escape",
                        "it has an escaped control character, such as %0A or %7F",
                        "Remove the escaped control character, and do not end a path with a line break.",
                    ),
                    word(
                        "character",
                        "it has a character that is not allowed in that place",
                        "Remove the character at that position, or in the path escape it as %XX; write a back-slash \
                            as a slash.",
                    ),
                ],
            ),
            number(Index),
        ],
        why: "The service calls the URL as it is written. A browser repairs spaces, back-slashes and broken escapes; \
            a service need not, and then no result ever arrives.",
        fix: "Write https://, a host name of letters, digits, hyphens and dots, and a path whose other characters \
            are escaped as %XX.",
        section: "Guide, callback URL; RFC 3986; RFC 1123, section 2.1; RFC 5891",
        bad_example: fields(r#"{"callbackUrl":"https://api.example.com/call back"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/call%20back"}"#),
    },
    UrlScheme {
        name: "url_scheme",
        severity: Error,
        rule: "The scheme is not https.",
        message: "{field} must begin with https://.",
        params: &[],
        why: "The callback carries what was read from the document. It is sent over TLS only.",
        fix: "Serve the callback over TLS and write the URL with https://.",
        section: CALLBACK,
        bad_example: fields(r#"{"callbackUrl":"http://api.example.com/callback"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
    },
    UrlNonAscii {
        name: "url_non_ascii",
        severity: Error,
        rule: "A character outside ASCII.",
        message: "{field} must be ASCII: write the host in Punycode and escape the path.",
        params: &[],
        why: "The guide takes ASCII or Punycode only: the same letters can be written in Unicode in more than one \
            way, and would name different hosts.",
        fix: "Write the host in Punycode (xn--…) and escape the path's characters as %XX of their UTF-8.",
        section: CALLBACK,
        bad_example: fields(r#"{"callbackUrl":"https://bücher.example.com/callback"}"#),
        good_example: fields(r#"{"callbackUrl":"https://xn--bcher-kva.example.com/callback"}"#),
    },
    UrlHostIsIp {
        name: "url_host_is_ip",
        severity: Error,
        rule: "The host is an IP address, in any form that a browser reads as one.",
        message: "{field} must name a host, not an IP address.",
        params: &[],
        why: "IP addresses are not allowed, in any form that software reads as one (127.1, 0x7f000001 and a bare \
            number included): no certificate and no name vouches for them.",
        fix: "Give the server a host name with a certificate, and write that.",
        section: CALLBACK,
        bad_example: fields(r#"{"callbackUrl":"https://203.0.113.7/callback"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
    },
    UrlPort {
        name: "url_port",
        severity: Error,
        rule: "A port, even the default or an empty one.",
        message: "{field} must not name a port, not even the default one.",
        params: &[],
        why: "Ports are not allowed, and the colon alone is what is refused: :443 is no exception, though many \
            libraries would drop it silently.",
        fix: "Serve the callback on port 443, and leave out the colon and what follows it up to the path.",
        section: CALLBACK,
        bad_example: fields(r#"{"callbackUrl":"https://api.example.com:443/callback"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
    },
    UrlQuery {
        name: "url_query",
        severity: Error,
        rule: "A query, even an empty one.",
        message: "{field} must have no query.",
        params: &[],
        why: "Query parameters are not allowed. Each result names its scan anyway, by merchantIdScanReference.",
        fix: "Remove the question mark and what follows it; tell results apart by merchantIdScanReference or by the \
            path.",
        section: CALLBACK,
        bad_example: fields(r#"{"callbackUrl":"https://api.example.com/callback?tenant=7"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback/7"}"#),
    },
    UrlFragment {
        name: "url_fragment",
        severity: Error,
        rule: "A fragment, even an empty one.",
        message: "{field} must have no fragment.",
        params: &[],
        why: "Fragment identifiers are not allowed. A client never sends them, so the server would not see it.",
        fix: "Remove the number sign and what follows it.",
        section: CALLBACK,
        bad_example: fields(r#"{"callbackUrl":"https://api.example.com/callback#result"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
    },
    UrlUserinfo {
        name: "url_userinfo",
        severity: Error,
        rule: "A user or a password before the host.",
        message: "{field} must have no user or password.",
        params: &[],
        why: "A URL is stored and logged in many places: a user or a password in it is a secret given away, and a \
            name before the @ can make a host look like another.",
        fix: "Remove what stands between https:// and the host, the @ included; let the server recognise the \
            provider in another way.",
        section: "Guide, callback URL; RFC 3986, section 3.2.1",
        bad_example: fields(r#"{"callbackUrl":"https://user:secret@api.example.com/callback"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
    },
    UrlUnreachableHost {
        name: "url_unreachable_host",
        severity: Warning,
        rule: "A host that the public internet cannot reach.",
        message: "{field} names a host that the service cannot reach from the internet.",
        params: &[],
        why: "The provider calls from the internet. It cannot see your machine's localhost, nor a name that only \
            your own network, or no network at all, resolves.",
        fix: "Use a host name of the public DNS, not one such as localhost, printer.local or nas.lan; while \
            developing, one of a tunnel.",
        section: "Guide, callback URL; RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476",
        bad_example: fields(r#"{"callbackUrl":"https://localhost/callback"}"#),
        good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
    },
    UrlForeignDomain {
        name: "url_foreign_domain",
        severity: Error,
        rule: "The host is not below one of the callback domains that the caller set.",
        message: "{field} names a host outside the callback domains that were set.",
        params: &[],
        why: "You listed the domains that results may be sent to. This host is none of them and below none of them: \
            a customer's data would go elsewhere.",
        fix: "Correct the host, or add its domain to the callback domains of the settings.",
        section: "Settings of the check: callbackDomains",
        bad_example: with(
            r#"{"callbackDomains":["example.com"]}"#,
            r#"{"callbackUrl":"https://example.com.attacker.org/callback"}"#,
        ),
        good_example: with(
            r#"{"callbackDomains":["example.com"]}"#,
            r#"{"callbackUrl":"https://api.example.com/callback"}"#,
        ),
    },
);

/// Why a text is not an absolute URL with a usable host.
pub(crate) const URL_REASONS: &[&str] = &Code::UrlSyntax.words::<9>(Reason);

//! What a file may be that is no request, and which command is for it.

use netverify_rules::{Code, Report};
use serde::de::IgnoredAny;

/// Returns what to do about a file that is no JSON, where this program can do it.
pub(crate) fn hint(body: &[u8], report: &Report) -> Option<&'static str> {
    if !report.violations().iter().any(|violation| violation.code() == Code::MalformedJson) {
        None
    } else if body.starts_with(b"\xff\xd8\xff") || body.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("a picture is checked by netverify image FILE; netverify build --front FILE makes a request of it")
    } else if holds_a_request_a_line(body) {
        Some("a file with a request a line is checked by netverify check --ndjson FILE")
    } else {
        None
    }
}

/// Checks whether the first line is an object by itself, and another begins on a line behind it.
fn holds_a_request_a_line(body: &[u8]) -> bool {
    let Some((first, rest)) = memchr::memchr(b'\n', body).and_then(|end| body.split_at_checked(end)) else {
        return false;
    };
    let begins = |text: &[u8]| text.trim_ascii_start().starts_with(b"{");
    begins(first) && begins(rest) && serde_json::from_slice::<IgnoredAny>(first).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use netverify_rules::{Settings, validate_json};

    #[test]
    fn the_command_for_it_is_named() {
        for (body, command) in [
            (&b"\xff\xd8\xff\xe0"[..], Some("netverify image")),
            (b"\x89PNG\r\n\x1a\n\0", Some("netverify image")),
            (b"{}\n{}\n", Some("--ndjson")),
            (b"{\"a\":1}\r\n\r\n {\"b\":", Some("--ndjson")),
            (b"\xff\xd8", None),
            (b"", None),
            (b"{}", None),
            (b"{\n}\n{}", None),
            (b"{}\n[]", None),
            (b"{\"a\":1,\n\"b\":2,}", None),
        ] {
            let found = hint(body, &validate_json(body, &Settings::default()));
            assert_eq!(found.is_some(), command.is_some(), "{body:?}: {found:?}");
            assert!(found.unwrap_or_default().contains(command.unwrap_or_default()), "{body:?}: {found:?}");
        }
    }
}

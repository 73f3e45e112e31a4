//! What somebody would send who wants a check to take long.

/// Makes what is hostile, of a length.
#[derive(Clone, Copy)]
pub(crate) enum Hostile {
    /// A body.
    Body(fn(usize) -> String),
    /// Callback domains, and a URL.
    Domains(fn(usize) -> (Vec<String>, String)),
}

/// All of it, by name.
pub(crate) const HOSTILE: &[(&str, Hostile)] = &[
    ("unknown names", Hostile::Body(|n| members(n, |i| format!("\"name{i}\":1")))),
    ("unknown names with an escape", Hostile::Body(|n| members(n, |i| format!("\"\\u0061{i}\":1")))),
    ("one name, repeated", Hostile::Body(|n| members(n, |_| "\"name\":1".into()))),
    ("one name with an escape, repeated", Hostile::Body(|n| members(n, |_| "\"\\u0061\":1".into()))),
    ("two names by turns", Hostile::Body(|n| members(n, |i| format!("\"\\u006{}\":1", i % 2)))),
    ("long names with escapes", Hostile::Body(|n| members(n / 64, |i| format!("\"{i}{}\":1", "\\u0061".repeat(64))))),
    ("a name of escapes", Hostile::Body(|n| format!("{{\"{}\":1}}", "\\u0061".repeat(n)))),
    ("a field, repeated", Hostile::Body(|n| members(n, |_| "\"country\":\"\\u0055SA\"".into()))),
    (
        "a field of growing length, repeated",
        Hostile::Body(|n| members(n, |i| format!("\"firstName\":\"\\u0061{}\"", "b".repeat(i % 100)))),
    ),
    (
        "objects of later revisions, repeated",
        Hostile::Body(|n| members(n, |_| "\"userConsent\":{\"a\":\"\\u0061\"}".into())),
    ),
    ("a text of escapes", Hostile::Body(|n| text("firstName", &"\\u0061".repeat(n)))),
    ("a text of blanks", Hostile::Body(|n| text("firstName", &" ".repeat(n)))),
    ("a text of digits", Hostile::Body(|n| text("customerId", &"4111 1111-".repeat(n / 10)))),
    ("a text of signs", Hostile::Body(|n| text("customerId", &"@.<+-".repeat(n / 5)))),
    ("a text of words that are looked for", Hostile::Body(|n| own_value(&"Ana ".repeat(n / 4)))),
    ("a country's name", Hostile::Body(|n| text("usState", &"Korea, ".repeat(n / 7)))),
    ("tokens", Hostile::Body(|n| text("enabledFields", &"idDob,".repeat(n / 6)))),
    ("empty tokens", Hostile::Body(|n| text("enabledFields", &",".repeat(n)))),
    ("labels of a URL", Hostile::Body(|n| text("callbackUrl", &format!("https://{}com/", "a.".repeat(n / 2))))),
    (
        "escapes of a URL",
        Hostile::Body(|n| text("callbackUrl", &format!("https://example.com/{}", "%41".repeat(n / 3)))),
    ),
    ("a label of Punycode", Hostile::Body(|n| text("callbackUrl", &format!("https://xn--{}/", "a".repeat(n))))),
    ("a text of base64", Hostile::Body(|n| text("frontsideImage", &"/9j/".repeat(n)))),
    ("a text of base64, broken into lines", Hostile::Body(|n| text("frontsideImage", &"/9j/\\n".repeat(n)))),
    ("nested arrays", Hostile::Body(|n| members(n / 60, |i| format!("\"{i}\":{}{}", "[".repeat(60), "]".repeat(60))))),
    ("an array of texts", Hostile::Body(|n| format!("{{\"name\":[{}1]}}", "\"\\u0061\",".repeat(n)))),
    ("a body that breaks off", Hostile::Body(|n| format!("{{\"name\":\"{}", "\\n".repeat(n)))),
    (
        "callback domains",
        Hostile::Domains(|n| ((0..n / 10).map(|i| format!("d{i}.example.com")).collect(), url("a.example.org"))),
    ),
    (
        "a long callback domain",
        Hostile::Domains(|n| (vec![format!("{}.com", "a".repeat(n.min(63))); n / 10], url(&"a.".repeat(60)))),
    ),
];

/// A body of so many members.
fn members(n: usize, member: impl Fn(usize) -> String) -> String {
    format!("{{{}}}", (0..n.max(1)).map(member).collect::<Vec<_>>().join(","))
}

/// A body of one text.
fn text(name: &str, value: &str) -> String {
    format!("{{\"{name}\":\"{value}\"}}")
}

/// A body whose reference holds what another field has, or nearly.
fn own_value(value: &str) -> String {
    format!("{{\"firstName\":\"Ana A\",\"merchantIdScanReference\":\"{value}\"}}")
}

fn url(host: &str) -> String {
    format!("https://{host}/")
}

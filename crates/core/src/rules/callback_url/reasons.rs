//! The reason and the index of `url_syntax`, for each reason beside what nearly has it.

use super::tests::violations;
use crate::codes::{Code, Param};
use crate::report::ParamValue;

/// The reason of the first problem and its index; `None` without one.
fn reason(text: &str) -> Option<(&'static str, u64)> {
    let all = violations(text, &[]);
    let violation = all.iter().find(|violation| violation.code() == Code::UrlSyntax)?;
    match (violation.get(Param::Reason), violation.get(Param::Index)) {
        (Some(ParamValue::Word(word)), Some(ParamValue::Number(index))) => Some((word, index)),
        other => panic!("{text:?}: {other:?}"),
    }
}

#[test]
fn each_reason_and_its_near_misses() {
    for (text, expected) in [
        ("api.example.com/cb", Some(("scheme", 0))),
        ("/cb", Some(("scheme", 0))),
        ("//api.example.com/cb", Some(("scheme", 0))),
        ("://api.example.com/cb", Some(("scheme", 0))),
        ("1https://api.example.com/", Some(("scheme", 0))),
        ("ht_tps://api.example.com/", Some(("scheme", 2))),
        ("%20https://api.example.com/", Some(("scheme", 0))),
        ("http://api.example.com/", None),
        ("git+ssh-2.0://api.example.com/", None),
        ("https:api.example.com", Some(("authority", 6))),
        ("https:/api.example.com", Some(("authority", 6))),
        ("https:", Some(("authority", 6))),
        ("https://", Some(("authority", 8))),
        ("https:///cb", Some(("authority", 8))),
        ("https://?q", Some(("authority", 8))),
        ("https://:443/", Some(("authority", 8))),
        ("https://user@/cb", Some(("authority", 13))),
        ("mailto:callback", Some(("authority", 7))),
        ("localhost:3000/cb", Some(("authority", 10))),
        ("https://a.co", None),
        ("https://my_api.example.com/", Some(("host_character", 10))),
        ("https://api.exa mple.com/", Some(("host_character", 15))),
        ("https://api.example.com\\cb", Some(("host_character", 23))),
        ("https://{host}/cb", Some(("host_character", 8))),
        ("https://m_ünchen.de/", Some(("host_character", 9))),
        ("https://mün_chen.de/", Some(("host_character", 11))),
        ("https://[example.com]/", Some(("host_character", 8))),
        ("https://[]/", Some(("host_character", 8))),
        ("https://[::1/", Some(("host_character", 8))),
        ("https://[::1]x/", Some(("host_character", 13))),
        ("https://user@[::1/", Some(("host_character", 13))),
        ("https://api.example.com/my_cb", None),
        ("https://[::1]/", None),
        ("https://api..example.com/", Some(("label", 12))),
        ("https://.example.com/", Some(("label", 8))),
        ("https://./cb", Some(("label", 8))),
        ("https://example.com../", Some(("label", 20))),
        ("https://-api.example.com/", Some(("label", 8))),
        ("https://api.example-.com/", Some(("label", 12))),
        ("https://api.example.com./", None),
        ("https://a-b--c.example.com/", None),
        ("https://r3---sn-ab.example.com/", None),
        ("https://xn--a.example.com/", Some(("punycode", 8))),
        ("https://api.xn--/", Some(("punycode", 12))),
        ("https://api.xn--abc-.com/", Some(("punycode", 12))),
        ("https://xn--bcher-2pa.example.com/", Some(("punycode", 8))),
        ("https://xn--bcher-kva.example.com/", None),
        ("https://XN--BCHER-KVA.example.com/", None),
        ("https://api.example.com/100%/x", Some(("escape", 27))),
        ("https://api.example.com/%G1", Some(("escape", 24))),
        ("https://api.example.com/ü%4", Some(("escape", 25))),
        ("https://api.ex%61mple.com/", Some(("escape", 14))),
        ("https://api.ex%mple.com/", Some(("escape", 14))),
        ("https://u%0@api.example.com/", Some(("escape", 9))),
        ("https://[fe80::1%25eth0]/", Some(("escape", 16))),
        ("https://api.example.com/100%25/x", None),
        ("https://api.example.com/%00", Some(("control_escape", 24))),
        ("https://api.example.com/a%0d%0aX", Some(("control_escape", 25))),
        ("https://api.example.com/%7F", Some(("control_escape", 24))),
        ("https://api.example.com/%1f", Some(("control_escape", 24))),
        ("https://api.example.com/%C2%85", Some(("control_escape", 24))),
        ("https://api.example.com/?%0A", Some(("control_escape", 25))),
        ("https://api.example.com/%20%7E%C2%A0", None),
        (" https://api.example.com/", Some(("character", 0))),
        ("\"https://api.example.com/\"", Some(("character", 0))),
        ("https ://api.example.com/", Some(("character", 5))),
        ("https:\\\\api.example.com\\cb", Some(("character", 6))),
        ("https://api.example.com/a b", Some(("character", 25))),
        ("https://api.example.com/ü b", Some(("character", 25))),
        ("https://api.example.com/a\\b", Some(("character", 25))),
        ("https://api.example.com/{id}", Some(("character", 24))),
        ("https://api.example.com/##", Some(("character", 25))),
        ("https://api.example.com/?a|b", Some(("character", 26))),
        ("https://a@b@api.example.com/", Some(("character", 9))),
        ("https://api.example.com:https/", Some(("character", 24))),
        ("https://2001:db8::1/", Some(("character", 13))),
        ("https://api.example.com/a-._~!$&'()*+,;=:@b", None),
        ("https://api.example.com/?a/b?c", None),
        // The leftmost counts.
        ("https://a_b.co/a b", Some(("host_character", 9))),
        ("https://a b@c_d.co/%", Some(("character", 9))),
        ("https://a..co:x/", Some(("label", 10))),
        ("/a b", Some(("scheme", 0))),
    ] {
        assert_eq!(reason(text), expected, "{text:?}");
    }
}

#[test]
fn lengths_of_labels_and_hosts() {
    let label = "a".repeat(63);
    assert_eq!(reason(&format!("https://api.{label}.co/")), None);
    assert_eq!(reason(&format!("https://api.{label}a.co/")), Some(("label", 12)));
    let host = [label.as_str(), &label, &label, &"b".repeat(61)].join(".");
    assert_eq!(reason(&format!("https://{host}/")), None);
    assert_eq!(reason(&format!("https://u@{host}b/")), Some(("host_length", 10)));
}

#[test]
fn many_domains_are_searched_in_one_pass() {
    let domains: Vec<String> = (0..16_000).map(|number| format!("a.a.a.a.a.a.n{number}.example.com")).collect();
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let typed = format!("https://{}a", "a.".repeat(100));
    let start = std::time::Instant::now();
    let all = violations(&typed, &domains);
    // Each pair of a beginning and a domain anew would take minutes.
    assert!(start.elapsed().as_secs() < 5);
    assert_eq!(all.iter().map(|violation| violation.is_incomplete()).collect::<Vec<_>>(), [true]);
}

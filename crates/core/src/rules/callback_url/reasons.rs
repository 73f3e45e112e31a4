//! The reason and the index of `url_syntax`, for each reason beside what nearly has it.

use super::tests::violations;
use crate::codes::ParamValue;
use crate::codes::{Code, Param};

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
    let rows = "api.example.com/cb > scheme 0 | /cb > scheme 0 | //api.example.com/cb > scheme 0 | \
        ://api.example.com/cb > scheme 0 | 1https://api.example.com/ > scheme 0 | \
        ht_tps://api.example.com/ > scheme 2 | %20https://api.example.com/ > scheme 0 | http://api.example.com/ | \
        git+ssh-2.0://api.example.com/ | https:api.example.com > authority 6 | \
        https:/api.example.com > authority 6 | https: > authority 6 | https:// > authority 8 | \
        https:///cb > authority 8 | https://?q > authority 8 | https://:443/ > authority 8 | \
        https://user@/cb > authority 13 | mailto:callback > authority 7 | localhost:3000/cb > authority 10 | \
        https://a.co | https://my_api.example.com/ > host_character 10 | \
        https://api.exa mple.com/ > host_character 15 | https://api.example.com\\cb > host_character 23 | \
        https://{host}/cb > host_character 8 | https://m_ünchen.de/ > host_character 9 | \
        https://mün_chen.de/ > host_character 11 | https://[example.com]/ > host_character 8 | \
        https://[]/ > host_character 8 | https://[::1/ > host_character 8 | https://[::1]x/ > host_character 13 | \
        https://user@[::1/ > host_character 13 | https://api.example.com/my_cb | https://[::1]/ | \
        https://api..example.com/ > label 12 | https://.example.com/ > label 8 | https://./cb > label 8 | \
        https://example.com../ > label 20 | https://-api.example.com/ > label 8 | \
        https://api.example-.com/ > label 12 | https://api.example.com./ | https://a-b--c.example.com/ | \
        https://r3---sn-ab.example.com/ | https://xn--a.example.com/ > punycode 8 | \
        https://api.xn--/ > punycode 12 | https://api.xn--abc-.com/ > punycode 12 | \
        https://xn--bcher-2pa.example.com/ > punycode 8 | https://xn--bcher-kva.example.com/ | \
        https://XN--BCHER-KVA.example.com/ | https://api.example.com/100%/x > escape 27 | \
        https://api.example.com/%G1 > escape 24 | https://api.example.com/ü%4 > escape 25 | \
        https://api.ex%61mple.com/ > escape 14 | https://api.ex%mple.com/ > escape 14 | \
        https://u%0@api.example.com/ > escape 9 | https://[fe80::1%25eth0]/ > escape 16 | \
        https://api.example.com/100%25/x | https://api.example.com/%00 > control_escape 24 | \
        https://api.example.com/a%0d%0aX > control_escape 25 | https://api.example.com/%7F > control_escape 24 | \
        https://api.example.com/%1f > control_escape 24 | https://api.example.com/%C2%85 > control_escape 24 | \
        https://api.example.com/?%0A > control_escape 25 | https://api.example.com/%20%7E%C2%A0 | \
        \x20https://api.example.com/ > character 0 | \"https://api.example.com/\" > character 0 | \
        https ://api.example.com/ > character 5 | https:\\\\api.example.com\\cb > character 6 | \
        https://api.example.com/a b > character 25 | https://api.example.com/ü b > character 25 | \
        https://api.example.com/a\\b > character 25 | https://api.example.com/{id} > character 24 | \
        https://api.example.com/## > character 25 | https://api.example.com/?a|b > character 26 | \
        https://a@b@api.example.com/ > character 9 | https://api.example.com:https/ > character 24 | \
        https://2001:db8::1/ > character 13 | https://api.example.com/a-._~!$&'()*+,;=:@b | \
        https://api.example.com/?a/b?c | https://a_b.co/a b > host_character 9 | \
        https://a b@c_d.co/% > character 9 | https://a..co:x/ > label 10 | /a b > scheme 0";
    for row in rows.split(" | ") {
        let (text, expected) = row.split_once(" > ").unwrap_or((row, ""));
        let found = reason(text).map(|(word, index)| format!("{word} {index}"));
        assert_eq!(found.unwrap_or_default(), expected, "{text:?}");
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
    // To compare each pair of a beginning and a domain would take minutes.
    assert!(start.elapsed().as_secs() < 5);
    assert_eq!(all.iter().map(|violation| violation.is_incomplete()).collect::<Vec<_>>(), [true]);
}

//! Any URL at all, and every beginning of legal ones.

use super::host::is_unreachable;
use super::parts::after_userinfo;
use super::tests::{found, verdict, violations};
use crate::report::Violation;
use proptest::prelude::*;

/// Labels in Punycode are only those of a list.
fn host() -> impl Strategy<Value = String> {
    let label = prop_oneof![
        "[a-zA-Z0-9]([a-zA-Z0-9-]{0,12}[a-zA-Z0-9])?".prop_filter("no A-label", |label| {
            !label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
        }),
        "[a-z0-9]{63}",
        Just("xn--bcher-kva".to_owned()),
        Just("XN--fsqu00a".to_owned()),
        Just("xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa".to_owned()),
    ];
    (proptest::collection::vec(label, 1..4), "[a-zA-Z]{2,8}", "\\.?").prop_filter_map(
        "reachable",
        |(labels, top, dot)| {
            let host = format!("{}.{top}", labels.join("."));
            (!is_unreachable(host.as_bytes()) && host.len() <= 200).then(|| host + &dot)
        },
    )
}

fn path() -> impl Strategy<Value = String> {
    let segment = "([a-zA-Z0-9._~!$&'()*+,;=:@-]|%[2-6][0-9A-Fa-f]|%[3-9a-fA-F][0-9a-eA-E]|/){0,12}";
    proptest::option::of(segment).prop_map(|segment| segment.map(|segment| format!("/{segment}")).unwrap_or_default())
}

fn legal_url() -> impl Strategy<Value = String> {
    ("[hH][tT][tT][pP][sS]://", host(), path()).prop_map(|parts| parts.0 + &parts.1 + &parts.2).prop_filter(
        "no control character",
        |url| {
            let controls = ["%7f", "%7F", "%c2%8", "%C2%8", "%c2%9", "%C2%9"];
            url.len() <= 255 && !controls.iter().any(|control| url.contains(control))
        },
    )
}

proptest! {
    #[test]
    fn any_text_is_checked(text in any::<String>(), domain in host()) {
        violations(&text, &[&domain]);
        after_userinfo(&text);
    }

    #[test]
    fn any_text_of_the_alphabet_is_checked(text in "(https://)?[a1x0%@:/?#\\[\\].nü\\\\ -]{0,40}") {
        let all = violations(&text, &[]);
        prop_assert!(all.iter().map(Violation::code).is_sorted());
        for violation in &all {
            prop_assert_eq!(all.iter().filter(|other| other.code() == violation.code()).count(), 1);
        }
        let starts_well = text.starts_with("https://") || b"https://".starts_with(text.as_bytes());
        prop_assert!(starts_well || all.iter().all(|violation| !violation.is_incomplete()));
    }

    #[test]
    fn a_legal_url_has_no_violation_and_its_prefixes_can_be_fixed(url in legal_url()) {
        prop_assert_eq!(found(&url, &[]), "");
        for end in 0..url.len() {
            for violation in violations(&url[..end], &[]) {
                prop_assert!(violation.is_incomplete(), "{} of {}", verdict(&violation), &url[..end]);
            }
        }
    }

    #[test]
    fn so_they_can_where_domains_are_set(host in host(), domain in host(), path in path()) {
        let url = format!("https://{}.{domain}{path}", host.trim_end_matches('.'));
        prop_assume!(url.len() <= 255 && found(&url, &[]).is_empty());
        for end in 0..=url.len() {
            for violation in violations(&url[..end], &["other.co", &domain]) {
                let verdict = verdict(&violation);
                prop_assert!(end < url.len() && violation.is_incomplete(), "{verdict} of {}", &url[..end]);
            }
        }
    }
}

use super::findings::*;
use super::uri::find;
use super::*;
use crate::codes::Severity;
use crate::fields::Field;
use crate::report::{Violation, Violations};
use crate::settings::Settings;

const MAX: Option<u16> = Some(255);

pub(super) fn violations(text: &str, domains: &[&str]) -> Vec<Violation> {
    let with = |settings: Settings, domain: &&str| settings.with_callback_domain(domain).expect("a domain");
    let settings = domains.iter().fold(Settings::new(), with);
    let mut out = Violations::new();
    check(text, MAX, settings.callback_domains(), &mut Reporter::new(Field::CallbackUrl, &mut out));
    out.into_vec()
}

/// Returns the codes without `url_`, a `~` before those that more typing could fix.
pub(super) fn found(text: &str, domains: &[&str]) -> String {
    let words = violations(text, domains).iter().map(verdict).collect::<Vec<_>>();
    words.join(" ")
}

pub(super) fn verdict(violation: &Violation) -> String {
    let mark = if violation.is_incomplete() { "~" } else { "" };
    format!("{mark}{}", violation.code().as_str().trim_start_matches("url_"))
}

/// Checks rows of the form `URL > codes`; without codes, the URL is legal.
fn table(rows: &str) {
    for row in rows.split(" | ") {
        let (text, expected) = row.split_once(" > ").unwrap_or((row, ""));
        assert_eq!(found(text, &[]), expected, "{text:?}");
    }
}

#[test]
fn the_bits_are_in_the_order_of_the_codes() {
    let bits =
        [SYNTAX, SCHEME, NON_ASCII, HOST_IS_IP, PORT, QUERY, FRAGMENT, USERINFO, UNREACHABLE_HOST, FOREIGN_DOMAIN];
    for (i, bit) in bits.into_iter().enumerate() {
        assert_eq!(bit, 1 << i);
        assert_eq!(bit == UNREACHABLE_HOST, CODES[i].severity() == Severity::Warning);
    }
    assert!(CODES.is_sorted());
}

fn codes(text: &[u8], domains: &[String]) -> u16 {
    find(text, domains).codes
}

#[test]
fn legal() {
    table(
        "https://api.example.com | https://api.example.com/ | https://api.example.com/netverify/callback | \
         HTTPS://API.EXAMPLE.COM/ | hTTpS://api.example.com/ | https://api.example.com./cb | https://example.com | \
         https://example.org/a//b/./../c | https://api.example.com// | https://a.co/-._~!$&'()*+,;=:@ | \
         https://a.co/%20%41%C3%9C%ff%FF%80 | https://a.co/:443/x | https://a.co/user@host | \
         https://xn--bcher-kva.example.com/ | https://XN--BCHER-KVA.example.com/ | https://xn--mnchen-3ya.de/ | \
         https://xn--fsqu00a.xn--0zwm56d/ | https://xn--ls8h.la/ | https://r3---sn-ab.example.com/ | \
         https://ab--cd.co/ | https://1and1.de/ | https://123.co/ | https://0x.co/ | https://1.2.3.4.co/ | \
         https://a.0xg/ | https://a.1a/ | https://localhost.com/ | https://local.co/ | https://mytest.dev/ | \
         https://nonlocal.nonexample/ | https://arpa.house/ | https://home.arpa.co/",
    );
    let label = "a".repeat(63);
    let host = [label.as_str(), &label, &label, &"b".repeat(61)].join(".");
    assert_eq!(host.len(), 253);
    assert_eq!(codes(format!("https://{host}/").as_bytes(), &[]), 0);
    assert_eq!(codes(format!("https://{host}./").as_bytes(), &[]), 0);
    assert_eq!(codes(format!("https://{host}b/").as_bytes(), &[]), SYNTAX);
    assert_eq!(codes(format!("https://{label}.co/").as_bytes(), &[]), 0);
    assert_eq!(codes(format!("https://{label}a.co/").as_bytes(), &[]), SYNTAX);
}

#[test]
fn no_url_with_an_authority() {
    table(
        "api.example.com/cb > syntax | /cb > syntax | //api.example.com/cb > syntax | \
         https:api.example.com > syntax | https:/api.example.com > syntax | https:///cb > syntax | \
         https://./cb > syntax | https://?x > syntax query | https://#x > syntax fragment | \
         ://api.example.com > syntax | \x20https://api.example.com/ > syntax | https ://api.example.com/ > syntax | \
         1https://api.example.com/ > syntax | mailto:a@b > syntax scheme | javascript:alert(1) > syntax scheme | \
         localhost:3000/cb > syntax scheme | data:text/html,x > syntax scheme | file:///etc/hosts > syntax scheme | \
         https:\\\\api.example.com\\cb > syntax | nonsense > syntax | a/b:c > syntax | \
         ?https://api.example.com > syntax query",
    );
}

#[test]
fn scheme() {
    table(
        "http://api.example.com/ > scheme | HTTP://api.example.com/ > scheme | ftp://api.example.com/ > scheme | \
         wss://api.example.com/ > scheme | httpss://api.example.com/ > scheme | \
         git+ssh-2.0://api.example.com/ > scheme | httpѕ://api.example.com/ > scheme non_ascii",
    );
}

#[test]
fn characters_and_escapes() {
    for c in "\"<>\\^`{|} \t\n\r\0\u{7F}[]".chars() {
        assert_eq!(found(&format!("https://api.example.com/a{c}b"), &[]), "syntax", "{c:?}");
        assert_eq!(found(&format!("https://api.exa{c}mple.com/b"), &[]), "syntax", "{c:?}");
        assert_eq!(found(&format!("https://api.example.com/?a{c}b"), &[]), "syntax query", "{c:?}");
        assert_eq!(found(&format!("https://api.example.com/#a{c}b"), &[]), "syntax fragment", "{c:?}");
        assert_eq!(found(&format!("https://a{c}b@api.example.com/"), &[]), "syntax userinfo", "{c:?}");
        assert_eq!(found(&format!("https://api.example.com/{c}"), &[]), "syntax", "{c:?}");
    }
    for c in "!$&'()*+,;=_~%".chars() {
        assert_eq!(found(&format!("https://api.exa{c}mple.com/b"), &[]), "syntax", "{c:?}");
    }
    table(
        "https://a.co/%G1 > syntax | https://a.co/%2/ > syntax | https://a.co/%%41 > syntax | \
         https://a.co/%4/1 > syntax | https://a.co/%+1 > syntax | https://a.co/%00 > syntax | \
         https://a.co/%0d%0a > syntax | https://a.co/%1F > syntax | https://a.co/%7f > syntax | \
         https://a.co/%C2%85 > syntax | https://a.co/%C2%A0 | https://a.co/%C3%85 | https://a.co/%C2/%85 | \
         https://a.co/?%0A > syntax query | https://a.co/#% > syntax fragment | https://%61.co/ > syntax | \
         https://a%2Fb.co/ > syntax | https://a.co/ü > non_ascii | https://a.co/\u{85} > non_ascii | \
         https://a.co/?ü > non_ascii query | https://a.co/ü  > syntax non_ascii",
    );
}

#[test]
fn host_names() {
    table(
        "https://a..co/ > syntax | https://.a.co/ > syntax | https://a.co../ > syntax | https://-a.co/ > syntax | \
         https://a-.co/ > syntax | https://a_b.co/ > syntax | https://bücher.de/ > non_ascii | \
         https://-bücher.de/ > non_ascii | https://bü_cher.de/ > syntax non_ascii | \
         https://bücher..de/ > syntax non_ascii | https://例え。テスト/ > non_ascii | \
         https://münchen/ > non_ascii unreachable_host | https://müller.local/ > non_ascii unreachable_host | \
         https://xn--.co/ > syntax | https://xn--a.co/ > syntax | https://xn---.co/ > syntax | \
         https://xn--a-.co/ > syntax | https://xn--abc-.co/ > syntax | https://xn--999999999.co/ > syntax | \
         https://xn--zzzzzzzzzzzzzzzzzz.co/ > syntax | https://api.Xn--.co/ > syntax",
    );
}

#[test]
fn addresses() {
    table(
        "https://127.0.0.1/ > host_is_ip | https://127.0.0.1./ > host_is_ip | https://203.0.113.7/cb > host_is_ip | \
         https://127.1/ > host_is_ip | https://2130706433/ > host_is_ip | https://017700000001/ > host_is_ip | \
         https://0x7f.1/ > host_is_ip | https://0x7F000001/ > host_is_ip | https://0X7f.0x0.0.1/ > host_is_ip | \
         https://0x/ > host_is_ip | https://0/ > host_is_ip | https://256.256.256.256/ > host_is_ip | \
         https://1.2.3.4.5/ > host_is_ip | https://api.example.1/ > host_is_ip | \
         https://api.example.09/ > host_is_ip | https://api.example.0xF/ > host_is_ip | \
         https://99999999999999999999/ > host_is_ip | https://[::1]/ > host_is_ip | \
         https://[2001:db8::1]/cb > host_is_ip | https://[2001:DB8:0:0:0:0:0:1] > host_is_ip | \
         https://[::ffff:127.0.0.1]/ > host_is_ip | https://[v1.fe]/ > host_is_ip | https://[vAF.a:b]/ > host_is_ip",
    );
    table(
        "https://１２７.0.0.1/ > non_ascii host_is_ip | https://127.0.0.１/ > non_ascii host_is_ip | \
         https://127。0。0。1/ > non_ascii host_is_ip | https://127.0.0.%31/ > syntax host_is_ip | \
         https://127.0.0%2e1/ > syntax host_is_ip | https://127..1/ > syntax host_is_ip | \
         https://127.0.0.1../ > syntax | https://[::1/ > syntax | https://::1]/ > syntax port | \
         https://[]/ > syntax | https://[::1::2]/ > syntax | https://[1.2.3.4]/ > syntax | \
         https://[12345::]/ > syntax | https://[example.com]/ > syntax | https://[v.a]/ > syntax | \
         https://[vg.a]/ > syntax | https://[v1.]/ > syntax | https://[v1.a@]/ > syntax userinfo | \
         https://[fe80::1%25eth0]/ > syntax host_is_ip | https://[::1]x/ > syntax | \
         https://[::1]:443/ > host_is_ip port | https://[::1]:/ > host_is_ip port | https://::1/ > syntax port | \
         https://2001:db8::1/ > syntax port | https://fe80::1/cb > syntax port",
    );
}

#[test]
fn port_query_fragment_userinfo() {
    table(
        "https://a.co:443/ > port | https://a.co:8443 > port | https://a.co:/ > port | https://a.co:99999/ > port | \
         https://a.co:x/ > syntax port | https://a.co:80:90/ > syntax port | https://:443/ > syntax port | \
         https://a.co? > query | https://a.co/? > query | https://a.co/?a=b&c=d/?e > query | \
         https://a.co/# > fragment | https://a.co#f > fragment | https://a.co/#f?g > fragment | \
         https://a.co/?q#f > query fragment | https://a.co/## > syntax fragment | https://user@a.co/ > userinfo | \
         https://user:pass@a.co/ > userinfo | https://@a.co/ > userinfo | https://:@a.co/ > userinfo | \
         https://user@/ > syntax userinfo | https://a@b@a.co/ > syntax userinfo | \
         https://a.co\\@b.co/ > syntax userinfo | https://a.co%40b.co/ > syntax | https://u%40v@a.co/ > userinfo | \
         https://u%0@a.co/ > syntax userinfo | https://u:p@a.co:1/?q#f > port query fragment userinfo | \
         http://ü:p@127.1:1/?q#f  > syntax scheme non_ascii host_is_ip port query fragment userinfo | \
         ws://u@localhost:1?# > scheme port query fragment userinfo unreachable_host",
    );
}

#[test]
fn unreachable_hosts() {
    for host in
        "localhost | LOCALHOST | localhost. | a.localhost | intranet | intranet. | a.local | A.LOCAL. | a.test | \
        api.example | a.b.invalid | a.internal | home.arpa | router.home.arpa | Router.Home.Arpa. | test | com"
            .split(" | ")
    {
        assert_eq!(found(&format!("https://{host}/"), &[]), "unreachable_host", "{host}");
    }
    for host in ["example.com", "example.net", "a.example.org", "a.local.co", "arpa.co", "ahome.arpa", "a.attest"] {
        assert_eq!(found(&format!("https://{host}/"), &[]), "", "{host}");
    }
    table("https://my_host.local/ > syntax unreachable_host | https://my host/ > syntax");
}

#[test]
fn domains() {
    for (text, domains, expected) in [
        ("https://example.com/", &["example.com"][..], ""),
        ("https://API.Example.COM/", &["example.com"], ""),
        ("https://api.example.com./", &["EXAMPLE.com."], ""),
        ("https://a.b.example.com/", &["*.example.com"], ""),
        ("https://example.com/", &[".example.com"], ""),
        ("https://b.co/", &["a.co", "b.co"], ""),
        ("https://b.co/", &[], ""),
        ("https://notexample.com/", &["example.com"], "foreign_domain"),
        ("https://example.com.evil.org/", &["example.com"], "foreign_domain"),
        ("https://com/", &["example.com"], "unreachable_host foreign_domain"),
        ("https://example.com@evil.org/", &["example.com"], "userinfo foreign_domain"),
        ("https://evil.org/example.com", &["example.com"], "foreign_domain"),
        ("https://127.0.0.1/", &["example.com"], "host_is_ip foreign_domain"),
        ("https://[::1]/", &["example.com"], "host_is_ip foreign_domain"),
        ("https://bücher.de/", &["example.com"], "non_ascii foreign_domain"),
        ("https://bücher.example.com/", &["example.com"], "non_ascii"),
        ("https://a_b.org/", &["example.com"], "syntax foreign_domain"),
        ("https://a b.org/", &["example.com"], "syntax"),
        ("https:///", &["example.com"], "syntax"),
        ("/cb", &["example.com"], "syntax"),
        ("http://b.co:1/", &["a.co"], "scheme port foreign_domain"),
    ] {
        assert_eq!(found(text, domains), expected, "{text:?} in {domains:?}");
    }
}

#[test]
fn what_more_typing_fixes() {
    table(
        "\x20> ~syntax | h > ~syntax | HTT > ~syntax | http > ~syntax | http: > syntax scheme | \
         http:// > syntax scheme | https > ~syntax | https: > ~syntax | https:/ > ~syntax | https:// > ~syntax | \
         https:\\ > syntax | https:/a > syntax | httpx > syntax | hé > syntax non_ascii | \
         https://a > ~unreachable_host | https://api > ~unreachable_host | https://api/ > unreachable_host | \
         https://localhost > ~unreachable_host | https://printer.local > ~unreachable_host | \
         https://printer.local/ > unreachable_host | https://api. > ~unreachable_host | \
         https://api- > ~syntax ~unreachable_host | https://api-/ > syntax unreachable_host | \
         https://api.example. > ~unreachable_host | https://api.exampl. | https://api.example.com. | \
         https://api.example.com- > ~syntax | https://1 > ~host_is_ip | https://1.2.3.4 > ~host_is_ip | \
         https://1.2.3.4. > ~host_is_ip | https://1.2.3.4/ > host_is_ip | https://0x7 > ~host_is_ip | \
         https://[ > syntax | https://[::1] > host_is_ip | https://. > syntax | https://a.. > syntax | \
         https://- > syntax unreachable_host | https://x > ~unreachable_host | \
         https://xn- > ~syntax ~unreachable_host | https://xn-- > ~syntax ~unreachable_host | \
         https://xn--m > ~syntax ~unreachable_host | https://xn--mnchen- > ~syntax ~unreachable_host | \
         https://xn--mnchen-3 > ~syntax ~unreachable_host | https://xn--mnchen-3y > ~syntax ~unreachable_host | \
         https://xn--mnchen-3ya > ~unreachable_host | https://xn--/ > syntax unreachable_host | \
         https://user: > port unreachable_host | https://api.example.com: > port | \
         https://user@ > syntax userinfo | https://api.example.com/% > ~syntax | \
         https://api.example.com/%4 > ~syntax | https://api.example.com/%C > ~syntax | \
         https://api.example.com/%0 > syntax | https://api.example.com/%1 > syntax | \
         https://api.example.com/%G > syntax | https://api.example.com/%  > syntax | \
         https://api.example.com/ % > syntax | https://api.example.com/? > query | \
         https://api.example.com/?% > syntax query | https://api.example.test/% > ~syntax unreachable_host | \
         http://api.example.com/% > syntax scheme | https://api.example.com/ü > non_ascii",
    );
    let domains = ["example.com", "api.example.org"];
    for (text, expected) in [
        ("https://", "~syntax"),
        ("https://ex", "~unreachable_host ~foreign_domain"),
        ("https://api.exam", "~foreign_domain"),
        ("https://example.org", "~foreign_domain"),
        ("https://example.org/", "foreign_domain"),
        ("https://evil.org-", "~syntax ~foreign_domain"),
        ("https://example.com/%", "~syntax"),
    ] {
        assert_eq!(found(text, &domains), expected, "{text:?}");
    }
}

#[test]
fn a_full_field_cannot_be_fixed() {
    let path = |length: usize, end: &str| {
        let start = "https://api.example.com/";
        format!("{start}{}{end}", "a".repeat(length - start.len() - end.len()))
    };
    assert_eq!(found(&path(253, "%"), &[]), "~syntax");
    assert_eq!(found(&path(254, "%"), &[]), "syntax");
    assert_eq!(found(&path(254, "%4"), &[]), "~syntax");
    assert_eq!(found(&path(255, "%4"), &[]), "syntax");
    assert_eq!(found(&path(1_000_000, "%4"), &[]), "syntax");
    let label = "a".repeat(62);
    assert_eq!(found(&format!("https://{label}-"), &[]), "syntax unreachable_host");
    // Room for the domain that was begun, none for another one after it.
    let host = format!("{}exampl", "a.".repeat(115));
    assert_eq!(found(&format!("https://{host}"), &["example.com"]), "~foreign_domain");
    assert_eq!(found(&format!("https://aaaaaaaaaaaa{host}"), &["example.com"]), "foreign_domain");
}

//! Personal data in the forms that people write: all of it is found, alone, in a sentence and escaped in a URL.

mod generate;

use generate::{Generator, found, with_luhn};
use netverify_rules::{Field, RawRequest};

/// How many texts of each form are checked.
const EACH: usize = 2000;

/// What is around the text.
const PLACES: [(&str, &str); 4] = [("", ""), ("ref ", ", 7"), ("customer-", ""), ("(", ")")];

fn escaped(text: &str) -> String {
    let byte =
        |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}

/// Checks that each of the texts holds the kind, wherever it is.
fn assert_found(kind: &str, form: &str, texts: impl IntoIterator<Item = String>) {
    let raw = RawRequest::new();
    let (mut count, mut missed) = (0, Vec::new());
    for (text, (before, behind)) in texts.into_iter().zip(PLACES.into_iter().cycle()) {
        count += 1;
        let placed = format!("{before}{text}{behind}");
        let url = format!("https://api.example.com/cb/{}", escaped(&placed));
        let in_url = Field::CallbackUrl;
        if !found(Field::CustomerId, &placed, &raw).contains(&kind) || !found(in_url, &url, &raw).contains(&kind) {
            missed.push(placed);
        }
    }
    assert!(missed.is_empty(), "{form}: {} of {count} {kind}, such as {}", missed.len(), missed[0]);
    assert!(count > 0, "{form}");
}

fn assert_not_found(kind: &str, form: &str, texts: impl IntoIterator<Item = String>) {
    let raw = RawRequest::new();
    for text in texts {
        assert!(!found(Field::CustomerId, &text, &raw).contains(&kind), "{form}: {text}");
    }
}

#[test]
fn us_phones() {
    let mut generator = Generator::new();
    for form in [
        "[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
        "[(][2-9][0-9]{2}[)] [2-9][0-9]{2}-[0-9]{4}",
        "[(][2-9][0-9]{2}[)][2-9][0-9]{2}-[0-9]{4}",
        "[(][2-9][0-9]{2}[)] ?[2-9][0-9]{6}",
        "[2-9][0-9]{2}[.][2-9][0-9]{2}[.][0-9]{4}",
        "[2-9][0-9]{2} [2-9][0-9]{2} [0-9]{4}",
        "1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
        "001-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
        "[+]1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
        "[+]1 [2-9][0-9]{2} [2-9][0-9]{2} [0-9]{4}",
        "[+]1[(][2-9][0-9]{2}[)][2-9][0-9]{2}-[0-9]{4}",
        "[+]1[2-9][0-9]{2}[2-9][0-9]{6}",
        "(001-|1-|[+]1-)?[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4} ?x[0-9]{1,5}",
        "([(][2-9][0-9]{2}[)] ?|[2-9][0-9]{2}[.])[2-9][0-9]{2}[.-][0-9]{4} ?(x|X|ext|ext[.] |Ext[.]| ext: |extension )[0-9]{1,5}",
        "[2-9][0-9]{2} [2-9][0-9]{2} [0-9]{4}( x|x|ext| ext[.] ?|, ext )[0-9]{1,5}",
        "[(][2-9][0-9]{2}[)] ?[2-9][0-9]{6} ?(x|ext[.]? )[0-9]{1,4}",
        "[+]1 ?[2-9][0-9]{2}[2-9][0-9]{6} ?(x|ext[.]? )[0-9]{1,4}",
    ] {
        assert_found("phone", form, generator.texts(form, EACH));
    }
}

#[test]
fn international_phones() {
    let mut generator = Generator::new();
    for form in [
        "[+]44 (20|[(]0[)]20) [0-9]{4} [0-9]{4}",
        "[+]447[0-9]{9}",
        "[+]33 [1-9]( [0-9]{2}){4}",
        "[+]49 ([(]0[)])?[1-9][0-9]{1,3} ?[0-9]{4,7}(-[0-9]{1,2})?",
        "[+]49/[1-9][0-9]{2}/[0-9]{6,8}",
        "[+]39 0[0-9]{1,2} [0-9]{4} [0-9]{4}",
        "[+]34 [67][0-9]{2}( [0-9]{2}){3}",
        "[+]31 6 [0-9]{8}|[+]31-6-[0-9]{8}",
        "[+]32 4[0-9]{2}( [0-9]{2}){3}",
        "[+]41 [2-7][0-9] [0-9]{3} [0-9]{2} [0-9]{2}",
        "[+]43 1 [0-9]{5}-[0-9]{1,3}",
        "[+]46 8 [0-9]{3} [0-9]{3} [0-9]{2}",
        "[+]47 [2-9][0-9]( [0-9]{2}){3}",
        "[+]45[0-9]{8}",
        "[+]48 [0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}",
        "[+]353 1 [0-9]{3} [0-9]{4}",
        "[+]372 5[0-9]{3} [0-9]{4}",
        "[+]55 [(]11[)] 9[0-9]{4}-[0-9]{4}",
        "[+]52 55 [0-9]{4} [0-9]{4}",
        "[+]91 [6-9][0-9]{4} [0-9]{5}",
        "[+]81 3-[0-9]{4}-[0-9]{4}",
        "[+]86 1[3-9][0-9] [0-9]{4} [0-9]{4}",
        "[+]61 2 [0-9]{4} [0-9]{4}",
        "[+]7 495 [0-9]{3}-[0-9]{2}-[0-9]{2}",
        "[+]90 212 [0-9]{3} [0-9]{2} [0-9]{2}",
        "[+]234 80[0-9] [0-9]{3} [0-9]{4}",
        "[+]65 6[0-9]{3} [0-9]{4}",
        "[+]33[.][1-9]([.][0-9]{2}){4}",
    ] {
        assert_found("phone", form, generator.texts(form, EACH));
    }
}

#[test]
fn social_security_numbers() {
    const AREA: &str = "(00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6[0-57-9][0-9]|66[0-57-9])";
    const GROUP: &str = "(0[1-9]|[1-9][0-9])";
    const SERIAL: &str = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
    let mut generator = Generator::new();
    for separator in ["-", " ", "[.]"] {
        let numbers = generator.texts(&[AREA, separator, GROUP, separator, SERIAL].concat(), EACH);
        assert_found("ssn", separator, numbers);
        for [area, group, serial] in
            [["(000|666|9[0-9]{2})", GROUP, SERIAL], [AREA, "00", SERIAL], [AREA, GROUP, "0000"]]
        {
            let numbers = generator.texts(&[area, separator, group, separator, serial].concat(), EACH);
            assert_not_found("ssn", "not assigned", numbers);
        }
    }
}

/// The text in groups of these lengths.
fn grouped(text: &str, lengths: &[usize], separator: &str) -> String {
    let mut rest = text;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, behind) = rest.split_at(*length);
        groups.push(group);
        rest = behind;
    }
    assert!(rest.is_empty(), "{text}");
    groups.join(separator)
}

#[test]
fn cards() {
    let mut generator = Generator::new();
    for (issuer, form, groups) in [
        ("Visa", "4[0-9]{14}~", &[4, 4, 4, 4][..]),
        ("Mastercard", "5[1-5][0-9]{13}~", &[4, 4, 4, 4]),
        ("Mastercard, the second series", "2([3-6][0-9]|2[3-9]|70)[0-9]{12}~", &[4, 4, 4, 4]),
        ("American Express", "3[47][0-9]{12}~", &[4, 6, 5]),
        ("Discover", "6011[0-9]{11}~", &[4, 4, 4, 4]),
        ("JCB", "35[3-8][0-9]{12}~", &[4, 4, 4, 4]),
        ("Diners Club", "3[68][0-9]{11}~", &[4, 6, 4]),
        ("UnionPay", "62[0-9]{16}~", &[6, 13]),
        ("Maestro", "6759[0-9]{11}~", &[4, 4, 4, 4]),
    ] {
        let numbers = generator.texts(form, EACH);
        assert_found("card", issuer, numbers.clone());
        for separator in [" ", "-"] {
            assert_found("card", issuer, numbers.iter().map(|number| grouped(number, groups, separator)));
        }
        // No other last digit fits.
        let other = numbers.iter().map(|number| {
            let (body, last) = number.split_at(number.len() - 1);
            format!("{body}{}", (last.parse::<u32>().expect("a digit") + 1) % 10)
        });
        assert_not_found("card", issuer, other);
    }
    assert_eq!(with_luhn("7992739871"), "79927398713");
}

/// The number of a country with the right check digits.
fn iban(country: &str, account: &str) -> String {
    let digits = format!("{account}{country}00");
    let append = |rest: u32, c: char| {
        let value = c.to_digit(36).expect("a letter or digit");
        (rest * if value < 10 { 10 } else { 100 } + value) % 97
    };
    format!("{country}{:02}{account}", 98 - digits.chars().fold(0, append))
}

/// The countries and structures of the IBAN registry: `n` for digits, `a` for letters, `c` for both.
fn registry() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../../tests/iban-registry.txt").lines().map(|row| row.split_once(' ').expect("two columns"))
}

/// A regular expression for a structure, such as `4!n10!a`; `is_wrong` for another kind of character at the first place.
fn expression(structure: &str, is_wrong: bool) -> String {
    let mut places = String::new();
    for part in structure.split_inclusive(['n', 'a', 'c']) {
        let (count, class) = part.split_once('!').expect("a count");
        places += &class.repeat(count.parse().expect("a count"));
    }
    let one = |(place, class)| match (class, is_wrong && place == 0) {
        ('n', false) | ('a', true) => "[0-9]",
        ('a', false) | ('n', true) => "[A-Z]",
        _ => "[0-9A-Z]",
    };
    places.chars().enumerate().map(one).collect()
}

#[test]
fn accounts_of_every_country() {
    let mut generator = Generator::new();
    assert_eq!(registry().count(), 89);
    for (country, structure) in registry() {
        let texts = generator.texts(&expression(structure, false), EACH);
        let numbers: Vec<String> = texts.iter().map(|text| iban(country, text)).collect();
        assert_found("iban", country, numbers.iter().cloned());
        let groups = |number: &String| {
            let groups: Vec<_> = number.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
            groups.join(" ")
        };
        assert_found("iban", country, numbers.iter().map(groups));
        assert_found("iban", country, numbers.iter().map(|number| number.to_lowercase()));
        // Another kind of character at the first place; where both kinds are permitted, there is none.
        if structure.split_once('!').is_some_and(|(_, behind)| !behind.starts_with('c')) {
            let texts = generator.texts(&expression(structure, true), EACH / 10);
            assert_not_found("iban", country, texts.iter().map(|text| iban(country, text)));
        }
    }
}

#[test]
fn machine_readable_lines() {
    const NAMES: &str = "[A-Z]{3}[A-Z]{2,9}(<[A-Z]{2,5})?<<[A-Z]{2,8}(<[A-Z]{2,5})?";
    let mut generator = Generator::new();
    let second = "[A-Z0-9]{9}[0-9][A-Z]{3}[0-9]{7}[MFX][0-9]{7}";
    for (line, form, length) in [
        ("passport, first", format!("P[<A-Z]{NAMES}"), 44),
        ("passport, second", second.to_owned(), 44),
        ("passport, second without fillers", format!("{second}[A-Z0-9]{{14}}[0-9]{{2}}"), 44),
        ("visa, first", format!("V<{NAMES}"), 44),
        ("visa of 36, first", format!("V<{NAMES}"), 36),
        ("card of 36, first", format!("I<{NAMES}"), 36),
        ("card of 36, second without fillers", format!("{second}[A-Z0-9]{{7}}[0-9]"), 36),
        ("card of 30, first", "I<[A-Z]{3}[A-Z0-9]{9}[0-9]".to_owned(), 30),
        ("card of 30, second", "[0-9]{7}[MFX][0-9]{7}[A-Z]{3}".to_owned(), 30),
        ("card of 30, second without fillers", "[0-9]{7}[MFX][0-9]{7}[A-Z]{3}[A-Z0-9]{11}[0-9]".to_owned(), 30),
        ("card of 30, third", "[A-Z]{2,9}<<[A-Z]{2,8}(<[A-Z]{2,5})?".to_owned(), 30),
    ] {
        let filled = |text: String| text.clone() + &"<".repeat(length - text.len());
        assert_found("mrz", line, generator.texts(&form, EACH).into_iter().map(filled));
    }
    assert_found("mrz", "a first line without its fillers", generator.texts(&format!("P<{NAMES}"), EACH));
}

#[test]
fn addresses() {
    const DOMAIN: &str = "([a-z][a-z0-9-]{0,8}[a-z0-9][.]){1,3}(com|de|museum|co[.]uk)";
    let mut generator = Generator::new();
    let forms = [
        ["[a-z]{1,10}([._+-][a-z0-9]{1,8}){0,2}", DOMAIN],
        ["[A-Z][a-z]{1,10}", DOMAIN],
        ["[a-zà-öø-ÿ]{1,10}", "[a-zà-öø-ÿ]{2,9}[.](de|com)"],
        ["[а-я]{2,9}", "[а-я]{2,9}[.]рф"],
        ["\"[A-Za-z]{1,9}[ @.,][A-Za-z]{1,9}\"", DOMAIN],
        ["\"[A-Za-z]{1,9}\\\\[\" ][A-Za-z]{1,9}\"", DOMAIN],
        ["[a-z]{1,10}", "\\[(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.](25[0-5]|1[0-9]{2}|[1-9]?[0-9])){3}\\]"],
        ["[a-z]{1,10}|\"[a-z]{1,9} [a-z]{1,9}\"", "\\[IPv6:2001:db8(:[0-9a-f]{1,4}){6}\\]"],
    ];
    for [local, domain] in forms {
        assert_found("email", local, generator.texts(&format!("({local})@{domain}"), EACH));
    }
}

/// The scripts whose capitals differ from small letters. What the names are without accents is in the vectors.
#[test]
fn own_names_in_any_case() {
    let mut generator = Generator::new();
    for form in ["[a-zß-öø-ÿ]{3,10}", "[a-zĀ-ňŊ-ž]{3,10}", "[α-ωά-ώ]{3,9}", "[а-яѐ-џ]{3,9}", "[ạ-ỹ]{3,9}", "[ա-ֆ]{3,9}"]
    {
        for name in generator.texts(form, EACH) {
            for (value, text) in [
                (name.clone(), name.to_uppercase()),
                (name.to_uppercase(), name.to_lowercase()),
                (format!(" {name} "), format!("{name}-7")),
            ] {
                let raw = RawRequest::new().with(Field::LastName, value.as_str());
                let text = format!("ref/{text}");
                assert!(found(Field::CustomerId, &text, &raw).contains(&"own_value"), "{value} in {text}");
                let longer = format!("{text}a");
                let is_own = found(Field::CustomerId, &longer, &raw).contains(&"own_value");
                assert!(!is_own || text.ends_with("-7"), "{value} in {longer}");
            }
        }
    }
}

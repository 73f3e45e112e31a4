//! Identifiers of all kinds as references: none may be taken for personal data, but for numbers with a card's check digit.

mod generate;

use generate::{Generator, found};
use netverify_rules::{Field, RawRequest};

/// How many identifiers of each kind are checked.
const EACH: usize = 2000;

/// A kind of identifier, a regular expression for it, and how many of [`EACH`] may raise an alarm. `~` at the end means
/// the check digit by Luhn, `^` that of an EAN.
const KINDS: &[(&str, &str, usize)] = &[
    ("UUID v4", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v4 in capitals", "[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}", 0),
    ("UUID in braces", "[{][0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}[}]", 0),
    ("UUID as URN", "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID without hyphens", "[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}", 0),
    ("UUID in capitals without hyphens", "[0-9A-F]{12}4[0-9A-F]{3}[89AB][0-9A-F]{15}", 0),
    ("UUID with underscores", "[0-9a-f]{8}_[0-9a-f]{4}_4[0-9a-f]{3}_[89ab][0-9a-f]{3}_[0-9a-f]{12}", 0),
    ("UUID behind a word", "scan-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v1", "[0-9a-f]{8}-[0-9a-f]{4}-11e[def]-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v3", "[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v5", "[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v6", "1[ef][0-9a-f]{6}-[0-9a-f]{4}-6[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v7", "019[0-9a-f]{5}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID v8", "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 0),
    ("UUID of digits", "[0-9]{8}-[0-9]{4}-4[0-9]{3}-[89][0-9]{3}-[0-9]{12}", 0),
    ("UUID like an IBAN", "(be|ee|ba|ad|ae|de)[0-9]{6}-[0-9]{4}-4[0-9]{3}-[89][0-9]{3}-[0-9]{12}", 0),
    ("UUID like an IBAN in a group", "[0-9a-f]{8}-(be|ee|ba|ad|ae|de)[0-9]{2}-4[0-9]{3}-[89][0-9]{3}-[0-9]{12}", 0),
    ("UUID like an IBAN, no hyphens", "(be|ee|ba|ad|ae|de)[0-9]{10}4[0-9]{3}[89][0-9]{15}", 0),
    ("UUID in base64", "[A-Za-z0-9_-]{21}[AQgw]", 0),
    ("UUID in base58", "[1-9A-HJ-NP-Za-km-z]{22}", 0),
    ("ULID", "01[0-9A-HJKMNP-TV-Z]{24}", 0),
    ("ULID in small letters", "01[0-9a-hjkmnp-tv-z]{24}", 0),
    ("TypeID", "(user|scan|order)_01[0-9a-hjkmnp-tv-z]{24}", 0),
    ("KSUID", "[0-2][0-9A-Za-z]{26}", 0),
    ("nanoid", "[A-Za-z0-9_-]{21}", 0),
    ("cuid", "c[mlk][0-9a-z]{23}", 0),
    ("cuid2", "[a-z][0-9a-z]{23}", 0),
    ("xid", "[cd][0-9a-v]{19}", 0),
    ("ObjectId", "6[0-9a-f]{23}", 0),
    ("snowflake of 18 digits", "1[0-9]{17}", 0),
    ("snowflake of 19 digits", "1[0-9]{18}", 0),
    ("MD5", "[0-9a-f]{32}", 0),
    ("SHA-1", "[0-9a-f]{40}", 0),
    ("SHA-256", "[0-9a-f]{64}", 0),
    ("SHA-256 in capitals", "[0-9A-F]{64}", 0),
    ("SHA-512", "[0-9a-f]{128}", 0),
    ("SHA-256 in base64url", "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", 0),
    ("SHA-256 in base64", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", 0),
    ("CRC-32", "[0-9a-f]{8}", 0),
    ("digest of an image", "sha256:[0-9a-f]{64}", 0),
    ("short commit", "[0-9a-f]{7,10}", 0),
    ("git describe", "v[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{1,2}-[0-9]{1,3}-g[0-9a-f]{7}", 0),
    ("seconds", "1[67][0-9]{8}", 0),
    ("milliseconds", "1[67][0-9]{11}", 0),
    ("microseconds", "1[67][0-9]{14}", 0),
    ("nanoseconds", "1[67][0-9]{17}", 0),
    ("seconds with a fraction", "1[67][0-9]{8}[.][0-9]{3,9}", 0),
    ("two times", "1[67][0-9]{8}-1[67][0-9]{8}", 0),
    ("timestamp", "20[0-3][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](Z|[.][0-9]{3,9}Z)", 0),
    (
        "timestamp with an offset",
        "20[0-3][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][+-][01][0-9]:?[03]0",
        0,
    ),
    (
        "timestamp with blanks",
        "20[0-3][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]([.][0-9]{6})? [+-][01][0-9]00",
        0,
    ),
    ("compact timestamp", "20[0-3][0-9][01][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9][0-5][0-9](Z|[+]0100)", 0),
    ("timestamp of 14 digits", "20[0-3][0-9][01][0-9][0-3][0-9][0-2][0-9][0-5][0-9][0-5][0-9]", 0),
    ("timestamp of 17 digits", "20[0-3][0-9][01][0-9][0-3][0-9][0-2][0-9][0-5][0-9][0-5][0-9][0-9]{3}", 0),
    ("timestamp with hyphens", "20[0-3][0-9]-[01][0-9]-[0-3][0-9]-[0-2][0-9]-[0-5][0-9]-[0-5][0-9]", 0),
    ("date", "20[0-3][0-9]-[01][0-9]-[0-3][0-9]", 0),
    ("date of 8 digits", "20[0-3][0-9][01][0-9][0-3][0-9]", 0),
    ("date, day first", "[0-3][0-9][./-][01][0-9][./-]20[0-3][0-9]", 0),
    ("days", "20[0-3][0-9]-[01][0-9]-[0-3][0-9]/20[0-3][0-9]-[01][0-9]-[0-3][0-9]", 0),
    ("HTTP date", "(Sun|Mon), [0-3][0-9] (Nov|May) 20[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9] GMT", 0),
    ("week", "20[0-3][0-9]-W[0-5][0-9]-[1-7]", 0),
    ("UPS", "1Z[0-9A-Z]{6}[0-9]{10}", 0),
    ("FedEx of 12 digits", "[1-9][0-9]{11}", 0),
    ("FedEx in groups", "[1-9][0-9]{3} [0-9]{4} [0-9]{4}", 0),
    ("FedEx of 15 digits", "0[0-9]{14}", 0),
    ("FedEx of 22 digits", "96[0-9]{20}", 0),
    ("DHL", "[0-9]{10}|JJD[0-9]{18}|JVGL[0-9]{16}", 0),
    ("DHL in groups", "[0-9]{2} [0-9]{4} [0-9]{4}", 0),
    ("USPS of 20 digits", "[0-9]{2}70[0-9]{16}|70[0-9]{18}", 0),
    ("USPS of 22 digits", "9[2345][0-9]{20}", 0),
    ("USPS in groups", "9[2345][0-9]{2}( [0-9]{4}){4} [0-9]{2}", 0),
    ("USPS of 20 in groups", "7[0-9]{3}( [0-9]{4}){4}", 0),
    ("registered mail", "[A-Z]{2}[0-9]{9}(DE|FR|US|GB|CN|EE|BE)", 0),
    ("registered mail in groups", "[A-Z]{2} [0-9]{3} [0-9]{3} [0-9]{3} (DE|FR|US|GB)", 0),
    ("container", "[A-Z]{3}U[0-9]{7}", 0),
    ("order", "(ORD|ord|order|R|SO)[-_/]20[0-9]{2}[-_/][0-9]{3,8}", 0),
    ("order of three groups", "[1-9][0-9]{2}-[0-9]{7}-[0-9]{7}", 0),
    ("order by day", "20[0-3][0-9]-[01][0-9]-[0-3][0-9]-[0-9]{4,8}", 0),
    ("order of groups", "20[0-9]{2}-[0-9]{4}-[0-9]{4}-[0-9]{4}", 0),
    ("order with a sign", "#[0-9]{4,12}", 0),
    ("order of a shop", "gid://shop/Order/5[0-9]{12}", 0),
    ("purchase order", "(PO )?4500[0-9]{6}", 0),
    ("invoice", "(INV|RE|F)-20[0-9]{2}-[0-9]{4}-[0-9]{4}", 0),
    ("invoice with slashes", "(INV|RE)/20[0-9]{2}/[01][0-9]/[0-9]{4,6}", 0),
    ("invoice with blanks", "Invoice 20[0-9]{2} [0-9]{6}", 0),
    ("ticket", "[A-Z]{2,5}-[0-9]{1,6}", 0),
    ("customer", "(c|cust|customer|user|acct)[-_:][0-9]{5,12}", 0),
    ("EAN-13", "[0-9]{12}^", 30),
    ("EAN-8", "[0-9]{7}^", 0),
    ("ISBN-13", "97[89]-[0-9]-[0-9]{2}-[0-9]{6}-[0-9]", 0),
    ("ISBN-13 with blanks", "97[89] [0-9] [0-9]{4} [0-9]{4} [0-9]", 0),
    ("ISBN-10", "[0-9]-[0-9]{3}-[0-9]{5}-[0-9X]", 0),
    ("ISSN", "[0-9]{4}-[0-9]{3}[0-9X]", 0),
    ("IMEI", "(01|35|86|99)[0-9]{12}~", 0),
    ("IMEI in groups", "(01|35|86|99)-[0-9]{6}-[0-9]{6}-[0-9]", 0),
    ("ICCID", "89[0-9]{16}~", 0),
    ("VIN", "[A-HJ-NPR-Z0-9]{3}[A-HJ-NPR-Z0-9]{6}[0-9X][A-HJ-NPR-Z0-9]{2}[0-9]{5}", 0),
    ("version", "v?[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}(-(rc|beta|alpha)[.][0-9]{1,2})?", 0),
    ("version with a build", "[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{1,2}[+](20[0-9]{12}|[0-9]{8}|build[.][0-9]{1,5})", 0),
    ("version of four numbers", "[0-9]{1,3}[.][0-9]{1,2}[.][0-9]{1,5}[.][0-9]{1,5}", 0),
    ("package", "(@scope/pkg|pkg|my-lib)@[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{1,2}(-rc[.][0-9])?", 0),
    ("IPv4", "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})([.](25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}(:[0-9]{2,5})?", 0),
    ("IPv6", "2001:db8(:[0-9a-f]{1,4}){6}", 0),
    ("MAC", "([0-9a-f]{2}:){5}[0-9a-f]{2}|([0-9A-F]{2}-){5}[0-9A-F]{2}", 0),
    ("MAC with dots", "[0-9a-f]{4}[.][0-9a-f]{4}[.][0-9a-f]{4}", 0),
    ("OID", "1[.][0-9][.][0-9]{3}[.][0-9]{6}([.][0-9]{1,5}){2,5}", 0),
    ("coordinates", "-?[0-8]?[0-9][.][0-9]{4,8},-?1?[0-7]?[0-9][.][0-9]{4,8}", 0),
    ("coordinates with signs", "[+-][0-8]?[0-9][.][0-9]{4,8}(,|, | |/)[+-]1?[0-7]?[0-9][.][0-9]{4,8}", 0),
    ("coordinates by ISO 6709", "[+-][0-8][0-9][.][0-9]{4,6}[+-](0[0-9]{2}|1[0-7][0-9])[.][0-9]{4,6}/", 0),
    (
        "coordinates in minutes",
        "[+-][0-8][0-9][0-5][0-9][.][0-9]{2,4}[+-](0[0-9]{2}|1[0-7][0-9])[0-5][0-9][.][0-9]{2,4}/",
        0,
    ),
    ("geo URI", "geo:[+-]?[0-8]?[0-9][.][0-9]{4,8},[+-]?1?[0-7]?[0-9][.][0-9]{4,8}", 0),
    ("geohash", "[0-9b-hjkmnp-z]{6,12}", 0),
    ("plus code", "[2-9CFGHJMPQRVWX]{8}[+][2-9CFGHJMPQRVWX]{2,3}", 0),
    ("licence key", "([A-Z0-9]{5}-){4}[A-Z0-9]{5}", 0),
    ("licence key of fours", "([A-Z0-9]{4}-){3}[A-Z0-9]{4}", 0),
    ("plate", "[A-Z]{1,3}[- ][A-Z]{1,2}[- ]?[0-9]{1,4}|[0-9]{3}-[A-Z]{3}", 0),
    ("payment intent", "(pi|ch|pm|seti)_[13][A-Za-z0-9]{23}", 0),
    ("customer of a payment service", "(cus|sub|acct|evt)_[A-Za-z0-9]{14,24}", 0),
    ("transaction", "[0-9A-Z]{17}", 0),
    ("hex colour", "#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?", 0),
    ("price", "([$€£] ?)?[0-9]{1,3}(,[0-9]{3}){0,2}[.][0-9]{2}( EUR| USD)?", 0),
    ("price with a sign", "[+-][0-9]{1,7}[.,][0-9]{2}", 0),
    ("price with blanks", "[0-9]{1,3}( [0-9]{3}){1,3},[0-9]{2}", 0),
    ("trace", "00-[0-9a-f]{32}-[0-9a-f]{16}-01|1-[0-9a-f]{8}-[0-9a-f]{24}", 0),
    ("instance", "(i|vpc|vol|ami)-0[0-9a-f]{16}", 0),
    ("message", "(SM|MM|CA|AC)[0-9a-f]{32}", 0),
    ("address of a chain", "0x[0-9a-fA-F]{40}|bc1q[0-9ac-hj-np-z]{38}|[13][1-9A-HJ-NP-Za-km-z]{33}", 0),
    ("LEI", "(5493|5299|9695|2138)00[A-Z0-9]{12}[0-9]{2}", 0),
    ("BIC", "[A-Z]{4}(DE|FR|GB|BE)[A-Z0-9]{2}([A-Z0-9]{3})?", 0),
    ("VAT number", "DE[0-9]{9}|BE0[0-9]{9}|EE[0-9]{9}|FR[0-9A-Z]{2}[0-9]{9}|NL[0-9]{9}B[0-9]{2}|AT?U[0-9]{8}", 0),
    ("creditor", "DE[0-9]{2}ZZZ0[0-9]{10}|AT[0-9]{2}ZZZ[0-9]{11}", 0),
    ("employer", "[0-9]{2}-[0-9]{7}", 0),
    ("DOI", "10[.][0-9]{4,5}/[a-z]{2,6}[.][0-9]{4}[.][0-9]{2,8}", 0),
    ("preprint", "2[0-9][01][0-9][.][0-9]{5}(v[0-9])?", 0),
    ("5 digits", "[0-9]{5}", 0),
    ("6 digits", "[0-9]{6}", 0),
    ("7 digits", "[0-9]{7}", 0),
    ("8 digits", "[0-9]{8}", 0),
    ("9 digits", "[0-9]{9}", 0),
    ("10 digits", "[0-9]{10}", 0),
    ("11 digits", "[0-9]{11}", 0),
    ("12 digits", "[0-9]{12}", 0),
    ("13 digits", "[0-9]{13}", 30),
    ("14 digits", "[0-9]{14}", 12),
    ("15 digits", "[0-9]{15}", 12),
    ("16 digits", "[0-9]{16}", 70),
    ("17 digits", "[0-9]{17}", 25),
    ("18 digits", "[0-9]{18}", 25),
    ("19 digits", "[0-9]{19}", 50),
    ("20 digits", "[0-9]{20}", 0),
    ("21 digits", "[0-9]{21}", 0),
    ("22 digits", "[0-9]{22}", 0),
    ("23 digits", "[0-9]{23}", 0),
    ("24 digits", "[0-9]{24}", 0),
    ("25 digits", "[0-9]{25}", 0),
    ("16 digits in groups", "[0-9]{4}( [0-9]{4}){3}", 75),
    ("8 digits in groups", "[0-9]{4}[- ][0-9]{4}", 0),
    ("9 digits in groups", "[0-9]{3}[- .][0-9]{3}[- .][0-9]{3}", 0),
];

fn own_values() -> RawRequest<'static> {
    RawRequest::new()
        .with(Field::FirstName, "Anna")
        .with(Field::LastName, "Smith")
        .with(Field::Number, "P12345678")
        .with(Field::Dob, "1990-02-28")
        .with(Field::PersonalNumber, "AB123")
}

#[test]
fn identifiers_are_no_personal_data() {
    assert!(KINDS.len() >= 100);
    let own = own_values();
    let mut generator = Generator::new();
    let mut failures = Vec::new();
    for (kind, expression, most) in KINDS {
        let texts = generator.texts(expression, EACH);
        let mut alarms = texts.iter().filter(|text| !found(Field::MerchantIdScanReference, text, &own).is_empty());
        let example = alarms.next();
        let count = usize::from(example.is_some()) + alarms.count();
        if count > *most {
            failures.push(format!("{kind}: {count} of {EACH}, such as {}", example.expect("an example")));
        }
        // The same in a URL.
        let in_url = |text: &&String| {
            let url = format!("https://api.example.com/cb/{text}");
            !found(Field::CallbackUrl, &url, &own).is_empty()
        };
        let count = texts.iter().filter(in_url).count();
        if count > *most {
            failures.push(format!("{kind} in a URL: {count} of {EACH}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

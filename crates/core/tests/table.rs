//! The examples of the table: each is reported as the table says.

use base64::Engine as _;
use netverify_rules::{Code, Field, RawRequest, Settings, validate_raw_request};

fn base() -> RawRequest<'static> {
    let picture = base64::engine::general_purpose::STANDARD.encode(include_bytes!("good.jpg"));
    RawRequest::new()
        .with(Field::MerchantIdScanReference, "order-1")
        .with(Field::FrontsideImage, picture)
        .with(Field::Country, "USA")
        .with(Field::IdType, "PASSPORT")
}

#[test]
fn the_base_is_clean() {
    let report = validate_raw_request(&base(), &Settings::default());
    assert!(report.is_clean(), "{report:?}");
}

#[test]
fn good_examples_pass() {
    for field in Field::ALL {
        for good in field.doc().valid {
            let report = validate_raw_request(&base().with(field, *good), &Settings::default());
            assert!(report.is_clean(), "{} {good}: {report:?}", field.name());
        }
    }
}

#[test]
fn bad_examples_get_their_code() {
    for field in Field::ALL {
        assert!(!field.doc().invalid.is_empty(), "{} has no bad example", field.name());
        for (bad, code) in field.doc().invalid {
            let report = validate_raw_request(&base().with(field, *bad), &Settings::default());
            let found: Vec<Code> = report.of(field).map(netverify_rules::Violation::code).collect();
            assert!(found.contains(code), "{} {bad}: {found:?}", field.name());
        }
    }
}

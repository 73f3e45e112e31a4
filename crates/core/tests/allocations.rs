//! A valid request is checked without touching the heap.

use base64::Engine as _;
use netverify_rules::{
    Code, Field, RawRequest, Report, Settings, Violation, validate_field, validate_json, validate_raw_request,
};

/// The smallest JPEG whose header passes: a frame header, a scan, the end.
fn picture(filler: usize) -> String {
    let mut jpeg = [&[0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0][..], &[1; 64]].concat();
    jpeg.extend([0xFF, 0xC0, 0, 17, 8, 1, 0x90, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
    jpeg.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
    jpeg.resize(jpeg.len() + filler, 0x5A);
    jpeg.extend([0xFF, 0xD9]);
    base64::engine::general_purpose::STANDARD.encode(jpeg)
}

fn body(filler: usize) -> String {
    format!(
        r#"{{"merchantIdScanReference":"order-1","frontsideImage":"{}","country":"USA","idType":"DRIVING_LICENSE","usState":"WA",
        "enabledFields":"idNumber, idDob","callbackUrl":"https://api.example.com/cb","firstName":"Zoë","lastName":"O'Brien",
        "expiry":"2031-01-31","dob":"1990-02-28","number":"WDL12345","customerId":"c-1","personalNumber":"A1",
        "callbackGranularity":"onFinish","frontsideImageMimeType":"image/jpeg","merchantReportingCriteria":"spring"}}"#,
        picture(filler)
    )
}

#[test]
fn a_valid_body_takes_no_heap() {
    for filler in [0, 3_000_000] {
        let body = body(filler);
        let mut report = None;
        let heap = allocation_counter::measure(|| report = Some(validate_json(body.as_bytes(), &Settings::default())));
        assert!(report.as_ref().is_some_and(Report::is_clean), "{report:?}");
        assert_eq!(heap.count_total, 0, "with {filler} bytes of image data");
    }
}

#[test]
fn an_escaped_image_is_not_copied() {
    let body = body(3_000_000).replace("/9j/", "\\/9j\\/");
    let heap = allocation_counter::measure(|| assert!(validate_json(body.as_bytes(), &Settings::default()).is_clean()));
    assert_eq!(heap.count_total, 0);
}

/// Of the same length, so that they are compared; long enough for the short way to the end of each.
#[test]
fn three_images_take_no_heap() {
    let back = picture(2_000_000).replace("WlpaWlpa", "WltaWlpa");
    let more = format!(r#"{{"faceImage":"{}","backsideImage":"{back}","#, picture(1_000_000));
    let body = body(2_000_000).replacen('{', &more, 1).replace("idNumber,", "idNumber, idFaceMatch,");
    let mut report = None;
    let heap = allocation_counter::measure(|| report = Some(validate_json(body.as_bytes(), &Settings::default())));
    assert!(report.as_ref().is_some_and(Report::is_clean), "{report:?}");
    assert_eq!(heap.count_total, 0);
}

/// One each of four fields: so many are kept in the report itself.
#[test]
fn warnings_take_no_heap() {
    let body = body(0)
        .replace("idNumber, idDob", "idNumber, idDob, idDob")
        .replace("\"Zoë\"", "\"<b>\"")
        .replace("\"A1\"", "\" \"")
        .replace("2031-01-31", "1990-01-31");
    let settings = Settings::default().with_today("2026-01-01".parse().expect("a date"));
    let mut report = Report::default();
    let heap = allocation_counter::measure(|| report = validate_json(body.as_bytes(), &settings));
    let codes: Vec<Code> = report.violations().iter().map(Violation::code).collect();
    assert_eq!(codes, [Code::DuplicateToken, Code::SuspiciousMarkup, Code::DocumentExpired, Code::Empty]);
    assert!(report.is_valid());
    assert_eq!(heap.count_total, 0);
}

/// As PHP writes slashes, as Python writes letters, and a name that nobody writes so.
#[test]
fn escaped_texts_take_no_heap() {
    let escaped = body(0)
        .replace('/', "\\/")
        .replace('ë', "\\u00eb")
        .replace("O'Brien", &"\\u041e\\u0301".repeat(50))
        .replace("\"dob\"", "\"d\\u006Fb\"");
    let mut report = None;
    let heap = allocation_counter::measure(|| report = Some(validate_json(escaped.as_bytes(), &Settings::default())));
    assert!(report.as_ref().is_some_and(Report::is_clean), "{report:?}");
    assert_eq!(heap.count_total, 0);
}

#[test]
fn typing_takes_no_heap() {
    let raw = RawRequest::new().with(Field::IdType, "PASSPORT");
    let settings = Settings::default();
    let heap = allocation_counter::measure(|| {
        assert!(validate_field(Field::UsState, "Germany", &raw, &settings).is_clean());
        assert!(validate_raw_request(&raw, &settings).of(Field::IdType).next().is_none());
    });
    // The required fields that the raw request lacks are reported, too: no more of them than the report has room for.
    assert_eq!(heap.count_total, 0);
}

/// However many unknown names there are, and however long, in escapes or not, the heap holds what is shown of 32.
#[test]
fn unknown_names_take_a_bounded_heap() {
    let members = |name: &str, count: usize| {
        let members: Vec<String> = (0..count).map(|number| format!("\"{name}{number:06}\":0")).collect();
        format!("{{{}}}", members.join(","))
    };
    let peak = |body: &str| {
        allocation_counter::measure(|| drop(validate_json(body.as_bytes(), &Settings::default()))).bytes_max
    };
    let few = peak(&members("name", 40));
    for body in [
        members("name", 20_000),
        members("\\u006eame", 20_000),
        members(&"x".repeat(5000), 400),
        members(&"\\u0078".repeat(5000), 100),
    ] {
        let many = peak(&body);
        assert!(many <= few + 4096, "{many} bytes for {} of body, {few} for 40 names", body.len());
    }
    let heap = allocation_counter::measure(|| {
        let mut raw = RawRequest::new();
        (0..20_000).for_each(|_| raw.add_unknown("name"));
        (0..20_000).for_each(|number| raw.add_unknown(format!("{number}{}", "x".repeat(200))));
    });
    assert!(heap.bytes_max < 20_000, "{} bytes", heap.bytes_max);
}

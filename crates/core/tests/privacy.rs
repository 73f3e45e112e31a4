//! No value of a request is shown by `Debug` or `Display` of a public type, nor by an error of serde.

use base64::Engine as _;
use netverify_rules::{
    Base64Cleaner, Base64Reader, CallbackGranularity, Country, Date, EnabledFields, Field, IdType, ImageReader,
    JsonObject, MimeType, RawRequest, Request, Settings, Token, validate, validate_field, validate_json,
    validate_raw_request,
};
use serde::Deserialize;
use std::fmt::{Debug, Display};

/// Texts of which no four characters are in a message by chance.
const SECRETS: [&str; 7] = [
    "Qzx7Wvk9~Jyt3",
    "Grüße Zoë Ñandú",
    "1987-12-06",
    "9471836520",
    "Xq4Jz8.Kw@vbjq.qx",
    "QQ8Z7Jxw4",
    "R7kQw2zX9vLp4mTn",
];

fn assert_private(shown: &str, secrets: &[&str]) {
    for secret in secrets {
        let chars: Vec<char> = secret.chars().collect();
        for window in chars.windows(4) {
            let part: String = window.iter().collect();
            assert!(!shown.contains(&part), "{part:?} of {secret:?} is shown: {shown}");
        }
    }
}

fn assert_debug(value: &impl Debug, secrets: &[&str]) {
    assert_private(&format!("{value:?}"), secrets);
    assert_private(&format!("{value:#?}"), secrets);
}

fn assert_shown(value: &(impl Debug + Display), secrets: &[&str]) {
    assert_debug(value, secrets);
    assert_private(&value.to_string(), secrets);
}

#[test]
fn a_part_of_a_secret_is_found() {
    let shown = std::panic::catch_unwind(|| assert_private("xx k9~J", &SECRETS));
    assert!(shown.is_err(), "the check of these tests finds nothing");
}

/// Every field in turn with every secret, and with secrets in escapes.
fn bodies() -> Vec<String> {
    let mut bodies = Vec::new();
    for field in Field::ALL {
        for secret in SECRETS {
            let escaped =
                serde_json::to_string(secret).expect("JSON").replacen(|c: char| c.is_ascii_alphabetic(), "\\u0051", 1);
            bodies.push(format!("{{\"{}\":{},\"dob\":\"{}\"}}", field.name(), serde_json::json!(secret), SECRETS[2]));
            bodies.push(format!("{{\"{}\":{escaped}}}", field.name()));
        }
    }
    bodies
}

#[test]
fn raw_requests_and_reports_show_no_value() {
    for body in bodies() {
        let raw = RawRequest::from_json(body.as_bytes()).expect("an object");
        assert_debug(&raw, &SECRETS);
        let report = validate_raw_request(&raw, &Settings::default());
        assert_debug(&report, &SECRETS);
        assert_private(&report.to_json(), &SECRETS);
        report.violations().iter().for_each(|violation| assert_shown(violation, &SECRETS));
        assert_shown(&Request::from_json(body.as_bytes(), &Settings::default()).expect_err("not valid"), &SECRETS);
    }
    for field in Field::ALL {
        for secret in SECRETS {
            assert_debug(&RawRequest::new().with(field, secret), &SECRETS);
            assert_debug(&validate_field(field, secret, &RawRequest::new(), &Settings::default()), &SECRETS);
        }
    }
}

/// What is not JSON, and whatever is not an object.
#[test]
fn reports_of_other_bodies_show_nothing_of_them() {
    for secret in SECRETS {
        let quoted = serde_json::json!(secret).to_string();
        for body in [
            secret.to_owned(),
            quoted.clone(),
            format!("[{quoted}]"),
            format!("{{\"a\":{secret}}}"),
            format!("{{\"firstName\":{quoted}"),
            format!("{{\"firstName\":{quoted},}}"),
            format!("{{\"firstName\":'{secret}'}}"),
            format!("firstName={secret}&a=b"),
            format!("{{\"request\":{{\"country\":{quoted},\"idType\":{quoted}}}}}"),
            serde_json::json!(format!("{{\"firstName\":{quoted}}}")).to_string(),
        ] {
            let report = validate_json(body.as_bytes(), &Settings::default());
            assert!(!report.is_valid());
            assert_debug(&report, &SECRETS);
            assert_private(&report.to_json(), &SECRETS);
        }
    }
}

#[test]
fn typed_requests_show_lengths() {
    let secret = SECRETS[0];
    let object = JsonObject::new(format!("{{\"{secret}\":\"{secret}\"}}")).expect("an object");
    let builder = Request::builder(secret, SECRETS[6], "DEU".parse::<Country>().expect("a country"), IdType::Passport)
        .face_image(SECRETS[6])
        .backside_image(SECRETS[6])
        .face_image_mime_type(MimeType::Png)
        .enabled_fields([Token::PersonalNumber, Token::Dob])
        .merchant_reporting_criteria(secret)
        .customer_id(secret)
        .callback_url(secret)
        .first_name(SECRETS[1])
        .last_name(SECRETS[1])
        .us_state(secret)
        .expiry(SECRETS[2].parse::<Date>().expect("a date"))
        .dob(SECRETS[2].parse::<Date>().expect("a date"))
        .number(SECRETS[3])
        .personal_number(SECRETS[5])
        .callback_granularity(CallbackGranularity::OnAllSteps)
        .additional_checks(object.clone())
        .user_consent(object.clone());
    let words = ["PASSPORT", "e/png", "AllSteps", "idDob"];
    let secrets: Vec<&str> = SECRETS.into_iter().chain(words).collect();
    assert_debug(&object, &SECRETS);
    assert_debug(&builder, &secrets);
    let request = builder.unchecked();
    assert_debug(&request, &secrets);
    assert_debug(&request.dob, &SECRETS);
    assert_debug(&request.to_raw(), &secrets);
    assert_debug(&validate(&request, &Settings::default()), &SECRETS);
    assert_eq!(
        format!("{:?}", RawRequest::new().with(Field::FirstName, "Zoë").with(Field::FrontsideImage, "AAAA")),
        "RawRequest { frontsideImage: 4 bytes, firstName: 3 characters }"
    );
}

#[test]
fn readers_show_lengths() {
    let text = base64::engine::general_purpose::STANDARD.encode(SECRETS[6]);
    let (mut image, mut base64) = (ImageReader::new(), Base64Reader::new());
    image.push(SECRETS[6].as_bytes());
    base64.push(text.as_bytes());
    let bytes = format!("{:?}", SECRETS[6].as_bytes());
    let secrets = [SECRETS[6], &text, bytes.trim_matches(['[', ']'])];
    assert_debug(&image, &secrets);
    assert_debug(&base64, &secrets);
    assert_debug(&image.finish(), &secrets);
    let read = base64.finish();
    assert_debug(&read, &secrets);
    assert_debug(&Base64Cleaner::new(&read), &secrets);
}

/// Checks the error of a type that a text is read into, and of the value of that text.
macro_rules! assert_errors {
    ($type:ty, $json:expr, $secrets:expr) => {
        let json: String = $json.to_string();
        assert_shown(&serde_json::from_str::<$type>(&json).expect_err("not of the type"), $secrets);
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&json) {
            assert_shown(&<$type>::deserialize(&value).expect_err("not of the type"), $secrets);
        }
    };
}

#[test]
fn errors_of_serde_show_no_value() {
    let mut values: Vec<String> = SECRETS.iter().map(|secret| serde_json::json!(secret).to_string()).collect();
    values.push(serde_json::json!(format!("{{\"firstName\":\"{}\"}}", SECRETS[0])).to_string());
    values.extend(["9471836520", "-9471836520", "9471836520.5", "true", "false"].map(str::to_owned));
    values.extend(SECRETS.map(|secret| serde_json::json!([secret]).to_string()));
    values.extend(SECRETS.map(|secret| serde_json::json!({ secret: secret }).to_string()));
    let secrets: Vec<&str> = SECRETS.into_iter().chain(["true", "false"]).collect();
    for value in &values {
        assert_errors!(IdType, value, &secrets);
        assert_errors!(MimeType, value, &secrets);
        assert_errors!(CallbackGranularity, value, &secrets);
        assert_errors!(Token, value, &secrets);
        assert_errors!(Country, value, &secrets);
        if !value.contains("1987-12-06") || !value.starts_with('"') {
            assert_errors!(Date, value, &secrets);
        }
        if !value.starts_with('{') {
            assert_errors!(Request<'_>, value, &secrets);
            assert_errors!(JsonObject<'_>, value, &secrets);
            for object in ["additionalChecks", "userConsent"] {
                assert_errors!(Request<'_>, &format!("{{\"{object}\":{value}}}"), &secrets);
            }
        }
        for field in Field::ALL {
            let json = format!("{{\"{0}\":{value},\"{0}\":{value}}}", field.name());
            let error = serde_json::from_str::<Request<'_>>(&json).expect_err("twice").to_string();
            assert_private(&error, &secrets);
            assert!(error.contains(field.name()), "{error}");
        }
    }
    // The value that is cut off.
    for secret in SECRETS {
        assert_errors!(Request<'_>, &format!("{{\"firstName\":\"{secret}"), &secrets);
        assert_errors!(Request<'_>, &format!("{{\"firstName\":{secret}}}"), &secrets);
    }
}

#[test]
fn errors_of_parsing_show_no_value() {
    for secret in SECRETS {
        assert_shown(&secret.parse::<IdType>().expect_err("none"), &SECRETS);
        assert_shown(&secret.parse::<Country>().expect_err("none"), &SECRETS);
        assert_shown(&JsonObject::new(secret).expect_err("none"), &SECRETS);
        if let Err(error) = secret.parse::<Date>() {
            assert_shown(&error, &SECRETS);
        }
    }
    assert_debug(&[Token::Dob].into_iter().collect::<EnabledFields>(), &["idDob"]);
}

/// Objects are passed on as they were written, whatever their numbers, names and blanks are.
#[test]
fn objects_keep_their_text() {
    let object = "{ \"z\" : 1.10, \"a\":[1e2 ,\"\\u0041\"], \"z\":18446744073709551616 }";
    let body = format!(
        "{{\"merchantIdScanReference\":\"r\",\"frontsideImage\":\"AAAA\",\"country\":\"USA\",\"idType\":\"PASSPORT\",\
         \"additionalChecks\": {object} ,\"userConsent\":null}}"
    );
    let request: Request<'_> = serde_json::from_str(&body).expect("a request");
    assert_eq!(request.additional_checks.as_ref().map(JsonObject::as_str), Some(object));
    assert_eq!(request.user_consent, None);
    assert!(request.to_json().contains(object));
    let written = serde_json::to_string(&request).expect("JSON");
    assert!(written.contains(object), "{written}");
    assert_eq!(serde_json::from_str::<Request<'_>>(&written).expect("a request"), request);
    assert_eq!(serde_json::from_str::<JsonObject<'_>>(object).expect("an object").as_str(), object);
    // Through a value the members are what they are, and the text is written again.
    let value: serde_json::Value = serde_json::from_str(&body).expect("a value");
    let read = Request::deserialize(&value).expect("a request");
    assert!(JsonObject::new(read.additional_checks.expect("it is there").as_str().to_owned()).is_ok());
}

/// From formats that are not serde_json's, and through what buffers values, an object is written again.
#[test]
fn objects_come_from_other_formats() {
    #[derive(serde::Deserialize)]
    #[serde(tag = "kind")]
    enum Message<'a> {
        #[serde(borrow)]
        Verify(Request<'a>),
    }
    let body = "{\"kind\":\"Verify\",\"merchantIdScanReference\":\"r\",\"frontsideImage\":\"AAAA\",\"country\":\"USA\",\
                \"idType\":\"PASSPORT\",\"userConsent\":{\"b\":1,\"a\":true}}";
    let Message::Verify(request) = serde_json::from_str(body).expect("a message");
    assert_eq!(request.user_consent.as_ref().map(JsonObject::as_str), Some("{\"a\":true,\"b\":1}"));
}

/// What cannot be an object cannot be put into a request, so no request is written as anything but JSON.
#[test]
fn bodies_are_json_whatever_was_an_object() {
    for text in ["", "{\"a\":1", "{},\"country\":\"AFG\"", "\"text\"", "{} x", "null"] {
        assert!(JsonObject::new(text).is_err(), "{text}");
    }
    let object = JsonObject::new(" {\"a\":{}} ").expect("an object");
    let request = Request::builder("r", "AAAA", Country::KOSOVO, IdType::Passport).user_consent(object).unchecked();
    let json: serde_json::Value = serde_json::from_str(&request.to_json()).expect("JSON");
    assert_eq!(json["userConsent"], serde_json::json!({ "a": {} }));
    let body = request.to_json().replace(" {\"a\":{}} ", "\"text\"");
    let raw = RawRequest::from_json(body.as_bytes()).expect("an object");
    assert!(serde_json::from_str::<serde_json::Value>(&raw.to_json()).is_ok());
}

//! Checks one request so many times: what `cargo xtask test` counts the instructions of.

use base64::Engine as _;
use netverify_rules::{Settings, validate_json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|argument| argument.parse::<usize>().ok()).unwrap_or_default();
    let (scan, times) = (number(), number());
    let mut jpeg = [&[0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0][..], &[1; 64]].concat();
    jpeg.extend([0xFF, 0xC0, 0, 17, 8, 1, 0x90, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
    jpeg.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
    let noise = (0..scan).map(|i| (i as u32).wrapping_mul(0x9E37_79B1).rotate_left(9) as u8);
    // Behind each 0xFF an encoder writes a zero.
    let stuffed = noise.flat_map(|byte| std::iter::once(byte).chain((byte == 0xFF).then_some(0)));
    jpeg.extend(stuffed.take(scan.saturating_sub(1)));
    jpeg.extend([0, 0xFF, 0xD9]);
    let body = format!(
        r#"{{"merchantIdScanReference":"6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c","frontsideImage":"{}","country":"DEU",
        "idType":"ID_CARD","enabledFields":"idNumber,idDob","callbackUrl":"https://api.example.com/netverify/callback",
        "firstName":"Zoë","lastName":"O'Brien","dob":"1990-05-17","expiry":"2031-02-28"}}"#,
        base64::engine::general_purpose::STANDARD.encode(jpeg)
    );
    for _ in 0..times {
        let report = validate_json(std::hint::black_box(body.as_bytes()), &Settings::default());
        assert!(report.is_clean());
    }
}

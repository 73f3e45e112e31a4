//! The requests that are measured, made in memory.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

/// The body of a request.
pub(crate) struct Request {
    pub(crate) name: &'static str,
    pub(crate) body: Vec<u8>,
    /// The images' width and height, in the order of the fields.
    pub(crate) sizes: Vec<(u32, u32)>,
}

/// Returns a short request, and those with one and with three photos of a telephone's size.
pub(crate) fn all() -> [Request; 4] {
    let request = |name, images: &[usize]| {
        let (body, sizes) = body(images);
        Request { name, body, sizes }
    };
    let large = request("18.8 MB body", &[14_100_000]);
    let escaped = String::from_utf8_lossy(&large.body).replace('/', r"\/").into_bytes();
    let escaped = Request { name: r"18.8 MB body, `\/` for `/`", body: escaped, sizes: large.sizes.clone() };
    let three = request("56 MB body, three images", &[14_000_000, 14_000_001, 14_000_002]);
    [request("short request", &[112]), large, escaped, three]
}

/// Returns a body that holds images with so many bytes of scan data, and their sizes.
pub(crate) fn body(images: &[usize]) -> (Vec<u8>, Vec<(u32, u32)>) {
    let mut body = json!({
        "merchantIdScanReference": "6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c",
        "country": "DEU",
        "idType": "ID_CARD",
        "enabledFields": "idNumber,idFirstName,idLastName,idDob,idExpiry",
        "callbackUrl": "https://api.example.com/netverify/callback",
        "firstName": "Zoë",
        "lastName": "O'Brien",
        "dob": "1990-05-17",
        "expiry": "2031-02-28"
    });
    let mut sizes = Vec::new();
    for (field, scan) in ["frontsideImage", "faceImage", "backsideImage"].into_iter().zip(images) {
        let size = (3000, 2000 + sizes.len() as u16);
        body[field] = STANDARD.encode(jpeg(size, *scan)).into();
        if field == "faceImage" {
            body["enabledFields"] = "idNumber,idFirstName,idLastName,idDob,idExpiry,idFaceMatch".into();
        }
        sizes.push((u32::from(size.0), u32::from(size.1)));
    }
    (body.to_string().into_bytes(), sizes)
}

/// Returns a JPEG with all its headers, whose scan data is noise: no contender decodes it. One in 257 of its bytes is a stuffed zero; in
/// photographs it is about one in 256 to 600.
fn jpeg((width, height): (u16, u16), scan: usize) -> Vec<u8> {
    let ([w1, w0], [h1, h0]) = (width.to_be_bytes(), height.to_be_bytes());
    let mut out = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, content: &[u8]| {
        out.extend([0xFF, marker]);
        out.extend((content.len() as u16 + 2).to_be_bytes());
        out.extend(content);
    };
    segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(0xDB, &[&[0][..], &[16; 64]].concat());
    segment(0xC0, &[8, h1, h0, w1, w0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    for class in [0x00, 0x10] {
        // One code of one bit.
        let mut table = [0; 18];
        (table[0], table[1]) = (class, 1);
        segment(0xC4, &table);
    }
    segment(0xDA, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    let mut state = 0x9E37_79B9_7F4A_7C15u64 ^ scan as u64;
    let noise = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    });
    // Behind each 0xFF an encoder writes a zero; and none is the last.
    let stuffed = noise.flat_map(|byte| std::iter::once(byte).chain((byte == 0xFF).then_some(0)));
    out.extend(stuffed.take(scan - 1));
    out.push(0);
    out.extend([0xFF, 0xD9]);
    out
}

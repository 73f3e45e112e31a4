//! Files that cannot be a request, known by their first bytes.

/// Returns what to do about a file that is no request, whatever else is in it: a picture, a document, an archive.
pub(crate) fn not_a_request(bytes: &[u8], name: &str) -> Option<String> {
    let (what, picture) = kind(bytes)?;
    let advice = if picture {
        "check it with netverify image, or make a request of it with netverify build --front FILE"
    } else if what == "a gzip file" || what == "a ZIP archive" {
        "unpack it, and check the JSON file in it"
    } else {
        "the body of a request is JSON that holds pictures as base64 text; netverify build makes one of JPEG and PNG files"
    };
    Some(format!("{name} is {what} and no request: {advice}"))
}

fn kind(bytes: &[u8]) -> Option<(&'static str, bool)> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let brand = |brands: &[&[u8]]| bytes.get(4..12).is_some_and(|head| brands.contains(&head));
    Some(match bytes {
        _ if starts(b"\xff\xd8\xff") => ("a JPEG picture", true),
        _ if starts(b"\x89PNG\r\n\x1a\n") => ("a PNG picture", true),
        _ if starts(b"GIF87a") || starts(b"GIF89a") => ("a GIF picture", false),
        _ if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => ("a WebP picture", false),
        _ if starts(b"II*\0") || starts(b"MM\0*") => ("a TIFF picture", false),
        _ if starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]) => ("a BMP picture", false),
        _ if brand(&[b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"]) => ("a HEIC picture", false),
        _ if brand(&[b"ftypavif"]) => ("an AVIF picture", false),
        _ if starts(b"%PDF-") => ("a PDF document", false),
        _ if starts(b"PK\x03\x04") => ("a ZIP archive", false),
        _ if starts(b"\x1f\x8b") => ("a gzip file", false),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_request_is_named() {
        for (bytes, what) in [
            (&b"\xff\xd8\xff\xe0"[..], "a JPEG picture"),
            (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
            (b"GIF89a", "a GIF picture"),
            (b"RIFF\0\0\0\0WEBP", "a WebP picture"),
            (b"II*\0", "a TIFF picture"),
            (b"BM\x10\0\0\0\0\0\0\0", "a BMP picture"),
            (b"\0\0\0\x18ftypheic", "a HEIC picture"),
            (b"\0\0\0\x18ftypavif", "an AVIF picture"),
            (b"%PDF-1.7", "a PDF document"),
            (b"PK\x03\x04", "a ZIP archive"),
            (b"\x1f\x8b\x08", "a gzip file"),
        ] {
            let message = not_a_request(bytes, "file").expect(what);
            assert!(message.starts_with(&format!("file is {what} and no request: ")), "{message}");
        }
        for bytes in [&b""[..], b"{}", b"BM is no picture", b"\xff\xd8", b"\xff\x00\xfe", b"RIFF", b"PK"] {
            assert_eq!(not_a_request(bytes, "file"), None, "{bytes:?}");
        }
    }
}

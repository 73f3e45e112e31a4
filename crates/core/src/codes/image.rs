//! The codes of images.

use super::Param::{Actual, Declared, Detected, Height, Max, Min, Offset, Reason, SameAs, Width};
use super::entry::{Example, PARAMETERS, fields};
use super::param::{number, one_of, plain, word};
use crate::image::limits::{longest_side_over, max_mebibytes, side_under};

/// What to do with a picture of another format.
const CONVERT: &str = "Convert the picture to JPEG or PNG; renaming the file does not help.";

codes!(
    image,
    Image,
    ImageTooManyBytes {
        name: "image_too_many_bytes",
        severity: Error,
        rule: concat!("More than ", max_mebibytes!(), " MiB of decoded bytes."),
        message: "{field} is an image of {actual} bytes; at most {max} are allowed.",
        params: &[number(Max), number(Actual)],
        why: concat!(
            "The service takes images of at most ",
            max_mebibytes!(),
            " MB, read here as MiB, after decoding."
        ),
        fix: "Save the picture as JPEG at quality 85 to 90; if that is not enough, scale it down to about 3000 \
            pixels on its longest side.",
        section: PARAMETERS,
        bad_example: Example::Image("a JPEG of 15 728 641 bytes"),
        good_example: Example::Image("a JPEG of 15 728 640 bytes"),
    },
    ImageEncodedTooLong {
        name: "image_encoded_too_long",
        severity: Warning,
        rule: concat!("The image fits, its base64 text is over ", max_mebibytes!(), " MiB."),
        message: "{field} is a base64 text of {actual} bytes; a stricter reading of the guide allows {max}.",
        params: &[number(Max), number(Actual)],
        why: "The guide does not say whether its limit is of the image or of its base64 text, which is a third longer. By \
            the stricter reading this one is too long.",
        fix: "To be safe, keep an image under three quarters of the limit: save it as JPEG at quality 85 to 90.",
        section: PARAMETERS,
        bad_example: Example::Image("a JPEG of 12 000 000 bytes: 16 000 000 in base64"),
        good_example: Example::Image("a JPEG of 11 000 000 bytes: 14 666 668 in base64"),
    },
    ImageFormat {
        name: "image_format",
        severity: Error,
        rule: "Neither JPEG nor PNG by its first bytes.",
        message: "{field} is neither JPEG nor PNG{detected}.",
        params: &[
            one_of(
                Detected,
                &[
                    word("gif", " but GIF", CONVERT),
                    word("webp", " but WebP", CONVERT),
                    word(
                        "heic",
                        " but HEIC",
                        "Convert the picture to JPEG, or let the phone do so (iPhone: Settings, Camera, Formats, \
                            Most Compatible); renaming the file does not help.",
                    ),
                    word("avif", " but AVIF", CONVERT),
                    word("bmp", " but BMP", CONVERT),
                    word("tiff", " but TIFF", CONVERT),
                    word(
                        "pdf",
                        " but PDF",
                        "Export the page that shows the document as JPEG or PNG, or send a photograph of the \
                            document.",
                    ),
                    word(
                        "svg",
                        " but SVG",
                        "A drawing is no picture of a document: send a photograph of the document as JPEG or PNG.",
                    ),
                    word("jp2", " but JPEG 2000", CONVERT),
                    word("jxl", " but JPEG XL", CONVERT),
                    word(
                        "ico",
                        " but an icon (ICO)",
                        "An icon is no picture of a document: send a photograph of the document as JPEG or PNG.",
                    ),
                    word("psd", " but a Photoshop document (PSD)", "Export the picture as JPEG or PNG."),
                    word(
                        "empty",
                        ": it has no bytes",
                        "Read the file before you encode it, and wait until it is there in full: an empty canvas, an \
                            unfinished upload and a stream that was read already give nothing.",
                    ),
                    word(
                        "base64",
                        ": it was encoded in base64 twice",
                        "Encode the bytes of the picture once: what was encoded here was base64 text already. One \
                            decoding gives the text to send.",
                    ),
                    word(
                        "hex",
                        ": it is a picture in hexadecimal digits",
                        "Turn the hexadecimal digits back into bytes, and encode those as base64.",
                    ),
                    word(
                        "data_uri",
                        ": it is a data: URI, encoded as a whole",
                        "Decode the base64 once and send what follows the last comma of the data: URI that this \
                            gives: it is base64 already.",
                    ),
                    word(
                        "html",
                        ": it is an HTML page",
                        "Look at the answer that was taken for the picture: it is a web page, most often an error or \
                            a login. Fetch the picture itself, and check the status and the Content-Type first.",
                    ),
                    word(
                        "json",
                        ": it is JSON",
                        "Take the picture out of the JSON, or look at the error that it tells; then encode the \
                            picture's bytes as base64.",
                    ),
                    word(
                        "text_mangled",
                        ": it is a picture that was read as text",
                        "Read the file as bytes, not as text, and encode those: what a text decoder has replaced \
                            cannot be restored from this value.",
                    ),
                    word(
                        "placeholder",
                        ": a word, an object's name, a path or an address stands in its place",
                        "Put the base64 text of the picture's bytes here: read the file, or fetch the address, and \
                            encode what that gives. A word like undefined says that a variable had no value yet.",
                    ),
                    word(
                        "shifted",
                        " at its first byte: the picture begins at byte {offset}",
                        "Remove the bytes before the picture, a line break, a length or a header of an upload for \
                            instance, and encode from the picture's first byte on.",
                    ),
                    word("unknown", ", nor any other format that is known", ""),
                ],
            ),
            number(Offset).optional(),
        ],
        why: "The service reads JPEG and PNG. Phones like to give HEIC, browsers WebP, scanners TIFF or PDF, and a \
            file's name says nothing about its content. Often it is no picture at all: a variable without a value, \
            an error page, or a picture that was encoded in another way than base64, or twice.",
        fix: "Open what is sent in an image viewer: a picture of another format is to be converted to JPEG or PNG, \
            for renaming does not help; where nothing is to be seen, find out what was read in the picture's place.",
        section: PARAMETERS,
        bad_example: fields(r#"{"frontsideImage":"R0lGODlhAQABAAAAADs="}"#),
        good_example: fields(r#"{"frontsideImage":"<good.jpg>"}"#),
    },
    ImageUnreadable {
        name: "image_unreadable",
        severity: Error,
        rule: "JPEG or PNG by its first bytes, but a decoder could not read what precedes the picture data.",
        message: "{field} has a header that cannot be read: {reason}.",
        params: &[one_of(
            Reason,
            &[
                word("no_frame_header", "the JPEG has no frame header", ""),
                word("bad_segment", "a table or scan header of the JPEG has an impossible length", ""),
                word("bad_header", "the frame header (JPEG) or IHDR (PNG) is impossible", ""),
                word(
                    "second_start",
                    "another JPEG begins before the picture data",
                    "Two JPEGs, or two buffers of a camera, were joined. Send the bytes of one JPEG, from its \
                            own FF D8 to its own FF D9.",
                ),
                word(
                    "second_frame",
                    "the JPEG has two frame headers",
                    "Two JPEGs were joined, or a header was written twice. Export the picture again from its \
                            original, with another program if need be.",
                ),
                word(
                    "no_quantization_table",
                    "the JPEG lacks a quantization table",
                    "The tables were left out, as TIFF and some video formats do. Export the picture as a JPEG \
                            of its own, with its tables.",
                ),
                word(
                    "no_palette",
                    "the PNG lacks its palette",
                    "Export the picture again from its original: as PNG in true colour, or with PLTE before \
                            IDAT.",
                ),
                word(
                    "bad_crc",
                    "the checksum of IHDR (PNG) is wrong",
                    "The bytes were changed after the PNG was written. Transfer the original as binary data, not \
                            as text.",
                ),
                word(
                    "zero_dimension",
                    "the header gives a side of 0 pixels",
                    "Scan or export the picture with a program that writes its width and height into the header; \
                            a DNL segment behind the data does not do.",
                ),
            ],
        ),],
        why: "The file begins like a JPEG or PNG, but what precedes the picture data is damaged, missing or there \
            twice: a decoder stops before the first pixel.",
        fix: "Take or export the picture again; check that it is read and stored as bytes, not as text.",
        section: "Guide, request parameters; ITU-T T.81, annex B; PNG, section 11.2",
        bad_example: Example::Image("a JPEG whose frame header gives a height of 0"),
        good_example: Example::Image("a JPEG whose frame header gives 640 × 400 pixels"),
    },
    ImageTruncated {
        name: "image_truncated",
        severity: Error,
        rule: "The image's bytes end before its end marker, or another picture begins there.",
        message: "{field} is cut off: it ends, or another picture begins, before its picture data is complete.",
        params: &[],
        why: "The image ends before its own end marker, has no picture data, or another picture begins within its \
            data: an upload broke off, a buffer was too short, or a camera's buffers were mixed up. The lower part \
            of the document would be gray.",
        fix: "Send the whole file: compare its length with the original's, and wait for the upload to end. If the \
            file itself ends too early, take or export the picture again. From a camera's stream, take one picture \
            from its FF D8 to its FF D9.",
        section: "Guide, request parameters; ITU-T T.81, annex B; PNG, section 5.3",
        bad_example: Example::Image("the first half of a JPEG"),
        good_example: Example::Image("the whole JPEG, up to its marker FF D9; more bytes may follow"),
    },
    ImageCorrupt {
        name: "image_corrupt",
        severity: Error,
        rule: "A full decode was asked for, and failed.",
        message: "{field} does not decode: {reason}.",
        params: &[one_of(
            Reason,
            &[
                word("decode_failed", "its data is damaged", ""),
                word(
                    "limits_exceeded",
                    "it would need too much time or memory",
                    "Save the picture anew, as a JPEG that is not progressive and has about 3000 pixels on its \
                            longest side.",
                ),
            ],
        ),],
        why: "The header is fine, but the picture's data does not decode, so there is nothing to verify. Only a \
            check with full decoding sees this.",
        fix: "Take or export the picture again.",
        section: "Guide, request parameters; ITU-T T.81; PNG",
        bad_example: Example::Image("a PNG with its pixel data overwritten, checked with --decode"),
        good_example: Example::Image("a PNG that an image viewer shows in full"),
    },
    ImageSideTooLong {
        name: "image_side_too_long",
        severity: Error,
        rule: concat!("A side of ", side_under!(), " pixels or more."),
        message: concat!("{field} is {width} × {height} pixels; each side must be under ", side_under!(), " pixels."),
        params: &[number(Max), number(Width), number(Height)],
        why: concat!(
            "The service takes fewer than ",
            side_under!(),
            " pixels a side. Such pictures come from scans at 1200 dpi or from panoramas; text is legible far below that."
        ),
        fix: "Scale the picture down, to about 3000 pixels on its longest side.",
        section: PARAMETERS,
        bad_example: Example::Image("8000 × 5000 pixels"),
        good_example: Example::Image("7999 × 5000 pixels"),
    },
    ImageTooSmall {
        name: "image_too_small",
        severity: Error,
        rule: concat!("The longest side has ", longest_side_over!(), " pixels or fewer."),
        message: concat!(
            "{field} is {width} × {height} pixels; its longest side must be over ",
            longest_side_over!(),
            " pixels."
        ),
        params: &[number(Min), number(Width), number(Height)],
        why: "On so small a picture the text of a document cannot be read. Often it is a preview that was sent in place \
            of the picture.",
        fix: "Take the picture again, closer or at a higher resolution; enlarging it adds nothing.",
        section: PARAMETERS,
        bad_example: Example::Image("300 × 200 pixels"),
        good_example: Example::Image("301 × 200 pixels"),
    },
    ImageNarrow {
        name: "image_narrow",
        severity: Warning,
        rule: concat!(
            "The longest side suffices, but the picture as displayed is under ",
            longest_side_over!(),
            " pixels wide."
        ),
        message: concat!("{field} is under ", longest_side_over!(), " pixels wide as displayed."),
        params: &[],
        why: "The guide's limit speaks of the longest side. A picture that is long enough but shown narrower passes it, \
            yet its text is rarely legible.",
        fix: "Take the picture again, closer or at a higher resolution, with the document upright and across the \
            whole width; enlarging it adds nothing.",
        section: PARAMETERS,
        bad_example: Example::Image("250 × 400 pixels"),
        good_example: Example::Image("400 × 250 pixels"),
    },
    MimeMismatch {
        name: "mime_mismatch",
        severity: Error,
        rule: "The MIME type, declared or by default, is not that of the bytes.",
        message: "{field} says {declared}, but the image's bytes are {detected}.",
        params: &[
            one_of(
                Declared,
                &[
                    word(
                        "image/jpeg",
                        "image/jpeg",
                        "Send the MIME type image/png with the image, which is what its bytes are: where the field \
                            is absent, image/jpeg counts.",
                    ),
                    word(
                        "image/png",
                        "image/png",
                        "Send the MIME type image/jpeg with the image, which is what its bytes are, or leave the \
                            field out.",
                    ),
                ],
            ),
            one_of(Detected, &[plain("image/jpeg"), plain("image/png"),],),
        ],
        why: "The service decodes by the MIME type, which is image/jpeg where the field is absent. A PNG therefore \
            always needs the field.",
        fix: "Set the MIME type by the image's bytes, not by the file's name.",
        section: PARAMETERS,
        bad_example: fields(r#"{"frontsideImage":"<good.png>"}"#),
        good_example: fields(r#"{"frontsideImage":"<good.png>","frontsideImageMimeType":"image/png"}"#),
    },
    MimeWithoutImage {
        name: "mime_without_image",
        severity: Warning,
        rule: "A MIME type for an image that is absent.",
        message: "{field} is sent without its image.",
        params: &[],
        why: "A MIME type alone does nothing. That it is there suggests that the image was forgotten.",
        fix: "Send the image too, or leave its MIME type out.",
        section: PARAMETERS,
        bad_example: fields(r#"{"backsideImageMimeType":"image/jpeg"}"#),
        good_example: fields(r#"{"backsideImage":"<other.jpg>","backsideImageMimeType":"image/jpeg"}"#),
    },
    ImageGrayscale {
        name: "image_grayscale",
        severity: Warning,
        rule: "A gray image: the service rejects black-and-white copies.",
        message: "{field} is a grayscale image; the service rejects black-and-white copies.",
        params: &[],
        why: "The provider rejects black-and-white copies of documents, and a picture without colour looks like one.",
        fix: "Take a colour picture of the original document; to save the gray one in colour does not help.",
        section: PARAMETERS,
        bad_example: Example::Image("a scan saved as a JPEG with one component"),
        good_example: Example::Image("the same scan saved in colour"),
    },
    ImageReused {
        name: "image_reused",
        severity: Warning,
        rule: "The same bytes as another image of the request.",
        message: "{field} has the same bytes as {same_as}.",
        params: &[one_of(SameAs, &[plain("frontsideImage"), plain("faceImage"), plain("backsideImage"),],),],
        why: "Front, back and face are different pictures. The same bytes twice mean that one was attached in the \
            other's place.",
        fix: "Attach each picture to its own field; leave an optional one out for which there is no picture.",
        section: PARAMETERS,
        bad_example: fields(r#"{"backsideImage":"<good.jpg>"}"#),
        good_example: fields(r#"{"backsideImage":"<other.jpg>"}"#),
    },
    ImageHasLocation {
        name: "image_has_location",
        severity: Warning,
        rule: "The image carries the place where it was taken.",
        message: "{field} carries GPS coordinates, which the verification does not need.",
        params: &[],
        why: "The picture says where it was taken, often the customer's home. The verification does not need it, and \
            data protection law asks you not to pass on more than is needed. What counts is latitude and longitude, \
            a destination or an area in EXIF, and a latitude or longitude in XMP. The compressed text of a PNG is \
            not inspected.",
        fix: "Remove the coordinates from EXIF and XMP before you send the picture, by a tool for metadata or by \
            saving it anew without metadata; turn it upright first, for its orientation stands there, too.",
        section: "Guide, request parameters; EXIF, GPS attribute information",
        bad_example: Example::Image("a phone's photograph, as stored"),
        good_example: Example::Image("the same photograph with the location left out on sharing"),
    },
);

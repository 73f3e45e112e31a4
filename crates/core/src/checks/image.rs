//! Images: what the text and the headers tell, against the limits.

use super::Sink;
use crate::choices::MimeType;
use crate::codes::{Code, Param};
use crate::image::{
    Base64Image, ImageFacts, ImageFormat, MAX_BYTES, MAX_SIDE, MIN_DISPLAYED_WIDTH, MIN_LONGEST_SIDE, encoded_length,
};

/// All codes of a base64 image but those of a full decode. `same_as` is an earlier image with the same bytes.
pub(crate) fn check(image: &Base64Image, same_as: Option<&'static str>, sink: &mut Sink<'_>) {
    if image.data_uri {
        sink.code(Code::Base64DataUri);
    }
    for (code, place) in [
        (Code::Base64Whitespace, image.whitespace),
        (Code::Base64UrlSafe, image.url_safe),
        (Code::Base64Alphabet, image.alphabet),
    ] {
        if let Some(place) = place {
            sink.push(sink.violation(code).param(Param::Index, place));
        }
    }
    if image.padding {
        sink.code(Code::Base64Padding);
    }
    if let Some(facts) = &image.image {
        check_decoded(facts, image.text_len, same_as, sink);
    }
}

/// The codes of an image that is not yet encoded.
pub(crate) fn check_facts(facts: &ImageFacts, sink: &mut Sink<'_>) {
    check_decoded(facts, encoded_length(facts.bytes), None, sink);
}

fn check_decoded(facts: &ImageFacts, encoded: u64, same_as: Option<&'static str>, sink: &mut Sink<'_>) {
    let too_large = [(Code::ImageTooManyBytes, facts.bytes), (Code::ImageEncodedTooLong, encoded)];
    if let Some((code, actual)) = too_large.into_iter().find(|(_, actual)| *actual > MAX_BYTES) {
        sink.push(sink.violation(code).param(Param::Max, MAX_BYTES).param(Param::Actual, actual));
    }
    if facts.format.mime_type().is_none() {
        sink.push(sink.violation(Code::ImageFormat).param(Param::Detected, facts.format.as_str()));
    } else {
        if let Err(reason) = facts.size {
            sink.push(sink.violation(Code::ImageUnreadable).param(Param::Reason, reason.as_str()));
        }
        if facts.complete == Some(false) {
            sink.code(Code::ImageTruncated);
        }
        if let Ok(size) = facts.size {
            check_size(size, facts.orientation, sink);
        }
        if facts.grayscale {
            sink.code(Code::ImageGrayscale);
        }
    }
    if let Some(same_as) = same_as {
        sink.push(sink.violation(Code::ImageReused).param(Param::SameAs, same_as));
    }
    if facts.has_location {
        sink.code(Code::ImageHasLocation);
    }
}

fn check_size((width, height): (u32, u32), orientation: u8, sink: &mut Sink<'_>) {
    let longest = width.max(height);
    let with_size =
        |violation: crate::report::Violation| violation.param(Param::Width, width).param(Param::Height, height);
    if longest > MAX_SIDE {
        sink.push(with_size(sink.violation(Code::ImageSideTooLong).param(Param::Max, MAX_SIDE)));
    }
    if longest < MIN_LONGEST_SIDE {
        sink.push(with_size(sink.violation(Code::ImageTooSmall).param(Param::Min, MIN_LONGEST_SIDE)));
    } else {
        // Orientations 5 to 8 lie on their side.
        let displayed = if orientation >= 5 { height } else { width };
        if displayed < MIN_DISPLAYED_WIDTH {
            sink.code(Code::ImageNarrow);
        }
    }
}

/// Whether the MIME type, declared or by default, is that of the bytes.
pub(crate) fn check_mime(declared: Option<&str>, facts: &ImageFacts, sink: &mut Sink<'_>) {
    let detected = match facts.format {
        ImageFormat::Jpeg => MimeType::Jpeg,
        ImageFormat::Png => MimeType::Png,
        _ => return,
    };
    let Ok(declared) = declared.map_or(Ok(MimeType::Jpeg), str::parse::<MimeType>) else { return };
    if declared != detected {
        let violation = sink.violation(Code::MimeMismatch).param(Param::Declared, declared.as_str());
        sink.push(violation.param(Param::Detected, detected.as_str()).suggest(Some(detected.as_str())));
    }
}

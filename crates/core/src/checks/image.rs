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
        sink.add(Code::Base64DataUri);
    }
    if let Some(instead) = image.instead {
        sink.add(Code::ImageFormat).param(Param::Detected, instead.as_str());
        return;
    }
    if let Some(place) = image.whitespace {
        sink.add(Code::Base64Whitespace).param(Param::Index, place);
    }
    if image.plus_lost {
        sink.add(Code::Base64PlusLost);
    }
    for (code, place) in [(Code::Base64UrlSafe, image.url_safe), (Code::Base64Alphabet, image.alphabet)] {
        if let Some(place) = place {
            sink.add(code).param(Param::Index, place);
        }
    }
    if image.padding {
        sink.add(Code::Base64Padding);
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
        sink.add(code).param(Param::Max, MAX_BYTES).param(Param::Actual, actual);
    }
    if facts.format.mime_type().is_none() {
        let violation = sink.add(Code::ImageFormat).param(Param::Detected, facts.format.as_str());
        if facts.format == ImageFormat::Shifted {
            violation.param(Param::Offset, u64::from(facts.offset));
        }
    } else {
        if let Err(reason) = facts.size {
            sink.add(Code::ImageUnreadable).param(Param::Reason, reason.as_str());
        }
        if facts.complete == Some(false) {
            sink.add(Code::ImageTruncated);
        }
        if let Ok(size) = facts.size {
            check_size(size, facts.orientation, sink);
        }
        if facts.grayscale {
            sink.add(Code::ImageGrayscale);
        }
    }
    if let Some(same_as) = same_as {
        sink.add(Code::ImageReused).param(Param::SameAs, same_as);
    }
    if facts.has_location {
        sink.add(Code::ImageHasLocation);
    }
}

fn check_size((width, height): (u32, u32), orientation: u8, sink: &mut Sink<'_>) {
    let longest = width.max(height);
    let outside = if longest > MAX_SIDE {
        Some((Code::ImageSideTooLong, Param::Max, MAX_SIDE))
    } else if longest < MIN_LONGEST_SIDE {
        Some((Code::ImageTooSmall, Param::Min, MIN_LONGEST_SIDE))
    } else {
        None
    };
    if let Some((code, limit, value)) = outside {
        sink.add(code).param(limit, value).param(Param::Width, width).param(Param::Height, height);
    }
    if longest >= MIN_LONGEST_SIDE {
        // Orientations 5 to 8 lie on their side.
        let displayed = if orientation >= 5 { height } else { width };
        if displayed < MIN_DISPLAYED_WIDTH {
            sink.add(Code::ImageNarrow);
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
        let (declared, detected) = (declared.as_str(), detected.as_str());
        let violation = sink.add(Code::MimeMismatch);
        violation.param(Param::Declared, declared).param(Param::Detected, detected).suggest(Some(detected));
    }
}

//! Images: what the text and the headers tell, against the limits.

use super::Reporter;
use crate::choices::MimeType;
use crate::codes::{Code, Param};
use crate::image::{
    Base64Image, ImageFormat, ImageInfo, MAX_BYTES, MAX_SIDE, MIN_DISPLAYED_WIDTH, MIN_LONGEST_SIDE, encoded_length,
};

/// All codes of a base64 image but those of a full decode. `same_as` is an earlier image with the same bytes.
pub(crate) fn check(image: &Base64Image, same_as: Option<&'static str>, reporter: &mut Reporter<'_>) {
    if image.data_uri {
        reporter.add(Code::Base64DataUri);
    }
    if let Some(instead) = image.instead {
        reporter.add(Code::ImageFormat).param(Param::Detected, instead.as_str());
        return;
    }
    if let Some(place) = image.whitespace {
        reporter.add(Code::Base64Whitespace).param(Param::Index, place);
    }
    if image.plus_lost {
        reporter.add(Code::Base64PlusLost);
    }
    for (code, place) in [(Code::Base64UrlSafe, image.url_safe), (Code::Base64Alphabet, image.alphabet)] {
        if let Some(place) = place {
            reporter.add(code).param(Param::Index, place);
        }
    }
    if image.padding {
        reporter.add(Code::Base64Padding);
    }
    if let Some(info) = &image.image {
        check_decoded(info, image.text_len, same_as, reporter);
    }
}

/// The codes of an image that is not yet encoded.
pub(crate) fn check_facts(info: &ImageInfo, reporter: &mut Reporter<'_>) {
    check_decoded(info, encoded_length(info.bytes), None, reporter);
}

fn check_decoded(info: &ImageInfo, encoded: u64, same_as: Option<&'static str>, reporter: &mut Reporter<'_>) {
    let too_large = [(Code::ImageTooManyBytes, info.bytes), (Code::ImageEncodedTooLong, encoded)];
    if let Some((code, actual)) = too_large.into_iter().find(|(_, actual)| *actual > MAX_BYTES) {
        reporter.add(code).param(Param::Max, MAX_BYTES).param(Param::Actual, actual);
    }
    if info.format.mime_type().is_none() {
        let violation = reporter.add(Code::ImageFormat).param(Param::Detected, info.format.as_str());
        if info.format == ImageFormat::Shifted {
            violation.param(Param::Offset, u64::from(info.offset));
        }
    } else {
        if let Err(reason) = info.size {
            reporter.add(Code::ImageUnreadable).param(Param::Reason, reason.as_str());
        }
        if info.complete == Some(false) {
            reporter.add(Code::ImageTruncated);
        }
        if let Ok(size) = info.size {
            check_size(size, info.orientation, reporter);
        }
        if info.grayscale {
            reporter.add(Code::ImageGrayscale);
        }
    }
    if let Some(same_as) = same_as {
        reporter.add(Code::ImageReused).param(Param::SameAs, same_as);
    }
    if info.has_location {
        reporter.add(Code::ImageHasLocation);
    }
}

fn check_size((width, height): (u32, u32), orientation: u8, reporter: &mut Reporter<'_>) {
    let longest = width.max(height);
    let outside = if longest > MAX_SIDE {
        Some((Code::ImageSideTooLong, Param::Max, MAX_SIDE))
    } else if longest < MIN_LONGEST_SIDE {
        Some((Code::ImageTooSmall, Param::Min, MIN_LONGEST_SIDE))
    } else {
        None
    };
    if let Some((code, limit, value)) = outside {
        reporter.add(code).param(limit, value).param(Param::Width, width).param(Param::Height, height);
    }
    if longest >= MIN_LONGEST_SIDE {
        // Orientations 5 to 8 lie on their side.
        let displayed = if orientation >= 5 { height } else { width };
        if displayed < MIN_DISPLAYED_WIDTH {
            reporter.add(Code::ImageNarrow);
        }
    }
}

/// Whether the MIME type, declared or by default, is that of the bytes.
pub(crate) fn check_mime(declared: Option<&str>, info: &ImageInfo, reporter: &mut Reporter<'_>) {
    let detected = match info.format {
        ImageFormat::Jpeg => MimeType::Jpeg,
        ImageFormat::Png => MimeType::Png,
        _ => return,
    };
    let Ok(declared) = declared.map_or(Ok(MimeType::Jpeg), str::parse::<MimeType>) else { return };
    if declared != detected {
        let (declared, detected) = (declared.as_str(), detected.as_str());
        let violation = reporter.add(Code::MimeMismatch);
        violation.param(Param::Declared, declared).param(Param::Detected, detected).suggest(Some(detected));
    }
}

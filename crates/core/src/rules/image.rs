//! Images: what the base64 text and the headers say, against the limits.

use super::{Reporter, choice, cross_field};
use crate::choices::MimeType;
use crate::codes::{Code, Param};
use crate::fields::Field;
use crate::image::{
    Base64Image, ImageFormat, ImageInfo, ImageReader, MAX_BYTES, MAX_SIDE, MIN_DISPLAYED_WIDTH, MIN_LONGEST_SIDE,
    encoded_length,
};
use crate::report::Report;
#[cfg(feature = "decode")]
use crate::report::{Target, Violation};

/// Checks a photo before it is encoded: the raw bytes of a file.
///
/// `field` is the one that it is meant for, one of [`Field::IMAGES`]; with another field nothing is checked. `declared` is
/// the MIME type that the request will declare; with `None` the declaration is not checked, as it can still follow the
/// bytes.
///
/// ```
/// use netverify_rules::{Code, Field, validate_image};
///
/// let report = validate_image(Field::FrontsideImage, b"GIF89a", None);
/// assert_eq!(report.violations()[0].code(), Code::ImageFormat);
/// ```
#[must_use]
pub fn validate_image(field: Field, bytes: &[u8], declared: Option<&str>) -> Report {
    let mut reader = ImageReader::new();
    reader.push(bytes);
    validate_image_info(field, &reader.finish(), declared)
}

/// Checks a photo as [`validate_image`] does, that was read piece by piece by an [`ImageReader`].
///
/// ```
/// use netverify_rules::{Field, ImageReader, validate_image_info};
///
/// let mut reader = ImageReader::new();
/// for piece in [b"GIF", b"89a"] {
///     reader.push(piece);
/// }
/// assert!(!validate_image_info(Field::FaceImage, &reader.finish(), None).is_valid());
/// ```
#[must_use]
pub fn validate_image_info(field: Field, info: &ImageInfo, declared: Option<&str>) -> Report {
    let mut report = Report::default();
    if field.image_index().is_some() {
        check_decoded(info, encoded_length(info.bytes), None, &mut Reporter::new(field, &mut report.violations));
        add_info(field, info, declared, &mut report);
    }
    report
}

/// Checks an image as [`validate_image_info`] does, that is a base64 text, read piece by piece by a [`Base64Reader`].
///
/// ```
/// use netverify_rules::{Base64Reader, Code, Field, validate_base64_image};
///
/// let mut reader = Base64Reader::new();
/// reader.push(b"R0lGODlh AQABAAAAADs=");
/// let report = validate_base64_image(Field::FaceImage, &reader.finish(), None);
/// let codes: Vec<Code> = report.violations().iter().map(|violation| violation.code()).collect();
/// assert_eq!(codes, [Code::Base64Whitespace, Code::ImageFormat]);
/// ```
///
/// [`Base64Reader`]: crate::Base64Reader
#[must_use]
pub fn validate_base64_image(field: Field, image: &Base64Image, declared: Option<&str>) -> Report {
    let mut report = Report::default();
    if field.image_index().is_some() {
        check(image, None, &mut Reporter::new(field, &mut report.violations));
        if let Some(info) = &image.image {
            add_info(field, info, declared, &mut report);
        }
    }
    report
}

/// Puts an image's info into its report, and checks the MIME type that is declared for it.
fn add_info(field: Field, info: &ImageInfo, declared: Option<&str>, report: &mut Report) {
    let (Some(slot), Some(mime_type)) = (field.image_index(), field.mime_type_of_image()) else { return };
    report.images[slot] = Some(*info);
    if let Some(declared) = declared {
        let mut reporter = Reporter::new(mime_type, &mut report.violations);
        choice::check(declared, MimeType::NAMES, &mut reporter);
        cross_field::check_mime(Some(declared), info, &mut reporter);
    }
}

/// Checks a photo as [`validate_image`] does, and decodes it if its headers can be read: `image_corrupt`.
///
/// Decoding takes time for every pixel, and for progressive JPEGs memory: an eighth of a byte for each of their coefficients.
#[cfg(feature = "decode")]
#[must_use]
pub fn validate_image_fully(field: Field, bytes: &[u8], declared: Option<&str>) -> Report {
    let mut report = validate_image(field, bytes, declared);
    add_corrupt(field, bytes, &mut report);
    report
}

/// Decodes an image and puts `image_corrupt` after `image_truncated`, where the table has it.
#[cfg(feature = "decode")]
pub(crate) fn add_corrupt(field: Field, bytes: &[u8], report: &mut Report) {
    // A side that is too long is reported already, and not worth the memory.
    let fits = |(width, height): (u32, u32)| width.max(height) <= crate::image::MAX_SIDE;
    let readable = report.image(field).is_some_and(|info| info.size.is_ok_and(fits));
    if !readable {
        return;
    }
    let Err(corrupt) = crate::image::decode::decode(bytes) else { return };
    let place = report
        .violations
        .iter()
        .position(|other| other.field().is_some_and(|f| f > field || (f == field && other.code() > Code::ImageCorrupt)))
        .unwrap_or(report.violations.len());
    let mut violation = Violation::new(Target::Field(field), Code::ImageCorrupt);
    violation.param(Param::Reason, corrupt.as_str());
    report.violations.insert(place, violation);
}

/// Checks a base64 image for all codes but that of a full decode. `same_as` is an earlier image with the same bytes.
pub(crate) fn check(image: &Base64Image, same_as: Option<Field>, reporter: &mut Reporter<'_>) {
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

fn check_decoded(info: &ImageInfo, encoded: u64, same_as: Option<Field>, reporter: &mut Reporter<'_>) {
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
        reporter.add(Code::ImageReused).param(Param::SameAs, same_as.name());
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
        // Orientations 5 to 8 are turned by 90 degrees.
        let displayed = if orientation >= 5 { height } else { width };
        if displayed < MIN_DISPLAYED_WIDTH {
            reporter.add(Code::ImageNarrow);
        }
    }
}

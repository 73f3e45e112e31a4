//! Images: base64 and the headers of JPEG and PNG, read as a stream in bounded memory, with no pixel touched.

mod base64;
#[cfg(feature = "decode")]
pub(crate) mod decode;
#[cfg(feature = "decode")]
mod entropy;
mod exif;
mod gather;
#[cfg(feature = "decode")]
mod huffman;
#[cfg(feature = "decode")]
mod huffman_defaults;
mod jpeg;
#[cfg(test)]
mod jpegs;
mod metadata;
mod placeholder;
mod png;
#[cfg(feature = "decode")]
mod png_data;
mod reader;
mod samples;
mod sniff;
mod xmp;

pub(crate) use base64::decode_base64;
pub use base64::{Base64Cleaner, Base64Image, Base64Reader};
use reader::Findings;
pub use reader::ImageReader;

/// The most bytes that an image may have, decoded: 15 MiB.
pub const MAX_BYTES: u64 = 15 * 1024 * 1024;
/// The most pixels that a side may have: under 8000.
pub const MAX_SIDE: u32 = 7999;
/// The fewest pixels that the longest side may have: over 300.
pub const MIN_LONGEST_SIDE: u32 = 301;
/// The fewest pixels that the picture should be wide, as displayed.
pub const MIN_DISPLAYED_WIDTH: u32 = 300;

/// The length of the base64 text of so many bytes, padding included.
///
/// ```
/// assert_eq!(netverify_rules::encoded_length(15_728_640), 20_971_520);
/// ```
#[must_use]
pub const fn encoded_length(bytes: u64) -> u64 {
    bytes.div_ceil(3).saturating_mul(4)
}

/// What an image's first bytes say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageFormat {
    /// JPEG, ITU-T T.81.
    Jpeg,
    /// PNG, W3C Portable Network Graphics.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// HEIC or HEIF.
    Heic,
    /// AVIF.
    Avif,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// PDF.
    Pdf,
    /// SVG.
    Svg,
    /// JPEG 2000.
    Jp2,
    /// JPEG XL.
    Jxl,
    /// Windows icon or cursor.
    Ico,
    /// Photoshop document.
    Psd,
    /// No bytes at all.
    Empty,
    /// The base64 text of a picture: it was encoded twice.
    Base64,
    /// A picture in hexadecimal digits.
    Hex,
    /// A `data:` URI.
    DataUri,
    /// An HTML page.
    Html,
    /// JSON.
    Json,
    /// A picture that was read as text and thereby damaged.
    TextMangled,
    /// A missing value, a printed object, a path or an address.
    Placeholder,
    /// A JPEG or PNG with other bytes before it.
    Shifted,
    /// None of these.
    Unknown,
}

impl ImageFormat {
    /// The name in a report, such as `jpeg`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Png => "png",
            ImageFormat::Gif => "gif",
            ImageFormat::Webp => "webp",
            ImageFormat::Heic => "heic",
            ImageFormat::Avif => "avif",
            ImageFormat::Bmp => "bmp",
            ImageFormat::Tiff => "tiff",
            ImageFormat::Pdf => "pdf",
            ImageFormat::Svg => "svg",
            ImageFormat::Jp2 => "jp2",
            ImageFormat::Jxl => "jxl",
            ImageFormat::Ico => "ico",
            ImageFormat::Psd => "psd",
            ImageFormat::Empty => "empty",
            ImageFormat::Base64 => "base64",
            ImageFormat::Hex => "hex",
            ImageFormat::DataUri => "data_uri",
            ImageFormat::Html => "html",
            ImageFormat::Json => "json",
            ImageFormat::TextMangled => "text_mangled",
            ImageFormat::Placeholder => "placeholder",
            ImageFormat::Shifted => "shifted",
            ImageFormat::Unknown => "unknown",
        }
    }

    /// Whether it is a picture, or a document that shows one: to be converted where the service does not take it.
    ///
    /// ```
    /// use netverify_rules::ImageFormat;
    ///
    /// assert!(ImageFormat::Heic.is_picture());
    /// assert!(!ImageFormat::Html.is_picture());
    /// ```
    #[must_use]
    pub const fn is_picture(self) -> bool {
        (self as u8) < ImageFormat::Empty as u8
    }

    /// The MIME type, for the two formats that the service takes.
    #[must_use]
    pub const fn mime_type(self) -> Option<&'static str> {
        match self {
            ImageFormat::Jpeg => Some("image/jpeg"),
            ImageFormat::Png => Some("image/png"),
            _ => None,
        }
    }
}

/// Why a decoder cannot read what precedes the picture data of a JPEG or PNG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unreadable {
    /// The bytes, or the JPEG's header segments, end without a frame header.
    NoFrameHeader,
    /// A table or scan header of a JPEG has a length that is too short to count itself.
    BadSegment,
    /// The frame header or IHDR is misplaced, of another length than its own, or has a value that it cannot have.
    BadHeader,
    /// Another JPEG begins before the first scan.
    SecondStart,
    /// There is another frame header before the first scan.
    SecondFrame,
    /// The first scan of a JPEG needs a quantisation table that is not there.
    NoQuantizationTable,
    /// The colours of a PNG are those of a palette, which is not there.
    NoPalette,
    /// IHDR's CRC is wrong.
    BadCrc,
    /// A side of 0 pixels: for a JPEG's height, a DNL marker would give it.
    ZeroDimension,
}

impl Unreadable {
    /// The word in a report's `reason`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Unreadable::NoFrameHeader => "no_frame_header",
            Unreadable::BadSegment => "bad_segment",
            Unreadable::BadHeader => "bad_header",
            Unreadable::SecondStart => "second_start",
            Unreadable::SecondFrame => "second_frame",
            Unreadable::NoQuantizationTable => "no_quantization_table",
            Unreadable::NoPalette => "no_palette",
            Unreadable::BadCrc => "bad_crc",
            Unreadable::ZeroDimension => "zero_dimension",
        }
    }
}

/// What could be read of an image without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImageInfo {
    /// The format by the first bytes.
    pub format: ImageFormat,
    /// Width and height in pixels as stored, before EXIF orientation; for JPEG and PNG only.
    pub size: Result<(u32, u32), Unreadable>,
    /// The number of bytes, everything after the end marker included.
    pub bytes: u64,
    /// Whether the end marker was found before the bytes ended, or before another JPEG began: EOI after the scan data of a
    /// JPEG, IEND after the picture data of a PNG. `None` for another format.
    pub complete: Option<bool>,
    /// EXIF orientation, 1 to 8; 1 where there is none.
    pub orientation: u8,
    /// One component (JPEG), or colour type 0 or 4 (PNG).
    pub grayscale: bool,
    /// Whether EXIF or XMP holds a place: coordinates, or in EXIF an area.
    pub has_location: bool,
    /// The byte at which the picture begins, where its format is [`ImageFormat::Shifted`]; else 0.
    pub offset: u8,
}

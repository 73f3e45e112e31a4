//! What can be said of an image.

use crate::words::words;

words! {
    /// What an image's first bytes say it is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ImageFormat {
        /// JPEG, ITU-T T.81.
        Jpeg = "jpeg",
        /// PNG, W3C Portable Network Graphics.
        Png = "png",
        /// GIF.
        Gif = "gif",
        /// WebP.
        Webp = "webp",
        /// HEIC or HEIF.
        Heic = "heic",
        /// AVIF.
        Avif = "avif",
        /// Windows bitmap.
        Bmp = "bmp",
        /// TIFF.
        Tiff = "tiff",
        /// PDF.
        Pdf = "pdf",
        /// SVG.
        Svg = "svg",
        /// JPEG 2000.
        Jp2 = "jp2",
        /// JPEG XL.
        Jxl = "jxl",
        /// Windows icon or cursor.
        Ico = "ico",
        /// Photoshop document.
        Psd = "psd",
        /// No bytes at all.
        Empty = "empty",
        /// The base64 text of a picture: it was encoded twice.
        Base64 = "base64",
        /// A picture in hexadecimal digits.
        Hex = "hex",
        /// A `data:` URI.
        DataUri = "data_uri",
        /// An HTML page.
        Html = "html",
        /// JSON.
        Json = "json",
        /// A picture that was read as text and thereby damaged.
        TextMangled = "text_mangled",
        /// A missing value, a printed object, a path or an address.
        Placeholder = "placeholder",
        /// A JPEG or PNG with other bytes before it.
        Shifted = "shifted",
        /// None of these.
        Unknown = "unknown",
    }
}

impl ImageFormat {
    /// Checks whether it is a picture, or a document that shows one: to be converted where the service does not take it.
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

    /// Returns the MIME type, for the two formats that the service takes.
    #[must_use]
    pub const fn mime_type(self) -> Option<&'static str> {
        match self {
            ImageFormat::Jpeg => Some("image/jpeg"),
            ImageFormat::Png => Some("image/png"),
            _ => None,
        }
    }
}

words! {
    /// Why a decoder cannot read what precedes the picture data of a JPEG or PNG.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Unreadable {
        /// The bytes, or the JPEG's header segments, end without a frame header.
        NoFrameHeader = "no_frame_header",
        /// A table or scan header of a JPEG has a length that is too short to count itself.
        BadSegment = "bad_segment",
        /// The frame header or IHDR is misplaced, of another length than its own, or has a value that it cannot have.
        BadHeader = "bad_header",
        /// Another JPEG begins before the first scan.
        SecondStart = "second_start",
        /// There is another frame header before the first scan.
        SecondFrame = "second_frame",
        /// The first scan of a JPEG needs a quantisation table that is not there.
        NoQuantizationTable = "no_quantization_table",
        /// The colours of a PNG are those of a palette, which is not there.
        NoPalette = "no_palette",
        /// IHDR's CRC is wrong.
        BadCrc = "bad_crc",
        /// A side of 0 pixels: for a JPEG's height, a DNL marker would give it.
        ZeroDimension = "zero_dimension",
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

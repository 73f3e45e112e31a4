//! Images: base64 and the headers of JPEG and PNG, read as a stream in bounded memory, with no pixel touched.

mod alphabet;
mod base64;
mod base64_image;
#[cfg(feature = "decode")]
mod damaged;
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
mod info;
mod jpeg;
#[cfg(test)]
mod jpegs;
pub(crate) mod limits;
mod metadata;
mod placeholder;
mod png;
#[cfg(feature = "decode")]
mod png_data;
mod reader;
mod samples;
mod sniff;
mod xmp;

pub(crate) use alphabet::decode_base64;
pub use base64::Base64Reader;
pub use base64_image::{Base64Cleaner, Base64Image};
pub use info::{ImageFormat, ImageInfo, Unreadable};
pub use limits::{MAX_BYTES, MAX_SIDE, MIN_DISPLAYED_WIDTH, MIN_LONGEST_SIDE, encoded_length};
pub use reader::ImageReader;

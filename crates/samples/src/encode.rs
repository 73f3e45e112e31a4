//! Pictures as bytes: JPEG and PNG by their libraries, GIF and EXIF by hand, since nothing else here needs them.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};
use std::error::Error;

/// How far two steps of the palette are apart.
const STEP: u16 = 51;

/// A colour JPEG.
pub(crate) fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(picture)?;
    Ok(out)
}

/// A JPEG of one component.
pub(crate) fn gray_jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    let gray = DynamicImage::ImageRgb8(picture.clone()).into_luma8();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&gray)?;
    Ok(out)
}

/// A PNG with a palette.
pub(crate) fn png(picture: &RgbImage) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette().concat());
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(&indexed(picture))?;
    Ok(out)
}

/// A GIF, by the GIF89a specification.
pub(crate) fn gif(picture: &RgbImage) -> Vec<u8> {
    const SIZE: u8 = 8;
    let side = |side: u32| (side as u16).to_le_bytes();
    let (width, height) = (side(picture.width()), side(picture.height()));
    let mut out = b"GIF89a".to_vec();
    out.extend(width.into_iter().chain(height));
    // A global table of 2^(7+1) colours; background 0; square pixels.
    out.extend([0xF0 | (SIZE - 1), 0, 0]);
    out.extend(palette().concat());
    out.extend([0x2C, 0, 0, 0, 0]);
    out.extend(width.into_iter().chain(height));
    out.extend([0, SIZE]);
    for block in lzw(&indexed(picture), SIZE).chunks(255) {
        out.push(block.len() as u8);
        out.extend(block);
    }
    out.extend([0, 0x3B]);
    out
}

/// GIF's variable-length code of a picture whose indices have at most `size` bits.
fn lzw(indices: &[u8], size: u8) -> Vec<u8> {
    let clear = 1u16 << size;
    let (mut out, mut pending, mut filled) = (Vec::new(), 0u32, 0u32);
    let mut put = |code: u16, width: u32| {
        pending |= u32::from(code) << filled;
        filled += width;
        while filled >= 8 {
            out.push(pending as u8);
            pending >>= 8;
            filled -= 8;
        }
    };
    let mut known = std::collections::BTreeMap::new();
    let mut width = u32::from(size) + 1;
    put(clear, width);
    let mut current: Option<u16> = None;
    for &index in indices {
        let Some(prefix) = current else {
            current = Some(u16::from(index));
            continue;
        };
        if let Some(&code) = known.get(&(prefix, index)) {
            current = Some(code);
            continue;
        }
        put(prefix, width);
        let next = clear + 2 + known.len() as u16;
        if next == 4096 {
            put(clear, width);
            known.clear();
            width = u32::from(size) + 1;
        } else {
            if u32::from(next) == 1 << width {
                width += 1;
            }
            known.insert((prefix, index), next);
        }
        current = Some(u16::from(index));
    }
    if let Some(code) = current {
        put(code, width);
    }
    put(clear + 1, width);
    // What is left of the last byte.
    put(0, 7);
    out
}

/// Six steps of each of red, green and blue; the rest is black, since a table of colours has a power of two.
fn palette() -> [[u8; 3]; 256] {
    std::array::from_fn(
        |i| if i < 216 { [i / 36, i / 6 % 6, i % 6].map(|step| step as u8 * STEP as u8) } else { [0; 3] },
    )
}

/// Each pixel's place in [`palette`], its error spread in a fixed pattern of 4 × 4.
fn indexed(picture: &RgbImage) -> Vec<u8> {
    const PATTERN: [[u16; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
    let pixel = |(x, y, pixel): (u32, u32, &image::Rgb<u8>)| {
        let threshold = PATTERN[y as usize % 4][x as usize % 4] * STEP / 16;
        pixel.0.iter().fold(0, |index, part| index * 6 + ((u16::from(*part) + threshold) / STEP).min(5) as u8)
    };
    picture.enumerate_pixels().map(pixel).collect()
}

/// Puts an EXIF segment with GPS coordinates behind a JPEG's first marker: a point in the middle of the Atlantic.
pub(crate) fn with_location(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"II\x2A\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value);
        bytes
    };
    const ASCII: u16 = 2;
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    // The main directory is at 8: a count, two entries, no next directory. The GPS directory follows at 38, its two
    // triples of fractions behind it at 92.
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(0x0112, SHORT, 1, [1, 0, 0, 0]));
    tiff.extend(entry(0x8825, LONG, 1, 38u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(4u16.to_le_bytes());
    tiff.extend(entry(1, ASCII, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, RATIONAL, 3, 92u32.to_le_bytes()));
    tiff.extend(entry(3, ASCII, 2, *b"W\0\0\0"));
    tiff.extend(entry(4, RATIONAL, 3, 116u32.to_le_bytes()));
    tiff.extend([0; 4]);
    for numerator in [30u32, 15, 0, 40, 45, 0] {
        tiff.extend(numerator.to_le_bytes());
        tiff.extend(1u32.to_le_bytes());
    }
    let (start, rest) = jpeg.split_at(2);
    let length = (2 + 6 + tiff.len()) as u16;
    [start, &[0xFF, 0xE1], &length.to_be_bytes(), b"Exif\0\0", &tiff, rest].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents;

    /// Reads back what [`lzw`] wrote.
    fn unlzw(bytes: &[u8], size: u8) -> Vec<u8> {
        let (clear, mut at, mut width) = (1usize << size, 0, u32::from(size) + 1);
        let (mut table, mut out, mut last) = (Vec::<Vec<u8>>::new(), Vec::new(), Vec::new());
        loop {
            let code = (0..width as usize)
                .fold(0, |code, i| code | usize::from(bytes[(at + i) / 8] >> ((at + i) % 8) & 1) << i);
            at += width as usize;
            if code == clear {
                table = (0..clear + 2).map(|i| vec![i as u8]).collect();
                (width, last) = (u32::from(size) + 1, Vec::new());
                continue;
            }
            if code == clear + 1 {
                return out;
            }
            let word = table.get(code).cloned().unwrap_or_else(|| [&last[..], &last[..1]].concat());
            if !last.is_empty() && table.len() < 4096 {
                table.push([&last[..], &word[..1]].concat());
            }
            if table.len() == 1 << width && width < 12 {
                width += 1;
            }
            out.extend(&word);
            last = word;
        }
    }

    #[test]
    fn gif_code_can_be_read_back() {
        for (width, height) in [(8, 8), (320, 200)] {
            let indices = indexed(&documents::flat_card(width, height));
            assert!(unlzw(&lzw(&indices, 8), 8) == indices, "{width} x {height}");
        }
        // Enough variety to fill the table more than once.
        let noise: Vec<u8> = (0..60_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(unlzw(&lzw(&noise, 8), 8) == noise);
    }

    #[test]
    fn exif_stands_where_it_says() {
        let jpeg = with_location(b"\xFF\xD8\xFF\xD9");
        assert_eq!(usize::from(u16::from_be_bytes([jpeg[4], jpeg[5]])), jpeg.len() - 6);
        assert_eq!(jpeg.len(), 2 + 2 + 2 + 6 + 140 + 2);
    }
}

//! A surface to draw on. All arithmetic is in whole numbers, so that a picture is the same on every machine.
//!
//! One draws at twice the size; [`Canvas::picture`] halves it, which smooths the edges.

use crate::font;
use image::{Rgb, RgbImage};

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

/// How many drawn pixels make one of the picture, along each side.
const OVERSAMPLING: i32 = 2;
/// The value of [`sine`] for a full swing.
const SINE_ONE: i32 = 1024;
/// A full turn of [`sine`]'s angle.
pub(crate) const TURN: i32 = 4096;

/// A rectangle in picture pixels: left, top, width, height.
#[derive(Clone, Copy)]
pub(crate) struct Rect(pub(crate) i32, pub(crate) i32, pub(crate) i32, pub(crate) i32);

pub(crate) struct Canvas {
    width: i32,
    height: i32,
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A white one, for a picture of that size.
    pub(crate) fn new(width: i32, height: i32) -> Self {
        let (width, height) = (width * OVERSAMPLING, height * OVERSAMPLING);
        Canvas { width, height, pixels: vec![[255; 3]; (width * height) as usize] }
    }

    /// Mixes a colour into one drawn pixel; `strength` of 256 covers it. Outside of the surface nothing happens.
    fn dot(&mut self, x: i32, y: i32, colour: Colour, strength: i32) {
        if (0..self.width).contains(&x) && (0..self.height).contains(&y) {
            let pixel = &mut self.pixels[(y * self.width + x) as usize];
            *pixel = mix(*pixel, colour, strength);
        }
    }

    /// Covers a rectangle with a colour that runs from one at its top to another at its bottom.
    pub(crate) fn gradient(&mut self, Rect(left, top, width, height): Rect, from: Colour, to: Colour) {
        let rows = height * OVERSAMPLING;
        for y in 0..rows {
            let colour = mix(from, to, y * 256 / rows.max(1));
            for x in left * OVERSAMPLING..(left + width) * OVERSAMPLING {
                self.dot(x, top * OVERSAMPLING + y, colour, 256);
            }
        }
    }

    /// Covers a rectangle.
    pub(crate) fn fill(&mut self, rect: Rect, colour: Colour) {
        self.gradient(rect, colour, colour);
    }

    /// Covers an ellipse around a point, where it lies within `clip`.
    pub(crate) fn ellipse(&mut self, centre: (i32, i32), radii: (i32, i32), clip: Rect, colour: Colour) {
        let (cx, cy) = (centre.0 * OVERSAMPLING, centre.1 * OVERSAMPLING);
        let (rx, ry) = (i64::from(radii.0 * OVERSAMPLING), i64::from(radii.1 * OVERSAMPLING));
        let Rect(left, top, width, height) = clip;
        for y in top * OVERSAMPLING..(top + height) * OVERSAMPLING {
            for x in left * OVERSAMPLING..(left + width) * OVERSAMPLING {
                let (dx, dy) = (i64::from(x - cx), i64::from(y - cy));
                if dx * dx * ry * ry + dy * dy * rx * rx <= rx * rx * ry * ry {
                    self.dot(x, y, colour, 256);
                }
            }
        }
    }

    /// A line of one picture pixel's width.
    fn line(&mut self, from: (i32, i32), to: (i32, i32), colour: Colour, strength: i32) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).max(1);
        for step in 0..steps {
            let (x, y) = (from.0 + dx * step / steps, from.1 + dy * step / steps);
            self.dot(x, y, colour, strength);
            // The second row of dots lies across the line.
            if dx.abs() > dy.abs() {
                self.dot(x, y + 1, colour, strength);
            } else {
                self.dot(x + 1, y, colour, strength);
            }
        }
    }

    /// The wavy lines of a security print: a bundle of them over the whole width, each a little off the one before.
    pub(crate) fn waves(&mut self, from_y: i32, count: i32, gap: i32, swing: i32, colour: Colour) {
        for n in 0..count {
            let height = |x: i32| {
                let slow = sine(x * TURN / self.width + n * TURN / 24);
                let fast = sine(x * 3 * TURN / self.width - n * TURN / 15);
                (from_y + n * gap) * OVERSAMPLING + (slow * 2 + fast) * swing * OVERSAMPLING / (3 * SINE_ONE)
            };
            let points: Vec<(i32, i32)> = (0..=self.width / 8).map(|i| (i * 8, height(i * 8))).collect();
            for pair in points.windows(2) {
                self.line(pair[0], pair[1], colour, 110);
            }
        }
    }

    /// A rosette of a security print: a closed curve whose distance from the centre swings `petals` times a turn, drawn
    /// several times, each turned a little further.
    pub(crate) fn rosette(&mut self, centre: (i32, i32), radius: i32, petals: i32, colour: Colour) {
        for copy in 0..8 {
            let point = |i: i32| {
                let angle = i * TURN / 360;
                let swing = sine(angle * petals + copy * TURN / 8);
                let distance = radius * OVERSAMPLING * (5 * SINE_ONE + 2 * swing) / (7 * SINE_ONE);
                let along = |angle| distance * sine(angle) / SINE_ONE;
                (centre.0 * OVERSAMPLING + along(angle + TURN / 4), centre.1 * OVERSAMPLING + along(angle))
            };
            for i in 0..360 {
                self.line(point(i), point(i + 1), colour, 110);
            }
        }
    }

    /// Writes a line of text in capitals; `size` is the dots' side in halves of a picture pixel. `rise` lifts each
    /// column by that many hundredths of its distance from the start.
    pub(crate) fn slanted_text(
        &mut self,
        (x, y): (i32, i32),
        size: i32,
        text: &str,
        colour: Colour,
        (strength, rise): (i32, i32),
    ) {
        let mut start = 0;
        for character in text.chars() {
            for (row, bits) in (0..font::HEIGHT).zip(font::rows(character)) {
                for column in (0..font::WIDTH).filter(|column| bits >> (font::WIDTH - 1 - column) & 1 == 1) {
                    for dx in 0..size {
                        let along = start + column * size + dx;
                        for dy in 0..size {
                            let down = row * size + dy - along * rise / 100;
                            self.dot(x * OVERSAMPLING + along, y * OVERSAMPLING + down, colour, strength);
                        }
                    }
                }
            }
            start += (font::WIDTH + 1) * size;
        }
    }

    /// Writes a level line of text that covers what is below.
    pub(crate) fn text(&mut self, at: (i32, i32), size: i32, text: &str, colour: Colour) {
        self.slanted_text(at, size, text, colour, (256, 0));
    }

    /// The bars of a two-dimensional code, made up: they encode nothing.
    pub(crate) fn bars(&mut self, Rect(left, top, width, height): Rect, module: (i32, i32), colour: Colour) {
        let mut state = 0x2545_F491u32;
        for y in (top..top + height - module.1 + 1).step_by(module.1 as usize) {
            for x in (left..left + width - module.0 + 1).step_by(module.0 as usize) {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                // Such codes begin and end with a solid bar.
                let edge = x < left + 3 * module.0 || x > left + width - 4 * module.0;
                if edge || state & 1 == 0 {
                    self.fill(Rect(x, y, module.0, module.1), colour);
                }
            }
        }
    }

    /// What was drawn, in its own size.
    pub(crate) fn picture(&self) -> RgbImage {
        let size = |side: i32| (side / OVERSAMPLING) as u32;
        RgbImage::from_fn(size(self.width), size(self.height), |x, y| {
            let mut sum = [0u32; 3];
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let index = (y as usize * 2 + dy) * self.width as usize + x as usize * 2 + dx;
                for (total, part) in sum.iter_mut().zip(self.pixels[index]) {
                    *total += u32::from(part);
                }
            }
            Rgb(sum.map(|total| ((total + 2) / 4) as u8))
        })
    }
}

fn mix(below: Colour, above: Colour, strength: i32) -> Colour {
    let channel = |i: usize| {
        let (below, above) = (i32::from(below[i]), i32::from(above[i]));
        (below + (above - below) * strength / 256) as u8
    };
    [channel(0), channel(1), channel(2)]
}

/// Bhaskara's approximation of the sine, within 0.2 %: the library's differs from machine to machine.
fn sine(angle: i32) -> i32 {
    let half = TURN / 2;
    let within = i64::from(angle.rem_euclid(TURN));
    let (x, sign) = if within < i64::from(half) { (within, 1) } else { (within - i64::from(half), -1) };
    let product = x * (i64::from(half) - x);
    let square = i64::from(half) * i64::from(half);
    let value = 16 * product * i64::from(SINE_ONE) / (5 * square - 4 * product);
    sign * value as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_is_near_the_sine() {
        for angle in -TURN..2 * TURN {
            let exact = (f64::from(angle) * std::f64::consts::TAU / f64::from(TURN)).sin() * f64::from(SINE_ONE);
            assert!((f64::from(sine(angle)) - exact).abs() < 3.0, "{angle}");
        }
    }

    #[test]
    fn the_picture_is_half_of_what_is_drawn_and_smooth() {
        let mut canvas = Canvas::new(40, 20);
        canvas.ellipse((20, 10), (9, 9), Rect(0, 0, 40, 20), [0, 0, 0]);
        let picture = canvas.picture();
        assert_eq!(picture.dimensions(), (40, 20));
        assert_eq!(picture.get_pixel(20, 10).0, [0; 3]);
        assert_eq!(picture.get_pixel(0, 0).0, [255; 3]);
        assert!(picture.pixels().any(|pixel| (1..255).contains(&pixel.0[0])));
    }
}

//! Decoded pixels: made smaller, and turned upright.

use resize::px::{Gray, RGB, RGBA};
use resize::{Pixel, PixelFormat, Type};

use super::exif::Orientation;

/// Pixels row by row.
#[derive(Debug)]
pub(super) struct Raster {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Pixels,
}

/// Shades of grey, colours, or colours that may be see-through.
#[derive(Debug)]
pub(super) enum Pixels {
    Grey(Vec<Gray<u8>>),
    Colour(Vec<RGB<u8>>),
    Clear(Vec<RGBA<u8>>),
}

impl Raster {
    /// Pixels of one to four bytes each; `None` when they don't fill the size.
    pub(super) fn of(width: usize, height: usize, channels: usize, bytes: &[u8]) -> Option<Self> {
        let is_full = width.checked_mul(height)?.checked_mul(channels)? == bytes.len();
        let pixels = match channels {
            1 => Pixels::Grey(bytes.iter().map(|grey| Gray::new(*grey)).collect()),
            // Grey that may be see-through is rare enough to go as a colour.
            2 => {
                let pixel = |c: &[u8]| RGBA::new(c[0], c[0], c[0], c[1]);
                Pixels::Clear(bytes.chunks_exact(2).map(pixel).collect())
            }
            3 => Pixels::Colour(
                bytes
                    .chunks_exact(3)
                    .map(|c| RGB::new(c[0], c[1], c[2]))
                    .collect(),
            ),
            4 => {
                let pixel = |c: &[u8]| RGBA::new(c[0], c[1], c[2], c[3]);
                Pixels::Clear(bytes.chunks_exact(4).map(pixel).collect())
            }
            _ => return None,
        };
        is_full.then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// The same picture in another size.
    pub(super) fn scaled(&self, width: usize, height: usize) -> Option<Self> {
        let from = (self.width, self.height);
        let to = (width, height);
        let pixels = match &self.pixels {
            Pixels::Grey(pixels) => Pixels::Grey(scale(Pixel::Gray8, pixels, from, to)?),
            Pixels::Colour(pixels) => Pixels::Colour(scale(Pixel::RGB8, pixels, from, to)?),
            Pixels::Clear(pixels) => Pixels::Clear(scale(Pixel::RGBA8P, pixels, from, to)?),
        };
        Some(Self {
            width,
            height,
            pixels,
        })
    }

    /// The same picture as it is meant to be seen.
    pub(super) fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::default() {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let pixels = match self.pixels {
            Pixels::Grey(pixels) => Pixels::Grey(turn(&pixels, width, height, orientation)),
            Pixels::Colour(pixels) => Pixels::Colour(turn(&pixels, width, height, orientation)),
            Pixels::Clear(pixels) => Pixels::Clear(turn(&pixels, width, height, orientation)),
        };
        let (width, height) = if orientation.is_on_its_side() {
            (height, width)
        } else {
            (width, height)
        };
        Self {
            width,
            height,
            pixels,
        }
    }

    /// The pixels as bytes, one, three or four for each.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match &self.pixels {
            Pixels::Grey(pixels) => pixels.iter().map(|pixel| pixel.value()).collect(),
            Pixels::Colour(pixels) => pixels.iter().flat_map(|p| [p.r, p.g, p.b]).collect(),
            Pixels::Clear(pixels) => pixels.iter().flat_map(|p| [p.r, p.g, p.b, p.a]).collect(),
        }
    }
}

fn scale<F>(
    format: F,
    pixels: &[F::InputPixel],
    from: (usize, usize),
    to: (usize, usize),
) -> Option<Vec<F::OutputPixel>>
where
    F: PixelFormat,
    F::OutputPixel: Default + Clone,
{
    let mut scaled = vec![F::OutputPixel::default(); to.0 * to.1];
    resize::new(from.0, from.1, to.0, to.1, format, Type::Lanczos3)
        .and_then(|mut resizer| resizer.resize(pixels, &mut scaled))
        .ok()?;
    Some(scaled)
}

fn turn<P: Copy>(pixels: &[P], width: usize, height: usize, orientation: Orientation) -> Vec<P> {
    let (to_width, to_height) = if orientation.is_on_its_side() {
        (height, width)
    } else {
        (width, height)
    };
    let mut turned = Vec::with_capacity(pixels.len());
    for y in 0..to_height {
        for x in 0..to_width {
            // Where the pixel was before it was turned clockwise ...
            let (from_x, from_y) = match orientation.turns {
                1 => (y, height - 1 - x),
                2 => (width - 1 - x, height - 1 - y),
                3 => (width - 1 - y, x),
                _ => (x, y),
            };
            // ... and before it was mirrored.
            let from_x = if orientation.is_mirrored {
                width - 1 - from_x
            } else {
                from_x
            };
            turned.push(pixels[from_y * width + from_x]);
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(is_mirrored: bool, turns: u8, expected: &str) {
        let raster = Raster::of(3, 2, 1, b"abcdef").unwrap();
        let turned = raster.upright(Orientation { is_mirrored, turns });
        let rows: Vec<String> = turned
            .bytes()
            .chunks(turned.width)
            .map(|row| String::from_utf8_lossy(row).into_owned())
            .collect();
        assert_eq!(rows.join(" "), expected);
    }

    #[test]
    fn a_picture_is_turned_upright() {
        check(false, 0, "abc def");
        check(true, 0, "cba fed");
        check(false, 2, "fed cba");
        check(true, 2, "def abc");
        // 5 to 8 of Exif: transposed, right, transversed, left.
        check(true, 3, "ad be cf");
        check(false, 1, "da eb fc");
        check(true, 1, "fc eb da");
        check(false, 3, "cf be ad");
    }

    #[test]
    fn grey_that_may_be_see_through_becomes_a_colour() {
        let raster = Raster::of(2, 1, 2, b"aAbB").unwrap();
        assert_eq!(raster.bytes(), b"aaaAbbbB");
    }

    #[test]
    fn too_few_bytes_are_no_picture() {
        assert!(Raster::of(2, 2, 3, &[0; 11]).is_none());
        assert!(Raster::of(2, 2, 5, &[0; 20]).is_none());
        assert!(Raster::of(usize::MAX, 2, 3, &[]).is_none());
    }
}

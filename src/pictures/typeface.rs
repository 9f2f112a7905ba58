//! Letters as coverage, from the typeface that is compiled in.
//!
//! Each glyph is drawn once for each size and kept, since ten thousand cards
//! are set from a few hundred of them. It knows no line and no page.

use std::sync::OnceLock;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Source Serif 4, a subset under another name; its licence lies beside it.
const SERIF: &[u8] = include_bytes!("font/serif.ttf");

/// The sizes that text is set in, in pixels to the em.
pub(super) const SIZES: [u16; 5] = [84, 72, 60, 52, 32];

/// A size of [`SIZES`], by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(pub(super) usize);

impl Size {
    pub(super) fn pixels(self) -> f32 {
        f32::from(SIZES[self.0])
    }
}

/// A glyph drawn: how much of each pixel it covers.
#[derive(Debug, Default)]
pub(super) struct Mask {
    /// From the pen to its first column.
    pub(super) left: i32,
    /// From the baseline up to its first row.
    pub(super) top: i32,
    pub(super) width: usize,
    /// Row by row.
    pub(super) coverage: Vec<u8>,
}

/// The typeface, and its glyphs as far as they have been drawn.
#[derive(Debug)]
pub(super) struct Typeface {
    face: Face<'static>,
    masks: Vec<OnceLock<Mask>>,
}

impl Typeface {
    pub(super) fn new() -> Self {
        let face = Face::parse(SERIF, 0).expect("the typeface that is compiled in can be read");
        let count = usize::from(face.number_of_glyphs()) * SIZES.len();
        let masks = std::iter::repeat_with(OnceLock::new).take(count).collect();
        Self { face, masks }
    }

    /// The glyphs of a word; `None` when one of its letters isn't in the
    /// typeface, or would have to be set over another.
    pub(super) fn glyphs(&self, word: &str) -> Option<Vec<GlyphId>> {
        let letters = word.chars().filter(|c| !is_unseen(*c));
        let glyph = |c: char| self.face.glyph_index(c).filter(|_| !is_mark(c));
        letters.map(glyph).collect()
    }

    /// How far the pen moves over `glyph` when `next` comes after it, in units.
    pub(super) fn advance(&self, glyph: GlyphId, next: Option<GlyphId>) -> i32 {
        let own = self.face.glyph_hor_advance(glyph).unwrap_or_default();
        i32::from(own) + next.map_or(0, |next| self.kerning(glyph, next))
    }

    /// The length of a row of glyphs, in units.
    pub(super) fn length(&self, glyphs: &[GlyphId]) -> i32 {
        let next = glyphs.iter().skip(1).map(Some).chain([None]);
        let advances = glyphs.iter().zip(next);
        advances
            .map(|(glyph, next)| self.advance(*glyph, next.copied()))
            .sum()
    }

    /// What a length in units is in pixels.
    pub(super) fn pixels(&self, units: i32, size: Size) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a line has few units")]
        let units = units as f32;
        units * self.scale(size)
    }

    /// A glyph, drawn.
    pub(super) fn mask(&self, glyph: GlyphId, size: Size) -> &Mask {
        let at = usize::from(glyph.0) * SIZES.len() + size.0;
        self.masks[at].get_or_init(|| self.draw(glyph, size))
    }

    fn scale(&self, size: Size) -> f32 {
        size.pixels() / f32::from(self.face.units_per_em())
    }

    fn kerning(&self, left: GlyphId, right: GlyphId) -> i32 {
        let tables = self.face.tables().kern.into_iter();
        let pair = tables
            .flat_map(|kern| kern.subtables)
            .find_map(|table| table.glyphs_kerning(left, right));
        pair.map_or(0, i32::from)
    }

    fn draw(&self, glyph: GlyphId, size: Size) -> Mask {
        let Some(bounds) = self.face.glyph_bounding_box(glyph) else {
            return Mask::default();
        };
        let scale = self.scale(size);
        let scaled = |units: i16| f32::from(units) * scale;
        let (left, top) = (scaled(bounds.x_min).floor(), scaled(bounds.y_max).ceil());
        let width = (scaled(bounds.x_max).ceil() - left).max(0.0);
        let height = (top - scaled(bounds.y_min).floor()).max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole numbers, the size of a letter"
        )]
        let (x, y, width, height) = (left as i32, top as i32, width as usize, height as usize);
        let mut pen = Pen {
            canvas: Rasterizer::new(width, height),
            scale,
            left,
            top,
            start: point(0.0, 0.0),
            at: point(0.0, 0.0),
        };
        self.face.outline_glyph(glyph, &mut pen);
        let mut coverage = vec![0; width * height];
        pen.canvas.for_each_pixel(|at, covered| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 255"
            )]
            let covered = (covered.clamp(0.0, 1.0) * 255.0).round() as u8;
            coverage[at] = covered;
        });
        Mask {
            left: x,
            top: y,
            width,
            coverage,
        }
    }
}

/// Marks that steer the setting of text and show nothing.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// Marks that stand over or under the letter before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Follows an outline and leaves its lines on the canvas.
struct Pen {
    canvas: Rasterizer,
    scale: f32,
    left: f32,
    top: f32,
    start: Point,
    at: Point,
}

impl Pen {
    fn on_canvas(&self, x: f32, y: f32) -> Point {
        point(x * self.scale - self.left, self.top - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.on_canvas(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.on_canvas(x, y);
        self.canvas.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (by, to) = (self.on_canvas(x1, y1), self.on_canvas(x, y));
        self.canvas.draw_quad(self.at, by, to);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second) = (self.on_canvas(x1, y1), self.on_canvas(x2, y2));
        let to = self.on_canvas(x, y);
        self.canvas.draw_cubic(self.at, first, second, to);
        self.at = to;
    }

    fn close(&mut self) {
        self.canvas.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_typeface_lacks_is_known() {
        let typeface = Typeface::new();
        for word in [
            "Canada’s",
            "“Łódź”",
            "Ελλάδα",
            "Україна",
            "Thủ",
            "naïve\u{ad}té",
        ] {
            assert!(typeface.glyphs(word).is_some(), "{word}");
        }
        for word in ["العربية", "עברית", "日本", "🎉", "e\u{301}"] {
            assert!(typeface.glyphs(word).is_none(), "{word}");
        }
    }

    #[test]
    fn letters_that_lean_together_are_set_closer() {
        let typeface = Typeface::new();
        let length = |word: &str| typeface.length(&typeface.glyphs(word).unwrap());
        assert!(length("AV") < length("A") + length("V"));
        assert_eq!(length("nn"), 2 * length("n"));
    }

    #[test]
    fn a_letter_is_drawn_where_it_stands() {
        let typeface = Typeface::new();
        let glyph = typeface.glyphs("H").unwrap()[0];
        let mask = typeface.mask(glyph, Size(1));
        let height = mask.coverage.len() / mask.width;
        assert!((45..52).contains(&mask.top), "{}", mask.top);
        assert_eq!(i32::try_from(height).unwrap(), mask.top);
        assert!(mask.coverage.contains(&255) && mask.coverage.contains(&0));
    }
}

//! The card that stands for an article where somebody shares it.
//!
//! Titles come from anywhere. One whose letters the typeface lacks, or that
//! runs from right to left, is left out rather than shown as boxes; the card
//! then shows the site's name. The same words make the same bytes.

use std::io::Write;

use icu_normalizer::ComposingNormalizerBorrowed;
use ttf_parser::GlyphId;

use super::typeface::{Size, Typeface};

/// Width and height of a card in pixels, as networks ask for it.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

const WIDTH: usize = 1200;
const HEIGHT: usize = 630;
/// The paper that is left on either side.
const MARGIN: i32 = 80;
const TEXT_WIDTH: f32 = 1040.0;
/// Sizes for the title, and how many lines it may have in each.
const TITLE: [(Size, usize); 4] = [(Size(0), 2), (Size(1), 3), (Size(2), 4), (Size(3), 4)];
const LABEL: Size = Size(4);
/// Most letters of a text that are looked at: more than a card holds.
const LONGEST_TEXT: usize = 400;
/// How many rows are compressed at a time.
const ROWS: usize = 64;
/// Longest part of a word that is kept together, in letters.
const LONGEST_PART: usize = 24;

/// Colours of the default theme in light: steps from paper to ink, then from
/// paper to the accent.
const PAPER: [u8; 3] = [0xfd, 0xfc, 0xf8];
const INK: [u8; 3] = [0x1c, 0x1a, 0x17];
const ACCENT: [u8; 3] = [0x9d, 0x1b, 0x1f];
const INK_STEPS: u16 = 5;
const ACCENT_STEPS: u16 = 5;

/// What stands on a card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Card {
    /// The site's name.
    pub site: String,
    /// The title.
    pub title: String,
    /// What stands above it.
    pub kicker: Option<String>,
    /// The date, in words.
    pub date: Option<String>,
}

/// What cards are printed with.
#[derive(Debug)]
pub struct Press {
    typeface: Typeface,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            typeface: Typeface::new(),
        }
    }
}

impl Press {
    /// The card as a PNG file.
    #[must_use]
    pub fn print(&self, card: &Card) -> Vec<u8> {
        let mut sheet = Sheet::new(&self.typeface);
        sheet.rule(0, 14, 0, WIDTH, Colour::Accent);
        let title = self.set(&card.title).unwrap_or_default();
        let site = self.set(&card.site).unwrap_or_default();
        let kicker = card.kicker.as_deref().and_then(|kicker| self.set(kicker));
        let mut top = 84;
        if let Some(kicker) = &kicker
            && !title.is_empty()
        {
            sheet.label(kicker, TEXT_WIDTH, top + 28, Colour::Accent);
            top += 64;
        }
        sheet.title(if title.is_empty() { &site } else { &title }, top);
        sheet.rule(524, 526, 80, WIDTH - 80, Colour::Ink);
        let date = card.date.as_deref().and_then(|date| self.set(date));
        let taken = date.map_or(0.0, |date| sheet.right(&date, 576));
        if !title.is_empty() {
            sheet.label(&site, TEXT_WIDTH - taken - 60.0, 576, Colour::Ink);
        }
        png(&sheet.pixels)
    }

    /// The words that a text begins with, as glyphs; `None` when the typeface
    /// lacks one.
    fn set(&self, text: &str) -> Option<Vec<Word>> {
        let end = text.char_indices().nth(LONGEST_TEXT);
        let text = &text[..end.map_or(text.len(), |(end, _)| end)];
        let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let mut glued = false;
            for part in parts(word) {
                let glyphs = self.typeface.glyphs(part)?;
                for glyphs in glyphs.chunks(LONGEST_PART) {
                    words.push(Word {
                        glyphs: glyphs.to_vec(),
                        length: self.typeface.length(glyphs),
                        glued,
                    });
                    glued = true;
                }
            }
        }
        Some(words)
    }
}

/// A word, or a part of one after which a line may end.
#[derive(Clone, Debug)]
struct Word {
    glyphs: Vec<GlyphId>,
    /// In units of the typeface.
    length: i32,
    /// Whether it goes on from the word before without a space.
    glued: bool,
}

/// The parts of a word that a line may end between: after dashes and slashes.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['-', '–', '—', '/'])
}

#[derive(Clone, Copy)]
enum Colour {
    Ink,
    Soft,
    Accent,
}

impl Colour {
    /// The entry of the palette for a pixel that is covered so far.
    fn of(self, coverage: u8) -> u8 {
        let step = |steps: u16, coverage: u16| {
            u8::try_from((coverage * steps + 127) / 255).unwrap_or_default()
        };
        let coverage = u16::from(coverage);
        match self {
            Self::Ink => step(INK_STEPS, coverage),
            Self::Soft => step(INK_STEPS, coverage * 7 / 10),
            Self::Accent => match step(ACCENT_STEPS, coverage) {
                0 => 0,
                step => step + 5,
            },
        }
    }
}

struct Sheet<'t> {
    typeface: &'t Typeface,
    space: i32,
    /// Entries of the palette, row by row.
    pixels: Vec<u8>,
}

impl<'t> Sheet<'t> {
    fn new(typeface: &'t Typeface) -> Self {
        let space = typeface.glyphs(" ").unwrap_or_default();
        Self {
            typeface,
            space: typeface.length(&space),
            pixels: vec![0; WIDTH * HEIGHT],
        }
    }

    /// A filled box between rows and columns.
    fn rule(&mut self, top: usize, bottom: usize, left: usize, right: usize, colour: Colour) {
        for row in self.pixels.chunks_exact_mut(WIDTH).take(bottom).skip(top) {
            row[left..right].fill(colour.of(255));
        }
    }

    /// The title from `top` down, in the largest size that holds it.
    fn title(&mut self, words: &[Word], top: i32) {
        let fitting = TITLE.into_iter().find(|(size, most)| {
            let lines = self.lines(words, self.units(TEXT_WIDTH, *size));
            lines.is_some_and(|lines| lines.len() <= *most)
        });
        let (size, most) = fitting.unwrap_or(TITLE[TITLE.len() - 1]);
        let limit = self.units(TEXT_WIDTH, size);
        let lines = self.balanced(words, limit);
        #[expect(clippy::cast_possible_truncation, reason = "a size in pixels")]
        let (first, step) = ((size.pixels() * 0.8) as i32, (size.pixels() * 1.14) as i32);
        let mut baseline = top + first;
        for (at, line) in lines.iter().take(most).enumerate() {
            let is_cut = at + 1 == most && lines.len() > most;
            let rest = &words[line.start..];
            let line = if is_cut {
                self.cut(rest, limit)
            } else {
                words[line.clone()].to_vec()
            };
            self.line(&line, MARGIN, baseline, size, Colour::Ink);
            baseline += step;
        }
    }

    /// One line of small text from the left, cut where there is no more room.
    fn label(&mut self, words: &[Word], room: f32, baseline: i32, colour: Colour) {
        let limit = self.units(room, LABEL);
        let words = if self.length(words) > limit {
            self.cut(words, limit)
        } else {
            words.to_vec()
        };
        self.line(&words, MARGIN, baseline, LABEL, colour);
    }

    /// One line of small text that ends at the right; how long it is.
    fn right(&mut self, words: &[Word], baseline: i32) -> f32 {
        let length = self.typeface.pixels(self.length(words), LABEL);
        #[expect(clippy::cast_possible_truncation, reason = "a place on the card")]
        let left = 1200 - MARGIN - length.ceil() as i32;
        self.line(words, left, baseline, LABEL, Colour::Soft);
        length
    }

    /// The lines of a text within a limit; `None` when a word is too long.
    fn lines(&self, words: &[Word], limit: i32) -> Option<Vec<std::ops::Range<usize>>> {
        let mut lines: Vec<std::ops::Range<usize>> = Vec::new();
        let mut length = 0;
        for (at, word) in words.iter().enumerate() {
            if word.length > limit {
                return None;
            }
            let space = if word.glued { 0 } else { self.space };
            match lines.last_mut() {
                Some(line) if length + space + word.length <= limit => {
                    line.end = at + 1;
                    length += space + word.length;
                }
                _ => {
                    lines.push(at..at + 1);
                    length = word.length;
                }
            }
        }
        Some(lines)
    }

    /// The same number of lines, as even as they can be.
    fn balanced(&self, words: &[Word], limit: i32) -> Vec<std::ops::Range<usize>> {
        let Some(mut best) = self.lines(words, limit) else {
            return Vec::new();
        };
        let (mut low, mut high) = (0, limit);
        while high - low > 20 {
            let middle = i32::midpoint(low, high);
            match self.lines(words, middle) {
                Some(lines) if lines.len() <= best.len() => {
                    best = lines;
                    high = middle;
                }
                _ => low = middle,
            }
        }
        best
    }

    /// As many words as fit with an ellipsis behind them.
    fn cut(&self, words: &[Word], limit: i32) -> Vec<Word> {
        let glyphs = self.typeface.glyphs("…").unwrap_or_default();
        let ellipsis = Word {
            length: self.typeface.length(&glyphs),
            glyphs,
            glued: true,
        };
        let mut kept = Vec::new();
        for word in words {
            kept.push(word.clone());
            if self.length(&kept) + ellipsis.length > limit {
                kept.pop();
                break;
            }
        }
        kept.push(ellipsis);
        kept
    }

    fn length(&self, words: &[Word]) -> i32 {
        let spaces = words.iter().skip(1).filter(|word| !word.glued).count();
        let spaces = i32::try_from(spaces).unwrap_or(i32::MAX);
        let words = words.iter().map(|word| word.length);
        words.fold(spaces.saturating_mul(self.space), i32::saturating_add)
    }

    fn units(&self, pixels: f32, size: Size) -> i32 {
        let unit = self.typeface.pixels(1, size);
        #[expect(clippy::cast_possible_truncation, reason = "a length on the card")]
        let units = (pixels.max(0.0) / unit) as i32;
        units
    }

    fn line(&mut self, words: &[Word], left: i32, baseline: i32, size: Size, colour: Colour) {
        let mut pen = 0;
        for (at, word) in words.iter().enumerate() {
            if at > 0 && !word.glued {
                pen += self.space;
            }
            for (at, glyph) in word.glyphs.iter().enumerate() {
                #[expect(clippy::cast_possible_truncation, reason = "a place on the card")]
                let x = left + self.typeface.pixels(pen, size).round() as i32;
                self.glyph(*glyph, x, baseline, size, colour);
                pen += self
                    .typeface
                    .advance(*glyph, word.glyphs.get(at + 1).copied());
            }
        }
    }

    fn glyph(&mut self, glyph: GlyphId, x: i32, baseline: i32, size: Size, colour: Colour) {
        let mask = self.typeface.mask(glyph, size);
        if mask.width == 0 {
            return;
        }
        let (Ok(left), Ok(top)) = (
            usize::try_from(x + mask.left),
            usize::try_from(baseline - mask.top),
        ) else {
            return;
        };
        let rows = self.pixels.chunks_exact_mut(WIDTH).skip(top);
        for (row, covered) in rows.zip(mask.coverage.chunks_exact(mask.width)) {
            for (pixel, covered) in row.iter_mut().skip(left).zip(covered) {
                *pixel = colour.of(*covered).max(*pixel);
            }
        }
    }
}

/// The steps from paper to ink and from paper to the accent.
fn palette() -> Vec<u8> {
    let steps = |to: [u8; 3], steps: u16, from: u16| {
        (from..=steps).flat_map(move |step| {
            (0..3).map(move |part| {
                let (paper, to) = (u16::from(PAPER[part]), u16::from(to[part]));
                u8::try_from((paper * (steps - step) + to * step) / steps).unwrap_or(u8::MAX)
            })
        })
    };
    steps(INK, INK_STEPS, 0)
        .chain(steps(ACCENT, ACCENT_STEPS, 1))
        .collect()
}

/// Pixels as a PNG file with a palette of sixteen.
///
/// The fastest level takes a third of the time of the next, for files a quarter
/// larger. Filters only harm, since a palette's entries are no shades.
fn png(pixels: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(24 << 10);
    let (width, height) = CARD_SIZE;
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(palette());
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    encoder.set_filter(png::Filter::NoFilter);
    let mut packed = [0; WIDTH / 2];
    let mut write = |encoder: png::Encoder<'_, &mut Vec<u8>>| -> Result<(), png::EncodingError> {
        let mut header = encoder.write_header()?;
        let mut rows = header.stream_writer_with_size(ROWS * packed.len())?;
        for row in pixels.chunks_exact(WIDTH) {
            for (both, pair) in packed.iter_mut().zip(row.chunks_exact(2)) {
                *both = pair[0] << 4 | pair[1];
            }
            rows.write_all(&packed)?;
        }
        rows.finish()
    };
    write(encoder).expect("memory takes what is written to it, and the sizes agree");
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str) -> Card {
        Card {
            site: "Canada and the Coalition".to_owned(),
            title: title.to_owned(),
            kicker: Some("The training mission".to_owned()),
            date: Some("8 February 2016".to_owned()),
        }
    }

    #[test]
    fn the_same_words_make_the_same_small_file() {
        let print = |title: &str| Press::default().print(&card(title));
        let file = print("Canada to end air strikes by Feb. 22");
        assert!(file.len() < 30_000, "{}", file.len());
        assert_eq!(file, print("Canada to end air strikes by Feb. 22"));
        assert_ne!(file, print("Canada to end air strikes by Feb. 23"));
    }

    #[test]
    fn a_title_that_cannot_be_set_is_left_out() {
        let press = Press::default();
        let arabic = press.print(&card("العربية"));
        assert_eq!(arabic, press.print(&card("日本語")));
        assert_ne!(arabic, press.print(&card("Arabic")));
        // A letter and its mark are one letter.
        assert_eq!(
            press.print(&card("E\u{301}te\u{301}")),
            press.print(&card("Été"))
        );
    }

    #[test]
    fn no_text_is_too_long_for_a_card() {
        let press = Press::default();
        let long = "Wort".repeat(400);
        for title in [&long, &"a ".repeat(4000), "", " - – / —", &"-".repeat(900)] {
            let card = Card {
                site: long.clone(),
                title: title.to_owned(),
                kicker: Some(long.clone()),
                date: Some(long.clone()),
            };
            assert!(press.print(&card).len() < 60_000);
        }
    }

    #[test]
    fn of_a_text_without_end_only_the_beginning_is_looked_at() {
        let press = Press::default();
        let print = |text: String| {
            let card = Card {
                site: text.clone(),
                title: text.clone(),
                kicker: Some(text.clone()),
                date: Some(text),
            };
            press.print(&card)
        };
        // Two million of the widest letters are longer than units can count.
        assert!(print("W".repeat(2_000_000)) == print("W".repeat(400)));
        assert!(print("W ".repeat(1_000_000)) == print("W ".repeat(400)));
    }

    #[test]
    fn lines_are_even_and_end_between_words() {
        let press = Press::default();
        let words = press
            .set("one two three four five six whole-of-government")
            .unwrap();
        let sheet = Sheet::new(&press.typeface);
        let limit = sheet.length(&words) * 6 / 10;
        let lines = sheet.balanced(&words, limit);
        assert_eq!(lines.len(), 2);
        let lengths: Vec<i32> = lines
            .iter()
            .map(|line| sheet.length(&words[line.clone()]))
            .collect();
        assert!(
            (lengths[0] - lengths[1]).abs() * 3 < lengths[0],
            "{lengths:?}"
        );
    }
}

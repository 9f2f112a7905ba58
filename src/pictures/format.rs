//! Which format a picture has, by its first bytes; and how large those are
//! that are only passed on.

use super::Size;

/// How far into a file the root of an SVG drawing is looked for, in bytes.
const SVG_HEAD: usize = 4096;

/// A format that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Joint Photographic Experts Group.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Graphics Interchange Format.
    Gif,
    /// WebP.
    WebP,
    /// AV1 image file.
    Avif,
    /// Scalable Vector Graphics.
    Svg,
}

impl Format {
    /// The format of a file with these bytes, if it is one of these.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::WebP),
            [
                _,
                _,
                _,
                _,
                b'f',
                b't',
                b'y',
                b'p',
                b'a',
                b'v',
                b'i',
                b'f' | b's',
                ..,
            ] => Some(Self::Avif),
            _ => svg_root(bytes).map(|_| Self::Svg),
        }
    }

    /// The format that a file's extension speaks of.
    #[must_use]
    pub fn named(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jfif" => Some(Self::Jpeg),
            "png" | "apng" => Some(Self::Png),
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::WebP),
            "avif" => Some(Self::Avif),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }

    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Avif => "AVIF",
            Self::Svg => "SVG",
        }
    }
}

/// The size of a picture whose format is only passed on, where its head says it.
pub(super) fn size(format: Format, bytes: &[u8]) -> Option<Size> {
    match format {
        Format::Gif => Some(Size {
            width: little(bytes.get(6..8)?),
            height: little(bytes.get(8..10)?),
        }),
        Format::WebP => webp(bytes),
        Format::Svg => svg(svg_root(bytes)?),
        Format::Jpeg | Format::Png | Format::Avif => None,
    }
    .filter(|size| size.pixels() > 0)
}

fn little(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// From the first chunk: still and lossy, lossless, or extended.
fn webp(bytes: &[u8]) -> Option<Size> {
    let body = bytes.get(20..30)?;
    match bytes.get(12..16)? {
        b"VP8 " if body[3..6] == [0x9d, 0x01, 0x2a] => Some(Size {
            width: little(&body[6..8]) & 0x3fff,
            height: little(&body[8..10]) & 0x3fff,
        }),
        b"VP8L" if body[0] == 0x2f => {
            let bits = little(&body[1..5]);
            Some(Size {
                width: (bits & 0x3fff) + 1,
                height: (bits >> 14 & 0x3fff) + 1,
            })
        }
        b"VP8X" => Some(Size {
            width: little(&body[4..7]) + 1,
            height: little(&body[7..10]) + 1,
        }),
        _ => None,
    }
}

/// What stands between `<svg` and the end of its tag.
fn svg_root(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(SVG_HEAD)];
    let head = match std::str::from_utf8(head) {
        Ok(head) => head,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
    };
    let trimmed = head.trim_start_matches('\u{feff}').trim_start();
    if !trimmed.starts_with('<') {
        return None;
    }
    let (_, root) = head.split_once("<svg")?;
    let is_whole = root.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
    is_whole.then(|| root.split('>').next().unwrap_or(root))
}

/// By `width` and `height`, else in the proportion of `viewBox`.
fn svg(root: &str) -> Option<Size> {
    let length = |name| {
        let value = attribute(root, name)?;
        pixels(value.strip_suffix("px").unwrap_or(value))
    };
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some(Size { width, height });
    }
    let view: Vec<&str> = attribute(root, "viewBox")?
        .split([' ', ',', '\n', '\t'])
        .filter(|part| !part.is_empty())
        .collect();
    match view[..] {
        [_, _, width, height] => Some(Size {
            width: pixels(width)?,
            height: pixels(height)?,
        }),
        _ => None,
    }
}

fn pixels(number: &str) -> Option<u32> {
    let number: f64 = number.trim().parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    let pixels = (0.5..1e6).contains(&number).then(|| number.round() as u32);
    pixels
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let is_start = rest[..at].ends_with(char::is_whitespace);
        rest = &rest[at + name.len()..];
        let Some(value) = rest.trim_start().strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if let (true, Some(quote)) = (is_start, quote) {
            return value[1..].split(quote).next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Option<(u32, u32)>) {
        let found = Format::of(bytes).and_then(|format| size(format, bytes));
        assert_eq!(found.map(|size| (size.width, size.height)), expected);
    }

    #[test]
    fn what_is_only_passed_on_has_a_size() {
        check(b"GIF89a\x40\x01\xf0\x00\x00", Some((320, 240)));
        check(b"GIF89a\x40", None);
        check(
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\x01\0\xef\0\0",
            Some((320, 240)),
        );
        check(
            b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x3f\xc1\x3b\0\0\0\0\0\0",
            Some((320, 240)),
        );
        check(
            b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x40\x01\xf0\0",
            Some((320, 240)),
        );
        check(b"RIFF\0\0\0\0WEBPVP8 ", None);
    }

    #[test]
    fn a_drawing_says_its_size_or_its_proportion() {
        let svg = |text: &str, expected| check(text.as_bytes(), expected);
        svg("<svg xmlns='x' width=\"32\" height='20px'>", Some((32, 20)));
        svg(
            "<?xml version='1.0'?>\n<!-- a --><svg viewBox=\"0 0 720 540.4\">",
            Some((720, 540)),
        );
        svg("<svg width=\"100%\" viewBox='0,0,3,2'/>", Some((3, 2)));
        svg("<svg stroke-width='3' height='2' viewBox='0 0 -1 2'>", None);
        svg("<svgx width='1' height='1'>", None);
        svg("Not a <svg width='1' height='1'>", None);
    }

    #[test]
    fn the_first_bytes_tell_the_format() {
        assert_eq!(Format::of(b"\xff\xd8\xff\xe0"), Some(Format::Jpeg));
        assert_eq!(Format::of(b"\0\0\0\x1cftypavif"), Some(Format::Avif));
        assert_eq!(Format::of(b"PK\x03\x04"), None);
        assert_eq!(Format::of(b""), None);
        assert_eq!(Format::named("JPG"), Some(Format::Jpeg));
    }
}

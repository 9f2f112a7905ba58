//! What a page needs of a picture: its size, and smaller ones for small screens.

use std::panic::catch_unwind;
use std::sync::Arc;

use super::exif::Notes;
use super::raster::Raster;
use super::{Fault, Format, Size, format, jpeg, png_file};

/// Most pixels of a picture that is decoded: what the largest cameras in
/// telephones make.
pub const LARGEST: u64 = 50_000_000;
/// Widths of smaller pictures in pixels.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// Changes with anything that makes other bytes of the same picture.
const RECIPE: &[u8] = b"1";
/// Longest colour profile in bytes that smaller pictures take along.
const LONGEST_PROFILE: usize = 64 << 10;

/// What is known of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its size as it is shown, where the file says it.
    pub size: Option<Size>,
    /// The same picture smaller, the smallest first.
    pub variants: Vec<Variant>,
    /// What it is known by: other bytes, another fingerprint. Empty when there
    /// is nothing to tell apart.
    pub fingerprint: String,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Picture {
    /// Whether it is no wider than the widest smaller form would be, so that
    /// it can be shown itself.
    #[must_use]
    pub fn is_modest(&self) -> bool {
        let widest = WIDTHS[WIDTHS.len() - 1];
        self.size.is_none_or(|size| size.width <= widest) || self.variants.is_empty()
    }
}

/// A smaller form of a picture: upright, and without the camera's notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its width in pixels.
    pub width: u32,
    /// The extension for its format.
    pub extension: &'static str,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// What a file says of itself before it is decoded.
#[derive(Debug)]
pub(super) struct Head {
    /// As the pixels lie.
    pub(super) size: Size,
    pub(super) notes: Notes,
    /// Whether a smaller form would look the same: not animated, no print colours.
    pub(super) is_plain: bool,
    /// What its colours mean.
    pub(super) profile: Option<Vec<u8>>,
}

/// Looks at a picture whose file has this extension. Only still JPEG and PNG
/// pictures get smaller forms; the others are passed on as they are.
#[must_use]
pub fn read(extension: &str, bytes: &[u8]) -> Picture {
    let Some(format) = Format::of(bytes) else {
        return damaged("this is no picture that browsers show");
    };
    let mut picture = match format {
        Format::Jpeg => made(bytes, &JPEG),
        Format::Png => made(bytes, &PNG),
        Format::Gif | Format::WebP | Format::Avif | Format::Svg => Picture {
            size: format::size(format, bytes),
            ..Picture::default()
        },
    };
    if Format::named(extension) != Some(format) {
        picture.faults.push(Fault::Mislabelled(format));
    }
    picture
}

/// How many pixels [`read`] would decode, as the file's head says; the size of
/// the file tells little.
#[must_use]
pub fn pixels(bytes: &[u8]) -> u64 {
    let codec = match Format::of(bytes) {
        Some(Format::Jpeg) => JPEG,
        Some(Format::Png) => PNG,
        _ => return 0,
    };
    let head = head(bytes, &codec).ok();
    head.map_or(0, |head| head.size.pixels())
}

fn damaged(why: &str) -> Picture {
    Picture {
        faults: vec![Fault::Damaged(why.to_owned())],
        ..Picture::default()
    }
}

/// Makes a file of pixels, with what their colours mean.
type Encode = fn(&Raster, Option<&[u8]>) -> Option<Vec<u8>>;

/// How a format is read and written.
struct Codec {
    extension: &'static str,
    head: fn(&[u8]) -> Result<Head, String>,
    decode: fn(&[u8]) -> Result<Raster, String>,
    encode: Encode,
}

const JPEG: Codec = Codec {
    extension: "jpg",
    head: jpeg::head,
    decode: jpeg::decode,
    encode: jpeg::encode,
};

const PNG: Codec = Codec {
    extension: "png",
    head: png_file::head,
    decode: png_file::decode,
    encode: png_file::encode,
};

fn made(bytes: &[u8], codec: &Codec) -> Picture {
    let head = match head(bytes, codec) {
        Ok(head) => head,
        Err(why) => return damaged(&why),
    };
    let mut picture = Picture::default();
    let orientation = head.notes.orientation;
    let size = if orientation.is_on_its_side() {
        head.size.turned()
    } else {
        head.size
    };
    picture.size = (size.pixels() > 0).then_some(size);
    if head.notes.is_located {
        picture.faults.push(Fault::Located);
    }
    if size.pixels() > LARGEST {
        picture.faults.push(Fault::TooLarge(size));
    } else if head.is_plain {
        match catch_unwind(|| variants(bytes, &head, size, codec)) {
            Ok(Ok(variants)) if variants.is_empty() => {}
            Ok(Ok(variants)) => {
                picture.variants = variants;
                picture.fingerprint = fingerprint(bytes);
            }
            Ok(Err(why)) => picture.faults.push(Fault::Damaged(why)),
            Err(_) => picture
                .faults
                .push(Fault::Damaged("its pixels can't be read".to_owned())),
        }
    }
    picture
}

fn head(bytes: &[u8], codec: &Codec) -> Result<Head, String> {
    // The decoders are written with care, and read what anybody may send.
    catch_unwind(|| (codec.head)(bytes))
        .unwrap_or_else(|_| Err("its head can't be read".to_owned()))
}

fn variants(bytes: &[u8], head: &Head, size: Size, codec: &Codec) -> Result<Vec<Variant>, String> {
    let raster = (codec.decode)(bytes)?;
    let orientation = head.notes.orientation;
    let profile = head.profile.as_deref().filter(|profile| fits(profile));
    let variant = |width: u32| {
        let height = (u64::from(size.height) * u64::from(width)).div_ceil(u64::from(size.width));
        let height = usize::try_from(height.max(1)).ok()?;
        let lying = if orientation.is_on_its_side() {
            (height, width as usize)
        } else {
            (width as usize, height)
        };
        let scaled = raster.scaled(lying.0, lying.1)?.upright(orientation);
        let file = (codec.encode)(&scaled, profile)?;
        // One that saves nothing is of no use to anybody.
        (file.len() < bytes.len()).then(|| Variant {
            width,
            extension: codec.extension,
            bytes: file.into(),
        })
    };
    let narrower = WIDTHS.into_iter().filter(|width| *width < size.width);
    Ok(narrower.filter_map(variant).collect())
}

/// The first 48 bits of a hash of the bytes and of how smaller forms are made
/// (FNV-1a, Fowler, Noll and Vo).
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .chain(RECIPE)
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{:012x}", hash >> 16)
}

/// Whether a colour profile is one of screens and not too long.
fn fits(profile: &[u8]) -> bool {
    let colours = profile.get(16..20);
    profile.len() <= LONGEST_PROFILE && matches!(colours, Some(b"RGB " | b"GRAY"))
}

#[cfg(test)]
mod tests {
    use super::super::exif::tests::written;
    use super::*;

    /// Hills in fog: something that compresses as photographs do.
    fn hills(width: usize, height: usize, channels: usize) -> Raster {
        let mut seed = 7_usize;
        let bytes: Vec<u8> = (0..width * height * channels)
            .map(|at| {
                let (x, y) = (at / channels % width, at / channels / width);
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                let noise = seed % 24;
                u8::try_from(x * 160 / width + y * 60 / height + noise).unwrap()
            })
            .collect();
        Raster::of(width, height, channels, &bytes).unwrap()
    }

    fn jpeg(width: usize, height: usize) -> Vec<u8> {
        jpeg::encode(&hills(width, height, 3), None).unwrap()
    }

    /// A JPEG file with the camera's notes put in behind its first marker.
    fn noted(jpeg: &[u8], notes: &[u8]) -> Vec<u8> {
        let mut segment = b"\xff\xe1".to_vec();
        segment.extend(u16::try_from(notes.len() + 8).unwrap().to_be_bytes());
        segment.extend(b"Exif\0\0");
        segment.extend(notes);
        [&jpeg[..2], &segment, &jpeg[2..]].concat()
    }

    fn widths(picture: &Picture) -> Vec<u32> {
        picture
            .variants
            .iter()
            .map(|variant| variant.width)
            .collect()
    }

    #[test]
    fn only_smaller_forms_are_made() {
        let picture = read("jpg", &jpeg(1000, 500));
        assert_eq!(
            picture.size,
            Some(Size {
                width: 1000,
                height: 500
            })
        );
        assert_eq!(widths(&picture), [480, 800]);
        assert_eq!(picture.faults, []);
        let smaller = read("jpg", &picture.variants[0].bytes);
        assert_eq!(
            smaller.size,
            Some(Size {
                width: 480,
                height: 240
            })
        );
        assert_eq!(widths(&read("jpeg", &jpeg(480, 480))), [0; 0]);
    }

    #[test]
    fn the_same_picture_makes_the_same_files() {
        let file = jpeg(900, 600);
        assert_eq!(read("jpg", &file), read("jpg", &file));
    }

    #[test]
    fn a_png_stays_one_with_what_shines_through() {
        for channels in [1, 3, 4] {
            let file = png_file::encode(&hills(700, 300, channels), None).unwrap();
            let picture = read("png", &file);
            assert_eq!((widths(&picture), &picture.faults), (vec![480], &vec![]));
            let smaller = png_file::decode(&picture.variants[0].bytes).unwrap();
            assert_eq!(smaller.bytes().len(), 480 * smaller.height * channels);
        }
    }

    #[test]
    fn a_picture_on_its_side_is_turned_and_its_notes_are_left_behind() {
        let picture = read("jpg", &noted(&jpeg(1000, 2000), &written(6, true)));
        assert_eq!(
            picture.size,
            Some(Size {
                width: 2000,
                height: 1000
            })
        );
        assert_eq!(widths(&picture), [480, 800, 1200, 1600]);
        assert_eq!(picture.faults, [Fault::Located]);
        let smaller = jpeg::head(&picture.variants[0].bytes).unwrap();
        assert_eq!(
            smaller.size,
            Size {
                width: 480,
                height: 240
            }
        );
        assert_eq!(smaller.notes, Notes::default());
    }

    #[test]
    fn what_colours_mean_is_kept() {
        let mut profile = vec![0; 200];
        profile[16..20].copy_from_slice(b"RGB ");
        let file = jpeg::encode(&hills(600, 400, 3), Some(&profile)).unwrap();
        let picture = read("jpg", &file);
        assert_eq!(
            jpeg::head(&picture.variants[0].bytes).unwrap().profile,
            Some(profile.clone())
        );
        let file = png_file::encode(&hills(600, 400, 3), Some(&profile)).unwrap();
        let picture = read("png", &file);
        assert_eq!(
            png_file::head(&picture.variants[0].bytes).unwrap().profile,
            Some(profile)
        );
    }

    #[test]
    fn a_wrong_name_is_said_and_does_no_harm() {
        let picture = read("png", &jpeg(600, 400));
        assert_eq!(picture.faults, [Fault::Mislabelled(Format::Jpeg)]);
        assert_eq!(widths(&picture), [480]);
        let picture = read("png", b"<html>not found</html>");
        assert!(matches!(picture.faults[..], [Fault::Damaged(_)]));
    }

    #[test]
    fn a_bomb_is_not_decoded() {
        // A head that promises 60,000 by 60,000 pixels, and no pixels.
        let mut file = png_file::encode(&hills(10, 10, 1), None).unwrap();
        file[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let sum = crc(&file[12..29]);
        file[29..33].copy_from_slice(&sum.to_be_bytes());
        let picture = read("png", &file);
        let size = Size {
            width: 60_000,
            height: 60_000,
        };
        assert_eq!(picture.faults, [Fault::TooLarge(size)]);
        assert_eq!(picture.size, Some(size));
    }

    /// Checksum of a PNG chunk (its specification, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |mut sum, byte| {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 {
                    0xedb8_8320 ^ sum >> 1
                } else {
                    sum >> 1
                };
            }
            sum
        })
    }

    #[test]
    fn pixels_are_counted_whatever_the_file_takes() {
        let plain = Raster::of(2100, 2000, 1, &vec![7; 4_200_000]).unwrap();
        let file = png_file::encode(&plain, None).unwrap();
        assert!(file.len() < 50_000, "{}", file.len());
        assert_eq!(pixels(&file), 4_200_000);
        assert_eq!(pixels(&jpeg(480, 20)), 9600);
        assert_eq!(pixels(&file[..20]), 0);
        assert_eq!(pixels(b"GIF89a\x40\x01\xf0\x00\x00"), 0);
    }

    #[test]
    fn half_a_file_is_damaged() {
        let jpeg = jpeg(600, 400);
        let png = png_file::encode(&hills(600, 400, 3), None).unwrap();
        for (name, file) in [("jpg", &jpeg), ("png", &png)] {
            let picture = read(name, &file[..file.len() / 2]);
            assert!(
                matches!(picture.faults[..], [Fault::Damaged(_)]),
                "{name} {:?}",
                picture.faults
            );
            assert!(picture.size.is_some() && picture.variants.is_empty());
        }
    }

    #[test]
    fn no_damage_brings_the_program_down() {
        let files = [
            ("jpg", noted(&jpeg(500, 20), &written(8, true))),
            ("png", png_file::encode(&hills(500, 20, 4), None).unwrap()),
            ("gif", b"GIF89a\x40\x01\xf0\x00\x00".to_vec()),
            ("svg", b"<svg width='3' height='2'>".to_vec()),
        ];
        let mut seed = 2016_usize;
        for (name, file) in files {
            for _ in 0..150 {
                let mut file = file.clone();
                for _ in 0..4 {
                    seed ^= seed << 13;
                    seed ^= seed >> 7;
                    seed ^= seed << 17;
                    let at = seed % file.len();
                    file[at] = seed.to_le_bytes()[4];
                }
                file.truncate(file.len() - seed % 3);
                let _whatever_it_is = read(name, &file);
            }
        }
    }
}

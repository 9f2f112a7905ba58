//! PNG files: their head, their pixels, and smaller ones.

use std::borrow::Cow;
use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Encoder, Info, Limits, Reader, Transformations};

use super::Size;
use super::exif;
use super::raster::{Pixels, Raster};
use super::variants::Head;

/// Most memory in bytes for what stands beside the pixels.
const LIMIT: usize = 64 << 20;

/// What the file says of itself; nothing is decoded.
pub(super) fn head(bytes: &[u8]) -> Result<Head, String> {
    let reader = opened(bytes)?;
    let info = reader.info();
    Ok(Head {
        size: Size {
            width: info.width,
            height: info.height,
        },
        notes: info
            .exif_metadata
            .as_deref()
            .map(exif::notes)
            .unwrap_or_default(),
        is_plain: info.animation_control.is_none(),
        profile: info.icc_profile.as_deref().map(<[u8]>::to_vec),
    })
}

pub(super) fn decode(bytes: &[u8]) -> Result<Raster, String> {
    let mut reader = opened(bytes)?;
    let size = reader.output_buffer_size().ok_or("it is too large")?;
    let mut pixels = vec![0; size];
    let frame = reader
        .next_frame(&mut pixels)
        .map_err(|error| error.to_string())?;
    pixels.truncate(frame.buffer_size());
    let (width, height) = (frame.width as usize, frame.height as usize);
    let raster = Raster::of(width, height, frame.color_type.samples(), &pixels);
    raster.ok_or_else(|| "pixels are missing".to_owned())
}

pub(super) fn encode(raster: &Raster, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut info = Info::with_size(
        raster.width.try_into().ok()?,
        raster.height.try_into().ok()?,
    );
    info.bit_depth = BitDepth::Eight;
    info.color_type = match raster.pixels {
        Pixels::Grey(_) => ColorType::Grayscale,
        Pixels::Colour(_) => ColorType::Rgb,
        Pixels::Clear(_) => ColorType::Rgba,
    };
    info.icc_profile = profile.map(|profile| Cow::Owned(profile.to_vec()));
    let encoder = Encoder::with_info(&mut file, info).ok()?;
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&raster.bytes()).ok()?;
    drop(writer);
    Some(file)
}

fn opened(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>, String> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: LIMIT });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.read_info().map_err(|error| error.to_string())
}

//! JPEG files: their head, their pixels, and smaller ones.

use jpeg_encoder::{ColorType, Encoder};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Size;
use super::exif;
use super::raster::{Pixels, Raster};
use super::variants::Head;

/// Quality of smaller pictures, out of 100.
const QUALITY: u8 = 80;

type Decoder<'b> = JpegDecoder<ZCursor<&'b [u8]>>;

/// What the file says of itself; nothing is decoded.
pub(super) fn head(bytes: &[u8]) -> Result<Head, String> {
    let (decoder, size) = opened(bytes)?;
    let mut notes = decoder
        .exif()
        .map(|notes| exif::notes(notes))
        .unwrap_or_default();
    notes.is_located |= decoder.xmp().is_some_and(|xmp| tells_place(xmp));
    Ok(Head {
        size,
        notes,
        // Print colours need a conversion that knows the press.
        is_plain: matches!(
            decoder.input_colorspace(),
            Some(ColorSpace::YCbCr | ColorSpace::Luma | ColorSpace::RGB)
        ),
        profile: decoder.icc_profile(),
    })
}

/// Whether Adobe's notes name a latitude.
fn tells_place(xmp: &[u8]) -> bool {
    let sign = b"GPSLatitude";
    xmp.windows(sign.len()).any(|window| window == sign)
}

pub(super) fn decode(bytes: &[u8]) -> Result<Raster, String> {
    let (decoder, size) = opened(bytes)?;
    let is_grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let (colours, channels) = if is_grey {
        (ColorSpace::Luma, 1)
    } else {
        (ColorSpace::RGB, 3)
    };
    let options = options().jpeg_set_out_colorspace(colours);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|error| error.to_string())?;
    // The end of the small picture that cameras put into their notes is none.
    let rest = &bytes[bytes.len() / 2..];
    if !rest.windows(2).any(|pair| pair == [0xff, 0xd9]) {
        return Err("the end of the file is missing".to_owned());
    }
    let (width, height) = (size.width as usize, size.height as usize);
    Raster::of(width, height, channels, &pixels).ok_or_else(|| "pixels are missing".to_owned())
}

pub(super) fn encode(raster: &Raster, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    let colours = match raster.pixels {
        Pixels::Grey(_) => ColorType::Luma,
        Pixels::Colour(_) => ColorType::Rgb,
        Pixels::Clear(_) => ColorType::Rgba,
    };
    let (width, height) = (
        raster.width.try_into().ok()?,
        raster.height.try_into().ok()?,
    );
    encoder
        .encode(&raster.bytes(), width, height, colours)
        .ok()?;
    Some(file)
}

fn opened(bytes: &[u8]) -> Result<(Decoder<'_>, Size), String> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    decoder
        .decode_headers()
        .map_err(|error| error.to_string())?;
    let info = decoder.info().ok_or("it has no size")?;
    let size = Size {
        width: info.width.into(),
        height: info.height.into(),
    };
    Ok((decoder, size))
}

/// Sizes are weighed by the caller. Without the processor's own instructions,
/// so that every machine makes the same bytes.
fn options() -> DecoderOptions {
    DecoderOptions::new_safe()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
}

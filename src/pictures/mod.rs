//! Pictures: how large they are, smaller ones made of them, and the cards that
//! stand for an article where it is shared.
//!
//! This exists so that pixels are met in one room. It takes bytes and words and
//! gives bytes and figures; it knows no article, no page, no address and no
//! disk. What it is given may be damaged or made to harm: nothing is decoded
//! before its size is known, and what can't be read is a [`Fault`].

mod card;
mod exif;
mod format;
mod jpeg;
mod png_file;
mod raster;
mod typeface;
mod variants;

pub use card::{CARD_SIZE, Card, Press};
pub use format::Format;
pub use variants::{LARGEST, Picture, Variant, pixels, read};

use std::fmt;

/// Width and height in pixels, as a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Size {
    /// How many pixels that is.
    #[must_use]
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The size of what lies on its side.
    fn turned(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.width, self.height)
    }
}

/// What is wrong with a picture. It is shown all the same, as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It can't be read; why.
    Damaged(String),
    /// It has more than [`LARGEST`] pixels.
    TooLarge(Size),
    /// It is of another format than its name says.
    Mislabelled(Format),
    /// It says where it was taken: in Exif that comes before the pixels of a
    /// JPEG or PNG file, or in XMP of a JPEG file. Nothing else is searched.
    Located,
}

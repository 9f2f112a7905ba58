//! What holds of every input, each promise as a function that panics when it
//! is broken.
//!
//! `tests/properties.rs` asks them of what `proptest` makes up and of the seeds
//! of the fuzz targets, and the targets in `fuzz/` of what libFuzzer finds, so
//! that both speak of the same promises. They know the library as any other
//! program does.

pub(crate) mod annotations;
pub(crate) mod dates;
pub(crate) mod files;
pub(crate) mod html;
pub(crate) mod pages;

//! wip
pub mod view;
pub mod weave;

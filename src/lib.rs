//! Dateline.
#![allow(missing_docs)]
pub mod article;
pub mod date;
pub mod diagnostic;
pub mod entity;
pub mod output;
pub mod slug;
pub mod source;

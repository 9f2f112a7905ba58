//! Dateline.
#![allow(missing_docs)]
pub mod article;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod entity;
pub mod fields;
pub mod output;
pub mod parse;
pub mod slug;
pub mod source;

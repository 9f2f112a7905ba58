//! Dateline.
#![allow(missing_docs)]
pub mod address;
pub mod annotate;
pub mod article;
pub mod check;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod entity;
pub mod fields;
pub mod link;
pub mod output;
pub mod parse;
pub mod render;
pub mod site;
pub mod slug;
pub mod source;

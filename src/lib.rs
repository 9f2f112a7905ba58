//! Dateline turns source articles into an annotated briefing site.
//!
//! This crate is the program; the library exists so that tests, benches and
//! other tools can call its parts. The map of the house, from the top floor
//! down; a module imports from its own floor's room or from floors below, and
//! `tests/architecture.rs` holds it to that:
//!
//! | Floor | Rooms | What they do not know |
//! | --- | --- | --- |
//! | 7 | [`command`] | formats, rules, pages |
//! | 6 | [`pipeline`] | disk, clock, sockets; it knows the order and remembers |
//! | 5 | [`render`], [`check`], [`curate`] | disk; how anything was found |
//! | 4 | [`site`] | how it was found, how it is shown |
//! | 3 | [`parse`], [`annotate`], [`link`], [`config`], [`address`] | each other's business |
//! | 2 | [`article`], [`entity`], [`fields`], [`diagnostic`], [`language`]; facing the world: [`project`], [`server`] | what the values are for |
//! | 1 | [`source`], [`date`], [`slug`], [`output`], [`theme`], [`pictures`], [`steering`], [`cli`] | anything at all |
//!
//! `read -> parse -> annotate -> link -> check + render -> write or serve`:
//! each arrow is a plain value, and between the first and the last everything
//! is pure.

pub mod cli;
pub mod command;

pub mod pipeline;

pub mod check;
pub mod curate;
pub mod render;

pub mod site;

pub mod address;
pub mod annotate;
pub mod config;
pub mod link;
pub mod parse;

pub mod article;
pub mod diagnostic;
pub mod entity;
pub mod fields;
pub mod language;
pub mod project;
pub mod server;

pub mod date;
pub mod output;
pub mod pictures;
pub mod slug;
pub mod source;
pub mod steering;
pub mod theme;

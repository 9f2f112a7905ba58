//! The site's folder on disk: read, written, watched, begun.
//!
//! Besides `server` and `command` this is the only room that touches the
//! world. It knows names of folders and nothing of what the files mean.

#![expect(
    clippy::disallowed_methods,
    reason = "this room is the door to the disk"
)]

mod cache;
pub mod edit;
mod keep;
mod layout;
mod open;
pub mod read;
pub mod scaffold;
pub mod watch;
pub mod write;

pub use cache::Cache;
pub use keep::Keeper;
pub use layout::Layout;
pub use write::{Condition, Finished, Writer, Written, condition, may_write};

//! Opening files that somebody else may have put there.
//!
//! This exists because a pipe in a file's place has no end to wait for, and a
//! link in it leads elsewhere. It says how a file is opened, not which.

use std::fs::OpenOptions;

/// What becomes of a symbolic link that is the last part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// Its target is opened.
    Follow,
    /// It can't be opened.
    Refuse,
}

/// Options that never wait for a pipe's other end.
pub(super) fn options(links: Links) -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = match links {
            Links::Follow => OFlags::NONBLOCK,
            Links::Refuse => OFlags::NONBLOCK | OFlags::NOFOLLOW,
        };
        options.custom_flags(flags.bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = links;
    options
}

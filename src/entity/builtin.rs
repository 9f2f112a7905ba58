//! The built-in tables.

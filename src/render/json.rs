//! JSON for programs: a record a line, so that a diff can follow it and a file
//! of any length is written piece by piece.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

/// A list that is made as it is written, and never as a whole.
pub(super) struct Each<F>(pub(super) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Writes `data` as JSON, each item of the outermost lists and maps on a line.
///
/// # Errors
/// When `out` fails.
pub(super) fn write(data: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Lines::default());
    data.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// The same as text.
pub(super) fn text(data: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(data, &mut bytes).expect("memory takes all");
    bytes
}

/// Breaks lines down to the items of what the outermost object holds.
#[derive(Default)]
struct Lines {
    depth: usize,
}

/// How deep an item is that still stands on a line of its own.
const BROKEN: usize = 2;

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= BROKEN {
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_stands_on_a_line() {
        let data = json!({"all": [{"a": [1, 2]}, {"a": []}], "n": 1});
        let expected = "{\n\"all\":[\n{\"a\":[1,2]},\n{\"a\":[]}],\n\"n\":1}\n";
        assert_eq!(text(&data), expected.as_bytes());
    }

    #[test]
    fn a_list_is_made_as_it_is_written() {
        #[derive(Serialize)]
        struct Numbers<L> {
            numbers: L,
        }
        let numbers = Numbers {
            numbers: Each(|| (0..3).map(|n| n * 2)),
        };
        assert_eq!(text(&numbers), b"{\n\"numbers\":[\n0,\n2,\n4]}\n");
    }
}

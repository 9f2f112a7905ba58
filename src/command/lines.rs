//! Lines of JSON Lines, a batch at a time, so that they can be worked on in
//! parallel and memory doesn't grow with the input.

use std::io::{self, BufRead, BufReader, Read};

/// A batch ends after so many lines or bytes, whichever comes first.
const MOST: usize = 512;
const BYTES: usize = 4 << 20;

/// Longest line in bytes. A longer one is cut one byte later, so that its
/// length tells.
pub(super) const LONGEST_LINE: usize = 16 << 20;

/// Reads an input in batches.
pub(super) struct Lines<R>(BufReader<R>);

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self(BufReader::with_capacity(BYTES, input))
    }

    /// The lines at hand: a full batch from a file, and as many as have come
    /// from a pipe, whose other end may be waiting for its answer; none at the
    /// end.
    ///
    /// # Errors
    /// When the input can't be read.
    pub(super) fn batch(&mut self) -> io::Result<Vec<Vec<u8>>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < MOST && bytes < BYTES {
            if !batch.is_empty() && self.0.buffer().is_empty() {
                break;
            }
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            bytes += line.len();
            batch.push(line);
        }
        Ok(batch)
    }

    /// The next line with its end; empty when there is none.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let most = LONGEST_LINE as u64 + 1;
        self.0.by_ref().take(most).read_until(b'\n', &mut line)?;
        if line.len() > LONGEST_LINE && !line.ends_with(b"\n") {
            self.0.skip_until(b'\n')?;
        }
        Ok(line)
    }
}

//! How long an editor waits: from a save to the moment when the dev server
//! answers with the new text.
//!
//! ```sh
//! cargo run --release --example save_to_served -- target/release/dateline DIR
//! ```
//!
//! `DIR` is a site of `make_corpus`. One of its articles is saved ten times,
//! with another sentence at its end each time, and left as it was. Prints the
//! median, the shortest and the longest wait in milliseconds.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a probe that saves, asks and takes the time"
)]

use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const SAVES: usize = 10;

/// Between two questions to the server.
const PAUSE: Duration = Duration::from_millis(1);

/// Between two saves, so that nothing of the one before is still at work.
const REST: Duration = Duration::from_millis(500);

/// Longer than any site takes to be built first.
const PATIENCE: Duration = Duration::from_mins(10);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, root] = &arguments[..] else {
        eprintln!("usage: save_to_served PROGRAM DIR");
        return ExitCode::from(2);
    };
    match waits(program, Path::new(root)) {
        Ok(mut waits) => {
            waits.sort();
            let milliseconds = |wait: Duration| wait.as_secs_f64() * 1e3;
            let median = (waits[SAVES / 2 - 1] + waits[SAVES / 2]) / 2;
            let (shortest, longest) = (waits[0], waits[SAVES - 1]);
            println!(
                "{:.1} {:.1} {:.1}",
                milliseconds(median),
                milliseconds(shortest),
                milliseconds(longest)
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn waits(program: &str, root: &Path) -> io::Result<Vec<Duration>> {
    let article = Saved::first(&root.join("content/briefings"))?;
    let server = Server::start(program, root)?;
    server.until(&article.address, "")?;
    let save = |number: usize| {
        thread::sleep(REST);
        let sentence = format!("This was added by save {number} of {SAVES}.");
        let start = Instant::now();
        fs::write(&article.path, format!("{}\n{sentence}\n", article.text))?;
        server.until(&article.address, &sentence)?;
        Ok(start.elapsed())
    };
    (1..=SAVES).map(save).collect()
}

/// An article, which gets its text back in the end.
struct Saved {
    path: PathBuf,
    text: String,
    address: String,
}

impl Saved {
    fn first(folder: &Path) -> io::Result<Self> {
        let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.collect();
        let path = entries?.into_iter().map(|entry| entry.path()).min();
        let path = path.ok_or_else(|| io::Error::other("the site has no article"))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        Ok(Self {
            address: format!("/briefings/{stem}/"),
            text: fs::read_to_string(&path)?,
            path,
        })
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            eprintln!("error: `{}` is left changed: {error}", self.path.display());
        }
    }
}

/// `dateline serve`, which ends with this.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(program: &str, root: &Path) -> io::Result<Self> {
        // Whichever port is free now is taken a moment later.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let process = Command::new(program)
            .args(["serve", "--port", &address.port().to_string(), "--root"])
            .arg(root)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { process, address })
    }

    /// Asks until the page is there and holds `words`.
    fn until(&self, page: &str, words: &str) -> io::Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self
                .get(page)
                .is_ok_and(|answer| answer.starts_with("HTTP/1.1 200") && answer.contains(words))
            {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Err(io::Error::other(format!(
            "`{page}` never came to hold {words:?}"
        )))
    }

    fn get(&self, page: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(self.address)?;
        let host = self.address;
        write!(
            stream,
            "GET {page} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended by itself can't be ended, and need not be.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

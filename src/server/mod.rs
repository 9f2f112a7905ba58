//! Shows the site in a browser while it is being written.
//!
//! This exists so that an editor sees the effect of a save at once, with the
//! links, types and policy that a real host would give. It serves the
//! [`Files`] of a site and nothing else: it knows no articles, no templates and
//! no disk, and what it shows changes only when it is handed another
//! [`Snapshot`].

mod connection;
mod content_type;
mod events;
mod guard;
mod live;
mod path;
mod response;
mod route;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use hyper::body::Bytes;
use tokio::sync::watch;

use crate::output::OutputPath;
use connection::Limits;

/// How many ports after the wished one are tried when it is taken.
const FURTHER_PORTS: u16 = 20;

/// What the server shows at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The last good site; `None` while there has been none.
    pub files: Option<Arc<dyn Files>>,
    /// The path the site lives under, as it stands in a URL: `/` or `/sub/path/`.
    pub base_path: String,
    /// What the newest run found wrong; `None` when all is well.
    pub problems: Option<Problems>,
    /// Grows with every run, also with one that failed.
    pub version: u64,
}

/// The files of a site, which may be made when they are asked for.
pub trait Files: Debug + Send + Sync {
    /// Whether there is one at `path`.
    fn has(&self, path: &OutputPath) -> bool;

    /// The file at `path`, if there is one, or why it can't be made.
    fn get(&self, path: &OutputPath) -> Option<Result<Bytes, Problems>>;
}

/// Files that are there already.
impl Files for BTreeMap<OutputPath, Bytes> {
    fn has(&self, path: &OutputPath) -> bool {
        self.contains_key(path)
    }

    fn get(&self, path: &OutputPath) -> Option<Result<Bytes, Problems>> {
        self.get(path).cloned().map(Ok)
    }
}

/// What a run found wrong with the content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The problems as the terminal shows them, without colour.
    pub text: String,
    /// How many of them are errors; when there are any, the files shown are
    /// older than the newest edit.
    pub errors: usize,
    /// How many of them are warnings.
    pub warnings: usize,
}

impl Snapshot {
    /// The problems, if they kept the newest run from becoming files.
    fn failure(&self) -> Option<&Problems> {
        self.problems.as_ref().filter(|found| found.errors > 0)
    }
}

/// Binds to `port` at `host`. When it is taken and not `exact`, the next twenty
/// are tried.
///
/// # Errors
/// When no port could be had.
pub fn bind(host: IpAddr, port: u16, exact: bool) -> io::Result<TcpListener> {
    let further = if exact { 0 } else { FURTHER_PORTS };
    let is_taken = |error: &io::Error| error.kind() == io::ErrorKind::AddrInUse;
    (port..=port.saturating_add(further))
        .map(|port| TcpListener::bind((host, port)))
        .find(|bound| !bound.as_ref().is_err_and(is_taken))
        .unwrap_or_else(|| Err(io::ErrorKind::AddrInUse.into()))
}

/// Serves the newest snapshot until the sender of `snapshots` is dropped.
///
/// # Errors
/// When the listener can't be used. What goes wrong with one connection ends
/// that connection only.
pub fn serve(listener: TcpListener, snapshots: watch::Receiver<Arc<Snapshot>>) -> io::Result<()> {
    serve_within(&Limits::default(), listener, snapshots)
}

fn serve_within(
    limits: &Limits,
    listener: TcpListener,
    mut snapshots: watch::Receiver<Arc<Snapshot>>,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(limits.answers)
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::spawn(connection::accept(listener, snapshots.clone(), *limits));
        while snapshots.changed().await.is_ok() {}
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "time limits are taken from the clock"
    )]

    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, SocketAddr, TcpStream};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::*;

    const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const REQUEST: &str = "GET /missing HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// Runs `visit` against an empty site that is served within `limits`.
    fn visit(limits: &Limits, visit: impl FnOnce(SocketAddr)) {
        visit_site(limits, None, visit);
    }

    fn visit_site(limits: &Limits, files: Option<Arc<dyn Files>>, visit: impl FnOnce(SocketAddr)) {
        let listener = bind(LOCALHOST, 0, true).unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, snapshots) = watch::channel(Arc::new(Snapshot {
            files,
            base_path: "/".to_owned(),
            problems: None,
            version: 1,
        }));
        let limits = *limits;
        let server = thread::spawn(move || serve_within(&limits, listener, snapshots));
        visit(address);
        drop(sender);
        server.join().unwrap().unwrap();
    }

    fn connect(address: SocketAddr) -> TcpStream {
        let stream = TcpStream::connect(address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        stream
    }

    fn read_until(stream: &mut TcpStream, expected: &str) -> String {
        let mut text = String::new();
        let mut buffer = [0; 1024];
        while !text.contains(expected) {
            let length = stream.read(&mut buffer).unwrap();
            assert!(length > 0, "{text}");
            text.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
        }
        text
    }

    #[test]
    fn a_slow_or_idle_client_is_let_go() {
        let limits = Limits {
            head_time: Duration::from_millis(200),
            ..Limits::default()
        };
        visit(&limits, |address| {
            for (said, heard) in [("", ""), ("GET / HTT", ""), (REQUEST, "HTTP/1.1 404")] {
                let start = Instant::now();
                let mut stream = connect(address);
                stream.write_all(said.as_bytes()).unwrap();
                let mut text = String::new();
                stream.read_to_string(&mut text).unwrap();
                assert!(text.starts_with(heard), "{said:?}: {text}");
                assert!(start.elapsed() < Duration::from_secs(3), "{said:?}");
            }
        });
    }

    #[test]
    fn a_client_above_the_number_waits_for_a_place() {
        let limits = Limits {
            connections: 1,
            ..Limits::default()
        };
        visit(&limits, |address| {
            let mut first = connect(address);
            first.write_all(REQUEST.as_bytes()).unwrap();
            read_until(&mut first, "404 Not Found");
            let mut second = connect(address);
            second.write_all(REQUEST.as_bytes()).unwrap();
            second
                .set_read_timeout(Some(Duration::from_millis(200)))
                .unwrap();
            assert!(second.read(&mut [0]).is_err());
            drop(first);
            second
                .set_read_timeout(Some(Duration::from_secs(5)))
                .unwrap();
            read_until(&mut second, "404 Not Found");
        });
    }

    #[test]
    fn a_silent_stream_gives_signs_of_life_and_its_place_back() {
        let limits = Limits {
            connections: 1,
            head_time: Duration::from_millis(100),
            heartbeat: Duration::from_millis(200),
            ..Limits::default()
        };
        visit(&limits, |address| {
            for _ in 0..3 {
                let mut stream = connect(address);
                let request = REQUEST.replace("missing", "__dateline/events");
                stream.write_all(request.as_bytes()).unwrap();
                read_until(&mut stream, ": still here\n\n");
            }
        });
    }

    /// A site whose every page takes its time; one can't be made.
    #[derive(Debug, Default)]
    struct Laborious {
        at_once: AtomicUsize,
        most_at_once: AtomicUsize,
        made: AtomicUsize,
    }

    impl Files for Laborious {
        fn has(&self, _: &OutputPath) -> bool {
            true
        }

        fn get(&self, path: &OutputPath) -> Option<Result<Bytes, Problems>> {
            assert!(path.as_str() != "panic", "a fault of the program");
            let at_once = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_at_once.fetch_max(at_once, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(30));
            self.at_once.fetch_sub(1, Ordering::SeqCst);
            self.made.fetch_add(1, Ordering::SeqCst);
            Some(Ok(Bytes::from_static(b"made")))
        }
    }

    #[test]
    fn few_pages_are_made_at_once_and_none_for_those_who_left() {
        let limits = Limits {
            answers: 2,
            ..Limits::default()
        };
        let site = Arc::new(Laborious::default());
        visit_site(&limits, Some(Arc::clone(&site) as _), |address| {
            let mut clients: Vec<_> = (0..20).map(|_| connect(address)).collect();
            for client in &mut clients {
                client.write_all(REQUEST.as_bytes()).unwrap();
            }
            for client in &mut clients {
                read_until(client, "made");
            }
            assert_eq!(site.most_at_once.load(Ordering::SeqCst), 2);
            let made = site.made.load(Ordering::SeqCst);
            assert_eq!(made, 20);
            for _ in 0..100 {
                connect(address).write_all(REQUEST.as_bytes()).unwrap();
            }
            // Behind those, if they still stood there.
            let mut last = connect(address);
            last.write_all(REQUEST.as_bytes()).unwrap();
            read_until(&mut last, "made");
            let made = site.made.load(Ordering::SeqCst) - made;
            assert!(made < 80, "{made} for one reader");
        });
    }

    #[test]
    fn a_fault_of_the_program_costs_one_answer() {
        let limits = Limits {
            answers: 1,
            ..Limits::default()
        };
        let site = Arc::new(Laborious::default());
        visit_site(&limits, Some(site), |address| {
            let mut stream = connect(address);
            for _ in 0..3 {
                let request = REQUEST.replace("missing", "panic");
                stream.write_all(request.as_bytes()).unwrap();
                read_until(&mut stream, "the terminal says more");
            }
            stream.write_all(REQUEST.as_bytes()).unwrap();
            read_until(&mut stream, "made");
        });
    }

    #[test]
    fn a_taken_port_is_passed_over_unless_it_was_asked_for() {
        let taken = bind(LOCALHOST, 0, true).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_eq!(
            bind(LOCALHOST, port, true).unwrap_err().kind(),
            io::ErrorKind::AddrInUse
        );
        let next = bind(LOCALHOST, port, false);
        // The very last ports have no twenty after them.
        if let Ok(next) = next {
            assert!(next.local_addr().unwrap().port() > port);
        } else {
            assert_eq!(port, u16::MAX);
        }
    }
}

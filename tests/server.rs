//! The dev server as a browser meets it: real sockets, real bytes.

#![expect(
    clippy::disallowed_methods,
    reason = "time limits are taken from the clock"
)]

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use dateline::output::OutputPath;
use dateline::server::{Problems, Snapshot, bind, serve};
use hyper::body::Bytes;
use tokio::sync::watch;

/// Longer than any answer takes, so that a test that fails also ends.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server. It ends with the test, which shows that it can.
struct Server {
    address: SocketAddr,
    snapshots: Option<watch::Sender<Arc<Snapshot>>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Server {
    fn start(first: Snapshot) -> Self {
        let listener = bind(IpAddr::V4(Ipv4Addr::LOCALHOST), 0, true).unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, receiver) = watch::channel(Arc::new(first));
        Self {
            address,
            snapshots: Some(sender),
            thread: Some(thread::spawn(move || serve(listener, receiver))),
        }
    }

    fn show(&self, snapshot: Snapshot) {
        let snapshots = self.snapshots.as_ref().unwrap();
        snapshots.send(Arc::new(snapshot)).unwrap();
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends `request` as it is and returns all that comes back.
    fn say(&self, request: &[u8]) -> Reply {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Reply::read(&bytes)
    }

    fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        let own = format!("Host: {}\r\nConnection: close\r\n", self.address);
        self.say(format!("{method} {target} HTTP/1.1\r\n{own}{headers}\r\n").as_bytes())
    }

    fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.snapshots.take());
        let ended = self.thread.take().map(JoinHandle::join);
        if !thread::panicking() {
            ended.unwrap().unwrap().unwrap();
        }
    }
}

#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Self {
            status: head[9..12].parse().unwrap(),
            head: head.to_lowercase(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn site(version: u64) -> Snapshot {
    let page = format!("<!doctype html><body><p>{version}</p></body>");
    let big = page.replace("<p>", &format!("{}<p>", "x".repeat(1 << 20)));
    let files = [
        ("index.html", page.as_str()),
        ("404.html", "<body>nothing here</body>"),
        ("timeline/index.html", &page),
        ("big/index.html", &big),
        ("style.css", "main {}"),
        ("logo.svg", "<svg/>"),
    ];
    let entry = |(path, text): (&str, &str)| {
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        (OutputPath::new(path).unwrap(), bytes)
    };
    let files: BTreeMap<OutputPath, Bytes> = files.map(entry).into_iter().collect();
    Snapshot {
        files: Some(Arc::new(files)),
        base_path: "/".to_owned(),
        problems: None,
        version,
    }
}

fn failed(version: u64) -> Snapshot {
    let problems = Problems {
        text: "error: the date is missing\n".to_owned(),
        errors: 1,
        warnings: 0,
    };
    Snapshot {
        problems: Some(problems),
        version,
        ..site(version - 1)
    }
}

#[test]
fn a_page_comes_whole_and_with_its_rules() {
    let server = Server::start(site(1));
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert_eq!(
        page.text(),
        "<!doctype html><body><p>1</p>\
         <script src=\"/__dateline/live.js\" data-version=\"1\" defer></script>\n</body>"
    );
    let length = page.body.len().to_string();
    for (name, expected) in [
        ("content-type", "text/html; charset=utf-8"),
        ("content-length", length.as_str()),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'self'"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), Some(expected), "{name}");
    }
    let style = server.get("/style.css");
    assert_eq!((style.status, style.text()), (200, "main {}"));
    assert_eq!(style.header("content-security-policy"), None);
}

#[test]
fn a_head_is_the_same_without_a_body() {
    let server = Server::start(site(1));
    for target in ["/", "/style.css", "/nothing", "/timeline"] {
        let (get, head) = (server.get(target), server.ask("HEAD", target, ""));
        assert_eq!(head.status, get.status, "{target}");
        assert_eq!(
            head.header("content-length"),
            get.header("content-length"),
            "{target}"
        );
        assert!(head.body.is_empty(), "{target}");
    }
    assert_eq!(server.ask("HEAD", "/__dateline/events", "").status, 200);
}

#[test]
fn addresses_lead_to_one_place() {
    let server = Server::start(Snapshot {
        base_path: "/sub/path/".to_owned(),
        ..site(1)
    });
    for (target, status, expected) in [
        ("/", 307, Some("/sub/path/")),
        ("/sub/path", 308, Some("/sub/path/")),
        (
            "/sub/path/timeline?a=b",
            308,
            Some("/sub/path/timeline/?a=b"),
        ),
        ("/sub/path/timeline/", 200, None),
        ("/timeline/", 404, None),
        ("//evil.example/..", 404, None),
    ] {
        let reply = server.get(target);
        assert_eq!(reply.status, status, "{target}");
        assert_eq!(reply.header("location"), expected, "{target}");
    }
}

#[test]
fn what_is_missing_gets_the_sites_own_page() {
    let server = Server::start(site(1));
    let reply = server.get("/nothing");
    assert_eq!(reply.status, 404);
    assert!(reply.text().starts_with("<body>nothing here<script"));
    server.show(Snapshot {
        files: None,
        ..site(2)
    });
    let reply = server.get("/nothing");
    assert_eq!(reply.status, 404);
    assert_eq!(
        reply.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
}

#[test]
fn a_site_can_only_be_read() {
    let server = Server::start(site(1));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"] {
        let reply = server.ask(method, "/", "");
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("allow"), Some("get, head"), "{method}");
    }
    let with_body = server.ask("POST", "/", "Content-Length: 3\r\n\r\nabc");
    assert_eq!(with_body.status, 405);
}

#[test]
fn a_strange_name_gets_nothing() {
    let server = Server::start(site(1));
    let (own, port) = (server.address, server.address.port());
    for (host, origin, status) in [
        (format!("localhost:{port}"), "", 200),
        (format!("[::1]:{port}"), "", 200),
        ("127.0.0.1".to_owned(), "", 200),
        (format!("evil.example:{port}"), "", 403),
        ("localhost:1".to_owned(), "", 403),
        (own.to_string(), "http://localhost", 200),
        (own.to_string(), "http://evil.example", 403),
        (own.to_string(), "null", 403),
    ] {
        for target in ["/", "/__dateline/live.js"] {
            let origin = match origin {
                "" => String::new(),
                origin => format!("Origin: {origin}\r\n"),
            };
            let request = format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\n\r\n"
            );
            let reply = server.say(request.as_bytes());
            assert_eq!(reply.status, status, "{request}");
        }
    }
    assert_eq!(server.say(b"GET / HTTP/1.0\r\n\r\n").status, 403);
    let whole_url = server.get("http://evil.example/");
    assert_eq!(whole_url.status, 403);
}

#[test]
fn no_path_leaves_the_site() {
    let server = Server::start(site(1));
    for target in [
        "/../../etc/passwd",
        "/timeline/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/..%2f..%2fetc/passwd",
        "/..%5c..%5cetc/passwd",
        "/..\\..\\etc/passwd",
        "/%252e%252e/etc/passwd",
        "/%c0%ae%c0%ae/etc/passwd",
        "//etc/passwd",
        "/etc/passwd%00.html",
        "/./style.css",
        "/file:///etc/passwd",
        "/%",
    ] {
        let reply = server.get(target);
        // What isn't a URL at all is turned away before it is looked up.
        assert!(matches!(reply.status, 400 | 404), "{target}: {reply:?}");
        assert!(!reply.head.contains("location"), "{target}");
    }
}

#[test]
fn what_is_too_long_or_no_http_is_turned_away() {
    let server = Server::start(site(1));
    let long_path = server.get(&format!("/{}", "a".repeat(10_000)));
    assert_eq!(long_path.status, 404);
    let big_header = format!("Cookie: {}\r\n", "a".repeat(20_000));
    assert_eq!(server.ask("GET", "/", &big_header).status, 200);
    let many_headers = "A: b\r\n".repeat(200);
    assert_eq!(server.ask("GET", "/", &many_headers).status, 431);
    assert_eq!(server.say(b"\x16\x03\x01\x02\x00\r\n\r\n").status, 400);
    assert_eq!(server.get("/").status, 200);
}

/// The server may answer and close while the rest is still under way; then the
/// answer itself can be lost, but never the server.
#[test]
fn a_huge_header_ends_its_connection_only() {
    let server = Server::start(site(1));
    let mut stream = server.connect();
    let request = format!("GET / HTTP/1.1\r\nCookie: {}", "a".repeat(10 << 20));
    let written = stream.write_all(request.as_bytes());
    let mut reply = Vec::new();
    let read = stream.read_to_end(&mut reply);
    assert!(written.is_err() || read.is_err() || Reply::read(&reply).status == 431);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn each_of_many_gets_a_page_of_one_build() {
    let server = Server::start(site(1));
    let visit = |number: usize| {
        let reply = server.get(if number.is_multiple_of(2) {
            "/big/"
        } else {
            "/"
        });
        assert_eq!(reply.status, 200);
        let length = reply.header("content-length").unwrap();
        assert_eq!(length, reply.body.len().to_string());
        let text = reply.text();
        let version = text.split("data-version=\"").nth(1).unwrap();
        let version = version.split('"').next().unwrap();
        assert!(text.contains(&format!("<p>{version}</p>")));
    };
    thread::scope(|scope| {
        for number in 0..200 {
            scope.spawn(move || visit(number));
        }
        for version in 2..20 {
            server.show(site(version));
            thread::sleep(Duration::from_millis(5));
        }
    });
}

#[test]
fn an_open_page_learns_of_each_version() {
    let server = Server::start(site(1));
    let mut streams: Vec<_> = (0..20).map(|_| Listener::to(&server)).collect();
    for stream in &mut streams {
        assert!(stream.head.starts_with("http/1.1 200"));
        assert!(stream.head.contains("content-type: text/event-stream\r\n"));
        stream.expect("{\"version\":1,\"errors\":0,\"warnings\":0,\"text\":\"\"}");
    }
    let start = Instant::now();
    server.show(failed(2));
    for stream in &mut streams {
        stream.expect(
            "{\"version\":2,\"errors\":1,\"warnings\":0,\
             \"text\":\"error: the date is missing\\n\"}",
        );
    }
    assert!(start.elapsed() < Duration::from_secs(1));
    assert!(server.get("/").text().contains("<p>1</p>"));
    server.show(site(3));
    streams.truncate(3);
    for stream in &mut streams {
        stream.expect("{\"version\":3,\"errors\":0,\"warnings\":0,\"text\":\"\"}");
    }
}

/// More streams than there are places: those that left must have given theirs
/// back, and one that was left half way must not stop the others.
#[test]
fn browsers_come_and_go() {
    let server = Server::start(site(1));
    for _ in 0..300 {
        let mut stream = server.connect();
        let request = events_request(&server);
        stream.write_all(request.as_bytes()).unwrap();
    }
    for version in 2..50 {
        server.show(site(version));
    }
    for _ in 0..300 {
        drop(Listener::to(&server));
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn without_any_build_every_page_tells_why() {
    let server = Server::start(Snapshot {
        files: None,
        ..failed(1)
    });
    let reply = server.get("/any/page/");
    assert_eq!(reply.status, 500);
    assert!(reply.text().contains("error: the date is missing"));
    assert!(reply.text().contains("/__dateline/live.js"));
    assert_eq!(server.get("/__dateline/live.js").status, 200);
    assert_eq!(server.get("/__dateline/live.css").status, 200);
}

fn events_request(server: &Server) -> String {
    let address = server.address;
    format!("GET /__dateline/events HTTP/1.1\r\nHost: {address}\r\n\r\n")
}

/// A browser's end of the stream of versions.
struct Listener {
    stream: TcpStream,
    head: String,
    heard: String,
}

impl Listener {
    fn to(server: &Server) -> Self {
        let mut stream = server.connect();
        stream.write_all(events_request(server).as_bytes()).unwrap();
        let mut listener = Self {
            stream,
            head: String::new(),
            heard: String::new(),
        };
        listener.head = listener.until("\r\n\r\n").to_lowercase();
        listener
    }

    fn expect(&mut self, data: &str) {
        self.until(&format!("event: version\ndata: {data}\n\n"));
    }

    /// Reads on until `end` was heard.
    fn until(&mut self, end: &str) -> String {
        let mut buffer = [0; 4096];
        loop {
            if let Some(at) = self.heard.find(end) {
                let rest = self.heard.split_off(at + end.len());
                return std::mem::replace(&mut self.heard, rest);
            }
            let length = self.stream.read(&mut buffer).unwrap();
            assert!(length > 0, "ended after {:?}", self.heard);
            let text = std::str::from_utf8(&buffer[..length]).unwrap();
            self.heard.push_str(text);
        }
    }
}

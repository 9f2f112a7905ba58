//! The dev server against all that a hostile page, a broken client and a hasty
//! editor can send it: the program itself, real sockets, real bytes.

#![expect(
    clippy::disallowed_methods,
    reason = "starts programs, writes files and takes time limits from the clock"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longer than any answer takes on a busy machine, so that a test that fails
/// also ends.
const PATIENCE: Duration = Duration::from_secs(20);

/// Stands in every file that must never be served.
const PLANTED: &str = "PLANTED";

/// Memory that the server may have taken at its worst, in kilobytes. Most of it
/// is the site's own.
const MOST_MEMORY: usize = 400_000;

/// A site with things around it that are none of it.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let settings = format!("# {PLANTED}\ntitle = \"Briefings\"\nsearch = true\n");
        site.write("site/dateline.toml", &settings);
        for number in 0..30 {
            let text = format!(
                "+++\ntitle = \"Report {number}\"\ndate = 2016-02-{:02}\n# {PLANTED}\n+++\n\
                 Ash Carter met Harjit Sajjan in Brussels on Wednesday. Canada will end its air \
                 strikes by Feb. 22, NATO said in report {number}.\n",
                number % 28 + 1
            );
            site.write(&format!("site/content/briefings/report-{number}.md"), &text);
        }
        let draft = format!(
            "+++\ntitle = \"{PLANTED}\"\ndate = 2016-02-01\ndraft = true\n+++\nAbout {PLANTED}.\n"
        );
        site.write("site/content/briefings/draft.md", &draft);
        for path in NEVER_SERVED {
            site.write(path, &format!("{PLANTED} in {path}\n"));
        }
        let _unsupported = link(
            &site.path("outside.txt"),
            &site.path("site/static/link.txt"),
        );
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Builds the site for `base_url` into a folder beside it.
    fn build(&self, base_url: &str) -> BTreeMap<String, Vec<u8>> {
        let output = self.path("built");
        let built = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["build", "--quiet", "--base-url", base_url, "--root"])
            .arg(self.path("site"))
            .arg("--output")
            .arg(&output)
            .output()
            .unwrap();
        assert!(built.status.success(), "{built:?}");
        let mut files = BTreeMap::new();
        read_all(&output, &output, &mut files);
        // The list of what was built is the folder's and no part of the site.
        assert!(files.remove(".dateline").is_some());
        files
    }
}

/// Files in and around a site that no part of it comes from. They are there
/// when the server starts, so that it could serve them if it looked.
const NEVER_SERVED: [&str; 7] = [
    "outside.txt",
    "site/secret.txt",
    "site/.env",
    "site/.git/config",
    "site/public/.dateline",
    "site/public/old.txt",
    "site/content/.hidden.md",
];

#[cfg(unix)]
fn link(to: &Path, from: &Path) -> std::io::Result<()> {
    fs::create_dir_all(from.parent().unwrap())?;
    std::os::unix::fs::symlink(to, from)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Ok(())
}

fn read_all(top: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(top, &path, files);
        } else {
            let name = path.strip_prefix(top).unwrap().to_str().unwrap();
            files.insert(name.to_owned(), fs::read(&path).unwrap());
        }
    }
}

/// `dateline serve` as it runs on a desk. It ends with the test, and must have
/// been alive until then.
struct Server {
    process: Child,
    address: SocketAddr,
    /// What it said first.
    greeting: String,
}

impl Server {
    fn start(site: &Site, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--port", "0", "--root"])
            .arg(site.path("site"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(fs::File::create(site.path("said")).unwrap())
            .spawn()
            .unwrap();
        let mut greeting = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        said.read_line(&mut greeting).unwrap();
        thread::spawn(move || said.lines().count());
        let url = greeting.split(' ').nth(1).unwrap_or_default();
        let authority = url.trim_start_matches("http://").split('/').next().unwrap();
        let authority = authority.replace("localhost", "127.0.0.1");
        let address = authority.parse().unwrap_or_else(|_| {
            let said = fs::read_to_string(site.path("said"));
            panic!("{greeting:?} {said:?}")
        });
        Self {
            process,
            address,
            greeting,
        }
    }

    fn connect(&self) -> Client {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Client {
            stream,
            heard: Vec::new(),
        }
    }

    fn get(&self, target: &str) -> Reply {
        self.connect().get(self, target)
    }

    fn request(&self, method: &str, target: &str, headers: &str) -> String {
        let host = self.address;
        format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n")
    }

    /// A line of what Linux knows about the process, as a number.
    fn status(&self, name: &str) -> Option<usize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_matches(|letter: char| !letter.is_ascii_digit())
            .parse()
            .ok()
    }

    fn assert_well(&self) {
        let reply = self.get("/");
        assert_eq!(reply.status, 200);
        assert!(reply.is_whole_page());
        if let Some(most) = self.status("VmHWM:") {
            assert!(most < MOST_MEMORY, "{most} kB");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let was_alive = self.process.try_wait().is_ok_and(|ended| ended.is_none());
        let _gone = self.process.kill();
        let _ended = self.process.wait();
        if !thread::panicking() {
            assert!(was_alive, "the server ended by itself");
        }
    }
}

/// One connection, and what came over it and wasn't taken yet.
struct Client {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Client {
    fn say(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.write_all(bytes)
    }

    fn get(&mut self, server: &Server, target: &str) -> Reply {
        let request = server.request("GET", target, "");
        self.say(request.as_bytes()).unwrap();
        self.reply(false).expect("an answer")
    }

    /// The next answer; `None` when there will be none.
    fn reply(&mut self, is_head: bool) -> Option<Reply> {
        let end = loop {
            if let Some(end) = find(&self.heard, b"\r\n\r\n") {
                break end;
            }
            self.listen()?;
        };
        let head = String::from_utf8(self.heard.drain(..end + 4).collect()).unwrap();
        let head = head.to_lowercase();
        let status = head[9..12].parse().unwrap();
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
        let length = if is_head { 0 } else { length.unwrap_or(0) };
        while self.heard.len() < length {
            assert!(self.listen().is_some(), "torn: {head}");
        }
        let body = self.heard.drain(..length).collect();
        Some(Reply { status, head, body })
    }

    fn listen(&mut self) -> Option<()> {
        let mut buffer = [0; 16 * 1024];
        let length = self.stream.read(&mut buffer).ok().filter(|&it| it > 0)?;
        self.heard.extend(&buffer[..length]);
        Some(())
    }

    /// All that comes until the server has nothing more to say for a while.
    fn rest(mut self, silence: Duration) -> Vec<u8> {
        self.stream.set_read_timeout(Some(silence)).unwrap();
        while self.listen().is_some() {}
        self.heard
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn is_whole_page(&self) -> bool {
        let text = self.text();
        text.to_lowercase().starts_with("<!doctype html>")
            && text.trim_end().ends_with("</html>")
            && text.matches("/__dateline/live.js\"").count() == 1
    }

    fn assert_harmless(&self, request: &str) {
        let leaks = |text: &str| text.contains(PLANTED) || text.contains("root:x:");
        assert!(!leaks(&self.text()) && !leaks(&self.head), "{request}");
    }
}

#[test]
fn it_listens_on_this_machine_alone_and_warns_otherwise() {
    let site = Site::new();
    let warning = "everyone on this network can see the site";
    let server = Server::start(&site, &[]);
    assert!(server.greeting.starts_with("Serving http://127.0.0.1:"));
    assert!(server.address.ip().is_loopback());
    if let Ok(sockets) = fs::read_to_string("/proc/net/tcp") {
        // Its one entry has the loopback address, low byte first.
        let port = format!(":{:04X} 00000000:0000 0A", server.address.port());
        let bound: Vec<&str> = sockets.lines().filter(|it| it.contains(&port)).collect();
        assert!(
            bound.len() == 1 && bound[0].contains("0100007F:"),
            "{bound:?}"
        );
    }
    assert!(
        !fs::read_to_string(site.path("said"))
            .unwrap()
            .contains(warning)
    );
    drop(server);
    let server = Server::start(&site, &["--host", "0.0.0.0"]);
    assert!(server.greeting.starts_with("Serving http://localhost:"));
    assert!(
        fs::read_to_string(site.path("said"))
            .unwrap()
            .contains(warning)
    );
}

#[test]
fn a_request_must_name_this_server_and_no_other() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let port = server.address.port();
    let (own, other) = (format!("127.0.0.1:{port}"), port ^ 1);
    let host = |name: &str| format!("Host: {name}\r\n");
    let origin = |name: &str| format!("Host: {own}\r\nOrigin: {name}\r\n");
    let mut cases = vec![
        ("/".to_owned(), host(&own), 200),
        ("/".to_owned(), host(&format!("LOCALHOST:{port}")), 200),
        ("/".to_owned(), host(&format!("[::1]:{port}")), 200),
        ("/".to_owned(), origin(&format!("http://{own}")), 200),
        (format!("http://{own}/"), host(&own), 200),
        ("/".to_owned(), String::new(), 403),
        ("/".to_owned(), host(&own) + &host(&own), 403),
        ("/".to_owned(), host(&own) + &host("evil.example"), 403),
        ("/".to_owned(), host("evil.example") + &host(&own), 403),
        ("http://evil.example/".to_owned(), host(&own), 403),
        (format!("http://evil.example:{port}/"), host(&own), 403),
        (format!("http://{own}@evil.example/"), host(&own), 403),
        (format!("http://{own}/"), host("evil.example"), 403),
    ];
    let strange = [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost.",
        "localhost,evil.example",
        "localhost evil.example",
        "evil.example/localhost",
        "evil.example#localhost",
        "user@localhost",
        "127.1",
        "127.0.0.2",
        "0.0.0.0",
        "0",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:0:0:1]",
        "[::1%25lo]",
        "::1",
        "192.168.0.1",
        "dateline.local",
    ];
    for name in strange {
        cases.push(("/".to_owned(), host(name), 403));
        cases.push(("/".to_owned(), host(&format!("{name}:{port}")), 403));
    }
    for name in [
        "null".to_owned(),
        String::new(),
        "*".to_owned(),
        "http://evil.example".to_owned(),
        format!("http://evil.example:{port}"),
        format!("http://127.0.0.1:{other}"),
        format!("https://{own}"),
        format!("file://{own}"),
        format!("http://{own}.evil.example"),
        format!("http://{own}/"),
        format!("http://user@{own}"),
        own.clone(),
    ] {
        cases.push(("/".to_owned(), origin(&name), 403));
    }
    cases.push(("/".to_owned(), host(&format!("127.0.0.1:{other}")), 403));
    for (from, mode, kind, expected) in [
        ("cross-site", "navigate", "document", 200),
        ("same-origin", "no-cors", "image", 200),
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "no-cors", "image", 403),
        ("same-site", "cors", "empty", 403),
    ] {
        let fetch = format!(
            "Sec-Fetch-Site: {from}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {kind}\r\n"
        );
        cases.push(("/".to_owned(), host(&own) + &fetch, expected));
    }
    for (target, headers, expected) in cases {
        for path in ["", "__dateline/live.js", "__dateline/events", "nothing"] {
            let request = format!("GET {target}{path} HTTP/1.1\r\n{headers}\r\n");
            let mut client = server.connect();
            client.say(request.as_bytes()).unwrap();
            let status = client.reply(true).unwrap().status;
            let is_right = match (expected, path) {
                (200, "nothing") => status == 404,
                // What is no URL is turned away before anybody looks at it.
                (403, _) => matches!(status, 400 | 403),
                _ => status == 200,
            };
            assert!(is_right, "{status} for {request}");
        }
    }
    server.assert_well();
}

#[test]
fn a_site_can_only_be_read() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL",
        "COPY", "MOVE", "PURGE", "BREW", "get", "Head",
    ] {
        for target in [
            "/",
            "/index.html",
            "/nothing",
            "/__dateline/events",
            "/../x",
        ] {
            let headers = "X-HTTP-Method-Override: GET\r\nContent-Length: 0\r\n";
            let mut client = server.connect();
            let request = server.request(method, target, headers);
            client.say(request.as_bytes()).unwrap();
            let reply = client.reply(false).unwrap();
            assert!(matches!(reply.status, 400 | 405), "{request} {reply:?}");
            assert!(reply.body.len() < 100, "{request} {reply:?}");
        }
    }
    let mut client = server.connect();
    let overridden = server.request("GET", "/", "X-HTTP-Method-Override: DELETE\r\n");
    client.say(overridden.as_bytes()).unwrap();
    assert_eq!(client.reply(false).unwrap().status, 200);
    server.assert_well();
}

/// Each way to write "up" with each way to write a slash, towards each file
/// that must not be read, from the root and from below a page.
#[test]
fn no_path_leads_out_of_the_site_in_any_encoding() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let ups = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "%25%32%65%25%32%65",
        "..;",
        "..%00",
        "..%20",
        "..%0d%0a",
        "...",
        "....",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "%ef%bc%8e%ef%bc%8e",
        "\u{ff0e}\u{ff0e}",
        "%u002e%u002e",
        "\\..",
        "~",
        "",
    ];
    let slashes = [
        "/",
        "//",
        "/./",
        "%2f",
        "%2F",
        "%252f",
        "%25%32%66",
        "\\",
        "%5c",
        "%255c",
        "%c0%af",
        "%e0%80%af",
        "%e2%88%95",
        "\u{2215}",
        "%u2215",
        ";/",
    ];
    let victims = [
        "outside.txt",
        "site/dateline.toml",
        "site/content/briefings/report-1.md",
        "dateline.toml",
        "content/briefings/draft.md",
        "templates/base.html",
        "public/.dateline",
        ".git/config",
        ".env",
        "etc/passwd",
        "proc/self/environ",
    ];
    let mut client = server.connect();
    let mut tried = 0;
    for (at, (up, slash)) in ups
        .iter()
        .flat_map(|up| slashes.iter().map(move |slash| (up, slash)))
        .enumerate()
    {
        for (number, victim) in victims.iter().enumerate() {
            // How deep and from where differs from one to the next.
            let depth = (at + number) % 3;
            let depth = [1, 2, 7][depth];
            let from = ["/", "/timeline/", "/__dateline/"][(at / 3 + number) % 3];
            let up = format!("{up}{slash}").repeat(depth);
            let target = format!("{from}{up}{}", victim.replace('/', slash));
            let request = server.request("GET", &target, "");
            client.say(request.as_bytes()).unwrap();
            let reply = client.reply(false).expect(&request);
            reply.assert_harmless(&request);
            assert!(matches!(reply.status, 400 | 404), "{request} {reply:?}");
            assert!(!reply.head.contains("\nlocation:"), "{request}");
            tried += 1;
            if reply.status == 400 {
                client = server.connect();
            }
        }
    }
    assert!(tried > 3000, "{tried}");
    server.assert_well();
}

/// What is served is what would be built, to the byte, but for the tag of the
/// script; and what isn't built isn't served, even when it lies in `public/`.
#[test]
fn the_built_site_is_served_and_nothing_else() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let built = site.build(&format!("http://{}/", server.address));
    assert!(built.len() > 100, "{}", built.len());
    let mut client = server.connect();
    for (path, bytes) in &built {
        let reply = client.get(&server, &format!("/{}", escaped(path)));
        assert_eq!(reply.status, 200, "{path}");
        reply.assert_harmless(path);
        let page = without_script(&reply.body);
        assert!(page == *bytes, "{path}");
        for trace in ["__dateline", "live.js", "new EventSource", "data-version"] {
            assert!(find(bytes, trace.as_bytes()).is_none(), "{trace} in {path}");
        }
    }
    site.write("site/public/late.txt", PLANTED);
    let mut others: Vec<String> = NEVER_SERVED.map(str::to_owned).to_vec();
    for path in [
        "site/public/late.txt",
        "site/static/link.txt",
        "site/dateline.toml",
        "site/content/briefings/report-1.md",
        "site/content/briefings/draft.md",
        "site/briefings/draft/",
        "site/templates/base.html",
        "site/target/debug/dateline",
        "site/Cargo.toml",
        "site/.dateline",
        "site/.dateline.lock",
    ] {
        others.push(path.to_owned());
    }
    for path in others {
        let below = path.trim_start_matches("site/");
        for target in [
            format!("/{path}"),
            format!("/{below}"),
            format!("/{}", below.split_once('/').map_or(below, |(_, rest)| rest)),
            format!("/{}", site.path(&path).display()),
            format!("//{}", site.path(&path).display()),
            format!("/file://{}", site.path(&path).display()),
        ] {
            let reply = client.get(&server, &target);
            reply.assert_harmless(&target);
            assert_eq!(reply.status, 404, "{target}");
        }
    }
    server.assert_well();
}

fn escaped(path: &str) -> String {
    path.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"/.-_~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").unwrap();
        }
        escaped
    })
}

fn without_script(body: &[u8]) -> Vec<u8> {
    let Some(start) = find(body, b"<script src=\"/__dateline/live.js\"") else {
        return body.to_vec();
    };
    let end = b"</script>\n";
    let length = find(&body[start..], end).unwrap() + end.len();
    [&body[..start], &body[start + length..]].concat()
}

/// A request within a request's body, with every known quarrel about where the
/// body ends: it is never taken for a request while a body may be meant.
#[test]
fn no_request_hides_in_another() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let inner = server.request("GET", "/hidden-request", "");
    let length = inner.len();
    let chunk = format!("{length:x}\r\n{inner}\r\n0\r\n\r\n");
    let shapes = [
        (format!("Content-Length: {length}\r\n"), inner.clone()),
        ("Transfer-Encoding: chunked\r\n".to_owned(), chunk.clone()),
        (
            format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
            chunk.clone(),
        ),
        (
            format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
            chunk.clone(),
        ),
        (
            format!("Content-Length: 0\r\nContent-Length: {length}\r\n"),
            inner.clone(),
        ),
        (format!("Content-Length: 0, {length}\r\n"), inner.clone()),
        (format!("Content-Length: +{length}\r\n"), inner.clone()),
        ("Content-Length: -1\r\n".to_owned(), inner.clone()),
        ("Content-Length: 0x10\r\n".to_owned(), inner.clone()),
        (
            "Content-Length: 18446744073709551616\r\n".to_owned(),
            inner.clone(),
        ),
        (format!("Content-Length : {length}\r\n"), inner.clone()),
        ("Transfer-Encoding: xchunked\r\n".to_owned(), chunk.clone()),
        (
            "Transfer-Encoding: chunked, identity\r\n".to_owned(),
            chunk.clone(),
        ),
        (
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n".to_owned(),
            chunk.clone(),
        ),
        ("Transfer-Encoding : chunked\r\n".to_owned(), chunk.clone()),
        (
            "Transfer-Encoding:\r\n chunked\r\n".to_owned(),
            chunk.clone(),
        ),
        (
            "Transfer-Encoding: chunked\r\n".to_owned(),
            format!("-1\r\n{inner}"),
        ),
        (
            "Transfer-Encoding: chunked\r\n".to_owned(),
            format!("ffffffffffffffffff\r\n{inner}"),
        ),
        (
            "Transfer-Encoding: chunked\r\n".to_owned(),
            format!("{length:x};\n{inner}\r\n0\r\n\r\n"),
        ),
        (
            "Expect: 100-continue\r\nContent-Length: 9999\r\n".to_owned(),
            inner.clone(),
        ),
        (
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: 300\r\n"
                .to_owned(),
            inner.clone(),
        ),
    ];
    thread::scope(|scope| {
        for method in ["GET", "HEAD", "POST"] {
            for (headers, body) in &shapes {
                let server = &server;
                scope.spawn(move || {
                    let mut client = server.connect();
                    let request = server.request(method, "/style-of-none", headers) + body;
                    // The server may have closed before the last byte is sent.
                    let _cut = client.say(request.as_bytes());
                    let heard = client.rest(Duration::from_millis(700));
                    let heard = String::from_utf8_lossy(&heard);
                    let answers = heard.matches("HTTP/1.1 ").count();
                    let continues = heard.matches("HTTP/1.1 100 ").count();
                    assert!(answers - continues <= 1, "{request:?}: {heard}");
                });
            }
        }
    });
    server.assert_well();
}

#[test]
fn requests_in_a_row_are_answered_in_a_row() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let targets = [
        "/",
        "/timeline/",
        "/nothing",
        "/timeline",
        "/briefings/report-3/",
    ];
    let requests: Vec<&str> = targets.iter().copied().cycle().take(100).collect();
    let said: String = requests
        .iter()
        .map(|target| server.request("GET", target, ""))
        .collect();
    let mut client = server.connect();
    client.say(said.as_bytes()).unwrap();
    for target in requests {
        let reply = client.reply(false).unwrap();
        let expected = match target {
            "/nothing" => 404,
            "/timeline" => 308,
            _ => 200,
        };
        assert_eq!(reply.status, expected, "{target}");
        assert!(expected == 308 || reply.is_whole_page(), "{target}");
    }
}

#[test]
fn what_is_huge_or_no_http_ends_its_own_connection() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let own = server.address;
    let lines = "X: y\r\n".repeat(500_000);
    let mut pieces: Vec<Vec<u8>> = vec![
        format!("GET /{} HTTP/1.1\r\n", "a".repeat(8 << 20)).into(),
        format!(
            "GET / HTTP/1.1\r\nHost: {own}\r\nCookie: {}",
            "a".repeat(8 << 20)
        )
        .into(),
        format!("GET / HTTP/1.1\r\nHost: {own}\r\n{lines}\r\n").into(),
        format!("{} / HTTP/1.1\r\n\r\n", "A".repeat(1 << 20)).into(),
        vec![b'\n'; 1 << 20],
        vec![0; 1 << 20],
        vec![0xff; 1 << 20],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"GET /\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\nHost: a\n\n".to_vec(),
        b"GET  /  HTTP/1.1\r\n\r\n".to_vec(),
        b"GET \x01 HTTP/1.1\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHo\x00st: localhost\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\n: localhost\r\n\r\n".to_vec(),
    ];
    // Bytes of no meaning, the same with every run (xorshift64, Marsaglia 2003).
    let mut seed = 2016_u64;
    for _ in 0..300 {
        let noise = (0..200).map(|_| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed.to_le_bytes()[3]
        });
        pieces.push(noise.chain(*b"\r\n\r\n").collect());
    }
    for piece in &pieces {
        let mut client = server.connect();
        let _cut = client.say(piece);
        let _half = client.stream.shutdown(Shutdown::Write);
        let heard = client.rest(Duration::from_secs(2));
        let heard = String::from_utf8_lossy(&heard);
        assert!(
            heard.is_empty() || heard.starts_with("HTTP/1.1 4"),
            "{:?}: {heard}",
            String::from_utf8_lossy(&piece[..piece.len().min(100)])
        );
    }
    for method in ["GET", "POST"] {
        let mut client = server.connect();
        let request = server.request(method, "/", "Content-Length: 999999999999\r\n");
        client.say(request.as_bytes()).unwrap();
        let piece = vec![b'a'; 1 << 20];
        // Until the server closes, which it does as it reads no body.
        let taken = (0..64).take_while(|_| client.say(&piece).is_ok()).count();
        assert!(taken < 64, "{method}: {taken} MB of a body were taken");
        let mut client = server.connect();
        let request = server.request(method, "/", "Transfer-Encoding: chunked\r\n");
        client.say(request.as_bytes()).unwrap();
        let piece = [b"100000\r\n".to_vec(), piece, b"\r\n".to_vec()].concat();
        let taken = (0..64).take_while(|_| client.say(&piece).is_ok()).count();
        assert!(taken < 64, "{method}: {taken} chunks of a body were taken");
    }
    server.assert_well();
}

/// A client may say that it will ask no more, or leave before the answer, or
/// not read it: it gets a whole page or none, and its place is free again.
#[test]
fn clients_that_leave_take_nothing_along() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let request = server.request("GET", "/timeline/", "");
    for _ in 0..100 {
        let mut client = server.connect();
        client.say(request.as_bytes()).unwrap();
        client.stream.shutdown(Shutdown::Write).unwrap();
        if let Some(reply) = client.reply(false) {
            assert!(reply.status == 200 && reply.is_whole_page());
        }
    }
    // More than there are places.
    for piece in [&request[..20], &request, ""] {
        for _ in 0..300 {
            let mut client = server.connect();
            client.say(piece.as_bytes()).unwrap();
        }
    }
    let many = request.repeat(50);
    let deaf: Vec<Client> = (0..50)
        .map(|_| {
            let mut client = server.connect();
            client.say(many.as_bytes()).unwrap();
            client
        })
        .collect();
    server.assert_well();
    drop(deaf);
    server.assert_well();
}

/// More slow clients than there are places: they are let go in time.
#[test]
fn slow_heads_hold_nobody_up_for_long() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let mut slow: Vec<Client> = (0..250).map(|_| server.connect()).collect();
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let head = server.request("GET", "/", &"A: b\r\n".repeat(50));
            for byte in head.as_bytes() {
                for client in &mut slow {
                    let _cut = client.stream.write(&[*byte]);
                }
                thread::sleep(Duration::from_millis(50));
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let start = Instant::now();
        let reply = server.get("/");
        assert!(reply.status == 200 && reply.is_whole_page());
        assert!(
            start.elapsed() < Duration::from_secs(18),
            "{:?}",
            start.elapsed()
        );
        is_over.store(true, Ordering::Relaxed);
    });
    drop(slow);
    server.assert_well();
}

#[test]
fn two_thousand_requests_over_two_hundred_connections_get_whole_pages() {
    let site = Site::new();
    let server = Server::start(&site, &[]);
    let targets = [
        "/",
        "/timeline/",
        "/briefings/report-7/",
        "/entities/",
        "/nothing",
    ];
    let answered = AtomicUsize::new(0);
    let most_threads = AtomicUsize::new(0);
    thread::scope(|scope| {
        for number in 0..200 {
            let (server, answered, most_threads) = (&server, &answered, &most_threads);
            scope.spawn(move || {
                let mut client = server.connect();
                for turn in 0..10 {
                    let target = targets[(number + turn) % targets.len()];
                    let reply = client.get(server, target);
                    let expected = if target == "/nothing" { 404 } else { 200 };
                    assert_eq!(reply.status, expected, "{target}");
                    assert!(reply.is_whole_page(), "{target}");
                    answered.fetch_add(1, Ordering::Relaxed);
                    if number == 0 {
                        let threads = server.status("Threads:").unwrap_or(0);
                        most_threads.fetch_max(threads, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(answered.into_inner(), 2000);
    // As many renderings at once as there are processors, and some threads that
    // wait; not one for each request.
    let processors = thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let most = most_threads.into_inner();
    assert!(most < 4 * processors + 16, "{most} threads");
    server.assert_well();
}

/// Half of the saves are written in place, half put in place as a whole. A page
/// says its number many times; all of one answer must be of one save.
#[test]
fn five_hundred_saves_in_two_seconds_tear_no_page() {
    const SAVES: usize = 500;
    let site = Site::new();
    let text = |number: usize| {
        let mark = format!("mark-{number:04}-");
        format!(
            "+++\ntitle = \"The {mark} report\"\ndate = 2016-02-10\n+++\n\
             First {mark}.\n\n{}\n\nLast {mark}.\n",
            format!("Ash Carter met Harjit Sajjan in Brussels, {mark}.\n\n").repeat(20)
        )
    };
    site.write("site/content/briefings/changing.md", &text(0));
    let server = Server::start(&site, &[]);
    let is_over = AtomicBool::new(false);
    let (pages, old) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut client = server.connect();
                let mut last = 0;
                while !is_over.load(Ordering::Relaxed) {
                    let reply = client.get(&server, "/briefings/changing/");
                    assert!(reply.is_whole_page(), "{reply:?}");
                    let marks = marks(&reply.text());
                    if reply.status == 200 && !marks.is_empty() {
                        let number = marks[0];
                        assert!(marks.iter().all(|&mark| mark == number), "{marks:?}");
                        assert!(marks.len() > 20, "{marks:?}");
                        assert!(number >= last, "{number} after {last}");
                        old.fetch_add(usize::from(number == 0), Ordering::Relaxed);
                        pages.fetch_add(1, Ordering::Relaxed);
                        last = number;
                    }
                }
            });
        }
        let start = Instant::now();
        for number in 1..=SAVES {
            let text = text(number);
            if number % 2 == 0 {
                site.write("site/content/briefings/changing.md", &text);
            } else {
                site.write("site/content/briefings/.changing.md.new", &text);
                let from = site.path("site/content/briefings/.changing.md.new");
                let to = site.path("site/content/briefings/changing.md");
                fs::rename(from, to).unwrap();
            }
            let due = Duration::from_millis(4 * number as u64);
            thread::sleep(due.saturating_sub(start.elapsed()));
        }
        let saved = start.elapsed();
        let last = format!("mark-{SAVES:04}-");
        while !server.get("/briefings/changing/").text().contains(&last) {
            assert!(
                start.elapsed() < saved + PATIENCE,
                "the last save isn't shown"
            );
            thread::sleep(Duration::from_millis(10));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert!(pages.into_inner() > old.into_inner(), "no save was seen");
    server.assert_well();
}

/// The path of a site is that of its last good build.
#[test]
fn settings_that_break_move_nothing() {
    let site = Site::new();
    let settings =
        |path: &str| format!("title = \"Briefings\"\nbase_url = \"https://example.org{path}\"\n");
    site.write("site/dateline.toml", &settings("/old/"));
    let server = Server::start(&site, &[]);
    assert!(server.greeting.contains("/old/ "), "{}", server.greeting);
    let wait_for = |target: &str, expected: &dyn Fn(&Reply) -> bool| {
        let start = Instant::now();
        while !expected(&server.get(target)) {
            assert!(start.elapsed() < PATIENCE, "{target}");
            thread::sleep(Duration::from_millis(20));
        }
    };
    let mut open_page = server.connect();
    let events = server.request("GET", "/old/__dateline/events", "");
    open_page.say(events.as_bytes()).unwrap();
    let hears = |page: &mut Client, what: &str| {
        while find(&page.heard, what.as_bytes()).is_none() {
            page.listen().expect("the stream goes on");
        }
        page.heard.clear();
    };
    hears(&mut open_page, "\"errors\":0");
    site.write("site/dateline.toml", "title = \"Briefings\nbase_");
    hears(&mut open_page, "not TOML");
    assert_eq!(server.get("/old/").status, 200);
    assert_eq!(server.get("/timeline/").status, 404);
    site.write("site/dateline.toml", &settings("/new/"));
    hears(&mut open_page, "\"errors\":0");
    wait_for("/new/", &|reply| reply.status == 200);
    wait_for("/", &|reply| reply.head.contains("location: /new/"));
    assert_eq!(server.get("/old/").status, 404);
}

fn marks(page: &str) -> Vec<usize> {
    let parts = page.split("mark-").skip(1);
    let numbers = parts.filter_map(|rest| rest.split('-').next()?.parse().ok());
    numbers.collect()
}

//! Who may ask: pages and people on this machine, by its own names.
//!
//! This exists against DNS rebinding, where a hostile page's own name is made
//! to point at the loopback address and its script then reads the drafts. Such
//! a request carries the hostile name. It knows headers; it knows no paths.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, ORIGIN};
use hyper::http::HeaderValue;
use hyper::http::uri::Authority;
use hyper::{HeaderMap, Uri};

/// Whether a request that came in at `local` names this server and no other:
/// in its one `Host`, in its `Origin` if it has one, and in its target if that
/// is a whole URL; and whether it comes from no other site's page, unless
/// somebody follows a link there.
pub(super) fn admits(local: SocketAddr, uri: &Uri, headers: &HeaderMap) -> bool {
    let target = uri.authority().map(Authority::as_str);
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next().and_then(text);
    host.is_some_and(|host| is_this_server(local, host))
        && hosts.next().is_none()
        && target.is_none_or(|target| is_this_server(local, target))
        && headers
            .get_all(ORIGIN)
            .iter()
            .all(|origin| is_own_origin(local, origin))
        && (is_from_here(headers) || is_visit(headers))
}

/// Whether the browser says that the page that asks is this server's own, or
/// that no page asks. One that can't tell says nothing.
fn is_from_here(headers: &HeaderMap) -> bool {
    let mut sites = headers.get_all("sec-fetch-site").iter();
    sites.all(|site| site == "same-origin" || site == "none")
}

/// Whether a page is asked for to be shown, rather than as a part of another
/// site's: that one could learn from how long it takes which pages there are.
fn is_visit(headers: &HeaderMap) -> bool {
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|it| it == value);
    is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

fn is_own_origin(local: SocketAddr, origin: &HeaderValue) -> bool {
    text(origin)
        .and_then(|origin| origin.strip_prefix("http://"))
        .is_some_and(|host| is_this_server(local, host))
}

/// Whether `host`, with or without the port, is one of the server's names. They
/// are compared as text: an odd spelling of a right name is no loss.
fn is_this_server(local: SocketAddr, host: &str) -> bool {
    let port = format!(":{}", local.port());
    let name = host.strip_suffix(&port).unwrap_or(host);
    name.eq_ignore_ascii_case("localhost")
        || name == "127.0.0.1"
        || name == "[::1]"
        || name == in_url(local.ip().to_canonical())
}

/// The address as a URL has it. A server that is bound to every address is
/// named by the one that the connection came in at.
fn in_url(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(local: &str, target: &str, headers: &[(&str, &str)], expected: bool) {
        let mut map = HeaderMap::new();
        for &(name, value) in headers {
            let name: hyper::http::HeaderName = name.parse().unwrap();
            map.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let admitted = admits(local.parse().unwrap(), &target.parse().unwrap(), &map);
        assert_eq!(admitted, expected, "{local} {target} {headers:?}");
    }

    #[test]
    fn a_host_must_be_one_of_the_servers_names() {
        for (host, expected) in [
            ("localhost:1111", true),
            ("LocalHost:1111", true),
            ("localhost", true),
            ("127.0.0.1:1111", true),
            ("127.0.0.1", true),
            ("[::1]:1111", true),
            ("[::1]", true),
            ("", false),
            (":1111", false),
            ("localhost:1112", false),
            ("localhost:", false),
            ("localhost:1111:1111", false),
            ("localhost:+1111", false),
            ("localhost:01111", false),
            ("localhost.", false),
            ("localhost.evil.example:1111", false),
            ("evil.example:1111", false),
            ("evil.example", false),
            ("localhost@evil.example:1111", false),
            ("127.0.0.1.evil.example", false),
            ("127.0.0.2:1111", false),
            ("0.0.0.0:1111", false),
            ("127.1:1111", false),
            ("2130706433:1111", false),
            ("l\u{f6}calhost", false),
        ] {
            check("127.0.0.1:1111", "/", &[("host", host)], expected);
        }
    }

    #[test]
    fn the_bound_address_is_a_name_too() {
        let lan = "192.168.1.5:1111";
        check(lan, "/", &[("host", lan)], true);
        check(lan, "/", &[("host", "192.168.1.6:1111")], false);
        let mapped = "[::ffff:192.168.1.5]:1111";
        check(mapped, "/", &[("host", lan)], true);
        let six = "[fd00::5]:1111";
        check(six, "/", &[("host", six)], true);
        check(six, "/", &[("host", "fd00::5")], false);
    }

    #[test]
    fn one_host_is_needed_and_only_one() {
        let own = ("host", "localhost:1111");
        check("127.0.0.1:1111", "/", &[], false);
        check("127.0.0.1:1111", "/", &[own, own], false);
        check(
            "127.0.0.1:1111",
            "/",
            &[own, ("host", "evil.example")],
            false,
        );
    }

    #[test]
    fn a_whole_url_must_name_the_server_as_well() {
        let own = [("host", "localhost:1111")];
        check("127.0.0.1:1111", "http://localhost:1111/a", &own, true);
        check("127.0.0.1:1111", "http://evil.example/a", &own, false);
        check("127.0.0.1:1111", "http://u:p@localhost/a", &own, false);
    }

    #[test]
    fn other_sites_may_link_here_and_embed_nothing() {
        for (site, mode, dest, expected) in [
            ("none", "navigate", "document", true),
            ("same-origin", "navigate", "document", true),
            ("same-origin", "no-cors", "image", true),
            ("same-origin", "cors", "image", true),
            ("cross-site", "navigate", "document", true),
            ("same-site", "navigate", "document", true),
            // A page in a frame is made, and takes its time, as one in a tab.
            ("cross-site", "navigate", "iframe", false),
            ("same-site", "navigate", "frame", false),
            ("cross-site", "navigate", "", false),
            ("same-origin", "navigate", "iframe", true),
            ("cross-site", "no-cors", "image", false),
            ("cross-site", "cors", "image", false),
            ("cross-site", "websocket", "image", false),
            // Another server of this machine.
            ("same-site", "no-cors", "image", false),
            ("cross-site", "", "image", false),
            ("SAME-ORIGIN", "no-cors", "image", false),
            ("", "no-cors", "image", false),
        ] {
            let headers = [
                ("host", "localhost:1111"),
                ("sec-fetch-site", site),
                ("sec-fetch-mode", mode),
                ("sec-fetch-dest", dest),
            ];
            check("127.0.0.1:1111", "/", &headers, expected);
        }
    }

    #[test]
    fn an_origin_must_be_the_server_itself() {
        for (origin, expected) in [
            ("http://localhost:1111", true),
            ("http://127.0.0.1:1111", true),
            ("http://[::1]:1111", true),
            ("https://localhost:1111", false),
            ("http://localhost:8080", false),
            ("http://evil.example", false),
            ("http://localhost:1111/", false),
            ("file://", false),
            ("null", false),
            ("", false),
        ] {
            let headers = [("host", "localhost:1111"), ("origin", origin)];
            check("127.0.0.1:1111", "/", &headers, expected);
        }
    }
}

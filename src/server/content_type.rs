//! Tells a browser what a file is.
//!
//! This exists because guessing is forbidden to browsers here, as it is on any
//! careful host. It knows names only, never what a file holds.

/// The type of every page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// The type of a plain message.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// The content type that `path` has by its extension.
pub(super) fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "txt" => TEXT,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "jsonl" => "application/jsonl; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_of_the_last_part_decides() {
        for (path, expected) in [
            ("index.html", HTML),
            ("a.b/INDEX.HTML", HTML),
            ("feed.xml", "application/xml; charset=utf-8"),
            ("search.json", "application/json; charset=utf-8"),
            ("photo.min.jpeg", "image/jpeg"),
            ("page.html/raw", "application/octet-stream"),
            (".nojekyll", "application/octet-stream"),
            ("CNAME", "application/octet-stream"),
            ("", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), expected, "{path}");
        }
    }
}

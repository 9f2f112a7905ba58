//! Puts an answer into HTTP's words.
//!
//! This exists so that every answer carries the same rules for the browser, in
//! one place: keep nothing, guess nothing, let no other site read it, and hold
//! pages to the policy that the default theme promises to work under. It knows
//! no paths.

use std::convert::Infallible;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Bytes, Frame, SizeHint};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{HeaderMap, Response, StatusCode};
use tokio::sync::watch;

use super::Snapshot;
use super::content_type::{HTML, TEXT};
use super::events::Events;
use super::route::Answer;

/// What follows the head of a response.
pub(super) enum Body {
    /// Bytes that are there already.
    Whole(Bytes),
    /// Events for as long as the browser listens.
    Events(Events),
}

/// The response that says `answer`. A stream of events begins with the newest
/// of `snapshots` and gives a sign of life after each `heartbeat` of silence.
pub(super) fn response(
    answer: Answer,
    snapshots: &watch::Receiver<Arc<Snapshot>>,
    heartbeat: Duration,
) -> Response<Body> {
    let mut response = match answer {
        Answer::Content {
            status,
            content_type,
            bytes,
        } => whole(status, content_type, bytes),
        Answer::Notice { status, text } => whole(status, TEXT, Bytes::from_static(text.as_bytes())),
        Answer::Redirect { status, to } => redirect(status, to),
        Answer::Events => {
            let events = Body::Events(Events::new(snapshots, heartbeat));
            typed(StatusCode::OK, "text/event-stream", events)
        }
    };
    add_rules(response.headers_mut());
    response
}

fn whole(status: StatusCode, content_type: &'static str, bytes: Bytes) -> Response<Body> {
    let mut response = typed(status, content_type, Body::Whole(bytes));
    let headers = response.headers_mut();
    if content_type == HTML {
        let policy = HeaderValue::from_static("default-src 'self'");
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn redirect(status: StatusCode, to: String) -> Response<Body> {
    let mut response = whole(status, TEXT, Bytes::from_static(b"See the other address\n"));
    // An address that fits no header was in no request; only settings that no
    // host could serve either would have it, and then there is nowhere to go.
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn typed(status: StatusCode, content_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

fn add_rules(headers: &mut HeaderMap) {
    // Without the third, another site could show a draft's pictures as its own.
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "SAMEORIGIN"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(Some(mem::take(bytes)).filter(|it| !it.is_empty())),
            Self::Events(events) => events.poll_next(context),
        };
        next.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

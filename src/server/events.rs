//! The stream that tells open pages of a new version.
//!
//! The stream is polled by its connection and owned by it alone: no task stands
//! beside it, so that when a browser goes away nothing is left behind. It knows
//! the newest snapshot's number and problems; it looks into no file.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::Bytes;
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;

use super::Snapshot;

/// How soon, in milliseconds, a browser asks again after losing the stream.
const RETRY: &str = "retry: 1000\n\n";

type Snapshots = watch::Receiver<Arc<Snapshot>>;
type Next = dyn Future<Output = Option<(Snapshots, Bytes)>> + Send;

/// One browser's stream of server-sent events: the version of the moment at
/// once, then each newer one. A browser that reads slowly is told of the newest
/// only; nothing queues up.
pub(super) struct Events {
    next: Pin<Box<Next>>,
    heartbeat: Duration,
}

/// What a page is told of a run.
#[derive(Serialize)]
struct Run<'a> {
    version: u64,
    errors: usize,
    warnings: usize,
    text: &'a str,
}

impl Events {
    /// A stream for a browser that has heard nothing yet.
    pub(super) fn new(snapshots: &Snapshots, heartbeat: Duration) -> Self {
        let mut snapshots = snapshots.clone();
        snapshots.mark_changed();
        let next = Box::pin(async move { Some((snapshots, Bytes::from_static(RETRY.as_bytes()))) });
        Self { next, heartbeat }
    }

    /// The next piece of the stream; `None` when there will be no new version.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let Some((snapshots, bytes)) = ready!(self.next.as_mut().poll(context)) else {
            self.next = Box::pin(async { None });
            return Poll::Ready(None);
        };
        self.next = Box::pin(next(snapshots, self.heartbeat));
        Poll::Ready(Some(bytes))
    }
}

async fn next(mut snapshots: Snapshots, heartbeat: Duration) -> Option<(Snapshots, Bytes)> {
    let Ok(change) = timeout(heartbeat, snapshots.changed()).await else {
        return Some((snapshots, Bytes::from_static(b": still here\n\n")));
    };
    change.ok()?;
    let snapshot = Arc::clone(&snapshots.borrow_and_update());
    Some((snapshots, event(&snapshot).into()))
}

fn event(snapshot: &Snapshot) -> String {
    let problems = snapshot.problems.as_ref();
    let run = Run {
        version: snapshot.version,
        errors: problems.map_or(0, |found| found.errors),
        warnings: problems.map_or(0, |found| found.warnings),
        text: problems.map_or("", |found| &found.text),
    };
    // JSON keeps line ends escaped, so the data is one line.
    let data = serde_json::to_string(&run).expect("numbers and text are always JSON");
    format!("event: version\ndata: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use super::super::Problems;
    use super::*;

    #[test]
    fn an_event_is_one_line_of_json() {
        let snapshot = Snapshot {
            files: None,
            base_path: "/".to_owned(),
            problems: Some(Problems {
                text: "error: a\r\n\n \"b\"".to_owned(),
                errors: 1,
                warnings: 2,
            }),
            version: 3,
        };
        assert_eq!(
            event(&snapshot),
            "event: version\n\
             data: {\"version\":3,\"errors\":1,\"warnings\":2,\"text\":\"error: a\\r\\n\\n \\\"b\\\"\"}\n\n"
        );
    }
}

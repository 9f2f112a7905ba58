//! Takes connections and keeps any one of them from taking everything.
//!
//! Bounded here: how many connections are open, how long one may be idle or
//! take over the head of a request, how large that head may be, and how many
//! answers are made at once. Not bounded: how
//! long a client takes to read an answer, since an event stream is meant to
//! stay; such a client holds one place and one snapshot's file, no more. The
//! body of a request is never read.
//!
//! It knows HTTP's outside; what a path means is for [`route`].

use std::net::SocketAddr;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{AcquireError, Semaphore, watch};

use super::response::{Body, response};
use super::route::{Answer, route};
use super::{Snapshot, guard};

/// How long to wait when no connection can be taken, for want of file
/// descriptors as a rule.
const BREATH: Duration = Duration::from_millis(100);

/// What a client may use up.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Connections at a time; further ones wait in the system's queue. Below
    /// the 256 file descriptors that some systems give a program.
    pub(super) connections: usize,
    /// Time for the head of a request, and between two requests.
    pub(super) head_time: Duration,
    /// Size of the head of a request. Browsers send the cookies of every local
    /// server to each of them, so this isn't stingy.
    pub(super) head_bytes: usize,
    /// Answers that are made at a time; further ones wait. A page may have to be
    /// rendered, which takes a processor and memory.
    pub(super) answers: usize,
    /// Silence on an event stream before a sign of life is sent.
    pub(super) heartbeat: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 200,
            head_time: Duration::from_secs(10),
            head_bytes: 32 * 1024,
            answers: thread::available_parallelism().map_or(2, NonZero::get),
            heartbeat: Duration::from_secs(15),
        }
    }
}

/// Takes connections for as long as it is polled.
pub(super) async fn accept(
    listener: TcpListener,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    limits: Limits,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let desks = Arc::new(Semaphore::new(limits.answers));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let (snapshots, desks) = (snapshots.clone(), Arc::clone(&desks));
        tokio::spawn(async move {
            // A connection that breaks is the client's affair.
            let _broken = converse(stream, snapshots, &desks, limits).await;
            drop(place);
        });
    }
}

async fn converse(
    stream: TcpStream,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    desks: &Arc<Semaphore>,
    limits: Limits,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    stream.set_nodelay(true)?;
    let local = stream.local_addr()?;
    let service =
        service_fn(|request: Request<Incoming>| {
            let (head, _) = request.into_parts();
            let (snapshots, desks) = (snapshots.clone(), Arc::clone(desks));
            async move {
                // Nobody waits here for a client that has gone, since the wait ends
                // with its connection. An answer that is begun is ended, and keeps
                // its desk until then.
                let desk = desks.acquire_owned().await?;
                let seen = snapshots.clone();
                // A page may have to be made, and nobody else should wait for it.
                let answer = move || {
                    let response = respond(&head, local, &seen, limits);
                    drop(desk);
                    response
                };
                let answered = tokio::task::spawn_blocking(answer).await;
                Ok::<_, AcquireError>(answered.unwrap_or_else(|_panic| {
                    response(Answer::BROKEN, &snapshots, limits.heartbeat)
                }))
            }
        });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head_bytes)
        .serve_connection(TokioIo::new(stream), service)
        .await?;
    Ok(())
}

fn respond(
    request: &Parts,
    local: SocketAddr,
    snapshots: &watch::Receiver<Arc<Snapshot>>,
    limits: Limits,
) -> Response<Body> {
    // One snapshot for the whole answer, so that a page is never of two builds.
    let snapshot = Arc::clone(&snapshots.borrow());
    let answer = if guard::admits(local, &request.uri, &request.headers) {
        route(&request.method, &request.uri, &snapshot)
    } else {
        Answer::FORBIDDEN
    };
    response(answer, snapshots, limits.heartbeat)
}

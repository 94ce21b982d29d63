//! Hears a visitor out who sends too much.
//!
//! An answer is often ready before the whole request has come: something is too large, or its form has expired. To close the
//! line then, with words still on the way, makes a browser show "connection reset" and a proxy "bad gateway" instead of the
//! answer (RFC 9112 §9.6). So what is left of a body is read and thrown away for a while, within bounds.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;

/// Most that is thrown away of one body, in bytes, and the longest time for it. Whoever sends more is cut off.
const MOST: usize = 8 << 20;
const LONGEST: Duration = Duration::from_secs(15);

/// Wraps the body of a request that may carry one.
pub(crate) async fn hear_out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::new(Lingering(Some(body))))).await
}

/// A body whose rest is read by somebody when its handler lets go of it.
struct Lingering(Option<Body>);

impl HttpBody for Lingering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.0 else { return Poll::Ready(None) };
        let frame = Pin::new(body).poll_frame(context);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            // Nothing is left to hear.
            self.0 = None;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        if let Some(body) = self.0.take()
            && !body.is_end_stream()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(tokio::time::timeout(LONGEST, throw_away(body)));
        }
    }
}

async fn throw_away(mut body: Body) {
    let mut heard = 0;
    while let Some(Ok(frame)) = body.frame().await {
        heard += frame.data_ref().map_or(0, Bytes::len);
        if heard > MOST {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A body of this many pieces that counts what was taken from it.
    struct Pieces {
        left: usize,
        taken: Arc<AtomicUsize>,
    }

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = axum::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            self.left -= 1;
            self.taken.fetch_add(1, Ordering::Relaxed);
            Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![0; 65_536])))))
        }
    }

    async fn taken_of(pieces: usize, read_first: usize) -> usize {
        let taken = Arc::new(AtomicUsize::new(0));
        let mut body = Lingering(Some(Body::new(Pieces { left: pieces, taken: taken.clone() })));
        for _ in 0..read_first {
            assert!(body.frame().await.unwrap().is_ok());
        }
        drop(body);
        // What was handed to the runtime runs when we step aside.
        for _ in 0..5 {
            tokio::task::yield_now().await;
        }
        taken.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn what_a_handler_leaves_is_read_within_bounds() {
        for (pieces, read_first, taken) in [(0, 0, 0), (10, 0, 10), (10, 3, 10), (10, 10, 10), (1_000, 0, 129)] {
            assert_eq!(taken_of(pieces, read_first).await, taken, "{pieces} pieces, {read_first} read");
        }
    }
}

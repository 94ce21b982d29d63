//! A connection that keeps what was read and written, until it is taken.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The bytes of both directions that nobody has taken yet. What is read ahead of its reader is bounded by the reader's buffer.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    sent: BytesMut,
    received: BytesMut,
}

/// A shared hold on what was kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record(Arc<Mutex<Kept>>);

impl Record {
    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes what was sent since the last time.
    pub(crate) fn take_sent(&self) -> BytesMut {
        self.with(|kept| kept.sent.split())
    }

    /// Takes what was received since the last time.
    pub(crate) fn take_received(&self) -> BytesMut {
        self.with(|kept| kept.received.split())
    }
}

/// A connection whose bytes are kept in a [`Record`].
#[derive(Debug)]
pub(crate) struct Recorded<S> {
    stream: S,
    record: Record,
}

impl<S> Recorded<S> {
    pub(crate) fn new(stream: S) -> (Self, Record) {
        let record = Record::default();
        (Self { stream, record: record.clone() }, record)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Recorded<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if let Some(read) = buffer.filled().get(before..).filter(|read| !read.is_empty()) {
            this.record.with(|kept| kept.received.extend_from_slice(read));
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Recorded<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write(cx, bytes);
        if let Poll::Ready(Ok(written)) = &polled
            && let Some(sent) = bytes.get(..*written)
        {
            this.record.with(|kept| kept.sent.extend_from_slice(sent));
        }
        polled
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

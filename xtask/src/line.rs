//! A slow line that breaks: stands between a visitor and the server, lets so many bytes a second pass on their way up, counts
//! them, and cuts everything off once at a chosen moment.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Result;

/// How many bytes go up at once.
const PIECE: usize = 4 * 1024;
/// How often somebody who waits looks whether the line was given up.
const LOOK: Duration = Duration::from_millis(50);

/// The line; it ends when dropped.
pub(crate) struct Line {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
    listening: Option<JoinHandle<()>>,
}

struct State {
    to: SocketAddr,
    bytes_per_second: u64,
    sent: AtomicU64,
    cut_at: AtomicU64,
    dead_for: Duration,
    dead_until: Mutex<Option<Instant>>,
    was_cut: AtomicBool,
    over: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Line {
    /// A line to a server. When `cut_at` bytes have gone up it breaks once, and stays dead for a while.
    pub(crate) fn open(to: SocketAddr, bytes_per_second: u64, cut_at: u64, dead_for: Duration) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let state = Arc::new(State {
            to,
            bytes_per_second,
            sent: AtomicU64::new(0),
            cut_at: AtomicU64::new(cut_at),
            dead_for,
            dead_until: Mutex::new(None),
            was_cut: AtomicBool::new(false),
            over: AtomicBool::new(false),
            open: Mutex::new(Vec::new()),
        });
        let address = listener.local_addr()?;
        let shared = state.clone();
        let listening = std::thread::spawn(move || shared.listen(&listener));
        Ok(Self { address, state, listening: Some(listening) })
    }

    /// Bytes that went up so far.
    pub(crate) fn sent(&self) -> u64 {
        self.state.sent.load(Ordering::Acquire)
    }

    /// Whether it broke.
    pub(crate) fn was_cut(&self) -> bool {
        self.state.was_cut.load(Ordering::Acquire)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::Release);
        self.state.hang_up();
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl State {
    fn listen(self: &Arc<Self>, listener: &TcpListener) {
        while !self.over.load(Ordering::Acquire) {
            match listener.accept() {
                Ok((visitor, _)) if !self.is_dead() => {
                    if let Err(error) = self.connect(visitor) {
                        println!("  a line to the server cannot be opened: {error:#}");
                    }
                }
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(5)),
                Err(_) => return,
            }
        }
    }

    fn is_dead(&self) -> bool {
        self.dead_until.lock().is_ok_and(|until| until.is_some_and(|until| Instant::now() < until))
    }

    fn connect(self: &Arc<Self>, visitor: TcpStream) -> Result<()> {
        let server = TcpStream::connect(self.to)?;
        visitor.set_nonblocking(false)?;
        for stream in [&visitor, &server] {
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(LOOK))?;
            if let Ok(mut open) = self.open.lock() {
                open.push(stream.try_clone()?);
            }
        }
        let (up, down) = ((visitor.try_clone()?, server.try_clone()?), (server, visitor));
        let state = self.clone();
        std::thread::spawn(move || state.carry(up.0, up.1, true));
        let state = self.clone();
        std::thread::spawn(move || state.carry(down.0, down.1, false));
        Ok(())
    }

    /// Carries what comes from one end to the other until either goes.
    fn carry(&self, mut from: TcpStream, mut to: TcpStream, up: bool) {
        let mut piece = [0; PIECE];
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    if self.over.load(Ordering::Acquire) {
                        break;
                    }
                    continue;
                }
                Err(_) => break,
            };
            let Some(bytes) = piece.get(..read) else { break };
            if to.write_all(bytes).is_err() {
                break;
            }
            if up {
                self.count(read as u64);
                let seconds = read as f64 / self.bytes_per_second.max(1) as f64;
                std::thread::sleep(Duration::from_secs_f64(seconds));
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }

    fn count(&self, bytes: u64) {
        let sent = self.sent.fetch_add(bytes, Ordering::AcqRel) + bytes;
        if sent >= self.cut_at.load(Ordering::Acquire) && !self.was_cut.swap(true, Ordering::AcqRel) {
            if let Ok(mut until) = self.dead_until.lock() {
                *until = Some(Instant::now() + self.dead_for);
            }
            self.hang_up();
        }
    }

    fn hang_up(&self) {
        if let Ok(mut open) = self.open.lock() {
            for stream in open.drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that counts what comes on one connection after the other.
    fn counting(connections: usize) -> (SocketAddr, JoinHandle<Vec<usize>>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let counts = std::thread::spawn(move || {
            let mut counts = Vec::new();
            for _ in 0..connections {
                let (mut stream, _) = listener.accept().unwrap();
                let mut all = Vec::new();
                let _ = stream.read_to_end(&mut all);
                counts.push(all.len());
            }
            counts
        });
        (address, counts)
    }

    #[test]
    fn a_line_breaks_once_and_carries_everything_afterwards() {
        let (server, counts) = counting(2);
        let line = Line::open(server, 10_000_000, 50_000, Duration::from_millis(100)).unwrap();
        let mut first = TcpStream::connect(line.address).unwrap();
        let written = (0..1_000).take_while(|_| first.write_all(&[7; 1_000]).is_ok()).count();
        while !line.was_cut() {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(written <= 1_000);
        std::thread::sleep(Duration::from_millis(150));
        let mut second = TcpStream::connect(line.address).unwrap();
        second.write_all(&vec![7; 60_000]).unwrap();
        drop(second);
        let counts = counts.join().unwrap();
        assert!((50_000..60_000).contains(&counts[0]), "{counts:?}");
        assert_eq!(counts[1], 60_000);
        assert!(line.sent() >= 110_000);
    }
}

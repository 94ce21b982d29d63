//! What the program prints for people and for other programs.
//!
//! Whoever reads may stop at any moment (`saksi match query … | head -1`). That is no fault: what is printed after it is dropped, and
//! the work itself, which may be half done, goes on. Only what is done for the printing alone stops early. A disk that is full
//! is a fault, and is said at the end. Nothing here may panic, as `println!` does.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints a line; a reader who has left is no fault.
macro_rules! say {
    () => { $crate::output::line(format_args!("")) };
    ($($text:tt)*) => { $crate::output::line(format_args!($($text)*)) };
}

/// Prints a line beside the result, where errors go.
macro_rules! note {
    ($($text:tt)*) => { $crate::output::note(format_args!($($text)*)) };
}

/// The reader of the standard output has left.
static LEFT: AtomicBool = AtomicBool::new(false);
/// And work that was done for it alone was told so.
static STOPPED: AtomicBool = AtomicBool::new(false);
/// Why something could not be printed.
static FAULT: Mutex<Option<io::Error>> = Mutex::new(None);

/// Whether nobody reads what is printed any more.
pub(crate) fn left() -> bool {
    LEFT.load(Ordering::Relaxed)
}

/// Whether the work ended early because nobody read it any more.
pub(crate) fn stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// Why something that was printed did not arrive, if so. Asked once, at the end.
pub(crate) fn fault() -> Option<io::Error> {
    FAULT.lock().ok().and_then(|mut fault| fault.take())
}

pub(crate) fn line(text: Arguments<'_>) {
    if left() {
        return;
    }
    let mut out = io::stdout().lock();
    // The standard output is written through at the end of each line.
    if let Err(error) = out.write_fmt(text).and_then(|()| out.write_all(b"\n")) {
        remember(error);
    }
}

pub(crate) fn note(text: Arguments<'_>) {
    let mut out = io::stderr().lock();
    // Where errors cannot be written, nobody can be told.
    let _ = out.write_fmt(text).and_then(|()| out.write_all(b"\n"));
}

fn remember(error: io::Error) {
    if error.kind() == ErrorKind::BrokenPipe {
        LEFT.store(true, Ordering::Relaxed);
    } else if let Ok(mut fault) = FAULT.lock() {
        fault.get_or_insert(error);
    }
}

/// The standard output for long results, written in large pieces; what is left is written by `flush`. When the reader leaves, writing
/// fails and the work should end with that error; the program then ends as if all had been written.
pub(crate) fn lines() -> impl Write {
    Lines { kept: Vec::new() }
}

struct Lines {
    kept: Vec<u8>,
}

impl Lines {
    fn hand_on(&mut self) -> io::Result<()> {
        let result = io::stdout().lock().write_all(&self.kept);
        self.kept.clear();
        if result.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
            LEFT.store(true, Ordering::Relaxed);
            STOPPED.store(true, Ordering::Relaxed);
        }
        result
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        if self.kept.len() >= 1 << 16 {
            self.hand_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_on()?;
        io::stdout().lock().flush()
    }
}

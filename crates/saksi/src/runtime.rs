//! The machine's clock and randomness: the only place that reads either.

use saksi_base::{Clock, Random, Timestamp};

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock comes in")]
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_microsecond())
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) {
        // Without randomness no secret is safe; the operating systems we run on never refuse it after they have started.
        if let Err(error) = getrandom::fill(buffer) {
            tracing::error!(%error, "the operating system gives no randomness");
            std::process::abort();
        }
    }
}

//! How much, how long and how far.

use std::time::Duration;

/// The limits of one fetch.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Most bytes of a body as it goes over the wire.
    pub most_bytes: u64,
    /// Most bytes of a response's head.
    pub most_head: usize,
    /// Most redirects in a row.
    pub most_redirects: usize,
    /// Longest time to look a name up, connect and agree on TLS.
    pub connect: Duration,
    /// Longest time without a byte.
    pub idle: Duration,
    /// Longest time for one request, its body included.
    pub whole: Duration,
    /// Bytes a second that must arrive on average, once [`Bounds::patience`] is over.
    pub least_rate: u64,
    /// For how long a slow server is borne.
    pub patience: Duration,
}

impl Default for Bounds {
    /// For documents and pictures: 64 MiB, five redirects, a minute.
    fn default() -> Self {
        Self {
            most_bytes: 64 << 20,
            most_head: 64 << 10,
            most_redirects: 5,
            connect: Duration::from_secs(15),
            idle: Duration::from_secs(20),
            whole: Duration::from_mins(1),
            least_rate: 256,
            patience: Duration::from_secs(20),
        }
    }
}

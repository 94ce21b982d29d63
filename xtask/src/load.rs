//! A closed-loop load generator: a few threads, each with its own connection, each waiting for an answer before the next
//! request, bounded in count and time.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::http::Connection;
use crate::statistics::Durations;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Until {
    pub(crate) requests: usize,
    pub(crate) time: Duration,
}

/// What happened.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) durations: Durations,
    pub(crate) statuses: BTreeMap<u16, usize>,
    pub(crate) broken: usize,
    pub(crate) seconds: f64,
}

impl Outcome {
    /// Answers with this status, per second.
    pub(crate) fn per_second(&self, status: u16) -> f64 {
        self.statuses.get(&status).copied().unwrap_or(0) as f64 / self.seconds.max(0.001)
    }

    /// Statuses other than `status`, and broken connections, in words; empty if there were none.
    pub(crate) fn others(&self, status: u16) -> String {
        let mut words: Vec<String> = self
            .statuses
            .iter()
            .filter(|(code, _)| **code != status)
            .map(|(code, count)| format!("{count} × {code}"))
            .collect();
        if self.broken > 0 {
            words.push(format!("{} broken", self.broken));
        }
        words.join(", ")
    }
}

/// Sends what `request` makes of the running number, from `threads` connections, until the end or until `stop`.
pub(crate) fn run(
    address: SocketAddr,
    threads: usize,
    until: Until,
    stop: &AtomicBool,
    request: impl Fn(usize) -> Vec<u8> + Sync,
) -> Result<Outcome> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let deadline = start + until.time;
    let worker = || -> Result<(Vec<Duration>, BTreeMap<u16, usize>, usize)> {
        let patience = Duration::from_secs(30);
        let mut connection = Connection::open(address, patience)?;
        let (mut durations, mut statuses, mut broken) = (Vec::new(), BTreeMap::new(), 0);
        while !stop.load(Ordering::Relaxed) && Instant::now() < deadline {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= until.requests {
                break;
            }
            let bytes = request(number);
            let sent = Instant::now();
            if let Ok(response) = connection.send(&bytes) {
                durations.push(sent.elapsed());
                *statuses.entry(response.status).or_insert(0) += 1;
            } else {
                broken += 1;
                if broken > 100 {
                    break;
                }
                connection = Connection::open(address, patience)?;
            }
        }
        Ok((durations, statuses, broken))
    };
    let results: Vec<_> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        handles.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let (mut durations, mut statuses, mut broken) = (Vec::new(), BTreeMap::new(), 0);
    for result in results {
        let Ok(result) = result else { bail!("a thread of the load generator panicked") };
        let (own, codes, lost) = result?;
        durations.extend(own);
        for (code, count) in codes {
            *statuses.entry(code).or_insert(0) += count;
        }
        broken += lost;
    }
    Ok(Outcome { durations: Durations::of(durations), statuses, broken, seconds })
}

//! When very many submissions come in at once, each must prove a little work, or wait a little. No third party is asked.
//!
//! The proof is hashcash over SHA-256: `SHA-256(pass ":" counter)` begins with a number of zero bits. The pass is signed
//! and dated by us, fits one purpose and counts once per process. Whoever cannot compute (no JavaScript) sends the same
//! pass again after a wait; nothing typed is lost, because the page carries it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use axum::http::HeaderMap;
use moka::sync::Cache;
use saksi_base::clock::{HOUR, SECOND};
use saksi_base::{Clock, Problem, ProblemKind, Timestamp};
use sha2::{Digest, Sha256};

use crate::keys::{FormKeys, Signed, Use};
use crate::limits::Bucket;
use crate::request::PageRequest;
use crate::site::SiteSettings;

/// The form field of the pass.
pub const PASS_FIELD: &str = "_pass";
/// The form field of the counter that solves it.
pub const PROOF_FIELD: &str = "_proof";
/// The API's header: `pass:counter`.
pub const HEADER: &str = "saksi-work";

/// How long a pass can be used.
const PASS_LIFE: i64 = HOUR;
const WINDOW: i64 = 10 * SECOND;
const MOST_REMEMBERED: u64 = 200_000;

/// Counts submissions of one purpose in ten-second windows.
#[derive(Default)]
struct Load {
    window: AtomicI64,
    count: AtomicU32,
    before: AtomicU32,
}

impl Load {
    /// Counts one and says how many came in this window or the last, whichever is more, so that the gate stays shut
    /// for one quiet window.
    fn count(&self, now: Timestamp) -> u32 {
        let window = now.0.div_euclid(WINDOW);
        let last = self.window.swap(window, Ordering::Relaxed);
        if window != last {
            let ended = self.count.swap(0, Ordering::Relaxed);
            self.before.store(if window == last + 1 { ended } else { 0 }, Ordering::Relaxed);
        }
        self.before.load(Ordering::Relaxed).max(self.count.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// What a submission must still do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkNeeded {
    /// The pass to solve or to wait with.
    pub pass: String,
    /// Leading zero bits of the digest.
    pub bits: u8,
    /// Seconds until the same pass is good without work.
    pub wait_seconds: u32,
}

/// Decides when work is needed and whether it was done.
pub struct WorkGate {
    clock: Arc<dyn Clock>,
    loads: Vec<Load>,
    used: Cache<[u8; 16], ()>,
    threshold: u32,
    bits: u8,
    wait: u32,
}

impl std::fmt::Debug for WorkGate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WorkGate")
    }
}

impl WorkGate {
    pub(crate) fn new(clock: Arc<dyn Clock>, settings: &SiteSettings) -> Self {
        Self {
            clock,
            loads: Bucket::ALL.iter().map(|_| Load::default()).collect(),
            used: Cache::builder()
                .max_capacity(MOST_REMEMBERED)
                .time_to_live(std::time::Duration::from_secs(u64::try_from(PASS_LIFE / SECOND).unwrap_or(3600)))
                .build(),
            threshold: settings.work_threshold,
            bits: settings.work_bits.min(30),
            wait: settings.work_wait,
        }
    }

    /// Lets a submission pass, or says what it must still do. `pass` and `proof` are what it brought.
    pub fn check(&self, request: &PageRequest, bucket: Bucket, pass: &str, proof: &str) -> Result<(), WorkNeeded> {
        let keys = &request.site.keys;
        let load = self.loads.get(bucket.index()).map_or(0, |load| load.count(self.clock.now()));
        if !request.address.onion && load <= self.threshold {
            return Ok(());
        }
        match self.judge(keys, bucket, pass, proof) {
            Judged::Good => Ok(()),
            Judged::Early { wait_seconds } => {
                Err(WorkNeeded { pass: pass.trim().to_owned(), bits: self.bits, wait_seconds })
            }
            Judged::None => {
                metrics::counter!("saksi_work_asked_total", "bucket" => bucket.name()).increment(1);
                let now = self.clock.now();
                let pass = keys.issue(Use::Pass, now, &*request.site.random, &[bucket.name().as_bytes()]);
                Err(WorkNeeded { pass, bits: self.bits, wait_seconds: self.wait })
            }
        }
    }

    /// The API's way: the header `Saksi-Work: pass:counter` (or `pass:` alone after the wait). The problem, a
    /// `428 Precondition Required`, carries the pass, the bits and the seconds to wait.
    pub fn check_header(&self, request: &PageRequest, bucket: Bucket, headers: &HeaderMap) -> Result<(), Problem> {
        let brought = headers.get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or("");
        let (pass, proof) = brought.rsplit_once(':').unwrap_or((brought, ""));
        self.check(request, bucket, pass, proof).map_err(|needed| {
            Problem::new(ProblemKind::ProveWork, "problem-prove-work-api")
                .with("pass", &needed.pass)
                .with("bits", needed.bits)
                .with("seconds", needed.wait_seconds)
        })
    }

    fn judge(&self, keys: &FormKeys, bucket: Bucket, pass: &str, proof: &str) -> Judged {
        let now = self.clock.now();
        let pass = pass.trim();
        let Some(Signed { issued, nonce }) = keys.verify(Use::Pass, pass, &[bucket.name().as_bytes()]) else {
            return Judged::None;
        };
        let age = now.since(issued);
        if !(0..PASS_LIFE).contains(&age) {
            return Judged::None;
        }
        let waited = age >= i64::from(self.wait) * SECOND;
        if !waited && !solves(pass, proof.trim(), self.bits) {
            let left = (i64::from(self.wait) * SECOND - age).div_euclid(SECOND) + 1;
            return if self.used.contains_key(&nonce) {
                Judged::None
            } else {
                Judged::Early { wait_seconds: u32::try_from(left).unwrap_or(self.wait) }
            };
        }
        // Inserting and asking whether it was there is one step, so that two at once cannot both pass.
        if self.used.entry(nonce).or_insert(()).is_fresh() { Judged::Good } else { Judged::None }
    }
}

enum Judged {
    Good,
    Early { wait_seconds: u32 },
    None,
}

/// Whether `SHA-256(pass ":" counter)` begins with enough zero bits.
pub fn solves(pass: &str, counter: &str, bits: u8) -> bool {
    if counter.is_empty() || counter.len() > 20 || !counter.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let digest = Sha256::new().chain_update(pass).chain_update(b":").chain_update(counter).finalize();
    let mut zeros = 0;
    for byte in digest {
        zeros += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    zeros >= u32::from(bits)
}

/// Finds the counter that solves a pass. For clients and tests; takes about 2 to the power of `bits` digests.
pub fn solve(pass: &str, bits: u8) -> String {
    (0..=u64::MAX).map(|n| n.to_string()).find(|n| solves(pass, n, bits)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::{FixedClock, SeededRandom};

    fn gate() -> (Arc<FixedClock>, WorkGate, FormKeys) {
        let clock = Arc::new(FixedClock::new(Timestamp::from_seconds(1_790_000_000)));
        let settings = SiteSettings { work_bits: 8, work_wait: 20, ..SiteSettings::default() };
        (clock.clone(), WorkGate::new(clock, &settings), FormKeys::new(&[1; 32]))
    }

    fn pass(clock: &FixedClock, keys: &FormKeys, seed: u64) -> String {
        keys.issue(Use::Pass, clock.now(), &SeededRandom::new(seed), &[b"ask"])
    }

    #[test]
    fn work_opens_the_gate_once() {
        let (clock, gate, keys) = gate();
        let pass = pass(&clock, &keys, 1);
        let proof = solve(&pass, 8);
        assert!(matches!(gate.judge(&keys, Bucket::Receipt, &pass, &proof), Judged::None), "another purpose");
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &pass, "x"), Judged::Early { .. }));
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &pass, &proof), Judged::Good));
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &pass, &proof), Judged::None), "a replay is refused");
    }

    #[test]
    fn waiting_opens_the_gate_once_and_not_too_early() {
        let (clock, gate, keys) = gate();
        let pass = pass(&clock, &keys, 2);
        clock.advance(19 * SECOND);
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &pass, ""), Judged::Early { wait_seconds: 2 }));
        clock.advance(SECOND);
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &pass, ""), Judged::Good));
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &pass, ""), Judged::None), "a replay is refused");
    }

    #[test]
    fn old_and_foreign_passes_do_not_open_it() {
        let (clock, gate, keys) = gate();
        let old = pass(&clock, &keys, 3);
        clock.advance(PASS_LIFE);
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &old, &solve(&old, 8)), Judged::None));
        let foreign = FormKeys::new(&[2; 32]).issue(Use::Pass, clock.now(), &SeededRandom::new(4), &[b"ask"]);
        assert!(matches!(gate.judge(&keys, Bucket::Ask, &foreign, &solve(&foreign, 8)), Judged::None));
    }

    #[test]
    fn the_gate_shuts_under_load_and_opens_after_a_quiet_while() {
        let load = Load::default();
        let start = Timestamp::from_seconds(1_790_000_000);
        let most = (0..500).map(|_| load.count(start)).max();
        assert_eq!(most, Some(500));
        assert_eq!(load.count(start.plus(WINDOW)), 500);
        assert_eq!(load.count(start.plus(3 * WINDOW)), 1);
    }
}

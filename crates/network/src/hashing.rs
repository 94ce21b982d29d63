//! Hashing passwords without letting a crowd at the door take all the memory.
//!
//! One hash costs 64 MiB for a tenth of a second or so. At most two to four run at once, on threads of their own; a
//! bounded number waits for a bounded time; whoever comes after that is told to try again soon.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use saksi_base::{Problem, ProblemKind, Random};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::model::password::{PasswordCost, StoredPassword};

/// How many may wait. At a sixth of a second each and two at once, the last one waits about eleven seconds, well within
/// the time that a request may take.
const MOST_WAITING: usize = 128;
/// How long anybody waits, on a machine that is slower than that or has other things to do. Less than a request may take, so that
/// the answer is a form with what was typed and not an error.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// The place where passwords are hashed; one for the whole program. Cheap to clone.
#[derive(Clone)]
pub struct Hashing(Arc<Inside>);

struct Inside {
    permits: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
    longest_wait: Duration,
    done: AtomicU64,
    cost: PasswordCost,
    random: Arc<dyn Random>,
}

impl std::fmt::Debug for Hashing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hashing").field("cost", &self.0.cost).finish_non_exhaustive()
    }
}

/// Counts somebody who waits, for as long as they do.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Hashing {
    /// With the standard cost, and as many at once as there are processors, between two and four.
    pub fn new(random: Arc<dyn Random>) -> Self {
        let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(2, 4);
        Self::with(PasswordCost::STANDARD, at_once, MOST_WAITING, random)
    }

    /// With another cost and other bounds.
    pub fn with(cost: PasswordCost, at_once: usize, most_waiting: usize, random: Arc<dyn Random>) -> Self {
        Self::bounded(cost, at_once, (most_waiting, LONGEST_WAIT), random)
    }

    fn bounded(cost: PasswordCost, at_once: usize, waiting: (usize, Duration), random: Arc<dyn Random>) -> Self {
        let (most_waiting, longest_wait) = waiting;
        Self(Arc::new(Inside {
            permits: Semaphore::new(at_once),
            waiting: AtomicUsize::new(0),
            most_waiting,
            longest_wait,
            done: AtomicU64::new(0),
            cost,
            random,
        }))
    }

    /// The cost of new hashes.
    pub fn cost(&self) -> PasswordCost {
        self.0.cost
    }

    /// How many hashes were computed so far. An unknown name must cost as many as a wrong password.
    pub fn computed(&self) -> u64 {
        self.0.done.load(Ordering::Acquire)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Random) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::new(ProblemKind::Busy, "problem-busy");
        let inside = &self.0;
        if inside.waiting.fetch_add(1, Ordering::AcqRel) >= inside.most_waiting {
            inside.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(busy());
        }
        let waiting = Waiting(&inside.waiting);
        let permit = tokio::time::timeout(inside.longest_wait, inside.permits.acquire()).await;
        let permit = permit.map_err(|_| busy())?.map_err(|_| busy())?;
        drop(waiting);
        let random = inside.random.clone();
        // The permit lives as long as the thread works, also when the visitor has gone away meanwhile.
        let shared = self.clone();
        permit.forget();
        tokio::task::spawn_blocking(move || {
            let outcome = work(&*random);
            shared.0.done.fetch_add(1, Ordering::AcqRel);
            shared.0.permits.add_permits(1);
            outcome
        })
        .await
        .map_err(|_| Problem::internal())?
    }

    /// Runs other work that takes as much memory and time as a hash of a password, such as opening a key that is locked under a
    /// passphrase: it waits in the same queue, so that both together never take more than there is.
    pub async fn queued<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Random) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(work).await
    }

    /// Hashes a new password, which has passed the policy.
    pub async fn hash(&self, password: &str) -> Result<StoredPassword, Problem> {
        let password = Zeroizing::new(password.to_owned());
        let cost = self.0.cost;
        self.run(move |random| StoredPassword::hash(&password, cost, random)).await
    }

    /// Whether the password is right. Without a stored one it takes as long and is always wrong.
    pub async fn verify(&self, stored: Option<StoredPassword>, password: &str) -> Result<bool, Problem> {
        let password = Zeroizing::new(password.to_owned());
        let cost = self.0.cost;
        self.run(move |random| match stored {
            Some(stored) => Ok(stored.verify(&password)),
            None => StoredPassword::hash(&password, cost, random).map(|_| false),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_crowd_is_let_in_a_few_at_a_time_and_the_rest_is_told_to_come_back() {
        let hashing = Hashing::with(PasswordCost::LEAST, 2, 50, Arc::new(SeededRandom::new(1)));
        let mut tasks = Vec::new();
        for _ in 0..500 {
            let hashing = hashing.clone();
            tasks.push(tokio::spawn(async move { hashing.verify(None, "whatever it is").await }));
        }
        let (mut served, mut refused) = (0u64, 0u64);
        for task in tasks {
            match task.await.unwrap() {
                Ok(right) => {
                    assert!(!right);
                    served += 1;
                }
                Err(problem) => {
                    assert_eq!(problem.kind, ProblemKind::Busy);
                    refused += 1;
                }
            }
        }
        assert_eq!(served + refused, 500);
        assert_eq!(hashing.computed(), served);
        assert!(served >= 50);
        assert!(hashing.verify(None, "and afterwards the door is open").await.is_ok());
    }

    #[tokio::test]
    async fn whoever_would_wait_too_long_is_told_to_come_back() {
        let moment = Duration::from_millis(20);
        let hashing = Hashing::bounded(PasswordCost::LEAST, 1, (10, moment), Arc::new(SeededRandom::new(1)));
        let held = hashing.0.permits.acquire().await.unwrap();
        let waited = hashing.verify(None, "while somebody else is slow").await;
        assert_eq!(waited.unwrap_err().kind, ProblemKind::Busy);
        drop(held);
        assert!(hashing.verify(None, "and when they are done").await.is_ok());
        assert_eq!(hashing.0.waiting.load(Ordering::Acquire), 0);
    }
}

//! The room's handle, and what runs beside the requests.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use saksi_base::Problem;
use saksi_base::clock::SECOND;
use saksi_db::{Db, Viewer};
use saksi_fetch::{Guard, Networks, Trust};
use saksi_tlog::policy::KnownLog;
use saksi_tlog::{KeyName, Policy, VerifierKey};
use tokio::sync::watch;
use uuid::Uuid;

use super::{calendars, reconciling, sequencing, showing, stamping};
use crate::model::keys::Keys;
use crate::model::settings::Settings;
use crate::store::{damaged, log};

/// How long the lease of whoever sequences lasts, in microseconds.
const LEASE: i64 = 15 * SECOND;
/// Between two looks at the queue.
const PAUSE: Duration = Duration::from_millis(500);
/// Between two times that the witnesses of a held log are asked.
const RECONCILE_PAUSE: Duration = Duration::from_secs(20);

/// The log of this server. Cheap to clone.
#[derive(Clone)]
pub struct Transparency(Arc<Inside>);

struct Inside {
    db: Db,
    keys: Keys,
    settings: Settings,
    /// The policy with the own log in it.
    policy: Policy,
    guard: Guard,
    worker: Uuid,
    /// Whether the witnesses were asked since this process started.
    asked: AtomicBool,
    /// Until when this process holds the lease, as far as it knows; 0: it does not.
    leased_until: AtomicI64,
}

impl fmt::Debug for Transparency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transparency").field("keys", &self.0.keys).finish_non_exhaustive()
    }
}

impl Transparency {
    /// Opens the room: reads the secret of the keys or makes it the first time, and the log if there is one. A log that has
    /// entries keeps the name under which it was begun, whatever the settings say.
    pub async fn open(db: Db, settings: Settings) -> Result<Self, Problem> {
        let fresh = saksi_base::random::bytes::<32>(&*db.random());
        let (secret, row) = saksi_db::write!(db, "open log", Viewer::System, tx => {
            let secret = log::secret(&mut tx, &fresh).await?;
            Ok::<_, Problem>((secret, log::row(&mut tx).await?))
        })?;
        let mut origin = settings.origin.clone();
        if let Some(row) = &row {
            let key: VerifierKey = row.log_key.parse().map_err(|_| damaged("the log's key"))?;
            if *key.name() != origin {
                tracing::warn!(log = %key.name(), "the log keeps the name under which it was begun; transparency.origin is not used");
                origin = key.name().clone();
            }
        }
        let keys = Keys::new(&origin, &secret).map_err(|_| damaged("the secret of the log's keys"))?;
        if row.as_ref().is_some_and(|row| row.log_key != keys.log.public_key().to_string()) {
            return Err(damaged("the secret of the log's keys"));
        }
        let policy = with_own(&settings.policy, keys.log.public_key())?;
        if row.is_some() {
            let text = policy.to_string();
            saksi_db::write!(db, "policy of the log", Viewer::System, tx => { log::set_policy(&mut tx, &text).await })?;
        }
        let networks = if settings.private { Networks::Any } else { Networks::Public };
        let guard = Guard::new(networks, &Trust::machine()).map_err(|error| {
            tracing::error!(%error, "the guard of outgoing requests cannot be made");
            Problem::internal()
        })?;
        let worker = saksi_base::ids::random(&*db.random());
        let asked = AtomicBool::new(policy.witnesses().is_empty());
        Ok(Self(Arc::new(Inside { db, keys, settings, policy, guard, worker, asked, leased_until: AtomicI64::new(0) })))
    }

    /// The database.
    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// What the operator decided.
    #[cfg(test)]
    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The policy, with this log in it.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The name of the log.
    pub fn origin(&self) -> &KeyName {
        self.0.keys.log.public_key().name()
    }

    /// The addresses of the authorities that give tokens, for [`crate::request_tokens`].
    pub fn authorities(&self) -> Vec<String> {
        self.0.settings.authorities.iter().map(|authority| authority.url.clone()).collect()
    }

    /// The roots that are trusted to vouch for authorities, in DER.
    pub fn roots(&self) -> Vec<Vec<u8>> {
        self.0.settings.authorities.iter().flat_map(|authority| authority.roots.iter().cloned()).collect()
    }

    /// Sequences, signs, asks witnesses, authorities and calendars, until told to stop. On every process: one of them holds the lease.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        let (mut inner, mut outer) = (stop.clone(), stop);
        let sequencing = async {
            while !*inner.borrow() {
                let pause = match self.beat().await {
                    Ok(pause) => pause,
                    Err(problem) => {
                        tracing::error!(%problem, "the log cannot go on now; it will be tried again");
                        Duration::from_secs(5)
                    }
                };
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = inner.changed() => {}
                }
            }
        };
        // Apart, so that a witness that is slow to answer holds up nobody's entry.
        let outside = async {
            while !*outer.borrow() {
                if let Err(problem) = self.ask_outside().await {
                    tracing::error!(%problem, "witnesses, authorities and calendars could not be asked");
                }
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(1)) => {}
                    _ = outer.changed() => {}
                }
            }
        };
        tokio::join!(sequencing, outside);
        self.let_go().await;
    }

    /// One round of what [`Transparency::run`] does, for a program that does not serve.
    pub async fn go_on(&self) -> Result<(), Problem> {
        self.beat().await?;
        self.ask_outside().await
    }

    /// Gives the lease back, so that another process goes on at once.
    pub async fn let_go(&self) {
        let (db, worker) = (&self.0.db, self.0.worker);
        self.0.leased_until.store(0, Ordering::Relaxed);
        let released: Result<(), Problem> =
            saksi_db::write!(db, "release log", Viewer::System, tx => { log::release(&mut tx, worker).await });
        if let Err(problem) = released {
            tracing::debug!(%problem, "the lease of the log runs out by itself");
        }
    }

    /// One look at the queue. How long to wait until the next.
    pub(crate) async fn beat(&self) -> Result<Duration, Problem> {
        let db = &self.0.db;
        let found = saksi_db::read!(db, Viewer::System, tx => {
            let row = log::row(&mut tx).await?;
            let held = row.as_ref().and_then(crate::store::log::LogRow::held);
            let unsigned = match &row {
                Some(row) => {
                    let size = row.head()?.size;
                    size > 0 && crate::store::checkpoints::of_size(&mut tx, size).await?.is_none()
                }
                None => false,
            };
            Ok::<_, Problem>((row.is_some(), held, unsigned, log::waiting(&mut tx, 1).await?.is_empty()))
        })?;
        let (begun, held, unsigned, empty) = found;
        // Nothing to do, and nothing that must be settled before there is.
        if empty && !unsigned && held.is_none() && self.0.asked.load(Ordering::Relaxed) {
            return Ok(PAUSE);
        }
        if !begun {
            if empty {
                return Ok(PAUSE);
            }
            self.begin().await?;
        }
        if !self.lease().await? {
            return Ok(PAUSE);
        }
        if held.is_some() || !self.0.asked.load(Ordering::Relaxed) {
            let may_sign = reconciling::settle(db, &self.0.guard).await?;
            self.0.asked.store(true, Ordering::Relaxed);
            if !may_sign {
                return Ok(RECONCILE_PAUSE);
            }
        }
        while sequencing::sequence(db).await?.is_some() {
            sequencing::sign(db, &self.0.keys.log).await?;
            if !self.lease().await? {
                return Ok(PAUSE);
            }
        }
        sequencing::sign(db, &self.0.keys.log).await?;
        Ok(PAUSE)
    }

    /// The first entry is there: the log begins, under this name for good.
    async fn begin(&self) -> Result<(), Problem> {
        let keys = &self.0.keys;
        let (log_key, witness_key) = (keys.log.public_key().to_string(), keys.witness.public_key().to_string());
        let policy = self.0.policy.to_string();
        saksi_db::write!(self.0.db, "begin log", Viewer::System, tx => {
            log::found(&mut tx, &log_key, &witness_key, &policy).await
        })
    }

    async fn lease(&self) -> Result<bool, Problem> {
        let worker = self.0.worker;
        let now = self.0.db.clock().now();
        // The first half of a lease needs no word from the database.
        if self.0.leased_until.load(Ordering::Relaxed) - now.0 > LEASE / 2 {
            return Ok(true);
        }
        let mine: Result<bool, Problem> = saksi_db::write!(self.0.db, "lease log", Viewer::System, tx => { log::lease(&mut tx, worker, LEASE).await });
        let until = if *mine.as_ref().unwrap_or(&false) { now.plus(LEASE).0 } else { 0 };
        self.0.leased_until.store(until, Ordering::Relaxed);
        mine
    }

    /// Shows the newest checkpoint to witnesses, gets tokens and asks calendars, if this process holds the lease.
    pub(crate) async fn ask_outside(&self) -> Result<(), Problem> {
        let db = &self.0.db;
        let (witnesses, settings) = (self.0.policy.witnesses(), &self.0.settings);
        let alone = witnesses.is_empty() && settings.authorities.is_empty() && settings.calendars.is_empty();
        if alone || !self.0.asked.load(Ordering::Relaxed) {
            return Ok(());
        }
        let begun =
            saksi_db::read!(db, Viewer::System, tx => { Ok::<_, Problem>(log::row(&mut tx).await?.is_some()) })?;
        if !begun || !self.lease().await? {
            return Ok(());
        }
        showing::show_to_all(db, &self.0.guard).await?;
        stamping::plan(db, settings).await?;
        stamping::fetch(db, &self.0.guard, &settings.authorities).await?;
        calendars::fetch(db, &self.0.guard, &settings.calendars).await
    }
}

/// The policy with the own log in it, so that whoever gets it can check our proofs with it.
fn with_own(policy: &Policy, key: &VerifierKey) -> Result<Policy, Problem> {
    if policy.logs().iter().any(|log| log.key == *key) {
        return Ok(policy.clone());
    }
    let own = KnownLog { key: key.clone(), url: None };
    let text = format!("log {}\n{policy}", own.key);
    Policy::parse(&text).map_err(|error| {
        tracing::error!(%error, "the policy of the log cannot be used");
        Problem::internal()
    })
}

//! What the actions of this room need beside their arguments: storage, the queue for hashing, and the key of filing proofs.

use std::fmt;
use std::sync::Arc;

use saksi_base::{Problem, ProblemKind, Random, Timestamp};
use saksi_capture::Browser;
use saksi_db::blobs::Blobs;
use saksi_db::{Db, Viewer};
use saksi_escalations::Escalations;
use saksi_fetch::Guard;
use saksi_network::Hashing;
use saksi_vault::{FilingSigner, SealError};

use crate::actions::bells::{Ring, Waiting};
use crate::actions::preserving::Preserver;
use crate::model::counting::Protection;
use crate::store;

/// The room's handle; one for the whole program. Cheap to clone.
#[derive(Clone)]
pub struct Cases {
    /// The database.
    pub db: Db,
    /// Where sealed files lie.
    pub blobs: Blobs,
    /// Where passphrases are stretched, a few at a time.
    pub hashing: Hashing,
    /// How many days a backup is kept; what a deletion receipt promises.
    pub backup_days: u32,
    /// How strictly published figures are protected.
    pub protection: Protection,
    signer: Arc<FilingSigner>,
    waiting: Waiting,
    ringer: Option<Arc<dyn Ring>>,
    preserver: Option<Preserver>,
    escalations: Option<Escalations>,
}

impl fmt::Debug for Cases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cases").field("db", &self.db).finish_non_exhaustive()
    }
}

impl Cases {
    /// Opens the room: reads the key of filing proofs, or makes it the first time.
    pub async fn new(db: Db, blobs: Blobs, hashing: Hashing, backup_days: u32) -> Result<Self, Problem> {
        let fresh = FilingSigner::generate(&*db.random());
        let seed = saksi_db::write!(db, "filing signer", Viewer::System, tx => {
            store::settings::filing_seed(&mut tx, &fresh.to_seed()).await
        })?;
        let signer = Arc::new(FilingSigner::from_seed(&seed));
        Ok(Self {
            db,
            blobs,
            hashing,
            backup_days,
            protection: Protection::default(),
            signer,
            waiting: Waiting::default(),
            ringer: None,
            preserver: None,
            escalations: None,
        })
    }

    /// Gives it a way to ring people outside of the site.
    #[must_use]
    pub fn with_ringer(mut self, ringer: Arc<dyn Ring>) -> Self {
        self.ringer = Some(ringer);
        self
    }

    /// Gives it the guard through which pages are fetched that a helper keeps as evidence of a case.
    #[must_use]
    pub fn preserving_through(mut self, guard: Guard) -> Self {
        self.preserver = Some(Preserver::new(guard));
        self
    }

    /// Has those pages run in a browser, where its folder lies in memory; a browser on a disk is never used for a case.
    #[must_use]
    pub fn looking_through(mut self, browser: Browser) -> Self {
        self.preserver = self.preserver.map(|preserver| preserver.looking_through(browser));
        self
    }

    /// What fetches pages that are kept as evidence; none where nothing may be fetched.
    pub(crate) const fn preserver(&self) -> Option<&Preserver> {
        self.preserver.as_ref()
    }

    /// Gives it the room through which notices to platforms go.
    #[must_use]
    pub fn with_escalations(mut self, room: Escalations) -> Self {
        self.escalations = Some(room);
        self
    }

    /// The room through which notices to platforms go, where there is one.
    pub const fn escalations(&self) -> Option<&Escalations> {
        self.escalations.as_ref()
    }

    /// Hides more figures than it must: the threshold may be raised, never lowered.
    #[must_use]
    pub const fn with_protection(mut self, protection: Protection) -> Self {
        self.protection = protection;
        self
    }

    /// Who waits for a first answer, as far as this process knows.
    pub(crate) const fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// What rings people outside of the site; none where the server sends no mail.
    pub(crate) fn ringer(&self) -> Option<&dyn Ring> {
        self.ringer.as_deref()
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.db.clock().now()
    }

    pub(crate) fn random(&self) -> Arc<dyn Random> {
        self.db.random()
    }

    /// Signs proofs of filing.
    pub(crate) fn signer(&self) -> &FilingSigner {
        &self.signer
    }

    /// Runs mathematics that takes longer than an answer may keep a thread of the server.
    pub(crate) async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Random) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let random = self.random();
        tokio::task::spawn_blocking(move || work(&*random)).await.map_err(|_| Problem::internal())?
    }
}

/// The day of a moment, counted from 1970-01-01, as the vault counts.
pub(crate) fn day_number(at: Timestamp) -> i32 {
    i32::try_from(at.0.div_euclid(saksi_base::clock::DAY)).unwrap_or(i32::MAX)
}

/// Something that is stored does not open or read. The person cannot mend it; the log says what kind of fault it is, which
/// never holds a byte of a secret.
pub(crate) fn damaged(what: &'static str) -> impl Fn(SealError) -> Problem {
    move |error| {
        tracing::error!(%error, what, "something sealed cannot be used");
        Problem::new(ProblemKind::Internal, "cases-damaged")
    }
}

/// What a browser sent is not sealed as it must be.
pub(crate) fn sealed_wrong(error: &SealError) -> Problem {
    tracing::debug!(%error, "a browser sent something that is not sealed as it must be");
    Problem::new(ProblemKind::Malformed, "cases-sealed-wrong")
}

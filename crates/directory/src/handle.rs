//! What working groups need beside the database, where files lie and who carries letters; and what figures about the network need, how
//! strictly they are protected and what other rooms have published.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use saksi_base::{PersonId, Problem};
use saksi_counting::{Figure, Protection};
use saksi_db::Tx;
use saksi_db::blobs::Blobs;
use saksi_network::{Member, SealKey};

use crate::model::citations::Citing;

/// What comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A letter to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The address that turns such letters off when something is sent to it (RFC 8058).
    pub off: String,
    /// The same on every try, so that a second copy is known as one.
    pub id: String,
}

/// Why a letter did not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unposted {
    /// It may go later.
    Later(String),
    /// It never will.
    Never(String),
}

/// Carries letters to members.
pub trait Post: Send + Sync {
    /// Hands one over; the reason where that failed.
    fn post(&self, mail: Mail) -> Later<'_, Result<(), Unposted>>;
}

/// What in other rooms needs a member, as a letter may say it: how much, and never what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// Collections of evidence of their organisations that could not be visited for long.
    pub collections: i64,
    /// Authorities of time and calendars that owe a time from outside for long; for those who answer for the network.
    pub times: i64,
}

impl Needs {
    /// Whether nothing does.
    pub const fn is_empty(&self) -> bool {
        self.collections == 0 && self.times == 0
    }
}

/// Other rooms, as far as letters to members need them.
pub trait KnowNeeds: Send + Sync {
    /// What needs this person now.
    fn needs(&self, person: PersonId) -> Later<'_, Result<Needs, Problem>>;
}

/// The working groups of a process. Cheap to clone.
#[derive(Clone)]
pub struct Groups {
    pub(crate) blobs: Blobs,
    post: Option<Arc<dyn Post>>,
    needs: Option<Arc<dyn KnowNeeds>>,
}

impl std::fmt::Debug for Groups {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Groups").field("mail", &self.post.is_some()).finish_non_exhaustive()
    }
}

impl Groups {
    /// Groups that send no mail.
    pub const fn new(blobs: Blobs) -> Self {
        Self { blobs, post: None, needs: None }
    }

    /// With a mail server.
    #[must_use]
    pub fn with_post(mut self, post: Arc<dyn Post>) -> Self {
        self.post = Some(post);
        self
    }

    /// With other rooms, whose needs letters tell.
    #[must_use]
    pub fn with_needs(mut self, needs: Arc<dyn KnowNeeds>) -> Self {
        self.needs = Some(needs);
        self
    }

    pub(crate) fn needs(&self) -> Option<&Arc<dyn KnowNeeds>> {
        self.needs.as_ref()
    }

    /// The mail server, if the operator named one.
    pub fn post(&self) -> Option<&Arc<dyn Post>> {
        self.post.as_ref()
    }
}

/// A figure that another room of this server published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Requests for help, of all releases together.
    Asked {
        /// How many are shown.
        shown: u64,
        /// Whether some are hidden besides.
        at_least: bool,
    },
    /// Cases in which help was given and that were closed.
    Helped {
        /// How many are shown.
        shown: u64,
        /// Whether some are hidden besides.
        at_least: bool,
    },
    /// Cases of the last release that were first answered within a time.
    FirstAnswer {
        /// The message that names the time.
        message: &'static str,
        /// How many.
        figure: Figure,
    },
    /// Half of the notices of the last release were answered by platforms within so many hours.
    Platforms {
        /// The hours.
        hours: u64,
        /// The period, as its page is named.
        period: String,
    },
}

/// Tells what other rooms have published; nothing that they have not.
pub trait Published: Send + Sync {
    /// What there is, in the order in which it is shown.
    fn told(&self) -> Later<'_, Vec<Told>>;
}

/// The figures about the network of a process. Cheap to clone.
#[derive(Clone, Default)]
pub struct Impact {
    protection: Protection,
    elsewhere: Option<Arc<dyn Published>>,
}

impl std::fmt::Debug for Impact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Impact").field("protection", &self.protection).finish_non_exhaustive()
    }
}

impl Impact {
    /// With figures that are hidden below a threshold.
    pub const fn new(protection: Protection) -> Self {
        Self { protection, elsewhere: None }
    }

    /// With what other rooms have published.
    #[must_use]
    pub fn with_elsewhere(mut self, elsewhere: Arc<dyn Published>) -> Self {
        self.elsewhere = Some(elsewhere);
        self
    }

    /// How strictly figures are protected.
    pub const fn protection(&self) -> Protection {
        self.protection
    }

    /// What other rooms have published.
    pub fn elsewhere(&self) -> Option<&Arc<dyn Published>> {
        self.elsewhere.as_ref()
    }
}

/// What closed spaces need: the key that the database does not hold, under which theirs is kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Spaces(Arc<SealKey>);

impl Spaces {
    /// With the key of this network.
    pub fn new(seal: SealKey) -> Self {
        Self(Arc::new(seal))
    }

    pub(crate) fn seal(&self) -> &SealKey {
        &self.0
    }
}

/// What cites an election or a norm, as whoever looks may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cites {
    /// Its title.
    pub title: String,
    /// The address of its page, for whoever looks.
    pub path: String,
}

/// Other rooms' claims and notices, asked whether somebody may read them.
pub trait Citable: Send + Sync {
    /// What cites, as whoever this transaction runs for may read it; `None` where it is not theirs to see. `by` is nobody for the public.
    fn look_up<'a>(
        &'a self,
        tx: &'a mut Tx,
        citing: Citing,
        by: Option<&'a Member>,
    ) -> Later<'a, Result<Option<Cites>, Problem>>;
}

/// A server without other rooms.
struct Nothing;

impl Citable for Nothing {
    fn look_up<'a>(
        &'a self,
        _: &'a mut Tx,
        _: Citing,
        _: Option<&'a Member>,
    ) -> Later<'a, Result<Option<Cites>, Problem>> {
        Box::pin(async { Ok(None) })
    }
}

/// What citing elections and norms needs. Cheap to clone.
#[derive(Clone)]
pub struct Register(Arc<dyn Citable>);

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Register(..)")
    }
}

impl Default for Register {
    fn default() -> Self {
        Self(Arc::new(Nothing))
    }
}

impl Register {
    /// With the claims and notices of other rooms.
    pub fn new(citable: Arc<dyn Citable>) -> Self {
        Self(citable)
    }

    pub(crate) fn citable(&self) -> &dyn Citable {
        &*self.0
    }
}

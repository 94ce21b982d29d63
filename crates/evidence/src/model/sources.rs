//! Sources that are captured on a schedule: what is watched, how it changed, and how well it can be reached.

use saksi_base::{EvidenceId, OrganisationId, SourceId, Timestamp, WatchId};

use super::words::codes;

codes! {
    /// What a source is.
    SourceKind {
        /// A site: its front page.
        #[default]
        Site "site" "evidence-source-site",
        /// A channel or account: its page.
        Channel "channel" "evidence-source-channel",
        /// A feed: what it links to.
        Feed "feed" "evidence-source-feed",
        /// A map of a site: what it lists.
        Sitemap "sitemap" "evidence-source-sitemap",
        /// Addresses, one a line.
        List "list" "evidence-source-list",
    }
    /// What became of an address since it was last looked at.
    WatchState {
        /// It was not looked at yet.
        #[default]
        New "new" "evidence-watch-new",
        /// It is as it was.
        Same "same" "evidence-watch-same",
        /// It says something else.
        Changed "changed" "evidence-watch-changed",
        /// It is no longer there.
        Gone "gone" "evidence-watch-gone",
        /// Its site asks not to be visited by programs.
        Closed "closed" "evidence-watch-closed",
        /// It could not be reached.
        Unreachable "unreachable" "evidence-watch-unreachable",
    }
    /// How open a platform is (requirement O8).
    AccessLevel {
        /// Anybody can read it.
        #[default]
        Open "open" "evidence-access-open",
        /// Some of it, or not often.
        Limited "limited" "evidence-access-limited",
        /// After signing in.
        SignIn "sign-in" "evidence-access-sign-in",
        /// For money.
        Paid "paid" "evidence-access-paid",
        /// Not at all.
        Closed "closed" "evidence-access-closed",
    }
}

/// What a form says about a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its address; of a list all addresses, one a line.
    pub address: String,
    /// Why it is watched.
    pub reason: String,
    /// Hours between two visits.
    pub hours: i64,
    /// Most addresses of one visit.
    pub most: i64,
    /// Also what its pages need to be shown.
    pub requisites: bool,
    /// Whether organisations of the network may see it.
    pub shared: bool,
    /// For how many days its evidence is kept; none: for ever.
    pub keep_days: Option<i64>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its identifier.
    pub id: SourceId,
    /// Whose it is.
    pub owner: OrganisationId,
    /// What it is called, where it lies, how often it is visited.
    pub is: NewSource,
    /// It is not visited until somebody lets it go on.
    pub paused: bool,
    /// The name under which it is captured.
    pub operator: String,
    /// When it is visited next.
    pub next: Timestamp,
    /// When it was visited last.
    pub visited: Option<Timestamp>,
    /// When a visit last succeeded.
    pub succeeded: Option<Timestamp>,
    /// Visits in a row that failed.
    pub failures: i64,
    /// What went wrong last.
    pub fault: String,
}

/// An address of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its identifier.
    pub id: WatchId,
    /// The address.
    pub url: String,
    /// What became of it.
    pub state: WatchState,
    /// The newest capture.
    pub evidence: Option<EvidenceId>,
    /// The one before.
    pub before: Option<EvidenceId>,
    /// What went wrong.
    pub fault: String,
    /// When it was looked at last.
    pub checked: Option<Timestamp>,
    /// When it last said something else than before.
    pub changed: Option<Timestamp>,
    /// Since when it is gone.
    pub gone: Option<Timestamp>,
}

/// How access to a platform changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessNote {
    /// Since which day, as it was noted.
    pub day: String,
    /// How open it is since then.
    pub level: AccessLevel,
    /// What changed.
    pub note: String,
    /// Who noted it, by pseudonym.
    pub operator: String,
}

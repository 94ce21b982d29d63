//! What this room does by itself, without any key: locks what lies unused, takes away what
//! people have who left, deletes what is due, drops files that broke off and campaigns without a case, ends
//! offers that nobody answered and testimonies whose time is over, publishes figures.

use saksi_base::Problem;

use super::{campaigns, counting, files, keys, leaving, retention, voices};
use crate::handle::Cases;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Keys that were locked.
    pub locked: u64,
    /// People who left, of whose access something was taken.
    pub left: u64,
    /// Cases that were deleted.
    pub deleted: u64,
    /// Files that broke off and were given up.
    pub dropped: u64,
    /// Whether figures were published.
    pub published: bool,
}

/// Does what is due now. Run it every few minutes, on any process.
pub async fn tidy(cases: &Cases) -> Result<Done, Problem> {
    let mut done =
        Done { locked: keys::lock_idle(cases).await?, left: leaving::settle(cases).await?, ..Done::default() };
    loop {
        // A few at a time, so that no writer waits long.
        match retention::delete_due(cases).await? {
            0 => break,
            deleted => done.deleted += deleted,
        }
    }
    done.dropped = files::drop_unfinished(cases).await?;
    campaigns::drop_empty(cases).await?;
    voices::drop_ended(cases).await?;
    while counting::release_due(cases).await?.is_some() {
        done.published = true;
    }
    Ok(done)
}

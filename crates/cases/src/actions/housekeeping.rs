//! What this room does by itself, without any key: locks what lies unused, deletes what is due, drops files that broke off, ends
//! offers that nobody answered, publishes figures.

use saksi_base::Problem;

use super::{counting, files, keys, retention};
use crate::handle::Cases;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Keys that were locked.
    pub locked: u64,
    /// Cases that were deleted.
    pub deleted: u64,
    /// Files that broke off and were given up.
    pub dropped: u64,
    /// Whether figures were published.
    pub published: bool,
}

/// Does what is due now. Run it every few minutes, on any process.
pub async fn tidy(cases: &Cases) -> Result<Done, Problem> {
    let mut done = Done { locked: keys::lock_idle(cases).await?, ..Done::default() };
    loop {
        // A few at a time, so that no writer waits long.
        match retention::delete_due(cases).await? {
            0 => break,
            deleted => done.deleted += deleted,
        }
    }
    done.dropped = files::drop_unfinished(cases).await?;
    done.published = counting::release_due(cases).await?.is_some();
    Ok(done)
}

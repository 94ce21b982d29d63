//! Citing elections and norms. Whether somebody may read what cites is asked of its own room before anything is shown or written.

use saksi_base::Problem;
use saksi_db::Tx;
use saksi_network::Member;

use super::registers::{ELECTIONS, NORMS};
use super::{note, notes};
use crate::handle::{Citable, Cites};
use crate::model::citations::{Cited, Citing, Entry};
use crate::store::citations as rows;
use crate::store::profiles::organisation_open;

/// Most citations of one entry that are looked at for a page.
const MOST: i64 = 200;

/// What cites, as whoever looks may read it; `None` where it is not theirs to see.
pub async fn look(
    tx: &mut Tx,
    citable: &dyn Citable,
    citing: Citing,
    by: Option<&Member>,
) -> Result<Option<Cites>, Problem> {
    let Citing::Note(id) = citing else { return citable.look_up(tx, citing, by).await };
    if by.is_none() {
        // A note that everybody may read is found by its address alone, as everywhere else.
        return Ok(None);
    }
    match notes::note(tx, id).await {
        Ok(note) => {
            let path = format!("/work/directory/groups/{}/notes/{id}", note.line.group);
            Ok(Some(Cites { title: note.line.title, path }))
        }
        Err(problem) if problem.kind == saksi_base::ProblemKind::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// What something cites, with whether one's own organisation said so; and every entry that it could cite.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What cites.
    pub cites: Cites,
    /// What it cites.
    pub chosen: Vec<(Entry, bool)>,
    /// Everything there is.
    pub entries: Vec<Entry>,
}

/// What something cites and could cite.
pub async fn choice(tx: &mut Tx, citable: &dyn Citable, by: &Member, citing: Citing) -> Result<Choice, Problem> {
    let cites = look(tx, citable, citing, Some(by)).await?.ok_or_else(Problem::not_found)?;
    let chosen = rows::of(tx, citing).await?;
    let chosen = chosen.into_iter().map(|(entry, organisation)| (entry, organisation == by.organisation)).collect();
    Ok(Choice { cites, chosen, entries: rows::entries(tx).await? })
}

/// Lets something cite an entry.
pub async fn cite(
    tx: &mut Tx,
    citable: &dyn Citable,
    by: &Member,
    citing: Citing,
    cited: Cited,
) -> Result<(), Problem> {
    look(tx, citable, citing, Some(by)).await?.ok_or_else(Problem::not_found)?;
    if !organisation_open(tx, by.organisation).await? {
        return Err(Problem::forbidden());
    }
    if !rows::known(tx, cited).await? {
        return Err(Problem::field("entry", "directory-citation-gone"));
    }
    rows::add(tx, citing, cited, by.organisation).await?;
    changed(tx, cited).await
}

/// Takes a citation back that one's own organisation made.
pub async fn uncite(
    tx: &mut Tx,
    citable: &dyn Citable,
    by: &Member,
    citing: Citing,
    cited: Cited,
) -> Result<(), Problem> {
    look(tx, citable, citing, Some(by)).await?.ok_or_else(Problem::not_found)?;
    if !rows::remove(tx, citing, cited, by.organisation).await? {
        return Err(Problem::not_found());
    }
    changed(tx, cited).await
}

/// Says that pages of a register show something else now, and nothing of what cites.
async fn changed(tx: &mut Tx, cited: Cited) -> Result<(), Problem> {
    let (subject, kind) = match cited {
        Cited::Election(_) => (ELECTIONS, "election-cited"),
        Cited::Norm(_) => (NORMS, "norm-cited"),
    };
    note(tx, saksi_db::Actor::System, subject, kind, &[]).await
}

/// What cites an entry, as far as whoever looks may read it.
pub async fn of_entry(
    tx: &mut Tx,
    citable: &dyn Citable,
    cited: Cited,
    by: Option<&Member>,
) -> Result<Vec<(Citing, Cites)>, Problem> {
    let mut found = Vec::new();
    for citing in rows::citing(tx, cited, MOST).await? {
        if let Some(cites) = look(tx, citable, citing, by).await? {
            found.push((citing, cites));
        }
    }
    Ok(found)
}

//! The few things that only the work pages read: names of colleagues, what happened to a record and who did it, runs of an
//! import.

use std::collections::HashMap;

use saksi_base::{PersonId, Problem};
use saksi_db::Tx;

use crate::actions::By;
use crate::store::work;
pub(crate) use crate::store::work::{Happening, ImportRun, imports};

/// What happened to a record, newest first. Of other organisations' people the organisation alone is told.
pub(crate) async fn history(tx: &mut Tx, by: &By, subject: uuid::Uuid) -> Result<Vec<Happening>, Problem> {
    let mut all = work::history(tx, subject).await?;
    for what in &mut all {
        if what.organisation != Some(by.organisation) {
            what.person_name = None;
            what.whom_name = None;
        }
    }
    Ok(all)
}

/// The names of these people as the network shows them; people who left have none.
pub(crate) async fn names(tx: &mut Tx, people: &[PersonId]) -> Result<HashMap<PersonId, String>, Problem> {
    let mut names = HashMap::new();
    for person in people {
        if !names.contains_key(person)
            && let Some(name) = saksi_network::display_name(tx, *person).await?
        {
            names.insert(*person, name);
        }
    }
    Ok(names)
}

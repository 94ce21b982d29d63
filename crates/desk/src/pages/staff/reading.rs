//! The few things that only the work pages read: names of colleagues, what happened to a record, runs of an import.

use std::collections::HashMap;

use saksi_base::{PersonId, Problem};
use saksi_db::Tx;

pub(crate) use crate::store::work::{Happening, ImportRun, history, imports};

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

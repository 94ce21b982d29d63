//! The register with which a new network begins: platforms and public mechanisms that the sources of the reference name. It holds
//! no address of anybody: routes are what an organisation has, and only it knows them.

use saksi_base::{AddresseeId, Problem, RuleId};
use saksi_db::{Db, Viewer};
use serde::Deserialize;

use crate::model::register::{AddresseeFacts, RuleText};
use crate::model::words::AddresseeKind;
use crate::store::registers as rows;

const STARTER: &str = include_str!("../../data/register.json");

#[derive(Debug, Deserialize)]
struct Starter {
    addressees: Vec<Entry>,
    laws: Vec<RuleText>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    kind: AddresseeKind,
    name: String,
    #[serde(flatten)]
    facts: AddresseeFacts,
}

/// Fills an empty register; gives how many entries there are now that were not. Nothing that people wrote is touched.
pub async fn begin(db: &Db) -> Result<usize, Problem> {
    let starter: Starter = serde_json::from_str(STARTER).map_err(|error| {
        tracing::error!(%error, "the starter register cannot be read");
        Problem::internal()
    })?;
    saksi_db::write!(db, "begin register", Viewer::System, tx => {
        if !rows::addressees(&mut tx).await?.is_empty() {
            return Ok(0);
        }
        let mut made = 0;
        for entry in &starter.addressees {
            let id = AddresseeId::new(tx.now(), &*tx.random());
            made += usize::from(rows::insert_addressee(&mut tx, id, entry.kind, &entry.name, &entry.facts, None).await?);
        }
        for law in &starter.laws {
            let id = RuleId::new(tx.now(), &*tx.random());
            rows::insert_rule(&mut tx, id, None).await?;
            made += usize::from(rows::insert_version(&mut tx, id, 1, law, None).await?);
        }
        Ok::<_, Problem>(made)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::register::Addressee;

    #[test]
    fn the_starter_register_names_a_source_for_everything() {
        let starter: Starter = serde_json::from_str(STARTER).unwrap();
        assert!(starter.addressees.len() >= 10);
        for entry in &starter.addressees {
            Addressee::check(&entry.name, &entry.facts).unwrap();
            assert!(!entry.facts.sources.is_empty(), "{}", entry.name);
        }
        for law in &starter.laws {
            law.check().unwrap();
            assert!(!law.source.is_empty(), "{}", law.title);
        }
    }
}

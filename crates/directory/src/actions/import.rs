//! Organisations from a spreadsheet: looked at first, then brought in, all of them or none. Whoever is known already stays as they are, so that
//! the same table brought in twice changes nothing.

use std::collections::HashMap;

use saksi_base::{OrganisationId, Problem};
use saksi_db::Tx;
use saksi_exchange::sheets::Sheet;
use saksi_network::Member;

use super::{note, operates};
use crate::model::import::{Mapping, Wanted, Wrong, read};
use crate::model::{Field, Profile, Subject};
use crate::store::profiles;

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It makes an organisation.
    New(Box<Wanted>),
    /// An organisation of this name is here already.
    Known(OrganisationId),
    /// It names the same organisation as an earlier line of the table.
    Twice(u64),
    /// It cannot be understood.
    Wrong(Vec<Wrong>),
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its number in the table.
    pub number: u64,
    /// Its first name, as written.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
}

impl Looked {
    /// Whether it keeps the table from being brought in.
    pub const fn is_wrong(&self) -> bool {
        matches!(self.fate, Fate::Wrong(_) | Fate::Twice(_))
    }
}

/// Looks at every line, as somebody who runs the network. Nothing is written.
pub async fn look(
    tx: &mut Tx,
    by: &Member,
    sheet: &Sheet,
    mapping: &Mapping,
    english: &(dyn Fn(&str) -> String + Sync),
) -> Result<Vec<Looked>, Problem> {
    operates(tx, by).await?;
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut all = Vec::new();
    for (number, row) in &sheet.rows {
        let (name, fate) = match read(mapping, row, english) {
            Err(wrong) => (row.first().cloned().unwrap_or_default(), Fate::Wrong(wrong)),
            Ok(wanted) => {
                let (own, known_as) = (wanted.draft.name.clone(), wanted.draft.english_name.clone());
                let earlier = [&own, &known_as].into_iter().find_map(|name| seen.get(&name.to_lowercase()).copied());
                let mut known = saksi_network::organisation_by_name(tx, &own).await?;
                if known.is_none() {
                    known = saksi_network::organisation_by_name(tx, &known_as).await?;
                }
                for name in [&own, &known_as] {
                    seen.entry(name.to_lowercase()).or_insert(*number);
                }
                let fate = match (earlier, known) {
                    (Some(earlier), _) => Fate::Twice(earlier),
                    (None, Some(known)) => Fate::Known(known),
                    (None, None) => Fate::New(Box::new(wanted)),
                };
                (own, fate)
            }
        };
        all.push(Looked { number: *number, name, fate });
    }
    Ok(all)
}

/// Brings in whatever is new; nothing at all while a line is wrong. Gives how many were made.
pub async fn bring_in(
    tx: &mut Tx,
    by: &Member,
    sheet: &Sheet,
    mapping: &Mapping,
    english: &(dyn Fn(&str) -> String + Sync),
) -> Result<usize, Problem> {
    let all = look(tx, by, sheet, mapping, english).await?;
    if all.iter().any(Looked::is_wrong) {
        return Err(Problem::conflict("directory-import-wrong-lines"));
    }
    let mut made = 0;
    for line in all {
        let Fate::New(wanted) = line.fate else { continue };
        let id = saksi_network::actions::open_organisation(tx, by, wanted.draft).await?;
        if [&wanted.work, &wanted.focus, &wanted.lens, &wanted.goals].iter().any(|values| !values.is_empty()) {
            let before = Profile::unwritten(Subject::Organisation(id));
            let mut after = before.clone();
            for entry in &mut after.entries {
                match entry.field {
                    Field::Work => entry.values.clone_from(&wanted.work),
                    Field::Focus => entry.values.clone_from(&wanted.focus),
                    Field::Lens => entry.values.clone_from(&wanted.lens),
                    Field::Goals => entry.values.clone_from(&wanted.goals),
                    _ => {}
                }
            }
            profiles::write(tx, &before, &after, by.person).await?;
            note(tx, by.actor(), id.0, "directory-profile-changed", &[]).await?;
        }
        made += 1;
    }
    Ok(made)
}

//! One's own record and those of others.

use saksi_base::Problem;
use saksi_db::Tx;
use saksi_network::{Capability, Member, Organisation, OrganisationChange, Person};

use super::note;
use crate::model::profile::same_version;
use crate::model::{Change, Entry, Field, Listing, Profile, Subject};
use crate::store::profiles;

pub use crate::store::profiles::Seen;

/// The most changes that a page shows.
const MOST_CHANGES: i64 = 60;

/// Refuses whoever does not keep a record: a person keeps their own, an organisation's is kept by whoever manages it.
fn keeps(by: &Member, subject: Subject) -> Result<(), Problem> {
    match subject {
        Subject::Person(id) if id == by.person => Ok(()),
        Subject::Organisation(id) if id == by.organisation => by.may(Capability::MANAGE_ORGANISATION),
        _ => Err(Problem::forbidden()),
    }
}

/// A record that one keeps, whole.
pub async fn own(tx: &mut Tx, by: &Member, subject: Subject) -> Result<Profile, Problem> {
    keeps(by, subject)?;
    profiles::whole(tx, subject).await
}

/// What one's record said before.
pub async fn history(tx: &mut Tx, by: &Member, subject: Subject) -> Result<Vec<Change>, Problem> {
    keeps(by, subject)?;
    profiles::changes(tx, subject, MOST_CHANGES).await
}

/// What the public record of one's organisation, which the network keeps, said before.
pub async fn public_history(tx: &mut Tx, by: &Member) -> Result<Vec<OrganisationChange>, Problem> {
    keeps(by, Subject::Organisation(by.organisation))?;
    saksi_network::organisation_changes(tx, by.organisation, MOST_CHANGES).await
}

/// Changes a record that one keeps. `seen` is the version that whoever changes it had before them: where another change came between,
/// nothing is written, and both stand on the page.
pub async fn save(
    tx: &mut Tx,
    by: &Member,
    subject: Subject,
    seen: i64,
    listing: Listing,
    entries: Vec<Entry>,
) -> Result<(), Problem> {
    keeps(by, subject)?;
    let before = profiles::whole(tx, subject).await?;
    same_version(before.version, seen)?;
    let mut after = Profile { listing, ..before.clone() };
    for entry in entries {
        if let Some(place) = after.entries.iter_mut().find(|known| known.field == entry.field) {
            *place = entry;
        }
    }
    profiles::write(tx, &before, &after, by.person).await?;
    note(tx, by.actor(), subject.id(), "directory-profile-changed", &[]).await
}

/// Says that a record one keeps is still right.
pub async fn confirm(tx: &mut Tx, by: &Member, subject: Subject) -> Result<(), Problem> {
    keeps(by, subject)?;
    if !profiles::confirm(tx, subject).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), subject.id(), "directory-profile-confirmed", &[]).await
}

/// A person as whoever this transaction runs for may see them: with what of the network's record is theirs to see, and nothing else.
#[derive(Debug, Clone)]
pub struct SeenPerson {
    /// The record.
    pub seen: Seen,
    /// Their name; `None` where it is not for this reader.
    pub name: Option<String>,
    /// Their name in their own script.
    pub own_name: Option<String>,
    /// Where they are.
    pub place: Option<saksi_base::Place>,
    /// Where they work and have worked.
    pub affiliations: Vec<saksi_network::Affiliation>,
}

/// A person of the directory, as whoever looks may see them.
pub async fn person(tx: &mut Tx, id: saksi_base::PersonId) -> Result<SeenPerson, Problem> {
    let known: Option<Person> = saksi_network::person(tx, id).await?.filter(|person| person.closed.is_none());
    let seen = profiles::seen(tx, Subject::Person(id)).await?;
    let (Some(known), Some(seen)) = (known, seen) else { return Err(Problem::not_found()) };
    let may = |field: Field| seen.profile.entry(field).is_some();
    let affiliations =
        if may(Field::Affiliations) { saksi_network::affiliations_of(tx, id).await? } else { Vec::new() };
    Ok(SeenPerson {
        name: may(Field::Name).then_some(known.display_name),
        own_name: known.own_script_name.filter(|_| may(Field::OwnName)),
        place: may(Field::Place).then_some(known.place),
        affiliations,
        seen,
    })
}

/// An organisation of the directory, as whoever looks may see it. What the network publishes about it everybody may see.
pub async fn organisation(
    tx: &mut Tx,
    id: saksi_base::OrganisationId,
) -> Result<(Organisation, Option<Seen>), Problem> {
    let known = saksi_network::organisation(tx, id).await?.ok_or_else(Problem::not_found)?;
    let seen = profiles::seen(tx, Subject::Organisation(id)).await?;
    Ok((known, seen))
}

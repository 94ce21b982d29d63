//! Closing an account: whoever leaves for good takes their name and their way in with them. What they did stays, without their name.

use saksi_base::{PersonId, Problem};
use saksi_db::{Actor, Tx};

use super::people::{keep_an_owner, note};
use crate::model::role::Role;
use crate::store;

/// What stands under an account as the name of the table whose row must not come back with a restored backup.
const GONE: &str = "credential";

/// Closes one's own account: every affiliation ends today, the name, the sign-in name, the password and the second step are deleted, and
/// every browser is signed out. The last owner of an organisation and the last who runs the network must name another first.
pub async fn close_account(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    let subject = store::person(tx, person).await?.ok_or_else(Problem::not_found)?;
    if subject.operator && store::count_operators(tx).await? <= 1 {
        return Err(Problem::conflict("network-last-operator"));
    }
    for affiliation in store::affiliations_of(tx, person).await?.iter().filter(|one| one.ended.is_none()) {
        if affiliation.roles.contains(Role::Owner) {
            keep_an_owner(tx, affiliation.organisation).await?;
        }
        store::end_affiliation(tx, affiliation.id).await?;
        note(tx, Actor::Member(person), affiliation.id.0, "affiliation-ended", &[]).await?;
    }
    store::close_person(tx, person).await?;
    tx.tombstone(GONE, person.0).await?;
    note(tx, Actor::Member(person), person.0, "account-closed", &[]).await
}

/// Closes again what a restored backup brought back; gives how many.
pub(super) async fn close_again(tx: &mut Tx) -> Result<usize, Problem> {
    let back = store::open_though_closed(tx, GONE).await?;
    for person in &back {
        store::close_person(tx, *person).await?;
    }
    Ok(back.len())
}

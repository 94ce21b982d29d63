//! Entering, changing and closing organisations, and the network's settings.

use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::{Actor, Entry, Tx};

use crate::member::Member;
use crate::model::organisation::{Organisation, OrganisationDraft, slug};
use crate::model::role::Capability;
use crate::model::settings::NetworkSettings;
use crate::store;

/// Enters an organisation on behalf of an operator or the program. Gives it a link, a space of its own and a place in
/// the network's space.
pub async fn create_organisation(
    tx: &mut Tx,
    actor: Actor,
    draft: OrganisationDraft,
    verified: bool,
) -> Result<OrganisationId, Problem> {
    enter(tx, actor, draft, false, verified).await
}

async fn enter(
    tx: &mut Tx,
    actor: Actor,
    draft: OrganisationDraft,
    imported: bool,
    verified: bool,
) -> Result<OrganisationId, Problem> {
    let draft = draft.tidy()?;
    let id = OrganisationId::new(tx.now(), &*tx.random());
    let base = slug(&draft.english_name);
    let mut free = base.clone();
    let mut number = 2;
    while store::slug_taken(tx, &free).await? {
        free = format!("{base}-{number}");
        number += 1;
    }
    store::insert_organisation(tx, id, &free, &draft, imported, verified).await?;
    tx.journal(Entry {
        actor,
        subject: id.0,
        kind: "organisation-entered",
        content: draft.english_name.as_bytes(),
        personal: false,
    })
    .await?;
    Ok(id)
}

/// The organisation of this name, entered as an imported one when there is none: the author of checks that were
/// brought in. `name` stands for the English name where that is not known.
pub async fn find_or_import_organisation(
    tx: &mut Tx,
    name: &str,
    english_name: Option<&str>,
    website: Option<&str>,
) -> Result<OrganisationId, Problem> {
    let name = crate::model::organisation::one_line(name);
    if let Some(id) = store::organisation_by_name(tx, &name).await? {
        return Ok(id);
    }
    // An imported name may have no Latin letter at all; its site's host then stands in for the English name.
    let host = website.and_then(|site| url::Url::parse(site).ok()).and_then(|url| url.host_str().map(str::to_owned));
    let latin = |text: &&str| text.chars().any(|c| c.is_ascii_alphanumeric());
    let english = english_name
        .filter(latin)
        .map(str::to_owned)
        .or_else(|| Some(name.as_str()).filter(latin).map(str::to_owned))
        .or(host)
        .unwrap_or_else(|| "Unnamed organisation".to_owned());
    let mut draft = OrganisationDraft::named(name, english);
    if let Some(website) = website.filter(|site| crate::model::organisation::is_web_address(site)) {
        website.clone_into(&mut draft.website);
    }
    enter(tx, Actor::System, draft, true, false).await
}

/// Enters an organisation as an operator of the network.
pub async fn open_organisation(tx: &mut Tx, by: &Member, draft: OrganisationDraft) -> Result<OrganisationId, Problem> {
    operator(tx, by).await?;
    enter(tx, by.actor(), draft, false, true).await
}

/// Refuses whoever does not run the network now, whatever their session says.
pub(crate) async fn operator(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    match store::person(tx, by.person).await? {
        Some(person) if person.operator && person.closed.is_none() => Ok(()),
        _ => Err(Problem::forbidden()),
    }
}

/// Takes somebody's name out of what was changed in the public records of organisations.
pub async fn forget_changes(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    store::forget_organisation_changes(tx, person).await
}

/// Changes the acting organisation. What its public record said before is kept for those who keep that record.
pub async fn change_organisation(tx: &mut Tx, by: &Member, draft: OrganisationDraft) -> Result<(), Problem> {
    by.may(Capability::MANAGE_ORGANISATION)?;
    let draft = draft.tidy()?;
    let before = existing(tx, by.organisation).await?.told();
    store::update_organisation(tx, by.organisation, &draft).await?;
    let after = existing(tx, by.organisation).await?.told();
    for ((field, before), (_, after)) in before.iter().zip(&after).filter(|(before, after)| before != after) {
        store::insert_organisation_change(tx, (by.organisation, by.person), field, (before, after)).await?;
    }
    tx.journal(Entry {
        actor: by.actor(),
        subject: by.organisation.0,
        kind: "organisation-changed",
        content: draft.english_name.as_bytes(),
        personal: false,
    })
    .await?;
    Ok(())
}

async fn existing(tx: &mut Tx, id: OrganisationId) -> Result<Organisation, Problem> {
    store::organisation(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Closes an organisation: nobody acts for it any more, its invitations and tokens stop, what it published stays. The
/// organisation that receives what the public hands in cannot be closed.
pub async fn close_organisation(tx: &mut Tx, by: &Member, id: OrganisationId) -> Result<(), Problem> {
    operator(tx, by).await?;
    let organisation = existing(tx, id).await?;
    if store::network_settings(tx).await?.intake == Some(id) {
        return Err(Problem::conflict("network-close-intake"));
    }
    if organisation.closed.is_none() {
        let now = tx.now();
        store::set_organisation_closed(tx, id, Some(now)).await?;
        note(tx, by, id, "organisation-closed").await?;
    }
    Ok(())
}

/// Opens a closed organisation again.
pub async fn reopen_organisation(tx: &mut Tx, by: &Member, id: OrganisationId) -> Result<(), Problem> {
    operator(tx, by).await?;
    if existing(tx, id).await?.closed.is_some() {
        store::set_organisation_closed(tx, id, None).await?;
        note(tx, by, id, "organisation-reopened").await?;
    }
    Ok(())
}

/// Says whether the network knows who stands behind an organisation.
pub async fn verify_organisation(tx: &mut Tx, by: &Member, id: OrganisationId, verified: bool) -> Result<(), Problem> {
    operator(tx, by).await?;
    if existing(tx, id).await?.verified != verified {
        store::set_organisation_verified(tx, id, verified).await?;
        note(tx, by, id, if verified { "organisation-verified" } else { "organisation-unverified" }).await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, by: &Member, id: OrganisationId, kind: &'static str) -> Result<(), Problem> {
    tx.journal(Entry { actor: by.actor(), subject: id.0, kind, content: &[], personal: false }).await?;
    Ok(())
}

/// The kind of the journal's entry that says that [`change_settings`] changed something.
pub const SETTINGS_CHANGED: &str = "settings-of-network-changed";

/// Changes what belongs to the whole network.
pub async fn change_settings(tx: &mut Tx, by: &Member, settings: NetworkSettings) -> Result<(), Problem> {
    operator(tx, by).await?;
    let settings = settings.tidy()?;
    if let Some(id) = settings.intake {
        match store::organisation(tx, id).await? {
            Some(organisation) if organisation.closed.is_none() && !organisation.imported => {}
            _ => return Err(Problem::field("intake", "network-intake-not-open")),
        }
    }
    store::write_settings(tx, &settings).await?;
    tx.journal(Entry {
        actor: by.actor(),
        subject: saksi_db::NETWORK_SPACE.0,
        kind: SETTINGS_CHANGED,
        content: settings.name.as_bytes(),
        personal: false,
    })
    .await?;
    Ok(())
}

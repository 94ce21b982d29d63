//! Organisations, their names, places and languages, and the spaces they belong to.

use std::collections::HashMap;

use saksi_base::{OrganisationChangeId, OrganisationId, PersonId, Place, Problem, SpaceId, Timestamp};
use saksi_db::{NETWORK_SPACE, Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::organisation::{Organisation, OrganisationDraft, StakeholderGroup};

#[expect(clippy::struct_excessive_bools, reason = "as the table has them")]
#[derive(saksi_db::FromRow)]
struct OrganisationRow {
    id: OrganisationId,
    slug: String,
    name: String,
    english_name: String,
    legal_place: String,
    own_place: String,
    stakeholder: String,
    website: Option<String>,
    email: String,
    contact: String,
    about: String,
    review_required: bool,
    shares_queue: bool,
    imported: bool,
    verified: bool,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
}

#[derive(saksi_db::FromRow)]
struct EntryRow {
    organisation: OrganisationId,
    entry: String,
}

/// What hangs on an organisation besides its row.
#[derive(Default)]
struct Lists {
    aliases: Vec<String>,
    places: Vec<Place>,
    languages: Vec<saksi_base::LanguageTag>,
}

fn place(code: &str) -> Place {
    // A code of a newer list of territories is better shown as text than lost.
    Place::from_code(code).unwrap_or_else(|| Place::SelfDescribed(code.to_owned()))
}

impl OrganisationRow {
    fn with(self, lists: Lists) -> Organisation {
        Organisation {
            id: self.id,
            slug: self.slug,
            name: self.name,
            english_name: self.english_name,
            aliases: lists.aliases,
            legal_place: place(&self.legal_place),
            operating_places: lists.places,
            own_place: place(&self.own_place),
            languages: lists.languages,
            stakeholder: StakeholderGroup::from_code(&self.stakeholder).unwrap_or(StakeholderGroup::NotDisclosed),
            website: self.website,
            email: self.email,
            contact: self.contact,
            about: self.about,
            review_required: self.review_required,
            shares_queue: self.shares_queue,
            imported: self.imported,
            verified: self.verified,
            created: self.created_at,
            closed: self.closed_at,
        }
    }
}

async fn lists_of(tx: &mut Tx, id: OrganisationId) -> Result<Lists, Problem> {
    let mut lists = Lists::default();
    let aliases = fetch_all!(
        tx,
        EntryRow,
        "SELECT organisation, name AS entry FROM organisation_alias WHERE organisation = $1 ORDER BY position",
        id
    )?;
    lists.aliases = aliases.into_iter().map(|row| row.entry).collect();
    let places = fetch_all!(
        tx,
        EntryRow,
        "SELECT organisation, place AS entry FROM organisation_place WHERE organisation = $1 ORDER BY position",
        id
    )?;
    lists.places = places.iter().map(|row| place(&row.entry)).collect();
    let languages = fetch_all!(
        tx,
        EntryRow,
        "SELECT organisation, language AS entry FROM organisation_language WHERE organisation = $1 ORDER BY position",
        id
    )?;
    lists.languages = languages.iter().filter_map(|row| row.entry.parse().ok()).collect();
    Ok(lists)
}

/// One organisation.
pub async fn organisation(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>, Problem> {
    let row = fetch_optional!(
        tx,
        OrganisationRow,
        "SELECT id, slug, name, english_name, legal_place, own_place, stakeholder, website, email, contact, about, \
         review_required, shares_queue, imported, verified, created_at, closed_at FROM organisation WHERE id = $1",
        id
    )?;
    match row {
        None => Ok(None),
        Some(row) => {
            let lists = lists_of(tx, row.id).await?;
            Ok(Some(row.with(lists)))
        }
    }
}

/// The organisation of a link.
pub async fn organisation_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Organisation>, Problem> {
    match fetch_scalar!(tx, OrganisationId, "SELECT id FROM organisation WHERE slug = $1", slug)? {
        None => Ok(None),
        Some(id) => organisation(tx, id).await,
    }
}

/// The organisation that has exactly this name, English name or alias; the one entered first where several have.
/// Imports use it to find the author of a check.
pub async fn organisation_by_name(tx: &mut Tx, name: &str) -> Result<Option<OrganisationId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        OrganisationId,
        "SELECT id FROM organisation WHERE name = $1 OR english_name = $1 \
         OR id IN (SELECT organisation FROM organisation_alias WHERE name = $1) ORDER BY created_at, id LIMIT 1",
        name
    )?)
}

/// Every organisation, closed ones included, by English name.
pub async fn organisations(tx: &mut Tx) -> Result<Vec<Organisation>, Problem> {
    let rows = fetch_all!(
        tx,
        OrganisationRow,
        "SELECT id, slug, name, english_name, legal_place, own_place, stakeholder, website, email, contact, about, \
         review_required, shares_queue, imported, verified, created_at, closed_at FROM organisation ORDER BY lower(english_name), id"
    )?;
    let mut lists: HashMap<OrganisationId, Lists> = HashMap::new();
    for row in fetch_all!(
        tx,
        EntryRow,
        "SELECT organisation, name AS entry FROM organisation_alias ORDER BY organisation, position"
    )? {
        lists.entry(row.organisation).or_default().aliases.push(row.entry);
    }
    for row in fetch_all!(
        tx,
        EntryRow,
        "SELECT organisation, place AS entry FROM organisation_place ORDER BY organisation, position"
    )? {
        lists.entry(row.organisation).or_default().places.push(place(&row.entry));
    }
    for row in fetch_all!(
        tx,
        EntryRow,
        "SELECT organisation, language AS entry FROM organisation_language ORDER BY organisation, position"
    )? {
        if let Ok(language) = row.entry.parse() {
            lists.entry(row.organisation).or_default().languages.push(language);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let lists = lists.remove(&row.id).unwrap_or_default();
            row.with(lists)
        })
        .collect())
}

/// The organisations that the public list shows: those that are not closed.
pub async fn published_organisations(tx: &mut Tx) -> Result<Vec<Organisation>, Problem> {
    Ok(organisations(tx).await?.into_iter().filter(|organisation| organisation.closed.is_none()).collect())
}

/// The space of an organisation's own, to which no other organisation belongs unless it is let in.
pub async fn organisation_space(tx: &mut Tx, id: OrganisationId) -> Result<Option<SpaceId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        SpaceId,
        "SELECT s.id FROM space s JOIN space_organisation o ON o.space = s.id WHERE o.organisation = $1 \
         AND s.kind = 'organisation' ORDER BY s.created_at LIMIT 1",
        id
    )?)
}

/// Whether any organisation was ever entered.
pub(crate) async fn any_organisation(tx: &mut Tx) -> Result<bool, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM organisation WHERE NOT imported")?.unwrap_or(0) > 0)
}

/// Whether a slug is taken.
pub(crate) async fn slug_taken(tx: &mut Tx, slug: &str) -> Result<bool, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM organisation WHERE slug = $1", slug)?.unwrap_or(0) > 0)
}

/// Whether an organisation is closed (or gone).
pub(crate) async fn organisation_closed(tx: &mut Tx, id: OrganisationId) -> Result<bool, Problem> {
    let open = fetch_scalar!(tx, i64, "SELECT count(*) FROM organisation WHERE id = $1 AND closed_at IS NULL", id)?;
    Ok(open.unwrap_or(0) == 0)
}

/// Enters an organisation with a space of its own, and lets it into the network's space.
pub(crate) async fn insert_organisation(
    tx: &mut Tx,
    id: OrganisationId,
    slug: &str,
    draft: &OrganisationDraft,
    imported: bool,
    verified: bool,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO organisation (id, slug, name, english_name, legal_place, own_place, stakeholder, website, about, \
         review_required, shares_queue, imported, verified, created_at, email, contact) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        id,
        slug,
        &draft.name,
        &draft.english_name,
        draft.legal_place.code(),
        draft.own_place.code(),
        draft.stakeholder.code(),
        website(draft),
        &draft.about,
        draft.review_required,
        draft.shares_queue,
        imported,
        verified,
        now,
        &draft.email,
        &draft.contact
    )?;
    write_lists(tx, id, draft).await?;
    let own = SpaceId::new(now, &*tx.random());
    execute!(
        tx,
        "INSERT INTO space (id, kind, name, created_at) VALUES ($1, 'organisation', $2, $3)",
        own,
        &draft.english_name,
        now
    )?;
    execute!(
        tx,
        "INSERT INTO space (id, kind, name, created_at) VALUES ($1, 'network', 'network', $2) ON CONFLICT (id) DO NOTHING",
        NETWORK_SPACE,
        now
    )?;
    for space in [own, NETWORK_SPACE] {
        execute!(tx, "INSERT INTO space_organisation (space, organisation) VALUES ($1, $2)", space, id)?;
    }
    Ok(())
}

fn website(draft: &OrganisationDraft) -> Option<&str> {
    (!draft.website.is_empty()).then_some(draft.website.as_str())
}

/// Changes an organisation. The slug stays, so that links stay.
pub(crate) async fn update_organisation(
    tx: &mut Tx,
    id: OrganisationId,
    draft: &OrganisationDraft,
) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE organisation SET name = $2, english_name = $3, legal_place = $4, own_place = $5, stakeholder = $6, \
         website = $7, about = $8, review_required = $9, shares_queue = $10, email = $11, contact = $12 WHERE id = $1",
        id,
        &draft.name,
        &draft.english_name,
        draft.legal_place.code(),
        draft.own_place.code(),
        draft.stakeholder.code(),
        website(draft),
        &draft.about,
        draft.review_required,
        draft.shares_queue,
        &draft.email,
        &draft.contact
    )?;
    write_lists(tx, id, draft).await
}

async fn write_lists(tx: &mut Tx, id: OrganisationId, draft: &OrganisationDraft) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM organisation_alias WHERE organisation = $1", id)?;
    execute!(tx, "DELETE FROM organisation_place WHERE organisation = $1", id)?;
    execute!(tx, "DELETE FROM organisation_language WHERE organisation = $1", id)?;
    for (position, alias) in (0i64..).zip(&draft.aliases) {
        execute!(
            tx,
            "INSERT INTO organisation_alias (organisation, position, name) VALUES ($1, $2, $3)",
            id,
            position,
            alias
        )?;
    }
    for (position, place) in (0i64..).zip(&draft.operating_places) {
        execute!(
            tx,
            "INSERT INTO organisation_place (organisation, position, place) VALUES ($1, $2, $3)",
            id,
            position,
            place.code()
        )?;
    }
    for (position, language) in (0i64..).zip(&draft.languages) {
        execute!(
            tx,
            "INSERT INTO organisation_language (organisation, position, language) VALUES ($1, $2, $3)",
            id,
            position,
            language.as_str()
        )?;
    }
    Ok(())
}

/// Closes an organisation, or opens it again.
pub(crate) async fn set_organisation_closed(
    tx: &mut Tx,
    id: OrganisationId,
    closed: Option<Timestamp>,
) -> Result<(), Problem> {
    execute!(tx, "UPDATE organisation SET closed_at = $2 WHERE id = $1", id, closed)?;
    Ok(())
}

/// Says whether the network has verified who stands behind an organisation.
pub(crate) async fn set_organisation_verified(tx: &mut Tx, id: OrganisationId, verified: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE organisation SET verified = $2 WHERE id = $1", id, verified)?;
    Ok(())
}

/// Says that people work under an imported organisation from now on.
pub(crate) async fn set_organisation_present(tx: &mut Tx, id: OrganisationId) -> Result<(), Problem> {
    execute!(tx, "UPDATE organisation SET imported = FALSE WHERE id = $1", id)?;
    Ok(())
}

/// One change of the public record of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct OrganisationChange {
    /// Which field, as [`Organisation::told`] names it.
    pub field: String,
    /// The day.
    pub at: Timestamp,
    /// Who, by the name others see; `None` once they are forgotten.
    pub by_name: Option<String>,
    /// What it said.
    pub value_before: String,
    /// What it says.
    pub value_after: String,
}

pub(crate) async fn insert_organisation_change(
    tx: &mut Tx,
    (organisation, by): (OrganisationId, PersonId),
    field: &str,
    (before, after): (&str, &str),
) -> Result<(), Problem> {
    let (id, day) = (OrganisationChangeId::new(&*tx.random()), tx.now().day());
    execute!(
        tx,
        "INSERT INTO organisation_change (id, organisation, field, at, by_person, value_before, value_after) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        organisation,
        field,
        day,
        by,
        before,
        after
    )?;
    Ok(())
}

/// The last changes of the public record of an organisation, the newest first. Who may read them is the caller's to ask.
pub async fn organisation_changes(
    tx: &mut Tx,
    id: OrganisationId,
    most: i64,
) -> Result<Vec<OrganisationChange>, Problem> {
    Ok(fetch_all!(
        tx,
        OrganisationChange,
        "SELECT c.field, c.at, p.display_name AS by_name, c.value_before, c.value_after FROM organisation_change c \
         LEFT JOIN person p ON p.id = c.by_person WHERE c.organisation = $1 ORDER BY c.at DESC, c.field, c.id LIMIT $2",
        id,
        most
    )?)
}

pub(crate) async fn forget_organisation_changes(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    execute!(tx, "UPDATE organisation_change SET by_person = NULL WHERE by_person = $1", person)?;
    Ok(())
}

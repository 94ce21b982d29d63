//! Records of the directory: whole for whoever keeps them, and as somebody who looks may see them.

use saksi_base::{OrganisationId, PersonId, Problem, ProfileChangeId, Timestamp};
use saksi_db::{Tx, Viewer, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::profile::told;
use crate::model::{Audience, Change, Entry, Field, Listing, Profile, Relation, Subject, Value, reach, shows};

#[derive(saksi_db::FromRow)]
struct ProfileRow {
    listed: i64,
    version: i64,
    changed_at: Timestamp,
    confirmed_at: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct FieldRow {
    field: String,
    audience: i64,
}

#[derive(saksi_db::FromRow)]
struct ValueRow {
    field: String,
    value: String,
    note: String,
}

fn of_row(subject: Subject, row: &ProfileRow) -> Profile {
    Profile {
        listing: Listing::from_level(row.listed),
        version: row.version,
        changed: row.changed_at,
        confirmed: row.confirmed_at,
        ..Profile::unwritten(subject)
    }
}

fn fill(profile: &mut Profile, fields: &[FieldRow], values: Vec<ValueRow>) {
    for row in fields {
        if let Some(entry) = profile.entries.iter_mut().find(|entry| entry.field.code() == row.field) {
            entry.audience = Audience::from_level(row.audience);
        }
    }
    for row in values {
        if let Some(entry) = profile.entries.iter_mut().find(|entry| entry.field.code() == row.field) {
            entry.values.push(Value { text: row.value, note: row.note });
        }
    }
}

async fn head(tx: &mut Tx, subject: Subject) -> Result<Option<Profile>, Problem> {
    let row = fetch_optional!(
        tx,
        ProfileRow,
        "SELECT listed, version, changed_at, confirmed_at FROM directory_profile WHERE id = $1",
        subject.id()
    )?;
    Ok(row.map(|row| of_row(subject, &row)))
}

/// The whole record, for whoever keeps it and for the index.
pub(crate) async fn whole(tx: &mut Tx, subject: Subject) -> Result<Profile, Problem> {
    let Some(mut profile) = head(tx, subject).await? else { return Ok(Profile::unwritten(subject)) };
    let fields =
        fetch_all!(tx, FieldRow, "SELECT field, audience FROM directory_field WHERE subject = $1", subject.id())?;
    let values = fetch_all!(
        tx,
        ValueRow,
        "SELECT field, value, note FROM directory_value WHERE subject = $1 ORDER BY field, position",
        subject.id()
    )?;
    fill(&mut profile, &fields, values);
    Ok(profile)
}

/// What whoever this transaction runs for is to a subject. Read from the transaction itself, so that no page can claim to be nearer. Whoever is
/// not named to the others of a group is no colleague of theirs: what stood open to them would say who is in it. Its chairs know.
pub(crate) async fn relation(tx: &mut Tx, subject: Subject) -> Result<Relation, Problem> {
    let Viewer::Member { organisation, person } = tx.viewer() else { return Ok(Relation::Stranger) };
    match subject {
        Subject::Person(id) if id == person => Ok(Relation::Own),
        Subject::Organisation(id) if id == organisation => Ok(Relation::Own),
        Subject::Organisation(_) => Ok(Relation::Member),
        Subject::Person(id) => {
            let shared = fetch_scalar!(
                tx,
                i64,
                "SELECT count(*) FROM working_group_member a JOIN working_group_member b ON b.working_group = a.working_group \
                 JOIN working_group g ON g.id = a.working_group WHERE a.person = $1 AND b.person = $2 \
                 AND g.closed_at IS NULL AND (b.named OR a.chairs)",
                person,
                id
            )?;
            Ok(if shared.unwrap_or(0) > 0 { Relation::Colleague } else { Relation::Member })
        }
    }
}

#[derive(saksi_db::FromRow)]
struct RevealRow {
    field: String,
}

/// The fields that a subject opened to whoever looks and did not take back.
async fn revealed(tx: &mut Tx, subject: Subject) -> Result<Vec<Field>, Problem> {
    let Viewer::Member { person, .. } = tx.viewer() else { return Ok(Vec::new()) };
    let rows = fetch_all!(
        tx,
        RevealRow,
        "SELECT DISTINCT field FROM introduction_reveal WHERE reader = $1 AND subject = $2 AND revoked_on IS NULL",
        person,
        subject.id()
    )?;
    Ok(rows.iter().filter_map(|row| Field::from_code(&row.field)).collect())
}

/// A record as somebody who looks sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What they are to its subject.
    pub relation: Relation,
    /// The record: only the fields that they may see.
    pub profile: Profile,
    /// Which of these were opened to them alone.
    pub revealed: Vec<Field>,
}

/// The record as whoever this transaction runs for may see it; `None` where nothing of it is theirs to see, be it hidden or not
/// there at all. The statements themselves ask for no field beyond their reach; the rule is asked once more for what came.
pub(crate) async fn seen(tx: &mut Tx, subject: Subject) -> Result<Option<Seen>, Problem> {
    let relation = relation(tx, subject).await?;
    let mut profile = match head(tx, subject).await? {
        Some(profile) => profile,
        None => Profile::unwritten(subject),
    };
    let mut revealed = revealed(tx, subject).await?;
    let level = reach(profile.listing, relation);
    let fields =
        fetch_all!(tx, FieldRow, "SELECT field, audience FROM directory_field WHERE subject = $1", subject.id())?;
    let values = fetch_all!(
        tx,
        ValueRow,
        "SELECT v.field, v.value, v.note FROM directory_value v JOIN directory_field f ON f.subject = v.subject \
         AND f.field = v.field WHERE v.subject = $1 AND f.audience <= $2 ORDER BY v.field, v.position",
        subject.id(),
        level
    )?;
    fill(&mut profile, &fields, values);
    for field in &revealed {
        let opened = fetch_all!(
            tx,
            ValueRow,
            "SELECT field, value, note FROM directory_value WHERE subject = $1 AND field = $2 ORDER BY position",
            subject.id(),
            field.code()
        )?;
        if let Some(entry) = profile.entries.iter_mut().find(|entry| entry.field == *field) {
            entry.values = opened.into_iter().map(|row| Value { text: row.value, note: row.note }).collect();
        }
    }
    let listing = profile.listing;
    profile.entries.retain(|entry| shows(listing, entry.audience, relation, revealed.contains(&entry.field)));
    revealed
        .retain(|field| profile.entry(*field).is_some_and(|entry| !shows(listing, entry.audience, relation, false)));
    if profile.entries.is_empty() {
        return Ok(None);
    }
    Ok(Some(Seen { relation, profile, revealed }))
}

/// Writes a record and what changed in it.
pub(crate) async fn write(tx: &mut Tx, before: &Profile, after: &Profile, by: PersonId) -> Result<(), Problem> {
    let (subject, now) = (after.subject, tx.now());
    let version = before.version + 1;
    execute!(
        tx,
        "INSERT INTO directory_profile (id, kind, listed, version, changed_at, confirmed_at) \
         VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (id) DO UPDATE SET listed = excluded.listed, \
         version = excluded.version, changed_at = excluded.changed_at, confirmed_at = excluded.confirmed_at",
        subject.id(),
        subject.kind(),
        after.listing.level(),
        version,
        now
    )?;
    if before.version > 0 && before.listing != after.listing {
        insert_change(tx, subject.id(), version, "", by, (before.listing.code(), after.listing.code())).await?;
    }
    for entry in &after.entries {
        let was = before.entry(entry.field);
        if before.version > 0 && was == Some(entry) {
            continue;
        }
        if was != Some(entry) {
            let earlier = was.map(told).unwrap_or_default();
            insert_change(tx, subject.id(), version, entry.field.code(), by, (&earlier, &told(entry))).await?;
        }
        put_entry(tx, subject.id(), entry).await?;
    }
    Ok(())
}

/// Writes one field with its values.
pub(crate) async fn put_entry(tx: &mut Tx, subject: Uuid, entry: &Entry) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO directory_field (subject, field, audience) VALUES ($1, $2, $3) \
         ON CONFLICT (subject, field) DO UPDATE SET audience = excluded.audience",
        subject,
        entry.field.code(),
        entry.audience.level()
    )?;
    execute!(tx, "DELETE FROM directory_value WHERE subject = $1 AND field = $2", subject, entry.field.code())?;
    for (position, value) in (0_i64..).zip(&entry.values) {
        execute!(
            tx,
            "INSERT INTO directory_value (subject, field, position, value, note) VALUES ($1, $2, $3, $4, $5)",
            subject,
            entry.field.code(),
            position,
            &value.text,
            &value.note
        )?;
    }
    Ok(())
}

async fn insert_change(
    tx: &mut Tx,
    subject: Uuid,
    version: i64,
    field: &str,
    by: PersonId,
    (before, after): (&str, &str),
) -> Result<(), Problem> {
    let id = ProfileChangeId::new(&*tx.random());
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO directory_change (id, subject, version, field, at, by_person, value_before, value_after) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        subject,
        version,
        field,
        day,
        by,
        before,
        after
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct ChangeRow {
    version: i64,
    field: String,
    at: Timestamp,
    by_name: Option<String>,
    value_before: String,
    value_after: String,
}

/// The last changes of a record, the newest first.
pub(crate) async fn changes(tx: &mut Tx, subject: Subject, most: i64) -> Result<Vec<Change>, Problem> {
    let rows = fetch_all!(
        tx,
        ChangeRow,
        "SELECT c.version, c.field, c.at, p.display_name AS by_name, c.value_before, c.value_after \
         FROM directory_change c LEFT JOIN person p ON p.id = c.by_person WHERE c.subject = $1 \
         ORDER BY c.version DESC, c.field LIMIT $2",
        subject.id(),
        most
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Change {
            version: row.version,
            field: Field::from_code(&row.field),
            at: row.at,
            by: row.by_name,
            before: row.value_before,
            after: row.value_after,
        })
        .collect())
}

/// Says that a record is still right.
pub(crate) async fn confirm(tx: &mut Tx, subject: Subject) -> Result<bool, Problem> {
    let now = tx.now();
    let touched = execute!(tx, "UPDATE directory_profile SET confirmed_at = $2 WHERE id = $1", subject.id(), now)?;
    Ok(touched > 0)
}

/// Whether an organisation is there and open.
pub(crate) async fn organisation_open(tx: &mut Tx, id: OrganisationId) -> Result<bool, Problem> {
    let open = fetch_scalar!(tx, i64, "SELECT count(*) FROM organisation WHERE id = $1 AND closed_at IS NULL", id)?;
    Ok(open.unwrap_or(0) > 0)
}

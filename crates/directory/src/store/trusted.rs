//! The register of what is worth trusting.

use saksi_base::calendar::Day;
use saksi_base::{OrganisationId, Place, Problem, Timestamp, TrustedId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use crate::model::lenses::Tags;
use crate::model::registers::Team;
use crate::model::trusted::{Trusted, TrustedDraft};

#[derive(saksi_db::FromRow)]
struct TrustedRow {
    id: TrustedId,
    organisation: OrganisationId,
    kind: String,
    title: String,
    native_title: String,
    place: String,
    languages: String,
    link: String,
    about: String,
    lens: String,
    goals: String,
    reviewed_on: Timestamp,
    changed_at: Timestamp,
    version: i64,
}

impl From<TrustedRow> for Trusted {
    fn from(row: TrustedRow) -> Self {
        Self {
            id: row.id,
            organisation: row.organisation,
            draft: TrustedDraft {
                kind: row.kind,
                title: row.title,
                native_title: row.native_title,
                place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
                languages: row.languages.split(' ').filter_map(|tag| tag.parse().ok()).collect(),
                link: row.link,
                about: row.about,
                tags: Tags::from_stored(&row.lens, &row.goals),
            },
            reviewed: Day::of(row.reviewed_on),
            changed: row.changed_at,
            version: row.version,
            vouchers: Vec::new(),
        }
    }
}

#[derive(saksi_db::FromRow)]
struct VoucherRow {
    entry: TrustedId,
    organisation: OrganisationId,
    name: String,
    slug: String,
}

impl From<VoucherRow> for Team {
    fn from(row: VoucherRow) -> Self {
        Self { organisation: row.organisation, name: row.name, slug: row.slug, does: String::new() }
    }
}

/// Every entry with who vouches for it, by title.
pub(crate) async fn all(tx: &mut Tx, most: i64) -> Result<Vec<Trusted>, Problem> {
    let rows = fetch_all!(
        tx,
        TrustedRow,
        "SELECT id, organisation, kind, title, native_title, place, languages, link, about, lens, goals, reviewed_on, changed_at, version \
         FROM trusted_entry WHERE withdrawn_at IS NULL ORDER BY lower(title), id LIMIT $1",
        most
    )?;
    let mut all: Vec<Trusted> = rows.into_iter().map(Trusted::from).collect();
    let vouchers = fetch_all!(
        tx,
        VoucherRow,
        "SELECT v.entry, v.organisation, o.name, o.slug FROM trusted_voucher v JOIN organisation o ON o.id = v.organisation \
         WHERE o.closed_at IS NULL ORDER BY lower(o.name), o.id"
    )?;
    let mut by_entry = std::collections::HashMap::<TrustedId, Vec<Team>>::new();
    for row in vouchers {
        by_entry.entry(row.entry).or_default().push(Team::from(row));
    }
    for one in &mut all {
        one.vouchers = by_entry.remove(&one.id).unwrap_or_default();
    }
    Ok(all)
}

pub(crate) async fn one(tx: &mut Tx, id: TrustedId) -> Result<Option<Trusted>, Problem> {
    let row = fetch_optional!(
        tx,
        TrustedRow,
        "SELECT id, organisation, kind, title, native_title, place, languages, link, about, lens, goals, reviewed_on, changed_at, version \
         FROM trusted_entry WHERE id = $1 AND withdrawn_at IS NULL",
        id
    )?;
    let Some(row) = row else { return Ok(None) };
    let vouchers = fetch_all!(
        tx,
        VoucherRow,
        "SELECT v.entry, v.organisation, o.name, o.slug FROM trusted_voucher v JOIN organisation o ON o.id = v.organisation \
         WHERE v.entry = $1 AND o.closed_at IS NULL ORDER BY lower(o.name), o.id",
        id
    )?;
    Ok(Some(Trusted { vouchers: vouchers.into_iter().map(Team::from).collect(), ..Trusted::from(row) }))
}

fn languages_of(draft: &TrustedDraft) -> String {
    draft.languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: TrustedId,
    by: OrganisationId,
    draft: &TrustedDraft,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO trusted_entry (id, organisation, kind, title, native_title, place, languages, link, about, lens, goals, \
         reviewed_on, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
        id,
        by,
        &draft.kind,
        &draft.title,
        &draft.native_title,
        draft.place.code(),
        languages_of(draft),
        &draft.link,
        &draft.about,
        draft.tags.stored_lens(),
        draft.tags.stored_goals(),
        now.day(),
        now
    )?;
    Ok(())
}

/// Changes an entry, where it still stands as whoever changes it saw it; who does so has looked at it.
pub(crate) async fn change(tx: &mut Tx, id: TrustedId, seen: i64, draft: &TrustedDraft) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE trusted_entry SET kind = $3, title = $4, native_title = $5, place = $6, languages = $7, link = $8, about = $9, \
         lens = $10, goals = $11, reviewed_on = $12, changed_at = $13, version = version + 1 \
         WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL",
        id,
        seen,
        &draft.kind,
        &draft.title,
        &draft.native_title,
        draft.place.code(),
        languages_of(draft),
        &draft.link,
        &draft.about,
        draft.tags.stored_lens(),
        draft.tags.stored_goals(),
        now.day(),
        now
    )? > 0)
}

/// Says that an entry is still right today.
pub(crate) async fn confirm(tx: &mut Tx, id: TrustedId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "UPDATE trusted_entry SET reviewed_on = $2 WHERE id = $1 AND withdrawn_at IS NULL", id, day)?;
    Ok(())
}

pub(crate) async fn withdraw(tx: &mut Tx, id: TrustedId) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(tx, "UPDATE trusted_entry SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL", id, now)? > 0)
}

/// Says that an organisation vouches for an entry.
pub(crate) async fn vouch(tx: &mut Tx, id: TrustedId, by: OrganisationId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO trusted_voucher (entry, organisation, since_at) VALUES ($1, $2, $3) \
         ON CONFLICT (entry, organisation) DO NOTHING",
        id,
        by,
        now
    )?;
    Ok(())
}

pub(crate) async fn stop_vouching(tx: &mut Tx, id: TrustedId, by: OrganisationId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM trusted_voucher WHERE entry = $1 AND organisation = $2", id, by)? > 0)
}

/// Takes away the vouches of everybody but one, who vouched for something else.
pub(crate) async fn forget_vouches(tx: &mut Tx, id: TrustedId, besides: OrganisationId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM trusted_voucher WHERE entry = $1 AND organisation <> $2", id, besides)?;
    Ok(())
}

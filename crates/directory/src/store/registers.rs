//! The registers of elections and norms.

use saksi_base::calendar::Day;
use saksi_base::{ElectionId, NormId, OrganisationId, Place, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use crate::model::lenses::Tags;
use crate::model::registers::{Election, ElectionDraft, Norm, NormDraft, Team};

#[derive(saksi_db::FromRow)]
struct ElectionRow {
    id: ElectionId,
    organisation: OrganisationId,
    title: String,
    native_title: String,
    kind: String,
    place: String,
    votes_from: Timestamp,
    votes_until: Timestamp,
    window_from: Timestamp,
    window_until: Timestamp,
    tentative: bool,
    link: String,
    about: String,
    lens: String,
    goals: String,
    changed_at: Timestamp,
    version: i64,
}

impl From<ElectionRow> for Election {
    fn from(row: ElectionRow) -> Self {
        Self {
            id: row.id,
            organisation: row.organisation,
            draft: ElectionDraft {
                title: row.title,
                native_title: row.native_title,
                kind: row.kind,
                place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
                votes: (Day::of(row.votes_from), Day::of(row.votes_until)),
                window: (Day::of(row.window_from), Day::of(row.window_until)),
                tentative: row.tentative,
                link: row.link,
                about: row.about,
                tags: Tags::from_stored(&row.lens, &row.goals),
            },
            changed: row.changed_at,
            version: row.version,
            teams: Vec::new(),
        }
    }
}

#[derive(saksi_db::FromRow)]
struct TeamRow {
    organisation: OrganisationId,
    name: String,
    slug: String,
    does: String,
}

impl From<TeamRow> for Team {
    fn from(row: TeamRow) -> Self {
        Self { organisation: row.organisation, name: row.name, slug: row.slug, does: row.does }
    }
}

/// The elections of the register, by day.
pub(crate) async fn elections(tx: &mut Tx, most: i64) -> Result<Vec<Election>, Problem> {
    Ok(fetch_all!(
        tx,
        ElectionRow,
        "SELECT id, organisation, title, native_title, kind, place, votes_from, votes_until, window_from, window_until, tentative, \
         link, about, lens, goals, changed_at, version FROM election WHERE withdrawn_at IS NULL ORDER BY votes_from, id LIMIT $1",
        most
    )?
    .into_iter()
    .map(Election::from)
    .collect())
}

pub(crate) async fn election(tx: &mut Tx, id: ElectionId) -> Result<Option<Election>, Problem> {
    let found = fetch_optional!(
        tx,
        ElectionRow,
        "SELECT id, organisation, title, native_title, kind, place, votes_from, votes_until, window_from, window_until, tentative, \
         link, about, lens, goals, changed_at, version FROM election WHERE id = $1 AND withdrawn_at IS NULL",
        id
    )?;
    let Some(row) = found else { return Ok(None) };
    let teams = fetch_all!(
        tx,
        TeamRow,
        "SELECT t.organisation, o.name, o.slug, t.does FROM election_team t JOIN organisation o ON o.id = t.organisation \
         WHERE t.election = $1 AND o.closed_at IS NULL ORDER BY lower(o.name), o.id",
        id
    )?;
    Ok(Some(Election { teams: teams.into_iter().map(Team::from).collect(), ..Election::from(row) }))
}

pub(crate) async fn insert_election(
    tx: &mut Tx,
    id: ElectionId,
    by: OrganisationId,
    draft: &ElectionDraft,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO election (id, organisation, title, native_title, kind, place, votes_from, votes_until, window_from, \
         window_until, tentative, link, about, changed_at, lens, goals, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
        id,
        by,
        &draft.title,
        &draft.native_title,
        &draft.kind,
        draft.place.code(),
        draft.votes.0.start(),
        draft.votes.1.start(),
        draft.window.0.start(),
        draft.window.1.start(),
        draft.tentative,
        &draft.link,
        &draft.about,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )?;
    Ok(())
}

/// Changes an entry, where it still stands as whoever changes it saw it.
pub(crate) async fn change_election(
    tx: &mut Tx,
    id: ElectionId,
    seen: i64,
    draft: &ElectionDraft,
) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE election SET title = $3, native_title = $4, kind = $5, place = $6, votes_from = $7, votes_until = $8, \
         window_from = $9, window_until = $10, tentative = $11, link = $12, about = $13, changed_at = $14, \
         lens = $15, goals = $16, version = version + 1 WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL",
        id,
        seen,
        &draft.title,
        &draft.native_title,
        &draft.kind,
        draft.place.code(),
        draft.votes.0.start(),
        draft.votes.1.start(),
        draft.window.0.start(),
        draft.window.1.start(),
        draft.tentative,
        &draft.link,
        &draft.about,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )? > 0)
}

pub(crate) async fn withdraw_election(tx: &mut Tx, id: ElectionId) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(tx, "UPDATE election SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL", id, now)? > 0)
}

/// Says that an organisation watches an election, and what it does there.
pub(crate) async fn join_team(tx: &mut Tx, id: ElectionId, by: OrganisationId, does: &str) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO election_team (election, organisation, does, joined_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (election, organisation) DO UPDATE SET does = excluded.does",
        id,
        by,
        does,
        now
    )?;
    Ok(())
}

pub(crate) async fn leave_team(tx: &mut Tx, id: ElectionId, by: OrganisationId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM election_team WHERE election = $1 AND organisation = $2", id, by)? > 0)
}

#[derive(saksi_db::FromRow)]
struct NormRow {
    id: NormId,
    organisation: OrganisationId,
    title: String,
    native_title: String,
    form: String,
    level: String,
    actor: String,
    place: String,
    adopted_on: Option<Timestamp>,
    link: String,
    about: String,
    lens: String,
    goals: String,
    changed_at: Timestamp,
    version: i64,
}

impl From<NormRow> for Norm {
    fn from(row: NormRow) -> Self {
        Self {
            id: row.id,
            organisation: row.organisation,
            draft: NormDraft {
                title: row.title,
                native_title: row.native_title,
                form: row.form,
                level: row.level,
                actor: row.actor,
                place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
                adopted: row.adopted_on.map(Day::of),
                link: row.link,
                about: row.about,
                tags: Tags::from_stored(&row.lens, &row.goals),
                actors: Vec::new(),
                commitments: Vec::new(),
            },
            changed: row.changed_at,
            version: row.version,
            keepers: Vec::new(),
        }
    }
}

#[derive(saksi_db::FromRow)]
struct LineRow {
    norm: NormId,
    list: String,
    content: String,
}

fn with_lines(norms: &mut [Norm], lines: Vec<LineRow>) {
    for line in lines {
        if let Some(norm) = norms.iter_mut().find(|norm| norm.id == line.norm) {
            let list = if line.list == "actors" { &mut norm.draft.actors } else { &mut norm.draft.commitments };
            list.push(line.content);
        }
    }
}

/// The norms of the register, by title, with who is bound and to what.
pub(crate) async fn norms(tx: &mut Tx, most: i64) -> Result<Vec<Norm>, Problem> {
    let rows = fetch_all!(
        tx,
        NormRow,
        "SELECT id, organisation, title, native_title, form, level, actor, place, adopted_on, link, about, lens, goals, changed_at, \
         version          FROM norm WHERE withdrawn_at IS NULL ORDER BY lower(title), id LIMIT $1",
        most
    )?;
    let mut norms: Vec<Norm> = rows.into_iter().map(Norm::from).collect();
    let lines = fetch_all!(
        tx,
        LineRow,
        "SELECT l.norm, l.list, l.content FROM norm_line l JOIN norm n ON n.id = l.norm WHERE n.withdrawn_at IS NULL \
         ORDER BY l.norm, l.list, l.position"
    )?;
    with_lines(&mut norms, lines);
    Ok(norms)
}

pub(crate) async fn norm(tx: &mut Tx, id: NormId) -> Result<Option<Norm>, Problem> {
    let found = fetch_optional!(
        tx,
        NormRow,
        "SELECT id, organisation, title, native_title, form, level, actor, place, adopted_on, link, about, lens, goals, changed_at, \
         version          FROM norm WHERE id = $1 AND withdrawn_at IS NULL",
        id
    )?;
    let Some(row) = found else { return Ok(None) };
    let lines = fetch_all!(
        tx,
        LineRow,
        "SELECT norm, list, content FROM norm_line WHERE norm = $1 ORDER BY list, position",
        id
    )?;
    let mut norm = Norm::from(row);
    with_lines(std::slice::from_mut(&mut norm), lines);
    let keepers = fetch_all!(
        tx,
        TeamRow,
        "SELECT k.organisation, o.name, o.slug, '' AS does FROM norm_keeper k JOIN organisation o ON o.id = k.organisation \
         WHERE k.norm = $1 AND o.closed_at IS NULL ORDER BY lower(o.name), o.id",
        id
    )?;
    norm.keepers = keepers.into_iter().map(Team::from).collect();
    Ok(Some(norm))
}

async fn put_lines(tx: &mut Tx, id: NormId, draft: &NormDraft) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM norm_line WHERE norm = $1", id)?;
    for (list, lines) in [("actors", &draft.actors), ("commitments", &draft.commitments)] {
        for (position, content) in (0_i64..).zip(lines) {
            execute!(
                tx,
                "INSERT INTO norm_line (norm, list, position, content) VALUES ($1, $2, $3, $4)",
                id,
                list,
                position,
                content
            )?;
        }
    }
    Ok(())
}

pub(crate) async fn insert_norm(tx: &mut Tx, id: NormId, by: OrganisationId, draft: &NormDraft) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO norm (id, organisation, title, native_title, form, level, actor, place, adopted_on, link, about, changed_at, \
         lens, goals, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
        id,
        by,
        &draft.title,
        &draft.native_title,
        &draft.form,
        &draft.level,
        &draft.actor,
        draft.place.code(),
        draft.adopted.map(Day::start),
        &draft.link,
        &draft.about,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )?;
    put_lines(tx, id, draft).await
}

/// Changes an entry, where it still stands as whoever changes it saw it.
pub(crate) async fn change_norm(tx: &mut Tx, id: NormId, seen: i64, draft: &NormDraft) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE norm SET title = $3, native_title = $4, form = $5, level = $6, actor = $7, place = $8, adopted_on = $9, \
         link = $10, about = $11, changed_at = $12, lens = $13, goals = $14, version = version + 1 \
         WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL",
        id,
        seen,
        &draft.title,
        &draft.native_title,
        &draft.form,
        &draft.level,
        &draft.actor,
        draft.place.code(),
        draft.adopted.map(Day::start),
        &draft.link,
        &draft.about,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )? > 0;
    if changed {
        put_lines(tx, id, draft).await?;
    }
    Ok(changed)
}

pub(crate) async fn withdraw_norm(tx: &mut Tx, id: NormId) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(tx, "UPDATE norm SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL", id, now)? > 0)
}

/// Says that an organisation keeps a norm.
pub(crate) async fn keep_norm(tx: &mut Tx, id: NormId, by: OrganisationId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO norm_keeper (norm, organisation, since_at) VALUES ($1, $2, $3) \
         ON CONFLICT (norm, organisation) DO NOTHING",
        id,
        by,
        now
    )?;
    Ok(())
}

pub(crate) async fn leave_norm(tx: &mut Tx, id: NormId, by: OrganisationId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM norm_keeper WHERE norm = $1 AND organisation = $2", id, by)? > 0)
}

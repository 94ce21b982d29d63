//! Closed spaces. No row of theirs names a person; see `model::spaces`.

use saksi_base::{ClosedSeatId, ClosedSpaceId, ClosedWordId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::spaces::{RevealState, Seat, SeatDraft, Space, folded, month, week};

#[derive(saksi_db::FromRow)]
struct SpaceRow {
    id: ClosedSpaceId,
    name: String,
    about: String,
}

#[derive(saksi_db::FromRow)]
struct SeatRow {
    id: ClosedSeatId,
    space: ClosedSpaceId,
    pseudonym: String,
    about: String,
    listed: bool,
    coordinates: bool,
    since: Timestamp,
    version: i64,
}

impl From<SeatRow> for Seat {
    fn from(row: SeatRow) -> Self {
        Self {
            id: row.id,
            space: row.space,
            pseudonym: row.pseudonym,
            about: row.about,
            listed: row.listed,
            coordinates: row.coordinates,
            since: row.since,
            version: row.version,
        }
    }
}

/// Every space. For finding one's own seats among them; nobody is shown this.
pub(crate) async fn spaces(tx: &mut Tx) -> Result<Vec<Space>, Problem> {
    let rows = fetch_all!(tx, SpaceRow, "SELECT id, name, about FROM closed_space ORDER BY lower(name), id")?;
    Ok(rows.into_iter().map(|row| Space { id: row.id, name: row.name, about: row.about }).collect())
}

pub(crate) async fn space(tx: &mut Tx, id: ClosedSpaceId) -> Result<Option<Space>, Problem> {
    let row = fetch_optional!(tx, SpaceRow, "SELECT id, name, about FROM closed_space WHERE id = $1", id)?;
    Ok(row.map(|row| Space { id: row.id, name: row.name, about: row.about }))
}

pub(crate) async fn insert_space(tx: &mut Tx, space: &Space) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO closed_space (id, name, about, version) VALUES ($1, $2, $3, 1)",
        space.id,
        &space.name,
        &space.about
    )?;
    Ok(())
}

/// Deletes a space with everything in it.
pub(crate) async fn delete_space(tx: &mut Tx, id: ClosedSpaceId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM closed_space WHERE id = $1", id)?;
    Ok(())
}

/// The seat that somebody holds in a space.
pub(crate) async fn held(tx: &mut Tx, space: ClosedSpaceId, holder: &[u8; 32]) -> Result<Option<Seat>, Problem> {
    Ok(fetch_optional!(
        tx,
        SeatRow,
        "SELECT id, space, pseudonym, about, listed, coordinates, since, version FROM closed_seat \
         WHERE space = $1 AND holder = $2",
        space,
        holder.as_slice()
    )?
    .map(Seat::from))
}

/// A seat of a space.
pub(crate) async fn seat(tx: &mut Tx, space: ClosedSpaceId, id: ClosedSeatId) -> Result<Option<Seat>, Problem> {
    Ok(fetch_optional!(
        tx,
        SeatRow,
        "SELECT id, space, pseudonym, about, listed, coordinates, since, version FROM closed_seat \
         WHERE space = $1 AND id = $2",
        space,
        id
    )?
    .map(Seat::from))
}

/// The seats of a space in the order of their names: those in the list, or all of them.
pub(crate) async fn seats(tx: &mut Tx, space: ClosedSpaceId, unlisted: bool) -> Result<Vec<Seat>, Problem> {
    Ok(fetch_all!(
        tx,
        SeatRow,
        "SELECT id, space, pseudonym, about, listed, coordinates, since, version FROM closed_seat \
         WHERE space = $1 AND (listed OR $2) ORDER BY folded LIMIT 200",
        space,
        unlisted
    )?
    .into_iter()
    .map(Seat::from)
    .collect())
}

/// How many seats a space has, and how many of them look after it.
pub(crate) async fn counted(tx: &mut Tx, space: ClosedSpaceId) -> Result<(i64, i64), Problem> {
    let all = fetch_scalar!(tx, i64, "SELECT count(*) FROM closed_seat WHERE space = $1", space)?;
    let coordinating =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM closed_seat WHERE space = $1 AND coordinates", space)?;
    Ok((all.unwrap_or(0), coordinating.unwrap_or(0)))
}

/// Takes a seat; false where its name is taken.
pub(crate) async fn insert_seat(
    tx: &mut Tx,
    (id, space): (ClosedSeatId, ClosedSpaceId),
    holder: &[u8; 32],
    draft: &SeatDraft,
    coordinates: bool,
) -> Result<bool, Problem> {
    let since = month(tx.now());
    Ok(execute!(
        tx,
        "INSERT INTO closed_seat (id, space, holder, pseudonym, folded, about, listed, coordinates, since, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT (space, folded) DO NOTHING",
        id,
        space,
        holder.as_slice(),
        &draft.pseudonym,
        folded(&draft.pseudonym),
        &draft.about,
        draft.listed,
        coordinates,
        since
    )? > 0)
}

/// Changes what a seat says of itself, where it still stands as whoever changes it saw it. Its name stays.
pub(crate) async fn change_seat(
    tx: &mut Tx,
    id: ClosedSeatId,
    seen: i64,
    about: &str,
    listed: bool,
) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE closed_seat SET about = $3, listed = $4, version = version + 1 WHERE id = $1 AND version = $2",
        id,
        seen,
        about,
        listed
    )? > 0)
}

pub(crate) async fn set_coordinates(tx: &mut Tx, id: ClosedSeatId, coordinates: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE closed_seat SET coordinates = $2, version = version + 1 WHERE id = $1", id, coordinates)?;
    Ok(())
}

/// Deletes a seat; what was said from it stays, without it.
pub(crate) async fn delete_seat(tx: &mut Tx, id: ClosedSeatId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM closed_seat WHERE id = $1", id)?;
    Ok(())
}

/// Whether anything was said from a seat.
pub(crate) async fn spoke(tx: &mut Tx, id: ClosedSeatId) -> Result<bool, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM closed_word WHERE seat = $1", id)?.unwrap_or(0) > 0)
}

pub(crate) async fn insert_invitation(
    tx: &mut Tx,
    space: ClosedSpaceId,
    word: &[u8],
    until: Timestamp,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "DELETE FROM closed_invitation WHERE until < $1", now)?;
    execute!(tx, "INSERT INTO closed_invitation (word, space, until) VALUES ($1, $2, $3)", word, space, until)?;
    Ok(())
}

/// Where an invitation leads, while it stands.
pub(crate) async fn invited(tx: &mut Tx, word: &[u8]) -> Result<Option<ClosedSpaceId>, Problem> {
    let now = tx.now();
    let found =
        fetch_scalar!(tx, Uuid, "SELECT space FROM closed_invitation WHERE word = $1 AND until >= $2", word, now)?;
    Ok(found.map(ClosedSpaceId))
}

/// Uses an invitation up; false where somebody else was quicker.
pub(crate) async fn use_invitation(tx: &mut Tx, word: &[u8]) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM closed_invitation WHERE word = $1", word)? > 0)
}

/// The opening of one seat to another as it is kept: state, sealed words, version.
#[derive(saksi_db::FromRow)]
pub(crate) struct RevealRow {
    pub(crate) state: String,
    pub(crate) words: Vec<u8>,
    pub(crate) version: i64,
}

pub(crate) async fn reveal(
    tx: &mut Tx,
    owner: ClosedSeatId,
    reader: ClosedSeatId,
) -> Result<Option<RevealRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        RevealRow,
        "SELECT state, words, version FROM closed_reveal WHERE owner = $1 AND reader = $2",
        owner,
        reader
    )?)
}

/// Moves the opening of one seat to another on, where it still stands as whoever moves it saw it (0: not there), and writes it to the log
/// of the two.
pub(crate) async fn move_reveal(
    tx: &mut Tx,
    (owner, reader): (ClosedSeatId, ClosedSeatId),
    seen: i64,
    state: RevealState,
    words: &[u8],
) -> Result<bool, Problem> {
    let moved = if seen == 0 {
        execute!(
            tx,
            "INSERT INTO closed_reveal (owner, reader, state, words, version) VALUES ($1, $2, $3, $4, 1) \
             ON CONFLICT (owner, reader) DO NOTHING",
            owner,
            reader,
            state.code(),
            words
        )?
    } else {
        execute!(
            tx,
            "UPDATE closed_reveal SET state = $4, words = $5, version = version + 1 \
             WHERE owner = $1 AND reader = $2 AND version = $3",
            owner,
            reader,
            seen,
            state.code(),
            words
        )?
    };
    if moved == 0 {
        return Ok(false);
    }
    let (id, at) = (ClosedWordId::new(&*tx.random()), month(tx.now()));
    execute!(
        tx,
        "INSERT INTO closed_log (id, owner, reader, what, number, month) SELECT $1, $2, $3, $4, \
         coalesce(max(number), 0) + 1, $5 FROM closed_log WHERE owner = $2 AND reader = $3",
        id,
        owner,
        reader,
        state.code(),
        at
    )?;
    Ok(true)
}

#[derive(saksi_db::FromRow)]
struct LogRow {
    what: String,
    month: Timestamp,
}

/// What happened between an owner and a reader, the last first.
pub(crate) async fn log(
    tx: &mut Tx,
    owner: ClosedSeatId,
    reader: ClosedSeatId,
) -> Result<Vec<(String, Timestamp)>, Problem> {
    let rows = fetch_all!(
        tx,
        LogRow,
        "SELECT what, month FROM closed_log WHERE owner = $1 AND reader = $2 ORDER BY number DESC LIMIT 40",
        owner,
        reader
    )?;
    Ok(rows.into_iter().map(|row| (row.what, row.month)).collect())
}

#[derive(saksi_db::FromRow)]
struct AskingRow {
    reader: ClosedSeatId,
    pseudonym: String,
}

/// Who waits for an answer of a seat, in the order of their names.
pub(crate) async fn asking(tx: &mut Tx, owner: ClosedSeatId) -> Result<Vec<(ClosedSeatId, String)>, Problem> {
    let rows = fetch_all!(
        tx,
        AskingRow,
        "SELECT r.reader, s.pseudonym FROM closed_reveal r JOIN closed_seat s ON s.id = r.reader \
         WHERE r.owner = $1 AND r.state = 'asked' ORDER BY s.folded",
        owner
    )?;
    Ok(rows.into_iter().map(|row| (row.reader, row.pseudonym)).collect())
}

pub(crate) async fn say(tx: &mut Tx, space: ClosedSpaceId, seat: ClosedSeatId, content: &[u8]) -> Result<(), Problem> {
    let (id, at) = (ClosedWordId::new(&*tx.random()), week(tx.now()));
    execute!(
        tx,
        "INSERT INTO closed_word (id, space, seat, content, number, week) SELECT $1, $2, $3, $4, \
         coalesce(max(number), 0) + 1, $5 FROM closed_word WHERE space = $2",
        id,
        space,
        seat,
        content,
        at
    )?;
    Ok(())
}

/// What was said, as it is kept.
#[derive(saksi_db::FromRow)]
pub(crate) struct WordRow {
    pub(crate) number: i64,
    pub(crate) seat: Option<ClosedSeatId>,
    pub(crate) pseudonym: Option<String>,
    pub(crate) content: Vec<u8>,
    pub(crate) week: Timestamp,
}

/// The last things said before a number, the newest first.
pub(crate) async fn words(tx: &mut Tx, space: ClosedSpaceId, before: i64, most: i64) -> Result<Vec<WordRow>, Problem> {
    Ok(fetch_all!(
        tx,
        WordRow,
        "SELECT w.number, w.seat, s.pseudonym, w.content, w.week FROM closed_word w LEFT JOIN closed_seat s \
         ON s.id = w.seat WHERE w.space = $1 AND w.number < $2 ORDER BY w.number DESC LIMIT $3",
        space,
        before,
        most
    )?)
}

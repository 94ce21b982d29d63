//! Closed spaces: opened by those who run the network, entered by invitation, left by oneself.
//!
//! Nothing here is written to the journal but that a space was opened or closed: an entry beside another one would say who did both. What
//! happened between two seats stands in a log that only the two read.

use saksi_base::clock::DAY;
use saksi_base::{ClosedSeatId, ClosedSpaceId, PersonId, Problem, Timestamp};
use saksi_db::{Actor, Db, Tx};
use saksi_network::model::secret::LinkSecret;
use saksi_network::{Member, SealKey};

use super::{note, operates};
use crate::model::spaces::{
    INVITATION_DAYS, LONGEST_ABOUT, LONGEST_WORD, MOST_SEATS, Reveal, RevealState, Seat, SeatDraft, Space, SpacesKey,
    Word, tidy_space,
};
use crate::store::spaces as rows;

/// How many of what was said one page shows.
pub const WORDS_SHOWN: i64 = 20;

/// The key of closed spaces, which the database keeps sealed.
pub async fn key(db: &Db, seal: &SealKey) -> Result<SpacesKey, Problem> {
    SpacesKey::from_bytes(&saksi_network::actions::room_key(db, seal, "spaces").await?)
}

/// The spaces in which somebody sits, each with their seat, by name.
pub async fn mine(tx: &mut Tx, key: &SpacesKey, by: &Member) -> Result<Vec<(Space, Seat)>, Problem> {
    held_by(tx, key, by.person).await
}

async fn held_by(tx: &mut Tx, key: &SpacesKey, person: PersonId) -> Result<Vec<(Space, Seat)>, Problem> {
    let mut found = Vec::new();
    for space in rows::spaces(tx).await? {
        if let Some(seat) = rows::held(tx, space.id, &key.holder(space.id, person)).await? {
            found.push((space, seat));
        }
    }
    Ok(found)
}

/// A space and one's seat in it. To whoever has none, a space is not there.
pub async fn own(tx: &mut Tx, key: &SpacesKey, by: &Member, id: ClosedSpaceId) -> Result<(Space, Seat), Problem> {
    let space = rows::space(tx, id).await?.ok_or_else(Problem::not_found)?;
    let seat = rows::held(tx, id, &key.holder(id, by.person)).await?.ok_or_else(Problem::not_found)?;
    Ok((space, seat))
}

async fn coordinated(tx: &mut Tx, key: &SpacesKey, by: &Member, id: ClosedSpaceId) -> Result<Seat, Problem> {
    let (_, seat) = own(tx, key, by, id).await?;
    if seat.coordinates { Ok(seat) } else { Err(Problem::forbidden()) }
}

/// The names by which somebody is known elsewhere: their own, and those of their other seats.
async fn known_as(tx: &mut Tx, key: &SpacesKey, by: &Member) -> Result<Vec<String>, Problem> {
    let person = saksi_network::person(tx, by.person).await?.ok_or_else(Problem::not_found)?;
    let mut names = vec![person.name, person.display_name];
    names.extend(person.own_script_name);
    names.extend(mine(tx, key, by).await?.into_iter().map(|(_, seat)| seat.pseudonym));
    Ok(names)
}

async fn take_seat(
    tx: &mut Tx,
    key: &SpacesKey,
    by: &Member,
    space: ClosedSpaceId,
    draft: SeatDraft,
    coordinates: bool,
) -> Result<ClosedSeatId, Problem> {
    let holder = key.holder(space, by.person);
    if rows::held(tx, space, &holder).await?.is_some() {
        return Err(Problem::conflict("directory-space-seated"));
    }
    let own = known_as(tx, key, by).await?;
    let draft = draft.tidy(&own)?;
    let id = ClosedSeatId::new(&*tx.random());
    if !rows::insert_seat(tx, (id, space), &holder, &draft, coordinates).await? {
        return Err(Problem::field("pseudonym", "directory-pseudonym-taken"));
    }
    Ok(id)
}

/// Opens a space, as somebody who runs the network; whoever opens it looks after it first, under a name of their own choice.
pub async fn open(
    tx: &mut Tx,
    key: &SpacesKey,
    by: &Member,
    (name, about): (&str, &str),
    draft: SeatDraft,
) -> Result<ClosedSpaceId, Problem> {
    operates(tx, by).await?;
    let (name, about) = tidy_space(name, about)?;
    let id = ClosedSpaceId::new(&*tx.random());
    rows::insert_space(tx, &Space { id, name, about }).await?;
    take_seat(tx, key, by, id, draft, true).await?;
    note(tx, Actor::System, id.0, "closed-space-opened", &[]).await?;
    Ok(id)
}

/// Closes a space for good: everything in it is deleted, and a restored backup does not bring it back.
pub async fn close(tx: &mut Tx, key: &SpacesKey, by: &Member, id: ClosedSpaceId) -> Result<(), Problem> {
    coordinated(tx, key, by, id).await?;
    rows::delete_space(tx, id).await?;
    tx.tombstone("closed_space", id.0).await?;
    note(tx, Actor::System, id.0, "closed-space-closed", &[]).await
}

/// Makes an invitation: a word that lets one member in. Gives the word, which is kept as its hash.
pub async fn invite(tx: &mut Tx, key: &SpacesKey, by: &Member, id: ClosedSpaceId) -> Result<LinkSecret, Problem> {
    coordinated(tx, key, by, id).await?;
    let word = LinkSecret::new(&*tx.random());
    let until = tx.now().day().plus(INVITATION_DAYS * DAY);
    rows::insert_invitation(tx, id, word.hash().as_bytes(), until).await?;
    Ok(word)
}

/// Takes a seat with an invitation, which is used up.
pub async fn enter(
    tx: &mut Tx,
    key: &SpacesKey,
    by: &Member,
    word: &str,
    draft: SeatDraft,
) -> Result<ClosedSpaceId, Problem> {
    let wrong = || Problem::field("word", "directory-space-word-wrong");
    let word = LinkSecret::parse(word.trim()).ok_or_else(wrong)?;
    let hash = word.hash();
    let space = rows::invited(tx, hash.as_bytes()).await?.ok_or_else(wrong)?;
    if rows::counted(tx, space).await?.0 >= MOST_SEATS {
        return Err(Problem::conflict("directory-space-full"));
    }
    take_seat(tx, key, by, space, draft, false).await?;
    if !rows::use_invitation(tx, hash.as_bytes()).await? {
        return Err(wrong());
    }
    Ok(space)
}

/// Changes what one's seat says. The name stays: a change of it would show that the two are one.
pub async fn change(
    tx: &mut Tx,
    key: &SpacesKey,
    by: &Member,
    id: ClosedSpaceId,
    seen: i64,
    (about, listed): (&str, bool),
) -> Result<(), Problem> {
    let (_, seat) = own(tx, key, by, id).await?;
    let about = about.trim();
    if about.chars().count() > LONGEST_ABOUT {
        return Err(Problem::field("about", "directory-too-long").with("most", LONGEST_ABOUT));
    }
    if !rows::change_seat(tx, seat.id, seen, about, listed).await? {
        return Err(Problem::conflict("directory-changed-meanwhile"));
    }
    Ok(())
}

async fn go(tx: &mut Tx, seat: &Seat) -> Result<(), Problem> {
    let (all, coordinating) = rows::counted(tx, seat.space).await?;
    if seat.coordinates && coordinating == 1 && all > 1 {
        return Err(Problem::conflict("directory-space-last-coordinator"));
    }
    rows::delete_seat(tx, seat.id).await?;
    tx.tombstone("closed_seat", seat.id.0).await?;
    if all == 1 {
        rows::delete_space(tx, seat.space).await?;
        tx.tombstone("closed_space", seat.space.0).await?;
    }
    Ok(())
}

/// Gives one's seat up: what one opened is gone, what one said stays without a name. With the last seat the space goes.
pub async fn leave(tx: &mut Tx, key: &SpacesKey, by: &Member, id: ClosedSpaceId) -> Result<(), Problem> {
    let (_, seat) = own(tx, key, by, id).await?;
    go(tx, &seat).await
}

/// Gives every seat up, as somebody who takes themselves out of the directory. Where they alone look after a space, the next in the order of
/// names does from now on.
pub async fn leave_all(tx: &mut Tx, key: &SpacesKey, by: &Member) -> Result<(), Problem> {
    leave_all_of(tx, key, by.person).await
}

/// The same for somebody who is no longer here.
pub(super) async fn leave_all_of(tx: &mut Tx, key: &SpacesKey, person: PersonId) -> Result<(), Problem> {
    for (space, seat) in held_by(tx, key, person).await? {
        let (all, coordinating) = rows::counted(tx, space.id).await?;
        if seat.coordinates && coordinating == 1 && all > 1 {
            let next = rows::seats(tx, space.id, true).await?.into_iter().find(|other| other.id != seat.id);
            if let Some(next) = next {
                rows::set_coordinates(tx, next.id, true).await?;
            }
        }
        go(tx, &seat).await?;
    }
    Ok(())
}

/// Who is in a space, as one of them sees it: those who want to be seen, everybody to whoever looks after it.
pub async fn seats(tx: &mut Tx, own: &Seat) -> Result<Vec<Seat>, Problem> {
    rows::seats(tx, own.space, own.coordinates).await
}

/// Who waits for one's answer.
pub async fn asking(tx: &mut Tx, own: &Seat) -> Result<Vec<(ClosedSeatId, String)>, Problem> {
    rows::asking(tx, own.id).await
}

fn purpose(owner: ClosedSeatId, reader: ClosedSeatId) -> String {
    format!("closed reveal {owner} {reader}")
}

async fn reveal(
    tx: &mut Tx,
    key: &SpacesKey,
    owner: ClosedSeatId,
    reader: ClosedSeatId,
) -> Result<Option<Reveal>, Problem> {
    let Some(row) = rows::reveal(tx, owner, reader).await? else { return Ok(None) };
    let state = RevealState::from_code(&row.state).unwrap_or(RevealState::Declined);
    let words = if state == RevealState::Given {
        key.open(&purpose(owner, reader), &row.words).unwrap_or_default()
    } else {
        String::new()
    };
    Ok(Some(Reveal { state, words, version: row.version }))
}

/// Another seat with what stands between it and one's own.
#[derive(Debug, Clone)]
pub struct Between {
    /// The other.
    pub other: Seat,
    /// What the other opens to this one.
    pub theirs: Option<Reveal>,
    /// What this one opens to the other.
    pub mine: Option<Reveal>,
    /// What happened, the last first: whether it is about what this one opens, what, and in which month.
    pub log: Vec<(bool, RevealState, Timestamp)>,
}

/// Another seat of a space, where one may see it: it wants to be seen, has spoken, has something between it and one's own, or one looks
/// after the space. Any other is not there.
pub async fn between(tx: &mut Tx, key: &SpacesKey, own: &Seat, id: ClosedSeatId) -> Result<Between, Problem> {
    let other =
        rows::seat(tx, own.space, id).await?.filter(|other| other.id != own.id).ok_or_else(Problem::not_found)?;
    let theirs = reveal(tx, key, other.id, own.id).await?;
    let mine = reveal(tx, key, own.id, other.id).await?;
    let seen = other.listed || own.coordinates || theirs.is_some() || mine.is_some();
    if !seen && !rows::spoke(tx, other.id).await? {
        return Err(Problem::not_found());
    }
    let mut log: Vec<(bool, RevealState, Timestamp)> = Vec::new();
    for (about_mine, owner, reader) in [(true, own.id, other.id), (false, other.id, own.id)] {
        let found = rows::log(tx, owner, reader).await?;
        log.extend(found.into_iter().filter_map(|(what, at)| Some((about_mine, RevealState::from_code(&what)?, at))));
    }
    Ok(Between { other, theirs, mine, log })
}

fn moved() -> Problem {
    Problem::conflict("directory-reveal-moved")
}

/// Asks another to open themselves.
pub async fn ask(tx: &mut Tx, key: &SpacesKey, own: &Seat, id: ClosedSeatId) -> Result<(), Problem> {
    let between = between(tx, key, own, id).await?;
    let seen = match &between.theirs {
        None => 0,
        Some(reveal) if matches!(reveal.state, RevealState::Declined | RevealState::TakenBack) => reveal.version,
        Some(_) => return Err(moved()),
    };
    if rows::move_reveal(tx, (id, own.id), seen, RevealState::Asked, &[]).await? { Ok(()) } else { Err(moved()) }
}

/// Opens oneself to another in one's own words, whether they asked or not; or says it otherwise.
pub async fn give(
    tx: &mut Tx,
    key: &SpacesKey,
    own: &Seat,
    id: ClosedSeatId,
    seen: i64,
    words: &str,
) -> Result<(), Problem> {
    between(tx, key, own, id).await?;
    let words = words.trim();
    if words.is_empty() {
        return Err(Problem::field("words", "directory-reveal-words-missing"));
    }
    if words.chars().count() > LONGEST_ABOUT {
        return Err(Problem::field("words", "directory-too-long").with("most", LONGEST_ABOUT));
    }
    let sealed = key.seal(&purpose(own.id, id), words, &*tx.random())?;
    if rows::move_reveal(tx, (own.id, id), seen, RevealState::Given, &sealed).await? { Ok(()) } else { Err(moved()) }
}

/// Declines what was asked, or takes back what was opened: the words are deleted.
pub async fn withhold(tx: &mut Tx, key: &SpacesKey, own: &Seat, id: ClosedSeatId, seen: i64) -> Result<(), Problem> {
    let state = match between(tx, key, own, id).await?.mine.map(|reveal| reveal.state) {
        Some(RevealState::Asked) => RevealState::Declined,
        Some(RevealState::Given) => RevealState::TakenBack,
        _ => return Err(moved()),
    };
    if rows::move_reveal(tx, (own.id, id), seen, state, &[]).await? { Ok(()) } else { Err(moved()) }
}

/// Takes somebody out of a space, as one who looks after it.
pub async fn take_out(
    tx: &mut Tx,
    key: &SpacesKey,
    by: &Member,
    id: ClosedSpaceId,
    seat: ClosedSeatId,
) -> Result<(), Problem> {
    coordinated(tx, key, by, id).await?;
    let seat = rows::seat(tx, id, seat).await?.ok_or_else(Problem::not_found)?;
    go(tx, &seat).await
}

/// Lets somebody look after a space too, or no longer. One always stays.
pub async fn set_coordinates(
    tx: &mut Tx,
    key: &SpacesKey,
    by: &Member,
    (id, seat): (ClosedSpaceId, ClosedSeatId),
    coordinates: bool,
) -> Result<(), Problem> {
    coordinated(tx, key, by, id).await?;
    let seat = rows::seat(tx, id, seat).await?.ok_or_else(Problem::not_found)?;
    if seat.coordinates && !coordinates && rows::counted(tx, id).await?.1 == 1 {
        return Err(Problem::conflict("directory-space-last-coordinator"));
    }
    rows::set_coordinates(tx, seat.id, coordinates).await
}

/// Says something in a space.
pub async fn say(tx: &mut Tx, key: &SpacesKey, own: &Seat, text: &str) -> Result<(), Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::field("text", "directory-space-text-missing"));
    }
    if text.chars().count() > LONGEST_WORD {
        return Err(Problem::field("text", "directory-too-long").with("most", LONGEST_WORD));
    }
    let sealed = key.seal(&format!("closed word {}", own.space), text, &*tx.random())?;
    rows::say(tx, own.space, own.id, &sealed).await
}

/// What was said before a number, the newest first.
pub async fn words(tx: &mut Tx, key: &SpacesKey, own: &Seat, before: i64) -> Result<Vec<Word>, Problem> {
    let purpose = format!("closed word {}", own.space);
    let stored = rows::words(tx, own.space, before, WORDS_SHOWN).await?;
    Ok(stored
        .into_iter()
        .map(|row| Word {
            number: row.number,
            by: row.seat.zip(row.pseudonym),
            text: key.open(&purpose, &row.content).unwrap_or_default(),
            week: row.week,
        })
        .collect())
}

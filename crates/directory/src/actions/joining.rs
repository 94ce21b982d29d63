//! Joining: doors, requests, vouching, and decisions with their reasons.
//!
//! It must never ask more of somebody who joins than a name, an address and one mark, never lose what a second reviewer wrote because a
//! first one was quicker, and never tell the bearer of no receipt whether somebody asked.

use std::sync::{Mutex, PoisonError};

use saksi_base::clock::DAY;
use saksi_base::problem::Problems;
use saksi_base::{DoorId, JoinRequestId, OrganisationId, Problem, Random, SiteLanguage};
use saksi_db::{Actor, Tx};
use saksi_network::model::organisation::one_line;
use saksi_network::model::secret::LinkSecret;
use saksi_network::{Member, OrganisationDraft};
use saksi_vault::{Receipt, ReceiptError, WordList};
use sha2::{Digest as _, Sha256};

use super::{civic_space, note, operates};
use crate::model::joining::{LONGEST_TEXT, MOST_WAITING, usual};
use crate::model::{
    Door, DoorDraft, JoinRequest, Knock, Listing, Profile, RequestState, Standing, Step, Subject, Vouch,
};
use crate::store::joining as rows;
use crate::store::profiles::{self, organisation_open};

/// The most requests that one page lists.
const MOST_LISTED: i64 = 100;
/// Characters of a short link: Crockford's base 32 without the letters that look alike.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A stream of bytes from a seed that only this server can compute: SHA-256 over the seed and a counter.
struct Seeded(Mutex<([u8; 32], u64)>);

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(32) {
            let mut hash = Sha256::new();
            hash.update(b"saksi join receipt v1");
            hash.update(state.0);
            hash.update(state.1.to_be_bytes());
            state.1 += 1;
            for (to, from) in chunk.iter_mut().zip(hash.finalize()) {
                *to = from;
            }
        }
    }
}

/// Six characters by chance.
fn short_code(tx: &Tx) -> String {
    let chosen = saksi_base::random::bytes::<6>(&*tx.random());
    chosen.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31)).map(|letter| char::from(*letter))).collect()
}

/// Opens a door, as somebody who runs the network.
pub async fn open_door(tx: &mut Tx, by: &Member, draft: DoorDraft) -> Result<DoorId, Problem> {
    operates(tx, by).await?;
    let draft = draft.tidy()?;
    let id = DoorId::new(&*tx.random());
    let code = loop {
        let code = short_code(tx);
        if rows::door_by_code(tx, &code).await?.is_none() {
            break code;
        }
    };
    rows::insert_door(tx, id, &code, &draft).await?;
    note(tx, by.actor(), id.0, "join-door-opened", draft.title.as_bytes()).await?;
    Ok(id)
}

/// Closes a door, or opens it again. Requests that came through it stay.
pub async fn close_door(tx: &mut Tx, by: &Member, id: DoorId, closed: bool) -> Result<(), Problem> {
    operates(tx, by).await?;
    let now = tx.now();
    if !rows::set_door_closed(tx, id, closed.then_some(now)).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), id.0, if closed { "join-door-closed" } else { "join-door-opened" }, &[]).await
}

/// Every door, for members.
pub async fn doors(tx: &mut Tx) -> Result<Vec<Door>, Problem> {
    rows::doors(tx).await
}

/// A door, for members.
pub async fn door(tx: &mut Tx, id: DoorId) -> Result<Door, Problem> {
    rows::door(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The door of a short link, for everybody. Look-alikes of what somebody reads off a wall are understood.
pub async fn door_of(tx: &mut Tx, code: &str) -> Result<Door, Problem> {
    let code: String = code
        .chars()
        .filter(|c| *c != '-')
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    rows::door_by_code(tx, &code).await?.ok_or_else(Problem::not_found)
}

/// Hands a request in, and gives the receipt under which its sender sees how it stands. The same `seed` gives the same receipt, so that
/// a form that was sent twice is one request.
pub async fn knock(
    tx: &mut Tx,
    door: &Door,
    knock: Knock,
    earlier: Option<(&str, &str)>,
    seed: &[u8; 32],
) -> Result<Receipt, Problem> {
    let knock = knock.tidy()?;
    let language = SiteLanguage::from_tag(&knock.language).unwrap_or(SiteLanguage::English);
    let stream = Seeded(Mutex::new((*seed, 0)));
    let (receipt, locator) = loop {
        let receipt = Receipt::new(&stream, WordList::for_language(language));
        let locator = receipt.locator().compact();
        match rows::by_locator(tx, &locator).await? {
            None => break (receipt, locator),
            Some(row) if receipt.opens(&row.verifier) => return Ok(receipt),
            // The locator is another request's by chance: the stream goes on to the next, and a second sending comes the same way.
            Some(_) => {}
        }
    };
    if door.closed.is_some() {
        return Err(Problem::conflict("directory-door-closed"));
    }
    if rows::waiting_at(tx, door.id).await? >= MOST_WAITING {
        return Err(Problem::conflict("directory-door-crowded"));
    }
    let follows = match earlier {
        None => None,
        Some((locator, words)) => Some(opened(tx, locator, words).await?.id),
    };
    let id = JoinRequestId::new(&*tx.random());
    let kept = rows::Kept { id, door: door.id, locator: &locator, verifier: &receipt.verifier(), follows };
    rows::insert_request(tx, &kept, &knock).await?;
    rows::insert_step(tx, id, None, "asked", "").await?;
    note(tx, Actor::Public, id.0, "join-requested", &[]).await?;
    Ok(receipt)
}

/// Reads what somebody typed of a receipt. A slip of the pen is told from the receipt's own checksum, without asking the database.
pub fn read(locator: &str, words: &str) -> Result<Receipt, Problem> {
    Receipt::parse(locator, words).map_err(|error| match error {
        ReceiptError::LocatorCharacter { .. } | ReceiptError::LocatorLength { .. } => {
            Problem::field("locator", "directory-receipt-locator-wrong")
        }
        ReceiptError::UnknownWord { position, .. } => {
            Problem::field("words", "directory-receipt-word-wrong").with("position", position)
        }
        ReceiptError::WordCount { found } => {
            Problem::field("words", "directory-receipt-word-count").with("found", found)
        }
        ReceiptError::Checksum => Problem::field("words", "directory-receipt-words-wrong"),
    })
}

/// The request of a receipt. One and the same refusal for an unknown locator and for wrong words.
async fn opened(tx: &mut Tx, locator: &str, words: &str) -> Result<JoinRequest, Problem> {
    let receipt = read(locator, words)?;
    let row = rows::by_locator(tx, &receipt.locator().compact()).await?;
    let stored = row.as_ref().map_or([0; 32].as_slice(), |row| row.verifier.as_slice());
    let opens = receipt.opens(stored);
    let refused = || Problem::field("words", "directory-receipt-unknown");
    let row = row.filter(|_| opens).ok_or_else(refused)?;
    rows::request(tx, row.id).await?.ok_or_else(refused)
}

/// How a request stands, for the bearer of its receipt.
pub async fn standing(tx: &mut Tx, locator: &str, words: &str) -> Result<Standing, Problem> {
    let request = opened(tx, locator, words).await?;
    let door = door(tx, request.door).await?;
    let until = request.decided.unwrap_or_else(|| tx.now().day());
    let vouched = i64::try_from(rows::vouches(tx, request.id).await?.len()).unwrap_or(0);
    let usual_days = usual(rows::waits(tx, door.id).await?);
    Ok(Standing {
        days: until.since(request.received) / DAY,
        state: request.state,
        wants_in: request.knock.wants_in,
        received: request.received,
        reason: request.reason,
        vouched,
        usual_days,
        door,
    })
}

/// Takes a request back: what its sender wrote goes, and nobody decides about it any more.
pub async fn withdraw(tx: &mut Tx, locator: &str, words: &str) -> Result<(), Problem> {
    let request = opened(tx, locator, words).await?;
    if request.state == RequestState::Waiting {
        rows::settle(tx, request.id, request.version, RequestState::Withdrawn, "", None).await?;
    }
    rows::blank(tx, request.id).await?;
    tx.tombstone("join_request", request.id.0).await?;
    note(tx, Actor::Public, request.id.0, "join-withdrawn", &[]).await
}

/// Requests in a state, for members: any of them may know somebody and vouch.
pub async fn requests(tx: &mut Tx, state: RequestState) -> Result<Vec<JoinRequest>, Problem> {
    rows::requests(tx, state, MOST_LISTED).await
}

/// A request with all that was done about it.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The request.
    pub request: JoinRequest,
    /// The door it came through.
    pub door: Door,
    /// Whether it comes from, or leads to, a country that is rated closed.
    pub at_risk: bool,
    /// Who vouched.
    pub vouches: Vec<Vouch>,
    /// What was done, the earliest first.
    pub steps: Vec<Step>,
}

/// A request, for members.
pub async fn review(tx: &mut Tx, id: JoinRequestId) -> Result<Reviewed, Problem> {
    let request = rows::request(tx, id).await?.ok_or_else(Problem::not_found)?;
    let door = door(tx, request.door).await?;
    Ok(Reviewed {
        at_risk: at_risk(tx, &door, &request.knock).await?,
        door,
        vouches: rows::vouches(tx, id).await?,
        steps: rows::steps(tx, id).await?,
        request,
    })
}

/// Whether a door leads to a country that is rated closed, or somebody who asks there is in one.
async fn at_risk(tx: &mut Tx, door: &Door, knock: &Knock) -> Result<bool, Problem> {
    Ok(civic_space::is_closed(tx, &door.place).await? || civic_space::is_closed(tx, &knock.place).await?)
}

fn checked_note(field: &'static str, text: &str, required: Option<&'static str>) -> Result<String, Problem> {
    let text = text.trim().to_owned();
    let mut problems = Problems::new();
    if let Some(missing) = required.filter(|_| text.is_empty()) {
        problems.add(field, missing);
    } else if text.chars().count() > LONGEST_TEXT {
        problems.add(field, "directory-too-long").with("most", LONGEST_TEXT);
    }
    problems.finish()?;
    Ok(text)
}

/// Refuses a step on a request that somebody else took meanwhile: the page shows theirs, with what was typed kept.
async fn waiting(tx: &mut Tx, id: JoinRequestId, seen: i64) -> Result<JoinRequest, Problem> {
    let request = rows::request(tx, id).await?.ok_or_else(Problem::not_found)?;
    if request.version != seen {
        return Err(Problem::conflict("directory-request-moved"));
    }
    if request.state != RequestState::Waiting {
        return Err(Problem::conflict("directory-request-decided"));
    }
    Ok(request)
}

/// Vouches for somebody, for one's organisation: one vouch each, with what one knows of them.
pub async fn vouch(tx: &mut Tx, by: &Member, id: JoinRequestId, text: &str) -> Result<(), Problem> {
    let text = checked_note("note", text, Some("directory-vouch-missing"))?;
    let request = rows::request(tx, id).await?.ok_or_else(Problem::not_found)?;
    if request.state != RequestState::Waiting || !request.knock.wants_in {
        return Err(Problem::conflict("directory-request-decided"));
    }
    if !organisation_open(tx, by.organisation).await? {
        return Err(Problem::forbidden());
    }
    if !rows::insert_vouch(tx, id, (by.person, by.organisation), &text).await? {
        return Err(Problem::conflict("directory-vouched-already"));
    }
    rows::touch(tx, id).await?;
    rows::insert_step(tx, id, Some(by.person), "vouched", &text).await?;
    note(tx, by.actor(), id.0, "join-vouched", &[]).await
}

/// Leaves a note for the others who review.
pub async fn remark(tx: &mut Tx, by: &Member, id: JoinRequestId, text: &str) -> Result<(), Problem> {
    operates(tx, by).await?;
    let text = checked_note("note", text, Some("directory-remark-missing"))?;
    rows::request(tx, id).await?.ok_or_else(Problem::not_found)?;
    rows::touch(tx, id).await?;
    rows::insert_step(tx, id, Some(by.person), "remarked", &text).await
}

/// Admits somebody: opens an organisation of theirs (of one, where they came for themselves) and gives the link with which its first
/// owner signs in, to be handed to them. Where it is dangerous to be known, it goes by a made-up name and is found by nobody until its owner says
/// otherwise.
pub async fn admit(
    tx: &mut Tx,
    by: &Member,
    id: JoinRequestId,
    seen: i64,
    reason: &str,
) -> Result<(OrganisationId, LinkSecret), Problem> {
    operates(tx, by).await?;
    let reason = checked_note("reason", reason, Some("directory-reason-missing"))?;
    let request = waiting(tx, id, seen).await?;
    if !request.knock.wants_in {
        return Err(Problem::conflict("directory-request-decided"));
    }
    let door = door(tx, request.door).await?;
    let vouched = i64::try_from(rows::vouches(tx, id).await?.len()).unwrap_or(0);
    if vouched < door.vouches {
        return Err(Problem::conflict("directory-vouches-lack").with("have", vouched).with("need", door.vouches));
    }
    let knock = &request.knock;
    let name = if knock.organisation.is_empty() { &knock.name } else { &knock.organisation };
    let latin = name.chars().any(|c| c.is_ascii_alphanumeric());
    // What is needed in English is asked of them when they first sign in; until then the form must have something to stand there.
    let english = if latin { name.clone() } else { format!("New member {}", tx.now().to_date()) };
    let at_risk = at_risk(tx, &door, knock).await?;
    let draft = if at_risk {
        // What an organisation is called stands on public pages. Whoever is in danger says there what they want, when they are in.
        let made_up = format!("Member {}", short_code(tx));
        OrganisationDraft::named(&made_up, &made_up)
    } else {
        OrganisationDraft { own_place: knock.place.clone(), ..OrganisationDraft::named(name, english) }
    };
    let organisation = saksi_network::actions::open_organisation(tx, by, draft).await?;
    if at_risk {
        let before = Profile::unwritten(Subject::Organisation(organisation));
        let hidden = Profile { listing: Listing::Hidden, ..before.clone() };
        profiles::write(tx, &before, &hidden, by.person).await?;
    }
    let link = saksi_network::actions::invite_owner(tx, by, organisation).await?;
    if !rows::settle(tx, id, seen, RequestState::Admitted, &reason, Some(organisation)).await? {
        return Err(Problem::conflict("directory-request-moved"));
    }
    rows::insert_step(tx, id, Some(by.person), "admitted", &reason).await?;
    note(tx, by.actor(), id.0, "join-admitted", &[]).await?;
    Ok((organisation, link))
}

/// Declines a request, with a reason that its sender reads; they may ask again.
pub async fn decline(tx: &mut Tx, by: &Member, id: JoinRequestId, seen: i64, reason: &str) -> Result<(), Problem> {
    operates(tx, by).await?;
    let reason = checked_note("reason", reason, Some("directory-reason-missing"))?;
    waiting(tx, id, seen).await?;
    if !rows::settle(tx, id, seen, RequestState::Declined, &one_line_or_more(&reason), None).await? {
        return Err(Problem::conflict("directory-request-moved"));
    }
    rows::insert_step(tx, id, Some(by.person), "declined", &reason).await?;
    note(tx, by.actor(), id.0, "join-declined", &[]).await
}

/// A reason of one line without control characters; of several as it was written.
fn one_line_or_more(text: &str) -> String {
    if text.contains('\n') { text.to_owned() } else { one_line(text) }
}

/// Says that a contribution of somebody who does not want to join was read.
pub async fn take_note(tx: &mut Tx, by: &Member, id: JoinRequestId, seen: i64) -> Result<(), Problem> {
    operates(tx, by).await?;
    let request = waiting(tx, id, seen).await?;
    if request.knock.wants_in {
        return Err(Problem::conflict("directory-request-moved"));
    }
    if !rows::settle(tx, id, seen, RequestState::Read, "", None).await? {
        return Err(Problem::conflict("directory-request-moved"));
    }
    rows::insert_step(tx, id, Some(by.person), "read", "").await?;
    note(tx, by.actor(), id.0, "join-contribution-read", &[]).await
}

//! Letters about published checks: anybody may report a mistake, and whoever a check concerns may ask to reply beside it.
//!
//! Why it exists: those who check others must be open to being wrong, without asking for an account first. A letter goes to
//! those who moderate for the organisation that published; where nobody works under its name here, to those who run the
//! network. What they decide stands under the receipt; what they decide about a reply stands in the public log as well, where
//! it can be appealed.
//!
//! It must never show a letter, or how to reach its sender, to anybody else.

use saksi_base::clock::DAY;
use saksi_base::{CheckId, LetterId, Problem, ProblemKind, Timestamp};
use saksi_db::{Actor, Entry, Tx, as_system};
use saksi_network::Capability;
use saksi_vault::{Receipt, WordList};

use super::checks::required_note;
use super::moderation::{APPEAL_CHARACTERS, log_declined, publish_and_log};
use super::receipt::{self, TakenBack};
use super::{By, language, public, receive};
use crate::elevation::OPERATOR;
use crate::model::{
    Addressee, CheckState, Letter, LetterKind, LetterStanding, LetterState, LetterView, NOTE_CHARACTERS,
};
use crate::store::letters::{self as rows, Decided, FoundRow, LetterRow, NewLetter};
use crate::store::{self, checks};

/// Longest letter, in characters.
pub const LETTER_CHARACTERS: usize = APPEAL_CHARACTERS;

/// Longest name of a sender and longest way to reach them, in characters.
pub const SENDER_CHARACTERS: usize = 200;

/// Most letters about one check that wait at a time. What is more than that is a campaign, and reading the first of them
/// tells what it is about.
const MOST_WAITING: i64 = 100;

async fn note(tx: &mut Tx, actor: Actor, letter: LetterId, kind: &'static str, content: &[u8]) -> Result<(), Problem> {
    tx.journal(Entry { actor, subject: letter.0, kind, content, personal: true }).await?;
    Ok(())
}

/// Who reads what is written about a check. Run as the public.
pub async fn addressee(tx: &mut Tx, check: CheckId) -> Result<Addressee, Problem> {
    let published = public::published_check(tx, check).await?;
    if published.state != CheckState::Published {
        return Err(Problem::conflict("desk-problem-letter-withdrawn"));
    }
    let organisation = published.answer.organisation;
    let owner = saksi_network::organisation(tx, organisation.id).await?.ok_or_else(Problem::not_found)?;
    Ok(Addressee {
        operators: owner.imported || owner.closed.is_some(),
        source_url: published.answer.source_url,
        organisation,
    })
}

/// On one line, without what nobody sees.
fn one_line(text: &str) -> String {
    saksi_network::model::organisation::one_line(text)
}

/// Checks what somebody wrote; every problem stands beside its field.
fn tidy(letter: &Letter) -> Result<Letter, Problem> {
    let mut problems = saksi_base::problem::Problems::new();
    let tidy = Letter {
        from: one_line(&letter.from),
        contact: one_line(&letter.contact),
        text: letter.text.trim().replace("\r\n", "\n"),
        ..letter.clone()
    };
    let length = |text: &str| text.chars().count();
    if (letter.kind == LetterKind::Reply && tidy.from.is_empty()) || length(&tidy.from) > SENDER_CHARACTERS {
        problems.add("from", "desk-problem-letter-from").with("most", SENDER_CHARACTERS);
    }
    if tidy.text.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        problems.add("text", "desk-problem-letter-empty");
    } else if length(&tidy.text) > LETTER_CHARACTERS {
        problems.add("text", "desk-problem-reason-long").with("most", LETTER_CHARACTERS);
    }
    if length(&tidy.contact) > SENDER_CHARACTERS {
        problems.add("contact", "desk-problem-reason-long").with("most", SENDER_CHARACTERS);
    }
    problems.finish()?;
    Ok(Letter { language: language::guess(&tidy.text, &letter.language), ..tidy })
}

/// Takes a letter about a published check and gives a receipt for it. Run as the system; a repeated submit with the same seed
/// gives the same receipt.
pub async fn hand_in(tx: &mut Tx, check: CheckId, letter: &Letter, seed: &[u8; 32]) -> Result<Receipt, Problem> {
    addressee(tx, check).await?;
    let row = checks::check(tx, check).await?;
    let letter = tidy(letter)?;
    for attempt in 0..8 {
        let receipt = receive::receipt_from(seed, attempt, WordList::English);
        match rows::with_locator(tx, &receipt.locator().compact()).await? {
            Some(found) if receipt.opens(&found.verifier) => return Ok(receipt),
            Some(_) => {}
            None => {
                if rows::open_of_check(tx, check).await? >= MOST_WAITING {
                    return Err(Problem::new(ProblemKind::SlowDown(86_400), "desk-problem-letters-many"));
                }
                let new = NewLetter {
                    id: LetterId::new(&*tx.random()),
                    check: &row,
                    locator: &receipt.locator().compact(),
                    verifier: &receipt.verifier(),
                    expires_at: kept_until(tx).await?,
                };
                rows::insert(tx, &new, &letter).await?;
                note(tx, Actor::Public, new.id, "letter-handed-in", letter.text.as_bytes()).await?;
                return Ok(receipt);
            }
        }
    }
    Err(Problem::new(ProblemKind::Busy, "problem-busy"))
}

/// As long as a message that nobody answers, counted from the last thing that happened.
async fn kept_until(tx: &mut Tx) -> Result<Timestamp, Problem> {
    let days = saksi_network::network_settings(tx).await?.expiry_days.max(1);
    Ok(tx.now().day().plus(days * DAY))
}

async fn find(tx: &mut Tx, locator: &str, words: &str) -> Result<FoundRow, Problem> {
    let receipt = receipt::read(locator, words)?;
    let row = rows::with_locator(tx, &receipt.locator().compact()).await?;
    let stored = row.as_ref().map_or([0; 32].as_slice(), |row| row.verifier.as_slice());
    let opens = receipt.opens(stored);
    row.filter(|row| opens && row.state != LetterState::Withdrawn.code())
        .ok_or_else(|| Problem::field("words", "desk-problem-receipt"))
}

/// Where a letter stands, for the bearer of its receipt. Run as the system.
pub async fn standing(tx: &mut Tx, locator: &str, words: &str) -> Result<LetterStanding, Problem> {
    let row = find(tx, locator, words).await?;
    Ok(LetterStanding {
        check: row.fact_check,
        state: LetterState::from_code(&row.state).unwrap_or(LetterState::Open),
        text: row.text,
        answer: row.answer,
        day: row.day,
        expires_at: row.expires_at,
        entry: row.entry,
    })
}

/// Takes a letter back: it is deleted, unless a legal hold keeps it out of sight for now. A reply that was published stays.
pub async fn withdraw(tx: &mut Tx, locator: &str, words: &str) -> Result<TakenBack, Problem> {
    let row = find(tx, locator, words).await?;
    note(tx, Actor::Public, row.id, "letter-withdrawn", &[]).await?;
    if row.held {
        rows::set_withdrawn(tx, row.id).await?;
        return Ok(TakenBack::Held);
    }
    rows::delete(tx, row.id).await?;
    Ok(TakenBack::Deleted)
}

fn view(row: LetterRow) -> LetterView {
    LetterView {
        id: row.id,
        check: row.fact_check,
        title: if row.title.trim().is_empty() { row.statement } else { row.title },
        version: row.version,
        current: row.current,
        kind: LetterKind::from_code(&row.kind).unwrap_or(LetterKind::Mistake),
        from: row.sender,
        text: row.text,
        contact: row.contact,
        language: store::language(&row.language),
        day: row.day,
        state: LetterState::from_code(&row.state).unwrap_or(LetterState::Open),
        answer: row.answer,
    }
}

/// The letters that the member may decide about, those that wait first: to their organisation, and for the operator also those
/// to organisations that nobody works for here.
pub async fn list(tx: &mut Tx, by: &By) -> Result<Vec<LetterView>, Problem> {
    let found = if by.operator {
        let moderates = by.may.contains(Capability::MODERATE);
        let all = as_system!(tx, OPERATOR, rows::list(tx, by.organisation, true))?;
        all.into_iter().filter(|row| row.unattended || moderates).collect()
    } else {
        by.must(Capability::MODERATE)?;
        rows::list(tx, by.organisation, false).await?
    };
    Ok(found.into_iter().map(view).collect())
}

/// How many letters wait for the member to decide; none where they may not.
pub async fn waiting(tx: &mut Tx, by: &By) -> Result<i64, Problem> {
    if by.may.contains(Capability::MODERATE) { rows::waiting(tx, by.organisation).await } else { Ok(0) }
}

/// One letter, for those who may decide about it.
pub async fn letter(tx: &mut Tx, by: &By, id: LetterId) -> Result<LetterView, Problem> {
    readable(tx, by, id).await.map(view)
}

async fn readable(tx: &mut Tx, by: &By, id: LetterId) -> Result<LetterRow, Problem> {
    let own =
        rows::letter(tx, id).await?.filter(|row| row.owner == by.organisation && by.may.contains(Capability::MODERATE));
    match own {
        Some(row) => Ok(row),
        None if by.operator => {
            let row = as_system!(tx, OPERATOR, rows::letter(tx, id))?;
            row.filter(|row| row.unattended).ok_or_else(Problem::not_found)
        }
        None => Err(Problem::not_found()),
    }
}

/// Decides about a letter: a mistake is corrected or the check stands; a reply is published beside the check or declined.
/// Whoever wrote it reads the answer with their receipt; it may be empty where what was done speaks for itself.
pub async fn decide(tx: &mut Tx, by: &By, id: LetterId, decision: LetterState, answer: &str) -> Result<(), Problem> {
    let row = readable(tx, by, id).await?;
    let kind = LetterKind::from_code(&row.kind).unwrap_or(LetterKind::Mistake);
    if !kind.decisions().contains(&decision) {
        return Err(Problem::field("decision", "desk-staff-problem-choose-decision"));
    }
    let answer = if matches!(decision, LetterState::Declined | LetterState::Stands) {
        required_note("answer", answer, "desk-problem-letter-answer-missing")?
    } else {
        let answer = answer.trim();
        if answer.chars().count() > NOTE_CHARACTERS {
            return Err(Problem::field("answer", "desk-problem-note-long").with("most", NOTE_CHARACTERS));
        }
        answer.to_owned()
    };
    let taken = || Problem::conflict("desk-problem-letter-decided");
    if row.state != LetterState::Open.code() {
        return Err(taken());
    }
    let entry = match decision {
        LetterState::Published => publish_and_log(tx, by, row.fact_check, &row.sender, &row.text).await?.1,
        LetterState::Declined => Some(log_declined(tx, by, row.fact_check, &answer).await?),
        _ => None,
    };
    let decided =
        Decided { state: decision.code(), answer: &answer, by: by.person, entry, expires_at: kept_until(tx).await? };
    let done = if row.owner == by.organisation {
        rows::decide(tx, id, &decided).await?
    } else {
        as_system!(tx, OPERATOR, rows::decide(tx, id, &decided))?
    };
    if !done {
        return Err(taken());
    }
    note(tx, Actor::Member(by.person), id, "letter-decided", answer.as_bytes()).await
}

/// Deletes letters whose time has run out, at most `limit`, and gives how many. Run as the system.
pub(crate) async fn expire(tx: &mut Tx, limit: i64) -> Result<u64, Problem> {
    let mut gone = 0;
    for id in rows::expired(tx, limit).await? {
        rows::delete(tx, id).await?;
        gone += 1;
    }
    Ok(gone)
}

//! Introducing two people to each other.
//!
//! It must never tell one side what the other said before both said yes, nor which of them said no.

use saksi_base::problem::Problems;
use saksi_base::{IntroductionId, PersonId, Problem, Timestamp};
use saksi_db::Tx;
use saksi_network::Member;

use super::{note, profiles};
use crate::model::Field;
use crate::model::introductions::{Answer, Introduction, IntroductionState, LONGEST_TEXT, OPENABLE};
use crate::store::introductions as rows;

fn checked(field: &'static str, text: &str, missing: &'static str) -> Result<String, Problem> {
    let text = text.trim().to_owned();
    let mut problems = Problems::new();
    if text.is_empty() {
        problems.add(field, missing);
    } else if text.chars().count() > LONGEST_TEXT {
        problems.add(field, "directory-too-long").with("most", LONGEST_TEXT);
    }
    problems.finish()?;
    Ok(text)
}

/// Asks two people whether they want to know each other. Whoever asks can ask only whom they find themselves.
pub async fn begin(tx: &mut Tx, by: &Member, parties: [PersonId; 2], purpose: &str) -> Result<IntroductionId, Problem> {
    let purpose = checked("purpose", purpose, "directory-introduction-purpose-missing")?;
    let [one, other] = parties;
    if one == other || parties.contains(&by.person) {
        return Err(Problem::field("other", "directory-introduction-two"));
    }
    for person in parties {
        profiles::person(tx, person).await?;
    }
    let id = IntroductionId::new(&*tx.random());
    rows::insert(tx, id, (by.person, by.organisation), parties, &purpose).await?;
    note(tx, by.actor(), id.0, "introduction-begun", &[]).await?;
    Ok(id)
}

/// Those that one's organisation brokers, and those that concern oneself.
pub async fn mine(tx: &mut Tx, by: &Member) -> Result<Vec<Introduction>, Problem> {
    let mut all = rows::of(tx, by.person, by.organisation).await?;
    for one in &mut all {
        veil(one, by.person);
    }
    Ok(all)
}

/// Leaves of what the others said what is this reader's to know: nothing before both have answered, and never who said no.
fn veil(one: &mut Introduction, reader: PersonId) {
    let made = one.state == IntroductionState::Made;
    for party in one.parties.iter_mut().filter(|party| party.person != reader && !made) {
        party.answer = Answer::Waiting;
    }
}

/// One of them.
pub async fn introduction(tx: &mut Tx, by: &Member, id: IntroductionId) -> Result<Introduction, Problem> {
    let mut one = found(tx, by, id).await?;
    veil(&mut one, by.person);
    Ok(one)
}

async fn found(tx: &mut Tx, by: &Member, id: IntroductionId) -> Result<Introduction, Problem> {
    rows::introduction(tx, id)
        .await?
        .filter(|one| one.broker_organisation == by.organisation || one.party(by.person).is_some())
        .ok_or_else(Problem::not_found)
}

/// Answers for oneself: yes, with what the other may see, or no. When both said yes, each sees what the other allowed.
pub async fn answer(
    tx: &mut Tx,
    by: &Member,
    id: IntroductionId,
    agrees: bool,
    fields: &[Field],
) -> Result<IntroductionState, Problem> {
    let mut one = found(tx, by, id).await?;
    let Some(party) = one.parties.iter_mut().find(|party| party.person == by.person) else {
        return Err(Problem::forbidden());
    };
    if party.answer != Answer::Waiting || one.state != IntroductionState::Asked {
        return Err(Problem::conflict("directory-introduction-answered"));
    }
    party.answer = if agrees {
        Answer::Yes(fields.iter().copied().filter(|field| OPENABLE.contains(field)).collect())
    } else {
        Answer::No
    };
    let said = party.answer.clone();
    rows::answer(tx, id, by.person, &said).await?;
    let state = one.settled();
    if !rows::settle(tx, id, one.version, state, "").await? {
        return Err(Problem::conflict("directory-introduction-answered"));
    }
    if state == IntroductionState::Made {
        for party in &one.parties {
            let (Answer::Yes(fields), Some(other)) = (&party.answer, one.other(party.person)) else { continue };
            for field in fields {
                rows::reveal(tx, id, (party.person, other.person), *field).await?;
            }
        }
    }
    note(tx, by.actor(), id.0, "introduction-answered", &[]).await?;
    Ok(state)
}

/// Takes back what one opened. From now on the other sees only what others of their kind see.
pub async fn revoke(tx: &mut Tx, by: &Member, id: IntroductionId) -> Result<(), Problem> {
    found(tx, by, id).await?.party(by.person).ok_or_else(Problem::forbidden)?;
    if !rows::revoke(tx, id, by.person).await? {
        return Err(Problem::conflict("directory-introduction-nothing-open"));
    }
    note(tx, by.actor(), id.0, "introduction-revoked", &[]).await
}

/// Says what came of it, for the organisation that brokered: any of its members, should the one who began it have left.
pub async fn record(tx: &mut Tx, by: &Member, id: IntroductionId, outcome: &str) -> Result<(), Problem> {
    let outcome = checked("outcome", outcome, "directory-introduction-outcome-missing")?;
    let one = found(tx, by, id).await?;
    if one.broker_organisation != by.organisation {
        return Err(Problem::forbidden());
    }
    if !rows::settle(tx, id, one.version, one.state, &outcome).await? {
        return Err(Problem::conflict("directory-introduction-answered"));
    }
    note(tx, by.actor(), id.0, "introduction-recorded", &[]).await
}

/// Notes that somebody looks at what was opened to them alone.
pub async fn look(tx: &mut Tx, by: &Member, subject: PersonId) -> Result<(), Problem> {
    rows::note_look(tx, subject, by.person).await
}

/// Who looked at what one opened.
pub async fn looks(tx: &mut Tx, by: &Member) -> Result<Vec<(Timestamp, Option<String>)>, Problem> {
    rows::looks(tx, by.person).await
}

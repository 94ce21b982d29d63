//! The second step, recovery codes, and links that let somebody choose a new password.

use saksi_base::{AffiliationId, PersonId, Problem, ProblemKind};
use saksi_db::{Actor, Tx};

use super::people::{manages_people, note};
use crate::member::Member;
use crate::model::invitation;
use crate::model::password::StoredPassword;
use crate::model::recovery;
use crate::model::role::Role;
use crate::model::seal::SealKey;
use crate::model::secret::LinkSecret;
use crate::model::two_step::TwoStepSecret;
use crate::store;

/// Begins setting up the second step: a secret that counts once [`finish_two_step`] has seen a code made from it. The
/// same one until then, so that reloading the page does not spoil what was scanned.
pub async fn begin_two_step(tx: &mut Tx, key: &SealKey, person: PersonId) -> Result<TwoStepSecret, Problem> {
    let credential = store::credential(tx, person).await?.ok_or_else(Problem::not_found)?;
    if credential.two_step_since.is_some() {
        return Err(Problem::conflict("network-two-step-already"));
    }
    // One that does not open any more was sealed with a key that is lost; it never counted, so a new one takes its place.
    if let Some(secret) = credential.two_step.and_then(|sealed| key.open(person, &sealed)) {
        return Ok(secret);
    }
    if store::seal_mark(tx).await?.is_some_and(|mark| mark != key.mark()) {
        // The key was renewed while this process ran. What it sealed would open for nobody.
        tracing::error!("second steps are sealed with another key by now: start this process again");
        return Err(Problem::new(ProblemKind::Busy, "network-two-step-key-changed"));
    }
    let secret = TwoStepSecret::new(&*tx.random());
    let sealed = key.seal(person, &secret, &*tx.random())?;
    store::set_two_step_secret(tx, person, &sealed).await?;
    Ok(secret)
}

/// Makes the second step count. Returns the sheet of recovery codes, shown once.
pub async fn finish_two_step(tx: &mut Tx, key: &SealKey, person: PersonId, code: &str) -> Result<Vec<String>, Problem> {
    let credential = store::credential(tx, person).await?.ok_or_else(Problem::not_found)?;
    if credential.two_step_since.is_some() {
        return Err(Problem::conflict("network-two-step-already"));
    }
    let wrong = || Problem::field("code", "network-two-step-code-wrong");
    let secret = credential.two_step.and_then(|sealed| key.open(person, &sealed)).ok_or_else(wrong)?;
    let step = secret.accept(code, tx.now(), None).ok_or_else(wrong)?;
    store::start_two_step(tx, person, step).await?;
    note(tx, Actor::Member(person), person.0, "two-step-begun", &[]).await?;
    new_recovery_codes(tx, person).await
}

/// Seals the secrets that an earlier version kept readable, and holds that this is the key with which the others were
/// sealed. Gives how many it sealed; nothing where the key is another one.
pub async fn seal_second_steps(tx: &mut Tx, key: &SealKey) -> Result<Option<u64>, Problem> {
    let mark = key.mark();
    if store::claim_seal_mark(tx, &mark).await?.as_deref() != Some(mark.as_str()) {
        return Ok(None);
    }
    let mut sealed = 0;
    for (person, bytes) in store::readable_secrets(tx).await? {
        let secret = key.seal(person, &TwoStepSecret::from_bytes(bytes), &*tx.random())?;
        store::put_sealed_secret(tx, person, &secret).await?;
        sealed += 1;
    }
    Ok(Some(sealed))
}

/// Seals every secret anew under another key. Gives how many; nothing where `from` is not the key with which they are
/// sealed. What does not open now did not before, and stays.
pub async fn reseal_second_steps(tx: &mut Tx, from: &SealKey, to: &SealKey) -> Result<Option<u64>, Problem> {
    if seal_second_steps(tx, from).await?.is_none() {
        return Ok(None);
    }
    let mut moved = 0;
    for (person, sealed) in store::sealed_secrets(tx).await? {
        if let Some(secret) = from.open(person, &sealed) {
            let sealed = to.seal(person, &secret, &*tx.random())?;
            store::put_sealed_secret(tx, person, &sealed).await?;
            moved += 1;
        }
    }
    super::room_keys::rewrap(tx, from, to).await?;
    store::change_seal_mark(tx, &to.mark()).await?;
    Ok(Some(moved))
}

/// What [`SealKey::mark`] says of the key with which second steps are sealed here; none before any was.
pub async fn second_step_mark(tx: &mut Tx) -> Result<Option<String>, Problem> {
    store::seal_mark(tx).await
}

/// Takes another key from now on, since the one before is lost. What was sealed with it stays as it is: a second step is
/// still asked for, and a recovery code still serves. Keys of rooms are gone with it, and what they sealed.
pub async fn lose_second_step_key(tx: &mut Tx) -> Result<(), Problem> {
    store::drop_room_keys(tx).await?;
    store::drop_seal_mark(tx).await
}

/// Removes the second step. The caller has confirmed the password; whoever must have one is asked for a new one next.
pub async fn stop_two_step(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    store::clear_two_step(tx, person).await?;
    store::replace_recovery_codes(tx, person, &[]).await?;
    note(tx, Actor::Member(person), person.0, "two-step-ended", &[]).await
}

/// Draws a new sheet of recovery codes; the one before is void.
pub async fn new_recovery_codes(tx: &mut Tx, person: PersonId) -> Result<Vec<String>, Problem> {
    let sheet = recovery::new_sheet(&*tx.random());
    let hashes: Vec<_> = sheet.iter().filter_map(|code| recovery::hash_typed(code)).collect();
    store::replace_recovery_codes(tx, person, &hashes).await?;
    note(tx, Actor::Member(person), person.0, "recovery-codes-drawn", &[]).await?;
    Ok(sheet)
}

/// Issues a link with which somebody of the acting organisation chooses a new password; no administrator ever sets one.
/// Only owners do it, since the link opens the account. `clears_second` also removes a lost second step. Nobody issues
/// one for somebody who runs the network unless they run it too.
pub async fn issue_reset_link(
    tx: &mut Tx,
    by: &Member,
    affiliation: AffiliationId,
    clears_second: bool,
) -> Result<LinkSecret, Problem> {
    if !manages_people(tx, by).await?.contains(Role::Owner) {
        return Err(Problem::forbidden());
    }
    let affiliation = store::affiliation(tx, affiliation)
        .await?
        .filter(|a| a.organisation == by.organisation && a.ended.is_none())
        .ok_or_else(Problem::not_found)?;
    let person = store::person(tx, affiliation.person).await?.ok_or_else(Problem::not_found)?;
    let issuer = store::person(tx, by.person).await?.ok_or_else(Problem::forbidden)?;
    if person.operator && !issuer.operator {
        return Err(Problem::forbidden());
    }
    // An account that reaches into another organisation is not for this one's owner to open.
    let elsewhere = store::affiliations_of(tx, person.id)
        .await?
        .iter()
        .any(|other| other.ended.is_none() && other.organisation != by.organisation);
    if elsewhere && !issuer.operator {
        return Err(Problem::conflict("network-reset-elsewhere"));
    }
    let secret = LinkSecret::new(&*tx.random());
    let expires = tx.now().plus(invitation::RESET_LASTS);
    store::insert_reset_link(tx, &secret.hash(), person.id, by.person, clears_second, expires).await?;
    note(tx, by.actor(), person.id.0, "reset-link-issued", &[]).await?;
    Ok(secret)
}

fn spent() -> Problem {
    Problem::new(ProblemKind::Gone, "network-reset-spent")
}

/// Whom a reset link is for: the person, and what a guesser would know about them.
pub async fn reset_link(tx: &mut Tx, secret: &LinkSecret) -> Result<(PersonId, Vec<String>), Problem> {
    let link = store::reset_link(tx, &secret.hash()).await?.ok_or_else(spent)?;
    let known = super::sign_in::known_about(tx, link.person).await?;
    Ok((link.person, known))
}

/// Sets the password chosen with a reset link. Every session of the person ends.
pub async fn reset_password(tx: &mut Tx, secret: &LinkSecret, password: &StoredPassword) -> Result<PersonId, Problem> {
    let link = store::reset_link(tx, &secret.hash()).await?.ok_or_else(spent)?;
    if !store::spend_reset_link(tx, &secret.hash()).await? {
        return Err(spent());
    }
    store::set_password(tx, link.person, password).await?;
    if link.clears_second {
        store::clear_two_step(tx, link.person).await?;
        store::replace_recovery_codes(tx, link.person, &[]).await?;
    }
    store::delete_sessions(tx, link.person, None).await?;
    store::forget_browsers(tx, link.person).await?;
    note(tx, Actor::Member(link.person), link.person.0, "password-reset", &[]).await?;
    Ok(link.person)
}

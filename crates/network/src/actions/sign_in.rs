//! Signing in and out.
//!
//! A wrong name and a wrong password look the same and take the same time. A session is a random secret in a cookie and
//! its hash in the database; it gets another secret whenever it comes to open more than before.

use saksi_base::{OrganisationId, PersonId, Problem, SessionId, Timestamp, clock};
use saksi_db::{Actor, Db, Tx, Viewer};

use super::people::note;
use crate::hashing::Hashing;
use crate::member::Member;
use crate::model::password;
use crate::model::person::SignInName;
use crate::model::recovery;
use crate::model::role::{Capability, Roles};
use crate::model::seal::SealKey;
use crate::model::secret::{LinkSecret, SecretHash};
use crate::store::{self, NewSession};

/// How long a session lasts at most, in microseconds: 14 days.
pub(crate) const SESSION_LASTS: i64 = 14 * clock::DAY;
/// After how long without use a session ends, in microseconds: 12 hours.
pub const SESSION_IDLE: i64 = 12 * clock::HOUR;
/// How long somebody may take over the second step, in microseconds: ten minutes.
pub(crate) const SECOND_STEP_LASTS: i64 = 600 * clock::SECOND;
/// How long a browser stays known after the last sign-in, in microseconds: 180 days.
const KNOWN_LASTS: i64 = 180 * clock::DAY;
/// How long a new account may be used without a second step, in microseconds: 14 days.
pub(crate) const GRACE: i64 = 14 * clock::DAY;

/// What came of signing in.
#[derive(Debug)]
pub enum SignIn {
    /// Signed in; the secret belongs into the cookie.
    Done(LinkSecret),
    /// The password was right; the second step is next. The secret opens nothing but that.
    SecondStep(LinkSecret),
}

fn wrong() -> Problem {
    Problem::invalid("network-sign-in-wrong")
}

/// Checks a name and a password and begins a session. `replaced` is the secret of the session the browser had before,
/// which ends. Stores nothing about a failed attempt.
pub async fn sign_in(
    db: &Db,
    hashing: &Hashing,
    name: &str,
    password: &str,
    browser: &str,
    replaced: Option<SecretHash>,
) -> Result<SignIn, Problem> {
    let name = SignInName::parse(name).ok();
    let found = match &name {
        None => None,
        Some(name) => saksi_db::read!(db, Viewer::System, tx => { store::credential_by_name(&mut tx, name).await })?,
    };
    let too_long = password.len() > password::LONGEST_BYTES;
    let stored = found.as_ref().map(|credential| credential.password.clone()).filter(|_| !too_long);
    let right = hashing.verify(stored, if too_long { "" } else { password }).await?;
    let Some(credential) = found.filter(|_| right) else { return Err(wrong()) };
    let upgraded =
        if credential.password.needs_upgrade(hashing.cost()) { Some(hashing.hash(password).await?) } else { None };
    let second = credential.two_step_since.is_some();
    let person = credential.person;
    let secret: LinkSecret = saksi_db::write!(db, "sign in", Viewer::System, tx => {
        if let Some(replaced) = &replaced
            && let Some(old) = store::session_by_secret(&mut tx, replaced).await?
        {
            store::delete_session(&mut tx, old.person, old.id).await?;
        }
        if let Some(upgraded) = &upgraded {
            store::upgrade_password(&mut tx, person, &credential.password, upgraded).await?;
        }
        begin(&mut tx, person, None, browser, second).await.map(|(_, secret)| secret)
    })?;
    Ok(if second { SignIn::SecondStep(secret) } else { SignIn::Done(secret) })
}

/// Begins a session that is fully signed in, acting for `acting` or, without it, for the person's first organisation.
/// The secret belongs into the session cookie.
pub async fn start_session(
    tx: &mut Tx,
    person: PersonId,
    acting: Option<OrganisationId>,
    browser: &str,
) -> Result<(SessionId, LinkSecret), Problem> {
    begin(tx, person, acting, browser, false).await
}

async fn begin(
    tx: &mut Tx,
    person: PersonId,
    acting: Option<OrganisationId>,
    browser: &str,
    awaits_second: bool,
) -> Result<(SessionId, LinkSecret), Problem> {
    let acting = match acting {
        Some(acting) => Some(acting),
        None => first_organisation(tx, person).await?,
    };
    let random = tx.random();
    let id = SessionId::new(&*random);
    let secret = LinkSecret::new(&*random);
    let lasts = if awaits_second { SECOND_STEP_LASTS } else { SESSION_LASTS };
    let expires = tx.now().plus(lasts);
    let hash = secret.hash();
    let session = NewSession { id, person, organisation: acting, hash: &hash, awaits_second, browser, expires };
    store::insert_session(tx, &session).await?;
    Ok((id, secret))
}

async fn first_organisation(tx: &mut Tx, person: PersonId) -> Result<Option<OrganisationId>, Problem> {
    for affiliation in store::affiliations_of(tx, person).await? {
        if affiliation.ended.is_none()
            && store::organisation(tx, affiliation.organisation).await?.is_some_and(|o| o.closed.is_none())
        {
            return Ok(Some(affiliation.organisation));
        }
    }
    Ok(None)
}

/// A session that opens something, read for one request.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the session")]
#[derive(Debug, Clone)]
pub struct LiveSession {
    /// Which session.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// The name others see.
    pub name: String,
    /// Whether they run the network.
    pub operator: bool,
    /// Whether only the second step is open to it.
    pub awaits_second: bool,
    /// Whether they have a second step.
    pub two_step: bool,
    /// Whether they must set one up before anything else.
    pub must_set_up_two_step: bool,
    /// Until when they may do without one.
    pub grace_ends: Timestamp,
    /// Their own language, where it is one of the site's.
    pub language: Option<saksi_base::SiteLanguage>,
    /// Whether the hour of last use should be noted.
    pub stale: bool,
    /// Whom they act for.
    pub member: Option<Member>,
}

/// The session of a secret, unless it is unknown, too old or idle for too long.
pub async fn live_session(tx: &mut Tx, secret: &LinkSecret) -> Result<Option<LiveSession>, Problem> {
    let Some(row) = store::session_by_secret(tx, &secret.hash()).await? else { return Ok(None) };
    let now = tx.now();
    if now >= row.expires_at || now.since(row.used_at) >= SESSION_IDLE {
        return Ok(None);
    }
    let member = if row.awaits_second { None } else { acting(tx, &row).await? };
    let grace_ends = row.account_made.plus(GRACE);
    let two_step = row.two_step_since.is_some();
    let must_set_up_two_step = !two_step && (now >= grace_ends || store::network_settings(tx).await?.two_step_required);
    Ok(Some(LiveSession {
        id: row.id,
        person: row.person,
        name: row.display_name,
        operator: row.operator,
        awaits_second: row.awaits_second,
        two_step,
        must_set_up_two_step,
        grace_ends,
        language: saksi_base::SiteLanguage::from_tag(&row.language),
        stale: row.used_at < now.hour(),
        member,
    }))
}

async fn acting(tx: &mut Tx, row: &store::SessionRow) -> Result<Option<Member>, Problem> {
    let Some(organisation) = row.organisation else { return Ok(None) };
    let Some(affiliation) = store::affiliation_between(tx, row.person, organisation).await? else { return Ok(None) };
    if store::organisation_closed(tx, organisation).await? {
        return Ok(None);
    }
    let roles: Roles = affiliation.roles;
    let capabilities: Capability = roles.capabilities();
    Ok(Some(Member {
        person: row.person,
        name: row.display_name.clone(),
        organisation,
        organisation_name: affiliation.organisation_name,
        roles,
        capabilities,
        operator: row.operator,
        session: row.id,
    }))
}

/// Notes that a session is in use.
pub async fn touch_session(tx: &mut Tx, id: SessionId) -> Result<(), Problem> {
    store::touch_session(tx, id).await
}

/// Takes the second step with six digits or a recovery code. Returns the secret of the session that is now fully
/// signed in; the one before ends.
pub async fn second_step(
    tx: &mut Tx,
    key: &SealKey,
    pending: &LinkSecret,
    code: &str,
    browser: &str,
) -> Result<LinkSecret, Problem> {
    let over = || Problem::new(saksi_base::ProblemKind::SignIn, "network-second-step-over");
    let row = store::session_by_secret(tx, &pending.hash()).await?.ok_or_else(over)?;
    if !row.awaits_second || tx.now() >= row.expires_at {
        return Err(over());
    }
    spend_code(tx, key, row.person, code).await?;
    store::delete_session(tx, row.person, row.id).await?;
    begin(tx, row.person, row.organisation, browser, false).await.map(|(_, secret)| secret)
}

/// Spends six digits or a recovery code of a person who has a second step.
pub(crate) async fn spend_code(tx: &mut Tx, key: &SealKey, person: PersonId, code: &str) -> Result<(), Problem> {
    let wrong = || Problem::field("code", "network-code-wrong");
    let credential = store::credential(tx, person).await?.ok_or_else(wrong)?;
    let sealed = credential.two_step.as_ref().filter(|_| credential.two_step_since.is_some()).ok_or_else(wrong)?;
    let secret = key.open(person, sealed);
    let opens = secret.is_some();
    if let Some(step) = secret.and_then(|secret| secret.accept(code, tx.now(), credential.two_step_last)) {
        return if store::spend_step(tx, person, step).await? { Ok(()) } else { Err(wrong()) };
    }
    // Whoever has the sheet of recovery codes gets in, also where the secret does not open.
    let spent = match recovery::hash_typed(code) {
        Some(hash) => store::spend_recovery_code(tx, person, &hash).await?,
        None => false,
    };
    if !spent && !opens {
        tracing::error!(
            "a second-step secret does not open: its key was renewed while this process ran (start it again), or is lost"
        );
        return Err(Problem::field("code", "network-code-unreadable"));
    }
    if !spent {
        return Err(wrong());
    }
    note(tx, Actor::Member(person), person.0, "recovery-code-used", &[]).await
}

/// Makes the browser of a session known, so that somebody who guesses from elsewhere does not slow its owner down (the
/// device cookies of the OWASP guidance on online guessing). The secret belongs into a cookie of its own; it opens
/// nothing. `None` while the session still awaits its second step.
pub async fn remember_browser(
    tx: &mut Tx,
    session: &LinkSecret,
    before: Option<&LinkSecret>,
) -> Result<Option<LinkSecret>, Problem> {
    let Some(row) = store::session_by_secret(tx, &session.hash()).await?.filter(|row| !row.awaits_second) else {
        return Ok(None);
    };
    if let Some(before) = before {
        store::forget_browser(tx, &before.hash()).await?;
    }
    let secret = LinkSecret::new(&*tx.random());
    store::insert_known_browser(tx, row.person, &secret.hash()).await?;
    Ok(Some(secret))
}

/// Whether the account of this name was signed in to from the browser of this secret before.
pub async fn browser_is_known(tx: &mut Tx, secret: &LinkSecret, name: &str) -> Result<bool, Problem> {
    let since = tx.now().plus(-KNOWN_LASTS);
    let Some(person) = store::known_browser(tx, &secret.hash(), since).await? else { return Ok(false) };
    let Ok(name) = SignInName::parse(name) else { return Ok(false) };
    Ok(store::credential(tx, person).await?.is_some_and(|credential| credential.sign_in_name == name.as_str()))
}

/// Forgets a browser.
pub async fn forget_browser(tx: &mut Tx, secret: &LinkSecret) -> Result<(), Problem> {
    store::forget_browser(tx, &secret.hash()).await
}

/// Ends the session of a secret.
pub async fn sign_out(tx: &mut Tx, secret: &LinkSecret) -> Result<(), Problem> {
    if let Some(row) = store::session_by_secret(tx, &secret.hash()).await? {
        store::delete_session(tx, row.person, row.id).await?;
    }
    Ok(())
}

/// Ends one session of a person.
pub async fn sign_out_one(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<(), Problem> {
    if store::delete_session(tx, person, session).await? { Ok(()) } else { Err(Problem::not_found()) }
}

/// Ends every session of a person but the one they are in; returns how many ended.
pub async fn sign_out_everywhere(tx: &mut Tx, person: PersonId, except: Option<SessionId>) -> Result<u64, Problem> {
    let ended = store::delete_sessions(tx, person, except).await?;
    store::forget_browsers(tx, person).await?;
    note(tx, Actor::Member(person), person.0, "signed-out-everywhere", &[]).await?;
    Ok(ended)
}

/// Makes sure that whoever sits at the keyboard knows the password, before something that matters.
async fn confirm_password(
    db: &Db,
    hashing: &Hashing,
    person: PersonId,
    password: &str,
    field: &'static str,
) -> Result<(), Problem> {
    let credential = saksi_db::read!(db, Viewer::System, tx => { store::credential(&mut tx, person).await })?;
    let stored = credential.map(|credential| credential.password);
    if password.len() <= password::LONGEST_BYTES && hashing.verify(stored, password).await? {
        return Ok(());
    }
    Err(Problem::field(field, "network-password-wrong"))
}

/// After a change of how somebody signs in: their other sessions end, no browser is known any more, and this session gets another
/// secret, so that whoever had one of the old ones has nothing.
pub async fn renew_session(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<LinkSecret, Problem> {
    store::delete_sessions(tx, person, Some(session)).await?;
    store::forget_browsers(tx, person).await?;
    let secret = LinkSecret::new(&*tx.random());
    store::rotate_session(tx, session, &secret.hash()).await?;
    Ok(secret)
}

/// Makes sure that it is them: the present password and, where there is a second step, a code of it.
pub async fn confirm(
    db: &Db,
    (hashing, key): (&Hashing, &SealKey),
    session: &LiveSession,
    present: &str,
    code: &str,
) -> Result<(), Problem> {
    confirm_password(db, hashing, session.person, present, "present").await?;
    if !session.two_step {
        return Ok(());
    }
    saksi_db::write!(db, "confirm", Viewer::System, tx => { spend_code(&mut tx, key, session.person, code).await })
}

/// Sets another password, having made sure that it is them. Other sessions end, and this one gets another secret.
pub async fn change_password(
    db: &Db,
    (hashing, key): (&Hashing, &SealKey),
    session: &LiveSession,
    (present, code): (&str, &str),
    new: &str,
) -> Result<LinkSecret, Problem> {
    let known: Vec<String> = saksi_db::read!(db, Viewer::System, tx => { known_about(&mut tx, session.person).await })?;
    password::check(new, &known.iter().map(String::as_str).collect::<Vec<_>>())?;
    confirm(db, (hashing, key), session, present, code).await?;
    let stored = hashing.hash(new).await?;
    saksi_db::write!(db, "change password", Viewer::System, tx => {
        store::set_password(&mut tx, session.person, &stored).await?;
        note(&mut tx, Actor::Member(session.person), session.person.0, "password-changed", &[]).await?;
        renew_session(&mut tx, session.person, session.id).await
    })
}

/// What somebody who knows the person would try as their password.
pub(crate) async fn known_about(tx: &mut Tx, person: PersonId) -> Result<Vec<String>, Problem> {
    let mut known = vec![store::network_settings(tx).await?.name];
    if let Some(person) = store::person(tx, person).await? {
        known.extend([person.name, person.display_name]);
        known.extend(person.own_script_name);
    }
    if let Some(credential) = store::credential(tx, person).await? {
        known.push(credential.sign_in_name);
    }
    for affiliation in store::affiliations_of(tx, person).await? {
        known.push(affiliation.organisation_name);
    }
    Ok(known)
}

/// Deletes sessions and links that are over, and closes again what a restored backup opened; returns how many sessions went. Run it at
/// the start and about once an hour.
pub async fn sweep_sessions(tx: &mut Tx) -> Result<u64, Problem> {
    super::closing::close_again(tx).await?;
    let known_since = tx.now().plus(-KNOWN_LASTS);
    store::sweep_browsers(tx, known_since).await?;
    let idle_since = tx.now().plus(-SESSION_IDLE);
    store::sweep_sessions(tx, idle_since).await
}

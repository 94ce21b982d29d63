//! The key pair of a person: made at the first unlock, locked under a passphrase and under a printed code, unlocked for the time
//! of a session. While it is unlocked it lies under a lock whose secret only the browser's cookie holds, so that any process
//! can answer and a stolen database opens nothing.

use std::fmt;
use std::sync::Arc;

use saksi_base::{Problem, ProblemKind, Timestamp, clock};
use saksi_db::{Actor, Tx, Viewer};
use saksi_network::Member;
use saksi_network::model::password;
use saksi_vault::{
    Fingerprint, Generation, KeyEvent, KeyLog, KeyOwner, KeyStatement, LogDigest, LogFault, Passphrase, PassphraseCost,
    PrivateKey, PublicKey, RecoveryCode, SealError, SessionKey, Suite, WordList,
};
use zeroize::Zeroizing;

use super::{minute, note};
use crate::handle::{Cases, damaged, day_number};
use crate::model::calendar::Day;
use crate::store;

/// How long an unlocked key may lie unused, in microseconds: 30 minutes.
pub const IDLE: i64 = clock::HOUR / 2;

/// A member whose private key is open for this one request.
pub struct Unlocked {
    member: Member,
    key: Arc<PrivateKey>,
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked").field("person", &self.member.person).finish_non_exhaustive()
    }
}

impl Unlocked {
    /// Whose.
    pub const fn member(&self) -> &Member {
        &self.member
    }

    pub(crate) fn key(&self) -> Arc<PrivateKey> {
        Arc::clone(&self.key)
    }

    pub(crate) fn public(&self) -> &PublicKey {
        self.key.public_key()
    }
}

/// What somebody is told about their key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyState {
    /// Whether they have one.
    pub has_key: bool,
    /// The name that others compare.
    pub fingerprint: Option<Fingerprint>,
    /// Which of their keys it is.
    pub generation: Option<Generation>,
    /// The day on which it was made.
    pub since: Option<Timestamp>,
}

/// What somebody is told about their own key.
pub async fn key_state(cases: &Cases, member: &Member) -> Result<KeyState, Problem> {
    let pair =
        saksi_db::read!(cases.db, member.viewer(), tx => { store::keys::key_pair(&mut tx, member.person).await })?;
    Ok(KeyState {
        has_key: pair.is_some(),
        fingerprint: pair.as_ref().map(|pair| pair.public.fingerprint()),
        generation: pair.as_ref().map(|pair| pair.generation),
        since: pair.as_ref().map(|pair| pair.day),
    })
}

/// A passphrase to offer: seven random words. Show it once and keep it nowhere.
pub fn suggest_passphrase(cases: &Cases, list: WordList) -> Zeroizing<String> {
    Passphrase::suggest(list, &*cases.random())
}

/// A newly chosen passphrase, unless it is too short or what everybody tries first.
fn chosen(member: &Member, text: &str) -> Result<Passphrase, Problem> {
    let short = |_| Problem::field("passphrase", "cases-passphrase-short").with("least", Passphrase::LEAST_CHARACTERS);
    let passphrase = Passphrase::chosen(text).map_err(short)?;
    password::check(text, &[&member.name, &member.organisation_name])
        .map_err(|_| Problem::field("passphrase", "cases-passphrase-easy"))?;
    Ok(passphrase)
}

/// Two locks of one key, and the code that opens the second.
struct Locks {
    passphrase: saksi_vault::LockedKey,
    code: saksi_vault::LockedKey,
    printed: Zeroizing<String>,
}

fn lock_twice(key: &PrivateKey, passphrase: &Passphrase, random: &dyn saksi_base::Random) -> Result<Locks, Problem> {
    let code = RecoveryCode::new(random);
    Ok(Locks {
        passphrase: key
            .lock_with_passphrase(passphrase, PassphraseCost::STANDARD, random)
            .map_err(damaged("a new passphrase lock"))?,
        code: key.lock_with_code(&code, random).map_err(damaged("a new code lock"))?,
        printed: code.printed(),
    })
}

/// Makes somebody's key pair. Gives the code to print, once. It is not unlocked yet: that shows that the passphrase was kept.
pub async fn make_key(cases: &Cases, member: &Member, passphrase: &str) -> Result<Zeroizing<String>, Problem> {
    if key_state(cases, member).await?.has_key {
        return Err(Problem::conflict("cases-key-there"));
    }
    new_key(cases, member, passphrase, false).await
}

/// Makes somebody's next key pair, when passphrase and code are both lost. Nothing that was wrapped for the old one opens with it;
/// colleagues or trustees give access anew.
pub async fn replace_key(cases: &Cases, member: &Member, passphrase: &str) -> Result<Zeroizing<String>, Problem> {
    if !key_state(cases, member).await?.has_key {
        return Err(no_key());
    }
    new_key(cases, member, passphrase, true).await
}

async fn new_key(
    cases: &Cases,
    member: &Member,
    passphrase: &str,
    replaces: bool,
) -> Result<Zeroizing<String>, Problem> {
    let passphrase = chosen(member, passphrase)?;
    let (public, locks) = cases
        .hashing
        .queued(move |random| {
            let key = PrivateKey::generate(Suite::XWing, random).map_err(damaged("a new key"))?;
            let locks = lock_twice(&key, &passphrase, random)?;
            Ok((key.public_key().clone(), locks))
        })
        .await?;
    saksi_db::write!(cases.db, "new key", member.viewer(), tx => {
        if store::keys::key_pair(&mut tx, member.person).await?.is_some() != replaces {
            return Err(Problem::conflict("cases-key-there"));
        }
        store::keys::end_key_pairs(&mut tx, member.person).await?;
        store::keys::drop_session_locks(&mut tx, member.person).await?;
        let statement = begin_in_log(&mut tx, KeyOwner::Person(member.person), &public).await?;
        let generation = statement.generation();
        store::keys::insert_key_pair(&mut tx, member.person, generation, &public, &locks.passphrase, &locks.code).await?;
        note(&mut tx, Actor::Member(member.person), member.person.0, "key-begun", public.as_bytes()).await
    })?;
    Ok(locks.printed)
}

fn no_key() -> Problem {
    Problem::new(ProblemKind::Conflict, "cases-no-key")
}

/// Unlocks somebody's key for their session. `cookie_secret` is the secret in the session's cookie.
pub async fn unlock(cases: &Cases, member: &Member, cookie_secret: &str, passphrase: &str) -> Result<(), Problem> {
    let wrong = || Problem::field("passphrase", "cases-passphrase-wrong");
    let typed = Passphrase::typed(passphrase).map_err(|_| wrong())?;
    let pair =
        saksi_db::read!(cases.db, member.viewer(), tx => { store::keys::key_pair(&mut tx, member.person).await })?;
    let lock = pair.ok_or_else(no_key)?.passphrase_lock.ok_or_else(no_key)?;
    let session = SessionKey::derive(cookie_secret.as_bytes(), member.session).map_err(damaged("a session"))?;
    let lock = cases
        .hashing
        .queued(move |random| match lock.open_with_passphrase(&typed) {
            Ok(key) => key.lock_in_session(&session, random).map(Some).map_err(damaged("a session lock")),
            Err(SealError::WrongSecret) => Ok(None),
            Err(error) => Err(damaged("a passphrase lock")(error)),
        })
        .await?
        .ok_or_else(wrong)?;
    saksi_db::write!(cases.db, "unlock", member.viewer(), tx => {
        let used = minute(tx.now());
        store::keys::put_session_lock(&mut tx, member.session, member.person, &lock, used).await?;
        note(&mut tx, Actor::Member(member.person), member.person.0, "key-unlocked", &[]).await
    })
}

/// Somebody's key, where it is unlocked in this session; `None` where it is locked: never unlocked, unused for half an hour,
/// another cookie, or replaced since.
pub async fn unlocked(cases: &Cases, member: &Member, cookie_secret: &str) -> Result<Option<Unlocked>, Problem> {
    let found = saksi_db::read!(cases.db, member.viewer(), tx => {
        let lock = store::keys::session_lock(&mut tx, member.session, member.person).await?;
        let pair = store::keys::key_pair(&mut tx, member.person).await?;
        Ok::<_, Problem>(lock.zip(pair))
    })?;
    let Some(((lock, used), pair)) = found else { return Ok(None) };
    let now = cases.now();
    let session = SessionKey::derive(cookie_secret.as_bytes(), member.session).map_err(damaged("a session"))?;
    let fresh = now.since(used) < IDLE && lock.key() == pair.public.fingerprint();
    let key = match fresh.then(|| lock.open_in_session(&session)) {
        Some(Ok(key)) => key,
        Some(Err(SealError::WrongSecret)) | None => {
            self::lock(cases, member).await?;
            return Ok(None);
        }
        Some(Err(error)) => return Err(damaged("a session lock")(error)),
    };
    if used < minute(now) {
        saksi_db::write!(cases.db, "touch unlocked key", member.viewer(), tx => {
            store::keys::touch_session_lock(&mut tx, member.session, minute(now)).await
        })?;
    }
    Ok(Some(Unlocked { member: member.clone(), key: Arc::new(key) }))
}

/// Locks somebody's key in this session.
pub async fn lock(cases: &Cases, member: &Member) -> Result<(), Problem> {
    saksi_db::write!(cases.db, "lock", member.viewer(), tx => {
        store::keys::drop_session_lock(&mut tx, member.session).await
    })
}

/// Locks what has not been used for half an hour; gives how many keys. Run it every few minutes.
pub async fn lock_idle(cases: &Cases) -> Result<u64, Problem> {
    saksi_db::write!(cases.db, "lock idle keys", Viewer::System, tx => {
        let since = tx.now().plus(-IDLE);
        store::keys::drop_idle_session_locks(&mut tx, since).await
    })
}

/// Opens somebody's key with the printed code and puts it under a new passphrase. Gives the new code to print; the old one opens
/// nothing any more.
pub async fn recover_with_code(
    cases: &Cases,
    member: &Member,
    code: &str,
    passphrase: &str,
) -> Result<Zeroizing<String>, Problem> {
    let typed = RecoveryCode::parse(code).map_err(|_| Problem::field("code", "cases-code-mistyped"))?;
    relocked(cases, member, passphrase, move |pair| {
        let lock = pair.code_lock.as_ref().ok_or_else(no_key)?;
        lock.open_with_code(&typed).map_err(|error| match error {
            SealError::WrongSecret => Problem::field("code", "cases-code-wrong"),
            error => damaged("a code lock")(error),
        })
    })
    .await
}

/// Puts somebody's key under another passphrase. Gives a new code to print, since the old passphrase may be known together with
/// the old code; other sessions are locked.
pub async fn change_passphrase(
    cases: &Cases,
    member: &Member,
    old: &str,
    new: &str,
) -> Result<Zeroizing<String>, Problem> {
    let wrong = || Problem::field("present", "cases-passphrase-wrong");
    let typed = Passphrase::typed(old).map_err(|_| wrong())?;
    relocked(cases, member, new, move |pair| {
        let lock = pair.passphrase_lock.as_ref().ok_or_else(no_key)?;
        lock.open_with_passphrase(&typed).map_err(|error| match error {
            SealError::WrongSecret => wrong(),
            error => damaged("a passphrase lock")(error),
        })
    })
    .await
}

async fn relocked(
    cases: &Cases,
    member: &Member,
    passphrase: &str,
    open: impl FnOnce(&store::keys::KeyPair) -> Result<PrivateKey, Problem> + Send + 'static,
) -> Result<Zeroizing<String>, Problem> {
    let passphrase = chosen(member, passphrase)?;
    let pair =
        saksi_db::read!(cases.db, member.viewer(), tx => { store::keys::key_pair(&mut tx, member.person).await })?;
    let pair = pair.ok_or_else(no_key)?;
    let generation = pair.generation;
    let locks = cases.hashing.queued(move |random| lock_twice(&open(&pair)?, &passphrase, random)).await?;
    saksi_db::write!(cases.db, "lock key anew", member.viewer(), tx => {
        let (first, second) = (Some(&locks.passphrase), Some(&locks.code));
        if !store::keys::relock(&mut tx, member.person, generation, first, second).await? {
            return Err(Problem::conflict("cases-changed-meanwhile"));
        }
        store::keys::drop_session_locks(&mut tx, member.person).await?;
        note(&mut tx, Actor::Member(member.person), member.person.0, "key-locked-anew", &[]).await
    })?;
    Ok(locks.printed)
}

/// A new printed code; the old one opens nothing any more.
pub async fn new_code(cases: &Cases, me: &Unlocked) -> Result<Zeroizing<String>, Problem> {
    let code = RecoveryCode::new(&*cases.random());
    let lock = me.key.lock_with_code(&code, &*cases.random()).map_err(damaged("a new code lock"))?;
    let member = &me.member;
    saksi_db::write!(cases.db, "new recovery code", member.viewer(), tx => {
        let pair = store::keys::key_pair(&mut tx, member.person).await?.ok_or_else(no_key)?;
        if !store::keys::relock(&mut tx, member.person, pair.generation, None, Some(&lock)).await? {
            return Err(Problem::conflict("cases-changed-meanwhile"));
        }
        note(&mut tx, Actor::Member(member.person), member.person.0, "key-code-renewed", &[]).await
    })?;
    Ok(code.printed())
}

/// States in the log that a key begins.
pub(crate) async fn begin_in_log(tx: &mut Tx, owner: KeyOwner, key: &PublicKey) -> Result<KeyStatement, Problem> {
    let mut log = read_log(tx).await?;
    let statement = log.begin(owner, key.clone(), day_number(tx.now())).map_err(damaged("the log of keys"))?;
    store::keys::insert_statement(tx, &statement).await?;
    Ok(statement)
}

async fn read_log(tx: &mut Tx) -> Result<KeyLog, Problem> {
    let statements = store::keys::statements(tx, 0).await?;
    KeyLog::verify(&statements).map_err(|fault| {
        tracing::error!(%fault, "the log of keys is broken: somebody has changed the database; no key is added to it");
        Problem::new(ProblemKind::Internal, "cases-log-broken")
    })
}

/// One line of the public log of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Its place, from 0.
    pub position: u64,
    /// The day.
    pub day: Day,
    /// Whose key.
    pub owner: KeyOwner,
    /// Which of their keys.
    pub generation: Generation,
    /// Whether it begins; else it ends.
    pub began: bool,
    /// The name that people compare.
    pub fingerprint: Fingerprint,
    /// What the next line names: whoever keeps it sees whether the log still has this line.
    pub digest: LogDigest,
}

/// The public log of keys from a position on.
pub async fn key_log(cases: &Cases, from: u64) -> Result<Vec<LogLine>, Problem> {
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let statements = saksi_db::read!(cases.db, Viewer::Public, tx => { store::keys::statements(&mut tx, from).await })?;
    let read = |bytes: Vec<u8>| {
        let statement = KeyStatement::from_bytes(&bytes).map_err(damaged("the log of keys"))?;
        Ok(LogLine {
            position: statement.position(),
            day: Day::of(Timestamp(i64::from(statement.day()).saturating_mul(clock::DAY))),
            owner: statement.owner(),
            generation: statement.generation(),
            began: statement.event() == KeyEvent::Begins,
            fingerprint: statement.key().fingerprint(),
            digest: statement.digest(),
        })
    };
    statements.into_iter().map(read).collect()
}

/// Checks the whole log: how many statements it has and the digest of the last one, or where it is broken.
pub async fn verify_log(cases: &Cases) -> Result<Result<(u64, LogDigest), LogFault>, Problem> {
    let statements = saksi_db::read!(cases.db, Viewer::Public, tx => { store::keys::statements(&mut tx, 0).await })?;
    Ok(KeyLog::verify(&statements).map(|log| (log.length(), log.head())))
}

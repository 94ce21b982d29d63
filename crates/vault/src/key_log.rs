//! The public log of keys: a chain in which every key of a person, an organisation or its triage stands with its
//! generation, so that nobody can swap a key in silence.
//!
//! A server that swapped a key for its own would have to show one chain to some and another to others, and whoever keeps the
//! digest of the last statement (a partner, a responder's notebook, a page in an archive) sees that theirs is no longer in it.

use std::collections::BTreeMap;
use std::fmt;

use saksi_base::{OrganisationId, PersonId};

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{Reader, Statement};
use crate::case::Generation;
use crate::keys::PublicKey;
use crate::{SealError, cipher};

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyOwner {
    /// A person.
    Person(PersonId),
    /// An organisation.
    Organisation(OrganisationId),
    /// The triage of an organisation, to which people who ask for help seal; changes often.
    Triage(OrganisationId),
}

impl KeyOwner {
    const fn to_bytes(self) -> [u8; 17] {
        let (kind, id) = match self {
            Self::Person(id) => (1, id.0.into_bytes()),
            Self::Organisation(id) => (2, id.0.into_bytes()),
            Self::Triage(id) => (3, id.0.into_bytes()),
        };
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = id;
        [kind, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, SealError> {
        let kind = reader.byte()?;
        let id = reader.uuid()?;
        match kind {
            1 => Ok(Self::Person(PersonId(id))),
            2 => Ok(Self::Organisation(OrganisationId(id))),
            3 => Ok(Self::Triage(OrganisationId(id))),
            _ => Err(SealError::Damaged),
        }
    }
}

/// What a statement says about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyEvent {
    /// From now on this is the owner's key.
    Begins,
    /// From now on nothing may be sealed to it: it was lost, or its owner left. The next key has the next generation.
    Ends,
}

/// SHA-256 of a statement: what the next one names.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LogDigest([u8; 32]);

impl LogDigest {
    /// What the first statement names.
    pub const START: Self = Self([0; 32]);

    /// The 32 bytes.
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// From 32 stored bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// As hexadecimal digits.
impl fmt::Display for LogDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for LogDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogDigest({self})")
    }
}

/// One statement of the log. Everything in it is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStatement {
    position: u64,
    before: LogDigest,
    day: i32,
    owner: KeyOwner,
    generation: Generation,
    event: KeyEvent,
    key: PublicKey,
}

impl KeyStatement {
    /// Reads the canonical form. That it reads does not say that it fits the log; [`KeyLog::add`] does.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        Kind::KeyStatement.read(&mut reader, &[Algorithm::Sha256Chain])?;
        let position = reader.u64()?;
        let before = LogDigest(reader.array()?);
        let day = i32::from_be_bytes(reader.array()?);
        let owner = KeyOwner::read(&mut reader)?;
        let generation = Generation::read(&mut reader)?;
        let event = match reader.byte()? {
            1 => KeyEvent::Begins,
            2 => KeyEvent::Ends,
            _ => return Err(SealError::Damaged),
        };
        let key = PublicKey::from_bytes(reader.rest())?;
        Ok(Self { position, before, day, owner, generation, event, key })
    }

    /// The canonical form, which is stored, published and hashed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Kind::KeyStatement.with(Algorithm::Sha256Chain).to_vec();
        bytes.extend_from_slice(&self.position.to_be_bytes());
        bytes.extend_from_slice(&self.before.0);
        bytes.extend_from_slice(&self.day.to_be_bytes());
        bytes.extend_from_slice(&self.owner.to_bytes());
        bytes.extend_from_slice(&self.generation.to_bytes());
        bytes.push(match self.event {
            KeyEvent::Begins => 1,
            KeyEvent::Ends => 2,
        });
        bytes.extend_from_slice(self.key.as_bytes());
        bytes
    }

    /// Its digest.
    pub fn digest(&self) -> LogDigest {
        LogDigest(cipher::digest(&Statement::of("saksi key statement v1").and(&self.to_bytes())))
    }

    /// Its place in the log, from 0.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// The day, counted from 1970-01-01; no finer, since statements about people show the day alone.
    pub const fn day(&self) -> i32 {
        self.day
    }

    /// Whose key.
    pub const fn owner(&self) -> KeyOwner {
        self.owner
    }

    /// Which of the owner's keys.
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// What happened to it.
    pub const fn event(&self) -> KeyEvent {
        self.event
    }

    /// The key.
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }
}

/// Why a statement does not fit the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("statement {position} of the key log: {fault}")]
pub struct LogFault {
    /// Where the log breaks, from 0.
    pub position: u64,
    /// How.
    pub fault: LogFaultKind,
}

/// How a log is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFaultKind {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(SealError),
    /// It says another position than the one where it stands: one was left out, put in, or moved.
    #[error("it is not in its place")]
    Position,
    /// It names another digest than that of the statement before it: something before it was changed.
    #[error("what comes before it was changed")]
    Chain,
    /// Its day is before that of the statement before it.
    #[error("its day is before that of the statement before it")]
    Day,
    /// A key does not have the generation after the owner's last one, or ends that is not there.
    #[error("its generation does not follow")]
    Generation,
    /// A key that ends is another one than the one that began, or a key begins a second time.
    #[error("it names another key")]
    Key,
}

/// The owner's newest key.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Newest {
    generation: Generation,
    key: PublicKey,
    ended: bool,
}

/// A log that was checked from its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLog {
    length: u64,
    head: LogDigest,
    day: i32,
    newest: BTreeMap<KeyOwner, Newest>,
}

impl Default for KeyLog {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyLog {
    /// An empty log.
    pub const fn new() -> Self {
        Self { length: 0, head: LogDigest::START, day: i32::MIN, newest: BTreeMap::new() }
    }

    /// Checks a whole log in its canonical form.
    pub fn verify<B: AsRef<[u8]>>(statements: impl IntoIterator<Item = B>) -> Result<Self, LogFault> {
        let mut log = Self::new();
        for bytes in statements {
            let statement = KeyStatement::from_bytes(bytes.as_ref())
                .map_err(|why| LogFault { position: log.length, fault: LogFaultKind::Unreadable(why) })?;
            log.add(&statement)?;
        }
        Ok(log)
    }

    /// How many statements it has.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// The digest of its last statement: what others keep to see that nothing before it changes.
    pub const fn head(&self) -> LogDigest {
        self.head
    }

    /// The key to which things for this owner may be sealed.
    pub fn key_of(&self, owner: KeyOwner) -> Option<(Generation, &PublicKey)> {
        self.newest.get(&owner).filter(|newest| !newest.ended).map(|newest| (newest.generation, &newest.key))
    }

    /// States that a key begins: the owner's first, or the next one. A key that still holds ends with it.
    pub fn begin(&mut self, owner: KeyOwner, key: PublicKey, day: i32) -> Result<KeyStatement, SealError> {
        let generation = match self.newest.get(&owner) {
            Some(newest) => newest.generation.next()?,
            None => Generation::FIRST,
        };
        self.state(owner, generation, KeyEvent::Begins, key, day)
    }

    /// States that the owner's key ends. `None`: there is none that holds.
    pub fn end(&mut self, owner: KeyOwner, day: i32) -> Result<Option<KeyStatement>, SealError> {
        let Some((generation, key)) = self.key_of(owner) else { return Ok(None) };
        let key = key.clone();
        self.state(owner, generation, KeyEvent::Ends, key, day).map(Some)
    }

    fn state(
        &mut self,
        owner: KeyOwner,
        generation: Generation,
        event: KeyEvent,
        key: PublicKey,
        day: i32,
    ) -> Result<KeyStatement, SealError> {
        // A clock that was set back must not break the chain.
        let day = day.max(self.day);
        let statement = KeyStatement { position: self.length, before: self.head, day, owner, generation, event, key };
        self.add(&statement).map_err(|_| SealError::Damaged)?;
        Ok(statement)
    }

    /// Takes the next statement, if it fits.
    pub fn add(&mut self, statement: &KeyStatement) -> Result<(), LogFault> {
        let fail = |fault| Err(LogFault { position: self.length, fault });
        if statement.position != self.length {
            return fail(LogFaultKind::Position);
        }
        if statement.before != self.head {
            return fail(LogFaultKind::Chain);
        }
        if statement.day < self.day {
            return fail(LogFaultKind::Day);
        }
        let newest = self.newest.get(&statement.owner);
        match statement.event {
            KeyEvent::Begins => {
                let expected = newest.map_or(Ok(Generation::FIRST), |newest| newest.generation.next());
                if expected != Ok(statement.generation) {
                    return fail(LogFaultKind::Generation);
                }
                if newest.is_some_and(|newest| newest.key == statement.key) {
                    return fail(LogFaultKind::Key);
                }
            }
            KeyEvent::Ends => match newest {
                Some(newest) if !newest.ended && newest.generation == statement.generation => {
                    if newest.key != statement.key {
                        return fail(LogFaultKind::Key);
                    }
                }
                _ => return fail(LogFaultKind::Generation),
            },
        }
        let ended = statement.event == KeyEvent::Ends;
        let newest = Newest { generation: statement.generation, key: statement.key.clone(), ended };
        self.newest.insert(statement.owner, newest);
        self.length += 1;
        self.head = statement.digest();
        self.day = statement.day;
        Ok(())
    }
}

//! A new key for a case when somebody may no longer open it.
//!
//! Taking a wrap away is not enough: who opened the case before may have kept its key. So a new key is made, everything is
//! sealed again under it, and the old key ends. The work is cut into steps that can be repeated: an interruption loses
//! nothing, a step done twice does no harm, and the old key is given up only when nothing is left under it. What somebody
//! copied while they had access stays known to them; no key changes that.

use std::fmt;

use saksi_base::{CaseId, Random};

use crate::SealError;
use crate::algorithm::{Algorithm, Kind};
use crate::bytes::Reader;
use crate::case::{CaseKey, Generation, SealedPlace, SealedText};
use crate::file::{FileHeader, FileResealing};

/// A case on its way from one key to the next.
pub struct Rekeying {
    old: CaseKey,
    new: CaseKey,
    done: u64,
}

/// What is stored about a rekeying while it runs, beside the wraps of both keys. It holds no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RekeyingState {
    /// The case.
    pub case: CaseId,
    /// The generation that ends.
    pub old: Generation,
    /// The generation that begins.
    pub new: Generation,
    /// How many texts and files are done.
    pub done: u64,
}

impl RekeyingState {
    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        Kind::Rekeying.read(&mut reader, &[Algorithm::XChaChaPiece])?;
        let case = CaseId(reader.uuid()?);
        let (old, new) = (Generation::read(&mut reader)?, Generation::read(&mut reader)?);
        let done = reader.u64()?;
        reader.end()?;
        if old.next()? == new { Ok(Self { case, old, new, done }) } else { Err(SealError::Damaged) }
    }

    /// The form to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Kind::Rekeying.with(Algorithm::XChaChaPiece).to_vec();
        bytes.extend_from_slice(self.case.0.as_bytes());
        bytes.extend_from_slice(&self.old.to_bytes());
        bytes.extend_from_slice(&self.new.to_bytes());
        bytes.extend_from_slice(&self.done.to_be_bytes());
        bytes
    }
}

impl Rekeying {
    /// Begins: makes the next key of the case. Wrap [`Self::new_key`] for everybody who keeps access, the person who asked for
    /// help included, store those wraps and [`Self::state`], and from then on seal new texts under the new key.
    pub fn begin(old: CaseKey, source: &dyn Random) -> Result<Self, SealError> {
        let new = CaseKey::fresh(old.case(), old.generation().next()?, source);
        Ok(Self { old, new, done: 0 })
    }

    /// Goes on with both keys, opened from their wraps.
    pub fn resume(state: RekeyingState, old: CaseKey, new: CaseKey) -> Result<Self, SealError> {
        if old.case() != state.case || new.case() != state.case {
            return Err(SealError::OtherKey);
        }
        for (key, expected) in [(&old, state.old), (&new, state.new)] {
            if key.generation() != expected {
                return Err(SealError::OtherGeneration { expected, found: key.generation() });
            }
        }
        Ok(Self { old, new, done: state.done })
    }

    /// What to store after each step.
    pub const fn state(&self) -> RekeyingState {
        RekeyingState { case: self.old.case(), old: self.old.generation(), new: self.new.generation(), done: self.done }
    }

    /// The key to which the case goes.
    pub const fn new_key(&self) -> &CaseKey {
        &self.new
    }

    /// The key from which the case comes; what is not done yet still opens with it.
    pub const fn old_key(&self) -> &CaseKey {
        &self.old
    }

    /// Whichever of the two keys opens what was sealed under this generation.
    pub fn key_for(&self, generation: Generation) -> Result<&CaseKey, SealError> {
        [&self.new, &self.old]
            .into_iter()
            .find(|key| key.generation() == generation)
            .ok_or(SealError::OtherGeneration { expected: self.new.generation(), found: generation })
    }

    /// Reseals a text in its place. `None`: it is under the new key already, so there is nothing to do.
    pub fn reseal(
        &mut self,
        place: SealedPlace<'_>,
        sealed: &SealedText,
        source: &dyn Random,
    ) -> Result<Option<SealedText>, SealError> {
        if sealed.generation() == self.new.generation() {
            return Ok(None);
        }
        let plain = self.old.open(place, sealed)?;
        let sealed = self.new.seal(place, &plain, source)?;
        self.done += 1;
        Ok(Some(sealed))
    }

    /// Begins to reseal a file, chunk by chunk, into a new one with another header. `None`: it is under the new key already.
    pub fn reseal_file(
        &self,
        place: SealedPlace<'_>,
        header: &FileHeader,
        source: &dyn Random,
    ) -> Result<Option<FileResealing>, SealError> {
        if header.generation() == self.new.generation() {
            return Ok(None);
        }
        let to = FileResealing::fresh_header(&self.new, source);
        FileResealing::new(&self.old, &self.new, place, header, to).map(Some)
    }

    /// Goes on with a file of which some chunks are done.
    pub fn resume_file(
        &self,
        place: SealedPlace<'_>,
        from: &FileHeader,
        to: FileHeader,
    ) -> Result<FileResealing, SealError> {
        FileResealing::new(&self.old, &self.new, place, from, to)
    }

    /// Counts a file as done, after its new bytes are safe.
    pub fn file_done(&mut self) {
        self.done += 1;
    }

    /// Ends it: given the generation of everything that is stored for the case, gives up the old key, which is wiped. While
    /// anything is left under the old key, the rekeying comes back unchanged. After this, delete every wrap of the old key.
    pub fn finish(self, stored: impl IntoIterator<Item = Generation>) -> Result<CaseKey, NotDone> {
        let left = stored.into_iter().filter(|generation| *generation != self.new.generation()).count();
        if left == 0 { Ok(self.new) } else { Err(NotDone { rekeying: Box::new(self), left }) }
    }
}

impl fmt::Debug for Rekeying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rekeying(..)")
    }
}

/// A rekeying that cannot end yet.
#[derive(Debug, thiserror::Error)]
#[error("{left} sealed texts and files are not under the new key yet")]
pub struct NotDone {
    /// The rekeying, to go on with.
    pub rekeying: Box<Rekeying>,
    /// How many texts and files are left.
    pub left: usize,
}

//! Files that people send: opened within bounds, a few at a time, and never kept before somebody agreed.
//!
//! Why this room exists: rumours travel as pictures, clips and recordings more than as text. A file is looked at in memory; what
//! it repeats is found among the files of published checks (`shelf`), and the words in a picture go the way of any text.
//!
//! What it must never do: believe a file's name or type, hand a file on as it came (what a checker sees is a copy made from
//! pixels and sound alone), write a file down in the clear, or let one visitor's film keep all others waiting.
//!
//! Programs that open videos and read pictures belong to the program, behind the trait [`Helpers`]; without them pictures
//! are looked at, and the pages offer no more than that.

pub(crate) mod look;
pub(crate) mod shelf;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use saksi_base::{LanguageTag, Problem, ProblemKind};
use saksi_db::blobs::Blobs;
use saksi_media::{Limits, Picture, SoundFingerprint, Still, VideoFingerprint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use look::Looked;

/// What a program made of a video or a recording.
#[derive(Debug)]
pub struct Played {
    /// Its frames; none for a recording.
    pub video: VideoFingerprint,
    /// Its sound; none for a silent film.
    pub sound: SoundFingerprint,
    /// A copy without what cameras and programs write beside picture and sound.
    pub copy: Vec<u8>,
    /// Some moments of it.
    pub preview: Option<Still>,
    /// How long it is, as far as it was looked at.
    pub seconds: u32,
}

/// Why a file could not be played or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplayable {
    /// There is nothing in it to look at or listen to, or nothing that can be opened.
    Nothing,
    /// It took too long.
    TooSlow,
}

/// The programs of this machine that open what this program cannot open alone. They work on the calling thread.
pub trait Helpers: Send + Sync {
    /// Whether videos and recordings can be opened.
    fn plays(&self) -> bool;
    /// Whether words in pictures can be read.
    fn reads(&self) -> bool;
    /// Opens a video or a recording.
    fn play(&self, bytes: &[u8]) -> Result<Played, Unplayable>;
    /// The words in a picture, in the languages that it is likeliest to hold, the likeliest first (BCP 47).
    fn read(&self, picture: &Picture, languages: &[String]) -> Result<String, Unplayable>;
}

/// How much of the machine files may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaLimits {
    /// Most bytes of a picture.
    pub picture_bytes: usize,
    /// Most bytes of a video or a recording.
    pub other_bytes: usize,
    /// Files that are looked at in one moment; each keeps a core busy.
    pub at_once: usize,
    /// Most bytes of files that wait, sealed, for their senders to hand them in.
    pub staged_bytes: i64,
}

impl Default for MediaLimits {
    fn default() -> Self {
        Self { picture_bytes: 20 << 20, other_bytes: 50 << 20, at_once: 2, staged_bytes: 1 << 30 }
    }
}

/// Files that may wait for their turn; whoever comes after them is asked to come back.
const MAY_WAIT: usize = 6;
/// How long one waits for a turn.
const PATIENCE: Duration = Duration::from_secs(45);
/// The largest picture, in pixels: what telephones make at their best, within a quarter of a gigabyte while it is opened.
const PICTURE: Limits = Limits { side: 20_000, pixels: 50_000_000, memory: 256 << 20 };

/// Opens files and says where they are kept. Cheap to clone.
#[derive(Clone, Default)]
pub struct Media(Option<Arc<Inside>>);

struct Inside {
    helpers: Option<Arc<dyn Helpers>>,
    blobs: Blobs,
    limits: MediaLimits,
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Media").field(&self.takes()).finish()
    }
}

/// What may be sent here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Takes {
    /// Most bytes of a picture; zero where none is taken.
    pub picture: usize,
    /// Most bytes of a video or a recording; zero where none is taken.
    pub other: usize,
}

/// One fewer waits, however the waiting ends.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Media {
    /// Takes no files.
    pub fn none() -> Self {
        Self(None)
    }

    /// Takes files within limits and keeps them in `blobs`.
    pub fn new(blobs: Blobs, limits: MediaLimits, helpers: Option<Arc<dyn Helpers>>) -> Self {
        let turns = Arc::new(Semaphore::new(limits.at_once.max(1)));
        Self(Some(Arc::new(Inside { helpers, blobs, limits, turns, waiting: AtomicUsize::new(0) })))
    }

    /// What may be sent here.
    pub fn takes(&self) -> Takes {
        self.0.as_ref().map_or_else(Takes::default, |inside| Takes {
            picture: inside.limits.picture_bytes,
            other: if inside.helpers.as_ref().is_some_and(|helpers| helpers.plays()) {
                inside.limits.other_bytes
            } else {
                0
            },
        })
    }

    /// Where files are kept.
    pub(crate) fn blobs(&self) -> Result<&Blobs, Problem> {
        self.0.as_ref().map(|inside| &inside.blobs).ok_or_else(Problem::not_found)
    }

    pub(crate) fn limits(&self) -> MediaLimits {
        self.0.as_ref().map_or_else(MediaLimits::default, |inside| inside.limits)
    }

    fn inside(&self) -> Result<&Arc<Inside>, Problem> {
        self.0.as_ref().ok_or_else(|| Problem::field("file", "desk-problem-file-none"))
    }

    /// Waits for a turn, a while; beyond those who may wait, or after that while, one is asked to come back.
    async fn turn(inside: &Inside) -> Result<OwnedSemaphorePermit, Problem> {
        let busy = || Problem::new(ProblemKind::Busy, "problem-file-busy");
        let ahead = inside.waiting.fetch_add(1, Ordering::AcqRel);
        let waits = Waits(&inside.waiting);
        if ahead >= MAY_WAIT {
            return Err(busy());
        }
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&inside.turns).acquire_owned()).await;
        drop(waits);
        turn.map_err(|_| busy())?.map_err(|_| busy())
    }

    /// Looks at a file: what it is, what it can be found again by, and a copy of it that holds nothing else. Nothing is kept.
    pub async fn look(&self, bytes: bytes::Bytes) -> Result<Looked, Problem> {
        let inside = Arc::clone(self.inside()?);
        let takes = self.takes();
        let is_picture = saksi_media::looks_like_a_picture(&bytes);
        let most = if is_picture { takes.picture } else { takes.other };
        if most == 0 {
            return Err(Problem::field("file", "desk-problem-file-pictures"));
        }
        if bytes.len() > most {
            return Err(Problem::field("file", "desk-problem-file-large").with("megabytes", most >> 20));
        }
        let turn = Self::turn(&inside).await?;
        tokio::task::spawn_blocking(move || {
            let looked = match (is_picture, &inside.helpers) {
                (true, _) => Looked::picture(&bytes, &PICTURE),
                (false, Some(helpers)) => Looked::played(&bytes, &**helpers),
                (false, None) => Err(Problem::field("file", "desk-problem-file-pictures")),
            };
            drop(turn);
            looked
        })
        .await
        .map_err(|_| Problem::internal())?
    }

    /// Reads the words in a picture, where a program for that is installed; what it cannot read, or not in time, has none.
    pub(crate) async fn read_words(&self, looked: &mut Looked, reader: &LanguageTag) {
        let Some(picture) = looked.legible.take() else { return };
        let Ok(inside) = self.inside() else { return };
        let Some(helpers) = inside.helpers.clone().filter(|helpers| helpers.reads()) else { return };
        let Ok(turn) = Self::turn(inside).await else { return };
        // The reader's own language first; English stands in many pictures of every country.
        let languages: Vec<String> = [reader.as_str(), "en"].map(ToOwned::to_owned).to_vec();
        let read = tokio::task::spawn_blocking(move || {
            let words = helpers.read(&picture, &languages);
            drop(turn);
            words
        })
        .await;
        match read {
            Ok(Ok(words)) => looked.set_words(&words),
            Ok(Err(Unplayable::TooSlow)) => tracing::warn!("the words in a picture could not be read in time"),
            Ok(Err(Unplayable::Nothing)) | Err(_) => {}
        }
    }

    /// Whether words in pictures are read here.
    pub fn reads(&self) -> bool {
        self.0.as_ref().is_some_and(|inside| inside.helpers.as_ref().is_some_and(|helpers| helpers.reads()))
    }
}

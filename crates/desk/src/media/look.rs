//! What a file turned out to be.

use std::sync::Arc;

use saksi_base::Problem;
use saksi_media::{Fingerprint, Limits, Picture, PictureError, SoundFingerprint, Still, VideoFingerprint};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Helpers, Unplayable};
use crate::model::MediaKind;

/// Most characters of the words in a picture that are kept.
const WORDS: usize = 4_000;

/// What a file is found again by.
#[derive(Debug, Clone, PartialEq)]
pub enum Prints {
    /// A picture.
    Picture(Box<Fingerprint>),
    /// A video with its sound.
    Video(VideoFingerprint, SoundFingerprint),
    /// A recording.
    Sound(SoundFingerprint),
}

impl Prints {
    /// What it is.
    pub const fn kind(&self) -> MediaKind {
        match self {
            Self::Picture(_) => MediaKind::Picture,
            Self::Video(..) => MediaKind::Video,
            Self::Sound(_) => MediaKind::Sound,
        }
    }

    /// For the three columns: picture, video, sound.
    pub(crate) fn to_columns(&self) -> [Option<Vec<u8>>; 3] {
        match self {
            Self::Picture(picture) => [Some(picture.to_bytes()), None, None],
            Self::Video(video, sound) => [None, Some(video.to_bytes()), Some(sound.to_bytes())],
            Self::Sound(sound) => [None, None, Some(sound.to_bytes())],
        }
    }

    /// From the three columns; `None` where they hold no fingerprint of this version.
    pub(crate) fn from_columns(columns: [Option<&[u8]>; 3]) -> Option<Self> {
        match columns {
            [Some(picture), None, None] => Fingerprint::from_bytes(picture).ok().map(Box::new).map(Self::Picture),
            [None, Some(video), sound] => {
                let sound = sound.map_or_else(|| Some(SoundFingerprint::default()), SoundFingerprint::from_bytes)?;
                Some(Self::Video(VideoFingerprint::from_bytes(video)?, sound))
            }
            [None, None, Some(sound)] => SoundFingerprint::from_bytes(sound).map(Self::Sound),
            _ => None,
        }
    }
}

/// A file that was looked at: in memory alone, and gone with the request unless somebody agrees to hand it in.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What it is found again by.
    pub prints: Arc<Prints>,
    /// SHA-256 of the file as it came.
    pub hash: [u8; 32],
    /// A copy that holds picture and sound and nothing else.
    pub copy: Vec<u8>,
    /// How the copy's name ends.
    pub format: &'static str,
    /// A small picture of it (JPEG).
    pub preview: Option<Vec<u8>>,
    /// Width and height in pixels; zero for recordings.
    pub size: (u32, u32),
    /// How long it is; zero for pictures.
    pub seconds: u32,
    /// The words in the picture, as a program read them.
    pub words: String,
    /// The picture, while nobody has read it yet.
    pub(super) legible: Option<Picture>,
}

/// What stands before the bytes of a packed file.
#[derive(Serialize, Deserialize)]
struct Head {
    hash: Vec<u8>,
    format: String,
    size: (u32, u32),
    seconds: u32,
    words: String,
    /// Lengths of picture, video and sound fingerprint, preview and copy; -1 for none.
    lengths: [i64; 5],
}

fn known_format(format: &str) -> Option<&'static str> {
    ["jpg", "mkv", "mka"].into_iter().find(|known| *known == format)
}

impl Looked {
    /// What it is.
    pub fn kind(&self) -> MediaKind {
        self.prints.kind()
    }

    pub(super) fn picture(bytes: &[u8], limits: &Limits) -> Result<Self, Problem> {
        let still = Still::decode(bytes, limits).map_err(|error| said(&error))?;
        let picture = still.picture();
        Ok(Self {
            prints: Arc::new(Prints::Picture(Box::new(Fingerprint::of(&picture)))),
            hash: Sha256::digest(bytes).into(),
            copy: still.copy(),
            format: "jpg",
            preview: Some(still.preview()),
            size: still.size(),
            seconds: 0,
            words: String::new(),
            legible: Some(picture),
        })
    }

    pub(super) fn played(bytes: &[u8], helpers: &dyn Helpers) -> Result<Self, Problem> {
        let played = helpers.play(bytes).map_err(|error| {
            Problem::field(
                "file",
                match error {
                    Unplayable::Nothing => "desk-problem-file-kind",
                    Unplayable::TooSlow => "desk-problem-file-slow",
                },
            )
        })?;
        let is_video = !played.video.frames().is_empty();
        Ok(Self {
            hash: Sha256::digest(bytes).into(),
            copy: played.copy,
            format: if is_video { "mkv" } else { "mka" },
            size: played.preview.as_ref().filter(|_| is_video).map_or((0, 0), Still::size),
            preview: played.preview.as_ref().filter(|_| is_video).map(Still::preview),
            seconds: played.seconds,
            words: String::new(),
            legible: None,
            prints: Arc::new(if is_video {
                Prints::Video(played.video, played.sound)
            } else {
                Prints::Sound(played.sound)
            }),
        })
    }

    pub(super) fn set_words(&mut self, words: &str) {
        // A picture without writing is read as a few stray letters; those say nothing.
        let words: String = words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(WORDS).collect();
        if saksi_matching::Query::new(&words).informative_characters() >= 8 {
            self.words = words.trim().to_owned();
        }
    }

    /// Everything in one piece, for sealing.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let [picture, video, sound] = self.prints.to_columns();
        let parts = [picture.as_ref(), video.as_ref(), sound.as_ref(), self.preview.as_ref(), Some(&self.copy)];
        let head = Head {
            hash: self.hash.to_vec(),
            format: self.format.to_owned(),
            size: self.size,
            seconds: self.seconds,
            words: self.words.clone(),
            lengths: parts.map(|part| part.map_or(-1, |part| i64::try_from(part.len()).unwrap_or(-1))),
        };
        let mut packed = serde_json::to_vec(&head).unwrap_or_default();
        packed.push(b'\n');
        packed.reserve_exact(parts.iter().flatten().map(|part| part.len()).sum::<usize>() + 64);
        for part in parts.into_iter().flatten() {
            packed.extend_from_slice(part);
        }
        packed
    }

    /// From one piece.
    pub(crate) fn unpack(packed: &[u8]) -> Option<Self> {
        let end = packed.iter().position(|byte| *byte == b'\n')?;
        let head: Head = serde_json::from_slice(packed.get(..end)?).ok()?;
        let mut rest = packed.get(end + 1..)?;
        let mut parts: [Option<&[u8]>; 5] = [None; 5];
        for (part, length) in parts.iter_mut().zip(head.lengths) {
            if let Ok(length) = usize::try_from(length) {
                let (own, after) = rest.split_at_checked(length)?;
                (*part, rest) = (Some(own), after);
            }
        }
        let [picture, video, sound, preview, copy] = parts;
        Some(Self {
            prints: Arc::new(Prints::from_columns([picture, video, sound])?),
            hash: head.hash.try_into().ok()?,
            copy: copy?.to_vec(),
            format: known_format(&head.format)?,
            preview: preview.map(<[u8]>::to_vec),
            size: head.size,
            seconds: head.seconds,
            words: head.words,
            legible: None,
        })
    }
}

/// What was wrong with a picture, beside the field.
fn said(error: &PictureError) -> Problem {
    match error {
        PictureError::Format => Problem::field("file", "desk-problem-file-kind"),
        PictureError::TooLarge { most, .. } => {
            Problem::field("file", "desk-problem-file-pixels").with("megapixels", *most)
        }
        PictureError::Memory => Problem::field("file", "desk-problem-file-memory"),
        PictureError::Damaged(_) => Problem::field("file", "desk-problem-file-damaged"),
    }
}

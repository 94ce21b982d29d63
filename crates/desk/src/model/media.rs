//! Pictures, videos and sounds: what came with a message, and in which way it repeats a known one.

use saksi_base::{MediaId, Timestamp};
use saksi_media::index::Part;
use serde::Serialize;

use super::codes;

codes! {
    /// What a file turned out to be, whatever it was called.
    MediaKind {
        /// A picture.
        Picture = "picture",
        /// Moving pictures, with or without sound.
        Video = "video",
        /// A recording.
        Sound = "sound",
    }
}

/// How much of two videos or recordings is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overlap {
    /// All of both.
    Whole,
    /// What is asked about is a part of the known one.
    Part,
    /// The known one is a part of what is asked about.
    Inside,
    /// They share a stretch.
    Stretch,
}

impl Overlap {
    /// From how much of each lies in the other, 0 to 1.
    pub fn of(query_share: f32, known_share: f32) -> Self {
        match (query_share >= 0.8, known_share >= 0.8) {
            (true, true) => Self::Whole,
            (true, false) => Self::Part,
            (false, true) => Self::Inside,
            (false, false) => Self::Stretch,
        }
    }
}

/// By what a file repeats a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Via {
    /// Both are pictures.
    Picture(Part),
    /// The picture is a moment of the known video.
    Moment,
    /// Both are videos.
    Video(Overlap),
    /// Both sound alike; a video's sound counts too.
    Sound(Overlap),
}

/// Why a known file was found, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MediaReason {
    /// By what.
    pub via: Via,
    /// Left and right are exchanged.
    pub mirrored: bool,
    /// It is turned by a quarter or more.
    pub turned: bool,
    /// It is the same picture, but the words in it or beside it are others: an old picture with a new story.
    pub other_words: bool,
}

impl MediaReason {
    /// Every kind of reason in interfaces.
    pub const KINDS: &'static [&'static str] = &[
        "same_picture",
        "picture_part",
        "picture_inside",
        "picture_overlap",
        "video_moment",
        "same_video",
        "video_part",
        "video_inside",
        "video_stretch",
        "same_sound",
        "sound_part",
        "sound_inside",
        "sound_stretch",
    ];

    /// The kind in interfaces.
    pub const fn kind(&self) -> &'static str {
        match self.via {
            Via::Picture(Part::Whole) => "same_picture",
            Via::Picture(Part::CutOut) => "picture_part",
            Via::Picture(Part::Surrounded) => "picture_inside",
            Via::Picture(Part::CutOutSurrounded) => "picture_overlap",
            Via::Moment => "video_moment",
            Via::Video(Overlap::Whole) => "same_video",
            Via::Video(Overlap::Part) => "video_part",
            Via::Video(Overlap::Inside) => "video_inside",
            Via::Video(Overlap::Stretch) => "video_stretch",
            Via::Sound(Overlap::Whole) => "same_sound",
            Via::Sound(Overlap::Part) => "sound_part",
            Via::Sound(Overlap::Inside) => "sound_inside",
            Via::Sound(Overlap::Stretch) => "sound_stretch",
        }
    }
}

/// A file as a checker sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MediaView {
    /// The file.
    pub id: MediaId,
    /// What it is.
    pub kind: MediaKind,
    /// SHA-256 of the file as it came, to find or refuse it elsewhere.
    #[serde(skip)]
    pub hash: [u8; 32],
    /// How the copy ends, such as `jpg`.
    pub format: &'static str,
    /// Bytes of the copy.
    pub bytes: i64,
    /// Width and height in pixels, zero for sounds.
    pub size: (i64, i64),
    /// How long it is.
    pub seconds: i64,
    /// Whether there is a small picture of it.
    pub preview: bool,
    /// The words in the picture as a program read them, with everything personal masked.
    pub words: String,
    /// Whether a checker added it, and did so for the reader's organisation.
    pub own: bool,
    /// The day it came.
    pub day: Timestamp,
}

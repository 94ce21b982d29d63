//! The files that are known, in the memory of each process: derived from the database and kept true by the journal, as the
//! index of texts is.
//!
//! Files of claims that wait stand here too. They find near copies for the intake and for checkers, and no public answer.

use std::collections::HashMap;

use saksi_base::ClaimId;
use saksi_media::index::{Hit, Part};
use saksi_media::{MediaIndex, SoundIndex, SoundMatch, VideoIndex, VideoMatch};

use super::look::Prints;
use crate::model::{MediaReason, Overlap, Via};

/// Known files that are looked at for one search.
const CANDIDATES: usize = 24;

/// A file of a claim, as the database has it.
#[derive(Debug, Clone)]
pub(crate) struct KnownFile {
    pub(crate) prints: Prints,
    pub(crate) words: String,
}

#[derive(Debug)]
struct Item {
    claim: ClaimId,
    published: bool,
    words: String,
}

/// A known file that another repeats.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MediaHit {
    pub(crate) claim: ClaimId,
    pub(crate) published: bool,
    pub(crate) reason: MediaReason,
    /// Whether it is enough to answer by. Where it is not, people must compare.
    pub(crate) strong: bool,
    /// Whether hardly a dot differs, so that the words in it cannot differ either.
    pub(crate) exact: bool,
    /// How likely it is that the two are the same, 0 to 1.
    pub(crate) probability: f64,
    /// For the order among hits.
    pub(crate) likeness: f32,
    /// The words in the known picture.
    pub(crate) words: String,
}

/// Known files.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pictures: MediaIndex,
    videos: VideoIndex,
    sounds: SoundIndex,
    items: HashMap<u64, Item>,
    by_claim: HashMap<ClaimId, Vec<u64>>,
    next: u64,
}

impl Shelf {
    /// How many files it holds.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Puts the files of a claim in the place of those it had; none takes them out.
    pub(crate) fn replace(&mut self, claim: ClaimId, files: Vec<KnownFile>, published: bool) {
        for id in self.by_claim.remove(&claim).unwrap_or_default() {
            self.items.remove(&id);
            self.pictures.remove(id);
            self.videos.remove(id);
            self.sounds.remove(id);
        }
        self.add(claim, files, published);
    }

    /// Adds files of a claim.
    pub(crate) fn add(&mut self, claim: ClaimId, files: Vec<KnownFile>, published: bool) {
        for KnownFile { prints, words } in files {
            let id = self.next;
            self.next += 1;
            match &prints {
                Prints::Picture(picture) => self.pictures.insert(id, picture),
                Prints::Video(video, sound) => {
                    self.videos.insert(id, video);
                    self.sounds.insert(id, sound);
                }
                Prints::Sound(sound) => self.sounds.insert(id, sound),
            }
            self.items.insert(id, Item { claim, published, words });
            self.by_claim.entry(claim).or_default().push(id);
        }
    }

    /// What a file repeats: for each claim its best hit, the surest first.
    pub(crate) fn search(&self, prints: &Prints, published_only: bool) -> Vec<MediaHit> {
        let mut hits = Vec::new();
        match prints {
            Prints::Picture(picture) => {
                for hit in self.pictures.search(picture, CANDIDATES) {
                    hits.extend(self.picture(&hit, picture.quality()));
                }
                for (id, _) in self.videos.search_still(picture, CANDIDATES) {
                    hits.extend(self.moment(id));
                }
            }
            Prints::Video(video, sound) => {
                hits.extend(self.videos.search(video, CANDIDATES).iter().filter_map(|hit| self.video(hit)));
                hits.extend(self.sounds.search(sound, CANDIDATES).iter().filter_map(|hit| self.sound(hit)));
            }
            Prints::Sound(sound) => {
                hits.extend(self.sounds.search(sound, CANDIDATES).iter().filter_map(|hit| self.sound(hit)));
            }
        }
        hits.retain(|hit| hit.published || !published_only);
        hits.sort_by(|a, b| {
            (b.strong, b.likeness).partial_cmp(&(a.strong, a.likeness)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut seen = std::collections::HashSet::new();
        hits.retain(|hit| seen.insert(hit.claim));
        hits
    }

    fn hit(&self, id: u64, via: Via, likeness: f32) -> Option<MediaHit> {
        let item = self.items.get(&id)?;
        Some(MediaHit {
            claim: item.claim,
            published: item.published,
            reason: MediaReason { via, mirrored: false, turned: false, other_words: false },
            strong: true,
            exact: false,
            probability: SAME,
            likeness,
            words: item.words.clone(),
        })
    }

    fn picture(&self, hit: &Hit, quality: u8) -> Option<MediaHit> {
        let reason = hit.reason();
        let mut found = self.hit(hit.id, Via::Picture(reason.part), hit.likeness)?;
        found.reason.mirrored = reason.turn.mirrored;
        found.reason.turned = reason.turn.quarters != 0;
        found.exact = reason.part == Part::Whole && hit.distance <= 8 && quality >= 50;
        // Two pictures that share less than half of each may share a poster on a wall, or the frame of a programme.
        found.strong = reason.part != Part::CutOutSurrounded || hit.shown.min(hit.filled) >= 0.5;
        if !found.strong {
            found.probability = WEAKER;
        }
        Some(found)
    }

    fn moment(&self, id: u64) -> Option<MediaHit> {
        let mut found = self.hit(id, Via::Moment, 0.5)?;
        // One moment of a film may be the title of a programme.
        (found.strong, found.probability) = (false, WEAKER);
        Some(found)
    }

    fn video(&self, hit: &VideoMatch) -> Option<MediaHit> {
        let share = hit.query_share.max(hit.known_share);
        let mut found = self.hit(hit.id, Via::Video(Overlap::of(hit.query_share, hit.known_share)), share)?;
        found.reason.mirrored = hit.mirrored;
        found.strong = share >= 0.5;
        if !found.strong {
            found.probability = WEAKER;
        }
        Some(found)
    }

    fn sound(&self, hit: &SoundMatch) -> Option<MediaHit> {
        let share = hit.query_share.max(hit.known_share);
        // A little below a video that is as alike: music is laid under many films.
        let overlap = Overlap::of(hit.query_share, hit.known_share);
        let mut found = self.hit(hit.id, Via::Sound(overlap), share * 0.9)?;
        found.strong = share >= 0.8 && hit.seconds >= 10.0;
        if !found.strong {
            found.probability = WEAKER;
        }
        Some(found)
    }
}

/// How likely a strong hit is right, by the rule of succession: of the 239 hits that 275 pictures out of `media_set make DIR 77 36
/// 164 200` had (36 pictures under 20 edits, and strangers, among 200), none was wrong, which gives 240 in 241; said a little
/// lower, since real pictures are more alike than made ones.
const SAME: f64 = 0.99;
/// The same for what people must compare. That run had no such hit, so there is nothing to say it by: one in two.
const WEAKER: f64 = 0.5;

//! Putting messages that say the same together, one after the other: into claims, and claims into candidate narratives.
//!
//! A message joins the claim of the message it repeats, and opens a new one when it repeats none. When it repeats messages of
//! two claims, these become one, and the older keeps its name. Claims that share much without saying the same are put into one
//! candidate narrative, by a lower bar; a person decides what such a group means.
//!
//! The order of the messages is part of the result, and nothing else is: no clock, no randomness. What was once put together
//! is never taken apart by itself, so the bars for joining are high, those for merging higher, and another number, another
//! word in the place of one, or a "not" keeps two messages apart however much else they share.
//!
//! ```
//! use saksi_matching::cluster::{Clusters, Text};
//!
//! let mut clusters = Clusters::default();
//! let first = clusters.add(Text::new(1, "en", "Drinking warm lemon water every morning cures cancer of the stomach"));
//! let copy = clusters.add(Text::new(2, "en", "FWD: drinking warm lemon water every morning cures cancer of the stomach!!"));
//! assert!(first.opened && !copy.opened);
//! assert_eq!(copy.claim, first.claim);
//! ```

use std::{
    collections::HashMap,
    io::{BufRead, Write},
};

use serde::{Deserialize, Serialize};

use crate::{
    Entry, Hit, Index, Numbers, Query, Wording,
    dense::Vector,
    run::{RunError, each_line},
};

/// Messages that one is compared with.
const NEIGHBOURS: usize = 24;

/// Links of a message up to which an equal one says what it is about; more of them are a list.
const FEW_LINKS: usize = 3;

/// A message to be put somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The caller's name for it; a known one is taken out first and put anew.
    pub id: u128,
    /// BCP 47 tag; empty when unknown.
    pub language: String,
    /// As it was sent.
    pub text: String,
    /// Its sentence vector, where there is a model: one model for all, made as for a message that is looked up (`query: `), and
    /// taken as it is.
    pub vector: Option<Vector>,
}

impl Text {
    /// A message without vector.
    pub fn new(id: u128, language: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id, language: language.into(), text: text.into(), vector: None }
    }

    /// Adds the sentence vector.
    #[must_use]
    pub fn with_vector(mut self, vector: Vector) -> Self {
        self.vector = Some(vector);
        self
    }
}

/// What tells that two messages belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// The same link, which is no home page.
    SameLink,
    /// The same letters and digits.
    SameText,
    /// Much of one stands in the other, with nothing changed.
    NearCopy {
        /// How much, in percent.
        percent: u8,
    },
    /// Sentence vectors close enough to mean the same.
    SameMeaning {
        /// Their cosine, in percent.
        percent: u8,
    },
    /// Words in common: enough for a narrative, never for a claim.
    SharedWords {
        /// The most telling ones, at most eight.
        words: Vec<String>,
    },
    /// Sentence vectors close enough for a narrative.
    CloseMeaning {
        /// Their cosine, in percent.
        percent: u8,
    },
}

/// Why a message was put where it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Because {
    /// The message that it was compared with.
    #[serde(with = "crate::index::hex")]
    pub like: u128,
    /// What they have in common.
    pub evidence: Evidence,
}

/// Where a message was put. Claims and narratives bear the name of their first message.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The claim.
    pub claim: u128,
    /// Whether the claim is new.
    pub opened: bool,
    /// Claims that this message joined to `claim`; their names are no longer used.
    pub merged: Vec<u128>,
    /// Why this claim: for each claim that was joined, the closest message of it. Empty for a new claim.
    pub because: Vec<Because>,
    /// The candidate narrative.
    pub narrative: u128,
    /// Narratives that this message joined to `narrative`.
    pub merged_narratives: Vec<u128>,
    /// Why this narrative, beyond what put it into the claim.
    pub narrative_because: Vec<Because>,
}

/// How much two messages must have in common. All shares are 0..=1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// Share of one message in the other, from which it is a copy.
    pub copy: f32,
    /// The same, for joining two claims that were apart.
    pub merge: f32,
    /// Cosine from which two messages mean the same. At 0.93, multilingual-e5-small joins 3 of 1,943 pairs of a message and a
    /// near-miss in the training messages of this crate, and 35 of 1,956 pairs that say the same: words do most of the joining.
    pub meaning: f32,
    /// The same, for joining two claims that were apart.
    pub merge_meaning: f32,
    /// Share of a message's information, rare words weighing more, from which two claims are of one narrative.
    pub narrative: f32,
    /// Cosine from which two claims are of one narrative. At 0.885 it holds for a quarter of the pairs that say the same and for
    /// every eighth near-miss, which treats of the same matter.
    pub narrative_meaning: f32,
}

impl Default for Bars {
    fn default() -> Self {
        Self { copy: 0.55, merge: 0.7, meaning: 0.93, merge_meaning: 0.95, narrative: 0.22, narrative_meaning: 0.885 }
    }
}

/// All messages so far, in claims and candidate narratives.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    index: Index,
    bars: Bars,
    /// The claim of each message, as its number.
    claims_of: HashMap<u128, usize>,
    claims: Vec<Group>,
    /// Narratives of claims, by the same numbers.
    narratives: Vec<Group>,
}

/// A set in a forest of disjoint sets (Galler and Fischer 1964); the oldest member stands for it.
#[derive(Clone, Debug)]
struct Group {
    name: u128,
    parent: usize,
    /// Members, known at the root.
    size: usize,
}

fn root(groups: &[Group], mut at: usize) -> usize {
    while let Some(group) = groups.get(at)
        && group.parent != at
    {
        at = group.parent;
    }
    at
}

/// Joins two sets and gives back which root stays and which goes; none when they are one already.
fn join(groups: &mut [Group], a: usize, b: usize) -> Option<(usize, usize)> {
    let (a, b) = (root(groups, a), root(groups, b));
    let (stays, goes) = (a.min(b), a.max(b));
    if stays == goes {
        return None;
    }
    let size = groups.get(goes).map_or(0, |group| group.size);
    if let Some(group) = groups.get_mut(goes) {
        group.parent = stays;
    }
    if let Some(group) = groups.get_mut(stays) {
        group.size += size;
    }
    Some((stays, goes))
}

impl Clusters {
    /// Nothing yet, and these bars.
    pub fn new(bars: Bars) -> Self {
        Self { bars, ..Self::default() }
    }

    /// How many messages are known.
    pub fn len(&self) -> usize {
        self.claims_of.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.claims_of.is_empty()
    }

    /// The claim of a message.
    pub fn claim(&self, id: u128) -> Option<u128> {
        let &number = self.claims_of.get(&id)?;
        self.claims.get(root(&self.claims, number)).map(|group| group.name)
    }

    /// The candidate narrative of a message.
    pub fn narrative(&self, id: u128) -> Option<u128> {
        let &number = self.claims_of.get(&id)?;
        self.narratives.get(root(&self.narratives, root(&self.claims, number))).map(|group| group.name)
    }

    /// Takes a message out; `false` when it is not known. What it joined stays joined.
    pub fn remove(&mut self, id: u128) -> bool {
        if let Some(number) = self.claims_of.remove(&id) {
            let at = root(&self.claims, number);
            if let Some(group) = self.claims.get_mut(at) {
                group.size = group.size.saturating_sub(1);
            }
        }
        self.index.remove(id)
    }

    /// Puts a message where it belongs. Work is bounded, however much is known.
    pub fn add(&mut self, text: Text) -> Placed {
        let Text { id, language, text, vector } = text;
        self.remove(id);
        let mut query = Query::new(&text);
        if let Some(vector) = &vector {
            query = query.with_adapted(vector.clone(), 0.0);
        }
        let hits = self.index.search_aligned(&query, NEIGHBOURS, NEIGHBOURS);
        self.index.insert(Entry::new(id, language, text));
        if let Some(vector) = vector {
            self.index.set_adapted(id, &[vector]);
        }

        // Nearest first: the first claim found is the one to join, further ones only with more evidence.
        let mut found: Vec<usize> = Vec::new();
        let mut because = Vec::new();
        for hit in &hits {
            let Some(claim) = self.claims_of.get(&hit.id).map(|&number| root(&self.claims, number)) else { continue };
            if found.contains(&claim) {
                continue;
            }
            if let Some(evidence) = self.same_claim(&query, hit, !found.is_empty()) {
                found.push(claim);
                because.push(Because { like: hit.id, evidence });
            }
        }
        let opened = found.is_empty();
        let number = found.first().copied().unwrap_or_else(|| {
            let number = self.claims.len();
            let group = Group { name: id, parent: number, size: 0 };
            self.claims.push(group.clone());
            self.narratives.push(Group { size: 1, ..group });
            number
        });
        self.claims_of.insert(id, number);
        if let Some(group) = self.claims.get_mut(number) {
            group.size += 1;
        }
        let mut merged = Vec::new();
        let mut merged_narratives = Vec::new();
        for &other in found.iter().skip(1) {
            if let Some((stays, goes)) = join(&mut self.claims, number, other) {
                merged.extend(self.claims.get(goes).map(|group| group.name));
                merged_narratives.extend(self.join_narratives(stays, goes));
            }
        }

        let claim = root(&self.claims, number);
        let mut narrative_because = Vec::new();
        for (other, reason) in self.like_narratives(claim, &hits) {
            if let Some(gone) = self.join_narratives(claim, other) {
                merged_narratives.push(gone);
                narrative_because.push(reason);
            }
        }
        Placed {
            claim: self.claims.get(claim).map_or(id, |group| group.name),
            opened,
            merged,
            because,
            narrative: self.narrative(id).unwrap_or(id),
            // A claim that was opened just now had no narrative that anybody knew.
            merged_narratives: merged_narratives.into_iter().filter(|&gone| gone != id).collect(),
            narrative_because,
        }
    }

    fn join_narratives(&mut self, a: usize, b: usize) -> Option<u128> {
        let (_, goes) = join(&mut self.narratives, a, b)?;
        self.narratives.get(goes).map(|group| group.name)
    }

    /// What tells that a message says the same as a known one; `apart` when that would join two claims.
    fn same_claim(&self, query: &Query, hit: &Hit, apart: bool) -> Option<Evidence> {
        let Hit { lanes, .. } = hit;
        if hit.same_text && query.informative_characters() >= 4 {
            return Some(Evidence::SameText);
        }
        if query.links().len() <= FEW_LINKS && hit.link.as_ref().is_some_and(|link| !link.is_home_page()) {
            return Some(Evidence::SameLink);
        }
        let differs = matches!(hit.numbers, Numbers::Differ { .. }) || matches!(hit.wording, Wording::Changed(_));
        if differs || query.informative_characters() < 16 {
            return None;
        }
        let alike = lanes.near_duplicate.max(lanes.containment_entry_in_query).max(lanes.containment_query_in_entry);
        let (copy, meaning) =
            if apart { (self.bars.merge, self.bars.merge_meaning) } else { (self.bars.copy, self.bars.meaning) };
        if hit.wording == Wording::Kept && alike >= copy && hit.shared.count >= 3 && lanes.lexical >= copy / 2.0 {
            return Some(Evidence::NearCopy { percent: percent(alike) });
        }
        lanes.dense.filter(|&cosine| cosine >= meaning).map(|cosine| Evidence::SameMeaning { percent: percent(cosine) })
    }

    /// Claims whose narrative this claim belongs to, the closest message of each, best first.
    ///
    /// A narrative of several claims must be met in at least two of them: else, link by link, everything would become one.
    fn like_narratives(&self, claim: usize, hits: &[Hit]) -> Vec<(usize, Because)> {
        let mut met: Vec<(usize, Vec<usize>, Because)> = Vec::new();
        for hit in hits {
            let Some(other) = self.claims_of.get(&hit.id).map(|&number| root(&self.claims, number)) else { continue };
            let narrative = root(&self.narratives, other);
            if other == claim || narrative == root(&self.narratives, claim) {
                continue;
            }
            let Some(evidence) = self.same_narrative(hit) else { continue };
            match met.iter_mut().find(|(known, ..)| *known == narrative) {
                Some((_, claims, _)) if claims.contains(&other) => {}
                Some((_, claims, _)) => claims.push(other),
                None => met.push((narrative, vec![other], Because { like: hit.id, evidence })),
            }
        }
        met.retain(|(narrative, claims, _)| {
            let size = self.narratives.get(*narrative).map_or(1, |group| group.size);
            claims.len() >= size.min(2)
        });
        met.into_iter().map(|(narrative, _, because)| (narrative, because)).collect()
    }

    fn same_narrative(&self, hit: &Hit) -> Option<Evidence> {
        if hit.lanes.link {
            return Some(Evidence::SameLink);
        }
        if let Some(cosine) = hit.lanes.dense.filter(|&cosine| cosine >= self.bars.narrative_meaning) {
            return Some(Evidence::CloseMeaning { percent: percent(cosine) });
        }
        (hit.lanes.lexical >= self.bars.narrative && hit.shared.count >= 3)
            .then(|| Evidence::SharedWords { words: hit.shared.words.clone() })
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
fn percent(share: f32) -> u8 {
    (share * 100.0).floor().clamp(0.0, 100.0) as u8
}

/// What was done by [`cluster_files`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Messages read; of several with one id the last counts.
    pub texts: usize,
    /// Claims they were put into.
    pub claims: usize,
    /// Candidate narratives the claims were put into.
    pub narratives: usize,
}

#[derive(Deserialize)]
struct TextLine {
    id: serde_json::Value,
    #[serde(default)]
    lang: String,
    text: String,
    #[serde(default)]
    vector: Option<Vec<f32>>,
}

#[derive(Serialize)]
struct PlacedLine<'a> {
    text: &'a serde_json::Value,
    claim: &'a serde_json::Value,
    opened: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merged: Vec<&'a serde_json::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<BecauseLine<'a>>,
    narrative: &'a serde_json::Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merged_narratives: Vec<&'a serde_json::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    narrative_because: Vec<BecauseLine<'a>>,
}

#[derive(Serialize)]
struct BecauseLine<'a> {
    like: &'a serde_json::Value,
    #[serde(flatten)]
    evidence: Evidence,
}

#[derive(Serialize)]
struct ClaimLine<'a> {
    claim: &'a serde_json::Value,
    narrative: &'a serde_json::Value,
    texts: Vec<&'a serde_json::Value>,
}

/// Reads messages, one JSON object a line `{"id", "text", "lang"?, "vector"?: [floats]}`, and writes where each was put, as it is
/// read: `{"text", "claim", "opened", "merged"?, "because"?, "narrative", …}`. What was put there may be merged by a later one, so at
/// the end stands every claim with its messages: `{"claim", "narrative", "texts"}`.
pub fn cluster_files(texts: impl BufRead, mut out: impl Write, bars: Bars) -> Result<Stats, RunError> {
    let mut clusters = Clusters::new(bars);
    let mut names: Vec<serde_json::Value> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    each_line("texts", texts, |line, number| {
        let TextLine { id, lang, text, vector } = serde_json::from_str(line).map_err(|error| RunError::Line {
            file: "texts",
            line: number,
            problem: error.to_string(),
        })?;
        let at = *numbers.entry(id.to_string()).or_insert_with(|| {
            names.push(id);
            names.len() - 1
        });
        let mut one = Text::new(at as u128, lang, text);
        one.vector = vector.map(|floats| Vector::from_f32(&floats));
        let placed = clusters.add(one);
        let name = |id: u128| usize::try_from(id).ok().and_then(|at| names.get(at)).unwrap_or(&serde_json::Value::Null);
        let reasons = |all: Vec<Because>| -> Vec<BecauseLine<'_>> {
            all.into_iter().map(|one| BecauseLine { like: name(one.like), evidence: one.evidence }).collect()
        };
        write_line(
            &mut out,
            &PlacedLine {
                text: name(at as u128),
                claim: name(placed.claim),
                opened: placed.opened,
                merged: placed.merged.into_iter().map(name).collect(),
                because: reasons(placed.because),
                narrative: name(placed.narrative),
                merged_narratives: placed.merged_narratives.into_iter().map(name).collect(),
                narrative_because: reasons(placed.narrative_because),
            },
        )
    })?;
    let mut claims: Vec<(u128, u128, Vec<&serde_json::Value>)> = Vec::new();
    let mut places: HashMap<u128, usize> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        let (Some(claim), Some(narrative)) = (clusters.claim(at as u128), clusters.narrative(at as u128)) else {
            continue;
        };
        let place = *places.entry(claim).or_insert_with(|| {
            claims.push((claim, narrative, Vec::new()));
            claims.len() - 1
        });
        if let Some((_, _, texts)) = claims.get_mut(place) {
            texts.push(name);
        }
    }
    let name = |id: u128| usize::try_from(id).ok().and_then(|at| names.get(at)).unwrap_or(&serde_json::Value::Null);
    let narratives: std::collections::BTreeSet<u128> = claims.iter().map(|&(_, narrative, _)| narrative).collect();
    let stats = Stats { texts: names.len(), claims: claims.len(), narratives: narratives.len() };
    for (claim, narrative, texts) in claims {
        write_line(&mut out, &ClaimLine { claim: name(claim), narrative: name(narrative), texts })?;
    }
    out.flush()?;
    Ok(stats)
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> Result<(), RunError> {
    serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

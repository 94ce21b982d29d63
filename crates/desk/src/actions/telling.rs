//! Which known claims a longer text tells: an archived page, and not a message that somebody forwards. The text is compared passage by
//! passage, as a message would be: all of it by words and links, and by meaning, where a model is installed, what they left open at its
//! beginning. Nothing of it is stored or counted.
//!
//! A page costs as much as dozens of messages, and the more claims are known the more each of them costs. So few pages are compared at the
//! same moment, and each for a bounded time; what was not reached is told.

use std::time::{Duration, Instant};

use saksi_base::{ClaimId, LanguageTag, Problem, ProblemKind};
use saksi_db::{Db, Tx, Viewer};
use saksi_matching::{Hit, Policy, Query};
use saksi_network::Capability;
use tokio::sync::Semaphore;

use super::{By, public, queue, receive};
use crate::matcher::{Desk, Matcher};
use crate::meaning::Compared;
use crate::model::{Channel, HandIn, SimilarClaim};
use crate::store::{checks, claims, intake};

/// Letters after which a passage ends with the line or the sentence that it is in.
const PASSAGE: usize = 280;
/// Most passages that are compared: a page of eleven thousand letters or so. What follows is seldom what the page tells.
const PASSAGES: usize = 40;
/// Most claims that are named.
const TOLD: usize = 8;
/// Pages that are compared at the same moment; each keeps a core busy.
static TURNS: Semaphore = Semaphore::const_new(2);

/// How much is spent on one page.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// How long a page waits for its turn.
    pub wait: Duration,
    /// How long passages are compared by words and links. The title is, in any case.
    pub by_words: Duration,
    /// How long passages are compared by meaning.
    pub by_meaning: Duration,
    /// Most passages that are compared by meaning: each asks the encoder, at whose door people wait who ask.
    pub meant: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            wait: Duration::from_secs(2),
            by_words: Duration::from_millis(1_500),
            by_meaning: Duration::from_millis(1_500),
            meant: 8,
        }
    }
}

/// What came of comparing a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing {
    /// The claims that it tells, the surest first.
    pub claims: Vec<Heard>,
    /// How many passages it has, its title among them; no more than are ever compared.
    pub passages: usize,
    /// How many of them were compared.
    pub compared: usize,
    /// How many of those by meaning.
    pub meant: usize,
    /// How: by meaning as well, by words alone since no model is installed, or since too many were asking.
    pub how: Compared,
}

/// A passage that tells a claim, before it is known whether the member may see the claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// The claim.
    pub claim: ClaimId,
    /// How sure it is that the passage tells it, 0 to 1.
    pub confidence: f32,
    /// How alike they are, 0 to 1.
    pub likeness: f64,
    /// The words in common, the most telling first.
    pub words: Vec<String>,
    /// The passage.
    pub passage: String,
}

/// A claim that a text tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The claim, as it stands at the desk.
    pub claim: SimilarClaim,
    /// The passage that tells it.
    pub passage: String,
    /// Whether the member works at the desk, where its page is; others see the published one.
    pub at_desk: bool,
}

/// The passages of a text: lines that belong together, cut where a sentence ends.
fn passages(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut letters = 0_usize;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        for c in line.chars() {
            open.push(c);
            letters += 1;
            let ends = matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '။' | '។');
            // Thai and Lao write no full stop: a blank will do, once the passage is long.
            if letters >= PASSAGE && (ends || letters >= 2 * PASSAGE && c.is_whitespace()) || letters >= 4 * PASSAGE {
                all.push(std::mem::take(&mut open).trim().to_owned());
                letters = 0;
            }
        }
        // A heading and a line of a list say too little alone.
        if letters >= PASSAGE / 4 {
            all.push(std::mem::take(&mut open).trim().to_owned());
            letters = 0;
        } else if letters > 0 {
            open.push('\n');
        }
        if all.len() >= PASSAGES {
            break;
        }
    }
    all.push(open.trim().to_owned());
    all.retain(|passage| !passage.is_empty());
    all.truncate(PASSAGES);
    all
}

/// The claims that a page tells: by its title with its address, and passage by passage. `None`: too many pages are being compared.
pub async fn heard(matcher: &Matcher, title: &str, address: &str, text: &str, effort: &Effort) -> Option<Hearing> {
    let _turn = tokio::time::timeout(effort.wait, TURNS.acquire()).await.ok()?.ok()?;
    let head = format!("{title}\n{address}").trim().to_owned();
    let all: Vec<String> = std::iter::once(head).chain(passages(text)).collect();
    let count = all.len();
    let (one, longest) = (matcher.clone(), effort.by_words);
    // Not on a thread that serves others.
    let by_words = tokio::task::spawn_blocking(move || by_words(&one, all, longest)).await.ok()?;
    let (mut claims, compared) = by_words;
    let (meant, how) = by_meaning(matcher, &compared, &mut claims, effort).await;
    claims.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(b.likeness.total_cmp(&a.likeness)));
    Some(Hearing { claims, passages: count, compared: compared.len(), meant, how })
}

/// Compares passages until the time is over; gives what was heard, and the passages that were compared.
fn by_words(matcher: &Matcher, mut passages: Vec<String>, longest: Duration) -> (Vec<Heard>, Vec<String>) {
    let begun = Instant::now();
    let mut heard = Vec::new();
    let mut compared = 0;
    for passage in &passages {
        if compared > 0 && begun.elapsed() >= longest {
            break;
        }
        add(&mut heard, matcher.told(&Query::new(passage), &Policy::web()), passage);
        compared += 1;
    }
    passages.truncate(compared);
    (heard, passages)
}

/// Compares by meaning what words and links left open, from the beginning; gives how many passages that were.
async fn by_meaning(
    matcher: &Matcher,
    passages: &[String],
    heard: &mut Vec<Heard>,
    effort: &Effort,
) -> (usize, Compared) {
    let Some(meaning) = matcher.meaning() else { return (0, Compared::Words) };
    let begun = Instant::now();
    let mut meant = 0;
    let open: Vec<&String> =
        passages.iter().filter(|passage| heard.iter().all(|one| one.passage != **passage)).take(effort.meant).collect();
    if open.is_empty() {
        return (0, Compared::Settled);
    }
    for passage in open {
        if begun.elapsed() >= effort.by_meaning {
            break;
        }
        // People who ask come first: when all turns of the encoder are taken, the page goes without.
        let Some(vector) = meaning.of_message(passage).await else { return (meant, Compared::Busy) };
        let (one, text) = (matcher.clone(), passage.clone());
        let told = move || one.told(&Query::new(&text).with_vector(vector), &Policy::web());
        let Ok(told) = tokio::task::spawn_blocking(told).await else { return (meant, Compared::Busy) };
        add(heard, told, passage);
        meant += 1;
    }
    (meant, Compared::Meaning)
}

/// Adds what a passage tells; of a claim that several tell, the surest stays.
fn add(heard: &mut Vec<Heard>, told: Vec<(Hit, f32)>, passage: &str) {
    for (hit, confidence) in told {
        let claim = ClaimId(uuid::Uuid::from_u128(hit.id));
        let likeness = f64::from(hit.score);
        let found = Heard { claim, confidence, likeness, words: hit.shared.words, passage: passage.to_owned() };
        match heard.iter_mut().find(|known| known.claim == claim) {
            Some(known) if known.confidence < confidence => *known = found,
            Some(_) => {}
            None => heard.push(found),
        }
    }
}

/// What was heard, as far as the member may see it: claims that wait for those who work at the desk alone.
pub async fn told(tx: &mut Tx, by: &By, heard: &[Heard]) -> Result<Vec<Told>, Problem> {
    let at_desk = by.may.contains(Capability::CHECK);
    let mut found = Vec::new();
    for one in heard {
        if found.len() >= TOLD {
            break;
        }
        let row = match claims::seen(tx, one.claim).await {
            Ok(row) if !row.hidden && row.joined_into.is_none() => row,
            Ok(_) => continue,
            Err(problem) if problem.kind == ProblemKind::NotFound => continue,
            Err(problem) => return Err(problem),
        };
        let checks = checks::seen_of_claim(tx, one.claim).await?;
        let checks: Vec<_> =
            checks.into_iter().filter(|check| check.state == "published").map(public::summary).collect();
        if checks.is_empty() && !at_desk {
            continue;
        }
        let claim = SimilarClaim {
            id: one.claim,
            statement: row.statement,
            state: queue::claim_state(&row.lane, row.busy),
            asked: row.asked,
            likeness: one.likeness,
            words: one.words.clone(),
            media: None,
            said: None,
            may_join: false,
            checks,
        };
        found.push(Told { claim, passage: one.passage.clone(), at_desk });
    }
    Ok(found)
}

/// Hands in what a page says, for the member's organisation, and gives the claim that it is or joined. The same seed gives the same claim.
/// Run as the system, as whatever is handed in.
pub async fn hand_in(
    db: &Db,
    desk: &Desk,
    by: &By,
    text: &str,
    language: &LanguageTag,
    seed: [u8; 32],
) -> Result<ClaimId, Problem> {
    saksi_db::write!(db, "hand in", Viewer::System, tx => {
        let intake = receive::intake(&mut tx, Some(by.organisation)).await?;
        let what = HandIn {
            text: text.to_owned(),
            reason: None,
            channel: Channel::Web,
            language: Some(language.clone()),
            intake,
            file: None,
            seed,
        };
        let handed = receive::hand_in(&mut tx, desk, &what).await?;
        let receipt = intake::receipt(&mut tx, &handed.receipt.locator().compact()).await?;
        receipt.and_then(|receipt| receipt.claim).ok_or_else(Problem::internal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_passages_where_sentences_and_lines_end() {
        assert_eq!(passages(" \n\n"), Vec::<String>::new());
        // A heading goes with what follows it; a paragraph of its own is one passage.
        let paragraph = "The dam will not hold tonight, say people who live below it and who were told nothing at all.";
        assert_eq!(
            passages(&format!("News\n{paragraph}\n\n{paragraph}")),
            [format!("News\n{paragraph}"), paragraph.to_owned()]
        );
        // A long one is cut at the end of a sentence, and nothing is lost.
        let long = format!("{paragraph} ").repeat(9);
        let cut = passages(&long);
        assert!(cut.len() > 1 && cut.iter().all(|part| part.ends_with('.')), "{cut:?}");
        assert_eq!(cut.join(" "), long.trim());
        // What has no stops is cut all the same, and a novel is not read to its end.
        let thai = "ดื่มน้ำมะนาวอุ่นทุกเช้ารักษามะเร็ง ".repeat(2_000);
        let cut = passages(&thai);
        assert_eq!(cut.len(), PASSAGES);
        assert!(cut.iter().all(|part| part.chars().count() <= 4 * PASSAGE));
        assert_eq!(passages(&"字".repeat(100_000)).len(), PASSAGES);
    }
}

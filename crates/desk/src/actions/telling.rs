//! Which known claims a longer text tells: an archived page, and not a message that somebody forwards. The text is compared passage by
//! passage, by words and links, as a message would be; nothing of it is stored or counted.

use saksi_base::{ClaimId, LanguageTag, Problem, ProblemKind};
use saksi_db::{Db, Tx, Viewer};
use saksi_matching::Policy;
use saksi_network::Capability;

use super::{By, public, queue, receive};
use crate::matcher::{Desk, Matcher};
use crate::model::{Channel, HandIn, SimilarClaim};
use crate::store::{checks, claims, intake};

/// Letters after which a passage ends with the line or the sentence that it is in.
const PASSAGE: usize = 280;
/// Most passages that are compared: a page of eleven thousand letters or so. What follows is seldom what the page tells.
const PASSAGES: usize = 40;
/// Most claims that are named.
const TOLD: usize = 8;

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

/// The claims that a page tells, the surest first: by its title with its address, and passage by passage. It compares some dozens of
/// messages, so it runs where it keeps nobody waiting.
pub fn heard(matcher: &Matcher, title: &str, address: &str, text: &str) -> Vec<Heard> {
    let head = format!("{title}\n{address}");
    let mut all: Vec<Heard> = Vec::new();
    for passage in std::iter::once(head.trim().to_owned()).chain(passages(text)) {
        for (hit, confidence) in matcher.told(&passage, &Policy::web()) {
            let claim = ClaimId(uuid::Uuid::from_u128(hit.id));
            let likeness = f64::from(hit.score);
            let found = Heard { claim, confidence, likeness, words: hit.shared.words, passage: passage.clone() };
            match all.iter_mut().find(|known| known.claim == claim) {
                Some(known) if known.confidence < confidence => *known = found,
                Some(_) => {}
                None => all.push(found),
            }
        }
    }
    all.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(b.likeness.total_cmp(&a.likeness)));
    all
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

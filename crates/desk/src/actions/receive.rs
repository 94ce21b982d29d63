//! Somebody asks, and if nothing is known, may hand it in.

use std::sync::Arc;

use saksi_base::{
    ClaimId, ContentType, LanguageTag, Marking, MessageId, OrganisationId, Problem, ProblemKind, Random, ReceiptId,
    SiteLanguage,
};
use saksi_db::{Actor, Db, Entry, NETWORK_SPACE, Tx, Viewer};
use saksi_matching::{Decision, DecisionKind, Policy, Query};
use saksi_vault::{Receipt, WordList};
use sha2::{Digest, Sha256};

use super::language;
use super::placing::{Sent, Words, place};
use crate::masking;
use crate::matcher::Desk;
use crate::meaning::Compared;
use crate::media::Looked;
use crate::media::shelf::MediaHit;
use crate::model::{
    Asked, HandIn, HandedIn, Intake, LINK_CHARACTERS, LINKS, MESSAGE_CHARACTERS, MediaKind, Outcome, REASON_CHARACTERS,
};
use crate::store::media::Belongs;
use crate::store::{self, claims, intake, media};

/// Characters of a message that stand for the claim until a checker gives it words.
const EXCERPT_CHARACTERS: usize = 160;

/// Makes what was pasted into a message: line ends and blanks tidied, invisible filler and control characters taken out.
/// Refuses what is empty, too long, or not text, with what to do about it beside the field `text`.
pub fn tidy_message(text: &str) -> Result<String, Problem> {
    let mut odd = 0_usize;
    let mut tidy = String::with_capacity(text.len().min(MESSAGE_CHARACTERS * 4));
    let mut count = 0_usize;
    let mut invisible = false;
    for c in text.chars() {
        match c {
            '\r' | '\u{FEFF}' | '\u{00AD}' => continue,
            '\n' | '\t' => {}
            // Joiners shape words in Indic, Persian and Urdu text and families of emoji; one is meant, a run is filler.
            c if is_invisible(c) => {
                if invisible || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
                    continue;
                }
                invisible = true;
                tidy.push(c);
                continue;
            }
            c if c.is_control() || c == '\u{FFFD}' => {
                odd += 1;
                continue;
            }
            _ => {}
        }
        invisible = false;
        count += 1;
        tidy.push(c);
    }
    if odd * 10 > count {
        return Err(Problem::field("text", "desk-problem-message-binary"));
    }
    let tidy = tidy.trim().to_owned();
    if without_last_links(&tidy).chars().filter(|c| !is_invisible(*c)).count() > MESSAGE_CHARACTERS {
        return Err(Problem::field("text", "desk-problem-message-long").with("most", MESSAGE_CHARACTERS));
    }
    if Query::new(&tidy).is_empty() {
        return Err(Problem::field("text", "desk-problem-message-empty"));
    }
    Ok(tidy)
}

/// Joiners, marks of direction and tags: nothing that a reader sees.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
}

/// A text without the links that stand alone on its last lines, as many as may come beside it.
fn without_last_links(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..LINKS {
        let (before, last) = rest.rsplit_once('\n').unwrap_or(("", rest));
        let is_link = (last.starts_with("https://") || last.starts_with("http://"))
            && !last.contains(char::is_whitespace)
            && last.chars().count() <= LINK_CHARACTERS;
        if !is_link {
            break;
        }
        rest = before;
    }
    rest.trim_end()
}

/// What was pasted beside a file: there need not be anything.
fn tidy_beside_file(text: &str) -> Result<String, Problem> {
    match tidy_message(text) {
        Err(problem)
            if problem.for_field("text").is_some_and(|field| field.message == "desk-problem-message-empty") =>
        {
            Ok(String::new())
        }
        other => other,
    }
}

/// Answers "is this known?" from memory with one read. Stores nothing; what was asked is counted in memory and written
/// together with others later. A message that a moderator blocked gets no answer but a plain word.
pub async fn ask(desk: &Desk, db: &Db, text: &str, reader: &LanguageTag, policy: &Policy) -> Result<Asked, Problem> {
    ask_about(desk, db, text, None, reader, policy).await
}

/// As [`ask`], for a text, a file, or both. The words in a picture are read on the way, and stay with `file`.
pub async fn ask_about(
    desk: &Desk,
    db: &Db,
    text: &str,
    file: Option<&mut Looked>,
    reader: &LanguageTag,
    policy: &Policy,
) -> Result<Asked, Problem> {
    let clock = db.clock();
    let begun = clock.now();
    let text = if file.is_some() { tidy_beside_file(text)? } else { tidy_message(text)? };
    if !desk.matcher.is_ready() {
        return Err(Problem::new(ProblemKind::Busy, "desk-problem-not-ready"));
    }
    let mut words = String::new();
    let mut seen = Seen::default();
    if let Some(file) = file {
        let hits = desk.matcher.media_like(Arc::clone(&file.prints), true).await;
        // Where hardly a dot differs there is nothing to gain by reading, and a person waits.
        if hits.first().is_none_or(|hit| !hit.exact) {
            desk.media.read_words(file, reader).await;
        }
        words.clone_from(&file.words);
        seen.hits = hits;
    }
    let (found, compared) = by_words(desk, &text, &words, policy).await;
    seen.weigh(&text, &words, &found);

    let mut claims: Vec<ClaimId> = Vec::new();
    let by_text = found.top.iter().map(|hit| ClaimId(uuid::Uuid::from_u128(hit.id)));
    let by_file = seen.hits.iter().map(|hit| hit.claim);
    let ordered: Vec<ClaimId> =
        if seen.leads { by_file.chain(by_text).collect() } else { by_text.chain(by_file).collect() };
    for claim in ordered {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    let mut answers = if claims.is_empty() {
        Vec::new()
    } else {
        let read: Result<_, Problem> =
            saksi_db::read!(db, Viewer::Public, tx => { super::public::answers_of(&mut tx, &claims, reader).await });
        read?
    };
    for answer in &mut answers {
        let by_text = found.top.iter().find(|hit| hit.id == answer.claim.0.as_u128()).map(|hit| f64::from(hit.score));
        let by_file = seen.hits.iter().find(|hit| hit.claim == answer.claim).map(|hit| hit.probability);
        answer.likeness = by_text.unwrap_or(0.0).max(by_file.unwrap_or(0.0));
    }
    // What the index still holds may have been taken back a moment ago.
    let best = claims.first().copied();
    let first = answers.iter().filter(|answer| Some(answer.claim) == best).count();
    let outcome = match (seen.leads, found.kind) {
        _ if answers.is_empty() => Outcome::None,
        (true, _) if seen.answers && first > 0 => Outcome::Answer,
        (false, DecisionKind::Answer) if first > 0 => Outcome::Answer,
        (true, _) | (false, DecisionKind::Answer | DecisionKind::Suggest) => Outcome::Suggest,
        (false, DecisionKind::Ask) => Outcome::Ask,
        (false, DecisionKind::None) => Outcome::None,
    };
    let certain = if outcome == Outcome::Answer { first } else { 0 };
    desk.matcher.tally(best.filter(|_| outcome == Outcome::Answer));
    let reason = if answers.is_empty() { saksi_matching::Reason::NothingClose } else { found.reason.clone() };
    let top = found.top.first().filter(|_| !seen.leads);
    let leading = seen.hits.first().filter(|_| seen.leads && !answers.is_empty());
    Ok(Asked {
        outcome,
        reason,
        media: leading.map(|hit| hit.reason),
        answers,
        certain,
        confidence: leading.map_or(f64::from(found.confidence), |hit| hit.probability),
        shared: top.map(|hit| hit.shared.words.clone()).unwrap_or_default(),
        meaning: top.and_then(|hit| hit.lanes.dense).map(f64::from),
        compared,
        elapsed: clock.now().since(begun),
    })
}

/// Reads the words in a picture that nobody has read yet.
pub async fn read_words(desk: &Desk, file: &mut Looked, reader: &LanguageTag) {
    desk.media.read_words(file, reader).await;
}

/// What the text and the words in a picture find, whichever finds more.
async fn by_words(desk: &Desk, text: &str, words: &str, policy: &Policy) -> (Decision, Compared) {
    const fn rank(decision: &Decision) -> u8 {
        match decision.kind {
            DecisionKind::Answer => 3,
            DecisionKind::Suggest => 2,
            DecisionKind::Ask => 1,
            DecisionKind::None => 0,
        }
    }
    let mut best: Option<(Decision, Compared)> = None;
    for text in [text, words].into_iter().filter(|text| !text.is_empty()) {
        let found = desk.matcher.find(text, policy).await;
        let better = best.as_ref().is_none_or(|(best, _)| {
            (rank(&found.0), found.0.confidence)
                .partial_cmp(&(rank(best), best.confidence))
                .is_some_and(std::cmp::Ordering::is_gt)
        });
        if better {
            best = Some(found);
        }
    }
    // A picture without a word: there is nothing that words could find.
    best.unwrap_or_else(|| (desk.matcher.find_by_words("", policy), Compared::Settled))
}

/// Letters of a text beside a picture from which on it tells a story of its own.
pub(crate) const STORY: usize = 12;
/// Letters in two pictures from which on they can be compared, and how alike they must then be (Sørensen–Dice, 0 to 1).
const LEGIBLE: usize = 20;
const SAME_WORDS: f32 = 0.4;

/// Whether other words stand in two pictures that otherwise show the same.
pub(crate) fn differs_in_writing(words: &str, hit: &MediaHit) -> bool {
    let legible = |text: &str| Query::new(text).informative_characters() >= LEGIBLE;
    !hit.exact
        && legible(words)
        && legible(&hit.words)
        && saksi_matching::near_duplicate(words, &hit.words) < SAME_WORDS
}

/// What is known like a file.
#[derive(Default)]
struct Seen {
    hits: Vec<MediaHit>,
    /// Whether the file says more than the words.
    leads: bool,
    /// Whether it is enough to answer by.
    answers: bool,
}

impl Seen {
    /// Sets what the file found against what the words found. An old picture with a new story is the oldest trick: where the
    /// words beside it or in it are others, the reader compares.
    fn weigh(&mut self, text: &str, words: &str, found: &Decision) {
        let informative = |text: &str| Query::new(text).informative_characters();
        let told = |claim: ClaimId| found.top.iter().any(|hit| hit.id == claim.0.as_u128());
        let has_story = informative(text) >= STORY;
        for hit in &mut self.hits {
            let other_story = has_story && !told(hit.claim);
            hit.reason.other_words = other_story || differs_in_writing(words, hit);
        }
        let Some(first) = self.hits.first() else { return };
        let settled = found.kind == DecisionKind::Answer
            && found.top.first().is_some_and(|hit| hit.id != first.claim.0.as_u128() || !first.strong);
        self.leads = !settled;
        let strong = self.hits.iter().filter(|hit| hit.strong).count();
        self.answers = first.strong && strong == 1 && !first.reason.other_words;
    }
}

/// Whom a message goes to: the organisation that the sender chose, else the one that the network names, else the first one
/// here. Imported organisations never receive anything, nobody works under their name.
pub async fn intake(tx: &mut Tx, chosen: Option<OrganisationId>) -> Result<Intake, Problem> {
    let settings = saksi_network::network_settings(tx).await?;
    for wanted in [chosen, settings.intake].into_iter().flatten() {
        if let Some(organisation) = saksi_network::organisation(tx, wanted).await?
            && organisation.closed.is_none()
            && !organisation.imported
        {
            return Ok(Intake { organisation: organisation.id, shared: organisation.shares_queue });
        }
    }
    store::queue::first_open_organisation(tx)
        .await?
        .map(|(organisation, shared)| Intake { organisation, shared })
        .ok_or_else(|| Problem::new(ProblemKind::Busy, "desk-problem-no-intake"))
}

/// A stream of bytes from a seed that only this server can compute: SHA-256 over the seed and a counter.
struct Seeded(std::sync::Mutex<([u8; 32], u64)>);

impl Random for Seeded {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in buffer.chunks_mut(32) {
            let mut hash = Sha256::new();
            hash.update(b"saksi receipt seed v1");
            hash.update(state.0);
            hash.update(state.1.to_be_bytes());
            state.1 += 1;
            for (to, from) in chunk.iter_mut().zip(hash.finalize()) {
                *to = from;
            }
        }
    }
}

/// The receipt that a seed gives, the `attempt`-th.
pub(crate) fn receipt_from(seed: &[u8; 32], attempt: u64, list: WordList) -> Receipt {
    Receipt::new(&Seeded(std::sync::Mutex::new((*seed, attempt << 32))), list)
}

/// The receipt that a form sent twice gave the first time.
pub async fn repeated(tx: &mut Tx, seed: &[u8; 32], reader: &LanguageTag) -> Result<Option<HandedIn>, Problem> {
    match draw(tx, seed, reader).await? {
        Drawn::Repeated(handed) => Ok(Some(handed)),
        Drawn::Fresh(_) => Ok(None),
    }
}

enum Drawn {
    Fresh(Receipt),
    Repeated(HandedIn),
}

/// The same form sent twice gives the same receipt; a locator that somebody else drew before gives the next.
async fn draw(tx: &mut Tx, seed: &[u8; 32], reader: &LanguageTag) -> Result<Drawn, Problem> {
    let list = SiteLanguage::from_tag(reader.as_str()).map_or(WordList::English, WordList::for_language);
    for attempt in 0..8 {
        let receipt = receipt_from(seed, attempt, list);
        match intake::receipt(tx, &receipt.locator().compact()).await? {
            None => return Ok(Drawn::Fresh(receipt)),
            Some(row) if receipt.opens(&row.verifier) => {
                let expires_at = row.expires_at;
                return Ok(Drawn::Repeated(HandedIn {
                    receipt,
                    expires_at,
                    joined: true,
                    repeated: true,
                    file: false,
                }));
            }
            Some(_) => {}
        }
    }
    Err(Problem::new(ProblemKind::Busy, "problem-busy"))
}

/// Takes a message in and gives a receipt for it.
///
/// Run as the system. The same message, a near copy of it, or one with the same link joins the claim that waits already;
/// copies are counted, not multiplied. A receipt opens a stored message only where it says the very same: of a near copy that
/// is too much to keep, the claim is told and no words are. What goes over the network's quota, or opens one claim too many,
/// waits in the junk lane.
pub async fn hand_in(tx: &mut Tx, desk: &Desk, what: &HandIn) -> Result<HandedIn, Problem> {
    let text = if what.file.is_some() { tidy_beside_file(&what.text)? } else { tidy_message(&what.text)? };
    let reason = what.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > REASON_CHARACTERS) {
        return Err(Problem::field("reason", "desk-problem-reason-long").with("most", REASON_CHARACTERS));
    }
    let settings = saksi_network::network_settings(tx).await?;
    let expires_at = tx.now().day().plus(settings.expiry_days.max(1) * saksi_base::clock::DAY);
    let reader = what.language.clone().unwrap_or_else(LanguageTag::unknown);

    let receipt = match draw(tx, &what.seed, &reader).await? {
        Drawn::Fresh(receipt) => receipt,
        Drawn::Repeated(handed) => return Ok(handed),
    };

    let file = what.file.as_ref();
    let fingerprint = fingerprint_of(&text, file.map(|kept| &kept.row.hash));
    let similar_key = saksi_matching::similar_key(&text).cast_signed();
    if is_refused(tx, &fingerprint, similar_key).await? || is_refused_file(tx, file.map(|kept| &kept.row.hash)).await? {
        return Err(Problem::invalid("desk-problem-blocked"));
    }

    let owner = what.intake.organisation;
    let all = intake::count_intake(tx, owner, 0).await?;
    let flood = if similar_key == 0 { 0 } else { intake::count_intake(tx, owner, similar_key).await? };
    let telling = if text.is_empty() { file.map_or("", |kept| kept.looked.words.as_str()) } else { text.as_str() };
    let language = language::guess(telling, &reader);

    let sent = Sent { text: &text, fingerprint: &fingerprint, similar_key, flood, file };
    let found = place(tx, desk, what.intake, &sent).await?;
    let joined = found.claim.is_some();
    let claim = match found.claim {
        Some(claim) => claim,
        None => {
            let junk = all > settings.intake_per_hour || claims::wait_at_least(tx, settings.intake_waiting).await?;
            open_claim(tx, what.intake, telling, file.map(|kept| kept.looked.kind()), &language, junk).await?
        }
    };
    let mut stored_file = false;
    let message = match found.words {
        Words::With(message) => {
            intake::add_asked(tx, message, 1).await?;
            intake::keep_until(tx, message, expires_at).await?;
            Some(message)
        }
        Words::Counted => None,
        Words::Own => {
            let standing = claims::raw(tx, claim).await?.ok_or_else(Problem::internal)?;
            let id = MessageId::new(&*tx.random());
            let space = space_of(tx, what.intake).await?;
            let row = intake::MessageRow {
                id,
                owner,
                space,
                marking: marking(what.intake) as i16,
                claim: Some(claim),
                masks: "[]".to_owned(),
                channel: what.channel.code().to_owned(),
                language: language.as_str().to_owned(),
                fingerprint: fingerprint.to_vec(),
                similar_key,
                asked: 1,
                day: tx.now().day(),
                expires_at,
                state: match standing.lane.as_str() {
                    "answered" => "answered",
                    "junk" => "junk",
                    _ => "open",
                }
                .to_owned(),
                text: text.clone(),
                held: false,
            };
            intake::insert(tx, &row).await?;
            if let Some(kept) = file {
                let (owner, space, marking) = (row.owner, row.space, row.marking);
                let to = Belongs { owner, space, marking, message: Some(id), claim: None, person: None };
                media::insert(tx, &kept.row, to).await?;
                stored_file = true;
            }
            let links: Vec<String> = saksi_matching::links::extract(&text)
                .into_iter()
                .filter(|link| !link.is_home_page())
                .map(String::from)
                .collect();
            claims::add_links(tx, claim, &links).await?;
            Some(id)
        }
    };
    claims::asked(tx, claim, 1).await?;
    intake::remember(tx, &fingerprint, similar_key, claim).await?;
    let id = ReceiptId::new(&*tx.random());
    intake::insert_receipt(
        tx,
        intake::NewReceipt {
            id,
            locator: &receipt.locator().compact(),
            verifier: &receipt.verifier(),
            message,
            claim,
            reason,
            language: reader.as_str(),
            expires_at,
        },
    )
    .await?;
    store::count(tx, "handed-in", 1).await?;
    tx.journal(Entry {
        actor: Actor::Public,
        subject: claim.0,
        kind: if joined { "message-joined" } else { "claim-opened" },
        content: &[text.as_bytes(), file.map_or(&[], |kept| kept.row.hash.as_slice())].concat(),
        personal: true,
    })
    .await?;
    Ok(HandedIn { receipt, expires_at, joined, repeated: false, file: stored_file })
}

/// Whether handing this text in would be refused, because a moderator blocked it. Run as the system: it says yes or no and
/// nothing about the block.
pub async fn is_blocked(tx: &mut Tx, text: &str, file: Option<&[u8; 32]>) -> Result<bool, Problem> {
    if is_refused_file(tx, file).await? {
        return Ok(true);
    }
    let tidy = if file.is_some() { tidy_beside_file(text) } else { tidy_message(text) };
    let Ok(text) = tidy else { return Ok(false) };
    let fingerprint = fingerprint_of(&text, file);
    if is_refused(tx, &fingerprint, saksi_matching::similar_key(&text).cast_signed()).await? {
        return Ok(true);
    }
    let Ok(to) = intake(tx, None).await else { return Ok(false) };
    let found = intake::with_fingerprint(tx, &fingerprint, to.organisation, to.shared).await?;
    Ok(found.iter().any(|row| row.state == "hidden"))
}

/// What equal messages share: of a text its words, of a file its bytes and the words beside it.
fn fingerprint_of(text: &str, file: Option<&[u8; 32]>) -> [u8; 16] {
    let words = saksi_matching::fingerprint(text).0.to_be_bytes();
    let Some(file) = file else { return words };
    let mut hash = Sha256::new();
    hash.update(b"saksi message with a file v1");
    hash.update(file);
    if !text.is_empty() {
        hash.update(words);
    }
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    short
}

async fn is_refused_file(tx: &mut Tx, file: Option<&[u8; 32]>) -> Result<bool, Problem> {
    match file {
        Some(hash) => intake::is_blocked(tx, "media", hash).await,
        None => Ok(false),
    }
}

async fn is_refused(tx: &mut Tx, fingerprint: &[u8], similar_key: i64) -> Result<bool, Problem> {
    Ok(intake::is_blocked(tx, "message", fingerprint).await?
        || (similar_key != 0 && intake::is_blocked(tx, "similar", &similar_key.to_be_bytes()).await?))
}

const fn marking(to: Intake) -> Marking {
    if to.shared { Marking::Amber } else { Marking::AmberStrict }
}

async fn space_of(tx: &mut Tx, to: Intake) -> Result<saksi_base::SpaceId, Problem> {
    if to.shared {
        return Ok(NETWORK_SPACE);
    }
    Ok(saksi_network::organisation_space(tx, to.organisation).await?.unwrap_or(NETWORK_SPACE))
}

async fn open_claim(
    tx: &mut Tx,
    to: Intake,
    text: &str,
    file: Option<MediaKind>,
    language: &LanguageTag,
    junk: bool,
) -> Result<ClaimId, Problem> {
    let id = ClaimId::new(tx.now(), &*tx.random());
    let space = space_of(tx, to).await?;
    let statement = excerpt(text);
    let letters_outside_links = Query::new(text).informative_characters();
    let content_type = match file {
        Some(MediaKind::Picture) => ContentType::Image,
        Some(MediaKind::Video) => ContentType::Video,
        Some(MediaKind::Sound) => ContentType::Audio,
        None if letters_outside_links < 12 => ContentType::Link,
        None => ContentType::Text,
    };
    claims::open(
        tx,
        claims::NewClaim {
            id,
            owner: to.organisation,
            space,
            marking: marking(to) as i16,
            lane: if junk { "junk" } else { "open" },
            statement: &statement,
            language: language.as_str(),
            content_type: content_type.code(),
        },
    )
    .await?;
    Ok(id)
}

/// The masked beginning of a message, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let masked = masking::masked(text);
    let line = masked.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT_CHARACTERS) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused(text: &str) -> &'static str {
        tidy_message(text).unwrap_err().for_field("text").unwrap().message
    }

    #[test]
    fn odd_input_is_told_what_to_do() {
        for (text, message) in [
            (String::new(), "desk-problem-message-empty"),
            ("  \n\t 🙏🙏 ".into(), "desk-problem-message-empty"),
            ("\u{200B}".repeat(1_000_000), "desk-problem-message-empty"),
            ("字".repeat(MESSAGE_CHARACTERS + 1), "desk-problem-message-long"),
            (format!("{}\n{}", "字".repeat(MESSAGE_CHARACTERS + 1), "https://a.example/"), "desk-problem-message-long"),
            ("https://a.example/\n".repeat(1_200), "desk-problem-message-long"),
            ("\u{0}\u{1}\u{2}abc\u{3}\u{FFFD}\u{FFFD}".into(), "desk-problem-message-binary"),
        ] {
            assert_eq!(refused(&text), message);
        }
        assert_eq!(tidy_message("a\r\nb\u{200B}\u{200B}\u{200B}c 🙏").unwrap(), "a\nb\u{200B}c 🙏");
        assert_eq!(tidy_message("<script>alert(1)</script>").unwrap(), "<script>alert(1)</script>");
    }

    #[test]
    fn a_message_of_the_longest_kind_is_taken_with_all_the_links_beside_it() {
        let link = format!("https://example.org/{}", "a".repeat(LINK_CHARACTERS - 20));
        let text = "字".repeat(MESSAGE_CHARACTERS);
        let whole = format!("{text}{}", format!("\n{link}").repeat(LINKS));
        assert_eq!(tidy_message(&whole).unwrap(), whole);
        // What a browser sends as two characters is one line end.
        let lines = "字字字\r\n".repeat(MESSAGE_CHARACTERS / 4);
        assert!(tidy_message(&lines).is_ok());
    }

    #[test]
    fn a_seed_gives_the_same_receipt_again_and_another_attempt_another() {
        let (a, b, c) = (
            receipt_from(&[7; 32], 0, WordList::English),
            receipt_from(&[7; 32], 0, WordList::English),
            receipt_from(&[7; 32], 1, WordList::English),
        );
        assert_eq!((a.locator(), a.verifier()), (b.locator(), b.verifier()));
        assert_ne!(a.locator(), c.locator());
    }

    #[test]
    fn an_excerpt_shows_nothing_personal() {
        assert_eq!(excerpt("Call  0812-3456-7890\nnow"), "Call [telephone number] now");
        assert_eq!(excerpt(&"字".repeat(400)).chars().count(), EXCERPT_CHARACTERS + 1);
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_is_answered_without_a_panic(text: String) {
            if let Ok(tidy) = tidy_message(&text) {
                prop_assert!(!tidy.is_empty());
                prop_assert_eq!(tidy_message(&tidy).unwrap(), tidy);
            }
        }
    }
}

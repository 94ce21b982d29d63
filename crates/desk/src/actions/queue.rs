//! The queue: what waits, who is on it, and what belongs together.

use std::collections::HashMap;
use std::ops::Range;

use saksi_base::{ClaimId, ContentType, LanguageTag, MessageId, PersonId, Problem};
use saksi_db::{Tx, as_system};
use saksi_network::Capability;

use super::public::{self, MOST_PER_PAGE};
use super::{By, deeds, receive};
use crate::elevation::{SHARED_CLAIM, as_owner, live, manage, receive_into};
use crate::masking::{self, Mask, MaskKind};
use crate::matcher::Matcher;
use crate::model::{
    Channel, CheckSummary, ClaimDetail, ClaimState, CloseReason, Cursor, MediaReason, MediaView, MessageState,
    MessageView, OrganisationRef, Page, QueueFilter, QueueLane, QueueOrder, QueueRow, STATEMENT_CHARACTERS,
    SimilarClaim, Taker, is_shared,
};
use crate::store::claims::{self, ClaimRow};
use crate::store::intake::{self, MessageRow};
use crate::store::queue::{self as lines, QueueLine, TakerRow, Wanted};
use crate::store::{self, checks, media, work};

/// Messages shown with a claim.
const MESSAGES_SHOWN: i64 = 50;

pub(super) fn claim_state(lane: &str, busy: bool) -> ClaimState {
    match lane {
        "answered" => ClaimState::Answered,
        "closed" => ClaimState::Closed,
        "junk" => ClaimState::Junk,
        "joined" => ClaimState::Joined,
        "expired" => ClaimState::Expired,
        _ if busy => ClaimState::Checking,
        _ => ClaimState::Waiting,
    }
}

fn row(line: QueueLine, takers: &[TakerRow], by: &By) -> QueueRow {
    QueueRow {
        id: line.id,
        statement: line.statement,
        worded: line.worded,
        language: store::language(&line.language),
        content_type: store::content_type(&line.content_type),
        state: claim_state(&line.lane, line.busy),
        asked: line.asked,
        asked_day: line.asked_day,
        asked_week: line.asked_week,
        first_asked: line.first_asked,
        last_asked: line.last_asked,
        owner: OrganisationRef { id: line.owner, slug: line.slug, name: line.name },
        shared: saksi_base::Marking::ALL.into_iter().any(|m| m as i16 == line.marking && is_shared(m)),
        takers: takers
            .iter()
            .filter(|taker| taker.claim == line.id)
            .map(|taker| {
                let ours = taker.organisation == by.organisation;
                Taker {
                    organisation: OrganisationRef {
                        id: taker.organisation,
                        slug: taker.slug.clone(),
                        name: taker.name.clone(),
                    },
                    person: ours.then_some(taker.person),
                    name: if ours { taker.person_name.clone().unwrap_or_default() } else { String::new() },
                    since: taker.since,
                }
            })
            .collect(),
        published: line.published,
        urgency: line.urgency,
    }
}

/// A page of the queue, as the member's organisation sees it.
pub async fn queue(
    tx: &mut Tx,
    by: &By,
    filter: &QueueFilter,
    order: QueueOrder,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Page<QueueRow>, Problem> {
    by.must(Capability::CHECK)?;
    let limit = limit.clamp(1, MOST_PER_PAGE);
    let pattern = filter.text.as_deref().and_then(store::pattern);
    let (lane, busy) = match filter.lane.unwrap_or(QueueLane::Open) {
        QueueLane::Waiting => ("open", Some(false)),
        QueueLane::Checking => ("open", Some(true)),
        QueueLane::Open => ("open", None),
        QueueLane::Answered => ("answered", None),
        QueueLane::Closed => ("closed", None),
        QueueLane::Junk => ("junk", None),
    };
    let found = lines::page(
        tx,
        order,
        &Wanted {
            lane,
            busy,
            language: filter.language.as_deref(),
            owner: filter.organisation,
            not_owner: filter.shared_by_others.then_some(by.organisation),
            taker: filter.mine.then_some(by.organisation),
            pattern: pattern.as_deref(),
            after: cursor.map(|cursor| (cursor.key, cursor.id)),
            limit: limit + 1,
        },
    )
    .await?;
    let page = public::page(found, limit, |line: &QueueLine| Cursor {
        key: match order {
            QueueOrder::Urgency => line.urgency,
            QueueOrder::Growth => line.surge,
            QueueOrder::Asked => line.asked as f64,
            QueueOrder::Oldest | QueueOrder::Newest => line.first_asked.0 as f64,
        },
        id: line.id.0,
    });
    let ids: Vec<uuid::Uuid> = page.items.iter().filter(|line| line.busy).map(|line| line.id.0).collect();
    let takers = lines::takers(tx, &ids).await?;
    Ok(page.map(|line| row(line, &takers, by)))
}

/// How many claims stand in each lane.
pub async fn lanes(tx: &mut Tx, by: &By) -> Result<Vec<(QueueLane, i64)>, Problem> {
    by.must(Capability::CHECK)?;
    let counts = lines::lanes(tx).await?;
    let sum = |lane: &str, busy: Option<bool>| {
        counts.iter().filter(|(l, b, _)| l == lane && busy.is_none_or(|busy| busy == *b)).map(|(_, _, n)| n).sum()
    };
    Ok(vec![
        (QueueLane::Open, sum("open", None)),
        (QueueLane::Waiting, sum("open", Some(false))),
        (QueueLane::Checking, sum("open", Some(true))),
        (QueueLane::Answered, sum("answered", None)),
        (QueueLane::Closed, sum("closed", None)),
        (QueueLane::Junk, sum("junk", None)),
    ])
}

/// How many open claims the member's organisation took, and how many other organisations share.
pub async fn ours_and_shared(tx: &mut Tx, by: &By) -> Result<(i64, i64), Problem> {
    by.must(Capability::CHECK)?;
    lines::ours_and_shared(tx, by.organisation).await
}

/// For open lines without a check: the published check of a claim that looks alike, so that nobody checks twice. By the words
/// of the line alone; the page of the claim compares more.
pub async fn known_alike(
    tx: &mut Tx,
    by: &By,
    matcher: &Matcher,
    rows: &[QueueRow],
) -> Result<HashMap<ClaimId, CheckSummary>, Problem> {
    by.must(Capability::CHECK)?;
    let mut found = HashMap::new();
    for row in rows {
        if row.published > 0 || !matches!(row.state, ClaimState::Waiting | ClaimState::Checking) {
            continue;
        }
        let Some(other) = matcher.known_like(&row.statement).filter(|other| *other != row.id) else { continue };
        let checks = checks::seen_of_claim(tx, other).await?;
        if let Some(check) = checks.into_iter().find(|check| check.state == "published") {
            found.insert(row.id, public::summary(check));
        }
    }
    Ok(found)
}

fn marks(row: &MessageRow) -> Vec<Mask> {
    serde_json::from_str(&row.masks).unwrap_or_default()
}

/// The text of a message with everything masked that must be.
pub(crate) fn masked(row: &MessageRow) -> String {
    masking::apply(&row.text, &masking::find_with(&row.text, &marks(row)))
}

fn message_view(mut row: MessageRow, reasons: &[(MessageId, String)], files: Vec<MediaView>) -> MessageView {
    // Kept for a court, not for us: whoever sent it took it back.
    if row.state == "withdrawn" {
        row.text.clear();
    }
    let masks = masking::find_with(&row.text, &marks(&row));
    MessageView {
        id: row.id,
        masked: masking::apply(&row.text, &masks),
        masks,
        files,
        reasons: reasons.iter().filter(|(id, _)| *id == row.id).map(|(_, reason)| masking::masked(reason)).collect(),
        channel: Channel::from_code(&row.channel).unwrap_or(Channel::Web),
        language: store::language(&row.language),
        day: row.day,
        asked: row.asked,
        expires_at: row.expires_at,
        state: MessageState::from_code(&row.state).unwrap_or(MessageState::Open),
        held: row.held,
        text: row.text,
    }
}

/// Everything a checker needs to work on a claim.
pub async fn claim_detail(tx: &mut Tx, by: &By, id: ClaimId) -> Result<ClaimDetail, Problem> {
    by.must(Capability::CHECK)?;
    let claim = claims::seen(tx, id).await?;
    let line = lines::line(tx, id).await?;
    let takers = lines::takers(tx, &[id.0]).await?;
    let reasons = intake::reasons(tx, id).await?;
    let messages = intake::seen_of_claim(tx, id, MESSAGES_SHOWN).await?;
    let mut files: HashMap<MessageId, Vec<MediaView>> = HashMap::new();
    for file in media::seen_of_messages(tx, id).await? {
        if let Some(message) = file.message {
            files.entry(message).or_default().push(super::media::view(by, &file));
        }
    }
    Ok(ClaimDetail {
        taken_by_us: takers.iter().any(|taker| taker.organisation == by.organisation),
        row: row(line, &takers, by),
        messages: messages
            .into_iter()
            .map(|row| {
                let own = files.remove(&row.id).unwrap_or_default();
                message_view(row, &reasons, own)
            })
            .collect(),
        files: media::seen_of_claim(tx, id).await?.into_iter().map(|row| super::media::view(by, &row)).collect(),
        message_count: intake::count_of_claim(tx, id).await?,
        hours: lines::hours(tx, id).await?,
        checks: checks::seen_of_claim(tx, id).await?.into_iter().map(public::summary).collect(),
        joined_into: claim.joined_into,
        closed: claim.close_reason.as_deref().and_then(CloseReason::from_code),
        hidden: claim.hidden,
        edition: claim.edition,
    })
}

/// Claims that look alike, answered and waiting ones together, as far as the member may see them; best first, at most ten.
pub async fn similar(tx: &mut Tx, by: &By, matcher: &Matcher, id: ClaimId) -> Result<Vec<SimilarClaim>, Problem> {
    by.must(Capability::CHECK)?;
    let claim = claims::seen(tx, id).await?;
    let first = intake::seen_of_claim(tx, id, 1).await?;
    // Until a checker has worded it, the statement is the message's own beginning: said twice, every word counts twice, and
    // what has nothing to do with it looks alike.
    let text = match first.first() {
        Some(row) if claim.worded => format!("{}\n{}", claim.statement, row.text),
        Some(row) => row.text.clone(),
        None => claim.statement.clone(),
    };
    let said = super::feedback::said(tx, by, id).await?;
    let mut alike: Vec<Alike> = matcher
        .alike(&text, Some(id))
        .into_iter()
        .map(|hit| Alike {
            claim: ClaimId(uuid::Uuid::from_u128(hit.id)),
            likeness: f64::from(hit.score),
            words: hit.shared.words,
            media: None,
        })
        .collect();
    by_files(tx, matcher, id, &mut alike).await?;
    let mut found = Vec::new();
    for Alike { claim: other, likeness, words, media } in alike {
        if other == id || found.len() >= 10 {
            continue;
        }
        match claims::seen(tx, other).await {
            Ok(row) if !row.hidden && row.joined_into.is_none() => {
                let checks = checks::seen_of_claim(tx, other).await?;
                let into = crate::elevation::decides(by, row.owner) || claims::is_unattended(tx, other).await?;
                found.push(SimilarClaim {
                    id: other,
                    may_join: into,
                    statement: row.statement,
                    state: claim_state(&row.lane, row.busy),
                    asked: row.asked,
                    likeness,
                    words,
                    media,
                    said: said.iter().find(|(claim, _)| *claim == other).map(|(_, same)| *same),
                    checks: checks
                        .into_iter()
                        .filter(|check| check.state == "published")
                        .map(public::summary)
                        .collect(),
                });
            }
            Ok(_) => {}
            Err(problem) if problem.kind == saksi_base::ProblemKind::NotFound => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(found)
}

/// A claim that looks alike, before it is known whether the member may see it.
struct Alike {
    claim: ClaimId,
    likeness: f64,
    words: Vec<String>,
    media: Option<MediaReason>,
}

/// Adds the claims whose files those of this one repeat, and puts them first: a picture seen twice is seen at once.
async fn by_files(tx: &mut Tx, matcher: &Matcher, id: ClaimId, alike: &mut Vec<Alike>) -> Result<(), Problem> {
    for row in media::seen_prints(tx, id).await? {
        let Some(file) = row.known() else { continue };
        for hit in matcher.media_like_here(&file.prints, false) {
            match alike.iter_mut().find(|other| other.claim == hit.claim) {
                Some(other) => {
                    other.media = other.media.or(Some(hit.reason));
                    other.likeness = other.likeness.max(hit.probability);
                }
                None => alike.push(Alike {
                    claim: hit.claim,
                    likeness: hit.probability,
                    words: Vec::new(),
                    media: Some(hit.reason),
                }),
            }
        }
    }
    alike.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    Ok(())
}

async fn note(tx: &mut Tx, by: &By, claim: ClaimId, kind: &'static str, content: &[u8]) -> Result<(), Problem> {
    deeds::to_claim(tx, by, claim, kind, content, None).await
}

/// Puts the member on a claim for their organisation, in the place of a colleague who may be on it.
pub async fn take(tx: &mut Tx, by: &By, id: ClaimId) -> Result<(), Problem> {
    let claim = live(tx, by, id).await?;
    if put_on(tx, by, &claim, by.person).await? {
        note(tx, by, id, "claim-taken", &[]).await?;
    }
    Ok(())
}

/// Gives a claim to a colleague who may check.
pub async fn assign(tx: &mut Tx, by: &By, id: ClaimId, to: PersonId) -> Result<(), Problem> {
    let claim = live(tx, by, id).await?;
    if !colleagues(tx, by).await?.iter().any(|(person, _)| *person == to) {
        return Err(Problem::field("person", "desk-problem-colleague"));
    }
    if put_on(tx, by, &claim, to).await? {
        deeds::to_claim(tx, by, id, "claim-assigned", &[], Some(to)).await?;
    }
    Ok(())
}

/// Those of the member's organisation who may check, with their names, by name.
pub async fn colleagues(tx: &mut Tx, by: &By) -> Result<Vec<(PersonId, String)>, Problem> {
    by.must(Capability::CHECK)?;
    let members = saksi_network::members_of(tx, by.organisation).await?;
    Ok(members
        .into_iter()
        .filter(|member| member.roles.capabilities().contains(Capability::CHECK))
        .map(|member| (member.person, member.person_name))
        .collect())
}

/// Puts a person of the member's organisation on a claim; says whether that changed anything.
async fn put_on(tx: &mut Tx, by: &By, claim: &ClaimRow, person: PersonId) -> Result<bool, Problem> {
    if let Some(on_it) = claims::on_it(tx, claim.id, by.organisation).await? {
        return if on_it == person {
            Ok(false)
        } else {
            claims::hand_over(tx, claim.id, by.organisation, person).await
        };
    }
    let assignment = saksi_base::ids::random(&*tx.random());
    let assigned = claims::assign(tx, assignment, claim, by.organisation, person).await?;
    as_system!(tx, SHARED_CLAIM, claims::settle(tx, claim.id))?;
    Ok(assigned)
}

/// Takes the member's organisation off a claim.
pub async fn release(tx: &mut Tx, by: &By, id: ClaimId) -> Result<(), Problem> {
    live(tx, by, id).await?;
    if claims::release(tx, id, by.organisation).await? > 0 {
        as_system!(tx, SHARED_CLAIM, claims::settle(tx, id))?;
        note(tx, by, id, "claim-released", &[]).await?;
    }
    Ok(())
}

/// Joins a claim into another that says the same: messages, receipts, checks and counts go over. Two claims may be joined
/// by the people of the organisation that owns both (or owns the first, where nobody works for the owner of the second), and
/// when no organisation that sees the first loses sight of it; what only its owner may see stays marked so, message by
/// message.
pub async fn join(tx: &mut Tx, by: &By, from: ClaimId, into: ClaimId) -> Result<(), Problem> {
    if from == into {
        return Err(Problem::field("into", "desk-problem-join-itself"));
    }
    let managed = manage(tx, by, from).await?;
    let gone = managed.claim();
    let kept = receive_into(tx, by, into).await?;
    if gone.hidden || kept.hidden {
        return Err(Problem::conflict("desk-problem-claim-hidden"));
    }
    // Others who work on a shared claim must not lose sight of it.
    if gone.marking <= 2 && kept.marking > 2 {
        return Err(Problem::field("into", "desk-problem-join-narrower"));
    }
    as_system!(tx, managed.part(), unite(tx, gone, &kept))?;
    note(tx, by, from, "claim-joined", into.0.as_bytes()).await?;
    note(tx, by, into, "claim-grew", from.0.as_bytes()).await
}

async fn unite(tx: &mut Tx, gone: &ClaimRow, kept: &ClaimRow) -> Result<(), Problem> {
    claims::join(tx, gone.id, kept.id).await?;
    work::move_notes(tx, gone.id, kept.id).await?;
    media::move_added(tx, gone.id, kept.id).await?;
    if gone.held {
        claims::set_held(tx, kept.id, true).await?;
    }
    // A public check must not hang on a claim that the public cannot see.
    if claims::settle(tx, kept.id).await? > 0 {
        claims::set_public(tx, kept.id, gone.example.as_deref().filter(|_| kept.example.is_none())).await?;
    }
    Ok(())
}

/// Moves messages to another claim, with their receipts and counts. Both claims belong to the member's organisation.
pub async fn move_messages(tx: &mut Tx, by: &By, messages: &[MessageId], into: ClaimId) -> Result<(), Problem> {
    receive_into(tx, by, into).await?;
    move_to(tx, by, messages, into).await
}

async fn move_to(tx: &mut Tx, by: &By, messages: &[MessageId], into: ClaimId) -> Result<(), Problem> {
    let mut touched: Vec<(ClaimId, saksi_db::Elevation)> = Vec::new();
    for id in messages.iter().take(500) {
        let message = intake::message_for(tx, by.organisation, *id).await?;
        let Some(from) = message.claim else { continue };
        if from == into {
            continue;
        }
        let managed = manage(tx, by, from).await?;
        as_system!(tx, managed.part(), move_over(tx, &message, from, into))?;
        if !touched.iter().any(|(claim, _)| *claim == from) {
            touched.push((from, managed.part()));
        }
    }
    for (claim, part) in &touched {
        as_system!(tx, *part, changed(tx, *claim))?;
        note(tx, by, *claim, "claim-shrank", into.0.as_bytes()).await?;
    }
    if let Some((_, part)) = touched.first() {
        as_system!(tx, *part, changed(tx, into))?;
        note(tx, by, into, "claim-grew", &[]).await?;
    }
    Ok(())
}

/// Moves a message with its count and its links.
async fn move_over(tx: &mut Tx, message: &MessageRow, from: ClaimId, into: ClaimId) -> Result<(), Problem> {
    intake::move_message(tx, message.id, &message.fingerprint, into).await?;
    claims::move_count(tx, from, into, message.asked).await?;
    let links: Vec<String> = saksi_matching::links::extract(&message.text)
        .into_iter()
        .filter(|link| !link.is_home_page())
        .map(String::from)
        .collect();
    claims::move_links(tx, from, into, &links).await
}

/// A claim that has other messages than before.
async fn changed(tx: &mut Tx, id: ClaimId) -> Result<(), Problem> {
    claims::refresh_excerpt(tx, id).await?;
    claims::settle(tx, id).await?;
    Ok(())
}

/// Splits messages off a claim into a new one.
pub async fn split(tx: &mut Tx, by: &By, id: ClaimId, messages: &[MessageId]) -> Result<ClaimId, Problem> {
    let managed = manage(tx, by, id).await?;
    let claim = managed.claim();
    let Some(first) = messages.first() else {
        return Err(Problem::field("messages", "desk-problem-split-nothing"));
    };
    let message = intake::message_for(tx, by.organisation, *first).await?;
    if message.claim != Some(id) {
        return Err(Problem::field("messages", "desk-problem-split-nothing"));
    }
    let new = ClaimId::new(tx.now(), &*tx.random());
    let statement = receive::excerpt(&message.text);
    let opened = claims::NewClaim {
        id: new,
        owner: message.owner,
        space: message.space,
        marking: message.marking.max(claim.marking.max(2)),
        lane: "open",
        statement: &statement,
        language: &message.language,
        content_type: &claim.content_type,
    };
    as_system!(tx, managed.part(), claims::open(tx, opened))?;
    move_to(tx, by, messages, new).await?;
    note(tx, by, new, "claim-opened", &[]).await?;
    Ok(new)
}

/// Gives a claim words; its owner's people may. `edition` is the one the member saw ([`ClaimDetail::edition`]); when somebody else changed the claim
/// meanwhile, nothing is overwritten.
pub async fn set_statement(
    tx: &mut Tx,
    by: &By,
    id: ClaimId,
    edition: i64,
    statement: &str,
    language: &LanguageTag,
    content_type: ContentType,
) -> Result<(), Problem> {
    let claim = manage(tx, by, id).await?;
    let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = statement.chars().count();
    if !(STATEMENT_CHARACTERS.0..=STATEMENT_CHARACTERS.1).contains(&length) {
        return Err(Problem::field("statement", "desk-problem-statement-length")
            .with("least", STATEMENT_CHARACTERS.0)
            .with("most", STATEMENT_CHARACTERS.1));
    }
    if claim.claim().edition != edition {
        return Err(Problem::conflict("desk-problem-edited-meanwhile"));
    }
    as_owner!(tx, claim, claims::set_words(tx, id, &statement, language.as_str(), content_type.code()))?;
    note(tx, by, id, "claim-worded", statement.as_bytes()).await
}

/// Masks spans of a message (bytes of its text, as a script on the page marks them) in addition to what is recognised.
/// Replaces earlier marks where the message came in for the member's organisation; others add to them, so that nobody shows
/// what its owner masked. The example on a public page follows.
pub async fn mark_masks(tx: &mut Tx, by: &By, id: MessageId, marked: &[Range<usize>]) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let message = intake::message_for(tx, by.organisation, id).await?;
    let mut all = Vec::new();
    for span in marked.iter().take(500) {
        if message.text.get(span.clone()).is_none_or(str::is_empty) {
            return Err(Problem::field("masks", "desk-problem-mask-span"));
        }
        all.push(Mask { start: span.start, end: span.end, kind: MaskKind::Name });
    }
    save_masks(tx, by, &message, &all).await
}

/// Masks every occurrence of words in a message. Replaces earlier marks, or adds to them, as [`mark_masks`] does.
pub async fn mark_words(tx: &mut Tx, by: &By, id: MessageId, words: &[String]) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let message = intake::message_for(tx, by.organisation, id).await?;
    let words: Vec<String> = words.iter().take(100).cloned().collect();
    let marks = masking::mark_words(&message.text, &words);
    if marks.is_empty() && words.iter().any(|word| !word.trim().is_empty()) {
        return Err(Problem::field("words", "desk-problem-mask-words"));
    }
    save_masks(tx, by, &message, &marks).await
}

async fn save_masks(tx: &mut Tx, by: &By, message: &MessageRow, marks: &[Mask]) -> Result<(), Problem> {
    let mut marks = marks.to_vec();
    if message.owner != by.organisation && !by.operator {
        for earlier in self::marks(message) {
            if !marks.contains(&earlier) {
                marks.push(earlier);
            }
        }
    }
    let text = serde_json::to_string(&marks).map_err(|_| Problem::internal())?;
    as_system!(tx, SHARED_CLAIM, intake::set_masks(tx, message.id, &text))?;
    if let Some(claim) = message.claim {
        as_system!(tx, SHARED_CLAIM, refresh_example(tx, claim))?;
        as_system!(tx, SHARED_CLAIM, claims::refresh_excerpt(tx, claim))?;
        note(tx, by, claim, "message-masked", &[]).await?;
    }
    Ok(())
}

/// Makes the public example of a claim anew from its most asked message that is not hidden.
pub(crate) async fn refresh_example(tx: &mut Tx, claim: ClaimId) -> Result<(), Problem> {
    let Some(row) = claims::raw(tx, claim).await? else { return Ok(()) };
    if row.published == 0 {
        return Ok(());
    }
    let example = example_of(tx, claim).await?;
    claims::set_public(tx, claim, example.as_deref()).await
}

/// A masked example of a claim's messages.
pub(crate) async fn example_of(tx: &mut Tx, claim: ClaimId) -> Result<Option<String>, Problem> {
    let messages = intake::of_claim(tx, claim, 10).await?;
    let shown =
        |message: &&MessageRow| !matches!(message.state.as_str(), "hidden" | "withdrawn") && !message.text.is_empty();
    Ok(messages.iter().find(shown).map(masked))
}

/// Closes a claim without a check, with a reason that everyone who asked can read.
pub async fn close(tx: &mut Tx, by: &By, id: ClaimId, reason: CloseReason) -> Result<(), Problem> {
    let claim = manage(tx, by, id).await?;
    if claim.claim().published > 0 {
        return Err(Problem::conflict("desk-problem-claim-answered"));
    }
    claims::release(tx, id, by.organisation).await?;
    as_system!(tx, claim.part(), to_lane(tx, id, "closed", Some(reason)))?;
    note(tx, by, id, "claim-closed", reason.code().as_bytes()).await
}

/// Opens a closed claim again.
pub async fn reopen(tx: &mut Tx, by: &By, id: ClaimId) -> Result<(), Problem> {
    let claim = manage(tx, by, id).await?;
    if claim.claim().lane == "closed" {
        as_system!(tx, claim.part(), to_lane(tx, id, "open", None))?;
        note(tx, by, id, "claim-reopened", &[]).await?;
    }
    Ok(())
}

async fn to_lane(tx: &mut Tx, id: ClaimId, lane: &str, reason: Option<CloseReason>) -> Result<(), Problem> {
    if reason.is_some() {
        claims::settle(tx, id).await?;
    }
    claims::set_lane(tx, id, lane, reason.map(CloseReason::code)).await?;
    if reason.is_none() {
        claims::settle(tx, id).await?;
    }
    Ok(())
}

/// Puts a claim into the junk lane, or takes it out. Its receipts go on working.
pub async fn set_junk(tx: &mut Tx, by: &By, id: ClaimId, junk: bool) -> Result<(), Problem> {
    let claim = manage(tx, by, id).await?;
    let (from, to) = if junk { ("open", "junk") } else { ("junk", "open") };
    if claim.claim().lane != from {
        return Ok(());
    }
    as_owner!(tx, claim, claims::set_lane(tx, id, to, None))?;
    as_system!(tx, claim.part(), intake::set_states(tx, id, from, to))?;
    note(tx, by, id, if junk { "claim-set-aside" } else { "claim-reopened" }, &[]).await
}

//! Hiding, restoring, blocking, orders and holds, the public log of all that, appeals, and the right of reply.

use saksi_base::{
    AppealId, CheckId, ClaimId, MessageId, ModerationId, OrganisationId, PersonId, Problem, ProblemKind, ReplyId,
};
use saksi_db::{Actor, Entry, Tx, as_system};
use saksi_network::Capability;
use saksi_vault::{Receipt, WordList};
use uuid::Uuid;

use super::checks::required_note;
use super::public::{self, MOST_PER_PAGE};
use super::{By, queue, receipt, receive};
use crate::elevation::{MODERATION, OPERATOR};
use crate::masking;
use crate::model::{
    AppealStanding, AppealState, AppealView, Cursor, Decision, LogEntry, ModerationKind, NOTE_CHARACTERS,
    OrganisationRef, Page, SubjectKind,
};
use crate::store::moderation as rows;
use crate::store::published::{self, LogRow};
use crate::store::{self, checks, claims, intake, letters, media};

/// Longest appeal and longest reply, in characters.
pub const APPEAL_CHARACTERS: usize = 5_000;

async fn note(
    tx: &mut Tx,
    actor: Actor,
    subject: Uuid,
    kind: &'static str,
    content: &[u8],
    personal: bool,
) -> Result<(), Problem> {
    tx.journal(Entry { actor, subject, kind, content, personal }).await?;
    Ok(())
}

/// Whether the member may moderate what an organisation owns.
fn may(by: &By, owner: OrganisationId) -> Result<(), Problem> {
    if by.operator || (by.may.contains(Capability::MODERATE) && by.organisation == owner) {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}

/// Does what a moderator decides, and writes it into the log.
///
/// Hiding, a takedown and a court order take the subject out of sight; a block also refuses near copies from now on; a legal
/// hold keeps it from expiring; a media block refuses a file. Each needs a reason; what stands in the public log is masked.
pub async fn decide(tx: &mut Tx, by: &By, decision: &Decision) -> Result<ModerationId, Problem> {
    let mut decision = decision.clone();
    decision.reason = required_note("reason", &decision.reason, "desk-problem-moderation-reason-missing")?;
    decision.public_summary = decision.public_summary.trim().to_owned();
    decision.legal_reference = decision.legal_reference.split_whitespace().collect::<Vec<_>>().join(" ");
    if decision.public_summary.chars().count() > NOTE_CHARACTERS {
        return Err(Problem::field("public_summary", "desk-problem-note-long").with("most", NOTE_CHARACTERS));
    }
    if decision.public && decision.public_summary.is_empty() {
        return Err(Problem::field("public_summary", "desk-problem-moderation-summary-missing"));
    }
    if decision.legal_reference.chars().count() > 200 {
        return Err(Problem::field("legal_reference", "desk-problem-note-long").with("most", 200));
    }
    if matches!(decision.kind, ModerationKind::CourtOrder | ModerationKind::LegalHold)
        && decision.legal_reference.is_empty()
    {
        return Err(Problem::field("legal_reference", "desk-problem-legal-reference-missing"));
    }
    if matches!(decision.kind, ModerationKind::Restore | ModerationKind::RightOfReply | ModerationKind::ReplyDeclined) {
        return Err(Problem::field("kind", "desk-problem-moderation-kind"));
    }
    let id = ModerationId::new(tx.now(), &*tx.random());
    let is_media = decision.subject_kind == SubjectKind::Media;
    if is_media != (decision.kind == ModerationKind::MediaBlock) {
        return Err(Problem::field("kind", "desk-problem-moderation-kind"));
    }
    if is_media {
        may(by, by.organisation)?;
        let hash = decision.media.ok_or_else(|| Problem::field("media", "desk-problem-media-hash"))?;
        decision.subject = None;
        if let Some(same) = rows::same_decision(tx, by.organisation, by.person, &decision).await? {
            return Ok(same);
        }
        rows::insert(tx, id, by.organisation, by.person, &decision).await?;
        rows::block(tx, "media", &hash, id).await?;
    } else {
        decision.media = None;
        let subject = decision.subject.ok_or_else(Problem::not_found)?;
        let owner = owner_of(tx, by, decision.subject_kind, subject).await?;
        may(by, owner)?;
        if let Some(same) = rows::same_decision(tx, by.organisation, by.person, &decision).await? {
            return Ok(same);
        }
        rows::insert(tx, id, by.organisation, by.person, &decision).await?;
        as_system!(tx, MODERATION, apply(tx, decision.kind, decision.subject_kind, subject, id))?;
    }
    note(tx, Actor::Member(by.person), id.0, "moderation-decided", decision.reason.as_bytes(), false).await?;
    Ok(id)
}

/// Whether a member may decide about a subject, as [`decide`] will ask. For saying so before anybody writes a reason.
pub async fn may_decide(tx: &mut Tx, by: &By, kind: SubjectKind, subject: Uuid) -> Result<(), Problem> {
    let owner = owner_of(tx, by, kind, subject).await?;
    may(by, owner)
}

/// Who owns a subject that the member may see. The operator sees everything.
async fn owner_of(tx: &mut Tx, by: &By, kind: SubjectKind, subject: Uuid) -> Result<OrganisationId, Problem> {
    if by.operator && kind != SubjectKind::Media {
        return as_system!(tx, OPERATOR, any_owner(tx, kind, subject));
    }
    match kind {
        SubjectKind::Message => Ok(intake::message_for(tx, by.organisation, MessageId(subject)).await?.owner),
        SubjectKind::Claim => Ok(claims::for_organisation(tx, by.organisation, ClaimId(subject)).await?.owner),
        SubjectKind::Check => {
            let check = checks::check(tx, CheckId(subject)).await?;
            if check.version == 0 && check.owner != by.organisation {
                return Err(Problem::not_found());
            }
            Ok(check.owner)
        }
        SubjectKind::Media => Ok(by.organisation),
    }
}

async fn any_owner(tx: &mut Tx, kind: SubjectKind, subject: Uuid) -> Result<OrganisationId, Problem> {
    let owner = match kind {
        SubjectKind::Message => intake::message(tx, MessageId(subject)).await?.map(|message| message.owner),
        SubjectKind::Claim => claims::raw(tx, ClaimId(subject)).await?.map(|claim| claim.owner),
        SubjectKind::Check => Some(checks::check(tx, CheckId(subject)).await?.owner),
        SubjectKind::Media => None,
    };
    owner.ok_or_else(Problem::not_found)
}

async fn apply(
    tx: &mut Tx,
    kind: ModerationKind,
    subject_kind: SubjectKind,
    subject: Uuid,
    entry: ModerationId,
) -> Result<(), Problem> {
    match kind {
        ModerationKind::LegalHold => set_held(tx, subject_kind, subject, true).await,
        ModerationKind::Hide | ModerationKind::Takedown | ModerationKind::CourtOrder => {
            set_hidden(tx, subject_kind, subject, true).await
        }
        ModerationKind::Block => {
            let messages = match subject_kind {
                SubjectKind::Message => intake::message(tx, MessageId(subject)).await?.into_iter().collect(),
                SubjectKind::Claim => intake::of_claim(tx, ClaimId(subject), 1_000).await?,
                SubjectKind::Check | SubjectKind::Media => {
                    return Err(Problem::field("kind", "desk-problem-moderation-kind"));
                }
            };
            for message in messages {
                rows::block(tx, "message", &message.fingerprint, entry).await?;
                if message.similar_key != 0 {
                    rows::block(tx, "similar", &message.similar_key.to_be_bytes(), entry).await?;
                }
                for file in media::of_message(tx, message.id).await? {
                    rows::block(tx, "media", &file.hash, entry).await?;
                }
            }
            set_hidden(tx, subject_kind, subject, true).await
        }
        ModerationKind::Restore
        | ModerationKind::MediaBlock
        | ModerationKind::RightOfReply
        | ModerationKind::ReplyDeclined => Ok(()),
    }
}

async fn set_held(tx: &mut Tx, kind: SubjectKind, subject: Uuid, held: bool) -> Result<(), Problem> {
    match kind {
        SubjectKind::Message => intake::set_held(tx, MessageId(subject), held).await,
        SubjectKind::Claim => claims::set_held(tx, ClaimId(subject), held).await,
        // A published check never expires; its claim's messages are what a hold keeps.
        SubjectKind::Check => {
            let check = checks::check(tx, CheckId(subject)).await?;
            claims::set_held(tx, check.claim, held).await
        }
        SubjectKind::Media => Ok(()),
    }
}

async fn set_hidden(tx: &mut Tx, kind: SubjectKind, subject: Uuid, hidden: bool) -> Result<(), Problem> {
    let seen = if hidden { "claim-hidden" } else { "claim-restored" };
    match kind {
        SubjectKind::Message => {
            let message = intake::message(tx, MessageId(subject)).await?.ok_or_else(Problem::not_found)?;
            let state = match message.claim {
                _ if hidden => "hidden",
                Some(claim) if claims::raw(tx, claim).await?.is_some_and(|claim| claim.published > 0) => "answered",
                _ => "open",
            };
            intake::set_state(tx, message.id, state).await?;
            if let Some(claim) = message.claim {
                claims::refresh_excerpt(tx, claim).await?;
                queue::refresh_example(tx, claim).await?;
                keep_in_sight(tx, claim).await?;
                note(
                    tx,
                    Actor::System,
                    claim.0,
                    if hidden { "message-hidden" } else { "message-restored" },
                    &[],
                    false,
                )
                .await?;
            }
            Ok(())
        }
        SubjectKind::Check => {
            let check = checks::check(tx, CheckId(subject)).await?;
            checks::set_hidden(tx, &check, hidden).await?;
            if !hidden && check.version > 0 {
                claims::set_marking(tx, check.claim, 0).await?;
            }
            claims::settle(tx, check.claim).await?;
            note(tx, Actor::System, check.id.0, if hidden { "check-hidden" } else { "check-restored" }, &[], false)
                .await
        }
        SubjectKind::Claim => {
            let claim = ClaimId(subject);
            claims::set_hidden(tx, claim, hidden).await?;
            for check in checks::of_claim(tx, claim).await? {
                // A check that was hidden by an entry of its own stays hidden when its claim comes back.
                let own = rows::standing(tx, check.id.0, "hide", "takedown", "court-order", "block").await? > 0;
                checks::set_hidden(tx, &check, hidden || own).await?;
                note(
                    tx,
                    Actor::System,
                    check.id.0,
                    if hidden || own { "check-hidden" } else { "check-restored" },
                    &[],
                    false,
                )
                .await?;
                if !(hidden || own) && check.version > 0 {
                    claims::set_marking(tx, claim, 0).await?;
                }
            }
            let (from, to) = if hidden { ("open", "hidden") } else { ("hidden", "open") };
            intake::set_states(tx, claim, from, to).await?;
            if !hidden {
                claims::refresh_excerpt(tx, claim).await?;
            }
            if hidden {
                intake::set_states(tx, claim, "answered", "hidden").await?;
            }
            claims::settle(tx, claim).await?;
            note(tx, Actor::System, claim.0, seen, &[], false).await
        }
        SubjectKind::Media => Ok(()),
    }
}

/// A claim without an answer whose messages are all hidden leaves the queue with them, and comes back with the first that
/// comes back; one that was hidden by an entry of its own stays so.
async fn keep_in_sight(tx: &mut Tx, claim: ClaimId) -> Result<(), Problem> {
    let Some(row) = claims::raw(tx, claim).await? else { return Ok(()) };
    let bare = row.published == 0 && !intake::has_visible(tx, claim).await?;
    let own = rows::standing(tx, claim.0, "hide", "takedown", "court-order", "block").await? > 0;
    if row.hidden != (bare || own) {
        claims::set_hidden(tx, claim, bare || own).await?;
        let kind = if bare { "claim-hidden" } else { "claim-restored" };
        note(tx, Actor::System, claim.0, kind, &[], false).await?;
    }
    Ok(())
}

/// Reverses an entry: what it hid comes back, what it refused is taken again, what it held may go. The entry stays in the
/// log, marked as reversed.
pub async fn reverse(tx: &mut Tx, by: &By, id: ModerationId, reason: &str) -> Result<(), Problem> {
    let entry = rows::entry(tx, id).await?;
    let owner = match entry.subject {
        Some(subject) => owner_of(tx, by, subject_kind(&entry.subject_kind), subject).await?,
        None => entry.organisation,
    };
    if by.organisation != entry.organisation {
        may(by, owner)?;
        // What the network's operator decided, an organisation cannot undo for itself.
        if !by.operator {
            return Err(Problem::forbidden());
        }
    }
    may(by, by.organisation)?;
    let reason = required_note("reason", reason, "desk-problem-moderation-reason-missing")?;
    undo(tx, by, id, &entry, &reason).await
}

fn subject_kind(code: &str) -> SubjectKind {
    SubjectKind::from_code(code).unwrap_or(SubjectKind::Message)
}

async fn undo(tx: &mut Tx, by: &By, id: ModerationId, entry: &rows::EntryRow, reason: &str) -> Result<(), Problem> {
    if entry.reversed_at.is_some() || !rows::set_reversed(tx, id, by.person, reason).await? {
        return Err(Problem::conflict("desk-problem-reversed-already"));
    }
    rows::unblock(tx, id).await?;
    // Whoever appealed gets what they asked for, and nobody need decide about it any more.
    for appeal in rows::grant_open_appeals(tx, id, by.person).await? {
        note(tx, Actor::Member(by.person), appeal.0, "appeal-decided", &[], true).await?;
    }
    if let Some(subject) = entry.subject {
        let kind = subject_kind(&entry.subject_kind);
        let decided = ModerationKind::from_code(&entry.kind);
        let holds = decided == Some(ModerationKind::LegalHold);
        let hides = matches!(
            decided,
            Some(ModerationKind::Hide | ModerationKind::Takedown | ModerationKind::CourtOrder | ModerationKind::Block)
        );
        // Another entry that says the same still stands for the subject.
        if holds && rows::standing(tx, subject, "legal-hold", "", "", "").await? == 0 {
            as_system!(tx, MODERATION, set_held(tx, kind, subject, false))?;
            as_system!(tx, MODERATION, delete_withdrawn(tx, kind, subject))?;
        }
        if hides && rows::standing(tx, subject, "hide", "takedown", "court-order", "block").await? == 0 {
            as_system!(tx, MODERATION, set_hidden(tx, kind, subject, false))?;
        }
        match decided {
            Some(ModerationKind::RightOfReply) => {
                as_system!(tx, MODERATION, take_reply_away(tx, id, CheckId(subject)))?;
            }
            // The one who asked gets another answer.
            Some(ModerationKind::ReplyDeclined) => as_system!(tx, MODERATION, letters::set_open(tx, id))?,
            _ => {}
        }
    }
    note(tx, Actor::Member(by.person), id.0, "moderation-reversed", reason.as_bytes(), false).await
}

/// The reply that an entry published goes with the entry.
async fn take_reply_away(tx: &mut Tx, entry: ModerationId, check: CheckId) -> Result<(), Problem> {
    if let Some(reply) = rows::reply_of_entry(tx, entry).await? {
        rows::delete_reply(tx, reply).await?;
        letters::set_removed(tx, entry).await?;
        note(tx, Actor::System, check.0, "check-reply-removed", &[], false).await?;
    }
    Ok(())
}

/// What was taken back while a hold kept it is deleted once no hold does.
async fn delete_withdrawn(tx: &mut Tx, kind: SubjectKind, subject: Uuid) -> Result<(), Problem> {
    let claim = match kind {
        SubjectKind::Message => intake::message(tx, MessageId(subject)).await?.and_then(|message| message.claim),
        SubjectKind::Claim => Some(ClaimId(subject)),
        SubjectKind::Check => Some(checks::check(tx, CheckId(subject)).await?.claim),
        SubjectKind::Media => None,
    };
    match claim {
        Some(claim) => receipt::delete_freed(tx, claim).await,
        None => Ok(()),
    }
}

fn log_entry(row: LogRow, for_public: bool) -> LogEntry {
    let kind = ModerationKind::from_code(&row.kind).unwrap_or(ModerationKind::Hide);
    let subject_kind = subject_kind(&row.subject_kind);
    // Messages were never public, so the public log does not name them.
    let named = !for_public
        || match subject_kind {
            SubjectKind::Check => true,
            // Nobody can open a claim that was never published, and its name is nobody's business.
            SubjectKind::Claim => row.in_sight,
            SubjectKind::Message | SubjectKind::Media => false,
        };
    LogEntry {
        id: row.id,
        kind,
        subject_kind,
        subject: row.subject.filter(|_| named),
        organisation: OrganisationRef { id: row.organisation, slug: row.slug, name: row.name },
        reason: if for_public { String::new() } else { row.reason },
        public_summary: masking::masked(&row.public_summary),
        legal_reference: if for_public { masking::masked(&row.legal_reference) } else { row.legal_reference },
        public: row.public,
        at: row.at,
        reversed_at: row.reversed_at,
        open_appeals: row.open_appeals,
    }
}

/// The log as moderators see it: all public entries, and those of their own organisation; the operator sees all.
pub async fn log(tx: &mut Tx, by: &By, cursor: Option<Cursor>, limit: i64) -> Result<Page<LogEntry>, Problem> {
    if !by.operator {
        by.must(Capability::MODERATE)?;
    }
    let limit = limit.clamp(1, MOST_PER_PAGE);
    let rows = published::log(tx, Some(by.organisation), by.operator, cursor.map(public::place), limit + 1).await?;
    let page = public::page(rows, limit, |row: &LogRow| public::time_cursor(row.at, row.id.0));
    Ok(page.map(|row| {
        let foreign = row.organisation != by.organisation && !by.operator;
        log_entry(row, foreign)
    }))
}

/// The public log, newest first: redacted, without what was never public.
pub async fn public_log(tx: &mut Tx, cursor: Option<Cursor>, limit: i64) -> Result<Page<LogEntry>, Problem> {
    let limit = limit.clamp(1, MOST_PER_PAGE);
    let rows = published::log(tx, None, false, cursor.map(public::place), limit + 1).await?;
    let page = public::page(rows, limit, |row: &LogRow| public::time_cursor(row.at, row.id.0));
    Ok(page.map(|row| log_entry(row, true)))
}

/// One entry of the public log.
pub async fn public_entry(tx: &mut Tx, id: ModerationId) -> Result<LogEntry, Problem> {
    let row = published::log_entry(tx, id).await?;
    if row.public { Ok(log_entry(row, true)) } else { Err(Problem::not_found()) }
}

/// Takes an appeal against a public entry and gives a receipt for it. Run as the system; a repeated submit with the same
/// seed gives the same receipt.
pub async fn appeal(tx: &mut Tx, entry: ModerationId, text: &str, seed: &[u8; 32]) -> Result<Receipt, Problem> {
    let row = rows::entry(tx, entry).await?;
    if !row.public {
        return Err(Problem::not_found());
    }
    let text = text.trim();
    if text.chars().count() > APPEAL_CHARACTERS {
        return Err(Problem::field("text", "desk-problem-message-long").with("most", APPEAL_CHARACTERS));
    }
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        return Err(Problem::field("text", "desk-problem-appeal-empty"));
    }
    for attempt in 0..8 {
        let receipt = receive::receipt_from(seed, attempt, WordList::English);
        match rows::appeal_with(tx, &receipt.locator().compact()).await? {
            Some(row) if receipt.opens(&row.verifier) => return Ok(receipt),
            Some(_) => {}
            None => {
                if row.reversed_at.is_some() {
                    return Err(Problem::conflict("desk-problem-reversed-already"));
                }
                if rows::open_appeals(tx, entry).await? >= 20 {
                    return Err(Problem::new(ProblemKind::SlowDown(86_400), "desk-problem-appeals-many"));
                }
                let id = AppealId::new(&*tx.random());
                rows::insert_appeal(tx, id, entry, &receipt.locator().compact(), &receipt.verifier(), text).await?;
                note(tx, Actor::Public, id.0, "appeal-handed-in", text.as_bytes(), true).await?;
                return Ok(receipt);
            }
        }
    }
    Err(Problem::new(ProblemKind::Busy, "problem-busy"))
}

/// Where an appeal stands, for the bearer of its receipt. Run as the system.
pub async fn appeal_standing(tx: &mut Tx, locator: &str, words: &str) -> Result<AppealStanding, Problem> {
    let receipt = receipt::read(locator, words)?;
    let row = rows::appeal_with(tx, &receipt.locator().compact()).await?;
    let stored = row.as_ref().map_or([0; 32].as_slice(), |row| row.verifier.as_slice());
    let opens = receipt.opens(stored);
    let row = row.filter(|_| opens).ok_or_else(|| Problem::field("words", "desk-problem-receipt"))?;
    let state = AppealState::from_code(&row.state).unwrap_or(AppealState::Open);
    let decidable = match state {
        AppealState::Open => {
            let entry = rows::entry(tx, row.entry).await?;
            somebody_else_decides(tx, entry.organisation, entry.person).await?
        }
        AppealState::Granted | AppealState::Upheld => true,
    };
    Ok(AppealStanding { entry: row.entry, state, decidable, answer: row.answer, day: row.day })
}

/// Appeals against the entries of the member's organisation (the operator sees all), open ones first.
pub async fn appeals(tx: &mut Tx, by: &By) -> Result<Vec<AppealView>, Problem> {
    if !by.operator {
        by.must(Capability::MODERATE)?;
    }
    let found = rows::appeals(tx, by.organisation, by.operator).await?;
    let mut all = Vec::with_capacity(found.len());
    for row in found {
        let own = row.decided_against == by.person;
        let state = AppealState::from_code(&row.state).unwrap_or(AppealState::Open);
        // Whoever reads this and did not decide can.
        let asks = own && state == AppealState::Open;
        all.push(AppealView {
            id: row.id,
            own,
            decidable: !asks || somebody_else_decides(tx, row.organisation, by.person).await?,
            entry: row.entry,
            text: row.text,
            state,
            answer: row.answer,
            day: row.day,
        });
    }
    Ok(all)
}

/// Whether anybody but the one who made an entry can decide an appeal against it: who moderates for the same organisation, or
/// runs the network.
async fn somebody_else_decides(tx: &mut Tx, organisation: OrganisationId, made_by: PersonId) -> Result<bool, Problem> {
    let colleagues = saksi_network::members_of(tx, organisation).await?;
    if colleagues
        .iter()
        .any(|member| member.person != made_by && member.roles.capabilities().contains(Capability::MODERATE))
    {
        return Ok(true);
    }
    Ok(saksi_network::operators(tx).await?.iter().any(|operator| operator.id != made_by))
}

/// Decides an appeal: another person than the one who made the entry says whether it stands, and why. A granted appeal
/// reverses the entry.
pub async fn decide_appeal(tx: &mut Tx, by: &By, id: AppealId, granted: bool, answer: &str) -> Result<(), Problem> {
    let appeal = rows::appeal(tx, id).await?;
    let entry = rows::entry(tx, appeal.entry).await?;
    may(by, entry.organisation)?;
    if entry.person == by.person {
        return Err(Problem::new(ProblemKind::Forbidden, "desk-problem-own-appeal"));
    }
    let answer = required_note("answer", answer, "desk-problem-appeal-answer-missing")?;
    let state = if granted { AppealState::Granted } else { AppealState::Upheld };
    if !rows::decide_appeal(tx, id, state.code(), &answer, by.person).await? {
        return Err(Problem::conflict("desk-problem-appeal-decided"));
    }
    if granted && entry.reversed_at.is_none() {
        undo(tx, by, appeal.entry, &entry, &answer).await?;
    }
    note(tx, Actor::Member(by.person), id.0, "appeal-decided", answer.as_bytes(), true).await
}

/// Publishes a reply of somebody whom a check concerns beside it, and says so in the log.
pub async fn publish_reply(tx: &mut Tx, by: &By, check: CheckId, from: &str, text: &str) -> Result<ReplyId, Problem> {
    Ok(publish_and_log(tx, by, check, from, text).await?.0)
}

/// The same, with the entry of the log; none for a reply that stood there before entries were kept with it.
pub(crate) async fn publish_and_log(
    tx: &mut Tx,
    by: &By,
    check: CheckId,
    from: &str,
    text: &str,
) -> Result<(ReplyId, Option<ModerationId>), Problem> {
    let row = checks::check(tx, check).await?;
    may(by, row.owner)?;
    if row.version == 0 || row.hidden {
        return Err(Problem::conflict("desk-problem-not-published"));
    }
    let from = from.split_whitespace().collect::<Vec<_>>().join(" ");
    if from.is_empty() || from.chars().count() > 200 {
        return Err(Problem::field("from", "desk-problem-reply-from").with("most", 200));
    }
    let text = text.trim();
    if text.is_empty() || text.chars().count() > APPEAL_CHARACTERS {
        return Err(Problem::field("text", "desk-problem-reply-text").with("most", APPEAL_CHARACTERS));
    }
    if let Some(same) = rows::same_reply(tx, check, &from, text).await? {
        let entry = rows::check_of_reply(tx, same).await?.and_then(|(_, entry)| entry);
        return Ok((same, entry));
    }
    let id = ReplyId::new(&*tx.random());
    let entry = ModerationId::new(tx.now(), &*tx.random());
    if row.owner == by.organisation {
        rows::insert_reply(tx, id, &row, &from, text, entry).await?;
    } else {
        as_system!(tx, OPERATOR, rows::insert_reply(tx, id, &row, &from, text, entry))?;
    }
    let decision = Decision {
        kind: ModerationKind::RightOfReply,
        subject_kind: SubjectKind::Check,
        subject: Some(check.0),
        media: None,
        reason: from.clone(),
        public_summary: from,
        legal_reference: String::new(),
        public: true,
    };
    rows::insert(tx, entry, by.organisation, by.person, &decision).await?;
    note(tx, Actor::Member(by.person), check.0, "check-replied", text.as_bytes(), false).await?;
    Ok((id, Some(entry)))
}

/// Writes into the public log that a reply is not published; whoever asked for it can appeal there.
pub(crate) async fn log_declined(tx: &mut Tx, by: &By, check: CheckId, reason: &str) -> Result<ModerationId, Problem> {
    let id = ModerationId::new(tx.now(), &*tx.random());
    let decision = Decision {
        kind: ModerationKind::ReplyDeclined,
        subject_kind: SubjectKind::Check,
        subject: Some(check.0),
        media: None,
        reason: reason.to_owned(),
        // Who asked, and what they wrote, is nobody's business.
        public_summary: String::new(),
        legal_reference: String::new(),
        public: true,
    };
    rows::insert(tx, id, by.organisation, by.person, &decision).await?;
    note(tx, Actor::Member(by.person), id.0, "moderation-decided", reason.as_bytes(), false).await?;
    Ok(id)
}

/// Takes a reply away again.
pub async fn remove_reply(tx: &mut Tx, by: &By, id: ReplyId) -> Result<(), Problem> {
    let (check, entry) = rows::check_of_reply(tx, id).await?.ok_or_else(Problem::not_found)?;
    let row = checks::check(tx, check).await?;
    may(by, row.owner)?;
    if let Some(entry) = entry {
        let published = rows::entry(tx, entry).await?;
        return undo(tx, by, entry, &published, "").await;
    }
    if row.owner == by.organisation {
        rows::delete_reply(tx, id).await?;
    } else {
        as_system!(tx, OPERATOR, rows::delete_reply(tx, id))?;
    }
    note(tx, Actor::Member(by.person), check.0, "check-reply-removed", &[], false).await
}

/// Whether a file with this SHA-256 is refused.
pub async fn is_media_blocked(tx: &mut Tx, hash: &[u8; 32]) -> Result<bool, Problem> {
    store::intake::is_blocked(tx, "media", hash).await
}

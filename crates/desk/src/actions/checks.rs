//! Writing, reviewing, publishing, correcting and withdrawing a check.

use saksi_base::problem::Problems;
use saksi_base::{
    CheckId, CheckVersionId, ClaimId, ContentType, HarmKind, LanguageTag, PersonId, Problem, Timestamp, Verdict,
};
use saksi_db::{Tx, as_system};
use saksi_network::Capability;

use super::public::{self, MOST_PER_PAGE};
use super::{By, deeds, queue};
use crate::elevation::SHARED_CLAIM;
use crate::model::{
    CheckContent, CheckEdit, CheckState, CheckSummary, Cursor, DraftState, EXPLANATION_CHARACTERS, NOTE_CHARACTERS,
    Page, REFERENCE_CHARACTERS, REFERENCES, ReviewRow, STATEMENT_CHARACTERS, TITLE_CHARACTERS, TranslationContent,
};
use crate::store::checks::{self as rows, CheckRow, DraftRow};
use crate::store::{self, claims, intake, published};

/// A check that is before the public now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The check.
    pub check: CheckId,
    /// The claim.
    pub claim: ClaimId,
    /// The version.
    pub version: i64,
    /// How many receipts show it now.
    pub told: i64,
}

/// Checks what somebody wrote. A draft may be unfinished, but nothing of it too long; what goes before the public must be
/// whole. Every problem is named at once, beside its field: `statement`, `verdict`, `title`, `explanation`, `references`,
/// `change_note`.
pub fn validate(content: &CheckContent, for_publication: bool, is_correction: bool) -> Result<(), Problem> {
    let mut problems = Problems::new();
    let length = |text: &str| text.trim().chars().count();
    let least = |least: usize| if for_publication { least } else { 0 };
    let statement = length(&content.statement);
    if statement > STATEMENT_CHARACTERS.1 || statement < least(STATEMENT_CHARACTERS.0) {
        problems
            .add("statement", "desk-problem-statement-length")
            .with("least", STATEMENT_CHARACTERS.0)
            .with("most", STATEMENT_CHARACTERS.1);
    }
    if for_publication && content.verdict.is_none() {
        problems.add("verdict", "desk-problem-verdict-missing");
    }
    let title = length(&content.title);
    if title > TITLE_CHARACTERS || title < least(1) {
        problems.add("title", "desk-problem-title-length").with("most", TITLE_CHARACTERS);
    }
    let explanation = length(&content.explanation);
    if explanation > EXPLANATION_CHARACTERS.1 || explanation < least(EXPLANATION_CHARACTERS.0) {
        problems
            .add("explanation", "desk-problem-explanation-length")
            .with("least", EXPLANATION_CHARACTERS.0)
            .with("most", EXPLANATION_CHARACTERS.1);
    }
    if for_publication && content.references.is_empty() && content.verdict.is_some_and(Verdict::needs_references) {
        problems.add("references", "desk-problem-references-missing");
    }
    judge_references(&mut problems, &content.references);
    let note = length(&content.change_note);
    if note > NOTE_CHARACTERS {
        problems.add("change_note", "desk-problem-note-long").with("most", NOTE_CHARACTERS);
    } else if for_publication && is_correction && note == 0 {
        problems.add("change_note", "desk-problem-change-note-missing");
    }
    problems.finish()
}

/// Whether a reader could follow each reference; said of the first that they could not.
pub(crate) fn judge_references(problems: &mut Problems, references: &[crate::model::Reference]) {
    let length = |text: &str| text.trim().chars().count();
    if references.len() > REFERENCES {
        problems.add("references", "desk-problem-references-many").with("most", REFERENCES);
    }
    for (index, reference) in references.iter().enumerate() {
        let long =
            reference.url.as_ref().map_or(0, |url| length(url)) + length(&reference.description) > REFERENCE_CHARACTERS;
        let empty = reference.url.is_none() && length(&reference.description) < 3;
        let wrong = reference.url.as_ref().is_some_and(|text| {
            !url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
        });
        if let Some(scheme) = reference.foreign_scheme() {
            problems
                .add("references", "desk-problem-reference-scheme")
                .with("number", index + 1)
                .with("scheme", scheme);
            break;
        }
        if long || empty || wrong || reference.is_broken_address() {
            problems.add("references", "desk-problem-reference").with("number", index + 1);
            break;
        }
    }
}

fn tidy(content: &CheckContent) -> CheckContent {
    CheckContent {
        statement: content.statement.split_whitespace().collect::<Vec<_>>().join(" "),
        title: content.title.split_whitespace().collect::<Vec<_>>().join(" "),
        explanation: content.explanation.trim().replace("\r\n", "\n"),
        change_note: content.change_note.trim().to_owned(),
        ..content.clone()
    }
}

fn text_of(content: &CheckContent) -> Result<String, Problem> {
    serde_json::to_string(content).map_err(|_| Problem::internal())
}

fn content_of(draft: &DraftRow) -> Result<CheckContent, Problem> {
    serde_json::from_str(&draft.content).map_err(|_| Problem::internal())
}

async fn note(tx: &mut Tx, by: &By, subject: CheckId, kind: &'static str, content: &[u8]) -> Result<(), Problem> {
    deeds::to_check(tx, by, subject.0, kind, content).await
}

/// A check of the member's own organisation.
async fn own(tx: &mut Tx, by: &By, id: CheckId) -> Result<CheckRow, Problem> {
    let check = rows::check(tx, id).await?;
    // To others an unpublished check does not exist.
    if check.owner == by.organisation { Ok(check) } else { Err(Problem::not_found()) }
}

/// The draft of a check, at the edition that the member saw.
async fn own_draft(tx: &mut Tx, by: &By, id: CheckId, edition: i64) -> Result<(CheckRow, DraftRow), Problem> {
    let check = own(tx, by, id).await?;
    let draft = rows::draft(tx, id).await?.ok_or_else(|| Problem::conflict("desk-problem-no-draft"))?;
    if draft.edition != edition {
        return Err(Problem::conflict("desk-problem-edited-meanwhile"));
    }
    Ok((check, draft))
}

fn lost(saved: bool) -> Result<(), Problem> {
    if saved { Ok(()) } else { Err(Problem::conflict("desk-problem-edited-meanwhile")) }
}

/// Starts a check of a claim for the member's organisation, and puts the organisation on the claim. Where it has one already,
/// that one is given back: a published one is corrected, not written again.
pub async fn start_draft(tx: &mut Tx, by: &By, claim: ClaimId, language: &LanguageTag) -> Result<CheckId, Problem> {
    by.must(Capability::CHECK)?;
    let claim_row = claims::for_organisation(tx, by.organisation, claim).await?;
    if claim_row.joined_into.is_some() {
        return Err(Problem::conflict("desk-problem-claim-joined"));
    }
    if claim_row.hidden {
        return Err(Problem::conflict("desk-problem-claim-hidden"));
    }
    if let Some(check) = rows::of_claim_and_owner(tx, claim, by.organisation).await? {
        return Ok(check);
    }
    queue::take(tx, by, claim).await?;
    let content = CheckContent {
        statement: if claim_row.worded { claim_row.statement.clone() } else { String::new() },
        verdict: None,
        harm: HarmKind::None,
        content_type: ContentType::from_code(&claim_row.content_type).unwrap_or(ContentType::Text),
        title: String::new(),
        explanation: String::new(),
        references: Vec::new(),
        language: language.clone(),
        change_note: String::new(),
    };
    let id = CheckId::new(tx.now(), &*tx.random());
    rows::insert(tx, id, by.organisation, claim_row.space, claim, by.person, &content).await?;
    let check = rows::check(tx, id).await?;
    rows::insert_draft(tx, &check, &text_of(&content)?, &authors(&[by.person])?, by.person).await?;
    // Whether a closed claim opens again is for its owner to say; another organisation's check answers it all the same.
    let closed = claim_row.lane == "closed" && crate::elevation::decides(by, claim_row.owner);
    as_system!(tx, SHARED_CLAIM, opened(tx, claim, closed))?;
    note(tx, by, id, "check-started", &[]).await?;
    Ok(id)
}

/// Answers a claim with a published check that the member's organisation wrote for another one: a draft with its words, which
/// the member reads against this claim, changes where it must, and publishes as any other.
pub async fn reuse(tx: &mut Tx, by: &By, claim: ClaimId, from: CheckId) -> Result<CheckId, Problem> {
    by.must(Capability::CHECK)?;
    let known = own(tx, by, from).await?;
    if known.state != "published" || known.hidden {
        return Err(Problem::conflict("desk-problem-not-published"));
    }
    let version = published::versions(tx, from).await?.into_iter().next().ok_or_else(Problem::internal)?;
    let language = store::language(&version.language);
    if let Some(existing) = rows::of_claim_and_owner(tx, claim, by.organisation).await? {
        return Ok(existing);
    }
    let id = start_draft(tx, by, claim, &language).await?;
    save_draft(tx, by, id, 1, &copy_of(version)).await?;
    Ok(id)
}

/// The words of a public version, for a draft.
fn copy_of(version: published::VersionRow) -> CheckContent {
    CheckContent {
        statement: version.statement,
        verdict: store::verdict(Some(&version.verdict)),
        harm: store::harm(&version.harm),
        content_type: store::content_type(&version.content_type),
        title: version.title,
        explanation: version.explanation,
        references: store::references(&version.sources),
        language: store::language(&version.language),
        change_note: String::new(),
    }
}

/// The claim of a check that was begun: open again where it was closed, and worked on.
async fn opened(tx: &mut Tx, claim: ClaimId, closed: bool) -> Result<(), Problem> {
    if closed {
        claims::set_lane(tx, claim, "open", None).await?;
    }
    claims::settle(tx, claim).await?;
    Ok(())
}

fn authors(people: &[PersonId]) -> Result<String, Problem> {
    serde_json::to_string(people).map_err(|_| Problem::internal())
}

fn authors_of(stored: &str) -> Vec<PersonId> {
    serde_json::from_str(stored).unwrap_or_default()
}

/// A check open in the editor. Only the organisation that writes it may.
pub async fn edit(tx: &mut Tx, by: &By, id: CheckId) -> Result<CheckEdit, Problem> {
    if !by.may.intersects(Capability::CHECK | Capability::REVIEW) {
        return Err(Problem::forbidden());
    }
    let row = rows::seen_for_edit(tx, id).await?;
    if row.owner != by.organisation {
        return Err(Problem::not_found());
    }
    let draft = rows::draft(tx, id).await?;
    let authors = draft.as_ref().map(|draft| authors_of(&draft.authors)).unwrap_or_default();
    let content = match &draft {
        Some(draft) => content_of(draft)?,
        None => CheckContent {
            statement: row.statement,
            verdict: store::verdict(row.verdict.as_deref()),
            harm: store::harm(&row.harm),
            content_type: store::content_type(&row.content_type),
            title: row.title,
            explanation: row.explanation,
            references: store::references(&row.sources),
            language: store::language(&row.language),
            change_note: String::new(),
        },
    };
    Ok(CheckEdit {
        id,
        claim: row.claim,
        organisation: store::organisation(tx, row.owner).await?,
        state: CheckState::from_code(&row.state).unwrap_or(CheckState::Draft),
        draft: draft.as_ref().and_then(|draft| DraftState::from_code(&draft.state)),
        edition: draft.as_ref().map_or(0, |draft| draft.edition),
        content,
        author: draft.as_ref().map(|draft| draft.author).or(row.author).unwrap_or(by.person),
        reviewable: is_reviewable(tx, by, &authors).await?,
        authors,
        is_correction: row.version > 0,
        review_required: store::review_required(tx, row.owner).await?,
        review_note: draft.as_ref().map(|draft| draft.review_note.clone()).unwrap_or_default(),
        versions: published::versions(tx, id).await?.iter().map(public::version_summary).collect(),
        saved_at: draft.as_ref().map_or(row.changed_at, |draft| draft.saved_at),
    })
}

/// Saves a draft over the edition it was opened with, and gives the new edition. When somebody else saved meanwhile, or it
/// waits for review, nothing is overwritten and the page keeps what was typed.
pub async fn save_draft(
    tx: &mut Tx,
    by: &By,
    id: CheckId,
    edition: i64,
    content: &CheckContent,
) -> Result<i64, Problem> {
    by.must(Capability::CHECK)?;
    let (_, draft) = own_draft(tx, by, id, edition).await?;
    if draft.state == "in-review" {
        return Err(Problem::conflict("desk-problem-in-review"));
    }
    validate(content, false, false)?;
    let mut people = authors_of(&draft.authors);
    if !people.contains(&by.person) {
        people.push(by.person);
    }
    lost(rows::save_draft(tx, id, edition, &text_of(&tidy(content))?, &authors(&people)?, by.person).await?)?;
    Ok(edition + 1)
}

/// Hands a whole draft to a second person.
pub async fn submit_for_review(tx: &mut Tx, by: &By, id: CheckId, edition: i64) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let (check, draft) = own_draft(tx, by, id, edition).await?;
    if draft.state == "in-review" {
        return Err(Problem::conflict("desk-problem-in-review"));
    }
    validate(&content_of(&draft)?, true, check.version > 0)?;
    lost(rows::set_draft_state(tx, id, edition, "in-review", "").await?)?;
    note(tx, by, id, "check-submitted", draft.content.as_bytes()).await
}

/// Takes a draft back from review, so that it can be changed: whoever wrote part of it may, and an owner of the organisation.
/// However few people there are, no draft is ever locked up.
pub async fn take_back(tx: &mut Tx, by: &By, id: CheckId) -> Result<(), Problem> {
    own(tx, by, id).await?;
    let draft = rows::draft(tx, id).await?.ok_or_else(|| Problem::conflict("desk-problem-no-draft"))?;
    if draft.state != "in-review" {
        return Err(Problem::conflict("desk-problem-not-in-review"));
    }
    if !may_take_back(by, &authors_of(&draft.authors)) {
        return Err(Problem::new(saksi_base::ProblemKind::Forbidden, "desk-problem-take-back"));
    }
    lost(rows::set_draft_state(tx, id, draft.edition, "editing", "").await?)?;
    note(tx, by, id, "check-taken-back", &[]).await
}

/// Whether a member may take back from review what these people wrote.
pub(crate) fn may_take_back(by: &By, authors: &[PersonId]) -> bool {
    (by.may.contains(Capability::CHECK) && authors.contains(&by.person))
        || by.may.contains(Capability::MANAGE_ORGANISATION)
}

/// Whether anybody of the member's organisation but these people can review what they wrote.
pub(crate) async fn is_reviewable(tx: &mut Tx, by: &By, authors: &[PersonId]) -> Result<bool, Problem> {
    let members = saksi_network::members_of(tx, by.organisation).await?;
    Ok(members.iter().any(|member| {
        member.person != by.person
            && !authors.contains(&member.person)
            && member.roles.capabilities().contains(Capability::REVIEW)
    }))
}

/// A second person approves what waits for review; it goes before the public at once.
pub async fn approve(tx: &mut Tx, by: &By, id: CheckId, edition: i64) -> Result<Published, Problem> {
    by.must(Capability::REVIEW)?;
    let (check, draft) = own_draft(tx, by, id, edition).await?;
    if draft.state != "in-review" {
        return Err(Problem::conflict("desk-problem-not-in-review"));
    }
    if authors_of(&draft.authors).contains(&by.person) {
        return Err(Problem::new(saksi_base::ProblemKind::Forbidden, "desk-problem-own-review"));
    }
    go_public(tx, by, &check, &draft, Some(by.person)).await
}

/// A second person sends a draft back with a note.
pub async fn send_back(tx: &mut Tx, by: &By, id: CheckId, edition: i64, words: &str) -> Result<(), Problem> {
    by.must(Capability::REVIEW)?;
    let (_, draft) = own_draft(tx, by, id, edition).await?;
    if draft.state != "in-review" {
        return Err(Problem::conflict("desk-problem-not-in-review"));
    }
    let words = required_note("note", words, "desk-problem-review-note-missing")?;
    lost(rows::set_draft_state(tx, id, edition, "sent-back", &words).await?)?;
    note(tx, by, id, "check-sent-back", words.as_bytes()).await
}

/// A note that must say something and not too much.
pub(crate) fn required_note(field: &'static str, text: &str, missing: &'static str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::field(field, missing));
    }
    if text.chars().count() > NOTE_CHARACTERS {
        return Err(Problem::field(field, "desk-problem-note-long").with("most", NOTE_CHARACTERS));
    }
    Ok(text.to_owned())
}

/// Puts a draft before the public without a second person, where the organisation asks for none.
pub async fn publish(tx: &mut Tx, by: &By, id: CheckId, edition: i64) -> Result<Published, Problem> {
    by.must(Capability::PUBLISH)?;
    let (check, draft) = own_draft(tx, by, id, edition).await?;
    if store::review_required(tx, by.organisation).await? {
        return Err(Problem::conflict("desk-problem-review-required"));
    }
    go_public(tx, by, &check, &draft, None).await
}

async fn go_public(
    tx: &mut Tx,
    by: &By,
    check: &CheckRow,
    draft: &DraftRow,
    reviewer: Option<PersonId>,
) -> Result<Published, Problem> {
    let content = content_of(draft)?;
    validate(&content, true, check.version > 0)?;
    if check.hidden {
        return Err(Problem::conflict("desk-problem-check-hidden"));
    }
    let number = check.version + 1;
    let version = CheckVersionId::new(tx.now(), &*tx.random());
    rows::insert_version(tx, version, check, number, &content, Some(draft.author), reviewer).await?;
    claims::release(tx, check.claim, by.organisation).await?;
    let told = as_system!(tx, SHARED_CLAIM, answered(tx, by, check.claim, &content))?;
    let kind = if number > 1 { "check-corrected" } else { "check-published" };
    note(tx, by, check.id, kind, draft.content.as_bytes()).await?;
    Ok(Published { check: check.id, claim: check.claim, version: number, told })
}

/// The claim of a check that was just published: public, in the checker's words, with an example. Gives how many receipts show
/// the check now.
async fn answered(tx: &mut Tx, by: &By, id: ClaimId, content: &CheckContent) -> Result<i64, Problem> {
    let claim = claims::raw(tx, id).await?.ok_or_else(Problem::not_found)?;
    if claim.hidden {
        return Err(Problem::conflict("desk-problem-claim-hidden"));
    }
    // The owner's own words for its claim stay; the public page shows those of the check.
    if claim.owner == by.organisation || (claim.published == 0 && !claim.worded) {
        claims::set_words(tx, id, &content.statement, content.language.as_str(), content.content_type.code()).await?;
    }
    let example = if claim.example.is_none() { queue::example_of(tx, id).await? } else { None };
    claims::set_public(tx, id, example.as_deref()).await?;
    claims::settle(tx, id).await?;
    intake::receipts_of_claim(tx, id).await
}

/// Opens a correction of a published check, and gives its edition. What is public stays so until the correction is
/// published as the next version.
pub async fn start_correction(tx: &mut Tx, by: &By, id: CheckId) -> Result<i64, Problem> {
    by.must(Capability::CHECK)?;
    let check = own(tx, by, id).await?;
    if check.state != "published" {
        return Err(Problem::conflict("desk-problem-not-published"));
    }
    if let Some(draft) = rows::draft(tx, id).await? {
        return Ok(draft.edition);
    }
    let version = published::versions(tx, id).await?.into_iter().next().ok_or_else(Problem::internal)?;
    let content = copy_of(version);
    rows::insert_draft(tx, &check, &text_of(&content)?, &authors(&[by.person])?, by.person).await?;
    Ok(1)
}

/// Throws a draft away; a check that was never public goes with it.
pub async fn discard_draft(tx: &mut Tx, by: &By, id: CheckId) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let check = own(tx, by, id).await?;
    rows::delete_draft(tx, id).await?;
    if check.version == 0 {
        tx.tombstone("fact_check", id.0).await?;
    }
    as_system!(tx, SHARED_CLAIM, claims::settle(tx, check.claim))?;
    note(tx, by, id, "check-draft-discarded", &[]).await
}

/// Takes a published check back, with a reason for everybody. Its page stays and says so; feeds tell their readers.
pub async fn withdraw(tx: &mut Tx, by: &By, id: CheckId, reason: &str) -> Result<(), Problem> {
    by.must(Capability::PUBLISH)?;
    let check = own(tx, by, id).await?;
    if check.state != "published" {
        return Err(Problem::conflict("desk-problem-not-published"));
    }
    let reason = required_note("reason", reason, "desk-problem-withdraw-reason-missing")?;
    rows::withdraw(tx, &check, &reason).await?;
    as_system!(tx, SHARED_CLAIM, claims::settle(tx, check.claim))?;
    note(tx, by, id, "check-withdrawn", reason.as_bytes()).await
}

/// What waits for a second person in the member's organisation: checks, corrections and translations, longest first.
pub async fn reviews(tx: &mut Tx, by: &By) -> Result<Vec<ReviewRow>, Problem> {
    by.must(Capability::REVIEW)?;
    let mut all = Vec::new();
    for row in rows::waiting_drafts(tx, by.organisation).await? {
        let content: CheckContent = serde_json::from_str(&row.content).map_err(|_| Problem::internal())?;
        all.push(ReviewRow {
            check: row.fact_check,
            translation: None,
            statement: content.statement,
            title: content.title,
            verdict: content.verdict,
            language: content.language,
            author: row.author,
            authors: authors_of(&row.authors),
            is_correction: row.version > 0,
            since: row.submitted_at.unwrap_or(Timestamp(0)),
        });
    }
    for (row, verdict) in rows::waiting_translations(tx, by.organisation).await? {
        let draft: Option<TranslationContent> = row.draft.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let Some(content) = draft else { continue };
        all.push(ReviewRow {
            check: row.fact_check,
            translation: Some(row.id),
            statement: content.statement,
            title: content.title,
            verdict: store::verdict(verdict.as_deref()),
            language: content.language,
            author: row.translator,
            authors: vec![row.translator],
            is_correction: row.published,
            since: row.submitted_at.unwrap_or(Timestamp(0)),
        });
    }
    all.sort_by_key(|row| row.since);
    Ok(all)
}

/// The checks of the member's organisation, last changed first.
pub async fn of_organisation(
    tx: &mut Tx,
    by: &By,
    state: Option<CheckState>,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Page<CheckSummary>, Problem> {
    let limit = limit.clamp(1, MOST_PER_PAGE);
    let found =
        rows::of_owner(tx, by.organisation, state.map(CheckState::code), cursor.map(public::place), limit + 1).await?;
    let page = public::page(found, limit, |row| public::time_cursor(row.changed_at, row.id.0));
    Ok(page.map(public::summary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Reference;

    fn content() -> CheckContent {
        CheckContent {
            statement: "Hot lemon water kills cancer cells".into(),
            verdict: Some(Verdict::False),
            harm: HarmKind::Misinformation,
            content_type: ContentType::Text,
            title: "It does not".into(),
            explanation: "No study shows this; vitamin C does not do that.".into(),
            references: vec![Reference { url: Some("https://example.org/a".into()), description: String::new() }],
            language: "en".parse().unwrap(),
            change_note: String::new(),
        }
    }

    #[test]
    fn what_goes_before_the_public_must_be_whole() {
        assert_eq!(validate(&content(), true, false), Ok(()));
        for (field, change) in [
            ("statement", (|c| c.statement.clear()) as fn(&mut CheckContent)),
            ("statement", |c| c.statement = "x".repeat(501)),
            ("verdict", |c| c.verdict = None),
            ("title", |c| c.title = "  ".into()),
            ("explanation", |c| c.explanation = "No.".into()),
            ("references", |c| c.references.clear()),
            ("references", |c| {
                c.references = vec![Reference { url: Some("javascript:alert(1)".into()), description: "x".into() }];
            }),
            ("references", |c| c.references = vec![Reference { url: None, description: "?".into() }]),
        ] {
            let mut changed = content();
            change(&mut changed);
            let problem = validate(&changed, true, false).unwrap_err();
            assert_eq!(problem.fields.first().map(|f| f.field), Some(field));
        }
        let mut not_checkable = content();
        not_checkable.verdict = Some(Verdict::NotCheckable);
        not_checkable.references.clear();
        assert_eq!(validate(&not_checkable, true, false), Ok(()));
        let problem = validate(&content(), true, true).unwrap_err();
        assert_eq!(problem.fields.first().map(|f| f.field), Some("change_note"));
    }

    #[test]
    fn a_draft_may_be_unfinished() {
        let mut draft = content();
        draft.statement.clear();
        draft.verdict = None;
        draft.references.clear();
        draft.explanation.clear();
        assert_eq!(validate(&draft, false, false), Ok(()));
    }
}

//! What everybody may read. Run as [`Viewer::Public`](saksi_db::Viewer), except [`stats`], which counts as the system.

use saksi_base::{CheckId, ClaimId, LanguageTag, Problem, ProblemKind, Timestamp};
use saksi_db::Tx;
use uuid::Uuid;

use crate::model::{
    Answer, CheckContent, CheckState, CheckSummary, ClaimPage, Cursor, DraftState, Ended, FeedEntry, ListFilter,
    ListedCheck, OrganisationRef, Page, PublishedCheck, Reply, Stats, TranslationContent, TranslationView, Version,
    VersionSummary,
};
use crate::store::checks::{self, SummaryRow, TranslationRow};
use crate::store::published::{self, AnswerRow, VersionRow, Wanted};
use crate::store::{self, claims};

/// Most entries of one page of a list.
pub const MOST_PER_PAGE: i64 = 200;

fn answer(row: &AnswerRow) -> Answer {
    Answer {
        check: row.id,
        claim: row.claim,
        organisation: OrganisationRef { id: row.owner, slug: row.slug.clone(), name: row.name.clone() },
        statement: row.statement.clone(),
        title: row.title.clone(),
        explanation: row.explanation.clone(),
        references: store::references(&row.sources),
        verdict: store::verdict(row.verdict.as_deref()).unwrap_or(saksi_base::Verdict::NotCheckable),
        harm: store::harm(&row.harm),
        content_type: store::content_type(&row.content_type),
        language: store::language(&row.language),
        translated_from: None,
        published_at: row.published_at.unwrap_or(row.changed_at),
        corrected_at: row.corrected_at,
        version: row.version,
        source_url: row.source_url.clone(),
        licence: row.licence.clone(),
        likeness: 1.0,
    }
}

/// Puts answers into the reader's language where somebody translated them.
async fn into_language(tx: &mut Tx, answers: &mut [Answer], reader: &LanguageTag) -> Result<(), Problem> {
    let foreign: Vec<Uuid> =
        answers.iter().filter(|a| a.language.primary() != reader.primary()).map(|a| a.check.0).collect();
    if foreign.is_empty() || reader.primary() == "und" {
        return Ok(());
    }
    let mut found = published::translations_into(tx, &foreign, reader.primary()).await?;
    // An exact tag before a cousin.
    found.sort_by_key(|row| row.language != reader.as_str());
    for answer in answers {
        if let Some(row) = found.iter().find(|row| row.fact_check == answer.check) {
            answer.translated_from = Some(answer.language.clone());
            answer.language = store::language(&row.language);
            answer.statement.clone_from(&row.statement);
            answer.title.clone_from(&row.title);
            answer.explanation.clone_from(&row.explanation);
        }
    }
    Ok(())
}

/// All published checks of claims, in the order of the claims, in the reader's language where there is a translation.
pub async fn answers_of(tx: &mut Tx, claims: &[ClaimId], reader: &LanguageTag) -> Result<Vec<Answer>, Problem> {
    let ids: Vec<Uuid> = claims.iter().map(|claim| claim.0).collect();
    let mut answers: Vec<Answer> = published::of_claims(tx, &ids).await?.iter().map(answer).collect();
    into_language(tx, &mut answers, reader).await?;
    Ok(answers)
}

fn wanted<'a>(filter: &'a ListFilter, pattern: Option<&'a str>, after: Option<Cursor>, limit: i64) -> Wanted<'a> {
    Wanted {
        verdict: filter.verdict.map(saksi_base::Verdict::code),
        language: filter.language.as_deref(),
        owner: filter.organisation,
        content_type: filter.content_type.map(saksi_base::ContentType::code),
        since: filter.since,
        pattern,
        after: after.map(place),
        limit,
    }
}

/// A cursor over times, as the statements take it.
#[expect(clippy::cast_possible_truncation, reason = "the key was made from a whole number of microseconds below 2^53")]
pub(crate) const fn place(cursor: Cursor) -> (i64, Uuid) {
    (cursor.key as i64, cursor.id)
}

/// Cuts a list that was read with one entry too many, and says where the next page starts.
pub(crate) fn page<T>(mut items: Vec<T>, limit: i64, cursor: impl Fn(&T) -> Cursor) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(cursor);
    Page { items, next }
}

pub(crate) fn time_cursor(at: Timestamp, id: Uuid) -> Cursor {
    Cursor { key: at.0 as f64, id }
}

/// The published checks, last changed first.
pub async fn published(
    tx: &mut Tx,
    filter: &ListFilter,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Page<ListedCheck>, Problem> {
    let limit = limit.clamp(1, MOST_PER_PAGE);
    let pattern = filter.text.as_deref().and_then(store::pattern);
    let rows = published::list(tx, &wanted(filter, pattern.as_deref(), cursor, limit + 1)).await?;
    let listed = rows
        .into_iter()
        .map(|row| ListedCheck {
            check: row.id,
            claim: row.claim,
            organisation: OrganisationRef { id: row.owner, slug: row.slug, name: row.name },
            statement: row.statement,
            title: row.title,
            verdict: store::verdict(row.verdict.as_deref()).unwrap_or(saksi_base::Verdict::NotCheckable),
            content_type: store::content_type(&row.content_type),
            language: store::language(&row.language),
            published_at: row.published_at.unwrap_or(row.changed_at),
            changed_at: row.changed_at,
            asked: row.asked,
        })
        .collect();
    Ok(page(listed, limit, |check: &ListedCheck| time_cursor(check.changed_at, check.check.0)))
}

/// One published or withdrawn check. One that a moderator took out of sight is [`ProblemKind::Gone`].
pub async fn published_check(tx: &mut Tx, id: CheckId) -> Result<PublishedCheck, Problem> {
    let Some(row) = published::check(tx, id).await? else {
        return Err(if published::is_gone(tx, id).await? {
            Problem::new(ProblemKind::Gone, "desk-problem-check-gone")
        } else {
            Problem::not_found()
        });
    };
    // Of a withdrawn check that was the only one, the claim is its owner's alone again.
    let claim = match claims::seen(tx, row.claim).await {
        Ok(claim) => Some(claim),
        Err(problem) if problem.kind == ProblemKind::NotFound => None,
        Err(problem) => return Err(problem),
    };
    let others = checks::seen_of_claim(tx, row.claim).await?;
    let translations = checks::seen_translations(tx, id).await?;
    Ok(PublishedCheck {
        answer: answer(&row),
        state: CheckState::from_code(&row.state).unwrap_or(CheckState::Published),
        withdrawn_reason: row.withdrawn_reason.clone(),
        withdrawn_at: row.withdrawn_at,
        asked: claim.as_ref().map_or(0, |claim| claim.asked),
        first_asked: claim.as_ref().map_or(row.published_at.unwrap_or(row.changed_at), |claim| claim.first_asked),
        example: claim.and_then(|claim| claim.example),
        versions: published::versions(tx, id).await?.iter().map(version_summary).collect(),
        withdrawn_translations: translations
            .iter()
            .filter(|row| row.ended_as.as_deref() == Some("withdrawn"))
            .filter(|row| !translations.iter().any(|other| other.published && other.language == row.language))
            .cloned()
            .map(translation)
            .collect(),
        translations: translations.into_iter().filter(|row| row.published).map(translation).collect(),
        others: others.into_iter().filter(|other| other.id != id && other.state == "published").map(summary).collect(),
        replies: published::replies(tx, id)
            .await?
            .into_iter()
            .map(|row| Reply { id: row.id, from: row.sender, text: row.text, at: row.at })
            .collect(),
    })
}

/// A check in the reader's language, where somebody translated it.
pub fn in_language(check: &PublishedCheck, reader: &LanguageTag) -> Answer {
    let mut shown = check.answer.clone();
    if shown.language.primary() == reader.primary() {
        return shown;
    }
    let found = check
        .translations
        .iter()
        .find(|t| t.content.language == *reader)
        .or_else(|| check.translations.iter().find(|t| t.content.language.primary() == reader.primary()));
    if let Some(found) = found {
        shown.translated_from = Some(shown.language.clone());
        shown.language = found.content.language.clone();
        shown.statement.clone_from(&found.content.statement);
        shown.title.clone_from(&found.content.title);
        shown.explanation.clone_from(&found.content.explanation);
    }
    shown
}

pub(crate) fn version_summary(row: &VersionRow) -> VersionSummary {
    VersionSummary {
        number: row.number,
        verdict: store::verdict(Some(&row.verdict)).unwrap_or(saksi_base::Verdict::NotCheckable),
        title: row.title.clone(),
        change_note: row.change_note.clone(),
        at: row.at,
        reviewed: row.reviewed,
    }
}

pub(crate) fn translation(row: TranslationRow) -> TranslationView {
    let draft: Option<TranslationContent> = row.draft.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let shown = TranslationContent {
        language: store::language(&row.language),
        statement: row.statement,
        title: row.title,
        explanation: row.explanation,
    };
    TranslationView {
        id: row.id,
        check: row.fact_check,
        content: draft.filter(|_| !row.published).unwrap_or(shown),
        version: row.version,
        outdated: row.published && row.version < row.check_version,
        draft: row.draft_state.as_deref().and_then(DraftState::from_code),
        edition: row.edition,
        translator: row.translator,
        organisation: OrganisationRef { id: row.owner, slug: row.slug, name: row.name },
        published_at: row.published_at,
        review_note: row.review_note,
        ended: row.ended_at.map(|at| Ended {
            at,
            withdrawn: (row.ended_as.as_deref() == Some("withdrawn")).then(|| row.ended_reason.unwrap_or_default()),
        }),
    }
}

pub(crate) fn summary(row: SummaryRow) -> CheckSummary {
    // What was never public has its words in the draft only.
    let draft: Option<CheckContent> = row.draft_content.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let draft = draft.filter(|_| row.published_at.is_none());
    let (statement, title, verdict, language) = match draft {
        Some(draft) => (draft.statement, draft.title, draft.verdict, draft.language),
        None => (row.statement, row.title, store::verdict(row.verdict.as_deref()), store::language(&row.language)),
    };
    CheckSummary {
        id: row.id,
        claim: row.claim,
        organisation: OrganisationRef { id: row.owner, slug: row.slug, name: row.name },
        verdict,
        statement,
        title,
        language,
        state: CheckState::from_code(&row.state).unwrap_or(CheckState::Draft),
        draft: row.draft_state.as_deref().and_then(DraftState::from_code),
        published_at: row.published_at,
        changed_at: row.changed_at,
    }
}

/// One version of a check, with its whole text.
pub async fn check_version(tx: &mut Tx, id: CheckId, number: i64) -> Result<Version, Problem> {
    Ok(check_version_and_before(tx, id, number).await?.0)
}

/// One version of a check and the one before it, so that a page can say what changed.
pub async fn check_version_and_before(
    tx: &mut Tx,
    id: CheckId,
    number: i64,
) -> Result<(Version, Option<Version>), Problem> {
    // Newest first.
    let mut rows = published::versions(tx, id).await?.into_iter().skip_while(|row| row.number > number);
    let row = rows.next().filter(|row| row.number == number).ok_or_else(Problem::not_found)?;
    Ok((version(row), rows.next().map(version)))
}

fn version(row: VersionRow) -> Version {
    Version {
        summary: version_summary(&row),
        content: CheckContent {
            statement: row.statement,
            verdict: store::verdict(Some(&row.verdict)),
            harm: store::harm(&row.harm),
            content_type: store::content_type(&row.content_type),
            title: row.title,
            explanation: row.explanation,
            references: store::references(&row.sources),
            language: store::language(&row.language),
            change_note: row.change_note,
        },
    }
}

/// A claim that the public sees; [`ProblemKind::Gone`] where every check of it was withdrawn.
async fn public_claim(tx: &mut Tx, id: ClaimId) -> Result<claims::ClaimRow, Problem> {
    match claims::seen(tx, id).await {
        Err(problem) if problem.kind == ProblemKind::NotFound && published::was_answered(tx, id).await? => {
            Err(Problem::new(ProblemKind::Gone, "desk-problem-claim-gone"))
        }
        seen => seen,
    }
}

/// A claim with all its published checks. One that was joined into another is found under its new identifier too: the
/// page's `id` then differs from the one asked for, and a page should send the reader there.
pub async fn claim_page(tx: &mut Tx, id: ClaimId) -> Result<ClaimPage, Problem> {
    let mut row = public_claim(tx, id).await?;
    for _ in 0..8 {
        match row.joined_into {
            Some(into) => row = public_claim(tx, into).await?,
            None => break,
        }
    }
    if row.hidden || row.marking != 0 {
        return Err(Problem::not_found());
    }
    let checks: Vec<Answer> = published::of_claims(tx, &[row.id.0]).await?.iter().map(answer).collect();
    let first = checks.first();
    Ok(ClaimPage {
        id: row.id,
        statement: first.map_or(row.statement, |check| check.statement.clone()),
        language: first.map_or_else(|| store::language(&row.language), |check| check.language.clone()),
        example: row.example,
        asked: row.asked,
        first_asked: row.first_asked,
        checks,
    })
}

/// The newest changes: published and corrected checks with their whole text, and marks of those that are gone.
pub async fn feed(tx: &mut Tx, filter: &ListFilter, limit: i64) -> Result<Vec<FeedEntry>, Problem> {
    let limit = limit.clamp(1, MOST_PER_PAGE);
    let pattern = filter.text.as_deref().and_then(store::pattern);
    let rows = published::full(tx, &wanted(filter, pattern.as_deref(), None, limit)).await?;
    let mut entries: Vec<(Timestamp, FeedEntry)> =
        rows.iter().map(|row| (row.changed_at, FeedEntry::Check(Box::new(answer(row))))).collect();
    for row in published::gone(tx, filter.organisation, filter.since, limit).await? {
        entries.push((row.at, FeedEntry::Gone { check: row.fact_check, at: row.at, withdrawn: row.withdrawn }));
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    entries.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

/// Everything published, page by page, for taking away. Marks of what is gone come with the first page.
pub async fn export(
    tx: &mut Tx,
    filter: &ListFilter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Page<FeedEntry>, Problem> {
    let limit = limit.clamp(1, 1_000);
    let pattern = filter.text.as_deref().and_then(store::pattern);
    let rows = published::full(tx, &wanted(filter, pattern.as_deref(), after, limit + 1)).await?;
    let checks = page(rows, limit, |row: &AnswerRow| time_cursor(row.changed_at, row.id.0));
    let mut entries = Vec::new();
    if after.is_none() {
        for row in published::gone(tx, filter.organisation, filter.since, 10_000).await? {
            entries.push(FeedEntry::Gone { check: row.fact_check, at: row.at, withdrawn: row.withdrawn });
        }
    }
    entries.extend(checks.items.iter().map(|row| FeedEntry::Check(Box::new(answer(row)))));
    Ok(Page { items: entries, next: checks.next })
}

/// Figures for the page about the network. Run as the system: it counts what waits, and shows nothing of it.
pub async fn stats(tx: &mut Tx) -> Result<Stats, Problem> {
    let figures = published::figures(tx).await?;
    let waiting = store::queue::lanes(tx).await?.iter().filter(|(lane, _, _)| lane == "open").map(|(_, _, n)| n).sum();
    Ok(Stats {
        checks: figures.checks,
        claims: figures.claims,
        waiting,
        asked: store::counted(tx, "asked").await?,
        answered_at_once: store::counted(tx, "answered").await?,
        handed_in: store::counted(tx, "handed-in").await?,
        languages: figures.languages,
        organisations: figures.organisations,
    })
}

/// Languages of the published checks with how many there are, for the choices of a filter.
pub async fn languages(tx: &mut Tx) -> Result<Vec<(String, i64)>, Problem> {
    let mut languages: Vec<(String, i64)> = Vec::new();
    for (stored, checks) in published::languages(tx).await? {
        let tag = store::language(&stored);
        if tag.is_unknown() {
            continue;
        }
        match languages.iter_mut().find(|(known, _)| known == tag.as_str()) {
            Some((_, sum)) => *sum += checks,
            None => languages.push((tag.to_string(), checks)),
        }
    }
    Ok(languages)
}

/// Organisations with published checks and how many, most first.
pub async fn organisations(tx: &mut Tx) -> Result<Vec<(OrganisationRef, i64)>, Problem> {
    let rows = published::publishers(tx).await?;
    Ok(rows
        .into_iter()
        .map(|row| (OrganisationRef { id: row.id, slug: row.slug, name: row.name }, row.checks))
        .collect())
}

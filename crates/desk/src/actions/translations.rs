//! Translations of published checks, by people, so that what was checked in one country answers somebody in the next.

use saksi_base::clock::DAY;
use saksi_base::problem::Problems;
use saksi_base::{CheckId, LanguageTag, PersonId, Problem, TranslationId};
use saksi_db::{Tx, as_system};
use saksi_network::Capability;

use super::checks::required_note;
use super::{By, public};
use crate::elevation::{OTHER_TRANSLATION, TRANSLATED_CHECK};
use crate::model::{
    EXPLANATION_CHARACTERS, STATEMENT_CHARACTERS, TITLE_CHARACTERS, TranslationContent, TranslationView,
};
use crate::store;
use crate::store::checks::{self as rows, TranslationRow};

/// Days after which another organisation may begin anew what nobody went on with.
pub const UNTOUCHED_DAYS: i64 = 14;

/// Checks what a translator wrote; fields `statement`, `title`, `explanation`.
pub fn validate(content: &TranslationContent, for_publication: bool) -> Result<(), Problem> {
    let mut problems = Problems::new();
    let least = |least: usize| if for_publication { least } else { 0 };
    let length = |text: &str| text.trim().chars().count();
    let statement = length(&content.statement);
    if statement > STATEMENT_CHARACTERS.1 || statement < least(1) {
        problems
            .add("statement", "desk-problem-statement-length")
            .with("least", 1)
            .with("most", STATEMENT_CHARACTERS.1);
    }
    let title = length(&content.title);
    if title > TITLE_CHARACTERS || title < least(1) {
        problems.add("title", "desk-problem-title-length").with("most", TITLE_CHARACTERS);
    }
    let explanation = length(&content.explanation);
    if explanation > EXPLANATION_CHARACTERS.1 || explanation < least(1) {
        problems
            .add("explanation", "desk-problem-explanation-length")
            .with("least", 1)
            .with("most", EXPLANATION_CHARACTERS.1);
    }
    problems.finish()
}

async fn note(tx: &mut Tx, by: &By, subject: uuid::Uuid, kind: &'static str, content: &[u8]) -> Result<(), Problem> {
    super::deeds::to_check(tx, by, subject, kind, content).await
}

/// Starts a translation of a published check (of any organisation) into a language; where the member's organisation has one
/// already, that one is given back. A draft of others keeps the language for them while somebody works on it, and ends when
/// nobody has for [`UNTOUCHED_DAYS`].
pub async fn start(tx: &mut Tx, by: &By, check: CheckId, language: &LanguageTag) -> Result<TranslationId, Problem> {
    by.must(Capability::CHECK)?;
    let row = rows::check(tx, check).await?;
    if row.state != "published" || row.hidden {
        return Err(Problem::not_found());
    }
    let own = crate::store::published::check(tx, check).await?.ok_or_else(Problem::not_found)?;
    if own.language == language.as_str() {
        return Err(Problem::field("language", "desk-problem-translation-same-language"));
    }
    let found = as_system!(tx, OTHER_TRANSLATION, rows::translation_into(tx, check, language.as_str()))?;
    if let Some(found) = found {
        if found.owner == by.organisation {
            return Ok(found.id);
        }
        if found.published {
            return Err(Problem::conflict("desk-problem-translation-taken").with("organisation", found.name));
        }
        let touched = found.submitted_at.unwrap_or(found.saved_at).max(found.saved_at);
        let left = touched.plus(UNTOUCHED_DAYS * DAY).since(tx.now());
        if left > 0 {
            return Err(Problem::conflict("desk-problem-translation-begun")
                .with("organisation", found.name)
                .with("days", (left + DAY - 1) / DAY));
        }
        as_system!(tx, OTHER_TRANSLATION, rows::lapse_translation(tx, found.id))?;
        note(tx, by, check.0, "check-translation-taken-over", &[]).await?;
    }
    let content = TranslationContent {
        language: language.clone(),
        statement: String::new(),
        title: String::new(),
        explanation: String::new(),
    };
    let text = serde_json::to_string(&content).map_err(|_| Problem::internal())?;
    let id = TranslationId::new(tx.now(), &*tx.random());
    rows::insert_translation(tx, id, &row, by.organisation, language.as_str(), &text, by.person).await?;
    Ok(id)
}

async fn own(tx: &mut Tx, by: &By, id: TranslationId, edition: i64) -> Result<TranslationRow, Problem> {
    let row = rows::translation(tx, id).await?;
    if row.owner != by.organisation {
        return Err(Problem::not_found());
    }
    if row.ended_at.is_some() {
        return Err(Problem::conflict("desk-problem-translation-ended"));
    }
    if row.edition != edition {
        return Err(Problem::conflict("desk-problem-edited-meanwhile"));
    }
    Ok(row)
}

/// A translation open in the editor: the draft where there is one, else what is public.
pub async fn edit(tx: &mut Tx, by: &By, id: TranslationId) -> Result<TranslationView, Problem> {
    let row = rows::translation(tx, id).await?;
    if row.owner != by.organisation {
        return Err(Problem::not_found());
    }
    let draft: Option<TranslationContent> = row.draft.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let mut view = public::translation(row);
    if let Some(draft) = draft {
        view.content = draft;
    }
    Ok(view)
}

/// The translations of a check that the member may see: drafts of their own organisation, and those that ended, included.
pub async fn of_check(tx: &mut Tx, by: &By, check: CheckId) -> Result<Vec<TranslationView>, Problem> {
    by.must(Capability::CHECK)?;
    Ok(rows::seen_translations(tx, check).await?.into_iter().map(public::translation).collect())
}

/// Saves a draft over the edition it was opened with, and gives the new edition.
pub async fn save(
    tx: &mut Tx,
    by: &By,
    id: TranslationId,
    edition: i64,
    content: &TranslationContent,
) -> Result<i64, Problem> {
    by.must(Capability::CHECK)?;
    let row = own(tx, by, id, edition).await?;
    if row.draft_state.as_deref() == Some("in-review") {
        return Err(Problem::conflict("desk-problem-in-review"));
    }
    validate(content, false)?;
    let content = TranslationContent { language: store::language(&row.language), ..content.clone() };
    let text = serde_json::to_string(&content).map_err(|_| Problem::internal())?;
    if !rows::save_translation(tx, &row, edition, &text, by.person).await? {
        return Err(Problem::conflict("desk-problem-edited-meanwhile"));
    }
    Ok(edition + 1)
}

fn draft(row: &TranslationRow) -> Result<TranslationContent, Problem> {
    let text = row.draft.as_deref().ok_or_else(|| Problem::conflict("desk-problem-no-draft"))?;
    serde_json::from_str(text).map_err(|_| Problem::internal())
}

/// Hands a translation to a second person.
pub async fn submit(tx: &mut Tx, by: &By, id: TranslationId, edition: i64) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let row = own(tx, by, id, edition).await?;
    validate(&draft(&row)?, true)?;
    if !rows::set_translation_state(tx, id, edition, "in-review", "").await? {
        return Err(Problem::conflict("desk-problem-edited-meanwhile"));
    }
    note(tx, by, id.0, "translation-submitted", &[]).await
}

/// Takes a translation back from review, so that it can be changed: its translator may, and an owner of the organisation.
pub async fn take_back(tx: &mut Tx, by: &By, id: TranslationId) -> Result<(), Problem> {
    let row = rows::translation(tx, id).await?;
    let row = own(tx, by, id, row.edition).await?;
    if row.draft_state.as_deref() != Some("in-review") {
        return Err(Problem::conflict("desk-problem-not-in-review"));
    }
    if !super::checks::may_take_back(by, &[row.translator]) {
        return Err(Problem::new(saksi_base::ProblemKind::Forbidden, "desk-problem-take-back"));
    }
    if !rows::set_translation_state(tx, id, row.edition, "editing", "").await? {
        return Err(Problem::conflict("desk-problem-edited-meanwhile"));
    }
    note(tx, by, id.0, "translation-taken-back", &[]).await
}

/// Throws the draft of a translation away; one that was never public goes with it, and its language is free again.
pub async fn discard(tx: &mut Tx, by: &By, id: TranslationId) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let row = rows::translation(tx, id).await?;
    let row = own(tx, by, id, row.edition).await?;
    if row.draft.is_none() {
        return Err(Problem::conflict("desk-problem-no-draft"));
    }
    if rows::delete_translation_draft(tx, &row).await? {
        tx.tombstone("check_translation", id.0).await?;
    }
    note(tx, by, row.fact_check.0, "check-translation-discarded", &[]).await
}

/// Takes a published translation back, with a reason for everybody. The check's page says so, its words stay for those who
/// wrote them, and its language is free again. What was being changed of it goes on as a draft of a new one.
pub async fn withdraw(tx: &mut Tx, by: &By, id: TranslationId, reason: &str) -> Result<(), Problem> {
    by.must(Capability::PUBLISH)?;
    let row = rows::translation(tx, id).await?;
    let row = own(tx, by, id, row.edition).await?;
    if !row.published {
        return Err(Problem::conflict("desk-problem-not-published"));
    }
    let reason = required_note("reason", reason, "desk-problem-withdraw-reason-missing")?;
    let check = rows::check(tx, row.fact_check).await?;
    rows::withdraw_translation(tx, &row, &reason).await?;
    if let Some(draft) = &row.draft {
        let next = TranslationId::new(tx.now(), &*tx.random());
        rows::insert_translation(tx, next, &check, row.owner, &row.language, draft, row.translator).await?;
    }
    as_system!(tx, TRANSLATED_CHECK, rows::freshen(tx, row.fact_check))?;
    note(tx, by, row.fact_check.0, "check-translation-withdrawn", reason.as_bytes()).await
}

/// A second person approves a translation; it is public at once.
pub async fn approve(tx: &mut Tx, by: &By, id: TranslationId, edition: i64) -> Result<(), Problem> {
    by.must(Capability::REVIEW)?;
    let row = own(tx, by, id, edition).await?;
    if row.draft_state.as_deref() != Some("in-review") {
        return Err(Problem::conflict("desk-problem-not-in-review"));
    }
    if row.translator == by.person {
        return Err(Problem::new(saksi_base::ProblemKind::Forbidden, "desk-problem-own-review"));
    }
    go_public(tx, by, &row, Some(by.person)).await
}

/// A second person sends a translation back with a note.
pub async fn send_back(tx: &mut Tx, by: &By, id: TranslationId, edition: i64, words: &str) -> Result<(), Problem> {
    by.must(Capability::REVIEW)?;
    let row = own(tx, by, id, edition).await?;
    if row.draft_state.as_deref() != Some("in-review") {
        return Err(Problem::conflict("desk-problem-not-in-review"));
    }
    let words = required_note("note", words, "desk-problem-review-note-missing")?;
    rows::set_translation_state(tx, id, edition, "sent-back", &words).await?;
    note(tx, by, id.0, "translation-sent-back", words.as_bytes()).await
}

/// Puts a translation before the public without a second person, where the organisation asks for none.
pub async fn publish(tx: &mut Tx, by: &By, id: TranslationId, edition: i64) -> Result<(), Problem> {
    by.must(Capability::PUBLISH)?;
    let row = own(tx, by, id, edition).await?;
    if store::review_required(tx, by.organisation).await? {
        return Err(Problem::conflict("desk-problem-review-required"));
    }
    go_public(tx, by, &row, None).await
}

async fn go_public(tx: &mut Tx, by: &By, row: &TranslationRow, reviewer: Option<PersonId>) -> Result<(), Problem> {
    let content = draft(row)?;
    validate(&content, true)?;
    let check = rows::check(tx, row.fact_check).await?;
    if check.state != "published" || check.hidden {
        return Err(Problem::conflict("desk-problem-not-published"));
    }
    rows::publish_translation(tx, row, &content, reviewer).await?;
    as_system!(tx, TRANSLATED_CHECK, rows::freshen(tx, row.fact_check))?;
    let text = serde_json::to_vec(&content).map_err(|_| Problem::internal())?;
    note(tx, by, row.fact_check.0, "check-translated", &text).await
}

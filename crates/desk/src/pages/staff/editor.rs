//! `/desk/checks/{id}/edit`: writing a check, with the messages and other checks beside it.

use saksi_base::{CheckId, ContentType, HarmKind, LanguageTag, Problem, ProblemKind, Verdict};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, paragraphs, verdict,
};

use super::claim::{CheckPart, lang_of, localised};
use super::{Done, DoneQuery, Staff, done, keeps, link_button, notice, reading, words};
use crate::actions::{By, checks, queue};
use crate::model::{CheckContent, CheckEdit, ClaimDetail, DraftState, Reference, TITLE_CHARACTERS};
use crate::pages::public::views::references;

/// What a checker typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CheckForm {
    statement: String,
    verdict: String,
    harm: String,
    content_type: String,
    title: String,
    explanation: String,
    references: String,
    language: String,
    change_note: String,
    edition: i64,
    action: String,
}

impl FormData for CheckForm {
    const PURPOSE: &'static str = "desk-check";
    // The longest explanation in a script of three bytes a letter, percent-encoded, and as much again for the rest.
    const LIMIT: usize = 1024 * 1024;
}

impl CheckForm {
    pub(crate) fn of(content: &CheckContent, edition: i64) -> Self {
        Self {
            statement: content.statement.clone(),
            verdict: content.verdict.map_or("", Verdict::code).to_owned(),
            harm: content.harm.code().to_owned(),
            content_type: content.content_type.code().to_owned(),
            title: content.title.clone(),
            explanation: content.explanation.clone(),
            references: content.references.iter().map(Reference::to_line).collect::<Vec<_>>().join("\n"),
            language: content.language.to_string(),
            change_note: content.change_note.clone(),
            edition,
            action: String::new(),
        }
    }

    /// What was typed, as the actions take it. Codes that our own form never sends are a problem beside their field.
    pub(crate) fn content(&self) -> Result<CheckContent, Problem> {
        let verdict = if self.verdict.is_empty() {
            None
        } else {
            Some(
                Verdict::from_code(&self.verdict)
                    .ok_or_else(|| Problem::field("verdict", "desk-problem-verdict-missing"))?,
            )
        };
        Ok(CheckContent {
            statement: self.statement.clone(),
            verdict,
            harm: HarmKind::from_code(&self.harm).unwrap_or(HarmKind::None),
            content_type: ContentType::from_code(&self.content_type)
                .ok_or_else(|| Problem::field("content_type", "desk-problem-content-type"))?,
            title: self.title.clone(),
            explanation: self.explanation.clone(),
            references: Reference::parse_lines(&self.references),
            language: self.language.parse().map_err(|_| Problem::field("language", "desk-problem-language"))?,
            change_note: self.change_note.clone(),
        })
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub(crate) struct EditorData {
    pub(crate) edit: CheckEdit,
    /// The claim with its messages; none where the reader may not see it (any more).
    pub(crate) claim: Option<ClaimDetail>,
    /// Who saved last.
    pub(crate) author: Option<String>,
    pub(crate) done: String,
    /// What was typed, where it could not be saved.
    pub(crate) typed: Option<CheckForm>,
    /// Whether somebody else saved meanwhile, so that both texts must be shown.
    pub(crate) conflict: bool,
}

/// A text that stands beside the form: what somebody else saved meanwhile.
pub(crate) struct Theirs {
    pub(crate) note: String,
    pub(crate) verdict: Markup,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) explanation: Markup,
    pub(crate) references: Vec<Markup>,
}

#[derive(askama::Template)]
#[template(path = "staff/editor.html")]
pub(crate) struct EditorPage {
    l: Locale,
    notice: Markup,
    heading: String,
    saved: Markup,
    author: Option<String>,
    review_note: Option<Markup>,
    theirs: Option<Theirs>,
    form: Markup,
    claim_path: String,
    statement: Option<String>,
    asked: Option<String>,
    messages: Vec<(String, Markup)>,
    others: Vec<CheckPart>,
    discard: Markup,
    path: String,
}

impl EditorPage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: EditorData, problem: Option<&Problem>) -> Self {
        let l = &request.locale;
        let EditorData { edit, claim, author, done, typed, conflict } = data;
        let theirs = (conflict && typed.is_some()).then(|| Theirs {
            note: l.ta(
                "desk-staff-theirs-note",
                &[("name", author.clone().unwrap_or_else(|| l.t("desk-staff-somebody")))],
            ),
            verdict: edit.content.verdict.map_or_else(Markup::empty, |found| verdict(l, found)),
            statement: edit.content.statement.clone(),
            title: edit.content.title.clone(),
            explanation: paragraphs(&edit.content.explanation),
            references: references(&edit.content.references),
        });
        let typed =
            CheckForm { edition: edit.edition, ..typed.unwrap_or_else(|| CheckForm::of(&edit.content, edit.edition)) };
        let path = format!("/desk/checks/{}", edit.id);
        let others = claim.as_ref().map_or_else(Vec::new, |claim| {
            claim.checks.iter().filter(|check| check.id != edit.id).map(|check| CheckPart::new(l, by, check)).collect()
        });
        Self {
            notice: notice(l, &done, &Markup::empty()),
            heading: l.t(if edit.is_correction { "desk-staff-correct-title" } else { "desk-staff-editor-title" }),
            saved: l.moment(edit.saved_at),
            author,
            review_note: (edit.draft == Some(DraftState::SentBack) && !edit.review_note.trim().is_empty()).then(|| {
                saksi_web::notice(
                    saksi_web::Tone::Waiting,
                    &l.t("desk-staff-draft-sent-back"),
                    &paragraphs(&edit.review_note),
                )
            }),
            theirs,
            form: form(request, by, &edit, &typed, problem),
            claim_path: format!("/desk/claims/{}", edit.claim),
            statement: claim.as_ref().map(|claim| localised(l, &claim.row.statement)),
            asked: claim.as_ref().map(|claim| l.ta("desk-staff-asked", &[("people", claim.row.asked)])),
            messages: claim.as_ref().map_or_else(Vec::new, |claim| {
                claim
                    .messages
                    .iter()
                    .filter(|message| !message.masked.trim().is_empty())
                    .take(5)
                    .map(|message| {
                        (lang_of(l, &message.language), crate::pages::words::masked_block(l, &message.masked))
                    })
                    .collect()
            }),
            others,
            discard: link_button(l, &format!("{path}/discard"), "desk-staff-discard", Weight::Quiet),
            path,
            l: l.clone(),
        }
    }
}

fn form(request: &PageRequest, by: &By, edit: &CheckEdit, typed: &CheckForm, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let verdicts: Vec<(&str, &str)> = Verdict::ALL.iter().map(|v| (v.code(), words::verdict_choice(*v))).collect();
    let harms: Vec<(&str, &str)> = HarmKind::ALL.iter().map(|h| (h.code(), words::harm_choice(*h))).collect();
    let mut parts = vec![
        f.area("statement", "desk-staff-check-statement", &typed.statement)
            .hint("desk-staff-check-statement-hint")
            .rows(3)
            .longest(1_000)
            .language(&typed.language)
            .required()
            .build(),
        f.radio("verdict", "desk-staff-verdict", &typed.verdict, &verdicts).required().build(),
        f.text("title", "desk-staff-check-title", &typed.title)
            .hint("desk-staff-check-title-hint")
            .longest(u32::try_from(TITLE_CHARACTERS * 2).unwrap_or(400))
            .language(&typed.language)
            .required()
            .build(),
        f.area("explanation", "desk-staff-explanation", &typed.explanation)
            .hint("desk-staff-explanation-hint")
            .rows(14)
            .language(&typed.language)
            .required()
            .build(),
        f.area("references", "desk-staff-references", &typed.references)
            .hint("desk-staff-references-hint")
            .rows(5)
            .build(),
        f.radio("harm", "desk-staff-harm", &typed.harm, &harms).hint("desk-staff-harm-hint").build(),
        f.select("content_type", "desk-staff-content-type", &typed.content_type, &words::content_type_options())
            .hint("desk-staff-content-type-hint")
            .build(),
        f.select("language", "desk-staff-check-language", &typed.language, &[])
            .options(words::language_options(l, Some("desk-staff-language-choose"), &typed.language))
            .build(),
    ];
    if edit.is_correction {
        parts.push(
            f.area("change_note", "desk-staff-change-note", &typed.change_note)
                .hint("desk-staff-change-note-hint")
                .rows(3)
                .longest(4_000)
                .required()
                .build(),
        );
    }
    parts.push(f.hidden("edition", &typed.edition.to_string()));
    let mut buttons = vec![
        ("action", "save", "desk-staff-save", Weight::Quiet),
        ("action", "preview", "desk-staff-preview", Weight::Quiet),
    ];
    if edit.review_required {
        buttons.push(("action", "submit", "desk-staff-submit", Weight::Main));
    } else if by.may.contains(Capability::PUBLISH) {
        buttons.push(("action", "publish", "desk-staff-publish", Weight::Main));
    }
    if edit.review_required && !edit.reviewable {
        parts.push(super::nobody_reviews(l));
    }
    parts.push(f.buttons(&buttons));
    parts.push(Markup::trusted(format!(
        "<p class=\"hint\">{}</p>",
        saksi_web::escape(&l.t(if edit.review_required {
            "desk-staff-submit-what"
        } else {
            "desk-staff-publish-what"
        }))
    )));
    fields::form(request, &format!("/desk/checks/{}/edit", edit.id), CheckForm::PURPOSE, &parts)
}

async fn page(
    staff: &Staff,
    id: CheckId,
    code: String,
    typed: Option<CheckForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::CHECK)?;
    let (edit, claim, author) = read!(staff.request.site.db, by.viewer(), tx => {
        let edit = checks::edit(&mut tx, &by, id).await?;
        let claim = match queue::claim_detail(&mut tx, &by, edit.claim).await {
            Ok(claim) => Some(claim),
            Err(problem) if matches!(problem.kind, ProblemKind::NotFound | ProblemKind::Gone) => None,
            Err(problem) => return Err(problem),
        };
        let author = reading::names(&mut tx, &[edit.author]).await?.remove(&edit.author);
        Ok::<_, Problem>((edit, claim, author))
    })?;
    // Without a draft there is nothing to edit, unless somebody still holds text that must not be lost.
    if typed.is_none() && (edit.draft.is_none() || edit.draft == Some(DraftState::InReview)) {
        return Ok(saksi_web::see_other(&format!("/desk/checks/{id}")));
    }
    let conflict = problem.is_some_and(|problem| problem.kind == ProblemKind::Conflict);
    let data = EditorData { edit, claim, author, done: code, typed, conflict };
    let page = EditorPage::new(&staff.request, &by, data, problem);
    let mut shell = staff.shell(page.heading.clone()).split();
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /desk/checks/{id}/edit`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    PageQuery(query): PageQuery<DoneQuery>,
) -> Result<Response, PageError> {
    page(&staff, id, query.done, None, None).await
}

/// `POST /desk/checks/{id}/edit`: saves first, so that nothing is lost when the next step is refused.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    form: Form<CheckForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let mut typed = form.value;
    let content = match typed.content() {
        Ok(content) => content,
        Err(problem) => return page(&staff, id, String::new(), Some(typed), Some(&problem)).await,
    };
    let started_from = typed.edition;
    let saved = write!(staff.request.site.db, "save draft", by.viewer(), tx => {
        checks::save_draft(&mut tx, &by, id, started_from, &content).await
    });
    let edition = match saved {
        Ok(edition) => edition,
        Err(problem) if keeps(&problem) => {
            return page(&staff, id, String::new(), Some(typed), Some(&problem)).await;
        }
        Err(problem) => return Err(problem.into()),
    };
    let outcome = match typed.action.as_str() {
        "preview" => return Ok(saksi_web::see_other(&format!("/desk/checks/{id}/preview"))),
        "submit" => super::checks::submit(&staff, id, edition).await,
        "publish" => super::checks::go_public(&staff, id, edition).await,
        _ => return Ok(done(&format!("/desk/checks/{id}/edit"), Done::Saved)),
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Busy) => {
            typed.edition = edition;
            page(&staff, id, String::new(), Some(typed), Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Reads a language as a form sends it.
pub(crate) fn language_of(text: &str) -> Result<LanguageTag, Problem> {
    text.parse().map_err(|_| Problem::field("language", "desk-problem-language"))
}

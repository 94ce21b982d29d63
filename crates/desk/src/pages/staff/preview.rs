//! A check as its public page will show it, before it is public.

use saksi_base::{CheckId, Problem, Verdict};
use saksi_db::read;
use saksi_web::fields::{self, Fields};
use saksi_web::{Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, verdict};

use super::checks::PublishForm;
use super::{DoneQuery, Staff, link_button, notice, warn};
use crate::actions::{By, checks, queue};
use crate::model::{Answer, CheckContent, CheckEdit, CheckState, DraftState, OrganisationRef};
use crate::pages::public::views::AnswerPart;
use saksi_network::Capability;
use saksi_web::FormData as _;

/// What is written as the answer that readers will get.
pub(crate) fn as_answer(
    content: &CheckContent,
    check: CheckId,
    claim: saksi_base::ClaimId,
    organisation: &OrganisationRef,
    published_at: saksi_base::Timestamp,
    corrected_at: Option<saksi_base::Timestamp>,
    version: i64,
) -> Answer {
    Answer {
        check,
        claim,
        organisation: organisation.clone(),
        statement: content.statement.clone(),
        title: content.title.clone(),
        explanation: content.explanation.clone(),
        references: content.references.clone(),
        // A draft may have no verdict yet; the page then shows none.
        verdict: content.verdict.unwrap_or(Verdict::NotCheckable),
        harm: content.harm,
        content_type: content.content_type,
        language: content.language.clone(),
        translated_from: None,
        published_at,
        corrected_at,
        version,
        source_url: None,
        licence: None,
        likeness: 1.0,
    }
}

/// The article of a check, with the public page's own template.
pub(crate) fn article(l: &Locale, edit: &CheckEdit, content: &CheckContent) -> Result<Markup, Problem> {
    let published = edit.versions.last().map(|version| version.at);
    let answer = as_answer(
        content,
        edit.id,
        edit.claim,
        &edit.organisation,
        published.unwrap_or(l.now()),
        published.map(|_| l.now()),
        edit.versions.first().map_or(1, |version| version.number + 1),
    );
    let mut part = AnswerPart::new(l, &answer, 2, false);
    part.verdict = content.verdict.map_or_else(Markup::empty, |found| verdict(l, found));
    part.markup()
}

#[derive(askama::Template)]
#[template(path = "staff/preview.html")]
pub(crate) struct PreviewPage {
    l: Locale,
    notice: Markup,
    path: String,
    article: Markup,
    example: Option<Markup>,
    /// What is missing before it can be published.
    missing: Vec<String>,
    send: Option<Markup>,
    edit: Option<Markup>,
    standing: Option<Markup>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub(crate) struct PreviewData {
    pub(crate) edit: CheckEdit,
    /// A message that carried the claim, masked.
    pub(crate) example: Option<String>,
    pub(crate) done: String,
}

/// What is missing, in the words that stand beside the fields of the editor.
pub(crate) fn missing(l: &Locale, edit: &CheckEdit) -> Vec<String> {
    match checks::validate(&edit.content, true, edit.is_correction) {
        Ok(()) => Vec::new(),
        Err(problem) if problem.fields.is_empty() => vec![l.problem(&problem)],
        Err(problem) => problem.fields.iter().map(|field| l.field_problem(field)).collect(),
    }
}

impl PreviewPage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: PreviewData) -> Result<Self, Problem> {
        let l = &request.locale;
        let PreviewData { edit, example, done } = data;
        let missing = missing(l, &edit);
        let in_review = edit.draft == Some(DraftState::InReview);
        let editable = edit.draft.is_some() && !in_review && by.may.contains(Capability::CHECK);
        let f = Fields::new(l, None);
        let (action, label, may) = if edit.review_required {
            ("submit", "desk-staff-submit", by.may.contains(Capability::CHECK))
        } else {
            ("publish", "desk-staff-publish", by.may.contains(Capability::PUBLISH))
        };
        let send = (editable && may && missing.is_empty()).then(|| {
            fields::form(
                request,
                &format!("/desk/checks/{}/publish", edit.id),
                PublishForm::PURPOSE,
                &[
                    f.hidden("edition", &edit.edition.to_string()),
                    f.submit_named("action", action, label, Weight::Main),
                ],
            )
        });
        Ok(Self {
            notice: notice(l, &done, &Markup::empty()),
            article: article(l, &edit, &edit.content)?,
            example: example.as_deref().map(|text| crate::pages::words::masked_block(l, text)),
            missing: if editable { missing } else { Vec::new() },
            send,
            edit: editable.then(|| {
                link_button(l, &format!("/desk/checks/{}/edit", edit.id), "desk-staff-edit-on", Weight::Quiet)
            }),
            standing: if in_review {
                Some(warn(&l.t("desk-staff-draft-in-review"), &l.t("desk-staff-in-review-note")))
            } else if edit.draft.is_none() && edit.state == CheckState::Published {
                Some(warn("", &l.t("desk-staff-nothing-new")))
            } else if editable && edit.review_required && !edit.reviewable {
                Some(super::nobody_reviews(l))
            } else {
                None
            },
            path: format!("/desk/checks/{}", edit.id),
            l: l.clone(),
        })
    }
}

/// A masked example of a message of the claim, as the public page will show it.
pub(crate) async fn example(tx: &mut saksi_db::Tx, by: &By, claim: saksi_base::ClaimId) -> Option<String> {
    let detail = queue::claim_detail(tx, by, claim).await.ok()?;
    detail.messages.into_iter().map(|message| message.masked).find(|text| !text.trim().is_empty())
}

/// `GET /desk/checks/{id}/preview`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    PageQuery(query): PageQuery<DoneQuery>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let (edit, example) = read!(staff.request.site.db, by.viewer(), tx => {
        let edit = checks::edit(&mut tx, &by, id).await?;
        let example = example(&mut tx, &by, edit.claim).await;
        Ok::<_, Problem>((edit, example))
    })?;
    let page = PreviewPage::new(&staff.request, &by, PreviewData { edit, example, done: query.done })?;
    staff.page(staff.l().t("desk-staff-preview-title"), None, &page)
}

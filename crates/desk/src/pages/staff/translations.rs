//! Translations of published checks, written side by side with the original.

use saksi_base::{CheckId, LanguageTag, Problem, ProblemKind, TranslationId};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, paragraphs,
    user,
};

use super::claim::ConfirmPage;
use super::{Done, DoneQuery, Staff, button, done, keeps, link_button, notice, plain_forms, reading, warn};
use crate::actions::{By, checks, public, translations};
use crate::model::{DraftState, PublishedCheck, TranslationContent, TranslationView};
use crate::pages::public::views::AnswerPart;

/// Into which language.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Start {
    language: String,
}

impl FormData for Start {
    const PURPOSE: &'static str = "desk-translate";
}

plain_forms! {
    TakeBack "desk-take-translation-back";
    Discard "desk-discard-translation";
}

/// Why a published translation is withdrawn.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Withdraw {
    reason: String,
}

impl FormData for Withdraw {
    const PURPOSE: &'static str = "desk-withdraw-translation";
}

/// What a translator typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct TranslationForm {
    statement: String,
    title: String,
    explanation: String,
    edition: i64,
    action: String,
}

impl FormData for TranslationForm {
    const PURPOSE: &'static str = "desk-translation";
    const LIMIT: usize = 1024 * 1024;
}

/// `POST /desk/checks/{id}/translate`.
pub(crate) async fn start(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    form: Form<Start>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<TranslationId, Problem> = match super::editor::language_of(&form.value.language) {
        Err(problem) => Err(problem),
        Ok(language) => write!(staff.request.site.db, "start translation", by.viewer(), tx => {
            translations::start(&mut tx, &by, id, &language).await
        }),
    };
    match outcome {
        Ok(translation) => Ok(done(&format!("/desk/translations/{translation}/edit"), Done::Translating)),
        Err(problem) if keeps(&problem) => {
            super::checks::page(&staff, id, super::checks::ShowQuery::default(), Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub(crate) struct TranslationData {
    pub(crate) view: TranslationView,
    pub(crate) original: PublishedCheck,
    pub(crate) review_required: bool,
    pub(crate) reviewable: bool,
    pub(crate) author: Option<String>,
    pub(crate) done: String,
    pub(crate) typed: Option<TranslationForm>,
    pub(crate) conflict: bool,
}

#[derive(askama::Template)]
#[template(path = "staff/translation.html")]
pub(crate) struct TranslationPage {
    l: Locale,
    notice: Markup,
    heading: String,
    path: String,
    standing: Vec<Markup>,
    actions: Vec<Markup>,
    original: Markup,
    theirs: Option<(String, String, String, Markup)>,
    form: Option<Markup>,
    /// The text, where it cannot be edited now.
    text: Option<Markup>,
    review: Option<String>,
}

impl TranslationPage {
    pub(crate) fn new(
        request: &PageRequest,
        by: &By,
        data: TranslationData,
        problem: Option<&Problem>,
    ) -> Result<Self, Problem> {
        let l = &request.locale;
        let TranslationData { view, original, review_required, reviewable, author, done, typed, conflict } = data;
        let name = crate::pages::words::language(l, view.content.language.as_str());
        let mut standing = Vec::new();
        let mut actions = Vec::new();
        let path = format!("/desk/translations/{}", view.id);
        if let Some(ended) = &view.ended {
            let day = l.date(ended.at);
            standing.push(match &ended.withdrawn {
                Some(reason) => saksi_web::notice(
                    saksi_web::Tone::Waiting,
                    &l.ta("desk-staff-translation-withdrawn-on", &[("date", Arg::from(day))]),
                    &paragraphs(reason),
                ),
                None => warn(
                    &l.ta("desk-staff-translation-lapsed-on", &[("date", Arg::from(day))]),
                    &l.t("desk-staff-translation-lapsed-note"),
                ),
            });
        }
        let live = view.ended.is_none();
        if live && view.draft.is_some() && by.may.contains(Capability::CHECK) {
            actions.push(link_button(l, &format!("{path}/discard"), "desk-staff-discard", Weight::Quiet));
        }
        if live && view.published_at.is_some() && by.may.contains(Capability::PUBLISH) {
            actions.push(link_button(l, &format!("{path}/withdraw"), "desk-staff-translation-withdraw", Weight::Quiet));
        }
        if view.outdated {
            standing.push(warn(&l.t("desk-staff-outdated"), &l.t("desk-staff-outdated-note")));
        }
        if view.draft == Some(DraftState::SentBack) && !view.review_note.trim().is_empty() {
            standing.push(saksi_web::notice(
                saksi_web::Tone::Waiting,
                &l.t("desk-staff-draft-sent-back"),
                &paragraphs(&view.review_note),
            ));
        }
        let in_review = view.draft == Some(DraftState::InReview);
        if in_review {
            standing.push(warn(&l.t("desk-staff-draft-in-review"), &l.t("desk-staff-in-review-note")));
        }
        if live && review_required && !reviewable && (view.draft.is_some() || view.published_at.is_none()) {
            standing.push(super::nobody_reviews(l));
        }
        if in_review && checks::may_take_back(by, &[view.translator]) {
            standing.push(button(
                request,
                &format!("/desk/translations/{}/take-back", view.id),
                TakeBack::PURPOSE,
                "desk-staff-take-back",
                Weight::Quiet,
            ));
        }
        let theirs = (conflict && typed.is_some()).then(|| {
            (
                l.ta(
                    "desk-staff-theirs-note",
                    &[("name", author.clone().unwrap_or_else(|| l.t("desk-staff-somebody")))],
                ),
                view.content.title.clone(),
                view.content.statement.clone(),
                paragraphs(&view.content.explanation),
            )
        });
        let editable = live && by.may.contains(Capability::CHECK) && (!in_review || typed.is_some());
        let typed = typed.unwrap_or_else(|| TranslationForm {
            statement: view.content.statement.clone(),
            title: view.content.title.clone(),
            explanation: view.content.explanation.clone(),
            ..TranslationForm::default()
        });
        let tag = view.content.language.as_str();
        let f = Fields::new(l, problem);
        let form = editable.then(|| {
            let mut buttons = vec![("action", "save", "desk-staff-save", Weight::Quiet)];
            if review_required {
                buttons.push(("action", "submit", "desk-staff-submit", Weight::Main));
            } else if by.may.contains(Capability::PUBLISH) {
                buttons.push(("action", "publish", "desk-staff-publish", Weight::Main));
            }
            fields::form(
                request,
                &format!("/desk/translations/{}/edit", view.id),
                TranslationForm::PURPOSE,
                &[
                    f.area("statement", "desk-staff-check-statement", &typed.statement)
                        .rows(3)
                        .language(tag)
                        .required()
                        .build(),
                    f.text("title", "desk-staff-check-title", &typed.title).language(tag).required().build(),
                    f.area("explanation", "desk-staff-explanation", &typed.explanation)
                        .hint("desk-staff-translation-hint")
                        .rows(14)
                        .language(tag)
                        .required()
                        .build(),
                    f.hidden("edition", &view.edition.to_string()),
                    f.buttons(&buttons),
                ],
            )
        });
        let text = if editable {
            None
        } else {
            let mut answer = original.answer.clone();
            answer.statement.clone_from(&view.content.statement);
            answer.title.clone_from(&view.content.title);
            answer.explanation.clone_from(&view.content.explanation);
            answer.language.clone_from(&view.content.language);
            Some(AnswerPart::new(l, &answer, 2, false).markup()?)
        };
        Ok(Self {
            notice: notice(l, &done, &Markup::empty()),
            heading: l.ta("desk-staff-translation-title", &[("language", Arg::from(name))]),
            path: format!("/desk/checks/{}", view.check),
            standing,
            actions,
            original: AnswerPart::new(l, &original.answer, 3, false).markup()?,
            theirs,
            form,
            text,
            review: (in_review && by.may.contains(Capability::REVIEW) && view.translator != by.person)
                .then(|| format!("/desk/translations/{}/review", view.id)),
            l: l.clone(),
        })
    }
}

async fn page(
    staff: &Staff,
    id: TranslationId,
    code: String,
    typed: Option<TranslationForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let conflict = problem.is_some_and(|problem| problem.kind == ProblemKind::Conflict);
    let data = read!(staff.request.site.db, by.viewer(), tx => {
        let view = translations::edit(&mut tx, &by, id).await?;
        let original = public::published_check(&mut tx, view.check).await?;
        let organisation = saksi_network::organisation(&mut tx, by.organisation).await?.ok_or_else(Problem::not_found)?;
        let author = reading::names(&mut tx, &[view.translator]).await?.remove(&view.translator);
        Ok::<_, Problem>(TranslationData {
            reviewable: checks::is_reviewable(&mut tx, &by, &[view.translator]).await?,
            view,
            original,
            review_required: organisation.review_required,
            author,
            done: code.clone(),
            typed: typed.clone(),
            conflict,
        })
    })?;
    let page = TranslationPage::new(&staff.request, &by, data, problem)?;
    let mut shell = staff.shell(page.heading.clone()).split();
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /desk/translations/{id}/edit`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
    PageQuery(query): PageQuery<DoneQuery>,
) -> Result<Response, PageError> {
    page(&staff, id, query.done, None, None).await
}

/// `POST /desk/translations/{id}/take-back`: a translation comes back from review.
pub(crate) async fn take_back(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
    _: Form<TakeBack>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "take translation back", by.viewer(), tx => {
        translations::take_back(&mut tx, &by, id).await
    });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/translations/{id}/edit"), Done::TakenBack)),
        Err(problem) if problem.kind == ProblemKind::Conflict || problem.message == "desk-problem-take-back" => {
            page(&staff, id, String::new(), None, Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /desk/translations/{id}/edit`.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
    form: Form<TranslationForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let started_from = typed.edition;
    // The language was chosen when the translation was started; the action keeps it.
    let content = TranslationContent {
        language: LanguageTag::unknown(),
        statement: typed.statement.clone(),
        title: typed.title.clone(),
        explanation: typed.explanation.clone(),
    };
    let saved = write!(staff.request.site.db, "save translation", by.viewer(), tx => {
        translations::save(&mut tx, &by, id, started_from, &content).await
    });
    let edition = match saved {
        Ok(edition) => edition,
        Err(problem) if keeps(&problem) => {
            return page(&staff, id, String::new(), Some(typed), Some(&problem)).await;
        }
        Err(problem) => return Err(problem.into()),
    };
    let address = format!("/desk/translations/{id}/edit");
    let outcome: Result<Done, Problem> = match typed.action.as_str() {
        "submit" => {
            let sent: Result<_, Problem> = write!(staff.request.site.db, "submit translation", by.viewer(), tx => {
                translations::submit(&mut tx, &by, id, edition).await
            });
            sent.map(|()| Done::Submitted)
        }
        "publish" => {
            let published: Result<_, Problem> = write!(staff.request.site.db, "publish translation", by.viewer(), tx => {
                translations::publish(&mut tx, &by, id, edition).await
            });
            published.map(|()| Done::Published)
        }
        _ => Ok(Done::Saved),
    };
    match outcome {
        Ok(what) => Ok(done(&address, what)),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            page(&staff, id, String::new(), Some(typed), Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) fn discard_form(request: &PageRequest, view: &TranslationView) -> ConfirmPage {
    let l = &request.locale;
    let path = format!("/desk/translations/{}", view.id);
    ConfirmPage {
        title: l.t("desk-staff-discard-title"),
        about: user(&view.content.statement),
        what: paragraphs(&l.t(if view.published_at.is_some() {
            "desk-staff-translation-discard-change"
        } else {
            "desk-staff-translation-discard-what"
        })),
        form: button(request, &format!("{path}/discard"), Discard::PURPOSE, "desk-staff-discard-do", Weight::Danger),
        back: format!("{path}/edit"),
        l: l.clone(),
    }
}

pub(crate) fn withdraw_form(
    request: &PageRequest,
    view: &TranslationView,
    reason: &str,
    problem: Option<&Problem>,
) -> ConfirmPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let path = format!("/desk/translations/{}", view.id);
    ConfirmPage {
        title: l.t("desk-staff-translation-withdraw-title"),
        about: user(&view.content.title),
        what: paragraphs(&l.t("desk-staff-translation-withdraw-what")),
        form: fields::form(
            request,
            &format!("{path}/withdraw"),
            Withdraw::PURPOSE,
            &[
                f.area("reason", "desk-staff-withdraw-reason", reason)
                    .hint("desk-staff-withdraw-reason-hint")
                    .rows(4)
                    .longest(4_000)
                    .required()
                    .build(),
                f.submit_named("", "", "desk-staff-withdraw-do", Weight::Danger),
            ],
        ),
        back: format!("{path}/edit"),
        l: l.clone(),
    }
}

async fn own(staff: &Staff, id: TranslationId) -> Result<TranslationView, Problem> {
    let by = staff.by;
    read!(staff.request.site.db, by.viewer(), tx => { translations::edit(&mut tx, &by, id).await })
}

/// `GET /desk/translations/{id}/discard`.
pub(crate) async fn discard_page(staff: Staff, PagePath(id): PagePath<TranslationId>) -> Result<Response, PageError> {
    staff.by.must(Capability::CHECK)?;
    let view = own(&staff, id).await?;
    let page = discard_form(&staff.request, &view);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/translations/{id}/discard`.
pub(crate) async fn discard(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
    _: Form<Discard>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let view = own(&staff, id).await?;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "discard translation", by.viewer(), tx => {
        translations::discard(&mut tx, &by, id).await
    });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/checks/{}", view.check), Done::Discarded)),
        Err(problem) if problem.kind == ProblemKind::Conflict => {
            page(&staff, id, String::new(), None, Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /desk/translations/{id}/withdraw`.
pub(crate) async fn withdraw_page(staff: Staff, PagePath(id): PagePath<TranslationId>) -> Result<Response, PageError> {
    staff.by.must(Capability::PUBLISH)?;
    let view = own(&staff, id).await?;
    let page = withdraw_form(&staff.request, &view, "", None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/translations/{id}/withdraw`.
pub(crate) async fn withdraw(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
    form: Form<Withdraw>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let reason = form.value.reason;
    let view = own(&staff, id).await?;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "withdraw translation", by.viewer(), tx => {
        translations::withdraw(&mut tx, &by, id, &reason).await
    });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/checks/{}", view.check), Done::TranslationWithdrawn)),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let page = withdraw_form(&staff.request, &view, &reason, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) if problem.kind == ProblemKind::Conflict => {
            page(&staff, id, String::new(), None, Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

//! `/desk/reviews`: what waits for a second person, and the page on which that person decides.

use std::collections::HashMap;

use saksi_base::{CheckId, PersonId, Problem, TranslationId};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, paragraphs,
    verdict,
};

use super::{Done, DoneQuery, Staff, done, keeps, notice, preview, reading, warn, words};
use crate::actions::{By, checks, public, translations};
use crate::model::{CheckEdit, DraftState, PublishedCheck, ReviewRow, TranslationView};
use crate::pages::changes;
use crate::pages::public::views::AnswerPart;

/// What a reviewer decides.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Decide {
    edition: i64,
    action: String,
    note: String,
}

impl FormData for Decide {
    const PURPOSE: &'static str = "desk-review";
}

/// One line of the list.
pub(crate) struct ReviewPart {
    path: String,
    title: String,
    verdict: Markup,
    kind: String,
    language: Markup,
    author: String,
    since: Markup,
    own: bool,
}

#[derive(askama::Template)]
#[template(path = "staff/reviews.html")]
pub(crate) struct ReviewsPage {
    l: Locale,
    notice: Markup,
    rows: Vec<ReviewPart>,
    empty: Markup,
}

impl ReviewsPage {
    pub(crate) fn new(
        request: &PageRequest,
        by: &By,
        rows: &[ReviewRow],
        names: &HashMap<PersonId, String>,
        done: &str,
    ) -> Self {
        let l = &request.locale;
        Self {
            notice: notice(l, done, &Markup::empty()),
            empty: if rows.is_empty() {
                saksi_web::empty(l, "desk-staff-reviews-empty", "desk-staff-reviews-empty-how")
            } else {
                Markup::empty()
            },
            rows: rows
                .iter()
                .map(|row| ReviewPart {
                    // One's own cannot be reviewed, but taken back.
                    path: match (row.translation, row.authors.contains(&by.person)) {
                        (None, false) => format!("/desk/checks/{}/review", row.check),
                        (None, true) => format!("/desk/checks/{}", row.check),
                        (Some(translation), false) => format!("/desk/translations/{translation}/review"),
                        (Some(translation), true) => format!("/desk/translations/{translation}/edit"),
                    },
                    title: words::excerpt(if row.title.trim().is_empty() { &row.statement } else { &row.title }, 160),
                    verdict: row.verdict.map_or_else(Markup::empty, |found| verdict(l, found)),
                    kind: l.t(match (row.translation.is_some(), row.is_correction) {
                        (true, _) => "desk-staff-kind-translation",
                        (false, true) => "desk-staff-kind-correction",
                        (false, false) => "desk-staff-kind-check",
                    }),
                    language: words::language(l, &row.language),
                    author: names.get(&row.author).cloned().unwrap_or_else(|| l.t("desk-staff-somebody")),
                    since: l.moment(row.since),
                    own: row.authors.contains(&by.person),
                })
                .collect(),
            l: l.clone(),
        }
    }
}

/// `GET /desk/reviews`.
pub(crate) async fn list(staff: Staff, PageQuery(query): PageQuery<DoneQuery>) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::REVIEW)?;
    let (rows, names) = read!(staff.request.site.db, by.viewer(), tx => {
        let rows = checks::reviews(&mut tx, &by).await?;
        let people: Vec<PersonId> = rows.iter().map(|row| row.author).collect();
        let names = reading::names(&mut tx, &people).await?;
        Ok::<_, Problem>((rows, names))
    })?;
    let page = ReviewsPage::new(&staff.request, &by, &rows, &names, &query.done);
    staff.page(staff.l().t("desk-staff-reviews-title"), None, &page)
}

#[derive(askama::Template)]
#[template(path = "staff/review.html")]
pub(crate) struct ReviewPage {
    l: Locale,
    heading: String,
    author: String,
    saved: Markup,
    /// Said to the author, who cannot approve, and where nothing waits.
    standing: Option<Markup>,
    change_note: Option<Markup>,
    /// What a correction changes of what is public; what a translator changed of their published translation.
    changes: Option<Markup>,
    form: Option<Markup>,
    article: Markup,
    /// What is public now, for a correction; what was translated, for a translation.
    before: Option<Markup>,
    before_heading: String,
    example: Option<Markup>,
    path: String,
}

fn decide_form(request: &PageRequest, path: &str, edition: i64, typed: &str, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        path,
        Decide::PURPOSE,
        &[
            f.hidden("edition", &edition.to_string()),
            f.buttons(&[("action", "approve", "desk-staff-approve", Weight::Main)]),
            f.area("note", "desk-staff-review-note", typed)
                .hint("desk-staff-review-note-hint")
                .rows(4)
                .longest(4_000)
                .build(),
            f.buttons(&[("action", "send-back", "desk-staff-send-back", Weight::Quiet)]),
        ],
    )
}

/// What the review page of a check shows.
#[derive(Debug, Clone)]
pub(crate) struct ReviewData {
    pub(crate) edit: CheckEdit,
    pub(crate) published: Option<PublishedCheck>,
    pub(crate) example: Option<String>,
    pub(crate) author: Option<String>,
    /// The reviewer's note, where it could not be taken.
    pub(crate) typed: String,
}

impl ReviewPage {
    pub(crate) fn check(
        request: &PageRequest,
        by: &By,
        data: ReviewData,
        problem: Option<&Problem>,
    ) -> Result<Self, Problem> {
        let l = &request.locale;
        let ReviewData { edit, published, example, author, typed } = data;
        let waits = edit.draft == Some(DraftState::InReview);
        let own = edit.authors.contains(&by.person);
        let alone = edit.authors.iter().all(|author| *author == by.person);
        let path = format!("/desk/checks/{}/review", edit.id);
        Ok(Self {
            heading: l.t(if edit.is_correction { "desk-staff-review-correction" } else { "desk-staff-review-title" }),
            author: author.unwrap_or_else(|| l.t("desk-staff-somebody")),
            saved: l.moment(edit.saved_at),
            standing: if !waits {
                Some(warn("", &l.t("desk-staff-not-waiting")))
            } else if own {
                let title = if alone { "desk-staff-own-review-title" } else { "desk-staff-co-review-title" };
                Some(warn(&l.t(title), &l.t("desk-staff-own-review")))
            } else {
                None
            },
            change_note: (!edit.content.change_note.trim().is_empty()).then(|| paragraphs(&edit.content.change_note)),
            changes: match &published {
                Some(public) if edit.is_correction => {
                    let title = l.ta("desk-changes-title", &[("number", public.answer.version)]);
                    Some(changes::part_of(l, title, (&public.answer).into(), (&edit.content).into())?)
                }
                _ => None,
            },
            form: (waits && !own).then(|| decide_form(request, &path, edit.edition, &typed, problem)),
            article: preview::article(l, &edit, &edit.content)?,
            before: match &published {
                Some(public) if edit.is_correction => Some(AnswerPart::new(l, &public.answer, 3, false).markup()?),
                _ => None,
            },
            before_heading: l.t("desk-staff-public-now"),
            example: example.as_deref().map(|text| crate::pages::words::masked_block(l, text)),
            path: format!("/desk/checks/{}", edit.id),
            l: l.clone(),
        })
    }

    pub(crate) fn translation(
        request: &PageRequest,
        by: &By,
        view: &TranslationView,
        original: &PublishedCheck,
        author: Option<String>,
        typed: &str,
        problem: Option<&Problem>,
    ) -> Result<Self, Problem> {
        let l = &request.locale;
        let waits = view.draft == Some(DraftState::InReview);
        let own = view.translator == by.person;
        let mut answer = original.answer.clone();
        answer.statement.clone_from(&view.content.statement);
        answer.title.clone_from(&view.content.title);
        answer.explanation.clone_from(&view.content.explanation);
        answer.translated_from = Some(original.answer.language.clone());
        answer.language.clone_from(&view.content.language);
        Ok(Self {
            heading: l.ta(
                "desk-staff-review-translation",
                &[("language", Arg::from(crate::pages::words::language(l, view.content.language.as_str())))],
            ),
            author: author.unwrap_or_else(|| l.t("desk-staff-somebody")),
            saved: Markup::empty(),
            standing: if !waits {
                Some(warn("", &l.t("desk-staff-not-waiting")))
            } else if own {
                Some(warn(&l.t("desk-staff-own-review-title"), &l.t("desk-staff-own-review")))
            } else {
                None
            },
            change_note: None,
            changes: match original
                .translations
                .iter()
                .find(|known| known.id == view.id && known.published_at.is_some())
            {
                Some(known) => {
                    let mut before = answer.clone();
                    before.statement.clone_from(&known.content.statement);
                    before.title.clone_from(&known.content.title);
                    before.explanation.clone_from(&known.content.explanation);
                    let title = l.t("desk-staff-changes-translation");
                    Some(changes::part_of(l, title, (&before).into(), (&answer).into())?)
                }
                None => None,
            },
            form: (waits && !own).then(|| {
                decide_form(request, &format!("/desk/translations/{}/review", view.id), view.edition, typed, problem)
            }),
            article: AnswerPart::new(l, &answer, 2, false).markup()?,
            before: Some(AnswerPart::new(l, &original.answer, 3, false).markup()?),
            before_heading: l.t("desk-staff-original-check"),
            example: None,
            path: format!("/desk/checks/{}", view.check),
            l: l.clone(),
        })
    }
}

async fn page_of_check(
    staff: &Staff,
    id: CheckId,
    typed: String,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::REVIEW)?;
    let data = read!(staff.request.site.db, by.viewer(), tx => {
        let edit = checks::edit(&mut tx, &by, id).await?;
        let published = if edit.is_correction { Some(public::published_check(&mut tx, id).await?) } else { None };
        let example = preview::example(&mut tx, &by, edit.claim).await;
        let author = reading::names(&mut tx, &[edit.author]).await?.remove(&edit.author);
        Ok::<_, Problem>(ReviewData { edit, published, example, author, typed: typed.clone() })
    })?;
    let page = ReviewPage::check(&staff.request, &by, data, problem)?;
    staff.page(page.heading.clone(), problem, &page)
}

/// `GET /desk/checks/{id}/review`.
pub(crate) async fn show_check(staff: Staff, PagePath(id): PagePath<CheckId>) -> Result<Response, PageError> {
    page_of_check(&staff, id, String::new(), None).await
}

/// `POST /desk/checks/{id}/review`.
pub(crate) async fn decide_check(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    form: Form<Decide>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let Decide { edition, action, note } = form.value;
    let outcome = if action == "approve" {
        let published = write!(staff.request.site.db, "approve check", by.viewer(), tx => {
            checks::approve(&mut tx, &by, id, edition).await
        });
        published.map(|published| done(&format!("/desk/checks/{id}?told={}", published.told), Done::Published))
    } else {
        let sent: Result<(), Problem> = write!(staff.request.site.db, "send check back", by.viewer(), tx => {
            checks::send_back(&mut tx, &by, id, edition, &note).await
        });
        sent.map(|()| done("/desk/reviews", Done::SentBack))
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(problem) if sayable(&problem) => page_of_check(&staff, id, note, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// Whether the page itself says it, with the note kept.
fn sayable(problem: &Problem) -> bool {
    keeps(problem) || problem.message == "desk-problem-own-review"
}

async fn page_of_translation(
    staff: &Staff,
    id: TranslationId,
    typed: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::REVIEW)?;
    let (view, original, author) = read!(staff.request.site.db, by.viewer(), tx => {
        let view = translations::edit(&mut tx, &by, id).await?;
        let original = public::published_check(&mut tx, view.check).await?;
        let author = reading::names(&mut tx, &[view.translator]).await?.remove(&view.translator);
        Ok::<_, Problem>((view, original, author))
    })?;
    let page = ReviewPage::translation(&staff.request, &by, &view, &original, author, typed, problem)?;
    staff.page(page.heading.clone(), problem, &page)
}

/// `GET /desk/translations/{id}/review`.
pub(crate) async fn show_translation(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
) -> Result<Response, PageError> {
    page_of_translation(&staff, id, "", None).await
}

/// `POST /desk/translations/{id}/review`.
pub(crate) async fn decide_translation(
    staff: Staff,
    PagePath(id): PagePath<TranslationId>,
    form: Form<Decide>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let Decide { edition, action, note } = form.value;
    let outcome: Result<Done, Problem> = if action == "approve" {
        let approved: Result<_, Problem> = write!(staff.request.site.db, "approve translation", by.viewer(), tx => {
            translations::approve(&mut tx, &by, id, edition).await
        });
        approved.map(|()| Done::Published)
    } else {
        let sent: Result<(), Problem> = write!(staff.request.site.db, "send translation back", by.viewer(), tx => {
            translations::send_back(&mut tx, &by, id, edition, &note).await
        });
        sent.map(|()| Done::SentBack)
    };
    match outcome {
        Ok(what) => Ok(done("/desk/reviews", what)),
        Err(problem) if sayable(&problem) => page_of_translation(&staff, id, &note, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

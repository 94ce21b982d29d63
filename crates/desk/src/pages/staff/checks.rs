//! `/desk/checks`: the organisation's own checks, and what may be done with each.

use saksi_base::{CheckId, Problem, ProblemKind};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Tone, Weight, badge,
    pagination, paragraphs, user, verdict,
};

use super::claim::{CheckPart, ConfirmPage};
use super::queue::Way;
use super::reading::{self, Happening};
use super::{Done, Staff, button, done, keeps, link_button, plain_forms, query_of, said, warn, with_query, words};
use crate::actions::{By, checks, public, translations};
use crate::model::{
    CheckEdit, CheckState, CheckSummary, Cursor, DraftState, Page, PublishedCheck, SubjectKind, TranslationView,
    Version,
};
use crate::pages::public::since;
use crate::pages::public::views::AnswerPart;

/// Rows of one page.
const ROWS: i64 = 30;

plain_forms! {
    Correct "desk-correct";
    Discard "desk-discard";
    TakeBack "desk-take-back";
}

/// Sends a draft on its way.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PublishForm {
    edition: i64,
    action: String,
}

impl FormData for PublishForm {
    const PURPOSE: &'static str = "desk-publish";
}

/// Why a check is taken back.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Withdraw {
    reason: String,
}

impl FormData for Withdraw {
    const PURPOSE: &'static str = "desk-withdraw";
}

/// What part of the list.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    pub(crate) state: String,
    pub(crate) after: String,
    pub(crate) done: String,
}

#[derive(askama::Template)]
#[template(path = "staff/checks.html")]
pub(crate) struct ChecksPage {
    l: Locale,
    notice: Markup,
    states: Vec<Way>,
    rows: Vec<(CheckPart, Markup, Markup)>,
    pages: Markup,
    empty: Markup,
}

impl ChecksPage {
    pub(crate) fn new(request: &PageRequest, by: &By, query: &ListQuery, page: &Page<CheckSummary>) -> Self {
        let l = &request.locale;
        let chosen = CheckState::from_code(&query.state);
        let mut states = vec![Way {
            path: "/desk/checks".to_owned(),
            label: l.t("desk-staff-checks-all"),
            count: None,
            current: chosen.is_none(),
        }];
        states.extend(CheckState::ALL.iter().map(|state| Way {
            path: with_query("/desk/checks", &query_of(&[("state", state.code())])),
            label: l.t(words::check_state_message(*state)),
            count: None,
            current: chosen == Some(*state),
        }));
        let next = page.next.map(|cursor| cursor.to_string());
        let base = with_query("/desk/checks", &query_of(&[("state", chosen.map_or("", CheckState::code))]));
        Self {
            notice: super::notice(l, &query.done, &Markup::empty()),
            states,
            empty: if page.items.is_empty() {
                saksi_web::empty(l, "desk-staff-checks-empty", "desk-staff-checks-empty-how")
            } else {
                Markup::empty()
            },
            rows: page
                .items
                .iter()
                .map(|check| {
                    (CheckPart::new(l, by, check), words::language(l, &check.language), l.moment(check.changed_at))
                })
                .collect(),
            pages: pagination(l, &base, None, next.as_deref()),
            l: l.clone(),
        }
    }
}

/// `GET /desk/checks`.
pub(crate) async fn list(staff: Staff, PageQuery(query): PageQuery<ListQuery>) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::CHECK)?;
    let state = CheckState::from_code(&query.state);
    let cursor: Option<Cursor> = query.after.parse().ok();
    let page = read!(staff.request.site.db, by.viewer(), tx => {
        checks::of_organisation(&mut tx, &by, state, cursor, ROWS).await
    })?;
    let page = ChecksPage::new(&staff.request, &by, &query, &page);
    staff.page(staff.l().t("desk-staff-checks-title"), None, &page)
}

/// What the page of one check shows.
#[derive(Debug, Clone)]
pub(crate) struct CheckData {
    pub(crate) id: CheckId,
    /// The organisation's own check, with its draft.
    pub(crate) own: Option<CheckEdit>,
    /// What is public, or was until it was withdrawn.
    pub(crate) published: Option<PublishedCheck>,
    pub(crate) translations: Vec<TranslationView>,
    pub(crate) history: Vec<Happening>,
    pub(crate) done: String,
    pub(crate) told: i64,
}

/// A translation in one line.
pub(crate) struct TranslationPart {
    language: Markup,
    organisation: String,
    path: Option<String>,
    state: Option<Markup>,
    outdated: bool,
}

/// A version in one line.
pub(crate) struct VersionPart {
    path: String,
    name: String,
    at: Markup,
    verdict: Markup,
    note: String,
    reviewed: String,
}

#[derive(askama::Template)]
#[template(path = "staff/check.html")]
pub(crate) struct CheckPage {
    l: Locale,
    notice: Markup,
    claim_path: Option<String>,
    badges: Vec<Markup>,
    standing: Vec<Markup>,
    actions: Vec<Markup>,
    article: Markup,
    public: Option<String>,
    versions: Vec<VersionPart>,
    translations: Vec<TranslationPart>,
    translate: Option<Markup>,
    replies: Vec<(String, Markup, Markup, Option<Markup>)>,
    history: Vec<super::claim::HappeningPart>,
}

impl CheckPage {
    pub(crate) fn new(
        request: &PageRequest,
        by: &By,
        data: CheckData,
        problem: Option<&Problem>,
    ) -> Result<Self, Problem> {
        let l = &request.locale;
        let CheckData { id, own, published, translations, history, done, told } = data;
        let path = format!("/desk/checks/{id}");
        let may = |capability| by.may.contains(capability);
        let state = own.as_ref().map(|own| own.state).or(published.as_ref().map(|p| p.state));
        let mut badges: Vec<Markup> = state.map(|state| words::check_state(l, state)).into_iter().collect();
        let mut standing = Vec::new();
        let mut actions = Vec::new();
        if let Some(own) = &own {
            match own.draft {
                Some(DraftState::InReview) => {
                    if own.state == CheckState::Published {
                        badges.push(words::draft_state(l, DraftState::InReview));
                    }
                    standing.push(warn(&l.t("desk-staff-draft-in-review"), &l.t("desk-staff-in-review-note")));
                    if own.review_required && !own.reviewable && own.authors.contains(&by.person) {
                        standing.push(super::nobody_reviews(l));
                    }
                    if may(Capability::REVIEW) && !own.authors.contains(&by.person) {
                        actions.push(link_button(l, &format!("{path}/review"), "desk-staff-review-open", Weight::Main));
                    } else if !own.review_required && may(Capability::PUBLISH) {
                        // The rule was switched off after it was handed in.
                        let f = Fields::new(l, None);
                        actions.push(fields::form(
                            request,
                            &format!("{path}/publish"),
                            PublishForm::PURPOSE,
                            &[
                                f.hidden("edition", &own.edition.to_string()),
                                f.submit_named("action", "publish", "desk-staff-publish", Weight::Main),
                            ],
                        ));
                    }
                    if checks::may_take_back(by, &own.authors) {
                        actions.push(button(
                            request,
                            &format!("{path}/take-back"),
                            TakeBack::PURPOSE,
                            "desk-staff-take-back",
                            Weight::Quiet,
                        ));
                    }
                    actions.push(link_button(l, &format!("{path}/preview"), "desk-staff-preview", Weight::Quiet));
                }
                Some(draft) if may(Capability::CHECK) => {
                    if own.state == CheckState::Published || draft == DraftState::SentBack {
                        badges.push(words::draft_state(l, draft));
                    }
                    actions.push(link_button(l, &format!("{path}/edit"), "desk-staff-edit-on", Weight::Main));
                    actions.push(link_button(l, &format!("{path}/preview"), "desk-staff-preview", Weight::Quiet));
                    actions.push(link_button(l, &format!("{path}/discard"), "desk-staff-discard", Weight::Quiet));
                }
                None if own.state == CheckState::Published && may(Capability::CHECK) => {
                    actions.push(button(
                        request,
                        &format!("{path}/correct"),
                        Correct::PURPOSE,
                        "desk-staff-correct",
                        Weight::Main,
                    ));
                }
                _ => {}
            }
            if own.state == CheckState::Published && may(Capability::PUBLISH) {
                actions.push(link_button(l, &format!("{path}/withdraw"), "desk-staff-withdraw", Weight::Quiet));
            }
        }
        if let Some(public) = &published
            && public.state == CheckState::Withdrawn
        {
            standing.push(warn(
                &l.t("desk-staff-check-withdrawn"),
                &l.ta("desk-staff-withdrawn-note", &[("reason", public.withdrawn_reason.clone().unwrap_or_default())]),
            ));
        }
        let is_public = published.as_ref().is_some_and(|p| p.state == CheckState::Published);
        let moderates = may(Capability::MODERATE) || by.operator;
        if is_public && (by.operator || (may(Capability::MODERATE) && own.is_some())) {
            actions.push(link_button(l, &format!("{path}/reply"), "desk-staff-reply", Weight::Quiet));
        }
        if published.is_some() && (by.operator || (may(Capability::MODERATE) && own.is_some())) {
            let leads = super::moderation::decide_path(SubjectKind::Check, id.0);
            actions.push(link_button(l, &leads, "desk-staff-moderate", Weight::Quiet));
        }
        let article = match (&own, &published) {
            (_, Some(public)) => AnswerPart::new(l, &public.answer, 2, false).markup()?,
            (Some(own), None) => super::preview::article(l, own, &own.content)?,
            (None, None) => return Err(Problem::not_found()),
        };
        let versions = published.as_ref().map_or_else(Vec::new, |public| {
            public
                .versions
                .iter()
                .map(|version| VersionPart {
                    path: format!("{path}/versions/{}", version.number),
                    name: l.ta("desk-staff-version", &[("number", version.number)]),
                    at: l.moment(version.at),
                    verdict: verdict(l, version.verdict),
                    note: crate::pages::words::change_note(l, version),
                    reviewed: l.t(if version.reviewed { "desk-staff-reviewed" } else { "desk-staff-not-reviewed" }),
                })
                .collect()
        });
        let f = Fields::new(l, problem);
        let translate = (is_public && may(Capability::CHECK)).then(|| {
            fields::form(
                request,
                &format!("{path}/translate"),
                super::translations::Start::PURPOSE,
                &[
                    f.select("language", "desk-staff-translate-into", "", &[])
                        .options(words::language_options(l, Some("desk-staff-language-choose"), ""))
                        .build(),
                    f.submit_named("", "", "desk-staff-translate", Weight::Quiet),
                ],
            )
        });
        let replies = published.as_ref().map_or_else(Vec::new, |public| {
            public
                .replies
                .iter()
                .map(|reply| {
                    let remove =
                        (moderates && public.answer.organisation.id == by.organisation || by.operator).then(|| {
                            link_button(
                                l,
                                &format!("{path}/replies/{}/remove", reply.id),
                                "desk-staff-reply-remove",
                                Weight::Quiet,
                            )
                        });
                    (reply.from.clone(), paragraphs(&reply.text), l.day(reply.at), remove)
                })
                .collect()
        });
        let notice = match super::Done::read(&done) {
            Some(Done::Published) => {
                let text = if told > 0 {
                    l.ta("desk-staff-done-published-told", &[("count", Arg::from(told))])
                } else {
                    l.t("desk-staff-done-published")
                };
                said(&text, &Markup::empty())
            }
            Some(_) => super::notice(l, &done, &Markup::empty()),
            None => Markup::empty(),
        };
        Ok(Self {
            notice,
            claim_path: own
                .as_ref()
                .map(|own| own.claim)
                .or(published.as_ref().map(|public| public.answer.claim))
                .filter(|_| may(Capability::CHECK))
                .map(|claim| format!("/desk/claims/{claim}")),
            badges,
            standing,
            actions,
            article,
            public: published.is_some().then(|| format!("/checks/{id}")),
            versions,
            translations: translations
                .iter()
                .map(|translation| TranslationPart {
                    language: words::language(l, &translation.content.language),
                    organisation: translation.organisation.name.clone(),
                    path: (translation.organisation.id == by.organisation)
                        .then(|| format!("/desk/translations/{}/edit", translation.id)),
                    state: match &translation.ended {
                        Some(ended) if ended.withdrawn.is_some() => {
                            Some(badge(l, Tone::Danger, "desk-staff-translation-withdrawn"))
                        }
                        Some(_) => Some(badge(l, Tone::Waiting, "desk-staff-translation-lapsed")),
                        None => translation.draft.map(|draft| words::draft_state(l, draft)),
                    },
                    outdated: translation.outdated,
                })
                .collect(),
            translate,
            replies,
            history: history.iter().map(|what| super::claim::happening(l, by, what)).collect(),
            l: l.clone(),
        })
    }
}

/// What the address of a check says.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ShowQuery {
    done: String,
    told: String,
}

pub(crate) async fn page(
    staff: &Staff,
    id: CheckId,
    query: ShowQuery,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let absent = |problem: Problem| {
        if matches!(problem.kind, ProblemKind::NotFound | ProblemKind::Gone) { Ok(()) } else { Err(problem) }
    };
    let (own, published, translations, history) = read!(staff.request.site.db, by.viewer(), tx => {
        let own = match checks::edit(&mut tx, &by, id).await {
            Ok(own) => Some(own),
            Err(problem) => { absent(problem)?; None }
        };
        let published = match public::published_check(&mut tx, id).await {
            Ok(published) => Some(published),
            Err(problem) => { absent(problem)?; None }
        };
        if own.is_none() && published.is_none() {
            return Err(Problem::not_found());
        }
        let translations = if published.is_some() && by.may.contains(Capability::CHECK) {
            translations::of_check(&mut tx, &by, id).await?
        } else {
            Vec::new()
        };
        // What happened inside another organisation is theirs.
        let history = if own.is_some() { reading::history(&mut tx, &by, id.0).await? } else { Vec::new() };
        Ok::<_, Problem>((own, published, translations, history))
    })?;
    let told = query.told.parse().unwrap_or(0);
    let data = CheckData { id, own, published, translations, history, done: query.done, told };
    let page = CheckPage::new(&staff.request, &by, data, problem)?;
    staff.page(staff.l().t("desk-staff-check-title-page"), problem, &page)
}

/// `GET /desk/checks/{id}`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    PageQuery(query): PageQuery<ShowQuery>,
) -> Result<Response, PageError> {
    page(&staff, id, query, None).await
}

/// Hands a draft to a second person.
pub(crate) async fn submit(staff: &Staff, id: CheckId, edition: i64) -> Result<Response, Problem> {
    let by = staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "submit check", by.viewer(), tx => {
        checks::submit_for_review(&mut tx, &by, id, edition).await
    });
    outcome?;
    Ok(done(&format!("/desk/checks/{id}"), Done::Submitted))
}

/// Publishes a draft where the organisation asks for no second person.
pub(crate) async fn go_public(staff: &Staff, id: CheckId, edition: i64) -> Result<Response, Problem> {
    let by = staff.by;
    let published = write!(staff.request.site.db, "publish check", by.viewer(), tx => {
        checks::publish(&mut tx, &by, id, edition).await
    })?;
    Ok(done(&format!("/desk/checks/{id}?told={}", published.told), Done::Published))
}

/// `POST /desk/checks/{id}/publish`, from the preview.
pub(crate) async fn publish(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    form: Form<PublishForm>,
) -> Result<Response, PageError> {
    let outcome = if form.value.action == "publish" {
        go_public(&staff, id, form.value.edition).await
    } else {
        submit(&staff, id, form.value.edition).await
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(problem) if keeps(&problem) => page(&staff, id, ShowQuery::default(), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /desk/checks/{id}/take-back`: a draft comes back from review.
pub(crate) async fn take_back(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    _: Form<TakeBack>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "take check back", by.viewer(), tx => {
        checks::take_back(&mut tx, &by, id).await
    });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/checks/{id}"), Done::TakenBack)),
        Err(problem) if problem.kind == ProblemKind::Conflict || problem.message == "desk-problem-take-back" => {
            page(&staff, id, ShowQuery::default(), Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /desk/checks/{id}/correct`.
pub(crate) async fn correct(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    _: Form<Correct>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome = write!(staff.request.site.db, "start correction", by.viewer(), tx => {
        checks::start_correction(&mut tx, &by, id).await
    });
    match outcome {
        Ok(_) => Ok(done(&format!("/desk/checks/{id}/edit"), Done::Correcting)),
        Err(problem) if problem.kind == ProblemKind::Conflict => {
            page(&staff, id, ShowQuery::default(), Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) fn discard_form(request: &PageRequest, edit: &CheckEdit) -> ConfirmPage {
    let l = &request.locale;
    ConfirmPage {
        title: l.t("desk-staff-discard-title"),
        about: user(&edit.content.statement),
        what: paragraphs(&l.t(if edit.is_correction {
            "desk-staff-discard-correction"
        } else {
            "desk-staff-discard-what"
        })),
        form: button(
            request,
            &format!("/desk/checks/{}/discard", edit.id),
            Discard::PURPOSE,
            "desk-staff-discard-do",
            Weight::Danger,
        ),
        back: format!("/desk/checks/{}", edit.id),
        l: l.clone(),
    }
}

async fn own(staff: &Staff, id: CheckId) -> Result<CheckEdit, Problem> {
    let by = staff.by;
    read!(staff.request.site.db, by.viewer(), tx => { checks::edit(&mut tx, &by, id).await })
}

/// `GET /desk/checks/{id}/discard`.
pub(crate) async fn discard_page(staff: Staff, PagePath(id): PagePath<CheckId>) -> Result<Response, PageError> {
    let edit = own(&staff, id).await?;
    let page = discard_form(&staff.request, &edit);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/checks/{id}/discard`.
pub(crate) async fn discard(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    _: Form<Discard>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let edit = own(&staff, id).await?;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "discard draft", by.viewer(), tx => {
        checks::discard_draft(&mut tx, &by, id).await
    });
    outcome?;
    let back = if edit.is_correction { format!("/desk/checks/{id}") } else { format!("/desk/claims/{}", edit.claim) };
    Ok(done(&back, Done::Discarded))
}

pub(crate) fn withdraw_form(
    request: &PageRequest,
    edit: &CheckEdit,
    reason: &str,
    problem: Option<&Problem>,
) -> ConfirmPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    ConfirmPage {
        title: l.t("desk-staff-withdraw-title"),
        about: user(if edit.content.title.is_empty() { &edit.content.statement } else { &edit.content.title }),
        what: paragraphs(&l.t("desk-staff-withdraw-what")),
        form: fields::form(
            request,
            &format!("/desk/checks/{}/withdraw", edit.id),
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
        back: format!("/desk/checks/{}", edit.id),
        l: l.clone(),
    }
}

/// `GET /desk/checks/{id}/withdraw`.
pub(crate) async fn withdraw_page(staff: Staff, PagePath(id): PagePath<CheckId>) -> Result<Response, PageError> {
    staff.by.must(Capability::PUBLISH)?;
    let edit = own(&staff, id).await?;
    let page = withdraw_form(&staff.request, &edit, "", None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/checks/{id}/withdraw`.
pub(crate) async fn withdraw(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    form: Form<Withdraw>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let reason = form.value.reason;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "withdraw check", by.viewer(), tx => {
        checks::withdraw(&mut tx, &by, id, &reason).await
    });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/checks/{id}"), Done::Withdrawn)),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let edit = own(&staff, id).await?;
            let page = withdraw_form(&staff.request, &edit, &reason, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) if problem.kind == ProblemKind::Conflict => {
            page(&staff, id, ShowQuery::default(), Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

#[derive(askama::Template)]
#[template(path = "staff/version.html")]
pub(crate) struct VersionPage {
    l: Locale,
    path: String,
    heading: String,
    at: Markup,
    reviewed: String,
    note: Option<Markup>,
    /// What changed since the version before.
    changes: Option<Markup>,
    article: Markup,
}

impl VersionPage {
    pub(crate) fn new(
        request: &PageRequest,
        public: &PublishedCheck,
        version: &Version,
        before: Option<&Version>,
    ) -> Result<Self, Problem> {
        let l = &request.locale;
        let summary = &version.summary;
        let mut answer = super::preview::as_answer(
            &version.content,
            public.answer.check,
            public.answer.claim,
            &public.answer.organisation,
            public.answer.published_at,
            (summary.number > 1).then_some(summary.at),
            summary.number,
        );
        answer.verdict = summary.verdict;
        Ok(Self {
            path: format!("/desk/checks/{}", public.answer.check),
            heading: l.ta("desk-staff-version", &[("number", summary.number)]),
            at: l.exact(summary.at),
            reviewed: l.t(if summary.reviewed { "desk-staff-reviewed" } else { "desk-staff-not-reviewed" }),
            note: Some(crate::pages::words::change_note(l, summary))
                .filter(|note| !note.is_empty())
                .map(|note| Markup::text(&note)),
            changes: before.map(|before| since(l, before, &version.content)).transpose()?,
            article: AnswerPart::new(l, &answer, 2, false).markup()?,
            l: l.clone(),
        })
    }
}

/// `GET /desk/checks/{id}/versions/{number}`.
pub(crate) async fn version(
    staff: Staff,
    PagePath((id, number)): PagePath<(CheckId, i64)>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let (public, (version, before)) = read!(staff.request.site.db, by.viewer(), tx => {
        let public = public::published_check(&mut tx, id).await?;
        let version = public::check_version_and_before(&mut tx, id, number).await?;
        Ok::<_, Problem>((public, version))
    })?;
    let page = VersionPage::new(&staff.request, &public, &version, before.as_ref())?;
    staff.page(page.heading.clone(), None, &page)
}

//! `/desk/practice`: trying one's hand at claims that are checked already, and laying what one found beside the published check.
//!
//! For everybody with an affiliation, whatever their role: whoever is new learns here first. What a page of an exercise must never do: show
//! verdict, title or explanation of the check before the attempt is kept.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use saksi_base::{CheckId, ContentType, HarmKind, Problem, Verdict};
use saksi_db::{read, write};
use saksi_network::at_work;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone, Weight, badge,
    pagination, paragraphs, user, verdict,
};
use uuid::Uuid;

use super::claim::{ConfirmPage, lang_of};
use super::queue::Way;
use super::{Done, DoneQuery, Staff, button, done, keeps, link_button, plain_forms, query_of, with_query, words};
use crate::actions::{By, practice};
use crate::model::practice::{Attempt, Comparison, Decided, Exercise, ExerciseLine, REASONING_CHARACTERS};
use crate::model::{CheckState, Cursor, ListFilter, Page, Reference};
use crate::pages::public::views::references;
use crate::pages::words::{content_type, harm};

/// Rows of one page.
const ROWS: i64 = 30;

plain_forms! {
    Forget "desk-practice-forget";
}

/// Somebody with an affiliation, whatever they may do.
pub(crate) struct Learner(Staff);

impl FromRequestParts<Site> for Learner {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let (member, desk, request) = at_work(parts, site, |_| true).await?;
        Ok(Self(Staff { by: By::from(&member), desk, request }))
    }
}

/// What part of the list.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PracticeQuery {
    pub(crate) language: String,
    pub(crate) kind: String,
    pub(crate) after: String,
    pub(crate) done: String,
}

impl PracticeQuery {
    fn filter(&self) -> ListFilter {
        ListFilter {
            language: (!self.language.is_empty()).then(|| self.language.clone()),
            content_type: ContentType::from_code(&self.kind),
            ..ListFilter::default()
        }
    }
}

/// The two parts of the room.
fn parts(l: &Locale, own: bool) -> Vec<Way> {
    [("/desk/practice", "desk-practice-exercises", !own), ("/desk/practice/attempts", "desk-practice-own", own)]
        .map(|(path, label, current)| Way { path: path.to_owned(), label: l.t(label), count: None, current })
        .into()
}

/// A claim to practise on, ready to be shown.
pub(crate) struct ExercisePart {
    path: String,
    statement: String,
    lang: String,
    language: Markup,
    tried: Option<Markup>,
}

#[derive(askama::Template)]
#[template(path = "staff/practice.html")]
pub(crate) struct PracticePage {
    l: Locale,
    notice: Markup,
    parts: Vec<Way>,
    filters: Markup,
    rows: Vec<ExercisePart>,
    empty: Markup,
    pages: Markup,
}

impl PracticePage {
    pub(crate) fn new(request: &PageRequest, query: &PracticeQuery, page: &Page<ExerciseLine>) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, None);
        let mut kinds = vec![("", "desk-practice-any-kind")];
        kinds.extend(words::content_type_options());
        let filtered = !query.language.is_empty() || !query.kind.is_empty();
        let empty = match (page.items.is_empty(), filtered) {
            (false, _) => Markup::empty(),
            (true, false) => saksi_web::empty(l, "desk-practice-empty", "desk-practice-empty-how"),
            (true, true) => saksi_web::empty(l, "desk-practice-none", "desk-practice-none-how").then(&link_button(
                l,
                "/desk/practice",
                "desk-staff-filter-clear",
                Weight::Quiet,
            )),
        };
        let base = with_query(
            "/desk/practice",
            &query_of(&[("language", query.language.as_str()), ("kind", query.kind.as_str())]),
        );
        let next = page.next.map(|cursor| cursor.to_string());
        Self {
            notice: super::notice(l, &query.done, &Markup::empty()),
            parts: parts(l, false),
            filters: fields::query_form(
                "/desk/practice",
                &[
                    f.select("language", "desk-staff-language", &query.language, &[])
                        .options(words::language_options(l, Some("desk-staff-language-any"), &query.language))
                        .build(),
                    f.select("kind", "desk-staff-content-type", &query.kind, &kinds).build(),
                    f.submit_named("", "", "desk-staff-filter", Weight::Quiet),
                ],
            ),
            rows: page
                .items
                .iter()
                .map(|line| ExercisePart {
                    path: format!("/desk/practice/{}", line.check),
                    statement: line.statement.clone(),
                    lang: lang_of(l, &line.language),
                    language: words::language(l, &line.language),
                    tried: line.tried.then(|| badge(l, Tone::Done, "desk-practice-tried")),
                })
                .collect(),
            empty,
            pages: pagination(l, &base, None, next.as_deref()),
            l: l.clone(),
        }
    }
}

/// `GET /desk/practice`.
pub(crate) async fn list(
    Learner(staff): Learner,
    PageQuery(query): PageQuery<PracticeQuery>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let (filter, cursor) = (query.filter(), query.after.parse::<Cursor>().ok());
    let page = read!(staff.request.site.db, by.viewer(), tx => {
        practice::exercises(&mut tx, &by, &filter, cursor, ROWS).await
    })?;
    let page = PracticePage::new(&staff.request, &query, &page);
    staff.page(staff.l().t("desk-practice-title"), None, &page)
}

/// What somebody decided, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AttemptForm {
    pub(crate) verdict: String,
    pub(crate) harm: String,
    pub(crate) content_type: String,
    pub(crate) reasoning: String,
    pub(crate) references: String,
}

impl FormData for AttemptForm {
    const PURPOSE: &'static str = "desk-practice";
}

impl AttemptForm {
    fn decided(&self) -> Result<Decided, Problem> {
        Ok(Decided {
            verdict: Verdict::from_code(&self.verdict)
                .ok_or_else(|| Problem::field("verdict", "desk-problem-verdict-missing"))?,
            harm: HarmKind::from_code(&self.harm)
                .ok_or_else(|| Problem::field("harm", "desk-problem-practice-harm"))?,
            content_type: ContentType::from_code(&self.content_type)
                .ok_or_else(|| Problem::field("content_type", "desk-problem-content-type"))?,
            reasoning: self.reasoning.trim().to_owned(),
            references: Reference::parse_lines(&self.references),
        })
    }
}

#[derive(askama::Template)]
#[template(path = "staff/exercise.html")]
pub(crate) struct ExercisePage {
    l: Locale,
    statement: String,
    lang: String,
    language: Markup,
    first_asked: Markup,
    example: Option<Markup>,
    form: Markup,
}

impl ExercisePage {
    pub(crate) fn new(
        request: &PageRequest,
        exercise: &Exercise,
        typed: &AttemptForm,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, problem);
        let verdicts: Vec<(&str, &str)> = Verdict::ALL.iter().map(|v| (v.code(), words::verdict_choice(*v))).collect();
        let harms: Vec<(&str, &str)> = HarmKind::ALL.iter().map(|h| (h.code(), words::harm_choice(*h))).collect();
        let mut kinds = vec![("", "desk-practice-choose")];
        kinds.extend(words::content_type_options());
        let form = fields::form(
            request,
            &format!("/desk/practice/{}", exercise.check),
            AttemptForm::PURPOSE,
            &[
                f.radio("verdict", "desk-practice-verdict", &typed.verdict, &verdicts).required().build(),
                f.radio("harm", "desk-staff-harm", &typed.harm, &harms).hint("desk-staff-harm-hint").required().build(),
                f.select("content_type", "desk-staff-content-type", &typed.content_type, &kinds)
                    .hint("desk-staff-content-type-hint")
                    .required()
                    .build(),
                f.area("reasoning", "desk-practice-reasoning", &typed.reasoning)
                    .hint("desk-practice-reasoning-hint")
                    .rows(6)
                    .longest(u32::try_from(REASONING_CHARACTERS.1).unwrap_or(4_000))
                    .required()
                    .build(),
                f.area("references", "desk-practice-references", &typed.references)
                    .hint("desk-staff-references-hint")
                    .rows(4)
                    .required()
                    .build(),
                f.submit("desk-practice-compare"),
            ],
        );
        Self {
            statement: exercise.statement.clone(),
            lang: lang_of(l, &exercise.language),
            language: words::language(l, &exercise.language),
            first_asked: l.day(exercise.first_asked),
            example: exercise.example.as_deref().map(|example| crate::pages::words::masked_block(l, example)),
            form,
            l: l.clone(),
        }
    }
}

async fn exercise_page(
    staff: &Staff,
    check: CheckId,
    typed: &AttemptForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let (exercise, tried) =
        read!(staff.request.site.db, by.viewer(), tx => { practice::exercise(&mut tx, &by, check).await })?;
    if let Some(id) = tried {
        return Ok(saksi_web::see_other(&format!("/desk/practice/attempts/{id}")));
    }
    let page = ExercisePage::new(&staff.request, &exercise, typed, problem);
    staff.page(staff.l().t("desk-practice-exercise-title"), problem, &page)
}

/// `GET /desk/practice/{check}`.
pub(crate) async fn show(Learner(staff): Learner, PagePath(check): PagePath<CheckId>) -> Result<Response, PageError> {
    exercise_page(&staff, check, &AttemptForm::default(), None).await
}

/// `POST /desk/practice/{check}`: keeps the attempt, then shows both side by side.
pub(crate) async fn attempt(
    Learner(staff): Learner,
    PagePath(check): PagePath<CheckId>,
    form: Form<AttemptForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let decided = match typed.decided() {
        Ok(decided) => decided,
        Err(problem) => return exercise_page(&staff, check, &typed, Some(&problem)).await,
    };
    let kept: Result<Uuid, Problem> = write!(staff.request.site.db, "practise", by.viewer(), tx => {
        practice::attempt(&mut tx, &by, check, decided.clone()).await
    });
    match kept {
        Ok(id) => Ok(saksi_web::see_other(&format!("/desk/practice/attempts/{id}"))),
        Err(problem) if keeps(&problem) => exercise_page(&staff, check, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// One's own attempt in the list.
pub(crate) struct AttemptPart {
    path: String,
    statement: Option<String>,
    verdict: Markup,
    at: Markup,
}

#[derive(askama::Template)]
#[template(path = "staff/attempts.html")]
pub(crate) struct AttemptsPage {
    l: Locale,
    notice: Markup,
    parts: Vec<Way>,
    rows: Vec<AttemptPart>,
    empty: Markup,
    pages: Markup,
}

impl AttemptsPage {
    pub(crate) fn new(request: &PageRequest, code: &str, page: &Page<(Attempt, Option<String>)>) -> Self {
        let l = &request.locale;
        let next = page.next.map(|cursor| cursor.to_string());
        Self {
            notice: super::notice(l, code, &Markup::empty()),
            parts: parts(l, true),
            rows: page
                .items
                .iter()
                .map(|(attempt, statement)| AttemptPart {
                    path: format!("/desk/practice/attempts/{}", attempt.id),
                    statement: statement.clone(),
                    verdict: verdict(l, attempt.decided.verdict),
                    at: l.moment(attempt.at),
                })
                .collect(),
            empty: if page.items.is_empty() {
                saksi_web::empty(l, "desk-practice-own-empty", "desk-practice-own-empty-how")
            } else {
                Markup::empty()
            },
            pages: pagination(l, "/desk/practice/attempts", None, next.as_deref()),
            l: l.clone(),
        }
    }
}

/// `GET /desk/practice/attempts`.
pub(crate) async fn own(
    Learner(staff): Learner,
    PageQuery(query): PageQuery<PracticeQuery>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let cursor = query.after.parse::<Cursor>().ok();
    let page = read!(staff.request.site.db, by.viewer(), tx => { practice::own(&mut tx, &by, cursor, ROWS).await })?;
    let page = AttemptsPage::new(&staff.request, &query.done, &page);
    staff.page(staff.l().t("desk-practice-own-title"), None, &page)
}

/// `GET /desk/practice/attempts.jsonl`: everything of one's own, to take away.
pub(crate) async fn take_away(Learner(staff): Learner) -> Result<Response, PageError> {
    let by = staff.by;
    let found: Result<Vec<Attempt>, Problem> =
        read!(staff.request.site.db, by.viewer(), tx => { practice::all(&mut tx, &by).await });
    let mut lines = String::new();
    for attempt in found? {
        lines.push_str(&serde_json::to_string(&attempt).map_err(|_| Problem::internal())?);
        lines.push('\n');
    }
    let headers = [
        (header::CONTENT_TYPE, "application/jsonl; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"practice.jsonl\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, lines).into_response())
}

/// One line of the comparison: what it is about, one's own word, the published word, and whether they agree.
pub(crate) struct Beside {
    what: String,
    own: Markup,
    theirs: Markup,
    agrees: Markup,
}

#[derive(askama::Template)]
#[template(path = "staff/comparison.html")]
pub(crate) struct ComparisonPage {
    l: Locale,
    notice: Markup,
    statement: Option<(String, String)>,
    kindly: String,
    notes: Vec<Markup>,
    beside: Vec<Beside>,
    reasoning: Markup,
    own_references: Vec<Markup>,
    published: Option<PublishedPart>,
    forget: Markup,
    at: Markup,
}

/// The published check as it was when the attempt was made.
pub(crate) struct PublishedPart {
    title: String,
    organisation: String,
    explanation: Markup,
    references: Vec<Markup>,
    sources: Option<String>,
    asked: String,
    path: String,
    others: Vec<(String, Markup, String)>,
}

impl ComparisonPage {
    pub(crate) fn new(request: &PageRequest, code: &str, comparison: &Comparison) -> Self {
        let l = &request.locale;
        let own = &comparison.attempt.decided;
        let named = |kind: HarmKind| Markup::text(&l.t(harm(kind).unwrap_or("desk-practice-no-harm")));
        let made = |kind: ContentType| Markup::text(&l.t(content_type(kind)));
        let agreement = comparison.agreement();
        let mut notes = Vec::new();
        let (mut beside, mut published) = (Vec::new(), None);
        if let (Some((then, now)), Some(agreement)) = (&comparison.published, agreement) {
            let mark = |agrees: bool| {
                if agrees {
                    badge(l, Tone::Done, "desk-practice-agrees")
                } else {
                    badge(l, Tone::Waiting, "desk-practice-differs")
                }
            };
            let line = |what: &str, own: Markup, theirs: Markup, agrees: bool| Beside {
                what: l.t(what),
                own,
                theirs,
                agrees: mark(agrees),
            };
            beside.push(line(
                "desk-practice-verdict-short",
                verdict(l, own.verdict),
                then.verdict.map_or_else(Markup::empty, |found| verdict(l, found)),
                agreement.verdict,
            ));
            beside.push(line("desk-staff-harm", named(own.harm), named(then.harm), agreement.harm));
            beside.push(line(
                "desk-staff-content-type",
                made(own.content_type),
                made(then.content_type),
                agreement.content_type,
            ));
            if now.state == CheckState::Withdrawn {
                notes.push(super::warn(&l.t("desk-practice-withdrawn-title"), &l.t("desk-practice-withdrawn")));
            } else if now.answer.version > comparison.attempt.version {
                notes.push(super::warn(&l.t("desk-practice-corrected-title"), &l.t("desk-practice-corrected")));
            }
            published = Some(PublishedPart {
                title: then.title.clone(),
                organisation: now.answer.organisation.name.clone(),
                explanation: paragraphs(&then.explanation),
                references: references(&then.references),
                sources: (agreement.sources > 0)
                    .then(|| l.ta("desk-practice-sources", &[("count", agreement.sources)])),
                asked: l.ta("desk-staff-asked", &[("people", now.asked)]),
                path: format!("/checks/{}", comparison.attempt.check),
                others: now
                    .others
                    .iter()
                    .map(|other| {
                        let found = other.verdict.map_or_else(Markup::empty, |found| verdict(l, found));
                        (format!("/checks/{}", other.id), found, other.organisation.name.clone())
                    })
                    .collect(),
            });
        } else {
            notes.push(super::warn(&l.t("desk-practice-gone-title"), &l.t("desk-practice-gone")));
        }
        let kindly = match agreement {
            None => "desk-practice-kindly-kept",
            Some(agreement) if agreement.verdict && agreement.harm && agreement.content_type => {
                "desk-practice-kindly-all"
            }
            Some(agreement) if agreement.verdict => "desk-practice-kindly-verdict",
            Some(_) => "desk-practice-kindly-other",
        };
        Self {
            notice: super::notice(l, code, &Markup::empty()),
            statement: comparison
                .published
                .as_ref()
                .map(|(then, _)| (lang_of(l, &then.language), then.statement.clone())),
            kindly: l.t(kindly),
            notes,
            beside,
            reasoning: paragraphs(&own.reasoning),
            own_references: references(&own.references),
            published,
            forget: link_button(
                l,
                &format!("/desk/practice/attempts/{}/forget", comparison.attempt.id),
                "desk-practice-forget",
                Weight::Quiet,
            ),
            at: l.moment(comparison.attempt.at),
            l: l.clone(),
        }
    }
}

/// `GET /desk/practice/attempts/{id}`.
pub(crate) async fn compare(
    Learner(staff): Learner,
    PagePath(id): PagePath<Uuid>,
    PageQuery(query): PageQuery<DoneQuery>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let found: Result<Comparison, Problem> =
        read!(staff.request.site.db, by.viewer(), tx => { practice::comparison(&mut tx, &by, id).await });
    let page = ComparisonPage::new(&staff.request, &query.done, &found?);
    staff.page(staff.l().t("desk-practice-comparison-title"), None, &page)
}

pub(crate) fn forget_form(request: &PageRequest, attempt: &Attempt) -> ConfirmPage {
    let l = &request.locale;
    let path = format!("/desk/practice/attempts/{}", attempt.id);
    ConfirmPage {
        title: l.t("desk-practice-forget-title"),
        about: user(&attempt.decided.reasoning),
        what: paragraphs(&l.t("desk-practice-forget-what")),
        form: button(request, &format!("{path}/forget"), Forget::PURPOSE, "desk-practice-forget-do", Weight::Danger),
        back: path,
        l: l.clone(),
    }
}

/// `GET /desk/practice/attempts/{id}/forget`.
pub(crate) async fn forget_page(Learner(staff): Learner, PagePath(id): PagePath<Uuid>) -> Result<Response, PageError> {
    let by = staff.by;
    let found: Result<Comparison, Problem> =
        read!(staff.request.site.db, by.viewer(), tx => { practice::comparison(&mut tx, &by, id).await });
    let page = forget_form(&staff.request, &found?.attempt);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/practice/attempts/{id}/forget`.
pub(crate) async fn forget(
    Learner(staff): Learner,
    PagePath(id): PagePath<Uuid>,
    _: Form<Forget>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let gone: Result<(), Problem> = write!(staff.request.site.db, "forget attempt", by.viewer(), tx => { practice::delete(&mut tx, &by, id).await });
    gone?;
    Ok(done("/desk/practice/attempts", Done::AttemptGone))
}

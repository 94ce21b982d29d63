//! `/desk/letters/{id}`: what somebody wrote about a published check, and the decision about it.

use saksi_base::{LetterId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Weight, paragraphs, user, user_block,
};

use super::{Done, Staff, done, keeps, warn, words};
use crate::actions::letters;
use crate::model::{LetterKind, LetterState, LetterView};

/// What a letter is told.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct LetterForm {
    decision: String,
    answer: String,
}

impl FormData for LetterForm {
    const PURPOSE: &'static str = "desk-letter-decision";
}

/// A letter in the list of the moderation page, ready to be shown.
pub(crate) struct LetterPart {
    pub(crate) path: String,
    pub(crate) beginning: String,
    pub(crate) kind: String,
    pub(crate) about: String,
    pub(crate) state: Markup,
    pub(crate) day: Markup,
}

impl LetterPart {
    pub(crate) fn new(l: &Locale, letter: &LetterView) -> Self {
        Self {
            path: format!("/desk/letters/{}", letter.id),
            beginning: words::excerpt(&letter.text, 120),
            kind: l.t(kind_message(letter.kind)),
            about: words::excerpt(&letter.title, 120),
            state: words::letter_state(l, letter.state),
            day: l.day(letter.day),
        }
    }
}

const fn kind_message(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Mistake => "desk-staff-letter-mistake",
        LetterKind::Reply => "desk-staff-letter-reply",
    }
}

#[derive(askama::Template)]
#[template(path = "staff/letter.html")]
pub(crate) struct LetterPage {
    l: Locale,
    pub(crate) title: String,
    state: Markup,
    day: Markup,
    check_path: String,
    check: Markup,
    /// Said where the check changed after the letter was written.
    changed: Option<Markup>,
    changed_path: String,
    from: Option<Markup>,
    contact: Option<Markup>,
    lang: String,
    text: Markup,
    what: Markup,
    form: Option<Markup>,
    answer: Option<Markup>,
}

impl LetterPage {
    pub(crate) fn new(
        request: &PageRequest,
        letter: &LetterView,
        typed: &LetterForm,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let said = |text: &str| (!text.is_empty()).then(|| user(text));
        let what = match letter.kind {
            LetterKind::Mistake => "desk-staff-letter-mistake-what",
            LetterKind::Reply => "desk-staff-letter-reply-what",
        };
        Self {
            title: l.t(kind_message(letter.kind)),
            state: words::letter_state(l, letter.state),
            day: l.day(letter.day),
            check_path: format!("/desk/checks/{}", letter.check),
            check: user(&letter.title),
            changed: (letter.current != letter.version)
                .then(|| warn("", &l.ta("desk-staff-letter-changed", &[("number", letter.version)]))),
            changed_path: format!("/desk/checks/{}/versions/{}", letter.check, letter.current),
            from: said(&letter.from),
            contact: said(&letter.contact),
            lang: super::claim::lang_of(l, &letter.language),
            text: user_block(&letter.text),
            what: paragraphs(&l.t(what)),
            form: (letter.state == LetterState::Open).then(|| decide_form(request, letter, typed, problem)),
            answer: (!letter.answer.is_empty()).then(|| user_block(&letter.answer)),
            l: l.clone(),
        }
    }
}

fn decide_form(request: &PageRequest, letter: &LetterView, typed: &LetterForm, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let choices = letter.kind.decisions().map(|state| {
        let message = match state {
            LetterState::Corrected => "desk-staff-letter-choose-corrected",
            LetterState::Published => "desk-staff-letter-choose-publish",
            LetterState::Declined => "desk-staff-letter-choose-decline",
            _ => "desk-staff-letter-choose-stands",
        };
        (state.code(), message)
    });
    fields::form(
        request,
        &format!("/desk/letters/{}", letter.id),
        LetterForm::PURPOSE,
        &[
            f.radio("decision", "desk-staff-appeal-decision", &typed.decision, &choices).required().build(),
            f.area("answer", "desk-staff-appeal-answer", &typed.answer)
                .hint("desk-staff-letter-answer-hint")
                .rows(5)
                .longest(4_000)
                .build(),
            f.submit_named("", "", "desk-staff-appeal-do", Weight::Main),
        ],
    )
}

async fn show(
    staff: &Staff,
    id: LetterId,
    typed: &LetterForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let letter = read!(staff.request.site.db, by.viewer(), tx => { letters::letter(&mut tx, &by, id).await })?;
    let page = LetterPage::new(&staff.request, &letter, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /desk/letters/{id}`.
pub(crate) async fn page(staff: Staff, PagePath(id): PagePath<LetterId>) -> Result<Response, PageError> {
    show(&staff, id, &LetterForm::default(), None).await
}

/// `POST /desk/letters/{id}`.
pub(crate) async fn decide(
    staff: Staff,
    PagePath(id): PagePath<LetterId>,
    form: Form<LetterForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let outcome: Result<(), Problem> = match LetterState::from_code(&typed.decision) {
        None => Err(Problem::field("decision", "desk-staff-problem-choose-decision")),
        Some(decision) => write!(staff.request.site.db, "decide letter", by.viewer(), tx => {
            letters::decide(&mut tx, &by, id, decision, &typed.answer).await
        }),
    };
    match outcome {
        Ok(()) => Ok(done("/desk/moderation", Done::Letter)),
        Err(problem) if keeps(&problem) => show(&staff, id, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

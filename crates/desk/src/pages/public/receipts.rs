//! Coming back with a receipt.

use askama::Template;
use axum::extract::State;
use saksi_base::problem::Problems;
use saksi_base::{Problem, ProblemKind};
use saksi_db::{Viewer, read, write};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PageQuery, PageRequest, Response, Shell, Site, Tone, escape,
    fields, notice, paragraphs, see_other, user_block,
};
use serde::Deserialize;

use super::views::{AnswerPart, differing, reader};
use crate::actions::receipt::TakenBack;
use crate::actions::{letters, moderation, receipt};
use crate::model::{AppealStanding, LetterStanding, LetterState, MediaKind, ReceiptView, Standing};
use crate::pages::words;

/// A receipt as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    locator: String,
    words: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "desk-receipt";
    const LIMIT: usize = 16 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Receipt);
    const GATE: bool = true;
    const SECRET: &'static [&'static str] = &["words"];
}

/// A receipt whose message is to be withdrawn.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Withdraw {
    locator: String,
    words: String,
    sure: String,
}

impl FormData for Withdraw {
    const PURPOSE: &'static str = "desk-withdraw";
    const LIMIT: usize = 16 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Receipt);
    const SECRET: &'static [&'static str] = &["words"];
}

/// What stands in the address: the locator only.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Located {
    locator: String,
}

#[derive(Template)]
#[template(path = "public/receipt.html")]
pub(super) struct ReceiptPage {
    pub(super) l: Locale,
    pub(super) form: Markup,
}

#[derive(Template)]
#[template(path = "public/standing.html")]
pub(super) struct StandingPage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) notice: Option<Markup>,
    pub(super) answers: Vec<Markup>,
    pub(super) message_title: String,
    pub(super) message: Option<Markup>,
    pub(super) facts: Vec<String>,
    pub(super) again: Markup,
    pub(super) withdraw: Option<Markup>,
    /// What taking it back means.
    pub(super) withdraw_lead: String,
}

#[derive(Template)]
#[template(path = "public/done.html")]
pub(super) struct DonePage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) lead: String,
}

/// `GET /receipt`.
pub(super) async fn form(request: PageRequest, PageQuery(located): PageQuery<Located>) -> Result<Response, PageError> {
    show_form(&request, &Typed { locator: located.locator, words: String::new() }, None)
}

/// `GET /receipt/withdraw`: somebody reloaded the answer to the form.
pub(super) async fn again() -> Response {
    see_other("/receipt")
}

fn show_form(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = fields::Fields::new(l, problem);
    let form = fields::form(
        request,
        "/receipt",
        Typed::PURPOSE,
        &[
            f.text("locator", "desk-receipt-locator", &typed.locator)
                .hint("desk-receipt-locator-hint")
                .autocomplete("off")
                .longest(40)
                .code()
                .required()
                .build(),
            f.area("words", "desk-receipt-words", &typed.words)
                .hint("desk-receipt-words-hint")
                .autocomplete("off")
                .rows(3)
                .longest(400)
                .required()
                .build(),
            f.submit("desk-receipt-open"),
        ],
    );
    // The page may hold the words that were typed, so it is never stored.
    let shell = Shell::public(request, l.t("desk-receipt-title")).secret();
    let page = ReceiptPage { l: l.clone(), form };
    match problem {
        None => shell.render(&page),
        Some(problem) => shell.problem(problem).render(&page),
    }
}

/// `POST /receipt`: opens a message's receipt, an appeal's, or a letter's.
pub(super) async fn open(
    State(site): State<Site>,
    request: PageRequest,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = form.value;
    // Nothing typed is no slip of the pen; both fields say so at once.
    let mut missing = Problems::new();
    for (field, text) in [("locator", &typed.locator), ("words", &typed.words)] {
        fields::check_text(&mut missing, field, text, usize::MAX, true);
    }
    if let Err(problem) = missing.finish().and_then(|()| receipt::read(&typed.locator, &typed.words).map(drop)) {
        return show_form(&request, &typed, Some(&problem));
    }
    let reader = reader(&request.locale);
    let opened = write!(site.db, "open receipt", Viewer::System, tx => {
        receipt::open(&mut tx, &typed.locator, &typed.words, &reader).await
    });
    match opened {
        Ok(view) => standing(&request, &typed, &view),
        Err(problem) if problem.kind == ProblemKind::Internal || problem.kind == ProblemKind::Busy => {
            show_form(&request, &typed, Some(&problem))
        }
        Err(problem) => {
            let appeal = read!(site.db, Viewer::System, tx => {
                moderation::appeal_standing(&mut tx, &typed.locator, &typed.words).await
            });
            if let Ok(appeal) = appeal {
                return appealed(&request, &typed, &appeal);
            }
            let letter = read!(site.db, Viewer::System, tx => {
                letters::standing(&mut tx, &typed.locator, &typed.words).await
            });
            match letter {
                Ok(letter) => written(&request, &typed, &letter),
                Err(_) => show_form(&request, &typed, Some(&problem)),
            }
        }
    }
}

fn again_form(request: &PageRequest, typed: &Typed) -> Markup {
    let f = fields::Fields::new(&request.locale, None);
    fields::form(
        request,
        "/receipt",
        Typed::PURPOSE,
        &[
            f.hidden("locator", &typed.locator),
            f.hidden("words", &typed.words),
            f.submit_named("", "", "desk-standing-again", fields::Weight::Quiet),
        ],
    )
}

fn withdraw_form(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let f = fields::Fields::new(&request.locale, problem);
    fields::form(
        request,
        "/receipt/withdraw",
        Withdraw::PURPOSE,
        &[
            f.hidden("locator", &typed.locator),
            f.hidden("words", &typed.words),
            f.checkbox("sure", "desk-withdraw-sure", false).required().build(),
            f.submit_named("", "", "desk-withdraw-send", fields::Weight::Danger),
        ],
    )
}

fn standing(request: &PageRequest, typed: &Typed, view: &ReceiptView) -> Result<Response, PageError> {
    let l = &request.locale;
    let mut said: Option<Markup> = None;
    let mut answers = Vec::new();
    let (title, lead) = match &view.standing {
        Standing::Waiting => (l.t("desk-standing-waiting"), l.t("desk-standing-waiting-lead")),
        Standing::BeingChecked => (l.t("desk-standing-checking"), l.t("desk-standing-checking-lead")),
        Standing::Answered { answers: found, corrected_since } => {
            if *corrected_since {
                said = Some(notice(Tone::Waiting, &l.t("desk-standing-corrected"), &Markup::empty()));
            }
            if let Some(differing) = differing(l, found) {
                said = Some(said.unwrap_or_default().then(&differing));
            }
            for answer in found {
                answers.push(AnswerPart::new(l, answer, 2, true).markup()?);
            }
            (l.t("desk-standing-answered"), l.ta("desk-standing-answered-lead", &[("count", found.len())]))
        }
        Standing::Withdrawn { being_checked } => (
            l.t("desk-standing-withdrawn"),
            l.t(if *being_checked { "desk-standing-withdrawn-checking" } else { "desk-standing-withdrawn-waiting" }),
        ),
        Standing::Expired => (l.t("desk-standing-expired"), l.t("desk-standing-expired-lead")),
        Standing::NotChecked { reason } => (l.t("desk-standing-not-checked"), l.t(words::close_reason(*reason))),
        Standing::Removed { entry } => {
            said = entry.map(|entry| leads(&format!("/moderation/{entry}"), &l.t("desk-standing-removed-entry")));
            (l.t("desk-standing-removed"), l.t("desk-standing-removed-lead"))
        }
    };
    for gone in &view.withdrawn {
        let told = l.ta(
            "desk-standing-withdrawn-by",
            &[("organisation", gone.organisation.name.clone()), ("date", l.date(gone.at))],
        );
        let page = leads(&format!("/checks/{}", gone.check), &l.t("desk-answer-page"));
        let told = notice(Tone::Danger, &told, &paragraphs(&gone.reason).then(&page));
        said = Some(said.map_or_else(|| told.clone(), |before| before.then(&told)));
    }
    let mut facts = vec![l.ta("desk-standing-handed-in", &[("date", l.date(view.day))])];
    if matches!(view.standing, Standing::Waiting | Standing::BeingChecked) {
        facts.push(l.ta("desk-receipt-next-until", &[("date", l.date(view.expires_at))]));
    }
    let counted = view.counted && !matches!(view.standing, Standing::Removed { .. } | Standing::Expired);
    if counted {
        facts.push(l.t("desk-standing-counted"));
    }
    let page = StandingPage {
        title,
        lead,
        notice: said,
        answers,
        message_title: l.t("desk-standing-message"),
        message: view.message.as_deref().map(|text| handed_in(l, text, &view.files)),
        facts,
        again: again_form(request, typed),
        withdraw: (view.message.is_some() || counted).then(|| withdraw_form(request, typed, None)),
        withdraw_lead: l.t("desk-withdraw-lead"),
        l: l.clone(),
    };
    Shell::public(request, page.title.clone()).secret().render(&page)
}

/// What was handed in: the text, and what came with it.
fn handed_in(l: &Locale, text: &str, files: &[MediaKind]) -> Markup {
    let text = if text.is_empty() { Markup::empty() } else { user_block(text) };
    let files: Markup = files
        .iter()
        .map(|kind| Markup::trusted(format!("<p>{}</p>", escape(&l.t(words::media_kind(*kind))))))
        .collect();
    text.then(&files)
}

/// A link on a line of its own.
fn leads(path: &str, name: &str) -> Markup {
    Markup::trusted(format!("<p><a href=\"{}\">{}</a></p>", escape(path), escape(name)))
}

fn appealed(request: &PageRequest, typed: &Typed, appeal: &AppealStanding) -> Result<Response, PageError> {
    let l = &request.locale;
    let page = StandingPage {
        title: l.t("desk-appeal-standing"),
        lead: l.t(if appeal.decidable { words::appeal_state(appeal.state) } else { "desk-appeal-nobody" }),
        notice: None,
        answers: Vec::new(),
        message_title: l.t("desk-appeal-answer"),
        message: (!appeal.answer.is_empty()).then(|| user_block(&appeal.answer)),
        facts: vec![l.ta("desk-appeal-day", &[("date", l.date(appeal.day))])],
        again: again_form(request, typed),
        withdraw: None,
        withdraw_lead: String::new(),
        l: l.clone(),
    };
    Shell::public(request, page.title.clone()).secret().render(&page)
}

/// Where a letter about a check stands.
fn written(request: &PageRequest, typed: &Typed, letter: &LetterStanding) -> Result<Response, PageError> {
    let l = &request.locale;
    let lead = match letter.state {
        LetterState::Open | LetterState::Withdrawn => "desk-letter-open",
        LetterState::Published => "desk-letter-published",
        LetterState::Corrected => "desk-letter-corrected",
        LetterState::Stands => "desk-letter-stands",
        LetterState::Declined => "desk-letter-declined",
        LetterState::Removed => "desk-letter-removed",
    };
    let mut said = leads(&format!("/checks/{}", letter.check), &l.t("desk-letter-see"));
    if let Some(entry) = letter.entry {
        said = said.then(&leads(&format!("/moderation/{entry}"), &l.t("desk-standing-removed-entry")));
    }
    let answer = (!letter.answer.is_empty()).then(|| {
        let title = Markup::trusted(format!("<h2>{}</h2>", escape(&l.t("desk-appeal-answer"))));
        title.then(&user_block(&letter.answer))
    });
    let page = StandingPage {
        title: l.t("desk-letter-standing"),
        lead: l.t(lead),
        notice: Some(said),
        answers: answer.into_iter().collect(),
        message_title: l.t("desk-letter-yours"),
        message: Some(user_block(&letter.text)),
        facts: vec![
            l.ta("desk-appeal-day", &[("date", l.date(letter.day))]),
            l.ta("desk-letter-kept", &[("date", l.date(letter.expires_at))]),
        ],
        again: again_form(request, typed),
        withdraw: Some(withdraw_form(request, typed, None)),
        withdraw_lead: l.t("desk-letter-withdraw-lead"),
        l: l.clone(),
    };
    Shell::public(request, page.title.clone()).secret().render(&page)
}

/// `POST /receipt/withdraw`.
pub(super) async fn withdraw(
    State(site): State<Site>,
    request: PageRequest,
    form: Form<Withdraw>,
) -> Result<Response, PageError> {
    let Withdraw { locator, words, sure } = form.value;
    let typed = Typed { locator, words };
    let l = &request.locale;
    let outcome = if sure == "yes" {
        let message = write!(site.db, "withdraw message", Viewer::System, tx => {
            receipt::withdraw(&mut tx, &typed.locator, &typed.words).await
        });
        match message {
            Err(problem) if problem.kind == ProblemKind::Invalid => {
                let letter = write!(site.db, "withdraw letter", Viewer::System, tx => {
                    letters::withdraw(&mut tx, &typed.locator, &typed.words).await
                });
                letter.map_err(|_: Problem| problem)
            }
            message => message,
        }
    } else {
        Err(Problem::field("sure", "desk-problem-sure"))
    };
    match outcome {
        Ok(became) => {
            let lead = match became {
                TakenBack::Deleted | TakenBack::Shared => "desk-withdrawn-lead",
                TakenBack::Held => "desk-withdrawn-held",
            };
            let page = DonePage { title: l.t("desk-withdrawn"), lead: l.t(lead), l: l.clone() };
            Shell::public(&request, page.title.clone()).secret().render(&page)
        }
        Err(problem) => {
            let form = withdraw_form(&request, &typed, Some(&problem));
            let page = StandingPage {
                title: l.t("desk-withdraw"),
                lead: l.t("desk-withdraw-lead"),
                notice: None,
                answers: Vec::new(),
                message_title: String::new(),
                message: None,
                facts: Vec::new(),
                again: form,
                withdraw: None,
                withdraw_lead: String::new(),
                l: l.clone(),
            };
            Shell::public(&request, page.title.clone()).secret().problem(&problem).render(&page)
        }
    }
}

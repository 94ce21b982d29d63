//! Which known claims a captured page tells: a part of its page, and two small forms, to say that the evidence is about one of them, and to
//! hand in at the desk what nobody knows yet. Nothing of the page goes anywhere before somebody sends one of them.

use saksi_base::problem::Problems;
use saksi_base::{ClaimId, EvidenceId, LanguageTag, Problem, ProblemKind};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Weight};

use super::Keeper;
use super::piece::{Typed, after};
use crate::actions::looking::Looked;
use crate::actions::publishing;
use crate::model::{Evidence, Kind, State, Subject};
use crate::telling::{PageText, Reach, Told};

/// Longest text that is handed in from here: somebody quotes a passage, and no book.
const LONGEST: usize = 5_000;

/// The evidence is about this claim.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AboutForm {
    claim: String,
}

impl FormData for AboutForm {
    const PURPOSE: &'static str = "evidence-about-claim";
}

/// What is handed in at the desk.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct HandInForm {
    pub(crate) text: String,
}

impl FormData for HandInForm {
    const PURPOSE: &'static str = "evidence-hand-in";
}

/// A claim, as the page shows it.
struct Line {
    path: String,
    statement: String,
    state: Markup,
    why: String,
    passage: String,
    checks: Vec<(Markup, String, String)>,
    /// Whether the evidence is about it already.
    about: bool,
    attach: Option<Markup>,
}

#[derive(askama::Template)]
#[template(path = "telling.html")]
struct Section {
    l: Locale,
    /// How it was compared; or that it was not.
    hint: String,
    /// That not all of it was.
    partly: Option<String>,
    lines: Vec<Line>,
    hand_in: Option<Markup>,
    /// Whether the form stands open: nothing else is there to do, or something in it must be mended.
    open: bool,
}

/// The page in a piece of evidence, where it is one that the desk can be asked about: what somebody told in confidence is none.
fn page_text(one: &Evidence) -> Option<PageText<'_>> {
    let summary = &one.summary;
    let is_page = summary.kind != Kind::Testimony && summary.state == State::Kept;
    (is_page && !summary.url.is_empty() && !one.text.is_empty()).then_some(PageText {
        title: &summary.title,
        address: &summary.url,
        text: &one.text,
    })
}

/// What came of asking the desk.
pub(crate) enum Asked {
    /// What it says.
    Told(Told),
    /// Nothing at this moment: too many pages are being compared.
    Busy,
}

/// Asks the desk about the page. `None`: there is nothing to ask about, or nobody to ask.
pub(crate) async fn told(keeper: &Keeper, looked: &Looked) -> Option<Asked> {
    let (desk, page) = (keeper.room.claims()?, page_text(&looked.evidence)?);
    match desk.told(&keeper.by, page, &keeper.request.locale).await {
        Ok(told) => Some(Asked::Told(told)),
        Err(problem) if problem.kind == ProblemKind::Busy => Some(Asked::Busy),
        Err(problem) => {
            tracing::warn!(%problem, "the desk could not be asked which claims a page tells");
            None
        }
    }
}

/// The part of the page that says it.
pub(crate) fn section(
    request: &PageRequest,
    looked: &Looked,
    asked: &Asked,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let (one, path) = (&looked.evidence, format!("/work/evidence/{}", looked.evidence.summary.id));
    let told = match asked {
        Asked::Told(told) => Some(told),
        Asked::Busy => None,
    };
    let claims = told.map_or(&[][..], |told| told.claims.as_slice());
    let lines = claims.iter().map(|told| {
        let about = one.subjects.contains(&Subject::claim(told.id));
        let attach = (looked.own && !about).then(|| {
            let claim = told.id.to_string();
            let fields = [("claim", claim.as_str())];
            let action = format!("{path}/about");
            fields::button_form(request, &action, AboutForm::PURPOSE, &fields, "evidence-tells-attach", Weight::Quiet)
        });
        Line {
            path: told.path.clone(),
            statement: told.statement.clone(),
            state: told.state.clone(),
            why: told.why.clone(),
            passage: told.passage.clone(),
            checks: told.checks.clone(),
            about,
            attach,
        }
    });
    let text = typed.hand_in.as_ref().map_or(one.summary.title.as_str(), |typed| typed.text.as_str());
    let section = Section {
        hint: hint(l, told),
        partly: told.map(|told| told.compared).filter(|(compared, of)| compared < of).map(|(compared, of)| {
            l.ta("evidence-tells-partly", &[("compared", l.number(compared)), ("of", l.number(of))])
        }),
        open: claims.is_empty() || typed.hand_in.is_some(),
        lines: lines.collect(),
        hand_in: looked.own.then(|| hand_in_form(request, &path, text, problem)),
        l: l.clone(),
    };
    Markup::trusted(askama::Template::render(&section).unwrap_or_default())
}

/// What the claims, or that there are none, rest on.
fn hint(l: &Locale, told: Option<&Told>) -> String {
    let message = match told {
        None => "evidence-tells-busy",
        Some(told) => match (told.claims.is_empty(), told.reach) {
            (false, Reach::Meaning) => "evidence-tells-hint-meaning",
            (false, Reach::Words) => "evidence-tells-hint",
            (false, Reach::Busy) => "evidence-tells-hint-busy",
            (true, Reach::Meaning) => "evidence-tells-none-meaning",
            (true, Reach::Words) => "evidence-tells-none",
            (true, Reach::Busy) => "evidence-tells-none-busy",
        },
    };
    l.t(message)
}

fn hand_in_form(request: &PageRequest, path: &str, text: &str, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        &format!("{path}/hand-in"),
        HandInForm::PURPOSE,
        &[
            f.area("text", "evidence-hand-in-text", text).rows(3).hint("evidence-hand-in-hint").required().build(),
            f.submit_named("", "", "evidence-hand-in-do", Weight::Quiet),
        ],
    )
}

/// `POST /work/evidence/{id}/about`.
pub(crate) async fn attach(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<AboutForm>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let typed = form.value.claim;
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "say what evidence is about", by.viewer(), tx => {
        publishing::must_own(&mut tx, by, id).await?;
        let claim: ClaimId = typed.parse().map_err(|_| Problem::field("about", "evidence-problem-about"))?;
        publishing::set_about(&mut tx, by, id, claim).await
    });
    after(&keeper, id, outcome.map(|()| "about"), Typed::default()).await
}

/// `POST /work/evidence/{id}/hand-in`.
pub(crate) async fn hand_in(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<HandInForm>,
) -> Result<Response, PageError> {
    let (nonce, typed) = (form.nonce, form.value);
    let outcome = hand_in_page(&keeper, id, &typed.text, nonce).await;
    after(&keeper, id, outcome.map(|()| "handed-in"), Typed { hand_in: Some(typed), ..Typed::default() }).await
}

async fn hand_in_page(keeper: &Keeper, id: EvidenceId, text: &str, nonce: [u8; 16]) -> Result<(), Problem> {
    let (by, site) = (&keeper.by, &keeper.request.site);
    let desk = keeper.room.claims().ok_or_else(Problem::not_found)?;
    let one: Result<Evidence, Problem> = read!(site.db, by.viewer(), tx => {
        publishing::must_own(&mut tx, by, id).await?;
        crate::actions::looking::evidence(&mut tx, id).await
    });
    let one = one?;
    let page = page_text(&one).ok_or_else(|| Problem::conflict("evidence-problem-no-page"))?;
    let mut problems = Problems::new();
    fields::check_text(&mut problems, "text", text, LONGEST, true);
    problems.finish()?;
    let language = one.language.parse().unwrap_or_else(|_| LanguageTag::unknown());
    let seed = site.keys.seed(&[b"evidence hand-in", &nonce]);
    let message = format!("{}\n{}", text.trim(), page.address);
    let claim = desk.hand_in(by, &message, &language, seed).await?;
    write!(site.db, "say what evidence is about", by.viewer(), tx => {
        publishing::set_about(&mut tx, by, id, claim).await
    })
}

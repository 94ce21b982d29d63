//! Asking, and handing in what is not known yet.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use saksi_base::{OrganisationId, Problem, Timestamp};
use saksi_db::{Viewer, read, write};
use saksi_matching::Policy;
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PageQuery, PageRequest, Response, Shell, Site, Tone,
    code_words, escape, fields, notice, qr, see_other,
};
use serde::Deserialize;

use super::views::{AnswerPart, Line, Lines, differing, part, reader};
use crate::actions::{public, receive};
use crate::matcher::Desk;
use crate::model::{Asked, Channel, HandIn, HandedIn, MESSAGE_CHARACTERS, Outcome, REASON_CHARACTERS, Stats};
use crate::pages::words;

/// Bytes of a form that holds a message of the longest kind: 20,000 characters of four bytes, percent-encoded, and room
/// for a longer one to come back with a clear word.
const MESSAGE_FORM: usize = 512 * 1024;
/// Most answers offered when they are only faintly alike.
const FAINT: usize = 3;
/// Lines of the latest checks on the front page.
const LATEST: i64 = 5;

/// What somebody asks about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Ask {
    text: String,
}

impl FormData for Ask {
    const PURPOSE: &'static str = "desk-ask";
    const LIMIT: usize = MESSAGE_FORM;
    const BUCKET: Option<Bucket> = Some(Bucket::Ask);
    const GATE: bool = true;
}

/// What somebody hands in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HandInForm {
    text: String,
    reason: String,
    organisation: String,
    agree: String,
}

impl FormData for HandInForm {
    const PURPOSE: &'static str = "desk-hand-in";
    const LIMIT: usize = MESSAGE_FORM;
    const BUCKET: Option<Bucket> = Some(Bucket::HandIn);
    const GATE: bool = true;
}

#[derive(Template)]
#[template(path = "public/ask.html")]
pub(super) struct AskPage {
    pub(super) l: Locale,
    pub(super) form: Markup,
    pub(super) latest: Markup,
    pub(super) stats: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/known.html")]
pub(super) struct KnownPage {
    pub(super) l: Locale,
    pub(super) notice: Option<Markup>,
    pub(super) answer: Markup,
    pub(super) why: String,
    pub(super) explained: Markup,
    pub(super) others: Option<Markup>,
    pub(super) similar: Option<Markup>,
    pub(super) hand_in: Markup,
}

#[derive(Template)]
#[template(path = "public/suggest.html")]
pub(super) struct SuggestPage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) why: String,
    pub(super) explained: Markup,
    pub(super) candidates: Markup,
    pub(super) hand_in: Markup,
    pub(super) open: bool,
}

#[derive(Template)]
#[template(path = "public/unknown.html")]
pub(super) struct UnknownPage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) notice: Option<String>,
    pub(super) hand_in: Markup,
}

#[derive(Template)]
#[template(path = "public/hand_in.html")]
pub(super) struct HandInPart {
    pub(super) l: Locale,
    pub(super) who_reads: String,
    pub(super) how_long: String,
    pub(super) form: Markup,
}

#[derive(Template)]
#[template(path = "public/handed_in.html")]
pub(super) struct HandedInPage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) locator: String,
    pub(super) words: Markup,
    pub(super) qr: Markup,
    pub(super) address: String,
    pub(super) steps: Vec<String>,
}

/// A text that another page or application of the reader's device passes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Passed {
    text: String,
}

/// `GET /`.
pub(super) async fn index(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(passed): PageQuery<Passed>,
) -> Result<Response, PageError> {
    front(&site, &request, &passed.text, None).await
}

/// `GET /ask` and `GET /hand-in`: somebody reloaded, or came back to, the answer to a form.
pub(super) async fn again() -> Response {
    see_other("/")
}

async fn front(
    site: &Site,
    request: &PageRequest,
    text: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let latest = read!(site.db, Viewer::Public, tx => {
        public::published(&mut tx, &crate::model::ListFilter::default(), None, LATEST).await
    })?;
    let stats = stats(site).await?;
    let f = fields::Fields::new(l, problem);
    let longest = u32::try_from(MESSAGE_CHARACTERS).unwrap_or(u32::MAX);
    let form = fields::form(
        request,
        "/ask",
        Ask::PURPOSE,
        &[
            f.area("text", "desk-ask-text", text)
                .hint("desk-ask-text-hint")
                .rows(6)
                .longest(longest)
                .required()
                .build(),
            f.submit("desk-ask-send"),
        ],
    );
    let lines: Vec<Line> = latest.items.iter().map(|check| Line::listed(l, check)).collect();
    let latest = if lines.is_empty() {
        saksi_web::empty(l, "desk-empty-checks", "desk-empty-checks-how")
    } else {
        part(&Lines { lines: &lines })?
    };
    let page = AskPage { l: l.clone(), form, latest, stats: figures(l, &stats) };
    let shell = Shell::public(request, l.t("desk-ask-title"))
        .description(&l.t("desk-ask-lead"))
        .canonical("/")
        .feed("application/atom+xml", "/checks.atom", l.t("desk-checks-title"))
        .feed("application/feed+json", "/checks.json", l.t("desk-checks-title"));
    match problem {
        None => shell.render(&page),
        Some(problem) => shell.secret().problem(problem).render(&page),
    }
}

/// The network's figures: counts only, so they are read as the system.
pub(super) async fn stats(site: &Site) -> Result<Stats, Problem> {
    read!(site.db, Viewer::System, tx => { public::stats(&mut tx).await })
}

/// The network's figures, each in a sentence; nothing at all while there is no check.
pub(super) fn figures(l: &Locale, stats: &Stats) -> Vec<String> {
    if stats.checks == 0 {
        return Vec::new();
    }
    let count = |message: &str, number: i64| l.ta(message, &[("count", number)]);
    let mut sentences = vec![
        count("desk-stats-checks", stats.checks),
        count("desk-stats-organisations", stats.organisations),
        count("desk-stats-languages", stats.languages),
    ];
    if stats.asked > 0 {
        sentences.push(count("desk-stats-asked", stats.asked));
    }
    if stats.answered_at_once > 0 {
        sentences.push(count("desk-stats-answered", stats.answered_at_once));
    }
    if stats.waiting > 0 {
        sentences.push(count("desk-stats-waiting", stats.waiting));
    }
    sentences
}

/// `POST /ask`.
pub(super) async fn ask(
    State(site): State<Site>,
    Extension(desk): Extension<Desk>,
    request: PageRequest,
    form: Form<Ask>,
) -> Result<Response, PageError> {
    let text = form.value.text;
    let reader = reader(&request.locale);
    match receive::ask(&desk, &site.db, &text, &reader, &Policy::web()).await {
        Ok(asked) => answer(&site, &request, &text, &asked).await,
        Err(problem) => front(&site, &request, &text, Some(&problem)).await,
    }
}

async fn answer(site: &Site, request: &PageRequest, text: &str, asked: &Asked) -> Result<Response, PageError> {
    let l = &request.locale;
    let typed = HandInForm { text: text.to_owned(), ..HandInForm::default() };
    let blocked = read!(site.db, Viewer::System, tx => { receive::is_blocked(&mut tx, text).await })?;
    let hand_in = if blocked { blocked_part(l) } else { hand_in_part(site, request, &typed, None).await? };
    let why = words::reason(l, &asked.reason);
    let lines = |answers: &[crate::model::Answer]| -> Result<Option<Markup>, Problem> {
        if answers.is_empty() {
            return Ok(None);
        }
        let lines: Vec<Line> = answers.iter().map(|answer| Line::candidate(l, answer)).collect();
        part(&Lines { lines: &lines }).map(Some)
    };
    let certain = asked.certain.min(asked.answers.len());
    let (same, similar) = asked.answers.split_at_checked(certain).unwrap_or((&[], &[]));
    match (asked.outcome, same.split_first()) {
        (Outcome::Answer, Some((first, others))) => {
            let others: Vec<Line> = others.iter().map(|answer| Line::other_answer(l, answer)).collect();
            let page = KnownPage {
                notice: differing(l, same),
                answer: AnswerPart::new(l, first, 1, true).markup()?,
                why,
                explained: super::why::explained(l, text, asked)?,
                others: (!others.is_empty()).then(|| part(&Lines { lines: &others })).transpose()?,
                similar: lines(similar)?,
                hand_in,
                l: l.clone(),
            };
            Shell::public(request, super::views::headline(&first.title, &first.statement)).secret().render(&page)
        }
        (Outcome::Suggest | Outcome::Ask | Outcome::Answer, _) if !asked.answers.is_empty() => {
            // What is only faintly alike is offered sparingly: a long list of wrong guesses looks like an answer.
            let most = if asked.outcome == Outcome::Ask { FAINT } else { asked.answers.len() };
            let shown = asked.answers.get(..most).unwrap_or(&asked.answers);
            let page = SuggestPage {
                title: l.t("desk-suggest-title"),
                lead: l.t("desk-suggest-lead"),
                why,
                explained: super::why::explained(l, text, asked)?,
                candidates: lines(shown)?.unwrap_or_default(),
                hand_in,
                open: false,
                l: l.clone(),
            };
            Shell::public(request, page.title.clone()).secret().render(&page)
        }
        _ if blocked => {
            let page = blocked_page(l);
            Shell::public(request, page.title.clone()).secret().render(&page)
        }
        _ => {
            let page = UnknownPage {
                title: l.t("desk-unknown-title"),
                lead: l.t("desk-unknown-lead"),
                notice: super::why::busy(l, asked),
                hand_in,
                l: l.clone(),
            };
            Shell::public(request, page.title.clone()).secret().render(&page)
        }
    }
}

/// In place of the form: this message would be refused, and where that can be read and appealed.
fn blocked_part(l: &Locale) -> Markup {
    let log = Markup::trusted(format!("<p><a href=\"/moderation\">{}</a></p>", escape(&l.t("desk-log-title"))));
    notice(Tone::Waiting, &l.t("desk-problem-blocked"), &log)
}

fn blocked_page(l: &Locale) -> UnknownPage {
    UnknownPage {
        title: l.t("desk-blocked-title"),
        lead: l.t("desk-blocked-lead"),
        notice: None,
        hand_in: blocked_part(l),
        l: l.clone(),
    }
}

/// Where a message would go and who could read it, in words.
pub(super) struct Terms {
    pub(super) who_reads: String,
    pub(super) how_long: String,
    /// Organisations to choose from; empty where there is one at most.
    pub(super) choices: Vec<(String, String)>,
}

pub(super) async fn terms(site: &Site, l: &Locale) -> Result<Terms, Problem> {
    let (intake, name, open, days) = read!(site.db, Viewer::System, tx => {
        let intake = receive::intake(&mut tx, None).await?;
        let name = saksi_network::organisation(&mut tx, intake.organisation).await?.map(|o| o.name).unwrap_or_default();
        let days = saksi_network::network_settings(&mut tx).await?.expiry_days;
        Ok::<_, Problem>((intake, name, saksi_network::organisations(&mut tx).await?, days))
    })?;
    let reads = if intake.shared { "desk-hand-in-reads-shared" } else { "desk-hand-in-reads" };
    let mut choices: Vec<(String, String)> = open
        .into_iter()
        .filter(|organisation| organisation.closed.is_none() && !organisation.imported)
        .map(|organisation| (organisation.id.to_string(), organisation.name))
        .collect();
    if choices.len() < 2 {
        choices.clear();
    }
    Ok(Terms {
        who_reads: l.ta(reads, &[("organisation", name)]),
        how_long: l.ta("desk-hand-in-how-long", &[("days", days)]),
        choices,
    })
}

async fn hand_in_part(
    site: &Site,
    request: &PageRequest,
    typed: &HandInForm,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let l = &request.locale;
    let terms = match terms(site, l).await {
        Ok(terms) => terms,
        Err(problem) if problem.kind == saksi_base::ProblemKind::Internal => return Err(problem),
        // Nobody takes messages in at the moment. The page says so instead of failing.
        Err(problem) => return Ok(notice(Tone::Waiting, &l.problem(&problem), &Markup::empty())),
    };
    let f = fields::Fields::new(l, problem);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut parts = vec![
        f.area("text", "desk-hand-in-text", &typed.text).rows(5).longest(number(MESSAGE_CHARACTERS)).required().build(),
        f.area("reason", "desk-hand-in-reason", &typed.reason)
            .hint("desk-hand-in-reason-hint")
            .rows(2)
            .longest(number(REASON_CHARACTERS))
            .optional()
            .build(),
    ];
    if !terms.choices.is_empty() {
        let mut options = vec![(String::new(), l.t("desk-hand-in-organisation-any"))];
        options.extend(terms.choices);
        parts.push(
            f.select("organisation", "desk-hand-in-organisation", &typed.organisation, &[])
                .options(options)
                .optional()
                .build(),
        );
    }
    parts.push(f.checkbox("agree", "desk-hand-in-agree", typed.agree == "yes").required().build());
    parts.push(f.submit("desk-hand-in-send"));
    let form = fields::form(request, "/hand-in", HandInForm::PURPOSE, &parts);
    part(&HandInPart { l: l.clone(), who_reads: terms.who_reads, how_long: terms.how_long, form })
}

/// `POST /hand-in`.
pub(super) async fn hand_in(
    State(site): State<Site>,
    Extension(desk): Extension<Desk>,
    request: PageRequest,
    form: Form<HandInForm>,
) -> Result<Response, PageError> {
    let typed = form.value;
    match store(&site, &desk, &request, &typed, form.nonce).await {
        Ok(handed) => receipt_page(&request, &handed.receipt, &handed_steps(&request.locale, &handed)),
        Err(problem) if problem.message == "desk-problem-blocked" => {
            let page = blocked_page(&request.locale);
            Shell::public(&request, page.title.clone()).secret().problem(&problem).render(&page)
        }
        Err(problem) => {
            let l = &request.locale;
            let page = UnknownPage {
                title: l.t("desk-hand-in-title"),
                lead: l.t("desk-hand-in-again"),
                notice: None,
                hand_in: hand_in_part(&site, &request, &typed, Some(&problem)).await?,
                l: l.clone(),
            };
            Shell::public(&request, page.title.clone()).secret().problem(&problem).render(&page)
        }
    }
}

async fn store(
    site: &Site,
    desk: &Desk,
    request: &PageRequest,
    typed: &HandInForm,
    nonce: [u8; 16],
) -> Result<HandedIn, Problem> {
    if typed.agree != "yes" {
        return Err(Problem::field("agree", "desk-problem-agree"));
    }
    let chosen: Option<OrganisationId> = match typed.organisation.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::field("organisation", "desk-problem-organisation"))?),
    };
    let seed = site.keys.seed(&[b"desk hand-in", &nonce]);
    let reason = typed.reason.trim();
    write!(site.db, "hand in", Viewer::System, tx => {
        let intake = receive::intake(&mut tx, chosen).await?;
        let what = HandIn {
            text: typed.text.clone(),
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            channel: Channel::Web,
            language: Some(reader(&request.locale)),
            intake,
            seed,
        };
        receive::hand_in(&mut tx, desk, &what).await
    })
}

fn handed_steps(l: &Locale, handed: &HandedIn) -> Vec<String> {
    let mut steps = Vec::new();
    if handed.joined && !handed.repeated {
        steps.push(l.t("desk-receipt-next-joined"));
    }
    steps.push(l.t("desk-receipt-next-checked"));
    steps.push(l.t("desk-receipt-next-come-back"));
    steps.push(until(l, handed.expires_at));
    steps
}

fn until(l: &Locale, at: Timestamp) -> String {
    l.ta("desk-receipt-next-until", &[("date", Arg::from(l.date(at)))])
}

/// The page that shows a receipt once: for a message, or for an appeal.
pub(super) fn receipt_page(
    request: &PageRequest,
    receipt: &saksi_vault::Receipt,
    steps: &[String],
) -> Result<Response, PageError> {
    let l = &request.locale;
    let locator = receipt.locator().to_string();
    let address = request.absolute(&format!("/receipt?locator={locator}"));
    let words = receipt.words();
    let split: Vec<&str> = words.split(' ').collect();
    let page = HandedInPage {
        title: l.t("desk-receipt-yours"),
        words: code_words(&split),
        qr: qr(l, &address),
        locator,
        address,
        steps: steps.to_vec(),
        l: l.clone(),
    };
    Shell::public(request, page.title.clone()).secret().render(&page)
}

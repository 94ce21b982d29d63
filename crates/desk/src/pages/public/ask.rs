//! Asking, and handing in what is not known yet.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use saksi_base::clock::MINUTE;
use saksi_base::{LanguageTag, OrganisationId, Problem, Timestamp};
use saksi_db::{Viewer, read, write};
use saksi_matching::Policy;
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PageQuery, PageRequest, Response, Shell, Site, Tone,
    Upload, code_words, escape, fields, notice, qr, see_other,
};
use serde::Deserialize;

use super::views::{AnswerPart, Line, Lines, differing, part, reader};
use crate::actions::{media, public, receive};
use crate::matcher::Desk;
use crate::media::{Looked, Takes};
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
    const FILE: bool = true;
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
    /// Where the file that was asked about waits, and the key that opens it.
    kept: String,
    /// Whether a file belongs to it that must be chosen once more.
    #[serde(skip)]
    lost: bool,
}

impl FormData for HandInForm {
    const PURPOSE: &'static str = "desk-hand-in";
    const FILE: bool = true;
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
    /// What becomes of a file that goes with it.
    pub(super) file: Option<String>,
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
    Extension(desk): Extension<Desk>,
    request: PageRequest,
    PageQuery(passed): PageQuery<Passed>,
) -> Result<Response, PageError> {
    front(&site, &desk, &request, &passed.text, None).await
}

/// `GET /ask` and `GET /hand-in`: somebody reloaded, or came back to, the answer to a form.
pub(super) async fn again() -> Response {
    see_other("/")
}

async fn front(
    site: &Site,
    desk: &Desk,
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
    let takes = desk.media.takes();
    let area = f.area("text", "desk-ask-text", text).rows(6).longest(longest);
    let form = if takes == Takes::default() {
        let area = area.hint("desk-ask-text-hint").required().build();
        fields::form(request, "/ask", Ask::PURPOSE, &[area, f.submit("desk-ask-send")])
    } else {
        let area = area.hint("desk-ask-text-or-file-hint").build();
        let parts = [area, file_field(&f, takes), f.submit("desk-ask-send")];
        fields::file_form(request, "/ask", Ask::PURPOSE, &parts)
    };
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

/// The field for a file, with what may be sent here.
pub(super) fn file_field(f: &fields::Fields<'_>, takes: Takes) -> Markup {
    let megabytes = |bytes: usize| Arg::from(bytes >> 20);
    if takes.other == 0 {
        return f
            .file("desk-ask-picture", "image/*")
            .hint_with("desk-ask-picture-hint", &[("picture", megabytes(takes.picture))])
            .optional()
            .build();
    }
    let limits = [("picture", megabytes(takes.picture)), ("other", megabytes(takes.other))];
    f.file("desk-ask-file", "image/*,video/*,audio/*").hint_with("desk-ask-file-hint", &limits).optional().build()
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
    let mut looked = match form.file {
        None => None,
        Some(file) => match desk.media.look(file.bytes.clone()).await {
            Ok(looked) => Some(looked),
            Err(problem) => return front(&site, &desk, &request, &text, Some(&problem)).await,
        },
    };
    match receive::ask_about(&desk, &site.db, &text, looked.as_mut(), &reader, &Policy::web()).await {
        Ok(asked) => answer(&site, &desk, &request, &text, &asked, looked.as_ref()).await,
        Err(problem) => front(&site, &desk, &request, &text, Some(&problem)).await,
    }
}

/// What is handed in if the answer is not the right one. Nothing is known: the file waits, sealed, for the form. Where an
/// answer stands, few go on, and they choose the file once more.
async fn typed_of(
    site: &Site,
    desk: &Desk,
    text: &str,
    asked: &Asked,
    looked: Option<&Looked>,
) -> Result<HandInForm, Problem> {
    let mut typed = HandInForm { text: text.to_owned(), ..HandInForm::default() };
    if let Some(looked) = looked {
        let kept = match asked.outcome {
            Outcome::Answer => None,
            _ => media::stage(&desk.media, &site.db, looked).await?,
        };
        typed.lost = kept.is_none();
        typed.kept = kept.unwrap_or_default();
    }
    Ok(typed)
}

async fn answer(
    site: &Site,
    desk: &Desk,
    request: &PageRequest,
    text: &str,
    asked: &Asked,
    looked: Option<&Looked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let hash = looked.map(|looked| &looked.hash);
    let blocked = read!(site.db, Viewer::System, tx => { receive::is_blocked(&mut tx, text, hash).await })?;
    let hand_in = if blocked {
        blocked_part(l)
    } else {
        let typed = typed_of(site, desk, text, asked, looked).await?;
        hand_in_part(site, desk, request, &typed, None).await?
    };
    let why = words::why(l, asked);
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
    desk: &Desk,
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
    let takes = desk.media.takes();
    let with_file = takes != Takes::default() && (typed.lost || !typed.kept.is_empty());
    let area = f.area("text", "desk-hand-in-text", &typed.text).rows(5).longest(number(MESSAGE_CHARACTERS));
    let mut parts = vec![if with_file { area.optional().build() } else { area.required().build() }];
    if with_file && typed.lost {
        parts.push(
            f.file("desk-hand-in-file", if takes.other == 0 { "image/*" } else { "image/*,video/*,audio/*" })
                .hint("desk-hand-in-file-again")
                .build(),
        );
    } else if with_file {
        parts.push(f.hidden("kept", &typed.kept));
        parts.push(Markup::trusted(format!(
            "<p class=\"hint\">{}</p>",
            escape(&l.ta("desk-hand-in-file-kept", &[("minutes", Arg::from(media::STAGED_FOR / MINUTE))]))
        )));
    }
    parts.push(
        f.area("reason", "desk-hand-in-reason", &typed.reason)
            .hint("desk-hand-in-reason-hint")
            .rows(2)
            .longest(number(REASON_CHARACTERS))
            .optional()
            .build(),
    );
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
    let form = if with_file && typed.lost {
        fields::file_form(request, "/hand-in", HandInForm::PURPOSE, &parts)
    } else {
        fields::form(request, "/hand-in", HandInForm::PURPOSE, &parts)
    };
    let file = with_file.then(|| l.t("desk-hand-in-file-stripped"));
    part(&HandInPart { l: l.clone(), who_reads: terms.who_reads, how_long: terms.how_long, file, form })
}

/// `POST /hand-in`.
pub(super) async fn hand_in(
    State(site): State<Site>,
    Extension(desk): Extension<Desk>,
    request: PageRequest,
    form: Form<HandInForm>,
) -> Result<Response, PageError> {
    let mut typed = form.value;
    match store(&site, &desk, &request, &mut typed, form.file, form.nonce).await {
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
                hand_in: hand_in_part(&site, &desk, &request, &typed, Some(&problem)).await?,
                l: l.clone(),
            };
            Shell::public(&request, page.title.clone()).secret().problem(&problem).render(&page)
        }
    }
}

/// The file that goes with a message: the one that waits, or the one that was chosen once more. What cannot be had any more
/// is said beside its field, and nothing else is lost.
async fn file_of(
    site: &Site,
    desk: &Desk,
    typed: &mut HandInForm,
    chosen: Option<Upload>,
    reader: &LanguageTag,
) -> Result<Option<Looked>, Problem> {
    if let Some(chosen) = chosen {
        typed.lost = true;
        let mut looked = desk.media.look(chosen.bytes.clone()).await?;
        drop(chosen);
        receive::read_words(desk, &mut looked, reader).await;
        return Ok(Some(looked));
    }
    if typed.kept.is_empty() {
        return Ok(None);
    }
    let waiting = media::staged(&desk.media, &site.db, &typed.kept).await?;
    if waiting.is_none() {
        typed.lost = true;
        typed.kept.clear();
        return Err(Problem::field("file", "desk-problem-file-again"));
    }
    Ok(waiting)
}

async fn store(
    site: &Site,
    desk: &Desk,
    request: &PageRequest,
    typed: &mut HandInForm,
    chosen: Option<Upload>,
    nonce: [u8; 16],
) -> Result<HandedIn, Problem> {
    let seed = site.keys.seed(&[b"desk hand-in", &nonce]);
    let reader = reader(&request.locale);
    // The file of a form that comes twice is handed in already and waits no longer.
    let before = read!(site.db, Viewer::System, tx => { receive::repeated(&mut tx, &seed, &reader).await })?;
    if let Some(handed) = before {
        return Ok(handed);
    }
    if typed.agree != "yes" {
        // A file that was chosen here cannot be sent back to the form.
        typed.lost = typed.kept.is_empty() && chosen.is_some();
        return Err(Problem::field("agree", "desk-problem-agree"));
    }
    let organisation: Option<OrganisationId> = match typed.organisation.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::field("organisation", "desk-problem-organisation"))?),
    };
    let file = match file_of(site, desk, typed, chosen, &reader).await? {
        Some(looked) => Some(media::keep(desk, &site.db, looked).await?),
        None => None,
    };
    let reason = typed.reason.trim();
    let handed = write!(site.db, "hand in", Viewer::System, tx => {
        let intake = receive::intake(&mut tx, organisation).await?;
        let what = HandIn {
            text: typed.text.clone(),
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            channel: Channel::Web,
            language: Some(reader.clone()),
            intake,
            file: file.clone(),
            seed,
        };
        receive::hand_in(&mut tx, desk, &what).await
    });
    media::settle(&site.db, file.as_ref(), handed.as_ref().is_ok_and(|handed| handed.file)).await?;
    if handed.is_ok() {
        media::unstage(&desk.media, &site.db, &typed.kept).await?;
    }
    handed
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

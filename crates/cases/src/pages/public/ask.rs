//! Asking for help: one page, then the receipt.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use saksi_base::problem::Problems;
use saksi_base::{CaseId, CaseRecordId, OrganisationId, Problem, SiteLanguage};
use saksi_vault::receipt::WordList;
use saksi_vault::{CaseReceipt, Locator, PublicKey, SealedText, WrappedCaseKey};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Site, Tone, code_words, fields,
    notice,
};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::deeds::DonePage;
use super::files::files_form;
use super::frame::{Typed, leave_bar, shell};
use crate::Cases;
use crate::actions::filing::{self, Intake, Plain, SealedFiling};
use crate::actions::returning::{self, Proof};
use crate::model::answers::Answers;
use crate::model::case::SealingMode;
use crate::model::words::{AbuseKind, Answer, Approach, Beneficiary, IncidentType, Region, ServiceKind, advice_notice};

/// Most characters of what happened.
const TEXT_CHARACTERS: usize = 20_000;
/// Most characters of the short fields.
const SHORT_CHARACTERS: usize = 500;

/// What somebody fills in. It is never stored as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Ask {
    organisation: String,
    safe: String,
    incident: Vec<String>,
    abuse: Vec<String>,
    approach: String,
    text: String,
    contact: String,
    #[serde(rename = "contact-when")]
    contact_when: String,
    name: String,
    group: String,
    minor: String,
    region: String,
    services: Vec<String>,
}

impl FormData for Ask {
    const PURPOSE: &'static str = "cases-help";
    const DISCREET: bool = true;
    // Characters of some scripts take nine bytes in a form.
    const LIMIT: usize = 256 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Help);
    const GATE: bool = true;
}

/// What a browser sends that has sealed by itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskSealed {
    organisation: String,
    sealed: String,
}

impl FormData for AskSealed {
    const PURPOSE: &'static str = Ask::PURPOSE;
    const DISCREET: bool = true;
    const LIMIT: usize = 1024 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Help);
    const GATE: bool = true;
}

#[derive(Template)]
#[template(path = "public/help.html")]
pub(super) struct HelpPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    /// Says that nobody has reviewed the advice in this language.
    pub(super) not_reviewed: Option<String>,
    /// `None` where nobody takes cases.
    pub(super) form: Option<Markup>,
    /// What was typed, for where no form is left that holds it.
    pub(super) unsent: Option<Markup>,
    pub(super) steps: Vec<String>,
    pub(super) readers: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/help_receipt.html")]
pub(super) struct ReceiptPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    /// Empty where the browser fills them in.
    pub(super) locator: String,
    pub(super) words: Markup,
    pub(super) steps: Vec<String>,
    pub(super) files: Markup,
    pub(super) address: String,
}

#[derive(Template)]
#[template(path = "public/help_advice.html")]
pub(super) struct AdvicePage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    pub(super) not_reviewed: Option<String>,
}

pub(super) fn advice_page(l: &Locale) -> AdvicePage {
    AdvicePage {
        leave: leave_bar(l),
        not_reviewed: advice_notice(l.language).map(|message| l.t(message)),
        l: l.clone(),
    }
}

/// `GET /help/advice`: first steps without anybody's help, and where else to turn.
pub(super) async fn advice(request: PageRequest) -> Result<Response, PageError> {
    shell(&request).render(&advice_page(&request.locale))
}

/// Ways to reach a helpline, the safest first: what each is called, how it works, what it can give away.
const WAYS: [(&str, &str, &str); 5] = [
    ("cases-ways-browser", "cases-ways-browser-how", "cases-ways-browser-risk"),
    ("cases-ways-plain", "cases-ways-plain-how", "cases-ways-plain-risk"),
    ("cases-ways-tor", "cases-ways-tor-how", "cases-ways-tor-risk"),
    ("cases-ways-voice", "cases-ways-voice-how", "cases-ways-voice-risk"),
    ("cases-ways-mail", "cases-ways-mail-how", "cases-ways-mail-risk"),
];

#[derive(Template)]
#[template(path = "public/help_ways.html")]
pub(super) struct WaysPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    pub(super) not_reviewed: Option<String>,
    /// What it is called, how it works, what it can give away, and where Tor Browser finds this site, if it does.
    ways: Vec<(String, String, String, Option<String>)>,
}

pub(super) fn ways_page(l: &Locale, onion: Option<&str>) -> WaysPage {
    WaysPage {
        leave: leave_bar(l),
        not_reviewed: advice_notice(l.language).map(|message| l.t(message)),
        ways: WAYS
            .iter()
            .map(|(way, how, risk)| {
                (l.t(way), l.t(how), l.t(risk), onion.filter(|_| *way == "cases-ways-tor").map(str::to_owned))
            })
            .collect(),
        l: l.clone(),
    }
}

/// `GET /help/ways`: how somebody can be reached, and what each way can give away.
pub(super) async fn ways(request: PageRequest) -> Result<Response, PageError> {
    let onion = request.site.settings.onion_host.as_deref();
    shell(&request).render(&ways_page(&request.locale, onion))
}

/// `GET /help`.
pub(super) async fn show(Extension(cases): Extension<Cases>, request: PageRequest) -> Result<Response, PageError> {
    page(&cases, &request, &Ask::default(), None).await
}

async fn page(
    cases: &Cases,
    request: &PageRequest,
    typed: &Ask,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let helplines = filing::intake(cases).await?;
    let page = help_page(request, &helplines, typed, problem);
    match problem {
        None => shell(request).render(&page),
        Some(problem) => shell(request).problem(problem).render(&page),
    }
}

/// The page, from what is known.
pub(super) fn help_page(
    request: &PageRequest,
    helplines: &[Intake],
    typed: &Ask,
    problem: Option<&Problem>,
) -> HelpPage {
    let l = &request.locale;
    HelpPage {
        leave: leave_bar(l),
        not_reviewed: advice_notice(l.language).map(|message| l.t(message)),
        form: (!helplines.is_empty()).then(|| form(request, helplines, typed, problem)),
        unsent: (!typed.text.trim().is_empty()).then(|| saksi_web::user_block(typed.text.trim())),
        steps: helplines.first().map(|helpline| steps(l, helpline)).unwrap_or_default(),
        readers: match helplines {
            [only] => readers(l, only),
            several => several.iter().map(|helpline| reader_line(l, helpline)).collect(),
        },
        l: l.clone(),
    }
}

/// The entries of a list of coded answers, as options.
fn options<T: Copy>(
    list: &[T],
    code: fn(T) -> &'static str,
    message: fn(T) -> &'static str,
) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|entry| (code(*entry), message(*entry))).collect()
}

/// The same with an empty first entry, for a menu.
fn menu(mut options: Vec<(&'static str, &'static str)>) -> Vec<(&'static str, &'static str)> {
    options.insert(0, ("", "cases-ask-choose"));
    options
}

fn form(request: &PageRequest, helplines: &[Intake], typed: &Ask, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = fields::Fields::new(l, problem);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let answers = options(Answer::ALL, Answer::code, Answer::message);
    let mut parts = Vec::new();
    match helplines {
        [only] => parts.push(f.hidden("organisation", &only.organisation.to_string())),
        several => parts.push(
            f.radio("organisation", "cases-ask-organisation", &typed.organisation, &[])
                .options(several.iter().map(|each| (each.organisation.to_string(), each.name.clone())).collect())
                .build(),
        ),
    }
    parts.push(f.radio("safe", "cases-ask-safe", &typed.safe, &answers).build());
    let incidents = options(IncidentType::ALL, IncidentType::code, IncidentType::message);
    parts.push(
        f.checks("incident", "cases-ask-incident", &typed.incident, &incidents).hint("cases-ask-incident-hint").build(),
    );
    let kinds = options(AbuseKind::ALL, AbuseKind::code, AbuseKind::message);
    parts.push(folded(
        l,
        "cases-ask-abuse-more",
        !typed.abuse.is_empty(),
        &[f.checks("abuse", "cases-ask-abuse", &typed.abuse, &kinds).build()],
    ));
    parts.push(
        f.area("text", "cases-ask-text", &typed.text)
            .hint("cases-ask-text-hint")
            .rows(7)
            .longest(number(TEXT_CHARACTERS))
            .autocomplete("off")
            .build(),
    );
    let short = |name, label, value: &str, hint| {
        f.text(name, label, value).hint(hint).longest(number(SHORT_CHARACTERS)).autocomplete("off").build()
    };
    let reach = [&typed.contact, &typed.contact_when, &typed.name].iter().any(|text| !text.is_empty());
    parts.push(folded(
        l,
        "cases-ask-reach",
        reach,
        &[
            short("contact", "cases-ask-contact", &typed.contact, "cases-ask-contact-hint"),
            short("contact-when", "cases-ask-when", &typed.contact_when, "cases-ask-when-hint"),
            short("name", "cases-ask-name", &typed.name, "cases-ask-name-hint"),
        ],
    ));
    let more = [&typed.approach, &typed.group, &typed.minor, &typed.region].iter().any(|text| !text.is_empty());
    let select = |name, label, value: &str, options| f.select(name, label, value, &menu(options)).build();
    parts.push(folded(
        l,
        "cases-ask-more",
        more || !typed.services.is_empty(),
        &[
            select(
                "approach",
                "cases-ask-approach",
                &typed.approach,
                options(Approach::ALL, Approach::code, Approach::message),
            ),
            select(
                "group",
                "cases-ask-group",
                &typed.group,
                options(Beneficiary::ALL, Beneficiary::code, Beneficiary::message),
            ),
            select("minor", "cases-ask-minor", &typed.minor, answers.clone()),
            select("region", "cases-ask-region", &typed.region, options(Region::ALL, Region::code, Region::message)),
            f.checks(
                "services",
                "cases-ask-services",
                &typed.services,
                &options(ServiceKind::ALL, ServiceKind::code, ServiceKind::message),
            )
            .build(),
        ],
    ));
    parts.push(mode_notice(l, "cases-mode-server", "cases-mode-browser"));
    parts.push(f.submit("cases-ask-send"));
    fields::form(request, "/help", Ask::PURPOSE, &parts)
}

/// Fields that many leave empty, folded away until somebody wants them or has filled them in.
fn folded(l: &Locale, summary: &str, open: bool, parts: &[Markup]) -> Markup {
    let inner: Markup = parts.iter().cloned().collect();
    let open = if open { " open" } else { "" };
    Markup::trusted(format!(
        "<details class=\"folded\"{open}><summary>{}</summary>{inner}</details>",
        saksi_web::escape(&l.t(summary))
    ))
}

/// Which way of sealing is in use, in words. The script shows the second one, and only where it can seal.
pub(super) fn mode_notice(l: &Locale, server: &str, browser: &str) -> Markup {
    let line = |attribute: &str, message: &str| {
        Markup::trusted(format!("<p {attribute}>{}</p>", saksi_web::escape(&l.t(message))))
    };
    notice(Tone::Plain, "", &line("data-mode=\"server\"", server).then(&line("data-mode=\"browser\" hidden", browser)))
}

/// What happens next, for whoever asks a helpline.
fn steps(l: &Locale, helpline: &Intake) -> Vec<String> {
    let minutes = i64::from(helpline.first_answer_minutes);
    let hours = Arg::from(minutes.div_euclid(60) + i64::from(minutes % 60 != 0));
    let name = Arg::from(helpline.name.as_str());
    vec![
        l.t("cases-next-receipt"),
        l.ta("cases-next-read", &[("organisation", name), ("hours", hours)]),
        l.t("cases-next-return"),
    ]
}

/// Who can read what, in sentences.
fn readers(l: &Locale, helpline: &Intake) -> Vec<String> {
    let name = Arg::from(helpline.name.as_str());
    let count = Arg::from(helpline.triagers);
    let mut lines = vec![l.ta("cases-reads-helpers", &[("organisation", name.clone()), ("count", count)])];
    if let Some((needed, of)) = helpline.trustees {
        let (needed, of) = (Arg::from(i64::from(needed)), Arg::from(i64::from(of)));
        lines.push(l.ta("cases-reads-trustees", &[("organisation", name.clone()), ("needed", needed), ("of", of)]));
    }
    let (days, idle) = (Arg::from(i64::from(helpline.kept_days)), Arg::from(i64::from(helpline.idle_days)));
    lines.push(l.ta("cases-reads-kept", &[("organisation", name), ("days", days), ("idle", idle)]));
    lines
}

/// The same in one sentence, where somebody chooses among several.
fn reader_line(l: &Locale, helpline: &Intake) -> String {
    let (name, count) = (Arg::from(helpline.name.as_str()), Arg::from(helpline.triagers));
    let (days, idle) = (Arg::from(i64::from(helpline.kept_days)), Arg::from(i64::from(helpline.idle_days)));
    l.ta("cases-reads-each", &[("organisation", name), ("count", count), ("days", days), ("idle", idle)])
}

/// `GET /help/keys`: what a browser seals to. Public, like the keys' log.
pub(super) async fn keys(Extension(cases): Extension<Cases>) -> Result<Response, PageError> {
    let helplines: Vec<serde_json::Value> = filing::intake(&cases)
        .await?
        .iter()
        .map(|helpline| {
            serde_json::json!({
                "organisation": helpline.organisation.to_string(),
                "key": helpline.key.to_text(),
                "fingerprint": helpline.fingerprint.to_string(),
            })
        })
        .collect();
    let text = serde_json::to_string(&helplines).map_err(|_| Problem::internal())?;
    let mut response = Response::new(text.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// What was typed, read into coded answers; what is not on a list is a slip of a program and is left out.
fn answers(request: &PageRequest, typed: &Ask) -> Answers {
    let many = |codes: &[String]| codes.to_vec();
    let one = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    let json = serde_json::json!({
        "v": 1,
        "at": request.now.to_rfc3339(),
        "safe": one(&typed.safe),
        "incident": many(&typed.incident),
        "abuse": many(&typed.abuse),
        "approach": one(&typed.approach),
        "group": one(&typed.group).into_iter().collect::<Vec<_>>(),
        "minor": one(&typed.minor),
        "region": one(&typed.region),
        "services": many(&typed.services),
        "language": request.locale.tag(),
        "intake": "form",
    });
    Answers::read(json.to_string().as_bytes())
}

/// What must be mended before anything is sealed.
fn check(typed: &Ask) -> Result<(), Problem> {
    let mut problems = Problems::new();
    let empty = typed.incident.is_empty() && typed.abuse.is_empty();
    let lengths = [
        ("text", &typed.text, TEXT_CHARACTERS),
        ("contact", &typed.contact, SHORT_CHARACTERS),
        ("contact-when", &typed.contact_when, SHORT_CHARACTERS),
        ("name", &typed.name, SHORT_CHARACTERS),
    ];
    for (field, text, longest) in lengths {
        fields::check_text(&mut problems, field, text, longest, false);
    }
    let mut written = Problems::new();
    fields::check_text(&mut written, "text", &typed.text, usize::MAX, true);
    if empty && written.finish().is_err() {
        problems.add("text", "cases-ask-empty");
    }
    problems.finish()
}

/// The helpline that was chosen, or the only one.
fn chosen<'a>(helplines: &'a [Intake], typed: &str) -> Result<&'a Intake, Problem> {
    match helplines {
        [] => Err(Problem::new(saksi_base::ProblemKind::Busy, "cases-nobody")),
        [only] => Ok(only),
        several => {
            let id: Option<OrganisationId> = typed.parse().ok();
            several.iter().find(|helpline| Some(helpline.organisation) == id).ok_or_else(|| match id {
                Some(_) => Problem::field("organisation", "cases-helpline-closed"),
                None => Problem::field("organisation", "cases-ask-organisation-missing"),
            })
        }
    }
}

/// The receipt of a form. A form that is sent twice has the same one, so that nothing is filed twice and the words that
/// somebody copied stay good. The seed needs this server's key and the form's own number, which nothing stores.
fn receipt_of(site: &Site, nonce: [u8; 16], language: SiteLanguage) -> CaseReceipt {
    let seed = Zeroizing::new(site.keys.seed(&[b"cases receipt", &nonce]));
    let mut locator = [0; 5];
    let mut secret = Zeroizing::new([0; 16]);
    let bytes = seed.iter().copied();
    for (to, from) in locator.iter_mut().chain(secret.iter_mut()).zip(bytes) {
        *to = from;
    }
    CaseReceipt::from_parts(Locator::from_bytes(locator), secret, WordList::for_language(language))
}

/// `POST /help`: without JavaScript. Seals in memory and stores what is sealed.
pub(super) async fn send(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Ask>,
) -> Result<Response, PageError> {
    let typed = form.value;
    match file(&site, &cases, &request, &typed, form.nonce).await {
        Ok((receipt, steps)) => {
            let words = receipt.words();
            let split: Vec<&str> = words.split(' ').collect();
            let bearer = Typed {
                locator: receipt.locator().to_string(),
                words: words.to_string(),
                authenticator: String::new(),
            };
            show_receipt(&request, &bearer, code_words(&split), steps)
        }
        Err(problem) => page(&cases, &request, &typed, Some(&problem)).await,
    }
}

async fn file(
    site: &Site,
    cases: &Cases,
    request: &PageRequest,
    typed: &Ask,
    nonce: [u8; 16],
) -> Result<(CaseReceipt, Vec<String>), Problem> {
    check(typed)?;
    let helplines = filing::intake(cases).await?;
    let helpline = chosen(&helplines, &typed.organisation)?;
    let receipt = receipt_of(site, nonce, request.locale.language);
    let steps = steps(&request.locale, helpline);
    let plain = Plain {
        answers: answers(request, typed),
        text: typed.text.trim(),
        contact: typed.contact.trim(),
        contact_when: typed.contact_when.trim(),
        name: typed.name.trim(),
    };
    let sealed = filing::seal(cases, helpline, &receipt, plain)?;
    if let Err(problem) = filing::file_case(cases, sealed).await {
        // The same form once more, perhaps at the same moment: the case stands already.
        if returning::mode_of(cases, &Proof::words(&receipt)).await.is_err() {
            return Err(problem);
        }
    }
    Ok((receipt, steps))
}

/// The page with the receipt. `words` are empty where the browser has them.
fn show_receipt(
    request: &PageRequest,
    bearer: &Typed,
    words: Markup,
    steps: Vec<String>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let page = ReceiptPage {
        leave: leave_bar(l),
        locator: bearer.locator.clone(),
        words,
        steps,
        files: files_form(request, bearer, None),
        address: request.absolute("/help/return"),
        l: l.clone(),
    };
    shell(request).render(&page)
}

/// A sealed filing as the script writes it: bytes in base64url without padding, identifiers as they are shown elsewhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    case: CaseId,
    record: CaseRecordId,
    locator: String,
    verifier: String,
    return_key: String,
    triage_wrap: String,
    return_wrap: String,
    texts: std::collections::BTreeMap<String, String>,
}

/// A browser's envelope that is none: a fault of a script, not of the person.
fn not_sealed() -> Problem {
    Problem::invalid("cases-sealed-wrong")
}

pub(super) fn unbase64(text: &str) -> Result<Vec<u8>, Problem> {
    BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| not_sealed())
}

pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn read_envelope(organisation: OrganisationId, text: &str) -> Result<SealedFiling, Problem> {
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| not_sealed())?;
    let texts = envelope.texts.into_iter().map(|(field, sealed)| Ok((field, read_sealed(&sealed)?)));
    Ok(SealedFiling {
        case: envelope.case,
        record: envelope.record,
        organisation,
        locator: Locator::parse(&envelope.locator).map_err(|_| not_sealed())?,
        verifier: unbase64(&envelope.verifier)?.try_into().map_err(|_| not_sealed())?,
        return_key: PublicKey::from_bytes(&unbase64(&envelope.return_key)?).map_err(|_| not_sealed())?,
        triage_wrap: WrappedCaseKey::from_bytes(&unbase64(&envelope.triage_wrap)?).map_err(|_| not_sealed())?,
        return_wrap: WrappedCaseKey::from_bytes(&unbase64(&envelope.return_wrap)?).map_err(|_| not_sealed())?,
        texts: texts.collect::<Result<_, Problem>>()?,
        mode: SealingMode::Browser,
    })
}

pub(super) fn read_sealed(text: &str) -> Result<SealedText, Problem> {
    SealedText::from_bytes(unbase64(text)?).map_err(|_| not_sealed())
}

/// Says why a browser's filing was not taken; where the browser can mend it by itself, a header tells the script so.
fn refused(request: &PageRequest, problem: &Problem) -> Result<Response, PageError> {
    let l = &request.locale;
    let page = DonePage {
        leave: leave_bar(l),
        title: l.t("cases-help-title"),
        lines: Vec::new(),
        copy: None,
        more: Markup::empty(),
    };
    let mut response = shell(request).problem(problem).render(&page)?;
    if matches!(problem.message, "cases-draw-again" | "cases-keys-changed") {
        response.headers_mut().insert("saksi-again", HeaderValue::from_static("yes"));
    }
    Ok(response)
}

/// `POST /help/sealed`: from a browser that sealed. The answer has places for the locator and the words, which the script
/// fills in; they were never here.
pub(super) async fn send_sealed(
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<AskSealed>,
) -> Result<Response, PageError> {
    let helplines = filing::intake(&cases).await?;
    let helpline = match chosen(&helplines, &form.value.organisation) {
        Ok(helpline) => helpline,
        Err(problem) => return refused(&request, &problem),
    };
    let sealed = read_envelope(helpline.organisation, &form.value.sealed)?;
    let locator = sealed.locator.to_string();
    if let Err(problem) = filing::file_case(&cases, sealed).await {
        return refused(&request, &problem);
    }
    // The authenticator is left for the script to fill in: with it the browser sends files.
    let bearer = Typed { locator, ..Typed::default() };
    show_receipt(&request, &bearer, Markup::empty(), steps(&request.locale, helpline))
}

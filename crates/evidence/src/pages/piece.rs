//! `/work/evidence/{id}`: one piece of evidence with all that is known about it, and what can be done with it.

use saksi_base::{CustodyId, EvidenceId, EvidencePartId, Problem, ProblemKind};
use saksi_db::{read, write};
use saksi_tlog::record::{EvidenceRecord, What};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Tone, Weight, escape,
    notice, see_other, user, user_block,
};

use super::{DoneQuery, Keeper, attachment, badges, done, keeps, plain_forms, public, retention, size, telling};
use crate::actions::looking::{self, Looked};
use crate::actions::publishing::{self, Context};
use crate::actions::replaying::is_archive;
use crate::actions::{bringing, consenting, custody, packing, records};
use crate::model::{CitedIn, Consent, CustodyView, Kind, Offline, PartView, State, Subject};
use crate::{LogStanding, keeping, log};

plain_forms! {
    Export "evidence-export";
    Retry "evidence-retry";
    Rehash "evidence-rehash";
    Publish "evidence-publish";
    Withdraw "evidence-withdraw";
    Pack "evidence-pack";
}

/// What happened, written down by hand.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct NoteForm {
    pub(crate) event: String,
    pub(crate) party: String,
    pub(crate) note: String,
}

impl FormData for NoteForm {
    const PURPOSE: &'static str = "evidence-custody";
}

/// What a witness took back.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct BackForm {
    pub(crate) back: Vec<String>,
    pub(crate) consent_note: String,
}

impl FormData for BackForm {
    const PURPOSE: &'static str = "evidence-consent-back";
}

/// A redacted copy.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CopyForm {
    pub(crate) name: String,
    pub(crate) changed: String,
}

impl FormData for CopyForm {
    const PURPOSE: &'static str = "evidence-copy";
    const FILE: bool = true;
}

/// What stands beside a record.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ContextForm {
    title: String,
    shared: String,
    about: String,
    pair: String,
    offline: String,
    offline_when: String,
    offline_where: String,
    consequence: String,
}

impl FormData for ContextForm {
    const PURPOSE: &'static str = "evidence-context";
}

impl ContextForm {
    fn of(looked: &Looked) -> Self {
        let one = &looked.evidence;
        Self {
            title: one.summary.title.clone(),
            shared: if one.marking <= saksi_base::Marking::Amber { "yes".to_owned() } else { String::new() },
            about: one.subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            pair: one.pair.map(|pair| pair.to_string()).unwrap_or_default(),
            offline: one.offline.what.clone(),
            offline_when: one.offline.when.clone(),
            offline_where: one.offline.place.clone(),
            consequence: one.offline.consequence.clone(),
        }
    }

    fn context(&self) -> Result<Context, Problem> {
        // An address of the other page will do as well as its identifier.
        let pair = self.pair.trim().rsplit('/').next().unwrap_or_default();
        let pair = if pair.is_empty() {
            None
        } else {
            Some(pair.parse().map_err(|_| Problem::field("pair", "evidence-problem-pair"))?)
        };
        Ok(Context {
            title: self.title.clone(),
            shared: self.shared == "yes",
            subjects: Subject::read_all(&self.about)?,
            pair,
            offline: Offline {
                what: self.offline.trim().to_owned(),
                when: self.offline_when.trim().to_owned(),
                place: self.offline_where.trim().to_owned(),
                consequence: self.consequence.trim().to_owned(),
            },
        })
    }
}

/// What was typed into the forms of the page, where one of them must be mended.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pub(crate) note: NoteForm,
    pub(crate) back: BackForm,
    pub(crate) copy: CopyForm,
    pub(crate) context: Option<ContextForm>,
    pub(crate) hold: retention::HoldForm,
    pub(crate) longer: retention::LongerForm,
    pub(crate) hand_in: Option<telling::HandInForm>,
}

struct PartLine {
    name: String,
    media_type: String,
    size: String,
    sha256: String,
    kept: Markup,
    working: bool,
    note: String,
    export: Markup,
}

struct Event {
    what: String,
    party: String,
    note: String,
    operator: String,
    at: Markup,
    record: String,
    entry: String,
}

struct Hop {
    status: u16,
    url: String,
    peer: String,
    certificates: usize,
}

#[derive(askama::Template)]
#[template(path = "piece.html")]
pub(crate) struct PiecePage {
    l: Locale,
    pub(crate) title: String,
    done: Markup,
    badges: Vec<Markup>,
    at: Markup,
    /// What is still to come, or went wrong.
    standing: Vec<Markup>,
    refresh: Option<String>,
    /// Where it can be looked at as it was.
    replay: Option<String>,
    retry: Option<Markup>,
    facts: Vec<(String, Markup)>,
    hops: Vec<Hop>,
    names: Vec<(String, String)>,
    entry: Option<String>,
    log: String,
    proof: Option<String>,
    witnesses: Vec<(String, String)>,
    tokens: Vec<(String, Markup)>,
    calendars: Vec<(String, String)>,
    record: String,
    pack: Option<Markup>,
    public: Option<String>,
    publish: Option<Markup>,
    parts: Vec<PartLine>,
    missing: Vec<String>,
    lang: String,
    text: Option<Markup>,
    tells: Option<Markup>,
    others: Vec<(String, Markup, String)>,
    cited: Vec<Markup>,
    custody: Vec<Event>,
    rehash: Option<Markup>,
    note: Option<Markup>,
    consent: Option<Markup>,
    copy: Option<Markup>,
    context: Option<Markup>,
    keeping: Option<Markup>,
}

/// The message that names an event.
fn event_message(event: &str) -> &'static str {
    match event {
        "viewed" => "evidence-event-viewed",
        "exported" => "evidence-event-exported",
        "handed_over" => "evidence-event-handed-over",
        "rehashed" => "evidence-event-rehashed",
        "found_damaged" => "evidence-event-damaged",
        "redacted" => "evidence-event-redacted",
        "consent_withdrawn" => "evidence-event-consent",
        _ => "evidence-event-deleted",
    }
}

impl PiecePage {
    pub(crate) fn new(
        request: &PageRequest,
        looked: &Looked,
        stands: &LogStanding,
        asked: Option<&telling::Asked>,
        just: &str,
        typed: &Typed,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let one = &looked.evidence;
        let summary = &one.summary;
        let path = format!("/work/evidence/{}", summary.id);
        let record = one.record.as_deref().and_then(|text| EvidenceRecord::from_canonical(text.as_bytes()).ok());
        let kept = summary.state == State::Kept;
        let own = looked.own;
        let plain = |text: &str| Markup::trusted(format!("<p>{}</p>", escape(text)));
        let mut standing = Vec::new();
        match summary.state {
            State::Waiting => standing.push(notice(Tone::Waiting, "", &plain(&l.t("evidence-waits")))),
            State::Working => {
                let far = l.ta(
                    "evidence-working",
                    &[("requests", Arg::from(one.requests)), ("size", Arg::from(size(l, one.bytes)))],
                );
                standing.push(notice(Tone::Waiting, "", &plain(&far)));
            }
            State::Failed => {
                let why = l.ta("evidence-failed-why", &[("why", Arg::from(one.fault.clone()))]);
                standing.push(notice(Tone::Danger, &l.t("evidence-failed"), &plain(&why)));
            }
            State::Kept => {}
        }
        let (hops, names) = way(record.as_ref());
        Self {
            title: if summary.title.is_empty() { summary.url.clone() } else { summary.title.clone() },
            done: done(l, just),
            badges: badges(l, summary.kind, summary.state, summary.public),
            at: l.moment(summary.at),
            standing,
            refresh: matches!(summary.state, State::Waiting | State::Working).then(|| path.clone()),
            replay: one.parts.iter().any(|part| is_archive(&part.name)).then(|| format!("{path}/replay")),
            retry: (own && summary.state == State::Failed).then(|| {
                fields::button_form(
                    request,
                    &format!("{path}/retry"),
                    Retry::PURPOSE,
                    &[],
                    "evidence-retry",
                    Weight::Main,
                )
            }),
            facts: facts(l, looked, record.as_ref()),
            hops,
            names,
            entry: one.entry.map(|entry| entry.to_hex()),
            log: public::standing(l, stands),
            proof: one.entry.and_then(|entry| public::proof(stands, entry)),
            witnesses: public::witnesses(l, stands),
            tokens: match stands {
                LogStanding::Logged { tokens, .. } => {
                    tokens.iter().map(|(authority, at)| (authority.clone(), l.exact(*at))).collect()
                }
                LogStanding::Absent | LogStanding::Waiting => Vec::new(),
            },
            calendars: match stands {
                LogStanding::Logged { calendars, .. } => {
                    calendars.iter().map(|(calendar, height)| (calendar.clone(), in_calendar(l, *height))).collect()
                }
                LogStanding::Absent | LogStanding::Waiting => Vec::new(),
            },
            record: format!("{path}/record.json"),
            pack: kept.then(|| match looked.consent {
                Some(consent) if !consent.court => plain(&l.t("evidence-problem-consent-court")),
                _ => {
                    let action = format!("{path}/pack");
                    fields::button_form(request, &action, Pack::PURPOSE, &[], "evidence-pack", Weight::Quiet)
                }
            }),
            public: summary.public.then(|| format!("/evidence/{}", summary.id)),
            publish: (own && kept).then(|| {
                let (to, purpose, label) = if summary.public {
                    ("withdraw", Withdraw::PURPOSE, "evidence-withdraw")
                } else {
                    ("publish", Publish::PURPOSE, "evidence-publish")
                };
                fields::button_form(request, &format!("{path}/{to}"), purpose, &[], label, Weight::Quiet)
            }),
            parts: one.parts.iter().map(|part| part_line(request, &path, part)).collect(),
            missing: if kept { one.fault.lines().map(ToOwned::to_owned).collect() } else { Vec::new() },
            lang: one.language.parse::<saksi_base::LanguageTag>().map(|tag| tag.to_string()).unwrap_or_default(),
            text: (!one.text.is_empty()).then(|| user_block(&one.text)),
            tells: asked.map(|asked| telling::section(request, looked, asked, typed, problem)),
            others: looked
                .others
                .iter()
                .map(|(other, at)| {
                    let compare = format!("/work/evidence/compare?left={other}&right={}", summary.id);
                    (format!("/work/evidence/{other}"), l.exact(*at), compare)
                })
                .collect(),
            cited: looked.cited.iter().map(|cited| cited_line(l, cited)).collect(),
            custody: one.custody.iter().map(|event| event_line(l, &path, event)).collect(),
            rehash: (own && kept).then(|| {
                let action = format!("{path}/rehash");
                fields::button_form(request, &action, Rehash::PURPOSE, &[], "evidence-rehash", Weight::Quiet)
            }),
            note: (own && kept).then(|| note_form(request, &path, &typed.note, problem)),
            consent: looked
                .consent
                .filter(|consent| own && kept && (consent.court || consent.partners || consent.publish))
                .map(|consent| back_form(request, &path, consent, &typed.back, problem)),
            copy: (own && kept).then(|| copy_form(request, &path, &typed.copy, problem)),
            context: own.then(|| {
                let form = typed.context.clone().unwrap_or_else(|| ContextForm::of(looked));
                context_form(request, &path, &form, problem)
            }),
            keeping: kept.then(|| retention::section(request, looked, typed, problem)),
            l: l.clone(),
        }
    }
}

/// How far a calendar is.
fn in_calendar(l: &Locale, height: Option<u64>) -> String {
    match height {
        // Not grouped by thousands: whoever looks the block up types the number.
        Some(height) => l.ta("evidence-calendar-block", &[("height", height.to_string())]),
        None => l.t("evidence-calendar-promised"),
    }
}

/// The way to the page, and what names led to.
fn way(record: Option<&EvidenceRecord>) -> (Vec<Hop>, Vec<(String, String)>) {
    let Some(What::Capture(capture)) = record.map(|record| &record.what) else { return (Vec::new(), Vec::new()) };
    let hops = capture.exchanges.iter().map(|exchange| Hop {
        status: exchange.status,
        url: exchange.url.clone(),
        peer: exchange.peer.clone(),
        certificates: exchange.certificates.len(),
    });
    let names = capture.names.iter().map(|name| (name.name.clone(), name.addresses.join(", ")));
    (hops.collect(), names.collect())
}

/// Everything that is known, in the order in which people ask.
fn facts(l: &Locale, looked: &Looked, record: Option<&EvidenceRecord>) -> Vec<(String, Markup)> {
    let one = &looked.evidence;
    let mut all: Vec<(String, Markup)> = Vec::new();
    let mut add = |label: &str, value: Markup| all.push((l.t(label), value));
    let text = |value: &str| user(value);
    let code = |value: &str| Markup::trusted(format!("<code dir=\"ltr\">{}</code>", escape(value)));
    let link = |path: &str, name: &str| {
        Markup::trusted(format!("<a href=\"{}\"><bdi dir=\"auto\">{}</bdi></a>", escape(path), escape(name)))
    };
    for subject in &one.subjects {
        let name = subject.to_string();
        add("evidence-about", subject.path().map_or_else(|| text(&name), |path| link(&path, &name)));
    }
    if !one.summary.url.is_empty() {
        add("evidence-url", code(&one.summary.url));
    }
    if !one.answered.is_empty() && one.answered != one.summary.url {
        add("evidence-answered", code(&one.answered));
    }
    if one.status > 0 {
        add("evidence-status", code(&one.status.to_string()));
    }
    if let Some(at) = one.began {
        let label = if one.summary.kind == Kind::Capture { "evidence-began" } else { "evidence-taken-at" };
        add(label, l.exact(at));
    }
    if let Some(at) = one.ended.filter(|_| one.summary.kind == Kind::Capture) {
        add("evidence-ended", l.exact(at));
    }
    let optional = [
        ("evidence-witness", &one.witness),
        ("evidence-author", &one.author),
        ("evidence-published-at", &one.published),
        ("evidence-language", &one.language),
        ("evidence-shows-when", &one.shows_when),
        ("evidence-shows-where", &one.shows_where),
        ("evidence-reason", &one.reason),
        ("evidence-legal-basis", &one.legal_basis),
        ("evidence-access", &one.access),
    ];
    for (label, value) in optional {
        if !value.is_empty() {
            add(label, text(value));
        }
    }
    if one.summary.kind != Kind::Testimony {
        let mut how = escape(&l.t(one.acquisition.message()));
        if !one.acquisition_note.is_empty() {
            how.push_str(" · <bdi dir=\"auto\">");
            how.push_str(&escape(&one.acquisition_note));
            how.push_str("</bdi>");
        }
        add("evidence-acquisition", Markup::trusted(how));
    }
    if let Some(record) = record {
        match &record.what {
            What::Testimony(told) => {
                add("evidence-method", text(&told.method));
                let now = records::consent(looked.consent.unwrap_or_default());
                let said = |standing: bool| {
                    let given = told
                        .consent
                        .iter()
                        .filter(|(what, given)| **given && now.get(*what).copied().unwrap_or(false) == standing);
                    given.map(|(what, _)| purpose(l, what)).collect::<Vec<_>>().join(" · ")
                };
                add("evidence-consent", text(&said(true)));
                let back = said(false);
                if !back.is_empty() {
                    add("evidence-consent-back", text(&back));
                }
            }
            What::Capture(capture) => {
                if let Some(robots) = &capture.robots {
                    add("evidence-robots", text(robots));
                }
            }
            What::File(_) | What::Custody(_) => {}
        }
        add("evidence-tool", code(&format!("{} {}", record.tool.name, record.tool.version)));
        add("evidence-settings", code(&record.tool.configuration.to_hex()));
        add("evidence-clock", text(&record.times.clock));
    }
    add("evidence-operator", code(&one.operator));
    add("evidence-kept-by", text(&one.summary.owner_name));
    let seen = if one.marking <= saksi_base::Marking::Amber { "evidence-seen-network" } else { "evidence-seen-own" };
    add("evidence-seen-by", Markup::text(&format!("{} ({})", l.t(seen), one.marking.label())));
    if let Some(parent) = one.parent {
        let both = format!("/work/evidence/compare?left={parent}&right={}", one.summary.id);
        add(
            "evidence-parent",
            link(&format!("/work/evidence/{parent}"), &l.t("evidence-parent-see"))
                .then(&Markup::text(" · "))
                .then(&link(&both, &l.t("evidence-compare"))),
        );
    }
    if let Some(source) = one.source {
        add("evidence-source", link(&format!("/work/evidence/sources/{source}"), &l.t("evidence-source-see")));
    }
    if let Some(pair) = one.pair {
        add("evidence-pair", link(&format!("/work/evidence/{pair}"), &l.t("evidence-pair-see")));
    }
    let offline = [
        ("evidence-offline", &one.offline.what),
        ("evidence-offline-when", &one.offline.when),
        ("evidence-offline-where", &one.offline.place),
        ("evidence-consequence", &one.offline.consequence),
    ];
    for (label, value) in offline {
        if !value.is_empty() {
            add(label, text(value));
        }
    }
    all
}

fn part_line(request: &PageRequest, path: &str, part: &PartView) -> PartLine {
    let l = &request.locale;
    let action = format!("{path}/parts/{}", part.id);
    PartLine {
        name: part.name.clone(),
        media_type: part.media_type.clone(),
        size: size(l, part.bytes),
        sha256: part.sha256.to_hex(),
        kept: l.exact(part.at),
        working: part.working,
        note: part.note.clone(),
        export: fields::button_form(request, &action, Export::PURPOSE, &[], "evidence-export", Weight::Quiet),
    }
}

/// Where it is cited: to whom, what, when it was sent.
fn cited_line(l: &Locale, cited: &CitedIn) -> Markup {
    let to = l.ta("evidence-cited-to", &[("to", Arg::from(cited.to.clone()))]);
    let mut line = match &cited.what {
        Some((title, path)) => {
            let name = if title.trim().is_empty() { user(&l.t("evidence-cited-untitled")) } else { user(title) };
            Markup::trusted(format!("<a href=\"{}\">{name}</a> · ", escape(path)))
        }
        None => Markup::empty(),
    };
    line = line.then(&Markup::text(&to));
    let mut add = |text: String| line = line.clone().then(&Markup::text(&format!(" · {text}")));
    if let Some(at) = cited.sent {
        add(l.ta("evidence-cited-sent", &[("day", Arg::from(l.date(at)))]));
    }
    if cited.afterwards {
        add(l.t("evidence-cited-afterwards"));
    }
    line
}

fn event_line(l: &Locale, path: &str, event: &CustodyView) -> Event {
    Event {
        what: l.t(event_message(&event.event)),
        party: event.party.clone(),
        note: event.note.clone(),
        operator: event.operator.clone(),
        at: l.exact(event.at),
        record: format!("{path}/custody/{}", event.id),
        entry: event.entry.to_hex(),
    }
}

fn note_form(request: &PageRequest, path: &str, typed: &NoteForm, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let events = [
        ("handed_over", "evidence-event-handed-over"),
        ("viewed", "evidence-event-viewed"),
        ("exported", "evidence-event-exported"),
    ];
    fields::form(
        request,
        &format!("{path}/custody"),
        NoteForm::PURPOSE,
        &[
            f.select("event", "evidence-event", &typed.event, &events).build(),
            f.text("party", "evidence-party", &typed.party).hint("evidence-party-hint").build(),
            f.text("note", "evidence-note", &typed.note).optional().build(),
            f.submit_named("", "", "evidence-note-do", Weight::Quiet),
        ],
    )
}

/// What a witness agrees to, as the record has it, in the reader's words.
fn purpose(l: &Locale, what: &str) -> String {
    match what {
        records::KEEP => l.t("evidence-consent-keep"),
        records::COURT => l.t("evidence-consent-court"),
        records::PARTNERS => l.t("evidence-consent-partners"),
        records::PUBLISH => l.t("evidence-consent-publish"),
        other => other.to_owned(),
    }
}

/// Only what is still allowed can be taken back.
fn back_form(
    request: &PageRequest,
    path: &str,
    consent: Consent,
    typed: &BackForm,
    problem: Option<&Problem>,
) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let all = [
        (consent.court, "court", "evidence-consent-court"),
        (consent.partners, "partners", "evidence-consent-partners"),
        (consent.publish, "publish", "evidence-consent-publish"),
    ];
    let left: Vec<(&str, &str)> =
        all.into_iter().filter(|(given, _, _)| *given).map(|(_, code, label)| (code, label)).collect();
    fields::form(
        request,
        &format!("{path}/consent"),
        BackForm::PURPOSE,
        &[
            f.checks("back", "evidence-consent-back-what", &typed.back, &left).build(),
            f.text("consent_note", "evidence-consent-note", &typed.consent_note)
                .hint("evidence-consent-note-hint")
                .required()
                .build(),
            f.submit_named("", "", "evidence-consent-back-do", Weight::Quiet),
        ],
    )
}

fn copy_form(request: &PageRequest, path: &str, typed: &CopyForm, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::file_form(
        request,
        &format!("{path}/copies"),
        CopyForm::PURPOSE,
        &[
            f.file("evidence-copy-file", "*/*").required().build(),
            f.text("name", "evidence-copy-name", &typed.name).optional().build(),
            f.text("changed", "evidence-copy-changed", &typed.changed)
                .hint("evidence-copy-changed-hint")
                .required()
                .build(),
            f.submit_named("", "", "evidence-copy-do", Weight::Quiet),
        ],
    )
}

fn context_form(request: &PageRequest, path: &str, typed: &ContextForm, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        &format!("{path}/context"),
        ContextForm::PURPOSE,
        &[
            f.text("title", "evidence-name-of-it", &typed.title).required().build(),
            f.area("about", "evidence-about", &typed.about).rows(2).hint("evidence-about-hint").optional().build(),
            f.checkbox("shared", "evidence-shared", typed.shared == "yes").hint("evidence-shared-hint").build(),
            f.text("pair", "evidence-pair", &typed.pair).hint("evidence-pair-hint").optional().build(),
            f.text("offline", "evidence-offline", &typed.offline).hint("evidence-offline-hint").optional().build(),
            f.text("offline_when", "evidence-offline-when", &typed.offline_when).optional().build(),
            f.text("offline_where", "evidence-offline-where", &typed.offline_where).optional().build(),
            f.area("consequence", "evidence-consequence", &typed.consequence).rows(3).optional().build(),
            f.submit_named("", "", "evidence-context-do", Weight::Quiet),
        ],
    )
}

async fn page(
    keeper: &Keeper,
    id: EvidenceId,
    just: &str,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (by, db) = (&keeper.by, &keeper.request.site.db);
    let looked: Result<Looked, Problem> = read!(db, by.viewer(), tx => { looking::look(&mut tx, by, id).await });
    let mut looked = looked?;
    looked.cited = keeper.room.cited(id, by).await?;
    let stands = match looked.evidence.entry {
        Some(entry) => log::standing(db, entry).await?,
        None => LogStanding::Absent,
    };
    let asked = telling::told(keeper, &looked).await;
    let page = PiecePage::new(&keeper.request, &looked, &stands, asked.as_ref(), just, typed, problem);
    keeper.page(page.title.clone(), problem, &page)
}

/// `GET /work/evidence/{id}`.
pub(crate) async fn show(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    PageQuery(query): PageQuery<DoneQuery>,
) -> Result<Response, PageError> {
    match page(&keeper, id, &query.done, &Typed::default(), None).await {
        Err(PageError(problem)) if problem.kind == ProblemKind::NotFound => {
            retention::gone(&keeper, id).await?.ok_or(PageError(problem))
        }
        shown => shown,
    }
}

pub(crate) async fn after(
    keeper: &Keeper,
    id: EvidenceId,
    outcome: Result<&'static str, Problem>,
    typed: Typed,
) -> Result<Response, PageError> {
    match outcome {
        Ok(just) => Ok(see_other(&format!("/work/evidence/{id}?done={just}"))),
        Err(problem) if keeps(&problem) => page(keeper, id, "", &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /work/evidence/{id}/record.json`: the canonical bytes; their SHA-256 is the entry of the log.
pub(crate) async fn record(keeper: Keeper, PagePath(id): PagePath<EvidenceId>) -> Result<Response, PageError> {
    let by = &keeper.by;
    let text: Result<String, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { records::canonical(&mut tx, by, id).await });
    Ok(attachment(text?.into(), "application/json", &format!("record-{id}.json"), None))
}

/// `GET /work/evidence/{id}/custody/{event}`: the canonical bytes of an event.
pub(crate) async fn event(
    keeper: Keeper,
    PagePath((id, event)): PagePath<(EvidenceId, CustodyId)>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let text: Result<String, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { custody::record(&mut tx, by, id, event).await });
    Ok(attachment(text?.into(), "application/json", &format!("custody-{event}.json"), None))
}

/// `POST /work/evidence/{id}/parts/{part}`: hands a part out, and writes that down first.
pub(crate) async fn export(
    keeper: Keeper,
    PagePath((id, part)): PagePath<(EvidenceId, EvidencePartId)>,
    _: Form<Export>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let sealed = write!(keeper.request.site.db, "export part", by.viewer(), tx => {
        custody::export(&mut tx, by, id, part).await
    });
    let sealed = sealed?;
    let view = sealed.view.clone();
    let body = axum::body::Body::from_stream(keeping::open(keeper.room.blobs().clone(), sealed)?);
    Ok(attachment(body, &view.media_type, &view.name, Some(view.bytes)))
}

/// `POST /work/evidence/{id}/pack`: hands a verification pack out, and writes that down first.
pub(crate) async fn pack(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    _: Form<Pack>,
) -> Result<Response, PageError> {
    match packing::pack(&keeper.room, &keeper.request.site.db, &keeper.by, id).await {
        Ok(packed) => {
            let (name, length) = (packed.name.clone(), i64::try_from(packed.length).ok());
            let body = axum::body::Body::from_stream(packed.open());
            Ok(attachment(body, "application/zip", &name, length))
        }
        Err(problem) if keeps(&problem) => page(&keeper, id, "", &Typed::default(), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/evidence/{id}/consent`: the witness took back a part of what they had allowed.
pub(crate) async fn take_back(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<BackForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let named = |what: &str| typed.back.iter().any(|back| back == what);
    let back = Consent { keep: false, court: named("court"), partners: named("partners"), publish: named("publish") };
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "take consent back", by.viewer(), tx => {
        consenting::withdraw(&mut tx, by, id, back, &typed.consent_note).await
    });
    after(&keeper, id, outcome.map(|()| "consent"), Typed { back: typed, ..Typed::default() }).await
}

/// `POST /work/evidence/{id}/retry`.
pub(crate) async fn retry(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    _: Form<Retry>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let outcome: Result<(), Problem> =
        write!(keeper.request.site.db, "retry capture", by.viewer(), tx => { bringing::retry(&mut tx, by, id).await });
    outcome?;
    Ok(see_other(&format!("/work/evidence/{id}")))
}

/// `POST /work/evidence/{id}/custody`.
pub(crate) async fn note(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<NoteForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let outcome: Result<(), Problem> = match custody::by_hand(&typed.event) {
        None => Err(Problem::field("event", "evidence-problem-event")),
        Some(event) => write!(keeper.request.site.db, "note custody", by.viewer(), tx => {
            custody::note(&mut tx, by, id, event, &typed.party, &typed.note).await
        }),
    };
    after(&keeper, id, outcome.map(|()| "noted"), Typed { note: typed, ..Typed::default() }).await
}

/// `POST /work/evidence/{id}/rehash`.
pub(crate) async fn rehash(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    _: Form<Rehash>,
) -> Result<Response, PageError> {
    let outcome = custody::rehash(&keeper.room, &keeper.request.site.db, &keeper.by, id).await;
    let outcome = outcome.map(|damaged| if damaged.is_empty() { "whole" } else { "damaged" });
    after(&keeper, id, outcome, Typed::default()).await
}

/// `POST /work/evidence/{id}/copies`.
pub(crate) async fn add_copy(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<CopyForm>,
) -> Result<Response, PageError> {
    let typed = form.value;
    let bytes = form.file.map(|file| file.bytes.clone()).unwrap_or_default();
    let db = &keeper.request.site.db;
    let outcome = custody::add_copy(&keeper.room, db, &keeper.by, id, &typed.name, bytes, &typed.changed).await;
    after(&keeper, id, outcome.map(|()| "copied"), Typed { copy: typed, ..Typed::default() }).await
}

/// `POST /work/evidence/{id}/context`.
pub(crate) async fn set_context(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<ContextForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let outcome: Result<(), Problem> = match typed.context() {
        Err(problem) => Err(problem),
        Ok(context) => write!(keeper.request.site.db, "describe evidence", by.viewer(), tx => {
            publishing::set_context(&mut tx, by, id, &context).await
        }),
    };
    after(&keeper, id, outcome.map(|()| "described"), Typed { context: Some(typed), ..Typed::default() }).await
}

/// `POST /work/evidence/{id}/publish`.
pub(crate) async fn publish(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    _: Form<Publish>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "publish evidence", by.viewer(), tx => { publishing::publish(&mut tx, by, id).await });
    after(&keeper, id, outcome.map(|()| "published"), Typed::default()).await
}

/// `POST /work/evidence/{id}/withdraw`.
pub(crate) async fn withdraw(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    _: Form<Withdraw>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "withdraw evidence", by.viewer(), tx => { publishing::withdraw(&mut tx, by, id).await });
    after(&keeper, id, outcome.map(|()| "withdrawn"), Typed::default()).await
}

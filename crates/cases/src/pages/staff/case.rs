//! `/cases/{case}`: one case. What the person wrote and was answered, what is known, what is done, who has access.

use std::collections::BTreeMap;

use saksi_base::{CaseId, PersonId, Problem, SiteLanguage, Timestamp};
use saksi_web::fields::{self, Fields};
use saksi_web::{FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Tone, Weight, user};

use super::parts::{
    self, card, code, excerpt, facts, hint, key_line, line, lines, link, link_button, names, row, section, warn,
};
use super::views::{CaseView, Entry, EntryKind, FileView, From, House, KeyState, Who, reference};
use super::work::{MarkForm, NoteForm, ReplyForm, ServiceForm, StepForm, TagForm, TickForm};
use super::{Staff, button, campaigns, files, keys, notice_of, opening, people};
use crate::actions::toolkits::Listed;
use crate::model::passing::{Outward, Pap};
use crate::model::reply::{Filled, Macro, Text, Value};
use crate::model::retention::Deletion;
use crate::model::service::ServiceState;
use crate::model::status::{Lacking, Status};
use crate::model::words::ServiceKind;
use crate::pages::public::toolkits::host;

/// What somebody typed into the page and could not be taken as it was.
#[derive(Clone, Default)]
pub(crate) struct Typed {
    pub(crate) reply: String,
    pub(crate) note: String,
    pub(crate) tags: String,
    /// The campaign that was chosen, and the name of a new one.
    pub(crate) campaign: Option<(String, String)>,
}

/// What the page shows.
#[derive(Clone)]
pub(crate) struct CaseData {
    pub(crate) view: CaseView,
    pub(crate) key: KeyState,
    /// Who reads.
    pub(crate) reader: PersonId,
    pub(crate) typed: Typed,
    /// Somebody else changed the same thing; both are shown.
    pub(crate) conflict: Markup,
}

#[derive(askama::Template)]
#[template(path = "staff/case.html")]
pub(crate) struct CasePage {
    l: Locale,
    heading: Markup,
    pub(crate) reference: String,
    notice: Markup,
    key: Markup,
    badges: Vec<Markup>,
    reasons: Option<String>,
    clocks: Vec<Markup>,
    facts: Markup,
    steps: Markup,
    ways: Vec<(&'static str, String)>,
    standing: Vec<Markup>,
    entries: Vec<EntryCard>,
    reply: Option<Markup>,
    files: Option<Markup>,
    note: Option<Markup>,
    sections: Vec<Markup>,
}

/// One entry, said.
struct EntryCard {
    id: String,
    class: &'static str,
    label: Markup,
    badge: Markup,
    at: Markup,
    lang: String,
    text: Markup,
    files: Vec<Markup>,
}

/// Where a case's page is.
pub(crate) fn path(case: CaseId) -> String {
    format!("/cases/{case}")
}

impl CasePage {
    pub(crate) fn new(request: &PageRequest, data: &CaseData, problem: Option<&Problem>) -> Self {
        let l = &request.locale;
        let view = &data.view;
        let case = &view.row;
        let at = path(case.id);
        // What waits with the triage is taken first.
        let writes = view.mine && !matches!(case.status, Status::Merged | Status::Deleted);
        let title = if case.title.trim().is_empty() { l.t("cases-staff-no-words") } else { excerpt(&case.title, 80) };
        let mut badges = vec![parts::level(l, case.priority.level), parts::status(l, case.status)];
        badges.push(saksi_web::badge_text(Tone::Plain, view.marking.label()));
        if view.pap != Pap::Clear {
            badges.push(saksi_web::badge_text(Tone::Waiting, view.pap.label()));
        }
        let parts_of_the_page = [
            ("#thread", "cases-staff-thread", None),
            ("#answer", "cases-staff-reply", None),
            ("#help", "cases-staff-help", Some(help(request, data, &at, writes))),
            ("#toolkits", "cases-staff-toolkits", Some(toolkits(l, view))),
            ("#events", "cases-staff-events", Some(super::events::of_case(l, view, writes))),
            ("#evidence", "cases-staff-pieces", Some(super::evidence::of_case(l, view, writes))),
            ("#lists", "cases-staff-checklists", Some(checklists(request, data, &at, writes))),
            ("#handing", "cases-staff-handing", Some(handing(request, data, &at, writes))),
            ("#access", "cases-staff-access", Some(access(request, data, &at))),
            ("#keeping", "cases-staff-keeping", Some(keeping(l, view, &at))),
            ("#order", "cases-staff-order", Some(order(request, data, &at, writes, problem))),
        ];
        let mut ways = Vec::new();
        let mut sections = Vec::new();
        for (to, message, section) in parts_of_the_page {
            let empty = section.as_ref().is_some_and(Markup::is_empty) || (to == "#answer" && !writes);
            if !empty {
                ways.push((to, message));
                sections.extend(section);
            }
        }
        Self {
            heading: if case.title.trim().is_empty() { Markup::text(&title) } else { user(&title) },
            reference: reference(case.id),
            notice: notice_of(request),
            key: key_line(l, &data.key, &keys::lock_button(request)),
            badges,
            reasons: parts::reasons(l, &case.priority),
            clocks: case.clocks.iter().map(|clock| parts::clock(l, clock)).collect(),
            facts: about(l, view),
            steps: steps(request, data, &at),
            ways: ways.into_iter().map(|(to, message)| (to, l.t(message))).collect(),
            standing: standing(l, data),
            entries: view.entries.iter().map(|entry| EntryCard::new(l, case.id, entry)).collect(),
            reply: writes.then(|| {
                if view.returns {
                    reply_form(request, data, &at, problem)
                } else {
                    line(l, "cases-staff-never-returns")
                }
            }),
            files: writes.then(|| files::attach_form(request, case.id)),
            note: writes.then(|| note_form(request, data, &at, problem)),
            sections,
            l: l.clone(),
        }
    }
}

impl EntryCard {
    fn new(l: &Locale, case: CaseId, entry: &Entry) -> Self {
        let (label, badge) = match (&entry.from, entry.kind) {
            (From::Person, _) => (Markup::text(&l.t("cases-staff-from-person")), Markup::empty()),
            (From::Helper(who, house), EntryKind::Message) => {
                (named(who, house), saksi_web::badge(l, Tone::Done, "cases-staff-to-person"))
            }
            (From::Helper(who, house), EntryKind::Note) => {
                (named(who, house), saksi_web::badge(l, Tone::Waiting, "cases-staff-only-us"))
            }
        };
        Self {
            id: entry.id.to_string(),
            class: match (&entry.from, entry.kind) {
                (_, EntryKind::Note) => "card entry entry-note",
                (From::Person, _) => "card entry entry-person",
                (From::Helper(..), _) => "card entry entry-helper",
            },
            label,
            badge,
            at: l.exact(entry.at),
            lang: if entry.language.is_unknown() { l.tag().to_owned() } else { entry.language.to_string() },
            text: if entry.text.trim().is_empty() { Markup::empty() } else { saksi_web::user_block(&entry.text) },
            files: entry.files.iter().map(|file| file_line(l, case, file)).collect(),
        }
    }
}

/// Who wrote, and for which organisation. A note's is not kept: all who read it are colleagues.
fn named(who: &Who, house: &House) -> Markup {
    if house.name.is_empty() {
        user(&who.name)
    } else {
        user(&who.name).then(&Markup::text(" · ")).then(&user(&house.name))
    }
}

/// A file: its name, how large, what it is; a way to open it when all of it is there.
fn file_line(l: &Locale, case: CaseId, file: &FileView) -> Markup {
    let name = user(&file.name);
    let named = if file.whole { link(&files::path(case, file.id), &name) } else { name };
    let size = l.ta("cases-staff-kilobytes", &[("count", file.bytes.div_ceil(1024))]);
    let mut line = named.then(&Markup::text(&format!(" ({size}) ")));
    if file.evidence {
        line = line.then(&saksi_web::badge(l, Tone::Plain, "cases-staff-evidence"));
    }
    if !file.whole {
        line = line.then(&saksi_web::badge(l, Tone::Waiting, "cases-staff-file-not-whole"));
    }
    line
}

/// What is known, at a glance.
fn about(l: &Locale, view: &CaseView) -> Markup {
    let case = &view.row;
    let coded = &case.coded;
    let said =
        |message: Option<&'static str>| message.map_or_else(Markup::empty, |message| Markup::text(&l.t(message)));
    let many = |messages: Vec<&'static str>| {
        let words: Vec<String> = messages.into_iter().map(|message| l.t(message)).collect();
        if words.is_empty() { Markup::empty() } else { Markup::text(&l.list(&words)) }
    };
    let links = view.pap.lets(Outward::Link);
    let said_so = if links { saksi_web::paragraphs } else { saksi_web::user_block };
    let text = |text: &Option<String>| text.as_deref().map_or_else(Markup::empty, said_so);
    facts(&[
        (l.t("cases-staff-fact-safe"), said(coded.safe.map(crate::model::words::Answer::message))),
        (l.t("cases-staff-fact-incident"), many(coded.incident.iter().map(|kind| kind.message()).collect())),
        (l.t("cases-staff-fact-abuse"), many(coded.abuse.iter().map(|kind| kind.message()).collect())),
        (l.t("cases-staff-fact-group"), many(coded.group.iter().map(|group| group.message()).collect())),
        (l.t("cases-staff-fact-minor"), said(coded.minor.map(crate::model::words::Answer::message))),
        (l.t("cases-staff-fact-region"), said(coded.region.map(crate::model::words::Region::message))),
        (l.t("cases-staff-fact-approach"), said(coded.approach.map(crate::model::words::Approach::message))),
        (l.t("cases-staff-fact-outcome"), said(coded.outcome.map(crate::model::words::Outcome::message))),
        (l.t("cases-staff-fact-language"), parts::language(l, &case.language)),
        (l.t("cases-staff-fact-called"), view.called.as_deref().map_or_else(Markup::empty, user)),
        (l.t("cases-staff-fact-contact"), text(&view.contact)),
        (l.t("cases-staff-fact-when"), text(&view.contact_when)),
        (l.t("cases-staff-fact-intake"), said(Some(case.intake.message()))),
        (l.t("cases-staff-came-in"), l.moment(case.received)),
        (
            l.t("cases-staff-fact-sealed"),
            said(Some(if view.sealed_in_browser { "cases-staff-sealed-browser" } else { "cases-staff-sealed-server" })),
        ),
        (
            l.t("cases-staff-with"),
            if case.holders.is_empty() {
                Markup::text(&l.t("cases-staff-with-triage"))
            } else {
                names(l, case.holders.iter().map(|holder| holder.name.as_str()))
            },
        ),
    ])
    .then(&if links {
        Markup::empty()
    } else {
        let (pap, needed) = (view.pap.label(), Outward::Link.needs().label());
        Markup::trusted("<p class=\"hint\">")
            .then(&Markup::text(&l.ta(Outward::Link.refused(), &[("pap", pap), ("needed", needed)])))
            .then(&Markup::trusted("</p>"))
    })
    .then(&row(&[link_button(
        l,
        &format!("{}/answers", path(case.id)),
        "cases-staff-answers-change",
        Weight::Quiet,
    )]))
}

/// The buttons for where the case may go from here, and for taking it.
fn steps(request: &PageRequest, data: &CaseData, at: &str) -> Markup {
    let l = &request.locale;
    let view = &data.view;
    let holds = view.row.holders.iter().any(|holder| holder.id == data.reader);
    let mut buttons = Vec::new();
    if view.row.status == Status::Received && !holds {
        let me = data.reader.to_string();
        buttons.push(button(
            request,
            &format!("{at}/people"),
            people::GiveForm::PURPOSE,
            &[("person", &me)],
            "cases-staff-take",
            Weight::Main,
        ));
        buttons.push(link_button(l, &format!("{at}/people"), "cases-staff-assign", Weight::Quiet));
    }
    let version = view.version.to_string();
    for to in &view.steps {
        // Giving, merging and deleting have pages of their own.
        let message = match to {
            Status::Received => "cases-staff-step-hand-back",
            Status::Working => "cases-staff-step-working",
            Status::WaitingForPerson => "cases-staff-step-waiting-for-person",
            Status::WaitingForOthers => "cases-staff-step-waiting-for-others",
            Status::Resolved => "cases-staff-step-resolved",
            Status::Closed => "cases-staff-step-closed",
            Status::Assigned | Status::Merged | Status::Deleted => continue,
        };
        buttons.push(button(
            request,
            &format!("{at}/status"),
            StepForm::PURPOSE,
            &[("seen", &version), ("to", to.code())],
            message,
            Weight::Quiet,
        ));
    }
    row(&buttons)
}

/// What has to be known before anything is done.
/// Who left that had the key.
pub(crate) fn left_words(l: &Locale, view: &CaseView) -> String {
    let names: Vec<&str> = view.left.iter().map(|(name, _)| name.as_str()).collect();
    let last = view.left.last().map(|(_, day)| l.date(day.start())).unwrap_or_default();
    l.ta("cases-staff-left-how", &[("names", l.list(&names)), ("date", last)])
}

fn standing(l: &Locale, data: &CaseData) -> Vec<Markup> {
    let view = &data.view;
    let mut all = vec![data.conflict.clone()];
    if !view.mine && view.row.status == Status::Received {
        all.push(hint(l, "cases-staff-take-first"));
    }
    if view.row.damaged {
        all.push(warn(Tone::Danger, &l.t("cases-staff-damaged"), &l.t("cases-staff-damaged-how")));
    }
    if let Some(other) = view.merged_into {
        let way = link(&path(other), &code(&reference(other)));
        let text = Markup::text(&format!("{} ", l.t("cases-staff-merged-into")));
        all.push(saksi_web::notice(
            Tone::Plain,
            "",
            &Markup::trusted("<p>").then(&text).then(&way).then(&Markup::trusted("</p>")),
        ));
    }
    if !view.left.is_empty() && view.rekeying.is_none() {
        all.push(warn(Tone::Waiting, &l.t("cases-staff-left"), &left_words(l, view)));
    }
    if let Some(rekeying) = view.rekeying {
        all.push(warn(
            Tone::Waiting,
            &l.t("cases-staff-rekeying"),
            &l.attribute("cases-staff-rekeying-how", &[("done", rekeying.done), ("of", rekeying.of)]),
        ));
    }
    if !view.lacking.is_empty() && matches!(view.row.status, Status::Working | Status::WaitingForOthers) {
        let lacking: Vec<Markup> = view
            .lacking
            .iter()
            .map(|lacking| match lacking {
                Lacking::OpenService(kind) => {
                    Markup::text(&format!("{}: {}", l.t(kind.message()), l.t(lacking.message())))
                }
                other => Markup::text(&l.t(other.message())),
            })
            .collect();
        all.push(parts::folded(l, "cases-staff-lacking", false, &lines(&lacking)));
    }
    all.retain(|part| !part.is_empty());
    all
}

/// The form that answers the person, with the templates of the helpline.
fn reply_form(request: &PageRequest, data: &CaseData, at: &str, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let view = &data.view;
    let f = Fields::new(l, problem);
    let entries = view.entries.len().to_string();
    let mut parts = vec![
        f.hidden("seen", &entries),
        f.area("text", "cases-staff-reply-text", &data.typed.reply)
            .hint("cases-staff-reply-hint")
            .language(view.row.language.as_str())
            .rows(7)
            .longest(64 * 1024)
            .build(),
        f.submit_named("action", "send", "cases-staff-reply-send", Weight::Main),
    ];
    if !view.templates.is_empty() {
        let options = view.templates.iter().map(|template| (template.code.clone(), template.code.clone())).collect();
        let tag = view.row.language.as_str();
        let chosen = SiteLanguage::from_tag(tag).unwrap_or(SiteLanguage::English).tag();
        let inner: Markup = [
            f.select("template", "cases-staff-template-which", "", &[]).options(options).build(),
            f.select("language", "cases-staff-template-language", chosen, &[]).options(parts::languages("")).build(),
            f.submit_named("action", "insert", "cases-staff-template-insert", Weight::Quiet),
        ]
        .into_iter()
        .collect();
        parts.push(parts::folded(l, "cases-staff-template-use", false, &inner));
    }
    if !view.toolkits.is_empty() {
        let language = persons_language(view);
        let option = |listed: &Listed| {
            let (_, text) = listed.text(language)?;
            Some((text.address.clone(), format!("{} · {}", text.title, host(&text.address))))
        };
        let inner: Markup = [
            f.select("toolkit", "cases-staff-toolkit-which", "", &[])
                .options(view.toolkits.iter().filter_map(option).collect())
                .build(),
            f.submit_named("action", "toolkit", "cases-staff-toolkit-insert", Weight::Quiet),
        ]
        .into_iter()
        .collect();
        parts.push(parts::folded(l, "cases-staff-toolkit-use", false, &inner));
    }
    fields::form(request, &format!("{at}/reply"), ReplyForm::PURPOSE, &parts)
}

/// The language in which the person is answered, as far as the site speaks it.
fn persons_language(view: &CaseView) -> SiteLanguage {
    SiteLanguage::from_tag(view.row.language.as_str()).unwrap_or(SiteLanguage::English)
}

/// A toolkit as it stands in an answer: what it is called, and where it is. `address` is that of the person's language.
pub(crate) fn passed_on(view: &CaseView, address: &str) -> Option<String> {
    let mut texts = view.toolkits.iter().filter_map(|listed| listed.text(persons_language(view)));
    let (_, text) = texts.find(|(_, text)| text.address == address)?;
    Some(format!("{}\n{}", text.title, text.address))
}

/// What the person can read or do by themselves, in their language where there is something in it; nothing where nothing fits.
fn toolkits(l: &Locale, view: &CaseView) -> Markup {
    let language = persons_language(view);
    let line = |listed: &Listed| {
        let (found, text) = listed.text(language)?;
        let way = format!(
            "<a href=\"{}\" rel=\"noreferrer\" lang=\"{}\" dir=\"{}\">{}</a> ",
            saksi_web::escape(&text.address),
            found.tag(),
            found.direction(),
            saksi_web::escape(&text.title)
        );
        let kind = saksi_web::badge(l, Tone::Plain, listed.toolkit.kind.message());
        let tag = found.tag().parse().unwrap_or_else(|_| saksi_base::LanguageTag::unknown());
        let of = Markup::trusted(" <span class=\"small\">")
            .then(&parts::language(l, &tag))
            .then(&Markup::text(" · "))
            .then(&user(&listed.organisation))
            .then(&Markup::trusted("</span>"));
        Some(Markup::trusted(way).then(&kind).then(&of))
    };
    let found: Vec<Markup> = view.toolkits.iter().filter_map(line).collect();
    if found.is_empty() {
        return Markup::empty();
    }
    section(l, "toolkits", "cases-staff-toolkits", "cases-staff-toolkits-hint", &lines(&found))
}

/// The form of a note that the person never sees.
fn note_form(request: &PageRequest, data: &CaseData, at: &str, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        &format!("{at}/notes"),
        NoteForm::PURPOSE,
        &[
            f.area("note", "cases-staff-note-text", &data.typed.note)
                .hint("cases-staff-note-hint")
                .rows(4)
                .longest(64 * 1024)
                .build(),
            f.submit_named("", "", "cases-staff-note-keep", Weight::Quiet),
        ],
    )
}

/// The help that is given.
fn help(request: &PageRequest, data: &CaseData, at: &str, writes: bool) -> Markup {
    let l = &request.locale;
    let view = &data.view;
    let version = view.version.to_string();
    let mut body = Markup::empty();
    for service in view.services.iter() {
        let mut inner = facts(&[
            (l.t("cases-staff-service-state"), parts::service_state(l, service.state)),
            (
                l.t("cases-staff-provider"),
                service
                    .provider
                    .and_then(|provider| view.providers.iter().find(|house| house.id == provider.organisation))
                    .map_or_else(Markup::empty, |house| user(&house.name)),
            ),
            (
                l.t("cases-staff-fact-outcome"),
                service.outcome.map_or_else(Markup::empty, |o| Markup::text(&l.t(o.message()))),
            ),
        ]);
        let notes = service.id.map(|id| view.service_notes.iter().filter(move |note| note.service == id));
        for note in notes.into_iter().flatten() {
            inner = inner
                .then(&saksi_web::user_block(&note.text))
                .then(&Markup::trusted("<p class=\"meta\"><span>"))
                .then(&user(&note.who))
                .then(&Markup::trusted("</span><span>"))
                .then(&l.moment(note.at))
                .then(&Markup::trusted("</span></p>"));
        }
        let mut buttons = Vec::new();
        if writes {
            let kind = service.kind.code();
            let button = |what: &str, message: &str| {
                button(
                    request,
                    &format!("{at}/services"),
                    ServiceForm::PURPOSE,
                    &[("seen", &version), ("kind", kind), ("action", what)],
                    message,
                    Weight::Quiet,
                )
            };
            match service.state {
                ServiceState::Offered => {
                    buttons.push(button("want", "cases-staff-service-wanted"));
                    buttons.push(button("decline", "cases-staff-service-declined"));
                }
                ServiceState::Declined => buttons.push(button("want", "cases-staff-service-wanted-after-all")),
                ServiceState::Wanted | ServiceState::Given | ServiceState::Ended => {}
            }
            if let Some(id) = service.id.filter(|_| !matches!(service.state, ServiceState::Declined)) {
                buttons.push(link_button(l, &format!("{at}/services/{id}"), "cases-staff-service-work", Weight::Quiet));
            }
        }
        body = body.then(&card(&Markup::text(&l.t(service.kind.message())), &inner.then(&row(&buttons))));
    }
    if writes {
        let f = Fields::new(l, None);
        let kinds = parts::choices(ServiceKind::ALL, ServiceKind::code, ServiceKind::message, None);
        body = body.then(&parts::folded(
            l,
            "cases-staff-service-add",
            false,
            &fields::form(
                request,
                &format!("{at}/services"),
                ServiceForm::PURPOSE,
                &[
                    f.hidden("seen", &version),
                    f.hidden("action", "want"),
                    f.select("kind", "cases-staff-service", "", &kinds).build(),
                    f.submit_named("", "", "cases-staff-service-add-go", Weight::Quiet),
                ],
            ),
        ));
    }
    section(l, "help", "cases-staff-help", "cases-staff-help-hint", &body)
}

/// Steps that should not be forgotten.
fn checklists(request: &PageRequest, data: &CaseData, at: &str, writes: bool) -> Markup {
    let l = &request.locale;
    let mut body = Markup::empty();
    let version = data.view.version.to_string();
    for view in &data.view.checklists {
        let f = Fields::new(l, None);
        let done = view.list.steps.iter().filter(|step| view.done.contains(&step.code)).count();
        if !writes {
            let steps: Vec<Markup> = view
                .list
                .steps
                .iter()
                .filter(|step| view.done.contains(&step.code))
                .map(|step| user(&step.words))
                .collect();
            if !steps.is_empty() {
                body = body.then(&card(&user(&view.list.code), &lines(&steps)));
            }
            continue;
        }
        let field = format!("done-{}", view.list.code);
        let options = view.list.steps.iter().map(|step| (step.code.clone(), step.words.clone())).collect();
        let parts = vec![
            f.hidden("seen", &version),
            f.hidden("field", &field),
            f.hidden("was", &view.done.join(" ")),
            f.checks(&field, "cases-staff-checklist-steps", &view.done, &[])
                .labelled(&l.attribute("cases-staff-checklist", &[("list", view.list.code.as_str())]))
                .hint_with("cases-staff-checklist-done", &[("done", count(done)), ("of", count(view.list.steps.len()))])
                .options(options)
                .build(),
            f.submit_named("", "", "cases-staff-checklist-save", Weight::Quiet),
        ];
        body = body.then(&fields::form(
            request,
            &format!("{at}/checklists/{}", view.list.code),
            TickForm::PURPOSE,
            &parts,
        ));
    }
    if data.view.checklists.is_empty() {
        body = hint(l, "cases-staff-checklists-none");
    }
    if body.is_empty() { body } else { section(l, "lists", "cases-staff-checklists", "", &body) }
}

fn count(number: usize) -> saksi_web::Arg {
    saksi_web::Arg::from(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Consents and referrals.
fn handing(request: &PageRequest, data: &CaseData, at: &str, writes: bool) -> Markup {
    let l = &request.locale;
    let view = &data.view;
    let mut body = super::handing::consents(request, view, at);
    for referral in &view.referrals {
        body = body.then(&super::handing::referral_card(request, referral, at));
    }
    body = body.then(&super::telling::told(l, &view.notices));
    if view.consents.is_empty() && view.referrals.is_empty() && view.notices.is_empty() {
        body = hint(l, "cases-staff-handing-none");
    }
    if writes {
        let mut ways = vec![link_button(l, &format!("{at}/refer"), "cases-staff-refer", Weight::Quiet)];
        ways.push(link_button(l, &super::voices::path(view.row.id), "cases-staff-voices", Weight::Quiet));
        if view.escalates {
            ways.push(link_button(l, &format!("{at}/notices"), "cases-staff-notice-title", Weight::Quiet));
        }
        body = body.then(&row(&ways));
    }
    section(l, "handing", "cases-staff-handing", "cases-staff-handing-hint", &body)
}

/// Who has access, and who did what.
fn access(request: &PageRequest, data: &CaseData, at: &str) -> Markup {
    let l = &request.locale;
    let view = &data.view;
    let with: Vec<Markup> = view
        .access
        .iter()
        .map(|access| {
            user(&access.who.name)
                .then(&Markup::text(" · "))
                .then(&user(&access.organisation.name))
                .then(&Markup::text(&format!(" · {} ", l.t("cases-staff-since"))))
                .then(&l.day(access.since))
        })
        .collect();
    let log: Vec<Markup> = view
        .log
        .iter()
        .map(|entry| {
            let who = entry.who.as_deref().map_or_else(|| Markup::text(&l.t("cases-staff-from-person")), user);
            Markup::text(&format!("{} ", l.t(entry.what)))
                .then(&Markup::trusted("<span class=\"small\">"))
                .then(&who)
                .then(&Markup::text(" · "))
                .then(&l.day(entry.at))
                .then(&Markup::trusted("</span>"))
        })
        .collect();
    let mut body = if with.is_empty() { hint(l, "cases-staff-access-triagers") } else { lines(&with) };
    body = body.then(&row(&[link_button(l, &format!("{at}/people"), "cases-staff-access-change", Weight::Quiet)]));
    if !log.is_empty() {
        body = body.then(&parts::folded(l, "cases-staff-log", false, &lines(&log)));
    }
    section(l, "access", "cases-staff-access", "cases-staff-access-hint", &body)
}

/// When the case goes.
fn keeping(l: &Locale, view: &CaseView, at: &str) -> Markup {
    let says = match &view.deletion {
        Deletion::Unless { day, .. } => Markup::trusted("<p>")
            .then(&Markup::text(&l.ta("cases-staff-kept-unless", &[("date", l.date(day.start()))])))
            .then(&Markup::trusted("</p>")),
        Deletion::Held(day) => warn(
            Tone::Waiting,
            &l.t("cases-staff-held"),
            &l.attribute("cases-staff-held-until", &[("date", l.date(day.start()))]),
        ),
        Deletion::On { day, .. } => Markup::trusted("<p>")
            .then(&Markup::text(&l.ta("cases-staff-deleted-on", &[("date", l.date(day.start()))])))
            .then(&Markup::trusted("</p>")),
    };
    let body = says.then(&row(&[link_button(l, &format!("{at}/keep"), "cases-staff-keep-change", Weight::Quiet)]));
    section(l, "keeping", "cases-staff-keeping", "cases-staff-keeping-hint", &body)
}

/// Tags, campaign, marking, merging.
fn order(request: &PageRequest, data: &CaseData, at: &str, writes: bool, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let view = &data.view;
    let f = Fields::new(l, None);
    let version = view.version.to_string();
    let mut body = Markup::empty();
    if !view.earlier.is_empty() {
        let earlier: Vec<Markup> =
            view.earlier.iter().map(|case| link(&path(*case), &code(&reference(*case)))).collect();
        body = body.then(&line(l, "cases-staff-earlier")).then(&lines(&earlier));
    }
    body = body.then(&campaigns::of_case(l, view));
    if writes {
        let tags = if data.typed.tags.is_empty() { view.row.tags.join(", ") } else { data.typed.tags.clone() };
        let markings: Vec<(String, String)> =
            saksi_base::Marking::ALL.iter().map(|m| (m.label().to_owned(), m.label().to_owned())).collect();
        let paps: Vec<(String, String)> =
            Pap::ALL.iter().map(|p| (p.label().to_owned(), p.label().to_owned())).collect();
        body = body
            .then(&fields::form(
                request,
                &format!("{at}/tags"),
                TagForm::PURPOSE,
                &[
                    f.hidden("seen", &version),
                    f.hidden("was", &view.row.tags.join(", ")),
                    f.text("tags", "cases-staff-tags", &tags).hint("cases-staff-tags-hint").longest(400).build(),
                    f.submit_named("", "", "cases-staff-save", Weight::Quiet),
                ],
            ))
            .then(&campaigns::form_of_case(request, data, at, problem))
            .then(&fields::form(
                request,
                &format!("{at}/marking"),
                MarkForm::PURPOSE,
                &[
                    f.hidden("seen", &version),
                    f.select("marking", "cases-staff-marking", view.marking.label(), &[])
                        .options(markings)
                        .hint("cases-staff-marking-hint")
                        .build(),
                    f.select("pap", "cases-staff-pap", view.pap.label(), &[])
                        .options(paps)
                        .hint("cases-staff-pap-hint")
                        .build(),
                    f.submit_named("", "", "cases-staff-save", Weight::Quiet),
                ],
            ))
            .then(&row(&[link_button(l, &format!("{at}/merge"), "cases-staff-merge", Weight::Quiet)]));
    }
    if body.is_empty() { body } else { section(l, "order", "cases-staff-order", "", &body) }
}

/// The text of a template for this case, its macros filled in, in a language; none where the template has no text at all.
pub(crate) fn filled(
    l: &Locale,
    view: &CaseView,
    template: &str,
    language: SiteLanguage,
    values: &BTreeMap<Macro, Value>,
) -> Option<String> {
    let template = view.templates.iter().find(|known| known.code == template)?;
    let (language, text) = template.text(language)?;
    let text = Text::parse(text).ok()?;
    let speaking = l.speaking(language);
    // A macro without a value stays as it stands, in braces, so that whoever answers sees what to fill in.
    let mut values = values.clone();
    for name in text.macros() {
        values.entry(name).or_insert_with(|| open_value(name));
    }
    let parts = text.fill(&values).ok()?;
    Some(
        parts
            .into_iter()
            .map(|part| match part {
                Filled::Words(words) => words.to_owned(),
                Filled::Value(_, Value::Text(text) | Value::Link(text)) => text.clone(),
                Filled::Value(name, Value::Moment(at)) if *at == NO_MOMENT => format!("{{{}}}", name.name()),
                Filled::Value(Macro::DeletedOn, Value::Moment(at)) => speaking.date(*at),
                Filled::Value(_, Value::Moment(at)) => saksi_web::without_isolates(&speaking.date_time(*at)),
                Filled::Value(name, Value::Number(number)) if *number < 0 => format!("{{{}}}", name.name()),
                Filled::Value(_, Value::Number(number)) => speaking.number(*number),
            })
            .collect(),
    )
}

/// Stands for a moment that is not known.
const NO_MOMENT: Timestamp = Timestamp(i64::MIN);

fn open_value(name: Macro) -> Value {
    use crate::model::reply::Kind;
    let braces = format!("{{{}}}", name.name());
    match name.kind() {
        Kind::Text => Value::Text(braces),
        Kind::Link => Value::Link(braces),
        Kind::Moment => Value::Moment(NO_MOMENT),
        Kind::Number => Value::Number(-1),
    }
}

/// `GET /cases/{case}`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    render(&staff, view, Typed::default(), Markup::empty(), None).await
}

/// The page of a case, with what was typed where something was wrong.
pub(crate) async fn render(
    staff: &Staff,
    view: CaseView,
    typed: Typed,
    conflict: Markup,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let data = CaseData { view, key: keys::state(staff).await?, reader: staff.member.person, typed, conflict };
    let page = CasePage::new(&staff.request, &data, problem);
    // The title stands in the browser's history and in its window: nothing that was written may be in it.
    let title = staff.l().attribute("cases-staff-case-title", &[("reference", reference(data.view.row.id))]);
    let mut shell = Shell::staff(&staff.request, title).split();
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

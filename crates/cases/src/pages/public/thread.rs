//! One case, as the person who asked for help sees it. The same page for both ways: opened here, or with places that the
//! browser fills in.

use askama::Template;
use saksi_base::clock::HOUR;
use saksi_base::{Problem, Timestamp};
use saksi_escalations::actions::sealed::Told;
use saksi_escalations::model::Outcome;
use saksi_web::{
    Arg, Locale, Markup, PageError, PageRequest, Response, Tone, Weight, badge, escape, notice, user, user_block,
};

use super::ask::base64;
use super::deeds;
use super::files::{file_form, files_form, unfinished};
use super::frame::{Bearer, Typed, leave_bar, shell};
use crate::Cases;
use crate::actions::ConsentRequest;
use crate::actions::returning::{self, Arrival, KeptUntil, Offered, Party, PublicState, Thread};
use crate::model::calendar::Day;
use crate::model::case::{Author, ConsentAnswer, ConsentState, FileRow, RecordKind, SealingMode, Visit, VisitKind};
use crate::model::consent::{Extent, Field, Purpose};
use crate::model::referral::ReferralState;
use crate::model::words::ServiceKind;

/// What only the browser can open.
pub(super) struct Sealed {
    pub(super) case: String,
    /// Wraps of the case's key, in base64url, with a space between.
    pub(super) wraps: String,
}

/// One entry of the thread.
pub(super) struct EntryView {
    pub(super) record: String,
    pub(super) own: bool,
    pub(super) heading: String,
    pub(super) text: Option<Markup>,
    /// Fields for the browser to open: name and sealed bytes in base64url.
    pub(super) sealed: Vec<(String, String)>,
    pub(super) file: Option<Markup>,
    pub(super) consent: Option<Markup>,
}

#[derive(Template)]
#[template(path = "public/help_thread.html")]
pub(super) struct ThreadPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    pub(super) sealed: Option<Sealed>,
    pub(super) said: Option<Markup>,
    pub(super) state: String,
    pub(super) entries: Vec<EntryView>,
    pub(super) write: Markup,
    pub(super) offer: Option<Markup>,
    pub(super) files: Markup,
    pub(super) visits: Vec<String>,
    pub(super) parties: Vec<String>,
    /// Organisations that were asked to help.
    pub(super) offered: Vec<Markup>,
    pub(super) kept: String,
    pub(super) delete: Markup,
    pub(super) proof: Markup,
    pub(super) dictionary: Vec<(String, String)>,
}

/// That something was done.
pub(super) fn done(l: &Locale, message: &str) -> Markup {
    notice(Tone::Done, &l.t(message), &Markup::empty())
}

/// A day in words, the same in every zone.
pub(super) fn day(l: &Locale, day: Day) -> String {
    l.date(Timestamp(day.start().0 + 12 * HOUR))
}

/// Looks the case up and shows it. `said` names what was just done; `problem` belongs to the form for writing.
pub(super) async fn show(
    cases: &Cases,
    request: &PageRequest,
    typed: &Typed,
    bearer: &Bearer,
    said: Option<Markup>,
    problem: Option<(&Problem, &str)>,
) -> Result<Response, PageError> {
    let page = match bearer {
        Bearer::Sealed(_, proof) => {
            let arrival = returning::arrive(cases, proof, SealingMode::Browser).await?;
            sealed_page(request, typed, &arrival, said, problem)
        }
        Bearer::Words(receipt, proof) => {
            let arrival = returning::arrive(cases, proof, SealingMode::Server).await?;
            let thread = returning::open(receipt, &arrival)?;
            opened_page(request, typed, &arrival, &thread, said, problem)
        }
    };
    let shell = shell(request);
    match problem {
        None => shell.render(&page),
        Some((problem, _)) => shell.problem(problem).render(&page),
    }
}

/// The page for a browser that opens by itself.
pub(super) fn sealed_page(
    request: &PageRequest,
    typed: &Typed,
    arrival: &Arrival,
    said: Option<Markup>,
    problem: Option<(&Problem, &str)>,
) -> ThreadPage {
    let l = &request.locale;
    let entries = arrival
        .entries
        .iter()
        .filter(|entry| is_there(entry.file.as_ref()))
        .map(|entry| EntryView {
            record: entry.record.to_string(),
            own: entry.from == Author::Person,
            heading: heading(l, entry.kind, entry.from, entry.day),
            text: None,
            sealed: entry
                .texts
                .iter()
                .filter(|(field, _)| matches!(field.as_str(), "text" | "name" | "request") && shows(entry.kind, field))
                .map(|(field, sealed)| (field.clone(), base64(sealed.as_bytes())))
                .collect(),
            file: entry.file.as_ref().map(|row| {
                if row.done {
                    file_form(request, typed, entry.record, None, Some((&row.header.to_bytes(), row.chunks)))
                } else {
                    unfinished(l, None)
                }
            }),
            // Until when it holds is sealed: the browser says that it is over.
            consent: entry.consent.map(|state| consent(request, typed, &entry.record.to_string(), state, None)),
        })
        .collect();
    let wraps: Vec<String> = arrival.wraps.iter().map(|wrap| base64(wrap.as_bytes())).collect();
    let sealed = Some(Sealed { case: arrival.case.to_string(), wraps: wraps.join(" ") });
    page(request, typed, arrival, Shown { sealed, entries }, said, problem)
}

/// Whether an entry is there to see: a file is when all of it has come.
fn is_there(file: Option<&FileRow>) -> bool {
    file.is_none_or(|row| row.done)
}

/// Whether a field is shown: how the person wants to be called is a field of the request, and a file's name one of the file.
fn shows(kind: RecordKind, field: &str) -> bool {
    field != "name" || kind == RecordKind::File
}

/// The page for somebody whose words the server has for this one answer.
pub(super) fn opened_page(
    request: &PageRequest,
    typed: &Typed,
    arrival: &Arrival,
    thread: &Thread,
    said: Option<Markup>,
    problem: Option<(&Problem, &str)>,
) -> ThreadPage {
    let l = &request.locale;
    let asked = EntryView {
        record: arrival.filing.to_string(),
        own: true,
        heading: heading(l, RecordKind::Filing, Author::Person, arrival.day),
        text: (!thread.request.text.is_empty()).then(|| user_block(&thread.request.text)),
        sealed: Vec::new(),
        file: None,
        consent: None,
    };
    let whole = thread.entries.iter().filter(|entry| is_there(entry.file.as_ref().map(|(_, row)| row)));
    let written = whole.map(|entry| {
        let question = entry.consent.as_ref().map(|(question, _)| request_words(l, question));
        let damaged = entry.damaged.then(|| notice(Tone::Danger, &l.t("cases-script-unopened"), &Markup::empty()));
        EntryView {
            record: entry.record.to_string(),
            own: entry.from == Author::Person,
            heading: heading(l, entry.kind, entry.from, entry.day),
            text: (!entry.text.is_empty()).then(|| user_block(&entry.text)).or(question).or(damaged),
            sealed: Vec::new(),
            file: entry.file.as_ref().map(|(about, row)| {
                if row.done {
                    file_form(request, typed, entry.record, Some(&about.name), None)
                } else {
                    unfinished(l, Some(&about.name))
                }
            }),
            consent: entry
                .consent
                .as_ref()
                .map(|(asked, state)| consent(request, typed, &entry.record.to_string(), *state, asked.ends)),
        }
    });
    let entries = std::iter::once(asked).chain(written).collect();
    page(request, typed, arrival, Shown { sealed: None, entries }, said, problem)
}

struct Shown {
    sealed: Option<Sealed>,
    entries: Vec<EntryView>,
}

fn page(
    request: &PageRequest,
    typed: &Typed,
    arrival: &Arrival,
    shown: Shown,
    said: Option<Markup>,
    problem: Option<(&Problem, &str)>,
) -> ThreadPage {
    let l = &request.locale;
    // The offer stands until the person has said something about it.
    let offered = arrival.said.iter().all(|(_, kind)| *kind != ServiceKind::Psychosocial);
    let dictionary = shown.sealed.as_ref().map(|_| dictionary(l)).unwrap_or_default();
    ThreadPage {
        leave: leave_bar(l),
        sealed: shown.sealed,
        said,
        state: l.t(state_message(arrival.state)),
        entries: shown.entries,
        write: deeds::write_form(request, typed, problem),
        offer: (offered && arrival.state != PublicState::Merged).then(|| deeds::offer_form(request, typed)),
        files: files_form(request, typed, None),
        visits: arrival.visits.iter().map(|visit| visit_line(l, visit)).collect(),
        offered: (arrival.referrals.iter().map(|offered| offered_line(request, typed, offered)))
            .chain(arrival.notices.iter().map(|told| told_line(l, told)))
            .collect(),
        parties: arrival.parties.iter().map(|party| party_line(l, party)).collect(),
        kept: kept(l, arrival.keeping),
        delete: deeds::delete_form(request, typed, None),
        proof: deeds::proof_form(request, typed),
        dictionary,
        l: l.clone(),
    }
}

/// When the case is deleted.
fn kept(l: &Locale, keeping: KeptUntil) -> String {
    match keeping {
        KeptUntil::Day(on) => l.ta("cases-kept-until", &[("date", day(l, on))]),
        KeptUntil::Unless(on) => l.ta("cases-kept-unless", &[("date", day(l, on))]),
        KeptUntil::Held => l.t("cases-kept-held"),
    }
}

const fn state_message(state: PublicState) -> &'static str {
    match state {
        PublicState::Waiting => "cases-state-waiting",
        PublicState::Open => "cases-state-open",
        PublicState::Closed => "cases-state-closed",
        PublicState::Merged => "cases-state-merged",
    }
}

fn heading(l: &Locale, kind: RecordKind, from: Author, on: Day) -> String {
    let message = match from {
        Author::Staff if kind == RecordKind::Kept => "cases-entry-kept",
        Author::Person => "cases-entry-you",
        Author::Staff => "cases-entry-helpers",
        Author::Server => "cases-entry-system",
    };
    l.ta(message, &[("date", day(l, on))])
}

const fn visit_message(what: VisitKind) -> &'static str {
    match what {
        VisitKind::Opened => "cases-visit-opened",
        VisitKind::Answered => "cases-visit-answered",
        VisitKind::Changed => "cases-visit-changed",
        VisitKind::Assigned => "cases-visit-assigned",
        VisitKind::Revoked => "cases-visit-revoked",
        VisitKind::Referred => "cases-visit-referred",
        VisitKind::Noticed => "cases-visit-noticed",
        VisitKind::FileOpened => "cases-visit-file-opened",
        VisitKind::Merged => "cases-visit-merged",
        VisitKind::WordsSent => "cases-visit-words-sent",
        VisitKind::EvidenceKept => "cases-visit-evidence",
        VisitKind::VoiceReleased => "cases-visit-voice",
    }
}

fn visit_line(l: &Locale, visit: &Visit) -> String {
    let (on, what) = (Arg::from(day(l, visit.day)), Arg::from(l.t(visit_message(visit.what))));
    match &visit.organisation {
        None => l.ta("cases-visit-own", &[("date", on), ("what", what)]),
        Some((_, name)) => l.ta(
            "cases-visit",
            &[
                ("date", on),
                ("what", what),
                ("who", Arg::from(visit.who.as_str())),
                ("organisation", Arg::from(name.as_str())),
            ],
        ),
    }
}

/// Whose people can open the case now, in a sentence or two.
fn party_line(l: &Locale, party: &Party) -> String {
    let (name, since) = (Arg::from(party.name.as_str()), Arg::from(day(l, party.since)));
    let count = Arg::from(i64::try_from(party.people).unwrap_or(i64::MAX));
    let mut line = if party.waits {
        l.ta("cases-party-waits", &[("organisation", name), ("date", since)])
    } else {
        l.ta("cases-party", &[("organisation", name), ("date", since), ("count", count)])
    };
    if party.recoverable {
        line.push(' ');
        line.push_str(&l.t("cases-party-recoverable"));
    }
    line
}

/// An organisation that was asked to help, and the question whether it reached the person.
fn offered_line(request: &PageRequest, typed: &Typed, offered: &Offered) -> Markup {
    let l = &request.locale;
    let state = l.t(offered.state.message());
    let name = Arg::from(offered.receiver.as_str());
    let date = Arg::from(day(l, offered.day));
    let line = l.ta("cases-offered", &[("organisation", name), ("date", date), ("state", Arg::from(state))]);
    let line = Markup::trusted(format!("<p>{}</p>", escape(&line)));
    match (offered.state, offered.reached) {
        (ReferralState::Accepted, None) => line.then(&deeds::reached_form(request, typed, offered.id)),
        _ => line,
    }
}

/// A notice to a platform that went out with something of the case: to whom, when, how it stands; after a withdrawal, that it had gone.
fn told_line(l: &Locale, told: &Told) -> Markup {
    let noon = |at: Timestamp| day(l, Day::of(at));
    let platform = || Arg::from(told.addressee_name.as_str());
    let date = Arg::from(told.sent_at.map(noon).unwrap_or_default());
    let line = match told.withdrawn_on {
        Some(on) => l.ta(
            "cases-told-withdrawn",
            &[("platform", platform()), ("date", date), ("withdrawn", Arg::from(noon(on)))],
        ),
        None => {
            let outcome = told.outcome.as_deref().and_then(Outcome::from_code).filter(|outcome| outcome.is_decision());
            let state = match outcome {
                _ if told.appeal.as_deref() == Some("open") => "cases-told-appealed",
                Some(outcome) if outcome.is_action() => "cases-told-acted",
                Some(_) => "cases-told-not-acted",
                None if told.receipt_at.is_some() => "cases-told-received",
                None => "cases-told-waiting",
            };
            l.ta("cases-told", &[("platform", platform()), ("date", date), ("state", Arg::from(l.t(state)))])
        }
    };
    Markup::trusted(format!("<p>{}</p>", escape(&line)))
}

/// What helpers ask for, in sentences.
fn request_words(l: &Locale, asked: &ConsentRequest) -> Markup {
    let mut markup = Markup::trusted(format!("<p>{}: ", escape(&l.t(asked.purpose.message()))))
        .then(&if asked.receiver_name.is_empty() {
            Markup::text(&l.t("cases-any-platform"))
        } else {
            user(&asked.receiver_name)
        })
        .then(&Markup::trusted("</p>"));
    // Of a testimony nothing passes but the words below, which everybody may read then.
    if asked.purpose == Purpose::Testimony {
        markup = markup.then(&Markup::trusted(format!("<p>{}</p>", escape(&l.t("cases-testimony-how")))));
    }
    match &asked.extent {
        _ if asked.purpose == Purpose::Testimony => {}
        Extent::Whole => {
            markup = markup.then(&Markup::trusted(format!("<p>{}</p>", escape(&l.t("cases-extent-whole")))));
        }
        Extent::Extract { fields } => {
            let lines: Markup = fields
                .iter()
                .map(|field| Markup::trusted(format!("<li>{}</li>", escape(&l.t(field.message())))))
                .collect();
            markup = markup
                .then(&Markup::trusted(format!("<p>{}</p><ul>{lines}</ul>", escape(&l.t("cases-extent-extract")))));
        }
    }
    if let Some(ends) = asked.ends {
        let until = l.ta("cases-consent-until", &[("date", l.date(ends))]);
        markup = markup.then(&Markup::trusted(format!("<p>{}</p>", escape(&until))));
    }
    if asked.words.is_empty() { markup } else { markup.then(&user_block(&asked.words)) }
}

/// The words that the browser needs to say what a sealed request asks for.
fn dictionary(l: &Locale) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> =
        Purpose::ALL.iter().map(|entry| (format!("purpose-{}", entry.code()), l.t(entry.message()))).collect();
    list.extend(Field::ALL.iter().map(|entry| (format!("field-{}", entry.code()), l.t(entry.message()))));
    list.push(("any-platform".to_owned(), l.t("cases-any-platform")));
    list.push(("until".to_owned(), l.attribute("cases-consent-until", &[("date", "{date}")])));
    list.push(("over".to_owned(), l.t("cases-consent-over")));
    list.push(("testimony-how".to_owned(), l.t("cases-testimony-how")));
    list.push(("extent-whole".to_owned(), l.t("cases-extent-whole")));
    list.push(("extent-extract".to_owned(), l.t("cases-extent-extract")));
    list
}

/// Where a request for consent stands, and what can be done about it.
fn consent(request: &PageRequest, typed: &Typed, record: &str, state: ConsentState, ends: Option<Timestamp>) -> Markup {
    let l = &request.locale;
    if ends.is_some_and(|ends| ends <= l.now()) && matches!(state.answer, None | Some(ConsentAnswer::Yes)) {
        return badge(l, Tone::Plain, "cases-consent-over");
    }
    let button =
        |value: &str, label: &str, weight: Weight| deeds::consent_button(request, typed, record, value, label, weight);
    match state.answer {
        None => Markup::trusted("<div class=\"actions\">")
            .then(&button("yes", "cases-consent-yes", Weight::Main))
            .then(&button("no", "cases-consent-no", Weight::Quiet))
            .then(&Markup::trusted("</div>")),
        Some(ConsentAnswer::Yes) => badge(l, Tone::Done, "cases-consent-given").then(&button(
            "withdraw",
            "cases-consent-withdraw",
            Weight::Quiet,
        )),
        Some(ConsentAnswer::No) => badge(l, Tone::Plain, "cases-consent-declined"),
        Some(ConsentAnswer::Withdrawn) => badge(l, Tone::Plain, "cases-consent-taken-back"),
    }
}

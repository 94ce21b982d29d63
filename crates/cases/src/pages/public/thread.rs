//! One case, as the person who asked for help sees it. The same page for both ways: opened here, or with places that the
//! browser fills in.

use askama::Template;
use saksi_base::clock::HOUR;
use saksi_base::{Problem, Timestamp};
use saksi_web::{
    Arg, Locale, Markup, PageError, PageRequest, Response, Tone, Weight, badge, escape, fields, notice, user, user_block,
};

use super::ask::base64;
use super::deeds;
use super::files::{file_form, files_form};
use super::frame::{Bearer, Typed, leave_bar, shell};
use crate::Cases;
use crate::actions::filing::SealingMode;
use crate::actions::returning::{self, Arrival, ConsentState, From, PublicState, SealedEntry, Thread, Visit, VisitKind};
use crate::model::calendar::Day;
use crate::model::consent::{Extent, Field, Purpose};
use crate::model::service::ServiceState;
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
    pub(super) visits: Vec<Markup>,
    pub(super) handed: Vec<Markup>,
    pub(super) kept: Option<String>,
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
    let proof = bearer.proof();
    let page = match bearer {
        Bearer::Sealed(..) => {
            let arrival = returning::arrive(cases, &proof, SealingMode::Browser).await?;
            sealed_page(request, typed, &arrival, said, problem)
        }
        Bearer::Words(receipt) => {
            let arrival = returning::arrive(cases, &proof, SealingMode::Server).await?;
            let thread = returning::open(cases, receipt, &arrival)?;
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
        .map(|entry| EntryView {
            record: entry.record.to_string(),
            own: entry.from == From::Person,
            heading: heading(l, entry.from, entry.day),
            text: None,
            sealed: entry
                .texts
                .iter()
                .filter(|(field, _)| matches!(field.as_str(), "text" | "name" | "request"))
                .map(|(field, sealed)| (field.clone(), base64(sealed.as_bytes())))
                .collect(),
            file: entry.file.as_ref().map(|row| {
                file_form(request, typed, entry.record, None, Some((&row.header.to_bytes(), row.chunks)))
            }),
            consent: entry.consent.as_ref().map(|state| consent(request, typed, entry, *state)),
        })
        .collect();
    let wraps: Vec<String> = arrival.wraps.iter().map(|wrap| base64(wrap.as_bytes())).collect();
    let sealed = Some(Sealed { case: arrival.case.to_string(), wraps: wraps.join(" ") });
    page(request, typed, arrival, Shown { sealed, entries, offer: true }, said, problem)
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
    let entries = thread
        .entries
        .iter()
        .map(|entry| {
            let row = arrival.entries.iter().find(|row| row.record == entry.record);
            let asked = entry.consent.as_ref().map(|(asked, _)| request_words(l, asked));
            EntryView {
                record: entry.record.to_string(),
                own: entry.from == From::Person,
                heading: heading(l, entry.from, entry.day),
                text: (!entry.text.is_empty()).then(|| user_block(&entry.text)).or(asked),
                sealed: Vec::new(),
                file: entry
                    .file
                    .as_ref()
                    .map(|file| file_form(request, typed, entry.record, Some(&file.name), None)),
                consent: row.zip(entry.consent.as_ref()).map(|(row, (_, state))| consent(request, typed, row, *state)),
            }
        })
        .collect();
    let offer = thread
        .services
        .iter()
        .any(|service| service.kind == ServiceKind::Psychosocial && service.state == ServiceState::Offered);
    page(request, typed, arrival, Shown { sealed: None, entries, offer }, said, problem)
}

struct Shown {
    sealed: Option<Sealed>,
    entries: Vec<EntryView>,
    offer: bool,
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
    let dictionary = shown.sealed.as_ref().map(|_| dictionary(l)).unwrap_or_default();
    ThreadPage {
        leave: leave_bar(l),
        sealed: shown.sealed,
        said,
        state: l.t(state_message(arrival.state)),
        entries: shown.entries,
        write: deeds::write_form(request, typed, problem),
        offer: (shown.offer && arrival.state != PublicState::Merged).then(|| deeds::offer_form(request, typed)),
        files: files_form(request, typed, None),
        visits: arrival.visits.iter().map(|visit| visit_line(l, visit)).collect(),
        handed: arrival.referrals.iter().map(|(party, state)| handed_line(l, &party.name, state.message())).collect(),
        kept: arrival.delete_on.map(|on| l.ta("cases-kept-until", &[("date", day(l, on))])),
        delete: deeds::delete_form(request, typed, None),
        proof: deeds::proof_form(request, typed),
        dictionary,
        l: l.clone(),
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

fn heading(l: &Locale, from: From, on: Day) -> String {
    let message = match from {
        From::Person => "cases-entry-you",
        From::Helpers => "cases-entry-helpers",
        From::System => "cases-entry-system",
    };
    l.ta(message, &[("date", day(l, on))])
}

fn visit_line(l: &Locale, visit: &Visit) -> Markup {
    let message = match visit.what {
        VisitKind::WordsSent => "cases-visit-words-sent",
        VisitKind::Opened => "cases-visit-opened",
        _ => "cases-visit-given",
    };
    // One sentence, so that every language can order it; the name of the organisation is its own.
    let words = l.ta(
        message,
        &[
            ("date", Arg::from(day(l, visit.day))),
            ("who", Arg::from(visit.who.as_str())),
            ("organisation", Arg::from(visit.name.as_str())),
        ],
    );
    Markup::trusted(escape(&words))
}

fn handed_line(l: &Locale, name: &str, state: &str) -> Markup {
    user(name).then(&Markup::trusted(": ")).then(&Markup::trusted(escape(&l.t(state))))
}

/// What helpers ask for, in sentences.
fn request_words(l: &Locale, asked: &returning::ConsentRequest) -> Markup {
    let mut markup = Markup::trusted(format!("<p>{}</p>", escape(&l.t(asked.purpose.message()))));
    match &asked.extent {
        Extent::Whole => {
            markup = markup.then(&Markup::trusted(format!("<p>{}</p>", escape(&l.t("cases-extent-whole")))));
        }
        Extent::Extract { fields } => {
            let lines: String = fields.iter().map(|field| format!("<li>{}</li>", escape(&l.t(field.message())))).collect();
            markup = markup.then(&Markup::trusted(format!(
                "<p>{}</p><ul>{lines}</ul>",
                escape(&l.t("cases-extent-extract"))
            )));
        }
    }
    if asked.text.is_empty() { markup } else { markup.then(&user_block(&asked.text)) }
}

/// The words that the browser needs to say what a sealed request asks for.
fn dictionary(l: &Locale) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> =
        Purpose::ALL.iter().map(|entry| (format!("purpose-{}", entry.code()), l.t(entry.message()))).collect();
    list.extend(Field::ALL.iter().map(|entry| (format!("field-{}", entry.code()), l.t(entry.message()))));
    list.push(("extent-whole".to_owned(), l.t("cases-extent-whole")));
    list.push(("extent-extract".to_owned(), l.t("cases-extent-extract")));
    list
}

/// Where a request for consent stands, and what can be done about it.
fn consent(request: &PageRequest, typed: &Typed, entry: &SealedEntry, state: ConsentState) -> Markup {
    let l = &request.locale;
    let record = entry.record.to_string();
    let answer = |value: &str, label: &str, weight: Weight| deeds::consent_button(request, typed, &record, value, label, weight);
    let actions = |buttons: Markup| Markup::trusted(format!("<div class=\"actions\">{buttons}</div>"));
    match state {
        ConsentState::Asked => actions(
            answer("yes", "cases-consent-yes", Weight::Main).then(&answer("no", "cases-consent-no", Weight::Quiet)),
        ),
        ConsentState::Given => {
            badge(l, Tone::Done, "cases-consent-given").then(&actions(answer("withdraw", "cases-consent-withdraw", Weight::Quiet)))
        }
        ConsentState::Declined => badge(l, Tone::Plain, "cases-consent-declined"),
        ConsentState::Withdrawn => badge(l, Tone::Plain, "cases-consent-taken-back"),
        ConsentState::Ended => badge(l, Tone::Plain, "cases-consent-over"),
    }
}

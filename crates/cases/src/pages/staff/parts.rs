//! Parts that the work pages share: how a status, a clock, a priority is said; sections, tables, lists of choices.

use std::fmt::Write as _;

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{LanguageTag, SiteLanguage};
use saksi_web::fields::Weight;
use saksi_web::{Locale, Markup, Tone, badge, badge_text, escape, user};

use super::views::{ClockView, KeyState};
use crate::model::clocks::ClockState;
use crate::model::passing::{Outward, Pap};
use crate::model::priority::{Level, Priority, reason_message};
use crate::model::service::ServiceState;
use crate::model::status::Status;
use crate::model::vocabulary::{Offered, Vocabulary};
use crate::model::words::Choice;

const MINUTE: i64 = HOUR / 60;

/// A length of time in the largest unit that fits, rounded down: "40 minutes", "3 hours", "2 days".
pub(crate) fn length(l: &Locale, microseconds: i64) -> String {
    match microseconds.abs() {
        m if m < HOUR => l.ta("cases-staff-minutes", &[("count", m / MINUTE)]),
        m if m < 2 * DAY => l.ta("cases-staff-hours", &[("count", m / HOUR)]),
        m => l.ta("cases-staff-days", &[("count", m / DAY)]),
    }
}

/// What a clock shows, in words that say how long, with a shape: "First answer due in 40 minutes".
pub(crate) fn clock(l: &Locale, view: &ClockView) -> Markup {
    let name = l.t(view.kind.message());
    let tone = match view.state {
        ClockState::Running | ClockState::Paused => Tone::Plain,
        ClockState::Reminded | ClockState::Escalated => Tone::Waiting,
        ClockState::Missed => Tone::Danger,
        ClockState::Met => Tone::Done,
    };
    let says = match (view.state, view.due, view.stopped) {
        (ClockState::Met, ..) => l.attribute("cases-staff-clock-met", &[("clock", name.as_str())]),
        (ClockState::Paused, ..) => l.attribute("cases-staff-clock-paused", &[("clock", name.as_str())]),
        (ClockState::Missed, Some(due), Some(stopped)) => l.attribute(
            "cases-staff-clock-late",
            &[("clock", name.as_str()), ("length", length(l, stopped.since(due)).as_str())],
        ),
        (ClockState::Missed, Some(due), None) => l.attribute(
            "cases-staff-clock-over",
            &[("clock", name.as_str()), ("length", length(l, l.now().since(due)).as_str())],
        ),
        (ClockState::Missed, None, _) => l.attribute("cases-staff-clock-missed", &[("clock", name.as_str())]),
        (ClockState::Escalated, Some(due), _) => l.attribute(
            "cases-staff-clock-escalated",
            &[("clock", name.as_str()), ("length", length(l, due.since(l.now())).as_str())],
        ),
        (ClockState::Reminded, Some(due), _) => l.attribute(
            "cases-staff-clock-reminded",
            &[("clock", name.as_str()), ("length", length(l, due.since(l.now())).as_str())],
        ),
        (_, Some(due), _) => l.attribute(
            "cases-staff-clock-due",
            &[("clock", name.as_str()), ("length", length(l, due.since(l.now())).as_str())],
        ),
        (_, None, _) => l.attribute("cases-staff-clock-no-end", &[("clock", name.as_str())]),
    };
    badge_text(tone, &says)
}

/// The clocks that still matter in a list: those that run, and those that were missed and are not done.
pub(crate) fn pressing(clocks: &[ClockView]) -> impl Iterator<Item = &ClockView> {
    clocks.iter().filter(|view| view.stopped.is_none() && !matches!(view.state, ClockState::Met))
}

/// How urgent, with a shape.
pub(crate) fn level(l: &Locale, level: Level) -> Markup {
    let tone = match level {
        Level::Urgent => Tone::Danger,
        Level::High => Tone::Waiting,
        Level::Usual => Tone::Plain,
    };
    badge(l, tone, level.message())
}

/// Why it is so urgent: "Not safe now, Under 18". Reasons of an organisation's own rules are shown by their code.
pub(crate) fn reasons(l: &Locale, priority: &Priority) -> Option<String> {
    let words: Vec<String> = priority
        .reasons
        .iter()
        .map(|reason| reason_message(&reason.reason).map_or_else(|| reason.reason.clone(), |message| l.t(message)))
        .collect();
    (!words.is_empty()).then(|| l.list(&words))
}

/// The message that says to those who work where a case stands.
pub(crate) const fn status_message(status: Status) -> &'static str {
    match status {
        Status::Received => "cases-staff-status-received",
        Status::Assigned => "cases-staff-status-assigned",
        Status::Working => "cases-staff-status-working",
        Status::WaitingForPerson => "cases-staff-status-waiting-for-person",
        Status::WaitingForOthers => "cases-staff-status-waiting-for-others",
        Status::Resolved => "cases-staff-status-resolved",
        Status::Closed => "cases-staff-status-closed",
        Status::Merged => "cases-staff-status-merged",
        Status::Deleted => "cases-staff-status-deleted",
    }
}

/// Where a case stands.
pub(crate) fn status(l: &Locale, status: Status) -> Markup {
    let tone = match status {
        Status::Received => Tone::Waiting,
        Status::Resolved | Status::Closed => Tone::Done,
        Status::Deleted => Tone::Danger,
        Status::Assigned | Status::Working | Status::WaitingForPerson | Status::WaitingForOthers | Status::Merged => {
            Tone::Plain
        }
    };
    badge(l, tone, status_message(status))
}

/// How far a service is.
pub(crate) fn service_state(l: &Locale, state: ServiceState) -> Markup {
    let tone = match state {
        ServiceState::Wanted => Tone::Waiting,
        ServiceState::Ended => Tone::Done,
        ServiceState::Offered | ServiceState::Given | ServiceState::Declined => Tone::Plain,
    };
    badge(l, tone, state.message())
}

/// A part of a page under a heading. `heading` and `hint` are messages; an empty hint says nothing.
pub(crate) fn section(l: &Locale, id: &str, heading: &str, hint: &str, body: &Markup) -> Markup {
    let hint = if hint.is_empty() { String::new() } else { format!("<p class=\"hint\">{}</p>", escape(&l.t(hint))) };
    Markup::trusted(format!(
        "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{}</h2>{hint}{body}</section>",
        escape(&l.t(heading))
    ))
}

/// What is folded away until somebody asks for it. `summary` is a message.
pub(crate) fn folded(l: &Locale, summary: &str, open: bool, body: &Markup) -> Markup {
    let open = if open { " open" } else { "" };
    Markup::trusted(format!("<details{open}><summary>{}</summary>{body}</details>", escape(&l.t(summary))))
}

/// A paragraph that is a message.
pub(crate) fn line(l: &Locale, message: &str) -> Markup {
    Markup::trusted(format!("<p>{}</p>", escape(&l.t(message))))
}

/// A quiet paragraph that is a message.
pub(crate) fn hint(l: &Locale, message: &str) -> Markup {
    Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&l.t(message))))
}

/// Pairs of what and which, as a list of facts. What is empty is left out.
pub(crate) fn facts(pairs: &[(String, Markup)]) -> Markup {
    let mut html = String::from("<dl class=\"facts\">");
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(html, "<dt>{}</dt><dd>{value}</dd>", escape(name));
    }
    html.push_str("</dl>");
    Markup::trusted(html)
}

/// A table, wide ones with a scroll of their own. Headings are messages; cells are markup.
pub(crate) fn table(l: &Locale, caption: &str, headings: &[&str], rows: &[Vec<Markup>]) -> Markup {
    let caption = escape(&l.t(caption));
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table><caption>{caption}</caption><thead><tr>"
    );
    for heading in headings {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(&l.t(heading)));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let _ = if place == 0 {
                write!(html, "<th scope=\"row\">{cell}</th>")
            } else {
                write!(html, "<td>{cell}</td>")
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    Markup::trusted(html)
}

/// A table whose rows become cards on a narrow screen, each cell with its heading. The roles keep it a table to screen readers, which
/// forget that once a style sheet shows its parts as blocks.
pub(crate) fn table_or_cards(l: &Locale, caption: &str, headings: &[&str], rows: &[Vec<Markup>]) -> Markup {
    let words: Vec<String> = headings.iter().map(|heading| escape(&l.t(heading))).collect();
    let mut html = format!("<table class=\"cards-narrow\" role=\"table\"><caption>{}</caption>", escape(&l.t(caption)));
    html.push_str("<thead role=\"rowgroup\"><tr role=\"row\">");
    for heading in &words {
        let _ = write!(html, "<th scope=\"col\" role=\"columnheader\">{heading}</th>");
    }
    html.push_str("</tr></thead><tbody role=\"rowgroup\">");
    for row in rows {
        html.push_str("<tr role=\"row\">");
        for (place, (cell, heading)) in row.iter().zip(&words).enumerate() {
            let _ = if place == 0 {
                write!(html, "<th scope=\"row\" role=\"rowheader\">{cell}</th>")
            } else {
                write!(html, "<td role=\"cell\" data-heading=\"{heading}\">{cell}</td>")
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
    Markup::trusted(html)
}

/// An unordered list.
pub(crate) fn lines(items: &[Markup]) -> Markup {
    let mut html = String::from("<ul class=\"lines\">");
    for item in items {
        let _ = write!(html, "<li>{item}</li>");
    }
    html.push_str("</ul>");
    Markup::trusted(html)
}

/// A card with a heading of the third level; `label` is plain text.
pub(crate) fn card(label: &Markup, body: &Markup) -> Markup {
    Markup::trusted(format!("<article class=\"card\"><h3>{label}</h3>{body}</article>"))
}

/// A card that stands right under the page's title.
pub(crate) fn top_card(label: &Markup, body: &Markup) -> Markup {
    Markup::trusted(format!("<article class=\"card\"><h2>{label}</h2>{body}</article>"))
}

/// Something that went wrong or needs attention, said on the page. Both are plain text.
pub(crate) fn warn(tone: Tone, title: &str, body: &str) -> Markup {
    saksi_web::notice(tone, title, &Markup::trusted(format!("<p>{}</p>", escape(body))))
}

/// Why a case's marking does not let something be done, and where it is marked anew; nothing where it does.
pub(crate) fn refused_by_marking(l: &Locale, pap: Pap, outward: Outward, case: &str) -> Markup {
    if pap.lets(outward) {
        return Markup::empty();
    }
    let says = l.ta(outward.refused(), &[("pap", pap.label()), ("needed", outward.needs().label())]);
    let way = link_button(l, &format!("{case}#order"), "cases-staff-pap-change", Weight::Quiet);
    warn(Tone::Waiting, &l.t("cases-staff-pap-stops"), &says).then(&row(&[way]))
}

/// A link that looks like a button. `label` is a message.
pub(crate) fn link_button(l: &Locale, path: &str, label: &str, weight: Weight) -> Markup {
    let class = match weight {
        Weight::Main => "button",
        Weight::Quiet => "button quiet",
        Weight::Danger => "button danger",
    };
    Markup::trusted(format!("<a class=\"{class}\" href=\"{}\">{}</a>", escape(path), escape(&l.t(label))))
}

/// A link in a line of text. `label` is markup.
pub(crate) fn link(path: &str, label: &Markup) -> Markup {
    Markup::trusted(format!("<a href=\"{}\">{label}</a>", escape(path)))
}

/// Buttons and links in a row.
pub(crate) fn row(parts: &[Markup]) -> Markup {
    let inner: Markup = parts.iter().cloned().collect();
    if inner.is_empty() { inner } else { Markup::trusted(format!("<div class=\"actions\">{inner}</div>")) }
}

/// Something to read out or compare: a fingerprint, a locator. Always from left to right.
pub(crate) fn code(text: &str) -> Markup {
    Markup::trusted(format!("<code dir=\"ltr\">{}</code>", escape(text)))
}

/// Where the reader's own key stands, with what to do about it, on top of every work page.
pub(crate) fn key_line(l: &Locale, state: &KeyState, lock: &Markup) -> Markup {
    match state {
        KeyState::None => saksi_web::notice(
            Tone::Waiting,
            "",
            &Markup::trusted(format!("<p>{} ", escape(&l.t("cases-staff-key-none"))))
                .then(&link("/cases/key", &Markup::text(&l.t("cases-staff-key-make"))))
                .then(&Markup::trusted("</p>")),
        ),
        KeyState::Locked(_) => saksi_web::notice(
            Tone::Waiting,
            "",
            &Markup::trusted(format!("<p>{} ", escape(&l.t("cases-staff-key-locked"))))
                .then(&link("/cases/key", &Markup::text(&l.t("cases-staff-key-unlock"))))
                .then(&Markup::trusted("</p>")),
        ),
        KeyState::Open(_, until) => Markup::trusted(format!(
            "<div class=\"toolbar\"><span class=\"small\">{}</span> {lock}</div>",
            escape(&l.ta("cases-staff-key-open", &[("length", length(l, until.since(l.now()).max(MINUTE)))]))
        )),
    }
}

/// What a menu of the shared words offers, in their order; `first` is the message of an empty choice.
pub(crate) fn choices<T: Copy>(
    list: &'static [T],
    code: fn(T) -> &'static str,
    message: fn(T) -> &'static str,
    first: Option<&'static str>,
) -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<(&'static str, &'static str)> = first.map(|message| ("", message)).into_iter().collect();
    all.extend(list.iter().map(|entry| (code(*entry), message(*entry))));
    all
}

/// What an organisation offers of a shared list, own entries by their label.
pub(crate) fn offered<T: Choice>(
    l: &Locale,
    vocabulary: &Vocabulary<T>,
    message: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    vocabulary
        .offered()
        .into_iter()
        .map(|entry| match entry {
            Offered::Shared(shared) => (shared.code().to_owned(), l.t(message(shared))),
            Offered::Own(own) => (own.code.clone(), own.label(l.language).to_owned()),
        })
        .collect()
}

/// The languages of the site by their own names, `current` among them whatever it is.
pub(crate) fn languages(current: &str) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> =
        SiteLanguage::ALL.iter().map(|language| (language.tag().to_owned(), language.own_name().to_owned())).collect();
    if !current.is_empty() && !list.iter().any(|(tag, _)| tag == current) {
        list.push((current.to_owned(), current.to_owned()));
    }
    list
}

/// The language's own name, marked as being in it.
pub(crate) fn language(l: &Locale, tag: &LanguageTag) -> Markup {
    if tag.is_unknown() {
        return Markup::text(&l.t("cases-staff-language-unknown"));
    }
    let known = SiteLanguage::from_tag(tag.as_str()).map(SiteLanguage::own_name);
    let name = known.unwrap_or_else(|| tag.as_str());
    Markup::trusted(format!("<bdi lang=\"{}\" dir=\"auto\">{}</bdi>", escape(tag.as_str()), escape(name)))
}

/// Names of people or organisations in one line, each with its own direction.
pub(crate) fn names<'a>(l: &Locale, names: impl IntoIterator<Item = &'a str>) -> Markup {
    let names: Vec<&str> = names.into_iter().collect();
    if names.len() == 1 {
        return names.first().map_or_else(Markup::empty, |name| user(name));
    }
    Markup::text(&l.list(&names))
}

/// The beginning of a text, for a list.
pub(crate) fn excerpt(text: &str, longest: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= longest {
        return words;
    }
    let mut cut: String = words.chars().take(longest).collect();
    cut.push('…');
    cut
}

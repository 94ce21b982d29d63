//! Two people changed the same thing: what the other one left, and what this one wanted, side by side, so that whoever came
//! second decides and nothing is lost or overwritten unseen.

use std::fmt::Write as _;

use saksi_web::{Locale, Markup, Tone, escape, user, without_isolates};

use super::parts::facts;
use super::views::{Entry, EntryKind, From};
use crate::actions::work::Conflict;

/// Theirs and ours, as two columns of words.
pub(crate) fn side_by_side(l: &Locale, by: &str, rows: &[(String, String, String)]) -> Markup {
    let caption = l.ta("cases-staff-both", &[("name", by)]);
    let (label, caption) = (escape(&without_isolates(&caption)), escape(&caption));
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table><caption>{caption}</caption><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
        escape(&l.t("cases-staff-both-what")),
        escape(&l.t("cases-staff-both-theirs")),
        escape(&l.t("cases-staff-both-yours")),
    );
    for (what, theirs, yours) in rows {
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            escape(what),
            user(theirs),
            user(yours)
        );
    }
    html.push_str("</tbody></table></div>");
    Markup::trusted(html)
}

/// What the action found.
pub(crate) fn both(l: &Locale, found: &Conflict) -> Markup {
    let rows = super::opening::differences(l, found);
    saksi_web::notice(Tone::Waiting, &l.t("cases-staff-conflict"), &side_by_side(l, &found.by, &rows))
}

/// Entries that came since the page was made.
pub(crate) fn newer(l: &Locale, entries: &Markup) -> Markup {
    saksi_web::notice(Tone::Waiting, &l.t("cases-staff-newer"), entries)
}

/// One such entry.
pub(crate) fn entry(l: &Locale, entry: &Entry) -> Markup {
    let who = match &entry.from {
        From::Person => Markup::text(&l.t("cases-staff-from-person")),
        From::Helper(who, _) => user(&who.name),
    };
    let kind = match entry.kind {
        EntryKind::Message => Markup::empty(),
        EntryKind::Note => Markup::text(&l.t("cases-staff-only-us")),
    };
    let body = facts(&[(l.t("cases-staff-at"), l.exact(entry.at)), (l.t("cases-staff-kind"), kind)]);
    Markup::trusted("<p><strong>")
        .then(&who)
        .then(&Markup::trusted("</strong></p>"))
        .then(&saksi_web::user_block(&entry.text))
        .then(&body)
}

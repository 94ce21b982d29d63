//! `/help/toolkits`: what somebody can read or do by themselves, in their language where there is something in it.

use askama::Template;
use axum::Extension;
use saksi_base::SiteLanguage;
use saksi_web::{Locale, Markup, PageError, PageRequest, Response};

use super::frame::{leave_bar, shell};
use crate::Cases;
use crate::actions::toolkits::{self, Listed};
use crate::model::toolkit::ToolkitKind;

/// One toolkit, said.
pub(super) struct Line {
    title: String,
    about: String,
    address: String,
    /// The site to which it leads, so that somebody sees where they go.
    host: String,
    /// The language in which it is.
    tag: &'static str,
    direction: &'static str,
    /// Its name, where it is another one than the page's.
    other_language: Option<&'static str>,
    /// What it helps with.
    about_what: String,
    organisation: String,
}

/// Toolkits of one kind.
pub(super) struct Part {
    id: &'static str,
    heading: String,
    lead: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "public/help_toolkits.html")]
pub(super) struct ToolkitsPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    pub(super) parts: Vec<Part>,
}

/// The host of an address that was checked when it was listed.
pub(crate) fn host(address: &str) -> String {
    url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

fn line(l: &Locale, listed: &Listed) -> Option<Line> {
    let (language, text) = listed.text(l.language)?;
    let incidents: Vec<String> = listed.toolkit.incidents.iter().map(|kind| l.t(kind.message())).collect();
    Some(Line {
        title: text.title.clone(),
        about: text.about.clone(),
        address: text.address.clone(),
        host: host(&text.address),
        tag: language.tag(),
        direction: language.direction(),
        other_language: (language != l.language).then(|| SiteLanguage::own_name(language)),
        about_what: if incidents.is_empty() { String::new() } else { l.list(&incidents) },
        organisation: listed.organisation.clone(),
    })
}

/// The page, from what is listed: those in the reader's language first.
pub(super) fn toolkits_page(l: &Locale, listed: &[Listed]) -> ToolkitsPage {
    let parts = [
        (ToolkitKind::Toolkit, "devices", "cases-toolkits-devices", "cases-toolkits-devices-lead"),
        (ToolkitKind::MentalHealth, "mind", "cases-toolkits-mind", "cases-toolkits-mind-lead"),
    ];
    let part = |(kind, id, heading, lead): (ToolkitKind, &'static str, &str, &str)| {
        let of_kind = listed.iter().filter(|one| one.toolkit.kind == kind);
        let mut lines: Vec<Line> = of_kind.filter_map(|one| line(l, one)).collect();
        lines.sort_by_key(|line| line.other_language.is_some());
        (!lines.is_empty()).then(|| Part { id, heading: l.t(heading), lead: l.t(lead), lines })
    };
    ToolkitsPage { leave: leave_bar(l), parts: parts.into_iter().filter_map(part).collect(), l: l.clone() }
}

/// `GET /help/toolkits`.
pub(super) async fn show(Extension(cases): Extension<Cases>, request: PageRequest) -> Result<Response, PageError> {
    let listed = toolkits::all(&cases).await?;
    shell(&request).render(&toolkits_page(&request.locale, &listed))
}

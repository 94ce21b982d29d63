//! `/organisations/{slug}`: who an organisation is, how to reach it, and what it has published.

use askama::Template;
use axum::extract::State;
use saksi_base::{Problem, ProblemKind};
use saksi_db::{Viewer, read};
use saksi_network::Organisation;
use saksi_web::{
    Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, empty, pagination,
};
use serde_json::{Value, json};

use super::checks::{Choices, FeedLink, PER_PAGE, feed_links, filter_form};
use super::filter::ListQuery;
use super::views::{Line, Lines, part};
use crate::actions::public;
use crate::model::{ListedCheck, Page};

#[derive(Template)]
#[template(path = "public/organisation.html")]
pub(super) struct OrganisationPage {
    pub(super) l: Locale,
    pub(super) facts: Markup,
    /// Whether it has published anything, so that there is something to look through.
    pub(super) has_checks: bool,
    pub(super) filter: Markup,
    pub(super) list: Markup,
    pub(super) pages: Markup,
    pub(super) feeds: Vec<FeedLink>,
}

/// `GET /organisations/{slug}`.
pub(super) async fn organisation(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(slug): PagePath<String>,
    PageQuery(typed): PageQuery<ListQuery>,
) -> Result<Response, PageError> {
    // Whatever else stands in the address, this page lists this organisation's checks.
    let typed = ListQuery { organisation: String::new(), ..typed };
    let (organisation, found, choices) = read!(site.db, Viewer::Public, tx => {
        let organisation =
            saksi_network::organisation_by_slug(&mut tx, &slug).await?.ok_or_else(Problem::not_found)?;
        let query = feeds_of(&organisation, &typed);
        let cursor = query.cursor()?;
        let found = match query.filter() {
            Ok(filter) => Ok(public::published(&mut tx, &filter, cursor, PER_PAGE).await?),
            Err(problem) if problem.kind == ProblemKind::Invalid => Err(problem),
            Err(problem) => return Err(problem),
        };
        let choices = Choices { languages: public::languages(&mut tx).await?, organisations: Vec::new() };
        Ok::<_, Problem>((organisation, found, choices))
    })?;
    let l = &request.locale;
    // Where something typed must be mended, the list is empty and the field says so.
    let (found, problem) = match found {
        Ok(found) => (found, None),
        Err(problem) => (Page { items: Vec::new(), next: None }, Some(problem)),
    };
    let page = organisation_page(l, &organisation, &typed, &found, &choices, problem.as_ref())?;
    let path = format!("/organisations/{}", organisation.slug);
    let about = if organisation.about.is_empty() { &organisation.english_name } else { &organisation.about };
    let mut shell = Shell::public(&request, organisation.name.clone())
        .description(about)
        .feed("application/atom+xml", feeds_of(&organisation, &typed).at("/checks.atom"), organisation.name.clone())
        .feed("application/feed+json", feeds_of(&organisation, &typed).at("/checks.json"), organisation.name.clone())
        .json_ld(&machine_readable(&site.settings.public_url, &organisation));
    shell = if typed.is_empty() && typed.after.is_empty() { shell.canonical(&path) } else { shell.no_index() };
    match &problem {
        None => shell.render(&page),
        Some(problem) => shell.problem(problem).render(&page),
    }
}

/// The same list as the feeds and exports name it.
fn feeds_of(organisation: &Organisation, typed: &ListQuery) -> ListQuery {
    ListQuery { organisation: organisation.id.to_string(), ..typed.clone() }
}

/// The organisation as schema.org names one: what the author of each ClaimReview points to.
fn machine_readable(public_url: &str, o: &Organisation) -> Value {
    let page = format!("{public_url}/organisations/{}", o.slug);
    let mut described = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": page,
        "url": page,
        "name": o.name,
    });
    if let Value::Object(fields) = &mut described {
        if o.english_name != o.name {
            fields.insert("alternateName".to_owned(), json!(o.english_name));
        }
        if let Some(website) = &o.website {
            fields.insert("sameAs".to_owned(), json!(website));
        }
        if !o.email.is_empty() {
            fields.insert("email".to_owned(), json!(o.email));
        }
        if !o.languages.is_empty() {
            let languages: Vec<String> = o.languages.iter().map(ToString::to_string).collect();
            fields.insert("knowsLanguage".to_owned(), json!(languages));
        }
    }
    described
}

pub(super) fn organisation_page(
    l: &Locale,
    organisation: &Organisation,
    typed: &ListQuery,
    found: &Page<ListedCheck>,
    choices: &Choices,
    problem: Option<&Problem>,
) -> Result<OrganisationPage, Problem> {
    let path = format!("/organisations/{}", organisation.slug);
    let lines: Vec<Line> = found.items.iter().map(|check| Line::listed(l, check)).collect();
    let has_checks = !lines.is_empty() || !typed.is_empty() || !typed.after.is_empty();
    let list = match (lines.is_empty(), has_checks) {
        (false, _) => part(&Lines { lines: &lines })?,
        (true, true) => empty(l, "desk-empty-found", "desk-empty-found-how"),
        (true, false) => empty(l, "desk-organisation-no-checks", "desk-organisation-no-checks-how"),
    };
    let next = found.next.map(|cursor| cursor.to_string());
    Ok(OrganisationPage {
        facts: saksi_network::organisation_facts(l, organisation)?,
        has_checks,
        filter: filter_form(l, &path, typed, choices, problem),
        list,
        pages: pagination(l, &typed.at(&path), None, next.as_deref()),
        feeds: feed_links(l, &feeds_of(organisation, typed)),
        l: l.clone(),
    })
}

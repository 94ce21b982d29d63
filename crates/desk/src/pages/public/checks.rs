//! Published checks: the list, one check, its versions, and all checks of one claim.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use saksi_base::{CheckId, ClaimId, ContentType, LanguageTag, Problem, ProblemKind, Verdict};
use saksi_db::{Viewer, read};
use saksi_exchange::claim_review::ClaimReview;
use saksi_web::{
    Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone, badge, empty, escape,
    fields, notice, pagination, paragraphs, qr, see_other, verdict, verdict_message,
};
use serde::Deserialize;

use super::card;
use super::filter::{ListQuery, WORDS_CHARACTERS};
use super::reviews;
use super::views::{AnswerPart, Line, Lines, Written, asked, differing, headline, in_language, part, references};
use crate::actions::public;
use crate::model::{Answer, CheckContent, CheckState, ListedCheck, OrganisationRef, Page, PublishedCheck, Version};
use crate::pages::{changes, words};

/// Lines of one page of the list.
pub(super) const PER_PAGE: i64 = 15;
/// Longest explanation that a ClaimReview on the page repeats, in characters. The page's own text is whole; a whole copy of
/// it for machines would double what somebody on a slow line must load.
const REVIEW_BODY_CHARACTERS: usize = 600;

/// Reviews that the page of a claim carries for machines; all are in the feed.
const REVIEWS: usize = 10;

#[derive(Template)]
#[template(path = "public/checks.html")]
pub(super) struct ChecksPage {
    pub(super) l: Locale,
    pub(super) filter: Markup,
    pub(super) list: Markup,
    /// Whether a search found nothing, so that other ways must be shown.
    pub(super) nothing_found: bool,
    pub(super) pages: Markup,
    pub(super) feeds: Vec<FeedLink>,
}

/// A way to take the list away.
pub(super) struct FeedLink {
    pub(super) href: String,
    pub(super) name: String,
}

/// What can be chosen in the filter, each with how many checks there are.
pub(super) struct Choices {
    pub(super) languages: Vec<(String, i64)>,
    pub(super) organisations: Vec<(OrganisationRef, i64)>,
}

/// `GET /checks`.
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let cursor = query.cursor()?;
    // Where something typed must be mended, the list is empty and the field says so.
    let (filter, problem) = match query.filter() {
        Ok(filter) => (Some(filter), None),
        Err(problem) if problem.kind == ProblemKind::Invalid => (None, Some(problem)),
        Err(problem) => return Err(problem.into()),
    };
    let (found, choices) = read!(site.db, Viewer::Public, tx => {
        let found = match &filter {
            Some(filter) => public::published(&mut tx, filter, cursor, PER_PAGE).await?,
            None => Page { items: Vec::new(), next: None },
        };
        let choices = Choices {
            languages: public::languages(&mut tx).await?,
            organisations: public::organisations(&mut tx).await?,
        };
        Ok::<_, Problem>((found, choices))
    })?;
    let page = checks_page(l, &query, &found, &choices, problem.as_ref())?;
    let title = l.t("desk-checks-title");
    let mut shell = Shell::public(&request, title.clone())
        .description(&l.t("desk-checks-description"))
        .feed("application/atom+xml", query.at("/checks.atom"), title.clone())
        .feed("application/feed+json", query.at("/checks.json"), title);
    // Every filter is a page of its own; search engines are shown the plain list only.
    shell = if query.is_empty() && query.after.is_empty() { shell.canonical("/checks") } else { shell.no_index() };
    match &problem {
        None => shell.render(&page),
        Some(problem) => shell.problem(problem).render(&page),
    }
}

pub(super) fn checks_page(
    l: &Locale,
    query: &ListQuery,
    found: &Page<ListedCheck>,
    choices: &Choices,
    problem: Option<&Problem>,
) -> Result<ChecksPage, Problem> {
    let lines: Vec<Line> = found.items.iter().map(|check| Line::listed(l, check)).collect();
    let nothing_found = lines.is_empty() && !query.is_empty();
    let list = match (lines.is_empty(), query.is_empty()) {
        (false, _) => part(&Lines { lines: &lines })?,
        (true, false) => empty(l, "desk-empty-found", "desk-empty-found-how"),
        (true, true) => empty(l, "desk-empty-checks", "desk-empty-checks-how"),
    };
    let next = found.next.map(|cursor| cursor.to_string());
    Ok(ChecksPage {
        filter: filter_form(l, "/checks", query, choices, problem),
        list,
        nothing_found,
        pages: pagination(l, &query.at("/checks"), None, next.as_deref()),
        feeds: feed_links(l, query),
        l: l.clone(),
    })
}

/// The ways to take exactly this list away.
pub(super) fn feed_links(l: &Locale, query: &ListQuery) -> Vec<FeedLink> {
    [
        ("/checks.atom", "Atom"),
        ("/checks.json", "JSON Feed"),
        ("/datafeed.json", "ClaimReview (schema.org)"),
        ("/checks.csv", "CSV"),
        ("/checks.jsonl", "JSON Lines"),
    ]
    .map(|(path, format)| FeedLink { href: query.at(path), name: l.attribute("desk-checks-as", &[("format", format)]) })
    .into()
}

/// What can be looked for in the list at `path`.
pub(super) fn filter_form(
    l: &Locale,
    path: &str,
    query: &ListQuery,
    choices: &Choices,
    problem: Option<&Problem>,
) -> Markup {
    let f = fields::Fields::new(l, problem);
    let any = || vec![(String::new(), l.t("desk-filter-any"))];
    let mut verdicts = any();
    verdicts.extend(Verdict::ALL.iter().map(|v| (v.code().to_owned(), l.t(verdict_message(*v)))));
    let mut contents = any();
    contents.extend(ContentType::ALL.iter().map(|c| (c.code().to_owned(), l.t(words::content_type(*c)))));
    let mut languages = any();
    for (tag, _) in &choices.languages {
        let primary = tag.split('-').next().unwrap_or(tag);
        if !languages.iter().any(|(known, _)| known == primary) {
            languages.push((primary.to_owned(), words::language(l, primary)));
        }
    }
    let mut organisations = any();
    organisations.extend(choices.organisations.iter().map(|(o, _)| (o.id.to_string(), o.name.clone())));
    let longest = u32::try_from(WORDS_CHARACTERS).unwrap_or(u32::MAX);
    let search = f.text("q", "desk-filter-words", &query.q).kind("search").longest(longest).build();
    let selects = [
        ("verdict", "desk-filter-verdict", &query.verdict, verdicts),
        ("language", "desk-filter-language", &query.language, languages),
        ("organisation", "desk-filter-organisation", &query.organisation, organisations),
        ("content", "desk-filter-content", &query.content, contents),
    ];
    let mut parts = vec![search, f.submit("desk-filter-show")];
    // On a small screen the list itself should stand on the first screen, so the choices fold away while none is made.
    let mut chosen = false;
    let mut labels = Vec::new();
    let mut more = Markup::empty();
    for (name, label, value, options) in selects {
        // A choice between "any" and nothing else is no choice.
        if options.len() > 1 {
            chosen |= !value.is_empty();
            labels.push(l.t(label));
            more = more.then(&f.select(name, label, value, &[]).options(options).build());
        }
    }
    if !labels.is_empty() {
        let open = if chosen { " open" } else { "" };
        let summary = Markup::text(&l.ta("desk-filter-more", &[("list", l.list(&labels))]));
        let send = f.submit("desk-filter-show");
        parts.push(Markup::trusted(format!(
            "<details{open}><summary>{summary}</summary><div class=\"query\">{more}{send}</div></details>"
        )));
    }
    if !query.since.is_empty() {
        parts.push(f.hidden("since", &query.since));
    }
    fields::query_form(path, &parts)
}

/// Which language to show a check in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    r#in: String,
}

/// A language in which a check can be read.
pub(super) struct Tongue {
    pub(super) tag: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) current: bool,
    pub(super) note: Option<String>,
}

/// A line of the history.
pub(super) struct VersionLine {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) date: Markup,
    pub(super) verdict: Markup,
    pub(super) note: String,
}

/// A reply by somebody whom the check concerns.
pub(super) struct ReplyView {
    pub(super) text: Markup,
    pub(super) from: String,
    pub(super) date: Markup,
}

#[derive(Template)]
#[template(path = "public/check.html")]
pub(super) struct CheckPage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) notices: Vec<Markup>,
    pub(super) answer: Markup,
    pub(super) asked: Option<String>,
    pub(super) tongues: Vec<Tongue>,
    pub(super) others: Option<Markup>,
    pub(super) claim_href: String,
    pub(super) example: Option<Markup>,
    pub(super) replies: Vec<ReplyView>,
    pub(super) versions: Vec<VersionLine>,
    /// Where a mistake is reported or a reply sent; none where the check no longer stands.
    pub(super) respond: Option<String>,
    pub(super) address: String,
    pub(super) card_href: String,
    pub(super) qr: Markup,
}

/// `GET /checks/{id}`.
pub(super) async fn check(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<CheckId>,
    PageQuery(shown): PageQuery<Shown>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let wanted: Option<LanguageTag> = shown.r#in.parse().ok();
    let check = read!(site.db, Viewer::Public, tx => { public::published_check(&mut tx, id).await })?;
    let answer = in_language(&check, wanted.as_ref(), l);
    let mut page = check_page(&request, &check, wanted.as_ref())?;
    // Kept pages are for visitors without a session, so this one is made for whoever is signed in.
    if request.session.as_ref().is_some_and(|session| session.may("check")) {
        page.notices.push(Markup::trusted(format!(
            "<p class=\"small\"><a href=\"/desk/claims/{}\">{}</a></p>",
            answer.claim,
            escape(&l.t("desk-staff-check-yourself"))
        )));
    }
    let withdrawn = check.state == CheckState::Withdrawn;
    let found = l.t(verdict_message(answer.verdict));
    let title = if withdrawn {
        l.ta("desk-check-withdrawn-title", &[("title", page.title.as_str())])
    } else {
        l.ta("desk-check-title", &[("verdict", found.as_str()), ("title", page.title.as_str())])
    };
    let mut shell =
        Shell::public(&request, title).canonical(&format!("/checks/{id}")).kept(&[check.answer.claim.0, id.0]);
    // Places that show previews cannot read SVG; where no picture of dots can be drawn, they show words alone.
    if card::has_picture(&site, l, &check) {
        shell = shell.open_graph_image(format!("/checks/{id}/card.png?lang={}", l.tag()));
        page.card_href = format!("/checks/{id}/card.png");
    }
    if withdrawn {
        shell = shell.no_index().description(&l.t("desk-check-withdrawn"));
    } else {
        shell = shell.description(&l.attribute(
            "desk-check-description",
            &[
                ("verdict", found),
                ("claim", answer.statement.clone()),
                ("organisation", answer.organisation.name.clone()),
            ],
        ));
        if let Some(mut review) = reviews::claim_review(&site.settings.public_url, l, &answer) {
            review.review_body = review.review_body.map(|body| words::cut(&body, REVIEW_BODY_CHARACTERS));
            shell = shell.json_ld(&review.to_json());
        }
    }
    shell.render(&page)
}

pub(super) fn check_page(
    request: &PageRequest,
    check: &PublishedCheck,
    wanted: Option<&LanguageTag>,
) -> Result<CheckPage, Problem> {
    let l = &request.locale;
    let answer = in_language(check, wanted, l);
    let path = format!("/checks/{}", answer.check);
    let mut notices = Vec::new();
    if check.state == CheckState::Withdrawn {
        let reason = check.withdrawn_reason.as_deref().map(paragraphs).unwrap_or_default();
        let when =
            check.withdrawn_at.map_or_else(String::new, |at| l.ta("desk-check-withdrawn-on", &[("date", l.date(at))]));
        notices.push(notice(Tone::Danger, &l.t("desk-check-withdrawn"), &Markup::text(&when).then(&reason)));
    }
    if check.others.iter().any(|other| other.verdict != Some(answer.verdict)) {
        notices.push(notice(Tone::Waiting, &l.t("desk-differing"), &Markup::empty()));
    }
    let outdated = answer.translated_from.is_some()
        && check.translations.iter().any(|t| t.outdated && t.content.language == answer.language);
    if outdated {
        notices.push(notice(Tone::Waiting, &l.t("desk-check-outdated"), &Markup::empty()));
    }
    for translation in &check.withdrawn_translations {
        let Some(ended) = &translation.ended else { continue };
        let said = l.ta(
            "desk-check-translation-withdrawn",
            &[
                ("organisation", translation.organisation.name.clone()),
                ("language", words::language(l, translation.content.language.as_str())),
                ("date", l.date(ended.at)),
            ],
        );
        let reason = ended.withdrawn.as_deref().map(paragraphs).unwrap_or_default();
        notices.push(notice(Tone::Waiting, &said, &reason));
    }
    let tongue = |tag: &LanguageTag, note: Option<String>| Tongue {
        tag: tag.to_string(),
        name: words::language(l, tag.as_str()),
        href: format!("{path}?in={tag}"),
        current: *tag == answer.language,
        note,
    };
    let mut tongues = Vec::new();
    if !check.translations.is_empty() {
        tongues.push(tongue(&check.answer.language, Some(l.t("desk-check-original"))));
        tongues.extend(check.translations.iter().map(|translation| {
            let by = l.ta("desk-check-translated-by", &[("organisation", translation.organisation.name.as_str())]);
            tongue(&translation.content.language, Some(by))
        }));
    }
    let versions = if check.versions.len() > 1 {
        check
            .versions
            .iter()
            .map(|version| VersionLine {
                href: format!("{path}/versions/{}", version.number),
                name: l.ta("desk-version-name", &[("number", version.number)]),
                date: l.day(version.at),
                verdict: verdict(l, version.verdict),
                note: words::change_note(l, version),
            })
            .collect()
    } else {
        Vec::new()
    };
    let others: Vec<Line> = check.others.iter().map(|other| Line::other(l, other)).collect();
    let address = request.absolute(&path);
    let mut shown = AnswerPart::new(l, &answer, 1, false);
    if check.state == CheckState::Withdrawn {
        // The verdict stands no more; a reader who only glances must not take it along.
        shown.verdict = badge(l, Tone::Danger, "desk-card-withdrawn");
    }
    Ok(CheckPage {
        title: headline(&answer.title, &answer.statement).to_owned(),
        notices,
        answer: shown.markup()?,
        asked: asked(l, check.asked),
        tongues,
        others: if others.is_empty() { None } else { Some(part(&Lines { lines: &others })?) },
        claim_href: format!("/claims/{}", answer.claim),
        example: check.example.as_deref().map(|example| example_block(l, example)),
        replies: check
            .replies
            .iter()
            .map(|reply| ReplyView { text: paragraphs(&reply.text), from: reply.from.clone(), date: l.day(reply.at) })
            .collect(),
        versions,
        respond: (check.state == CheckState::Published).then(|| format!("{path}/respond")),
        qr: qr(l, &address),
        address,
        card_href: format!("{path}/card.svg"),
        l: l.clone(),
    })
}

/// An example of a message, with its masks in the reader's language.
fn example_block(l: &Locale, masked: &str) -> Markup {
    words::masked_block(l, masked)
}

#[derive(Template)]
#[template(path = "public/version.html")]
pub(super) struct VersionPage {
    pub(super) l: Locale,
    pub(super) check_href: String,
    pub(super) verdict: Markup,
    pub(super) headline: Written,
    pub(super) which: String,
    pub(super) note: String,
    pub(super) claim: Written,
    pub(super) explanation: Markup,
    pub(super) references: Vec<Markup>,
    pub(super) organisation: OrganisationRef,
    /// What changed since the version before.
    pub(super) changes: Option<Markup>,
}

/// `GET /checks/{id}/versions/{number}`.
pub(super) async fn version(
    State(site): State<Site>,
    request: PageRequest,
    PagePath((id, number)): PagePath<(CheckId, i64)>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (check, (version, before)) = read!(site.db, Viewer::Public, tx => {
        // The check first: what a moderator took out of sight has no versions to read either.
        let check = public::published_check(&mut tx, id).await?;
        Ok::<_, Problem>((check, public::check_version_and_before(&mut tx, id, number).await?))
    })?;
    let page = version_page(l, id, &check.answer.organisation, &version, before.as_ref())?;
    Shell::public(&request, l.ta("desk-version-title", &[("number", number)]))
        .no_index()
        .kept(&[check.answer.claim.0, id.0])
        .render(&page)
}

pub(super) fn version_page(
    l: &Locale,
    id: CheckId,
    by: &OrganisationRef,
    version: &Version,
    before: Option<&Version>,
) -> Result<VersionPage, Problem> {
    let (summary, content) = (&version.summary, &version.content);
    Ok(VersionPage {
        check_href: format!("/checks/{id}"),
        verdict: verdict(l, summary.verdict),
        headline: Written::new(headline(&content.title, &content.statement), &content.language),
        which: l.ta(
            "desk-version-which",
            &[("number", saksi_web::Arg::from(summary.number)), ("date", saksi_web::Arg::from(l.date(summary.at)))],
        ),
        note: words::change_note(l, summary),
        claim: Written::new(&content.statement, &content.language),
        explanation: paragraphs(&content.explanation),
        references: references(&content.references),
        organisation: by.clone(),
        changes: before.map(|before| since(l, before, content)).transpose()?,
        l: l.clone(),
    })
}

/// What changed since a version.
pub(crate) fn since(l: &Locale, before: &Version, after: &CheckContent) -> Result<Markup, Problem> {
    let title = l.ta("desk-changes-title", &[("number", before.summary.number)]);
    changes::part_of(l, title, (&before.content).into(), after.into())
}

#[derive(Template)]
#[template(path = "public/claim.html")]
pub(super) struct ClaimChecksPage {
    pub(super) l: Locale,
    pub(super) statement: Written,
    pub(super) count: String,
    pub(super) asked: Option<String>,
    pub(super) differing: Option<Markup>,
    pub(super) answers: Vec<Markup>,
    pub(super) example: Option<Markup>,
}

/// `GET /claims/{id}`.
pub(super) async fn claim(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<ClaimId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let claim = read!(site.db, Viewer::Public, tx => { public::claim_page(&mut tx, id).await })?;
    if claim.id != id {
        let mut response = see_other(&format!("/claims/{}", claim.id));
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        return Ok(response);
    }
    let page = claim_page(l, &claim)?;
    let mut shell = Shell::public(&request, claim.statement.clone())
        .description(&claim.statement)
        .canonical(&format!("/claims/{id}"))
        .kept(&[id.0]);
    for review in claim_reviews(&site.settings.public_url, l, &claim.checks) {
        shell = shell.json_ld(&review.to_json());
    }
    shell.render(&page)
}

/// The checks of a claim for machines, one review each: each keeps its own address and author, and none speaks for another.
/// Their explanations stand on the page itself and on the pages of the checks.
pub(super) fn claim_reviews(public_url: &str, l: &Locale, checks: &[Answer]) -> Vec<ClaimReview> {
    let reviews = checks.iter().filter_map(|check| reviews::claim_review(public_url, l, check));
    reviews.take(REVIEWS).map(|review| ClaimReview { review_body: None, ..review }).collect()
}

pub(super) fn claim_page(l: &Locale, claim: &crate::model::ClaimPage) -> Result<ClaimChecksPage, Problem> {
    let answers = claim.checks.iter().map(|check| AnswerPart::new(l, check, 2, true).markup());
    Ok(ClaimChecksPage {
        statement: Written::new(&claim.statement, &claim.language),
        count: l.ta("desk-claim-checks", &[("count", claim.checks.len())]),
        asked: asked(l, claim.asked),
        differing: differing(l, &claim.checks),
        answers: answers.collect::<Result<_, _>>()?,
        example: claim.example.as_deref().map(|example| example_block(l, example)),
        l: l.clone(),
    })
}

//! What programs read.

use axum::Json;
use axum::extract::State;
use saksi_base::{CheckId, ClaimId, ContentType, LanguageTag, OrganisationId, Problem, Timestamp, Verdict};
use saksi_db::{Viewer, read};
use saksi_network::model::token::Scope;
use saksi_network::{ApiMember, Capability};
use saksi_web::{ApiError, ApiPath, ApiQuery, Bucket, PageRequest, Site};

use super::types::{self, ChecksQuery, PlaceQuery, ProblemDetails, Wire};
use super::{missing, wrong};
use crate::actions::{By, moderation as log, public, queue as desk_queue};
use crate::model::{Cursor, ListFilter, QueueFilter, QueueOrder};

type Answer<T> = Result<Json<T>, ApiError>;

/// One request of somebody without a token.
fn count(site: &Site, request: &PageRequest) -> Result<(), Problem> {
    site.limits.check(Bucket::Api, &request.address)
}

/// `limit` as the description has it: 1 to 100 without a sign or leading zeros.
fn limit(text: Option<&str>) -> Result<i64, Problem> {
    match text {
        None => Ok(20),
        Some(text) => text
            .parse::<i64>()
            .ok()
            .filter(|n| (1..=100).contains(n) && n.to_string() == text)
            .ok_or_else(|| wrong("limit")),
    }
}

fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let cursor: Cursor = text.parse().map_err(|_| wrong("after"))?;
    // Only what we write ourselves: the reader of identifiers is more tolerant than the description.
    if cursor.to_string() == text { Ok(Some(cursor)) } else { Err(wrong("after")) }
}

fn filter(query: &ChecksQuery) -> Result<ListFilter, Problem> {
    let text = query.q.as_deref();
    if text.is_some_and(|text| text.is_empty() || text.chars().count() > 200) {
        return Err(wrong("q"));
    }
    let primary = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
    if query.language.as_deref().is_some_and(|tag| !primary(tag)) {
        return Err(wrong("language"));
    }
    let organisation = match query.organisation.as_deref() {
        None => None,
        Some(text) => Some(
            text.parse::<OrganisationId>()
                .ok()
                .filter(|id| id.to_string() == text)
                .ok_or_else(|| wrong("organisation"))?,
        ),
    };
    let code = |text: &Option<String>| text.clone();
    Ok(ListFilter {
        verdict: code(&query.verdict).map(|c| Verdict::from_code(&c).ok_or_else(|| wrong("verdict"))).transpose()?,
        // `spa` finds what is kept as `es`; what no registry knows finds nothing.
        language: query
            .language
            .as_deref()
            .map(|tag| tag.parse::<LanguageTag>().map_or_else(|_| tag.to_owned(), |known| known.primary().to_owned())),
        organisation,
        content_type: code(&query.content_type)
            .map(|c| ContentType::from_code(&c).ok_or_else(|| wrong("content_type")))
            .transpose()?,
        since: code(&query.since).map(|text| Timestamp::parse(&text).ok_or_else(|| wrong("since"))).transpose()?,
        text: query.q.clone().filter(|text| !text.trim().is_empty()),
    })
}

/// An identifier in a path. A malformed one is as unknown as any other.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Published checks, last changed first.
#[utoipa::path(
    get,
    path = "/api/v1/checks",
    tag = "checks",
    params(ChecksQuery),
    responses(
        (status = 200, description = "A page of checks", body = types::CheckList, links(
            ("check" = (operation_id = "check", parameters(("id" = "$response.body#/items/0/id")))),
            ("claim" = (operation_id = "claim", parameters(("id" = "$response.body#/items/0/claim")))),
            ("next" = (operation_id = "checks", parameters(("after" = "$response.body#/next")))),
        )),
        (status = 400, description = "The query cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A parameter cannot be taken", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn checks(
    State(site): State<Site>,
    request: PageRequest,
    ApiQuery(query): ApiQuery<ChecksQuery>,
) -> Answer<types::CheckList> {
    count(&site, &request)?;
    let (filter, after, limit) = (filter(&query)?, cursor(query.after.as_deref())?, limit(query.limit.as_deref())?);
    let page = read!(site.db, Viewer::Public, tx => { public::published(&mut tx, &filter, after, limit).await })?;
    let wire = Wire(&site.settings.public_url);
    Ok(Json(types::CheckList {
        items: page.items.iter().map(|check| wire.listed(check)).collect(),
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}

/// One check with its history, translations and replies.
#[utoipa::path(
    get,
    path = "/api/v1/checks/{id}",
    tag = "checks",
    params(("id" = inline(String), Path, description = "The check", pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$")),
    responses(
        (status = 200, description = "The check", body = types::CheckDetail, links(
            ("version" = (
                operation_id = "version",
                parameters(("id" = "$response.body#/check/id"), ("number" = "$response.body#/check/version"))
            )),
            ("claim" = (operation_id = "claim", parameters(("id" = "$response.body#/check/claim")))),
        )),
        (status = 404, description = "There is no such check", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, description = "It was removed; drop your copy", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn check(
    State(site): State<Site>,
    request: PageRequest,
    ApiPath(text): ApiPath<String>,
) -> Answer<types::CheckDetail> {
    count(&site, &request)?;
    let id: CheckId = id(&text)?;
    let check = read!(site.db, Viewer::Public, tx => { public::published_check(&mut tx, id).await })?;
    Ok(Json(Wire(&site.settings.public_url).detail(&check)))
}

/// One published version of a check.
#[utoipa::path(
    get,
    path = "/api/v1/checks/{id}/versions/{number}",
    tag = "checks",
    params(
        ("id" = inline(String), Path, description = "The check", pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        ("number" = inline(i64), Path, description = "The version, from 1", minimum = 1),
    ),
    responses(
        (status = 200, description = "The version", body = types::Version),
        (status = 404, description = "There is no such check or version", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, description = "The check was removed", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn version(
    State(site): State<Site>,
    request: PageRequest,
    ApiPath((text, number)): ApiPath<(String, String)>,
) -> Answer<types::Version> {
    count(&site, &request)?;
    let (id, number): (CheckId, i64) = (id(&text)?, id(&number)?);
    let version = read!(site.db, Viewer::Public, tx => {
        // The check first: what a moderator took out of sight has no versions to read either.
        public::published_check(&mut tx, id).await?;
        public::check_version(&mut tx, id, number).await
    })?;
    Ok(Json(types::version(&version)))
}

/// All published checks of one claim.
#[utoipa::path(
    get,
    path = "/api/v1/claims/{id}",
    tag = "checks",
    params(("id" = inline(String), Path, description = "The claim", pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$")),
    responses(
        (status = 200, description = "The claim", body = types::Claim),
        (status = 404, description = "There is no such public claim", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn claim(
    State(site): State<Site>,
    request: PageRequest,
    ApiPath(text): ApiPath<String>,
) -> Answer<types::Claim> {
    count(&site, &request)?;
    let id: ClaimId = id(&text)?;
    let claim = read!(site.db, Viewer::Public, tx => { public::claim_page(&mut tx, id).await })?;
    Ok(Json(Wire(&site.settings.public_url).claim(&claim)))
}

/// Organisations that have published checks.
#[utoipa::path(
    get,
    path = "/api/v1/organisations",
    tag = "network",
    responses(
        (status = 200, description = "The organisations", body = types::Publishers),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn organisations(State(site): State<Site>, request: PageRequest) -> Answer<types::Publishers> {
    count(&site, &request)?;
    let found = read!(site.db, Viewer::Public, tx => { public::organisations(&mut tx).await })?;
    let wire = Wire(&site.settings.public_url);
    let items = found
        .iter()
        .map(|(organisation, checks)| types::Publisher {
            organisation: wire.organisation(organisation),
            checks: *checks,
        })
        .collect();
    Ok(Json(types::Publishers { items }))
}

/// The public log of moderation, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/moderation",
    tag = "network",
    params(PlaceQuery),
    responses(
        (status = 200, description = "A page of the log", body = types::Log),
        (status = 400, description = "The query cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A parameter cannot be taken", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn moderation(
    State(site): State<Site>,
    request: PageRequest,
    ApiQuery(query): ApiQuery<PlaceQuery>,
) -> Answer<types::Log> {
    count(&site, &request)?;
    let (after, limit) = (cursor(query.after.as_deref())?, limit(query.limit.as_deref())?);
    let page = read!(site.db, Viewer::Public, tx => { log::public_log(&mut tx, after, limit).await })?;
    let wire = Wire(&site.settings.public_url);
    Ok(Json(types::Log {
        items: page.items.iter().map(|entry| wire.log_entry(entry)).collect(),
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}

/// What waits to be checked, as the token's organisation sees it, most urgent first.
#[utoipa::path(
    get,
    path = "/api/v1/queue",
    tag = "desk",
    params(PlaceQuery),
    security(("token" = [])),
    responses(
        (status = 200, description = "A page of the queue", body = types::Queue),
        (status = 400, description = "The query cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is not valid any more", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, description = "The token lacks the scope queue:read", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A parameter cannot be taken", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn queue(
    State(site): State<Site>,
    member: ApiMember,
    ApiQuery(query): ApiQuery<PlaceQuery>,
) -> Answer<types::Queue> {
    site.limits.check_account(Bucket::Api, member.token.0.as_bytes())?;
    member.needs(Scope::QueueRead)?;
    let (after, limit) = (cursor(query.after.as_deref())?, limit(query.limit.as_deref())?);
    // The scope stands for looking only; a token never acts as a person with more.
    let by = By { person: member.person, organisation: member.organisation, may: Capability::CHECK, operator: false };
    let page = read!(site.db, by.viewer(), tx => {
        desk_queue::queue(&mut tx, &by, &QueueFilter::default(), QueueOrder::Urgency, after, limit).await
    })
    .map_err(missing)?;
    let wire = Wire(&site.settings.public_url);
    Ok(Json(types::Queue {
        items: page.items.iter().map(|row| wire.queue_line(row)).collect(),
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}

/// Figures about the network.
#[utoipa::path(
    get,
    path = "/api/v1/stats",
    tag = "network",
    responses(
        (status = 200, description = "The figures", body = types::Stats),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn stats(State(site): State<Site>, request: PageRequest) -> Answer<types::Stats> {
    count(&site, &request)?;
    let stats = read!(site.db, Viewer::System, tx => { public::stats(&mut tx).await })?;
    Ok(Json(types::stats(&stats)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_taken_exactly_as_described() {
        for (text, expected) in [
            (None, Some(20)),
            (Some("1"), Some(1)),
            (Some("100"), Some(100)),
            (Some("0"), None),
            (Some("101"), None),
            (Some("+5"), None),
            (Some("05"), None),
            (Some(""), None),
            (Some("99999999999999999999"), None),
        ] {
            assert_eq!(limit(text).ok(), expected, "{text:?}");
        }
        let query = |change: fn(&mut ChecksQuery)| {
            let mut query = ChecksQuery::default();
            change(&mut query);
            filter(&query).is_ok()
        };
        assert!(query(|_| {}));
        assert!(query(|q| q.language = Some("th".into())));
        assert!(query(|q| q.since = Some("2026-01-02T03:04:05Z".into())));
        for refused in [
            query(|q| q.q = Some(String::new())),
            query(|q| q.verdict = Some(String::new())),
            query(|q| q.verdict = Some("False".into())),
            query(|q| q.language = Some("zh-Hant".into())),
            query(|q| q.organisation = Some("O".repeat(26))),
            query(|q| q.since = Some("soon".into())),
        ] {
            assert!(!refused);
        }
    }
}

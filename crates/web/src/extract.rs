//! Axum's extractors with our problems instead of its words.

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{FromRequest, FromRequestParts, Json, Path, Request};
use axum::http::request::Parts;
use saksi_base::{Problem, ProblemKind};
use serde::de::DeserializeOwned;

use crate::errors::{ApiError, PageError};
use crate::form::{parse_pairs, to_value};
use crate::site::Site;

/// A part of the path, on a page. What does not fit is not found.
#[derive(Debug)]
pub struct PagePath<T>(pub T);

/// A part of the path, in the API.
#[derive(Debug)]
pub struct ApiPath<T>(pub T);

/// The query, on a page. Repeated names give lists; what does not fit is a problem that says so.
#[derive(Debug)]
pub struct PageQuery<T>(pub T);

/// The query, in the API.
#[derive(Debug)]
pub struct ApiQuery<T>(pub T);

/// A JSON body of at most 384 KiB, in the API.
#[derive(Debug)]
pub struct ApiJson<T>(pub T);

/// Most bytes of a JSON body, unless a route says otherwise with `axum::extract::DefaultBodyLimit`.
pub const JSON_LIMIT: usize = 384 * 1024;

async fn path<T: DeserializeOwned + Send>(parts: &mut Parts, site: &Site) -> Result<T, Problem> {
    let found: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, site).await;
    found.map(|path| path.0).map_err(|_| Problem::not_found())
}

fn query<T: DeserializeOwned>(parts: &Parts) -> Result<T, Problem> {
    let wrong = || Problem::new(ProblemKind::Malformed, "problem-query");
    let pairs = parse_pairs(parts.uri.query().unwrap_or("").as_bytes());
    if pairs.damaged {
        return Err(wrong());
    }
    to_value(&pairs.pairs).map_err(|_| wrong())
}

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for PagePath<T> {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        Ok(Self(path(parts, site).await?))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for ApiPath<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiError> {
        Ok(Self(path(parts, site).await?))
    }
}

impl<T: DeserializeOwned> FromRequestParts<Site> for PageQuery<T> {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, PageError> {
        Ok(Self(query(parts)?))
    }
}

impl<T: DeserializeOwned> FromRequestParts<Site> for ApiQuery<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiError> {
        Ok(Self(query(parts)?))
    }
}

impl<T: DeserializeOwned> FromRequest<Site> for ApiJson<T> {
    type Rejection = ApiError;
    async fn from_request(request: Request, site: &Site) -> Result<Self, ApiError> {
        let body: Result<Json<T>, JsonRejection> = Json::from_request(request, site).await;
        match body {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(ApiError(match &rejection {
                JsonRejection::MissingJsonContentType(_) => Problem::new(ProblemKind::WrongType, "problem-json-type"),
                // Serde's words name our field and its place in the sender's own text; both help whoever wrote it.
                JsonRejection::JsonDataError(error) => {
                    Problem::invalid("problem-json-data").with("reason", error.body_text())
                }
                JsonRejection::JsonSyntaxError(_) => Problem::new(ProblemKind::Malformed, "problem-json-syntax"),
                _ if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
                    Problem::new(ProblemKind::TooLarge, "problem-too-large").with("kilobytes", JSON_LIMIT / 1024)
                }
                _ => Problem::new(ProblemKind::Malformed, "problem-body"),
            })),
        }
    }
}

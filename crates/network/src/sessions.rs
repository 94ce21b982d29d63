//! From a request to the person behind it: the session cookie and the token of a program, and the extractors that
//! pages and the API ask for.

use std::future::Future;
use std::pin::Pin;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::IntoResponse as _;
use saksi_base::{OrganisationId, PersonId, Problem, ProblemKind, TokenId};
use saksi_db::Viewer;
use saksi_web::{ApiError, PageError, PageRequest, Response, SessionView, Sessions, Site, session};
use uuid::Uuid;

use crate::actions::{self, LiveSession};
use crate::member::Member;
use crate::model::role::{Capability, Roles};
use crate::model::secret::{LinkSecret, SecretHash};
use crate::model::token::{ApiToken, PREFIX, Scope, Scopes};
use crate::store;

/// Finds who is signed in; given to `web::SiteBuilder::sessions`.
#[derive(Debug, Clone, Copy)]
pub struct SessionTable;

impl Sessions for SessionTable {
    fn attach<'a>(
        &'a self,
        site: &'a Site,
        parts: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>> {
        Box::pin(async move {
            attach_session(site, parts).await?;
            attach_token(site, parts).await
        })
    }
}

async fn attach_session(site: &Site, parts: &mut Parts) -> Result<(), Problem> {
    let Some(secret) = session::secret(&parts.headers).and_then(LinkSecret::parse) else { return Ok(()) };
    let live = saksi_db::read!(site.db, Viewer::System, tx => { actions::live_session(&mut tx, &secret).await })?;
    let Some(live) = live else { return Ok(()) };
    if live.stale {
        let touched: Result<(), Problem> = saksi_db::write!(site.db, "touch session", Viewer::System, tx => {
            actions::touch_session(&mut tx, live.id).await
        });
        touched?;
    }
    if !live.awaits_second {
        parts.extensions.insert(view(&live, &secret));
    }
    parts.extensions.insert(live);
    Ok(())
}

/// What every page may know about the session.
fn view(live: &LiveSession, secret: &LinkSecret) -> SessionView {
    let member = live.member.as_ref();
    // Before the second step that is due, no page but those of the account is offered.
    let ready = !live.must_set_up_two_step;
    let mut capabilities = member.filter(|_| ready).map(|m| m.capabilities.names()).unwrap_or_default();
    if live.operator && ready {
        capabilities.push("operator");
    }
    SessionView {
        person: live.person,
        organisation: member.map_or(NOWHERE, |m| m.organisation),
        person_name: live.name.clone(),
        organisation_name: member.map(|m| m.organisation_name.clone()).unwrap_or_default(),
        capabilities,
        form_key: form_key(secret),
        language: live.language,
        time_zone: None,
    }
}

/// No organisation: owns nothing and belongs to no space.
const NOWHERE: OrganisationId = OrganisationId(Uuid::nil());

/// A secret of the session other than the cookie's, so that a form on a page never holds what opens the session.
fn form_key(secret: &LinkSecret) -> [u8; 32] {
    let hash = SecretHash::of(&format!("saksi form key {}", secret.reveal()));
    <[u8; 32]>::try_from(hash.as_bytes()).unwrap_or_default()
}

async fn attach_token(site: &Site, parts: &mut Parts) -> Result<(), Problem> {
    let bearer = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim().to_owned());
    let Some(bearer) = bearer.filter(|token| token.starts_with(PREFIX)) else { return Ok(()) };
    let token = saksi_db::read!(site.db, Viewer::System, tx => { actions::use_token(&mut tx, &bearer).await })?;
    let Some(token) = token else { return Ok(()) };
    if token.last_used.is_none_or(|day| day < site.clock.now().day()) {
        let touched: Result<(), Problem> = saksi_db::write!(site.db, "touch token", Viewer::System, tx => {
            store::touch_token(&mut tx, token.id).await
        });
        touched?;
    }
    parts.extensions.insert(ApiMember::from(token));
    Ok(())
}

/// A program that acts for an organisation with a token. An extractor for handlers of the API.
#[derive(Debug, Clone)]
pub struct ApiMember {
    /// Which token.
    pub token: TokenId,
    /// For whom it acts.
    pub organisation: OrganisationId,
    /// Who answers for it.
    pub person: PersonId,
    /// What it may do.
    pub scopes: Scopes,
}

impl From<ApiToken> for ApiMember {
    fn from(token: ApiToken) -> Self {
        Self { token: token.id, organisation: token.organisation, person: token.person, scopes: token.scopes }
    }
}

impl ApiMember {
    /// Refuses with "forbidden" unless the token has the scope.
    pub fn needs(&self, scope: Scope) -> Result<(), Problem> {
        if self.scopes.contains(scope) {
            return Ok(());
        }
        Err(Problem::new(ProblemKind::Forbidden, "network-scope-lacking").with("scope", scope.code()))
    }

    /// On whose behalf its transactions run.
    pub const fn viewer(&self) -> Viewer {
        Viewer::Member { organisation: self.organisation, person: self.person }
    }
}

impl FromRequestParts<Site> for ApiMember {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiError> {
        let missing = || ApiError(Problem::new(ProblemKind::SignIn, "network-token-missing"));
        parts.extensions.get::<Self>().cloned().ok_or_else(missing)
    }
}

/// An [`ApiMember`] where a good token came with the request. Never refuses.
#[derive(Debug, Clone)]
pub struct OptionalApiMember(pub Option<ApiMember>);

impl FromRequestParts<Site> for OptionalApiMember {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<ApiMember>().cloned()))
    }
}

/// Anybody who is fully signed in, whether or not they act for an organisation. For the pages of the account.
#[derive(Debug, Clone)]
pub struct SignedIn(pub LiveSession);

/// Sends somebody to sign in and back. What was being sent would be lost on the way there, so a `POST` gets a page that
/// says how to keep it instead.
fn sign_in_first(parts: &Parts) -> Response {
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return PageError(Problem::new(ProblemKind::SignIn, "network-signed-out-while-writing")).into_response();
    }
    saksi_web::see_other(&with_next("/sign-in", parts))
}

fn with_next(path: &str, parts: &Parts) -> String {
    let here = parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    let encoded: String = url::form_urlencoded::byte_serialize(saksi_web::safe_path(here).as_bytes()).collect();
    format!("{path}?next={encoded}")
}

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Response> {
        match parts.extensions.get::<LiveSession>() {
            Some(live) if live.awaits_second => Err(saksi_web::see_other(&with_next("/sign-in/second", parts))),
            Some(live) => Ok(Self(live.clone())),
            None => Err(sign_in_first(parts)),
        }
    }
}

/// Where to go first, when the second step is due: it comes before everything but the account.
fn step_due(live: &LiveSession, parts: &Parts) -> Option<Response> {
    live.must_set_up_two_step.then(|| saksi_web::see_other(&with_next("/account/two-step", parts)))
}

impl FromRequestParts<Site> for Member {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let SignedIn(live) = SignedIn::from_request_parts(parts, site).await?;
        if let Some(first) = step_due(&live, parts) {
            return Err(first);
        }
        live.member.ok_or_else(|| saksi_web::see_other("/account"))
    }
}

/// Who comes to a page of a room's work: a member whose work is there (`may`), the room its routes were mounted with, and the request.
///
/// Rooms call this from the extractor of their work pages, so that whoever is not signed in, may not, or meets routes without their
/// room is answered the same way everywhere.
pub async fn at_work<R: Clone + Send + Sync + 'static>(
    parts: &mut Parts,
    site: &Site,
    may: impl FnOnce(&Member) -> bool,
) -> Result<(Member, R, PageRequest), Response> {
    let member = Member::from_request_parts(parts, site).await?;
    if !may(&member) {
        return Err(PageError(Problem::forbidden()).into_response());
    }
    let Some(room) = parts.extensions.get::<R>().cloned() else {
        tracing::error!(room = std::any::type_name::<R>(), "the routes of a room were mounted without the room");
        return Err(PageError(Problem::internal()).into_response());
    };
    let Ok(request) = PageRequest::from_request_parts(parts, site).await;
    Ok((member, room, request))
}

/// The acting member, where somebody is fully signed in and acts for an organisation. Never refuses.
#[derive(Debug, Clone)]
pub struct OptionalMember(pub Option<Member>);

impl FromRequestParts<Site> for OptionalMember {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Self::Rejection> {
        let live = parts.extensions.get::<LiveSession>();
        Ok(Self(live.filter(|live| !live.must_set_up_two_step).and_then(|live| live.member.clone())))
    }
}

/// Somebody who runs the network. They need not act for an organisation.
#[derive(Debug, Clone)]
pub struct Operator(pub Member);

impl FromRequestParts<Site> for Operator {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let SignedIn(live) = SignedIn::from_request_parts(parts, site).await?;
        if !live.operator {
            return Err(PageError(Problem::forbidden()).into_response());
        }
        if let Some(first) = step_due(&live, parts) {
            return Err(first);
        }
        Ok(Self(live.member.unwrap_or(Member {
            person: live.person,
            name: live.name,
            organisation: NOWHERE,
            organisation_name: String::new(),
            roles: Roles::default(),
            capabilities: Capability::empty(),
            operator: true,
            session: live.id,
        })))
    }
}

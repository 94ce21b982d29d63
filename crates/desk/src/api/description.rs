//! The API's description (OpenAPI 3.1), made from the handlers themselves.

use axum::Json;
use axum::extract::State;
use saksi_web::Site;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::server::Server;
use utoipa::{Modify, OpenApi};

use super::{read, types, write};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Saksi",
        description = "Ask whether a message has been checked, hand in what has not, and fetch what fact-checking organisations published. Errors are problem+json (RFC 9457) in the language of Accept-Language. Unknown fields of a body are ignored.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    paths(
        write::message,
        write::receipt,
        read::checks,
        read::check,
        read::version,
        read::claim,
        read::organisations,
        read::moderation,
        read::queue,
        read::stats
    ),
    components(schemas(types::ProblemDetails)),
    tags(
        (name = "messages", description = "Asking, handing in, coming back"),
        (name = "checks", description = "What was published"),
        (name = "network", description = "Who publishes, what was moderated, figures"),
        (name = "desk", description = "For organisations, with a token")
    ),
    modifiers(&Token)
)]
struct Description;

struct Token;

impl Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        if let Some(components) = &mut openapi.components {
            let mut bearer = Http::new(HttpAuthScheme::Bearer);
            bearer.description = Some("A token from the settings of an organisation".to_owned());
            components.add_security_scheme("token", SecurityScheme::Http(bearer));
        }
    }
}

/// The description for a site at this address.
pub fn openapi(public_url: &str) -> utoipa::openapi::OpenApi {
    let mut description = Description::openapi();
    description.servers = Some(vec![Server::new(public_url)]);
    description
}

/// `GET /api/v1/openapi.json`.
pub(super) async fn serve(State(site): State<Site>) -> Json<utoipa::openapi::OpenApi> {
    Json(openapi(&site.settings.public_url))
}

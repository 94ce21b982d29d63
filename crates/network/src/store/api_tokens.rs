//! Tokens for the API.

use saksi_base::{OrganisationId, PersonId, Problem, Timestamp, TokenId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use crate::model::secret::SecretHash;
use crate::model::token::{ApiToken, Scopes};

#[derive(saksi_db::FromRow)]
struct TokenRow {
    id: TokenId,
    organisation: OrganisationId,
    person: PersonId,
    name: String,
    scopes: String,
    created_at: Timestamp,
    last_used_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

impl From<TokenRow> for ApiToken {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id,
            organisation: row.organisation,
            person: row.person,
            name: row.name,
            scopes: Scopes::from_codes(&row.scopes),
            created: row.created_at,
            last_used: row.last_used_at,
            revoked: row.revoked_at,
        }
    }
}

/// The token of a secret, unless it is revoked, its organisation closed, or its maker gone from the organisation.
pub(crate) async fn token_by_secret(tx: &mut Tx, hash: &SecretHash) -> Result<Option<ApiToken>, Problem> {
    Ok(fetch_optional!(
        tx,
        TokenRow,
        "SELECT t.id, t.organisation, t.person, t.name, t.scopes, t.created_at, t.last_used_at, t.revoked_at \
         FROM api_token t JOIN organisation o ON o.id = t.organisation WHERE t.secret_hash = $1 \
         AND t.revoked_at IS NULL AND o.closed_at IS NULL AND EXISTS (SELECT 1 FROM affiliation a \
         WHERE a.person = t.person AND a.organisation = t.organisation AND a.ended_at IS NULL)",
        hash.as_bytes()
    )?
    .map(ApiToken::from))
}

/// The tokens of an organisation that are not revoked, the latest first.
pub(crate) async fn tokens_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<ApiToken>, Problem> {
    Ok(fetch_all!(
        tx,
        TokenRow,
        "SELECT id, organisation, person, name, scopes, created_at, last_used_at, revoked_at FROM api_token \
         WHERE organisation = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id",
        organisation
    )?
    .into_iter()
    .map(ApiToken::from)
    .collect())
}

/// Keeps a token.
pub(crate) async fn insert_token(tx: &mut Tx, token: &ApiToken, hash: &SecretHash) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO api_token (id, organisation, person, name, secret_hash, scopes, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        token.id,
        token.organisation,
        token.person,
        &token.name,
        hash.as_bytes(),
        token.scopes.to_codes(),
        token.created
    )?;
    Ok(())
}

/// Notes the day a token was used.
pub(crate) async fn touch_token(tx: &mut Tx, id: TokenId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "UPDATE api_token SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)",
        id,
        day
    )?;
    Ok(())
}

/// Revokes a token; false when there is nothing to revoke.
pub(crate) async fn revoke_token(tx: &mut Tx, organisation: OrganisationId, id: TokenId) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE api_token SET revoked_at = $3 WHERE id = $1 AND organisation = $2 AND revoked_at IS NULL",
        id,
        organisation,
        now
    )?;
    Ok(changed == 1)
}

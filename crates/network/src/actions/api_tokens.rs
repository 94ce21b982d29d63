//! Tokens for the API.

use saksi_base::{Problem, TokenId};
use saksi_db::Tx;

use super::people::{note, present_roles};
use crate::member::Member;
use crate::model::organisation::one_line;
use crate::model::role::Capability;
use crate::model::secret::LinkSecret;
use crate::model::token::{ApiToken, MOST_TOKENS, PREFIX, Scopes};
use crate::store;

async fn manages(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    if present_roles(tx, by).await?.capabilities().contains(Capability::MANAGE_ORGANISATION) {
        return Ok(());
    }
    Err(Problem::forbidden())
}

/// Makes a token for the acting organisation. The text is shown once; only its hash is kept.
pub async fn create_token(
    tx: &mut Tx,
    by: &Member,
    name: &str,
    scopes: &Scopes,
) -> Result<(ApiToken, String), Problem> {
    manages(tx, by).await?;
    let name = one_line(name);
    let mut problems = saksi_base::problem::Problems::new();
    if name.is_empty() {
        problems.add("name", "network-token-name-missing");
    } else if name.chars().count() > 80 {
        problems.add("name", "network-too-long").with("most", 80);
    }
    if scopes.is_empty() {
        problems.add("scope", "network-scope-missing");
    }
    problems.finish()?;
    if store::tokens_of(tx, by.organisation).await?.len() >= MOST_TOKENS {
        return Err(Problem::conflict("network-tokens-too-many"));
    }
    let secret = LinkSecret::new(&*tx.random());
    let token = ApiToken {
        id: TokenId::new(&*tx.random()),
        organisation: by.organisation,
        person: by.person,
        name,
        scopes: scopes.clone(),
        created: tx.now().day(),
        last_used: None,
        revoked: None,
    };
    store::insert_token(tx, &token, &secret.hash()).await?;
    note(tx, by.actor(), token.id.0, "token-made", scopes.to_codes().as_bytes()).await?;
    Ok((token, format!("{PREFIX}{}", secret.reveal())))
}

/// Revokes a token of the acting organisation.
pub async fn revoke_token(tx: &mut Tx, by: &Member, id: TokenId) -> Result<(), Problem> {
    manages(tx, by).await?;
    if !store::revoke_token(tx, by.organisation, id).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), id.0, "token-revoked", &[]).await
}

/// The token that a request carries, if it is one of ours and still good.
pub async fn use_token(tx: &mut Tx, text: &str) -> Result<Option<ApiToken>, Problem> {
    let Some(secret) = text.strip_prefix(PREFIX).and_then(LinkSecret::parse) else { return Ok(None) };
    store::token_by_secret(tx, &secret.hash()).await
}

//! A checker says that two claims tell the same, or do not: what the matcher can be trained and measured with.

use saksi_base::{ClaimId, Problem};
use saksi_db::Tx;
use saksi_network::model::Capability;
use serde::Serialize;

use super::By;
use crate::matcher::Matcher;
use crate::store::{claims, feedback};

/// Words read at once.
const PAGE: i64 = 500;
/// Most words in one export.
const MOST: usize = 100_000;

/// Says it, in place of what this member said before; `None` takes it back. As the member.
pub async fn say(
    tx: &mut Tx,
    by: &By,
    matcher: &Matcher,
    source: ClaimId,
    other: ClaimId,
    same: Option<bool>,
) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    if source == other {
        return Err(Problem::conflict("desk-problem-same-claim"));
    }
    let from = claims::seen(tx, source).await?;
    claims::seen(tx, other).await?;
    let Some(same) = same else {
        feedback::take_back(tx, source, other, by.person).await?;
        return Ok(());
    };
    let score = matcher
        .alike(&from.statement, Some(source))
        .iter()
        .find(|hit| hit.id == other.0.as_u128())
        .map_or(0.0, |hit| f64::from(hit.score));
    let word = feedback::Word {
        id: saksi_base::ids::random(&*tx.random()),
        owner: by.organisation,
        space: saksi_network::organisation_space(tx, by.organisation).await?.ok_or_else(Problem::forbidden)?,
        source,
        claim: other,
        same,
        score,
        person: by.person,
    };
    feedback::put(tx, word).await?;
    Ok(())
}

/// What this member said about a claim and others.
pub async fn said(tx: &mut Tx, by: &By, source: ClaimId) -> Result<Vec<(ClaimId, bool)>, Problem> {
    feedback::said(tx, source, by.person).await
}

/// One example for training: a line of the export.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// The claim that was compared.
    pub source: String,
    /// Its text, with what is personal masked, and its language.
    pub text: String,
    /// A BCP 47 tag; `und` when not known.
    pub lang: String,
    /// The claim that it was compared with.
    pub id: String,
    /// Its text.
    pub claim: String,
    /// Its language.
    pub claim_lang: String,
    /// Whether they tell the same.
    pub same: bool,
    /// How alike the matcher held them, 0 to 1.
    pub score: f64,
    /// The day, as `2026-11-22`.
    pub day: String,
}

/// All that the member's organisation said and may still see, for training. Who said it is left out.
pub async fn examples(tx: &mut Tx, by: &By) -> Result<Vec<Example>, Problem> {
    by.must(Capability::CHECK)?;
    let mut all = Vec::new();
    let mut after = uuid::Uuid::nil();
    loop {
        let page = feedback::page(tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.id;
        all.extend(page.into_iter().map(|row| Example {
            source: row.source.to_string(),
            text: crate::masking::masked(&row.text),
            lang: row.language,
            id: row.claim.to_string(),
            claim: row.statement,
            claim_lang: row.statement_language,
            same: row.same,
            score: row.score,
            day: row.at.to_date(),
        }));
        if all.len() >= MOST {
            return Ok(all);
        }
    }
}

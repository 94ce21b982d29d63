//! What an owner shows to everybody, and what stands beside a record and may change.

use saksi_base::problem::Problems;
use saksi_base::{ClaimId, EvidenceId, Marking, Problem};
use saksi_db::{Actor, Tx};
use saksi_web::fields::check_text;

use super::consenting::{self, Use};
use super::{By, journal};
use crate::model::{Offline, PublicEvidence, Subject};
use crate::store::records::{self as rows};
use crate::store::{parts, publication};

/// Shows that the evidence exists: what, when, its hash and its place in the log, and nothing else.
pub async fn publish(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<(), Problem> {
    by.must_preserve()?;
    let row = rows::own(tx, id).await?;
    let entry = row.entry().ok_or_else(|| Problem::conflict("evidence-problem-not-kept"))?;
    consenting::must_allow(tx, &row, Use::Publish).await?;
    let first = parts::of(tx, id).await?.into_iter().next().ok_or_else(Problem::internal)?;
    let at = row.began_at.unwrap_or(row.created_at);
    publication::show(tx, &row, at, &first, entry).await?;
    journal(tx, Actor::Member(by.person), id, "evidence-published", entry.as_bytes()).await
}

/// Shows it no longer. What others kept of it stays with them, and so does the hash in the log.
pub async fn withdraw(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<(), Problem> {
    by.must_preserve()?;
    rows::own(tx, id).await?;
    publication::hide(tx, id).await?;
    journal(tx, Actor::Member(by.person), id, "evidence-withdrawn", &[]).await
}

/// What everybody may see of it.
pub async fn shown(tx: &mut Tx, id: EvidenceId) -> Result<PublicEvidence, Problem> {
    publication::seen(tx, id).await?.ok_or_else(Problem::not_found)
}

/// What stands beside a record: its title, who may see it, what it is about, the same place at another time, an event and what came of
/// it. None of it is in the record, so it may change.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// What it is called.
    pub title: String,
    /// Whether organisations of the network may see it.
    pub shared: bool,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// The same place at another time.
    pub pair: Option<EvidenceId>,
    /// An event outside of the network, and what came of it.
    pub offline: Offline,
}

/// It is about this claim, too.
pub async fn set_about(tx: &mut Tx, by: &By, id: EvidenceId, claim: ClaimId) -> Result<(), Problem> {
    by.must_preserve()?;
    rows::own(tx, id).await?;
    let subject = Subject::claim(claim);
    let known = rows::subjects(tx, id).await?;
    if known.contains(&subject) {
        return Ok(());
    }
    if known.len() >= Subject::MOST {
        return Err(Problem::field("about", "evidence-problem-about-many"));
    }
    rows::add_subject(tx, id, &subject).await?;
    journal(tx, Actor::Member(by.person), id, "evidence-described", &[]).await
}

/// Refuses whoever may not change what stands beside the record.
pub async fn must_own(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<(), Problem> {
    by.must_preserve()?;
    rows::own(tx, id).await.map(|_| ())
}

/// Changes what stands beside a record.
pub async fn set_context(tx: &mut Tx, by: &By, id: EvidenceId, context: &Context) -> Result<(), Problem> {
    by.must_preserve()?;
    let mut problems = Problems::new();
    check_text(&mut problems, "title", &context.title, 300, true);
    check_text(&mut problems, "offline", &context.offline.what, 1_000, false);
    check_text(&mut problems, "offline_when", &context.offline.when, 200, false);
    check_text(&mut problems, "offline_where", &context.offline.place, 400, false);
    check_text(&mut problems, "consequence", &context.offline.consequence, 4_000, false);
    problems.finish()?;
    let row = rows::own(tx, id).await?;
    if let Some(pair) = context.pair {
        if pair == id {
            return Err(Problem::field("pair", "evidence-problem-pair-self"));
        }
        if rows::find(tx, pair).await?.is_none() {
            return Err(Problem::field("pair", "evidence-problem-pair"));
        }
    }
    if context.shared && consenting::of(tx, &row).await?.is_some_and(|consent| !consent.partners) {
        return Err(Problem::field("shared", Use::Partners.refusal()));
    }
    let marking = if context.shared { Marking::Amber } else { Marking::AmberStrict };
    rows::set_context(tx, id, context.title.trim(), marking, context.pair, &context.offline).await?;
    for subject in &context.subjects {
        rows::add_subject(tx, id, subject).await?;
    }
    if let Some(pair) = context.pair.filter(|pair| row.pair != Some(*pair)) {
        rows::set_pair(tx, pair, id).await?;
    }
    journal(tx, Actor::Member(by.person), id, "evidence-described", &[]).await
}

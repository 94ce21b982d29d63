//! Writing a notice, and having a second person look at it.

use saksi_base::{AddresseeId, ClaimId, EscalationId, Problem, RouteId, RuleId};
use saksi_db::Tx;
use saksi_network::{Capability, Member};

use super::{State, add_event, note, own_words, together};
use crate::model::event::{EventKind, Facts};
use crate::model::notice::Cited;
use crate::model::{Notice, Route, SHORT};
use crate::store::escalations::{self as rows, NewEscalation};
use crate::store::registers;

/// Begins a notice by a route, about a claim or from scratch. Who writes and in which language is filled in as far as known.
pub async fn begin(tx: &mut Tx, by: &Member, route: RouteId, claim: Option<ClaimId>) -> Result<EscalationId, Problem> {
    by.may(Capability::ESCALATE)?;
    let route = registers::route(tx, route).await?.ok_or_else(Problem::not_found)?;
    if route.ended.is_some() {
        return Err(Problem::field("route", "escalations-problem-route-ended"));
    }
    let language = route.facts.languages.first().cloned().unwrap_or_default();
    write(tx, by, route.addressee, Some(&route), language, claim).await
}

/// Begins a notice to somebody to whom the member's organisation has no route: it is offered to another one that has.
pub async fn begin_without_route(
    tx: &mut Tx,
    by: &Member,
    addressee: AddresseeId,
    claim: Option<ClaimId>,
) -> Result<EscalationId, Problem> {
    by.may(Capability::ESCALATE)?;
    let addressee = registers::addressee(tx, addressee).await?.id;
    write(tx, by, addressee, None, String::new(), claim).await
}

async fn write(
    tx: &mut Tx,
    by: &Member,
    addressee: AddresseeId,
    route: Option<&Route>,
    language: String,
    claim: Option<ClaimId>,
) -> Result<EscalationId, Problem> {
    let settings = registers::settings(tx, by.organisation).await?;
    let mut notice = Notice {
        language,
        sender_name: if settings.sender_name.is_empty() { by.organisation_name.clone() } else { settings.sender_name },
        sender_mail: settings.sender_mail,
        ..Notice::default()
    };
    if let Some(claim) = claim {
        let (statement, language) = rows::claim(tx, claim).await?.ok_or_else(Problem::not_found)?;
        notice.title = statement.chars().take(SHORT / 2).collect();
        notice.original = statement;
        notice.original_language.clone_from(&language);
        notice.content_language = language;
    }
    let id = EscalationId::new(tx.now(), &*tx.random());
    let space = saksi_network::organisation_space(tx, by.organisation).await?.unwrap_or(saksi_db::NETWORK_SPACE);
    let new = NewEscalation {
        id,
        owner: by.organisation,
        space,
        addressee,
        route: route.map(|route| route.id),
        claim,
        notice: &notice,
        author: by.person,
        way: route.map_or("", |route| route.way.code()),
    };
    rows::insert(tx, &new).await?;
    note(tx, by.actor(), id.0, "escalation-begun", &[]).await?;
    Ok(id)
}

/// The rules that a notice cites, in the versions that stand now, by their identifiers.
pub async fn cite(tx: &mut Tx, rules: &[String]) -> Result<Vec<Cited>, Problem> {
    let known = registers::rules(tx).await?;
    let chosen = rules.iter().filter_map(|text| text.parse::<RuleId>().ok());
    Ok(chosen
        .filter_map(|id| known.iter().find(|rule| rule.id == id))
        .map(|rule| Cited {
            rule: rule.id,
            number: rule.number,
            name: rule.text.name(),
            words: rule.text.words.clone(),
        })
        .collect())
}

/// Saves a draft that was read at `seen`. Evidence stays as it was.
pub async fn save(tx: &mut Tx, by: &Member, id: EscalationId, seen: i64, mut notice: Notice) -> Result<(), Problem> {
    let before = own_words(tx, by, id).await?;
    if before.state != State::Draft {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    notice.check()?;
    notice.evidence.clone_from(&before.notice.evidence);
    notice.complainants.clone_from(&before.notice.complainants);
    notice.earlier.clone_from(&before.notice.earlier);
    if !rows::save_notice(tx, id, seen, &notice).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    together::index(tx, id, &notice).await?;
    note(tx, by.actor(), id.0, "escalation-drafted", notice.explanation.as_bytes()).await
}

/// Throws a draft away.
pub async fn discard(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    let before = own_words(tx, by, id).await?;
    if !matches!(before.state, State::Draft | State::Waiting) {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    together::is_ours_to_discard(tx, by, id).await?;
    rows::delete_draft(tx, id).await?;
    note(tx, by.actor(), id.0, "escalation-discarded", &[]).await
}

/// Hands a complete draft to a second person.
pub async fn submit(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    let mut before = own_words(tx, by, id).await?;
    if before.state != State::Draft {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    let languages = before.route.as_ref().map(|route| route.facts.languages.clone()).unwrap_or_default();
    before.notice.complete(&languages)?;
    together::free(tx, by, id).await?;
    if !rows::move_state(tx, id, "draft", "waiting").await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let now = tx.now();
    add_event(tx, &mut before, by.actor(), EventKind::Submitted, now, "", Facts::default()).await
}

/// Gives a draft back to its author, with a reason; the author may also take it back.
pub async fn send_back(tx: &mut Tx, by: &Member, id: EscalationId, reason: &str) -> Result<(), Problem> {
    let mut before = own_words(tx, by, id).await?;
    if before.state != State::Waiting {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    if before.row.author != by.person && reason.trim().is_empty() {
        return Err(Problem::field("reason", "problem-text-missing"));
    }
    if !rows::move_state(tx, id, "waiting", "draft").await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let now = tx.now();
    add_event(tx, &mut before, by.actor(), EventKind::SentBack, now, reason, Facts::default()).await
}

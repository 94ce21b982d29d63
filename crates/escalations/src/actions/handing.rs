//! Handing a notice to an API: the request that was frozen, with the secret of its route, through the one guarded way out. A try that ends
//! half-way is made again with the same bytes under the same identifier.

use std::time::Duration;

use saksi_base::{Problem, RouteId};
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_fetch::{ACCEPT, Asked, Bounds, Fault, HeaderName, HeaderValue, Url};
use saksi_network::Member;
use saksi_vault::FileKey;

use super::sending::{for_the_program, went};
use super::{add_event, note, settle};
use crate::handle::{Escalations, Undelivered};
use crate::model::event::{EventKind, Facts};
use crate::model::register::RouteDraft;
use crate::model::requests::{Request, said};
use crate::store::dispatches::{self as rows, Dispatch};
use crate::store::registers;

/// Under which name the key of the secrets lies.
const KEY: &str = "routes";
/// Longest secret.
const LONGEST: usize = 4_000;
/// Most bytes of an answer.
const MOST_BYTES: u64 = 256 << 10;

/// What the sealing of a secret is bound to: its route, and whom it is told. Whoever sends the route elsewhere does not send the secret
/// with it.
fn purpose(route: RouteId, address: &str) -> String {
    let origin = Url::parse(address).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    format!("route {route} {origin}")
}

fn failed(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "the secret of a route cannot be kept");
    Problem::internal()
}

/// The key of the secrets, where this server hands notices to APIs.
pub async fn key(room: &Escalations, db: &Db) -> Result<Option<FileKey>, Problem> {
    let Some(outside) = room.outside() else { return Ok(None) };
    let bytes = saksi_network::actions::room_key(db, &outside.seal, KEY).await?;
    FileKey::from_bytes(&bytes).map(Some).map_err(|error| failed(&error))
}

/// Keeps the secret of a route that was just saved; an empty one leaves what is there, as long as it goes to the same place. One of a route that
/// needs none is deleted.
pub async fn keep_secret(
    tx: &mut Tx,
    by: &Member,
    key: Option<&FileKey>,
    id: RouteId,
    draft: &RouteDraft,
    secret: &str,
) -> Result<(), Problem> {
    let (_, _, facts) = draft.read()?;
    let Some(api) = facts.api.filter(|api| !api.header.is_empty()) else {
        return registers::forget_secret(tx, id).await;
    };
    let key = key.ok_or_else(|| Problem::conflict("escalations-problem-api-none"))?;
    let (secret, purpose) = (secret.trim(), purpose(id, &facts.address));
    if secret.is_empty() {
        let kept = registers::secret(tx, id).await?;
        let opens = kept.is_some_and(|sealed| key.open(&purpose, &sealed).is_ok());
        return if opens { Ok(()) } else { Err(Problem::field("api_secret", "escalations-problem-api-secret")) };
    }
    if secret.len() > LONGEST || HeaderName::try_from(&api.header).is_err() || HeaderValue::try_from(secret).is_err() {
        return Err(Problem::field("api_secret", "escalations-problem-api-secret-form"));
    }
    let sealed = key.seal(&purpose, secret.as_bytes().to_vec(), &*tx.random()).map_err(|error| failed(&error))?;
    registers::set_secret(tx, id, &sealed).await?;
    note(tx, by.actor(), id.0, "route-secret-changed", &[]).await
}

/// Whether a secret is kept for a route.
pub async fn has_secret(tx: &mut Tx, id: RouteId) -> Result<bool, Problem> {
    Ok(registers::secret(tx, id).await?.is_some())
}

/// Whether a try can be made again: what the other side, or the line to it, may mend by itself.
fn unreached(fault: &Fault) -> Undelivered {
    let text = fault.to_string();
    match fault {
        Fault::Unknown(_)
        | Fault::Unreachable { .. }
        | Fault::NotHttp { .. }
        | Fault::BrokeOff { .. }
        | Fault::TooSlow { .. } => Undelivered::Later(text),
        // The rest lies in the address, or in who answers there: the same the next time.
        _ => Undelivered::Never(text),
    }
}

/// What a status means for the notice: taken, not now, or never (RFC 9110; 425 is RFC 8470, 429 RFC 6585). A conflict can be the first try,
/// which is still being worked on.
fn judge(status: u16, answer: &[u8]) -> Result<(), Undelivered> {
    match status {
        200..=299 => Ok(()),
        408 | 409 | 425 | 429 | 500..=599 => Err(Undelivered::Later(said(status, answer))),
        _ => Err(Undelivered::Never(said(status, answer))),
    }
}

/// Hands a frozen request over; the number that the other side gave it.
pub(super) async fn hand(
    room: &Escalations,
    db: &Db,
    found: &Dispatch,
    request: &Request,
) -> Result<String, Undelivered> {
    let never = |text: &str| Undelivered::Never(text.to_owned());
    let later = |problem: Problem| Undelivered::Later(problem.to_string());
    let outside = room.outside().ok_or_else(|| never("this server hands no notices to APIs"))?;
    let url = Url::parse(&found.recipient).map_err(|_| never("the address of the route is none"))?;
    let kind = HeaderValue::from_static("application/json");
    let mut asked = Asked::post(url, kind.clone(), found.body.clone().into_bytes().into()).saying(ACCEPT, kind);
    if !request.key_header.is_empty() {
        let name = HeaderName::try_from(&request.key_header).map_err(|_| never("a header of the route is none"))?;
        let value = HeaderValue::try_from(found.id.to_string()).map_err(|_| never("the letter has no identifier"))?;
        asked = asked.saying(name, value);
    }
    if !request.header.is_empty() {
        let missing =
            || never("the secret of the route is not there, or is that of another address; write it there again");
        let name = HeaderName::try_from(&request.header).map_err(|_| never("a header of the route is none"))?;
        let sealed: Result<Option<Vec<u8>>, Problem> =
            saksi_db::read!(db, Viewer::System, tx => { registers::secret(&mut tx, request.route).await });
        let sealed = sealed.map_err(later)?.ok_or_else(missing)?;
        let key = key(room, db).await.map_err(later)?.ok_or_else(missing)?;
        let secret = key.open(&purpose(request.route, &found.recipient), &sealed).map_err(|_| missing())?;
        let mut value = HeaderValue::from_bytes(&secret).map_err(|_| missing())?;
        value.set_sensitive(true);
        asked = asked.saying(name, value);
    }
    let bounds = Bounds { whole: Duration::from_mins(1), ..Bounds::for_bytes(MOST_BYTES) };
    let mut answer = outside.guard.ask(&asked, &bounds).await.map_err(|fault| unreached(&fault))?;
    // The head says whether it was taken; an answer that breaks off or is too long after that has no number to tell.
    let body = answer.rest().await.unwrap_or_default();
    judge(answer.hop.status, &body)?;
    Ok(request.number(&body))
}

/// Writes down that a request was taken. A number is a receipt: they say that they have it.
pub(super) async fn handed(db: &Db, found: &Dispatch, number: &str) -> Result<(), Problem> {
    saksi_db::write!(db, "notice handed to an API", Viewer::System, tx => {
        let now = tx.now();
        if !rows::settle(&mut tx, found.id, "sent", "", Some(now)).await? {
            return Ok(());
        }
        if let Some(mut escalation) = for_the_program(&mut tx, found.escalation).await? {
            went(&mut tx, &mut escalation, Actor::System, found, now, Facts::default()).await?;
            if !number.is_empty() {
                let facts = Facts { reference: number.to_owned(), ..Facts::default() };
                add_event(&mut tx, &mut escalation, Actor::System, EventKind::Receipt, now, "", facts).await?;
                settle(&mut tx, &mut escalation).await?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_mend_itself_is_tried_again_and_the_rest_is_not() {
        for status in [408, 409, 425, 429, 500, 503] {
            assert!(matches!(judge(status, b""), Err(Undelivered::Later(_))), "{status}");
        }
        for status in [301, 307, 400, 401, 403, 404, 422] {
            assert!(matches!(judge(status, b"{}"), Err(Undelivered::Never(_))), "{status}");
        }
        for status in [200, 201, 202, 204] {
            assert_eq!(judge(status, b""), Ok(()), "{status}");
        }
    }

    #[test]
    fn a_secret_is_bound_to_its_route_and_to_whom_it_is_told() {
        let (one, other) = (RouteId(uuid::Uuid::from_u128(1)), RouteId(uuid::Uuid::from_u128(2)));
        let here = purpose(one, "https://api.platform.example/v1/notices");
        assert_eq!(here, purpose(one, "https://api.platform.example/v2/notices?x=1"), "another path of the same host");
        for elsewhere in [
            purpose(other, "https://api.platform.example/v1/notices"),
            purpose(one, "https://api.platform.example:8443/v1/notices"),
            purpose(one, "http://api.platform.example/v1/notices"),
            purpose(one, "https://evil.example/v1/notices"),
        ] {
            assert_ne!(here, elsewhere);
        }
    }
}

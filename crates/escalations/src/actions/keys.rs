//! To which key the letters of a route are encrypted. A letter for which there is one goes encrypted, or it does not go.

use saksi_base::{EscalationId, Problem};
use saksi_db::{Db, Viewer};

use super::incoming;
use super::sending::for_the_program;
use crate::handle::{BadKey, Concealed, Escalations};
use crate::model::register::{LONGEST_KEY, PublicKey};
use crate::store::dispatches::Dispatch;

/// What everybody on the way sees of a letter whose key is not there any more.
const GONE: &str =
    "the key of its route was taken away after it was frozen; put one there again, or hand it over by hand";

/// The key that somebody pasted, checked; none where they pasted none. One that stands there already is not checked again.
pub async fn checked(
    room: &Escalations,
    typed: &str,
    before: Option<&PublicKey>,
) -> Result<Option<PublicKey>, Problem> {
    let armour = typed.replace('\r', "").trim().to_owned();
    if armour.is_empty() {
        return Ok(None);
    }
    if let Some(before) = before.filter(|before| before.armour == armour) {
        return Ok(Some(before.clone()));
    }
    if armour.len() > LONGEST_KEY {
        return Err(Problem::field("pgp", "escalations-problem-pgp-long").with("kilobytes", LONGEST_KEY >> 10));
    }
    let wrong = |bad: BadKey| Problem::field("pgp", bad.message());
    // The secret half of a key goes no further than this.
    if armour.contains("PRIVATE KEY BLOCK") {
        return Err(wrong(BadKey::Private));
    }
    let keys = room.keys().ok_or_else(|| wrong(BadKey::NoProgram))?;
    let fingerprint = keys.fingerprint(&armour).await.map_err(wrong)?;
    Ok(Some(PublicKey { armour, fingerprint }))
}

/// How a letter that is about to go is encrypted: to the key that its route has now. `Err` says why one that must be encrypted cannot go.
pub(super) async fn conceal(db: &Db, letter: &Dispatch) -> Result<Result<Option<Concealed>, String>, Problem> {
    let route = saksi_db::read!(db, Viewer::System, tx => { for_the_program(&mut tx, letter.escalation).await })?;
    let route = route.and_then(|escalation| escalation.route);
    match route.as_ref().and_then(crate::model::Route::key) {
        Some(key) => {
            let subject = subject(db, letter.escalation, letter.kind == "chaser").await?;
            Ok(Ok(Some(Concealed { key: key.clone(), subject })))
        }
        None if letter.fingerprint.is_some() => Ok(Err(GONE.to_owned())),
        None => Ok(Ok(None)),
    }
}

/// The subject that says nothing but to which escalation an answer belongs: its word in brackets, by which answers are threaded.
async fn subject(db: &Db, id: EscalationId, follows: bool) -> Result<String, Problem> {
    let token = incoming::token(db, id).await?;
    Ok(format!("{}[{token}]", if follows { "Re: " } else { "" }))
}

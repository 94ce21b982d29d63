//! Time from outside: which checkpoints are stamped and handed to calendars, and the tokens of authorities (RFC 3161), verified
//! before they are kept.

use saksi_base::Problem;
use saksi_base::clock::{HOUR, SECOND};
use saksi_db::{Db, Viewer};
use saksi_fetch::Guard;
use saksi_tlog::{Hash, tsp};

use super::showing::post;
use crate::model::settings::{Authority, Settings};
use crate::store::{calendars, checkpoints, damaged, log, stamps};

/// Most tokens that are asked for in one round.
const ROUND: i64 = 20;

/// Asks for tokens of the newest checkpoint, if the last stamped one is long enough ago. Enough witnesses sign first, so that one
/// token says the time of both; where they take too long, it is stamped without them.
pub(crate) async fn plan(db: &Db, settings: &Settings) -> Result<(), Problem> {
    if settings.authorities.is_empty() && settings.calendars.is_empty() {
        return Ok(());
    }
    saksi_db::write!(db, "plan tokens", Viewer::System, tx => {
        let Some(_) = log::row(&mut tx).await?.filter(|row| row.held().is_none()) else { return Ok(()) };
        let Some(newest) = checkpoints::newest(&mut tx).await? else { return Ok(()) };
        let now = tx.now();
        let last = stamps::last_asked(&mut tx).await?.max(calendars::last_asked(&mut tx).await?);
        if last.is_some_and(|last| now.since(last) < settings.stamp_pause * SECOND) {
            return Ok(());
        }
        let enough = checkpoints::newest_enough(&mut tx).await?;
        let patient = now.since(newest.signed_at) < 60 * SECOND;
        let chosen = match enough {
            Some(enough) if enough.digest == newest.digest => newest,
            _ if patient => return Ok(()),
            _ => newest,
        };
        let digest = Hash::from_slice(&chosen.digest).ok_or_else(|| damaged("a digest"))?;
        for authority in &settings.authorities {
            stamps::ask(&mut tx, digest, &authority.url).await?;
        }
        for calendar in &settings.calendars {
            calendars::ask(&mut tx, digest, calendar).await?;
        }
        Ok(())
    })
}

/// Gets the tokens that are due.
pub(crate) async fn fetch(db: &Db, guard: &Guard, authorities: &[Authority]) -> Result<(), Problem> {
    let due = saksi_db::read!(db, Viewer::System, tx => { stamps::due(&mut tx, ROUND).await })?;
    for stamp in due {
        let digest = Hash::from_slice(&stamp.digest).ok_or_else(|| damaged("a digest"))?;
        let got = match authorities.iter().find(|known| known.url == stamp.authority) {
            Some(authority) => get(db, guard, authority, digest).await,
            None => Err("the settings name this authority no more".to_owned()),
        };
        saksi_db::write!(db, "keep token", Viewer::System, tx => {
            match &got {
                Ok((token, stamped)) => {
                    stamps::keep(&mut tx, &stamp.digest, &stamp.authority, token, stamped.at, stamped.accuracy).await
                }
                Err(why) => {
                    // 8, 16, 32 … seconds, at most six hours: an authority that is away comes back.
                    let retry = tx.now().plus((SECOND << (stamp.failures + 3).clamp(3, 20)).min(6 * HOUR));
                    let why: String = why.chars().filter(|letter| !letter.is_control()).take(300).collect();
                    stamps::failed(&mut tx, &stamp.digest, &stamp.authority, &why, retry).await
                }
            }
        })?;
        if let Err(why) = &got {
            tracing::warn!(authority = %stamp.authority, %why, "an authority gave no token; it will be asked again");
        }
    }
    Ok(())
}

/// One token, verified for the hash and the request.
async fn get(db: &Db, guard: &Guard, authority: &Authority, hash: Hash) -> Result<(Vec<u8>, tsp::Stamp), String> {
    // Seven bytes, so that no reader takes the number for a negative one.
    let nonce = u64::from_be_bytes(saksi_base::random::bytes::<8>(&*db.random())) >> 8;
    let request = tsp::Request { hash, nonce };
    let (status, body) = post(guard, &authority.url, "application/timestamp-query", request.to_der()).await?;
    if status != 200 {
        return Err(format!("it answered {status}"));
    }
    let roots: Vec<&[u8]> = authority.roots.iter().map(Vec::as_slice).collect();
    let stamp = tsp::verify_response(&body, &request, &roots).map_err(|error| error.to_string())?;
    let token = tsp::token_of(&body).map_err(|error| error.to_string())?;
    Ok((token.to_vec(), stamp))
}

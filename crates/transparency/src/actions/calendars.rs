//! Time from outside by OpenTimestamps: signed states are handed to calendars, whose promises are kept, asked about again, and
//! replaced by what leads to a block of Bitcoin. Nobody here reads the chain: which block it is, is the calendar's word until
//! somebody compares the block's header.

use std::collections::BTreeSet;

use saksi_base::clock::{DAY, HOUR, MINUTE, SECOND};
use saksi_base::{Problem, Timestamp};
use saksi_db::{Db, Viewer};
use saksi_fetch::{ACCEPT, Asked, Guard, HeaderValue, Url};
use saksi_tlog::Hash;
use saksi_tlog::ots::Detached;

use super::showing;
use crate::store::calendars::{self, DueRow};
use crate::store::damaged;

/// Most states about which calendars are asked in one round.
const ROUND: i64 = 20;
/// What calendars call their answers.
const KIND: &str = "application/vnd.opentimestamps.v1";

/// What asking a calendar came to.
enum Came {
    /// A promise, or more of a proof than was known.
    Proof(Detached),
    /// No block holds it yet.
    NotYet,
    /// It answered something that is of no use.
    Wrong(String),
    /// It cannot be reached.
    Away(String),
}

/// Hands in what is due, and asks again about what was promised.
pub(crate) async fn fetch(db: &Db, guard: &Guard, known: &[String]) -> Result<(), Problem> {
    let due = saksi_db::read!(db, Viewer::System, tx => { calendars::due(&mut tx, ROUND).await })?;
    let mut away = BTreeSet::new();
    for row in due {
        if away.contains(&row.calendar) {
            continue;
        }
        let digest = Hash::from_slice(&row.digest).ok_or_else(|| damaged("a digest"))?;
        let came = if known.contains(&row.calendar) {
            match &row.proof {
                None => submit(db, guard, known, &row.calendar, digest).await,
                Some(proof) => ask_again(guard, known, proof, digest).await,
            }
        } else {
            Came::Wrong("the settings name this calendar no more".to_owned())
        };
        keep(db, &row, &came).await?;
        if let Came::Wrong(why) | Came::Away(why) = &came {
            tracing::warn!(calendar = %row.calendar, %why, "a calendar gave no proof; it will be asked again");
        }
        if matches!(came, Came::Away(_)) {
            away.insert(row.calendar);
        }
    }
    Ok(())
}

/// When to ask again about a promise. Blocks come every ten minutes or so, and calendars gather for some hours.
fn patience(now: Timestamp, asked: Timestamp) -> Timestamp {
    now.plus(if now.since(asked) < DAY { 20 * MINUTE } else { 6 * HOUR })
}

async fn keep(db: &Db, row: &DueRow, came: &Came) -> Result<(), Problem> {
    saksi_db::write!(db, "keep proof of a calendar", Viewer::System, tx => {
        let now = tx.now();
        // 8, 16, 32 … seconds, at most six hours: a calendar that is away comes back.
        let retry = now.plus((SECOND << (row.failures + 3).clamp(3, 20)).min(6 * HOUR));
        match came {
            Came::Proof(proof) => {
                let height = proof.earliest_block().map(|block| block.height);
                calendars::keep(&mut tx, row, &proof.to_bytes(), height, patience(now, row.asked_at)).await
            }
            Came::NotYet => {
                let proof = row.proof.as_deref().unwrap_or_default();
                calendars::keep(&mut tx, row, proof, None, patience(now, row.asked_at)).await
            }
            Came::Wrong(why) => calendars::failed(&mut tx, row, &plain(why), retry).await,
            Came::Away(why) => {
                calendars::failed(&mut tx, row, &plain(why), retry).await?;
                calendars::put_off(&mut tx, &row.calendar, retry).await
            }
        }
    })
}

fn plain(why: &str) -> String {
    why.chars().filter(|letter| !letter.is_control()).take(300).collect()
}

/// Hands a state in. The calendar gets a hash that says nothing of it.
async fn submit(db: &Db, guard: &Guard, known: &[String], calendar: &str, digest: Hash) -> Came {
    let (unstamped, submission) = Detached::begin(digest, saksi_base::random::bytes::<16>(&*db.random()));
    let Ok(url) = Url::parse(&format!("{calendar}/digest")) else { return Came::Wrong("it is no address".to_owned()) };
    let body = submission.body.as_bytes().to_vec();
    let asked = Asked::post(url, HeaderValue::from_static("application/octet-stream"), body.into());
    let answer = match showing::answer(guard, &asked.saying(ACCEPT, HeaderValue::from_static(KIND))).await {
        Ok((200, answer)) => answer,
        Ok((status, _)) => return Came::Wrong(format!("it answered {status}")),
        Err(fault) => return Came::Away(fault),
    };
    match unstamped.stamped(&answer) {
        // Nobody could ever be asked about a promise that stands under an address that the settings do not name.
        Ok(proof) if proof.earliest_block().is_none() && promises(&proof, known).is_empty() => {
            let elsewhere: Vec<String> = proof.pending().into_iter().map(|promise| promise.calendar).collect();
            Came::Wrong(format!("its promise stands at {}: name that address", elsewhere.join(", ")))
        }
        Ok(proof) => Came::Proof(proof),
        Err(error) => Came::Wrong(error.to_string()),
    }
}

/// The promises of a proof that stand at calendars of the settings: an answer leads nowhere else.
fn promises(proof: &Detached, known: &[String]) -> Vec<(String, Vec<u8>)> {
    let promises = proof.pending().into_iter().filter_map(|promise| {
        let calendar = known.iter().find(|known| **known == promise.calendar.trim_end_matches('/'))?;
        Some((format!("{calendar}/timestamp/{}", promise.commitment), promise.message))
    });
    promises.collect()
}

/// Asks what became of promises, until one leads to a block.
async fn ask_again(guard: &Guard, known: &[String], kept: &[u8], digest: Hash) -> Came {
    let mut proof = match Detached::parse(kept) {
        Ok(proof) if proof.digest() == digest => proof,
        _ => return Came::Wrong("what is kept of it is no proof; run: saksi verify --all".to_owned()),
    };
    let mut more = false;
    for (address, message) in promises(&proof, known) {
        let Ok(asked) = Asked::get(&address) else { return Came::Wrong("it is no address".to_owned()) };
        let answer = match showing::answer(guard, &asked.saying(ACCEPT, HeaderValue::from_static(KIND))).await {
            Ok((200, answer)) => answer,
            Ok((404, _)) => continue,
            Ok((status, _)) => return Came::Wrong(format!("it answered {status}")),
            Err(fault) => return Came::Away(fault),
        };
        if let Err(error) = proof.add(&message, &answer) {
            return Came::Wrong(error.to_string());
        }
        more = true;
        if proof.earliest_block().is_some() {
            break;
        }
    }
    if more { Came::Proof(proof) } else { Came::NotYet }
}

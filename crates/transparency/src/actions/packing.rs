//! What a verification pack needs of the log: proofs, and times from outside with the roots that vouch for them.

use saksi_base::Problem;
use saksi_db::Db;
use saksi_tlog::Hash;

use super::entering::{calendar_proof, checkpoint_proof, proof, token};
use crate::model::settings::Authority;
use crate::model::standing::Logged;
use crate::pack::{CalendarProof, Proved, Token};
use crate::store::{damaged, state};

/// What the log and others have to say of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// Tokens of authorities.
    pub tokens: Vec<Token>,
    /// What calendars gave.
    pub calendars: Vec<CalendarProof>,
    /// The policy: keys of the log and of its witnesses, and how many must sign.
    pub policy: String,
}

/// A record with its proof, where the log has signed one.
pub async fn proved(db: &Db, record: Vec<u8>) -> Result<Proved, Problem> {
    let proof = proof(db, Hash::of(&record)).await?;
    Ok(Proved { record, proof })
}

/// Everything that is kept about an entry that is logged. `authorities` bring the roots that are trusted to vouch for them.
pub async fn vouched(db: &Db, entry: Hash, logged: &Logged, authorities: &[Authority]) -> Result<Vouched, Problem> {
    let mut tokens = Vec::new();
    for stamped in &logged.tokens {
        let digest = Hash::from_slice(&stamped.digest).ok_or_else(|| damaged("a token"))?;
        let proof = match stamped.size {
            Some(size) => checkpoint_proof(db, entry, size).await?,
            None => None,
        };
        let known = authorities.iter().find(|known| known.url == stamped.authority);
        let roots = known.map(|known| known.roots.clone()).unwrap_or_default();
        let token = token(db, digest, &stamped.authority).await?;
        tokens.extend(token.map(|token| Token { authority: stamped.authority.clone(), token, proof, roots }));
    }
    let mut calendars = Vec::new();
    for kept in &logged.calendars {
        let digest = Hash::from_slice(&kept.digest).ok_or_else(|| damaged("a proof of a calendar"))?;
        let ots = calendar_proof(db, digest, &kept.calendar).await?;
        let proof = checkpoint_proof(db, entry, kept.size).await?;
        if let (Some(ots), Some(proof)) = (ots, proof) {
            calendars.push(CalendarProof { calendar: kept.calendar.clone(), ots, proof });
        }
    }
    let policy = state(db).await?.ok_or_else(|| damaged("the log"))?.policy;
    Ok(Vouched { tokens, calendars, policy })
}

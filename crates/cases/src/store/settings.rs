//! Settings of helplines, and the server's own key for proofs of filing.

use saksi_base::{OrganisationId, Problem};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use saksi_vault::SealError;
use zeroize::Zeroizing;

use crate::handle::damaged;

const FILING_SEED: &str = "filing proof key";

/// The seed of the key of filing proofs; the fresh one is kept where there is none.
pub(crate) async fn filing_seed(tx: &mut Tx, fresh: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, Problem> {
    let now = tx.now();
    let text = Zeroizing::new(fresh.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    }));
    execute!(
        tx,
        "INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
        FILING_SEED,
        text.as_str(),
        now
    )?;
    let stored = fetch_scalar!(tx, String, "SELECT value FROM setting WHERE name = $1", FILING_SEED)?;
    let stored = Zeroizing::new(stored.unwrap_or_default());
    let wrong = || damaged("the key of filing proofs")(SealError::Length);
    let mut seed = Zeroizing::new([0; 32]);
    if stored.len() != 64 {
        return Err(wrong());
    }
    for (place, byte) in seed.iter_mut().enumerate() {
        let digits = stored.get(place * 2..place * 2 + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
    }
    Ok(seed)
}

/// The settings of a helpline: name, value, version.
pub(crate) async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(String, String, i64)>, Problem> {
    Ok(fetch_all!(
        tx,
        (String, String, i64),
        "SELECT name, value, version FROM help_setting WHERE organisation = $1",
        organisation
    )?)
}

/// The settings of one name of every helpline.
pub(crate) async fn everywhere(tx: &mut Tx, name: &str) -> Result<Vec<(OrganisationId, String)>, Problem> {
    Ok(fetch_all!(
        tx,
        (OrganisationId, String),
        "SELECT s.organisation, s.value FROM help_setting s JOIN organisation o ON o.id = s.organisation \
         WHERE s.name = $1 AND o.closed_at IS NULL ORDER BY lower(o.name), o.id",
        name
    )?)
}

/// Puts a setting in the place of the version that its author saw; 0 where there was none. `false`: somebody else was faster.
pub(crate) async fn put(
    tx: &mut Tx,
    organisation: OrganisationId,
    name: &str,
    value: &str,
    seen: i64,
) -> Result<bool, Problem> {
    let changed = if seen == 0 {
        execute!(
            tx,
            "INSERT INTO help_setting (organisation, name, value, version) VALUES ($1, $2, $3, 1) \
             ON CONFLICT (organisation, name) DO NOTHING",
            organisation,
            name,
            value
        )?
    } else {
        execute!(
            tx,
            "UPDATE help_setting SET value = $3, version = version + 1 WHERE organisation = $1 AND name = $2 AND version = $4",
            organisation,
            name,
            value,
            seen
        )?
    };
    Ok(changed == 1)
}

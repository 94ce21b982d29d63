//! Canonical records out of rows: what was done, when, by whom, why, with what, and the hash of every part.

use std::collections::BTreeMap;

use saksi_base::{EvidenceId, Problem, Timestamp};
use saksi_db::Tx;
use saksi_tlog::Hash;
use saksi_tlog::record::{Copying, EvidenceRecord, Part, Times, Tool, VERSION, What};

use super::{form_failed, salt, whole};
use crate::store::parts::NewPart;

/// What every record has in common.
pub(crate) struct Common<'a> {
    pub(crate) id: uuid::Uuid,
    pub(crate) organisation: &'a str,
    pub(crate) operator: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) legal_basis: &'a str,
    pub(crate) began: Timestamp,
    pub(crate) ended: Timestamp,
    /// What the tool was set to, in words; its hash stands in the record.
    pub(crate) settings: &'a str,
    pub(crate) parent: Option<Hash>,
}

/// Absent where there is nothing to say.
pub(crate) fn said(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

/// A part as a record names it.
pub(crate) fn part(part: &NewPart) -> Part {
    Part {
        name: part.name.clone(),
        media_type: part.media_type.clone(),
        length: u64::try_from(part.bytes).unwrap_or(0),
        sha256: part.sha256,
        copy: if part.working { Copying::Working } else { Copying::Original },
    }
}

/// Writes a record: its canonical text and its entry.
pub(crate) fn write(tx: &Tx, common: &Common<'_>, what: What, parts: Vec<Part>) -> Result<(String, Hash), Problem> {
    let record = EvidenceRecord {
        version: VERSION.to_owned(),
        id: common.id.to_string(),
        organisation: common.organisation.to_owned(),
        operator: common.operator.to_owned(),
        reason: common.reason.to_owned(),
        case: None,
        legal_basis: said(common.legal_basis),
        times: Times {
            began: whole(common.began),
            ended: whole(common.ended),
            clock: "system clock".to_owned(),
            offset_ms: None,
        },
        tool: Tool {
            name: "saksi".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            configuration: Hash::of(common.settings.as_bytes()),
            browser: None,
        },
        what,
        parts,
        parent: common.parent,
        salt: Some(salt(&*tx.random())?),
    };
    let bytes = record.to_canonical().map_err(|error| form_failed(&error))?;
    let entry = Hash::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|_| Problem::internal())?;
    Ok((text, entry))
}

/// The words under which records carry consent: to keep it.
pub(crate) const KEEP: &str = "keep";
/// To show it to a court or an investigator.
pub(crate) const COURT: &str = "show to a court";
/// To hand it to partners.
pub(crate) const PARTNERS: &str = "hand to partners";
/// To publish it.
pub(crate) const PUBLISH: &str = "publish";

/// Consent as records carry it.
pub(crate) fn consent(given: crate::model::Consent) -> BTreeMap<String, bool> {
    [(KEEP, given.keep), (COURT, given.court), (PARTNERS, given.partners), (PUBLISH, given.publish)]
        .into_iter()
        .map(|(what, given)| (what.to_owned(), given))
        .collect()
}

/// The record of evidence that the viewer may see, as it was hashed.
pub async fn canonical(tx: &mut Tx, by: &super::By, id: EvidenceId) -> Result<String, Problem> {
    by.must_preserve()?;
    crate::store::records::seen(tx, id).await?.record.ok_or_else(Problem::not_found)
}

//! What is in already: the same, corrected by its authors, or something else under the same identifier.

use std::collections::HashMap;

use saksi_base::{CheckId, CheckVersionId, OrganisationId, Problem};
use saksi_db::{Actor, Entry, Tx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Publisher, Records, Row, RowCheck, Source, refused};
use crate::model::{CheckContent, Rejected};
use crate::store::checks::{self, CheckRow};
use crate::store::imports::{self as rows, StandingCheck};
use crate::store::{self, claims};

/// How alike two wordings of one claim are at least (Sørensen–Dice over n-grams, 0 to 1), where a file numbers its own rows.
const SAME_CLAIM: f32 = 0.5;

/// The checks that a run has met, by identifier, each with what it said: one that stands twice in a source with different words
/// would otherwise be corrected to and fro for ever.
#[derive(Default)]
pub(super) struct Seen(HashMap<[u8; 16], [u8; 16]>);

/// A row without the checks that were met before.
pub(super) struct Once {
    pub(super) row: Option<Row>,
    pub(super) refused: Vec<Rejected>,
    /// Whether all of it was met before, in the same words.
    pub(super) repeated: bool,
}

impl Seen {
    pub(super) fn once(&mut self, source: &Source, mut row: Row) -> Once {
        let mut others = 0_usize;
        let statement = row.statement.clone();
        let before = row.checks.len();
        row.checks.retain(|check| {
            let said = short(&[
                &statement,
                check.verdict.code(),
                check.title.as_deref().unwrap_or_default(),
                &check.explanation,
                &store::references_text(&check.references),
                &check.publisher.name,
            ]);
            match self.0.insert(short(&[&check.external_id]), said) {
                None => true,
                Some(first) => {
                    if first != said {
                        others += 1;
                        self.0.insert(short(&[&check.external_id]), first);
                    }
                    false
                }
            }
        });
        let refused = (0..others)
            .map(|_| {
                refused(
                    source,
                    &row,
                    "its identifier stands in the source twice, and the two say different things; the first was taken",
                )
            })
            .collect();
        let repeated = row.checks.is_empty() && others == 0 && before > 0;
        Once { row: (!row.checks.is_empty()).then_some(row), refused, repeated }
    }
}

fn short(parts: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    short
}

/// What became of the checks of a row that were here already.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) corrected: usize,
    pub(super) refused: Vec<Rejected>,
}

/// The checks of a batch that are here already, by identifier.
pub(super) struct Known(HashMap<String, StandingCheck>);

impl Known {
    pub(super) async fn read(tx: &mut Tx, batch: &[Row], known: &HashMap<String, Uuid>) -> Result<Self, Problem> {
        let mut names: HashMap<Uuid, String> = HashMap::new();
        for check in batch.iter().flat_map(|row| &row.checks) {
            if let Some(id) = known.get(&format!("check:{}", check.external_id)) {
                names.insert(*id, check.external_id.clone());
            }
        }
        let ids: Vec<Uuid> = names.keys().copied().collect();
        let found = rows::standing(tx, &ids).await?;
        Ok(Self(found.into_iter().filter_map(|row| Some((names.remove(&row.id.0)?, row))).collect()))
    }

    /// Holds what a source says now against what stands here, and takes over what its authors corrected. What people changed
    /// here is theirs, and what was withdrawn or taken out of sight stays so.
    pub(super) async fn compare(
        &mut self,
        tx: &mut Tx,
        source: &Source,
        row: &Row,
        old: &[&RowCheck],
        organisations: &HashMap<Publisher, OrganisationId>,
    ) -> Result<Compared, Problem> {
        let mut compared = Compared::default();
        for check in old {
            let Some(standing) = self.0.remove(&check.external_id) else { continue };
            if source.records == Records::Rows {
                let foreign = organisations.get(&check.publisher) != Some(&standing.owner);
                if foreign || is_another(&standing.statement, &row.statement) {
                    compared.refused.push(refused(source, row, if foreign { OTHER_PUBLISHER } else { OTHER_CLAIM }));
                    continue;
                }
            }
            if standing.state != "published" || standing.hidden {
                continue;
            }
            let said = content(source, row, check, &standing);
            if said == standing.content() {
                if standing.source_url != check.source_url || standing.licence != check.licence {
                    rows::set_origin(tx, standing.id, check.source_url.as_deref(), check.licence.as_deref()).await?;
                }
                continue;
            }
            if standing.changed_here || standing.being_changed {
                let told = refused(source, row, CHANGED_HERE);
                compared.refused.push(Rejected { left_out: true, ..told });
                continue;
            }
            correct(tx, &standing, &said, check).await?;
            compared.corrected += 1;
        }
        Ok(compared)
    }
}

const OTHER_CLAIM: &str = "its identifier is known here with another claim. Give the row another one, or bring the file in with another --publisher";
const OTHER_PUBLISHER: &str = "its identifier is known here with a check by another publisher. Give the row another one, or bring the file in with another --publisher";
const CHANGED_HERE: &str = "it differs from what people here made of it since, and theirs stays";

/// Whether two wordings tell two claims. A slip of the pen that was mended does not.
fn is_another(known: &str, now: &str) -> bool {
    saksi_matching::fingerprint(known) != saksi_matching::fingerprint(now)
        && saksi_matching::near_duplicate(known, now) < SAME_CLAIM
}

/// What a source says now, in the form of a version. What says nothing of the check is left as it stands.
fn content(source: &Source, row: &Row, check: &RowCheck, standing: &StandingCheck) -> CheckContent {
    let before = standing.content();
    CheckContent {
        statement: match source.records {
            Records::Messages => before.statement,
            Records::Reviews | Records::Rows => row.statement.clone(),
        },
        verdict: Some(check.verdict),
        harm: check.harm,
        content_type: before.content_type,
        title: check.title.clone().unwrap_or_default(),
        explanation: check.explanation.clone(),
        references: check.references.clone(),
        language: before.language,
        change_note: String::new(),
    }
}

/// Makes what the authors say now the next version, as a correction by people would be. It has no note and no author of ours.
async fn correct(tx: &mut Tx, standing: &StandingCheck, said: &CheckContent, check: &RowCheck) -> Result<(), Problem> {
    let known = CheckRow {
        id: standing.id,
        owner: standing.owner,
        space: standing.space,
        claim: standing.claim,
        state: standing.state.clone(),
        version: standing.version,
        hidden: standing.hidden,
    };
    let version = CheckVersionId::new(tx.now(), &*tx.random());
    checks::insert_version(tx, version, &known, standing.version + 1, said, None, None).await?;
    rows::set_origin(tx, standing.id, check.source_url.as_deref(), check.licence.as_deref()).await?;
    if standing.claim_owner == standing.owner && standing.statement != said.statement {
        let (language, content_type) = (said.language.as_str(), said.content_type.code());
        claims::set_words(tx, standing.claim, &said.statement, language, content_type).await?;
    }
    let text = serde_json::to_vec(said).map_err(|_| Problem::internal())?;
    let CheckId(subject) = standing.id;
    tx.journal(Entry { actor: Actor::System, subject, kind: "check-corrected", content: &text, personal: false })
        .await?;
    Ok(())
}

//! What notices to platforms and reports about them cite, and what is personal in them: pieces of evidence that the member who writes
//! may see, and what the desk's masking recognises. And which claims and notices cite elections and norms.

use saksi_base::{ClaimId, DossierId, EscalationId, EvidenceId, Problem};
use saksi_db::{Db, Tx, Viewer};
use saksi_desk::actions::By;
use saksi_desk::masking::{self, MaskKind};
use saksi_directory::Cites;
use saksi_directory::model::citations;
use saksi_escalations::model::dossier::{Found, Personal};
use saksi_escalations::model::notice::Attested;
use saksi_escalations::{Citing as Citation, KnowEvidence, Later, Piece};
use saksi_evidence::KnowCitations;
use saksi_evidence::actions::{By as KeptBy, looking};
use saksi_evidence::model::{Citable, CitedIn};
use saksi_network::{Capability, Member};

/// The evidence of this server, and the address at which people reach it.
pub(crate) struct Kept {
    pub(crate) db: Db,
    pub(crate) site: String,
}

impl Kept {
    fn attested(&self, one: Citable) -> Attested {
        Attested {
            page: if one.public { format!("{}/evidence/{}", self.site, one.id) } else { String::new() },
            record: one.id.to_string(),
            title: one.title,
            url: one.url,
            hash: one.entry.to_string(),
            captured_at: one.at.to_string(),
        }
    }

    fn pieces(&self, all: Vec<Citable>) -> Vec<Piece> {
        all.into_iter().map(|one| Piece { at: one.at, attested: self.attested(one) }).collect()
    }

    /// A piece that the viewer may see, and whether their organisation owns it.
    async fn find(&self, record: &str, viewer: Viewer) -> Option<(Citable, bool)> {
        let (id, owner) = (identifier(record)?, viewer.organisation()?);
        let found: Result<Option<(Citable, bool)>, Problem> =
            saksi_db::read!(self.db, viewer, tx => { looking::citable(&mut tx, owner, id).await });
        found.ok()?
    }
}

impl KnowEvidence for Kept {
    fn look_up<'a>(&'a self, record: &'a str, viewer: Viewer) -> Later<'a, Option<Attested>> {
        Box::pin(async move { self.find(record, viewer).await.map(|(one, _)| self.attested(one)) })
    }

    fn citable<'a>(&'a self, record: &'a str, viewer: Viewer) -> Later<'a, Option<Attested>> {
        Box::pin(async move {
            let found = self.find(record, viewer).await;
            found.filter(|(one, own)| *own && one.public).map(|(one, _)| self.attested(one))
        })
    }

    fn offered<'a>(
        &'a self,
        words: &'a str,
        addresses: &'a [String],
        viewer: Viewer,
    ) -> Later<'a, Result<Vec<Piece>, Problem>> {
        Box::pin(async move {
            let Some(owner) = viewer.organisation() else { return Ok(Vec::new()) };
            let all = saksi_db::read!(self.db, viewer, tx => {
                looking::shown_of(&mut tx, owner, words, addresses).await
            })?;
            Ok(self.pieces(all))
        })
    }

    fn captures<'a>(&'a self, addresses: &'a [String], viewer: Viewer) -> Later<'a, Result<Vec<Piece>, Problem>> {
        Box::pin(async move {
            let Some(owner) = viewer.organisation() else { return Ok(Vec::new()) };
            let all = saksi_db::read!(self.db, viewer, tx => {
                looking::captures_of(&mut tx, owner, addresses).await
            })?;
            Ok(self.pieces(all))
        })
    }
}

/// The notices of this server that cite a piece of evidence.
pub(crate) struct CitedBy(pub(crate) Db);

impl KnowCitations for CitedBy {
    fn of<'a>(&'a self, id: EvidenceId, by: &'a KeptBy) -> saksi_evidence::Later<'a, Result<Vec<CitedIn>, Problem>> {
        Box::pin(async move {
            let all = saksi_db::read!(self.0, by.viewer(), tx => {
                saksi_escalations::actions::evidence::citing(&mut tx, &id.to_string()).await
            })?;
            // Whoever does not escalate is told that there is a notice, and to whom: not what it says.
            let escalates = by.may.contains(Capability::ESCALATE);
            let cited = |one: Citation| CitedIn {
                to: one.addressee_name,
                what: escalates.then(|| (one.title, format!("/work/escalations/{}", one.escalation))),
                sent: one.sent_at,
                afterwards: one.afterwards,
            };
            Ok(all.into_iter().map(cited).collect())
        })
    }
}

/// The identifier in what somebody pasted: itself, or the address of its page.
fn identifier(record: &str) -> Option<EvidenceId> {
    record.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

/// What is personal in a text: what the desk masks in messages, and the words that somebody named.
pub(crate) fn personal(text: &str, words: &[String]) -> Vec<Found> {
    let marked = masking::mark_words(text, words);
    masking::find_with(text, &marked)
        .into_iter()
        .map(|mask| Found {
            span: mask.start..mask.end,
            kind: match mask.kind {
                MaskKind::Telephone => Personal::Telephone,
                MaskKind::Email => Personal::Email,
                MaskKind::Address => Personal::Address,
                MaskKind::Identity => Personal::Identity,
                MaskKind::Account => Personal::Account,
                MaskKind::Name => Personal::Name,
            },
        })
        .collect()
}

/// The claims, notices and dossiers of this server that may cite an election or a norm.
pub(crate) struct Citing;

/// What somebody may not see is not there.
fn if_seen<T>(found: Result<T, Problem>) -> Result<Option<T>, Problem> {
    use saksi_base::ProblemKind::{Forbidden, Gone, NotFound};
    match found {
        Ok(found) => Ok(Some(found)),
        Err(problem) if matches!(problem.kind, Forbidden | Gone | NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// A published claim, for everybody.
async fn published(tx: &mut Tx, id: ClaimId) -> Result<Option<Cites>, Problem> {
    let found = if_seen(saksi_desk::actions::public::claim_page(tx, id).await)?;
    Ok(found
        .filter(|page| !page.checks.is_empty())
        .map(|page| Cites { title: page.statement, path: format!("/claims/{}", page.id) }))
}

/// A claim as a checker sees it, else as everybody does.
async fn claim(tx: &mut Tx, id: ClaimId, by: &Member) -> Result<Option<Cites>, Problem> {
    let found = if_seen(saksi_desk::actions::queue::claim_detail(tx, &By::from(by), id).await)?;
    match found {
        Some(found) => Ok(Some(Cites { title: found.row.statement, path: format!("/desk/claims/{id}") })),
        None => published(tx, id).await,
    }
}

/// A notice as a liaison sees it. One that comes from cases cites nothing: that it does would tell of its case.
async fn notice(tx: &mut Tx, id: EscalationId, by: &Member) -> Result<Option<Cites>, Problem> {
    let found = if_seen(saksi_escalations::actions::whole(tx, by, id).await)?;
    Ok(found
        .filter(|found| !found.is_sealed())
        .map(|found| Cites { title: found.notice.title, path: format!("/work/escalations/{id}") }))
}

/// A dossier as a liaison of its organisation sees it.
async fn dossier(tx: &mut Tx, id: DossierId, by: &Member) -> Result<Option<Cites>, Problem> {
    let found = if_seen(saksi_escalations::actions::dossiers::whole(tx, by, id).await)?;
    Ok(found.map(|found| Cites { title: found.content.title, path: format!("/work/escalations/dossiers/{id}") }))
}

impl saksi_directory::Citable for Citing {
    fn look_up<'a>(
        &'a self,
        tx: &'a mut Tx,
        citing: citations::Citing,
        by: Option<&'a Member>,
    ) -> saksi_directory::Later<'a, Result<Option<Cites>, Problem>> {
        Box::pin(async move {
            match (citing, by) {
                (citations::Citing::Claim(id), Some(by)) => claim(tx, id, by).await,
                (citations::Citing::Claim(id), None) => published(tx, id).await,
                (citations::Citing::Notice(id), Some(by)) => notice(tx, id, by).await,
                (citations::Citing::Dossier(id), Some(by)) => dossier(tx, id, by).await,
                _ => Ok(None),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_finds_what_the_desk_masks() {
        let text = "Ayu, call +62 812-3456-7890 or write to ayu@example.org";
        let found = personal(text, &["ayu".to_owned()]);
        let told: Vec<(&str, &str)> = found.iter().map(|one| (one.kind.code(), &text[one.span.clone()])).collect();
        assert_eq!(told, [("name", "Ayu"), ("telephone", "+62 812-3456-7890"), ("e-mail", "ayu@example.org")]);
    }

    #[test]
    fn an_identifier_is_found_in_the_address_of_its_page() {
        let id: EvidenceId = "01j5xq3fe8ac1h76a5b3k4q9zz".parse().unwrap();
        for text in [
            id.to_string(),
            format!("https://check.example.org/work/evidence/{id}?done=kept#custody"),
            format!("/evidence/{id}/"),
        ] {
            assert_eq!(identifier(&text), Some(id), "{text}");
        }
        assert_eq!(identifier("a record"), None);
        assert_eq!(identifier(""), None);
    }
}

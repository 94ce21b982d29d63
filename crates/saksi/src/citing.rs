//! What notices to platforms cite: pieces of evidence that the member who writes may see.

use saksi_base::EvidenceId;
use saksi_db::{Db, Viewer};
use saksi_escalations::model::notice::Attested;
use saksi_escalations::{KnowEvidence, Later};

/// The evidence of this server.
pub(crate) struct Kept(pub(crate) Db);

impl KnowEvidence for Kept {
    fn look_up<'a>(&'a self, record: &'a str, viewer: Viewer) -> Later<'a, Option<Attested>> {
        Box::pin(async move {
            let id = identifier(record)?;
            let found = saksi_db::read!(self.0, viewer, tx => {
                saksi_evidence::actions::looking::evidence(&mut tx, id).await
            })
            .ok()?;
            Some(Attested {
                record: id.to_string(),
                title: found.summary.title,
                url: found.summary.url,
                hash: found.entry?.to_string(),
                captured_at: found.summary.at.to_string(),
            })
        })
    }
}

/// The identifier in what somebody pasted: itself, or the address of its page.
fn identifier(record: &str) -> Option<EvidenceId> {
    record.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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

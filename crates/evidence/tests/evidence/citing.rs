//! What other rooms may cite, and how the page of a piece says that they do.

use std::sync::Arc;

use saksi_base::{EvidenceId, OrganisationId, Problem};
use saksi_evidence::actions::{By, looking};
use saksi_evidence::model::{Citable, CitedIn};
use saksi_evidence::{KnowCitations, Later};

use crate::place::{Elsewhere, Place, open, page, places};

/// A room that cites every piece once, and tells only those who may know what its notice is about.
struct Notices;

impl KnowCitations for Notices {
    fn of<'a>(&'a self, id: EvidenceId, by: &'a By) -> Later<'a, Result<Vec<CitedIn>, Problem>> {
        Box::pin(async move {
            let knows = by.may.contains(saksi_network::Capability::PRESERVE);
            Ok(vec![
                CitedIn {
                    to: "YouTube".into(),
                    what: knows.then(|| ("Threats <b>".into(), format!("/work/escalations/{id}"))),
                    sent: None,
                    afterwards: false,
                },
                CitedIn { to: "TikTok".into(), what: None, sent: None, afterwards: true },
            ])
        })
    }
}

async fn shown(place: &Place, by: &By, owner: OrganisationId, words: &str, addresses: &[String]) -> Vec<Citable> {
    let found: Result<Vec<Citable>, Problem> = saksi_db::read!(place.test.db, by.viewer(), tx => {
        looking::shown_of(&mut tx, owner, words, addresses).await
    });
    found.unwrap()
}

#[tokio::test]
async fn what_an_organisation_made_public_can_be_cited_and_its_page_says_where_it_is() {
    let elsewhere = Elsewhere::serve().await;
    for path in ["/post", "/other"] {
        elsewhere.answer(path, page("A rumour", "It stands here and will be taken down in a moment, so it is kept."));
    }
    for place in places().await {
        let place = place.cited_as_told_by(Arc::new(Notices));
        let (mut browser, by) = place.keeper().await;
        let (_, other) = place.other_keeper().await;
        let url = elsewhere.url("/post");
        let mut paths = Vec::new();
        for address in [url.as_str(), &elsewhere.url("/other")] {
            paths.push(place.capture(&mut browser, address).await);
            place.work().await;
            place.test.clock.advance(1_000_000);
        }
        let ids: Vec<EvidenceId> = paths.iter().map(|path| path.rsplit('/').next().unwrap().parse().unwrap()).collect();
        let here = std::slice::from_ref(&url);

        // Captures of an address are known to its organisation, public or not; nothing is offered before it is public.
        let captures: Result<Vec<Citable>, Problem> = saksi_db::read!(place.test.db, by.viewer(), tx => {
            looking::captures_of(&mut tx, place.ours, here).await
        });
        let captures = captures.unwrap();
        assert_eq!(captures.iter().map(|one| (one.id, one.public)).collect::<Vec<_>>(), [(ids[0], false)]);
        assert_eq!(shown(&place, &by, place.ours, "", here).await, []);
        for path in &paths {
            let piece = open(&mut browser, path).await;
            assert_eq!(browser.submit(&piece, &format!("{path}/publish"), &[]).await.status, 303);
        }

        // What was captured at the address stands first, then the newest; words find; nobody is offered what others keep.
        let found: Vec<EvidenceId> = shown(&place, &by, place.ours, "", here).await.iter().map(|one| one.id).collect();
        assert_eq!(found, ids, "{}", place.test.engine);
        let found = shown(&place, &by, place.ours, "", &[]).await;
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
        assert_eq!(shown(&place, &by, place.ours, "rumour", here).await.len(), 2);
        assert_eq!(shown(&place, &by, place.ours, "flood", here).await, []);
        assert_eq!(shown(&place, &other, place.theirs, "", here).await, []);
        let one: Result<_, Problem> = saksi_db::read!(place.test.db, other.viewer(), tx => {
            looking::citable(&mut tx, place.theirs, ids[0]).await
        });
        assert_eq!(one.unwrap(), None, "what is public of it is its page, not the piece");

        // The page of the piece says where it is cited, as far as the reader may know.
        let piece = open(&mut browser, &paths[0]).await;
        let lines = piece.texts("section[aria-labelledby=cited] li");
        assert_eq!(lines.len(), 2, "{}", piece.body);
        assert!(lines[0].starts_with("Threats <b>") && lines[0].contains("YouTube"), "{lines:?}");
        assert!(lines[1].contains("TikTok") && lines[1].contains("shows what became of it"), "{lines:?}");
        let ways = piece.attributes("section[aria-labelledby=cited] a", "href");
        assert_eq!(ways, [format!("/work/escalations/{}", ids[0])]);
    }
}

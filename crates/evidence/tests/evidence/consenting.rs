//! What a witness did not allow is not done, and what they took back is over.

use saksi_base::{EvidenceId, ProblemKind};
use saksi_evidence::actions::packing;
use saksi_tlog::record::{CustodyEvent, EvidenceRecord, What};
use saksi_transparency::pack::{Trusted, check};
use saksi_web::testing::Browser;

use crate::packing::awake;
use crate::place::{open, places, take_out};

const WORDS: &str = "I saw the message at noon, at the market.";

/// Takes a testimony in; the path of its page.
async fn told(browser: &mut Browser, consents: &[&str], shared: bool) -> String {
    let form = open(browser, "/work/evidence/testimony").await;
    let mut told = vec![
        ("witness", "Melati"),
        ("title", "What was told at the market"),
        ("told", WORDS),
        ("language", "id"),
        ("method", "by telephone"),
        ("reason", "First account"),
        ("consent_text", "May we keep what you say?"),
        ("shared", if shared { "yes" } else { "" }),
    ];
    told.extend(consents.iter().map(|consent| ("consent", *consent)));
    let sent = browser.submit(&form, "/work/evidence/testimony", &told).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.header("location").to_owned()
}

fn public(path: &str) -> String {
    path.replace("/work", "")
}

#[tokio::test]
async fn what_a_witness_did_not_allow_is_refused_and_the_page_says_why() {
    for place in places().await {
        let engine = place.test.engine;
        let log = awake(&place).await;
        let (mut browser, by) = place.keeper().await;
        // It is not shared from the beginning, either.
        let form = open(&mut browser, "/work/evidence/testimony").await;
        let shared = [
            ("witness", "Melati"),
            ("told", WORDS),
            ("language", "id"),
            ("method", "by telephone"),
            ("reason", "First account"),
            ("consent_text", "May we keep what you say?"),
            ("consent", "keep"),
            ("shared", "yes"),
        ];
        let refused = browser.submit(&form, "/work/evidence/testimony", &shared).await;
        assert_eq!(refused.status, 422, "{engine}");
        assert!(refused.body.contains("did not allow this to be handed to partners"), "{}", refused.body);

        let path = told(&mut browser, &["keep"], false).await;
        let id: EvidenceId = path.rsplit('/').next().unwrap().parse().unwrap();
        log.go_on().await.unwrap();
        let page = open(&mut browser, &path).await;
        let refused = browser.submit(&page, &format!("{path}/publish"), &[]).await;
        assert_eq!(refused.status, 409, "{engine}");
        assert!(refused.body.contains("did not allow this to be published"), "{}", refused.body);
        assert_eq!(place.stranger().get(&public(&path)).await.status, 404);
        let changes = [("title", "What was told"), ("shared", "yes")];
        let refused = browser.submit(&page, &format!("{path}/context"), &changes).await;
        assert_eq!(refused.status, 422, "{engine}");
        assert!(refused.body.contains("did not allow this to be handed to partners"), "{}", refused.body);

        // No pack is offered, and none is made.
        assert!(page.form(&format!("{path}/pack")).is_empty());
        assert!(page.body.contains("did not allow this to be shown to a court"), "{}", page.body);
        let refused = packing::pack(&place.room, &place.test.db, &by, id).await.unwrap_err();
        assert_eq!((refused.kind, refused.message), (ProblemKind::Conflict, "evidence-problem-consent-court"));
        let refused = packing::pack_as_server(&place.room, &place.test.db, id).await.map(|_| ()).unwrap_err();
        assert_eq!(refused.message, "evidence-problem-consent-court");
        // Its own people still have it, and there is nothing that could be taken back.
        assert_eq!(take_out(&mut browser, &path).await.bytes, WORDS.as_bytes());
        assert!(page.form(&format!("{path}/consent")).is_empty());
    }
}

#[tokio::test]
async fn a_consent_is_taken_back_and_what_rested_on_it_ends() {
    for place in places().await {
        let engine = place.test.engine;
        let log = awake(&place).await;
        let (mut ours, by) = place.keeper().await;
        let (mut theirs, _) = place.other_keeper().await;
        let path = told(&mut ours, &["keep", "court", "partners", "publish"], true).await;
        let id: EvidenceId = path.rsplit('/').next().unwrap().parse().unwrap();
        log.go_on().await.unwrap();

        // What they allowed goes: it is public, partners take it out, a pack holds their words.
        let page = open(&mut ours, &path).await;
        assert_eq!(ours.submit(&page, &format!("{path}/publish"), &[]).await.status, 303);
        assert_eq!(place.stranger().get(&public(&path)).await.status, 200);
        assert_eq!(take_out(&mut theirs, &path).await.bytes, WORDS.as_bytes());
        let packed = ours.submit(&page, &format!("{path}/pack"), &[]).await;
        assert_eq!(packed.status, 200, "{}", packed.body);
        assert!(check(&packed.bytes, &Trusted::default()).holds());
        assert!(packed.bytes.windows(WORDS.len()).any(|window| window == WORDS.as_bytes()));

        // How they said so must be written down, something must be named, and only its owner writes it.
        let action = format!("{path}/consent");
        let seen = open(&mut theirs, &path).await;
        assert!(seen.form(&action).is_empty());
        let refused = theirs.submit(&page, &action, &[("back", "publish"), ("consent_note", "By telephone")]).await;
        assert!(matches!(refused.status.as_u16(), 403 | 404), "{engine}: {}", refused.status);
        let missing = ours.submit(&page, &action, &[("back", "publish"), ("consent_note", "")]).await;
        assert_eq!(missing.status, 422);
        let nothing = ours.submit(&page, &action, &[("consent_note", "By telephone, on Monday")]).await;
        assert_eq!(nothing.status, 422);
        assert!(nothing.body.contains("By telephone, on Monday"), "nothing typed is lost: {}", nothing.body);
        assert_eq!(place.stranger().get(&public(&path)).await.status, 200, "{engine}: nothing came of either");

        // They take back that it may be published: nobody outside sees it any longer, partners still do.
        let note = ("consent_note", "By telephone, on Monday");
        let back = ours.submit(&page, &action, &[("back", "publish"), note]).await;
        assert_eq!(back.status, 303, "{engine}: {}", back.body);
        assert_eq!(place.stranger().get(&public(&path)).await.status, 404, "{engine}");
        assert_eq!(theirs.get(&path).await.status, 200);
        let page = open(&mut ours, &path).await;
        let text = page.texts("main").join(" ");
        assert!(text.contains("Consent taken back") && text.contains("By telephone, on Monday"), "{text}");
        let event = page.attributes("#custody ~ ul a", "href").pop().unwrap();
        let record = EvidenceRecord::from_canonical(&ours.get(&event).await.bytes).unwrap();
        let What::Custody(what) = &record.what else { panic!("{record:?}") };
        assert_eq!(what.event, CustodyEvent::ConsentWithdrawn);
        assert_eq!((what.party.as_deref(), record.reason.as_str()), (Some("Melati"), "By telephone, on Monday"));
        assert!(record.operator.starts_with("keeper-") && text.contains(&record.operator), "{text}");
        assert_eq!(record.times.began, place.test.db.clock().now());
        let left = what.consent.as_ref().unwrap();
        assert_eq!((left["publish"], left["hand to partners"], left["show to a court"]), (false, true, true));
        let again = ours.submit(&page, &format!("{path}/publish"), &[]).await;
        assert_eq!(again.status, 409, "{engine}");
        assert!(again.body.contains("or took that back"), "{}", again.body);

        // The rest of it: partners see it no longer, it is not shared again, and no pack is made.
        let changes = [("back", "partners"), ("back", "court"), note];
        assert_eq!(ours.submit(&page, &action, &changes).await.status, 303);
        assert_eq!(theirs.get(&path).await.status, 404, "{engine}");
        let page = open(&mut ours, &path).await;
        let shared = [("title", "What was told"), ("shared", "yes")];
        assert_eq!(ours.submit(&page, &format!("{path}/context"), &shared).await.status, 422);
        let refused = packing::pack(&place.room, &place.test.db, &by, id).await.map(|_| ()).unwrap_err();
        assert_eq!(refused.message, "evidence-problem-consent-court");
        assert!(page.form(&action).is_empty(), "nothing is left that could be taken back");
        // Who handed it out before stays written down, and so does the piece itself.
        assert_eq!(take_out(&mut ours, &path).await.bytes, WORDS.as_bytes());
    }
}

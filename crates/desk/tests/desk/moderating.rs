use saksi_base::ProblemKind;
use saksi_db::Viewer;
use saksi_desk::actions::receipt::TakenBack;
use saksi_desk::actions::{By, moderation, public, queue, receipt, receive};
use saksi_desk::model::{AppealState, Decision, FeedEntry, ListFilter, ModerationKind, Outcome, Standing, SubjectKind};
use saksi_network::Capability;

use super::{CLOUD, LEMON, LEMON_STATEMENT, act, change, content, look, member, organisation, places};

pub(crate) fn decision(kind: ModerationKind, subject_kind: SubjectKind, subject: uuid::Uuid) -> Decision {
    Decision {
        kind,
        subject_kind,
        subject: Some(subject),
        media: None,
        reason: "A private person is named".into(),
        public_summary: "Named a private person, tel. 0912-345-678".into(),
        legal_reference: "Order 12/2026".into(),
        public: true,
    }
}

#[tokio::test]
async fn a_hidden_claim_is_gone_for_everybody_and_comes_back() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let check = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let hide = decision(ModerationKind::Hide, SubjectKind::Claim, claim.0);
        let denied = act!(place, place.checker, tx => moderation::decide(&mut tx, &place.checker, &hide)).unwrap_err();
        assert_eq!(denied.kind, ProblemKind::Forbidden);
        let entry = act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &hide)).unwrap();
        place.catch_up().await;

        assert_eq!(place.ask(LEMON).await.outcome, Outcome::None);
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap_err();
        assert_eq!(page.kind, ProblemKind::Gone);
        assert!(look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).is_err());
        assert_eq!(place.standing(&promise).await, Standing::Removed { entry: Some(entry) });
        let feed = look!(place, Viewer::Public, tx => public::feed(&mut tx, &ListFilter::default(), 10)).unwrap();
        assert!(matches!(feed[..], [FeedEntry::Gone { withdrawn: false, .. }]));
        assert_eq!(place.try_hand_in(&place.what(LEMON, 2)).await.unwrap_err().message, "desk-problem-blocked");

        act!(place, place.reviewer, tx => moderation::reverse(&mut tx, &place.reviewer, entry, "It was a public figure")).unwrap();
        place.catch_up().await;
        assert_eq!(place.ask(LEMON).await.outcome, Outcome::Answer);
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));
        let feed = look!(place, Viewer::Public, tx => public::feed(&mut tx, &ListFilter::default(), 10)).unwrap();
        assert!(matches!(feed[..], [FeedEntry::Check(_)]));
        let twice = act!(place, place.reviewer, tx => moderation::reverse(&mut tx, &place.reviewer, entry, "Again"))
            .unwrap_err();
        assert_eq!(twice.message, "desk-problem-reversed-already");
    }
}

#[tokio::test]
async fn a_hidden_check_leaves_the_others_standing() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let first = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        place.test.clock.advance(saksi_base::clock::SECOND);
        let second = place
            .try_publish(
                member(mafindo, 11, Capability::CHECK),
                member(mafindo, 12, Capability::REVIEW),
                claim,
                &content("Hot lemon water cures cancer"),
            )
            .await
            .unwrap()
            .check;
        // Nobody moderates what another organisation owns, unless they run the network.
        let hide = decision(ModerationKind::Takedown, SubjectKind::Check, second.0);
        let foreign =
            act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &hide)).unwrap_err();
        assert_eq!(foreign.kind, ProblemKind::Forbidden);
        let operator = By { operator: true, ..place.reviewer };
        let entry = act!(place, operator, tx => moderation::decide(&mut tx, &operator, &hide)).unwrap();
        let page = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap();
        assert_eq!(page.checks.iter().map(|c| c.check).collect::<Vec<_>>(), [first]);
        let theirs = member(mafindo, 13, Capability::all());
        assert_eq!(
            act!(place, theirs, tx => moderation::reverse(&mut tx, &theirs, entry, "We want it back"))
                .unwrap_err()
                .kind,
            ProblemKind::Forbidden
        );
    }
}

#[tokio::test]
async fn a_blocked_message_and_its_near_copies_are_refused() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let block = decision(ModerationKind::Block, SubjectKind::Claim, claim.0);
        let entry = act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &block)).unwrap();
        place.catch_up().await;
        for copy in [LEMON.to_owned(), format!("{LEMON} 🙏 123"), LEMON.to_uppercase()] {
            assert_eq!(
                place.try_hand_in(&place.what(&copy, 2)).await.unwrap_err().message,
                "desk-problem-blocked",
                "{copy}"
            );
        }
        assert!(place.queue().await.is_empty());
        act!(place, place.reviewer, tx => moderation::reverse(&mut tx, &place.reviewer, entry, "Mistake")).unwrap();
        assert!(place.try_hand_in(&place.what(LEMON, 2)).await.is_ok());
    }
}

#[tokio::test]
async fn media_are_refused_by_their_hash() {
    for place in places().await {
        let mut block = decision(ModerationKind::MediaBlock, SubjectKind::Media, uuid::Uuid::nil());
        assert!(
            act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &block))
                .unwrap_err()
                .for_field("media")
                .is_some()
        );
        block.media = Some([7; 32]);
        act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &block)).unwrap();
        for (hash, expected) in [([7; 32], true), ([8; 32], false)] {
            assert_eq!(
                look!(place, Viewer::Public, tx => moderation::is_media_blocked(&mut tx, &hash)).unwrap(),
                expected
            );
        }
    }
}

#[tokio::test]
async fn the_log_is_public_redacted_and_can_be_appealed() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let hide = decision(ModerationKind::CourtOrder, SubjectKind::Claim, claim.0);
        let entry = act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &hide)).unwrap();
        let secret = Decision { public: false, ..decision(ModerationKind::LegalHold, SubjectKind::Claim, claim.0) };
        let kept = act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &secret)).unwrap();

        let log = look!(place, Viewer::Public, tx => moderation::public_log(&mut tx, None, 10)).unwrap().items;
        assert_eq!(log.iter().map(|e| e.id).collect::<Vec<_>>(), [entry]);
        assert!(log[0].reason.is_empty() && log[0].public_summary.contains("[telephone number]"), "{:?}", log[0]);
        assert!(look!(place, Viewer::Public, tx => moderation::public_entry(&mut tx, kept)).is_err());
        let by = place.reviewer;
        assert_eq!(look!(place, by.viewer(), tx => moderation::log(&mut tx, &by, None, 10)).unwrap().items.len(), 2);

        let words = "I am the person concerned, and this was in the public interest.";
        let receipt = change!(place, tx => moderation::appeal(&mut tx, entry, words, &[3; 32])).unwrap();
        let again = change!(place, tx => moderation::appeal(&mut tx, entry, words, &[3; 32])).unwrap();
        assert_eq!(receipt.locator(), again.locator());
        assert!(
            change!(place, tx => moderation::appeal(&mut tx, entry, " ", &[4; 32]))
                .unwrap_err()
                .for_field("text")
                .is_some()
        );
        assert!(change!(place, tx => moderation::appeal(&mut tx, kept, words, &[4; 32])).is_err());
        let (locator, secret) = (receipt.locator().to_string(), receipt.words().to_string());
        let open = look!(place, Viewer::System, tx => moderation::appeal_standing(&mut tx, &locator, &secret)).unwrap();
        assert_eq!(open.state, AppealState::Open);

        let appeals = look!(place, by.viewer(), tx => moderation::appeals(&mut tx, &by)).unwrap();
        let own =
            act!(place, by, tx => moderation::decide_appeal(&mut tx, &by, appeals[0].id, true, "Yes")).unwrap_err();
        assert_eq!(own.message, "desk-problem-own-appeal");
        let second = member(place.organisation, 77, Capability::MODERATE);
        act!(place, second, tx => moderation::decide_appeal(&mut tx, &second, appeals[0].id, true, "The order was lifted"))
            .unwrap();
        place.catch_up().await;
        let decided =
            look!(place, Viewer::System, tx => moderation::appeal_standing(&mut tx, &locator, &secret)).unwrap();
        assert_eq!((decided.state, decided.answer.as_str()), (AppealState::Granted, "The order was lifted"));
        assert_eq!(place.ask(LEMON).await.outcome, Outcome::Answer, "a granted appeal brings it back");
        let log = look!(place, Viewer::Public, tx => moderation::public_entry(&mut tx, entry)).unwrap();
        assert!(log.reversed_at.is_some());
    }
}

#[tokio::test]
async fn whoever_a_check_concerns_may_reply_beside_it() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let check = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let reply = act!(place, place.reviewer, tx => moderation::publish_reply(&mut tx, &place.reviewer, check, "Cipto hospital", "We never said this.")).unwrap();
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert_eq!(page.replies.iter().map(|r| r.from.as_str()).collect::<Vec<_>>(), ["Cipto hospital"]);
        let log = look!(place, Viewer::Public, tx => moderation::public_log(&mut tx, None, 10)).unwrap().items;
        assert_eq!(log[0].kind, ModerationKind::RightOfReply);
        act!(place, place.reviewer, tx => moderation::remove_reply(&mut tx, &place.reviewer, reply)).unwrap();
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert!(page.replies.is_empty());
    }
}

#[tokio::test]
async fn decisions_need_their_reasons() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        for (field, change_it) in [
            ("reason", (|d| d.reason = " ".into()) as fn(&mut Decision)),
            ("public_summary", |d| d.public_summary.clear()),
            ("legal_reference", |d| {
                d.kind = ModerationKind::CourtOrder;
                d.legal_reference.clear();
            }),
            ("kind", |d| d.kind = ModerationKind::RightOfReply),
            ("kind", |d| d.kind = ModerationKind::MediaBlock),
        ] {
            let mut wrong = decision(ModerationKind::Hide, SubjectKind::Claim, claim.0);
            change_it(&mut wrong);
            let problem =
                act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &wrong)).unwrap_err();
            assert!(problem.for_field(field).is_some(), "{field}: {problem}");
        }
    }
}

#[tokio::test]
async fn a_blocked_message_leaves_the_queue_with_its_words_and_links() {
    for place in places().await {
        let text = format!("{LEMON} https://example.org/lemon");
        let promise = place.hand_in(&text, 1).await;
        let claim = place.queue().await[0].id;
        let by = place.reviewer;
        let message = async || {
            look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap().messages.remove(0)
        };
        let block = decision(ModerationKind::Block, SubjectKind::Message, message().await.id.0);
        let entry = act!(place, by, tx => moderation::decide(&mut tx, &by, &block)).unwrap();
        assert!(place.queue().await.is_empty(), "{}", place.test.engine);
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        assert_eq!((detail.row.statement.as_str(), detail.hidden), ("", true), "its words stand nowhere as a heading");
        assert_eq!(place.standing(&promise).await, Standing::Removed { entry: Some(entry) });
        // The next sender is told before they fill anything in.
        let known =
            async |text: &str| look!(place, Viewer::System, tx => receive::is_blocked(&mut tx, text, None)).unwrap();
        assert!(known(&text).await && known(&format!("{text} 🙏")).await);
        assert!(!known(CLOUD).await && !known("").await);

        act!(place, by, tx => moderation::reverse(&mut tx, &by, entry, "Mistake")).unwrap();
        let back = place.queue().await.remove(0);
        assert_eq!(back.id, claim);
        assert!(back.statement.contains("lemon"), "{}", back.statement);
        assert!(!known(&text).await);
    }
}

#[tokio::test]
async fn a_message_hidden_among_others_leaves_them_in_the_queue() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        place.hand_in(CLOUD, 2).await;
        let rows = place.queue().await;
        let by = place.reviewer;
        let lemon = rows.iter().find(|row| row.statement.contains("lemon")).unwrap().id;
        let cloud = rows.iter().find(|row| row.id != lemon).unwrap().id;
        act!(place, by, tx => queue::join(&mut tx, &by, cloud, lemon)).unwrap();
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, lemon)).unwrap();
        let shown = detail.messages.iter().find(|message| message.text == LEMON).unwrap().id;
        let hide = decision(ModerationKind::Hide, SubjectKind::Message, shown.0);
        act!(place, by, tx => moderation::decide(&mut tx, &by, &hide)).unwrap();
        let row = place.queue().await.remove(0);
        assert_eq!(row.id, lemon);
        assert!(row.statement.contains("檸檬"), "the heading is of a message that is in sight: {}", row.statement);
    }
}

#[tokio::test]
async fn what_a_hold_keeps_is_out_of_the_queue_once_taken_back_and_goes_with_the_hold() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let by = place.reviewer;
        let hold = decision(ModerationKind::LegalHold, SubjectKind::Claim, claim.0);
        let entry = act!(place, by, tx => moderation::decide(&mut tx, &by, &hold)).unwrap();
        let became = change!(place, tx => receipt::withdraw(&mut tx, &promise.locator, &promise.words)).unwrap();
        assert_eq!(became, TakenBack::Held);
        assert!(place.queue().await.is_empty(), "{}", place.test.engine);
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        assert_eq!((detail.row.statement.as_str(), detail.messages[0].text.as_str()), ("", ""), "nobody reads it here");
        let kept = async || {
            let rows = look!(place, Viewer::System, tx => async {
                Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM message WHERE text LIKE '%lemon%'")?)
            });
            rows.unwrap().unwrap()
        };
        assert_eq!(kept().await, 1, "the hold keeps the text");

        // Somebody else sends the same: it waits again, for them.
        let second = place.hand_in(LEMON, 2).await;
        assert_eq!(place.queue().await[0].id, claim);
        let became = change!(place, tx => receipt::withdraw(&mut tx, &second.locator, &second.words)).unwrap();
        assert_eq!(became, TakenBack::Held);
        act!(place, by, tx => moderation::reverse(&mut tx, &by, entry, "The case is closed")).unwrap();
        assert_eq!(kept().await, 0, "with the hold the text goes");
        assert!(place.queue().await.is_empty());
    }
}

#[tokio::test]
async fn who_could_only_be_refused_is_told_before_they_write_a_reason() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let theirs = member(mafindo, 61, Capability::all());
        let may = async |by: By| look!(place, by.viewer(), tx => moderation::may_decide(&mut tx, &by, SubjectKind::Claim, claim.0));
        assert_eq!(may(theirs).await.unwrap_err().kind, ProblemKind::Forbidden);
        may(place.reviewer).await.unwrap();
        may(By { operator: true, ..theirs }).await.unwrap();
    }
}

#[tokio::test]
async fn reversing_a_decision_grants_the_appeals_against_it() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let by = place.reviewer;
        let hide = decision(ModerationKind::Hide, SubjectKind::Claim, claim.0);
        let entry = act!(place, by, tx => moderation::decide(&mut tx, &by, &hide)).unwrap();
        change!(place, tx => moderation::appeal(&mut tx, entry, "This was in the public interest.", &[3; 32])).unwrap();
        let appeals = look!(place, by.viewer(), tx => moderation::appeals(&mut tx, &by)).unwrap();
        assert!(appeals[0].own, "whoever decided is told on opening that another must decide the appeal");
        act!(place, by, tx => moderation::reverse(&mut tx, &by, entry, "Our own mistake")).unwrap();
        let appeals = look!(place, by.viewer(), tx => moderation::appeals(&mut tx, &by)).unwrap();
        assert_eq!(
            (appeals[0].state, appeals[0].answer.as_str()),
            (AppealState::Granted, ""),
            "no inside reason is told"
        );
    }
}

#[tokio::test]
async fn where_nobody_else_may_decide_an_appeal_both_sides_are_told() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let by = place.reviewer;
        let hide = decision(ModerationKind::Hide, SubjectKind::Claim, claim.0);
        let entry = act!(place, by, tx => moderation::decide(&mut tx, &by, &hide)).unwrap();
        let receipt =
            change!(place, tx => moderation::appeal(&mut tx, entry, "This was in the public interest.", &[3; 32]))
                .unwrap();
        let appeal = async || look!(place, by.viewer(), tx => moderation::appeals(&mut tx, &by)).unwrap().remove(0);
        assert!(appeal().await.own && !appeal().await.decidable);
        let (locator, words) = (receipt.locator().to_string(), receipt.words().to_string());
        let standing = async || {
            look!(place, Viewer::System, tx => moderation::appeal_standing(&mut tx, &locator, &words)).unwrap()
        };
        assert!(!standing().await.decidable);

        // Somebody else comes to run the network.
        let second: Result<saksi_base::PersonId, saksi_base::Problem> = saksi_db::write!(place.test.db, "person", Viewer::System, tx => {
            let draft = saksi_network::PersonDraft {
                name: "Second".into(),
                own_script_name: String::new(),
                display_name: String::new(),
                language: super::tag("en"),
                place: saksi_base::Place::NotDisclosed,
            };
            saksi_network::actions::create_person(&mut tx, saksi_db::Actor::System, draft, true).await
        });
        assert!(appeal().await.decidable && standing().await.decidable);
        let operator =
            By { person: second.unwrap(), operator: true, ..member(place.organisation, 62, Capability::empty()) };
        let id = appeal().await.id;
        act!(place, operator, tx => moderation::decide_appeal(&mut tx, &operator, id, false, "It names a child"))
            .unwrap();
        assert!(appeal().await.decidable);
    }
}

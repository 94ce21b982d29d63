use saksi_base::ProblemKind;
use saksi_base::clock::DAY;
use saksi_db::Viewer;
use saksi_desk::actions::{expiry, public, queue, receipt, receive};
use saksi_desk::model::{CloseReason, Outcome, QueueLane, Standing};

use super::{CLOUD, LEMON, LEMON_STATEMENT, act, change, content, look, places, tag};

#[tokio::test]
async fn an_unknown_message_is_promised_an_answer_and_finds_it_under_its_receipt() {
    for place in places().await {
        let asked = place.ask(LEMON).await;
        assert_eq!((asked.outcome, asked.answers.len()), (Outcome::None, 0));
        assert!(place.queue().await.is_empty(), "asking alone stores nothing");

        let promise = place.hand_in(LEMON, 1).await;
        assert_eq!(place.standing(&promise).await, Standing::Waiting);
        let claim = place.queue().await[0].id;
        act!(place, place.checker, tx => queue::take(&mut tx, &place.checker, claim)).unwrap();
        assert_eq!(place.standing(&promise).await, Standing::BeingChecked);

        let published = place.publish(claim, &content(LEMON_STATEMENT)).await;
        assert_eq!(published.told, 1);
        let Standing::Answered { answers, corrected_since } = place.standing(&promise).await else {
            panic!("answered")
        };
        assert_eq!((answers.len(), corrected_since), (1, false));
        assert_eq!(answers[0].statement, LEMON_STATEMENT);
        assert_eq!(answers[0].organisation.name, "MyGoPen");
        assert!(place.queue().await.is_empty());
    }
}

#[tokio::test]
async fn a_cut_and_respaced_copy_still_finds_its_answer() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        for copy in [
            LEMON.to_uppercase(),
            "drinking hot  lemon water every   morning kills the cells of cancer!!! 🙏".to_owned(),
            format!("Fwd: {LEMON}"),
        ] {
            let asked = place.ask(&copy).await;
            assert_eq!(asked.outcome, Outcome::Answer, "{copy}: {:?}", asked.reason);
            assert_eq!((asked.certain, asked.answers[0].claim), (1, claim));
        }
        assert_ne!(place.ask("The library is closed on Monday because of the holiday").await.outcome, Outcome::Answer);
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_gives_the_same_receipt() {
    for place in places().await {
        let first = place.try_hand_in(&place.what(LEMON, 9)).await.unwrap();
        let second = place.try_hand_in(&place.what(LEMON, 9)).await.unwrap();
        assert!(!first.repeated && second.repeated);
        assert_eq!(first.receipt.locator(), second.receipt.locator());
        assert_eq!(*first.receipt.words(), *second.receipt.words());
        assert_eq!(place.queue().await[0].asked, 1);
    }
}

#[tokio::test]
async fn a_flood_is_grouped_not_multiplied() {
    for place in places().await {
        for n in 0..12_u8 {
            place.hand_in(&format!("{LEMON} ‼️ {n}{n}{n}"), n + 1).await;
        }
        let with_other_words = LEMON.replace("please forward to everybody", "please forward to all");
        place.hand_in(&with_other_words, 60).await;
        place.hand_in(CLOUD, 61).await;
        let queue = place.queue().await;
        assert_eq!(queue.len(), 2);
        assert_eq!((queue[0].asked, queue[1].asked), (13, 1));
        assert_eq!((queue[0].asked_day, queue[0].asked_week), (13, 13));
    }
}

/// What somebody in distress types, and what anybody who has seen the form of it can type with other digits.
fn plea(number: u64) -> String {
    format!("Please help me, is this bank real? They want me to send money to the account {number} before tonight")
}

async fn stored(place: &super::Place, pattern: &str) -> i64 {
    let found = look!(place, Viewer::System, tx => async {
        Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM message WHERE text LIKE $1", pattern)?)
    });
    found.unwrap().unwrap()
}

#[tokio::test]
async fn no_receipt_of_a_flood_opens_the_words_of_somebody_else() {
    for place in places().await {
        let hers = 7_700_112_233_u64;
        let first = place.hand_in(&plea(hers), 1).await;
        let mut others = Vec::new();
        for n in 2..=80_u8 {
            others.push((place.hand_in(&plea(9_000_000_000 + u64::from(n)), n).await, 9_000_000_000 + u64::from(n)));
        }
        let mut counted = 0;
        for (promise, number) in &others {
            let view = place.open(promise).await.unwrap();
            assert_eq!(view.standing, Standing::Waiting);
            match view.message {
                Some(text) => assert_eq!(text, plea(*number)),
                None => {
                    assert!(view.counted, "whoever comes back is told that nothing of theirs is kept");
                    counted += 1;
                }
            }
        }
        assert_eq!(counted, 30);
        assert_eq!(stored(&place, "%before tonight%").await, 50, "what a flood fills is bounded");
        let queue = place.queue().await;
        assert_eq!((queue.len(), queue[0].asked), (1, 80));

        let became = change!(place, tx => receipt::withdraw(&mut tx, &first.locator, &first.words)).unwrap();
        assert_eq!(became, receipt::TakenBack::Deleted);
        assert_eq!(stored(&place, &format!("%{hers}%")).await, 0, "what she takes back is gone");
        let last = &others.last().unwrap().0;
        change!(place, tx => receipt::withdraw(&mut tx, &last.locator, &last.words)).unwrap();
        assert!(place.open(last).await.is_err());

        place.test.clock.advance(181 * DAY);
        while change!(place, tx => expiry::expire(&mut tx, 100)).unwrap() > 0 {}
        let late = place.open(&others[70].0).await.unwrap();
        assert_eq!((late.standing, late.counted), (Standing::Expired, false));
    }
}

#[tokio::test]
async fn a_receipt_opens_what_its_bearer_typed_to_the_letter() {
    for place in places().await {
        let shared_by = |who: &str| format!("{LEMON} https://example.org/lemon?fbclid={who}");
        let (anna, budi) =
            (place.hand_in(&shared_by("anna-4711"), 1).await, place.hand_in(&shared_by("budi"), 2).await);
        let blanks = place.hand_in(&shared_by("anna-4711").replace(' ', "  "), 3).await;
        assert_eq!(place.open(&budi).await.unwrap().message, Some(shared_by("budi")));
        assert_eq!(place.open(&blanks).await.unwrap().message, Some(shared_by("anna-4711")), "blanks say nothing");
        let queue = place.queue().await;
        assert_eq!((queue.len(), queue[0].asked), (1, 3));
        change!(place, tx => receipt::withdraw(&mut tx, &anna.locator, &anna.words)).unwrap();
        assert_eq!(stored(&place, "%anna-4711%").await, 1, "somebody else handed in the very same");
        change!(place, tx => receipt::withdraw(&mut tx, &blanks.locator, &blanks.words)).unwrap();
        assert_eq!(stored(&place, "%anna-4711%").await, 0);
        assert_eq!(place.standing(&budi).await, Standing::Waiting);
    }
}

#[tokio::test]
async fn a_reason_given_in_a_flood_reaches_the_checkers() {
    for place in places().await {
        for n in 1..=60_u8 {
            place.hand_in(&plea(9_000_000_000 + u64::from(n)), n).await;
        }
        let what =
            saksi_desk::model::HandIn { reason: Some("My uncle paid already".into()), ..place.what(&plea(1), 61) };
        place.try_hand_in(&what).await.unwrap();
        let by = place.checker;
        let claim = place.queue().await[0].id;
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        let reasons: Vec<&String> = detail.messages.iter().flat_map(|message| &message.reasons).collect();
        assert_eq!(reasons, ["My uncle paid already"]);
    }
}

#[tokio::test]
async fn once_too_many_claims_wait_another_one_waits_in_the_junk_lane() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        place.hand_in("The bridge over the harbour is closed for three years from Monday", 2).await;
        change!(place, tx => async {
            saksi_db::execute!(&mut tx, "INSERT INTO network_setting (name, value) VALUES ('intake-waiting', '3')")?;
            Ok(())
        })
        .unwrap();
        place.hand_in("Free tablets for every pupil of the district, sign up on this page", 3).await;
        assert_eq!(place.queue().await.len(), 3, "up to the number it waits as ever");
        let late = place.hand_in("A leopard was seen behind the market hall of Keelung", 4).await;
        place.hand_in(LEMON, 5).await;
        let queue = place.queue().await;
        assert_eq!(queue.len(), 3);
        assert!(queue.iter().any(|row| row.asked == 2), "what repeats a claim joins it");
        let by = place.checker;
        let filter = saksi_desk::model::QueueFilter { lane: Some(QueueLane::Junk), ..Default::default() };
        let junk = look!(place, by.viewer(), tx => queue::queue(&mut tx, &by, &filter, saksi_desk::model::QueueOrder::Newest, None, 10)).unwrap();
        assert_eq!((junk.items.len(), place.standing(&late).await), (1, Standing::Waiting));

        let first = queue.iter().find(|row| row.statement.contains("bridge")).unwrap().id;
        act!(place, by, tx => queue::close(&mut tx, &by, first, CloseReason::Private)).unwrap();
        place.hand_in("Salt water cures the dengue fever within two days", 6).await;
        assert_eq!(place.queue().await.len(), 3, "there is room again");
    }
}

#[tokio::test]
async fn a_message_with_the_same_link_joins_the_claim_that_waits() {
    for place in places().await {
        place.hand_in("Look at this https://www.example.org/news/lemon-cure?utm_source=line", 1).await;
        place.hand_in("is that true?? http://m.example.org/news/lemon-cure#top", 2).await;
        place.hand_in("see https://www.example.org/", 3).await;
        let queue = place.queue().await;
        assert_eq!(queue.iter().map(|row| row.asked).collect::<Vec<_>>(), [2, 1]);
    }
}

#[tokio::test]
async fn a_wrong_receipt_and_an_unknown_one_are_refused_alike() {
    for place in places().await {
        let one = place.hand_in(LEMON, 1).await;
        let other = receive_receipt(7);
        let swapped = change!(place, tx => receipt::open(&mut tx, &one.locator, &other.1, &tag("en"))).unwrap_err();
        let unknown = change!(place, tx => receipt::open(&mut tx, &other.0, &other.1, &tag("en"))).unwrap_err();
        // Words of another receipt are told by their checksum, before anything is looked up.
        assert_eq!(swapped.for_field("words").unwrap().message, "desk-problem-receipt-checksum");
        assert_eq!(unknown.for_field("words").unwrap().message, "desk-problem-receipt");
        // Right locator, well-formed words of its own checksum, wrong secret: the same answer as for an unknown locator.
        let forged = forged(&one.locator);
        let wrong = change!(place, tx => receipt::open(&mut tx, &one.locator, &forged, &tag("en"))).unwrap_err();
        assert_eq!(wrong, unknown);
        assert!(place.open(&one).await.is_ok());
    }
}

fn receive_receipt(seed: u64) -> (String, String) {
    let receipt = saksi_vault::Receipt::new(&saksi_base::SeededRandom::new(seed), saksi_vault::WordList::English);
    (receipt.locator().to_string(), receipt.words().to_string())
}

/// Words that fit a locator but are not its own: draws until the checksum happens to fit (one in 256).
fn forged(locator: &str) -> String {
    (1_000..5_000)
        .map(|seed| receive_receipt(seed).1)
        .find(|words| saksi_vault::Receipt::parse(locator, words).is_ok())
        .expect("one in 256 fits")
}

#[tokio::test]
async fn what_was_handed_in_can_be_taken_back() {
    for place in places().await {
        let alone = place.hand_in(LEMON, 1).await;
        let (first, second) = (place.hand_in(CLOUD, 2).await, place.hand_in(CLOUD, 3).await);
        change!(place, tx => receipt::withdraw(&mut tx, &alone.locator, &alone.words)).unwrap();
        change!(place, tx => receipt::withdraw(&mut tx, &first.locator, &first.words)).unwrap();
        assert!(place.open(&alone).await.is_err());
        assert!(place.open(&first).await.is_err());
        assert!(place.open(&second).await.unwrap().message.is_some(), "somebody else handed in the same");
        let queue = place.queue().await;
        assert_eq!(queue.len(), 1);
        let by = place.checker;
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, queue[0].id)).unwrap();
        assert_eq!(detail.messages[0].asked, 1);
    }
}

#[tokio::test]
async fn unanswered_messages_expire_and_held_ones_do_not() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let held = place.hand_in(CLOUD, 2).await;
        let claim = place.queue().await.into_iter().find(|row| row.statement.contains("檸檬")).unwrap().id;
        let decision = super::moderating::decision(
            saksi_desk::model::ModerationKind::LegalHold,
            saksi_desk::model::SubjectKind::Claim,
            claim.0,
        );
        act!(place, place.reviewer, tx => saksi_desk::actions::moderation::decide(&mut tx, &place.reviewer, &decision))
            .unwrap();
        place.test.clock.advance(179 * DAY);
        assert_eq!(change!(place, tx => expiry::expire(&mut tx, 100)).unwrap(), 0);
        place.test.clock.advance(2 * DAY);
        assert_eq!(change!(place, tx => expiry::expire(&mut tx, 100)).unwrap(), 1);
        assert_eq!(change!(place, tx => expiry::expire(&mut tx, 100)).unwrap(), 0);
        let view = place.open(&promise).await.unwrap();
        assert_eq!((view.standing, view.message), (Standing::Expired, None));
        assert_eq!(place.standing(&held).await, Standing::Waiting);
        let left = look!(place, Viewer::System, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM claim WHERE search LIKE '%lemon%'")?)
        });
        assert_eq!(left.unwrap(), Some(0), "the words of an expired message are gone from its claim");
        let known = look!(place, Viewer::System, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM message_fingerprint")?)
        });
        assert_eq!(known.unwrap(), Some(2), "that it was seen is still known");
        let marks = look!(place, Viewer::System, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM tombstone WHERE kind = 'message'")?)
        });
        assert_eq!(marks.unwrap(), Some(1));
    }
}

#[tokio::test]
async fn a_claim_that_is_not_checked_says_why() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        act!(place, place.checker, tx => queue::close(&mut tx, &place.checker, claim, CloseReason::Private)).unwrap();
        assert_eq!(place.standing(&promise).await, Standing::NotChecked { reason: CloseReason::Private });
        act!(place, place.checker, tx => queue::reopen(&mut tx, &place.checker, claim)).unwrap();
        assert_eq!(place.standing(&promise).await, Standing::Waiting);
    }
}

#[tokio::test]
async fn the_public_sees_nothing_before_a_check_is_published() {
    for place in places().await {
        place.hand_in(CLOUD, 1).await;
        let claim = place.queue().await[0].id;
        let draft =
            act!(place, place.checker, tx => saksi_desk::actions::checks::start_draft(&mut tx, &place.checker, claim, &tag("en")))
                .unwrap();
        let page = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap_err();
        let check = look!(place, Viewer::Public, tx => public::published_check(&mut tx, draft)).unwrap_err();
        assert_eq!((page.kind, check.kind), (ProblemKind::NotFound, ProblemKind::NotFound));
        let list =
            look!(place, Viewer::Public, tx => public::published(&mut tx, &saksi_desk::model::ListFilter::default(), None, 10)).unwrap();
        assert!(list.items.is_empty());
        let edition =
            act!(place, place.checker, tx => saksi_desk::actions::checks::save_draft(&mut tx, &place.checker, draft, 1, &content("熱檸檬水殺死癌細胞"))).unwrap();
        act!(place, place.checker, tx => saksi_desk::actions::checks::submit_for_review(&mut tx, &place.checker, draft, edition))
            .unwrap();
        act!(place, place.reviewer, tx => saksi_desk::actions::checks::approve(&mut tx, &place.reviewer, draft, edition + 1))
            .unwrap();
        let page = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap();
        let example = page.example.unwrap();
        assert!(example.contains("[telephone number]") && !example.contains("0912"), "{example}");
    }
}

#[tokio::test]
async fn over_the_quota_messages_wait_in_the_junk_lane() {
    for place in places().await {
        let hour = saksi_db::testing::START.hour();
        change!(place, tx => async {
            saksi_db::execute!(&mut tx, "INSERT INTO intake (organisation, hour, similar_key, messages) VALUES ($1, $2, 0, 1000000)",
                place.organisation, hour)?;
            Ok(())
        })
        .unwrap();
        let promise = place.hand_in(LEMON, 1).await;
        assert!(place.queue().await.is_empty());
        let by = place.checker;
        let filter = saksi_desk::model::QueueFilter { lane: Some(QueueLane::Junk), ..Default::default() };
        let junk = look!(place, by.viewer(), tx => queue::queue(&mut tx, &by, &filter, saksi_desk::model::QueueOrder::Newest, None, 10)).unwrap();
        assert_eq!(junk.items.len(), 1);
        assert_eq!(place.standing(&promise).await, Standing::Waiting, "the sender is not told that it was put aside");
        act!(place, by, tx => queue::set_junk(&mut tx, &by, junk.items[0].id, false)).unwrap();
        assert_eq!(place.queue().await.len(), 1);
    }
}

#[tokio::test]
async fn what_is_asked_is_counted_and_nothing_else_is_kept() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        for _ in 0..3 {
            place.ask(LEMON).await;
        }
        place.ask("Something nobody ever heard of before, about a bridge").await;
        place.desk.matcher.write_tally(&place.test.db).await.unwrap();
        let stats = look!(place, Viewer::System, tx => public::stats(&mut tx)).unwrap();
        assert_eq!((stats.asked, stats.answered_at_once, stats.handed_in, stats.checks), (4, 3, 1, 1));
        let page = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap();
        assert_eq!(page.asked, 4);
        let messages = look!(place, Viewer::System, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM message")?)
        });
        assert_eq!(messages.unwrap(), Some(1));
    }
}

#[tokio::test]
async fn a_snapshot_and_the_journal_since_give_the_same_index() {
    for mut place in places().await {
        let folder = tempfile::tempdir().unwrap();
        place.desk.matcher = saksi_desk::matcher::Matcher::start(&place.test.db, Some(folder.path())).await.unwrap();
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        place.desk.matcher.save().unwrap();
        place.hand_in(CLOUD, 2).await;
        let second = place.queue().await[0].id;
        place.publish(second, &content("熱檸檬水可以殺死癌細胞")).await;

        let loaded = saksi_desk::matcher::Matcher::start(&place.test.db, Some(folder.path())).await.unwrap();
        let rebuilt = saksi_desk::matcher::Matcher::start(&place.test.db, None).await.unwrap();
        assert_eq!((loaded.len(), rebuilt.len(), loaded.position()), (2, 2, place.desk.matcher.position()));
        std::fs::write(folder.path().join("match-index"), b"not a snapshot").unwrap();
        let anew = saksi_desk::matcher::Matcher::start(&place.test.db, Some(folder.path())).await.unwrap();
        assert_eq!(anew.len(), 2);
        for text in [LEMON, CLOUD] {
            for matcher in [&loaded, &rebuilt, &anew] {
                let found = matcher.find_by_words(text, &saksi_matching::Policy::web());
                assert_eq!(found.kind, saksi_matching::DecisionKind::Answer, "{text}");
            }
        }
    }
}

#[tokio::test]
async fn the_follower_finds_what_another_process_published() {
    for place in places().await {
        let other = saksi_desk::matcher::Matcher::start(&place.test.db, None).await.unwrap();
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let follower = tokio::spawn({
            let (other, db) = (other.clone(), place.test.db.clone());
            async move { other.follow(&db, stopped).await }
        });
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let found = tokio::time::timeout(std::time::Duration::from_secs(2), async {
            while other.is_empty() {
                tokio::task::yield_now().await;
            }
        });
        found.await.expect("within two seconds");
        stop.send(true).unwrap();
        follower.await.unwrap();
    }
}

#[tokio::test]
async fn a_message_goes_to_the_chosen_organisation_or_to_the_first_one_here() {
    for place in places().await {
        place.test.clock.advance(saksi_base::clock::SECOND);
        let second = super::organisation(&place.test, "Mafindo", false, true).await;
        for (chosen, expected) in [(None, (place.organisation, true)), (Some(second), (second, false))] {
            let to = look!(place, Viewer::System, tx => receive::intake(&mut tx, chosen)).unwrap();
            assert_eq!((to.organisation, to.shared), expected);
        }
    }
}

#[tokio::test]
async fn a_reason_reaches_the_checkers_and_goes_with_the_receipt() {
    for place in places().await {
        let what = saksi_desk::model::HandIn {
            reason: Some("My mother stopped her treatment".into()),
            ..place.what(LEMON, 1)
        };
        let handed = place.try_hand_in(&what).await.unwrap();
        let claim = place.queue().await[0].id;
        let by = place.checker;
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        assert_eq!(detail.messages[0].reasons, ["My mother stopped her treatment"]);
        place.hand_in(LEMON, 2).await;
        change!(place, tx => receipt::withdraw(&mut tx, &handed.receipt.locator().to_string(), &handed.receipt.words())).unwrap();
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        assert!(detail.messages[0].reasons.is_empty());
        let long = saksi_desk::model::HandIn { reason: Some("x".repeat(1_001)), ..place.what(CLOUD, 3) };
        assert!(place.try_hand_in(&long).await.unwrap_err().for_field("reason").is_some());
    }
}

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{ContentType, ProblemKind};
use saksi_db::Viewer;
use saksi_desk::actions::{By, checks, deeds, public, queue, receipt};
use saksi_desk::model::{ClaimState, CloseReason, QueueFilter, QueueLane, QueueOrder, QueueRow, Standing};
use saksi_network::Capability;

use super::{CLOUD, LEMON, LEMON_STATEMENT, Place, act, change, content, look, member, organisation, places, tag};

const BRIDGE: &str = "The harbour bridge will be closed for three years, the mayor announced it last night";

async fn in_order(place: &Place, order: QueueOrder, filter: &QueueFilter) -> Vec<QueueRow> {
    let by = place.checker;
    look!(place, by.viewer(), tx => queue::queue(&mut tx, &by, filter, order, None, 50)).unwrap().items
}

#[tokio::test]
async fn the_queue_is_ordered_by_how_many_asked_how_fast_it_grows_and_age() {
    for place in places().await {
        // Ten asked nine days ago, three yesterday, two in this hour.
        for n in 0..10 {
            place.hand_in(LEMON, n + 1).await;
        }
        place.test.clock.advance(8 * DAY);
        for n in 0..3 {
            place.hand_in(CLOUD, n + 20).await;
        }
        place.test.clock.advance(DAY);
        for n in 0..2 {
            place.hand_in(BRIDGE, n + 40).await;
        }
        let asked = |rows: Vec<QueueRow>| rows.into_iter().map(|row| row.asked).collect::<Vec<_>>();
        let all = QueueFilter::default();
        for (order, expected) in [
            (QueueOrder::Urgency, [3, 2, 10]),
            (QueueOrder::Growth, [2, 3, 10]),
            (QueueOrder::Asked, [10, 3, 2]),
            (QueueOrder::Oldest, [10, 3, 2]),
            (QueueOrder::Newest, [2, 3, 10]),
        ] {
            assert_eq!(asked(in_order(&place, order, &all).await), expected, "{order}");
            let by = place.checker;
            let mut paged = Vec::new();
            let mut cursor = None;
            loop {
                let page = look!(place, by.viewer(), tx => queue::queue(&mut tx, &by, &all, order, cursor, 1)).unwrap();
                paged.extend(asked(page.items));
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(paged, expected, "{order}, page by page");
        }
        let rows = in_order(&place, QueueOrder::Asked, &all).await;
        assert_eq!(
            rows.iter().map(|row| (row.asked_day, row.asked_week)).collect::<Vec<_>>(),
            [(0, 0), (0, 3), (2, 2)]
        );
    }
}

#[tokio::test]
async fn the_queue_is_filtered() {
    for place in places().await {
        for (n, text) in [LEMON, CLOUD, BRIDGE].iter().enumerate() {
            place.hand_in(text, u8::try_from(n).unwrap() + 1).await;
        }
        let all = in_order(&place, QueueOrder::Newest, &QueueFilter::default()).await;
        let bridge = all.iter().find(|row| row.statement.contains("bridge")).unwrap().id;
        act!(place, place.checker, tx => queue::take(&mut tx, &place.checker, bridge)).unwrap();
        for (filter, expected) in [
            (QueueFilter::default(), 3),
            (QueueFilter { language: Some("zh".into()), ..QueueFilter::default() }, 1),
            (QueueFilter { mine: true, ..QueueFilter::default() }, 1),
            (QueueFilter { lane: Some(QueueLane::Waiting), ..QueueFilter::default() }, 2),
            (QueueFilter { lane: Some(QueueLane::Checking), ..QueueFilter::default() }, 1),
            (QueueFilter { lane: Some(QueueLane::Junk), ..QueueFilter::default() }, 0),
            (QueueFilter { text: Some("HARBOUR closed".into()), ..QueueFilter::default() }, 1),
            (QueueFilter { shared_by_others: true, ..QueueFilter::default() }, 0),
            (QueueFilter { organisation: Some(place.organisation), ..QueueFilter::default() }, 3),
        ] {
            assert_eq!(in_order(&place, QueueOrder::Urgency, &filter).await.len(), expected, "{filter:?}");
        }
        let by = place.checker;
        let lanes = look!(place, by.viewer(), tx => queue::lanes(&mut tx, &by)).unwrap();
        assert!(lanes.contains(&(QueueLane::Waiting, 2)) && lanes.contains(&(QueueLane::Checking, 1)));
    }
}

#[tokio::test]
async fn each_organisation_decides_what_it_shows_to_the_others() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let quiet = organisation(&place.test, "Quiet", false, true).await;
        let mut what = place.what(CLOUD, 2);
        what.intake = saksi_desk::model::Intake { organisation: quiet, shared: false };
        place.try_hand_in(&what).await.unwrap();
        let theirs = member(quiet, 31, Capability::CHECK);
        let rows = look!(place, theirs.viewer(), tx => queue::queue(&mut tx, &theirs, &QueueFilter::default(), QueueOrder::Newest, None, 10)).unwrap();
        assert_eq!(rows.items.len(), 2, "its own and what is shared");
        let private = rows.items.iter().find(|row| !row.shared).unwrap().id;
        assert_eq!(place.queue().await.len(), 1);

        // Neither a reader nor an action of another organisation finds it.
        let by = place.checker;
        let read = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, private)).unwrap_err();
        let take = act!(place, by, tx => queue::take(&mut tx, &by, private)).unwrap_err();
        let draft = act!(place, by, tx => saksi_desk::actions::checks::start_draft(&mut tx, &by, private, &tag("en")))
            .unwrap_err();
        assert_eq!([read.kind, take.kind, draft.kind], [ProblemKind::NotFound; 3]);
        let shared = rows.items.iter().find(|row| row.shared).unwrap().id;
        let others = act!(place, theirs, tx => queue::join(&mut tx, &theirs, shared, private)).unwrap_err();
        assert_eq!(others.message, "desk-problem-claim-of-others");
        let operator = By { operator: true, ..theirs };
        let narrower = act!(place, operator, tx => queue::join(&mut tx, &operator, shared, private)).unwrap_err();
        assert_eq!(narrower.for_field("into").unwrap().message, "desk-problem-join-narrower");
        // Somebody else's copy of the private message does not join it.
        place.hand_in(CLOUD, 3).await;
        assert_eq!(place.queue().await.len(), 2);
        // Without the capability nobody sees the queue at all.
        let responder = member(place.organisation, 32, Capability::RESPOND);
        assert_eq!(
            look!(place, responder.viewer(), tx => queue::queue(&mut tx, &responder, &QueueFilter::default(), QueueOrder::Newest, None, 10))
                .unwrap_err()
                .kind,
            ProblemKind::Forbidden
        );
    }
}

#[tokio::test]
async fn who_is_on_it_is_seen_and_names_stay_at_home() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let theirs = member(mafindo, 41, Capability::CHECK);
        act!(place, place.checker, tx => queue::take(&mut tx, &place.checker, claim)).unwrap();
        act!(place, theirs, tx => queue::take(&mut tx, &theirs, claim)).unwrap();
        act!(place, theirs, tx => queue::take(&mut tx, &theirs, claim)).unwrap();
        let row = place.queue().await.remove(0);
        assert_eq!((row.state, row.takers.len()), (ClaimState::Checking, 2));
        for taker in &row.takers {
            assert_eq!(taker.person.is_some(), taker.organisation.id == place.organisation);
        }
        act!(place, place.checker, tx => queue::release(&mut tx, &place.checker, claim)).unwrap();
        act!(place, theirs, tx => queue::release(&mut tx, &theirs, claim)).unwrap();
        let row = place.queue().await.remove(0);
        assert_eq!((row.state, row.takers.len()), (ClaimState::Waiting, 0));
    }
}

#[tokio::test]
async fn claims_are_joined_and_split_again() {
    for place in places().await {
        let (a, b) = (place.hand_in(LEMON, 1).await, place.hand_in(CLOUD, 2).await);
        let rows = place.queue().await;
        let (lemon, cloud) = {
            let find = |needle: &str| rows.iter().find(|row| row.statement.contains(needle)).unwrap().id;
            (find("lemon"), find("檸檬"))
        };
        let by = place.checker;
        act!(place, by, tx => queue::join(&mut tx, &by, cloud, lemon)).unwrap();
        let row = place.queue().await.remove(0);
        assert_eq!((row.id, row.asked, place.queue().await.len()), (lemon, 2, 1));
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, lemon)).unwrap();
        assert_eq!(detail.message_count, 2);
        let old = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, cloud)).unwrap();
        assert_eq!((old.row.state, old.joined_into), (ClaimState::Joined, Some(lemon)));
        assert!(act!(place, by, tx => queue::take(&mut tx, &by, cloud)).is_err());
        assert!(act!(place, by, tx => queue::join(&mut tx, &by, lemon, lemon)).is_err());

        let chinese = detail.messages.iter().find(|m| m.text == CLOUD).unwrap().id;
        let split = act!(place, by, tx => queue::split(&mut tx, &by, lemon, &[chinese])).unwrap();
        place.catch_up().await;
        let rows = place.queue().await;
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.asked == 1));
        place.publish(split, &content("熱檸檬水可以殺死癌細胞")).await;
        assert_eq!(place.standing(&a).await, Standing::Waiting);
        assert!(matches!(place.standing(&b).await, Standing::Answered { .. }), "the receipt went with its message");
    }
}

#[tokio::test]
async fn joining_an_answered_claim_answers_everybody_who_asked() {
    for place in places().await {
        let promise = place.hand_in(BRIDGE, 1).await;
        let bridge = place.queue().await[0].id;
        place.hand_in(LEMON, 2).await;
        let lemon = place.queue().await.into_iter().find(|row| row.statement.contains("lemon")).unwrap().id;
        place.publish(lemon, &content(LEMON_STATEMENT)).await;
        act!(place, place.checker, tx => queue::join(&mut tx, &place.checker, bridge, lemon)).unwrap();
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));
        // And the other way round: an answered claim joined into a waiting one takes its answer along, and stays public.
        place.hand_in(CLOUD, 3).await;
        let cloud = place.queue().await[0].id;
        act!(place, place.checker, tx => queue::join(&mut tx, &place.checker, lemon, cloud)).unwrap();
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));
        let page = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, lemon)).unwrap();
        assert_eq!((page.id, page.checks.len()), (cloud, 1));
    }
}

#[tokio::test]
async fn similar_claims_are_shown_waiting_and_answered() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let answered = place.queue().await[0].id;
        place.publish(answered, &content(LEMON_STATEMENT)).await;
        place.hand_in("Is it true that drinking lemon water hot in the morning kills cancer cells? My aunt wants to stop her treatment", 2).await;
        let claim = place.queue().await[0].id;
        let by = place.checker;
        let similar =
            look!(place, by.viewer(), tx => queue::similar(&mut tx, &by, &place.desk.matcher, claim)).unwrap();
        assert_eq!(similar.first().map(|s| (s.id, s.checks.len())), Some((answered, 1)));
    }
}

#[tokio::test]
async fn words_are_given_once_and_not_over_somebody_elses() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let by = place.checker;
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        assert!(!detail.row.worded);
        let say = async |words: &str, edition: i64| act!(place, by, tx => queue::set_statement(&mut tx, &by, claim, edition, words, &tag("en"), ContentType::Text));
        say("Lemon water  cures cancer", detail.edition).await.unwrap();
        assert_eq!(say("Something else", detail.edition).await.unwrap_err().kind, ProblemKind::Conflict);
        assert!(say("abc", detail.edition + 1).await.unwrap_err().for_field("statement").is_some());
        let row = place.queue().await.remove(0);
        assert_eq!((row.statement.as_str(), row.worded), ("Lemon water cures cancer", true));
    }
}

#[tokio::test]
async fn names_that_a_checker_marks_are_masked_in_the_public_example() {
    for place in places().await {
        let text = "Doctor Budi Santoso of Cipto hospital (telp 0812-3456-7890) says that lemon water kills cancer cells, budi santoso himself";
        place.hand_in(text, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let by = place.checker;
        let detail = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        let message = &detail.messages[0];
        assert!(message.masked.contains("Budi") && !message.masked.contains("0812"));
        act!(place, by, tx => queue::mark_words(&mut tx, &by, message.id, &["Budi Santoso".into()])).unwrap();
        let example = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap().example.unwrap();
        assert!(
            !example.to_lowercase().contains("budi") && example.contains("[name]") && example.contains("Cipto"),
            "{example}"
        );
        let span = text.find("Cipto").map(|at| at..at + 5).unwrap();
        act!(place, by, tx => queue::mark_masks(&mut tx, &by, message.id, std::slice::from_ref(&span))).unwrap();
        let example = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap().example.unwrap();
        assert!(!example.contains("Cipto") && example.contains("Budi"), "marks are replaced: {example}");
        #[expect(clippy::single_range_in_vec_init, reason = "one span is what is marked")]
        let outside = act!(place, by, tx => queue::mark_masks(&mut tx, &by, message.id, &[5..9_000])).unwrap_err();
        assert!(outside.for_field("masks").is_some());
        let absent =
            act!(place, by, tx => queue::mark_words(&mut tx, &by, message.id, &["Nobody".into()])).unwrap_err();
        assert!(absent.for_field("words").is_some());
        assert_eq!(place.ask(text).await.certain, 1, "the original stays matchable");
        place.test.clock.advance(HOUR);
    }
}

#[tokio::test]
async fn only_its_owners_people_decide_what_becomes_of_a_claim() {
    for place in places().await {
        for (n, text) in [LEMON, CLOUD].iter().enumerate() {
            place.hand_in(text, u8::try_from(n).unwrap() + 1).await;
        }
        let rows = place.queue().await;
        let lemon = rows.iter().position(|row| row.statement.contains("lemon")).unwrap();
        let (claim, other) = (rows[lemon].id, rows[1 - lemon].id);
        let ours = place.checker;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let theirs = member(mafindo, 41, Capability::CHECK | Capability::PUBLISH);
        let detail = look!(place, theirs.viewer(), tx => queue::claim_detail(&mut tx, &theirs, claim)).unwrap();
        let message = detail.messages[0].id;
        let everything = async |by: By| {
            let word = act!(place, by, tx => queue::set_statement(
                &mut tx, &by, claim, detail.edition, "Joko rewrites it", &tag("id"), ContentType::Text));
            let junk = act!(place, by, tx => queue::set_junk(&mut tx, &by, claim, true));
            let back = act!(place, by, tx => queue::set_junk(&mut tx, &by, claim, false));
            let close = act!(place, by, tx => queue::close(&mut tx, &by, claim, CloseReason::Spam));
            let reopen = act!(place, by, tx => queue::reopen(&mut tx, &by, claim));
            let split = act!(place, by, tx => queue::split(&mut tx, &by, claim, &[message])).map(|_| ());
            let moved = act!(place, by, tx => queue::move_messages(&mut tx, &by, &[message], other));
            let joined = act!(place, by, tx => queue::join(&mut tx, &by, claim, other));
            [word, junk, back, close, reopen, split, moved, joined].map(|done| done.map_err(|problem| problem.message))
        };
        assert_eq!(everything(theirs).await, [Err("desk-problem-claim-of-others"); 8], "{}", place.test.engine);
        assert_eq!(place.queue().await, rows, "nothing moved");

        // They take it, check it, and mask words; what its owner masked stays masked.
        act!(place, theirs, tx => queue::take(&mut tx, &theirs, claim)).unwrap();
        act!(place, ours, tx => queue::mark_words(&mut tx, &ours, message, &["URGENT".into()])).unwrap();
        act!(place, theirs, tx => queue::mark_words(&mut tx, &theirs, message, &["doctors".into()])).unwrap();
        let masked = look!(place, ours.viewer(), tx => queue::claim_detail(&mut tx, &ours, claim)).unwrap();
        let masked = &masked.messages[0].masked;
        assert!(!masked.contains("URGENT") && !masked.contains("doctors"), "{masked}");
        act!(place, theirs, tx => checks::start_draft(&mut tx, &theirs, claim, &tag("id"))).unwrap();

        let done = everything(ours).await;
        assert!(done[..7].iter().all(Result::is_ok), "the owner's people may: {done:?}");
    }
}

#[tokio::test]
async fn after_a_withdrawal_a_claim_is_seen_by_whom_its_owner_chose() {
    for place in places().await {
        for (shares, n) in [(false, 1_u8), (true, 2)] {
            let owner = organisation(&place.test, if shares { "Open" } else { "Quiet" }, shares, true).await;
            let (author, second) = (
                member(owner, u64::from(n) * 10, Capability::CHECK | Capability::PUBLISH),
                member(owner, u64::from(n) * 10 + 1, Capability::CHECK | Capability::REVIEW),
            );
            let mut what = place.what(&format!("{BRIDGE} number {n}"), n);
            what.intake = saksi_desk::model::Intake { organisation: owner, shared: shares };
            place.try_hand_in(&what).await.unwrap();
            let mine = QueueFilter { organisation: Some(owner), ..QueueFilter::default() };
            let claim =
                look!(place, author.viewer(), tx => queue::queue(&mut tx, &author, &mine, QueueOrder::Newest, None, 5))
                    .unwrap()
                    .items[0]
                    .id;
            let check = place.try_publish(author, second, claim, &content(LEMON_STATEMENT)).await.unwrap().check;
            let by = place.checker;
            look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
            act!(place, author, tx => checks::withdraw(&mut tx, &author, check, "The study was retracted")).unwrap();
            let seen = look!(place, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).is_ok();
            assert_eq!(seen, shares, "{}", place.test.engine);
            look!(place, author.viewer(), tx => queue::claim_detail(&mut tx, &author, claim)).unwrap();
            // The withdrawn check keeps its page; the page of the claim says that nothing stands.
            look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
            let gone = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap_err();
            assert_eq!((gone.kind, gone.message), (ProblemKind::Gone, "desk-problem-claim-gone"));
        }
    }
}

#[tokio::test]
async fn who_did_it_is_told_by_name_at_home_and_by_organisation_elsewhere() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let theirs = member(mafindo, 41, Capability::CHECK);
        act!(place, theirs, tx => queue::take(&mut tx, &theirs, claim)).unwrap();
        place.test.clock.advance(HOUR);
        act!(place, place.checker, tx => queue::take(&mut tx, &place.checker, claim)).unwrap();
        let told = async |viewer: Viewer| {
            let rows = look!(place, viewer, tx => async {
                Ok(saksi_db::fetch_all!(&mut tx, Told, "SELECT d.owner, d.person, d.kind FROM seen_deed d ORDER BY d.at")?)
            });
            rows.unwrap().into_iter().map(|row| (row.owner, row.person, row.kind)).collect::<Vec<_>>()
        };
        let both = [
            (mafindo, theirs.person, "claim-taken".to_owned()),
            (place.organisation, place.checker.person, "claim-taken".to_owned()),
        ];
        assert_eq!(
            told(place.checker.viewer()).await,
            both,
            "who sees the claim sees which organisations worked on it"
        );
        assert_eq!(told(theirs.viewer()).await, both);
        assert_eq!(told(Viewer::Public).await, [], "and nobody else does");
    }
}

#[derive(Debug, saksi_db::FromRow)]
struct Told {
    owner: saksi_base::OrganisationId,
    person: saksi_base::PersonId,
    kind: String,
}

#[tokio::test]
async fn a_note_is_read_by_ones_own_organisation_and_goes_with_the_claim() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let (by, colleague) = (place.checker, place.reviewer);
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let theirs = member(mafindo, 41, Capability::CHECK);
        let empty = act!(place, by, tx => deeds::note(&mut tx, &by, claim, "  ")).unwrap_err();
        assert_eq!(empty.for_field("note").unwrap().message, "desk-problem-claim-note-missing");
        for _ in 0..2 {
            act!(place, by, tx => deeds::note(&mut tx, &by, claim, "I wrote to the hospital")).unwrap();
        }
        act!(place, theirs, tx => deeds::note(&mut tx, &theirs, claim, "Ours")).unwrap();
        let read = async |by: By| {
            let notes = look!(place, by.viewer(), tx => deeds::notes(&mut tx, &by, claim)).unwrap();
            notes.into_iter().map(|note| (note.text, note.own)).collect::<Vec<_>>()
        };
        assert_eq!(
            read(colleague).await,
            [("I wrote to the hospital".to_owned(), false)],
            "a repeated form notes once"
        );
        assert_eq!(read(theirs).await, [("Ours".to_owned(), true)]);
        let id = look!(place, by.viewer(), tx => deeds::notes(&mut tx, &by, claim)).unwrap()[0].id;
        for other in [colleague, theirs] {
            let refused = act!(place, other, tx => deeds::remove_note(&mut tx, &other, claim, id)).unwrap_err();
            assert_eq!(refused.kind, ProblemKind::NotFound);
        }
        act!(place, by, tx => deeds::remove_note(&mut tx, &by, claim, id)).unwrap();
        assert!(read(colleague).await.is_empty());
        // A note may quote what was handed in, so it goes when that is taken back.
        act!(place, theirs, tx => queue::release(&mut tx, &theirs, claim)).unwrap();
        change!(place, tx => receipt::withdraw(&mut tx, &promise.locator, &promise.words)).unwrap();
        let left = look!(place, Viewer::System, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM deed WHERE text <> ''")?)
        });
        assert_eq!(left.unwrap(), Some(0), "{}", place.test.engine);
    }
}

#[tokio::test]
async fn a_claim_is_given_to_a_colleague_who_may_check() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let by = place.checker;
        let colleague = join_as_checker(&place, "Rina").await;
        let to = async |person| act!(place, by, tx => queue::assign(&mut tx, &by, claim, person));
        let unknown = to(super::person(99)).await.unwrap_err();
        assert_eq!(unknown.for_field("person").unwrap().message, "desk-problem-colleague");
        to(colleague).await.unwrap();
        let takers = place.queue().await.remove(0).takers;
        assert_eq!(takers.iter().map(|t| (t.person, t.name.as_str())).collect::<Vec<_>>(), [(Some(colleague), "Rina")]);
        // Whoever takes it then has it in their place; it is never on two of one organisation.
        act!(place, by, tx => queue::take(&mut tx, &by, claim)).unwrap();
        let takers = place.queue().await.remove(0).takers;
        assert_eq!(takers.iter().map(|t| t.person).collect::<Vec<_>>(), [Some(by.person)]);
    }
}

async fn join_as_checker(place: &Place, name: &str) -> saksi_base::PersonId {
    change!(place, tx => async {
        let draft = saksi_network::PersonDraft::named(name);
        let person =
            saksi_network::actions::create_person(&mut tx, saksi_db::Actor::System, draft, false).await?;
        saksi_network::actions::add_affiliation(
            &mut tx,
            saksi_db::Actor::System,
            person,
            place.organisation,
            &saksi_network::Roles::new([saksi_network::Role::Checker]),
            true,
        )
        .await?;
        Ok(person)
    })
    .unwrap()
}

#[tokio::test]
async fn a_claim_looks_as_much_like_another_as_its_message_does() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let text = "Hot ginger water cures the flu, says a hospital in Jakarta. Tell your family.";
        place.hand_in(text, 2).await;
        let row = place.queue().await.into_iter().find(|row| row.statement.contains("ginger")).unwrap();
        let by = place.checker;
        let similar =
            look!(place, by.viewer(), tx => queue::similar(&mut tx, &by, &place.desk.matcher, row.id)).unwrap();
        let direct = place.desk.matcher.alike(text, None).into_iter().find(|hit| hit.id == claim.0.as_u128());
        let shown = similar.iter().find(|other| other.id == claim).map(|other| other.likeness);
        assert!(shown.is_some(), "{similar:?}");
        assert_eq!(shown, direct.map(|hit| f64::from(hit.score)), "nothing is counted twice");
    }
}

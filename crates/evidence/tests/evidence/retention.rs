//! Evidence is deleted by those who answer for it, with a reason that stays; rules and holds are kept; nothing that was broken off lies
//! in the store for ever.

use saksi_base::EvidenceId;
use saksi_base::clock::DAY;
use saksi_db::Viewer;
use saksi_evidence::actions::{capturing, retention, sweeping};
use saksi_network::Role;
use saksi_tlog::record::{CustodyEvent, EvidenceRecord, What};

use crate::place::{Elsewhere, Place, open, page, places, take_out};

const TEXT: &str = "The dam is safe, says the ministry, and nobody needs to leave the village tonight.";

fn id_of(path: &str) -> EvidenceId {
    path.rsplit('/').next().unwrap().split('?').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_is_deleted_leaves_its_hash_who_did_it_when_and_why() {
    let elsewhere = Elsewhere::serve().await;
    elsewhere.answer("/kelelawar-post", page("A rumour about a dam", TEXT));
    for place in places().await {
        let (mut keeper, _) = place.keeper().await;
        let (mut owner, _) = place.person("Ayu Owner", place.ours, Role::Coordinator).await;
        let path = place.capture(&mut keeper, &elsewhere.url("/kelelawar-post")).await;
        place.work().await;
        let page = open(&mut owner, &path).await;
        let record = keeper.get(&format!("{path}/record.json")).await;
        let entry = saksi_tlog::Hash::of(record.body.as_bytes());
        take_out(&mut keeper, &path).await;

        // A researcher keeps evidence and deletes none.
        assert!(page.body.contains(&format!("{path}/delete")));
        assert!(!open(&mut keeper, &path).await.body.contains(&format!("{path}/delete")));
        assert_eq!(keeper.get(&format!("{path}/delete")).await.status, 403);

        // A hold forbids it to everybody, and only who answers for it lifts it.
        let mine = open(&mut keeper, &path).await;
        let unsaid = keeper.submit(&mine, &format!("{path}/hold"), &[]).await;
        assert_eq!(unsaid.status, 422, "a hold has a reason");
        let held =
            keeper.submit(&mine, &format!("{path}/hold"), &[("hold_reason", "the court of Jakarta asked")]).await;
        assert_eq!(held.status, 303, "{}", held.body);
        let form = open(&mut owner, &format!("{path}/delete")).await;
        let sure = [("sure", "yes"), ("reason", "the family asked")];
        let refused = owner.submit(&form, &format!("{path}/delete"), &sure).await;
        assert_eq!(refused.status, 409);
        assert!(refused.body.contains("It is held") && refused.body.contains("the family asked"), "{}", refused.body);
        assert!(open(&mut owner, "/work/evidence/keeping").await.body.contains("the court of Jakarta asked"));
        assert!(!open(&mut keeper, &path).await.body.contains(&format!("{path}/lift")));
        let held = open(&mut owner, &path).await;
        assert_eq!(owner.submit(&held, &format!("{path}/lift"), &[]).await.status, 303);

        // Unsure, then sure.
        let form = open(&mut owner, &format!("{path}/delete")).await;
        let unsure = owner.submit(&form, &format!("{path}/delete"), &[("reason", "the family asked")]).await;
        assert_eq!(unsure.status, 422);
        let deleted = owner.submit(&form, &format!("{path}/delete"), &sure).await;
        assert_eq!(deleted.status, 303, "{}", deleted.body);
        for browser in [&mut owner, &mut keeper] {
            let gone = open(browser, &path).await;
            assert!(gone.body.contains("the family asked") && gone.body.contains(&entry.to_hex()), "{}", gone.body);
            assert!(!gone.body.contains("kelelawar") && !gone.body.contains("A rumour"), "{}", gone.body);
        }
        let record = owner.get(&format!("{path}/deletion.json")).await;
        let told = EvidenceRecord::from_canonical(record.body.as_bytes()).unwrap();
        assert_eq!((told.parent, told.reason.as_str()), (Some(entry), "the family asked"));
        assert!(matches!(told.what, What::Custody(custody) if custody.event == CustodyEvent::Deleted));
        assert!(open(&mut owner, "/work/evidence/keeping").await.body.contains(&path));

        // Nothing of it is left in the database, nor in the store once that was cleared; the log has both hashes.
        let left = place.dumped().await;
        for word in ["kelelawar", "A rumour", "village", "Three people asked"] {
            assert!(!left.contains(word), "{word}");
        }
        assert!(!place.stored().await.is_empty());
        sweeping::sweep(&place.room, &place.test.db).await.unwrap();
        assert!(place.stored().await.is_empty());
        for hash in [entry, saksi_tlog::Hash::of(record.body.as_bytes())] {
            let standing = saksi_transparency::standing(&place.test.db, hash).await.unwrap();
            assert!(matches!(standing, saksi_transparency::Standing::Waiting { .. }));
        }
        // A backup from before deletes it again.
        let tombstones: Result<Option<i64>, saksi_db::Error> = saksi_db::read!(place.test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM tombstone WHERE kind = 'evidence'")
        });
        assert_eq!(tombstones.unwrap(), Some(1));
        // Who may not see what it was is not told that it was.
        let (mut others, _) = place.other_keeper().await;
        assert_eq!(others.get(&path).await.status, 404);
    }
}

/// Watches an address in a collection that keeps its evidence for 30 days; the path of the collection and of the piece.
async fn collection(place: &Place, elsewhere: &Elsewhere) -> (String, String) {
    let (mut owner, _) = place.person("Ayu Owner", place.ours, Role::Owner).await;
    let form = open(&mut owner, "/work/evidence/sources/new").await;
    let address = elsewhere.url("/a");
    let changes = [
        ("name", "Ministry"),
        ("kind", "site"),
        ("address", address.as_str()),
        ("reason", "It deletes"),
        ("hours", "2160"),
        ("keep_days", "30"),
    ];
    let sent = owner.submit(&form, "/work/evidence/sources/new", &changes).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let source = sent.header("location").split('?').next().unwrap().to_owned();
    place.work().await;
    let list = open(&mut owner, "/work/evidence").await;
    (source, list.attributes(".card a", "href")[0].clone())
}

#[tokio::test]
async fn a_collection_keeps_its_evidence_as_long_as_it_says_and_says_so_before() {
    for place in places().await {
        let elsewhere = Elsewhere::serve().await;
        elsewhere.answer("/a", page("First", TEXT));
        let (source, path) = collection(&place, &elsewhere).await;
        let db = &place.test.db;
        // A researcher changes the rest of a collection, and not the rule.
        let (mut keeper, _) = place.keeper().await;
        let form = open(&mut keeper, &format!("{source}/edit")).await;
        let edit = format!("{source}/edit");
        assert_eq!(keeper.submit(&form, &edit, &[("name", "Another")]).await.status, 303);
        let refused = keeper.submit(&form, &edit, &[("keep_days", "3650")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Only owners and coordinators"), "{}", refused.body);

        assert!(!open(&mut keeper, "/work/evidence").await.body.contains("within 14 days"));
        place.test.clock.advance(17 * DAY);
        assert_eq!(retention::delete_due(db).await.unwrap(), 0);
        let (mut keeper, by) = place.keeper().await;
        let list = open(&mut keeper, "/work/evidence").await;
        assert!(list.body.contains("One piece of evidence is deleted within 14 days"), "{}", list.body);
        assert!(open(&mut keeper, "/work/evidence/keeping").await.body.contains(&path));

        // Somebody needs it longer, and says why.
        let piece = open(&mut keeper, &path).await;
        let longer = format!("{path}/longer");
        let until = place.test.db.clock().now().plus(40 * DAY).to_date();
        for (day, why) in [("2020-01-01", "the trial"), ("soon", "the trial"), (until.as_str(), "")] {
            let wrong = keeper.submit(&piece, &longer, &[("until", day), ("longer_reason", why)]).await;
            assert_eq!(wrong.status, 422, "{day} {why}");
        }
        let kept =
            keeper.submit(&piece, &longer, &[("until", &until), ("longer_reason", "the trial begins late")]).await;
        assert_eq!(kept.status, 303, "{}", kept.body);
        assert!(open(&mut keeper, &path).await.body.contains("the trial begins late"));
        assert!(open(&mut keeper, "/work/evidence/keeping").await.body.contains("Nothing. Evidence is kept"));
        place.test.clock.advance(30 * DAY);
        assert_eq!(retention::delete_due(db).await.unwrap(), 0, "it is kept longer");

        // Held, it stays past every day; then it goes by the rule.
        let held: Result<(), saksi_base::Problem> = saksi_db::write!(db, "test", by.viewer(), tx => {
            retention::hold(&mut tx, &by, [7; 16], id_of(&path), "the court").await
        });
        held.unwrap();
        place.test.clock.advance(30 * DAY);
        assert_eq!(retention::delete_due(db).await.unwrap(), 0, "it is held");
        let (_, owner) = place.person("Bima Owner", place.ours, Role::Owner).await;
        let lifted: Result<(), saksi_base::Problem> = saksi_db::write!(db, "test", owner.viewer(), tx => {
            retention::lift(&mut tx, &owner, id_of(&path)).await
        });
        lifted.unwrap();
        capturing::keep_house(&place.room, db).await.unwrap();
        let (mut keeper, _) = place.keeper().await;
        let gone = open(&mut keeper, &path).await;
        assert!(
            gone.body.contains("kept for 30 days") && gone.body.contains("rule of its collection"),
            "{}",
            gone.body
        );
        assert!(place.stored().await.is_empty());
        // The address is watched on; its line names nothing that is gone.
        assert!(!open(&mut keeper, &source).await.body.contains(&path));
    }
}

#[tokio::test]
async fn a_rule_made_today_deletes_nothing_before_everybody_could_see_it() {
    for place in places().await {
        let elsewhere = Elsewhere::serve().await;
        elsewhere.answer("/a", page("First", TEXT));
        let (source, path) = collection(&place, &elsewhere).await;
        let (mut owner, _) = place.person("Citra Owner", place.ours, Role::Owner).await;
        let form = open(&mut owner, &format!("{source}/edit")).await;
        let edit = format!("{source}/edit");
        assert_eq!(owner.submit(&form, &edit, &[("keep_days", "")]).await.status, 303);
        assert!(open(&mut owner, &path).await.body.contains("Until somebody deletes it"));
        place.test.clock.advance(100 * DAY);
        assert_eq!(retention::delete_due(&place.test.db).await.unwrap(), 0);
        let (mut owner, _) = place.person("Dewi Owner", place.ours, Role::Owner).await;
        let form = open(&mut owner, &edit).await;
        assert_eq!(owner.submit(&form, &edit, &[("keep_days", "30")]).await.status, 303);
        assert_eq!(retention::delete_due(&place.test.db).await.unwrap(), 0);
        assert!(open(&mut owner, "/work/evidence/keeping").await.body.contains(&path));
        place.test.clock.advance(14 * DAY);
        assert_eq!(retention::delete_due(&place.test.db).await.unwrap(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sweep_beside_running_captures_never_takes_a_piece_that_a_row_names() {
    let elsewhere = Elsewhere::serve().await;
    for number in 0..12 {
        elsewhere.answer(&format!("/{number}"), page(&format!("Rumour {number}"), TEXT));
    }
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let mut paths = Vec::new();
        for number in 0..12 {
            paths.push(place.capture(&mut browser, &elsewhere.url(&format!("/{number}"))).await);
        }
        // The worst that clocks can do: whatever is under way is overdue at once.
        let (db, room) = (place.test.db.clone(), place.room.clone());
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let sweeper = tokio::spawn({
            let (db, room) = (db.clone(), room.clone());
            async move {
                let mut swept = 0;
                while !*stopped.borrow() {
                    swept += sweeping::sweep_before(&db, saksi_base::Timestamp(i64::MAX)).await.unwrap();
                    sweeping::sweep(&room, &db).await.unwrap();
                    tokio::task::yield_now().await;
                }
                swept
            }
        });
        // A capture whose piece was taken begins again, and is kept in the end once nobody sweeps any more.
        let mut again = 0;
        for path in &paths {
            for _ in 0..3 {
                again += usize::from(capturing::run(&room, &db, id_of(path)).await.is_err());
            }
        }
        stop.send(true).unwrap();
        let swept = sweeper.await.unwrap();
        for path in &paths {
            capturing::run(&room, &db, id_of(path)).await.unwrap();
        }
        assert!(swept > 0, "the sweep never met a capture; {again} began again");
        sweeping::sweep_before(&db, saksi_base::Timestamp(i64::MAX)).await.unwrap();
        sweeping::sweep(&room, &db).await.unwrap();
        assert_eq!(place.stored().await, place.named().await);
        assert_eq!(place.named().await.len(), paths.len());
        for path in &paths {
            let page = open(&mut browser, path).await;
            let rehashed = browser.submit(&page, &format!("{path}/rehash"), &[]).await;
            assert_eq!(rehashed.header("location"), format!("{path}?done=whole"));
        }
    }
}

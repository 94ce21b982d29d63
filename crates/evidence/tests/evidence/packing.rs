//! What leaves in one ZIP is checked as a stranger does it, and does not leave where it must not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use saksi_base::{EvidenceId, ProblemKind};
use saksi_db::testing::START;
use saksi_evidence::actions::packing;
use saksi_network::Role;
use saksi_tlog::record::{CustodyEvent, EvidenceRecord, What};
use saksi_tlog::{AddCheckpoint, Checkpoint, Hash, KeyName, Policy, WitnessSigner};
use saksi_transparency::pack::{Checked, Mark, Trusted, check};
use saksi_transparency::{Settings, Transparency};
use saksi_web::testing::Answer;

use crate::place::{Elsewhere, Place, open, page, places, take_out};

/// A witness that signs whatever it is shown, once it is awake.
async fn witness(name: &str, seed: u8, awake: Arc<AtomicBool>) -> String {
    let signer = WitnessSigner::from_seed(KeyName::parse(&format!("{name}.example.org/w")).unwrap(), &[seed; 32]);
    let signer = Arc::new(signer.unwrap());
    let key = signer.public_key().to_string();
    let sign = move |body: axum::body::Bytes| {
        let (signer, awake) = (signer.clone(), awake.clone());
        async move {
            if !awake.load(Ordering::SeqCst) {
                return (StatusCode::SERVICE_UNAVAILABLE, String::new());
            }
            let shown = AddCheckpoint::parse(&body).unwrap();
            let checkpoint = Checkpoint::parse(shown.note.text()).unwrap();
            (StatusCode::OK, format!("{}\n", signer.cosign(&checkpoint, START)))
        }
    };
    let listener = tokio::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let app = axum::Router::new().route("/add-checkpoint", axum::routing::post(sign));
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("witness {name} {key} http://{at}\n")
}

/// The log of a place, for which two of three witnesses must sign. The second one sleeps until it is woken, the third one for ever.
async fn log(place: &Place, second: &Arc<AtomicBool>) -> Transparency {
    let mut policy = witness("Meja", 1, Arc::new(AtomicBool::new(true))).await;
    policy += &witness("Cek", 2, second.clone()).await;
    policy += &witness("Away", 3, Arc::new(AtomicBool::new(false))).await;
    policy += "group enough 2 Meja Cek Away\nquorum enough\n";
    let settings = Settings {
        origin: KeyName::parse("check.example.org/log").unwrap(),
        policy: Policy::parse(&policy).unwrap(),
        authorities: Vec::new(),
        calendars: Vec::new(),
        stamp_pause: 3_600,
        private: true,
    };
    Transparency::open(place.test.db.clone(), settings).await.unwrap()
}

/// A log whose witnesses are all there but one.
pub(crate) async fn awake(place: &Place) -> Transparency {
    log(place, &Arc::new(AtomicBool::new(true))).await
}

pub(crate) fn broken(checked: &Checked) -> Vec<&str> {
    let broken = checked.findings.iter().filter(|finding| finding.mark == Mark::Broken);
    broken.map(|finding| finding.part.as_str()).collect()
}

/// The parts that are broken once a bit in the middle of these bytes has changed, which stand in the pack once.
fn flipped(zip: &[u8], within: &[u8]) -> Vec<String> {
    let mut places = zip.windows(within.len()).enumerate().filter(|(_, window)| *window == within);
    let at = places.next().unwrap().0;
    assert!(places.next().is_none(), "the bytes stand in the pack more than once");
    let mut changed = zip.to_vec();
    changed[at + within.len() / 2] ^= 1;
    let checked = check(&changed, &Trusted::default());
    assert!(!checked.holds());
    broken(&checked).into_iter().map(ToOwned::to_owned).collect()
}

fn events(page: &Answer) -> usize {
    page.attributes("#custody ~ ul a", "href").len()
}

#[tokio::test]
async fn a_pack_of_a_kept_capture_holds_and_names_whatever_was_changed() {
    let elsewhere = Elsewhere::serve().await;
    elsewhere.answer("/post", page("A rumour", "It stands here and will be taken down in a moment, so it is kept."));
    for place in places().await {
        let engine = place.test.engine;
        let log = awake(&place).await;
        let (mut browser, by) = place.keeper().await;
        let path = place.capture(&mut browser, &elsewhere.url("/post")).await;
        let id: EvidenceId = path.rsplit('/').next().unwrap().parse().unwrap();
        let early = packing::pack(&place.room, &place.test.db, &by, id).await.unwrap_err();
        assert_eq!((early.kind, early.message), (ProblemKind::Conflict, "evidence-problem-not-kept"), "{engine}");
        place.work().await;

        // Before the log has signed it, no pack is made, that is said, and nothing is written down.
        let kept = open(&mut browser, &path).await;
        let action = format!("{path}/pack");
        let waits = browser.submit(&kept, &action, &[]).await;
        assert_eq!(waits.status, 409, "{engine}: {}", waits.body);
        assert!(waits.body.contains("will be in the log in a moment"), "{}", waits.body);
        let changes = [("event", "handed_over"), ("party", "Registry of the court"), ("note", "On paper")];
        assert_eq!(browser.submit(&kept, &format!("{path}/custody"), &changes).await.status, 303);
        assert_eq!(events(&open(&mut browser, &path).await), 1);

        log.go_on().await.unwrap();
        let kept = open(&mut browser, &path).await;
        let packed = browser.submit(&kept, &action, &[]).await;
        assert_eq!(packed.status, 200, "{engine}: {}", packed.body);
        assert_eq!(packed.header("content-type"), "application/zip");
        assert_eq!(packed.header("content-length"), packed.bytes.len().to_string());
        assert!(packed.header("content-disposition").contains(&format!("evidence-{id}.zip")));

        // That it was taken out is written down, and stands in the pack already.
        let after = open(&mut browser, &path).await;
        let happened = after.attributes("#custody ~ ul a", "href");
        assert_eq!(happened.len(), 2, "{}", after.body);
        let mut custody = Vec::new();
        for event in happened {
            custody.push(browser.get(&event).await.bytes);
        }
        let exported = EvidenceRecord::from_canonical(&custody[1]).unwrap();
        assert!(matches!(&exported.what, What::Custody(what) if what.event == CustodyEvent::Exported));
        assert_eq!(exported.reason, "verification pack");

        // A stranger finds that everything holds, with the keys from another source, and what still waits.
        let record = browser.get(&format!("{path}/record.json")).await.bytes;
        let policy = Some(log.policy().clone());
        let checked = check(&packed.bytes, &Trusted { policy, roots: Vec::new() });
        assert_eq!(broken(&checked), [""; 0], "{engine}: {:?}", checked.findings);
        assert_eq!(checked.entry, Some(Hash::of(&record)));
        let said = |part: &str, message: &str| {
            checked.findings.iter().any(|finding| finding.part == part && finding.message == message)
        };
        for (part, message) in [
            ("record.json", "transparency-record-read"),
            ("parts/1-capture.wacz", "transparency-part-holds"),
            ("record.tlog-proof", "transparency-proof-holds"),
            ("record.tlog-proof", "transparency-witnesses-enough"),
            ("custody/001.json", "transparency-custody-holds"),
            ("custody/001.tlog-proof", "transparency-proof-holds"),
            ("custody/002.json", "transparency-custody-holds"),
            ("custody/002.tlog-proof", "transparency-custody-unproven"),
        ] {
            assert!(said(part, message), "{engine}: {part} {message}: {:?}", checked.findings);
        }

        // Whatever is changed is named, and nothing else is.
        let wacz = take_out(&mut browser, &path).await.bytes;
        assert!(wacz.len() > 1_000);
        assert_eq!(flipped(&packed.bytes, &wacz)[0], "parts/1-capture.wacz");
        assert!(flipped(&packed.bytes, &wacz).iter().all(|part| part == "parts/1-capture.wacz"));
        assert!(flipped(&packed.bytes, &record).contains(&"record.json".to_owned()));
        assert!(flipped(&packed.bytes, &custody[0]).contains(&"custody/001.json".to_owned()));
        assert!(flipped(&packed.bytes, &custody[1]).iter().all(|part| part == "custody/002.json"));

        // The next pack carries the proof of what was written down for this one, and the operator's own way gives the same record.
        log.go_on().await.unwrap();
        let again = packing::pack_as_server(&place.room, &place.test.db, id).await.unwrap();
        let (length, witnessed) = (again.length, again.witnessed);
        let pieces: Vec<axum::body::Bytes> = futures_util::TryStreamExt::try_collect(again.open()).await.unwrap();
        let zip = pieces.concat();
        assert_eq!((zip.len() as u64, witnessed), (length, true));
        let checked = check(&zip, &Trusted::default());
        assert!(checked.holds(), "{:?}", checked.findings);
        assert_eq!(checked.entry, Some(Hash::of(&record)));
        let proofs = checked.findings.iter().filter(|finding| finding.message == "transparency-proof-holds");
        assert_eq!(proofs.count(), 4, "the record, what was noted, the pack and the capture that was taken out");
    }
}

#[tokio::test]
async fn a_pack_is_refused_to_others_and_where_it_would_prove_nothing() {
    for place in places().await {
        let engine = place.test.engine;
        let log = awake(&place).await;
        let (mut ours, by) = place.keeper().await;
        let (mut theirs, other) = place.other_keeper().await;
        let (mut responder, _) = place.person("Rahim Khan", place.ours, Role::Responder).await;
        let mut paths = Vec::new();
        for (shared, body) in [("", b"ours alone".as_slice()), ("yes", b"for everybody here")] {
            let form = open(&mut ours, "/work/evidence/file").await;
            let changes = [("reason", "A reason"), ("shared", shared)];
            let sent = ours.submit_file(&form, "/work/evidence/file", &changes, body).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
            paths.push(sent.header("location").to_owned());
        }
        log.go_on().await.unwrap();
        let id = |path: &str| path.rsplit('/').next().unwrap().parse::<EvidenceId>().unwrap();

        // Another organisation has no way to what is ours alone, by its form as little as by the action, and nothing is written down.
        let own = open(&mut ours, &paths[0]).await;
        let shared = open(&mut theirs, &paths[1]).await;
        let token: Vec<(String, String)> = shared.form(&format!("{}/pack", paths[1]));
        assert!(token.iter().any(|(name, _)| name == "_token"), "what is shared can be taken out, as its parts can");
        let token: Vec<(&str, &str)> = token.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = theirs.submit(&shared, &format!("{}/pack", paths[0]), &token).await;
        assert_eq!(refused.status, 404, "{engine}: {}", refused.body);
        let refused = packing::pack(&place.room, &place.test.db, &other, id(&paths[0])).await.unwrap_err();
        assert_eq!(refused.kind, ProblemKind::NotFound, "{engine}");
        assert!(matches!(responder.submit(&own, &format!("{}/pack", paths[0]), &[]).await.status.as_u16(), 403));
        let stranger = place.stranger().submit(&own, &format!("{}/pack", paths[0]), &[]).await;
        assert!(stranger.status != 200 && !stranger.bytes.starts_with(b"PK"), "{engine}: {}", stranger.status);
        assert_eq!(events(&open(&mut ours, &paths[0]).await), 0);

        // What is shared they take out as they take out its parts.
        let packed = theirs.submit(&shared, &format!("{}/pack", paths[1]), &[]).await;
        assert_eq!(packed.status, 200, "{engine}: {}", packed.body);
        assert!(check(&packed.bytes, &Trusted::default()).holds());

        // A part that is not what it was is named before anything is written down or leaves.
        place.damage();
        let damaged = packing::pack(&place.room, &place.test.db, &by, id(&paths[0])).await.unwrap_err();
        assert_eq!((damaged.kind, damaged.message), (ProblemKind::Conflict, "evidence-problem-pack-damaged"));
        let answer = ours.submit(&own, &format!("{}/pack", paths[0]), &[]).await;
        assert_eq!(answer.status, 409);
        assert!(answer.body.contains("is not what it was, or cannot be read"), "{}", answer.body);
        assert_eq!(events(&open(&mut ours, &paths[0]).await), 0);

        // So is a record of which the log knows nothing.
        place.forge(id(&paths[0])).await;
        place.forget_entries().await;
        let unknown = packing::pack(&place.room, &place.test.db, &by, id(&paths[1])).await.unwrap_err();
        assert_eq!(unknown.message, "evidence-problem-pack-unlogged", "{engine}");
    }
}

#[tokio::test]
async fn the_page_says_which_witnesses_countersigned_when_and_whether_that_is_enough() {
    for place in places().await {
        let second = Arc::new(AtomicBool::new(false));
        let log = log(&place, &second).await;
        let (mut browser, _) = place.keeper().await;
        let form = open(&mut browser, "/work/evidence/file").await;
        let sent = browser.submit_file(&form, "/work/evidence/file", &[("reason", "A reason")], b"the original").await;
        let path = sent.header("location").to_owned();
        let kept = open(&mut browser, &path).await;
        assert_eq!(browser.submit(&kept, &format!("{path}/publish"), &[]).await.status, 303);
        let public = path.replace("/work", "");
        let day = START.to_date();

        for (awake, says, missing) in [
            (false, "1 of 3 witnesses asked for have countersigned that; at least 2 must. That is not enough yet.", 2),
            (true, "2 of 3 witnesses asked for have countersigned that; at least 2 must. That is enough.", 1),
        ] {
            second.store(awake, Ordering::SeqCst);
            place.test.clock.advance(60 * 1_000_000);
            log.go_on().await.unwrap();
            let mut stranger = place.stranger();
            for answer in [open(&mut browser, &path).await, stranger.get(&public).await] {
                let text = answer.texts("main").join(" ");
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(text.contains(says), "{}: {text}", place.test.engine);
                let lines = answer.texts("ul.lines li");
                let with = |part: &str| lines.iter().filter(|line| line.contains(part)).count();
                assert_eq!((with("has not countersigned yet"), with("countersigned at")), (missing, 3 - missing));
                let meja = lines.iter().find(|line| line.starts_with("Meja")).unwrap();
                assert!(meja.contains("countersigned at") && meja.contains(day.get(..4).unwrap()), "{meja}");
                assert!(lines.iter().any(|line| line.starts_with("Away") && line.contains("has not")), "{lines:?}");
            }
        }
    }
}

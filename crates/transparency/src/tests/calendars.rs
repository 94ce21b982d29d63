//! Calendars of OpenTimestamps: asked over a real connection, which promise first and bring a state into a block later.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{get, post};
use saksi_base::clock::{HOUR, MINUTE, SECOND};
use saksi_db::{Db, Viewer, testing};
use saksi_tlog::ots::Detached;
use saksi_tlog::{Hash, ProofFile, SignedCheckpoint, record};
use saksi_web::testing::{Browser, Kind, assert_page};

use super::{enter_all, entries, packing, place, settings};
use crate::pack::{CalendarProof, Mark, Pack, Proved, Trusted, check};
use crate::store::calendars::{self, DueRow};
use crate::{
    InCalendar, MESSAGES, Standing, Transparency, calendar_proof, checkpoint_proof, newest_checkpoint, proof, routes,
    standing,
};

/// The block into which a calendar brings what it was given; its number takes three bytes.
const BLOCK: u64 = 912_345;

/// A calendar on this machine.
struct Calendar {
    url: String,
    open: Arc<AtomicBool>,
    /// How often somebody came.
    asked: Arc<AtomicUsize>,
    /// What it promised, and whether it is in the block.
    promised: Arc<Mutex<BTreeMap<String, bool>>>,
    /// What it says instead.
    says: Arc<Mutex<Option<Vec<u8>>>>,
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// An attestation that a calendar promises.
fn promise(calendar: &str) -> Vec<u8> {
    let length = u8::try_from(calendar.len()).unwrap();
    let head = [0x00, 0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e, length + 1, length];
    head.into_iter().chain(calendar.bytes()).collect()
}

/// From the commitment to the block: SHA-256, a neighbour, SHA-256.
fn in_block() -> Vec<u8> {
    let mut bytes = vec![0x08, 0xf0, 2, 3, 4, 0x08, 0x00, 0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01, 3];
    let low = |shift: u32| u8::try_from(BLOCK >> shift & 0x7f).unwrap();
    bytes.extend([low(0) | 0x80, low(7) | 0x80, low(14)]);
    bytes
}

/// The Merkle root of the block, for what a calendar was given.
fn root(given: &[u8]) -> Hash {
    let commitment = [&[1, 2, 3, 4][..], Hash::of(&[given, &[7, 7]].concat()).as_bytes()].concat();
    Hash::of(&[Hash::of(&commitment).as_bytes().as_slice(), &[3, 4]].concat())
}

fn calendar() -> Calendar {
    let (listener, address) = place();
    let url = format!("http://{address}");
    let one = Calendar {
        url: url.clone(),
        open: Arc::new(AtomicBool::new(true)),
        asked: Arc::default(),
        promised: Arc::default(),
        says: Arc::default(),
    };
    let (open, asked, promised, says) =
        (Arc::clone(&one.open), Arc::clone(&one.asked), Arc::clone(&one.promised), Arc::clone(&one.says));
    let hand_in = move |body: Bytes| async move {
        asked.fetch_add(1, Ordering::SeqCst);
        if !open.load(Ordering::SeqCst) {
            return (StatusCode::SERVICE_UNAVAILABLE, Vec::new());
        }
        if let Some(says) = says.lock().unwrap().clone() {
            return (StatusCode::OK, says);
        }
        assert_eq!(body.len(), 32);
        // As calendars do it: a number of their own, SHA-256, and the time before it.
        let commitment = [&[1, 2, 3, 4][..], Hash::of(&[&body[..], &[7, 7]].concat()).as_bytes()].concat();
        promised.lock().unwrap().insert(hex(&commitment), false);
        (StatusCode::OK, [&[0xf0, 2, 7, 7, 0x08, 0xf1, 4, 1, 2, 3, 4][..], &promise(&url)].concat())
    };
    let (asked, promised) = (Arc::clone(&one.asked), Arc::clone(&one.promised));
    let ask_again = move |Path(commitment): Path<String>| async move {
        asked.fetch_add(1, Ordering::SeqCst);
        match promised.lock().unwrap().get(&commitment) {
            Some(true) => (StatusCode::OK, in_block()),
            Some(false) => (StatusCode::NOT_FOUND, b"Pending confirmation in Bitcoin blockchain".to_vec()),
            None => (StatusCode::NOT_FOUND, b"Commitment not found".to_vec()),
        }
    };
    let app = Router::new().route("/digest", post(hand_in)).route("/timestamp/{commitment}", get(ask_again));
    listener.set_nonblocking(true).unwrap();
    tokio::spawn(axum_server::from_tcp(listener).unwrap().serve(app.into_make_service()));
    one
}

impl Calendar {
    /// A block came, with everything that was promised.
    fn bring_into_a_block(&self) {
        self.promised.lock().unwrap().values_mut().for_each(|in_it| *in_it = true);
    }
}

async fn open(db: &Db, calendars: &[&Calendar]) -> Transparency {
    let mut wanted = settings("check.example.org/log", "quorum none\n");
    wanted.calendars = calendars.iter().map(|calendar| calendar.url.clone()).collect();
    Transparency::open(db.clone(), wanted).await.unwrap()
}

/// What calendars hold of an entry, as others see it: address and block.
async fn held(db: &Db, entry: Hash) -> Vec<InCalendar> {
    match standing(db, entry).await.unwrap() {
        Standing::Logged(logged) => logged.calendars,
        other => panic!("{other:?}"),
    }
}

async fn due(db: &Db) -> Vec<DueRow> {
    let due: Result<_, saksi_base::Problem> =
        saksi_db::read!(db, Viewer::System, tx => { calendars::due(&mut tx, 50).await });
    due.unwrap()
}

#[tokio::test]
async fn a_state_goes_to_calendars_and_comes_back_with_a_block() {
    for test in testing::engines().await {
        let (first, second) = (calendar(), calendar());
        second.open.store(false, Ordering::SeqCst);
        let log = open(&test.db, &[&first, &second]).await;
        let about = packing::handed_in();
        let entry = Hash::of(&about);
        enter_all(&test.db, &entries(0..5)).await;
        enter_all(&test.db, &[entry]).await;
        log.beat().await.unwrap();
        log.ask_outside().await.unwrap();
        let found = held(&test.db, entry).await;
        let stands = |found: &[InCalendar]| -> Vec<(String, u64, Option<u64>)> {
            found.iter().map(|one| (one.calendar.clone(), one.size, one.height)).collect()
        };
        assert_eq!(stands(&found), [(first.url.clone(), 6, None)], "{}: the second is away", test.engine);

        // The second comes back, and is asked when its time has come.
        second.open.store(true, Ordering::SeqCst);
        log.ask_outside().await.unwrap();
        assert_eq!(held(&test.db, entry).await.len(), 1);
        test.clock.advance(MINUTE);
        log.ask_outside().await.unwrap();
        let found = held(&test.db, entry).await;
        let mut both = [(first.url.clone(), 6, None), (second.url.clone(), 6, None)];
        both.sort();
        assert_eq!(stands(&found), both, "{}", test.engine);

        // No block yet: the promise stays, and nobody is pressed.
        test.clock.advance(20 * MINUTE);
        log.ask_outside().await.unwrap();
        let came = first.asked.load(Ordering::SeqCst);
        log.ask_outside().await.unwrap();
        assert_eq!((came, first.asked.load(Ordering::SeqCst)), (2, 2), "{}", test.engine);
        assert_eq!(stands(&held(&test.db, entry).await), both);

        // One of them gets its block.
        first.bring_into_a_block();
        test.clock.advance(20 * MINUTE);
        log.ask_outside().await.unwrap();
        let found = held(&test.db, entry).await;
        assert_eq!(
            stands(&found),
            [(first.url.clone(), 6, Some(BLOCK)), (second.url.clone(), 6, None)],
            "{}: blocks come before promises",
            test.engine
        );
        test.clock.advance(HOUR / 2);
        log.ask_outside().await.unwrap();
        assert_eq!(first.asked.load(Ordering::SeqCst), 3, "what is in a block is asked for no more");

        // What is kept is the proof of the signed state, and says nothing of it to the calendar.
        let note = newest_checkpoint(&test.db).await.unwrap().unwrap();
        let state = SignedCheckpoint::open(&note, log.keys().log.public_key()).unwrap().digest();
        let kept = calendar_proof(&test.db, state, &first.url).await.unwrap().unwrap();
        let parsed = Detached::parse(&kept).unwrap();
        assert_eq!(parsed.digest(), state);
        // The file's way: 16 random bytes behind the digest, and its SHA-256 is what the calendar got.
        let nonce = &kept[67..83];
        let given = Hash::of(&[state.as_bytes().as_slice(), nonce].concat());
        let block = parsed.earliest_block().unwrap();
        assert_eq!((block.height, block.merkle_root), (BLOCK, *root(given.as_bytes()).as_bytes()), "{}", test.engine);

        // The pack of a record says both, and what must still be compared.
        let mut proofs = Vec::new();
        for one in &found {
            let ots = calendar_proof(&test.db, state, &one.calendar).await.unwrap().unwrap();
            let under = checkpoint_proof(&test.db, entry, one.size).await.unwrap().unwrap();
            let file = ProofFile::parse(&under).unwrap();
            assert_eq!(file.verify(record::leaf_of(entry), log.policy()).unwrap().checkpoint.size(), 6);
            proofs.push(CalendarProof { calendar: one.calendar.clone(), ots, proof: under });
        }
        let pack = Pack {
            about: Proved { proof: proof(&test.db, entry).await.unwrap(), record: about },
            parts: Vec::new(),
            custody: Vec::new(),
            tokens: Vec::new(),
            calendars: proofs,
            policy: log.policy().to_string(),
            made: testing::START,
        };
        let zip = pack.to_zip().unwrap();
        let checked = check(&zip, &Trusted::default());
        let said = |part: &str| {
            let finding = checked.findings.iter().find(|finding| finding.part == part).unwrap();
            (finding.mark, finding.message, finding.arguments.clone())
        };
        assert!(checked.holds(), "{checked:?}");
        let of_block = vec![("height", BLOCK.to_string()), ("root", block.root_as_shown())];
        assert_eq!(said("bitcoin/1/state.ots"), (Mark::Open, "transparency-calendar-block", of_block));
        let of_promise = vec![("calendar", second.url.clone())];
        assert_eq!(said("bitcoin/2/state.ots"), (Mark::Open, "transparency-calendar-promised", of_promise));
        let text = String::from_utf8_lossy(&zip);
        for says in [block.root_as_shown(), format!("block {BLOCK}"), format!("{} had only promised", second.url)] {
            assert!(text.contains(&says), "{says}");
        }
        // The proof of another state, and one that somebody wrote anew.
        let mut other = pack.clone();
        other.calendars[0].ots =
            Detached::begin(Hash::of(b"another"), [1; 16]).0.stamped(&in_block()).unwrap().to_bytes();
        other.calendars[1].ots.truncate(70);
        let checked = check(&other.to_zip().unwrap(), &Trusted::default());
        let broken: Vec<(&str, &str)> = checked
            .findings
            .iter()
            .filter(|finding| finding.mark == Mark::Broken)
            .map(|finding| (finding.part.as_str(), finding.message))
            .collect();
        assert_eq!(
            broken,
            [
                ("bitcoin/1/state.ots", "transparency-calendar-other"),
                ("bitcoin/2/state.ots", "transparency-calendar-broken")
            ]
        );

        // Whoever looks at the log or asks for the entry is told the same.
        let site = saksi_web::testing::builder(test.db.clone(), test.clock.clone()).messages(MESSAGES).build();
        let mut browser = Browser::new(saksi_web::app(site, vec![routes(log.clone())]));
        let page = browser.get("/log").await;
        assert_page(&page.body, Kind::Public);
        assert!(page.body.contains("912345") && page.body.contains("promised, in no block yet"), "{}", page.body);
        let page = browser.get("/verify").await;
        let answer = browser.submit(&page, "/verify", &[("entry", &entry.to_hex())]).await;
        assert_page(&answer.body, Kind::Public);
        for says in [block.root_as_shown().as_str(), "it is not looked up here", "it shows nothing yet"] {
            assert!(answer.body.contains(says), "{says}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_calendar_leads_to_no_address_but_those_that_the_settings_name() {
    for test in testing::engines().await {
        let (named, other) = (calendar(), calendar());
        let log = open(&test.db, &[&named]).await;
        let entry = entries(0..1)[0];
        enter_all(&test.db, &[entry]).await;
        log.beat().await.unwrap();
        // It promises in another's name: nobody could ever be asked about that.
        *named.says.lock().unwrap() = Some([&[0x08][..], &promise(&other.url)].concat());
        log.ask_outside().await.unwrap();
        assert_eq!(held(&test.db, entry).await, []);
        // It promises in its own name and in another's: only itself is asked again.
        *named.says.lock().unwrap() = Some([&[0x08, 0xff][..], &promise(&other.url), &promise(&named.url)].concat());
        test.clock.advance(MINUTE);
        log.ask_outside().await.unwrap();
        assert_eq!(held(&test.db, entry).await.len(), 1);
        test.clock.advance(HOUR);
        log.ask_outside().await.unwrap();
        assert_eq!(named.asked.load(Ordering::SeqCst), 3, "{}", test.engine);
        assert_eq!(other.asked.load(Ordering::SeqCst), 0, "{}: nobody named it", test.engine);
    }
}

#[tokio::test]
async fn what_is_no_proof_is_not_kept_and_whoever_is_away_is_asked_once_for_all() {
    for test in testing::engines().await {
        let one = calendar();
        let log = open(&test.db, &[&one]).await;
        let entry = entries(0..1)[0];
        enter_all(&test.db, &[entry]).await;
        log.beat().await.unwrap();
        for says in [&b""[..], b"<html>", &[0x08, 0x08], &[0xf0, 1, 1, 0x00]] {
            *one.says.lock().unwrap() = Some(says.to_vec());
            log.ask_outside().await.unwrap();
            assert_eq!(held(&test.db, entry).await, [], "{}: {says:?}", test.engine);
            test.clock.advance(HOUR / 2);
        }
        *one.says.lock().unwrap() = None;
        log.ask_outside().await.unwrap();
        assert_eq!(held(&test.db, entry).await.len(), 1);

        log.let_go().await;
        // Nobody listens at this address any more. Two states wait for it.
        let (listener, address) = place();
        drop(listener);
        let away = Calendar { url: format!("http://{address}"), ..calendar() };
        let log = open(&test.db, &[&away]).await;
        for round in 1..3 {
            enter_all(&test.db, &entries(round..round + 1)).await;
            log.beat().await.unwrap();
            test.clock.advance(HOUR);
            crate::actions::stamping::plan(&test.db, log.settings()).await.unwrap();
        }
        let waiting = |rows: Vec<DueRow>| rows.into_iter().filter(|row| row.calendar == away.url).collect::<Vec<_>>();
        assert_eq!(waiting(due(&test.db).await).len(), 2, "{}", test.engine);
        log.ask_outside().await.unwrap();
        assert_eq!(waiting(due(&test.db).await).len(), 0, "{}", test.engine);
        test.clock.advance(9 * SECOND);
        let rows = waiting(due(&test.db).await);
        assert_eq!(
            rows.iter().map(|row| row.failures).sum::<i64>(),
            1,
            "{}: one was asked about, for both",
            test.engine
        );
        assert_eq!(rows.len(), 2);
        // Whoever runs the server is told when that lasts.
        let owing = |db: Db| async move { crate::state(&db).await.unwrap().unwrap().overdue };
        assert_eq!(owing(test.db.clone()).await, Vec::<String>::new(), "{}", test.engine);
        test.clock.advance(24 * HOUR);
        assert_eq!(owing(test.db.clone()).await, vec![away.url.clone()], "{}: a promise may take longer", test.engine);
        test.clock.advance(6 * 24 * HOUR);
        let mut both = [away.url.clone(), one.url.clone()];
        both.sort();
        assert_eq!(owing(test.db.clone()).await, both, "{}", test.engine);
    }
}

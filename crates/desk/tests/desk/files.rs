//! Pictures, videos and recordings: asked about, handed in, found again, and gone when they must go.

use std::sync::{Arc, Mutex, mpsc};

use axum::http::{Method, StatusCode};
use image::{Rgb, RgbImage, imageops};
use saksi_base::clock::DAY;
use saksi_base::{MediaId, ProblemKind};
use saksi_db::blobs::Blobs;
use saksi_db::{Actor, Viewer};
use saksi_desk::actions::media::{self, STAGED_FOR, Which};
use saksi_desk::actions::{expiry, moderation, queue, receipt, receive};
use saksi_desk::matcher::Matcher;
use saksi_desk::media::{Helpers, Looked, Media, MediaLimits, Played, Unplayable};
use saksi_desk::model::{Asked, MediaKind, ModerationKind, Outcome, Standing, SubjectKind, Via};
use saksi_matching::Policy;
use saksi_media::Picture;
use saksi_media::index::Part;
use saksi_network::{Role, Roles};
use saksi_web::testing::{Answer, Browser, Kind, assert_page, multipart};
use serde_json::Value;

use super::moderating::decision;
use super::{LEMON_STATEMENT, Place, act, change, content, look, places, public_pages, tag};

/// A scene of coloured boxes, the same for the same seed.
fn scene(seed: u32) -> RgbImage {
    let mut state = u64::from(seed) * 0x9e37_79b9 + 7;
    let mut dice = move |bound: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % u64::from(bound)).unwrap()
    };
    let mut picture = RgbImage::from_fn(640, 480, |x, y| {
        Rgb([u8::try_from(x * 90 / 640 + 60).unwrap(), u8::try_from(y * 90 / 480 + 60).unwrap(), 120])
    });
    for _ in 0..140 {
        let (left, top, width, height) = (dice(600), dice(440), 8 + dice(90), 8 + dice(90));
        let colour = Rgb([dice(256), dice(256), dice(256)].map(|part| u8::try_from(part).unwrap()));
        for y in top..(top + height).min(480) {
            for x in left..(left + width).min(640) {
                picture.put_pixel(x, y, colour);
            }
        }
    }
    picture
}

fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).unwrap();
    bytes
}

/// A photograph as a telephone writes it, with the place and the device in its metadata.
fn photograph(seed: u32) -> Vec<u8> {
    let plain = jpeg(&scene(seed), 88);
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0 Phone of Siti GPS 13.7563N 100.5018E";
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// Reads the same words in every picture, as a machine with a reader would.
struct Reads(&'static str);

impl Helpers for Reads {
    fn plays(&self) -> bool {
        false
    }
    fn reads(&self) -> bool {
        !self.0.is_empty()
    }
    fn play(&self, _: &[u8]) -> Result<Played, Unplayable> {
        Err(Unplayable::Nothing)
    }
    fn read(&self, _: &Picture, _: &[String]) -> Result<String, Unplayable> {
        Ok(self.0.to_owned())
    }
}

/// A desk that takes files, and the folder in which they lie.
async fn open_to_files(place: &mut Place, words: &'static str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path()).await.unwrap();
    place.desk.media = Media::new(blobs, MediaLimits::default(), Some(Arc::new(Reads(words))));
    folder
}

/// Everything that lies in a folder, but for tombstones.
fn lying(folder: &tempfile::TempDir) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(std::fs::read(path).unwrap());
            }
        }
    }
    found
}

impl Place {
    async fn look(&self, bytes: Vec<u8>) -> Looked {
        self.desk.media.look(bytes.into()).await.unwrap()
    }

    async fn ask_with(&self, text: &str, bytes: Vec<u8>) -> Asked {
        let mut looked = self.look(bytes).await;
        receive::ask_about(&self.desk, &self.test.db, text, Some(&mut looked), &tag("en"), &Policy::web())
            .await
            .unwrap()
    }

    async fn hand_in_with(&self, text: &str, bytes: Vec<u8>, seed: u8) -> super::Promise {
        let mut looked = self.look(bytes).await;
        receive::read_words(&self.desk, &mut looked, &tag("en")).await;
        let kept = media::keep(&self.desk, &self.test.db, looked).await.unwrap();
        let what = saksi_desk::model::HandIn { file: Some(kept.clone()), ..self.what(text, seed) };
        let handed = self.try_hand_in(&what).await.unwrap();
        media::settle(&self.test.db, Some(&kept), handed.file).await.unwrap();
        super::Promise { locator: handed.receipt.locator().to_string(), words: handed.receipt.words().to_string() }
    }

    async fn sweep(&self) -> u64 {
        media::sweep(&self.desk.media, &self.test.db).await.unwrap()
    }

    async fn files_of(&self, claim: saksi_base::ClaimId) -> Vec<MediaId> {
        let by = self.checker;
        let detail = look!(self, by.viewer(), tx => queue::claim_detail(&mut tx, &by, claim)).unwrap();
        detail.messages.iter().flat_map(|message| &message.files).chain(&detail.files).map(|file| file.id).collect()
    }
}

async fn ask_page(browser: &mut Browser, text: &str, file: &[u8]) -> Answer {
    let front = browser.get("/").await;
    assert_page(&front.body, Kind::Public);
    browser.submit_file(&front, "/ask", &[("text", text)], file).await
}

#[tokio::test]
async fn a_picture_is_handed_in_checked_and_found_again_cut_out_and_mirrored() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        let mut b = public_pages::browser(&place);
        let asked = ask_page(&mut b, "", &photograph(1)).await;
        assert_eq!(asked.texts("h1"), ["Nothing is known about this yet"], "{}", asked.body);
        assert_page(&asked.body, Kind::Public);
        let waiting = lying(&folder);
        assert_eq!(waiting.len(), 1, "it waits for its sender");
        assert!(!holds(&waiting[0], b"JFIF") && !holds(&waiting[0], b"Siti"), "sealed");

        let handed = b.submit(&asked, "/hand-in", &[("agree", "yes"), ("reason", "A friend sent it")]).await;
        assert_eq!(handed.status, StatusCode::OK, "{}", handed.body);
        let mine = public_pages::receipt(&handed);
        let again = b.submit(&asked, "/hand-in", &[("agree", "yes")]).await;
        assert_eq!(public_pages::receipt(&again), mine, "a form sent twice gives one receipt");
        place.catch_up().await;
        let claim = place.queue().await[0].id;
        let files = place.files_of(claim).await;
        assert_eq!(files.len(), 1);
        for which in [Which::File, Which::Preview] {
            let (bytes, format) =
                media::open(&place.desk.media, &place.test.db, &place.checker, files[0], which).await.unwrap();
            assert!(holds(&bytes, b"JFIF") && !holds(&bytes, b"Siti") && !holds(&bytes, b"13.7563"));
            assert_eq!(format, "jpg");
        }
        assert!(lying(&folder).iter().all(|blob| !holds(blob, b"JFIF")), "what lies outside the database is sealed");

        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let cut = imageops::crop_imm(&scene(1), 60, 50, 500, 380).to_image();
        let mirrored = imageops::flip_horizontal(&cut);
        for (copy, reason) in [
            (jpeg(&scene(1), 40), "The same picture was checked."),
            (jpeg(&cut, 60), "Your picture is a part of a picture that was checked."),
            (jpeg(&mirrored, 60), "Your picture is a part of a picture that was checked. It is mirrored."),
        ] {
            let known = ask_page(&mut b, "", &copy).await;
            assert_page(&known.body, Kind::Public);
            assert_eq!(known.texts("h1"), ["No, it does not"], "{reason}: {}", known.body);
            assert!(known.texts("main").join(" ").contains(reason), "{reason}: {}", known.body);
        }
        assert_eq!(place.ask_with("", jpeg(&scene(2), 80)).await.outcome, Outcome::None, "a stranger is not known");
        let told = public_pages::open(&mut b, &mine).await;
        assert_eq!(told.texts("h1"), ["It has been checked"]);
    }
}

#[tokio::test]
async fn nothing_of_a_file_is_kept_that_nobody_agreed_to() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        let mut b = public_pages::browser(&place);
        let asked = ask_page(&mut b, "Is this the harbour?", &photograph(3)).await;
        assert!(place.queue().await.is_empty());
        let unsure = b.submit(&asked, "/hand-in", &[]).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unsure.form("/hand-in").iter().filter(|(name, _)| name == "kept").count(), 1, "it still waits");

        place.test.clock.advance(STAGED_FOR + 1);
        assert!(place.sweep().await > 0);
        assert!(lying(&folder).is_empty(), "nobody agreed, and nothing is left");
        let late = b.submit(&unsure, "/hand-in", &[("agree", "yes")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_page(&late.body, Kind::Public);
        assert!(late.texts(".field-problem").join(" ").contains("choose it once more"), "{}", late.body);
        assert_eq!(late.texts("textarea[name=text]"), ["Is this the harbour?"], "the text is not lost");
        let handed = b.submit_file(&late, "/hand-in", &[("agree", "yes")], &photograph(3)).await;
        assert_eq!(handed.status, StatusCode::OK, "{}", handed.body);
        place.catch_up().await;
        assert_eq!(place.files_of(place.queue().await[0].id).await.len(), 1);
    }
}

#[tokio::test]
async fn what_is_taken_back_expires_or_is_held_takes_its_file_along() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        let back = place.hand_in_with("", photograph(4), 1).await;
        let expires = place.hand_in_with("", photograph(5), 2).await;
        let held = place.hand_in_with("", photograph(6), 3).await;
        let view = place.open(&back).await.unwrap();
        assert_eq!((view.message.as_deref(), view.files.as_slice()), (Some(""), &[MediaKind::Picture][..]));
        assert_eq!(lying(&folder).len(), 6, "a copy and a preview each");

        change!(place, tx => receipt::withdraw(&mut tx, &back.locator, &back.words)).unwrap();
        place.catch_up().await;
        assert_eq!(place.sweep().await, 2);
        assert_eq!((lying(&folder).len(), place.desk.matcher.files()), (4, 2));

        let claim = place.queue().await.into_iter().map(|row| row.id).max().unwrap();
        let order = decision(ModerationKind::LegalHold, SubjectKind::Claim, claim.0);
        act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &order)).unwrap();
        place.test.clock.advance(181 * DAY);
        assert_eq!(change!(place, tx => expiry::expire(&mut tx, 100)).unwrap(), 1);
        place.catch_up().await;
        assert_eq!(place.sweep().await, 2);
        assert_eq!(lying(&folder).len(), 2, "a legal hold keeps the file with its message");
        let standings = [place.standing(&expires).await, place.standing(&held).await];
        assert!(standings.contains(&Standing::Expired) && standings.contains(&Standing::Waiting), "{standings:?}");
    }
}

#[tokio::test]
async fn the_same_file_is_kept_once_and_its_copies_join_the_claim() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        place.hand_in_with("", photograph(7), 1).await;
        place.hand_in_with("", photograph(7), 2).await;
        place.sweep().await;
        assert_eq!(lying(&folder).len(), 2, "the same file again adds to the count alone");
        place.hand_in_with("", jpeg(&scene(7), 50), 3).await;
        let queue = place.queue().await;
        assert_eq!(queue.iter().map(|row| row.asked).collect::<Vec<_>>(), [3]);
        for quality in 51..70 {
            place.hand_in_with("", jpeg(&scene(7), quality), quality).await;
        }
        place.sweep().await;
        let queue = place.queue().await;
        assert_eq!((queue.len(), queue[0].asked), (1, 22));
        assert_eq!(place.files_of(queue[0].id).await.len(), 12, "of a flood the count is kept and not every file");
        assert_eq!(lying(&folder).len(), 24);
    }
}

#[tokio::test]
async fn no_receipt_for_a_picture_opens_what_somebody_else_wrote_beside_theirs() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        let first = place.hand_in_with("Ali 0812", photograph(17), 1).await;
        let mut others = Vec::new();
        for quality in 50..70 {
            others.push(place.hand_in_with("", jpeg(&scene(17), quality), quality).await);
        }
        assert_eq!(place.queue().await.len(), 1);
        for promise in &others {
            let view = place.open(promise).await.unwrap();
            assert!(view.message.as_deref().unwrap_or_default().is_empty(), "{:?}", view.message);
            assert_eq!((view.standing, view.message.is_none()), (Standing::Waiting, view.counted));
        }
        change!(place, tx => receipt::withdraw(&mut tx, &first.locator, &first.words)).unwrap();
        place.sweep().await;
        assert_eq!(lying(&folder).len(), 22, "the first picture is gone, though many sent one like it");
    }
}

#[tokio::test]
async fn a_blocked_file_is_refused_and_nothing_of_it_stays() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        place.hand_in_with("", photograph(8), 1).await;
        let claim = place.queue().await[0].id;
        let block = decision(ModerationKind::Block, SubjectKind::Claim, claim.0);
        act!(place, place.reviewer, tx => moderation::decide(&mut tx, &place.reviewer, &block)).unwrap();
        place.catch_up().await;
        assert_eq!(place.desk.matcher.files(), 0, "what is hidden is found no more");
        let refused =
            media::open(&place.desk.media, &place.test.db, &place.checker, MediaId(uuid::Uuid::nil()), Which::File)
                .await;
        assert_eq!(refused.unwrap_err().kind, ProblemKind::NotFound);
        let mut b = public_pages::browser(&place);
        let asked = ask_page(&mut b, "Another text", &photograph(8)).await;
        assert_eq!(asked.texts("h1"), ["This message cannot be handed in"], "{}", asked.body);
        let kept = media::keep(&place.desk, &place.test.db, place.look(photograph(8)).await).await.unwrap();
        let what = saksi_desk::model::HandIn { file: Some(kept.clone()), ..place.what("Another text", 9) };
        assert_eq!(place.try_hand_in(&what).await.unwrap_err().message, "desk-problem-blocked");
        media::settle(&place.test.db, Some(&kept), false).await.unwrap();
        place.sweep().await;
        assert_eq!(lying(&folder).len(), 2, "the hidden message keeps its own");
    }
}

#[tokio::test]
async fn an_old_picture_with_a_new_story_is_left_to_the_reader() {
    for mut place in places().await {
        let _folder = open_to_files(&mut place, "").await;
        place.hand_in_with("The bridge of Kuching fell in the flood of 2016", photograph(9), 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content("The bridge of Kuching fell in the flood of 2016")).await;
        let same = place.ask_with("The bridge of Kuching fell in the flood of 2016", jpeg(&scene(9), 50)).await;
        assert_eq!(same.outcome, Outcome::Answer, "{same:?}");
        let new = place.ask_with("Soldiers blew up our market hall this very morning", jpeg(&scene(9), 50)).await;
        assert_eq!(new.outcome, Outcome::Suggest);
        let reason = new.media.unwrap();
        assert_eq!((reason.via, reason.other_words), (Via::Picture(Part::Whole), true));
        let alone = place.ask_with("", jpeg(&scene(9), 50)).await;
        assert_eq!((alone.outcome, alone.certain), (Outcome::Answer, 1));
    }
}

#[tokio::test]
async fn words_in_a_picture_find_what_was_checked_as_text() {
    for mut place in places().await {
        place.hand_in(super::LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let _folder = open_to_files(&mut place, super::LEMON).await;
        let asked = place.ask_with("", photograph(10)).await;
        assert_eq!((asked.outcome, asked.media), (Outcome::Answer, None), "{asked:?}");
        assert_eq!(asked.answers[0].claim, claim);
    }
}

#[tokio::test]
async fn a_file_that_a_checker_adds_finds_the_check_and_one_taken_off_does_not() {
    for mut place in places().await {
        let folder = open_to_files(&mut place, "").await;
        place.hand_in(super::LEMON, 1).await;
        let claim = place.queue().await[0].id;
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let by = place.checker;
        let add = async |seed: u32| {
            let kept = media::keep(&place.desk, &place.test.db, place.look(photograph(seed)).await).await.unwrap();
            let added = act!(place, by, tx => media::add(&mut tx, &by, claim, &kept));
            media::settle(&place.test.db, Some(&kept), added.is_ok()).await.unwrap();
            added
        };
        add(11).await.unwrap();
        assert_eq!(add(11).await.unwrap_err().for_field("file").unwrap().message, "desk-problem-file-there");
        place.catch_up().await;
        let asked = place.ask_with("", jpeg(&scene(11), 45)).await;
        assert_eq!((asked.outcome, asked.answers[0].claim), (Outcome::Answer, claim));

        // Another process, and one that starts now, know it too.
        let other = Matcher::start(&place.test.db, None).await.unwrap();
        assert_eq!(other.files(), 1);

        let stranger = super::organisation(&place.test, "Mafindo", true, true).await;
        let theirs = super::member(stranger, 31, saksi_network::Capability::all());
        let id = place.files_of(claim).await[0];
        let refused = act!(place, theirs, tx => media::remove(&mut tx, &theirs, claim, id)).unwrap_err();
        assert_eq!(refused.kind, ProblemKind::NotFound, "only those who added it take it off");
        act!(place, by, tx => media::remove(&mut tx, &by, claim, id)).unwrap();
        place.catch_up().await;
        place.sweep().await;
        assert!(lying(&folder).is_empty());
        assert_eq!(place.ask_with("", jpeg(&scene(11), 45)).await.outcome, Outcome::None);
    }
}

#[tokio::test]
async fn checkers_see_what_a_picture_repeats_and_joined_claims_keep_their_files() {
    for mut place in places().await {
        let _folder = open_to_files(&mut place, "").await;
        place.hand_in_with("The bridge of Kuching fell in the flood of 2016", photograph(12), 1).await;
        place.hand_in_with("Soldiers blew up our market hall this very morning", jpeg(&scene(12), 50), 2).await;
        let queue_now = place.queue().await;
        assert_eq!(queue_now.len(), 2, "a picture with another story is another claim until people say otherwise");
        let (from, into) = (queue_now[0].id, queue_now[1].id);
        let by = place.checker;
        let matcher = place.desk.matcher.clone();
        let similar = look!(place, by.viewer(), tx => queue::similar(&mut tx, &by, &matcher, from)).unwrap();
        assert_eq!(similar[0].id, into);
        assert_eq!(similar[0].media.unwrap().via, Via::Picture(Part::Whole));
        act!(place, by, tx => queue::join(&mut tx, &by, from, into)).unwrap();
        place.catch_up().await;
        assert_eq!(place.files_of(into).await.len(), 2);
    }
}

#[tokio::test]
async fn a_file_reaches_checkers_alone_and_a_browser_does_nothing_with_it_but_show_or_save() {
    for mut place in places().await {
        let _folder = open_to_files(&mut place, "").await;
        place.hand_in_with("", photograph(14), 1).await;
        let claim = place.queue().await[0].id;
        let organisation = place.organisation;
        let signed_in: Result<String, saksi_base::Problem> = saksi_db::write!(place.test.db, "test", Viewer::System, tx => {
            let draft = saksi_network::PersonDraft::named("Siti Aminah");
            let id = saksi_network::actions::create_person(&mut tx, Actor::System, draft, false).await?;
            let roles = Roles::new([Role::Checker]);
            saksi_network::actions::add_affiliation(&mut tx, Actor::System, id, organisation, &roles, false).await?;
            let (_, secret) = saksi_network::actions::start_session(&mut tx, id, Some(organisation), "test").await?;
            Ok(secret.reveal().to_owned())
        });
        let site = saksi_web::testing::builder(place.test.db.clone(), place.test.clock.clone())
            .messages(saksi_network::MESSAGES)
            .messages(saksi_desk::MESSAGES)
            .navigation(saksi_desk::NAVIGATION)
            .sessions(Arc::new(saksi_network::SessionTable))
            .asset(saksi_desk::pages::staff::SCRIPT.0, saksi_desk::pages::staff::SCRIPT.1)
            .build();
        let app = saksi_web::app(site, vec![saksi_desk::routes(place.desk.clone())]);
        let mut checker = Browser::new(app.clone()).with_cookie(saksi_web::session::COOKIE, &signed_in.unwrap());
        let page = checker.get(&format!("/desk/claims/{claim}")).await;
        assert_page(&page.body, Kind::Staff);
        let preview = page.attributes("article figure.file img", "src").remove(0);
        let copy = page.attributes("article figure.file a", "href").remove(0);
        for (path, disposition) in [(&preview, "inline"), (&copy, "attachment; filename=\"saksi-")] {
            let stranger = Browser::new(app.clone()).get(path).await;
            assert_ne!(stranger.status, StatusCode::OK, "{path}");
            assert!(!holds(&stranger.bytes, b"JFIF"));
            let shown = checker.get(path).await;
            assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"), "{path}");
            assert!(holds(&shown.bytes, b"JFIF") && !holds(&shown.bytes, b"Siti"));
            assert!(shown.header("content-disposition").starts_with(disposition));
            assert!(shown.header("content-security-policy").contains("sandbox"));
            assert_eq!(shown.header("x-content-type-options"), "nosniff");
            assert_eq!(shown.header("cache-control"), "no-store");
        }
        let adding = format!("/desk/claims/{claim}/files");
        let added = checker.submit_file(&page, &adding, &[], &photograph(15)).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        place.catch_up().await;
        assert_eq!(place.files_of(claim).await.len(), 2);
        let without = checker.submit(&page, &adding, &[]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// Opens nothing until it is told to.
struct Slow(Mutex<mpsc::Receiver<()>>);

impl Helpers for Slow {
    fn plays(&self) -> bool {
        true
    }
    fn reads(&self) -> bool {
        false
    }
    fn play(&self, _: &[u8]) -> Result<Played, Unplayable> {
        let _ = self.0.lock().unwrap().recv();
        Err(Unplayable::Nothing)
    }
    fn read(&self, _: &Picture, _: &[String]) -> Result<String, Unplayable> {
        Err(Unplayable::Nothing)
    }
}

#[tokio::test]
async fn one_visitors_film_does_not_keep_all_others_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path()).await.unwrap();
    let (go, gate) = mpsc::channel();
    let limits = MediaLimits { at_once: 1, ..MediaLimits::default() };
    let desk = Media::new(blobs, limits, Some(Arc::new(Slow(Mutex::new(gate)))));
    let film = || bytes::Bytes::from_static(b"\0\0\0\x18ftypmp42 a film");
    let first: Vec<_> = (0..7)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.look(film()).await })
        })
        .collect();
    let busy = loop {
        tokio::task::yield_now().await;
        assert!(!first.iter().any(tokio::task::JoinHandle::is_finished), "nobody was let through yet");
        match tokio::time::timeout(std::time::Duration::from_millis(200), desk.look(film())).await {
            Ok(Err(problem)) => break problem,
            Ok(Ok(_)) => panic!("nothing is opened"),
            // It was let into the queue before the others had come; it has left it again.
            Err(_) => {}
        }
    };
    assert_eq!((busy.kind, busy.message), (ProblemKind::Busy, "problem-file-busy"));
    for _ in 0..20 {
        let _ = go.send(());
    }
    drop(go);
    for look in first {
        let problem = look.await.unwrap().unwrap_err();
        assert_eq!(problem.for_field("file").unwrap().message, "desk-problem-file-kind");
    }
}

#[tokio::test]
async fn files_that_cannot_be_taken_are_told_what_to_do() {
    let mut place = places().await.remove(0);
    let _folder = open_to_files(&mut place, "").await;
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0".to_vec();
    png.extend([0; 32]);
    for (bytes, message) in [
        (b"<html><script>alert(1)</script>".to_vec(), "desk-problem-file-pictures"),
        (photograph(1)[..300].to_vec(), "desk-problem-file-damaged"),
        (vec![0xff; 21 << 20], "desk-problem-file-pictures"),
        ([&b"\x89PNG\r\n\x1a\n"[..], &vec![0; 21 << 20]].concat(), "desk-problem-file-large"),
    ] {
        let problem = place.desk.media.look(bytes.into()).await.unwrap_err();
        assert_eq!(problem.for_field("file").unwrap().message, message);
    }
    let bomb = place.desk.media.look(png.into()).await.unwrap_err();
    let said = bomb.for_field("file").unwrap().message;
    assert!(
        ["desk-problem-file-pixels", "desk-problem-file-memory", "desk-problem-file-damaged"].contains(&said),
        "{said}"
    );
    let mut b = public_pages::browser(&place);
    let refused = ask_page(&mut b, "What is this?", b"%PDF-1.7 a paper").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&refused.body, Kind::Public);
    assert_eq!(refused.texts("textarea[name=text]"), ["What is this?"], "what was typed is kept");
    assert!(refused.texts(".field-problem").join(" ").contains("Only pictures"), "{}", refused.body);
}

#[tokio::test]
async fn programs_ask_and_hand_in_with_a_picture() {
    for mut place in places().await {
        let _folder = open_to_files(&mut place, "").await;
        let mut b = public_pages::browser(&place);
        let fields = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let (kind, body) = multipart(&fields(&[("hand_in", "true"), ("language", "en")]), &photograph(13));
        let handed = b.send(Method::POST, "/api/v1/messages", &kind, body).await;
        assert_eq!(handed.status, StatusCode::OK, "{}", handed.body);
        let handed: Value = serde_json::from_str(&handed.body).unwrap();
        assert_eq!(handed["decision"], "none");
        assert!(handed["receipt"]["words"].is_string());
        place.catch_up().await;
        let claim = place.queue().await[0].id;
        assert_eq!(place.queue().await[0].content_type, saksi_base::ContentType::Image);
        place.publish(claim, &content(LEMON_STATEMENT)).await;
        let (kind, body) = multipart(&fields(&[]), &jpeg(&scene(13), 50));
        let known = b.send(Method::POST, "/api/v1/messages", &kind, body).await;
        let known: Value = serde_json::from_str(&known.body).unwrap();
        assert_eq!(
            (&known["decision"], &known["reason"]["kind"]),
            (&"answer".into(), &"same_picture".into()),
            "{known}"
        );
        let (kind, body) = multipart(&fields(&[("hand_in", "perhaps")]), &jpeg(&scene(13), 50));
        let wrong = b.send(Method::POST, "/api/v1/messages", &kind, body).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (kind, body) = multipart(&fields(&[]), b"no picture");
        let wrong = b.send(Method::POST, "/api/v1/messages", &kind, body).await;
        let wrong: Value = serde_json::from_str(&wrong.body).unwrap();
        assert_eq!(
            (&wrong["decision"], &wrong["reason"]["kind"]),
            (&"none".into(), &"file_not_opened".into()),
            "{wrong}"
        );
        let without =
            b.send(Method::POST, "/api/v1/messages", "multipart/form-data; boundary=x", b"--x--".to_vec()).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.body);
        assert_eq!(
            look!(place, Viewer::System, tx => async {
                Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM media_staged")?)
            })
            .unwrap(),
            Some(0),
            "programs hand in at once; nothing waits"
        );
    }
}

#[tokio::test]
async fn a_file_on_this_machine_finds_the_claim_that_was_imported() {
    for mut place in places().await {
        let _folder = open_to_files(&mut place, "").await;
        let (rows, source) = (super::importing::reading().rows, super::importing::source());
        saksi_desk::import::run(&place.test.db, &source, rows.into_iter(), |_| {}).await.unwrap();
        let import = async |id: &str| {
            media::import(&place.desk, &place.test.db, &source.name, id, photograph(16).into()).await.unwrap()
        };
        assert_eq!(import("a1").await, media::Imported::Added);
        assert_eq!(import("a1").await, media::Imported::Known);
        assert_eq!(import("never").await, media::Imported::NoClaim);
        place.catch_up().await;
        let asked = place.ask_with("", jpeg(&scene(16), 50)).await;
        assert_eq!((asked.outcome, asked.certain), (Outcome::Answer, 2), "{asked:?}");
    }
}

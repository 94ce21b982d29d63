//! Notices to platforms that come from cases: what a consent covers goes, and goes again when the consent is taken back.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use saksi_base::clock::DAY;
use saksi_base::{AddresseeId, CaseId, CaseRecordId, EscalationId, Marking, ProblemKind, RouteId, SiteLanguage};
use saksi_cases::Unlocked;
use saksi_cases::actions::files::{Holder, Keyed, Upload};
use saksi_cases::actions::notice_letters;
use saksi_cases::actions::notices::{self, NewPart};
use saksi_cases::actions::referral::{self, NewConsent};
use saksi_cases::actions::returning::{self, Proof};
use saksi_cases::actions::{FileName, leaving, triage, work};
use saksi_cases::model::case::{RecordKind, SealingMode};
use saksi_cases::model::consent::{Extent, Field, Purpose};
use saksi_cases::model::passing::Pap;
use saksi_cases::model::sheet::Change;
use saksi_cases::testing::{TestHelpline, TestMember};
use saksi_db::testing::{TestDb, engines};
use saksi_escalations::actions::{State, registers, seed, whole};
use saksi_escalations::model::register::RouteDraft;
use saksi_escalations::model::{Category, Ground, Notice, Region};
use saksi_escalations::{Carry, Escalations, Later, Letter, Undelivered};
use saksi_network::{Member, Role};
use saksi_vault::CaseReceipt;
use saksi_web::testing::{Answer, Browser, Kind, assert_page, builder};
use saksi_web::{Locale, Translator, session};

use crate::{CANARY, calm, kind, told, urgent};

/// A mail server that answers as it is told, and keeps what it was given.
#[derive(Default)]
struct Server {
    answers: Mutex<Vec<Result<(), Undelivered>>>,
    given: Mutex<Vec<Letter>>,
}

impl Carry for Server {
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>> {
        self.given.lock().unwrap().push(letter);
        let answer = self.answers.lock().unwrap().pop().unwrap_or(Ok(()));
        Box::pin(async move { answer })
    }
}

/// A helpline with a route to two platforms, and cases that Ayu holds.
struct World {
    here: TestHelpline,
    server: Arc<Server>,
    ayu: Unlocked,
    bima: Unlocked,
    meta: (AddresseeId, RouteId),
    other: (AddresseeId, RouteId),
}

async fn route(here: &TestHelpline, by: &Member, platform: &str) -> (AddresseeId, RouteId) {
    let draft = RouteDraft {
        name: "Partner desk".into(),
        channel: "e-mail".into(),
        way: "trusted-partner".into(),
        address: format!("desk@{}.example", platform.to_lowercase()),
        role: "Liaison".into(),
        languages: "en".into(),
        zone: "UTC".into(),
        week: "always".into(),
        ..RouteDraft::default()
    };
    let keepers = [by.person.to_string()];
    saksi_db::write!(here.test.db, "test route", by.viewer(), tx => {
        let found = registers::addressees(&mut tx, by).await?;
        let found = found.into_iter().find(|known| known.name == platform).unwrap();
        let route = registers::save_route(&mut tx, by, found.id, None, &draft, false, &keepers).await?;
        Ok::<_, saksi_base::Problem>((found.id, route))
    })
    .unwrap()
}

impl World {
    async fn new(test: TestDb) -> Self {
        let (mut here, ayu, bima) = TestHelpline::open(test).await;
        let server = Arc::new(Server::default());
        let room = Escalations::new(here.cases.blobs.clone()).with_carrier(server.clone());
        here.cases = here.cases.clone().with_escalations(room);
        seed::begin(&here.test.db).await.unwrap();
        let meta = route(&here, ayu.member(), "TikTok").await;
        let other = route(&here, ayu.member(), "LINE").await;
        Self { here, server, ayu, bima, meta, other }
    }

    async fn case(&self, calm_one: bool) -> (CaseReceipt, CaseId) {
        let (receipt, filed) = self.here.ask(if calm_one { calm() } else { urgent() }).await;
        triage::take(&self.here.cases, &self.ayu, filed.case).await.unwrap();
        self.mark(filed.case, Marking::Amber, Pap::Clear).await;
        (receipt, filed.case)
    }

    async fn mark(&self, case: CaseId, marking: Marking, pap: Pap) {
        let change = Change::Marking(marking, pap);
        work::change(&self.here.cases, &self.ayu, case, 999, change).await.unwrap();
    }

    fn consent(&self, fields: &[Field]) -> NewConsent {
        NewConsent {
            purpose: Purpose::Escalation,
            receiver: self.here.organisation,
            platform: Some((self.meta.0, "TikTok".into())),
            words: "We would tell them what was posted.".into(),
            extent: Extent::Extract { fields: fields.to_vec() },
            ends: None,
        }
    }

    /// Asks in the thread, and the person says yes there.
    async fn agree(&self, receipt: &CaseReceipt, case: CaseId, fields: &[Field]) -> CaseRecordId {
        let cases = &self.here.cases;
        referral::ask_consent(cases, &self.ayu, case, self.consent(fields)).await.unwrap();
        let proof = Proof::words(receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        let thread = returning::open(receipt, &arrival).unwrap();
        let asked = thread.entries.iter().rev().find(|entry| entry.kind == RecordKind::Consent).unwrap();
        let (request, _) = asked.consent.as_ref().unwrap();
        assert_eq!(
            (request.receiver_name.as_str(), request.words.as_str()),
            ("TikTok", "We would tell them what was posted.")
        );
        returning::answer_consent(cases, &proof, asked.record, true).await.unwrap();
        asked.record
    }

    fn part(&self, into: Option<EscalationId>, words: &str) -> NewPart {
        NewPart {
            route: into.is_none().then_some(self.meta.1),
            into,
            links: vec![format!("https://platform.example/{words}")],
            summary: format!("This was done to {words}."),
            ..NewPart::default()
        }
    }

    /// What holds for all of it, complete.
    async fn common(&self, id: EscalationId) {
        let notice = Notice {
            title: "Coordinated threats kucing-4471".into(),
            language: "en".into(),
            category: Some(Category::CyberViolence),
            ground: Some(Ground::Terms),
            region: Some(Region::SouthAsia),
            other_rule: "Violence and incitement".into(),
            good_faith: true,
            sender_name: "Bantuan Digital".into(),
            sender_mail: "liaison@bantuan.example".into(),
            ..Notice::default()
        };
        let found = notices::open(&self.here.cases, &self.ayu, id).await.unwrap();
        notices::save(&self.here.cases, &self.ayu, id, found.standing.version, notice, &[]).await.unwrap();
    }

    fn english(&self) -> Locale {
        let sources: Vec<_> = saksi_web::MESSAGES.iter().chain(saksi_escalations::MESSAGES).copied().collect();
        Locale::new(Arc::new(Translator::new(&sources)), SiteLanguage::English, self.here.cases.now())
    }

    async fn stored(&self, words: &str) -> bool {
        let all = self.here.everything_stored().await;
        all.windows(words.len()).any(|window| window == words.as_bytes())
    }

    /// What the person of a receipt reads about notices: the platform, and whether it is withdrawn.
    async fn person_reads(&self, receipt: &CaseReceipt) -> Vec<(String, bool)> {
        let proof = Proof::words(receipt);
        let arrival = returning::arrive(&self.here.cases, &proof, SealingMode::Server).await.unwrap();
        arrival.notices.iter().map(|told| (told.addressee_name.clone(), told.withdrawn_on.is_some())).collect()
    }
}

#[tokio::test]
async fn a_platform_is_told_what_the_person_agreed_to_and_nothing_else() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let (receipt, case) = world.case(false).await;
        let part = || world.part(None, "anjing-5512");
        assert_eq!(told(notices::add(cases, &world.ayu, case, part()).await), "cases-consent-not-asked");
        world.agree(&receipt, case, &[Field::Links]).await;
        assert_eq!(told(notices::add(cases, &world.ayu, case, part()).await), "cases-consent-less-than-this");
        world.agree(&receipt, case, &[Field::Links, Field::Summary]).await;
        let words = NewPart { words: true, ..part() };
        assert_eq!(told(notices::add(cases, &world.ayu, case, words).await), "cases-consent-less-than-this");
        let elsewhere = NewPart { route: Some(world.other.1), ..part() };
        assert_eq!(told(notices::add(cases, &world.ayu, case, elsewhere).await), "cases-notice-other-platform");
        assert_eq!(kind(notices::add(cases, &world.bima, case, part()).await), ProblemKind::NotFound);

        let id = notices::add(cases, &world.ayu, case, part()).await.unwrap();
        assert_eq!(kind(notices::open(cases, &world.bima, id).await), ProblemKind::NotFound);
        assert_eq!(told(notice_letters::send(cases, &world.ayu, &world.english(), id).await), "problem-text-missing");
        world.common(id).await;
        notice_letters::send(cases, &world.ayu, &world.english(), id).await.unwrap();
        let letter = world.server.given.lock().unwrap().pop().unwrap();
        assert_eq!(
            (letter.recipient.as_str(), letter.subject.as_str()),
            ("desk@tiktok.example", "Coordinated threats kucing-4471")
        );
        assert!(
            letter.body.contains("This was done to anjing-5512.") && letter.body.contains("Violence and incitement")
        );
        assert!(!letter.body.contains(CANARY) && !letter.body.contains("Kelelawar"));
        let found = notices::open(cases, &world.ayu, id).await.unwrap();
        assert_eq!(found.standing.state, State::Sent);
        let kept: Vec<&str> = found.letters[0].pieces.iter().map(|piece| piece.as_str()).collect();
        assert_eq!(kept.join("\n"), letter.body, "what is kept is what went");
        assert_eq!(world.person_reads(&receipt).await, [("TikTok".to_owned(), false)]);
        for words in ["anjing-5512", "kucing-4471", "liaison@bantuan.example"] {
            assert!(!world.stored(words).await, "{words} lies readable on the disk");
        }
    }
}

#[tokio::test]
async fn nobody_who_may_not_see_the_cases_sees_that_there_is_a_notice() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let liaison = world.here.person("Citra", &[Role::Liaison, Role::Responder]).await;
        let (receipt, case) = world.case(true).await;
        world.agree(&receipt, case, &[Field::Links, Field::Summary]).await;
        let id = notices::add(cases, &world.ayu, case, world.part(None, "anjing")).await.unwrap();
        let sees = async |member: &Member| {
            saksi_db::read!(world.here.test.db, member.viewer(), tx => { whole(&mut tx, member, id).await }).is_ok()
        };
        assert!(sees(world.ayu.member()).await);
        assert!(!sees(&liaison.member).await);
        // Whoever is given the case is named with the next change, and whoever loses it is not.
        let citra = world.here.unlock(&liaison).await;
        triage::assign(cases, &world.ayu, case, &[liaison.member.person]).await.unwrap();
        let (receipt, second) = world.case(true).await;
        triage::assign(cases, &world.ayu, second, &[liaison.member.person]).await.unwrap();
        world.agree(&receipt, second, &[Field::Links, Field::Summary]).await;
        notices::add(cases, &world.ayu, second, world.part(Some(id), "kucing")).await.unwrap();
        assert!(sees(&liaison.member).await);
        assert_eq!(notices::open(cases, &citra, id).await.unwrap().parts.len(), 2);
        for case in [case, second] {
            saksi_cases::actions::rekey::revoke(cases, &world.ayu, case, liaison.member.person).await.unwrap();
        }
        assert!(!sees(&liaison.member).await);
        assert_eq!(kind(notices::open(cases, &citra, id).await), ProblemKind::NotFound);
    }
}

#[tokio::test]
async fn whoever_left_has_no_key_of_a_notice_even_when_they_come_back() {
    for test in engines().await {
        let world = World::new(test).await;
        let (here, cases) = (&world.here, &world.here.cases);
        let (receipt, case) = world.case(true).await;
        let bima = world.bima.member().person;
        triage::assign(cases, &world.ayu, case, &[bima]).await.unwrap();
        world.agree(&receipt, case, &[Field::Links, Field::Summary]).await;
        let id = notices::add(cases, &world.ayu, case, world.part(None, "anjing")).await.unwrap();
        notices::open(cases, &world.bima, id).await.unwrap();
        here.part(world.ayu.member(), bima).await;
        leaving::settle(cases).await.unwrap();
        let back = here.join(here.organisation, bima, &[Role::Responder]).await;
        let again = here.unlock(&back).await;
        assert_eq!(kind(notices::open(cases, &again, id).await), ProblemKind::NotFound);
        assert!(notices::open(cases, &world.ayu, id).await.is_ok());
    }
}

#[tokio::test]
async fn a_consent_that_is_taken_back_takes_its_part_along() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let all = [Field::Links, Field::Summary, Field::Files];
        let (first, case_of_first) = world.case(true).await;
        let (second, case_of_second) = world.case(true).await;
        let (third, case_of_third) = world.case(true).await;
        let mut records = Vec::new();
        for (receipt, case) in [(&first, case_of_first), (&second, case_of_second), (&third, case_of_third)] {
            records.push(world.agree(receipt, case, &all).await);
        }
        // The second one sent a file.
        let keyed = Keyed::to_attach(cases, &world.ayu, case_of_second).await.unwrap();
        let about =
            FileName { name: "burung-9.png".into(), media_type: String::new(), evidence: true, size: 0, at: None };
        let mut upload = Upload::begin(cases, &keyed, about).await.unwrap();
        let file = upload.record();
        upload.write(b"\x89PNG\r\n\x1a\n burung-9-inside").await.unwrap();
        upload.finish().await.unwrap();
        assert!(
            saksi_cases::actions::files::row(cases, Holder::Staff(&world.ayu, case_of_second), file)
                .await
                .unwrap()
                .done
        );

        let id = notices::add(cases, &world.ayu, case_of_first, world.part(None, "Satu")).await.unwrap();
        let with_file = NewPart { files: vec![file], ..world.part(Some(id), "Dua") };
        notices::add(cases, &world.ayu, case_of_second, with_file).await.unwrap();
        notices::add(cases, &world.ayu, case_of_third, world.part(Some(id), "Tiga")).await.unwrap();
        world.common(id).await;

        // Before it is sent: the part is gone.
        returning::withdraw_consent(cases, &Proof::words(&first), records[0]).await.unwrap();
        let found = notices::open(cases, &world.ayu, id).await.unwrap();
        assert_eq!((found.parts.len(), found.standing.state), (2, State::Draft));
        assert!(!found.text(&world.english()).contains("Satu"));
        assert!(world.person_reads(&first).await.is_empty());

        world.server.answers.lock().unwrap().push(Err(Undelivered::Later("451 come back".into())));
        notice_letters::send(cases, &world.ayu, &world.english(), id).await.unwrap();
        let found = notices::open(cases, &world.ayu, id).await.unwrap();
        assert_eq!((found.standing.state, found.letters[0].letter.state.as_str()), (State::Sending, "failed"));
        notice_letters::try_again(cases, &world.ayu, id, found.letters[0].letter.id).await.unwrap();
        let letters: Vec<Letter> = world.server.given.lock().unwrap().drain(..).collect();
        assert_eq!(letters.len(), 2);
        assert_eq!((&letters[0].message_id, &letters[0].body), (&letters[1].message_id, &letters[1].body));
        assert_eq!(letters[1].files[0].0, "burung-9.png");
        assert!(letters[1].files[0].2.ends_with(b"burung-9-inside"));
        assert!(
            !letters[1].body.contains("Satu") && letters[1].body.contains("Dua") && letters[1].body.contains("Tiga")
        );

        // After it was sent: our copies are gone, and both sides are told to whom it went.
        let before = world.here.cases.blobs.list().await.unwrap().len();
        referral::withdraw_consent(cases, &world.ayu, case_of_second, records[1]).await.unwrap();
        let found = notices::open(cases, &world.ayu, id).await.unwrap();
        assert_eq!(found.standing.state, State::Sent);
        let gone = &found.parts[0];
        assert!(gone.text.is_none() && gone.sent.is_none() && gone.files.is_empty());
        assert!(gone.withdrawn_on.is_some() && gone.hash.is_some() && gone.letter.is_some());
        let kept = found.letters[0].pieces.iter().map(|piece| piece.as_str()).collect::<String>();
        assert!(!kept.contains("Dua") && kept.contains("Tiga") && kept.contains("Coordinated threats"));
        assert_eq!(world.person_reads(&second).await, [("TikTok".to_owned(), true)]);
        assert_eq!(world.person_reads(&third).await, [("TikTok".to_owned(), false)]);
        assert!(before > 0);
        let waits: Vec<(Vec<u8>,)> = saksi_db::read!(world.here.test.db, saksi_db::Viewer::System, tx => {
            Ok::<_, saksi_base::Problem>(saksi_db::fetch_all!(&mut tx, (Vec<u8>,), "SELECT blob FROM blob_gone")?)
        })
        .unwrap();
        assert_eq!(waits.len(), 1, "the copy of the file waits for deletion");

        // The last one deletes the whole case: what holds for all goes too, the hash stays.
        returning::ask_deletion(cases, &Proof::words(&third)).await.unwrap();
        let found = notices::open(cases, &world.ayu, id).await.unwrap();
        assert!(found.shredded && found.letters[0].pieces.is_empty() && found.letters[0].letter.hash.len() == 32);
        assert_eq!(told(notice_letters::chase(cases, &world.ayu, id, "Any news?").await), "cases-notice-shredded");
        let again = world.part(Some(id), "Empat");
        let (receipt, case) = world.case(true).await;
        world.agree(&receipt, case, &all).await;
        assert_eq!(told(notices::add(cases, &world.ayu, case, again).await), "cases-notice-shredded");
    }
}

#[tokio::test]
async fn a_letter_that_waits_does_not_go_once_its_consent_is_gone() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let (receipt, case) = world.case(true).await;
        let consent =
            NewConsent { ends: Some(cases.now().plus(DAY)), ..world.consent(&[Field::Links, Field::Summary]) };
        referral::record_consent(cases, &world.ayu, case, consent).await.unwrap();
        let id = notices::add(cases, &world.ayu, case, world.part(None, "Satu")).await.unwrap();
        world.common(id).await;
        world.server.answers.lock().unwrap().push(Err(Undelivered::Later("451 come back".into())));
        notice_letters::send(cases, &world.ayu, &world.english(), id).await.unwrap();
        let letter = notices::open(cases, &world.ayu, id).await.unwrap().letters[0].letter.id;
        let proof = Proof::words(&receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        let record = arrival.entries.iter().find(|entry| entry.consent.is_some()).unwrap().record;
        returning::withdraw_consent(cases, &proof, record).await.unwrap();
        assert_eq!(kind(notice_letters::try_again(cases, &world.ayu, id, letter).await), ProblemKind::Conflict);
        let found = notices::open(cases, &world.ayu, id).await.unwrap();
        assert_eq!((found.standing.state, found.letters[0].letter.state.as_str()), (State::Draft, "withdrawn"));
        assert!(world.person_reads(&receipt).await.is_empty(), "nothing had gone out");
        notices::discard(cases, &world.ayu, id).await.unwrap();
        // A consent with an end does not last past it.
        let (_, case) = world.case(true).await;
        let consent =
            NewConsent { ends: Some(cases.now().plus(DAY)), ..world.consent(&[Field::Links, Field::Summary]) };
        referral::record_consent(cases, &world.ayu, case, consent).await.unwrap();
        let id = notices::add(cases, &world.ayu, case, world.part(None, "Dua")).await.unwrap();
        world.common(id).await;
        world.here.test.clock.advance(2 * DAY);
        assert_eq!(told(notice_letters::send(cases, &world.ayu, &world.english(), id).await), "cases-consent-ended");
    }
}

fn browser(world: &World, person: &TestMember) -> Browser {
    let site = builder(world.here.test.db.clone(), world.here.test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(saksi_cases::MESSAGES)
        .messages(saksi_escalations::MESSAGES)
        .navigation(saksi_cases::NAVIGATION)
        .sessions(Arc::new(saksi_network::SessionTable))
        .build();
    let room = world.here.cases.escalations().unwrap().clone();
    let app =
        saksi_web::app(site, vec![saksi_cases::routes(world.here.cases.clone()), saksi_escalations::routes(room)]);
    Browser::new(app).with_cookie(session::COOKIE, &person.cookie)
}

async fn open(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path} {}", page.header("location"));
    assert_page(&page.body, Kind::Staff);
    page
}

#[tokio::test]
async fn a_platform_is_told_of_a_case_only_as_it_is_marked() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let (receipt, case) = world.case(true).await;
        world.agree(&receipt, case, &[Field::Links, Field::Summary]).await;
        for marking in Marking::ALL {
            for pap in Pap::ALL {
                world.mark(case, marking, pap).await;
                let expected = match (marking, pap) {
                    (Marking::Red, _) => "cases-marking-never-forwarded",
                    (Marking::AmberStrict, _) => "cases-marking-outside-the-organisation",
                    (_, Pap::Clear) => "",
                    _ => "cases-pap-tell-platform",
                };
                let added = notices::add(cases, &world.ayu, case, world.part(None, "anjing")).await;
                let found = if added.is_ok() { String::new() } else { told(added) };
                assert_eq!(found, expected, "{marking} {}", pap.label());
            }
        }
    }
}

#[tokio::test]
async fn a_notice_goes_no_further_once_a_case_in_it_is_marked_more_carefully() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let (first_receipt, first) = world.case(true).await;
        let (second_receipt, second) = world.case(false).await;
        for (receipt, case) in [(&first_receipt, first), (&second_receipt, second)] {
            world.agree(receipt, case, &[Field::Links, Field::Summary]).await;
        }
        let id = notices::add(cases, &world.ayu, first, world.part(None, "satu")).await.unwrap();
        notices::add(cases, &world.ayu, second, world.part(Some(id), "dua")).await.unwrap();
        world.common(id).await;
        let send = async || notice_letters::send(cases, &world.ayu, &world.english(), id).await;
        for (marking, pap) in [(Marking::Amber, Pap::Green), (Marking::Red, Pap::Clear)] {
            world.mark(second, marking, pap).await;
            let found = notices::open(cases, &world.ayu, id).await.unwrap();
            assert_eq!(found.parts.iter().map(|part| part.halted).collect::<Vec<_>>(), [false, true]);
            assert!(found.parts.iter().all(|part| part.text.is_some()), "nothing that was written is lost");
            assert_eq!(told(send().await), "cases-notice-halted");
            assert_eq!(told(notice_letters::submit(cases, &world.ayu, id).await), "cases-notice-halted");
        }
        assert!(world.server.given.lock().unwrap().is_empty());
        world.mark(second, Marking::Amber, Pap::Clear).await;
        world.server.answers.lock().unwrap().push(Err(Undelivered::Later("450 busy".into())));
        send().await.unwrap();
        assert_eq!(world.server.given.lock().unwrap().len(), 1);
        // What went cannot be called back; nothing more follows it: no second attempt, no reminder.
        world.mark(first, Marking::Amber, Pap::Red).await;
        let letter = notices::open(cases, &world.ayu, id).await.unwrap().letters[0].letter.id;
        assert_eq!(told(notice_letters::try_again(cases, &world.ayu, id, letter).await), "cases-notice-halted");
        assert_eq!(told(notice_letters::chase(cases, &world.ayu, id, "Any answer?").await), "cases-notice-halted");
        assert_eq!(world.server.given.lock().unwrap().len(), 1);
        world.mark(first, Marking::Amber, Pap::Clear).await;
        notice_letters::try_again(cases, &world.ayu, id, letter).await.unwrap();
        assert_eq!(world.server.given.lock().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_responder_tells_a_platform_from_the_page_of_a_case() {
    for test in engines().await {
        let world = World::new(test).await;
        let cases = &world.here.cases;
        let citra = world.here.person("Citra", &[Role::Owner]).await;
        let me = world.here.unlock(&citra).await;
        let (_, case) = world.case(false).await;
        triage::assign(cases, &world.ayu, case, &[me.member().person]).await.unwrap();
        let mut citra = browser(&world, &citra);
        let at = format!("/cases/{case}");
        let page = open(&mut citra, &at).await;
        assert!(page.body.contains(&format!("{at}/notices")));
        // As cases are marked at first, the page says what stops a notice, and where to change that.
        let marked = citra.submit(&page, &format!("{at}/marking"), &[("pap", "PAP:AMBER")]).await;
        assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.body);
        let stopped = open(&mut citra, &format!("{at}/notices")).await;
        assert!(
            stopped.body.contains("PAP:AMBER") && stopped.body.contains(&format!("{at}#order")),
            "{}",
            stopped.body
        );
        let page = open(&mut citra, &at).await;
        citra.submit(&page, &format!("{at}/marking"), &[("pap", "PAP:CLEAR")]).await;
        let page = open(&mut citra, &format!("{at}/notices")).await;
        let platform = world.meta.0.to_string();
        let asked = [
            ("platform", platform.as_str()),
            ("field", "links"),
            ("field", "summary"),
            ("said", "yes"),
            ("days", "no"),
        ];
        let wrong = citra.submit(&page, &format!("{at}/notices/consents"), &asked).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let asked = [asked[0], asked[1], asked[2], asked[3], ("days", "30")];
        let sent = citra.submit(&wrong, &format!("{at}/notices/consents"), &asked).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = open(&mut citra, &format!("{at}/notices")).await;
        let route = world.meta.1.to_string();
        let part = [("to", route.as_str()), ("links", "https://platform.example/1"), ("summary", "She is threatened.")];
        let sent = citra.submit(&page, &format!("{at}/notices"), &part).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = sent.header("location").split('?').next().unwrap().to_owned();
        let page = open(&mut citra, &path).await;
        assert!(page.body.contains("She is threatened."));
        let missing = citra.get(&format!("{path}/preview")).await;
        assert!(
            missing.body.contains("She is threatened.") && missing.body.contains("role=\"alert\""),
            "what is missing is said"
        );
        let filled = [
            ("title", "Threats"),
            ("language", "en"),
            ("category", "cyber-violence"),
            ("region", "south-asia"),
            ("ground", "terms"),
            ("other_rule", "Violence"),
            ("good_faith", "yes"),
            ("sender_name", "Bantuan"),
            ("sender_mail", "liaison@bantuan.example"),
            ("then", "preview"),
        ];
        let saved = citra.submit(&page, &path, &filled).await;
        assert_eq!(
            (saved.status, saved.header("location")),
            (StatusCode::SEE_OTHER, format!("{path}/preview").as_str())
        );
        let preview = open(&mut citra, &format!("{path}/preview")).await;
        let sent = citra.submit(&preview, &format!("{path}/send"), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(world.server.given.lock().unwrap().len(), 1);
        let page = open(&mut citra, &path).await;
        let chased = citra.submit(&page, &format!("{path}/chase"), &[("text", "Is there an answer?")]).await;
        assert_eq!(chased.status, StatusCode::SEE_OTHER, "{}", chased.body);
        assert_eq!(world.server.given.lock().unwrap()[1].subject, "Re: Threats");
        let page = open(&mut citra, &at).await;
        assert!(page.body.contains("TikTok") && page.body.contains(&path));
        // The escalation's own page has the clock, and leads to the words.
        let id = path.rsplit('/').next().unwrap();
        let page = open(&mut citra, &format!("/work/escalations/{id}")).await;
        assert!(page.body.contains(&path) && !page.body.contains("She is threatened."));
        for way in ["edit", "preview", "chase"] {
            assert_eq!(
                citra.get(&format!("/work/escalations/{id}/{way}")).await.status,
                StatusCode::SEE_OTHER,
                "{way}"
            );
        }
        let list = open(&mut citra, "/work/escalations?lane=sent").await;
        assert!(list.body.contains(id) && !list.body.contains("Threats"));
        let page = open(&mut citra, &path).await;
        let counted = citra.submit(&page, &format!("{path}/count"), &[]).await;
        assert_eq!(counted.status, StatusCode::SEE_OTHER);
    }
}

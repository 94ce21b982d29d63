//! What working groups keep, decide and plan, and how their members hear of it.

use std::sync::{Arc, Mutex};

use saksi_base::clock::{DAY, HOUR, MINUTE};
use saksi_base::{
    DecisionId, GroupNoteId, Marking, PersonId, Problem, SeededRandom, SiteLanguage, Timestamp, WorkingGroupId,
};
use saksi_db::Viewer;
use saksi_db::blobs::Blobs;
use saksi_directory::actions::{decisions, digests, groups, life, meetings, notes};
use saksi_directory::model::Listing;
use saksi_directory::model::decisions::{ABSTAINS, Decision, DecisionDraft, DecisionState, Outcome};
use saksi_directory::model::digests::{AddressState, Frequency};
use saksi_directory::model::groups::NoteDraft;
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::meetings::MeetingDraft;
use saksi_directory::{Groups, KnowNeeds, Later, Mail, Needs, Post, Unposted};
use saksi_network::{Member, PersonDraft, Role};
use saksi_web::{FormKeys, Locale, Site, SiteBuilder, SiteSettings};

use super::world::{World, act, group_named, said, worlds};

/// A network with a group: Siti chairs it, Dewi and Fitri of one organisation and Gita of another are in it, Hana is not.
struct Circle {
    world: World,
    group: WorkingGroupId,
    siti: Member,
    dewi: Member,
    fitri: Member,
    gita: Member,
    hana: Member,
}

async fn circles() -> Vec<Circle> {
    let mut all = Vec::new();
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let other = world.organisation("Samudra", "Ocean House").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let fitri = world.person(PersonDraft::named("Fitri"), home, Role::Checker).await;
        let gita = world.person(PersonDraft::named("Gita"), other, Role::Checker).await;
        let hana = world.person(PersonDraft::named("Hana"), home, Role::Owner).await;
        let siti = world.operator.clone();
        let by = &siti;
        let group: Result<_, Problem> =
            act!(world, by, tx => groups::make(&mut tx, by, group_named("Elections", "Watch them.")));
        let group = group.unwrap();
        for one in [&dewi, &fitri, &gita] {
            world.writes(one, Listing::Network, &[]).await;
            let joined: Result<(), Problem> = act!(world, by, tx => groups::take_in(&mut tx, by, group, one.person));
            joined.unwrap();
        }
        all.push(Circle { world, group, siti, dewi, fitri, gita, hana });
    }
    all
}

fn draft(marking: Marking, readers: Vec<PersonId>) -> NoteDraft {
    NoteDraft {
        marking,
        title: format!("Plan {marking}"),
        content: "Meet at the river.".into(),
        readers,
        tags: Tags::default(),
    }
}

impl Circle {
    async fn note(&self, by: &Member, marking: Marking, readers: Vec<PersonId>) -> GroupNoteId {
        let written: Result<_, Problem> =
            act!(self.world, by, tx => notes::write(&mut tx, by, self.group, draft(marking, readers.clone())));
        written.unwrap()
    }

    async fn ask(&self, by: &Member, marking: Marking, quorum: i64) -> DecisionId {
        let asked = DecisionDraft {
            question: format!("Where next, {marking}?"),
            detail: String::new(),
            options: vec!["Taipei".into(), "Jakarta".into()],
            quorum,
            closes: self.world.today().plus(DAY),
            marking,
            tags: Tags::default(),
        };
        let id: Result<_, Problem> = act!(self.world, by, tx => decisions::ask(&mut tx, by, self.group, asked.clone()));
        id.unwrap()
    }

    async fn vote(&self, by: &Member, id: DecisionId, position: i64) -> Result<(), Problem> {
        act!(self.world, by, tx => decisions::vote(&mut tx, by, id, position))
    }

    async fn decision(&self, by: &Member, id: DecisionId) -> Decision {
        let found: Result<_, Problem> = act!(self.world, by, tx => decisions::decision(&mut tx, by, id));
        found.unwrap()
    }

    async fn meet(&self, by: &Member, marking: Marking) -> saksi_base::MeetingId {
        let begins = self.world.today().plus(2 * DAY);
        let planned = MeetingDraft {
            title: format!("Talk, {marking}"),
            place: "Room by the river".into(),
            begins,
            ends: begins.plus(HOUR),
            zone: "Asia/Taipei".parse().unwrap(),
            marking,
            kind: "training".into(),
            tags: Tags::from_stored("violence", "4.4"),
        };
        let id: Result<_, Problem> =
            act!(self.world, by, tx => meetings::plan(&mut tx, by, self.group, planned.clone()));
        id.unwrap()
    }

    /// Does whatever waits in the queue, as the program does.
    async fn work(&self, handlers: &std::collections::HashMap<&'static str, saksi_db::jobs::Handler>) {
        while self.world.test.db.run_one_job(handlers).await.unwrap() {}
    }
}

/// What a marking says of who reads a note of Dewi's that names Gita: Siti, Dewi, Fitri, Gita, Hana, somebody without an account.
const READ: [(Marking, [bool; 6]); 5] = [
    (Marking::Clear, [true, true, true, true, true, true]),
    (Marking::Green, [true, true, true, true, true, false]),
    (Marking::Amber, [true, true, true, true, false, false]),
    (Marking::AmberStrict, [false, true, true, false, false, false]),
    (Marking::Red, [false, true, false, true, false, false]),
];

#[tokio::test]
async fn a_note_and_its_files_are_read_by_those_of_its_marking_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let room = Groups::new(Blobs::folder(folder.path()).await.unwrap());
    for circle in circles().await {
        let db = &circle.world.test.db;
        for (marking, expected) in READ {
            let id = circle.note(&circle.dewi, marking, vec![circle.gita.person]).await;
            let bytes = format!("minutes of {marking}").into_bytes();
            notes::add_file(&room, db, &circle.dewi, id, "minutes.txt", bytes.clone()).await.unwrap();
            let note: Result<_, Problem> = act!(circle.world, circle.dewi, tx => notes::note(&mut tx, id));
            let file = note.unwrap().files.remove(0).id;
            let members = [&circle.siti, &circle.dewi, &circle.fitri, &circle.gita, &circle.hana];
            let viewers = members.map(Member::viewer).into_iter().chain([Viewer::Public]);
            for (viewer, expected) in viewers.zip(expected) {
                let place = format!("{marking} for {viewer:?} on {}", circle.world.test.engine);
                let read: Result<_, Problem> = saksi_db::read!(db, viewer, tx => { notes::note(&mut tx, id).await });
                assert_eq!(read.is_ok(), expected, "{place}");
                if let Err(refused) = read {
                    assert_eq!(refused.message, "problem-not-found", "{place}: as if it were not there");
                }
                let listed: Result<Vec<_>, Problem> =
                    saksi_db::read!(db, viewer, tx => { notes::notes(&mut tx, circle.group, ("", ""), 0).await });
                assert_eq!(listed.unwrap().iter().any(|line| line.id == id), expected, "{place}: in the list");
                let opened = notes::open_file(&room, db, viewer, id, file).await;
                assert_eq!(opened.ok().map(|(_, bytes)| bytes), expected.then(|| bytes.clone()), "{place}: its file");
            }
        }
        // Whoever leaves reads nothing more of the group; what is for the network stays.
        let left: Result<(), Problem> =
            act!(circle.world, circle.gita, tx => groups::leave(&mut tx, &circle.gita, circle.group));
        left.unwrap();
        let seen: Result<Vec<_>, Problem> =
            act!(circle.world, circle.gita, tx => notes::notes(&mut tx, circle.group, ("", ""), 0));
        let seen: Vec<Marking> = seen.unwrap().iter().map(|line| line.marking).collect();
        assert_eq!(seen.len(), 2);
        assert!(seen.contains(&Marking::Clear) && seen.contains(&Marking::Green));
    }
}

#[tokio::test]
async fn files_lie_sealed_and_go_with_their_note() {
    let folder = tempfile::tempdir().unwrap();
    let room = Groups::new(Blobs::folder(folder.path()).await.unwrap());
    for circle in circles().await {
        let db = &circle.world.test.db;
        let id = circle.note(&circle.dewi, Marking::Amber, vec![]).await;
        let words = b"the words of the minutes, which nobody reads on the disk".to_vec();
        notes::add_file(&room, db, &circle.dewi, id, "minutes.txt", words.clone()).await.unwrap();
        let kept = Blobs::folder(folder.path()).await.unwrap().list().await.unwrap();
        let mut found = 0;
        for blob in &kept {
            let bytes = Blobs::folder(folder.path()).await.unwrap().get(*blob).await.unwrap();
            assert!(!bytes.windows(20).any(|part| words.windows(20).any(|other| other == part)));
            found += 1;
        }
        assert!(found > 0);
        let strange = notes::add_file(&room, db, &circle.fitri, id, "more.txt", words.clone()).await;
        assert_eq!(said(strange), "problem-forbidden", "whoever wrote the note adds files");
        let nothing = notes::add_file(&room, db, &circle.dewi, id, " ", words.clone()).await;
        assert_eq!(said(nothing), "directory-file-name-missing");
        let gone: Result<_, Problem> = act!(circle.world, circle.siti, tx => notes::delete(&mut tx, &circle.siti, id));
        gone.unwrap();
        let read: Result<_, Problem> = act!(circle.world, circle.dewi, tx => notes::note(&mut tx, id));
        assert_eq!(said(read.map(drop)), "problem-not-found");
    }
}

#[tokio::test]
async fn whoever_wrote_a_note_changes_it_and_two_changes_at_once_lose_nothing() {
    for circle in circles().await {
        let id = circle.note(&circle.dewi, Marking::Amber, vec![]).await;
        let wider = draft(Marking::Clear, vec![]);
        let change = async |by: &Member, seen: i64| -> Result<(), Problem> {
            act!(circle.world, by, tx => notes::change(&mut tx, by, id, seen, wider.clone()))
        };
        assert_eq!(said(change(&circle.siti, 1).await), "problem-forbidden", "not even a chair widens it");
        change(&circle.dewi, 1).await.unwrap();
        assert_eq!(said(change(&circle.dewi, 1).await), "directory-group-changed-meanwhile");
        let stranger: Result<_, Problem> = act!(circle.world, circle.hana, tx => notes::write(&mut tx, &circle.hana, circle.group, draft(Marking::Green, vec![])));
        assert_eq!(said(stranger.map(drop)), "problem-forbidden");
        let wrong: Result<_, Problem> = act!(circle.world, circle.dewi, tx => notes::write(&mut tx, &circle.dewi, circle.group, draft(Marking::Red, vec![circle.hana.person])));
        assert_eq!(said(wrong.map(drop)), "directory-note-readers-wrong", "it names members of the group");
    }
}

#[tokio::test]
async fn votes_change_until_the_deadline_and_then_only_counts_stay() {
    for circle in circles().await {
        let id = circle.ask(&circle.dewi, Marking::Amber, 50).await;
        circle.vote(&circle.siti, id, 0).await.unwrap();
        circle.vote(&circle.dewi, id, 0).await.unwrap();
        circle.vote(&circle.siti, id, 1).await.unwrap();
        circle.vote(&circle.fitri, id, 1).await.unwrap();
        circle.vote(&circle.gita, id, ABSTAINS).await.unwrap();
        assert_eq!(said(circle.vote(&circle.fitri, id, 2).await), "directory-vote-missing");
        let hidden = circle.vote(&circle.hana, id, 0).await;
        assert_eq!(said(hidden), "problem-not-found", "it is the group's alone");
        let open = circle.decision(&circle.gita, id).await;
        assert_eq!((open.took_part, open.members, open.own), (4, 4, Some(ABSTAINS)));
        assert!(open.options.iter().all(|(_, votes)| *votes == 0), "no count before the deadline");
        assert_eq!(open.outcome(), None);

        circle.world.test.clock.advance(DAY + MINUTE);
        assert_eq!(said(circle.vote(&circle.dewi, id, 1).await), "directory-decision-over");
        circle.work(&decisions::handlers()).await;
        let settled = circle.decision(&circle.gita, id).await;
        assert_eq!(settled.state, DecisionState::Settled);
        let counts: Vec<i64> = settled.options.iter().map(|(_, votes)| *votes).collect();
        assert_eq!((counts, settled.abstained, settled.took_part, settled.members), (vec![1, 2], 1, 4, 4));
        assert_eq!(settled.outcome(), Some(Outcome::Chosen(1)));
        let left: Result<i64, Problem> = saksi_db::read!(circle.world.test.db, Viewer::System, tx => { saksi_directory::testing::votes(&mut tx).await });
        assert_eq!(left.unwrap(), 0, "who voted how is deleted");
        circle.work(&decisions::handlers()).await;
        assert_eq!(circle.decision(&circle.gita, id).await, settled, "counting again changes nothing");
    }
}

#[tokio::test]
async fn a_result_is_that_of_those_who_were_in_the_group_at_the_deadline() {
    for circle in circles().await {
        let id = circle.ask(&circle.dewi, Marking::Green, 75).await;
        for by in [&circle.siti, &circle.dewi, &circle.gita] {
            circle.vote(by, id, 0).await.unwrap();
        }
        let out: Result<(), Problem> = act!(circle.world, circle.siti, tx => groups::take_out(&mut tx, &circle.siti, circle.group, circle.gita.person));
        out.unwrap();
        let open = circle.decision(&circle.hana, id).await;
        assert_eq!((open.took_part, open.members), (2, 3), "whoever left counts no more; the network may look on");
        assert_eq!(said(circle.vote(&circle.hana, id, 0).await), "problem-forbidden");
        circle.world.test.clock.advance(DAY + MINUTE);
        // Before anybody counted: who comes in late must not change the result.
        circle.world.writes(&circle.hana, Listing::Network, &[]).await;
        let by = &circle.siti;
        let joined: Result<(), Problem> =
            act!(circle.world, by, tx => groups::take_in(&mut tx, by, circle.group, circle.hana.person));
        joined.unwrap();
        let settled = circle.decision(&circle.dewi, id).await;
        assert_eq!((settled.took_part, settled.members), (2, 3));
        assert_eq!(settled.outcome(), Some(Outcome::NoQuorum), "three of three are needed for 75 percent");

        let other = circle.ask(&circle.dewi, Marking::Amber, 0).await;
        circle.vote(&circle.fitri, other, 1).await.unwrap();
        let strange: Result<(), Problem> =
            act!(circle.world, circle.fitri, tx => decisions::withdraw(&mut tx, &circle.fitri, other));
        assert_eq!(said(strange), "problem-forbidden");
        let back: Result<(), Problem> =
            act!(circle.world, circle.dewi, tx => decisions::withdraw(&mut tx, &circle.dewi, other));
        back.unwrap();
        assert_eq!(circle.decision(&circle.dewi, other).await.state, DecisionState::Withdrawn);
    }
}

#[tokio::test]
async fn a_group_always_has_a_chair_while_anybody_is_in_it() {
    for circle in circles().await {
        let by = &circle.siti;
        let leave = async |by: &Member| -> Result<(), Problem> {
            act!(circle.world, by, tx => groups::leave(&mut tx, by, circle.group))
        };
        assert_eq!(said(leave(by).await), "directory-group-last-chair");
        let chair = async |by: &Member, whom: &Member, chairs: bool| -> Result<(), Problem> {
            act!(circle.world, by, tx => groups::set_chair(&mut tx, by, circle.group, whom.person, chairs))
        };
        assert_eq!(said(chair(&circle.dewi, &circle.dewi, true).await), "problem-forbidden");
        assert_eq!(said(chair(by, by, false).await), "directory-group-last-chair");
        chair(by, &circle.dewi, true).await.unwrap();
        leave(by).await.unwrap();
        let seen: Result<_, Problem> =
            act!(circle.world, circle.dewi, tx => groups::group(&mut tx, &circle.dewi, circle.group));
        let (group, members) = seen.unwrap();
        assert_eq!(members.unwrap().iter().filter(|one| one.chairs).count(), 1);
        let changed = saksi_directory::model::groups::Group {
            charter: "Watch every one.".into(),
            kind: "civic".into(),
            region: "035".into(),
            ..group.clone()
        };
        let change = async |by: &Member| -> Result<(), Problem> {
            act!(circle.world, by, tx => groups::change(&mut tx, by, changed.clone()))
        };
        assert_eq!(said(change(&circle.fitri).await), "problem-forbidden");
        change(&circle.dewi).await.unwrap();
        assert_eq!(said(change(&circle.dewi).await), "directory-group-changed-meanwhile");
    }
}

fn site_of(world: &World) -> Site {
    let settings = SiteSettings { public_url: "https://here.example".into(), ..SiteSettings::default() };
    let random = Arc::new(SeededRandom::new(8));
    let (db, clock) = (world.test.db.clone(), world.test.clock.clone());
    SiteBuilder::new(db, clock, random, settings, FormKeys::new(&[9; 32])).messages(saksi_directory::MESSAGES).build()
}

#[tokio::test]
async fn a_secret_calendar_shows_when_and_only_what_may_leave_the_site() {
    for circle in circles().await {
        let open = circle.meet(&circle.dewi, Marking::Green).await;
        circle.meet(&circle.dewi, Marking::Amber).await;
        circle.ask(&circle.dewi, Marking::Amber, 50).await;
        circle.ask(&circle.dewi, Marking::Green, 50).await;
        let site = site_of(&circle.world);
        let l = Locale::new(Arc::clone(&site.translator), SiteLanguage::English, circle.world.today());
        let by = &circle.gita;
        let made: Result<_, Problem> = act!(circle.world, by, tx => meetings::make_link(&mut tx, by));
        let secret = made.unwrap();
        let read = async || meetings::calendar(&site.db, &secret, &l, "https://here.example").await;
        let text = read().await.unwrap().replace("\r\n ", "");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 4, "{text}");
        assert!(text.contains("SUMMARY:Talk\\, TLP:GREEN\r\n") && text.contains("LOCATION:Room by the river\r\n"));
        assert!(text.contains("SUMMARY:Meeting\r\n") && text.contains("SUMMARY:Deadline of a decision\r\n"));
        assert!(!text.contains("AMBER"), "{text}");
        assert_eq!(text.matches("DESCRIPTION:Elections").count(), 2, "the group is named with what may leave alone");
        assert_eq!(text.matches("DTSTART:20260117T080000Z").count(), 2);
        let cancelled: Result<(), Problem> =
            act!(circle.world, circle.dewi, tx => meetings::cancel(&mut tx, &circle.dewi, open));
        cancelled.unwrap();
        let text = read().await.unwrap();
        assert!(text.contains("STATUS:CANCELLED") && text.contains("SEQUENCE:1\r\n"), "calendars hear of it");

        let again: Result<_, Problem> = act!(circle.world, by, tx => meetings::make_link(&mut tx, by));
        assert_eq!(said(read().await), "problem-not-found", "the earlier address ended");
        let newer = again.unwrap();
        assert!(meetings::calendar(&site.db, &newer, &l, "https://here.example").await.is_ok());
        let removed: Result<(), Problem> = act!(circle.world, by, tx => meetings::remove_link(&mut tx, by));
        removed.unwrap();
        let gone = meetings::calendar(&site.db, &newer, &l, "https://here.example").await;
        assert_eq!(said(gone), "problem-not-found");
    }
}

/// A mail server that keeps what it was handed, and may refuse.
#[derive(Default)]
struct Postbox {
    letters: Mutex<Vec<Mail>>,
    answer: Mutex<Option<Unposted>>,
}

impl Postbox {
    fn taken(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.letters.lock().unwrap())
    }

    fn answers(&self, answer: Option<Unposted>) {
        *self.answer.lock().unwrap() = answer;
    }
}

impl Post for Postbox {
    fn post(&self, mail: Mail) -> Later<'_, Result<(), Unposted>> {
        let answer = self.answer.lock().unwrap().clone();
        self.letters.lock().unwrap().push(mail);
        Box::pin(async move { answer.map_or(Ok(()), Err) })
    }
}

struct Posted {
    circle: Circle,
    room: Groups,
    server: Arc<Postbox>,
    site: Site,
    _folder: tempfile::TempDir,
}

impl Posted {
    async fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for circle in circles().await {
            let folder = tempfile::tempdir().unwrap();
            let server = Arc::new(Postbox::default());
            let post: Arc<dyn Post> = server.clone();
            let room = Groups::new(Blobs::folder(folder.path()).await.unwrap()).with_post(post);
            let site = site_of(&circle.world);
            all.push(Self { circle, room, server, site, _folder: folder });
        }
        all
    }

    async fn set(
        &self,
        by: &Member,
        address: &str,
        frequency: Frequency,
        language: SiteLanguage,
    ) -> Result<(), Problem> {
        act!(self.circle.world, by, tx => digests::set(&mut tx, by, address, frequency, language))
    }

    async fn word(&self, by: &Member) -> String {
        self.own(by).await.unwrap().word
    }

    async fn own(&self, by: &Member) -> Option<saksi_directory::model::digests::Digest> {
        let own: Result<_, Problem> = act!(self.circle.world, by, tx => digests::own(&mut tx, by));
        own.unwrap()
    }

    async fn confirm(&self, word: &str) {
        let done: Result<(), Problem> = saksi_db::write!(self.circle.world.test.db, "test", Viewer::Public, tx => { digests::confirm(&mut tx, word).await });
        done.unwrap();
    }

    /// A turn of housekeeping and whatever it asked for.
    async fn turn(&self) -> Vec<Mail> {
        digests::keep_house(&self.room, &self.circle.world.test.db).await.unwrap();
        self.circle.work(&digests::handlers(&self.room, &self.site)).await;
        self.server.taken()
    }

    fn pass(&self, microseconds: i64) -> Timestamp {
        self.circle.world.test.clock.advance(microseconds);
        self.circle.world.today()
    }
}

#[tokio::test]
async fn a_letter_names_nothing_above_green_and_comes_in_the_language_and_as_often_as_one_chose() {
    for posted in Posted::all().await {
        let (circle, gita) = (&posted.circle, &posted.circle.gita);
        posted.set(gita, "gita@samudra.example", Frequency::Daily, SiteLanguage::Indonesian).await.unwrap();
        let asked = posted.turn().await;
        assert_eq!(asked.len(), 1);
        let word = posted.word(gita).await;
        assert!(asked[0].body.contains(&format!("https://here.example/digest/{word}\n")), "{}", asked[0].body);
        posted.pass(2 * DAY);
        assert!(posted.turn().await.is_empty(), "nothing goes to an address that nobody confirmed");
        posted.confirm(&word).await;
        posted.pass(2 * DAY);
        assert!(posted.turn().await.is_empty(), "no news, no letter");

        for (marking, readers) in [
            (Marking::Green, vec![]),
            (Marking::Amber, vec![]),
            (Marking::AmberStrict, vec![]),
            (Marking::Red, vec![gita.person]),
            (Marking::Red, vec![circle.fitri.person]),
        ] {
            circle.note(&circle.dewi, marking, readers).await;
        }
        circle.note(gita, Marking::Green, vec![]).await;
        circle.meet(&circle.dewi, Marking::Amber).await;
        circle.ask(&circle.dewi, Marking::Amber, 10).await;
        posted.pass(DAY + MINUTE);
        let letters = posted.turn().await;
        assert_eq!(letters.len(), 1, "on {}", circle.world.test.engine);
        let letter = &letters[0];
        assert_eq!(letter.to, "gita@samudra.example");
        assert_eq!(letter.subject, "saksi: kabar kelompok kerja Anda");
        assert!(letter.body.contains("Catatan baru: Plan TLP:GREEN\n"), "{}", letter.body);
        assert_eq!(letter.body.matches("Plan").count(), 1, "one's own is no news: {}", letter.body);
        for closed in ["AMBER", "RED", "Elections", "Where next", "Talk", "river", "Dewi"] {
            assert!(!letter.body.contains(closed) && !letter.subject.contains(closed), "{closed}: {}", letter.body);
        }
        // AMBER, RED that names her, the meeting and the question; not AMBER+STRICT of another house, nor RED for another.
        assert!(letter.body.contains("Dan 4 hal"), "{}", letter.body);
        assert_eq!(letter.off, format!("https://here.example/digest/{word}/off"));
        assert!(posted.turn().await.is_empty(), "told once");
        posted.pass(HOUR);
        circle.note(&circle.dewi, Marking::Green, vec![]).await;
        assert!(posted.turn().await.is_empty(), "once a day");
        posted.pass(DAY + MINUTE);
        assert_eq!(posted.turn().await.len(), 1);

        let off: Result<(), Problem> = saksi_db::write!(circle.world.test.db, "test", Viewer::Public, tx => { digests::turn_off(&mut tx, &word).await });
        off.unwrap();
        circle.note(&circle.dewi, Marking::Green, vec![]).await;
        posted.pass(8 * DAY);
        assert!(posted.turn().await.is_empty(), "off is off");
        posted.set(gita, "gita@samudra.example", Frequency::Weekly, SiteLanguage::English).await.unwrap();
        posted.pass(8 * DAY);
        assert!(posted.turn().await.is_empty(), "what happened while it was off is no news");
    }
}

#[tokio::test]
async fn a_letter_names_nothing_of_a_group_for_a_country_that_is_rated_closed() {
    for posted in Posted::all().await {
        let (circle, gita, siti) = (&posted.circle, &posted.circle.gita, &posted.circle.siti);
        posted.set(gita, "gita@samudra.example", Frequency::Daily, SiteLanguage::English).await.unwrap();
        posted.turn().await;
        posted.confirm(&posted.word(gita).await).await;
        let watch = saksi_directory::model::groups::Group {
            place: super::trust::MYANMAR,
            ..group_named("Border watch", "Watch.")
        };
        let made: Result<_, Problem> = act!(circle.world, siti, tx => groups::make(&mut tx, siti, watch.clone()));
        let border = made.unwrap();
        let joined: Result<(), Problem> =
            act!(circle.world, siti, tx => groups::take_in(&mut tx, siti, border, gita.person));
        joined.unwrap();
        posted.pass(HOUR);
        let write = async || {
            for (group, title) in [(circle.group, "Ballot plans"), (border, "River crossings")] {
                for marking in [Marking::Clear, Marking::Green] {
                    let draft = NoteDraft { title: title.into(), ..draft(marking, vec![]) };
                    let written: Result<_, Problem> =
                        act!(circle.world, siti, tx => notes::write(&mut tx, siti, group, draft.clone()));
                    written.unwrap();
                }
            }
        };
        let letter = async || {
            posted.pass(DAY + MINUTE);
            let mut letters = posted.turn().await;
            assert_eq!(letters.len(), 1, "on {}", circle.world.test.engine);
            letters.remove(0)
        };
        write().await;
        let before = letter().await;
        assert_eq!(before.body.matches("River crossings").count(), 2, "{}", before.body);
        super::trust::close(&circle.world).await;
        write().await;
        let after = letter().await;
        assert_eq!(after.body.matches("Ballot plans").count(), 2, "{}", after.body);
        for closed in ["River crossings", "Border", "Myanmar", &border.to_string()] {
            assert!(!after.body.contains(closed) && !after.subject.contains(closed), "{closed}: {}", after.body);
        }
        assert!(after.body.contains("And 2 things"), "how much there is: {}", after.body);
    }
}

#[tokio::test]
async fn an_address_of_somebody_else_gets_one_question_and_nothing_more() {
    for posted in Posted::all().await {
        let gita = &posted.circle.gita;
        posted.set(gita, "victim@other.example", Frequency::Daily, SiteLanguage::English).await.unwrap();
        let again = posted.set(gita, "victim@other.example", Frequency::Weekly, SiteLanguage::English).await;
        assert_eq!(again.unwrap_err().message, "directory-mail-wait");
        assert_eq!(posted.turn().await.len(), 1);
        let word = posted.word(gita).await;
        let off: Result<(), Problem> = saksi_db::write!(posted.circle.world.test.db, "test", Viewer::Public, tx => { digests::turn_off(&mut tx, &word).await });
        off.unwrap();
        assert_eq!(posted.own(gita).await, None, "the address of somebody who never agreed is not kept");
    }
}

#[tokio::test]
async fn an_address_that_its_server_refuses_is_shown_and_a_busy_server_is_tried_again() {
    for posted in Posted::all().await {
        let gita = &posted.circle.gita;
        posted.set(gita, "gita@samudra.example", Frequency::Daily, SiteLanguage::English).await.unwrap();
        posted.turn().await;
        posted.confirm(&posted.word(gita).await).await;
        posted.pass(MINUTE);
        posted.circle.note(&posted.circle.dewi, Marking::Green, vec![]).await;
        posted.server.answers(Some(Unposted::Later("greylisted".into())));
        posted.pass(DAY + MINUTE);
        let first = posted.turn().await;
        assert_eq!(first.len(), 1);
        posted.server.answers(None);
        posted.pass(HOUR);
        let second = posted.turn().await;
        assert_eq!(second.len(), 1, "it is tried again");
        assert_eq!(first[0].id, second[0].id, "under the same identifier");
        posted.circle.note(&posted.circle.dewi, Marking::Green, vec![]).await;
        posted.server.answers(Some(Unposted::Never("no such user".into())));
        posted.pass(DAY + MINUTE);
        assert_eq!(posted.turn().await.len(), 1);
        assert_eq!(posted.own(gita).await.unwrap().state, AddressState::Refused);
        posted.pass(2 * DAY);
        assert!(posted.turn().await.is_empty(), "nothing more goes there");
    }
}

#[tokio::test]
async fn whoever_is_forgotten_leaves_no_address_no_calendar_and_no_name_in_a_group() {
    for posted in Posted::all().await {
        let circle = &posted.circle;
        let gita = &circle.gita;
        posted.set(gita, "gita@samudra.example", Frequency::Daily, SiteLanguage::English).await.unwrap();
        let made: Result<_, Problem> = act!(circle.world, gita, tx => meetings::make_link(&mut tx, gita));
        let secret = made.unwrap();
        let id = circle.note(gita, Marking::Green, vec![]).await;
        let gone: Result<(), Problem> = act!(circle.world, gita, tx => life::forget(&mut tx, gita));
        gone.unwrap();
        assert_eq!(posted.own(gita).await, None);
        let l = Locale::new(Arc::clone(&posted.site.translator), SiteLanguage::English, circle.world.today());
        let read = meetings::calendar(&posted.site.db, &secret, &l, "https://here.example").await;
        assert_eq!(said(read), "problem-not-found");
        let note: Result<_, Problem> = act!(circle.world, circle.siti, tx => notes::note(&mut tx, id));
        assert_eq!(note.unwrap().line.author, None, "what they wrote stays, without them");
    }
}

#[tokio::test]
async fn a_letter_says_once_and_again_after_a_month_that_a_record_was_not_looked_at_for_a_year() {
    use saksi_directory::actions::profiles;
    use saksi_directory::model::Subject;
    for posted in Posted::all().await {
        let gita = &posted.circle.gita;
        posted.set(gita, "gita@samudra.example", Frequency::Daily, SiteLanguage::English).await.unwrap();
        posted.turn().await;
        posted.confirm(&posted.word(gita).await).await;
        posted.pass(364 * DAY);
        assert!(posted.turn().await.is_empty(), "not yet");
        posted.pass(2 * DAY);
        let letters = posted.turn().await;
        assert_eq!(letters.len(), 1, "on {}", posted.circle.world.test.engine);
        assert_eq!(letters[0].subject, "saksi: something needs you");
        let body = &letters[0].body;
        assert!(body.starts_with("A record of yours in the directory was not looked at for a year."), "{body}");
        assert!(
            body.contains("https://here.example/work/directory\n") && !body.contains("This happened since"),
            "{body}"
        );
        posted.pass(2 * DAY);
        assert!(posted.turn().await.is_empty(), "it was said");
        posted.pass(30 * DAY);
        assert_eq!(posted.turn().await.len(), 1, "and again");
        let subject = Subject::Person(gita.person);
        let right: Result<(), Problem> =
            act!(posted.circle.world, gita, tx => profiles::confirm(&mut tx, gita, subject));
        right.unwrap();
        posted.pass(60 * DAY);
        assert!(posted.turn().await.is_empty(), "it is right");
    }
}

/// What other rooms say.
#[derive(Default)]
struct Elsewhere(Mutex<Needs>);

impl KnowNeeds for Elsewhere {
    fn needs(&self, _: PersonId) -> Later<'_, Result<Needs, Problem>> {
        let needs = *self.0.lock().unwrap();
        Box::pin(async move { Ok(needs) })
    }
}

#[tokio::test]
async fn a_letter_says_how_much_of_other_rooms_needs_somebody_for_as_long_as_it_does() {
    for mut posted in Posted::all().await {
        let elsewhere = Arc::new(Elsewhere::default());
        let known: Arc<dyn KnowNeeds> = elsewhere.clone();
        posted.room = posted.room.clone().with_needs(known);
        let gita = posted.circle.gita.clone();
        posted.set(&gita, "gita@samudra.example", Frequency::Daily, SiteLanguage::English).await.unwrap();
        posted.turn().await;
        posted.confirm(&posted.word(&gita).await).await;
        posted.pass(2 * DAY);
        assert!(posted.turn().await.is_empty(), "nothing needs anybody");
        *elsewhere.0.lock().unwrap() = Needs { collections: 2, times: 1 };
        for _ in 0..2 {
            posted.pass(2 * DAY);
            let letters = posted.turn().await;
            assert_eq!(letters.len(), 1, "on {}", posted.circle.world.test.engine);
            assert_eq!(letters[0].subject, "saksi: something needs you");
            let body = &letters[0].body;
            assert!(body.starts_with("2 collections of evidence of your organisation"), "{body}");
            assert!(body.contains("https://here.example/work/evidence/sources\n"), "{body}");
            assert!(
                body.contains("An authority of time or a calendar") && !body.contains("This happened since"),
                "{body}"
            );
        }
        *elsewhere.0.lock().unwrap() = Needs::default();
        posted.pass(2 * DAY);
        assert!(posted.turn().await.is_empty());
    }
}

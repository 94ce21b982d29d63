//! How open societies are and what follows, the library, what is worth trusting, and who took part in a meeting.

use saksi_base::calendar::{Day, Zone};
use saksi_base::{Marking, OrganisationId, Place, Problem, Timestamp, WorkingGroupId, clock};
use saksi_directory::actions::meetings::Took;
use saksi_directory::actions::{
    civic_space, decisions, groups, joining, library, life, meetings, notes, profiles, trusted,
};
use saksi_directory::model::civic_space::RatingDraft;
use saksi_directory::model::decisions::DecisionDraft;
use saksi_directory::model::groups::NoteDraft;
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::library::ItemDraft;
use saksi_directory::model::meetings::{MeetingDraft, Origin, Party};
use saksi_directory::model::trusted::TrustedDraft;
use saksi_directory::model::{Audience, DoorDraft, DoorKind, Field, Knock, Listing, Subject};
use saksi_network::{Member, PersonDraft, Role};

use super::world::{World, act, anybody, entry, group_named, said, worlds};

pub(super) const MYANMAR: Place = Place::Territory("MM");

fn rating(world: &World, rating: &str, days_ago: i32) -> RatingDraft {
    RatingDraft {
        place: MYANMAR,
        rating: rating.into(),
        source: "https://monitor.example/mm".into(),
        on: Day::of(world.today()).plus(-days_ago),
        note: String::new(),
        published: false,
    }
}

pub(super) async fn close(world: &World) {
    let by = &world.operator;
    let rated: Result<_, Problem> =
        act!(world, by, tx => civic_space::rate(&mut tx, by, None, rating(world, "closed", 1)));
    rated.unwrap();
}

#[tokio::test]
async fn a_country_is_rated_by_those_who_run_the_network_and_each_rating_stands_until_the_next() {
    for world in worlds().await {
        let by = &world.operator;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        let draft = rating(&world, "closing", 30);
        let refused: Result<_, Problem> =
            act!(world, dewi, tx => civic_space::rate(&mut tx, &dewi, None, draft.clone()));
        assert_eq!(said(refused), "problem-forbidden");
        let first: Result<_, Problem> = act!(world, by, tx => civic_space::rate(&mut tx, by, None, draft.clone()));
        let first = first.unwrap();
        let again: Result<_, Problem> = act!(world, by, tx => civic_space::rate(&mut tx, by, None, draft.clone()));
        assert_eq!(said(again), "directory-group-changed-meanwhile", "somebody rated it since the page was made");
        let older: Result<_, Problem> =
            act!(world, by, tx => civic_space::rate(&mut tx, by, Some(first), rating(&world, "closed", 40)));
        assert_eq!(said(older), "directory-civic-day-before");
        let second: Result<_, Problem> =
            act!(world, by, tx => civic_space::rate(&mut tx, by, Some(first), rating(&world, "closed", 0)));
        let second = second.unwrap();
        let closed = async || -> bool {
            let closed: Result<bool, Problem> = anybody!(world, tx => civic_space::is_closed(&mut tx, &MYANMAR));
            closed.unwrap()
        };
        assert!(closed().await, "be it published or not, on {}", world.test.engine);
        let public = async || -> usize {
            let all: Result<Vec<_>, Problem> = anybody!(world, tx => civic_space::published(&mut tx));
            all.unwrap().len()
        };
        assert_eq!(public().await, 0);
        let shown: Result<(), Problem> = act!(world, by, tx => civic_space::publish(&mut tx, by, first, true));
        shown.unwrap();
        assert_eq!(public().await, 0, "an old one is never taken for the one that stands");
        let shown: Result<(), Problem> = act!(world, by, tx => civic_space::publish(&mut tx, by, second, true));
        shown.unwrap();
        assert_eq!(public().await, 1);
        let story: Result<Vec<_>, Problem> = anybody!(world, tx => civic_space::published_history(&mut tx, &MYANMAR));
        assert_eq!(story.unwrap().len(), 2);
        let why: Result<(), Problem> = act!(world, by, tx => civic_space::withdraw(&mut tx, by, second, " "));
        assert_eq!(said(why), "directory-why-missing");
        let gone: Result<(), Problem> = act!(world, by, tx => civic_space::withdraw(&mut tx, by, second, "Mistyped."));
        gone.unwrap();
        assert!(!closed().await, "the one before stands again");
        let story: Result<Vec<_>, Problem> = act!(world, dewi, tx => civic_space::history(&mut tx, &MYANMAR));
        let story = story.unwrap();
        assert_eq!(story.len(), 2, "members read what was taken back, and why");
        assert_eq!(story[0].withdrawn.as_ref().map(|(_, why)| why.as_str()), Some("Mistyped."));
    }
}

fn knock(place: Place) -> Knock {
    Knock {
        name: "Naw Paw".into(),
        organisation: "Karen Radio".into(),
        email: "naw@karen.example".into(),
        wants_in: true,
        contribution: String::new(),
        place,
        language: "en".into(),
    }
}

/// Who was admitted through a door: the organisation.
async fn admits(world: &World, door_place: Place, knock: Knock, seed: u8) -> OrganisationId {
    let by = &world.operator;
    let draft = DoorDraft {
        kind: DoorKind::Network,
        title: "Saksi".into(),
        about: String::new(),
        region: String::new(),
        place: door_place,
        vouches: 0,
        tags: Tags::default(),
    };
    let admitted: Result<_, Problem> = saksi_db::write!(world.test.db, "test", by.viewer(), tx => {
        let id = joining::open_door(&mut tx, by, draft.clone()).await?;
        let door = joining::door(&mut tx, id).await?;
        joining::knock(&mut tx, &door, knock.clone(), None, &[seed; 32]).await?;
        let waiting = joining::requests(&mut tx, saksi_directory::model::RequestState::Waiting).await?;
        let request = waiting.into_iter().find(|one| one.door == id).unwrap();
        joining::admit(&mut tx, by, request.id, request.version, "We met.").await
    });
    admitted.unwrap().0
}

#[tokio::test]
async fn whoever_joins_from_a_closed_country_or_by_a_door_to_one_begins_hidden_under_a_made_up_name() {
    for world in worlds().await {
        let by = &world.operator;
        close(&world).await;
        let organisation = async |id: OrganisationId| {
            let found: Result<_, Problem> = act!(world, by, tx => profiles::organisation(&mut tx, id));
            found.unwrap()
        };
        let from_there = admits(&world, Place::NotDisclosed, knock(MYANMAR), 1).await;
        let by_a_door = admits(&world, MYANMAR, knock(Place::NotDisclosed), 2).await;
        for id in [from_there, by_a_door] {
            let (known, _) = organisation(id).await;
            assert!(known.name.starts_with("Member ") && known.english_name == known.name, "{}", known.name);
            assert_eq!((known.own_place.clone(), known.aliases.len()), (Place::NotDisclosed, 0));
            assert!(!known.slug.contains("karen") && !known.slug.contains("naw"), "{}", known.slug);
            let record: Result<_, Problem> = saksi_db::read!(world.test.db, saksi_db::Viewer::System, tx => {
                let mut owner = by.clone();
                owner.organisation = id;
                owner.capabilities = saksi_network::Capability::all();
                profiles::own(&mut tx, &owner, Subject::Organisation(id)).await
            });
            assert_eq!(record.unwrap().listing, Listing::Hidden);
            assert!(world.finds(&known.name, Some(by)).await.is_empty(), "nobody finds it");
        }
        assert!(world.finds("karen radio", Some(by)).await.is_empty());
        let elsewhere = admits(&world, Place::Territory("TW"), knock(Place::Territory("TW")), 3).await;
        let (known, _) = organisation(elsewhere).await;
        assert_eq!((known.name.as_str(), known.own_place.clone()), ("Karen Radio", Place::Territory("TW")));
    }
}

fn meeting(at: Timestamp) -> MeetingDraft {
    MeetingDraft {
        title: "Border talk".into(),
        place: "https://meet.example/x".into(),
        begins: at,
        ends: at.plus(clock::HOUR),
        zone: Zone::utc(),
        marking: Marking::Green,
        kind: String::new(),
        tags: Tags::default(),
    }
}

/// A group for a country, of Siti, who chairs it, Dewi and Fitri.
async fn group_for(world: &World, place: Place) -> (WorkingGroupId, Member, Member) {
    let by = &world.operator;
    let home = world.organisation("Laut Biru", "Blue Sea").await;
    let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
    let fitri = world.person(PersonDraft::named("Fitri"), home, Role::Checker).await;
    for one in [&dewi, &fitri] {
        world.writes(one, Listing::Network, &[entry(Field::Name, Audience::Network, &[])]).await;
    }
    let draft = saksi_directory::model::groups::Group { place, ..group_named("Border watch", "Watch.") };
    let made: Result<WorkingGroupId, Problem> = act!(world, by, tx => groups::make(&mut tx, by, draft.clone()));
    let group = made.unwrap();
    for one in [&dewi, &fitri] {
        let taken: Result<(), Problem> = act!(world, by, tx => groups::take_in(&mut tx, by, group, one.person));
        taken.unwrap();
    }
    (group, dewi, fitri)
}

#[tokio::test]
async fn in_a_group_for_a_closed_country_nobody_is_named_before_they_say_so() {
    for world in worlds().await {
        let by = &world.operator;
        close(&world).await;
        let (group, dewi, fitri) = group_for(&world, MYANMAR).await;
        let names = async |by: &Member| -> Vec<Option<String>> {
            let seen: Result<_, Problem> = act!(world, by, tx => groups::group(&mut tx, by, group));
            let members = seen.unwrap().1.unwrap();
            let of = |whom: &Member| members.iter().find(|one| one.person == whom.person).unwrap().name.clone();
            vec![of(&dewi), of(&fitri)]
        };
        let dewi_is = Some("Dewi".to_owned());
        let fitri_is = Some("Fitri".to_owned());
        assert_eq!(names(&fitri).await, [None, fitri_is.clone()], "oneself alone, on {}", world.test.engine);
        assert_eq!(names(by).await, [dewi_is.clone(), fitri_is.clone()], "a chair knows whom they took in");
        let wrote = async |by: &Member| -> Option<String> {
            let name: Result<_, Problem> = act!(world, by, tx => groups::name_in(&mut tx, by, group, dewi.person));
            name.unwrap()
        };
        assert_eq!((wrote(&fitri).await, wrote(by).await), (None, dewi_is.clone()), "what she writes neither");
        let agreed: Result<(), Problem> = act!(world, dewi, tx => groups::be_named(&mut tx, &dewi, group, true));
        agreed.unwrap();
        assert_eq!(names(&fitri).await, [dewi_is.clone(), fitri_is]);
        let gone: Result<(), Problem> = act!(world, dewi, tx => groups::leave(&mut tx, &dewi, group));
        gone.unwrap();
        assert_eq!(wrote(&fitri).await, None, "nor is she when she left");

        let place = Place::Territory("TW");
        let draft =
            saksi_directory::model::groups::Group { place: place.clone(), ..group_named("Strait watch", "Watch.") };
        let made: Result<WorkingGroupId, Problem> = act!(world, by, tx => groups::make(&mut tx, by, draft.clone()));
        let open = made.unwrap();
        let taken: Result<(), Problem> = act!(world, by, tx => groups::take_in(&mut tx, by, open, fitri.person));
        taken.unwrap();
        let seen: Result<_, Problem> = act!(world, fitri, tx => groups::group(&mut tx, &fitri, open));
        let (kept, members) = seen.unwrap();
        assert_eq!(kept.place, place);
        assert!(members.unwrap().iter().all(|one| one.named), "elsewhere nothing changes");
    }
}

#[tokio::test]
async fn what_stands_for_a_group_gives_nobody_away_who_is_not_named_in_it() {
    use saksi_directory::model::search::{Looker, Wanted};
    for world in worlds().await {
        let by = &world.operator;
        close(&world).await;
        let (group, dewi, fitri) = group_for(&world, MYANMAR).await;
        let about = entry(Field::About, Audience::WorkingGroup, &["for the group"]);
        let other = entry(Field::OtherNames, Audience::WorkingGroup, &["Melati"]);
        let name = entry(Field::Name, Audience::Network, &[]);
        world.writes(&dewi, Listing::Network, &[name, about, other]).await;
        let sees = async |by: &Member| -> bool {
            let person: Result<_, Problem> = act!(world, by, tx => profiles::person(&mut tx, dewi.person));
            format!("{:?}", person.unwrap()).contains("for the group")
        };
        let finds = async || -> usize {
            let looker =
                Looker { member: true, own: vec![fitri.person.0, fitri.organisation.0], groups: vec![group.0] };
            let wanted = Wanted { text: "melati".into(), ..Wanted::default() };
            world.directory.search(&world.test.db, &wanted, &looker).await.unwrap().len()
        };
        let says = async |named: bool| {
            let said: Result<(), Problem> = act!(world, dewi, tx => groups::be_named(&mut tx, &dewi, group, named));
            said.unwrap();
        };
        assert!(!sees(&fitri).await, "what opens to a colleague would say that she is in it, on {}", world.test.engine);
        assert_eq!(finds().await, 0);
        assert!(sees(by).await, "a chair knows whom they took in");
        says(true).await;
        assert_eq!((sees(&fitri).await, finds().await), (true, 1));
        says(false).await;
        assert_eq!((sees(&fitri).await, finds().await), (false, 0));
    }
}

#[tokio::test]
async fn nothing_of_a_group_for_a_closed_country_stands_in_calendars() {
    use saksi_base::SiteLanguage;
    use saksi_web::{Locale, Translator};
    for world in worlds().await {
        let by = &world.operator;
        let (group, ..) = group_for(&world, MYANMAR).await;
        let at = world.today().plus(clock::DAY);
        let planned: Result<_, Problem> = act!(world, by, tx => meetings::plan(&mut tx, by, group, meeting(at)));
        planned.unwrap();
        let link: Result<_, Problem> = act!(world, by, tx => meetings::make_link(&mut tx, by));
        let link = link.unwrap();
        let translator = std::sync::Arc::new(Translator::new(saksi_directory::MESSAGES));
        let l = Locale::new(translator, SiteLanguage::English, world.today());
        let text = async || meetings::calendar(&world.test.db, &link, &l, "https://saksi.example").await.unwrap();
        let before = text().await;
        assert!(before.contains("Border talk") && before.contains("Border watch"), "GREEN is named");
        close(&world).await;
        let after = text().await;
        assert!(!after.contains("Border") && !after.contains("meet.example"), "{after}");
        assert!(after.contains("BEGIN:VEVENT"), "when it is still stands there");
    }
}

fn guide(language: &str, title: &str) -> ItemDraft {
    ItemDraft {
        kind: "guide".into(),
        audience: "public".into(),
        group: None,
        language: language.parse().ok(),
        title: title.into(),
        licence: "cc-by".into(),
        authors: vec!["Samudra".into(), "A school elsewhere".into()],
        link: String::new(),
        body: "Look for the first copy.".into(),
        parts: Vec::new(),
        tags: Tags::from_stored("violence", "16.10"),
    }
}

#[tokio::test]
async fn a_guide_has_editions_and_versions_that_stay_readable_and_can_be_taken_back() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let other = world.organisation("Samudra", "Ocean House").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let gita = world.person(PersonDraft::named("Gita"), other, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Responder).await;
        let add = async |by: &Member, of, draft: ItemDraft| -> Result<_, Problem> {
            act!(world, by, tx => library::add(&mut tx, by, of, draft.clone()))
        };
        assert_eq!(said(add(&eko, None, guide("en", "Pictures")).await), "problem-forbidden");
        let english = add(&dewi, None, guide("en", "Pictures")).await.unwrap();
        let malay = add(&gita, Some(english), guide("id", "Gambar")).await.unwrap();
        assert_eq!(said(add(&gita, Some(english), guide("id", "Foto")).await), "directory-library-edition-known");
        let show = async |id| -> Result<library::Shown, Problem> { anybody!(world, tx => library::item(&mut tx, id)) };
        let shown = show(malay).await.unwrap();
        assert_eq!(shown.editions.iter().map(|one| one.id).collect::<Vec<_>>(), [english]);
        let known: Vec<bool> = shown.authors.iter().map(|(_, known)| known.is_some()).collect();
        assert_eq!(known, [true, false], "a member of the network is linked");
        let change = async |by: &Member, seen: i64, why: &str| -> Result<(), Problem> {
            let draft = ItemDraft { body: "Look twice.".into(), ..guide("en", "Pictures and clips") };
            act!(world, by, tx => library::change(&mut tx, by, english, seen, why, draft.clone()))
        };
        assert_eq!(said(change(&gita, 1, "Clips.").await), "problem-forbidden");
        assert_eq!(said(change(&dewi, 1, " ").await), "directory-why-missing");
        change(&dewi, 1, "Clips were missing.").await.unwrap();
        assert_eq!(said(change(&dewi, 1, "Clips.").await), "directory-group-changed-meanwhile");
        let shown = show(english).await.unwrap();
        let told: Vec<_> =
            shown.versions.iter().map(|one| (one.number, one.title.as_str(), one.reason.as_str())).collect();
        assert_eq!(told, [(2, "Pictures and clips", "Clips were missing."), (1, "Pictures", "")]);
        assert_eq!(shown.versions[1].body, "Look for the first copy.");

        let course = ItemDraft {
            kind: "curriculum".into(),
            body: String::new(),
            parts: vec![malay, english],
            audience: "network".into(),
            ..guide("en", "A week")
        };
        let within = add(&dewi, None, course.clone()).await.unwrap();
        assert_eq!(said(show(within).await.map(drop)), "problem-not-found", "it is for members");
        let seen: Result<_, Problem> = act!(world, gita, tx => library::item(&mut tx, within));
        assert_eq!(seen.unwrap().item.draft.parts, [malay, english], "in their order");
        let nested = ItemDraft { parts: vec![within], ..course };
        assert_eq!(said(add(&dewi, None, nested).await), "directory-library-part-wrong");

        let gone: Result<(), Problem> =
            act!(world, dewi, tx => library::withdraw(&mut tx, &dewi, english, "It was wrong about clips."));
        gone.unwrap();
        let listed: Result<Vec<_>, Problem> = anybody!(world, tx => library::items(&mut tx));
        assert_eq!(listed.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [malay]);
        let (_, why) = show(english).await.unwrap().item.withdrawn.unwrap();
        assert_eq!(why, "It was wrong about clips.", "whoever has the link reads why");
    }
}

#[tokio::test]
async fn what_is_for_a_group_is_there_for_nobody_else() {
    for world in worlds().await {
        let (group, dewi, _) = group_for(&world, Place::NotDisclosed).await;
        let other = world.organisation("Samudra", "Ocean House").await;
        let gita = world.person(PersonDraft::named("Gita"), other, Role::Checker).await;
        let draft = ItemDraft { audience: "group".into(), group: Some(group), ..guide("en", "For us") };
        let refused: Result<_, Problem> = act!(world, gita, tx => library::add(&mut tx, &gita, None, draft.clone()));
        assert_eq!(said(refused), "directory-library-group-missing");
        let added: Result<_, Problem> = act!(world, dewi, tx => library::add(&mut tx, &dewi, None, draft.clone()));
        let id = added.unwrap();
        for (by, sees) in [(&dewi, true), (&gita, false)] {
            let seen: Result<_, Problem> = act!(world, by, tx => library::item(&mut tx, id));
            assert_eq!(seen.is_ok(), sees, "on {}", world.test.engine);
            let all: Result<Vec<_>, Problem> = act!(world, by, tx => library::items(&mut tx));
            assert_eq!(all.unwrap().len(), usize::from(sees));
        }
        let seen: Result<_, Problem> = anybody!(world, tx => library::item(&mut tx, id));
        assert_eq!(said(seen.map(drop)), "problem-not-found");
    }
}

fn source() -> TrustedDraft {
    TrustedDraft {
        kind: "news".into(),
        title: "Lake News".into(),
        native_title: "湖報".into(),
        place: Place::Territory("TW"),
        languages: vec!["zh-Hant".parse().unwrap()],
        link: "https://lake.example".into(),
        about: "It corrects itself in public.".into(),
        tags: Tags::from_stored("equality", "16.10"),
    }
}

#[tokio::test]
async fn everybody_sees_a_source_for_which_two_houses_vouch_and_for_what_they_vouched() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let other = world.organisation("Samudra", "Ocean House").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let gita = world.person(PersonDraft::named("Gita"), other, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Responder).await;
        let refused: Result<_, Problem> = act!(world, eko, tx => trusted::add(&mut tx, &eko, source()));
        assert_eq!(said(refused), "problem-forbidden");
        let added: Result<_, Problem> = act!(world, dewi, tx => trusted::add(&mut tx, &dewi, source()));
        let id = added.unwrap();
        let public = async || -> Vec<String> {
            let all: Result<Vec<_>, Problem> = anybody!(world, tx => trusted::published(&mut tx));
            let all = all.unwrap();
            all.iter().flat_map(|one| one.vouchers.iter().map(|house| house.name.clone())).collect()
        };
        assert!(public().await.is_empty(), "one alone is not enough");
        let hidden: Result<_, Problem> = anybody!(world, tx => trusted::published_one(&mut tx, id));
        assert_eq!(said(hidden), "problem-not-found");
        let vouch = async |by: &Member, vouches: bool| {
            let done: Result<(), Problem> = act!(world, by, tx => trusted::vouch(&mut tx, by, id, vouches));
            done.unwrap();
        };
        vouch(&dewi, true).await;
        assert!(public().await.is_empty(), "nor is the same one twice");
        vouch(&gita, true).await;
        assert_eq!(public().await, ["Laut Biru", "Samudra"], "on {}", world.test.engine);
        let seen: Result<_, Problem> = anybody!(world, tx => trusted::published_one(&mut tx, id));
        assert_eq!(seen.unwrap().draft, source());

        let change = async |seen: i64, draft: TrustedDraft| -> Result<(), Problem> {
            act!(world, dewi, tx => trusted::change(&mut tx, &dewi, id, seen, draft.clone()))
        };
        change(1, TrustedDraft { tags: Tags::default(), ..source() }).await.unwrap();
        assert_eq!(public().await.len(), 2, "a tag changes nothing for which they vouched");
        change(2, TrustedDraft { link: "https://casino.example".into(), ..source() }).await.unwrap();
        assert!(public().await.is_empty(), "another address is another source");
        assert_eq!(said(change(2, source()).await), "directory-group-changed-meanwhile");
        vouch(&gita, true).await;

        world.test.clock.advance(400 * clock::DAY);
        let one = async || {
            let one: Result<_, Problem> = anybody!(world, tx => trusted::one(&mut tx, id));
            one.unwrap()
        };
        assert!(one().await.is_stale(Day::of(world.today())));
        let third = world.organisation("Ombak", "Wave Lab").await;
        let hana = world.person(PersonDraft::named("Hana"), third, Role::Checker).await;
        let refused: Result<(), Problem> = act!(world, hana, tx => trusted::confirm(&mut tx, &hana, id));
        assert_eq!(said(refused), "problem-forbidden", "whoever vouches looks at it");
        let looked: Result<(), Problem> = act!(world, gita, tx => trusted::confirm(&mut tx, &gita, id));
        looked.unwrap();
        assert!(!one().await.is_stale(Day::of(world.today())));

        // Two that merge are one voice.
        let by = &world.operator;
        let told = life::GoingOn { kind: life::Succession::Merged, offers: &[], reason: "One house now." };
        let merged: Result<(), Problem> = act!(world, by, tx => life::succeed(&mut tx, by, home, other, told));
        merged.unwrap();
        assert!(public().await.is_empty());
        assert_eq!(one().await.organisation, other);
    }
}

#[tokio::test]
async fn a_meeting_counts_organisations_and_people_apart_and_names_nobody() {
    for world in worlds().await {
        let by = &world.operator;
        let (group, dewi, _) = group_for(&world, Place::NotDisclosed).await;
        let at = world.today().plus(clock::DAY);
        let planned: Result<_, Problem> = act!(world, by, tx => meetings::plan(&mut tx, by, group, meeting(at)));
        let id = planned.unwrap();
        let took = async |by: &Member, what: Took| -> Result<(), Problem> {
            act!(world, by, tx => meetings::took_part(&mut tx, by, id, what.clone()))
        };
        let party = |name: &str, room, remote| Took::Party(Party { name: name.into(), room, remote });
        let origin = |breakout: &str, code, people| {
            Took::Origin(Origin { breakout: breakout.into(), place: Place::Territory(code), people })
        };
        assert_eq!(said(took(&dewi, party("Laut Biru", 2, 0)).await), "problem-forbidden");
        assert_eq!(said(took(by, party(" ", 2, 0)).await), "directory-party-missing");
        for what in [
            party("Laut Biru", 12, 1),
            party("Laut Biru", 14, 3),
            party("Samudra", 1, 0),
            party("Gone", 5, 5),
            origin("A", "TW", 8),
            origin("B", "TW", 4),
            origin("A", "TH", 3),
            origin("", "ID", 1),
            Took::NoParty("Gone".into()),
            Took::NoOrigin(String::new(), Place::Territory("ID")),
        ] {
            took(by, what).await.unwrap();
        }
        let all: Result<_, Problem> = act!(world, dewi, tx => meetings::attendance(&mut tx, &dewi, id));
        let all = all.unwrap();
        assert_eq!((all.parties.len(), all.people()), (2, (15, 3)), "on {}", world.test.engine);
        let told: Vec<_> =
            all.origins.iter().map(|one| (one.breakout.as_str(), one.place.code(), one.people)).collect();
        assert_eq!(told, [("A", "TW".into(), 8), ("A", "TH".into(), 3), ("B", "TW".into(), 4)]);
        assert_eq!(all.report(11).places, [(Place::Territory("TW"), 12)]);
    }
}

#[tokio::test]
async fn notes_and_questions_of_a_group_are_filtered_by_gender_lens_and_goal() {
    for world in worlds().await {
        let by = &world.operator;
        let (group, ..) = group_for(&world, Place::NotDisclosed).await;
        for (title, lens, goals) in [("First", "violence", "5.2 16"), ("Second", "", "15"), ("Third", "", "")] {
            let draft = NoteDraft {
                marking: Marking::Amber,
                title: title.into(),
                content: String::new(),
                readers: Vec::new(),
                tags: Tags::from_stored(lens, goals),
            };
            let written: Result<_, Problem> = act!(world, by, tx => notes::write(&mut tx, by, group, draft.clone()));
            written.unwrap();
        }
        for (lens, goal, expected) in [
            ("", "", 3),
            ("violence", "", 1),
            ("", "5", 1),
            ("", "5.2", 1),
            ("", "16", 1),
            ("", "1", 0),
            ("violence", "15", 0),
            ("equality", "", 0),
        ] {
            let found: Result<Vec<_>, Problem> = act!(world, by, tx => notes::notes(&mut tx, group, (lens, goal), 0));
            assert_eq!(found.unwrap().len(), expected, "{lens} {goal} on {}", world.test.engine);
        }
        let asked = DecisionDraft {
            question: "Where next?".into(),
            detail: String::new(),
            options: vec!["Taipei".into(), "Jakarta".into()],
            quorum: 50,
            closes: world.today().plus(clock::DAY),
            marking: Marking::Amber,
            tags: Tags::from_stored("equality", "16.10"),
        };
        let asked: Result<_, Problem> = act!(world, by, tx => decisions::ask(&mut tx, by, group, asked.clone()));
        asked.unwrap();
        let all: Result<Vec<_>, Problem> = act!(world, by, tx => decisions::decisions(&mut tx, by, group));
        assert_eq!(all.unwrap()[0].tags, Tags::from_stored("equality", "16.10"));
    }
}

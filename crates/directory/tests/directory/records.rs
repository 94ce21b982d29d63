//! Records: found, kept, changed, reminded of.

use saksi_base::{Place, Problem, clock};
use saksi_directory::actions::profiles;
use saksi_directory::model::{Audience, Field, Listing, Subject};
use saksi_network::{OrganisationDraft, PersonDraft, Role, StakeholderGroup, actions};

use super::world::{World, act, entry, said, worlds};

#[tokio::test]
async fn a_member_is_found_by_any_of_their_names_as_soon_as_they_chose_so() {
    for world in worlds().await {
        let home = world.organisation("ศูนย์ข่าวจริง", "True News Centre").await;
        let draft = PersonDraft { own_script_name: "حرا باسط".into(), ..PersonDraft::named("Hyra Basit") };
        let hyra = world.person(draft, home, Role::Checker).await;
        let other = world.person(PersonDraft::named("Somchai Jaidee"), home, Role::Checker).await;
        assert!(world.finds("Hyra Basit", Some(&other)).await.is_empty(), "nobody is found before they chose so");

        let names = entry(Field::OtherNames, Audience::Network, &["Melati"]);
        world.writes(&hyra, Listing::Network, &[names, entry(Field::OwnName, Audience::Network, &[])]).await;
        for typed in ["Hira Bassett", "hyra", "باسط", "melati"] {
            assert_eq!(world.finds(typed, Some(&other)).await, ["Hyra Basit"], "{typed} on {}", world.test.engine);
            assert!(world.finds(typed, None).await.is_empty(), "{typed}: she did not choose to be public");
        }
        world.writes(&hyra, Listing::Hidden, &[]).await;
        assert!(world.finds("Hyra Basit", Some(&other)).await.is_empty(), "and not after they changed their mind");
        assert_eq!(world.finds("ศูนย์ข่าวจริง", None).await, ["ศูนย์ข่าวจริง"]);
        assert_eq!(world.finds("true news", None).await, ["ศูนย์ข่าวจริง"]);
    }
}

#[tokio::test]
async fn an_organisation_that_changes_its_names_is_found_by_the_new_ones_on_every_process() {
    for world in worlds().await {
        let home = world.organisation("沙磅鯨", "Sandpound Whale").await;
        let owner = world.person(PersonDraft::named("Ivy Chen"), home, Role::Owner).await;
        assert_eq!(world.finds("whale", None).await, ["沙磅鯨"]);
        let elsewhere = World { directory: saksi_directory::Directory::default(), ..world };
        assert_eq!(elsewhere.finds("whale", None).await, ["沙磅鯨"]);
        let draft = OrganisationDraft {
            aliases: vec!["Lantern Lab".into()],
            ..OrganisationDraft::named("燈籠實驗室", "Lantern Laboratory")
        };
        let changed: Result<(), Problem> =
            act!(elsewhere, &owner, tx => actions::change_organisation(&mut tx, &owner, draft.clone()));
        changed.unwrap();
        assert_eq!(elsewhere.finds("lantern lab", None).await, ["燈籠實驗室"]);
        assert!(elsewhere.finds("whale", None).await.is_empty());
    }
}

#[tokio::test]
async fn what_the_public_record_of_an_organisation_said_before_is_kept_for_those_who_keep_it() {
    for world in worlds().await {
        let draft = OrganisationDraft {
            own_place: Place::Territory("TW"),
            ..OrganisationDraft::named("沙磅鯨", "Sandpound Whale")
        };
        let home = world.open(draft.clone()).await;
        let owner = world.person(PersonDraft::named("Ivy Chen"), home, Role::Owner).await;
        let checker = world.person(PersonDraft::named("Hyra Basit"), home, Role::Checker).await;
        let draft = OrganisationDraft {
            aliases: vec!["Lantern".into(), "燈籠".into()],
            own_place: Place::SelfDescribed("Formosa".into()),
            english_name: "Sandpound Whales".into(),
            ..draft
        };
        for _ in 0..2 {
            let changed: Result<(), Problem> =
                act!(world, owner, tx => actions::change_organisation(&mut tx, &owner, draft.clone()));
            changed.unwrap();
        }
        let history = async |by: &saksi_network::Member| {
            let changes: Result<Vec<_>, Problem> = act!(world, by, tx => profiles::public_history(&mut tx, by));
            changes
        };
        assert_eq!(said(history(&checker).await), "problem-forbidden");
        let changes = history(&owner).await.unwrap();
        let told: Vec<_> = changes
            .iter()
            .map(|one| (one.field.as_str(), one.value_before.as_str(), one.value_after.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("aliases", "", "Lantern\n燈籠"),
                ("english_name", "Sandpound Whale", "Sandpound Whales"),
                ("own_place", "TW", "~Formosa"),
            ],
            "once, and only what changed, on {}",
            world.test.engine
        );
        assert!(changes.iter().all(|one| one.by_name.as_deref() == Some("Ivy Chen")));
        let gone: Result<(), Problem> =
            act!(world, owner, tx => saksi_directory::actions::life::forget(&mut tx, &owner));
        gone.unwrap();
        let changes = history(&owner).await.unwrap();
        assert!(
            changes.len() == 3 && changes.iter().all(|one| one.by_name.is_none()),
            "what was done stays, the name goes"
        );
    }
}

#[tokio::test]
async fn people_are_found_by_what_their_organisation_is_and_everybody_by_region() {
    use saksi_directory::model::search::{Looker, Wanted};
    for world in worlds().await {
        let media = StakeholderGroup::Media;
        let draft = OrganisationDraft {
            stakeholder: media,
            own_place: Place::Territory("TW"),
            ..OrganisationDraft::named("沙磅鯨", "Sandpound Whale")
        };
        let home = world.open(draft.clone()).await;
        let owner = world.person(PersonDraft::named("Ivy Chen"), home, Role::Owner).await;
        let own_place = Place::Territory("TH");
        let hyra = PersonDraft { place: own_place, ..PersonDraft::named("Hyra Basit") };
        let hyra = world.person(hyra, home, Role::Checker).await;
        let works = |audience| [entry(Field::Affiliations, audience, &[]), entry(Field::Place, audience, &[])];
        world.writes(&hyra, Listing::Network, &works(Audience::Network)).await;
        let finds = async |person: bool, facets: &[&str]| {
            let facets = facets.iter().map(|facet| (*facet).to_owned()).collect();
            let wanted = Wanted { facets, person: Some(person), ..Wanted::default() };
            let looker = Looker { member: true, ..Looker::default() };
            world.directory.search(&world.test.db, &wanted, &looker).await.unwrap().len()
        };
        assert_eq!(finds(true, &["group:media"]).await, 1, "on {}", world.test.engine);
        assert_eq!(finds(true, &["group:media", "region:035"]).await, 1, "South-East Asia");
        assert_eq!(finds(true, &["region:030"]).await, 0);
        assert_eq!(finds(false, &["region:030"]).await, 1, "Taiwan stands in Eastern Asia");
        world.writes(&hyra, Listing::Network, &works(Audience::WorkingGroup)).await;
        assert_eq!(
            finds(true, &["group:media"]).await + finds(true, &["region:035"]).await,
            0,
            "no more than is shown"
        );
        world.writes(&hyra, Listing::Network, &works(Audience::Network)).await;

        let academia = OrganisationDraft { stakeholder: StakeholderGroup::Academia, ..draft };
        let changed: Result<(), Problem> =
            act!(world, owner, tx => actions::change_organisation(&mut tx, &owner, academia.clone()));
        changed.unwrap();
        assert_eq!((finds(true, &["group:media"]).await, finds(true, &["group:academia"]).await), (0, 1));
        let affiliations: Result<Vec<_>, Problem> =
            act!(world, owner, tx => saksi_network::affiliations_of(&mut tx, hyra.person));
        let affiliation = affiliations.unwrap().remove(0).id;
        let ended: Result<(), Problem> =
            act!(world, owner, tx => actions::end_affiliation(&mut tx, &owner, affiliation));
        ended.unwrap();
        assert_eq!(finds(true, &["group:academia"]).await, 0, "they work there no more");
    }
}

#[tokio::test]
async fn two_who_change_one_record_lose_nothing() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let owner = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        let second = world.person(PersonDraft::named("Eko"), home, Role::Owner).await;
        let subject = Subject::Organisation(home);
        let save = async |by: &saksi_network::Member, seen: i64, funder: &str| {
            let entries = vec![entry(Field::Funders, Audience::Public, &[funder])];
            let saved: Result<(), Problem> =
                act!(world, by, tx => profiles::save(&mut tx, by, subject, seen, Listing::Public, entries.clone()));
            saved
        };
        save(&owner, 0, "Ocean Fund").await.unwrap();
        assert_eq!(said(save(&second, 0, "River Fund").await), "directory-changed-meanwhile");
        save(&second, 1, "River Fund").await.unwrap();
        let history: Result<Vec<_>, Problem> = act!(world, &owner, tx => profiles::history(&mut tx, &owner, subject));
        let told: Vec<(i64, Option<String>, String)> =
            history.unwrap().into_iter().map(|change| (change.version, change.by, change.after)).collect();
        assert_eq!(
            told,
            [
                (2, Some("Eko".into()), "[public] River Fund".into()),
                (1, Some("Dewi".into()), "[public] Ocean Fund".into())
            ]
        );
    }
}

#[tokio::test]
async fn a_record_is_kept_by_its_owner_alone() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let owner = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        let checker = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        for (by, subject) in [
            (&checker, Subject::Organisation(home)),
            (&owner, Subject::Person(checker.person)),
            (&world.operator, Subject::Person(checker.person)),
            (&world.operator, Subject::Organisation(home)),
        ] {
            let read: Result<_, Problem> = act!(world, by, tx => profiles::own(&mut tx, by, subject));
            assert_eq!(said(read), "problem-forbidden");
            let saved: Result<(), Problem> =
                act!(world, by, tx => profiles::save(&mut tx, by, subject, 0, Listing::Public, vec![]));
            assert_eq!(said(saved), "problem-forbidden");
            let told: Result<_, Problem> = act!(world, by, tx => profiles::history(&mut tx, by, subject));
            assert_eq!(said(told), "problem-forbidden");
        }
    }
}

#[tokio::test]
async fn a_record_that_nobody_looked_at_for_a_year_asks_to_be_looked_at() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        let subject = Subject::Person(dewi.person);
        let stale = async || {
            let profile: Result<_, Problem> = act!(world, &dewi, tx => profiles::own(&mut tx, &dewi, subject));
            profile.unwrap().is_stale(world.today())
        };
        assert!(!stale().await, "nothing was said yet");
        world.writes(&dewi, Listing::Network, &[]).await;
        world.test.clock.advance(365 * clock::DAY);
        assert!(!stale().await);
        world.test.clock.advance(clock::DAY);
        assert!(stale().await);
        let right: Result<(), Problem> = act!(world, &dewi, tx => profiles::confirm(&mut tx, &dewi, subject));
        right.unwrap();
        assert!(!stale().await);
    }
}

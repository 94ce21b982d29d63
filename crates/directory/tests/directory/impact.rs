//! What the network comes to: counted once, hidden where it is small, found under the gender lens and the goals.

use saksi_base::{Place, Problem, clock};
use saksi_counting::Protection;
use saksi_directory::actions::{impact, offers, profiles};
use saksi_directory::model::impact::{Sum, lens_dimension, sum};
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::offers::{OfferDraft, Side};
use saksi_directory::model::search::{Looker, Wanted};
use saksi_directory::model::{Audience, Field, Listing, Subject};
use saksi_network::{Member, OrganisationDraft, PersonDraft, Role};

use super::world::{World, act, entry, said, worlds};

async fn of_organisation(world: &World, by: &Member, lens: &[&str], goals: &[&str]) {
    let subject = Subject::Organisation(by.organisation);
    let entries = vec![entry(Field::Lens, Audience::Network, lens), entry(Field::Goals, Audience::Public, goals)];
    let saved: Result<(), Problem> =
        act!(world, by, tx => profiles::save(&mut tx, by, subject, 0, Listing::Public, entries.clone()));
    saved.unwrap();
}

fn draft(world: &World, side: Side, goals: &[&str]) -> OfferDraft {
    OfferDraft {
        side,
        kind: "translation".into(),
        title: "Karen to English".into(),
        detail: String::new(),
        place: Place::Territory("MM"),
        capacity: 1,
        from: world.today(),
        until: world.today().plus(30 * clock::DAY),
        languages: vec![],
        tags: Tags { lens: vec!["equality".into()], goals: goals.iter().map(|goal| (*goal).to_owned()).collect() },
    }
}

#[tokio::test]
async fn who_joined_in_a_quarter_is_published_once_and_never_changes() {
    for world in worlds().await {
        let mut owners = Vec::new();
        for number in 0..24 {
            let name = format!("Rumah {number}");
            let mut wanted = OrganisationDraft::named(&name, &name);
            if number < 13 {
                wanted.own_place = Place::Territory("ID");
            }
            wanted.languages = vec!["id".parse().unwrap()];
            let home = world.open(wanted).await;
            let owner = world.person(PersonDraft::named(format!("Owner{number} X")), home, Role::Owner).await;
            of_organisation(&world, &owner, if number < 13 { &["women-led"] } else { &[] }, &["5.2", "5"]).await;
            owners.push(owner);
        }
        let (need, offer) = (&owners[0], &owners[1]);
        let needed: Result<_, Problem> =
            act!(world, need, tx => offers::say(&mut tx, need, draft(&world, Side::Need, &["16"])));
        let given: Result<_, Problem> =
            act!(world, offer, tx => offers::say(&mut tx, offer, draft(&world, Side::Offer, &["5.2"])));
        let (needed, given) = (needed.unwrap(), given.unwrap());
        let met: Result<_, Problem> = act!(world, need, tx => offers::propose(&mut tx, need, needed, given));
        let met = met.unwrap();
        let agreed: Result<(), Problem> = act!(world, offer, tx => offers::answer(&mut tx, offer, met, 1, true));
        agreed.unwrap();
        let one: Result<Vec<_>, Problem> = act!(world, need, tx => offers::collaborations(&mut tx, need));
        let tags = one.unwrap().remove(0).tags;
        assert_eq!((tags.stored_lens(), tags.stored_goals()), ("equality".to_owned(), "5.2 16".to_owned()));
        let done: Result<(), Problem> =
            act!(world, need, tx => offers::record(&mut tx, need, met, 2, ("training", ""), &tags));
        done.unwrap();

        let db = &world.test.db;
        let due = async || impact::release_due(db, Protection::default()).await.unwrap();
        assert_eq!(due().await, None, "the quarter is not over");
        world.test.clock.advance(120 * clock::DAY);
        assert!(due().await.is_some());
        assert_eq!(due().await, None, "once");
        let first = impact::releases(db).await.unwrap();
        // With the organisation that set the network up and whoever runs it, who said no place.
        let all = |at: &[(&str, &str)]| sum(&first, "organisations", at);
        let exactly = |shown: u64| Sum { shown, hides: false };
        assert_eq!(all(&[]), exactly(25));
        assert_eq!(all(&[("region", "035")]), exactly(13));
        assert_eq!(all(&[("region", "009")]), exactly(0), "that there is none is no small figure");
        assert_eq!(all(&[(&lens_dimension("women-led"), "yes")]), exactly(13));
        assert_eq!(all(&[(&lens_dimension("violence"), "yes")]), exactly(0));
        assert_eq!(sum(&first, "goals", &[("goal", "5")]), exactly(24));
        let led = lens_dimension("women-led");
        assert_eq!(sum(&first, "goals", &[("goal", "5"), (&led, "yes")]), exactly(13), "by lens and goal at once");
        assert_eq!(sum(&first, "goals", &[("goal", "14"), (&led, "yes")]), exactly(0));
        assert_eq!(sum(&first, "languages", &[("language", "id")]), exactly(24));
        assert_eq!(sum(&first, "people", &[]), exactly(25));
        let translation = sum(&first, "results", &[("help", "translation")]);
        assert_eq!(translation, Sum { shown: 0, hides: true }, "one result alone is hidden");
        let equality = lens_dimension("equality");
        let one = sum(&first, "result-goals", &[("goal", "16"), (&equality, "yes")]);
        assert_eq!(one, Sum { shown: 0, hides: true }, "under a lens and a goal as well");

        // Two more join: nobody is told so, and what stands stays.
        for name in ["Baru Satu", "Baru Dua"] {
            world.organisation(name, name).await;
        }
        world.test.clock.advance(120 * clock::DAY);
        assert_eq!(due().await, None);
        assert_eq!(impact::releases(db).await.unwrap(), first);
    }
}

#[tokio::test]
async fn an_organisation_is_found_by_its_lens_and_by_the_goal_of_its_target() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let owner = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        of_organisation(&world, &owner, &["violence"], &["16.10"]).await;
        let finds = async |facet: &str, looker: &Looker| {
            let wanted = Wanted { facets: vec![facet.to_owned()], ..Wanted::default() };
            world.directory.search(&world.test.db, &wanted, looker).await.unwrap().len()
        };
        let member = Looker { member: true, ..Looker::default() };
        for (facet, by_member, by_anybody) in [
            ("lens:violence", 1, 0),
            ("lens:equality", 0, 0),
            ("goals:16", 1, 1),
            ("goals:16.10", 1, 1),
            ("goals:1", 0, 0),
        ] {
            assert_eq!(finds(facet, &member).await, by_member, "{facet}");
            assert_eq!(finds(facet, &Looker::default()).await, by_anybody, "{facet} for everybody");
        }
    }
}

#[tokio::test]
async fn a_need_with_a_target_that_does_not_exist_is_refused_by_name() {
    for world in worlds().await {
        let by = &world.operator;
        let refused: Result<_, Problem> =
            act!(world, by, tx => offers::say(&mut tx, by, draft(&world, Side::Need, &["16.99"])));
        assert_eq!(said(refused), "directory-target-wrong");
    }
}

//! Somebody leaves with open duties, an organisation splits or merges, a person is forgotten in old records.

use saksi_base::calendar::Day;
use saksi_base::{Place, Problem, WorkingGroupId, clock};
use saksi_directory::Spaces;
use saksi_directory::actions::life::{self, Duties, GoingOn, Succession};
use saksi_directory::actions::{groups, introductions, offers, profiles, registers, spaces};
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::offers::{Collaboration, CollaborationState, OfferDraft, Side};
use saksi_directory::model::registers::{ElectionDraft, NormDraft};
use saksi_directory::model::spaces::SeatDraft;
use saksi_directory::model::{Audience, Field, Listing, Subject};
use saksi_network::{Member, PersonDraft, Role, SealKey, actions};

use super::world::{World, act, anybody, entry, group_named, said, worlds};

fn need(world: &World, side: Side, place: &'static str) -> OfferDraft {
    OfferDraft {
        side,
        kind: "cybersecurity".into(),
        title: "Help with laptops".into(),
        detail: String::new(),
        place: Place::Territory(place),
        capacity: 1,
        from: world.today(),
        until: world.today().plus(30 * clock::DAY),
        languages: vec![],
        tags: Tags::default(),
    }
}

async fn says(world: &World, by: &Member, draft: OfferDraft) -> saksi_base::OfferId {
    let said: Result<_, Problem> = act!(world, by, tx => offers::say(&mut tx, by, draft.clone()));
    said.unwrap()
}

#[tokio::test]
async fn a_need_meets_the_nearest_offer_and_what_came_of_it_is_recorded() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let near = world.organisation("Bukit Hijau", "Green Hill").await;
        let far = world.organisation("Whare", "Whare").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), near, Role::Checker).await;
        let mere = world.person(PersonDraft::named("Mere"), far, Role::Checker).await;
        let asked = says(&world, &dewi, need(&world, Side::Need, "ID")).await;
        says(&world, &mere, need(&world, Side::Offer, "NZ")).await;
        let given = says(&world, &eko, need(&world, Side::Offer, "TH")).await;
        let matched: Result<_, Problem> = act!(world, &dewi, tx => offers::matched(&mut tx, &dewi, asked));
        let names: Vec<String> = matched.unwrap().1.into_iter().map(|(offer, _)| offer.organisation_name).collect();
        assert_eq!(names, ["Bukit Hijau", "Whare"], "nearest region first on {}", world.test.engine);
        let back: Result<_, Problem> = act!(world, &eko, tx => offers::matched(&mut tx, &eko, given));
        assert_eq!(back.unwrap().1.len(), 1, "and the other way round");

        let id: Result<_, Problem> = act!(world, &dewi, tx => offers::propose(&mut tx, &dewi, asked, given));
        let id = id.unwrap();
        let again: Result<_, Problem> = act!(world, &eko, tx => offers::propose(&mut tx, &eko, given, asked));
        assert_eq!(said(again), "directory-offers-met");
        let own: Result<(), Problem> = act!(world, &dewi, tx => offers::answer(&mut tx, &dewi, id, 1, true));
        assert_eq!(said(own), "directory-collaboration-moved", "who asked does not answer");
        let agreed: Result<(), Problem> = act!(world, &eko, tx => offers::answer(&mut tx, &eko, id, 1, true));
        agreed.unwrap();
        let taken: Result<_, Problem> = act!(world, &dewi, tx => offers::matched(&mut tx, &dewi, asked));
        assert!(taken.unwrap().1.is_empty(), "what is taken up fits nobody any more");
        let recorded: Result<(), Problem> = act!(world, &dewi, tx => offers::record(&mut tx, &dewi, id, 2, ("training", "Two afternoons."), &Tags::default()));
        recorded.unwrap();
        let stranger: Result<(), Problem> =
            act!(world, &mere, tx => offers::record(&mut tx, &mere, id, 3, ("training", "Mine."), &Tags::default()));
        assert_eq!(said(stranger), "problem-not-found");
    }
}

#[tokio::test]
async fn an_organisation_is_found_by_its_need_on_the_days_on_which_it_stands_and_while_there_is_room() {
    use saksi_directory::model::search::{Looker, Wanted};
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let near = world.organisation("Bukit Hijau", "Green Hill").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), near, Role::Checker).await;
        let finds = async || {
            let wanted = Wanted { facets: vec!["need:cybersecurity".into()], ..Wanted::default() };
            let looker = Looker { member: true, ..Looker::default() };
            world.directory.search(&world.test.db, &wanted, &looker).await.unwrap().len()
        };
        assert_eq!(finds().await, 0);
        let (from, until) = (world.today().plus(2 * clock::DAY), world.today().plus(9 * clock::DAY));
        says(&world, &dewi, OfferDraft { from, until, ..need(&world, Side::Need, "ID") }).await;
        assert_eq!(finds().await, 0, "not before its first day");
        world.test.clock.advance(2 * clock::DAY);
        assert_eq!(finds().await, 1);
        world.test.clock.advance(7 * clock::DAY);
        assert_eq!(finds().await, 1, "its last day is one of its days, on {}", world.test.engine);
        world.test.clock.advance(clock::DAY);
        assert_eq!(finds().await, 0, "it lapsed, and nobody wrote a word");

        let asked = says(&world, &dewi, need(&world, Side::Need, "ID")).await;
        let given = says(&world, &eko, need(&world, Side::Offer, "TH")).await;
        assert_eq!(finds().await, 1);
        let id: Result<_, Problem> = act!(world, &dewi, tx => offers::propose(&mut tx, &dewi, asked, given));
        let id = id.unwrap();
        let agreed: Result<(), Problem> = act!(world, &eko, tx => offers::answer(&mut tx, &eko, id, 1, true));
        agreed.unwrap();
        assert_eq!(finds().await, 0, "it is taken up");
    }
}

#[tokio::test]
async fn an_introduction_opens_only_what_each_allowed_to_the_other_alone_until_they_take_it_back() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let elsewhere = world.organisation("Bukit Hijau", "Green Hill").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), elsewhere, Role::Checker).await;
        for by in [&dewi, &eko] {
            let contact = format!("signal of {}", by.name);
            let entries = [entry(Field::Contact, Audience::Introductions, &[contact.as_str()])];
            world.writes(by, Listing::Network, &entries).await;
        }
        let sees = async |by: &Member, of: &Member| {
            let person: Result<_, Problem> = act!(world, by, tx => profiles::person(&mut tx, of.person));
            format!("{:?}", person.unwrap()).contains(&format!("signal of {}", of.name))
        };
        let broker = &world.operator;
        let id: Result<_, Problem> = act!(world, broker, tx => introductions::begin(&mut tx, broker, [dewi.person, eko.person], "Both do helplines."));
        let id = id.unwrap();
        let first: Result<_, Problem> =
            act!(world, &dewi, tx => introductions::answer(&mut tx, &dewi, id, true, &[Field::Contact]));
        first.unwrap();
        assert!(!sees(&eko, &dewi).await, "nothing passes before both said yes");
        let told: Result<_, Problem> = act!(world, &eko, tx => introductions::introduction(&mut tx, &eko, id));
        assert!(!format!("{:?}", told.unwrap()).contains("Yes"), "and nobody learns what the other said");
        let second: Result<_, Problem> = act!(world, &eko, tx => introductions::answer(&mut tx, &eko, id, true, &[]));
        second.unwrap();
        assert!(sees(&eko, &dewi).await, "what she opened, on {}", world.test.engine);
        assert!(!sees(&dewi, &eko).await, "he opened nothing");
        assert!(!sees(broker, &dewi).await, "not even the broker sees it");
        let look: Result<(), Problem> = act!(world, &eko, tx => introductions::look(&mut tx, &eko, dewi.person));
        look.unwrap();
        let looks: Result<Vec<_>, Problem> = act!(world, &dewi, tx => introductions::looks(&mut tx, &dewi));
        assert_eq!(looks.unwrap().into_iter().map(|look| look.1).collect::<Vec<_>>(), [Some("Eko".to_owned())]);
        let revoked: Result<(), Problem> = act!(world, &dewi, tx => introductions::revoke(&mut tx, &dewi, id));
        revoked.unwrap();
        assert!(!sees(&eko, &dewi).await, "taken back");
    }
}

#[tokio::test]
async fn whoever_shares_a_working_group_sees_what_stands_for_it_and_leaving_ends_that() {
    for world in worlds().await {
        let by = &world.operator;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        world.writes(&dewi, Listing::Network, &[entry(Field::About, Audience::WorkingGroup, &["for the group"])]).await;
        let sees = async || {
            let person: Result<_, Problem> = act!(world, by, tx => profiles::person(&mut tx, dewi.person));
            format!("{:?}", person.unwrap()).contains("for the group")
        };
        assert!(!sees().await);
        let group: Result<_, Problem> =
            act!(world, by, tx => groups::make(&mut tx, by, group_named("Elections", "Watch them.")));
        let group = group.unwrap();
        let hasty: Result<(), Problem> = act!(world, &dewi, tx => groups::take_in(&mut tx, &dewi, group, dewi.person));
        assert_eq!(said(hasty), "problem-forbidden", "a chair takes people in");
        let veiled: Result<_, Problem> = act!(world, &dewi, tx => groups::group(&mut tx, &dewi, group));
        assert_eq!(veiled.unwrap().1, None, "who is in it is for those who are");
        let joined: Result<(), Problem> = act!(world, by, tx => groups::take_in(&mut tx, by, group, dewi.person));
        joined.unwrap();
        assert!(sees().await);
        let left: Result<(), Problem> = act!(world, &dewi, tx => groups::leave(&mut tx, &dewi, group));
        left.unwrap();
        assert!(!sees().await);
    }
}

#[tokio::test]
async fn whoever_leaves_with_open_duties_leaves_them_to_the_organisation() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let fitri = world.person(PersonDraft::named("Fitri"), home, Role::Owner).await;
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        for by in [&fitri, &eko] {
            world.writes(by, Listing::Network, &[]).await;
        }
        let asked = says(&world, &dewi, need(&world, Side::Need, "ID")).await;
        let id: Result<_, Problem> =
            act!(world, &dewi, tx => introductions::begin(&mut tx, &dewi, [fitri.person, eko.person], "Same work."));
        let id = id.unwrap();
        let duties: Result<Duties, Problem> = act!(world, &dewi, tx => life::duties(&mut tx, &dewi));
        assert_eq!(duties.unwrap(), Duties { offers: 1, introductions: 1, chairs: 0 });
        let over: Result<(), Problem> = act!(world, &dewi, tx => life::hand_over(&mut tx, &dewi));
        over.unwrap();
        let duties: Result<Duties, Problem> = act!(world, &dewi, tx => life::duties(&mut tx, &dewi));
        assert_eq!(duties.unwrap(), Duties { offers: 0, introductions: 0, chairs: 0 });
        let affiliations: Result<Vec<_>, Problem> =
            act!(world, &fitri, tx => saksi_network::affiliations_of(&mut tx, dewi.person));
        let affiliation = affiliations.unwrap().remove(0).id;
        let ended: Result<(), Problem> =
            act!(world, &fitri, tx => actions::end_affiliation(&mut tx, &fitri, affiliation));
        ended.unwrap();
        let recorded: Result<(), Problem> =
            act!(world, &fitri, tx => introductions::record(&mut tx, &fitri, id, "They met in May."));
        recorded.unwrap();
        let back: Result<(), Problem> = act!(world, &fitri, tx => offers::take_back(&mut tx, &fitri, asked));
        back.unwrap();
    }
}

/// What one of two needs and the other can give, agreed on and not recorded yet.
async fn agree(world: &World, one: &Member, other: &Member) -> saksi_base::CollaborationId {
    let asked = says(world, one, need(world, Side::Need, "ID")).await;
    let given = says(world, other, need(world, Side::Offer, "ID")).await;
    let id: Result<_, Problem> = act!(world, one, tx => offers::propose(&mut tx, one, asked, given));
    let id = id.unwrap();
    let agreed: Result<(), Problem> = act!(world, other, tx => offers::answer(&mut tx, other, id, 1, true));
    agreed.unwrap();
    id
}

/// An election and a norm that an organisation writes down, watches and keeps to.
async fn keep(world: &World, by: &Member) -> (saksi_base::ElectionId, saksi_base::NormId) {
    let day = |month| Day::new(2026, month, 1).unwrap();
    let election = ElectionDraft {
        title: "Local elections".into(),
        native_title: String::new(),
        kind: "local".into(),
        place: Place::Territory("TW"),
        votes: (day(11), day(11)),
        window: (day(9), day(12)),
        tentative: false,
        link: String::new(),
        about: String::new(),
        tags: Tags::default(),
    };
    let norm = NormDraft {
        title: "Pledge of parties".into(),
        native_title: String::new(),
        form: "pledge".into(),
        level: "party".into(),
        actor: "parties".into(),
        place: Place::Territory("ID"),
        adopted: None,
        link: String::new(),
        about: String::new(),
        actors: vec![],
        commitments: vec![],
        tags: Tags::default(),
    };
    let kept: Result<_, Problem> = saksi_db::write!(world.test.db, "test", by.viewer(), tx => {
        let one = registers::add_election(&mut tx, by, election.clone()).await?;
        registers::watch(&mut tx, by, one, Some("Answers in Hakka")).await?;
        let other = registers::add_norm(&mut tx, by, norm.clone()).await?;
        registers::keep(&mut tx, by, other, true).await?;
        Ok((one, other))
    });
    kept.unwrap()
}

/// Those who chair a group, as one of it sees them.
async fn chairs(world: &World, by: &Member, group: WorkingGroupId) -> Vec<saksi_base::PersonId> {
    let seen: Result<_, Problem> = act!(world, by, tx => groups::group(&mut tx, by, group));
    seen.unwrap().1.unwrap().into_iter().filter(|one| one.chairs).map(|one| one.person).collect()
}

#[tokio::test]
async fn a_working_group_keeps_a_chair_however_the_one_it_had_goes() {
    for world in worlds().await {
        let siti = &world.operator;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        let fitri = world.person(PersonDraft::named("Fitri"), home, Role::Owner).await;
        let group: Result<_, Problem> =
            act!(world, siti, tx => groups::make(&mut tx, siti, group_named("Elections", "Watch them.")));
        let group = group.unwrap();
        let duties = async |by: &Member| -> Duties {
            let found: Result<Duties, Problem> = act!(world, by, tx => life::duties(&mut tx, by));
            found.unwrap()
        };
        assert_eq!(duties(siti).await.chairs, 0, "alone in it, it is nobody else's");
        for one in [&dewi, &eko, &fitri] {
            world.writes(one, Listing::Network, &[]).await;
            let joined: Result<(), Problem> =
                act!(world, siti, tx => groups::take_in(&mut tx, siti, group, one.person));
            joined.unwrap();
        }
        assert_eq!(duties(siti).await.chairs, 1);
        let over: Result<(), Problem> = act!(world, siti, tx => life::hand_over(&mut tx, siti));
        over.unwrap();
        assert!(duties(siti).await.is_empty());
        let left: Result<(), Problem> = act!(world, siti, tx => groups::leave(&mut tx, siti, group));
        left.unwrap();
        assert_eq!(chairs(&world, &eko, group).await, [dewi.person], "the next in the order of names");
        let gone: Result<(), Problem> = act!(world, &dewi, tx => life::forget(&mut tx, &dewi));
        gone.unwrap();
        assert_eq!(chairs(&world, &eko, group).await, [eko.person]);
        // Eko is sent away without a word.
        let affiliations: Result<Vec<_>, Problem> =
            act!(world, &fitri, tx => saksi_network::affiliations_of(&mut tx, eko.person));
        let affiliation = affiliations.unwrap().remove(0).id;
        let ended: Result<(), Problem> =
            act!(world, &fitri, tx => actions::end_affiliation(&mut tx, &fitri, affiliation));
        ended.unwrap();
        let room = Spaces::new(SealKey::new([4; 32]));
        life::keep_house(&world.test.db, &room).await.unwrap();
        let after = chairs(&world, &fitri, group).await;
        assert!(after.contains(&fitri.person), "somebody who is here chairs it, on {}", world.test.engine);
        life::keep_house(&world.test.db, &room).await.unwrap();
        assert_eq!(chairs(&world, &fitri, group).await, after, "once");
    }
}

#[tokio::test]
async fn whoever_closes_their_account_is_gone_from_the_directory_and_from_closed_spaces() {
    for world in worlds().await {
        let siti = &world.operator;
        let room = Spaces::new(SealKey::new([4; 32]));
        let key = spaces::key(&world.test.db, &SealKey::new([4; 32])).await.unwrap();
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let fitri = world.person(PersonDraft::named("Fitri"), home, Role::Owner).await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        world.writes(&dewi, Listing::Network, &[entry(Field::Contact, Audience::Network, &["signal of Dewi"])]).await;
        let subject = Subject::Organisation(home);
        let entries = vec![entry(Field::Funders, Audience::Public, &["Ocean Fund"])];
        let saved: Result<(), Problem> =
            act!(world, &dewi, tx => profiles::save(&mut tx, &dewi, subject, 0, Listing::Public, entries.clone()));
        saved.unwrap();
        let named = |pseudonym: &str| SeatDraft { pseudonym: pseudonym.into(), about: String::new(), listed: true };
        let space: Result<_, Problem> =
            act!(world, siti, tx => spaces::open(&mut tx, &key, siti, ("Rivers", "For a while."), named("Crane")));
        let space = space.unwrap();
        let word: Result<_, Problem> = act!(world, siti, tx => spaces::invite(&mut tx, &key, siti, space));
        let word = word.unwrap();
        let entered: Result<_, Problem> =
            act!(world, &dewi, tx => spaces::enter(&mut tx, &key, &dewi, word.reveal(), named("Hornbill")));
        entered.unwrap();
        let seats = async || -> Vec<String> {
            let seen: Result<Vec<_>, Problem> = saksi_db::write!(world.test.db, "test", siti.viewer(), tx => {
                let (_, own) = spaces::own(&mut tx, &key, siti, space).await?;
                spaces::seats(&mut tx, &own).await
            });
            seen.unwrap().into_iter().map(|seat| seat.pseudonym).collect()
        };
        assert_eq!(seats().await, ["Crane", "Hornbill"]);
        life::keep_house(&world.test.db, &room).await.unwrap();
        assert_eq!(seats().await.len(), 2, "whoever is here keeps what is theirs");

        let closed: Result<(), Problem> = act!(world, &dewi, tx => actions::close_account(&mut tx, dewi.person));
        closed.unwrap();
        life::keep_house(&world.test.db, &room).await.unwrap();
        assert_eq!(seats().await, ["Crane"], "on {}", world.test.engine);
        let left: Result<_, Problem> =
            act!(world, siti, tx => profiles::own(&mut tx, &dewi, Subject::Person(dewi.person)));
        let left = left.unwrap();
        assert!(left.version == 0 && left.entries.iter().all(|entry| entry.values.is_empty()), "{left:?}");
        let history: Result<Vec<_>, Problem> = act!(world, &fitri, tx => profiles::history(&mut tx, &fitri, subject));
        let history = history.unwrap();
        assert_eq!((history.len(), history[0].by.as_deref()), (1, None), "what was changed stays, without a name");
    }
}

#[tokio::test]
async fn an_organisation_that_merges_is_found_under_its_former_names_and_its_needs_go_over() {
    for world in worlds().await {
        let by = &world.operator;
        let former = world.organisation("Laut Biru", "Blue Sea").await;
        let successor = world.organisation("Samudra", "Ocean House").await;
        let dewi = world.person(PersonDraft::named("Dewi"), former, Role::Owner).await;
        let owner = world.person(PersonDraft::named("Gita"), successor, Role::Owner).await;
        says(&world, &dewi, need(&world, Side::Need, "ID")).await;
        let third = world.organisation("Bukit Hijau", "Green Hill").await;
        let eko = world.person(PersonDraft::named("Eko"), third, Role::Owner).await;
        let agreed = agree(&world, &dewi, &eko).await;
        let needs = async |by: &Member| -> usize {
            let ours: Result<Vec<_>, Problem> = act!(world, by, tx => offers::ours(&mut tx, by));
            ours.unwrap().into_iter().filter(|offer| offer.open && offer.draft.side == Side::Need).count()
        };
        let between = agree(&world, &dewi, &owner).await;
        let (election, norm) = keep(&world, &dewi).await;
        let before = needs(&dewi).await;
        assert_eq!(world.finds("blue sea", None).await, ["Laut Biru"]);
        let succeed = async |who: &Member, kind| {
            let told = GoingOn { kind, offers: &[], reason: "Decided together." };
            let done: Result<(), Problem> =
                act!(world, who, tx => life::succeed(&mut tx, who, former, successor, told));
            done
        };
        assert_eq!(said(succeed(&dewi, Succession::Merged).await), "problem-forbidden");
        succeed(by, Succession::Merged).await.unwrap();
        assert_eq!(world.finds("blue sea", None).await, ["Samudra"], "on {}", world.test.engine);
        assert!(before > 0);
        assert_eq!(needs(&owner).await, before, "its open needs went over");
        let met: Result<Vec<_>, Problem> = act!(world, &owner, tx => offers::collaborations(&mut tx, &owner));
        let met = met.unwrap();
        let of = |id| met.iter().find(|one| one.id == id).map(|one| (one.state, one.version)).unwrap();
        assert_eq!(of(between).0, CollaborationState::Declined, "what the two had between them is over");
        let (state, version) = of(agreed);
        assert_eq!(state, CollaborationState::Agreed);
        let recorded: Result<(), Problem> = act!(world, &owner, tx => offers::record(&mut tx, &owner, agreed, version, ("training", "Two afternoons."), &Tags::default()));
        recorded.unwrap();
        let kept: Result<_, Problem> = anybody!(world, tx => registers::election(&mut tx, election));
        let kept = kept.unwrap();
        assert_eq!(kept.organisation, successor, "whoever goes on keeps the entry");
        let told: Vec<_> = kept.teams.iter().map(|team| (team.name.as_str(), team.does.as_str())).collect();
        assert_eq!(told, [("Samudra", "Answers in Hakka")]);
        let withdrawn: Result<(), Problem> =
            act!(world, &owner, tx => registers::withdraw_election(&mut tx, &owner, election));
        withdrawn.unwrap();
        let kept: Result<_, Problem> = anybody!(world, tx => registers::norm(&mut tx, norm));
        let kept = kept.unwrap();
        assert_eq!(kept.organisation, successor);
        assert_eq!(kept.keepers.iter().map(|team| team.name.as_str()).collect::<Vec<_>>(), ["Samudra"], "once");
        let affiliations: Result<Vec<_>, Problem> =
            act!(world, by, tx => saksi_network::affiliations_of(&mut tx, dewi.person));
        assert!(affiliations.unwrap().iter().all(|one| one.ended.is_some()), "nobody works where nothing is any more");
        let lineage: Result<Vec<_>, Problem> = act!(world, by, tx => life::lineage(&mut tx, former));
        assert_eq!(lineage.unwrap().remove(0).1, "Samudra");
        assert_eq!(said(succeed(by, Succession::Merged).await), "directory-succession-known");

        let part = world.organisation("Ombak", "Wave Lab").await;
        let told = GoingOn { kind: Succession::Split, offers: &[], reason: "A lab of its own." };
        let split: Result<(), Problem> = act!(world, by, tx => life::succeed(&mut tx, by, successor, part, told));
        split.unwrap();
        let mut found = world.finds("ocean house", None).await;
        found.sort();
        assert_eq!(found, ["Ombak", "Samudra"], "both go on, and the former name leads to both");
    }
}

#[tokio::test]
async fn an_organisation_that_splits_gives_its_part_the_needs_that_were_chosen() {
    for world in worlds().await {
        let by = &world.operator;
        let whole = world.organisation("Samudra", "Ocean House").await;
        let part = world.organisation("Ombak", "Wave Lab").await;
        let third = world.organisation("Bukit Hijau", "Green Hill").await;
        let dewi = world.person(PersonDraft::named("Dewi"), whole, Role::Owner).await;
        let fitri = world.person(PersonDraft::named("Fitri"), part, Role::Owner).await;
        let eko = world.person(PersonDraft::named("Eko"), third, Role::Owner).await;
        let stays = says(&world, &dewi, OfferDraft { kind: "hosting".into(), ..need(&world, Side::Need, "ID") }).await;
        let agreed = agree(&world, &dewi, &eko).await;
        let between = agree(&world, &dewi, &fitri).await;
        let met = async |by: &Member| -> Vec<Collaboration> {
            let met: Result<Vec<_>, Problem> = act!(world, by, tx => offers::collaborations(&mut tx, by));
            met.unwrap()
        };
        let need_of = |all: &[Collaboration], id| all.iter().find(|one| one.id == id).unwrap().need;
        let both = met(&dewi).await;
        let goes = [need_of(&both, agreed), need_of(&both, between)];
        let split = async |chosen: &[saksi_base::OfferId]| {
            let told = GoingOn { kind: Succession::Split, offers: chosen, reason: "A lab of its own." };
            let done: Result<(), Problem> = act!(world, by, tx => life::succeed(&mut tx, by, whole, part, told));
            done
        };
        let theirs: Result<Vec<_>, Problem> = act!(world, eko, tx => offers::ours(&mut tx, &eko));
        let of_another = split(&[goes[0], theirs.unwrap()[0].id]).await.unwrap_err();
        assert_eq!(of_another.fields[0].message, "directory-succession-offer-gone");
        let lineage: Result<Vec<_>, Problem> = act!(world, by, tx => life::lineage(&mut tx, whole));
        assert!(lineage.unwrap().is_empty(), "all of it or nothing, on {}", world.test.engine);
        split(&goes).await.unwrap();
        let ours = async |by: &Member| -> Vec<saksi_base::OfferId> {
            let ours: Result<Vec<_>, Problem> = act!(world, by, tx => offers::ours(&mut tx, by));
            let ours = ours.unwrap().into_iter();
            ours.filter(|one| one.open && one.draft.side == Side::Need).map(|one| one.id).collect()
        };
        assert_eq!(ours(&dewi).await, [stays], "what was not chosen stays");
        let mut moved = ours(&fitri).await;
        moved.sort_unstable();
        let mut chosen = goes.to_vec();
        chosen.sort_unstable();
        assert_eq!(moved, chosen);
        let met = met(&fitri).await;
        let of = |id| met.iter().find(|one| one.id == id).unwrap();
        assert_eq!(of(between).state, CollaborationState::Declined, "nobody agrees with themselves");
        assert_eq!((of(agreed).state, of(agreed).need_by.0), (CollaborationState::Agreed, part));
        let version = of(agreed).version;
        let record = async |by: &Member| {
            let done: Result<(), Problem> = act!(world, by, tx => offers::record(&mut tx, by, agreed, version, ("training", "Two afternoons."), &Tags::default()));
            done
        };
        assert_eq!(said(record(&dewi).await), "problem-not-found", "it is the part's to tell what came of it");
        record(&fitri).await.unwrap();
        let works: Result<Vec<_>, Problem> =
            act!(world, by, tx => saksi_network::affiliations_of(&mut tx, dewi.person));
        assert!(works.unwrap().iter().all(|one| one.ended.is_none()), "who works there goes on");
    }
}

#[tokio::test]
async fn a_person_who_is_forgotten_leaves_no_name_in_old_records() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        let fitri = world.person(PersonDraft::named("Fitri"), home, Role::Owner).await;
        let names = entry(Field::OtherNames, Audience::Network, &["Melati"]);
        world.writes(&dewi, Listing::Network, &[names]).await;
        let subject = Subject::Organisation(home);
        let entries = vec![entry(Field::Funders, Audience::Public, &["Ocean Fund"])];
        let saved: Result<(), Problem> =
            act!(world, &dewi, tx => profiles::save(&mut tx, &dewi, subject, 0, Listing::Public, entries.clone()));
        saved.unwrap();
        assert_eq!(world.finds("melati", Some(&fitri)).await, ["Dewi"]);
        let gone: Result<(), Problem> = act!(world, &dewi, tx => life::forget(&mut tx, &dewi));
        gone.unwrap();
        assert!(world.finds("melati", Some(&fitri)).await.is_empty());
        let seen: Result<_, Problem> = act!(world, &fitri, tx => profiles::person(&mut tx, dewi.person));
        assert_eq!(said(seen.map(drop)), "problem-not-found");
        let history: Result<Vec<_>, Problem> = act!(world, &fitri, tx => profiles::history(&mut tx, &fitri, subject));
        let history = history.unwrap();
        assert_eq!(history.len(), 1, "what was changed stays");
        assert_eq!(history[0].by, None, "who changed it does not");
    }
}

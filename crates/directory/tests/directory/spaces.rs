//! Closed spaces: whoever sits in two of them is two people to everybody else, and opens themselves to one at a time.

use saksi_base::{ClosedSeatId, ClosedSpaceId, Problem, clock};
use saksi_directory::actions::spaces;
use saksi_directory::model::spaces::{RevealState, Seat, SeatDraft, SpacesKey};
use saksi_network::{Member, PersonDraft, Role, SealKey};

use super::world::{World, act, said, worlds};

fn named(pseudonym: &str) -> SeatDraft {
    SeatDraft { pseudonym: pseudonym.into(), about: String::new(), listed: true }
}

async fn key(world: &World) -> SpacesKey {
    spaces::key(&world.test.db, &SealKey::new([4; 32])).await.unwrap()
}

async fn opened(world: &World, key: &SpacesKey, name: &str, pseudonym: &str) -> ClosedSpaceId {
    let by = &world.operator;
    let begun: Result<_, Problem> =
        act!(world, by, tx => spaces::open(&mut tx, key, by, (name, "For a while."), named(pseudonym)));
    begun.unwrap()
}

async fn invited(world: &World, key: &SpacesKey, space: ClosedSpaceId) -> String {
    let by = &world.operator;
    let ticket: Result<_, Problem> = act!(world, by, tx => spaces::invite(&mut tx, key, by, space));
    ticket.unwrap().reveal().to_owned()
}

async fn enters(
    world: &World,
    key: &SpacesKey,
    by: &Member,
    ticket: &str,
    draft: SeatDraft,
) -> Result<ClosedSpaceId, Problem> {
    act!(world, by, tx => spaces::enter(&mut tx, key, by, ticket, draft.clone()))
}

async fn seat(world: &World, key: &SpacesKey, by: &Member, space: ClosedSpaceId) -> Seat {
    let own: Result<_, Problem> = act!(world, by, tx => spaces::own(&mut tx, key, by, space));
    own.unwrap().1
}

async fn between(
    world: &World,
    key: &SpacesKey,
    own: &Seat,
    by: &Member,
    other: ClosedSeatId,
) -> Result<spaces::Between, Problem> {
    act!(world, by, tx => spaces::between(&mut tx, key, own, other))
}

#[tokio::test]
async fn whoever_sits_in_two_spaces_has_nothing_in_common_with_themselves() {
    for world in worlds().await {
        let key = key(&world).await;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let naw = world.person(PersonDraft::named("Naw Paw"), home, Role::Checker).await;
        let mut seats = Vec::new();
        for (name, coordinator, pseudonym) in [("Rivers", "Crane", "Hornbill"), ("Hills", "Kite", "Banyan")] {
            let space = opened(&world, &key, name, coordinator).await;
            // Others come between, and time passes: neither may be told from what is kept.
            world.test.clock.advance(3 * clock::HOUR);
            let ticket = invited(&world, &key, space).await;
            assert_eq!(enters(&world, &key, &naw, &ticket, named(pseudonym)).await.unwrap(), space);
            seats.push(seat(&world, &key, &naw, space).await);
        }
        let (one, two) = (&seats[0], &seats[1]);
        assert_ne!(one.id, two.id);
        let shared = |a: &[u8], b: &[u8]| a.windows(4).any(|part| b.windows(4).any(|other| other == part));
        assert!(!shared(one.id.0.as_bytes(), two.id.0.as_bytes()), "identifiers share no part");
        assert!(!shared(one.id.0.as_bytes(), naw.person.0.as_bytes()));
        assert_eq!(one.since, two.since, "a month says nothing of three hours");
        assert_eq!(one.since.0 % clock::DAY, 0);
        // A name used elsewhere is refused to its owner, and to nobody else.
        let third = opened(&world, &key, "Coast", "Heron").await;
        let ticket = invited(&world, &key, third).await;
        assert_eq!(said(enters(&world, &key, &naw, &ticket, named("hornbill")).await), "directory-pseudonym-yours");
        assert_eq!(said(enters(&world, &key, &naw, &ticket, named("Naw Paw")).await), "directory-pseudonym-yours");
        assert_eq!(said(enters(&world, &key, &naw, &ticket, named("HERON")).await), "directory-pseudonym-taken");
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        enters(&world, &key, &eko, &ticket, named("Hornbill")).await.unwrap();
    }
}

#[tokio::test]
async fn lists_stand_in_the_order_of_chosen_names_and_show_who_wants_to_be_seen() {
    for world in worlds().await {
        let key = key(&world).await;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let space = opened(&world, &key, "Rivers", "Crane").await;
        for (name, pseudonym, listed) in
            [("Zed One", "zinnia", true), ("Naw Two", "Banyan", true), ("Ari Three", "Myna", false)]
        {
            let member = world.person(PersonDraft::named(name), home, Role::Checker).await;
            let ticket = invited(&world, &key, space).await;
            let draft = SeatDraft { listed, ..named(pseudonym) };
            enters(&world, &key, &member, &ticket, draft).await.unwrap();
            let own = seat(&world, &key, &member, space).await;
            let seen: Result<Vec<Seat>, Problem> = act!(world, &member, tx => spaces::seats(&mut tx, &own));
            let names: Vec<String> = seen.unwrap().into_iter().map(|seat| seat.pseudonym).collect();
            assert!(!names.contains(&"Myna".to_owned()), "{names:?}");
        }
        let own = seat(&world, &key, &world.operator, space).await;
        let all: Result<Vec<Seat>, Problem> = act!(world, &world.operator, tx => spaces::seats(&mut tx, &own));
        let names: Vec<String> = all.unwrap().into_iter().map(|seat| seat.pseudonym).collect();
        assert_eq!(names, ["Banyan", "Crane", "Myna", "zinnia"], "whoever looks after it sees every seat, by name");
    }
}

#[tokio::test]
async fn to_whoever_has_no_seat_a_space_is_not_there() {
    for world in worlds().await {
        let key = key(&world).await;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let outside = world.person(PersonDraft::named("Fitri"), home, Role::Owner).await;
        let bayu = world.second_operator("Bayu Putra").await;
        let space = opened(&world, &key, "Rivers", "Crane").await;
        let nowhere = ClosedSpaceId::new(&saksi_base::SeededRandom::new(7));
        let mut refusals = Vec::new();
        for member in [&outside, &bayu] {
            for id in [space, nowhere] {
                let own: Result<_, Problem> = act!(world, member, tx => spaces::own(&mut tx, &key, member, id));
                refusals.push(format!("{:?}", own.unwrap_err()));
            }
            let mine: Result<Vec<_>, Problem> = act!(world, member, tx => spaces::mine(&mut tx, &key, member));
            assert!(mine.unwrap().is_empty());
        }
        assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]), "{refusals:?}");
        // An invitation works once, for a week.
        let ticket = invited(&world, &key, space).await;
        world.test.clock.advance(8 * clock::DAY);
        assert_eq!(said(enters(&world, &key, &outside, &ticket, named("Egret")).await), "directory-space-word-wrong");
        let ticket = invited(&world, &key, space).await;
        enters(&world, &key, &outside, &ticket, named("Egret")).await.unwrap();
        assert_eq!(said(enters(&world, &key, &bayu, &ticket, named("Tern")).await), "directory-space-word-wrong");
        let by = &outside;
        let refused: Result<_, Problem> = act!(world, by, tx => spaces::invite(&mut tx, &key, by, space));
        assert_eq!(refused.unwrap_err().kind, saksi_base::ProblemKind::Forbidden);
    }
}

#[tokio::test]
async fn one_opens_oneself_to_one_other_and_takes_it_back() {
    for world in worlds().await {
        let key = key(&world).await;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let space = opened(&world, &key, "Rivers", "Crane").await;
        let mut seats = Vec::new();
        for (name, pseudonym) in [("Naw Paw", "Hornbill"), ("Eko Putra", "Banyan"), ("Fitri Dewi", "Myna")] {
            let member = world.person(PersonDraft::named(name), home, Role::Checker).await;
            let ticket = invited(&world, &key, space).await;
            enters(&world, &key, &member, &ticket, SeatDraft { listed: false, ..named(pseudonym) }).await.unwrap();
            let own = seat(&world, &key, &member, space).await;
            seats.push((member, own));
        }
        let [(naw, hornbill), (eko, banyan), (fitri, myna)] = &seats[..] else { unreachable!() };
        assert_eq!(
            said(between(&world, &key, hornbill, naw, banyan.id).await),
            "problem-not-found",
            "unseen and silent"
        );
        let spoke: Result<(), Problem> = act!(world, eko, tx => spaces::say(&mut tx, &key, banyan, "I can translate."));
        spoke.unwrap();
        let asked: Result<(), Problem> = act!(world, naw, tx => spaces::ask(&mut tx, &key, hornbill, banyan.id));
        asked.unwrap();
        let twice: Result<(), Problem> = act!(world, naw, tx => spaces::ask(&mut tx, &key, hornbill, banyan.id));
        assert_eq!(said(twice), "directory-reveal-moved");
        let waiting: Result<Vec<_>, Problem> = act!(world, eko, tx => spaces::asking(&mut tx, banyan));
        assert_eq!(waiting.unwrap(), [(hornbill.id, "Hornbill".to_owned())]);
        let give = async |seen: i64, words: &'static str| -> Result<(), Problem> {
            act!(world, eko, tx => spaces::give(&mut tx, &key, banyan, hornbill.id, seen, words))
        };
        give(1, "Eko, from Ende.").await.unwrap();
        assert_eq!(said(give(1, "Another.").await), "directory-reveal-moved", "two windows at once");
        let seen = between(&world, &key, hornbill, naw, banyan.id).await.unwrap();
        assert_eq!(seen.theirs.unwrap().words, "Eko, from Ende.");
        // Nobody else sees it: neither a third seat nor whoever looks after the space.
        let third = between(&world, &key, myna, fitri, banyan.id).await.unwrap();
        let crane = seat(&world, &key, &world.operator, space).await;
        let looking_after = between(&world, &key, &crane, &world.operator, banyan.id).await.unwrap();
        for other in [third, looking_after] {
            assert!(other.theirs.is_none() && other.mine.is_none() && other.log.is_empty());
        }
        let back: Result<(), Problem> = act!(world, eko, tx => spaces::withhold(&mut tx, &key, banyan, hornbill.id, 2));
        back.unwrap();
        let after = between(&world, &key, hornbill, naw, banyan.id).await.unwrap();
        let theirs = after.theirs.unwrap();
        assert_eq!((theirs.state, theirs.words.as_str()), (RevealState::TakenBack, ""));
        let log: Vec<RevealState> = after.log.iter().map(|(_, state, _)| *state).collect();
        assert_eq!(log, [RevealState::TakenBack, RevealState::Given, RevealState::Asked]);
        assert!(after.log.iter().all(|(_, _, month)| month.0 % clock::DAY == 0));
        // What was said stays when its seat goes; what was opened goes.
        let left: Result<(), Problem> = act!(world, eko, tx => spaces::leave(&mut tx, &key, eko, space));
        left.unwrap();
        let words: Result<Vec<_>, Problem> = act!(world, naw, tx => spaces::words(&mut tx, &key, hornbill, i64::MAX));
        let words = words.unwrap();
        assert_eq!((words[0].text.as_str(), &words[0].by), ("I can translate.", &None));
        assert_eq!(said(between(&world, &key, hornbill, naw, banyan.id).await), "problem-not-found");
    }
}

#[tokio::test]
async fn a_space_never_stays_without_somebody_who_looks_after_it() {
    for world in worlds().await {
        let key = key(&world).await;
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let space = opened(&world, &key, "Rivers", "Crane").await;
        let naw = world.person(PersonDraft::named("Naw Paw"), home, Role::Checker).await;
        let ticket = invited(&world, &key, space).await;
        enters(&world, &key, &naw, &ticket, named("Hornbill")).await.unwrap();
        let by = &world.operator;
        let refused: Result<(), Problem> = act!(world, by, tx => spaces::leave(&mut tx, &key, by, space));
        assert_eq!(said(refused), "directory-space-last-coordinator");
        // Whoever takes themselves out of the directory leaves it to the next.
        let gone: Result<(), Problem> = act!(world, by, tx => spaces::leave_all(&mut tx, &key, by));
        gone.unwrap();
        assert!(seat(&world, &key, &naw, space).await.coordinates);
        let last: Result<(), Problem> = act!(world, &naw, tx => spaces::leave(&mut tx, &key, &naw, space));
        last.unwrap();
        let mine: Result<Vec<_>, Problem> = act!(world, &naw, tx => spaces::mine(&mut tx, &key, &naw));
        assert!(mine.unwrap().is_empty(), "with the last seat the space is gone");
    }
}

#[tokio::test]
async fn a_key_file_that_is_renewed_opens_the_same_spaces_and_another_one_none() {
    for world in worlds().await {
        let old = SealKey::new([4; 32]);
        let key = key(&world).await;
        let space = opened(&world, &key, "Rivers", "Crane").await;
        let new = SealKey::new([5; 32]);
        assert!(spaces::key(&world.test.db, &new).await.is_err());
        let moved: Result<_, Problem> = saksi_db::write!(world.test.db, "test", saksi_db::Viewer::System, tx => {
            saksi_network::actions::reseal_second_steps(&mut tx, &old, &new).await
        });
        assert!(moved.unwrap().is_some());
        assert!(spaces::key(&world.test.db, &old).await.is_err());
        let renewed = spaces::key(&world.test.db, &new).await.unwrap();
        assert_eq!(seat(&world, &renewed, &world.operator, space).await.pseudonym, "Crane");
    }
}

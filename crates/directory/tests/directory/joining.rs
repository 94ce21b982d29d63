//! Joining: a door, a request, those who vouch, a decision.

use saksi_base::{JoinRequestId, Place, Problem, clock};
use saksi_directory::actions::joining;
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::{Door, DoorDraft, DoorKind, Knock, RequestState};
use saksi_network::{Member, PersonDraft, Role};

use super::world::{World, act, anybody, said, worlds};

fn knock(name: &str) -> Knock {
    Knock {
        name: name.into(),
        organisation: "Karen Voices".into(),
        email: "naw@karen.example".into(),
        wants_in: true,
        contribution: String::new(),
        place: Place::SelfDescribed("Karen State".into()),
        language: "en".into(),
    }
}

async fn door(world: &World, vouches: i64) -> Door {
    let by = &world.operator;
    let draft = DoorDraft {
        kind: DoorKind::Event,
        title: "Round table, Taipei".into(),
        about: "Come in.".into(),
        region: "035".into(),
        place: Place::NotDisclosed,
        vouches,
        tags: Tags::from_stored("equality", "16.10"),
    };
    let door: Result<Door, Problem> = saksi_db::write!(world.test.db, "test", by.viewer(), tx => {
        let id = joining::open_door(&mut tx, by, draft.clone()).await?;
        joining::door(&mut tx, id).await
    });
    door.unwrap()
}

/// Asks; gives the receipt as it is written down.
async fn asks(world: &World, door: &Door, knock: Knock, seed: u8) -> (String, String) {
    let receipt: Result<_, Problem> =
        anybody!(world, tx => joining::knock(&mut tx, door, knock.clone(), None, &[seed; 32]));
    let receipt = receipt.unwrap();
    (receipt.locator().to_string(), receipt.words().to_string())
}

async fn waiting(world: &World) -> Vec<JoinRequestId> {
    let by = &world.operator;
    let all: Result<Vec<_>, Problem> = act!(world, by, tx => joining::requests(&mut tx, RequestState::Waiting));
    all.unwrap().into_iter().map(|request| request.id).collect()
}

async fn version(world: &World, id: JoinRequestId) -> i64 {
    let by = &world.operator;
    let reviewed: Result<_, Problem> = act!(world, by, tx => joining::review(&mut tx, id));
    reviewed.unwrap().request.version
}

async fn stands(world: &World, receipt: &(String, String)) -> saksi_directory::model::Standing {
    let found: Result<_, Problem> = anybody!(world, tx => joining::standing(&mut tx, &receipt.0, &receipt.1));
    found.unwrap()
}

async fn vouches(world: &World, by: &Member, id: JoinRequestId) -> Result<(), Problem> {
    act!(world, by, tx => joining::vouch(&mut tx, by, id, "We worked together in Mae Sot."))
}

#[tokio::test]
async fn somebody_asks_is_vouched_for_and_comes_in() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        let door = door(&world, 2).await;
        let receipt = asks(&world, &door, knock("Naw Paw"), 1).await;
        let again = asks(&world, &door, knock("Naw Paw"), 1).await;
        assert_eq!(receipt, again, "a form that was sent twice is one request");
        let id = waiting(&world).await;
        assert_eq!(id.len(), 1);
        let id = id[0];

        world.test.clock.advance(3 * clock::DAY);
        let standing = stands(&world, &receipt).await;
        assert_eq!((standing.state, standing.days, standing.vouched), (RequestState::Waiting, 3, 0));

        vouches(&world, &dewi, id).await.unwrap();
        assert_eq!(said(vouches(&world, &eko, id).await), "directory-vouched-already", "one vouch each organisation");
        let by = &world.operator;
        let seen = version(&world, id).await;
        let early: Result<_, Problem> = act!(world, by, tx => joining::admit(&mut tx, by, id, seen, "Known."));
        assert_eq!(said(early.map(drop)), "directory-vouches-lack");
        vouches(&world, by, id).await.unwrap();
        let seen = version(&world, id).await;
        let forbidden: Result<_, Problem> =
            act!(world, &dewi, tx => joining::admit(&mut tx, &dewi, id, seen, "Known."));
        assert_eq!(said(forbidden.map(drop)), "problem-forbidden");
        let admitted: Result<_, Problem> = act!(world, by, tx => joining::admit(&mut tx, by, id, seen, "Two vouched."));
        let (organisation, link) = admitted.unwrap();
        let invited: Result<_, Problem> = anybody!(world, tx => saksi_network::actions::invitation(&mut tx, &link));
        assert_eq!(invited.unwrap().organisation, organisation);
        let standing = stands(&world, &receipt).await;
        assert_eq!((standing.state, standing.reason.as_str()), (RequestState::Admitted, "Two vouched."));
        assert_eq!(world.finds("karen voices", None).await, ["Karen Voices"]);
    }
}

#[tokio::test]
async fn the_second_who_decides_sees_what_the_first_did_and_loses_nothing() {
    for world in worlds().await {
        let second = world.second_operator("Bayu").await;
        let door = door(&world, 0).await;
        asks(&world, &door, knock("Naw Paw"), 1).await;
        let id = waiting(&world).await[0];
        let seen = version(&world, id).await;
        let decide = async |by: &Member, reason: &str| {
            let done: Result<(), Problem> = act!(world, by, tx => joining::decline(&mut tx, by, id, seen, reason));
            done
        };
        let (one, other) =
            tokio::join!(decide(&world.operator, "Not our region."), decide(&second, "Nobody knows them."));
        assert!(one.is_ok() != other.is_ok(), "exactly one decision stands on {}", world.test.engine);
        let refused = one.and(other).unwrap_err();
        assert!(["directory-request-moved", "directory-request-decided"].contains(&refused.message));
        let by = &second;
        let reviewed: Result<_, Problem> = act!(world, by, tx => joining::review(&mut tx, id));
        let steps: Vec<_> =
            reviewed.unwrap().steps.into_iter().map(|step| (step.what, step.person.is_some())).collect();
        assert_eq!(steps, [("asked".to_owned(), false), ("declined".to_owned(), true)]);
    }
}

#[tokio::test]
async fn a_note_of_the_first_stops_the_second_until_they_have_read_it() {
    for world in worlds().await {
        let second = world.second_operator("Bayu").await;
        let door = door(&world, 0).await;
        asks(&world, &door, knock("Naw Paw"), 1).await;
        let id = waiting(&world).await[0];
        let seen = version(&world, id).await;
        let by = &world.operator;
        let noted: Result<(), Problem> = act!(world, by, tx => joining::remark(&mut tx, by, id, "I am calling them."));
        noted.unwrap();
        let hasty: Result<_, Problem> = act!(world, &second, tx => joining::admit(&mut tx, &second, id, seen, "Fine."));
        assert_eq!(said(hasty.map(drop)), "directory-request-moved");
        let seen = version(&world, id).await;
        let calm: Result<_, Problem> = act!(world, &second, tx => joining::admit(&mut tx, &second, id, seen, "Fine."));
        calm.unwrap();
    }
}

#[tokio::test]
async fn somebody_declined_reads_why_and_may_ask_again() {
    for world in worlds().await {
        let door = door(&world, 0).await;
        let receipt = asks(&world, &door, knock("Naw Paw"), 1).await;
        let first = waiting(&world).await[0];
        let by = &world.operator;
        let seen = version(&world, first).await;
        let silent: Result<(), Problem> = act!(world, by, tx => joining::decline(&mut tx, by, first, seen, "  "));
        assert_eq!(said(silent), "directory-reason-missing");
        let done: Result<(), Problem> =
            act!(world, by, tx => joining::decline(&mut tx, by, first, seen, "Please find two who know you."));
        done.unwrap();
        assert_eq!(stands(&world, &receipt).await.reason, "Please find two who know you.");

        let earlier = Some((receipt.0.as_str(), receipt.1.as_str()));
        let receipt: Result<_, Problem> =
            anybody!(world, tx => joining::knock(&mut tx, &door, knock("Naw Paw"), earlier, &[2; 32]));
        receipt.unwrap();
        let second = waiting(&world).await[0];
        let reviewed: Result<_, Problem> = act!(world, by, tx => joining::review(&mut tx, second));
        assert_eq!(reviewed.unwrap().request.follows, Some(first), "those who decide see that they asked before");
    }
}

#[tokio::test]
async fn a_contribution_needs_no_name_and_opens_nothing() {
    for world in worlds().await {
        let door = door(&world, 0).await;
        let gift = Knock {
            name: String::new(),
            organisation: String::new(),
            email: String::new(),
            wants_in: false,
            contribution: "A list of helplines".into(),
            ..knock("")
        };
        let receipt = asks(&world, &door, gift, 1).await;
        let id = waiting(&world).await[0];
        let by = &world.operator;
        let seen = version(&world, id).await;
        let admitted: Result<_, Problem> = act!(world, by, tx => joining::admit(&mut tx, by, id, seen, "Thanks."));
        assert_eq!(said(admitted.map(drop)), "directory-request-decided");
        let read: Result<(), Problem> = act!(world, by, tx => joining::take_note(&mut tx, by, id, seen));
        read.unwrap();
        assert_eq!(stands(&world, &receipt).await.state, RequestState::Read);
    }
}

#[tokio::test]
async fn who_takes_a_request_back_leaves_nothing_behind() {
    for world in worlds().await {
        let door = door(&world, 0).await;
        let receipt = asks(&world, &door, knock("Naw Paw"), 1).await;
        let id = waiting(&world).await[0];
        let wrong: Result<(), Problem> = anybody!(world, tx => joining::withdraw(&mut tx, &receipt.0, "abandon abandon abandon abandon abandon abandon abandon abandon"));
        assert!(["directory-receipt-words-wrong", "directory-receipt-unknown"].contains(&said(wrong)));
        let gone: Result<(), Problem> = anybody!(world, tx => joining::withdraw(&mut tx, &receipt.0, &receipt.1));
        gone.unwrap();
        assert!(waiting(&world).await.is_empty());
        let by = &world.operator;
        let reviewed: Result<_, Problem> = act!(world, by, tx => joining::review(&mut tx, id));
        let reviewed = reviewed.unwrap();
        assert!(!format!("{reviewed:?}").contains("Naw Paw") && !format!("{reviewed:?}").contains("karen.example"));
        assert_eq!(stands(&world, &receipt).await.state, RequestState::Withdrawn);
    }
}

#[tokio::test]
async fn a_closed_door_takes_nobody_in_and_a_link_read_off_a_wall_is_understood() {
    for world in worlds().await {
        let door = door(&world, 0).await;
        let loud = door.code.to_uppercase().replace('0', "O").replace('1', "I");
        let found: Result<Door, Problem> = anybody!(world, tx => joining::door_of(&mut tx, &loud));
        assert_eq!(found.unwrap(), door);
        let by = &world.operator;
        let closed: Result<Door, Problem> = saksi_db::write!(world.test.db, "test", by.viewer(), tx => {
            joining::close_door(&mut tx, by, door.id, true).await?;
            joining::door(&mut tx, door.id).await
        });
        let closed = closed.unwrap();
        let refused: Result<_, Problem> =
            anybody!(world, tx => joining::knock(&mut tx, &closed, knock("Naw Paw"), None, &[3; 32]));
        assert_eq!(said(refused.map(drop)), "directory-door-closed");
    }
}

#[tokio::test]
async fn a_locator_that_is_another_ones_by_chance_costs_nobody_their_request() {
    for world in worlds().await {
        let door = door(&world, 0).await;
        let mut taken = String::new();
        let undone: Result<(), Problem> = saksi_db::write!(world.test.db, "test", saksi_db::Viewer::Public, tx => {
            taken = joining::knock(&mut tx, &door, knock("Naw Paw"), None, &[9; 32]).await?.locator().compact();
            Err(Problem::not_found())
        });
        undone.unwrap_err();
        let other = knock("Somebody else");
        let put: Result<(), Problem> =
            anybody!(world, tx => saksi_directory::testing::request(&mut tx, door.id, &taken, &other));
        put.unwrap();
        let first = asks(&world, &door, knock("Naw Paw"), 9).await;
        assert_ne!(first.0.replace('-', ""), taken, "on {}", world.test.engine);
        assert_eq!(asks(&world, &door, knock("Naw Paw"), 9).await, first, "sent twice, it is one request");
        assert_eq!(stands(&world, &first).await.state, RequestState::Waiting);
        assert_eq!(waiting(&world).await.len(), 2);
    }
}

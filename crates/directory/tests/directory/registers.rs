//! The registers of elections and norms.

use saksi_base::calendar::Day;
use saksi_base::{Place, Problem};
use saksi_directory::actions::registers;
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::registers::{ElectionDraft, NormDraft};
use saksi_network::{Member, PersonDraft, Role};

use super::world::{act, anybody, said, worlds};

fn day(month: i8, number: i8) -> Day {
    Day::new(2026, month, number).unwrap()
}

fn election() -> ElectionDraft {
    ElectionDraft {
        title: "Local elections".into(),
        native_title: "地方選舉".into(),
        kind: "local".into(),
        place: Place::Territory("TW"),
        votes: (day(11, 28), day(11, 28)),
        window: (day(9, 1), day(12, 20)),
        tentative: true,
        link: "https://cec.example/2026".into(),
        about: String::new(),
        tags: Tags::from_stored("violence", "5.5 16.10"),
    }
}

fn norm() -> NormDraft {
    NormDraft {
        title: "Pledge of parties".into(),
        native_title: String::new(),
        form: "pledge".into(),
        level: "party".into(),
        actor: "parties".into(),
        place: Place::Territory("ID"),
        adopted: Some(day(1, 5)),
        link: String::new(),
        about: String::new(),
        actors: vec!["Partai Satu".into(), "Partai Dua".into()],
        commitments: vec!["No made-up pictures of opponents.".into()],
        tags: Tags::from_stored("equality", "16"),
    }
}

#[tokio::test]
async fn an_election_is_kept_by_whoever_wrote_it_and_each_house_says_itself_that_it_watches() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let other = world.organisation("Samudra", "Ocean House").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let gita = world.person(PersonDraft::named("Gita"), other, Role::Checker).await;
        let eko = world.person(PersonDraft::named("Eko"), home, Role::Responder).await;
        let add = async |by: &Member| -> Result<_, Problem> {
            act!(world, by, tx => registers::add_election(&mut tx, by, election()))
        };
        assert_eq!(said(add(&eko).await), "problem-forbidden", "whoever publishes for an organisation writes here");
        let id = add(&dewi).await.unwrap();
        let tags = Tags::from_stored("", "16.7");
        let later =
            ElectionDraft { votes: (day(12, 5), day(12, 6)), tentative: false, tags: tags.clone(), ..election() };
        let change = async |by: &Member, seen: i64| -> Result<(), Problem> {
            act!(world, by, tx => registers::change_election(&mut tx, by, id, seen, later.clone()))
        };
        assert_eq!(said(change(&gita, 1).await), "problem-forbidden");
        change(&dewi, 1).await.unwrap();
        assert_eq!(said(change(&dewi, 1).await), "directory-group-changed-meanwhile");
        let watch = async |by: &Member, does: Option<&str>| -> Result<(), Problem> {
            act!(world, by, tx => registers::watch(&mut tx, by, id, does))
        };
        watch(&gita, Some("Answers in Hakka")).await.unwrap();
        watch(&gita, Some("Answers in Hakka and Amis")).await.unwrap();
        let seen: Result<_, Problem> = anybody!(world, tx => registers::election(&mut tx, id));
        let seen = seen.unwrap();
        assert_eq!((seen.draft.votes, seen.draft.tentative), ((day(12, 5), day(12, 6)), false));
        assert_eq!((seen.draft.place, seen.draft.tags), (Place::Territory("TW"), tags));
        let told: Vec<_> = seen.teams.iter().map(|team| (team.name.as_str(), team.does.as_str())).collect();
        assert_eq!(told, [("Samudra", "Answers in Hakka and Amis")]);
        watch(&gita, None).await.unwrap();
        let by = &world.operator;
        let gone: Result<(), Problem> = act!(world, by, tx => registers::withdraw_election(&mut tx, by, id));
        gone.unwrap();
        let all: Result<Vec<_>, Problem> = anybody!(world, tx => registers::elections(&mut tx));
        assert!(all.unwrap().is_empty());
        let untrue = ElectionDraft { tags: Tags::from_stored("", "16.99"), ..election() };
        let refused: Result<_, Problem> =
            act!(world, &dewi, tx => registers::add_election(&mut tx, &dewi, untrue.clone()));
        assert_eq!(said(refused), "directory-target-wrong");
    }
}

#[tokio::test]
async fn a_norm_says_who_is_bound_and_to_what() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        let added: Result<_, Problem> = act!(world, dewi, tx => registers::add_norm(&mut tx, &dewi, norm()));
        let id = added.unwrap();
        let other: Result<_, Problem> = act!(world, dewi, tx => registers::add_norm(&mut tx, &dewi, NormDraft { title: "A code".into(), actors: vec![], ..norm() }));
        other.unwrap();
        let keeps: Result<(), Problem> = act!(world, dewi, tx => registers::keep(&mut tx, &dewi, id, true));
        keeps.unwrap();
        let seen: Result<_, Problem> = anybody!(world, tx => registers::norm(&mut tx, id));
        let seen = seen.unwrap();
        assert_eq!(seen.draft, norm());
        assert_eq!(seen.keepers.iter().map(|team| team.name.as_str()).collect::<Vec<_>>(), ["Laut Biru"]);
        let all: Result<Vec<_>, Problem> = anybody!(world, tx => registers::norms(&mut tx));
        let all = all.unwrap();
        assert_eq!(all.iter().map(|one| one.draft.actors.len()).collect::<Vec<_>>(), [0, 2], "by title");
        let change: Result<(), Problem> = act!(world, dewi, tx => registers::change_norm(&mut tx, &dewi, id, 1, NormDraft { actors: vec!["Partai Tiga".into()], ..norm() }));
        change.unwrap();
        let seen: Result<_, Problem> = anybody!(world, tx => registers::norm(&mut tx, id));
        let seen = seen.unwrap().draft;
        assert_eq!((seen.actors, seen.tags), (vec!["Partai Tiga".to_owned()], norm().tags));
    }
}

//! Trainings and toolkits: numbers without names, counted once and for all, and what people can read by themselves.

use saksi_base::clock::DAY;
use saksi_base::{ProblemKind, SiteLanguage};
use saksi_cases::actions::{counting, settings, toolkits, trainings};
use saksi_cases::model::calendar::Day;
use saksi_cases::model::counting::{Figure, trained};
use saksi_cases::model::settings::HelpSetting;
use saksi_cases::model::toolkit::{Toolkit, ToolkitKind, ToolkitText};
use saksi_cases::model::training::{Group, MediaKind, NewTraining, TrainingTopic};
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_network::Role;

use crate::{kind, told};

fn training(here: &TestHelpline, groups: &[(MediaKind, &'static str, u32)]) -> NewTraining {
    let group =
        |(media, language, people): &(MediaKind, &'static str, u32)| Group { media: *media, language, people: *people };
    NewTraining {
        day: Day::of(here.cases.now()),
        topic: TrainingTopic::Verification,
        groups: groups.iter().map(group).collect(),
    }
}

#[tokio::test]
async fn a_training_is_counted_in_its_quarter_and_then_stays() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let owner = here.person("Ayu", &[Role::Owner]).await.member;
        let responder = here.person("Bima", &[Role::Responder]).await.member;
        let cases = &here.cases;
        let of_radio = training(&here, &[(MediaKind::Radio, "ur", 40), (MediaKind::Radio, "ps", 2)]);
        let first = trainings::log(cases, &owner, of_radio).await.unwrap();
        let of_print = training(&here, &[(MediaKind::Print, "ur", 30), (MediaKind::NotMedia, "th", 15)]);
        trainings::log(cases, &responder, of_print).await.unwrap();
        let mistaken = training(&here, &[(MediaKind::Agency, "th", 900)]);
        let mistaken = trainings::log(cases, &responder, mistaken).await.unwrap();
        trainings::remove(cases, &owner, mistaken).await.unwrap();
        assert_eq!(kind(trainings::remove(cases, &owner, mistaken).await), ProblemKind::NotFound);

        // A fortnight after the quarter.
        here.test.clock.advance(110 * DAY);
        assert!(counting::release_due(cases).await.unwrap().is_some());
        assert!(counting::release_due(cases).await.unwrap().is_none());
        let releases = counting::releases(cases).await.unwrap();
        let published = releases[0].trained.as_ref().unwrap();
        assert_eq!(published.all(), Some(Figure::Count(87)));
        let figure = |dimension: &str, value: &str| {
            let rows = published.rows(dimension).unwrap();
            rows.iter().find(|row| row.values == [Some(value)]).map(|row| row.figure)
        };
        assert_eq!(figure(trained::LANGUAGE, "ps"), Some(Figure::Hidden), "two people");
        assert_eq!(figure(trained::MEDIA, "radio"), Some(Figure::Count(42)));
        assert_eq!(figure(trained::MEDIA, "agency"), Some(Figure::Count(0)), "what was taken away is not counted");
        let none_small = |figure: &Figure| !matches!(figure, Figure::Count(count) if 0 < *count && *count < 11);
        assert!(published.figures.iter().all(none_small), "{published:?}");

        assert_eq!(told(trainings::remove(cases, &owner, first).await), "cases-training-counted");
        let listed = trainings::list(cases, &owner).await.unwrap();
        assert!(listed.len() == 2 && listed.iter().all(|one| one.counted));
        // What is written down later counts later, on whatever day it was given.
        let late = NewTraining { day: releases[0].period.from, ..training(&here, &[(MediaKind::Print, "id", 20)]) };
        trainings::log(cases, &owner, late).await.unwrap();
        assert_eq!(counting::releases(cases).await.unwrap(), releases);
        here.test.clock.advance(90 * DAY);
        assert!(counting::release_due(cases).await.unwrap().is_some());
        let releases = counting::releases(cases).await.unwrap();
        assert_eq!(releases[1].trained.as_ref().unwrap().all(), Some(Figure::Count(20)));
    }
}

#[tokio::test]
async fn trainings_are_the_organisations_own_and_wrong_ones_are_refused() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let owner = here.person("Ayu", &[Role::Owner]).await.member;
        let viewer = here.person("Citra", &[Role::Checker]).await.member;
        let theirs = TestHelpline::organisation(&here.test, "SMEX").await;
        let stranger = here.person_of(theirs, "Dewi", &[Role::Owner]).await.member;
        let cases = &here.cases;
        let id = trainings::log(cases, &owner, training(&here, &[(MediaKind::Radio, "ur", 12)])).await.unwrap();
        assert_eq!(trainings::list(cases, &owner).await.unwrap()[0].training.id, id);
        assert!(trainings::list(cases, &stranger).await.unwrap().is_empty());
        assert_eq!(kind(trainings::remove(cases, &stranger, id).await), ProblemKind::NotFound);
        assert_eq!(kind(trainings::list(cases, &viewer).await), ProblemKind::Forbidden);
        let one = || training(&here, &[(MediaKind::Radio, "ur", 12)]);
        assert_eq!(kind(trainings::log(cases, &viewer, one()).await), ProblemKind::Forbidden);
        let ahead = NewTraining { day: Day::of(here.cases.now()).plus(1), ..one() };
        assert_eq!(told(trainings::log(cases, &owner, ahead).await), "cases-training-day");
        let nobody = NewTraining { groups: Vec::new(), ..one() };
        assert_eq!(told(trainings::log(cases, &owner, nobody).await), "cases-training-people");
    }
}

fn toolkit(code: &str, tag: &str, address: &str) -> Toolkit {
    let text = ToolkitText { title: "A guide".into(), about: String::new(), address: address.into() };
    Toolkit {
        code: code.into(),
        kind: ToolkitKind::MentalHealth,
        incidents: Vec::new(),
        texts: [(tag.to_owned(), text)].into(),
    }
}

#[tokio::test]
async fn toolkits_of_every_organisation_are_read_by_anybody_and_set_by_whoever_runs_a_helpline() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let owner = here.person("Ayu", &[Role::Owner]).await.member;
        let responder = here.person("Bima", &[Role::Responder]).await.member;
        let theirs = TestHelpline::organisation(&here.test, "SMEX").await;
        let stranger = here.person_of(theirs, "Dewi", &[Role::Owner]).await.member;
        let cases = &here.cases;
        let set = |member, seen, list| settings::set(cases, member, seen, HelpSetting::Toolkits(list));
        let (ours, other) = (toolkit("a", "id", "https://a.example"), toolkit("b", "ur", "https://b.example"));
        set(&owner, 0, vec![ours.clone()]).await.unwrap();
        set(&stranger, 0, vec![other]).await.unwrap();
        let listed = toolkits::all(cases).await.unwrap();
        let found: Vec<(&str, &str)> =
            listed.iter().map(|one| (one.organisation.as_str(), one.toolkit.code.as_str())).collect();
        assert_eq!(found, [("Bantuan Digital", "a"), ("SMEX", "b")]);
        let (language, text) = listed[1].text(SiteLanguage::Thai).unwrap();
        assert_eq!((language, text.address.as_str()), (SiteLanguage::Urdu, "https://b.example"));
        assert_eq!(kind(set(&responder, 1, Vec::new()).await), ProblemKind::Forbidden);
        assert_eq!(told(set(&owner, 0, Vec::new()).await), "cases-setting-changed");
        let unsafe_one = toolkit("a", "id", "javascript:alert(1)");
        assert_eq!(told(set(&owner, 1, vec![unsafe_one]).await), "cases-setting-wrong");
        assert_eq!(toolkits::all(cases).await.unwrap(), listed);
    }
}

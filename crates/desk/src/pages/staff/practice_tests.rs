//! The practice room as those who learn meet it, on every engine, and made-up data for looking at its pages.

use axum::http::StatusCode;
use saksi_base::{CheckId, ContentType, HarmKind, PersonId, Problem, Verdict};
use saksi_db::Viewer;
use saksi_db::testing::{START, sqlite};
use saksi_network::Role;
use saksi_web::PageRequest;
use saksi_web::testing::{Browser, Kind, Sampled, check_samples};
use uuid::Uuid;

use super::practice::{AttemptForm, AttemptsPage, ComparisonPage, ExercisePage, PracticePage, PracticeQuery};
use super::samples::{CHINESE, ENGLISH, LONG, URDU, content, others, published, summary};
use super::tests::{House, action, houses, open, path_of, published_directly, refused, send, site, with};
use crate::actions::{By, practice};
use crate::model::practice::{Attempt, Comparison, Decided, Exercise, ExerciseLine};
use crate::model::{CheckState, Cursor, Page, Reference};

const ATTEMPT: &[(&str, &str)] = &[
    ("verdict", "false"),
    ("harm", "disinformation"),
    ("content_type", "text"),
    ("reasoning", "I looked for the study. There is none, and the hospital denies it."),
    ("references", "https://www.example.org/denial The hospital's own page"),
];

fn but<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    ATTEMPT.iter().map(|(known, old)| (*known, if *known == name { value } else { *old })).collect()
}

/// Somebody without any role: new in their organisation.
async fn learner(house: &House) -> Browser {
    house.person("Aye Aye", house.ours, &[]).await
}

#[tokio::test]
async fn somebody_new_decides_first_and_then_sees_both_checks_side_by_side() {
    for house in houses().await {
        let engine = house.test.engine;
        let mut learner = learner(&house).await;
        assert!(open(&mut learner, "/desk/practice").await.body.contains("nothing to practise on yet"), "{engine}");
        assert!(open(&mut learner, "/desk/practice/attempts").await.body.contains("not tried anything yet"));
        let (_, check, _, _) = published_directly(&house, 3).await;

        let list = open(&mut learner, "/desk/practice").await;
        assert!(list.body.contains("Drinking hot lemon water kills cancer cells"), "{engine}\n{}", list.body);
        let path = check.replace("/desk/checks/", "/desk/practice/");
        let page = open(&mut learner, &path).await;
        for page in [&list, &page] {
            for told in ["No, lemon water", "No study shows this", "example.org/cancer"] {
                assert!(!page.body.contains(told), "{engine}: the exercise tells: {told}");
            }
        }
        assert!(open(&mut learner, "/desk/practice?language=th").await.body.contains("No published check fits"));

        for (changes, says) in [
            (but("verdict", ""), "Choose what you found"),
            (but("harm", ""), "Choose what kind of harm"),
            (but("reasoning", "no"), "Write between"),
            (but("references", ""), "where did you look"),
            (but("references", "javascript:alert(1)"), "readers could not follow it safely"),
        ] {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let answer = refused(&mut learner, &page, &path, &changes, status, says).await;
            assert!(!answer.body.contains("No, lemon water"), "{engine}: not even then");
            assert!(says == "Write between" || answer.body.contains("the hospital denies it"), "what was typed stays");
        }
        let (location, both) = send(&mut learner, &page, &path, ATTEMPT).await;
        let texts = both.texts("tbody td:last-child");
        assert_eq!(texts, ["agrees", "differs", "agrees"], "{engine}\n{}", both.body);
        for shown in
            ["No, lemon water does not cure cancer", "No study shows this", "same verdict", "same place", "CekFakta"]
        {
            assert!(both.body.contains(shown), "{engine}: {shown}\n{}", both.body);
        }
        // The same form again leads to the same attempt, and so does the exercise.
        let again = learner.submit(&page, &path, &but("verdict", "true")).await;
        assert_eq!(path_of(again.header("location")), path_of(&location));
        assert_eq!(learner.get(&path).await.header("location"), path_of(&location));
        assert!(open(&mut learner, "/desk/practice").await.body.contains("tried"));
        let taken = learner.get("/desk/practice/attempts.jsonl").await;
        assert!(taken.body.contains("the hospital denies it") && taken.body.lines().count() == 1, "{}", taken.body);
    }
}

#[tokio::test]
async fn an_attempt_is_its_persons_alone_and_goes_when_they_say_so() {
    for house in houses().await {
        let mut learner = learner(&house).await;
        let (mut owner, check, _, _) = published_directly(&house, 3).await;
        let path = check.replace("/desk/checks/", "/desk/practice/");
        let page = open(&mut learner, &path).await;
        let (location, _) = send(&mut learner, &page, &path, ATTEMPT).await;
        let attempt = path_of(&location);
        // Neither a colleague nor the organisation behind the check.
        let mut colleague = house.coordinator().await;
        for other in [&mut colleague, &mut owner] {
            assert_eq!(other.get(&attempt).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&format!("{attempt}/forget")).await.status, StatusCode::NOT_FOUND);
            assert!(other.get("/desk/practice/attempts.jsonl").await.body.is_empty());
        }
        let confirm = open(&mut learner, &format!("{attempt}/forget")).await;
        let (_, own) = send(&mut learner, &confirm, &action(&confirm, "/forget"), &[]).await;
        assert!(own.body.contains("The attempt is deleted") && own.body.contains("not tried anything yet"));
        assert_eq!(learner.get(&attempt).await.status, StatusCode::NOT_FOUND);
        let visitor = Browser::new(house.app.clone()).get("/desk/practice").await;
        assert_eq!(visitor.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_corrected_and_a_withdrawn_check_stay_comparable_as_they_were() {
    for house in houses().await {
        let mut learner = learner(&house).await;
        let (mut editor, check, _, form) = published_directly(&house, 3).await;
        let path = check.replace("/desk/checks/", "/desk/practice/");
        let page = open(&mut learner, &path).await;
        let (location, _) = send(&mut learner, &page, &path, ATTEMPT).await;
        let attempt = path_of(&location);

        let page = open(&mut editor, &check).await;
        let (_, page) = send(&mut editor, &page, &action(&page, "/correct"), &[]).await;
        let corrected =
            with(&[("title", "Lemon water cures nothing"), ("change_note", "Clearer"), ("action", "publish")]);
        send(&mut editor, &page, &form, &corrected).await;
        let both = open(&mut learner, &attempt).await;
        assert!(both.body.contains("was corrected later") && both.body.contains("No, lemon water"), "{}", both.body);
        // The corrected version may be tried anew.
        open(&mut learner, &path).await;

        let page = open(&mut editor, &format!("{check}/withdraw")).await;
        send(&mut editor, &page, &action(&page, "/withdraw"), &[("reason", "A source was wrong")]).await;
        let both = open(&mut learner, &attempt).await;
        assert!(both.body.contains("was withdrawn later") && both.body.contains("No, lemon water"), "{}", both.body);
        let gone = learner.get(&path).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.body.contains("Choose another claim"), "{}", gone.body);
        assert!(open(&mut learner, "/desk/practice").await.body.contains("nothing to practise on yet"));
    }
}

#[tokio::test]
async fn attempts_go_with_the_account() {
    for house in houses().await {
        let (_, check, _, _) = published_directly(&house, 3).await;
        let check: CheckId = check.rsplit('/').next().unwrap().parse().unwrap();
        let made: Result<PersonId, Problem> = saksi_db::write!(house.test.db, "test", Viewer::System, tx => {
            let draft = saksi_network::PersonDraft::named("Aye Aye");
            let person = saksi_network::actions::create_person(&mut tx, saksi_db::Actor::System, draft, false).await?;
            let roles = saksi_network::Roles::new([Role::Responder]);
            saksi_network::actions::add_affiliation(&mut tx, saksi_db::Actor::System, person, house.ours, &roles, true).await?;
            Ok(person)
        });
        let by = By {
            person: made.unwrap(),
            organisation: house.ours,
            may: saksi_network::Capability::empty(),
            operator: false,
        };
        let kept: Result<usize, Problem> = saksi_db::write!(house.test.db, "test", by.viewer(), tx => {
            practice::attempt(&mut tx, &by, check, decided()).await?;
            Ok(practice::all(&mut tx, &by).await?.len())
        });
        assert_eq!(kept.unwrap(), 1);
        let left: Result<usize, Problem> = saksi_db::write!(house.test.db, "test", Viewer::System, tx => {
            saksi_network::actions::close_account(&mut tx, by.person).await?;
            Ok(practice::all(&mut tx, &by).await?.len())
        });
        assert_eq!(left.unwrap(), 0, "{}", house.test.engine);
    }
}

fn decided() -> Decided {
    Decided {
        verdict: Verdict::Misleading,
        harm: HarmKind::None,
        content_type: ContentType::SyntheticVideo,
        reasoning: format!("{URDU}\n\n{ENGLISH}"),
        references: vec![
            Reference { url: Some("https://www.example.org/b".into()), description: LONG.into() },
            Reference { url: None, description: "Interview with the hospital, 3 May".into() },
        ],
    }
}

fn tried() -> Attempt {
    Attempt {
        id: Uuid::from_u128(7),
        check: published(CheckState::Published, &others()).answer.check,
        version: 1,
        decided: decided(),
        at: START,
    }
}

fn comparison(state: CheckState, version: i64) -> Comparison {
    let mut now = published(state, &others());
    now.others = vec![summary(22, others(), CheckState::Published, None)];
    Comparison { attempt: Attempt { version, ..tried() }, published: Some((content(), now)) }
}

macro_rules! sampled {
    ($($page:ty, $title:literal: |$request:ident| $samples:expr;)*) => {$(
        impl Sampled for $page {
            const KIND: Kind = Kind::Staff;
            fn title(&self) -> String {
                $title.to_owned()
            }
            fn samples($request: &PageRequest) -> Vec<Self> {
                $samples
            }
        }
    )*};
}

sampled! {
    PracticePage, "Practice": |request| {
        let line = |statement: &str, language: &str, tried| ExerciseLine {
            check: tried_check(),
            statement: statement.to_owned(),
            language: language.parse().unwrap(),
            tried,
        };
        let items = vec![line(URDU, "ur", true), line(CHINESE, "zh-Hant", false), line(ENGLISH, "en", false)];
        let filtered = PracticeQuery { language: "ur".into(), kind: "video".into(), ..PracticeQuery::default() };
        vec![
            PracticePage::new(request, &PracticeQuery::default(), &Page { items: items.clone(), next: Some(Cursor { key: 1.0, id: Uuid::from_u128(8) }) }),
            PracticePage::new(request, &filtered, &Page { items, next: None }),
            PracticePage::new(request, &PracticeQuery::default(), &Page { items: Vec::new(), next: None }),
            PracticePage::new(request, &filtered, &Page { items: Vec::new(), next: None }),
        ]
    };
    ExercisePage, "What would you say?": |request| {
        let exercise = |example: Option<&str>| Exercise {
            check: tried_check(),
            statement: URDU.into(),
            language: "ur".parse().unwrap(),
            example: example.map(ToOwned::to_owned),
            first_asked: START,
            version: 1,
        };
        let typed = AttemptForm { reasoning: ENGLISH.into(), references: "javascript:x".into(), ..AttemptForm::default() };
        let problem = Problem::field("reasoning", "desk-problem-practice-reasoning").with("least", 20).with("most", 4_000)
            .and_field("references", "desk-problem-practice-references");
        vec![
            ExercisePage::new(request, &exercise(Some("[telephone number] …")), &AttemptForm::default(), None),
            ExercisePage::new(request, &exercise(None), &typed, Some(&problem)),
        ]
    };
    AttemptsPage, "Your attempts": |request| vec![
        AttemptsPage::new(request, "attempt-gone", &Page { items: Vec::new(), next: None }),
        AttemptsPage::new(request, "", &Page {
            items: vec![(tried(), Some(URDU.to_owned())), (tried(), None)],
            next: Some(Cursor { key: 1.0, id: Uuid::from_u128(8) }),
        }),
    ];
    ComparisonPage, "Your check beside the published one": |request| vec![
        ComparisonPage::new(request, "", &comparison(CheckState::Published, 2)),
        ComparisonPage::new(request, "", &comparison(CheckState::Published, 1)),
        ComparisonPage::new(request, "", &comparison(CheckState::Withdrawn, 2)),
        ComparisonPage::new(request, "", &Comparison { attempt: tried(), published: None }),
    ];
}

fn tried_check() -> CheckId {
    tried().check
}

#[tokio::test]
async fn every_page_of_the_room_is_well_made_in_every_language() {
    let test = sqlite().await;
    let site = site(&test);
    let mut wrong = check_samples::<PracticePage>(&site);
    wrong.extend(check_samples::<ExercisePage>(&site));
    wrong.extend(check_samples::<AttemptsPage>(&site));
    wrong.extend(check_samples::<ComparisonPage>(&site));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! The work pages as people with browsers and without JavaScript meet them, on every engine.

use std::sync::Arc;

use axum::Extension;
use axum::http::StatusCode;
use saksi_base::{Clock as _, OrganisationId, PersonId, Problem, SiteLanguage};
use saksi_db::testing::{TestDb, engines, sqlite};
use saksi_db::{Actor, Viewer};
use saksi_network::{OrganisationDraft, PersonDraft, Role, Roles};
use saksi_web::testing::{Answer, Browser, Kind, Sampled, assert_page, builder, check_samples};
use saksi_web::{Site, session};

use super::samples::{CHINESE, ENGLISH, NOW, URDU};
use super::{Done, NAVIGATION, SCRIPT, queue};
use crate::actions::receive;
use crate::matcher::{Desk, Matcher};
use crate::model::{Channel, HandIn, Intake};

const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../../../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../../../locales/staff.en.ftl")),
];

pub(super) fn site(test: &TestDb) -> Site {
    builder(test.db.clone(), test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(MESSAGES)
        .navigation(NAVIGATION)
        .sessions(Arc::new(saksi_network::SessionTable))
        .asset(SCRIPT.0, SCRIPT.1)
        .build()
}

/// A desk with two organisations on one engine.
pub(super) struct House {
    pub(super) test: TestDb,
    desk: Desk,
    site: Site,
    pub(super) app: axum::Router,
    /// Shares its queue and asks for a second person.
    pub(super) ours: OrganisationId,
    /// Shares nothing and needs no second person.
    pub(super) theirs: OrganisationId,
}

pub(super) async fn houses() -> Vec<House> {
    let mut all = Vec::new();
    for test in engines().await {
        let ours = organisation(&test, "MyGoPen", true, true).await;
        let theirs = organisation(&test, "CekFakta", false, false).await;
        let desk = Desk { matcher: Matcher::start(&test.db, None).await.unwrap(), media: crate::media::Media::none() };
        let rooms = super::routes().merge(crate::pages::public::routes()).layer(Extension(desk.clone()));
        let site = site(&test);
        let app = saksi_web::app(site.clone(), vec![rooms]);
        all.push(House { test, desk, site, app, ours, theirs });
    }
    all
}

async fn organisation(test: &TestDb, name: &str, shares: bool, review: bool) -> OrganisationId {
    let made: Result<OrganisationId, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
        let draft = OrganisationDraft { shares_queue: shares, review_required: review, ..OrganisationDraft::named(name, name) };
        saksi_network::actions::create_organisation(&mut tx, Actor::System, draft, true).await
    });
    made.unwrap()
}

impl House {
    /// Somebody with a browser who is signed in.
    pub(super) async fn person(&self, name: &str, organisation: OrganisationId, roles: &[Role]) -> Browser {
        let made: Result<(PersonId, String), Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            let id = saksi_network::actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            let roles = Roles::new(roles.iter().copied());
            saksi_network::actions::add_affiliation(&mut tx, Actor::System, id, organisation, &roles, false).await?;
            let (_, secret) = saksi_network::actions::start_session(&mut tx, id, Some(organisation), "test").await?;
            Ok((id, secret.reveal().to_owned()))
        });
        Browser::new(self.app.clone()).with_cookie(session::COOKIE, &made.unwrap().1)
    }

    async fn checker(&self) -> Browser {
        self.person("Siti Aminah", self.ours, &[Role::Checker]).await
    }

    async fn reviewer(&self) -> Browser {
        self.person("Chen Mei-ling", self.ours, &[Role::Reviewer]).await
    }

    pub(super) async fn coordinator(&self) -> Browser {
        self.person("Rahim Khan", self.ours, &[Role::Coordinator]).await
    }

    /// A message comes in, from nobody we know.
    async fn hand_in(&self, text: &str, seed: u8) {
        self.hand_in_to(self.ours, true, text, seed).await;
    }

    async fn hand_in_to(&self, organisation: OrganisationId, shared: bool, text: &str, seed: u8) {
        let what = HandIn {
            text: text.to_owned(),
            reason: Some("My mother believes it".to_owned()),
            channel: Channel::Web,
            language: Some("en".parse().unwrap()),
            intake: Intake { organisation, shared },
            file: None,
            seed: [seed; 32],
        };
        let done: Result<_, Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            receive::hand_in(&mut tx, &self.desk, &what).await
        });
        done.unwrap();
        self.catch_up().await;
    }

    async fn catch_up(&self) {
        let mut follower = self.test.db.follow(self.desk.matcher.position());
        loop {
            let entries = follower.read().await.unwrap();
            if entries.is_empty() {
                break;
            }
            self.desk.matcher.apply(&self.test.db, &entries).await.unwrap();
            // As the program does: a kept page goes when its record changes.
            for entry in &entries {
                self.site.pages.forget(entry.subject);
            }
        }
    }

    /// A public page as a visitor sees it now.
    async fn public(&self, path: &str) -> String {
        self.catch_up().await;
        Browser::new(self.app.clone()).get(path).await.body
    }
}

/// Opens a page that must be there and be well made.
pub(super) async fn open(browser: &mut Browser, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path} {}", answer.header("location"));
    assert_page(&answer.body, Kind::Staff);
    answer
}

/// Sends a form that must work, and opens the page it leads to.
pub(super) async fn send(
    browser: &mut Browser,
    page: &Answer,
    action: &str,
    changes: &[(&str, &str)],
) -> (String, Answer) {
    assert!(page.attributes("form", "action").iter().any(|a| a == action), "no form {action} in\n{}", page.body);
    let answer = browser.submit(page, action, changes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action}\n{}", answer.body);
    let location = answer.header("location").to_owned();
    let page = open(browser, &location).await;
    (location, page)
}

/// Sends a form that must be refused with a page that says why.
pub(super) async fn refused(
    browser: &mut Browser,
    page: &Answer,
    action: &str,
    changes: &[(&str, &str)],
    status: StatusCode,
    says: &str,
) -> Answer {
    let answer = browser.submit(page, action, changes).await;
    assert_eq!(answer.status, status, "{action}\n{}", answer.body);
    assert_page(&answer.body, Kind::Staff);
    assert!(answer.body.contains(says), "'{says}' is missing in\n{}", answer.body);
    answer
}

pub(super) fn path_of(location: &str) -> String {
    location.split('?').next().unwrap().to_owned()
}

/// The action of a form whose address ends so.
pub(super) fn action(page: &Answer, ends: &str) -> String {
    page.attributes("form", "action")
        .into_iter()
        .find(|action| path_of(action).ends_with(ends))
        .unwrap_or_else(|| panic!("no form …{ends} in\n{}", page.body))
}

async fn first_claim(browser: &mut Browser) -> String {
    let queue = open(browser, "/desk").await;
    let path = queue.attributes("[data-rows] a", "href").into_iter().next();
    path_of(&path.unwrap_or_else(|| panic!("an empty queue\n{}", queue.body)))
}

const CHECK: &[(&str, &str)] = &[
    ("statement", "Drinking hot lemon water kills cancer cells"),
    ("verdict", "false"),
    ("title", "No, lemon water does not cure cancer"),
    ("explanation", "No study shows this. The hospital that is named never said so."),
    ("references", "WHO fact sheet https://example.org/cancer\nInterview with the hospital, 3 May"),
    ("harm", "misinformation"),
    ("content_type", "text"),
    ("language", "en"),
];

pub(super) fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = CHECK.iter().filter(|(n, _)| !more.iter().any(|(m, _)| m == n)).copied().collect();
    all.extend_from_slice(more);
    all
}

/// From an open claim to a draft that waits for review; gives the check's path.
async fn submitted(author: &mut Browser, claim: &str) -> String {
    let page = open(author, claim).await;
    let (editor, page) = send(author, &page, &action(&page, "/check"), &[("check-language", "en")]).await;
    let (check, _) = send(author, &page, &editor, &with(&[("action", "submit")])).await;
    path_of(&check)
}

#[tokio::test]
async fn every_page_is_well_made_in_every_state_and_language() {
    let test = sqlite().await;
    assert_eq!(test.clock.now(), NOW);
    let site = site(&test);
    let mut wrong = Vec::new();
    macro_rules! look {
        ($($page:ty),* $(,)?) => {$(
            assert!(!<$page>::samples(&saksi_web::testing::request(&site, SiteLanguage::English, "/", None)).is_empty());
            wrong.extend(check_samples::<$page>(&site));
        )*};
    }
    look!(
        queue::QueuePage,
        super::claim::ClaimPage,
        super::claim::JoinPage,
        super::claim::ConfirmPage,
        super::editor::EditorPage,
        super::preview::PreviewPage,
        super::checks::ChecksPage,
        super::checks::CheckPage,
        super::checks::VersionPage,
        super::reviews::ReviewsPage,
        super::reviews::ReviewPage,
        super::letters::LetterPage,
        super::translations::TranslationPage,
        super::moderation::LogPage,
        super::moderation::DecidePage,
        super::imports::ImportsPage,
        super::help::HelpPage,
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_notice_has_words_and_nothing_else_is_ever_said() {
    let test = sqlite().await;
    let request = saksi_web::testing::request(&site(&test), SiteLanguage::English, "/", None);
    for what in Done::ALL {
        assert_eq!(Done::read(what.code()), Some(*what));
        let said = super::notice(&request.locale, what.code(), &saksi_web::Markup::empty());
        assert!(!said.as_str().contains("desk-staff"), "{said}");
    }
    for code in ["", "<b>", "nothing"] {
        assert!(super::notice(&request.locale, code, &saksi_web::Markup::empty()).is_empty());
    }
}

#[test]
fn names_are_offered_for_masking_only_where_they_look_like_names() {
    let message = |text: &str| crate::model::MessageView {
        files: Vec::new(),
        id: saksi_base::MessageId::new(&saksi_base::SeededRandom::new(1)),
        masked: crate::masking::masked(text),
        text: text.to_owned(),
        masks: Vec::new(),
        reasons: Vec::new(),
        channel: Channel::Web,
        language: "en".parse().unwrap(),
        day: NOW,
        asked: 1,
        expires_at: NOW,
        state: crate::model::MessageState::Open,
        held: false,
    };
    for (text, names) in [
        ("Doctor Rahim Siddiqui says it. He lives near Karachi.", vec!["Doctor Rahim Siddiqui", "Karachi"]),
        ("Please forward this.", vec![]),
        ("喝熱檸檬水可以殺死癌細胞", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(super::claim::candidates(&message(text)), names, "{text}");
    }
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_asked_to_sign_in() {
    for house in houses().await {
        let mut visitor = Browser::new(house.app.clone());
        for path in ["/desk", "/desk/reviews", "/desk/checks", "/desk/moderation", "/desk/help"] {
            let answer = visitor.get(path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(answer.header("location").starts_with("/sign-in?next="), "{path}");
        }
        let mut responder = house.person("Aye Aye", house.ours, &[Role::Responder]).await;
        assert_eq!(responder.get("/desk").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn every_list_opens_on_an_empty_desk() {
    for house in houses().await {
        let mut coordinator = house.coordinator().await;
        for path in [
            "/desk",
            "/desk?lane=mine&order=oldest",
            "/desk/reviews",
            "/desk/checks",
            "/desk/moderation",
            "/desk/imports",
            "/desk/help",
        ] {
            let page = open(&mut coordinator, path).await;
            assert!(path == "/desk/help" || page.body.contains("will appear here"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_claim_goes_from_the_queue_to_a_published_corrected_and_withdrawn_check() {
    for house in houses().await {
        let engine = house.test.engine;
        let (mut checker, mut reviewer) = (house.checker().await, house.reviewer().await);
        let empty = open(&mut checker, "/desk").await;
        assert!(empty.body.contains("will appear here"));

        house.hand_in(ENGLISH, 1).await;
        house.hand_in(ENGLISH, 2).await;
        let claim = first_claim(&mut checker).await;
        let queue = open(&mut checker, "/desk").await;
        assert!(queue.body.contains("2</") || queue.body.contains("2 people asked"), "{engine}\n{}", queue.body);
        assert!(!queue.body.contains("<script>alert"), "{engine}");

        let page = open(&mut checker, &claim).await;
        assert!(page.body.contains("My mother believes it"));
        let (_, page) = send(&mut checker, &page, &action(&page, "/take"), &[]).await;
        assert!(page.body.contains("You are on it") && page.body.contains("Siti Aminah"));
        // The colleague sees who is on it.
        let seen = open(&mut reviewer, &claim).await;
        assert!(seen.body.contains("Siti Aminah"), "{engine}");

        // An empty draft is refused with everything that is missing, and what was typed stays.
        let (editor, page) = send(&mut checker, &page, &action(&page, "/check"), &[("check-language", "en")]).await;
        let wrong = refused(
            &mut checker,
            &page,
            &editor,
            &with(&[("verdict", ""), ("references", ""), ("title", ""), ("action", "submit")]),
            StatusCode::UNPROCESSABLE_ENTITY,
            "Choose what you found",
        )
        .await;
        assert!(wrong.body.contains("The hospital that is named never said so"), "{engine}");
        let (_, page) = send(&mut checker, &wrong, &editor, &with(&[("action", "save")])).await;
        let preview = send(&mut checker, &page, &editor, &with(&[("action", "preview")])).await.1;
        assert!(
            preview.body.contains("No, lemon water does not cure cancer")
                && preview.body.contains("Hand in for review")
        );
        let (check, _) = send(&mut checker, &preview, &action(&preview, "/publish"), &[("action", "submit")]).await;
        let check = path_of(&check);

        // The author cannot approve their own; without the capability the page is not even open.
        assert_eq!(checker.get(&format!("{check}/review")).await.status, StatusCode::FORBIDDEN);
        let list = open(&mut reviewer, "/desk/reviews").await;
        assert!(list.attributes("a", "href").contains(&format!("{check}/review")));
        let review = open(&mut reviewer, &format!("{check}/review")).await;
        let action_path = action(&review, "/review");
        refused(
            &mut reviewer,
            &review,
            &action_path,
            &[("action", "send-back"), ("note", " ")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "Say in the note",
        )
        .await;
        send(&mut reviewer, &review, &action_path, &[("action", "send-back"), ("note", "Name the hospital")]).await;
        let page = open(&mut checker, &editor).await;
        assert!(page.body.contains("Name the hospital"), "{engine}");
        send(&mut checker, &page, &editor, &with(&[("action", "submit")])).await;
        let review = open(&mut reviewer, &format!("{check}/review")).await;
        let (location, published) = send(&mut reviewer, &review, &action_path, &[("action", "approve")]).await;
        assert!(location.contains("told=2") && published.body.contains("2 receipts"), "{engine} {location}");
        let public = check.replace("/desk", "");
        assert!(house.public(&public).await.contains("No, lemon water does not cure cancer"));

        // A correction needs to say what changed.
        let page = open(&mut checker, &check).await;
        let (_, page) = send(&mut checker, &page, &action(&page, "/correct"), &[]).await;
        let corrected = with(&[("title", "Lemon water cures nothing"), ("action", "submit")]);
        let wrong = refused(
            &mut checker,
            &page,
            &editor,
            &corrected,
            StatusCode::UNPROCESSABLE_ENTITY,
            "Say what changed and why",
        )
        .await;
        let mut corrected = corrected;
        corrected.push(("change_note", "A clearer title"));
        send(&mut checker, &wrong, &editor, &corrected).await;
        assert!(!house.public(&public).await.contains("Lemon water cures nothing"));
        let review = open(&mut reviewer, &format!("{check}/review")).await;
        assert!(review.body.contains("A clearer title") && review.body.contains("What is public now"));
        // What the correction changes stands there word by word, and what it leaves alone does not.
        assert_eq!(review.texts(".changes dt"), ["Short answer"], "{engine}\n{}", review.body);
        assert!(review.texts(".changes del").join("").contains("Taken out: No, lemon"), "{}", review.body);
        assert!(review.texts(".changes ins").join("").contains("New: Lemon"), "{}", review.body);
        send(&mut reviewer, &review, &action_path, &[("action", "approve")]).await;
        assert!(house.public(&public).await.contains("Lemon water cures nothing"));
        let version = open(&mut checker, &format!("{check}/versions/1")).await;
        assert!(version.body.contains("No, lemon water does not cure cancer") && !version.body.contains("<del>"));
        let version = open(&mut checker, &format!("{check}/versions/2")).await;
        assert_eq!(version.texts(".changes dt"), ["Short answer"]);
        let version = Browser::new(house.app.clone()).get(&format!("{public}/versions/2")).await;
        assert_page(&version.body, Kind::Public);
        assert!(version.texts(".changes ins").join("").contains("Lemon"), "readers see it as well\n{}", version.body);

        // Withdrawn with a reason, and the page says so.
        let page = open(&mut checker, &format!("{check}/withdraw")).await;
        let withdraw = action(&page, "/withdraw");
        refused(&mut checker, &page, &withdraw, &[("reason", "")], StatusCode::UNPROCESSABLE_ENTITY, "Say why").await;
        let (_, page) = send(&mut checker, &page, &withdraw, &[("reason", "A source was wrong")]).await;
        assert!(page.body.contains("A source was wrong"), "{engine}");
        open(&mut checker, "/desk/checks?state=withdrawn").await;
    }
}

#[tokio::test]
async fn the_author_cannot_approve_their_own_check() {
    for house in houses().await {
        let mut reviewer = house.reviewer().await;
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut reviewer).await;
        let check = submitted(&mut reviewer, &claim).await;
        let review = open(&mut reviewer, &format!("{check}/review")).await;
        assert!(review.body.contains("You wrote this yourself"));
        assert!(!review.body.contains("Approve and publish"), "no button that would be refused");
        let mut other = house.person("Lim", house.ours, &[Role::Reviewer]).await;
        let theirs = open(&mut other, &format!("{check}/review")).await;
        send(&mut other, &theirs, &format!("{check}/review"), &[("action", "approve")]).await;

        // Whoever wrote a part is refused too, although somebody else saved last.
        let mut checker = house.checker().await;
        house.hand_in(CHINESE, 2).await;
        let claim = first_claim(&mut reviewer).await;
        let page = open(&mut reviewer, &claim).await;
        let (editor, page) = send(&mut reviewer, &page, &action(&page, "/check"), &[("check-language", "en")]).await;
        send(&mut reviewer, &page, &editor, &with(&[("action", "save")])).await;
        let page = open(&mut checker, &editor).await;
        let (check, _) = send(&mut checker, &page, &editor, &with(&[("action", "submit")])).await;
        let path = format!("{}/review", path_of(&check));
        let review = open(&mut reviewer, &path).await;
        assert!(review.body.contains("You wrote part of this"));
        assert!(!review.body.contains("Approve and publish"), "no button that would be refused");
        let waiting = open(&mut reviewer, "/desk/reviews").await;
        assert!(waiting.body.contains("Yours: somebody else must approve it"));
    }
}

#[tokio::test]
async fn two_editors_lose_nothing() {
    for house in houses().await {
        let (mut first, mut second) = (house.checker().await, house.reviewer().await);
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut first).await;
        let page = open(&mut first, &claim).await;
        let (editor, one) = send(&mut first, &page, &action(&page, "/check"), &[("check-language", "en")]).await;
        let two = open(&mut second, &editor).await;
        send(
            &mut second,
            &two,
            &editor,
            &with(&[("explanation", "What the second person wrote."), ("action", "save")]),
        )
        .await;
        let mine = with(&[("explanation", "What the first person wrote, at length."), ("action", "save")]);
        let conflict =
            refused(&mut first, &one, &editor, &mine, StatusCode::CONFLICT, "saved this while you were writing").await;
        assert!(conflict.body.contains("What the second person wrote."), "theirs is shown");
        assert!(
            conflict.texts("textarea").iter().any(|t| t == "What the first person wrote, at length."),
            "mine is kept"
        );
        // Saving again from that page is meant so.
        let (_, saved) = send(&mut first, &conflict, &editor, &[("action", "save")]).await;
        assert!(saved.body.contains("What the first person wrote, at length."));

        // The same for the claim's own words.
        let page = open(&mut first, &claim).await;
        let words = action(&page, "/statement");
        let stale = open(&mut second, &claim).await;
        send(&mut first, &page, &words, &[("statement", "Lemon water kills cancer cells"), ("language", "en")]).await;
        let conflict = refused(
            &mut second,
            &stale,
            &words,
            &[("statement", "Hot water cures cancer"), ("language", "en")],
            StatusCode::CONFLICT,
            "Hot water cures cancer",
        )
        .await;
        assert!(conflict.body.contains("Lemon water kills cancer cells"));
    }
}

#[tokio::test]
async fn claims_are_joined_and_messages_split_again() {
    for house in houses().await {
        let mut checker = house.checker().await;
        house.hand_in(ENGLISH, 1).await;
        house.hand_in(CHINESE, 2).await;
        let queue = open(&mut checker, "/desk").await;
        let claims: Vec<String> = queue.attributes("[data-rows] a", "href").iter().map(|p| path_of(p)).collect();
        assert_eq!(claims.len(), 2);
        let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();

        let found = open(&mut checker, &format!("{}/join?q=lemon", claims[0])).await;
        assert!(found.body.contains("Found"));
        let itself = checker.get(&format!("{}/join?into={}", claims[0], id(&claims[0]))).await;
        assert_eq!(itself.status, StatusCode::OK);
        let confirm = open(&mut checker, &format!("{}/join?into={}", claims[0], id(&claims[1]))).await;
        let (location, page) =
            send(&mut checker, &confirm, &format!("{}/join?into={}", claims[0], id(&claims[1])), &[]).await;
        assert_eq!(path_of(&location), claims[1]);
        let gone = open(&mut checker, &claims[0]).await;
        assert!(gone.body.contains("Open that claim"));

        // Nothing ticked, a claim that does not exist: said, not lost.
        let split = action(&page, "/split");
        refused(
            &mut checker,
            &page,
            &split,
            &[("messages", "new")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "Tick at least one",
        )
        .await;
        let message = page.attributes("input[form=split]", "value")[0].clone();
        refused(
            &mut checker,
            &page,
            &split,
            &[("messages", "existing"), ("into", "nonsense"), ("message", &message)],
            StatusCode::UNPROCESSABLE_ENTITY,
            "could not find that claim",
        )
        .await;
        let (location, _) = send(&mut checker, &page, &split, &[("messages", "new"), ("message", &message)]).await;
        let new = path_of(&location);
        assert_ne!(new, claims[1]);

        // Moved to a claim that exists, by its whole address.
        let page = open(&mut checker, &new).await;
        assert_eq!(page.attributes("article", "aria-label").len(), 1);
    }
}

#[tokio::test]
async fn closing_junk_and_release_can_be_undone() {
    for house in houses().await {
        let mut checker = house.checker().await;
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut checker).await;
        let page = open(&mut checker, &claim).await;
        let (_, page) = send(&mut checker, &page, &action(&page, "/take"), &[]).await;
        let (_, page) = send(&mut checker, &page, &action(&page, "/release"), &[]).await;
        assert!(page.body.contains("Undo"));

        let confirm = open(&mut checker, &format!("{claim}/close")).await;
        let close = action(&confirm, "/close");
        refused(&mut checker, &confirm, &close, &[], StatusCode::UNPROCESSABLE_ENTITY, "Choose a reason").await;
        refused(
            &mut checker,
            &confirm,
            &close,
            &[("reason", "x")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "Choose a reason",
        )
        .await;
        let (_, page) = send(&mut checker, &confirm, &close, &[("reason", "private")]).await;
        assert!(open(&mut checker, "/desk?lane=closed").await.attributes("[data-rows] a", "href").len() == 1);
        let (_, page) = send(&mut checker, &page, &action(&page, "/reopen"), &[]).await;
        let (_, page) = send(&mut checker, &page, &action(&page, "/junk"), &[("junk", "yes")]).await;
        assert!(open(&mut checker, "/desk?lane=junk").await.attributes("[data-rows] a", "href").len() == 1);
        send(&mut checker, &page, &action(&page, "/junk"), &[("junk", "no")]).await;
        assert_eq!(first_claim(&mut checker).await, claim);
    }
}

#[tokio::test]
async fn a_checker_marks_a_name_and_it_is_masked_from_then_on() {
    for house in houses().await {
        let mut checker = house.checker().await;
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut checker).await;
        let page = open(&mut checker, &claim).await;
        let masks = action(&page, "/masks");
        refused(
            &mut checker,
            &page,
            &masks,
            &[("words", "Nobody Here")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "stands in the message",
        )
        .await;
        let (_, page) = send(&mut checker, &page, &masks, &[("words", "Rahim Siddiqui")]).await;
        assert!(
            page.texts("article > .sent").iter().all(|text| !text.contains("Rahim") && text.contains("[name]")),
            "{}",
            page.body
        );
        // The original is one click away and still matched.
        assert!(page.texts("article details .sent").iter().any(|text| text.contains("Rahim Siddiqui")));
    }
}

#[tokio::test]
async fn another_organisation_sees_only_what_is_shared() {
    for house in houses().await {
        let engine = house.test.engine;
        let mut ours = house.checker().await;
        let mut theirs = house.person("Budi", house.theirs, &[Role::Checker]).await;
        house.hand_in_to(house.theirs, false, URDU, 1).await;
        assert!(open(&mut ours, "/desk").await.attributes("[data-rows] a", "href").is_empty(), "{engine}");
        let secret = first_claim(&mut theirs).await;
        assert_eq!(ours.get(&secret).await.status, StatusCode::NOT_FOUND, "{engine}");

        house.hand_in(ENGLISH, 2).await;
        let shared = first_claim(&mut ours).await;
        let queue = open(&mut theirs, "/desk?lane=shared").await;
        assert_eq!(
            queue.attributes("[data-rows] a", "href").iter().map(|p| path_of(p)).collect::<Vec<_>>(),
            std::slice::from_ref(&shared)
        );
        // They may check it too, without a second person, since theirs asks for none; our draft stays ours.
        let check = submitted(&mut ours, &shared).await;
        assert_eq!(theirs.get(&check).await.status, StatusCode::NOT_FOUND, "{engine}");
        assert_eq!(theirs.get(&format!("{check}/edit")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(theirs.get(&format!("{check}/preview")).await.status, StatusCode::NOT_FOUND);
        let page = open(&mut theirs, &shared).await;
        assert!(!page.body.contains("Siti Aminah"), "{engine}: people of others are not named");
        let (editor, page) = send(&mut theirs, &page, &action(&page, "/check"), &[("check-language", "id")]).await;
        let (_, published) =
            send(&mut theirs, &page, &editor, &with(&[("action", "publish"), ("language", "id")])).await;
        assert!(published.body.contains("Published"), "{engine}");
        // And ours sees their published check beside the claim.
        let page = open(&mut ours, &shared).await;
        assert!(page.body.contains("CekFakta"), "{engine}");
    }
}

#[tokio::test]
async fn a_published_check_is_translated_reviewed_and_shown() {
    for house in houses().await {
        let (mut checker, mut reviewer) = (house.checker().await, house.reviewer().await);
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut checker).await;
        let check = submitted(&mut checker, &claim).await;
        let review = open(&mut reviewer, &format!("{check}/review")).await;
        send(&mut reviewer, &review, &format!("{check}/review"), &[("action", "approve")]).await;

        let page = open(&mut checker, &check).await;
        let translate = action(&page, "/translate");
        refused(
            &mut checker,
            &page,
            &translate,
            &[("language", "")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "Choose a language",
        )
        .await;
        refused(
            &mut checker,
            &page,
            &translate,
            &[("language", "en")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "in this language already",
        )
        .await;
        let (location, page) = send(&mut checker, &page, &translate, &[("language", "ur")]).await;
        let path = path_of(&location);
        refused(
            &mut checker,
            &page,
            &path,
            &[("title", "x"), ("action", "submit")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "characters",
        )
        .await;
        let page = open(&mut checker, &path).await;
        let text = [
            ("statement", URDU),
            ("title", "نہیں"),
            ("explanation", "کسی تحقیق سے یہ ثابت نہیں ہوا۔ جس ہسپتال کا نام لیا گیا اس نے ایسا نہیں کہا۔"),
            ("action", "submit"),
        ];
        send(&mut checker, &page, &path, &text).await;
        let list = open(&mut reviewer, "/desk/reviews").await;
        let waiting = list.attributes("[data-rows] a", "href")[0].clone();
        let review = open(&mut reviewer, &waiting).await;
        send(&mut reviewer, &review, &waiting, &[("action", "approve")]).await;
        let public = Browser::new(house.app.clone())
            .with_cookie(saksi_web::LANGUAGE_COOKIE, "ur")
            .get(&check.replace("/desk", ""))
            .await;
        assert!(public.body.contains("نہیں"), "{}", public.body);

        // Withdrawn with a reason that its readers see, and the language is free again.
        let confirm = open(&mut checker, &path.replace("/edit", "/withdraw")).await;
        let withdraw = action(&confirm, "/withdraw");
        refused(&mut checker, &confirm, &withdraw, &[("reason", "")], StatusCode::UNPROCESSABLE_ENTITY, "Say why")
            .await;
        let (_, page) = send(&mut checker, &confirm, &withdraw, &[("reason", "The title was wrong")]).await;
        assert!(page.body.contains("The translation is withdrawn"), "{}", page.body);
        let public = house.public(&check.replace("/desk", "")).await;
        assert!(public.contains("The title was wrong") && public.contains("withdrew its translation into"), "{public}");
        let old = open(&mut checker, &path).await;
        assert!(old.body.contains("نہیں") && old.attributes("textarea", "name").is_empty(), "{}", old.body);
        let (location, draft) = send(&mut checker, &page, &translate, &[("language", "ur")]).await;
        let discard = path_of(&location).replace("/edit", "/discard");
        assert!(draft.attributes("a", "href").contains(&discard), "{}", draft.body);
        let confirm = open(&mut checker, &discard).await;
        let (_, page) = send(&mut checker, &confirm, &discard, &[]).await;
        assert!(page.body.contains("The draft was thrown away"), "{}", page.body);
        assert_eq!(checker.get(&path_of(&location)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn moderators_hide_with_a_reason_and_reverse_it() {
    for house in houses().await {
        let (mut checker, mut moderator) = (house.checker().await, house.coordinator().await);
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut checker).await;
        assert_eq!(checker.get("/desk/moderation").await.status, StatusCode::FORBIDDEN);
        assert!(!open(&mut checker, &claim).await.body.contains("/desk/moderation/decide"));

        let page = open(&mut moderator, &claim).await;
        let path = page.attributes("a", "href").into_iter().find(|p| p.contains("/decide?subject_kind=claim")).unwrap();
        let decide = open(&mut moderator, &path).await;
        for (changes, says) in [
            (vec![("reason", "It names a child")], "Choose what to do"),
            (vec![("kind", "hide"), ("reason", "")], "Say why"),
            (vec![("kind", "hide"), ("reason", "x"), ("public", "yes"), ("public_summary", "")], "public log"),
            (vec![("kind", "court-order"), ("reason", "x")], "reference"),
        ] {
            refused(
                &mut moderator,
                &decide,
                "/desk/moderation/decide",
                &changes,
                StatusCode::UNPROCESSABLE_ENTITY,
                says,
            )
            .await;
        }
        let (_, log) = send(
            &mut moderator,
            &decide,
            "/desk/moderation/decide",
            &[
                ("kind", "hide"),
                ("reason", "It names a child"),
                ("public", "yes"),
                ("public_summary", "A private person was named"),
            ],
        )
        .await;
        assert!(log.body.contains("It names a child"));
        assert!(open(&mut checker, "/desk").await.attributes("[data-rows] a", "href").is_empty());
        let reverse = log.attributes("a", "href").into_iter().find(|p| p.ends_with("/reverse")).unwrap();
        let page = open(&mut moderator, &reverse).await;
        refused(&mut moderator, &page, &reverse, &[("reason", "")], StatusCode::UNPROCESSABLE_ENTITY, "Say why").await;
        send(&mut moderator, &page, &reverse, &[("reason", "It was somebody else")]).await;
        assert_eq!(first_claim(&mut checker).await, claim);

        let media = open(&mut moderator, "/desk/moderation/decide?subject_kind=media").await;
        refused(
            &mut moderator,
            &media,
            "/desk/moderation/decide",
            &[("media", "zz"), ("reason", "x")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "64 characters",
        )
        .await;
        send(
            &mut moderator,
            &media,
            "/desk/moderation/decide",
            &[("media", &"ab".repeat(32)), ("reason", "A doctored picture")],
        )
        .await;
    }
}

#[tokio::test]
async fn odd_addresses_and_forms_are_answered_plainly() {
    for house in houses().await {
        let mut checker = house.checker().await;
        for path in [
            "/desk/claims/nonsense",
            "/desk/claims/00000000000000000000000000",
            "/desk/checks/00000000000000000000000000",
            "/desk/checks/00000000000000000000000000/edit",
            "/desk/translations/00000000000000000000000000/edit",
        ] {
            assert_eq!(checker.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/desk?lane=x&order=y&after=zz&language=%3Cb%3E&q=%25%5F%00", "/desk/checks?state=x&after=1"] {
            open(&mut checker, path).await;
        }
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut checker).await;
        let page = open(&mut checker, &claim).await;
        let words = action(&page, "/statement");
        for (changes, says) in [
            (vec![("statement", "")], "Say the claim in"),
            (vec![("statement", "A claim"), ("language", "")], "Choose a language"),
            (vec![("statement", "A claim"), ("language", "en"), ("content_type", "x")], "Choose what it is made of"),
        ] {
            refused(&mut checker, &page, &words, &changes, StatusCode::UNPROCESSABLE_ENTITY, says).await;
        }
        let start = action(&page, "/check");
        refused(
            &mut checker,
            &page,
            &start,
            &[("check-language", "")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "Choose a language",
        )
        .await;
        let (editor, page) = send(&mut checker, &page, &start, &[("check-language", "en")]).await;
        let long = "x".repeat(50_000);
        for (changes, says) in [
            (vec![("explanation", long.as_str())], "The explanation needs"),
            (vec![("language", "not a language")], "Choose a language"),
            (vec![("verdict", "mostly")], "Choose what you found"),
        ] {
            refused(&mut checker, &page, &editor, &with(&changes), StatusCode::UNPROCESSABLE_ENTITY, says).await;
        }
        // The draft is thrown away only on a page of its own.
        let discard = open(&mut checker, &editor.replace("/edit", "/discard")).await;
        send(&mut checker, &discard, &action(&discard, "/discard"), &[]).await;
    }
}

/// A published check of the organisation that needs no second person, and its editor's browser.
pub(super) async fn published_directly(house: &House, seed: u8) -> (Browser, String, Answer, String) {
    let mut editor = house.person("Wira", house.theirs, &[Role::Coordinator, Role::Reviewer, Role::Checker]).await;
    house.hand_in_to(house.theirs, false, ENGLISH, seed).await;
    let claim = first_claim(&mut editor).await;
    let page = open(&mut editor, &claim).await;
    let (form, page) = send(&mut editor, &page, &action(&page, "/check"), &[("check-language", "en")]).await;
    let form = path_of(&form);
    let (check, _) = send(&mut editor, &page, &form, &with(&[("action", "publish")])).await;
    (editor, path_of(&check), page, form)
}

#[tokio::test]
async fn publishing_without_a_second_person_says_what_is_missing_and_happens_once() {
    for house in houses().await {
        let mut editor = house.person("Wira", house.theirs, &[Role::Coordinator, Role::Reviewer, Role::Checker]).await;
        house.hand_in_to(house.theirs, false, ENGLISH, 7).await;
        let claim = first_claim(&mut editor).await;
        let page = open(&mut editor, &claim).await;
        let (form, mut page) = send(&mut editor, &page, &action(&page, "/check"), &[("check-language", "en")]).await;
        let form = path_of(&form);
        let long = "x".repeat(40_001);
        for (changes, says) in [
            (vec![("title", ""), ("action", "publish")], "field-title-problem"),
            (vec![("references", ""), ("action", "publish")], "field-references-problem"),
            (vec![("verdict", ""), ("action", "publish")], "field-verdict"),
            (vec![("explanation", ""), ("action", "publish")], "field-explanation-problem"),
            (vec![("explanation", long.as_str()), ("action", "publish")], "field-explanation-problem"),
        ] {
            let answer =
                refused(&mut editor, &page, &form, &with(&changes), StatusCode::UNPROCESSABLE_ENTITY, says).await;
            assert!(answer.body.contains("Drinking hot lemon water kills cancer cells"), "what was typed stays");
            page = answer;
        }
        let publish = with(&[("action", "publish")]);
        let (check, public) = send(&mut editor, &page, &form, &publish).await;
        assert!(public.body.contains("Published"), "{check}");
        // The same form once more, as an impatient finger sends it.
        let twice = editor.submit(&page, &form, &publish).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.body);
        assert_page(&twice.body, Kind::Staff);
        let versions = house.public(&path_of(&check).replace("/desk", "")).await;
        assert!(!versions.contains("/versions/2"), "there is one version");
    }
}

#[tokio::test]
async fn an_address_that_no_reader_could_follow_is_refused_beside_its_field_and_is_never_a_link() {
    for house in houses().await {
        let (mut editor, check, _, form) = published_directly(&house, 9).await;
        let page = open(&mut editor, &check).await;
        let (_, mut page) = send(&mut editor, &page, &action(&page, "/correct"), &[]).await;
        for (line, says) in [
            ("javascript:alert(document.cookie)", "begins with javascript:"),
            ("data:text/html,<script>alert(1)</script>", "begins with data:"),
            ("A report ftp://example.org/report.pdf", "begins with ftp:"),
            ("https://", "write a whole address"),
        ] {
            let typed = format!("WHO fact sheet https://example.org/cancer\n{line}");
            // Saving is refused as well: what cannot be published should not wait in a draft for somebody to click.
            for act in ["save", "publish"] {
                let changes = with(&[("references", typed.as_str()), ("change_note", "A source"), ("action", act)]);
                let answer =
                    refused(&mut editor, &page, &form, &changes, StatusCode::UNPROCESSABLE_ENTITY, "reference 2").await;
                let beside = answer.texts("#field-references-problem").join("");
                assert!(beside.replace(['\u{2068}', '\u{2069}'], "").contains(says), "{line}: {beside}");
                assert!(
                    answer.attributes("a", "href").iter().all(|href| !href.contains(':') || href.starts_with("http"))
                );
                page = answer;
            }
        }
    }
}

#[tokio::test]
async fn a_full_disk_costs_nobody_what_they_wrote() {
    for house in houses().await.into_iter().filter(|house| house.test.engine == "sqlite") {
        let (mut editor, check, _, form) = published_directly(&house, 9).await;
        let page = open(&mut editor, &check).await;
        let (_, page) = send(&mut editor, &page, &action(&page, "/correct"), &[]).await;
        let limited: Result<(), Problem> = saksi_db::write!(house.test.db, "leave no room", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "PRAGMA max_page_count = 1")?;
            Ok(())
        });
        limited.unwrap();
        let long = format!("All the work of an afternoon. {}", "字".repeat(39_000));
        let typed = with(&[("explanation", long.as_str()), ("change_note", "More"), ("action", "save")]);
        let full = refused(&mut editor, &page, &form, &typed, StatusCode::SERVICE_UNAVAILABLE, "no room left").await;
        assert!(full.body.contains(&long), "the text stands in the form");
        let roomy: Result<(), Problem> = saksi_db::write!(house.test.db, "make room", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "PRAGMA max_page_count = 1000000")?;
            Ok(())
        });
        roomy.unwrap();
        send(&mut editor, &full, &form, &[("action", "save")]).await;
    }
}

#[tokio::test]
async fn a_reply_with_slips_keeps_its_words_and_is_published_once() {
    for house in houses().await {
        let (mut editor, check, _, _) = published_directly(&house, 8).await;
        let path = format!("{check}/reply");
        let page = open(&mut editor, &path).await;
        let long = "x".repeat(5_001);
        let name = "y".repeat(201);
        for (from, text, fields) in [
            ("", "We never said so.", 1),
            ("The hospital", "", 1),
            ("The hospital", long.as_str(), 1),
            (name.as_str(), "We never said so.", 1),
        ] {
            let changes = [("from", from), ("text", text)];
            let answer =
                refused(&mut editor, &page, &path, &changes, StatusCode::UNPROCESSABLE_ENTITY, "field-problem").await;
            assert_eq!(answer.texts(".field-problem").len(), fields);
            assert_eq!(answer.texts("textarea[name=text]"), [text], "what was typed stays");
            assert_eq!(answer.attributes("[name=from]", "value"), [from]);
        }
        let words = [("from", "The hospital"), ("text", "We never said so.\n\nOur own page says the opposite.")];
        send(&mut editor, &page, &path, &words).await;
        send(&mut editor, &page, &path, &words).await;
        let public = house.public(&check.replace("/desk", "")).await;
        assert_eq!(public.matches("We never said so.").count(), 1, "a form sent twice is one reply\n{public}");
        let moderated = house.public("/moderation").await;
        assert_eq!(moderated.matches("The hospital").count(), 1, "{moderated}");
        // A check that is no longer public takes none, and the words are not lost.
        let withdraw = open(&mut editor, &format!("{check}/withdraw")).await;
        send(&mut editor, &withdraw, &format!("{check}/withdraw"), &[("reason", "The study was retracted")]).await;
        let nothing =
            editor.send(axum::http::Method::POST, &path, "application/x-www-form-urlencoded", Vec::new()).await;
        assert_eq!(nothing.status, StatusCode::FORBIDDEN);
        assert_page(&nothing.body, Kind::Public);
    }
}

#[tokio::test]
async fn others_are_offered_nothing_that_they_could_only_be_refused() {
    for house in houses().await {
        let engine = house.test.engine;
        let mut theirs = house.person("Budi", house.theirs, &[Role::Coordinator]).await;
        let mut ours = house.coordinator().await;
        house.hand_in(ENGLISH, 1).await;
        house.hand_in(URDU, 2).await;
        let claim = first_claim(&mut ours).await;
        let page = open(&mut theirs, &claim).await;
        let forms: Vec<String> = page.attributes("form", "action").iter().map(|action| path_of(action)).collect();
        for mine in ["statement", "junk", "close", "split"] {
            assert!(!forms.contains(&format!("{claim}/{mine}")), "{engine}: {mine}");
        }
        for may in ["take", "check", "notes"] {
            assert!(forms.contains(&format!("{claim}/{may}")), "{engine}: {may}");
        }
        assert!(
            !page.body.contains("/desk/moderation/decide") && page.body.contains("theirs to decide"),
            "{}",
            page.body
        );
        for closed in ["join", "close"] {
            assert_eq!(
                theirs.get(&format!("{claim}/{closed}")).await.status,
                StatusCode::FORBIDDEN,
                "{engine}: {closed}"
            );
        }
        let decide = page_to_moderate(&open(&mut ours, &claim).await);
        assert_eq!(theirs.get(&decide).await.status, StatusCode::FORBIDDEN, "{engine}: before a reason is typed");
        open(&mut ours, &decide).await;

        // What they do is told with their organisation's name, what we do with our own people's.
        let (_, page) = send(&mut theirs, &page, &format!("{claim}/take"), &[]).await;
        assert!(page.texts("#history ~ ul li").iter().any(|line| line.contains("Taken") && line.contains("Budi")));
        let page = open(&mut ours, &claim).await;
        let lines = page.texts("#history ~ ul li");
        assert!(
            lines.iter().any(|line| line.contains("Taken") && line.contains("CekFakta") && !line.contains("Budi")),
            "{lines:?}"
        );
        let (_, page) = send(&mut ours, &page, &format!("{claim}/notes"), &[("note", "I called the ministry")]).await;
        assert!(page.body.contains("I called the ministry") && page.body.contains("Rahim Khan"));
        assert!(!open(&mut theirs, &claim).await.body.contains("ministry"), "{engine}: a note stays at home");
        let remove = action(&page, "/remove");
        let (_, page) = send(&mut ours, &page, &remove, &[]).await;
        assert!(!page.body.contains("ministry"));
    }
}

fn page_to_moderate(page: &Answer) -> String {
    page.attributes("a", "href")
        .into_iter()
        .find(|href| href.starts_with("/desk/moderation/decide"))
        .unwrap_or_else(|| panic!("no way to moderate in\n{}", page.body))
}

#[tokio::test]
async fn one_person_alone_is_told_before_they_hand_in_and_takes_it_back_after() {
    for house in houses().await {
        let mut owner = house.person("Rina", house.ours, &[Role::Owner]).await;
        house.hand_in(ENGLISH, 1).await;
        let claim = first_claim(&mut owner).await;
        let page = open(&mut owner, &claim).await;
        let (editor, page) = send(&mut owner, &page, &format!("{claim}/check"), &[("check-language", "en")]).await;
        assert!(page.body.contains("Nobody else can review this yet"), "{}", page.body);
        let (location, page) = send(&mut owner, &page, &path_of(&editor), &with(&[("action", "submit")])).await;
        let check = path_of(&location);
        assert!(!page.body.contains(&format!("{check}/review")), "one's own is not offered for review");
        let (_, page) = send(&mut owner, &page, &format!("{check}/take-back"), &[]).await;
        assert!(page.body.contains("It is a draft again"));
        open(&mut owner, &format!("{check}/edit")).await;
        // With a reviewer in the house the warning goes.
        house.reviewer().await;
        let page = open(&mut owner, &format!("{check}/edit")).await;
        assert!(!page.body.contains("Nobody else can review this yet"));
    }
}

#[tokio::test]
async fn a_search_finds_a_claim_wherever_it_stands() {
    for house in houses().await {
        let (_, check, _, _) = published_directly(&house, 1).await;
        let mut checker = house.checker().await;
        let answered = open(&mut checker, "/desk?lane=answered").await.attributes("[data-rows] a", "href");
        let claim = path_of(answered.first().unwrap());
        let found = open(&mut checker, "/desk?q=lemon").await;
        assert_eq!(
            found.attributes("[data-rows] a", "href").iter().map(|p| path_of(p)).collect::<Vec<_>>(),
            std::slice::from_ref(&claim)
        );
        // The public page leads a checker there, and nobody else.
        let public = check.replace("/desk", "");
        assert!(checker.get(&public).await.attributes("a", "href").contains(&claim), "{public}");
        assert!(!house.public(&public).await.contains("/desk/claims/"));
    }
}

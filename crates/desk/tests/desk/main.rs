//! What the desk does, on every engine.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod asking;
mod checking;
mod importing;
mod letters;
mod meaning;
mod moderating;
mod public_pages;
mod queueing;

use saksi_base::{
    ClaimId, ContentType, HarmKind, LanguageTag, OrganisationId, PersonId, Problem, SeededRandom, Verdict,
};
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_desk::actions::{By, checks, receipt, receive};
use saksi_desk::matcher::{Desk, Matcher};
use saksi_desk::model::{Asked, Channel, CheckContent, HandIn, HandedIn, Intake, ReceiptView, Reference, Standing};
use saksi_matching::Policy;
use saksi_network::{Capability, OrganisationDraft};

/// A desk with one organisation and its people, on one engine.
struct Place {
    test: TestDb,
    desk: Desk,
    organisation: OrganisationId,
    checker: By,
    reviewer: By,
}

/// What was promised: locator and words.
struct Promise {
    locator: String,
    words: String,
}

fn tag(text: &str) -> LanguageTag {
    text.parse().unwrap()
}

fn person(seed: u64) -> PersonId {
    PersonId::new(&SeededRandom::new(seed))
}

fn member(organisation: OrganisationId, seed: u64, may: Capability) -> By {
    By { person: person(seed), organisation, may, operator: false }
}

/// A fresh desk on every engine.
async fn places() -> Vec<Place> {
    let mut all = Vec::new();
    for test in engines().await {
        all.push(place(test).await);
    }
    all
}

async fn place(test: TestDb) -> Place {
    let organisation = organisation(&test, "MyGoPen", true, true).await;
    let matcher = Matcher::start(&test.db, None).await.unwrap();
    Place {
        desk: Desk { matcher },
        checker: member(organisation, 1, Capability::CHECK | Capability::PUBLISH),
        reviewer: member(
            organisation,
            2,
            Capability::CHECK | Capability::REVIEW | Capability::PUBLISH | Capability::MODERATE,
        ),
        organisation,
        test,
    }
}

async fn organisation(test: &TestDb, name: &str, shares: bool, review: bool) -> OrganisationId {
    let made: Result<OrganisationId, Problem> = saksi_db::write!(test.db, "organisation", Viewer::System, tx => {
        let draft = OrganisationDraft { shares_queue: shares, review_required: review, ..OrganisationDraft::named(name, name) };
        saksi_network::actions::create_organisation(&mut tx, Actor::System, draft, true).await
    });
    made.unwrap()
}

/// Runs a change as the system.
macro_rules! change {
    ($place:expr, $tx:ident => $body:expr) => {{
        let done: Result<_, saksi_base::Problem> =
            saksi_db::write!($place.test.db, "test", saksi_db::Viewer::System, $tx => { $body.await });
        done
    }};
}
/// Runs a change as the member who makes it.
macro_rules! act {
    ($place:expr, $by:expr, $tx:ident => $body:expr) => {{
        let done: Result<_, saksi_base::Problem> =
            saksi_db::write!($place.test.db, "test", $by.viewer(), $tx => { $body.await });
        done
    }};
}
/// Reads as somebody.
macro_rules! look {
    ($place:expr, $viewer:expr, $tx:ident => $body:expr) => {{
        let done: Result<_, saksi_base::Problem> = saksi_db::read!($place.test.db, $viewer, $tx => { $body.await });
        done
    }};
}
pub(crate) use {act, change, look};

impl Place {
    async fn ask(&self, text: &str) -> Asked {
        receive::ask(&self.desk, &self.test.db, text, &tag("en"), &Policy::web()).await.unwrap()
    }

    fn what(&self, text: &str, seed: u8) -> HandIn {
        HandIn {
            text: text.to_owned(),
            reason: None,
            channel: Channel::Web,
            language: Some(tag("en")),
            intake: Intake { organisation: self.organisation, shared: true },
            seed: [seed; 32],
        }
    }

    async fn try_hand_in(&self, what: &HandIn) -> Result<HandedIn, Problem> {
        let done = change!(self, tx => receive::hand_in(&mut tx, &self.desk, what));
        self.catch_up().await;
        done
    }

    async fn hand_in(&self, text: &str, seed: u8) -> Promise {
        let handed = self.try_hand_in(&self.what(text, seed)).await.unwrap();
        Promise { locator: handed.receipt.locator().to_string(), words: handed.receipt.words().to_string() }
    }

    async fn open(&self, promise: &Promise) -> Result<ReceiptView, Problem> {
        change!(self, tx => receipt::open(&mut tx, &promise.locator, &promise.words, &tag("en")))
    }

    async fn standing(&self, promise: &Promise) -> Standing {
        self.open(promise).await.unwrap().standing
    }

    /// Applies everything in the journal to the matcher, as its task does.
    async fn catch_up(&self) {
        let mut follower = self.test.db.follow(self.desk.matcher.position());
        loop {
            let entries = follower.read().await.unwrap();
            if entries.is_empty() {
                break;
            }
            self.desk.matcher.apply(&self.test.db, &entries).await.unwrap();
        }
    }

    /// The claims in the queue, first line first.
    async fn queue(&self) -> Vec<saksi_desk::model::QueueRow> {
        let by = self.checker;
        look!(self, by.viewer(), tx => saksi_desk::actions::queue::queue(
            &mut tx, &by, &saksi_desk::model::QueueFilter::default(), saksi_desk::model::QueueOrder::Urgency, None, 50))
        .unwrap()
        .items
    }

    /// Checks a claim from the first draft to the public page.
    async fn publish(&self, claim: ClaimId, content: &CheckContent) -> checks::Published {
        let published = self.try_publish(self.checker, self.reviewer, claim, content).await.unwrap();
        self.catch_up().await;
        published
    }

    async fn try_publish(
        &self,
        author: By,
        reviewer: By,
        claim: ClaimId,
        content: &CheckContent,
    ) -> Result<checks::Published, Problem> {
        let id = act!(self, author, tx => checks::start_draft(&mut tx, &author, claim, &content.language))?;
        let edition = act!(self, author, tx => checks::save_draft(&mut tx, &author, id, 1, content))?;
        act!(self, author, tx => checks::submit_for_review(&mut tx, &author, id, edition))?;
        act!(self, reviewer, tx => checks::approve(&mut tx, &reviewer, id, edition + 1))
    }
}

fn content(statement: &str) -> CheckContent {
    CheckContent {
        statement: statement.to_owned(),
        verdict: Some(Verdict::False),
        harm: HarmKind::Misinformation,
        content_type: ContentType::Text,
        title: "No, it does not".to_owned(),
        explanation: "No study shows this. The hospital that is named never said so.".to_owned(),
        references: vec![Reference {
            url: Some("https://example.org/study".to_owned()),
            description: "A study".to_owned(),
        }],
        language: tag("en"),
        change_note: String::new(),
    }
}

const LEMON: &str = "URGENT please forward to everybody: drinking hot lemon water every morning kills the cells of cancer, doctors hide it";
const LEMON_STATEMENT: &str = "Drinking hot lemon water every morning kills cancer cells";
const CLOUD: &str = "喝熱檸檬水可以殺死癌細胞，台大醫院的醫師說的，請轉發給所有的親朋好友，聯絡電話 0912-345-678";

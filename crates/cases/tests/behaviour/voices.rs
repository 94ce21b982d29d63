//! Testimonies from cases: exactly the words to which somebody agreed, nowhere before that, and gone when they say so.

use saksi_base::clock::DAY;
use saksi_base::{CaseId, CaseRecordId, ProblemKind};
use saksi_cases::Unlocked;
use saksi_cases::actions::returning::{self, Proof};
use saksi_cases::actions::{housekeeping, referral, retention, triage, voices, work};
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_vault::CaseReceipt;

use crate::{calm, kind, told};

/// Words that must stand nowhere in the clear before they are released.
const WORDS: &str = "I was not alone. merpati-5521";

struct Story {
    here: TestHelpline,
    ayu: Unlocked,
    bima: Unlocked,
    case: CaseId,
    receipt: CaseReceipt,
}

impl Story {
    async fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for test in engines().await {
            let (here, ayu, bima) = TestHelpline::open(test).await;
            let (receipt, filed) = here.ask(calm()).await;
            triage::take(&here.cases, &ayu, filed.case).await.unwrap();
            all.push(Self { here, ayu, bima, case: filed.case, receipt });
        }
        all
    }

    fn proof(&self) -> Proof {
        Proof::words(&self.receipt)
    }

    async fn ask(&self, ends: Option<i64>) -> CaseRecordId {
        let ends = ends.map(|days| self.here.cases.now().plus(days * DAY));
        voices::ask(&self.here.cases, &self.ayu, self.case, WORDS, ends, false).await.unwrap();
        let view = work::open(&self.here.cases, &self.ayu, self.case).await.unwrap();
        view.entries.iter().rev().find(|entry| entry.consent.is_some()).unwrap().record
    }

    async fn read(&self) -> Vec<String> {
        let all = voices::published(&self.here.cases).await.unwrap();
        all.into_iter().map(|voice| voice.words).collect()
    }

    /// Whether the words stand anywhere in the database or the store.
    async fn in_the_clear(&self) -> bool {
        let stored = self.here.everything_stored().await;
        stored.windows(12).any(|part| part == b"merpati-5521")
    }
}

#[tokio::test]
async fn words_are_sealed_until_the_person_agreed_and_somebody_released_them() {
    for story in Story::all().await {
        let cases = &story.here.cases;
        let record = story.ask(None).await;
        let early = voices::release(cases, &story.ayu, story.case, record).await;
        assert_eq!(told(early), "cases-consent-not-asked");
        returning::answer_consent(cases, &story.proof(), record, true).await.unwrap();
        assert!(story.read().await.is_empty() && !story.in_the_clear().await);
        // A colleague who does not hold the case releases nothing.
        assert_eq!(kind(voices::release(cases, &story.bima, story.case, record).await), ProblemKind::NotFound);

        voices::release(cases, &story.ayu, story.case, record).await.unwrap();
        voices::release(cases, &story.ayu, story.case, record).await.unwrap();
        assert_eq!(story.read().await, [WORDS]);
        assert_eq!(voices::of_case(cases, &story.ayu, story.case).await.unwrap(), [record]);
        assert!(voices::published(cases).await.unwrap().iter().all(|voice| voice.organisation == "Bantuan Digital"));

        voices::take_down(cases, &story.ayu, story.case, record).await.unwrap();
        assert!(story.read().await.is_empty());
        let gone = voices::take_down(cases, &story.ayu, story.case, record).await;
        assert_eq!(kind(gone), ProblemKind::NotFound);
        voices::release(cases, &story.ayu, story.case, record).await.unwrap();
        assert_eq!(story.read().await, [WORDS]);
    }
}

#[tokio::test]
async fn what_is_taken_back_is_gone_at_once_and_cannot_be_released_again() {
    for story in Story::all().await {
        let cases = &story.here.cases;
        let record = story.ask(None).await;
        returning::answer_consent(cases, &story.proof(), record, true).await.unwrap();
        voices::release(cases, &story.ayu, story.case, record).await.unwrap();
        returning::withdraw_consent(cases, &story.proof(), record).await.unwrap();
        assert!(story.read().await.is_empty() && !story.in_the_clear().await);
        let again = voices::release(cases, &story.ayu, story.case, record).await;
        assert_eq!(told(again), "cases-consent-withdrawn");

        // By telephone it works the same, both ways.
        voices::ask(cases, &story.ayu, story.case, WORDS, None, true).await.unwrap();
        let view = work::open(cases, &story.ayu, story.case).await.unwrap();
        let spoken = view.entries.iter().rev().find(|entry| entry.consent.is_some()).unwrap().record;
        voices::release(cases, &story.ayu, story.case, spoken).await.unwrap();
        assert_eq!(story.read().await, [WORDS]);
        referral::withdraw_consent(cases, &story.ayu, story.case, spoken).await.unwrap();
        assert!(story.read().await.is_empty());
    }
}

#[tokio::test]
async fn a_testimony_ends_with_its_consent_and_with_its_case() {
    for story in Story::all().await {
        let cases = &story.here.cases;
        let (short, lasting) = (story.ask(Some(10)).await, story.ask(None).await);
        for record in [short, lasting] {
            returning::answer_consent(cases, &story.proof(), record, true).await.unwrap();
            voices::release(cases, &story.ayu, story.case, record).await.unwrap();
        }
        assert_eq!(story.read().await.len(), 2);
        story.here.test.clock.advance(11 * DAY);
        assert_eq!(story.read().await.len(), 1, "the page does not wait for anybody to tidy up");
        housekeeping::tidy(cases).await.unwrap();
        let ayu = &story.ayu;
        assert_eq!(voices::of_case(cases, ayu, story.case).await.unwrap(), [lasting]);
        assert_eq!(told(voices::release(cases, ayu, story.case, short).await), "cases-consent-ended");
        retention::delete(cases, ayu, story.case).await.unwrap();
        assert!(story.read().await.is_empty() && !story.in_the_clear().await);
    }
}

#[tokio::test]
async fn a_testimony_is_words_and_nothing_else() {
    for story in Story::all().await {
        let cases = &story.here.cases;
        assert_eq!(told(voices::ask(cases, &story.ayu, story.case, " \n", None, false).await), "problem-text-missing");
        let long = "x".repeat(voices::LONGEST + 1);
        assert_eq!(told(voices::ask(cases, &story.ayu, story.case, &long, None, false).await), "problem-text-long");
        // Agreeing that another helpline helps is no testimony.
        let other = referral::NewConsent {
            purpose: saksi_cases::model::consent::Purpose::Referral,
            receiver: story.here.organisation,
            platform: None,
            words: WORDS.into(),
            extent: voices::extent(),
            ends: None,
        };
        referral::record_consent(cases, &story.ayu, story.case, other.clone()).await.unwrap();
        let view = work::open(cases, &story.ayu, story.case).await.unwrap();
        let record = view.entries.iter().rev().find(|entry| entry.consent.is_some()).unwrap().record;
        let refused = voices::release(cases, &story.ayu, story.case, record).await;
        assert_eq!(told(refused), "cases-consent-not-asked");
        let whole = referral::NewConsent {
            purpose: saksi_cases::model::consent::Purpose::Testimony,
            extent: saksi_cases::model::consent::Extent::Whole,
            ..other
        };
        let refused = referral::ask_consent(cases, &story.ayu, story.case, whole).await;
        assert_eq!(told(refused), "cases-voice-extent");
        assert!(story.read().await.is_empty());
    }
}

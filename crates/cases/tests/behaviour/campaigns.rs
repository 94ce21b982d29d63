//! Campaigns: names that open for those who respond, cases that are shown to whoever holds them, and numbers that give nobody away.

use saksi_base::clock::DAY;
use saksi_base::{CampaignId, CaseId, ProblemKind};
use saksi_cases::Unlocked;
use saksi_cases::actions::campaigns::{self, EMPTY_DAYS, LinkTo};
use saksi_cases::actions::{helpline, housekeeping, retention, triage, work};
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_network::Role;

use crate::{calm, kind, told};

/// A name that must stand nowhere in the clear.
const NAME: &str = "Kelelawar-8842 dox list";

async fn taken(here: &TestHelpline, by: &Unlocked) -> CaseId {
    let (_, filed) = here.ask(calm()).await;
    triage::take(&here.cases, by, filed.case).await.unwrap();
    filed.case
}

async fn campaign(here: &TestHelpline, by: &Unlocked, case: CaseId) -> CampaignId {
    campaigns::link(&here.cases, by, case, None, LinkTo::New(NAME.into())).await.unwrap();
    campaigns::of_case(&here.cases, by, case).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_campaign_shows_each_helper_the_cases_they_hold_and_never_another() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (first, second, his) = (taken(&here, &ayu).await, taken(&here, &ayu).await, taken(&here, &bima).await);
        let id = campaign(&here, &ayu, first).await;
        // The same name again is the same campaign, whoever writes it and however.
        campaigns::link(cases, &ayu, second, None, LinkTo::New(format!("  {}", NAME.to_uppercase()))).await.unwrap();
        assert_eq!(campaigns::list(cases, &bima).await.unwrap().open[0].name.as_str(), NAME);
        campaigns::link(cases, &bima, his, None, LinkTo::There(id)).await.unwrap();
        for (who, expected) in [(&ayu, vec![first, second]), (&bima, vec![his])] {
            let view = campaigns::look(cases, who, id).await.unwrap();
            let mut shown: Vec<CaseId> = view.cases.iter().map(|line| line.id).collect();
            shown.sort_unstable();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!((shown, view.others), (expected, None), "too few others to be told");
        }
        let lines = work::mine(cases, &bima, work::Mine::Open).await.unwrap();
        assert_eq!(lines[0].campaign.as_ref().map(|name| name.as_str()), Some(NAME));
        assert_eq!(work::search(cases, &bima, "8842 DOX").await.unwrap().len(), 1);
        // Nobody links a case that they do not hold.
        let foreign = campaigns::link(cases, &bima, first, Some(id), LinkTo::None).await;
        assert_eq!(kind(foreign), ProblemKind::NotFound);
        assert_eq!(kind(campaigns::of_case(cases, &bima, first).await), ProblemKind::NotFound);
        let stored = here.everything_stored().await;
        assert!(!stored.windows(14).any(|part| part.eq_ignore_ascii_case(b"kelelawar-8842")));
    }
}

#[tokio::test]
async fn how_many_cases_colleagues_hold_is_told_from_the_threshold_on() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let mine = taken(&here, &ayu).await;
        let id = campaign(&here, &ayu, mine).await;
        for number in 1..=11 {
            let his = taken(&here, &bima).await;
            campaigns::link(cases, &bima, his, None, LinkTo::There(id)).await.unwrap();
            let told = campaigns::look(cases, &ayu, id).await.unwrap().others;
            assert_eq!(told, (number == 11).then_some(11), "{number}");
        }
        let (all, closed) = campaigns::look_at_all(cases, &bima).await.unwrap();
        assert_eq!((all[0].cases.len(), all[0].others, closed), (11, None, 0));
    }
}

#[tokio::test]
async fn two_who_link_a_case_at_once_do_not_overwrite_each_other() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let case = taken(&here, &ayu).await;
        work::give(cases, &ayu, case, bima.member().person).await.unwrap();
        let id = campaign(&here, &ayu, case).await;
        let late = campaigns::link(cases, &bima, case, None, LinkTo::New("Another name".into())).await;
        assert_eq!(told(late), "cases-campaign-meanwhile");
        assert_eq!(campaigns::list(cases, &ayu).await.unwrap().open.len(), 1, "nothing half-made is left");
        campaigns::link(cases, &bima, case, Some(id), LinkTo::New("Another name".into())).await.unwrap();
        let other = campaigns::of_case(cases, &ayu, case).await.unwrap().unwrap();
        assert_ne!(other, id);
        // Names are each one's own; one that stands in use is not given twice, and none is empty or endless.
        assert_eq!(told(campaigns::rename(cases, &ayu, id, "another NAME").await), "cases-campaign-there");
        assert_eq!(told(campaigns::begin(cases, &ayu, NAME).await), "cases-campaign-there");
        assert_eq!(told(campaigns::begin(cases, &ayu, "  ").await), "problem-text-missing");
        assert_eq!(told(campaigns::begin(cases, &ayu, &"x".repeat(81)).await), "problem-text-long");
        campaigns::rename(cases, &ayu, id, "Border phones").await.unwrap();
        assert_eq!(told(campaigns::discard(cases, &ayu, other).await), "cases-campaign-not-empty");
        campaigns::discard(cases, &ayu, id).await.unwrap();
        assert_eq!(kind(campaigns::look(cases, &ayu, id).await), ProblemKind::NotFound);
        let gone = campaigns::link(cases, &ayu, case, Some(other), LinkTo::There(id)).await;
        assert_eq!(told(gone), "cases-campaign-gone");
    }
}

#[tokio::test]
async fn whoever_comes_later_reads_the_names_and_whoever_left_does_not() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let case = taken(&here, &ayu).await;
        let id = campaign(&here, &ayu, case).await;
        let citra = here.unlocked("Citra", &[Role::Responder]).await;
        let seen = campaigns::list(cases, &citra).await.unwrap();
        assert_eq!((seen.open.len(), seen.closed), (0, 1));
        assert_eq!(kind(campaigns::look(cases, &citra, id).await), ProblemKind::NotFound);
        campaigns::look_at_all(cases, &bima).await.unwrap();
        assert_eq!(campaigns::look(cases, &citra, id).await.unwrap().campaign.name.as_str(), NAME);
        // Nobody of another organisation learns that there is one.
        let other = TestHelpline::organisation(&here.test, "Rumah Aman").await;
        let dewi = here.person_of(other, "Dewi", &[Role::Owner]).await;
        let dewi = here.unlock(&dewi).await;
        helpline::open_triage(cases, &dewi, &[dewi.member().person]).await.unwrap();
        assert_eq!(campaigns::list(cases, &dewi).await.unwrap().closed, 0);
        assert_eq!(kind(campaigns::rename(cases, &dewi, id, "mine now").await), ProblemKind::NotFound);
        // At once, and after what they had was taken away, also when they come back.
        here.part(ayu.member(), bima.member().person).await;
        let elsewhere = here.join(other, bima.member().person, &[Role::Responder]).await;
        let bima = here.unlock(&elsewhere).await;
        assert_eq!(kind(campaigns::look(cases, &bima, id).await), ProblemKind::NotFound);
        housekeeping::tidy(cases).await.unwrap();
        let back = here.join(here.organisation, bima.member().person, &[Role::Responder]).await;
        let back = here.unlock(&back).await;
        let seen = campaigns::list(cases, &back).await.unwrap();
        assert_eq!((seen.open.len(), seen.closed), (0, 1));
    }
}

#[tokio::test]
async fn a_campaign_goes_some_time_after_its_last_case() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let case = taken(&here, &ayu).await;
        let id = campaign(&here, &ayu, case).await;
        here.test.clock.advance((EMPTY_DAYS + 2) * DAY);
        assert_eq!(campaigns::drop_empty(cases).await.unwrap(), 0, "a case belongs to it");
        retention::delete(cases, &ayu, case).await.unwrap();
        let fresh = campaigns::begin(cases, &ayu, "Fresh").await.unwrap();
        assert_eq!(campaigns::drop_empty(cases).await.unwrap(), 1);
        let left = campaigns::list(cases, &ayu).await.unwrap();
        assert_eq!(left.open.iter().map(|one| one.id).collect::<Vec<_>>(), [fresh]);
        assert_ne!(fresh, id);
    }
}

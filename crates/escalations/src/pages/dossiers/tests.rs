//! A report in every language.

use std::sync::Arc;

use saksi_base::calendar::testing::at;
use saksi_base::{DossierId, DossierIssueId, FixedClock, PersonId, TestimonyId};
use saksi_web::PageRequest;
use saksi_web::testing::{Kind, Sampled, builder, check_samples};

use super::report::ReportPage;
use crate::model::dossier::{Audience, Bundled, Content, Effect, Parts, Report, Tactic, Target, Testimony};
use crate::model::event::{Event, EventKind, Facts};
use crate::model::notice::Attested;
use crate::model::words::{AppealBody, AppealResult, Outcome, Systemic};
use crate::store::dossiers::Issue;

fn event(number: i64, kind: EventKind, at_text: &str, facts: Facts) -> Event {
    let at = at(at_text);
    Event { number, kind, at, noted_at: at, by: None, text: String::new(), facts }
}

fn report(sent: bool) -> Report {
    let content = Content {
        title: "عدالتی صحافیوں کے خلاف مہم".into(),
        language: "ur".into(),
        summary: "First.\n\nSecond, with https://example.org/".into(),
        campaign: "#silence".into(),
        targets: Target::ALL.to_vec(),
        tactics: Tactic::ALL.to_vec(),
        effects: Effect::ALL.to_vec(),
        systemic: Systemic::ALL.to_vec(),
        asks: "Answer within a day.".into(),
        happenings: Content::happenings_of("2026-03-02 Her house was attacked").unwrap_or_default(),
        hidden: Vec::new(),
        evidence: vec![Attested {
            record: "rec-1".into(),
            title: "The post as it stood".into(),
            url: "https://platform.example/post/1".into(),
            hash: "ab".repeat(32),
            captured_at: "2026-01-14T08:00:00Z".into(),
            page: String::new(),
        }],
    };
    let decided = Facts { outcome: Some(Outcome::NoAction), ..Facts::default() };
    let appealed = Facts { body: Some(AppealBody::Internal), ..Facts::default() };
    let won = Facts { result: Some(AppealResult::OverturnedOnSubstance), ..Facts::default() };
    let bundled = [Bundled {
        id: saksi_base::EscalationId(uuid::Uuid::from_u128(1)),
        title: "Threats".into(),
        platform: "YouTube".into(),
        imminent: true,
        events: vec![
            event(1, EventKind::Sent, "2026-03-01T08:00:00Z", Facts::default()),
            event(2, EventKind::Decision, "2026-03-04T08:00:00Z", decided),
            event(3, EventKind::Appeal, "2026-03-05T08:00:00Z", appealed),
            event(4, EventKind::AppealDecided, "2026-03-09T08:00:00Z", won),
            event(5, EventKind::Recurrence, "2026-03-19T08:00:00Z", Facts::default()),
        ],
    }];
    let told = [Testimony {
        id: TestimonyId(uuid::Uuid::from_u128(3)),
        name: "A reporter".into(),
        words: "They waited outside.".into(),
        consent: "Signed".into(),
        audiences: Audience::ALL.to_vec(),
        added_at: at("2026-03-01T08:00:00Z"),
        withdrawn_at: None,
    }];
    let parts = Parts {
        dossier: DossierId(uuid::Uuid::from_u128(2)),
        organisation: "Saksi Nusantara",
        content: &content,
        bundled: if sent { &bundled } else { &[] },
        cited: &[],
        testimonies: &told,
    };
    Report::of(&parts, Audience::Press, at("2026-04-01T00:00:00Z"))
}

impl Sampled for ReportPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let issue = Issue {
            id: DossierIssueId(uuid::Uuid::from_u128(5)),
            dossier: DossierId(uuid::Uuid::from_u128(2)),
            number: 3,
            audience: "press".into(),
            recipient: "A newsroom".into(),
            made_at: at("2026-04-01T00:00:00Z"),
            made_by: PersonId(uuid::Uuid::from_u128(6)),
            hash: vec![7; 32],
            door: "0".repeat(26),
            ended_at: None,
            shredded_at: None,
        };
        let l = &request.locale;
        vec![
            Self::of(l, &report(true), &issue, true),
            Self::of(l, &report(false), &issue, false),
            Self::shredded(l, &issue),
        ]
    }
}

#[tokio::test]
async fn a_report_is_sound_in_every_language_and_state() {
    let test = saksi_db::testing::sqlite().await;
    let clock = Arc::new(FixedClock::new(at("2026-11-22T00:00:00Z")));
    let site = builder(test.db.clone(), clock).messages(crate::MESSAGES).navigation(crate::NAVIGATION).build();
    let wrong = check_samples::<ReportPage>(&site);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

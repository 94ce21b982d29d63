//! What the database lets nobody but the owner write, with every guard of the actions taken away, on every engine.

use saksi_base::{
    CheckId, CheckVersionId, ClaimId, LetterId, ModerationId, OrganisationId, PersonId, Problem, ReplyId, SeededRandom,
    TranslationId,
};
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, NETWORK_SPACE, Viewer, as_system};
use saksi_network::OrganisationDraft;

use super::{checks, claims, letters, moderation};
use crate::elevation::SHARED_CLAIM;
use crate::model::{CheckContent, Letter, LetterKind, TranslationContent};

/// Two organisations of one network; ours has a published check with a draft of its correction, a translation, a reply.
struct Records {
    test: TestDb,
    ours: Viewer,
    our_organisation: OrganisationId,
    theirs: Viewer,
    claim: ClaimId,
    check: CheckId,
    translation: TranslationId,
    reply: ReplyId,
}

const NOBODY: PersonId = PersonId(uuid::Uuid::from_u128(5));

fn letter() -> Letter {
    Letter {
        kind: LetterKind::Mistake,
        from: String::new(),
        text: "The study is from 2019".into(),
        contact: String::new(),
        language: "en".parse().unwrap(),
    }
}

fn content() -> CheckContent {
    CheckContent {
        statement: "Hot lemon water kills cancer cells".into(),
        verdict: Some(saksi_base::Verdict::False),
        harm: saksi_base::HarmKind::Misinformation,
        content_type: saksi_base::ContentType::Text,
        title: "It does not".into(),
        explanation: "No study shows this.".into(),
        references: Vec::new(),
        language: "en".parse().unwrap(),
        change_note: String::new(),
    }
}

async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
    let made: Result<OrganisationId, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
        let draft = OrganisationDraft { shares_queue: true, ..OrganisationDraft::named(name, name) };
        saksi_network::actions::create_organisation(&mut tx, Actor::System, draft, true).await
    });
    made.unwrap()
}

async fn records() -> Vec<Records> {
    let mut all = Vec::new();
    for test in engines().await {
        let (a, b) = (organisation(&test, "MyGoPen").await, organisation(&test, "CekFakta").await);
        let random = SeededRandom::new(1);
        let now = test.db.clock().now();
        let (claim, check) = (ClaimId::new(now, &random), CheckId::new(now, &random));
        let (version, translation) = (CheckVersionId::new(now, &random), TranslationId::new(now, &random));
        let reply = ReplyId::new(&random);
        let ours = Viewer::Member { organisation: a, person: NOBODY };
        let made: Result<(), Problem> = saksi_db::write!(test.db, "test", ours, tx => {
            let new = claims::NewClaim {
                id: claim, owner: a, space: NETWORK_SPACE, marking: 2, lane: "open", statement: "Lemon", language: "en", content_type: "text",
            };
            as_system!(tx, SHARED_CLAIM, claims::open(&mut tx, new))?;
            checks::insert(&mut tx, check, a, NETWORK_SPACE, claim, NOBODY, &content()).await?;
            let row = checks::check(&mut tx, check).await?;
            checks::insert_version(&mut tx, version, &row, 1, &content(), Some(NOBODY), None).await?;
            checks::insert_draft(&mut tx, &row, "{}", "[]", NOBODY).await?;
            checks::insert_translation(&mut tx, translation, &row, a, "th", "{}", NOBODY).await?;
            let row = claims::seen(&mut tx, claim).await?;
            assert!(claims::assign(&mut tx, uuid::Uuid::from_u128(9), &row, a, NOBODY).await?);
            let row = checks::check(&mut tx, check).await?;
            let entry = ModerationId(uuid::Uuid::from_u128(7));
            moderation::insert_reply(&mut tx, reply, &row, "The hospital", "We never said so", entry).await
        });
        made.unwrap();
        let theirs = Viewer::Member { organisation: b, person: NOBODY };
        all.push(Records { test, ours, our_organisation: a, theirs, claim, check, translation, reply });
    }
    all
}

/// Runs one write as somebody; says whether the database wrote anything.
macro_rules! writes {
    ($records:expr, $viewer:expr, $tx:ident => $body:expr) => {{
        let done: Result<bool, Problem> = saksi_db::write!($records.test.db, "test", $viewer, $tx => { $body });
        done.unwrap_or(false)
    }};
}

impl Records {
    /// Everything that is stored of the records, to see that nothing changed.
    async fn all(&self) -> String {
        let mut sink = Vec::new();
        saksi_db::dump::dump(&self.test.db, &mut sink).await.unwrap();
        String::from_utf8(sink).unwrap()
    }

    async fn check_row(&self) -> checks::CheckRow {
        let row: Result<_, Problem> =
            saksi_db::read!(self.test.db, Viewer::System, tx => { checks::check(&mut tx, self.check).await });
        row.unwrap()
    }

    async fn translation_row(&self) -> checks::TranslationRow {
        let row: Result<_, Problem> = saksi_db::read!(self.test.db, Viewer::System, tx => { checks::translation(&mut tx, self.translation).await });
        row.unwrap()
    }

    /// Every write of the stores to records of ours, as `viewer` and without any guard; names those that wrote.
    async fn try_everything(&self, viewer: Viewer) -> Vec<&'static str> {
        let (id, owner, row) = (self.check, self.our_organisation, self.check_row().await);
        let translation = self.translation_row().await;
        let text = TranslationContent {
            language: "th".parse().unwrap(),
            statement: "x".into(),
            title: "x".into(),
            explanation: "x".into(),
        };
        let random = SeededRandom::new(2);
        let now = self.test.db.clock().now();
        let mut wrote = Vec::new();
        let mut note = |name, done: bool| {
            if done {
                wrote.push(name);
            }
        };
        note(
            "another check",
            writes!(self, viewer, tx => {
                let new = CheckId::new(now, &random);
                checks::insert(&mut tx, new, owner, NETWORK_SPACE, self.claim, NOBODY, &content()).await.map(|()| true)
            }),
        );
        note(
            "draft saved",
            writes!(self, viewer, tx => {
                checks::save_draft(&mut tx, id, 1, "{\"theirs\":1}", "[]", NOBODY).await
            }),
        );
        note(
            "draft moved on",
            writes!(self, viewer, tx => {
                Ok(checks::set_draft_state(&mut tx, id, 1, "in-review", "").await?
                    || checks::set_draft_state(&mut tx, id, 2, "in-review", "").await?)
            }),
        );
        note(
            "version",
            writes!(self, viewer, tx => {
                let version = CheckVersionId::new(now, &random);
                checks::insert_version(&mut tx, version, &row, 2, &content(), Some(NOBODY), None).await.map(|()| true)
            }),
        );
        note(
            "draft",
            writes!(self, viewer, tx => {
                checks::delete_draft(&mut tx, id).await?;
                checks::insert_draft(&mut tx, &row, "{}", "[]", NOBODY).await.map(|()| true)
            }),
        );
        note(
            "translation saved",
            writes!(self, viewer, tx => {
                checks::save_translation(&mut tx, &translation, 1, "{}", NOBODY).await
            }),
        );
        note(
            "translation moved on",
            writes!(self, viewer, tx => {
                Ok(checks::set_translation_state(&mut tx, self.translation, 1, "in-review", "").await?
                    || checks::set_translation_state(&mut tx, self.translation, 2, "in-review", "").await?)
            }),
        );
        note(
            "translation published",
            writes!(self, viewer, tx => {
                checks::publish_translation(&mut tx, &translation, &text, None).await.map(|()| true)
            }),
        );
        note(
            "another translation",
            writes!(self, viewer, tx => {
                let new = TranslationId::new(now, &random);
                checks::insert_translation(&mut tx, new, &row, owner, "id", "{}", NOBODY).await.map(|()| true)
            }),
        );
        note(
            "another letter",
            writes!(self, viewer, tx => {
                let new = letters::NewLetter {
                    id: LetterId::new(&random),
                    check: &row,
                    locator: &format!("{:?}", LetterId::new(&random)),
                    verifier: &[0; 32],
                    expires_at: now,
                };
                letters::insert(&mut tx, &new, &letter()).await.map(|()| true)
            }),
        );
        note(
            "another reply",
            writes!(self, viewer, tx => {
                moderation::insert_reply(&mut tx, ReplyId::new(&random), &row, "x", "x", ModerationId(uuid::Uuid::from_u128(8))).await.map(|()| true)
            }),
        );
        note(
            "reply deleted",
            writes!(self, viewer, tx => {
                moderation::delete_reply(&mut tx, self.reply).await.map(|()| true)
            }),
        );
        note(
            "taken off",
            writes!(self, viewer, tx => {
                Ok(claims::release(&mut tx, self.claim, owner).await? > 0)
            }),
        );
        note(
            "put on",
            writes!(self, viewer, tx => {
                let claim = claims::seen(&mut tx, self.claim).await?;
                claims::assign(&mut tx, uuid::Uuid::from_u128(10), &claim, owner, NOBODY).await
            }),
        );
        note(
            "claim worded",
            writes!(self, viewer, tx => {
                claims::set_words(&mut tx, self.claim, "Theirs", "en", "text").await.map(|()| true)
            }),
        );
        note(
            "claim closed",
            writes!(self, viewer, tx => {
                claims::set_lane(&mut tx, self.claim, "closed", Some("spam")).await.map(|()| true)
            }),
        );
        note(
            "withdrawn",
            writes!(self, viewer, tx => {
                checks::withdraw(&mut tx, &row, "x").await.map(|()| true)
            }),
        );
        wrote
    }
}

#[tokio::test]
async fn another_organisation_writes_nothing_even_where_no_action_guards() {
    for records in records().await {
        let before = records.all().await;
        let none: Vec<&str> = Vec::new();
        assert_eq!(records.try_everything(records.theirs).await, none, "{}", records.test.engine);
        assert_eq!(records.try_everything(Viewer::Public).await, none, "{}", records.test.engine);
        assert!(before == records.all().await, "{}: nothing changed", records.test.engine);
        // The same calls do write for the owner; else this would prove nothing.
        assert_eq!(
            records.try_everything(records.ours).await,
            [
                "another check",
                "draft saved",
                "draft moved on",
                "version",
                "draft",
                "translation saved",
                "translation moved on",
                "translation published",
                "another translation",
                "another letter",
                "another reply",
                "reply deleted",
                "taken off",
                "put on",
                "claim worded",
                "claim closed",
                "withdrawn"
            ],
            "{}",
            records.test.engine
        );
    }
}

#[tokio::test]
async fn what_is_shared_is_changed_in_its_named_part_alone() {
    for records in records().await {
        let bare = writes!(records, records.theirs, tx => {
            claims::set_words(&mut tx, records.claim, "Theirs", "en", "text").await.map(|()| true)
        });
        assert!(
            !bare,
            "{}: a claim is its owner's to write, and nobody else's without the part's name",
            records.test.engine
        );
        let after = writes!(records, records.theirs, tx => {
            as_system!(tx, SHARED_CLAIM, claims::set_words(&mut tx, records.claim, "Theirs", "en", "text"))?;
            checks::save_draft(&mut tx, records.check, 1, "{}", "[]", NOBODY).await
        });
        assert!(!after, "{}: behind the part the member is the member again", records.test.engine);
        let failed = writes!(records, records.theirs, tx => {
            let part: Result<(), Problem> = as_system!(tx, SHARED_CLAIM, async { Err(Problem::not_found()) });
            assert!(part.is_err());
            checks::save_draft(&mut tx, records.check, 1, "{}", "[]", NOBODY).await
        });
        assert!(!failed, "{}: also when the part failed", records.test.engine);
    }
}

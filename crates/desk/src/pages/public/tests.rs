//! Every public page with made-up but realistic data, in every language of the site.

use saksi_base::{
    CheckId, ClaimId, ContentType, FixedClock, HarmKind, LanguageTag, ModerationId, OrganisationId, Problem, ReplyId,
    Timestamp, TranslationId, Verdict,
};
use saksi_media::index::Part;
use saksi_network::NetworkSettings;
use saksi_web::testing::{Kind, Sampled, builder, check_samples};
use saksi_web::{Locale, Markup, PageRequest, Site, Tone, code_words, notice, pagination, user_block};
use std::sync::Arc;

use super::views::{AnswerPart, Line, Lines, part};
use super::{about, ask, checks, filter::ListQuery, letters, moderation, receipts};
use crate::model::{
    Answer, CheckContent, CheckState, CheckSummary, ClaimPage, Cursor, ListedCheck, LogEntry, MediaReason,
    ModerationKind, OrganisationRef, Overlap, Page, PublishedCheck, Reference, Reply, Stats, SubjectKind,
    TranslationContent, TranslationView, Version, VersionSummary, Via,
};

const AT: Timestamp = Timestamp::from_seconds(1_768_464_000);

fn id(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

fn tag(text: &str) -> LanguageTag {
    text.parse().unwrap()
}

fn organisation(name: &str) -> OrganisationRef {
    OrganisationRef { id: OrganisationId(id(1)), slug: "cek-fakta".into(), name: name.into() }
}

/// An answer in a script of its own, with everything that an answer can have.
fn answer(language: &str, verdict: Verdict) -> Answer {
    let (statement, title, explanation) = match language {
        "ur" => (
            "گرم لیموں کا پانی کینسر کو ٹھیک کرتا ہے",
            "یہ درست نہیں",
            "کسی تحقیق میں یہ نہیں ملا۔\n\nمزید: https://example.org/ur",
        ),
        "th" => ("ดื่มน้ำมะนาวร้อนรักษามะเร็งได้", "ไม่จริง", "ไม่มีงานวิจัยใดสนับสนุน"),
        "zh-Hant" => ("喝熱檸檬水可以殺死癌細胞", "", "沒有研究支持這個說法。"),
        _ => (
            "Drinking hot lemon water kills cancer cells",
            "No, it does not",
            "No study shows this.\nThe hospital never said so. <b>&",
        ),
    };
    Answer {
        check: CheckId(id(7)),
        claim: ClaimId(id(8)),
        organisation: organisation("Cek Fakta & Kawan <Jakarta>"),
        statement: statement.into(),
        title: title.into(),
        explanation: explanation.repeat(3),
        references: vec![
            Reference { url: Some("https://example.org/a?b=1&c=2".into()), description: "A study".into() },
            Reference { url: None, description: "Interview with the hospital, 3 May".into() },
        ],
        verdict,
        harm: HarmKind::Disinformation,
        content_type: ContentType::SyntheticVideo,
        language: tag(language),
        translated_from: (language == "th").then(|| tag("id")),
        published_at: AT,
        corrected_at: Some(AT.plus(86_400_000_000)),
        version: 2,
        source_url: Some("https://example.org/original".into()),
        licence: Some("CC0".into()),
        likeness: 0.62,
    }
}

fn listed(language: &str, verdict: Verdict) -> ListedCheck {
    let a = answer(language, verdict);
    ListedCheck {
        check: a.check,
        claim: a.claim,
        organisation: a.organisation,
        statement: a.statement.repeat(9),
        title: a.title,
        verdict,
        content_type: a.content_type,
        language: a.language,
        published_at: AT,
        changed_at: AT,
        asked: 1_234_567,
    }
}

fn published(language: &str, verdict: Verdict) -> PublishedCheck {
    let version = |number| VersionSummary {
        number,
        verdict,
        title: "A title".into(),
        change_note: if number > 1 { "A study was found".into() } else { String::new() },
        at: AT,
        reviewed: true,
    };
    let translation = |language: &str, outdated| TranslationView {
        id: TranslationId(id(3)),
        check: CheckId(id(7)),
        content: TranslationContent {
            language: tag(language),
            statement: "Satu".into(),
            title: "Dua".into(),
            explanation: "Tiga".into(),
        },
        version: 1,
        outdated,
        draft: None,
        edition: 1,
        translator: saksi_base::PersonId(id(4)),
        organisation: organisation("Tim Terjemah"),
        published_at: Some(AT),
        review_note: String::new(),
        ended: None,
    };
    let mut withdrawn = translation("th", false);
    withdrawn.ended = Some(crate::model::Ended { at: AT, withdrawn: Some("A sentence said the opposite.".into()) });
    PublishedCheck {
        answer: answer(language, verdict),
        state: CheckState::Published,
        withdrawn_reason: None,
        withdrawn_at: None,
        example: Some("Please forward. Call [telephone number], ask for [name].".into()),
        asked: 41,
        first_asked: AT,
        versions: vec![version(2), version(1)],
        translations: vec![translation("id", true), translation("ms", false)],
        withdrawn_translations: vec![withdrawn],
        others: vec![CheckSummary {
            id: CheckId(id(9)),
            claim: ClaimId(id(8)),
            organisation: organisation("另一個組織"),
            verdict: Some(Verdict::True),
            statement: "喝熱檸檬水可以殺死癌細胞".into(),
            title: "部分屬實".into(),
            language: tag("zh-Hant"),
            state: CheckState::Published,
            draft: None,
            published_at: Some(AT),
            changed_at: AT,
        }],
        replies: vec![Reply {
            id: ReplyId(id(5)),
            from: "The hospital".into(),
            text: "We never said so.".into(),
            at: AT,
        }],
    }
}

fn plain(language: &str) -> PublishedCheck {
    PublishedCheck {
        example: None,
        asked: 0,
        versions: Vec::new(),
        translations: Vec::new(),
        withdrawn_translations: Vec::new(),
        others: Vec::new(),
        replies: Vec::new(),
        ..published(language, Verdict::NotCheckable)
    }
}

/// A form such as the pages have it, with a field of each kind that they use.
fn form(request: &PageRequest, action: &str) -> Markup {
    let f = saksi_web::fields::Fields::new(&request.locale, None);
    let takes = crate::media::Takes { picture: 20 << 20, other: 50 << 20 };
    saksi_web::fields::file_form(
        request,
        action,
        "desk-sample",
        &[
            f.area("text", "desk-ask-text", "a\nb").hint("desk-ask-text-or-file-hint").build(),
            ask::file_field(&f, takes),
            f.submit("desk-ask-send"),
        ],
    )
}

/// Every way in which a file repeats a known one.
fn media_reasons() -> Vec<MediaReason> {
    let parts = [Part::Whole, Part::CutOut, Part::Surrounded, Part::CutOutSurrounded].map(Via::Picture);
    let overlaps = [Overlap::Whole, Overlap::Part, Overlap::Inside, Overlap::Stretch];
    parts
        .into_iter()
        .chain([Via::Moment])
        .chain(overlaps.map(Via::Video))
        .chain(overlaps.map(Via::Sound))
        .map(|via| MediaReason { via, mirrored: true, turned: true, other_words: true })
        .collect()
}

fn candidates(l: &Locale) -> Markup {
    let lines: Vec<Line> =
        ["en", "ur", "th", "zh-Hant"].map(|language| Line::candidate(l, &answer(language, Verdict::Misleading))).into();
    part(&Lines { lines: &lines }).unwrap()
}

impl Sampled for ask::AskPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-ask-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let stats = |n| Stats {
            checks: n,
            claims: n,
            waiting: n,
            asked: n,
            answered_at_once: n,
            handed_in: n,
            languages: n,
            organisations: n,
        };
        [0, 1, 1_234_567]
            .map(|n| Self {
                l: l.clone(),
                form: form(request, "/ask"),
                latest: candidates(l),
                stats: ask::figures(l, &stats(n)),
            })
            .into()
    }
}

/// Why an answer was found, with words of three scripts and something that must be escaped.
fn why_sample(l: &Locale) -> Markup {
    let asked = crate::model::Asked {
        outcome: crate::model::Outcome::Suggest,
        reason: saksi_matching::Reason::NothingClose,
        media: None,
        answers: Vec::new(),
        certain: 0,
        confidence: 0.62,
        shared: vec!["lemon".into(), "癌細胞".into(), "پانی".into()],
        meaning: Some(0.87),
        compared: crate::meaning::Compared::Meaning,
        elapsed: 0,
    };
    super::why::explained(l, "<b>Lemon</b> kills 癌細胞 پانی", &asked).unwrap()
}

impl Sampled for ask::KnownPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.why.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let page = |language, more: bool| Self {
            notice: more.then(|| notice(Tone::Waiting, &l.t("desk-differing"), &Markup::empty())),
            answer: AnswerPart::new(l, &answer(language, Verdict::False), 1, true).markup().unwrap(),
            why: l.t("desk-reason-same-link"),
            explained: why_sample(l),
            others: more.then(|| candidates(l)),
            similar: more.then(|| candidates(l)),
            hand_in: form(request, "/hand-in"),
            l: l.clone(),
        };
        vec![page("en", true), page("ur", false), page("zh-Hant", true)]
    }
}

impl Sampled for ask::SuggestPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let why = [
            saksi_matching::Reason::SharedWords {
                count: 3,
                words: vec!["lemon".into(), "癌細胞".into(), "پانی".into()],
            },
            saksi_matching::Reason::DifferentNumber { message: "5".into(), known: "7".into() },
            saksi_matching::Reason::DifferentWords { message: String::new(), known: "not".into() },
            saksi_matching::Reason::KnownInsideMessage { percent: 81 },
        ];
        let files = media_reasons().into_iter().map(|reason| crate::pages::words::media_reason(l, &reason));
        let words = why.iter().map(|reason| crate::pages::words::reason(l, reason));
        words
            .chain(files)
            .map(|why| Self {
                title: l.t("desk-suggest-title"),
                lead: l.t("desk-suggest-lead"),
                why,
                explained: why_sample(l),
                candidates: candidates(l),
                hand_in: form(request, "/hand-in"),
                open: false,
                l: l.clone(),
            })
            .collect()
    }
}

impl Sampled for ask::UnknownPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let terms = ask::HandInPart {
            who_reads: l.ta("desk-hand-in-reads-shared", &[("organisation", "Cek Fakta")]),
            how_long: l.ta("desk-hand-in-how-long", &[("days", 180)]),
            file: Some(l.t("desk-hand-in-file-stripped")),
            form: form(request, "/hand-in"),
            l: l.clone(),
        };
        vec![Self {
            title: l.t("desk-unknown-title"),
            lead: l.t("desk-unknown-lead"),
            notice: Some(l.t("desk-compared-busy")),
            hand_in: part(&terms).unwrap(),
            l: l.clone(),
        }]
    }
}

impl Sampled for ask::HandedInPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let address = request.absolute("/receipt?locator=7K2M-9QXA");
        vec![Self {
            title: l.t("desk-receipt-yours"),
            locator: "7K2M-9QXA".into(),
            words: code_words(&["abandon", "zoo", "river", "lotus", "harbour", "lamp", "witness", "eye"]),
            qr: saksi_web::qr(l, &address),
            address,
            steps: vec![l.t("desk-receipt-next-joined"), l.t("desk-receipt-next-checked")],
            l: l.clone(),
        }]
    }
}

impl Sampled for receipts::ReceiptPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-receipt-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![Self { l: request.locale.clone(), form: form(request, "/receipt") }]
    }
}

impl Sampled for receipts::StandingPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let page = |title: &str, lead: String, answers: Vec<Markup>| Self {
            title: l.t(title),
            lead,
            notice: (!answers.is_empty())
                .then(|| notice(Tone::Waiting, &l.t("desk-standing-corrected"), &Markup::empty())),
            answers,
            message_title: l.t("desk-standing-message"),
            message: Some(user_block("پیغام <b>\nline two")),
            facts: vec![l.ta("desk-standing-handed-in", &[("date", l.date(AT))])],
            again: form(request, "/receipt"),
            withdraw: None,
            withdraw_lead: l.t("desk-letter-withdraw-lead"),
            l: l.clone(),
        };
        let answers = ["en", "th"]
            .map(|language| AnswerPart::new(l, &answer(language, Verdict::Satire), 2, true).markup().unwrap());
        vec![
            page("desk-standing-waiting", l.t("desk-standing-waiting-lead"), Vec::new()),
            page("desk-standing-answered", l.ta("desk-standing-answered-lead", &[("count", 2)]), answers.into()),
            page("desk-standing-not-checked", l.t("desk-closed-private"), Vec::new()),
            page("desk-standing-removed", l.t("desk-standing-removed-lead"), Vec::new()),
            page("desk-standing-withdrawn", l.t("desk-standing-withdrawn-waiting"), Vec::new()),
        ]
    }
}

impl Sampled for checks::ChecksPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-checks-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let choices = checks::Choices {
            languages: vec![("id".into(), 3), ("zh-Hant".into(), 2), ("und".into(), 1)],
            organisations: vec![(organisation("Cek Fakta"), 3)],
        };
        let none = checks::Choices { languages: Vec::new(), organisations: Vec::new() };
        let full = Page {
            items: Verdict::ALL
                .iter()
                .flat_map(|v| ["en", "ur", "th"].map(|language| listed(language, *v)))
                .take(15)
                .collect(),
            next: Some(Cursor { key: 1.0, id: id(7) }),
        };
        let empty = Page { items: Vec::new(), next: None };
        let query = ListQuery {
            q: "lemon \"water\" <b>".into(),
            verdict: "false".into(),
            since: "2026-01-01".into(),
            ..Default::default()
        };
        vec![
            checks::checks_page(l, &ListQuery::default(), &full, &choices, None).unwrap(),
            checks::checks_page(
                l,
                &query,
                &empty,
                &choices,
                Some(&Problem::field("q", "desk-problem-search-long").with("most", 200)),
            )
            .unwrap(),
            checks::checks_page(l, &ListQuery::default(), &empty, &none, None).unwrap(),
        ]
    }
}

impl Sampled for checks::CheckPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let withdrawn = PublishedCheck {
            state: CheckState::Withdrawn,
            withdrawn_reason: Some("We compared the wrong study".into()),
            withdrawn_at: Some(AT),
            ..plain("zh-Hant")
        };
        [published("en", Verdict::False), published("ur", Verdict::Misleading), plain("th"), withdrawn]
            .iter()
            .map(|check| checks::check_page(request, check, None).unwrap())
            .chain([checks::check_page(request, &published("en", Verdict::Opinion), Some(&tag("ms"))).unwrap()])
            .collect()
    }
}

impl Sampled for checks::VersionPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.which.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let a = answer("ur", Verdict::True);
        let version = Version {
            summary: published("ur", Verdict::True).versions.remove(0),
            content: CheckContent {
                statement: a.statement,
                verdict: Some(a.verdict),
                harm: a.harm,
                content_type: a.content_type,
                title: a.title,
                explanation: a.explanation,
                references: a.references,
                language: a.language,
                change_note: "A study was found".into(),
            },
        };
        let mut before = version.clone();
        before.content.title = "یہ بات غلط ہے".into();
        before.content.verdict = Some(Verdict::False);
        let page = |before| {
            checks::version_page(&request.locale, CheckId(id(7)), &organisation("Cek Fakta"), &version, before).unwrap()
        };
        vec![page(None), page(Some(&before)), page(Some(&version))]
    }
}

impl Sampled for checks::ClaimChecksPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.statement.text.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let claim = |checks: Vec<Answer>| ClaimPage {
            id: ClaimId(id(8)),
            statement: "ดื่มน้ำมะนาวร้อนรักษามะเร็งได้".into(),
            language: tag("th"),
            example: Some("[name] said so".into()),
            asked: 1,
            first_asked: AT,
            checks,
        };
        let both = vec![answer("en", Verdict::False), answer("ur", Verdict::True)];
        [claim(both), claim(Vec::new())]
            .iter()
            .map(|claim| checks::claim_page(&request.locale, claim).unwrap())
            .collect()
    }
}

fn entry(kind: ModerationKind) -> LogEntry {
    LogEntry {
        id: ModerationId(id(6)),
        kind,
        subject_kind: SubjectKind::Check,
        subject: Some(id(7)),
        organisation: organisation("Cek Fakta"),
        reason: String::new(),
        public_summary: "A private person was named <b>".into(),
        legal_reference: "N-17".into(),
        public: true,
        at: AT,
        reversed_at: Some(AT),
        open_appeals: 2,
    }
}

impl Sampled for moderation::LogPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-log-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let page = |kinds: &[ModerationKind]| Self {
            entries: kinds.iter().map(|kind| moderation::EntryView::new(l, &entry(*kind))).collect(),
            empty: saksi_web::empty(l, "desk-log-empty", "desk-log-empty-how"),
            pages: pagination(l, "/moderation", None, Some("1")),
            l: l.clone(),
        };
        vec![page(&[]), page(ModerationKind::ALL)]
    }
}

impl Sampled for moderation::EntryPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.entry.kind.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        [ModerationKind::Takedown, ModerationKind::Restore]
            .map(|kind| Self {
                entry: moderation::EntryView::new(l, &entry(kind)),
                form: Some(form(request, "/moderation/x/appeal")),
                l: l.clone(),
            })
            .into()
    }
}

impl Sampled for about::AboutPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let written = NetworkSettings {
            intro: "We are.\n\nTogether.".into(),
            verdict_note: "Decided together.".into(),
            ..Default::default()
        };
        vec![
            about::about_page(l, "saksi", &NetworkSettings::default(), &[], &Stats::default()),
            about::about_page(
                l,
                "saksi",
                &written,
                &[(organisation("Cek Fakta"), 2)],
                &Stats { checks: 5, ..Stats::default() },
            ),
        ]
    }
}

impl Sampled for letters::RespondPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-respond-page")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let to = |operators| crate::model::Addressee {
            organisation: organisation("Cek Fakta"),
            operators,
            source_url: Some("https://example.org/check".into()),
        };
        let page = |operators, typed: &letters::Typed, problem: Option<&Problem>| {
            letters::respond_page(request, CheckId(id(7)), "یہ بات غلط ہے <b>", &to(operators), 180, typed, problem)
        };
        let typed = letters::Typed {
            kind: "reply".into(),
            text: "檸檬 <b>".into(),
            from: "Rumah Sakit".into(),
            contact: "08123456789".into(),
        };
        vec![
            page(false, &letters::Typed::default(), None),
            page(true, &typed, None),
            page(true, &typed, Some(&Problem::field("from", "desk-problem-letter-from").with("most", 200))),
        ]
    }
}

impl Sampled for about::PrivacyPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-privacy-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        vec![Self {
            l: l.clone(),
            who_reads: l.t("desk-hand-in-reads-nobody"),
            how_long: l.ta("desk-hand-in-how-long", &[("days", 180)]),
            letter_how_long: l.ta("desk-letter-how-long", &[("days", 180)]),
        }]
    }
}

impl Sampled for about::ApiPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("desk-api-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![about::api_page(request)]
    }
}

async fn site() -> Site {
    let test = saksi_db::testing::sqlite().await;
    builder(test.db.clone(), Arc::new(FixedClock::new(AT)))
        .messages(crate::MESSAGES)
        .navigation(super::NAVIGATION)
        .build()
}

#[test]
fn every_reason_of_a_file_has_a_kind_of_its_own() {
    let kinds: std::collections::HashSet<&str> = media_reasons().iter().map(MediaReason::kind).collect();
    assert_eq!(kinds, MediaReason::KINDS.iter().copied().collect());
}

#[tokio::test]
async fn every_page_is_sound_in_every_language_and_state() {
    let site = site().await;
    let wrong: Vec<String> = [
        check_samples::<ask::AskPage>(&site),
        check_samples::<ask::KnownPage>(&site),
        check_samples::<ask::SuggestPage>(&site),
        check_samples::<ask::UnknownPage>(&site),
        check_samples::<ask::HandedInPage>(&site),
        check_samples::<receipts::ReceiptPage>(&site),
        check_samples::<receipts::StandingPage>(&site),
        check_samples::<checks::ChecksPage>(&site),
        check_samples::<checks::CheckPage>(&site),
        check_samples::<checks::VersionPage>(&site),
        check_samples::<checks::ClaimChecksPage>(&site),
        check_samples::<moderation::LogPage>(&site),
        check_samples::<moderation::EntryPage>(&site),
        check_samples::<about::AboutPage>(&site),
        check_samples::<about::PrivacyPage>(&site),
        check_samples::<letters::RespondPage>(&site),
        check_samples::<about::ApiPage>(&site),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Made-up but realistic data for looking at the work pages: nothing, one, many; long names, other scripts, problems.

use std::collections::HashMap;

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{
    AppealId, CheckId, ClaimId, ContentType, HarmKind, ImportId, JournalId, LanguageTag, LetterId, MediaId, MessageId,
    ModerationId, OrganisationId, PersonId, Problem, ReplyId, SeededRandom, Timestamp, TranslationId, Verdict,
};
use saksi_db::testing::START;
use saksi_network::Capability;
use saksi_web::PageRequest;
use saksi_web::testing::{Kind, Sampled};

use super::checks::{CheckData, CheckPage, ChecksPage, ListQuery, VersionPage, discard_form, withdraw_form};
use super::claim::{ClaimData, ClaimPage, ConfirmPage, JoinData, JoinPage, close_form};
use super::editor::{CheckForm, EditorData, EditorPage};
use super::help::HelpPage;
use super::imports::ImportsPage;
use super::letters::{LetterForm, LetterPage};
use super::moderation::{
    DecidePage, DecisionForm, LogPage, LogQuery, ReplyForm, appeal_form, reply_form, reverse_form,
};
use super::preview::{PreviewData, PreviewPage};
use super::queue::{QueueData, QueuePage, QueueQuery};
use super::reading::{Happening, ImportRun};
use super::reviews::{ReviewData, ReviewPage, ReviewsPage};
use super::translations::{TranslationData, TranslationPage};
use crate::actions::By;
use crate::masking;
use crate::media::Takes;
use crate::model::{
    AppealState, AppealView, Channel, CheckContent, CheckEdit, CheckState, CheckSummary, ClaimDetail, ClaimState,
    CloseReason, Cursor, DraftState, Ended, LetterKind, LetterState, LetterView, LogEntry, MediaKind, MediaReason,
    MediaView, MessageState, MessageView, ModerationKind, NoteView, OrganisationRef, Page, PublishedCheck, QueueLane,
    QueueRow, Reference, Reply, ReviewRow, SimilarClaim, SubjectKind, Taker, TranslationContent, TranslationView,
    Version, VersionSummary, Via,
};

pub(crate) const URDU: &str = "گرم لیموں پانی پینے سے سرطان کے خلیے مر جاتے ہیں، ڈاکٹر یہ بات چھپاتے ہیں۔ سب کو بھیجیں https://example.org/a?utm_source=x";
pub(crate) const CHINESE: &str =
    "喝熱檸檬水可以殺死癌細胞，台大醫院的醫師說的，請轉發給所有的親朋好友，聯絡電話 0912-345-678";
pub(crate) const ENGLISH: &str =
    "URGENT: Doctor Rahim Siddiqui of Karachi says hot lemon water kills cancer cells <script>alert(1)</script>";
pub(crate) const LONG: &str =
    "Perhimpunan-Masyarakat-Pemeriksa-Fakta-dan-Pengawas-Informasi-Publik Nusantara Raya untuk Seluruh Kepulauan";

const TAKES: Takes = Takes { picture: 20 << 20, other: 50 << 20 };

pub(crate) fn by() -> By {
    By { person: person(1), organisation: ours().id, may: Capability::all(), operator: false }
}

fn looker() -> By {
    By { may: Capability::CHECK, ..by() }
}

fn person(seed: u64) -> PersonId {
    PersonId::new(&SeededRandom::new(seed))
}

fn letter(seed: u64, kind: LetterKind, state: LetterState) -> LetterView {
    LetterView {
        id: LetterId::new(&SeededRandom::new(seed)),
        check: check_id(41),
        title: URDU.into(),
        version: 1,
        current: i64::try_from(seed).unwrap(),
        kind,
        from: LONG.into(),
        text: format!("{CHINESE}\n<b>{ENGLISH}</b>"),
        contact: "0912-345-678, press@example.org".into(),
        language: tag("zh-Hant"),
        day: START,
        state,
        answer: String::new(),
    }
}

fn organisation(seed: u64, name: &str) -> OrganisationRef {
    OrganisationRef {
        id: OrganisationId::new(START, &SeededRandom::new(seed)),
        slug: format!("org-{seed}"),
        name: name.to_owned(),
    }
}

fn ours() -> OrganisationRef {
    organisation(11, "MyGoPen 麥擱騙")
}

pub(crate) fn others() -> OrganisationRef {
    organisation(12, LONG)
}

fn claim_id(seed: u64) -> ClaimId {
    ClaimId::new(START, &SeededRandom::new(seed))
}

fn check_id(seed: u64) -> CheckId {
    CheckId::new(START, &SeededRandom::new(seed))
}

fn tag(text: &str) -> LanguageTag {
    text.parse().unwrap()
}

fn row(seed: u64, text: &str, language: &str, state: ClaimState) -> QueueRow {
    let busy = state == ClaimState::Checking;
    QueueRow {
        id: claim_id(seed),
        statement: masking::masked(text),
        worded: false,
        language: tag(language),
        content_type: ContentType::Text,
        state,
        asked: i64::try_from(seed).unwrap() * 7 - 6,
        asked_day: 12,
        asked_week: 15,
        first_asked: START.plus(-3 * DAY),
        last_asked: START.plus(-HOUR),
        owner: if seed.is_multiple_of(2) { others() } else { ours() },
        shared: seed.is_multiple_of(2),
        takers: if busy {
            vec![
                Taker {
                    organisation: ours(),
                    person: Some(person(2)),
                    name: "Siti Nurhaliza binti Abdullah".into(),
                    since: START,
                },
                Taker { organisation: others(), person: None, name: String::new(), since: START },
            ]
        } else {
            Vec::new()
        },
        published: i64::from(state == ClaimState::Answered),
        urgency: 1.0,
    }
}

fn rows() -> Vec<QueueRow> {
    let texts = [(URDU, "ur"), (CHINESE, "zh-Hant"), (ENGLISH, "en"), (LONG, "und")];
    let states = [ClaimState::Waiting, ClaimState::Checking, ClaimState::Answered, ClaimState::Waiting];
    (1..=8_u64)
        .map(|n| {
            let place = usize::try_from(n - 1).unwrap() % 4;
            row(n, texts[place].0, texts[place].1, states[place])
        })
        .collect()
}

fn message(seed: u64, text: &str, state: MessageState) -> MessageView {
    let masks = masking::find(text);
    let gone = matches!(state, MessageState::Expired | MessageState::Hidden);
    MessageView {
        id: MessageId::new(&SeededRandom::new(seed)),
        masked: if gone { String::new() } else { masking::apply(text, &masks) },
        text: if gone { String::new() } else { text.to_owned() },
        masks,
        files: if seed.is_multiple_of(2) { files(seed) } else { Vec::new() },
        reasons: vec!["My mother believes it".to_owned(), "کیا یہ سچ ہے؟".to_owned()],
        channel: Channel::Web,
        language: tag("ur"),
        day: START,
        asked: 3,
        expires_at: START.plus(180 * DAY),
        state,
        held: seed == 3,
    }
}

pub(crate) fn summary(
    seed: u64,
    organisation: OrganisationRef,
    state: CheckState,
    draft: Option<DraftState>,
) -> CheckSummary {
    CheckSummary {
        id: check_id(seed),
        claim: claim_id(1),
        organisation,
        verdict: (state != CheckState::Draft).then_some(Verdict::False),
        statement: "Hot lemon water kills cancer cells".into(),
        title: if state == CheckState::Draft {
            String::new()
        } else {
            "لیموں پانی سرطان کا علاج نہیں".into()
        },
        language: tag("ur"),
        state,
        draft,
        published_at: (state == CheckState::Published).then_some(START),
        changed_at: START,
    }
}

/// A picture with words, and a recording.
fn files(seed: u64) -> Vec<MediaView> {
    let file = |kind, format, size, seconds, words: &str, own| MediaView {
        id: MediaId::new(&SeededRandom::new(seed + 70)),
        kind,
        hash: [9; 32],
        format,
        bytes: 345_678,
        size,
        seconds,
        preview: kind != MediaKind::Sound,
        words: words.to_owned(),
        own,
        day: START.day(),
    };
    vec![
        file(MediaKind::Picture, "jpg", (1_080, 1_920), 0, URDU, true),
        file(MediaKind::Sound, "mka", (0, 0), 73, "", false),
    ]
}

fn detail(row: QueueRow, messages: Vec<MessageView>, checks: Vec<CheckSummary>) -> ClaimDetail {
    ClaimDetail {
        files: files(5),
        taken_by_us: row.takers.iter().any(|taker| taker.organisation.id == ours().id),
        message_count: i64::try_from(messages.len()).unwrap() + 7,
        hours: vec![(START.hour(), 4), (START.hour().plus(-HOUR), 8), (START.hour().plus(-2 * DAY), 3)],
        joined_into: (row.state == ClaimState::Joined).then(|| claim_id(99)),
        closed: (row.state == ClaimState::Closed).then_some(CloseReason::Private),
        hidden: row.state == ClaimState::Junk,
        edition: 3,
        row,
        messages,
        checks,
    }
}

fn similar() -> Vec<SimilarClaim> {
    vec![
        SimilarClaim {
            id: claim_id(31),
            statement: CHINESE.into(),
            state: ClaimState::Answered,
            asked: 250,
            media: Some(MediaReason {
                via: Via::Picture(saksi_media::index::Part::CutOut),
                mirrored: true,
                turned: false,
                other_words: true,
            }),
            likeness: 0.87,
            said: Some(true),
            may_join: true,
            words: vec!["檸檬水".into(), "lemon".into()],
            checks: vec![summary(32, others(), CheckState::Published, None)],
        },
        SimilarClaim {
            id: claim_id(33),
            statement: ENGLISH.into(),
            state: ClaimState::Waiting,
            asked: 1,
            media: None,
            likeness: 0.4,
            said: None,
            may_join: false,
            words: Vec::new(),
            checks: Vec::new(),
        },
    ]
}

pub(crate) fn content() -> CheckContent {
    CheckContent {
        statement: URDU.into(),
        verdict: Some(Verdict::Misleading),
        harm: HarmKind::Disinformation,
        content_type: ContentType::SyntheticVideo,
        title: "لیموں پانی سرطان کا علاج نہیں ہے".into(),
        explanation: "No study shows this.\n\nSee https://example.org/study for what was really tested.".into(),
        references: vec![
            Reference { url: Some("https://example.org/a".into()), description: "WHO fact sheet".into() },
            Reference { url: None, description: "Interview with the hospital, 3 May".into() },
        ],
        language: tag("ur"),
        change_note: "Added a second source".into(),
    }
}

fn version(number: i64) -> VersionSummary {
    VersionSummary {
        number,
        verdict: Verdict::False,
        title: "No, it does not".into(),
        change_note: if number > 1 { "Corrected the date".into() } else { String::new() },
        at: START.plus(number * HOUR),
        reviewed: number > 1,
    }
}

fn edit(draft: Option<DraftState>, is_correction: bool, content: CheckContent) -> CheckEdit {
    CheckEdit {
        id: check_id(41),
        claim: claim_id(1),
        organisation: ours(),
        state: match (is_correction, draft) {
            (true, _) | (false, None) => CheckState::Published,
            (false, Some(DraftState::InReview)) => CheckState::InReview,
            (false, Some(_)) => CheckState::Draft,
        },
        draft,
        edition: 4,
        content,
        author: person(2),
        authors: vec![person(2), person(4)],
        is_correction,
        review_required: !is_correction,
        reviewable: is_correction,
        review_note: "Please name the hospital.\n\nSource 2 does not open.".into(),
        versions: if is_correction || draft.is_none() { vec![version(2), version(1)] } else { Vec::new() },
        saved_at: START,
    }
}

fn empty_content() -> CheckContent {
    CheckContent {
        statement: String::new(),
        verdict: None,
        harm: HarmKind::None,
        content_type: ContentType::Text,
        title: String::new(),
        explanation: String::new(),
        references: Vec::new(),
        language: tag("th"),
        change_note: String::new(),
    }
}

pub(crate) fn published(state: CheckState, organisation: &OrganisationRef) -> PublishedCheck {
    let withdrawn = state == CheckState::Withdrawn;
    PublishedCheck {
        answer: super::preview::as_answer(&content(), check_id(41), claim_id(1), organisation, START, Some(START), 2),
        state,
        withdrawn_reason: withdrawn.then(|| "A source was wrong".to_owned()),
        withdrawn_at: withdrawn.then_some(START),
        example: Some("[telephone number] …".into()),
        asked: 21,
        first_asked: START,
        versions: vec![version(2), version(1)],
        translations: Vec::new(),
        withdrawn_translations: Vec::new(),
        others: Vec::new(),
        replies: vec![Reply {
            id: ReplyId::new(&SeededRandom::new(5)),
            from: LONG.into(),
            text: "We never said so.".into(),
            at: START,
        }],
    }
}

fn translation(draft: Option<DraftState>, organisation: OrganisationRef, seed: u64) -> TranslationView {
    TranslationView {
        id: TranslationId::new(START, &SeededRandom::new(seed)),
        check: check_id(41),
        content: TranslationContent {
            language: tag("id"),
            statement: "Air lemon panas membunuh sel kanker".into(),
            title: "Tidak".into(),
            explanation: "Tidak ada penelitian yang menunjukkan hal ini.".into(),
        },
        version: 1,
        outdated: true,
        draft,
        edition: 2,
        translator: person(3),
        organisation,
        published_at: None,
        review_note: "Perbaiki judulnya".into(),
        ended: None,
    }
}

/// One that ended: withdrawn with a reason, or taken over.
fn ended(withdrawn: Option<&str>) -> TranslationView {
    let ended = Some(Ended { at: START, withdrawn: withdrawn.map(str::to_owned) });
    TranslationView { ended, ..translation(None, ours(), 53) }
}

fn history() -> Vec<Happening> {
    [
        "claim-opened",
        "message-joined",
        "claim-taken",
        "claim-assigned",
        "claim-released",
        "claim-worded",
        "check-published",
        "message-masked",
    ]
    .into_iter()
    .map(|kind| Happening {
        at: START,
        actor: "member".into(),
        kind: kind.into(),
        organisation: Some(by().organisation),
        organisation_name: Some(LONG.into()),
        person_name: Some(URDU.into()),
        whom_name: (kind == "claim-assigned").then(|| CHINESE.into()),
    })
    .collect()
}

fn troubled() -> Problem {
    Problem::field("statement", "desk-problem-statement-length")
        .with("least", 4)
        .with("most", 500)
        .and_field("references", "desk-problem-references-missing")
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
    QueuePage, "Queue": |request| {
        let lanes = vec![(QueueLane::Open, 1_234), (QueueLane::Waiting, 1_200), (QueueLane::Junk, 0)];
        let full = |query: QueueQuery| QueueData {
            query,
            rows: Page { items: rows(), next: Some(Cursor { key: 1.0, id: claim_id(8).0 }) },
            lanes: lanes.clone(),
            ours_and_shared: (3, 1_100),
            alike: HashMap::from([(rows()[0].id, similar()[0].checks[0].clone())]),
            reviews: 2,
            letters: 1,
        };
        let mut all = vec![
            QueuePage::new(request, &by(), full(QueueQuery { done: "released".into(), ..QueueQuery::default() })),
            QueuePage::new(request, &looker(), full(QueueQuery {
                order: "growth".into(),
                language: "ur".into(),
                q: "\"lemon\" <b>".into(),
                after: Cursor { key: 2.0, id: claim_id(3).0 }.to_string(),
                ..QueueQuery::default()
            })),
        ];
        for lane in super::queue::Lane::ALL {
            let query = QueueQuery { lane: lane.code().into(), ..QueueQuery::default() };
            all.push(QueuePage::new(request, &by(), QueueData { rows: Page { items: Vec::new(), next: None }, ..full(query) }));
        }
        all
    };
    ClaimPage, "Claim": |request| {
        let data = |state, messages, checks| ClaimData {
            detail: detail(row(2, URDU, "ur", state), messages, checks),
            similar: similar(),
            history: history(),
            notes: vec![
                NoteView { id: JournalId::new(&SeededRandom::new(8)), own: true, name: LONG.into(), text: URDU.into(), at: START },
                NoteView { id: JournalId::new(&SeededRandom::new(9)), own: false, name: String::new(), text: ENGLISH.into(), at: START },
            ],
            colleagues: vec![(PersonId::new(&SeededRandom::new(10)), LONG.into())],
            note: String::new(),
            beside: rows(),
            query: QueueQuery { lane: "waiting".into(), ..QueueQuery::default() },
            typed: None,
            takes: TAKES,
        };
        let many = || vec![
            message(1, ENGLISH, MessageState::Open),
            message(2, CHINESE, MessageState::Answered),
            message(3, URDU, MessageState::Open),
            message(4, URDU, MessageState::Expired),
            message(5, URDU, MessageState::Hidden),
        ];
        let mut all: Vec<Self> = ClaimState::ALL
            .iter()
            .map(|state| ClaimPage::new(request, &by(), data(*state, many(), vec![
                summary(21, ours(), CheckState::Draft, Some(DraftState::Editing)),
                summary(22, others(), CheckState::Published, None),
            ]), None))
            .collect();
        all.push(ClaimPage::new(request, &looker(), data(ClaimState::Waiting, Vec::new(), Vec::new()), None));
        all.push(ClaimPage::new(request, &by(), ClaimData {
            similar: Vec::new(),
            history: Vec::new(),
            beside: Vec::new(),
            query: QueueQuery { done: "closed".into(), ..QueueQuery::default() },
            ..data(ClaimState::Closed, many(), Vec::new())
        }, Some(&Problem::field("statement", "desk-problem-statement-length").with("least", 4).with("most", 500))));
        all
    };
    JoinPage, "Join": |request| {
        let data = |found, chosen| JoinData {
            from: row(1, URDU, "ur", ClaimState::Waiting),
            similar: similar(),
            words: "lemon".into(),
            found,
            chosen,
            done: String::new(),
        };
        vec![
            JoinPage::new(request, &by(), data(None, None)),
            JoinPage::new(request, &by(), data(Some(rows()), None)),
            JoinPage::new(request, &by(), JoinData { similar: Vec::new(), ..data(Some(Vec::new()), None) }),
            JoinPage::new(request, &by(), data(None, Some(row(2, CHINESE, "zh-Hant", ClaimState::Checking)))),
        ]
    };
    ConfirmPage, "Confirm": |request| {
        let reason = Problem::field("reason", "desk-staff-problem-choose-reason");
        let appeal = |state| AppealView {
            id: AppealId::new(&SeededRandom::new(6)),
            own: false,
            decidable: true,
            entry: ModerationId::new(START, &SeededRandom::new(7)),
            text: URDU.into(),
            state,
            answer: "It names you.".into(),
            day: START,
        };
        vec![
            close_form(request, &row(1, URDU, "ur", ClaimState::Waiting), "lane=mine", "", Some(&reason)),
            discard_form(request, &edit(Some(DraftState::Editing), false, content())),
            discard_form(request, &edit(Some(DraftState::Editing), true, content())),
            withdraw_form(request, &edit(None, false, content()), "Because", Some(&Problem::field("reason", "desk-problem-withdraw-reason-missing"))),
            super::translations::discard_form(request, &translation(Some(DraftState::Editing), ours(), 51)),
            super::translations::withdraw_form(request, &translation(None, ours(), 51), LONG, Some(&Problem::field("reason", "desk-problem-withdraw-reason-missing"))),
            reverse_form(request, ModerationId::new(START, &SeededRandom::new(7)), "", None),
            appeal_form(request, &appeal(AppealState::Open), "", "", Some(&Problem::field("decision", "desk-staff-problem-choose-decision"))),
            appeal_form(request, &appeal(AppealState::Upheld), "", "", None),
            appeal_form(request, &AppealView { own: true, decidable: false, ..appeal(AppealState::Open) }, "", "", None),
            reply_form(request, &published(CheckState::Published, &ours()), &ReplyForm::default(), Some(&Problem::field("from", "desk-problem-reply-from").with("most", 200))),
        ]
    };
    EditorPage, "Editor": |request| {
        let claim = || detail(row(1, URDU, "ur", ClaimState::Checking), vec![message(1, CHINESE, MessageState::Open)], vec![
            summary(22, others(), CheckState::Published, None),
        ]);
        let data = |edit| EditorData { edit, claim: Some(claim()), author: Some(LONG.into()), done: "saved".into(), typed: None, conflict: false, takes: TAKES };
        vec![
            EditorPage::new(request, &by(), data(edit(Some(DraftState::Editing), false, empty_content())), None),
            EditorPage::new(request, &by(), data(edit(Some(DraftState::SentBack), false, content())), None),
            EditorPage::new(request, &by(), data(edit(Some(DraftState::Editing), true, content())), Some(&troubled())),
            EditorPage::new(request, &looker(), EditorData {
                claim: None,
                author: None,
                typed: Some(CheckForm::of(&content(), 3)),
                conflict: true,
                ..data(edit(Some(DraftState::Editing), false, empty_content()))
            }, Some(&Problem::conflict("desk-problem-edited-meanwhile"))),
        ]
    };
    PreviewPage, "Preview": |request| {
        let of = |draft, correction, content, who: &By| {
            PreviewPage::new(request, who, PreviewData { edit: edit(draft, correction, content), example: Some(masking::masked(CHINESE)), done: String::new() }).unwrap()
        };
        vec![
            of(Some(DraftState::Editing), false, content(), &by()),
            of(Some(DraftState::Editing), false, empty_content(), &by()),
            of(Some(DraftState::InReview), false, content(), &by()),
            of(Some(DraftState::Editing), true, content(), &looker()),
            of(None, false, content(), &by()),
        ]
    };
    ChecksPage, "Checks": |request| vec![
        ChecksPage::new(request, &by(), &ListQuery::default(), &Page { items: Vec::new(), next: None }),
        ChecksPage::new(request, &by(), &ListQuery { state: "published".into(), ..ListQuery::default() }, &Page {
            items: vec![
                summary(1, ours(), CheckState::Published, Some(DraftState::InReview)),
                summary(2, ours(), CheckState::Draft, Some(DraftState::SentBack)),
                summary(3, ours(), CheckState::Withdrawn, None),
            ],
            next: Some(Cursor { key: 1.0, id: check_id(3).0 }),
        }),
    ];
    super::checks::CheckPage, "Check": |request| {
        let data = |own, published| CheckData {
            id: check_id(41),
            own,
            published,
            translations: vec![
                translation(Some(DraftState::Editing), ours(), 51), translation(None, others(), 52),
                ended(Some("Salah")), ended(None),
            ],
            history: history(),
            done: "published".into(),
            told: 3,
        };
        let of = |who: &By, data| CheckPage::new(request, who, data, None).unwrap();
        vec![
            of(&by(), data(Some(edit(None, false, content())), Some(published(CheckState::Published, &ours())))),
            of(&by(), data(Some(edit(Some(DraftState::InReview), false, content())), None)),
            of(&looker(), data(Some(edit(Some(DraftState::Editing), true, content())), Some(published(CheckState::Published, &ours())))),
            of(&by(), data(None, Some(published(CheckState::Withdrawn, &others())))),
        ]
    };
    VersionPage, "Version": |request| vec![
        VersionPage::new(request, &published(CheckState::Published, &ours()), &Version { summary: version(2), content: content() }, None).unwrap(),
        VersionPage::new(
            request,
            &published(CheckState::Published, &ours()),
            &Version { summary: version(2), content: content() },
            Some(&Version { summary: version(1), content: CheckContent { title: URDU.into(), ..content() } }),
        )
        .unwrap(),
    ];
    ReviewsPage, "Reviews": |request| {
        let row = |translation, author, correction| ReviewRow {
            check: check_id(41),
            translation,
            statement: URDU.into(),
            title: String::new(),
            verdict: Some(Verdict::Satire),
            language: tag("ur"),
            author,
            authors: vec![author],
            is_correction: correction,
            since: START,
        };
        let names = HashMap::from([(person(2), LONG.to_owned())]);
        vec![
            ReviewsPage::new(request, &by(), &[], &names, "sent-back"),
            ReviewsPage::new(request, &by(), &[
                row(None, person(1), false),
                row(Some(TranslationId::new(START, &SeededRandom::new(8))), person(2), true),
                row(None, person(3), true),
            ], &names, ""),
        ]
    };
    ReviewPage, "Review": |request| {
        let data = |edit, published| ReviewData { edit, published, example: Some(CHINESE.into()), author: Some(LONG.into()), typed: "note".into() };
        let mine = By { person: person(2), ..by() };
        vec![
            ReviewPage::check(request, &by(), data(edit(Some(DraftState::InReview), false, content()), None), None).unwrap(),
            ReviewPage::check(request, &mine, data(edit(Some(DraftState::InReview), true, content()), Some(published(CheckState::Published, &ours()))), None).unwrap(),
            ReviewPage::check(request, &by(), data(edit(Some(DraftState::Editing), false, content()), None), None).unwrap(),
            ReviewPage::translation(request, &by(), &translation(Some(DraftState::InReview), ours(), 51), &published(CheckState::Published, &others()), None, "",
                Some(&Problem::field("note", "desk-problem-review-note-missing"))).unwrap(),
        ]
    };
    TranslationPage, "Translation": |request| {
        let data = |draft, typed, conflict| TranslationData {
            view: translation(draft, ours(), 51),
            original: published(CheckState::Published, &others()),
            review_required: true,
            reviewable: false,
            author: Some(LONG.into()),
            done: "translating".into(),
            typed,
            conflict,
        };
        vec![
            TranslationPage::new(request, &by(), data(Some(DraftState::SentBack), None, false), None).unwrap(),
            TranslationPage::new(request, &by(), data(Some(DraftState::InReview), None, false), None).unwrap(),
            TranslationPage::new(request, &by(), data(Some(DraftState::Editing), Some(super::translations::TranslationForm::default()), true),
                Some(&Problem::conflict("desk-problem-edited-meanwhile"))).unwrap(),
            TranslationPage::new(request, &by(), TranslationData { view: ended(Some(LONG)), ..data(None, None, false) }, None).unwrap(),
            TranslationPage::new(request, &by(), TranslationData { view: ended(None), ..data(None, None, false) }, None).unwrap(),
        ]
    };
    LogPage, "Moderation": |request| {
        let entry = |seed, kind, subject_kind, public, reversed: bool| LogEntry {
            id: ModerationId::new(START, &SeededRandom::new(seed)),
            kind,
            subject_kind,
            subject: (subject_kind != SubjectKind::Media).then(|| claim_id(3).0),
            organisation: if seed == 2 { others() } else { ours() },
            reason: URDU.into(),
            public_summary: "A private person was named.".into(),
            legal_reference: if seed == 2 { "Case 12/2026".into() } else { String::new() },
            public,
            at: START,
            reversed_at: reversed.then_some(START),
            open_appeals: i64::try_from(seed).unwrap() - 1,
        };
        let appeal = AppealView {
            id: AppealId::new(&SeededRandom::new(6)),
            own: true,
            decidable: true,
            entry: ModerationId::new(START, &SeededRandom::new(7)),
            text: URDU.into(),
            state: AppealState::Open,
            answer: String::new(),
            day: START,
        };
        vec![
            LogPage::new(request, &by(), &LogQuery::default(), &Page { items: Vec::new(), next: None }, &[], &[]),
            LogPage::new(request, &by(), &LogQuery { done: "decided".into(), entry: ModerationId::new(START, &SeededRandom::new(1)).to_string(), ..LogQuery::default() }, &Page {
                items: vec![
                    entry(1, ModerationKind::Hide, SubjectKind::Claim, true, false),
                    entry(2, ModerationKind::CourtOrder, SubjectKind::Check, true, true),
                    entry(3, ModerationKind::MediaBlock, SubjectKind::Media, false, false),
                    entry(4, ModerationKind::Block, SubjectKind::Message, false, false),
                ],
                next: Some(Cursor { key: 1.0, id: claim_id(1).0 }),
            }, &[appeal], &[letter(1, LetterKind::Reply, LetterState::Open), letter(2, LetterKind::Mistake, LetterState::Stands)]),
        ]
    };
    LetterPage, "Letter": |request| {
        let decided = LetterView { answer: URDU.into(), ..letter(3, LetterKind::Reply, LetterState::Declined) };
        let nameless = LetterView { from: String::new(), contact: String::new(), ..letter(4, LetterKind::Mistake, LetterState::Open) };
        vec![
            LetterPage::new(request, &letter(1, LetterKind::Reply, LetterState::Open), &LetterForm::default(), None),
            LetterPage::new(request, &nameless, &LetterForm::default(), Some(&Problem::field("answer", "desk-problem-letter-answer-missing"))),
            LetterPage::new(request, &decided, &LetterForm::default(), None),
            LetterPage::new(request, &letter(5, LetterKind::Mistake, LetterState::Corrected), &LetterForm::default(), None),
            LetterPage::new(request, &letter(6, LetterKind::Reply, LetterState::Published), &LetterForm::default(), None),
            LetterPage::new(request, &letter(7, LetterKind::Reply, LetterState::Removed), &LetterForm::default(), None),
        ]
    };
    DecidePage, "Decide": |request| {
        let form = |query: &str| -> DecisionForm {
            serde_json::from_str(query).unwrap()
        };
        vec![
            DecidePage::new(request, &form("{\"subject_kind\":\"claim\",\"subject\":\"x\"}"), Some(URDU), Some("/desk/claims/x".into()), None),
            DecidePage::new(request, &form("{\"subject_kind\":\"media\"}"), None, None, Some(&Problem::field("media", "desk-problem-media-hash"))),
        ]
    };
    ImportsPage, "Imports": |request| vec![
        ImportsPage::new(request, &[]),
        ImportsPage::new(request, &[ImportRun {
            id: ImportId::new(START, &SeededRandom::new(4)),
            source: "cofacts".into(),
            started_at: START,
            finished_at: None,
            rows_read: 12_345,
            claims: 1,
            checks: 2,
            corrected: 4,
            rejected: 3,
        }]),
    ];
    HelpPage, "Help": |request| vec![HelpPage::new(&request.locale)];
}

/// The moment the samples are made for.
pub(crate) const NOW: Timestamp = START;

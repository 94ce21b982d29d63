//! Made-up but realistic data for looking at the pages: nothing, one, many; long names, other scripts, problems.

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{
    ClaimId, CustodyId, EvidenceId, EvidencePartId, Marking, OrganisationId, Problem, SeededRandom, SourceId, WatchId,
};
use saksi_db::testing::START;
use saksi_tlog::Hash;
use saksi_web::testing::{Kind as PageKind, Sampled};
use saksi_web::{Markup, PageRequest};

use super::bring::{BringPage, Typed, Way};
use super::compare::ComparePage;
use super::list::{ListPage, ListQuery};
use super::piece::{self, NoteForm, PiecePage};
use super::public::PublicPage;
use super::replay::ReplayPage;
use super::retention::{DeleteForm, DeletePage, GonePage, KeepingPage};
use super::sources::{AccessForm, SourceForm, SourceFormPage, SourcePage, SourcesPage};
use super::telling::{Asked, HandInForm};
use crate::LogStanding;
use crate::actions::retention::{Keeping, Overview};
use crate::actions::{looking, sources};
use crate::model::{
    AccessLevel, AccessNote, Acquisition, CitedIn, CustodyView, Evidence, Extension, Gone, Hold, Kind, Lapsing,
    NewSource, Offline, PartView, PublicEvidence, Source, SourceKind, State, Subject, Summary, Watch, WatchState,
};
use crate::telling::{Reach, Told, ToldClaim};

const URDU: &str = "گرم لیموں پانی پینے سے سرطان کے خلیے مر جاتے ہیں، ڈاکٹر یہ بات چھپاتے ہیں";
const CHINESE: &str = "喝熱檸檬水可以殺死癌細胞，台大醫院的醫師說的 <script>alert(1)</script>";
const LONG: &str =
    "Perhimpunan-Masyarakat-Pemeriksa-Fakta-dan-Pengawas-Informasi-Publik Nusantara Raya untuk Seluruh Kepulauan";
const ADDRESS: &str = "https://example.org/a/very/long/address/that/nobody/can/break/anywhere?with=a&query=that&goes=on&and=on-and-on-and-on";

fn id(seed: u64) -> EvidenceId {
    EvidenceId::new(START, &SeededRandom::new(seed))
}

fn source_id(seed: u64) -> SourceId {
    SourceId::new(START, &SeededRandom::new(seed))
}

fn subject(text: &str) -> Subject {
    text.parse().unwrap()
}

fn summary(seed: u64, kind: Kind, state: State, title: &str) -> Summary {
    Summary {
        id: id(seed),
        owner: OrganisationId::new(START, &SeededRandom::new(11)),
        owner_name: LONG.into(),
        kind,
        state,
        title: title.into(),
        url: if kind == Kind::Capture { ADDRESS.into() } else { String::new() },
        public: seed % 2 == 1,
        at: START,
    }
}

fn evidence(seed: u64, kind: Kind, state: State, title: &str) -> Evidence {
    let kept = state == State::Kept;
    Evidence {
        summary: summary(seed, kind, state, title),
        marking: if seed.is_multiple_of(2) { Marking::Amber } else { Marking::AmberStrict },
        answered: if kept { format!("{ADDRESS}#end") } else { String::new() },
        status: if kept { 200 } else { 0 },
        reason: CHINESE.into(),
        legal_basis: "Consent".into(),
        acquisition: Acquisition::Purchased,
        acquisition_note: URDU.into(),
        access: "not signed in".into(),
        operator: "keeper-7q2m4xk1zt".into(),
        shows_when: "2026-03-01".into(),
        shows_where: LONG.into(),
        witness: String::new(),
        language: "ur".into(),
        author: LONG.into(),
        published: "2026-03-01T10:00:00Z".into(),
        text: if kept { format!("{URDU}\n\n{CHINESE} {seed}") } else { String::new() },
        record: None,
        entry: kept.then(|| Hash::of(&seed.to_be_bytes())),
        parent: kept.then(|| id(90)),
        source: kept.then(|| source_id(91)),
        pair: kept.then(|| id(92)),
        offline: Offline {
            what: URDU.into(),
            when: "2026-03-02".into(),
            place: LONG.into(),
            consequence: CHINESE.into(),
        },
        requests: 12,
        bytes: 3_456_789,
        fault: match state {
            State::Kept => format!("{ADDRESS} left out: enough bytes were fetched\n{ADDRESS} it took too long"),
            State::Failed => format!("{LONG} cannot be reached"),
            State::Waiting | State::Working => String::new(),
        },
        began: kept.then_some(START),
        ended: kept.then(|| START.plus(HOUR)),
        subjects: vec![subject("claim:01jh0000000000000000000000"), subject(&format!("event:{URDU}"))],
        parts: if kept { vec![part(1, "capture.wacz", false), part(2, LONG, true)] } else { Vec::new() },
        custody: if kept {
            vec![event(1, "exported"), event(2, "handed_over"), event(3, "found_damaged")]
        } else {
            Vec::new()
        },
    }
}

fn part(seed: u64, name: &str, working: bool) -> PartView {
    PartView {
        id: EvidencePartId::new(&SeededRandom::new(seed)),
        name: name.into(),
        media_type: "application/wacz".into(),
        bytes: 12_345_678,
        sha256: Hash::of(name.as_bytes()),
        working,
        note: if working { URDU.into() } else { String::new() },
        at: START,
    }
}

fn event(seed: u64, what: &str) -> CustodyView {
    CustodyView {
        id: CustodyId::new(START, &SeededRandom::new(seed)),
        event: what.into(),
        party: LONG.into(),
        note: CHINESE.into(),
        operator: "keeper-7q2m4xk1zt".into(),
        at: START,
        entry: Hash::of(what.as_bytes()),
    }
}

fn logged() -> LogStanding {
    LogStanding::Logged {
        index: 41,
        at: START,
        witnesses: vec![
            ("Meja Cek".into(), Some(START)),
            ("見證".into(), Some(START)),
            ("A witness with a long name that was away since last week".into(), None),
        ],
        needed: 2,
        met: true,
        tokens: vec![("https://tsa.example.org/a/long/path".into(), START)],
        calendars: vec![
            ("https://alice.btc.calendar.example.org".into(), Some(912_345)),
            ("https://bob.btc.calendar.example.org".into(), None),
        ],
    }
}

fn told_claim(seed: u64, statement: &str) -> ToldClaim {
    ToldClaim {
        id: ClaimId::new(START, &SeededRandom::new(seed)),
        path: "/desk/claims/01jh0000000000000000000000".into(),
        statement: statement.into(),
        state: Markup::text("Waiting"),
        why: LONG.into(),
        passage: CHINESE.into(),
        checks: vec![(Markup::text("False"), URDU.into(), LONG.into())],
    }
}

fn asked(claims: Vec<ToldClaim>, reach: Reach, compared: usize) -> Asked {
    Asked::Told(Told { claims, reach, compared: (compared, 41) })
}

fn source(seed: u64, failures: i64, paused: bool) -> Source {
    Source {
        id: source_id(seed),
        owner: OrganisationId::new(START, &SeededRandom::new(11)),
        is: NewSource {
            name: if seed == 1 { URDU.into() } else { LONG.into() },
            kind: SourceKind::List,
            address: format!("{ADDRESS}\n{ADDRESS}2"),
            reason: CHINESE.into(),
            hours: 24,
            most: 20,
            requisites: true,
            shared: false,
            keep_days: (seed != 1).then_some(365),
        },
        paused,
        operator: "keeper-7q2m4xk1zt".into(),
        next: START.plus(DAY),
        visited: Some(START),
        succeeded: (seed != 3).then_some(START),
        failures,
        fault: if failures > 0 { LONG.into() } else { String::new() },
    }
}

fn watch(seed: u64, state: WatchState) -> Watch {
    let there = state != WatchState::New;
    Watch {
        id: WatchId::new(&SeededRandom::new(seed)),
        url: ADDRESS.into(),
        state,
        evidence: there.then(|| id(1)),
        before: there.then(|| id(2)),
        fault: if state == WatchState::Unreachable { LONG.into() } else { String::new() },
        checked: there.then_some(START),
        changed: (state == WatchState::Changed).then_some(START),
        gone: (state == WatchState::Gone).then_some(START),
    }
}

/// What keeps a piece: nothing, a hold, a rule, or a rule that somebody put off.
fn keeping_of(one: &Evidence) -> Keeping {
    let hold = |lifted| Hold { reason: CHINESE.into(), operator: "keeper-7q2m4xk1zt".into(), placed: START, lifted };
    let longer = Extension { until: START.plus(40 * DAY), reason: URDU.into(), operator: LONG.into(), at: START };
    match one.summary.kind {
        Kind::Capture => Keeping { until: Some(START.plus(DAY)), holds: Vec::new(), extensions: vec![longer] },
        Kind::File => Keeping { until: None, holds: vec![hold(None)], extensions: Vec::new() },
        Kind::Testimony => Keeping {
            until: Some(START.plus(90 * DAY)),
            holds: vec![hold(Some((START, LONG.into())))],
            extensions: Vec::new(),
        },
    }
}

fn gone(seed: u64, ruled: bool) -> Gone {
    Gone {
        id: id(seed),
        owner: OrganisationId::new(START, &SeededRandom::new(11)),
        owner_name: LONG.into(),
        kind: Kind::Capture,
        entry: (!ruled).then(|| Hash::of(b"kept")),
        reason: URDU.into(),
        operator: "keeper-7q2m4xk1zt".into(),
        ruled,
        record: if ruled { String::new() } else { "{}".into() },
        deletion: (!ruled).then(|| Hash::of(b"deleted")),
        kept: START,
        deleted: START.plus(DAY),
    }
}

macro_rules! samples {
    ($($page:ty, $kind:ident: |$request:ident| $samples:expr;)*) => {$(
        impl Sampled for $page {
            const KIND: PageKind = PageKind::$kind;

            fn title(&self) -> String {
                self.title.clone()
            }

            fn samples($request: &PageRequest) -> Vec<Self> {
                $samples
            }
        }
    )*};
}

samples! {
    ListPage, Staff: |request| {
        let about = ListQuery { about: "claim:01jh0000000000000000000000".into(), q: URDU.into(), ..ListQuery::default() };
        vec![
            ListPage::new(request, &ListQuery::default(), &(Vec::new(), None), 3),
            ListPage::new(request, &about, &(Vec::new(), None), 0),
            ListPage::new(request, &about, &(vec![
                summary(1, Kind::Capture, State::Kept, URDU),
                summary(2, Kind::File, State::Kept, LONG),
                summary(3, Kind::Testimony, State::Kept, CHINESE),
                summary(4, Kind::Capture, State::Working, ""),
                summary(5, Kind::Capture, State::Failed, ""),
            ], Some((START, id(5)))), 1),
        ]
    };
    PiecePage, Staff: |request| {
        let look = |one: Evidence, own: bool| looking::Looked {
            keeping: keeping_of(&one),
            evidence: one,
            others: vec![(id(7), START), (id(8), START)],
            own,
            may_delete: own,
            consent: None,
            cited: vec![
                CitedIn { to: LONG.into(), what: Some((URDU.into(), "/work/escalations/1".into())), sent: Some(START), afterwards: false },
                CitedIn { to: LONG.into(), what: None, sent: None, afterwards: true },
            ],
        };
        let typed = piece::Typed { note: NoteForm { party: LONG.into(), ..NoteForm::default() }, ..piece::Typed::default() };
        let none = piece::Typed::default;
        let problem = Problem::field("party", "problem-text-missing");
        let claims = asked(vec![told_claim(1, URDU), told_claim(2, LONG)], Reach::Busy, 12);
        let known = asked(vec![told_claim(1, CHINESE)], Reach::Meaning, 41);
        let words = Problem::field("text", "problem-text-missing");
        let handing = piece::Typed { hand_in: Some(HandInForm { text: CHINESE.into() }), ..piece::Typed::default() };
        let told = Evidence { witness: URDU.into(), custody: Vec::new(), ..evidence(3, Kind::Testimony, State::Kept, CHINESE) };
        vec![
            PiecePage::new(request, &look(evidence(1, Kind::Capture, State::Kept, URDU), true), &logged(), Some(&claims), "damaged", &none(), None),
            PiecePage::new(request, &look(evidence(2, Kind::File, State::Kept, LONG), false), &LogStanding::Waiting, Some(&asked(Vec::new(), Reach::Words, 41)), "", &none(), None),
            PiecePage::new(request, &look(evidence(2, Kind::File, State::Kept, URDU), true), &logged(), Some(&known), "", &none(), None),
            PiecePage::new(request, &look(evidence(2, Kind::File, State::Kept, CHINESE), true), &logged(), Some(&Asked::Busy), "", &none(), None),
            PiecePage::new(request, &look(evidence(1, Kind::Capture, State::Kept, CHINESE), true), &logged(), Some(&asked(Vec::new(), Reach::Meaning, 40)), "handed-in", &handing, Some(&words)),
            PiecePage::new(request, &look(told, true), &LogStanding::Absent, None, "whole", &typed, Some(&problem)),
            PiecePage::new(request, &look(evidence(4, Kind::Capture, State::Waiting, ""), true), &LogStanding::Absent, None, "", &none(), None),
            PiecePage::new(request, &look(evidence(5, Kind::Capture, State::Working, ""), true), &LogStanding::Absent, None, "", &none(), None),
            PiecePage::new(request, &look(evidence(6, Kind::Capture, State::Failed, ""), true), &LogStanding::Absent, None, "", &none(), None),
        ]
    };
    DeletePage, Staff: |request| {
        let looked = looking::Looked {
            evidence: evidence(2, Kind::File, State::Kept, LONG),
            others: Vec::new(),
            own: true,
            keeping: Keeping::default(),
            may_delete: true,
            consent: None,
            cited: Vec::new(),
        };
        let typed = DeleteForm { reason: URDU.into(), ..DeleteForm::default() };
        vec![
            DeletePage::new(request, &looked, &DeleteForm::default(), None),
            DeletePage::new(request, &looked, &typed, Some(&Problem::field("sure", "evidence-problem-not-sure"))),
        ]
    };
    GonePage, Staff: |request| {
        vec![
            GonePage::new(request, &gone(1, false), &logged()),
            GonePage::new(request, &gone(2, true), &LogStanding::Absent),
        ]
    };
    KeepingPage, Staff: |request| {
        let lapsing = Lapsing { id: id(3), title: CHINESE.into(), until: START.plus(DAY), source: LONG.into() };
        let full = Overview {
            lapsing: vec![lapsing],
            held: vec![(id(4), LONG.into(), URDU.into(), START)],
            gone: vec![gone(1, false), gone(2, true)],
        };
        vec![KeepingPage::new(request, &full), KeepingPage::new(request, &Overview::default())]
    };
    BringPage, Staff: |request| {
        let filled = Typed { url: ADDRESS.into(), about: "claim:01jh0000000000000000000000".into(), reason: URDU.into(), ..Typed::default() };
        let problem = Problem::field("url", "evidence-problem-address").and_field("reason", "problem-text-missing");
        vec![
            BringPage::new(request, Way::Ask, &Typed::default(), None),
            BringPage::new(request, Way::Ask, &filled, Some(&problem)),
            BringPage::new(request, Way::File, &filled, Some(&Problem::field("file", "evidence-problem-file-missing"))),
            BringPage::new(request, Way::Testimony, &Typed { consent: vec!["keep".into()], ..filled.clone() }, None),
        ]
    };
    ComparePage, Staff: |request| {
        let (left, right) = (evidence(1, Kind::Capture, State::Kept, URDU), evidence(2, Kind::Capture, State::Kept, LONG));
        let nothing = Evidence { text: String::new(), ..evidence(3, Kind::Capture, State::Kept, LONG) };
        vec![
            ComparePage::new(request, &left, &right),
            ComparePage::new(request, &left, &left),
            ComparePage::new(request, &nothing, &nothing),
        ]
    };
    SourcesPage, Staff: |request| vec![
        SourcesPage::new(request, &[]),
        SourcesPage::new(request, &[source(1, 0, false), source(2, 3, false), source(3, 0, false), source(4, 0, true)]),
    ];
    SourcePage, Staff: |request| {
        let look = |source: Source, watches: Vec<Watch>, own: bool| sources::Looked {
            source,
            access: watches.iter().map(|_| AccessNote { day: "2026-05-01".into(), level: AccessLevel::SignIn, note: CHINESE.into(), operator: "keeper-7q2m4xk1zt".into() }).collect(),
            watches,
            own,
        };
        let all: Vec<Watch> = (1..).zip(WatchState::ALL).map(|(seed, state)| watch(seed, *state)).collect();
        let problem = Problem::field("day", "evidence-problem-day");
        vec![
            SourcePage::new(request, &look(source(1, 0, false), Vec::new(), true), "source", &AccessForm::default(), None),
            SourcePage::new(request, &look(source(2, 2, false), all, false), "", &AccessForm::default(), None),
            SourcePage::new(request, &look(source(3, 0, true), Vec::new(), true), "", &AccessForm::default(), Some(&problem)),
        ]
    };
    SourceFormPage, Staff: |request| vec![
        SourceFormPage::new(request, None, &SourceForm::default(), Some(&Problem::field("hours", "evidence-problem-number").with("least", 1).with("most", 2))),
        SourceFormPage::new(request, Some((source_id(1), URDU)), &SourceForm { address: ADDRESS.into(), ..SourceForm::default() }, None),
    ];
    PublicPage, Public: |request| {
        let shown = |kind: Kind, title: &str| PublicEvidence {
            id: id(1),
            owner: LONG.into(),
            kind,
            title: title.into(),
            url: if kind == Kind::Capture { ADDRESS.into() } else { String::new() },
            at: START,
            part: "capture.wacz".into(),
            bytes: 12_345,
            sha256: Hash::of(b"1"),
            entry: Hash::of(b"2"),
        };
        vec![
            PublicPage::new(request, &shown(Kind::Capture, URDU), &logged()),
            PublicPage::new(request, &shown(Kind::File, LONG), &LogStanding::Waiting),
            PublicPage::new(request, &shown(Kind::Testimony, CHINESE), &LogStanding::Absent),
        ]
    };
    ReplayPage, Staff: |request| {
        let look = |one: Evidence| looking::Looked {
            evidence: one,
            others: Vec::new(),
            own: true,
            keeping: Keeping::default(),
            may_delete: false,
            consent: None,
            cited: Vec::new(),
        };
        let mut several = evidence(2, Kind::File, State::Kept, LONG);
        several.parts = vec![part(1, "capture.wacz", false), part(2, "a-very-long-name-of-an-old-archive-that-nobody-can-break-anywhere.warc.gz", false)];
        let origin = Some("https://replay.example.org");
        let link = || Some(format!("https://replay.example.org/open/{}", "a".repeat(96)));
        vec![
            ReplayPage::new(request, &look(evidence(1, Kind::Capture, State::Kept, URDU)), origin, None, None),
            ReplayPage::new(request, &look(evidence(1, Kind::Capture, State::Kept, URDU)), origin, link(), None),
            ReplayPage::new(request, &look(evidence(1, Kind::Capture, State::Kept, CHINESE)), None, None, None),
            ReplayPage::new(request, &look(several), origin, None, Some(&Problem::field("part", "evidence-problem-part"))),
            ReplayPage::new(request, &look(evidence(4, Kind::Capture, State::Failed, "")), origin, None, None),
        ]
    };
}

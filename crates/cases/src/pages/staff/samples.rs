//! Made-up but realistic data for looking at the work pages: nothing, one, many; long names, other scripts, problems.

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{
    CampaignId, CaseId, CaseRecordId, EscalationId, LanguageTag, Marking, OrganisationId, PersonId, Problem,
    ReferralId, SeededRandom, ServiceId, ShiftId, Timestamp, TrainingId,
};
use saksi_db::testing::START;
use saksi_escalations::actions::sealed::Told;
use saksi_transparency::Standing;
use saksi_web::testing::{Kind, Sampled};
use saksi_web::{Markup, PageRequest};

use super::audit::{AuditQuery, AuditRow, audit};
use super::campaigns::{self, BeginForm, CampaignData, RenameForm};
use super::case::{CaseData, CasePage, Typed};
use super::coded::{AnswersForm, Words, answers};
use super::enter::{EnterForm, entering};
use super::events::{self, EventForm, JudgeForm};
use super::evidence::{self, CustodyForm, PageForm};
use super::handing::{ConsentForm, ReferData, ReferForm, referring};
use super::helpline::{self, May, key_log};
use super::keeping::{Kept, deleting, keep, receipt};
use super::people::{GiveForm, access};
use super::queue::{Lane, QueueData, QueuePage, QueueQuery};
use super::referrals::{DeclineForm, asked, list};
use super::rota::{CalendarForm, HandOverForm, RotaData, ShiftForm, calendar, handing_over, rota};
use super::settings::{
    self, BellsForm, ChecklistForm, ClocksForm, KeepingForm, PriorityForm, ProviderForm, TemplateForm, ToolkitForm,
    WordsForm,
};
use super::telling::{AskForm, TellData, TellForm, telling};
use super::trainings::{self, TrainingForm};
use super::views::{
    Access, CaseRow, CaseView, ClockView, Coded, Colleague, ConsentView, Entry, EntryKind, EvidenceLine, FileView,
    From, HandOverView, HelplineView, House, KeyLine, KeyState, ListView, LogLine, OwnKey, ProviderLine, RecoveryView,
    ReferralView, RekeyingView, RoundView, ServiceNote, ShiftView, Who,
};
use super::voices::{self, VoiceForm};
use super::work::{MergeForm, ServiceWorkForm, merging, service_work};
use super::{WorkPage, conflict, keys};
use crate::actions::evidence::Piece;
use crate::actions::helpline::{Left, ToMakeAnew};
use crate::actions::notices::Offers;
use crate::actions::referral::Said;
use crate::actions::toolkits::Listed;
use crate::actions::trainings::Logged;
use crate::model::answers::Answers;
use crate::model::calendar::{Calendar, Day, Hours, Span};
use crate::model::clocks::{ClockKind, ClockState, Targets};
use crate::model::consent::{Consent, Extent, Field, Purpose};
use crate::model::events::{self as happened, Event, EventKind, Judgement};
use crate::model::passing::Pap;
use crate::model::priority::{Level, Priority, PriorityRules, Reason};
use crate::model::referral::{DeclineReason, Fit, NoFit, PartnerKind, ReferralState};
use crate::model::reply::{Checklist, Template};
use crate::model::retention::{Deletion, Extension, LegalHold, RetentionRules};
use crate::model::rota::Duty;
use crate::model::service::{Provider, Services};
use crate::model::status::{Lacking, Status};
use crate::model::toolkit::{Toolkit, ToolkitKind, ToolkitText};
use crate::model::training::{Group, MediaKind, Training, TrainingTopic};
use crate::model::words::{
    AbuseKind, Answer, Approach, Beneficiary, IncidentType, Intake, Outcome, Region, ServiceKind,
};

const URDU: &str = "میرے سابق منگیتر نے میری تصویریں ایک گروپ میں ڈال دی ہیں اور کہتا ہے کہ اگر میں نے پیسے نہ دیے تو سب رشتہ داروں کو بھیج دے گا۔ میں بہت ڈری ہوئی ہوں۔";
const CHINESE: &str =
    "有人用我的名字開了假帳號，到處傳我的住址和電話，今天有兩個陌生人到我家門口。\n\n我是記者，住在高雄。";
const ENGLISH: &str = "My account was taken over <script>alert(1)</script> and they write to my sources";
const LONG: &str =
    "Perhimpunan-Masyarakat-Pendamping-Korban-Kekerasan-Berbasis-Gender-Online Nusantara Raya untuk Seluruh Kepulauan";
const FINGERPRINT: &str = "7R3K-9WQ2-HM4T-0X8B-5DZE-V6NC-1PYA-GJS7";

fn who(seed: u64, name: &str) -> Who {
    Who { id: PersonId::new(&SeededRandom::new(seed)), name: name.to_owned() }
}

fn me() -> Who {
    who(1, "Siti Nurhaliza binti Abdullah")
}

fn toolkit() -> Toolkit {
    let text = |title: &str, about: &str, address: &str| ToolkitText {
        title: title.into(),
        about: about.into(),
        address: address.into(),
    };
    Toolkit {
        code: "first-aid".into(),
        kind: ToolkitKind::Toolkit,
        incidents: vec![IncidentType::AccountCompromise, IncidentType::Abuse],
        texts: [
            ("en".to_owned(), text("First aid <b>", "What to do in the first hour.", "https://kit.example/en")),
            ("ur".to_owned(), text("ابتدائی مدد", "", &format!("https://kit.example/{LONG}"))),
        ]
        .into(),
    }
}

fn logged() -> Vec<Logged> {
    let group = |media, language, people| Group { media, language, people };
    let training = |seed: u64, counted| Logged {
        training: Training {
            id: TrainingId::new(&SeededRandom::new(seed)),
            organisation: ours().id,
            day: Day::of(START),
            topic: TrainingTopic::GenderBasedViolence,
            entered: Day::of(START),
            groups: vec![group(MediaKind::Radio, "ur", 12), group(MediaKind::NotSaid, "not-said", 1_204)],
        },
        counted,
    };
    vec![training(1, false), training(2, true)]
}

fn toolkits() -> Vec<Listed> {
    let mind = Toolkit { code: "mind".into(), kind: ToolkitKind::MentalHealth, incidents: Vec::new(), ..toolkit() };
    [toolkit(), mind].into_iter().map(|toolkit| Listed { toolkit, organisation: LONG.to_owned() }).collect()
}

fn house(seed: u64, name: &str) -> House {
    House { id: OrganisationId::new(START, &SeededRandom::new(seed)), name: name.to_owned() }
}

fn ours() -> House {
    house(11, "Digital Rights Foundation")
}

fn case_id(seed: u64) -> CaseId {
    CaseId::new(&SeededRandom::new(seed))
}

fn record(seed: u64) -> CaseRecordId {
    CaseRecordId::new(&SeededRandom::new(seed))
}

fn tag(text: &str) -> LanguageTag {
    text.parse().unwrap()
}

fn priority(level: Level, reasons: &[(&str, u32)]) -> Priority {
    Priority {
        points: reasons.iter().map(|(_, points)| points).sum(),
        level,
        reasons: reasons
            .iter()
            .map(|(reason, points)| Reason { reason: (*reason).to_owned(), points: *points })
            .collect(),
    }
}

fn clocks(now: Timestamp) -> Vec<ClockView> {
    use ClockState::{Escalated, Met, Missed, Paused, Reminded, Running};
    let view = |kind, state, due: Option<i64>, stopped: Option<i64>| ClockView {
        kind,
        state,
        due: due.map(|due| now.plus(due)),
        stopped: stopped.map(|stopped| now.plus(stopped)),
    };
    vec![
        view(ClockKind::FirstAnswer, Reminded, Some(HOUR / 2), None),
        view(ClockKind::FirstAnswer, Escalated, Some(HOUR / 4), None),
        view(ClockKind::FirstAnswer, Missed, Some(-3 * HOUR), None),
        view(ClockKind::FirstAnswer, Missed, Some(-30 * HOUR), Some(-28 * HOUR)),
        view(ClockKind::FirstAnswer, Met, Some(-HOUR), Some(-2 * HOUR)),
        view(ClockKind::Update, Running, Some(20 * HOUR), None),
        view(ClockKind::Resolution, Paused, None, None),
    ]
}

fn row(now: Timestamp, seed: u64) -> CaseRow {
    let (title, language, status, level, reasons): (_, _, _, _, &[(&str, u32)]) = match seed % 4 {
        0 => (
            URDU,
            "ur",
            Status::Received,
            Level::Urgent,
            &[("not-safe-now", 100), ("minor", 40), ("waiting-90-minutes", 15)],
        ),
        1 => (CHINESE, "zh-Hant", Status::Working, Level::High, &[("journalist", 30), ("our-own-rule", 5)]),
        2 => (ENGLISH, "en", Status::WaitingForPerson, Level::Usual, &[]),
        _ => ("", "und", Status::Assigned, Level::Usual, &[("older-than-a-day", 5)]),
    };
    let all = clocks(now);
    let pick = usize::try_from(seed % 4).unwrap();
    CaseRow {
        deleted: seed.is_multiple_of(3).then(|| day("2026-12-06")),
        id: case_id(seed),
        title: title.to_owned(),
        status,
        coded: coded(),
        language: tag(language),
        intake: Intake::Form,
        received: now.plus(-i64::try_from(seed).unwrap() * HOUR),
        waiting_since: seed.is_multiple_of(2).then(|| now.plus(-HOUR)),
        priority: priority(level, reasons),
        clocks: vec![all[pick], all[5], all[6]],
        holders: if status == Status::Received { Vec::new() } else { vec![me(), who(2, "林美玲")] },
        services: vec![ServiceKind::DigitalSecurity, ServiceKind::Psychosocial],
        tags: vec!["sim-swap".into(), "انتخابات".into()],
        campaign: Some("Dox list of November".into()),
        damaged: seed == 7,
        found: if seed == 5 { vec!["cases-staff-found-request", "cases-staff-found-note"] } else { Vec::new() },
    }
}

fn coded() -> Coded {
    Coded {
        safe: Some(Answer::No),
        minor: Some(Answer::NotSaid),
        incident: vec![IncidentType::Abuse, IncidentType::AccountCompromise],
        abuse: vec![AbuseKind::Sextortion, AbuseKind::IntimateImages],
        group: vec![Beneficiary::Journalist],
        region: Some(Region::SouthAsia),
        approach: Some(Approach::Reactive),
        outcome: None,
    }
}

fn own_key() -> OwnKey {
    OwnKey { fingerprint: FINGERPRINT.to_owned(), generation: 2, since: START }
}

fn open_key(now: Timestamp) -> KeyState {
    KeyState::Open(own_key(), now.plus(HOUR / 2))
}

fn services() -> Services {
    let id = |seed| ServiceId::new(&SeededRandom::new(seed));
    let provider = Provider { organisation: ours().id, member: None };
    Services::default()
        .want(id(1), ServiceKind::DigitalSecurity)
        .and_then(|all| all.give(id(1), provider))
        .and_then(|all| all.want(id(2), ServiceKind::Legal))
        .and_then(|all| all.end(id(2), Outcome::AdviceGiven))
        .unwrap()
}

fn consent(seed: u64, answer: Option<bool>, withdrawn: bool, extent: Extent) -> ConsentView {
    ConsentView {
        record: record(seed),
        answer,
        consent: Consent {
            case: case_id(1),
            purpose: Purpose::Referral,
            receiver: house(12, LONG).id,
            platform: None,
            extent,
            given: START,
            ends: None,
            withdrawn: withdrawn.then_some(START),
        },
        receiver: house(12, LONG),
        words: URDU.to_owned(),
    }
}

fn referral(seed: u64, state: ReferralState) -> ReferralView {
    ReferralView {
        id: ReferralId::new(&SeededRandom::new(seed)),
        case: Some(case_id(1)),
        from: ours(),
        to: house(12, LONG),
        service: ServiceKind::Legal,
        extent: Extent::first_contact(),
        purpose: Purpose::Research,
        marking: Marking::Amber,
        pap: Pap::Red,
        ends: match state {
            ReferralState::Accepted => Some(START),
            ReferralState::Offered => Some(START.plus(4_000 * DAY)),
            _ => None,
        },
        offered: START,
        deadline: START.plus(3 * DAY),
        state,
        declined: (state == ReferralState::Declined).then_some(DeclineReason::NoCapacity),
        reached: (state == ReferralState::Accepted).then_some(Answer::NotSure),
        extract: vec![
            (Field::Services, Said::Coded(vec![ServiceKind::Legal.message()])),
            (Field::Summary, Said::Words(URDU.into())),
        ],
        can_open: true,
    }
}

fn view(now: Timestamp) -> CaseView {
    let helper = From::Helper(me(), ours());
    let entry = |seed, kind, from: From, text: &str, language: &str| Entry {
        id: record(seed),
        kind,
        from,
        at: now.plus(-HOUR),
        language: tag(language),
        text: text.to_owned(),
        files: Vec::new(),
    };
    let mut entries = vec![
        entry(1, EntryKind::Message, From::Person, CHINESE, "zh-Hant"),
        entry(2, EntryKind::Message, helper.clone(), "Thank you for writing to us. Are you safe now?", "en"),
        entry(3, EntryKind::Note, helper, "Called her at the agreed time; nobody answered.", "en"),
        entry(4, EntryKind::Message, From::Person, URDU, "ur"),
        entry(5, EntryKind::Message, From::Person, "", "und"),
    ];
    entries[4].files = vec![
        FileView { id: record(6), name: "تصویر.jpg".into(), bytes: 2_340_000, evidence: true, whole: true },
        FileView { id: record(7), name: format!("{LONG}.mp4"), bytes: 20_000_000, evidence: false, whole: false },
    ];
    CaseView {
        row: row(now, 1),
        version: 4,
        events: chain(),
        campaign: Some(campaign(1)),
        campaigns: vec![(campaign(1), "Dox list of November".into()), (campaign(2), LONG.into())],
        answers: Answers::default(),
        sealed_in_browser: true,
        contact: Some("Signal, +92 300 1234567".into()),
        contact_when: Some("بعد عصر، جب گھر میں کوئی نہ ہو".into()),
        called: Some("小美".into()),
        entries,
        services: services(),
        service_notes: vec![ServiceNote {
            service: ServiceId::new(&SeededRandom::new(1)),
            who: me().name,
            at: START,
            text: "Second factor set up.".into(),
        }],
        providers: vec![ours(), house(12, LONG)],
        lacking: vec![Lacking::Outcome, Lacking::OpenService(ServiceKind::DigitalSecurity)],
        marking: Marking::AmberStrict,
        pap: Pap::Amber,
        access: vec![
            Access { who: me(), organisation: ours(), since: START, lost: false },
            Access { who: who(2, "林美玲"), organisation: ours(), since: START, lost: true },
        ],
        could_have_access: vec![me(), who(3, "Rahim Khan")],
        rekeying: None,
        left: Vec::new(),
        log: vec![
            LogLine { at: START, who: Some(me().name), what: "cases-staff-log-opened" },
            LogLine { at: START, who: None, what: "cases-staff-log-words-sent" },
        ],
        checklists: vec![ListView { list: Checklist::first_hour(), done: vec!["safe-now".into(), "answered".into()] }],
        merged_into: None,
        earlier: vec![case_id(40)],
        consents: vec![
            consent(21, None, false, Extent::first_contact()),
            consent(22, Some(true), false, Extent::Whole),
            consent(23, Some(true), true, Extent::first_contact()),
            consent(24, Some(false), false, Extent::first_contact()),
        ],
        referrals: vec![
            referral(31, ReferralState::Offered),
            referral(32, ReferralState::Accepted),
            referral(33, ReferralState::Declined),
            referral(34, ReferralState::TakenBack),
        ],
        evidence: vec![
            EvidenceLine {
                id: record(51),
                title: URDU.into(),
                url: format!("https://example.org/{LONG}"),
                day: START,
                by: me().name,
                file: record(51),
                damaged: false,
            },
            EvidenceLine {
                id: record(52),
                title: String::new(),
                url: String::new(),
                day: START,
                by: String::new(),
                file: record(9),
                damaged: true,
            },
        ],
        notices: vec![(told(51, "sent", false), true), (told(52, "answered", true), false)],
        escalates: true,
        deletion: Deletion::Unless { day: day("2027-11-23"), reminders: vec![day("2027-11-09"), day("2027-11-20")] },
        extensions: Vec::new(),
        holds: Vec::new(),
        templates: Template::defaults(),
        toolkits: toolkits(),
        steps: vec![Status::Assigned, Status::WaitingForPerson, Status::WaitingForOthers, Status::Resolved],
        mine: true,
        trustees: true,
        returns: true,
    }
}

/// Two events: one of which much was said, one of which nothing is known but that somebody says it.
fn chain() -> Vec<Event> {
    let judged = |standing, because: &str| Judgement { standing, by: me().id, at: START, because: because.into() };
    let event = |number, day: Option<Day>, text: &str, judgements| Event {
        number,
        day,
        kind: EventKind::Disappearance,
        text: text.into(),
        source: LONG.into(),
        by: me().id,
        at: START,
        judgements,
    };
    let all = vec![
        judged(happened::Standing::Corroborated, URDU),
        judged(happened::Standing::Verified, "Two films."),
        judged(happened::Standing::Refuted, LONG),
    ];
    vec![event(1, None, URDU, Vec::new()), event(2, Some(day("2026-01-03")), CHINESE, all)]
}

fn campaign(seed: u64) -> CampaignId {
    CampaignId::new(&SeededRandom::new(seed))
}

fn escalation(seed: u64) -> EscalationId {
    EscalationId::new(START, &SeededRandom::new(seed))
}

/// A consent that any platform may be told as much as can be told.
fn to_platforms(seed: u64, answer: Option<bool>) -> ConsentView {
    let extent = Extent::Extract { fields: Field::OF_NOTICES.to_vec() };
    let asked = consent(seed, answer, false, extent);
    ConsentView { consent: Consent { purpose: Purpose::Escalation, ..asked.consent }, receiver: house(12, ""), ..asked }
}

/// One that is on the page, one that is only agreed to, one that was taken back, one that nobody has answered.
fn with_voices() -> CaseView {
    let voice = |seed: u64, answer: Option<bool>, withdrawn: bool| {
        let asked = consent(seed, answer, withdrawn, crate::actions::voices::extent());
        ConsentView { consent: Consent { purpose: Purpose::Testimony, ..asked.consent }, ..asked }
    };
    let consents = vec![
        voice(71, Some(true), false),
        voice(72, Some(true), false),
        voice(73, Some(true), true),
        voice(74, None, false),
    ];
    CaseView { consents, ..view(START) }
}

fn told(seed: u64, state: &str, withdrawn: bool) -> Told {
    Told {
        escalation: escalation(seed),
        addressee_name: LONG.into(),
        state: state.into(),
        sent_at: Some(START),
        receipt_at: Some(START),
        decided_at: (state == "answered").then_some(START),
        outcome: (state == "answered").then(|| "removed".to_owned()),
        appeal: None,
        next_at: Some(START),
        hash: Some(vec![0xab; 32]),
        withdrawn_on: withdrawn.then_some(START),
    }
}

/// A case on which nobody has done anything.
fn new_view(now: Timestamp) -> CaseView {
    CaseView {
        row: row(now, 4),
        entries: view(now).entries.into_iter().take(1).collect(),
        services: Services::default(),
        service_notes: Vec::new(),
        contact: None,
        contact_when: None,
        called: None,
        sealed_in_browser: false,
        access: Vec::new(),
        log: Vec::new(),
        checklists: Vec::new(),
        earlier: Vec::new(),
        consents: Vec::new(),
        referrals: Vec::new(),
        evidence: Vec::new(),
        notices: Vec::new(),
        templates: Vec::new(),
        toolkits: Vec::new(),
        steps: vec![Status::Resolved],
        lacking: Vec::new(),
        events: Vec::new(),
        campaign: None,
        campaigns: Vec::new(),
        mine: false,
        trustees: false,
        returns: false,
        ..view(now)
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A closed case that is kept longer.
fn closed_view(now: Timestamp) -> CaseView {
    let mut row = row(now, 2);
    row.status = Status::Closed;
    CaseView {
        row,
        deletion: Deletion::On { day: day("2027-02-20"), reminders: vec![day("2027-02-06"), day("2027-02-17")] },
        extensions: vec![(
            Extension {
                until: day("2027-02-20"),
                by: me().id,
                at: START,
                reason: "The court asks again in January.".into(),
            },
            me().name,
        )],
        holds: vec![(
            LegalHold { by: me().id, since: START, reason: "Evidence for the commission.".into(), lifted: Some(START) },
            me().name,
        )],
        steps: vec![Status::Assigned],
        ..view(now)
    }
}

/// A case that went into another one, or of which something does not open.
fn odd_view(now: Timestamp) -> CaseView {
    let mut row = row(now, 7);
    row.status = Status::Merged;
    CaseView {
        row,
        merged_into: Some(case_id(50)),
        campaign: Some(campaign(9)),
        left: vec![("Nur Aini".into(), day("2026-11-18"))],
        rekeying: Some(RekeyingView { done: 120, of: 400 }),
        deletion: Deletion::Held(day("2027-02-20")),
        steps: Vec::new(),
        ..view(now)
    }
}

/// People left, and everything they had waits to be made anew.
fn gone_wrong() -> ToMakeAnew {
    let left = || Left { name: "Nur Aini binti Abdullah".into(), day: day("2026-11-18") };
    ToMakeAnew { triage: vec![left()], trustees: vec![left(), left()], cases: 3, out_of_reach: 1 }
}

fn wrong(field: &'static str, message: &'static str) -> Problem {
    Problem::field(field, message)
}

impl Sampled for QueuePage {
    const KIND: Kind = Kind::Staff;
    fn title(&self) -> String {
        "Cases".to_owned()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let now = request.now;
        let many: Vec<CaseRow> = (0..12).map(|seed| row(now, seed)).collect();
        let data = |lane, key, rows: Option<Vec<CaseRow>>, searched: Option<&str>, query: QueueQuery| QueueData {
            query,
            lane,
            counts: [3, 12, 210],
            key,
            rows,
            searched: searched.map(str::to_owned),
            triages: true,
            standing: Markup::empty(),
        };
        let plain = QueueQuery::default;
        vec![
            Self::new(request, &data(Lane::Triage, open_key(now), Some(many.clone()), None, plain())),
            Self::new(request, &data(Lane::Mine, open_key(now), Some(vec![row(now, 3)]), None, plain())),
            Self::new(request, &data(Lane::Mine, open_key(now), Some(Vec::new()), None, plain())),
            Self::new(request, &data(Lane::Closed, open_key(now), Some(Vec::new()), None, plain())),
            Self::new(request, &data(Lane::Mine, KeyState::Locked(own_key()), None, None, plain())),
            Self::new(request, &data(Lane::Mine, KeyState::None, None, None, plain())),
            Self::new(
                request,
                &data(
                    Lane::Mine,
                    open_key(now),
                    Some(many.clone()),
                    None,
                    QueueQuery { status: Status::Closed.code().into(), ..plain() },
                ),
            ),
            Self::new(request, &data(Lane::Mine, open_key(now), Some(vec![row(now, 5)]), Some("高雄"), plain())),
            Self::new(request, &data(Lane::Mine, open_key(now), Some(Vec::new()), Some(LONG), plain())),
            Self::new(
                request,
                &QueueData { triages: false, ..data(Lane::Triage, open_key(now), Some(Vec::new()), None, plain()) },
            ),
        ]
    }
}

impl Sampled for CasePage {
    const KIND: Kind = Kind::Staff;
    fn title(&self) -> String {
        self.reference.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let (l, now) = (&request.locale, request.now);
        let data = |view, typed, conflict| CaseData { view, key: open_key(now), reader: me().id, typed, conflict };
        let plain = Typed::default;
        let clash =
            conflict::side_by_side(l, &me().name, &[("Tags".into(), "sim-swap, انتخابات".into(), format!("+{LONG}"))]);
        let newer = conflict::newer(l, &conflict::entry(l, &view(now).entries[3]));
        let problem = wrong("text", "problem-text-missing");
        vec![
            Self::new(request, &data(view(now), plain(), Markup::empty()), None),
            Self::new(request, &data(new_view(now), plain(), Markup::empty()), None),
            Self::new(request, &data(closed_view(now), plain(), Markup::empty()), None),
            Self::new(request, &data(odd_view(now), plain(), Markup::empty()), None),
            Self::new(request, &data(view(now), Typed { tags: LONG.into(), ..plain() }, clash), None),
            Self::new(request, &data(view(now), Typed { reply: URDU.into(), ..plain() }, newer), Some(&problem)),
        ]
    }
}

impl Sampled for WorkPage {
    const KIND: Kind = Kind::Staff;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let mut all = of_keys(request);
        all.extend(of_the_helpline(request));
        all.extend(of_a_case(request));
        all.extend(of_campaigns(request));
        all.extend(of_events(request));
        all.extend(of_evidence(request));
        all.extend(of_the_rota(request));
        all.extend(of_the_settings(request));
        all
    }
}

fn of_keys(request: &PageRequest) -> Vec<WorkPage> {
    let now = request.now;
    let words = "lantern copper orbit velvet maple quiet harvest";
    let wrong_passphrase = wrong(super::PASSPHRASE, "cases-passphrase-wrong");
    let not_the_same = wrong("again", "cases-staff-problem-not-the-same");
    let typed = vec![("text".to_owned(), format!("{URDU}\n\n{ENGLISH}")), ("seen".to_owned(), "4".to_owned())];
    vec![
        keys::key_page(request, &KeyState::None, "", None),
        keys::key_page(request, &KeyState::Locked(own_key()), "/cases", Some(&wrong_passphrase)),
        keys::key_page(request, &open_key(now), "", None),
        keys::new_key_page(request, words, Some(&not_the_same)),
        keys::code_page(request, "7R3K-9WQ2-HM4T-0X8B-5DZE-V6NC-1PYA"),
        keys::recovering(request, words, None),
        keys::changing(request, words, Some(&wrong("present", "cases-passphrase-wrong"))),
        keys::rotating(request, words, Some(&wrong("sure", "cases-staff-problem-not-sure"))),
        keys::locked(request, &typed, "cases:reply", Some(&wrong_passphrase)),
        keys::locked(request, &typed, "cases:reply", None),
    ]
}

fn of_the_helpline(request: &PageRequest) -> Vec<WorkPage> {
    let now = request.now;
    let colleague = |seed, name: &str, key: bool, triager, trustee| Colleague {
        who: who(seed, name),
        responds: seed != 4,
        fingerprint: key.then(|| FINGERPRINT.to_owned()),
        triager,
        trustee,
    };
    let colleagues = vec![
        colleague(1, &me().name, true, true, true),
        colleague(2, "林美玲", true, true, true),
        colleague(3, "Rahim Khan", true, false, true),
        colleague(4, "کوآرڈینیٹر", true, false, false),
        colleague(5, LONG, false, false, false),
    ];
    let all = May { manage: true, triages: true, trusted: true, responds: true, joins: true };
    let none = May { manage: false, triages: false, trusted: false, responds: false, joins: false };
    let view = |triage: bool, sharing: bool, recovery: Option<i64>| HelplineView {
        triage: triage.then(|| (FINGERPRINT.to_owned(), 3, START)),
        sharing: sharing.then_some((2, 3, START)),
        recovery: recovery.map(|given| RecoveryView { by: me(), since: START, given, needed: 2 }),
        // Where a recovery goes on, everything has gone wrong at once.
        paused: (recovery.map(|_| day("2026-11-20")), 1),
        can_open: usize::from(recovery.is_none()) * 2,
        anew: if recovery.is_some() { gone_wrong() } else { ToMakeAnew::default() },
        colleagues: colleagues.clone(),
    };
    let plain = helpline::Typed::default;
    let page = |view: &HelplineView, may, typed: &helpline::Typed, problem: Option<&Problem>| {
        helpline::helpline(request, view, &open_key(now), may, typed, problem)
    };
    let line = |position: u64, owner: &str, kind, began| KeyLine {
        position,
        day: day("2026-11-22"),
        owner: owner.to_owned(),
        kind,
        generation: 1,
        began,
        fingerprint: FINGERPRINT.to_owned(),
    };
    let lines = [
        line(0, &me().name, "cases-staff-owner-person", true),
        line(1, LONG, "cases-staff-owner-triage", true),
        line(2, &me().name, "cases-staff-owner-person", false),
    ];
    let audit_row = |who: Option<&str>| AuditRow {
        day: day("2026-11-22"),
        who: who.map(str::to_owned),
        what: "cases-staff-log-opened",
        case: Some("7K2M9Q".to_owned()),
    };
    let query = AuditQuery { from: "2026-11-01".into(), until: "2026-11-22".into() };
    let nobody = HelplineView { colleagues: Vec::new(), ..view(false, false, None) };
    vec![
        page(&view(false, false, None), all, &plain(), None),
        page(&nobody, all, &plain(), None),
        page(&view(false, false, None), none, &plain(), None),
        page(
            &view(true, false, None),
            all,
            &helpline::Typed { trustees: Some(Vec::new()), ..plain() },
            Some(&wrong("trustee", "cases-nobody-named")),
        ),
        page(&view(true, true, Some(1)), all, &plain(), None),
        page(&view(true, true, Some(2)), all, &helpline::Typed { keepers: Some(Vec::new()), ..plain() }, None),
        page(&view(true, true, None), none, &plain(), None),
        key_log(request, &lines, Ok("a1b2c3".repeat(10))),
        key_log(request, &lines, Err(1)),
        key_log(request, &[], Ok("0".repeat(64))),
        audit(request, &query, &[audit_row(Some(LONG)), audit_row(None)], None),
        audit(request, &query, &[], Some(&wrong("until", "cases-staff-problem-span"))),
    ]
}

fn of_evidence(request: &PageRequest) -> Vec<WorkPage> {
    let now = request.now;
    let typed = evidence::Typed {
        page: PageForm { url: "htp://".into(), reason: URDU.into(), ..PageForm::default() },
        ..evidence::Typed::default()
    };
    let address = wrong("url", "cases-evidence-address");
    let piece = Piece::sample(&format!("https://example.org/{LONG}"), CHINESE, URDU, &SeededRandom::new(5));
    let damaged = Piece { told: None, ..piece.clone() };
    let waiting = Standing::Waiting { since: START };
    let custody = CustodyForm { event: "handed_over".into(), note: URDU.into(), ..CustodyForm::default() };
    let party = wrong("party", "problem-text-missing");
    let case = case_id(1);
    vec![
        evidence::list(request, &view(now), true, &typed, Some(&address)),
        evidence::list(request, &new_view(now), false, &evidence::Typed::default(), None),
        evidence::list(request, &closed_view(now), false, &evidence::Typed::default(), None),
        evidence::one(request, case, &piece, LONG, &waiting, &custody, Some(&party)),
        evidence::one(request, case, &piece, "", &Standing::Unknown, &CustodyForm::default(), None),
        evidence::one(request, case, &damaged, "", &Standing::Unknown, &CustodyForm::default(), None),
    ]
}

fn of_campaigns(request: &PageRequest) -> Vec<WorkPage> {
    let now = request.now;
    let one = |seed, name: &str, cases: Vec<CaseRow>, others| CampaignData {
        id: campaign(seed),
        name: name.to_owned(),
        cases,
        others,
    };
    let rows: Vec<CaseRow> = (0..4).map(|seed| row(now, seed)).collect();
    let all = vec![one(1, "有組織的人肉搜索", rows.clone(), Some(12)), one(2, LONG, Vec::new(), None)];
    let taken = wrong("name", "cases-campaign-there");
    vec![
        voices::list(
            request,
            &with_voices(),
            &[record(71)],
            &VoiceForm { words: URDU.into(), ..VoiceForm::default() },
            Some(&wrong("words", "problem-text-missing")),
        ),
        voices::list(request, &CaseView { consents: Vec::new(), ..with_voices() }, &[], &VoiceForm::default(), None),
        trainings::list(request, &[], &TrainingForm::default(), None),
        trainings::list(
            request,
            &logged(),
            &TrainingForm { people_5: "many".into(), ..TrainingForm::default() },
            Some(&wrong("people_5", "cases-staff-problem-number")),
        ),
        campaigns::list(request, &[], 0, &BeginForm::default(), None),
        campaigns::list(request, &all, 2, &BeginForm { name: LONG.into() }, Some(&taken)),
        campaigns::page(request, &all[0], None, None),
        campaigns::page(request, &all[1], Some(&RenameForm { name: URDU.into() }), Some(&taken)),
    ]
}

fn of_events(request: &PageRequest) -> Vec<WorkPage> {
    let full = view(request.now);
    let bare = new_view(request.now);
    let names = std::collections::BTreeMap::from([(me().id, me().name)]);
    let own = wrong("standing", "cases-event-own-word");
    let (typed, judged) = (
        EventForm { text: LONG.into(), day: "2031-01-01".into(), ..EventForm::default() },
        JudgeForm { standing: "verified".into(), because: URDU.into() },
    );
    vec![
        events::list(request, &full, &typed, Some(&wrong("day", "cases-event-not-yet"))),
        events::list(request, &bare, &EventForm::default(), None),
        events::one(request, &full, &full.events[0], &names, &judged, Some(&own)),
        events::one(request, &full, &full.events[1], &names, &JudgeForm::default(), None),
    ]
}

fn of_a_case(request: &PageRequest) -> Vec<WorkPage> {
    let (l, now) = (&request.locale, request.now);
    let full = view(now);
    let words = Words::default();
    let form = AnswersForm::of(4, &full.row.coded);
    let both = conflict::side_by_side(l, &me().name, &[("Outcome".into(), "Solved".into(), "Advice given".into())]);
    let service = full.services.iter().find(|service| service.id.is_some()).unwrap();
    let ended = full.services.iter().find(|service| service.kind == ServiceKind::Legal).unwrap();
    let rows: Vec<CaseRow> = (0..3).map(|seed| row(now, seed)).collect();
    let provider = |seed, name: &str, fit, consent| ProviderLine {
        organisation: house(seed, name),
        kind: PartnerKind::Cert,
        fit,
        consent,
    };
    let providers = vec![
        provider(12, LONG, Ok((105, vec![Fit::Language, Fit::Place, Fit::Room, Fit::Free])), None),
        provider(
            13,
            "台灣人權促進會",
            Ok((60, vec![Fit::NearLanguage, Fit::Everywhere])),
            Some((Extent::first_contact(), Some(START.plus(4_000 * DAY)))),
        ),
        provider(14, "SMEX", Err(NoFit::NoRoom), None),
    ];
    let refer = |view: CaseView, chosen: Option<u64>, providers: Vec<ProviderLine>| ReferData {
        view,
        purpose: if chosen == Some(12) { Purpose::Research } else { Purpose::Referral },
        service: ServiceKind::Legal,
        providers,
        chosen: chosen.map(|seed| house(seed, "").id),
        typed: ReferForm { text: URDU.into(), ..ReferForm::default() },
        consent: ConsentForm::default(),
    };
    let tell = |view: CaseView, offers: Offers| TellData {
        view: CaseView { consents: vec![to_platforms(71, Some(true)), to_platforms(72, None)], ..view },
        offers,
        ask: AskForm::default(),
        tell: TellForm { summary: URDU.into(), ..TellForm::default() },
    };
    let extent = wrong("field", "cases-staff-problem-extent");
    vec![
        answers(request, &full, &words, &form, &both, Some(&wrong("approach", "cases-lacking-approach"))),
        service_work(request, &full, service, &ServiceWorkForm::default(), None),
        service_work(request, &full, ended, &ServiceWorkForm::default(), Some(&wrong("text", "problem-text-missing"))),
        merging(request, &full, &rows, &MergeForm::default(), Some(&wrong("sure", "cases-staff-problem-not-sure"))),
        merging(request, &full, &[], &MergeForm::default(), None),
        access(request, &full, me().id, &GiveForm::default(), Some(&wrong("person", "cases-staff-problem-choose"))),
        access(request, &odd_view(now), me().id, &GiveForm::default(), None),
        access(
            request,
            &CaseView { could_have_access: Vec::new(), ..new_view(now) },
            me().id,
            &GiveForm::default(),
            None,
        ),
        referring(request, &refer(full.clone(), None, Vec::new()), None),
        referring(request, &refer(full.clone(), Some(12), providers.clone()), Some(&extent)),
        referring(request, &refer(full.clone(), Some(13), providers), Some(&wrong("days", "cases-staff-problem-days"))),
        telling(request, &tell(full.clone(), Offers::default()), None),
        telling(
            request,
            &tell(full.clone(), Offers { drafts: vec![(escalation(61), LONG.into())], ..Offers::default() }),
            Some(&wrong("links", "cases-notice-nothing")),
        ),
        keep(request, &full, &Kept::default(), &Markup::empty(), None),
        keep(
            request,
            &closed_view(now),
            &Kept { reason: LONG.into(), until: "2027-03-01".into(), ..Kept::default() },
            &both,
            Some(&wrong("until", "cases-staff-problem-day")),
        ),
        keep(request, &odd_view(now), &Kept::default(), &Markup::empty(), None),
        deleting(request, &full, Some(&wrong("sure", "cases-staff-problem-not-sure"))),
        receipt(request, full.row.id, day("2026-11-22"), day("2026-12-22")),
        entering(request, &words, &EnterForm::default(), None),
        entering(
            request,
            &words,
            &EnterForm { text: URDU.into(), language: "ckb".into(), ..EnterForm::default() },
            Some(&wrong("approach", "cases-lacking-approach")),
        ),
        super::enter::receipt(
            request,
            "/cases/x",
            "K7Q2-M9WD",
            "lantern copper orbit velvet maple quiet harvest ocean pilot frame gentle spark river",
        ),
        list(request, &[referral(31, ReferralState::Offered)], &[referral(33, ReferralState::Declined)]),
        list(request, &[], &[]),
        asked(
            request,
            &referral(31, ReferralState::Offered),
            &DeclineForm::default(),
            Some(&wrong("reason", "cases-staff-problem-choose")),
        ),
        asked(request, &referral(32, ReferralState::Accepted), &DeclineForm::default(), None),
        asked(
            request,
            &ReferralView { can_open: false, extract: Vec::new(), ..referral(32, ReferralState::Accepted) },
            &DeclineForm::default(),
            None,
        ),
        asked(request, &referral(34, ReferralState::TakenBack), &DeclineForm::default(), None),
    ]
}

fn of_the_rota(request: &PageRequest) -> Vec<WorkPage> {
    let now = request.now;
    let taipei = Calendar::weekdays("Asia/Taipei".parse().unwrap(), Hours { from: 540, until: 1020 });
    let shift = |seed: u64, who: Who, from: i64, duty| ShiftView {
        id: ShiftId::new(now, &SeededRandom::new(seed)),
        who,
        duty,
        from: now.plus(from * HOUR),
        until: now.plus((from + 8) * HOUR),
    };
    let on = shift(1, me(), -2, Duty::Lead);
    let full = RotaData {
        key: open_key(now),
        zone: taipei.zone.clone(),
        shifts: vec![
            on.clone(),
            shift(2, who(2, "林美玲"), 6, Duty::Responder),
            shift(3, who(3, LONG), 20, Duty::OnCall),
        ],
        gaps: vec![Span { from: now.plus(14 * HOUR), until: now.plus(30 * HOUR) }],
        people: vec![me(), who(2, "林美玲")],
        hand_overs: vec![
            HandOverView { from: me().name, at: now, text: Some(URDU.into()), cases: vec![case_id(1)] },
            HandOverView { from: LONG.into(), at: now, text: None, cases: Vec::new() },
        ],
        round: RoundView {
            posts: vec![(ours(), true), (house(12, LONG), false)],
            next: Some((house(12, LONG), now.plus(5 * HOUR))),
            gaps: vec![Span { from: now.plus(14 * HOUR), until: now.plus(30 * HOUR) }],
        },
        houses: vec![ours(), house(12, LONG)],
        manages: true,
        reader: me().id,
    };
    let bare = RotaData {
        key: KeyState::None,
        shifts: Vec::new(),
        gaps: Vec::new(),
        hand_overs: Vec::new(),
        round: RoundView { posts: Vec::new(), next: None, gaps: Vec::new() },
        manages: false,
        ..full.clone()
    };
    let mut form = CalendarForm::of("3", &taipei);
    form.holidays = format!("2026-12-25 {CHINESE}");
    let rows: Vec<CaseRow> = (0..3).map(|seed| row(now, seed)).collect();
    vec![
        rota(request, &full, &ShiftForm::default(), None),
        rota(request, &bare, &ShiftForm::default(), Some(&wrong("day", "cases-staff-problem-day"))),
        handing_over(
            request,
            &on,
            &rows,
            &HandOverForm { note: URDU.into(), case: Vec::new() },
            Some(&wrong("note", "problem-text-missing")),
        ),
        handing_over(request, &on, &[], &HandOverForm::default(), None),
        calendar(request, &form, Some(&wrong("monday", "cases-staff-problem-hours-form"))),
    ]
}

fn of_the_settings(request: &PageRequest) -> Vec<WorkPage> {
    let defaults = Template::defaults();
    let template = TemplateForm { ur: URDU.into(), ..TemplateForm::of("1", &defaults[0]) };
    let rules = serde_json::to_string_pretty(&PriorityRules::default()).unwrap();
    let words = WordsForm {
        own_incidents: "sim-swap = account-compromise: SIM swap".into(),
        ..WordsForm::of("0 0 0", &Words::default())
    };
    vec![
        settings::template_list(request, &defaults, true),
        settings::template_list(request, &[], false),
        settings::template(request, "first-answer", &template, Some(&wrong("ur", "cases-staff-problem-english"))),
        settings::template(request, "new", &TemplateForm::default(), None),
        settings::checklist_list(request, &[Checklist::first_hour()], true),
        settings::checklist_list(request, &[], false),
        settings::checklist(
            request,
            "first-hour",
            &ChecklistForm::of("1", &Checklist::first_hour()),
            Some(&wrong("name", "cases-staff-problem-code")),
        ),
        settings::toolkit_list(request, &[toolkit()], true),
        settings::toolkit_list(request, &[], false),
        settings::toolkit(
            request,
            "first-aid",
            &ToolkitForm::of("3", &toolkit()),
            Some(&wrong("link_ur", "cases-staff-problem-toolkit-address")),
        ),
        settings::toolkit(request, "new", &ToolkitForm::default(), None),
        settings::words(request, &words, Some(&wrong("own_incidents", "cases-staff-problem-choose"))),
        settings::priority(request, &PriorityForm { seen: "0".into(), rules }, None),
        settings::priority(
            request,
            &PriorityForm { seen: "0".into(), rules: "{".into() },
            Some(&wrong("rules", "cases-staff-problem-rules").with("why", "expected a value at line 1")),
        ),
        settings::clocks(
            request,
            &ClocksForm::of("0", &Targets::default()),
            Some(&wrong("first_due", "cases-staff-problem-number")),
        ),
        settings::bells(
            request,
            &Targets::default(),
            &BellsForm { remind: "duty@".into(), escalate: "lead@help.example".into(), ..BellsForm::default() },
            true,
            Some(&wrong("remind", "cases-staff-problem-address").with("found", "duty@")),
        ),
        settings::bells(request, &Targets::default(), &BellsForm::default(), false, None),
        settings::keeping(
            request,
            &KeepingForm::of("0", &RetentionRules::default()),
            Some(&wrong("days", "cases-staff-problem-number")),
        ),
        settings::provider(request, &ProviderForm::default(), Some(&wrong("languages", "problem-text-missing"))),
    ]
}

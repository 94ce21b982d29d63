//! The pages, rendered in every language and state.

use std::sync::Arc;

use saksi_base::clock::{DAY, FixedClock};
use saksi_base::{
    CaseId, CaseRecordId, EscalationId, OrganisationId, ReferralId, ReleaseId, SeededRandom, SiteLanguage, Timestamp,
};
use saksi_escalations::actions::sealed::Told;
use saksi_vault::{CaseKey, CaseReceipt, FieldName, PrivateKey, SealedPlace, Suite, WordList};
use saksi_web::testing::{Kind, PUBLIC_BUDGET, Sampled, assert_page, builder, check_samples, request};
use saksi_web::{Markup, PageRequest, Site, code_words};

use super::frame::{Typed, leave_bar, shell};
use super::{ask, back, deeds, files, impact, thread, toolkits, voices};
use crate::actions::filing::Intake as Helpline;
use crate::actions::returning::{Arrival, KeptUntil, Offered, Party, PublicState, SealedEntry, Thread};
use crate::actions::toolkits::Listed;
use crate::actions::voices::Voice;
use crate::actions::{ConsentRequest, Entry, FileName, Request};
use crate::model::answers::Answers;
use crate::model::calendar::Day;
use crate::model::case::{
    Author, ConsentAnswer, ConsentState, DeletionReceipt, FileRow, RecordKind, SealingMode, Visit, VisitKind,
};
use crate::model::consent::{Extent, Purpose};
use crate::model::counting::{CodedCase, Period, Protected, Protection, Release, Trained, standard_layout, trained};
use crate::model::referral::ReferralState;
use crate::model::service::Services;
use crate::model::toolkit::{Toolkit, ToolkitKind, ToolkitText};
use crate::model::training::{Group, MediaKind, TrainingTopic};
use crate::model::words::{
    AbuseKind, Answer, Approach, Beneficiary, FirstAnswer, IncidentType, Intake, Outcome, Region, ServiceKind,
};

const AT: Timestamp = Timestamp(1_795_000_000_000_000);

fn receipt() -> CaseReceipt {
    CaseReceipt::new(&SeededRandom::new(5), WordList::English)
}

fn typed() -> Typed {
    let receipt = receipt();
    Typed { locator: receipt.locator().to_string(), words: receipt.words().to_string(), authenticator: String::new() }
}

fn helplines(count: u64) -> Vec<Helpline> {
    let names = ["Digital Helpdesk", "數位急救站", "ہیلپ لائن <b>", "สายด่วนที่มีชื่อยาวมากเป็นพิเศษเพื่อดูว่าหน้าจะเป็นอย่างไร"];
    (0..count)
        .zip(names)
        .map(|(number, name)| {
            let key = PrivateKey::generate(Suite::XWing, &SeededRandom::new(number)).unwrap().public_key().clone();
            Helpline {
                organisation: OrganisationId::new(AT, &SeededRandom::new(number)),
                name: name.to_owned(),
                slug: format!("helpline-{number}"),
                fingerprint: key.fingerprint(),
                key,
                generation: saksi_vault::Generation::FIRST,
                first_answer_minutes: 120,
                kept_days: 90,
                idle_days: 365,
                triagers: usize::try_from(number).unwrap() + 1,
                trustees: (number == 1).then_some((2, 3)),
            }
        })
        .collect()
}

impl Sampled for ask::HelpPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-help-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let empty = ask::Ask::default();
        let problem = saksi_base::Problem::field("text", "cases-ask-empty");
        vec![
            ask::help_page(request, &helplines(0), &empty, None),
            ask::help_page(request, &helplines(1), &empty, None),
            ask::help_page(request, &helplines(2), &empty, Some(&problem)),
        ]
    }
}

impl Sampled for ask::AdvicePage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-advice-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![ask::advice_page(&request.locale)]
    }
}

impl Sampled for ask::WaysPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-ways-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![
            ask::ways_page(&request.locale, None),
            ask::ways_page(&request.locale, Some("abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuv.onion")),
        ]
    }
}

/// One in English and Urdu, one for the mind in Thai alone.
fn listed() -> Vec<Listed> {
    let text = |title: &str, address: &str| ToolkitText {
        title: title.into(),
        about: "<script> & \u{202e}".into(),
        address: address.into(),
    };
    let toolkit = |code: &str, kind, texts: &[(&str, ToolkitText)]| Listed {
        toolkit: Toolkit {
            code: code.into(),
            kind,
            incidents: vec![IncidentType::Abuse],
            texts: texts.iter().map(|(tag, text)| ((*tag).to_owned(), text.clone())).collect(),
        },
        organisation: "ہیلپ لائن <b>".into(),
    };
    vec![
        toolkit("mind", ToolkitKind::MentalHealth, &[("th", text("ดูแลใจ", "https://kit.example/mind"))]),
        toolkit(
            "first-aid",
            ToolkitKind::Toolkit,
            &[
                ("en", text("First aid", "https://kit.example/en")),
                ("ur", text("ابتدائی مدد", "https://kit.example/ur")),
            ],
        ),
    ]
}

impl Sampled for toolkits::ToolkitsPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-toolkits-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![toolkits::toolkits_page(&request.locale, &[]), toolkits::toolkits_page(&request.locale, &listed())]
    }
}

impl Sampled for voices::VoicesPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-voices-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let voice = |words: &str, language: &str| Voice {
            words: words.into(),
            language: saksi_base::LanguageTag::or_unknown(language),
            organisation: "ہیلپ لائن <b>".into(),
            month: AT,
        };
        let all = [voice("I was not alone.\n<script>", "en"), voice("میں اکیلی نہیں تھی۔", "ur"), voice("?", "")];
        vec![voices::voices_page(&request.locale, &[]), voices::voices_page(&request.locale, &all)]
    }
}

#[tokio::test]
async fn a_toolkit_is_shown_in_the_readers_language_and_another_one_is_named() {
    let site = site().await;
    for (language, title, tag, says) in [
        (SiteLanguage::Urdu, "ابتدائی مدد", "ur", false),
        (SiteLanguage::Thai, "First aid", "en", true),
        (SiteLanguage::English, "First aid", "en", false),
    ] {
        let request = request(&site, language, "/help/toolkits", None);
        let page = toolkits::toolkits_page(&request.locale, &listed());
        let html = askama::Template::render(&page).unwrap();
        let link = format!("<a href=\"https://kit.example/{tag}\" rel=\"noreferrer\" lang=\"{tag}\"");
        assert!(html.contains(&link) && html.contains(title), "{html}");
        assert_eq!(html.contains(">English</span>"), says, "{language}");
        assert!(html.contains("ดูแลใจ") && !html.contains("<script>") && !html.contains("<b>"));
    }
}

impl Sampled for ask::ReceiptPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-receipt-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let words = receipt().words();
        let split: Vec<&str> = words.split(' ').collect();
        let page = |bearer: &Typed, words: Markup| Self {
            leave: leave_bar(l),
            locator: bearer.locator.clone(),
            words,
            steps: vec![l.t("cases-next-receipt"), l.t("cases-next-return")],
            files: files::files_form(request, bearer, None),
            address: request.absolute("/help/return"),
            l: l.clone(),
        };
        vec![page(&typed(), code_words(&split)), page(&Typed::default(), Markup::empty())]
    }
}

impl Sampled for back::ReturnPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-return-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let problem = saksi_base::Problem::field("words", "cases-words-count").with("count", 12);
        vec![back::return_page(request, &Typed::default(), None), back::return_page(request, &typed(), Some(&problem))]
    }
}

impl Sampled for back::WarnPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-warn-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![back::warn_page(request, &typed())]
    }
}

impl Sampled for deeds::DonePage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let gone = DeletionReceipt { deleted_on: Day::of(AT), gone_from_backups: Day::of(AT).plus(35) };
        vec![deeds::deleted_page(request, gone)]
    }
}

fn record(number: u64) -> CaseRecordId {
    CaseRecordId::new(&SeededRandom::new(100 + number))
}

/// A case in the middle: entries of every kind, all visits, a question in every state.
fn arrival(state: PublicState) -> Arrival {
    let random = SeededRandom::new(9);
    let key = CaseKey::generate(CaseId::new(&random), &random);
    let return_key = receipt().return_key().unwrap();
    let sealed = |number: u64, field: &'static str, text: &str| {
        let place = SealedPlace::new(record(number), FieldName::parse(field).unwrap());
        (field.to_owned(), key.seal(place, text, &random).unwrap())
    };
    let entry = |number: u64, kind, from, texts| SealedEntry {
        record: record(number),
        number: i64::try_from(number).unwrap(),
        kind,
        from,
        day: Day::of(AT),
        texts,
        file: None,
        consent: None,
    };
    let question = |number: u64, answer: Option<ConsentAnswer>| SealedEntry {
        consent: Some(ConsentState { answer, on: answer.map(|_| AT) }),
        ..entry(number, RecordKind::Consent, Author::Staff, vec![sealed(number, "request", "{}")])
    };
    let place = SealedPlace::new(record(3), FieldName::parse("file").unwrap());
    let header = *key.seal_file(place, &random).unwrap().header();
    let file = FileRow { record: record(3), header, chunks: 1, sealed_length: 4_211, done: true };
    let organisation = OrganisationId::new(AT, &random);
    let visit = |(number, what): (usize, &VisitKind)| Visit {
        day: Day::of(AT),
        what: *what,
        person: None,
        who: (number % 3 + 1).to_string(),
        organisation: (*what != VisitKind::WordsSent).then(|| (organisation, "ہیلپ لائن".to_owned())),
    };
    let party = |waits, people| Party {
        organisation,
        name: "數位急救站".to_owned(),
        since: Day::of(AT),
        people,
        waits,
        recoverable: people > 1,
    };
    Arrival {
        case: key.case(),
        filing: record(1),
        day: Day::of(AT),
        mode: SealingMode::Browser,
        state,
        generation: saksi_vault::Generation::FIRST,
        wraps: vec![key.wrap(return_key.public_key(), &random).unwrap()],
        parties: vec![party(true, 0), party(false, 1), party(false, 4)],
        entries: vec![
            entry(
                1,
                RecordKind::Filing,
                Author::Person,
                vec![sealed(1, "text", "میں محفوظ نہیں ہوں۔"), sealed(1, "name", "A.")],
            ),
            entry(2, RecordKind::Message, Author::Staff, vec![sealed(2, "text", "Are you safe now?")]),
            SealedEntry {
                file: Some(file),
                ..entry(3, RecordKind::File, Author::Person, vec![sealed(3, "name", "{\"name\":\"a.jpg\"}")])
            },
            question(4, None),
            question(5, Some(ConsentAnswer::Yes)),
            question(6, Some(ConsentAnswer::No)),
            question(7, Some(ConsentAnswer::Withdrawn)),
            question(8, Some(ConsentAnswer::Yes)),
        ],
        visits: VisitKind::ALL.iter().enumerate().map(visit).collect(),
        said: Vec::new(),
        referrals: ReferralState::ALL
            .iter()
            .map(|state| Offered {
                id: ReferralId::new(&SeededRandom::new(3)),
                receiver: "สำนักกฎหมาย <b>".to_owned(),
                day: Day::of(AT),
                state: *state,
                reached: (*state == ReferralState::Declined).then_some(Answer::No),
            })
            .collect(),
        notices: vec![told(None), told(Some(AT))],
        keeping: match state {
            PublicState::Closed => KeptUntil::Day(Day::of(AT).plus(90)),
            PublicState::Merged => KeptUntil::Held,
            _ => KeptUntil::Unless(Day::of(AT).plus(365)),
        },
    }
}

fn told(withdrawn_on: Option<Timestamp>) -> Told {
    Told {
        escalation: EscalationId::new(AT, &SeededRandom::new(8)),
        addressee_name: "A platform with a long name <b>".to_owned(),
        state: "sent".to_owned(),
        sent_at: Some(AT),
        receipt_at: None,
        decided_at: None,
        outcome: withdrawn_on.is_none().then(|| "removed".to_owned()),
        appeal: None,
        next_at: None,
        hash: Some(vec![7; 32]),
        withdrawn_on,
    }
}

/// The same, opened.
fn opened(arrival: &Arrival) -> Thread {
    let asked = |extent, ends| ConsentRequest {
        purpose: Purpose::Referral,
        receiver: OrganisationId::new(AT, &SeededRandom::new(4)),
        receiver_name: "สำนักกฎหมาย <b>".to_owned(),
        platform: None,
        extent,
        words: "A lawyer near you.".to_owned(),
        at: AT,
        ends,
    };
    let entry = |sealed: &SealedEntry| Entry {
        record: sealed.record,
        number: sealed.number,
        kind: sealed.kind,
        from: sealed.from,
        by: None,
        organisation: String::new(),
        day: sealed.day,
        at: AT,
        text: if sealed.kind == RecordKind::Message { "Line one\nدوسری سطر".to_owned() } else { String::new() }.into(),
        file: sealed.file.clone().map(|row| {
            (
                FileName {
                    name: "صورة <b>.jpg".into(),
                    media_type: "image/jpeg".into(),
                    evidence: false,
                    size: 5,
                    at: None,
                },
                row,
            )
        }),
        consent: sealed.consent.map(|state| match (state.answer, sealed.number) {
            (None, _) => (asked(Extent::first_contact(), Some(AT.plus(4_000 * DAY))), state),
            // The last one has ended by itself.
            (Some(_), 8) => (asked(Extent::Whole, Some(AT)), state),
            (Some(_), _) => (asked(Extent::Whole, None), state),
        }),
        damaged: false,
    };
    Thread {
        request: Request {
            answers: Answers::default(),
            text: "Somebody got into my account.".to_owned().into(),
            contact: String::new().into(),
            contact_when: String::new().into(),
            name: String::new().into(),
            received: AT,
            damaged: false,
        },
        entries: arrival.entries.iter().skip(1).map(entry).collect(),
        services: Services::default(),
    }
}

impl Sampled for thread::ThreadPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-thread-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let browser = Typed { authenticator: "ab".repeat(32), ..typed() };
        let states = [PublicState::Waiting, PublicState::Open, PublicState::Closed, PublicState::Merged];
        let mut pages = Vec::new();
        for state in states {
            let arrival = arrival(state);
            pages.push(thread::sealed_page(request, &browser, &arrival, None, None));
        }
        let mut quiet = arrival(PublicState::Waiting);
        quiet.entries.truncate(1);
        quiet.visits.clear();
        quiet.said = vec![(false, ServiceKind::Psychosocial)];
        let problem = saksi_base::Problem::field("text", "cases-write-empty");
        for arrival in [arrival(PublicState::Open), quiet] {
            let said = Some(thread::done(&request.locale, "cases-written"));
            pages.push(thread::opened_page(
                request,
                &typed(),
                &arrival,
                &opened(&arrival),
                said,
                Some((&problem, "a\nb")),
            ));
        }
        pages
    }
}

/// People who were trained in a quarter: many in two languages, two in a third.
fn trained_people() -> Trained {
    let layout = trained::layout().unwrap();
    let groups = [(MediaKind::Radio, "ur", 40), (MediaKind::Print, "th", 30), (MediaKind::Community, "ps", 2)];
    let place = |(media, language, people)| {
        let group = Group { media, language, people };
        (trained::places(TrainingTopic::Verification, &group), usize::try_from(people).unwrap())
    };
    let placed: Vec<([usize; 3], usize)> = groups.into_iter().map(place).collect();
    let people = placed.iter().flat_map(|(place, count)| std::iter::repeat_n(place.as_slice(), *count));
    let figures = layout.count(people).unwrap();
    Trained::new(&Protected::new(&layout, &figures, Protection::default()).unwrap())
}

/// A quarter as helplines have it: a few frequent answers, some rare ones.
fn releases() -> Vec<Release> {
    let layout = standard_layout().unwrap();
    let case = |number: usize| CodedCase {
        approach: if number.is_multiple_of(5) { Approach::Preventive } else { Approach::Reactive },
        incident: if number.is_multiple_of(40) { IncidentType::Theft } else { IncidentType::AccountCompromise },
        abuse: if number.is_multiple_of(3) { AbuseKind::Sextortion } else { AbuseKind::NotSaid },
        region: if number.is_multiple_of(2) { Region::SouthAsia } else { Region::SouthEastAsia },
        group: if number.is_multiple_of(4) { Beneficiary::Journalist } else { Beneficiary::WomenAndGirls },
        outcome: if number.is_multiple_of(3) { Outcome::Solved } else { Outcome::AdviceGiven },
        first_answer: FirstAnswer::Hour,
        intake: Intake::Form,
        services: vec![ServiceKind::DigitalSecurity],
    };
    let places: Vec<Vec<usize>> = (0..200).map(|number| case(number).places()).collect();
    let figures = layout.count(places.iter().map(Vec::as_slice)).unwrap();
    let protected = Protected::new(&layout, &figures, Protection::default()).unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let mut all = Vec::new();
    for (from, until, made, next) in [
        ("2026-01-01", "2026-04-01", "2026-04-15", "2026-07-15"),
        ("2026-04-01", "2026-07-01", "2026-07-15", "2026-10-15"),
    ] {
        let id = ReleaseId::new(AT, &SeededRandom::new(all.len() as u64));
        let period = Period { from: day(from), until: day(until) };
        let release = Release::new(id, &all, period, (day(made), day(next)), &protected).unwrap();
        let release = release.with_requests(230, &all).with_trained(Some(trained_people()));
        all.push(release);
    }
    all
}

const TABLES: [&str; 12] = [
    "approach",
    "incident",
    "abuse",
    "region",
    "group",
    "services",
    "outcome",
    "first-answer",
    "intake",
    "trained-media",
    "trained-language",
    "trained-topic",
];

impl Sampled for impact::ImpactPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.l.t("cases-impact-title")
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        vec![impact::impact_page(&request.locale, &[]), impact::impact_page(&request.locale, &releases())]
    }
}

impl Sampled for impact::TablePage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let releases = releases();
        TABLES.iter().map(|table| impact::table_page(&request.locale, &releases, table).unwrap()).collect()
    }
}

/// A small figure stands nowhere: not in a chart, not in a table, not in the file.
#[tokio::test]
async fn a_small_figure_is_hidden_in_the_chart_the_table_and_the_file() {
    let site = site().await;
    let request = request(&site, SiteLanguage::English, "/impact/incident", None);
    let releases = releases();
    let page = impact::table_page(&request.locale, &releases, "incident").unwrap();
    let theft = page.lines.iter().find(|line| line.label.contains("stolen")).unwrap();
    assert_eq!(theft.shown, "hidden");
    let html = askama::Template::render(&page).unwrap();
    assert_eq!(html.matches("hidden-figure").count(), page.lines.iter().filter(|line| line.shown == "hidden").count());
    let file = impact::all_figures(&releases);
    assert!(file.contains(",incident,theft,\r\n"), "{file}");
    assert!(file.lines().skip(1).all(|line| line.split(',').count() == 6));
    assert!(impact::table_page(&request.locale, &releases, "approach,incident").is_none());
    assert!(impact::table_page(&request.locale, &[], "incident").is_none());
}

#[tokio::test]
async fn two_people_who_were_taught_in_their_language_are_not_found_in_the_figures() {
    let site = site().await;
    let request = request(&site, SiteLanguage::English, "/impact/trained-language", None);
    let releases = releases();
    let page = impact::table_page(&request.locale, &releases, "trained-language").unwrap();
    let shown = |label: &str| {
        let line = page.lines.iter().find(|line| line.label == label);
        line.map(|line| line.shown.clone()).unwrap_or_default()
    };
    assert_eq!(shown("پښتو"), "hidden");
    assert!(page.lines.iter().filter(|line| line.shown == "hidden").count() > 1, "another one hides with them");
    assert_eq!(shown("Русский"), "", "languages in which nobody was taught are left out");
    assert_eq!(page.counted, "People");
    let file = impact::all_figures(&releases);
    assert!(file.contains(",trained,all,72\r\n") && file.contains(",trained-language,ps,\r\n"), "{file}");
    assert!(file.lines().skip(1).all(|line| line.split(',').count() == 6));
}

async fn site() -> Site {
    let test = saksi_db::testing::sqlite().await;
    let mut site =
        builder(test.db.clone(), Arc::new(FixedClock::new(AT))).messages(crate::MESSAGES).navigation(super::NAVIGATION);
    for (name, content) in super::SCRIPTS {
        site = site.asset(name, content);
    }
    site.build()
}

#[tokio::test]
async fn every_public_page_is_sound_in_every_language_and_state() {
    let site = site().await;
    let mut wrong: Vec<String> = [
        check_samples::<ask::HelpPage>(&site),
        check_samples::<ask::AdvicePage>(&site),
        check_samples::<ask::WaysPage>(&site),
        check_samples::<toolkits::ToolkitsPage>(&site),
        check_samples::<voices::VoicesPage>(&site),
        check_samples::<ask::ReceiptPage>(&site),
        check_samples::<back::ReturnPage>(&site),
        check_samples::<back::WarnPage>(&site),
        check_samples::<deeds::DonePage>(&site),
        check_samples::<thread::ThreadPage>(&site),
        check_samples::<impact::ImpactPage>(&site),
        check_samples::<impact::TablePage>(&site),
    ]
    .concat();
    // A long thread is as long as it is; what everybody opens first is small.
    wrong.retain(|line| !(line.contains("ThreadPage") && line.contains(&format!("over {PUBLIC_BUDGET}"))));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a page says about itself in a tab, a list of pages or a preview.
#[tokio::test]
async fn a_page_about_help_is_called_saksi_and_nothing_else() {
    let site = site().await;
    for language in SiteLanguage::ALL {
        let request = request(&site, language, "/help", None);
        let page = ask::help_page(&request, &helplines(1), &ask::Ask::default(), None);
        let html = shell(&request).html(&Markup::trusted(askama::Template::render(&page).unwrap())).unwrap();
        assert_page(&html, Kind::Public);
        assert!(html.contains("<title>saksi</title>") && !html.contains("og:"), "{html}");
        assert!(html.contains("name=\"robots\" content=\"noindex\""));
        assert_eq!(html.matches("integrity=\"sha384-").count(), super::SCRIPTS.len());
        assert!(html.contains("href=\"/help/leave\" rel=\"noreferrer\""));
    }
}

/// Nothing that the browser must open is in the page in the clear, and no word of the receipt is.
#[tokio::test]
async fn a_page_for_a_browser_that_opens_holds_no_words() {
    let site = site().await;
    let request = request(&site, SiteLanguage::English, "/help/return", None);
    let browser = Typed { authenticator: "ab".repeat(32), words: String::new(), ..typed() };
    let arrival = arrival(PublicState::Open);
    let page = thread::sealed_page(&request, &browser, &arrival, None, None);
    let html = askama::Template::render(&page).unwrap();
    assert!(!html.contains("name=\"words\"") && !html.contains("safe now"));
    assert!(html.contains("data-wraps=") && html.matches("data-sealed=").count() == 8);
}

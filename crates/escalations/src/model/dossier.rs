//! A dossier: many escalations that show one pattern, with what happened around them, and the report of it that somebody gets.
//!
//! What is written may change at any time. A report is made anew from it whenever it is given to somebody, and then never changes:
//! its text is kept with its hash. Nothing personal that the program recognises leaves before a person decided about it.

use std::collections::BTreeMap;
use std::ops::Range;

use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{DossierId, EscalationId, LanguageTag, Problem, SiteLanguage, TestimonyId, Timestamp};
use saksi_web::Locale;
use saksi_web::fields::check_text;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::course::Course;
use super::event::{Event, EventKind};
use super::figures::Counted;
use super::notice::{Attested, hexadecimal};
use super::scoreboard::Answers;
use super::words::{AppealResult, Outcome, Systemic, words};
use super::{LONG, SHORT, lines};

/// Most escalations in one dossier.
pub const MOST_NOTICES: usize = 500;
/// Most happenings of its own, pieces of evidence, and testimonies.
pub const MOST_PARTS: usize = 200;

words! {
    /// Against whom a pattern goes.
    Target, "escalations-target-" {
        Journalists = "journalists",
        WomenJournalists = "women-journalists",
        Defenders = "human-rights-defenders",
        Women = "women",
        Lgbtiq = "lgbtiq-people",
        Ethnic = "ethnic-minorities",
        Religious = "religious-minorities",
        Indigenous = "indigenous-peoples",
        Migrants = "migrants-and-refugees",
        Children = "children",
        Disabilities = "people-with-disabilities",
        Candidates = "candidates",
        ElectionWorkers = "election-workers",
        FactCheckers = "fact-checkers",
        Others = "others",
    }

    /// How it is done.
    Tactic, "escalations-tactic-" {
        Threats = "threats",
        Harassment = "coordinated-harassment",
        Doxxing = "doxxing",
        Sexualised = "sexualised-abuse",
        Synthetic = "synthetic-media",
        Impersonation = "impersonation",
        MassReports = "mass-reporting",
        FalseClaims = "false-claims",
        Hate = "hate-speech",
        Labelling = "labelling",
        Takeover = "account-takeover",
        Paid = "paid-promotion",
        Others = "others",
    }

    /// What it did offline.
    Effect, "escalations-effect-" {
        Violence = "violence",
        OfflineThreats = "offline-threats",
        Unrest = "unrest",
        Protest = "protest",
        LegalChange = "legal-change",
        Prosecution = "prosecution",
        Displacement = "displacement",
        Silence = "silence",
        LostWork = "lost-work",
        Health = "health",
        Vote = "vote",
        Others = "others",
    }

    /// To whom a report is given.
    Audience, "escalations-audience-" {
        Platform = "platform",
        Regulator = "regulator",
        Press = "press",
    }

    /// What is masked.
    Personal, "escalations-mask-" {
        Telephone = "telephone",
        Email = "e-mail",
        Address = "address",
        Identity = "identity",
        Account = "account",
        Name = "name",
    }
}

/// Something personal in a text, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub span: Range<usize>,
    /// What.
    pub kind: Personal,
}

/// Finds what is personal in a text, in order and without overlap; the given words wherever they stand, as names.
pub type FindPersonal = fn(&str, &[String]) -> Vec<Found>;

/// Something that happened besides the notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// On which day.
    pub day: Day,
    /// What.
    pub text: String,
}

/// What is written in a dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Its name.
    pub title: String,
    /// The language it is written in.
    pub language: String,
    /// What the pattern is.
    pub summary: String,
    /// The campaign it belongs to, as others call it.
    pub campaign: String,
    /// Against whom.
    pub targets: Vec<Target>,
    /// How.
    pub tactics: Vec<Tactic>,
    /// What it did offline.
    pub effects: Vec<Effect>,
    /// What is wrong with the system rather than with one post.
    pub systemic: Vec<Systemic>,
    /// What is asked of whoever reads it.
    pub asks: String,
    /// What happened besides the notices.
    pub happenings: Vec<Happening>,
    /// Words that are masked wherever they stand.
    pub hidden: Vec<String>,
    /// Preserved records, by reference.
    pub evidence: Vec<Attested>,
}

impl Content {
    /// Happenings as a form shows them, one a line.
    pub fn happenings_text(&self) -> String {
        self.happenings.iter().map(|one| format!("{} {}", one.day, one.text)).collect::<Vec<_>>().join("\n")
    }

    /// Reads happenings from a form: a day and words on each line.
    pub fn happenings_of(text: &str) -> Result<Vec<Happening>, Problem> {
        lines(text)
            .into_iter()
            .map(|line| {
                let wrong = || Problem::field("happenings", "escalations-problem-happening").with("line", &line);
                let (day, words) = line.split_once(char::is_whitespace).ok_or_else(wrong)?;
                Ok(Happening { day: day.parse().map_err(|_| wrong())?, text: words.trim().to_owned() })
            })
            .collect()
    }

    /// What cannot be stored.
    pub fn check(&self) -> Result<(), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "title", &self.title, SHORT, true);
        check_text(&mut problems, "summary", &self.summary, LONG, false);
        check_text(&mut problems, "campaign", &self.campaign, SHORT, false);
        check_text(&mut problems, "asks", &self.asks, LONG, false);
        for (field, many) in [("happenings", self.happenings.len()), ("hidden", self.hidden.len())] {
            if many > MOST_PARTS {
                problems.add(field, "escalations-problem-parts").with("most", MOST_PARTS);
            }
        }
        if self.happenings.iter().any(|one| one.text.chars().count() > 2_000) {
            problems.add("happenings", "escalations-problem-happening-long").with("most", 2_000);
        }
        if self.language.parse::<LanguageTag>().is_err() {
            problems.add("language", "escalations-missing-language");
        }
        problems.finish()
    }
}

/// What somebody told, and to whom it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Testimony {
    /// Which.
    pub id: TestimonyId,
    /// How they want to be called.
    pub name: String,
    /// What they said.
    pub words: String,
    /// How they consented, and when.
    pub consent: String,
    /// To whom it may be shown.
    pub audiences: Vec<Audience>,
    /// When it was written down.
    pub added_at: Timestamp,
    /// When consent was withdrawn; nothing else is left then.
    pub withdrawn_at: Option<Timestamp>,
}

/// What may be wrong with a new one.
pub fn check_testimony(name: &str, words: &str, consent: &str, audiences: &[Audience]) -> Result<(), Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, "name", name, SHORT, true);
    check_text(&mut problems, "words", words, LONG, true);
    check_text(&mut problems, "consent", consent, 2_000, true);
    if audiences.is_empty() {
        problems.add("audiences", "escalations-problem-choose");
    }
    problems.finish()
}

/// An escalation of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    /// Which.
    pub id: EscalationId,
    /// What it is about.
    pub title: String,
    /// To whom.
    pub platform: String,
    /// Harm is imminent.
    pub imminent: bool,
    /// What happened.
    pub events: Vec<Event>,
}

impl Bundled {
    /// What its events say together.
    pub fn course(&self) -> Course {
        Course::of(&self.events)
    }
}

/// What the figures count of a course; nothing of what was never sent.
pub fn counted(course: &Course, imminent: bool) -> Option<Counted> {
    Some(Counted {
        sent: course.sent?,
        receipt: course.receipt,
        reply: course.reply,
        decided: course.first_decided,
        outcome: course.outcome,
        reasoned: course.reasoned,
        appeal: course.appeals.last().map(|one| one.result.map_or("open", AppealResult::code).to_owned()),
        personal: course.personal,
        imminent,
    })
}

/// A notice as a report names it. Days are those of UTC, so that they are the same for everybody who reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeLine {
    /// What it is about.
    pub title: String,
    /// To whom.
    pub platform: String,
    /// When it was sent.
    pub sent: Day,
    /// When a person answered first.
    pub reply: Option<Day>,
    /// When they decided last.
    pub decided: Option<Day>,
    /// What they did.
    pub outcome: Option<Outcome>,
    /// What became of the last appeal.
    pub appeal: Option<AppealResult>,
    /// How often it came back.
    pub back: u32,
}

/// What stands in the course of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A notice was sent.
    #[serde(rename = "sent")]
    Sent,
    /// They decided.
    #[serde(rename = "decision")]
    Decided(Option<Outcome>),
    /// It came back.
    #[serde(rename = "recurrence")]
    Back,
    /// An appeal was made.
    #[serde(rename = "appeal")]
    Appealed,
    /// An appeal was decided.
    #[serde(rename = "appeal-decided")]
    AppealDecided(Option<AppealResult>),
    /// Something happened besides.
    #[serde(rename = "happening")]
    Happened,
}

/// A line of the course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// On which day.
    pub day: Day,
    /// What.
    pub what: What,
    /// The number of the notice it is about, from 1; none for what happened besides.
    pub notice: Option<usize>,
    /// Words, for what happened besides.
    pub text: String,
}

/// The words of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How they want to be called.
    pub name: String,
    /// What they said.
    pub words: String,
}

/// A report: what of a dossier somebody gets. Its JSON text is what is hashed and kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Which form of report this is.
    pub form: u32,
    /// Of which dossier.
    pub dossier: DossierId,
    /// Who gives it.
    pub organisation: String,
    /// To whom it is given.
    pub audience: Audience,
    /// When it was made, as RFC 3339 text.
    pub made_at: String,
    /// The language of its words.
    pub language: String,
    /// Its name.
    pub title: String,
    /// What the pattern is.
    pub summary: String,
    /// The campaign.
    pub campaign: String,
    /// Against whom.
    pub targets: Vec<Target>,
    /// How.
    pub tactics: Vec<Tactic>,
    /// What it did offline.
    pub effects: Vec<Effect>,
    /// What is wrong with the system rather than with one post. Reports before this was kept have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub systemic: Vec<Systemic>,
    /// What is asked for.
    pub asks: String,
    /// How many notices were sent.
    pub sent: u64,
    /// How many were decided.
    pub decided: u64,
    /// Waiting times and shares.
    pub answers: Answers,
    /// The notices, the earliest first.
    pub notices: Vec<NoticeLine>,
    /// What happened, in order.
    pub course: Vec<Line>,
    /// Preserved records.
    pub evidence: Vec<Attested>,
    /// What people said.
    pub testimonies: Vec<Told>,
}

/// What a report is made of.
pub struct Parts<'a> {
    /// Of which dossier.
    pub dossier: DossierId,
    /// Who gives it.
    pub organisation: &'a str,
    /// What is written.
    pub content: &'a Content,
    /// The escalations, the earliest first.
    pub bundled: &'a [Bundled],
    /// Evidence that their notices cite.
    pub cited: &'a [Attested],
    /// What people told.
    pub testimonies: &'a [Testimony],
}

impl Report {
    /// The report for an audience, as things stand. Testimonies go in only where consent covers that audience.
    pub fn of(parts: &Parts<'_>, audience: Audience, now: Timestamp) -> Self {
        let content = parts.content;
        let mut all: Vec<(&Bundled, Course, Timestamp)> = parts
            .bundled
            .iter()
            .filter_map(|one| {
                let course = one.course();
                let sent = course.sent?;
                Some((one, course, sent))
            })
            .collect();
        all.sort_by_key(|(one, _, sent)| (*sent, one.id));
        let counts: Vec<Counted> = all.iter().filter_map(|(one, course, _)| counted(course, one.imminent)).collect();
        let mut course: Vec<Line> = content
            .happenings
            .iter()
            .map(|one| Line { day: one.day, what: What::Happened, notice: None, text: one.text.clone() })
            .collect();
        let mut notices = Vec::new();
        for (number, (one, known, sent)) in all.iter().enumerate() {
            course.extend(course_of(&one.events, number + 1));
            notices.push(NoticeLine {
                title: one.title.clone(),
                platform: one.platform.clone(),
                sent: Day::of(*sent),
                reply: known.reply.map(Day::of),
                decided: known.decided.map(Day::of),
                outcome: known.outcome,
                appeal: known.appeals.last().and_then(|appeal| appeal.result),
                back: known.recurrences,
            });
        }
        course.sort_by_key(|line| (line.day, line.notice));
        let mut evidence = content.evidence.clone();
        for one in parts.cited {
            if !evidence.iter().any(|known| known.record == one.record) {
                evidence.push(one.clone());
            }
        }
        let may = |one: &&Testimony| one.withdrawn_at.is_none() && one.audiences.contains(&audience);
        let tells = |one: &Testimony| Told { name: one.name.clone(), words: one.words.clone() };
        Self {
            form: 1,
            dossier: parts.dossier,
            organisation: parts.organisation.to_owned(),
            audience,
            made_at: now.to_string(),
            language: content.language.clone(),
            title: content.title.clone(),
            summary: content.summary.clone(),
            campaign: content.campaign.clone(),
            targets: content.targets.clone(),
            tactics: content.tactics.clone(),
            effects: content.effects.clone(),
            systemic: content.systemic.clone(),
            asks: content.asks.clone(),
            sent: u64::try_from(counts.len()).unwrap_or(u64::MAX),
            decided: u64::try_from(counts.iter().filter(|one| one.decided.is_some()).count()).unwrap_or(u64::MAX),
            answers: Answers::whole(&counts, now),
            notices,
            course,
            evidence,
            testimonies: parts.testimonies.iter().filter(may).map(tells).collect(),
        }
    }

    /// Every text in it that somebody wrote.
    fn texts(&mut self) -> Vec<&mut String> {
        let mut all = vec![&mut self.title, &mut self.summary, &mut self.campaign, &mut self.asks];
        all.extend(self.notices.iter_mut().map(|one| &mut one.title));
        all.extend(self.course.iter_mut().map(|one| &mut one.text));
        all.extend(self.evidence.iter_mut().flat_map(|one| [&mut one.title, &mut one.url]));
        all.extend(self.testimonies.iter_mut().flat_map(|one| [&mut one.name, &mut one.words]));
        all
    }

    /// Everything personal that is recognised in it, each thing once, with where it stands first.
    pub fn findings(&mut self, find: FindPersonal, hidden: &[String]) -> Vec<Finding> {
        let mut all: BTreeMap<String, Finding> = BTreeMap::new();
        for text in self.texts() {
            for found in find(text, hidden) {
                let Some(words) = text.get(found.span.clone()) else { continue };
                // Words that somebody put on the list of what is hidden are decided already.
                if found.kind == Personal::Name {
                    continue;
                }
                let key = Finding::key_of(found.kind, words);
                all.entry(key.clone()).and_modify(|known| known.times += 1).or_insert_with(|| Finding {
                    key,
                    kind: found.kind,
                    text: words.to_owned(),
                    before: tail(text.get(..found.span.start).unwrap_or_default()),
                    after: text.get(found.span.end..).unwrap_or_default().chars().take(AROUND).collect(),
                    times: 1,
                });
            }
        }
        all.into_values().collect()
    }

    /// Masks what is to be masked: hidden words, and findings for which `stands` says no.
    pub fn mask(&mut self, l: &Locale, find: FindPersonal, hidden: &[String], stands: impl Fn(&str) -> bool) {
        let l = l.speaking(SiteLanguage::from_tag(&self.language).unwrap_or(SiteLanguage::English));
        for text in self.texts() {
            let mut shown = String::with_capacity(text.len());
            let mut from = 0;
            for found in find(text, hidden) {
                let Some(words) = text.get(found.span.clone()) else { continue };
                if found.kind != Personal::Name && stands(&Finding::key_of(found.kind, words)) {
                    continue;
                }
                shown.push_str(text.get(from..found.span.start).unwrap_or_default());
                shown.push('[');
                shown.push_str(&l.t(found.kind.message()));
                shown.push(']');
                from = found.span.end;
            }
            shown.push_str(text.get(from..).unwrap_or_default());
            *text = shown;
        }
    }

    /// What still lacks before it can be given to anybody.
    pub fn complete(&self) -> Result<(), Problem> {
        if self.summary.trim().is_empty() {
            return Err(Problem::conflict("escalations-problem-dossier-summary"));
        }
        if self.notices.is_empty() {
            return Err(Problem::conflict("escalations-problem-dossier-empty"));
        }
        Ok(())
    }
}

/// How many characters around a finding are shown.
const AROUND: usize = 40;

fn tail(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(AROUND);
    text.chars().skip(skip).collect()
}

/// What a report tells of one notice.
fn course_of(events: &[Event], notice: usize) -> Vec<Line> {
    let struck: Vec<i64> = events.iter().filter_map(|event| event.facts.struck).collect();
    events
        .iter()
        .filter(|event| !struck.contains(&event.number))
        .filter_map(|event| {
            let what = match event.kind {
                EventKind::Sent => What::Sent,
                EventKind::Decision => What::Decided(event.facts.outcome),
                EventKind::Recurrence => What::Back,
                EventKind::Appeal => What::Appealed,
                EventKind::AppealDecided => What::AppealDecided(event.facts.result),
                _ => return None,
            };
            Some(Line { day: Day::of(event.at), what, notice: Some(notice), text: String::new() })
        })
        .collect()
}

/// Something personal in a report, and where it stands first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What a decision about it is kept by; another text is another finding.
    pub key: String,
    /// What it is.
    pub kind: Personal,
    /// The words.
    pub text: String,
    /// What stands before.
    pub before: String,
    /// What stands after.
    pub after: String,
    /// How often it stands there.
    pub times: u32,
}

impl Finding {
    fn key_of(kind: Personal, text: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(b"saksi finding v1\0");
        hash.update(kind.code());
        hash.update(b"\0");
        hash.update(text);
        let digest: [u8; 32] = hash.finalize().into();
        digest.get(..16).map(hexadecimal).unwrap_or_default()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use saksi_base::calendar::testing::at;
    use saksi_base::clock::HOUR;

    use super::super::event::Facts;
    use super::*;

    /// Finds what has an `@`, and the given words.
    pub(crate) fn find(text: &str, words: &[String]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut from = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            let kind = if bare.contains('@') {
                Some(Personal::Email)
            } else {
                words.iter().any(|hidden| hidden == bare).then_some(Personal::Name)
            };
            found.extend(kind.map(|kind| Found { span: from..from + bare.len(), kind }));
            from += word.len();
        }
        found
    }

    fn event(number: i64, kind: EventKind, hours: i64, facts: Facts) -> Event {
        let at = at("2026-03-01T08:00:00Z").plus(hours * HOUR);
        Event { number, kind, at, noted_at: at, by: None, text: String::new(), facts }
    }

    fn bundled() -> Vec<Bundled> {
        let made = |id: u128, title: &str, events| Bundled {
            id: EscalationId(uuid::Uuid::from_u128(id)),
            title: title.into(),
            platform: "YouTube".into(),
            imminent: false,
            events,
        };
        let decided = Facts { outcome: Some(Outcome::Removed), reasoned: Some(false), ..Facts::default() };
        vec![
            made(
                2,
                "Second post, ask budi@example.org",
                vec![event(1, EventKind::Sent, 48, Facts::default()), event(2, EventKind::Decision, 60, decided)],
            ),
            made(1, "First post", vec![event(1, EventKind::Sent, 0, Facts::default())]),
            made(3, "Never sent", Vec::new()),
        ]
    }

    fn content() -> Content {
        Content {
            title: "A campaign against court reporters".into(),
            language: "en".into(),
            summary: "Ayu and others are threatened. Ask ayu@example.org".into(),
            happenings: Content::happenings_of("2026-03-02 Her house was attacked").unwrap(),
            hidden: vec!["Ayu".into()],
            ..Content::default()
        }
    }

    fn report(audience: Audience, testimonies: &[Testimony]) -> Report {
        let (content, bundled) = (content(), bundled());
        let parts = Parts {
            dossier: DossierId(uuid::Uuid::from_u128(9)),
            organisation: "Saksi Nusantara",
            content: &content,
            bundled: &bundled,
            cited: &[],
            testimonies,
        };
        Report::of(&parts, audience, at("2026-04-01T00:00:00Z"))
    }

    #[test]
    fn a_report_tells_what_happened_in_order_and_counts_who_waits() {
        let report = report(Audience::Platform, &[]);
        assert_eq!((report.sent, report.decided), (2, 1), "what was never sent is not counted");
        let days: Vec<(String, Option<usize>)> =
            report.course.iter().map(|line| (line.day.to_string(), line.notice)).collect();
        let told = [("2026-03-01", Some(1)), ("2026-03-02", None), ("2026-03-03", Some(2)), ("2026-03-03", Some(2))];
        assert_eq!(days, told.map(|(day, notice)| (day.to_owned(), notice)));
        // One of two still waits: the median is reached by the one that was answered, after twelve hours.
        assert_eq!(report.answers.decision.median.value, Some(12.0));
        assert_eq!(report.answers.decision.ninetieth.value, None);
    }

    #[test]
    fn what_is_personal_is_listed_once_and_masked_unless_it_stands() {
        let mut whole = report(Audience::Press, &[]);
        let findings = whole.findings(find, &content().hidden);
        let mut texts: Vec<&str> = findings.iter().map(|one| one.text.as_str()).collect();
        texts.sort_unstable();
        assert_eq!(texts, ["ayu@example.org", "budi@example.org"], "hidden words are decided already");
        let kept = findings.iter().find(|one| one.text.starts_with("budi")).unwrap().key.clone();
        let translator = std::sync::Arc::new(saksi_web::Translator::new(crate::MESSAGES));
        let l = Locale::new(translator, SiteLanguage::English, at("2026-04-01T00:00:00Z"));
        whole.mask(&l, find, &content().hidden, |key| key == kept);
        assert_eq!(whole.summary, "[name] and others are threatened. Ask [e-mail address]");
        assert_eq!(whole.notices[1].title, "Second post, ask budi@example.org");
    }

    #[test]
    fn a_testimony_goes_only_where_its_consent_goes() {
        let told = Testimony {
            id: TestimonyId(uuid::Uuid::from_u128(4)),
            name: "A reporter".into(),
            words: "They waited outside.".into(),
            consent: "Signed on 1 March".into(),
            audiences: vec![Audience::Regulator],
            added_at: at("2026-03-01T08:00:00Z"),
            withdrawn_at: None,
        };
        let to = |audience, told: &Testimony| report(audience, std::slice::from_ref(told)).testimonies.len();
        assert_eq!((to(Audience::Regulator, &told), to(Audience::Press, &told)), (1, 0));
        let withdrawn = Testimony { withdrawn_at: Some(at("2026-03-02T08:00:00Z")), ..told };
        assert_eq!(to(Audience::Regulator, &withdrawn), 0);
    }

    #[test]
    fn a_line_without_a_day_says_which() {
        let problem = Content::happenings_of("2026-03-02 fine\nyesterday it burned").unwrap_err();
        assert!(problem.for_field("happenings").is_some());
    }
}

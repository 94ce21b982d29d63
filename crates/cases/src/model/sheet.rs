//! What helpers keep about a case: its status, the help given, tags, clocks, how long it is kept. One sheet for each case, sealed
//! as a whole, so that nothing of it can be read beside the case.
//!
//! Several helpers work at once. A change says which version of the sheet its author saw; changes of different parts never
//! get into each other's way, and a part that somebody else has changed since is not overwritten: its author is shown both.

use std::collections::{BTreeMap, BTreeSet};

use saksi_base::{CaseId, CaseRecordId, Marking, OrganisationId, PersonId, ServiceId, Timestamp};
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::calendar::{Calendar, Day};
use super::clocks::{ClockKind, ClockState, Course, Pause, Targets};
use super::events::{self, Event, NewEvent, Standing, WhyNotEvent};
use super::passing::Pap;
use super::priority::CaseFacts;
use super::retention::{Extension, Keeping, LegalHold, RetentionProblem, RetentionRules, reason};
use super::service::{Provider, Services, WhyNotService};
use super::status::{Lacking, Part, Status, WhyNotStep, lacking};
use super::words::{Answer, Approach, Outcome, ServiceKind};

/// Most tags of a case, and most characters of one.
pub const MOST_TAGS: usize = 30;
/// Most characters of a tag.
pub const LONGEST_TAG: usize = 60;
/// Most characters of a note about a service.
pub const LONGEST_SERVICE_NOTE: usize = 2_000;

/// A part of the sheet: what two helpers can get into each other's way about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetPart {
    /// Where the case stands.
    Status,
    /// Reactive or preventive.
    Approach,
    /// What came of it.
    Outcome,
    /// The coded answers, as helpers corrected them.
    Answers,
    /// The help given.
    Services,
    /// Tags and the campaign.
    Tags,
    /// The campaign, while it was a word of the sheet.
    Campaign,
    /// What is done of the checklists.
    Checklist,
    /// TLP and PAP.
    Marking,
    /// Extensions and legal holds.
    Keeping,
    /// The chain of events.
    Events,
}

impl SheetPart {
    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Status => "cases-part-status",
            Self::Approach => "cases-part-approach",
            Self::Outcome => "cases-part-outcome",
            Self::Answers => "cases-part-answers",
            Self::Services => "cases-part-services",
            Self::Tags => "cases-part-tags",
            Self::Campaign => "cases-part-campaign",
            Self::Checklist => "cases-part-checklist",
            Self::Marking => "cases-part-marking",
            Self::Keeping => "cases-part-keeping",
            Self::Events => "cases-part-events",
        }
    }
}

/// Who changed a part last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touch {
    /// The version of the sheet that this change made.
    pub version: u32,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A note about one service.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceNote {
    /// About which.
    pub service: ServiceId,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// What they wrote.
    pub text: String,
}

impl std::fmt::Debug for ServiceNote {
    /// Without the words: they must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceNote").field("service", &self.service).finish_non_exhaustive()
    }
}

/// The sheet. Times of its clocks are exact, so it never leaves the seal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// Where the case stands.
    pub status: Status,
    /// Reactive or preventive, where helpers said so; the answers say what the person chose.
    pub approach: Option<Approach>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// The answers as helpers corrected them.
    pub answers: Option<Answers>,
    /// The help given.
    pub services: Services,
    /// Notes about it.
    pub service_notes: Vec<ServiceNote>,
    /// Tags.
    pub tags: BTreeSet<String>,
    /// The name of a campaign as it was written here before campaigns were something of their own; see [`Self::read`].
    #[serde(skip_serializing)]
    campaign: Option<String>,
    /// What is done: `checklist/step`.
    pub ticks: BTreeSet<String>,
    /// Who may know.
    pub marking: Marking,
    /// What may be done with it.
    pub pap: Pap,
    /// The three clocks; empty before the first look.
    pub clocks: BTreeMap<ClockKind, Course>,
    /// Since when the person waits for an answer.
    pub waiting_since: Option<Timestamp>,
    /// Cases of the same person or about the same thing that came before.
    pub earlier: BTreeSet<CaseId>,
    /// When it was closed last.
    pub closed: Option<Timestamp>,
    /// Extensions.
    pub extensions: Vec<Extension>,
    /// Legal holds.
    pub holds: Vec<LegalHold>,
    /// What happened, as it was written down.
    pub events: Vec<Event>,
    /// Who of the helpers wrote which entry. The person is shown the organisation.
    pub authors: BTreeMap<CaseRecordId, PersonId>,
    /// Whether its coded answers were counted.
    pub counted: bool,
    /// Up to which of the person's words and entries it knows.
    pub heard: Heard,
    /// Who changed which part last.
    pub touched: BTreeMap<SheetPart, Touch>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            status: Status::Received,
            approach: None,
            outcome: None,
            answers: None,
            services: Services::default(),
            service_notes: Vec::new(),
            tags: BTreeSet::new(),
            campaign: None,
            ticks: BTreeSet::new(),
            marking: Marking::Amber,
            pap: Pap::Amber,
            clocks: BTreeMap::new(),
            waiting_since: None,
            earlier: BTreeSet::new(),
            closed: None,
            extensions: Vec::new(),
            holds: Vec::new(),
            events: Vec::new(),
            authors: BTreeMap::new(),
            counted: false,
            heard: Heard::default(),
            touched: BTreeMap::new(),
        }
    }
}

impl std::fmt::Debug for Sheet {
    /// Without what is in it: it must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sheet(..)")
    }
}

/// How far the sheet has followed what the person did while nobody could open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Heard {
    /// The number of the last entry.
    pub entry: i64,
    /// The number of the last word.
    pub word: i64,
}

/// What the person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// Wrote an entry.
    Wrote {
        /// Its number.
        number: i64,
        /// When.
        at: Timestamp,
    },
    /// Wants a kind of help.
    Wants {
        /// The number of the word.
        number: i64,
        /// Which help.
        kind: ServiceKind,
        /// The id that the service gets.
        service: ServiceId,
    },
    /// Does not want a kind of help.
    Declines {
        /// The number of the word.
        number: i64,
        /// Which help.
        kind: ServiceKind,
    },
}

/// A change that somebody wants to make.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// To where.
    Status(Status),
    /// Reactive or preventive.
    Approach(Approach),
    /// What came of it.
    Outcome(Outcome),
    /// Corrected answers.
    Answers(Box<Answers>),
    /// The person wants a kind of help.
    Want(ServiceKind),
    /// The person does not.
    Decline(ServiceKind),
    /// Somebody begins to give a service.
    Give(ServiceId, Provider),
    /// A service ends.
    End(ServiceId, Outcome),
    /// A note about a service.
    NoteService(ServiceId, String),
    /// Tags that come and tags that go.
    Tags {
        /// These come.
        add: Vec<String>,
        /// These go.
        remove: Vec<String>,
    },
    /// A step of a checklist is done, or not after all.
    Tick {
        /// The checklist's code.
        checklist: String,
        /// The step's code.
        step: String,
        /// Done?
        done: bool,
    },
    /// Who may know, and what may be done with it.
    Marking(Marking, Pap),
    /// Kept longer.
    Extend {
        /// Until which day.
        until: Day,
        /// Why.
        reason: String,
    },
    /// A legal hold.
    Hold {
        /// Why.
        reason: String,
    },
    /// Every legal hold ends.
    Lift,
    /// Something that happened.
    Event(Box<NewEvent>),
    /// Where an event stands.
    Judge {
        /// Which.
        number: u32,
        /// Where.
        standing: Standing,
        /// Why.
        because: String,
    },
}

impl std::fmt::Debug for Change {
    /// The part alone: what is in a change must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Change").field(&self.part()).finish()
    }
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNotChange {
    /// Somebody else has changed this part since.
    Meanwhile(SheetPart, Touch),
    /// The status does not go there.
    Step(WhyNotStep),
    /// Something is lacking before it can be called resolved.
    Lacking(Vec<Lacking>),
    /// The service cannot be changed so.
    Service(WhyNotService),
    /// The case cannot be kept so.
    Keeping(RetentionProblem),
    /// The event cannot be kept, or not judged so.
    Event(WhyNotEvent),
    /// A tag, a note or a step that is empty or too long, or too many tags.
    Words,
}

impl Change {
    /// The part it changes.
    pub const fn part(&self) -> SheetPart {
        match self {
            Self::Status(_) => SheetPart::Status,
            Self::Approach(_) => SheetPart::Approach,
            Self::Outcome(_) => SheetPart::Outcome,
            Self::Answers(_) => SheetPart::Answers,
            Self::Want(_) | Self::Decline(_) | Self::Give(..) | Self::End(..) | Self::NoteService(..) => {
                SheetPart::Services
            }
            Self::Tags { .. } => SheetPart::Tags,
            Self::Tick { .. } => SheetPart::Checklist,
            Self::Marking(..) => SheetPart::Marking,
            Self::Extend { .. } | Self::Hold { .. } | Self::Lift => SheetPart::Keeping,
            Self::Event(_) | Self::Judge { .. } => SheetPart::Events,
        }
    }

    /// Whether it means the same whatever somebody else has done meanwhile: it adds or ticks off, it does not replace.
    const fn adds(&self) -> bool {
        matches!(
            self,
            Self::Tags { .. }
                | Self::Tick { .. }
                | Self::NoteService(..)
                | Self::Want(_)
                | Self::Hold { .. }
                | Self::Event(_)
                | Self::Judge { .. }
        )
    }
}

/// Who changes the sheet, when, and from what they saw.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// Who.
    pub by: PersonId,
    /// In which part.
    pub part: Part,
    /// When.
    pub at: Timestamp,
    /// The version that they saw.
    pub seen: u32,
    /// The id that a new service gets.
    pub service: ServiceId,
}

fn tidy(text: &str, longest: usize) -> Result<String, WhyNotChange> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || text.chars().count() > longest { Err(WhyNotChange::Words) } else { Ok(text) }
}

impl Sheet {
    /// The sheet of a case that nobody has looked at.
    pub fn fresh(case: CaseId, answers: &Answers, received: Timestamp) -> Self {
        let clocks =
            [(ClockKind::FirstAnswer, Course::from(received)), (ClockKind::Resolution, Course::from(received))];
        let mut services = Services::default();
        // The same ids at every look, until somebody changes the sheet; they need to differ within the case alone.
        for (kind, number) in answers.services.iter().zip(1_u128..) {
            let id = ServiceId(uuid::Uuid::from_u128(case.0.as_u128() ^ number));
            services = services.want(id, *kind).unwrap_or(services);
        }
        Self { clocks: clocks.into(), waiting_since: Some(received), services, ..Self::default() }
    }

    /// Reads a sheet as it was sealed. A campaign that was a word of the sheet becomes a tag: nothing is lost, and helpers link the
    /// case to the campaign of that name when they next look at it.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut sheet: Self = serde_json::from_str(text)?;
        sheet.tags.extend(sheet.campaign.take());
        Ok(sheet)
    }

    /// Takes in what the person did since.
    pub fn hear(&mut self, happening: Happening, is_held: bool) {
        match happening {
            Happening::Wrote { number, at } if number > self.heard.entry => {
                self.heard.entry = number;
                self.go(self.status.when_the_person_writes(is_held), at);
                self.waiting_since = self.waiting_since.or(Some(at));
                self.clocks.entry(ClockKind::Update).or_insert_with(|| Course::from(at));
            }
            Happening::Wants { number, kind, service } if number > self.heard.word => {
                self.heard.word = number;
                self.services = self.services.want(service, kind).unwrap_or_else(|_| self.services.clone());
            }
            Happening::Declines { number, kind } if number > self.heard.word => {
                self.heard.word = number;
                self.services = self.services.decline(kind).unwrap_or_else(|_| self.services.clone());
            }
            _ => {}
        }
    }

    /// The helpers answered: the first clock stops, the next one begins.
    pub fn answered(&mut self, at: Timestamp) {
        if let Some(first) = self.clocks.get_mut(&ClockKind::FirstAnswer) {
            first.stopped.get_or_insert(at);
        }
        self.waiting_since = None;
        let mut update = Course::from(at);
        if self.status.is_paused() {
            update.pauses.push(Pause { from: at, until: None });
        }
        self.clocks.insert(ClockKind::Update, update);
    }

    /// Goes to another status, with what that does to the clocks.
    pub fn go(&mut self, to: Status, at: Timestamp) {
        let from = std::mem::replace(&mut self.status, to);
        if from == to {
            return;
        }
        for kind in [ClockKind::Update, ClockKind::Resolution] {
            let Some(course) = self.clocks.get_mut(&kind) else { continue };
            if let Some(open) = course.pauses.iter_mut().rev().find(|pause| pause.until.is_none())
                && !to.is_paused()
            {
                open.until = Some(at);
            }
            if to.is_paused() && !from.is_paused() {
                course.pauses.push(Pause { from: at, until: None });
            }
            course.stopped = if to.is_open() { None } else { Some(course.stopped.unwrap_or(at)) };
        }
        match to {
            Status::Closed => self.closed = Some(at),
            Status::Resolved => self.waiting_since = None,
            _ if to.is_open() => self.closed = None,
            _ => {}
        }
    }

    /// Makes a change that somebody wants, or says why not. `version` is the one that the change makes.
    pub fn change(
        &mut self,
        change: &Change,
        author: Author,
        version: u32,
        answers: &Answers,
        rules: &RetentionRules,
    ) -> Result<(), WhyNotChange> {
        let part = change.part();
        if let Some(touch) = self.touched.get(&part)
            && touch.version > author.seen
            && !change.adds()
        {
            return Err(WhyNotChange::Meanwhile(part, *touch));
        }
        let at = author.at;
        match change {
            Change::Status(to) => {
                let to = self.status.step(*to, author.part).map_err(WhyNotChange::Step)?;
                if to == Status::Resolved {
                    let lacks = self.lacking(answers);
                    if !lacks.is_empty() {
                        return Err(WhyNotChange::Lacking(lacks));
                    }
                }
                self.go(to, at);
            }
            Change::Approach(approach) => self.approach = Some(*approach),
            Change::Outcome(outcome) => self.outcome = Some(*outcome),
            Change::Answers(answers) => self.answers = Some((**answers).clone()),
            Change::Want(kind) => self.serve(|services| services.want(author.service, *kind))?,
            Change::Decline(kind) => self.serve(|services| services.decline(*kind))?,
            Change::Give(service, provider) => self.serve(|services| services.give(*service, *provider))?,
            Change::End(service, outcome) => self.serve(|services| services.end(*service, *outcome))?,
            Change::NoteService(service, text) => {
                if self.services.iter().all(|known| known.id != Some(*service)) {
                    return Err(WhyNotChange::Service(WhyNotService::None));
                }
                let text = text.trim();
                if text.is_empty() || text.chars().count() > LONGEST_SERVICE_NOTE {
                    return Err(WhyNotChange::Words);
                }
                self.service_notes.push(ServiceNote { service: *service, by: author.by, at, text: text.to_owned() });
            }
            Change::Tags { add, remove } => {
                for tag in remove {
                    self.tags.remove(tag);
                }
                for tag in add {
                    self.tags.insert(tidy(tag, LONGEST_TAG)?);
                }
                if self.tags.len() > MOST_TAGS {
                    return Err(WhyNotChange::Words);
                }
            }
            Change::Tick { checklist, step, done } => {
                let tick = format!("{}/{}", tidy(checklist, LONGEST_TAG)?, tidy(step, LONGEST_TAG)?);
                if *done {
                    self.ticks.insert(tick);
                } else {
                    self.ticks.remove(&tick);
                }
            }
            Change::Marking(marking, pap) => (self.marking, self.pap) = (*marking, *pap),
            Change::Extend { until, reason } => {
                let extension = self
                    .keeping(rules, answers, Day::of(at))
                    .extend(*until, author.by, at, reason)
                    .map_err(WhyNotChange::Keeping)?;
                self.extensions.push(extension);
            }
            Change::Hold { reason: why } => {
                let reason = reason(why).map_err(WhyNotChange::Keeping)?;
                self.holds.push(LegalHold { by: author.by, since: at, reason, lifted: None });
            }
            Change::Event(new) => {
                events::add(&mut self.events, new, author.by, at).map_err(WhyNotChange::Event)?;
            }
            Change::Judge { number, standing, because } => {
                let event = self.events.iter_mut().find(|event| event.number == *number);
                let event = event.ok_or(WhyNotChange::Event(WhyNotEvent::None))?;
                event.judge(*standing, author.by, at, because).map_err(WhyNotChange::Event)?;
            }
            Change::Lift => {
                for hold in self.holds.iter_mut().filter(|hold| hold.lifted.is_none()) {
                    hold.lifted = Some(at);
                }
            }
        }
        self.touched.insert(part, Touch { version, by: author.by, at });
        Ok(())
    }

    fn serve(&mut self, change: impl FnOnce(&Services) -> Result<Services, WhyNotService>) -> Result<(), WhyNotChange> {
        self.services = change(&self.services).map_err(WhyNotChange::Service)?;
        Ok(())
    }

    /// The answers that hold: as helpers corrected them, else as the person gave them.
    pub fn answers<'a>(&'a self, given: &'a Answers) -> &'a Answers {
        self.answers.as_ref().unwrap_or(given)
    }

    /// Reactive or preventive: as helpers said, else as the person chose.
    pub fn approach(&self, given: &Answers) -> Option<Approach> {
        self.approach.or(self.answers(given).approach)
    }

    /// What is lacking before it can be called resolved.
    pub fn lacking(&self, given: &Answers) -> Vec<Lacking> {
        lacking(self.approach(given), self.outcome, &self.services)
    }

    /// What decides when it is deleted.
    pub fn keeping<'a>(&'a self, rules: &'a RetentionRules, given: &Answers, changed: Day) -> Keeping<'a> {
        Keeping {
            rules,
            incident: self.answers(given).main_incident(),
            closed: self.closed,
            changed,
            extensions: &self.extensions,
            holds: &self.holds,
        }
    }

    /// What the rules of priority look at.
    pub fn facts(&self, given: &Answers, received: Timestamp) -> CaseFacts {
        let answers = self.answers(given);
        CaseFacts {
            safe_now: answers.safe,
            minor: answers.minor == Answer::Yes,
            groups: answers.group.clone(),
            incident: answers.main_incident(),
            abuse: answers.abuse.clone(),
            earlier: u32::try_from(self.earlier.len()).unwrap_or(u32::MAX),
            received,
            waiting_since: self.waiting_since,
        }
    }

    /// What its clocks show at a moment.
    pub fn clocks(&self, calendar: &Calendar, targets: &Targets, at: Timestamp) -> Vec<ClockView> {
        let view = |(kind, course): (&ClockKind, &Course)| {
            let target = targets.of(*kind);
            ClockView {
                kind: *kind,
                state: course.state(calendar, target, at),
                due: course.due(calendar, target.due),
                stopped: course.stopped,
            }
        };
        self.clocks.iter().map(view).collect()
    }

    /// Whom a service that an organisation gives is given by.
    pub const fn provider(organisation: OrganisationId, member: PersonId) -> Provider {
        Provider { organisation, member: Some(member) }
    }
}

/// What one clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockView {
    /// Which.
    pub kind: ClockKind,
    /// What it shows.
    pub state: ClockState,
    /// When it is due, if it does not stand still.
    pub due: Option<Timestamp>,
    /// When what it waits for happened.
    pub stopped: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::IncidentType;
    use saksi_base::SeededRandom;
    use saksi_base::clock::HOUR;

    const START: Timestamp = Timestamp::from_seconds(1_768_464_000);

    struct Desk {
        random: SeededRandom,
        answers: Answers,
        rules: RetentionRules,
        sheet: Sheet,
        version: u32,
    }

    impl Desk {
        fn new() -> Self {
            let answers = Answers {
                approach: Some(Approach::Reactive),
                incident: vec![IncidentType::AccountCompromise],
                services: vec![ServiceKind::Legal],
                ..Answers::default()
            };
            let random = SeededRandom::new(1);
            let sheet = Sheet::fresh(CaseId::new(&random), &answers, START);
            Self { random, answers, rules: RetentionRules::default(), sheet, version: 0 }
        }

        fn change(&mut self, by: PersonId, seen: u32, at: Timestamp, change: &Change) -> Result<u32, WhyNotChange> {
            let author = Author { by, part: Part::Responder, at, seen, service: ServiceId::new(&self.random) };
            self.sheet.change(change, author, self.version + 1, &self.answers, &self.rules)?;
            self.version += 1;
            Ok(self.version)
        }
    }

    #[test]
    fn what_somebody_else_changed_meanwhile_is_not_overwritten() {
        let mut desk = Desk::new();
        let (one, other) = (PersonId::new(&desk.random), PersonId::new(&desk.random));
        let first = desk.change(one, 0, START, &Change::Outcome(Outcome::Solved)).unwrap();
        let theirs = Touch { version: first, by: one, at: START };
        let late = desk.change(other, 0, START, &Change::Outcome(Outcome::NotSolved));
        assert_eq!(late, Err(WhyNotChange::Meanwhile(SheetPart::Outcome, theirs)));
        assert_eq!(desk.sheet.outcome, Some(Outcome::Solved));
        // Another part is nobody's business, and whoever saw the change may change it again.
        desk.change(other, 0, START, &Change::Approach(Approach::Preventive)).unwrap();
        desk.change(other, first, START, &Change::Outcome(Outcome::NotSolved)).unwrap();
        // What only adds never gets in anybody's way.
        let tag = |tag: &str| Change::Tags { add: vec![tag.to_owned()], remove: vec![] };
        desk.change(one, 0, START, &tag("border")).unwrap();
        desk.change(other, 0, START, &tag("  phone   lost ")).unwrap();
        assert_eq!(desk.sheet.tags.iter().map(String::as_str).collect::<Vec<_>>(), ["border", "phone lost"]);
    }

    #[test]
    fn a_case_is_resolved_when_nothing_is_lacking_and_opens_when_the_person_writes() {
        let mut desk = Desk::new();
        let me = PersonId::new(&desk.random);
        desk.sheet.go(Status::Assigned, START);
        desk.change(me, 0, START, &Change::Status(Status::Working)).unwrap();
        let resolved = Change::Status(Status::Resolved);
        let lacks = desk.change(me, 9, START, &resolved);
        assert_eq!(
            lacks,
            Err(WhyNotChange::Lacking(vec![
                Lacking::Outcome,
                Lacking::Psychosocial,
                Lacking::OpenService(ServiceKind::Legal)
            ]))
        );
        desk.change(me, 9, START, &Change::Decline(ServiceKind::Psychosocial)).unwrap();
        desk.change(me, 9, START, &Change::Decline(ServiceKind::Legal)).unwrap();
        desk.change(me, 9, START, &Change::Outcome(Outcome::AdviceGiven)).unwrap();
        desk.change(me, 9, START, &resolved).unwrap();
        desk.change(me, 9, START, &Change::Status(Status::Closed)).unwrap();
        assert_eq!(desk.sheet.closed, Some(START));
        let later = START.plus(HOUR);
        desk.sheet.hear(Happening::Wrote { number: 3, at: later }, true);
        desk.sheet.hear(Happening::Wrote { number: 3, at: later.plus(HOUR) }, true);
        assert_eq!((desk.sheet.status, desk.sheet.closed), (Status::Assigned, None));
        assert_eq!(desk.sheet.waiting_since, Some(later));
    }

    #[test]
    fn clocks_stop_stand_still_and_go_on() {
        let mut desk = Desk::new();
        let me = PersonId::new(&desk.random);
        let (calendar, targets) = (Calendar::always(), Targets::default());
        let clock = |sheet: &Sheet, kind: ClockKind, at| {
            sheet.clocks(&calendar, &targets, at).into_iter().find(|view| view.kind == kind).map(|view| view.state)
        };
        desk.sheet.go(Status::Assigned, START);
        desk.change(me, 0, START, &Change::Status(Status::Working)).unwrap();
        assert_eq!(clock(&desk.sheet, ClockKind::FirstAnswer, START.plus(2 * HOUR + 1)), Some(ClockState::Missed));
        desk.sheet.answered(START.plus(HOUR));
        assert_eq!(clock(&desk.sheet, ClockKind::FirstAnswer, START.plus(9 * HOUR)), Some(ClockState::Met));
        assert_eq!(desk.sheet.waiting_since, None);
        desk.change(me, 9, START.plus(2 * HOUR), &Change::Status(Status::WaitingForPerson)).unwrap();
        assert_eq!(clock(&desk.sheet, ClockKind::Update, START.plus(99 * HOUR)), Some(ClockState::Paused));
        desk.sheet.hear(Happening::Wrote { number: 3, at: START.plus(100 * HOUR) }, true);
        assert_eq!(desk.sheet.status, Status::Working);
        assert_eq!(clock(&desk.sheet, ClockKind::Update, START.plus(101 * HOUR)), Some(ClockState::Running));
    }

    #[test]
    fn what_the_person_said_by_a_button_is_heard_once() {
        let mut desk = Desk::new();
        let service = ServiceId::new(&desk.random);
        let wants = Happening::Wants { number: 1, kind: ServiceKind::Psychosocial, service };
        desk.sheet.hear(wants, false);
        desk.sheet.hear(Happening::Declines { number: 2, kind: ServiceKind::Psychosocial }, false);
        desk.sheet.hear(wants, false);
        assert!(desk.sheet.services.psychosocial_was_answered());
        assert_eq!(desk.sheet.services.open().count(), 1);
        let text = serde_json::to_string(&desk.sheet).unwrap();
        assert_eq!(serde_json::from_str::<Sheet>(&text).unwrap(), desk.sheet);
        assert_eq!(format!("{:?}", desk.sheet), "Sheet(..)");
    }

    #[test]
    fn a_campaign_of_an_old_sheet_becomes_a_tag() {
        let old = r#"{"campaign":"Dox list","tags":["border"],"touched":{"campaign":{"version":2,"by":"BY","at":"2026-01-15T08:00:00Z"}}}"#;
        let by = PersonId::new(&SeededRandom::new(3)).to_string();
        let sheet = Sheet::read(&old.replace("BY", &by)).unwrap();
        assert_eq!(sheet.tags.iter().map(String::as_str).collect::<Vec<_>>(), ["Dox list", "border"]);
        let again = serde_json::to_string(&sheet).unwrap();
        assert!(!again.contains("campaign\":\"Dox"), "{again}");
        assert_eq!(Sheet::read(&again).unwrap(), sheet);
    }
}

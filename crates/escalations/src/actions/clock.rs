//! Writing down what happened, and what should happen next.

use saksi_base::{EscalationId, Problem, Timestamp};
use saksi_db::Tx;
use saksi_network::{Capability, Member};

use super::{State, Whole, add_event, own, settle, whole};
use crate::model::event::{self, EventKind, Facts};
use crate::model::{LONG, Next, course};
use crate::store::escalations::{self as rows, Line};
use crate::store::{citations, registers};

/// Writes down something that happened, by hand.
pub async fn record(
    tx: &mut Tx,
    by: &Member,
    id: EscalationId,
    kind: EventKind,
    at: Timestamp,
    text: &str,
    facts: Facts,
) -> Result<(), Problem> {
    let mut escalation = own(tx, by, id).await?;
    if !EventKind::BY_HAND.contains(&kind) {
        return Err(Problem::field("kind", "escalations-problem-choose"));
    }
    let mut problems = saksi_base::problem::Problems::new();
    saksi_web::fields::check_text(&mut problems, "text", text, LONG, false);
    problems.finish()?;
    event::fits(&escalation.course, kind, at, text, &facts, tx.now())?;
    if let Some(after) = &facts.after {
        // Which address was captured for a sealed notice would tell of its case.
        if escalation.is_sealed() {
            return Err(Problem::field("after", "escalations-problem-capture"));
        }
        citations::add_afterwards(tx, id, after).await?;
    }
    add_event(tx, &mut escalation, by.actor(), kind, at, text, facts).await?;
    if escalation.course.sent.is_some() { settle(tx, &mut escalation).await } else { Ok(()) }
}

/// Strikes an entry that was a mistake; both stay.
pub async fn strike(tx: &mut Tx, by: &Member, id: EscalationId, number: i64) -> Result<(), Problem> {
    let mut escalation = own(tx, by, id).await?;
    let struck = escalation.events.iter().any(|event| event.facts.struck == Some(number));
    let found = escalation.events.iter().find(|event| event.number == number).ok_or_else(Problem::not_found)?;
    if struck || !found.kind.may_be_struck() {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let (now, facts) = (tx.now(), Facts { struck: Some(number), ..Facts::default() });
    add_event(tx, &mut escalation, by.actor(), EventKind::Struck, now, "", facts).await?;
    if escalation.course.sent.is_some() { settle(tx, &mut escalation).await } else { Ok(()) }
}

/// Closes an escalation that was sent, or opens it again.
pub async fn close(tx: &mut Tx, by: &Member, id: EscalationId, close: bool) -> Result<(), Problem> {
    let mut escalation = own(tx, by, id).await?;
    if escalation.course.sent.is_none() || close == escalation.course.closed {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let kind = if close { EventKind::Closed } else { EventKind::Reopened };
    let now = tx.now();
    add_event(tx, &mut escalation, by.actor(), kind, now, "", Facts::default()).await?;
    settle(tx, &mut escalation).await
}

/// What should happen next, the soonest first.
pub async fn next(tx: &mut Tx, escalation: &Whole) -> Result<Vec<Next>, Problem> {
    let ladder = registers::ladder(tx, escalation.row.owner, escalation.row.addressee).await?;
    Ok(course::next_steps(&escalation.course, escalation.route.as_ref(), &ladder, escalation.notice.imminent))
}

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Something should have happened by now.
    Overdue,
    /// Sent, and waiting.
    Sent,
    /// Waits for a second person.
    Waiting,
    /// Being written, or ready to be handed over by hand.
    Draft,
    /// Decided.
    Answered,
    /// An appeal waits.
    Appealed,
    /// Nobody works on it any more.
    Closed,
}

impl Lane {
    /// Every lane, in the order in which they stand.
    pub const ALL: [Self; 7] =
        [Self::Overdue, Self::Sent, Self::Waiting, Self::Draft, Self::Answered, Self::Appealed, Self::Closed];

    /// As addresses say it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Sent => "sent",
            Self::Waiting => "waiting",
            Self::Draft => "draft",
            Self::Answered => "answered",
            Self::Appealed => "appealed",
            Self::Closed => "closed",
        }
    }

    /// From an address.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.code() == code)
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Overdue => "escalations-lane-overdue",
            Self::Sent => "escalations-lane-sent",
            Self::Waiting => "escalations-lane-waiting",
            Self::Draft => "escalations-lane-draft",
            Self::Answered => "escalations-lane-answered",
            Self::Appealed => "escalations-lane-appealed",
            Self::Closed => "escalations-lane-closed",
        }
    }

    fn states(self) -> ([&'static str; 2], Option<bool>) {
        let code = State::code;
        match self {
            Self::Overdue => ([code(State::Sent), code(State::Appealed)], Some(true)),
            Self::Sent => ([code(State::Sent), code(State::Sent)], Some(false)),
            Self::Waiting => ([code(State::Waiting), code(State::Waiting)], None),
            Self::Draft => ([code(State::Draft), code(State::Sending)], None),
            Self::Answered => ([code(State::Answered), code(State::Answered)], None),
            Self::Appealed => ([code(State::Appealed), code(State::Appealed)], Some(false)),
            Self::Closed => ([code(State::Closed), code(State::Closed)], None),
        }
    }
}

/// Lines of one page of the list.
pub const PAGE: i64 = 50;

/// A page of a lane, and how many each lane has.
pub async fn list(tx: &mut Tx, by: &Member, lane: Lane, page: i64) -> Result<(Vec<Line>, Vec<(Lane, i64)>), Problem> {
    by.may(Capability::ESCALATE)?;
    let (states, overdue) = lane.states();
    let lines = rows::lane(tx, states, overdue, by.organisation, (PAGE, page.max(0).saturating_mul(PAGE))).await?;
    let mut counts = Vec::new();
    for lane in Lane::ALL {
        let (states, overdue) = lane.states();
        counts.push((lane, rows::lane_count(tx, states, overdue, by.organisation).await?));
    }
    Ok((lines, counts))
}

/// An escalation with its files, its letters, what comes next, and others about the same claim.
pub struct Page {
    /// The escalation.
    pub escalation: Whole,
    /// Its files.
    pub files: Vec<crate::store::dispatches::NoticeFile>,
    /// Its letters.
    pub letters: Vec<crate::store::dispatches::Dispatch>,
    /// Letters that came back.
    pub came: Vec<super::incoming::InTray>,
    /// What comes next.
    pub next: Vec<Next>,
    /// Others about the same claim.
    pub others: Vec<Line>,
    /// Names of those who wrote something down.
    pub people: Vec<(saksi_base::PersonId, String)>,
    /// Whether a second person has to approve the draft.
    pub needs_approval: bool,
    /// The words of the claim.
    pub claim: Option<String>,
    /// How its organisation takes part in the scoreboard, and whether this one is counted there.
    pub counted: (crate::model::scoreboard::Taking, bool),
    /// What of a system it shows to be wrong.
    pub systemic: Vec<crate::model::words::Systemic>,
    /// Dossiers that bundle it.
    pub dossiers: Vec<(saksi_base::DossierId, String)>,
    /// Who stands behind it.
    pub behind: super::together::Behind,
}

/// All of it, for its page.
pub async fn page(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Page, Problem> {
    let escalation = whole(tx, by, id).await?;
    let mut people: Vec<(saksi_base::PersonId, String)> = Vec::new();
    let authors = escalation.events.iter().filter_map(|event| event.by).chain([escalation.row.author]);
    for person in authors.collect::<std::collections::BTreeSet<_>>() {
        // People of other organisations stay unnamed: theirs is the organisation's word.
        let held = saksi_network::affiliations_of(tx, person).await?;
        let colleague = held.iter().any(|one| one.organisation == by.organisation);
        if colleague {
            people.push((person, saksi_network::display_name(tx, person).await?.unwrap_or_default()));
        }
    }
    let (others, claim) = match escalation.row.claim {
        Some(claim) => (rows::of_claim(tx, claim, id).await?, rows::claim(tx, claim).await?),
        None => (Vec::new(), None),
    };
    Ok(Page {
        files: crate::store::dispatches::files(tx, id).await?,
        letters: crate::store::dispatches::of(tx, id).await?,
        // What the other side wrote back is for those to whom it wrote; others see that it came.
        came: if escalation.is_of(by) { super::incoming::of(tx, id).await? } else { Vec::new() },
        next: next(tx, &escalation).await?,
        needs_approval: super::sending::needs_approval(tx, by, &escalation).await?,
        others,
        people,
        claim: claim.map(|(statement, _)| statement),
        counted: super::releases::counted(tx, by, id).await?,
        systemic: super::systemic::of(tx, id).await?,
        dossiers: super::dossiers::of_escalation(tx, by, id).await?,
        behind: super::together::behind(tx, by, &escalation).await?,
        escalation,
    })
}

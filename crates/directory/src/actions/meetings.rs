//! Meetings of working groups, and calendars that members subscribe to under a secret link.

use saksi_base::{MeetingId, PersonId, Place, Problem, Timestamp, WorkingGroupId, clock};
use saksi_db::{Db, Tx, Viewer};
use saksi_exchange::calendar::{self, Event, When};
use saksi_network::Member;
use saksi_network::model::secret::LinkSecret;
use saksi_web::{Locale, without_isolates};

use super::groups::in_group;
use super::note;
use crate::model::decisions::{Decision, DecisionState};
use crate::model::groups::{Group, GroupReader, may_leave, reads};
use crate::model::meetings::{Attendance, MOST_AHEAD, MOST_ROWS, Meeting, MeetingDraft, Origin, Party};
use crate::store::meetings as rows;
use crate::store::{decisions, groups};

/// Most meetings that a page or a calendar shows.
const MOST_SHOWN: i64 = 400;
/// How long meetings stay in a calendar.
const BACK: i64 = 90 * clock::DAY;

/// The meetings of a group that whoever looks may read, those of the last months among them, the earliest first.
pub async fn meetings(
    tx: &mut Tx,
    by: &Member,
    group: WorkingGroupId,
    after: Timestamp,
) -> Result<Vec<Meeting>, Problem> {
    let in_group = groups::chairs(tx, group, by.person).await?.is_some();
    rows::meetings(tx, group, in_group, after, MOST_SHOWN).await
}

/// One meeting, where whoever looks may read it; refused as if it were not there otherwise.
pub async fn meeting(tx: &mut Tx, by: &Member, id: MeetingId) -> Result<Meeting, Problem> {
    let meeting = rows::meeting(tx, id).await?.ok_or_else(Problem::not_found)?;
    let group = groups::group(tx, meeting.group).await?.ok_or_else(Problem::not_found)?;
    let reader = GroupReader {
        member: true,
        in_group: groups::chairs(tx, group.id, by.person).await?.is_some(),
        same_organisation: meeting.organisation == by.organisation,
        named: false,
    };
    if reads(meeting.draft.marking, reader) { Ok(meeting) } else { Err(Problem::not_found()) }
}

/// Plans a meeting.
pub async fn plan(tx: &mut Tx, by: &Member, group: WorkingGroupId, draft: MeetingDraft) -> Result<MeetingId, Problem> {
    in_group(tx, by, group).await?;
    let draft = draft.tidy(tx.now())?;
    if rows::ahead(tx, group).await? >= MOST_AHEAD {
        return Err(Problem::conflict("directory-meetings-too-many").with("most", MOST_AHEAD));
    }
    let id = MeetingId::new(&*tx.random());
    rows::insert(tx, id, group, (by.person, by.organisation), &draft).await?;
    note(tx, by.actor(), id.0, "group-meeting-planned", draft.title.as_bytes()).await?;
    Ok(id)
}

/// A meeting that one may change: whoever planned it, and the chairs.
async fn kept(tx: &mut Tx, by: &Member, id: MeetingId) -> Result<Meeting, Problem> {
    let meeting = meeting(tx, by, id).await?;
    let chairs = groups::chairs(tx, meeting.group, by.person).await?;
    if chairs == Some(true) || (chairs.is_some() && meeting.author == Some(by.person)) {
        Ok(meeting)
    } else {
        Err(Problem::forbidden())
    }
}

/// Changes a meeting. `seen` is the version that whoever changes it had before them.
pub async fn change(tx: &mut Tx, by: &Member, id: MeetingId, seen: i64, draft: MeetingDraft) -> Result<(), Problem> {
    kept(tx, by, id).await?;
    let draft = draft.tidy(tx.now())?;
    if !rows::change(tx, id, seen, &draft).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    note(tx, by.actor(), id.0, "group-meeting-changed", draft.title.as_bytes()).await
}

/// Says that a meeting will not be; calendars hear of it.
pub async fn cancel(tx: &mut Tx, by: &Member, id: MeetingId) -> Result<(), Problem> {
    kept(tx, by, id).await?;
    if !rows::cancel(tx, id).await? {
        return Err(Problem::conflict("directory-meeting-over"));
    }
    note(tx, by.actor(), id.0, "group-meeting-cancelled", &[]).await
}

/// Who took part in a meeting that whoever looks may read, as counts. Those who are not in its group are shown the report of it alone; that
/// is the page's to do.
pub async fn attendance(tx: &mut Tx, by: &Member, id: MeetingId) -> Result<Attendance, Problem> {
    meeting(tx, by, id).await?;
    rows::attendance(tx, id).await
}

/// What is written down of who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Took {
    /// An organisation, or other numbers for it.
    Party(Party),
    /// An organisation no more.
    NoParty(String),
    /// So many of a group from a place, or another number.
    Origin(Origin),
    /// None of them any more.
    NoOrigin(String, Place),
}

/// Writes down who took part, as whoever planned the meeting or a chair.
pub async fn took_part(tx: &mut Tx, by: &Member, id: MeetingId, what: Took) -> Result<(), Problem> {
    kept(tx, by, id).await?;
    let known = rows::attendance(tx, id).await?;
    let full = || Problem::conflict("directory-attendance-full").with("most", MOST_ROWS);
    match what {
        Took::Party(party) => {
            let party = party.tidy()?;
            if known.parties.len() >= MOST_ROWS {
                return Err(full());
            }
            rows::put_party(tx, id, &party).await?;
        }
        Took::NoParty(name) => {
            rows::remove_party(tx, id, &name).await?;
        }
        Took::Origin(origin) => {
            let origin = origin.tidy()?;
            if known.origins.len() >= MOST_ROWS {
                return Err(full());
            }
            rows::put_origin(tx, id, &origin).await?;
        }
        Took::NoOrigin(breakout, place) => {
            rows::remove_origin(tx, id, &breakout, &place).await?;
        }
    }
    note(tx, by.actor(), id.0, "group-meeting-attended", &[]).await
}

/// When one's calendar link was made, if there is one.
pub async fn link(tx: &mut Tx, by: &Member) -> Result<Option<Timestamp>, Problem> {
    rows::link_made(tx, by.person).await
}

/// Makes one's calendar link, shown once; the one before opens nothing any more.
pub async fn make_link(tx: &mut Tx, by: &Member) -> Result<LinkSecret, Problem> {
    let secret = LinkSecret::new(&*tx.random());
    rows::set_link(tx, by.person, secret.hash().as_bytes()).await?;
    note(tx, by.actor(), by.person.0, "group-calendar-made", &[]).await?;
    Ok(secret)
}

/// Takes one's calendar link back.
pub async fn remove_link(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    if !rows::remove_link(tx, by.person).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), by.person.0, "group-calendar-removed", &[]).await
}

struct Planned {
    group: Group,
    /// Nothing of it is named outside of the site.
    quiet: bool,
    meetings: Vec<Meeting>,
    decisions: Vec<Decision>,
}

async fn planned(tx: &mut Tx, person: PersonId) -> Result<Vec<Planned>, Problem> {
    let after = tx.now().plus(-BACK);
    let mut all = Vec::new();
    let quiet = super::groups::quiet(tx, person).await?;
    for group in groups::of_person(tx, person).await? {
        let meetings = rows::meetings(tx, group.id, true, after, MOST_SHOWN).await?;
        let decisions = decisions::decisions(tx, group.id, true, MOST_SHOWN).await?;
        let quiet = quiet.contains(&group.id);
        all.push(Planned { group, quiet, meetings, decisions });
    }
    Ok(all)
}

/// The calendar behind a secret link: meetings and deadlines of the groups of whoever made it. Calendars lie with companies, so that of what is
/// marked above GREEN, and of groups for a country that is rated closed, it says the time alone: no title, no place, not the name of the group.
pub async fn calendar(db: &Db, secret: &LinkSecret, l: &Locale, address: &str) -> Result<String, Problem> {
    let all = saksi_db::read!(db, Viewer::System, tx => {
        match rows::whose_link(&mut tx, secret.hash().as_bytes()).await? {
            Some(person) => planned(&mut tx, person).await,
            None => Err(Problem::not_found()),
        }
    })?;
    let host = address.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("saksi.invalid");
    let site = address.trim_end_matches('/');
    let mut events = Vec::new();
    for Planned { group, quiet, meetings, decisions } in all {
        for meeting in meetings {
            let open = !quiet && may_leave(meeting.draft.marking);
            events.push(Event {
                uid: format!("meeting-{}@{host}", meeting.id),
                stamp: meeting.changed,
                sequence: meeting.version - 1,
                when: When::Moments(meeting.draft.begins, meeting.draft.ends),
                summary: if open { meeting.draft.title } else { l.t("directory-calendar-meeting") },
                description: if open { group.name.clone() } else { String::new() },
                location: if open { meeting.draft.place } else { String::new() },
                url: format!("{site}/work/directory/groups/{}/meetings/{}", group.id, meeting.id),
                cancelled: meeting.cancelled,
                free: false,
            });
        }
        for decision in decisions.into_iter().filter(|one| one.state != DecisionState::Withdrawn) {
            let open = !quiet && may_leave(decision.marking);
            let summary = if open {
                without_isolates(&l.ta("directory-calendar-deadline-of", &[("question", decision.question.as_str())]))
            } else {
                l.t("directory-calendar-deadline")
            };
            events.push(Event {
                uid: format!("decision-{}@{host}", decision.id),
                stamp: decision.opened,
                sequence: 0,
                when: When::Moments(decision.closes, decision.closes),
                summary,
                description: if open { group.name.clone() } else { String::new() },
                location: String::new(),
                url: format!("{site}/work/directory/groups/{}/decisions/{}", group.id, decision.id),
                cancelled: false,
                free: true,
            });
        }
    }
    events.sort_by(|one, other| one.uid.cmp(&other.uid));
    Ok(calendar::write(&l.t("directory-calendar-name"), "-//Saksi//Working groups//EN", &events))
}

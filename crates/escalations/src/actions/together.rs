//! Notices of several organisations: a draft is offered to a member of the network with a better route, who sends it in the name of both;
//! a notice that went without success is followed by one of theirs; and organisations that write about the same address become one
//! notice with several complainants.
//!
//! There is one notice, one clock and one line in the figures, with the organisation that sends it. The others see its course. A notice
//! that follows another one went by another route, so it has a clock and a line of its own. What comes from cases is never offered nor
//! found here: it goes to another organisation by the cases' own referral alone.

use saksi_base::clock::DAY;
use saksi_base::problem::Problems;
use saksi_base::{AddresseeId, EscalationId, NoticeReferralId, OrganisationId, Problem, RouteId, Timestamp};
use saksi_db::{Db, Tx};
use saksi_network::{Capability, Member};
use saksi_web::fields::check_text;

use super::{State, Whole, add_event, note, own, own_words, whole};
use crate::elevation::{CHANGES_HANDS, LEAVES, ROUTES_OF_OTHERS, SAME_ADDRESS};
use crate::handle::Escalations;
use crate::model::event::{Event, EventKind, Facts};
use crate::model::figures::{Counted, Figures};
use crate::model::notice::Earlier;
use crate::model::register::Addressee;
use crate::model::together::{Kind, Standing, digests};
use crate::model::{Notice, Route};
use crate::store::dispatches::{self, NoticeFile};
use crate::store::together::{self as rows, Alike, Handing, NewReferral, OtherRoute, Party, Referral};
use crate::store::{citations, escalations, figures, registers};

/// Longest words that go with a question or an answer.
const LONGEST: usize = 2_000;
/// Days whose notices say how quick a standing is.
const LOOKED_BACK: i64 = 365;
/// Most notices of which that is worked out.
const MOST_COUNTED: i64 = 20_000;

/// How quick a platform answers on some standing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quick {
    /// Hours to the first answer by a person: the median.
    pub hours: f64,
    /// Of how many notices; none where the public scoreboard says it.
    pub notices: Option<u64>,
}

/// A route of another organisation on a standing that the member's own has not.
#[derive(Debug, Clone, PartialEq)]
pub struct Better {
    /// The route, as far as it is told.
    pub route: OtherRoute,
    /// How quick the platform answers on its standing, where that is known.
    pub quick: Option<Quick>,
}

/// Notices about the same address.
#[derive(Debug, Clone, Default)]
pub struct Same {
    /// Those that the member may see.
    pub seen: Vec<Alike>,
    /// How many of other organisations there are besides. Whose, and what they say, is not told.
    pub others: usize,
    /// Whether one of them can be asked still.
    pub can_ask: bool,
}

fn check_words(field: &'static str, words: &str, required: bool) -> Result<(), Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, field, words, LONGEST, required);
    problems.finish()
}

/// The name under which an organisation writes.
async fn writes_as(tx: &mut Tx, organisation: OrganisationId) -> Result<String, Problem> {
    let name = registers::settings(tx, organisation).await?.sender_name;
    if !name.is_empty() {
        return Ok(name);
    }
    Ok(saksi_network::organisation(tx, organisation).await?.map(|one| one.name).unwrap_or_default())
}

/// The routes of others to an addressee on a standing that the member's own organisation has not.
async fn others_routes(tx: &mut Tx, by: &Member, addressee: AddresseeId) -> Result<Vec<OtherRoute>, Problem> {
    by.may(Capability::ESCALATE)?;
    if !rows::is_of_network(tx, by.organisation).await? {
        return Ok(Vec::new());
    }
    let own: Vec<Route> = registers::routes(tx).await?;
    let has = |way| {
        own.iter().any(|route| {
            route.owner == by.organisation && route.addressee == addressee && route.ended.is_none() && route.way == way
        })
    };
    let all = saksi_db::as_system!(tx, ROUTES_OF_OTHERS, rows::routes_of_others(tx, addressee, by.organisation))?;
    Ok(all.into_iter().filter(|route| !has(route.way)).collect())
}

/// Platforms and mechanisms to which the member's organisation has no route, and others have one that takes referrals.
pub async fn only_by_others(tx: &mut Tx, by: &Member) -> Result<Vec<Addressee>, Problem> {
    by.may(Capability::ESCALATE)?;
    let usable: Vec<Route> = registers::routes(tx).await?.into_iter().filter(|route| route.ended.is_none()).collect();
    let mut found = Vec::new();
    for one in registers::addressees(tx).await? {
        if !usable.iter().any(|route| route.addressee == one.id) && !others_routes(tx, by, one.id).await?.is_empty() {
            found.push(one);
        }
    }
    Ok(found)
}

/// Routes of others by which a draft could go, the quickest promise first, with how quick their standing is: by what the member's
/// organisation sees here, else by the latest public figures.
pub async fn better(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
) -> Result<(Whole, Vec<Better>), Problem> {
    let found: Result<(Whole, Vec<OtherRoute>, Vec<figures::FigureRow>), Problem> = saksi_db::read!(db, by.viewer(), tx => {
        let draft = own_words(&mut tx, by, id).await?;
        let routes = others_routes(&mut tx, by, draft.row.addressee).await?;
        let now = tx.now();
        let from = Timestamp(now.0 - LOOKED_BACK * DAY);
        let counted = figures::sent_to(&mut tx, draft.row.addressee, from, now, MOST_COUNTED).await?;
        Ok((draft, routes, counted))
    });
    let (draft, routes, counted) = found?;
    let now = db.clock().now();
    let mut all = Vec::new();
    for route in routes {
        let known: Vec<Counted> =
            counted.iter().filter(|row| row.way == route.way.code()).map(figures::FigureRow::counted).collect();
        let own = Figures::of(&known, now).reply.median.value;
        let quick = match own {
            Some(hours) => Some(Quick { hours, notices: u64::try_from(known.len()).ok() }),
            None => published(room, db, draft.row.addressee, &route).await?,
        };
        all.push(Better { route, quick });
    }
    all.sort_by_key(|one| one.route.promised_hours.unwrap_or(u32::MAX));
    Ok((draft, all))
}

/// What the latest public figures say about a platform and a standing.
async fn published(
    room: &Escalations,
    db: &Db,
    addressee: AddresseeId,
    route: &OtherRoute,
) -> Result<Option<Quick>, Problem> {
    let Some(latest) = super::releases::list(db).await?.first().map(|release| release.id) else { return Ok(None) };
    let release = super::releases::release(room, db, latest).await?;
    let answers = release.answers(Some(&addressee.to_string()), Some(("way", route.way.code())));
    Ok(answers.and_then(|answers| answers.reply.median.value).map(|hours| Quick { hours, notices: None }))
}

fn not_a_draft() -> Problem {
    Problem::conflict("escalations-problem-not-a-draft")
}

fn changed() -> Problem {
    Problem::conflict("escalations-problem-changed")
}

/// Whether a notice went, and somebody works on it: another organisation can follow it by a better route.
pub const fn can_be_followed(state: State) -> bool {
    matches!(state, State::Sent | State::Answered | State::Appealed)
}

/// Offers a complete draft to the owner of a better route, or asks them to follow a notice that went. They see all of it from then on.
pub async fn refer(tx: &mut Tx, by: &Member, id: EscalationId, route: RouteId, words: &str) -> Result<Kind, Problem> {
    check_words("words", words, false)?;
    let mut draft = own_words(tx, by, id).await?;
    let kind = match draft.state {
        State::Draft => Kind::Referral,
        state if can_be_followed(state) => Kind::Following,
        _ => return Err(not_a_draft()),
    };
    if kind == Kind::Referral {
        free(tx, by, id).await?;
        draft.notice.complete(&[])?;
    } else if rows::about(tx, by.organisation, id).await?.iter().any(|one| one.is_followed(id)) {
        return Err(Problem::conflict("escalations-problem-followed"));
    }
    let routes = others_routes(tx, by, draft.row.addressee).await?;
    let route = routes
        .into_iter()
        .find(|known| known.id == route)
        .ok_or_else(|| Problem::field("route", "escalations-problem-choose"))?;
    let new = NewReferral {
        id: NoticeReferralId::new(&*tx.random()),
        kind,
        escalation: id,
        asks: by.organisation,
        asked: route.owner,
        route: Some(route.id),
        earlier_route: draft.row.route,
        sender: (&draft.notice.sender_name, &draft.notice.sender_mail),
        draft: None,
        words: words.trim(),
        by: by.person,
    };
    if !rows::ask(tx, &new).await? {
        return Err(Problem::conflict("escalations-problem-offered"));
    }
    rows::let_in(tx, id, route.owner, Standing::Offered).await?;
    let now = tx.now();
    add_event(tx, &mut draft, by.actor(), EventKind::Offered, now, &route.owner_name, Facts::default()).await?;
    Ok(kind)
}

/// Refuses where a draft must not go out now: it is offered to somebody, or its organisation is or asks to be named in another
/// notice about the same address.
pub(crate) async fn free(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    for one in rows::about(tx, by.organisation, id).await? {
        let (open, accepted) = (one.is_open(), one.is_accepted());
        match one.kind() {
            Kind::Referral if open && one.escalation == id => {
                return Err(Problem::conflict("escalations-problem-offered"));
            }
            Kind::Joining if one.draft == Some(id) && open => {
                return Err(Problem::conflict("escalations-problem-joining"));
            }
            Kind::Joining if one.draft == Some(id) && accepted => {
                return Err(Problem::conflict("escalations-problem-joined"));
            }
            Kind::Referral | Kind::Joining | Kind::Following => {}
        }
    }
    Ok(())
}

/// Something that the member's organisation asked or was asked.
pub async fn referral(tx: &mut Tx, by: &Member, id: NoticeReferralId) -> Result<Referral, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::referral(tx, by.organisation, id).await?.ok_or_else(Problem::not_found)
}

/// Everything that the member's organisation asked or was asked.
pub async fn referrals(tx: &mut Tx, by: &Member) -> Result<Vec<Referral>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::referrals(tx, by.organisation).await
}

/// How many questions wait for the member's organisation.
pub async fn waiting(tx: &mut Tx, by: &Member) -> Result<i64, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::waiting(tx, by.organisation).await
}

/// One that waits for the member's organisation.
async fn asked(tx: &mut Tx, by: &Member, id: NoticeReferralId) -> Result<Referral, Problem> {
    let found = referral(tx, by, id).await?;
    if found.asked != by.organisation {
        return Err(Problem::forbidden());
    }
    if found.is_open() { Ok(found) } else { Err(changed()) }
}

async fn settled(tx: &mut Tx, by: &Member, found: &Referral, state: &'static str, answer: &str) -> Result<(), Problem> {
    if !rows::settle(tx, found.id, "open", state, answer.trim(), by.person).await? {
        return Err(changed());
    }
    note(tx, by.actor(), found.id.0, "notice-referral-answered", state.as_bytes()).await
}

/// Says no, with a reason.
pub async fn decline(tx: &mut Tx, by: &Member, id: NoticeReferralId, reason: &str) -> Result<(), Problem> {
    let found = asked(tx, by, id).await?;
    check_words("reason", reason, true)?;
    if found.kind() != Kind::Joining {
        let mut offered = whole(tx, by, found.escalation).await?;
        let now = tx.now();
        add_event(tx, &mut offered, by.actor(), EventKind::OfferDeclined, now, reason, Facts::default()).await?;
        rows::offer_over(tx, found.escalation, by.organisation).await?;
    }
    settled(tx, by, &found, "declined", reason).await
}

/// Takes a question back that nobody has answered.
pub async fn withdraw(tx: &mut Tx, by: &Member, id: NoticeReferralId) -> Result<(), Problem> {
    let found = referral(tx, by, id).await?;
    if found.asks != by.organisation {
        return Err(Problem::forbidden());
    }
    if !found.is_open() {
        return Err(changed());
    }
    if found.kind() != Kind::Joining {
        let mut offered = own(tx, by, found.escalation).await?;
        let now = tx.now();
        add_event(tx, &mut offered, by.actor(), EventKind::OfferWithdrawn, now, "", Facts::default()).await?;
        rows::offer_over(tx, found.escalation, found.asked).await?;
    }
    settled(tx, by, &found, "withdrawn", "").await
}

/// A route of the member's organisation by which a notice can go.
async fn own_route(tx: &mut Tx, by: &Member, notice: &Whole, route: RouteId) -> Result<Route, Problem> {
    let found = registers::route(tx, route).await?.filter(|route| {
        route.owner == by.organisation && route.addressee == notice.row.addressee && route.ended.is_none()
    });
    found.ok_or_else(|| Problem::field("route", "escalations-problem-choose"))
}

/// Takes over a draft that was read at `seen`, to send it by a route of one's own, in the name of both.
pub async fn take_over(
    tx: &mut Tx,
    by: &Member,
    id: NoticeReferralId,
    seen: i64,
    route: RouteId,
) -> Result<EscalationId, Problem> {
    let found = asked(tx, by, id).await?;
    if found.kind() != Kind::Referral {
        return Err(Problem::not_found());
    }
    let mut offered = whole(tx, by, found.escalation).await?;
    if offered.state != State::Draft || offered.is_sealed() {
        return Err(not_a_draft());
    }
    let route = own_route(tx, by, &offered, route).await?;
    let settings = registers::settings(tx, by.organisation).await?;
    let first = writes_as(tx, found.asks).await?;
    let mut notice = Notice {
        sender_name: writes_as(tx, by.organisation).await?,
        sender_mail: settings.sender_mail,
        ..offered.notice.clone()
    };
    notice.complainants.retain(|name| *name != first && *name != notice.sender_name);
    notice.complainants.insert(0, first);
    let handing = Handing {
        id: found.escalation,
        seen,
        from: found.asks,
        to: by.organisation,
        space: space(tx, by.organisation).await?,
        route: Some(route.id),
        way: route.way.code(),
        author: by.person,
        notice: &notice,
    };
    change_hands(tx, &handing).await?;
    rows::let_out(tx, found.escalation, by.organisation).await?;
    rows::let_in(tx, found.escalation, found.asks, Standing::Partner).await?;
    settled(tx, by, &found, "accepted", "").await?;
    let now = tx.now();
    let name = notice.sender_name.clone();
    add_event(tx, &mut offered, by.actor(), EventKind::TakenOver, now, &name, Facts::default()).await?;
    Ok(found.escalation)
}

/// Begins a notice that follows one of another organisation, which asked for it: with its words, its evidence and its files, by a route
/// of one's own, in the name of both.
pub async fn follow(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: NoticeReferralId,
    route: RouteId,
) -> Result<EscalationId, Problem> {
    let read: Result<Vec<dispatches::KeptRow>, Problem> = saksi_db::read!(db, by.viewer(), tx => {
        let found = asked(&mut tx, by, id).await?;
        let mut all = Vec::new();
        for file in dispatches::files(&mut tx, found.escalation).await? {
            all.extend(dispatches::kept(&mut tx, found.escalation, file.id).await?);
        }
        Ok(all)
    });
    let mut copies = Vec::new();
    for row in read? {
        copies.push(super::files::copy(room, db, row).await?);
    }
    let begun: Result<EscalationId, Problem> = saksi_db::write!(db, "follow notice", by.viewer(), tx => {
        let found = asked(&mut tx, by, id).await?;
        let followed = begin_following(&mut tx, by, &found, route).await?;
        for copy in &copies {
            super::files::keep_copy(&mut tx, by, followed, copy).await?;
        }
        Ok(followed)
    });
    if begun.is_err() {
        super::files::forget(db, &copies).await?;
    }
    begun
}

async fn begin_following(tx: &mut Tx, by: &Member, found: &Referral, route: RouteId) -> Result<EscalationId, Problem> {
    if found.kind() != Kind::Following {
        return Err(Problem::not_found());
    }
    let mut first = whole(tx, by, found.escalation).await?;
    let Some(sent) = first.course.sent.filter(|_| can_be_followed(first.state) && !first.is_sealed()) else {
        return Err(changed());
    };
    let route = own_route(tx, by, &first, route).await?;
    let settings = registers::settings(tx, by.organisation).await?;
    let sender = writes_as(tx, found.asks).await?;
    let reference =
        first.events.iter().rev().map(|event| event.facts.reference.as_str()).find(|known| !known.is_empty());
    let mut notice = Notice {
        sender_name: writes_as(tx, by.organisation).await?,
        sender_mail: settings.sender_mail,
        earlier: Some(Earlier { sender: sender.clone(), sent, reference: reference.unwrap_or_default().to_owned() }),
        ..first.notice.clone()
    };
    // Whoever else was named in the first one was not asked whether to be named in another one.
    notice.complainants = vec![sender];
    // A claim that the writers do not see is none of theirs.
    let claim = match first.row.claim {
        Some(claim) => escalations::claim(tx, claim).await?.map(|_| claim),
        None => None,
    };
    let new = escalations::NewEscalation {
        id: EscalationId::new(tx.now(), &*tx.random()),
        owner: by.organisation,
        space: space(tx, by.organisation).await?,
        addressee: first.row.addressee,
        route: Some(route.id),
        claim,
        notice: &notice,
        author: by.person,
        way: route.way.code(),
    };
    escalations::insert(tx, &new).await?;
    note(tx, by.actor(), new.id.0, "escalation-begun", &[]).await?;
    // What a new draft leaves empty, its kind of harm and its region, is there already.
    if !escalations::save_notice(tx, new.id, 1, &notice).await? {
        return Err(changed());
    }
    citations::set_cited(tx, new.id, &notice.evidence).await?;
    index(tx, new.id, &notice).await?;
    rows::let_in(tx, new.id, found.asks, Standing::Partner).await?;
    rows::let_in(tx, found.escalation, by.organisation, Standing::Follower).await?;
    settled(tx, by, found, "accepted", "").await?;
    rows::set_following(tx, found.id, new.id).await?;
    let now = tx.now();
    add_event(tx, &mut first, by.actor(), EventKind::Followed, now, &found.asked_name, Facts::default()).await?;
    let mut follows = whole(tx, by, new.id).await?;
    add_event(tx, &mut follows, by.actor(), EventKind::Follows, now, &found.asks_name, Facts::default()).await?;
    Ok(new.id)
}

async fn space(tx: &mut Tx, organisation: OrganisationId) -> Result<saksi_base::SpaceId, Problem> {
    Ok(saksi_network::organisation_space(tx, organisation).await?.unwrap_or(saksi_db::NETWORK_SPACE))
}

async fn change_hands(tx: &mut Tx, handing: &Handing<'_>) -> Result<(), Problem> {
    let whole = saksi_db::as_system!(tx, CHANGES_HANDS, rows::hand(tx, handing))?;
    if whole { Ok(()) } else { Err(changed()) }
}

/// The granted question by which a notice of the member's organisation came to it.
async fn came_by(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Option<Referral>, Problem> {
    let all = rows::about(tx, by.organisation, id).await?;
    let came = |one: &Referral| {
        let this = match one.kind() {
            Kind::Referral => one.escalation == id,
            Kind::Following => one.draft == Some(id),
            Kind::Joining => false,
        };
        this && one.asked == by.organisation && one.is_accepted()
    };
    Ok(all.into_iter().find(came))
}

/// Throws away a draft that was to follow another notice, and tells whoever asked for it why.
async fn follow_no_more(
    tx: &mut Tx,
    by: &Member,
    found: &Referral,
    draft: &Whole,
    reason: &str,
) -> Result<(), Problem> {
    let mut first = whole(tx, by, found.escalation).await?;
    let now = tx.now();
    add_event(tx, &mut first, by.actor(), EventKind::HandedBack, now, reason, Facts::default()).await?;
    rows::offer_over(tx, found.escalation, by.organisation).await?;
    if !rows::settle(tx, found.id, "accepted", "handed-back", reason.trim(), by.person).await? {
        return Err(changed());
    }
    escalations::delete_draft(tx, draft.id()).await?;
    note(tx, by.actor(), draft.id().0, "escalation-discarded", &[]).await
}

/// Gives a draft that was taken over back to the organisation that had offered it, with a reason. One that was to follow another notice
/// is thrown away.
pub async fn hand_back(tx: &mut Tx, by: &Member, id: EscalationId, reason: &str) -> Result<(), Problem> {
    check_words("reason", reason, true)?;
    let mut draft = own_words(tx, by, id).await?;
    if draft.state != State::Draft {
        return Err(not_a_draft());
    }
    let found = came_by(tx, by, id).await?.ok_or_else(Problem::not_found)?;
    if found.kind() == Kind::Following {
        return follow_no_more(tx, by, &found, &draft, reason).await;
    }
    let name = writes_as(tx, found.asks).await?;
    let mut notice = Notice {
        sender_name: found.sender_name.clone(),
        sender_mail: found.sender_mail.clone(),
        ..draft.notice.clone()
    };
    notice.complainants.retain(|known| *known != name);
    let author = draft.events.iter().find(|event| event.kind == EventKind::Offered).and_then(|event| event.by);
    let way = match found.earlier_route {
        Some(route) => {
            saksi_db::as_system!(tx, CHANGES_HANDS, registers::route(tx, route))?.map_or("", |route| route.way.code())
        }
        None => "",
    };
    let handing = Handing {
        id,
        seen: draft.version(),
        from: by.organisation,
        to: found.asks,
        space: space(tx, found.asks).await?,
        route: found.earlier_route,
        way,
        author: author.unwrap_or(by.person),
        notice: &notice,
    };
    change_hands(tx, &handing).await?;
    rows::let_out(tx, id, found.asks).await?;
    if !rows::settle(tx, found.id, "accepted", "handed-back", reason.trim(), by.person).await? {
        return Err(changed());
    }
    let now = tx.now();
    add_event(tx, &mut draft, by.actor(), EventKind::HandedBack, now, reason, Facts::default()).await
}

/// Refuses to throw away what belongs to another organisation, which can have it back.
pub(crate) async fn is_ours_to_discard(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    match came_by(tx, by, id).await? {
        Some(_) => Err(Problem::conflict("escalations-problem-hand-back")),
        None => Ok(()),
    }
}

/// Writes down by which addresses a notice is found.
pub(crate) async fn index(tx: &mut Tx, id: EscalationId, notice: &Notice) -> Result<(), Problem> {
    rows::set_addresses(tx, id, &digests(notice)).await
}

/// Notices to the same addressee about one of the addresses of a draft. What comes from cases is not among them.
pub async fn same(tx: &mut Tx, by: &Member, draft: &Whole) -> Result<Same, Problem> {
    by.may(Capability::ESCALATE)?;
    if draft.is_sealed() || !draft.is_of(by) || draft.course.sent.is_some() {
        return Ok(Same::default());
    }
    let seen = rows::alike_seen(tx, draft.id(), draft.row.addressee).await?;
    let others = of_others(tx, by, draft).await?;
    let next = next_to_ask(tx, by, draft, &others).await?;
    Ok(Same { seen, others: others.len(), can_ask: next.is_some() })
}

/// The first that did not say no before.
async fn next_to_ask(
    tx: &mut Tx,
    by: &Member,
    draft: &Whole,
    others: &[rows::OfOthers],
) -> Result<Option<rows::OfOthers>, Problem> {
    let before = rows::about(tx, by.organisation, draft.id()).await?;
    let declined = |one: &rows::OfOthers| before.iter().any(|known| known.escalation == one.id && known.is_declined());
    Ok(others.iter().find(|one| !declined(one)).copied())
}

async fn of_others(tx: &mut Tx, by: &Member, draft: &Whole) -> Result<Vec<rows::OfOthers>, Problem> {
    if !rows::is_of_network(tx, by.organisation).await? {
        return Ok(Vec::new());
    }
    let (id, addressee) = (draft.id(), draft.row.addressee);
    saksi_db::as_system!(tx, SAME_ADDRESS, rows::alike_of_others(tx, id, addressee, by.organisation))
}

/// Asks another organisation that has a notice for the same address to be named in it; the one that sent it first.
pub async fn join(tx: &mut Tx, by: &Member, id: EscalationId, words: &str) -> Result<(), Problem> {
    check_words("words", words, false)?;
    let draft = own_words(tx, by, id).await?;
    if draft.state != State::Draft {
        return Err(not_a_draft());
    }
    free(tx, by, id).await?;
    let others = of_others(tx, by, &draft).await?;
    let other = next_to_ask(tx, by, &draft, &others).await?;
    let other = other.ok_or_else(|| Problem::conflict("escalations-problem-nobody-else"))?;
    let new = NewReferral {
        id: NoticeReferralId::new(&*tx.random()),
        kind: Kind::Joining,
        escalation: other.id,
        asks: by.organisation,
        asked: other.owner,
        route: None,
        earlier_route: None,
        sender: ("", ""),
        draft: Some(id),
        words: words.trim(),
        by: by.person,
    };
    if !rows::ask(tx, &new).await? {
        return Err(Problem::conflict("escalations-problem-joining"));
    }
    note(tx, by.actor(), id.0, "notice-joining-asked", &[]).await
}

/// Names an organisation that asked for it in a notice of the member's own. A draft says so when it goes; of one that went, its page
/// does, and the next chaser can.
pub async fn name(tx: &mut Tx, by: &Member, id: NoticeReferralId) -> Result<EscalationId, Problem> {
    let found = asked(tx, by, id).await?;
    if found.kind() != Kind::Joining {
        return Err(Problem::not_found());
    }
    let mut notice = own_words(tx, by, found.escalation).await?;
    match notice.state {
        State::Waiting | State::Sending => return Err(Problem::conflict("escalations-problem-underway")),
        State::Closed => return Err(changed()),
        State::Draft => {
            free(tx, by, found.escalation).await?;
            let name = writes_as(tx, found.asks).await?;
            let mut text = notice.notice.clone();
            text.complainants.retain(|known| *known != name);
            text.complainants.push(name);
            if !escalations::save_notice(tx, found.escalation, notice.version(), &text).await? {
                return Err(changed());
            }
        }
        State::Sent | State::Answered | State::Appealed => {}
    }
    rows::let_in(tx, found.escalation, found.asks, Standing::Partner).await?;
    settled(tx, by, &found, "accepted", "").await?;
    let now = tx.now();
    add_event(tx, &mut notice, by.actor(), EventKind::Joined, now, &found.asks_name, Facts::default()).await?;
    Ok(found.escalation)
}

/// Takes the member's organisation out of a notice of another one in whose name it is made too. What went out stays as it was; from then
/// on the organisation neither is named in it nor sees it.
pub async fn leave(tx: &mut Tx, by: &Member, id: EscalationId, reason: &str) -> Result<(), Problem> {
    check_words("reason", reason, false)?;
    let mut notice = whole(tx, by, id).await?;
    let parties = rows::parties(tx, id).await?;
    let ours = parties.iter().find(|party| party.organisation == by.organisation && party.is_partner());
    let ours = ours.ok_or_else(Problem::not_found)?.name.clone();
    match notice.state {
        State::Waiting | State::Sending => return Err(Problem::conflict("escalations-problem-leaving")),
        State::Draft => {
            let mut text = notice.notice.clone();
            text.complainants.clear();
            for party in parties.iter().filter(|party| party.is_partner() && party.organisation != by.organisation) {
                text.complainants.push(writes_as(tx, party.organisation).await?);
            }
            let seen = notice.version();
            if !saksi_db::as_system!(tx, LEAVES, escalations::save_notice(tx, id, seen, &text))? {
                return Err(changed());
            }
        }
        State::Sent | State::Answered | State::Appealed | State::Closed => {}
    }
    let (now, reason) = (tx.now(), reason.trim());
    let said = if reason.is_empty() { ours } else { format!("{ours}\n\n{reason}") };
    add_event(tx, &mut notice, by.actor(), EventKind::Left, now, &said, Facts::default()).await?;
    for one in rows::about(tx, by.organisation, id).await? {
        let named_by = match one.kind() {
            Kind::Referral | Kind::Joining => one.escalation == id,
            Kind::Following => one.draft == Some(id),
        };
        if named_by && one.asks == by.organisation && one.is_accepted() {
            rows::settle(tx, one.id, "accepted", "left", reason, by.person).await?;
        }
    }
    rows::let_out(tx, id, by.organisation).await
}

/// Something that was asked, with all that its page shows.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What was asked.
    pub referral: Referral,
    /// The notice, for whoever may see it.
    pub notice: Option<Whole>,
    /// The names of its files.
    pub files: Vec<NoticeFile>,
    /// Routes of the member's organisation by which it could go.
    pub routes: Vec<Route>,
}

/// Something that the member's organisation asked or was asked, with all that its page shows.
pub async fn look(tx: &mut Tx, by: &Member, id: NoticeReferralId) -> Result<Asked, Problem> {
    let found = referral(tx, by, id).await?;
    let notice = match found.title {
        Some(_) => Some(whole(tx, by, found.escalation).await?),
        None => None,
    };
    let mut routes = Vec::new();
    if let Some(notice) = &notice
        && found.asked == by.organisation
    {
        routes = registers::routes(tx).await?;
        routes.retain(|route| {
            route.owner == by.organisation && route.addressee == notice.row.addressee && route.ended.is_none()
        });
    }
    Ok(Asked { files: dispatches::files(tx, found.escalation).await?, referral: found, notice, routes })
}

/// Who stands behind a notice, and what was asked about it.
#[derive(Debug, Clone, Default)]
pub struct Behind {
    /// The name of its owner.
    pub owner: String,
    /// The organisations that may see it besides.
    pub parties: Vec<Party>,
    /// What the member's organisation asked or was asked about it.
    pub referrals: Vec<Referral>,
    /// Notices about the same address.
    pub same: Same,
    /// Whether it came from another organisation, which can have it back while it is a draft.
    pub came: bool,
    /// Whether the member's organisation is named in it, and can leave it.
    pub can_leave: bool,
}

impl Behind {
    /// The names of all in whose name a notice is made, where that is not what it said when it went.
    pub fn changed_after(&self, sent: Timestamp, events: &[Event]) -> Option<Vec<&str>> {
        let partners: Vec<&Party> = self.parties.iter().filter(|party| party.is_partner()).collect();
        let joined = partners.iter().any(|party| party.since > sent);
        let left = events.iter().any(|event| event.kind == EventKind::Left && event.noted_at > sent);
        (joined || left).then(|| {
            let names = partners.iter().map(|party| party.name.as_str());
            std::iter::once(self.owner.as_str()).chain(names).collect()
        })
    }
}

/// Who stands behind a notice that the member may see.
pub async fn behind(tx: &mut Tx, by: &Member, found: &Whole) -> Result<Behind, Problem> {
    if found.is_sealed() {
        return Ok(Behind::default());
    }
    let owner = saksi_network::organisation(tx, found.row.owner).await?.map(|one| one.name).unwrap_or_default();
    let own = found.is_of(by);
    let parties = rows::parties(tx, found.id()).await?;
    let named = parties.iter().any(|party| party.organisation == by.organisation && party.is_partner());
    Ok(Behind {
        owner,
        can_leave: named && !matches!(found.state, State::Waiting | State::Sending),
        parties,
        referrals: rows::about(tx, by.organisation, found.id()).await?,
        same: same(tx, by, found).await?,
        came: own && found.state == State::Draft && came_by(tx, by, found.id()).await?.is_some(),
    })
}

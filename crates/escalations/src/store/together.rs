//! Notices of several organisations: who may see one besides its owner, what they ask of each other, and which are about the same
//! address.

use saksi_base::{
    AddresseeId, EscalationId, NoticeReferralId, OrganisationId, PersonId, Problem, RouteId, SpaceId, Timestamp,
};
use saksi_db::{NETWORK_SPACE, Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use super::{text, value};
use crate::model::Notice;
use crate::model::register::RouteFacts;
use crate::model::together::{Kind, Standing};
use crate::model::words::{Channel, Way};

/// An organisation that may see a notice besides its owner.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Party {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    standing: String,
    /// Since when.
    pub since: Timestamp,
}

impl Party {
    /// Whether the notice is made in its name too.
    pub fn is_partner(&self) -> bool {
        self.standing == Standing::Partner.code()
    }
}

/// The organisations that may see a notice besides its owner, for whoever may see it.
pub(crate) async fn parties(tx: &mut Tx, id: EscalationId) -> Result<Vec<Party>, Problem> {
    Ok(fetch_all!(
        tx,
        Party,
        "SELECT p.organisation, o.name, p.standing, p.since FROM escalation_party p JOIN seen_escalation e ON e.id = p.escalation
         JOIN organisation o ON o.id = p.organisation WHERE p.escalation = $1 ORDER BY p.since, p.organisation",
        id
    )?)
}

/// Lets an organisation see a notice; one in whose name it is made stays that. The caller has proved that the notice's owner decided it.
pub(crate) async fn let_in(
    tx: &mut Tx,
    id: EscalationId,
    organisation: OrganisationId,
    standing: Standing,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO escalation_party (escalation, organisation, standing, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (escalation, organisation) DO UPDATE SET standing = excluded.standing, since = excluded.since
         WHERE escalation_party.standing <> 'partner'",
        id,
        organisation,
        standing.code(),
        now
    )?;
    Ok(())
}

/// Lets it see the notice no longer.
pub(crate) async fn let_out(tx: &mut Tx, id: EscalationId, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM escalation_party WHERE escalation = $1 AND organisation = $2", id, organisation)?;
    Ok(())
}

/// The same for one to which the notice was only offered, or that follows it; one in whose name it is made goes on seeing it.
pub(crate) async fn offer_over(tx: &mut Tx, id: EscalationId, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM escalation_party WHERE escalation = $1 AND organisation = $2 AND standing <> 'partner'",
        id,
        organisation
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct OtherRouteRow {
    id: RouteId,
    owner: OrganisationId,
    owner_name: String,
    channel: String,
    way: String,
    facts: String,
    marking: saksi_base::Marking,
}

/// A route of another organisation, as far as one is told of it who may not use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRoute {
    /// Which.
    pub id: RouteId,
    /// Whose.
    pub owner: OrganisationId,
    /// That one's name.
    pub owner_name: String,
    /// How a notice is handed over.
    pub channel: Channel,
    /// On what standing it rests.
    pub way: Way,
    /// Working hours within which an answer is promised.
    pub promised_hours: Option<u32>,
    /// Days within which a law asks for a decision.
    pub lawful_days: Option<u32>,
    /// Languages it takes.
    pub languages: Vec<String>,
}

/// The routes of other organisations of the network to an addressee that take referrals. Run as the system, for a member of an
/// organisation of the network.
pub(crate) async fn routes_of_others(
    tx: &mut Tx,
    addressee: AddresseeId,
    own: OrganisationId,
) -> Result<Vec<OtherRoute>, Problem> {
    let rows = fetch_all!(
        tx,
        OtherRouteRow,
        "SELECT r.id, r.owner, o.name AS owner_name, r.channel, r.way, r.facts, r.marking FROM route r
         JOIN organisation o ON o.id = r.owner JOIN space_organisation s ON s.organisation = r.owner
         WHERE r.addressee = $1 AND r.owner <> $2 AND r.ended_at IS NULL AND o.closed_at IS NULL AND s.space = $3
         ORDER BY o.name, r.id",
        addressee,
        own,
        NETWORK_SPACE
    )?;
    let mut all = Vec::new();
    for row in rows {
        let facts: RouteFacts = value(&row.facts)?;
        if !facts.referrals && row.marking > saksi_base::Marking::Amber {
            continue;
        }
        all.push(OtherRoute {
            id: row.id,
            owner: row.owner,
            owner_name: row.owner_name,
            channel: Channel::from_code(&row.channel).unwrap_or(Channel::Form),
            way: Way::from_code(&row.way).unwrap_or(Way::Form),
            promised_hours: facts.promised_hours,
            lawful_days: facts.lawful_days,
            languages: facts.languages,
        });
    }
    Ok(all)
}

/// Whether an organisation belongs to the network.
pub(crate) async fn is_of_network(tx: &mut Tx, organisation: OrganisationId) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM space_organisation WHERE organisation = $1 AND space = $2",
        organisation,
        NETWORK_SPACE
    )?;
    Ok(found.is_some_and(|found| found > 0))
}

/// Something that one organisation asks of another.
pub(crate) struct NewReferral<'a> {
    pub(crate) id: NoticeReferralId,
    pub(crate) kind: Kind,
    pub(crate) escalation: EscalationId,
    pub(crate) asks: OrganisationId,
    pub(crate) asked: OrganisationId,
    pub(crate) route: Option<RouteId>,
    pub(crate) earlier_route: Option<RouteId>,
    pub(crate) sender: (&'a str, &'a str),
    pub(crate) draft: Option<EscalationId>,
    pub(crate) words: &'a str,
    pub(crate) by: PersonId,
}

/// Asks; false where it was asked already and nobody has answered.
pub(crate) async fn ask(tx: &mut Tx, new: &NewReferral<'_>) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "INSERT INTO notice_referral (id, kind, escalation, asks, asked, route, earlier_route, sender_name, sender_mail, draft, words, state,
             answer, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '', $12, $13) ON CONFLICT DO NOTHING",
        new.id,
        new.kind.code(),
        new.escalation,
        new.asks,
        new.asked,
        new.route,
        new.earlier_route,
        new.sender.0,
        new.sender.1,
        new.draft,
        new.words,
        now,
        new.by
    )?;
    Ok(rows == 1)
}

/// Something that was asked, for one of the two organisations.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Referral {
    /// Which.
    pub id: NoticeReferralId,
    kind: String,
    /// The notice that it is about.
    pub escalation: EscalationId,
    /// Who asks.
    pub asks: OrganisationId,
    /// That one's name.
    pub asks_name: String,
    /// Who is asked.
    pub asked: OrganisationId,
    /// That one's name.
    pub asked_name: String,
    /// By which route of theirs.
    pub route: Option<RouteId>,
    /// By which route it was to go before.
    pub(crate) earlier_route: Option<RouteId>,
    pub(crate) sender_name: String,
    pub(crate) sender_mail: String,
    /// The notice that whoever asks was writing; of one that is followed, the one that follows it.
    pub draft: Option<EscalationId>,
    /// What the notice is about; none for whoever may not see it.
    pub title: Option<String>,
    /// What the draft is about; none for whoever may not see it.
    pub draft_title: Option<String>,
    /// To whom.
    pub addressee_name: Option<String>,
    /// Words that came with it.
    pub words: String,
    pub(crate) state: String,
    /// Words that came with the answer.
    pub answer: String,
    /// When it was asked.
    pub made_at: Timestamp,
    /// When it was answered.
    pub settled_at: Option<Timestamp>,
}

impl Referral {
    /// What is asked.
    pub fn kind(&self) -> Kind {
        Kind::from_code(&self.kind).unwrap_or(Kind::Referral)
    }

    /// Whether nobody has answered.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// Whether the answer was no.
    pub fn is_declined(&self) -> bool {
        self.state == "declined"
    }

    /// The message that names how it stands.
    pub fn message(&self) -> &'static str {
        match self.state.as_str() {
            "open" => "escalations-offer-open",
            "accepted" => "escalations-offer-accepted",
            "declined" => "escalations-offer-declined",
            "withdrawn" => "escalations-offer-withdrawn",
            "left" => "escalations-offer-left",
            _ => "escalations-offer-handed-back",
        }
    }

    /// Whether another notice follows this one already.
    pub(crate) fn is_followed(&self, id: EscalationId) -> bool {
        self.kind() == Kind::Following && self.escalation == id && self.is_accepted()
    }

    /// Whether it was granted.
    pub fn is_accepted(&self) -> bool {
        self.state == "accepted"
    }
}

macro_rules! referral {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.kind, r.escalation, r.asks, s.name AS asks_name, r.asked, k.name AS asked_name, r.route, r.earlier_route, r.sender_name, r.sender_mail, \
             r.draft, e.title, d.title AS draft_title, a.name AS addressee_name, r.words, r.state, r.answer, r.made_at, r.settled_at \
             FROM notice_referral r JOIN organisation s ON s.id = r.asks JOIN organisation k ON k.id = r.asked \
             LEFT JOIN seen_escalation e ON e.id = r.escalation LEFT JOIN seen_escalation d ON d.id = r.draft \
             LEFT JOIN addressee a ON a.id = coalesce(e.addressee, d.addressee) WHERE (r.asks = $1 OR r.asked = $1) AND ",
            $rest
        )
    };
}

/// One of them, for one of the two organisations.
pub(crate) async fn referral(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: NoticeReferralId,
) -> Result<Option<Referral>, Problem> {
    Ok(fetch_optional!(tx, Referral, referral!("r.id = $2"), organisation, id)?)
}

/// Everything that an organisation asked or was asked: what is open first, then the latest.
pub(crate) async fn referrals(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Referral>, Problem> {
    Ok(fetch_all!(
        tx,
        Referral,
        referral!("TRUE ORDER BY CASE WHEN r.state = 'open' THEN 0 ELSE 1 END, r.made_at DESC, r.id LIMIT 200"),
        organisation
    )?)
}

/// What was asked about a notice, or for a draft, the latest first.
pub(crate) async fn about(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: EscalationId,
) -> Result<Vec<Referral>, Problem> {
    Ok(fetch_all!(
        tx,
        Referral,
        referral!(
            "(r.escalation = $2 OR (r.draft = $2 AND (r.asks = $1 OR r.kind = 'following'))) ORDER BY r.made_at DESC, r.id LIMIT 50"
        ),
        organisation,
        id
    )?)
}

/// How many wait for an answer of an organisation.
pub(crate) async fn waiting(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Problem> {
    let count = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM notice_referral WHERE asked = $1 AND state = 'open'",
        organisation
    )?;
    Ok(count.unwrap_or(0))
}

/// What became of it, if nobody answered meanwhile.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: NoticeReferralId,
    from: &str,
    state: &str,
    answer: &str,
    by: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE notice_referral SET state = $1, answer = $2, settled_at = $3, settled_by = $4 WHERE id = $5 AND state = $6",
        state,
        answer,
        now,
        by,
        id,
        from
    )?;
    Ok(rows == 1)
}

/// Which notice follows the one that somebody asked to be followed.
pub(crate) async fn set_following(tx: &mut Tx, id: NoticeReferralId, draft: EscalationId) -> Result<(), Problem> {
    super::written(execute!(tx, "UPDATE notice_referral SET draft = $1 WHERE id = $2", draft, id)?)
}

/// A notice that changes hands.
pub(crate) struct Handing<'a> {
    pub(crate) id: EscalationId,
    pub(crate) seen: i64,
    pub(crate) from: OrganisationId,
    pub(crate) to: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) route: Option<RouteId>,
    pub(crate) way: &'a str,
    pub(crate) author: PersonId,
    pub(crate) notice: &'a Notice,
}

/// Gives a draft to another organisation; false where it was changed since it was read. What was decided about it for the scoreboard
/// was the earlier owner's to decide. Run as the system.
pub(crate) async fn hand(tx: &mut Tx, new: &Handing<'_>) -> Result<bool, Problem> {
    let (now, notice) = (tx.now(), text(new.notice)?);
    let rows = execute!(
        tx,
        "UPDATE escalation SET owner = $1, space = $2, route = $3, way = $4, author = $5, notice = $6, changed_at = $7,
         version = version + 1 WHERE id = $8 AND version = $9 AND owner = $10 AND state = 'draft' AND NOT sealed",
        new.to,
        new.space,
        new.route,
        new.way,
        new.author,
        notice,
        now,
        new.id,
        new.seen,
        new.from
    )?;
    execute!(tx, "DELETE FROM scoreboard_choice WHERE escalation = $1", new.id)?;
    Ok(rows == 1)
}

/// The addresses of a notice stand in the place of those that it had. The caller has proved that the member may write it.
pub(crate) async fn set_addresses(tx: &mut Tx, id: EscalationId, digests: &[[u8; 32]]) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM notice_address WHERE escalation = $1", id)?;
    for digest in digests {
        execute!(
            tx,
            "INSERT INTO notice_address (escalation, digest) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            id,
            digest.as_slice()
        )?;
    }
    Ok(())
}

/// A notice for the same address.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Alike {
    /// Which.
    pub id: EscalationId,
    /// What it is about.
    pub title: String,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
}

/// Notices to the same addressee for one of the same addresses that the member may see.
pub(crate) async fn alike_seen(tx: &mut Tx, id: EscalationId, addressee: AddresseeId) -> Result<Vec<Alike>, Problem> {
    Ok(fetch_all!(
        tx,
        Alike,
        "SELECT e.id, e.title, e.sent_at FROM seen_escalation e
         WHERE e.id <> $1 AND e.addressee = $2 AND e.state <> 'closed' AND NOT e.sealed AND e.id IN (SELECT o.escalation FROM notice_address m
             JOIN notice_address o ON o.digest = m.digest WHERE m.escalation = $1)
         ORDER BY e.created_at, e.id LIMIT 20",
        id,
        addressee
    )?)
}

/// A notice of another organisation for the same address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct OfOthers {
    pub(crate) id: EscalationId,
    pub(crate) owner: OrganisationId,
}

/// Notices to the same addressee for one of the same addresses that other organisations of the network have, and that an organisation
/// may not see: those that were sent first, then those begun first. Drafts that became another notice are left out. Run as the system.
pub(crate) async fn alike_of_others(
    tx: &mut Tx,
    id: EscalationId,
    addressee: AddresseeId,
    own: OrganisationId,
) -> Result<Vec<OfOthers>, Problem> {
    Ok(fetch_all!(
        tx,
        OfOthers,
        "SELECT e.id, e.owner FROM escalation e JOIN space_organisation s ON s.organisation = e.owner
         WHERE e.id <> $1 AND e.addressee = $2 AND e.owner <> $3 AND e.state <> 'closed' AND NOT e.sealed AND s.space = $4
           AND e.id IN (SELECT o.escalation FROM notice_address m JOIN notice_address o ON o.digest = m.digest WHERE m.escalation = $1)
           AND NOT EXISTS (SELECT 1 FROM escalation_party p WHERE p.escalation = e.id AND p.organisation = $3)
           AND NOT EXISTS (SELECT 1 FROM notice_referral r WHERE r.draft = e.id AND r.kind = 'joining' AND r.state IN ('open', 'accepted'))
         ORDER BY CASE WHEN e.sent_at IS NULL THEN 1 ELSE 0 END, e.sent_at, e.created_at, e.id LIMIT 20",
        id,
        addressee,
        own,
        NETWORK_SPACE
    )?)
}

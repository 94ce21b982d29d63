//! Reading evidence: lists, one piece with everything about it, two captures beside each other.

use saksi_base::{EvidenceId, OrganisationId, Problem, Timestamp};
use saksi_db::Tx;

use super::retention::{self, Keeping};
use super::{By, consenting};
use crate::model::{Citable, CitedIn, Consent, Evidence, Kind, Offline, State, Subject, Summary};
use crate::store::records::{self as rows, Row};
use crate::store::{self, custody, parts, publication};

/// Lines of one page of the list.
const PAGE: usize = 50;

/// What the list asks for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Words in title, address, reason or text.
    pub words: String,
    /// Of one kind only.
    pub kind: Option<Kind>,
    /// In one state only.
    pub state: Option<State>,
    /// About one thing only.
    pub about: Option<Subject>,
    /// After this line of the page before.
    pub after: Option<(Timestamp, EvidenceId)>,
}

/// A page of the list: its lines, and the last one where more follow.
pub type Found = (Vec<Summary>, Option<(Timestamp, EvidenceId)>);

/// Evidence that the member may see, newest first.
pub async fn list(tx: &mut Tx, by: &By, search: &Search) -> Result<Found, Problem> {
    by.must_preserve()?;
    all(tx, search).await
}

/// The same for whoever the transaction runs for.
pub async fn all(tx: &mut Tx, search: &Search) -> Result<Found, Problem> {
    let filter = rows::Filter {
        words: search.words.clone(),
        kind: search.kind,
        state: search.state,
        about: search.about.clone(),
        before: search.after,
    };
    let mut found = rows::list(tx, &filter, i64::try_from(PAGE + 1).unwrap_or(51)).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|last| (last.at, last.id));
    Ok((found, last))
}

/// One piece of evidence, with other captures of its address.
pub struct Looked {
    /// The evidence.
    pub evidence: Evidence,
    /// Other captures of the same address, newest first.
    pub others: Vec<(EvidenceId, Timestamp)>,
    /// Whether the member's organisation owns it.
    pub own: bool,
    /// How long it is kept, and what keeps it.
    pub keeping: Keeping,
    /// Whether the member may delete it where nothing holds it.
    pub may_delete: bool,
    /// What the witness of a testimony allows now.
    pub consent: Option<Consent>,
    /// Where other rooms cite it; the page asks them.
    pub cited: Vec<CitedIn>,
}

/// One piece of evidence that the member may see.
pub async fn look(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<Looked, Problem> {
    by.must_preserve()?;
    let row = rows::seen(tx, id).await?;
    let consent = consenting::of(tx, &row).await?;
    let evidence = evidence(tx, id).await?;
    let mut others = rows::of_address(tx, &evidence.summary.url).await?;
    others.retain(|(other, _)| *other != id);
    let own = evidence.summary.owner == by.organisation;
    let keeping = retention::of(tx, &evidence).await?;
    Ok(Looked { evidence, others, own, keeping, may_delete: own && by.may_delete(), consent, cited: Vec::new() })
}

/// One piece of evidence for whoever the transaction runs for.
pub async fn evidence(tx: &mut Tx, id: EvidenceId) -> Result<Evidence, Problem> {
    let row = rows::seen(tx, id).await?;
    let owner_name = store::organisation_name(tx, row.owner).await?;
    let public = publication::seen(tx, id).await?.is_some();
    let subjects = rows::subjects(tx, id).await?;
    let (parts, custody) = (parts::of(tx, id).await?, custody::of(tx, id).await?);
    Ok(view(row, owner_name, public, subjects, parts, custody))
}

/// Most pieces that are offered at once.
const MOST_CITABLE: i64 = 60;
/// Most captures of one address.
const MOST_CAPTURES: i64 = 40;

/// A piece of evidence as other rooms cite it, and whether an organisation owns it. None where it is not kept.
pub async fn citable(tx: &mut Tx, owner: OrganisationId, id: EvidenceId) -> Result<Option<(Citable, bool)>, Problem> {
    let Some(row) = rows::find(tx, id).await? else { return Ok(None) };
    let Some(entry) = row.entry() else { return Ok(None) };
    let public = publication::seen(tx, id).await?.is_some();
    let at = row.began_at.unwrap_or(row.created_at);
    let own = row.owner == owner;
    Ok(Some((Citable { id, title: row.title, url: row.url, at, entry, public }, own)))
}

/// What an organisation keeps and shows to everybody: what was captured at one of some addresses first, then the newest; only what
/// holds some words where there are any.
pub async fn shown_of(
    tx: &mut Tx,
    owner: OrganisationId,
    words: &str,
    addresses: &[String],
) -> Result<Vec<Citable>, Problem> {
    let mut found = Vec::new();
    if words.trim().is_empty() {
        found = captures_of(tx, owner, addresses).await?;
        found.retain(|one| one.public);
    }
    for one in rows::shown_of(tx, owner, words, MOST_CITABLE).await? {
        if !found.iter().any(|known| known.id == one.id) {
            found.push(one);
        }
    }
    Ok(found)
}

/// Captures of some addresses that an organisation keeps, oldest first.
pub async fn captures_of(tx: &mut Tx, owner: OrganisationId, addresses: &[String]) -> Result<Vec<Citable>, Problem> {
    let mut found = Vec::new();
    for address in addresses {
        found.extend(rows::captures_of(tx, owner, address, MOST_CAPTURES).await?);
    }
    found.sort_by_key(|one| (one.at, one.id));
    found.dedup_by_key(|one| one.id);
    Ok(found)
}

fn view(
    row: Row,
    owner_name: String,
    public: bool,
    subjects: Vec<Subject>,
    parts: Vec<crate::model::PartView>,
    custody: Vec<crate::model::CustodyView>,
) -> Evidence {
    let (kind, state, acquisition, entry) = (row.kind(), row.state(), row.acquisition(), row.entry());
    Evidence {
        summary: Summary {
            id: row.id,
            owner: row.owner,
            owner_name,
            kind,
            state,
            title: row.title,
            url: row.url,
            public,
            at: row.created_at,
        },
        marking: row.marking,
        answered: row.answered,
        status: row.status,
        reason: row.reason,
        legal_basis: row.legal_basis,
        acquisition,
        acquisition_note: row.acquisition_note,
        access: row.access,
        operator: row.operator,
        shows_when: row.shows_when,
        shows_where: row.shows_where,
        witness: row.witness,
        language: row.language,
        author: row.author,
        published: row.published,
        text: row.text,
        record: row.record,
        entry,
        parent: row.parent,
        source: row.source,
        pair: row.pair,
        offline: Offline {
            what: row.offline,
            when: row.offline_when,
            place: row.offline_where,
            consequence: row.consequence,
        },
        requests: row.requests,
        bytes: row.bytes,
        fault: row.fault,
        began: row.began_at,
        ended: row.ended_at,
        subjects,
        parts,
        custody,
    }
}

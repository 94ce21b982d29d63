//! Making dossiers, and giving reports of them out.

use std::collections::BTreeMap;

use saksi_base::problem::Problems;
use saksi_base::{AddresseeId, DossierId, DossierIssueId, EscalationId, Problem, TestimonyId, Timestamp};
use saksi_db::Tx;
use saksi_network::{Capability, Member};
use saksi_web::Locale;
use saksi_web::fields::check_text;
use sha2::{Digest as _, Sha256};

use super::note;
use crate::handle::Escalations;
use crate::model::SHORT;
use crate::model::dossier::{
    Audience, Bundled, Content, Finding, MOST_NOTICES, MOST_PARTS, Parts, Report, Testimony, check_testimony,
};
use crate::model::notice::Attested;
use crate::store::dossiers::{self as rows, Candidate, DossierLine, DossierRow, Issue};
use crate::store::{text, value};

/// Lines of one page of the list.
pub const PAGE: i64 = 50;
/// Most escalations that are offered at once.
const MOST_CANDIDATES: i64 = 200;

/// A dossier with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Whole {
    pub(crate) row: DossierRow,
    /// What is written in it.
    pub content: Content,
    /// What it bundles.
    pub bundled: Vec<Bundled>,
    /// Evidence that the bundled notices cite.
    pub cited: Vec<Attested>,
    /// What people told.
    pub testimonies: Vec<Testimony>,
    /// What was given out.
    pub issues: Vec<Issue>,
    /// What was decided about what is personal.
    pub decisions: BTreeMap<String, bool>,
}

impl Whole {
    /// Which.
    pub const fn id(&self) -> DossierId {
        self.row.id
    }

    /// Counts the changes of its text.
    pub const fn version(&self) -> i64 {
        self.row.version
    }

    /// Counts every change.
    pub const fn revision(&self) -> i64 {
        self.row.revision
    }

    /// The report for an audience, before anything is masked.
    pub fn report(&self, organisation: &str, audience: Audience, now: Timestamp) -> Report {
        let parts = Parts {
            dossier: self.row.id,
            organisation,
            content: &self.content,
            bundled: &self.bundled,
            cited: &self.cited,
            testimonies: &self.testimonies,
        };
        Report::of(&parts, audience, now)
    }

    /// What is personal in a report, and what was decided about it: whether it stands, or nothing yet.
    pub fn findings(&self, room: &Escalations, report: &mut Report) -> Result<Vec<(Finding, Option<bool>)>, Problem> {
        let find = room.find_personal().ok_or_else(Problem::internal)?;
        let decided = |finding: Finding| {
            let decision = self.decisions.get(&finding.key).copied();
            (finding, decision)
        };
        Ok(report.findings(find, &self.content.hidden).into_iter().map(decided).collect())
    }

    /// Masks what was not let stand.
    pub fn mask(&self, room: &Escalations, l: &Locale, report: &mut Report) -> Result<(), Problem> {
        let find = room.find_personal().ok_or_else(Problem::internal)?;
        report.mask(l, find, &self.content.hidden, |key| self.decisions.get(key) == Some(&true));
        Ok(())
    }
}

/// A dossier that the member may see.
pub async fn whole(tx: &mut Tx, by: &Member, id: DossierId) -> Result<Whole, Problem> {
    by.may(Capability::ESCALATE)?;
    let row = rows::dossier(tx, id).await?.ok_or_else(Problem::not_found)?;
    if row.owner != by.organisation {
        return Err(Problem::not_found());
    }
    let (bundled, cited) = rows::bundled(tx, id).await?;
    Ok(Whole {
        content: value(&row.content)?,
        testimonies: rows::testimonies(tx, id).await?,
        issues: rows::issues(tx, id).await?,
        decisions: rows::decisions(tx, id).await?,
        bundled,
        cited,
        row,
    })
}

/// Who changed it last.
pub async fn changed_by(tx: &mut Tx, whole: &Whole) -> Result<String, Problem> {
    Ok(saksi_network::display_name(tx, whole.row.changed_by).await?.unwrap_or_default())
}

/// One page of the dossiers that the member may see.
pub async fn list(tx: &mut Tx, by: &Member, page: i64) -> Result<Vec<DossierLine>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::list(tx, PAGE, page.max(0).saturating_mul(PAGE)).await
}

/// The dossiers that bundle an escalation.
pub async fn of_escalation(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Vec<(DossierId, String)>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::of_escalation(tx, id).await
}

/// Begins one.
pub async fn begin(tx: &mut Tx, by: &Member, content: &Content) -> Result<DossierId, Problem> {
    by.may(Capability::ESCALATE)?;
    content.check()?;
    let id = DossierId::new(tx.now(), &*tx.random());
    let space = saksi_network::organisation_space(tx, by.organisation).await?.unwrap_or(saksi_db::NETWORK_SPACE);
    rows::insert(tx, id, by.organisation, space, content, by.person).await?;
    note(tx, by.actor(), id.0, "dossier-begun", content.title.as_bytes()).await?;
    Ok(id)
}

/// Saves its text, which was read at `seen`. Evidence stays as it is.
pub async fn save(tx: &mut Tx, by: &Member, id: DossierId, seen: i64, mut content: Content) -> Result<(), Problem> {
    let before = whole(tx, by, id).await?;
    content.check()?;
    content.evidence = before.content.evidence;
    if !rows::save(tx, id, seen, &content, by.person).await? {
        return Err(Problem::conflict("escalations-problem-dossier-changed"));
    }
    note(tx, by.actor(), id.0, "dossier-written", content.summary.as_bytes()).await
}

/// Throws one away that was never given to anybody.
pub async fn discard(tx: &mut Tx, by: &Member, id: DossierId) -> Result<(), Problem> {
    whole(tx, by, id).await?;
    if !rows::delete(tx, id).await? {
        return Err(Problem::conflict("escalations-problem-dossier-issued"));
    }
    note(tx, by.actor(), id.0, "dossier-discarded", &[]).await
}

/// Escalations that could be put in, with their dossier's name.
pub async fn candidates(
    tx: &mut Tx,
    by: &Member,
    id: DossierId,
    addressee: Option<AddresseeId>,
    words: &str,
) -> Result<Vec<Candidate>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::candidates(tx, id, addressee, words, MOST_CANDIDATES).await
}

/// Puts escalations in. Those that the member may not see, and those that were never sent, are left out.
pub async fn bundle(tx: &mut Tx, by: &Member, id: DossierId, chosen: &[EscalationId]) -> Result<(), Problem> {
    whole(tx, by, id).await?;
    if chosen.is_empty() {
        return Err(Problem::field("chosen", "escalations-problem-choose"));
    }
    rows::touch(tx, id, by.person).await?;
    for escalation in chosen {
        rows::bundle(tx, id, *escalation, by.person).await?;
    }
    let most = i64::try_from(MOST_NOTICES).unwrap_or(i64::MAX);
    if rows::bundled_count(tx, id).await? > most {
        return Err(Problem::field("chosen", "escalations-problem-parts").with("most", most));
    }
    note(tx, by.actor(), id.0, "dossier-bundled", &[]).await
}

/// Takes one out.
pub async fn unbundle(tx: &mut Tx, by: &Member, id: DossierId, escalation: EscalationId) -> Result<(), Problem> {
    whole(tx, by, id).await?;
    rows::touch(tx, id, by.person).await?;
    rows::unbundle(tx, id, escalation).await?;
    note(tx, by.actor(), id.0, "dossier-unbundled", &[]).await
}

/// Adds a preserved record, by reference.
pub async fn attest(
    room: &Escalations,
    db: &saksi_db::Db,
    by: &Member,
    id: DossierId,
    record: &str,
) -> Result<(), Problem> {
    by.may(Capability::ESCALATE)?;
    let missing = || Problem::field("record", "escalations-problem-record");
    let book = room.evidence().ok_or_else(missing)?;
    let found = book.look_up(record.trim(), by.viewer()).await.ok_or_else(missing)?;
    saksi_db::write!(db, "add evidence to dossier", by.viewer(), tx => {
        let before = whole(&mut tx, by, id).await?;
        let mut content = before.content.clone();
        content.evidence.retain(|known| known.record != found.record);
        if content.evidence.len() >= MOST_PARTS {
            return Err(Problem::field("record", "escalations-problem-parts").with("most", MOST_PARTS));
        }
        content.evidence.push(found.clone());
        keep_evidence(&mut tx, by, &before, &content).await
    })
}

/// Takes a record away again.
pub async fn unattest(tx: &mut Tx, by: &Member, id: DossierId, record: &str) -> Result<(), Problem> {
    let before = whole(tx, by, id).await?;
    let mut content = before.content.clone();
    content.evidence.retain(|known| known.record != record);
    keep_evidence(tx, by, &before, &content).await
}

/// Somebody who writes the text meanwhile is told, since both stand in one place.
async fn keep_evidence(tx: &mut Tx, by: &Member, before: &Whole, content: &Content) -> Result<(), Problem> {
    if !rows::save(tx, before.id(), before.version(), content, by.person).await? {
        return Err(Problem::conflict("escalations-problem-dossier-changed"));
    }
    note(tx, by.actor(), before.id().0, "dossier-evidence", &[]).await
}

/// Adds what somebody told, with their consent.
pub async fn add_testimony(
    tx: &mut Tx,
    by: &Member,
    id: DossierId,
    (name, words, consent): (&str, &str, &str),
    audiences: &[Audience],
) -> Result<(), Problem> {
    let before = whole(tx, by, id).await?;
    check_testimony(name, words, consent, audiences)?;
    if before.testimonies.len() >= MOST_PARTS {
        return Err(Problem::field("words", "escalations-problem-parts").with("most", MOST_PARTS));
    }
    let new = Testimony {
        id: TestimonyId::new(&*tx.random()),
        name: name.trim().to_owned(),
        words: words.trim().to_owned(),
        consent: consent.trim().to_owned(),
        audiences: audiences.to_vec(),
        added_at: tx.now(),
        withdrawn_at: None,
    };
    rows::touch(tx, id, by.person).await?;
    rows::insert_testimony(tx, id, &new, by.person).await?;
    note(tx, by.actor(), id.0, "dossier-told", &[]).await
}

/// Who had a report with what somebody told.
pub async fn given_with(tx: &mut Tx, by: &Member, id: DossierId, told: TestimonyId) -> Result<Vec<Issue>, Problem> {
    whole(tx, by, id).await?;
    rows::issues_with(tx, told).await
}

/// Consent is withdrawn: what was told goes, and so do the texts of the reports that held it. Hashes and recipients stay.
pub async fn withdraw(tx: &mut Tx, by: &Member, id: DossierId, told: TestimonyId) -> Result<(), Problem> {
    whole(tx, by, id).await?;
    rows::touch(tx, id, by.person).await?;
    if !rows::withdraw_testimony(tx, id, told).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    note(tx, by.actor(), id.0, "dossier-consent-withdrawn", &[]).await
}

/// Decides whether something personal stands in reports.
pub async fn decide(tx: &mut Tx, by: &Member, id: DossierId, finding: &str, stands: bool) -> Result<(), Problem> {
    whole(tx, by, id).await?;
    if finding.len() != 32 || !finding.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Problem::not_found());
    }
    rows::touch(tx, id, by.person).await?;
    rows::decide(tx, id, finding, stands, by.person).await?;
    note(tx, by.actor(), id.0, "dossier-decided", finding.as_bytes()).await
}

/// To whom a report goes.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// What kind of reader.
    pub audience: Audience,
    /// Their name.
    pub recipient: &'a str,
    /// The dossier as the giver saw it, by its count of changes.
    pub seen: i64,
}

/// Gives a report out: makes it, checks that everything personal in it was decided about, masks, and freezes it. Gives its number.
pub async fn issue(
    tx: &mut Tx,
    room: &Escalations,
    l: &Locale,
    by: &Member,
    id: DossierId,
    given: Given<'_>,
) -> Result<i64, Problem> {
    let before = whole(tx, by, id).await?;
    let mut problems = Problems::new();
    check_text(&mut problems, "recipient", given.recipient, SHORT, true);
    problems.finish()?;
    if before.revision() != given.seen {
        return Err(Problem::conflict("escalations-problem-dossier-moved"));
    }
    let now = tx.now();
    let mut report = before.report(&by.organisation_name, given.audience, now);
    report.complete()?;
    let undecided = before.findings(room, &mut report)?.iter().filter(|(_, decision)| decision.is_none()).count();
    if undecided > 0 {
        return Err(Problem::conflict("escalations-problem-undecided").with("count", undecided));
    }
    before.mask(room, l, &mut report)?;
    let content = text(&report)?;
    let hash: [u8; 32] = Sha256::digest(content.as_bytes()).into();
    let random = tx.random();
    let issue = Issue {
        id: DossierIssueId::new(&*random),
        dossier: id,
        number: before.issues.first().map_or(1, |last| last.number + 1),
        audience: given.audience.code().to_owned(),
        recipient: given.recipient.trim().to_owned(),
        made_at: now,
        made_by: by.person,
        hash: hash.to_vec(),
        // 122 random bits: whoever has the address was given it.
        door: saksi_base::ids::encode(saksi_base::ids::random(&*random)),
        ended_at: None,
        shredded_at: None,
    };
    let covers = |one: &&Testimony| one.withdrawn_at.is_none() && one.audiences.contains(&given.audience);
    let told: Vec<TestimonyId> = before.testimonies.iter().filter(covers).map(|one| one.id).collect();
    rows::touch(tx, id, by.person).await?;
    if !rows::insert_issue(tx, &issue, &content, &told).await? {
        return Err(Problem::conflict("escalations-problem-dossier-moved"));
    }
    note(tx, by.actor(), id.0, "dossier-issued", &hash).await?;
    Ok(issue.number)
}

/// Closes the address of a report, or opens it again.
pub async fn end(tx: &mut Tx, by: &Member, id: DossierId, number: i64, end: bool) -> Result<(), Problem> {
    whole(tx, by, id).await?;
    let ended = end.then(|| tx.now());
    rows::touch(tx, id, by.person).await?;
    rows::end_issue(tx, id, number, ended).await?;
    note(tx, by.actor(), id.0, if end { "dossier-link-ended" } else { "dossier-link-opened" }, &[]).await
}

/// What stands behind an address.
#[derive(Debug, Clone)]
pub enum Behind {
    /// The report, with the text that was hashed.
    Report(Box<Report>, String, Issue),
    /// Nothing any more: consent for it was withdrawn.
    Shredded(Issue),
}

/// The report behind an address; nothing where there is none, or where it was closed.
pub async fn behind(tx: &mut Tx, door: &str) -> Result<Behind, Problem> {
    let (issue, content) = rows::behind(tx, door).await?.ok_or_else(Problem::not_found)?;
    if issue.ended_at.is_some() {
        return Err(Problem::not_found());
    }
    read(issue, content)
}

/// The text of a report that the member may see, whether its address still leads there or not.
pub async fn text_of(tx: &mut Tx, issue: &Issue) -> Result<Behind, Problem> {
    let (issue, content) = rows::behind(tx, &issue.door).await?.ok_or_else(Problem::not_found)?;
    read(issue, content)
}

fn read(issue: Issue, content: Option<String>) -> Result<Behind, Problem> {
    match content {
        Some(content) => Ok(Behind::Report(Box::new(value::<Report>(&content)?), content, issue)),
        None => Ok(Behind::Shredded(issue)),
    }
}

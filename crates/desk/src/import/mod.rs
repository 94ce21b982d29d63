//! Bringing in checks that others published, so that what was checked elsewhere answers here.
//!
//! One engine for every source. Importing the same file again changes nothing: each record is known by its source and the
//! identifier it has there, and is compared. What its authors corrected since becomes the next version of the check here, as a
//! correction by people does. So an import that was cut off is simply run again, whatever became of the file meanwhile: what
//! is in is passed over, and every row that cannot be taken is told again with its place and the reason. Nothing is half in.
//! Every imported check keeps where it came from and its licence, and stands under the name of the organisation that wrote it.

pub mod cofacts;
mod correcting;
pub mod sources;

use std::collections::HashMap;

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{
    CheckId, CheckVersionId, ClaimId, ContentType, HarmKind, ImportId, LanguageTag, MessageId, OrganisationId,
    PersonId, Problem, Timestamp, Verdict,
};
use saksi_db::{Actor, Db, Entry, NETWORK_SPACE, Tx, Value, Viewer, insert_many, insert_many_or_skip};
use uuid::Uuid;

use self::correcting::{Known, Seen};
use crate::masking;
use crate::model::{
    EXPLANATION_CHARACTERS, GROWTH_HALF_LIFE, ImportReport, Reference, Rejected, STATEMENT_CHARACTERS,
    TITLE_CHARACTERS, URGENCY_HALF_LIFE, heat,
};
use crate::store::imports as rows;
use crate::store::{self, claims};

/// Rows in one transaction.
pub const BATCH: usize = 500;

/// Who published something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publisher {
    /// The name, as they write it.
    pub name: String,
    /// The name in Latin letters, where known.
    pub english_name: Option<String>,
    /// Their site.
    pub website: Option<String>,
}

/// Where rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A short, stable name, such as `cofacts` or the host of a feed. Identifiers are unique within it.
    pub name: String,
    /// What the report of refused rows calls the file.
    pub file: String,
    /// What its records are and who numbered them.
    pub records: Records,
    /// Who brings it in, where a member does.
    pub person: Option<PersonId>,
}

/// What the records of a source are, and so what it means that one of them reads differently than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    /// Messages as they were collected. What stands for the claim depends on which files were there, and belongs to no check.
    Messages,
    /// Reviews known by their address, with the claim as the reviewer words it.
    Reviews,
    /// Rows that the file itself numbers: another file may give the same number to something else.
    Rows,
}

/// One claim with its checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line in its file, from 1; 0 where the format has no lines, and its number among the records then stands for it.
    pub line: u64,
    /// Its identifier at the source.
    pub external_id: String,
    /// The claim.
    pub statement: String,
    /// The message that carried it, as collected; kept for matching, shown only masked.
    pub message: Option<String>,
    /// Its language.
    pub language: LanguageTag,
    /// What it is made of.
    pub content_type: ContentType,
    /// Links that belong to it.
    pub links: Vec<String>,
    /// Its checks; a row without any is not taken.
    pub checks: Vec<RowCheck>,
}

/// One published check of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowCheck {
    /// Its identifier at the source.
    pub external_id: String,
    /// Who wrote it.
    pub publisher: Publisher,
    /// What it found.
    pub verdict: Verdict,
    /// What kind of harm.
    pub harm: HarmKind,
    /// The headline; the beginning of the explanation where there is none.
    pub title: Option<String>,
    /// Why.
    pub explanation: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// Its language.
    pub language: LanguageTag,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// Where it stands.
    pub source_url: Option<String>,
    /// Under which terms.
    pub licence: Option<String>,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Rows read.
    pub read: u64,
    /// Claims added.
    pub claims: u64,
    /// Checks added.
    pub checks: u64,
    /// Rows refused.
    pub rejected: u64,
}

/// Imports rows. `progress` is called after every batch.
pub async fn run(
    db: &Db,
    source: &Source,
    rows_in: impl Iterator<Item = Result<Row, Rejected>>,
    mut progress: impl FnMut(Progress),
) -> Result<ImportReport, Problem> {
    let now = db.clock().now();
    let run = ImportId::new(now, &*db.random());
    let begun: Result<(), Problem> = saksi_db::write!(db, "begin import", Viewer::System, tx => {
        rows::begin(&mut tx, run, &source.name, source.person).await
    });
    begun?;
    let mut report = ImportReport { run: Some(run), ..ImportReport::default() };
    let mut organisations: HashMap<Publisher, OrganisationId> = HashMap::new();
    let mut seen = Seen::default();
    let mut rows_in = rows_in;
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        let mut taken = 0;
        let mut refused = Vec::new();
        for row in rows_in.by_ref().take(BATCH) {
            report.read += 1;
            taken += 1;
            match row.and_then(|row| tidy(row, source, report.read)) {
                Ok(row) => {
                    let once = seen.once(source, row);
                    report.known += u64::from(once.repeated);
                    batch.extend(once.row);
                    refused.extend(once.refused);
                }
                Err(rejected) => refused.push(rejected),
            }
        }
        if taken == 0 {
            break;
        }
        // Organisations first, in transactions of their own: few, and a batch may then run again on its own.
        for publisher in batch.iter().flat_map(|row| &row.checks).map(|check| &check.publisher) {
            if !organisations.contains_key(publisher) {
                organisations.insert(publisher.clone(), organisation(db, publisher).await?);
            }
        }
        let refused_before = refused.len();
        let outcome: Result<BatchOutcome, Problem> = saksi_db::write!(db, "import batch", Viewer::System, tx => {
            let outcome = take_batch(&mut tx, source, &batch, &organisations).await?;
            let figures = rows::Figures {
                read: signed(taken),
                claims: signed(outcome.claims),
                checks: signed(outcome.checks),
                corrected: signed(outcome.corrected),
                rejected: signed(refused_before + outcome.refused.len()),
            };
            rows::progress(&mut tx, run, &figures, false).await?;
            Ok(outcome)
        });
        let outcome = outcome?;
        report.claims += outcome.claims as u64;
        report.checks += outcome.checks as u64;
        report.known += outcome.known as u64;
        report.corrected += outcome.corrected as u64;
        for rejected in refused.into_iter().chain(outcome.refused) {
            report.left_out += u64::from(rejected.left_out);
            if report.rejected.len() < Rejected::LISTED {
                report.rejected.push(rejected);
            } else {
                report.rejected_more += 1;
            }
        }
        progress(Progress {
            read: report.read,
            claims: report.claims,
            checks: report.checks,
            rejected: report.rejected.len() as u64 + report.rejected_more,
        });
    }
    let finished: Result<(), Problem> = saksi_db::write!(db, "finish import", Viewer::System, tx => {
        rows::progress(&mut tx, run, &rows::Figures::default(), true).await
    });
    finished?;
    Ok(report)
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The organisation that a publisher is here: found by its name, or entered as an imported one.
pub async fn organisation(db: &Db, publisher: &Publisher) -> Result<OrganisationId, Problem> {
    saksi_db::write!(db, "enter publisher", Viewer::System, tx => {
        saksi_network::actions::find_or_import_organisation(
            &mut tx,
            &publisher.name,
            publisher.english_name.as_deref(),
            publisher.website.as_deref(),
        )
        .await
    })
}

/// Cuts to so many characters, at a word where one is near, with a mark that it was cut.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most.saturating_sub(1)) else { return line };
    if line.chars().count() <= most {
        return line;
    }
    let head = line.get(..end).unwrap_or_default();
    let at = head.rfind(' ').filter(|at| *at * 4 > head.len() * 3).unwrap_or(head.len());
    format!("{}…", head.get(..at).unwrap_or(head))
}

/// The first sentence of an explanation, for a headline.
fn headline(explanation: &str) -> String {
    let first = explanation.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let end = first
        .char_indices()
        .find(|(at, c)| *at > 12 && matches!(c, '。' | '！' | '？' | '!' | '?' | '۔' | '।'))
        .map_or(first.len(), |(at, c)| at + c.len_utf8());
    cut(first.get(..end).unwrap_or(first), 120)
}

/// A row that is refused for what it says.
fn refused(source: &Source, row: &Row, reason: &str) -> Rejected {
    Rejected {
        file: source.file.clone(),
        line: row.line,
        reason: format!("{}: {reason}", cut(&row.external_id, 60)),
        left_out: false,
        quotation: false,
    }
}

/// Brings a row, the `number`-th of its source, within the bounds of what is shown. Refuses one that has nothing to show.
fn tidy(mut row: Row, source: &Source, number: u64) -> Result<Row, Rejected> {
    if row.line == 0 {
        row.line = number;
    }
    let reject = |row: &Row, reason: &str| Err(refused(source, row, reason));
    if row.checks.is_empty() {
        return reject(&row, "there is no published check of it");
    }
    if row.external_id.is_empty() || row.external_id.len() > 500 {
        return reject(&row, "it has no identifier, or one that is longer than 500 bytes");
    }
    let statement = cut(&masking::masked(&row.statement), STATEMENT_CHARACTERS.1);
    if statement.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return reject(&row, "there is no claim to read: neither text nor a title of its link");
    }
    row.statement = statement;
    for check in &mut row.checks {
        let most = EXPLANATION_CHARACTERS.1;
        if check.explanation.chars().count() > most {
            check.explanation = check.explanation.chars().take(most - 1).chain(['…']).collect();
        }
        let title = check.title.take().filter(|title| !title.trim().is_empty());
        check.title = Some(title.map_or_else(|| headline(&check.explanation), |title| cut(&title, TITLE_CHARACTERS)));
        check.references.truncate(crate::model::REFERENCES);
    }
    Ok(row)
}

#[derive(Default)]
struct BatchOutcome {
    claims: usize,
    checks: usize,
    known: usize,
    corrected: usize,
    refused: Vec<Rejected>,
}

const CLAIM: &[&str] = &[
    "id",
    "owner",
    "space",
    "marking",
    "lane",
    "statement",
    "worded",
    "language",
    "content_type",
    "search",
    "example",
    "asked",
    "first_asked",
    "last_asked",
    "urgency",
    "surge",
    "published",
    "created_at",
];
const CHECK: &[&str] = &[
    "id",
    "owner",
    "space",
    "marking",
    "claim",
    "state",
    "listed",
    "version",
    "verdict",
    "harm",
    "content_type",
    "statement",
    "title",
    "explanation",
    "sources",
    "language",
    "search",
    "reviewed",
    "published_at",
    "changed_at",
    "source_url",
    "licence",
    "batch",
];
const VERSION: &[&str] = &[
    "id",
    "owner",
    "space",
    "marking",
    "fact_check",
    "number",
    "verdict",
    "harm",
    "content_type",
    "statement",
    "title",
    "explanation",
    "sources",
    "language",
    "change_note",
    "at",
];
const MESSAGE: &[&str] = &[
    "id",
    "owner",
    "space",
    "marking",
    "claim",
    "text",
    "masks",
    "channel",
    "language",
    "fingerprint",
    "similar_key",
    "asked",
    "day",
    "expires_at",
    "state",
];

async fn take_batch(
    tx: &mut Tx,
    source: &Source,
    batch: &[Row],
    organisations: &HashMap<Publisher, OrganisationId>,
) -> Result<BatchOutcome, Problem> {
    let random = tx.random();
    let now = tx.now();
    let batch_id = saksi_base::ids::random(&*random);
    let mut ids: Vec<String> = Vec::new();
    for row in batch {
        ids.push(format!("claim:{}", row.external_id));
        ids.extend(row.checks.iter().map(|check| format!("check:{}", check.external_id)));
    }
    let mut known: HashMap<String, Uuid> = rows::known(tx, &source.name, &ids).await?.into_iter().collect();

    let (mut claim_rows, mut check_rows, mut version_rows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut link_rows, mut message_rows, mut reference_rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut grown: Vec<ClaimId> = Vec::new();
    let mut outcome = BatchOutcome::default();
    let mut committed = Vec::new();
    let mut there = Known::read(tx, batch, &known).await?;
    for row in batch {
        let (old, fresh): (Vec<&RowCheck>, Vec<&RowCheck>) =
            row.checks.iter().partition(|check| known.contains_key(&format!("check:{}", check.external_id)));
        let taken = there.compare(tx, source, row, &old, organisations).await?;
        outcome.corrected += taken.corrected;
        let is_refused = !taken.refused.is_empty();
        outcome.refused.extend(taken.refused);
        if fresh.is_empty() {
            outcome.known += usize::from(taken.corrected == 0 && !is_refused);
            continue;
        }
        let claim_key = format!("claim:{}", row.external_id);
        let first_at = fresh.iter().filter_map(|check| check.published_at).min().unwrap_or(now);
        let owner = fresh
            .first()
            .and_then(|check| organisations.get(&check.publisher))
            .copied()
            .ok_or_else(Problem::internal)?;
        let claim = if let Some(id) = known.get(&claim_key) {
            grown.push(ClaimId(*id));
            ClaimId(*id)
        } else {
            let id = ClaimId::new(first_at, &*random);
            let hour = first_at.hour();
            let example = row.message.as_deref().map(|text| cut(&masking::masked(text), 2_000));
            claim_rows.push(vec![
                id.0.into(),
                owner.0.into(),
                NETWORK_SPACE.0.into(),
                Value::Small(0),
                "answered".into(),
                row.statement.clone().into(),
                true.into(),
                row.language.as_str().into(),
                row.content_type.code().into(),
                row.statement.to_lowercase().into(),
                example.into(),
                Value::Int(0),
                hour.into(),
                hour.into(),
                heat(None, hour, URGENCY_HALF_LIFE, 1).into(),
                heat(None, hour, GROWTH_HALF_LIFE, 1).into(),
                signed(fresh.len()).into(),
                now.into(),
            ]);
            reference_rows.push(vec![source.name.clone().into(), claim_key.clone().into(), id.0.into()]);
            known.insert(claim_key, id.0);
            outcome.claims += 1;
            if let Some(text) = &row.message {
                message_rows.push(message(id, owner, text, row, first_at, MessageId::new(&*random)));
            }
            for link in row.links.iter().filter_map(|link| saksi_matching::CanonicalLink::parse(link)) {
                if !link.is_home_page() {
                    link_rows.push(vec![Value::Text(link.into()), id.0.into()]);
                }
            }
            id
        };
        for check in fresh {
            let owner = organisations.get(&check.publisher).copied().ok_or_else(Problem::internal)?;
            let at = check.published_at.unwrap_or(now);
            let id = CheckId::new(at, &*random);
            let title = check.title.clone().unwrap_or_default();
            let sources = store::references_text(&check.references);
            check_rows.push(vec![
                id.0.into(),
                owner.0.into(),
                NETWORK_SPACE.0.into(),
                Value::Small(0),
                claim.0.into(),
                "published".into(),
                true.into(),
                Value::Int(1),
                check.verdict.code().into(),
                check.harm.code().into(),
                row.content_type.code().into(),
                row.statement.clone().into(),
                title.clone().into(),
                check.explanation.clone().into(),
                sources.clone().into(),
                check.language.as_str().into(),
                format!("{} {title}", row.statement).to_lowercase().into(),
                false.into(),
                at.into(),
                at.into(),
                check.source_url.clone().into(),
                check.licence.clone().into(),
                batch_id.into(),
            ]);
            version_rows.push(vec![
                CheckVersionId::new(at, &*random).0.into(),
                owner.0.into(),
                NETWORK_SPACE.0.into(),
                Value::Small(0),
                id.0.into(),
                Value::Int(1),
                check.verdict.code().into(),
                check.harm.code().into(),
                row.content_type.code().into(),
                row.statement.clone().into(),
                title.into(),
                check.explanation.clone().into(),
                sources.into(),
                check.language.as_str().into(),
                "".into(),
                at.into(),
            ]);
            let key = format!("check:{}", check.external_id);
            committed.extend_from_slice(key.as_bytes());
            committed.push(b'\n');
            reference_rows.push(vec![source.name.clone().into(), key.clone().into(), id.0.into()]);
            known.insert(key, id.0);
            outcome.checks += 1;
        }
    }
    if outcome.checks == 0 {
        return Ok(outcome);
    }
    insert_many(tx, "claim", CLAIM, claim_rows).await?;
    insert_many(tx, "fact_check", CHECK, check_rows).await?;
    insert_many(tx, "check_version", VERSION, version_rows).await?;
    insert_many(tx, "message", MESSAGE, message_rows).await?;
    insert_many_or_skip(tx, "claim_link", &["link", "claim"], link_rows).await?;
    insert_many(tx, "external_reference", &["source", "external_id", "subject"], reference_rows).await?;
    for claim in grown {
        claims::settle(tx, claim).await?;
    }
    tx.journal(Entry {
        actor: Actor::System,
        subject: batch_id,
        kind: "claims-imported",
        content: &committed,
        personal: false,
    })
    .await?;
    Ok(outcome)
}

fn message(claim: ClaimId, owner: OrganisationId, text: &str, row: &Row, at: Timestamp, id: MessageId) -> Vec<Value> {
    vec![
        id.0.into(),
        owner.0.into(),
        NETWORK_SPACE.0.into(),
        // The original may hold what must not be shown; it is there to be matched.
        saksi_base::Marking::AmberStrict.into(),
        claim.0.into(),
        text.chars().take(crate::model::MESSAGE_CHARACTERS).collect::<String>().into(),
        "[]".into(),
        "api".into(),
        row.language.as_str().into(),
        saksi_matching::fingerprint(text).0.to_be_bytes().to_vec().into(),
        saksi_matching::similar_key(text).cast_signed().into(),
        Value::Int(0),
        at.day().into(),
        at.day().plus(3_650 * DAY).max(at.plus(HOUR)).into(),
        "answered".into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_a_word_and_says_so() {
        assert_eq!(cut("short  text", 20), "short text");
        assert_eq!(cut("one two three four five", 20), "one two three four…");
        assert_eq!(cut(&"字".repeat(50), 10), format!("{}…", "字".repeat(9)));
    }

    #[test]
    fn the_first_sentence_is_the_headline() {
        assert_eq!(headline("\n這是網路謠言，沒有根據。請勿轉傳。"), "這是網路謠言，沒有根據。");
        assert_eq!(headline(""), "");
    }
}

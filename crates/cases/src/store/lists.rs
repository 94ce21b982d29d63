//! What lists of cases show, read for many cases at once: those whose key is wrapped for a person, or for the triage of an
//! organisation, whichever is given.

use std::collections::BTreeMap;

use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, fetch_all};
use saksi_vault::{SealedText, WrappedCaseKey};

use super::cases::{CaseRow, RecordRow, TextRow, WordRow, Wrap};
use crate::handle::damaged;
use crate::model::case::{Author, RecordKind, WrapKind};

/// Whose cases.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose {
    /// Those that wait with the triage of an organisation.
    Triage(OrganisationId),
    /// Those whose key a person has as one of an organisation; open ones, or closed and merged ones. What the same person has of another
    /// organisation's cases is no part of it.
    Person(OrganisationId, PersonId, bool),
}

impl Whose {
    const fn person(self) -> Option<PersonId> {
        match self {
            Self::Triage(_) => None,
            Self::Person(_, person, _) => Some(person),
        }
    }

    const fn organisation(self) -> OrganisationId {
        match self {
            Self::Triage(organisation) | Self::Person(organisation, ..) => organisation,
        }
    }
}

/// A case of a list, still sealed.
pub(crate) struct Listed {
    pub(crate) row: CaseRow,
    pub(crate) wraps: Vec<Wrap>,
    pub(crate) records: Vec<RecordRow>,
    pub(crate) texts: Vec<TextRow>,
    pub(crate) said: Vec<WordRow>,
}

#[derive(saksi_db::FromRow)]
struct WrapSql {
    help_case: CaseId,
    kind: String,
    organisation: Option<OrganisationId>,
    person: Option<PersonId>,
    wrap: Vec<u8>,
    day: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct RecordSql {
    help_case: CaseId,
    id: CaseRecordId,
    number: i64,
    kind: String,
    author: String,
    shared: bool,
    day: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct TextSql {
    help_case: CaseId,
    record: CaseRecordId,
    field: String,
    sealed: Vec<u8>,
}

#[derive(saksi_db::FromRow)]
struct WordSql {
    help_case: CaseId,
    number: i64,
    word: String,
    about: String,
}

fn unknown() -> Problem {
    damaged("a case's row")(saksi_vault::SealError::Damaged)
}

/// Reads a list. `everything`: all texts, for searching; else those that a line of the list shows.
pub(crate) async fn list(tx: &mut Tx, whose: Whose, everything: bool) -> Result<Vec<Listed>, Problem> {
    let rows = match whose {
        Whose::Triage(organisation) => super::cases::cases_in_triage(tx, organisation).await?,
        Whose::Person(organisation, person, open) => super::cases::cases_of(tx, organisation, person, open).await?,
    };
    let mut listed: BTreeMap<CaseId, Listed> = rows
        .into_iter()
        .map(|row| (row.id, Listed { row, wraps: vec![], records: vec![], texts: vec![], said: vec![] }))
        .collect();
    let (person, organisation) = (whose.person(), whose.organisation());
    let triage = person.is_none();
    let wraps = fetch_all!(
        tx,
        WrapSql,
        "SELECT help_case, kind, organisation, person, wrap, day FROM case_wrap WHERE help_case IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.organisation = $2 AND (w.person = $1 OR (w.kind = 'triage' AND $3))) \
         ORDER BY help_case, generation, day, recipient",
        person,
        organisation,
        triage
    )?;
    for row in wraps {
        let Some(case) = listed.get_mut(&row.help_case) else { continue };
        case.wraps.push(Wrap {
            case: row.help_case,
            kind: WrapKind::from_code(&row.kind).ok_or_else(unknown)?,
            organisation: row.organisation,
            person: row.person,
            key: WrappedCaseKey::from_bytes(&row.wrap).map_err(damaged("a wrap"))?,
            day: row.day,
        });
    }
    let records = fetch_all!(
        tx,
        RecordSql,
        "SELECT help_case, id, number, kind, author, shared, day FROM case_record WHERE help_case IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.organisation = $2 AND (w.person = $1 OR (w.kind = 'triage' AND $3))) \
         ORDER BY help_case, number",
        person,
        organisation,
        triage
    )?;
    for row in records {
        let Some(case) = listed.get_mut(&row.help_case) else { continue };
        case.records.push(RecordRow {
            id: row.id,
            number: row.number,
            kind: RecordKind::from_code(&row.kind).ok_or_else(unknown)?,
            author: Author::from_code(&row.author).ok_or_else(unknown)?,
            shared: row.shared,
            day: row.day,
            answer: None,
            answered_on: None,
        });
    }
    let texts = fetch_all!(
        tx,
        TextSql,
        "SELECT t.help_case, t.record, t.field, t.sealed FROM case_text t JOIN case_record r ON r.id = t.record \
         WHERE t.help_case IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.organisation = $2 AND (w.person = $1 OR (w.kind = 'triage' AND $4))) \
         AND ($3 OR r.kind IN ('filing', 'sheet') OR t.field = 'at')",
        person,
        organisation,
        everything,
        triage
    )?;
    for row in texts {
        let Some(case) = listed.get_mut(&row.help_case) else { continue };
        let sealed = SealedText::from_bytes(row.sealed).map_err(damaged("a sealed text"))?;
        case.texts.push(TextRow { record: row.record, field: row.field, sealed });
    }
    let said = fetch_all!(
        tx,
        WordSql,
        "SELECT help_case, number, word, about FROM case_word WHERE help_case IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.organisation = $2 AND (w.person = $1 OR (w.kind = 'triage' AND $3))) \
         ORDER BY help_case, number",
        person,
        organisation,
        triage
    )?;
    for row in said {
        if let Some(case) = listed.get_mut(&row.help_case) {
            case.said.push(WordRow { number: row.number, word: row.word, about: row.about });
        }
    }
    Ok(listed.into_values().collect())
}

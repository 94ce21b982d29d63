//! Shifts, and what one leaves to the next.

use saksi_base::{OrganisationId, PersonId, Problem, ShiftId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};
use saksi_vault::{SealError, SealedText, WrappedCaseKey};
use uuid::Uuid;

use crate::handle::damaged;
use crate::model::rota::{Duty, Shift};

#[derive(saksi_db::FromRow)]
struct ShiftRow {
    id: ShiftId,
    organisation: OrganisationId,
    person: PersonId,
    duty: String,
    starts: Timestamp,
    ends: Timestamp,
}

const DUTIES: [(Duty, &str); 3] = [(Duty::Lead, "lead"), (Duty::Responder, "responder"), (Duty::OnCall, "on-call")];

impl ShiftRow {
    fn read(self) -> Result<Shift, Problem> {
        let duty = DUTIES.iter().find(|(_, code)| *code == self.duty).map(|(duty, _)| *duty);
        Ok(Shift {
            id: self.id,
            organisation: self.organisation,
            person: self.person,
            duty: duty.ok_or_else(|| damaged("a shift")(SealError::Damaged))?,
            from: self.starts,
            until: self.ends,
        })
    }
}

/// The shifts of an organisation that touch a span.
pub(crate) async fn shifts(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Shift>, Problem> {
    let rows = fetch_all!(
        tx,
        ShiftRow,
        "SELECT id, organisation, person, duty, starts, ends FROM help_shift \
         WHERE organisation = $1 AND ends > $2 AND starts < $3 ORDER BY starts, id",
        organisation,
        from,
        until
    )?;
    rows.into_iter().map(ShiftRow::read).collect()
}

/// One shift.
pub(crate) async fn shift(tx: &mut Tx, id: ShiftId) -> Result<Option<Shift>, Problem> {
    let row = fetch_optional!(
        tx,
        ShiftRow,
        "SELECT id, organisation, person, duty, starts, ends FROM help_shift WHERE id = $1",
        id
    )?;
    row.map(ShiftRow::read).transpose()
}

/// Puts a shift on the rota.
pub(crate) async fn insert_shift(tx: &mut Tx, shift: &Shift) -> Result<(), Problem> {
    let duty = DUTIES.iter().find(|(duty, _)| *duty == shift.duty).map_or("responder", |(_, code)| *code);
    execute!(
        tx,
        "INSERT INTO help_shift (id, organisation, person, duty, starts, ends) VALUES ($1, $2, $3, $4, $5, $6)",
        shift.id,
        shift.organisation,
        shift.person,
        duty,
        shift.from,
        shift.until
    )?;
    Ok(())
}

/// Takes a shift off, with what was handed over in it.
pub(crate) async fn delete_shift(tx: &mut Tx, id: ShiftId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM help_shift WHERE id = $1", id)?;
    Ok(())
}

/// Keeps a sealed hand-over and the wraps of those who take over.
pub(crate) async fn insert_hand_over(
    tx: &mut Tx,
    id: Uuid,
    shift: &Shift,
    sealed: &SealedText,
    wraps: &[(PersonId, WrappedCaseKey)],
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO hand_over (id, organisation, shift, author, sealed, day) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        shift.organisation,
        shift.id,
        shift.person,
        sealed.as_bytes(),
        day
    )?;
    for (person, wrap) in wraps {
        execute!(
            tx,
            "INSERT INTO hand_over_wrap (hand_over, person, wrap) VALUES ($1, $2, $3)",
            id,
            *person,
            wrap.as_bytes()
        )?;
    }
    Ok(())
}

/// A hand-over, and the reader's wrap of its key where there is one.
pub(crate) struct HandOverRow {
    pub(crate) id: Uuid,
    pub(crate) author: PersonId,
    pub(crate) sealed: SealedText,
    pub(crate) wrap: Option<WrappedCaseKey>,
    pub(crate) day: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct Row {
    id: Uuid,
    author: PersonId,
    sealed: Vec<u8>,
    wrap: Option<Vec<u8>>,
    day: Timestamp,
}

/// The newest hand-overs of an organisation, as one of its people can open them.
pub(crate) async fn hand_overs(
    tx: &mut Tx,
    organisation: OrganisationId,
    reader: PersonId,
    most: i64,
) -> Result<Vec<HandOverRow>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT h.id, h.author, h.sealed, w.wrap, h.day FROM hand_over h \
         LEFT JOIN hand_over_wrap w ON w.hand_over = h.id AND w.person = $2 \
         WHERE h.organisation = $1 ORDER BY h.day DESC, h.id DESC LIMIT $3",
        organisation,
        reader,
        most
    )?;
    rows.into_iter()
        .map(|row| {
            let wrap =
                row.wrap.map(|bytes| WrappedCaseKey::from_bytes(&bytes)).transpose().map_err(damaged("a wrap"))?;
            let sealed = SealedText::from_bytes(row.sealed).map_err(damaged("a hand-over"))?;
            Ok(HandOverRow { id: row.id, author: row.author, sealed, wrap, day: row.day })
        })
        .collect()
}

/// Lets go of hand-overs that nobody needs any more.
pub(crate) async fn forget_hand_overs(
    tx: &mut Tx,
    organisation: OrganisationId,
    before: Timestamp,
) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM hand_over WHERE organisation = $1 AND day < $2", organisation, before)?;
    Ok(())
}

//! STUB
#![allow(missing_docs, unused_variables, dead_code, clippy::all, clippy::pedantic, unused_imports)]

    use saksi_base::*; use saksi_network::Member; use crate::Cases; use crate::model::case::*; use super::keys::Unlocked; type R<T> = Result<T, Problem>; use crate::model::{rota::*, calendar::*};
    pub struct ShiftRow { pub shift: Shift, pub name: String, pub organisation_name: String }
    pub struct Note { pub from: String, pub at: Timestamp, pub text: Option<String>, pub cases: Vec<(CaseId, String)> }
    pub struct Round { pub order: FollowTheSun, pub names: std::collections::BTreeMap<OrganisationId, String> }
    pub async fn shifts(c: &Cases, m: &Member, s: Span) -> R<Vec<ShiftRow>> { todo!() }
    pub async fn add(c: &Cases, m: &Member, p: PersonId, d: Duty, f: Timestamp, u: Timestamp) -> R<ShiftId> { todo!() }
    pub async fn remove(c: &Cases, m: &Member, s: ShiftId) -> R<()> { todo!() }
    pub async fn hand_over(c: &Cases, m: &Unlocked, s: ShiftId, cases: Vec<CaseId>, note: &str) -> R<()> { todo!() }
    pub async fn hand_overs(c: &Cases, m: &Unlocked) -> R<Vec<Note>> { todo!() }
    pub async fn round(c: &Cases, m: &Member) -> R<Round> { todo!() }
    pub async fn set_round(c: &Cases, m: &Member, o: &[OrganisationId]) -> R<()> { todo!() }

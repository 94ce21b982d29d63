//! STUB
#![allow(missing_docs, unused_variables, dead_code, clippy::all, clippy::pedantic, unused_imports)]

    use saksi_base::*; use saksi_network::Member; use crate::Cases; use crate::model::case::*; use super::keys::Unlocked; type R<T> = Result<T, Problem>; use crate::model::{consent::*, referral::*, words::*};
    pub struct ReferralView { pub referral: Referral, pub from_name: String, pub to_name: String, pub marking: Marking, pub extract: Vec<(Field, String)>, pub can_open: bool }
    pub struct NewConsent { pub purpose: Purpose, pub receiver: OrganisationId, pub extent: Extent, pub ends: Option<Timestamp> }
    pub async fn record_consent(c: &Cases, m: &Unlocked, id: CaseId, n: NewConsent) -> R<()> { todo!() }
    pub async fn ask_consent(c: &Cases, m: &Unlocked, id: CaseId, n: NewConsent) -> R<()> { todo!() }
    pub async fn withdraw_consent(c: &Cases, m: &Unlocked, id: CaseId, r: CaseRecordId) -> R<()> { todo!() }
    pub struct NewReferral { pub to: OrganisationId, pub service: ServiceKind, pub extent: Extent, pub text: String, pub deadline: Timestamp }
    pub async fn offer(c: &Cases, m: &Unlocked, id: CaseId, n: NewReferral) -> R<ReferralId> { todo!() }
    pub async fn take_back(c: &Cases, m: &Unlocked, r: ReferralId) -> R<()> { todo!() }
    pub async fn reached(c: &Cases, m: &Unlocked, r: ReferralId, a: Answer) -> R<()> { todo!() }
    pub async fn accept(c: &Cases, m: &Unlocked, r: ReferralId) -> R<()> { todo!() }
    pub async fn decline(c: &Cases, m: &Unlocked, r: ReferralId, d: DeclineReason) -> R<()> { todo!() }
    pub async fn incoming(c: &Cases, m: &Unlocked) -> R<Vec<ReferralView>> { todo!() }
    pub async fn outgoing(c: &Cases, m: &Unlocked) -> R<Vec<ReferralView>> { todo!() }
    pub async fn providers(c: &Cases, m: &Unlocked, id: CaseId, k: ServiceKind) -> R<(Vec<(Suggestion, String)>, Vec<(OrganisationId, String, NoFit)>)> { todo!() }

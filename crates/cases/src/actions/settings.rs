//! STUB
#![allow(missing_docs, unused_variables, dead_code, clippy::all, clippy::pedantic, unused_imports)]

    use saksi_base::*; use saksi_network::Member; use crate::Cases; use crate::model::case::*; use super::keys::Unlocked; type R<T> = Result<T, Problem>; use crate::model::settings::*;
    pub async fn get(c: &Cases, o: OrganisationId) -> R<HelpSettings> { todo!() }
    pub async fn set(c: &Cases, m: &Member, seen: u32, s: HelpSetting) -> R<()> { todo!() }

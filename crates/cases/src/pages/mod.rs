//! The pages of this room: [`public`] for those who ask, [`staff`] for those who help.

mod incoming;
pub mod public;
pub mod staff;
mod strip;

/// Routes on which files come in or go out on slow lines, for [`saksi_web::SiteBuilder::patient`].
pub const PATIENT: &[&str] =
    &["/help/files", "/help/part", "/help/take", "/cases/{case}/files", "/cases/{case}/evidence"];

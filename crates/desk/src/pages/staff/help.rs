//! `/desk/help`: the way of a claim through the desk, and the keys.

use saksi_web::{Locale, PageError, Response};

use super::Staff;

#[derive(askama::Template)]
#[template(path = "staff/help.html")]
pub(crate) struct HelpPage {
    pub(crate) l: Locale,
    pub(crate) steps: Vec<(String, String)>,
    pub(crate) keys: Vec<(&'static str, String)>,
}

impl HelpPage {
    pub(crate) fn new(l: &Locale) -> Self {
        let step = |title: &str, text: &str| (l.t(title), l.t(text));
        Self {
            steps: vec![
                step("desk-staff-help-queue", "desk-staff-help-queue-text"),
                step("desk-staff-help-take", "desk-staff-help-take-text"),
                step("desk-staff-help-similar", "desk-staff-help-similar-text"),
                step("desk-staff-help-write", "desk-staff-help-write-text"),
                step("desk-staff-help-review", "desk-staff-help-review-text"),
                step("desk-staff-help-publish", "desk-staff-help-publish-text"),
                step("desk-staff-help-correct", "desk-staff-help-correct-text"),
                step("desk-staff-help-letters", "desk-staff-help-letters-text"),
            ],
            keys: vec![
                ("j", l.t("desk-staff-key-next")),
                ("k", l.t("desk-staff-key-previous")),
                ("Enter", l.t("desk-staff-key-open")),
                ("u", l.t("desk-staff-key-back")),
                ("/", l.t("desk-staff-key-search")),
                ("?", l.t("desk-staff-key-help")),
            ],
            l: l.clone(),
        }
    }
}

/// `GET /desk/help`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    let page = HelpPage::new(staff.l());
    staff.page(staff.l().t("desk-staff-help-title"), None, &page)
}

//! Reports as PDF, through the browser that the settings name: it is handed the page and its style sheet, and reaches nothing.

use saksi_capture::{Browser, Paper};
use saksi_escalations::{Later, Print, Printed};
use saksi_fetch::Url;

/// The browser, and the address under which readers know this site.
pub(crate) struct Printer {
    pub(crate) browser: Browser,
    pub(crate) site: String,
}

impl Print for Printer {
    fn print(&self, report: Printed) -> Later<'_, Result<Vec<u8>, String>> {
        Box::pin(async move {
            let site = Url::parse(&self.site).map_err(|error| error.to_string())?;
            let under = |path: &str| site.join(path).map_err(|error| error.to_string());
            let style = (under(&report.style)?, saksi_web::STYLE.to_owned());
            let paper = Paper { url: under(&report.url)?, html: report.html, style };
            saksi_capture::print(&self.browser, &paper).await.map_err(|error| error.to_string())
        })
    }
}

//! Toolkits that organisations list for everybody: read without an account, and by responders of any organisation.

use saksi_base::{Problem, SiteLanguage};
use saksi_db::Viewer;

use super::view::organisation_name;
use crate::handle::Cases;
use crate::model::settings::TOOLKITS;
use crate::model::toolkit::{Toolkit, ToolkitText};
use crate::store;

/// A toolkit, and who lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The toolkit.
    pub toolkit: Toolkit,
    /// The organisation's name.
    pub organisation: String,
}

impl Listed {
    /// The text for a reader of a language, and the language in which it is.
    pub fn text(&self, language: SiteLanguage) -> Option<(SiteLanguage, &ToolkitText)> {
        self.toolkit.text(language)
    }
}

/// Every toolkit, by its organisation's name. A list that cannot be read counts as empty: it must not take the others away from
/// somebody who looks for help.
pub async fn all(cases: &Cases) -> Result<Vec<Listed>, Problem> {
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        let mut found = Vec::new();
        for (organisation, text) in store::settings::everywhere(&mut tx, TOOLKITS).await? {
            let list: Vec<Toolkit> = serde_json::from_str(&text).unwrap_or_else(|error| {
                tracing::error!(%error, "the toolkits of an organisation cannot be read");
                Vec::new()
            });
            if list.is_empty() {
                continue;
            }
            let name = organisation_name(&mut tx, organisation).await?;
            found.extend(list.into_iter().map(|toolkit| Listed { toolkit, organisation: name.clone() }));
        }
        Ok(found)
    })
}

//! Who is in the network, for everybody.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use saksi_base::{OrganisationId, Problem};
use saksi_db::{Db, Viewer};
use saksi_web::{Locale, Markup, PageError, PageQuery, PageRequest, Response, Shell, Site};
use serde::Deserialize;

use super::parts::{language_name, place_name};
use crate::model::organisation::{Organisation, StakeholderGroup};
use crate::store;

/// An organisation as the public sees it.
#[derive(Debug)]
pub(super) struct OrganisationView {
    slug: String,
    name: Markup,
    /// Empty where it is the same as the name.
    english_name: Markup,
    aliases: Vec<Markup>,
    place: Option<Markup>,
    legal_place: Option<Markup>,
    operating_places: Vec<Markup>,
    languages: String,
    stakeholder: Option<String>,
    website: Option<Markup>,
    email: Option<Markup>,
    contact: Markup,
    about: Markup,
    verified: bool,
    imported: bool,
    closed: bool,
}

impl OrganisationView {
    pub(super) fn of(l: &Locale, organisation: &Organisation) -> Self {
        let place = |place| place_name(l.language, place).map(|name| saksi_web::user(&name));
        let own = place(organisation.place());
        let legal = place(&organisation.legal_place).filter(|legal| Some(legal) != own.as_ref());
        let english =
            if organisation.english_name == organisation.name { "" } else { organisation.english_name.as_str() };
        Self {
            slug: organisation.slug.clone(),
            name: saksi_web::user(&organisation.name),
            english_name: if english.is_empty() { Markup::empty() } else { saksi_web::user(english) },
            aliases: organisation.aliases.iter().map(|alias| saksi_web::user(alias)).collect(),
            place: own,
            legal_place: legal,
            operating_places: organisation.operating_places.iter().filter_map(place).collect(),
            languages: l.list(&organisation.languages.iter().map(language_name).collect::<Vec<_>>()),
            stakeholder: (organisation.stakeholder != StakeholderGroup::NotDisclosed)
                .then(|| l.t(organisation.stakeholder.message())),
            website: organisation.website.as_deref().map(saksi_web::link),
            email: (!organisation.email.is_empty()).then(|| mail_link(&organisation.email)),
            contact: saksi_web::paragraphs(&organisation.contact),
            about: saksi_web::paragraphs(&organisation.about),
            verified: organisation.verified,
            imported: organisation.imported,
            closed: organisation.closed.is_some(),
        }
    }
}

/// `/organisations`
#[derive(Debug, Template)]
#[template(path = "organisations.html")]
struct OrganisationsPage {
    l: Locale,
    filter: Markup,
    members: Vec<OrganisationView>,
    imported: Vec<OrganisationView>,
    /// What stands there where nothing is listed.
    nothing: Markup,
    pages: Markup,
}

/// How many organisations one page lists, so that it stays light on a slow line.
const PER_PAGE: usize = 60;

/// Which part of the list: how many come before it, and what those in it carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    lens: String,
    goals: String,
    after: Option<usize>,
    before: Option<usize>,
}

/// Those of a list that carry what was chosen.
pub type Carrying<'a> = Pin<Box<dyn Future<Output = Result<Vec<OrganisationId>, Problem>> + Send + 'a>>;

/// What organisations say of themselves in another room, by which the public list is filtered there: the gender lens and the development
/// goals.
pub trait Lenses: Send + Sync {
    /// The form of the filter, with what was chosen.
    fn filter(&self, l: &Locale, path: &str, lens: &str, goals: &str) -> Markup;

    /// What stands there where nothing fits, with the way to the whole list.
    fn nothing(&self, l: &Locale, path: &str) -> Markup;

    /// The organisations that everybody may know to carry both.
    fn carrying<'a>(&'a self, db: &'a Db, lens: &'a str, goals: &'a str) -> Carrying<'a>;
}

const PATH: &str = "/organisations";

/// `GET /organisations`
pub(super) async fn organisations(
    State(site): State<Site>,
    lenses: Option<Extension<Arc<dyn Lenses>>>,
    request: PageRequest,
    PageQuery(part): PageQuery<Part>,
) -> Result<Response, PageError> {
    let mut all = saksi_db::read!(site.db, Viewer::Public, tx => { store::published_organisations(&mut tx).await })?;
    let l = &request.locale;
    let mut nothing = saksi_web::empty(l, "network-organisations-none", "network-organisations-none-how");
    let mut address = PATH.to_owned();
    let filter = lenses.as_ref().map_or_else(Markup::empty, |lenses| lenses.filter(l, PATH, &part.lens, &part.goals));
    if let Some(lenses) = lenses.filter(|_| !part.lens.is_empty() || !part.goals.is_empty()) {
        let fitting: HashSet<_> = lenses.carrying(&site.db, &part.lens, &part.goals).await?.into_iter().collect();
        all.retain(|organisation| fitting.contains(&organisation.id));
        nothing = lenses.nothing(l, PATH);
        let chosen = [("lens", &part.lens), ("goals", &part.goals)];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(chosen).finish();
        address = format!("{PATH}?{query}");
    }
    // Who works here first; the order within stays.
    all.sort_by_key(|organisation| organisation.imported);
    let start = part.after.or(part.before.map(|before| before.saturating_sub(PER_PAGE))).unwrap_or(0);
    let end = start.saturating_add(PER_PAGE);
    let previous = (start > 0).then(|| start.min(all.len()).to_string());
    let next = (all.len() > end).then(|| end.to_string());
    let shown = all.iter().skip(start).take(PER_PAGE);
    let (imported, members): (Vec<_>, Vec<_>) = shown.partition(|organisation| organisation.imported);
    let view = |list: Vec<&Organisation>| list.into_iter().map(|o| OrganisationView::of(l, o)).collect();
    let page = OrganisationsPage {
        members: view(members),
        imported: view(imported),
        filter,
        nothing,
        pages: saksi_web::pagination(l, &address, previous.as_deref(), next.as_deref()),
        l: l.clone(),
    };
    Shell::public(&request, l.t("network-organisations-title"))
        .description(&l.t("network-organisations-lead"))
        .canonical(PATH)
        .render(&page)
}

/// What everybody may know about an organisation: the head of its page, which the room that holds its work completes.
#[derive(Debug, Template)]
#[template(path = "organisation.html")]
struct OrganisationFacts {
    l: Locale,
    organisation: OrganisationView,
}

/// The name of an organisation as the page's heading, what it says about itself, where and in which languages it works, and
/// how to reach it.
pub fn organisation_facts(l: &Locale, organisation: &Organisation) -> Result<Markup, Problem> {
    let part = OrganisationFacts { organisation: OrganisationView::of(l, organisation), l: l.clone() };
    part.render().map(Markup::trusted).map_err(|error| {
        tracing::error!(%error, "the facts about an organisation could not be rendered");
        Problem::internal()
    })
}

/// A link that begins a message. The address was checked when it was entered, so nothing in it ends the link.
fn mail_link(address: &str) -> Markup {
    let address = saksi_web::escape(address);
    Markup::trusted(format!("<a href=\"mailto:{address}\" rel=\"nofollow\"><bdi dir=\"ltr\">{address}</bdi></a>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use saksi_base::{LanguageTag, OrganisationId, Place, SiteLanguage, Timestamp};
    use saksi_web::Translator;

    fn samples() -> Vec<Organisation> {
        let plain = Organisation {
            id: OrganisationId(uuid::Uuid::nil()),
            slug: "karen-voices".into(),
            name: "ကညီကလုၢ်".into(),
            english_name: "Karen Voices <b>".into(),
            aliases: vec![],
            legal_place: Place::NotDisclosed,
            operating_places: vec![],
            own_place: Place::NotDisclosed,
            languages: vec![],
            stakeholder: StakeholderGroup::NotDisclosed,
            website: None,
            email: String::new(),
            contact: String::new(),
            about: String::new(),
            review_required: true,
            shares_queue: false,
            imported: false,
            verified: false,
            created: Timestamp(0),
            closed: None,
        };
        let full = Organisation {
            aliases: vec!["KV".into()],
            legal_place: Place::Territory("TH"),
            operating_places: vec![Place::Territory("TW"), Place::SelfDescribed("Karen State".into())],
            own_place: Place::SelfDescribed("Karen State".into()),
            languages: vec!["my".parse::<LanguageTag>().unwrap(), "ksw".parse().unwrap()],
            stakeholder: StakeholderGroup::CivilSociety,
            website: Some("https://karen.example/".into()),
            email: "desk@karen.example".into(),
            contact: "LINE: @karen <i>".into(),
            about: "We check.\n\nEvery day.".into(),
            verified: true,
            ..plain.clone()
        };
        let closed = Organisation { closed: Some(Timestamp(0)), imported: true, ..full.clone() };
        vec![plain, full, closed]
    }

    #[test]
    fn an_organisation_is_shown_as_it_names_and_places_itself_in_every_language() {
        let mut sources = saksi_web::MESSAGES.to_vec();
        sources.extend_from_slice(crate::MESSAGES);
        let translator = Arc::new(Translator::new(&sources));
        for language in SiteLanguage::ALL {
            let l = Locale::new(translator.clone(), language, Timestamp(0));
            for organisation in samples() {
                let html = organisation_facts(&l, &organisation).unwrap().into_string();
                assert!(html.contains("ကညီကလုၢ်") && !html.contains("<b>") && !html.contains("<i>"), "{html}");
                assert_eq!(html.contains("mailto:desk@karen.example"), !organisation.email.is_empty());
                assert!(!html.contains("network-"), "a message is missing in {language}: {html}");
                if organisation.own_place != Place::NotDisclosed {
                    assert!(html.contains("Karen State"));
                }
            }
        }
    }
}

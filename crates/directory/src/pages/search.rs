//! Looking for members: `/members` for everybody, `/work/directory` for members.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use saksi_base::PersonId;
use saksi_db::Db;
use saksi_network::{Carrying, Lenses, Member, StakeholderGroup};
use saksi_web::fields::{self, Fields};
use saksi_web::{Locale, Markup, PageError, PageQuery, PageRequest, Response, Shell, Site, user};
use serde::Deserialize;

use super::parts::{self, Page, TagFilter, card, cards, dotted, language_name, place_name};
use crate::Directory;
use crate::model::offers::KINDS;
use crate::model::profile::{FOCUS, WORK};
use crate::model::regions::REGIONS;
use crate::model::search::{Hit, Looker, Wanted};
use crate::store;

/// How many one page shows.
const PER_PAGE: usize = 20;

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    q: String,
    kind: String,
    /// A stakeholder group: media, technology companies, election management bodies and so on.
    group: String,
    /// A part of the world, by its code.
    region: String,
    place: String,
    work: String,
    focus: String,
    lens: String,
    goals: String,
    language: String,
    need: String,
    offer: String,
    /// Somebody for whom another one is looked for, to introduce the two.
    with: String,
    after: Option<usize>,
    before: Option<usize>,
}

impl Looked {
    fn wanted(&self) -> Wanted {
        let mut facets = Vec::new();
        for (kind, value) in [
            ("group", &self.group),
            ("region", &self.region),
            ("place", &self.place),
            ("work", &self.work),
            ("focus", &self.focus),
            ("lens", &self.lens),
            ("goals", &self.goals),
            ("language", &self.language),
            ("need", &self.need),
            ("offer", &self.offer),
        ] {
            if !value.is_empty() {
                facets.push(format!("{kind}:{value}"));
            }
        }
        Wanted {
            text: self.q.clone(),
            facets,
            person: match self.kind.as_str() {
                "person" => Some(true),
                "organisation" => Some(false),
                _ => None,
            },
        }
    }

    /// The address of this search, without its part.
    fn address(&self, path: &str) -> String {
        let query = parts::query_of(&[
            ("q", &self.q),
            ("kind", &self.kind),
            ("group", &self.group),
            ("region", &self.region),
            ("place", &self.place),
            ("work", &self.work),
            ("focus", &self.focus),
            ("lens", &self.lens),
            ("goals", &self.goals),
            ("language", &self.language),
            ("need", &self.need),
            ("offer", &self.offer),
            ("with", &self.with),
        ]);
        format!("{path}?{query}")
    }

    fn form(&self, l: &Locale, action: &str, whole: bool) -> Markup {
        let f = Fields::new(l, None);
        let any = || vec![(String::new(), l.t("directory-any"))];
        let named = |list: &[(&str, &str)]| {
            let mut options = any();
            options.extend(list.iter().map(|(code, message)| ((*code).to_owned(), l.t(message))));
            options
        };
        let mut groups = any();
        let said = StakeholderGroup::ALL.into_iter().filter(|group| *group != StakeholderGroup::NotDisclosed);
        groups.extend(said.map(|group| (group.code().to_owned(), l.t(group.message()))));
        let mut territories = any();
        territories.extend(parts::territory_options(l.language));
        let regions: Vec<_> = REGIONS.iter().map(|region| (region.code, region.message)).collect();
        let kinds =
            [("", "directory-any"), ("organisation", "directory-organisations"), ("person", "directory-people")];
        let mut fields_shown =
            vec![f.text("q", "directory-search-name", &self.q).hint("directory-search-hint").longest(120).build()];
        let mut languages = any();
        languages.extend(parts::LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())));
        let menus = [
            f.select("kind", "directory-search-kind", &self.kind, &kinds).build(),
            f.select("group", "directory-stakeholder", &self.group, &[]).options(groups).build(),
            f.select("region", "directory-search-region", &self.region, &[]).options(named(&regions)).build(),
            f.select("place", "directory-place", &self.place, &[]).options(territories).build(),
            f.select("work", "directory-field-work", &self.work, &[]).options(named(WORK)).build(),
            f.select("focus", "directory-field-focus", &self.focus, &[]).options(named(FOCUS)).build(),
            f.select("lens", "directory-field-lens", &self.lens, &[]).options(parts::lens_options(l)).build(),
            f.select("goals", "directory-field-goals", &self.goals, &[]).options(parts::goal_options(l)).build(),
            f.select("language", "directory-field-languages", &self.language, &[]).options(languages).build(),
        ];
        if whole {
            fields_shown.extend(menus);
            // What somebody needs or gives is for members.
            fields_shown.extend([
                f.select("need", "directory-search-need", &self.need, &[]).options(named(KINDS)).build(),
                f.select("offer", "directory-search-offer", &self.offer, &[]).options(named(KINDS)).build(),
            ]);
        } else {
            // A visitor with a small screen sees one field; whoever chose something sees what they chose.
            let open = if self.wanted().facets.is_empty() && self.kind.is_empty() { "" } else { " open" };
            let summary = saksi_web::escape(&l.t("directory-search-more"));
            let menus: Markup = menus.into_iter().collect();
            fields_shown.push(Markup::trusted(format!(
                "<details class=\"folded\"{open}><summary>{summary}</summary>{menus}</details>"
            )));
        }
        if !self.with.is_empty() {
            fields_shown.push(f.hidden("with", &self.with));
        }
        fields_shown.push(f.submit("directory-search-button"));
        fields::query_form(action, &fields_shown)
    }
}

/// What is said of a hit below its name: other names, the kind, places and work.
fn lines_of(l: &Locale, hit: &Hit) -> Vec<Markup> {
    let mut about = vec![Markup::text(&l.t(if hit.person { "directory-person" } else { "directory-organisation" }))];
    let of = |kind: &'static str| hit.facets.iter().filter_map(move |facet| facet.strip_prefix(kind)).take(3);
    let mut known: Vec<String> = Vec::new();
    for code in of("place:") {
        let name = saksi_base::Place::from_code(code).and_then(|place| place_name(l.language, &place));
        known.extend(name.filter(|name| !known.contains(name)));
    }
    about.extend(known.iter().map(|name| user(name)));
    let message = |list: &'static [(&str, &str)], code: &str| {
        list.iter().find(|(known, _)| *known == code).map(|(_, message)| Markup::text(&l.t(message)))
    };
    about.extend(of("work:").filter_map(|code| message(WORK, code)));
    about.extend(of("language:").map(|tag| user(&language_name(tag))));
    let mut all = Vec::new();
    let others: Vec<Markup> = hit.names.iter().skip(1).take(3).map(|name| user(name)).collect();
    if !others.is_empty() {
        all.push(dotted(&others));
    }
    all.push(dotted(&about));
    all
}

fn results(l: &Locale, looked: &Looked, path: &str, hits: &[Hit], links: bool) -> Markup {
    let asked = !looked.wanted().facets.is_empty() || !looked.q.trim().is_empty();
    if !asked {
        return saksi_web::empty(l, "directory-search-nothing", "directory-search-nothing-how");
    }
    if hits.is_empty() {
        // A name may be spelt otherwise; what was chosen in the menus is let go of.
        let chosen = !looked.wanted().facets.is_empty() || !looked.kind.is_empty();
        return if chosen {
            let by_name = parts::query_of(&[("q", looked.q.trim()), ("with", &looked.with)]);
            parts::nothing_fits(l, &parts::with_query(path, &by_name))
        } else {
            saksi_web::empty(l, "directory-search-none", "directory-search-none-how")
        };
    }
    let start =
        looked.after.or(looked.before.map(|before| before.saturating_sub(PER_PAGE))).unwrap_or(0).min(hits.len());
    let end = start.saturating_add(PER_PAGE);
    let shown: Vec<Markup> = hits
        .iter()
        .skip(start)
        .take(PER_PAGE)
        .map(|hit| {
            let id = saksi_base::ids::encode(hit.id);
            let to = if hit.person {
                format!("/work/directory/people/{id}")
            } else {
                format!("/work/directory/organisations/{id}")
            };
            let name = user(hit.names.first().map_or("", String::as_str));
            let mut about = lines_of(l, hit);
            if let (true, true, Ok(with)) = (links, hit.person, looked.with.parse::<PersonId>())
                && with.0 != hit.id
            {
                let to = format!("/work/directory/introductions?one={with}&amp;other={id}");
                let label = saksi_web::escape(&l.t("directory-introduction-choose"));
                about.push(Markup::trusted(format!("<a href=\"{to}\">{label}</a>")));
            }
            card(&name, links.then_some(to.as_str()), &about)
        })
        .collect();
    let previous = (start > 0).then(|| start.to_string());
    let next = (hits.len() > end).then(|| end.to_string());
    let many = if hits.len() >= crate::model::search::MOST_FOUND {
        parts::paragraph(&l.ta("directory-search-many", &[("most", crate::model::search::MOST_FOUND)]))
    } else {
        Markup::empty()
    };
    let heading = parts::heading(&l.t("directory-search-results"));
    heading.then(&cards(&shown)).then(&many).then(&saksi_web::pagination(
        l,
        &looked.address(path),
        previous.as_deref(),
        next.as_deref(),
    ))
}

/// `GET /members`
pub(super) async fn members(
    State(site): State<Site>,
    Extension(directory): Extension<Directory>,
    request: PageRequest,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    // Only who chose to be public is found here, whoever looks.
    let hits = directory.search(&site.db, &looked.wanted(), &Looker::default()).await?;
    let page = Page::new(l.t("directory-members-title"))
        .lead(l.t("directory-members-lead"))
        .part(&looked.form(l, "/members", false))
        .part(&results(l, &looked, "/members", &hits, false))
        .link("/organisations", l.t("directory-members-organisations"))
        .link("/joining", l.t("directory-receipt-title"))
        .public();
    Shell::public(&request, page.title.clone()).description(&l.t("directory-members-lead")).no_index().render(&page)
}

/// Who looks, as the search asks.
pub(super) async fn looker(site: &Site, member: &Member) -> Result<Looker, PageError> {
    let groups =
        saksi_db::read!(site.db, member.viewer(), tx => { store::index::groups_of(&mut tx, member.person).await })?;
    Ok(Looker { member: true, own: vec![member.person.0, member.organisation.0], groups })
}

/// `GET /work/directory`
pub(super) async fn staff(
    State(site): State<Site>,
    Extension(directory): Extension<Directory>,
    request: PageRequest,
    member: Member,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let who = looker(&site, &member).await?;
    let hits = directory.search(&site.db, &looked.wanted(), &who).await?;
    let stale = super::own::reminder(&site, &request, &member).await?;
    Page::new(l.t("directory-title"))
        .part(&parts::tabs(&request, member.operator))
        .part(&stale)
        .part(&looked.form(l, "/work/directory", true))
        .part(&results(l, &looked, "/work/directory", &hits, true))
        .staff(&request, None)
}

impl Directory {
    /// What organisations say of themselves here, for the public list of them.
    pub fn lenses(&self) -> Arc<dyn Lenses> {
        Arc::new(Self::clone(self))
    }
}

fn tag_filter(lens: &str, goals: &str) -> TagFilter {
    TagFilter { lens: lens.to_owned(), goals: goals.to_owned() }
}

impl Lenses for Directory {
    fn filter(&self, l: &Locale, path: &str, lens: &str, goals: &str) -> Markup {
        tag_filter(lens, goals).form(l, path)
    }

    fn nothing(&self, l: &Locale, path: &str) -> Markup {
        parts::nothing_fits(l, path)
    }

    fn carrying<'a>(&'a self, db: &'a Db, lens: &'a str, goals: &'a str) -> Carrying<'a> {
        Box::pin(async move { self.organisations_with(db, &tag_filter(lens, goals).facets()).await })
    }
}

//! One record of the directory, as whoever looks may see it.

use axum::extract::State;
use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_network::{Member, StakeholderGroup};
use saksi_web::FormData as _;
use saksi_web::fields;
use saksi_web::{Locale, Markup, PageError, PagePath, PageRequest, Response, Site, Weight, paragraphs, user};

use super::parts::{self, Page, facts, language_name, language_names, paragraph, place_name};
use crate::actions::profiles::{self, Seen};
use crate::actions::{groups, introductions, life};
use crate::model::profile::Shape;
use crate::model::{Entry, Field};

/// What a field says, value by value.
fn values(l: &Locale, entry: &Entry) -> Vec<Markup> {
    entry
        .values
        .iter()
        .map(|value| match entry.field.shape() {
            Shape::Codes(list) => {
                let message = list.iter().find(|(code, _)| *code == value.text).map(|(_, message)| l.t(message));
                Markup::text(message.as_deref().unwrap_or(&value.text))
            }
            Shape::Goals => parts::goal(l, &value.text),
            Shape::Languages => user(&language_name(&value.text)),
            Shape::Noted if !value.note.is_empty() => {
                let note = l.ta("directory-conflict", &[("note", value.note.as_str())]);
                Markup::trusted(format!("{} ({})", user(&value.text), Markup::text(&note)))
            }
            _ => paragraphs(&value.text),
        })
        .collect()
}

/// What the directory adds, field by field, each with a word where it was opened to this reader alone.
fn added(l: &Locale, seen: &Seen, skip: &[Field]) -> Markup {
    let all: Vec<(String, Vec<Markup>)> = seen
        .profile
        .entries
        .iter()
        .filter(|entry| !skip.contains(&entry.field))
        .map(|entry| {
            let mut name = l.t(entry.field.message());
            if seen.revealed.contains(&entry.field) {
                name = format!("{name} · {}", l.t("directory-opened-to-you"));
            }
            (name, values(l, entry))
        })
        .collect();
    facts(&all)
}

/// When whoever keeps a record last said that it is right, so that a reader knows how old it may be.
fn confirmed(l: &Locale, seen: &Seen) -> Markup {
    if seen.profile.version == 0 {
        return Markup::empty();
    }
    paragraph(&l.ta("directory-confirmed", &[("date", l.date(seen.profile.confirmed))]))
}

/// `GET /work/directory/organisations/{id}`
pub(super) async fn organisation(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<OrganisationId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (known, seen, lineage) = saksi_db::read!(site.db, member.viewer(), tx => {
        let (known, seen) = profiles::organisation(&mut tx, id).await?;
        Ok::<_, Problem>((known, seen, life::lineage(&mut tx, id).await?))
    })?;
    let place = |place| place_name(l.language, place).map(|name| user(&name));
    let mut given = vec![
        (l.t("directory-english-name"), vec![user(&known.english_name)]),
        (l.t("directory-field-other-names"), known.aliases.iter().map(|alias| user(alias)).collect()),
        (l.t("directory-own-place"), place(&known.own_place).into_iter().collect()),
        (l.t("directory-legal-place"), place(&known.legal_place).into_iter().collect()),
        (l.t("directory-operating-places"), known.operating_places.iter().filter_map(place).collect()),
        (l.t("directory-field-languages"), language_names(&known.languages)),
    ];
    if known.stakeholder != StakeholderGroup::NotDisclosed {
        given.push((l.t("directory-stakeholder"), vec![Markup::text(&l.t(known.stakeholder.message()))]));
    }
    let mut page =
        Page::new(saksi_web::without_isolates(&known.name)).part(&facts(&given)).part(&paragraphs(&known.about));
    if known.closed.is_some() {
        page = page.part(&paragraph(&l.t("directory-organisation-closed")));
    }
    page = page.part(&super::life::lines_of(l, &lineage));
    if let Some(seen) = &seen {
        page = page.part(&added(l, seen, &[])).part(&confirmed(l, seen));
    }
    if member.operator {
        page = page.link(&format!("/work/directory/organisations/{id}/successor"), l.t("directory-succession-link"));
    }
    page.link(&format!("/organisations/{}", known.slug), l.t("directory-public-page"))
        .link("/work/directory", l.t("directory-back"))
        .staff(&request, None)
}

/// `GET /work/directory/people/{id}`
pub(super) async fn person(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<PersonId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (person, chaired) = saksi_db::read!(site.db, member.viewer(), tx => {
        let person = profiles::person(&mut tx, id).await?;
        Ok::<_, Problem>((person, groups::chaired_without(&mut tx, &member, id).await?))
    })?;
    if !person.seen.revealed.is_empty() {
        // Whoever opened something to one other may see when it was looked at.
        saksi_db::write!(site.db, "note a look", member.viewer(), tx => { introductions::look(&mut tx, &member, id).await })?;
    }
    let affiliations: Vec<Markup> = person
        .affiliations
        .iter()
        .map(|affiliation| {
            let mut line = vec![user(&affiliation.organisation_name)];
            line.extend(affiliation.roles.iter().map(|role| Markup::text(&l.t(role.message()))));
            let speaks = if affiliation.speaks_for { "directory-speaks-for" } else { "directory-contributes-to" };
            line.push(Markup::text(&l.t(speaks)));
            line.push(Markup::text(&l.ta("directory-since", &[("date", l.date(affiliation.started))])));
            if let Some(ended) = affiliation.ended {
                line.push(Markup::text(&l.ta("directory-until", &[("date", l.date(ended))])));
            }
            parts::dotted(&line)
        })
        .collect();
    let place = person.place.as_ref().and_then(|place| place_name(l.language, place));
    let given = [
        (l.t("directory-field-own-name"), person.own_name.iter().map(|name| user(name)).collect()),
        (l.t("directory-field-place"), place.iter().map(|name| user(name)).collect()),
        (l.t("directory-field-affiliations"), affiliations),
    ];
    let skip = [Field::Name, Field::OwnName, Field::Place, Field::Affiliations];
    let name = person.name.clone().unwrap_or_else(|| l.t("directory-somebody"));
    let mut page =
        Page::new(saksi_web::without_isolates(&name)).part(&facts(&given)).part(&added(l, &person.seen, &skip));
    page = page.part(&confirmed(l, &person.seen));
    let one = id.to_string();
    for group in chaired {
        let path = format!("/work/directory/groups/{}", group.id);
        let hidden = [("action", "take-in"), ("one", one.as_str())];
        let label = "directory-group-take-in-here";
        let button = fields::button_form(&request, &path, super::groups::Step::PURPOSE, &hidden, label, Weight::Quiet);
        page = page.part(&Markup::trusted(format!("<p>{}</p>", user(&group.name)))).part(&button);
    }
    page.link(&format!("/work/directory/introductions?one={id}"), l.t("directory-introduction-new"))
        .link("/work/directory", l.t("directory-back"))
        .staff(&request, None)
}

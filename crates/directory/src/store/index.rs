//! What the index is made from: names and what records are filtered by, of all or of one.

use std::collections::HashMap;

use saksi_base::clock::DAY;
use saksi_base::{PersonId, Place, Problem, Timestamp};
use saksi_db::{Tx, fetch_all};
use uuid::Uuid;

use crate::model::lenses::goal_of;
use crate::model::regions::region_of;
use crate::model::search::{Facet, Found, Name};
use crate::model::{Audience, Field, Listing};

#[derive(saksi_db::FromRow)]
struct OrganisationRow {
    id: Uuid,
    name: String,
    english_name: String,
    legal_place: String,
    own_place: String,
    stakeholder: String,
    listed: Option<i64>,
}

#[derive(saksi_db::FromRow)]
struct PersonRow {
    id: Uuid,
    display_name: String,
    own_script_name: Option<String>,
    place: String,
    listed: i64,
}

#[derive(saksi_db::FromRow)]
struct ListRow {
    id: Uuid,
    kind: String,
    entry: String,
}

#[derive(saksi_db::FromRow)]
struct ValueRow {
    subject: Uuid,
    field: String,
    audience: i64,
    value: Option<String>,
}

#[derive(saksi_db::FromRow)]
struct OfferRow {
    organisation: Uuid,
    side: String,
    kind: String,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

/// Where a person works now.
#[derive(saksi_db::FromRow)]
struct HouseRow {
    person: Uuid,
    stakeholder: String,
}

#[derive(saksi_db::FromRow)]
struct GroupRow {
    person: Uuid,
    working_group: Uuid,
}

struct Rows {
    organisations: Vec<OrganisationRow>,
    people: Vec<PersonRow>,
    lists: Vec<ListRow>,
    values: Vec<ValueRow>,
    offers: Vec<OfferRow>,
    groups: Vec<GroupRow>,
    houses: Vec<HouseRow>,
}

/// Every record that somebody may find.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Found>, Problem> {
    let day = tx.now().day();
    let rows = Rows {
        organisations: fetch_all!(
            tx,
            OrganisationRow,
            "SELECT o.id, o.name, o.english_name, o.legal_place, o.own_place, o.stakeholder, d.listed FROM organisation o \
             LEFT JOIN directory_profile d ON d.id = o.id WHERE o.closed_at IS NULL"
        )?,
        people: fetch_all!(
            tx,
            PersonRow,
            "SELECT p.id, p.display_name, p.own_script_name, p.place, d.listed FROM person p \
             JOIN directory_profile d ON d.id = p.id WHERE p.closed_at IS NULL AND d.listed > 0"
        )?,
        lists: fetch_all!(
            tx,
            ListRow,
            "SELECT organisation AS id, 'alias' AS kind, name AS entry FROM organisation_alias UNION ALL \
             SELECT organisation, 'place', place FROM organisation_place UNION ALL \
             SELECT organisation, 'language', language FROM organisation_language UNION ALL \
             SELECT l.successor, 'alias', o.name FROM organisation_lineage l JOIN organisation o ON o.id = l.former UNION ALL \
             SELECT l.successor, 'alias', o.english_name FROM organisation_lineage l JOIN organisation o ON o.id = l.former"
        )?,
        values: fetch_all!(
            tx,
            ValueRow,
            "SELECT f.subject, f.field, f.audience, v.value FROM directory_field f LEFT JOIN directory_value v \
             ON v.subject = f.subject AND v.field = f.field"
        )?,
        offers: offers(tx, day).await?,
        groups: fetch_all!(
            tx,
            GroupRow,
            "SELECT m.person, m.working_group FROM working_group_member m JOIN working_group g ON g.id = m.working_group \
             WHERE g.closed_at IS NULL AND m.named"
        )?,
        houses: fetch_all!(
            tx,
            HouseRow,
            "SELECT DISTINCT a.person, o.stakeholder FROM affiliation a JOIN organisation o ON o.id = a.organisation \
             WHERE a.ended_at IS NULL AND o.closed_at IS NULL"
        )?,
    };
    Ok(assemble(rows))
}

/// Those that stand today or later, with room left.
async fn offers(tx: &mut Tx, day: Timestamp) -> Result<Vec<OfferRow>, Problem> {
    Ok(fetch_all!(
        tx,
        OfferRow,
        "SELECT organisation, side, kind, valid_from, valid_until FROM directory_offer WHERE state = 'open' \
         AND taken < capacity AND valid_until >= $1",
        day
    )?)
}

/// One record; `None` when nobody may find it, or it is gone.
pub(crate) async fn one(tx: &mut Tx, id: Uuid) -> Result<Option<Found>, Problem> {
    let day = tx.now().day();
    let rows = Rows {
        organisations: fetch_all!(
            tx,
            OrganisationRow,
            "SELECT o.id, o.name, o.english_name, o.legal_place, o.own_place, o.stakeholder, d.listed FROM organisation o \
             LEFT JOIN directory_profile d ON d.id = o.id WHERE o.id = $1 AND o.closed_at IS NULL",
            id
        )?,
        people: fetch_all!(
            tx,
            PersonRow,
            "SELECT p.id, p.display_name, p.own_script_name, p.place, d.listed FROM person p \
             JOIN directory_profile d ON d.id = p.id WHERE p.id = $1 AND p.closed_at IS NULL AND d.listed > 0",
            id
        )?,
        lists: fetch_all!(
            tx,
            ListRow,
            "SELECT organisation AS id, 'alias' AS kind, name AS entry FROM organisation_alias WHERE organisation = $1 UNION ALL \
             SELECT organisation, 'place', place FROM organisation_place WHERE organisation = $1 UNION ALL \
             SELECT organisation, 'language', language FROM organisation_language WHERE organisation = $1 UNION ALL \
             SELECT l.successor, 'alias', o.name FROM organisation_lineage l JOIN organisation o ON o.id = l.former \
             WHERE l.successor = $1 UNION ALL \
             SELECT l.successor, 'alias', o.english_name FROM organisation_lineage l JOIN organisation o ON o.id = l.former \
             WHERE l.successor = $1",
            id
        )?,
        values: fetch_all!(
            tx,
            ValueRow,
            "SELECT f.subject, f.field, f.audience, v.value FROM directory_field f LEFT JOIN directory_value v \
             ON v.subject = f.subject AND v.field = f.field WHERE f.subject = $1",
            id
        )?,
        offers: fetch_all!(
            tx,
            OfferRow,
            "SELECT organisation, side, kind, valid_from, valid_until FROM directory_offer WHERE state = 'open' \
             AND taken < capacity AND valid_until >= $1 AND organisation = $2",
            day,
            id
        )?,
        groups: fetch_all!(
            tx,
            GroupRow,
            "SELECT m.person, m.working_group FROM working_group_member m JOIN working_group g ON g.id = m.working_group \
             WHERE g.closed_at IS NULL AND m.named AND m.person = $1",
            id
        )?,
        houses: fetch_all!(
            tx,
            HouseRow,
            "SELECT DISTINCT a.person, o.stakeholder FROM affiliation a JOIN organisation o ON o.id = a.organisation \
             WHERE a.ended_at IS NULL AND o.closed_at IS NULL AND a.person = $1",
            id
        )?,
    };
    Ok(assemble(rows).pop())
}

/// Those who are found by where they work, of an organisation or of one affiliation.
pub(crate) async fn people_of(tx: &mut Tx, id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let rows =
        fetch_all!(tx, (Uuid,), "SELECT DISTINCT person FROM affiliation WHERE id = $1 OR organisation = $1", id)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The working groups of a person, as one who looks; as one who is found, only those count in which the others may read their name.
pub(crate) async fn groups_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Uuid>, Problem> {
    let rows = fetch_all!(
        tx,
        GroupRow,
        "SELECT m.person, m.working_group FROM working_group_member m JOIN working_group g ON g.id = m.working_group \
         WHERE g.closed_at IS NULL AND m.person = $1",
        person
    )?;
    Ok(rows.into_iter().map(|row| row.working_group).collect())
}

fn grouped<T>(rows: Vec<T>, key: fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut groups: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// The territory and its region.
fn place_facets(place: &str, audience: Audience) -> impl Iterator<Item = Facet> {
    // A place in somebody's own words is found by nobody's filter, and says more than a filter may.
    let place = Place::from_code(place);
    let territory =
        place.as_ref().and_then(|place| if let Place::Territory(code) = place { Some(*code) } else { None });
    let region = place.as_ref().and_then(region_of).map(|region| region.code);
    let codes = territory.map(|code| format!("place:{code}")).into_iter();
    codes.chain(region.map(|code| format!("region:{code}"))).map(move |code| Facet::lasting(code, audience))
}

fn assemble(rows: Rows) -> Vec<Found> {
    let mut lists = grouped(rows.lists, |row| row.id);
    let mut values = grouped(rows.values, |row| row.subject);
    let mut offers = grouped(rows.offers, |row| row.organisation);
    let mut memberships = grouped(rows.groups, |row| row.person);
    let mut houses = grouped(rows.houses, |row| row.person);
    let mut all = Vec::with_capacity(rows.organisations.len() + rows.people.len());
    for row in rows.organisations {
        let public = |text: String| Name { text, audience: Audience::Public };
        let mut names = vec![public(row.name)];
        if names.first().is_none_or(|name| name.text != row.english_name) {
            names.push(public(row.english_name));
        }
        let mut facets = vec![Facet::lasting(format!("group:{}", row.stakeholder), Audience::Public)];
        facets.extend(place_facets(&row.legal_place, Audience::Public));
        facets.extend(place_facets(&row.own_place, Audience::Public));
        for entry in lists.remove(&row.id).unwrap_or_default() {
            match entry.kind.as_str() {
                "alias" => names.push(public(entry.entry)),
                "place" => facets.extend(place_facets(&entry.entry, Audience::Public)),
                _ => facets.push(Facet::lasting(format!("language:{}", entry.entry), Audience::Public)),
            }
        }
        for offer in offers.remove(&row.id).unwrap_or_default() {
            facets.push(Facet {
                code: format!("{}:{}", offer.side, offer.kind),
                audience: Audience::Network,
                // The last day is one on which it stands.
                stands: Some((offer.valid_from, offer.valid_until.plus(DAY))),
            });
        }
        add_values(&mut names, &mut facets, values.remove(&row.id).unwrap_or_default());
        all.push(Found {
            id: row.id,
            person: false,
            listing: row.listed.map_or(Listing::Public, Listing::from_level),
            names,
            facets,
            groups: Vec::new(),
        });
    }
    for row in rows.people {
        let values = values.remove(&row.id).unwrap_or_default();
        let audience = |field: Field| {
            let stored = values.iter().find(|value| value.field == field.code());
            stored.map_or(field.starts_for(), |value| Audience::from_level(value.audience))
        };
        let mut names = vec![Name { text: row.display_name, audience: audience(Field::Name) }];
        if let Some(text) = row.own_script_name {
            names.push(Name { text, audience: audience(Field::OwnName) });
        }
        let mut facets: Vec<Facet> = place_facets(&row.place, audience(Field::Place)).collect();
        let works = audience(Field::Affiliations);
        let groups = houses.remove(&row.id).unwrap_or_default().into_iter();
        facets.extend(groups.map(|house| Facet::lasting(format!("group:{}", house.stakeholder), works)));
        add_values(&mut names, &mut facets, values);
        all.push(Found {
            id: row.id,
            person: true,
            listing: Listing::from_level(row.listed),
            names,
            facets,
            groups: memberships.remove(&row.id).unwrap_or_default().into_iter().map(|row| row.working_group).collect(),
        });
    }
    all
}

fn add_values(names: &mut Vec<Name>, facets: &mut Vec<Facet>, values: Vec<ValueRow>) {
    for row in values {
        let (Some(field), Some(value)) = (Field::from_code(&row.field), row.value) else { continue };
        let audience = Audience::from_level(row.audience);
        match field {
            Field::OtherNames => names.push(Name { text: value, audience }),
            Field::Work | Field::Focus | Field::Lens => {
                facets.push(Facet::lasting(format!("{}:{value}", field.code()), audience));
            }
            Field::Goals => {
                // A target is found by its goal as well.
                let goal = goal_of(&value).filter(|goal| *goal != value);
                facets.extend(goal.map(|goal| Facet::lasting(format!("goals:{goal}"), audience)));
                facets.push(Facet::lasting(format!("goals:{value}"), audience));
            }
            Field::Languages => facets.push(Facet::lasting(format!("language:{value}"), audience)),
            _ => {}
        }
    }
}

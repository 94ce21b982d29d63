//! A copy of what the directory holds of oneself, or of one's organisation, for its owner alone, in a form that other programs read.
//!
//! It must never name anybody else whom its owner was introduced to or works with: a copy may be lost, and who knows whom is what adversaries
//! look for first.

use saksi_base::{LanguageTag, Place, Problem, Timestamp};
use saksi_db::Tx;
use saksi_network::Member;
use serde::Serialize;

use super::{introductions, offers, profiles};
use crate::model::introductions::Answer;
use crate::model::{Change, Entry, Field, Subject};
use crate::store::{digests, groups, index, notes};

/// What stands in a field, and for whom.
#[derive(Debug, Serialize)]
struct FieldCopy {
    field: &'static str,
    audience: &'static str,
    values: Vec<ValueCopy>,
}

#[derive(Debug, Serialize)]
struct ValueCopy {
    text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

/// What a field said before. Who changed an organisation's is left out.
#[derive(Debug, Serialize)]
struct ChangeCopy {
    version: i64,
    field: Option<&'static str>,
    at: Timestamp,
    before: String,
    after: String,
}

#[derive(Debug, Serialize)]
struct AffiliationCopy {
    organisation: String,
    roles: String,
    speaks_for: bool,
    from: Timestamp,
    until: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct IntroductionCopy {
    purpose: String,
    state: &'static str,
    begun: Timestamp,
    opened: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct PersonCopy {
    name: String,
    own_script_name: Option<String>,
    display_name: String,
    language: LanguageTag,
    place: Place,
    affiliations: Vec<AffiliationCopy>,
    working_groups: Vec<String>,
    /// Where news of the groups goes, and how often.
    mail: Option<MailCopy>,
    notes: Vec<NoteCopy>,
    introductions: Vec<IntroductionCopy>,
    /// When somebody looked at what was opened to them alone.
    looked_at: Vec<Timestamp>,
}

#[derive(Debug, Serialize)]
struct MailCopy {
    address: String,
    frequency: &'static str,
    language: &'static str,
}

#[derive(Debug, Serialize)]
struct NoteCopy {
    marking: saksi_base::Marking,
    title: String,
    content: String,
    written: Timestamp,
}

#[derive(Debug, Serialize)]
struct OfferCopy {
    side: &'static str,
    kind: String,
    title: String,
    detail: String,
    place: Place,
    capacity: i64,
    taken: i64,
    from: Timestamp,
    until: Timestamp,
    languages: Vec<LanguageTag>,
    gender_lens: Vec<String>,
    goals: Vec<String>,
    open: bool,
}

#[derive(Debug, Serialize)]
struct OrganisationCopy {
    name: String,
    english_name: String,
    aliases: Vec<String>,
    legal_place: Place,
    own_place: Place,
    operating_places: Vec<Place>,
    languages: Vec<LanguageTag>,
    stakeholder_group: &'static str,
    website: Option<String>,
    email: String,
    contact: String,
    about: String,
    needs_and_offers: Vec<OfferCopy>,
    public_changes: Vec<PublicChangeCopy>,
}

#[derive(Debug, Serialize)]
struct PublicChangeCopy {
    field: String,
    at: Timestamp,
    before: String,
    after: String,
}

/// A copy of a record, with what its pages show of its history.
#[derive(Debug, Serialize)]
pub struct OwnCopy {
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonCopy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<OrganisationCopy>,
    listing: &'static str,
    version: i64,
    fields: Vec<FieldCopy>,
    changes: Vec<ChangeCopy>,
}

fn field(entry: Entry) -> FieldCopy {
    let value = |value: crate::model::Value| ValueCopy { text: value.text, note: value.note };
    FieldCopy {
        field: entry.field.code(),
        audience: entry.audience.code(),
        values: entry.values.into_iter().map(value).collect(),
    }
}

fn change(change: Change) -> ChangeCopy {
    ChangeCopy {
        version: change.version,
        field: change.field.map(Field::code),
        at: change.at,
        before: change.before,
        after: change.after,
    }
}

/// A copy of a record that one keeps.
pub async fn copy(tx: &mut Tx, by: &Member, subject: Subject) -> Result<OwnCopy, Problem> {
    let profile = profiles::own(tx, by, subject).await?;
    let changes = profiles::history(tx, by, subject).await?;
    let (person, organisation) = match subject {
        Subject::Person(_) => (Some(of_person(tx, by).await?), None),
        Subject::Organisation(_) => (None, Some(of_organisation(tx, by).await?)),
    };
    Ok(OwnCopy {
        person,
        organisation,
        listing: profile.listing.code(),
        version: profile.version,
        fields: profile.entries.into_iter().map(field).collect(),
        changes: changes.into_iter().map(change).collect(),
    })
}

async fn of_person(tx: &mut Tx, by: &Member) -> Result<PersonCopy, Problem> {
    let person = saksi_network::person(tx, by.person).await?.ok_or_else(Problem::not_found)?;
    let affiliations = saksi_network::affiliations_of(tx, by.person).await?;
    let mut working_groups = Vec::new();
    for id in index::groups_of(tx, by.person).await? {
        working_groups.extend(groups::group(tx, saksi_base::WorkingGroupId(id)).await?.map(|group| group.name));
    }
    let mut introduced = Vec::new();
    for one in introductions::mine(tx, by).await? {
        let Some(party) = one.party(by.person) else { continue };
        let opened = match &party.answer {
            Answer::Yes(fields) => fields.iter().map(|field| field.code()).collect(),
            _ => Vec::new(),
        };
        introduced.push(IntroductionCopy { opened, state: one.state.code(), begun: one.begun, purpose: one.purpose });
    }
    Ok(PersonCopy {
        name: person.name,
        own_script_name: person.own_script_name,
        display_name: person.display_name,
        language: person.language,
        place: person.place,
        affiliations: affiliations
            .into_iter()
            .map(|one| AffiliationCopy {
                roles: one.roles.to_codes(),
                organisation: one.organisation_name,
                speaks_for: one.speaks_for,
                from: one.started,
                until: one.ended,
            })
            .collect(),
        working_groups,
        mail: digests::of_person(tx, by.person).await?.map(|digest| MailCopy {
            address: digest.address,
            frequency: digest.frequency.code(),
            language: digest.language.tag(),
        }),
        notes: notes::by_author(tx, by.person)
            .await?
            .into_iter()
            .map(|(marking, title, content, written)| NoteCopy { marking, title, content, written })
            .collect(),
        introductions: introduced,
        looked_at: introductions::looks(tx, by).await?.into_iter().map(|(at, _)| at).collect(),
    })
}

async fn of_organisation(tx: &mut Tx, by: &Member) -> Result<OrganisationCopy, Problem> {
    let known = saksi_network::organisation(tx, by.organisation).await?.ok_or_else(Problem::not_found)?;
    let needs_and_offers = offers::ours(tx, by)
        .await?
        .into_iter()
        .map(|offer| OfferCopy {
            side: offer.draft.side.code(),
            kind: offer.draft.kind,
            title: offer.draft.title,
            detail: offer.draft.detail,
            place: offer.draft.place,
            capacity: offer.draft.capacity,
            taken: offer.taken,
            from: offer.draft.from,
            until: offer.draft.until,
            languages: offer.draft.languages,
            gender_lens: offer.draft.tags.lens,
            goals: offer.draft.tags.goals,
            open: offer.open,
        })
        .collect();
    Ok(OrganisationCopy {
        name: known.name,
        english_name: known.english_name,
        aliases: known.aliases,
        legal_place: known.legal_place,
        own_place: known.own_place,
        operating_places: known.operating_places,
        languages: known.languages,
        stakeholder_group: known.stakeholder.code(),
        website: known.website,
        email: known.email,
        contact: known.contact,
        about: known.about,
        needs_and_offers,
        public_changes: profiles::public_history(tx, by)
            .await?
            .into_iter()
            .map(|one| PublicChangeCopy {
                field: one.field,
                at: one.at,
                before: one.value_before,
                after: one.value_after,
            })
            .collect(),
    })
}

//! One's own record and that of one's organisation: what stands there, for whom, and what it said before.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use saksi_base::problem::Problems;
use saksi_base::{Place, Problem};
use saksi_network::{Capability, Member, OrganisationChange, StakeholderGroup};
use saksi_web::fields::{self, Fields};
use saksi_web::{Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Site, Tone, Weight, user};
use serde::Deserialize;

use super::parts::{self, LANGUAGES, Page, done, done_of, heading, lines, paragraph, to_mend};
use crate::actions::{copy, profiles};
use crate::model::import::TARGETS;
use crate::model::lenses::GOALS;
use crate::model::profile::{LONGEST_VALUE, Shape, Typed, read};
use crate::model::{Audience, Change, Entry, Field, Listing, Profile, Subject, Value};

/// A record as typed: of a person or an organisation, whose fields the other does not have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Record {
    version: String,
    listing: String,
    work: Vec<String>,
    focus: Vec<String>,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    gender: Vec<String>,
    languages: Vec<String>,
    other_languages: String,
    accreditations: String,
    funders: String,
    independence: String,
    codes: String,
    desk: String,
    other_names: String,
    skills: String,
    elsewhere: String,
    about: String,
    contact: String,
    #[serde(rename = "work_audience")]
    work_audience: String,
    #[serde(rename = "focus_audience")]
    focus_audience: String,
    #[serde(rename = "lens_audience")]
    lens_audience: String,
    #[serde(rename = "goals_audience")]
    goals_audience: String,
    #[serde(rename = "gender_audience")]
    gender_audience: String,
    #[serde(rename = "accreditations_audience")]
    accreditations_audience: String,
    #[serde(rename = "funders_audience")]
    funders_audience: String,
    #[serde(rename = "independence_audience")]
    independence_audience: String,
    #[serde(rename = "codes_audience")]
    codes_audience: String,
    #[serde(rename = "desk_audience")]
    desk_audience: String,
    #[serde(rename = "name_audience")]
    name_audience: String,
    #[serde(rename = "own_name_audience")]
    own_name_audience: String,
    #[serde(rename = "other_names_audience")]
    other_names_audience: String,
    #[serde(rename = "place_audience")]
    place_audience: String,
    #[serde(rename = "languages_audience")]
    languages_audience: String,
    #[serde(rename = "skills_audience")]
    skills_audience: String,
    #[serde(rename = "affiliations_audience")]
    affiliations_audience: String,
    #[serde(rename = "elsewhere_audience")]
    elsewhere_audience: String,
    #[serde(rename = "about_audience")]
    about_audience: String,
    #[serde(rename = "contact_audience")]
    contact_audience: String,
}

impl FormData for Record {
    const PURPOSE: &'static str = "directory:record";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const LIMIT: usize = 256 * 1024;
}

impl Record {
    /// What was typed for one field.
    fn typed(&self, field: Field) -> Typed {
        let (lines, audience) = match field {
            Field::Work => ("", &self.work_audience),
            Field::Focus => ("", &self.focus_audience),
            Field::Lens => ("", &self.lens_audience),
            Field::Goals => (self.targets.as_str(), &self.goals_audience),
            Field::Gender => ("", &self.gender_audience),
            Field::Accreditations => (self.accreditations.as_str(), &self.accreditations_audience),
            Field::Funders => (self.funders.as_str(), &self.funders_audience),
            Field::Independence => (self.independence.as_str(), &self.independence_audience),
            Field::Codes => (self.codes.as_str(), &self.codes_audience),
            Field::Desk => (self.desk.as_str(), &self.desk_audience),
            Field::Name => ("", &self.name_audience),
            Field::OwnName => ("", &self.own_name_audience),
            Field::OtherNames => (self.other_names.as_str(), &self.other_names_audience),
            Field::Place => ("", &self.place_audience),
            Field::Languages => (self.other_languages.as_str(), &self.languages_audience),
            Field::Skills => (self.skills.as_str(), &self.skills_audience),
            Field::Affiliations => ("", &self.affiliations_audience),
            Field::Elsewhere => (self.elsewhere.as_str(), &self.elsewhere_audience),
            Field::About => (self.about.as_str(), &self.about_audience),
            Field::Contact => (self.contact.as_str(), &self.contact_audience),
        };
        let ticked = match field {
            Field::Work => self.work.clone(),
            Field::Focus => self.focus.clone(),
            Field::Lens => self.lens.clone(),
            Field::Goals => self.goals.clone(),
            Field::Gender => self.gender.clone(),
            Field::Languages => self.languages.clone(),
            _ => Vec::new(),
        };
        Typed { ticked, lines: lines.to_owned(), audience: audience.clone() }
    }

    fn read(&self, subject: Subject) -> Result<(i64, Listing, Vec<Entry>), Problem> {
        let mut problems = Problems::new();
        let listing = Listing::from_code(&self.listing);
        if listing.is_none() {
            problems.add("listing", "directory-listing-missing");
        }
        let entries = Field::of(subject).iter().map(|field| read(*field, &self.typed(*field), &mut problems)).collect();
        problems.finish()?;
        // What is no number was never a version; it is refused as one that has passed.
        Ok((self.version.parse().unwrap_or(-1), listing.unwrap_or(Listing::Hidden), entries))
    }
}

/// A record as the form shows it.
struct Shown<'a> {
    version: i64,
    listing: &'a str,
    typed: Vec<(Field, Typed)>,
}

impl<'a> Shown<'a> {
    fn of(profile: &'a Profile) -> Self {
        let typed = |entry: &Entry| {
            let texts = || entry.values.iter().map(|value| value.text.clone());
            let (ticked, lines) = match entry.field.shape() {
                Shape::Codes(_) => (texts().collect(), String::new()),
                Shape::Languages => {
                    let offered = |tag: &String| LANGUAGES.iter().any(|(code, _)| code == tag);
                    (
                        texts().filter(offered).collect(),
                        texts().filter(|tag| !offered(tag)).collect::<Vec<_>>().join(", "),
                    )
                }
                Shape::Goals => {
                    let goal = |tag: &String| GOALS.iter().any(|(code, _)| code == tag);
                    (texts().filter(goal).collect(), texts().filter(|tag| !goal(tag)).collect::<Vec<_>>().join(", "))
                }
                _ => (Vec::new(), entry.values.iter().map(Value::line).collect::<Vec<_>>().join("\n")),
            };
            (entry.field, Typed { ticked, lines, audience: entry.audience.code().to_owned() })
        };
        Self {
            version: profile.version,
            listing: if profile.version == 0 { "" } else { profile.listing.code() },
            typed: profile.entries.iter().map(typed).collect(),
        }
    }

    /// As typed, over what stands: the version is that of the record now, so that a second attempt after a look goes through.
    fn again(profile: &Profile, record: &'a Record) -> Self {
        let typed = Field::of(profile.subject).iter().map(|field| (*field, record.typed(*field))).collect();
        Self { version: profile.version, listing: &record.listing, typed }
    }
}

fn hint_of(field: Field) -> &'static str {
    match field.shape() {
        Shape::Noted => "directory-hint-noted",
        Shape::Languages => "directory-hint-languages",
        Shape::Given => "directory-hint-given",
        Shape::Goals => "directory-hint-targets",
        Shape::Codes(_) if matches!(field, Field::Gender) => "directory-hint-gender",
        Shape::Codes(_) => "directory-hint-codes",
        Shape::Lines => match field {
            Field::Contact => "directory-hint-contact",
            Field::Skills => "directory-hint-skills",
            Field::OtherNames => "directory-hint-other-names",
            Field::Elsewhere => "directory-hint-elsewhere",
            _ => "directory-hint-lines",
        },
    }
}

fn form(request: &PageRequest, action: &str, shown: &Shown<'_>, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let audiences: Vec<(&str, &str)> =
        Audience::ALL.iter().map(|audience| (audience.code(), audience.message())).collect();
    let listings = [
        ("hidden", "directory-listing-hidden"),
        ("network", "directory-listing-network"),
        ("public", "directory-listing-public"),
    ];
    let version = shown.version.to_string();
    let mut all = vec![
        f.hidden("version", &version),
        f.radio("listing", "directory-listing", shown.listing, &listings)
            .hint("directory-listing-hint")
            .required()
            .build(),
    ];
    for (field, typed) in &shown.typed {
        let code = field.code();
        let longest = u32::try_from(LONGEST_VALUE * 20).unwrap_or(u32::MAX);
        match field.shape() {
            Shape::Given => all.push(heading(&l.t(field.message())).then(&paragraph(&l.t(hint_of(*field))))),
            Shape::Codes(list) => {
                all.push(f.checks(code, field.message(), &typed.ticked, list).hint(hint_of(*field)).optional().build());
            }
            Shape::Languages => {
                let options = LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
                all.push(f.checks(code, field.message(), &typed.ticked, &[]).options(options).optional().build());
                all.push(
                    f.text("other-languages", "directory-other-languages", &typed.lines)
                        .hint(hint_of(*field))
                        .optional()
                        .build(),
                );
            }
            Shape::Goals => {
                let boxes = parts::goal_boxes(l);
                all.push(f.checks(code, field.message(), &typed.ticked, &[]).options(boxes).optional().build());
                all.push(
                    f.text("targets", "directory-targets", &typed.lines)
                        .hint(hint_of(*field))
                        .longest(200)
                        .optional()
                        .build(),
                );
            }
            Shape::Lines | Shape::Noted => {
                let area = f.area(code, field.message(), &typed.lines).hint(hint_of(*field)).rows(3).longest(longest);
                all.push(area.optional().build());
            }
        }
        let audience = if typed.audience.is_empty() { field.starts_for().code() } else { &typed.audience };
        let label = l.ta("directory-audience-of", &[("field", l.t(field.message()))]);
        all.push(
            f.select(field.audience_name(), "directory-audience", audience, &audiences)
                .labelled(&saksi_web::without_isolates(&label))
                .build(),
        );
    }
    all.push(f.submit("directory-save"));
    fields::form(request, action, Record::PURPOSE, &all)
}

/// Nothing but the word that a record is still right.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Right {}

impl FormData for Right {
    const PURPOSE: &'static str = "directory:right";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn history(l: &Locale, changes: &[Change]) -> Markup {
    if changes.is_empty() {
        return Markup::empty();
    }
    let all: Vec<Markup> = changes
        .iter()
        .map(|change| {
            let what = change.field.map_or("directory-listing", Field::message);
            let who = change.by.as_deref().map_or_else(|| Markup::text(&l.t("directory-somebody-gone")), user);
            parts::dotted(&[
                l.day(change.at),
                who,
                Markup::text(&l.t(what)),
                Markup::trusted(format!("<del>{}</del>", user(&change.before))),
                Markup::trusted(format!("<ins>{}</ins>", user(&change.after))),
            ])
        })
        .collect();
    heading(&l.t("directory-history")).then(&paragraph(&l.t("directory-history-lead"))).then(&lines(&all))
}

/// What a field of the public record said, in words.
fn said_publicly(l: &Locale, field: &str, text: &str) -> Markup {
    let values: Vec<Markup> = text
        .lines()
        .map(|line| match field {
            "legal_place" | "own_place" | "operating_places" => {
                let place = Place::from_code(line).unwrap_or(Place::NotDisclosed);
                let name = parts::place_name(l.language, &place);
                name.map_or_else(|| Markup::text(&l.t("directory-place-not-disclosed")), |name| user(&name))
            }
            "languages" => user(&parts::language_name(line)),
            "stakeholder" => {
                let group = StakeholderGroup::ALL.into_iter().find(|group| group.code() == line);
                group.map_or_else(|| user(line), |group| Markup::text(&l.t(group.message())))
            }
            _ => user(line),
        })
        .collect();
    parts::dotted(&values)
}

/// What the public record of an organisation said before, for those who keep it.
fn public_history(l: &Locale, changes: &[OrganisationChange]) -> Markup {
    if changes.is_empty() {
        return Markup::empty();
    }
    let all: Vec<Markup> = changes
        .iter()
        .map(|change| {
            let named = TARGETS.iter().find(|(code, _, _)| *code == change.field);
            let who = change.by_name.as_deref().map_or_else(|| Markup::text(&l.t("directory-somebody-gone")), user);
            let marked = |tag, text| {
                let said = said_publicly(l, &change.field, text);
                Markup::trusted(format!("<{tag}>{said}</{tag}>"))
            };
            parts::dotted(&[
                l.day(change.at),
                who,
                named.map_or_else(|| user(&change.field), |(_, message, _)| Markup::text(&l.t(message))),
                marked("del", &change.value_before),
                marked("ins", &change.value_after),
            ])
        })
        .collect();
    heading(&l.t("directory-history-public")).then(&paragraph(&l.t("directory-history-lead"))).then(&lines(&all))
}

/// Whose record a page is about.
#[derive(Clone, Copy)]
enum Whose {
    Mine,
    Ours,
}

impl Whose {
    const fn path(self) -> &'static str {
        match self {
            Self::Mine => "/work/directory/me",
            Self::Ours => "/work/directory/ours",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Mine => "directory-tab-me",
            Self::Ours => "directory-tab-ours",
        }
    }

    const fn lead(self) -> &'static str {
        match self {
            Self::Mine => "directory-me-lead",
            Self::Ours => "directory-ours-lead",
        }
    }

    const fn subject(self, member: &Member) -> Subject {
        match self {
            Self::Mine => Subject::Person(member.person),
            Self::Ours => Subject::Organisation(member.organisation),
        }
    }
}

async fn page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    whose: Whose,
    typed: Option<(&Record, &Problem)>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let subject = whose.subject(member);
    let (profile, changes, public) = saksi_db::read!(site.db, member.viewer(), tx => {
        let profile = profiles::own(&mut tx, member, subject).await?;
        let public = match whose {
            Whose::Mine => Vec::new(),
            Whose::Ours => profiles::public_history(&mut tx, member).await?,
        };
        Ok::<_, Problem>((profile, profiles::history(&mut tx, member, subject).await?, public))
    })?;
    let shown = match typed {
        Some((record, _)) => Shown::again(&profile, record),
        None => Shown::of(&profile),
    };
    let problem = typed.map(|(_, problem)| problem);
    let mut page = Page::new(l.t(whose.title())).part(&parts::tabs(request, member.operator));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    if profile.is_stale(site.clock.now()) {
        page = page.part(&stale(request, whose, &profile));
    }
    let seen_as = match whose {
        Whose::Mine => format!("/work/directory/people/{}", member.person),
        Whose::Ours => format!("/work/directory/organisations/{}", member.organisation),
    };
    page.lead(l.t(whose.lead()))
        .part(&form(request, whose.path(), &shown, problem))
        .part(&history(l, &changes))
        .part(&public_history(l, &public))
        .link(&seen_as, l.t("directory-as-seen"))
        .link(&format!("{}/copy", whose.path()), l.t("directory-copy"))
        .link("/work/directory/leaving", l.t("directory-leaving"))
        .staff(request, problem)
}

fn stale(request: &PageRequest, whose: Whose, profile: &Profile) -> Markup {
    let l = &request.locale;
    let said = Markup::text(&l.ta("directory-stale", &[("date", l.date(profile.confirmed))]));
    let button = fields::button_form(
        request,
        &format!("{}/right", whose.path()),
        Right::PURPOSE,
        &[],
        "directory-still-right",
        Weight::Quiet,
    );
    let inner = Markup::trusted(format!("<p>{said} <a href=\"{}\">{}</a></p>", whose.path(), l.t(whose.title())));
    saksi_web::notice(Tone::Waiting, "", &inner.then(&button))
}

/// What reminds somebody of records that they keep and have not looked at for a year.
pub(super) async fn reminder(site: &Site, request: &PageRequest, member: &Member) -> Result<Markup, PageError> {
    let now = site.clock.now();
    let mut all = Markup::empty();
    for whose in [Whose::Mine, Whose::Ours] {
        if matches!(whose, Whose::Ours) && !member.has(Capability::MANAGE_ORGANISATION) {
            continue;
        }
        let profile = saksi_db::read!(site.db, member.viewer(), tx => {
            profiles::own(&mut tx, member, whose.subject(member)).await
        })?;
        if profile.is_stale(now) {
            all = all.then(&stale(request, whose, &profile));
        }
    }
    Ok(all)
}

async fn save(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    whose: Whose,
    record: &Record,
) -> Result<Response, PageError> {
    let subject = whose.subject(member);
    let outcome = async {
        let (version, listing, entries) = record.read(subject)?;
        saksi_db::write!(site.db, "save directory record", member.viewer(), tx => {
            profiles::save(&mut tx, member, subject, version, listing, entries.clone()).await
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other(&format!("{}?done=saved", whose.path()))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(site, request, member, whose, Some((record, &problem))).await
        }
    }
}

async fn confirm(site: &Site, member: &Member, whose: Whose) -> Result<Response, PageError> {
    let subject = whose.subject(member);
    saksi_db::write!(site.db, "confirm directory record", member.viewer(), tx => {
        profiles::confirm(&mut tx, member, subject).await
    })?;
    Ok(saksi_web::see_other(&format!("{}?done=saved", whose.path())))
}

async fn copied(site: &Site, member: &Member, whose: Whose) -> Result<Response, PageError> {
    let subject = whose.subject(member);
    let copy = saksi_db::read!(site.db, member.viewer(), tx => { copy::copy(&mut tx, member, subject).await })?;
    let headers = [
        (header::CONTENT_DISPOSITION, "attachment; filename=\"directory-record.json\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Json(copy)).into_response())
}

/// `GET /work/directory/me/copy`
pub(super) async fn copy_me(State(site): State<Site>, member: Member) -> Result<Response, PageError> {
    copied(&site, &member, Whose::Mine).await
}

/// `GET /work/directory/ours/copy`
pub(super) async fn copy_ours(State(site): State<Site>, member: Member) -> Result<Response, PageError> {
    copied(&site, &member, Whose::Ours).await
}

/// `GET /work/directory/me`
pub(super) async fn me(State(site): State<Site>, request: PageRequest, member: Member) -> Result<Response, PageError> {
    page(&site, &request, &member, Whose::Mine, None).await
}

/// `POST /work/directory/me`
pub(super) async fn save_me(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Record>,
) -> Result<Response, PageError> {
    save(&site, &request, &member, Whose::Mine, &form.value).await
}

/// `POST /work/directory/me/right`
pub(super) async fn confirm_me(
    State(site): State<Site>,
    member: Member,
    _: Form<Right>,
) -> Result<Response, PageError> {
    confirm(&site, &member, Whose::Mine).await
}

/// `GET /work/directory/ours`
pub(super) async fn ours(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    page(&site, &request, &member, Whose::Ours, None).await
}

/// `POST /work/directory/ours`
pub(super) async fn save_ours(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Record>,
) -> Result<Response, PageError> {
    save(&site, &request, &member, Whose::Ours, &form.value).await
}

/// `POST /work/directory/ours/right`
pub(super) async fn confirm_ours(
    State(site): State<Site>,
    member: Member,
    _: Form<Right>,
) -> Result<Response, PageError> {
    confirm(&site, &member, Whose::Ours).await
}

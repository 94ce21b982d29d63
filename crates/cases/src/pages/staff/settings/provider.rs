//! What other helplines are told about the help that this one gives.

use saksi_base::{LanguageTag, Place, Problem};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, PageError, PageRequest, Response};

use super::{after, hideable, may, page};
use crate::model::referral::{Fees, PartnerKind, ProviderProfile, StartTime, WeeklyHours};
use crate::model::words::{Beneficiary, IncidentType, ServiceKind};
use crate::pages::staff::parts::{choices, line};
use crate::pages::staff::{Staff, WorkPage, forms, opening};

forms! {
    /// What others are told.
    ProviderForm "cases:provider" 32 {
        seen: String, kind: String, services: Vec<String>, languages: String, places: String, incidents: Vec<String>, groups: Vec<String>,
        hours: String, cases: String, start: String, fees: String, code: String,
    }
}

/// How the form sends when somebody begins.
const STARTS: [(StartTime, &str, &str); 5] = [
    (StartTime::Hours, "hours", "cases-staff-start-hours"),
    (StartTime::Days, "days", "cases-staff-start-days"),
    (StartTime::Week, "week", "cases-staff-start-week"),
    (StartTime::Weeks, "weeks", "cases-staff-start-weeks"),
    (StartTime::Closed, "closed", "cases-staff-start-closed"),
];

/// How the form sends the hours of a week.
const HOURS: [(WeeklyHours, &str, &str); 5] = [
    (WeeklyHours::UnderOne, "under-one", "cases-staff-hours-under-one"),
    (WeeklyHours::TwoToFour, "two-to-four", "cases-staff-hours-two-to-four"),
    (WeeklyHours::FiveToTen, "five-to-ten", "cases-staff-hours-five-to-ten"),
    (WeeklyHours::TenToTwenty, "ten-to-twenty", "cases-staff-hours-ten-to-twenty"),
    (WeeklyHours::OverTwenty, "over-twenty", "cases-staff-hours-over-twenty"),
];

/// How the form sends what help costs.
const FEES: [(Fees, &str, &str); 3] = [
    (Fees::Free, "free", "cases-staff-fees-free"),
    (Fees::Sliding, "sliding", "cases-staff-fees-sliding"),
    (Fees::Paid, "paid", "cases-staff-fees-paid"),
];

fn code_of<T: PartialEq>(list: &[(T, &'static str, &'static str)], value: &T) -> String {
    list.iter().find(|(known, ..)| known == value).map_or("", |(_, code, _)| *code).to_owned()
}

fn read_code<T: Copy>(list: &[(T, &'static str, &'static str)], field: &'static str, code: &str) -> Result<T, Problem> {
    let found = list.iter().find(|(_, known, _)| *known == code);
    found.map(|(value, ..)| *value).ok_or_else(|| Problem::field(field, "cases-staff-problem-choose"))
}

fn offers<T>(list: &[(T, &'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|(_, code, message)| (*code, *message)).collect()
}

impl ProviderForm {
    pub(crate) fn of(seen: &str, profile: &ProviderProfile) -> Self {
        Self {
            seen: seen.to_owned(),
            kind: profile.kind.code().to_owned(),
            services: profile.services.iter().map(|kind| kind.code().to_owned()).collect(),
            languages: profile.languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            places: profile.places.iter().map(Place::code).collect::<Vec<_>>().join(", "),
            incidents: profile.incidents.iter().map(|kind| kind.code().to_owned()).collect(),
            groups: profile.groups.iter().map(|group| group.code().to_owned()).collect(),
            hours: code_of(&HOURS, &profile.weekly_hours),
            cases: profile.cases_per_week.to_string(),
            start: code_of(&STARTS, &profile.start),
            fees: code_of(&FEES, &profile.fees),
            code: profile.code_of_practice.clone().unwrap_or_default(),
        }
    }

    pub(crate) fn read(&self, organisation: saksi_base::OrganisationId) -> Result<ProviderProfile, Problem> {
        let services: Vec<ServiceKind> = self.services.iter().filter_map(|code| ServiceKind::from_code(code)).collect();
        if services.is_empty() {
            return Err(Problem::field("services", "cases-staff-problem-choose"));
        }
        let mut languages = Vec::new();
        for tag in self.languages.split([',', ' ', '\n', '،', '、']).map(str::trim).filter(|tag| !tag.is_empty()) {
            let wrong = |_| Problem::field("languages", "cases-staff-problem-language").with("name", tag);
            languages.push(tag.parse::<LanguageTag>().map_err(wrong)?);
        }
        if languages.is_empty() {
            return Err(Problem::field("languages", "problem-text-missing"));
        }
        let mut places = Vec::new();
        for place in self.places.split([',', '\n', '،', '、']).map(str::trim).filter(|place| !place.is_empty()) {
            match Place::from_code(place) {
                Some(found @ Place::Territory(_)) => places.push(found),
                _ => return Err(Problem::field("places", "cases-staff-problem-place").with("name", place)),
            }
        }
        let cases_per_week: u16 =
            self.cases.trim().parse().map_err(|_| Problem::field("cases", "cases-staff-problem-number"))?;
        if cases_per_week > 1_000 {
            return Err(Problem::field("cases", "cases-staff-problem-number"));
        }
        Ok(ProviderProfile {
            organisation,
            kind: PartnerKind::from_code(&self.kind)
                .ok_or_else(|| Problem::field("kind", "cases-staff-problem-choose"))?,
            services,
            languages,
            places,
            incidents: self.incidents.iter().filter_map(|code| IncidentType::from_code(code)).collect(),
            groups: self.groups.iter().filter_map(|code| Beneficiary::from_code(code)).collect(),
            weekly_hours: read_code(&HOURS, "hours", &self.hours)?,
            cases_per_week,
            start: read_code(&STARTS, "start", &self.start)?,
            fees: read_code(&FEES, "fees", &self.fees)?,
            code_of_practice: Some(self.code.trim().to_owned()).filter(|code| !code.is_empty()),
        })
    }
}

/// What others are told.
pub(crate) fn provider(request: &PageRequest, typed: &ProviderForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    page(request, "cases-staff-provider-profile").part(&line(l, "cases-staff-profile-lead")).part(&fields::form(
        request,
        "/cases/settings/provider",
        ProviderForm::PURPOSE,
        &[
            f.hidden("seen", &typed.seen),
            f.select(
                "kind",
                "cases-staff-profile-kind",
                &typed.kind,
                &choices(PartnerKind::ALL, PartnerKind::code, PartnerKind::message, None),
            )
            .build(),
            f.checks(
                "services",
                "cases-staff-profile-services",
                &typed.services,
                &choices(ServiceKind::ALL, ServiceKind::code, ServiceKind::message, None),
            )
            .build(),
            f.text("languages", "cases-staff-profile-languages", &typed.languages)
                .hint("cases-staff-profile-languages-hint")
                .code()
                .required()
                .build(),
            f.text("places", "cases-staff-profile-places", &typed.places)
                .hint("cases-staff-profile-places-hint")
                .code()
                .optional()
                .build(),
            f.checks("incidents", "cases-staff-profile-incidents", &typed.incidents, &hideable(IncidentType::message))
                .build(),
            f.checks("groups", "cases-staff-profile-groups", &typed.groups, &hideable(Beneficiary::message)).build(),
            f.select("hours", "cases-staff-profile-hours", &typed.hours, &offers(&HOURS)).build(),
            f.text("cases", "cases-staff-profile-cases", &typed.cases)
                .kind("number")
                .input_mode("numeric")
                .required()
                .build(),
            f.select("start", "cases-staff-profile-start", &typed.start, &offers(&STARTS)).build(),
            f.radio("fees", "cases-staff-profile-fees", &typed.fees, &offers(&FEES)).build(),
            f.text("code", "cases-staff-profile-code", &typed.code)
                .hint("cases-staff-profile-code-hint")
                .longest(400)
                .optional()
                .build(),
            f.submit("cases-staff-save"),
        ],
    ))
}

/// `GET /cases/settings/provider`.
pub(crate) async fn provider_page(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let seen = found.seen("profile");
    let form = match &found.profile {
        Some(profile) => ProviderForm::of(&seen, profile),
        None => ProviderForm {
            seen,
            kind: PartnerKind::Helpline.code().to_owned(),
            hours: "two-to-four".to_owned(),
            start: "days".to_owned(),
            fees: "free".to_owned(),
            cases: "5".to_owned(),
            ..ProviderForm::default()
        },
    };
    staff.page(&provider(&staff.request, &form, None), None)
}

/// `POST /cases/settings/provider`.
pub(crate) async fn set_provider(staff: Staff, form: Form<ProviderForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        let profile = form.read(staff.member.organisation)?;
        opening::set(&staff, &form.seen, opening::Setting::Profile(profile)).await
    };
    after(&staff, set.await, "/cases/settings/provider", |problem| provider(&staff.request, &form, Some(problem)))
}

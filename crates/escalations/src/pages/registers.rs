//! `/work/escalations/platforms`, `/routes` and `/settings`: the registers.

use saksi_base::{AddresseeId, PersonId, Problem, RouteId};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, badge, user,
};

use super::{Entry, FormPage, RegisterPage, Staff, done, go, heading, keeps, link_button, paragraph, tabs, warn};
use crate::actions::{handing, keys, registers as acts};
use crate::model::register::{Addressee, AddresseeFacts, Programme, Route, RouteDraft};
use crate::model::words::{AddresseeKind, Channel, Way};
use crate::model::{Element, Step, StepKind, lines};
use crate::store::registers::Settings;

const PLATFORMS: &str = "/work/escalations/platforms";
const ROUTES: &str = "/work/escalations/routes";

/// `GET /work/escalations/platforms`.
pub(crate) async fn addressees(staff: Staff) -> Result<Response, PageError> {
    let by = &staff.by;
    let all = read!(staff.request.site.db, by.viewer(), tx => { acts::addressees(&mut tx, by).await })?;
    let page = addressees_page(&staff.request, &all);
    staff.page(page.title.clone(), None, &page)
}

pub(crate) fn addressees_page(request: &PageRequest, all: &[Addressee]) -> RegisterPage {
    let l = &request.locale;
    let entry = |one: &Addressee| Entry {
        path: format!("{PLATFORMS}/{}", one.id),
        title: user(&one.name),
        meta: [Markup::trusted(saksi_web::escape(&l.t(one.kind.message())))]
            .into_iter()
            .chain((!one.facts.operator.is_empty()).then(|| user(&one.facts.operator)))
            .chain((!one.facts.aliases.is_empty()).then(|| user(&one.facts.aliases.join(" · "))))
            .collect(),
    };
    RegisterPage {
        tabs: tabs(request),
        title: l.t("escalations-platforms-title"),
        lead: l.t("escalations-platforms-lead"),
        new: Some((format!("{PLATFORMS}/new"), "escalations-platform-new")),
        notice: done(l, request),
        entries: all.iter().map(entry).collect(),
        empty: saksi_web::empty(l, "escalations-platforms-empty", "escalations-platforms-empty-how"),
        l: l.clone(),
    }
}

/// A platform or mechanism.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AddresseeForm {
    pub(crate) seen: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) operator: String,
    pub(crate) aliases: String,
    pub(crate) services: String,
    pub(crate) mandate: String,
    pub(crate) powers: String,
    pub(crate) independence: String,
    pub(crate) sources: String,
}

impl FormData for AddresseeForm {
    const PURPOSE: &'static str = "escalations:addressee";
}

impl AddresseeForm {
    fn of(one: &Addressee) -> Self {
        Self {
            seen: one.version.to_string(),
            kind: one.kind.code().to_owned(),
            name: one.name.clone(),
            operator: one.facts.operator.clone(),
            aliases: one.facts.aliases.join("\n"),
            services: one.facts.services.join("\n"),
            mandate: one.facts.mandate.clone(),
            powers: one.facts.powers.clone(),
            independence: one.facts.independence.clone(),
            sources: one.facts.sources.join("\n"),
        }
    }

    fn facts(&self) -> AddresseeFacts {
        AddresseeFacts {
            operator: self.operator.trim().to_owned(),
            aliases: lines(&self.aliases),
            services: lines(&self.services),
            mandate: self.mandate.trim().to_owned(),
            powers: self.powers.trim().to_owned(),
            independence: self.independence.trim().to_owned(),
            sources: lines(&self.sources),
        }
    }

    fn markup(&self, request: &PageRequest, action: &str, problem: Option<&Problem>) -> Markup {
        let f = Fields::new(&request.locale, problem);
        let area = |name, label, value| f.area(name, label, value).rows(2).optional();
        fields::form(
            request,
            action,
            Self::PURPOSE,
            &[
                f.hidden("seen", &self.seen),
                f.text("name", "escalations-name", &self.name).longest(200).required().build(),
                f.select("kind", "escalations-kind", &self.kind, AddresseeKind::OPTIONS).build(),
                f.text("operator", "escalations-operator", &self.operator).longest(200).optional().build(),
                area("aliases", "escalations-aliases", &self.aliases).hint("escalations-one-a-line").build(),
                area("services", "escalations-services", &self.services).hint("escalations-one-a-line").build(),
                area("mandate", "escalations-mandate", &self.mandate).hint("escalations-mandate-hint").build(),
                area("powers", "escalations-powers", &self.powers).build(),
                area("independence", "escalations-independence", &self.independence).build(),
                area("sources", "escalations-sources", &self.sources).hint("escalations-one-a-line").build(),
                f.submit("escalations-save"),
            ],
        )
    }
}

fn addressee_form_page(
    request: &PageRequest,
    title: String,
    typed: &AddresseeForm,
    action: &str,
    problem: Option<&Problem>,
    after: Markup,
) -> FormPage {
    let l = &request.locale;
    FormPage {
        back: (PLATFORMS.to_owned(), "escalations-platforms-title"),
        notice: done(l, request),
        title,
        before: Markup::empty(),
        form: typed.markup(request, action, problem),
        after,
        l: l.clone(),
    }
}

/// `GET /work/escalations/platforms/new`.
pub(crate) async fn new_addressee(staff: Staff) -> Result<Response, PageError> {
    let page = new_addressee_page(&staff.request, &AddresseeForm::default(), None);
    staff.page(page.title.clone(), None, &page)
}

pub(crate) fn new_addressee_page(request: &PageRequest, typed: &AddresseeForm, problem: Option<&Problem>) -> FormPage {
    let title = request.locale.t("escalations-platform-new");
    addressee_form_page(request, title, typed, &format!("{PLATFORMS}/new"), problem, Markup::empty())
}

/// `POST /work/escalations/platforms/new`.
pub(crate) async fn add_addressee(staff: Staff, form: Form<AddresseeForm>) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<AddresseeId, Problem> = write!(staff.request.site.db, "add addressee", by.viewer(), tx => {
        acts::save_addressee(&mut tx, by, None, &typed.kind, &typed.name, &typed.facts()).await
    });
    match outcome {
        Ok(id) => Ok(go(&format!("{PLATFORMS}/{id}"), "saved")),
        Err(problem) if keeps(&problem) => {
            let page = new_addressee_page(&staff.request, &typed, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What stands on the page of a platform besides its own form.
pub(crate) struct AddresseeData {
    pub(crate) addressee: Addressee,
    pub(crate) programmes: Vec<Programme>,
    pub(crate) routes: Vec<Route>,
    pub(crate) ladder: Vec<Step>,
}

async fn addressee_data(staff: &Staff, id: AddresseeId) -> Result<AddresseeData, Problem> {
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => {
        let (addressee, programmes) = acts::addressee(&mut tx, by, id).await?;
        let mut routes = acts::routes(&mut tx, by).await?;
        routes.retain(|route| route.addressee == id);
        let ladder = acts::ladder(&mut tx, by, id).await?;
        Ok(AddresseeData { addressee, programmes, routes, ladder })
    })
}

/// A programme.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ProgrammeForm {
    programme_name: String,
    programme_text: String,
}

impl FormData for ProgrammeForm {
    const PURPOSE: &'static str = "escalations:programme";
}

/// Waiting times; the fields are named by the steps.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct LadderForm {}

impl FormData for LadderForm {
    const PURPOSE: &'static str = "escalations:ladder";
}

pub(crate) fn addressee_page(
    request: &PageRequest,
    data: &AddresseeData,
    typed: Option<&AddresseeForm>,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let own = AddresseeForm::of(&data.addressee);
    let path = format!("{PLATFORMS}/{}", data.addressee.id);
    let f = Fields::new(l, None);
    let mut after = Markup::trusted(format!(
        "<p class=\"toolbar\">{}</p>",
        link_button(l, &format!("{path}/timeline"), "escalations-timeline", false)
    ))
    .then(&heading(l, "escalations-routes-title"));
    for route in &data.routes {
        after = after.then(&route_line(l, route));
    }
    after = after.then(&link_button(l, &format!("{path}/routes/new"), "escalations-route-new", false));
    after = after.then(&heading(l, "escalations-programmes"));
    for programme in &data.programmes {
        after = after
            .then(&Markup::trusted(format!("<h3>{}</h3>", user(&programme.name))))
            .then(&saksi_web::paragraphs(&programme.text));
    }
    let programme = fields::form(
        request,
        &format!("{path}/programmes"),
        ProgrammeForm::PURPOSE,
        &[
            f.text("programme_name", "escalations-programme-name", "").longest(200).required().build(),
            f.area("programme_text", "escalations-programme-text", "")
                .hint("escalations-programme-hint")
                .rows(3)
                .build(),
            f.submit_named("", "", "escalations-programme-add", Weight::Quiet),
        ],
    );
    let mut steps: Vec<Markup> = vec![paragraph(&l.t("escalations-ladder-lead"))];
    for kind in StepKind::ALL {
        let days = data.ladder.iter().find(|step| step.kind == *kind).map(|step| step.days.to_string());
        steps.push(f.text(kind.code(), kind.message(), &days.unwrap_or_default()).kind("number").build());
    }
    steps.push(f.submit_named("", "", "escalations-ladder-save", Weight::Quiet));
    let after = after.then(&programme).then(&heading(l, "escalations-ladder")).then(&fields::form(
        request,
        &format!("{path}/ladder"),
        LadderForm::PURPOSE,
        &steps,
    ));
    addressee_form_page(request, data.addressee.name.clone(), typed.unwrap_or(&own), &path, problem, after)
}

fn route_line(l: &Locale, route: &Route) -> Markup {
    let mut html = format!("<p><a href=\"{ROUTES}/{}\">{}</a> ", route.id, user(&route.name));
    for fact in route_facts(l, route) {
        html.push_str(&fact.to_string());
        html.push(' ');
    }
    html.push_str("</p>");
    Markup::trusted(html)
}

fn route_facts(l: &Locale, route: &Route) -> Vec<Markup> {
    let plain = |message: &str| Markup::trusted(saksi_web::escape(&l.t(message)));
    let mut all = vec![plain(route.channel.message()), plain(route.way.message())];
    if route.ended.is_some() {
        all.push(badge(l, Tone::Plain, "escalations-route-ended"));
    } else if route.hangs_on_one() {
        all.push(badge(l, Tone::Waiting, "escalations-route-one"));
    }
    all
}

async fn show_addressee(
    staff: &Staff,
    id: AddresseeId,
    typed: Option<&AddresseeForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let data = addressee_data(staff, id).await?;
    let page = addressee_page(&staff.request, &data, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/platforms/{id}`.
pub(crate) async fn addressee(staff: Staff, PagePath(id): PagePath<AddresseeId>) -> Result<Response, PageError> {
    show_addressee(&staff, id, None, None).await
}

/// `POST /work/escalations/platforms/{id}`.
pub(crate) async fn save_addressee(
    staff: Staff,
    PagePath(id): PagePath<AddresseeId>,
    form: Form<AddresseeForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let seen = typed.seen.parse().unwrap_or(0);
    let outcome: Result<AddresseeId, Problem> = write!(staff.request.site.db, "save addressee", by.viewer(), tx => {
        acts::save_addressee(&mut tx, by, Some((id, seen)), &typed.kind, &typed.name, &typed.facts()).await
    });
    match outcome {
        Ok(id) => Ok(go(&format!("{PLATFORMS}/{id}"), "saved")),
        Err(problem) if keeps(&problem) => show_addressee(&staff, id, Some(&typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/platforms/{id}/programmes`.
pub(crate) async fn add_programme(
    staff: Staff,
    PagePath(id): PagePath<AddresseeId>,
    form: Form<ProgrammeForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "add programme", by.viewer(), tx => {
        acts::add_programme(&mut tx, by, id, &typed.programme_name, &typed.programme_text).await
    });
    after_addressee(&staff, id, outcome).await
}

async fn after_addressee(staff: &Staff, id: AddresseeId, outcome: Result<(), Problem>) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(go(&format!("{PLATFORMS}/{id}"), "saved")),
        Err(problem) if keeps(&problem) => show_addressee(staff, id, None, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/platforms/{id}/ladder`.
pub(crate) async fn save_ladder(
    staff: Staff,
    PagePath(id): PagePath<AddresseeId>,
    form: Form<LadderForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let mut steps = Vec::new();
    let mut wrong = None;
    for kind in StepKind::ALL {
        let typed = form.fields.iter().find(|(name, _)| name == kind.code()).map_or("", |(_, value)| value.trim());
        match typed.parse() {
            Ok(days) => steps.push(Step { kind: *kind, days }),
            Err(_) if typed.is_empty() => {}
            Err(_) => wrong = Some(Problem::invalid("escalations-problem-ladder")),
        }
    }
    let outcome: Result<(), Problem> = match wrong {
        Some(problem) => Err(problem),
        None => write!(staff.request.site.db, "save ladder", by.viewer(), tx => {
            acts::save_ladder(&mut tx, by, id, &steps).await
        }),
    };
    after_addressee(&staff, id, outcome).await
}

/// `GET /work/escalations/routes`.
pub(crate) async fn routes(staff: Staff) -> Result<Response, PageError> {
    let by = &staff.by;
    let all = read!(staff.request.site.db, by.viewer(), tx => { acts::routes(&mut tx, by).await })?;
    let page = routes_page(&staff.request, &all);
    staff.page(page.title.clone(), None, &page)
}

pub(crate) fn routes_page(request: &PageRequest, all: &[Route]) -> RegisterPage {
    let l = &request.locale;
    let entry = |route: &Route| Entry {
        path: format!("{ROUTES}/{}", route.id),
        title: user(&format!("{}: {}", route.addressee_name, route.name)),
        meta: route_facts(l, route),
    };
    RegisterPage {
        tabs: tabs(request),
        title: l.t("escalations-routes-title"),
        lead: l.t("escalations-routes-lead"),
        new: Some((PLATFORMS.to_owned(), "escalations-route-new-by-platform")),
        notice: done(l, request),
        entries: all.iter().map(entry).collect(),
        empty: saksi_web::empty(l, "escalations-routes-empty", "escalations-routes-empty-how"),
        l: l.clone(),
    }
}

/// A route.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct RouteForm {
    seen: String,
    name: String,
    channel: String,
    way: String,
    address: String,
    role: String,
    keepers: Vec<String>,
    shared: String,
    referrals: String,
    requirements: String,
    languages: String,
    zone: String,
    week: String,
    from: String,
    until: String,
    holidays: String,
    promised: String,
    lawful: String,
    law: String,
    fields: String,
    pgp: String,
    api: String,
    api_header: String,
    api_secret: String,
    api_key_header: String,
    api_fixed: String,
    api_reference: String,
}

impl FormData for RouteForm {
    const PURPOSE: &'static str = "escalations:route";
    // A key with its line breaks and signs as a form sends them.
    const LIMIT: usize = 256 * 1024;
}

impl RouteForm {
    fn of(route: &Route) -> Self {
        let draft = RouteDraft::of(route);
        Self {
            seen: route.version.to_string(),
            name: draft.name,
            channel: draft.channel,
            way: draft.way,
            address: draft.address,
            role: draft.role,
            keepers: route.keepers.iter().map(ToString::to_string).collect(),
            shared: if route.shared { "yes".to_owned() } else { String::new() },
            referrals: if draft.referrals { "yes".to_owned() } else { String::new() },
            requirements: draft.requirements,
            languages: draft.languages,
            zone: draft.zone,
            week: draft.week,
            from: draft.from,
            until: draft.until,
            holidays: draft.holidays,
            promised: draft.promised,
            lawful: draft.lawful,
            law: draft.law,
            fields: draft.fields,
            pgp: draft.key.map(|key| key.armour).unwrap_or_default(),
            api: if draft.api { "yes".to_owned() } else { String::new() },
            api_header: draft.api_header,
            // What was written once is shown to nobody again.
            api_secret: String::new(),
            api_key_header: draft.api_key_header,
            api_fixed: draft.api_fixed,
            api_reference: draft.api_reference,
        }
    }

    /// A new route, with the one person who writes it down as its first keeper.
    pub(crate) fn new(by: PersonId, zone: &str) -> Self {
        Self {
            keepers: vec![by.to_string()],
            zone: zone.to_owned(),
            week: "always".to_owned(),
            from: "09:00".to_owned(),
            until: "17:00".to_owned(),
            api_header: "Authorization".to_owned(),
            api_key_header: "Idempotency-Key".to_owned(),
            ..Self::default()
        }
    }

    fn draft(&self) -> RouteDraft {
        RouteDraft {
            name: self.name.clone(),
            channel: self.channel.clone(),
            way: self.way.clone(),
            address: self.address.clone(),
            role: self.role.clone(),
            requirements: self.requirements.clone(),
            languages: self.languages.clone(),
            zone: self.zone.clone(),
            week: self.week.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            holidays: self.holidays.clone(),
            promised: self.promised.clone(),
            lawful: self.lawful.clone(),
            law: self.law.clone(),
            fields: self.fields.clone(),
            referrals: self.referrals == "yes",
            // What was pasted is checked first.
            key: None,
            api: self.api == "yes",
            api_header: self.api_header.clone(),
            api_key_header: self.api_key_header.clone(),
            api_fixed: self.api_fixed.clone(),
            api_reference: self.api_reference.clone(),
        }
    }

    fn markup(&self, request: &PageRequest, action: &str, data: &RouteData, problem: Option<&Problem>) -> Markup {
        const WEEKS: [(&str, &str); 4] = [
            ("always", "escalations-week-always"),
            ("weekdays", "escalations-week-weekdays"),
            ("saturdays", "escalations-week-saturdays"),
            ("sundays", "escalations-week-sundays"),
        ];
        let f = Fields::new(&request.locale, problem);
        let people = data.colleagues.iter().map(|(person, name)| (person.to_string(), name.clone())).collect();
        let elements: Vec<&str> = Element::ALL.iter().map(|element| element.code()).collect();
        fields::form(
            request,
            action,
            Self::PURPOSE,
            &[
                f.hidden("seen", &self.seen),
                f.text("name", "escalations-name", &self.name).longest(200).required().build(),
                f.select("channel", "escalations-channel", &self.channel, Channel::OPTIONS).build(),
                f.text("address", "escalations-address", &self.address)
                    .hint("escalations-address-hint")
                    .code()
                    .required()
                    .build(),
                f.select("way", "escalations-way", &self.way, Way::OPTIONS).hint("escalations-way-hint").build(),
                f.text("role", "escalations-role", &self.role).hint("escalations-role-hint").required().build(),
                f.checks("keepers", "escalations-keepers", &self.keepers, &[])
                    .hint("escalations-keepers-hint")
                    .options(people)
                    .build(),
                f.checkbox("shared", "escalations-shared", self.shared == "yes")
                    .hint("escalations-shared-hint")
                    .build(),
                f.checkbox("referrals", "escalations-referrals", self.referrals == "yes")
                    .hint("escalations-referrals-hint")
                    .build(),
                f.area("requirements", "escalations-requirements", &self.requirements).rows(3).optional().build(),
                f.text("languages", "escalations-languages", &self.languages)
                    .hint("escalations-languages-hint")
                    .code()
                    .optional()
                    .build(),
                f.group(
                    "escalations-hours",
                    &[
                        f.text("zone", "escalations-zone", &self.zone).hint("escalations-zone-hint").code().build(),
                        f.select("week", "escalations-week", &self.week, &WEEKS).build(),
                        f.text("from", "escalations-from", &self.from).kind("time").build(),
                        f.text("until", "escalations-until", &self.until).kind("time").build(),
                        f.area("holidays", "escalations-holidays", &self.holidays)
                            .hint("escalations-holidays-hint")
                            .rows(3)
                            .optional()
                            .build(),
                    ],
                ),
                f.text("promised", "escalations-promised", &self.promised).kind("number").optional().build(),
                f.text("lawful", "escalations-lawful", &self.lawful).kind("number").optional().build(),
                f.text("law", "escalations-law", &self.law).optional().build(),
                f.area("fields", "escalations-fields", &self.fields)
                    .hint_with("escalations-fields-hint", &[("elements", elements.join(", ").into())])
                    .rows(4)
                    .optional()
                    .build(),
                self.pgp_markup(&f, data.route.as_ref()),
                self.api_markup(&f, data.secret),
                f.submit("escalations-save"),
            ],
        )
    }

    /// What only a route of mail may have.
    fn pgp_markup(&self, f: &Fields<'_>, route: Option<&Route>) -> Markup {
        let area = f.area("pgp", "escalations-pgp", &self.pgp).rows(4).optional();
        match route.and_then(Route::key) {
            Some(key) => area.hint_with("escalations-pgp-kept", &[("fingerprint", key.shown().into())]).build(),
            None => area.hint("escalations-pgp-hint").build(),
        }
    }

    /// What only a route over an API needs.
    fn api_markup(&self, f: &Fields<'_>, kept: bool) -> Markup {
        let secret = if kept { "escalations-api-secret-kept" } else { "escalations-api-secret-hint" };
        f.group(
            "escalations-api",
            &[
                f.checkbox("api", "escalations-api-on", self.api == "yes").hint("escalations-api-on-hint").build(),
                f.area("api_fixed", "escalations-api-fixed", &self.api_fixed)
                    .hint("escalations-api-fixed-hint")
                    .rows(3)
                    .optional()
                    .build(),
                f.text("api_header", "escalations-api-header", &self.api_header)
                    .hint("escalations-api-header-hint")
                    .code()
                    .optional()
                    .build(),
                f.text("api_secret", "escalations-api-secret", "")
                    .kind("password")
                    .autocomplete("new-password")
                    .hint(secret)
                    .optional()
                    .build(),
                f.text("api_key_header", "escalations-api-key-header", &self.api_key_header)
                    .hint("escalations-api-key-header-hint")
                    .code()
                    .optional()
                    .build(),
                f.text("api_reference", "escalations-api-reference", &self.api_reference)
                    .hint("escalations-api-reference-hint")
                    .code()
                    .optional()
                    .build(),
            ],
        )
    }
}

/// What the page of a route needs.
pub(crate) struct RouteData {
    pub(crate) addressee: Addressee,
    pub(crate) route: Option<Route>,
    pub(crate) colleagues: Vec<(PersonId, String)>,
    pub(crate) own: bool,
    /// Whether a secret of it is kept.
    pub(crate) secret: bool,
}

/// Takes a route out of use, or back into it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct EndForm {
    end: String,
}

impl FormData for EndForm {
    const PURPOSE: &'static str = "escalations:end-route";
}

pub(crate) fn route_page(
    request: &PageRequest,
    data: &RouteData,
    typed: &RouteForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let (title, action) = match &data.route {
        Some(route) => (format!("{}: {}", data.addressee.name, route.name), format!("{ROUTES}/{}", route.id)),
        None => (
            l.ta("escalations-route-new-to", &[("name", data.addressee.name.as_str())]),
            format!("{PLATFORMS}/{}/routes/new", data.addressee.id),
        ),
    };
    let mut before = Markup::empty();
    if let Some(route) = data.route.as_ref().filter(|route| route.ended.is_none() && route.hangs_on_one()) {
        let one = data.colleagues.iter().find(|(person, _)| route.keepers.contains(person));
        before = warn(
            &l.t("escalations-route-one"),
            &l.ta("escalations-route-one-why", &[("name", one.map_or("–", |(_, name)| name.as_str()))]),
        );
    }
    let (form, after) = if data.own {
        let after = data.route.as_ref().map_or_else(Markup::empty, |route| {
            let f = Fields::new(l, None);
            let (end, label) = if route.ended.is_none() {
                ("yes", "escalations-route-end")
            } else {
                ("no", "escalations-route-resume")
            };
            fields::form(
                request,
                &format!("{action}/end"),
                EndForm::PURPOSE,
                &[f.hidden("end", end), f.submit_named("", "", label, Weight::Quiet)],
            )
        });
        (typed.markup(request, &action, data, problem), after)
    } else {
        let route = data.route.as_ref();
        let requirements = route.map_or_else(Markup::empty, |route| saksi_web::paragraphs(&route.facts.requirements));
        (paragraph(&l.t("escalations-route-of-others")).then(&requirements), Markup::empty())
    };
    FormPage {
        back: (ROUTES.to_owned(), "escalations-routes-title"),
        notice: done(l, request),
        title,
        before,
        form,
        after,
        l: l.clone(),
    }
}

async fn route_data(staff: &Staff, addressee: AddresseeId, route: Option<RouteId>) -> Result<RouteData, Problem> {
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => {
        let route = match route {
            Some(id) => Some(acts::route(&mut tx, by, id).await?),
            None => None,
        };
        let (addressee, _) = acts::addressee(&mut tx, by, route.as_ref().map_or(addressee, |route| route.addressee)).await?;
        let colleagues = acts::colleagues(&mut tx, by).await?;
        let own = route.as_ref().is_none_or(|route| route.owner == by.organisation);
        let secret = match route.as_ref().filter(|_| own) {
            Some(route) => handing::has_secret(&mut tx, route.id).await?,
            None => false,
        };
        Ok(RouteData { addressee, route, colleagues, own, secret })
    })
}

/// `GET /work/escalations/platforms/{id}/routes/new`.
pub(crate) async fn new_route(staff: Staff, PagePath(id): PagePath<AddresseeId>) -> Result<Response, PageError> {
    let data = route_data(&staff, id, None).await?;
    let typed = RouteForm::new(staff.by.person, staff.zone().name());
    let page = route_page(&staff.request, &data, &typed, None);
    staff.page(page.title.clone(), None, &page)
}

async fn save_either(
    staff: &Staff,
    data: &RouteData,
    known: Option<RouteId>,
    typed: &RouteForm,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let known = known.map(|id| (id, typed.seen.parse().unwrap_or(0)));
    let (addressee, mut draft, shared) = (data.addressee.id, typed.draft(), typed.shared == "yes");
    let key = handing::key(&staff.room, &staff.request.site.db).await?;
    let before = data.route.as_ref().and_then(|route| route.facts.key.as_ref());
    let of_mail = typed.channel == Channel::Email.code();
    let public = if of_mail { keys::checked(&staff.room, &typed.pgp, before).await } else { Ok(None) };
    let outcome: Result<RouteId, Problem> = match public {
        Err(problem) => Err(problem),
        Ok(public) => {
            draft.key = public;
            write!(staff.request.site.db, "save route", by.viewer(), tx => {
                let id = acts::save_route(&mut tx, by, addressee, known, &draft, shared, &typed.keepers).await?;
                handing::keep_secret(&mut tx, by, key.as_ref(), id, &draft, &typed.api_secret).await?;
                Ok(id)
            })
        }
    };
    match outcome {
        Ok(id) => Ok(go(&format!("{ROUTES}/{id}"), "saved")),
        Err(problem) if keeps(&problem) => {
            let page = route_page(&staff.request, data, typed, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/platforms/{id}/routes/new`.
pub(crate) async fn add_route(
    staff: Staff,
    PagePath(id): PagePath<AddresseeId>,
    form: Form<RouteForm>,
) -> Result<Response, PageError> {
    let data = route_data(&staff, id, None).await?;
    save_either(&staff, &data, None, &form.value).await
}

/// `GET /work/escalations/routes/{id}`.
pub(crate) async fn route(staff: Staff, PagePath(id): PagePath<RouteId>) -> Result<Response, PageError> {
    let data = route_data(&staff, AddresseeId(id.0), Some(id)).await?;
    let typed = data.route.as_ref().map(RouteForm::of).unwrap_or_default();
    let page = route_page(&staff.request, &data, &typed, None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/routes/{id}`.
pub(crate) async fn save_route(
    staff: Staff,
    PagePath(id): PagePath<RouteId>,
    form: Form<RouteForm>,
) -> Result<Response, PageError> {
    let data = route_data(&staff, AddresseeId(id.0), Some(id)).await?;
    save_either(&staff, &data, Some(id), &form.value).await
}

/// `POST /work/escalations/routes/{id}/end`.
pub(crate) async fn end_route(
    staff: Staff,
    PagePath(id): PagePath<RouteId>,
    form: Form<EndForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let end = form.value.end == "yes";
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "end route", by.viewer(), tx => {
        acts::end_route(&mut tx, by, id, end).await
    });
    outcome?;
    Ok(go(&format!("{ROUTES}/{id}"), "saved"))
}

/// What an organisation decides about its escalations.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct SettingsForm {
    approval: String,
    sender_name: String,
    sender_mail: String,
}

impl FormData for SettingsForm {
    const PURPOSE: &'static str = "escalations:settings";
}

impl SettingsForm {
    fn of(settings: &Settings) -> Self {
        let yes = |set: bool| if set { "yes".to_owned() } else { String::new() };
        Self {
            approval: yes(settings.approval),
            sender_name: settings.sender_name.clone(),
            sender_mail: settings.sender_mail.clone(),
        }
    }
}

pub(crate) fn settings_page(
    request: &PageRequest,
    typed: &SettingsForm,
    mail: bool,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let before = tabs(request).then(&if mail {
        Markup::empty()
    } else {
        warn(&l.t("escalations-no-mail"), &l.t("escalations-no-mail-how"))
    });
    FormPage {
        back: ("/work/escalations".to_owned(), "escalations-nav"),
        notice: done(l, request),
        title: l.t("escalations-settings-title"),
        before,
        form: fields::form(
            request,
            "/work/escalations/settings",
            SettingsForm::PURPOSE,
            &[
                f.text("sender_name", "escalations-sender-name", &typed.sender_name)
                    .hint("escalations-sender-name-hint")
                    .build(),
                f.text("sender_mail", "escalations-sender-mail", &typed.sender_mail)
                    .kind("email")
                    .hint("escalations-sender-mail-hint")
                    .build(),
                f.checkbox("approval", "escalations-approval", typed.approval == "yes")
                    .hint("escalations-approval-hint")
                    .build(),
                f.submit("escalations-save"),
            ],
        ),
        after: Markup::empty(),
        l: l.clone(),
    }
}

/// `GET /work/escalations/settings`.
pub(crate) async fn settings(staff: Staff) -> Result<Response, PageError> {
    let by = &staff.by;
    let set = read!(staff.request.site.db, by.viewer(), tx => { acts::settings(&mut tx, by).await })?;
    let page = settings_page(&staff.request, &SettingsForm::of(&set), staff.room.carrier().is_some(), None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/settings`.
pub(crate) async fn save_settings(staff: Staff, form: Form<SettingsForm>) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let settings = Settings {
        approval: typed.approval == "yes",
        sender_name: typed.sender_name.trim().to_owned(),
        sender_mail: typed.sender_mail.trim().to_owned(),
    };
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "save escalation settings", by.viewer(), tx => {
        acts::save_settings(&mut tx, by, &settings).await
    });
    match outcome {
        Ok(()) => Ok(go("/work/escalations/settings", "saved")),
        Err(problem) if keeps(&problem) => {
            let page = settings_page(&staff.request, &typed, staff.room.carrier().is_some(), Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

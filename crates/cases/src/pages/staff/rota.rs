//! `/cases/rota`: who is on duty, where nobody is, what one shift leaves to the next, and which organisation takes over when the
//! sun moves on.
//!
//! Times are typed and shown in the zone of the organisation's calendar, which the page names: a shift is agreed on by the
//! clock on the wall of those who work it.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use saksi_base::{CaseId, OrganisationId, PersonId, Problem, ShiftId, Timestamp};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user};

use super::parts::{card, excerpt, facts, hint, key_line, line, lines, link, link_button, row, section, table, warn};
use super::views::{CaseRow, HandOverView, House, KeyState, RoundView, ShiftView, Who, reference};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, keys, opening, to_mend};
use crate::actions::rota as action;
use crate::model::calendar::{Calendar, CalendarProblem, Day, Hours, Span, Zone};
use crate::model::rota::{Duty, LONGEST_SHIFT_HOURS};

forms! {
    /// A shift.
    ShiftForm "cases:shift" 4 { person: String, duty: String, day: String, from: String, hours: String }
    /// Takes a shift off.
    RemoveShiftForm "cases:shift-remove" 4 {}
    /// What the next shift has to know.
    HandOverForm "cases:hand-over" 64 { note: String, case: Vec<String> }
    /// The calendar.
    CalendarForm "cases:calendar" 128 {
        seen: String, zone: String, monday: String, tuesday: String, wednesday: String, thursday: String, friday: String,
        saturday: String, sunday: String, holidays: String, exceptions: String,
    }
    /// The order in which organisations are asked.
    RoundForm "cases:round" 16 { order: String }
}

/// Days of the rota that the page shows.
pub(crate) const DAYS: i64 = 14;

/// How a duty is sent.
const fn duty_code(duty: Duty) -> &'static str {
    match duty {
        Duty::Lead => "lead",
        Duty::Responder => "responder",
        Duty::OnCall => "on-call",
    }
}

const DUTIES: [Duty; 3] = [Duty::Lead, Duty::Responder, Duty::OnCall];

/// What the page shows.
#[derive(Clone)]
pub(crate) struct RotaData {
    pub(crate) key: KeyState,
    pub(crate) zone: Zone,
    pub(crate) shifts: Vec<ShiftView>,
    pub(crate) gaps: Vec<Span>,
    pub(crate) people: Vec<Who>,
    pub(crate) hand_overs: Vec<HandOverView>,
    pub(crate) round: RoundView,
    /// Organisations of the network that have a helpline.
    pub(crate) houses: Vec<House>,
    /// Whether the reader sets the rota for others.
    pub(crate) manages: bool,
    pub(crate) reader: PersonId,
}

/// Times on this page in the calendar's zone.
fn local(l: &Locale, zone: &Zone) -> Locale {
    l.clone().in_zone(zone.name())
}

/// The page.
pub(crate) fn rota(request: &PageRequest, data: &RotaData, typed: &ShiftForm, problem: Option<&Problem>) -> WorkPage {
    let l = &local(&request.locale, &data.zone);
    let now = l.now();
    let on: Vec<&ShiftView> = data.shifts.iter().filter(|shift| shift.from <= now && now < shift.until).collect();
    let mut page = WorkPage::tabbed(request, "cases-staff-rota-title")
        .part(&key_line(l, &data.key, &keys::lock_button(request)))
        .part(
            &Markup::trusted("<p class=\"hint\">")
                .then(&Markup::text(&l.ta("cases-staff-rota-zone", &[("zone", data.zone.name())])))
                .then(&Markup::trusted("</p>")),
        );
    let now_on = if on.is_empty() {
        warn(Tone::Waiting, &l.t("cases-staff-nobody-on-duty"), &next_words(l, data, now))
    } else {
        lines(
            &on.iter()
                .map(|shift| {
                    user(&shift.who.name)
                        .then(&Markup::text(&format!(
                            " · {} · {} ",
                            l.t(shift.duty.message()),
                            l.t("cases-staff-until")
                        )))
                        .then(&l.exact(shift.until))
                })
                .collect::<Vec<_>>(),
        )
    };
    page = page.part(&section(l, "now", "cases-staff-on-duty", "", &now_on));
    if !data.gaps.is_empty() {
        let gaps: Vec<Markup> = data.gaps.iter().take(12).map(|gap| between(l, *gap)).collect();
        page = page.part(&section(l, "gaps", "cases-staff-gaps", "cases-staff-gaps-hint", &lines(&gaps)));
    }
    page = page.part(&section(l, "shifts", "cases-staff-shifts", "", &shifts(request, l, data)));
    page = page.part(&section(l, "add", "cases-staff-shift-add", "", &shift_form(request, data, typed, problem)));
    page = page.part(&section(
        l,
        "hand-overs",
        "cases-staff-hand-overs",
        "cases-staff-hand-overs-hint",
        &hand_overs(l, data),
    ));
    page.part(&section(l, "round", "cases-staff-round", "cases-staff-round-hint", &round(request, l, data, problem)))
}

fn next_words(l: &Locale, data: &RotaData, now: Timestamp) -> String {
    match data.shifts.iter().find(|shift| shift.from > now) {
        Some(next) => l.attribute(
            "cases-staff-next-shift",
            &[("name", next.who.name.clone()), ("when", saksi_web::without_isolates(&l.date_time(next.from)))],
        ),
        None => l.t("cases-staff-no-next-shift"),
    }
}

/// From when until when.
fn between(l: &Locale, span: Span) -> Markup {
    l.exact(span.from).then(&Markup::text(" – ")).then(&l.exact(span.until))
}

fn shifts(request: &PageRequest, l: &Locale, data: &RotaData) -> Markup {
    if data.shifts.is_empty() {
        return saksi_web::empty(l, "cases-staff-shifts-none", "cases-staff-shifts-none-how");
    }
    let rows: Vec<Vec<Markup>> = data
        .shifts
        .iter()
        .map(|shift| {
            let mut ways = Vec::new();
            let own = shift.who.id == data.reader;
            if own && shift.from <= l.now() {
                ways.push(link_button(
                    l,
                    &format!("/cases/rota/{}/hand-over", shift.id),
                    "cases-staff-hand-over",
                    Weight::Quiet,
                ));
            }
            if (own || data.manages) && shift.until > l.now() {
                let action = format!("/cases/rota/{}/remove", shift.id);
                ways.push(button(
                    request,
                    &action,
                    RemoveShiftForm::PURPOSE,
                    &[],
                    "cases-staff-shift-remove",
                    Weight::Quiet,
                ));
            }
            vec![
                user(&shift.who.name),
                Markup::text(&l.t(shift.duty.message())),
                l.exact(shift.from),
                l.exact(shift.until),
                row(&ways),
            ]
        })
        .collect();
    table(
        l,
        "cases-staff-shifts-caption",
        &["cases-staff-who", "cases-staff-duty", "cases-staff-from", "cases-staff-until", "cases-staff-actions"],
        &rows,
    )
}

fn shift_form(request: &PageRequest, data: &RotaData, typed: &ShiftForm, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let people: Vec<(String, String)> = data
        .people
        .iter()
        .filter(|who| data.manages || who.id == data.reader)
        .map(|who| (who.id.to_string(), who.name.clone()))
        .collect();
    let own = data.reader.to_string();
    let person = if typed.person.is_empty() { own.as_str() } else { typed.person.as_str() };
    let duties: Vec<(&str, &str)> = DUTIES.iter().map(|duty| (duty_code(*duty), duty.message())).collect();
    let duty = if typed.duty.is_empty() { duty_code(Duty::Responder) } else { typed.duty.as_str() };
    let day = if typed.day.is_empty() { data.zone.day(request.now).to_string() } else { typed.day.clone() };
    let from = if typed.from.is_empty() { "09:00" } else { typed.from.as_str() };
    let hours = if typed.hours.is_empty() { "8" } else { typed.hours.as_str() };
    fields::form(
        request,
        "/cases/rota",
        ShiftForm::PURPOSE,
        &[
            f.select("person", "cases-staff-who", person, &[]).options(people).build(),
            f.radio("duty", "cases-staff-duty", duty, &duties).build(),
            f.text("day", "cases-staff-day", &day).kind("date").required().build(),
            f.text("from", "cases-staff-from", from).kind("time").required().build(),
            f.text("hours", "cases-staff-hours-long", hours).kind("number").input_mode("numeric").required().build(),
            f.submit("cases-staff-shift-add"),
        ],
    )
}

fn hand_overs(l: &Locale, data: &RotaData) -> Markup {
    if data.hand_overs.is_empty() {
        return hint(l, "cases-staff-hand-overs-none");
    }
    data.hand_overs
        .iter()
        .map(|note| {
            let cases: Vec<Markup> = note
                .cases
                .iter()
                .map(|case| link(&super::case::path(*case), &super::parts::code(&reference(*case))))
                .collect();
            let text =
                note.text.as_deref().map_or_else(|| hint(l, "cases-staff-hand-over-closed"), saksi_web::user_block);
            let list = if cases.is_empty() { Markup::empty() } else { lines(&cases) };
            card(
                &user(&note.from),
                &text
                    .then(&list)
                    .then(&Markup::trusted("<p class=\"meta\">"))
                    .then(&l.moment(note.at))
                    .then(&Markup::trusted("</p>")),
            )
        })
        .collect()
}

fn round(request: &PageRequest, l: &Locale, data: &RotaData, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(l, problem);
    let mut body = Markup::empty();
    if data.round.posts.is_empty() {
        body = body.then(&hint(l, "cases-staff-round-none"));
    } else {
        let mut html = String::from("<ol class=\"lines\">");
        for (house, open) in &data.round.posts {
            let state = if *open {
                saksi_web::badge(l, Tone::Done, "cases-staff-open-now")
            } else {
                saksi_web::badge(l, Tone::Plain, "cases-staff-closed-now")
            };
            let _ = write!(html, "<li>{} {state}</li>", user(&house.name));
        }
        html.push_str("</ol>");
        body = body.then(&Markup::trusted(html));
        if let Some((house, at)) = &data.round.next {
            body = body
                .then(&Markup::trusted("<p>"))
                .then(&Markup::text(&l.ta("cases-staff-round-next", &[("name", house.name.clone())])))
                .then(&Markup::text(" "))
                .then(&l.exact(*at))
                .then(&Markup::trusted("</p>"));
        }
        if !data.round.gaps.is_empty() {
            let gaps: Vec<Markup> = data.round.gaps.iter().take(7).map(|gap| between(l, *gap)).collect();
            body = body.then(&line(l, "cases-staff-round-gaps")).then(&lines(&gaps));
        }
    }
    if data.manages {
        let order: Vec<String> = data.round.posts.iter().map(|(house, _)| house.name.clone()).collect();
        let known: Vec<&str> = data.houses.iter().map(|house| house.name.as_str()).collect();
        body = body.then(&super::parts::folded(
            l,
            "cases-staff-round-set",
            false,
            &fields::form(
                request,
                "/cases/rota/round",
                RoundForm::PURPOSE,
                &[
                    f.area("order", "cases-staff-round-order", &order.join("\n"))
                        .hint_with("cases-staff-round-order-hint", &[("names", saksi_web::Arg::from(l.list(&known)))])
                        .rows(5)
                        .build(),
                    f.submit_named("", "", "cases-staff-save", Weight::Quiet),
                ],
            ),
        ));
        body = body.then(&row(&[link_button(l, "/cases/rota/calendar", "cases-staff-calendar", Weight::Quiet)]));
    }
    body
}

/// `GET /cases/rota`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    let data = opening::rota(&staff).await?;
    staff.page(&rota(&staff.request, &data, &ShiftForm::default(), None), None)
}

/// Minutes since midnight from `09:30`.
pub(crate) fn read_time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let all = hours * 60 + minutes;
    (hours <= 24 && minutes < 60 && all <= 1_440).then_some(all)
}

/// What the form of a shift says: who, as what, from when until when.
pub(crate) fn read_shift(form: &ShiftForm, zone: &Zone) -> Result<(PersonId, Duty, Timestamp, Timestamp), Problem> {
    let mut problems = saksi_base::problem::Problems::new();
    let person: Option<PersonId> = form.person.parse().ok();
    if person.is_none() {
        problems.add("person", "cases-staff-problem-choose");
    }
    let duty = DUTIES.into_iter().find(|duty| duty_code(*duty) == form.duty);
    if duty.is_none() {
        problems.add("duty", "cases-staff-problem-choose");
    }
    let day: Option<Day> = form.day.trim().parse().ok();
    if day.is_none() {
        problems.add("day", "cases-staff-problem-day");
    }
    let from = read_time(&form.from);
    if from.is_none() {
        problems.add("from", "cases-staff-problem-time");
    }
    let hours: Option<i64> = form.hours.trim().parse().ok().filter(|hours| (1..=LONGEST_SHIFT_HOURS).contains(hours));
    if hours.is_none() {
        problems.add("hours", "cases-staff-problem-hours").with("most", LONGEST_SHIFT_HOURS);
    }
    problems.finish()?;
    let (Some(person), Some(duty), Some(day), Some(from), Some(hours)) = (person, duty, day, from, hours) else {
        return Err(Problem::internal());
    };
    let begins = zone.moment(day, from);
    Ok((person, duty, begins, begins.plus(hours * saksi_base::clock::HOUR)))
}

/// `POST /cases/rota`.
pub(crate) async fn add(staff: Staff, form: Form<ShiftForm>) -> Result<Response, PageError> {
    let form = form.value;
    let added = async {
        let zone = opening::zone(&staff).await?;
        let (person, duty, from, until) = read_shift(&form, &zone)?;
        action::add(&staff.cases, &staff.member, person, duty, from, until).await
    };
    match added.await {
        Ok(_) => Ok(done("/cases/rota", Done::ShiftAdded)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let data = opening::rota(&staff).await?;
            staff.page(&rota(&staff.request, &data, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/rota/{shift}/remove`.
pub(crate) async fn remove(
    staff: Staff,
    PagePath(id): PagePath<ShiftId>,
    _: Form<RemoveShiftForm>,
) -> Result<Response, PageError> {
    action::remove(&staff.cases, &staff.member, id).await?;
    Ok(done("/cases/rota", Done::ShiftRemoved))
}

/// The page on which a shift is handed over.
pub(crate) fn handing_over(
    request: &PageRequest,
    shift: &ShiftView,
    cases: &[CaseRow],
    typed: &HandOverForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let options: Vec<(String, String)> = cases
        .iter()
        .map(|case| (case.id.to_string(), format!("{} · {}", reference(case.id), excerpt(&case.title, 60))))
        .collect();
    let mut parts = vec![
        f.area("note", "cases-staff-hand-over-note", &typed.note)
            .hint("cases-staff-hand-over-note-hint")
            .rows(8)
            .longest(u32::try_from(crate::model::rota::LONGEST_NOTE).unwrap_or(4_000))
            .required()
            .build(),
    ];
    if !options.is_empty() {
        parts.push(f.checks("case", "cases-staff-hand-over-cases", &typed.case, &[]).options(options).build());
    }
    parts.push(f.submit("cases-staff-hand-over"));
    WorkPage::new(request, "cases-staff-hand-over-title")
        .back(l, "/cases/rota", "cases-staff-back-rota")
        .part(&facts(&[
            (l.t("cases-staff-from"), l.exact(shift.from)),
            (l.t("cases-staff-until"), l.exact(shift.until)),
        ]))
        .part(&fields::form(request, &format!("/cases/rota/{}/hand-over", shift.id), HandOverForm::PURPOSE, &parts))
}

/// `GET /cases/rota/{shift}/hand-over`.
pub(crate) async fn hand_over_page(staff: Staff, PagePath(id): PagePath<ShiftId>) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let (shift, cases) = opening::shift(&staff, &me, id).await?;
    staff.page(&handing_over(&staff.request, &shift, &cases, &HandOverForm::default(), None), None)
}

/// `POST /cases/rota/{shift}/hand-over`.
pub(crate) async fn hand_over(
    staff: Staff,
    PagePath(id): PagePath<ShiftId>,
    form: Form<HandOverForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, HandOverForm);
    let form = form.value;
    let written = async {
        let mut problems = saksi_base::problem::Problems::new();
        fields::check_text(&mut problems, "note", &form.note, crate::model::rota::LONGEST_NOTE, true);
        problems.finish()?;
        let cases: Vec<CaseId> = form.case.iter().filter_map(|id| id.parse().ok()).collect();
        action::hand_over(&staff.cases, &me, id, cases, &form.note).await
    };
    match written.await {
        Ok(()) => Ok(done("/cases/rota", Done::HandedOver)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let (shift, cases) = opening::shift(&staff, &me, id).await?;
            staff.page(&handing_over(&staff.request, &shift, &cases, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// The days of the week in the order of a calendar, with their fields.
const WEEK: [(&str, &str); 7] = [
    ("monday", "cases-staff-monday"),
    ("tuesday", "cases-staff-tuesday"),
    ("wednesday", "cases-staff-wednesday"),
    ("thursday", "cases-staff-thursday"),
    ("friday", "cases-staff-friday"),
    ("saturday", "cases-staff-saturday"),
    ("sunday", "cases-staff-sunday"),
];

/// Hours as they are typed: `09:00-12:30, 13:30-17:00`; nothing for a day off.
pub(crate) fn write_hours(hours: &[Hours]) -> String {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    hours.iter().map(|span| format!("{}-{}", time(span.from), time(span.until))).collect::<Vec<_>>().join(", ")
}

fn read_hours(text: &str) -> Option<Vec<Hours>> {
    text.split([',', '،', '、', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (from, until) = part.split_once(['-', '–', '—'])?;
            Some(Hours { from: read_time(from)?, until: read_time(until)? })
        })
        .collect()
}

impl CalendarForm {
    /// The form of a calendar.
    pub(crate) fn of(seen: &str, calendar: &Calendar) -> Self {
        let day = |place: usize| calendar.weekly.get(place).map(|hours| write_hours(hours)).unwrap_or_default();
        Self {
            seen: seen.to_owned(),
            zone: calendar.zone.name().to_owned(),
            monday: day(0),
            tuesday: day(1),
            wednesday: day(2),
            thursday: day(3),
            friday: day(4),
            saturday: day(5),
            sunday: day(6),
            holidays: calendar
                .holidays
                .iter()
                .map(|(day, name)| format!("{day} {name}"))
                .collect::<Vec<_>>()
                .join("\n"),
            exceptions: calendar
                .exceptions
                .iter()
                .map(|(day, hours)| format!("{day} {}", write_hours(hours)).trim_end().to_owned())
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    fn week(&self) -> [&str; 7] {
        [&self.monday, &self.tuesday, &self.wednesday, &self.thursday, &self.friday, &self.saturday, &self.sunday]
    }

    /// Reads the form; every field that cannot be read is named at once.
    pub(crate) fn read(&self) -> Result<Calendar, Problem> {
        let mut problems = saksi_base::problem::Problems::new();
        let zone: Option<Zone> = self.zone.trim().parse().ok();
        if zone.is_none() {
            problems.add("zone", "cases-staff-problem-zone");
        }
        let mut weekly: [Vec<Hours>; 7] = std::array::from_fn(|_| Vec::new());
        for ((text, (field, _)), slot) in self.week().into_iter().zip(WEEK).zip(&mut weekly) {
            match read_hours(text) {
                Some(hours) => *slot = hours,
                None => {
                    problems.add(field, "cases-staff-problem-hours-form");
                }
            }
        }
        let mut holidays = BTreeMap::new();
        for text in self.holidays.lines().map(str::trim).filter(|text| !text.is_empty()) {
            let (day, name) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            match day.parse::<Day>() {
                Ok(day) => drop(holidays.insert(day, name.trim().to_owned())),
                Err(_) => {
                    problems
                        .add("holidays", "cases-staff-problem-day-line")
                        .with("line", text.chars().take(60).collect::<String>());
                    break;
                }
            }
        }
        let mut exceptions = BTreeMap::new();
        for text in self.exceptions.lines().map(str::trim).filter(|text| !text.is_empty()) {
            let (day, hours) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            match (day.parse::<Day>(), read_hours(hours)) {
                (Ok(day), Some(hours)) => drop(exceptions.insert(day, hours)),
                _ => {
                    problems
                        .add("exceptions", "cases-staff-problem-day-line")
                        .with("line", text.chars().take(60).collect::<String>());
                    break;
                }
            }
        }
        problems.finish()?;
        let calendar = Calendar { zone: zone.unwrap_or_else(Zone::utc), weekly, holidays, exceptions };
        calendar.check().map_err(|why| match why {
            CalendarProblem::Holiday(day) => Problem::field("holidays", "cases-staff-problem-holiday").with("day", day),
            CalendarProblem::Hours(day) | CalendarProblem::Overlap(day) => {
                let field = WEEK
                    .iter()
                    .map(|(field, _)| *field)
                    .find(|field| day.eq_ignore_ascii_case(field))
                    .unwrap_or("exceptions");
                Problem::field(field, "cases-staff-problem-hours-order")
            }
            CalendarProblem::TooMany | CalendarProblem::Zone(_) | CalendarProblem::Day(_) => {
                Problem::field("holidays", "cases-staff-problem-days-many")
            }
        })?;
        Ok(calendar)
    }
}

/// The page of the calendar.
pub(crate) fn calendar(request: &PageRequest, typed: &CalendarForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let days = WEEK
        .iter()
        .zip(typed.week())
        .map(|((field, label), text)| f.text(field, label, text).code().longest(200).build());
    let week: Vec<Markup> = std::iter::once(hint(l, "cases-staff-week-hint")).chain(days).collect();
    WorkPage::tabbed(request, "cases-staff-calendar")
        .back(l, "/cases/rota", "cases-staff-back-rota")
        .part(&line(l, "cases-staff-calendar-lead"))
        .part(&fields::form(
            request,
            "/cases/rota/calendar",
            CalendarForm::PURPOSE,
            &[
                f.hidden("seen", &typed.seen),
                f.text("zone", "cases-staff-zone", &typed.zone).hint("cases-staff-zone-hint").code().required().build(),
                f.group("cases-staff-week", &week),
                f.area("holidays", "cases-staff-holidays", &typed.holidays)
                    .hint("cases-staff-holidays-hint")
                    .rows(6)
                    .build(),
                f.area("exceptions", "cases-staff-exceptions", &typed.exceptions)
                    .hint("cases-staff-exceptions-hint")
                    .rows(4)
                    .build(),
                f.submit("cases-staff-save"),
            ],
        ))
}

/// `GET /cases/rota/calendar`.
pub(crate) async fn calendar_page(staff: Staff) -> Result<Response, PageError> {
    let (seen, found) = opening::calendar(&staff).await?;
    staff.page(&calendar(&staff.request, &CalendarForm::of(&seen, &found), None), None)
}

/// `POST /cases/rota/calendar`.
pub(crate) async fn set_calendar(staff: Staff, form: Form<CalendarForm>) -> Result<Response, PageError> {
    staff.member.may(Capability::RUN_HELPLINE)?;
    let form = form.value;
    let set = async { opening::set_calendar(&staff, &form.seen, form.read()?).await };
    match set.await {
        Ok(()) => Ok(done("/cases/rota", Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&calendar(&staff.request, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/rota/round`.
pub(crate) async fn set_round(staff: Staff, form: Form<RoundForm>) -> Result<Response, PageError> {
    staff.member.may(Capability::RUN_HELPLINE)?;
    let data = opening::rota(&staff).await?;
    let mut posts: Vec<OrganisationId> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for name in form.value.order.lines().map(str::trim).filter(|name| !name.is_empty()) {
        match data.houses.iter().find(|house| house.name == name) {
            Some(house) if posts.contains(&house.id) => {}
            Some(house) => posts.push(house.id),
            None => unknown.push(name.chars().take(80).collect()),
        }
    }
    let set = match unknown.first() {
        Some(name) => Err(Problem::field("order", "cases-staff-problem-no-helpline").with("name", name)),
        None => action::set_round(&staff.cases, &staff.member, &posts).await,
    };
    match set {
        Ok(()) => Ok(done("/cases/rota", Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&rota(&staff.request, &data, &ShiftForm::default(), Some(&problem)), Some(&problem))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, hours) in [
            ("09:00-17:00", Some(vec![(540, 1020)])),
            ("9:00 – 12:30, 13:30-17:00", Some(vec![(540, 750), (810, 1020)])),
            ("", Some(vec![])),
            ("00:00-24:00", Some(vec![(0, 1440)])),
            ("nine to five", None),
            ("09:00-25:00", None),
            ("09:60-10:00", None),
        ] {
            let read = read_hours(text).map(|list| list.iter().map(|span| (span.from, span.until)).collect::<Vec<_>>());
            assert_eq!(read, hours, "{text}");
        }
    }

    #[test]
    fn a_calendar_survives_its_form_and_every_fault_is_named() {
        let mut calendar = Calendar::weekdays("Asia/Taipei".parse().unwrap(), Hours { from: 540, until: 1020 });
        calendar.holidays.insert("2026-12-25".parse().unwrap(), "行憲紀念日".to_owned());
        calendar.exceptions.insert("2026-12-31".parse().unwrap(), Vec::new());
        let form = CalendarForm::of("1", &calendar);
        assert_eq!(form.read().unwrap(), calendar);
        let wrong = CalendarForm {
            zone: "Taipei".to_owned(),
            monday: "morning".to_owned(),
            holidays: "tomorrow off".to_owned(),
            ..form.clone()
        };
        let problem = wrong.read().unwrap_err();
        let fields: Vec<&str> = problem.fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["zone", "monday", "holidays"]);
        let crossed = CalendarForm { tuesday: "12:00-09:00".to_owned(), ..form };
        assert_eq!(crossed.read().unwrap_err().fields[0].field, "tuesday");
    }

    #[test]
    fn a_shift_begins_by_the_clock_on_the_wall() {
        let form = ShiftForm {
            person: PersonId::new(&saksi_base::SeededRandom::new(1)).to_string(),
            duty: "lead".to_owned(),
            day: "2026-11-23".to_owned(),
            from: "09:00".to_owned(),
            hours: "8".to_owned(),
        };
        let (_, duty, from, until) = read_shift(&form, &"Asia/Taipei".parse().unwrap()).unwrap();
        assert_eq!(duty, Duty::Lead);
        assert_eq!(from, Timestamp::parse("2026-11-23T01:00:00Z").unwrap());
        assert_eq!(until, Timestamp::parse("2026-11-23T09:00:00Z").unwrap());
        let wrong = ShiftForm { hours: "40".to_owned(), from: "noon".to_owned(), ..form };
        let problem = read_shift(&wrong, &Zone::utc()).unwrap_err();
        assert_eq!(problem.fields.len(), 2);
    }
}

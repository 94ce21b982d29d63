//! The register of elections: for everybody to read, as pages, tables and a calendar; for members to keep.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{ElectionId, Problem};
use saksi_db::Viewer;
use saksi_exchange::calendar::{self, Event, When};
use saksi_exchange::tables::CsvExport;
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone,
    Weight, badge, paragraphs, user, without_isolates,
};
use serde::{Deserialize, Serialize};

use super::mail::as_calendar;
use super::parts::{
    self, Page, TagFilter, TypedTags, cards, done, done_of, dotted, facts, heading, leading_card, nothing_fits, number,
    paragraph, place_fields, place_name, query_of, read_place, tag_fields, to_mend, way, with_query,
};
use crate::actions::registers;
use crate::handle::Register;
use crate::model::citations::Cited;
use crate::model::groups::{LONGEST_CHARTER, LONGEST_TITLE};
use crate::model::regions::REGIONS;
use crate::model::registers::{
    ELECTIONS, Election, ElectionDraft, LONGEST_LINK, Team, lies_in, message_of, region_code,
};

/// Which elections.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    region: String,
    past: String,
    lens: String,
    goals: String,
}

impl Wanted {
    fn filter(&self) -> TagFilter {
        TagFilter { lens: self.lens.clone(), goals: self.goals.clone() }
    }

    /// Whether an election is among what was chosen, past or not.
    fn shows(&self, election: &Election) -> bool {
        lies_in(&election.draft.place, region_code(&self.region)) && self.filter().shows(&election.draft.tags)
    }

    /// What was chosen, for the address of a page that shows the same.
    fn query(&self) -> String {
        query_of(&[("region", region_code(&self.region)), ("lens", &self.lens), ("goals", &self.goals)])
    }
}

fn span(l: &Locale, (first, last): (Day, Day)) -> Markup {
    if first == last {
        l.day(first.start())
    } else {
        l.day(first.start()).then(&Markup::text(" – ")).then(&l.day(last.start()))
    }
}

fn title_of(election: &Election) -> Markup {
    user(&election.draft.title)
}

fn entry(l: &Locale, election: &Election, base: &str) -> Markup {
    let draft = &election.draft;
    let mut line = vec![span(l, draft.votes)];
    line.extend(place_name(l.language, &draft.place).map(|name| user(&name)));
    line.push(Markup::text(&l.t(message_of(ELECTIONS, &draft.kind))));
    line.extend(parts::tags(l, &draft.tags));
    let mut rest = vec![dotted(&line)];
    if draft.tentative {
        rest.push(badge(l, Tone::Waiting, "directory-election-tentative"));
    }
    leading_card(&title_of(election), Some(&format!("{base}/{}", election.id)), &rest)
}

/// A menu of regions that asks for the same list again.
pub(super) fn region_field<'a>(f: &'a Fields<'a>, chosen: &str) -> Markup {
    let mut regions = vec![("", "directory-all-regions")];
    regions.extend(REGIONS.iter().map(|region| (region.code, region.message)));
    f.select("region", "directory-register-region", chosen, &regions).build()
}

/// `GET /elections`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(wanted): PageQuery<Wanted>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::elections(&mut tx).await })?;
    let region = region_code(&wanted.region);
    let (today, past) = (Day::of(request.now), !wanted.past.is_empty());
    let mut shown: Vec<&Election> =
        all.iter().filter(|one| wanted.shows(one) && (one.draft.votes.1 < today) == past).collect();
    if past {
        shown.reverse();
    }
    let many = shown.len() > MOST_SHOWN;
    let listed: Vec<Markup> = shown.iter().take(MOST_SHOWN).map(|one| entry(l, one, "/elections")).collect();
    let chosen = wanted.query();
    let listed = if !listed.is_empty() {
        cards(&listed)
    } else if chosen.is_empty() {
        saksi_web::empty(l, "directory-elections-none", "directory-elections-none-how")
    } else {
        nothing_fits(l, if past { "/elections?past=1" } else { "/elections" })
    };
    let f = Fields::new(l, None);
    let hidden = if past { f.hidden("past", "1") } else { Markup::empty() };
    let menus = wanted.filter().menus(&f, l);
    let query =
        fields::query_form("/elections", &[hidden, region_field(&f, region), menus, f.submit("directory-show")]);
    let mut page =
        Page::new(l.t("directory-elections-title")).lead(l.t("directory-elections-lead")).part(&query).part(&listed);
    if many {
        page = page.part(&paragraph(&l.ta("directory-search-many", &[("most", MOST_SHOWN)])));
    }
    page = if past {
        page.link(&with_query("/elections", &chosen), l.t("directory-elections-ahead"))
    } else {
        let query = if chosen.is_empty() { "past=1".to_owned() } else { format!("past=1&{chosen}") };
        page.link(&with_query("/elections", &query), l.t("directory-elections-past"))
    };
    page = page
        .link(&with_query("/elections.ics", &chosen), l.t("directory-as-calendar"))
        .link("/elections.csv", l.t("directory-as-csv"))
        .link("/elections.json", l.t("directory-as-json"));
    Shell::public(&request, l.t("directory-elections-title"))
        .description(&l.t("directory-elections-lead"))
        .canonical("/elections")
        .render(&page.public())
}

/// Most entries of one page.
pub(super) const MOST_SHOWN: usize = 60;

/// Organisations that say something of themselves, each with its page.
pub(super) fn teams(all: &[Team]) -> Vec<Markup> {
    all.iter()
        .map(|team| {
            let link = Markup::trusted(format!("<a href=\"/organisations/{}\">{}</a>", team.slug, user(&team.name)));
            if team.does.is_empty() { link } else { dotted(&[link, user(&team.does)]) }
        })
        .collect()
}

/// An address that somebody wrote, as a link.
pub(super) fn link_of(link: &str) -> Vec<Markup> {
    if link.is_empty() { Vec::new() } else { vec![saksi_web::link(link)] }
}

fn facts_of(l: &Locale, election: &Election) -> Markup {
    let draft = &election.draft;
    let native = if draft.native_title.is_empty() { Vec::new() } else { vec![user(&draft.native_title)] };
    facts(&[
        (l.t("directory-native-title"), native),
        (l.t("directory-place"), place_name(l.language, &draft.place).map(|name| user(&name)).into_iter().collect()),
        (l.t("directory-election-votes"), vec![span(l, draft.votes)]),
        (l.t("directory-election-window"), vec![span(l, draft.window)]),
        (l.t("directory-register-kind"), vec![Markup::text(&l.t(message_of(ELECTIONS, &draft.kind)))]),
        (l.t("directory-field-lens"), parts::lens_names(l, &draft.tags)),
        (l.t("directory-field-goals"), parts::goal_names(l, &draft.tags)),
        (l.t("directory-election-teams"), teams(&election.teams)),
        (l.t("directory-register-link"), link_of(&draft.link)),
    ])
}

/// `GET /elections/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    PagePath(id): PagePath<ElectionId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let election = saksi_db::read!(site.db, Viewer::Public, tx => { registers::election(&mut tx, id).await })?;
    let title = without_isolates(&election.draft.title);
    let mut page = Page::new(title.clone());
    if election.draft.tentative {
        page = page.part(&badge(l, Tone::Waiting, "directory-election-tentative"));
    }
    let cited = super::citing::in_public(&site, &room, l, Cited::Election(id)).await?;
    page = page
        .part(&facts_of(l, &election))
        .part(&paragraphs(&election.draft.about))
        .part(&cited)
        .link("/elections", l.t("directory-elections-title"));
    Shell::public(&request, title).canonical(&format!("/elections/{id}")).render(&page.public())
}

#[derive(Serialize)]
struct Given<'a> {
    id: ElectionId,
    title: &'a str,
    native_title: &'a str,
    kind: &'a str,
    place: String,
    votes_from: Day,
    votes_until: Day,
    window_from: Day,
    window_until: Day,
    tentative: bool,
    link: &'a str,
    about: &'a str,
    lens: &'a [String],
    goals: &'a [String],
    changed: saksi_base::Timestamp,
}

impl<'a> Given<'a> {
    fn of(election: &'a Election) -> Self {
        let draft = &election.draft;
        Self {
            id: election.id,
            title: &draft.title,
            native_title: &draft.native_title,
            kind: &draft.kind,
            place: draft.place.code(),
            votes_from: draft.votes.0,
            votes_until: draft.votes.1,
            window_from: draft.window.0,
            window_until: draft.window.1,
            tentative: draft.tentative,
            link: &draft.link,
            about: &draft.about,
            lens: &draft.tags.lens,
            goals: &draft.tags.goals,
            changed: election.changed,
        }
    }
}

/// An answer for programs: anybody may read it from anywhere.
pub(super) fn open_data(body: Vec<u8>, kind: &'static str, file: &'static str) -> Response {
    let mut response = Response::new(axum::body::Body::from(body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// What could not be written into memory.
pub(super) fn unwritten(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a register cannot be written");
    Problem::internal()
}

/// `GET /elections.json`
pub(super) async fn json(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::elections(&mut tx).await })?;
    let given: Vec<Given<'_>> = all.iter().map(Given::of).collect();
    let body = serde_json::to_vec(&given).map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "application/json", "elections.json"))
}

const COLUMNS: [&str; 15] = [
    "id",
    "title",
    "native_title",
    "kind",
    "place",
    "votes_from",
    "votes_until",
    "window_from",
    "window_until",
    "tentative",
    "link",
    "about",
    "lens",
    "goals",
    "changed",
];

/// `GET /elections.csv`
pub(super) async fn csv(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::elections(&mut tx).await })?;
    let written = || -> std::io::Result<Vec<u8>> {
        let mut table = CsvExport::new(Vec::new(), &COLUMNS)?;
        for one in all.iter().map(Given::of) {
            let [from, until, opens, ends] =
                [one.votes_from, one.votes_until, one.window_from, one.window_until].map(|day| day.to_string());
            let (id, changed) = (one.id.to_string(), one.changed.to_rfc3339());
            let (lens, goals) = (one.lens.join(" "), one.goals.join(" "));
            let tentative = if one.tentative { "true" } else { "false" };
            table.row([
                id.as_str(),
                one.title,
                one.native_title,
                one.kind,
                &one.place,
                &from,
                &until,
                &opens,
                &ends,
                tentative,
                one.link,
                one.about,
                &lens,
                &goals,
                &changed,
            ])?;
        }
        table.finish()
    };
    let body = written().map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "text/csv; charset=utf-8; header=present", "elections.csv"))
}

/// `GET /elections.ics`
pub(super) async fn ics(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(wanted): PageQuery<Wanted>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::elections(&mut tx).await })?;
    let address = site.settings.public_url.trim_end_matches('/');
    let host = address.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("saksi.invalid");
    let events: Vec<Event> = all
        .iter()
        .filter(|one| wanted.shows(one))
        .map(|one| {
            let place = place_name(l.language, &one.draft.place).unwrap_or_default();
            let tentative =
                if one.draft.tentative { format!(" ({})", l.t("directory-election-tentative")) } else { String::new() };
            Event {
                uid: format!("election-{}@{host}", one.id),
                stamp: one.changed,
                sequence: one.version - 1,
                when: When::Days(one.draft.votes.0, one.draft.votes.1),
                summary: format!("{}{tentative}", without_isolates(&one.draft.title)),
                description: one.draft.about.clone(),
                location: place,
                url: format!("{address}/elections/{}", one.id),
                cancelled: false,
                free: true,
            }
        })
        .collect();
    let text = calendar::write(&l.t("directory-elections-title"), "-//Saksi//Elections//EN", &events);
    Ok(as_calendar(text, "no-cache"))
}

/// An election as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    title: String,
    native_title: String,
    kind: String,
    place: String,
    place_words: String,
    votes_from: String,
    votes_until: String,
    window_from: String,
    window_until: String,
    tentative: String,
    link: String,
    about: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:election";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// How long before and after its days an election's window usually reaches.
const BEFORE: i32 = -90;
const AFTER: i32 = 30;

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn of(election: &Election) -> Self {
        let draft = &election.draft;
        let (place, place_words) = parts::place_typed(&draft.place);
        let tags = TypedTags::of(&draft.tags);
        Self {
            action: String::new(),
            title: draft.title.clone(),
            native_title: draft.native_title.clone(),
            kind: draft.kind.clone(),
            place,
            place_words,
            votes_from: draft.votes.0.to_string(),
            votes_until: draft.votes.1.to_string(),
            window_from: draft.window.0.to_string(),
            window_until: draft.window.1.to_string(),
            tentative: if draft.tentative { "yes".into() } else { String::new() },
            link: draft.link.clone(),
            about: draft.about.clone(),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: election.version.to_string(),
        }
    }

    fn read(&self) -> Result<ElectionDraft, Problem> {
        let mut problems = Problems::new();
        let first = parts::day(&mut problems, "votes_from", &self.votes_from, None);
        let last = parts::day(&mut problems, "votes_until", &self.votes_until, first);
        let opens = parts::day(&mut problems, "window_from", &self.window_from, first.map(|day| day.plus(BEFORE)));
        let ends = parts::day(&mut problems, "window_until", &self.window_until, last.map(|day| day.plus(AFTER)));
        problems.finish()?;
        let (Some(first), Some(last), Some(opens), Some(ends)) = (first, last, opens, ends) else {
            return Err(Problem::internal());
        };
        Ok(ElectionDraft {
            title: self.title.clone(),
            native_title: self.native_title.clone(),
            kind: self.kind.clone(),
            place: read_place(&self.place, &self.place_words)?,
            votes: (first, last),
            window: (opens, ends),
            tentative: !self.tentative.is_empty(),
            link: self.link.clone(),
            about: self.about.clone(),
            tags: self.tags().tags(),
        })
    }
}

fn form(request: &PageRequest, path: &str, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    fields::form(
        request,
        path,
        Typed::PURPOSE,
        &[
            f.hidden("version", &typed.version),
            f.text("title", "directory-title-english", &typed.title).longest(number(LONGEST_TITLE)).required().build(),
            f.text("native_title", "directory-native-title", &typed.native_title)
                .longest(number(LONGEST_TITLE))
                .optional()
                .build(),
            f.radio("kind", "directory-register-kind", &typed.kind, ELECTIONS).required().build(),
            place_fields(&f, l, &typed.place, &typed.place_words),
            f.text("votes_from", "directory-election-first", &typed.votes_from).kind("date").required().build(),
            f.text("votes_until", "directory-election-last", &typed.votes_until)
                .kind("date")
                .hint("directory-election-last-hint")
                .optional()
                .build(),
            f.checkbox("tentative", "directory-election-tentative-field", !typed.tentative.is_empty()).build(),
            f.text("window_from", "directory-election-window-from", &typed.window_from)
                .kind("date")
                .hint("directory-election-window-hint")
                .optional()
                .build(),
            f.text("window_until", "directory-election-window-until", &typed.window_until)
                .kind("date")
                .optional()
                .build(),
            f.text("link", "directory-register-link", &typed.link)
                .kind("url")
                .longest(number(LONGEST_LINK))
                .optional()
                .build(),
            f.area("about", "directory-register-about", &typed.about)
                .rows(5)
                .longest(number(LONGEST_CHARTER))
                .optional()
                .build(),
            tag_fields(&f, l, &typed.tags()),
            f.submit_named("action", "save", "directory-save", Weight::Main),
        ],
    )
}

const WORK: &str = "/work/directory/elections";

async fn work_list(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    filter: &TagFilter,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { registers::elections(&mut tx).await })?;
    let today = Day::of(request.now);
    let fits = all.iter().filter(|one| filter.shows(&one.draft.tags));
    let (ahead, past): (Vec<&Election>, Vec<&Election>) = fits.partition(|one| one.draft.window.1 >= today);
    let listed: Vec<Markup> =
        ahead.into_iter().chain(past.into_iter().rev()).take(MOST_SHOWN).map(|one| entry(l, one, WORK)).collect();
    let listed = if !listed.is_empty() {
        cards(&listed)
    } else if filter.is_empty() {
        saksi_web::empty(l, "directory-elections-none", "directory-register-begin")
    } else {
        nothing_fits(l, WORK)
    };
    let mut page = Page::new(l.t("directory-elections-title"))
        .part(&parts::tabs(request, member.operator))
        .part(&way("/elections", &l.t("directory-register-public")));
    if !all.is_empty() {
        page = page.part(&filter.form(l, WORK));
    }
    page = page.part(&listed);
    if member.has(saksi_network::Capability::PUBLISH) {
        page = page.part(&heading(&l.t("directory-election-new"))).part(&form(request, WORK, typed, problem));
    }
    page.staff(request, problem)
}

/// `GET /work/directory/elections`
pub(super) async fn work(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    work_list(&site, &request, &member, &filter, (&Typed::default(), None)).await
}

/// `POST /work/directory/elections`
pub(super) async fn add(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let added = async {
        let draft = form.value.read()?;
        saksi_db::write!(site.db, "add election", member.viewer(), tx => {
            registers::add_election(&mut tx, &member, draft.clone()).await
        })
    }
    .await;
    match added {
        Ok(id) => Ok(saksi_web::see_other(&format!("{WORK}/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_list(&site, &request, &member, &TagFilter::default(), (&form.value, Some(&problem))).await
        }
    }
}

/// Saying that one's organisation watches an election.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Watch {
    action: String,
    does: String,
}

impl FormData for Watch {
    const PURPOSE: &'static str = "directory:election-team";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn team_form(request: &PageRequest, id: ElectionId, own: Option<&Team>, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let mut all = vec![
        f.text("does", "directory-election-does", own.map_or("", |team| team.does.as_str()))
            .hint("directory-election-does-hint")
            .longest(number(LONGEST_TITLE))
            .optional()
            .build(),
        f.submit_named("action", "watch", "directory-election-watch", Weight::Main),
    ];
    if own.is_some() {
        all.push(f.submit_named("action", "leave", "directory-election-leave", Weight::Quiet));
    }
    fields::form(request, &format!("{WORK}/{id}/team"), Watch::PURPOSE, &all)
}

async fn work_page(
    (site, room): (&Site, &Register),
    request: &PageRequest,
    member: &Member,
    id: ElectionId,
    typed: Option<&Typed>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let election = saksi_db::read!(site.db, member.viewer(), tx => { registers::election(&mut tx, id).await })?;
    let mut page = Page::new(without_isolates(&election.draft.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    let cited = super::citing::at_work(site, room, l, member, Cited::Election(id)).await?;
    page = page.part(&facts_of(l, &election)).part(&paragraphs(&election.draft.about)).part(&cited);
    let own = election.teams.iter().find(|team| team.organisation == member.organisation);
    if member.has(saksi_network::Capability::PUBLISH) {
        let problem = problem.filter(|_| typed.is_none());
        page = page.part(&heading(&l.t("directory-election-ours"))).part(&team_form(request, id, own, problem));
    }
    if registers::keeps(member, election.organisation) {
        let typed_now = match typed {
            Some(typed) => Typed { version: election.version.to_string(), ..typed.clone() },
            None => Typed::of(&election),
        };
        let path = format!("{WORK}/{id}");
        let problem = problem.filter(|_| typed.is_some());
        page = page
            .part(&heading(&l.t("directory-register-change")))
            .part(&form(request, &path, &typed_now, problem))
            .part(&fields::button_form(
                request,
                &path,
                Typed::PURPOSE,
                &[("action", "withdraw")],
                "directory-register-withdraw",
                Weight::Danger,
            ));
    }
    page.link(&format!("/elections/{id}"), l.t("directory-register-public-page"))
        .link(WORK, l.t("directory-elections-title"))
        .staff(request, problem)
}

/// `GET /work/directory/elections/{id}`
pub(super) async fn work_show(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ElectionId>,
) -> Result<Response, PageError> {
    work_page((&site, &room), &request, &member, id, None, None).await
}

/// `POST /work/directory/elections/{id}`
pub(super) async fn change(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ElectionId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    if typed.action == "withdraw" {
        saksi_db::write!(site.db, "withdraw election", member.viewer(), tx => {
            registers::withdraw_election(&mut tx, &member, id).await
        })?;
        return Ok(saksi_web::see_other(WORK));
    }
    let changed = async {
        let (draft, seen) = (typed.read()?, typed.version.parse().unwrap_or(-1));
        saksi_db::write!(site.db, "change election", member.viewer(), tx => {
            registers::change_election(&mut tx, &member, id, seen, draft.clone()).await
        })
    }
    .await;
    match changed {
        Ok(()) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_page((&site, &room), &request, &member, id, Some(typed), Some(&problem)).await
        }
    }
}

/// `POST /work/directory/elections/{id}/team`
pub(super) async fn team(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ElectionId>,
    form: Form<Watch>,
) -> Result<Response, PageError> {
    let does = (form.value.action != "leave").then_some(form.value.does.as_str());
    let said = saksi_db::write!(site.db, "watch election", member.viewer(), tx => {
        registers::watch(&mut tx, &member, id, does).await
    });
    match said {
        Ok(()) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_page((&site, &room), &request, &member, id, None, Some(&problem)).await
        }
    }
}

//! Organisations from a spreadsheet: the table, what its columns mean, and what would become of each line, on one page; nothing of it is kept
//! between two looks but in the form itself.

use axum::extract::State;
use saksi_base::{Problem, SiteLanguage};
use saksi_exchange::sheets::{self, Sheet, SheetError};
use saksi_exchange::workbook::{self, Bounds, WorkbookError};
use saksi_network::Operator;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Site, Tone, Weight, badge, escape,
    user,
};
use serde::Deserialize;

use super::parts::{self, Page, done, dotted, heading, lines, paragraph, to_mend};
use crate::actions::import::{self, Fate, Looked};
use crate::model::import::{MOST_BYTES, MOST_ROWS, Mapping, TARGETS};

/// A table as sent, with what its columns mean.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    sheet: String,
    table: String,
    name: String,
    english_name: String,
    aliases: String,
    legal_place: String,
    own_place: String,
    operating_places: String,
    languages: String,
    stakeholder: String,
    website: String,
    email: String,
    contact: String,
    about: String,
    work: String,
    focus: String,
    lens: String,
    goals: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:import";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const LIMIT: usize = 4 << 20;
    const FILE: bool = true;
}

impl Typed {
    fn column(&self, target: &str) -> &str {
        match target {
            "name" => &self.name,
            "english_name" => &self.english_name,
            "aliases" => &self.aliases,
            "legal_place" => &self.legal_place,
            "own_place" => &self.own_place,
            "operating_places" => &self.operating_places,
            "languages" => &self.languages,
            "stakeholder" => &self.stakeholder,
            "website" => &self.website,
            "email" => &self.email,
            "contact" => &self.contact,
            "about" => &self.about,
            "work" => &self.work,
            "focus" => &self.focus,
            "lens" => &self.lens,
            "goals" => &self.goals,
            _ => "",
        }
    }

    /// What somebody chose; what the names of the columns say before they did.
    fn mapping(&self, sheet: &Sheet) -> Mapping {
        if self.action.is_empty() || self.action == "read" {
            return Mapping::guess(sheet);
        }
        let chosen = TARGETS.iter().filter_map(|(code, _, _)| Some((*code, self.column(code).parse().ok()?)));
        Mapping(chosen.collect())
    }
}

fn sheet_of(table: &str) -> Result<Sheet, Problem> {
    if table.len() > MOST_BYTES {
        return Err(Problem::field("table", "directory-import-large").with("kilobytes", MOST_BYTES >> 10));
    }
    sheets::read(table, MOST_ROWS).map_err(|error| match error {
        SheetError::Empty => Problem::field("table", "directory-import-empty"),
        SheetError::Broken(line) => Problem::field("table", "directory-import-broken").with("line", line),
        SheetError::TooLong(most) => Problem::field("table", "directory-import-long").with("most", most),
        SheetError::TooWide => Problem::field("table", "directory-import-wide").with("most", sheets::MOST_COLUMNS),
    })
}

/// The text of a file: a sheet of a spreadsheet as comma-separated values, or what stands in it.
fn text_of(bytes: &[u8], sheet: &str) -> Result<String, Problem> {
    if !workbook::is_workbook(bytes) {
        let text = std::str::from_utf8(bytes).map_err(|_| Problem::field("file", "directory-import-not-text"))?;
        return Ok(text.replace('\r', ""));
    }
    let bounds = Bounds { rows: MOST_ROWS, columns: sheets::MOST_COLUMNS, cell: MOST_BYTES };
    let page = workbook::read(bytes, sheet, bounds).map_err(|error| match error {
        WorkbookError::Password => Problem::field("file", "directory-import-book-password"),
        WorkbookError::Old => Problem::field("file", "directory-import-book-old"),
        WorkbookError::Broken(why) => Problem::field("file", "directory-import-book-broken").with("why", why),
        WorkbookError::NoSheet(names) => Problem::field("sheet", "directory-import-book-sheet").with("names", names),
        WorkbookError::TooLong(most) => Problem::field("file", "directory-import-long").with("most", most),
        WorkbookError::TooWide(most) => Problem::field("file", "directory-import-wide").with("most", most),
        WorkbookError::TooLarge(_) | WorkbookError::Cell(_) => {
            Problem::field("file", "directory-import-large").with("kilobytes", MOST_BYTES >> 10)
        }
    })?;
    Ok(page.csv().replace('\r', ""))
}

const PATH: &str = "/work/directory/import";

fn table_form(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::file_form(
        request,
        PATH,
        Typed::PURPOSE,
        &[
            f.file("directory-import-file", ".csv,.tsv,.xlsx,.ods,text/csv").hint("directory-import-file-hint").build(),
            f.text("sheet", "directory-import-sheet", &typed.sheet)
                .hint("directory-import-sheet-hint")
                .longest(200)
                .optional()
                .build(),
            f.area("table", "directory-import-table", &typed.table)
                .hint("directory-import-table-hint")
                .rows(8)
                .optional()
                .build(),
            f.submit_named("action", "read", "directory-import-look", Weight::Main),
        ],
    )
}

fn mapping_form(
    request: &PageRequest,
    typed: &Typed,
    (sheet, mapping): (&Sheet, &Mapping),
    ready: Option<usize>,
) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, None);
    let mut columns = vec![(String::new(), l.t("directory-import-no-column"))];
    columns.extend(sheet.columns.iter().enumerate().map(|(place, column)| {
        let name = if column.is_empty() { l.number(place + 1) } else { column.clone() };
        (place.to_string(), name)
    }));
    let mut all: Vec<Markup> = TARGETS
        .iter()
        .map(|(code, message, _)| {
            let chosen = mapping.0.get(code).map(ToString::to_string).unwrap_or_default();
            f.select(code, message, &chosen, &[]).options(columns.clone()).build()
        })
        .collect();
    all.push(f.area("table", "directory-import-table", &typed.table).rows(8).build());
    let mut buttons = vec![("action", "look", "directory-import-again", Weight::Quiet)];
    if ready.is_some() {
        buttons.insert(0, ("action", "take", "directory-import-take", Weight::Main));
    }
    all.push(f.buttons(&buttons));
    fields::form(request, PATH, Typed::PURPOSE, &all)
}

fn fate(l: &Locale, line: &Looked) -> Markup {
    match &line.fate {
        Fate::New(wanted) => {
            let mut said = vec![badge(l, Tone::Done, "directory-import-new"), user(&wanted.draft.english_name)];
            said.extend(parts::place_name(l.language, &wanted.draft.own_place).map(|name| user(&name)));
            dotted(&said)
        }
        Fate::Known(id) => {
            let label = escape(&l.t("directory-import-known-page"));
            let page = Markup::trusted(format!("<a href=\"/work/directory/organisations/{id}\">{label}</a>"));
            dotted(&[badge(l, Tone::Plain, "directory-import-known"), page])
        }
        Fate::Twice(earlier) => {
            let why = l.ta("directory-import-twice", &[("line", Arg::from(i64::try_from(*earlier).unwrap_or(0)))]);
            dotted(&[badge(l, Tone::Danger, "directory-import-wrong"), Markup::text(&why)])
        }
        Fate::Wrong(all) => {
            let mut said = vec![badge(l, Tone::Danger, "directory-import-wrong")];
            said.extend(
                all.iter().map(|one| Markup::text(&format!("{}: {}", l.t(one.target), l.problem(&one.problem)))),
            );
            dotted(&said)
        }
    }
}

fn looked_part(l: &Locale, all: &[Looked]) -> Markup {
    let counts = [
        ("new", Arg::from(all.iter().filter(|line| matches!(line.fate, Fate::New(_))).count())),
        ("known", Arg::from(all.iter().filter(|line| matches!(line.fate, Fate::Known(_))).count())),
        ("wrong", Arg::from(all.iter().filter(|line| line.is_wrong()).count())),
    ];
    // What must be mended stands first.
    let (wrong, right): (Vec<&Looked>, Vec<&Looked>) = all.iter().partition(|line| line.is_wrong());
    let listed: Vec<Markup> = wrong
        .into_iter()
        .chain(right)
        .map(|line| {
            let place = Arg::from(i64::try_from(line.number).unwrap_or(0));
            let place = Markup::text(&l.ta("directory-import-line", &[("line", place)]));
            dotted(&[place, user(&line.name), fate(l, line)])
        })
        .collect();
    heading(&l.t("directory-import-looked"))
        .then(&paragraph(&l.ta("directory-import-counts", &counts)))
        .then(&lines(&listed))
}

async fn page(
    site: &Site,
    request: &PageRequest,
    member: &saksi_network::Member,
    typed: &Typed,
    (made, problem): (Option<usize>, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let mut page = Page::new(l.t("directory-import-title")).lead(l.t("directory-import-lead"));
    if let Some(made) = made {
        page = page.part(&done(&l.ta("directory-import-made", &[("count", made)])));
    }
    let back = |page: Page| page.link("/work/directory", l.t("directory-back"));
    if typed.table.is_empty() {
        return back(page.part(&table_form(request, typed, problem))).staff(request, problem);
    }
    let sheet = match sheet_of(&typed.table) {
        Ok(sheet) => sheet,
        Err(unread) => {
            return back(page.part(&table_form(request, typed, Some(&unread)))).staff(request, Some(&unread));
        }
    };
    let (mapping, english) = (typed.mapping(&sheet), l.speaking(SiteLanguage::English));
    let all = saksi_db::read!(site.db, member.viewer(), tx => {
        import::look(&mut tx, member, &sheet, &mapping, &|message: &str| english.t(message)).await
    })?;
    let new = all.iter().filter(|line| matches!(line.fate, Fate::New(_))).count();
    let ready = (new > 0 && !all.iter().any(Looked::is_wrong)).then_some(new);
    page = page.part(&looked_part(l, &all)).part(&heading(&l.t("directory-import-columns"))).part(&mapping_form(
        request,
        typed,
        (&sheet, &mapping),
        ready,
    ));
    back(page).staff(request, problem)
}

/// `GET /work/directory/import`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
) -> Result<Response, PageError> {
    page(&site, &request, &member, &Typed::default(), (None, None)).await
}

/// `POST /work/directory/import`
pub(super) async fn step(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let mut typed = form.value;
    if let Some(file) = &form.file {
        let (bytes, sheet) = (file.bytes.clone(), typed.sheet.clone());
        // Unpacking keeps a thread busy; requests must not wait for it.
        let read = tokio::task::spawn_blocking(move || text_of(&bytes, &sheet)).await;
        match read.unwrap_or_else(|_| Err(Problem::internal())) {
            Ok(text) => typed.table = text,
            Err(problem) => {
                let typed = Typed { sheet: typed.sheet, ..Typed::default() };
                return page(&site, &request, &member, &typed, (None, Some(&problem))).await;
            }
        }
    }
    if typed.table.trim().is_empty() {
        let problem = Problem::field("table", "directory-import-empty");
        return page(&site, &request, &member, &Typed::default(), (None, Some(&problem))).await;
    }
    if typed.action != "take" {
        return page(&site, &request, &member, &typed, (None, None)).await;
    }
    let english = request.locale.speaking(SiteLanguage::English);
    let taken = async {
        let sheet = sheet_of(&typed.table)?;
        let mapping = typed.mapping(&sheet);
        saksi_db::write!(site.db, "bring organisations in", member.viewer(), tx => {
            import::bring_in(&mut tx, &member, &sheet, &mapping, &|message: &str| english.t(message)).await
        })
    }
    .await;
    match taken {
        Ok(made) => page(&site, &request, &member, &typed, (Some(made), None)).await,
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &member, &typed, (None, Some(&problem))).await
        }
    }
}

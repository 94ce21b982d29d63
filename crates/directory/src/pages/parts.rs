//! Parts that several pages share.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use askama::Template;
use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, Place, Problem, SiteLanguage, places};
use saksi_web::fields::Fields;
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Shell, Tone, escape, user};

pub(crate) use crate::model::profile::LANGUAGES;

use crate::model::lenses::{self, GOALS, LENS, Tags, goal_of, message_of};

/// A work page: a heading, what to know, parts one below the other, and where else to go.
#[derive(Debug, Template)]
#[template(path = "page.html")]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) lead: Vec<String>,
    pub(crate) body: Markup,
    pub(crate) links: Vec<(String, String)>,
}

/// The same for everybody.
#[derive(Debug, Template)]
#[template(path = "public.html")]
pub(crate) struct PublicPage {
    pub(crate) title: String,
    pub(crate) lead: Vec<String>,
    pub(crate) body: Markup,
    pub(crate) links: Vec<(String, String)>,
}

impl Page {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), lead: Vec::new(), body: Markup::empty(), links: Vec::new() }
    }

    pub(crate) fn lead(mut self, text: String) -> Self {
        self.lead.push(text);
        self
    }

    pub(crate) fn part(mut self, part: &Markup) -> Self {
        self.body = self.body.then(part);
        self
    }

    pub(crate) fn link(mut self, path: &str, text: String) -> Self {
        self.links.push((path.to_owned(), text));
        self
    }

    pub(crate) fn staff(self, request: &PageRequest, problem: Option<&Problem>) -> Result<Response, PageError> {
        finish(Shell::staff(request, self.title.clone()), problem).render(&self)
    }

    pub(crate) fn public(self) -> PublicPage {
        PublicPage { title: self.title, lead: self.lead, body: self.body, links: self.links }
    }
}

pub(crate) fn finish(shell: Shell, problem: Option<&Problem>) -> Shell {
    match problem {
        Some(problem) => shell.problem(problem),
        None => shell,
    }
}

/// A problem that a form should show again, or one that needs a page of its own.
pub(crate) fn to_mend(problem: Problem) -> Result<Problem, PageError> {
    use saksi_base::ProblemKind::{Busy, Conflict, Invalid};
    if matches!(problem.kind, Invalid | Conflict | Busy) { Ok(problem) } else { Err(PageError(problem)) }
}

/// A heading of a part.
pub(crate) fn heading(text: &str) -> Markup {
    Markup::trusted(format!("<h2>{}</h2>", escape(text)))
}

/// A paragraph.
pub(crate) fn paragraph(text: &str) -> Markup {
    Markup::trusted(format!("<p>{}</p>", escape(text)))
}

/// A link in a line of its own.
pub(crate) fn way(path: &str, text: &str) -> Markup {
    Markup::trusted(format!("<p><a href=\"{}\">{}</a></p>", escape(path), escape(text)))
}

/// Facts: what, and one or more values.
pub(crate) fn facts(all: &[(String, Vec<Markup>)]) -> Markup {
    let mut html = String::new();
    for (name, values) in all.iter().filter(|(_, values)| !values.is_empty()) {
        let _ = write!(html, "<dt>{}</dt>", escape(name));
        for value in values {
            let _ = write!(html, "<dd>{value}</dd>");
        }
    }
    if html.is_empty() { Markup::empty() } else { Markup::trusted(format!("<dl class=\"facts\">{html}</dl>")) }
}

/// A list of lines.
pub(crate) fn lines(all: &[Markup]) -> Markup {
    if all.is_empty() {
        return Markup::empty();
    }
    let mut html = String::new();
    for line in all {
        let _ = write!(html, "<li>{line}</li>");
    }
    Markup::trusted(format!("<ul class=\"lines\">{html}</ul>"))
}

/// A card: a heading (of third rank), perhaps a link, and lines.
pub(crate) fn card(title: &Markup, path: Option<&str>, rest: &[Markup]) -> Markup {
    ranked_card("h3", title, path, rest, &Markup::empty())
}

/// A card with something longer at its end, in paragraphs of its own.
pub(crate) fn card_of(title: &Markup, path: Option<&str>, rest: &[Markup], end: &Markup) -> Markup {
    ranked_card("h3", title, path, rest, end)
}

/// A card on a page whose title alone stands above the cards: its heading is of second rank.
pub(crate) fn leading_card(title: &Markup, path: Option<&str>, rest: &[Markup]) -> Markup {
    ranked_card("h2", title, path, rest, &Markup::empty())
}

fn ranked_card(rank: &'static str, title: &Markup, path: Option<&str>, rest: &[Markup], end: &Markup) -> Markup {
    let title = match path {
        Some(path) => format!("<a href=\"{}\">{title}</a>", escape(path)),
        None => title.to_string(),
    };
    let mut html = format!("<li class=\"card\"><{rank}>{title}</{rank}>");
    for line in rest {
        let _ = write!(html, "<p>{line}</p>");
    }
    let _ = write!(html, "{end}</li>");
    Markup::trusted(html)
}

/// Cards below each other.
pub(crate) fn cards(all: &[Markup]) -> Markup {
    let inner: Markup = all.iter().cloned().collect();
    Markup::trusted(format!("<ul class=\"cards\">{inner}</ul>"))
}

/// Parts of a line with a dot between.
pub(crate) fn dotted(parts: &[Markup]) -> Markup {
    Markup::trusted(parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · "))
}

/// A quiet line that says what was done.
pub(crate) fn done(text: &str) -> Markup {
    let inner = Markup::trusted(format!("<p role=\"status\">{}</p>", escape(text)));
    saksi_web::notice(Tone::Done, "", &inner)
}

/// Whether the address says that something was done.
pub(crate) fn done_of(request: &PageRequest, what: &str) -> bool {
    request.query.split('&').any(|pair| pair.strip_prefix("done=") == Some(what))
}

/// A row of links between the pages of the directory; the present one is marked.
pub(crate) fn tabs(request: &PageRequest, operator: bool) -> Markup {
    let l = &request.locale;
    let mut entries = vec![
        ("/work/directory", l.t("directory-tab-search")),
        ("/work/directory/me", l.t("directory-tab-me")),
        ("/work/directory/ours", l.t("directory-tab-ours")),
        ("/work/directory/offers", l.t("directory-tab-offers")),
        ("/work/directory/groups", l.t("directory-tab-groups")),
        ("/work/directory/elections", l.t("directory-tab-elections")),
        ("/work/directory/norms", l.t("directory-tab-norms")),
        ("/work/directory/library", l.t("directory-library-title")),
        ("/work/directory/trusted", l.t("directory-trusted-title")),
        ("/work/directory/civic-space", l.t("directory-civic-title")),
        ("/work/spaces", l.t("directory-spaces-title")),
        ("/work/directory/introductions", l.t("directory-tab-introductions")),
        ("/work/directory/joining", l.t("directory-tab-joining")),
    ];
    if operator {
        entries.push(("/work/directory/doors", l.t("directory-tab-doors")));
    }
    let mut items = String::new();
    for (path, text) in entries {
        let current = if path == request.path { " aria-current=\"page\"" } else { "" };
        let _ = write!(items, "<li><a href=\"{path}\"{current}>{}</a></li>", escape(&text));
    }
    let label = escape(&l.t("directory-title"));
    Markup::trusted(format!("<nav class=\"tabs\" aria-label=\"{label}\"><ul>{items}</ul></nav>"))
}

/// The name of a language in that language, else its tag.
pub(crate) fn language_name(tag: &str) -> String {
    LANGUAGES.iter().find(|(code, _)| *code == tag).map_or(tag, |(_, name)| *name).to_owned()
}

pub(crate) fn language_names(tags: &[LanguageTag]) -> Vec<Markup> {
    tags.iter().map(|tag| user(&language_name(tag.as_str()))).collect()
}

/// The names of all territories in a language, which never change while the process runs: a list of hits asks for dozens of them.
fn territories(language: SiteLanguage) -> &'static [(&'static str, String)] {
    static NAMES: LazyLock<HashMap<SiteLanguage, Vec<(&'static str, String)>>> = LazyLock::new(|| {
        SiteLanguage::ALL.into_iter().map(|language| (language, places::territories(language))).collect()
    });
    NAMES.get(&language).map_or(&[], Vec::as_slice)
}

/// A place in words: its own name, the words somebody chose, or nothing.
pub(crate) fn place_name(language: SiteLanguage, place: &Place) -> Option<String> {
    match place {
        Place::NotDisclosed => None,
        Place::SelfDescribed(words) => Some(words.clone()),
        Place::Territory(code) => {
            let name = territories(language).iter().find(|(other, _)| other == code);
            Some(name.map_or_else(|| (*code).to_owned(), |(_, name)| name.clone()))
        }
    }
}

/// Every territory by name, as a menu offers it.
pub(crate) fn territory_options(language: SiteLanguage) -> impl Iterator<Item = (String, String)> {
    territories(language).iter().map(|(code, name)| ((*code).to_owned(), name.clone()))
}

/// Every place as a menu offers it: nothing, one's own words, then the territories by name.
pub(crate) fn place_options(l: &Locale) -> Vec<(String, String)> {
    let mut options =
        vec![("-".to_owned(), l.t("directory-place-not-disclosed")), ("~".to_owned(), l.t("directory-place-own"))];
    options.extend(territory_options(l.language));
    options
}

/// No country, then every territory by name.
pub(crate) fn country_options(l: &Locale) -> Vec<(String, String)> {
    let none = ("-".to_owned(), l.t("directory-no-country"));
    std::iter::once(none).chain(territory_options(l.language)).collect()
}

/// A menu of places with a field beside it for one's own words.
pub(crate) fn place_fields<'a>(f: &'a Fields<'a>, l: &Locale, code: &str, words: &str) -> Markup {
    let code = if code.is_empty() { "-" } else { code };
    let menu = f
        .select("place", "directory-place", code, &[])
        .options(place_options(l))
        .hint("directory-place-hint")
        .optional()
        .build();
    menu.then(&f.text("place_words", "directory-place-words", words).longest(120).optional().build())
}

/// A goal or a target in words: its number, and the name of its goal.
pub(crate) fn goal(l: &Locale, tag: &str) -> Markup {
    let name = goal_of(tag).and_then(|goal| message_of(GOALS, goal)).map(|message| l.t(message)).unwrap_or_default();
    Markup::text(&format!("{tag} {name}"))
}

/// The goals as boxes to tick, by number.
pub(crate) fn goal_boxes(l: &Locale) -> Vec<(String, String)> {
    GOALS.iter().map(|(code, message)| ((*code).to_owned(), format!("{code} {}", l.t(message)))).collect()
}

/// The goals as a menu offers them, by number.
pub(crate) fn goal_options(l: &Locale) -> Vec<(String, String)> {
    let any = (String::new(), l.t("directory-any"));
    std::iter::once(any).chain(goal_boxes(l)).collect()
}

/// The gender lens as a menu offers it.
pub(crate) fn lens_options(l: &Locale) -> Vec<(String, String)> {
    let any = (String::new(), l.t("directory-any"));
    std::iter::once(any).chain(LENS.iter().map(|(code, message)| ((*code).to_owned(), l.t(message)))).collect()
}

/// What something carries of the gender lens, in words.
pub(crate) fn lens_names(l: &Locale, tags: &Tags) -> Vec<Markup> {
    let lens = tags.lens.iter().filter_map(|code| message_of(LENS, code));
    lens.map(|message| Markup::text(&l.t(message))).collect()
}

/// The goals and targets that something serves, in words.
pub(crate) fn goal_names(l: &Locale, tags: &Tags) -> Vec<Markup> {
    tags.goals.iter().map(|tag| goal(l, tag)).collect()
}

/// What something carries of the gender lens and of the goals, for a line.
pub(crate) fn tags(l: &Locale, tags: &Tags) -> Vec<Markup> {
    lens_names(l, tags).into_iter().chain(goal_names(l, tags)).collect()
}

/// The fields of both in a form: boxes to tick, and targets by number.
pub(crate) fn tag_fields<'a>(f: &'a Fields<'a>, l: &Locale, tags: &TypedTags) -> Markup {
    let lens = f.checks("lens", "directory-field-lens", &tags.lens, LENS).optional().build();
    let goals = f.checks("goals", "directory-field-goals", &tags.goals, &[]).options(goal_boxes(l)).optional().build();
    let targets = f
        .text("targets", "directory-targets", &tags.targets)
        .hint("directory-hint-targets")
        .longest(200)
        .optional()
        .build();
    lens.then(&goals).then(&targets)
}

/// What [`tag_fields`] sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TypedTags {
    pub(crate) lens: Vec<String>,
    pub(crate) goals: Vec<String>,
    pub(crate) targets: String,
}

impl TypedTags {
    /// As [`tag_fields`] shows it again.
    pub(crate) fn of(tags: &Tags) -> Self {
        let (goals, targets): (Vec<String>, Vec<String>) =
            tags.goals.iter().cloned().partition(|tag| !tag.contains('.'));
        Self { lens: tags.lens.clone(), goals, targets: targets.join(", ") }
    }

    /// As written; what is wrong is found when it is tidied.
    pub(crate) fn tags(&self) -> Tags {
        Tags {
            lens: self.lens.clone(),
            goals: self.goals.iter().cloned().chain(lenses::parts(&self.targets)).collect(),
        }
    }
}

/// A filter by both, in the address of a page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct TagFilter {
    pub(crate) lens: String,
    pub(crate) goals: String,
}

impl TagFilter {
    /// Whether something with these tags is shown.
    pub(crate) fn shows(&self, tags: &Tags) -> bool {
        tags.pass(&self.lens, &self.goals)
    }

    /// What a record must carry, as the index names it.
    pub(crate) fn facets(&self) -> Vec<String> {
        let chosen = [("lens", &self.lens), ("goals", &self.goals)].into_iter().filter(|(_, value)| !value.is_empty());
        chosen.map(|(kind, value)| format!("{kind}:{value}")).collect()
    }

    /// Whether it leaves anything out.
    pub(crate) const fn is_empty(&self) -> bool {
        self.lens.is_empty() && self.goals.is_empty()
    }

    /// The two menus of the filter, for a form that asks for more.
    pub(crate) fn menus<'a>(&self, f: &'a Fields<'a>, l: &Locale) -> Markup {
        let lens = f
            .select("lens", "directory-field-lens", &self.lens, &[])
            .known_as("shown-lens")
            .options(lens_options(l))
            .build();
        let goals = f
            .select("goals", "directory-field-goals", &self.goals, &[])
            .known_as("shown-goals")
            .options(goal_options(l))
            .build();
        lens.then(&goals)
    }

    /// The form of the filter.
    pub(crate) fn form(&self, l: &Locale, action: &str) -> Markup {
        let f = Fields::new(l, None);
        saksi_web::fields::query_form(action, &[self.menus(&f, l), f.submit("directory-show")])
    }
}

/// What stands where a list shows nothing because of what was chosen: that, and the way to the whole list.
pub(crate) fn nothing_fits(l: &Locale, path: &str) -> Markup {
    saksi_web::empty(l, "directory-filter-none", "directory-filter-none-how")
        .then(&way(path, &l.t("directory-filter-off")))
}

/// Choices as the query of an address; those that are empty are left out.
pub(crate) fn query_of(choices: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(choices.iter().filter(|(_, value)| !value.is_empty()))
        .finish()
}

/// A path with a query, where there is one.
pub(crate) fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// What [`place_fields`] sends.
pub(crate) fn read_place(code: &str, words: &str) -> Result<Place, Problem> {
    let wrong = || Problem::field("place", "directory-place-wrong");
    match (code, words.trim()) {
        ("~", "") => Err(Problem::field("place_words", "directory-place-words-missing")),
        ("" | "-" | "~", words) if !words.is_empty() => Place::from_code(&format!("~{words}")).ok_or_else(wrong),
        (code, _) => Place::from_code(code).ok_or_else(wrong),
    }
}

/// A place as [`place_fields`] shows it again: its code, and one's own words.
pub(crate) fn place_typed(place: &Place) -> (String, String) {
    match place {
        Place::NotDisclosed => ("-".to_owned(), String::new()),
        Place::SelfDescribed(words) => ("~".to_owned(), words.clone()),
        Place::Territory(code) => ((*code).to_owned(), String::new()),
    }
}

/// A day as a form sends it; where none was written, the usual one. What is wrong is added to `problems`.
pub(crate) fn day(problems: &mut Problems, field: &'static str, typed: &str, usual: Option<Day>) -> Option<Day> {
    let typed = typed.trim();
    let read = if typed.is_empty() { usual } else { typed.parse().ok() };
    // Where there is no usual one because another day is wrong, that one says so.
    if read.is_none() && (!typed.is_empty() || field == "votes_from") {
        problems.add(field, "directory-day-wrong");
    }
    read
}

/// A length as a field takes it.
pub(crate) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The marking of something, as a badge.
pub(crate) fn marking(marking: saksi_base::Marking) -> Markup {
    let tone = match marking {
        saksi_base::Marking::Red => Tone::Danger,
        saksi_base::Marking::Amber | saksi_base::Marking::AmberStrict => Tone::Waiting,
        saksi_base::Marking::Green => Tone::Done,
        saksi_base::Marking::Clear => Tone::Plain,
    };
    saksi_web::badge_text(tone, marking.label())
}

/// What whoever reads something may do with it.
pub(crate) const fn handling(marking: saksi_base::Marking) -> &'static str {
    match marking {
        saksi_base::Marking::Red => "directory-handling-red",
        saksi_base::Marking::AmberStrict => "directory-handling-amber-strict",
        saksi_base::Marking::Amber => "directory-handling-amber",
        saksi_base::Marking::Green => "directory-handling-green",
        saksi_base::Marking::Clear => "directory-handling-clear",
    }
}

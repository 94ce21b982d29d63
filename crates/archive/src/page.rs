//! What a page says: its title, who wrote it, when, in which language, and its main text without what stands around it.
//!
//! What the page states for machines comes first (JSON-LD, Open Graph, `<meta>`, microdata), then what it shows. The main text is
//! found the way reading views find it (scores of paragraphs rise to the elements around them; much linked text lowers them),
//! with lengths and punctuation weighed so that scripts without spaces and with their own commas count the same. It is a guess:
//! whoever needs certainty looks at the capture.

use serde_json::Value;

use crate::markup::{Attributes, Event, decode, walk};

/// Longest main text that is kept, in bytes.
pub const LONGEST_TEXT: usize = 2 << 20;

/// Elements deeper than this count as the one above them.
const DEEPEST: usize = 512;

/// Most data for machines that is read from one page, in bytes.
const MOST_DATA: usize = 1 << 20;

/// What a page says.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Page {
    /// Its headline, or else its title.
    pub title: Option<String>,
    /// Who wrote it; several are joined by commas.
    pub author: Option<String>,
    /// When it was published: RFC 3339, or a date alone.
    pub published: Option<String>,
    /// When it was last changed: RFC 3339, or a date alone.
    pub modified: Option<String>,
    /// A language tag (BCP 47), as the page states it.
    pub language: Option<String>,
    /// What the page says it is about.
    pub description: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
    /// The address under which the page wants to be known, as it stands.
    pub canonical: Option<String>,
    /// The main text: one paragraph on each line.
    pub text: String,
    /// Whether the text was longer than is kept.
    pub cut: bool,
}

/// Reads a page. `charset` is what the server said.
pub fn read(page: &[u8], charset: Option<&str>) -> Page {
    let mut reading = Reading::default();
    walk(&decode(page, charset), |event| reading.take(&event));
    reading.finish()
}

/// An element that holds text.
struct Element {
    name: String,
    parent: usize,
    /// How much its names speak for or against it.
    weight: f64,
    score: f64,
    /// Letters below it, and those of them in links.
    letters: usize,
    linked: usize,
}

/// A paragraph, or what reads like one.
struct Block {
    element: usize,
    text: String,
    letters: usize,
    linked: usize,
    heading: bool,
}

/// Facts, the most trusted first.
#[derive(Default)]
struct Facts {
    title: Vec<(u8, String)>,
    author: Vec<(u8, String)>,
    published: Vec<(u8, String)>,
    modified: Vec<(u8, String)>,
    language: Vec<(u8, String)>,
    description: Vec<(u8, String)>,
    site: Vec<(u8, String)>,
    canonical: Vec<(u8, String)>,
}

/// The most trusted of several; the first among equals.
fn best(facts: Vec<(u8, String)>) -> Option<String> {
    facts.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, text)| text)
}

fn add(to: &mut Vec<(u8, String)>, rank: u8, text: &str) {
    let text = one_line(text);
    if !text.is_empty() && to.len() < 64 {
        to.push((rank, text));
    }
}

/// Text with its white space made plain; at most 1,000 characters.
fn one_line(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > 4000 {
            break;
        }
    }
    out.chars().take(1000).collect()
}

#[derive(Default)]
struct Reading {
    elements: Vec<Element>,
    open: Vec<usize>,
    /// Elements beyond the depth that is kept.
    too_deep: usize,
    /// The name of the element whose content is passed over, and how many of that name are open within it.
    skipping: Option<(String, usize)>,
    links: usize,
    block: String,
    block_linked: usize,
    blocks: Vec<Block>,
    kept: usize,
    cut: bool,
    facts: Facts,
    /// What the text at hand is collected for.
    collecting: Option<Collecting>,
    data: Vec<String>,
    data_bytes: usize,
    headings: usize,
}

struct Collecting {
    what: What,
    end: String,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Title,
    Data,
    Headline,
    Author,
}

/// Elements whose content is not what a page says.
const PASSED_OVER: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select", "button",
    "textarea", "nav", "footer", "aside", "dialog", "menu", "audio", "video", "map",
];

const EMPTY: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var",
];

const FOR: &[&str] = &[
    "article",
    "body",
    "content",
    "entry",
    "hentry",
    "main",
    "post",
    "story",
    "text",
    "blog",
    "news",
    "detail",
    "paragraph",
];

const AGAINST: &[&str] = &[
    "comment",
    "footer",
    "footnote",
    "sidebar",
    "share",
    "social",
    "related",
    "recommend",
    "promo",
    "sponsor",
    "widget",
    "nav",
    "menu",
    "breadcrumb",
    "cookie",
    "banner",
    "popup",
    "modal",
    "subscribe",
    "newsletter",
    "login",
    "tags",
    "meta",
    "copyright",
    "masthead",
    "toolbar",
    "pagination",
    "advert",
    "outbrain",
    "taboola",
    "skip",
];

impl Reading {
    fn take(&mut self, event: &Event<'_>) {
        match *event {
            Event::Start { name, attributes } => self.start(name, attributes),
            Event::End { name } => self.end(name),
            Event::Text(text) => self.text(text),
        }
    }

    fn start(&mut self, name: &str, tag: &Attributes) {
        self.state(name, tag);
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(name == skipped);
            return;
        }
        if EMPTY.contains(&name) {
            match name {
                "br" => self.block.push('\n'),
                "hr" => self.close_block(),
                _ => {}
            }
            return;
        }
        if PASSED_OVER.contains(&name) || is_hidden(tag) {
            if name != "html" && name != "body" {
                self.close_block_of(name);
                self.skipping = Some((name.to_owned(), 1));
            }
            return;
        }
        if INLINE.contains(&name) {
            self.links += usize::from(name == "a" && tag.get("href").is_some());
            return;
        }
        self.close_block();
        // What browsers close by themselves.
        let closes: &[&str] = match name {
            "li" => &["li", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["tr", "td", "th", "p"],
            _ => &["p"],
        };
        while let Some(last) = self.open.last().and_then(|place| self.elements.get(*place))
            && closes.contains(&last.name.as_str())
        {
            self.open.pop();
        }
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let parent = self.open.last().copied().unwrap_or(usize::MAX);
        let element =
            Element { name: name.to_owned(), parent, weight: weight_of(name, tag), score: 0.0, letters: 0, linked: 0 };
        self.open.push(self.elements.len());
        self.elements.push(element);
    }

    fn end(&mut self, name: &str) {
        if self.collecting.as_ref().is_some_and(|collecting| collecting.end == name)
            && let Some(done) = self.collecting.take()
        {
            self.collected(&done);
        }
        if let Some((skipped, depth)) = &mut self.skipping {
            if name == skipped {
                *depth -= 1;
                if *depth == 0 {
                    self.skipping = None;
                }
            }
            return;
        }
        if INLINE.contains(&name) {
            self.links = self.links.saturating_sub(usize::from(name == "a"));
            return;
        }
        self.close_block();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        // An end without a beginning closes nothing.
        let back = self
            .open
            .iter()
            .rev()
            .take(64)
            .position(|place| self.elements.get(*place).is_some_and(|element| element.name == name));
        if let Some(back) = back {
            self.open.truncate(self.open.len() - back - 1);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(collecting) = &mut self.collecting
            && collecting.text.len() < MOST_DATA
        {
            collecting.text.push_str(text);
        }
        if self.skipping.is_some() || self.kept > LONGEST_TEXT * 4 {
            return;
        }
        self.block.push_str(text);
        self.kept += text.len();
        if self.links > 0 {
            self.block_linked += letters(text);
        }
    }

    fn close_block_of(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.close_block();
        }
    }

    /// Ends the paragraph at hand.
    fn close_block(&mut self) {
        let text: Vec<String> = self.block.split('\n').map(plain).filter(|line| !line.is_empty()).collect();
        self.block.clear();
        let linked = std::mem::take(&mut self.block_linked);
        if text.is_empty() || self.open.is_empty() && self.elements.is_empty() {
            if text.is_empty() {
                return;
            }
            // Text before any element.
            self.elements.push(Element {
                name: "body".to_owned(),
                parent: usize::MAX,
                weight: 0.0,
                score: 0.0,
                letters: 0,
                linked: 0,
            });
            self.open.push(0);
        }
        let text = text.join("\n");
        let element = self.open.last().copied().unwrap_or_default();
        let name = self.elements.get(element).map(|element| element.name.as_str()).unwrap_or_default();
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if matches!(name, "title" | "head") {
            return;
        }
        let letters = letters(&text);
        self.blocks.push(Block { element, letters, linked: linked.min(letters), text, heading });
    }

    /// What the tags of a page state.
    fn state(&mut self, name: &str, tag: &Attributes) {
        let facts = &mut self.facts;
        match name {
            "html" => {
                if let Some(language) = tag.filled("lang").or_else(|| tag.filled("xml:lang")) {
                    add(&mut facts.language, 1, language);
                }
            }
            "meta" => meta(facts, tag),
            "link" if tag.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                if let Some(href) = tag.filled("href") {
                    add(&mut facts.canonical, 1, href);
                }
            }
            "time" => {
                if let Some(time) = tag.filled("datetime") {
                    let stated = tag.get("pubdate").is_some() || tag.get("itemprop") == Some("datePublished");
                    add(&mut facts.published, if stated { 3 } else { 6 }, time);
                }
            }
            "title" if self.collecting.is_none() && self.skipping.is_none() => self.collect(What::Title, name),
            "script" if tag.get("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) => {
                self.collect(What::Data, name);
            }
            "h1" if self.collecting.is_none() && self.headings == 0 && self.skipping.is_none() => {
                self.headings += 1;
                self.collect(What::Headline, name);
            }
            _ => {
                let author = tag.get("itemprop") == Some("author")
                    || tag.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author"))
                    || tag.get("class").is_some_and(|class| {
                        class.split_ascii_whitespace().any(|class| class == "byline" || class == "author")
                    });
                if author && self.collecting.is_none() && !EMPTY.contains(&name) && self.skipping.is_none() {
                    self.collect(What::Author, name);
                }
            }
        }
    }

    fn collect(&mut self, what: What, end: &str) {
        self.collecting = Some(Collecting { what, end: end.to_owned(), text: String::new() });
    }

    fn collected(&mut self, done: &Collecting) {
        match done.what {
            What::Title => add(&mut self.facts.title, 5, &done.text),
            What::Headline => add(&mut self.facts.title, 4, &done.text),
            What::Author if letters(&done.text) <= 120 => add(&mut self.facts.author, 5, &done.text),
            What::Author => {}
            What::Data => {
                self.data_bytes += done.text.len();
                if self.data_bytes <= MOST_DATA {
                    self.data.push(done.text.clone());
                }
            }
        }
    }

    fn finish(mut self) -> Page {
        self.close_block();
        for text in std::mem::take(&mut self.data) {
            if let Ok(value) = serde_json::from_str::<Value>(text.trim()) {
                linked_data(&mut self.facts, &value, 0, &mut 2000);
            }
        }
        let text = self.main_text();
        let facts = self.facts;
        let time = |mut facts: Vec<(u8, String)>| {
            facts.retain_mut(|(_, text)| normal_time(text).map(|time| *text = time).is_some());
            best(facts)
        };
        Page {
            title: best(facts.title),
            author: best(facts.author),
            published: time(facts.published),
            modified: time(facts.modified),
            language: best(facts.language).map(|tag| tag.replace('_', "-")).filter(|tag| is_language_tag(tag)),
            description: best(facts.description),
            site: best(facts.site),
            canonical: best(facts.canonical),
            cut: self.cut,
            text,
        }
    }

    /// The text of the element that reads most like the one thing that the page is there for.
    fn main_text(&mut self) -> String {
        for block in &self.blocks {
            let mut at = block.element;
            while let Some(element) = self.elements.get_mut(at) {
                element.letters += block.letters;
                element.linked += block.linked;
                at = element.parent;
            }
            if block.heading || block.letters < 25 || block.linked * 2 > block.letters {
                continue;
            }
            let commas = block.text.chars().filter(|c| is_comma(*c)).count().min(10);
            let score = 1.0 + commas as f64 + (block.letters as f64 / 100.0).min(3.0);
            // A paragraph speaks for the elements around it, the nearest most.
            let own =
                self.elements.get(block.element).is_some_and(|element| element.name != "p" && element.name != "pre");
            let mut at = if own {
                block.element
            } else {
                self.elements.get(block.element).map_or(usize::MAX, |element| element.parent)
            };
            for share in [1.0, 0.5, 0.25, 0.125] {
                let Some(element) = self.elements.get_mut(at) else { break };
                element.score += score * share;
                at = element.parent;
            }
        }
        let density = |element: &Element| element.linked as f64 / element.letters.max(1) as f64;
        let value = |element: &Element| {
            if element.score <= 0.0 {
                0.0
            } else {
                (element.score + element.weight).max(0.1) * (1.0 - density(element))
            }
        };
        let values: Vec<f64> = self.elements.iter().map(value).collect();
        let top =
            values.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1)).filter(|(_, value)| **value > 0.0);
        let chosen: Vec<bool> = match top {
            None => vec![true; self.elements.len()],
            Some((top, value)) => {
                // Neighbours that read like it belong to it: a text cut in two, an introduction above it.
                let parent = self.elements.get(top).map(|element| element.parent);
                let enough = (value * 0.2).max(10.0);
                self.elements
                    .iter()
                    .zip(&values)
                    .enumerate()
                    .map(|(place, (element, value))| {
                        let beside = Some(element.parent) == parent && element.parent != usize::MAX;
                        place == top
                            || beside
                                && (*value >= enough
                                    || element.name == "p" && element.letters >= 80 && density(element) < 0.25)
                    })
                    .collect()
            }
        };
        let within = self.within(&chosen);
        let mut text = String::new();
        for block in &self.blocks {
            let linked = block.linked * 2 > block.letters;
            if !within.get(block.element).copied().unwrap_or_default() || linked {
                continue;
            }
            if text.len() + block.text.len() > LONGEST_TEXT {
                self.cut = true;
                break;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&block.text);
        }
        text
    }

    /// Which elements lie within chosen ones, and in nothing that speaks against itself. Parents stand before their children.
    fn within(&self, chosen: &[bool]) -> Vec<bool> {
        let mut within: Vec<bool> = Vec::with_capacity(self.elements.len());
        for (element, chosen) in self.elements.iter().zip(chosen) {
            let above = within.get(element.parent).copied().unwrap_or_default();
            within.push(*chosen || above && element.weight > -20.0);
        }
        within
    }
}

/// How much the names of an element speak for or against it.
fn weight_of(name: &str, tag: &Attributes) -> f64 {
    let mut weight = match name {
        "article" => 30.0,
        "main" => 20.0,
        "header" | "form" | "fieldset" | "address" => -15.0,
        "ul" | "ol" | "dl" | "table" | "figure" => -3.0,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => -5.0,
        _ => 0.0,
    };
    if tag.get("itemprop") == Some("articleBody") || tag.get("role") == Some("main") {
        weight += 50.0;
    }
    if matches!(tag.get("role"), Some("navigation" | "complementary" | "banner" | "contentinfo" | "search" | "dialog"))
    {
        weight -= 50.0;
    }
    if matches!(name, "html" | "body") {
        return weight;
    }
    for names in [tag.get("class"), tag.get("id")].into_iter().flatten() {
        let names: String = names.chars().take(400).collect::<String>().to_ascii_lowercase();
        let (mut speaks_for, mut speaks_against) = (false, false);
        for word in names.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            speaks_for |= FOR.iter().any(|known| word.contains(known));
            speaks_against |= AGAINST.iter().any(|known| word.starts_with(known)) || matches!(word, "ad" | "ads");
        }
        weight += if speaks_against { -25.0 } else { 0.0 } + if speaks_for { 25.0 } else { 0.0 };
    }
    weight
}

fn is_hidden(tag: &Attributes) -> bool {
    let style = tag.get("style").unwrap_or_default();
    tag.get("hidden").is_some()
        || tag.get("aria-hidden") == Some("true")
        || style.len() < 2000 && {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
}

fn meta(facts: &mut Facts, tag: &Attributes) {
    let Some(content) = tag.filled("content") else { return };
    let name = tag
        .get("property")
        .or_else(|| tag.get("name"))
        .or_else(|| tag.get("itemprop"))
        .or_else(|| tag.get("http-equiv"));
    let Some(name) = name.map(|name| name.trim().to_ascii_lowercase()) else { return };
    match name.as_str() {
        "og:title" => add(&mut facts.title, 2, content),
        "twitter:title" | "headline" | "dc.title" => add(&mut facts.title, 3, content),
        "author" | "dc.creator" | "dcterms.creator" | "parsely-author" | "sailthru.author" => {
            add(&mut facts.author, 2, content);
        }
        // Often the address of a profile rather than a name.
        "article:author" if !content.contains("://") => add(&mut facts.author, 3, content),
        "article:published_time" | "datepublished" | "og:published_time" => add(&mut facts.published, 2, content),
        "pubdate" | "publishdate" | "date" | "dc.date" | "dcterms.created" | "dc.date.issued" | "parsely-pub-date"
        | "sailthru.date" => {
            add(&mut facts.published, 4, content);
        }
        "article:modified_time" | "datemodified" | "og:updated_time" | "last-modified" | "dcterms.modified" => {
            add(&mut facts.modified, 2, content);
        }
        "content-language" | "dc.language" | "inlanguage" => add(&mut facts.language, 3, content),
        "og:locale" => add(&mut facts.language, 4, content),
        "og:description" => add(&mut facts.description, 1, content),
        "description" | "twitter:description" => add(&mut facts.description, 2, content),
        "og:site_name" | "application-name" => add(&mut facts.site, 1, content),
        _ => {}
    }
}

/// What JSON-LD states about an article.
fn linked_data(facts: &mut Facts, value: &Value, depth: usize, left: &mut usize) {
    if depth > 8 || *left == 0 {
        return;
    }
    *left -= 1;
    match value {
        Value::Array(values) => values.iter().for_each(|value| linked_data(facts, value, depth + 1, left)),
        Value::Object(fields) => {
            let names = |value: &Value| -> Vec<String> {
                match value {
                    Value::String(name) => vec![name.clone()],
                    Value::Array(names) => {
                        names.iter().filter_map(|name| name.as_str().map(ToOwned::to_owned)).collect()
                    }
                    _ => Vec::new(),
                }
            };
            let types = fields.get("@type").map(names).unwrap_or_default();
            let is_article = types.iter().any(|name| {
                name.ends_with("Article")
                    || matches!(
                        name.as_str(),
                        "BlogPosting"
                            | "SocialMediaPosting"
                            | "ClaimReview"
                            | "Report"
                            | "VideoObject"
                            | "DiscussionForumPosting"
                    )
            });
            let rank = if is_article { 1 } else { 5 };
            if is_article || types.iter().any(|name| name == "WebPage") {
                let text = |name: &str, to: &mut Vec<(u8, String)>| {
                    if let Some(text) = fields.get(name).and_then(Value::as_str) {
                        add(to, rank, text);
                    }
                };
                text("headline", &mut facts.title);
                text("datePublished", &mut facts.published);
                text("dateModified", &mut facts.modified);
                text("inLanguage", &mut facts.language);
                text("description", &mut facts.description);
                let authors: Vec<String> = fields.get("author").map(people).unwrap_or_default();
                add(&mut facts.author, rank, &authors.join(", "));
            }
            for name in ["@graph", "mainEntity", "itemListElement", "hasPart"] {
                if let Some(value) = fields.get(name) {
                    linked_data(facts, value, depth + 1, left);
                }
            }
        }
        _ => {}
    }
}

/// The names of people in JSON-LD.
fn people(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) if !name.contains("://") => vec![one_line(name)],
        Value::Object(fields) => fields.get("name").map(people).unwrap_or_default(),
        Value::Array(values) => values.iter().take(20).flat_map(people).collect(),
        _ => Vec::new(),
    }
}

/// A time as RFC 3339, or a date alone; nothing if it is neither.
fn normal_time(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.to_string());
    }
    if let Ok(time) = jiff::fmt::rfc2822::parse(text) {
        return Some(time.timestamp().to_string());
    }
    // `2026-11-22T10:11:12+0530`, as many write the zone.
    let parsed = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%z", text).and_then(|parsed| parsed.to_timestamp());
    if let Ok(time) = parsed {
        return Some(time.to_string());
    }
    let date: jiff::civil::Date = text.get(..10)?.replace('/', "-").parse().ok()?;
    // Without a zone the hour means nothing to a reader elsewhere.
    (1990..2100).contains(&date.year()).then(|| date.to_string())
}

/// Whether a text looks like a language tag.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    first
        && text.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A line without white space around it and with single spaces in it.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// How long a text is for a reader: signs of scripts that write a word with one or two of them count twice.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if is_dense(c) { 2 } else { 1 }).sum()
}

const fn is_dense(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What sentences are divided by, in the scripts of the web.
const fn is_comma(c: char) -> bool {
    matches!(
        c,
        ',' | '，'
            | '、'
            | '。'
            | '،'
            | '؛'
            | '۔'
            | '।'
            | '॥'
            | '၊'
            | '။'
            | '។'
            | '៖'
            | '፣'
            | '᠂'
            | '；'
            | ';'
            | '！'
            | '？'
    )
}

#[cfg(test)]
mod tests;

//! For the rooms' tests: a site without a room, a browser without a window, and what must hold for every page.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use flate2::Compression;
use http_body_util::BodyExt as _;
use saksi_base::{Clock, SeededRandom, SiteLanguage};
use saksi_db::Db;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt as _;

use crate::cache::gzip;
use crate::keys::FormKeys;
use crate::request::PageRequest;
use crate::session::SessionView;
use crate::shell::Shell;
use crate::site::{Site, SiteBuilder, SiteSettings};

/// Most bytes that a public page costs: compressed with its style sheet and scripts the first time, as it is when it shows again what was typed.
pub const PUBLIC_BUDGET: usize = 30_000;

/// Which rules a page must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everybody may open it.
    Public,
    /// Whoever is signed in.
    Staff,
}

/// The start of a site for tests: repeatable randomness, everything else as delivered. Add messages and `build()`.
pub fn builder(db: Db, clock: Arc<dyn Clock>) -> SiteBuilder {
    SiteBuilder::new(db, clock, Arc::new(SeededRandom::new(11)), SiteSettings::default(), FormKeys::new(&[7; 32]))
}

/// A request for a path in a language, as a handler would get it.
pub fn request(site: &Site, language: SiteLanguage, path: &str, session: Option<SessionView>) -> PageRequest {
    let mut request = Request::new(());
    *request.uri_mut() = path.parse().unwrap_or_default();
    if let Ok(value) = language.tag().parse() {
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, value);
    }
    if let Some(session) = session {
        request.extensions_mut().insert(session);
    }
    PageRequest::new(&request.into_parts().0, site)
}

/// A page that can show itself with made-up but realistic data.
pub trait Sampled: askama::Template + Sized {
    /// Which rules it must follow.
    const KIND: Kind;
    /// Its title.
    fn title(&self) -> String;
    /// Every state worth looking at: empty, full, with problems, with the longest words.
    fn samples(request: &PageRequest) -> Vec<Self>;
}

/// Renders every sample in every language and says what is wrong with it; empty when all is well.
pub fn check_samples<P: Sampled>(site: &Site) -> Vec<String> {
    let mut wrong = Vec::new();
    for language in SiteLanguage::ALL {
        let request = request(site, language, "/sample", None);
        for (index, sample) in P::samples(&request).iter().enumerate() {
            let shell = match P::KIND {
                Kind::Public => Shell::public(&request, sample.title()),
                Kind::Staff => Shell::staff(&request, sample.title()),
            };
            let html = sample.render().map(crate::Markup::trusted).map_err(|e| e.to_string());
            match html.and_then(|main| shell.html(&main).map_err(|e| e.0.to_string())) {
                Ok(html) => wrong.extend(
                    check_page(&html, P::KIND)
                        .into_iter()
                        .map(|w| format!("{} #{index} {language}: {w}", std::any::type_name::<P>())),
                ),
                Err(error) => wrong.push(format!("{} #{index} {language}: {error}", std::any::type_name::<P>())),
            }
        }
    }
    wrong
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|s| document.select(&s).collect()).unwrap_or_default()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with a page; empty when all is well.
pub fn check_page(html: &str, kind: Kind) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut say = |problem: String| wrong.push(problem);
    let document = Html::parse_document(html);
    for error in document.errors.iter().filter(|e| !e.contains("doctype")) {
        say(format!("the parser complains: {error}"));
    }

    // Language and outline.
    match select(&document, "html").first().map(|e| (e.value().attr("lang"), e.value().attr("dir"))) {
        Some((Some(lang), Some(dir))) => {
            let expected = SiteLanguage::from_tag(lang).map(SiteLanguage::direction);
            if expected != Some(dir) {
                say(format!("lang {lang} with dir {dir}"));
            }
        }
        _ => say("html needs lang and dir".to_owned()),
    }
    for element in select(&document, "[lang], [hreflang]") {
        for tag in ["lang", "hreflang"].iter().filter_map(|name| element.value().attr(name)) {
            if tag.parse::<saksi_base::LanguageTag>().as_ref().map(saksi_base::LanguageTag::as_str) != Ok(tag) {
                say(format!("not a language: {tag}"));
            }
        }
    }
    let headings = select(&document, "h1");
    if headings.len() != 1 {
        say(format!("{} h1 elements: {:?}", headings.len(), headings.into_iter().map(text).collect::<Vec<_>>()));
    }
    let mut level = 0;
    for heading in select(&document, "main h1, main h2, main h3, main h4, main h5, main h6") {
        let now: u32 = heading.value().name().trim_start_matches('h').parse().unwrap_or(0);
        if now > level + 1 {
            say(format!("heading level {now} follows {level}: {}", text(heading)));
        }
        level = now;
    }
    if select(&document, "title").first().is_none_or(|e| text(*e).is_empty()) {
        say("no title".to_owned());
    }
    for landmark in ["main", "header", "footer"] {
        if select(&document, &format!("body > {landmark}")).len() != 1 {
            say(format!("not exactly one {landmark}"));
        }
    }

    // Every control has a name; every id is one of a kind; every reference leads somewhere.
    let mut ids = HashSet::new();
    for element in select(&document, "[id]") {
        let id = element.value().attr("id").unwrap_or("");
        if id.is_empty() || !ids.insert(id.to_owned()) {
            say(format!("id twice or empty: '{id}'"));
        }
    }
    let labelled: HashSet<&str> =
        select(&document, "label[for]").iter().filter_map(|e| e.value().attr("for")).collect();
    for control in select(&document, "input, select, textarea") {
        let value = control.value();
        let hidden = value.attr("type") == Some("hidden") || value.attr("hidden").is_some();
        let named = value.attr("aria-label").is_some()
            || value.attr("aria-labelledby").is_some()
            || value.attr("id").is_some_and(|id| labelled.contains(id));
        if !hidden && !named {
            say(format!("a control without a label: {}", value.attr("name").unwrap_or("?")));
        }
    }
    for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
        for element in select(&document, &format!("[{attribute}]")) {
            for id in element.value().attr(attribute).unwrap_or("").split_whitespace() {
                if !ids.contains(id) {
                    say(format!("{attribute} leads nowhere: {id}"));
                }
            }
        }
    }
    for element in select(&document, "a, button, summary") {
        let image_named = element.value().attr("aria-label").is_some();
        if text(element).is_empty() && !image_named {
            say(format!("a {} without words", element.value().name()));
        }
    }
    for element in select(&document, "img:not([alt])") {
        say(format!("a picture without alt: {}", element.value().attr("src").unwrap_or("?")));
    }
    for element in select(&document, "table") {
        if select(&document, "table th").is_empty() {
            say(format!("a table without headings: {}", text(element).chars().take(40).collect::<String>()));
        }
    }
    for form in select(&document, "form[method=post]") {
        if Selector::parse("input[name=_token]").is_ok_and(|s| form.select(&s).next().is_none()) {
            say(format!("a form without a token: {}", form.value().attr("action").unwrap_or("?")));
        }
    }

    // Nothing inline, nothing from elsewhere.
    if !select(&document, "[style], style").is_empty() {
        say("inline style".to_owned());
    }
    for script in select(&document, "script") {
        let value = script.value();
        let ours = value.attr("src").is_some_and(|src| src.starts_with("/static/")) && text(script).is_empty();
        if !ours && value.attr("type") != Some("application/ld+json") {
            say("inline or foreign script".to_owned());
        }
    }
    for element in select(&document, "*") {
        for (name, value) in element.value().attrs() {
            if name.starts_with("on") {
                say(format!("inline handler {name}"));
            }
            let loads = matches!((element.value().name(), name), ("link", "href"))
                && element
                    .value()
                    .attr("rel")
                    .is_some_and(|rel| rel == "stylesheet" || rel == "icon" || rel.starts_with("pre"))
                || matches!(name, "src" | "srcset" | "poster" | "data" | "action" | "formaction" | "background");
            let local = (value.starts_with('/') && !value.starts_with("//")) || value.starts_with("data:image/");
            if loads && !local {
                say(format!("{} {name} leads elsewhere: {value}", element.value().name()));
            }
            if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                say(format!("a script in {name}"));
            }
            if value.contains(['\u{2068}', '\u{2069}']) {
                say(format!("isolating characters in {name}: {value}"));
            }
        }
    }

    // Words, not message ids; what is shown as code may look like one.
    let body = select(&document, "body").first().map_or_else(String::new, |e| {
        let words = e.descendants().filter_map(|node| {
            let text = node.value().as_text()?;
            let code = node.ancestors().any(|above| above.value().as_element().is_some_and(|e| e.name() == "code"));
            (!code).then(|| text.to_string())
        });
        words.collect::<Vec<_>>().join(" ")
    });
    for word in body.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
        let prefix = word.split('-').next().unwrap_or("");
        if word.contains('-')
            && ["shell", "problem", "network", "desk", "cases", "verdict"].contains(&prefix)
            && word.len() > prefix.len() + 1
        {
            say(format!("a message id shows: {word}"));
        }
    }

    if kind == Kind::Public {
        let style = gzip(crate::assets::STYLE.as_bytes(), Compression::best()).len();
        let script = if html.contains("/static/work.") {
            gzip(crate::assets::WORK.as_bytes(), Compression::best()).len()
        } else {
            0
        };
        // A first visit gets the page compressed, and the style with it. A page that shows again what somebody typed is never
        // compressed (see `Uncompressed`), and comes to a browser that has the style.
        let first = gzip(html.as_bytes(), Compression::fast()).len() + style + script;
        let largest = first.max(html.len());
        if largest > PUBLIC_BUDGET {
            say(format!("{} bytes of HTML, {first} of a first visit: over {PUBLIC_BUDGET}", html.len()));
        }
    }
    wrong
}

/// Fails a test when something is wrong with a page.
///
/// # Panics
///
/// When [`check_page`] finds anything.
pub fn assert_page(html: &str, kind: Kind) {
    let wrong = check_page(html, kind);
    assert!(wrong.is_empty(), "{}\n\n{html}", wrong.join("\n"));
}

/// An answer as a browser got it.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub body: String,
    /// The body, as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The text of every element that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        select(&Html::parse_document(&self.body), selector).into_iter().map(text).collect()
    }

    /// An attribute of every element that a selector finds.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        select(&Html::parse_document(&self.body), selector)
            .into_iter()
            .filter_map(|e| e.value().attr(attribute).map(str::to_owned))
            .collect()
    }

    /// What the form with this action would send if nobody changed it: hidden fields, texts, chosen options.
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let document = Html::parse_document(&self.body);
        let mut fields = Vec::new();
        // A page can hold a filter with the same address; what changes something is posted.
        let all = || select(&document, "form").into_iter().filter(|form| form.value().attr("action") == Some(action));
        let posted = all().find(|form| form.value().attr("method").is_some_and(|way| way.eq_ignore_ascii_case("post")));
        if let Some(form) = posted.or_else(|| all().next()) {
            let Ok(controls) = Selector::parse("input, textarea, select") else { return fields };
            for control in form.select(&controls) {
                let value = control.value();
                let Some(name) = value.attr("name") else { continue };
                let kind = value.attr("type").unwrap_or("");
                if matches!(kind, "checkbox" | "radio") && value.attr("checked").is_none() {
                    continue;
                }
                let content = match value.name() {
                    "textarea" => control.text().collect(),
                    "select" => {
                        let Ok(chosen) = Selector::parse("option[selected]") else { continue };
                        let Ok(first) = Selector::parse("option") else { continue };
                        let option = control.select(&chosen).next().or_else(|| control.select(&first).next());
                        option.and_then(|o| o.value().attr("value")).unwrap_or("").to_owned()
                    }
                    _ => value.attr("value").unwrap_or("").to_owned(),
                };
                fields.push((name.to_owned(), content));
            }
        }
        fields
    }
}

/// Fields and a file as `multipart/form-data`: the content type and the body.
pub fn multipart(fields: &[(String, String)], file: &[u8]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        let value = value.replace('\n', "\r\n");
        body.extend(
            format!("--saksi-test\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    body.extend(
        format!(
            "--saksi-test\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"IMG_0001.jpg\"\r\nContent-Type: text/html\r\n\r\n",
            crate::FILE_FIELD
        )
        .into_bytes(),
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--saksi-test--\r\n");
    ("multipart/form-data; boundary=saksi-test".to_owned(), body)
}

/// A browser without a window: keeps cookies, sends forms from the pages it was shown.
#[derive(Debug, Clone)]
pub struct Browser {
    app: Router,
    cookies: BTreeMap<String, String>,
    headers: Vec<(&'static str, String)>,
}

impl Browser {
    /// Opens one.
    pub fn new(app: Router) -> Self {
        Self { app, cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// Sends a header with every request from now on.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(n, _)| *n != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Holds a cookie.
    #[must_use]
    pub fn with_cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Opens a path.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    /// Sends a form as `page` shows it, with some fields changed or added, as a click on its button would.
    pub async fn submit(&mut self, page: &Answer, action: &str, changes: &[(&str, &str)]) -> Answer {
        let mut fields = page.form(action);
        for (name, _) in changes {
            fields.retain(|(n, _)| n != name);
        }
        fields.extend(changes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, action, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends a form as `page` shows it together with a file, as a browser would.
    pub async fn submit_file(&mut self, page: &Answer, action: &str, changes: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut fields = page.form(action);
        for (name, _) in changes {
            fields.retain(|(n, _)| n != name);
        }
        fields.retain(|(name, _)| name != crate::FILE_FIELD);
        fields.extend(changes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        let (content_type, body) = multipart(&fields, file);
        self.send(Method::POST, action, &content_type, body).await
    }

    /// Sends JSON.
    pub async fn post_json(&mut self, path: &str, body: &str) -> Answer {
        self.send(Method::POST, path, "application/json", body.as_bytes().to_vec()).await
    }

    /// Sends anything.
    ///
    /// # Panics
    ///
    /// When the request itself cannot be made.
    #[expect(clippy::expect_used, reason = "a test that cannot ask must fail loudly")]
    pub async fn send(&mut self, method: Method, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let mut builder = Request::builder().method(method.clone()).uri(path).header(header::HOST, "localhost:8080");
        if !content_type.is_empty() {
            builder = builder.header(header::CONTENT_TYPE, content_type);
        }
        if method != Method::GET && !self.headers.iter().any(|(n, _)| *n == "sec-fetch-site") {
            builder = builder.header("sec-fetch-site", "same-origin");
        }
        for (name, value) in &self.headers {
            builder = builder.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            builder = builder.header(header::COOKIE, cookies.join("; "));
        }
        let request = builder.body(Body::from(body)).expect("a request");
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or("").split(';').next().unwrap_or("");
            if let Some((name, value)) = pair.split_once('=') {
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        let body = body.collect().await.map(|b| b.to_bytes().to_vec()).unwrap_or_default();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body,
        }
    }
}

/// Security events of this thread, as the log would get them.
#[derive(Debug, Clone, Default)]
pub struct Events(Arc<Mutex<Vec<(String, String)>>>);

impl Events {
    /// Listens until the guard is dropped.
    pub fn listen() -> (Self, tracing::subscriber::DefaultGuard) {
        let events = Self::default();
        (events.clone(), tracing::subscriber::set_default(Listener(events)))
    }

    /// What happened so far: the event's name and its detail.
    pub fn taken(&self) -> Vec<(String, String)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Listener(Events);

impl tracing::Subscriber for Listener {
    fn register_callsite(&self, _: &'static tracing::Metadata<'static>) -> tracing::subscriber::Interest {
        tracing::subscriber::Interest::sometimes()
    }
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target() == crate::watch::TARGET
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut words = Words::default();
        event.record(&mut words);
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).push((words.event, words.detail));
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[derive(Default)]
struct Words {
    event: String,
    detail: String,
}

impl tracing::field::Visit for Words {
    fn record_str(&mut self, field: &tracing::field::Field, value: &str) {
        match field.name() {
            "event" => value.clone_into(&mut self.event),
            "detail" => value.clone_into(&mut self.detail),
            _ => {}
        }
    }
    fn record_debug(&mut self, _: &tracing::field::Field, _: &dyn std::fmt::Debug) {}
}

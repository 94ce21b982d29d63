//! What stands around every page: head, header, navigation, language switch, footer, and the headers that go with it.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use saksi_base::{Problem, SiteLanguage};
use serde::Serialize;
use uuid::Uuid;

use crate::cache::Keep;
use crate::errors::{PageError, add_retry_after, status};
use crate::headers::{self, Uncompressed};
use crate::markup::{Markup, without_isolates};
use crate::messages::Locale;
use crate::request::PageRequest;
use crate::session::SessionView;
use crate::site::SeenBy;

/// What a discreet page calls itself: a word that says nothing, whatever name the network has chosen.
const DISCREET_TITLE: &str = "saksi";

/// A page being put together; see the crate's README for an example.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own, set by its own method")]
pub struct Shell {
    request: PageRequest,
    title: String,
    staff: bool,
    split: bool,
    area: Option<&'static str>,
    description: Option<String>,
    canonical: Option<String>,
    feeds: Vec<Feed>,
    json_ld: Vec<String>,
    picture: Option<String>,
    status: StatusCode,
    problem: Option<Problem>,
    secret: bool,
    index: bool,
    discreet: bool,
    scripts: Vec<&'static str>,
    kept: Option<Vec<Uuid>>,
}

#[derive(Debug)]
struct Feed {
    content_type: &'static str,
    path: String,
    title: String,
}

struct Script<'a> {
    path: &'a str,
    integrity: &'a str,
}

struct Link {
    path: String,
    label: String,
    current: bool,
}

struct Tongue {
    tag: &'static str,
    name: &'static str,
    direction: &'static str,
    switch: String,
    alternate: Option<String>,
    current: bool,
}

#[derive(Template)]
#[template(path = "shell.html")]
struct ShellPage<'a> {
    l: &'a Locale,
    site: &'a str,
    title: String,
    heading: &'a str,
    discreet: bool,
    body_class: &'static str,
    style: &'a str,
    icon: &'a str,
    description: Option<&'a str>,
    canonical: Option<String>,
    feeds: &'a [Feed],
    json_ld: Vec<Markup>,
    picture: Option<String>,
    index: bool,
    scripts: Vec<Script<'a>>,
    links: Vec<Link>,
    foot: Vec<Link>,
    tongues: Vec<Tongue>,
    person: Option<(&'a str, &'a str)>,
    summary: Option<Markup>,
    main: &'a Markup,
}

impl Shell {
    fn new(request: &PageRequest, title: impl Into<String>, staff: bool) -> Self {
        Self {
            request: request.clone(),
            title: without_isolates(&title.into()),
            staff,
            split: false,
            area: None,
            description: None,
            canonical: None,
            feeds: Vec::new(),
            json_ld: Vec::new(),
            picture: None,
            status: StatusCode::OK,
            problem: None,
            secret: staff,
            index: !staff,
            discreet: false,
            scripts: Vec::new(),
            kept: None,
        }
    }

    /// A public page: one column, one thing to do.
    pub fn public(request: &PageRequest, title: impl Into<String>) -> Self {
        Self::new(request, title, false)
    }

    /// A work page: wide, never stored, never compressed.
    pub fn staff(request: &PageRequest, title: impl Into<String>) -> Self {
        Self::new(request, title, true)
    }

    /// Lays a work page out as a list beside a detail. The template then holds `<div class="list">` and `<div class="detail">`.
    #[must_use]
    pub fn split(mut self) -> Self {
        self.split = true;
        self
    }

    /// The entry of the navigation to which the page belongs, where its own address stands under another one or under none.
    #[must_use]
    pub const fn area(mut self, path: &'static str) -> Self {
        self.area = Some(path);
        self
    }

    /// What the page says, in a sentence or two, for search engines and previews. Cut after 200 characters.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut cut: String = words.chars().take(200).collect();
        if cut.len() < words.len() {
            cut.push('…');
        }
        self.description = Some(without_isolates(&cut));
        self
    }

    /// The path under which the page is known. Also offers it in every language, as `?lang=`.
    #[must_use]
    pub fn canonical(mut self, path: &str) -> Self {
        self.canonical = Some(path.to_owned());
        self
    }

    /// A feed of what the page lists.
    #[must_use]
    pub fn feed(mut self, content_type: &'static str, path: impl Into<String>, title: impl Into<String>) -> Self {
        self.feeds.push(Feed { content_type, path: path.into(), title: without_isolates(&title.into()) });
        self
    }

    /// A block of linked data. It is data, not script: browsers do not run it and the content policy does not touch it.
    #[must_use]
    pub fn json_ld(mut self, data: &impl Serialize) -> Self {
        match serde_json::to_string(data) {
            // `<`, `>` and `&` would let text end the block or open a comment (HTML §4.12.1.3).
            Ok(text) => self.json_ld.push(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")),
            Err(error) => tracing::error!(%error, "linked data could not be written"),
        }
        self
    }

    /// The path of the preview picture, 1200 by 630 dots.
    #[must_use]
    pub fn open_graph_image(mut self, path: impl Into<String>) -> Self {
        self.picture = Some(path.into());
        self
    }

    /// The status, where it is not 200.
    #[must_use]
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// What must be mended, summarised on top with links to the fields, with the problem's status.
    #[must_use]
    pub fn problem(mut self, problem: &Problem) -> Self {
        self.status = status(problem);
        self.problem = Some(problem.clone());
        self
    }

    /// Holds a secret or what only this reader may see: never stored, never compressed (BREACH), never indexed.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self.index = false;
        self
    }

    /// Asks search engines to leave it out.
    #[must_use]
    pub const fn no_index(mut self) -> Self {
        self.index = false;
        self
    }

    /// Tells nothing in the title, in the list of open pages or in a preview: for pages whose subject can endanger whoever
    /// reads them. Never stored and never indexed.
    #[must_use]
    pub const fn discreet(mut self) -> Self {
        self.discreet = true;
        self.secret()
    }

    /// Lets a script of ours run on this page, by its name among the assets.
    #[must_use]
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// The page may be kept under these tags and is the same for everybody who is not signed in. Never for a page with a
    /// form that carries a token.
    #[must_use]
    pub fn kept(mut self, tags: &[Uuid]) -> Self {
        self.kept = Some(tags.to_vec());
        self
    }

    /// Renders a template as the page's main part.
    pub fn render(self, main: &impl Template) -> Result<Response<Body>, PageError> {
        let main = Markup::trusted(main.render()?);
        self.raw(&main)
    }

    /// Takes ready markup as the page's main part.
    pub fn raw(self, main: &Markup) -> Result<Response<Body>, PageError> {
        let html = self.html(main)?;
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = self.status;
        let fields = response.headers_mut();
        fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        fields.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.request.locale.tag()));
        fields.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
        fields.insert(header::CONTENT_SECURITY_POLICY, headers::policy(!self.scripts.is_empty()));
        let secret = self.secret || self.request.session.is_some();
        fields.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(match (secret, &self.kept) {
                (true, _) => "no-store",
                // A form's token is for one reader; a kept page is the same for all and is asked for again each time.
                (false, None) => "private, no-cache",
                (false, Some(_)) => "no-cache",
            }),
        );
        fields.insert(
            header::REFERRER_POLICY,
            HeaderValue::from_static(if self.staff { "same-origin" } else { "no-referrer" }),
        );
        if let Some(problem) = &self.problem {
            add_retry_after(fields, problem);
        }
        if let (Some(onion), false) = (&self.request.site.settings.onion_host, self.request.address.onion)
            && self.request.site.settings.is_https()
            && let Ok(value) = HeaderValue::from_str(&format!("http://{onion}{}", self.request.path_and_query()))
        {
            fields.insert("onion-location", value);
        }
        if secret {
            response.extensions_mut().insert(Uncompressed);
        } else if let Some(tags) = self.kept
            && self.status == StatusCode::OK
        {
            response.extensions_mut().insert(Keep(tags));
        }
        Ok(response)
    }

    /// The whole document.
    pub fn html(&self, main: &Markup) -> Result<String, PageError> {
        let request = &self.request;
        let (l, site) = (&request.locale, &request.site);
        let session = request.session.as_ref();
        let nearest = site.nearest(self.area.unwrap_or(&request.path)).map(|entry| entry.path);
        let shown = |seen: SeenBy| match seen {
            SeenBy::Public => !self.staff,
            SeenBy::Foot | SeenBy::SignedOut | SeenBy::FootSignedIn => false,
            work => self.staff && works_here(work, session),
        };
        let mut links: Vec<Link> = site
            .navigation
            .iter()
            .filter(|entry| shown(entry.seen_by))
            .map(|entry| Link {
                path: entry.path.to_owned(),
                label: l.t(entry.message),
                current: nearest == Some(entry.path),
            })
            .collect();
        if !self.staff && session.is_some() {
            // From a public page the way back to work is the reader's first entry of the work navigation.
            links.extend(site.navigation.iter().find(|e| works_here(e.seen_by, session)).map(|e| Link {
                path: e.path.to_owned(),
                label: l.t(e.message),
                current: false,
            }));
        }
        let foot = site
            .navigation
            .iter()
            .filter(|entry| match entry.seen_by {
                SeenBy::Foot => true,
                SeenBy::SignedOut => session.is_none(),
                SeenBy::FootSignedIn => session.is_some(),
                _ => false,
            })
            .map(|entry| Link {
                path: entry.path.to_owned(),
                label: l.t(entry.message),
                current: nearest == Some(entry.path),
            })
            .collect();
        // What answers a POST may have no page of its own to come back to.
        let back = if request.method == axum::http::Method::GET { request.path_and_query() } else { "/".to_owned() };
        let back: String = url::form_urlencoded::byte_serialize(without_lang(&back).as_bytes()).collect();
        let tongues = SiteLanguage::ALL
            .iter()
            .map(|language| Tongue {
                tag: language.tag(),
                name: language.own_name(),
                direction: language.direction(),
                switch: format!("/language/{}?back={back}", language.tag()),
                alternate: self.canonical.as_ref().map(|path| {
                    let join = if path.contains('?') { '&' } else { '?' };
                    request.absolute(&format!("{path}{join}lang={}", language.tag()))
                }),
                current: *language == l.language,
            })
            .collect();
        let name = site.name();
        let page = ShellPage {
            l,
            site: &name,
            title: if self.discreet { DISCREET_TITLE.to_owned() } else { format!("{} · {name}", self.title) },
            heading: &self.title,
            discreet: self.discreet,
            body_class: match (self.staff, self.split) {
                (false, _) => "public",
                (true, false) => "staff",
                (true, true) => "staff split",
            },
            style: site.assets.path("saksi.css"),
            icon: site.assets.path("saksi.svg"),
            description: self.description.as_deref(),
            canonical: self.canonical.as_ref().map(|path| request.absolute(path)),
            feeds: &self.feeds,
            json_ld: self.json_ld.iter().map(Markup::trusted).collect(),
            picture: self.picture.as_ref().map(|path| request.absolute(path)),
            index: self.index,
            scripts: self
                .scripts
                .iter()
                .map(|name| Script { path: site.assets.path(name), integrity: site.assets.integrity(name) })
                .collect(),
            links,
            foot,
            tongues,
            person: session.map(|s| (s.person_name.as_str(), s.organisation_name.as_str())),
            summary: self.problem.as_ref().map(|problem| crate::fields::summary(l, problem)),
            main,
        };
        Ok(page.render()?)
    }
}

/// Whether an entry of the work navigation is for this session.
pub(crate) fn works_here(seen: SeenBy, session: Option<&SessionView>) -> bool {
    session.is_some_and(|session| match seen {
        SeenBy::SignedIn => true,
        SeenBy::Holders(capability) => session.may(capability),
        SeenBy::HoldersOfAny(capabilities) => capabilities.iter().any(|capability| session.may(capability)),
        SeenBy::Public | SeenBy::Foot | SeenBy::SignedOut | SeenBy::FootSignedIn => false,
    })
}

/// The address without `lang=`, so that the switch is not overruled by it.
fn without_lang(path_and_query: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else { return path_and_query.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

//! What every handler holds: the database, the clock, the words, the limits.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::extract::FromRef;
use saksi_base::{Clock, Random, SiteLanguage};
use saksi_db::Db;
use tokio::sync::{Mutex, MutexGuard};

use crate::assets::Assets;
use crate::cache::PageCache;
use crate::keys::FormKeys;
use crate::limits::{Limits, Network, ProxyHeader};
use crate::markup::Markup;
use crate::messages::{self, Locale, Translator};
use crate::session::Sessions;
use crate::upload::Uploads;
use crate::work::WorkGate;

/// How long a file may take to come in: a hundred megabytes at half a megabit a second.
pub const PATIENCE: Duration = Duration::from_mins(30);

/// What an operator may set. The default suits a trial on one machine.
#[derive(Debug, Clone)]
pub struct SiteSettings {
    /// The address at which people reach the site, without a slash at the end, such as `https://check.example.org`.
    pub public_url: String,
    /// The site's name at the start, beside the mark and in titles; see [`Site::name`].
    pub name: String,
    /// Whether that name stays whatever is decided elsewhere, since this machine's settings say it.
    pub name_is_fixed: bool,
    /// The IANA name of the zone in which times are shown to people who have not chosen one.
    pub time_zone: String,
    /// Proxies whose word about a visitor's address is taken.
    pub trusted_proxies: Vec<Network>,
    /// The header that those proxies write.
    pub proxy_header: ProxyHeader,
    /// The host name of the onion service, where there is one.
    pub onion_host: Option<String>,
    /// Whether the onion service's proxy writes an `X-Circuit` header (and takes it out of what visitors send).
    pub onion_circuits: bool,
    /// Widens (above 1) or narrows every rate limit.
    pub limit_factor: f64,
    /// Public submissions within ten seconds, for one purpose, from which on each needs a proof of work or a wait.
    pub work_threshold: u32,
    /// Leading zero bits of the proof of work: 16 is about 65,000 digests, a second or two on an old phone.
    pub work_bits: u8,
    /// Seconds to wait instead, for those who cannot compute.
    pub work_wait: u32,
    /// Most bytes of kept pages.
    pub page_cache_bytes: u64,
    /// Seconds that a handler may take before the visitor is told that the server is busy.
    pub handler_seconds: u64,
    /// Most bytes of a file that comes with a form.
    pub upload_bytes: usize,
    /// Bytes of memory that all files being sent may take together.
    pub upload_memory: usize,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            public_url: "http://localhost:8080".to_owned(),
            name: "saksi".to_owned(),
            name_is_fixed: false,
            time_zone: "UTC".to_owned(),
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::default(),
            onion_host: None,
            onion_circuits: false,
            limit_factor: 1.0,
            work_threshold: 200,
            work_bits: 16,
            work_wait: 20,
            page_cache_bytes: 32 * 1024 * 1024,
            handler_seconds: 60,
            upload_bytes: 50 << 20,
            upload_memory: 256 << 20,
        }
    }
}

impl SiteSettings {
    /// Whether a peer is a proxy whose word is taken.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(peer))
    }

    /// Whether people reach the site over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// An entry of the navigation, registered by its room.
#[derive(Debug, Clone, Copy)]
pub struct NavigationEntry {
    /// Where it leads.
    pub path: &'static str,
    /// The message that names it.
    pub message: &'static str,
    /// Who sees it.
    pub seen_by: SeenBy,
}

/// Pages whose subject can endanger whoever reads them, registered by their room. An error among them is as discreet as they are,
/// and has the same quick way out.
#[derive(Debug, Clone, Copy)]
pub struct Discreet {
    /// The path above all of them.
    pub path: &'static str,
    /// The quick way out, in the reader's language.
    pub way_out: fn(&Locale) -> Markup,
    /// The script of the way out, by its name among the assets.
    pub script: &'static str,
}

/// Who sees an entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenBy {
    /// Everybody, at the top of public pages.
    Public,
    /// Everybody, at the foot of every page.
    Foot,
    /// Whoever is not signed in, at the foot of every page.
    SignedOut,
    /// Whoever is signed in, at the foot of every page.
    FootSignedIn,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever is signed in and holds this capability.
    Holders(&'static str),
    /// Whoever is signed in and holds at least one of these capabilities.
    HoldersOfAny(&'static [&'static str]),
}

/// The parts of a [`Site`].
pub struct SiteParts {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// The words.
    pub translator: Arc<Translator>,
    /// What the operator set.
    pub settings: SiteSettings,
    /// The keys of forms.
    pub keys: FormKeys,
    /// How often somebody may do something.
    pub limits: Limits,
    /// Kept public pages.
    pub pages: PageCache,
    /// Proof of work under load.
    pub work: WorkGate,
    /// Room for files that are being sent.
    pub uploads: Uploads,
    /// Style sheet, scripts, pictures.
    pub assets: Assets,
    pub(crate) navigation: Vec<NavigationEntry>,
    pub(crate) patient: Vec<&'static str>,
    discreet: Vec<Discreet>,
    pub(crate) sessions: Option<Arc<dyn Sessions>>,
    name: RwLock<Arc<str>>,
    renaming: Mutex<()>,
}

/// What every handler holds (`State<Site>`). Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<SiteParts>);

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Site").field(&self.settings.public_url).finish()
    }
}

impl Deref for Site {
    type Target = SiteParts;
    fn deref(&self) -> &SiteParts {
        &self.0
    }
}

impl Site {
    /// The site's name as pages show it now.
    pub fn name(&self) -> Arc<str> {
        self.name.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Held while somebody looks the name up and shows it, so that an older one never comes after a newer one.
    pub async fn renaming(&self) -> MutexGuard<'_, ()> {
        self.renaming.lock().await
    }

    /// Shows this name from now on, on pages that are kept as well. A name that is fixed stays.
    pub fn rename(&self, name: &str) {
        if self.settings.name_is_fixed || *self.name() == *name {
            return;
        }
        *self.name.write().unwrap_or_else(PoisonError::into_inner) = name.into();
        self.pages.forget_everything();
    }

    /// How long the handler of a path may take.
    pub(crate) fn time_for(&self, path: &str) -> Duration {
        let patient = self.patient.iter().any(|route| leads_to(route, path));
        if patient { PATIENCE } else { Duration::from_secs(self.settings.handler_seconds) }
    }

    /// Whether a path belongs to a work view, by the navigation.
    pub(crate) fn is_work(&self, path: &str) -> bool {
        self.navigation
            .iter()
            .filter(|entry| matches!(entry.seen_by, SeenBy::SignedIn | SeenBy::Holders(_) | SeenBy::HoldersOfAny(_)))
            .any(|entry| is_under(entry.path, path))
    }

    /// The entry of the navigation under which a path stands. `/desk/reviews` stands under `/desk` too, but only the nearest one is
    /// where one is.
    pub(crate) fn nearest(&self, path: &str) -> Option<&NavigationEntry> {
        self.navigation.iter().filter(|entry| is_under(entry.path, path)).max_by_key(|entry| entry.path.len())
    }

    /// How discreet a page at this path is.
    pub(crate) fn discreet(&self, path: &str) -> Option<Discreet> {
        self.discreet.iter().find(|pages| is_under(pages.path, path)).copied()
    }
}

fn is_under(entry: &str, path: &str) -> bool {
    path == entry || (entry != "/" && path.strip_prefix(entry).is_some_and(|rest| rest.starts_with('/')))
}

/// Whether a route leads to a path: part for part the same, `{…}` any one part.
fn leads_to(route: &str, path: &str) -> bool {
    let (mut route, mut path) = (route.split('/'), path.split('/'));
    loop {
        match (route.next(), path.next()) {
            (None, None) => return true,
            (Some(expected), Some(part)) if expected == part || expected.starts_with('{') && !part.is_empty() => {}
            _ => return false,
        }
    }
}

impl FromRef<Site> for Db {
    fn from_ref(site: &Site) -> Self {
        site.db.clone()
    }
}

/// Puts a [`Site`] together.
pub struct SiteBuilder {
    db: Db,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    settings: SiteSettings,
    keys: FormKeys,
    messages: Vec<(SiteLanguage, &'static str)>,
    navigation: Vec<NavigationEntry>,
    patient: Vec<&'static str>,
    discreet: Vec<Discreet>,
    sessions: Option<Arc<dyn Sessions>>,
    assets: Assets,
}

impl std::fmt::Debug for SiteBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SiteBuilder").field(&self.settings).finish()
    }
}

impl SiteBuilder {
    /// A site with the shell's own messages and assets.
    pub fn new(db: Db, clock: Arc<dyn Clock>, random: Arc<dyn Random>, settings: SiteSettings, keys: FormKeys) -> Self {
        Self {
            db,
            clock,
            random,
            settings,
            keys,
            messages: messages::MESSAGES.to_vec(),
            navigation: Vec::new(),
            patient: Vec::new(),
            discreet: Vec::new(),
            sessions: None,
            assets: Assets::of_the_shell(),
        }
    }

    /// Adds a room's messages.
    #[must_use]
    pub fn messages(mut self, messages: &[(SiteLanguage, &'static str)]) -> Self {
        self.messages.extend_from_slice(messages);
        self
    }

    /// Adds a room's entries to the navigation, in order.
    #[must_use]
    pub fn navigation(mut self, entries: &[NavigationEntry]) -> Self {
        self.navigation.extend_from_slice(entries);
        self
    }

    /// Names routes whose handlers may take [`PATIENCE`], because a file comes in on a slow line; `{…}` stands for any one part
    /// of a path. Such a handler watches by itself that something still comes.
    #[must_use]
    pub fn patient(mut self, paths: &[&'static str]) -> Self {
        self.patient.extend_from_slice(paths);
        self
    }

    /// Names pages on which errors are to be as discreet as the pages.
    #[must_use]
    pub fn discreet(mut self, pages: Discreet) -> Self {
        self.discreet.push(pages);
        self
    }

    /// Says who finds sessions.
    #[must_use]
    pub fn sessions(mut self, sessions: Arc<dyn Sessions>) -> Self {
        self.sessions = Some(sessions);
        self
    }

    /// Adds a file served under `/static/`, its content's hash in its name. `name` is like `board.js`.
    #[must_use]
    pub fn asset(mut self, name: &'static str, content: &'static [u8]) -> Self {
        self.assets.add(name, content);
        self
    }

    /// The site.
    pub fn build(self) -> Site {
        let limits = Limits::new(self.clock.clone(), &*self.random, self.settings.limit_factor);
        let work = WorkGate::new(self.clock.clone(), &self.settings);
        Site(Arc::new(SiteParts {
            translator: Arc::new(Translator::new(&self.messages)),
            pages: PageCache::new(self.settings.page_cache_bytes),
            limits,
            work,
            uploads: Uploads::new(self.settings.upload_memory),
            name: RwLock::new(self.settings.name.as_str().into()),
            renaming: Mutex::new(()),
            db: self.db,
            clock: self.clock,
            random: self.random,
            settings: self.settings,
            keys: self.keys,
            assets: self.assets,
            navigation: self.navigation,
            patient: self.patient,
            discreet: self.discreet,
            sessions: self.sessions,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    #[test]
    fn a_route_leads_to_its_paths_alone() {
        for (route, path, leads) in [
            ("/help/files", "/help/files", true),
            ("/help/files", "/help/files/more", false),
            ("/help/files", "/help", false),
            ("/cases/{case}/files", "/cases/7zz/files", true),
            ("/cases/{case}/files", "/cases//files", false),
            ("/cases/{case}/files", "/cases/7zz/files/8", false),
            ("/cases/{case}/files", "/cases/7zz/notes", false),
        ] {
            assert_eq!(leads_to(route, path), leads, "{route} {path}");
        }
    }
}

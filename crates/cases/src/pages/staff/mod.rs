//! The pages of those who help: the queue, a case, the rota, referrals, keys, the helpline's settings.
//!
//! Why they exist: so that a responder can take a frightened person's request from "nobody has read it" to "helped", alone at
//! night or with five others, without losing a word and without showing a word to anybody who was not asked to help.
//! Every page works without JavaScript.
//!
//! What they must never do: decide who may do what (the actions do, and the keys), keep anything that was opened beyond one
//! answer, put what somebody wrote into an address, a log or the journal, or drop what somebody typed because of an error, a
//! lock that closed meanwhile, or somebody else's change.

mod audit;
mod campaigns;
mod case;
mod coded;
mod conflict;
mod enter;
mod events;
mod evidence;
mod files;
mod handing;
mod helpline;
mod keeping;
mod keys;
mod notices;
mod opening;
mod parts;
mod people;
mod queue;
mod referrals;
mod rota;
mod settings;
mod telling;
mod trainings;
mod views;
mod voices;
mod work;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod story_tests;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::request::Parts;
use axum::routing::{get, post};
use saksi_base::{Problem, ProblemKind};
use saksi_network::{Capability, Member, at_work};
use saksi_web::fields::{self, Weight};
use saksi_web::{
    Bucket, Locale, Markup, NavigationEntry, PageError, PageRequest, Response, SecurityEvent, SeenBy, Shell, Site,
    escape, session,
};
use zeroize::Zeroizing;

use crate::Cases;
use crate::actions::keys::{self as keys_action, Unlocked};

/// The entry of the work navigation.
pub const NAVIGATION: &[NavigationEntry] = &[NavigationEntry {
    path: "/cases",
    message: "cases-staff-nav",
    seen_by: SeenBy::HoldersOfAny(&["respond", "run-helpline"]),
}];

/// The routes under `/cases`.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/cases", get(queue::show))
        .route("/cases/search", get(queue::search_page).post(queue::search))
        .route("/cases/key", get(keys::show))
        .route("/cases/key/new", get(keys::new_page).post(keys::make))
        .route("/cases/key/unlock", post(keys::unlock))
        .route("/cases/key/lock", post(keys::lock))
        .route("/cases/key/recover", get(keys::recover_page).post(keys::recover))
        .route("/cases/key/passphrase", get(keys::passphrase_page).post(keys::change_passphrase))
        .route("/cases/key/change", get(keys::rotate_page).post(keys::rotate))
        .route("/cases/helpline", get(helpline::show))
        .route("/cases/helpline/open", post(helpline::open))
        .route("/cases/helpline/pause", post(helpline::pause))
        .route("/cases/helpline/triagers", post(helpline::name_triager))
        .route("/cases/helpline/triage-key", post(helpline::rotate))
        .route("/cases/helpline/trustees", post(helpline::name_trustees))
        .route("/cases/helpline/recovery", post(helpline::begin))
        .route("/cases/helpline/recovery/share", post(helpline::give_share))
        .route("/cases/helpline/recovery/finish", post(helpline::finish))
        .route("/cases/keys", get(helpline::log))
        .route("/cases/enter", get(enter::show).post(enter::enter))
        .route("/cases/rota", get(rota::show).post(rota::add))
        .route("/cases/rota/{shift}/remove", post(rota::remove))
        .route("/cases/rota/{shift}/hand-over", get(rota::hand_over_page).post(rota::hand_over))
        .route("/cases/rota/calendar", get(rota::calendar_page).post(rota::set_calendar))
        .route("/cases/rota/round", post(rota::set_round))
        .route("/cases/settings", get(settings::templates))
        .route("/cases/settings/templates/{code}", get(settings::template_page).post(settings::set_template))
        .route("/cases/settings/checklists", get(settings::checklists))
        .route("/cases/settings/checklists/{code}", get(settings::checklist_page).post(settings::set_checklist))
        .route("/cases/settings/toolkits", get(settings::toolkits))
        .route("/cases/settings/toolkits/{code}", get(settings::toolkit_page).post(settings::set_toolkit))
        .route("/cases/settings/words", get(settings::words_page).post(settings::set_words))
        .route("/cases/settings/priority", get(settings::priority_page).post(settings::set_priority))
        .route("/cases/settings/clocks", get(settings::clocks_page).post(settings::set_clocks))
        .route("/cases/settings/bells", get(settings::bells_page).post(settings::set_bells))
        .route("/cases/settings/bells/try", post(settings::try_bells))
        .route("/cases/settings/keeping", get(settings::keeping_page).post(settings::set_keeping))
        .route("/cases/settings/provider", get(settings::provider_page).post(settings::set_provider))
        .route("/cases/trainings", get(trainings::show).post(trainings::log))
        .route("/cases/trainings/{training}/remove", post(trainings::remove))
        .route("/cases/campaigns", get(campaigns::show).post(campaigns::begin))
        .route("/cases/campaigns/{campaign}", get(campaigns::one).post(campaigns::rename))
        .route("/cases/campaigns/{campaign}/discard", post(campaigns::discard))
        .route("/cases/referrals", get(referrals::show))
        .route("/cases/referrals/{referral}", get(referrals::one))
        .route("/cases/referrals/{referral}/accept", post(referrals::accept))
        .route("/cases/referrals/{referral}/decline", post(referrals::decline))
        .route("/cases/notices/{notice}", get(notices::show).post(notices::save))
        .route("/cases/notices/{notice}/preview", get(notices::preview))
        .route("/cases/notices/{notice}/submit", post(notices::submit))
        .route("/cases/notices/{notice}/send", post(notices::send))
        .route("/cases/notices/{notice}/send-back", post(notices::send_back))
        .route("/cases/notices/{notice}/discard", post(notices::discard))
        .route("/cases/notices/{notice}/chase", post(notices::chase))
        .route("/cases/notices/{notice}/count", post(notices::count))
        .route("/cases/notices/{notice}/count-not", post(notices::count_not))
        .route("/cases/notices/{notice}/parts/{part}/remove", post(notices::remove))
        .route("/cases/notices/{notice}/letters/{letter}", post(notices::mark))
        .route("/cases/notices/{notice}/letters/{letter}/again", post(notices::again))
        .route("/cases/notices/{notice}/files/{file}", get(notices::file))
        .route("/cases/audit", get(audit::show))
        .route("/cases/audit.csv", get(audit::csv))
        .route("/cases/{case}", get(case::show))
        .route("/cases/{case}/reply", post(work::reply))
        .route("/cases/{case}/notes", post(work::note))
        .route("/cases/{case}/status", post(work::step))
        .route("/cases/{case}/answers", get(coded::page).post(coded::set))
        .route("/cases/{case}/services", post(work::service))
        .route("/cases/{case}/services/{service}", get(work::service_page).post(work::change_service))
        .route("/cases/{case}/tags", post(work::tag))
        .route("/cases/{case}/checklists/{list}", post(work::tick))
        .route("/cases/{case}/marking", post(work::mark))
        .route("/cases/{case}/campaign", post(campaigns::link_case))
        .route("/cases/{case}/merge", get(work::merge_page).post(work::merge))
        .route("/cases/{case}/people", get(people::page).post(people::give))
        .route("/cases/{case}/people/end", post(people::take))
        .route("/cases/{case}/people/new-key", post(people::renew))
        .route("/cases/{case}/people/go-on", post(people::go_on))
        .route("/cases/{case}/consents", post(handing::record_consent))
        .route("/cases/{case}/consents/end", post(handing::withdraw_consent))
        .route("/cases/{case}/notices", get(telling::tell_page).post(telling::tell))
        .route("/cases/{case}/notices/consents", post(telling::ask))
        .route("/cases/{case}/refer", get(handing::page).post(handing::refer))
        .route("/cases/{case}/referrals/{referral}/take-back", post(handing::take_back))
        .route("/cases/{case}/referrals/{referral}/reached", post(handing::reached))
        .route("/cases/{case}/keep", get(keeping::page).post(keeping::extend))
        .route("/cases/{case}/hold", post(keeping::hold))
        .route("/cases/{case}/hold/lift", post(keeping::lift))
        .route("/cases/{case}/delete", get(keeping::delete_page).post(keeping::delete))
        .route(
            "/cases/{case}/files",
            // The action limits each file; the body is never held as a whole.
            post(files::attach).layer(DefaultBodyLimit::disable()),
        )
        .route("/cases/{case}/files/{file}", get(files::open))
        .route("/cases/{case}/voices", get(voices::show).post(voices::ask))
        .route("/cases/{case}/voices/{record}/release", post(voices::release))
        .route("/cases/{case}/voices/{record}/take-down", post(voices::take_down))
        .route("/cases/{case}/events", get(events::show).post(events::add))
        .route("/cases/{case}/events/{number}", get(events::event).post(events::judge))
        .route("/cases/{case}/evidence", get(evidence::show).post(evidence::keep_page))
        .route("/cases/{case}/evidence/files", post(evidence::keep_file))
        .route("/cases/{case}/evidence/{file}", get(evidence::piece))
        .route("/cases/{case}/evidence/{file}/take-out", post(evidence::take_out))
        .route("/cases/{case}/evidence/{file}/rehash", post(evidence::rehash))
        .route("/cases/{case}/evidence/{file}/custody", post(evidence::note))
        .route("/cases/{case}/evidence/{file}/record.json", get(evidence::record))
        .route("/cases/{case}/evidence/{file}/record.tlog-proof", get(evidence::proof))
        .route("/cases/{case}/evidence/{file}/custody/{number}/record.json", get(evidence::event_record))
        .route("/cases/{case}/evidence/{file}/custody/{number}/record.tlog-proof", get(evidence::event_proof))
}

/// Somebody signed in whose work is at the helpline.
pub(crate) struct Staff {
    /// Who.
    pub(crate) member: Member,
    /// The room.
    pub(crate) cases: Cases,
    /// The request.
    pub(crate) request: PageRequest,
    /// What the session's cookie holds; it opens the session lock of their key.
    cookie: Zeroizing<String>,
}

impl FromRequestParts<Site> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let work = Capability::RESPOND | Capability::RUN_HELPLINE;
        let (member, cases, request) = at_work(parts, site, |member| member.capabilities.intersects(work)).await?;
        let cookie = Zeroizing::new(session::secret(&parts.headers).unwrap_or_default().to_owned());
        Ok(Self { member, cases, request, cookie })
    }
}

/// The field in which a locked page asks for the passphrase beside what was typed.
pub(crate) const PASSPHRASE: &str = "unlock_passphrase";

impl Staff {
    /// How to speak to this reader.
    pub(crate) fn l(&self) -> &Locale {
        &self.request.locale
    }

    /// Whether they hold a capability, for showing a form; the action asks again.
    pub(crate) fn may(&self, capability: Capability) -> bool {
        self.member.has(capability)
    }

    /// Their key, if it is open in this session.
    pub(crate) async fn unlocked(&self) -> Result<Option<Unlocked>, Problem> {
        keys_action::unlocked(&self.cases, &self.member, &self.cookie).await
    }

    /// Their open key, or the page on which they open it and come back here.
    pub(crate) async fn opened(&self) -> Result<Result<Unlocked, Response>, PageError> {
        Ok(match self.unlocked().await? {
            Some(me) => Ok(me),
            None => Err(saksi_web::see_other(&with_query(
                "/cases/key",
                &query_of(&[("next", &self.request.path_and_query())]),
            ))),
        })
    }

    /// Their open key for something that was typed and sent. Where the key locked itself meanwhile, the answer is a page that
    /// asks for the passphrase and keeps every field, so that the same form goes through in one step.
    pub(crate) async fn opened_for(
        &self,
        fields: &[(String, String)],
        purpose: &'static str,
    ) -> Result<Result<Unlocked, Response>, PageError> {
        if let Some(me) = self.unlocked().await? {
            return Ok(Ok(me));
        }
        let typed = fields.iter().find(|(name, _)| name == PASSPHRASE).map(|(_, value)| value.as_str());
        let problem = match typed {
            None => None,
            Some(typed) => match self.try_unlock(typed).await {
                Ok(()) => match self.unlocked().await? {
                    Some(me) => return Ok(Ok(me)),
                    None => None,
                },
                Err(problem) if matches!(problem.kind, ProblemKind::Invalid) => Some(problem),
                Err(problem) => return Err(PageError(problem)),
            },
        };
        Ok(Err(keys::locked_page(self, fields, purpose, problem.as_ref())?))
    }

    /// Opens their key for this session, as slowly as a guesser deserves.
    pub(crate) async fn try_unlock(&self, passphrase: &str) -> Result<(), Problem> {
        let site = &self.request.site;
        site.limits.check_account(Bucket::SignIn, format!("unlock {}", self.member.person).as_bytes())?;
        keys_action::unlock(&self.cases, &self.member, &self.cookie, passphrase).await.map_err(|mut problem| {
            for field in problem.fields.iter_mut().filter(|field| field.field == "passphrase") {
                SecurityEvent::KeyRefused.note(field.message);
                field.field = PASSPHRASE;
            }
            problem
        })
    }

    /// Shows a work page, with what must be mended on top.
    pub(crate) fn page(&self, page: &WorkPage, problem: Option<&Problem>) -> Result<Response, PageError> {
        let mut shell = Shell::staff(&self.request, page.title.clone());
        if let Some(problem) = problem {
            shell = shell.problem(problem);
        }
        shell.render(page)
    }
}

/// A page of work: a title, where the reader stands, and its parts.
#[derive(askama::Template)]
#[template(path = "staff/page.html")]
pub(crate) struct WorkPage {
    pub(crate) title: String,
    /// Where the way back leads, and its words.
    pub(crate) back: Option<(String, String)>,
    pub(crate) top: Markup,
    pub(crate) body: Markup,
}

impl WorkPage {
    /// With what was just done. `title` is a message.
    pub(crate) fn new(request: &PageRequest, title: &str) -> Self {
        Self { title: request.locale.t(title), back: None, top: notice_of(request), body: Markup::empty() }
    }

    /// With the tabs of the room and what was just done.
    pub(crate) fn tabbed(request: &PageRequest, title: &str) -> Self {
        Self { top: tabs(request).then(&notice_of(request)), ..Self::new(request, title) }
    }

    /// With a way back; `label` is a message.
    #[must_use]
    pub(crate) fn back(mut self, l: &Locale, path: &str, label: &str) -> Self {
        self.back = Some((path.to_owned(), l.t(label)));
        self
    }

    /// One more part.
    #[must_use]
    pub(crate) fn part(mut self, part: &Markup) -> Self {
        self.body = self.body.then(part);
        self
    }
}

/// The areas of the room, the present one marked.
pub(crate) fn tabs(request: &PageRequest) -> Markup {
    const AREAS: [(&str, &str, Area); 10] = [
        ("/cases", "cases-staff-tab-queue", Area::Respond),
        ("/cases/enter", "cases-staff-tab-enter", Area::Respond),
        ("/cases/referrals", "cases-staff-tab-referrals", Area::Respond),
        ("/cases/campaigns", "cases-staff-tab-campaigns", Area::Respond),
        ("/cases/rota", "cases-staff-tab-rota", Area::Both),
        ("/cases/trainings", "cases-staff-tab-trainings", Area::Both),
        ("/cases/helpline", "cases-staff-tab-helpline", Area::Both),
        ("/cases/settings", "cases-staff-tab-settings", Area::Both),
        ("/cases/audit", "cases-staff-tab-audit", Area::Export),
        ("/cases/key", "cases-staff-tab-key", Area::Both),
    ];
    let may = |capability: &str| request.session.as_ref().is_some_and(|session| session.may(capability));
    let (path, l) = (request.path.as_str(), &request.locale);
    let mut html = format!("<nav class=\"tabs\" aria-label=\"{}\"><ul>", escape(&l.t("cases-staff-tabs")));
    for (area, message, who) in AREAS {
        let shown = match who {
            Area::Respond => may("respond"),
            Area::Export => may("export"),
            Area::Both => true,
        };
        if !shown && request.session.is_some() {
            continue;
        }
        let here =
            path == area || (area != "/cases" && path.strip_prefix(area).is_some_and(|rest| rest.starts_with('/')));
        let current = if here { " aria-current=\"page\"" } else { "" };
        let _ = write!(html, "<li><a href=\"{area}\"{current}>{}</a></li>", escape(&l.t(message)));
    }
    html.push_str("</ul></nav>");
    Markup::trusted(html)
}

/// Who works in an area.
#[derive(Clone, Copy)]
enum Area {
    Respond,
    Export,
    Both,
}

macro_rules! notices {
    ($($variant:ident $code:literal $message:literal;)*) => {
        /// What happened just now, said once on the page one is sent to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Done { $(#[doc = $code] $variant,)* }

        impl Done {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            fn read(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

notices! {
    Unlocked "unlocked" "cases-staff-done-unlocked";
    Locked "locked" "cases-staff-done-locked";
    Opened "opened" "cases-staff-done-opened";
    Paused "paused" "cases-staff-done-paused";
    GoesOn "goes-on" "cases-staff-done-goes-on";
    TriageChanged "triage" "cases-staff-done-triage";
    Trustees "trustees" "cases-staff-done-trustees";
    RecoveryBegun "recovery-begun" "cases-staff-done-recovery-begun";
    ShareGiven "share" "cases-staff-done-share";
    Recovered "recovered" "cases-staff-done-recovered";
    Taken "taken" "cases-staff-done-taken";
    Given "given" "cases-staff-done-given";
    HandedBack "handed-back" "cases-staff-done-handed-back";
    Revoked "revoked" "cases-staff-done-revoked";
    Rekeyed "rekeyed" "cases-staff-done-rekeyed";
    Replied "replied" "cases-staff-done-replied";
    Attached "attached" "cases-staff-done-attached";
    Noted "noted" "cases-staff-done-noted";
    Moved "moved" "cases-staff-done-moved";
    Saved "saved" "cases-staff-done-saved";
    Rung "rung" "cases-staff-done-rung";
    Merged "merged" "cases-staff-done-merged";
    Asked "asked" "cases-staff-done-asked";
    ConsentEnded "consent-ended" "cases-staff-done-consent-ended";
    Referred "referred" "cases-staff-done-referred";
    TakenBack "taken-back" "cases-staff-done-taken-back";
    Accepted "accepted" "cases-staff-done-accepted";
    Declined "declined" "cases-staff-done-declined";
    NoticeAdded "notice-added" "cases-staff-done-notice-added";
    NoticeSubmitted "notice-submitted" "cases-staff-done-notice-submitted";
    NoticeSentBack "notice-sent-back" "cases-staff-done-notice-sent-back";
    NoticeFrozen "notice-frozen" "cases-staff-done-notice-frozen";
    NoticeDiscarded "notice-discarded" "cases-staff-done-notice-discarded";
    CampaignBegun "campaign" "cases-staff-done-campaign-begun";
    CampaignGone "campaign-gone" "cases-staff-done-campaign-gone";
    Extended "extended" "cases-staff-done-extended";
    Held "held" "cases-staff-done-held";
    Lifted "lifted" "cases-staff-done-lifted";
    ShiftAdded "shift" "cases-staff-done-shift";
    ShiftRemoved "shift-removed" "cases-staff-done-shift-removed";
    HandedOver "handed-over" "cases-staff-done-handed-over";
    VoiceReleased "voice" "cases-staff-done-voice-released";
    VoiceTakenDown "voice-down" "cases-staff-done-voice-taken-down";
    TrainingLogged "training" "cases-staff-done-training-logged";
    TrainingRemoved "training-removed" "cases-staff-done-training-removed";
    EvidenceKept "evidence-kept" "cases-staff-done-evidence-kept";
    CustodyNoted "custody" "cases-staff-done-custody";
    EvidenceHolds "evidence-holds" "cases-staff-done-evidence-holds";
    EvidenceDamaged "evidence-damaged" "cases-staff-done-evidence-damaged";
}

/// After a change: go to `path` and say there what happened. Only names of [`Done`] are ever shown.
pub(crate) fn done(path: &str, what: Done) -> Response {
    saksi_web::see_other(&with_query(path, &query_of(&[("done", what.code())])))
}

/// The notice for `?done=` in an address.
pub(crate) fn notice_of(request: &PageRequest) -> Markup {
    let code = request.query.split('&').find_map(|pair| pair.strip_prefix("done="));
    let Some(what) = code.and_then(Done::read) else { return Markup::empty() };
    said(&request.locale.t(what.message()))
}

/// Says what happened.
pub(crate) fn said(text: &str) -> Markup {
    Markup::trusted(format!("<div class=\"notice notice-done\" role=\"status\"><p>{}</p></div>", escape(text)))
}

/// A button that does one thing.
pub(crate) fn button(
    request: &PageRequest,
    action: &str,
    purpose: &'static str,
    hidden: &[(&str, &str)],
    label: &str,
    weight: Weight,
) -> Markup {
    fields::button_form(request, action, purpose, hidden, label, weight)
}

/// A problem that a form should show again, or one that needs a page of its own.
pub(crate) fn to_mend(problem: Problem) -> Result<Problem, PageError> {
    use ProblemKind::{Conflict, Invalid};
    if matches!(problem.kind, Invalid | Conflict) { Ok(problem) } else { Err(PageError(problem)) }
}

/// Forms of the work pages. None of them prints itself, since what was typed must not reach a log.
macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident $purpose:literal $limit:literal { $($field:ident: $kind:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, serde::Deserialize)]
        #[serde(default)]
        pub(crate) struct $name { $(pub(crate) $field: $kind,)* }

        impl saksi_web::FormData for $name {
            const PURPOSE: &'static str = $purpose;
            const LIMIT: usize = $limit * 1024;
            const BUCKET: Option<saksi_web::Bucket> = Some(saksi_web::Bucket::Write);
            const SECRET: &'static [&'static str] =
                &[$crate::pages::staff::PASSPHRASE, "passphrase", "again", "present", "code"];
        }
    )*};
}
pub(crate) use forms;

/// One value of a path's or a query's pairs, percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A query string from its parts, those without a value left out.
pub(crate) fn query_of(parts: &[(&str, &str)]) -> String {
    parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// A path with a query where there is one.
pub(crate) fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let (path, part) = path.split_once('#').map_or((path, String::new()), |(path, part)| (path, format!("#{part}")));
    let join = if path.contains('?') { '&' } else { '?' };
    format!("{path}{join}{query}{part}")
}

//! News of one's working groups outside of the site: by mail, and in a calendar. And what the links of those letters lead to, for whoever has
//! them.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use saksi_base::{Problem, SiteLanguage};
use saksi_db::Viewer;
use saksi_network::Member;
use saksi_network::model::secret::LinkSecret;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, Weight, escape,
    user,
};
use serde::Deserialize;

use super::parts::{Page, done, done_of, dotted, heading, number, paragraph, to_mend};
use crate::actions::{digests, meetings};
use crate::handle::Groups;
use crate::model::digests::{AddressState, Digest, FREQUENCIES, Frequency, LONGEST_ADDRESS};

/// How somebody wants news, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    address: String,
    frequency: String,
    language: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:group-mail";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn state_message(digest: &Digest) -> &'static str {
    match (digest.state, digest.frequency) {
        (AddressState::Asked, _) => "directory-mail-state-asked",
        (AddressState::Refused, _) => "directory-mail-state-refused",
        (AddressState::Confirmed, Frequency::Off) => "directory-mail-state-off",
        (AddressState::Confirmed, _) => "directory-mail-state-on",
    }
}

fn mail_form(request: &PageRequest, typed: &Typed, known: bool, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let languages: Vec<(String, String)> =
        SiteLanguage::ALL.into_iter().map(|one| (one.tag().to_owned(), one.own_name().to_owned())).collect();
    let mut parts = vec![
        f.text("address", "directory-mail-address", &typed.address)
            .kind("email")
            .autocomplete("email")
            .hint("directory-mail-address-hint")
            .longest(number(LONGEST_ADDRESS))
            .required()
            .build(),
        f.radio("frequency", "directory-mail-frequency", &typed.frequency, FREQUENCIES).required().build(),
        f.select("language", "directory-mail-language", &typed.language, &[]).options(languages).build(),
        f.submit_named("action", "set", "directory-save", Weight::Main),
    ];
    if known {
        parts.push(f.submit_named("action", "remove", "directory-mail-remove", Weight::Quiet));
    }
    fields::form(request, "/work/directory/mail", Typed::PURPOSE, &parts)
}

async fn page(
    site: &Site,
    room: &Groups,
    request: &PageRequest,
    member: &Member,
    (typed, made): (Option<&Typed>, Option<&LinkSecret>),
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (digest, link) = saksi_db::read!(site.db, member.viewer(), tx => {
        Ok::<_, Problem>((digests::own(&mut tx, member).await?, meetings::link(&mut tx, member).await?))
    })?;
    let mut page = Page::new(l.t("directory-mail-title")).lead(l.t("directory-mail-lead"));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page.part(&heading(&l.t("directory-mail-letters")));
    if room.post().is_none() {
        page = page.part(&paragraph(&l.t("directory-mail-none")));
    } else {
        let usual = match &digest {
            Some(digest) => Typed {
                action: String::new(),
                address: digest.address.clone(),
                frequency: digest.frequency.code().to_owned(),
                language: digest.language.tag().to_owned(),
            },
            None => Typed { frequency: "weekly".into(), language: l.tag().to_owned(), ..Typed::default() },
        };
        if let Some(digest) = &digest {
            let state = dotted(&[user(&digest.address), Markup::text(&l.t(state_message(digest)))]);
            page = page.part(&Markup::trusted(format!("<p>{state}</p>")));
        }
        page = page.part(&mail_form(request, typed.unwrap_or(&usual), digest.is_some(), problem));
    }
    page = page.part(&heading(&l.t("directory-calendar"))).part(&paragraph(&l.t("directory-calendar-lead")));
    if let Some(secret) = made {
        let address = request.absolute(&format!("/calendars/{}", secret.reveal()));
        let shown = format!("<p class=\"copy\"><bdi dir=\"ltr\">{}</bdi></p>", escape(&address));
        page = page.part(&paragraph(&l.t("directory-calendar-made"))).part(&Markup::trusted(shown));
    } else if let Some(at) = link {
        let since = format!("<p>{} {}</p>", escape(&l.t("directory-calendar-since")), l.day(at));
        page = page.part(&Markup::trusted(since));
    }
    let f = Fields::new(l, None);
    let label = if link.is_some() { "directory-calendar-anew" } else { "directory-calendar-make" };
    let mut buttons = vec![("action", "link", label, Weight::Main)];
    if link.is_some() {
        buttons.push(("action", "unlink", "directory-calendar-remove", Weight::Quiet));
    }
    page.part(&fields::form(request, "/work/directory/mail", Typed::PURPOSE, &[f.buttons(&buttons)]))
        .link("/work/directory/groups", l.t("directory-tab-groups"))
        .staff(request, problem)
}

/// `GET /work/directory/mail`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Groups>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    page(&site, &room, &request, &member, (None, None), None).await
}

/// `POST /work/directory/mail`
pub(super) async fn set(
    State(site): State<Site>,
    Extension(room): Extension<Groups>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let outcome: Result<(), Problem> = match typed.action.as_str() {
        "link" => {
            let made = saksi_db::write!(site.db, "make calendar link", member.viewer(), tx => {
                meetings::make_link(&mut tx, &member).await
            })?;
            return page(&site, &room, &request, &member, (None, Some(&made)), None).await;
        }
        "unlink" => saksi_db::write!(site.db, "remove calendar link", member.viewer(), tx => {
            meetings::remove_link(&mut tx, &member).await
        }),
        "remove" => saksi_db::write!(site.db, "forget mail address", member.viewer(), tx => {
            digests::remove(&mut tx, &member).await
        }),
        _ => {
            let language = SiteLanguage::from_tag(&typed.language).unwrap_or(request.locale.language);
            match Frequency::from_code(&typed.frequency) {
                None => Err(Problem::field("frequency", "directory-mail-frequency-missing")),
                Some(frequency) => saksi_db::write!(site.db, "set mail address", member.viewer(), tx => {
                    digests::set(&mut tx, &member, &typed.address, frequency, language).await
                }),
            }
        }
    };
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/work/directory/mail?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &room, &request, &member, (Some(typed), None), Some(&problem)).await
        }
    }
}

/// Confirming an address.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Confirm {}

impl FormData for Confirm {
    const PURPOSE: &'static str = "directory:mail-confirm";
    const BUCKET: Option<Bucket> = Some(Bucket::Receipt);
}

fn digest_page(request: &PageRequest, digest: &Digest, notice: Option<&str>) -> Result<Response, PageError> {
    let l = &request.locale;
    let path = format!("/digest/{}", digest.word);
    let mut page = Page::new(l.t("directory-digest-title"));
    if let Some(message) = notice {
        page = page.part(&done(&l.t(message)));
    }
    page = page.part(&paragraph(&l.t(match (digest.state, digest.frequency) {
        (AddressState::Asked, _) => "directory-digest-asked",
        (AddressState::Refused, _) => "directory-digest-refused",
        (AddressState::Confirmed, Frequency::Off) => "directory-digest-off-now",
        (AddressState::Confirmed, Frequency::Daily) => "directory-digest-daily",
        (AddressState::Confirmed, Frequency::Weekly) => "directory-digest-weekly",
    })));
    if digest.state != AddressState::Confirmed {
        let yes = fields::button_form(request, &path, Confirm::PURPOSE, &[], "directory-digest-confirm", Weight::Main);
        page = page.part(&yes);
    }
    if digest.frequency != Frequency::Off {
        // Nobody looks at its token: mail programs send the same without one (RFC 8058), and the word alone gives the right.
        let off = format!("{path}/off");
        let off = fields::button_form(request, &off, Confirm::PURPOSE, &[], "directory-digest-off", Weight::Quiet);
        page = page.part(&off);
    }
    Shell::public(request, l.t("directory-digest-title")).no_index().secret().render(&page.public())
}

/// `GET /digest/{word}`: nothing changes by looking, since mail programs look at every link.
pub(super) async fn digest(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(word): PagePath<String>,
) -> Result<Response, PageError> {
    let digest = saksi_db::read!(site.db, Viewer::Public, tx => { digests::of_word(&mut tx, &word).await })?;
    digest_page(&request, &digest, None)
}

/// `POST /digest/{word}`
pub(super) async fn confirm(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(word): PagePath<String>,
    _: Form<Confirm>,
) -> Result<Response, PageError> {
    let digest = saksi_db::write!(site.db, "confirm mail address", Viewer::Public, tx => {
        digests::confirm(&mut tx, &word).await?;
        digests::of_word(&mut tx, &word).await
    })?;
    digest_page(&request, &digest, Some("directory-digest-confirmed"))
}

/// `POST /digest/{word}/off`: one click of a mail program, or the button of the page (RFC 8058).
pub(super) async fn off(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(word): PagePath<String>,
) -> Result<Response, PageError> {
    saksi_db::write!(site.db, "turn mail off", Viewer::Public, tx => { digests::turn_off(&mut tx, &word).await })?;
    let l = &request.locale;
    let page = Page::new(l.t("directory-digest-title")).part(&done(&l.t("directory-digest-is-off")));
    Shell::public(&request, l.t("directory-digest-title")).no_index().secret().render(&page.public())
}

/// `GET /calendars/{secret}`
pub(super) async fn calendar(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(secret): PagePath<String>,
) -> Result<Response, PageError> {
    let bare = secret.strip_suffix(".ics").unwrap_or(&secret);
    let secret = LinkSecret::parse(bare).ok_or_else(Problem::not_found)?;
    let l: &Locale = &request.locale;
    let text = meetings::calendar(&site.db, &secret, l, &site.settings.public_url).await?;
    Ok(as_calendar(text, "no-store"))
}

/// An answer that calendars read.
pub(super) fn as_calendar(text: String, cache: &'static str) -> Response {
    let mut response = Response::new(axum::body::Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

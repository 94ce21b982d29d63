//! Every component of the shell on two pages, to look at: `cargo run -p saksi-web --example gallery --features testing`,
//! then open <http://127.0.0.1:8099/> and <http://127.0.0.1:8099/work>.

use std::net::SocketAddr;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use saksi_base::clock::{DAY, HOUR};
use saksi_base::{OrganisationId, PersonId, Problem, Verdict};
use saksi_db::testing::{START, sqlite};
use saksi_web as web;
use saksi_web::fields::{self, Fields};
use saksi_web::session::SessionView;
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, NavigationEntry, PageError, PageRequest, Response, SeenBy, Shell,
    Site, Tone, Weight,
};

const MESSAGES: &str = include_str!("gallery.ftl");

const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/", message: "gallery-ask", seen_by: SeenBy::Public },
    NavigationEntry { path: "/checks", message: "gallery-checks", seen_by: SeenBy::Public },
    NavigationEntry { path: "/about", message: "gallery-about", seen_by: SeenBy::Public },
    NavigationEntry { path: "/work", message: "gallery-queue", seen_by: SeenBy::SignedIn },
    NavigationEntry { path: "/reviews", message: "gallery-reviews", seen_by: SeenBy::SignedIn },
    NavigationEntry { path: "/privacy", message: "gallery-privacy", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/moderation", message: "gallery-log", seen_by: SeenBy::Foot },
];

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    l: Locale,
    form: Markup,
    verdicts: Vec<Markup>,
    states: Vec<Markup>,
    notices: Vec<Markup>,
    explanation: Markup,
    sent: Markup,
    words: Markup,
    qr: Markup,
    pages: Markup,
    empty: Markup,
    asked: String,
    dates: Vec<Markup>,
}

#[derive(Template)]
#[template(path = "gallery_work.html")]
struct Work {
    l: Locale,
    verdicts: Vec<Markup>,
    claim: Markup,
    search: Markup,
    form: Markup,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Ask {
    text: String,
    reason: String,
    place: String,
    languages: Vec<String>,
    agree: String,
}

impl FormData for Ask {
    const PURPOSE: &'static str = "gallery-ask";
    const BUCKET: Option<Bucket> = Some(Bucket::Ask);
    const GATE: bool = true;
}

fn ask_form(request: &PageRequest, ask: &Ask, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        "/",
        Ask::PURPOSE,
        &[
            f.area("text", "gallery-text", &ask.text)
                .hint("gallery-text-hint")
                .rows(5)
                .longest(20_000)
                .required()
                .build(),
            f.text("reason", "gallery-reason", &ask.reason).optional().build(),
            f.select("place", "gallery-place", &ask.place, &[("", "gallery-any"), ("tw", "gallery-taiwan")]).build(),
            f.checks(
                "languages",
                "gallery-languages",
                &ask.languages,
                &[("th", "gallery-thai"), ("ur", "gallery-urdu")],
            )
            .build(),
            f.radio("kind", "gallery-kind", "a", &[("a", "gallery-kind-a"), ("b", "gallery-kind-b")]).build(),
            f.checkbox("agree", "gallery-agree", !ask.agree.is_empty()).build(),
            f.buttons(&[("", "", "gallery-send", Weight::Main), ("draft", "yes", "gallery-keep", Weight::Quiet)]),
        ],
    )
}

fn show(request: &PageRequest, ask: &Ask, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = request.locale.clone();
    let mut shell = Shell::public(request, l.t("gallery-title"))
        .description("Every component of the shell")
        .canonical("/")
        .feed("application/atom+xml", "/checks.atom", "Checks")
        .json_ld(&serde_json::json!({"@context": "https://schema.org", "name": "</script><script>alert(1)</script>"}));
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    let at = request.now;
    let page = Gallery {
        form: ask_form(request, ask, problem),
        verdicts: Verdict::ALL.iter().map(|v| web::verdict(&l, *v)).collect(),
        states: [Tone::Plain, Tone::Done, Tone::Waiting, Tone::Danger]
            .into_iter()
            .map(|tone| web::badge(&l, tone, "gallery-state"))
            .collect(),
        notices: [Tone::Plain, Tone::Done, Tone::Waiting, Tone::Danger]
            .into_iter()
            .map(|tone| {
                web::notice(
                    tone,
                    &l.t("gallery-notice"),
                    &Markup::trusted(format!("<p>{}</p>", l.t("gallery-notice-text"))),
                )
            })
            .collect(),
        explanation: web::paragraphs(
            "Warm salt water does not protect against infection.\nThe World Health Organization says so: https://www.who.int/emergencies/diseases/novel-coronavirus-2019/advice-for-public/myth-busters.\n\nنمک کا پانی وائرس سے نہیں بچاتا۔\n\n鹽水漱口無法預防感染。",
        ),
        sent: web::user_block(
            "FORWARDED MANY TIMES\n*Drink warm salt water* ทุกเช้า แล้วไวรัสจะตาย\nہر صبح نمک کا پانی پئیں",
        ),
        words: web::code_words(&["lantern", "river", "seven", "mango", "quiet", "harbour", "tiger", "cloud"]),
        qr: web::qr(&l, "https://check.example.org/c/0jx9k2m4"),
        pages: web::pagination(&l, "/checks?q=salt", Some("a"), Some("b")),
        empty: web::empty(&l, "gallery-empty", "gallery-empty-how"),
        asked: l.ta("gallery-asked", &[("count", Arg::from(12_345)), ("name", Arg::from("محمد"))]),
        dates: vec![l.moment(at.plus(-3 * HOUR)), l.moment(at.plus(-DAY)), l.exact(at), l.day(at.plus(-90 * DAY))],
        l,
    };
    shell.render(&page)
}

async fn gallery(request: PageRequest) -> Result<Response, PageError> {
    show(&request, &Ask::default(), None)
}

async fn asked(request: PageRequest, form: Form<Ask>) -> Result<Response, PageError> {
    let mut problems = saksi_base::problem::Problems::new();
    if form.value.text.trim().is_empty() {
        problems.add("text", "gallery-text-missing");
    }
    if form.value.place.is_empty() {
        problems.add("place", "gallery-place-missing");
    }
    match problems.finish() {
        Ok(()) => Ok(web::see_other("/checks")),
        Err(problem) => show(&request, &form.value, Some(&problem)),
    }
}

async fn kept(request: PageRequest) -> Result<Response, PageError> {
    Shell::public(&request, request.locale.t("gallery-title")).canonical("/kept").kept(&[uuid::Uuid::from_u128(1)]).raw(
        &Markup::trusted(format!(
            "<h1>{}</h1>{}",
            request.locale.t("gallery-title"),
            web::verdict(&request.locale, Verdict::False)
        )),
    )
}

async fn work(State(site): State<Site>, request: PageRequest) -> Result<Response, PageError> {
    // The gallery signs nobody in; the work view is shown as somebody signed in would see it.
    let session = SessionView {
        person: PersonId::new(&*site.random),
        organisation: OrganisationId::new(request.now, &*site.random),
        person_name: "Siti Rahma".into(),
        organisation_name: "Cek Fakta Jakarta".into(),
        capabilities: vec!["check"],
        form_key: [1; 32],
        language: None,
        time_zone: Some("Asia/Jakarta".into()),
    };
    let request = web::testing::request(&site, request.locale.language, "/work", Some(session));
    let l = request.locale.clone();
    let f = Fields::new(&l, None);
    let page = Work {
        verdicts: Verdict::ALL.iter().map(|v| web::verdict(&l, *v)).collect(),
        claim: web::user("Drinking warm salt water every morning kills the virus"),
        search: fields::query_form(
            "/work",
            &[f.text("q", "gallery-search", "").kind("search").build(), f.submit("gallery-search-go")],
        ),
        form: fields::form(
            &request,
            "/work",
            "gallery-check",
            &[
                f.radio(
                    "verdict",
                    "gallery-verdict",
                    "false",
                    &[("false", "verdict-false"), ("misleading", "verdict-misleading"), ("true", "verdict-true")],
                )
                .build(),
                f.area("explanation", "gallery-explanation", "").rows(6).required().build(),
                f.buttons(&[
                    ("action", "preview", "gallery-preview", Weight::Main),
                    ("action", "keep", "gallery-keep", Weight::Quiet),
                    ("action", "withdraw", "gallery-withdraw", Weight::Danger),
                ]),
            ],
        ),
        l,
    };
    Shell::staff(&request, page.l.t("gallery-queue")).split().render(&page)
}

/// Shows the page that a panic becomes.
async fn boom() -> Json<()> {
    panic!("a panic to look at");
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let test = sqlite().await;
    test.clock.advance(START.since(START));
    let threshold = std::env::var("GALLERY_THRESHOLD").ok().and_then(|t| t.parse().ok()).unwrap_or(200);
    let settings =
        web::SiteSettings { work_threshold: threshold, time_zone: "Asia/Taipei".into(), ..Default::default() };
    let site = web::SiteBuilder::new(
        test.db.clone(),
        test.clock.clone(),
        Arc::new(saksi_base::SeededRandom::new(5)),
        settings,
        web::FormKeys::new(&[3; 32]),
    )
    .messages(&[(saksi_base::SiteLanguage::English, MESSAGES)])
    .navigation(NAVIGATION)
    .build();
    let room = Router::new()
        .route("/", get(gallery).post(asked))
        .route("/kept", get(kept))
        .route("/work", get(work))
        .route("/boom", get(boom));
    let app = web::app(site, vec![room]);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}

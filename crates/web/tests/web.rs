//! The shell as a visitor meets it: a small room with one form, seen through a browser without a window.

#![expect(clippy::unwrap_used, reason = "the room of a test fails loudly")]

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::Extension;
use axum::http::{Method, StatusCode, request::Parts};
use axum::routing::{get, post};
use saksi_base::clock::{HOUR, SECOND};
use saksi_base::{ClaimId, FixedClock, OrganisationId, PersonId, Problem, ProblemKind, SeededRandom, SiteLanguage};
use saksi_db::testing::{TestDb, sqlite};
use saksi_web::fields::{self, Fields};
use saksi_web::testing::{Answer, Browser, Events, Kind, assert_page, builder, check_page};
use saksi_web::{
    ApiError, ApiJson, ApiPath, ApiQuery, Bucket, Form, FormData, FormKeys, Markup, NavigationEntry, PageError,
    PagePath, PageQuery, PageRequest, Response, SeenBy, SessionView, Sessions, Shell, Site, SiteBuilder, SiteSettings,
    work,
};

const MESSAGES: &[(SiteLanguage, &str)] = &[
    (
        SiteLanguage::English,
        "room-title = A room\nroom-text = Your message\nroom-word = Secret word\nroom-send = Send\nroom-missing = Write something first.\nroom-desk = Desk\nroom-ask = Ask",
    ),
    (SiteLanguage::Thai, "room-title = ห้อง"),
];

const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/note", message: "room-ask", seen_by: SeenBy::Public },
    NavigationEntry { path: "/desk", message: "room-desk", seen_by: SeenBy::Holders("check") },
];

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Note {
    text: String,
    word: String,
}

impl FormData for Note {
    const PURPOSE: &'static str = "room-note";
    const BUCKET: Option<Bucket> = Some(Bucket::HandIn);
    const GATE: bool = true;
    const LIMIT: usize = 4096;
    const SECRET: &'static [&'static str] = &["word"];
}

#[derive(Clone, Default)]
struct Seen(Arc<std::sync::Mutex<Vec<Taken>>>);

/// What a form held, and its nonce.
type Taken = (String, [u8; 16]);

fn note_page(request: &PageRequest, note: &Note, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let form = fields::form(
        request,
        "/note",
        Note::PURPOSE,
        &[
            f.area("text", "room-text", &note.text).build(),
            f.password("word", "room-word").build(),
            f.submit("room-send"),
        ],
    );
    let main = Markup::trusted(format!("<h1>{}</h1>{form}", l.t("room-title")));
    let shell = Shell::public(request, l.t("room-title")).canonical("/note");
    match problem {
        Some(problem) => shell.problem(problem),
        None => shell,
    }
    .raw(&main)
}

async fn note(request: PageRequest) -> Result<Response, PageError> {
    note_page(&request, &Note::default(), None)
}

async fn take(Extension(seen): Extension<Seen>, request: PageRequest, form: Form<Note>) -> Result<Response, PageError> {
    if form.value.text.trim().is_empty() {
        return note_page(&request, &form.value, Some(&Problem::field("text", "room-missing")));
    }
    let _ = &form.value.word;
    seen.0.lock().unwrap().push((form.value.text, form.nonce));
    Ok(saksi_web::see_other("/note"))
}

/// What stands in the way of a handler for the first three times, and then no more.
async fn later(
    Extension(count): Extension<Arc<AtomicUsize>>,
    Extension(seen): Extension<Seen>,
    form: Form<Note>,
) -> Result<Response, PageError> {
    match count.fetch_add(1, Ordering::SeqCst) {
        0 => Err(Problem::new(ProblemKind::Busy, "problem-busy").into()),
        1 => Err(Problem::internal().into()),
        2 => panic!("while a form was read"),
        3 => Err(Problem::conflict("problem-duplicate").into()),
        _ => {
            seen.0.lock().unwrap().push((form.value.text, form.nonce));
            Ok(saksi_web::see_other("/note"))
        }
    }
}

async fn kept(Extension(count): Extension<Arc<AtomicUsize>>, request: PageRequest) -> Result<Response, PageError> {
    let made = count.fetch_add(1, Ordering::SeqCst) + 1;
    Shell::public(&request, "Kept")
        .kept(&[uuid::Uuid::from_u128(7)])
        .raw(&Markup::trusted(format!("<h1>{} {made}</h1>", request.locale.t("room-title"))))
}

async fn item(PagePath(id): PagePath<ClaimId>, request: PageRequest) -> Result<Response, PageError> {
    Shell::public(&request, id.to_string()).raw(&Markup::trusted(format!("<h1>{id}</h1>")))
}

#[derive(serde::Deserialize)]
struct Filter {
    #[serde(default)]
    limit: Option<u32>,
}

async fn filtered(PageQuery(filter): PageQuery<Filter>, request: PageRequest) -> Result<Response, PageError> {
    Shell::public(&request, "Filtered").raw(&Markup::trusted(format!("<h1>{:?}</h1>", filter.limit)))
}

async fn desk(request: PageRequest) -> Result<Response, PageError> {
    if request.session.is_none() {
        return Err(Problem::new(ProblemKind::SignIn, "problem-sign-in").into());
    }
    Shell::staff(&request, "Desk").raw(&Markup::trusted("<h1>Desk</h1>"))
}

async fn boom() -> Result<Response, PageError> {
    panic!("a secret inside a panic")
}

#[derive(serde::Deserialize)]
struct Body {
    text: String,
}

async fn api(ApiQuery(_): ApiQuery<Filter>, ApiJson(body): ApiJson<Body>) -> Result<Response, ApiError> {
    if body.text.is_empty() {
        return Err(Problem::field("text", "room-missing").into());
    }
    Ok(saksi_web::see_other("/"))
}

async fn api_item(ApiPath(id): ApiPath<ClaimId>) -> Result<String, ApiError> {
    Ok(id.to_string())
}

/// Whoever holds the cookie `good` is signed in.
struct OneSession;

impl Sessions for OneSession {
    fn attach<'a>(
        &'a self,
        _: &'a Site,
        parts: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>> {
        Box::pin(async move {
            if saksi_web::session::secret(&parts.headers) == Some("good") {
                let random = SeededRandom::new(1);
                parts.extensions.insert(SessionView {
                    person: PersonId::new(&random),
                    organisation: OrganisationId::new(saksi_base::Timestamp::from_seconds(1), &random),
                    person_name: "سارہ <b>".into(),
                    organisation_name: "Cek".into(),
                    capabilities: vec!["check"],
                    form_key: [9; 32],
                    language: Some(SiteLanguage::Indonesian),
                    time_zone: None,
                });
            }
            Ok(())
        })
    }
}

/// Cannot say who is signed in as often as this.
struct BusyFor(Arc<AtomicUsize>);

impl Sessions for BusyFor {
    fn attach<'a>(
        &'a self,
        site: &'a Site,
        parts: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>> {
        let left = self.0.load(Ordering::SeqCst);
        self.0.store(left.saturating_sub(1), Ordering::SeqCst);
        if left > 0 {
            return Box::pin(async { Err(Problem::new(ProblemKind::Busy, "problem-busy")) });
        }
        OneSession.attach(site, parts)
    }
}

struct Room {
    browser: Browser,
    clock: Arc<FixedClock>,
    site: Site,
    seen: Seen,
    _db: TestDb,
}

async fn room_with(settings: SiteSettings) -> Room {
    room_for(settings, Arc::new(OneSession)).await
}

async fn room_for(settings: SiteSettings, sessions: Arc<dyn Sessions>) -> Room {
    let test = sqlite().await;
    let site = SiteBuilder::new(
        test.db.clone(),
        test.clock.clone(),
        Arc::new(SeededRandom::new(2)),
        settings,
        FormKeys::new(&[5; 32]),
    )
    .messages(MESSAGES)
    .navigation(NAVIGATION)
    .sessions(sessions)
    .build();
    let seen = Seen::default();
    let routes = Router::new()
        .route("/note", get(note).post(take))
        .route("/later", post(later))
        .route("/kept", get(kept))
        .route("/items/{id}", get(item))
        .route("/filtered", get(filtered))
        .route("/desk", get(desk))
        .route("/boom", get(boom))
        .route("/api/v1/things", post(api))
        .route("/api/v1/things/{id}", get(api_item))
        .layer(Extension(seen.clone()))
        .layer(Extension(Arc::new(AtomicUsize::new(0))));
    let app = saksi_web::app(site.clone(), vec![routes]);
    Room { browser: Browser::new(app), clock: test.clock.clone(), site, seen, _db: test }
}

async fn room() -> Room {
    room_with(SiteSettings::default()).await
}

fn count(room: &Room) -> usize {
    room.seen.0.lock().unwrap().len()
}

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn every_page_of_the_shell_keeps_its_rules_in_every_language() {
    let mut room = room().await;
    for language in SiteLanguage::ALL {
        let mut browser = room.browser.clone().with_header("accept-language", language.tag());
        for path in ["/note", "/kept", "/nowhere", "/desk", "/boom", "/items/wrong", "/filtered?limit=x"] {
            let answer = browser.get(path).await;
            assert_page(&answer.body, Kind::Public);
            let spoken = if path == "/desk" { "en" } else { language.tag() };
            assert_eq!(answer.attributes("html", "lang"), [spoken], "{path}");
        }
    }
    let mut staff = room.browser.clone().with_cookie("__Host-saksi", "good");
    let desk = staff.get("/desk").await;
    assert_page(&desk.body, Kind::Staff);
    assert_eq!(desk.attributes("html", "lang"), ["en"], "the work views speak no Indonesian yet");
    assert!(desk.body.contains("سارہ &#60;b&#62;") || desk.body.contains("سارہ &lt;b&gt;"), "{}", desk.body);
    assert_eq!(desk.texts(".main-nav li"), ["Desk"]);
    let public = staff.get("/note").await;
    assert_eq!(public.attributes("html", "lang"), ["id"], "the person's own language");
    assert_eq!(public.texts(".main-nav li"), ["Ask", "Desk"]);
    assert_eq!(room.browser.get("/note").await.texts(".main-nav li"), ["Ask"]);
}

#[tokio::test]
async fn headers_let_a_browser_do_nothing_that_we_did_not_ask_for() {
    let mut room = room_with(SiteSettings {
        public_url: "https://check.example.org".into(),
        onion_host: Some("abc.onion".into()),
        ..SiteSettings::default()
    })
    .await;
    let page = room.browser.get("/note?a=1").await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("script-src") && !policy.contains("unsafe"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("cache-control", "private, no-cache"),
        ("onion-location", "http://abc.onion/note?a=1"),
    ] {
        assert_eq!(page.header(name), value, "{name}");
    }
    let style = room.browser.get(&page.attributes("link[rel=stylesheet]", "href")[0]).await;
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    let mut staff = room.browser.clone().with_cookie("__Host-saksi", "good").with_header("accept-encoding", "gzip");
    let desk = staff.get("/desk").await;
    assert_eq!((desk.header("cache-control"), desk.header("content-encoding")), ("no-store", ""));
    let note = room.browser.with_header("accept-encoding", "gzip").get("/note").await;
    assert_eq!(note.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn a_form_is_taken_once_from_our_own_page_and_a_duplicate_shows_as_one() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    let sent = room.browser.submit(&page, "/note", &[("text", "salt\r\nwater\0")]).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/note"));
    room.browser.submit(&page, "/note", &[("text", "salt water")]).await;
    let again = room.browser.get("/note").await;
    room.browser.submit(&again, "/note", &[("text", "other")]).await;
    let seen = room.seen.0.lock().unwrap().clone();
    assert_eq!(seen[0].0, "salt\nwater");
    assert_eq!(seen[0].1, seen[1].1, "the same page, the same nonce");
    assert_ne!(seen[1].1, seen[2].1);
}

#[tokio::test]
async fn what_is_missing_is_said_beside_the_field_and_on_top_and_nothing_is_lost() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    let answer = room.browser.submit(&page, "/note", &[("text", " ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&answer.body, Kind::Public);
    assert_eq!(answer.texts(".summary li"), ["Write something first."]);
    assert_eq!(answer.attributes(".summary a", "href"), ["#field-text"]);
    assert_eq!(answer.texts("#field-text-problem"), ["To mend: Write something first."]);
    assert_eq!(answer.attributes("#field-text", "aria-invalid"), ["true"]);
}

#[tokio::test]
async fn an_expired_page_keeps_what_was_typed_and_sends_it_again() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    room.clock.advance(13 * HOUR);
    let text = "line one\nline \"two\" & <three>";
    let expired = room.browser.submit(&page, "/note", &[("text", text), ("word", "hunter2")]).await;
    assert_eq!(expired.status, StatusCode::FORBIDDEN);
    assert_page(&expired.body, Kind::Public);
    assert!(!expired.body.contains("hunter2"), "a secret is not sent back");
    assert_eq!(expired.header("cache-control"), "no-store");
    assert_eq!(count(&room), 0);
    let fields = expired.form("/note");
    assert!(fields.contains(&("text".into(), text.into())), "{fields:?}");
    let sent = room.browser.submit(&expired, "/note", &[("word", "")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(room.seen.0.lock().unwrap()[0].0, text);
}

#[tokio::test]
async fn what_is_not_the_senders_to_mend_keeps_what_was_typed() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    let text = "line one\nline \"two\" & <three>";
    let mut fields = page.form("/note");
    fields.iter_mut().filter(|(name, _)| name == "text").for_each(|(_, value)| text.clone_into(value));
    fields.iter_mut().filter(|(name, _)| name == "word").for_each(|(_, value)| "hunter2".clone_into(value));
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let urlencoded = "application/x-www-form-urlencoded";
    let mut answer = room.browser.send(Method::POST, "/later", urlencoded, body.into_bytes()).await;
    for (status, wait) in [
        (StatusCode::SERVICE_UNAVAILABLE, "10"),
        (StatusCode::INTERNAL_SERVER_ERROR, ""),
        (StatusCode::INTERNAL_SERVER_ERROR, ""),
    ] {
        assert_eq!((answer.status, answer.header("retry-after")), (status, wait));
        assert_page(&answer.body, Kind::Public);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(!answer.body.contains("hunter2"), "a secret is not sent back");
        assert_eq!(answer.texts("section .sent").len(), 1);
        let kept = answer.form("/later");
        assert!(kept.contains(&("text".into(), text.into())), "{kept:?}");
        assert_eq!(count(&room), 0);
        answer = room.browser.submit(&answer, "/later", &[]).await;
    }
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.form("/later").is_empty(), "whoever met somebody else decides anew");
}

#[tokio::test]
async fn whoever_sends_something_is_not_turned_away_because_nobody_could_be_asked_who_they_are() {
    let busy = Arc::new(AtomicUsize::new(0));
    let room = room_for(SiteSettings::default(), Arc::new(BusyFor(Arc::clone(&busy)))).await;
    let mut browser = room.browser.clone().with_cookie(saksi_web::session::COOKIE, "good");
    let page = browser.get("/note").await;
    for (times, expected) in [(2, StatusCode::SEE_OTHER), (3, StatusCode::SERVICE_UNAVAILABLE)] {
        busy.store(times, Ordering::SeqCst);
        assert_eq!(browser.submit(&page, "/note", &[("text", "hello")]).await.status, expected, "{times}");
    }
    busy.store(1, Ordering::SeqCst);
    assert_eq!(browser.get("/note").await.status, StatusCode::SERVICE_UNAVAILABLE, "reading can be tried again");
    assert_eq!(count(&room), 1);
}

#[tokio::test]
async fn a_form_that_met_a_busy_moment_is_still_the_same_one() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    let mut fields = page.form("/note");
    fields.iter_mut().filter(|(name, _)| name == "text").for_each(|(_, value)| "words".clone_into(value));
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish().into_bytes();
    let mut answer = room.browser.send(Method::POST, "/later", "application/x-www-form-urlencoded", body).await;
    for _ in 0..2 {
        answer = room.browser.submit(&answer, "/later", &[]).await;
    }
    assert_eq!(room.browser.submit(&answer, "/later", &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(room.browser.submit(&answer, "/later", &[]).await.status, StatusCode::SEE_OTHER);
    let sent = room.browser.submit(&page, "/note", &[("text", "words")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let seen = room.seen.0.lock().unwrap().clone();
    assert_eq!(seen[0], seen[1], "an action that asks for the key of a repeated submit does it once");
}

#[tokio::test]
async fn another_site_another_purpose_and_another_session_cannot_send_it() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    for (name, value, taken) in [
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-site", false),
        ("sec-fetch-site", "same-origin", true),
    ] {
        let answer =
            room.browser.clone().with_header(name, value).submit(&page, "/note", &[("text", "something to say")]).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, taken, "{value}");
    }
    let forged = room.browser.submit(&page, "/note", &[("text", "x"), ("_token", "AAAA")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    // Signed in meanwhile: the old page's token was nobody's, so it is shown again instead of being taken.
    let mut signed_in = room.browser.clone().with_cookie("__Host-saksi", "good");
    let other = signed_in.submit(&page, "/note", &[("text", "something to say")]).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let own = signed_in.submit(&other, "/note", &[]).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    // And a session's page is of no use to anybody else.
    let theirs = signed_in.get("/note").await;
    assert_eq!(room.browser.submit(&theirs, "/note", &[("text", "x")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_an_attack_would_try_is_noted_without_a_word_of_the_visitor() {
    let (events, _listening) = Events::listen();
    let mut room = room_with(SiteSettings { limit_factor: 0.05, ..SiteSettings::default() }).await;
    let page = room.browser.get("/note").await;
    room.browser.submit(&page, "/note", &[("_token", "forged"), ("text", "a secret word")]).await;
    let mut foreign = room.browser.clone().with_header("sec-fetch-site", "cross-site");
    foreign.submit(&page, "/note", &[("text", "a secret word")]).await;
    for _ in 0..40 {
        room.browser.submit(&page, "/note", &[("text", "a secret word")]).await;
    }
    let noted = events.taken();
    let details =
        |name: &str| noted.iter().filter(|(event, _)| event == name).map(|(_, d)| d.as_str()).collect::<Vec<_>>();
    assert_eq!(details("form-refused"), ["room-note"]);
    assert_eq!(details("refused"), ["problem-other-site"]);
    assert!(!details("slowed").is_empty(), "{noted:?}");
    assert!(!format!("{noted:?}").contains("secret word"));
}

#[tokio::test]
async fn an_origin_of_another_site_is_refused_where_the_browser_says_nothing_better() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    let body = |page: &Answer| {
        let mut form = page.form("/note");
        form.retain(|(n, _)| n != "text");
        form.push(("text".into(), "hello".into()));
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish().into_bytes()
    };
    for (origin, status) in [
        ("http://localhost:8080", StatusCode::SEE_OTHER),
        ("null", StatusCode::SEE_OTHER),
        ("http://evil.example", StatusCode::FORBIDDEN),
        ("http://localhost:8080.evil.example", StatusCode::FORBIDDEN),
    ] {
        // An empty Fetch Metadata header cannot be left out of the test browser, so the handler is asked directly.
        let mut request = axum::http::Request::new(axum::body::Body::from(body(&page)));
        *request.method_mut() = Method::POST;
        let headers = request.headers_mut();
        headers.insert("host", "localhost:8080".parse().unwrap());
        headers.insert("origin", origin.parse().unwrap());
        headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        let taken: Result<Form<Note>, Response> =
            <Form<Note> as axum::extract::FromRequest<Site>>::from_request(request, &room.site).await;
        assert_eq!(taken.map_or_else(|r| r.status(), |_| StatusCode::SEE_OTHER), status, "{origin}");
    }
}

#[tokio::test]
async fn bad_bodies_get_a_clear_answer_and_lose_nothing() {
    let mut room = room().await;
    let page = room.browser.get("/note").await;
    let token = page.form("/note")[0].1.clone();
    let form = "application/x-www-form-urlencoded";
    let damaged =
        room.browser.send(Method::POST, "/note", form, format!("_token={token}&text=sea+%FF%FE+water").into()).await;
    assert_eq!(damaged.status, StatusCode::BAD_REQUEST);
    assert!(damaged.form("/note").contains(&("text".into(), "sea \u{fffd}\u{fffd} water".into())));
    for (content_type, body, status) in [
        (form, vec![b'a'; 5000], StatusCode::PAYLOAD_TOO_LARGE),
        ("text/plain", b"text=x".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("multipart/form-data; boundary=x", b"--x".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (form, vec![0xff, 0xfe, b'&', b'=', b'&', b'%'], StatusCode::FORBIDDEN),
        (form, b"&&&&".to_vec(), StatusCode::FORBIDDEN),
        (form, vec![], StatusCode::FORBIDDEN),
    ] {
        let answer = room.browser.send(Method::POST, "/note", content_type, body).await;
        assert_eq!(answer.status, status, "{content_type}");
        assert_page(&answer.body, Kind::Public);
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            assert!(answer.body.contains("what you wrote usually still stands"), "{}", answer.body);
        }
    }
    assert_eq!(count(&room), 0);
}

#[tokio::test]
async fn too_many_submissions_wait_with_their_text_in_hand() {
    let mut room = room_with(SiteSettings { work_threshold: 100_000, ..SiteSettings::default() }).await;
    let mut last = None;
    for _ in 0..600 {
        let page = room.browser.get("/note").await;
        let answer = room.browser.submit(&page, "/note", &[("text", "a message that is long enough")]).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            last = Some(answer);
            break;
        }
    }
    let slow = last.expect("a limit is reached");
    assert_page(&slow.body, Kind::Public);
    let seconds: i64 = slow.header("retry-after").parse().unwrap();
    room.clock.advance(seconds * SECOND);
    let sent = room.browser.submit(&slow, "/note", &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[tokio::test]
async fn under_load_work_or_waiting_lets_a_message_through_and_a_replay_is_refused() {
    let mut room =
        room_with(SiteSettings { work_threshold: 2, work_bits: 8, limit_factor: 100.0, ..SiteSettings::default() })
            .await;
    let text = [("text", "first line\nsecond line")];
    for _ in 0..2 {
        let page = room.browser.get("/note").await;
        assert_eq!(room.browser.submit(&page, "/note", &text).await.status, StatusCode::SEE_OTHER);
    }
    let page = room.browser.get("/note").await;
    let gate = room.browser.submit(&page, "/note", &[text[0], ("word", "quiet river")]).await;
    assert_eq!(gate.status, StatusCode::PRECONDITION_REQUIRED);
    assert_page(&gate.body, Kind::Public);
    assert!(gate.header("content-security-policy").contains("script-src 'self'"));
    assert!(gate.texts(".sent").iter().all(|t| !t.contains("quiet river")), "a secret travels, but is not shown");

    // With the script: the solved pass opens the gate once.
    let pass = gate.form("/note").into_iter().find(|(n, _)| n == work::PASS_FIELD).unwrap().1;
    let proof = work::solve(&pass, 8);
    let sent = room.browser.submit(&gate, "/note", &[(work::PROOF_FIELD, &proof)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(room.seen.0.lock().unwrap().last().unwrap().0, "first line\nsecond line");
    let replay = room.browser.submit(&gate, "/note", &[(work::PROOF_FIELD, &proof)]).await;
    assert_eq!(replay.status, StatusCode::PRECONDITION_REQUIRED);

    // Without it: too early shows the same pass again, later it is taken.
    let early = room.browser.submit(&replay, "/note", &[]).await;
    assert_eq!(early.status, StatusCode::PRECONDITION_REQUIRED);
    let pass_of = |a: &Answer| a.form("/note").into_iter().find(|(n, _)| n == work::PASS_FIELD).map(|(_, v)| v);
    assert_eq!(pass_of(&early), pass_of(&replay), "the wait does not start anew");
    room.clock.advance(21 * SECOND);
    for _ in 0..3 {
        // The flood goes on.
        let page = room.browser.get("/note").await;
        room.browser.submit(&page, "/note", &text).await;
    }
    assert_eq!(room.browser.submit(&early, "/note", &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_api_proves_its_work_in_a_header() {
    let room = room_with(SiteSettings { work_threshold: 0, work_bits: 8, ..SiteSettings::default() }).await;
    let request = saksi_web::testing::request(&room.site, SiteLanguage::English, "/api/v1/messages", None);
    let mut headers = axum::http::HeaderMap::new();
    let problem = room.site.work.check_header(&request, Bucket::Api, &headers).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::ProveWork);
    let pass = &problem.arguments.iter().find(|(name, _)| *name == "pass").unwrap().1;
    headers.insert(work::HEADER, format!("{pass}:{}", work::solve(pass, 8)).parse().unwrap());
    assert_eq!(room.site.work.check_header(&request, Bucket::Api, &headers), Ok(()));
    assert!(room.site.work.check_header(&request, Bucket::Api, &headers).is_err(), "a replay is refused");
}

#[tokio::test]
async fn the_onion_service_always_asks_for_work() {
    let settings = SiteSettings { onion_host: Some("localhost:8080".into()), work_bits: 4, ..SiteSettings::default() };
    let mut room = room_with(settings).await;
    let page = room.browser.get("/note").await;
    let gate = room.browser.submit(&page, "/note", &[("text", "hello")]).await;
    assert_eq!(gate.status, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn errors_are_said_in_the_readers_language_or_the_apis_form() {
    let mut room = room().await;
    let post = |path: &'static str, body: &'static str| {
        let mut browser = room.browser.clone();
        async move { browser.post_json(path, body).await }
    };
    for (path, body, status, kind) in [
        ("/api/v1/nowhere", "{}", 404, "not-found"),
        ("/api/v1/things", "{", 400, "malformed"),
        ("/api/v1/things", "{}", 422, "invalid"),
        ("/api/v1/things", "{\"text\":\"\"}", 422, "invalid"),
        ("/api/v1/things?limit=many", "{\"text\":\"x\"}", 400, "malformed"),
        ("/api/v1/things/wrong", "{}", 405, "malformed"),
    ] {
        let answer = post(path, body).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {body}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = json(&answer);
        assert!(problem["type"].as_str().unwrap().ends_with(kind), "{problem}");
        assert!(!problem["detail"].as_str().unwrap().starts_with("problem-"), "{problem}");
    }
    let fields = json(&post("/api/v1/things", "{\"text\":\"\"}").await);
    assert_eq!(fields["errors"][0]["field"], "text");
    assert_eq!(fields["errors"][0]["detail"], "Write something first.");
    let wrong = room.browser.get("/api/v1/things/wrong").await;
    assert_eq!((wrong.status, wrong.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    for kind in saksi_web::KINDS {
        let explained = room.browser.get(&format!("/api/problems/{kind}")).await;
        assert_eq!(explained.status, StatusCode::OK);
        assert_page(&explained.body, Kind::Public);
    }
    let boom = room.browser.get("/boom").await;
    assert_eq!(boom.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!boom.body.contains("secret inside"));
    let method = room.browser.send(Method::DELETE, "/note", "", vec![]).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.header("allow").contains("GET"));
    assert_eq!(room.browser.get("/desk").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_method_that_no_route_has_is_refused_and_says_nothing_back() {
    let mut room = room().await;
    for method in [Method::TRACE, Method::OPTIONS, Method::DELETE, Method::from_bytes(b"INVENTED").unwrap()] {
        let answer = room.browser.send(method.clone(), "/note", "", b"x-secret: echo".to_vec()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(!answer.body.contains("echo"));
    }
}

#[tokio::test]
async fn a_kept_page_is_made_once_for_each_language_and_again_after_a_change() {
    let mut room = room().await;
    let heading = |a: &Answer| a.texts("h1")[0].clone();
    let first = room.browser.get("/kept").await;
    assert_eq!((heading(&first), first.header("cache-control")), ("A room 1".into(), "no-cache"));
    assert_eq!(heading(&room.browser.get("/kept").await), "A room 1");
    let mut thai = room.browser.clone().with_header("accept-language", "th");
    assert_eq!(heading(&thai.get("/kept").await), "ห้อง 2");
    assert_eq!(heading(&thai.get("/kept").await), "ห้อง 2");
    let known = room.browser.clone().with_header("if-none-match", first.header("etag")).get("/kept").await;
    assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert!(known.header("content-security-policy").starts_with("default-src 'none'"));
    room.site.pages.forget(uuid::Uuid::from_u128(8));
    assert_eq!(heading(&room.browser.get("/kept").await), "A room 1");
    room.site.pages.forget(uuid::Uuid::from_u128(7));
    assert_eq!(heading(&room.browser.get("/kept").await), "A room 3");
    // Whoever is signed in sees their own page, and theirs is not kept for others.
    let mut staff = room.browser.clone().with_cookie("__Host-saksi", "good");
    assert!(staff.get("/kept").await.body.contains("Cek"));
    assert!(!room.browser.get("/kept").await.body.contains("Cek"));
}

#[tokio::test]
async fn the_language_switch_keeps_the_place_and_leads_nowhere_else() {
    let mut room = room().await;
    let page = room.browser.get("/note?lang=ur&q=1").await;
    assert_eq!(page.attributes("html", "dir"), ["rtl"]);
    let thai = page.attributes(".languages a[lang=th]", "href")[0].clone();
    let chosen = room.browser.get(&thai).await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/note?q=1"));
    let cookie = chosen.header("set-cookie");
    assert!(cookie.starts_with("__Host-") && cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax;"), "{cookie}");
    assert_eq!(room.browser.get("/note").await.attributes("html", "lang"), ["th"]);
    assert_eq!(room.browser.get("/language/en?back=//evil.example").await.header("location"), "/");
    assert_eq!(room.browser.get("/language/xx").await.status, StatusCode::NOT_FOUND);
    assert_eq!(page.attributes("link[hreflang]", "hreflang").len(), 5);
}

#[test]
fn the_page_check_finds_what_is_wrong() {
    let good = "<!DOCTYPE html><html lang=en dir=ltr><head><title>x</title></head><body><header></header><main><h1>x</h1></main><footer></footer></body></html>";
    assert_eq!(check_page(good, Kind::Public), Vec::<String>::new());
    for bad in [
        "<h1>two</h1>",
        "<p style='color:red'>x</p>",
        "<script>alert(1)</script>",
        "<script src='https://cdn.example/x.js'></script>",
        "<img src='https://cdn.example/x.png' alt=''>",
        "<input name=a>",
        "<p id=a></p><p id=a></p>",
        "<p onclick='x()'>x</p>",
        "<a href='javascript:x'>x</a>",
        "<h3>skipped</h3>",
        "<form method=post action='/x'></form>",
        "<p>desk-ask-title</p>",
        "<p title='\u{2068}x\u{2069}'>x</p>",
    ] {
        assert!(!check_page(&good.replace("</main>", &format!("{bad}</main>")), Kind::Public).is_empty(), "{bad}");
    }
    assert!(
        !check_page(&good.replace("</main>", &format!("<p>{}</p></main>", "x".repeat(40_000))), Kind::Public)
            .is_empty()
    );
}

#[tokio::test]
async fn a_page_without_a_room_still_answers() {
    let test = sqlite().await;
    let site = builder(test.db.clone(), test.clock.clone()).build();
    let mut browser = Browser::new(saksi_web::app(site, vec![]));
    let nothing = browser.get("/").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert_page(&nothing.body, Kind::Public);
}

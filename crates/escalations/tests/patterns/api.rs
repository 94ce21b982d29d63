//! Notices to an API: a real server behind TLS that an authority of the test vouches for, and the guard that every fetch goes through.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_db::testing::engines;
use saksi_fetch::{Guard, Networks, Trust};
use saksi_network::SealKey;
use saksi_web::testing::Browser;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::together::{begin, write};
use crate::world::{World, go, open};

const SECRET: &str = "Bearer the-secret-of-ayu";

/// The head and the body of a request.
type Heard = (String, Vec<u8>);

/// What a platform's server was sent, and what it answers: the last answer again and again.
struct Platform {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
    trust: Trust,
}

const TAKEN: &str = "HTTP/1.1 201 Created\r\ncontent-length: 25\r\n\r\n{\"data\":{\"id\":\"TF-2026\"}}";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nbusy";
const REFUSED: &str = "HTTP/1.1 422 Unprocessable Content\r\ncontent-length: 24\r\n\r\n{\"error\":\"no such post\"}";
const ELSEWHERE: &str =
    "HTTP/1.1 307 Temporary Redirect\r\nlocation: https://evil.example/\r\ncontent-length: 0\r\n\r\n";

async fn request(socket: &mut (impl tokio::io::AsyncRead + Unpin)) -> Heard {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && matches!(socket.read(&mut byte).await, Ok(1)) {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    socket.read_exact(&mut body).await.unwrap();
    (head, body)
}

impl Platform {
    async fn start() -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut wanted = rcgen::CertificateParams::new(Vec::new()).unwrap();
        wanted.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority = wanted.self_signed(&key).unwrap();
        let own = rcgen::KeyPair::generate().unwrap();
        let certificate = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = certificate.signed_by(&own, &authority, &key).unwrap();
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                rustls::pki_types::PrivateKeyDer::Pkcs8(own.serialize_der().into()),
            )
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, answers) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(vec![TAKEN])));
        let (listening, says) = (heard.clone(), answers.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let Ok(mut socket) = acceptor.accept(socket).await else { continue };
                let got = request(&mut socket).await;
                listening.lock().unwrap().push(got);
                let answer = {
                    let mut says = says.lock().unwrap();
                    if says.len() > 1 { says.remove(0) } else { says[0] }
                };
                let _ = socket.write_all(answer.as_bytes()).await;
                let _ = socket.shutdown().await;
            }
        });
        Self { address, heard, answers, trust: Trust::machine().and(authority.der().to_vec()) }
    }

    fn guard(&self, networks: Networks) -> Guard {
        Guard::new(networks, &self.trust).unwrap()
    }

    fn at(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.address.port())
    }

    fn say(&self, answers: &[&'static str]) {
        *self.answers.lock().unwrap() = answers.to_vec();
    }

    fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (known, value) = line.split_once(':')?;
        known.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

async fn world(platform: &Platform, networks: Networks, test: saksi_db::testing::TestDb) -> World {
    let guard = platform.guard(networks);
    World::with(test, |room| room.with_outside(guard, SealKey::new([4; 32]))).await
}

/// A route over the API; its path, and the identifier.
async fn route(world: &World, browser: &mut Browser, address: &str, more: &[(&str, &str)]) -> (String, String) {
    let path = world.platform(browser, "YouTube").await;
    let new = format!("{path}/routes/new");
    let mut fields = vec![
        ("name", "The interface"),
        ("channel", "api"),
        ("way", "trusted-flagger"),
        ("address", address),
        ("role", "Liaison desk"),
        ("zone", "Asia/Kolkata"),
        ("week", "weekdays"),
        ("languages", "en"),
        ("fields", "report.text | explanation | 200\nreport.links[] | locations\ncontact.mail | sender-mail"),
        ("api", "yes"),
        ("api_fixed", "report.type = illegal\nreport.level = 2"),
        ("api_header", "Authorization"),
        ("api_secret", SECRET),
        ("api_key_header", "Idempotency-Key"),
        ("api_reference", "data.id"),
    ];
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    let kept = go(browser, &new, &new, &fields).await;
    let id = kept.rsplit('/').next().unwrap().to_owned();
    (kept, id)
}

/// Sends a notice by a route; its path, and what its preview showed.
async fn send(browser: &mut Browser, route: &str) -> (String, String) {
    let path = begin(browser, route).await;
    write(browser, &path, &[]).await;
    let preview = format!("{path}/preview");
    let shown = open(browser, &preview).await.body;
    go(browser, &preview, &format!("{path}/send"), &[]).await;
    (path, shown)
}

/// Everything that the database keeps of secrets.
async fn kept(world: &World) -> Vec<Vec<u8>> {
    let rows: Result<Vec<(Vec<u8>,)>, Problem> = saksi_db::read!(world.test.db, Viewer::System, tx => {
        Ok(saksi_db::fetch_all!(&mut tx, (Vec<u8>,), "SELECT sealed FROM route_secret")?)
    });
    rows.unwrap().into_iter().map(|(sealed,)| sealed).collect()
}

/// The frozen body and hash of the one letter there is.
async fn frozen(world: &World) -> (String, String, String, Vec<u8>) {
    type Row = (String, String, String, Vec<u8>);
    let row: Result<Row, Problem> = saksi_db::read!(world.test.db, Viewer::System, tx => {
        let row = saksi_db::fetch_optional!(&mut tx, Row, "SELECT recipient, subject, body, hash FROM dispatch");
        row?.ok_or_else(Problem::not_found)
    });
    row.unwrap()
}

#[tokio::test]
async fn a_notice_goes_to_an_api_as_it_was_shown_and_frozen_and_its_number_comes_back() {
    for test in engines().await {
        let platform = Platform::start().await;
        let world = world(&platform, Networks::Any, test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let (kept_at, id) = route(&world, &mut ayu, &platform.at("/v1/notices"), &[]).await;

        // The secret is sealed, and shown to nobody again.
        let page = open(&mut ayu, &kept_at).await;
        assert!(!page.body.contains("the-secret-of-ayu") && page.body.contains("One is kept"), "{}", page.body);
        let sealed = kept(&world).await;
        assert_eq!(sealed.len(), 1);
        assert!(!sealed[0].windows(10).any(|window| window == b"the-secret"));

        // The preview is the request; nothing goes out before somebody sends it.
        let (path, shown) = send(&mut ayu, &id).await;
        assert!(!shown.contains("the-secret") && shown.contains("Idempotency-Key"), "{shown}");
        assert!(platform.heard().is_empty());

        // Busy, then taken: the same bytes under the same identifier.
        platform.say(&[BUSY, TAKEN]);
        world.work().await;
        assert_eq!(platform.heard().len(), 1);
        assert!(open(&mut ayu, &path).await.body.contains("Ready, not sent yet"));
        world.test.clock.advance(saksi_base::clock::HOUR);
        world.work().await;
        let heard = platform.heard();
        assert_eq!(heard.len(), 2, "tried once more, and no more than that");
        let ((first, body), (second, again)) = (heard[0].clone(), heard[1].clone());
        assert_eq!(body, again);
        assert!(first.starts_with("POST /v1/notices HTTP/1.1"), "{first}");
        assert_eq!(header(&first, "authorization"), Some(SECRET));
        assert_eq!(header(&first, "content-type"), Some("application/json"));
        let identifier = header(&first, "idempotency-key").unwrap();
        assert_eq!(Some(identifier), header(&second, "idempotency-key"));
        assert_eq!(identifier.len(), 26, "the identifier of the letter: {identifier}");
        let read: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(
            read,
            serde_json::json!({
                "report": {
                    "type": "illegal",
                    "level": 2,
                    "text": "It names her street and calls on people to go there.",
                    "links": ["https://platform.example/post/1"],
                },
                "contact": { "mail": "liaison@saksi.example" },
            })
        );

        // What was shown, frozen, hashed and sent is one text.
        let (recipient, subject, frozen, hash) = frozen(&world).await;
        assert_eq!(frozen.as_bytes(), body);
        assert!(shown.contains(&saksi_web::escape(&frozen)), "{shown}");
        let mut digest = Sha256::new_with_prefix(b"saksi notice v1\0");
        for part in [&recipient, &subject, &frozen] {
            digest.update(u64::try_from(part.len()).unwrap().to_be_bytes());
            digest.update(part.as_bytes());
        }
        assert_eq!(digest.finalize().as_slice(), hash);

        // Their number is the confirmation of receipt; the clock runs.
        let course = open(&mut ayu, &path).await;
        for words in ["Sent, no decision yet", "Receipt confirmed", "TF-2026"] {
            assert!(course.body.contains(words), "{words}: {}", course.body);
        }
        world.work().await;
        assert_eq!(platform.heard().len(), 2, "{}", world.test.engine);
    }
}

#[tokio::test]
async fn what_an_api_refuses_for_good_is_said_and_a_redirect_is_not_followed() {
    for test in engines().await {
        let platform = Platform::start().await;
        let world = world(&platform, Networks::Any, test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let (_, id) = route(&world, &mut ayu, &platform.at("/v1/notices"), &[]).await;
        platform.say(&[REFUSED, ELSEWHERE, TAKEN]);
        let (path, _) = send(&mut ayu, &id).await;
        world.work().await;
        let letter = open(&mut ayu, &path).await.attributes("ul.lines a[href*=letters]", "href")[0].clone();
        let page = open(&mut ayu, &letter).await;
        assert!(page.body.contains("HTTP 422") && page.body.contains("no such post"), "{}", page.body);

        // Tried again when somebody asks for it; where it is redirected to, neither notice nor secret goes.
        let again = format!("{letter}/again");
        go(&mut ayu, &letter, &again, &[]).await;
        world.work().await;
        assert!(open(&mut ayu, &letter).await.body.contains("HTTP 307"));
        go(&mut ayu, &letter, &again, &[]).await;
        world.work().await;
        let heard = platform.heard();
        assert_eq!(heard.len(), 3);
        assert!(heard.iter().all(|(_, body)| *body == heard[0].1), "the same bytes on every try");
        assert!(open(&mut ayu, &path).await.body.contains("TF-2026"));
    }
}

#[tokio::test]
async fn a_route_leads_to_the_public_internet_and_takes_its_secret_to_one_host_alone() {
    for test in engines().await {
        let platform = Platform::start().await;
        let world = world(&platform, Networks::Public, test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let (kept_at, id) = route(&world, &mut ayu, &platform.at("/v1/notices"), &[]).await;

        // This machine is not the public internet: nothing is sent there.
        let (path, _) = send(&mut ayu, &id).await;
        world.work().await;
        let letter = open(&mut ayu, &path).await.attributes("ul.lines a[href*=letters]", "href")[0].clone();
        let page = open(&mut ayu, &letter).await;
        assert!(page.body.contains("localhost is a name of this machine"), "{}", page.body);
        assert!(platform.heard().is_empty());

        // Sent elsewhere, the route asks for its secret anew; another path of the same host does not.
        let page = open(&mut ayu, &kept_at).await;
        for (changes, says) in [
            ([("address", "https://evil.example/v1/notices"), ("api_secret", "")], "asked for anew"),
            ([("address", "http://platform.example/v1"), ("api_secret", "Bearer x")], "begins with https://"),
            ([("api_header", "Host"), ("api_secret", "Bearer x")], "cannot be a header"),
            ([("api_fixed", "report.text = twice"), ("api_secret", "")], "no two things at one place"),
            ([("fields", ""), ("api_secret", "")], "Say where the parts"),
        ] {
            let refused = ayu.submit(&page, &kept_at, &changes).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
            assert!(refused.body.contains(says), "{says}: {}", refused.body);
            assert!(!refused.body.contains("Bearer x"), "a secret is not shown, even where something must be mended");
        }
        let sealed = kept(&world).await;
        let moved = platform.at("/v2/notices");
        let done = ayu.submit(&page, &kept_at, &[("address", &moved)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(kept(&world).await, sealed);

        // What is too long for its place does not go, and says so.
        let page = open(&mut ayu, &kept_at).await;
        let done = ayu.submit(&page, &kept_at, &[("fields", "text | explanation | 10")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let path = begin(&mut ayu, &id).await;
        write(&mut ayu, &path, &[]).await;
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        assert!(preview.body.contains("the API takes"), "{}", preview.body);
        assert_eq!(ayu.submit(&preview, &format!("{path}/send"), &[]).await.status, StatusCode::CONFLICT);

        // A route that somebody hands over by hand keeps no secret.
        let page = open(&mut ayu, &kept_at).await;
        let done = ayu.submit(&page, &kept_at, &[("channel", "portal")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(kept(&world).await, Vec::<Vec<u8>>::new(), "{}", world.test.engine);
    }
}

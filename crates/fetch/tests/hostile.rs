//! Servers and name servers that mean harm, and a guard that does not mind.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail loudly")]

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use saksi_fetch::{Asked, Bounds, Fault, Guard, Networks, Resolve, Trust};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A name server that says what the test wants, one answer after the other; the last one again and again.
#[derive(Default)]
struct Names {
    answers: HashMap<String, Vec<Vec<IpAddr>>>,
    asked: Mutex<HashMap<String, usize>>,
}

impl Names {
    fn new(answers: &[(&str, &[&[&str]])]) -> Arc<Self> {
        let parse = |list: &&[&str]| list.iter().map(|address| address.parse().unwrap()).collect();
        let answers =
            answers.iter().map(|(name, lists)| ((*name).to_owned(), lists.iter().map(parse).collect())).collect();
        Arc::new(Self { answers, asked: Mutex::default() })
    }

    fn times(&self, name: &str) -> usize {
        self.asked.lock().unwrap().get(name).copied().unwrap_or(0)
    }
}

impl Resolve for Names {
    fn resolve<'a>(&'a self, host: &'a str) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async move {
            let mut asked = self.asked.lock().unwrap();
            let time = asked.entry(host.to_owned()).or_default();
            let answers = self.answers.get(host).ok_or(io::ErrorKind::NotFound)?;
            let answer = answers.get(*time).or(answers.last()).unwrap().clone();
            *time += 1;
            Ok(answer)
        })
    }
}

/// A server whose every connection is handled by `act`, which gets the request's head.
async fn server<A, F>(act: A) -> SocketAddr
where
    A: Fn(String, TcpStream) -> F + Send + Sync + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let act = Arc::new(act);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let act = act.clone();
            tokio::spawn(async move {
                let head = head(&mut socket).await;
                act(head, socket).await;
            });
        }
    });
    address
}

async fn head(socket: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(socket.read(&mut byte).await, Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// A server that says the same bytes to everybody.
async fn saying(bytes: &'static [u8]) -> SocketAddr {
    server(move |_, mut socket| async move {
        let _ = socket.write_all(bytes).await;
    })
    .await
}

fn guard(networks: Networks) -> Guard {
    Guard::new(networks, &Trust::machine()).unwrap()
}

fn bounds() -> Bounds {
    Bounds {
        most_bytes: 1 << 20,
        connect: Duration::from_secs(5),
        idle: Duration::from_secs(2),
        whole: Duration::from_secs(6),
        ..Bounds::default()
    }
}

async fn fetch(guard: &Guard, address: &str) -> Result<Vec<u8>, Fault> {
    let (_, mut answer) = guard.follow(&Asked::get(address)?, &bounds()).await?;
    answer.rest().await
}

async fn refused(guard: &Guard, address: &str) -> String {
    match fetch(guard, address).await {
        Ok(body) => panic!("{address} was fetched: {} bytes", body.len()),
        Err(fault) => fault.to_string(),
    }
}

#[tokio::test]
async fn what_is_no_public_web_address_is_refused_before_anything_is_sent() {
    let names = Names::new(&[("inside.example", &[&["10.0.0.7"]]), ("printer", &[&["93.184.216.34"]])]);
    let guard = guard(Networks::Public).resolving(names.clone());
    for (address, says) in [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("gopher://example.org/_x", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("unix:/var/run/docker.sock", "only http and https"),
        ("http://name:word@example.org/", "without a password"),
        ("http://127.0.0.1:9000/", "this machine itself"),
        ("http://2130706433/", "this machine itself"),
        ("http://0x7f.1/", "this machine itself"),
        ("http://0177.0.0.1/", "this machine itself"),
        ("http://127.1/", "this machine itself"),
        ("http://①②⑦.⓪.⓪.①/", "this machine itself"),
        ("http://0xA9FEA9FE/latest/meta-data/", "link-local"),
        ("http://2852039166/", "link-local"),
        ("http://0251.0376.0251.0376/", "link-local"),
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://[::1]/", "this machine itself"),
        ("http://[::]/", "reserved"),
        ("http://[::ffff:169.254.169.254]/", "link-local"),
        ("http://[::ffff:7f00:1]/", "this machine itself"),
        ("http://[64:ff9b::a9fe:a9fe]/", "reserved"),
        ("http://[fd00:ec2::254]/", "private network"),
        ("http://[fe80::1]/", "link-local"),
        ("http://0/", "reserved"),
        ("http://localhost/", "name of this machine"),
        ("http://LOCALHOST./", "name of this machine"),
        ("http://a.localhost/", "name of this machine"),
        ("http://metadata.google.internal/", "name of this machine"),
        ("http://printer.local/", "name of this machine"),
        ("http://printer/", "name of this machine"),
        ("http://abcdefghij.onion/", "SOCKS5"),
        ("http://example.org:25/", "port 25"),
        ("http://example.org:6379x/", "not an address"),
        ("http://inside.example/", "private network"),
        ("http://nobody.example/", "is not known"),
        ("http:///", "not"),
        ("not an address", "not an address"),
        ("", "not an address"),
    ] {
        let said = refused(&guard, address).await;
        assert!(said.contains(says), "{address}: {said}");
    }
    assert_eq!(names.times("printer"), 0, "a local name is not even looked up");
}

#[tokio::test]
async fn a_password_in_an_address_is_not_repeated() {
    let said = refused(&guard(Networks::Public), "http://name:password@example.org/").await;
    assert!(!said.contains("password@") && !said.contains(":password"), "{said}");
}

#[tokio::test]
async fn one_special_address_among_public_ones_is_enough_to_refuse() {
    let names = Names::new(&[("mixed.example", &[&["93.184.216.34", "192.168.0.1", "2606:4700::1111"]])]);
    let said = refused(&guard(Networks::Public).resolving(names), "http://mixed.example/").await;
    assert!(said.contains("192.168.0.1") && said.contains("private network"), "{said}");
}

#[tokio::test]
async fn a_name_is_looked_up_once_and_connected_to_where_it_was_checked() {
    let here = saying(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere").await;
    let names = Names::new(&[("rebinding.example", &[&["127.0.0.1"], &["127.0.0.2"]])]);
    let guard = guard(Networks::Any).resolving(names.clone());
    let asked = Asked::get(&format!("http://rebinding.example:{}/", here.port())).unwrap();
    let mut answer = guard.ask(&asked, &bounds()).await.unwrap();
    assert_eq!(answer.rest().await.unwrap(), b"here");
    assert_eq!(names.times("rebinding.example"), 1);
    assert_eq!(answer.hop.connected, Some(here));
    assert_eq!(answer.hop.found, ["127.0.0.1".parse::<IpAddr>().unwrap()]);
}

#[tokio::test]
async fn every_redirect_is_checked_like_the_first_address() {
    let at = server(|head, mut socket| async move {
        let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
        let to = match path.as_str() {
            "/metadata" => "http://169.254.169.254/latest/meta-data/".to_owned(),
            "/decimal" => "http://2852039166/".to_owned(),
            "/mapped" => "http://[::ffff:169.254.169.254]/".to_owned(),
            "/file" => "file:///etc/passwd".to_owned(),
            "/password" => "http://name:word@127.0.0.1/".to_owned(),
            "/nowhere" => "http://[".to_owned(),
            _ => {
                let step: usize = path.trim_start_matches('/').parse().unwrap_or(0);
                format!("/{}", step + 1)
            }
        };
        let _ = socket
            .write_all(format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").as_bytes())
            .await;
    })
    .await;
    // The guard for the internet would not come here at all; this one lets the first step pass and holds the rest.
    let names = Names::new(&[]);
    let inside = guard(Networks::Any).resolving(names.clone());
    let outside = guard(Networks::Public).resolving(names);
    for (path, says) in [("metadata", "link-local"), ("decimal", "link-local"), ("mapped", "link-local")] {
        let asked = Asked::get(&format!("http://{at}/{path}")).unwrap();
        let answer = inside.ask(&asked, &bounds()).await.unwrap();
        let to = answer.hop.redirect().unwrap().unwrap();
        let said = outside.ask(&Asked::of(to), &bounds()).await.unwrap_err().to_string();
        assert!(said.contains(says), "{path}: {said}");
    }
    for (path, says) in [("file", "only http"), ("password", "without a password"), ("nowhere", "not an address")] {
        let said = refused(&inside, &format!("http://{at}/{path}")).await;
        assert!(said.contains(says), "{path}: {said}");
    }
}

#[tokio::test]
async fn ten_thousand_redirects_end_after_a_few() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let at = server(move |_, mut socket| {
        let step = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            let to = (step + 1) % 10_000;
            let _ = socket
                .write_all(format!("HTTP/1.1 301 Moved\r\nlocation: /{to}\r\ncontent-length: 0\r\n\r\n").as_bytes())
                .await;
        }
    })
    .await;
    let said = refused(&guard(Networks::Any), &format!("http://{at}/0")).await;
    assert!(said.contains("redirects more than 5 times"), "{said}");
    assert_eq!(asked.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn bodies_without_end_and_heads_without_end_are_cut() {
    let endless = server(|_, mut socket| async move {
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        let block = vec![b'a'; 1 << 16];
        while socket.write_all(&block).await.is_ok() {}
    })
    .await;
    let said = refused(&guard(Networks::Any), &format!("http://{endless}/")).await;
    assert!(said.contains("more than 1048576 bytes"), "{said}");

    let chunks = server(|_, mut socket| async move {
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await;
        while socket.write_all(b"4\r\naaaa\r\n").await.is_ok() {}
    })
    .await;
    let said = refused(&guard(Networks::Any), &format!("http://{chunks}/")).await;
    assert!(said.contains("more than 1048576 bytes"), "{said}");

    let heads = server(|_, mut socket| async move {
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while socket
            .write_all(b"x-more: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")
            .await
            .is_ok()
        {}
    })
    .await;
    let said = refused(&guard(Networks::Any), &format!("http://{heads}/")).await;
    assert!(said.contains("not HTTP"), "{said}");
}

#[tokio::test]
async fn servers_that_drip_or_fall_silent_do_not_hold_a_place() {
    let silent = server(|_, socket| async move {
        std::future::pending::<()>().await;
        drop(socket);
    })
    .await;
    let head_alone = server(|_, mut socket| async move {
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n").await;
        std::future::pending::<()>().await;
    })
    .await;
    let drip = server(|_, mut socket| async move {
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n").await;
        while socket.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let short = Bounds { idle: Duration::from_millis(300), patience: Duration::from_secs(1), ..bounds() };
    for (at, says) in [(silent, "does not say a word"), (head_alone, "stopped sending"), (drip, "drips")] {
        let began = Instant::now();
        let asked = Asked::get(&format!("http://{at}/")).unwrap();
        let fault = match guard(Networks::Any).ask(&asked, &short).await {
            Ok(mut answer) => answer.rest().await.unwrap_err(),
            Err(fault) => fault,
        };
        assert!(fault.to_string().contains(says), "{fault}");
        assert!(began.elapsed() < Duration::from_secs(10), "{says} took {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn what_is_compressed_is_handed_on_as_it_came() {
    // A gzip bomb: what it would expand to is nobody's business here.
    const BOMB: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x04, 0, 0x43, 0xbe, 0xb7, 0xe8, 1, 0, 0, 0];
    let at = server(|_, mut socket| async move {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", BOMB.len());
        let _ = socket.write_all(head.as_bytes()).await;
        let _ = socket.write_all(BOMB).await;
    })
    .await;
    assert_eq!(fetch(&guard(Networks::Any), &format!("http://{at}/")).await.unwrap(), BOMB);
}

#[tokio::test]
async fn what_went_over_the_wire_is_kept_byte_for_byte() {
    const SAID: &[u8] = b"HTTP/1.1 200 Fine\r\nX-Odd:  Case Kept \r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: y\r\n\r\n";
    let at = saying(SAID).await;
    let asked = Asked::get(&format!("http://{at}/a%20path?q=1#part")).unwrap();
    let mut answer = guard(Networks::Any).ask(&asked, &bounds()).await.unwrap();
    let (mut wire, mut body) = (Vec::new(), Vec::new());
    while let Some(part) = answer.next().await.unwrap() {
        wire.extend_from_slice(&part.wire);
        body.extend_from_slice(&part.body);
    }
    assert_eq!(String::from_utf8_lossy(&wire), String::from_utf8_lossy(SAID));
    assert_eq!(body, b"hello world");
    let sent = String::from_utf8_lossy(&answer.sent).into_owned();
    assert!(sent.starts_with("GET /a%20path?q=1 HTTP/1.1\r\n"), "{sent}");
    assert!(sent.contains(&format!("host: {at}\r\n")) && sent.ends_with("\r\n\r\n"), "{sent}");
    assert!(!sent.contains("#part"), "{sent}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_taken_for_whole() {
    let at = saying(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this").await;
    let said = refused(&guard(Networks::Any), &format!("http://{at}/")).await;
    assert!(said.contains("broke off after 9 bytes"), "{said}");
    for rubbish in [&b"SSH-2.0-OpenSSH_9.2\r\n"[..], b"\0\0\0\0", b"HTTP/9.9 200 OK\r\n\r\n", b""] {
        let at = server(move |_, mut socket| async move {
            let _ = socket.write_all(rubbish).await;
        })
        .await;
        let said = refused(&guard(Networks::Any), &format!("http://{at}/")).await;
        assert!(said.contains("not HTTP"), "{said}");
    }
}

#[tokio::test]
async fn two_lengths_that_disagree_are_refused() {
    let at = saying(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde").await;
    let said = refused(&guard(Networks::Any), &format!("http://{at}/")).await;
    assert!(said.contains("not HTTP"), "{said}");
}

/// A server with TLS and its certificate, valid for `names` from `from` to `until` (years).
async fn tls_server(
    authority: &(rcgen::Certificate, rcgen::KeyPair),
    names: &[&str],
    from: i32,
    until: i32,
) -> SocketAddr {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut wanted =
        rcgen::CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
    wanted.not_before = rcgen::date_time_ymd(from, 1, 1);
    wanted.not_after = rcgen::date_time_ymd(until, 1, 1);
    let certificate = wanted.signed_by(&key, &authority.0, &authority.1).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            rustls::pki_types::PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut socket) = acceptor.accept(socket).await else { return };
                let mut buffer = [0; 4096];
                let _ = socket.read(&mut buffer).await;
                let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
                let _ = socket.shutdown().await;
            });
        }
    });
    address
}

#[tokio::test]
async fn a_server_that_cannot_show_who_it_is_is_refused_and_one_that_can_is_recorded() {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut wanted = rcgen::CertificateParams::new(Vec::new()).unwrap();
    wanted.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = (wanted.clone().self_signed(&key).unwrap(), key);
    let other_key = rcgen::KeyPair::generate().unwrap();
    let unknown = (wanted.self_signed(&other_key).unwrap(), other_key);
    let names = Names::new(&[("good.example", &[&["127.0.0.1"]]), ("other.example", &[&["127.0.0.1"]])]);
    let trust = Trust::machine().and(authority.0.der().to_vec());
    let guard = Guard::new(Networks::Any, &trust).unwrap().resolving(names);

    let good = tls_server(&authority, &["good.example"], 2020, 2090).await;
    let asked = Asked::get(&format!("https://good.example:{}/", good.port())).unwrap();
    let mut answer = guard.ask(&asked, &bounds()).await.unwrap();
    assert_eq!(answer.rest().await.unwrap(), b"ok");
    let tls = answer.hop.tls.clone().unwrap();
    assert_eq!((tls.version.as_str(), tls.chain.len()), ("TLSv1_3", 1));

    let expired = tls_server(&authority, &["good.example"], 2000, 2001).await;
    let early = tls_server(&authority, &["good.example"], 2089, 2090).await;
    let stranger = tls_server(&unknown, &["good.example"], 2020, 2090).await;
    for (address, says) in [
        (format!("https://good.example:{}/", expired.port()), "expired"),
        (format!("https://good.example:{}/", early.port()), "not valid yet"),
        (format!("https://good.example:{}/", stranger.port()), "could not be trusted"),
        (format!("https://other.example:{}/", good.port()), "not valid for name"),
    ] {
        let said = refused(&guard, &address).await;
        assert!(said.contains("could not be trusted") && said.contains(says), "{address}: {said}");
    }
    // A server without TLS, which answers before it was asked.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let plain = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        head(&mut socket).await;
    });
    let said = refused(&guard, &format!("https://good.example:{}/", plain.port())).await;
    assert!(said.contains("could not be trusted"), "{said}");
}

#[tokio::test]
async fn through_a_proxy_names_are_looked_up_there_and_special_networks_stay_closed() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let proxy = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let heard = heard.clone();
            tokio::spawn(async move {
                // The method, a user name and a password (RFC 1929), then where to (RFC 1928).
                let mut two = [0; 2];
                socket.read_exact(&mut two).await.unwrap();
                let mut methods = vec![0; usize::from(two[1])];
                socket.read_exact(&mut methods).await.unwrap();
                socket.write_all(&[5, 2]).await.unwrap();
                socket.read_exact(&mut two).await.unwrap();
                let mut user = vec![0; usize::from(two[1])];
                socket.read_exact(&mut user).await.unwrap();
                let length = socket.read_u8().await.unwrap();
                let mut word = vec![0; usize::from(length)];
                socket.read_exact(&mut word).await.unwrap();
                socket.write_all(&[1, 0]).await.unwrap();
                let mut five = [0; 5];
                socket.read_exact(&mut five).await.unwrap();
                assert_eq!(five[3], 3, "a name is handed over as a name");
                let mut name = vec![0; usize::from(five[4]) + 2];
                socket.read_exact(&mut name).await.unwrap();
                let host = String::from_utf8_lossy(&name[..name.len() - 2]).into_owned();
                heard.lock().unwrap().push((String::from_utf8_lossy(&user).into_owned(), host));
                socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
                head(&mut socket).await;
                let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nonion").await;
            });
        }
    });
    let names = Names::new(&[]);
    let guard = guard(Networks::Public).resolving(names.clone()).through(proxy);
    assert_eq!(fetch(&guard, "http://abcdefghij.onion/").await.unwrap(), b"onion");
    assert_eq!(fetch(&guard, "http://example.org/").await.unwrap(), b"onion");
    assert_eq!(names.times("example.org"), 0, "no name is looked up here");
    let told = told.lock().unwrap().clone();
    assert_eq!(told[0], ("abcdefghij.onion".to_owned(), "abcdefghij.onion".to_owned()));
    assert_eq!(told[1].0, "example.org", "each host has a circuit of its own");
    for address in ["http://169.254.169.254/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/"] {
        assert!(guard.ask(&Asked::get(address).unwrap(), &bounds()).await.is_err(), "{address}");
    }
}

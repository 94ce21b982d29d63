//! A site is captured, and what was written is read again by the reader of the archive.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

mod site;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use saksi_archive::warc::{self, Compression, Writer};
use saksi_base::{FixedClock, SeededRandom, Timestamp};
use saksi_capture::{Captured, Follow, HostBook, Manners, Order, Origin, capture, package};
use saksi_fetch::{Bounds, Guard, Networks, Trust, Url};
use site::{Site, response, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").into_bytes()
}

async fn captured(order: &Order) -> (Captured, Vec<u8>) {
    let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
    let clock = FixedClock::new(Timestamp(1_790_000_000_000_000));
    let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
    let captured = capture(&guard, &clock, &SeededRandom::new(7), order, &mut writer, |_| {}).await.unwrap();
    (captured, writer.into_inner())
}

fn order(at: SocketAddr, paths: &[&str]) -> Order {
    let urls = paths.iter().map(|path| Url::parse(&format!("http://{at}{path}")).unwrap()).collect();
    let bounds = Bounds {
        idle: Duration::from_secs(2),
        whole: Duration::from_secs(5),
        most_bytes: 1 << 20,
        ..Bounds::default()
    };
    Order { tries: 1, bounds, operator: "a pseudonym".to_owned(), reason: "a test".to_owned(), ..Order::of(urls) }
}

/// Type, address, block and fields of a record.
type Found = (String, String, Vec<u8>, BTreeMap<String, String>);

/// Every record.
fn read(bytes: &[u8]) -> Vec<Found> {
    let report = warc::verify(warc::Reader::new(Cursor::new(bytes)).unwrap());
    assert!(report.holds(), "{report:?}");
    let mut reader = warc::Reader::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    while let Some(header) = reader.next_record().unwrap() {
        let mut block = Vec::new();
        reader.block().read_to_end(&mut block).unwrap();
        let url = header.target_uri().unwrap_or_default().into_owned();
        let fields = header.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        all.push((header.kind.name().to_owned(), url, block, fields));
    }
    all
}

fn kinds(records: &[Found], path: &str) -> Vec<String> {
    records.iter().filter(|record| record.1.ends_with(path)).map(|record| record.0.clone()).collect()
}

const PAGE: &[u8] = b"<!doctype html><html lang=\"en\"><head><title>A rumour</title><link rel=stylesheet href=/style.css>\
<link rel=alternate type=\"application/atom+xml\" href=/feed.atom></head><body><article><h1>A rumour</h1>\
<p>Drinking salt water cures nothing at all, whatever the message that goes round says, and doctors ask people to stop.</p>\
<img src=/photo.png srcset=\"/large.png 2x\"><img src=/copy.png></article><script src=/code.js></script>\
<a href=/other>elsewhere</a></body></html>";

fn site() -> Site {
    Site::from([
        ("/", response("text/html; charset=utf-8", PAGE)),
        ("/old", redirect("/")),
        ("/style.css", response("text/css", b"@import '/more.css'; body { background: url(/back.png) }")),
        ("/more.css", response("text/css", b"p { color: black }")),
        ("/photo.png", response("image/png", b"the same bytes")),
        ("/copy.png", response("image/png", b"the same bytes")),
        ("/large.png", response("image/png", b"larger")),
        ("/back.png", response("image/png", b"back")),
        ("/code.js", response("text/javascript", b"1")),
        ("/feed.atom", response("application/atom+xml", b"<feed/>")),
        ("/other", response("text/html", b"another page")),
    ])
}

#[tokio::test]
async fn a_page_is_kept_with_all_that_it_needs_and_nothing_else() {
    let site = site();
    let (at, asked) = serve(site.clone()).await;
    let (captured, bytes) = captured(&order(at, &["/"])).await;
    let mut paths = asked.lock().unwrap().clone();
    paths.sort();
    assert_eq!(
        paths,
        [
            "/",
            "/back.png",
            "/code.js",
            "/copy.png",
            "/feed.atom",
            "/large.png",
            "/more.css",
            "/photo.png",
            "/style.css"
        ]
    );
    assert_eq!(captured.faults().count(), 0);
    let records = read(&bytes);
    assert_eq!(records[0].0, "warcinfo");
    let info = String::from_utf8_lossy(&records[0].2).into_owned();
    assert!(info.contains("operator: a pseudonym") && info.contains("robots: ignore"), "{info}");
    // Byte for byte what the server said.
    for path in ["/", "/style.css", "/large.png", "/code.js"] {
        let response =
            records.iter().find(|record| record.0 == "response" && record.1 == format!("http://{at}{path}")).unwrap();
        assert_eq!(response.2, site[path], "{path}");
        assert_eq!(response.3["WARC-IP-Address"], "127.0.0.1");
    }
    let request = records.iter().find(|record| record.0 == "request" && record.1.ends_with("/style.css")).unwrap();
    assert!(request.2.starts_with(b"GET /style.css HTTP/1.1\r\n"));
    assert_eq!(captured.pages[0].title.as_deref(), Some("A rumour"));
    assert_eq!(captured.pages[0].language.as_deref(), Some("en"));
    assert!(captured.pages[0].text.as_deref().unwrap().contains("salt water cures nothing"));
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    let (at, _) = serve(site()).await;
    let (captured, bytes) = captured(&order(at, &["/photo.png", "/copy.png"])).await;
    let records = read(&bytes);
    let mut both = [kinds(&records, "/photo.png")[0].clone(), kinds(&records, "/copy.png")[0].clone()];
    both.sort();
    assert_eq!(both, ["response", "revisit"]);
    let revisit = records.iter().find(|record| record.0 == "revisit").unwrap();
    assert!(revisit.3.contains_key("WARC-Refers-To") && revisit.3.contains_key("WARC-Payload-Digest"));
    assert!(revisit.2.ends_with(b"\r\n\r\n"), "a revisit holds the head alone");
    assert_eq!(captured.taken.iter().filter(|taken| taken.revisit).count(), 1);
}

#[tokio::test]
async fn every_step_of_a_redirect_is_kept() {
    let (at, _) = serve(site()).await;
    let (captured, bytes) = captured(&Order { requisites: false, ..order(at, &["/old"]) }).await;
    let records = read(&bytes);
    assert_eq!(kinds(&records, "/old")[0], "response");
    let origins: Vec<_> = captured.taken.iter().map(|taken| (taken.origin, taken.status)).collect();
    assert_eq!(origins, [(Origin::Asked, Some(302)), (Origin::Redirect, Some(200))]);
    assert_eq!(captured.pages[0].asked.path(), "/old");
    assert_eq!(captured.pages[0].url.path(), "/");
}

#[tokio::test]
async fn what_cannot_be_had_is_recorded_as_that() {
    let site = Site::from([
        ("/", response("text/html", b"<img src=/cut.png><img src=/huge.png><img src=/gone.png><img src=http://127.0.0.1:1/no.png><img src=/round>")),
        ("/cut.png", b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this".to_vec()),
        ("/huge.png", response("image/png", &vec![7; 2 << 20])),
        ("/round", redirect("/round?again")),
        ("/round?again", redirect("http://[")),
    ]);
    let (at, _) = serve(site).await;
    let (captured, bytes) = captured(&order(at, &["/"])).await;
    let records = read(&bytes);
    let fault = |path: &str| captured.taken.iter().find(|taken| taken.url.as_str().ends_with(path)).unwrap().clone();
    assert!(fault("/cut.png").fault.unwrap().contains("broke off"));
    assert!(fault("/huge.png").fault.unwrap().contains("more than"));
    assert!(fault("/no.png").fault.unwrap().contains("does not answer"));
    assert!(fault("/round?again").fault.unwrap().contains("not an address"));
    assert_eq!((fault("/gone.png").status, fault("/gone.png").fault), (Some(404), None));
    for (path, why) in [("/cut.png", "disconnect"), ("/huge.png", "length")] {
        let record = records.iter().find(|record| record.0 == "response" && record.1.ends_with(path)).unwrap();
        assert_eq!(record.3["WARC-Truncated"], why);
    }
    assert!(kinds(&records, "/no.png").is_empty());
}

#[tokio::test]
async fn a_guest_keeps_to_the_rules_and_waits_its_turn() {
    let mut site = site();
    site.insert("/robots.txt", response("text/plain", b"User-agent: *\nDisallow: /other\n"));
    let (at, asked) = serve(site).await;
    let guest = Order {
        manners: Manners::Guest(Duration::from_millis(100)),
        requisites: false,
        ..order(at, &["/", "/other", "/more.css"])
    };
    let began = std::time::Instant::now();
    let (captured, bytes) = captured(&guest).await;
    assert_eq!(*asked.lock().unwrap(), ["/robots.txt", "/", "/more.css"]);
    assert!(began.elapsed() >= Duration::from_millis(100));
    let closed = captured.taken.iter().find(|taken| taken.url.path() == "/other").unwrap();
    assert!(closed.fault.as_deref().unwrap().contains("robots.txt"));
    assert_eq!(kinds(&read(&bytes), "/robots.txt")[0], "response", "the rules are evidence too");
}

#[tokio::test]
async fn rules_that_redirect_or_fail_are_read_as_the_standard_says() {
    for (rules, open) in [
        (redirect("/rules"), true),
        (b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec(), true),
        (b"HTTP/1.1 503 Unavailable\r\ncontent-length: 0\r\n\r\n".to_vec(), false),
    ] {
        let mut site = site();
        site.insert("/robots.txt", rules);
        site.insert("/rules", response("text/plain", b"User-agent: *\nAllow: /\n"));
        let (at, asked) = serve(site).await;
        let guest = Order { manners: Manners::Guest(Duration::ZERO), requisites: false, ..order(at, &["/"]) };
        captured(&guest).await;
        assert_eq!(asked.lock().unwrap().contains(&"/".to_owned()), open);
    }
}

#[tokio::test]
async fn a_site_without_end_stops_at_the_bound() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut step = 0;
        while let Ok((mut socket, _)) = listener.accept().await {
            step += 1;
            let mut buffer = [0; 2048];
            let _ = socket.read(&mut buffer).await;
            let body = format!("<iframe src=/a{step}></iframe><iframe src=/b{step}></iframe>");
            let _ = socket.write_all(&response("text/html", body.as_bytes())).await;
        }
    });
    let few = Order { most_requests: 5, ..order(at, &["/"]) };
    let (captured, bytes) = captured(&few).await;
    assert_eq!(captured.taken.iter().filter(|taken| taken.record.is_some()).count(), 5);
    assert!(captured.faults().all(|taken| taken.fault.as_deref().unwrap().contains("enough addresses")));
    read(&bytes);
}

fn guest(order: Order, pause: Duration, hosts: &HostBook) -> Order {
    Order { manners: Manners::Guest(pause), hosts: hosts.clone(), requisites: false, ..order }
}

#[tokio::test]
async fn a_host_is_asked_slowly_and_for_its_rules_once_however_many_captures_come() {
    let mut site = site();
    site.insert("/robots.txt", response("text/plain", b"User-agent: *\nDisallow: /other\n"));
    let (at, asked) = serve(site).await;
    let (pause, hosts) = (Duration::from_millis(150), HostBook::default());
    let one = |path: &str| guest(order(at, &[path]), pause, &hosts);
    let began = std::time::Instant::now();
    // Three at once, and one after them.
    let (first, second, third) = (one("/"), one("/more.css"), one("/other"));
    let (a, b, c) = tokio::join!(captured(&first), captured(&second), captured(&third));
    let (last, _) = captured(&one("/code.js")).await;
    let mut paths = asked.lock().unwrap().clone();
    assert_eq!(paths.remove(0), "/robots.txt");
    paths.sort();
    assert_eq!(paths, ["/", "/code.js", "/more.css"]);
    assert!(began.elapsed() >= pause * 3, "four requests, three pauses: {:?}", began.elapsed());
    assert_eq!((a.0.faults().count(), b.0.faults().count(), last.faults().count()), (0, 0, 0));
    assert!(c.0.taken.iter().any(|taken| taken.fault.as_deref().is_some_and(|fault| fault.contains("robots.txt"))));
    assert!(last.rules_read.is_some(), "what was read by another one is told with its time");
}

#[tokio::test]
async fn a_capture_that_is_broken_off_lets_the_next_one_read_the_rules() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let silent = listener.local_addr().unwrap();
    let hosts = HostBook::default();
    let order = Order {
        bounds: Bounds { idle: Duration::from_mins(1), whole: Duration::from_mins(1), ..Bounds::default() },
        ..guest(order(silent, &["/"]), Duration::ZERO, &hosts)
    };
    let (began, waiting) = (order.clone(), Order { within: Some(Duration::from_secs(20)), ..order });
    let first = tokio::spawn(async move { captured(&began).await });
    // It has asked for the rules and hears nothing.
    let (_held, _) = listener.accept().await.unwrap();
    let second = tokio::spawn(async move { captured(&waiting).await });
    tokio::task::yield_now().await;
    first.abort();
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut buffer = [0; 2048];
    let read = socket.read(&mut buffer).await.unwrap();
    assert!(buffer[..read].starts_with(b"GET /robots.txt "));
    socket.write_all(&response("text/plain", b"User-agent: *\nDisallow: /\n")).await.unwrap();
    let (captured, _) = second.await.unwrap();
    assert!(captured.faults().next().unwrap().fault.as_deref().unwrap().contains("robots.txt"));
}

#[tokio::test]
async fn a_capture_whose_time_is_over_keeps_what_it_has() {
    let hung = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let picture = format!("http://{}/never.png", hung.local_addr().unwrap());
    let page =
        format!("<title>A rumour</title><p>Salt water cures nothing.</p><img src={picture}><img src=/photo.png>");
    let mut site = site();
    site.insert("/slow", response("text/html", page.as_bytes()));
    let (at, _) = serve(site).await;
    let bounds = Bounds { idle: Duration::from_mins(1), whole: Duration::from_mins(1), ..Bounds::default() };
    let within = Duration::from_millis(1_500);
    let (captured, bytes) = captured(&Order { within: Some(within), bounds, ..order(at, &["/slow"]) }).await;
    assert_eq!(captured.cut_short, Some(within));
    assert_eq!(captured.pages[0].title.as_deref(), Some("A rumour"));
    let missing: Vec<_> = captured.faults().map(|taken| taken.url.as_str()).collect();
    assert_eq!(missing, [picture.as_str()]);
    assert!(captured.faults().next().unwrap().fault.as_deref().unwrap().contains("time for this capture was over"));
    assert_eq!(kinds(&read(&bytes), "/photo.png")[0], "response");
    let packed = package::pack_in_memory(&bytes, &captured).unwrap();
    let mut packed = saksi_archive::wacz::Package::open(Cursor::new(packed)).unwrap();
    assert!(packed.verify().unwrap().holds());
    let mut about = String::new();
    packed.file("datapackage.json").unwrap().read_to_string(&mut about).unwrap();
    assert!(about.contains("Cut short"), "{about}");
}

fn linking(title: &str, links: &[&str]) -> Vec<u8> {
    let links: Vec<_> = links.iter().map(|link| format!("<a href=\"{link}\">on</a>")).collect();
    response("text/html", format!("<title>{title}</title><p>Words of {title}.</p>{}", links.concat()).as_bytes())
}

#[tokio::test]
async fn the_links_of_one_site_are_followed_nearest_first_and_each_page_once() {
    let (elsewhere, gone_to) = serve(Site::from([("/", linking("Elsewhere", &[]))])).await;
    let foreign = format!("http://{elsewhere}/");
    let site = Site::from([
        ("/robots.txt", response("text/plain", b"User-agent: *\nDisallow: /closed\n")),
        ("/", linking("Front", &["/a", "/b?y=2&x=1", "/closed/1", &foreign, "/a#part", "/away"])),
        ("/a", linking("A", &["/a/1", "/", "/b?x=1&y=2&utm_source=a"])),
        ("/b?y=2&x=1", linking("B", &["/b/1"])),
        ("/a/1", linking("A1", &["/too/far"])),
        ("/b/1", linking("B1", &["/too/far"])),
        ("/away", redirect(&foreign)),
    ]);
    let (at, asked) = serve(site).await;
    let follow = Some(Follow { depth: 2, pages: 50 });
    let order = Order { follow, at_once: 1, ..guest(order(at, &["/"]), Duration::ZERO, &HostBook::default()) };
    let (captured, bytes) = captured(&order).await;
    assert_eq!(*asked.lock().unwrap(), ["/robots.txt", "/", "/a", "/b?y=2&x=1", "/away", "/a/1", "/b/1"]);
    assert!(gone_to.lock().unwrap().is_empty());
    let titles: Vec<_> = captured.pages.iter().filter_map(|page| page.title.as_deref()).collect();
    assert_eq!(titles, ["Front", "A", "B", "A1", "B1"]);
    let faults: Vec<_> = captured.faults().map(|taken| taken.url.path()).collect();
    assert_eq!(faults, ["/closed/1", "/away"]);
    let packed = package::pack_in_memory(&bytes, &captured).unwrap();
    let mut packed = saksi_archive::wacz::Package::open(Cursor::new(packed)).unwrap();
    assert!(packed.verify().unwrap().holds());
    let mut pages = String::new();
    packed.file("pages/pages.jsonl").unwrap().read_to_string(&mut pages).unwrap();
    assert_eq!(pages.lines().filter(|line| line.contains("\"url\"")).count(), 5, "{pages}");
}

#[tokio::test]
async fn a_calendar_without_end_ends_at_the_bound_of_pages() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut buffer = [0; 2048];
            let read = socket.read(&mut buffer).await.unwrap_or(0);
            let head = String::from_utf8_lossy(&buffer[..read]).into_owned();
            let month = head.split("/month/").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
            let month = month.unwrap_or(0);
            let next = [format!("/month/{}", month + 1), format!("/month/{}?view=list", month + 1)];
            let _ = socket.write_all(&linking("A month", &[&next[0], &next[1]])).await;
        }
    });
    let follow = Some(Follow { depth: 1_000, pages: 12 });
    let order = Order { follow, ..guest(order(at, &["/month/0"]), Duration::ZERO, &HostBook::default()) };
    let (captured, bytes) = captured(&order).await;
    assert_eq!(captured.pages.iter().filter(|page| page.at.is_some()).count(), 12);
    assert!(captured.not_followed > 0);
    read(&bytes);
}

/// A SOCKS5 proxy that leads every name to one address; tells which names it was asked for.
async fn proxy(to: SocketAddr) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let names = Arc::new(Mutex::new(Vec::new()));
    let heard = names.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let heard = heard.clone();
            tokio::spawn(async move {
                // The methods, a user name and a password (RFC 1929), then where to (RFC 1928).
                let mut two = [0; 2];
                socket.read_exact(&mut two).await.unwrap();
                let mut rest = vec![0; usize::from(two[1])];
                socket.read_exact(&mut rest).await.unwrap();
                socket.write_all(&[5, 2]).await.unwrap();
                socket.read_exact(&mut two).await.unwrap();
                let mut user = vec![0; usize::from(two[1])];
                socket.read_exact(&mut user).await.unwrap();
                let mut word = vec![0; usize::from(socket.read_u8().await.unwrap())];
                socket.read_exact(&mut word).await.unwrap();
                socket.write_all(&[1, 0]).await.unwrap();
                let mut five = [0; 5];
                socket.read_exact(&mut five).await.unwrap();
                let mut name = vec![0; usize::from(five[4]) + 2];
                socket.read_exact(&mut name).await.unwrap();
                heard
                    .lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(name.split_last_chunk::<2>().unwrap().0).into_owned());
                socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
                let mut onward = tokio::net::TcpStream::connect(to).await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut socket, &mut onward).await;
            });
        }
    });
    (at, names)
}

#[tokio::test]
async fn a_capture_through_a_proxy_asks_it_alone_and_names_no_special_network() {
    let page = "<title>A rumour</title><p>Salt water cures nothing.</p><img src=/photo.png><img src=http://169.254.169.254/key>\
                <img src=http://10.0.0.1/a.png><img src=http://localhost/b.png>";
    let mut site = site();
    site.insert("/page", response("text/html", page.as_bytes()));
    site.insert("/away", redirect("http://192.168.0.1/admin"));
    let (at, asked) = serve(site).await;
    let (through, names) = proxy(at).await;
    // The name is reserved (RFC 6761), so nothing but the proxy can lead to it.
    let urls = ["http://site.example.invalid/page", "http://site.example.invalid/away"];
    let order = Order { urls: urls.iter().map(|url| Url::parse(url).unwrap()).collect(), ..order(at, &[]) };
    let guard = Guard::new(Networks::Public, &Trust::machine()).unwrap().through(through);
    let clock = FixedClock::new(Timestamp(1_790_000_000_000_000));
    let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
    let captured = capture(&guard, &clock, &SeededRandom::new(7), &order, &mut writer, |_| {}).await.unwrap();
    assert_eq!(captured.pages[0].title.as_deref(), Some("A rumour"));
    let mut paths = asked.lock().unwrap().clone();
    paths.sort();
    assert_eq!(paths, ["/away", "/page", "/photo.png"]);
    assert!(names.lock().unwrap().iter().all(|name| name == "site.example.invalid"), "{names:?}");
    let mut refused: Vec<_> = captured.faults().map(|taken| taken.url.host_str().unwrap_or_default()).collect();
    refused.sort_unstable();
    assert_eq!(refused, ["10.0.0.1", "169.254.169.254", "192.168.0.1", "localhost"]);
    assert_eq!(kinds(&read(&writer.into_inner()), "/photo.png")[0], "response");
}

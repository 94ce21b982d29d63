//! A page that its scripts make is captured through Chromium, and nothing goes past the guard.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

mod site;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use saksi_archive::warc::{self, Compression, Writer};
use saksi_base::{FixedClock, SeededRandom, Timestamp};
use saksi_capture::{Browser, Captured, Order, Paper, capture, print};
use saksi_fetch::{Guard, Networks, Trust, Url};
use site::{response, serve};
use tokio::net::TcpListener;

/// The browser of this machine. The tests install it; only somebody who runs one test by hand may lack it.
fn chromium() -> Option<Browser> {
    let program = std::env::var("SAKSI_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !Path::new(&program).exists() {
        assert!(std::env::var_os("CI").is_none(), "there is no Chromium at {program}");
        return None;
    }
    Some(Browser { sandbox: false, patience: Duration::from_mins(1), ..Browser::new(program) })
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

async fn captured(url: String, browser: Browser) -> (Captured, Vec<u8>) {
    let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
    let clock = FixedClock::new(Timestamp(1_790_000_000_000_000));
    let order = Order { browser: Some(browser), ..Order::of(vec![Url::parse(&url).unwrap()]) };
    let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
    let random = SeededRandom::new(7);
    let done = capture(&guard, &clock, &random, &order, &mut writer, |_| {}).await.unwrap();
    (done, writer.into_inner())
}

/// The addresses of the records of a kind, with their payloads' lengths.
fn records(bytes: &[u8], kind: &warc::Kind) -> Vec<(String, usize)> {
    let mut reader = warc::Reader::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    while let Some(header) = reader.next_record().unwrap() {
        if header.kind == *kind {
            let url = header.fields.get("WARC-Target-URI").unwrap_or_default().to_owned();
            let mut block = Vec::new();
            reader.block().read_to_end(&mut block).unwrap();
            found.push((url, block.len()));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_scripts_fetch_is_kept_with_a_picture_and_nothing_goes_past_the_guard() {
    let Some(browser) = chromium() else { return };
    let (aside, outside) = listener().await;
    // Whoever gets past the guard comes here.
    let past = Arc::new(AtomicUsize::new(0));
    let seen = past.clone();
    tokio::spawn(async move {
        while aside.accept().await.is_ok() {
            seen.fetch_add(1, Ordering::SeqCst);
        }
    });
    let page = format!(
        r#"<!doctype html><html lang="en"><title>Ferry</title><body style="background:#fff"><h1>Harbour</h1>
        <script>
          fetch('/said.json').then((r) => r.json()).then((said) => {{
            const p = document.createElement('p'); p.textContent = said.text; document.body.append(p);
            const img = document.createElement('img'); img.src = '/late.png'; document.body.append(img);
          }});
          new WebSocket('ws://{outside}/socket');
          fetch('/send', {{ method: 'POST', body: 'what the reader typed' }}).catch(() => {{}});
          navigator.sendBeacon('http://{outside}/beacon', 'x');
          alert('stop');
        </script></body></html>"#
    );
    let pixel = one_point();
    let (here, asked) = serve(BTreeMap::from([
        ("/", b"HTTP/1.1 302 Found\r\nlocation: /ferry\r\ncontent-length: 0\r\n\r\n".to_vec()),
        ("/ferry", response("text/html; charset=utf-8", page.as_bytes())),
        ("/said.json", response("application/json", br#"{"text":"No ferry sails on Monday."}"#)),
        ("/late.png", response("image/png", &pixel)),
    ]))
    .await;

    let (done, bytes) = captured(format!("http://{here}/"), browser).await;

    assert_eq!(done.browser_faults, Vec::<String>::new());
    let kept = records(&bytes, &warc::Kind::Response);
    for path in ["/", "/ferry", "/said.json", "/late.png"] {
        let url = format!("http://{here}{path}");
        assert!(kept.iter().any(|(known, length)| *known == url && *length > 0), "{path} is missing of {kept:?}");
    }
    assert!(!asked.lock().unwrap().iter().any(|path| path == "/send"), "nothing is sent: {asked:?}");
    assert!(done.taken.iter().any(|taken| taken.url.path() == "/send" && taken.fault.is_some()), "and that is told");
    assert_eq!(past.load(Ordering::SeqCst), 0, "a socket or a beacon went past the guard");
    assert_eq!(done.pages[0].url.path(), "/ferry");
    assert_eq!(done.pages[0].title.as_deref(), Some("Harbour"));
    let text = done.pages[0].text.as_deref().unwrap();
    assert!(text.contains("No ferry sails on Monday."), "what a reader reads: {text}");

    let kinds: Vec<&str> = done.views.iter().map(|view| view.kind).collect();
    assert_eq!(kinds, ["screenshot", "print", "dom"]);
    assert!(done.views[0].bytes.starts_with(b"\x89PNG\r\n"), "a picture");
    assert!(done.views[1].bytes.starts_with(b"%PDF-"), "a print");
    let dom = String::from_utf8_lossy(&done.views[2].bytes);
    assert!(dom.contains("No ferry sails on Monday."), "what the script made: {dom}");
    let views = records(&bytes, &warc::Kind::Resource);
    assert_eq!(views[0].0, format!("urn:fullPage:http://{here}/ferry"));
    assert_eq!(views.len(), 3);
}

#[tokio::test]
async fn without_a_browser_at_its_place_the_page_is_fetched_alone_and_that_is_told() {
    let (here, _) = serve(BTreeMap::from([("/", response("text/html", b"<title>Alone</title><p>Here."))])).await;
    let (done, bytes) = captured(format!("http://{here}/"), Browser::new("/no/such/browser")).await;
    assert_eq!(done.browser_faults.len(), 1, "{:?}", done.browser_faults);
    assert_eq!(done.pages[0].title.as_deref(), Some("Alone"));
    assert_eq!(records(&bytes, &warc::Kind::Response).len(), 1);
    assert!(done.views.is_empty());
}

/// Where this machine keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// A browser that writes down where it may write, and ends.
fn tells_where(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let program = folder.join("browser");
    let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" \"HOME=$HOME\" \"TMPDIR=$TMPDIR\" > \"$(dirname \"$0\")/told\"\n";
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

async fn captured_in_memory(url: String, browser: Browser) -> (Captured, Vec<u8>) {
    let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
    let clock = FixedClock::new(Timestamp(1_790_000_000_000_000));
    let order = Order { browser: Some(browser), in_memory: true, ..Order::of(vec![Url::parse(&url).unwrap()]) };
    let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
    let random = SeededRandom::new(7);
    let done = capture(&guard, &clock, &random, &order, &mut writer, |_| {}).await.unwrap();
    (done, writer.into_inner())
}

#[tokio::test]
async fn what_may_not_touch_the_disk_is_looked_at_with_a_folder_in_memory_or_without_a_browser() {
    let (here, _) = serve(BTreeMap::from([("/", response("text/html", b"<title>Alone</title><p>Here."))])).await;
    let url = format!("http://{here}/");
    let aside = tempfile::tempdir().unwrap();
    let program = tells_where(aside.path());
    let told = aside.path().join("told");
    // No folder, and one on a disk: the browser is not started at all.
    for memory in [None, Some(PathBuf::from("/proc"))] {
        let (done, _) = captured_in_memory(url.clone(), Browser { memory, ..Browser::new(&program) }).await;
        assert!(done.browser_faults[0].contains("memory"), "{:?}", done.browser_faults);
        assert_eq!(done.pages[0].title.as_deref(), Some("Alone"), "it is fetched alone");
        assert!(!told.exists());
    }
    if !saksi_capture::lies_in_memory(Path::new(MEMORY)) {
        return;
    }
    let memory = tempfile::tempdir_in(MEMORY).unwrap();
    // One whose maker is dead goes; that of somebody alive stays.
    let (dead, alive) = ("saksi-browser-in-memory-4294967290-x", "saksi-browser-in-memory-1-x");
    for name in [dead, alive] {
        std::fs::create_dir_all(memory.path().join(name)).unwrap();
    }
    let browser = Browser { memory: Some(memory.path().into()), ..Browser::new(&program) };
    let (done, _) = captured_in_memory(url, browser).await;
    assert_eq!(done.browser_faults.len(), 1, "that browser shows nothing");
    let told = std::fs::read_to_string(&told).unwrap();
    let folder = format!("{}/saksi-browser-in-memory-{}-", memory.path().display(), std::process::id());
    for name in ["--user-data-dir=", "HOME=", "TMPDIR="] {
        assert!(told.contains(&format!("{name}{folder}")), "{name}: {told}");
    }
    assert!(!memory.path().join(dead).exists() && memory.path().join(alive).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_writes_into_memory_alone_shows_the_page_and_leaves_nothing() {
    let Some(browser) = chromium() else { return };
    if !saksi_capture::lies_in_memory(Path::new(MEMORY)) {
        return;
    }
    let page = b"<!doctype html><title>Ferry</title><p id=p><script>document.getElementById('p').textContent = 'No ferry sails.'</script>";
    let (here, _) = serve(BTreeMap::from([("/", response("text/html; charset=utf-8", page))])).await;
    let memory = tempfile::tempdir_in(MEMORY).unwrap();
    let browser = Browser { memory: Some(memory.path().into()), ..browser };
    let (done, bytes) = captured_in_memory(format!("http://{here}/"), browser).await;
    assert_eq!(done.browser_faults, Vec::<String>::new());
    assert_eq!(done.views.len(), 3);
    assert_eq!(records(&bytes, &warc::Kind::Resource).len(), 3);
    assert!(done.pages[0].text.as_deref().unwrap_or_default().contains("No ferry sails."));
    assert_eq!(std::fs::read_dir(memory.path()).unwrap().count(), 0, "something is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_never_rests_is_left_after_the_time_that_was_given() {
    let Some(browser) = chromium() else { return };
    let page = b"<title>Restless</title><script>setInterval(() => fetch('/again?' + Math.random()), 100)</script>";
    let (here, _) = serve(BTreeMap::from([("/", response("text/html", page))])).await;
    let began = std::time::Instant::now();
    let browser = Browser { patience: Duration::from_secs(8), ..browser };
    let (done, _) = captured(format!("http://{here}/"), browser).await;
    let took = began.elapsed();
    assert!((Duration::from_secs(8)..Duration::from_mins(1)).contains(&took), "{took:?}");
    assert_eq!(done.browser_faults, Vec::<String>::new());
    assert_eq!(done.views.len(), 3, "and still seen");
    assert_eq!(done.pages[0].title.as_deref(), Some("Restless"));
}

/// A picture of one point.
fn one_point() -> Vec<u8> {
    const PNG: &[u8] = &[
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0, 1, 0, 0, 5,
        0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ];
    PNG.to_vec()
}

#[tokio::test]
async fn a_page_of_ours_is_printed_and_nothing_else_is_fetched_for_it() {
    let Some(browser) = chromium() else { return };
    let (listener, address) = listener().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let url = Url::parse("https://saksi.example/dossiers/abc").unwrap();
    let style = Url::parse("https://saksi.example/static/saksi.css").unwrap();
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A report</title><link rel=\"stylesheet\" href=\"/static/saksi.css\"></head>\
         <body><h1>The pattern</h1><p>دھمکیاں</p><img src=\"http://{address}/a.png\"><script src=\"http://{address}/a.js\"></script>\
         <script>document.body.textContent = 'gone'</script><iframe src=\"file:///etc/passwd\"></iframe></body></html>"
    );
    let paper = Paper { url, html, style: (style, "@page{size:A5}".into()) };
    let pdf = print(&browser, &paper).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"), "{} bytes", pdf.len());
    let has = |words: &str| pdf.windows(words.len()).any(|window| window == words.as_bytes());
    // A5 in points, as only the style sheet says it: some 420 wide, where paper is 595 or 612 otherwise.
    assert!(has("/MediaBox [0 0 4"), "the style sheet was heeded");
    assert_eq!(asked.load(Ordering::SeqCst), 0, "nobody was asked for anything");
    // Something that is no browser is told, and soon.
    let none = Browser { patience: Duration::from_secs(5), ..Browser::new("/bin/true") };
    assert!(print(&none, &paper).await.is_err());
}

//! A page as a reader sees it: an installed Chromium runs its scripts, and everything that it asks for goes through the guard and into
//! the records like any other address.
//!
//! The browser itself reaches nothing. Each of its requests is held (Chrome DevTools Protocol, domain `Fetch`), asked for by the
//! guard, written down, and handed to it as the answer; whatever would go past that (sockets, WebRTC, its own
//! services) meets a proxy that is not there. It is talked to through a pipe, so that no port is open to other programs, and its
//! profile is a folder that goes with it. A browser writes into files what it shows; where nothing may touch the disk, it gets a folder that
//! lies in memory, and none but that.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use saksi_archive::http::Head;
use saksi_base::Clock;
use saksi_fetch::{Guard, Url};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::fetching::{Fetched, How, fetch};
use crate::records::{body_of, head_of};
use crate::{CaptureError, Order, Wanted};

/// An installed Chromium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// The program.
    pub program: PathBuf,
    /// Whether it locks its pages up. Without that a page that breaks out is on this machine: for containers alone that are locked up
    /// themselves, and for root, as whom it cannot.
    pub sandbox: bool,
    /// The longest look at one page.
    pub patience: Duration,
    /// A folder that lies in memory alone, such as `/dev/shm`: whatever the browser writes goes there. Without one it writes into the folder for
    /// temporary files, and looks at no page that may not touch the disk.
    pub memory: Option<PathBuf>,
}

impl Browser {
    /// A program, with its sandbox, for half a minute.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), sandbox: true, patience: Duration::from_secs(30), memory: None }
    }
}

/// Whether what is written into a folder stays in memory (tmpfs or ramfs): by the mounts of this machine, the longest of which holds it.
#[must_use]
pub fn lies_in_memory(folder: &Path) -> bool {
    let (Ok(folder), Ok(mounts)) = (folder.canonicalize(), std::fs::read_to_string("/proc/self/mounts")) else {
        return false;
    };
    is_in_memory(&folder, &mounts)
}

fn is_in_memory(folder: &Path, mounts: &str) -> bool {
    let mount = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let (place, kind) = (words.next()?, words.next()?);
        // A space in a name is written as its number.
        let place = PathBuf::from(place.replace("\\040", " "));
        folder.starts_with(&place).then(|| (place.as_os_str().len(), matches!(kind, "tmpfs" | "ramfs")))
    };
    // Of two at one place the later one is seen.
    mounts.lines().filter_map(mount).max_by_key(|(length, _)| *length).is_some_and(|(_, in_memory)| in_memory)
}

/// What the folders of browsers in memory are called, before the number of the process that made them.
const IN_MEMORY: &str = "saksi-browser-in-memory-";

/// Folders of processes that were killed hold pages until the machine ends, so whoever comes next clears them away.
fn clear_away(memory: &Path) {
    for entry in std::fs::read_dir(memory).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let maker = name.to_str().and_then(|name| name.strip_prefix(IN_MEMORY)?.split_once('-')?.0.parse::<u32>().ok());
        if maker.is_some_and(|maker| !Path::new(&format!("/proc/{maker}")).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// The folder that is all that the browser may write into.
fn profile(browser: &Browser, in_memory: bool) -> io::Result<tempfile::TempDir> {
    let Some(memory) = browser.memory.as_deref().filter(|_| in_memory) else {
        if in_memory {
            return Err(other("it writes what it shows into files, and there is no folder in memory for them"));
        }
        return tempfile::Builder::new().prefix("saksi-browser-").tempdir();
    };
    if !lies_in_memory(memory) {
        return Err(other(format!("{} does not lie in memory", memory.display())));
    }
    clear_away(memory);
    tempfile::Builder::new().prefix(&format!("{IN_MEMORY}{}-", std::process::id())).tempdir_in(memory)
}

/// How a page looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// `screenshot`, `print` or `dom`.
    pub kind: &'static str,
    /// Of which page.
    pub url: Url,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a look at a page needs from the capture around it.
pub(crate) trait Keep {
    /// Why no further address is fetched, if so.
    fn enough(&mut self) -> Option<&'static str>;
    /// An address was left out.
    fn left_out(&mut self, wanted: &Wanted, why: &str);
    /// An address was fetched.
    fn keep(&mut self, done: Fetched) -> Result<(), CaptureError>;
    /// How the page looked.
    fn view(&mut self, view: View) -> Result<(), CaptureError>;
}

/// So long nothing happens before a page counts as finished.
const QUIET: Duration = Duration::from_millis(1_200);
/// How long one command may take.
const COMMAND: Duration = Duration::from_secs(20);
/// Longest message of the browser: a picture of a long page, in base64.
const MOST_MESSAGE: u64 = 96 << 20;
/// Longest body that is handed to the browser. Longer ones are in the records, and missing on the page.
const MOST_BODY: u64 = 32 << 20;
/// The window.
const WIDTH: u32 = 1_280;
const HEIGHT: u32 = 960;
/// Tallest picture of a page.
const TALLEST: f64 = 16_000.0;

/// Fields of a head that speak of the way and not of the page: the body is handed over as it is without them.
const OF_THE_WAY: [&str; 6] =
    ["content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "alt-svc"];

/// What a browser tells that matters here.
const HEARD: [&str; 4] =
    ["Fetch.requestPaused", "Page.loadEventFired", "Page.javascriptDialogOpening", "Inspector.targetCrashed"];

/// A browser that is talked to.
struct Talk {
    child: Child,
    to: ChildStdin,
    from: mpsc::UnboundedReceiver<Value>,
    /// What came while an answer was waited for.
    later: VecDeque<Value>,
    next: u64,
    session: Option<String>,
    _profile: tempfile::TempDir,
}

fn other(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

impl Talk {
    fn begin(browser: &Browser, in_memory: bool) -> io::Result<Self> {
        let profile = profile(browser, in_memory)?;
        let mut command = Command::new("/bin/sh");
        // The pipe of the protocol is at the descriptors 3 and 4.
        command.args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"]).arg(&browser.program);
        command.arg(format!("--user-data-dir={}", profile.path().display())).args(FLAGS);
        if !browser.sandbox {
            command.arg("--no-sandbox");
        }
        command.arg("about:blank").env_clear().env("HOME", profile.path()).env("LANG", "C.UTF-8");
        // Pages share memory through files there (`--disable-dev-shm-usage`), and downloads begin there.
        command.env("TMPDIR", profile.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn()?;
        let (Some(to), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(other("the browser has no pipe"));
        };
        // Without a bound: a browser that cannot write would not read either. A look is over soon, and little is let through.
        let (tell, from) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut out = BufReader::new(out);
            loop {
                let mut message = Vec::new();
                let read = (&mut out).take(MOST_MESSAGE).read_until(0, &mut message).await;
                if !matches!(read, Ok(1..)) || message.pop() != Some(0) {
                    return;
                }
                let Ok(value) = serde_json::from_slice::<Value>(&message) else { return };
                let method = value.get("method").and_then(Value::as_str);
                if method.is_none_or(|method| HEARD.contains(&method)) && tell.send(value).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, to, from, later: VecDeque::new(), next: 0, session: None, _profile: profile })
    }

    async fn send(&mut self, method: &str, params: &Value) -> io::Result<u64> {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": params });
        if let (Some(session), Some(message)) = (&self.session, message.as_object_mut()) {
            message.insert("sessionId".to_owned(), json!(session));
        }
        let mut bytes = serde_json::to_vec(&message)?;
        bytes.push(0);
        self.to.write_all(&bytes).await?;
        Ok(self.next)
    }

    /// The next message that is no answer to a command.
    async fn event(&mut self) -> Option<Value> {
        if let Some(event) = self.later.pop_front() {
            return Some(event);
        }
        loop {
            let message = self.from.recv().await?;
            if message.get("method").is_some() {
                return Some(message);
            }
        }
    }

    /// The answer to a command. What else comes waits.
    async fn call(&mut self, method: &str, params: &Value) -> io::Result<Value> {
        let id = self.send(method, params).await?;
        let answer = async {
            loop {
                let mut message = self.from.recv().await.ok_or_else(|| other("the browser ended"))?;
                if message.get("id").and_then(Value::as_u64) == Some(id) {
                    if let Some(said) = message.pointer("/error/message").and_then(Value::as_str) {
                        return Err(other(format!("{method}: {said}")));
                    }
                    return Ok(message.get_mut("result").map(Value::take).unwrap_or_default());
                }
                if message.get("method").is_some() {
                    self.later.push_back(message);
                }
            }
        };
        tokio::time::timeout(COMMAND, answer).await.map_err(|_| other(format!("{method} took too long")))?
    }

    async fn end(mut self) {
        self.session = None;
        let _ = self.send("Browser.close", &json!({})).await;
        if tokio::time::timeout(Duration::from_secs(3), self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }

    /// Opens a window in which every request is held.
    async fn window(&mut self) -> io::Result<()> {
        let target = self.call("Target.createTarget", &json!({ "url": "about:blank" })).await?;
        let target = text(&target, "/targetId");
        let session = self.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true })).await?;
        self.call("Browser.setDownloadBehavior", &json!({ "behavior": "deny" })).await?;
        self.session = Some(text(&session, "/sessionId"));
        self.call("Fetch.enable", &json!({ "patterns": [{ "urlPattern": "*" }] })).await?;
        self.call("Page.enable", &json!({})).await?;
        self.call("Network.enable", &json!({})).await?;
        self.call("Network.setBypassServiceWorker", &json!({ "bypass": true })).await?;
        let size = json!({ "width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size).await?;
        Ok(())
    }

    async fn refuse(&mut self, request: &str, reason: &str) -> io::Result<()> {
        self.send("Fetch.failRequest", &json!({ "requestId": request, "errorReason": reason })).await.map(|_| ())
    }

    async fn fulfil(&mut self, request: &str, answer: &Answer) -> io::Result<()> {
        let headers: Vec<Value> =
            answer.headers.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let params = json!({
            "requestId": request, "responseCode": answer.status, "responseHeaders": headers,
            "body": BASE64_STANDARD.encode(&answer.body),
        });
        self.send("Fetch.fulfillRequest", &params).await.map(|_| ())
    }

    /// Whatever still waits for an answer gets none: the look is over.
    async fn refuse_the_rest(&mut self) -> io::Result<()> {
        while let Some(event) = self.later.pop_front() {
            if text(&event, "/method") == "Fetch.requestPaused" {
                self.refuse(&text(&event, "/params/requestId"), "Aborted").await?;
            }
        }
        Ok(())
    }
}

/// What the browser is told at its start: no services of its own, and no way out but the pipe.
const FLAGS: [&str; 20] = [
    "--headless",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes,OptimizationHints,MediaRouter,Translate",
    "--no-first-run",
    "--mute-audio",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
];

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What the browser gets.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// What came, as the browser takes it; none where it did not come whole.
fn answer(done: &mut Fetched) -> Option<Answer> {
    let came = done.came.as_mut()?;
    if came.truncated.is_some() {
        return None;
    }
    let head: Head = head_of(came).ok()?;
    let body = body_of(came, &head, MOST_BODY);
    let headers = head
        .headers
        .iter()
        .filter(|(name, _)| !OF_THE_WAY.contains(&name.to_ascii_lowercase().as_str()))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Some(Answer { status: came.hop.status, headers, body })
}

/// A look at a page, from its address until nothing happens any more.
struct Look<'a, K> {
    talk: Talk,
    guard: &'a Guard,
    clock: &'a dyn Clock,
    order: &'a Order,
    keep: &'a mut K,
    /// The page, and where it redirects to.
    page: Wanted,
    at_work: JoinSet<(String, io::Result<Fetched>)>,
    loaded: bool,
}

impl<K: Keep> Look<'_, K> {
    /// A request that the browser is held at.
    async fn held(&mut self, params: &Value) -> io::Result<()> {
        let (request, method) = (text(params, "/requestId"), text(params, "/request/method"));
        let Ok(url) = Url::parse(&text(params, "/request/url")) else {
            return self.talk.refuse(&request, "InvalidArgument").await;
        };
        if !matches!(url.scheme(), "http" | "https") {
            return self.talk.refuse(&request, "AccessDenied").await;
        }
        let page = text(params, "/resourceType") == "Document" && crate::key(&url) == crate::key(&self.page.url);
        let wanted = if page { self.page.clone() } else { self.page.requisite(url) };
        if method != "GET" {
            self.keep.left_out(&wanted, "the page wants to send something there");
            return self.talk.refuse(&request, "BlockedByClient").await;
        }
        if let Some(why) = self.keep.enough() {
            self.keep.left_out(&wanted, why);
            return self.talk.refuse(&request, "BlockedByClient").await;
        }
        let (guard, at) = (self.guard.clone(), self.clock.now());
        // A browser asks again by itself for what it needs twice.
        let tries = self.order.tries.min(2);
        let how = How { bounds: self.order.bounds.clone(), tries, in_memory: self.order.in_memory };
        self.at_work.spawn(async move { (request, fetch(guard, wanted, how, Instant::now(), at).await) });
        Ok(())
    }

    /// An answer that came.
    async fn came(&mut self, request: &str, done: io::Result<Fetched>) -> Result<io::Result<()>, CaptureError> {
        let mut done = done?;
        if let Some(to) = done.redirect()
            && done.wanted.page.is_some()
        {
            self.page = self.page.onward(to);
        }
        let answer = answer(&mut done);
        self.keep.keep(done)?;
        Ok(match answer {
            Some(answer) => self.talk.fulfil(request, &answer).await,
            None => self.talk.refuse(request, "Failed").await,
        })
    }

    /// Until the page has loaded and nothing happens any more.
    async fn watch(&mut self, until: Instant) -> Result<io::Result<()>, CaptureError> {
        let mut last = Instant::now();
        let mut scrolled = false;
        loop {
            let still = if self.loaded && self.at_work.is_empty() { (last + QUIET).min(until) } else { until };
            tokio::select! {
                event = self.talk.event() => {
                    let Some(event) = event else { return Ok(Err(other("the browser ended"))) };
                    let params = event.get("params").cloned().unwrap_or_default();
                    let heard = match text(&event, "/method").as_str() {
                        "Fetch.requestPaused" => self.held(&params).await,
                        "Page.loadEventFired" => {
                            self.loaded = true;
                            Ok(())
                        }
                        "Page.javascriptDialogOpening" => {
                            let no = json!({ "accept": false });
                            self.talk.send("Page.handleJavaScriptDialog", &no).await.map(|_| ())
                        }
                        "Inspector.targetCrashed" => Err(other("the page broke the browser")),
                        _ => continue,
                    };
                    if heard.is_err() {
                        return Ok(heard);
                    }
                    last = Instant::now();
                }
                Some(done) = self.at_work.join_next() => {
                    let (request, done) = done.map_err(io::Error::other)?;
                    if let Err(error) = self.came(&request, done).await? {
                        return Ok(Err(error));
                    }
                    last = Instant::now();
                }
                () = tokio::time::sleep_until(still) => {
                    if scrolled || Instant::now() >= until {
                        return Ok(Ok(()));
                    }
                    // What a page fetches when somebody reads on.
                    scrolled = true;
                    let down = json!({ "expression": "scrollTo(0, document.documentElement.scrollHeight)" });
                    if let Err(error) = self.talk.send("Runtime.evaluate", &down).await {
                        return Ok(Err(error));
                    }
                    last = Instant::now();
                }
            }
        }
    }

    /// How the page looks: its picture, how it prints, and the document that its scripts made.
    async fn views(&mut self) -> io::Result<Vec<View>> {
        self.talk.refuse_the_rest().await?;
        self.talk.call("Runtime.evaluate", &json!({ "expression": "scrollTo(0, 0)" })).await?;
        let size = self.talk.call("Page.getLayoutMetrics", &json!({})).await?;
        let number = |pointer: &str| size.pointer(pointer).and_then(Value::as_f64).unwrap_or(0.0);
        let (width, height) = (number("/cssContentSize/width"), number("/cssContentSize/height"));
        let (width, height) = (width.clamp(1.0, 2.0 * f64::from(WIDTH)), height.clamp(1.0, TALLEST));
        let (left, top) = (number("/cssContentSize/x"), number("/cssContentSize/y"));
        let clip = json!({ "x": left, "y": top, "width": width, "height": height, "scale": 1 });
        let url = self.page.url.clone();
        let mut views = Vec::new();
        let mut add = |kind, media_type, bytes: Vec<u8>| views.push(View { kind, url: url.clone(), media_type, bytes });
        let shot = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let shot = self.talk.call("Page.captureScreenshot", &shot).await?;
        add("screenshot", "image/png", BASE64_STANDARD.decode(text(&shot, "/data")).map_err(other)?);
        let print = self.talk.call("Page.printToPDF", &json!({ "printBackground": true })).await?;
        add("print", "application/pdf", BASE64_STANDARD.decode(text(&print, "/data")).map_err(other)?);
        let document = self.talk.call("DOM.getDocument", &json!({ "depth": 0 })).await?;
        let node = document.pointer("/root/nodeId").cloned().unwrap_or_default();
        let html = self.talk.call("DOM.getOuterHTML", &json!({ "nodeId": node })).await?;
        add("dom", "text/html; charset=utf-8", text(&html, "/outerHTML").into_bytes());
        Ok(views)
    }
}

/// Looks at a page. What the browser could not do is told; what was fetched until then is kept.
///
/// # Errors
///
/// [`CaptureError`], where what came cannot be written.
pub(crate) async fn look<K: Keep>(
    browser: &Browser,
    guard: &Guard,
    clock: &dyn Clock,
    order: &Order,
    page: Wanted,
    keep: &mut K,
) -> Result<Result<(), String>, CaptureError> {
    let until = Instant::now() + browser.patience;
    let starting = async {
        let mut talk = Talk::begin(browser, order.in_memory)?;
        talk.window().await?;
        talk.send("Page.navigate", &json!({ "url": page.url.as_str() })).await?;
        Ok::<_, io::Error>(talk)
    };
    let talk = match starting.await {
        Ok(talk) => talk,
        Err(error) => return Ok(Err(format!("the browser does not start: {error}"))),
    };
    let mut look = Look { talk, guard, clock, order, keep, page, at_work: JoinSet::new(), loaded: false };
    let watched = look.watch(until).await?;
    let views = match watched {
        Ok(()) => look.views().await,
        Err(error) => Err(error),
    };
    look.talk.end().await;
    match views {
        Ok(views) => {
            for view in views {
                keep.view(view)?;
            }
            Ok(Ok(()))
        }
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// What is printed: a page of ours with its style sheet, and the address under which readers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The address: links on the page lead from there. Nothing is fetched from it.
    pub url: Url,
    /// The page.
    pub html: String,
    /// The address of its style sheet, and what that says.
    pub style: (Url, String),
}

/// Prints a page of ours, as PDF: the browser is handed the page and its style sheet, runs no script, and is refused everything else.
///
/// # Errors
///
/// What the browser could not do.
pub async fn print(browser: &Browser, paper: &Paper) -> io::Result<Vec<u8>> {
    let mut talk = Talk::begin(browser, browser.memory.is_some())?;
    let printed = tokio::time::timeout(browser.patience, printed(&mut talk, paper)).await;
    talk.end().await;
    printed.map_err(|_| other("it took too long"))?
}

async fn printed(talk: &mut Talk, paper: &Paper) -> io::Result<Vec<u8>> {
    talk.window().await?;
    talk.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true })).await?;
    talk.send("Page.navigate", &json!({ "url": paper.url.as_str() })).await?;
    loop {
        let event = talk.event().await.ok_or_else(|| other("the browser ended"))?;
        match text(&event, "/method").as_str() {
            "Fetch.requestPaused" => {
                let (request, url) = (text(&event, "/params/requestId"), text(&event, "/params/request/url"));
                let document = text(&event, "/params/resourceType") == "Document";
                let (kind, body) = if document && url == paper.url.as_str() {
                    ("text/html; charset=utf-8", &paper.html)
                } else if url == paper.style.0.as_str() {
                    ("text/css; charset=utf-8", &paper.style.1)
                } else {
                    talk.refuse(&request, "BlockedByClient").await?;
                    continue;
                };
                let headers = vec![("content-type".to_owned(), kind.to_owned())];
                talk.fulfil(&request, &Answer { status: 200, headers, body: body.clone().into_bytes() }).await?;
            }
            "Page.loadEventFired" => break,
            "Inspector.targetCrashed" => return Err(other("the page broke the browser")),
            _ => {}
        }
    }
    talk.refuse_the_rest().await?;
    let how = json!({ "printBackground": true, "preferCSSPageSize": true, "generateTaggedPDF": true });
    let print = talk.call("Page.printToPDF", &how).await?;
    BASE64_STANDARD.decode(text(&print, "/data")).map_err(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_memory_is_told_from_one_on_a_disk() {
        let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw,nosuid 0 0\n/dev/vdb /dev/shm/on\\040disk ext4 rw 0 0\n\
            tmpfs /run tmpfs rw 0 0\n/dev/vdc /run ext4 rw 0 0\nnone /m ramfs rw 0 0\n";
        let check = |folder: &str| is_in_memory(Path::new(folder), mounts);
        assert!(check("/dev/shm") && check("/dev/shm/a/b") && check("/m/x"));
        assert!(!check("/tmp") && !check("/dev/shmem") && !check("/dev/shm/on disk/a"));
        assert!(!check("/run/user"), "another one was mounted over it");
        assert!(!is_in_memory(Path::new("/dev/shm"), ""));
        assert!(!lies_in_memory(Path::new("/no/such/folder")));
    }
}

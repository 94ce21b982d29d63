//! The stage `deploy`: what stands in `deploy/` and in `docs/operating.md` about certificates, proxies, the onion service and
//! services, tried with the programs that operators use.

use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::http;
use crate::shop::{Halt, Shop, free_port, tail};
use crate::site::{self, Site, Start};
use crate::test::{Tally, demo_site};

type Check = fn(&Shop) -> Result<(), Halt>;

const CHECKS: [(&str, Check); 7] = [
    ("the systemd units", units),
    ("the onion service", onion),
    ("nginx in front", behind_nginx),
    ("Caddy in front", behind_caddy),
    ("a certificate by ACME", certificate),
    ("a sandbox like the unit's", sandbox),
    ("previews as pictures", previews),
];

/// Runs everything; what this machine lacks is said, and on continuous integration a failure.
pub(crate) fn run(shop: &mut Shop) -> Result<Tally, Halt> {
    shop.program()?;
    let shop = &*shop;
    let mut tally = Tally::default();
    let mut lacking = Vec::new();
    for (name, check) in CHECKS {
        match check(shop) {
            Ok(()) => tally.passed += 1,
            Err(Halt::Skip(reason)) => {
                println!("  without {name}: {}", reason.lines().next().unwrap_or(""));
                lacking.push(reason);
            }
            Err(Halt::Fail(why)) => {
                println!("  {name}: {why:#}");
                tally.failed += 1;
            }
        }
    }
    match lacking.into_iter().next() {
        Some(reason) if tally.passed + tally.failed == 0 => Err(Halt::Skip(reason)),
        _ => Ok(tally),
    }
}

/// A program in the background that ends with the check.
struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    fn start(shop: &Shop, name: &str, command: &mut Command) -> Result<Self> {
        let log = shop.scratch.path().join(format!("{name}.log"));
        let out = fs::File::create(&log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        Ok(Self { child, log })
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until something holds, as long as the program runs.
    fn until(&mut self, what: &str, mut holds: impl FnMut(&Self) -> bool) -> Result<()> {
        let deadline = Instant::now() + Duration::from_mins(1);
        while !holds(self) {
            if let Some(status) = self.child.try_wait()? {
                bail!("ended ({status}) before {what}:\n{}", tail(&self.said(), 40));
            }
            ensure!(Instant::now() < deadline, "not within a minute: {what}\n{}", tail(&self.said(), 40));
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn until_it_listens(&mut self, port: u16) -> Result<()> {
        self.until(&format!("listening on port {port}"), |_| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok())
    }

    /// Asks it to end, and waits.
    fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.child.try_wait()?.is_none() {
            ensure!(Instant::now() < deadline, "does not end within 30 s of being asked to");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        // nginx and Caddy end their own children when they are asked to; a plain kill would leave them behind.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder of this check alone.
fn folder(shop: &Shop, name: &str) -> Result<PathBuf> {
    let folder = shop.scratch.path().join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A file of `deploy/` with places of this machine put in for those of a real one. Every one of them must be there.
fn adapted(shop: &Shop, file: &str, places: &[(&str, String)]) -> Result<String> {
    let mut text = fs::read_to_string(shop.root.join("deploy").join(file))?;
    for (written, here) in places {
        ensure!(text.contains(written), "deploy/{file} no longer says `{written}`");
        text = text.replace(written, here);
    }
    Ok(text)
}

fn units(shop: &Shop) -> Result<(), Halt> {
    let analyze = shop.need(shop.tool(&["systemd-analyze"], &[], &["systemd"]))?;
    let here = folder(shop, "units")?;
    let program = shop.program()?.display().to_string();
    let mut files = Vec::new();
    for name in ["saksi.service", "saksi-backup.service", "saksi-backup.timer"] {
        let places = [("/usr/local/bin/saksi", program.clone())];
        let file = here.join(name);
        fs::write(&file, adapted(shop, name, if name.ends_with("timer") { &[] } else { &places })?)?;
        files.push(file);
    }
    // The drop-in for ports of its own, beside the unit as it would be installed.
    let beside = folder(shop, "units/saksi.service.d")?;
    fs::copy(shop.root.join("deploy/saksi-ports.conf"), beside.join("ports.conf"))?;
    // Without `--man=no` it looks for manual pages; what it says about other units is not ours.
    let (ok, text) = shop.capture(Command::new(analyze).args(["verify", "--man=no"]).args(&files))?;
    let ours: Vec<&str> = text.lines().filter(|line| line.contains("saksi")).collect();
    ensure_or_fail(ok && ours.is_empty(), || format!("systemd-analyze verify:\n{text}"))
}

fn onion(shop: &Shop) -> Result<(), Halt> {
    let tor = shop.need(shop.tool(&["tor"], &["/usr/sbin/tor"], &["tor"]))?;
    let here = folder(shop, "tor")?;
    let places = [("/var/lib/tor/saksi", here.join("service").display().to_string())];
    let file = here.join("torrc");
    fs::write(&file, adapted(shop, "torrc", &places)?)?;
    let (ok, text) = shop.capture(
        Command::new(tor)
            .args(["--verify-config", "--DataDirectory"])
            .arg(here.join("data"))
            .arg("-f")
            .arg(&file)
            .env("HOME", &here),
    )?;
    ensure_or_fail(ok && text.contains("Configuration was valid"), || format!("tor --verify-config:\n{text}"))
}

fn ensure_or_fail(holds: bool, why: impl FnOnce() -> String) -> Result<(), Halt> {
    if holds { Ok(()) } else { Err(Halt::Fail(anyhow::anyhow!("{}", why()))) }
}

/// A small authority of our own: its root, and a certificate and key for these names.
fn made_certificate(shop: &Shop, here: &Path, names: &str) -> Result<(PathBuf, PathBuf, PathBuf), Halt> {
    let openssl = shop.need(shop.tool(&["openssl"], &[], &["openssl"]))?;
    let place = |name: &str| here.join(name);
    let (root, root_key, request, key, certificate, more) = (
        place("root.pem"),
        place("root.key"),
        place("request.pem"),
        place("key.pem"),
        place("cert.pem"),
        place("more"),
    );
    fs::write(&more, format!("subjectAltName={names}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n"))?;
    let fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    shop.quiet(
        Command::new(&openssl)
            .args(["req", "-x509", "-days", "3", "-subj", "/CN=Test authority"])
            .args(fresh)
            .args(["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"])
            .arg("-keyout")
            .arg(&root_key)
            .arg("-out")
            .arg(&root),
    )?;
    shop.quiet(
        Command::new(&openssl)
            .args(["req", "-subj", "/CN=test"])
            .args(fresh)
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&request),
    )?;
    shop.quiet(
        Command::new(&openssl)
            .args(["x509", "-req", "-days", "3", "-CAcreateserial", "-CA"])
            .arg(&root)
            .arg("-CAkey")
            .arg(&root_key)
            .arg("-in")
            .arg(&request)
            .arg("-extfile")
            .arg(&more)
            .arg("-out")
            .arg(&certificate),
    )?;
    Ok((root, certificate, key))
}

/// Asks for a page by a name that leads to this machine, and returns what curl says about it with these `--write-out` words.
struct Visitor<'a> {
    shop: &'a Shop,
    curl: PathBuf,
    root: PathBuf,
    name: &'static str,
    port: u16,
}

impl Visitor<'_> {
    fn ask(&self, path: &str, more: &[&str], out: &str) -> Result<String> {
        let Self { name, port, .. } = self;
        let (_, text) = self.shop.capture(
            Command::new(&self.curl)
                .args(["-sS", "--max-time", "20", "--output", "/dev/null", "--write-out", out, "--cacert"])
                .arg(&self.root)
                .args(["--resolve", &format!("{name}:{port}:127.0.0.1")])
                .args(more)
                .arg(format!("https://{name}:{port}{path}")),
        )?;
        Ok(text)
    }
}

/// A server for a proxy in front, with limits as they are.
fn site_behind(shop: &Shop, name: &str, metrics: u16) -> Result<Site> {
    let environment = [
        ("SAKSI_PUBLIC_URL", "https://check.example.org".to_owned()),
        ("SAKSI_PROXY_TRUSTED", "127.0.0.1/32,::1/128".to_owned()),
        ("SAKSI_ONION_CIRCUITS", "true".to_owned()),
        ("SAKSI_METRICS", format!("127.0.0.1:{metrics}")),
        ("SAKSI_EVIDENCE_REPLAY_URL", format!("https://{REPLAY}")),
    ];
    let environment = environment.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Site::start(shop, &Start { environment, ..Start::folder(folder(shop, name)?.join("data")) })
}

/// The name on which archived pages are replayed, in the examples.
const REPLAY: &str = "replay.example.net";

/// Both names lead to the program, and it tells them apart.
fn replays(visitor: &Visitor<'_>) -> Result<()> {
    let replay = Visitor { name: REPLAY, root: visitor.root.clone(), curl: visitor.curl.clone(), ..*visitor };
    for (path, on_site, on_replay) in
        [("/", "200", "404"), ("/healthz", "200", "404"), ("/replay/sw.js", "404", "200"), ("/replay/", "404", "200")]
    {
        let seen = (visitor.ask(path, &[], "%{http_code}")?, replay.ask(path, &[], "%{http_code}")?);
        ensure!(seen == (on_site.to_owned(), on_replay.to_owned()), "{path} on both names: {seen:?}");
    }
    Ok(())
}

/// What must hold behind any proxy, with visitors who have addresses of their own.
fn meets_visitors(visitor: &Visitor<'_>, metrics: u16) -> Result<()> {
    let seen = visitor.ask("/", &[], "%{http_code} %{http_version} %header{strict-transport-security}");
    // Older curl cannot write headers out; the status and the version are enough then.
    let seen = seen?;
    ensure!(seen.starts_with("200 2"), "the front page: {seen}");
    ensure!(visitor.ask("/metrics", &[], "%{http_code}")? == "404", "metrics are public");
    let private = http::get(SocketAddr::from(([127, 0, 0, 1], metrics)), "/metrics")?;
    ensure!(
        private.status == 200 && private.text().contains("saksi_http_requests_total"),
        "no metrics on their own port"
    );
    // Too much for us, but not for the proxy: our own words must come through, not the proxy's "bad gateway".
    let big = visitor.shop.scratch.path().join("big-form");
    fs::write(&big, vec![b'a'; 1 << 20])?;
    let file = format!("@{}", big.display());
    let refused = visitor.ask("/ask", &["--data-binary", &file, "-H", "Expect:"], "%{http_code}")?;
    ensure!(refused == "413", "a form of a megabyte: {refused}");
    // A file for a helpline may be larger than any for the desk: the program answers, with a page of its own that says nothing of help in
    // its title, and not the proxy. It has no receipt here, so it is not taken.
    let file = visitor.shop.scratch.path().join("large-file");
    fs::File::create(&file)?.set_len(70 << 20)?;
    let file = format!("file=@{};type=application/octet-stream", file.display());
    let (form, header) = (["-F", "_token=none", "-F", &file, "-H", "Expect:"], "%{http_code} %{content_type}");
    let seen = visitor.ask("/help/files", &form, header)?;
    ensure!(!seen.starts_with("413") && seen.ends_with("text/html; charset=utf-8"), "70 MB for a helpline: {seen}");
    // Whoever makes up addresses stays one visitor. Limits are per network of 256 addresses; another network is not slowed.
    let guess = |from: &str, claimed: &str| {
        visitor.ask(
            "/api/v1/messages",
            &[
                "--interface",
                from,
                "-H",
                &format!("X-Forwarded-For: {claimed}"),
                "-H",
                &format!("X-Circuit: {claimed}"),
                "-H",
                "content-type: application/json",
                "--data",
                "{\"text\":\"is this true\"}",
            ],
            "%{http_code}",
        )
    };
    let mut used_up = false;
    for number in 0..400 {
        let status = guess("127.0.0.1", &format!("203.0.113.{}", number % 250))?;
        if status == "429" {
            used_up = true;
            break;
        }
        ensure!(status.starts_with('2'), "a message through the API: {status}");
    }
    ensure!(used_up, "400 messages from one address were all taken: made-up addresses are believed");
    let other = guess("127.99.0.1", "203.0.113.1")?;
    ensure!(other.starts_with('2'), "another visitor is slowed down by the first: {other}");
    Ok(())
}

/// Over plain HTTP people are led to the same page, and programs are refused: a token in the open must not work.
fn in_the_open(visitor: &Visitor<'_>, plain: u16) -> Result<(), Halt> {
    let ask = |path: &str| -> Result<String, Halt> {
        let (_, seen) = visitor.shop.capture(
            Command::new(&visitor.curl)
                .args(["-sS", "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}"])
                .args(["--connect-to", &format!("{0}:80:127.0.0.1:{plain}", visitor.name)])
                .arg(format!("http://{}{path}", visitor.name)),
        )?;
        Ok(seen.trim().to_owned())
    };
    let led = ask("/checks?q=a")?;
    ensure_or_fail(led == format!("301 https://{}/checks?q=a", visitor.name), || format!("over plain HTTP: {led}"))?;
    let refused = ask("/api/v1/checks")?;
    ensure_or_fail(refused == "403", || format!("a program over plain HTTP: {refused}"))
}

fn behind_nginx(shop: &Shop) -> Result<(), Halt> {
    let nginx = shop.need(shop.tool(&["nginx"], &["/usr/sbin/nginx"], &["nginx"]))?;
    let curl = shop.need(shop.tool(&["curl"], &[], &["curl"]))?;
    let here = folder(shop, "nginx")?;
    let (root, certificate, key) = made_certificate(shop, &here, "DNS:check.example.org,DNS:replay.example.net")?;
    let metrics = free_port()?;
    let site = site_behind(shop, "nginx", metrics)?;
    let (tls, plain, onion) = (free_port()?, free_port()?, free_port()?);
    let text = adapted(
        shop,
        "nginx.conf",
        &[
            ("127.0.0.1:8080", site.address.to_string()),
            ("listen 443 ssl", format!("listen 127.0.0.1:{tls} ssl")),
            ("listen [::]:443 ssl http2;", String::new()),
            ("listen 80;", format!("listen 127.0.0.1:{plain};")),
            ("listen [::]:80;", String::new()),
            ("127.0.0.1:8081", format!("127.0.0.1:{onion}")),
            ("/etc/ssl/check.example.org/fullchain.pem", certificate.display().to_string()),
            ("/etc/ssl/check.example.org/privkey.pem", key.display().to_string()),
            ("/etc/ssl/replay.example.net/fullchain.pem", certificate.display().to_string()),
            ("/etc/ssl/replay.example.net/privkey.pem", key.display().to_string()),
            ("/var/log/nginx/saksi-error.log", here.join("saksi-error.log").display().to_string()),
        ],
    )?;
    fs::write(here.join("saksi.conf"), text)?;
    let mut places = String::new();
    for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        let _ = writeln!(places, "{name}_temp_path {};", here.join(name).display());
    }
    // The server's own files stay in our folder, and it stays in the foreground.
    let main = format!(
        "daemon off;\nuser root;\npid {0}/nginx.pid;\nerror_log {0}/error.log;\nworker_processes 1;\nevents {{ }}\nhttp {{\n{places}include {0}/saksi.conf;\n}}\n",
        here.display()
    );
    let main = if crate::shop::is_root() { main } else { main.replace("user root;\n", "") };
    fs::write(here.join("nginx.conf"), main)?;
    let with_file = || {
        let mut command = Command::new(&nginx);
        command.arg("-p").arg(&here).arg("-c").arg(here.join("nginx.conf"));
        command
    };
    shop.quiet(with_file().arg("-t"))?;
    let mut server = Running::start(shop, "nginx", &mut with_file())?;
    server.until_it_listens(tls)?;
    let visitor = Visitor { shop, curl, root, name: "check.example.org", port: tls };
    replays(&visitor)?;
    meets_visitors(&visitor, metrics)?;
    in_the_open(&visitor, plain)?;
    let (_, seen) = shop.capture(
        Command::new(&visitor.curl)
            .args(["-sS", "--max-time", "20", "--haproxy-protocol", "-o", "/dev/null", "-w", "%{http_code}"])
            .arg(format!("http://127.0.0.1:{onion}/")),
    )?;
    ensure_or_fail(seen == "200", || format!("through the onion service's door: {seen}"))?;
    let kept = fs::read_to_string(here.join("saksi-error.log")).unwrap_or_default();
    ensure_or_fail(!kept.contains("127.0.0."), || format!("nginx wrote a visitor's address down:\n{}", tail(&kept, 5)))
}

fn behind_caddy(shop: &Shop) -> Result<(), Halt> {
    let caddy = shop.need(shop.tool(&["caddy"], &[], &["caddy"]))?;
    let curl = shop.need(shop.tool(&["curl"], &[], &["curl"]))?;
    let here = folder(shop, "caddy")?;
    let caddy_at = |words: &[&str], file: &Path| {
        let mut command = Command::new(&caddy);
        command.args(words).args(["--adapter", "caddyfile", "--config"]).arg(file);
        command.env("HOME", &here).env("XDG_DATA_HOME", &here).env("XDG_CONFIG_HOME", &here);
        command
    };
    shop.quiet(&mut caddy_at(&["validate"], &shop.root.join("deploy/Caddyfile")))?;
    let (root, certificate, key) = made_certificate(shop, &here, "DNS:check.example.org,DNS:replay.example.net")?;
    let metrics = free_port()?;
    let site = site_behind(shop, "caddy", metrics)?;
    let (tls, plain) = (free_port()?, free_port()?);
    let text = adapted(
        shop,
        "Caddyfile",
        &[
            (
                "\ncheck.example.org {",
                format!(
                    "\nhttps://check.example.org:{tls} {{\n\tbind 127.0.0.1\n\ttls {} {}",
                    certificate.display(),
                    key.display()
                ),
            ),
            (
                "\nreplay.example.net {",
                format!(
                    "\nhttps://{REPLAY}:{tls} {{\n\tbind 127.0.0.1\n\ttls {} {}",
                    certificate.display(),
                    key.display()
                ),
            ),
            ("\nhttp://check.example.org {", format!("\nhttp://check.example.org:{plain} {{\n\tbind 127.0.0.1")),
            ("127.0.0.1:8080", site.address.to_string()),
            ("{\n\tlog", "{\n\tadmin off\n\tauto_https disable_redirects\n\tlog".to_owned()),
        ],
    )?;
    let file = here.join("Caddyfile");
    fs::write(&file, text)?;
    let mut server = Running::start(shop, "caddy", &mut caddy_at(&["run"], &file))?;
    server.until_it_listens(tls)?;
    let visitor = Visitor { shop, curl, root, name: "check.example.org", port: tls };
    replays(&visitor)?;
    meets_visitors(&visitor, metrics)?;
    in_the_open(&visitor, plain)?;
    // A server that is away is what makes proxies write about their visitors.
    drop(site);
    let gone = visitor.ask("/", &[], "%{http_code}")?;
    ensure_or_fail(gone == "502", || format!("with the server away: {gone}"))?;
    let said = server.said();
    ensure_or_fail(!said.contains("remote_ip"), || format!("Caddy wrote a visitor's address down:\n{}", tail(&said, 5)))
}

/// Issues a certificate with Pebble, the test authority of Let's Encrypt, over a real tls-alpn-01 challenge.
fn certificate(shop: &Shop) -> Result<(), Halt> {
    const NAME: &str = "check.saksi.test";
    let pebble = shop.need(shop.tool(&["pebble"], &[], &["pebble"]))?;
    let names = shop.need(shop.tool(&["pebble-challtestsrv"], &[], &["pebble"]))?;
    let curl = shop.need(shop.tool(&["curl"], &[], &["curl"]))?;
    let here = folder(shop, "acme")?;
    let (trusted, authority_certificate, authority_key) = made_certificate(shop, &here, "DNS:localhost,IP:127.0.0.1")?;
    let (directory, management, dns, dns_management) = (free_port()?, free_port()?, free_port()?, free_port()?);
    let (port, plain, metrics, unused) = (free_port()?, free_port()?, free_port()?, free_port()?);
    let settings = serde_json::json!({ "pebble": {
        "listenAddress": format!("127.0.0.1:{directory}"),
        "managementListenAddress": format!("127.0.0.1:{management}"),
        "certificate": authority_certificate,
        "privateKey": authority_key,
        "httpPort": unused,
        "tlsPort": port,
        "ocspResponderURL": "",
        "externalAccountBindingRequired": false,
    }});
    fs::write(here.join("pebble.json"), settings.to_string())?;
    let data = here.join("data");
    let start = |name: &str| {
        let mut command = site::program(shop)?;
        command
            .args([
                "serve",
                "--listen",
                &format!("127.0.0.1:{port}"),
                "--metrics",
                &format!("127.0.0.1:{metrics}"),
                "--data",
            ])
            .arg(&data)
            .env("SAKSI_TLS_DOMAINS", NAME)
            .env("SAKSI_TLS_CONTACT", "someone@example.org")
            .env("SAKSI_TLS_DIRECTORY", format!("https://localhost:{directory}/dir"))
            .env("SAKSI_TLS_AUTHORITY_ROOT", &trusted)
            .env("SAKSI_TLS_PLAIN_LISTEN", format!("127.0.0.1:{plain}"));
        Running::start(shop, name, &mut command)
    };
    // The authority is away: the site starts all the same, and says so.
    let mut saksi = start("acme-saksi")?;
    saksi.until("saying that the authority cannot be reached", |saksi| saksi.said().contains("cannot be reached"))?;
    let led = http::get(SocketAddr::from(([127, 0, 0, 1], plain)), "/checks")?;
    let location = led.header("location").unwrap_or("").to_owned();
    ensure_or_fail(led.status == 301 && location == format!("https://{NAME}/checks"), || {
        format!("over plain HTTP: {} {location}", led.status)
    })?;

    let mut dns_server = Running::start(
        shop,
        "acme-names",
        Command::new(names).args([
            "-defaultIPv6",
            "",
            "-http01",
            "",
            "-https01",
            "",
            "-tlsalpn01",
            "",
            "-dns01",
            &format!("127.0.0.1:{dns}"),
            "-management",
            &format!("127.0.0.1:{dns_management}"),
        ]),
    )?;
    dns_server.until_it_listens(dns_management)?;
    let mut authority = Running::start(
        shop,
        "acme-authority",
        Command::new(pebble)
            .args(["-dnsserver", &format!("127.0.0.1:{dns}"), "-config"])
            .arg(here.join("pebble.json"))
            .env("PEBBLE_VA_NOSLEEP", "1")
            // Refusing good nonces at random would only make this slower.
            .env("PEBBLE_WFE_NONCEREJECT", "0"),
    )?;
    authority.until_it_listens(management)?;
    let root = here.join("issued-root.pem");
    shop.quiet(
        Command::new(&curl)
            .args(["-sSf", "--cacert"])
            .arg(&trusted)
            .arg("-o")
            .arg(&root)
            .arg(format!("https://localhost:{management}/roots/0")),
    )?;
    let visitor = Visitor { shop, curl, root, name: NAME, port };
    saksi.until("https", |_| visitor.ask("/readyz", &[], "%{http_code}").is_ok_and(|seen| seen == "200"))?;
    let seen = visitor.ask("/", &[], "%{http_code} %{http_version} %{ssl_verify_result}")?;
    ensure_or_fail(seen == "200 2 0", || format!("over https: {seen}"))?;
    saksi.until("the certificate's day", |saksi| saksi.said().contains("certificate in use"))?;
    for (place, most) in [("certificates", 0o700), ("saksi.db", 0o600)] {
        let mode = fs::metadata(data.join(place)).map_err(anyhow::Error::from)?.permissions().mode() & 0o777;
        ensure_or_fail(mode & !most == 0, || format!("{place} has the mode {mode:o}"))?;
    }
    let mut kept = 0;
    for entry in fs::read_dir(data.join("certificates"))? {
        let entry = entry?;
        let mode = entry.metadata()?.permissions().mode() & 0o777;
        ensure_or_fail(mode == 0o600, || format!("{} has the mode {mode:o}", entry.path().display()))?;
        kept += 1;
    }
    ensure_or_fail(kept == 2, || format!("{kept} files are kept, not a certificate and an account"))?;
    let shown = http::get(SocketAddr::from(([127, 0, 0, 1], metrics)), "/metrics")?.text();
    ensure_or_fail(shown.contains("saksi_certificate_expires_seconds"), || "no metric of the certificate".to_owned())?;
    saksi.stop()?;

    // A start with what is kept orders nothing, with the authority there or away.
    let orders = |authority: &Running| authority.said().matches("Added order").count();
    let ordered = orders(&authority);
    let mut saksi = start("acme-saksi-again")?;
    saksi.until("https after a restart", |_| {
        visitor.ask("/readyz", &[], "%{http_code}").is_ok_and(|seen| seen == "200")
    })?;
    ensure_or_fail(orders(&authority) == ordered, || "a restart ordered another certificate".to_owned())?;
    saksi.stop()?;
    authority.stop()?;
    let mut saksi = start("acme-saksi-alone")?;
    saksi.until("https without the authority", |_| {
        visitor.ask("/readyz", &[], "%{http_code}").is_ok_and(|seen| seen == "200")
    })?;
    let mut doctor = site::program(shop)?;
    doctor
        .args(["doctor", "--data"])
        .arg(&data)
        .env("SAKSI_TLS_DOMAINS", NAME)
        .env("SAKSI_TLS_DIRECTORY", format!("https://localhost:{directory}/dir"));
    let said = shop.quiet(&mut doctor)?;
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    ensure_or_fail(words.contains("certificate good until"), || format!("saksi doctor:\n{said}"))
}

/// Runs the server as the unit does, as far as that goes without systemd: another user without any capability, no new
/// privileges, a file system that can only be read but for the data folder.
fn sandbox(shop: &Shop) -> Result<(), Halt> {
    if !crate::shop::is_root() {
        return shop.need(Err(anyhow::anyhow!("only root can take rights away like the unit does")));
    }
    let setpriv = shop.need(shop.tool(&["setpriv"], &[], &["util-linux"]))?;
    let here = tempfile::Builder::new().prefix("saksi-sandbox-").tempdir().map_err(anyhow::Error::from)?;
    fs::set_permissions(here.path(), fs::Permissions::from_mode(0o755))?;
    let program = here.path().join("saksi");
    fs::copy(shop.program()?, &program)?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    let data = here.path().join("data");
    fs::create_dir(&data)?;
    shop.quiet(Command::new("chown").arg("65534:65534").arg(&data))?;
    fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;
    let port = free_port()?;
    let mut command = Command::new(setpriv);
    command
        .args([
            "--reuid",
            "65534",
            "--regid",
            "65534",
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
            "--inh-caps=-all",
        ])
        .args(["--pdeathsig", "KILL"])
        .arg(&program)
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(&data)
        .current_dir("/")
        .env_clear();
    let mut server = Running::start(shop, "sandbox", &mut command)?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    server.until("ready", |_| http::get(address, "/readyz").is_ok_and(|seen| seen.status == 200))?;
    let status = fs::read_to_string(format!("/proc/{}/status", server.child.id()))?;
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim).to_owned();
    ensure_or_fail(field("CapEff:").trim_matches('0').is_empty() && field("NoNewPrivs:") == "1", || status.clone())?;
    server.stop()?;
    Ok(())
}

/// Shared answers show a picture in every language of the site.
fn previews(shop: &Shop) -> Result<(), Halt> {
    for (file, package) in [
        ("/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Regular.ttf", "fonts-noto-core"),
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    ] {
        shop.need(shop.tool(&[package], &[file], &[package]))?;
    }
    let site = demo_site(shop)?;
    let list = http::get(site.address, "/api/v1/checks")?.json()?;
    let id = list
        .pointer("/items/0/id")
        .and_then(serde_json::Value::as_str)
        .context("the demonstration has no published check")?
        .to_owned();
    let mut pictures = Vec::new();
    for language in ["en", "zh-Hant", "th", "id", "ur"] {
        let page = http::get(site.address, &format!("/checks/{id}?lang={language}"))?.text();
        let wanted = format!("/checks/{id}/card.png?lang={language}\"");
        ensure_or_fail(page.contains(&wanted), || format!("the page in {language} names no picture"))?;
        let path = format!("/checks/{id}/card.png?lang={language}");
        let begun = Instant::now();
        let picture = http::get(site.address, &path)?;
        let first = begun.elapsed();
        ensure_or_fail(picture.header("content-type") == Some("image/png"), || format!("{path}: {}", picture.status))?;
        let dimensions = picture.body.get(16..24).unwrap_or_default().to_vec();
        ensure_or_fail(
            picture.body.starts_with(b"\x89PNG\r\n\x1a\n") && dimensions == [0, 0, 4, 176, 0, 0, 2, 118],
            || format!("{path} is no PNG of 1200 × 630"),
        )?;
        ensure_or_fail(picture.body.len() < 300_000 && first < Duration::from_secs(5), || {
            format!("{path}: {} bytes after {first:?}", picture.body.len())
        })?;
        pictures.push(picture.body);
    }
    pictures.sort();
    pictures.dedup();
    ensure_or_fail(pictures.len() == 5, || "cards in different languages look the same".to_owned())
}

//! The real program, running as a server on this machine.

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::http;
use crate::shop::{Shop, free_port, tail};

/// How to start a server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Start {
    /// Its data folder.
    pub(crate) data: PathBuf,
    /// A PostgreSQL URL instead of the embedded database.
    pub(crate) database: Option<String>,
    /// More environment.
    pub(crate) environment: Vec<(String, String)>,
    /// Words to put before the program (`strace …`).
    pub(crate) wrapper: Vec<String>,
    /// `demo` instead of `serve`.
    pub(crate) demo: bool,
    /// The port; a free one if none.
    pub(crate) port: Option<u16>,
    /// No limits per address, for load from one machine.
    pub(crate) without_limits: bool,
}

impl Start {
    /// Serves this data folder with the embedded database.
    pub(crate) fn folder(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), ..Self::default() }
    }
}

/// A server that was started; it is killed when dropped.
pub(crate) struct Site {
    child: Child,
    pub(crate) address: SocketAddr,
    log: PathBuf,
    /// From start to the first good answer of `/readyz`.
    pub(crate) ready_after: Duration,
}

impl Site {
    /// Starts the program and waits until `/readyz` says yes.
    pub(crate) fn start(shop: &Shop, start: &Start) -> Result<Self> {
        let program = shop.program()?.to_path_buf();
        let port = match start.port {
            Some(port) => port,
            None => free_port()?,
        };
        let address: SocketAddr = ([127, 0, 0, 1], port).into();
        let log = shop.scratch.path().join(format!("server-{port}-{}.log", started_count()));
        let out = fs::File::create(&log)?;
        let mut words = start.wrapper.clone();
        words.push(program.to_string_lossy().into_owned());
        let mut words = words.into_iter();
        let mut command = Command::new(words.next().context("a program to start")?);
        command.args(words).arg(if start.demo { "demo" } else { "serve" });
        command.arg("--data").arg(&start.data).args(["--listen", &address.to_string()]);
        if let Some(database) = &start.database {
            command.args(["--database", database]);
        }
        without_settings(&mut command);
        if start.without_limits {
            command.env("SAKSI_LIMITS_FACTOR", "1000000").env("SAKSI_LIMITS_WORK_THRESHOLD", "4000000000");
        }
        command.envs(start.environment.iter().map(|(name, value)| (name, value)));
        let begun = Instant::now();
        let child = command
            .current_dir(shop.scratch.path())
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .context("starting the server")?;
        let mut site = Self { child, address, log, ready_after: Duration::ZERO };
        site.wait_until_ready(begun)?;
        Ok(site)
    }

    fn wait_until_ready(&mut self, begun: Instant) -> Result<()> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended at once ({status}):\n{}", tail(&self.log()?, 40));
            }
            if let Ok(response) = http::get(self.address, "/readyz")
                && response.status == 200
            {
                self.ready_after = begun.elapsed();
                return Ok(());
            }
            ensure!(
                begun.elapsed() < Duration::from_mins(2),
                "the server is not ready after two minutes:\n{}",
                tail(&self.log()?, 40)
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Everything it printed so far.
    pub(crate) fn log(&self) -> Result<String> {
        let mut text = Vec::new();
        let mut file = fs::File::open(&self.log)?;
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// The path of the one-time set-up link that a first start prints.
    pub(crate) fn set_up_path(&self) -> Result<String> {
        let log = self.log()?;
        let (_, rest) =
            log.split_once("/set-up/").with_context(|| format!("no set-up link was printed:\n{}", tail(&log, 40)))?;
        let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
        Ok(format!("/set-up/{token}"))
    }

    /// Where it is reached.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Resident memory in bytes.
    pub(crate) fn resident(&self) -> Result<u64> {
        self.memory("VmRSS:")
    }

    /// The most resident memory since the start, or since [`Self::forget_peak`], in bytes.
    pub(crate) fn peak(&self) -> Result<u64> {
        self.memory("VmHWM:")
    }

    /// Measures the peak from now on (proc(5): `5` in `clear_refs`).
    pub(crate) fn forget_peak(&self) -> Result<()> {
        let place = format!("/proc/{}/clear_refs", self.child.id());
        fs::write(&place, "5").with_context(|| format!("writing {place}"))
    }

    fn memory(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with(name)).with_context(|| format!("no {name} in /proc"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1).with_context(|| format!("no number in {name}"))?.parse()?;
        Ok(kilobytes * 1024)
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Where it prints to.
    pub(crate) fn log_file(&self) -> &Path {
        &self.log
    }

    /// Ends it as a crash would.
    pub(crate) fn abort(mut self) -> Result<ExitStatus> {
        Command::new("kill").args(["-ABRT", &self.child.id().to_string()]).status()?;
        Ok(self.child.wait()?)
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end, and waits.
    pub(crate) fn stop(mut self) -> Result<ExitStatus> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status()?;
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            ensure!(Instant::now() < deadline, "the server does not end within 30 s of being asked to");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // A wrapper that is killed lets go of the program under it, which would live on.
        let id = self.child.id();
        let below = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        for child in below.split_whitespace() {
            let _ = Command::new("kill").args(["-9", child]).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program with nothing but the arguments that follow: no settings of ours, its own folder, no input.
pub(crate) fn program(shop: &Shop) -> Result<Command> {
    let mut command = Command::new(shop.program()?);
    command.current_dir(shop.scratch.path()).stdin(Stdio::null());
    without_settings(&mut command);
    Ok(command)
}

/// Takes away settings of the person who runs the workshop; the program would obey them.
fn without_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SAKSI_")) {
        command.env_remove(name);
    }
    // What is looked for in its words is written in English.
    command.env("SAKSI_LANGUAGE", "en");
}

/// A number for log files of this run.
fn started_count() -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// Runs a verb of the program on a data folder and returns what it printed.
pub(crate) fn saksi(shop: &Shop, words: &[&str], data: Option<&Path>, database: Option<&str>) -> Result<String> {
    let mut command = program(shop)?;
    command.args(words);
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    shop.quiet(&mut command)
}

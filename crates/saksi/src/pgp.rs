//! OpenPGP through an installed GnuPG (2.2 or newer): whose key somebody pasted, and mail that its recipient alone can read.
//!
//! It never sees a key ring: each run has a folder of its own, closed to others and removed afterwards, and gets the one public key it is
//! about. What is encrypted goes in and out through pipes and touches no disk. No agent is started, nothing is fetched, and each run has
//! bounds on time, output and, where `prlimit` exists, memory and processor time.

use std::ffi::OsString;
use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use saksi_escalations::{BadKey, KnowKeys, Later};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

use crate::doctor::{Finding, State};

/// How long one run may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most bytes of a listing, and of what is said about a run.
const MOST_SAID: u64 = 256 << 10;
/// What every run is told: no settings, no agent, no terminal, no net, nothing but what is named.
const FLAGS: [&str; 7] =
    ["--batch", "--no-tty", "--no-options", "--no-autostart", "--no-auto-key-locate", "--disable-dirmngr", "--quiet"];

/// An installed GnuPG, looked for each time: whoever installs it need not start the server again.
#[derive(Debug, Clone)]
pub(crate) struct Gpg {
    path: OsString,
}

/// Why a run came to nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// It is not there.
    #[error("GnuPG is not installed on this server")]
    Missing,
    /// It does not take the key.
    #[error("GnuPG does not encrypt to the key of this route: {0}")]
    Key(String),
    /// It was stopped.
    #[error("GnuPG took too long")]
    TooSlow,
    /// It said too much.
    #[error("GnuPG wrote more than it should")]
    TooMuch,
    /// It could not be run.
    #[error("GnuPG could not be run: {0}")]
    Io(#[from] io::Error),
}

/// How a run ended.
struct Done {
    ok: bool,
    out: Vec<u8>,
    said: String,
}

/// What gpg is to do.
enum Deed<'a> {
    /// List the keys in its input.
    Show,
    /// Encrypt its input to this key.
    Encrypt(&'a str),
}

impl Gpg {
    /// The one on the path.
    pub(crate) fn new() -> Self {
        Self { path: std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()) }
    }

    fn find(&self, name: &str) -> Option<PathBuf> {
        std::env::split_paths(&self.path).map(|folder| folder.join(name)).find(|file| file.is_file())
    }

    fn command(&self, home: &Path) -> Result<Command, Fault> {
        let program = self.find("gpg").ok_or(Fault::Missing)?;
        let mut command = match self.find("prlimit") {
            Some(prlimit) => {
                let mut command = Command::new(prlimit);
                command.args(["--as=1073741824", "--cpu=30", "--core=0", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.arg("--homedir").arg(home).args(FLAGS);
        command.env_clear().env("HOME", home).env("GNUPGHOME", home).env("LANG", "C").env("PATH", &self.path);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Ok(command)
    }

    async fn run(&self, deed: Deed<'_>, input: &[u8], most: u64) -> Result<Done, Fault> {
        let closed = Permissions::from_mode(0o700);
        let home = tempfile::Builder::new().prefix("saksi-gpg-").permissions(closed).tempdir()?;
        let mut command = self.command(home.path())?;
        match deed {
            Deed::Show => command.args(["--with-colons", "--show-keys"]),
            Deed::Encrypt(key) => {
                let file = home.path().join("recipient.asc");
                std::fs::write(&file, key)?;
                command.arg("--recipient-file").arg(file).args(["--trust-model=always", "--armor", "--encrypt"])
            }
        };
        let mut child = command.spawn()?;
        let (Some(mut to), Some(from), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("it has no pipes").into());
        };
        let (mut out, mut said) = (Vec::new(), Vec::new());
        let work = async {
            let writing = async {
                // One that ends before it has read everything says why itself.
                let _ = to.write_all(input).await;
                drop(to);
            };
            // What is read no further is closed: whoever says too much ends by it.
            let reading = async { from.take(most + 1).read_to_end(&mut out).await };
            let hearing = async { errors.take(MOST_SAID).read_to_end(&mut said).await };
            let ((), read, heard) = tokio::join!(writing, reading, hearing);
            read?;
            heard?;
            child.wait().await
        };
        let status = tokio::time::timeout(PATIENCE, work).await.map_err(|_| Fault::TooSlow)??;
        if u64::try_from(out.len()).is_ok_and(|length| length > most) {
            return Err(Fault::TooMuch);
        }
        Ok(Done { ok: status.success(), out, said: String::from_utf8_lossy(&said).into_owned() })
    }

    /// Encrypts to a key, as ASCII armour.
    pub(crate) async fn encrypt(&self, key: &str, plain: &[u8]) -> Result<String, Fault> {
        // Armour takes four bytes for three; what does not compress grows a little besides.
        let most = u64::try_from(plain.len()).unwrap_or(u64::MAX).saturating_mul(2).saturating_add(64 << 10);
        let done = self.run(Deed::Encrypt(key), plain, most).await?;
        let text = String::from_utf8(done.out).ok().filter(|_| done.ok);
        let whole = text.filter(|text| text.is_ascii() && text.starts_with("-----BEGIN PGP MESSAGE-----"));
        whole.ok_or_else(|| Fault::Key(reason(&done.said)))
    }

    /// The fingerprint of the one public key in a text.
    async fn check(&self, armour: &str) -> Result<String, BadKey> {
        let broke = |fault: Fault| match fault {
            Fault::Missing => BadKey::NoProgram,
            fault => {
                tracing::error!(%fault, "a key cannot be read");
                BadKey::Failed
            }
        };
        let listed = self.run(Deed::Show, armour.as_bytes(), MOST_SAID).await.map_err(broke)?;
        if listed.said.contains("Fatal:") {
            tracing::error!(said = %reason(&listed.said), "a key cannot be read");
            return Err(BadKey::Failed);
        }
        let fingerprint = listed_key(&String::from_utf8_lossy(&listed.out))?;
        // What a listing says of a key is one thing, whether this program can use it another.
        match self.encrypt(armour, b"\n").await {
            Ok(_) => Ok(fingerprint),
            Err(Fault::Key(_)) => Err(BadKey::CannotEncrypt),
            Err(fault) => Err(broke(fault)),
        }
    }
}

/// What gpg said last, without the names of our files.
fn reason(said: &str) -> String {
    let mut lines = said.lines().map(|line| line.strip_prefix("gpg: ").unwrap_or(line).trim());
    let last = lines.rfind(|line| !line.is_empty() && !line.contains("saksi-gpg-")).unwrap_or("no reason");
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// The one key of a listing (`doc/DETAILS` of GnuPG: kind, validity, and in the twelfth place what the whole key can do).
fn listed_key(listing: &str) -> Result<String, BadKey> {
    let mut keys = Vec::new();
    for line in listing.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        let field = |at: usize| fields.get(at).copied().unwrap_or("");
        match field(0) {
            "sec" | "ssb" => return Err(BadKey::Private),
            "pub" => keys.push((field(1).to_owned(), field(11).to_owned(), String::new())),
            "fpr" => {
                if let Some((_, _, fingerprint)) = keys.last_mut().filter(|(_, _, fingerprint)| fingerprint.is_empty())
                {
                    field(9).clone_into(fingerprint);
                }
            }
            _ => {}
        }
    }
    match keys.as_slice() {
        [] => Err(BadKey::None),
        [(validity, can, fingerprint)] => match validity.as_str() {
            "e" => Err(BadKey::Expired),
            "r" => Err(BadKey::Revoked),
            _ if !can.contains('E') || fingerprint.is_empty() => Err(BadKey::CannotEncrypt),
            _ => Ok(fingerprint.clone()),
        },
        _ => Err(BadKey::Several),
    }
}

impl KnowKeys for Gpg {
    fn fingerprint<'a>(&'a self, armour: &'a str) -> Later<'a, Result<String, BadKey>> {
        Box::pin(self.check(armour))
    }
}

/// For `saksi doctor`: whether mail can be encrypted here.
pub(crate) fn examine() -> Finding {
    match Gpg::new().find("gpg") {
        Some(place) => Finding::new("keys", State::Ok, said!("cli-doctor-keys", file = place.display())),
        None => Finding::new("keys", State::Warning, said!("cli-doctor-keys-none")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    impl Gpg {
        /// On a machine that has none.
        pub(crate) fn missing() -> Self {
            Self { path: "/nowhere".into() }
        }
    }

    /// A GnuPG of the test, with keys of its own: what the other side has.
    pub(crate) struct Ring {
        home: tempfile::TempDir,
        pub(crate) gpg: Gpg,
    }

    impl Ring {
        /// None where the machine has no GnuPG and nothing promised it (`SAKSI_TEST_GPG`).
        pub(crate) fn new() -> Option<Self> {
            let gpg = Gpg::new();
            if gpg.find("gpg").is_none() {
                assert!(std::env::var_os("SAKSI_TEST_GPG").is_none(), "GnuPG was said to be here");
                note!("GnuPG is not installed; nothing to see");
                return None;
            }
            let closed = Permissions::from_mode(0o700);
            let home = tempfile::Builder::new().prefix("ring-").permissions(closed).tempdir().unwrap();
            Some(Self { home, gpg })
        }

        pub(crate) fn gpg(&self, arguments: &[&str], input: &[u8]) -> (bool, Vec<u8>) {
            let mut command = std::process::Command::new("gpg");
            command.arg("--homedir").arg(self.home.path()).args(["--batch", "--quiet", "--no-tty", "--no-options"]);
            command.args(["--pinentry-mode", "loopback", "--passphrase", ""]).args(arguments);
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
            let done = child.wait_with_output().unwrap();
            (done.status.success(), done.stdout)
        }

        fn text(&self, arguments: &[&str]) -> String {
            let (ok, out) = self.gpg(arguments, b"");
            assert!(ok, "{arguments:?}");
            String::from_utf8(out).unwrap()
        }

        /// A key of somebody, to be given away.
        pub(crate) fn key(&self, who: &str) -> String {
            self.text(&["--quick-gen-key", who, "future-default", "default", "never"]);
            self.text(&["--armor", "--export", who])
        }

        pub(crate) fn decrypt(&self, armour: &str) -> Vec<u8> {
            let (ok, plain) = self.gpg(&["--decrypt"], armour.as_bytes());
            assert!(ok, "it does not open");
            plain
        }
    }

    impl Drop for Ring {
        fn drop(&mut self) {
            // The agent that made the keys would outlive its folder.
            let mut kill = std::process::Command::new("gpgconf");
            let _ = kill.arg("--homedir").arg(self.home.path()).args(["--kill", "all"]).status();
        }
    }

    #[tokio::test]
    async fn what_is_encrypted_opens_with_the_key_of_the_other_side_alone() {
        let Some(ring) = Ring::new() else { return };
        let key = ring.key("Desk <desk@platform.example>");
        let fingerprint = ring.gpg.fingerprint(&key).await.unwrap();
        assert!(fingerprint.len() >= 40 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()), "{fingerprint}");
        let plain = "دھمکیاں: the explanation\r\n".repeat(2_000);
        let sealed = ring.gpg.encrypt(&key, plain.as_bytes()).await.unwrap();
        assert!(!sealed.contains("explanation") && sealed.is_ascii());
        assert_eq!(ring.decrypt(&sealed), plain.as_bytes());
        assert_ne!(ring.gpg.encrypt(&key, plain.as_bytes()).await.unwrap(), sealed, "each time anew");
    }

    #[tokio::test]
    async fn a_key_to_which_nothing_can_be_encrypted_is_told_with_its_reason() {
        let Some(ring) = Ring::new() else { return };
        let good = ring.key("Desk <desk@platform.example>");
        let other = ring.key("Other <other@platform.example>");
        ring.text(&["--quick-gen-key", "Sign <sign@x.example>", "ed25519", "sign", "never"]);
        ring.text(&[
            "--faked-system-time",
            "20200101T000000",
            "--quick-gen-key",
            "Old <old@x.example>",
            "future-default",
            "default",
            "1y",
        ]);
        let back = ring.key("Back <back@x.example>");
        let listing = ring.text(&["--with-colons", "--list-keys", "back@x.example"]);
        let fingerprint = listing.lines().find_map(|line| line.strip_prefix("fpr:::::::::")).unwrap();
        let fingerprint = fingerprint.trim_end_matches(':');
        let file = ring.home.path().join(format!("openpgp-revocs.d/{fingerprint}.rev"));
        let certificate = std::fs::read_to_string(file).unwrap().replace(":-----BEGIN", "-----BEGIN");
        assert!(ring.gpg(&["--import"], certificate.as_bytes()).0);
        let export = |who: &str| ring.text(&["--armor", "--export", who]);
        for (armour, expected) in [
            (good.clone(), None),
            (back, None),
            (export("back@x.example"), Some(BadKey::Revoked)),
            (export("old@x.example"), Some(BadKey::Expired)),
            (export("sign@x.example"), Some(BadKey::CannotEncrypt)),
            (format!("{good}\n{other}"), Some(BadKey::Several)),
            (ring.text(&["--armor", "--export-secret-keys", "desk@platform.example"]), Some(BadKey::Private)),
            (
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nbm90IGEga2V5\n=AAAA\n-----END PGP PUBLIC KEY BLOCK-----"
                    .into(),
                Some(BadKey::None),
            ),
            ("a line".into(), Some(BadKey::None)),
        ] {
            assert_eq!(ring.gpg.fingerprint(&armour).await.err(), expected, "{armour}");
        }
        let old = export("old@x.example");
        assert!(matches!(ring.gpg.encrypt(&old, b"x").await, Err(Fault::Key(_))));
    }

    #[tokio::test]
    async fn without_the_program_nothing_goes_and_nothing_stays_behind() {
        let nowhere = Gpg::missing();
        assert_eq!(nowhere.fingerprint("x").await, Err(BadKey::NoProgram));
        assert!(matches!(nowhere.encrypt("x", b"y").await, Err(Fault::Missing)));
        // One that never ends and one that says too much are stopped.
        let folder = tempfile::tempdir().unwrap();
        let play = |script: &str| {
            let file = folder.path().join("gpg");
            std::fs::write(&file, script).unwrap();
            std::fs::set_permissions(&file, Permissions::from_mode(0o755)).unwrap();
            Gpg { path: std::env::join_paths([folder.path(), Path::new("/usr/bin"), Path::new("/bin")]).unwrap() }
        };
        assert!(matches!(play("#!/bin/sh\nexec yes\n").encrypt("x", b"y").await, Err(Fault::TooMuch)));
        let refused = play("#!/bin/sh\necho 'gpg: the moon is wrong' >&2; exit 2\n").encrypt("x", b"y").await;
        assert!(matches!(&refused, Err(Fault::Key(why)) if why == "the moon is wrong"), "{refused:?}");
    }

    #[test]
    fn a_listing_is_read_by_its_fields() {
        let good = "pub:-:255:22:73:17:::-:::scESC::::::\nfpr:::::::::98F4:\nsub:-:255:18:DF:17::::::e::::::\nfpr:::::::::CEF6:\n";
        assert_eq!(listed_key(good), Ok("98F4".to_owned()), "the key, not its part");
        assert_eq!(listed_key(&good.replace("pub:-", "pub:e")), Err(BadKey::Expired));
        assert_eq!(listed_key(&good.replace("scESC", "scSC")), Err(BadKey::CannotEncrypt));
        assert_eq!(listed_key(&format!("{good}{good}")), Err(BadKey::Several));
        assert_eq!(listed_key("pub"), Err(BadKey::CannotEncrypt));
        assert_eq!(listed_key(""), Err(BadKey::None));
    }
}

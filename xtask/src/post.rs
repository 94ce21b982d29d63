//! A post office on this machine: Postfix takes mail and Dovecot keeps it, both from Debian, on ports of their own and with all their
//! files in a folder that ends with them. No letter leaves the machine.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::shop::{Helper, Shop, free_port, ids_of, is_root};

/// The hosts whose mail is kept here.
pub(crate) const HOSTS: [&str; 2] = ["here.test", "platform.test"];

/// Whose mailboxes there are, with their passwords.
pub(crate) const BOXES: [(&str, &str); 2] = [("notices", "kept by notices 91"), ("flag", "kept by flag 92")];

/// Both servers.
pub(crate) struct Post {
    _imap_server: Helper,
    smtp_server: Helper,
    folder: PathBuf,
    pub(crate) smtp: u16,
    pub(crate) imap: u16,
}

const DOVECOT: &str = "protocols = imap lmtp
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:%h
first_valid_uid = 1
auth_username_format = %Ln
recipient_delimiter = +
passdb {
  driver = passwd-file
  args = username_format=%n {folder}/users
}
userdb {
  driver = passwd-file
  args = username_format=%n {folder}/users
}
service imap-login {
  inet_listener imap {
    port = {imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = {lmtp}
  }
}
";

const POSTFIX: &str = "compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = post.here.test
mydestination =
virtual_mailbox_domains = {hosts}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
recipient_delimiter = +
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
default_transport = error:no mail leaves this machine
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
";

const SERVICES: &str = "127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
";

impl Post {
    /// Starts both servers; their packages are installed where somebody may.
    pub(crate) fn start(shop: &Shop) -> Result<Self> {
        const PACKAGES: [&str; 3] = ["postfix", "dovecot-imapd", "dovecot-lmtpd"];
        ensure!(is_root(), "Postfix and Dovecot change to accounts of their own, which only root can have them do");
        let postfix = shop.tool(&["postfix"], &["/usr/sbin/postfix"], &PACKAGES)?;
        let dovecot = shop.tool(&["dovecot"], &["/usr/sbin/dovecot"], &PACKAGES)?;
        // Not below the cache: the servers' own accounts must be able to reach it.
        let folder = tempfile::Builder::new().prefix("saksi-post-").tempdir()?.keep();
        let (smtp, imap, lmtp) = (free_port()?, free_port()?, free_port()?);
        let filled = |text: &str| {
            text.replace("{folder}", &folder.display().to_string())
                .replace("{hosts}", &HOSTS.join(", "))
                .replace("{smtp}", &smtp.to_string())
                .replace("{imap}", &imap.to_string())
                .replace("{lmtp}", &lmtp.to_string())
        };
        for name in ["run", "state", "mail", "spool", "data", "postfix"] {
            fs::create_dir(folder.join(name))?;
        }
        shop.quiet(Command::new("chmod").arg("755").arg(&folder))?;
        shop.quiet(Command::new("chown").arg("nobody").arg(folder.join("mail")))?;
        shop.quiet(Command::new("chown").arg("postfix").arg(folder.join("data")))?;
        let (id, group) = ids_of("nobody");
        let users = BOXES.iter().map(|(name, password)| {
            format!("{name}:{{PLAIN}}{password}:{id}:{group}::{}::\n", folder.join("mail").join(name).display())
        });
        fs::write(folder.join("users"), users.collect::<String>())?;
        fs::write(folder.join("dovecot.conf"), filled(DOVECOT))?;
        fs::write(folder.join("postfix/main.cf"), filled(POSTFIX))?;
        fs::write(folder.join("postfix/master.cf"), filled(SERVICES))?;
        let run = |program: &Path, words: &[&str], port: u16, name: &str| -> Result<Helper> {
            let log = fs::File::create(folder.join(format!("{name}.out")))?;
            let mut command = Command::new("setpriv");
            // Neither may outlive a workshop that was interrupted.
            command.args(["--pdeathsig", "TERM"]).arg(program).args(words).current_dir(&folder);
            let child = command
                .stdin(Stdio::null())
                .stdout(log.try_clone()?)
                .stderr(log)
                .spawn()
                .with_context(|| format!("starting {name}"))?;
            let mut helper = Helper::new(child, port);
            helper.wait_until_it_listens(name, Duration::from_mins(1))?;
            Ok(helper)
        };
        let settings = folder.join("postfix").display().to_string();
        let keeps = folder.join("dovecot.conf").display().to_string();
        let imap_server = run(&dovecot, &["-F", "-c", &keeps], imap, "Dovecot")?;
        let smtp_server = run(&postfix, &["-c", &settings, "start-fg"], smtp, "Postfix")?;
        Ok(Self { _imap_server: imap_server, smtp_server, folder, smtp, imap })
    }

    /// Sends a letter as the other side would.
    pub(crate) fn send(&self, from: &str, to: &str, letter: &str) -> Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.smtp))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut answers = BufReader::new(stream.try_clone()?);
        let mut expect = |code: &str| -> Result<()> {
            loop {
                let mut line = String::new();
                answers.read_line(&mut line)?;
                ensure!(line.starts_with(code), "the mail server said {line:?} instead of {code}");
                if line.get(3..4) != Some("-") {
                    return Ok(());
                }
            }
        };
        expect("220")?;
        let letter = letter.replace("\r\n", "\n").replace('\n', "\r\n");
        for (line, code) in [
            ("EHLO there.test".to_owned(), "250"),
            (format!("MAIL FROM:<{from}>"), "250"),
            (format!("RCPT TO:<{to}>"), "250"),
            ("DATA".to_owned(), "354"),
            (format!("{letter}\r\n."), "250"),
            ("QUIT".to_owned(), "221"),
        ] {
            write!(stream, "{line}\r\n")?;
            expect(code)?;
        }
        Ok(())
    }

    /// The letters in a mailbox, the oldest first.
    pub(crate) fn letters(&self, name: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for part in ["new", "cur"] {
            let Ok(entries) = fs::read_dir(self.folder.join("mail").join(name).join(part)) else { continue };
            for entry in entries {
                let entry = entry?;
                found.push((entry.metadata()?.modified()?, entry.path()));
            }
        }
        found.sort();
        found.into_iter().map(|(_, path)| Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())).collect()
    }

    /// Waits for so many letters in a mailbox.
    pub(crate) fn wait(&self, name: &str, count: usize) -> Result<Vec<String>> {
        let deadline = Instant::now() + Duration::from_mins(1);
        loop {
            let letters = self.letters(name)?;
            if letters.len() >= count {
                return Ok(letters);
            }
            ensure!(
                Instant::now() < deadline,
                "{} of {count} letters for {name} came; Postfix says:\n{}",
                letters.len(),
                fs::read_to_string(self.folder.join("postfix.log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        // The master ends its children when it is asked, not when it is killed.
        let settings = self.folder.join("postfix");
        let _ = Command::new("postfix").arg("-c").arg(settings).arg("stop").stderr(Stdio::null()).status();
        let _ = self.smtp_server.wait(Duration::from_secs(10));
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The value of a header, unfolded.
pub(crate) fn header(letter: &str, name: &str) -> Option<String> {
    let head = letter.replace("\r\n", "\n");
    let head = head.split("\n\n").next()?.replace("\n ", " ").replace("\n\t", " ");
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

//! A letter that came by mail, read as far as a program may: to which letter of ours it answers, whether a machine wrote it, and
//! what a person needs in order to say what it is. What it decides is never guessed.
//!
//! Whoever wrote it may mean harm: only its text is shown, everything has a longest length, and files are bytes with a name.

use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};
use serde::{Deserialize, Serialize};

use saksi_base::Timestamp;

/// Most bytes of a letter that is taken whole; of a longer one its head alone is.
pub const MOST_BYTES: usize = 25 << 20;
/// Most characters of its text that are shown.
const MOST_TEXT: usize = 100_000;
/// Most files that are listed.
const MOST_FILES: usize = 100;
/// Characters of the word by which an answer is known.
pub const TOKEN: usize = 10;

/// Who wrote it, as far as headers tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Perhaps a person.
    Letter,
    /// A machine that answers by itself.
    Automatic,
    /// A mail server: a letter of ours could not be delivered.
    Bounce,
    /// A mail server: a letter of ours is late.
    Delay,
}

impl Kind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Automatic => "automatic",
            Self::Bounce => "bounce",
            Self::Delay => "delay",
        }
    }

    /// The message that names it.
    pub fn message(code: &str) -> &'static str {
        match code {
            "automatic" => "escalations-incoming-automatic",
            "bounce" => "escalations-incoming-bounce",
            "delay" => "escalations-incoming-delay",
            _ => "escalations-incoming-letter",
        }
    }
}

/// What lists show of a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// The name that it gives.
    pub name: String,
    /// The address that it gives.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// What a mail server said about a letter of ours.
    pub fault: String,
}

/// A file in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// The name that it gives.
    pub name: String,
    /// Its size.
    pub bytes: usize,
}

/// A letter that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its own identifier.
    pub message_id: Option<String>,
    /// Identifiers of letters that it answers or gives back, the nearest first, each in its brackets.
    pub answers: Vec<String>,
    /// Words by which an answer is known, from addresses and the subject.
    pub tokens: Vec<String>,
    /// What lists show.
    pub head: Head,
    /// When its writer says that it was written.
    pub written: Option<Timestamp>,
    /// Who wrote it.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Its files.
    pub files: Vec<Enclosed>,
}

/// Text for one line, of a bounded length.
fn line(text: &str, most: usize) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(most).collect::<String>().trim().to_owned()
}

fn bracketed(id: &str) -> String {
    format!("<{}>", id.trim().trim_start_matches('<').trim_end_matches('>'))
}

fn addresses<'a>(all: Option<&'a Address<'a>>) -> Vec<(String, String)> {
    let Some(all) = all else { return Vec::new() };
    let each =
        all.iter().take(50).map(|one| (line(one.name().unwrap_or(""), 200), line(one.address().unwrap_or(""), 320)));
    each.collect()
}

/// Whether it can be a word that we gave.
fn is_token(text: &str) -> bool {
    text.len() == TOKEN && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}

/// The word in an address such as `notices+k3v9x2m8q1@example.org`.
fn token_of_address(address: &str) -> Option<String> {
    let (local, _) = address.rsplit_once('@')?;
    let token = local.rsplit_once('+')?.1.trim_matches(['<', ' ']).to_ascii_lowercase();
    is_token(&token).then_some(token)
}

/// Words in brackets, such as in `Re: Threats [k3v9x2m8q1]`.
fn tokens_of_subject(subject: &str) -> impl Iterator<Item = String> + '_ {
    subject.split('[').skip(1).filter_map(|rest| {
        let token = rest.split(']').next()?.trim().to_ascii_lowercase();
        is_token(&token).then_some(token)
    })
}

/// Senders that nobody reads.
fn is_robot(address: &str) -> bool {
    const NAMES: [&str; 8] =
        ["noreply", "donotreply", "noresponse", "autoreply", "autoresponder", "mailerdaemon", "postmaster", "bounce"];
    let local = address.split('@').next().unwrap_or("").split('+').next().unwrap_or("");
    let plain: String = local.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    NAMES.iter().any(|name| plain == *name || plain.starts_with("noreply") || plain.ends_with("noreply"))
}

fn is_automatic(message: &Message<'_>, from: &str) -> bool {
    let mut machine = is_robot(from);
    for (name, value) in message.headers_raw() {
        let value = value.trim().to_ascii_lowercase();
        machine |= match name.to_ascii_lowercase().as_str() {
            "auto-submitted" => !value.is_empty() && !value.starts_with("no"),
            "precedence" => matches!(value.as_str(), "auto_reply" | "auto-reply" | "bulk" | "junk"),
            "x-autoreply" | "x-autorespond" | "x-autogenerated" => !matches!(value.as_str(), "" | "no" | "false"),
            "return-path" => value == "<>",
            _ => false,
        };
    }
    machine
}

/// What a report of a mail server says: whether the letter is lost for good, and why.
fn report(text: &str) -> Option<(bool, String)> {
    let text = text.replace("\r\n ", " ").replace("\r\n\t", " ").replace("\n ", " ").replace("\n\t", " ");
    let field = |name: &str| {
        text.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let action = field("Action")?.to_ascii_lowercase();
    let status = field("Status").unwrap_or_default();
    let said = field("Diagnostic-Code")
        .map(|said| said.split_once(';').map_or(said.clone(), |(_, said)| said.trim().to_owned()));
    let lost = match action.as_str() {
        "failed" => true,
        "delayed" => false,
        _ => return None,
    };
    Some((lost, line(&format!("{status} {}", said.unwrap_or_default()), 500)))
}

/// The kind of a report, and identifiers of the letters that it gives back.
fn given_back(message: &Message<'_>, answers: &mut Vec<String>) -> Option<(bool, String)> {
    let root = message.parts.first()?;
    let is_report = root.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
    });
    if !is_report {
        return None;
    }
    let mut told = None;
    for part in message.parts.iter().skip(1).take(20) {
        let kind = part.content_type().map_or_else(String::new, |kind| {
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("")).to_ascii_lowercase()
        });
        match (&part.body, kind.as_str()) {
            (PartType::Message(back), _) => answers.extend(back.message_id().map(bracketed)),
            (_, "message/delivery-status" | "message/global-delivery-status") => {
                told = told.or(report(&String::from_utf8_lossy(part.contents())));
            }
            (_, "text/rfc822-headers" | "message/global-headers" | "message/rfc822") => {
                let back = MessageParser::default().parse(part.contents());
                answers.extend(back.and_then(|back| back.message_id().map(bracketed)));
            }
            _ => {}
        }
    }
    told
}

fn text_of(message: &Message<'_>) -> String {
    let mut text = String::new();
    for place in 0..message.text_body_count().min(20) {
        if let Some(part) = message.body_text(place) {
            text.push_str(part.trim_end());
            text.push('\n');
        }
        if text.len() > 4 * MOST_TEXT {
            break;
        }
    }
    let plain = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    plain.take(MOST_TEXT).collect::<String>().trim().to_owned()
}

impl Incoming {
    /// Reads a letter. Whatever cannot be read stays empty; nothing is refused.
    pub fn read(raw: &[u8]) -> Self {
        let Some(message) = MessageParser::default().parse(raw) else { return Self::unreadable() };
        let (name, from) = addresses(message.from()).into_iter().next().unwrap_or_default();
        let subject = line(message.subject().unwrap_or(""), 300);
        let mut answers: Vec<String> = Vec::new();
        let list = |value: &mail_parser::HeaderValue<'_>| -> Vec<String> {
            value.as_text_list().unwrap_or_default().iter().map(|id| bracketed(id)).collect()
        };
        answers.extend(list(message.in_reply_to()));
        answers.extend(list(message.references()).into_iter().rev());
        let mut to: Vec<String> =
            [message.to(), message.cc()].into_iter().flat_map(addresses).map(|(_, address)| address).collect();
        for (name, value) in message.headers_raw() {
            if matches!(name.to_ascii_lowercase().as_str(), "delivered-to" | "x-original-to" | "envelope-to") {
                to.push(line(value, 320));
            }
        }
        let tokens = to.iter().filter_map(|address| token_of_address(address)).chain(tokens_of_subject(&subject));
        let tokens = tokens.take(20).collect();
        let told = given_back(&message, &mut answers);
        answers.truncate(100);
        let kind = match &told {
            Some((true, _)) => Kind::Bounce,
            Some((false, _)) => Kind::Delay,
            None if is_automatic(&message, &from) => Kind::Automatic,
            None => Kind::Letter,
        };
        let files = message.attachments().take(MOST_FILES).map(|part| Enclosed {
            name: line(part.attachment_name().unwrap_or(""), 200),
            bytes: part.contents().len(),
        });
        Self {
            message_id: message.message_id().map(bracketed),
            answers,
            tokens,
            head: Head { name, from, subject, fault: told.map_or_else(String::new, |(_, said)| said) },
            written: message.date().map(|date| Timestamp::from_seconds(date.to_timestamp())),
            kind,
            text: text_of(&message),
            files: files.collect(),
        }
    }

    fn unreadable() -> Self {
        Self {
            message_id: None,
            answers: Vec::new(),
            tokens: Vec::new(),
            head: Head::default(),
            written: None,
            kind: Kind::Letter,
            text: String::new(),
            files: Vec::new(),
        }
    }

    /// The host of the sender, where it is one.
    pub fn host(&self) -> Option<String> {
        let host = self.head.from.rsplit_once('@')?.1.to_ascii_lowercase();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        (host.contains('.') && host.bytes().all(plain)).then_some(host)
    }
}

/// The bytes of one file of a letter.
pub fn enclosed(raw: &[u8], number: usize) -> Option<Vec<u8>> {
    let message = MessageParser::default().parse(raw)?;
    let part = message.attachments().take(MOST_FILES).nth(number)?;
    Some(part.contents().to_vec())
}

/// An address to which answers come back with the word of their escalation.
pub fn with_token(address: &str, token: &str) -> String {
    address.rsplit_once('@').map_or_else(|| address.to_owned(), |(local, host)| format!("{local}+{token}@{host}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Incoming {
        Incoming::read(text.replace('\n', "\r\n").as_bytes())
    }

    #[test]
    fn an_answer_names_the_letter_that_it_answers_and_the_nearest_comes_first() {
        let came = read(
            "From: =?utf-8?q?D=C3=A9sir=C3=A9e?= <desk@platform.example>\nTo: notices+k3v9x2m8q1@here.example\nSubject: Re: Threats [K3V9X2M8Q1]\n\
             Message-ID: <a.1@platform.example>\nIn-Reply-To: <saksi.2@here.example>\nReferences: <saksi.1@here.example>\n <saksi.2@here.example>\n\
             Date: Sun, 22 Nov 2026 08:30:00 +0530\n\nWe look at it.\n",
        );
        assert_eq!(came.answers, ["<saksi.2@here.example>", "<saksi.2@here.example>", "<saksi.1@here.example>"]);
        assert_eq!(came.tokens, ["k3v9x2m8q1", "k3v9x2m8q1"]);
        assert_eq!((came.head.name.as_str(), came.head.from.as_str()), ("Désirée", "desk@platform.example"));
        assert_eq!((came.kind, came.text.as_str()), (Kind::Letter, "We look at it."));
        assert_eq!(came.written, Timestamp::parse("2026-11-22T03:00:00Z"));
        assert_eq!(came.host().as_deref(), Some("platform.example"));
        assert_eq!(with_token("notices@here.example", "k3v9x2m8q1"), "notices+k3v9x2m8q1@here.example");
    }

    #[test]
    fn machines_are_told_from_people() {
        for head in [
            "From: a@b.example\nAuto-Submitted: auto-replied",
            "From: a@b.example\nPrecedence: bulk",
            "From: a@b.example\nX-Autoreply: yes",
            "From: a@b.example\nReturn-Path: <>",
            "From: No Reply <no-reply@b.example>",
            "From: MAILER-DAEMON@b.example",
            "From: support-noreply@b.example",
        ] {
            assert_eq!(read(&format!("{head}\nSubject: Re\n\nThank you.\n")).kind, Kind::Automatic, "{head}");
        }
        for head in
            ["From: a@b.example\nAuto-Submitted: no", "From: norah@b.example", "From: a@b.example\nPrecedence: list"]
        {
            assert_eq!(read(&format!("{head}\nSubject: Re\n\nThank you.\n")).kind, Kind::Letter, "{head}");
        }
    }

    fn returned(action: &str, third: &str) -> Incoming {
        read(&format!(
            "From: MAILER-DAEMON@here.example\nReturn-Path: <>\nSubject: Undelivered\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nSorry.\n\
             --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; here.example\n\n\
             Final-Recipient: rfc822; desk@platform.example\nAction: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User\n    unknown\n\n--b\n{third}\n--b--\n"
        ))
    }

    #[test]
    fn a_letter_that_comes_back_says_which_one_and_why() {
        for third in [
            "Content-Type: message/rfc822\n\nMessage-ID: <saksi.1@here.example>\nSubject: Threats\n\nThe explanation.\n",
            "Content-Type: text/rfc822-headers\n\nMessage-ID: <saksi.1@here.example>\nSubject: Threats\n",
        ] {
            let came = returned("failed", third);
            assert_eq!(came.kind, Kind::Bounce, "{third}");
            assert_eq!(came.answers, ["<saksi.1@here.example>"], "{third}");
            assert_eq!(
                came.head.fault.split_whitespace().collect::<Vec<_>>().join(" "),
                "5.1.1 550 5.1.1 User unknown"
            );
            assert_eq!(returned("delayed", third).kind, Kind::Delay);
        }
    }

    #[test]
    fn a_page_in_a_letter_is_read_as_text_and_files_are_bytes_with_a_name() {
        let came = read(
            "From: a@b.example\nSubject: =?utf-8?b?2K/avtmF2qnbjNin2rog?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
             Content-Type: text/html; charset=utf-8\n\n<p>We <b>removed</b> it.</p><script>alert(1)</script>\n--b\n\
             Content-Type: text/html; name=\"../../x.html\"\nContent-Disposition: attachment; filename=\"../../x.html\"\nContent-Transfer-Encoding: base64\n\nPHNjcmlwdD4=\n--b--\n",
        );
        assert!(came.text.starts_with("We removed it."), "{}", came.text);
        assert!(!came.text.contains('<'), "{}", came.text);
        assert_eq!(came.files.iter().map(|file| file.bytes).collect::<Vec<_>>(), [8]);
        assert!(came.head.subject.starts_with("دھمکیا"), "{}", came.head.subject);
    }

    #[test]
    fn parts_within_parts_end_somewhere() {
        let mut text = String::from("From: a@b.example\nMIME-Version: 1.0\n");
        for depth in 0..3_000 {
            let _ = std::fmt::Write::write_fmt(
                &mut text,
                format_args!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"),
            );
        }
        let came = read(&text);
        assert_eq!(came.head.from, "a@b.example");
        let nested = "Content-Type: message/rfc822\n\n".repeat(3_000);
        let _ = read(&format!("From: a@b.example\n{nested}"));
    }

    proptest! {
        #[test]
        fn nothing_that_comes_makes_it_panic(raw: Vec<u8>, head in "(From|To|Subject|References|Content-Type|Date): [ -~]{0,80}\r\n\r\n[ -~\r\n]{0,200}") {
            let _ = Incoming::read(&raw);
            let came = Incoming::read(head.as_bytes());
            prop_assert!(came.head.subject.chars().count() <= 300);
        }
    }
}

//! Mail: hands notices, bells and letters to members to the one server that the operator named (RFC 5321, RFC 5322).

use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use lettre::address::Envelope;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue, Subject,
};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use saksi_cases::actions::bells::{Later as Soon, Ring, Ringing};
use saksi_directory::{Later as Soonest, Mail, Post as Deliver, Unposted};
use saksi_escalations::{Carry, Later, Letter, Undelivered};

use crate::config::Config;
use crate::pgp::Gpg;

/// How long the server may take for one command.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server that the operator named.
pub(crate) struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Option<Address>,
    gpg: Gpg,
}

/// The server of the settings; none where none is named.
pub(crate) fn post(config: &Config) -> anyhow::Result<Option<Post>> {
    let smtp = &config.smtp;
    if smtp.host.is_empty() {
        return Ok(None);
    }
    let unusable = || said!("cli-setting-unusable", setting = "smtp.host", value = &smtp.host);
    let (mut builder, usual) = match smtp.encryption.as_str() {
        "none" => (AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host), 25),
        "tls" => (AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host).with_context(unusable)?, 465),
        _ => (AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host).with_context(unusable)?, 587),
    };
    builder = builder.port(if smtp.port == 0 { usual } else { smtp.port }).timeout(Some(PATIENCE));
    let public = config.public_url.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next());
    if let Some(host) = public.filter(|host| host.contains('.')) {
        builder = builder.hello_name(ClientId::Domain(host.to_owned()));
    }
    if !smtp.user.is_empty() {
        builder = builder.credentials(Credentials::new(smtp.user.clone(), smtp.password.clone()));
    }
    let from = if smtp.from.is_empty() {
        None
    } else {
        Some(
            smtp.from
                .parse()
                .with_context(|| said!("cli-setting-unusable", setting = "smtp.from", value = &smtp.from))?,
        )
    };
    Ok(Some(Post { server: builder.build(), from, gpg: Gpg::new() }))
}

/// Text for one line of a header: a line break would begin another one, and the library refuses it with a panic.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The head of a letter's mail, with this subject.
fn head(letter: &Letter, subject: &str, from: Option<&Address>) -> anyhow::Result<MessageBuilder> {
    let writer: Address = letter.sender_mail.parse().context("the writer's address")?;
    let recipient: Address = letter.recipient.parse().context("the recipient's address")?;
    let name = Some(one_line(&letter.sender_name)).filter(|name| !name.is_empty());
    let seconds = u64::try_from(letter.at.0.div_euclid(1_000_000)).unwrap_or(0);
    let back: Option<Address> =
        letter.reply_to.as_deref().map(str::parse).transpose().context("the address of answers")?;
    let sender = from.cloned().unwrap_or_else(|| writer.clone());
    // What cannot be delivered comes back to where answers come, unless the server takes one sender only.
    let returns = from.or(back.as_ref()).cloned().unwrap_or_else(|| writer.clone());
    let mut builder = Message::builder()
        .from(Mailbox::new(name.clone(), sender))
        .to(Mailbox::new(None, recipient.clone()))
        .subject(one_line(subject))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(letter.message_id.clone()))
        .envelope(Envelope::new(Some(returns), vec![recipient])?);
    // The first address is the one that programs of the other side answer to.
    for answer in back.into_iter().chain([writer]) {
        builder = builder.reply_to(Mailbox::new(name.clone(), answer));
    }
    if let Some(first) = &letter.follows {
        builder = builder.in_reply_to(first.clone()).references(first.clone());
    }
    Ok(builder)
}

/// What stands between the parts of a letter: made of the identifier, so that a second try makes the same mail. It is far longer than any
/// line of base64.
fn boundary(letter: &Letter) -> String {
    letter.message_id.chars().filter(char::is_ascii_alphanumeric).take(60).collect()
}

/// The text of a letter and its files.
fn with_files(letter: &Letter) -> MultiPart {
    let mut all = MultiPart::mixed().boundary(boundary(letter)).singlepart(SinglePart::plain(letter.body.clone()));
    for (name, kind, bytes) in &letter.files {
        let kind = ContentType::parse(kind).unwrap_or(ContentType::TEXT_PLAIN);
        all = all.singlepart(Attachment::new(one_line(name)).body(bytes.clone(), kind));
    }
    all
}

/// The mail of a letter: the same bytes on every try.
fn message(letter: &Letter, from: Option<&Address>) -> anyhow::Result<Message> {
    let builder = head(letter, &letter.subject, from)?;
    if letter.files.is_empty() {
        return Ok(builder.singlepart(SinglePart::plain(letter.body.clone()))?);
    }
    Ok(builder.multipart(with_files(letter))?)
}

/// What is encrypted of a letter: its text and files, with its subject, which mail programs show in the place of the outer one
/// (`protected-headers`, draft-autocrypt-lamps-protected-headers).
fn inside(letter: &Letter) -> anyhow::Result<Vec<u8>> {
    let subject = Subject::from(one_line(&letter.subject));
    if letter.files.is_empty() {
        let kind = ContentType::parse("text/plain; charset=utf-8; protected-headers=\"v1\"")?;
        return Ok(SinglePart::builder().header(kind).header(subject).body(letter.body.clone()).formatted());
    }
    let mut all = with_files(letter);
    let kind = format!("multipart/mixed; boundary=\"{}\"; protected-headers=\"v1\"", boundary(letter));
    all.headers_mut().set(ContentType::parse(&kind)?);
    all.headers_mut().set(subject);
    Ok(all.formatted())
}

/// The mail of a letter that its recipient alone can read (RFC 3156, section 4), around what was encrypted.
fn sealed(letter: &Letter, subject: &str, from: Option<&Address>, armour: String) -> anyhow::Result<Message> {
    let part = |kind: &str| Ok::<_, anyhow::Error>(SinglePart::builder().header(ContentType::parse(kind)?));
    let version = part("application/pgp-encrypted")?.header(ContentTransferEncoding::SevenBit);
    let words = part("application/octet-stream; name=\"encrypted.asc\"")?
        .header(ContentDisposition::inline_with_name("encrypted.asc"))
        .header(ContentTransferEncoding::SevenBit);
    let all = MultiPart::encrypted("application/pgp-encrypted".to_owned())
        .boundary(boundary(letter))
        .singlepart(version.body("Version: 1\r\n".to_owned()))
        .singlepart(words.body(armour));
    Ok(head(letter, subject, from)?.multipart(all)?)
}

impl Post {
    /// The mail of a letter. What must be encrypted and cannot be is none.
    async fn written(&self, letter: &Letter) -> Result<Message, Undelivered> {
        let unwritten = |error: anyhow::Error| Undelivered::Never(format!("the mail cannot be written: {error:#}"));
        let Some(concealed) = &letter.concealed else {
            return message(letter, self.from.as_ref()).map_err(unwritten);
        };
        let plain = inside(letter).map_err(unwritten)?;
        let armour = self.gpg.encrypt(&concealed.key.armour, &plain).await;
        let armour = armour.map_err(|fault| Undelivered::Held(fault.to_string()))?;
        sealed(letter, &concealed.subject, self.from.as_ref(), armour).map_err(unwritten)
    }
}

impl Carry for Post {
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>> {
        Box::pin(async move {
            let message = self.written(&letter).await?;
            match self.server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(Undelivered::Never(error.to_string())),
                Err(error) => Err(Undelivered::Later(error.to_string())),
            }
        })
    }
}

/// The mail of a bell. Mail programs that answer by themselves leave it alone.
fn bell(ringing: Ringing, from: &Address) -> anyhow::Result<Message> {
    let recipient: Address = ringing.to.parse().context("the address to ring")?;
    Ok(Message::builder()
        .from(Mailbox::new(None, from.clone()))
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&ringing.subject))
        .header(AutoSubmitted)
        .message_id(None)
        .singlepart(SinglePart::plain(ringing.body))?)
}

/// `Auto-Submitted: auto-generated` (RFC 3834): no holiday notice comes back.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Ring for Post {
    fn ring(&self, ringing: Ringing) -> Soon<'_, Result<(), String>> {
        Box::pin(async move {
            let from = self.from.as_ref().ok_or_else(|| {
                "smtp.from names no address, so that no letter can come from this server itself".to_owned()
            })?;
            let message = bell(ringing, from).map_err(|error| format!("{error:#}"))?;
            self.server.send(message).await.map(|_| ()).map_err(|error| error.to_string())
        })
    }
}

/// The mail of a letter to a member: one click turns such letters off (RFC 8058), and no holiday notice comes back.
fn to_member(mail: Mail, from: &Address) -> anyhow::Result<Message> {
    let recipient: Address = mail.to.parse().context("the member's address")?;
    Ok(Message::builder()
        .from(Mailbox::new(None, from.clone()))
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&mail.subject))
        .message_id(Some(mail.id))
        .header(AutoSubmitted)
        .header(ListUnsubscribe(one_line(&mail.off)))
        .header(ListUnsubscribePost)
        .singlepart(SinglePart::plain(mail.body))?)
}

/// `List-Unsubscribe` (RFC 2369): the address that turns the letters off.
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// `List-Unsubscribe-Post: List-Unsubscribe=One-Click` (RFC 8058).
#[derive(Debug, Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

impl Deliver for Post {
    fn post(&self, mail: Mail) -> Soonest<'_, Result<(), Unposted>> {
        Box::pin(async move {
            let from = self.from.as_ref().ok_or_else(|| {
                Unposted::Later("smtp.from names no address, so that no letter can come from this server itself".into())
            })?;
            let message = to_member(mail, from)
                .map_err(|error| Unposted::Never(format!("the letter cannot be written: {error:#}")))?;
            match self.server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(Unposted::Never(error.to_string())),
                Err(error) => Err(Unposted::Later(error.to_string())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MimeHeaders as _;
    use saksi_base::Timestamp;
    use saksi_escalations::Concealed;

    fn letter() -> Letter {
        Letter {
            message_id: "<saksi.0123@here.example>".into(),
            at: Timestamp::parse("2026-11-22T08:30:00Z").unwrap(),
            sender_name: "Saksi \"Nusantara\"\r\nBcc: everybody@example.org".into(),
            sender_mail: "liaison@here.example".into(),
            recipient: "desk@platform.example".into(),
            subject: "دھمکیاں\r\nBcc: everybody@example.org".into(),
            reply_to: None,
            follows: None,
            body: "The explanation.\n.\nالف\n".into(),
            files: vec![("a.png".into(), "image/png".into(), vec![0, 1, 2, 255])],
            concealed: None,
        }
    }

    #[test]
    fn two_tries_make_the_same_mail() {
        let (one, two) = (message(&letter(), None).unwrap(), message(&letter(), None).unwrap());
        assert_eq!(one.formatted(), two.formatted());
        let text = String::from_utf8(one.formatted()).unwrap();
        assert!(text.contains("Message-ID: <saksi.0123@here.example>"), "{text}");
        assert!(text.contains("Date: Sun, 22 Nov 2026 08:30:00 +0000"), "{text}");
    }

    #[test]
    fn what_somebody_typed_makes_no_header_of_its_own() {
        let text = String::from_utf8(message(&letter(), None).unwrap().formatted()).unwrap();
        assert!(!text.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{text}");
        let message = message(&letter(), None).unwrap();
        let recipients: Vec<String> = message.envelope().to().iter().map(ToString::to_string).collect();
        assert_eq!(recipients, ["desk@platform.example"]);
    }

    #[test]
    fn answers_go_to_the_writer_where_the_server_takes_one_sender_only() {
        let from: Address = "notices@server.example".parse().unwrap();
        let text = String::from_utf8(message(&letter(), Some(&from)).unwrap().formatted()).unwrap();
        // Long headers go on in the next line, after a blank.
        let text = text.replace("\r\n ", " ");
        assert!(
            text.lines().any(|line| line.starts_with("Reply-To:") && line.contains("liaison@here.example")),
            "{text}"
        );
        assert!(text.contains("notices@server.example"));
    }

    #[test]
    fn answers_and_returns_come_to_the_address_with_the_word_of_the_escalation() {
        let letter = Letter { reply_to: Some("notices+k3v9x2m8q1@here.example".into()), ..letter() };
        let mail = message(&letter, None).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap().replace("\r\n ", " ");
        let answers = text.lines().find(|line| line.starts_with("Reply-To:")).unwrap();
        assert!(answers.find("notices+k3v9x2m8q1@here.example") < answers.find("liaison@here.example"), "{answers}");
        assert_eq!(mail.envelope().from().unwrap().to_string(), "notices+k3v9x2m8q1@here.example");
        let from: Address = "notices@server.example".parse().unwrap();
        let mail = message(&letter, Some(&from)).unwrap();
        assert_eq!(mail.envelope().from().unwrap().to_string(), "notices@server.example");
    }

    /// A mail server for one visitor: it answers `RCPT` with a line of the caller's, and gives back what it was told.
    async fn server(answer: &'static str) -> (u16, tokio::task::JoinHandle<String>) {
        use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let told = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.into_split();
            write.write_all(b"220 here\r\n").await.unwrap();
            let (mut lines, mut told, mut data) = (BufReader::new(read).lines(), String::new(), false);
            while let Ok(Some(line)) = lines.next_line().await {
                told.push_str(&line);
                told.push('\n');
                let answer = match line.split(' ').next().unwrap_or("") {
                    "." if data => {
                        data = false;
                        "250 taken"
                    }
                    _ if data => continue,
                    "DATA" => {
                        data = true;
                        "354 go on"
                    }
                    "RCPT" => answer,
                    "QUIT" => "221 bye",
                    _ => "250 yes",
                };
                if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                    break;
                }
            }
            told
        });
        (port, told)
    }

    async fn carried(answer: &'static str) -> (Result<(), Undelivered>, String) {
        carried_of(answer, letter(), Gpg::new()).await
    }

    async fn carried_of(answer: &'static str, letter: Letter, gpg: Gpg) -> (Result<(), Undelivered>, String) {
        let (port, told) = server(answer).await;
        let smtp = crate::config::Smtp {
            host: "127.0.0.1".into(),
            port,
            encryption: "none".into(),
            ..crate::config::Smtp::default()
        };
        let config = Config { smtp, ..Config::default() };
        let outcome = {
            let server = Post { gpg, ..super::post(&config).unwrap().unwrap() };
            server.carry(letter).await
        };
        (outcome, told.await.unwrap())
    }

    #[tokio::test]
    async fn a_letter_goes_over_the_wire_whole() {
        let (outcome, told) = carried("250 yes").await;
        assert_eq!(outcome, Ok(()));
        assert!(told.contains("MAIL FROM:<liaison@here.example>"), "{told}");
        assert!(told.contains("RCPT TO:<desk@platform.example>"), "{told}");
        assert!(told.contains("Message-ID: <saksi.0123@here.example>"), "{told}");
        assert!(told.contains("filename=\"a.png\"") && told.contains("AAEC/w=="), "{told}");
    }

    #[tokio::test]
    async fn what_is_refused_for_good_is_told_apart_from_what_waits() {
        let (outcome, _) = carried("550 no such user").await;
        assert!(matches!(&outcome, Err(Undelivered::Never(said)) if said.contains("no such user")), "{outcome:?}");
        let (outcome, _) = carried("451 greylisted").await;
        assert!(matches!(&outcome, Err(Undelivered::Later(said)) if said.contains("greylisted")), "{outcome:?}");
        let nobody = Config {
            smtp: crate::config::Smtp {
                host: "127.0.0.1".into(),
                port: 1,
                encryption: "none".into(),
                ..crate::config::Smtp::default()
            },
            ..Config::default()
        };
        let outcome = post(&nobody).unwrap().unwrap().carry(letter()).await;
        assert!(matches!(outcome, Err(Undelivered::Later(_))), "{outcome:?}");
    }

    #[tokio::test]
    async fn a_letter_to_a_key_goes_over_the_wire_readable_to_its_owner_alone() {
        let Some(ring) = crate::pgp::tests::Ring::new() else { return };
        let armour = ring.key("Desk <desk@platform.example>");
        let key = saksi_escalations::model::register::PublicKey { armour, fingerprint: String::new() };
        let concealed = Some(Concealed { key, subject: "[k3v9x2m8q1]".into() });
        for files in [letter().files, Vec::new()] {
            let letter = Letter { concealed: concealed.clone(), files, ..letter() };
            let (outcome, told) = carried_of("250 yes", letter.clone(), Gpg::new()).await;
            assert_eq!(outcome, Ok(()));
            for secret in ["The explanation", "a.png", "AAEC/w==", "everybody@example.org"] {
                assert!(!told.contains(secret), "{secret} in {told}");
            }
            // What came over the wire, as another reader of mail takes it apart.
            let data = told.split_once("DATA\n").unwrap().1.split_once("\n.\n").unwrap().0;
            let mail = mail_parser::MessageParser::default().parse(data.as_bytes()).unwrap();
            assert_eq!(mail.subject(), Some("[k3v9x2m8q1]"));
            let kind = mail.content_type().unwrap();
            assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("encrypted")));
            assert_eq!(kind.attribute("protocol"), Some("application/pgp-encrypted"));
            let kinds: Vec<_> = mail.parts[1..]
                .iter()
                .map(|part| {
                    let kind = part.content_type().unwrap();
                    format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or(""))
                })
                .collect();
            assert_eq!(kinds, ["application/pgp-encrypted", "application/octet-stream"]);
            assert_eq!(String::from_utf8_lossy(mail.parts[1].contents()).trim(), "Version: 1");
            let plain = ring.decrypt(&String::from_utf8_lossy(mail.parts[2].contents()));
            let inner = mail_parser::MessageParser::default().parse(&plain).unwrap();
            assert!(inner.subject().unwrap().starts_with("دھمکیاں"), "{:?}", inner.subject());
            assert_eq!(inner.body_text(0).unwrap().replace('\r', ""), letter.body);
            let files: Vec<_> = inner.attachments().map(|part| part.contents().to_vec()).collect();
            assert_eq!(files, letter.files.iter().map(|(_, _, bytes)| bytes.clone()).collect::<Vec<_>>());
        }
    }

    #[tokio::test]
    async fn what_cannot_be_encrypted_is_never_handed_to_the_server() {
        let key = saksi_escalations::model::register::PublicKey { armour: "no key".into(), fingerprint: String::new() };
        let letter = Letter { concealed: Some(Concealed { key, subject: "[k3v9x2m8q1]".into() }), ..letter() };
        let config = Config {
            smtp: crate::config::Smtp {
                host: "127.0.0.1".into(),
                port: 1,
                encryption: "none".into(),
                ..crate::config::Smtp::default()
            },
            ..Config::default()
        };
        // Nobody listens there: a letter that went on to the server would come back as `Later`.
        let server = super::post(&config).unwrap().unwrap();
        assert!(matches!(server.carry(letter.clone()).await, Err(Undelivered::Held(_))));
        let server = Post { gpg: Gpg::missing(), ..server };
        let outcome = server.carry(letter).await;
        assert!(matches!(&outcome, Err(Undelivered::Held(said)) if said.contains("not installed")), "{outcome:?}");
    }

    #[test]
    fn a_bell_comes_from_the_server_and_asks_for_no_answer_by_itself() {
        let ringing = Ringing {
            to: "duty@help.example".into(),
            subject: "Bantuan: 2 wait\r\nBcc: everybody@example.org".into(),
            body: "The queue: https://here.example/cases\n".into(),
        };
        let from: Address = "server@here.example".parse().unwrap();
        let message = bell(ringing, &from).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
        assert!(
            text.contains("From: server@here.example\r\n") && text.contains("https://here.example/cases"),
            "{text}"
        );
        assert!(!text.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{text}");
        assert_eq!(message.envelope().to().len(), 1);
    }

    #[tokio::test]
    async fn a_letter_to_a_member_goes_over_the_wire_with_one_click_that_turns_it_off() {
        let (port, told) = server("250 yes").await;
        let smtp = crate::config::Smtp {
            host: "127.0.0.1".into(),
            port,
            encryption: "none".into(),
            from: "server@here.example".into(),
            ..crate::config::Smtp::default()
        };
        let config = Config { smtp, ..Config::default() };
        let off = "https://here.example/digest/0123456789012345678901234567890123456789012/off";
        let mail = Mail {
            to: "naw@karen.example".into(),
            subject: "خبر\r\nBcc: everybody@example.org".into(),
            body: "New note: Plan\n".into(),
            off: off.into(),
            id: "<00ff@here.example>".into(),
        };
        let outcome = {
            let server = super::post(&config).unwrap().unwrap();
            server.post(mail).await
        };
        assert_eq!(outcome, Ok(()));
        let told = told.await.unwrap();
        let whole = told.replace("\n ", " ");
        assert!(whole.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"), "{told}");
        let unsubscribe = whole.lines().find(|line| line.starts_with("List-Unsubscribe:")).unwrap();
        assert!(unsubscribe.contains(&format!("<{off}>")), "{told}");
        assert!(whole.contains("Message-ID: <00ff@here.example>") && whole.contains("RCPT TO:<naw@karen.example>"));
        assert!(!whole.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{told}");
    }
}

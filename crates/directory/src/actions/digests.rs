//! News of one's working groups by mail. One sets one's own address; a letter asks whether it is theirs before any other goes there, and each
//! letter turns the mail off.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use saksi_base::clock::MINUTE;
use saksi_base::{PersonId, Problem, ProblemKind, SiteLanguage, Timestamp};
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::Member;
use saksi_network::model::secret::{LinkSecret, SecretHash};
use saksi_web::{Locale, Site, without_isolates};

use super::{groups, note};
use crate::handle::{Groups, Mail, Needs, Unposted};
use crate::model::digests::{AddressState, Digest, Frequency, PAUSE, Told, address, says_stale};
use crate::store::{digests as rows, life};

/// The job that sends somebody their letter.
pub const JOB: &str = "group-digest";
/// The job that asks whether an address is somebody's.
pub const ASK: &str = "group-digest-ask";
/// How long after a moment everything that began before it is written, in microseconds.
const SETTLED: i64 = MINUTE;
/// Most letters that one turn of housekeeping begins.
const AT_ONCE: i64 = 500;

/// How one wants news.
pub async fn own(tx: &mut Tx, by: &Member) -> Result<Option<Digest>, Problem> {
    rows::of_person(tx, by.person).await
}

/// Says how one wants news. Another address than before is asked first whether it is one's own.
pub async fn set(
    tx: &mut Tx,
    by: &Member,
    to: &str,
    frequency: Frequency,
    language: SiteLanguage,
) -> Result<(), Problem> {
    let to = address(to)?;
    let now = tx.now();
    let before = rows::of_person(tx, by.person).await?;
    let same = before.as_ref().filter(|before| before.address == to && before.state == AddressState::Confirmed);
    let digest = if let Some(same) = same {
        // What happened while it was off is no news when it comes on again.
        let since = if same.frequency == Frequency::Off { now } else { same.since };
        let next = frequency.next(now);
        let next = if same.frequency == frequency { same.next } else { next };
        Digest { frequency, language, since, next, ..same.clone() }
    } else {
        if let Some(before) = &before
            && now.since(before.asked) < PAUSE
        {
            return Err(Problem::new(ProblemKind::Conflict, "directory-mail-wait"));
        }
        tx.enqueue(ASK, by.person.0, now).await?;
        Digest {
            person: by.person,
            address: to,
            frequency,
            language,
            state: AddressState::Asked,
            word: LinkSecret::new(&*tx.random()).reveal().to_owned(),
            asked: now,
            since: now,
            next: frequency.next(now),
        }
    };
    rows::put(tx, &digest).await?;
    note(tx, by.actor(), by.person.0, "group-mail-set", frequency.code().as_bytes()).await
}

/// Forgets one's address.
pub async fn remove(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    if !rows::remove(tx, by.person).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), by.person.0, "group-mail-removed", &[]).await
}

/// What a link of a letter leads to, for whoever has it.
pub async fn of_word(tx: &mut Tx, word: &str) -> Result<Digest, Problem> {
    let word = LinkSecret::parse(word).ok_or_else(Problem::not_found)?;
    rows::of_word(tx, word.reveal()).await?.ok_or_else(Problem::not_found)
}

/// Whoever reads the letters of an address says that it is theirs.
pub async fn confirm(tx: &mut Tx, word: &str) -> Result<(), Problem> {
    let digest = of_word(tx, word).await?;
    if digest.state == AddressState::Confirmed {
        return Ok(());
    }
    let now = tx.now();
    let next = digest.frequency.next(now);
    let person = digest.person;
    rows::put(tx, &Digest { state: AddressState::Confirmed, since: now, next, ..digest }).await?;
    note(tx, Actor::Public, person.0, "group-mail-confirmed", &[]).await
}

/// Whoever reads the letters of an address wants no more of them. Of one that was never said to be theirs nothing is kept.
pub async fn turn_off(tx: &mut Tx, word: &str) -> Result<(), Problem> {
    let digest = of_word(tx, word).await?;
    let person = digest.person;
    if digest.state == AddressState::Asked {
        rows::remove(tx, person).await?;
    } else if digest.frequency != Frequency::Off {
        let frequency = Frequency::Off;
        rows::put(tx, &Digest { frequency, next: frequency.next(tx.now()), ..digest }).await?;
    }
    note(tx, Actor::Public, person.0, "group-mail-off", &[]).await
}

/// Puts a job into the queue for everybody whose letter is due. Run it every few minutes.
pub async fn keep_house(room: &Groups, db: &Db) -> Result<(), Problem> {
    if room.post().is_none() {
        return Ok(());
    }
    let due = saksi_db::read!(db, Viewer::System, tx => { rows::due(&mut tx, AT_ONCE).await })?;
    if due.is_empty() {
        return Ok(());
    }
    saksi_db::write!(db, "ask for letters", Viewer::System, tx => {
        let now = tx.now();
        for person in &due {
            tx.enqueue(JOB, person.0, now).await?;
        }
        Ok(())
    })
}

/// Does the jobs of [`JOB`] and [`ASK`].
pub fn handlers(room: &Groups, site: &Site) -> HashMap<&'static str, Handler> {
    let (sending, asking) = ((room.clone(), site.clone()), (room.clone(), site.clone()));
    let send_handler: Handler = Arc::new(move |db, job| {
        let (room, site) = sending.clone();
        Box::pin(async move { send(&room, &db, &site, PersonId(job.subject)).await })
    });
    let ask_handler: Handler = Arc::new(move |db, job| {
        let (room, site) = asking.clone();
        Box::pin(async move { ask(&room, &db, &site, PersonId(job.subject)).await })
    });
    HashMap::from([(JOB, send_handler), (ASK, ask_handler)])
}

fn site_address(site: &Site) -> &str {
    site.settings.public_url.trim_end_matches('/')
}

/// The address in a letter that leads to its settings.
fn page_of(site: &Site, digest: &Digest) -> String {
    format!("{}/digest/{}", site_address(site), digest.word)
}

/// An identifier of a letter that tells nothing about whose it is.
fn letter_id(site: &Site, digest: &Digest, what: &str) -> String {
    let whole = SecretHash::of(&format!("saksi letter {what} {} {}", digest.word, digest.since.0));
    let hexadecimal = whole.as_bytes().iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let host = site_address(site).split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next());
    format!("<{hexadecimal}@{}>", host.filter(|host| !host.is_empty()).unwrap_or("saksi.invalid"))
}

fn mail(site: &Site, digest: &Digest, what: &str, subject: &str, body: &str) -> Mail {
    Mail {
        to: digest.address.clone(),
        subject: without_isolates(subject),
        body: without_isolates(body),
        off: format!("{}/off", page_of(site, digest)),
        id: letter_id(site, digest, what),
    }
}

/// The letter that asks whether an address is somebody's.
fn question(l: &Locale, site: &Site, digest: &Digest) -> Mail {
    let name = site.name();
    let body = format!(
        "{}\n\n{}\n\n{}\n",
        l.ta("directory-letter-ask", &[("site", name.as_ref())]),
        page_of(site, digest),
        l.t("directory-letter-ask-else"),
    );
    mail(site, digest, "ask", &l.ta("directory-letter-ask-subject", &[("site", name.as_ref())]), &body)
}

/// The letter with somebody's news, and with what needs them in other rooms for as long as it does.
pub fn letter(l: &Locale, site: &Site, digest: &Digest, told: &Told, needs: &Needs) -> Mail {
    let name = site.name();
    let mut body = String::new();
    for (message, count, path) in [
        ("directory-letter-stale", told.stale, "/work/directory"),
        ("directory-letter-collections", needs.collections, "/work/evidence/sources"),
        ("directory-letter-times", needs.times, "/log"),
    ] {
        if count > 0 {
            let _ = write!(body, "{}\n{}{path}\n\n", l.ta(message, &[("count", count)]), site_address(site));
        }
    }
    if !told.has_no_news() {
        body.push_str(&l.ta("directory-letter-since", &[("date", l.date(digest.since).as_str())]));
        body.push_str("\n\n");
    }
    for news in &told.news {
        let title = without_isolates(&news.title);
        let _ = write!(body, "{}: {title}\n{}{}\n\n", l.t(news.message), site_address(site), news.path);
    }
    if told.others > 0 {
        let line = l.ta("directory-letter-others", &[("count", told.others)]);
        let _ = write!(body, "{line}\n{}/work/directory/groups\n\n", site_address(site));
    }
    let _ = write!(body, "-- \n{}\n{}\n", l.t("directory-letter-off"), page_of(site, digest));
    let subject = if told.has_no_news() { "directory-letter-subject-needs" } else { "directory-letter-subject" };
    mail(site, digest, "news", &l.ta(subject, &[("site", name.as_ref())]), &body)
}

async fn refused(db: &Db, person: PersonId) -> Result<(), Problem> {
    saksi_db::write!(db, "address refused", Viewer::System, tx => {
        if let Some(digest) = rows::of_person(&mut tx, person).await? {
            rows::put(&mut tx, &Digest { state: AddressState::Refused, ..digest }).await?;
            note(&mut tx, Actor::System, person.0, "group-mail-refused", &[]).await?;
        }
        Ok(())
    })
}

/// Hands a letter over; what its server refuses for good is shown to whoever set the address.
async fn hand_over(room: &Groups, db: &Db, person: PersonId, mail: Mail) -> Result<bool, String> {
    let Some(post) = room.post() else { return Ok(false) };
    match post.post(mail).await {
        Ok(()) => Ok(true),
        Err(Unposted::Later(said)) => Err(said),
        Err(Unposted::Never(_)) => refused(db, person).await.map(|()| false).map_err(|problem| problem.to_string()),
    }
}

async fn ask(room: &Groups, db: &Db, site: &Site, person: PersonId) -> Result<(), String> {
    let found: Result<_, Problem> =
        saksi_db::read!(db, Viewer::System, tx => { rows::of_person(&mut tx, person).await });
    let digest = found.map_err(|problem| problem.to_string())?;
    let Some(digest) = digest.filter(|digest| digest.state == AddressState::Asked) else { return Ok(()) };
    let l = Locale::new(Arc::clone(&site.translator), digest.language, db.clock().now());
    hand_over(room, db, person, question(&l, site, &digest)).await.map(drop)
}

/// What is due for somebody, and until when it tells.
async fn due(db: &Db, person: PersonId) -> Result<Option<(Digest, Told, Timestamp)>, Problem> {
    saksi_db::read!(db, Viewer::System, tx => {
        let now = tx.now();
        let digest = rows::of_person(&mut tx, person).await?.filter(|digest| {
            digest.state == AddressState::Confirmed && digest.frequency != Frequency::Off && digest.next <= now
        });
        let Some(digest) = digest else { return Ok(None) };
        let open = saksi_network::person(&mut tx, person).await?.is_some_and(|person| person.closed.is_none());
        if !open {
            return Ok(None);
        }
        // What began before this moment and is not written yet carries an earlier time: it is told the next time.
        let until = now.plus(-SETTLED).max(digest.since);
        let quiet = groups::quiet(&mut tx, person).await?;
        let mut told = rows::told(&mut tx, person, (digest.since, until), &quiet).await?;
        let confirmed = life::last_confirmed(&mut tx, person).await?;
        let stale = confirmed.into_iter().filter(|one| says_stale(*one, digest.since, until)).count();
        told.stale = i64::try_from(stale).unwrap_or(i64::MAX);
        Ok(Some((digest, told, until)))
    })
}

async fn send(room: &Groups, db: &Db, site: &Site, person: PersonId) -> Result<(), String> {
    let found = due(db, person).await.map_err(|problem| problem.to_string())?;
    let Some((digest, told, until)) = found else { return Ok(()) };
    let l = Locale::new(Arc::clone(&site.translator), digest.language, db.clock().now());
    let needs = match room.needs() {
        Some(known) => known.needs(person).await.map_err(|problem| problem.to_string())?,
        None => Needs::default(),
    };
    let anything = !told.is_empty() || !needs.is_empty();
    if anything && !hand_over(room, db, person, letter(&l, site, &digest, &told, &needs)).await? {
        return Ok(());
    }
    let sent: Result<(), Problem> = saksi_db::write!(db, "letter went", Viewer::System, tx => {
        let at = tx.now();
        // They may have changed their mind while it went.
        if let Some(now) = rows::of_person(&mut tx, person).await?.filter(|now| now.word == digest.word) {
            rows::put(&mut tx, &Digest { since: until, next: now.frequency.next(at), ..now }).await?;
        }
        Ok(())
    });
    sent.map_err(|problem| problem.to_string())
}

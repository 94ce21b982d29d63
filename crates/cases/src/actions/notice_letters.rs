//! What is done with a sealed notice: a second person looks, it is frozen, handed over, tried again, followed up. Each of these happens
//! while somebody who can open it is there.

use saksi_base::{CaseRecordId, DispatchId, EscalationId, Problem, Timestamp};
use saksi_escalations::actions::sealed::{self, Freezing, Words};
use saksi_escalations::model::Channel;
use saksi_escalations::model::notice::freeze;
use saksi_escalations::model::sealed::{commitment, pieces, whole_text};
use saksi_web::Locale;

use super::filing::seal_text;
use super::keys::Unlocked;
use super::notices::{
    BODY, OpenNotice, OpenPart, SENDER, SENT, SUBJECT, Texts, agreed, json, open, open_file, place, room, unreadable,
};
use crate::handle::Cases;
use crate::store::notices as rows;
use crate::store::notices::NoticeText;

/// Hands a complete draft to a second person.
pub async fn submit(cases: &Cases, me: &Unlocked, id: EscalationId) -> Result<(), Problem> {
    let found = open(cases, me, id).await?;
    found.complete()?;
    found.not_halted()?;
    saksi_db::write!(cases.db, "submit sealed notice", me.member().viewer(), tx => {
        sealed::submit(&mut tx, me.member(), id).await
    })
}

/// Gives a draft back to whoever wrote it.
pub async fn send_back(cases: &Cases, me: &Unlocked, id: EscalationId) -> Result<(), Problem> {
    open(cases, me, id).await?;
    saksi_db::write!(cases.db, "send sealed notice back", me.member().viewer(), tx => {
        sealed::send_back(&mut tx, me.member(), id).await
    })
}

/// Opens the copies of files, for the moment in which they are handed over.
async fn open_files(cases: &Cases, found: &OpenNotice) -> Result<Vec<(String, String, Vec<u8>)>, Problem> {
    let mut files = Vec::new();
    for part in &found.parts {
        for (id, name) in &part.files {
            let row = found.attachments.iter().find(|row| row.id == *id).ok_or_else(unreadable)?;
            files.push((name.name.clone(), name.kind.clone(), open_file(cases, &found.key, row).await?));
        }
    }
    Ok(files)
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}' | '\n')).collect()
}

/// Freezes a notice with its hash, and hands it to the mail server where its route is one of mail and there is a server; otherwise it
/// waits to be handed over by hand. Every consent must stand at this moment. `l` gives the headings in the notice's language.
pub async fn send(cases: &Cases, me: &Unlocked, l: &Locale, id: EscalationId) -> Result<(), Problem> {
    let room = room(cases)?;
    let member = me.member();
    let found = open(cases, me, id).await?;
    found.complete()?;
    found.not_halted()?;
    let now = cases.now();
    if found.parts.iter().any(|part| part.text.as_ref().is_some_and(|text| text.is_over(now))) {
        return Err(Problem::conflict("cases-consent-ended"));
    }
    let route = found.standing.route.clone();
    let route = route.ok_or_else(|| Problem::conflict("escalations-problem-route-gone"))?;
    let subject = plain(&if found.common.imminent {
        l.ta("escalations-notice-subject-imminent", &[("title", found.common.title.as_str())])
    } else {
        found.common.title.clone()
    });
    let there: Vec<&OpenPart> = found.parts.iter().filter(|part| part.text.is_some()).collect();
    let (common, parts) = pieces(l, &found.common, &found.present());
    let body = whole_text(&common, parts.iter().map(String::as_str));
    let files = open_files(cases, &found).await?;
    let lines = found.lines();
    let hash = commitment(found.salt.as_bytes(), &freeze(&route.facts.address, &subject, &body, &lines));
    let random = cases.random();
    let letter_id = DispatchId::new(now, &*random);
    let key = &found.key;
    let at = place(letter_id.0);
    let sender = (found.common.sender_name.clone(), found.common.sender_mail.clone());
    let texts = [
        (SUBJECT, seal_text(key, at, SUBJECT, &subject, &*random)?),
        (BODY, seal_text(key, at, BODY, &common, &*random)?),
        (SENDER, seal_text(key, at, SENDER, &json(&sender)?, &*random)?),
    ];
    let mut frozen = Vec::new();
    for ((part, text), own) in there.iter().zip(&parts).zip(found.present()) {
        let hash = commitment(found.salt.as_bytes(), &freeze("", "", text, &own.files));
        frozen.push((part.id, seal_text(key, place(part.id), SENT, text, &*random)?, hash));
    }
    let by_consent: Vec<CaseRecordId> = there.iter().filter_map(|part| part.consent).collect();
    let letter = saksi_db::write!(cases.db, "freeze sealed notice", member.viewer(), tx => {
        // What was read stands still: a consent that is taken back changes the version, and so does every other hand.
        if sealed::standing(&mut tx, id).await?.version != found.standing.version {
            return Err(Problem::conflict("escalations-problem-changed"));
        }
        for consent in &by_consent {
            agreed(&mut tx, *consent).await?;
        }
        if rows::is_halted(&mut tx, id).await? {
            return Err(Problem::conflict("cases-notice-halted"));
        }
        let new = Freezing { kind: "notice", id: letter_id, sender_mail: &sender.1, hash: &hash };
        let letter = sealed::freeze(&mut tx, member, id, new).await?;
        for (field, text) in &texts {
            rows::put_text(&mut tx, id, Some(id.0), letter_id.0, field, text).await?;
        }
        for (part, text, hash) in &frozen {
            if !rows::freeze_part(&mut tx, *part, letter_id, hash).await? {
                return Err(Problem::conflict("escalations-problem-changed"));
            }
            rows::put_text(&mut tx, id, Some(*part), *part, SENT, text).await?;
        }
        Ok::<_, Problem>(letter)
    })?;
    if route.channel == Channel::Email && room.carrier().is_some() {
        let words = Words { sender_name: sender.0, sender_mail: sender.1, subject, body, files };
        sealed::carry(room, &cases.db, member, &letter, words).await?;
    }
    Ok(())
}

/// Tries a letter again that the mail server refused, or whose sending was cut off.
pub async fn try_again(cases: &Cases, me: &Unlocked, id: EscalationId, letter: DispatchId) -> Result<(), Problem> {
    let room = room(cases)?;
    let found = open(cases, me, id).await?;
    let known = found.letters.iter().find(|known| known.letter.id == letter).ok_or_else(Problem::not_found)?;
    if !matches!(known.letter.state.as_str(), "waiting" | "failed") || known.letter.channel != Channel::Email.code() {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    found.not_halted()?;
    let notice = known.letter.kind == "notice";
    let mut texts: Vec<&str> = known.pieces.iter().map(|piece| piece.as_str()).collect();
    let common = if texts.is_empty() { return Err(unreadable()) } else { texts.remove(0) };
    let (sender_name, sender_mail) = sender_of(cases, me, &found, letter).await?;
    let words = Words {
        sender_name,
        sender_mail,
        subject: known.subject.to_string(),
        body: whole_text(common, texts),
        files: if notice { open_files(cases, &found).await? } else { Vec::new() },
    };
    sealed::carry(room, &cases.db, me.member(), &known.letter, words).await
}

async fn sender_of(
    cases: &Cases,
    me: &Unlocked,
    found: &OpenNotice,
    letter: DispatchId,
) -> Result<(String, String), Problem> {
    let id = found.standing.id;
    let texts = saksi_db::read!(cases.db, me.member().viewer(), tx => { rows::texts(&mut tx, id).await })?;
    let rows = texts.into_iter().map(|NoticeText { place, field, sealed }| ((place, field), sealed)).collect();
    Texts { key: &found.key, rows }.read(letter.0, SENDER).ok_or_else(unreadable)
}

/// Says that a letter was handed over by hand at a moment.
pub async fn mark_sent(
    cases: &Cases,
    me: &Unlocked,
    id: EscalationId,
    letter: DispatchId,
    at: Timestamp,
    reference: &str,
) -> Result<(), Problem> {
    let mail = room(cases)?.carrier().is_some();
    open(cases, me, id).await?;
    saksi_db::write!(cases.db, "mark sealed notice sent", me.member().viewer(), tx => {
        sealed::mark_sent(&mut tx, me.member(), id, letter, at, reference, mail).await
    })
}

/// Freezes a chaser to a notice that was sent by mail, and hands it to the mail server.
pub async fn chase(cases: &Cases, me: &Unlocked, id: EscalationId, text: &str) -> Result<(), Problem> {
    let room = room(cases)?;
    let member = me.member();
    let mut problems = saksi_base::problem::Problems::new();
    saksi_web::fields::check_text(&mut problems, "text", text, 20_000, true);
    problems.finish()?;
    let found = open(cases, me, id).await?;
    found.not_halted()?;
    let first = found.letters.iter().find(|known| known.letter.kind == "notice" && known.letter.sent_at.is_some());
    let first = first.filter(|known| known.letter.channel == Channel::Email.code() && room.carrier().is_some());
    let first = first.ok_or_else(|| Problem::conflict("escalations-problem-no-mail"))?;
    if first.subject.is_empty() {
        return Err(Problem::conflict("cases-notice-shredded"));
    }
    let (subject, body) = (format!("Re: {}", first.subject.as_str()), format!("{}\n", text.trim()));
    let (sender_name, sender_mail) = sender_of(cases, me, &found, first.letter.id).await?;
    let hash = commitment(found.salt.as_bytes(), &freeze(&first.letter.recipient, &subject, &body, &[]));
    let random = cases.random();
    let letter_id = DispatchId::new(cases.now(), &*random);
    let at = place(letter_id.0);
    let sender = (sender_name, sender_mail);
    let texts = [
        (SUBJECT, seal_text(&found.key, at, SUBJECT, &subject, &*random)?),
        (BODY, seal_text(&found.key, at, BODY, &body, &*random)?),
        (SENDER, seal_text(&found.key, at, SENDER, &json(&sender)?, &*random)?),
    ];
    let letter = saksi_db::write!(cases.db, "freeze sealed chaser", member.viewer(), tx => {
        let new = Freezing { kind: "chaser", id: letter_id, sender_mail: &sender.1, hash: &hash };
        let letter = sealed::freeze(&mut tx, member, id, new).await?;
        for (field, text) in &texts {
            rows::put_text(&mut tx, id, Some(id.0), letter_id.0, field, text).await?;
        }
        Ok::<_, Problem>(letter)
    })?;
    let words = Words { sender_name: sender.0, sender_mail: sender.1, subject, body, files: Vec::new() };
    sealed::carry(room, &cases.db, member, &letter, words).await
}

/// Lets a notice be counted in figures, or not any more.
pub async fn count(cases: &Cases, me: &Unlocked, id: EscalationId, counted: bool) -> Result<(), Problem> {
    let found = open(cases, me, id).await?;
    let notice = counted.then_some(&found.common);
    saksi_db::write!(cases.db, "count sealed notice", me.member().viewer(), tx => {
        sealed::count(&mut tx, me.member(), id, notice).await
    })
}

//! The two texts of a pack for people: `README.txt` with the commands of stock tools, and `report.html`, one page to print.
//!
//! Both are in English, the language that most courts' experts and most tools share.

use std::fmt::Write as _;

use saksi_tlog::ots::Detached;
use saksi_tlog::record::{CustodyEvent, What, leaf_of};
use saksi_tlog::{EvidenceRecord, Hash, Policy, ProofFile, tsp};
use saksi_web::escape;

use super::{PROOF, Pack, STATE_PROOF, calendar_folder, part_path};

/// `README.txt`.
pub(super) fn readme(pack: &Pack, record: &EvidenceRecord) -> String {
    let entry = Hash::of(&pack.about.record);
    let mut text = format!(
        "VERIFICATION PACK\n\
         Record {}\n\
         Made {}\n\n\
         Everything that is needed to check one record of evidence without the server that made it. report.html\n\
         says the same in a page to print. What lies here proves nothing by lying here: get the keys (policy.txt)\n\
         and the authorities' root certificates (time/*/roots.pem) from a second source, and compare them.\n\n\
         1. Nothing was changed since the pack was made:\n\n   sha256sum -c SHA256SUMS\n\n\
         2. The record's fingerprint is its entry in the log:\n\n   sha256sum record.json\n   {entry}\n\n\
         3. The record names each part by its SHA-256. These must be the same:\n\n",
        record.id, pack.made
    );
    for (number, part) in record.parts.iter().enumerate() {
        let path = part_path(number, &part.name);
        let here = pack.parts.iter().any(|(name, _)| *name == part.name);
        if here {
            let _ = writeln!(text, "   sha256sum {path}\n   {}", part.sha256);
        } else {
            let _ = writeln!(text, "   ({path} is not in this pack; its SHA-256 is {})", part.sha256);
        }
    }
    text.push_str("\n   A .wacz file opens in ReplayWeb.page (https://replayweb.page) and in pywb.\n\n");
    match &pack.about.proof {
        Some(_) => text.push_str(
            "4. record.tlog-proof (C2SP tlog-proof) leads from the entry to a signed state of the log. The leaf is\n\n   \
             (printf '\\0'; sha256sum record.json | cut -c1-64 | xxd -r -p) | sha256sum\n\n   \
             Any RFC 6962 verifier computes the root from it: Go's golang.org/x/mod/sumdb/tlog, or PyPI aics-tlog.\n   \
             Go's golang.org/x/mod/sumdb/note checks the signatures with the keys of policy.txt. A witness's line signs\n   \
             `cosignature/v1`, `time <seconds>` and the first three lines of the state; its first eight bytes are the time.\n\n",
        ),
        None => text.push_str("4. The record waited for the next state of the log when this pack was made: no proof is in it.\n\n"),
    }
    if pack.tokens.is_empty() {
        text.push_str("5. No time from outside had come when this pack was made.\n\n");
    } else {
        text.push_str("5. Times from outside (RFC 3161):\n\n");
        for (number, token) in pack.tokens.iter().enumerate() {
            let folder = format!("time/{}", number + 1);
            let digest = if token.proof.is_some() {
                format!("$(sed '1,/^$/d' {folder}/record.tlog-proof | head -n 3 | sha256sum | cut -c1-64)")
            } else {
                entry.to_hex()
            };
            let _ = writeln!(
                text,
                "   openssl ts -verify -in {folder}/token.der -token_in -CAfile {folder}/roots.pem -untrusted {folder}/chain.pem \\\n     -digest {digest}"
            );
        }
        text.push('\n');
    }
    let mut number = 6;
    if !pack.calendars.is_empty() {
        bitcoin(&mut text, pack, number);
        number += 1;
    }
    if !pack.custody.is_empty() {
        let _ = writeln!(
            text,
            "{number}. custody/ holds what happened to the record later, each a record of its own; `parent` names the entry above.\n   Each has its proof, but for what still waited for the log when this pack was made.\n"
        );
    }
    text.push_str("With Saksi at hand, all of it at once: saksi verify PACK.zip\n");
    text
}

/// How to check what calendars gave.
fn bitcoin(text: &mut String, pack: &Pack, number: usize) {
    let _ = writeln!(
        text,
        "{number}. Bitcoin (OpenTimestamps; PyPI opentimestamps-client). A calendar promises first, and brings a hash into a block some\n   \
         hours later. A promise is a calendar's word and shows nothing yet. A block shows that the record existed by the time\n   \
         of its header, once you have compared that header: nothing in this pack can stand in for it.\n"
    );
    for (place, calendar) in pack.calendars.iter().enumerate() {
        let folder = calendar_folder(place);
        let named = Detached::parse(&calendar.ots).ok().and_then(|proof| proof.earliest_block());
        let _ = writeln!(text, "   sed '1,/^$/d' {folder}/{PROOF} | head -n 3 > state.txt");
        if let Some(block) = named {
            let _ = writeln!(
                text,
                "   ots verify -f state.txt {folder}/{STATE_PROOF}\n   \
                 It asks a Bitcoin node of your own. Without one, look block {height} up in two explorers that do not\n   \
                 belong together: its Merkle root must be\n   {root}\n   \
                 (`ots info {folder}/{STATE_PROOF}` computes the same), and the block's time is the time.\n",
                height = block.height,
                root = block.root_as_shown(),
            );
        } else {
            let _ = writeln!(
                text,
                "   ots upgrade {folder}/{STATE_PROOF}\n   ots verify -f state.txt {folder}/{STATE_PROOF}\n   \
                 {} had only promised a block when this pack was made. The first line asks what became of it.\n",
                calendar.calendar
            );
        }
    }
}

fn row(text: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = write!(text, "<tr><th>{name}</th><td>{}</td></tr>", escape(value));
    }
}

/// `report.css`, for the page beside it.
pub(super) const STYLE: &str = include_str!("../../data/report.css");

/// `report.html`: one page.
pub(super) fn page(pack: &Pack, record: &EvidenceRecord) -> String {
    let entry = Hash::of(&pack.about.record);
    let mut facts = String::new();
    let kind = match &record.what {
        What::Capture(capture) => {
            row(&mut facts, "Asked for", &capture.asked);
            row(&mut facts, "Answered by", &capture.answered);
            row(&mut facts, "Method", &capture.method);
            "A page or file that was fetched"
        }
        What::File(file) => {
            row(&mut facts, "Name when it came", file.original_name.as_deref().unwrap_or_default());
            row(&mut facts, "How it came", &file.method);
            "A file that somebody handed in"
        }
        What::Testimony(testimony) => {
            row(&mut facts, "By (a pseudonym)", &testimony.witness);
            row(&mut facts, "How it was taken", &testimony.method);
            "What somebody told"
        }
        What::Custody(_) => "Something that happened to evidence",
    };
    row(&mut facts, "Organisation", &record.organisation);
    row(&mut facts, "Operator (a pseudonym)", &record.operator);
    row(&mut facts, "Reason", &record.reason);
    row(&mut facts, "Began (the server's own clock)", &record.times.began.to_string());
    row(&mut facts, "Ended", &record.times.ended.to_string());
    row(&mut facts, "Entry in the log", &entry.to_hex());
    let mut parts = String::new();
    for (number, part) in record.parts.iter().enumerate() {
        let _ = write!(
            parts,
            "<tr><td>{}</td><td class=n>{}</td><td class=h>{}</td></tr>",
            escape(&part_path(number, &part.name)),
            part.length,
            part.sha256
        );
    }
    let logged = if pack.about.proof.is_some() {
        "The entry is in a public log to which one can only add; record.tlog-proof leads from it to a state that the log signed, and names the witnesses who signed that state, too, and when."
    } else {
        "When this pack was made, the entry still waited for the next signed state of the log."
    };
    let times = match pack.tokens.len() {
        0 => "No authority had signed a time when this pack was made.".to_owned(),
        1 => "One authority signed a time (RFC 3161): the record existed by then at the latest.".to_owned(),
        many => {
            format!("{many} authorities' tokens are in it (RFC 3161): the record existed by those times at the latest.")
        }
    };
    let blocks = blocks(pack);
    let (signed, custody) = (signed_times(pack, entry), custody(pack));
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Verification report</title><link rel=stylesheet href=report.css><h1>Verification report</h1><p>Record {id}, made into a pack on {made}.</p><h2>What it is</h2><p>{kind}.</p><table>{facts}</table><h2>Its parts</h2><table><tr><th>File</th><td>Bytes</td><td>SHA-256</td></tr>{parts}</table><h2>What can be checked</h2><ol><li>Each part is what the record says: its SHA-256 is in the record.</li><li>{logged}</li><li>{times}</li>{blocks}</ol>{signed}<h2>What happened to it since</h2>{custody}<h2>What it does not show</h2><p>That what the page or file says is true; who wrote it; that the operator saw nothing else. Times other than those of witnesses and authorities are the server's own word. The keys in this pack are those that the server names: compare them with ones from a second source. README.txt has the commands of stock tools.</p></html>\n",
        id = escape(&record.id),
        made = pack.made,
    )
}

/// When witnesses and authorities signed, as far as what lies in the pack shows it.
fn signed_times(pack: &Pack, entry: Hash) -> String {
    let mut rows = String::new();
    let policy = Policy::parse(&pack.policy).ok();
    let proof = pack.about.proof.as_deref().and_then(|proof| ProofFile::parse(proof).ok());
    let proven = proof.zip(policy).and_then(|(proof, policy)| proof.verify(leaf_of(entry), &policy).ok());
    for (witness, at) in proven.into_iter().flat_map(|proven| proven.verdict.witnesses) {
        if let Some(at) = at {
            let _ =
                write!(rows, "<tr><th>{}</th><td class=n>{at}</td><td>witness of the log</td></tr>", escape(&witness));
        }
    }
    for (number, token) in pack.tokens.iter().enumerate() {
        let digest = match &token.proof {
            None => Some(entry),
            Some(proof) => ProofFile::parse(proof).ok().map(|proof| Hash::of(proof.note.text().as_bytes())),
        };
        let roots: Vec<&[u8]> = token.roots.iter().map(Vec::as_slice).collect();
        let stamp = digest.and_then(|digest| tsp::verify(&token.token, digest, &roots).ok());
        let authority = escape(stamp.as_ref().map_or(token.authority.as_str(), |stamp| stamp.authority.as_str()));
        let at = stamp.map_or_else(|| "not shown by what is here".to_owned(), |stamp| stamp.at.to_string());
        let _ = write!(rows, "<tr><th>{authority}</th><td class=n>{at}</td><td>token in time/{}</td></tr>", number + 1);
    }
    if rows.is_empty() {
        return "<h2>Signed times</h2><p>None when this pack was made.</p>".to_owned();
    }
    format!(
        "<h2>Signed times</h2><p>The record existed by then at the latest, if the keys and roots are whose they say.</p><table>{rows}</table>"
    )
}

/// What happened to the record later, one line each.
fn custody(pack: &Pack) -> String {
    let mut rows = String::new();
    for (number, event) in pack.custody.iter().enumerate() {
        let Ok(record) = EvidenceRecord::from_canonical(&event.record) else { continue };
        let What::Custody(what) = &record.what else { continue };
        let said = match what.event {
            CustodyEvent::Viewed => "Looked at",
            CustodyEvent::Exported => "A copy left the server",
            CustodyEvent::HandedOver => "Given to somebody else",
            CustodyEvent::Rehashed => "Hashed anew: as recorded",
            CustodyEvent::FoundDamaged => "Hashed anew: a part was not as recorded",
            CustodyEvent::Redacted => "A working copy with something hidden was made",
            CustodyEvent::Deleted => "Deleted, as the rules of the organisation ask",
            CustodyEvent::ConsentWithdrawn => "The witness took back a part of the consent",
        };
        let party = what.party.as_deref().map(|party| format!(": {}", escape(party))).unwrap_or_default();
        let logged = if event.proof.is_some() { "" } else { ", not in the log yet" };
        let _ = write!(
            rows,
            "<tr><td class=n>{}</td><td>{said}{party}, by {}</td><td class=n>custody/{:03}.json{logged}</td></tr>",
            record.times.began,
            escape(&record.operator),
            number + 1
        );
    }
    if rows.is_empty() { "<p>Nothing is recorded.</p>".to_owned() } else { format!("<table>{rows}</table>") }
}

/// What calendars gave, as a line of the report.
fn blocks(pack: &Pack) -> String {
    if pack.calendars.is_empty() {
        return String::new();
    }
    let mut line = String::from("<li>Calendars of OpenTimestamps were given the state of the log that holds it.");
    for calendar in &pack.calendars {
        let named = Detached::parse(&calendar.ots).ok().and_then(|proof| proof.earliest_block());
        let calendar = escape(&calendar.calendar);
        let _ = match named {
            Some(block) => write!(
                line,
                " {calendar} brought it into block {} of Bitcoin, by its own proof: the record existed by the time of that block's header, once somebody has compared its Merkle root ({}) with a Bitcoin node or an explorer.",
                block.height,
                block.root_as_shown()
            ),
            None => write!(line, " {calendar} has promised to bring it into Bitcoin; that shows nothing yet."),
        };
    }
    line.push_str("</li>");
    line
}

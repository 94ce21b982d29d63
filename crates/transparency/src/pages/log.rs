//! The page of the log, for people.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_web::Tone;
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Shell, Site};

use crate::actions::checkpoint_of;
use crate::actions::running::Transparency;
use crate::model::standing::Held;
use crate::store::{calendars, checkpoints, count, log, stamps, witnesses};

/// A witness, as the page shows it.
#[derive(Debug)]
struct WitnessView {
    name: Markup,
    /// When it signed last; `None`: never.
    signed: Option<Markup>,
    size: String,
    /// Whether it signed the newest checkpoint.
    newest: bool,
}

/// A log that this server watches.
#[derive(Debug)]
struct WatchedView {
    name: Markup,
    size: String,
    signed: Markup,
}

/// A time from outside.
#[derive(Debug)]
struct TimeView {
    authority: Markup,
    at: Markup,
    size: String,
}

/// What a calendar gave.
#[derive(Debug)]
struct CalendarView {
    calendar: Markup,
    stands: String,
    size: String,
}

/// `/log`
#[derive(Debug, Template)]
#[template(path = "log.html")]
struct LogPage {
    l: Locale,
    /// `None`: nothing was entered yet.
    size: Option<String>,
    signed: Option<Markup>,
    held: Option<Markup>,
    waiting: Option<String>,
    quorum: Option<String>,
    witnesses: Vec<WitnessView>,
    times: Vec<TimeView>,
    calendars: Vec<CalendarView>,
    watched: Vec<WatchedView>,
    log_key: String,
    witness_key: String,
}

/// How many times from outside the page shows.
const TIMES: i64 = 6;

/// `GET /log`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Transparency>,
    request: PageRequest,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (state, newest, watched, times, in_calendars) = saksi_db::read!(site.db, Viewer::Public, tx => {
        let state = match log::row(&mut tx).await? {
            Some(row) => Some((row.head()?.size, row.held(), log::waiting_count(&mut tx).await?)),
            None => None,
        };
        Ok::<_, Problem>((
            (state, witnesses::all(&mut tx).await?),
            checkpoints::newest(&mut tx).await?,
            witnesses::all_watched(&mut tx).await?,
            stamps::newest(&mut tx, TIMES).await?,
            calendars::newest(&mut tx, TIMES).await?,
        ))
    })?;
    let (state, states) = state;
    let entries = newest.as_ref().map(checkpoints::CheckpointRow::size).transpose()?;
    let policy = room.policy();
    let (needed, of) = policy.needed();
    let witnesses = policy.witnesses().iter().map(|witness| {
        let state = states.iter().find(|state| state.name == witness.name);
        WitnessView {
            name: saksi_web::user(&witness.name),
            signed: state.and_then(|state| state.signed_at).map(|at| l.moment(at)),
            size: l.number(state.map_or(0, |state| state.size)),
            newest: state.is_some_and(|state| entries == Some(state.size)),
        }
    });
    let times = times.iter().filter_map(|token| {
        let stamped = l.number(token.size.map(count)?.ok()?);
        Some(TimeView { authority: saksi_web::user(&token.authority), at: l.exact(token.stamped_at?), size: stamped })
    });
    let in_calendars = in_calendars.iter().filter_map(|row| {
        let height = row.height.map(count).transpose().ok()?;
        let records = l.number(count(row.size).ok()?);
        Some(CalendarView { calendar: saksi_web::user(&row.calendar), stands: stands(l, height), size: records })
    });
    let watched = watched.iter().filter_map(|row| {
        let seen = l.number(checkpoint_of(&row.note)?.size());
        Some(WatchedView { name: saksi_web::user(&row.origin), size: seen, signed: l.moment(row.signed_at) })
    });
    let held = state.as_ref().and_then(|(_, held, _)| held.as_ref()).map(|held| {
        let says = match held {
            Held::Restored => l.t("transparency-held-restored"),
            Held::Behind { .. } => l.t("transparency-held-behind"),
            Held::Forked { .. } => l.t("transparency-held-forked"),
        };
        saksi_web::notice(Tone::Waiting, &l.t("transparency-held"), &saksi_web::paragraphs(&says))
    });
    let page = LogPage {
        size: entries.map(|entries| l.number(entries)),
        signed: newest.as_ref().map(|row| l.moment(row.signed_at)),
        held,
        waiting: state.and_then(|(_, _, waiting)| (waiting > 0).then(|| l.number(waiting))),
        quorum: (of > 0)
            .then(|| l.ta("transparency-quorum", &[("needed", l.number(needed as u64)), ("all", l.number(of as u64))])),
        witnesses: witnesses.collect(),
        times: times.collect(),
        calendars: in_calendars.collect(),
        watched: watched.collect(),
        log_key: room.keys().log.public_key().to_string(),
        witness_key: room.keys().witness.public_key().to_string(),
        l: l.clone(),
    };
    Shell::public(&request, l.t("transparency-title"))
        .description(&l.t("transparency-lead"))
        .canonical("/log")
        .render(&page)
}

/// How far a calendar is, in a few words.
fn stands(l: &Locale, height: Option<u64>) -> String {
    match height {
        Some(height) => l.ta("transparency-calendar-in-block", &[("height", height.to_string())]),
        None => l.t("transparency-calendar-waits"),
    }
}

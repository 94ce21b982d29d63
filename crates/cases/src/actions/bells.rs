//! Bells: the addresses that a helpline gave are told, outside of the site, that somebody waits for a first answer, that cases are about
//! to be deleted, and that nobody is left who could open a new request.
//!
//! At what minute somebody asked for help stands in the sealed sheet and nowhere else on a disk, so that a seized one does not tell it.
//! The server knows it for as long as it runs: a bell lives in the memory of the process that took the request in. After a start,
//! whoever still waits since yesterday is counted from that moment. What rings says that somebody waits, and for how long at least;
//! nothing of the request, not even which.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use saksi_base::clock::DAY;
use saksi_base::{CaseId, OrganisationId, Problem, ProblemKind, Timestamp};
use saksi_db::{Tx, Viewer};
use saksi_network::{Capability, Member};
use saksi_web::{Arg, Locale, without_isolates};

use crate::handle::Cases;
use crate::model::bells::{Bells, Step};
use crate::model::calendar::Day;
use crate::model::clocks::Course;
use crate::model::settings::HelpSettings;
use crate::store;

/// What is said, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ringing {
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// What comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries what rings out of the house.
pub trait Ring: Send + Sync {
    /// Hands it over; the reason where that failed.
    fn ring(&self, ringing: Ringing) -> Later<'_, Result<(), String>>;
}

#[derive(Debug, Clone, Copy)]
struct Wait {
    since: Timestamp,
    rung: Step,
}

/// Who waits for a first answer, as far as this process knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waiting(Arc<Mutex<HashMap<CaseId, Wait>>>);

/// Most requests whose minutes are remembered: a flood must not fill the memory. Those beyond it are still in the queue.
const MOST: usize = 10_000;

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, HashMap<CaseId, Wait>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody asked at this moment.
    pub(crate) fn begin(&self, case: CaseId, since: Timestamp) {
        let mut known = self.lock();
        if known.len() < MOST {
            known.entry(case).or_insert(Wait { since, rung: Step::Quiet });
        }
    }

    fn all(&self) -> Vec<(CaseId, Wait)> {
        self.lock().iter().map(|(case, wait)| (*case, *wait)).collect()
    }

    fn end(&self, case: CaseId) {
        self.lock().remove(&case);
    }

    fn rang(&self, case: CaseId, step: Step) {
        if let Some(wait) = self.lock().get_mut(&case) {
            wait.rung = step;
        }
    }
}

/// After a start: whoever waits since today or yesterday waits from this moment on, since nothing tells from when.
pub async fn recall(cases: &Cases) -> Result<(), Problem> {
    let now = cases.now();
    let waiting = saksi_db::read!(cases.db, Viewer::System, tx => {
        store::cases::without_answer(&mut tx, now.plus(-DAY).day(), i64::try_from(MOST).unwrap_or(i64::MAX)).await
    })?;
    for case in waiting {
        cases.waiting().begin(case, now);
    }
    Ok(())
}

/// One organisation that is to be rung.
#[derive(Debug, Default)]
struct Due {
    cases: Vec<(CaseId, Step)>,
    step: Step,
    /// The minutes of the step.
    minutes: u32,
    bells: Bells,
    name: String,
}

/// Rings for everybody whose time has come. Run it twice a minute, on each process. A bell that could not be carried out
/// rings at the next turn. Returns how many letters went out.
pub async fn ring_due(cases: &Cases, l: &Locale, public_url: &str) -> Result<usize, Problem> {
    let Some(ringer) = cases.ringer() else { return Ok(0) };
    let mut all = ring_unreachable(cases, l, public_url).await? + ring_deletions(cases, l, public_url).await?;
    let waiting = cases.waiting().all();
    if waiting.is_empty() {
        return Ok(all);
    }
    for due in due(cases, waiting).await?.into_values() {
        let count = i64::try_from(due.cases.len()).unwrap_or(i64::MAX);
        let to = due.bells.of(due.step);
        let mut rung = 0;
        for address in &to {
            match ringer.ring(words(l, address, public_url, &due, count)).await {
                Ok(()) => rung += 1,
                Err(error) => {
                    tracing::error!(
                        error,
                        "a bell could not be rung; somebody waits for help and is only in the queue"
                    );
                }
            }
        }
        all += rung;
        // One address that takes no mail must not make the others ring twice a minute: what reached anybody has rung.
        if rung > 0 || to.is_empty() {
            for (case, step) in due.cases {
                cases.waiting().rang(case, step);
            }
        }
    }
    Ok(all)
}

/// Who is to be rung by now, by organisation; whoever was answered is forgotten.
async fn due(cases: &Cases, waiting: Vec<(CaseId, Wait)>) -> Result<BTreeMap<OrganisationId, Due>, Problem> {
    let now = cases.now();
    let (found, answered) = saksi_db::read!(cases.db, Viewer::System, tx => {
        let mut found: BTreeMap<OrganisationId, Due> = BTreeMap::new();
        let mut settings: BTreeMap<OrganisationId, HelpSettings> = BTreeMap::new();
        let mut answered = Vec::new();
        for (case, wait) in &waiting {
            let Some(owner) = store::cases::owner_without_answer(&mut tx, *case).await? else {
                answered.push(*case);
                continue;
            };
            let of = match settings.entry(owner) {
                Entry::Occupied(read) => read.into_mut(),
                Entry::Vacant(free) => {
                    free.insert(HelpSettings::read(&store::settings::all(&mut tx, owner).await?))
                }
            };
            let target = of.targets.value.first_answer;
            let step = Step::of(Course::from(wait.since).state(&of.calendar.value, target, now));
            if step <= wait.rung {
                continue;
            }
            let name = name_of(&mut tx, owner).await?;
            let due = found.entry(owner).or_insert_with(|| Due { bells: of.bells.value.clone(), name, ..Due::default() });
            due.cases.push((*case, step));
            if step > due.step {
                due.step = step;
                due.minutes = if step == Step::Escalation { target.escalate } else { target.remind };
            }
        }
        Ok::<_, Problem>((found, answered))
    })?;
    for case in answered {
        cases.waiting().end(case);
    }
    Ok(found)
}

/// Tells those who run a helpline, once, that it has a triage key and nobody who can open what would come in: it is offered to nobody.
async fn ring_unreachable(cases: &Cases, l: &Locale, public_url: &str) -> Result<usize, Problem> {
    let all = saksi_db::read!(cases.db, Viewer::System, tx => {
        let mut all = Vec::new();
        for key in store::keys::triage_keys(&mut tx).await? {
            let settings = HelpSettings::read(&store::settings::all(&mut tx, key.organisation).await?);
            let closed = super::helpline::who_can_open(&mut tx, key.organisation).await? == 0;
            all.push((key.organisation, closed, settings.bells.value, name_of(&mut tx, key.organisation).await?));
        }
        Ok::<_, Problem>(all)
    })?;
    let mut rung = 0;
    for (organisation, closed, bells, name) in all {
        if !closed {
            forget_told(cases, organisation, UNREACHABLE).await?;
            continue;
        }
        let arguments = [("organisation", Arg::from(name)), ("url", Arg::from(format!("{public_url}/cases/helpline")))];
        let to = bells.of(Step::Escalation);
        rung += ring_once(cases, organisation, UNREACHABLE, &to, |address| {
            ringing(l, address, "cases-bell-unreachable-subject", "cases-bell-unreachable", &arguments)
        })
        .await?;
    }
    Ok(rung)
}

/// Tells whoever is on duty, on the days that the helpline chose, how many of its cases are about to be deleted.
async fn ring_deletions(cases: &Cases, l: &Locale, public_url: &str) -> Result<usize, Problem> {
    let today = Day::of(cases.now());
    let found = saksi_db::read!(cases.db, Viewer::System, tx => {
        let mut found: BTreeMap<OrganisationId, (i64, Option<Day>, Bells, String)> = BTreeMap::new();
        let mut rules: BTreeMap<OrganisationId, (HelpSettings, Day)> = BTreeMap::new();
        for (owner, delete_on, changed) in store::cases::deletions(&mut tx).await? {
            let (of, told) = match rules.entry(owner) {
                Entry::Occupied(read) => read.into_mut(),
                Entry::Vacant(free) => {
                    let settings = HelpSettings::read(&store::settings::all(&mut tx, owner).await?);
                    let told = store::leaving::told(&mut tx, owner, DELETION).await?;
                    free.insert((settings, told.map_or(today.plus(-7), Day::of)))
                }
            };
            let retention = &of.retention.value;
            let day = delete_on.map_or_else(|| retention.idle_day(Day::of(changed)), Day::of);
            if day > today && retention.reminders(day).iter().any(|reminder| *reminder > *told && *reminder <= today) {
                let bells = &of.bells.value;
                let due = found.entry(owner).or_insert_with(|| (0, None, bells.clone(), String::new()));
                due.0 += 1;
                due.1 = Some(due.1.map_or(day, |first| first.min(day)));
            }
        }
        for (owner, due) in &mut found {
            due.3 = name_of(&mut tx, *owner).await?;
        }
        Ok::<_, Problem>(found)
    })?;
    let mut rung = 0;
    for (organisation, (count, first, bells, name)) in found {
        let first = first.unwrap_or(today);
        let arguments = [
            ("organisation", Arg::from(name)),
            ("count", Arg::from(count)),
            ("date", Arg::from(l.date(first.start()))),
            ("url", Arg::from(format!("{public_url}/cases"))),
        ];
        let to = bells.of(Step::Reminder);
        rung += ring_once(cases, organisation, DELETION, &to, |address| {
            ringing(l, address, "cases-bell-deletion-subject", "cases-bell-deletion", &arguments)
        })
        .await?;
    }
    Ok(rung)
}

const UNREACHABLE: &str = "unreachable";
const DELETION: &str = "deletion";

async fn forget_told(cases: &Cases, organisation: OrganisationId, what: &'static str) -> Result<(), Problem> {
    let told = saksi_db::read!(cases.db, Viewer::System, tx => {
        store::leaving::told(&mut tx, organisation, what).await
    })?;
    if told.is_none() {
        return Ok(());
    }
    saksi_db::write!(cases.db, "told no longer", Viewer::System, tx => {
        store::leaving::untell(&mut tx, organisation, what).await
    })
}

/// Rings every address, at most once a day for all processes together. Where nothing could be carried out, the next turn tries again.
async fn ring_once(
    cases: &Cases,
    organisation: OrganisationId,
    what: &'static str,
    to: &[String],
    letter: impl Fn(&str) -> Ringing,
) -> Result<usize, Problem> {
    let Some(ringer) = cases.ringer() else { return Ok(0) };
    if to.is_empty() {
        return Ok(0);
    }
    let first: bool = saksi_db::write!(cases.db, "told", Viewer::System, tx => {
        // Of what is not mended somebody is told once, not every day.
        if what == UNREACHABLE && store::leaving::told(&mut tx, organisation, what).await?.is_some() {
            return Ok(false);
        }
        store::leaving::tell(&mut tx, organisation, what).await
    })?;
    if !first {
        return Ok(0);
    }
    let mut rung = 0;
    for address in to {
        match ringer.ring(letter(address)).await {
            Ok(()) => rung += 1,
            Err(error) => tracing::error!(error, what, "a bell could not be rung; the pages of the helpline say it"),
        }
    }
    if rung == 0 {
        forget_told(cases, organisation, what).await?;
    }
    Ok(rung)
}

async fn name_of(tx: &mut Tx, organisation: OrganisationId) -> Result<String, Problem> {
    Ok(saksi_network::organisation(tx, organisation).await?.map(|known| known.name).unwrap_or_default())
}

fn words(l: &Locale, address: &str, public_url: &str, due: &Due, count: i64) -> Ringing {
    let arguments = [
        ("organisation", Arg::from(due.name.clone())),
        ("count", Arg::from(count)),
        ("minutes", Arg::from(i64::from(due.minutes))),
        ("url", Arg::from(format!("{public_url}/cases"))),
    ];
    let body = if due.step == Step::Escalation { "cases-bell-escalation" } else { "cases-bell-reminder" };
    ringing(l, address, "cases-bell-subject", body, &arguments)
}

/// A letter: plain text without the marks that keep directions apart on pages, so that the address in it can be followed.
fn ringing(l: &Locale, address: &str, subject: &str, body: &str, arguments: &[(&str, Arg)]) -> Ringing {
    let text = |message: &str| without_isolates(&l.ta(message, arguments));
    Ringing { to: address.to_owned(), subject: text(subject), body: text(body) }
}

/// Rings every address of an organisation once, so that whoever set them sees what arrives. Returns how many letters went out.
pub async fn try_bells(cases: &Cases, member: &Member, l: &Locale, public_url: &str) -> Result<usize, Problem> {
    member.may(Capability::RUN_HELPLINE)?;
    let nowhere = || Problem::conflict("cases-bell-no-mail");
    let ringer = cases.ringer().ok_or_else(nowhere)?;
    let bells = super::settings::get(cases, member.organisation).await?.bells.value;
    let to = bells.of(Step::Escalation);
    if to.is_empty() {
        return Err(Problem::conflict("cases-bell-nobody"));
    }
    let arguments = [
        ("organisation", Arg::from(member.organisation_name.clone())),
        ("url", Arg::from(format!("{public_url}/cases/settings/bells"))),
    ];
    for address in &to {
        let letter = ringing(l, address, "cases-bell-trial-subject", "cases-bell-trial", &arguments);
        ringer.ring(letter).await.map_err(|error| {
            tracing::warn!(error, "a bell could not be tried");
            Problem::new(ProblemKind::Conflict, "cases-bell-refused").with("address", address.clone())
        })?;
    }
    Ok(to.len())
}

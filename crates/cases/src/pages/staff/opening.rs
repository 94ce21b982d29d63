//! From what the actions give to what the pages show. Nothing is decided here.

use std::collections::{BTreeMap, BTreeSet};

use saksi_base::{CaseId, LanguageTag, OrganisationId, Problem, ProblemKind, ReferralId, ShiftId, clock};
use saksi_network::Capability;
use saksi_vault::KeyOwner;
use saksi_web::Locale;
use uuid::Uuid;

use super::Staff;
use super::audit::AuditRow;
use super::coded::Words;
use super::enter::{EnterForm, Entered};
use super::handing::{ConsentForm, ReferData, ReferForm, ReferQuery};
use super::rota::RotaData;
use super::views::{
    Access, CaseRow, CaseView, ClockView, Coded, Colleague, ConsentView, Entry, EntryKind, EvidenceLine, FileView,
    From, HandOverView, HelplineView, House, KeyLine, ListView, LogLine, ProviderLine, RecoveryView, ReferralView,
    RekeyingView, RoundView, ServiceNote, ShiftView, Who,
};
use crate::actions::filing::Plain;
use crate::actions::keys::Unlocked;
use crate::actions::work::{CaseLine, Conflict};
use crate::actions::{
    campaigns, helpline as helpline_action, keys as key_action, notices, referral as referral_action,
    rota as rota_action, settings as settings_action, toolkits, work,
};
use crate::model::answers::Answers;
use crate::model::bells::Bells;
use crate::model::calendar::{Calendar, Span, Zone};
use crate::model::case::{Author, ConsentAnswer, RecordKind, SealingMode, VisitKind, WrapKind};
use crate::model::clocks::Targets;
use crate::model::consent::{Consent, Extent, Purpose};
use crate::model::priority::PriorityRules;
use crate::model::referral::{PartnerKind, ProviderProfile};
use crate::model::reply::{Checklist, Template};
use crate::model::retention::RetentionRules;
use crate::model::rota::Rota;
use crate::model::settings::{HelpSetting, HelpSettings};
use crate::model::sheet::Change;
use crate::model::status::Part;
use crate::model::toolkit::Toolkit;
use crate::model::words::ServiceKind;

/// Whether the reader holds the triage key of their organisation.
pub(crate) async fn is_triager(staff: &Staff) -> Result<bool, Problem> {
    let people = helpline_action::people(&staff.cases, &staff.member).await?;
    Ok(people.iter().any(|colleague| colleague.person == staff.member.person && colleague.triager))
}

fn coded(
    answers: &Answers,
    approach: Option<crate::model::words::Approach>,
    outcome: Option<crate::model::words::Outcome>,
) -> Coded {
    Coded {
        safe: Some(answers.safe),
        minor: Some(answers.minor),
        incident: answers.incident.clone(),
        abuse: answers.abuse.clone(),
        group: answers.group.clone(),
        region: Some(answers.region_or_of_place()),
        approach,
        outcome,
    }
}

/// A case in a list.
pub(crate) fn row(line: CaseLine, found: Vec<&'static str>) -> CaseRow {
    CaseRow {
        id: line.id,
        coded: coded(&line.answers, line.approach, None),
        language: line.answers.language.clone(),
        intake: line.answers.came_by(),
        title: line.title.to_string(),
        status: line.status,
        received: line.received,
        waiting_since: line.waiting_since,
        priority: line.priority,
        clocks: line.clocks.iter().map(clock).collect(),
        holders: line.holders.into_iter().map(|(id, name)| Who { id, name }).collect(),
        services: line.services.open().map(|service| service.kind).collect(),
        tags: line.tags.into_iter().collect(),
        campaign: line.campaign.map(|name| name.to_string()),
        damaged: line.damaged,
        deleted: line.delete_on.filter(|_| line.reminds),
        found,
    }
}

fn clock(view: &crate::model::sheet::ClockView) -> ClockView {
    ClockView { kind: view.kind, state: view.state, due: view.due, stopped: view.stopped }
}

/// Where a search found something, as messages.
pub(crate) fn places(found: &[work::Found]) -> Vec<&'static str> {
    found
        .iter()
        .map(|place| match place {
            work::Found::Request => "cases-staff-found-request",
            work::Found::Contact => "cases-staff-found-contact",
            work::Found::Thread => "cases-staff-found-thread",
            work::Found::Note => "cases-staff-found-note",
            work::Found::Tag => "cases-staff-found-tag",
        })
        .collect()
}

/// The message that says what somebody did with a case.
const fn visit(what: VisitKind) -> &'static str {
    match what {
        VisitKind::Opened => "cases-staff-log-opened",
        VisitKind::Answered => "cases-staff-log-answered",
        VisitKind::Changed => "cases-staff-log-changed",
        VisitKind::Assigned => "cases-staff-log-assigned",
        VisitKind::Revoked => "cases-staff-log-revoked",
        VisitKind::Referred => "cases-staff-log-referred",
        VisitKind::Noticed => "cases-staff-log-noticed",
        VisitKind::FileOpened => "cases-staff-log-file-opened",
        VisitKind::Merged => "cases-staff-log-merged",
        VisitKind::WordsSent => "cases-staff-log-words-sent",
        VisitKind::EvidenceKept => "cases-staff-log-evidence",
        VisitKind::VoiceReleased => "cases-staff-log-voice",
    }
}

/// A case, opened.
pub(crate) async fn case(staff: &Staff, me: &Unlocked, id: CaseId) -> Result<CaseView, Problem> {
    let found = work::open(&staff.cases, me, id).await.map_err(|problem| match problem.kind {
        // The same words whether it never was, is gone, or is somebody else's.
        ProblemKind::NotFound => Problem::new(ProblemKind::NotFound, "cases-staff-no-such-case"),
        _ => problem,
    })?;
    let referrals = found.referrals.clone();
    let settings = settings_action::get(&staff.cases, staff.member.organisation).await?;
    let people = helpline_action::people(&staff.cases, &staff.member).await?;
    let name = |person: saksi_base::PersonId| found.names.get(&person).cloned().unwrap_or_default();
    let sheet = &found.sheet;
    let mut entries = vec![Entry {
        // The request has no entry of its own; it stands first and is named by its case.
        id: saksi_base::CaseRecordId(id.0),
        kind: EntryKind::Message,
        from: From::Person,
        at: found.request.received,
        language: found.request.answers.language.clone(),
        text: found.request.text.to_string(),
        files: Vec::new(),
    }];
    let mut consents = Vec::new();
    for entry in &found.entries {
        if let Some((request, state)) = &entry.consent {
            consents.push(ConsentView {
                record: entry.record,
                answer: state.answer.map(|answer| answer != ConsentAnswer::No),
                consent: request.consent(id, *state).unwrap_or_else(|| Consent {
                    case: id,
                    purpose: request.purpose,
                    receiver: request.receiver,
                    platform: request.platform,
                    extent: request.extent.clone(),
                    given: request.at,
                    ends: request.ends,
                    withdrawn: None,
                }),
                receiver: House { id: request.receiver, name: request.receiver_name.clone() },
                words: request.words.clone(),
            });
            continue;
        }
        if !matches!(entry.kind, RecordKind::Message | RecordKind::Note | RecordKind::File) {
            continue;
        }
        let from = match (entry.from, entry.by) {
            (Author::Staff, by) => From::Helper(
                by.map_or_else(Who::unknown, |by| Who { id: by, name: name(by) }),
                House { id: staff.member.organisation, name: entry.organisation.clone() },
            ),
            _ => From::Person,
        };
        let files = entry.file.iter().map(|(about, row)| FileView {
            id: row.record,
            name: if about.name.is_empty() { "?".to_owned() } else { about.name.clone() },
            bytes: if about.size > 0 { about.size } else { row.sealed_length },
            evidence: about.evidence,
            whole: row.done,
        });
        entries.push(Entry {
            id: entry.record,
            kind: if entry.kind == RecordKind::Note { EntryKind::Note } else { EntryKind::Message },
            at: entry.at,
            language: if matches!(from, From::Person) {
                found.request.answers.language.clone()
            } else {
                LanguageTag::unknown()
            },
            from,
            text: entry.text.to_string(),
            files: files.collect(),
        });
    }
    let checklists = settings
        .checklists
        .value
        .iter()
        .map(|list| ListView {
            done: list
                .steps
                .iter()
                .filter(|step| sheet.ticks.contains(&format!("{}/{}", list.code, step.code)))
                .map(|step| step.code.clone())
                .collect(),
            list: list.clone(),
        })
        .collect();
    let mut providers = vec![House { id: staff.member.organisation, name: staff.member.organisation_name.clone() }];
    for referral in &referrals {
        let house = House { id: referral.referral.to, name: referral.to_name.clone() };
        if referral.referral.state == crate::model::referral::ReferralState::Accepted && !providers.contains(&house) {
            providers.push(house);
        }
    }
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let extensions = sheet.extensions.iter().map(|extension| (extension.clone(), name(extension.by))).collect();
    let holds = sheet.holds.iter().map(|hold| (hold.clone(), name(hold.by))).collect();
    let service_notes = sheet
        .service_notes
        .iter()
        .map(|note| ServiceNote { service: note.service, who: name(note.by), at: note.at, text: note.text.clone() })
        .collect();
    let log = found
        .visits
        .iter()
        .map(|seen| LogLine {
            at: seen.day.start(),
            who: seen.organisation.is_some().then(|| seen.who.clone()),
            what: visit(seen.what),
        })
        .collect();
    let campaigns = campaigns::list(&staff.cases, me).await?;
    Ok(CaseView {
        version: found.line.version,
        events: sheet.events.clone(),
        campaign: campaigns::of_case(&staff.cases, me, id).await?,
        campaigns: campaigns.open.iter().map(|one| (one.id, one.name.to_string())).collect(),
        answers: found.line.answers.clone(),
        sealed_in_browser: found.line.mode == SealingMode::Browser,
        contact: filled(&found.request.contact),
        contact_when: filled(&found.request.contact_when),
        called: filled(&found.request.name),
        entries,
        services: sheet.services.clone(),
        service_notes,
        providers,
        lacking: found.lacking.clone(),
        marking: sheet.marking,
        pap: sheet.pap,
        access: found
            .access
            .iter()
            .filter_map(|access| {
                let (id, name) = access.person.clone()?;
                let (house, house_name) = access.organisation.clone()?;
                Some(Access {
                    who: Who { id, name },
                    organisation: House { id: house, name: house_name },
                    since: access.since.start(),
                    lost: access.lost,
                })
            })
            .collect(),
        trustees: found.access.iter().any(|access| access.kind == WrapKind::Recovery),
        returns: found.returns,
        could_have_access: people
            .into_iter()
            .filter(|colleague| colleague.may_respond && colleague.fingerprint.is_some())
            .map(|colleague| Who { id: colleague.person, name: colleague.name })
            .collect(),
        left: found.left.clone(),
        rekeying: found.rekeying.map(|rekeying| RekeyingView { done: rekeying.done, of: rekeying.of }),
        log,
        checklists,
        merged_into: found.merged_into,
        earlier: sheet.earlier.iter().copied().collect(),
        consents,
        referrals: referrals.into_iter().map(referral_view).collect(),
        evidence: found
            .evidence
            .iter()
            .map(|piece| EvidenceLine {
                id: piece.id,
                title: piece.title.to_string(),
                url: piece.url().to_owned(),
                day: piece.day,
                by: piece.by.map(name).unwrap_or_default(),
                file: piece.file,
                damaged: piece.told.is_none(),
            })
            .collect(),
        notices: notices::of_case(&staff.cases, me, id).await?,
        escalates: staff.cases.escalations().is_some(),
        deletion: found.deletion.clone(),
        extensions,
        holds,
        templates: settings.templates.value,
        toolkits: toolkits::all(&staff.cases)
            .await?
            .into_iter()
            .filter(|listed| listed.toolkit.fits(&found.line.answers.incident))
            .collect(),
        steps: sheet.status.steps(if found.mine { Part::Responder } else { Part::Triager }).collect(),
        mine: found.mine,
        row: CaseRow {
            coded: coded(&found.line.answers, found.line.approach, sheet.outcome),
            ..row(found.line.clone(), Vec::new())
        },
    })
}

/// What the organisation made of the shared lists.
pub(crate) async fn words(staff: &Staff) -> Result<Words, Problem> {
    let found = settings_action::get(&staff.cases, staff.member.organisation).await?;
    Ok(Words { incidents: found.incidents.value, abuse: found.abuse.value, groups: found.groups.value })
}

/// The corrected answers, beside what the page does not ask.
fn answers_of(before: &Answers, coded: &Coded) -> Answers {
    Answers {
        safe: coded.safe.unwrap_or(before.safe),
        minor: coded.minor.unwrap_or(before.minor),
        incident: coded.incident.clone(),
        abuse: coded.abuse.clone(),
        group: coded.group.clone(),
        region: coded.region.or(before.region),
        approach: coded.approach,
        ..before.clone()
    }
}

/// What the page of coded answers changes, part by part; nothing where nothing is new.
pub(crate) fn answers_changes(view: &CaseView, coded: &Coded) -> Vec<Change> {
    let before = &view.row.coded;
    let mut changes = Vec::new();
    let as_before = Coded { approach: before.approach, outcome: before.outcome, ..coded.clone() };
    if as_before != *before {
        changes.push(Change::Answers(Box::new(answers_of(&view.answers, coded))));
    }
    if let Some(approach) = coded.approach.filter(|_| coded.approach != before.approach) {
        changes.push(Change::Approach(approach));
    }
    if let Some(outcome) = coded.outcome.filter(|_| coded.outcome != before.outcome) {
        changes.push(Change::Outcome(outcome));
    }
    changes
}

/// A case that somebody told, to be sealed.
pub(crate) fn plain<'a>(form: &'a EnterForm, read: &Entered) -> Plain<'a> {
    let answers = Answers {
        language: LanguageTag::or_unknown(&form.language),
        services: read.services.clone(),
        intake: Some(read.intake),
        ..answers_of(&Answers::default(), &read.coded)
    };
    Plain { answers, text: &form.text, contact: &form.contact, contact_when: &form.contact_when, name: &form.name }
}

/// What stands there now and what was wanted, of the part that two people changed.
pub(crate) fn differences(l: &Locale, found: &Conflict) -> Vec<(String, String, String)> {
    let what = l.t(found.part.message());
    let theirs = &found.theirs;
    let list = |words: Vec<String>| if words.is_empty() { "–".to_owned() } else { l.list(&words) };
    let coded_words = |answers: &Answers| {
        let mut words: Vec<String> = vec![l.t(answers.safe.message())];
        words.extend(answers.incident.iter().map(|kind| l.t(kind.message())));
        words.extend(answers.abuse.iter().map(|kind| l.t(kind.message())));
        words.extend(answers.group.iter().map(|group| l.t(group.message())));
        list(words)
    };
    let services = |services: &crate::model::service::Services| {
        list(services.iter().map(|s| format!("{}: {}", l.t(s.kind.message()), l.t(s.state.message()))).collect())
    };
    let (now, yours) = match &found.yours {
        Change::Status(to) => {
            (l.t(super::parts::status_message(theirs.status)), l.t(super::parts::status_message(*to)))
        }
        Change::Approach(to) => {
            (theirs.approach.map_or_else(|| "–".to_owned(), |approach| l.t(approach.message())), l.t(to.message()))
        }
        Change::Outcome(to) => {
            (theirs.outcome.map_or_else(|| "–".to_owned(), |outcome| l.t(outcome.message())), l.t(to.message()))
        }
        Change::Answers(to) => (theirs.answers.as_ref().map_or_else(|| "–".to_owned(), coded_words), coded_words(to)),
        Change::Want(kind) => {
            (services(&theirs.services), format!("{}: {}", l.t(kind.message()), l.t("cases-staff-service-wanted")))
        }
        Change::Decline(kind) => {
            (services(&theirs.services), format!("{}: {}", l.t(kind.message()), l.t("cases-staff-service-declined")))
        }
        Change::Give(..) => (services(&theirs.services), l.t("cases-staff-service-give")),
        Change::End(_, outcome) => {
            (services(&theirs.services), format!("{}: {}", l.t("cases-staff-service-end"), l.t(outcome.message())))
        }
        Change::NoteService(_, text) => (services(&theirs.services), text.clone()),
        Change::Tags { add, remove } => (
            list(theirs.tags.iter().cloned().collect()),
            list(add.iter().map(|tag| format!("+{tag}")).chain(remove.iter().map(|tag| format!("−{tag}"))).collect()),
        ),
        Change::Tick { checklist, step, .. } => {
            (list(theirs.ticks.iter().cloned().collect()), format!("{checklist}/{step}"))
        }
        Change::Marking(marking, pap) => (
            format!("{} {}", theirs.marking.label(), theirs.pap.label()),
            format!("{} {}", marking.label(), pap.label()),
        ),
        Change::Event(new) => (list(theirs.events.iter().map(|event| event.text.clone()).collect()), new.text.clone()),
        Change::Judge { standing, because, .. } => (
            list(theirs.events.iter().map(|event| l.t(event.standing().message())).collect()),
            format!("{}: {because}", l.t(standing.message())),
        ),
        Change::Extend { until, reason } => {
            let before =
                theirs.extensions.last().map_or_else(|| "–".to_owned(), |e| format!("{}: {}", e.until, e.reason));
            (before, format!("{until}: {reason}"))
        }
        Change::Hold { reason } => {
            (theirs.holds.last().map_or_else(|| "–".to_owned(), |hold| hold.reason.clone()), reason.clone())
        }
        Change::Lift => {
            (theirs.holds.last().map_or_else(|| "–".to_owned(), |hold| hold.reason.clone()), l.t("cases-staff-lift"))
        }
    };
    vec![(what, now, yours)]
}

fn referral_view(found: referral_action::ReferralView) -> ReferralView {
    let referral = found.referral;
    ReferralView {
        id: referral.id,
        case: Some(referral.case),
        from: House { id: referral.from, name: found.from_name },
        to: House { id: referral.to, name: found.to_name },
        service: referral.service,
        extent: referral.extent,
        purpose: found.purpose,
        marking: found.marking,
        pap: found.pap,
        ends: found.ends,
        offered: referral.offered,
        deadline: referral.deadline,
        state: referral.state,
        declined: referral.declined,
        reached: referral.reached,
        extract: found.extract,
        can_open: found.can_open,
    }
}

/// What others ask of us, and what we asked of others.
pub(crate) async fn referrals(staff: &Staff, me: &Unlocked) -> Result<(Vec<ReferralView>, Vec<ReferralView>), Problem> {
    let incoming = referral_action::incoming(&staff.cases, me).await?;
    let outgoing = referral_action::outgoing(&staff.cases, me).await?;
    // What was accepted is a case of ours: the extract, or the whole.
    let taken = |found: referral_action::ReferralView| {
        let whole = (found.referral.extent == Extent::Whole).then_some(found.referral.case);
        ReferralView { case: found.extract_case.or(whole), ..referral_view(found) }
    };
    Ok((incoming.into_iter().map(taken).collect(), outgoing.into_iter().map(referral_view).collect()))
}

/// One that others ask of us.
pub(crate) async fn referral(staff: &Staff, me: &Unlocked, id: ReferralId) -> Result<ReferralView, Problem> {
    let (incoming, _) = referrals(staff, me).await?;
    incoming.into_iter().find(|referral| referral.id == id).ok_or_else(Problem::not_found)
}

/// Who could help with a case.
pub(crate) async fn refer(staff: &Staff, me: &Unlocked, id: CaseId, query: &ReferQuery) -> Result<ReferData, Problem> {
    let view = case(staff, me, id).await?;
    let asked = ServiceKind::from_code(&query.service);
    let service = asked.or_else(|| view.row.services.first().copied()).unwrap_or(ServiceKind::DigitalSecurity);
    let found = referral_action::providers(&staff.cases, me, id, service).await?;
    let now = staff.request.now;
    let purpose = if query.purpose == Purpose::Research.code() { Purpose::Research } else { Purpose::Referral };
    let agreed = |organisation: OrganisationId| {
        view.consents
            .iter()
            .filter(|entry| entry.answer == Some(true) && entry.consent.withdrawn.is_none())
            .filter(|entry| entry.consent.purpose == purpose && entry.consent.receiver == organisation)
            .filter(|entry| entry.consent.ends.is_none_or(|ends| ends > now))
            .max_by_key(|entry| entry.consent.ends.map_or(i64::MAX, |ends| ends.0))
            .map(|entry| (entry.consent.extent.clone(), entry.consent.ends))
    };
    let line = |partner: referral_action::Partner, fit| ProviderLine {
        consent: agreed(partner.id),
        kind: partner.kind,
        organisation: House { id: partner.id, name: partner.name },
        fit,
    };
    let mut providers: Vec<ProviderLine> = Vec::new();
    if purpose == Purpose::Research {
        // Who looks into attacks need not give the help that is wanted.
        let all = found.fit.into_iter().map(|(partner, _)| partner);
        let all = all.chain(found.others.into_iter().map(|(partner, _)| partner));
        let studies =
            |partner: &referral_action::Partner| matches!(partner.kind, PartnerKind::Researchers | PartnerKind::Cert);
        providers.extend(all.filter(studies).map(|partner| line(partner, Ok((0, Vec::new())))));
    } else {
        providers.extend(found.fit.into_iter().map(|(partner, fit)| line(partner, Ok((fit.points, fit.reasons)))));
        providers.extend(found.others.into_iter().map(|(partner, why)| line(partner, Err(why))));
    }
    Ok(ReferData {
        view,
        purpose,
        service,
        providers,
        chosen: query.to.parse().ok(),
        typed: ReferForm::default(),
        consent: ConsentForm::default(),
    })
}

/// The keys of the organisation's helpline.
pub(crate) async fn helpline(staff: &Staff) -> Result<HelplineView, Problem> {
    let found = helpline_action::helpline(&staff.cases, &staff.member).await?;
    let name = |person| {
        let known = found.colleagues.iter().find(|colleague| colleague.person == person);
        Who { id: person, name: known.map(|colleague| colleague.name.clone()).unwrap_or_default() }
    };
    Ok(HelplineView {
        triage: found.triage.as_ref().map(|key| (key.fingerprint.to_string(), key.generation.get(), key.since)),
        sharing: found.sharing.as_ref().map(|sharing| (sharing.needed, sharing.of, sharing.since)),
        recovery: found.recovery.as_ref().map(|recovery| RecoveryView {
            by: name(recovery.by),
            since: recovery.since,
            given: i64::try_from(recovery.given).unwrap_or(i64::MAX),
            needed: recovery.needed,
        }),
        paused: found.paused,
        can_open: found.can_open,
        anew: found.anew.clone(),
        colleagues: found.colleagues.iter().map(colleague).collect(),
    })
}

fn colleague(found: &helpline_action::Colleague) -> Colleague {
    Colleague {
        who: Who { id: found.person, name: found.name.clone() },
        responds: found.may_respond,
        fingerprint: found.fingerprint.map(|fingerprint| fingerprint.to_string()),
        triager: found.triager,
        trustee: found.trustee,
    }
}

/// The log of keys, and whether it is whole: the digest of its last line, or the position where it is broken.
pub(crate) async fn key_log(staff: &Staff) -> Result<(Vec<KeyLine>, Result<String, u64>), Problem> {
    let lines = key_action::key_log(&staff.cases, 0).await?;
    let verified = key_action::verify_log(&staff.cases).await?;
    let names = owner_names(staff, &lines).await?;
    let lines = lines
        .into_iter()
        .map(|line| {
            let (kind, id) = match line.owner {
                KeyOwner::Person(id) => ("cases-staff-owner-person", id.0),
                KeyOwner::Organisation(id) => ("cases-staff-owner-organisation", id.0),
                KeyOwner::Triage(id) => ("cases-staff-owner-triage", id.0),
            };
            KeyLine {
                position: line.position,
                day: line.day,
                owner: names.get(&id).cloned().unwrap_or_default(),
                kind,
                generation: line.generation.get(),
                began: line.began,
                fingerprint: line.fingerprint.to_string(),
            }
        })
        .collect();
    Ok((lines, verified.map(|(_, head)| head.to_string()).map_err(|fault| fault.position)))
}

/// The names of those whose keys stand in the log.
async fn owner_names(staff: &Staff, lines: &[key_action::LogLine]) -> Result<BTreeMap<Uuid, String>, Problem> {
    let owners: BTreeMap<Uuid, KeyOwner> = lines
        .iter()
        .map(|line| match line.owner {
            owner @ KeyOwner::Person(id) => (id.0, owner),
            owner @ (KeyOwner::Organisation(id) | KeyOwner::Triage(id)) => (id.0, owner),
        })
        .collect();
    saksi_db::read!(staff.cases.db, staff.member.viewer(), tx => {
        let mut names = BTreeMap::new();
        for (id, owner) in &owners {
            let name = match *owner {
                KeyOwner::Person(id) => saksi_network::display_name(&mut tx, id).await?,
                KeyOwner::Organisation(id) | KeyOwner::Triage(id) => {
                    saksi_network::organisation(&mut tx, id).await?.map(|organisation| organisation.name)
                }
            };
            names.insert(*id, name.unwrap_or_default());
        }
        Ok(names)
    })
}

/// The settings of the helpline, with the versions that a form carries.
pub(crate) struct Found {
    pub(crate) settings: HelpSettings,
    pub(crate) templates: Vec<Template>,
    pub(crate) checklists: Vec<Checklist>,
    pub(crate) words: Words,
    pub(crate) priority: PriorityRules,
    pub(crate) targets: Targets,
    pub(crate) retention: RetentionRules,
    pub(crate) profile: Option<ProviderProfile>,
}

impl Found {
    /// The version of a setting, as a form carries it; the three word lists stand on one page.
    pub(crate) fn seen(&self, name: &str) -> String {
        let settings = &self.settings;
        let versions = match name {
            "templates" => vec![settings.templates.version],
            "checklists" => vec![settings.checklists.version],
            "toolkits" => vec![settings.toolkits.version],
            "words" => vec![settings.incidents.version, settings.abuse.version, settings.groups.version],
            "priority" => vec![settings.priority.version],
            "targets" => vec![settings.targets.version],
            "retention" => vec![settings.retention.version],
            "calendar" => vec![settings.calendar.version],
            "bells" => vec![settings.bells.version],
            _ => vec![settings.profile.version],
        };
        versions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// Reads the settings of the reader's helpline.
pub(crate) async fn settings(staff: &Staff) -> Result<Found, Problem> {
    let settings = settings_action::get(&staff.cases, staff.member.organisation).await?;
    Ok(Found {
        templates: settings.templates.value.clone(),
        checklists: settings.checklists.value.clone(),
        words: Words {
            incidents: settings.incidents.value.clone(),
            abuse: settings.abuse.value.clone(),
            groups: settings.groups.value.clone(),
        },
        priority: settings.priority.value.clone(),
        targets: settings.targets.value,
        retention: settings.retention.value.clone(),
        profile: settings.profile.value.clone(),
        settings,
    })
}

/// A setting as its page saves it.
pub(crate) enum Setting {
    Templates(Vec<Template>),
    Checklists(Vec<Checklist>),
    Toolkits(Vec<Toolkit>),
    Words(Words),
    Priority(PriorityRules),
    Targets(Targets),
    Retention(RetentionRules),
    Profile(ProviderProfile),
    Calendar(Calendar),
    Bells(Bells),
}

/// Saves a setting in the place of the version that was seen.
pub(crate) async fn set(staff: &Staff, seen: &str, setting: Setting) -> Result<(), Problem> {
    let mut seen = seen.split(' ').map(|version| version.parse::<u32>().unwrap_or(u32::MAX));
    let settings = match setting {
        Setting::Templates(list) => vec![HelpSetting::Templates(list)],
        Setting::Checklists(list) => vec![HelpSetting::Checklists(list)],
        Setting::Toolkits(list) => vec![HelpSetting::Toolkits(list)],
        Setting::Words(words) => vec![
            HelpSetting::Incidents(words.incidents),
            HelpSetting::Abuse(words.abuse),
            HelpSetting::Groups(words.groups),
        ],
        Setting::Priority(rules) => vec![HelpSetting::Priority(rules)],
        Setting::Targets(targets) => vec![HelpSetting::Targets(targets)],
        Setting::Retention(rules) => vec![HelpSetting::Retention(rules)],
        Setting::Profile(profile) => vec![HelpSetting::Profile(Some(Box::new(profile)))],
        Setting::Calendar(calendar) => vec![HelpSetting::Calendar(Box::new(calendar))],
        Setting::Bells(bells) => vec![HelpSetting::Bells(bells)],
    };
    for setting in settings {
        settings_action::set(&staff.cases, &staff.member, seen.next().unwrap_or(u32::MAX), setting).await?;
    }
    Ok(())
}

/// The calendar, and its version.
pub(crate) async fn calendar(staff: &Staff) -> Result<(String, Calendar), Problem> {
    let found = settings(staff).await?;
    Ok((found.seen("calendar"), found.settings.calendar.value))
}

/// Saves the calendar.
pub(crate) async fn set_calendar(staff: &Staff, seen: &str, calendar: Calendar) -> Result<(), Problem> {
    set(staff, seen, Setting::Calendar(calendar)).await
}

/// The zone in which the rota is made.
pub(crate) async fn zone(staff: &Staff) -> Result<Zone, Problem> {
    Ok(settings_action::get(&staff.cases, staff.member.organisation).await?.calendar.value.zone)
}

fn shift_view(found: rota_action::ShiftLine) -> ShiftView {
    ShiftView {
        id: found.shift.id,
        who: Who { id: found.shift.person, name: found.name },
        duty: found.shift.duty,
        from: found.shift.from,
        until: found.shift.until,
    }
}

/// What the page of the rota shows.
pub(crate) async fn rota(staff: &Staff) -> Result<RotaData, Problem> {
    let now = staff.request.now;
    let ahead = Span { from: now, until: now.plus(7 * clock::DAY) };
    let span = Span { from: now.plus(-clock::DAY), until: now.plus(super::rota::DAYS * clock::DAY) };
    let found = rota_action::shifts(&staff.cases, &staff.member, span).await?;
    let plan = Rota::new(found.iter().map(|row| row.shift.clone()));
    // Nobody plans a rota that has no shift at all: the whole week would be a gap.
    let gaps = if found.is_empty() { Vec::new() } else { plan.gaps(ahead) };
    let people = helpline_action::people(&staff.cases, &staff.member).await?;
    let round = rota_action::round(&staff.cases, &staff.member).await?;
    let house = |id: OrganisationId| House { id, name: round.names.get(&id).cloned().unwrap_or_default() };
    let hand_overs = match staff.unlocked().await? {
        Some(me) => rota_action::hand_overs(&staff.cases, &me).await?,
        None => Vec::new(),
    };
    let order = &round.order;
    Ok(RotaData {
        key: super::keys::state(staff).await?,
        zone: zone(staff).await?,
        shifts: found.into_iter().map(shift_view).collect(),
        gaps,
        people: people
            .into_iter()
            .filter(|colleague| colleague.may_respond)
            .map(|colleague| Who { id: colleague.person, name: colleague.name })
            .collect(),
        hand_overs: hand_overs
            .into_iter()
            .map(|note| HandOverView { from: note.from, at: note.at, text: note.text, cases: note.cases })
            .collect(),
        round: RoundView {
            posts: order.posts.iter().map(|post| (house(post.organisation), post.calendar.is_open(now))).collect(),
            next: order.next(now).map(|next| (house(next.organisation), next.from)),
            gaps: if order.posts.is_empty() { Vec::new() } else { order.gaps(ahead) },
        },
        houses: round.names.iter().map(|(id, name)| House { id: *id, name: name.clone() }).collect(),
        manages: staff.may(Capability::RUN_HELPLINE),
        reader: staff.member.person,
    })
}

/// A shift that is handed over, and the cases that its note may name.
pub(crate) async fn shift(staff: &Staff, me: &Unlocked, id: ShiftId) -> Result<(ShiftView, Vec<CaseRow>), Problem> {
    let now = staff.request.now;
    let span = Span { from: now.plus(-2 * clock::DAY), until: now.plus(super::rota::DAYS * clock::DAY) };
    let shifts = rota_action::shifts(&staff.cases, &staff.member, span).await?;
    let shift = shifts.into_iter().find(|row| row.shift.id == id).ok_or_else(Problem::not_found)?;
    let cases = work::mine(&staff.cases, me, work::Mine::Open).await?;
    Ok((shift_view(shift), cases.into_iter().map(|line| row(line, Vec::new())).collect()))
}

/// A line of the audit.
pub(crate) fn audit_row(line: work::AuditLine) -> AuditRow {
    AuditRow {
        day: line.day,
        who: Some(line.name),
        what: visit(line.what),
        case: Some(super::views::reference(line.case)),
    }
}

/// The tags that a form adds and takes away, from what it showed.
pub(crate) fn tag_change(before: &[String], after: &[String]) -> Change {
    let (before, after): (BTreeSet<&String>, BTreeSet<&String>) = (before.iter().collect(), after.iter().collect());
    Change::Tags {
        add: after.difference(&before).map(|tag| (*tag).clone()).collect(),
        remove: before.difference(&after).map(|tag| (*tag).clone()).collect(),
    }
}

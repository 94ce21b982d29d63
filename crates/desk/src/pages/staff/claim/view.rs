//! The page of a claim: what it shows to whom.

use saksi_base::{PersonId, Problem};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Arg, FormData as _, Locale, Markup, PageRequest, Tone, Weight, escape};

use super::super::files::{self, FilePart};
use super::super::queue::{QueueQuery, RowList, growth, takers};
use super::super::reading::Happening;
use super::super::{button, link_button, moderation, notice, warn, with_query, words};
use super::forms::{AssignForm, NoteForm, Release, Reopen, Split, StartCheck, Take, Wording};
use super::parts::{
    CheckPart, HappeningPart, MessagePart, NotePart, SimilarPart, chart, happening, heading, junk_button, junk_undo,
    message_part, note_part, similar_part,
};
use crate::actions::By;
use crate::elevation::decides;
use crate::media::Takes;
use crate::model::{CheckState, ClaimDetail, ClaimState, DraftState, NoteView, QueueRow, SimilarClaim, SubjectKind};

/// Most claims that stand in sight as looking alike, and how alike the second and third must be.
const NEAREST: usize = 3;
const NEAR: f64 = 0.15;

/// What the page of a claim shows.
#[derive(Debug, Clone)]
pub(crate) struct ClaimData {
    pub(crate) detail: ClaimDetail,
    pub(crate) similar: Vec<SimilarClaim>,
    pub(crate) history: Vec<Happening>,
    /// What the reader's organisation noted.
    pub(crate) notes: Vec<NoteView>,
    /// Those of the reader's organisation who may check.
    pub(crate) colleagues: Vec<(PersonId, String)>,
    pub(crate) beside: Vec<QueueRow>,
    pub(crate) query: QueueQuery,
    /// What somebody typed into the statement, where it could not be saved.
    pub(crate) typed: Option<Wording>,
    /// What somebody typed into a note, where it could not be saved.
    pub(crate) note: String,
    /// Which files may be added.
    pub(crate) takes: Takes,
}

#[derive(askama::Template)]
#[template(path = "staff/claim.html")]
pub(crate) struct ClaimPage {
    l: Locale,
    notice: Markup,
    list: RowList,
    back: String,
    statement: String,
    language: String,
    badges: Vec<Markup>,
    standing: Vec<Markup>,
    actions: Vec<Markup>,
    start: Option<Markup>,
    asked: String,
    growth: String,
    chart: Markup,
    takers: Option<String>,
    owner: Option<String>,
    checks: Vec<CheckPart>,
    similar: Vec<SimilarPart>,
    less_similar: Vec<SimilarPart>,
    messages: Vec<MessagePart>,
    more_messages: Option<String>,
    no_messages: String,
    split: Option<Markup>,
    wording: Option<Markup>,
    files: Vec<Markup>,
    add_file: Option<Markup>,
    notes: Vec<NotePart>,
    note: Option<Markup>,
    history: Vec<HappeningPart>,
}

impl ClaimPage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: ClaimData, problem: Option<&Problem>) -> Self {
        let l = &request.locale;
        let ClaimData { detail, similar, history, notes, colleagues, beside, query, typed, note, takes } = data;
        let row = &detail.row;
        let back = query.kept(true);
        let path = format!("/desk/claims/{}", row.id);
        let act = |what: &str| with_query(&format!("{path}/{what}"), &back);
        let may = |capability| by.may.contains(capability);
        // Others take it, check it and mask words; what becomes of it, its owner's people decide.
        let ours = decides(by, row.owner.id);
        let workable = matches!(row.state, ClaimState::Waiting | ClaimState::Checking | ClaimState::Answered);
        let taken_by_me = row.takers.iter().any(|taker| taker.person == Some(by.person));

        let mut badges = vec![words::claim_state(l, row.state)];
        if row.shared {
            badges.push(saksi_web::badge(l, Tone::Plain, "desk-staff-shared"));
        }
        if detail.hidden {
            badges.push(saksi_web::badge(l, Tone::Danger, "desk-staff-hidden"));
        }

        let mut standing = Vec::new();
        if let Some(into) = detail.joined_into {
            standing.push(warn(&l.t("desk-staff-claim-joined"), &l.t("desk-staff-joined-note")).then(&link_button(
                l,
                &format!("/desk/claims/{into}"),
                "desk-staff-joined-open",
                Weight::Main,
            )));
        }
        if let Some(reason) = detail.closed {
            standing.push(warn(
                &l.t("desk-staff-claim-closed"),
                &l.ta("desk-staff-closed-note", &[("reason", l.t(crate::pages::words::close_reason(reason)))]),
            ));
        }
        if !taken_by_me && detail.taken_by_us {
            standing
                .push(warn("", &l.ta("desk-staff-colleague-note", &[("names", takers(l, row).unwrap_or_default())])));
        } else if !detail.taken_by_us && !row.takers.is_empty() {
            standing.push(warn("", &l.ta("desk-staff-others-note", &[("names", takers(l, row).unwrap_or_default())])));
        }

        let own_open = detail.checks.iter().find(|check| {
            check.organisation.id == by.organisation
                && (check.draft.is_some() || matches!(check.state, CheckState::Draft | CheckState::InReview))
        });
        let own_published = detail
            .checks
            .iter()
            .find(|check| check.organisation.id == by.organisation && check.state == CheckState::Published);
        let mut actions = Vec::new();
        let mut start = None;
        let mut give = None;
        if may(Capability::CHECK) && detail.joined_into.is_none() {
            if workable {
                if let Some(open) = own_open {
                    let (leads, label) = if open.draft == Some(DraftState::InReview) {
                        (format!("/desk/checks/{}", open.id), "desk-staff-open-review")
                    } else {
                        (format!("/desk/checks/{}/edit", open.id), "desk-staff-open-draft")
                    };
                    actions.push(link_button(l, &leads, label, Weight::Main));
                } else if let Some(published) = own_published {
                    actions.push(link_button(
                        l,
                        &format!("/desk/checks/{}", published.id),
                        "desk-staff-open-check",
                        Weight::Main,
                    ));
                }
                if taken_by_me {
                    actions.push(button(
                        request,
                        &act("release"),
                        Release::PURPOSE,
                        "desk-staff-release",
                        Weight::Quiet,
                    ));
                } else {
                    let weight = if row.takers.is_empty() && own_open.is_none() { Weight::Main } else { Weight::Quiet };
                    actions.push(button(request, &act("take"), Take::PURPOSE, "desk-staff-take", weight));
                }
                let others: Vec<(String, String)> = colleagues
                    .iter()
                    .filter(|(person, _)| *person != by.person && !row.takers.iter().any(|t| t.person == Some(*person)))
                    .map(|(person, name)| (person.to_string(), name.clone()))
                    .collect();
                if !others.is_empty() {
                    give = Some(give_form(request, &act("assign"), others, problem));
                }
                if ours {
                    actions.push(link_button(l, &act("join"), "desk-staff-join", Weight::Quiet));
                }
                if own_open.is_none() && own_published.is_none() {
                    let f = Fields::new(l, problem);
                    let current = if row.language.as_str() == "und" { l.tag() } else { row.language.as_str() };
                    start = Some(fields::form(
                        request,
                        &act("check"),
                        StartCheck::PURPOSE,
                        &[
                            f.select("check-language", "desk-staff-check-language", current, &[])
                                .options(words::language_options(l, None, current))
                                .build(),
                            f.submit_named(
                                "",
                                "",
                                "desk-staff-write-check",
                                if taken_by_me { Weight::Main } else { Weight::Quiet },
                            ),
                        ],
                    ));
                }
            }
            match row.state {
                _ if !ours => {}
                ClaimState::Waiting | ClaimState::Checking => {
                    actions.push(link_button(l, &act("close"), "desk-staff-close", Weight::Quiet));
                    actions.push(junk_button(request, &act("junk"), true));
                }
                ClaimState::Closed => {
                    actions.push(button(request, &act("reopen"), Reopen::PURPOSE, "desk-staff-reopen", Weight::Main));
                }
                ClaimState::Junk => actions.push(junk_button(request, &act("junk"), false)),
                ClaimState::Answered | ClaimState::Joined | ClaimState::Expired => {}
            }
        }
        if !ours && may(Capability::CHECK) && detail.joined_into.is_none() {
            standing.push(Markup::trusted(format!(
                "<p class=\"hint\">{}</p>",
                escape(&l.ta("desk-staff-of-others", &[("organisation", row.owner.name.as_str())]))
            )));
        }
        if ours && !may(Capability::MODERATE) && !by.operator && workable {
            standing.push(Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&l.t("desk-staff-ask-to-hide")))));
        }
        let moderates = by.operator || (may(Capability::MODERATE) && row.owner.id == by.organisation);
        if moderates {
            let leads = moderation::decide_path(SubjectKind::Claim, row.id.0);
            actions.push(link_button(l, &leads, "desk-staff-moderate", Weight::Quiet));
        }
        // Whoever keeps evidence finds there what is kept about this claim, and a form that is filled in for it.
        if may(Capability::PRESERVE) {
            let about = format!("about=claim:{}", row.id);
            actions.push(link_button(l, &format!("/work/evidence?{about}"), "desk-staff-evidence", Weight::Quiet));
            actions.push(link_button(
                l,
                &format!("/work/evidence/new?{about}"),
                "desk-staff-evidence-new",
                Weight::Quiet,
            ));
        }
        let cited = format!("/work/directory/cited/claim/{}", row.id);
        actions.push(link_button(l, &cited, "desk-staff-cites", Weight::Quiet));
        if may(Capability::ESCALATE) && workable {
            let leads = format!("/work/escalations/new?about=claim:{}", row.id);
            actions.push(link_button(l, &leads, "desk-staff-escalate", Weight::Quiet));
        }

        let undo = match query.done.as_str() {
            "released" if may(Capability::CHECK) => {
                button(request, &act("take"), Take::PURPOSE, "desk-staff-undo", Weight::Quiet)
            }
            _ if !ours => Markup::empty(),
            "closed" => button(request, &act("reopen"), Reopen::PURPOSE, "desk-staff-undo", Weight::Quiet),
            "junked" => junk_undo(request, &act("junk"), false),
            "not-junk" => junk_undo(request, &act("junk"), true),
            _ => Markup::empty(),
        };

        let wording = (ours && detail.joined_into.is_none()).then(|| {
            let f = Fields::new(l, problem);
            let typed = typed.unwrap_or_else(|| Wording {
                statement: if row.worded { row.statement.clone() } else { String::new() },
                language: row.language.to_string(),
                content_type: row.content_type.code().to_owned(),
                edition: detail.edition,
            });
            fields::form(
                request,
                &act("statement"),
                Wording::PURPOSE,
                &[
                    f.area("statement", "desk-staff-statement", &typed.statement)
                        .hint("desk-staff-statement-hint")
                        .rows(3)
                        .longest(1_000)
                        .required()
                        .build(),
                    f.select("language", "desk-staff-language", &typed.language, &[])
                        .options(words::language_options(l, Some("desk-staff-language-choose"), &typed.language))
                        .build(),
                    f.select(
                        "content_type",
                        "desk-staff-content-type",
                        &typed.content_type,
                        &words::content_type_options(),
                    )
                    .build(),
                    f.hidden("edition", &detail.edition.to_string()),
                    f.submit_named("", "", "desk-staff-statement-save", Weight::Main),
                ],
            )
        });

        let can_split = ours && detail.message_count > 1 && detail.joined_into.is_none();
        let messages: Vec<MessagePart> =
            detail.messages.iter().map(|message| message_part(request, by, row, message, &back)).collect();
        let split = can_split.then(|| {
            let f = Fields::new(l, problem);
            [
                f.radio(
                    "messages",
                    "desk-staff-split-target",
                    "new",
                    &[("new", "desk-staff-split-new"), ("existing", "desk-staff-split-existing")],
                )
                .build(),
                f.text("into", "desk-staff-split-into", "")
                    .hint("desk-staff-split-into-hint")
                    .code()
                    .optional()
                    .build(),
                f.submit_named("", "", "desk-staff-split-do", Weight::Quiet),
            ]
            .into_iter()
            .collect::<Markup>()
        });
        let split = split.map(|inner| {
            Markup::trusted(format!(
                "<form method=\"post\" action=\"{}\" accept-charset=\"utf-8\" novalidate id=\"split\">{}{inner}</form>",
                escape(&act("split")),
                request.token(Split::PURPOSE)
            ))
        });

        let may_reuse = may(Capability::CHECK)
            && workable
            && detail.joined_into.is_none()
            && own_open.is_none()
            && own_published.is_none();
        let may_join = ours && workable && detail.joined_into.is_none();
        // The nearest stand in sight; words that any two texts share bring many more, which only get in the way.
        let near =
            similar.iter().take(NEAREST).take_while(|other| other.likeness >= NEAR).count().max(1).min(similar.len());
        let mut similar: Vec<SimilarPart> =
            similar.iter().map(|other| similar_part(request, by, row.id, other, may_join, may_reuse)).collect();
        let less_similar = similar.split_off(near);
        let shown = detail.messages.len();
        let hidden_messages = detail.message_count - i64::try_from(shown).unwrap_or(0);
        Self {
            notice: notice(l, &query.done, &undo),
            statement: heading(l, row),
            language: row.language.to_string(),
            badges,
            standing,
            actions,
            start: match (start, give) {
                (Some(start), Some(give)) => Some(start.then(&give)),
                (start, give) => start.or(give),
            },
            asked: l.ta("desk-staff-asked", &[("people", row.asked)]),
            growth: growth(l, row),
            chart: chart(l, l.now(), &detail.hours),
            takers: takers(l, row),
            owner: (row.owner.id != by.organisation).then(|| row.owner.name.clone()),
            checks: detail.checks.iter().map(|check| CheckPart::new(l, by, check)).collect(),
            similar,
            less_similar,
            more_messages: (hidden_messages > 0)
                .then(|| l.ta("desk-staff-more-messages", &[("count", Arg::from(hidden_messages))])),
            no_messages: l.t(if ours { "desk-staff-messages-none" } else { "desk-staff-messages-none-seen" }),
            messages,
            split,
            wording,
            history: history.iter().map(|what| happening(l, by, what)).collect(),
            files: detail.files.iter().map(|file| FilePart::new(request, by, row.id, &back, file).markup(l)).collect(),
            add_file: (may(Capability::CHECK) && detail.joined_into.is_none())
                .then(|| files::form(request, &act("files"), takes, problem))
                .flatten(),
            notes: notes.into_iter().map(|note| note_part(request, &path, &back, note)).collect(),
            note: (may(Capability::CHECK) && detail.joined_into.is_none()).then(|| {
                let f = Fields::new(l, problem);
                fields::form(
                    request,
                    &act("notes"),
                    NoteForm::PURPOSE,
                    &[
                        f.area("note", "desk-staff-note", &note).rows(2).longest(4_000).build(),
                        f.submit_named("", "", "desk-staff-note-save", Weight::Quiet),
                    ],
                )
            }),
            list: RowList {
                l: l.clone(),
                rows: beside,
                back: back.clone(),
                current: Some(row.id),
                alike: std::collections::HashMap::new(),
                ours: by.organisation,
            },
            back: with_query("/desk", &back),
            l: l.clone(),
        }
    }
}

fn give_form(
    request: &PageRequest,
    action: &str,
    colleagues: Vec<(String, String)>,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut options = vec![(String::new(), l.t("desk-staff-give-choose"))];
    options.extend(colleagues);
    fields::form(
        request,
        action,
        AssignForm::PURPOSE,
        &[
            f.select("person", "desk-staff-give", "", &[]).options(options).build(),
            f.submit_named("", "", "desk-staff-give-do", Weight::Quiet),
        ],
    )
}

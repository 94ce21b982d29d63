//! Makes the types of the wire from those of the desk.

use saksi_base::Verdict;

use super::check::{
    Check, CheckDetail, Claim, ListedCheck, Organisation, OtherCheck, Reference, Reply, Translation, Version,
    VersionLine,
};
use super::message::FoundAnswer;
use super::network::{LogEntry, QueueLine, Stats};
use crate::model;
use crate::pages::public::views::percent;

/// Makes the types of the wire from those of the desk; knows the site's address.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Wire<'a>(pub(in crate::api) &'a str);

impl Wire<'_> {
    fn url(self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    pub(in crate::api) fn organisation(self, organisation: &model::OrganisationRef) -> Organisation {
        Organisation {
            id: organisation.id.to_string(),
            slug: organisation.slug.clone(),
            name: organisation.name.clone(),
            url: self.url(&format!("/organisations/{}", organisation.slug)),
        }
    }

    pub(in crate::api) fn check(self, a: &model::Answer) -> Check {
        Check {
            id: a.check.to_string(),
            claim: a.claim.to_string(),
            url: self.url(&format!("/checks/{}", a.check)),
            organisation: self.organisation(&a.organisation),
            statement: a.statement.clone(),
            title: a.title.clone(),
            explanation: a.explanation.clone(),
            references: references(&a.references),
            verdict: a.verdict.code(),
            harm: a.harm.code(),
            content_type: a.content_type.code(),
            language: a.language.to_string(),
            translated_from: a.translated_from.as_ref().map(ToString::to_string),
            published_at: a.published_at.to_string(),
            corrected_at: a.corrected_at.map(|at| at.to_string()),
            version: a.version,
            source_url: a.source_url.clone(),
            licence: a.licence.clone(),
        }
    }

    pub(in crate::api) fn found(self, certain: bool, a: &model::Answer) -> FoundAnswer {
        FoundAnswer { certain, likeness: percent(a.likeness), check: self.check(a) }
    }

    pub(in crate::api) fn detail(self, c: &model::PublishedCheck) -> CheckDetail {
        CheckDetail {
            check: self.check(&c.answer),
            state: if c.state == model::CheckState::Withdrawn { "withdrawn" } else { "published" },
            withdrawn_reason: c.withdrawn_reason.clone(),
            withdrawn_at: c.withdrawn_at.map(|at| at.to_string()),
            example: c.example.clone(),
            asked: c.asked,
            versions: c.versions.iter().map(version_line).collect(),
            translations: c
                .translations
                .iter()
                .map(|t| Translation {
                    language: t.content.language.to_string(),
                    statement: t.content.statement.clone(),
                    title: t.content.title.clone(),
                    explanation: t.content.explanation.clone(),
                    organisation: self.organisation(&t.organisation),
                    outdated: t.outdated,
                })
                .collect(),
            others: c
                .others
                .iter()
                .map(|other| OtherCheck {
                    id: other.id.to_string(),
                    organisation: self.organisation(&other.organisation),
                    verdict: other.verdict.map(Verdict::code),
                    title: other.title.clone(),
                })
                .collect(),
            replies: c
                .replies
                .iter()
                .map(|reply| Reply { from: reply.from.clone(), text: reply.text.clone(), at: reply.at.to_string() })
                .collect(),
        }
    }

    pub(in crate::api) fn claim(self, c: &model::ClaimPage) -> Claim {
        Claim {
            id: c.id.to_string(),
            statement: c.statement.clone(),
            language: c.language.to_string(),
            example: c.example.clone(),
            asked: c.asked,
            checks: c.checks.iter().map(|check| self.check(check)).collect(),
        }
    }

    pub(in crate::api) fn listed(self, c: &model::ListedCheck) -> ListedCheck {
        ListedCheck {
            id: c.check.to_string(),
            claim: c.claim.to_string(),
            url: self.url(&format!("/checks/{}", c.check)),
            organisation: self.organisation(&c.organisation),
            statement: c.statement.clone(),
            title: c.title.clone(),
            verdict: c.verdict.code(),
            content_type: c.content_type.code(),
            language: c.language.to_string(),
            published_at: c.published_at.to_string(),
            changed_at: c.changed_at.to_string(),
            asked: c.asked,
        }
    }

    pub(in crate::api) fn log_entry(self, entry: &model::LogEntry) -> LogEntry {
        LogEntry {
            id: entry.id.to_string(),
            url: self.url(&format!("/moderation/{}", entry.id)),
            kind: entry.kind.code(),
            subject_kind: entry.subject_kind.code(),
            organisation: self.organisation(&entry.organisation),
            summary: entry.public_summary.clone(),
            legal_reference: entry.legal_reference.clone(),
            at: entry.at.to_string(),
            reversed_at: entry.reversed_at.map(|at| at.to_string()),
            open_appeals: entry.open_appeals,
        }
    }

    pub(in crate::api) fn queue_line(self, row: &model::QueueRow) -> QueueLine {
        QueueLine {
            claim: row.id.to_string(),
            statement: row.statement.clone(),
            worded: row.worded,
            language: row.language.to_string(),
            content_type: row.content_type.code(),
            state: row.state.code(),
            asked: row.asked,
            asked_day: row.asked_day,
            asked_week: row.asked_week,
            first_asked: row.first_asked.to_string(),
            last_asked: row.last_asked.to_string(),
            organisation: self.organisation(&row.owner),
            taken_by: row.takers.iter().map(|taker| self.organisation(&taker.organisation)).collect(),
            published: row.published,
        }
    }
}

fn references(list: &[model::Reference]) -> Vec<Reference> {
    list.iter().map(|r| Reference { url: r.url.clone(), description: r.description.clone() }).collect()
}

fn version_line(v: &model::VersionSummary) -> VersionLine {
    VersionLine {
        number: v.number,
        verdict: v.verdict.code(),
        title: v.title.clone(),
        change_note: v.change_note.clone(),
        at: v.at.to_string(),
        reviewed: v.reviewed,
    }
}

pub(in crate::api) fn version(v: &model::Version) -> Version {
    Version {
        summary: version_line(&v.summary),
        statement: v.content.statement.clone(),
        explanation: v.content.explanation.clone(),
        references: references(&v.content.references),
        language: v.content.language.to_string(),
        harm: v.content.harm.code(),
        content_type: v.content.content_type.code(),
    }
}

pub(in crate::api) const fn stats(s: &model::Stats) -> Stats {
    Stats {
        checks: s.checks,
        claims: s.claims,
        waiting: s.waiting,
        asked: s.asked,
        answered_at_once: s.answered_at_once,
        handed_in: s.handed_in,
        languages: s.languages,
        organisations: s.organisations,
    }
}

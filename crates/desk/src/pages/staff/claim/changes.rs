//! What may be done with a claim: each of these changes it and goes back to its page.

use saksi_base::{CheckId, ClaimId, ContentType, JournalId, LanguageTag, MessageId, PersonId, Problem, ProblemKind};
use saksi_db::write;
use saksi_web::{Form, PageError, PagePath, PageQuery, Response};

use super::super::queue::QueueQuery;
use super::super::{Done, Staff, done};
use super::forms::{
    AssignForm, Junk, Marks, NoteForm, Release, RemoveNote, Reopen, ReuseForm, Split, StartCheck, Take, Wording,
};
use super::{back_to, claim_of, explain, page, page_with, sayable};
use crate::actions::{checks, deeds, queue};

/// `POST /desk/claims/{id}/take`.
pub(crate) async fn take(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<Take>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "take claim", by.viewer(), tx => { queue::take(&mut tx, &by, id).await });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Taken)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/assign`: a colleague takes over.
pub(crate) async fn assign(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<AssignForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = match form.value.person.parse::<PersonId>() {
        Err(_) => Err(Problem::field("person", "desk-problem-colleague")),
        Ok(person) => write!(staff.request.site.db, "assign claim", by.viewer(), tx => {
            queue::assign(&mut tx, &by, id, person).await
        }),
    };
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Given)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/notes`.
pub(crate) async fn note(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<NoteForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let text = form.value.note;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "note on claim", by.viewer(), tx => {
        deeds::note(&mut tx, &by, id, &text).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Noted)),
        Err(problem) if sayable(&problem) => page_with(&staff, id, query, None, &text, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /desk/claims/{id}/notes/{note}/remove`.
pub(crate) async fn remove_note(
    staff: Staff,
    PagePath((id, note)): PagePath<(ClaimId, JournalId)>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<RemoveNote>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "remove note", by.viewer(), tx => {
        deeds::remove_note(&mut tx, &by, id, note).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::NoteRemoved)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/reuse`: a draft with the words of a check that the organisation wrote for another claim.
pub(crate) async fn reuse(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<ReuseForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let from: CheckId = form.value.check.parse().map_err(|_| Problem::not_found())?;
    let outcome = write!(staff.request.site.db, "reuse check", by.viewer(), tx => {
        checks::reuse(&mut tx, &by, id, from).await
    });
    match outcome {
        Ok(check) => Ok(done(&format!("/desk/checks/{check}/edit"), Done::Reused)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/release`.
pub(crate) async fn release(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<Release>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "release claim", by.viewer(), tx => { queue::release(&mut tx, &by, id).await });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Released)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/reopen`.
pub(crate) async fn reopen(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<Reopen>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "reopen claim", by.viewer(), tx => { queue::reopen(&mut tx, &by, id).await });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Reopened)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/junk`.
pub(crate) async fn junk(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Junk>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let junk = form.value.junk != "no";
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "set claim junk", by.viewer(), tx => {
        queue::set_junk(&mut tx, &by, id, junk).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, if junk { Done::Junked } else { Done::NotJunk })),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/check`: starts a draft, or opens the one there is.
pub(crate) async fn start_check(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<StartCheck>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let language: LanguageTag = match form.value.language.parse() {
        Ok(language) => language,
        Err(_) => {
            let problem = Problem::field("check-language", "desk-problem-language");
            return page(&staff, id, query, None, Some(&problem)).await;
        }
    };
    let outcome = write!(staff.request.site.db, "start check", by.viewer(), tx => {
        checks::start_draft(&mut tx, &by, id, &language).await
    });
    match outcome {
        Ok(check) => Ok(saksi_web::see_other(&format!("/desk/checks/{check}/edit"))),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/statement`.
pub(crate) async fn set_statement(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Wording>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let parsed = match (typed.language.parse::<LanguageTag>(), ContentType::from_code(&typed.content_type)) {
        (Ok(language), Some(kind)) => Ok((language, kind)),
        (Err(_), _) => Err(Problem::field("language", "desk-problem-language")),
        (_, None) => Err(Problem::field("content_type", "desk-problem-content-type")),
    };
    let outcome: Result<(), Problem> = match parsed {
        Err(problem) => Err(problem),
        Ok((language, kind)) => write!(staff.request.site.db, "word claim", by.viewer(), tx => {
            queue::set_statement(&mut tx, &by, id, typed.edition, typed.statement.trim(), &language, kind).await
        }),
    };
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Worded)),
        // What was typed stays in the form, the other's wording stands above it, and saving again is then meant so.
        Err(problem) if sayable(&problem) => page(&staff, id, query, Some(typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /desk/claims/{id}/split`.
pub(crate) async fn split(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Split>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let messages: Vec<MessageId> = form.value.message.iter().filter_map(|id| id.parse().ok()).collect();
    if messages.is_empty() {
        let problem = Problem::field("messages", "desk-staff-problem-no-message");
        return page(&staff, id, query, None, Some(&problem)).await;
    }
    if form.value.target == "existing" {
        let Some(into) = claim_of(&form.value.into) else {
            let problem = Problem::field("into", "desk-staff-problem-which-claim");
            return page(&staff, id, query, None, Some(&problem)).await;
        };
        let outcome: Result<(), Problem> = write!(staff.request.site.db, "move messages", by.viewer(), tx => {
            queue::move_messages(&mut tx, &by, &messages, into).await
        });
        return match outcome {
            Ok(()) => Ok(back_to(id, &query, Done::Moved)),
            Err(problem) if problem.kind == ProblemKind::NotFound => {
                let problem = Problem::field("into", "desk-staff-problem-which-claim");
                page(&staff, id, query, None, Some(&problem)).await
            }
            Err(problem) => explain(&staff, id, query, problem).await,
        };
    }
    let outcome = write!(staff.request.site.db, "split claim", by.viewer(), tx => {
        queue::split(&mut tx, &by, id, &messages).await
    });
    match outcome {
        Ok(new) => Ok(back_to(new, &query, Done::Split)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/messages/{message}/masks`.
pub(crate) async fn mark(
    staff: Staff,
    PagePath((id, message)): PagePath<(ClaimId, MessageId)>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Marks>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let mut marked: Vec<String> = form
        .value
        .words
        .lines()
        .chain(form.value.found.iter().map(String::as_str))
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    marked.dedup();
    marked.truncate(200);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "mark words", by.viewer(), tx => {
        queue::mark_words(&mut tx, &by, message, &marked).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Marked)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

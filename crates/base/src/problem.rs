//! What went wrong, said for the person who can mend it.
//!
//! A [`Problem`] names a message of the site's message files (`problem-…`), so that every page and the API can say it in
//! the reader's language; it never carries an internal error, a secret or what somebody sent.

use std::fmt;

/// What kind of answer a problem becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The input needs mending (422).
    Invalid,
    /// The request itself is malformed (400).
    Malformed,
    /// Sign in first (401).
    SignIn,
    /// Signed in, but not allowed (403).
    Forbidden,
    /// There is nothing here, or nothing the asker may know of (404).
    NotFound,
    /// It was here and has been taken away (410).
    Gone,
    /// Somebody else changed it meanwhile (409).
    Conflict,
    /// Too large (413).
    TooLarge,
    /// Sent as something that cannot be read here, by its `Content-Type` (415).
    WrongType,
    /// Too many requests (429); carries the seconds to wait.
    SlowDown(u32),
    /// Do a proof of work, or wait, first (428).
    ProveWork,
    /// Not now; try again soon (503).
    Busy,
    /// Our own fault (500). The details are in the log, never here.
    Internal,
}

impl ProblemKind {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::Malformed => 400,
            Self::SignIn => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Gone => 410,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::SlowDown(_) => 429,
            Self::ProveWork => 428,
            Self::Busy => 503,
            Self::Internal => 500,
        }
    }
}

/// A problem beside one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name in the form.
    pub field: &'static str,
    /// The message key that says what to do.
    pub message: &'static str,
    /// Arguments of the message.
    pub arguments: Vec<(&'static str, String)>,
}

/// Something a person can mend, or must at least be told plainly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of answer it becomes.
    pub kind: ProblemKind,
    /// The message key that says what happened and what to do.
    pub message: &'static str,
    /// Arguments of the message.
    pub arguments: Vec<(&'static str, String)>,
    /// What to mend, field by field.
    pub fields: Vec<FieldProblem>,
    /// Whether the same transaction, run again at once, may succeed (a serialization failure or a busy database).
    pub transient: bool,
}

impl Problem {
    /// A problem of a kind with a message.
    pub fn new(kind: ProblemKind, message: &'static str) -> Self {
        Self { kind, message, arguments: Vec::new(), fields: Vec::new(), transient: false }
    }

    /// The input needs mending.
    pub fn invalid(message: &'static str) -> Self {
        Self::new(ProblemKind::Invalid, message)
    }

    /// One field needs mending.
    pub fn field(field: &'static str, message: &'static str) -> Self {
        Self::new(ProblemKind::Invalid, "problem-fields").and_field(field, message)
    }

    /// Nothing here.
    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, "problem-not-found")
    }

    /// Not allowed.
    pub fn forbidden() -> Self {
        Self::new(ProblemKind::Forbidden, "problem-forbidden")
    }

    /// Somebody else changed it meanwhile.
    pub fn conflict(message: &'static str) -> Self {
        Self::new(ProblemKind::Conflict, message)
    }

    /// Our own fault.
    pub fn internal() -> Self {
        Self::new(ProblemKind::Internal, "problem-internal")
    }

    /// Adds one more field to mend.
    #[must_use]
    pub fn and_field(mut self, field: &'static str, message: &'static str) -> Self {
        self.fields.push(FieldProblem { field, message, arguments: Vec::new() });
        self
    }

    /// Adds an argument: to the last field's message where there is one, else to the problem's own.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        let argument = (name, value.to_string());
        match self.fields.last_mut() {
            Some(field) => field.arguments.push(argument),
            None => self.arguments.push(argument),
        }
        self
    }

    /// The message of a field, where it has one.
    pub fn for_field(&self, field: &str) -> Option<&FieldProblem> {
        self.fields.iter().find(|f| f.field == field)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.kind.status())?;
        for field in &self.fields {
            write!(f, "; {}: {}", field.field, field.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Collects the problems of a form, so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a problem beside a field.
    pub fn add(&mut self, field: &'static str, message: &'static str) -> &mut Self {
        self.0.push(FieldProblem { field, message, arguments: Vec::new() });
        self
    }

    /// Adds an argument to the problem noted last.
    pub fn with(&mut self, name: &'static str, value: impl fmt::Display) -> &mut Self {
        if let Some(last) = self.0.last_mut() {
            last.arguments.push((name, value.to_string()));
        }
        self
    }

    /// `Ok` when nothing was noted.
    pub fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Problem { fields: self.0, ..Problem::new(ProblemKind::Invalid, "problem-fields") })
    }
}

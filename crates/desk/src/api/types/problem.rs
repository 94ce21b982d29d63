//! What went wrong, and what to do.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// What kind of problem; the address of a page that says so.
    #[schema(example = "https://check.example.org/api/problems/invalid")]
    pub r#type: String,
    /// The kind in words, in the language of `Accept-Language`.
    #[schema(example = "Something needs mending")]
    pub title: String,
    /// The status again.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// What to mend, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
    /// Seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The proof of work that is asked for, with status 428.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
}

/// A problem of one field or parameter.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field.
    pub field: String,
    /// A stable name of the problem.
    pub code: String,
    /// What to do.
    pub detail: String,
}

/// A proof of work: find a decimal number so that the SHA-256 digest of `pass:number` begins with `bits` zero bits, and send
/// the request again with the header `Saksi-Work: pass:number`; or wait, and send it with `Saksi-Work: pass:`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Work {
    /// What to solve.
    pub pass: String,
    /// How many leading zero bits.
    pub bits: u8,
    /// Seconds after which the pass is good without a number.
    pub wait_seconds: u32,
}

//! What stands in an address or a header.

use serde::Deserialize;
use utoipa::IntoParams;

use super::words::{content_code, cursor, id, verdict_code};

/// Which checks, and which page of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ChecksQuery {
    /// Words to look for.
    #[param(value_type = String, required = false, min_length = 1, max_length = 200)]
    pub q: Option<String>,
    /// Only this verdict.
    #[param(schema_with = verdict_code, required = false)]
    pub verdict: Option<String>,
    /// Only this language (primary tag), translations included.
    #[param(value_type = String, required = false, pattern = "^[a-z]{2,3}$", example = "th")]
    pub language: Option<String>,
    /// Only this organisation.
    #[param(schema_with = id, required = false)]
    pub organisation: Option<String>,
    /// Only this content type.
    #[param(schema_with = content_code, required = false)]
    pub content_type: Option<String>,
    /// Only published or changed since.
    #[param(value_type = String, format = DateTime, required = false)]
    pub since: Option<String>,
    /// Where the page starts: `next` of the page before.
    #[param(schema_with = cursor, required = false)]
    pub after: Option<String>,
    /// How many, 20 unless told.
    #[param(value_type = i64, required = false, minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct PlaceQuery {
    /// Where the page starts: `next` of the page before.
    #[param(schema_with = cursor, required = false)]
    pub after: Option<String>,
    /// How many, 20 unless told.
    #[param(value_type = i64, required = false, minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

/// Makes a repeated request the same request.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header; the handler reads it by name")]
pub struct KeyHeader {
    /// A fresh random value for each message that is handed in, such as a UUID. The same key with the same message gives the
    /// same receipt. Whoever knows it can get the receipt: keep it secret.
    #[param(rename = "Idempotency-Key", value_type = String, required = false, pattern = "^[!-~]{16,128}$", min_length = 16, max_length = 128)]
    key: Option<String>,
}

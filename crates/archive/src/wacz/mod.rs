//! WACZ 1.1.1: archives, their index and their pages in one ZIP file, which browsers replay and people hand over.
//!
//! The [`Writer`] makes what the specification asks for and its own validator does not look at as well: archives stored without
//! compression, a list of pages, a digest of the manifest. The [`Package`] reader takes what other tools make, of 1.1.1 and of the
//! draft 1.2.0, trusts no name and no size in it, and [`Package::verify`] says which file is not what the manifest says.

mod read;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use read::{Contents, Package, PackageError, PackageFault, PackageLimits, PackageReport};
pub use write::{PackageWriteError, Writer};

/// The version that is written.
pub const VERSION: &str = "1.1.1";

/// A page of the package: where a reader begins.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Any name; made up where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address.
    pub url: String,
    /// When it was captured, RFC 3339.
    pub ts: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text, to search in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Bytes of the page and all that it needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// What other tools add.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// A file of the package, as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its name, without folders and in lower case.
    #[serde(default)]
    pub name: String,
    /// Its path in the package.
    pub path: String,
    /// Its digest, such as `sha256:…`.
    #[serde(default)]
    pub hash: String,
    /// Its length.
    #[serde(default)]
    pub bytes: u64,
}

/// What the manifest says of the whole package.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// One sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// More, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When the package was made, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When it was last changed, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Which program made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub software: Option<String>,
    /// Where replay begins. Some tools write `mainPageURL`.
    #[serde(default, rename = "mainPageUrl", alias = "mainPageURL", skip_serializing_if = "Option::is_none")]
    pub main_page_url: Option<String>,
    /// When that page was captured.
    #[serde(default, rename = "mainPageDate", skip_serializing_if = "Option::is_none")]
    pub main_page_date: Option<String>,
    /// Other properties of a Data Package, such as `licenses` and `contributors`.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// The manifest, `datapackage.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// `data-package`; `wacz` in the draft 1.2.0.
    #[serde(default)]
    pub profile: String,
    /// The version; absent in the draft 1.2.0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wacz_version: Option<String>,
    /// All files but the manifest and its digest.
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// What it says of the whole.
    #[serde(flatten)]
    pub about: About,
}

/// Whether a path names a file inside the package and nothing else: no root, no way up, no other system's separators.
fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.len() <= 1024
        && !path.chars().any(|c| c.is_control() || c == '\\' || c == ':')
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests;

//! Invariants 2, 4, 5 and 6: what may touch the outside world, the clock, randomness and key material.

use super::source::Source;
use super::{Fault, Tree, crate_of, floors};

/// What ground crates may not name.
const GROUND_FORBIDS: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::io::stdin",
    "std::io::stdout",
    "tokio",
    "async_std",
    "reqwest",
    "File::open",
    "File::create",
    "TcpStream",
    "UdpSocket",
    "SystemTime",
    "Instant",
    "println!",
    "eprintln!",
    "dbg!",
];

/// Crates that ground crates may not depend on.
const GROUND_FORBIDS_CRATES: &[&str] =
    &["tokio", "reqwest", "sqlx", "axum", "hyper", "object_store", "axum-server", "indicatif", "tracing-subscriber"];

/// Ways to read the wall clock or a random source without being handed one.
const CLOCKS_AND_RANDOMNESS: &[&str] = &[
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "Uuid::now_v7",
    "Uuid::new_v4",
    "rand::rng",
    "rand::random",
    "thread_rng",
    "OsRng",
    "SysRng",
    "getrandom::",
    "StdRng::from_os_rng",
    "from_os_rng",
    "Utc::now",
    "Local::now",
];

/// The files in which the program takes the clock and the randomness from the operating system, to hand them on.
const SOURCES_OF_TRUTH: &[&str] = &["crates/saksi/src/runtime.rs"];

/// Ways out: who may depend on a client of the network. `db` reaches the object store that the operator named; whatever
/// somebody else may name goes through the guard of `saksi-fetch`.
const WAYS_OUT: &[(&str, &[&str])] = &[
    ("reqwest", &["saksi-db"]),
    ("hyper", &["saksi-fetch"]),
    ("tokio-rustls", &["saksi-fetch"]),
    ("tokio-socks", &["saksi-fetch"]),
    ("object_store", &["saksi-db"]),
    ("rustls-acme", &["saksi"]),
    ("lettre", &["saksi"]),
];

/// Who may depend on which cryptography.
const SECRETS: &[(&str, &[&str])] = &[
    // Passwords and second steps of members; passphrases of their keys.
    ("argon2", &["saksi-network", "saksi-vault"]),
    ("totp-rs", &["saksi-network"]),
    // Receipts and cases.
    ("hkdf", &["saksi-vault"]),
    ("hpke", &["saksi-vault"]),
    ("x-wing", &["saksi-vault"]),
    ("chacha20poly1305", &["saksi-network", "saksi-vault"]),
    // Filings, and checkpoints of logs with their witnesses.
    ("ed25519-dalek", &["saksi-tlog", "saksi-vault"]),
    ("bip39", &["saksi-vault"]),
    // Tokens of forms.
    ("hmac", &["saksi-vault", "saksi-web"]),
    // Backups.
    ("age", &["saksi"]),
];

pub(super) fn ground(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in tree.crate_sources() {
        // An example is a small program around the crate; it opens the files that the crate must not.
        let inside = source.name().contains("/src/");
        if inside && crate_of(&source.name()).is_some_and(floors::is_ground) {
            faults.extend(named(source, GROUND_FORBIDS, "ground crates do no I/O; take it as an argument"));
        }
    }
    for package in tree.metadata.workspace_packages() {
        if floors::floor(&package.name) == Some(floors::Floor::Ground) {
            for dependency in &package.dependencies {
                let normal = dependency.kind == cargo_metadata::DependencyKind::Normal && !dependency.optional;
                if normal && GROUND_FORBIDS_CRATES.contains(&dependency.name.as_str()) {
                    faults.push(Fault::new(
                        package.name.as_str(),
                        format!("stands on the ground and depends on {}", dependency.name),
                    ));
                }
            }
        }
    }
    faults
}

pub(super) fn clock_and_randomness(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in tree.crate_sources() {
        if !SOURCES_OF_TRUTH.contains(&source.name().as_str()) {
            faults.extend(named(source, CLOCKS_AND_RANDOMNESS, "take a `Clock` or a `Random` instead"));
            faults.extend(named(
                source,
                &["clippy::disallowed_methods"],
                "only the program may waive this lint, in its own file",
            ));
        }
    }
    faults
}

pub(super) fn one_way_out(tree: &Tree) -> Vec<Fault> {
    let mut faults = dependents(tree, WAYS_OUT, "opens a way to foreign addresses outside the one guarded place");
    for source in tree.crate_sources() {
        if crate_of(&source.name()) != Some("fetch") {
            faults.extend(named(
                source,
                &["TcpStream::connect", "UdpSocket", "ToSocketAddrs", "lookup_host"],
                "connect in the one guarded place only",
            ));
        }
    }
    faults
}

pub(super) fn secrets(tree: &Tree) -> Vec<Fault> {
    let mut faults = dependents(tree, SECRETS, "is outside the crate that keeps this kind of secret");
    for source in tree.crate_sources() {
        faults.extend(printed_secrets(source));
    }
    faults
}

/// Crates that depend on something only others may.
fn dependents(tree: &Tree, table: &[(&str, &[&str])], what: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for package in tree.metadata.workspace_packages() {
        for dependency in &package.dependencies {
            let allowed = table.iter().find(|(name, _)| *name == dependency.name).map(|(_, allowed)| *allowed);
            let tests_only = dependency.kind == cargo_metadata::DependencyKind::Development;
            if let Some(allowed) = allowed
                && !tests_only
                && !allowed.contains(&package.name.as_str())
            {
                faults.push(Fault::new(package.name.as_str(), format!("depends on {}, which {what}", dependency.name)));
            }
        }
    }
    faults
}

/// Every place where a source names one of `words`.
fn named(source: &Source, words: &[&str], what: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for word in words {
        for at in source.find(word) {
            faults.push(Fault::new(format!("{}:{}", source.name(), source.line_of(at)), format!("`{word}`: {what}")));
        }
    }
    faults
}

/// Types whose name says that they hold a secret and that derive `Debug`.
fn printed_secrets(source: &Source) -> Vec<Fault> {
    const HOLDERS: &[&str] = &[
        "Secret",
        "Password",
        "Passphrase",
        "PrivateKey",
        "SecretKey",
        "CaseKey",
        "SessionKey",
        "RecoveryKey",
        "FormKeys",
        "SealingKey",
        "RecoveryCode",
        "SecretWords",
        "Share",
    ];
    let mut faults = Vec::new();
    for (at, _) in source.code.match_indices("#[derive(") {
        let rest = source.code.get(at..).unwrap_or("");
        let derives = rest.split(']').next().unwrap_or("");
        let words: Vec<&str> = derives.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        if !words.contains(&"Debug") {
            continue;
        }
        let after =
            rest.split_once("struct ").map_or("", |(before, after)| if before.contains('{') { "" } else { after });
        let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if HOLDERS.iter().any(|holder| name.ends_with(holder)) {
            faults.push(Fault::new(
                format!("{}:{}", source.name(), source.line_of(at)),
                format!("`{name}` derives Debug; a secret is never printed"),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lib(text: &str) -> Source {
        Source::parse("crates/base/src/lib.rs", text)
    }

    #[test]
    fn io_in_a_ground_crate_is_seen() {
        for bad in [
            "use std::fs;",
            "let t = tokio::spawn(x);",
            "SystemTime::now()",
            "println!(\"x\")",
            "std::net::TcpStream::connect(a)",
        ] {
            assert!(!named(&lib(bad), GROUND_FORBIDS, "").is_empty(), "{bad}");
        }
        assert!(named(&lib("/// std::fs\nfn f() { \"println!\"; }"), GROUND_FORBIDS, "").is_empty());
    }

    #[test]
    fn a_clock_of_ones_own_is_seen() {
        for bad in ["jiff::Timestamp::now()", "rand::rng()", "Uuid::new_v4()", "OsRng.fill()"] {
            assert!(!named(&lib(bad), CLOCKS_AND_RANDOMNESS, "").is_empty(), "{bad}");
        }
        assert!(named(&lib("clock.now(); tx.now()"), CLOCKS_AND_RANDOMNESS, "").is_empty());
    }

    #[test]
    fn a_printed_secret_is_seen() {
        assert_eq!(printed_secrets(&lib("#[derive(Clone, Debug)]\npub struct ReceiptSecret([u8; 16]);")).len(), 1);
        assert_eq!(printed_secrets(&lib("#[derive(Clone)]\npub struct ReceiptSecret([u8; 16]);")).len(), 0);
        assert_eq!(printed_secrets(&lib("#[derive(Debug)]\npub enum X { A }\nstruct Password(String);")).len(), 0);
    }
}

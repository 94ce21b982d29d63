//! Invariant 1: floors. A crate may depend on floors below its own; rooms only along the arrows drawn here and in
//! `ARCHITECTURE.md`.

use super::{Fault, Tree};

/// A floor of the house, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Floor {
    Ground,
    Hall,
    Room,
    Roof,
}

/// Where each crate stands.
const CRATES: &[(&str, Floor)] = &[
    ("saksi-base", Floor::Ground),
    ("saksi-matching", Floor::Ground),
    ("saksi-encoder", Floor::Ground),
    ("saksi-vault", Floor::Ground),
    ("saksi-tlog", Floor::Ground),
    ("saksi-exchange", Floor::Ground),
    ("saksi-media", Floor::Ground),
    ("saksi-rows", Floor::Ground),
    ("saksi-statistics", Floor::Ground),
    ("saksi-counting", Floor::Ground),
    ("saksi-archive", Floor::Ground),
    ("saksi-db", Floor::Hall),
    ("saksi-fetch", Floor::Hall),
    ("saksi-capture", Floor::Hall),
    ("saksi-web", Floor::Hall),
    ("saksi-network", Floor::Room),
    ("saksi-desk", Floor::Room),
    ("saksi-cases", Floor::Room),
    ("saksi-evidence", Floor::Room),
    ("saksi-transparency", Floor::Room),
    ("saksi-directory", Floor::Room),
    ("saksi-escalations", Floor::Room),
    ("saksi", Floor::Roof),
];

/// The arrows allowed between crates of one floor: (from, to). Each stands in `ARCHITECTURE.md` as `from → to`.
const ARROWS: &[(&str, &str)] = &[
    ("saksi-matching", "saksi-base"),
    ("saksi-vault", "saksi-base"),
    ("saksi-tlog", "saksi-base"),
    ("saksi-exchange", "saksi-base"),
    ("saksi-web", "saksi-db"),
    ("saksi-capture", "saksi-fetch"),
    ("saksi-desk", "saksi-network"),
    ("saksi-cases", "saksi-network"),
    ("saksi-cases", "saksi-transparency"),
    ("saksi-cases", "saksi-escalations"),
    ("saksi-evidence", "saksi-network"),
    ("saksi-evidence", "saksi-transparency"),
    ("saksi-directory", "saksi-network"),
    ("saksi-escalations", "saksi-network"),
];

/// The floor of one of our crates.
pub(crate) fn floor(name: &str) -> Option<Floor> {
    CRATES.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor)
}

/// Whether the crate folder `name` (as in `crates/<name>`) stands on the ground.
pub(crate) fn is_ground(name: &str) -> bool {
    floor(&format!("saksi-{name}")) == Some(Floor::Ground)
}

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let members = tree.metadata.workspace_packages();
    let ours: Vec<&str> = members.iter().map(|package| package.name.as_str()).filter(|name| *name != "xtask").collect();
    for package in &members {
        let name = package.name.as_str();
        let edges: Vec<&str> = package.dependencies.iter().map(|dependency| dependency.name.as_str()).collect();
        if name == "xtask" {
            for edge in edges.iter().filter(|edge| ours.contains(*edge)) {
                faults.push(Fault::new(
                    "xtask",
                    format!("depends on {edge}; the workshop stays outside and builds fast"),
                ));
            }
            continue;
        }
        faults.extend(edges_of(name, &edges, &ours));
    }
    let architecture = tree.files.iter().find(|file| file.name == "ARCHITECTURE.md");
    for (from, to) in ARROWS {
        let arrow = format!("{} → {}", from.trim_start_matches("saksi-"), to.trim_start_matches("saksi-"));
        if architecture.is_none_or(|file| !file.text.contains(&arrow)) {
            faults.push(Fault::new("ARCHITECTURE.md", format!("does not draw the arrow `{arrow}`")));
        }
    }
    faults
}

/// The faults in the dependencies of one crate.
fn edges_of(name: &str, edges: &[&str], ours: &[&str]) -> Vec<Fault> {
    let Some(here) = floor(name) else {
        return vec![Fault::new(name, "has no floor; give it one in xtask/src/tidy/floors.rs and ARCHITECTURE.md")];
    };
    let mut faults = Vec::new();
    for edge in edges.iter().filter(|edge| ours.contains(*edge) && **edge != name) {
        let Some(there) = floor(edge) else { continue };
        if there > here {
            faults.push(Fault::new(name, format!("depends on {edge}, which stands on a floor above")));
        } else if there == here && !ARROWS.contains(&(name, edge)) {
            faults.push(Fault::new(
                name,
                format!("depends on {edge} of the same floor without an arrow in ARCHITECTURE.md"),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &[&str] = &["saksi-base", "saksi-db", "saksi-web", "saksi-network", "saksi-desk", "saksi-new", "saksi"];

    fn faults(name: &str, edges: &[&str]) -> usize {
        edges_of(name, edges, OURS).len()
    }

    #[test]
    fn dependencies_point_down() {
        assert_eq!(faults("saksi-desk", &["saksi-base", "saksi-db", "saksi-web", "saksi-network", "tokio"]), 0);
        assert_eq!(faults("saksi-base", &["saksi-db"]), 1);
        assert_eq!(faults("saksi-web", &["saksi-desk", "saksi"]), 2);
    }

    #[test]
    fn rooms_follow_the_drawn_arrows_only() {
        assert_eq!(faults("saksi-network", &["saksi-desk"]), 1);
        assert_eq!(faults("saksi-db", &["saksi-web"]), 1);
    }

    #[test]
    fn a_new_crate_needs_a_floor() {
        assert_eq!(faults("saksi-new", &[]), 1);
    }
}

//! Every route of the assembled site, read from the router itself, so that no room can add one unseen.
//!
//! `tests/authorisation/routes.txt` says of each who may use it; a test compares the two, and `cargo xtask prove authorisation`
//! goes through every one with every kind of member.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;

/// The methods that a route can have.
const METHODS: [&str; 6] = ["get", "post", "put", "patch", "delete", "options"];

/// Method and path of every route, in order. Axum gives no list of them, but prints one.
pub(crate) fn of(router: &Router) -> BTreeSet<(String, String)> {
    let printed = format!("{router:?}");
    let printed = printed.split("fallback_router:").next().unwrap_or("");
    let mut paths: BTreeMap<&str, String> = BTreeMap::new();
    let mut methods: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for part in printed.split("RouteId(").skip(1) {
        let Some((id, rest)) = part.split_once("): ") else { continue };
        if let Some(path) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
            paths.insert(id, path.to_owned());
        } else {
            let has = |method: &&&str| {
                let shown = format!("{method}: ");
                rest.split_once(&shown).is_some_and(|(_, handler)| !handler.starts_with("None"))
            };
            methods.insert(id, METHODS.iter().filter(has).copied().collect());
        }
    }
    let each = |(id, path): (&str, String)| {
        let found = methods.get(id).cloned().unwrap_or_default();
        found.into_iter().map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
    };
    paths.into_iter().flat_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::{get, post};

    #[test]
    fn routes_are_read_from_the_router_itself() {
        let handler = || async { "ok" };
        let inner: Router = Router::new().route("/b/{id}", post(handler)).layer(axum::Extension(1_u8));
        let whole: Router = Router::new().route("/a", get(handler).post(handler)).merge(inner);
        let routes = of(&whole);
        let found: Vec<(&str, &str)> = routes.iter().map(|(method, path)| (method.as_str(), path.as_str())).collect();
        assert_eq!(found, [("GET", "/a"), ("POST", "/a"), ("POST", "/b/{id}")]);
    }

    #[tokio::test]
    async fn every_route_says_who_may_use_it() {
        let folder = tempfile::tempdir().unwrap();
        let config = crate::config::Config { data: folder.path().to_owned(), ..crate::config::Config::default() };
        let house = crate::serve::House::build(config).await.unwrap();
        let routes = of(&house.router());
        assert!(routes.len() > 150, "{} routes are too few to be all", routes.len());
        let told: BTreeSet<(String, String)> = include_str!("../../../tests/authorisation/routes.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| {
                let mut words = line.split_whitespace();
                (words.next().unwrap().to_owned(), words.next().unwrap().to_owned())
            })
            .collect();
        let untold: Vec<_> = routes.difference(&told).collect();
        let gone: Vec<_> = told.difference(&routes).collect();
        assert!(untold.is_empty(), "say in tests/authorisation/routes.txt who may use: {untold:#?}");
        assert!(gone.is_empty(), "tests/authorisation/routes.txt names routes that are no more: {gone:#?}");
    }
}

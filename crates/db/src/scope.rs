//! Who is looking, and what they may see.
//!
//! A row of a scoped table is seen when the viewer is the system, when the row is marked CLEAR, when the viewer's
//! organisation owns it, or when it is marked GREEN or AMBER and the viewer's organisation belongs to its space.
//! A row may be written only by the system or by the organisation that owns it. An escalation is also seen by the organisations that
//! its owner let in (`escalation_party`); one that is sealed is seen by the people for whom its key is wrapped, and by nobody else of
//! their organisation.
//!
//! The rule stands in the database as views (`seen_…`, `writable`); this module refuses statements that go around them.

use std::fmt::Write as _;

use saksi_base::{OrganisationId, PersonId, SpaceId};
use uuid::Uuid;

use crate::error::Error;

/// Tables whose rows carry `owner`, `space` and `marking`.
pub const SCOPED: &[&str] = &[
    "message",
    "claim",
    "fact_check",
    "check_version",
    "check_draft",
    "check_translation",
    "assignment",
    "right_of_reply",
    "letter",
    "match_feedback",
    "deed",
    "help_case",
    "media_file",
    "evidence",
    "evidence_public",
    "evidence_gone",
    "evidence_source",
    "route",
    "escalation",
    "dossier",
    "engagement",
];

/// The one of them that its owner can open to single organisations, see `escalation_party`, and whose sealed rows are for named people
/// alone; see `escalation_named`.
const NAMED: &str = "escalation";

/// The space that every organisation of the network belongs to.
pub const NETWORK_SPACE: SpaceId = SpaceId(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));

/// On whose behalf a transaction runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// The program itself: intake, jobs, imports, the matcher.
    System,
    /// Anybody, without an account.
    Public,
    /// A signed-in person acting for an organisation.
    Member {
        /// The organisation acted for.
        organisation: OrganisationId,
        /// The person.
        person: PersonId,
    },
}

impl Viewer {
    /// The organisation acted for, if any.
    pub const fn organisation(self) -> Option<OrganisationId> {
        match self {
            Self::Member { organisation, .. } => Some(organisation),
            Self::System | Self::Public => None,
        }
    }
}

/// Why a part of a member's transaction runs as the system: what several organisations share has one owner, and a member of
/// another may still work on it. A room declares its few in one place, each with the reason; see [`crate::as_system!`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elevation(&'static str);

impl Elevation {
    /// One with a name, for the figures of the server.
    pub const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// Refuses a statement of anybody but the system that reads a scoped table past its view, or writes it without asking
/// `writable`.
pub(crate) fn check(sql: &str, viewer: Viewer) -> Result<(), Error> {
    if viewer == Viewer::System {
        return Ok(());
    }
    match offence(sql) {
        None => Ok(()),
        Some(table) => Err(Error::Unscoped(table.to_owned())),
    }
}

/// The first scoped table that a statement touches without its view, if any.
pub fn offence(sql: &str) -> Option<&'static str> {
    let asks_writable = sql.contains("FROM writable");
    let mut tables_follow = false;
    let mut writes = false;
    let mut expects_table = false;
    for word in words(sql) {
        let upper = word.to_ascii_uppercase();
        match upper.as_str() {
            "FROM" | "JOIN" => {
                tables_follow = true;
                expects_table = true;
                continue;
            }
            "INTO" | "UPDATE" => {
                writes = true;
                expects_table = true;
                continue;
            }
            "DELETE" => writes = true,
            "," if tables_follow => {
                expects_table = true;
                continue;
            }
            "WHERE" | "ON" | "GROUP" | "ORDER" | "LIMIT" | "SET" | "SELECT" | "UNION" | "HAVING" | "VALUES"
            | "RETURNING" | ")" => tables_follow = false,
            _ => {}
        }
        if expects_table {
            expects_table = false;
            if let Some(table) = SCOPED.iter().find(|table| table.eq_ignore_ascii_case(word))
                && !(writes && asks_writable)
            {
                return Some(table);
            }
            if upper == "SELECT" || upper == "SET" {
                writes = false;
            }
        }
        if upper == "SELECT" {
            writes = false;
        }
    }
    None
}

fn words(sql: &str) -> impl Iterator<Item = &str> {
    let mut rest = sql;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        Some(word)
    })
}

/// The text of the views on SQLite, made on every connection, since only a temporary view can see who is looking.
pub(crate) fn sqlite_views() -> String {
    let mut text = String::from(
        "CREATE TEMP TABLE viewer (is_system BOOLEAN NOT NULL, organisation BLOB, person BLOB);\
         INSERT INTO temp.viewer VALUES (FALSE, NULL, NULL);\
         CREATE TEMP VIEW writable AS SELECT o.id AS owner FROM main.organisation o, temp.viewer v \
         WHERE v.is_system OR o.id = v.organisation;",
    );
    for table in SCOPED {
        let party = if *table == NAMED {
            " OR t.id IN (SELECT p.escalation FROM main.escalation_party p JOIN temp.viewer v ON v.organisation = p.organisation)"
        } else {
            ""
        };
        let named = if *table == NAMED {
            " AND (NOT t.sealed OR EXISTS (SELECT 1 FROM temp.viewer v WHERE v.is_system OR EXISTS \
             (SELECT 1 FROM main.escalation_named n WHERE n.escalation = t.id AND n.person = v.person)))"
        } else {
            ""
        };
        let _ = write!(
            text,
            "CREATE TEMP VIEW seen_{table} AS SELECT t.* FROM main.{table} t WHERE (t.marking = 0 OR EXISTS \
             (SELECT 1 FROM temp.viewer v WHERE v.is_system OR v.organisation = t.owner OR (t.marking <= 2 AND EXISTS \
             (SELECT 1 FROM main.space_organisation s WHERE s.organisation = v.organisation AND s.space = t.space))){party}){named};"
        );
    }
    text
}

/// The text that tells a SQLite connection who is looking.
pub(crate) fn sqlite_viewer(viewer: Viewer) -> String {
    match viewer {
        Viewer::Member { organisation, person } => format!(
            "UPDATE temp.viewer SET is_system = FALSE, organisation = x'{}', person = x'{}'",
            organisation.0.simple(),
            person.0.simple()
        ),
        Viewer::System => "UPDATE temp.viewer SET is_system = TRUE, organisation = NULL, person = NULL".to_owned(),
        Viewer::Public => "UPDATE temp.viewer SET is_system = FALSE, organisation = NULL, person = NULL".to_owned(),
    }
}

/// The text of the views on PostgreSQL, made once after a migration.
pub(crate) fn postgres_views() -> String {
    const ORGANISATION: &str = "nullif(current_setting('saksi.organisation', true), '')::uuid";
    const PERSON: &str = "nullif(current_setting('saksi.person', true), '')::uuid";
    const SYSTEM: &str = "coalesce(current_setting('saksi.system', true), '') = 'on'";
    let mut text = format!(
        "CREATE OR REPLACE VIEW writable AS SELECT o.id AS owner FROM organisation o WHERE {SYSTEM} OR o.id = {ORGANISATION};"
    );
    for table in SCOPED {
        let named = if *table == NAMED {
            format!(
                " AND (NOT t.sealed OR {SYSTEM} OR EXISTS \
                 (SELECT 1 FROM escalation_named n WHERE n.escalation = t.id AND n.person = {PERSON}))"
            )
        } else {
            String::new()
        };
        let party = if *table == NAMED {
            format!(" OR t.id IN (SELECT p.escalation FROM escalation_party p WHERE p.organisation = {ORGANISATION})")
        } else {
            String::new()
        };
        let _ = write!(
            text,
            "DROP VIEW IF EXISTS seen_{table}; CREATE VIEW seen_{table} AS SELECT t.* FROM {table} t WHERE (t.marking = 0 OR {SYSTEM} \
             OR t.owner = {ORGANISATION} OR (t.marking <= 2 AND EXISTS \
             (SELECT 1 FROM space_organisation s WHERE s.organisation = {ORGANISATION} AND s.space = t.space)){party}){named};"
        );
    }
    text
}

/// The text that tells a PostgreSQL transaction who is looking.
pub(crate) fn postgres_viewer(viewer: Viewer) -> String {
    let (organisation, person) = match viewer {
        Viewer::Member { organisation, person } => (organisation.0.to_string(), person.0.to_string()),
        Viewer::System | Viewer::Public => (String::new(), String::new()),
    };
    let system = if viewer == Viewer::System { "on" } else { "off" };
    format!(
        "SET LOCAL saksi.organisation = '{organisation}'; SET LOCAL saksi.person = '{person}'; SET LOCAL saksi.system = '{system}'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_that_goes_around_the_view_is_found() {
        for (sql, found) in [
            ("SELECT id, claim FROM seen_claim WHERE claim = $1", None),
            ("SELECT * FROM claim", Some("claim")),
            ("SELECT * FROM person p JOIN claim c ON c.id = p.id", Some("claim")),
            ("SELECT * FROM seen_claim c, message m", Some("message")),
            ("SELECT 1 WHERE EXISTS (SELECT 1 FROM message)", Some("message")),
            ("UPDATE claim SET state = $1 WHERE id = $2", Some("claim")),
            ("UPDATE claim SET state = $1 WHERE id = $2 AND owner IN (SELECT owner FROM writable)", None),
            ("DELETE FROM message WHERE id = $1", Some("message")),
            ("DELETE FROM message WHERE id = $1 AND owner IN (SELECT owner FROM writable)", None),
            ("INSERT INTO claim (id, owner) VALUES ($1, $2)", Some("claim")),
            ("INSERT INTO claim (id, owner) SELECT $1, $2 FROM writable WHERE owner = $2", None),
            // Asking `writable` for the write does not open the read beside it.
            (
                "UPDATE claim SET n = (SELECT count(*) FROM message) WHERE owner IN (SELECT owner FROM writable)",
                Some("message"),
            ),
            ("SELECT count(*), claim FROM receipt GROUP BY claim, message", None),
        ] {
            assert_eq!(offence(sql), found, "{sql}");
        }
    }

    #[test]
    fn the_system_may_write_what_it_likes() {
        assert!(check("DELETE FROM message", Viewer::System).is_ok());
        assert!(check("DELETE FROM message", Viewer::Public).is_err());
    }
}

-- Which notices the public scoreboard counts, and what was published.

-- How an organisation takes part: 'chosen' or 'all'. Whoever has no row takes no part.
CREATE TABLE scoreboard_part (
    organisation BLOB NOT NULL PRIMARY KEY,
    taking TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB NOT NULL
);
-- What was decided about one escalation alone.
CREATE TABLE scoreboard_choice (
    escalation BLOB NOT NULL PRIMARY KEY REFERENCES escalation (id) ON DELETE CASCADE,
    counted BOOLEAN NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB NOT NULL
);
-- Releases as they were published; a row never changes.
CREATE TABLE scoreboard_release (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    number INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (from_day, number)
);

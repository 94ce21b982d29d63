-- Routes over an API: what proves there who writes, sealed for the route and the host it leads to; and what was frozen of a request
-- besides its body and address.
CREATE TABLE route_secret (
    route BLOB NOT NULL PRIMARY KEY REFERENCES route (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    changed_at INTEGER NOT NULL
);
ALTER TABLE dispatch ADD COLUMN request TEXT;

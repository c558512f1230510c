-- What is watched, beside the ledger: feeds, the pages they list, pages as they came, and what hosts asked of us. Moments are seconds since 1970.
CREATE TABLE feed (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE, name TEXT, publisher TEXT,
    every REAL NOT NULL, allow_private INTEGER NOT NULL,
    added REAL NOT NULL, asked REAL, due REAL NOT NULL,
    etag TEXT, modified TEXT,
    failures INTEGER NOT NULL DEFAULT 0, error TEXT,
    ended INTEGER NOT NULL DEFAULT 0,     -- 1 after 410 Gone: never asked again
    moved TEXT                            -- where the server says that it is for good
) STRICT;

CREATE TABLE entry (
    feed INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    url TEXT NOT NULL,
    title TEXT, published TEXT, updated TEXT,
    at REAL,                              -- of publication, where told to the second
    mark TEXT NOT NULL,                   -- changes with whatever the feed says of the page
    first_seen REAL NOT NULL, listed INTEGER NOT NULL,
    due REAL,                             -- when the page is asked for; NULL for not again
    tries INTEGER NOT NULL DEFAULT 0,     -- that failed, in a row
    fetched REAL, etag TEXT, modified TEXT, error TEXT,
    PRIMARY KEY (feed, url)
) STRICT;
CREATE INDEX entry_url ON entry (url);
CREATE INDEX entry_due ON entry (due) WHERE due IS NOT NULL;

CREATE TABLE page (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    sha256 TEXT NOT NULL,                 -- of the body as it came, unpacked
    fetched REAL NOT NULL, came_from TEXT NOT NULL, media TEXT NOT NULL,
    body BLOB NOT NULL,                   -- zstd
    UNIQUE (url, sha256)
) STRICT;

CREATE TABLE host (
    origin TEXT PRIMARY KEY,
    robots TEXT, robots_until REAL NOT NULL DEFAULT 0, delay REAL NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,   -- after 429 or 503
    refusals INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE trouble (
    number INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    at REAL NOT NULL, url TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL
) STRICT;
CREATE INDEX trouble_feed ON trouble (feed);

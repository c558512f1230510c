-- The ledger's first shape. One article has snapshots (its texts over time), a snapshot has records (one for each coder that read it),
-- the current record's events are reports, and reports of one happening share a happening. Decisions stand apart from all of it.

CREATE TABLE article (
    key TEXT PRIMARY KEY,                 -- the page's url, else the id its source gave, else the file it came from
    first_seen TEXT NOT NULL              -- UTC, ISO 8601, like all moments here
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article (key),
    sha256 TEXT NOT NULL,                 -- of the text
    facts TEXT NOT NULL,                  -- sha256 of title, publisher, url, date and language: with other facts the text is coded anew
    title TEXT, publisher TEXT, url TEXT, published TEXT, language TEXT,
    text TEXT NOT NULL,
    copies TEXT NOT NULL,                 -- near-duplicate texts share this word: they count as one source
    latest INTEGER NOT NULL,              -- 1 for the article's newest snapshot
    seen TEXT NOT NULL,
    UNIQUE (article, sha256, facts)
) STRICT;
CREATE INDEX snapshot_copies ON snapshot (copies);
CREATE INDEX snapshot_sha256 ON snapshot (sha256);
CREATE INDEX snapshot_published ON snapshot (published);

-- What finds near-duplicate texts: a digest of each text's words, and its bands. Texts that share a band are compared.
CREATE TABLE digest (
    snapshot INTEGER PRIMARY KEY REFERENCES snapshot (number) ON DELETE CASCADE,
    minhash BLOB NOT NULL
) STRICT;
CREATE TABLE band (
    hash INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,            -- of digest; without a reference, as each would cost a look-up
    PRIMARY KEY (hash, snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    snapshot INTEGER NOT NULL REFERENCES snapshot (number),
    engine TEXT NOT NULL,                 -- name, version, knowledge and model in one line
    json BLOB NOT NULL,                   -- the whole record but for the article's text, as zstd-compressed JSON
    sha256 TEXT NOT NULL,                 -- of that JSON before it was compressed
    current INTEGER NOT NULL,             -- 1 for the one that counts: the newest engine's of each snapshot
    coded TEXT NOT NULL,
    UNIQUE (snapshot, engine)
) STRICT;

CREATE TABLE actor (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- as in records: wd:Q…, iso:…, org:…, name:…
    name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, office TEXT
) STRICT;
CREATE INDEX actor_country ON actor (country);
CREATE INDEX actor_name ON actor (name COLLATE NOCASE);

-- What happened, as one thing, whatever number of articles report it. An absorbed happening stays and says what absorbed it.
CREATE TABLE happening (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- h + 12 hex digits of its founding report's key: stable
    absorbed INTEGER REFERENCES happening (number),
    type TEXT NOT NULL, mode TEXT, medium TEXT, status TEXT NOT NULL,
    earliest TEXT, latest TEXT, edtf TEXT,
    place TEXT, country TEXT, lat REAL, lon REAL,
    duration_minutes INTEGER, initiator INTEGER REFERENCES actor (number),
    confidence REAL NOT NULL,
    reports INTEGER NOT NULL,             -- that count: not rejected
    sources INTEGER NOT NULL,             -- the same with copies as one
    state TEXT NOT NULL CHECK (state IN ('coded', 'confirmed', 'rejected'))
) STRICT;
CREATE INDEX happening_when ON happening (earliest, latest);
CREATE INDEX happening_absorbed ON happening (absorbed) WHERE absorbed IS NOT NULL;
CREATE INDEX happening_kind ON happening (type, medium, status);

CREATE TABLE party (
    happening INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    actor INTEGER NOT NULL REFERENCES actor (number),
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    earliest TEXT,                        -- the happening's, so that an actor's history is one range of one index
    PRIMARY KEY (happening, actor, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_actor ON party (actor, earliest, happening, role);

-- Where a report looks for its happening: kind, status and the sides of two parties; the days are the widest of its reports.
CREATE TABLE block (
    sides TEXT NOT NULL,                  -- contact or the type : class of status : two countries (or actors that have none)
    earliest TEXT NOT NULL,
    happening INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    latest TEXT NOT NULL,                 -- after the key: some SQLite check a table without row ids wrongly in another order
    PRIMARY KEY (sides, earliest, happening)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_happening ON block (happening);

-- One event of one current record, with human decisions applied. ``key`` names it by content: text, type and trigger.
CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                    -- sha256 of the text : start-end of the first trigger : type (see Target); copies of a text share it
    record INTEGER NOT NULL REFERENCES record (number),
    snapshot INTEGER NOT NULL REFERENCES snapshot (number),
    event TEXT NOT NULL,                  -- the event's id in the record
    happening INTEGER NOT NULL REFERENCES happening (number),
    json TEXT NOT NULL,                   -- the event with decisions applied
    machine TEXT,                         -- the event as coded, where decisions changed it
    state TEXT NOT NULL CHECK (state IN ('coded', 'confirmed', 'rejected')),
    reasons TEXT NOT NULL,                -- JSON list: why it stands with its happening
    UNIQUE (record, event)
) STRICT;
CREATE INDEX report_key ON report (key);
CREATE INDEX report_happening ON report (happening);
CREATE INDEX report_snapshot ON report (snapshot);

CREATE TABLE statement (
    number INTEGER PRIMARY KEY,
    snapshot INTEGER NOT NULL REFERENCES snapshot (number),
    id TEXT NOT NULL,                     -- in its record
    speaker INTEGER NOT NULL REFERENCES actor (number),
    outermost INTEGER NOT NULL REFERENCES actor (number),  -- whose account it is
    happening INTEGER REFERENCES happening (number),
    content TEXT NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (snapshot, id)
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker);
CREATE INDEX statement_outermost ON statement (outermost);
CREATE INDEX statement_happening ON statement (happening);

-- Between happenings: a plan and its outcome, what a contact was about.
CREATE TABLE link (
    source INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('about', 'fulfils', 'cancels', 'postpones')),
    reasons TEXT NOT NULL,
    PRIMARY KEY (source, target, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target);

-- What people decided: only ever added to. A later decision may undo an earlier one; none is changed or removed.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- sha256 of its content: the same decision applied twice is one
    json TEXT NOT NULL,                   -- the Decision
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'orphan', 'conflict', 'undone'))
) STRICT;
-- Which reports a decision is about, by key: also those that are not, or no longer, in the ledger.
CREATE TABLE decided (
    key TEXT NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision (number),
    PRIMARY KEY (key, decision)
) STRICT, WITHOUT ROWID;
CREATE INDEX decided_decision ON decided (decision);
CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE (ABORT, 'decisions are never removed'); END;
CREATE TRIGGER decision_fixed BEFORE UPDATE OF id, json ON decision BEGIN SELECT RAISE (ABORT, 'decisions are never changed'); END;

CREATE VIRTUAL TABLE words USING fts5 (title, text, content='snapshot', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER words_added AFTER INSERT ON snapshot BEGIN INSERT INTO words (rowid, title, text) VALUES (new.number, new.title, new.text); END;

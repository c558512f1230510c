-- What costs most where a ledger is large are pages of indexes in random order: each new row dirties one. Narrower rows dirty fewer, and
-- new rows of the two that only storing asks are kept apart, few and close together, until there are many (recent.py).

-- Where a report looks for its happening: as before, the words as a number and days as numbers (of Python's calendar), a third of the size.
CREATE TABLE block_narrow (
    sides INTEGER NOT NULL,               -- 64 bits of the digest of contact or the type : class of status : two countries (or actors that have none)
    earliest INTEGER NOT NULL,
    happening INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    latest INTEGER NOT NULL,
    PRIMARY KEY (sides, earliest, happening)
) STRICT, WITHOUT ROWID;
INSERT INTO block_narrow (sides, earliest, happening, latest)
SELECT word_number(sides) AS s, CAST(julianday(earliest) - 1721424.5 AS INTEGER) AS e, happening, CAST(julianday(latest) - 1721424.5 AS INTEGER)
  FROM block ORDER BY s, e, happening;
DROP TABLE block;
ALTER TABLE block_narrow RENAME TO block;
CREATE INDEX block_happening ON block (happening);
CREATE TABLE block_recent (
    sides INTEGER NOT NULL,
    earliest INTEGER NOT NULL,
    happening INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    latest INTEGER NOT NULL,
    PRIMARY KEY (sides, earliest, happening)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_recent_happening ON block_recent (happening);

CREATE TABLE band_recent (
    hash INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    PRIMARY KEY (hash, snapshot)
) STRICT, WITHOUT ROWID;

-- Nobody stands in a happening twice: the role is no part of what names a party, nor of the index.
CREATE TABLE party_narrow (
    happening INTEGER NOT NULL REFERENCES happening (number) ON DELETE CASCADE,
    actor INTEGER NOT NULL REFERENCES actor (number),
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    earliest TEXT,                        -- the happening's, so that an actor's history is one range of one index
    latest TEXT,                          -- the happening's, where it is another day
    PRIMARY KEY (happening, actor)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO party_narrow (happening, actor, role, earliest, latest)
SELECT happening, actor, role, earliest, NULLIF(latest, earliest) FROM party ORDER BY happening, actor, role;
DROP TABLE party;
ALTER TABLE party_narrow RENAME TO party;
CREATE INDEX party_actor ON party (actor, earliest, happening, latest);

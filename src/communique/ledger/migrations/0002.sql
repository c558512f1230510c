-- Whether a statement is its outermost source's own account of what it is about, or only the article tells what was said (accounts.py).
ALTER TABLE statement ADD COLUMN account INTEGER NOT NULL DEFAULT 0;
UPDATE statement SET account = 1
 WHERE json_array_length(json, '$.via') > 0 OR json_array_length(json, '$.quotes') > 0
    OR (COALESCE(json_extract(json, '$.stance.kind'), 'announcement') IN ('announcement', 'confirmation', 'denial')
        AND NOT EXISTS (SELECT 1 FROM party p JOIN actor a ON a.number = p.actor
                        WHERE p.happening = statement.happening AND a.id = json_extract(statement.json, '$.addressee')));

-- An actor's history is filtered by day within one index, before any happening is read.
ALTER TABLE party ADD COLUMN latest TEXT;
UPDATE party SET latest = (SELECT h.latest FROM happening h WHERE h.number = party.happening);
DROP INDEX party_actor;
CREATE INDEX party_actor ON party (actor, earliest, happening, latest, role);

-- Nothing is asked by type, medium and status alone, and each new happening paid for it.
DROP INDEX happening_kind;

-- Each batch of texts adds a part to the index of words. Parts are merged by sixteens instead of by fours: each word is written again less often.
INSERT INTO words (words, rank) VALUES ('automerge', 16);
INSERT INTO words (words, rank) VALUES ('crisismerge', 32);

-- A contact of a person with the own state alone is looked for by that one party too, as plans see it.
INSERT OR IGNORE INTO block (sides, earliest, happening, latest)
SELECT substr(b.sides, 1, instr(b.sides, '|')), b.earliest, b.happening, b.latest FROM block b
 WHERE b.sides LIKE 'contact:%' AND length(b.sides) > instr(b.sides, '|')
   AND substr(substr(b.sides, 1, instr(b.sides, '|') - 1), instr(b.sides, '|') - length(b.sides) - 1) = ':' || substr(b.sides, instr(b.sides, '|') + 1)
   AND (SELECT count(DISTINCT p.actor) FROM party p WHERE p.happening = b.happening) = 1;

-- Each batch of texts adds a part to the index of words. Parts are merged by sixteens instead of by fours: each word is written again less often.
INSERT INTO words (words, rank) VALUES ('automerge', 16);
INSERT INTO words (words, rank) VALUES ('crisismerge', 32);

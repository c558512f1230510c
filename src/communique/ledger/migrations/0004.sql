-- Nothing asks for statements by their outermost source, and each new statement paid for it.
DROP INDEX statement_outermost;
-- A report's key begins with the sha256 of its text, which has an index: a tenth of the room went into a second one.
DROP INDEX report_key;
-- What is asked of the text of each report around a new one, without the text itself: some megabytes stay in memory, the texts do not.
CREATE INDEX snapshot_source ON snapshot (number, published, copies);

-- Nothing asks for statements by their outermost source, and each new statement paid for it.
DROP INDEX statement_outermost;
-- A report's key begins with the sha256 of its text, which has an index: a tenth of the room went into a second one.
DROP INDEX report_key;

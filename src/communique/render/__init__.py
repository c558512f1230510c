"""Record → something for people: a table for a terminal, an explanation, a view for notebooks."""

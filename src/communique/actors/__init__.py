"""Parse → mentions → Actor, with reasons: who is meant, at that date."""

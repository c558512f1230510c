"""Parse → mentions → Actor, with reasons: who is meant, at that date."""

from communique.actors.cast import Cast
from communique.actors.describe import country_of, describe
from communique.actors.find import find_cast
from communique.actors.lookup import holder, leader_of, lookup, place_at
from communique.actors.publisher import WRITER
from communique.actors.spans import is_aside_name, name_of_head

__all__ = [
    "WRITER",
    "Cast",
    "country_of",
    "describe",
    "find_cast",
    "holder",
    "is_aside_name",
    "leader_of",
    "lookup",
    "name_of_head",
    "place_at",
]

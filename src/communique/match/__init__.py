"""Parse × Frame → Match: the pattern engine. It knows syntax and knows no diplomacy."""

from communique.match.engine import Match, find_matches

__all__ = ["Match", "find_matches"]

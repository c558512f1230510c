"""Parse × Frame → Match: the pattern engine. It knows syntax and knows no diplomacy."""

from communique.match.engine import Match, applies, find_matches

__all__ = ["Match", "applies", "find_matches"]

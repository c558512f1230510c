"""Days hung from the verb or noun they date, where the parser gave them to the clause that follows."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import below, hung, placed

_TIMES = frozenset({"advmod", "npadvmod"})
_CLAUSES = frozenset({"ccomp", "advcl", "xcomp"})
_BEFORE_OR_AFTER = frozenset({"after", "before", "during", "following"})


def with_days(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, each day hung from what goes before it when its clause only begins behind it."""
    tokens = _behind_day(tokens)
    for time in tokens:
        if time.dep in _TIMES and time.head > time.i and time.tag != "WRB":
            tokens = _before_clause(_of_opening(tokens, time), time)
    return tokens


def _before_clause(tokens: tuple[Token, ...], time: Token) -> tuple[Token, ...]:
    """ "told him *on Tuesday* that it would end", "called him *late on Tuesday* to talk": the day is that of the verb before."""
    clause = tokens[time.head]
    end = below(tokens, time)[-1] + 1
    opens = end == clause.i or tokens[end].dep == "mark" or tokens[end].tag == "TO"
    told = clause.dep in _CLAUSES and clause.head < time.i and tokens[clause.head].pos in ("VERB", "AUX")
    begun = any(t.head == clause.i and t.i < time.i for t in tokens)  # "he had *just* spoken"
    return placed(tokens, hung(time, time.dep, clause.head)) if told and opens and not begun and end <= clause.i else tokens


def _of_opening(tokens: tuple[Token, ...], time: Token) -> tuple[Token, ...]:
    """ "After meeting Mr Bo in Paris *Tuesday*, she said": the day is that of what the sentence opens with."""
    end = below(tokens, time)[-1] + 1
    opening = tokens[0]
    inside = opening.head == time.head and opening.text.lower() in _BEFORE_OR_AFTER and below(tokens, opening)[-1] == time.i - 1
    if not inside or tokens[end].text != ",":
        return tokens
    held = next((t for t in tokens if t.head == opening.i and t.dep in ("pobj", "pcomp")), None)
    return tokens if held is None else placed(tokens, hung(time, time.dep, held.i))


def _behind_day(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "*The following day* he called her": the day of the verb, which is no clause on it."""
    day = next((t for t in tokens if t.dep == "ROOT"), None)
    if day is None or day.lemma not in word_lists()["day_parts"]:
        return tokens
    verb = next((t for t in tokens[day.i + 1 :] if t.head == day.i and t.dep == "relcl"), None)
    subject = tokens[day.i + 1 : day.i + 2]
    if verb is None or below(tokens, verb)[0] != day.i + 1 or subject[0].tag in ("WDT", "WP", "WRB", "IN"):
        return tokens
    found = [hung(t, t.dep, verb.i) if t.head == day.i and t.i > day.i else t for t in tokens]
    found[verb.i] = hung(verb, "ROOT", verb.i)
    found[day.i] = hung(day, "npadvmod", verb.i)
    return tuple(found)

"""What the text itself says of the people it names: how it spells them, and the state that stands beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

import msgspec

from communique.actors.cast import Cast
from communique.actors.publisher import publisher_of
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import fold
from communique.knowledge.actors_words import OFFICIAL_SECTORS
from communique.model import Actor, Article, Mention, Parse, Sentence, Token

_TAIL = re.compile(r"\s+(?:of|for)\s+.*$|['’]s$")
_LEAST_ALIKE = 0.7
_BESIDE = frozenset({"appos", "prep", "pobj", "poss", "compound", "amod", "nmod", "relcl", "attr", "conj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def grounded(cast: Cast, article: Article, parse: Parse, knowledge: ActorKnowledge) -> Cast:
    """The cast with each person's name in the text's own spelling and, where the tables have no state, the one told."""
    named: dict[str, list[Mention]] = {}
    for mention in cast.mentions:
        if mention.kind == "name":
            named.setdefault(mention.actors[0], []).append(mention)
    actors = dict(cast.actors)
    for key, mentions in named.items():
        if actors[key].kind == "person":
            actors[key] = _grounded(actors[key], mentions, cast, article, parse, knowledge)
    return Cast(cast.mentions, actors)


def _grounded(actor: Actor, mentions: list[Mention], cast: Cast, article: Article, parse: Parse, knowledge: ActorKnowledge) -> Actor:
    said = dict.fromkeys(m.span.text_in(parse.text) for m in mentions)
    name = _spelling(actor.name, [*said])
    country = actor.country or _told(mentions, cast, parse, knowledge) or _of_publisher(actor, mentions, article, parse, knowledge)
    return msgspec.structs.replace(actor, name=name, country=country)


def _spelling(known: str, said: list[str]) -> str:
    """The known name, unless the text gives more of it, or spells the surname another way throughout: then the text's fullest form."""
    surname = fold(known.rsplit(maxsplit=1)[-1])
    fuller = [f for s in said if (f := _fuller(known, s)) is not None]
    if fuller:
        return max(fuller, key=len)
    if any(surname in {fold(w) for w in s.split()} for s in said):
        return known
    forms = [f for s in said if (f := _from_first_name(known, s)) is not None]
    if forms:
        return max(forms, key=len)
    written = next((w for s in said for w in s.split()[-1:] if _alike(fold(w), surname)), None)
    return " ".join([*known.split()[:-1], written]) if written is not None else known


def _fuller(known: str, said: str) -> str | None:
    """A mention from the first name on that has all of the known name and more: "Martin Alberto Vizcarra Cornejo"."""
    first, *others = (fold(w) for w in known.split())
    words = said.split()
    start = next((i for i, w in enumerate(words) if _alike(fold(w), first) and not w.endswith(("'s", "’s"))), len(words))
    form = _TAIL.sub("", " ".join(words[start:])).rstrip(",").split()
    more = len(form) > len(others) + 1 and {*others} <= {fold(w) for w in form}
    return " ".join(form) if more else None


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _LEAST_ALIKE


def _from_first_name(known: str, said: str) -> str | None:
    """The words of a mention from the first name on: "Amir Sheikh Tamim bin Hamad" known as Tamim … gives "Tamim bin Hamad"."""
    words = said.split()
    for at, word in enumerate(words[:-1]):
        if _alike(fold(word), fold(known.split(maxsplit=1)[0])):
            form = _TAIL.sub("", " ".join(words[at:])).rstrip(",")
            return form if " " in form else None
    return None


def _adjective(sentence: Sentence, token: Token, knowledge: ActorKnowledge) -> str | None:
    """The state that a word before an office behind a name is of: "Jeffrey Feltman, the top *US* diplomat"."""
    office = sentence.head(token)
    role = knowledge.roles.get(office.lemma)
    before = token.dep in ("amod", "compound", "nmod") and token.text[:1].isupper()
    if not before or role is None or role.sector not in OFFICIAL_SECTORS:  # "a Swedish *citizen*" serves no state
        return None
    states = {a.key for a in knowledge.readings(token.text) if a.kind in ("country", "demonym")}
    return states.pop() if len(states) == 1 else None


def _told(mentions: list[Mention], cast: Cast, parse: Parse, knowledge: ActorKnowledge) -> str | None:
    """The state in the words beside a name: "Ibrahim Kalin, chief adviser to the president of Turkey"."""
    for mention in mentions:
        sentence = parse.sentences[mention.sentence]
        for token in _beside(sentence, sentence.tokens[mention.head]):
            other = cast.at(mention.sentence, token.i)
            countries = {cast.actors[a].country for a in other.actors} if other is not None and other.span != mention.span else set()
            if len(countries) == 1 and None not in countries:
                return countries.pop()
            if other is None and (country := _adjective(sentence, token, knowledge)) is not None:
                return country
        shared = _listed(sentence, mention, cast)
        if shared is not None:
            return shared
    return None


def _listed(sentence: Sentence, mention: Mention, cast: Cast) -> str | None:
    """The state that a minister shares with the one before: "Korean Foreign Minister Park and (with) *Vice Minister Kim*"."""
    head = sentence.tokens[mention.head]
    before = cast.at(mention.sentence, head.head) if head.dep == "conj" else _parallel(sentence, head, cast)
    if before is None or before.kind != "name" or len(before.actors) != 1 or not _is_minister(cast.actors[mention.actors[0]]):
        return None
    first = cast.actors[before.actors[0]]
    return first.country if first.kind == "person" and _is_minister(first) else None


def _parallel(sentence: Sentence, head: Token, cast: Cast) -> Mention | None:
    """Who stands behind the same preposition before the "and": "with *Mr Park* and with Mr Kim"."""
    second = sentence.head(head)
    first = sentence.head(second)
    if head.dep != "pobj" or second.dep != "conj" or first.lemma != second.lemma or sentence.tokens[second.i - 1].text != "and":
        return None
    held = sentence.child(first, "pobj")
    return cast.at(sentence.number, held.i) if held is not None else None


def _is_minister(actor: Actor) -> bool:
    return actor.office is not None and actor.office.endswith("minister")


def _beside(sentence: Sentence, head: Token) -> Iterator[Token]:
    """The tokens of the appositions to a name, of the noun it explains ("his chief of staff, Ivan Berg"), and of what hangs from them."""
    level = [c for c in sentence.children(head, "appos") if c.i > head.i]
    level += [c for c in sentence.children(head, "compound", "nmod") if c.pos == "NOUN"]  # "Palestinian *negotiator* Mohammed Dahlan"
    if head.dep == "appos" and sentence.head(head).pos == "NOUN":
        level += [c for c in sentence.children(sentence.head(head)) if c.i < head.i and c.dep in _BESIDE]
    while level:
        yield from level
        level = [c for t in level for c in sentence.children(t) if c.dep in _BESIDE]


def _of_publisher(actor: Actor, mentions: list[Mention], article: Article, parse: Parse, knowledge: ActorKnowledge) -> str | None:
    """An office-holder who is the first subject of an official page is of that office's state."""
    entry = publisher_of(article, knowledge)
    first = mentions[0]
    head = parse.sentences[first.sentence].tokens[first.head]
    beside = any(c.text in knowledge.titles for c in parse.sentences[first.sentence].children(head, "appos"))
    if entry is None or first.sentence > 1 or head.dep not in _SUBJECTS or (actor.office is None and not beside):
        return None
    return entry.country if entry.country in knowledge.countries else None

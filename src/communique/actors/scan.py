"""Line → phrases, from left to right: persons and offices first, then bodies, states, collectives, pronouns."""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.names import name_at
from communique.actors.phrases import Phrase, PhraseKind, Titled, seat_at, states_after, titled_at
from communique.actors.words import OWNERS, Line, is_no_state
from communique.knowledge.actors_words import OFFICIAL_SECTORS

KINDS: dict[str, PhraseKind] = {
    "organisation": "organisation",
    "country": "country",
    "metonym": "metonym",
    "demonym": "demonym",
    "people": "people",
}
_STARTERS = frozenset({"mr", "mrs", "on", "in", "at", "he", "she", "it"})
Reader = Callable[[Line, int], Phrase | None]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def phrases(line: Line) -> list[Phrase]:
    """All phrases of a line; they do not overlap."""
    found: list[Phrase] = []
    resume = 0
    for i in range(len(line.words)):
        if i < resume or not line.may_name(i):
            continue
        phrase = _at(line, i)
        if phrase is not None:
            found.append(phrase)
            resume = phrase.resume
    return found


def _at(line: Line, i: int) -> Phrase | None:
    """The phrase that begins at a word; one that surnames told elsewhere cannot change is read once."""
    if line.pieces[i] in line.surnames:
        return _read(line, i)
    if i not in line.seen:
        line.seen[i] = _read(line, i)
    known: Phrase | None = line.seen[i]
    return known


def _read(line: Line, i: int) -> Phrase | None:
    """The phrase at a word by the first reader that finds one."""
    for read in READERS if line.capitals[i] else IN_SMALL_LETTERS:
        phrase = read(line, i)
        if phrase is not None:
            return phrase
    return None


def _person(line: Line, i: int) -> Phrase | None:
    """A person by name, with titles and state before it and ``of STATE`` behind."""
    titled = titled_at(line, i)
    at = titled.end if titled else i
    if titled is None and not line.is_capital(i):
        return _loose_name(line, i)
    if titled and (line.piece(at) == "'s" or titled.indefinite):
        return None
    end = name_at(line, at, titled is not None)
    if end == at:
        return None
    return _named(line, i, titled, at, end)


def _loose_name(line: Line, i: int) -> Phrase | None:
    """A name that begins with a particle (``al-Assad``, ``von der Leyen``), if it is known."""
    hit = line.named(i, "person", "short")
    return _named(line, i, None, i, hit[0]) if hit and line.piece(i) in line.knowledge.words.particles else None


def _named(line: Line, i: int, titled: Titled | None, name: int, end: int) -> Phrase:
    after, seats = states_after(line, end, 1)
    before = titled or Titled(name, name)
    return Phrase(
        kind="person",
        line=line.sentence.number,
        start=_first_title(line, before, before.start + before.definite),
        end=end,
        resume=after if seats else end,
        name=(name, end),
        titles=before.titles,
        seats=before.seats or seats,
        former=before.former,
        plural=before.plural,
    )


def _first_title(line: Line, titled: Titled, start: int) -> int:
    """Past ``former``: a name phrase begins with its state or its title."""
    words = line.knowledge.words
    while (
        titled and start < titled.end and (line.piece(start) in words.former | words.modifiers) and not line.named(start, "title", "titles")
    ):
        start += 1
    return start


def _office(line: Line, i: int) -> Phrase | None:
    """An office without a name: ``the Indian prime minister``, ``the leaders of India and Brazil``, ``the President``."""
    titled = titled_at(line, i)
    if titled is None or titled.indefinite or not any(t.offices for t in titled.titles) or _heads_a_body(line, titled.end):
        return None
    if titled.plural:
        return _offices(line, titled)
    definite = titled.definite and line.piece(i) not in OWNERS
    said = definite or titled.seats or line.is_capital(titled.end - 1) or _owned(line, i)
    if not said:
        return None
    return Phrase(
        kind="office", line=line.sentence.number, start=titled.start, end=titled.end, resume=titled.end, titles=titled.titles,
        seats=titled.seats, former=titled.former, definite=titled.definite, label=titled.label,
    )  # fmt: skip


def _heads_a_body(line: Line, end: int) -> bool:
    """Whether an office is of a body within a state: "the leader of *Spain's opposition*" does not lead Spain."""
    at = end if line.piece(end) == "'s" else end + 2 if line.piece(end) == "of" and line.named(end + 1, "country") else 0
    if at == 0 or line.piece(at) != "'s":
        return False
    heads = (line.piece(at + k).removesuffix("s") for k in (1, 2))  # "leaders of Bolivia's *coca growers*"
    return line.piece(at + 1) in line.knowledge.words.bodies_within or any(_is_people(line, h) for h in heads)


def _is_people(line: Line, piece: str) -> bool:
    role = line.knowledge.roles.get(piece)
    return role is not None and role.kind in ("group", "armed_group", "other") and role.sector not in OFFICIAL_SECTORS


def _owned(line: Line, i: int) -> bool:
    """``his counterpart``: a possessive pronoun before an office that only makes sense with one."""
    return line.piece(i) in OWNERS and line.piece(i + 1) in line.knowledge.words.counterparts


def _offices(line: Line, titled: Titled) -> Phrase | None:
    """``the leaders of India, Brazil and South Africa``: one phrase, several holders."""
    end, region = _region_after(line, titled.end)
    end, shared = _shared_after(line, titled, end)
    if not titled.seats and not region and not shared:
        return None
    return Phrase(
        kind="offices", line=line.sentence.number, start=titled.start, end=end, resume=end, titles=titled.titles, seats=titled.seats,
        former=titled.former, definite=titled.definite, plural=True, label=region, key=shared,
    )  # fmt: skip


def _shared_after(line: Line, titled: Titled, i: int) -> tuple[int, str | None]:
    """Whose the offices are where no state is said: ``their`` foreign ministers, foreign ministers of ``the two countries``."""
    if titled.seats:
        return i, None
    if line.piece(titled.start) == "their":
        return i, "their"
    at = i + 1
    while line.piece(at) in {"the", "both", "these", "two"}:
        at += 1
    told = line.piece(i) in {"of", "from"} and at > i + 1 and line.piece(at) in line.knowledge.words.countries_nouns
    return (at + 1, "countries") if told else (i, None)


def _region_after(line: Line, i: int) -> tuple[int, str]:
    """Past ``and four Central Asian republics`` at the end of a list of states."""
    at = i + (line.piece(i) == ",")
    at += line.piece(at) in {"and", "of"}
    at += line.piece(at) in line.knowledge.words.numbers or line.piece(at) in {"the", "several"}
    for size in (2, 1):
        name = " ".join(line.piece(at + k) for k in range(size))
        if name in line.knowledge.words.regions and line.piece(at + size) in line.knowledge.words.countries_nouns:
            return at + size + 1, name
    return i, ""


def _body(line: Line, i: int) -> Phrase | None:
    """An organisation by the look of its name: ``Russian Foreign Ministry``, ``Bank of China``, ``The Moscow Times``."""
    if not line.is_capital(i) or _determines(line, i) or _is_of_a_body(line, i):
        return None
    end = i
    while (line.is_capital(end) and not _starts(line, end)) or _inner(line, end, i):
        end += 1
    while end > i and not line.is_capital(end - 1):
        end -= 1
    last = _body_end(line, i, end)
    if last is None:
        return None
    seat = seat_at(line, i)
    return Phrase(
        kind="body", line=line.sentence.number, start=i, end=last, resume=last, name=(i, last), key=_body_kind(line, line.piece(last - 1)),
        seats=(seat.code,) if seat and seat.end < last else (),
    )  # fmt: skip


def _is_of_a_body(line: Line, i: int) -> bool:
    """Whether somebody of a body is named, not the body: "*Member of* the Political Bureau", and where its name goes on."""
    role = line.knowledge.roles.get(line.piece(i))
    somebody = role is not None and role.kind in ("group", "other") and line.piece(i + 1) in {"of", "for"}
    first = i
    while line.is_capital(first - 1) and line.piece(first - 1) != "member":
        first -= 1
    of = first - 1 - (line.piece(first - 1) == "the")
    return somebody or (line.piece(of) == "of" and line.is_capital(of - 1) and line.piece(of - 1) == "member")


def _determines(line: Line, i: int) -> bool:
    return line.piece(i) in line.knowledge.words.determiners or line.piece(i) in line.knowledge.words.numbers


def _starts(line: Line, i: int) -> bool:
    return _determines(line, i) or line.piece(i) in _STARTERS


def _inner(line: Line, at: int, start: int) -> bool:
    """A small word inside a body's name, between two capitals."""
    inside = at > start and line.is_capital(at + 1 + (line.piece(at + 1) == "the"))
    return inside and (line.piece(at) in {"of", "for", "'s", "&"} or (line.piece(at) == "the" and line.piece(at - 1) in {"of", "for"}))


def _body_end(line: Line, i: int, end: int) -> int | None:
    """The last word of the run that is an organisation's noun, unless a known name covers all up to it."""
    for last in range(end, i + 1, -1):
        if _body_kind(line, line.piece(last - 1)) and not any(known >= last for known, _ in line.names(i)):
            return last
    return None


def _body_kind(line: Line, piece: str) -> str | None:
    return line.knowledge.body_kinds.get(piece)


def _entity(line: Line, i: int) -> Phrase | None:
    """A state, its adjective, an organisation or a metonym from the tables."""
    hit = line.named(i, "organisation", "country", "metonym", "demonym", "people")
    if hit is None or not line.is_capital(i):
        return None
    end, alias = hit
    if alias.kind in ("country", "demonym") and is_no_state(line, i, end):
        return None
    if alias.kind == "demonym" and line.piece(end) in line.knowledge.words.currencies:  # "20 million Australian dollars"
        return None
    if alias.kind == "demonym" and line.piece(i - 1) in line.knowledge.words.descent:  # "ethnic Albanians" are of where they live
        return None
    follow = line.named(end, "organisation", "metonym") if alias.kind in {"demonym", "country"} else None
    if follow and _same_seat(line, alias.key, follow[1].kind, follow[1].key):
        end, alias = follow
    return Phrase(kind=KINDS[alias.kind], line=line.sentence.number, start=i, end=end, resume=end, key=alias.key)


def _same_seat(line: Line, country: str, kind: str, key: str) -> bool:
    return kind == "metonym" and line.knowledge.metonyms[key].country == country and line.knowledge.metonyms[key].use == "house"


def _each_of(line: Line, i: int) -> Phrase | None:
    """``both of whom``, ``two of whom``: the people named right before."""
    if line.piece(i) not in line.knowledge.words.numbers or line.piece(i + 1) != "of" or line.piece(i + 2) != "whom":
        return None
    return Phrase(kind="pronoun", line=line.sentence.number, start=i, end=i + 3, resume=i + 3, key="whom", seats=(line.piece(i),))


def _pronoun(line: Line, i: int) -> Phrase | None:
    pronoun = line.knowledge.words.pronouns.get(line.piece(i))
    if pronoun is None or line.words[i].raw in {"US", "U.S.", "HER", "I."} or line.words[i].glued:
        return None
    return Phrase(kind="pronoun", line=line.sentence.number, start=i, end=i + 1, resume=i + 1, key=line.piece(i))


def _is_alone(line: Line, i: int) -> bool:
    """Whether a number is the subject by itself, also where the parser joins it to an adverb: "the *two* last spoke in May"."""
    token = line.token(i)
    above = line.sentence.head(token)
    return token.dep in SUBJECTS or (above.dep in SUBJECTS and above.tag in ("JJ", "RB") and above.i == token.i + 1)


def _collective(line: Line, i: int) -> Phrase | None:
    """``the two leaders``, ``both presidents``, ``the sides``, ``four Central Asian republics``, ``European leaders``."""
    words = line.knowledge.words
    if line.pieces[i] not in line.knowledge.collective_starts:
        return None
    at, many = i, ""
    while line.piece(at) in words.determiners or line.piece(at) in words.numbers or line.piece(at) in {"several", "other"}:
        many = line.piece(at) if line.piece(at) in words.numbers else many
        at += 1
    region, at = _region(line, at)
    if at == i:
        return None
    titled = line.named(at, "titles") if many or line.piece(i) in {"both", "the"} else None
    if titled is not None and titled[0] > at + 1 and many:  # "the two *prime ministers*"
        at = titled[0] - 1
    noun = line.piece(at)
    kinds = {"leaders": words.leaders_nouns, "sides": words.sides_nouns, "countries": words.countries_nouns}
    kind = next((k for k, nouns in kinds.items() if noun in nouns), None)
    if noun in words.pair_nouns and not many and line.piece(at + 1) != "of":  # "the pair"
        kind, many = "leaders", words.pair_nouns[noun]
    if kind is None and not region and many and _is_alone(line, at - 1):
        kind, at = "leaders", at - 1  # "The two spoke": the number stands alone
    if kind is None or (not region and kind == "countries" and not many):
        return None
    return Phrase(
        kind="collective", line=line.sentence.number, start=i, end=at + 1, resume=at + 1, key=kind, label=region,
        titles=(), definite=line.piece(i) in words.determiners or many == "both", seats=(many,) if many else (),
    )  # fmt: skip


def _region(line: Line, i: int) -> tuple[str, int]:
    if line.piece(i) not in line.knowledge.region_starts:
        return "", i
    for size in (2, 1):
        name = " ".join(line.piece(i + k) for k in range(size))
        if name in line.knowledge.words.regions:
            return name, i + size
    return "", i


READERS: tuple[Reader, ...] = (_each_of, _person, _office, _collective, _body, _entity, _pronoun)
# A body's name and a table's begin with a capital.
IN_SMALL_LETTERS: tuple[Reader, ...] = (_each_of, _person, _office, _collective, _pronoun)

"""The whole cast of an article: scan for names, learn who is introduced, then resolve in text order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from communique.actors import collectives, pronouns
from communique.actors.ahead import named_ahead
from communique.actors.cast import Cast
from communique.actors.grounding import grounded
from communique.actors.memory import Member, Memory
from communique.actors.offices import office_holder, several
from communique.actors.persons import introduce, surname
from communique.actors.phrases import Phrase
from communique.actors.publisher import home_of, publisher_of, voice_by_manner, voice_of, writer_of
from communique.actors.scan import phrases
from communique.actors.spans import head_of
from communique.actors.states import entity
from communique.actors.topics import is_aside, is_reported, is_verb, only_tells
from communique.actors.words import OWNERS, Line, line
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import slug
from communique.knowledge.actors_tables import Country
from communique.match.syntax import REPORTING
from communique.model import Document, Mention, MentionKind, Parse, Token

_QUOTES = frozenset('“”"')
# What stands before, between and after names that spell a collective out.
_OPENED = ((",",), (":",), ("—",), ("–",), ("(",))
_JOINED = ((",",), ("and",), (",", "and"))
_CLOSED = frozenset({",", ".", ";", "—", "–", ")", ""})

Found = tuple[tuple[Member, ...], MentionKind, str]
# How many sentences ahead "the two leaders" may be named, where none are before.
AHEAD = 6


class Ahead(msgspec.Struct, frozen=True):
    """What stands around a phrase: names before and behind it, the next sentences, and the states of the whole article."""

    before: Sequence[Phrase]
    beside: Sequence[Phrase]
    lines: Sequence[tuple[Line, list[Phrase]]]
    states: tuple[str, ...]


def find_cast(document: Document, parse: Parse, knowledge: ActorKnowledge) -> Cast:
    """Every mention of a known or named actor: names, offices, metonyms, pronouns, collectives, and whom each means.

    The article's publication date decides who held an office; without it offices stay offices.
    """
    scanned = _scan(parse, knowledge)
    voice = voice_of(document.article, knowledge) or voice_by_manner(document.article, scanned, knowledge)
    memory = Memory(knowledge, document.article.published, voice)
    author = voice or writer_of(scanned)
    states = _states(scanned, knowledge.countries)
    memory.knows_states(states)
    entry = publisher_of(document.article, knowledge) if voice is None else None
    memory.is_official = entry is not None
    memory.home = entry.country if entry is not None else home_of(scanned) if voice is None else None
    for read, found in scanned:
        for phrase in found:
            if phrase.kind == "person":
                introduce(memory, read, phrase)
    speakers = _speakers(memory, scanned)
    memory.quoted = _quoted(scanned)
    for at, (read, found) in enumerate(scanned):
        for n, phrase in enumerate(found):
            voice = speakers.get(read.sentence.number, None if read.words[phrase.start].start in memory.quoted else author)
            if phrase.kind == "collective":
                ahead = Ahead(found[:n], found[n + 1 :], scanned[at + 1 : at + 1 + AHEAD], states)
                _resolve(memory, read, phrase, _collective(memory, read, phrase, ahead))
            else:
                spelled = _spelled_out(memory, read, phrase, found[n + 1 :]) if phrase.kind == "offices" else None
                meant = spelled or _meaning(memory, read, phrase, voice) or _ahead(memory, read, phrase, found[n + 1 :])
                meant = _named_behind(memory, read, phrase, found[n + 1 : n + 3], meant)
                _resolve(memory, read, phrase, _named_before(memory, read, phrase, found[:n][-1:], meant))
    cast = Cast(tuple(sorted(memory.mentions, key=lambda m: m.start)), memory.actors())
    return grounded(cast, document.article, parse, knowledge)


def _scan(parse: Parse, knowledge: ActorKnowledge) -> list[tuple[Line, list[Phrase]]]:
    """The phrases of each sentence; a second look where surnames of people new to the tables turned up."""
    lines = [line(s, knowledge) for s in parse.sentences]
    found = [(read, phrases(read)) for read in lines]
    surnames = _surnames(found)
    if not surnames:
        return found
    again = [read.knowing(surnames) for read in lines]
    return [(new, old if surnames.isdisjoint(new.pieces) else phrases(new)) for new, (_, old) in zip(again, found, strict=True)]


def _surnames(found: Sequence[tuple[Line, list[Phrase]]]) -> frozenset[str]:
    people = (
        (read, p) for read, listed in found for p in listed if p.kind == "person" and p.name and (p.name[1] - p.name[0] > 1 or p.titles)
    )
    last = {read.piece(p.name[1] - 1) for read, p in people if p.name}
    return frozenset(s for s in last if len(s) > 2)


def _states(scanned: Sequence[tuple[Line, list[Phrase]]], countries: Mapping[str, Country]) -> tuple[str, ...]:
    """The states that the article names, by any name or adjective, in text order."""
    named = (p.key if p.kind in {"country", "demonym"} else p.seat for _, found in scanned for p in found)
    return tuple(dict.fromkeys(code for code in named if code and code in countries))


def _speakers(memory: Memory, scanned: Sequence[tuple[Line, list[Phrase]]]) -> dict[int, Member]:
    """Who speaks in each sentence of a transcript: paragraphs that begin ``Name:`` open a turn."""
    speakers: dict[int, Member] = {}
    current: Member | None = None
    paragraph = -1
    for read, found in scanned:
        if read.sentence.paragraph != paragraph:
            paragraph = read.sentence.paragraph
            current = _turn(memory, read, found) or current
        if current is not None:
            speakers[read.sentence.number] = current
    return speakers


def _turn(memory: Memory, read: Line, found: list[Phrase]) -> Member | None:
    opener = found[0] if found and found[0].kind in {"person", "office"} else None
    if opener is None or opener.start > 1 or read.piece(_past_brackets(read, opener.resume)) not in (":", "):"):
        return None
    if opener.kind == "person":
        return introduce(memory, read, opener) or surname(memory, read, opener)
    held = office_holder(memory, opener)
    return held[0] if held else None


def _past_brackets(read: Line, i: int) -> int:
    """Behind a bracket of one or two words: "President Denis Sassou-Nguesso *(retranslated)*: …"."""
    if read.piece(i) != "(":
        return i
    closing = next((k for k in range(i + 1, i + 4) if read.piece(k) in (")", "):")), i)
    return closing + (read.piece(closing) == ")")


def _quoted(scanned: Sequence[tuple[Line, list[Phrase]]]) -> frozenset[int]:
    """Where the words begin that stand inside quotation marks; a mark that nothing closes holds to the end of its paragraph."""
    inside, open_, paragraph = set(), False, -1
    for read, _ in scanned:
        open_ = open_ and read.sentence.paragraph == paragraph
        paragraph = read.sentence.paragraph
        for word in read.words:
            if word.raw[0] in _QUOTES:
                open_ = word.raw[0] == "“" or (word.raw[0] == '"' and not open_)
            elif open_:
                inside.add(word.start)
    return frozenset(inside)


def _resolve(memory: Memory, read: Line, phrase: Phrase, found: Found | None) -> None:
    if found is None:
        return
    members, kind, reason = found
    start, end = read.words[phrase.start].start, read.words[phrase.end - 1].end
    head = head_of(read.sentence, phrase, read)
    if head is None or memory.is_taken(read.sentence.number, head.i):
        return
    note = f"{reason}:subject" if _is_subject(read, head) else f"{reason}:owner" if _owns(memory, read, head) else reason
    note += ":aside" if note == reason and is_aside(read, head) else ""
    if is_reported(read, head):
        memory.reported.add((read.sentence.number, head.i))
    if only_tells(read, head):
        memory.tellers.add((read.sentence.number, head.i))
    ids = tuple(dict.fromkeys(m.id for m in members))
    if kind in ("collective", "pronoun"):
        ids = _in_text_order(memory, ids)
    memory.mention(Mention(start, end, read.sentence.number, head.i, kind, ids, note))


def _owns(memory: Memory, read: Line, head: Token) -> bool:
    """Whether a name only says whose a thing is: "*Mr Weah's* party", "the *Weah* government" (not "the *Weah*-Koroma summit")."""
    noun = read.sentence.head(head)
    return head.dep == "poss" or (
        head.dep == "compound" and noun.pos == "NOUN" and noun.i == head.i + 1 and noun.lemma not in memory.knowledge.words.contact_nouns
    )


def _is_subject(read: Line, head: Token) -> bool:
    """Whether a name is a subject, or stands beside the office that is one: "the minister, *Winston Peters*, said"."""
    beside = read.sentence.head(head) if head.dep == "appos" else head
    while beside.dep == "conj" and not is_verb(read.sentence.head(beside)):  # "Mr Bo and *Mr Xi* said"
        beside = read.sentence.head(beside)
    return beside.dep in pronouns.SUBJECTS


def _spelled_out(memory: Memory, read: Line, phrase: Phrase, following: Sequence[Phrase]) -> Found | None:
    """Whom a collective means by the names set beside it: "the two presidents, Maduro and Ali, …"."""
    named: list[Phrase] = []
    at = phrase.resume
    for name in following:
        gap = tuple(read.piece(k) for k in range(at, name.start))
        if name.kind != "person" or gap not in (_JOINED if named else _OPENED):
            break
        named.append(name)
        at = name.resume
    if len(named) < 2 or read.piece(at) not in _CLOSED:
        return None
    members = tuple(m for p in named if (m := introduce(memory, read, p) or surname(memory, read, p)) is not None)
    return (members, "collective", "spelled-out") if len(members) == len(named) else None


def _in_text_order(memory: Memory, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The actors by their first mention; who is not mentioned yet comes last."""
    return tuple(sorted(ids, key=lambda i: memory.first.get(i, len(memory.first))))


def _collective(memory: Memory, read: Line, phrase: Phrase, ahead: Ahead) -> Found | None:
    """Whom "the two leaders" means: those named beside it, else those named before, without whoever the sentence sets against them."""
    spelled = _spelled_out(memory, read, phrase, ahead.beside)
    if spelled is not None:
        return spelled
    named = [(p, m) for p in ahead.beside if p.kind == "person" and (m := _person(memory, read, p)) is not None]
    apart = {m.id for p, m in named if not (_is_of_another_verb(read, phrase, p) or _is_source(read, p))}
    apart |= {m.id for p in _acting_on(read, phrase, ahead.before) if (m := _person(memory, read, p)) is not None}
    later = [m for _, m in named if m.id not in apart] + [m for line, found in ahead.lines for m in _taking_part(memory, line, found)]
    group = collectives.resolve(memory, read, phrase, collectives.Around(ahead.states, frozenset(apart), tuple(later)))
    return (group[0], "collective", group[1]) if group else None


def _acting_on(read: Line, phrase: Phrase, before: Sequence[Phrase]) -> Iterator[Phrase]:
    """Whoever does something to a group is none of it: "*Mr Lula* offered to bring the two presidents together"."""
    head = head_of(read.sentence, phrase, read)
    if head is None or head.dep not in ("dobj", "dative"):
        return
    for other in before:
        acting = head_of(read.sentence, other, read) if other.kind == "person" else None
        broken = acting is not None and any(t.text == ";" for t in read.sentence.tokens[acting.i : head.i])
        if acting is not None and acting.dep in pronouns.SUBJECTS and not broken:
            yield other


def _person(memory: Memory, read: Line, phrase: Phrase) -> Member | None:
    return introduce(memory, read, phrase) or surname(memory, read, phrase)


def _is_of_another_verb(read: Line, one: Phrase, other: Phrase) -> bool:
    """Whether two phrases hang from different verbs: "they discussed gas, and Mr Fico told Mr Babiš …"."""
    heads = [head_of(read.sentence, p, read) for p in (one, other)]
    verbs = [next((a.i for a in read.sentence.ancestors(h) if is_verb(a)), None) for h in heads if h is not None]
    return len(set(verbs)) == 2


def _is_source(read: Line, phrase: Phrase) -> bool:
    """Whether a phrase names who tells it: "the two agreed, *according to* a post by *Mr Mohamud*"."""
    head = head_of(read.sentence, phrase, read)
    return head is not None and any(t.text.lower() in REPORTING for t in read.sentence.ancestors(head))


def _is_told_first(read: Line, head: Token) -> bool:
    """Whether a name belongs to a main clause: who is to be appointed has said nothing."""
    verb = next((a for a in read.sentence.ancestors(head) if is_verb(a)), None)
    return verb is not None and (verb.head == verb.i or verb.dep == "conj")


def _taking_part(memory: Memory, read: Line, found: Sequence[Phrase]) -> Iterator[Member]:
    """The persons of a sentence that are more than talked about."""
    for phrase in found:
        head = head_of(read.sentence, phrase, read)
        if head is None or head.dep == "poss" or is_aside(read, head) or not _is_told_first(read, head):
            continue
        held = office_holder(memory, phrase) if phrase.kind == "office" and phrase.seat else None
        member = _person(memory, read, phrase) if phrase.kind == "person" else held[0] if held else None
        if member is not None:
            yield member


def _named_behind(memory: Memory, read: Line, phrase: Phrase, following: Sequence[Phrase], meant: Found | None) -> Found | None:
    """The holder whom a comma adds to an office that the tables do not fill, or fill otherwise: "the EU's envoy, *João Cravinho*, …"."""
    if phrase.kind != "office" or not following or (meant is not None and len(meant[0]) != 1):
        return meant
    name, end = _past_post(read, phrase, following)
    joined = tuple(read.piece(k) for k in range(end, name.start)) == (",",) and read.piece(name.resume) in _CLOSED
    member = introduce(memory, read, name) if joined and name.kind == "person" and _is_bare(name) else None
    seat = meant[0][0].country if meant is not None else _owned_by(memory, read, phrase)
    filled = meant is None or meant[0][0].kind != "office"
    if member is None or (filled and (seat is None or (member.country or seat) != seat)):
        return meant
    held = tuple(o for t in phrase.titles for o in t.offices)
    office = meant[0][0] if meant is not None else msgspec.structs.replace(member, country=seat, office=next(iter(held), None))
    return (_in_office(memory, member, office),), "office", "named-behind"


def _past_post(read: Line, phrase: Phrase, following: Sequence[Phrase]) -> tuple[Phrase, int]:
    """The phrase behind an office, and where that ends with the post of an envoy: "China's ambassador *to Belgrade*, Li Ming"."""
    post = following[0]
    behind = read.piece(phrase.resume) == "to" and post.start == phrase.resume + 1 + (read.piece(phrase.resume + 1) == "the")
    sent = len(following) > 1 and post.kind in {"country", "metonym", "organisation"} and behind
    return (following[1], post.resume) if sent else (post, phrase.resume)


def _owned_by(memory: Memory, read: Line, phrase: Phrase) -> str | None:
    """The state of "*his* foreign minister": that of whoever acts in the sentence."""
    if OWNERS.isdisjoint((read.piece(phrase.start), read.piece(phrase.start - 1) if phrase.start else "")):
        return None
    here = (m for m in reversed(memory.mentions) if m.sentence == read.sentence.number and m.reason.endswith(":subject"))
    return next((memory.members[m.actors[0]].country for m in here), None)


def _is_bare(name: Phrase) -> bool:
    """Whether a name has no office of its own before it: "the junta's head, *Colonel* Goïta"."""
    return all(t.kind != "office" for t in name.titles)


def _named_before(memory: Memory, read: Line, phrase: Phrase, before: Sequence[Phrase], meant: Found | None) -> Found | None:
    """The person whom a comma gives an office that the tables do not fill: "João Cravinho, *the EU's envoy for the Sahel*, …"."""
    if phrase.kind != "office" or meant is None or meant[0][0].kind != "office" or not before:
        return meant
    name = before[0]
    joined = tuple(read.piece(k) for k in range(name.resume, phrase.start)) == (",",) and read.piece(phrase.resume) in _CLOSED
    member = _person(memory, read, name) if joined and name.kind == "person" and _is_bare(name) else None
    return ((_in_office(memory, member, meant[0][0]),), "office", "named-before") if member is not None else meant


def _in_office(memory: Memory, member: Member, office: Member) -> Member:
    """A person with the office and state that the words beside the name give."""
    return memory.add(
        msgspec.structs.replace(
            member,
            country=member.country or office.country,
            office=member.office or office.office,
            offices=member.offices | office.offices,
            seat=member.seat or office.seat,
        )
    )


def _meaning(memory: Memory, read: Line, phrase: Phrase, speaker: Member | None) -> Found | None:
    if phrase.kind == "person":
        member = introduce(memory, read, phrase) or surname(memory, read, phrase)
        return ((member,), "name", "name") if member else None
    if phrase.kind == "office":
        held = office_holder(memory, phrase)
        return ((held[0],), "office", held[1]) if held else None
    if phrase.kind == "offices":
        if phrase.key and read.piece(phrase.resume) == "," and read.is_capital(phrase.resume + 1):  # names follow that nobody knows
            return None
        holders = tuple(several(memory, _with_seats(memory, read, phrase)))
        return (holders, "collective", "offices") if holders else None
    if phrase.kind == "pronoun":
        meant = pronouns.resolve(memory, read, phrase, speaker)
        return (meant[0], "pronoun", meant[1]) if meant else None
    if phrase.kind == "body":
        return (_body(memory, read, phrase),), "name", "body"
    thing = entity(memory, read, phrase)
    return ((thing[0],), thing[1], thing[2]) if thing else None


def _ahead(memory: Memory, read: Line, phrase: Phrase, following: Sequence[Phrase]) -> Found | None:
    """Whom a pronoun means that nobody before can be: "As *he* welcomed Ms Li, *Mr Bo* said …"."""
    member = named_ahead(memory, read, phrase, following) if phrase.kind == "pronoun" else None
    return ((memory.add(member),), "pronoun", "named-ahead") if member is not None else None


def _with_seats(memory: Memory, read: Line, phrase: Phrase) -> Phrase:
    """Offices with the states that "*their* foreign ministers", "the foreign ministers of *the two countries*" are of."""
    if phrase.key is None:
        return phrase
    meant = pronouns.several(memory, read, phrase) if phrase.key == "their" else collectives.two_states(memory, read.sentence.number)
    states = tuple(dict.fromkeys(m.country for m in meant if m.country))
    return msgspec.structs.replace(phrase, seats=states) if len(states) > 1 else phrase


def _body(memory: Memory, read: Line, phrase: Phrase) -> Member:
    """A ministry, company, party… that the tables do not have."""
    country = phrase.seat if phrase.seat in memory.knowledge.countries else None
    words = [w.raw for w in read.words[phrase.start : phrase.end]]
    name = " ".join(words).replace(" 's", "'s").replace(" ’s", "’s")
    kind = phrase.key if phrase.key in {"government", "armed_group"} else "organisation"
    identifier = f"name:{slug(name)}"
    return memory.add(
        Member(id=identifier, name=name, kind="government" if kind != "organisation" else "organisation", country=country, seat=phrase.seat)
    )

"""Pronouns → whom they mean: the nearest fitting subject first."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.actors.collectives import opening_pair
from communique.actors.memory import Member, Memory
from communique.actors.phrases import Phrase
from communique.actors.words import Line
from communique.knowledge.actors_names import pieces
from communique.knowledge.lists import word_lists
from communique.match.syntax import surface_subject
from communique.model import Mention, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# How far back, in sentences, a pronoun reaches.
REACH = 3
# How far "they" does, where each of the two was told of in a sentence of his own.
FURTHER = 5

# What whoever is named only in somebody's quoted words loses against the one who says them.
SPOKEN_OF = 3.0


def resolve(memory: Memory, line: Line, phrase: Phrase, speaker: Member | None) -> tuple[tuple[Member, ...], str] | None:
    """Whom a pronoun means, and by which rule; ``None`` where that is not clear."""
    pronoun = memory.knowledge.words.pronouns[phrase.key or ""]
    if pronoun.person == "relative":
        return _relative(memory, line, phrase)
    if pronoun.person == "first":
        return ((memory.add(speaker),), "first-person") if speaker else None
    if pronoun.number == "many":
        return _many(memory, line, phrase)
    found = _one(memory, line, phrase, pronoun.gender or "")
    if found is None:
        return None
    # Whoever has been "she" once is no "he" later.
    return (memory.add(found if found.gender else msgspec.structs.replace(found, gender=pronoun.gender or "")),), "pronoun"


def _one(memory: Memory, line: Line, phrase: Phrase, gender: str) -> Member | None:
    token = line.token(phrase.start)
    number = line.sentence.number
    if _stranger_between(memory, line, phrase):
        return None
    scored: list[tuple[float, int, str]] = []
    near = memory.since(number - REACH)
    bound = {a for _, m in near if _bound(line, token, m) for a in m.actors}
    bound |= {m.actors[0] for _, m in near if len(m.actors) == 1 and _is_with_him(line, token, memory.members[m.actors[0]])}
    for order, mention in near:
        if len(mention.actors) != 1 or mention.actors[0] in bound:
            continue
        member = memory.members[mention.actors[0]]
        if member.kind not in {"person", "office"} or not _agrees(member, gender):
            continue
        spoken_of = mention.start in memory.quoted and token.start not in memory.quoted
        if spoken_of and mention.sentence == number:  # "“Berg wants to weaken us,” he said": not Mr Berg
            continue
        scored.append((_score(memory, line, token, mention) - SPOKEN_OF * spoken_of, order, member.id))
    if not scored:
        return None
    return memory.members[max(scored)[2]]


def _agrees(member: Member, gender: str) -> bool:
    return not member.gender or member.gender == gender


def _score(memory: Memory, line: Line, token: Token, mention: Mention) -> float:
    """Recency, subjecthood, and parallel place in the sentence; frequency breaks ties."""
    back = line.sentence.number - mention.sentence
    score = -2.0 * back + min(memory.often(mention.actors), 4) * 0.1
    aside = back > 0 and mention.reason.startswith("relative")  # "met Mr Bo, *who* had won. He …": not Mr Bo
    if (mention.reason.startswith("subject:") or mention.reason.endswith(":subject")) and not aside:
        score += 2.0
    if back == 0:
        here = line.sentence.tokens[mention.head]
        score += _governing(line, token, here)
        score += 0.5 if token.dep == "poss" and here.dep not in SUBJECTS else 0.0
        # "*Mr Bo's* talks with Mr Xi come a week after *he* saw"
        score += 1.0 if here.dep == "poss" and token.dep in SUBJECTS and line.sentence.head(here).dep in SUBJECTS else 0.0
        score += 4.5 * _is_judged(memory, line, token, mention.head)
        score += 2.0 * (_is_reached(line, token, here) or _is_parallel(line, token, here))
        score += 4.5 * _is_sent(line, token, here)
        score -= 0.01 * (token.i - mention.head)
    elif back == 1 and _is_done_too(line, token):
        score += 4.5 * (not mention.reason.endswith((":subject", ":owner", ":aside")) and not mention.reason.startswith("subject:"))
    return score


def _is_done_too(line: Line, token: Token) -> bool:
    """Whether somebody else does the same to him: "Mr Ban spoke to *Mr Kiir*. Mr Kerry also called *him*"."""
    verb = line.sentence.head(token)
    return token.dep == "dobj" and any(a.text.lower() in ("also", "too") for a in line.sentence.children(verb, "advmod"))


def _is_judged(memory: Memory, line: Line, token: Token, head: int) -> bool:
    """Whether somebody is thanked or blamed *for his* doing: the pronoun means the one, not who thanks."""
    tokens = line.sentence.tokens
    phrase = tokens[tokens[token.head].head] if token.dep == "poss" else token
    if phrase.dep != "prep" or phrase.text.lower() not in {"for", "on"} or tokens[head].dep != "dobj":
        return False
    return phrase.head in (head, tokens[head].head) and tokens[tokens[head].head].lemma in memory.knowledge.words.judging


def _is_reached(line: Line, token: Token, here: Token) -> bool:
    """Whether somebody is reached so that something is done to the one who is meant: "telephoned *Mr Bo* to thank *him*"."""
    end, verb = line.sentence.head(token), line.sentence.head(here)
    return (
        token.dep == "dobj"
        and here.dep in ("dobj", "oprd")
        and end.head == verb.i
        and end.tag == "VB"
        and verb.lemma in word_lists()["reaching"]
    )


def _is_sent(line: Line, token: Token, here: Token) -> bool:
    """Whether somebody is sent to where the one meant does something: "sent *Mr Burns* to Moscow, where *he* met her"."""
    clause, verb = line.sentence.head(token), line.sentence.head(here)
    where = any(t.text.lower() == "where" for t in line.sentence.children(clause, "advmod"))
    sent = here.dep == "dobj" and verb.lemma in word_lists()["sending"] and verb.i in {t.i for t in line.sentence.ancestors(clause)}
    return token.dep in SUBJECTS and where and sent


def _is_parallel(line: Line, token: Token, here: Token) -> bool:
    """Whether the same ones do two things to somebody: "informed *Mr Bo* and will receive *him*"."""
    verb, first = line.sentence.head(token), line.sentence.head(here)
    alike = token.dep == "dobj" and here.dep in ("dobj", "oprd", "dative") and verb.dep == "conj" and verb.head == first.i
    return alike and line.sentence.child(verb, "nsubj", "nsubjpass") is None


def _governing(line: Line, token: Token, here: Token) -> float:
    """A bonus for the subject of a verb above the pronoun, the nearest verb first."""
    above = [t.i for t in line.sentence.ancestors(token)]
    return 2.2 - 0.2 * above.index(here.head) if here.dep in SUBJECTS and here.head in above else 0.0


def _above(line: Line, token: Token) -> set[int]:
    return {t.i for t in line.sentence.ancestors(token)}


def _bound(line: Line, token: Token, mention: Mention) -> bool:
    """Whether an object pronoun cannot mean this, the subject of its own verb: "*Putin* met him", "*Ruto* briefed Abiy and asked him",
    "phoned Abiy to thank him"."""
    return mention.sentence == line.sentence.number and mention.head in _subject_of_its_verb(line, token)


def _is_with_him(line: Line, token: Token, member: Member) -> bool:
    """Whether somebody is named in the phrase of what is owned: "*his* meeting with *Mr Bo*" is not Mr Bo's."""
    if token.dep != "poss":
        return False
    behind = (t for t in line.sentence.subtree(line.sentence.head(token)) if t.i > token.i and t.pos == "PROPN" and t.dep == "pobj")
    last = pieces(member.name)[-1:]
    return member.kind == "person" and any(pieces(t.text) == last for t in behind)


def _subject_of_its_verb(line: Line, token: Token) -> frozenset[int]:
    sentence = line.sentence
    verb = sentence.head(token)
    if token.dep in SUBJECTS and any(a.tag == "TO" for a in sentence.children(verb, "aux")):  # "asked *him* to stay"
        verb = sentence.head(verb)
    elif token.dep == "pobj":
        verb = sentence.head(verb)
        if verb.lemma in line.knowledge.words.contact_nouns:  # "held talks with *him*"
            verb = sentence.head(verb)
    elif token.dep not in {"dobj", "iobj", "dative", "conj"}:
        return frozenset()
    return frozenset(t.i for t in surface_subject(sentence, verb)) if verb.pos in ("VERB", "AUX") else frozenset()


def _stranger_between(memory: Memory, line: Line, phrase: Phrase) -> bool:
    """Whether an unnamed person (``a senior official said he``) is the nearer subject of this sentence."""
    token = line.token(phrase.start)
    verbs = _above(line, token)
    for other in line.sentence.tokens[: token.i]:
        if other.dep in SUBJECTS and other.head in verbs and other.tag == "NN" and not memory.is_taken(line.sentence.number, other.i):
            role = memory.knowledge.roles.get(other.lemma)
            # Nor is who serves somebody nearer than his master: "*his* spokesman refused to say whether he had spoken".
            named = any(memory.is_taken(line.sentence.number, c.i) for c in line.sentence.children(other, "appos", "poss"))
            if role and role.kind == "other" and not named:
                return True
    return False


def _relative(memory: Memory, line: Line, phrase: Phrase) -> tuple[tuple[Member, ...], str] | None:
    """``who``, ``both of whom``: the names that end right before."""
    before = [m for _, m in memory.since(line.sentence.number)]
    if not before:
        return None
    wanted = memory.knowledge.words.numbers[phrase.seats[0]] if phrase.seats else 1
    start = line.words[phrase.start - (not phrase.seats and line.piece(phrase.start - 1) in {"with", "to", "of"})].start
    between = memory_text(line, before[-1].end, start)
    if between.strip(" ,\u2014\u2013-"):
        return None
    members = [memory.members[a] for m in before[-wanted:] for a in m.actors]
    people = tuple(m for m in members if m.kind in {"person", "office", "group"})
    return (people, "relative") if people else None


def memory_text(line: Line, start: int, end: int) -> str:
    """The words between two offsets of a line."""
    return " ".join(w.raw for w in line.words if start <= w.start < end)


def _many(memory: Memory, line: Line, phrase: Phrase) -> tuple[tuple[Member, ...], str] | None:
    """``they``: the last collective or pair of persons, this sentence or the one before."""
    number = line.sentence.number
    for sentence in range(number, number - REACH, -1):
        groups = [m for m in memory.mentions if m.sentence == sentence and len(m.actors) > 1]
        leading = next((m for m in reversed(groups) if m.reason.endswith(":subject") or m.kind == "pronoun"), None)
        people = _people_in(memory, sentence)
        if leading is not None:
            return tuple(memory.members[a] for a in leading.actors), "they-collective"
        if groups and len(people) > 1 and sentence == number:
            return tuple(memory.members[a] for a in groups[-1].actors), "they-collective"
        if len(people) > 1:
            return tuple(people), "they-named"
        if pair := opening_pair(memory):
            return tuple(pair), "they-opening"
    last = _last_two(memory, number)
    return (last, "they-last") if len(last) > 1 else None


def _last_two(memory: Memory, number: int) -> tuple[Member, ...]:
    """The two persons told of last by themselves, a few sentences back, in text order."""
    found: dict[str, Member] = {}
    for _, mention in reversed(memory.since(number - FURTHER)):
        member = memory.members[mention.actors[0]]
        aside = mention.reason.endswith((":owner", ":aside")) or (mention.sentence, mention.head) in memory.reported
        if len(found) < 2 and not aside and len(mention.actors) == 1 and member.kind in {"person", "office"}:
            found.setdefault(member.id, member)
    return tuple(reversed(found.values()))


def several(memory: Memory, line: Line, phrase: Phrase) -> tuple[Member, ...]:
    """Whom "their" means; nobody where that is not clear."""
    found = _many(memory, line, phrase)
    return found[0] if found is not None else ()


def _people_in(memory: Memory, sentence: int) -> list[Member]:
    """The persons of a sentence, without whoever only owns something or is only talked about, or told of to somebody else; nor, where it
    tells of two others, who tells of them."""
    there = (m for m in memory.mentions if m.sentence == sentence and m.kind != "demonym" and not m.reason.endswith((":owner", ":aside")))
    named = [m for m in there if (m.sentence, m.head) not in memory.reported]
    told = _persons(memory, (m for m in named if (m.sentence, m.head) not in memory.tellers))
    return told if len(told) > 1 else _persons(memory, named)


def _persons(memory: Memory, mentions: Iterable[Mention]) -> list[Member]:
    ids = dict.fromkeys(a for m in mentions for a in m.actors)
    return [memory.members[a] for a in ids if memory.members[a].kind in {"person", "office"}]
